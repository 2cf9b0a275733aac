//! One small folder that is right, and what is said when a text of it is changed.

use crate::folder::{Reading, Texts};

const MEASUREMENT: &str = r#"year = 2026
study_year = "2025-2026"
name = { nl = "Proef", en = "Trial" }
state = { is = "draft" }
[[respondents]]
id = "school"
name = { nl = "scholen", en = "schools" }
how = "all"
[[respondents]]
id = "student"
name = { nl = "studenten", en = "students" }
how = "sample"
weighted = true
"#;

const SCALES: &str = r#"[[scales]]
id = "often"
levels = [["1", "Nooit", "Never"], ["2", "Vaak", "Often"], ["8", "Weet niet", "Do not know"]]
scores = true
unscored = ["8"]
"#;

const ASKED: &str = r#"of = ["school", "student"]
name = { nl = "Vragen", en = "Questions" }
[[items]]
id = "track"
text = { nl = "Leerweg?", en = "Route?" }
levels = [["bol", "bol", "BOL"], ["bbl", "bbl", "BBL"]]
[[items]]
id = "help"
text = { nl = "Krijgt u hulp?", en = "Do you get help?" }
scale = "often"
asked = [{ item = "track", in = ["bol"] }]
[[items]]
id = "which"
text = { nl = "Welke?", en = "Which?" }
options = [["coach", "coach", "coach"], ["time", "tijd", "time"]]
of = ["student"]
asked = [{ item = "help", in = ["2"] }]
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
title = { nl = "Hulp", en = "Help" }
base = { nl = "wie antwoordde", en = "who answered" }
item = "help"
without = ["8"]
columns = [{ label = { nl = "{year}", en = "{year}" }, of = "student", where = [{ item = "track", in = ["bol"] }] }]
by = "track"
[[tables]]
id = "T2"
title = { nl = "Hulp", en = "Help" }
base = { nl = "wie antwoordde", en = "who answered" }
of = "school"
across = [["help", "Hulp", "Help"]]
"#;

pub(crate) fn texts() -> Texts {
    [
        ("measurement.toml", MEASUREMENT),
        ("scales.toml", SCALES),
        ("questionnaires/all.toml", ASKED),
        ("weights.toml", WEIGHTS),
        ("tables.toml", TABLES),
    ]
    .map(|(file, text)| (file.to_owned(), text.to_owned()))
    .into()
}

/// What is wrong after a change, as `file:line item: message`.
fn wrong(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut texts = texts();
    let text = texts.get_mut(file).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    *text = text.replacen(from, to, 1);
    let problems = Reading::of(&texts).problems;
    problems.into_iter().map(|it| format!("{}:{} {}: {}", it.file, it.line, it.item, it.message)).collect()
}

#[test]
fn a_folder_that_is_right_is_read_whole() {
    let reading = Reading::of(&texts());
    assert_eq!(reading.problems, []);
    let folder = reading.folder.unwrap();
    let plan = &folder.plans[0];
    // All students of one route, and a column for each route.
    let columns: Vec<String> = plan.columns.iter().map(super::super::plan::Head::name).collect();
    assert_eq!(columns, ["2026", "Leerweg? | bol", "Leerweg? | bbl"]);
    assert_eq!(plan.rows.iter().map(super::super::plan::Head::name).collect::<Vec<_>>(), ["Nooit", "Vaak"]);
    assert_eq!(folder.plans[1].columns.len(), 3);
    let book = folder.questionnaires[0].codebook("student").unwrap();
    assert_eq!((book.items().len(), book.sets().len()), (2, 1));
    assert_eq!(folder.questionnaires[0].codebook("school").unwrap().sets(), []);
}

#[test]
fn every_refusal_names_file_line_and_item() {
    let asked = "questionnaires/all.toml";
    for (file, from, to, expected) in [
        (
            "scales.toml",
            "[\"2\", \"Vaak\", \"Often\"]",
            "[\"2\", \"Vaak\"]",
            "scales.toml:3 scales[1].levels: an answer of 2 texts",
        ),
        ("scales.toml", "[\"2\",", "[\"1\",", "scales.toml:3 scales[1].levels: two answers of code \"1\""),
        (
            "scales.toml",
            "unscored = [\"8\"]",
            "unscored = [\"9\"]",
            "scales.toml:5 scales[1].unscored: there is no answer of code \"9\"",
        ),
        (asked, ", en = \"Do you get help?\"", "", "questionnaires/all.toml:9 items[2].text: `en` is missing"),
        (
            asked,
            "scale = \"often\"",
            "scale = \"seldom\"",
            "questionnaires/all.toml:10 items[2].scale: there is no scale \"seldom\"",
        ),
        (
            asked,
            "scale = \"often\"\n",
            "",
            "questionnaires/all.toml:7 items[2]: it says nothing of what can be answered",
        ),
        (asked, "id = \"help\"", "id = \"track\"", "questionnaires/all.toml:8 items[2].id: \"track\" is there twice"),
        (
            asked,
            "id = \"help\"",
            "id = \"Help\"",
            "questionnaires/all.toml:8 items[2].id: \"Help\" cannot head a column",
        ),
        (
            asked,
            "id = \"help\"",
            "id = \"id\"",
            "questionnaires/all.toml:8 items[2].id: \"id\" heads the column that numbers the rows",
        ),
        (
            asked,
            "in = [\"bol\"]",
            "in = [\"vavo\"]",
            "questionnaires/all.toml:11 items[2].asked: \"track\" has no answer of code \"vavo\"",
        ),
        (
            asked,
            "item = \"track\"",
            "item = \"which\"",
            "questionnaires/all.toml:11 items[2].asked: a loop: \"help\" and \"which\" each wait for the other",
        ),
        (
            asked,
            "item = \"track\"",
            "item = \"help\"",
            "questionnaires/all.toml:11 items[2].asked: a loop: \"help\" and \"help\" each wait for the other",
        ),
        (
            asked,
            "item = \"track\"",
            "item = \"route\"",
            "questionnaires/all.toml:11 items[2].asked: there is no question \"route\" here",
        ),
        (
            asked,
            "asked = [{ item = \"help\", in = [\"2\"] }]",
            "asked = [{ item = \"help\", in = [\"2\"] }, { item = \"track\", in = [\"bbl\"] }]",
            "questionnaires/all.toml:17 items[3].asked: nobody gets here: no answer to \"track\" meets all conditions",
        ),
        (
            asked,
            "of = [\"student\"]",
            "of = [\"teacher\"]",
            "questionnaires/all.toml:16 items[3].of: \"teacher\" does not get this questionnaire",
        ),
        (
            asked,
            "of = [\"school\", \"student\"]",
            "of = [\"school\", \"pupil\"]",
            "questionnaires/all.toml:1 of: \"pupil\" is no group of measurement.toml",
        ),
        (
            "weights.toml",
            "[\"bbl\", \"30\"]",
            "[\"bbl\", \"0\"]",
            "weights.toml:6 weights[1].margins[1].shares: the share of \"bbl\" is 0",
        ),
        (
            "weights.toml",
            "[\"bbl\", \"30\"]",
            "[\"bbl\", \"40\"]",
            "weights.toml:6 weights[1].margins[1].shares: they add up to 110",
        ),
        (
            "weights.toml",
            "\"track\"",
            "\"which\"",
            "weights.toml:5 weights[1].margins[1].item: \"which\" is no question with one answer that student is asked",
        ),
        (
            "weights.toml",
            "of = \"student\"",
            "of = \"school\"",
            "weights.toml:2 weights[1].of: measurement.toml says that school is not weighted",
        ),
        (
            "tables.toml",
            "item = \"help\"",
            "item = \"hulp\"",
            "tables.toml:5 tables[1].item: there is no question \"hulp\"",
        ),
        (
            "tables.toml",
            "[[\"help\"",
            "[[\"which\"",
            "tables.toml:14 tables[2].across: \"which\" is not asked of school",
        ),
        (
            "tables.toml",
            "without = [\"8\"]",
            "without = [\"7\"]",
            "tables.toml:6 tables[1].without: \"help\" has no answer of code \"7\"",
        ),
        (
            "tables.toml",
            "without = [\"8\"]",
            "answers = [[\"Nooit\", \"Never\", \"1\"], [\"Vaak\", \"Often\", \"2\"]]",
            "tables.toml:6 tables[1].answers: answer \"8\" (Weet niet) is neither shown nor left out",
        ),
        (
            "tables.toml",
            "in = [\"bol\"]",
            "in = [\"vavo\"]",
            "tables.toml:7 tables[1].columns[1].where: student is asked no \"track\" with an answer of code \"vavo\"",
        ),
        (
            "tables.toml",
            "by = \"track\"",
            "by = \"which\"",
            "tables.toml:8 tables[1].by: \"which\" is no question with one answer that student is asked",
        ),
        (
            "tables.toml",
            "of = \"student\", where",
            "of = \"student\", pool = [\"help\", \"track\"], where",
            "tables.toml:7 tables[1].columns[1].pool: \"track\" has other answers than \"help\"",
        ),
        (
            "tables.toml",
            "of = \"student\", where",
            "of = \"student\", pool = [\"help\", \"help\"], where",
            "tables.toml:7 tables[1].columns[1].pool: the answers of student are weighted",
        ),
        (
            "tables.toml",
            "of = \"student\", where",
            "of = \"student\", pool = [\"help\", \"help\"], where",
            "tables.toml:7 tables[1].columns[1].pool: this pools nothing",
        ),
        ("tables.toml", "id = \"T2\"", "id = \"T1\"", "tables.toml:10 tables[2].id: T1 is there twice"),
        ("tables.toml", "by = \"track\"", "bye = \"track\"", "tables.toml:8 tables[1].bye: no such key is known here"),
    ] {
        let found = wrong(file, from, to);
        assert!(found.iter().any(|it| it == expected), "{from} -> {to}: {found:#?}\nexpected {expected}");
    }
}
