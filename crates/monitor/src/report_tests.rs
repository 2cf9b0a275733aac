//! What a text of a report may and may not say, on a book of schools: 30 of 40 never, 10 of 40 often.

use super::*;
use crate::answers::Answers;
use crate::folder::Reading;
use crate::questionnaire::tests::texts;

fn said(text: &str) -> Result<Vec<Block>, Vec<String>> {
    let mut texts = texts();
    let table = texts.get_mut("tables.toml").unwrap();
    *table = table[table.find("[[tables]]\nid = \"T2\"").unwrap()..].to_owned();
    let folder = Reading::of(&texts).folder.unwrap();
    let mut schools = Answers::made("school", 42);
    schools.put("track", vec![1; 42]);
    schools.put("help", [vec![1; 30], vec![2; 10], vec![3; 2]].concat());
    let made = crate::book::make(&folder, None, &[schools], text.contains("SHOWN"), 1).unwrap();
    let source = Source { file: "report/a.md", text };
    read(source, &folder, &made, |_| 0).map_err(|found| found.iter().map(ToString::to_string).collect())
}

/// The text without its markup.
fn plain(blocks: &[Block]) -> String {
    let runs = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| match span {
                Span::Text(text) | Span::Cell(text, _) => text.as_str(),
            })
            .collect::<String>()
    };
    let block = |block: &Block| match block {
        Block::Heading(level, spans) => format!("{level}: {}", runs(spans)),
        Block::Paragraph(spans) => runs(spans),
        Block::Item(spans) => format!("* {}", runs(spans)),
        Block::Table(at) => format!("table {at}"),
    };
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

#[test]
fn numbers_come_from_cells() {
    let text = "# Hulp SHOWN\n\nVan de scholen zegt {T2 : Hulp : Nooit}% nooit,\nen {bijna een kwart = T2 : Hulp :\nVaak} vaak.\n\n- {T2 : N : Nooit} scholen\n\n{table T2}\n";
    let blocks = said(text).unwrap();
    assert_eq!(
        plain(&blocks),
        "1: Hulp SHOWN\nVan de scholen zegt 71% nooit, en bijna een kwart vaak.\n* 42 scholen\ntable 0"
    );
    assert!(matches!(&blocks[1], Block::Paragraph(spans) if spans.contains(&Span::Cell("71".to_owned(), 0))));
}

#[test]
fn what_does_not_hold_ends_with_file_and_line() {
    for (text, expected) in [
        ("SHOWN {T9 : Hulp : Nooit}", "report/a.md:1: T9 : Hulp : Nooit: there is no table T9"),
        ("SHOWN\n\n{T2 : Hulp : Soms}", "report/a.md:3: T2 : Hulp : Soms: T2 has no column \"Soms\""),
        (
            "SHOWN\n{ruim een derde = T2 : Hulp : Vaak}",
            "report/a.md:2: ruim een derde = T2 : Hulp : Vaak: \"ruim een derde\" does not fit: it means",
        ),
        (
            "SHOWN\n{30 procent = T2 : Hulp : Vaak}",
            "report/a.md:2: 30 procent = T2 : Hulp : Vaak: \"30 procent\" does not fit: the cell is 23,8",
        ),
        ("SHOWN {veel = T2 : Hulp : Vaak}", "report/a.md:1: veel = T2 : Hulp : Vaak: \"veel\" is no number or word"),
        ("SHOWN {gestegen = T2 : Hulp : Nooit -> T2 : Hulp : Vaak}", "it went from 71 to 24"),
        ("SHOWN Van hen zegt 24 procent ja.", "report/a.md:1: \"24 procent\" comes from no cell"),
        ("SHOWN De meeste scholen\nzeggen ja, en een derde nee.", "report/a.md:2: \"een derde\" comes from no cell"),
        ("SHOWN {T2 : Hulp", "report/a.md:1: T2 : Hulp: a brace that is not closed"),
        ("SHOWN\n{table T7}", "report/a.md:2: T7: there is no table T7"),
        // Not synthetic: two schools do not know, and may not be told of.
        ("{T2 : Hulp : Weet niet}", "report/a.md:1: T2 : Hulp : Weet niet: this cell is withheld"),
    ] {
        let found = said(text).unwrap_err();
        assert!(found.iter().any(|it| it.contains(expected)), "{text}: {found:#?}");
    }
}
