//! A cubic spline whose third derivative is fitted at the ends.
//!
//! Source: Forsythe, Malcolm and Moler, *Computer Methods for Mathematical Computations* (1977), chapter 4; the `"fmm"`
//! method of R's `spline`.

/// A spline through knots that increase strictly.
pub(super) struct Spline {
    knots: Vec<f64>,
    values: Vec<f64>,
    // Second derivatives over six, one a knot.
    curve: Vec<f64>,
}

impl Spline {
    /// Through these knots; `None` with fewer than three, or when they do not increase.
    pub(super) fn through(points: &[(f64, f64)]) -> Option<Self> {
        let knots: Vec<f64> = points.iter().map(|point| point.0).collect();
        let values: Vec<f64> = points.iter().map(|point| point.1).collect();
        let steps: Vec<f64> = knots.windows(2).map(|pair| pair[1] - pair[0]).collect();
        if knots.len() < 3 || !steps.iter().all(|step| *step > 0.0) || !values.iter().all(|v| v.is_finite()) {
            return None;
        }
        let slopes: Vec<f64> = values.windows(2).zip(&steps).map(|(pair, step)| (pair[1] - pair[0]) / step).collect();
        let curve = second_derivatives(&knots, &steps, &slopes);
        Some(Self { knots, values, curve })
    }

    /// The value of the spline at a place between its first and last knot.
    pub(super) fn at(&self, x: f64) -> f64 {
        let last = self.knots.len() - 2;
        let left = self.knots.partition_point(|knot| *knot <= x).saturating_sub(1).min(last);
        let step = self.knots[left + 1] - self.knots[left];
        let (from, to) = (self.curve[left], self.curve[left + 1]);
        let slope = (self.values[left + 1] - self.values[left]) / step - step * (to + 2.0 * from);
        let h = x - self.knots[left];
        self.values[left] + h * (slope + h * (3.0 * from + h * (to - from) / step))
    }

    /// `count` points at equal distances from the first to the last knot, with their values.
    pub(super) fn sampled(&self, count: usize) -> Vec<(f64, f64)> {
        let (first, last) = (self.knots[0], self.knots[self.knots.len() - 1]);
        let places = (0..count).map(|at| match at + 1 {
            end if end == count => last,
            _ => first + (last - first) / (count as f64 - 1.0) * at as f64,
        });
        places.map(|x| (x, self.at(x))).collect()
    }
}

/// Solves the tridiagonal system for the second derivatives over six. The end rows say that the third derivative there
/// is that of the cubic through the four nearest knots (with three knots: zero curvature change).
fn second_derivatives(knots: &[f64], steps: &[f64], slopes: &[f64]) -> Vec<f64> {
    let n = knots.len();
    let mut diagonal = vec![0.0; n];
    let mut right = vec![0.0; n];
    for at in 1..n - 1 {
        diagonal[at] = 2.0 * (steps[at - 1] + steps[at]);
        right[at] = slopes[at] - slopes[at - 1];
    }
    diagonal[0] = -steps[0];
    diagonal[n - 1] = -steps[n - 2];
    if n > 3 {
        let third = |at: usize| right[at] / (knots[at + 1] - knots[at - 1]);
        let first = (third(2) - third(1)) * steps[0] * steps[0] / (knots[3] - knots[0]);
        let last = (third(n - 2) - third(n - 3)) * steps[n - 2] * steps[n - 2] / (knots[n - 1] - knots[n - 4]);
        right[0] = first;
        right[n - 1] = -last;
    }
    for at in 1..n {
        let factor = steps[at - 1] / diagonal[at - 1];
        diagonal[at] -= factor * steps[at - 1];
        right[at] -= factor * right[at - 1];
    }
    right[n - 1] /= diagonal[n - 1];
    for at in (0..n - 1).rev() {
        right[at] = (right[at] - steps[at] * right[at + 1]) / diagonal[at];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cubic_is_its_own_spline() {
        let cubic = |x: f64| 1.0 - 2.0 * x + 0.5 * x * x - 0.25 * x * x * x;
        let points: Vec<(f64, f64)> = [-2.0, -1.0, 0.5, 1.0, 3.0].map(|x| (x, cubic(x))).to_vec();
        let spline = Spline::through(&points).unwrap();
        for (x, value) in spline.sampled(31) {
            assert!((value - cubic(x)).abs() < 1e-12, "{value} at {x}");
        }
    }

    #[test]
    fn knots_must_increase_and_be_three() {
        assert!(Spline::through(&[(0.0, 0.0), (1.0, 1.0)]).is_none());
        assert!(Spline::through(&[(0.0, 0.0), (1.0, 1.0), (1.0, 2.0)]).is_none());
        assert!(Spline::through(&[(0.0, 0.0), (1.0, f64::NAN), (2.0, 2.0)]).is_none());
    }
}
