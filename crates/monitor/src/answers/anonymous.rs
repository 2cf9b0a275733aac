//! Answers that researchers may have: nobody is to be found in them by what is known of them elsewhere.
//!
//! The rule: what a group is weighted or broken down by (leerweg, niveau, type of institution) is known outside the survey.
//! Where fewer than `least` people share all of it, it is left out, of all of them. Rows stand in the order of what was
//! answered, so that their order says nothing of who sent theirs in first, and get new numbers.

use super::Answers;
use crate::folder::Folder;
use crate::questionnaire;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Answers {
    /// The same answers by that rule.
    #[must_use]
    pub fn anonymised(&self, folder: &Folder) -> Self {
        let weights = folder.weights.iter().filter(|weights| weights.of == self.of);
        let margins = weights.flat_map(|weights| {
            let classes = weights.classes.iter().map(|classes| classes.item.as_str());
            weights.margins.iter().map(|margin| margin.item.as_str()).chain(classes)
        });
        let questions = folder.plans.iter().flat_map(|plan| &plan.questions).filter(|question| question.of == self.of);
        let by = questions.filter_map(|question| question.by.as_deref());
        // What may be broken down by, whether or not a table of today does.
        let asked = questionnaire::of(&folder.questionnaires, &self.of).into_iter().flat_map(|all| &all.items);
        let breaks = asked.filter(|item| item.breaks).map(|item| item.id.as_str());
        let known: BTreeSet<&str> = margins.chain(by).chain(breaks).collect();
        let of = |row: usize| -> Vec<u8> {
            known.iter().map(|item| self.one(item).and_then(|places| places.get(row)).copied().unwrap_or(0)).collect()
        };
        let mut together: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        (0..self.rows).for_each(|row| *together.entry(of(row)).or_default() += 1);
        let rare = |row: usize| together.get(&of(row)).is_some_and(|many| *many < folder.measurement.least as usize);
        let mut made = self.clone();
        // Who is of which school stands in none of it.
        made.links.clear();
        made.keys = None;
        for item in &known {
            if let Some(places) = made.one.get_mut(*item) {
                Arc::make_mut(places)
                    .iter_mut()
                    .enumerate()
                    .filter(|(row, _)| rare(*row))
                    .for_each(|(_, place)| *place = 0);
            }
        }
        let mut order: Vec<usize> = (0..made.rows).collect();
        let said = |row: usize| -> Vec<u8> {
            let columns = made.one.values().map(Arc::as_ref).chain(made.many.values().flatten());
            columns.map(|places| places.get(row).copied().unwrap_or(0)).collect()
        };
        order.sort_by_cached_key(|row| said(*row));
        fn sorted<T: Copy>(values: &mut Vec<T>, order: &[usize]) {
            *values = order.iter().filter_map(|row| values.get(*row)).copied().collect();
        }
        made.one.values_mut().for_each(|values| sorted(Arc::make_mut(values), &order));
        made.many.values_mut().flatten().for_each(|values| sorted(values, &order));
        made.numbers.values_mut().for_each(|values| sorted(values, &order));
        made
    }
}
