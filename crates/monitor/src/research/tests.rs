//! Stages of the chain, and what who asks for tables again and again can subtract.

use super::choice::Choices;
use super::*;
use crate::book::Cell;
use crate::check::Kind;
use crate::questionnaire::tests::texts;
use proptest::prelude::*;

/// The small folder: everybody is asked for help, by route and year.
fn asked() -> Texts {
    let mut texts = texts();
    let year = "[[items]]\nid = \"year\"\ntext = { nl = \"Jaar?\", en = \"Year?\" }\nbreaks = true\n\
                levels = [[\"1\", \"een\", \"one\"], [\"2\", \"twee\", \"two\"], [\"3\", \"drie\", \"three\"]]\n[[items]]\nid = \"help\"";
    let all = texts["questionnaires/all.toml"]
        .replacen("asked = [{ item = \"track\", in = [\"bol\"] }]\n", "", 1)
        .replacen("text = { nl = \"Leerweg?\"", "breaks = true\ntext = { nl = \"Leerweg?\"", 1)
        .replacen("[[items]]\nid = \"help\"", year, 1);
    texts.insert("questionnaires/all.toml".to_owned(), all);
    texts
}

/// Somebody by route, year and answer, each from 1.
type Person = (u8, u8, u8);

fn answers(of: &str, people: &[Person]) -> Answers {
    let mut made = Answers::made(of, people.len());
    made.put("track", people.iter().map(|it| it.0).collect());
    made.put("year", people.iter().map(|it| it.1).collect());
    made.put("help", people.iter().map(|it| it.2).collect());
    made
}

fn people(counts: &[usize]) -> Vec<Person> {
    let parts = (1..=2).flat_map(|track| (1..=3).flat_map(move |year| (1..=3).map(move |help| (track, year, help))));
    parts.zip(counts).flat_map(|(part, many)| vec![part; *many]).collect()
}

fn made(texts: &Texts, counts: &[usize]) -> Research {
    let everybody = people(counts);
    let given = Given::Read {
        answers: vec![answers("school", &everybody), answers("student", &people(&[20; 18]))],
        synthetic: false,
    };
    Research::of(texts, None, given, "d".to_owned(), 1)
}

fn cells<'a>(choices: &'a Choices, item: &str, by: Option<&str>) -> &'a [Vec<Option<Cell>>] {
    let at = choices.find("school", item, by).unwrap();
    &choices.made.tables[at].cells
}

#[test]
fn each_step_says_how_it_ended() {
    let done = made(&asked(), &[20; 18]);
    assert_eq!(done.findings, []);
    assert_eq!(done.read.done().map(Vec::len), Some(2));
    assert_eq!(done.weighed.done().map(|it| it[0].of.as_str()), Some("student"));
    assert_eq!(done.book.done().map(|it| it.tables.len()), Some(2));
    assert!(matches!(&done.report, Stage::Done(blocks) if blocks.is_empty()), "{:?}", done.report);
    // Nothing to do it with, or nothing to do it well with.
    let nothing = Research::of(&asked(), None, Given::Nothing, String::new(), 1);
    assert_eq!((nothing.read, nothing.book), (Stage::Waits, Stage::Waits));
    let wrong = Given::Wrong(vec!["column x, row 3: no".to_owned()]);
    let wrong = Research::of(&asked(), None, wrong, String::new(), 1);
    assert_eq!(wrong.read, Stage::Stopped(vec!["column x, row 3: no".to_owned()]));
    assert_eq!(wrong.book, Stage::Waits);
    // Nobody of one route answered: the margin cannot be met, and no table is made of what cannot be weighed.
    let one_route = vec![(1, 1, 1); 30];
    let given =
        Given::Read { answers: vec![answers("school", &one_route), answers("student", &one_route)], synthetic: false };
    let stopped = Research::of(&asked(), None, given, String::new(), 1);
    assert!(matches!(&stopped.weighed, Stage::Stopped(why) if why[0].contains("student")), "{:?}", stopped.weighed);
    assert_eq!((&stopped.book, &stopped.choices.done()), (&Stage::Waits, &None));
    // A text that cites what is not there.
    let mut texts = asked();
    texts.insert("report/1.md".to_owned(), "Het is {T1 : Nooit : nergens}.\n".to_owned());
    let stopped = made(&texts, &[20; 18]);
    assert!(
        matches!(&stopped.report, Stage::Stopped(why) if why[0].starts_with("report/1.md:1")),
        "{:?}",
        stopped.report
    );
    assert!(stopped.book.done().is_some());
    // A folder with a mistake: it is told, and nothing is made.
    texts.insert("scales.toml".to_owned(), "[[scales]]\n".to_owned());
    let broken = made(&texts, &[20; 18]);
    assert!(broken.findings.iter().any(|it| it.kind == Kind::Folder) && broken.read == Stage::Waits, "{broken:?}");
}

#[test]
fn what_can_be_asked_for_is_every_question_by_every_break() {
    let done = made(&asked(), &[20; 18]);
    let choices = done.choices.done().unwrap();
    let of_school: Vec<(&str, Option<&str>)> =
        choices.all.iter().filter(|it| it.of == "school").map(|it| (it.item.as_str(), it.by.as_deref())).collect();
    // Breaks are not crossed with each other: that is one table in two shapes.
    let expected = [("track", None), ("year", None), ("help", None), ("help", Some("track")), ("help", Some("year"))];
    assert_eq!(of_school, expected);
    assert_eq!(choices.find("school", "which", None), None, "it is put to students");
    assert_eq!(choices.find("school", "help", Some("help")), None);
    // 20 of each part: 60 of one answer and year, 180 in all.
    let by_year = cells(choices, "help", Some("year"));
    let count = |row: usize, column: usize| by_year[row][column].as_ref().and_then(|it| it.count);
    assert_eq!((count(0, 0), count(0, 1), count(2, 3)), (Some(120), Some(40), Some(40)));
    let mut texts = asked();
    let all = texts["questionnaires/all.toml"].replacen("options = ", "breaks = true\noptions = ", 1);
    texts.insert("questionnaires/all.toml".to_owned(), all);
    let refused = made(&texts, &[20; 18]);
    assert!(refused.findings[0].message.contains("cannot be broken down"), "{:?}", refused.findings);
}

/// Whoever has the book and every table that can be asked for, and subtracts within each: what a row and a column of a table
/// say together. That the choice was made for all at once stands or falls with the last assertion: a cell has one fate.
fn attack(counts: &[usize]) -> usize {
    let done = made(&asked(), counts);
    let (book, choices) = (done.book.done().unwrap(), done.choices.done().unwrap());
    let everybody = people(counts);
    let mut withheld = 0;
    for by in [None, Some("track"), Some("year")] {
        let table = cells(choices, "help", by);
        for (answer, row) in (1..).zip(table) {
            let group = |person: &Person| if by == Some("track") { person.0 } else { person.1 };
            for (at, cell) in row.iter().enumerate() {
                let cell = cell.as_ref().unwrap();
                let here = |it: &&Person| it.2 == answer && (at == 0 || usize::from(group(it)) == at);
                let own = everybody.iter().filter(here).count() as u64;
                assert!(cell.suppressed || cell.count == Some(own) || cell.n == Some(0), "{cell:?} is {own}");
                assert!(!cell.suppressed || cell.count.is_none() && cell.estimate.is_none() && cell.interval.is_none());
                assert!(cell.suppressed || !(1..5).contains(&own), "{own} people are shown");
                withheld += usize::from(cell.suppressed);
            }
            // What the groups leave of all: with one withheld it is found, with two within their sum.
            let (all, groups) = row.split_first().unwrap();
            let count = |cell: &Option<Cell>| cell.as_ref().and_then(|it| it.count.filter(|_| !it.suppressed));
            let hidden = groups.iter().filter(|it| it.as_ref().is_some_and(|it| it.suppressed)).count();
            if let (Some(all), 1..) = (count(all), hidden) {
                let left = all - groups.iter().filter_map(count).sum::<u64>();
                assert!(hidden > 1 && left >= 5, "{left} people in {hidden} withheld cells of one row");
            }
        }
    }
    // The book has the same question of the school: one fate for one cell.
    for (answer, cell) in cells(choices, "help", None).iter().enumerate() {
        let (ours, theirs) = (cell[0].as_ref().unwrap(), book.tables[1].cells[0][answer].as_ref().unwrap());
        assert_eq!((ours.suppressed, ours.count), (theirs.suppressed, theirs.count), "answer {answer}");
    }
    withheld
}

#[test]
fn a_small_group_is_withheld_in_every_table_that_can_be_asked_for() {
    // 3 of the second route said "do not know".
    assert!(attack(&[20, 30, 10, 8, 9, 7, 6, 6, 6, 12, 9, 3, 7, 9, 0, 8, 8, 0]) >= 4);
    assert_eq!(attack(&[20; 18]), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn asking_again_and_for_something_else_finds_nobody(
        counts in prop::collection::vec(prop_oneof![0..5_usize, 5..12_usize], 18..19),
    ) {
        attack(&counts);
    }
}
