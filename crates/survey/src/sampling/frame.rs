//! The list a sample is drawn from.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::column::{Factor, Numeric};
use crate::refusal::{Place, Reason, Refusal};

/// A checked list of units. Its order is that of its identifiers, so that a draw does not depend on the order of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    ids: Vec<String>,
    // The row each unit was given in.
    rows: Vec<usize>,
    strata: Groups,
    clusters: Groups,
    sizes: Vec<f64>,
}

/// The units of every group, in the order of the groups' names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Groups {
    pub(super) names: Vec<String>,
    pub(super) of: Vec<usize>,
}

impl Frame {
    /// Of units by identifier, each in a stratum and in a cluster if those are given (one stratum, and every unit its
    /// own cluster, if not), and with a size for draws with unequal probability (1 if not).
    ///
    /// # Errors
    /// [`Reason::Shape`] for no units or columns of other lengths, [`Reason::Design`] for an identifier that returns or
    /// a cluster in two strata, [`Reason::Missing`] for a unit without stratum, cluster or size, [`Reason::Value`] for a
    /// size below 0 or infinite; all name the row.
    pub fn new(
        ids: &[String],
        strata: Option<&Factor>,
        clusters: Option<&Factor>,
        sizes: Option<&Numeric>,
    ) -> Result<Self, Refusal> {
        if ids.is_empty() {
            return Err(Refusal::new(Reason::Shape, "the frame has no units", "give the list to draw from"));
        }
        let mut rows: Vec<usize> = (0..ids.len()).collect();
        rows.sort_by(|left, right| ids[*left].cmp(&ids[*right]).then(left.cmp(right)));
        if let Some(pair) = rows.windows(2).find(|pair| ids[pair[0]] == ids[pair[1]]) {
            let message = format!("the identifier {} was already used in row {}", ids[pair[1]], pair[0] + 1);
            return Err(Refusal::new(Reason::Design, message, "give every unit an identifier of its own")
                .about("frame")
                .at(Place::Row(pair[1] + 1)));
        }
        let groups = |factor: Option<&Factor>, none: Groups| match factor {
            Some(factor) => Groups::of(factor, &rows),
            None => Ok(none),
        };
        let strata = groups(strata, Groups { names: vec!["all".to_owned()], of: vec![0; ids.len()] })?;
        let own = Groups { names: rows.iter().map(|row| ids[*row].clone()).collect(), of: (0..ids.len()).collect() };
        let clusters = groups(clusters, own)?;
        check_nested(&strata, &clusters, &rows)?;
        let sizes = sizes.map_or_else(|| Ok(vec![1.0; ids.len()]), |sizes| ordered_sizes(sizes, &rows))?;
        Ok(Self { ids: rows.iter().map(|row| ids[*row].clone()).collect(), rows, strata, clusters, sizes })
    }

    /// How many units it has.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Never: a frame without units is refused.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The strata by name, in the order in which allocations are given, with how many units each has. In a frame with
    /// clusters an allocation counts clusters: share it out over [`Frame::clusters_by_stratum`].
    pub fn strata(&self) -> Vec<(&str, u64)> {
        self.counted(0..self.ids.len())
    }

    /// The strata in the same order, with how many clusters each has: what is drawn, and what an allocation counts. Without
    /// clusters every unit is its own.
    pub fn clusters_by_stratum(&self) -> Vec<(&str, u64)> {
        let mut seen = vec![false; self.clusters.names.len()];
        self.counted((0..self.ids.len()).filter(|unit| !std::mem::replace(&mut seen[self.clusters.of[*unit]], true)))
    }

    fn counted(&self, units: impl Iterator<Item = usize>) -> Vec<(&str, u64)> {
        let mut counts = vec![0; self.strata.names.len()];
        units.for_each(|unit| counts[self.strata.of[unit]] += 1);
        self.strata.names.iter().map(String::as_str).zip(counts).collect()
    }

    /// SHA-256 over every identifier, stratum, cluster and size, as hexadecimal digits: two frames with the same hash
    /// give the same draw.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"frame/1");
        for (at, id) in self.ids.iter().enumerate() {
            let names = [id, &self.strata.names[self.strata.of[at]], &self.clusters.names[self.clusters.of[at]]];
            for name in names {
                // The length in front keeps "a" + "bc" apart from "ab" + "c".
                hash.update((name.len() as u64).to_le_bytes());
                hash.update(name.as_bytes());
            }
            hash.update(self.sizes[at].to_le_bytes());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The row that a unit was given in.
    pub(super) fn row(&self, unit: usize) -> usize {
        self.rows[unit]
    }

    pub(super) fn groups(&self) -> (&Groups, &Groups, &[f64]) {
        (&self.strata, &self.clusters, &self.sizes)
    }
}

impl Groups {
    fn of(factor: &Factor, rows: &[usize]) -> Result<Self, Refusal> {
        if factor.codes.len() != rows.len() {
            return Err(wrong_length(&factor.name, factor.codes.len(), rows.len()));
        }
        let mut names = Vec::with_capacity(rows.len());
        for row in rows {
            let name = factor.level(*row).ok_or_else(|| {
                Refusal::new(Reason::Missing, "this unit is in no group", "give every unit of the frame one")
                    .about(&factor.name)
                    .at(Place::Row(row + 1))
            })?;
            names.push(name);
        }
        let mut levels = names.clone();
        levels.sort_unstable();
        levels.dedup();
        let places: HashMap<&str, usize> = levels.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let of = names.iter().map(|name| places[name]).collect();
        Ok(Self { names: levels.into_iter().map(str::to_owned).collect(), of })
    }
}

/// A cluster lies in one stratum, or drawing it says nothing about the other.
fn check_nested(strata: &Groups, clusters: &Groups, rows: &[usize]) -> Result<(), Refusal> {
    let mut stratum_of = vec![None; clusters.names.len()];
    for (at, row) in rows.iter().enumerate() {
        let cluster = clusters.of[at];
        if *stratum_of[cluster].get_or_insert(strata.of[at]) != strata.of[at] {
            let message = format!("cluster {} lies in two strata", clusters.names[cluster]);
            let remedy = "give a cluster one stratum, or each part of it an identifier of its own";
            return Err(Refusal::new(Reason::Design, message, remedy).about("frame").at(Place::Row(row + 1)));
        }
    }
    Ok(())
}

fn ordered_sizes(sizes: &Numeric, rows: &[usize]) -> Result<Vec<f64>, Refusal> {
    if sizes.values.len() != rows.len() {
        return Err(wrong_length(&sizes.name, sizes.values.len(), rows.len()));
    }
    let mut ordered = Vec::with_capacity(rows.len());
    for row in rows {
        let size = sizes.values[*row];
        let (reason, message) = match size {
            missing if missing.is_nan() => (Reason::Missing, "the size is missing".to_owned()),
            wrong if !(wrong >= 0.0 && wrong.is_finite()) => (Reason::Value, format!("the size is {wrong}")),
            _ => {
                ordered.push(size);
                continue;
            }
        };
        let remedy = "give every unit a size of 0 or more; 0 keeps it out of the draw";
        return Err(Refusal::new(reason, message, remedy).about(&sizes.name).at(Place::Row(row + 1)));
    }
    Ok(ordered)
}

fn wrong_length(name: &str, has: usize, rows: usize) -> Refusal {
    Refusal::new(Reason::Shape, format!("{has} values for {rows} units"), "give one value for every unit").about(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn factor(levels: &[&str], codes: &[u32]) -> Factor {
        Factor { name: "type".to_owned(), levels: ids(levels), codes: codes.to_vec() }
    }

    #[test]
    fn the_hash_knows_the_units_and_not_their_order() {
        let one = Frame::new(&ids(&["a", "b"]), Some(&factor(&["x", "y"], &[0, 1])), None, None).unwrap();
        let turned = Frame::new(&ids(&["b", "a"]), Some(&factor(&["y", "x"], &[0, 1])), None, None).unwrap();
        let other = Frame::new(&ids(&["a", "b"]), Some(&factor(&["x", "y"], &[1, 1])), None, None).unwrap();
        assert_eq!(one.hash(), turned.hash());
        assert_ne!(one.hash(), other.hash());
        assert_eq!(one.hash().len(), 64);
        assert_eq!(one.strata(), [("x", 1), ("y", 1)]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let place = |refusal: Refusal| (refusal.reason, refusal.place);
        assert_eq!(Frame::new(&[], None, None, None).unwrap_err().reason, Reason::Shape);
        let twice = Frame::new(&ids(&["a", "b", "a"]), None, None, None).unwrap_err();
        assert_eq!(place(twice), (Reason::Design, Some(Place::Row(3))));
        let nowhere = Frame::new(&ids(&["a", "b"]), Some(&factor(&["x"], &[0, Factor::MISSING])), None, None);
        assert_eq!(place(nowhere.unwrap_err()), (Reason::Missing, Some(Place::Row(2))));
        let short = Frame::new(&ids(&["a", "b"]), Some(&factor(&["x"], &[0])), None, None);
        assert_eq!(short.unwrap_err().reason, Reason::Shape);
        let torn = Frame::new(
            &ids(&["a", "b"]),
            Some(&factor(&["x", "y"], &[0, 1])),
            Some(&factor(&["school"], &[0, 0])),
            None,
        );
        assert_eq!(place(torn.unwrap_err()), (Reason::Design, Some(Place::Row(2))));
        for (size, reason) in [(f64::NAN, Reason::Missing), (-1.0, Reason::Value), (f64::INFINITY, Reason::Value)] {
            let sizes = Numeric { name: "students".to_owned(), values: vec![1.0, size] };
            let refusal = Frame::new(&ids(&["a", "b"]), None, None, Some(&sizes)).unwrap_err();
            assert_eq!(place(refusal), (reason, Some(Place::Row(2))));
        }
    }
}
