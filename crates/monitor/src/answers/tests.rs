//! What is said of a file of answers, on the small folder of `questionnaire::tests`.

use super::*;
use crate::folder::{Folder, Reading};
use crate::questionnaire::tests::texts;
use survey::Factor;

/// The folder, with an `answers.toml`.
fn folder(layout: &str) -> Folder {
    let mut texts = texts();
    if !layout.is_empty() {
        texts.insert("answers.toml".to_owned(), layout.to_owned());
    }
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    reading.folder.unwrap()
}

/// Columns from lines of CSV without quotes; the first is the headings.
fn columns(csv: &str) -> (Vec<String>, Vec<Factor>) {
    let lines: Vec<Vec<&str>> = csv.trim().lines().map(|line| line.split(',').collect()).collect();
    let headings: Vec<String> = lines[0].iter().map(|heading| (*heading).to_owned()).collect();
    let column = |at: usize| Factor::new(&headings[at], &lines[1..].iter().map(|line| line[at]).collect::<Vec<_>>());
    let columns = (0..headings.len()).map(column).collect();
    (headings, columns)
}

fn reads(layout: &str, csv: &str) -> Result<Answers, Vec<String>> {
    let (headings, columns) = columns(csv);
    let folder = folder(layout);
    let layout = Layout::of(&folder.layouts, "student", layout::Kind::Plain);
    read(&folder, &layout, &headings, &columns, 2)
        .map_err(|found| found.iter().map(|it| format!("{} {:?} {}", it.column, it.row, it.message)).collect())
}

const GOOD: &str = "id,track,help,which_coach,which_time\n1,bol,1,,\n2,bol,2,1,0\n3,bbl,,,\n4,bol,8,,\n";

#[test]
fn answers_are_places_of_their_scales() {
    let answers = reads("", GOOD).unwrap();
    assert_eq!((answers.rows, answers.left_out), (4, 0));
    assert_eq!(answers.one("track"), Some(&[1, 1, 2, 1][..]));
    assert_eq!(answers.one("help"), Some(&[1, 2, 0, 3][..]));
    assert_eq!(answers.many("which"), Some(&[vec![0, 2, 0, 0], vec![0, 1, 0, 0]][..]));
}

#[test]
fn what_is_wrong_has_its_column_and_row() {
    for (from, to, expected) in [
        ("help,", "hulp,", vec!["help None the data have no such column", "hulp None nobody asked for this column"]),
        ("2,bol,2", "2,bol,5", vec!["help Some(2) code \"5\" is not declared"]),
        ("2,bol,2", "2,bol,Vaak", vec!["help Some(2) code \"Vaak\" is not declared"]),
        ("4,bol,8", "1,bol,8", vec!["id Some(4) the same key as row 1"]),
        ("4,bol,8", ",bol,8", vec!["id Some(4) this row has no key"]),
        ("3,bbl,,", "3,bbl,2,", vec!["help Some(3) answered by who was not asked: it was put to track = bol"]),
        ("1,bol,1,,", "1,bol,1,1,", vec!["which_coach Some(1) answered by who was not asked: it was put to help = 2"]),
        ("2,1,0", "2,1,ja", vec!["which_time Some(2) code \"ja\" is not declared"]),
    ] {
        assert!(GOOD.contains(from));
        let found = reads("", &GOOD.replacen(from, to, 1)).unwrap_err();
        for message in &expected {
            assert!(found.iter().any(|it| it.starts_with(message)), "{from} -> {to}: {found:?}");
        }
    }
    // A label where a code should be is answered with the code.
    let (headings, columns) = columns(&GOOD.replacen("2,bol,2", "2,bol,Vaak", 1));
    let found = read(&folder(""), &Layout::of(&[], "student", layout::Kind::Spss), &headings, &columns, 1).unwrap_err();
    assert!(found[0].remedy.contains("write its code, 2"), "{found:?}");
}

#[test]
fn other_headings_are_mapped_and_who_answered_too_little_is_left_out() {
    let layout = "[[files]]\nof = \"student\"\nkey = \"nr\"\nignore = [\"note\"]\nleast = 2\n\
                  columns = [[\"help\", \"V2\"], [\"which_coach\", \"V3a\"]]\n";
    let answers = reads(layout, &GOOD.replacen("id,track,help,which_coach", "nr,track,V2,V3a", 1)).unwrap();
    // The third answered one question.
    assert_eq!((answers.rows, answers.left_out), (3, 1));
    assert_eq!(answers.one("help"), Some(&[1, 2, 3][..]));
    assert_eq!(answers.many("which"), Some(&[vec![0, 2, 0], vec![0, 1, 0]][..]));
    for (from, to, expected) in [
        ("of = \"student\"", "of = \"pupil\"", "\"pupil\" is no group of measurement.toml"),
        ("[\"help\",", "[\"hulp\",", "the questionnaire of student has no column \"hulp\""),
        ("\"V3a\"", "\"V2\"", "two questions are read from \"V2\""),
    ] {
        let mut texts = texts();
        texts.insert("answers.toml".to_owned(), layout.replacen(from, to, 1));
        let found = Reading::of(&texts).problems;
        assert!(found.iter().any(|it| it.message == expected), "{to}: {found:?}");
    }
}

#[test]
fn an_export_of_limesurvey_is_read_in_its_codes() {
    let layout = "[[files]]\nof = \"student\"\nkind = \"limesurvey\"\n";
    let csv = "id,submitdate,lastpage,track,help,which[coach],which[time]\n\
               7,2026-03-01,3,bol,2,Y,\n8,2026-03-02,3,bbl,N/A,N/A,N/A\n9,2026-03-02,3,bol,2,,\n";
    let answers = reads(layout, csv).unwrap();
    assert_eq!(answers.one("help"), Some(&[2, 0, 2][..]));
    // Nothing ticked is an answer where the question was shown.
    assert_eq!(answers.many("which"), Some(&[vec![2, 0, 1], vec![1, 0, 1]][..]));
}

#[test]
fn who_is_alone_in_what_is_known_elsewhere_is_not_to_be_found() {
    let folder = folder("");
    // Students are weighted by route: six of one, two of the other.
    let mut answers = Answers::made("student", 8);
    answers.put("track", vec![2, 1, 1, 1, 2, 1, 1, 1]);
    answers.put("help", vec![0, 3, 1, 2, 0, 1, 2, 3]);
    let kept = answers.anonymised(&folder);
    assert_eq!(kept.one("track"), Some(&[0, 0, 1, 1, 1, 1, 1, 1][..]));
    assert_eq!(kept.rows, 8);
    // What was answered stays, in an order that says nothing of when.
    assert_eq!(kept.one("help"), Some(&[0, 0, 1, 1, 2, 2, 3, 3][..]));
}

/// Schools are not weighted, and their route is known elsewhere all the same: it is marked as what tables may break down by.
#[test]
fn what_may_be_broken_down_by_is_known_elsewhere() {
    let answers = || {
        let mut answers = Answers::made("school", 8);
        answers.put("track", vec![2, 1, 1, 1, 2, 1, 1, 1]);
        answers.put("help", vec![0, 3, 1, 2, 0, 1, 2, 3]);
        answers
    };
    for (marked, expected) in [(false, [1, 1, 1, 1, 1, 1, 2, 2]), (true, [0, 0, 1, 1, 1, 1, 1, 1])] {
        let mut texts = texts();
        texts.remove("tables.toml");
        let asked = texts.get_mut("questionnaires/all.toml").unwrap();
        *asked = asked.replace("breaks = true\n", "");
        if marked {
            *asked = asked.replacen("id = \"track\"\n", "id = \"track\"\nbreaks = true\n", 1);
        }
        let reading = Reading::of(&texts);
        assert_eq!(reading.problems, []);
        let mut kept = answers().anonymised(&reading.folder.unwrap()).one("track").unwrap().to_vec();
        kept.sort_unstable();
        assert_eq!(kept, expected, "marked: {marked}");
    }
}

/// Students of three schools, of which two answered: by what their school said (as figure 3.8 of 2024 did).
#[test]
fn an_answer_can_be_that_of_a_school() {
    let mut texts = texts();
    let asked = texts.remove("questionnaires/all.toml").unwrap();
    let schools = asked.replacen("of = [\"school\", \"student\"]", "of = [\"school\"]", 1);
    let schools = schools.split("[[items]]\nid = \"which\"").next().unwrap().replacen(
        "asked = [{ item = \"track\", in = [\"bol\"] }]\n",
        "",
        1,
    );
    let own = "of = [\"student\"]\nname = { nl = \"Vragen\", en = \"Questions\" }\n[[items]]\nid = \"track\"\n\
        text = { nl = \"Leerweg?\", en = \"Route?\" }\nlevels = [[\"bol\", \"bol\", \"BOL\"], [\"bbl\", \"bbl\", \"BBL\"]]\n\
        [[items]]\nid = \"school-help\"\ntext = { nl = \"Hulp volgens de school?\", en = \"Help by the school?\" }\n\
        from = { of = \"school\", item = \"help\", by = \"school\" }\n";
    let tables = "[[tables]]\nid = \"T1\"\ntitle = { nl = \"T\", en = \"T\" }\nbase = { nl = \"b\", en = \"b\" }\nitem = \"track\"\n\
        columns = [{ label = { nl = \"%\", en = \"%\" }, of = \"student\" }]\nby = \"school-help\"\n";
    texts.insert("questionnaires/school.toml".to_owned(), schools);
    texts.insert("questionnaires/student.toml".to_owned(), own.to_owned());
    texts.insert("tables.toml".to_owned(), tables.to_owned());
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    let folder = reading.folder.unwrap();
    let of = |group: &str, csv: &str| {
        let (headings, factors) = columns(csv);
        super::read(&folder, &Layout::of(&folder.layouts, group, super::layout::Kind::Plain), &headings, &factors, 1)
    };
    let schools = of("school", "id,track,help\nA,bol,1\nB,bol,2\n").unwrap();
    let students = of("student", "id,track,school\n1,bol,B\n2,bol,A\n3,bbl,B\n4,bol,C\n5,bol,\n").unwrap();
    let mut all = vec![students, schools];
    let joined = super::join(&folder, &mut all);
    // C did not answer, and one student names no school.
    assert_eq!((joined.len(), joined[0].found, joined[0].rows), (1, 3, 5));
    assert_eq!(all[0].one("school-help"), Some(&[2, 1, 2, 0, 0][..]));
    let made = crate::book::make(&folder, None, &all, true, 1).unwrap();
    let n = |column: usize| made.tables[0].cells[0][column].as_ref().unwrap().n;
    assert_eq!((n(0), n(1), n(2)), (Some(5), Some(1), Some(2)));
    assert_eq!(all[0].anonymised(&folder).links.len(), 0);
    // A column that is not there, and a question that the schools are not asked.
    let wrong = of("student", "id,track\n1,bol\n").unwrap_err();
    assert!(
        wrong[0].to_string().starts_with("column school: there is no such column, which names somebody else"),
        "{wrong:?}"
    );
    let text = texts.get_mut("questionnaires/student.toml").unwrap();
    *text = text.replace("item = \"help\"", "item = \"hulp\"");
    let problems = Reading::of(&texts).problems;
    assert!(problems.iter().any(|it| it.message == "school is asked no question \"hulp\""), "{problems:?}");
}
