//! Made-up measurements that show every state of the pages.

use crate::site::measured::{Held, Stands};
use ::monitor::answers::Answers;
use ::monitor::folder::Texts;
use ::monitor::research::{Given, Research, Unused};
use std::sync::Arc;

const MEASUREMENT: &str = r#"year = 2026
study_year = "2025-2026"
name = { nl = "Monitor ondersteuning in het mbo", en = "Monitor of support in mbo" }
state = { is = "approved", day = 2026-09-01, by = "Het ministerie" }
[[respondents]]
id = "school"
name = { nl = "scholen", en = "schools" }
population = 60
asked = 60
how = "all"
fpc = true
[[respondents]]
id = "student"
name = { nl = "studenten", en = "students" }
how = "sample"
weighted = true
"#;

const ASKED: &str = r#"of = ["school", "student"]
name = { nl = "Vragen", en = "Questions" }
[[items]]
id = "track"
text = { nl = "Welke leerweg doe je?", en = "Which route do you follow?" }
levels = [["bol", "bol", "BOL"], ["bbl", "bbl", "BBL"]]
breaks = true
[[items]]
id = "help"
text = { nl = "Krijg je hulp?", en = "Do you get help?" }
levels = [["1", "Nooit", "Never"], ["2", "Vaak", "Often"], ["8", "Weet niet", "Do not know"]]
"#;

const WEIGHTS: &str = r#"[[weights]]
of = "student"
population = 1000
[[weights.margins]]
item = "track"
shares = [["bol", "70"], ["bbl", "30"]]
"#;

const TABLES: &str = r#"[[tables]]
id = "T1"
title = { nl = "Hoe vaak studenten hulp krijgen, naar leerweg", en = "How often students get help, by route" }
base = { nl = "wie antwoordde", en = "who answered" }
item = "help"
without = ["8"]
columns = [{ label = { nl = "{year}", en = "{year}" }, of = "student" }]
by = "track"
[[tables]]
id = "T2"
title = { nl = "Hulp op school", en = "Help at school" }
base = { nl = "wie antwoordde", en = "who answered" }
of = "school"
across = [["help", "Hulp", "Help"]]
"#;

fn texts() -> Texts {
    [
        ("measurement.toml", MEASUREMENT),
        ("questionnaires/all.toml", ASKED),
        ("weights.toml", WEIGHTS),
        ("tables.toml", TABLES),
        ("report/1.md", "# Hulp\n\nHet is {T1 : Vaak : 2026}.\n"),
    ]
    .map(|(file, text)| (file.to_owned(), text.to_owned()))
    .into()
}

/// Answers to both questions: how many of each route gave each answer.
fn answers(of: &str, counts: [[usize; 3]; 2]) -> Answers {
    let all: Vec<(u8, u8)> = (1..)
        .zip(counts)
        .flat_map(|(track, counts)| (1..).zip(counts).flat_map(move |(help, many)| vec![(track, help); many]))
        .collect();
    let mut made = Answers::made(of, all.len());
    made.put("track", all.iter().map(|it| it.0).collect());
    made.put("help", all.iter().map(|it| it.1).collect());
    made
}

fn research(texts: &Texts, given: Given, unused: Option<Unused>) -> Stands {
    let digest = ::monitor::folder::digest(texts, []);
    Stands::Made(Arc::new(Research { unused, ..Research::of(texts, None, given, digest, 1) }))
}

/// Every state: answers that nobody gave, of people (with cells that are withheld, and answers of before that cannot be read), that
/// cannot be weighted, none, a folder that cannot be read, one that is being made.
pub(super) fn all() -> Vec<Held> {
    let texts = texts();
    let school = || answers("school", [[7, 9, 2], [8, 12, 6]]);
    let given = |student, synthetic| Given::Read { answers: vec![school(), student], synthetic };
    let made_up = given(answers("student", [[10, 20, 6], [12, 22, 2]]), true);
    let real = given(answers("student", [[12, 23, 1], [2, 32, 2]]), false);
    let one_route = given(answers("student", [[12, 24, 0], [0, 0, 0]]), false);
    let mut broken = texts.clone();
    broken.insert("scales.toml".to_owned(), "[[scales]]\n".to_owned());
    let wrong = "2022/answers/school.csv: column help, row 3: \"9\" is no code of its scale".to_owned();
    let unused = Unused { year: 2022, why: vec![wrong] };
    let stands = [
        research(&texts, made_up, None),
        research(&texts, real, Some(unused)),
        research(&texts, one_route, None),
        research(&broken, Given::Nothing, None),
        Stands::Unreadable("2020/measurement.toml: permission denied".to_owned()),
        Stands::Making,
    ];
    stands.into_iter().zip([2026, 2024, 2022, 2021, 2020, 2018]).map(|(stands, year)| Held { year, stands }).collect()
}

/// One of them, if it is made.
pub(super) fn made(all: &[Held], at: usize) -> Option<&Research> {
    match &all.get(at)?.stands {
        Stands::Made(research) => Some(research),
        Stands::Making | Stands::Unreadable(_) => None,
    }
}
