//! What a check found.

use crate::published::{Place, Published};

/// What kind of clash it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The folder itself: a file, key or reference.
    Folder,
    /// Percentages that should make 100 and do not.
    Sum,
    /// A percentage that no whole count on its base gives.
    ImpossiblePercentage,
    /// Two bases of the same respondents and routing.
    Base,
    /// Two tables about one cell.
    TableTable,
    /// A part that is larger than its whole.
    PartWhole,
    /// A source line that names who cannot have answered.
    Source,
    /// The text against a table.
    TextTable,
    /// The text against itself.
    TextText,
    /// A claim of change or difference that is within its margin.
    NotSignificant,
}

impl Kind {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Sum => "sum",
            Self::ImpossiblePercentage => "impossible_percentage",
            Self::Base => "base",
            Self::TableTable => "table_table",
            Self::PartWhole => "part_whole",
            Self::Source => "source",
            Self::TextTable => "text_table",
            Self::TextText => "text_text",
            Self::NotSignificant => "not_significant",
        }
    }
}

/// One place: in a file, in a table. What does not apply is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Where {
    /// The file: within the folder, or the report as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The table.
    pub table: Option<String>,
    /// The row, as `group | label`.
    pub row: Option<String>,
    /// The column, as `group | label`.
    pub column: Option<String>,
}

impl Where {
    /// A line of a text.
    pub fn line(file: &str, line: u32) -> Self {
        Self { file: file.to_owned(), line: Some(line), ..Self::default() }
    }

    /// A row and a column of a table, or one of them, or the table.
    pub fn cell(table: &Published, row: Option<usize>, column: Option<usize>) -> Self {
        let row = row.and_then(|row| table.rows.get(row));
        Self {
            file: table.file.clone(),
            line: Some(row.map_or(table.line, |row| row.line)),
            table: Some(table.id.clone()),
            row: row.map(crate::published::Row::name),
            column: column.and_then(|column| table.columns.get(column)).map(crate::published::Column::name),
        }
    }

    /// A cell or base by its number.
    pub fn place(tables: &[Published], place: Place) -> Self {
        tables.get(place.table).map_or_else(Self::default, |table| Self::cell(table, place.row, Some(place.column)))
    }
}

/// A clash: where, with what, and what each side says. It proposes no repair.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What kind of clash.
    pub kind: Kind,
    /// Where.
    pub at: Where,
    /// The other places.
    pub also: Vec<Where>,
    /// What stands there.
    pub says: String,
    /// What the other places hold.
    pub holds: String,
    /// The same in a sentence.
    pub message: String,
}

/// A number as it is written in Dutch, with at most two decimals and no trailing zeros.
pub fn dutch(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}
