//! A statistic of named columns: what its numbers are called, and how to take them in a domain.

use super::data::{factor, numerics};
use super::design::Frame;
use super::given::{Row, number};
use crate::read::CaseProblem;
use crate::read::{Deff, Estimator, Stat, What};
use nalgebra::DMatrix;
use serde_json::Value;
use survey::comparison::{Answers, two_values};
use survey::estimation::{
    Means, QuantileInterval, Ratios, Reference, Request, Rule, Totals, Variances, answered, design_effects, indicators,
    nothing, quantile,
};
use survey::interval::{Interval, Method, Proportion, confint};
use survey::variance::Statistic;
use survey::{Domain, Estimates, NoEstimate, Refusal, Rules};

/// What one number is called.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Label {
    pub(super) var: String,
    pub(super) level: Option<String>,
    pub(super) p: Option<f64>,
}

impl Label {
    pub(super) fn row(&self) -> Row {
        let row = Row::default().set("var", self.var.clone());
        let row = match &self.level {
            Some(level) => row.set("level", level.clone()),
            None => row,
        };
        self.p.map_or_else(|| row.clone(), |p| row.clone().set("p", number(p)))
    }

    /// As R names the element of a vector.
    pub(super) fn joined(&self) -> String {
        format!("{}{}", self.var, self.level.as_deref().unwrap_or_default())
    }
}

/// A statistic with its columns.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub(super) what: What,
    pub(super) labels: Vec<Label>,
    /// One a variable, or one a category.
    columns: Vec<Vec<f64>>,
    denominators: Vec<Vec<f64>>,
}

/// An estimate, its standard error and its interval, where they are known.
type Known = Option<(f64, f64, Interval)>;

/// What was found in a domain.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Estimate, standard error and interval, one a label; none where an answer is missing and missing ones stay.
    pub(super) numbers: Vec<Known>,
    pub(super) covariance: Option<DMatrix<f64>>,
    pub(super) deff: Option<Vec<f64>>,
    /// Rows that answered.
    pub(super) n: usize,
    /// Replicates without an answer.
    silent: usize,
    /// Degrees of freedom.
    pub(super) df: f64,
    rules: Rules,
}

impl Measure {
    /// Takes the columns from the data.
    pub(super) fn new(what: &What, frame: &Frame<'_>) -> Result<Self, CaseProblem> {
        let table = frame.table;
        let mut labels = Vec::new();
        let mut denominators = Vec::new();
        let named = |var: &String| Label { var: var.clone(), ..Label::default() };
        let columns = match what.stat {
            Stat::Proportion | Stat::ProportionTotal => {
                let mut columns = Vec::new();
                for var in &what.vars {
                    let factor = factor(table, var)?;
                    columns.extend(indicators(&factor));
                    labels.extend(factor.levels.into_iter().map(|level| Label { level: Some(level), ..named(var) }));
                }
                columns
            }
            Stat::Ratio => {
                denominators = numerics(table, &what.denominators)?;
                for below in &what.denominators {
                    labels.extend(
                        what.vars.iter().map(|top| Label { var: format!("{top}/{below}"), ..Label::default() }),
                    );
                }
                numerics(table, &what.vars)?
            }
            Stat::Quantile => {
                for var in &what.vars {
                    labels.extend(what.p.iter().map(|p| Label { p: Some(*p), ..named(var) }));
                }
                numerics(table, &what.vars)?
            }
            Stat::Mean | Stat::Total | Stat::Variance => {
                labels.extend(what.vars.iter().map(named));
                numerics(table, &what.vars)?
            }
        };
        Ok(Self { what: what.clone(), labels, columns, denominators })
    }

    /// One measure for each variable, since each has its own rows without an answer. A ratio is one whole.
    pub(super) fn each(what: &What, frame: &Frame<'_>) -> Result<Vec<Self>, CaseProblem> {
        if what.stat == Stat::Ratio {
            return Ok(vec![Self::new(what, frame)?]);
        }
        let one = |var: &String| Self::new(&What { vars: vec![var.clone()], ..what.clone() }, frame);
        what.vars.iter().map(one).collect()
    }

    /// One of its columns.
    pub(super) fn column(&self, at: usize) -> Option<&[f64]> {
        self.columns.get(at).map(Vec::as_slice)
    }

    fn all_columns(&self) -> Vec<&[f64]> {
        self.columns.iter().chain(&self.denominators).map(Vec::as_slice).collect()
    }

    /// The rows of a domain that answered all of it.
    pub(super) fn answered(&self, domain: &Domain) -> Domain {
        answered(domain, &self.all_columns())
    }

    /// The statistic, to be taken over the rows of a domain that answered.
    pub(super) fn statistic(&self, frame: &Frame<'_>, domain: &Domain) -> Result<Box<dyn Statistic>, CaseProblem> {
        let columns = self.columns.clone();
        Ok(match self.what.stat {
            Stat::Mean | Stat::Proportion => Box::new(Means { columns }),
            Stat::Total | Stat::ProportionTotal => Box::new(Totals { columns }),
            Stat::Ratio => Box::new(Ratios { numerators: columns, denominators: self.denominators.clone() }),
            Stat::Variance => Box::new(Variances::over(&frame.design, columns, domain)),
            Stat::Quantile => {
                return Err(CaseProblem::new(
                    "quantiles have no covariance with one another here",
                    "ask for them without vcov, or for means",
                ));
            }
        })
    }

    /// Why there is nothing to estimate in a domain, if so.
    pub(super) fn nothing(&self, frame: &Frame<'_>, domain: &Domain) -> Option<NoEstimate> {
        nothing(&frame.design, domain, &self.answered(domain))
    }

    /// Takes it in a domain. Intervals are on the degrees of freedom that were asked for; else of who answered, or by R's
    /// rules of the whole design in its domain.
    pub(super) fn take(&self, asked: &Estimator, frame: &Frame<'_>, domain: &Domain) -> Result<Found, CaseProblem> {
        let answered = self.answered(domain);
        let df = frame.df_of(&answered);
        let missing = !asked.na_rm && answered != *domain;
        let n = frame.design.sampled(&answered);
        if self.what.stat == Stat::Quantile {
            let numbers = self.quantiles(asked, frame, domain, missing)?;
            return Ok(Found { numbers, covariance: None, deff: None, n, silent: 0, df, rules: frame.rules });
        }
        let statistic = self.statistic(frame, domain)?;
        // Where missing answers make a number missing, the others are still taken over all rows.
        let found = frame.design.estimate(statistic.as_ref(), if asked.na_rm { &answered } else { domain });
        let found = found.map_err(|refusal| self.named(refusal))?;
        let absent = |at: usize| missing && self.is_missing(at, domain);
        let numbers = found.values.iter().enumerate().map(|(at, estimate)| {
            let se = found.standard_error(at);
            let share = self.share_of(at, frame, &answered).filter(|_| frame.rules == Rules::Right);
            let interval = match share {
                Some(answers) => Proportion {
                    df: asked.ci_df,
                    worth: answers.share(estimate.round(), 0.0, 0.0).size,
                    unit: answers.unit,
                    ..Proportion::new(*estimate, se, answers.count, answers.df)
                }
                .interval(Method::default(), asked.level),
                None => Ok(confint(*estimate, se, asked.ci_df.unwrap_or(df), asked.level)),
            };
            interval.map(|interval| (!absent(at)).then_some((*estimate, se, interval)))
        });
        let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
        let deff = asked.deff.map(|reference| self.deff(reference, frame, &answered, &found.covariance));
        let Estimates { covariance, silent, .. } = found;
        Ok(Found { numbers, covariance: Some(covariance), deff, n, silent, df, rules: frame.rules })
    }

    /// What the answers are worth, where a number is a share: of a category, or the mean of a variable of 0 and 1.
    fn share_of(&self, at: usize, frame: &Frame<'_>, answered: &Domain) -> Option<Answers> {
        let share = match self.what.stat {
            Stat::Proportion => true,
            Stat::Mean => two_values(&frame.design, self.columns.get(at)?, answered)
                .is_some_and(|values| matches!(values, (0.0, 0.0 | 1.0) | (1.0, 1.0))),
            Stat::Total | Stat::ProportionTotal | Stat::Ratio | Stat::Quantile | Stat::Variance => false,
        };
        share.then(|| Answers::of(&frame.design, answered))
    }

    /// A refusal about a column by its place says which variable that is.
    fn named(&self, refusal: Refusal) -> Refusal {
        let place = |word: &str| {
            let place = refusal.variable.as_deref()?.strip_prefix(word)?.parse::<usize>().ok()?;
            place.checked_sub(1)
        };
        let tops = self.columns.len().max(1);
        let name = match (place("column ").or_else(|| place("numerator ")), place("denominator ")) {
            (Some(at), _) if self.denominators.is_empty() => self.labels.get(at).map(|label| &label.var),
            (Some(at), _) => self.what.vars.get(at % tops),
            (None, Some(at)) => self.what.denominators.get(at),
            (None, None) => None,
        };
        match name {
            Some(name) => refusal.clone().about(name),
            None => refusal,
        }
    }

    /// Whether the columns behind a number have a row of the domain without an answer.
    fn is_missing(&self, at: usize, domain: &Domain) -> bool {
        let mut behind: Vec<&Vec<f64>> = Vec::new();
        if self.denominators.is_empty() {
            behind.extend(self.columns.get(at));
        } else {
            behind.extend(self.columns.get(at % self.columns.len().max(1)));
            behind.extend(self.denominators.get(at / self.columns.len().max(1)));
        }
        behind.iter().any(|column| column.iter().enumerate().any(|(row, value)| value.is_nan() && domain.holds(row)))
    }

    fn quantiles(
        &self,
        asked: &Estimator,
        frame: &Frame<'_>,
        domain: &Domain,
        missing: bool,
    ) -> Result<Vec<Known>, CaseProblem> {
        let unknown = |word: &str, what: &str, known: &str| {
            CaseProblem::new(format!("{word:?} is not {what} of quantiles"), format!("use one of: {known}"))
        };
        let rule = self.what.qrule.as_deref().unwrap_or("math");
        let rule = Rule::named(rule).ok_or_else(|| {
            unknown(rule, "a rule", "math, school, shahvaish, hf1, hf2, hf3, hf4, hf5, hf6, hf7, hf8, hf9")
        })?;
        let interval = self.what.interval.as_deref().unwrap_or("mean");
        let interval = QuantileInterval::named(interval)
            .ok_or_else(|| unknown(interval, "an interval", "mean, beta, xlogit, asin, score, quantile"))?;
        let mut numbers = Vec::with_capacity(self.labels.len());
        for column in &self.columns {
            let answered = answered(domain, &[column]);
            for p in &self.what.p {
                let request = Request {
                    values: column,
                    p: *p,
                    rule,
                    interval,
                    level: asked.level,
                    df: asked.ci_df,
                    rules: frame.rules,
                };
                let found = quantile(&frame.design, &answered, &request)?;
                let absent = missing && answered != *domain;
                numbers.push((!absent).then_some((
                    found.estimate,
                    found.standard_error,
                    Interval { low: found.low, high: found.high },
                )));
            }
        }
        Ok(numbers)
    }

    fn deff(&self, deff: Deff, frame: &Frame<'_>, answered: &Domain, covariance: &DMatrix<f64>) -> Vec<f64> {
        let reference = match deff {
            Deff::WithoutReplacement => Reference::WithoutReplacement,
            Deff::WithReplacement => Reference::WithReplacement,
        };
        let variances: Vec<f64> = covariance.diagonal().iter().copied().collect();
        let effects = |columns: &[Vec<f64>], totals: bool| {
            design_effects(&frame.design, columns, answered, &variances, totals, reference)
        };
        match self.what.stat {
            Stat::Mean | Stat::Proportion => effects(&self.columns, false),
            // A simple sample does not know how large a domain is, nor how many answer: their total is that of a variable
            // which is 0 elsewhere. R has it drawn from the domain alone, so that even a simple sample has an effect.
            Stat::Total | Stat::ProportionTotal if frame.rules == Rules::Right => {
                let inside = |(row, value): (usize, &f64)| if answered.holds(row) { *value } else { 0.0 };
                let masked: Vec<Vec<f64>> =
                    self.columns.iter().map(|column| column.iter().enumerate().map(inside).collect()).collect();
                let all = Domain::all(frame.design.rows());
                design_effects(&frame.design, &masked, &all, &variances, true, reference)
            }
            Stat::Total | Stat::ProportionTotal => effects(&self.columns, true),
            Stat::Ratio => {
                let ratios = Ratios { numerators: self.columns.clone(), denominators: self.denominators.clone() };
                let residuals = ratios.residuals(&frame.design.weights_in(answered));
                // Of the total of the residuals, whose variance over replicates is not quite that of the ratio.
                let total = frame.design.estimate(&Totals { columns: residuals.clone() }, answered);
                let found = total.map_or(variances, |total| total.covariance.diagonal().iter().copied().collect());
                design_effects(&frame.design, &residuals, answered, &found, true, reference)
            }
            Stat::Variance | Stat::Quantile => vec![f64::NAN; variances.len()],
        }
    }
}

impl Found {
    /// The numbers of one label, under the names they have in an answer.
    pub(super) fn row(&self, at: usize) -> Row {
        let Some(Some((estimate, se, interval))) = self.numbers.get(at) else { return Row::default().missing() };
        let row = Row::default().estimate(*estimate, *se).interval(*interval);
        // By R's rules all rows have those of the whole.
        let row = if self.rules == Rules::Right { row.set("df", number(self.df)) } else { row };
        let row = if self.silent == 0 { row } else { row.set("silent_replicates", self.silent) };
        match self.deff.as_ref().and_then(|deff| deff.get(at)) {
            Some(deff) => row.set("deff", number(*deff)),
            None => row,
        }
    }

    /// The covariance as JSON, missing where a number is.
    pub(super) fn vcov(&self) -> Value {
        let Some(covariance) = &self.covariance else { return Value::Null };
        let known = |at: usize| self.numbers.get(at).is_some_and(Option::is_some);
        let rows = (0..covariance.nrows()).map(|i| {
            (0..covariance.ncols())
                .map(|j| match covariance.get((i, j)) {
                    Some(value) if known(i) && known(j) => number(*value),
                    _ => Value::Null,
                })
                .collect::<Vec<_>>()
        });
        rows.collect::<Vec<_>>().into()
    }
}
