//! A proportion from a design, with all that any of its intervals needs.

use nalgebra::DMatrix;

use super::{Fit, Proportion};
use crate::column::{Domain, Numeric};
use crate::comparison::Answers;
use crate::design::Design;
use crate::estimate::NoEstimate;
use crate::estimation::{Means, answered, nothing};
use crate::refusal::{Place, Reason, Refusal};
use crate::rules::Rules;
use crate::variance::Statistic;

/// The log-odds of a proportion: what replicates repeat for [`super::Method::Logit`] and [`super::Method::Likelihood`].
struct LogOdds(Means);

impl Statistic for LogOdds {
    fn size(&self) -> usize {
        self.0.size()
    }

    fn check(&self, weights: &[f64]) -> Result<(), Refusal> {
        self.0.check(weights)
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        self.0.value(weights).into_iter().map(|share| libm::log(share / (1.0 - share))).collect()
    }

    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        let share = self.0.value(weights).first().copied().unwrap_or(f64::NAN);
        self.0.influence(weights) / (share * (1.0 - share))
    }
}

impl Proportion {
    /// Estimates the proportion of ones in a domain. Rows without an answer leave the domain and stay in the design.
    /// The inner answer is [`NoEstimate`] where nobody was sampled or nobody answered.
    ///
    /// Source: R `survey`, `svyciprop`; replicates, `svyglm` of a replicate design: the spread of their log-odds.
    ///
    /// # Errors
    /// [`Reason::Shape`] for a column of another length than the design, [`Reason::Value`] for a value in the domain
    /// other than 0 and 1, naming its row; and those of [`Design::estimate`].
    pub fn estimated(
        design: &Design,
        column: &Numeric,
        domain: &Domain,
        rules: Rules,
    ) -> Result<Result<Self, NoEstimate>, Refusal> {
        check(design, column, domain)?;
        let here = answered(domain, &[&column.values]);
        if let Some(why) = nothing(design, domain, &here) {
            return Ok(Err(why));
        }
        let means = Means { columns: vec![column.values.clone()] };
        let found = design.estimate(&means, &here)?;
        let estimate = found.values.first().copied().unwrap_or(f64::NAN);
        let inside = estimate > 0.0 && estimate < 1.0;
        let replicated = design.replicates().is_some();
        let log_odds_se =
            if replicated && inside { Some(design.estimate(&LogOdds(means), &here)?.standard_error(0)) } else { None };
        let answers = Answers::of(design, &here);
        let fit = fitted(design, column, &here).ok();
        Ok(Ok(Self {
            estimate,
            se: found.standard_error(0),
            // By R's rules rows without an answer count where they stay in the variance.
            rows: if rules == Rules::R { design.rows_in(&here) } else { design.sampled(&here) },
            design_df: design.degrees_of_freedom(&here),
            worth: answers.share(estimate.round(), 0.0, 0.0).size,
            unit: answers.unit,
            rules,
            df: None,
            log_odds_se,
            dispersion: match &fit {
                // Without a model (a calibrated weight below 0, say) only the other intervals are there.
                None => Some(f64::NAN),
                Some(_) if replicated => Some(1.0),
                Some(_) => None,
            },
            fit,
        }))
    }
}

/// The model on the rows that R's design of this domain holds.
fn fitted(design: &Design, column: &Numeric, domain: &Domain) -> Result<Fit, Refusal> {
    let weights = design.weights_in(domain);
    if design.rows_in(domain) == design.rows() {
        return Fit::of(&column.values, &weights);
    }
    let inside = |row: &usize| domain.holds(*row);
    let pick = |from: &[f64]| (0..design.rows()).filter(inside).map(|row| from[row]).collect::<Vec<_>>();
    Fit::of(&pick(&column.values), &pick(&weights))
}

fn check(design: &Design, column: &Numeric, domain: &Domain) -> Result<(), Refusal> {
    if column.values.len() != design.rows() || domain.inside().len() != design.rows() {
        return Err(Refusal::new(
            Reason::Shape,
            format!(
                "{} values and a domain of {} for {} rows",
                column.values.len(),
                domain.inside().len(),
                design.rows()
            ),
            "give one value for every row",
        )
        .about(&column.name));
    }
    let wrong =
        |(row, value): &(usize, &f64)| domain.holds(*row) && !(value.is_nan() || **value == 0.0 || **value == 1.0);
    match column.values.iter().enumerate().find(wrong) {
        Some((row, value)) => Err(Refusal::new(
            Reason::Value,
            format!("the value is {value}, not 0 or 1"),
            "code the category as 1 and all others as 0",
        )
        .about(&column.name)
        .at(Place::Row(row + 1))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Spec;
    use crate::interval::Method;
    use crate::replication::{Method as Replication, replicate};

    fn column(values: Vec<f64>) -> Numeric {
        Numeric { name: "answer".to_owned(), values }
    }

    fn simple(rows: usize) -> Design {
        Design::new(Spec { rows, ..Spec::default() }).unwrap()
    }

    #[test]
    fn a_simple_sample_has_the_error_of_the_textbook() {
        let values = (0..50).map(|row| f64::from(u8::from(row % 5 == 0))).collect();
        let found =
            Proportion::estimated(&simple(50), &column(values), &Domain::all(50), Rules::Right).unwrap().unwrap();
        assert!((found.estimate - 0.2).abs() < 1e-15);
        assert!((found.se - libm::sqrt(0.16 / 49.0)).abs() < 1e-15);
        assert_eq!((found.rows, found.design_df, found.fit.unwrap().rows), (50, 49.0, 50));
    }

    #[test]
    fn replicates_have_log_odds_of_their_own() {
        let design = replicate(&simple(50), Replication::Jk1, false).unwrap();
        let values = (0..50).map(|row| f64::from(u8::from(row % 5 == 0))).collect();
        let found = Proportion::estimated(&design, &column(values), &Domain::all(50), Rules::Right).unwrap().unwrap();
        let linear = found.se / 0.16;
        let se = found.log_odds_se.unwrap();
        assert!((se / linear - 1.0).abs() < 0.03 && se != linear, "{se} {linear}");
        let interval = found.interval(Method::Likelihood, 0.95).unwrap();
        assert!(interval.low < 0.2 && 0.2 < interval.high);
    }

    #[test]
    fn nobody_and_nonsense_are_told_apart() {
        let nobody =
            |values, inside| Proportion::estimated(&simple(2), &column(values), &Domain::of(inside), Rules::Right);
        assert_eq!(nobody(vec![1.0, 0.0], vec![false; 2]).unwrap().unwrap_err(), NoEstimate::EmptyDomain);
        assert_eq!(nobody(vec![f64::NAN; 2], vec![true; 2]).unwrap().unwrap_err(), NoEstimate::NobodyAnswered);
        assert_eq!(nobody(vec![1.0, 3.0], vec![true; 2]).unwrap_err().place, Some(Place::Row(2)));
        assert_eq!(nobody(vec![1.0], vec![true; 2]).unwrap_err().reason, Reason::Shape);
    }
}
