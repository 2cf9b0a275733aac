//! Whether a mean is some number, or differs between two groups.

use super::{EstimateTest, contrast, finite, has_level, present, same_rows, somebody, two_levels};
use crate::column::{Domain, Factor, Numeric};
use crate::design::Design;
use crate::estimation::{Joint, Means, answered};
use crate::refusal::{Reason, Refusal};

/// Whether the mean of a variable is `mu`: the mean less `mu`, with one degree of freedom less than the design has in the
/// domain (R `survey`, `svyttest` with one sample). Missing values leave the domain.
///
/// # Errors
/// A column of another length, nobody who answered, or whatever the variance refuses.
pub fn mean_against(design: &Design, y: &Numeric, mu: f64, domain: &Domain) -> Result<EstimateTest, Refusal> {
    same_rows(design, &y.name, y.values.len())?;
    finite(y)?;
    let shifted: Vec<f64> = y.values.iter().map(|value| value - mu).collect();
    let inside = answered(domain, &[&shifted]);
    somebody(design, &inside, &y.name)?;
    let mean = design.estimate(&Means { columns: vec![shifted] }, &inside)?;
    let estimate = mean.values.first().copied().unwrap_or(f64::NAN);
    Ok(EstimateTest::new(estimate, mean.standard_error(0), design.degrees_of_freedom(domain) - 1.0))
}

/// The difference in means of the second group less the first, with one degree of freedom less than the design has where
/// both are known (R `survey`, `svyttest` with two samples: the coefficient of `svyglm`). Replicate designs count the
/// degrees of freedom of the whole domain, as R does.
///
/// # Errors
/// Columns of another length, a number of groups other than two, or whatever the variance refuses.
pub fn difference(design: &Design, y: &Numeric, group: &Factor, domain: &Domain) -> Result<EstimateTest, Refusal> {
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
    let mean = Means { columns: vec![y.values.clone()] };
    let both = design.estimate(&Joint { parts: vec![(&mean, &one), (&mean, &other)] }, &inside)?;
    let change = contrast(&both, &[-1.0, 1.0])?;
    let df = design.degrees_of_freedom(if design.replicates().is_some() { domain } else { &inside }) - 1.0;
    let estimate = change.values.first().copied().unwrap_or(f64::NAN);
    Ok(EstimateTest::new(estimate, change.standard_error(0), df))
}
