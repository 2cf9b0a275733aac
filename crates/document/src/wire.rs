//! How a document goes to the press and what comes back: JSON in on standard input; a PDF out on standard output, or an
//! [`Unmade`] as JSON with the exit code [`UNMADE`].

use crate::{Document, Unmade};

/// The exit code of the press when it says why there is no document.
pub const UNMADE: i32 = 1;
/// The exit code of the press when what it got was no document of this version.
pub const NO_DOCUMENT: i32 = 2;

impl Document {
    /// The document as the press takes it.
    pub fn to_wire(&self) -> Vec<u8> {
        // Of these types nothing can fail: there is no map with keys that are no text.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// A document as the press gets it.
    ///
    /// # Errors
    /// [`Unmade::Refused`], when it is none of this version. Where it broke is told, not what stood there.
    pub fn from_wire(bytes: &[u8]) -> Result<Self, Unmade> {
        serde_json::from_slice(bytes).map_err(|error| {
            Unmade::Refused(format!(
                "no document: {:?} at line {}, column {}",
                error.classify(),
                error.line(),
                error.column()
            ))
        })
    }
}

impl Unmade {
    /// What the press says instead of a document.
    pub fn to_wire(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What the press said; a mistake of ours when it cannot be read.
    pub fn from_wire(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_else(|_| Self::Refused("it says nothing that can be read".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, Choice, Code, Language, Picture, Section, Table, Words};

    #[test]
    fn what_goes_over_the_wire_comes_out_as_it_was() {
        let words = || vec![Words::plain("Żółć\n\"x\"").strong().spoken(Language::Dutch)];
        let code = Code { what: "w".into(), alt: "a".into(), address: "https://school.example/x".into() };
        let blocks = vec![
            Block::Text(words()),
            Block::Items(vec![words(), Vec::new()]),
            Block::Quote(Words::plain("q")),
            Block::Table(Table::new([("A".into(), 2), ("B".into(), 1)], vec![[vec![words()], vec![]]])),
            Block::Choices(vec![Choice { text: "c".into(), room: true }]),
            Block::Steps(vec!["s".into()]),
            Block::Sign(words()),
            Block::Code(code),
            Block::Picture(Picture { drawn: "<svg/>".into(), title: "t".into(), description: "d".into() }),
        ];
        let section = Section { heading: "h".into(), blocks, sections: Vec::new() };
        let document = Document {
            language: Language::English,
            title: "t".into(),
            heading: "h".into(),
            school: "s".into(),
            mark: Some("m".into()),
            blocks: Vec::new(),
            sections: vec![Section { sections: vec![section.clone()], ..section }],
        };
        assert_eq!(Document::from_wire(&document.to_wire()), Ok(document));
        for unmade in [Unmade::Letters(vec!['\u{1f986}', '你']), Unmade::Address(3000), Unmade::Refused("why".into())]
        {
            assert_eq!(Unmade::from_wire(&unmade.to_wire()), unmade);
        }
    }

    #[test]
    fn what_is_no_document_is_refused_without_its_words() {
        for (sent, part) in [("", "Eof"), ("{\"title\": \"Sam\"}", "Data"), ("Sam", "Syntax")] {
            let Err(Unmade::Refused(why)) = Document::from_wire(sent.as_bytes()) else {
                panic!("{sent} is no document")
            };
            assert!(why.contains(part) && !why.contains("Sam"), "{why}");
        }
        assert_eq!(Unmade::from_wire(b"Sam"), Unmade::Refused("it says nothing that can be read".to_owned()));
        assert!(!Unmade::Letters(vec!['\u{1f986}']).to_string().contains('\u{1f986}'), "for a log");
    }
}
