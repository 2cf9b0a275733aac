//! `quantities.toml`: numbers that documents state, each with where it stands and what it counts in our own words.
//!
//! Of much that was measured only a sentence in a letter or report is left. A number without its base and its document says
//! nothing, so that here it cannot be written down without them.

use crate::problem::Problem;
use crate::published::Published;
use crate::read::Source;
use crate::words::Words;
use std::collections::BTreeSet;

/// A document that states quantities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Such as `letter-2017`.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// The year it is of.
    pub year: u32,
    /// Its day, such as `2020-10-05`; where none is written, the last of its year.
    pub day: String,
}

/// A number that a document states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// A name for it, unique within the folder.
    pub id: String,
    /// Which document, by its number.
    pub document: usize,
    /// Where in it.
    pub place: String,
    /// The year it is about.
    pub year: u32,
    /// The number, as it is written: `82%`, `een derde`.
    pub value: String,
    /// Of whom, in words.
    pub of: Words,
    /// How many they are, where the document says so.
    pub base: Option<String>,
    /// What it counts, in our own words.
    pub counts: Words,
    /// The printed table or figure that it is about, by its id.
    pub about: Option<String>,
}

/// All that is stated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quantities {
    /// By the year they are of.
    pub documents: Vec<Document>,
    /// In the order of the file.
    pub all: Vec<Quantity>,
}

impl Quantities {
    /// A quantity by its id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.all.iter().position(|quantity| quantity.id == id)
    }
}

impl Quantity {
    /// The number that begins its value; none where it is in words.
    pub fn number(&self) -> Option<f64> {
        crate::published::cell::number(self.value.trim_end_matches('%'))
    }
}

/// Reads `quantities.toml`.
///
/// # Errors
/// What is wrong with it.
pub fn read(source: Source<'_>, tables: &[Published]) -> Result<Quantities, Vec<Problem>> {
    crate::read::read(source, |top| {
        let mut found = Quantities::default();
        for table in top.tables("documents") {
            let (id, name) = (table.text("id").unwrap_or_default(), Words::read(&table, "name").unwrap_or_default());
            let year = table.whole("year").unwrap_or_default();
            let day = table.maybe_day("day").unwrap_or_else(|| format!("{year}-12-31"));
            if !day.starts_with(&format!("{year}-")) {
                table.wrong("day", format!("{day} is not in {year}"), "correct the day or the year");
            }
            table.finish();
            found.documents.push(Document { id, name, year, day });
        }
        let mut ids = BTreeSet::new();
        for table in top.tables("quantities") {
            let id = table.text("id").unwrap_or_default();
            if !ids.insert(id.clone()) {
                table.wrong("id", format!("\"{id}\" is there twice"), "give each quantity an id of its own");
            }
            let named = table.text("document").unwrap_or_default();
            let document = found.documents.iter().position(|document| document.id == named);
            if document.is_none() {
                table.wrong("document", format!("there is no document \"{named}\""), "name one of [[documents]]");
            }
            let about = table.maybe_text("about");
            if let Some(about) = about.as_ref().filter(|about| !tables.iter().any(|it| it.id == **about)) {
                let remedy = "name a table or figure that is in published/";
                table.wrong("about", format!("there is no table {about}"), remedy);
            }
            let quantity = Quantity {
                id,
                document: document.unwrap_or_default(),
                place: table.text("place").unwrap_or_default(),
                year: table.whole("year").unwrap_or_default(),
                value: table.text("value").unwrap_or_default(),
                of: Words::read(&table, "of").unwrap_or_default(),
                base: table.maybe_text("base"),
                counts: Words::read(&table, "counts").unwrap_or_default(),
                about,
            };
            table.finish();
            found.all.push(quantity);
        }
        Some(found)
    })
}
