//! How large a sample must be for a margin, and the margin that a sample gives: of a proportion, in simple random
//! sampling without replacement, with a design effect.
//!
//! Source: Cochran (1977), *Sampling Techniques*, 4.4: the variance of p is p (1 - p) / n x (N - n) / (N - 1).

use crate::interval;
use crate::refusal::{Reason, Refusal};

/// What a margin is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// The proportion expected, 0 to 1; 0.5 is the worst case.
    pub proportion: f64,
    /// Units in the population; `None` for one without end.
    pub population: Option<u64>,
    /// The confidence level, 0.95 for 95%.
    pub level: f64,
    /// The variance of the design over that of simple random sampling of the same size; 1 for that itself.
    pub design_effect: f64,
}

impl Target {
    /// The worst case, 0.5, in simple random sampling.
    pub const fn worst(population: Option<u64>, level: f64) -> Self {
        Self { proportion: 0.5, population, level, design_effect: 1.0 }
    }
}

/// A sample size with the number it was rounded from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// For a population without end, not rounded: deff z^2 p (1 - p) / e^2.
    pub infinite: f64,
    /// For this population, rounded up; never more than it has.
    pub sample: u64,
}

/// The margin of error of a sample, as a fraction: z sqrt(deff p (1 - p) / n x (N - n) / (N - 1)). A census has none.
///
/// # Errors
/// [`Reason::Value`] for a sample of nothing or larger than its population, and for a proportion, level or design effect
/// outside its range.
pub fn margin(sample: u64, target: &Target) -> Result<f64, Refusal> {
    let z = checked(target)?;
    if sample == 0 {
        return Err(refused("a sample of 0 units has no margin", "draw at least one unit"));
    }
    let n = sample as f64;
    let correction = match target.population {
        Some(population) if sample > population => {
            return Err(refused(
                &format!("{sample} units cannot be drawn from {population}"),
                "give the population that the sample was drawn from, or a smaller sample",
            ));
        }
        // Of one unit, all are drawn.
        Some(population) if population < 2 => 0.0,
        Some(population) => (population - sample) as f64 / (population as f64 - 1.0),
        None => 1.0,
    };
    Ok(z * libm::sqrt(target.design_effect * target.proportion * (1.0 - target.proportion) / n * correction))
}

/// The sample that a margin needs: n0 = deff z^2 p (1 - p) / e^2, then n0 / (1 + (n0 - 1) / N), rounded up.
///
/// # Errors
/// [`Reason::Value`] for a margin outside 0 to 1, an empty population, and for a proportion, level or design
/// effect outside its range.
pub fn sample_size(margin: f64, target: &Target) -> Result<Size, Refusal> {
    let z = checked(target)?;
    if !(margin > 0.0 && margin < 1.0) {
        return Err(refused(
            &format!("a margin of {margin} is not one that a sample can have"),
            "give the margin as a fraction between 0 and 1, such as 0.05 for 5 points",
        ));
    }
    let spread = target.proportion * (1.0 - target.proportion);
    let infinite = target.design_effect * z * z * spread / (margin * margin);
    if !infinite.is_finite() && target.population.is_none() {
        return Err(refused(
            &format!("a margin of {margin} asks for more than can be counted"),
            "give a larger margin, or the size of the population",
        ));
    }
    let wanted = match target.population {
        Some(population) if !infinite.is_finite() => population as f64,
        // Written as n0 N / (N + n0 - 1), a population of which everyone is needed would overflow sooner.
        Some(population) => infinite / (1.0 + (infinite - 1.0) / population as f64),
        None => infinite,
    };
    let most = target.population.unwrap_or(u64::MAX);
    // Fewer than one unit is still one; below n0 = 1 the correction works the wrong way round.
    let sample = if infinite <= 1.0 { 1 } else { rounded_up(wanted) };
    Ok(Size { infinite, sample: sample.min(most) })
}

/// Rounds up, but not for what floating point added to a whole number.
fn rounded_up(wanted: f64) -> u64 {
    let nearest = libm::round(wanted);
    let whole = libm::fabs(wanted - nearest) <= 1e-9 * nearest.max(1.0);
    // A float beyond u64 becomes its largest number.
    (if whole { nearest } else { libm::ceil(wanted) }) as u64
}

/// z, once everything is in its range.
fn checked(target: &Target) -> Result<f64, Refusal> {
    interval::check_level(target.level)?;
    if !(0.0..=1.0).contains(&target.proportion) {
        return Err(refused(
            &format!("a proportion of {} is not between 0 and 1", target.proportion),
            "give the proportion you expect as a fraction, or 0.5 for the worst case",
        ));
    }
    if !(target.design_effect.is_finite() && target.design_effect > 0.0) {
        return Err(refused(
            &format!("a design effect of {} is not one", target.design_effect),
            "give 1 for simple random sampling, more for clusters or unequal weights",
        ));
    }
    if target.population == Some(0) {
        return Err(refused("the population has no units", "give the number of units in the population"));
    }
    Ok(interval::critical(f64::INFINITY, target.level))
}

fn refused(message: &str, remedy: &str) -> Refusal {
    Refusal::new(Reason::Value, message, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) {
        assert!((got - want).abs() <= 1e-10 * want.abs(), "{got} for {want}");
    }

    #[test]
    fn margins_of_worked_cases() {
        for (n, population, level, want) in
            [(149, 1_550, 0.9, 0.064_076_308_799_135_9), (2_996, 53_980, 0.95, 0.017_400_099_279_617)]
        {
            close(margin(n, &Target::worst(Some(population), level)).unwrap(), want);
        }
    }

    #[test]
    fn the_margins_that_the_report_of_2024_prints() {
        let points = |n, population, level| 100.0 * margin(n, &Target::worst(Some(population), level)).unwrap();
        // Teams, institutions and municipalities, all at 90%.
        assert_eq!(format!("{:.1}", points(149, 1_550, 0.9)), "6.4");
        assert_eq!(format!("{:.2}", points(46, 55, 0.9)), "4.95");
        assert_eq!(format!("{:.1}", points(28, 69, 0.9)), "12.1");
    }

    #[test]
    fn sizes_of_worked_cases() {
        for (e, population, level, infinite, sample) in
            [(0.05, 1_550, 0.95, 384.145_882_069_412, 309), (0.1, 55, 0.9, 67.638_586_352_385_2, 31)]
        {
            let size = sample_size(e, &Target::worst(Some(population), level)).unwrap();
            close(size.infinite, infinite);
            assert_eq!(size.sample, sample);
        }
        assert_eq!(sample_size(0.05, &Target::worst(None, 0.95)).unwrap().sample, 385);
        let clustered = Target { design_effect: 2.0, ..Target::worst(None, 0.95) };
        assert_eq!(sample_size(0.05, &clustered).unwrap().sample, 769);
    }

    #[test]
    fn a_census_has_no_margin_and_nothing_beyond_it_is_asked() {
        assert_eq!(margin(55, &Target::worst(Some(55), 0.95)).unwrap(), 0.0);
        assert_eq!(margin(1, &Target::worst(Some(1), 0.95)).unwrap(), 0.0);
        assert_eq!(sample_size(1e-9, &Target::worst(Some(55), 0.95)).unwrap().sample, 55);
        // Its square is too small for a number: everybody is needed.
        assert_eq!(sample_size(1e-200, &Target::worst(Some(55), 0.95)).unwrap().sample, 55);
        assert!(sample_size(1e-200, &Target::worst(None, 0.95)).is_err());
        assert_eq!(sample_size(0.99, &Target::worst(Some(55), 0.95)).unwrap().sample, 1);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let target = Target::worst(Some(55), 0.95);
        assert!(margin(0, &target).is_err());
        assert!(margin(56, &target).is_err());
        assert!(sample_size(5.0, &target).is_err(), "points, and not a fraction");
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(sample_size(wrong, &target).is_err());
            assert!(sample_size(0.05, &Target { design_effect: wrong, ..target }).is_err());
        }
        assert!(sample_size(0.05, &Target { proportion: 1.1, ..target }).is_err());
        assert!(sample_size(0.05, &Target { level: 95.0, ..target }).is_err());
        assert!(sample_size(0.05, &Target { population: Some(0), ..target }).is_err());
    }

    proptest::proptest! {
        #[test]
        fn the_size_for_a_margin_gives_that_margin(e in 0.005f64..0.4, population in 2u64..2_000_000, p in 0.05f64..0.95) {
            let target = Target { proportion: p, ..Target::worst(Some(population), 0.95) };
            let size = sample_size(e, &target).unwrap().sample;
            proptest::prop_assert!(margin(size, &target).unwrap() <= e * (1.0 + 1e-7));
        }
    }
}
