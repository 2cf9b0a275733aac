//! Two measurements of 200 schools, of which some answered both.

use super::*;
use crate::answers::Answers;
use crate::folder::{Reading, Texts};
use crate::problem::Problem;
use crate::questionnaire::tests::texts;

const TABLE: &str = "[[tables]]\nid = \"T3\"\ntitle = { nl = \"Hulp\", en = \"Help\" }\nbase = { nl = \"a\", en = \"a\" }\nitem = \"help\"\n\
                     without = [\"8\"]\ncolumns = [{ label = { nl = \"{year}\", en = \"{year}\" }, of = \"school\", compare = \"{from}\" }]\n";

fn measured(year: &str, from: &str, tables: &str) -> Texts {
    let mut texts = texts();
    let text = texts.get_mut("measurement.toml").unwrap();
    *text = text.replacen("year = 2026", &format!("year = {year}\n{from}"), 1);
    *text = text.replacen("how = \"all\"", "how = \"all\"\npopulation = 200\nfpc = true", 1);
    texts.insert("tables.toml".to_owned(), tables.to_owned());
    texts
}

fn problems(tables: &str) -> Vec<Problem> {
    Reading::of(&measured("2026", "from = 2024", &format!("{TABLE}{tables}"))).problems
}

fn folder(year: &str, from: &str, tables: &str) -> Folder {
    let reading = Reading::of(&measured(year, from, tables));
    assert_eq!(reading.problems, []);
    reading.folder.unwrap()
}

/// Schools by their key, with what each answered: 1 never, 2 often.
fn schools(all: &[(String, u8)]) -> Answers {
    let mut made = Answers::made("school", all.len());
    made.put("track", vec![1; all.len()]);
    made.put("help", all.iter().map(|school| school.1).collect());
    made.put_keys(&all.iter().map(|school| school.0.as_str()).collect::<Vec<_>>());
    made
}

fn numbered(from: usize, to: usize, often: impl Fn(usize) -> bool) -> Vec<(String, u8)> {
    (from..to).map(|at| (format!("s{at}"), if often(at) { 2 } else { 1 })).collect()
}

fn differences(tables: &str, before: &[(String, u8)], now: &[(String, u8)]) -> Result<Between, Refused> {
    let old = folder("2024", "", &TABLE.replace(", compare = \"{from}\"", ""));
    let new = folder("2026", "from = 2024", &format!("{TABLE}{tables}"));
    let answers = [schools(before)];
    let earlier = Earlier { folder: &old, answers: &answers, synthetic: false };
    let made = make(&new, Some(&earlier), &[schools(now)], false, 1)?;
    let cell = made.tables[0].cells[1][0].as_ref().unwrap();
    match &cell.change {
        Some(Since::Answered(between)) => Ok(*between),
        other => panic!("{other:?}"),
    }
}

/// Of 200 schools the same 46 answered twice, and six went from never to often, none back. By hand, as for the test of few changers:
/// about 13 of all go either way, and 2 (13 choose 6) / (26 choose 6) = 0,015, twice that by Holm. As samples that have nothing in
/// common, 20 and 26 of 46 differ by chance: z = 1,42.
#[test]
fn the_same_schools_asked_twice_say_more_than_as_many_others() {
    let before = numbered(0, 46, |at| at < 20);
    let found = differences("", &before, &numbered(0, 46, |at| at < 26)).unwrap();
    assert!(found.significant && found.both == Some(46), "{found:?}");
    assert_eq!((found.n, rounded(found.from, 2), rounded(found.points, 2)), (46, 43.48, 13.04));
    // Other keys: as if all who answered were others.
    let others: Vec<(String, u8)> =
        numbered(0, 46, |at| at < 26).into_iter().map(|(key, said)| (format!("x{key}"), said)).collect();
    let found = differences("", &before, &others).unwrap();
    assert!(!found.significant && found.both.is_none(), "{found:?}");
    // Nobody was in both, and they were looked for: the population is finite all the same.
    assert!(found.one_design);
}

/// Weights are taken as given, and then nobody is found again: the same 46 schools as above say no more than as many others, and
/// nothing says that they were one unit.
#[test]
fn a_group_that_is_weighted_in_either_is_two_samples() {
    let before = [schools(&numbered(0, 46, |at| at < 20))];
    let now = [schools(&numbered(0, 46, |at| at < 26))];
    // Equal weights: whoever answered stands for 200 / 46.
    let folder = |year: &str, from: &str, tables: &str, weighted: bool| {
        let mut texts = measured(year, from, tables);
        if weighted {
            let text = texts.get_mut("measurement.toml").unwrap();
            *text = text.replacen("fpc = true", "fpc = true\nweighted = true", 1);
            let weights = "[[weights]]\nof = \"school\"\npopulation = 200\nclasses = { item = \"track\", asked = [[\"bol\", \"100\"]] }\n";
            texts.get_mut("weights.toml").unwrap().push_str(weights);
        }
        let reading = Reading::of(&texts);
        assert_eq!(reading.problems, []);
        reading.folder.unwrap()
    };
    for (old, new, one_design) in
        [(false, false, true), (true, true, false), (true, false, false), (false, true, false)]
    {
        let old = folder("2024", "", &TABLE.replace(", compare = \"{from}\"", ""), old);
        let new = folder("2026", "from = 2024", TABLE, new);
        let earlier = Earlier { folder: &old, answers: &before, synthetic: false };
        let made = make(&new, Some(&earlier), &now, false, 1).unwrap();
        let Some(Since::Answered(found)) = &made.tables[0].cells[1][0].as_ref().unwrap().change else {
            panic!("{made:?}")
        };
        let both = one_design.then_some(46);
        assert_eq!((found.one_design, found.significant, found.both), (one_design, one_design, both), "{found:?}");
        assert_eq!((found.n, rounded(found.points, 2)), (46, 13.04));
    }
}

/// The measurement of 2024 printed a column of 2022 beside its own. Who holds 2026 against 2022 is told of 2022: 20 of 40, and not
/// of the 30 of 46 that its answers have.
#[test]
fn a_column_of_an_older_year_is_held_against_print() {
    let mut texts = measured("2024", "", &TABLE.replace(", compare = \"{from}\"", ""));
    let printed = "id = \"T3\"\nkind = \"table\"\npage = 3\ntitle = \"Hulp\"\nunit = \"percent\"\nsums = \"no\"\n\
                   columns = [{ label = \"2022\", base = \"40\" }, { label = \"2024\", base = \"46\" }]\n\
                   rows = [[\"Nooit\", \"50\", \"35\"], [\"Vaak\", \"50\", \"65\"]]\n";
    texts.insert("published/T3.toml".to_owned(), printed.to_owned());
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    let old = reading.folder.unwrap();
    let before = [schools(&numbered(0, 46, |at| at < 30))];
    let now = [schools(&numbered(0, 46, |at| at < 26))];
    let earlier = Earlier { folder: &old, answers: &before, synthetic: false };
    let change = |tables: &str| {
        let new = folder("2026", "from = 2024", tables);
        assert_eq!(crate::since::check(&new, &old), []);
        let made = make(&new, Some(&earlier), &now, false, 1).unwrap();
        made.tables[0].cells[1][0].as_ref().unwrap().change.clone()
    };
    match change(&TABLE.replace("{from}", "2022")) {
        Some(Since::Tested(change)) => assert_eq!((change.from, change.to), ((20, 40), (26, 46))),
        other => panic!("{other:?}"),
    }
    // The year of the measurement itself has its answers: 30 of 46.
    match change(TABLE) {
        Some(Since::Answered(found)) => assert_eq!((rounded(found.from, 2), found.n), (65.22, 46)),
        other => panic!("{other:?}"),
    }
    // Another table is another table, though it asks the same.
    let other = TABLE.replace("\"T3\"", "\"T9\"");
    let made = make(&folder("2026", "from = 2024", &other), Some(&earlier), &now, false, 1).unwrap();
    assert_eq!(made.tables[0].cells[1][0].as_ref().unwrap().change, None);
}

#[test]
fn schools_that_merged_are_found_again_as_one() {
    let before = numbered(0, 46, |at| at % 2 == 0);
    let mut now = numbered(0, 44, |at| at % 2 == 0);
    now.push(("new".to_owned(), 2));
    let merged = "[[merged]]\nof = \"school\"\nwas = [\"s44\", \"s45\"]\nnow = \"new\"\n";
    assert_eq!(differences("", &before, &now).unwrap().both, Some(44));
    assert_eq!(differences(merged, &before, &now).unwrap().both, Some(45));
    // One took in the other and kept its key.
    let kept = merged.replace("\"new\"", "\"s44\"");
    now[44].0 = "s44".to_owned();
    assert_eq!(differences(&kept, &before, &now).unwrap().both, Some(45));
    // What the answers contradict is refused, with whose answers and what to do.
    let refused = differences(merged, &before, &now).unwrap_err();
    assert!(refused.to_string().contains("school: \"s44\" answered, and tables.toml says"), "{refused}");
    let mut early = before;
    early[0].0 = "new".to_owned();
    now[44].0 = "new".to_owned();
    let refused = differences(merged, &early, &now).unwrap_err();
    assert!(refused.message.contains("\"new\" answered in the measurement before"), "{refused}");
}

#[test]
fn who_merged_is_written_so_that_it_can_be_one_thing_only() {
    const GOOD: &str = "[[merged]]\nof = \"school\"\nwas = [\"a\", \"b\"]\nnow = \"c\"\n";
    assert_eq!(problems(GOOD), []);
    let again = |was: &str, now: &str| format!("{GOOD}[[merged]]\nof = \"school\"\nwas = [{was}]\nnow = \"{now}\"\n");
    for (tables, line, item, message) in [
        (GOOD.replace("school", "team"), 9, "merged[1].of", "\"team\" is no group"),
        (GOOD.replace("school", "student"), 9, "merged[1].of", "is not counted"),
        (GOOD.replace(", \"b\"", ""), 10, "merged[1].was", "nothing became one here"),
        (GOOD.replace("\"b\"", "\"a\""), 10, "merged[1].was", "\"a\" merged already"),
        (GOOD.replace("\"b\"", "\" \""), 10, "merged[1].was", "a key is empty"),
        (GOOD.replace("now", "nu"), 11, "merged[1].nu", "no such key"),
        (again("\"a\", \"d\"", "e"), 14, "merged[2].was", "\"a\" merged already"),
        (again("\"c\", \"d\"", "e"), 14, "merged[2].was", "\"c\" is what others became"),
        (again("\"e\", \"d\"", "c"), 15, "merged[2].now", "\"c\" merged already"),
        (again("\"e\", \"d\"", "a"), 15, "merged[2].now", "\"a\" merged already"),
    ] {
        let found = problems(&tables);
        let told = found.iter().any(|it| {
            (it.file.as_str(), it.line, it.item.as_str()) == ("tables.toml", line, item)
                && it.message.contains(message)
                && !it.remedy.is_empty()
        });
        assert!(told, "{message}: {found:?}");
    }
    // Without a measurement before there is nothing to have merged since.
    let found = Reading::of(&measured("2026", "", &TABLE.replace(", compare = \"{from}\"", GOOD))).problems;
    assert!(!found.is_empty());
    let found = Reading::of(&measured("2026", "", &(TABLE.replace(", compare = \"{from}\"", "") + GOOD))).problems;
    assert!(found.iter().any(|it| it.message.contains("no measurement before")), "{found:?}");
    // The next measurement begins without it.
    let texts = measured("2026", "from = 2024", &(TABLE.to_owned() + GOOD + "[[tables]]\nid = \"T4\"\n"));
    let next = crate::since::next(&folder("2026", "from = 2024", TABLE), &texts, 2028);
    assert!(next["tables.toml"].contains("T4") && !next["tables.toml"].contains("merged"), "{}", next["tables.toml"]);
}

/// What the book before withholds is not told by the one after it.
#[test]
fn a_number_that_was_withheld_is_held_against_nothing() {
    let old = folder("2024", "", &TABLE.replace(", compare = \"{from}\"", ""));
    let new = folder("2026", "from = 2024", TABLE);
    // 2 of 46 said often.
    let answers = [schools(&numbered(0, 46, |at| at < 2))];
    let earlier = Earlier { folder: &old, answers: &answers, synthetic: false };
    let made = make(&new, Some(&earlier), &[schools(&numbered(0, 46, |at| at < 20))], false, 1).unwrap();
    assert!(made.tables[0].cells.iter().flatten().flatten().all(|cell| cell.change.is_none()));
    // Answers that nobody gave say nothing of those that somebody did.
    let earlier = Earlier { synthetic: true, ..earlier };
    let refused = make(&new, Some(&earlier), &[schools(&numbered(0, 46, |at| at < 20))], false, 1).unwrap_err();
    assert!(refused.message.contains("nobody gave"), "{refused}");
}
