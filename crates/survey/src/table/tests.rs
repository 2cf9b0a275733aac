//! A table is what the definitions say, row by row.

use super::{Book, Codes, Group, Summary};
use crate::column::{Domain, Factor, Numeric};
use crate::comparison::Adjust;
use crate::design::{Design, LonelyPsu, Spec};
use crate::estimate::NoEstimate;
use crate::estimation::Means;
use crate::interval::{Method as IntervalMethod, Proportion};
use crate::refusal::{Place, Reason};
use crate::replication::{Method, Resample, replicate};
use crate::rules::Rules;
use crate::weighting::{Limits, Margin, Rounds, post_stratify, rake, trim};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn factor(name: &str, levels: usize, codes: &[u32]) -> Factor {
    Factor { name: name.into(), levels: (0..levels).map(|l| l.to_string()).collect(), codes: codes.to_vec() }
}

/// A mean with its standard error from row-by-row influence values: the definition.
fn naive(design: &Design, inside: &[bool], score: &[f64]) -> (f64, f64) {
    let weights = design.weights();
    let (mut sum, mut total) = (0.0, 0.0);
    for row in 0..weights.len() {
        if inside[row] {
            sum += weights[row] * score[row];
            total += weights[row];
        }
    }
    let mean = sum / total;
    let mut clusters: BTreeMap<(u32, u32), (f64, usize)> = BTreeMap::new();
    for row in 0..weights.len() {
        let stratum = design.spec.strata.first().map_or(0, |f| f.codes[row]);
        let id = design.spec.ids.first().map_or(row as u32, |f| f.codes[row]);
        let z = if inside[row] { weights[row] * (score[row] - mean) / total } else { 0.0 };
        let entry = clusters.entry((stratum, id)).or_insert((0.0, row));
        entry.0 += z;
    }
    let mut variance = 0.0;
    let strata: Vec<u32> = clusters.keys().map(|key| key.0).collect();
    for stratum in strata.iter().collect::<std::collections::BTreeSet<_>>() {
        let z: Vec<(f64, usize)> = clusters.iter().filter(|(key, _)| key.0 == *stratum).map(|(_, z)| *z).collect();
        let n = z.len() as f64;
        if n > 1.0 {
            let fpc = design.spec.fpc.first().map_or(0.0, |fpc| n / fpc.values[z[0].1]);
            let mean = z.iter().map(|z| z.0).sum::<f64>() / n;
            variance += (1.0 - fpc) * n / (n - 1.0) * z.iter().map(|z| (z.0 - mean) * (z.0 - mean)).sum::<f64>();
        }
    }
    (mean, variance.sqrt())
}

fn close(a: f64, b: f64, what: &str) {
    assert!((a - b).abs() <= 1e-12 * b.abs() + 1e-14 || (a.is_nan() && b.is_nan()), "{what}: {a} is not {b}");
}

fn holds(group: &Group, design: &Design, inside: &[bool], item: &Factor, summaries: &[Summary]) {
    let answered: Vec<bool> =
        inside.iter().zip(&item.codes).map(|(inside, code)| *inside && *code != Factor::MISSING).collect();
    let categories = item.levels.len();
    assert_eq!(group.cells.len(), categories + summaries.len());
    assert_eq!(group.n, answered.iter().filter(|inside| **inside).count() as u64);
    if group.none.is_some() {
        assert!(group.cells.iter().all(|cell| cell.estimate.is_nan() && cell.se.is_nan()));
        return;
    }
    for (at, cell) in group.cells.iter().enumerate() {
        let of = |code: &u32| match at.checked_sub(categories) {
            None => f64::from(u8::from(*code as usize == at)),
            Some(summary) => summaries[summary].scores.get(*code as usize).copied().unwrap_or(0.0),
        };
        let scores: Vec<f64> = item.codes.iter().map(of).collect();
        let (mean, se) = naive(design, &answered, &scores);
        close(cell.estimate, mean, "estimate");
        close(cell.se, se, "standard error");
        if at < categories {
            let chose = answered.iter().zip(&item.codes).filter(|(inside, code)| **inside && **code as usize == at);
            assert_eq!(cell.n, Some(chose.count() as u64));
        }
    }
}

prop_compose! {
    /// Rows of (stratum, cluster in it, weight, item, break, domain), in any order.
    fn sample()(clustered in any::<bool>(), rows in proptest::collection::vec(
        (0u32..4, 0u32..5, 0.1f64..20.0, 0u32..6, 0u32..4, proptest::bool::weighted(0.8)), 1..150,
    )) -> (Spec, Factor, Factor, Domain) {
        type Row = (u32, u32, f64, u32, u32, bool);
        let column = |of: &dyn Fn(&Row) -> u32| rows.iter().map(of).collect::<Vec<u32>>();
        let missing = |code: u32, levels: u32| if code == levels { Factor::MISSING } else { code };
        let spec = Spec {
            rows: rows.len(),
            ids: clustered.then(|| factor("psu", 20, &column(&|row| row.0 * 5 + row.1))).into_iter().collect(),
            strata: vec![factor("stratum", 4, &column(&|row| row.0))],
            weights: Some(Numeric { name: "w".into(), values: rows.iter().map(|row| row.2).collect() }),
            fpc: vec![Numeric { name: "fpc".into(), values: rows.iter().map(|row| 500.0 + f64::from(row.0)).collect() }],
            nest: true,
            lonely: LonelyPsu::Remove,
            ..Spec::default()
        };
        let item = factor("item", 5, &column(&|row| missing(row.3, 5)));
        let by = factor("break", 3, &column(&|row| missing(row.4, 3)));
        (spec, item, by, Domain::of(rows.iter().map(|row| row.5).collect()))
    }
}

/// A design raked to margins that its own weights nearly meet, or post-stratified to one of them.
fn weighted(design: &Design, raked: bool) -> Option<Design> {
    let rows = design.rows();
    let margin = |name: &str, every: usize, levels: u32| {
        let codes: Vec<u32> = (0..rows).map(|row| (row * every / 3) as u32 % levels).collect();
        let present: Vec<u32> = (0..levels).filter(|level| codes.contains(level)).collect();
        let totals = present.iter().map(|level| (level.to_string(), 900.0 / present.len() as f64)).collect();
        Margin { factor: factor(name, levels as usize, &codes), totals }
    };
    let (a, b) = (margin("a", 3, 2), margin("b", 5, 3));
    if raked {
        rake(design, &[a, b], Rounds { most: 100, epsilon: 1e-9 }).ok()
    } else {
        post_stratify(design, &b, false).ok()
    }
}

proptest! {
    #[test]
    fn a_table_of_adjusted_weights_is_that_of_the_general_kernel(
        (spec, item, by, domain) in sample(), raked in any::<bool>(), threads in 1usize..3,
    ) {
        let Some(design) = weighted(&Design::new(spec).unwrap(), raked) else { return Ok(()) };
        let (codes, groups) = (Codes::pack(&item).unwrap(), Codes::pack(&by).unwrap());
        let likert = Summary::likert(5);
        let tables = |fast: bool| {
            let mut book = Book::new(&design, &domain);
            assert!(book.layout.is_some(), "a raked design is not sent to the general kernel");
            if !fast {
                book.layout = None;
            }
            book.ask(&codes, &likert).unwrap();
            book.break_by(&groups).unwrap();
            book.tabulate(0.95, threads).unwrap()
        };
        for (a, b) in tables(true).iter().zip(tables(false)) {
            prop_assert_eq!((a.item, a.by, a.groups.len()), (b.item, b.by, b.groups.len()));
            for (a, b) in a.groups.iter().zip(&b.groups) {
                prop_assert_eq!((a.none, a.n, a.df, a.cells.len()), (b.none, b.n, b.df, b.cells.len()));
                close(a.weight, b.weight, "weight");
                for (a, b) in a.cells.iter().zip(&b.cells) {
                    close(a.estimate, b.estimate, "estimate");
                    close(a.se, b.se, "standard error");
                    prop_assert_eq!(a.n, b.n);
                }
            }
        }
    }

    #[test]
    fn a_table_is_its_definition((spec, item, by, domain) in sample(), threads in 1usize..4) {
        let design = Design::new(spec).unwrap();
        let (codes, groups) = (Codes::pack(&item).unwrap(), Codes::pack(&by).unwrap());
        let likert = Summary::likert(5);
        let mut book = Book::new(&design, &domain);
        book.ask(&codes, &likert).unwrap();
        book.ask(&codes, &[]).unwrap();
        book.break_by(&groups).unwrap();
        book.break_by(&codes).unwrap();
        let tables = book.tabulate(0.95, threads).unwrap();
        prop_assert_eq!(tables.len(), 6);
        for table in &tables {
            let summaries: &[Summary] = if table.item == 0 { &likert } else { &[] };
            let of = match table.by { None => None, Some(0) => Some(&by), Some(_) => Some(&item) };
            prop_assert_eq!(table.groups.len(), of.map_or(1, |of| of.levels.len()));
            for (at, group) in table.groups.iter().enumerate() {
                let inside: Vec<bool> = (0..item.codes.len())
                    .map(|row| domain.holds(row) && of.is_none_or(|of| of.codes[row] as usize == at)).collect();
                holds(group, &design, &inside, &item, summaries);
            }
        }
        // The general kernel answers the same: group by group, with every option that sends a book there.
        let mut general = Book::new(&design, &domain);
        general.layout = None;
        general.ask(&codes, &likert).unwrap();
        general.ask(&codes, &[]).unwrap();
        general.break_by(&groups).unwrap();
        general.break_by(&codes).unwrap();
        for (a, b) in general.tabulate(0.95, 1).unwrap().iter().zip(&tables) {
            prop_assert_eq!((a.item, a.by, a.groups.len()), (b.item, b.by, b.groups.len()));
            for (a, b) in a.groups.iter().zip(&b.groups) {
                prop_assert_eq!((a.none, a.n, a.df, a.cells.len()), (b.none, b.n, b.df, b.cells.len()));
                for (a, b) in a.cells.iter().zip(&b.cells) {
                    close(b.estimate, a.estimate, "estimate beside the general kernel");
                    close(b.se, a.se, "standard error beside the general kernel");
                    prop_assert_eq!(a.n, b.n);
                }
            }
        }
        let mut alone = Book::new(&design, &domain);
        alone.ask(&codes, &likert).unwrap();
        let without = alone.tabulate(0.95, 1).unwrap();
        for (a, b) in without[0].groups[0].cells.iter().zip(&tables[0].groups[0].cells) {
            close(a.estimate, b.estimate, "estimate with and without a break");
            close(a.se, b.se, "standard error with and without a break");
        }
    }
}

#[test]
fn an_empty_domain_and_silence_are_results() {
    let none = Factor::MISSING;
    let (item, by) = (factor("q", 2, &[0, 1, none, none]), factor("b", 3, &[0, 0, 1, 1]));
    let design = Design::new(Spec { rows: 4, ..Spec::default() }).unwrap();
    let (item, by) = (Codes::pack(&item).unwrap(), Codes::pack(&by).unwrap());
    let mut book = Book::new(&design, &Domain::all(4));
    book.ask(&item, &[]).unwrap();
    book.break_by(&by).unwrap();
    let tables = book.tabulate(0.95, 1).unwrap();
    let none: Vec<_> = tables[1].groups.iter().map(|group| group.none).collect();
    assert_eq!(none, [None, Some(NoEstimate::NobodyAnswered), Some(NoEstimate::EmptyDomain)]);
    // Of four, two answered.
    assert_eq!((tables[1].groups[0].df, tables[0].groups[0].df, tables[1].groups[1].df), (1.0, 1.0, 0.0));
}

#[test]
fn a_lonely_cluster_is_refused_by_name_unless_the_rule_says_otherwise() {
    let spec = Spec { rows: 3, strata: vec![factor("region", 2, &[0, 0, 1])], ..Spec::default() };
    let item = Codes::pack(&factor("q", 2, &[0, 1, 1])).unwrap();
    let tables = |lonely: LonelyPsu| {
        let design = Design::new(Spec { lonely, ..spec.clone() }).unwrap();
        let mut book = Book::new(&design, &Domain::all(3));
        book.ask(&item, &[]).unwrap();
        book.tabulate(0.95, 1)
    };
    let refusal = tables(LonelyPsu::Fail).unwrap_err();
    assert_eq!((refusal.reason, refusal.place), (Reason::LonelyPsu, Some(Place::Stratum("1".into()))));
    assert!(tables(LonelyPsu::Certainty).is_ok() && tables(LonelyPsu::Average).is_ok());
}

#[test]
fn a_census_and_a_stratum_without_spread_have_variance_0() {
    let strata = factor("s", 2, &[0, 0, 0, 1, 1, 1]);
    let item = Codes::pack(&factor("q", 2, &[0, 0, 0, 1, 1, 1])).unwrap();
    let mut spec = Spec { rows: 6, strata: vec![strata], ..Spec::default() };
    spec.weights = Some(Numeric { name: "w".into(), values: vec![0.1, 0.1, 0.1, 0.7, 0.7, 0.7] });
    let design = Design::new(spec).unwrap();
    let mut book = Book::new(&design, &Domain::all(6));
    book.ask(&item, &[]).unwrap();
    assert!(book.tabulate(0.95, 1).unwrap()[0].groups[0].cells[0].se < 1e-15);
}

proptest! {
    #[test]
    fn a_bootstrap_is_that_of_replicate_weights((spec, item, by, domain) in sample(), seed in any::<u64>()) {
        let design = Design::new(spec).unwrap();
        let (codes, groups) = (Codes::pack(&item).unwrap(), Codes::pack(&by).unwrap());
        let likert = Summary::likert(5);
        let resample = Resample::Subbootstrap;
        let replicates = replicate(&design, Method::Bootstrap { resample, replicates: 7, seed }, false).unwrap();
        let filled = |design| {
            let mut book = Book::new(design, &domain);
            book.ask(&codes, &likert).unwrap();
            book.break_by(&groups).unwrap();
            book
        };
        // Where no replicate has anyone of a group, the general kernel refuses and the bootstrap has no standard error.
        let Ok(general) = filled(&replicates).tabulate(0.9, 1) else { return Ok(()) };
        for (a, b) in general.iter().zip(filled(&design).bootstrap(0.9, 7, seed, 2).unwrap()) {
            prop_assert_eq!((a.item, a.by, a.groups.len()), (b.item, b.by, b.groups.len()));
            for (a, b) in a.groups.iter().zip(&b.groups) {
                prop_assert_eq!((a.none, a.n), (b.none, b.n));
                for (a, b) in a.cells.iter().zip(&b.cells) {
                    close(b.estimate, a.estimate, "estimate beside replicate weights");
                    close(b.se, a.se, "standard error beside replicate weights");
                }
            }
        }
    }
}

#[test]
fn letters_say_which_groups_are_higher() {
    // Rows out of order, two strata; nine of ten in the third group say yes, one of ten in the others; nobody in the last.
    let rows = 300_u32;
    let group = |row: u32| row * 7 % 3;
    let yes = |row: u32| u32::from((group(row) == 2) != row.is_multiple_of(10));
    let column = |of: &dyn Fn(u32) -> u32| (0..rows).map(of).collect::<Vec<u32>>();
    let strata = vec![factor("s", 2, &column(&|row| row % 2))];
    let design = Design::new(Spec { rows: 300, strata, ..Spec::default() }).unwrap();
    let item = Codes::pack(&factor("q", 2, &column(&yes))).unwrap();
    let by = Codes::pack(&factor("b", 4, &column(&group))).unwrap();
    let mut book = Book::new(&design, &Domain::all(300));
    book.ask(&item, &[Summary::mean(2)]).unwrap();
    book.break_by(&by).unwrap();
    let higher = book.higher(0, 0, 0.05, Adjust::Holm).unwrap();
    let none: Vec<usize> = Vec::new();
    assert_eq!(higher[1], [none.clone(), none.clone(), vec![0, 1], none.clone()]);
    assert_eq!(higher[0], [vec![2], vec![2], none.clone(), none]);
    assert_eq!(higher[2], higher[1]);
    assert_eq!(book.higher(0, 1, 0.05, Adjust::Holm).unwrap_err().reason, Reason::Shape);
}

/// Numbers that a file may hold, sane or not.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(0.0), Just(-1.0), Just(1e300), Just(1e-300), 0.5f64..50.0]
}

proptest! {
    #[test]
    fn nothing_panics(
        rows in proptest::collection::vec((any::<bool>(), any_number(), any_number(), 0u32..9, 0u32..9, 0u8..5), 0..20),
        (clustered, stratified, populated, sane) in any::<(bool, bool, bool, bool)>(),
        lonely in prop_oneof![Just(LonelyPsu::Fail), Just(LonelyPsu::Remove), Just(LonelyPsu::Adjust), Just(LonelyPsu::Average)],
        level in any_number(),
    ) {
        let column = |name: &str, of: &dyn Fn(usize) -> u32| factor(name, 9, &(0..rows.len()).map(of).collect::<Vec<_>>());
        let number = |name: &str, of: &dyn Fn(usize) -> f64| Numeric { name: name.into(), values: (0..rows.len()).map(of).collect() };
        let weight = |row: usize| if sane && !(rows[row].1 >= 0.0 && rows[row].1.is_finite()) { 1.0 } else { rows[row].1 };
        let spec = Spec {
            rows: rows.len(),
            ids: clustered.then(|| column("psu", &|row| rows[row].3)).into_iter().collect(),
            strata: stratified.then(|| column("stratum", &|row| rows[row].4)).into_iter().collect(),
            weights: Some(number("w", &weight)),
            fpc: (populated && !sane).then(|| number("fpc", &|row| rows[row].2)).into_iter().collect(),
            nest: true,
            lonely,
            ..Spec::default()
        };
        let Ok(design) = Design::new(spec) else { return Ok(()) };
        let codes: Vec<u8> = rows.iter().map(|row| row.5).collect();
        let item = Codes::packed("q", &["a", "b", "c", "d"], &codes).unwrap();
        let mut book = Book::new(&design, &Domain::of(rows.iter().map(|row| row.0).collect()));
        book.ask(&item, &Summary::likert(4)).unwrap();
        book.break_by(&item).unwrap();
        for level in [level, 0.95] {
            let _ = book.tabulate(level, usize::MAX);
            let _ = book.bootstrap(level, 3, 1, 2);
            let _ = book.higher(0, 0, level, Adjust::Holm);
            prop_assert!(book.bootstrap(level, usize::MAX, 1, 2).is_err());
        }
    }
}

#[test]
fn who_has_no_weight_does_not_count() {
    let weights = Numeric { name: "w".into(), values: vec![0.0, 0.0, 0.0, 1.0, 1.0, 2.0] };
    let design = Design::new(Spec { rows: 6, weights: Some(weights), ..Spec::default() }).unwrap();
    let item = Codes::packed("q", &["no", "yes"], &[1, 1, 2, 1, 2, 0]).unwrap();
    for fast in [true, false] {
        let mut book = Book::new(&design, &Domain::all(6));
        if !fast {
            book.layout = None;
        }
        book.ask(&item, &[]).unwrap();
        let group = &book.tabulate(0.95, 1).unwrap()[0].groups[0];
        assert_eq!((group.n, group.cells[0].n, group.cells[1].n), (2, Some(1), Some(1)));
    }
}

#[test]
fn a_group_within_one_cluster_is_neither_higher_nor_lower() {
    // Three schools of four; a group in each of two of them, the third group in all.
    let school: Vec<u32> = (0..12).map(|row| row / 4).collect();
    let design = Design::new(Spec { rows: 12, ids: vec![factor("school", 3, &school)], ..Spec::default() }).unwrap();
    let item = Codes::packed("q", &["no", "yes"], &[1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 1, 2]).unwrap();
    let by = Codes::packed("b", &["a", "b", "c"], &[1, 1, 1, 3, 2, 2, 2, 3, 3, 3, 3, 3]).unwrap();
    let mut book = Book::new(&design, &Domain::all(12));
    book.ask(&item, &[]).unwrap();
    book.break_by(&by).unwrap();
    assert_eq!(book.higher(0, 0, 0.05, Adjust::None).unwrap(), vec![vec![Vec::<usize>::new(); 3]; 2]);
}

#[test]
fn intervals_of_shares_may_hold_their_level_in_small_groups() {
    let design = Design::new(Spec { rows: 8, ..Spec::default() }).unwrap();
    let item = Codes::packed("q", &["1", "2", "3"], &[1, 1, 1, 1, 1, 1, 1, 3]).unwrap();
    let tabulate = |book: Book<'_>, item: &Codes<'_>| {
        let mut book = book;
        book.ask(item, &Summary::likert(3)).unwrap();
        book.tabulate(0.95, 1).unwrap()[0].groups[0].cells.clone()
    };
    let wald = tabulate(Book::new(&design, &Domain::all(8)).with_interval(IntervalMethod::Mean), &item);
    let beta = tabulate(Book::new(&design, &Domain::all(8)), &item);
    assert!(wald[2].low < 0.0 && beta[2].low > 0.0 && beta[2].high < 1.0, "{:?}", beta[2]);
    // Top-2 is a share with an effective size; the mean of the scale keeps its Wald interval and has none.
    assert!(beta[3].effective_n.is_some() && beta[5].effective_n.is_none());
    assert_eq!((beta[5].low, beta[5].high), (wald[5].low, wald[5].high));
}

#[test]
fn an_interval_of_the_book_is_that_of_the_proportion() {
    let weights = Numeric { name: "w".into(), values: (0..30).map(|row| 1.0 + f64::from(row % 4)).collect() };
    let ids = factor("school", 10, &(0..30).map(|row| row / 3).collect::<Vec<u32>>());
    let design = Design::new(Spec { rows: 30, ids: vec![ids], weights: Some(weights), ..Spec::default() }).unwrap();
    // Some did not answer: they count in neither.
    let answers: Vec<u8> = (0..30).map(|row| [1, 2, 1, 0, 1][row % 5]).collect();
    let item = Codes::packed("q", &["no", "yes"], &answers).unwrap();
    let yes = answers.iter().map(|code| if *code == 0 { f64::NAN } else { f64::from(u8::from(*code == 2)) }).collect();
    let column = Numeric { name: "yes".into(), values: yes };
    let all = Domain::all(30);
    let share = Proportion::estimated(&design, &column, &all, Rules::Right).unwrap().unwrap();
    for method in [IntervalMethod::Beta, IntervalMethod::XLogit, IntervalMethod::Wilson] {
        let mut book = Book::new(&design, &all).with_interval(method);
        book.ask(&item, &[]).unwrap();
        let cell = book.tabulate(0.9, 1).unwrap()[0].groups[0].cells[1];
        let interval = share.interval(method, 0.9).unwrap();
        assert!((cell.low - interval.low).abs() < 1e-12 && (cell.high - interval.high).abs() < 1e-12, "{method:?}");
    }
}

#[test]
fn weights_that_were_trimmed_after_a_raking_are_those_of_the_table() {
    let spec = Spec {
        rows: 40,
        weights: Some(Numeric { name: "w".into(), values: (0..40).map(|row| 1.0 + f64::from(row % 7)).collect() }),
        ..Spec::default()
    };
    let raked = weighted(&Design::new(spec).unwrap(), true).unwrap();
    let highest = raked.weights().iter().copied().fold(0.0, f64::max);
    let trimmed = trim(&raked, Limits { lower: 0.0, upper: 0.8 * highest, strict: true }).unwrap();
    let answers = [1, 2, 2, 1, 0].repeat(8);
    let item = Codes::packed("q", &["no", "yes"], &answers).unwrap();
    for design in [&raked, &trimmed] {
        let all = Domain::all(40);
        let mut book = Book::new(design, &all);
        book.ask(&item, &[]).unwrap();
        let cell = book.tabulate(0.95, 1).unwrap()[0].groups[0].cells[1];
        let yes = Means { columns: vec![item.rows().iter().map(|code| f64::from(u8::from(*code == 2))).collect()] };
        let found = design.estimate(&yes, &all.and(|row| item.rows()[row] > 0)).unwrap();
        close(cell.estimate, found.values[0], "estimate");
        close(cell.se, found.standard_error(0), "standard error");
    }
}

#[test]
fn letters_do_not_come_from_groups_that_all_said_the_same() {
    // Three of three, five of five and twenty of twenty say yes; of 200, 170 do.
    let sizes = [3_usize, 5, 20, 200];
    let groups: Vec<u8> = (1u8..).zip(sizes).flat_map(|(group, size)| vec![group; size]).collect();
    let rows = groups.len();
    let answers: Vec<u8> = (0..rows).map(|row| if (28..58).contains(&row) { 1 } else { 2 }).collect();
    let (item, by) = (
        Codes::packed("q", &["no", "yes"], &answers).unwrap(),
        Codes::packed("g", &["a", "b", "c", "d"], &groups).unwrap(),
    );
    let design = Design::new(Spec { rows, ..Spec::default() }).unwrap();
    let mut book = Book::new(&design, &Domain::all(rows));
    book.ask(&item, &[]).unwrap();
    book.break_by(&by).unwrap();
    // By Fisher 20 of 20 against 170 of 200 is 2 x 0.046; without an error of its own it would be certain.
    assert!(book.higher(0, 0, 0.05, Adjust::None).unwrap().iter().flatten().all(Vec::is_empty));
    // At 15% there is a letter for twenty, for three there is none whatever the level.
    let found = book.higher(0, 0, 0.15, Adjust::None).unwrap();
    assert_eq!(found[1], [vec![], vec![], vec![3], vec![]]);
    assert_eq!(book.higher(0, 0, 0.99, Adjust::None).unwrap()[1][0], Vec::<usize>::new());
    // Each has an interval.
    let cells: Vec<_> = book.tabulate(0.95, 1).unwrap()[1].groups.iter().map(|group| group.cells[1]).collect();
    for (cell, size) in cells.iter().zip(sizes).take(3) {
        let bound = libm::pow(0.025, 1.0 / size as f64);
        assert!((cell.low - bound).abs() < 1e-9 && cell.high == 1.0, "{cell:?} of {size}");
    }
}

/// All twenty of a group say yes, two in each of ten schools; the others of two schools all say no. Schools are alike, so twenty
/// that all say yes are worth about ten.
#[test]
fn a_group_that_all_said_the_same_is_as_alike_within_clusters_as_all_rows() {
    let school: Vec<u32> = (0..60).map(|row| row / 6).collect();
    let design = Design::new(Spec { rows: 60, ids: vec![factor("school", 10, &school)], ..Spec::default() }).unwrap();
    let by: Vec<u8> = (0..60).map(|row| if row % 6 < 2 { 1 } else { 2 }).collect();
    let answers: Vec<u8> = (0..60).map(|row| if row % 6 < 2 || row >= 12 { 2 } else { 1 }).collect();
    let (item, by) =
        (Codes::packed("q", &["no", "yes"], &answers).unwrap(), Codes::packed("g", &["a", "b"], &by).unwrap());
    for fast in [true, false] {
        let mut book = Book::new(&design, &Domain::all(60));
        if !fast {
            book.layout = None;
        }
        book.ask(&item, &[]).unwrap();
        book.break_by(&by).unwrap();
        let cell = book.tabulate(0.95, 1).unwrap()[1].groups[0].cells[1];
        // Degrees of freedom 9 among twenty: (2.0930 / 2.2622)^2. By rows, and by schools.
        let worth = |answers: f64| libm::pow(0.025, 1.0 / (answers * 0.85604));
        assert_eq!((cell.estimate, cell.high), (1.0, 1.0));
        assert!(worth(10.0) < cell.low && cell.low < worth(15.0), "{cell:?}");
    }
}

#[test]
fn degrees_of_freedom_of_a_book_are_of_who_answered_and_a_change_is_a_difference() {
    let rows = 60;
    let ids = factor("team", 12, &(0..60).map(|row| row / 5).collect::<Vec<u32>>());
    let design = Design::new(Spec { rows, ids: vec![ids], ..Spec::default() }).unwrap();
    // The first three teams were asked.
    let answers: Vec<u8> = (0..60).map(|row| if row < 15 { 1 + (row * 7 % 3) as u8 } else { 0 }).collect();
    let by: Vec<u8> = (0..60).map(|row| 1 + (row % 2) as u8).collect();
    let item = Codes::packed("q", &["1", "2", "3"], &answers).unwrap();
    let by = Codes::packed("year", &["2022", "2024"], &by).unwrap();
    let mut book = Book::new(&design, &Domain::all(rows));
    book.ask(&item, &[Summary::mean(3)]).unwrap();
    book.break_by(&by).unwrap();
    let tables = book.tabulate(0.95, 1).unwrap();
    assert_eq!((tables[0].groups[0].df, tables[1].groups[0].df), (2.0, 2.0));
    let change = book.change(0, 0, 0, 1).unwrap();
    assert_eq!(change.len(), 4);
    let y = Numeric {
        name: "q".into(),
        values: answers.iter().map(|code| if *code == 0 { f64::NAN } else { f64::from(*code) }).collect(),
    };
    let year = factor("year", 2, &(0..60).map(|row| row % 2).collect::<Vec<u32>>());
    let test = crate::testing::difference(&design, &y, &year, &Domain::all(rows), Rules::Right).unwrap();
    let found = change[3].unwrap();
    assert!((found.difference - test.estimate).abs() < 1e-12 && (found.p - test.p).abs() < 1e-12, "{found:?} {test:?}");
    assert!(change.iter().flatten().all(|pair| pair.interval(0.95, None).holds(pair.difference)));
    assert!(book.change(0, 0, 0, 2).is_err());
}

/// Stratum, two margins, item, break, domain.
type Drawn = (u32, u32, u32, u32, u32, bool);

/// Rows that are their own clusters, enough of them to a word of 64.
fn many_rows() -> impl Strategy<Value = Vec<Drawn>> {
    let row = (0u32..3, 0u32..2, 0u32..3, 0u32..6, 0u32..4, proptest::bool::weighted(0.9));
    proptest::collection::vec(row, 700..1500)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whole counts give the numbers of the general kernel: equal weights, weights by stratum, post-stratified, raked.
    #[test]
    fn counts_give_what_the_general_kernel_gives(
        rows in many_rows(),
        weighting in 0..4_usize,
        threads in 1..3_usize,
        levels in (prop::sample::select(vec![3_u32, 40]), prop::sample::select(vec![5_u32, 20])),
    ) {
        // Many groups are counted row by row, and so are many levels.
        let (many_groups, many_levels) = levels;
        let column = |of: &dyn Fn(&Drawn) -> u32| rows.iter().map(of).collect::<Vec<u32>>();
        let missing = |code: u32, levels: u32| if code == levels { Factor::MISSING } else { code };
        let spec = Spec {
            rows: rows.len(),
            strata: vec![factor("stratum", 3, &column(&|row| row.0))],
            weights: (weighting > 0).then(|| {
                Numeric::new("w", rows.iter().map(|row| [1.5, 4.0, 11.0][row.0 as usize]).collect())
            }),
            fpc: vec![Numeric::new("N", rows.iter().map(|row| 9000.0 + f64::from(row.0)).collect())],
            ..Spec::default()
        };
        let design = Design::new(spec).unwrap();
        let margin = |name: &str, codes: Vec<u32>, shares: &[f64]| {
            let totals = shares.iter().enumerate().map(|(level, share)| (level.to_string(), share * 7000.0)).collect();
            Margin { factor: factor(name, shares.len(), &codes), totals }
        };
        let margins = [
            margin("a", column(&|row| row.1), &[0.45, 0.55]),
            margin("b", column(&|row| row.2), &[0.2, 0.5, 0.3]),
        ];
        let design = match weighting {
            2 => post_stratify(&design, &margins[1], false).unwrap(),
            3 => rake(&design, &margins, Rounds { most: 100, epsilon: 1e-9 }).unwrap(),
            _ => design,
        };
        let item = factor("item", many_levels as usize, &column(&|row| missing(row.3, 5)));
        let by = factor("break", many_groups as usize, &column(&|row| missing(row.4, 3)));
        let domain = Domain::of(rows.iter().map(|row| row.5).collect());
        let (item, by) = (Codes::pack(&item).unwrap(), Codes::pack(&by).unwrap());
        let mut summaries = Summary::likert(many_levels as usize);
        let outside = (0..many_levels).map(|level| if level < 3 { f64::from(level) } else { f64::NAN }).collect();
        summaries.push(Summary { name: "outside".into(), scores: outside });
        let make = |counted: bool| {
            let mut book = Book::new(&design, &domain);
            if !counted {
                book.layout = None;
            }
            book.ask(&item, &summaries).unwrap();
            book.break_by(&by).unwrap();
            assert_eq!((0..2).all(|item| book.is_counted(item)), counted);
            book.tabulate(0.95, threads).unwrap()
        };
        let (counted, general) = (make(true), make(false));
        prop_assert_eq!(counted.len(), general.len());
        for (counted, general) in counted.iter().zip(&general) {
            prop_assert_eq!((counted.by, &counted.heading), (general.by, &general.heading));
            for (counted, general) in counted.groups.iter().zip(&general.groups) {
                prop_assert_eq!((counted.n, counted.df, counted.none), (general.n, general.df, general.none));
                close(counted.weight, general.weight, "weight");
                for (counted, general) in counted.cells.iter().zip(&general.cells) {
                    close(counted.estimate, general.estimate, "estimate");
                    close(counted.se, general.se, "standard error");
                    prop_assert_eq!((counted.n, counted.base), (general.n, general.base));
                }
            }
        }
    }
}
