//! `ties.toml`: which cell a statement in the running text of the report is about.
//!
//! A tie names a fragment of at most eight words in which `#` stands for the number or quantity word, and `~` for any
//! other; never a line, and never a verdict.

use crate::check::text::token;
use crate::problem::Problem;
use crate::published::{Place, Published, Refer};
use crate::read::{Source, Table};
use crate::relation::{place, places};

/// At most so many words of the report.
pub const WORDS: usize = 8;

/// A piece of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// This word.
    Word(String),
    /// The quantity that is tied.
    Here,
    /// Another quantity.
    Other,
}

/// A tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The line in `ties.toml`.
    pub line: u32,
    /// The fragment.
    pub pieces: Vec<Piece>,
    /// What the quantity is called in other ties.
    pub name: Option<String>,
    /// What it is held against.
    pub held: Held,
}

/// A number that something is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// A cell, or the base of a column.
    Place(Place),
    /// A quantity elsewhere in the text, by the name of its tie.
    Named(String),
    /// A quantity of the text by its number: where the words around it say so, never in a file.
    Told(usize),
}

/// What a quantity is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Nothing: it only has a name.
    Nothing,
    /// The sum of these; or what is left of 100.
    Sum {
        /// What is added.
        of: Vec<Operand>,
        /// Whether it is what is left of 100.
        rest: bool,
    },
    /// The first as a percentage of the second.
    Ratio(Operand, Operand),
    /// A percentage of this base: some whole count of it has to give it.
    Share(Place),
    /// A percentage of the people whom this cell counts: never in a file.
    Within(Place),
    /// The second compared with the first.
    Compare {
        /// What it is compared with.
        from: Operand,
        /// What is compared.
        to: Operand,
    },
}

/// Reads `ties.toml`.
///
/// # Errors
/// What is wrong with it; a reference to a cell or a name that is not there too.
pub fn read(source: Source<'_>, tables: &[Published]) -> Result<Vec<Tie>, Vec<Problem>> {
    crate::read::read(source, |top| {
        let listed = top.tables("tie");
        let names: Vec<String> = listed.iter().filter_map(|table| table.maybe_text("name")).collect();
        let mut found = Vec::new();
        for table in &listed {
            found.extend(tie(table, tables, &names));
            table.finish();
        }
        Some(found)
    })
}

fn tie(table: &Table<'_, '_>, tables: &[Published], names: &[String]) -> Option<Tie> {
    let text = table.text("text")?;
    let pieces = pieces(&text);
    let words = pieces.iter().filter(|piece| matches!(piece, Piece::Word(_))).count();
    if pieces.iter().filter(|piece| **piece == Piece::Here).count() != 1 {
        table.wrong("text", "a fragment has one #, where the number or quantity word stands", "write # once");
    }
    if words == 0 || words > WORDS {
        let message = format!("a fragment has 1 to {WORDS} words of the report beside the quantity; this has {words}");
        table.wrong("text", message, "shorten it, so that it still is the only one");
    }
    let rest = table.flag("rest");
    let has = ["cells", "ratio", "share_of", "from"].iter().filter(|key| table.has(key)).count();
    if has > 1 {
        table.wrong("", "a tie is held against one thing", "keep one of cells, ratio, share_of, or from and to");
    }
    let held = if table.has("cells") {
        Held::Sum { of: operands(table, "cells", tables, names), rest }
    } else if table.has("ratio") {
        match &operands(table, "ratio", tables, names)[..] {
            [part, whole] => Held::Ratio(part.clone(), whole.clone()),
            _ => {
                table.wrong("ratio", "a ratio has a part and a whole", "write ratio = [\"part\", \"whole\"]");
                return None;
            }
        }
    } else if table.has("share_of") {
        Held::Share(share_of(table, tables)?)
    } else if table.has("from") {
        Held::Compare { from: operand(table, "from", tables, names)?, to: operand(table, "to", tables, names)? }
    } else {
        Held::Nothing
    };
    let name = table.maybe_text("name");
    if held == Held::Nothing && name.is_none() {
        table.wrong("", "this tie is held against nothing", "add cells, ratio, share_of, from and to, or a name");
    }
    Some(Tie { line: table.line(table.at()), pieces, name, held })
}

/// A base that a percentage can be of: one that was printed, of people who count alike.
fn share_of(table: &Table<'_, '_>, tables: &[Published]) -> Option<Place> {
    let found = place(table, "share_of", tables)?;
    let printed = tables.get(found.table)?;
    if found.row.is_some() {
        table.wrong("share_of", "this is a cell, and a share is of a base", "name a base: table : N : column");
        return None;
    }
    if printed.weighted || found.base(tables).is_none() {
        let message = format!("{} has no base of which every percentage is a whole count", printed.id);
        table.wrong("share_of", message, "name a table that is not weighted, with a base in print");
        return None;
    }
    Some(found)
}

/// A cell, or a quantity by the name of its tie.
fn operand(table: &Table<'_, '_>, key: &'static str, tables: &[Published], names: &[String]) -> Option<Operand> {
    let text = table.maybe_text(key).unwrap_or_default();
    let Some(name) = text.strip_prefix('@') else { return place(table, key, tables).map(Operand::Place) };
    if names.iter().any(|known| known == name) {
        return Some(Operand::Named(name.to_owned()));
    }
    table.wrong(key, format!("no tie is named {name}"), "give that tie name = \"...\"");
    None
}

fn pieces(text: &str) -> Vec<Piece> {
    let piece = |part: &str| {
        if part.contains('#') {
            Some(Piece::Here)
        } else if part.contains('~') {
            Some(Piece::Other)
        } else {
            Some(token::plain(part)).filter(|word| !word.is_empty()).map(Piece::Word)
        }
    };
    text.split_whitespace().filter_map(piece).collect()
}

fn operands(table: &Table<'_, '_>, key: &'static str, tables: &[Published], names: &[String]) -> Vec<Operand> {
    let texts = table.texts(key);
    if texts.iter().all(|text| !text.text.starts_with('@')) {
        return places(table, key, tables).into_iter().map(Operand::Place).collect();
    }
    let mut found = Vec::new();
    for text in texts {
        match text.text.strip_prefix('@') {
            Some(name) if names.iter().any(|known| known == name) => found.push(Operand::Named(name.to_owned())),
            Some(name) => {
                table.wrong_at(text.at, key, format!("no tie is named {name}"), "give that tie name = \"...\"")
            }
            None => match Refer::read(&text.text)
                .ok_or_else(|| "this names no cell".to_owned())
                .and_then(|refer| refer.find(tables))
            {
                Ok(place) => found.push(Operand::Place(place)),
                Err(message) => table.wrong_at(text.at, key, message, "name a cell of a table that is in published/"),
            },
        }
    }
    found
}
