//! Answers that come from others: each student gets what their school said.

use super::Answers;
use crate::folder::Folder;
use crate::questionnaire;
use std::collections::BTreeMap;

/// Answers of others that were looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Whose answers were completed.
    pub of: String,
    /// With which question.
    pub item: String,
    /// How many name somebody who answered it.
    pub found: usize,
    /// How many there are.
    pub rows: usize,
}

/// Completes the answers of each group with those of others that its questionnaire asks for. Who names nobody, or somebody who
/// did not answer, has no answer: how many have one is told, because a wrong key looks the same.
pub fn join(folder: &Folder, all: &mut [Answers]) -> Vec<Joined> {
    let mut joined = Vec::new();
    for at in 0..all.len() {
        let of = all[at].of.clone();
        let items = questionnaire::of(&folder.questionnaires, &of).map_or(&[][..], |one| one.items.as_slice());
        for item in items.iter().filter(|item| item.of.contains(&of)) {
            let Some(from) = &item.from else { continue };
            let source = all.iter().find(|other| other.of == from.of);
            let theirs: BTreeMap<&str, u8> = source
                .and_then(|source| Some((source.keys.as_ref()?, source.one(&from.item)?)))
                .into_iter()
                .flat_map(|(keys, places)| {
                    let key = |code: &u32| keys.levels.get(*code as usize).map(String::as_str);
                    keys.codes.iter().zip(places).filter_map(move |(code, place)| Some((key(code)?, *place)))
                })
                .collect();
            let Some(link) = all[at].links.get(&from.by) else { continue };
            let of_level: Vec<u8> =
                link.levels.iter().map(|level| theirs.get(level.as_str()).copied().unwrap_or(0)).collect();
            let place = |code: &u32| of_level.get(*code as usize).copied().unwrap_or(0);
            let places: Vec<u8> = link.codes.iter().map(place).collect();
            let found = places.iter().filter(|place| **place > 0).count();
            joined.push(Joined { of: of.clone(), item: item.id.clone(), found, rows: places.len() });
            all[at].put(&item.id, places);
        }
    }
    joined
}
