//! A small book by hand: shares, means, weights, groups, and what is withheld.

use super::*;
use crate::answers::Answers;
use crate::folder::{Folder, Reading};
use crate::questionnaire::tests::texts;

/// The small folder after some changes.
fn folder(changes: &[(&str, &str, &str)]) -> Folder {
    let mut texts = texts();
    for (file, from, to) in changes {
        let text = texts.get_mut(*file).unwrap();
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
    }
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    reading.folder.unwrap()
}

/// So many of each: route, and what they answered to help (0 is nothing).
fn answers(of: &str, groups: &[(u8, u8, usize)]) -> Answers {
    let rows = groups.iter().map(|(.., many)| many).sum();
    let mut made = Answers::made(of, rows);
    let column = |of: fn(&(u8, u8, usize)) -> u8| groups.iter().flat_map(|group| vec![of(group); group.2]).collect();
    made.put("track", column(|group| group.0));
    made.put("help", column(|group| group.1));
    made
}

fn cell(made: &Made, table: usize, row: usize, column: usize) -> &Cell {
    made.tables[table].cells[row][column].as_ref().unwrap()
}

#[test]
fn weights_bring_shares_to_their_targets() {
    // 100 of each route; 70 and 30 percent of the population. The first table is of BOL only: 60 of 80 who had an opinion.
    let folder = folder(&[("tables.toml", ", where = [{ item = \"track\", in = [\"bol\"] }]", "")]);
    let students = answers("student", &[(1, 1, 20), (1, 2, 60), (1, 3, 20), (2, 1, 50), (2, 2, 50)]);
    let made = make(&folder, None, &[students, answers("school", &[(1, 1, 30), (1, 2, 10)])], false, 1).unwrap();
    // Often: 0.7 x 60/100 + 0.3 x 50/100 of 0.7 x 80/100 + 0.3.
    let often = cell(&made, 0, 1, 0);
    assert!((often.estimate.unwrap() - 100.0 * (0.7 * 0.6 + 0.3 * 0.5) / (0.7 * 0.8 + 0.3)).abs() < 1e-6, "{often:?}");
    assert_eq!((often.n, often.count), (Some(180), Some(110)));
    let (low, high) = often.interval.unwrap();
    assert!(low < often.estimate.unwrap() && often.estimate.unwrap() < high);
    // By route: 75 and 50 percent; the first is higher than the second.
    assert!((cell(&made, 0, 1, 1).estimate.unwrap() - 75.0).abs() < 1e-6);
    assert!((cell(&made, 0, 1, 2).estimate.unwrap() - 50.0).abs() < 1e-6);
    assert_eq!((&cell(&made, 0, 1, 1).higher, &cell(&made, 0, 1, 2).higher), (&vec![2], &vec![]));
    let how = &made.weighted[0];
    assert_eq!((how.n, how.population, how.trimmed), (200, 1000, Some(0)));
    // Weights 1.4 and 0.6: n Σw² / (Σw)² = (1.96 + 0.36) / 2.
    assert!((how.design_effect - 1.16).abs() < 1e-6 && (how.range.unwrap().1 - 1.4).abs() < 1e-6, "{how:?}");
    let share = &how.margins[0];
    assert!((share.before.unwrap() - 50.0).abs() < 1e-6 && (share.after.unwrap() - 70.0).abs() < 1e-6);
    // Unweighted: 30 of 40.
    assert_eq!(cell(&made, 1, 0, 0).estimate.map(|it| rounded(it, 0)), Some(75.0));
}

#[test]
fn small_cells_are_withheld_and_so_is_what_gives_them_away() {
    let folder = folder(&[]);
    let students = || answers("student", &[(1, 1, 20), (1, 2, 60), (2, 0, 40)]);
    // 2 of 40 schools said "do not know".
    let schools = || answers("school", &[(1, 1, 20), (1, 2, 18), (1, 3, 2)]);
    let made = make(&folder, None, &[students(), schools()], false, 1).unwrap();
    let withheld: Vec<bool> = (0..3).map(|at| cell(&made, 1, 0, at).suppressed).collect();
    assert!(withheld[2] && withheld.iter().filter(|it| **it).count() >= 2, "{withheld:?}");
    let hidden = cell(&made, 1, 0, 2);
    assert_eq!((hidden.estimate, hidden.count, hidden.interval), (None, None, None));
    // Of the other route nobody was asked: its column is told to be of nobody, and no other is.
    assert_eq!((made.tables[0].nobody(), made.tables[1].nobody()), (vec![2], vec![]));
    // Nobody gave synthetic answers: they are shown, and the table says why.
    let made = make(&folder, None, &[students(), schools()], true, 1).unwrap();
    assert_eq!((cell(&made, 1, 0, 2).count, made.tables[1].exempt), (Some(2), Some(Why::Synthetic)));
}

#[test]
fn two_tables_about_one_question_do_not_give_each_other_away() {
    // The second table takes the small answer together with another; the difference is the small one.
    let other = "[[tables]]\nid = \"T3\"\ntitle = { nl = \"Hulp\", en = \"Help\" }\nbase = { nl = \"a\", en = \"a\" }\nitem = \"help\"\n\
                 answers = [[\"Nooit\", \"Never\", \"1\"], [\"Anders\", \"Else\", \"2\", \"8\"]]\ncolumns = [{ label = { nl = \"%\", en = \"%\" }, of = \"school\" }]\n\
                 [[tables]]\nid = \"T2\"";
    let folder = folder(&[("tables.toml", "[[tables]]\nid = \"T2\"", other)]);
    let students = answers("student", &[(1, 1, 20), (1, 2, 60)]);
    let students = {
        let mut it = students;
        it.rows += 20;
        it.put("track", [vec![1; 80], vec![2; 20]].concat());
        it.put("help", [vec![1; 20], vec![2; 60], vec![0; 20]].concat());
        it
    };
    let schools = answers("school", &[(1, 1, 20), (1, 2, 18), (1, 3, 2)]);
    let made = make(&folder, None, &[students, schools], false, 1).unwrap();
    // "Often" (18) or "often or do not know" (20): not both are shown.
    let (often, together) = (cell(&made, 2, 0, 1), cell(&made, 1, 1, 0));
    assert!(cell(&made, 2, 0, 2).suppressed && (often.suppressed || together.suppressed));
    // And who knows "never" and the base knows the rest.
    assert!(often.suppressed || cell(&made, 2, 0, 0).suppressed || cell(&made, 1, 0, 0).suppressed);
}

/// As B4.5 of 2024 was: 6 of 44 and 12 of 43, of whom 3 said that it does not apply to them: 18 of 84 is 21%.
#[test]
fn a_pooled_column_counts_answers() {
    let more = "[[items]]\nid = \"again\"\ntext = { nl = \"Weer?\", en = \"Again?\" }\nscale = \"often\"\n[[items]]\nid = \"which\"";
    let pooled = "columns = [{ label = { nl = \"a\", en = \"a\" }, of = \"school\", item = \"help\" }, \
                  { label = { nl = \"b\", en = \"b\" }, of = \"school\", pool = [\"help\", \"again\"], without = [\"8\"] }]\n\
                  answers = [[\"Nooit\", \"Never\", \"1\"], [\"Vaak\", \"Often\", \"2\"]]\nunshown = [\"8\"]\nitem = \"help\"";
    let asked = ("questionnaires/all.toml", "[[items]]\nid = \"which\"", more);
    let gate = ("questionnaires/all.toml", "asked = [{ item = \"track\", in = [\"bol\"] }]\n", "");
    let of = |columns: &str| {
        let lines = "of = \"school\"\nacross = [[\"help\", \"Hulp\", \"Help\"]]\n";
        folder(&[asked, gate, ("tables.toml", lines, columns)])
    };
    let school = |never: usize| {
        let mut school = answers("school", &[(1, 1, never), (1, 2, 44 - never)]);
        // 43 of them answered this one as well.
        school.put("again", [vec![1; 12], vec![2; 28], vec![3; 3], vec![0]].concat());
        school
    };
    let students = || answers("student", &[(1, 1, 20), (1, 2, 60), (2, 0, 40)]);
    // 2 of 44 are few: the cell is withheld, and the pooled one, which they are in.
    let made = make(&of(pooled), None, &[students(), school(2)], false, 1).unwrap();
    assert!(cell(&made, 1, 0, 0).suppressed && cell(&made, 1, 0, 1).suppressed);
    let made = make(&of(pooled), None, &[students(), school(6)], false, 1).unwrap();
    let pooled = cell(&made, 1, 0, 1);
    assert_eq!((pooled.count, pooled.n, pooled.interval, pooled.neff), (Some(18), Some(84), None, None));
    assert_eq!(pooled.estimate.map(|it| rounded(it, 0)), Some(21.0));
    assert_eq!(cell(&made, 1, 0, 0).n, Some(44));
}

/// 600 of BOL were asked and 400 of BBL: 80 and 20 answered, so that one of BBL stands for 20 and one of BOL for 7.5.
#[test]
fn who_answered_stands_for_who_did_not_in_their_class() {
    let narrowed = ("tables.toml", ", where = [{ item = \"track\", in = [\"bol\"] }]", "");
    let gate = ("questionnaires/all.toml", "asked = [{ item = \"track\", in = [\"bol\"] }]\n", "");
    let margins = "[[weights.margins]]\nitem = \"track\"\nshares = [[\"bol\", \"70\"], [\"bbl\", \"30\"]]\n";
    let classes = |asked: &str| format!("classes = {{ item = \"track\", asked = [{asked}] }}\n");
    let with = |classes: &str| folder(&[narrowed, gate, ("weights.toml", margins, classes)]);
    let people =
        || [answers("student", &[(1, 1, 60), (1, 2, 20), (2, 1, 5), (2, 2, 15)]), answers("school", &[(1, 1, 9)])];
    let made = make(&with(&classes("[\"bol\", \"600\"], [\"bbl\", \"400\"]")), None, &people(), true, 1).unwrap();
    // Often: (20 x 7.5 + 15 x 20) of 1000.
    let often = cell(&made, 0, 1, 0);
    assert!((often.estimate.unwrap() - 45.0).abs() < 1e-9 && often.n == Some(100), "{often:?}");
    let how = &made.weighted[0];
    let (lowest, highest) = how.range.unwrap();
    assert!((lowest - 0.75).abs() < 1e-9 && (highest - 2.0).abs() < 1e-9, "{how:?}");
    // Margins besides bring the shares to theirs.
    let both = classes("[\"bol\", \"600\"], [\"bbl\", \"400\"]") + margins;
    let made = make(&with(&both), None, &people(), true, 1).unwrap();
    assert!((cell(&made, 0, 1, 0).estimate.unwrap() - (70.0 * 0.25 + 30.0 * 0.75)).abs() < 1e-6);
    for (asked, expected) in [
        ("[\"bol\", \"600\"]", "row 81 is in no class that was asked"),
        ("[\"bol\", \"79\"], [\"bbl\", \"400\"]", "80 of \"bol\" answered, and 79 were asked"),
    ] {
        let refused = make(&with(&classes(asked)), None, &people(), true, 1).unwrap_err();
        assert!(refused.message.contains(expected), "{refused}");
    }
}

/// Three of 200 students do not know, and are weighted to 2 percent: each stands for 2 / 1,5 of the mean. Whoever has the target and
/// the share, or the highest weight, has the three. Of five may be told.
#[test]
fn how_it_was_weighted_does_not_tell_of_few() {
    let margins = "[[weights.margins]]\nitem = \"track\"\nshares = [[\"bol\", \"70\"], [\"bbl\", \"30\"]]\n";
    let help = "[[weights.margins]]\nitem = \"track\"\nshares = [[\"bol\", \"70\"], [\"bbl\", \"30\"]]\n[[weights.margins]]\n\
                item = \"help\"\nshares = [[\"1\", \"49\"], [\"2\", \"49\"], [\"8\", \"2\"]]\n";
    let gate = ("questionnaires/all.toml", "asked = [{ item = \"track\", in = [\"bol\"] }]\n", "");
    let folder = folder(&[("weights.toml", margins, help), gate]);
    let how = |few: usize| {
        let students = answers("student", &[(1, 1, 60), (1, 2, 40), (2, 1, 60), (2, 2, 40 - few), (2, 3, few)]);
        let made = make(&folder, None, &[students, answers("school", &[(1, 1, 30)])], false, 1).unwrap();
        made.weighted[0].clone()
    };
    for few in [1, 3, 4, 5] {
        let how = how(few);
        let shown: Vec<(&str, bool, bool)> = how
            .margins
            .iter()
            .map(|share| (share.item.as_str(), share.before.is_some(), share.after.is_some()))
            .collect();
        let told = few >= 5;
        let track = ("track", true, true);
        let help = ("help", told, told);
        assert_eq!(shown, [track, track, help, help, help], "{few}");
        assert_eq!((how.range.is_some(), how.trimmed.is_some()), (told, told), "{few}: {how:?}");
        let tenths = 10.0 * how.design_effect;
        assert!(told || (tenths - tenths.round()).abs() < 1e-9, "{few}: {how:?}");
        // What it was weighted to is public, and the effective n says no more than the design effect.
        assert!((how.margins[4].target - 2.0).abs() < 1e-9);
        assert!((how.effective_n * how.design_effect - 200.0).abs() < 1e-6, "{how:?}");
    }
}

#[test]
fn margins_that_cannot_be_met_say_which() {
    let students = answers("student", &[(1, 1, 20), (1, 2, 60)]);
    let refused = make(&folder(&[]), None, &[students, answers("school", &[(1, 1, 9)])], false, 1).unwrap_err();
    assert_eq!(refused.of, "student");
    assert!(refused.message.contains("track") && refused.message.contains("bbl"), "{refused}");
    let refused = make(&folder(&[]), None, &[], false, 1).unwrap_err();
    assert!(refused.message.contains("there are none"), "{refused}");
    // By how much: all of one route never get help, and all of the other often do. Whoever makes the answers 500 of 1000 leaves the
    // routes at 500, of which the second should be 300: 200 off, two thirds of it.
    let margin = "shares = [[\"bol\", \"70\"], [\"bbl\", \"30\"]]\n";
    let both = format!("{margin}[[weights.margins]]\nitem = \"help\"\nshares = [[\"1\", \"50\"], [\"2\", \"50\"]]\n");
    let gate = ("questionnaires/all.toml", "asked = [{ item = \"track\", in = [\"bol\"] }]\n", "");
    let folder = folder(&[("weights.toml", margin, &both), gate]);
    let people = [answers("student", &[(1, 1, 40), (2, 2, 60)]), answers("school", &[(1, 1, 9)])];
    let refused = make(&folder, None, &people, false, 1).unwrap_err();
    assert!(refused.message.contains("stays off by 200.0000, 66.7% of its total"), "{refused}");
    assert!(refused.message.contains("track") && refused.message.contains("bbl"), "{refused}");
    assert!(refused.remedy.contains("contradict one another"), "{refused}");
}

#[test]
fn half_a_unit_goes_up() {
    for (value, decimals, expected) in [
        (12.5, 0, 13.0),
        (12.49, 0, 12.0),
        (33.5, 0, 34.0),
        (66.5, 0, 67.0),
        (2.25, 1, 2.3),
        (100.0 * 7.0 / 40.0, 0, 18.0),
        (0.0, 0, 0.0),
    ] {
        assert_eq!(rounded(value, decimals), expected);
    }
}
