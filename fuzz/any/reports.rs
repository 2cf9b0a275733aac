//! Any bytes as the text of a report, read against a small book: a table of answers, and one of a measurement before it in print.

use monitor::answers::Answers;
use monitor::book::{Made, make};
use monitor::folder::{Folder, Reading, Texts};
use monitor::read::Source;
use monitor::report::{Block, Span, read};
use std::sync::OnceLock;

const FILES: [(&str, &str); 4] = [
    (
        "measurement.toml",
        "year = 2026\nstudy_year = \"2025-2026\"\nname = { nl = \"P\", en = \"T\" }\nstate = { is = \"draft\" }\n\
         [[respondents]]\nid = \"s\"\nname = { nl = \"scholen\", en = \"schools\" }\nhow = \"all\"\nnamed = [\"scholen\"]\n",
    ),
    (
        "questionnaires/a.toml",
        "of = [\"s\"]\nname = { nl = \"V\", en = \"Q\" }\n[[items]]\nid = \"h\"\ntext = { nl = \"h\", en = \"h\" }\n\
         levels = [[\"1\", \"Nooit\", \"Never\"], [\"2\", \"Vaak\", \"Often\"], [\"8\", \"Weet niet\", \"Do not know\"]]\n",
    ),
    (
        "tables.toml",
        "[[tables]]\nid = \"T1\"\ntitle = { nl = \"H\", en = \"H\" }\nbase = { nl = \"w\", en = \"w\" }\nitem = \"h\"\n\
         columns = [{ label = { nl = \"2026\", en = \"2026\" }, of = \"s\", compare = \"2024\" }]\n",
    ),
    (
        "published/T1.toml",
        "id = \"T1\"\nkind = \"table\"\npage = 1\ntitle = \"H\"\nunit = \"percent\"\nsource = \"Bron: scholen\"\nsums = \"down\"\n\
         columns = [{ label = \"2024\", base = \"40\" }]\nrows = [[\"Nooit\", \"50\"], [\"Vaak\", \"45\"], [\"Weet niet\", \"5\"]]\n",
    ),
];

/// Made once: of 40 schools 10 said never, 28 often, and 2 did not know, who are withheld.
fn book() -> (Folder, Made) {
    let texts: Texts = FILES.map(|(file, text)| (file.to_owned(), text.to_owned())).into();
    let reading = Reading::of(&texts);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let Some(folder) = reading.folder else { panic!("there is no folder") };
    let mut schools = Answers::made("s", 40);
    schools.put("h", [vec![1; 10], vec![2; 28], vec![3; 2]].concat());
    match make(&folder, None, &[schools], false, 1) {
        Ok(made) => (folder, made),
        Err(refused) => panic!("{refused}"),
    }
}

pub(crate) fn any(bytes: &[u8]) {
    static BOOK: OnceLock<(Folder, Made)> = OnceLock::new();
    let (folder, made) = BOOK.get_or_init(book);
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().count() as u32;
    let run = |span: &Span| match span {
        Span::Text(text) => assert!(!text.is_empty()),
        Span::Cell(text, plan) => assert!(!text.is_empty() && *plan < folder.plans.len()),
    };
    match read(Source { file: "report/a.md", text: &text }, folder, made, |_| 0) {
        Ok(blocks) => blocks.iter().for_each(|block| match block {
            Block::Heading(level, spans) => {
                assert!((1..=6).contains(level));
                spans.iter().for_each(run);
            }
            Block::Paragraph(spans) | Block::Item(spans) => spans.iter().for_each(run),
            Block::Table(plan) => assert!(*plan < folder.plans.len()),
        }),
        Err(problems) => {
            assert!(!problems.is_empty());
            let told = |it: &monitor::problem::Problem| !it.message.is_empty() && !it.remedy.is_empty();
            assert!(problems.iter().all(|it| (1..=lines).contains(&it.line) && told(it)));
        }
    }
}
