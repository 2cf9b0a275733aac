//! Whether groups differ in rank.

use super::{EstimateTest, finite, present, same_rows, somebody, two_levels};
use crate::column::{Domain, Factor, Numeric};
use crate::design::Design;
use crate::estimation::Totals;
use crate::numerics::{fisher, matrix, normal};
use crate::refusal::{Place, Reason, Refusal};
use nalgebra::DMatrix;

/// What is made of a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scores {
    /// The rank as a share of the population: Wilcoxon, and Kruskal and Wallis.
    #[default]
    Wilcoxon,
    /// The normal quantile of that share.
    VanDerWaerden,
    /// Whether it is above the median.
    Median,
}

/// A rank test: of two groups a difference, of more groups a joint test.
#[derive(Debug, Clone, PartialEq)]
pub enum RankTest {
    /// The mean score of the second group less that of the first.
    Two(EstimateTest),
    /// Of more groups.
    Many {
        /// Wald's chi-squared of the differences from the first group. R's `svyranktest` calls this the parameter.
        chi_squared: f64,
        /// Its degrees of freedom: groups less one. R's `svyranktest` calls this the statistic.
        df: f64,
        /// Degrees of freedom of the design that are left.
        df_below: f64,
        /// From the F distribution of `chi_squared / df`.
        p: f64,
    },
}

/// Whether groups differ in rank (Lumley and Scott, *Biometrika* 100, 2013; R `survey`, `svyranktest`). Rows where either
/// variable is missing leave the domain.
///
/// # Errors
/// Columns of another length, one group or one value only, a weight below 0, or whatever the variance refuses.
pub fn rank_test(
    design: &Design,
    y: &Numeric,
    group: &Factor,
    scores: Scores,
    domain: &Domain,
) -> Result<RankTest, Refusal> {
    same_rows(design, &y.name, y.values.len())?;
    same_rows(design, &group.name, group.codes.len())?;
    finite(y)?;
    // Rows outside the domain that stay in the variance are ranked too, with weight zero (as R ranks them).
    somebody(design, &domain.and(|row| y.values.get(row).is_some_and(|value| !value.is_nan())), &y.name)?;
    let everyone = design.replicates().is_none() && design.keeps_outside();
    let known = |row: usize| {
        let level = group.codes.get(row).is_some_and(|code| (*code as usize) < group.levels.len());
        level && y.values.get(row).is_some_and(|value| !value.is_nan())
    };
    let inside = domain.and(known);
    let mut ranked: Vec<usize> =
        (0..design.rows()).filter(|row| (everyone || domain.holds(*row)) && known(*row)).collect();
    ranked.sort_by(|a, b| y.values[*a].total_cmp(&y.values[*b]));
    let weights = design.weights_in(&inside);
    if let Some(row) = weights.iter().position(|weight| *weight < 0.0) {
        let message = "has a weight below 0, and ranks are places in the sum of weights";
        let remedy = "Give the calibration bounds above 0.";
        return Err(Refusal::new(Reason::Value, message, remedy).about(&y.name).at(Place::Row(row + 1)));
    }
    let groups = present(design, &inside, group);
    two_levels(group, &groups)?;
    // A test of equal scores would weigh one rounding error against another.
    let mut values = ranked.iter().filter(|row| weights[**row] != 0.0).map(|row| y.values[*row]);
    if values.next().is_some_and(|first| values.all(|value| value == first)) {
        let message = "is the same for everyone here: there are no ranks to compare";
        return Err(Refusal::new(Reason::NotDefined, message, "Take a larger domain.").about(&y.name));
    }
    let score = scored(&ranked, &y.values, &weights, scores);
    // The mean score of each group, and each row's influence on it, per unit of weight.
    let mut means = Vec::with_capacity(groups.len());
    let mut influences = Vec::with_capacity(groups.len());
    for level in &groups {
        let rows = || ranked.iter().filter(|row| group.codes[**row] == *level);
        let size: f64 = rows().map(|row| weights[*row]).sum();
        let mean =
            rows().filter(|row| weights[**row] != 0.0).map(|row| weights[*row] * score[*row]).sum::<f64>() / size;
        let mut influence = vec![0.0; design.rows()];
        rows().for_each(|row| influence[*row] = (score[*row] - mean) / size);
        means.push(mean);
        influences.push(influence);
    }
    let first = influences.remove(0);
    influences.iter_mut().for_each(|one| one.iter_mut().zip(&first).for_each(|(value, base)| *value -= base));
    let differences: Vec<f64> = means.iter().skip(1).map(|mean| mean - means[0]).collect();
    let spread = design.estimate(&Totals { columns: influences }, &inside)?;
    let degrees = design.degrees_of_freedom(&inside);
    if let [difference] = differences[..] {
        return Ok(RankTest::Two(EstimateTest::new(difference, spread.standard_error(0), degrees - 1.0)));
    }
    let off = DMatrix::from_column_slice(differences.len(), 1, &differences);
    let solved = matrix::solve_covariance(&spread.covariance, &off).ok_or_else(|| {
        Refusal::new(
            Reason::NotDefined,
            "the covariance of the groups has no inverse: clusters are too few",
            "Join groups, or take a larger domain.",
        )
        .about(&group.name)
    })?;
    let chi_squared = (off.transpose() * solved)[(0, 0)];
    let df = differences.len() as f64;
    Ok(RankTest::Many { chi_squared, df, df_below: degrees - df, p: fisher::upper(chi_squared / df, df, degrees - df) })
}

/// The score of each row; ranks are midway in a row's weight, ties share the mean of theirs.
fn scored(ranked: &[usize], y: &[f64], weights: &[f64], scores: Scores) -> Vec<f64> {
    let size: f64 = ranked.iter().map(|row| weights[*row]).sum();
    let mut score = vec![0.0; weights.len()];
    let mut below = 0.0;
    for ties in ranked.chunk_by(|a, b| y[*a].total_cmp(&y[*b]).is_eq()) {
        let mut sum = 0.0;
        for row in ties {
            below += weights[*row];
            sum += below - 0.5 * weights[*row];
        }
        let rank = sum / ties.len() as f64;
        let value = match scores {
            Scores::Wilcoxon => rank / size,
            Scores::VanDerWaerden => normal::quantile(rank / size),
            Scores::Median => f64::from(u8::from(rank > 0.5 * size)),
        };
        ties.iter().for_each(|row| score[*row] = value);
    }
    score
}
