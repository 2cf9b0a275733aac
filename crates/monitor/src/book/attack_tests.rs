//! Who reads a whole book and subtracts: every table of one question, whatever it is narrowed by.
//!
//! The attacker here knows nothing of how cells were chosen. They part the people as finely as the answers do, write down
//! each number in print as a sum of such parts, and narrow what each part can be until nothing changes.

use super::*;
use crate::answers::Answers;
use crate::folder::{Folder, Reading};
use crate::questionnaire::tests::texts;
use proptest::prelude::*;
use survey::interval::clopper_pearson;

/// One column of a table: where the people are narrowed (route, then help of another question), and how answers are taken
/// together.
#[derive(Debug, Clone)]
struct Asked {
    among: Vec<(&'static str, Vec<&'static str>)>,
    lines: Vec<Vec<&'static str>>,
    without: Vec<&'static str>,
}

fn asked() -> impl Strategy<Value = Asked> {
    let track = prop_oneof![Just(vec![]), Just(vec!["bol"]), Just(vec!["bbl"])];
    let year = prop_oneof![Just(vec![]), Just(vec!["1"]), Just(vec!["2", "3"]), Just(vec!["1", "2"])];
    let lines = prop_oneof![
        Just((vec![vec!["1"], vec!["2"], vec!["8"]], vec![])),
        Just((vec![vec!["1"], vec!["2", "8"]], vec![])),
        Just((vec![vec!["1"], vec!["2"]], vec!["8"])),
        Just((vec![vec!["1", "2"], vec!["8"]], vec![])),
    ];
    (track, year, lines).prop_map(|(track, year, (lines, without))| {
        let gate = |item, codes: Vec<&'static str>| (!codes.is_empty()).then_some((item, codes));
        Asked { among: gate("track", track).into_iter().chain(gate("year", year)).collect(), lines, without }
    })
}

fn list(codes: &[&str]) -> String {
    codes.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", ")
}

fn folder(all: &[Asked]) -> Folder {
    let mut texts = texts();
    let asked = texts["questionnaires/all.toml"]
        .replacen("asked = [{ item = \"track\", in = [\"bol\"] }]\n", "", 1)
        .replacen(
            "[[items]]\nid = \"help\"",
            "[[items]]\nid = \"year\"\ntext = { nl = \"Jaar?\", en = \"Year?\" }\n\
             levels = [[\"1\", \"een\", \"one\"], [\"2\", \"twee\", \"two\"], [\"3\", \"drie\", \"three\"]]\n[[items]]\nid = \"help\"",
            1,
        );
    texts.insert("questionnaires/all.toml".to_owned(), asked);
    let tables = all.iter().enumerate().map(|(at, one)| {
        let gates = one.among.iter().map(|(item, codes)| format!("{{ item = \"{item}\", in = [{}] }}", list(codes)));
        let lines = one.lines.iter().enumerate().map(|(at, codes)| format!("[\"l{at}\", \"l{at}\", {}]", list(codes)));
        format!(
            "[[tables]]\nid = \"T{at}\"\ntitle = {{ nl = \"T\", en = \"T\" }}\nbase = {{ nl = \"b\", en = \"b\" }}\nitem = \"help\"\n\
             without = [{}]\nanswers = [{}]\ncolumns = [{{ label = {{ nl = \"%\", en = \"%\" }}, of = \"school\", where = [{}] }}]\n",
            list(&one.without),
            lines.collect::<Vec<_>>().join(", "),
            gates.collect::<Vec<_>>().join(", ")
        )
    });
    texts.insert("tables.toml".to_owned(), tables.collect());
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    reading.folder.unwrap()
}

/// Somebody by route, year and answer, each from 1; 0 is no answer.
type Person = (u8, u8, u8);
const TRACKS: [&str; 2] = ["bol", "bbl"];
const YEARS: [&str; 3] = ["1", "2", "3"];
const HELP: [&str; 3] = ["1", "2", "8"];

fn is_in(one: &Asked, (track, year, _): Person) -> bool {
    one.among.iter().all(|(item, codes)| {
        let code = if *item == "track" { TRACKS[usize::from(track) - 1] } else { YEARS[usize::from(year) - 1] };
        codes.contains(&code)
    })
}

/// The count and the base that an estimate tells with its interval, where so many answered at all; none at 0 and 100%. Where weights are
/// equal the interval is that of Clopper and Pearson, for n (N - 1) / N answers: whoever has the program has that.
fn inverted(cell: &Cell, people: usize) -> Option<(u64, u64)> {
    let (p, (low, high)) = (cell.estimate? / 100.0, cell.interval?);
    if p <= 0.0 || p >= 1.0 {
        return None;
    }
    let all = people as f64;
    let near = |one: f64, other: f64| (one - other).abs() < 1e-6;
    let fits = |n: u64| {
        let size = n as f64;
        let k = (p * size).round();
        if !near(k / size, p) {
            return None;
        }
        let made = clopper_pearson(k / size, size * (all - 1.0) / all, LEVEL);
        (near(100.0 * made.low, low) && near(100.0 * made.high, high)).then_some((k as u64, n))
    };
    (1..=people as u64).find_map(fits)
}

/// What is withheld has nothing from which it could be worked out: no estimate, interval, effective size or comparison.
fn tells_nothing(cell: &Cell) -> bool {
    let numbers = cell.estimate.is_none() && cell.interval.is_none() && cell.neff.is_none() && cell.count.is_none();
    numbers && cell.higher.is_empty() && cell.change.is_none() && cell.whole.is_none()
}

/// What print says: the parts that make a number, and the number. A count is taken from its interval, as if it was not printed.
fn said(all: &[Asked], made: &Made, (parts, people): (&[Person], usize)) -> Vec<(Vec<usize>, u64)> {
    let mut said = Vec::new();
    for (one, table) in all.iter().zip(&made.tables) {
        let of = |codes: &[&str]| -> Vec<usize> {
            let here = |part: &Person| is_in(one, *part) && codes.contains(&HELP[usize::from(part.2) - 1]);
            parts.iter().enumerate().filter(|(_, part)| here(part)).map(|(at, _)| at).collect()
        };
        for (codes, cells) in one.lines.iter().zip(&table.cells) {
            let cell = cells[0].as_ref().unwrap();
            assert!(!cell.suppressed || tells_nothing(cell), "{cell:?}");
            if let Some(found) = inverted(cell, people) {
                assert_eq!((cell.count, cell.n), (Some(found.0), Some(found.1)), "{cell:?}");
            } else {
                let ends = cell.estimate.is_none_or(|it| it <= 0.0 || it >= 100.0);
                assert!(ends, "an interval that nobody can read: {cell:?}");
            }
            let base: Vec<usize> = one.lines.iter().flat_map(|codes| of(codes)).collect();
            said.extend(cell.count.map(|count| (of(codes), count)));
            said.extend(cell.n.map(|n| (base, n)));
        }
    }
    said
}

/// The least and the most that each part can be.
fn found_out(said: &[(Vec<usize>, u64)], parts: usize, most: i64) -> Vec<(i64, i64)> {
    let mut range = vec![(0, most); parts];
    // The difference of two numbers, of which one is within the other, is a number as well.
    let mut all: Vec<(Vec<usize>, i64)> = said.iter().map(|(of, n)| (of.clone(), *n as i64)).collect();
    for _ in 0..3 {
        let mut more = Vec::new();
        for (one, n) in &all {
            for (other, m) in &all {
                if other.len() < one.len() && !other.is_empty() && other.iter().all(|at| one.contains(at)) {
                    let rest: Vec<usize> = one.iter().copied().filter(|at| !other.contains(at)).collect();
                    if !all.iter().chain(&more).any(|(known, _)| *known == rest) {
                        more.push((rest, n - m));
                    }
                }
            }
        }
        if more.is_empty() || all.len() > 400 {
            break;
        }
        all.extend(more);
    }
    loop {
        let before = range.clone();
        for (of, n) in &all {
            for at in of {
                let (low, high) = of
                    .iter()
                    .filter(|it| *it != at)
                    .fold((0, 0), |(low, high), it| (low + range[*it].0, high + range[*it].1));
                range[*at] = (range[*at].0.max(n - high), range[*at].1.min(n - low));
            }
        }
        if range == before {
            return range;
        }
    }
}

fn check(all: &[Asked], people: &[Person]) {
    let folder = folder(all);
    let mut school = Answers::made("school", people.len());
    school.put("track", people.iter().map(|it| it.0).collect());
    school.put("year", people.iter().map(|it| it.1).collect());
    school.put("help", people.iter().map(|it| it.2).collect());
    let made = make(&folder, None, &[school], false, 1).unwrap();
    let mut parts = Vec::new();
    for track in 1..=2 {
        for year in 1..=3 {
            parts.extend((1..=3).map(|help| (track, year, help)));
        }
    }
    let said = said(all, &made, (&parts, people.len()));
    // Parts that no table tells apart are one: what all of them are together is what can be found out.
    let mut together: BTreeMap<Vec<(usize, Option<usize>)>, Vec<usize>> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        let line = |one: &Asked| one.lines.iter().position(|codes| codes.contains(&HELP[usize::from(part.2) - 1]));
        let key: Vec<(usize, Option<usize>)> =
            all.iter().enumerate().filter(|(_, one)| is_in(one, *part)).map(|(at, one)| (at, line(one))).collect();
        together.entry(key).or_default().push(at);
    }
    let atoms: Vec<&Vec<usize>> =
        together.iter().filter(|(key, _)| key.iter().any(|(_, line)| line.is_some())).map(|(_, of)| of).collect();
    let said: Vec<(Vec<usize>, u64)> = said
        .iter()
        .map(|(of, n)| ((0..atoms.len()).filter(|at| atoms[*at].iter().all(|part| of.contains(part))).collect(), *n))
        .collect();
    let ranges = found_out(&said, atoms.len(), people.len() as i64);
    for (atom, (low, high)) in atoms.iter().zip(ranges) {
        let count = people.iter().filter(|it| it.2 > 0 && atom.iter().any(|part| parts[*part] == **it)).count() as i64;
        assert!(low <= count && count <= high, "{count} is not between {low} and {high}");
        assert!(!(1..5).contains(&count) || high - low >= 5, "{count} people are found out: {low} to {high}\n{all:#?}");
    }
}

/// Of 40 with help 3 have no agreement of this route: all less the route is 3, and both are not shown.
#[test]
fn a_narrowed_table_does_not_give_away_who_is_left_out() {
    let whole = Asked { among: vec![], lines: vec![vec!["1"], vec!["2"], vec!["8"]], without: vec![] };
    let bol = Asked { among: vec![("track", vec!["bol"])], ..whole.clone() };
    let first = Asked { among: vec![("track", vec!["bol"]), ("year", vec!["1"])], ..whole.clone() };
    let people = |groups: &[(Person, usize)]| -> Vec<Person> {
        groups.iter().flat_map(|(person, many)| vec![*person; *many]).collect()
    };
    let some =
        people(&[((1, 1, 1), 20), ((1, 1, 2), 30), ((1, 1, 3), 10), ((2, 1, 1), 10), ((2, 1, 2), 3), ((2, 1, 3), 9)]);
    check(&[whole.clone(), bol.clone()], &some);
    // By two conditions, one within the other; and two that together leave out a few.
    let some =
        people(&[((1, 1, 1), 20), ((1, 2, 1), 2), ((2, 1, 1), 10), ((1, 1, 2), 8), ((1, 2, 2), 9), ((2, 1, 2), 7)]);
    check(&[whole.clone(), bol.clone(), first], &some);
    let later = Asked { among: vec![("year", vec!["2", "3"])], ..whole.clone() };
    let some =
        people(&[((1, 1, 1), 20), ((2, 2, 1), 12), ((2, 1, 1), 1), ((1, 1, 2), 8), ((2, 2, 2), 9), ((2, 1, 2), 7)]);
    check(&[whole, bol, later], &some);
}

/// Of 90 and 100 people of two routes, who are weighted to 70 and 30 percent, two of the second do not know. By route all weights are
/// equal: an interval tells count and base of each cell that is shown, and there is none of what is withheld.
#[test]
fn an_interval_of_who_is_weighted_tells_no_count_that_is_withheld() {
    let table = "[[tables]]\nid = \"T1\"\ntitle = { nl = \"T\", en = \"T\" }\nbase = { nl = \"b\", en = \"b\" }\nitem = \"help\"\n\
                 columns = [{ label = { nl = \"%\", en = \"%\" }, of = \"student\" }]\nby = \"track\"\n";
    let mut texts = texts();
    texts.insert("tables.toml".to_owned(), table.to_owned());
    let asked = texts.get_mut("questionnaires/all.toml").unwrap();
    *asked = asked.replacen("asked = [{ item = \"track\", in = [\"bol\"] }]\n", "", 1);
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    let groups = [(1, 1, 20), (1, 2, 60), (1, 3, 10), (2, 1, 50), (2, 2, 48), (2, 3, 2)];
    let mut student = Answers::made("student", 190);
    let column = |of: fn(&(u8, u8, usize)) -> u8| groups.iter().flat_map(|group| vec![of(group); group.2]).collect();
    student.put("track", column(|group| group.0));
    student.put("help", column(|group| group.1));
    let made = make(&reading.folder.unwrap(), None, &[student], false, 1).unwrap();
    let mut told = 0;
    for (row, cells) in made.tables[0].cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let cell = cell.as_ref().unwrap();
            assert!(!cell.suppressed || tells_nothing(cell), "{cell:?}");
            if column > 0 && !cell.suppressed {
                let (_, _, many) = groups[3 * (column - 1) + row];
                let base = if column == 1 { 90 } else { 100 };
                assert_eq!(inverted(cell, 190), Some((many as u64, base)), "{cell:?}");
                told += 1;
            }
        }
    }
    // "Do not know" of the second route, and what would give it away, are withheld; "often" is not.
    assert!(made.tables[0].cells[2][2].as_ref().unwrap().suppressed);
    assert_eq!(told, 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whoever_subtracts_finds_nobody(
        all in prop::collection::vec(asked(), 2..5),
        counts in prop::collection::vec(prop_oneof![0..5_usize, 5..12_usize], 18..19),
    ) {
        let parts = (1..=2_u8).flat_map(|track| (1..=3_u8).flat_map(move |year| (1..=3_u8).map(move |help| (track, year, help))));
        let people: Vec<Person> = parts.zip(&counts).flat_map(|(part, many)| vec![part; *many]).collect();
        check(&all, &people);
    }
}
