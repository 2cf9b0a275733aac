//! What a newer file means for what is kept: new, changed, unchanged, no longer there.
//!
//! Pure and blind to what a row is: a row has an identity and a content. Nothing is ever deleted.

use crate::Period;
use std::collections::BTreeMap;

/// A row as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<K, C> {
    /// What makes it the same row in another file.
    pub key: K,
    /// The days it is about: a file that covers none of them says nothing about it.
    pub span: Period,
    /// Everything that may change.
    pub content: C,
    /// An earlier file should have held it and did not.
    pub withdrawn: bool,
}

/// What to do. Rows come in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<K, C> {
    /// Rows that were not there.
    pub insert: Vec<(K, C)>,
    /// Rows whose content changed, and rows that came back: they are no longer withdrawn.
    pub update: Vec<(K, C)>,
    /// Rows that say what is already known.
    pub unchanged: Vec<K>,
    /// Rows that the file's period should hold and the file does not.
    pub withdraw: Vec<K>,
}

/// Compares what is kept with what a file brings for its period.
///
/// Give only rows of the institution the file is from: a file says nothing about another one's.
///
/// # Errors
/// The key that the file holds twice; which of the two is right is not ours to guess.
pub fn reconcile<K: Ord + Clone, C: PartialEq>(
    kept: Vec<Kept<K, C>>,
    incoming: Vec<(K, C)>,
    period: &Period,
) -> Result<Plan<K, C>, K> {
    let mut news = BTreeMap::new();
    for (key, content) in incoming {
        if news.insert(key.clone(), content).is_some() {
            return Err(key);
        }
    }
    let mut kept: Vec<_> = kept;
    kept.sort_by(|a, b| a.key.cmp(&b.key));
    let mut plan = Plan { insert: Vec::new(), update: Vec::new(), unchanged: Vec::new(), withdraw: Vec::new() };
    for row in kept {
        match news.remove(&row.key) {
            Some(content) if content == row.content && !row.withdrawn => plan.unchanged.push(row.key),
            Some(content) => plan.update.push((row.key, content)),
            None if !row.withdrawn && row.span.overlaps(period) => plan.withdraw.push(row.key),
            None => {}
        }
    }
    plan.insert = news.into_iter().collect();
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;
    use proptest::prelude::*;

    fn kept(key: u8, from: &str, until: Option<&str>, content: u8) -> Kept<u8, u8> {
        Kept { key, span: Period { from: day(from), until: until.map(day) }, content, withdrawn: false }
    }

    #[test]
    fn a_newer_file_inserts_corrects_withdraws_and_brings_back() {
        let period = Period::between(day("2025-08-01"), day("2026-03-24"));
        let rows = vec![
            kept(1, "2025-08-01", None, 1),
            kept(2, "2025-08-01", None, 1),
            kept(3, "2025-08-01", None, 1),
            Kept { withdrawn: true, ..kept(4, "2025-08-01", None, 1) },
            kept(5, "2024-08-01", Some("2025-07-31"), 1),
            kept(6, "2026-03-25", None, 1),
            kept(7, "2024-08-01", Some("2025-08-01"), 1),
            Kept { withdrawn: true, ..kept(8, "2025-08-01", None, 1) },
        ];
        let file = vec![(1, 1), (2, 2), (4, 1), (9, 1)];
        let plan = reconcile(rows, file, &period).unwrap();
        assert_eq!(plan.unchanged, [1]);
        assert_eq!(plan.update, [(2, 2), (4, 1)], "2 is corrected, 4 came back");
        assert_eq!(plan.withdraw, [3, 7], "5 and 6 lie outside the period, 8 was withdrawn already");
        assert_eq!(plan.insert, [(9, 1)]);
    }

    #[test]
    fn a_row_that_comes_twice_is_named() {
        let period = Period::since(day("2025-08-01"));
        assert_eq!(reconcile(vec![], vec![(1, 1), (2, 1), (1, 2)], &period), Err(1));
    }

    /// What is kept after a plan was carried out.
    fn carry_out(before: &[Kept<u8, u8>], plan: Plan<u8, u8>, span: Period) -> Vec<Kept<u8, u8>> {
        let mut after: BTreeMap<u8, Kept<u8, u8>> = before.iter().map(|row| (row.key, row.clone())).collect();
        for key in plan.withdraw {
            after.get_mut(&key).unwrap().withdrawn = true;
        }
        for (key, content) in plan.insert.into_iter().chain(plan.update) {
            after.insert(key, Kept { key, span, content, withdrawn: false });
        }
        after.into_values().collect()
    }

    proptest! {
        #[test]
        fn the_same_file_twice_changes_nothing_and_nothing_is_ever_lost(
            old in prop::collection::btree_map(0_u8..20, (0_u8..3, any::<bool>()), 0..15),
            file in prop::collection::btree_map(0_u8..20, 0_u8..3, 0..15),
        ) {
            let period = Period::since(day("2025-08-01"));
            let before: Vec<_> = old
                .iter()
                .map(|(key, (content, withdrawn))| {
                    Kept { key: *key, span: period, content: *content, withdrawn: *withdrawn }
                })
                .collect();
            let file: Vec<(u8, u8)> = file.into_iter().collect();
            let first = reconcile(before.clone(), file.clone(), &period).unwrap();
            let after = carry_out(&before, first, period);
            prop_assert!(old.keys().all(|key| after.iter().any(|row| row.key == *key)), "nothing is deleted");
            let current: Vec<_> = after.iter().filter(|row| !row.withdrawn).map(|row| (row.key, row.content)).collect();
            prop_assert_eq!(&current, &file, "what counts is what the file says");
            let second = reconcile(after, file.clone(), &period).unwrap();
            let keys: Vec<u8> = file.into_iter().map(|(key, _)| key).collect();
            prop_assert_eq!(second, Plan { insert: vec![], update: vec![], unchanged: keys, withdraw: vec![] });
        }
    }
}
