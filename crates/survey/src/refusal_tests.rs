//! Bad input, as somebody would give it: each is refused with its kind, what it is about, and what to do.

use crate::comparison::Adjust;
use crate::design::Spec;
use crate::estimate::Estimates;
use crate::estimation::{
    Means, QuantileInterval, Ratios, Request, Rule, Totals, Variances, by_groups, indicators, quantile,
};
use crate::refusal::{Place, Reason};
use crate::replication::{Given, Kind, Method, Resample, replicate};
use crate::table::{Book, Codes};
use crate::testing::{
    Alpha, Form, Scores, chi_squared, contrast, difference, goodness_of_fit, mean_against, rank_test,
};
use crate::weighting::{Auxiliary, Calibration, Margin, Rounds, calibrate, rake};
use crate::{Design, Domain, Factor, Numeric, Refusal, Rules};

const ROWS: usize = 8;

fn plain() -> Design {
    Design::new(Spec { rows: ROWS, ..Spec::default() }).unwrap()
}

fn all() -> Domain {
    Domain::all(ROWS)
}

fn nobody() -> Domain {
    Domain::of(vec![false; ROWS])
}

fn y() -> Vec<f64> {
    (0..ROWS as u32).map(|row| f64::from(row * row % 5)).collect()
}

fn two(name: &str) -> Factor {
    Factor::new(name, &["u", "v", "u", "v", "v", "u", "u", "v"])
}

fn about<T>(answer: Result<T, Refusal>) -> (Reason, String) {
    match answer {
        Err(refusal) => {
            assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty(), "{refusal:?}");
            (refusal.reason, refusal.variable.unwrap_or_default())
        }
        Ok(_) => panic!("this was answered"),
    }
}

#[test]
fn columns_and_domains_have_a_value_for_every_row() {
    let (design, jackknife) = (plain(), replicate(&plain(), Method::Jk1, false).unwrap());
    let short = || vec![y(), y()[..5].to_vec()];
    for design in [&design, &jackknife] {
        let wrong = |statistic: &dyn crate::variance::Statistic| about(design.estimate(statistic, &all()));
        for found in [
            wrong(&Means { columns: short() }),
            wrong(&Totals { columns: short() }),
            wrong(&Variances { columns: short(), count: ROWS }),
            wrong(&Alpha::new(short(), ROWS)),
        ] {
            assert_eq!(found, (Reason::Shape, "column 2".to_owned()));
        }
        let ratio = Ratios { numerators: vec![y()], denominators: short() };
        assert_eq!(wrong(&ratio), (Reason::Shape, "denominator 2".to_owned()));
        let mut endless = y();
        endless[3] = f64::INFINITY;
        let refusal = design.estimate(&Means { columns: vec![endless.clone()] }, &all()).unwrap_err();
        assert_eq!((refusal.reason, refusal.place), (Reason::Value, Some(Place::Row(4))));
        // Outside the domain it does not count.
        let others = all().and(|row| row != 3);
        assert!(design.estimate(&Means { columns: vec![endless] }, &others).is_ok());
    }
    let few = Domain::all(3);
    let named = (Reason::Shape, "the domain".to_owned());
    let (g, h) = (two("g"), Factor::new("h", &["a", "a", "b", "b", "a", "b", "a", "b"]));
    let numeric = Numeric::new("y", y());
    assert_eq!(about(design.estimate(&Means { columns: vec![y()] }, &few)), named);
    assert_eq!(about(quantile(&design, &few, &median(0.5, None))), named);
    assert_eq!(about(chi_squared(&design, &g, &h, Form::F, &few, Rules::Right)), named);
    assert_eq!(about(goodness_of_fit(&design, &g, &[0.5, 0.5], &few)), named);
    assert_eq!(about(difference(&design, &numeric, &g, &few, Rules::Right)), named);
    assert_eq!(about(rank_test(&design, &numeric, &g, Scores::Median, &few)), named);
    let packed = Codes::pack(&g).unwrap();
    assert_eq!(about(Book::new(&design, &few).ask(&packed, &[])), named);
    assert_eq!(about(Book::new(&design, &few).break_by(&packed)), named);
}

fn median(p: f64, df: Option<f64>) -> Request<'static> {
    const Y: [f64; ROWS] = [0.0, 1.0, 4.0, 4.0, 1.0, 0.0, 1.0, 4.0];
    Request { values: &Y, p, rule: Rule::Math, interval: QuantileInterval::Mean, level: 0.95, df, rules: Rules::R }
}

#[test]
fn what_lies_outside_its_range_is_refused() {
    let design = plain();
    for request in [median(2.0, None), median(f64::NAN, None), median(0.5, Some(0.0)), median(0.5, Some(f64::NAN))] {
        assert_eq!(about(quantile(&design, &all(), &request)).0, Reason::Value);
    }
    assert_eq!(about(quantile(&design, &all(), &Request { level: 95.0, ..median(0.5, None) })).0, Reason::Value);
    let short = Request { values: &[1.0, 2.0], ..median(0.5, None) };
    assert_eq!(about(quantile(&design, &all(), &short)).0, Reason::Shape);
    let (item, by) = (Codes::pack(&two("item")).unwrap(), Codes::pack(&two("by")).unwrap());
    let mut book = Book::new(&design, &all());
    book.ask(&item, &[]).unwrap();
    book.break_by(&by).unwrap();
    for significance in [5.0, 0.0, f64::NAN] {
        assert_eq!(about(book.higher(0, 0, significance, Adjust::Holm)).0, Reason::Value);
    }
    let heavy = Spec { rows: ROWS, weights: Some(Numeric::new("w", vec![1e308; ROWS])), ..Spec::default() };
    assert_eq!(about(Design::new(heavy)), (Reason::Value, "w".to_owned()));
    let endless = Numeric::new("income", vec![1.0, 2.0, f64::INFINITY, 1.0, 1.0, 1.0, 1.0, 1.0]);
    let auxiliaries = vec![Auxiliary::Numeric { column: endless, total: 9.0 }];
    let to_income = Calibration { auxiliaries, ..Calibration::default() };
    assert_eq!(about(calibrate(&design, &to_income)), (Reason::Value, "income".to_owned()));
    let never = Calibration { epsilon: f64::NAN, ..Calibration::default() };
    assert_eq!(about(calibrate(&design, &never)).0, Reason::Value);
    let totals = vec![("u".to_owned(), 8.0), ("v".to_owned(), 0.0)];
    let refusal = rake(&design, &[Margin { factor: two("g"), totals }], Rounds::default()).unwrap_err();
    assert!(refusal.message.contains("a population total of 0"), "{refusal:?}");
}

#[test]
fn too_few_and_too_many_replicates_are_refused() {
    let one = |kind| Given {
        columns: vec![Numeric::new("r1", vec![1.0; ROWS])],
        kind,
        combined: false,
        scale: None,
        rscales: None,
        mse: false,
    };
    for kind in [Kind::Brr, Kind::Jk1, Kind::Bootstrap, Kind::Other] {
        assert_eq!(about(one(kind).design(ROWS, None)), (Reason::Value, "r1".to_owned()), "{kind:?}");
    }
    for (resample, replicates) in [(Resample::Bootstrap, usize::MAX), (Resample::Multistage, 1 << 40)] {
        let method = Method::Bootstrap { resample, replicates, seed: 1 };
        assert_eq!(about(replicate(&plain(), method, false)).0, Reason::Value);
    }
    let given = |kind, mse| {
        let columns = (0..3).map(|at| Numeric::new("r", (0..ROWS).map(|row| f64::from(row % 3 != at)).collect()));
        Given { mse, columns: columns.collect(), ..one(kind) }.design(ROWS, None).unwrap()
    };
    let error = |design: Design| design.estimate(&Means { columns: vec![y()] }, &all()).unwrap().standard_error(0);
    // Around the estimate where said so, whatever made them.
    assert!(error(given(Kind::Acs, true)) > error(given(Kind::Acs, false)));
    let repeated = replicate(&plain(), Method::Jk1, false).unwrap();
    let message = Book::new(&repeated, &all()).bootstrap(0.95, 9, 1, 1).unwrap_err().message;
    assert!(message.contains("replicates of its own"), "{message}");
}

#[test]
fn nobody_is_no_estimate_and_no_test() {
    let (design, jackknife) = (plain(), replicate(&plain(), Method::Jk1, false).unwrap());
    for design in [&design, &jackknife] {
        for found in [
            design.estimate(&Totals { columns: vec![y()] }, &nobody()).unwrap(),
            design.estimate(&Means { columns: vec![y()] }, &nobody()).unwrap(),
        ] {
            assert!(found.values[0].is_nan() && found.standard_error(0).is_nan(), "{found:?}");
            assert!(found.df.total_cmp(&0.0).is_eq() && found.interval(0, 0.95).low.is_nan());
        }
        assert_eq!(design.degrees_of_freedom(&nobody()), 0.0);
    }
    let silent = Numeric::new("y", vec![f64::NAN; ROWS]);
    let named = (Reason::NotDefined, "y".to_owned());
    assert_eq!(about(mean_against(&design, &silent, 0.0, &all(), Rules::Right)), named);
    assert_eq!(about(difference(&design, &silent, &two("g"), &all(), Rules::Right)), named);
    assert_eq!(about(rank_test(&design, &silent, &two("g"), Scores::Wilcoxon, &all())), named);
    assert_eq!(about(goodness_of_fit(&design, &two("g"), &[0.5, 0.5], &nobody())).1, "g");
    // Shares of strata are fixed by the draw.
    let strata = Spec { rows: ROWS, strata: vec![two("g")], ..Spec::default() };
    let fixed = goodness_of_fit(&Design::new(strata.clone()).unwrap(), &two("g"), &[0.4, 0.6], &all());
    assert_eq!(about(fixed), (Reason::NotDefined, "g".to_owned()));
    let itself = chi_squared(&Design::new(strata).unwrap(), &two("g"), &two("again"), Form::F, &all(), Rules::Right);
    assert_eq!(about(itself).0, Reason::NotDefined);
}

#[test]
fn a_code_without_level_is_missing() {
    let mut strange = two("g");
    strange.codes[4] = 7;
    strange.codes[5] = Factor::MISSING;
    for column in indicators(&strange) {
        assert!(column[4].is_nan() && column[5].is_nan() && column[0].is_finite());
    }
    let groups = by_groups(&plain(), &all(), &[&strange]);
    assert_eq!(groups.iter().map(|group| group.levels.clone()).collect::<Vec<_>>(), [[0], [1]]);
}

#[test]
fn an_error_that_is_unknown_is_not_zero() {
    let unknown = Estimates {
        values: vec![1.0, 3.0],
        covariance: nalgebra::DMatrix::from_row_slice(2, 2, &[0.0, f64::NAN, f64::NAN, 0.0]),
        df: 7.0,
        silent: 2,
    };
    let found = contrast(&unknown, &[-1.0, 1.0]).unwrap();
    assert!(found.standard_error(0).is_nan() && found.silent == 2, "{found:?}");
    // A covariance that is none says nothing; one that is off by rounding is.
    let pair = |v: f64| Estimates {
        values: vec![1.0, 3.0],
        covariance: nalgebra::DMatrix::from_row_slice(2, 2, &[1.0, v, v, 1.0]),
        df: 7.0,
        silent: 0,
    };
    assert!(contrast(&pair(2.0), &[-1.0, 1.0]).unwrap().standard_error(0).is_nan());
    assert_eq!(contrast(&pair(1.0 + 1e-15), &[-1.0, 1.0]).unwrap().standard_error(0), 0.0);
    assert_eq!(about(contrast(&pair(0.0), &[f64::NAN, 1.0])).0, Reason::Value);
    assert!(pair(0.0).standard_error(5).is_nan());
    // Beyond what a number holds is no certainty.
    let huge = y().iter().map(|y| y * 1e200).collect();
    let found = plain().estimate(&Means { columns: vec![huge] }, &all()).unwrap();
    assert!(found.standard_error(0) > 1e200, "{found:?}");
}

#[test]
fn a_lonely_unit_of_a_later_stage_is_named_by_its_cluster() {
    let class = Factor::new("class", &["a", "a", "b", "b", "c", "c", "d", "d"]);
    let student = Factor::new("student", &["1", "2", "3", "4", "5", "6", "7", "7"]);
    let fpc = vec![Numeric::new("classes", vec![9.0; ROWS]), Numeric::new("students", vec![20.0; ROWS])];
    let spec = Spec { rows: ROWS, ids: vec![class, student], fpc, ..Spec::default() };
    let design = Design::new(spec.clone()).unwrap();
    let refusal = design.estimate(&Means { columns: vec![y()] }, &all()).unwrap_err();
    assert_eq!(refusal.to_string(), "class, cluster d: one unit was drawn at stage 2, so its variance is unknown");
    let mut wrong = spec;
    wrong.fpc[1].values[7] = 30.0;
    let refusal = Design::new(wrong).map(|_| ()).unwrap_err();
    assert!(refusal.to_string().starts_with("students, cluster d: is 20 and 30 within one cluster"), "{refusal}");
}
