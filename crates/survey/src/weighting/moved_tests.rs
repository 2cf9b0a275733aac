//! What was moved between rows is chance: linearisation knows it as the jackknife does, which moves it anew each time.

use super::*;
use crate::column::{Domain, Factor, Numeric};
use crate::design::Spec;
use crate::estimation::{Means, Totals};
use crate::replication::{Method, replicate};
use crate::sampling::Generator;

const ROWS: usize = 400;

struct Sample {
    design: Design,
    cells: Factor,
    responded: Vec<bool>,
    y: Vec<f64>,
}

/// 200 clusters of two in two strata. Who responds, and how much somebody weighs, goes with what is asked.
fn sample() -> Sample {
    let mut random = Generator::new(11);
    let codes = |name: &str, levels: u32, code: &mut dyn FnMut(u32) -> u32| Factor {
        name: name.into(),
        levels: (0..levels).map(|level| level.to_string()).collect(),
        codes: (0..ROWS as u32).map(code).collect(),
    };
    let cells = codes("cell", 3, &mut |_| random.below(3) as u32);
    let strata = vec![codes("stratum", 2, &mut |row| row / 200)];
    let ids = vec![codes("class", 200, &mut |row| row / 2)];
    let y: Vec<f64> = cells.codes.iter().map(|cell| f64::from(*cell) * 4.0 + 3.0 * random.unit()).collect();
    let responded = y.iter().map(|y| random.unit() < 0.9 - 0.05 * y).collect();
    let weights = y.iter().map(|y| 1.0 + 0.2 * y + 6.0 * random.unit() * random.unit() * random.unit()).collect();
    let weights = Some(Numeric::new("w", weights));
    let design = Design::new(Spec { rows: ROWS, strata, ids, weights, ..Spec::default() }).unwrap();
    Sample { design, cells, responded, y }
}

/// By how much two ways of weighting differ in the errors of a total and a mean, as a share.
fn off(sample: &Sample, one: &dyn Fn(&Design) -> Design, other: &dyn Fn(&Design) -> Design) -> f64 {
    let jackknife = replicate(&sample.design, Method::Jkn, true).unwrap();
    let all = Domain::all(ROWS);
    let columns = || vec![sample.y.clone()];
    let errors = |design: &Design| {
        let total = design.estimate(&Totals { columns: columns() }, &all).unwrap().standard_error(0);
        let mean = design.estimate(&Means { columns: columns() }, &all).unwrap().standard_error(0);
        [total, mean]
    };
    let (one, other) = (errors(&one(&sample.design)), errors(&other(&jackknife)));
    one.iter().zip(other).map(|(a, b)| (a / b - 1.0).abs()).fold(0.0, f64::max)
}

#[test]
fn the_variance_knows_of_non_response() {
    let sample = sample();
    let adjusted = |design: &Design| non_response(design, &sample.cells, &sample.responded).unwrap();
    assert!(off(&sample, &adjusted, &adjusted) < 0.02);
    // As if respondents had been all that was drawn.
    let taken = |design: &Design| Design { adjustments: Vec::new(), ..adjusted(design) };
    assert!(off(&sample, &taken, &adjusted) > 0.05);
}

#[test]
fn the_variance_knows_of_trimming() {
    let sample = sample();
    for strict in [false, true] {
        let limits = Limits { lower: 1.9, upper: 4.5, strict };
        let trimmed = |design: &Design| trim(design, limits).unwrap();
        let error = off(&sample, &trimmed, &trimmed);
        let given = off(&sample, &|design| trim_as_given(design, limits).unwrap(), &trimmed);
        assert!(error < 0.03 && given > 2.0 * error, "{error} {given}");
    }
}

#[test]
fn the_variance_knows_of_one_after_the_other() {
    let sample = sample();
    let margin = |level: u32| (level.to_string(), 300.0 + 100.0 * f64::from(level));
    let totals: Vec<(String, f64)> = (0..2).map(margin).collect();
    let stratum = sample.design.spec().strata[0].clone();
    let weighted = |design: &Design| {
        let trimmed = trim(design, Limits { lower: 1.0, upper: 5.0, strict: true }).unwrap();
        let responding = non_response(&trimmed, &sample.cells, &sample.responded).unwrap();
        post_stratify(&responding, &Margin { factor: stratum.clone(), totals: totals.clone() }, false).unwrap()
    };
    let error = off(&sample, &weighted, &weighted);
    assert!(error < 0.03, "{error}");
    let backwards = |design: &Design| {
        let mut design = weighted(design);
        design.adjustments.reverse();
        design
    };
    assert!(off(&sample, &backwards, &weighted) > 2.0 * error, "the order of a chain matters");
}
