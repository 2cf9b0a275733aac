//! Arrays in: one column of a survey, with its name, so that every refusal can name it.

use crate::refusal::{Reason, Refusal};

/// Numbers, one a row; a missing value is `NaN`.
#[derive(Debug, Clone, PartialEq)]
pub struct Numeric {
    /// What messages call it.
    pub name: String,
    /// One value a row.
    pub values: Vec<f64>,
}

impl Numeric {
    /// A column of numbers; a missing one is `NaN`.
    pub fn new(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self { name: name.into(), values }
    }
}

/// Categories, one a row, as places in a list of levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// What messages call it.
    pub name: String,
    /// The levels, in the order in which they are reported.
    pub levels: Vec<String>,
    /// One place in `levels` a row; [`Factor::MISSING`] where nothing was answered. A code without a level counts as missing
    /// too, and is refused where every row needs a level (strata, clusters, margins, cells, items of a table).
    pub codes: Vec<u32>,
}

impl Factor {
    /// The code of a row without an answer.
    pub const MISSING: u32 = u32::MAX;

    /// A column of labels; an empty one is missing. The levels are the labels that occur: by size where all are numbers, else in the order of their bytes. What nobody chose is not among them: where a level must be listed
    /// all the same, or in another order, declare them in a [`Codebook`](crate::codebook::Codebook), or fill in the fields.
    pub fn new(name: impl Into<String>, labels: &[&str]) -> Self {
        let mut levels: Vec<&str> = labels.iter().copied().filter(|label| !label.is_empty()).collect();
        levels.sort_unstable();
        levels.dedup();
        let mut order: Vec<u32> = (0..).take(levels.len()).collect();
        let numbers: Option<Vec<f64>> =
            levels.iter().map(|label| label.parse().ok().filter(|number: &f64| number.is_finite())).collect();
        if let Some(numbers) = numbers {
            let number = |at: &u32| numbers.get(*at as usize).copied().unwrap_or(f64::NAN);
            order.sort_by(|a, b| number(a).total_cmp(&number(b)));
        }
        let mut places = vec![Self::MISSING; levels.len()];
        for (place, at) in (0..).zip(&order) {
            if let Some(slot) = places.get_mut(*at as usize) {
                *slot = place;
            }
        }
        let code = |label: &&str| levels.binary_search(label).ok().and_then(|at| places.get(at).copied());
        let codes = labels.iter().map(|label| code(label).unwrap_or(Self::MISSING)).collect();
        let level = |at: &u32| levels.get(*at as usize).map(|label| (*label).to_owned());
        Self { name: name.into(), codes, levels: order.iter().filter_map(level).collect() }
    }

    /// The level of a row.
    pub fn level(&self, row: usize) -> Option<&str> {
        let code = usize::try_from(*self.codes.get(row)?).ok()?;
        self.levels.get(code).map(String::as_str)
    }
}

/// The rows that an estimate is about. The others stay in the design with weight zero: they are part of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    inside: Vec<bool>,
}

impl Domain {
    /// Every row.
    pub fn all(rows: usize) -> Self {
        Self { inside: vec![true; rows] }
    }

    /// The rows for which this is true.
    pub const fn of(inside: Vec<bool>) -> Self {
        Self { inside }
    }

    /// Whether a row is inside.
    pub fn holds(&self, row: usize) -> bool {
        self.inside.get(row).copied().unwrap_or(false)
    }

    /// Refuses a domain of another number of rows than a design has.
    pub(crate) fn fits(&self, rows: usize) -> Result<(), Refusal> {
        if self.inside.len() == rows {
            return Ok(());
        }
        let message = format!("has {} rows, and the design {rows}", self.inside.len());
        Err(Refusal::new(Reason::Shape, message, "Say of every row whether it is inside.").about("the domain"))
    }

    /// The rows, in order.
    pub fn inside(&self) -> &[bool] {
        &self.inside
    }

    /// The rows inside this domain for which something else is true as well.
    #[must_use]
    pub fn and(&self, also: impl Fn(usize) -> bool) -> Self {
        Self { inside: self.inside.iter().enumerate().map(|(row, inside)| *inside && also(row)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::Factor;

    #[test]
    fn labels_become_levels_and_silence_has_none() {
        let factor = Factor::new("leerweg", &["BOL", "", "BBL", "BOL"]);
        assert_eq!(factor.levels, ["BBL", "BOL"]);
        assert_eq!(factor.codes, [1, Factor::MISSING, 0, 1]);
        assert_eq!((factor.level(0), factor.level(1), factor.level(9)), (Some("BOL"), None, None));
        assert!(Factor::new("nobody", &["", ""]).levels.is_empty());
        let marks = Factor::new("mark", &["10", "9", "", "0363", "9.5"]);
        assert_eq!(
            (marks.levels.join(" "), marks.codes),
            ("9 9.5 10 0363".to_owned(), vec![2, 0, Factor::MISSING, 3, 1])
        );
        assert_eq!(Factor::new("mixed", &["10", "9", "x"]).levels, ["10", "9", "x"]);
    }
}
