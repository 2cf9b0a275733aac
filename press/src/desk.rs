//! The desk at which a document is set: the typefaces, the form, and the values to fill it with. Nothing is read from a
//! disk, nothing is fetched, and there is no day: a document is the same whenever it is made.

use crate::{code, letters};
use document::{Document, Unmade};
use serde_json::Value;
use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_slice()
    };
}

/// Our typeface, and one that has the letters it lacks.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = [font!("regular.ttf"), font!("bold.ttf"), font!("wide.ttf"), font!("wide-bold.ttf")];
    files.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect()
});
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// How every document looks.
const FORM: &str = include_str!("../form/document.typ");

/// Whether one of our typefaces has a letter.
pub(crate) fn has_letter(letter: char) -> bool {
    FONTS.iter().any(|font| font.info().coverage.contains(letter.into()))
}

struct Desk {
    form: Source,
    values: (FileId, Bytes),
}

fn name(path: &str) -> Result<FileId, Unmade> {
    let path = VirtualPath::new(path).map_err(|_| Unmade::Refused(format!("{path} is no name for a file")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.form.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.form.id() { Ok(self.form.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.values.0 { Ok(self.values.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets a document, as PDF/UA-1.
///
/// # Errors
/// [`Unmade`]: a letter that no typeface has, an address that fits in no code, a mistake in the form.
pub(crate) fn pdf(document: &Document) -> Result<Vec<u8>, Unmade> {
    letters::check(document)?;
    let refused = |error: String| Unmade::Refused(without_quotes(&error));
    let mut values = serde_json::to_value(document).map_err(|error| refused(format!("{:?}", error.classify())))?;
    prepare(&mut values)?;
    let values = (name("document.json")?, Bytes::new(values.to_string().into_bytes()));
    let desk = Desk { form: Source::new(name("document.typ")?, FORM.to_owned()), values };
    let said = |all: &[SourceDiagnostic]| {
        refused(all.iter().map(|one| without_quotes(&one.message)).collect::<Vec<_>>().join("; "))
    };
    let made = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| said(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| refused(error.message().to_string()))?;
    let creator = Smart::Custom(Some("Meedoen".to_owned()));
    let options = PdfOptions { creator, standards, ..PdfOptions::default() };
    typst_pdf::pdf(&made, &options).map_err(|errors| said(&errors))
}

/// Makes the values ready for the form: places to break in long words, and beside each address its picture.
fn prepare(value: &mut Value) -> Result<(), Unmade> {
    match value {
        Value::String(text) => *text = letters::breakable(text),
        Value::Array(all) => all.iter_mut().try_for_each(prepare)?,
        Value::Object(fields) => {
            let address = fields.get("address").and_then(Value::as_str).map(code::picture).transpose()?;
            // An address is followed, and a picture is drawn: both stay as they are.
            fields
                .iter_mut()
                .filter(|(name, _)| !["address", "drawn"].contains(&name.as_str()))
                .try_for_each(|(_, value)| prepare(value))?;
            fields.extend(address.map(|picture| ("picture".to_owned(), picture.into())));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

/// What Typst says as far as it quotes nothing: what it quotes could be somebody's words, with quotes within.
fn without_quotes(said: &str) -> String {
    said.find(['`', '"']).map_or_else(|| said.to_owned(), |at| format!("{}...", &said[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_stays_out_of_an_error() {
        assert_eq!(without_quotes("the text `\"Sam\"` could not be displayed with `A`"), "the text ...");
        assert_eq!(without_quotes("missing alt text"), "missing alt text");
    }
}
