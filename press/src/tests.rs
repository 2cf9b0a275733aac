//! Documents as a reader of PDF finds them: what Typst sets, whatever stands in it, and what it refuses.

use crate::desk::pdf;
use document::{Block, Choice, Code, Document, Language, Picture, Section, Table, Unmade, Words};

fn letter(text: &str) -> Document {
    let words = |text: &str| vec![vec![Words::plain(text)]];
    let table = Table::new([("What".into(), 2), ("Who".into(), 1)], vec![[words(text), words("the coach")]]);
    let code = Code { what: "Here:".into(), alt: "QR code".into(), address: "https://school.example/papier/1".into() };
    Document {
        language: Language::English,
        title: "A letter".into(),
        heading: "A letter to somebody".into(),
        school: "Example College".into(),
        mark: Some(format!("Trial: {text}")),
        blocks: vec![Block::Text(vec![Words::plain(text)]), Block::Quote(Words::plain(text))],
        sections: vec![Section {
            heading: "What is in it".into(),
            blocks: vec![
                Block::Steps(vec![text.into(), "Then this.".into()]),
                Block::Choices(vec![Choice { text: text.into(), room: true }]),
                Block::Items(vec![vec![Words::plain(text)], vec![Words::plain("That.")]]),
                Block::Sign(vec![Words::plain(text)]),
                Block::Code(code),
                Block::Picture(Picture {
                    drawn: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"20\" font-family=\"Atkinson Hyperlegible\" \
                            font-size=\"15\" fill=\"currentColor\"><rect x=\"0%\" y=\"2\" width=\"36%\" height=\"18\"/>\
                            <text x=\"0\" y=\"15\">Ongeschiktheidsverklaringen</text></svg>"
                        .into(),
                    title: text.into(),
                    description: "The same numbers stand in the table.".into(),
                }),
            ],
            sections: vec![Section {
                heading: format!("About {text}"),
                blocks: vec![Block::Table(table)],
                sections: Vec::new(),
            }],
        }],
    }
}

#[test]
fn whatever_stands_in_it_it_is_set() {
    for text in [
        "Usual words.",
        "Two lines,\nand a third.\n",
        "",
        "Żółć, Çağla, Đorđe, Ștefan, Ngô Thị Ánh, Ærø",
        "Анна, Ελένη, محمد, שרה",
        "→ ☐ ✓ € ½ … “quotes” – ‘and’",
        "#set text(red) $x$ *no* _markup_ `here` <label> @ref [x] \\ // /* */ ~ ---",
        "{\"kind\": \"text\"}",
        "e\u{301} and o\u{308}, written as two",
        "a\u{200d}b\u{200b}c\u{202e}d\u{feff}e\u{ad}f\tg\u{a0}h",
        &"Llanfairpwllgwyngyll".repeat(20),
        &"woord ".repeat(2000),
    ] {
        let made = pdf(&letter(text)).unwrap_or_else(|unmade| panic!("{text:?}: {unmade}"));
        assert!(made.starts_with(b"%PDF-") && made.ends_with(b"%%EOF"), "{text:?}");
    }
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let one = pdf(&letter("Usual words."));
    assert_eq!(one, pdf(&letter("Usual words.")));
    assert_ne!(one, pdf(&letter("Other words.")));
}

#[test]
fn what_cannot_be_set_is_an_error_with_its_reason() {
    assert_eq!(pdf(&letter("\u{1f986} and 你好你")), Err(Unmade::Letters(vec!['你', '好', '\u{1f986}'])));
    let mut far = letter("Usual words.");
    let address = format!("https://school.example/{}", "x".repeat(3000));
    far.blocks.push(Block::Code(Code { what: "Here:".into(), alt: "QR code".into(), address: address.clone() }));
    assert_eq!(pdf(&far), Err(Unmade::Address(address.len())));
}
