//! Several groups of one design compared pair by pair, so that a comparison rejects as seldom as it says: groups that all
//! said the same have no error of zero, degrees of freedom are of who answered, and groups may share clusters or units.

use super::changers::Changers;
use super::shares::{self, Share};
use super::{Adjust, Answers, Pair};
use crate::column::Domain;
use crate::design::Design;
use crate::estimate::Estimates;
use crate::estimation::{Joint, Means};
use crate::interval::{Interval, confint};
use crate::numerics::student;
use crate::refusal::Refusal;
use crate::variance::Statistic;

/// Fewer answers than this get no letter.
pub const FEWEST: usize = 5;

/// Fewer answers than this do not say how widely they are spread.
const FEW: usize = 30;

/// Groups whose shares go together more than this are the same units, asked twice.
const ALIKE: f64 = 0.5;

/// Below this share of a variance, what is left of it is rounding error.
const ROUNDING: f64 = 1e-20;

/// One number of a group less that of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The difference.
    pub difference: f64,
    /// Its standard error under the design.
    pub se: f64,
    /// Student's t that has this p-value on these degrees of freedom; infinite between two numbers that are known.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Two-sided, not adjusted. `NaN` where nothing tells: everybody said the same.
    pub p: f64,
    /// Both shares, where shares were compared exactly.
    exact: Option<(Share, Share)>,
    /// What a difference of 1 in shares is, in the unit of the variable.
    unit: f64,
    /// The standard error that its interval is made with.
    reach: f64,
}

impl Comparison {
    /// The same where few units changed, and say less than the standard error does.
    fn of_few(self, few: Changers, unit: f64) -> Self {
        let statistic = statistic(self.difference, few.p, self.df);
        Self { p: few.p, statistic, exact: None, reach: few.reach * unit, ..self }
    }

    /// The interval of the difference, in the unit of the variable; with other degrees of freedom where they are given.
    pub fn interval(&self, level: f64, df: Option<f64>) -> Interval {
        match self.exact {
            Some((one, other)) => {
                let Interval { low, high } = shares::difference(one, other, level);
                Interval { low: low * self.unit, high: high * self.unit }
            }
            None => confint(self.difference, self.reach, df.unwrap_or(self.df), level),
        }
    }
}

/// Compares groups in means of columns, pair by pair in the order (0, 1), (0, 2), ..., (1, 2), ...: a list for each column.
/// Groups are domains where every column has a value. A column of two values is compared as a share.
///
/// # Errors
/// As [`Design::estimate`].
pub fn compare(design: &Design, columns: &[Vec<f64>], groups: &[Domain]) -> Result<Vec<Vec<Comparison>>, Refusal> {
    let union = Domain::of((0..design.rows()).map(|row| groups.iter().any(|group| group.holds(row))).collect());
    let means = Means { columns: columns.to_vec() };
    let parts = groups.iter().map(|group| (&means as &dyn Statistic, group)).collect();
    let found = design.estimate(&Joint { parts }, &union)?;
    let all = design.estimate(&means, &union)?;
    let answers: Vec<Answers> = groups.iter().map(|group| Answers::of(design, group)).collect();
    let whole = Answers::of(design, &union);
    let column = |at: usize| {
        let column = Column::of(design, &columns[at], &union, (all.values[at], all.covariance[(at, at)]), whole);
        let place = |group: usize| group * columns.len() + at;
        let pairs = (0..groups.len()).flat_map(|left| (left + 1..groups.len()).map(move |right| (left, right)));
        pairs
            .map(|(left, right)| column.pair(&found, [place(left), place(right)], [answers[left], answers[right]]))
            .collect()
    };
    Ok((0..columns.len()).map(column).collect())
}

/// All pairs with p-values that are adjusted for how many there are.
pub fn adjusted(groups: usize, comparisons: &[Comparison], adjust: Adjust) -> Vec<Pair> {
    let places = (0..groups).flat_map(|left| (left + 1..groups).map(move |right| (left, right)));
    let p = adjust.apply(&comparisons.iter().map(|pair| pair.p).collect::<Vec<_>>());
    let pair = |(((left, right), found), p): (((usize, usize), &Comparison), f64)| Pair {
        left,
        right,
        difference: found.difference,
        se: found.se,
        p,
    };
    places.zip(comparisons).zip(p).map(pair).collect()
}

/// The two values of a column among rows of a domain with a weight: the same twice where all say the same, none where
/// there are more.
pub fn two_values(design: &Design, column: &[f64], domain: &Domain) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let rows =
        || column.iter().zip(design.weights()).enumerate().filter(|(row, (_, w))| **w != 0.0 && domain.holds(*row));
    for (_, (value, _)) in rows() {
        (low, high) = (low.min(*value), high.max(*value));
    }
    rows().all(|(_, (value, _))| *value == low || *value == high).then_some((low, high))
}

/// What is known of a column over all groups together.
struct Column {
    /// Its two values, where it is a share.
    values: Option<(f64, f64)>,
    /// The variance of one answer.
    spread: f64,
    /// How alike the answers of a cluster are.
    alike: f64,
    whole: Answers,
}

impl Column {
    fn of(design: &Design, column: &[f64], union: &Domain, (mean, variance): (f64, f64), whole: Answers) -> Self {
        let weights = design.weights_in(union);
        let of_row = |(value, weight): (&f64, &f64)| weight * (value - mean) * (value - mean);
        let squares: f64 = column.iter().zip(&weights).filter(|(_, weight)| **weight != 0.0).map(of_row).sum();
        let spread = squares / weights.iter().sum::<f64>();
        // As a share has it: its variance over p (1 - p) is that of a mean over the variance of one answer.
        let alike = if spread > 0.0 { whole.alike(0.5, variance / spread * 0.25) } else { 0.0 };
        Self { values: two_values(design, column, union), spread, alike, whole }
    }

    fn pair(&self, found: &Estimates, at: [usize; 2], answers: [Answers; 2]) -> Comparison {
        let covariance = |i: usize, j: usize| found.covariance[(at[i], at[j])];
        let value = at.map(|at| found.values[at]);
        let own = [covariance(0, 0), covariance(1, 1)];
        let both = covariance(0, 1);
        let difference = value[0] - value[1];
        let known = |variance: f64| if variance <= ROUNDING * self.spread { 0.0 } else { variance };
        let se = libm::sqrt(known((own[0] + own[1] - 2.0 * both).max(0.0)));
        let base = Comparison {
            difference,
            se,
            statistic: f64::NAN,
            df: f64::NAN,
            p: f64::NAN,
            exact: None,
            unit: 1.0,
            reach: se,
        };
        match self.values {
            Some((low, high)) if low < high => {
                let unit = high - low;
                let share = |i: usize| answers[i].share((value[i] - low) / unit, own[i] / (unit * unit), self.alike);
                // What groups have in common makes their difference surer than two of their own would be.
                let apart = known(own[0]) + known(own[1]);
                let factor = if both == 0.0 || apart == 0.0 || se == 0.0 { 1.0 } else { apart / (se * se) };
                let found = Self::shares(base, unit, [share(0).times(factor), share(1).times(factor)]);
                if both <= ALIKE * libm::sqrt(own[0] * own[1]) {
                    return found;
                }
                let n = libm::sqrt(answers[0].kish * answers[1].kish);
                let rest = libm::sqrt(answers[0].apart * answers[1].apart) * n;
                match Changers::of(difference / unit, se * se / (unit * unit), n, rest) {
                    Some(few) if few.p > found.p => found.of_few(few, unit),
                    _ => found,
                }
            }
            Some(_) => base,
            None => self.means(base, own, both, answers),
        }
    }

    fn shares(base: Comparison, unit: f64, [one, other]: [Share; 2]) -> Comparison {
        let p = shares::equal(one, other);
        let df = (one.size + other.size - 2.0).max(1.0);
        let exact = !shares::many(one, other);
        let null = shares::null_error(one, other) * unit;
        Comparison {
            statistic: statistic(base.difference, p, df),
            df,
            p,
            exact: exact.then_some((one, other)),
            unit,
            reach: if base.se > 0.0 { base.se } else { null },
            ..base
        }
    }

    /// Means of a scale: Welch's test. A small group has the spread of all groups together where its own is less: at the end
    /// of a scale few answers lie close together by chance, or all on it.
    fn means(&self, base: Comparison, own: [f64; 2], both: f64, answers: [Answers; 2]) -> Comparison {
        let variance = |i: usize| {
            let all = self.spread / answers[i].size(self.alike);
            let few = answers[i].count < FEW || own[i] <= ROUNDING * self.spread;
            if few && answers[i].apart > 0.0 { own[i].max(all) } else { own[i] }
        };
        let (one, other) = (variance(0), variance(1));
        let total = one + other - 2.0 * both;
        if total <= ROUNDING * self.spread {
            // Known on both sides, or the same units that all moved alike.
            let sure = answers[0].apart == 0.0 && answers[1].apart == 0.0;
            let p = match (base.difference == 0.0, sure) {
                (true, _) => 1.0,
                (false, true) => 0.0,
                (false, false) => f64::NAN,
            };
            let df = answers[0].df + answers[1].df;
            return Comparison { statistic: statistic(base.difference, p, df), df, p, ..base };
        }
        let welch = (one + other) * (one + other) / (one * one / answers[0].df + other * other / answers[1].df);
        let df = welch.min(self.whole.df);
        let reach = libm::sqrt(total);
        let p = student::two_sided(base.difference / reach, df);
        Comparison { statistic: base.difference / reach, df, p, reach, ..base }
    }
}

/// The t that has a two-sided p-value on these degrees of freedom, with the sign of a difference.
fn statistic(difference: f64, p: f64, df: f64) -> f64 {
    let t = if p >= 1.0 { 0.0 } else { -student::quantile(p / 2.0, df) };
    if difference == 0.0 && !p.is_nan() { 0.0 } else { t.copysign(difference) }
}
