//! Independence by a score: it exists where cells are empty.

use super::Test;
use crate::column::{Domain, Factor};
use crate::design::Design;
use crate::estimation::total;
use crate::numerics::{fisher, matrix};
use crate::refusal::Refusal;
use crate::variance::Statistic;
use nalgebra::DMatrix;

/// Sums of products of deviations, `sum(w (x - mean x)(y - mean y))`, for every column of one side with every column of
/// the other, the first side fastest. Under independence each is zero but for chance.
#[derive(Debug)]
struct Products {
    left: Vec<Vec<f64>>,
    right: Vec<Vec<f64>>,
}

impl Products {
    /// The deviation of a row from the mean in each column.
    fn deviations(columns: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
        let all: f64 = weights.iter().sum();
        let from_mean = |column: &Vec<f64>| {
            let mean = total(weights, column) / all;
            column.iter().map(|value| value - mean).collect()
        };
        columns.iter().map(from_mean).collect()
    }
}

impl Statistic for Products {
    fn size(&self) -> usize {
        self.left.len() * self.right.len()
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        self.influence(weights).column_iter().map(|column| column.sum()).collect()
    }

    /// The products themselves: that the means are estimates too moves nothing, since deviations from them add up to 0.
    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        let (left, right) = (Self::deviations(&self.left, weights), Self::deviations(&self.right, weights));
        DMatrix::from_fn(weights.len(), self.size(), |row, at| match weights[row] {
            0.0 => 0.0,
            weight => weight * left[at % left.len()][row] * right[at / left.len()][row],
        })
    }
}

/// The indicators of all of these levels but the first, which follows from the others.
fn free_indicators(factor: &Factor, levels: &[u32]) -> Vec<Vec<f64>> {
    let indicator = |level: &u32| factor.codes.iter().map(|code| f64::from(u8::from(code == level))).collect();
    levels.iter().skip(1).map(indicator).collect()
}

/// The score test of weighted least squares: a linear model of the indicators of one variable on those of the other has no
/// slope (after Lipsitz and others 2015). As an F on the degrees of freedom of the design; none where the covariance of
/// the scores has no inverse.
pub(super) fn score(
    design: &Design,
    rows: (&Factor, &[u32]),
    columns: (&Factor, &[u32]),
    df: f64,
    domain: &Domain,
) -> Result<Option<Test>, Refusal> {
    let products = Products { left: free_indicators(rows.0, rows.1), right: free_indicators(columns.0, columns.1) };
    let found = design.estimate(&products, domain)?;
    let free = products.size() as f64;
    let scores = DMatrix::from_vec(found.values.len(), 1, found.values);
    let tested = |solved: DMatrix<f64>| {
        let statistic = (scores.transpose() * solved)[(0, 0)] / free;
        Test { statistic, parameter: vec![free, df], p: fisher::upper(statistic, free, df) }
    };
    Ok(matrix::solve_covariance(&found.covariance, &scores).map(tested))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Spec;
    use crate::sampling::Generator;
    use crate::testing::{Form, chi_squared};

    fn factor(name: &str, codes: Vec<u32>) -> Factor {
        let top = codes.iter().copied().max().unwrap_or(0);
        Factor { name: name.into(), levels: (0..=top).map(|level| level.to_string()).collect(), codes }
    }

    #[test]
    fn in_a_simple_sample_it_is_the_square_of_a_correlation() {
        let x = [0, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0];
        let y = [0, 1, 0, 1, 1, 1, 0, 1, 0, 0, 1, 1];
        let mean = |of: &[u32]| f64::from(of.iter().sum::<u32>()) / 12.0;
        let products: Vec<f64> =
            x.iter().zip(&y).map(|(a, b)| (f64::from(*a) - mean(&x)) * (f64::from(*b) - mean(&y))).collect();
        let sum: f64 = products.iter().sum();
        let spread: f64 = products.iter().map(|product| (product - sum / 12.0) * (product - sum / 12.0)).sum();
        let design = Design::new(Spec { rows: 12, ..Spec::default() }).unwrap();
        let (x, y) = (factor("x", x.to_vec()), factor("y", y.to_vec()));
        let test = chi_squared(&design, &x, &y, Form::Score, &Domain::all(12), crate::Rules::Right).unwrap();
        assert!((test.statistic - sum * sum / (spread * 12.0 / 11.0)).abs() < 1e-12, "{test:?}");
        assert_eq!(test.parameter, [1.0, 11.0]);
    }

    #[test]
    fn it_rejects_as_often_as_it_says_in_clusters_with_empty_cells() {
        let (clusters, each, draws) = (60, 8, 400);
        let rows = clusters * each;
        let mut random = Generator::new(20);
        let id = factor("c", (0..rows as u32).map(|row| row / each as u32).collect());
        let design = Design::new(Spec { rows, ids: vec![id], ..Spec::default() }).unwrap();
        // The third level is rare, so that a cell of 3 x 3 is often empty. Half of the rows say what their cluster says.
        let mut draw = |mut level: Box<dyn FnMut(f64) -> u32>| -> Vec<u32> {
            let mut codes = Vec::new();
            for _ in 0..clusters {
                let shared = random.unit();
                codes.extend((0..each).map(|_| {
                    let own = random.unit();
                    level(if random.unit() < 0.5 { shared } else { own })
                }));
            }
            codes
        };
        let rejected = (0..draws).filter(|_| {
            let x = factor("x", draw(Box::new(|u| if u < 0.5 { 0 } else { 1 + u32::from(u > 0.95) })));
            let y = factor("y", draw(Box::new(|u| if u < 0.4 { 0 } else { 1 + u32::from(u > 0.96) })));
            chi_squared(&design, &x, &y, Form::Score, &Domain::all(rows), crate::Rules::Right)
                .is_ok_and(|test| test.p < 0.05)
        });
        let share = rejected.count() as f64 / f64::from(draws);
        assert!((0.02..0.08).contains(&share), "{share} of {draws} tables under independence were rejected at 0.05");
    }

    #[test]
    fn variables_that_nearly_say_the_same_are_not_independent() {
        let codes: Vec<u32> = (0..60).map(|row| row % 3).collect();
        let design = Design::new(Spec { rows: 60, ..Spec::default() }).unwrap();
        let test = |step: usize, form: Form| {
            let mut other = codes.clone();
            for (row, code) in other.iter_mut().enumerate().step_by(step) {
                *code = (*code + 1 + row as u32 % 2) % 3;
            }
            chi_squared(
                &design,
                &factor("x", codes.clone()),
                &factor("y", other),
                form,
                &Domain::all(60),
                crate::Rules::Right,
            )
        };
        let found = test(7, Form::Score).unwrap();
        assert!(found.p < 1e-6, "{found:?}");
        // Four combinations of codes cannot tell four scores apart.
        for form in [Form::Score, Form::Wald] {
            assert_eq!(test(60, form).unwrap_err().reason, crate::refusal::Reason::NotDefined, "{form:?}");
        }
    }
}
