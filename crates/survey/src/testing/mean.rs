//! Whether a mean is some number, or differs between two groups.

use super::{EstimateTest, Exact, contrast, finite, has_level, present, same_rows, somebody, two_levels};
use crate::column::{Domain, Factor, Numeric};
use crate::comparison::{Answers, compare, shares, two_values};
use crate::design::Design;
use crate::estimation::{Joint, Means, answered};
use crate::numerics::student;
use crate::refusal::{Reason, Refusal};
use crate::rules::Rules;

/// Whether the mean of a variable is `mu`. Missing values leave the domain.
///
/// By [`Rules::R`], the mean less `mu` with one degree of freedom less than the design has in the domain (R `survey`,
/// `svyttest` with one sample). By [`Rules::Right`], with those of who answered; and a variable of 0 and 1 by the exact
/// test of a share ([`shares::against`]), since a share of 0 or 1 has no standard error.
///
/// # Errors
/// A column of another length, nobody who answered, or whatever the variance refuses.
pub fn mean_against(
    design: &Design,
    y: &Numeric,
    mu: f64,
    domain: &Domain,
    rules: Rules,
) -> Result<EstimateTest, Refusal> {
    same_rows(design, &y.name, y.values.len())?;
    finite(y)?;
    let shifted: Vec<f64> = y.values.iter().map(|value| value - mu).collect();
    let inside = answered(domain, &[&shifted]);
    somebody(design, &inside, &y.name)?;
    let mean = design.estimate(&Means { columns: vec![shifted] }, &inside)?;
    let (estimate, se) = (mean.values.first().copied().unwrap_or(f64::NAN), mean.standard_error(0));
    let size = estimate.abs() + mu.abs();
    if rules == Rules::R {
        return Ok(EstimateTest::beside(estimate, se, design.degrees_of_freedom(domain) - 1.0, size));
    }
    let answers = Answers::of(design, &inside);
    let share = two_values(design, &y.values, &inside).filter(|values| matches!(values, (0.0, 0.0 | 1.0) | (1.0, 1.0)));
    if share.is_none() || answers.apart == 0.0 || !(0.0..=1.0).contains(&mu) {
        return Ok(EstimateTest::beside(estimate, se, answers.df, size));
    }
    let share = answers.share(estimate + mu, se * se, 0.0);
    let p = shares::against(share, mu);
    let statistic = if p >= 1.0 { 0.0 } else { (-student::quantile(p / 2.0, answers.df)).copysign(estimate) };
    let exact = Some(Exact::Share(share, mu));
    Ok(EstimateTest { estimate, standard_error: se, statistic, df: answers.df, p, exact })
}

/// The difference in means of the second group less the first.
///
/// By [`Rules::R`], with one degree of freedom less than the design has where both are known (R `survey`, `svyttest` with
/// two samples: the coefficient of `svyglm`); replicate designs count the degrees of freedom of the whole domain, as R
/// does. By [`Rules::Right`], as [`compare`] has it: shares by the score or exactly, means of a scale with the degrees of
/// freedom of both groups (Welch 1947).
///
/// # Errors
/// Columns of another length, a number of groups other than two, or whatever the variance refuses.
pub fn difference(
    design: &Design,
    y: &Numeric,
    group: &Factor,
    domain: &Domain,
    rules: Rules,
) -> Result<EstimateTest, Refusal> {
    same_rows(design, &y.name, y.values.len())?;
    same_rows(design, &group.name, group.codes.len())?;
    finite(y)?;
    let inside = answered(domain, &[&y.values]);
    somebody(design, &inside, &y.name)?;
    let inside = has_level(&inside, group);
    let groups = present(design, &inside, group);
    two_levels(group, &groups)?;
    let [first, second] = groups[..] else {
        let message = format!("has {} groups here; this test is about two", groups.len());
        let remedy = "Compare two at a time, or use a test for several groups.";
        return Err(Refusal::new(Reason::NotDefined, message, remedy).about(&group.name));
    };
    let within = |level: u32| inside.and(|row| group.codes.get(row) == Some(&level));
    let (one, other) = (within(first), within(second));
    if rules == Rules::Right {
        let column = y.values.clone();
        let found = compare(design, &[column], &[other, one])?;
        let found = found.into_iter().flatten().next();
        return found.map(EstimateTest::compared).ok_or_else(|| {
            Refusal::new(Reason::NotDefined, "there are no two groups", "Take a larger domain.").about(&group.name)
        });
    }
    let mean = Means { columns: vec![y.values.clone()] };
    let both = design.estimate(&Joint { parts: vec![(&mean, &one), (&mean, &other)] }, &inside)?;
    let change = contrast(&both, &[-1.0, 1.0])?;
    let df = design.degrees_of_freedom(if design.replicates().is_some() { domain } else { &inside }) - 1.0;
    let estimate = change.values.first().copied().unwrap_or(f64::NAN);
    let size = both.values.iter().map(|value| value.abs()).sum();
    Ok(EstimateTest::beside(estimate, change.standard_error(0), df, size))
}
