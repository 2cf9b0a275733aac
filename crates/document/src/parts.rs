//! What a document is made of.

use serde::{Deserialize, Serialize};

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its language.
    pub language: Language,
    /// What it is called where files and windows are listed. Names nobody.
    pub title: String,
    /// What stands above it.
    pub heading: String,
    /// Who gives it out.
    pub school: String,
    /// What stands above every page, where something has to be known of each: that its numbers were made up.
    pub mark: Option<String>,
    /// What comes before the first section.
    pub blocks: Vec<Block>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A part with a heading of its own. How deep it stands is its level, so that no level is skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
    /// Parts within it.
    pub sections: Vec<Section>,
}

/// The language of a document, or of words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// Dutch.
    #[serde(rename = "nl")]
    Dutch,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// A piece of text. A line break in it stays one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The text.
    pub text: String,
    /// Its language, where that is another than the document's: a voice reads it so.
    pub language: Option<Language>,
    /// Set bold.
    pub strong: bool,
}

/// Something in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Text(Vec<Words>),
    /// Paragraphs that stand beside each other, in no order.
    Items(Vec<Vec<Words>>),
    /// What somebody said, in their own words.
    Quote(Words),
    /// A table.
    Table(Table),
    /// Boxes to tick with a pen.
    Choices(Vec<Choice>),
    /// What to do, in this order.
    Steps(Vec<String>),
    /// A line to write on, for this person.
    Sign(Vec<Words>),
    /// A code that a telephone reads, with its address in words beside it.
    Code(Code),
    /// A picture of numbers that stand in words too.
    Picture(Picture),
}

/// A cell: lines under each other.
pub type Cell = Vec<Vec<Words>>;

/// A table. Every row has a cell for each heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    head: Vec<String>,
    /// How wide each column is beside the others.
    wide: Vec<u8>,
    rows: Vec<Vec<Cell>>,
}

/// Something to tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What ticking says.
    pub text: String,
    /// Lines to write on under it.
    pub room: bool,
}

/// An address, as a code and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What is found there, in words.
    pub what: String,
    /// What the picture is, in words.
    pub alt: String,
    /// The address.
    pub address: String,
}

/// A picture. What it shows stands in the document in words too: a voice reads what it is, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// As SVG, with a width of its own.
    pub drawn: String,
    /// What it is of.
    pub title: String,
    /// Where its numbers stand in words.
    pub description: String,
}

impl Words {
    /// Words of the document's own language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), language: None, strong: false }
    }

    /// The same words in a language.
    #[must_use]
    pub fn spoken(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }

    /// The same words, bold.
    #[must_use]
    pub fn strong(self) -> Self {
        Self { strong: true, ..self }
    }
}

impl Table {
    /// A table of columns: each heading with its width beside the others.
    pub fn new<const N: usize>(columns: [(String, u8); N], rows: Vec<[Cell; N]>) -> Self {
        let (head, wide) = columns.into_iter().unzip();
        Self { head, wide, rows: rows.into_iter().map(Vec::from).collect() }
    }

    /// A table of as many columns as there are. A row that is short is filled with empty cells, and one that is long is cut off.
    pub fn of(columns: Vec<(String, u8)>, mut rows: Vec<Vec<Cell>>) -> Self {
        let (head, wide): (Vec<String>, Vec<u8>) = columns.into_iter().unzip();
        rows.iter_mut().for_each(|row| row.resize(head.len(), Vec::new()));
        Self { head, wide, rows }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().flatten().flatten().flatten().map(|words| words.text.as_str());
        self.head.iter().map(String::as_str).chain(cells)
    }
}

impl Document {
    /// Everything that is read in it, in no order.
    pub fn words(&self) -> Vec<&str> {
        let mut all = vec![self.title.as_str(), &self.heading, &self.school];
        all.extend(self.mark.as_deref());
        of_blocks(&self.blocks, &mut all);
        of_sections(&self.sections, &mut all);
        all
    }
}

fn of_sections<'a>(sections: &'a [Section], all: &mut Vec<&'a str>) {
    for section in sections {
        all.push(&section.heading);
        of_blocks(&section.blocks, all);
        of_sections(&section.sections, all);
    }
}

fn of_blocks<'a>(blocks: &'a [Block], all: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Text(words) | Block::Sign(words) => all.extend(words.iter().map(|words| words.text.as_str())),
            Block::Items(items) => all.extend(items.iter().flatten().map(|words| words.text.as_str())),
            Block::Quote(words) => all.push(&words.text),
            Block::Table(table) => all.extend(table.words()),
            Block::Steps(steps) => all.extend(steps.iter().map(String::as_str)),
            Block::Choices(choices) => all.extend(choices.iter().map(|choice| choice.text.as_str())),
            Block::Code(code) => all.extend([code.what.as_str(), &code.alt, &code.address]),
            Block::Picture(picture) => all.extend([picture.title.as_str(), &picture.description]),
        }
    }
}
