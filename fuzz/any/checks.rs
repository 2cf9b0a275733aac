//! Any bytes as the printed tables of a measurement and the text of its report, one behind the other with zero bytes between: what is
//! checked, and what somebody pastes.

use monitor::check::{self, loose};
use monitor::folder::{Reading, Texts};

/// The files that the bytes stand for, in their order; the text comes after them.
const FILES: [&str; 10] = [
    "measurement.toml",
    "published/B1.toml",
    "published/B2.toml",
    "relations.toml",
    "ties.toml",
    "quantities.toml",
    "indicators.toml",
    "agenda.toml",
    "english.toml",
    "findings.toml",
];

pub(crate) fn any(bytes: &[u8]) {
    let mut parts = bytes.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let mut texts = Texts::new();
    for file in FILES {
        let text = parts.next().unwrap_or_default();
        if !text.is_empty() {
            texts.insert(file.to_owned(), text.into_owned());
        }
    }
    let text = parts.next().unwrap_or_default();
    let lines = text.split('\n').count() as u32;
    let report = check::check(&Reading::of(&texts), Some(("report.txt", &text)));
    let found = &report.statements;
    assert!(found.hold <= found.tied && found.tied + found.untied.len() == found.found);
    assert!(found.untied.iter().all(|it| (1..=lines).contains(&it.line) && !it.quote.is_empty()));
    for finding in &report.findings {
        assert!(!finding.message.is_empty() && finding.at.line.is_none_or(|line| line > 0));
    }
    let table = texts.get("published/B1.toml").map_or("", String::as_str);
    for statement in loose::hold(&text, table) {
        assert!((1..=lines).contains(&statement.line) && !statement.words.is_empty());
    }
}
