use super::{Design, LonelyPsu, Pps, Spec};
use crate::column::{Domain, Factor, Numeric};
use crate::refusal::{Place, Reason};

fn factor(name: &str, values: &[&str]) -> Factor {
    let mut levels: Vec<String> = values.iter().map(|v| (*v).to_owned()).collect();
    levels.sort();
    levels.dedup();
    let codes = values.iter().map(|v| levels.iter().position(|l| l == v).unwrap() as u32).collect();
    Factor { name: name.into(), levels, codes }
}

fn numeric(name: &str, values: &[f64]) -> Numeric {
    Numeric { name: name.into(), values: values.to_vec() }
}

fn two_strata() -> Spec {
    Spec {
        rows: 5,
        ids: vec![factor("school", &["a", "a", "b", "c", "d"])],
        strata: vec![factor("region", &["n", "n", "n", "s", "s"])],
        weights: Some(numeric("w", &[1.0, 2.0, 3.0, 4.0, 5.0])),
        ..Spec::default()
    }
}

#[test]
fn a_sound_design_counts_clusters_less_strata() {
    let design = Design::new(two_strata()).unwrap();
    assert_eq!(design.degrees_of_freedom(&Domain::all(5)), 2.0);
    assert_eq!(design.degrees_of_freedom(&Domain::of(vec![true, true, true, false, false])), 1.0);
    assert_eq!(design.degrees_of_freedom(&Domain::of(vec![false; 5])), 0.0);
    assert_eq!(design.weights(), [1.0, 2.0, 3.0, 4.0, 5.0]);
}

#[test]
fn weights_follow_from_finite_populations_at_every_stage() {
    let spec = Spec {
        rows: 4,
        ids: vec![factor("a", &["1", "1", "2", "2"]), factor("b", &["1", "2", "1", "2"])],
        fpc: vec![numeric("n1", &[6.0; 4]), numeric("n2", &[4.0, 4.0, 10.0, 10.0])],
        ..Spec::default()
    };
    assert_eq!(Design::new(spec.clone()).unwrap().weights(), [6.0, 6.0, 15.0, 15.0]);
    let fractions = vec![numeric("f1", &[1.0 / 3.0; 4]), numeric("f2", &[0.5, 0.5, 0.2, 0.2])];
    assert_eq!(Design::new(Spec { fpc: fractions, ..spec }).unwrap().weights(), [6.0, 6.0, 15.0, 15.0]);
}

#[test]
fn clusters_may_begin_anew_in_each_stratum_only_if_so_said() {
    let spec = Spec { ids: vec![factor("school", &["a", "a", "b", "a", "b"])], ..two_strata() };
    let refusal = Design::new(spec.clone()).unwrap_err();
    assert_eq!((refusal.reason, refusal.variable.as_deref()), (Reason::Design, Some("school")));
    let nested = Design::new(Spec { nest: true, ..spec }).unwrap();
    assert_eq!(nested.degrees_of_freedom(&Domain::all(5)), 2.0);
}

/// Each row: what is wrong, the column it must name and the place in it.
#[test]
fn what_contradicts_itself_is_refused_by_name() {
    let with = |change: &dyn Fn(&mut Spec)| {
        let mut spec = two_strata();
        change(&mut spec);
        Design::new(spec).map(|_| ()).unwrap_err()
    };
    let cases: Vec<(&str, crate::refusal::Refusal, Option<&str>, Option<Place>)> = vec![
        ("no rows", with(&|s| s.rows = 0), None, None),
        ("short ids", with(&|s| s.ids[0].codes.truncate(3)), Some("school"), None),
        ("missing stratum", with(&|s| s.strata[0].codes[1] = Factor::MISSING), Some("region"), Some(Place::Row(2))),
        ("unknown code", with(&|s| s.ids[0].codes[4] = 9), Some("school"), Some(Place::Row(5))),
        ("missing weight", with(&|s| s.weights.as_mut().unwrap().values[2] = f64::NAN), Some("w"), Some(Place::Row(3))),
        ("negative weight", with(&|s| s.weights.as_mut().unwrap().values[3] = -1.0), Some("w"), Some(Place::Row(4))),
        (
            "infinite weight",
            with(&|s| s.weights.as_mut().unwrap().values[0] = f64::INFINITY),
            Some("w"),
            Some(Place::Row(1)),
        ),
        (
            "population below sample",
            with(&|s| s.fpc = vec![numeric("N", &[9.0, 9.0, 9.0, 1.5, 1.5])]),
            Some("N"),
            Some(Place::Stratum("s".into())),
        ),
        (
            "population varies",
            with(&|s| s.fpc = vec![numeric("N", &[9.0, 9.0, 8.0, 4.0, 4.0])]),
            Some("N"),
            Some(Place::Stratum("n".into())),
        ),
        (
            "counts and fractions",
            with(&|s| s.fpc = vec![numeric("N", &[9.0, 9.0, 9.0, 0.5, 0.5])]),
            Some("N"),
            Some(Place::Row(4)),
        ),
        (
            "one fpc column too many",
            with(&|s| s.fpc = vec![numeric("N", &[9.0; 5]), numeric("M", &[9.0; 5])]),
            None,
            None,
        ),
        ("one column of strata too many", with(&|s| s.strata.push(s.strata[0].clone())), None, None),
        ("one cluster", with(&|s| (s.strata, s.ids[0].codes) = (vec![], vec![0; 5])), Some("school"), None),
        ("probabilities without fpc", with(&|s| s.pps = Some(Pps::Brewer)), None, None),
    ];
    for (what, refusal, variable, place) in cases {
        assert_eq!(refusal.variable.as_deref(), variable, "{what}: {refusal}");
        assert_eq!(refusal.place, place, "{what}: {refusal}");
        assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty(), "{what}");
    }
}

#[test]
fn the_default_rule_refuses_lonely_clusters() {
    assert_eq!(Spec::default().lonely, LonelyPsu::Fail);
}
