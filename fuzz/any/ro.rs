//! Any bytes as a registratieoverzicht.

use exchange::ro;
use time::macros::date;

pub(crate) fn any(bytes: &[u8]) {
    let ends = |end: u8| bytes.iter().filter(|&&byte| byte == end).count();
    let lines = ends(b'\n').max(ends(b'\r')) + 1;
    let file = ro::parse(bytes, date!(2026 - 11 - 28));
    for problem in file.summary.problems.iter().chain(&file.summary.warnings) {
        assert!((1..=lines).contains(&(problem.line as usize)));
    }
    assert_eq!(file.persons.len() as u64, file.summary.good[ro::RecordType::Per]);
    if file.summary.completeness().is_proven() {
        assert_eq!(file.summary.trailer, Some(file.summary.records));
    }
    // Every good child of a file without problems has its parents.
    if file.summary.problems.is_empty() {
        assert!(file.summary.header.is_some());
        for (_, enrolment) in &file.enrolments {
            assert!(file.persons.iter().any(|(_, person)| person.key == enrolment.key.person));
        }
    }
}
