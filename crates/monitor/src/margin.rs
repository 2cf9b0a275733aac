//! Margins of printed percentages, at 95%: Wilson (1927), *Journal of the American Statistical Association* 22, on the
//! whole count nearest to what was printed.
//!
//! Always to be said as "als dit een aselecte steekproef was". None for what is no share of people who answered: tables of
//! response, counts, and columns that count answers of several columns. Of weighted tables it is a lower bound.

use crate::check::table::Who;
use crate::folder::Folder;
use crate::published::{Place, Unit};

/// The quantile of the normal distribution for 95%.
const Z: f64 = 1.959_963_984_540_054;

/// A margin, in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Whether the true margin is wider: the answers were weighted.
    pub at_least: bool,
}

/// Wilson's interval of a count out of `n`, in percent; with the size of the population, at the size that is worth as much
/// when nearly everybody answered: n (N - 1) / (N - n). A population that answered whole has no margin.
///
/// 12 of 44 is 16,3 to 41,8; of a population of 55, 21,8 to 33,6.
pub fn wilson(count: u32, n: u32, population: Option<u32>) -> Option<(f64, f64)> {
    if n == 0 || count > n || population.is_some_and(|all| all < n) {
        return None;
    }
    let (k, asked) = (f64::from(count), f64::from(n));
    let p = k / asked;
    let size = match population {
        Some(all) if all == n => return Some((100.0 * p, 100.0 * p)),
        Some(all) => asked * (f64::from(all) - 1.0) / f64::from(all - n),
        None => asked,
    };
    let shrink = 1.0 + Z * Z / size;
    let middle = (p + Z * Z / (2.0 * size)) / shrink;
    let reach = Z / shrink * (p * (1.0 - p) / size + Z * Z / (4.0 * size * size)).sqrt();
    Some((100.0 * (middle - reach).max(0.0), 100.0 * (middle + reach).min(1.0)))
}

/// The margin of a printed cell; none where there is none to give.
pub fn of(folder: &Folder, who: &Who, place: Place) -> Option<Margin> {
    let table =
        folder.published.get(place.table).filter(|table| table.unit == Unit::Percent && !table.source.is_empty())?;
    let column = table.columns.get(place.column).filter(|column| !column.pooled)?;
    let percent = table.cell(place.row?, place.column)?.value?;
    let base = table.base(place.row?, place.column).or(column.base)?;
    let group = who.group(place.table, place.column).and_then(|group| folder.measurement.respondents.get(group))?;
    let ours = who.year(place.table, place.column) == Some(folder.measurement.year);
    // Also where not all were asked: how many there are of those is in print nowhere, and of fewer a larger part answered,
    // so that this is rather too wide than too narrow.
    let population = group.population.filter(|_| group.fpc && ours);
    let (low, high) = wilson(base.nearest(percent), base.min, population)?;
    Some(Margin { low, high, at_least: table.weighted })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first two as the issue of the Monitor works them out; the others with R's `prop.test(correct = FALSE)`.
    #[test]
    fn worked_cases() {
        let shown = |count, n, all| wilson(count, n, all).map(|(low, high)| format!("{low:.1} {high:.1}"));
        for (count, n, all, expected) in [
            (12, 44, Some(55), Some("21.8 33.6")),
            (12, 44, None, Some("16.3 41.8")),
            (0, 3, None, Some("0.0 56.1")),
            (3, 3, None, Some("43.9 100.0")),
            (0, 44, None, Some("0.0 8.0")),
            (55, 55, Some(55), Some("100.0 100.0")),
            (0, 0, None, None),
            (4, 3, None, None),
            (1, 3, Some(2), None),
        ] {
            assert_eq!(shown(count, n, all).as_deref(), expected, "{count} of {n} of {all:?}");
        }
    }
}
