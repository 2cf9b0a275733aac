//! Laws of tests on small samples; the reference cases hold the numbers.

use super::*;
use crate::design::Spec;
use crate::replication::{Method, replicate};
use crate::rules::Rules;
use proptest::prelude::*;

fn design(weights: Vec<f64>) -> Design {
    let rows = weights.len();
    let weights = Some(Numeric { name: "w".into(), values: weights });
    Design::new(Spec { rows, weights, ..Spec::default() }).expect("a design")
}

fn factor(name: &str, levels: usize, codes: Vec<u32>) -> Factor {
    Factor { name: name.into(), levels: (0..levels).map(|level| level.to_string()).collect(), codes }
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} {b}");
}

const A: [u32; 12] = [0, 0, 1, 1, 0, 1, 2, 2, 0, 1, 2, 0];
const B: [u32; 12] = [0, 1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 1];

#[test]
fn rows_and_columns_may_change_places() {
    let base = design((1..13).map(f64::from).collect());
    let (a, b) = (factor("a", 3, A.to_vec()), factor("b", 2, B.to_vec()));
    for form in [Form::F, Form::ChiSquared, Form::Wald, Form::AdjustedWald, Form::Saddlepoint, Form::Score] {
        let one = chi_squared(&base, &a, &b, form, &Domain::all(12), Rules::R).expect("a test");
        let other = chi_squared(&base, &b, &a, form, &Domain::all(12), Rules::R).expect("a test");
        close(one.statistic, other.statistic);
        close(one.p, other.p);
        assert!((0.0..=1.0).contains(&one.p), "{one:?}");
    }
}

#[test]
fn two_groups_by_ranks_of_two_values_are_two_shares() {
    // Scores are linear in a variable with two values, so that Wilcoxon's test is the test of the difference.
    let base = design((1..13).map(f64::from).collect());
    let y = Numeric { name: "y".into(), values: B.iter().map(|b| f64::from(*b)).collect() };
    let group = factor("g", 2, vec![0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0]);
    let ranks = rank_test(&base, &y, &group, Scores::Wilcoxon, &Domain::all(12)).expect("a test");
    let means = difference(&base, &y, &group, &Domain::all(12), Rules::R).expect("a test");
    let RankTest::Two(ranks) = ranks else { panic!("two groups") };
    close(ranks.statistic, means.statistic);
    close(ranks.df, 10.0);
}

#[test]
fn equal_values_have_no_ranks() {
    let base = design((1..13).map(f64::from).collect());
    let mut y = Numeric::new("y", vec![0.1; 12]);
    let refused = |y: &Numeric, group: &Factor| {
        rank_test(&base, y, group, Scores::Wilcoxon, &Domain::all(12)).err().map(|refusal| refusal.reason)
    };
    for group in [factor("a", 3, A.to_vec()), factor("b", 2, B.to_vec())] {
        assert_eq!(refused(&y, &group), Some(Reason::NotDefined));
    }
    y.values[3] = 0.2;
    assert_eq!(refused(&y, &factor("b", 2, B.to_vec())), None);
}

#[test]
fn a_jackknife_nearly_agrees() {
    let base = design((1..13).map(f64::from).collect());
    let copies = replicate(&base, Method::Jk1, false).expect("replicates");
    let y = Numeric { name: "y".into(), values: (0..12).map(|i| f64::from(i * i % 7)).collect() };
    let group = factor("g", 2, B.to_vec());
    let one = difference(&base, &y, &group, &Domain::all(12), Rules::R).expect("a test");
    let other = difference(&copies, &y, &group, &Domain::all(12), Rules::R).expect("a test");
    close(one.estimate, other.estimate);
    assert!((one.standard_error / other.standard_error - 1.0).abs() < 0.35, "{one:?} {other:?}");
}

#[test]
fn equal_items_have_an_alpha_of_one() {
    let base = design(vec![1.0; 12]);
    let item: Vec<f64> = (0..12).map(|i| f64::from(i * 5 % 7)).collect();
    let alpha = base.estimate(&Alpha::new(vec![item.clone(); 4], 12), &Domain::all(12)).expect("alpha");
    close(alpha.values[0], 1.0);
    close(alpha.standard_error(0), 0.0);
}

proptest! {
    #[test]
    fn the_scale_of_weights_does_not_matter(
        weights in proptest::collection::vec(0.5..20.0f64, 12),
        scale in 0.1..50.0f64,
        y in proptest::collection::vec(-9.0..9.0f64, 12),
    ) {
        let (one, other) = (design(weights.clone()), design(weights.iter().map(|w| w * scale).collect()));
        let (a, b, all) = (factor("a", 3, A.to_vec()), factor("b", 2, B.to_vec()), Domain::all(12));
        let y = Numeric { name: "y".into(), values: y };
        for form in [Form::F, Form::ChiSquared, Form::Wald, Form::Score] {
            let p = |design: &Design| chi_squared(design, &a, &b, form, &all, Rules::R).map(|test| test.p).unwrap_or(-1.0);
            prop_assert!((p(&one) - p(&other)).abs() < 1e-8);
        }
        for rules in [Rules::R, Rules::Right] {
            let p = |design: &Design| difference(design, &y, &b, &all, rules).map(|test| test.p).unwrap_or(-1.0);
            prop_assert!((p(&one) - p(&other)).abs() < 1e-8);
        }
    }

    #[test]
    fn nothing_panics(
        weights in proptest::collection::vec(prop_oneof![Just(0.0), Just(1e300), 0.0..9.0f64], 2..8),
        codes in proptest::collection::vec(prop_oneof![Just(u32::MAX), 0..4u32], 16),
        y in proptest::collection::vec(prop_oneof![Just(f64::NAN), Just(f64::INFINITY), -9.0..9.0f64], 8),
        shares in proptest::collection::vec(prop_oneof![Just(f64::NAN), Just(0.0), 0.0..1.0f64], 2..4),
    ) {
        let rows = weights.len();
        let weights = Some(Numeric { name: "w".into(), values: weights });
        if let Ok(base) = Design::new(Spec { rows, weights, ..Spec::default() }) {
            let (a, b) = (factor("a", 3, codes[..rows].to_vec()), factor("b", 3, codes[8..8 + rows].to_vec()));
            let y = Numeric { name: "y".into(), values: y[..rows].to_vec() };
            let domain = Domain::of(codes[..rows].iter().map(|code| *code != 1).collect());
            for form in [Form::F, Form::ChiSquared, Form::Wald, Form::AdjustedWald, Form::LinearCombination, Form::Score] {
                let _ = chi_squared(&base, &a, &b, form, &domain, Rules::R);
            }
            for scores in [Scores::Wilcoxon, Scores::VanDerWaerden, Scores::Median] {
                let _ = rank_test(&base, &y, &a, scores, &domain);
            }
            for rules in [Rules::R, Rules::Right] {
                for test in [difference(&base, &y, &a, &domain, rules), mean_against(&base, &y, 1.0, &domain, rules)] {
                    let _ = test.map(|test| test.interval(0.95, None));
                }
            }
            let _ = goodness_of_fit(&base, &a, &shares, &domain);
            let _ = base.estimate(&Alpha::new(vec![y.values.clone(), y.values], rows), &domain);
        }
    }
}
