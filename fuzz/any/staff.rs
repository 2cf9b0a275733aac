//! Any bytes as a list of staff, CSV or XLSX.

use exchange::staff::read;

pub(crate) fn any(bytes: &[u8]) {
    let read = read(bytes);
    assert!(!read.people.is_empty() || !read.problems.is_empty(), "nothing is read without a word");
    assert!(read.people.len() <= read.rows);
    for row in &read.people {
        assert_eq!(register::text::name(&row.name).as_deref(), Ok(row.name.as_str()), "text has one form");
    }
    for problem in read.problems.iter().chain(&read.warnings).filter(|_| read.sheet.is_some()) {
        assert_eq!(problem.sheet.as_ref().map(|place| &place.name), read.sheet.as_ref());
    }
}
