//! Any bytes as a students file, CSV or XLSX.

use exchange::students::{self, Mapping};
use time::macros::date;

pub(crate) fn any(bytes: &[u8]) {
    let today = date!(2026 - 11 - 28);
    let found = students::read(bytes, &Mapping::default(), today);
    assert!(found.students.len() as u64 <= found.rows);
    for problem in found.problems.iter().chain(&found.warnings) {
        // A message about a sheet that was read names it.
        if found.sheet.is_some() {
            assert_eq!(problem.sheet.as_ref().map(|place| &place.name), found.sheet.as_ref());
        }
    }
    for student in &found.students {
        assert!(student.birth_date.check_on(today).is_ok());
        let texts = student.texts.iter().map(|(_, text)| text);
        for text in texts.chain([student.family_name.as_str()]) {
            assert_eq!(register::text::line(text).as_deref(), Ok(text), "text has one form");
        }
    }
    // Numbers are there once, whatever zeros they begin with.
    let mut keys: Vec<&str> = found.students.iter().map(|student| student.student_number.key()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), found.students.len());
    if let Ok(headings) = students::headings(bytes) {
        students::read(bytes, &Mapping::from_headings(&headings), today);
    }
}
