use super::attack::{self, Attack};
use super::pattern::Search;
use super::*;
use crate::design::{Design, Spec};
use crate::table::{Book, Codes, Summary};
use crate::{Domain, Reason};
use proptest::prelude::*;

/// A table of two dimensions with its margins: cells, rows, columns, all.
struct Crossed {
    publication: Publication,
    cells: Vec<Vec<Entry>>,
    rows: Vec<Entry>,
    columns: Vec<Entry>,
    all: Entry,
}

fn crossed(counts: &[Vec<u64>]) -> Crossed {
    let mut publication = Publication::default();
    let cells: Vec<Vec<Entry>> = counts.iter().map(|row| row.iter().map(|n| publication.count(*n)).collect()).collect();
    let rows: Vec<Entry> = counts.iter().map(|row| publication.count(row.iter().sum())).collect();
    let wide = counts[0].len();
    let columns: Vec<Entry> = (0..wide).map(|at| publication.count(counts.iter().map(|row| row[at]).sum())).collect();
    let all = publication.count(counts.iter().flatten().sum());
    for (row, whole) in cells.iter().zip(&rows) {
        publication.sum(*whole, row).unwrap();
        row.iter().for_each(|cell| publication.over(*cell, *whole));
    }
    for (at, whole) in columns.iter().enumerate() {
        let parts: Vec<Entry> = cells.iter().map(|row| row[at]).collect();
        publication.sum(*whole, &parts).unwrap();
    }
    publication.sum(all, &rows).unwrap();
    publication.sum(all, &columns).unwrap();
    Crossed { publication, cells, rows, columns, all }
}

/// Another attacker: every way to fill in whole numbers so that all sums hold, by trying. `most` is as high as it tries.
struct Trying<'a> {
    publication: &'a Publication,
    unknown: Vec<usize>,
    most: i64,
}

impl Trying<'_> {
    fn of<'a>(publication: &'a Publication, withheld: impl Fn(Entry) -> bool, most: i64) -> Trying<'a> {
        let hidden =
            |entry: usize| withheld(Entry(entry)) || publication.entries[entry].fate == publication::Fate::Unseen;
        let entries = (0..publication.entries.len()).filter(|entry| hidden(*entry));
        Trying {
            publication,
            unknown: entries.flat_map(|entry| publication.entries[entry].quantities.clone()).collect(),
            most,
        }
    }

    /// Whether the unknowns can be so that all sums hold, with one of them given.
    fn may_be(&self, target: usize, value: i64) -> bool {
        let mut ranges: Vec<(i64, i64)> =
            self.publication.quantities.iter().map(|of| (of.value as i64, of.value as i64)).collect();
        for at in &self.unknown {
            ranges[*at] = (0, self.most);
        }
        ranges[target] = (value, value);
        self.fill(ranges)
    }

    /// Narrows every range by every sum until nothing changes; then tries the values of the narrowest.
    fn fill(&self, mut ranges: Vec<(i64, i64)>) -> bool {
        loop {
            let before = ranges.clone();
            for relation in &self.publication.relations {
                for (at, counts) in relation {
                    let counts = *counts as i64;
                    let others = relation.iter().filter(|(other, _)| other != at);
                    let (mut low, mut high) = (0, 0);
                    for (other, counts) in others {
                        let (one, two) = (*counts as i64 * ranges[*other].0, *counts as i64 * ranges[*other].1);
                        (low, high) = (low + one.min(two), high + one.max(two));
                    }
                    // counts * x lies between -high and -low.
                    let (from, to) = if counts > 0 { (-high, -low) } else { (low, high) };
                    let size = counts.abs();
                    let range = &mut ranges[*at];
                    *range = (
                        range.0.max(from.div_euclid(size) + i64::from(from.rem_euclid(size) > 0)),
                        range.1.min(to.div_euclid(size)),
                    );
                    if range.0 > range.1 {
                        return false;
                    }
                }
            }
            if ranges == before {
                break;
            }
        }
        let open = self.unknown.iter().filter(|at| ranges[**at].0 < ranges[**at].1);
        let Some(at) = open.min_by_key(|at| ranges[**at].1 - ranges[**at].0) else { return true };
        (ranges[*at].0..=ranges[*at].1).any(|value| {
            let mut ranges = ranges.clone();
            ranges[*at] = (value, value);
            self.fill(ranges)
        })
    }

    fn bounds(&self, entry: Entry) -> (i64, i64) {
        let target = self.publication.count_of(entry.0).unwrap();
        let low = (0..=self.most).find(|value| self.may_be(target, *value)).unwrap();
        (low, (0..=self.most).rev().find(|value| self.may_be(target, *value)).unwrap())
    }
}

/// What is withheld, for its own sake or not, leaves everyone an interval of 5, and small counts and all over small bases are in it.
fn holds(publication: &Publication, pattern: &Pattern) {
    for entry in (0..publication.entries.len()).map(Entry) {
        let fate = publication.entries[entry.0].fate;
        let respondents = publication.respondents(entry.0);
        let few = |respondents: Option<f64>| respondents.is_some_and(|of| (1.0..5.0).contains(&of));
        let base = publication.entries[entry.0].base.and_then(|base| publication.respondents(base));
        if fate == publication::Fate::Open {
            assert!(
                pattern.withholds(entry) || !(few(respondents) || few(base)),
                "{respondents:?} over {base:?} is shown"
            );
        }
        if let (true, Some(respondents)) = (pattern.withholds(entry), respondents) {
            let (low, high) = pattern.bounds(entry).unwrap();
            assert!(high - low >= 5.0 - 1e-6, "{respondents} lies between {low} and {high}");
            assert!(low <= respondents + 1e-6 && respondents <= high + 1e-6);
        }
    }
}

fn table() -> impl Strategy<Value = Vec<Vec<u64>>> {
    let count = prop_oneof![0..6_u64, 5..16_u64];
    (2..4_usize, 2..5_usize).prop_flat_map(move |(rows, columns)| {
        prop::collection::vec(prop::collection::vec(count.clone(), columns), rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// In tables of two dimensions whole numbers reach as far as fractions do.
    #[test]
    fn who_tries_all_numbers_finds_no_small_one(counts in table()) {
        let crossed = crossed(&counts);
        let Ok(pattern) = crossed.publication.protect(&Rule::default()) else {
            // All that is asked of a table of nearly nobody.
            prop_assert!(counts.iter().flatten().sum::<u64>() < 5);
            return Ok(());
        };
        holds(&crossed.publication, &pattern);
        let trying = Trying::of(&crossed.publication, |entry| pattern.withholds(entry), 80);
        for entry in crossed.cells.iter().flatten().chain(&crossed.rows).chain(&crossed.columns) {
            if pattern.withholds(*entry) {
                let (low, high) = trying.bounds(*entry);
                prop_assert!(high - low >= 5, "{counts:?}: between {low} and {high}");
                let (least, most) = pattern.bounds(*entry).unwrap();
                prop_assert!((least - low as f64).abs() < 1e-6, "{least} is not {low}");
                prop_assert!((most - high as f64).abs() < 1e-6 || most.is_infinite(), "{most} is not {high}");
            }
        }
    }

    /// The way of large tables, on tables small enough to weigh every choice: safe too, and never fewer.
    #[test]
    fn the_way_of_large_tables_is_safe_as_well(counts in table()) {
        let crossed = crossed(&counts);
        let publication = &crossed.publication;
        let Ok(pattern) = publication.protect(&Rule::default()) else { return Ok(()) };
        let places = attack::places(publication);
        let component: Vec<usize> = (0..publication.entries.len()).collect();
        let search = Search { publication, places: &places, width: 5.0, component: &component };
        let primary: Vec<bool> = component.iter().map(|entry| pattern.is_primary(Entry(*entry))).collect();
        let found = flow::search(&search, &primary).unwrap();
        let attack = Attack::of(publication, &places, &found);
        for entry in component.iter().filter(|entry| found[**entry]) {
            let (low, high) = attack.bounds(publication.count_of(*entry).unwrap()).unwrap();
            prop_assert!(high - low >= 5.0 - 1e-6);
        }
        let (first, second) = pattern.withheld();
        let many = found.iter().filter(|withheld| **withheld).count();
        prop_assert!(!pattern.is_fewest() || many >= first + second, "{many} are fewer than {first} and {second}");
    }

    #[test]
    fn what_is_rounded_still_adds_up(counts in table(), base in 2..8_u64) {
        let crossed = crossed(&counts);
        let rounded = crossed.publication.rounded(base).unwrap();
        let of = |entry: &Entry| rounded[entry.0].unwrap();
        for (row, whole) in crossed.cells.iter().zip(&crossed.rows) {
            prop_assert_eq!(row.iter().map(of).sum::<u64>(), of(whole));
        }
        for (at, whole) in crossed.columns.iter().enumerate() {
            prop_assert_eq!(crossed.cells.iter().map(|row| of(&row[at])).sum::<u64>(), of(whole));
        }
        prop_assert_eq!(crossed.rows.iter().map(of).sum::<u64>(), of(&crossed.all));
        for (entry, rounded) in rounded.iter().enumerate() {
            let (counted, rounded) = (crossed.publication.respondents(entry).unwrap(), rounded.unwrap() as f64);
            prop_assert!(rounded % base as f64 == 0.0 && (counted - rounded).abs() < base as f64);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Two breaks of one item with a mean over each group and who has no group: the margins of both are those of the item.
    #[test]
    fn a_book_gives_nothing_away(
        rows in prop::collection::vec((0..4_u8, 0..5_u8, 0..4_u8), 2..120),
        outside in prop::bool::ANY,
    ) {
        let design = Design::new(Spec { rows: rows.len(), ..Spec::default() }).unwrap();
        let column = |of: &dyn Fn(&(u8, u8, u8)) -> u8| rows.iter().map(of).collect::<Vec<u8>>();
        let (item, one, other) = (column(&|row| row.0), column(&|row| row.1), column(&|row| row.2));
        let item = Codes::packed("item", &["1", "2", "3"], &item).unwrap();
        let (one, other) = (Codes::packed("a", &["1", "2", "3", "4"], &one).unwrap(), Codes::packed("b", &["1", "2", "3"], &other).unwrap());
        let mut book = Book::new(&design, &Domain::all(rows.len()));
        let last = if outside { f64::NAN } else { 3.0 };
        book.ask(&item, &[Summary { name: "mean".into(), scores: vec![1.0, 2.0, last] }, Summary::top(2, 3)]).unwrap();
        book.break_by(&one).unwrap();
        book.break_by(&other).unwrap();
        let tables = book.tabulate(0.95, 1).unwrap();
        let (publication, entries) = of_book(&book, &tables).unwrap();
        let Ok(pattern) = publication.protect(&Rule::default()) else {
            prop_assert!(tables.iter().all(|table| table.groups.iter().map(|group| group.n).sum::<u64>() < 10));
            return Ok(());
        };
        holds(&publication, &pattern);
        for (table, entries) in tables.iter().zip(&entries) {
            for (group, row) in table.groups.iter().zip(entries) {
                prop_assert_eq!(row.cells.len(), group.cells.len());
                prop_assert!(pattern.withholds(row.base) || !(1..5).contains(&group.n));
                for (cell, entry) in group.cells.iter().zip(&row.cells) {
                    // Nothing of a small base is shown, means neither.
                    let few = cell.n.is_some_and(|n| (1..5).contains(&n)) || (1..5).contains(&cell.base);
                    prop_assert!(pattern.withholds(*entry) || !few, "{cell:?}");
                }
            }
        }
    }
}

#[test]
fn no_other_choice_withholds_fewer() {
    for counts in [
        vec![vec![20, 14], vec![11, 2]],
        vec![vec![3, 9, 12], vec![8, 7, 6], vec![10, 30, 4]],
        vec![vec![1, 9, 0], vec![8, 7, 6]],
        vec![vec![2, 2, 40], vec![30, 12, 50]],
        vec![vec![4, 8, 8], vec![9, 9, 9]],
    ] {
        let crossed = crossed(&counts);
        let publication = &crossed.publication;
        let pattern = publication.protect(&Rule::default()).unwrap();
        assert!(pattern.is_fewest());
        let (first, second) = pattern.withheld();
        // Every other choice that is as small, by trying: it leaves something too narrow.
        let places = attack::places(publication);
        let entries = publication.entries.len();
        let open: Vec<usize> = (0..entries).filter(|entry| !pattern.is_primary(Entry(*entry))).collect();
        for chosen in (0_u32..1 << open.len()).filter(|chosen| (chosen.count_ones() as usize) < second) {
            let mut withheld: Vec<bool> = (0..entries).map(|entry| pattern.is_primary(Entry(entry))).collect();
            open.iter()
                .enumerate()
                .filter(|(at, _)| chosen >> at & 1 == 1)
                .for_each(|(_, entry)| withheld[*entry] = true);
            let attack = Attack::of(publication, &places, &withheld);
            let safe = (0..entries).filter(|entry| withheld[*entry]).all(|entry| {
                let (low, high) = attack.bounds(publication.count_of(entry).unwrap()).unwrap();
                high - low >= 5.0 - 1e-6
            });
            assert!(!safe, "{counts:?}: {} instead of {} would do", chosen.count_ones(), second);
        }
        assert!(first > 0 && second > 0);
    }
}

#[test]
fn nothing_small_withholds_nothing_and_nobody_may_be_shown() {
    let crossed = crossed(&[vec![20, 0], vec![0, 5], vec![0, 0]]);
    let pattern = crossed.publication.protect(&Rule::default()).unwrap();
    assert_eq!((pattern.withheld(), pattern.is_fewest()), ((0, 0), true));
    assert_eq!(pattern.cell(crossed.all, 25), Cell::Shown(25));
}

#[test]
fn all_over_a_small_base_is_withheld() {
    let crossed = crossed(&[vec![0, 4], vec![20, 30], vec![40, 50]]);
    let pattern = crossed.publication.protect(&Rule::default()).unwrap();
    holds(&crossed.publication, &pattern);
    assert!(pattern.withholds(crossed.rows[0]) && crossed.cells[0].iter().all(|cell| pattern.is_primary(*cell)));
    // Nobody is told which is the small one.
    let printed = format!("{:?} {:?}", pattern.cell(crossed.cells[0][1], 4), pattern.cell(crossed.cells[0][0], 0));
    assert_eq!(printed, "Withheld Withheld");
}

#[test]
fn a_mean_gives_away_what_its_parts_hide() {
    // 3, 7 and 30 gave 1, 2 and 3; two withheld counts follow from their sum and the mean.
    let mut publication = Publication::default();
    let counts = [3, 7, 30].map(|n| publication.count(n));
    let base = publication.count(40);
    publication.sum(base, &counts).unwrap();
    let places = attack::places(&publication);
    let attack = Attack::of(&publication, &places, &[true, true, false, false]);
    assert_eq!(attack.bounds(0), Some((0.0, 10.0)));
    let scores = [(counts[0], 1.0), (counts[1], 2.0), (counts[2], 3.0)];
    let mean = publication.mean(&scores).unwrap();
    let places = attack::places(&publication);
    let attack = Attack::of(&publication, &places, &[true, true, false, false, false]);
    let (low, high) = attack.bounds(0).unwrap();
    assert!((low - 3.0).abs() < 1e-6 && (high - 3.0).abs() < 1e-6);
    let pattern = publication.protect(&Rule::default()).unwrap();
    assert!(pattern.withholds(mean) && pattern.withholds(counts[0]));
    holds(&publication, &pattern);
    assert_eq!(publication.mean(&[(counts[0], f64::NAN)]).unwrap_err().reason, Reason::Value);
    assert_eq!(publication.mean(&[(mean, 1.0)]).unwrap_err().reason, Reason::Shape);
}

#[test]
fn what_was_printed_before_is_known_and_what_was_withheld_stays_so() {
    let counts = [vec![20, 14], vec![11, 2]];
    // The other cell of the row was printed: the row must be withheld, or the other way around the table.
    let mut known = crossed(&counts);
    known.publication.printed_before(known.cells[1][0]);
    let pattern = known.publication.protect(&Rule::default()).unwrap();
    holds(&known.publication, &pattern);
    assert!(!pattern.withholds(known.cells[1][0]) && pattern.withholds(known.rows[1]));
    // Everything else was: nothing helps, and the refusal says what to do.
    let mut all = crossed(&counts);
    let others = [all.cells[1][0], all.rows[1]];
    others.iter().for_each(|entry| all.publication.printed_before(*entry));
    let refused = all.publication.protect(&Rule::default()).unwrap_err();
    assert_eq!((refused.reason, refused.remedy.is_empty()), (Reason::NotDefined, false));
    // A large count that was withheld before is not given away now.
    let mut before = crossed(&[vec![20, 14], vec![11, 12]]);
    before.publication.withheld_before(before.cells[0][0]);
    let pattern = before.publication.protect(&Rule::default()).unwrap();
    holds(&before.publication, &pattern);
    assert!(pattern.withholds(before.cells[0][0]) && pattern.withheld().1 >= 1);
    // A small one that was printed is out already.
    let mut out = crossed(&counts);
    out.publication.printed_before(out.cells[1][1]);
    assert_eq!(out.publication.protect(&Rule::default()).unwrap().withheld(), (0, 0));
}

#[test]
fn tables_that_hang_together_are_protected_together() {
    // One item by two breaks. Alone, the second table would show everything; its margins are those of the first.
    let one = [vec![20_u64, 14], vec![11, 2], vec![30, 30]];
    let mut first = crossed(&one);
    let publication = &mut first.publication;
    let other: Vec<Vec<Entry>> =
        [[31, 26], [30, 20]].iter().map(|row| row.iter().map(|n| publication.count(*n)).collect()).collect();
    for (at, column) in first.columns.iter().enumerate() {
        publication.sum(*column, &[other[0][at], other[1][at]]).unwrap();
    }
    let bases: Vec<Entry> = [57, 50].map(|n| publication.count(n)).into();
    for (row, base) in other.iter().zip(&bases) {
        publication.sum(*base, row).unwrap();
    }
    let all = first.all;
    publication.sum(all, &bases).unwrap();
    let pattern = first.publication.protect(&Rule::default()).unwrap();
    holds(&first.publication, &pattern);
    // Who may not add what does not add up.
    let refused = first.publication.sum(all, &[bases[0]]).unwrap_err();
    assert_eq!(refused.reason, Reason::Totals);
    assert_eq!(first.publication.rounded(0).unwrap_err().reason, Reason::Value);
}

/// Large: twelve breaks of five groups each, with small cells in most of them.
#[test]
fn a_large_book_is_safe() {
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let rows = 400;
    let design = Design::new(Spec { rows, ..Spec::default() }).unwrap();
    let levels = ["1", "2", "3", "4", "5"];
    let item: Vec<u8> = (0..rows).map(|_| [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5][draw(12) as usize]).collect();
    let breaks: Vec<Vec<u8>> = (0..12)
        .map(|_| (0..rows).map(|_| [1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5][draw(14) as usize]).collect())
        .collect();
    let item = Codes::packed("item", &levels, &item).unwrap();
    let breaks: Vec<Codes<'_>> = breaks.iter().map(|codes| Codes::packed("break", &levels, codes).unwrap()).collect();
    let mut book = Book::new(&design, &Domain::all(rows));
    book.ask(&item, &Summary::likert(5)).unwrap();
    breaks.iter().for_each(|codes| {
        book.break_by(codes).unwrap();
    });
    let tables = book.tabulate(0.95, 1).unwrap();
    let (publication, _) = of_book(&book, &tables).unwrap();
    let pattern = publication.protect(&Rule::default()).unwrap();
    holds(&publication, &pattern);
    let (first, second) = pattern.withheld();
    assert!(
        first > 0 && !pattern.is_fewest() && first + second < publication.entries.len() / 2,
        "{first} and {second}"
    );
}
