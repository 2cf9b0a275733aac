//! The weights themselves, and weighted counts.

use super::data::factors;
use super::design::Frame;
use super::given::{Answer, Row, number};
use crate::read::CaseProblem;
use serde_json::{Map, Value, json};
use survey::Factor;

/// How many weights an answer shows, evenly spread over the rows.
const SHOWN: usize = 12;

/// Their sum, spread and extremes, the margins they make, and some of them by row, from 1.
pub(super) fn answer(margins: &[String], frame: &Frame<'_>) -> Result<Answer, CaseProblem> {
    let mut weights = frame.design.weights_in(&frame.domain);
    // Rows outside the domain stay in a design whose weights were adjusted, with a weight of 0, as in R.
    if frame.design.rows_in(&frame.domain) < frame.design.rows() {
        weights = weights
            .into_iter()
            .enumerate()
            .filter(|(row, _)| frame.domain.holds(*row))
            .map(|(_, weight)| weight)
            .collect();
    }
    let n = weights.len() as f64;
    let sum: f64 = weights.iter().sum();
    let sumsq: f64 = weights.iter().map(|weight| weight * weight).sum();
    let extreme = |pick: fn(f64, f64) -> f64| weights.iter().copied().reduce(pick).unwrap_or(f64::NAN);
    let mut rows: Vec<usize> = (0..SHOWN)
        .map(|at| {
            let last = weights.len().saturating_sub(1) as f64;
            // Rounded as R does, a half to the even side.
            (1.0 + at as f64 * last / (SHOWN - 1) as f64).round_ties_even() as usize
        })
        .collect();
    rows.dedup();
    let shown = rows
        .iter()
        .filter_map(|row| weights.get(row.saturating_sub(1)).map(|weight| json!({ "row": row, "w": number(*weight) })));
    let mut counts = Map::new();
    for factor in factors(frame.table, margins)? {
        let counted = cells(&[&factor], frame).into_iter().map(|(levels, sum)| (levels.concat(), number(sum)));
        counts.insert(factor.name.clone(), Value::Object(counted.collect()));
    }
    Ok(Answer::default()
        .set("n", weights.len())
        .set("sum", number(sum))
        .set("sumsq", number(sumsq))
        .set("min", number(extreme(f64::min)))
        .set("max", number(extreme(f64::max)))
        .set("mean", number(sum / n))
        .set("kish_deff", number(n * sumsq / (sum * sum)))
        .set("n_eff", number(sum * sum / sumsq))
        .set("at", shown.collect::<Vec<_>>())
        .set("margins", counts))
}

/// Weighted counts of combinations of categories, scaled to a total if there is one. Under replicates there always is:
/// the sum of the weights, so that rows without an answer are spread over the cells (R `survey`, `svytable`).
pub(super) fn table(vars: &[String], total: Option<f64>, frame: &Frame<'_>) -> Result<Answer, CaseProblem> {
    let factors = factors(frame.table, vars)?;
    let mut combinations: usize = 1;
    for factor in &factors {
        combinations = combinations.saturating_mul(factor.levels.len());
    }
    if combinations > 1_000_000 {
        return Err(CaseProblem::new(
            format!("{} make {combinations} cells", vars.join(" x ")),
            "ask for fewer variables, or for variables with fewer categories",
        ));
    }
    let cells = cells(&factors.iter().collect::<Vec<_>>(), frame);
    let total =
        total.or_else(|| frame.design.replicates().map(|_| frame.design.weights_in(&frame.domain).iter().sum()));
    let sum: f64 = cells.iter().map(|(_, count)| count).sum();
    let scale = total.map_or(1.0, |total| total / sum);
    let rows = cells.into_iter().map(|(levels, count)| {
        let cell: Map<_, _> = vars.iter().cloned().zip(levels.into_iter().map(Value::String)).collect();
        Row::default().set("cell", cell).set("estimate", number(count * scale))
    });
    Ok(Answer::with_df(frame.df()).rows(rows.collect()))
}

/// The weighted count of every combination of levels, the first factor fastest. Rows with a missing one are in none.
fn cells(factors: &[&Factor], frame: &Frame<'_>) -> Vec<(Vec<String>, f64)> {
    let mut cells: Vec<(Vec<String>, f64)> = vec![(Vec::new(), 0.0)];
    for factor in factors {
        cells = factor
            .levels
            .iter()
            .flat_map(|level| {
                cells.iter().map(move |(levels, count)| {
                    (levels.iter().chain(std::iter::once(level)).cloned().collect(), *count)
                })
            })
            .collect();
    }
    for (row, weight) in frame.design.weights().iter().enumerate() {
        if !frame.domain.holds(row) {
            continue;
        }
        let mut place = Some(0_usize);
        let mut step = 1_usize;
        for factor in factors {
            let code = factor.codes.get(row).and_then(|code| usize::try_from(*code).ok());
            let code = code.filter(|code| *code < factor.levels.len());
            place = place.zip(code).map(|(place, code)| place + code * step);
            step *= factor.levels.len();
        }
        if let Some((_, count)) = place.and_then(|place| cells.get_mut(place)) {
            *count += weight;
        }
    }
    cells
}
