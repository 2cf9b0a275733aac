//! What stands in a cell of a printed table, and under it.

use std::fmt;

/// A cell: what was printed, and what that is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The characters in print; a blank is empty.
    pub printed: String,
    /// The number; a dash is 0, a blank is none.
    pub value: Option<f64>,
}

impl Cell {
    /// Reads what was printed: a blank, a dash, a number in Dutch (`1.234`, `12,5`), with or without `%`. None when it is
    /// something else.
    pub fn read(printed: &str) -> Option<Self> {
        let value = match printed {
            "" => None,
            "-" => Some(0.0),
            other => Some(number(other.strip_suffix('%').unwrap_or(other))?),
        };
        Some(Self { printed: printed.to_owned(), value })
    }

    /// How many decimals were printed.
    pub fn decimals(&self) -> usize {
        self.printed.split_once(',').map_or(0, |(_, decimals)| decimals.chars().filter(char::is_ascii_digit).count())
    }
}

/// A number as it is written in Dutch: thousands by points, a comma before the decimals.
pub(crate) fn number(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once(',').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = whole.split('.');
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|part| part.len() == 3));
    if !digits(first) || !grouped || !rest.iter().all(|part| digits(part)) || !decimals.is_none_or(digits) {
        return None;
    }
    format!("{first}{}.{}", rest.concat(), decimals.unwrap_or("0")).parse().ok()
}

/// How many answered: one number, or the lowest and highest of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Base {
    /// The lowest.
    pub min: u32,
    /// The highest.
    pub max: u32,
}

impl Base {
    /// One number.
    pub const fn of(n: u32) -> Self {
        Self { min: n, max: n }
    }

    /// Reads `44`, `53.980` or `146-147`. None when it is something else, or 0.
    pub fn read(text: &str) -> Option<Self> {
        let whole = |text: &str| {
            let value = number(text).filter(|_| !text.contains(','))?;
            (1.0..=4e9).contains(&value).then_some(value as u32)
        };
        match text.split_once('-') {
            Some((min, max)) => {
                let (min, max) = (whole(min)?, whole(max)?);
                (min < max).then_some(Self { min, max })
            }
            None => whole(text).map(Self::of),
        }
    }

    /// Whether both could be one number.
    pub const fn meets(self, other: Self) -> bool {
        self.min <= other.max && other.min <= self.max
    }

    /// The whole counts that are printed as this percentage, on each base: |100 k / N - p| is at most half of the last
    /// printed decimal.
    pub fn counts(self, percent: f64, decimals: usize) -> Vec<(u32, u32)> {
        let half = 0.5 / 10f64.powi(i32::try_from(decimals).unwrap_or(0)) + 1e-9;
        let mut found = Vec::new();
        for n in self.min..=self.max.min(self.min.saturating_add(10_000)) {
            let near = (percent * f64::from(n) / 100.0).round();
            for k in [near - 1.0, near, near + 1.0] {
                if k >= 0.0 && k <= f64::from(n) && (100.0 * k / f64::from(n) - percent).abs() <= half {
                    found.push((k as u32, n));
                }
            }
        }
        found
    }

    /// The whole count nearest to a percentage, on the lowest base.
    pub fn nearest(self, percent: f64) -> u32 {
        (percent * f64::from(self.min) / 100.0).round().clamp(0.0, f64::from(self.min)) as u32
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.min == self.max { write!(f, "{}", self.min) } else { write!(f, "{}-{}", self.min, self.max) }
    }
}
