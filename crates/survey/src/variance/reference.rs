//! The kernel against the same sum written as a recursion over lists of rows, without any of its bookkeeping.

use super::covariance_in;
use crate::column::{Domain, Factor, Numeric};
use crate::design::{Design, LonelyPsu, Spec};
use nalgebra::DMatrix;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Rows with everything that names their clusters and strata.
struct Sample {
    /// Per stage: stratum and cluster of each row, each with all that lies above it.
    strata: Vec<Vec<Vec<u32>>>,
    clusters: Vec<Vec<Vec<u32>>>,
    /// Per stage: how many clusters the population of a stratum has; it depends on its name alone.
    population: Vec<Vec<f64>>,
    finite: bool,
    rule: LonelyPsu,
    in_domains: bool,
    x: Vec<f64>,
}

impl Sample {
    fn drawn(&self, stage: usize, stratum: &[u32]) -> f64 {
        let rows = (0..self.x.len()).filter(|row| self.strata[stage][*row] == stratum);
        rows.map(|row| &self.clusters[stage][row]).collect::<BTreeSet<_>>().len() as f64
    }

    /// The variance of the total over these rows from this stage on; `None` where the rule refuses.
    fn variance(&self, stage: usize, rows: &[usize]) -> Option<f64> {
        let strata: BTreeSet<&Vec<u32>> = rows.iter().map(|row| &self.strata[stage][*row]).collect();
        let (mut sum, mut known, mut later) = (0.0, 0.0, 0.0);
        let drawn: f64 = strata.iter().map(|stratum| self.drawn(stage, stratum)).sum();
        let of_all = rows.iter().map(|row| self.x[*row]).sum::<f64>() / drawn;
        for stratum in &strata {
            let here: Vec<usize> = rows.iter().copied().filter(|row| self.strata[stage][*row] == **stratum).collect();
            let n = self.drawn(stage, stratum);
            let size = if self.finite { self.population[stage][here[0]] } else { f64::INFINITY };
            let mut totals: BTreeMap<&Vec<u32>, f64> = BTreeMap::new();
            here.iter().for_each(|row| *totals.entry(&self.clusters[stage][*row]).or_insert(0.0) += self.x[*row]);
            let seen = totals.len();
            let mut values: Vec<f64> = totals.values().copied().collect();
            values.resize(n as usize, 0.0);
            let own = self.rule != LonelyPsu::Adjust || seen > 1 || (n > 1.0 && !self.in_domains);
            let centre = if own { values.iter().sum::<f64>() / n } else { of_all };
            let spread: f64 = values.iter().map(|value| (value - centre) * (value - centre)).sum();
            let scale = (1.0 - n / size) * if n > 1.0 { n / (n - 1.0) } else { 1.0 };
            let lonely = n < 2.0 || (seen == 1 && self.in_domains);
            match self.rule {
                LonelyPsu::Fail if n < 2.0 => return None,
                LonelyPsu::Average if lonely => {}
                _ => {
                    sum += scale * spread;
                    known += 1.0;
                }
            }
            if self.finite && stage + 1 < self.strata.len() {
                for cluster in totals.keys() {
                    let inside: Vec<usize> =
                        here.iter().copied().filter(|row| self.clusters[stage][*row] == **cluster).collect();
                    later += self.variance(stage + 1, &inside)? * n / size;
                }
            }
        }
        Some(sum * strata.len() as f64 / known + later)
    }
}

fn column(name: &str, values: &[u32]) -> Factor {
    Factor { name: name.into(), levels: (0..9).map(|v| v.to_string()).collect(), codes: values.to_vec() }
}

/// Stratum, cluster, stratum and cluster within it, value, whether inside the domain.
type Row = (u32, u32, u32, u32, f64, bool);

proptest! {
    #[test]
    fn the_kernel_is_the_recursion(
        rows in prop::collection::vec((0_u32..4, 0_u32..3, 0_u32..2, 0_u32..3, -10.0..10.0_f64, any::<bool>()), 4..30),
        finite in any::<bool>(),
        everyone in any::<bool>(),
        rule in 0_usize..5,
        in_domains in any::<bool>(),
    ) {
        let rules = [LonelyPsu::Fail, LonelyPsu::Remove, LonelyPsu::Certainty, LonelyPsu::Adjust, LonelyPsu::Average];
        let names = |f: &dyn Fn(&Row) -> Vec<u32>| rows.iter().map(f).collect::<Vec<_>>();
        let sample = Sample {
            strata: vec![names(&|r| vec![r.0]), names(&|r| vec![r.0, r.1, r.2])],
            clusters: vec![names(&|r| vec![r.0, r.1]), names(&|r| vec![r.0, r.1, r.2, r.3])],
            population: vec![
                rows.iter().map(|r| 5.0 + f64::from(r.0)).collect(),
                rows.iter().map(|r| 7.0 + f64::from(r.0 + r.1 + r.2)).collect(),
            ],
            finite,
            rule: rules[rule],
            in_domains,
            x: rows.iter().map(|r| if everyone || r.5 { r.4 } else { 0.0 }).collect(),
        };
        let real = |name: &str, values: &[f64]| Numeric { name: name.into(), values: values.to_vec() };
        let design = Design::new(Spec {
            rows: rows.len(),
            ids: vec![
                column("a", &rows.iter().map(|r| r.1).collect::<Vec<_>>()),
                column("b", &rows.iter().map(|r| r.3).collect::<Vec<_>>()),
            ],
            strata: vec![
                column("s", &rows.iter().map(|r| r.0).collect::<Vec<_>>()),
                column("t", &rows.iter().map(|r| r.2).collect::<Vec<_>>()),
            ],
            weights: Some(real("w", &vec![1.0; rows.len()])),
            fpc: if finite { vec![real("N", &sample.population[0]), real("M", &sample.population[1])] } else { vec![] },
            nest: true,
            lonely: sample.rule,
            adjust_domain_lonely: in_domains,
            pps: None,
            waves: None,
        }).unwrap();
        let inside: Vec<bool> = rows.iter().map(|r| everyone || r.5).collect();
        let present: Vec<usize> = (0..rows.len()).filter(|row| inside[*row]).collect();
        let found = covariance_in(&design, DMatrix::from_column_slice(rows.len(), 1, &sample.x), &Domain::of(inside));
        if present.is_empty() {
            prop_assert_eq!(found.unwrap()[(0, 0)], 0.0);
        } else {
            match (sample.variance(0, &present), found) {
                (None, Err(_)) => {}
                (Some(expected), Ok(found)) => {
                    let found = found[(0, 0)];
                    let same = (found - expected).abs() <= 1e-9 * expected.abs() + 1e-9;
                    prop_assert!(same || (found.is_nan() && expected.is_nan()), "{found}, not {expected}");
                }
                (expected, found) => prop_assert!(false, "{found:?}, not {expected:?}"),
            }
        }
    }
}
