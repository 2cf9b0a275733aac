use super::{QuantileInterval, Reference, Request, Rule, answered, by_groups, design_effects, nothing, quantile};
use crate::column::{Domain, Factor, Numeric};
use crate::design::{Design, Spec};
use crate::estimate::NoEstimate;
use crate::estimation::{Means, Variances};
use crate::rules::Rules;
use crate::sampling::Generator;
use crate::variance::Statistic;
use proptest::prelude::*;

const RULES: [Rule; 10] = [
    Rule::Math,
    Rule::School,
    Rule::Hf3,
    Rule::Hf4,
    Rule::Hf5,
    Rule::Hf6,
    Rule::Hf7,
    Rule::Hf8,
    Rule::Hf9,
    Rule::ShahVaish,
];

fn simple(y: &[f64], weights: &[f64]) -> Design {
    let weights = Some(Numeric { name: "w".into(), values: weights.to_vec() });
    Design::new(Spec { rows: y.len(), weights, ..Spec::default() }).unwrap()
}

/// With equal weights the rules are those of Hyndman and Fan (1996), table 1.
#[test]
fn rules_between_observations() {
    let values = [4.0, 1.0, 11.0, 2.0, 7.0];
    let expected = [2.0, 3.0, 2.0, 2.0, 3.0, 2.8, 3.2, 2.0 + 2.0 * (2.0 + 1.4 / 3.0 - 2.0), 2.95];
    for (rule, expected) in RULES.iter().zip(expected) {
        let found = rule.quantile(&values, &[3.0; 5], 0.4);
        assert!((found - expected).abs() < 1e-12, "{rule:?}: {found}, not {expected}");
    }
}

#[test]
fn rules_go_by_the_name_that_r_has() {
    for (name, rule) in [("math", Rule::Math), ("hf1", Rule::Math), ("school", Rule::School), ("hf9", Rule::Hf9)] {
        assert_eq!(Rule::named(name), Some(rule));
    }
    assert_eq!(Rule::named("hf10"), None);
}

#[test]
fn a_value_without_weight_is_not_there() {
    for rule in RULES {
        assert_eq!(rule.quantile(&[5.0, 900.0, f64::NAN], &[1.0, 0.0, 0.0], 0.9), 5.0, "{rule:?}");
        assert!(rule.quantile(&[5.0], &[0.0], 0.5).is_nan());
        assert!(rule.quantile(&[f64::NAN], &[1.0], 0.5).is_nan());
    }
}

#[test]
fn a_quantile_lies_in_its_interval() {
    let y: Vec<f64> = (0..60).map(|row| f64::from(row * row % 61)).collect();
    let design = simple(&y, &[2.0; 60]);
    for interval in [
        QuantileInterval::Mean,
        QuantileInterval::Beta,
        QuantileInterval::Xlogit,
        QuantileInterval::Asin,
        QuantileInterval::Score,
    ] {
        let request =
            Request { values: &y, p: 0.5, rule: Rule::Math, interval, level: 0.95, df: None, rules: Rules::R };
        let found = quantile(&design, &Domain::all(60), &request).unwrap();
        assert!(found.low < found.estimate && found.estimate < found.high, "{interval:?}: {found:?}");
        assert!(found.standard_error > 0.0);
    }
    let request = Request {
        values: &y,
        p: 0.5,
        rule: Rule::Math,
        interval: QuantileInterval::Quantile,
        level: 0.95,
        df: None,
        rules: Rules::R,
    };
    assert!(quantile(&design, &Domain::all(60), &request).is_err());
}

#[test]
fn a_simple_random_sample_has_no_design_effect() {
    let y: Vec<f64> = (0..20).map(|row| f64::from(row * 7 % 20)).collect();
    let design = simple(&y, &[3.0; 20]);
    let all = Domain::all(20);
    let columns = vec![y];
    let mean = design.estimate(&Means { columns: columns.clone() }, &all).unwrap();
    let with = design_effects(&design, &columns, &all, &[mean.covariance[(0, 0)]], false, Reference::WithReplacement);
    assert!((with[0] - 1.0).abs() < 1e-12);
    let without =
        design_effects(&design, &columns, &all, &[mean.covariance[(0, 0)]], false, Reference::WithoutReplacement);
    assert!((without[0] - 1.5).abs() < 1e-12);
    let spread = Variances { columns, count: 20 }.value(&[3.0; 20]);
    assert!((spread[0] - 35.0).abs() < 1e-12);
}

#[test]
fn no_estimate_is_a_result_of_its_own() {
    let y = [1.0, f64::NAN, f64::NAN];
    let design = simple(&y, &[1.0, 1.0, 0.0]);
    let of = |inside: [bool; 3]| {
        let domain = Domain::of(inside.to_vec());
        nothing(&design, &domain, &answered(&domain, &[&y]))
    };
    assert_eq!(of([true, true, true]), None);
    assert_eq!(of([false, true, true]), Some(NoEstimate::NobodyAnswered));
    assert_eq!(of([false, false, true]), Some(NoEstimate::EmptyDomain));
}

#[test]
fn groups_come_with_the_first_factor_fastest() {
    let factor = |name: &str, codes: &[u32]| Factor {
        name: name.into(),
        levels: vec!["0".into(), "1".into()],
        codes: codes.to_vec(),
    };
    let design = simple(&[0.0; 5], &[1.0, 1.0, 1.0, 1.0, 0.0]);
    let (a, b) = (factor("a", &[1, 0, 1, Factor::MISSING, 0]), factor("b", &[0, 0, 1, 1, 1]));
    let groups = by_groups(&design, &Domain::all(5), &[&a, &b]);
    let levels: Vec<Vec<u32>> = groups.iter().map(|group| group.levels.clone()).collect();
    assert_eq!(levels, [vec![0, 0], vec![1, 0], vec![1, 1]]);
    assert_eq!(groups[2].domain.inside(), [false, false, true, false, false]);
}

proptest! {
    #[test]
    fn quantiles_do_not_panic(
        values in prop::collection::vec(prop_oneof![4 => -5.0..5.0, 1 => Just(f64::NAN), 1 => Just(1e308)], 2..9),
        weights in prop::collection::vec(prop_oneof![4 => 0.0..5.0, 1 => Just(0.0), 1 => Just(1e300)], 9),
        p in prop_oneof![4 => 0.0..1.0, 1 => Just(0.0), 1 => Just(1.0), 1 => Just(f64::NAN), 1 => Just(-3.0)],
        level in prop_oneof![4 => 0.5..1.0, 1 => Just(f64::NAN), 1 => Just(7.0)],
        rule in 0_usize..10,
        interval in 0_usize..6,
        rules in prop_oneof![Just(Rules::R), Just(Rules::Right)],
    ) {
        let intervals = [
            QuantileInterval::Mean,
            QuantileInterval::Beta,
            QuantileInterval::Xlogit,
            QuantileInterval::Asin,
            QuantileInterval::Score,
            QuantileInterval::Quantile,
        ];
        let design = simple(&values, &weights[..values.len()]);
        let request = Request { values: &values, p, rule: RULES[rule], interval: intervals[interval], level, df: None, rules };
        let _ = quantile(&design, &Domain::all(values.len()), &request);
        let found = RULES[rule].quantile(&values, &weights, p);
        prop_assert!(found.is_nan() || values.iter().any(|v| *v <= found) && values.iter().any(|v| *v >= found));
    }
}

#[test]
fn up_to_the_weight_of_the_smallest_value_that_value_is_the_quantile() {
    // Hyndman and Fan 1, 2 and 4 of five values with equal weights, by hand.
    let (y, w) = ([1.0, 2.0, 3.0, 7.0, 10.0], [1.0; 5]);
    for (p, expected) in [(0.05, [1.0, 1.0, 1.0]), (0.2, [1.0, 1.5, 1.0]), (0.3, [2.0, 2.0, 1.5]), (1.0, [10.0; 3])] {
        for (rule, expected) in [Rule::Math, Rule::School, Rule::Hf4].into_iter().zip(expected) {
            let found = rule.quantile(&y, &w, p);
            assert!((found - expected).abs() < 1e-12, "{rule:?} at {p}: {found}, not {expected}");
        }
    }
}

#[test]
fn a_constant_has_no_design_effect() {
    let weights = Numeric { name: "w".into(), values: (1..=9).map(f64::from).collect() };
    let design = Design::new(Spec { rows: 9, weights: Some(weights), ..Spec::default() }).unwrap();
    let columns = [vec![7.3; 9]];
    let mean = design.estimate(&Means { columns: columns.to_vec() }, &Domain::all(9)).unwrap();
    let found = design_effects(
        &design,
        &columns,
        &Domain::all(9),
        &[mean.covariance[(0, 0)]],
        false,
        Reference::WithoutReplacement,
    );
    assert!(found[0].is_nan(), "{found:?}");
}

#[test]
fn the_unit_of_weights_moves_no_quantile() {
    let y: Vec<f64> = (1..=10).map(f64::from).collect();
    for size in [10.0, 6194.0, 619.4, 1.0 / 3.0, 1e-9, 12_345.678] {
        let weights = [size / 10.0; 10];
        for (at, p) in (1..10).map(|tenth| (tenth, f64::from(tenth) / 10.0)) {
            let found = [Rule::Math, Rule::School, Rule::Hf3].map(|rule| rule.quantile(&y, &weights, p));
            let even = if at % 2 == 0 { at } else { at + 1 };
            assert_eq!(found, [f64::from(at), f64::from(at) + 0.5, f64::from(even)], "{p} of {size}");
        }
    }
}

/// How often the interval of the median of a five-point item holds it, in samples of some size.
fn held(interval: QuantileInterval, rules: Rules, size: usize, shares: [f64; 5], truth: f64, samples: u32) -> u32 {
    let mut random = Generator::new(77);
    let design = simple(&vec![0.0; size], &vec![1.0; size]);
    let mut sample = || {
        let answer = |u: f64| {
            1.0 + shares
                .iter()
                .scan(0.0, |sum, share| {
                    *sum += share;
                    Some(*sum)
                })
                .filter(|sum| *sum <= u)
                .count() as f64
        };
        let y: Vec<f64> = (0..size).map(|_| answer(random.unit()).min(5.0)).collect();
        let request = Request { values: &y, p: 0.5, rule: Rule::Math, interval, level: 0.95, df: None, rules };
        let found = quantile(&design, &Domain::all(size), &request).unwrap();
        // An end that is not known leaves nothing out.
        u32::from(!(found.low > truth || found.high < truth))
    };
    (0..samples).map(|_| sample()).sum()
}

#[test]
fn intervals_of_a_five_point_item_hold_its_median() {
    // At or below 3 lie 52%, so that 4 is the sample's median in four of ten samples.
    let shares = [0.1, 0.12, 0.3, 0.38, 0.1];
    for size in [3, 5, 12, 44, 149] {
        for interval in [
            QuantileInterval::Mean,
            QuantileInterval::Beta,
            QuantileInterval::Xlogit,
            QuantileInterval::Asin,
            QuantileInterval::Score,
        ] {
            let right = held(interval, Rules::Right, size, shares, 3.0, 200);
            // 95% less three standard deviations of 200 trials.
            assert!(right >= 180, "{interval:?} at {size}: {right} of 200");
        }
    }
    let r = held(QuantileInterval::Mean, Rules::R, 149, shares, 3.0, 200);
    assert!(r < 140, "R's is centred on the share at or below the median: {r} of 200");
}

#[test]
fn an_interval_of_a_quantile_is_that_of_order_statistics() {
    // Half of 25, normal: 0.5 -+ 2.064 x sqrt(0.25 / 24) = 0.289 to 0.711: the 8th and the 18th.
    let y: Vec<f64> = (1..=25).map(f64::from).collect();
    let design = simple(&y, &[4.0; 25]);
    let request =
        |interval, p| Request { values: &y, p, rule: Rule::Math, interval, level: 0.95, df: None, rules: Rules::Right };
    let found = |interval, p| quantile(&design, &Domain::all(25), &request(interval, p)).unwrap();
    // F is 13/25 at the median, whose error is the same to four digits.
    let median = found(QuantileInterval::Mean, 0.5);
    assert_eq!((median.estimate, median.low, median.high), (13.0, 8.0, 18.0));
    let score = found(QuantileInterval::Score, 0.5);
    assert!(score.low < 13.0 && score.high > 13.0 && score.standard_error > 0.0, "{score:?}");
    // 0.98^25 = 0.60: all of them may well lie below the 98th percentile, of which there is no upper end.
    assert!(found(QuantileInterval::Beta, 0.98).high.is_nan() && found(QuantileInterval::Beta, 0.98).low > 13.0);
    // All say the same: that is known of the sample, not of more.
    let same = vec![4.0; 25];
    let request = Request { values: &same, ..request(QuantileInterval::Score, 0.5) };
    let found = quantile(&design, &Domain::all(25), &request).unwrap();
    assert_eq!((found.low, found.high), (4.0, 4.0));
}
