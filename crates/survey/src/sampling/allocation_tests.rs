use super::*;

/// Schools for vocational education by type: students, standard deviation, cost.
fn schools() -> Vec<Stratum> {
    let stratum =
        |name: &str, population, deviation, cost| Stratum { deviation, cost, ..Stratum::new(name, population) };
    vec![
        stratum("ROC groot", 320_000, 0.42, 1.0),
        stratum("ROC klein", 120_000, 0.45, 1.2),
        stratum("AOC", 25_000, 0.38, 1.5),
        stratum("Vakinstelling", 22_000, 0.5, 1.1),
    ]
}

#[test]
fn optimal_at_a_cost_as_worked_out() {
    let cases = [
        (
            372,
            [247.582_651_084_407, 90.807_992_977_138_9, 14.288_903_921_284_9, 19.320_452_017_168_9],
            [248, 91, 14, 19],
        ),
        (
            3_001,
            [1_997.299_827_699_75, 732.566_631_517_188, 115.271_507_171_441, 155.862_033_611_623],
            [1_997, 733, 115, 156],
        ),
        (
            54_000,
            [35_939.417_092_897_8, 13_181.805_432_165_3, 2_074.195_730_509_1, 2_804.581_744_427_74],
            [35_939, 13_182, 2_074, 2_805],
        ),
    ];
    for (sample, raw, units) in cases {
        let allocation = allocate(sample, &schools(), &Rule::Optimal).unwrap();
        assert_eq!(allocation.units, units);
        for (got, want) in allocation.raw.iter().zip(raw) {
            assert!((got - want).abs() <= 1e-10 * want, "{got} for {want}");
        }
    }
}

#[test]
fn the_other_rules_share_by_size_by_spread_and_evenly() {
    let units = |rule| allocate(372, &schools(), &rule).unwrap().units;
    assert_eq!(units(Rule::Proportional), [244, 92, 19, 17]);
    assert_eq!(units(Rule::Equal), [93, 93, 93, 93]);
    // 320 x 0.42, 120 x 0.45, 25 x 0.38, 22 x 0.5 of 208.9.
    assert_eq!(units(Rule::Neyman), [239, 96, 17, 20]);
    assert_eq!(units(Rule::Given(vec![300, 72, 0, 0])), [300, 72, 0, 0]);
}

#[test]
fn a_full_stratum_leaves_the_rest_to_the_others() {
    let strata = [Stratum::new("small", 5), Stratum::new("large", 1_000), Stratum::new("larger", 2_000)];
    assert_eq!(allocate(35, &strata, &Rule::Equal).unwrap().units, [5, 15, 15]);
    assert_eq!(allocate(3_005, &strata, &Rule::Equal).unwrap().units, [5, 1_000, 2_000]);
}

#[test]
fn a_least_number_is_taken_from_the_others() {
    let mut strata = schools();
    strata[2].least = 50;
    assert_eq!(allocate(372, &strata, &Rule::Proportional).unwrap().units, [223, 84, 50, 15]);
    strata[2].least = 400;
    assert_eq!(allocate(372, &strata, &Rule::Proportional).unwrap_err().reason, Reason::Design);
}

#[test]
fn a_boost_oversamples() {
    let strata = [Stratum { boost: 3.0, ..Stratum::new("named", 100) }, Stratum::new("other", 100)];
    assert_eq!(allocate(40, &strata, &Rule::Proportional).unwrap().units, [30, 10]);
}

#[test]
fn what_cannot_be_shared_is_refused_by_name() {
    let strata = schools();
    assert!(allocate(1, &[], &Rule::Equal).is_err());
    assert_eq!(allocate(1_000_000, &strata, &Rule::Equal).unwrap_err().reason, Reason::Design);
    assert_eq!(allocate(3, &strata, &Rule::Given(vec![1, 1])).unwrap_err().reason, Reason::Shape);
    assert_eq!(allocate(3, &strata, &Rule::Given(vec![1; 4])).unwrap_err().reason, Reason::Design);
    let over = allocate(25_001, &strata, &Rule::Given(vec![0, 0, 25_001, 0])).unwrap_err();
    assert_eq!(over.place, Some(Place::Stratum("AOC".to_owned())));
    for wrong in [f64::NAN, -1.0, 1e308] {
        let mut strata = schools();
        strata[1].deviation = wrong;
        assert_eq!(
            allocate(9, &strata, &Rule::Neyman).unwrap_err().place,
            Some(Place::Stratum("ROC klein".to_owned()))
        );
    }
}

proptest::proptest! {
    #[test]
    fn every_allocation_adds_up_within_its_limits(
        rows in proptest::collection::vec((0u64..400, 0.0f64..3.0, 0.1f64..4.0, 0u64..30, 0.0f64..3.0), 1..9),
        sample in 0u64..900,
    ) {
        let strata: Vec<Stratum> = rows.iter().enumerate().map(|(at, (population, deviation, cost, least, boost))| Stratum {
            deviation: *deviation, cost: *cost, least: *least, boost: *boost,
            ..Stratum::new(at.to_string(), *population)
        }).collect();
        for rule in [Rule::Proportional, Rule::Equal, Rule::Neyman, Rule::Optimal] {
            if let Ok(allocation) = allocate(sample, &strata, &rule) {
                proptest::prop_assert_eq!(allocation.units.iter().sum::<u64>(), sample);
                for (stratum, units) in strata.iter().zip(&allocation.units) {
                    proptest::prop_assert!(*units <= stratum.population);
                    proptest::prop_assert!(*units >= stratum.least.min(stratum.population));
                }
            }
        }
    }
}
