//! Figures, documents and spreadsheets: a typed value in, bytes out. No I/O, no database.
//!
//! A door: the rooms behind it are named with their purpose; they are furnished by later issues. They stand apart
//! because a document compiler is heavy to build: nothing below or beside depends on this crate, and `web` gets
//! documents through [`Render`], which the program fills in.

/// Figures as SVG: stacked answers, intervals, trends, the fishbone. Patterns besides colour, a title, a description
/// and a table twin.
pub mod figure {}

/// Documents as PDF/UA: the agreement, the letter, the report.
pub mod document {
    /// The language of a document.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Language {
        /// Dutch, B1.
        Dutch,
        /// English.
        English,
    }
}

/// Spreadsheets for people who go on calculating: one sheet a table, with its base and its source.
pub mod sheet {}

/// Something that can become a document. `web` knows this and no more, so that no web test compiles a document.
pub trait Render<V>: Send + Sync {
    /// The bytes of the document.
    ///
    /// # Errors
    /// With the compiler's own message when a value does not fit its template.
    fn render(&self, value: &V, language: document::Language) -> Result<Vec<u8>, RenderError>;
}

/// A document that could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError(pub String);
