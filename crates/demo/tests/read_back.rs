//! What the writers here write, the readers of `exchange` read: without problems and without warnings.

use demo::{RoStyle, School, Size};
use exchange::{ro, students};
use time::macros::date;

#[test]
fn the_pair_of_files_has_no_problem() {
    for (seed, today) in [(1, date!(2026 - 11 - 22)), (2, date!(2027 - 08 - 01)), (3, date!(2028 - 02 - 29))] {
        let school = School::plan(seed, today, Size::DEMO);
        for style in [RoStyle::DUO, RoStyle::SHEET] {
            let bytes = demo::ro_file_as(&school, style);
            let found = ro::check(&bytes, today);
            assert!(found.completeness().is_proven());
            assert!(found.problems.is_empty(), "{:?}", &found.problems[..found.problems.len().min(5)]);
            assert!(found.warnings.is_empty(), "{:?}", &found.warnings[..found.warnings.len().min(5)]);
        }
        let bytes = demo::students_csv(&school);
        let found = students::read(&bytes, &students::Mapping::default(), today);
        assert!(found.problems.is_empty(), "{:?}", &found.problems[..found.problems.len().min(5)]);
        assert!(found.warnings.is_empty(), "{:?}", &found.warnings[..found.warnings.len().min(5)]);
        assert_eq!(found.students.len(), school.people.len());
        let applied = found.students.iter().map(|s| s.applications.len()).sum::<usize>();
        assert_eq!(applied, school.people.len() - school.applicants);
        let groups: usize = found.students.iter().map(|s| s.groups.len()).sum();
        assert_eq!(groups, school.people.iter().map(|p| p.groups.len()).sum::<usize>());
    }
}
