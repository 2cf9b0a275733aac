//! What the answers of a domain are worth before anyone looks at them: how sure a share would be, if answers were
//! independent, and if those of a cluster were all alike.
//!
//! A share of 0 or 1 has a standard error of 0, whatever its sample: it says nothing. This says what is left to say.

use super::shares::Share;
use crate::column::Domain;
use crate::design::Design;

/// The level at which degrees of freedom are turned into answers.
const LEVEL: f64 = 0.95;

/// A share this close to 0 or 1 is there, but for rounding.
const ROUNDING: f64 = 1e-12;

/// The rows of a domain that answered, as a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answers {
    /// How many there are, with a weight.
    pub count: usize,
    /// Degrees of freedom of the design among them: of who answered, not of who was asked.
    pub df: f64,
    /// `(sum w)^2 / sum w^2`: how many there would be, had all the same weight (Kish 1965, 11.7).
    pub kish: f64,
    /// The variance of a share over `p (1 - p)`, were answers independent: `sum (1 - f) (w / sum w)^2`, with f the chance
    /// that the row was drawn (1 over what was drawn of its population in every stage; 0 without one).
    pub apart: f64,
    /// The same, were the answers of a cluster of the first stage all alike. Replicates do not say who shares a cluster, but
    /// by their degrees of freedom about how many clusters there are.
    pub together: f64,
    /// What one more of the population that says yes adds to a share of it, on average: `sum f (w / sum w)^2`, in a simple
    /// sample 1/N. 0 without a finite population, under replicates (which do not say how large it is), and in a census, where
    /// nobody is left.
    pub unit: f64,
}

impl Answers {
    /// Those of a domain from which rows without an answer were left out.
    pub fn of(design: &Design, answered: &Domain) -> Self {
        let weights = design.weights_in(answered);
        let sum: f64 = weights.iter().sum();
        let kish = super::kish_effective_size(&weights);
        let (apart, together, unit) = match design.replicates() {
            Some(replicates) => {
                let apart = replicates.spread_apart(&weights);
                let clusters = design.degrees_of_freedom(answered) + 1.0;
                (apart, apart * (design.sampled(answered) as f64 / clusters).max(1.0), 0.0)
            }
            None => linear(design, &weights, sum),
        };
        Self { count: design.sampled(answered), df: design.degrees_of_freedom(answered), kish, apart, together, unit }
    }

    /// The chance that a row was drawn, as the weights have it on average: what the finite population takes off the variance.
    fn fraction(&self) -> f64 {
        (1.0 - self.apart * self.kish).clamp(0.0, 1.0)
    }

    /// What to take off a number of independent answers for the degrees of freedom that clusters cost: `(t(n - 1) / t(df))^2`
    /// at a level (Korn and Graubard 1998). 1 in a simple sample, `NaN` without degrees of freedom.
    pub fn shrinkage(&self, level: f64) -> f64 {
        let loss =
            crate::interval::critical(self.count as f64 - 1.0, level) / crate::interval::critical(self.df, level);
        if self.count as f64 - 1.0 == self.df { 1.0 } else { (loss * loss).min(1.0) }
    }

    /// How many independent answers a share of 0 or 1 is worth. With `k` of `N` units that would say otherwise, a sample of
    /// a fraction f misses all of them with chance `(1 - f)^k`, so that n of them count for `-n ln(1 - f) / f`: n where f is
    /// small, without bound in a census. `alike` is how alike answers of a cluster are, 0 to 1.
    pub fn size_at_end(&self, alike: f64) -> f64 {
        let f = self.fraction();
        let free = if f < 1e-9 { 1.0 } else { -libm::log1p(-f) / f };
        self.kish * free / self.deff(alike)
    }

    /// How many independent answers a share is worth whose answers are so much alike within clusters.
    pub fn size(&self, alike: f64) -> f64 {
        1.0 / (self.apart * self.deff(alike))
    }

    /// A share of these answers with how many independent ones it is worth: never more than there are (Korn and Graubard
    /// 1998), and at 0 and 1, where its own error is none, as alike within clusters as is said.
    pub fn share(&self, estimate: f64, variance: f64, alike: f64) -> Share {
        let near = |end: f64| (estimate - end).abs() < ROUNDING;
        let estimate = if near(0.0) || estimate < 0.0 {
            0.0
        } else if near(1.0) || estimate > 1.0 {
            1.0
        } else {
            estimate
        };
        let size = if estimate == 0.0 || estimate == 1.0 {
            self.size_at_end(alike)
        } else {
            self.size(0.0) / self.effect(estimate, variance).max(1.0)
        };
        // In a census there is nothing to shrink.
        Share { estimate, size: if self.apart == 0.0 { f64::INFINITY } else { size * self.shrinkage(LEVEL) } }
    }

    fn deff(&self, alike: f64) -> f64 {
        let more = self.together / self.apart - 1.0;
        if more > 0.0 { alike.mul_add(more, 1.0) } else { 1.0 }
    }

    /// How alike the answers of a cluster are, 0 to 1, from a share of all and its variance; 0 where nothing says so.
    pub fn alike(&self, share: f64, variance: f64) -> f64 {
        let excess = self.effect(share, variance) - 1.0;
        let most = self.together / self.apart - 1.0;
        if most > 1e-9 && excess > 0.0 { (excess / most).min(1.0) } else { 0.0 }
    }

    /// The variance of a share over what independent answers would have. 1 in a simple sample, since the variance there
    /// divides by one answer less.
    pub fn effect(&self, share: f64, variance: f64) -> f64 {
        let n = self.count as f64;
        variance * (n - 1.0) / n / (share * (1.0 - share) * self.apart)
    }
}

fn linear(design: &Design, weights: &[f64], sum: f64) -> (f64, f64, f64) {
    let Some(first) = design.stages.first() else { return (f64::NAN, f64::NAN, 0.0) };
    let drawn = |stage: &crate::design::Stage, row: usize| {
        let (cluster, stratum) = (stage.cluster[row] as usize, stage.stratum[row] as usize);
        f64::from(stage.drawn[stratum]) / stage.population[cluster]
    };
    let (mut apart, mut unit) = (0.0, 0.0);
    let mut clusters = vec![(0.0, 0.0); first.clusters()];
    for (row, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
        let share = weight / sum;
        let chance: f64 = design.stages.iter().map(|stage| drawn(stage, row)).product();
        apart += (1.0 - chance) * share * share;
        unit += chance * share * share;
        let slot = &mut clusters[first.cluster[row] as usize];
        *slot = (slot.0 + share, 1.0 - drawn(first, row));
    }
    let together = clusters.iter().map(|(share, rest)| rest * share * share).sum();
    (apart, together, if apart == 0.0 { 0.0 } else { unit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::{Factor, Numeric};
    use crate::design::Spec;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found}, not {expected}");
    }

    #[test]
    fn a_simple_sample_is_worth_its_answers_and_a_census_more_than_any() {
        let of = |fpc: Option<f64>| {
            let fpc = fpc.map(|size| Numeric::new("N", vec![size; 46])).into_iter().collect();
            let design = Design::new(Spec { rows: 46, fpc, ..Spec::default() }).unwrap();
            Answers::of(&design, &Domain::all(46))
        };
        let simple = of(None);
        assert_eq!((simple.count, simple.df), (46, 45.0));
        close(simple.size(0.0), 46.0);
        close(simple.size_at_end(1.0), 46.0);
        close(simple.shrinkage(0.95), 1.0);
        close(of(Some(55.0)).unit, 1.0 / 55.0);
        assert_eq!((simple.unit, of(Some(46.0)).unit), (0.0, 0.0));
        // 46 of 55: the variance is 9/55 of that with replacement; at an end, -55 ln(9/55).
        close(of(Some(55.0)).size(0.0), 46.0 / (9.0 / 55.0));
        close(of(Some(55.0)).size_at_end(0.0), -55.0 * libm::log(9.0 / 55.0));
        assert_eq!((of(Some(46.0)).size(0.0), of(Some(46.0)).size_at_end(0.0)), (f64::INFINITY, f64::INFINITY));
    }

    #[test]
    fn clusters_whose_answers_are_alike_are_worth_their_number() {
        // Four clusters of five, and weights that differ within none.
        let ids = Factor {
            name: "c".into(),
            levels: (0..4).map(|c| c.to_string()).collect(),
            codes: (0..20).map(|row| row / 5).collect(),
        };
        let design = Design::new(Spec { rows: 20, ids: vec![ids], ..Spec::default() }).unwrap();
        let answers = Answers::of(&design, &Domain::all(20));
        close(answers.size(0.0), 20.0);
        close(answers.size(1.0), 4.0);
        // Wholly alike: two clusters say yes. The variance of the share is that of four answers, 0.25 / 3.
        let y = (0..20).map(|row| f64::from(u8::from(row < 10))).collect();
        let mean = design.estimate(&crate::estimation::Means { columns: vec![y] }, &Domain::all(20)).unwrap();
        close(mean.covariance[(0, 0)], 0.25 / 3.0);
        close(answers.alike(0.5, mean.covariance[(0, 0)]), 1.0);
    }

    #[test]
    fn a_jackknife_knows_what_independent_answers_are_worth() {
        let design = Design::new(Spec { rows: 12, ..Spec::default() }).unwrap();
        let copies = crate::replication::replicate(&design, crate::replication::Method::Jk1, false).unwrap();
        let answers = Answers::of(&copies, &Domain::all(12));
        close(answers.size(0.0), 12.0);
        close(answers.size_at_end(0.0), 12.0);
    }
}
