//! Whether weights and finite populations say the same of how a sample was drawn; and a second stage, where weights tell that
//! rows were drawn again within clusters.

use super::stage::dense;
use super::{Design, Spec};
use crate::column::{Factor, Numeric};
use crate::refusal::{Reason, Refusal};

/// Weights that stand for this much more or less than the finite populations say contradict them.
const APART: f64 = 0.05;

/// Weights that do not follow from the finite populations.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// The stratum of the first stage; none where there are no strata.
    pub stratum: Option<String>,
    /// How many times as many units the weights stand for. Above 1, rows were drawn again within clusters, or some did not
    /// answer: what that adds to the error is not in a design of this stage alone. Below 1, weights are relative, or
    /// populations too large.
    pub times: f64,
}

impl Design {
    /// The stratum where the weights that were given are furthest from those that the finite populations imply, over what was
    /// drawn; none where they agree, and where there are no finite populations.
    pub fn disagreement(&self) -> Option<Disagreement> {
        let stage = self.stages.first()?;
        if self.spec.fpc.is_empty() || self.spec.pps.is_some() {
            return None;
        }
        let given = self.spec.weights.as_ref()?;
        let mut sums = vec![(0.0, 0.0); stage.strata()];
        for (row, weight) in given.values.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            let (given, implied) = &mut sums[stage.stratum[row] as usize];
            *given += weight;
            *implied += self.implied(row);
        }
        let far = |(given, implied): &(f64, f64)| libm::fabs(libm::log(given / implied));
        let (stratum, worst) =
            sums.iter().enumerate().filter(|(_, sums)| sums.1 > 0.0).max_by(|a, b| far(a.1).total_cmp(&far(b.1)))?;
        let level = self.spec.strata.first().and_then(|strata| strata.level(stage.row_of[stratum]));
        let found = Disagreement { stratum: level.map(str::to_owned), times: worst.0 / worst.1 };
        ((found.times - 1.0).abs() > APART).then_some(found)
    }

    /// The weight of a row that follows from its finite populations.
    fn implied(&self, row: usize) -> f64 {
        let of = |stage: &super::Stage| {
            let (cluster, stratum) = (stage.cluster[row] as usize, stage.stratum[row] as usize);
            stage.population[cluster] / f64::from(stage.drawn[stratum])
        };
        self.stages.iter().map(of).product()
    }
}

impl Spec {
    /// The same sample as one of two stages: clusters out of the finite populations, and rows out of their clusters, at the
    /// rate at which weights are above what the first stage implies. A cluster then counts as many rows as its weights say.
    ///
    /// # Errors
    /// A design of another number of stages, or without clusters, weights or finite populations; those of [`Design::new`].
    pub fn subsampled(self) -> Result<Self, Refusal> {
        let (1, 1, Some(weights)) = (self.ids.len(), self.fpc.len(), &self.weights) else {
            let message = "a second stage follows from clusters, weights and the finite population of the first";
            let remedy = "Give one column of ids, one of fpc, and the weights; or give both stages.";
            return Err(Refusal::new(Reason::Design, message, remedy));
        };
        let first = Design::new(self.clone())?;
        let clusters = dense(first.stages[0].cluster.iter());
        let count = clusters.iter().max().map_or(0, |top| *top as usize + 1);
        let mut sizes = vec![(0.0, 0.0_f64); count];
        for (row, cluster) in clusters.iter().enumerate() {
            let (rows, standing) = &mut sizes[*cluster as usize];
            *rows += 1.0;
            *standing += weights.values[row] / first.implied(row);
        }
        let counts = self.fpc[0].values.iter().any(|size| *size > 1.0);
        let size = |cluster: &u32| {
            let (rows, standing) = sizes[*cluster as usize];
            let all = standing.max(rows);
            if counts { all } else { rows / all }
        };
        let name = weights.name.clone();
        let fpc = Numeric::new(format!("{name} within clusters"), clusters.iter().map(size).collect());
        let rows = u32::try_from(self.rows).unwrap_or(u32::MAX);
        let row = Factor {
            name: "row".into(),
            levels: (1..=rows).map(|row| row.to_string()).collect(),
            codes: (0..rows).collect(),
        };
        let mut both = self;
        both.ids.push(row);
        both.fpc.push(fpc);
        Ok(both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Domain;
    use crate::estimation::Means;
    use crate::sampling::Generator;

    /// Ten of twelve schools, five of fifty students in each: fpc 12, weights 12/10 x 10.
    fn schools(values: &[f64]) -> (Spec, Vec<f64>) {
        let code = |row: usize| (row / 5) as u32;
        let ids = Factor {
            name: "school".into(),
            levels: (0..10).map(|school| school.to_string()).collect(),
            codes: (0..50).map(code).collect(),
        };
        let spec = Spec {
            rows: 50,
            ids: vec![ids],
            fpc: vec![Numeric::new("schools", vec![12.0; 50])],
            weights: Some(Numeric::new("w", vec![12.0; 50])),
            ..Spec::default()
        };
        (spec, values.to_vec())
    }

    #[test]
    fn weights_that_stand_for_more_than_the_schools_are_seen() {
        let (spec, _) = schools(&[]);
        let found = Design::new(spec.clone()).unwrap().disagreement().unwrap();
        assert!((found.times - 10.0).abs() < 1e-12 && found.stratum.is_none());
        let whole = Spec { weights: Some(Numeric::new("w", vec![1.2; 50])), ..spec.clone() };
        assert_eq!(Design::new(whole).unwrap().disagreement(), None);
        assert_eq!(Design::new(Spec { weights: None, ..spec.clone() }).unwrap().disagreement(), None);
        // With the second stage there is nothing left to say.
        let both = Design::new(spec.clone().subsampled().unwrap()).unwrap();
        assert_eq!((both.disagreement(), both.spec().fpc[1].values[0]), (None, 50.0));
        let lone = Spec { ids: Vec::new(), ..spec };
        assert_eq!(lone.subsampled().unwrap_err().reason, Reason::Design);
    }

    #[test]
    fn a_second_stage_covers_where_the_first_alone_does_not() {
        let mut random = Generator::new(31);
        let (mut one, mut two) = (0, 0);
        let draws = 300;
        for _ in 0..draws {
            // Twelve schools of fifty that differ little; students differ much.
            let levels: Vec<f64> = (0..12).map(|_| random.unit()).collect();
            let all: Vec<Vec<f64>> =
                levels.iter().map(|level| (0..50).map(|_| level + 8.0 * random.unit()).collect()).collect();
            let truth = all.iter().flatten().sum::<f64>() / 600.0;
            let mut left: Vec<usize> = (0..12).collect();
            let mut values = Vec::new();
            for _ in 0..10 {
                let school = left.swap_remove(random.below(left.len() as u64) as usize);
                let mut students = all[school].clone();
                values.extend((0..5).map(|_| students.swap_remove(random.below(students.len() as u64) as usize)));
            }
            let (spec, y) = schools(&values);
            let holds = |spec: Spec| {
                let means = Means { columns: vec![y.clone()] };
                Design::new(spec).unwrap().estimate(&means, &Domain::all(50)).unwrap().interval(0, 0.95).holds(truth)
            };
            one += u32::from(holds(spec.clone()));
            two += u32::from(holds(spec.subsampled().unwrap()));
        }
        // 95% of 300 is 285, less three standard deviations of 3.8.
        assert!(two >= 273 && one < 230, "{two} and {one} of {draws}");
    }
}
