//! Two coders of the same open answers: how far they agree, and how far by more than chance.
//!
//! ```
//! use survey::coding::agreement;
//! // Both "yes" 20 times, both "no" 15 times, and 5 and 10 times one of them.
//! let found = agreement(&[vec![20, 5], vec![10, 15]])?;
//! assert_eq!((found.n, found.alike), (50, 35));
//! assert!((found.kappa.unwrap() - 0.4).abs() < 1e-12);
//! # Ok::<(), survey::Refusal>(())
//! ```

use crate::numerics::normal;
use crate::refusal::{Reason, Refusal};

/// How far two coders agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// How many answers both coded.
    pub n: u64,
    /// To how many both gave one code.
    pub alike: u64,
    /// How many that would be as a share if each had dealt out their own codes by chance.
    pub chance: f64,
    /// Cohen's kappa: the share alike beyond chance, of what chance leaves. None where both gave every answer one code: then
    /// chance alone explains all, and nothing is known.
    pub kappa: Option<f64>,
    /// Its interval at 95%, for large numbers; at most from -1 to 1.
    pub interval: Option<(f64, f64)>,
}

/// Agreement from counts: row by row the codes of the first coder, column by column those of the second.
///
/// Cohen (1960), *Educational and Psychological Measurement* 20, 37-46; its variance: Fleiss, Cohen and Everitt (1969),
/// *Psychological Bulletin* 72, 323-327, formula 13.
///
/// # Errors
/// [`Reason::Shape`] for rows of another length than there are rows; [`Reason::NotDefined`] where nothing was coded.
pub fn agreement(counts: &[Vec<u64>]) -> Result<Agreement, Refusal> {
    if counts.iter().any(|row| row.len() != counts.len()) {
        let message = format!("{} codes of one coder, and rows of other lengths", counts.len());
        return Err(Refusal::new(Reason::Shape, message, "Count both coders by the same codes."));
    }
    let n: u64 = counts.iter().flatten().sum();
    if n == 0 {
        return Err(Refusal::new(Reason::NotDefined, "no answer was coded by both", "Code some answers twice."));
    }
    let all = n as f64;
    let share = |row: usize, column: usize| counts[row][column] as f64 / all;
    let codes = 0..counts.len();
    let first: Vec<f64> = codes.clone().map(|row| codes.clone().map(|column| share(row, column)).sum()).collect();
    let second: Vec<f64> = codes.clone().map(|column| codes.clone().map(|row| share(row, column)).sum()).collect();
    let alike: u64 = codes.clone().map(|code| counts[code][code]).sum();
    let chance: f64 = first.iter().zip(&second).map(|(one, other)| one * other).sum();
    // Whole numbers say whether chance explains all: sums of shares could miss it by a last bit.
    let one_code = codes.clone().any(|code| counts[code][code] == n);
    if one_code {
        return Ok(Agreement { n, alike, chance: 1.0, kappa: None, interval: None });
    }
    let kappa = (alike as f64 / all - chance) / (1.0 - chance);
    let mut spread = 0.0;
    for row in codes.clone() {
        for column in codes.clone() {
            spread += share(row, column)
                * if row == column {
                    (1.0 - (first[row] + second[row]) * (1.0 - kappa)).powi(2)
                } else {
                    ((1.0 - kappa) * (second[row] + first[column])).powi(2)
                };
        }
    }
    let variance = (spread - (kappa - chance * (1.0 - kappa)).powi(2)) / (all * (1.0 - chance).powi(2));
    let half = normal::quantile(0.975) * variance.max(0.0).sqrt();
    let interval = (libm::fmax(kappa - half, -1.0), libm::fmin(kappa + half, 1.0));
    Ok(Agreement { n, alike, chance, kappa: Some(kappa), interval: Some(interval) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cohen (1968): kappa .492; R `psych::cohen.kappa` gives .39 to .59 for 200 answers.
    #[test]
    fn it_is_what_is_published() {
        let found = agreement(&[vec![88, 14, 18], vec![10, 40, 10], vec![2, 6, 12]]).unwrap();
        assert!((found.kappa.unwrap() - 0.4915).abs() < 1e-4, "{found:?}");
        let (low, high) = found.interval.unwrap();
        assert!((low - 0.39).abs() < 0.005 && (high - 0.59).abs() < 0.005, "{found:?}");
        assert!((found.chance - 0.41).abs() < 1e-12);
    }

    #[test]
    fn what_chance_explains_is_no_agreement() {
        // By chance alone; all alike; never alike; all of one code; one coder with one code.
        for (counts, kappa) in [
            (vec![vec![25, 25], vec![25, 25]], Some(0.0)),
            (vec![vec![30, 0], vec![0, 20]], Some(1.0)),
            (vec![vec![0, 25], vec![25, 0]], Some(-1.0)),
            (vec![vec![50, 0], vec![0, 0]], None),
            (vec![vec![30, 20], vec![0, 0]], Some(0.0)),
        ] {
            let found = agreement(&counts).unwrap();
            assert!(
                match (found.kappa, kappa) {
                    (Some(ours), Some(known)) => (ours - known).abs() < 1e-12,
                    (ours, known) => ours == known,
                },
                "{counts:?}: {found:?}"
            );
            assert!(found.interval.is_none_or(|(low, high)| -1.0 <= low && low <= high && high <= 1.0), "{found:?}");
        }
        assert_eq!(agreement(&[]).unwrap_err().reason, Reason::NotDefined);
        assert_eq!(agreement(&[vec![0]]).unwrap_err().reason, Reason::NotDefined);
        assert_eq!(agreement(&[vec![1, 2], vec![3]]).unwrap_err().reason, Reason::Shape);
    }
}
