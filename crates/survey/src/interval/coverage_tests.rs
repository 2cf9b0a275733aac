//! How often intervals hold the truth: exactly in simple random sampling, where it is a sum over binomial counts, and by
//! simulation with a seed in samples of clusters.

use super::*;
use crate::column::{Domain, Factor, Numeric};
use crate::design::{Design, Spec};
use crate::rules::Rules;
use crate::sampling::Generator;

/// The chance that the interval of `n` independent answers, as it is shown, holds `p`.
fn coverage(method: Method, n: usize, p: f64, level: f64) -> f64 {
    coverage_by(Rules::Right, method, n, p, level)
}

fn coverage_by(rules: Rules, method: Method, n: usize, p: f64, level: f64) -> f64 {
    // ln n! up to n.
    let factorials: Vec<f64> = std::iter::once(0.0)
        .chain((1..=n).scan(0.0, |sum, k| {
            *sum += libm::log(k as f64);
            Some(*sum)
        }))
        .collect();
    let holds = |yes: usize| {
        let share = yes as f64 / n as f64;
        let se = libm::sqrt(share * (1.0 - share) / (n as f64 - 1.0));
        Proportion { rules, ..Proportion::new(share, se, n, n as f64 - 1.0) }.interval(method, level).unwrap().holds(p)
    };
    let chance = |yes: usize| {
        let ways = factorials[n] - factorials[yes] - factorials[n - yes];
        libm::exp(ways + yes as f64 * libm::log(p) + (n - yes) as f64 * libm::log(1.0 - p))
    };
    (0..=n).filter(|yes| chance(*yes) > 1e-12 && holds(*yes)).map(chance).sum()
}

#[test]
fn what_is_shown_where_nothing_is_said_covers_in_groups_of_every_size() {
    for n in [5, 10, 20, 44, 200] {
        for percent in 1..100 {
            let p = f64::from(percent) / 100.0;
            let covered = coverage(Method::default(), n, p, 0.95);
            assert!(covered > 0.95 - 1e-9, "{covered} at n = {n}, p = {p}");
            // Where R begins misses: of nobody it has a point.
            if n <= 44 && p <= 0.05 {
                assert!(coverage_by(Rules::R, Method::Mean, n, p, 0.95) < 0.93, "n = {n}, p = {p}");
            }
        }
    }
}

/// Full counts of a finite population: every number of yes among 55 institutions of which some answered.
#[test]
fn of_a_population_that_was_nearly_counted_it_covers_too() {
    let some = [(34_u32, 55_u32), (46, 55), (20, 28), (5, 9), (3, 4), (40, 400)];
    let all_but_a_few = [(44, 46), (45, 46), (54, 55), (51, 55), (9, 10), (5, 6), (198, 200)];
    for (n, size) in some.into_iter().chain(all_but_a_few) {
        let ways = |n: u32, k: u32| (0..k).fold(1.0, |ways, at| ways * f64::from(n - at) / f64::from(k - at));
        for yes in 0..=size {
            let p = f64::from(yes) / f64::from(size);
            let covered: f64 = (0..=n.min(yes))
                .filter(|x| n - x <= size - yes)
                .filter(|x| {
                    let fpc = vec![Numeric::new("N", vec![f64::from(size); n as usize])];
                    let design = Design::new(Spec { rows: n as usize, fpc, ..Spec::default() }).unwrap();
                    let y = Numeric::new("y", (0..n).map(|row| f64::from(u8::from(row < *x))).collect());
                    let share = Proportion::estimated(&design, &y, &Domain::all(n as usize), Rules::Right);
                    share.unwrap().unwrap().interval(Method::default(), 0.95).unwrap().holds(p)
                })
                .map(|x| ways(yes, x) * ways(size - yes, n - x) / ways(size, n))
                .sum();
            assert!(covered >= 0.93, "{covered} at {yes} of {size}, {n} drawn");
        }
    }
}

#[test]
fn korn_graubard_never_covers_less_than_it_says() {
    for n in [20, 40, 100, 500] {
        for p in [0.02, 0.05, 0.1, 0.3, 0.5, 0.8] {
            for level in [0.9, 0.95] {
                let covered = coverage(Method::Beta, n, p, level);
                assert!(covered >= level - 1e-9, "{covered} of {level} at n = {n}, p = {p}");
            }
        }
    }
}

#[test]
fn every_method_covers_about_what_it_says_in_500_answers() {
    for (name, method) in Method::NAMED {
        for p in [0.2, 0.35, 0.5, 0.65, 0.8] {
            let covered = coverage(method, 500, p, 0.95);
            // Counts are whole: no method without randomness does better than about a point.
            assert!((0.938..0.97).contains(&covered), "{name}: {covered} at p = {p}");
        }
    }
}

/// 40 clusters of 25 answers that resemble each other within a cluster.
fn clustered(generator: &mut Generator, p: f64) -> (Design, Numeric) {
    let (clusters, each) = (40u32, 25u32);
    let values = (0..clusters).flat_map(|_| {
        let here = p + if generator.below(2) == 0 { 0.15 } else { -0.15 };
        (0..each).map(|_| f64::from(u8::from(generator.unit() < here))).collect::<Vec<_>>()
    });
    let values = Numeric { name: "answer".to_owned(), values: values.collect() };
    let ids = Factor {
        name: "cluster".to_owned(),
        levels: (0..clusters).map(|cluster| cluster.to_string()).collect(),
        codes: (0..clusters * each).map(|row| row / each).collect(),
    };
    let design = Design::new(Spec { rows: values.values.len(), ids: vec![ids], ..Spec::default() }).unwrap();
    (design, values)
}

#[test]
fn in_clusters_every_method_covers_within_the_error_of_the_simulation() {
    let times = 400;
    let mut generator = Generator::new(20_240_601);
    for p in [0.25, 0.5] {
        let mut held = [0u32; Method::NAMED.len()];
        for _ in 0..times {
            let (design, values) = clustered(&mut generator, p);
            let found =
                Proportion::estimated(&design, &values, &Domain::all(design.rows()), Rules::Right).unwrap().unwrap();
            for (held, (_, method)) in held.iter_mut().zip(Method::NAMED) {
                *held += u32::from(found.interval(method, 0.95).unwrap().holds(p));
            }
        }
        for (held, (name, _)) in held.iter().zip(Method::NAMED) {
            let covered = f64::from(*held) / f64::from(times);
            // Three standard deviations of 400 trials are 3.3 points.
            assert!(covered > 0.95 - 0.033, "{name}: {covered} at p = {p}");
        }
    }
}
