use super::*;
use crate::column::{Factor, Numeric};

/// 60 units in 2 strata (40 and 20), 12 clusters of 5, sizes 1 to 5 within each cluster.
fn frame() -> Frame {
    let ids: Vec<String> = (0..60).map(|at| format!("u{at:02}")).collect();
    let factor = |name: &str, levels: Vec<String>, of: &dyn Fn(u32) -> u32| Factor {
        name: name.to_owned(),
        levels,
        codes: (0..60).map(of).collect(),
    };
    let strata = factor("type", vec!["large".to_owned(), "small".to_owned()], &|at| u32::from(at >= 40));
    let clusters = factor("school", (0..12).map(|at| format!("s{at:02}")).collect(), &|at| at / 5);
    let sizes = Numeric { name: "students".to_owned(), values: (0..60).map(|at| f64::from(at % 5 + 1)).collect() };
    Frame::new(&ids, Some(&strata), Some(&clusters), Some(&sizes)).unwrap()
}

fn units() -> Frame {
    let ids: Vec<String> = (0..60).map(|at| format!("u{at:02}")).collect();
    let sizes = Numeric { name: "students".to_owned(), values: (0..60).map(|at| f64::from(at * at)).collect() };
    Frame::new(&ids, None, None, Some(&sizes)).unwrap()
}

fn plan(method: Method, allocation: &[u64], per_cluster: Option<u64>, seed: u64) -> Plan {
    Plan { method, allocation: allocation.to_vec(), per_cluster, seed }
}

#[test]
fn a_seed_draws_these_units_on_every_machine() {
    let draw = draw(&units(), &plan(Method::Simple, &[5], None, 2_024)).unwrap();
    let rows: Vec<usize> = draw.units.iter().map(|unit| unit.row).collect();
    assert_eq!(rows, PINNED_SIMPLE);
    let draw = super::draw(&units(), &plan(Method::ProportionalToSize, &[5], None, 2_024)).unwrap();
    let rows: Vec<usize> = draw.units.iter().map(|unit| unit.row).collect();
    assert_eq!(rows, PINNED_BY_SIZE);
}

// Worked out by a second program from the same description.
const PINNED_SIMPLE: [usize; 5] = [11, 25, 49, 56, 58];
const PINNED_BY_SIZE: [usize; 5] = [33, 43, 49, 54, 59];

#[test]
fn two_stages_multiply_their_probabilities() {
    let draw = draw(&frame(), &plan(Method::Simple, &[2, 4], Some(3), 1)).unwrap();
    assert_eq!(draw.units.len(), 18);
    let (large, small) = draw.units.split_at(6);
    assert!(large.iter().all(|unit| unit.row < 40 && unit.first == 0.25 && unit.second == 0.6));
    assert!(small.iter().all(|unit| unit.row >= 40 && unit.first == 1.0 && unit.weight() == 1.0 / 0.6));
    assert_eq!(draw.record.strata, [("large".to_owned(), 8, 2), ("small".to_owned(), 4, 4)]);
}

#[test]
fn a_record_repeats_its_draw_and_only_on_its_frame() {
    let first = draw(&frame(), &plan(Method::ProportionalToSize, &[3, 2], Some(2), 9)).unwrap();
    assert_eq!(repeat(&first.record, &frame()).unwrap(), first);
    assert_eq!(repeat(&first.record, &units()).unwrap_err().reason, Reason::Design);
}

#[test]
fn a_record_that_was_changed_repeats_nothing() {
    let drawn = draw(&units(), &plan(Method::Simple, &[3], None, 5)).unwrap();
    let mut record = drawn.record;
    record.strata[0].2 += 1;
    assert_eq!(repeat(&record, &units()).unwrap_err().reason, Reason::Design);
}

#[test]
fn one_stratum_is_drawn_the_same_whatever_the_other_asks() {
    let rows = |allocation: &[u64]| -> Vec<usize> {
        let draw = draw(&frame(), &plan(Method::Simple, allocation, None, 5)).unwrap();
        draw.units.iter().map(|unit| unit.row).filter(|row| *row >= 40).collect()
    };
    assert_eq!(rows(&[1, 2]), rows(&[8, 2]));
}

#[test]
fn large_units_are_certain_and_units_without_size_are_never_drawn() {
    let ids: Vec<String> = (0..5).map(|at| at.to_string()).collect();
    let sizes = Numeric { name: "x".to_owned(), values: vec![100.0, 1.0, 1.0, 0.0, 2.0] };
    let frame = Frame::new(&ids, None, None, Some(&sizes)).unwrap();
    for seed in 0..50 {
        let draw = draw(&frame, &plan(Method::ProportionalToSize, &[2], None, seed)).unwrap();
        assert_eq!(draw.units.len(), 2);
        assert_eq!((draw.units[0].row, draw.units[0].first), (0, 1.0));
        assert_ne!(draw.units[1].row, 3);
    }
    let refusal = draw(&frame, &plan(Method::ProportionalToSize, &[5], None, 0)).unwrap_err();
    assert_eq!(refusal.place, Some(Place::Stratum("all".to_owned())));
}

#[test]
fn units_are_drawn_as_often_as_their_probability_says() {
    let frame = units();
    let mut seen = [0.0; 60];
    let mut promised = [0.0; 60];
    let times = 4_000;
    for seed in 0..times {
        for unit in draw(&frame, &plan(Method::ProportionalToSize, &[6], None, seed)).unwrap().units {
            seen[unit.row] += 1.0 / times as f64;
            promised[unit.row] = unit.first;
        }
    }
    for (seen, promised) in seen.iter().zip(promised) {
        // Five standard deviations of a share of 4000 draws.
        assert!((seen - promised).abs() < 0.04, "{seen} for {promised}");
    }
}

#[test]
fn wrong_plans_are_refused() {
    assert_eq!(draw(&frame(), &plan(Method::Simple, &[1], None, 0)).unwrap_err().reason, Reason::Shape);
    assert_eq!(draw(&frame(), &plan(Method::Simple, &[1, 1], Some(0), 0)).unwrap_err().reason, Reason::Value);
    let over = draw(&frame(), &plan(Method::Simple, &[1, 5], None, 0)).unwrap_err();
    assert_eq!(over.place, Some(Place::Stratum("small".to_owned())));
}

proptest::proptest! {
    #[test]
    fn every_draw_is_of_its_size_and_weighs_its_population(
        sizes in proptest::collection::vec(0.0f64..9.0, 1..40), asked in 0u64..45, seed in proptest::prelude::any::<u64>(),
    ) {
        let ids: Vec<String> = (0..sizes.len()).map(|at| format!("{at:02}")).collect();
        let total: f64 = sizes.iter().sum();
        let column = Numeric { name: "x".to_owned(), values: sizes.clone() };
        let frame = Frame::new(&ids, None, None, Some(&column)).unwrap();
        for method in [Method::Simple, Method::ProportionalToSize] {
            let Ok(draw) = draw(&frame, &plan(method, &[asked], None, seed)) else { continue };
            proptest::prop_assert_eq!(draw.units.len() as u64, asked);
            let mut rows: Vec<usize> = draw.units.iter().map(|unit| unit.row).collect();
            rows.dedup();
            proptest::prop_assert_eq!(rows.len() as u64, asked);
            let certain: f64 = draw.units.iter().filter(|unit| unit.first < 1.0).map(|unit| sizes[unit.row] / unit.first).sum();
            if method == Method::ProportionalToSize {
                let exact: f64 = draw.units.iter().filter(|unit| unit.first >= 1.0).map(|unit| sizes[unit.row]).sum();
                let any = draw.units.iter().any(|unit| unit.first < 1.0);
                proptest::prop_assert!(!any || (certain + exact - total).abs() < 1e-9 * total.max(1.0));
            }
        }
    }
}
