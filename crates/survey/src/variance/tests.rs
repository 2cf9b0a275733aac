use super::covariance;
use crate::column::{Domain, Factor, Numeric};
use crate::design::{Design, JointForm, LonelyPsu, Pps, Spec};
use crate::estimation::{Joint, Means, Ratios, Totals, Variances, by_groups, indicators};
use crate::refusal::{Place, Reason, Refusal};
use crate::replication::{Method, Resample, replicate};
use crate::variance::Statistic;
use nalgebra::DMatrix;
use proptest::prelude::*;
use std::sync::Arc;

fn codes(name: &str, values: &[u32]) -> Factor {
    let top = values.iter().filter(|v| **v != Factor::MISSING).max().copied().unwrap_or(0);
    Factor { name: name.into(), levels: (0..=top).map(|v| v.to_string()).collect(), codes: values.to_vec() }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs() + 1e-12
}

/// Five strata of 3, 1, 2, 3 and 1 clusters of three rows each.
fn lonely(rule: LonelyPsu) -> (Design, Vec<f64>, Vec<f64>) {
    let starts = [2.5, 4.5, 4.0, 8.5, 1.5, 2.0, 6.5, 7.5, 5.5, 10.5];
    let steps = [[0.0, 0.5, 1.2]; 10];
    let strata = [1, 1, 1, 2, 3, 3, 4, 4, 4, 5];
    let weights = [10.0, 12.0, 8.0, 20.0, 15.0, 15.0, 9.0, 9.0, 12.0, 30.0];
    let z = [2.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, 3.0, 2.0, 5.0];
    let each = |values: &[f64]| values.iter().flat_map(|v| [*v; 3]).collect::<Vec<f64>>();
    let y = starts.iter().zip(steps).flat_map(|(s, steps)| steps.map(|step| s + step)).collect();
    let spec = Spec {
        rows: 30,
        ids: vec![codes("psu", &(0..30).map(|row| row / 3).collect::<Vec<u32>>())],
        strata: vec![codes("stratum", &strata.iter().flat_map(|s| [*s; 3]).collect::<Vec<u32>>())],
        weights: Some(Numeric { name: "w".into(), values: each(&weights) }),
        nest: true,
        lonely: rule,
        ..Spec::default()
    };
    (Design::new(spec).unwrap(), y, each(&z))
}

/// Standard errors that R `survey` 4.5 gives for the mean of y and the ratio of y and z.
#[test]
fn lonely_clusters_follow_their_rule() {
    let all = Domain::all(30);
    for (rule, mean, ratio) in [
        (LonelyPsu::Adjust, 1.04389160304594, 0.089337423340966),
        (LonelyPsu::Remove, 0.184800575576041, 0.0873889564882761),
        (LonelyPsu::Certainty, 0.184800575576041, 0.0873889564882761),
        (LonelyPsu::Average, 0.238576517191851, 0.112818657707179),
    ] {
        let (design, y, z) = lonely(rule);
        let means = design.estimate(&Means { columns: vec![y.clone()] }, &all).unwrap();
        assert!(close(means.values[0], 6.5702380952381) && close(means.standard_error(0), mean), "{rule:?}");
        let ratios = Ratios { numerators: vec![y], denominators: vec![z] };
        assert!(close(design.estimate(&ratios, &all).unwrap().standard_error(0), ratio), "{rule:?}");
        assert_eq!(means.df, 5.0);
    }
    let (design, y, _) = lonely(LonelyPsu::Fail);
    let refusal = design.estimate(&Means { columns: vec![y.clone()] }, &all).unwrap_err();
    assert_eq!((refusal.reason, refusal.place), (Reason::LonelyPsu, Some(Place::Stratum("2".into()))));
    // A stratum outside the domain is not lonely there.
    let inside = Domain::of((0..30).map(|row| row < 9).collect());
    assert!(design.estimate(&Means { columns: vec![y] }, &inside).is_ok());
}

/// A jackknife that leaves out a stratum's only cluster holds it against all other strata, near what linearisation says.
/// R `survey` 4.5 agrees with its own default, `as.svrepdesign(compress = TRUE)`; with `compress = FALSE` its
/// `jknweights` writes one cell where it means a column, and answers 0.2035.
#[test]
fn a_jackknife_may_leave_out_a_lonely_cluster() {
    let all = Domain::all(30);
    for (rule, error) in
        [(LonelyPsu::Adjust, Some(1.05985259577309)), (LonelyPsu::Remove, None), (LonelyPsu::Fail, None)]
    {
        let (design, y, _) = lonely(rule);
        let replicated = replicate(&design, Method::Jkn, false);
        assert_eq!(replicated.is_err(), rule == LonelyPsu::Fail);
        if let (Ok(replicated), Some(error)) = (replicated, error) {
            let mean = replicated.estimate(&Means { columns: vec![y] }, &all).unwrap();
            assert!(close(mean.standard_error(0), error));
        }
    }
}

/// Cochran (1977), theorem 2.2: `N^2 (1 - n/N) s^2 / n`.
#[test]
fn a_simple_random_sample_has_the_variance_of_the_book() {
    let y = vec![3.0, 5.0, 8.0, 4.0];
    let fpc = Numeric { name: "N".into(), values: vec![20.0; 4] };
    let design = Design::new(Spec { rows: 4, fpc: vec![fpc], ..Spec::default() }).unwrap();
    let total = design.estimate(&Totals { columns: vec![y] }, &Domain::all(4)).unwrap();
    assert!(close(total.values[0], 100.0));
    let s2 = 14.0 / 3.0;
    assert!(close(total.covariance[(0, 0)], 400.0 * 0.8 * s2 / 4.0));
}

#[test]
fn a_share_that_the_strata_fix_has_no_error() {
    let (design, _, _) = lonely(LonelyPsu::Remove);
    let shares = Means { columns: indicators(&design.spec().strata[0].clone()) };
    let weights = vec![1.0 / 3.0; 30];
    let spec = Spec { weights: Some(Numeric { name: "w".into(), values: weights }), ..design.spec().clone() };
    let estimate = Design::new(spec).unwrap().estimate(&shares, &Domain::all(30)).unwrap();
    assert!((0..shares.size()).all(|at| estimate.standard_error(at) == 0.0));
}

#[test]
fn influence_of_another_length_is_refused() {
    let (design, _, _) = lonely(LonelyPsu::Remove);
    assert_eq!(covariance(&design, DMatrix::zeros(3, 1)).unwrap_err().reason, Reason::Shape);
}

#[test]
fn groups_together_have_the_errors_that_they_have_alone() {
    let (design, y, _) = lonely(LonelyPsu::Certainty);
    let half = codes("half", &(0..30).map(|row| if row == 4 { Factor::MISSING } else { row % 2 }).collect::<Vec<_>>());
    let groups = by_groups(&design, &Domain::all(30), &[&half]);
    assert_eq!(groups.len(), 2);
    let mean = Means { columns: vec![y] };
    let joint = Joint { parts: groups.iter().map(|group| (&mean as &dyn Statistic, &group.domain)).collect() };
    let together = design.estimate(&joint, &Domain::all(30)).unwrap();
    for (at, group) in groups.iter().enumerate() {
        let alone = design.estimate(&mean, &group.domain).unwrap();
        assert!(close(together.values[at], alone.values[0]));
        assert!(close(together.standard_error(at), alone.standard_error(0)));
    }
    assert!(together.covariance[(0, 1)] != 0.0);
}

/// Values that data should not hold and does.
fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -10.0..10.0,
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(0.0),
        1 => Just(1e300),
        1 => Just(1e-300),
    ]
}

prop_compose! {
    fn any_spec()(rows in 0_usize..14)(
        rows in Just(rows),
        ids in prop::collection::vec(prop::collection::vec(0_u32..5, rows), 0..3),
        strata in prop::collection::vec(prop::collection::vec(0_u32..6, rows), 0..3),
        weights in prop::option::of(prop::collection::vec(any_value().prop_map(f64::abs), rows)),
        fpc in prop::collection::vec(prop::collection::vec(any_value().prop_map(f64::abs), rows), 0..3),
        constant in any::<bool>(),
        nest in any::<bool>(),
        lonely in 0_usize..5,
        adjust_domain_lonely in any::<bool>(),
    ) -> Spec {
        let rules =
            [LonelyPsu::Fail, LonelyPsu::Remove, LonelyPsu::Certainty, LonelyPsu::Adjust, LonelyPsu::Average];
        // Without this, few finite populations would be sound.
        let level = |values: Vec<f64>| if constant { vec![values.first().map_or(50.0, |v| v + 50.0); rows] } else { values };
        Spec {
            rows,
            ids: ids.iter().map(|v| codes("id", v)).collect(),
            strata: strata.iter().map(|v| codes("stratum", v)).collect(),
            weights: weights.map(|values| Numeric { name: "w".into(), values }),
            fpc: fpc.into_iter().map(|v| Numeric { name: "fpc".into(), values: level(v) }).collect(),
            nest,
            lonely: rules[lonely],
            adjust_domain_lonely,
            pps: None,
            waves: None,
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics(
        spec in any_spec(),
        y in prop::collection::vec(any_value(), 0..14),
        inside in prop::collection::vec(any::<bool>(), 0..14),
        method in 0_usize..6,
    ) {
        let methods = [
            Method::Jk1,
            Method::Jkn,
            Method::Balanced { rho: 0.3 },
            Method::Bootstrap { resample: Resample::Bootstrap, replicates: 3, seed: 1 },
            Method::Bootstrap { resample: Resample::Subbootstrap, replicates: 3, seed: 1 },
            Method::Bootstrap { resample: Resample::Multistage, replicates: 3, seed: 1 },
        ];
        let domain = Domain::of(inside);
        if let Ok(design) = Design::new(spec) {
            let replicated = replicate(&design, methods[method], false);
            for design in std::iter::once(&design).chain(replicated.as_ref().ok()) {
                let columns = vec![y.clone(), vec![1.0; design.rows()]];
                let _ = design.estimate(&Totals { columns: columns.clone() }, &domain);
                let _ = design.estimate(&Means { columns: columns.clone() }, &domain);
                let _ = design.estimate(&Variances { columns: columns.clone(), count: 2 }, &domain);
                let ratios = Ratios { numerators: columns.clone(), denominators: columns };
                let _ = design.estimate(&ratios, &domain);
            }
        }
    }

    /// In other units the standard error is in other units; in another order of rows it is the same.
    #[test]
    fn units_and_order_do_not_matter(
        y in prop::collection::vec(-100.0..100.0_f64, 12),
        unit in 0.01..1000.0_f64,
        turn in 0_usize..12,
    ) {
        let strata: Vec<u32> = (0..12).map(|row| row / 6).collect();
        let ids: Vec<u32> = (0..12).map(|row| row / 2).collect();
        let weights: Vec<f64> = (0..12).map(|row| 1.0 + f64::from(row)).collect();
        let error = |y: &[f64], turn: usize| {
            let turned = |values: &[u32]| { let mut v = values.to_vec(); v.rotate_left(turn); v };
            let real = |values: &[f64]| { let mut v = values.to_vec(); v.rotate_left(turn); v };
            let design = Design::new(Spec {
                rows: 12,
                ids: vec![codes("id", &turned(&ids))],
                strata: vec![codes("s", &turned(&strata))],
                weights: Some(Numeric { name: "w".into(), values: real(&weights) }),
                ..Spec::default()
            }).unwrap();
            design.estimate(&Means { columns: vec![real(y)] }, &Domain::all(12)).unwrap().standard_error(0)
        };
        let scaled: Vec<f64> = y.iter().map(|v| v * unit).collect();
        prop_assert!((error(&scaled, turn) - unit * error(&y, 0)).abs() <= 1e-9 * unit * error(&y, 0) + 1e-12);
    }

    /// The jackknives and half samples of a total are its linearisation.
    #[test]
    fn replicates_of_a_total_give_its_variance(y in prop::collection::vec(-100.0..100.0_f64, 12)) {
        let ids = codes("id", &(0..12).map(|row| row / 2).collect::<Vec<u32>>());
        let stratified = |groups: u32| Spec {
            rows: 12,
            ids: vec![ids.clone()],
            strata: if groups == 1 { vec![] } else { vec![codes("s", &(0..12).map(|row| row * groups / 12).collect::<Vec<u32>>())] },
            ..Spec::default()
        };
        let total = Totals { columns: vec![y] };
        let all = Domain::all(12);
        for (groups, method) in [(1, Method::Jk1), (2, Method::Jkn), (3, Method::Balanced { rho: 0.0 }), (3, Method::Balanced { rho: 0.4 })] {
            let design = Design::new(stratified(groups)).unwrap();
            let taylor = design.estimate(&total, &all).unwrap();
            let replicated = replicate(&design, method, false).unwrap().estimate(&total, &all).unwrap();
            let difference = (taylor.standard_error(0) - replicated.standard_error(0)).abs();
            prop_assert!(difference <= 1e-9 * taylor.standard_error(0) + 1e-9, "{method:?}");
        }
    }
}

/// A stratified sample of clusters with the same inclusion probability in each stratum, and values.
fn with_probabilities(pps: Option<Pps>, probability: &[f64], values: &[f64]) -> f64 {
    let stratum = |row: usize| u32::try_from(row % 2).unwrap();
    let rows = values.len();
    let levels = vec!["a".to_owned(), "b".to_owned()];
    let strata = Factor { name: "s".into(), levels, codes: (0..rows).map(stratum).collect() };
    let fpc = Numeric { name: "p".into(), values: probability.to_vec() };
    let design = Design::new(Spec { rows, strata: vec![strata], fpc: vec![fpc], pps, ..Spec::default() }).unwrap();
    let weighted: Vec<f64> = values.iter().zip(probability).map(|(value, probability)| value / probability).collect();
    covariance(&design, DMatrix::from_column_slice(rows, 1, &weighted)).unwrap()[(0, 0)]
}

proptest! {
    #[test]
    fn with_equal_probabilities_every_approximation_is_simple_sampling(
        values in prop::collection::vec(-10.0..10.0_f64, 4..20), probability in 0.05..0.95_f64,
    ) {
        let probabilities = vec![probability; values.len()];
        let simple = with_probabilities(None, &probabilities, &values);
        for pps in [Pps::Brewer, Pps::Overton, Pps::HartleyRao] {
            let found = with_probabilities(Some(pps.clone()), &probabilities, &values);
            prop_assert!((found - simple).abs() <= 1e-9 * simple + 1e-9, "{pps:?}: {found}, not {simple}");
        }
    }
}

#[test]
fn clusters_certain_to_be_drawn_add_no_error() {
    let (probabilities, values) = ([0.2, 0.3, 0.4, 0.5, 0.1, 0.6], [1.0, 5.0, 2.0, 3.0, 8.0, 4.0]);
    for pps in [Pps::Overton, Pps::HartleyRao] {
        let without = with_probabilities(Some(pps.clone()), &probabilities, &values);
        let with = with_probabilities(
            Some(pps),
            &[&probabilities[..], &[1.0, 1.0]].concat(),
            &[&values[..], &[99.0, -7.0]].concat(),
        );
        assert!((with - without).abs() < 1e-9 * without && without > 0.0, "{with} {without}");
    }
    // sum over pairs of (pi_ij - pi_i pi_j) / pi_ij y_i/pi_i y_j/pi_j, written out for one stratum of two: Overton's
    // off-diagonal is (pbar - 1) / (n - 1).
    let (p, x) = ([0.2, 0.5], [1.0 / 0.2, 3.0 / 0.5]);
    let by_hand = (1.0 - p[0]) * x[0] * x[0] + (1.0 - p[1]) * x[1] * x[1] + 2.0 * (0.35 - 1.0) * x[0] * x[1];
    let found = with_probabilities(Some(Pps::Overton), &[0.2, 1.0, 0.5, 1.0], &[1.0, 0.0, 3.0, 0.0]);
    assert!((found - by_hand).abs() < 1e-12, "{found}, not {by_hand}");
}

/// The joint inclusion probabilities of a simple random sample of `n` of `size`, without strata.
fn of_simple_sampling(n: usize, size: f64, form: JointForm) -> Option<Pps> {
    let count = n as f64;
    let probability = |i: usize, j: usize| {
        if i == j { count / size } else { count * (count - 1.0) / (size * (size - 1.0)) }
    };
    Some(Pps::Joint { probabilities: Arc::new(DMatrix::from_fn(n, n, probability)), form })
}

#[test]
fn known_joint_probabilities_give_the_variance_of_the_book() {
    let values = [3.0, -1.0, 4.0, 1.0, 5.0, 9.0];
    let size = 20.0;
    let total = |pps: Option<Pps>| {
        let fpc = Numeric { name: "p".into(), values: vec![6.0 / size; 6] };
        let design = Design::new(Spec { rows: 6, fpc: vec![fpc], pps, ..Spec::default() })?;
        let all = Domain::all(6);
        Ok(design.estimate(&Totals { columns: vec![values.to_vec()] }, &all)?.covariance[(0, 0)])
    };
    let simple: Result<f64, Refusal> = total(None);
    let simple = simple.unwrap();
    for form in [JointForm::HorvitzThompson, JointForm::YatesGrundy] {
        let found = total(of_simple_sampling(6, size, form)).unwrap();
        assert!((found - simple).abs() < 1e-9 * simple, "{form:?}: {found}, not {simple}");
    }
    // Poisson sampling: every unit by itself.
    let alone = DMatrix::from_fn(6, 6, |i, j| if i == j { 0.3 } else { 0.3 * 0.3 });
    let poisson = total(Some(Pps::Joint { probabilities: Arc::new(alone), form: JointForm::HorvitzThompson })).unwrap();
    let by_hand: f64 = values.iter().map(|y| 0.7 * (y / 0.3) * (y / 0.3)).sum();
    assert!((poisson - by_hand).abs() < 1e-9, "{poisson}, not {by_hand}");
    for wrong in [DMatrix::zeros(6, 6), DMatrix::from_element(5, 6, 0.3), DMatrix::from_element(6, 6, 0.2)] {
        let pps = Pps::Joint { probabilities: Arc::new(wrong), form: JointForm::HorvitzThompson };
        assert_eq!(total(Some(pps)).unwrap_err().variable.as_deref(), Some("pps"));
    }
}
