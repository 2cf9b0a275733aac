//! Simulation, with seeds, of designs whose levels and coverage no closed form gives: panels of which few units change, and
//! stages of which the last is taken whole.

use super::*;
use crate::column::{Factor, Numeric};
use crate::estimation::Means;
use crate::rules::Rules;
use crate::sampling::Generator;
use crate::testing::difference;

fn factor(name: &str, codes: impl Iterator<Item = usize>) -> Factor {
    let codes: Vec<u32> = codes.map(|code| code as u32).collect();
    let top = codes.iter().max().map_or(0, |top| top + 1);
    Factor { name: name.into(), levels: (0..top).map(|code| code.to_string()).collect(), codes }
}

fn drawn(random: &mut Generator, count: usize, mut from: Vec<usize>) -> Vec<usize> {
    (0..count).map(|_| from.swap_remove(random.below(from.len() as u64) as usize)).collect()
}

/// Of 55 institutions so many say no longer what they said, and as many others say it now: the country is as it was.
fn called_changed(changers: usize, first: usize, second: usize, again: usize, seed: u64) -> u32 {
    let (size, mut random, mut called) = (55, Generator::new(seed), 0);
    for _ in 0..300 {
        let order = drawn(&mut random, size, (0..size).collect());
        let says = |unit: usize, wave: usize| {
            let place = order.iter().position(|other| *other == unit).unwrap_or(0);
            // 22 say yes; the last of them no longer, and the first of the others now.
            if wave == 0 { place < 22 } else { (changers..22 + changers).contains(&place) }
        };
        let one = drawn(&mut random, first, (0..size).collect());
        let mut other = drawn(&mut random, again, one.clone());
        let rest = (0..size).filter(|unit| !one.contains(unit)).collect();
        other.extend(drawn(&mut random, second - again, rest));
        let rows: Vec<(usize, usize)> = [one, other]
            .into_iter()
            .enumerate()
            .flat_map(|(wave, units)| units.into_iter().map(move |u| (wave, u)))
            .collect();
        let wave = factor("wave", rows.iter().map(|row| row.0));
        let design = Design::new(Spec {
            rows: rows.len(),
            ids: vec![factor("unit", rows.iter().map(|row| row.1))],
            fpc: vec![Numeric::new("N", vec![size as f64; rows.len()])],
            waves: Some(Waves::by(wave.clone())),
            ..Spec::default()
        });
        let y = Numeric::new("y", rows.iter().map(|row| f64::from(u8::from(says(row.1, row.0)))).collect());
        let test = difference(&design.unwrap(), &y, &wave, &Domain::all(rows.len()), Rules::Right).unwrap();
        called += u32::from(test.p < 0.05);
    }
    called
}

#[test]
fn a_panel_of_which_few_change_has_not_changed() {
    for (at, changers) in [1, 2, 3, 6].into_iter().enumerate() {
        for (first, second, again) in [(46, 46, 46), (46, 44, 36), (34, 34, 20)] {
            let called = called_changed(changers, first, second, again, 40 + at as u64);
            // 5% of 300 is 15, and three standard deviations of that are 11.3.
            assert!(called <= 26, "{called} of 300: {changers} either way, {again} of {first} and {second}");
        }
    }
}

/// How many of 300 intervals of the mean hold it: schools out of 20, classes out of those of each school, and in a class all
/// students. `stages`: the design knows of so many of them, and of as many finite populations.
fn holds_whole_classes(schools: usize, classes: usize, stages: usize, share: bool) -> u32 {
    let mut random = Generator::new(61);
    let mut held = 0;
    for _ in 0..300 {
        // Six classes of a school, of three to eight students, who are alike in a school and in a class.
        let all: Vec<Vec<Vec<f64>>> = (0..20)
            .map(|_| {
                let school = random.unit();
                (0..6)
                    .map(|_| {
                        let class = 2.0 * random.unit();
                        let students = 3 + random.below(6) as usize;
                        let value = |own: f64| school + class + own;
                        let of = |value: f64| if share { f64::from(u8::from(value > 1.4)) } else { value };
                        (0..students).map(|_| of(value(random.unit()))).collect()
                    })
                    .collect()
            })
            .collect();
        let values: Vec<f64> = all.iter().flatten().flatten().copied().collect();
        let truth = values.iter().sum::<f64>() / values.len() as f64;
        let mut rows = Vec::new();
        for school in drawn(&mut random, schools, (0..20).collect()) {
            for class in drawn(&mut random, classes, (0..6).collect()) {
                rows.extend(all[school][class].iter().enumerate().map(|(at, y)| (school, school * 6 + class, at, *y)));
            }
        }
        let students = |class: usize| all[class / 6][class % 6].len();
        let ids = [
            factor("school", rows.iter().map(|row| row.0)),
            factor("class", rows.iter().map(|row| row.1)),
            factor("student", rows.iter().map(|row| row.1 * 10 + row.2)),
        ];
        let fpc = [
            Numeric::new("schools", vec![20.0; rows.len()]),
            Numeric::new("classes", vec![6.0; rows.len()]),
            Numeric::new("students", rows.iter().map(|row| students(row.1) as f64).collect()),
        ];
        let design = Design::new(Spec {
            rows: rows.len(),
            ids: ids[..stages].to_vec(),
            fpc: fpc[..stages].to_vec(),
            weights: Some(Numeric::new("w", vec![20.0 * 6.0 / (schools * classes) as f64; rows.len()])),
            ..Spec::default()
        });
        let means = Means { columns: vec![rows.iter().map(|row| row.3).collect()] };
        let found = design.unwrap().estimate(&means, &Domain::all(rows.len())).unwrap();
        held += u32::from(found.interval(0, 0.95).holds(truth));
    }
    held
}

#[test]
fn stages_with_whole_classes_at_the_end_cover() {
    for share in [false, true] {
        for (schools, classes) in [(10, 2), (16, 3), (19, 2)] {
            let [two, three] = [2, 3].map(|stages| holds_whole_classes(schools, classes, stages, share));
            // 95% of 300 is 285, less three standard deviations of 3.8. A stage that was taken whole adds nothing.
            assert!(two >= 273, "{two} of 300: {schools} schools, {classes} classes");
            assert_eq!(two, three);
        }
        // Nearly all schools, and a third of the classes: without the second stage most of the error is not seen.
        let one = holds_whole_classes(19, 2, 1, share);
        assert!(one < 240, "{one} of 300");
    }
}
