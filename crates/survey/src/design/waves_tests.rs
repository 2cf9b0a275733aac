//! Changes between waves that share units, against numbers by hand and by simulation.

use super::*;
use crate::column::{Factor, Numeric};
use crate::refusal::Reason;
use crate::rules::Rules;
use crate::sampling::Generator;
use crate::testing::difference;

/// A row: wave, stratum, unit, value.
type Row = (u32, u32, u32, f64);

fn factor(name: &str, codes: impl Iterator<Item = u32>) -> Factor {
    let codes: Vec<u32> = codes.collect();
    let top = codes.iter().max().map_or(0, |top| top + 1);
    Factor { name: name.into(), levels: (0..top).map(|code| code.to_string()).collect(), codes }
}

fn spec(rows: &[Row], size: Option<f64>) -> Spec {
    let wave = factor("wave", rows.iter().map(|row| row.0));
    Spec {
        rows: rows.len(),
        ids: vec![factor("unit", rows.iter().map(|row| row.2))],
        strata: vec![factor("stratum", rows.iter().map(|row| row.1))],
        fpc: size.map(|size| Numeric::new("N", vec![size; rows.len()])).into_iter().collect(),
        waves: Some(Waves::by(wave)),
        ..Spec::default()
    }
}

/// The change from the first wave to the second: estimate, standard error, p.
fn change(design: &Design, rows: &[Row]) -> (f64, f64, f64) {
    let y = Numeric::new("y", rows.iter().map(|row| row.3).collect());
    let wave = factor("wave", rows.iter().map(|row| row.0));
    let test = difference(design, &y, &wave, &Domain::all(rows.len()), Rules::Right).unwrap();
    (test.estimate, test.standard_error, test.p)
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found}, not {expected}");
}

#[test]
fn two_of_four_and_the_other_two_a_year_later() {
    // Means 3 and 2; variances (1 - 2/4) 8 / 2 = 2 and (1 - 2/4) 2 / 2 = 0.5. Without waves the four are a census.
    let rows = [(0, 0, 0, 1.0), (0, 0, 1, 5.0), (1, 0, 2, 1.0), (1, 0, 3, 3.0)];
    let design = Design::new(spec(&rows, Some(4.0))).unwrap();
    let (estimate, se, _) = change(&design, &rows);
    close(estimate, -1.0);
    close(se, libm::sqrt(2.5));
    assert_eq!(design.degrees_of_freedom(&Domain::all(4)), 2.0);
    let apart = design.apart();
    assert_eq!((apart.len(), apart[0].shared, apart[0].waves.clone()), (1, 0, ["0".to_owned(), "1".to_owned()]));
    let one = Design::new(Spec { waves: None, ..spec(&rows, Some(4.0)) }).unwrap();
    assert_eq!(change(&one, &rows).1, 0.0);
}

/// Values of units in both waves: they go together, and differ by no more than their order on average.
fn value(unit: u32, wave: u32) -> f64 {
    f64::from(unit * 7 % 11) + f64::from(wave) * (0.5 + f64::from(unit % 3))
}

#[test]
fn a_panel_is_one_sample_of_differences() {
    for size in [None, Some(12.0)] {
        let rows: Vec<Row> =
            (0..2).flat_map(|wave| (0..8).map(move |unit| (wave, 0, unit, value(unit, wave)))).collect();
        let design = Design::new(spec(&rows, size)).unwrap();
        let differences: Vec<f64> = (0..8).map(|unit| value(unit, 1) - value(unit, 0)).collect();
        let mean = differences.iter().sum::<f64>() / 8.0;
        let spread = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / 7.0;
        let rest = size.map_or(1.0, |size| 1.0 - 8.0 / size);
        let (estimate, se, _) = change(&design, &rows);
        close(estimate, mean);
        close(se, libm::sqrt(rest * spread / 8.0));
        assert_eq!(design.degrees_of_freedom(&Domain::all(16)), 7.0);
        assert!(design.apart().is_empty());
    }
}

#[test]
fn a_stratum_that_another_wave_does_not_have_is_told() {
    // The panel of eight again: of stratum 0 in both waves, or called 1 in the second.
    let of = |named: u32| -> Vec<Row> {
        (0..2).flat_map(|wave| (0..8).map(move |unit| (wave, wave * named, unit, value(unit, wave)))).collect()
    };
    let (same, renamed) = (of(0), of(1));
    let [panel, lost] = [&same, &renamed].map(|rows| Design::new(spec(rows, None)).unwrap());
    assert!(change(&lost, &renamed).1 > change(&panel, &same).1, "the panel is not known again");
    assert!(panel.apart().is_empty());
    let told = |stratum: &str, waves: [&str; 2]| crate::design::Apart {
        stratum: Some(stratum.to_owned()),
        waves: waves.map(str::to_owned),
        shared: 8,
        why: Why::Unmatched,
    };
    assert_eq!(lost.apart(), [told("0", ["0", "1"]), told("1", ["1", "0"])]);
}

#[test]
fn units_that_moved_to_another_stratum_are_told() {
    // Two strata of eight; units 6 and 7 of the first are in the second a year later.
    let stratum = |wave: u32, unit: u32| u32::from(unit >= 8 || wave == 1 && unit >= 6);
    let rows: Vec<Row> =
        (0..2).flat_map(|wave| (0..16).map(move |unit| (wave, stratum(wave, unit), unit, value(unit, wave)))).collect();
    let design = Design::new(spec(&rows, None)).unwrap();
    let moved = Apart {
        stratum: Some("0".to_owned()),
        waves: ["0", "1"].map(str::to_owned),
        shared: 2,
        why: Why::Moved("1".to_owned()),
    };
    assert_eq!(design.apart(), [moved]);
}

/// 46 of a population without end, in both waves: 5% say yes no longer, 5% say yes now.
#[test]
fn a_panel_in_which_few_change_their_mind_has_not_changed() {
    let mut random = Generator::new(11);
    let mut found = 0;
    for _ in 0..300 {
        let mut rows: Vec<Row> = Vec::new();
        for unit in 0..46 {
            let (before, changes) = (random.unit() < 0.5, random.unit() < 0.1);
            rows.push((0, 0, unit, f64::from(u8::from(before))));
            rows.push((1, 0, unit, f64::from(u8::from(before != changes))));
        }
        found += u32::from(change(&Design::new(spec(&rows, None)).unwrap(), &rows).2 < 0.05);
    }
    // 5% of 300 is 15, and three standard deviations of that are 11.3. Enumerated: 4.6%.
    assert!((2..=26).contains(&found), "{found} of 300");
}

#[test]
fn a_part_that_was_drawn_twice_has_the_covariance_of_the_book() {
    // Two strata of units 0..12 and 20..32; six in the first wave, seven in the second, four or none in both.
    let drawn = |wave: u32, stratum: u32| -> Vec<u32> {
        match (stratum, wave) {
            (0, 0) => (0..6).collect(),
            (0, _) => (2..9).collect(),
            (_, 0) => (20..26).collect(),
            (_, _) => (26..32).collect(),
        }
    };
    let mut rows: Vec<Row> = Vec::new();
    for (wave, stratum) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        rows.extend(drawn(wave, stratum).into_iter().map(|unit| (wave, stratum, unit, value(unit, wave))));
    }
    // Means of strata of 12 units each, so halves of the population.
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let cross = |a: &[f64], b: &[f64]| {
        let (a_mean, b_mean) = (mean(a), mean(b));
        a.iter().zip(b).map(|(a, b)| (a - a_mean) * (b - b_mean)).sum::<f64>() / (a.len() as f64 - 1.0)
    };
    let of = |units: &[u32], wave: u32| units.iter().map(|unit| value(*unit, wave)).collect::<Vec<_>>();
    for (size, shared) in [(12.0, None), (12.0, Some(10.0)), (f64::INFINITY, None)] {
        let mut variance = 0.0;
        for stratum in 0..2 {
            for wave in 0..2 {
                let values = of(&drawn(wave, stratum), wave);
                let n = values.len() as f64;
                variance += 0.25 * (1.0 - n / size) * cross(&values, &values) / n;
            }
        }
        let both: Vec<u32> = (2..6).collect();
        let s12 = cross(&of(&both, 0), &of(&both, 1));
        let off = if size.is_finite() { shared.unwrap_or(12.0) / (size * size) } else { 0.0 };
        variance -= 2.0 * 0.25 * (4.0 / (6.0 * 7.0) - off) * s12;
        let mut spec = spec(&rows, Some(size).filter(|size| size.is_finite()));
        // Both strata weigh the same in both waves.
        let weight = |row: &Row| if row.0 == 1 && row.1 == 0 { 12.0 / 7.0 } else { 2.0 };
        spec.weights = Some(Numeric::new("w", rows.iter().map(weight).collect()));
        if let Some(waves) = &mut spec.waves {
            waves.shared = shared.map(|shared| Numeric::new("N12", vec![shared; rows.len()]));
        }
        let design = Design::new(spec).unwrap();
        // A mean is linearised around itself, which a difference of two totals over known sizes is too.
        let total =
            |wave: u32| -> Vec<f64> { rows.iter().map(|row| if row.0 == wave { row.3 / 24.0 } else { 0.0 }).collect() };
        let totals = crate::estimation::Totals { columns: vec![total(0), total(1)] };
        let found = design.estimate(&totals, &Domain::all(rows.len())).unwrap();
        let found = crate::testing::contrast(&found, &[-1.0, 1.0]).unwrap();
        close(found.covariance[(0, 0)], variance);
        assert_eq!(
            design.apart().iter().map(|apart| apart.stratum.clone()).collect::<Vec<_>>(),
            [Some("1".to_owned())]
        );
    }
}

#[test]
fn institutions_that_merged_are_found_again_where_that_is_declared() {
    let mut rows: Vec<Row> = (0..6).map(|unit| (0, 0, unit, value(unit, 0))).collect();
    // 4 and 5 are 6 now.
    rows.extend([0, 1, 2, 3, 6].map(|unit| (1, 0, unit, value(unit, 1))));
    let merged = [("4", "6"), ("5", "6")].map(|(before, now)| (before.to_owned(), now.to_owned()));
    let mut spec = spec(&rows, None);
    let df = |spec: &Spec| Design::new(spec.clone()).unwrap().degrees_of_freedom(&Domain::all(11));
    assert_eq!(df(&spec), 6.0);
    let without = change(&Design::new(spec.clone()).unwrap(), &rows).1;
    if let Some(waves) = &mut spec.waves {
        waves.merged = merged.to_vec();
    }
    assert_eq!(df(&spec), 4.0);
    let with = change(&Design::new(spec.clone()).unwrap(), &rows).1;
    assert!(with != without, "{with}");
    // A circle of names has an end.
    if let Some(waves) = &mut spec.waves {
        waves.merged = vec![("4".into(), "5".into()), ("5".into(), "4".into())];
    }
    assert!(Design::new(spec).is_ok());
}

#[test]
fn what_contradicts_is_refused_by_name() {
    let rows: Vec<Row> = (0..2).flat_map(|wave| (0..4).map(move |unit| (wave, 0, unit, 1.0))).collect();
    let refused = |edit: &dyn Fn(&mut Spec)| {
        let mut spec = spec(&rows, Some(6.0));
        edit(&mut spec);
        let refusal = Design::new(spec).unwrap_err();
        assert!(!refusal.remedy.is_empty());
        (refusal.reason, refusal.variable.unwrap_or_default())
    };
    let waves = |edit: &dyn Fn(&mut Waves)| refused(&|spec| spec.waves.iter_mut().for_each(edit));
    assert_eq!(waves(&|waves| waves.wave.codes[2] = Factor::MISSING), (Reason::Missing, "wave".to_owned()));
    assert_eq!(waves(&|waves| waves.wave.codes.truncate(3)), (Reason::Shape, "wave".to_owned()));
    for wrong in [3.0, 7.0, f64::NAN] {
        let shared = Numeric::new("N12", vec![wrong; 8]);
        assert_eq!(waves(&|waves| waves.shared = Some(shared.clone())), (Reason::Design, "N12".to_owned()));
    }
    let probabilities = |spec: &mut Spec| {
        spec.pps = Some(Pps::Brewer);
        spec.fpc = vec![Numeric::new("p", vec![0.5; 8])];
    };
    assert_eq!(refused(&probabilities), (Reason::NotDefined, "wave".to_owned()));
    let design = Design::new(spec(&rows, None)).unwrap();
    let copies = crate::replication::replicate(&design, crate::replication::Method::Jkn, false);
    assert_eq!(copies.unwrap_err().reason, Reason::Design);
}

/// How many of 300 changes are called one where there is none: waves of `first` and `second` of 55 institutions, of which so
/// many are drawn again; with the waves declared, and as one sample.
fn called(first: usize, second: usize, again: Option<usize>, seed: u64) -> (u32, u32) {
    let mut random = Generator::new(seed);
    let size = 55;
    let (mut right, mut one_sample) = (0, 0);
    for _ in 0..300 {
        // Institutions keep what they are, and move about it; the mean of all is the same in both years.
        let stable: Vec<f64> = (0..size).map(|_| random.unit() * 4.0).collect();
        let years = [0, 1].map(|_| {
            let values: Vec<f64> = stable.iter().map(|stable| stable + random.unit() * 2.0).collect();
            let mean = values.iter().sum::<f64>() / f64::from(size);
            values.into_iter().map(|value| value - mean).collect::<Vec<f64>>()
        });
        let mut order = |count: usize, from: &mut Vec<u32>| -> Vec<u32> {
            (0..count).map(|_| from.swap_remove(random.below(from.len() as u64) as usize)).collect()
        };
        let one = order(first, &mut (0..size).collect());
        let other = match again {
            None => order(second, &mut (0..size).collect()),
            Some(again) => {
                let mut kept = order(again, &mut one.clone());
                let mut rest: Vec<u32> = (0..size).filter(|unit| !one.contains(unit)).collect();
                kept.extend(order(second - again, &mut rest));
                kept
            }
        };
        let rows: Vec<Row> = [one, other]
            .iter()
            .enumerate()
            .flat_map(|(wave, units)| units.iter().map(move |unit| (wave as u32, *unit)).collect::<Vec<_>>())
            .map(|(wave, unit)| (wave, 0, unit, years[wave as usize][unit as usize]))
            .collect();
        let declared = spec(&rows, Some(f64::from(size)));
        let without = Spec { waves: None, ..declared.clone() };
        right += u32::from(change(&Design::new(declared).unwrap(), &rows).2 < 0.05);
        one_sample += u32::from(change(&Design::new(without).unwrap(), &rows).2 < 0.05);
    }
    (right, one_sample)
}

#[test]
fn no_change_is_called_one_in_a_twentieth_of_pairs_of_waves() {
    // Drawn independently; a panel with a few new ones; hardly any overlap.
    for (at, (first, second, again)) in [(34, 46, None), (40, 40, Some(32)), (20, 20, Some(3))].into_iter().enumerate()
    {
        let (right, one_sample) = called(first, second, again, 100 + at as u64);
        // 5% of 300 is 15, and three standard deviations of that are 11.3.
        assert!(right <= 26, "{right} of 300 waves of {first} and {second}");
        assert!(again.is_some() || one_sample > 60, "as one sample: {one_sample} of 300");
    }
}

#[test]
fn a_panel_of_teams_with_other_students_each_year() {
    // 12 of 16 teams, the same in both years; 5 of 30 students in each, others every year.
    let mut random = Generator::new(5);
    let mut called = 0;
    for _ in 0..200 {
        let teams: Vec<f64> = (0..16).map(|_| random.unit() * 3.0).collect();
        let mut chosen: Vec<u32> = (0..16).collect();
        for _ in 0..4 {
            chosen.swap_remove(random.below(chosen.len() as u64) as usize);
        }
        let mut rows = Vec::new();
        for wave in 0..2_u32 {
            for team in &chosen {
                rows.extend((0..5).map(|_| (wave, *team, teams[*team as usize] + random.unit() * 4.0)));
            }
        }
        let wave = factor("wave", rows.iter().map(|row| row.0));
        let design = Design::new(Spec {
            rows: rows.len(),
            ids: vec![factor("team", rows.iter().map(|row| row.1)), factor("student", 0..rows.len() as u32)],
            fpc: vec![Numeric::new("teams", vec![16.0; rows.len()]), Numeric::new("students", vec![30.0; rows.len()])],
            waves: Some(Waves::by(wave.clone())),
            ..Spec::default()
        });
        let y = Numeric::new("y", rows.iter().map(|row| row.2).collect());
        let test = difference(&design.unwrap(), &y, &wave, &Domain::all(rows.len()), Rules::Right).unwrap();
        called += u32::from(test.p < 0.05);
    }
    // 5% of 200 is 10, and three standard deviations of that are 9.2; as if teams were others too it would be none.
    assert!((2..=19).contains(&called), "{called} of 200");
}
