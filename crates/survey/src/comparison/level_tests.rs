//! How often groups that are equal are called different: exactly, over every pair of binomial counts, and by simulation with a
//! seed through a whole design. A group of five, ten, twenty or 44 against one of 200, as the Monitor's are.

use super::shares::{Share, equal};
use super::*;
use crate::column::{Domain, Factor};
use crate::design::{Design, Spec};
use crate::sampling::Generator;

/// The chances of each number of yes among n.
fn binomial(n: usize, p: f64) -> Vec<f64> {
    let log_ways =
        |k: usize| libm::lgamma(n as f64 + 1.0) - libm::lgamma(k as f64 + 1.0) - libm::lgamma((n - k) as f64 + 1.0);
    (0..=n).map(|k| libm::exp(log_ways(k) + k as f64 * libm::log(p) + (n - k) as f64 * libm::log(1.0 - p))).collect()
}

#[test]
fn equal_shares_are_called_different_in_a_twentieth_of_samples_at_most() {
    let many = 200;
    for few in [5, 10, 20, 44] {
        let share = |yes: usize, of: usize| Share { estimate: yes as f64 / of as f64, size: of as f64 };
        // Yes and no may change places, so that half of the counts are enough.
        let half: Vec<Vec<bool>> = (0..=few / 2)
            .map(|one| (0..=many).map(|other| equal(share(one, few), share(other, many)) < 0.05).collect())
            .collect();
        let rejects =
            |one: usize, other: usize| if one <= few / 2 { half[one][other] } else { half[few - one][many - other] };
        for percent in 1..100 {
            let p = f64::from(percent) / 100.0;
            let (one, other) = (binomial(few, p), binomial(many, p));
            let of = |(at, chance): (usize, &f64)| {
                chance * other.iter().enumerate().filter(|(b, _)| rejects(at, *b)).map(|(_, c)| c).sum::<f64>()
            };
            let level: f64 = one.iter().enumerate().map(of).sum();
            // The score test, where it is taken, goes over by a tenth of a point at most.
            assert!(level < 0.0515, "{level} of samples of {few} and {many} at {p}");
        }
    }
}

/// How many of some samples call two equal groups different, of `few` and `many` answers of a simple sample.
fn rejected(few: usize, many: usize, p: f64, samples: u32, seed: u64) -> u32 {
    let mut random = Generator::new(seed);
    let rows = few + many;
    let design = Design::new(Spec { rows, ..Spec::default() }).unwrap();
    let groups =
        [Domain::of((0..rows).map(|row| row < few).collect()), Domain::of((0..rows).map(|row| row >= few).collect())];
    let mut sample = || {
        let y: Vec<f64> = (0..rows).map(|_| f64::from(u8::from(random.unit() < p))).collect();
        u32::from(compare(&design, &[y], &groups).unwrap()[0][0].p < 0.05)
    };
    (0..samples).map(|_| sample()).sum()
}

#[test]
fn groups_of_a_design_are_called_different_no_more_often() {
    for few in [5, 10, 20, 44] {
        for p in [0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99] {
            let found = rejected(few, 200, p, 300, 9);
            // 5% of 300 is 15, and three standard deviations of that are 11.3.
            assert!(found <= 26, "{found} of 300 samples of {few} and 200 at {p}");
        }
    }
}

/// Answers of clusters of which half say what their cluster says, two groups that are spread over all clusters or each in
/// clusters of its own.
#[test]
fn clusters_do_not_make_equal_groups_different() {
    let (clusters, each, samples) = (24_usize, 6_usize, 300_u32);
    let rows = clusters * each;
    let ids = Factor {
        name: "team".into(),
        levels: (0..clusters).map(|cluster| cluster.to_string()).collect(),
        codes: (0..rows as u32).map(|row| row / each as u32).collect(),
    };
    let design = Design::new(Spec { rows, ids: vec![ids], ..Spec::default() }).unwrap();
    let mut random = Generator::new(18);
    for (within, first) in [(true, 1_usize), (true, 3), (false, 6), (false, 12)] {
        let first = |row: usize| if within { row % each < first } else { row / each < first };
        let groups = [true, false].map(|one| Domain::of((0..rows).map(|row| first(row) == one).collect()));
        for p in [0.05, 0.5, 0.9] {
            let mut sample = || {
                let mut y = Vec::with_capacity(rows);
                for _ in 0..clusters {
                    let shared = random.unit();
                    y.extend((0..each).map(|_| {
                        let own = random.unit();
                        f64::from(u8::from(if random.unit() < 0.5 { shared < p } else { own < p }))
                    }));
                }
                u32::from(compare(&design, &[y], &groups).unwrap()[0][0].p < 0.05)
            };
            let found: u32 = (0..samples).map(|_| sample()).sum();
            assert!(found <= 26, "{found} of {samples} at {p}, within: {within}");
        }
    }
}

/// The same by the jackknife, which knows of no clusters but by its replicates.
#[test]
fn replicates_do_not_make_equal_groups_different_either() {
    let (clusters, each, samples) = (20_u32, 5_u32, 300_u32);
    let rows = (clusters * each) as usize;
    let ids = Factor {
        name: "team".into(),
        levels: (0..clusters).map(|cluster| cluster.to_string()).collect(),
        codes: (0..clusters * each).map(|row| row / each).collect(),
    };
    let design = Design::new(Spec { rows, ids: vec![ids], ..Spec::default() }).unwrap();
    let design = crate::replication::replicate(&design, crate::replication::Method::Jk1, false).unwrap();
    let mut random = Generator::new(21);
    for (first, p) in [(1, 0.9), (2, 0.5), (1, 0.97)] {
        let groups = [true, false].map(|one| Domain::of((0..rows).map(|row| (row % 5 < first) == one).collect()));
        let mut sample = || {
            let mut y = Vec::with_capacity(rows);
            for _ in 0..clusters {
                let shared = random.unit();
                y.extend((0..each).map(|_| {
                    let own = random.unit();
                    f64::from(u8::from(if random.unit() < 0.5 { shared < p } else { own < p }))
                }));
            }
            u32::from(compare(&design, &[y], &groups).unwrap()[0][0].p < 0.05)
        };
        let found: u32 = (0..samples).map(|_| sample()).sum();
        assert!(found <= 26, "{found} of {samples} at {p}");
    }
}

#[test]
fn means_of_a_scale_of_which_one_group_all_said_the_same() {
    // A five-point item: 60% say 5, and a group of five often says nothing else.
    let mut random = Generator::new(4);
    let rows = 205;
    let design = Design::new(Spec { rows, ..Spec::default() }).unwrap();
    let groups = [true, false].map(|one| Domain::of((0..rows).map(|row| (row < 5) == one).collect()));
    let (mut wald, mut found) = (0, 0);
    for _ in 0..300 {
        let answer = |u: f64| {
            if u < 0.6 {
                5.0
            } else if u < 0.85 {
                4.0
            } else {
                1.0 + libm::floor((u - 0.85) * 19.9)
            }
        };
        let y: Vec<f64> = (0..rows).map(|_| answer(random.unit())).collect();
        let pair = compare(&design, &[y], &groups).unwrap()[0][0];
        found += u32::from(pair.p < 0.05);
        wald += u32::from((pair.difference / pair.se).abs() > 1.97);
    }
    assert!(found <= 26 && wald > 60, "{found} of 300 samples, and {wald} by a standard error of 0");
}

#[test]
fn a_pair_of_which_nothing_differs_or_everything_is_known() {
    let design = Design::new(Spec { rows: 8, ..Spec::default() }).unwrap();
    let groups = [true, false].map(|one| Domain::of((0..8).map(|row| (row < 4) == one).collect()));
    let same = compare(&design, &[vec![1.0; 8]], &groups).unwrap()[0][0];
    assert!(same.p.is_nan() && same.difference == 0.0 && same.se == 0.0);
    // Four of four and none of four: 2 / 70 by Fisher, and an interval that leaves 0 out.
    let y: Vec<f64> = (0..8).map(|row| f64::from(u8::from(row < 4))).collect();
    let all = compare(&design, std::slice::from_ref(&y), &groups).unwrap()[0][0];
    assert!((all.p - 2.0 / 70.0).abs() < 1e-9, "{all:?}");
    let interval = all.interval(0.95, None);
    assert!(interval.low > 0.0 && interval.low < 0.2 && (interval.high - 1.0).abs() < 1e-9, "{interval:?}");
    // The same in other units is the same test.
    let coded: Vec<f64> = y.iter().map(|y| 3.0 + 4.0 * y).collect();
    let other = compare(&design, &[coded], &groups).unwrap()[0][0];
    assert!((other.p - all.p).abs() < 1e-12 && (other.interval(0.95, None).low - 4.0 * interval.low).abs() < 1e-9);
    // In a census a difference is a difference.
    let fpc = vec![crate::column::Numeric::new("N", vec![8.0; 8])];
    let census = Design::new(Spec { rows: 8, fpc, ..Spec::default() }).unwrap();
    let y: Vec<f64> = (0..8).map(|row| f64::from(u8::from(row == 1))).collect();
    let known = compare(&census, &[y], &groups).unwrap()[0][0];
    assert!(known.p < 1e-9 && known.se == 0.0, "{known:?}");
    let interval = known.interval(0.95, None);
    assert!((interval.low - 0.25).abs() < 1e-3 && (interval.high - 0.25).abs() < 1e-3, "{interval:?}");
}
