//! Documents on paper: what stands in them, and how the press is asked for them.
//!
//! A [`Document`] says what its parts *are* (a heading, a table with headings, a place to sign), never how they look. The
//! press, a program of its own (`press/`), sets it as an accessible PDF: the same document gives the same bytes, whenever it
//! is made. What cannot be set is an [`Unmade`], never half a document.
//!
//! ```
//! use document::{Block, Document, Language, Words};
//! let document = Document {
//!     language: Language::English,
//!     title: "Agreements, version 2".into(),
//!     heading: "Agreements with Sam, version 2".into(),
//!     school: "Example College".into(),
//!     mark: None,
//!     blocks: vec![Block::Text(vec![Words::plain("Example College, 12 May 2026")])],
//!     sections: Vec::new(),
//! };
//! assert_eq!(Document::from_wire(&document.to_wire()), Ok(document));
//! ```
//!
//! Why the press stands apart: `docs/decisions/0017-documents.md`.

mod parts;
mod wire;

pub use parts::{Block, Cell, Choice, Code, Document, Language, Picture, Section, Table, Words};
pub use wire::{NO_DOCUMENT, UNMADE};

use serde::{Deserialize, Serialize};

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmade {
    /// No typeface of ours has these characters. They are of the document: for who may read it, and for no log.
    #[error("{} characters stand in no typeface", .0.len())]
    Letters(Vec<char>),
    /// The address is too long for a code that a telephone reads; how many bytes it has.
    #[error("an address of {0} bytes is too long for a code")]
    Address(usize),
    /// The typesetter refuses, or what was sent is no document: a mistake of ours. What it says holds no word of the
    /// document.
    #[error("the press refuses: {0}")]
    Refused(String),
}
