//! Laws of weighting on small samples.

use super::*;
use crate::column::{Domain, Factor, Numeric};
use crate::design::Spec;
use crate::estimation::{Totals, indicators};
use crate::refusal::{Place, Reason};
use proptest::prelude::*;

fn factor(name: &str, levels: &[&str], codes: Vec<u32>) -> Factor {
    Factor { name: name.into(), levels: levels.iter().map(|level| (*level).into()).collect(), codes }
}

fn margin(factor: Factor, totals: &[(&str, f64)]) -> Margin {
    Margin { factor, totals: totals.iter().map(|(level, total)| ((*level).into(), *total)).collect() }
}

fn design(weights: Vec<f64>) -> Design {
    let rows = weights.len();
    let weights = Some(Numeric { name: "w".into(), values: weights });
    Design::new(Spec { rows, weights, ..Spec::default() }).expect("a design")
}

fn two() -> (Factor, Factor) {
    (factor("a", &["x", "y"], vec![0, 0, 1, 1, 0, 1]), factor("b", &["u", "v"], vec![0, 1, 0, 1, 1, 1]))
}

fn calibration(auxiliaries: Vec<Auxiliary>, distance: Distance, bounds: Option<(f64, f64)>) -> Calibration {
    Calibration {
        population: None,
        auxiliaries,
        distance,
        bounds,
        most: 50,
        epsilon: 1e-10,
        aggregate_stage: None,
        negative: true,
    }
}

#[test]
fn a_post_stratified_total_of_its_cells_does_not_vary() {
    let (a, _) = two();
    let cells = margin(a.clone(), &[("y", 30.0), ("x", 10.0)]);
    let weighted = post_stratify(&design(vec![1.0, 2.0, 3.0, 1.0, 2.0, 1.0]), &cells, false).expect("weights");
    let totals = weighted.estimate(&Totals { columns: indicators(&a) }, &Domain::all(6)).expect("totals");
    assert!((totals.values[0] - 10.0).abs() < 1e-12 && (totals.values[1] - 30.0).abs() < 1e-12, "{totals:?}");
    assert!(totals.covariance.iter().all(|v| v.abs() < 1e-20), "{totals:?}");
}

#[test]
fn raking_and_exponential_calibration_agree() {
    let (a, b) = two();
    let margins = [margin(a.clone(), &[("x", 12.0), ("y", 28.0)]), margin(b.clone(), &[("u", 15.0), ("v", 25.0)])];
    let base = design(vec![1.0, 2.0, 3.0, 1.0, 2.0, 1.0]);
    let raked = rake(&base, &margins, Rounds { most: 500, epsilon: 1e-13 }).expect("raked");
    let auxiliaries = margins.iter().cloned().map(Auxiliary::Category).collect();
    let tilted = calibrate(&base, &calibration(auxiliaries, Distance::Raking, None)).expect("calibrated");
    for (one, other) in raked.weights().iter().zip(tilted.weights()) {
        assert!((one - other).abs() < 1e-8 * one, "{one} {other}");
    }
}

#[test]
fn what_contradicts_is_refused_by_name() {
    let (a, b) = two();
    let base = design(vec![1.0; 6]);
    let cases = [
        (vec![margin(a.clone(), &[("x", 1.0), ("y", 2.0)]), margin(b.clone(), &[("u", 1.0), ("v", 9.0)])], "b"),
        (vec![margin(a.clone(), &[("x", 3.0)])], "a, category y"),
        (vec![margin(a.clone(), &[("x", 3.0), ("y", 3.0), ("z", 1.0)])], "a, category z"),
        (vec![margin(a.clone(), &[("x", f64::NAN), ("y", 3.0)])], "a, category x"),
    ];
    for (margins, place) in cases {
        let refusal = rake(&base, &margins, Rounds::default()).expect_err(place);
        assert_eq!(refusal.reason, Reason::Totals);
        assert!(refusal.to_string().starts_with(place), "{refusal}");
    }
    let twice = vec![
        Auxiliary::Category(margin(a.clone(), &[("x", 3.0), ("y", 3.0)])),
        Auxiliary::Category(margin(Factor { name: "again".into(), ..a.clone() }, &[("x", 3.5), ("y", 2.5)])),
    ];
    let refusal = calibrate(&base, &calibration(twice, Distance::Linear, None)).expect_err("collinear");
    assert_eq!((refusal.reason, refusal.variable.as_deref()), (Reason::Collinear, Some("again")));
    let tight = vec![Auxiliary::Category(margin(a, &[("x", 1.0), ("y", 5.0)]))];
    let refusal = calibrate(&base, &calibration(tight, Distance::Linear, Some((0.9, 1.1)))).expect_err("bounds");
    assert_eq!(refusal.reason, Reason::NoConvergence);
}

#[test]
fn non_response_keeps_the_sum_of_each_cell() {
    let (a, _) = two();
    let base = design(vec![1.0, 2.0, 3.0, 1.0, 2.0, 1.0]);
    let after = non_response(&base, &a, &[true, false, true, true, true, false]).expect("weights");
    assert_eq!(after.weights()[1], 0.0);
    assert!((after.weights()[0] + after.weights()[4] - 5.0).abs() < 1e-12);
    assert!(non_response(&base, &a, &[false, false, true, true, false, false]).is_err());
}

#[test]
fn trimming_keeps_the_sum() {
    let base = design(vec![1.0, 2.0, 3.0, 10.0, 2.0, 4.0]);
    for strict in [false, true] {
        let after = trim(&base, Limits { lower: 1.5, upper: 4.5, strict }).expect("weights");
        assert!((after.weights().iter().sum::<f64>() - 22.0).abs() < 1e-12);
        assert_eq!(strict, after.weights().iter().all(|w| (1.5..=4.5).contains(w)), "{:?}", after.weights());
    }
    let refused = trim(&base, Limits { lower: 0.0, upper: 2.0, strict: true }).map(|_| ()).expect_err("too narrow");
    assert_eq!(refused.variable.as_deref(), Some("w"));
    // Who has no weight gets none, however high the lower limit.
    let some =
        trim(&design(vec![0.0, 1.0, 3.0, 4.0]), Limits { lower: 2.0, upper: 9.0, strict: true }).expect("weights");
    assert_eq!(some.weights(), [0.0, 2.0, 2.5, 3.5]);
}

#[test]
fn margins_that_contradict_one_another_are_refused_with_the_worst() {
    let (a, _) = two();
    let base = design(vec![1.0, 2.0, 3.0, 1.0, 2.0, 1.0]);
    let again = Factor { name: "again".into(), ..a.clone() };
    let small = [margin(a.clone(), &[("x", 3.0), ("y", 7.0)]), margin(again.clone(), &[("x", 6.0), ("y", 4.0)])];
    let margins = [margin(a, &[("x", 30.0), ("y", 70.0)]), margin(again, &[("x", 60.0), ("y", 40.0)])];
    for (margins, rounds) in
        [(&margins, Rounds::default()), (&margins, Rounds::ROUGH), (&small, Rounds { most: 10, epsilon: 9.0 })]
    {
        let refused = rake(&base, margins, rounds).map(|_| ()).expect_err("a contradiction");
        assert_eq!(refused.reason, Reason::NoConvergence);
        assert_eq!((refused.variable.as_deref(), refused.place), (Some("a"), Some(Place::Level("x".into()))));
    }
    for rounds in [Rounds { most: 0, epsilon: 1.0 }, Rounds { most: 9, epsilon: f64::NAN }] {
        assert_eq!(rake(&base, &margins, rounds).map(|_| ()).expect_err("no rounds").reason, Reason::Value);
    }
}

proptest! {
    #[test]
    fn calibrated_totals_hit_their_targets(
        weights in proptest::collection::vec(0.5..20.0f64, 12),
        x in proptest::collection::vec(-3.0..9.0f64, 12),
        shift in 0.8..1.25f64,
        kind in 0usize..4,
    ) {
        let base = design(weights.clone());
        let sum: f64 = weights.iter().sum();
        let total: f64 = weights.iter().zip(&x).map(|(w, x)| w * x).sum::<f64>() * shift;
        let auxiliaries = vec![Auxiliary::Numeric { column: Numeric { name: "x".into(), values: x.clone() }, total }];
        let (distance, bounds) = [
            (Distance::Linear, None),
            (Distance::Linear, Some((0.2, 4.0))),
            (Distance::Raking, None),
            (Distance::Logit, Some((0.2, 4.0))),
        ][kind];
        let plan = Calibration { population: Some(sum), ..calibration(auxiliaries, distance, bounds) };
        if let Ok(after) = calibrate(&base, &plan) {
            let got: f64 = after.weights().iter().zip(&x).map(|(w, x)| w * x).sum();
            prop_assert!((got - total).abs() <= 1e-8 * (1.0 + total.abs()), "{got} {total}");
            prop_assert!((after.weights().iter().sum::<f64>() - sum).abs() <= 1e-8 * sum);
            if let Some((low, high)) = bounds {
                let factors = after.weights().iter().zip(&weights).map(|(a, b)| a / b);
                prop_assert!(factors.into_iter().all(|g| g > low - 1e-9 && g < high + 1e-9));
            }
        }
    }

    #[test]
    fn nothing_panics(
        weights in proptest::collection::vec(prop_oneof![Just(0.0), Just(1e300), 0.0..9.0f64], 1..8),
        codes in proptest::collection::vec(prop_oneof![Just(u32::MAX), 0..4u32], 8),
        totals in proptest::collection::vec(prop_oneof![Just(f64::NAN), Just(f64::INFINITY), -1.0..99.0f64], 3),
        low in prop_oneof![Just(f64::NAN), -1.0..2.0f64],
    ) {
        let rows = weights.len();
        let weights = Some(Numeric { name: "w".into(), values: weights });
        if let Ok(base) = Design::new(Spec { rows, weights, ..Spec::default() }) {
            let levels = ["p", "q", "r"];
            let named: Vec<(&str, f64)> = levels.iter().copied().zip(totals.iter().copied()).collect();
            let one = margin(factor("f", &levels, codes[..rows].to_vec()), &named);
            let _ = post_stratify(&base, &one, true);
            let _ = rake(&base, &[one.clone(), one.clone()], Rounds::default());
            let _ = trim(&base, Limits { lower: low, upper: 2.0, strict: true });
            let column = Numeric { name: "x".into(), values: codes[..rows].iter().map(|c| f64::from(*c)).collect() };
            for distance in [Distance::Linear, Distance::Raking, Distance::Logit] {
                for bounds in [None, Some((low, 1.5))] {
                    let auxiliaries =
                        vec![Auxiliary::Category(one.clone()), Auxiliary::Numeric { column: column.clone(), total: totals[0] }];
                    let _ = calibrate(&base, &calibration(auxiliaries, distance, bounds));
                }
            }
        }
    }
}

#[test]
fn margins_that_say_nothing_new_change_nothing() {
    let (a, b) = two();
    let base = design(vec![1.0; 6]);
    let totals = [("x", 7.0), ("y", 5.0)];
    let again = Factor { name: "again".into(), ..a.clone() };
    let once = [margin(a.clone(), &totals), margin(b.clone(), &[("u", 4.0), ("v", 8.0)])];
    let twice = [once[0].clone(), once[1].clone(), margin(again.clone(), &totals)];
    let raked = |margins: &[Margin]| rake(&base, margins, Rounds { most: 200, epsilon: 1e-12 }).unwrap();
    let calibrated = |margins: &[Margin]| {
        let auxiliaries = margins.iter().cloned().map(Auxiliary::Category).collect();
        calibrate(&base, &calibration(auxiliaries, Distance::Raking, None)).unwrap()
    };
    let y = vec![1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
    for (one, other) in [(raked(&once), raked(&twice)), (calibrated(&once), calibrated(&twice))] {
        for (one, other) in one.weights().iter().zip(other.weights()) {
            assert!((one - other).abs() < 1e-9, "{one} {other}");
        }
        let error = |design: &Design| {
            let total = crate::estimation::Totals { columns: vec![y.clone()] };
            design.estimate(&total, &crate::Domain::all(6)).unwrap().standard_error(0)
        };
        assert!((error(&one) - error(&other)).abs() < 1e-6 * error(&one));
        for margin in &twice {
            assert!(met(margin, other.weights()).iter().all(|met| met.off(12.0) < 1e-6));
        }
    }
    // A total that follows from others, and is another.
    let contrary = [once[0].clone(), margin(again, &[("x", 7.5), ("y", 4.5)])];
    let auxiliaries = contrary.iter().cloned().map(Auxiliary::Category).collect();
    let refusal = calibrate(&base, &calibration(auxiliaries, Distance::Linear, None)).unwrap_err();
    assert!(refusal.message.contains("5") && refusal.reason == Reason::Collinear, "{refusal}");
}

#[test]
fn a_rough_raking_and_a_trimming_are_seen_in_their_margins() {
    let factor =
        |name: &str, codes: Vec<u32>| Factor { name: name.into(), levels: vec!["0".into(), "1".into()], codes };
    let (a, b) = (factor("a", vec![0, 0, 0, 1, 1, 0]), factor("b", vec![0, 0, 1, 1, 1, 1]));
    let margins = [margin(a, &[("0", 0.5), ("1", 0.5)]), margin(b, &[("0", 0.2), ("1", 0.8)])];
    let base = design(vec![1.0 / 6.0; 6]);
    let off = |design: &Design| {
        let all = margins.iter().flat_map(|margin| met(margin, design.weights()));
        all.map(|met| met.off(1.0)).fold(0.0, f64::max)
    };
    // Shares move by less than 1 in any round, so that R ends after one.
    let rough = rake(&base, &margins, Rounds::ROUGH).unwrap();
    let tight = rake(&base, &margins, Rounds::default()).unwrap();
    assert!(off(&rough) > 0.01 && off(&tight) < 1e-8, "{} {}", off(&rough), off(&tight));
    let trimmed = trim(&tight, Limits { lower: 0.0, upper: 0.2, strict: false }).unwrap();
    assert!(off(&trimmed) > 0.01, "{}", off(&trimmed));
}

#[test]
fn a_calibration_that_makes_weights_negative_is_refused_unless_that_is_said() {
    let base = design(vec![1.0; 6]);
    let column = crate::column::Numeric::new("x", vec![0.0, 0.0, 0.0, 0.0, 0.0, 10.0]);
    let auxiliaries = vec![Auxiliary::Numeric { column, total: -5.0 }];
    let mut plan = Calibration { population: Some(6.0), ..calibration(auxiliaries, Distance::Linear, None) };
    assert!(calibrate(&base, &plan).unwrap().weights()[5] < 0.0);
    plan.negative = false;
    let refusal = calibrate(&base, &plan).unwrap_err();
    assert_eq!((refusal.reason, refusal.place), (Reason::Value, Some(crate::refusal::Place::Row(6))));
}
