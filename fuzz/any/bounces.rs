//! Any bytes as mail that came back.

use exchange::bounce::read;

pub(crate) fn any(bytes: &[u8]) {
    let read = read(bytes);
    assert!(read.reports.len() + read.other <= read.messages);
    for report in read.reports {
        // Two identifiers and a status: nothing else of what somebody wrote comes through.
        assert_eq!(report.reference.len(), 65);
        assert!(report.status.unwrap_or_default().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    }
}
