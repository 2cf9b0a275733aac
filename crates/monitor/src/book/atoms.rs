//! What tables about one question have to do with one another, so that nobody subtracts one from the other.
//!
//! A table of all students and one of those with an agreement say together what those without one answered. Two tables that
//! take answers together in two ways say what stands in the one and not in the other. So the people of a question are
//! parted as finely as its tables part them: by the conditions that each meets, and by the answers that no table takes
//! apart. Every number in print is a sum of such parts (*atoms*), and every difference between numbers is one too. Parts of
//! few people are kept as small cells are, though they stand in no table.

use super::ask::{Asking, Column, inside};
use crate::answers::Answers;
use crate::folder::Folder;
use crate::questionnaire::{self, Answer, Gate};
use std::collections::{BTreeMap, BTreeSet};
use survey::Refusal;
use survey::disclosure::{Entry, Publication, Row, Rule};

/// Tells a publication how the columns about each question add up.
///
/// # Errors
/// The engine's, if the tables are not of these answers.
pub(super) fn relate(
    publication: &mut Publication,
    (folder, answers, asking): (&Folder, &Answers, &Asking),
    rows: &[Vec<Row>],
    (open, beside): (&[bool], bool),
    rule: &Rule,
) -> Result<(), Refusal> {
    let items: BTreeSet<&str> = asking.columns.iter().map(|column| column.item.as_str()).collect();
    for item in items {
        let columns: Vec<usize> = (0..asking.columns.len()).filter(|at| asking.columns[*at].item == item).collect();
        if columns.len() < 2 {
            continue;
        }
        let people = People::of(folder, answers, asking, &columns);
        let families = families(folder, answers, asking, item, &columns);
        let mut small = Vec::new();
        for table in 0..=asking.groups().count() {
            bases(publication, asking, &columns, rows, table);
            let parts = Parts { asking, people: &people, families: &families, rows, table };
            parts.relate(publication, rule, &mut small)?;
        }
        // What print of before gives away already cannot be kept back.
        let printed = beside || columns.iter().any(|column| open.get(asking.table(*column, 0)) == Some(&true));
        for entry in small {
            if !(printed && publication.is_known(entry, rule)) {
                publication.withheld_before(entry);
            }
        }
    }
    Ok(())
}

/// Options of one question are over the same people.
fn bases(publication: &mut Publication, asking: &Asking, columns: &[usize], rows: &[Vec<Row>], table: usize) {
    let of = |column: usize| rows.get(asking.table(column, table)).map_or(&[][..], Vec::as_slice);
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| asking.columns[**column].option.is_some()) {
        let same = |other: &&usize| asking.columns[**other].among == asking.columns[*column].among;
        let Some(first) = columns.iter().take(at).find(same) else { continue };
        for (one, other) in of(*column).iter().zip(of(*first)) {
            // Where somebody left one option out and not the other the bases differ, and nothing adds up.
            let _ = publication.sum(one.base, &[other.base]);
        }
    }
}

/// The people of a question by the conditions of its tables.
struct People {
    /// Of each row which kind of people it is of.
    kinds: Vec<usize>,
    /// Of each kind which conditions it meets.
    meets: Vec<Vec<bool>>,
    /// Of each column its condition.
    condition: BTreeMap<usize, usize>,
}

impl People {
    fn of(folder: &Folder, answers: &Answers, asking: &Asking, columns: &[usize]) -> Self {
        let mut conditions: Vec<&[Gate]> = Vec::new();
        let mut condition = BTreeMap::new();
        for column in columns {
            let among = asking.columns[*column].among.as_slice();
            let at = conditions.iter().position(|other| *other == among).unwrap_or_else(|| {
                conditions.push(among);
                conditions.len() - 1
            });
            condition.insert(*column, at);
        }
        let met: Vec<Vec<bool>> = conditions.iter().map(|among| inside(folder, answers, among)).collect();
        let mut meets: Vec<Vec<bool>> = Vec::new();
        let kinds = (0..answers.rows).map(|row| {
            let own: Vec<bool> = met.iter().map(|met| met[row]).collect();
            meets.iter().position(|other| *other == own).unwrap_or_else(|| {
                meets.push(own);
                meets.len() - 1
            })
        });
        let kinds = kinds.collect();
        Self { kinds, meets, condition }
    }

    fn is_in(&self, kind: usize, column: usize) -> bool {
        self.condition
            .get(&column)
            .is_some_and(|at| self.meets.get(kind).is_some_and(|meets| meets.get(*at) == Some(&true)))
    }
}

/// Columns that part the same answers: those of a question with one answer, or those of one option.
struct Family {
    columns: Vec<usize>,
    /// Of each row the part of the answers it is in; none: in no table.
    parts: Vec<Option<usize>>,
    /// Of each part, for each column, the level that it is in.
    levels: Vec<Vec<Option<usize>>>,
}

fn families(folder: &Folder, answers: &Answers, asking: &Asking, item: &str, columns: &[usize]) -> Vec<Family> {
    let asked = questionnaire::of(&folder.questionnaires, &answers.of).and_then(|all| all.item(item));
    let Some(Answer::One(scale)) = asked.map(|asked| &asked.answer) else {
        return options(answers, asking, columns);
    };
    let level = |code: &str, column: &usize| {
        asking.columns[*column].levels.iter().position(|codes| codes.iter().any(|other| other == code))
    };
    let of_code: Vec<Vec<Option<usize>>> =
        scale.iter().map(|it| columns.iter().map(|column| level(&it.code, column)).collect()).collect();
    let mut levels: Vec<Vec<Option<usize>>> = Vec::new();
    for own in of_code.iter().filter(|own| own.iter().any(Option::is_some)) {
        if !levels.contains(own) {
            levels.push(own.clone());
        }
    }
    let part = |place: &u8| {
        let own = of_code.get(usize::from(place.checked_sub(1)?))?;
        levels.iter().position(|other| other == own)
    };
    let parts = answers.one(item).unwrap_or_default().iter().map(part).collect();
    vec![Family { columns: columns.to_vec(), parts, levels }]
}

/// A family for each option, and for what one line of options has over another.
fn options(answers: &Answers, asking: &Asking, columns: &[usize]) -> Vec<Family> {
    let mut by_option: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for column in columns {
        by_option.entry(asking.columns[*column].option.as_deref().unwrap_or_default()).or_default().push(*column);
    }
    let place = |of: &[usize], row: usize| {
        of.iter().filter_map(|column| asking.columns[*column].places.get(row)).max().copied().unwrap_or(0)
    };
    let within =
        |one: &str, other: &str| one != other && one.split('+').all(|code| other.split('+').any(|it| it == code));
    let mut families: Vec<Family> = Vec::new();
    for of in by_option.values() {
        let parts = (0..answers.rows).map(|row| usize::from(place(of, row)).checked_sub(1)).collect();
        let levels = (0..2).map(|level| vec![Some(level); of.len()]).collect();
        families.push(Family { columns: of.clone(), parts, levels });
    }
    // Ticked this or that, less ticked this, is ticked only that: three parts, of which the first two are open and ticked.
    for (narrow, of) in &by_option {
        for (_, all) in by_option.iter().filter(|(wide, _)| within(narrow, wide)) {
            let part = |row: usize| match (place(all, row), place(of, row)) {
                (1, 1) => Some(0),
                (2, 1) => Some(1),
                (2, 2) => Some(2),
                _ => None,
            };
            // Of the same people only: between others both differ.
            let mut among = all.iter().chain(of).map(|column| &asking.columns[*column].among);
            let first = among.next();
            if among.any(|other| Some(other) != first) {
                continue;
            }
            let level = |wide: usize, narrow: usize| {
                let of_wide = std::iter::repeat_n(Some(wide), all.len());
                of_wide.chain(std::iter::repeat_n(Some(narrow), of.len())).collect()
            };
            families.push(Family {
                columns: all.iter().chain(of).copied().collect(),
                parts: (0..answers.rows).map(part).collect(),
                levels: vec![level(0, 0), level(1, 0), level(1, 1)],
            });
        }
    }
    families
}

/// The atoms of a question in its tables by one break, or by none.
struct Parts<'a> {
    asking: &'a Asking,
    people: &'a People,
    families: &'a [Family],
    rows: &'a [Vec<Row>],
    /// 0: all rows; else a break, from 1.
    table: usize,
}

impl Parts<'_> {
    fn relate(&self, publication: &mut Publication, rule: &Rule, small: &mut Vec<Entry>) -> Result<(), Refusal> {
        let places = self.table.checked_sub(1).and_then(|by| self.asking.groups().nth(by));
        let groups = places.map_or(1, |(_, groups)| groups);
        for group in 0..groups {
            let is_here = |row: usize| places.is_none_or(|(places, _)| places.get(row) == Some(&(group as u8 + 1)));
            for family in self.families {
                self.family(publication, (family, group), is_here, rule, small)?;
            }
        }
        Ok(())
    }

    fn family(
        &self,
        publication: &mut Publication,
        (family, group): (&Family, usize),
        is_here: impl Fn(usize) -> bool,
        rule: &Rule,
        small: &mut Vec<Entry>,
    ) -> Result<(), Refusal> {
        let mut counts = vec![vec![0_u64; family.levels.len()]; self.people.meets.len()];
        for (row, part) in family.parts.iter().enumerate().filter(|(row, _)| is_here(*row)) {
            if let (Some(part), Some(kind)) = (part, self.people.kinds.get(row)) {
                counts[*kind][*part] += 1;
            }
        }
        let few = |count: u64| count > 0 && count < rule.fewest;
        let mut atoms: BTreeMap<(usize, usize), Entry> = BTreeMap::new();
        for (kind, of_kind) in counts.iter().enumerate() {
            // Parts that stand in some table of these people.
            let stands = |part: &usize| {
                let mut all = family.columns.iter().zip(&family.levels[*part]);
                all.any(|(column, level)| level.is_some() && self.people.is_in(kind, *column))
            };
            let parts: Vec<usize> = (0..of_kind.len()).filter(stands).collect();
            let base: u64 = parts.iter().map(|part| of_kind[*part]).sum();
            for part in parts {
                let entry = publication.unseen(of_kind[part]);
                if few(of_kind[part]) || few(base) {
                    small.push(entry);
                }
                atoms.insert((kind, part), entry);
            }
        }
        for (at, column) in family.columns.iter().enumerate() {
            let Some(row) = self.rows.get(self.asking.table(*column, self.table)).and_then(|rows| rows.get(group))
            else {
                continue;
            };
            let levels = self.asking.columns.get(*column).map_or(0, |it: &Column| it.levels.len());
            for (level, cell) in row.cells.iter().enumerate().take(levels) {
                let own = |(kind, part): &(usize, usize)| {
                    self.people.is_in(*kind, *column) && family.levels[*part].get(at) == Some(&Some(level))
                };
                let parts: Vec<Entry> = atoms.iter().filter(|(key, _)| own(key)).map(|(_, entry)| *entry).collect();
                if !parts.is_empty() {
                    publication.sum(*cell, &parts)?;
                }
            }
        }
        Ok(())
    }
}
