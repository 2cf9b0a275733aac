//! The little linear algebra that weighting and tests need.

use nalgebra::{DMatrix, DVector};

/// An orthonormal basis of the columns of a matrix: rows x rank.
#[derive(Debug, Clone)]
pub struct Basis {
    columns: Vec<Vec<f64>>,
    /// Columns that follow from those before them, counted from 0.
    pub dependent: Vec<usize>,
}

impl Basis {
    /// Of the columns, in order; one of which less than 1e-7 of its length is left after those before it is taken as
    /// dependent (the tolerance of R's `qr`). Gram-Schmidt, each column twice, which is as good as Householder's.
    pub fn of(matrix: &DMatrix<f64>) -> Self {
        let mut basis = Self { columns: Vec::new(), dependent: Vec::new() };
        for at in 0..matrix.ncols() {
            let mut column: Vec<f64> = matrix.column(at).iter().copied().collect();
            let before = length(&column);
            basis.take_from(&mut column);
            basis.take_from(&mut column);
            let left = length(&column);
            if left > 1e-7 * before && left.is_finite() {
                column.iter_mut().for_each(|value| *value /= left);
                basis.columns.push(column);
            } else {
                basis.dependent.push(at);
            }
        }
        basis
    }

    /// How many independent columns.
    pub const fn rank(&self) -> usize {
        self.columns.len()
    }

    /// Takes from a vector what the basis explains of it.
    pub fn take_from(&self, vector: &mut [f64]) {
        for column in &self.columns {
            let share: f64 = column.iter().zip(vector.iter()).map(|(a, b)| a * b).sum();
            for (value, c) in vector.iter_mut().zip(column) {
                *value -= share * c;
            }
        }
    }
}

fn length(vector: &[f64]) -> f64 {
    libm::sqrt(vector.iter().map(|v| v * v).sum())
}

/// Eigenvalues of a symmetric matrix, largest first; empty where a value is not finite, and where there is none.
pub fn symmetric_eigenvalues(matrix: &DMatrix<f64>) -> Vec<f64> {
    // Of an empty matrix nalgebra panics.
    if matrix.is_empty() || !matrix.is_square() || matrix.iter().any(|v| !v.is_finite()) {
        return Vec::new();
    }
    let even = (matrix + matrix.transpose()) * 0.5;
    let mut values: Vec<f64> = even.symmetric_eigenvalues().iter().copied().collect();
    values.sort_by(|a, b| b.total_cmp(a));
    values
}

/// The Moore-Penrose inverse of a symmetric matrix, eigenvalues under `sqrt(epsilon)` of the largest taken as zero
/// (R `MASS::ginv`).
pub fn generalised_inverse(matrix: &DMatrix<f64>) -> DMatrix<f64> {
    let size = matrix.nrows();
    if matrix.is_empty() || !matrix.is_square() || matrix.iter().any(|v| !v.is_finite()) {
        return DMatrix::from_element(size, size, f64::NAN);
    }
    let eigen = ((matrix + matrix.transpose()) * 0.5).symmetric_eigen();
    let largest = eigen.eigenvalues.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
    let tolerance = libm::sqrt(f64::EPSILON) * largest;
    let inverse = eigen.eigenvalues.map(|v| if v.abs() > tolerance { 1.0 / v } else { 0.0 });
    &eigen.eigenvectors * DMatrix::from_diagonal(&inverse) * eigen.eigenvectors.transpose()
}

/// The x with `matrix x = right`; `None` where the matrix is singular.
pub fn solve(matrix: &DMatrix<f64>, right: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    if matrix.iter().chain(right.iter()).any(|v| !v.is_finite()) {
        return None;
    }
    matrix.clone().lu().solve(right).filter(|x| x.iter().all(|v| v.is_finite()))
}

/// As [`solve`], for a covariance matrix; `None` too where one of its numbers follows from the others but for rounding:
/// as correlations, an eigenvalue under 1e-12 of the largest. What solving would give then is noise of any size and sign.
pub fn solve_covariance(covariance: &DMatrix<f64>, right: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let size = |at: usize| libm::sqrt(covariance[(at, at)]);
    let correlation =
        DMatrix::from_fn(covariance.nrows(), covariance.ncols(), |i, j| covariance[(i, j)] / (size(i) * size(j)));
    let eigenvalues = symmetric_eigenvalues(&correlation);
    let (largest, least) = (eigenvalues.first()?, eigenvalues.last()?);
    if *least > 1e-12 * largest { solve(covariance, right) } else { None }
}

/// As [`solve`], for one right-hand side.
pub fn solve_vector(matrix: &DMatrix<f64>, right: &DVector<f64>) -> Option<DVector<f64>> {
    let right = DMatrix::from_column_slice(right.len(), 1, right.as_slice());
    solve(matrix, &right).map(|x| x.column(0).into_owned())
}
