//! A text in the two languages of the house.

use crate::read::Table;

/// The same in Dutch and in English.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// In Dutch, at B1.
    pub nl: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// Reads `{ nl = "...", en = "..." }`; a missing translation is a problem.
    pub fn read(table: &Table<'_, '_>, key: &'static str) -> Option<Self> {
        let words = table.table(key)?;
        let (nl, en) = (words.text("nl"), words.text("en"));
        words.finish();
        Some(Self { nl: nl?, en: en? })
    }

    /// The same where it may be absent.
    pub fn maybe(table: &Table<'_, '_>, key: &'static str) -> Option<Self> {
        if table.has(key) { Self::read(table, key) } else { None }
    }
}
