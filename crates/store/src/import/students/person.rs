//! Who each line is about: known by student number, else by person number, else new. And what it says of them.

use super::{Student, StudentsCounts, StudentsIncoming, join};
use crate::db::Tx;
use crate::import::number::Numbers;
use crate::import::person::{PersonRow, add, add_numbers, columns, load};
use crate::import::run::Run;
use crate::import::{Counts, ImportError, LineProblem};
use crate::{StoreError, fresh};
use register::person::{Names, fold};
use register::{BirthDate, Personal};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

sql! {
    STUDENT_NUMBERS = "SELECT value, person_id FROM identifier WHERE tenant_id = $1 AND kind = 'student_number' AND key_id = ''";
    SEARCH_KEYS = "SELECT person_id, search_key FROM search_key WHERE tenant_id = $1";
    FORGET_KEY = "DELETE FROM search_key WHERE tenant_id = $1 AND person_id = $2 AND search_key = $3";
}

/// What a students file says of a person.
#[derive(PartialEq)]
struct Content<'a> {
    given_names: Option<&'a str>,
    initials: Option<&'a str>,
    call_name: Option<&'a str>,
    infix: Option<&'a str>,
    family_name: Option<&'a str>,
    birth: Option<BirthDate>,
    email: Option<&'a str>,
    municipality: Option<&'a str>,
    student_number: Option<&'a str>,
}

impl<'a> Content<'a> {
    fn kept(row: &'a PersonRow) -> Self {
        Self {
            given_names: row.given_names.as_deref(),
            initials: row.initials.as_deref(),
            call_name: row.call_name.as_deref(),
            infix: row.infix.as_deref(),
            family_name: row.family_name.as_deref(),
            birth: row.birth(),
            email: row.email.as_deref(),
            municipality: row.municipality.as_deref(),
            student_number: row.student_number.as_deref(),
        }
    }

    /// The line's words; what the file has no column for stays as it was.
    fn of(student: &Student<'a>, file: &StudentsIncoming<'a>, kept: Option<&Self>) -> Self {
        let has = &file.columns;
        let pick = |there: bool, new: Option<&'a str>, old: fn(&Self) -> Option<&'a str>| {
            if there { new } else { kept.and_then(old) }
        };
        Self {
            given_names: pick(has.given_names, student.given_names, |k| k.given_names),
            initials: pick(has.initials, student.initials, |k| k.initials),
            call_name: pick(has.call_name, student.call_name, |k| k.call_name),
            infix: pick(has.infix, student.infix, |k| k.infix),
            family_name: Some(student.family_name),
            birth: Some(student.birth),
            email: pick(has.email, student.email, |k| k.email),
            municipality: pick(has.municipality, student.municipality, |k| k.municipality),
            student_number: Some(student.student_number),
        }
    }

    fn names(&self) -> Names {
        let personal = |text: Option<&str>| text.map(|text| Personal::new(text.to_owned()));
        Names {
            given: personal(self.given_names),
            initials: personal(self.initials),
            call: personal(self.call_name),
            tussenvoegsel: personal(self.infix),
            family: personal(self.family_name),
        }
    }
}

/// A student number is found by its beginning, as names are.
fn search_keys(names: &Names, student_number: &str) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = names.search_keys().into_iter().collect();
    keys.insert(fold(student_number));
    keys
}

/// Writes what differs; the persons in the order of the lines.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    file: &StudentsIncoming<'_>,
    counts: &mut StudentsCounts,
) -> Result<Vec<Uuid>, ImportError> {
    let mut numbers = Numbers::load(tx, run.tenant).await?;
    let mut by_student_number: HashMap<Vec<u8>, Uuid> =
        rows!(tx, (Vec<u8>, Uuid), STUDENT_NUMBERS, run.tenant.0)?.into_iter().collect();
    let (mut persons, mut added, mut hashes) = (Vec::with_capacity(file.rows.len()), Vec::new(), Vec::new());
    let (mut student_numbers, mut problems) = (Vec::new(), Vec::new());
    let (mut seen, mut joined) = (HashSet::new(), 0);
    for student in &file.rows {
        let by_number = by_student_number.get(student.student_number.as_bytes()).copied();
        let mut found = student.numbers.iter().map(|number| (number, numbers.find(*number)));
        let hit = found.clone().find(|(_, found)| found.person.is_some()).or_else(|| found.next());
        let by_hash = hit.as_ref().and_then(|(_, found)| found.person);
        if let (Some(one), Some(other)) = (by_number, by_hash)
            && one != other
        {
            if !join::join(tx, run, other, one).await? {
                problems.push((student.line, LineProblem::TwoPersons));
                continue;
            }
            numbers.moved(other, one);
            joined += 1;
        }
        let known = by_number.or(by_hash);
        let id = known.unwrap_or_else(fresh::id);
        if !seen.insert(id) {
            problems.push((student.line, LineProblem::SamePerson));
            continue;
        }
        if known.is_none() {
            added.push((id, Some(student.birth)));
        }
        if by_number.is_none() {
            student_numbers.push((student.student_number, id));
            by_student_number.insert(student.student_number.as_bytes().to_vec(), id);
        }
        if let Some((number, found)) = hit
            && let Some(hash) = found.store
        {
            hashes.push((number.kind, hash, id));
            numbers.learn(hash, id);
        }
        persons.push(id);
    }
    if !problems.is_empty() {
        return Err(ImportError::Lines(problems));
    }
    let kept = load(tx, run).await?;
    add(tx, run, &added).await?;
    add_numbers(tx, run, numbers.key_id(), &hashes).await?;
    insert_many!(tx, "INSERT INTO identifier (tenant_id, kind, key_id, value, person_id) ", student_numbers, |row,
                                                                                                              (
        number,
        person,
    )| {
        row.push_bind(run.tenant.0)
            .push_bind("student_number")
            .push_bind("")
            .push_bind(number.as_bytes())
            .push_bind(*person)
    })?;
    let changed = update(tx, run, file, &persons, &kept).await?;
    keys(tx, run, file, &persons, &kept).await?;
    counts.joined = joined;
    counts.persons = Counts {
        inserted: added.len(),
        updated: changed - added.len(),
        unchanged: persons.len() - changed,
        withdrawn: 0,
    };
    Ok(persons)
}

/// Writes names and the like where they differ; how many persons that was.
async fn update(
    tx: &mut Tx,
    run: &Run,
    file: &StudentsIncoming<'_>,
    persons: &[Uuid],
    kept: &HashMap<Uuid, PersonRow>,
) -> Result<usize, StoreError> {
    let mut changes = Vec::new();
    for (id, student) in persons.iter().zip(&file.rows) {
        let before = kept.get(id).map(Content::kept);
        let after = Content::of(student, file, before.as_ref());
        let sort_key = after.names().sort_key();
        // The key too: the rule that makes it may have changed since.
        if before.as_ref() != Some(&after) || kept.get(id).is_none_or(|row| row.sort_key != sort_key) {
            changes.push((*id, after, sort_key));
        }
    }
    insert_many!(
        tx,
        "UPDATE person SET given_names = v.column3, initials = v.column4, call_name = v.column5, infix = v.column6, \
         family_name = v.column7, birth_year = v.column8, birth_month = v.column9, birth_day = v.column10, email = v.column11, \
         municipality = v.column12, student_number = v.column13, sort_key = v.column14, names_import_id = v.column15 FROM (",
        changes,
        |row, (id, content, sort_key)| {
            let (year, month, day) = columns(content.birth);
            row.push_bind(run.tenant.0).push_bind(*id);
            row.push_bind(content.given_names).push_bind(content.initials).push_bind(content.call_name);
            row.push_bind(content.infix).push_bind(content.family_name);
            row.push_bind(year).push_bind(month).push_bind(day);
            row.push_bind(content.email).push_bind(content.municipality).push_bind(content.student_number);
            row.push_bind(sort_key.as_str()).push_bind(run.import)
        },
        ") AS v WHERE person.tenant_id = v.column1 AND person.person_id = v.column2"
    )?;
    Ok(changes.len())
}

/// Brings the search keys up to date.
async fn keys(
    tx: &mut Tx,
    run: &Run,
    file: &StudentsIncoming<'_>,
    persons: &[Uuid],
    kept: &HashMap<Uuid, PersonRow>,
) -> Result<(), StoreError> {
    let mut old: HashMap<Uuid, BTreeSet<String>> = HashMap::new();
    for (person, key) in rows!(tx, (Uuid, String), SEARCH_KEYS, run.tenant.0)? {
        old.entry(person).or_default().insert(key);
    }
    let mut new = Vec::new();
    for (id, student) in persons.iter().zip(&file.rows) {
        let before = kept.get(id).map(Content::kept);
        let wanted = search_keys(&Content::of(student, file, before.as_ref()).names(), student.student_number);
        let there = old.remove(id).unwrap_or_default();
        // Names change seldom: one statement a key.
        for gone in there.difference(&wanted) {
            run!(tx, FORGET_KEY, run.tenant.0, *id, gone.as_str())?;
        }
        new.extend(wanted.difference(&there).map(|key| (key.clone(), *id)));
    }
    insert_many!(tx, "INSERT INTO search_key (tenant_id, search_key, person_id) ", new, |row, (key, person)| row
        .push_bind(run.tenant.0)
        .push_bind(key.as_str())
        .push_bind(*person))
}
