//! One stage of a draw: which cluster and stratum a row is in, how many clusters were drawn, of how many.

use std::collections::HashMap;
use std::hash::Hash;

/// One stage. Clusters and strata are numbered from zero and nested: a cluster of a later stage lies in one cluster of
/// the stage before it, a stratum of a later stage too.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stage {
    /// The cluster of each row.
    pub(crate) cluster: Vec<u32>,
    /// The stratum of each row.
    pub(crate) stratum: Vec<u32>,
    /// The stratum of each cluster.
    pub(crate) stratum_of: Vec<u32>,
    /// A row of each stratum, so that messages can name it.
    pub(crate) row_of: Vec<usize>,
    /// How many clusters were drawn, per stratum.
    pub(crate) drawn: Vec<u32>,
    /// How many clusters the population has, per cluster: its stratum's count, or `drawn / probability` where these
    /// differ. Infinite where no finite population was given.
    pub(crate) population: Vec<f64>,
    /// The cluster of the stage before, per stratum; zero in the first stage.
    pub(crate) parent: Vec<u32>,
}

impl Stage {
    /// How many strata.
    pub(crate) fn strata(&self) -> usize {
        self.drawn.len()
    }

    /// How many clusters.
    pub(crate) fn clusters(&self) -> usize {
        self.stratum_of.len()
    }

    /// Builds a stage from dense codes; counts what was drawn.
    pub(crate) fn new(cluster: Vec<u32>, stratum: Vec<u32>, before: Option<&Self>) -> Self {
        let clusters = size(&cluster);
        let strata = size(&stratum);
        let mut stage = Self {
            stratum_of: vec![u32::MAX; clusters],
            row_of: vec![0; strata],
            drawn: vec![0; strata],
            population: vec![f64::INFINITY; clusters],
            parent: vec![0; strata],
            cluster,
            stratum,
        };
        for (row, (c, s)) in stage.cluster.iter().zip(&stage.stratum).enumerate() {
            let (c, s) = (*c as usize, *s as usize);
            if stage.stratum_of[c] == u32::MAX {
                stage.stratum_of[c] = stage.stratum[row];
                if stage.drawn[s] == 0 {
                    stage.row_of[s] = row;
                    stage.parent[s] = before.map_or(0, |b| b.cluster[row]);
                }
                stage.drawn[s] += 1;
            }
        }
        stage
    }
}

/// Numbers distinct keys from zero, in the order in which they come.
pub(crate) fn dense<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> Vec<u32> {
    let mut seen: HashMap<K, u32> = HashMap::new();
    keys.map(|key| {
        let next = u32::try_from(seen.len()).unwrap_or(u32::MAX);
        *seen.entry(key).or_insert(next)
    })
    .collect()
}

/// How many distinct dense codes.
pub(crate) fn size(codes: &[u32]) -> usize {
    codes.iter().max().map_or(0, |top| *top as usize + 1)
}
