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
