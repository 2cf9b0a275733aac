//! A table is what the definitions say, row by row.

use super::{Book, Codes, Group, Summary};
use crate::column::{Domain, Factor, Numeric};
use crate::design::{Design, LonelyPsu, Spec};
use crate::estimate::NoEstimate;
use crate::refusal::{Place, Reason};
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
        (0u32..4, 0u32..5, 0.1f64..20.0, 0u32..6, 0u32..4, proptest::bool::weighted(0.8)), 1..400,
    )) -> (Spec, Factor, Factor, Domain) {
        let column = |of: &dyn Fn(&(u32, u32, f64, u32, u32, bool)) -> u32| rows.iter().map(of).collect::<Vec<u32>>();
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

proptest! {
    #[test]
    fn a_table_is_its_definition((spec, item, by, domain) in sample(), threads in 1usize..4) {
        let design = Design::new(spec).unwrap();
        let (codes, groups) = (Codes::pack(&item).unwrap(), Codes::pack(&by).unwrap());
        let likert = Summary::likert(5);
        let mut book = Book::new(&design, &domain).unwrap();
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
        let mut alone = Book::new(&design, &domain).unwrap();
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
    let mut book = Book::new(&design, &Domain::all(4)).unwrap();
    book.ask(&item, &[]).unwrap();
    book.break_by(&by).unwrap();
    let tables = book.tabulate(0.95, 1).unwrap();
    let none: Vec<_> = tables[1].groups.iter().map(|group| group.none).collect();
    assert_eq!(none, [None, Some(NoEstimate::NobodyAnswered), Some(NoEstimate::EmptyDomain)]);
    assert_eq!((tables[1].groups[0].df, tables[0].groups[0].df), (1.0, 3.0));
}

#[test]
fn a_lonely_cluster_is_refused_by_name_unless_the_rule_says_otherwise() {
    let spec = Spec { rows: 3, strata: vec![factor("region", 2, &[0, 0, 1])], ..Spec::default() };
    let refusal = Book::new(&Design::new(spec.clone()).unwrap(), &Domain::all(3)).unwrap_err();
    assert_eq!(refusal.reason, Reason::LonelyPsu);
    assert_eq!((refusal.variable.as_deref(), refusal.place), (Some("region"), Some(Place::Stratum("1".into()))));
    let design = Design::new(Spec { lonely: LonelyPsu::Certainty, ..spec }).unwrap();
    assert!(Book::new(&design, &Domain::all(3)).is_ok());
}

#[test]
fn a_census_and_a_stratum_without_spread_have_variance_0() {
    let strata = factor("s", 2, &[0, 0, 0, 1, 1, 1]);
    let item = Codes::pack(&factor("q", 2, &[0, 0, 0, 1, 1, 1])).unwrap();
    let mut spec = Spec { rows: 6, strata: vec![strata], ..Spec::default() };
    spec.weights = Some(Numeric { name: "w".into(), values: vec![0.1, 0.1, 0.1, 0.7, 0.7, 0.7] });
    let design = Design::new(spec).unwrap();
    let mut book = Book::new(&design, &Domain::all(6)).unwrap();
    book.ask(&item, &[]).unwrap();
    assert!(book.tabulate(0.95, 1).unwrap()[0].groups[0].cells[0].se < 1e-15);
}
