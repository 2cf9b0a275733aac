//! Worked cases against R `survey` 4.5: data(api), `apistrat`, `svyciprop(~I(awards == "Yes"))`.

use super::*;

const AWARDS: Proportion = Proportion::new(0.638_936_064_050_578, 0.034_405_917_997_269, 200, 197.0);

/// Awards by school type, in the sample's own counts.
fn fit() -> Fit {
    // Elementary, high, middle: weight, schools with awards, without.
    let strata = [(44.209_999_084_472_7, 73, 27), (15.100_000_381_469_7, 16, 34), (20.360_000_610_351_6, 24, 26)];
    let (mut values, mut weights) = (Vec::new(), Vec::new());
    for (weight, yes, no) in strata {
        values.extend(std::iter::repeat_n(1.0, yes).chain(std::iter::repeat_n(0.0, no)));
        weights.extend(std::iter::repeat_n(weight, yes + no));
    }
    Fit::of(&values, &weights).unwrap()
}

#[test]
fn every_method_answers_what_r_does() {
    let cases = [
        (Method::Mean, 0.571_084_874_530_262, 0.706_787_253_570_895),
        (Method::Logit, 0.568_721_098_868_047, 0.703_675_779_368_256),
        (Method::XLogit, 0.568_721_098_868_047, 0.703_675_779_368_257),
        (Method::Asin, 0.569_926_322_567_724, 0.705_177_805_715_608),
        (Method::Beta, 0.567_218_701_479_749, 0.706_354_783_014_46),
        (Method::Wilson, 0.568_978_594_491_136, 0.703_456_813_580_702),
        (Method::Likelihood, 0.569_395_984_603_68, 0.704_785_901_384_176),
    ];
    let awards = Proportion { fit: Some(fit()), ..AWARDS };
    assert!((fit().proportion - AWARDS.estimate).abs() < 1e-12);
    for (method, low, high) in cases {
        let interval = awards.interval(method, 0.95).unwrap();
        assert!((interval.low - low).abs() < 1e-11, "{method:?} {} for {low}", interval.low);
        assert!((interval.high - high).abs() < 1e-11, "{method:?} {} for {high}", interval.high);
    }
}

#[test]
fn infinite_degrees_of_freedom_are_the_normal_distribution() {
    let interval = Proportion { df: Some(f64::INFINITY), ..AWARDS }.interval(Method::Logit, 0.95).unwrap();
    assert!((interval.low - 0.569_164_217_827_167).abs() < 1e-12);
    assert!((interval.high - 0.703_298_887_898_947).abs() < 1e-12);
}

#[test]
fn a_rare_answer_in_a_small_sample() {
    let rare = Proportion::new(0.027_118_644_067_796_6, 0.023_485_434_678_9, 40, 36.0);
    let interval = rare.interval(Method::Beta, 0.95).unwrap();
    assert!((interval.low - 0.001_394_473_801_613_49).abs() < 1e-11, "{}", interval.low);
    assert!((interval.high - 0.121_289_175_032_767).abs() < 1e-11, "{}", interval.high);
}

#[test]
fn at_the_ends_r_has_a_point_or_nothing() {
    for p in [0.0, 1.0] {
        let end = Proportion { rules: Rules::R, ..Proportion::new(p, 0.0, 40, 36.0) };
        for (name, method) in Method::NAMED {
            let interval = end.interval(method, 0.95).unwrap();
            if matches!(method, Method::Mean | Method::Logit) {
                assert_eq!(interval, Interval { low: p, high: p }, "{name}");
            } else {
                assert!(interval.low.is_nan() && interval.high.is_nan(), "{name}");
            }
        }
    }
}

#[test]
fn at_the_ends_every_method_answers_the_bound() {
    // Nobody of 40: the share with (1 - p)^40 = 0.025.
    let bound = 1.0 - libm::pow(0.025, 1.0 / 40.0);
    for (name, method) in Method::NAMED {
        let of = |p: f64, worth: f64| {
            Proportion { worth, ..Proportion::new(p, 0.0, 40, 36.0) }.interval(method, 0.95).unwrap()
        };
        let (none, all) = (of(0.0, 40.0), of(1.0, 40.0));
        assert!(none.low == 0.0 && (none.high - bound).abs() < 1e-12, "{name}: {none:?}");
        assert!(all.high == 1.0 && (all.low - 1.0 + bound).abs() < 1e-12, "{name}: {all:?}");
        assert_eq!(of(0.0, f64::INFINITY), Interval { low: 0.0, high: 0.0 }, "{name}: nobody in a census");
    }
}

#[test]
fn a_census_answers_its_point() {
    for (name, method) in Method::NAMED {
        let interval = Proportion::new(0.25, 0.0, 40, 36.0).interval(method, 0.95).unwrap();
        assert_eq!(interval, Interval { low: 0.25, high: 0.25 }, "{name}");
    }
}

#[test]
fn what_is_not_a_proportion_is_refused() {
    for p in [-0.1, 1.1, f64::INFINITY] {
        assert_eq!(Proportion::new(p, 0.1, 9, 8.0).interval(Method::Mean, 0.95).unwrap_err().reason, Reason::Value);
    }
    assert!(AWARDS.interval(Method::Mean, 1.5).is_err());
}

#[test]
fn an_angle_below_zero_ends_at_zero() {
    let interval = Proportion::new(0.01, 0.02, 40, 36.0).interval(Method::Asin, 0.95).unwrap();
    assert_eq!(interval.low, 0.0);
    assert!(interval.high > 0.05);
}

proptest::proptest! {
    #[test]
    fn nothing_panics_and_the_ends_keep_their_order(
        p in -0.5f64..1.5, se in 0.0f64..2.0, rows in 0usize..500, df in -1.0f64..400.0, level in -0.5f64..1.5,
    ) {
        for (name, method) in Method::NAMED {
            if let Ok(interval) = Proportion::new(p, se, rows, df).interval(method, level) {
                let nothing = interval.low.is_nan() || interval.high.is_nan();
                proptest::prop_assert!(nothing || interval.low <= interval.high, "{name}: {interval:?}");
            }
        }
    }
}
