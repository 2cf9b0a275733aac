use super::{Given, Kind, Method, Resample, replicate};
use crate::column::{Domain, Factor, Numeric};
use crate::design::{Design, Spec};
use crate::estimation::{Means, Totals};
use crate::refusal::Reason;
use crate::weighting::{Auxiliary, Calibration, Margin, calibrate, post_stratify};

fn sample(strata: bool) -> Design {
    let codes = |name: &str, each: u32| Factor {
        name: name.into(),
        levels: (0..12).map(|v| v.to_string()).collect(),
        codes: (0..24).map(|row| row / each).collect(),
    };
    let strata = if strata { vec![codes("s", 8)] } else { vec![] };
    Design::new(Spec { rows: 24, ids: vec![codes("id", 2)], strata, ..Spec::default() }).unwrap()
}

fn values() -> Vec<f64> {
    (0..24).map(|row| f64::from(row * 5 % 24)).collect()
}

#[test]
fn methods_say_when_they_do_not_fit() {
    let reason = |design: &Design, method| replicate(design, method, false).map(|_| ()).unwrap_err().reason;
    assert_eq!(reason(&sample(true), Method::Jk1), Reason::NotDefined);
    assert_eq!(reason(&sample(false), Method::Jkn), Reason::NotDefined);
    assert_eq!(reason(&sample(false), Method::Balanced { rho: 0.0 }), Reason::NotDefined);
    assert_eq!(reason(&sample(true), Method::Balanced { rho: 1.0 }), Reason::Value);
    let one = Method::Bootstrap { resample: Resample::Bootstrap, replicates: 1, seed: 1 };
    assert_eq!(reason(&sample(true), one), Reason::Value);
    let twice = replicate(&sample(false), Method::Jk1, false).unwrap();
    assert_eq!(reason(&twice, Method::Jk1), Reason::Design);
}

#[test]
fn degrees_of_freedom_are_the_rank_less_one() {
    let df = |design: &Design, inside| design.degrees_of_freedom(&Domain::of(inside));
    let jk1 = replicate(&sample(false), Method::Jk1, false).unwrap();
    assert_eq!(df(&jk1, vec![true; 24]), 11.0);
    assert_eq!(df(&jk1, (0..24).map(|row| row < 6).collect()), 2.0);
    assert_eq!(df(&replicate(&sample(true), Method::Jkn, false).unwrap(), vec![true; 24]), 9.0);
}

/// The mean over many replicates is the variance by linearisation; a seed repeats itself.
#[test]
fn bootstraps_agree_with_linearisation() {
    let design = sample(true);
    let total = Totals { columns: vec![values()] };
    let all = Domain::all(24);
    let taylor = design.estimate(&total, &all).unwrap().standard_error(0);
    for resample in [Resample::Bootstrap, Resample::Subbootstrap, Resample::Multistage] {
        let method = Method::Bootstrap { resample, replicates: 4000, seed: 7 };
        let error =
            |method| replicate(&design, method, false).unwrap().estimate(&total, &all).unwrap().standard_error(0);
        let found = error(method);
        assert!((found / taylor - 1.0).abs() < 0.05, "{resample:?}: {found}, not about {taylor}");
        assert_eq!(found, error(method));
    }
}

#[test]
fn given_weights_are_the_made_ones() {
    let design = replicate(&sample(true), Method::Jkn, false).unwrap();
    let made = design.replicates().unwrap();
    let columns: Vec<Numeric> = made
        .weights()
        .column_iter()
        .map(|column| Numeric { name: "rw".into(), values: column.iter().copied().collect() })
        .collect();
    let given = |combined, rscales| Given {
        columns: columns.clone(),
        kind: Kind::Jkn,
        combined,
        scale: None,
        rscales,
        mse: false,
    };
    let mean = Means { columns: vec![values()] };
    let all = Domain::all(24);
    let error = design.estimate(&mean, &all).unwrap().standard_error(0);
    for given in [given(false, None), given(true, Some(vec![0.75]))] {
        let found = given.design(24, None).unwrap().estimate(&mean, &all).unwrap().standard_error(0);
        assert!((found - error).abs() < 1e-12);
    }
    assert_eq!(given(true, None).design(24, None).map(|_| ()).unwrap_err().reason, Reason::Design);
    assert_eq!(given(true, Some(vec![1.0; 2])).design(24, None).map(|_| ()).unwrap_err().reason, Reason::Shape);
    assert_eq!(given(false, None).design(3, None).map(|_| ()).unwrap_err().reason, Reason::Shape);
    let nothing = Given { columns: vec![], ..given(true, None) };
    assert_eq!(nothing.design(24, None).map(|_| ()).unwrap_err().reason, Reason::Shape);
}

#[test]
fn a_scale_that_the_kind_settles_is_idle() {
    let given = |kind, scale, rscales| Given { columns: vec![], kind, combined: true, scale, rscales, mse: false };
    for (kind, of_all, of_each) in [
        (Kind::Acs, true, true),
        (Kind::SuccessiveDifference, true, true),
        (Kind::Jk2, true, true),
        (Kind::Brr, true, false),
        (Kind::Fay { rho: 0.3 }, true, false),
        (Kind::Jk1, false, false),
        (Kind::Other, false, false),
    ] {
        assert_eq!(given(kind, Some(2.0), None).has_idle_scales(), of_all, "{kind:?}");
        assert_eq!(given(kind, None, Some(vec![2.0])).has_idle_scales(), of_each, "{kind:?}");
        assert!(!given(kind, None, None).has_idle_scales());
    }
}

/// A group in one cluster has no mean in the replicate that leaves that cluster out.
#[test]
fn replicates_without_an_answer_are_counted() {
    let jk1 = replicate(&sample(false), Method::Jk1, false).unwrap();
    let mean = Means { columns: vec![values()] };
    let silent =
        |inside: fn(usize) -> bool| jk1.estimate(&mean, &Domain::of((0..24).map(inside).collect())).unwrap().silent;
    assert_eq!(silent(|row| row < 2), 1);
    assert_eq!(silent(|row| row < 4), 0);
    assert_eq!(sample(false).estimate(&mean, &Domain::all(24)).unwrap().silent, 0);
}

/// R keeps the rank that it knew after a calibration that is not linear; of a domain it counts again.
#[test]
fn degrees_of_freedom_outlive_a_bounded_calibration() {
    let jk1 = replicate(&sample(false), Method::Jk1, false).unwrap();
    let totals = vec![("0".to_owned(), 10.0), ("1".to_owned(), 16.0)];
    let factor = Factor::new("half", &(0..24).map(|row| if row < 12 { "0" } else { "1" }).collect::<Vec<_>>());
    let auxiliaries = vec![Auxiliary::Category(Margin { factor, totals })];
    let df = |bounds, inside: &dyn Fn(usize) -> bool| {
        let calibration = Calibration { auxiliaries: auxiliaries.clone(), bounds, ..Calibration::default() };
        let weighted = calibrate(&jk1, &calibration).unwrap();
        weighted.degrees_of_freedom(&Domain::of((0..24).map(inside).collect()))
    };
    let (all, some): (&dyn Fn(usize) -> bool, &dyn Fn(usize) -> bool) = (&|_| true, &|row| row != 3);
    assert_eq!((df(Some((0.3, 3.0)), all), df(None, all)), (11.0, 10.0));
    assert_eq!(df(Some((0.3, 3.0)), some), df(None, some));
}

#[test]
fn degrees_of_freedom_follow_the_weights_that_there_are() {
    // Remembered for a domain, and not for weights that came after.
    let design = replicate(&sample(true), Method::Jkn, false).unwrap();
    let (all, few) = (Domain::all(24), Domain::of((0..24).map(|row| row < 8).collect()));
    let known = (design.degrees_of_freedom(&all), design.degrees_of_freedom(&few));
    assert!(known.0 > known.1);
    assert_eq!((design.degrees_of_freedom(&all), design.degrees_of_freedom(&few)), known);
    let levels = vec!["0".to_owned(), "1".to_owned()];
    let factor = Factor { name: "m".into(), levels, codes: (0..24).map(|row| row % 2).collect() };
    let margin = Margin { factor, totals: vec![("0".into(), 30.0), ("1".into(), 70.0)] };
    let weighted = post_stratify(&design, &margin, false).unwrap();
    assert!(weighted.degrees_of_freedom(&all) <= known.0 && design.degrees_of_freedom(&all) == known.0);
}
