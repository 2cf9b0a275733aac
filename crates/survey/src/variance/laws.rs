//! What holds of every estimator, whatever the sample: the laws that an analyst leans on without looking.

use crate::column::{Domain, Factor, Numeric};
use crate::design::{Design, Spec};
use crate::estimation::{Means, Ratios, Totals, Variances};
use crate::interval::{Method as Interval, Proportion};
use crate::replication::random::Random;
use crate::replication::{Method, replicate};
use crate::rules::Rules;
use crate::variance::Statistic;
use crate::weighting::{Margin, Rounds, rake};
use proptest::prelude::*;

/// A row: stratum, cluster in it, weight, two values.
type Row = (u32, u32, f64, f64, f64);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    // Two clusters in every stratum at least, so that none is lonely.
    let row = (0u32..3, 0u32..4, 0.5..9.0_f64, -50.0..50.0_f64, 1.0..20.0_f64);
    prop::collection::vec(row, 6..60).prop_map(|mut rows| {
        for (stratum, cluster) in (0..3).flat_map(|stratum| [(stratum, 0), (stratum, 1)]) {
            rows.push((stratum, cluster, 2.0, f64::from(stratum) - f64::from(cluster), 3.0));
        }
        rows
    })
}

fn factor(name: &str, codes: Vec<u32>) -> Factor {
    Factor { name: name.into(), levels: (0..20).map(|level| level.to_string()).collect(), codes }
}

fn real(name: &str, values: Vec<f64>) -> Numeric {
    Numeric { name: name.into(), values }
}

/// A sample of clusters in strata; of so many clusters a stratum, where that is given.
fn design(rows: &[Row], population: Option<&dyn Fn(u32) -> f64>) -> Design {
    Design::new(Spec {
        rows: rows.len(),
        ids: vec![factor("cluster", rows.iter().map(|row| row.0 * 4 + row.1).collect())],
        strata: vec![factor("stratum", rows.iter().map(|row| row.0).collect())],
        weights: Some(real("w", rows.iter().map(|row| row.2).collect())),
        fpc: population.map(|size| real("N", rows.iter().map(|row| size(row.0)).collect())).into_iter().collect(),
        ..Spec::default()
    })
    .unwrap()
}

/// Every smooth estimator, over so many rows.
fn statistics(rows: &[Row]) -> Vec<(&'static str, Box<dyn Statistic>)> {
    let y: Vec<f64> = rows.iter().map(|row| row.3).collect();
    let x: Vec<f64> = rows.iter().map(|row| row.4).collect();
    let columns = vec![y.clone()];
    vec![
        ("mean", Box::new(Means { columns: vec![y.clone(), x.clone()] })),
        ("total", Box::new(Totals { columns: columns.clone() })),
        ("ratio", Box::new(Ratios { numerators: columns.clone(), denominators: vec![x] })),
        ("variance", Box::new(Variances { columns, count: rows.len() })),
    ]
}

fn close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs() + 1e-11 * scale
}

/// A total grows with its weights; nothing else does.
fn is_total(name: &str) -> bool {
    name == "total"
}

proptest! {
    #[test]
    fn the_scale_of_weights_and_the_order_of_rows_do_not_matter(
        rows in rows(), scale in 0.001..1000.0_f64, seed in any::<u64>(),
    ) {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let mut random = Random::new(seed);
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let other: Vec<Row> = order.iter().map(|at| { let r = rows[*at]; (r.0, r.1, r.2 * scale, r.3, r.4) }).collect();
        let (one, two) = (design(&rows, None), design(&other, None));
        let all = Domain::all(rows.len());
        for ((name, a), (_, b)) in statistics(&rows).iter().zip(&statistics(&other)) {
            let (a, b) = (one.estimate(a.as_ref(), &all).unwrap(), two.estimate(b.as_ref(), &all).unwrap());
            let by = if is_total(name) { scale } else { 1.0 };
            for at in 0..a.values.len() {
                prop_assert!(close(b.values[at], a.values[at] * by, by * 1e5), "{name}");
                prop_assert!(close(b.standard_error(at), a.standard_error(at) * by, by * 1e5), "{name}: its error");
            }
            prop_assert_eq!(a.df, b.df);
        }
    }

    /// A domain of whole strata is a sample of its own: the others might as well not have been drawn.
    #[test]
    fn a_domain_of_whole_strata_is_those_rows_alone(rows in rows(), kept in 0u32..3, finite in any::<bool>()) {
        let size = |stratum: u32| 10.0 + f64::from(stratum);
        let population: Option<&dyn Fn(u32) -> f64> = if finite { Some(&size) } else { None };
        let inside: Vec<bool> = rows.iter().map(|row| row.0 != kept).collect();
        let few: Vec<Row> = rows.iter().filter(|row| row.0 != kept).copied().collect();
        let (whole, part) = (design(&rows, population), design(&few, population));
        let (domain, all) = (Domain::of(inside), Domain::all(few.len()));
        for ((name, a), (_, b)) in statistics(&rows).iter().zip(&statistics(&few)) {
            if *name == "variance" {
                continue; // its n is that of the rows it was made with
            }
            let (a, b) = (whole.estimate(a.as_ref(), &domain).unwrap(), part.estimate(b.as_ref(), &all).unwrap());
            for at in 0..a.values.len() {
                prop_assert!(close(a.values[at], b.values[at], 1e5), "{name}");
                prop_assert!(close(a.standard_error(at), b.standard_error(at), 1e5), "{name}: its error");
            }
            prop_assert_eq!(a.df, b.df);
        }
    }

    /// Where every cluster of every stratum was drawn there is nothing left to chance.
    #[test]
    fn a_census_has_variance_0(rows in rows(), inside in prop::collection::vec(any::<bool>(), 66)) {
        let drawn = |stratum: u32| {
            let mut clusters: Vec<u32> = rows.iter().filter(|row| row.0 == stratum).map(|row| row.1).collect();
            clusters.sort_unstable();
            clusters.dedup();
            clusters.len() as f64
        };
        let design = design(&rows, Some(&drawn));
        let domain = Domain::of(inside.into_iter().take(rows.len()).collect());
        prop_assume!(design.sampled(&domain) > 1);
        for (name, statistic) in statistics(&rows) {
            let found = design.estimate(statistic.as_ref(), &domain).unwrap();
            prop_assert!((0..found.values.len()).all(|at| found.covariance[(at, at)] == 0.0), "{name}");
        }
    }
}

/// Clusters of three rows in four strata, with a share of ones.
fn sample(clusters: u32, seed: u64) -> Vec<Row> {
    let mut random = Random::new(seed);
    let mut unit = || random.below(1 << 20) as f64 / f64::from(1 << 20);
    let mut rows = Vec::new();
    for cluster in 0..4 * clusters {
        let own = 4.0 * unit();
        for _ in 0..3 {
            rows.push((cluster % 4, cluster / 4, 1.0 + unit(), own + 6.0 * unit(), 5.0 + own + unit()));
        }
    }
    rows
}

fn large(rows: &[Row]) -> Design {
    let clusters = rows.iter().map(|row| row.1).max().unwrap_or(0) + 1;
    let ids: Vec<u32> = rows.iter().map(|row| row.0 * clusters + row.1).collect();
    let levels = (0..4 * clusters).map(|level| level.to_string()).collect();
    Design::new(Spec {
        rows: rows.len(),
        ids: vec![Factor { name: "cluster".into(), levels, codes: ids }],
        strata: vec![factor("stratum", rows.iter().map(|row| row.0).collect())],
        weights: Some(real("w", rows.iter().map(|row| row.2).collect())),
        ..Spec::default()
    })
    .unwrap()
}

/// How far the jackknife's standard errors are from those of linearisation, relatively, at most.
fn apart(rows: &[Row], weigh: &dyn Fn(&Design) -> Design) -> f64 {
    let taylor = large(rows);
    let replicates = weigh(&replicate(&taylor, Method::Jkn, false).unwrap());
    let taylor = weigh(&taylor);
    let all = Domain::all(rows.len());
    let mut most = 0.0_f64;
    for (_, statistic) in statistics(rows) {
        let a = taylor.estimate(statistic.as_ref(), &all).unwrap();
        let b = replicates.estimate(statistic.as_ref(), &all).unwrap();
        for at in 0..a.values.len() {
            most = most.max((a.standard_error(at) / b.standard_error(at) - 1.0).abs());
        }
    }
    most
}

#[test]
fn linearisation_and_the_jackknife_come_together_as_samples_grow() {
    let raked = |design: &Design| {
        let half = |name: &str, every: usize| {
            let codes: Vec<u32> = (0..design.rows()).map(|row| (row / every % 2) as u32).collect();
            Margin { factor: factor(name, codes), totals: vec![("0".into(), 540.0), ("1".into(), 460.0)] }
        };
        rake(design, &[half("a", 1), half("b", 5)], Rounds { most: 200, epsilon: 1e-10 }).unwrap()
    };
    for weigh in [&Design::clone as &dyn Fn(&Design) -> Design, &raked] {
        for seed in 1..4 {
            let (few, many) = (apart(&sample(4, seed), weigh), apart(&sample(24, seed), weigh));
            assert!(many < 0.03 && many < few, "{few} with 16 clusters, {many} with 96");
        }
    }
}

#[test]
fn a_proportion_of_raked_weights_knows_about_the_raking() {
    // The share of a margin that was raked to its total is known: its interval is a point.
    let rows = sample(6, 9);
    let codes: Vec<u32> = (0..rows.len()).map(|row| (row % 2) as u32).collect();
    let margin = Margin { factor: factor("m", codes.clone()), totals: vec![("0".into(), 60.0), ("1".into(), 40.0)] };
    let design = rake(&large(&rows), &[margin], Rounds { most: 50, epsilon: 1e-12 }).unwrap();
    let column = real("one", codes.iter().map(|code| f64::from(*code)).collect());
    let found = Proportion::estimated(&design, &column, &Domain::all(rows.len()), Rules::Right).unwrap().unwrap();
    assert!((found.estimate - 0.4).abs() < 1e-12 && found.se < 1e-12);
    let interval = found.interval(Interval::XLogit, 0.95).unwrap();
    assert!(interval.high - interval.low < 1e-10);
}
