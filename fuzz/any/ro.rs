//! Any bytes as a registratieoverzicht.

use exchange::ro;

pub(crate) fn any(bytes: &[u8]) {
    let lines = bytes.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let file = ro::parse(bytes);
    for problem in file.summary.problems.iter().chain(&file.summary.warnings) {
        assert!((1..=lines).contains(&(problem.line as usize)));
    }
    assert_eq!(file.persons.len() as u64, file.summary.good[ro::RecordType::Per]);
    // Every good child of a file without problems has its parents.
    if file.summary.problems.is_empty() {
        assert!(file.summary.header.is_some());
        for (_, enrolment) in &file.enrolments {
            assert!(file.persons.iter().any(|(_, person)| person.key == enrolment.key.person));
        }
    }
}
