//! What a file means for the persons it is about: the same comparison for the whole school and for a few of them.

use super::{RoCounts, RoIncoming};
use crate::application::Row as Application;
use crate::db::Tx;
use crate::import::corrected::{self, Corrected};
use crate::import::diff::{Diff, diff};
use crate::import::error::{ImportError, Line, LineProblem};
use crate::import::link;
use crate::import::number::Numbers;
use crate::import::run::Run;
use crate::import::tables::{Enrolment, Identifier, Period as Stretch, Person, Placement, Support};
use crate::imported::Whose;
use crate::{StoreError, fresh};
use register::Period;
use register::import::absence::Ending;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use time::Date;
use uuid::Uuid;

/// The records of a file by what they belong to.
pub(super) struct Index {
    enrolments: Vec<Vec<usize>>,
    periods: Vec<Vec<usize>>,
    support: Vec<Vec<usize>>,
    placements: Vec<Vec<usize>>,
}

impl Index {
    pub(super) fn of(file: &RoIncoming<'_>) -> Self {
        let by = |owners: usize, of: &mut dyn Iterator<Item = usize>| {
            let mut by = vec![Vec::new(); owners];
            for (at, owner) in of.enumerate() {
                by[owner].push(at);
            }
            by
        };
        let enrolments = file.enrolments.len();
        Self {
            enrolments: by(file.persons.len(), &mut file.enrolments.iter().map(|one| one.person)),
            periods: by(enrolments, &mut file.periods.iter().map(|one| one.enrolment)),
            support: by(enrolments, &mut file.support.iter().map(|one| one.enrolment)),
            placements: by(enrolments, &mut file.placements.iter().map(|one| one.enrolment)),
        }
    }

    /// How many records a person has in the file.
    pub(super) fn size(&self, unit: &Unit) -> usize {
        let enrolments = unit.at.and_then(|at| self.enrolments.get(at)).map(Vec::as_slice).unwrap_or_default();
        let of = |one: &usize| self.periods[*one].len() + self.support[*one].len() + self.placements[*one].len();
        1 + enrolments.iter().map(|one| 1 + of(one)).sum::<usize>()
    }
}

/// A person whom the file is about, because it names them or because it does not.
pub(super) struct Unit {
    pub(super) person: Uuid,
    /// Nobody knew them.
    pub(super) new: bool,
    /// Their place in the file.
    at: Option<usize>,
    /// The hash to store, where there is none under the current key.
    identifier: Option<Identifier>,
}

/// What is kept of persons.
pub(super) struct Kept {
    persons: HashMap<Uuid, Person>,
    enrolments: Vec<Enrolment>,
    periods: Vec<Stretch>,
    support: Vec<Support>,
    placements: Vec<Placement>,
    applications: Vec<Application>,
}

impl Kept {
    pub(super) async fn load(tx: &mut Tx, run: &Run, whose: Whose<'_>) -> Result<Self, StoreError> {
        let tenant = run.tenant;
        let persons = Person::load(tx, tenant, whose).await?;
        let enrolments = Enrolment::load(tx, tenant, whose).await?;
        let ids: Vec<Uuid> = enrolments.iter().map(|row| row.enrolment_id).collect();
        let of = match whose {
            Whose::All => Whose::All,
            Whose::These(_) => Whose::These(&ids),
        };
        let mut periods = Stretch::load(tx, tenant, of).await?;
        periods.sort_by_key(|row| (row.enrolment_id, row.begins));
        Ok(Self {
            persons: persons.into_iter().map(|row| (row.person_id, row)).collect(),
            enrolments,
            periods,
            support: Support::load(tx, tenant, of).await?,
            placements: Placement::load(tx, tenant, of).await?,
            applications: Application::load(tx, tenant, whose).await?,
        })
    }
}

/// Who the file is about. A person is never withdrawn: what is not in a file is an enrolment, and the school may know
/// someone whom DUO does not know yet.
pub(super) fn units(file: &RoIncoming<'_>, numbers: &mut Numbers, kept: &Kept) -> Result<Vec<Unit>, ImportError> {
    let mut units = Vec::with_capacity(file.persons.len());
    let (mut seen, mut problems) = (HashMap::new(), Vec::new());
    for (at, one) in file.persons.iter().enumerate() {
        let found = numbers.find(one.number);
        let (person, new) = found.person.map_or_else(|| (fresh::id(), true), |person| (person, false));
        if let Some(first) = seen.insert(person, one.line) {
            problems.push(Line { line: one.line, other: Some(first), what: LineProblem::SamePerson });
        }
        let identifier = found.store.map(|hash| {
            numbers.learn(hash, person);
            Identifier {
                kind: one.number.kind.code().to_owned(),
                key_id: numbers.key_id().to_owned(),
                value: hash.to_vec(),
                person_id: person,
            }
        });
        units.push(Unit { person, new, at: Some(at), identifier });
    }
    if !problems.is_empty() {
        return Err(ImportError::Lines(problems));
    }
    for row in &kept.enrolments {
        if let Entry::Vacant(place) = seen.entry(row.person_id) {
            place.insert(0);
            units.push(Unit { person: row.person_id, new: false, at: None, identifier: None });
        }
    }
    Ok(units)
}

/// What is to be written, and what it amounts to.
pub(super) struct Planned {
    pub(super) persons: Vec<Person>,
    pub(super) identifiers: Vec<Identifier>,
    pub(super) enrolments: Vec<Enrolment>,
    pub(super) periods: Vec<Stretch>,
    pub(super) support: Vec<Support>,
    pub(super) placements: Vec<Placement>,
    pub(super) applications: Vec<Application>,
    pub(super) corrected: Vec<Corrected>,
    pub(super) counts: RoCounts,
    pub(super) ends: Vec<Ending>,
    pub(super) kept_all_the_same: usize,
    /// Persons of whom something is written.
    pub(super) touched: HashSet<Uuid>,
}

/// The days each period is about: until the next one of its enrolment begins, or the enrolment ended. Rows come by
/// enrolment and first day; those that were withdrawn end nothing.
fn spans(rows: Vec<Stretch>, ended: &HashMap<Uuid, Date>) -> Vec<(Stretch, Period)> {
    let mut spans = Vec::with_capacity(rows.len());
    let mut next: Option<(Uuid, Date)> = None;
    for row in rows.into_iter().rev() {
        let before = next.filter(|(id, _)| *id == row.enrolment_id).and_then(|(_, day)| day.previous_day());
        let until = before.or_else(|| ended.get(&row.enrolment_id).copied());
        let span = Period { from: row.begins, until };
        if row.withdrawn_by.is_none() {
            next = Some((row.enrolment_id, row.begins));
        }
        spans.push((row, span));
    }
    spans
}

/// The rows as they are after what is written: those that were there, and those that take their place or are new.
fn after<R: Clone, K: std::hash::Hash + Eq>(before: &[R], written: &[R], key: impl Fn(&R) -> K) -> Vec<R> {
    let mut all: HashMap<K, R> = before.iter().map(|row| (key(row), row.clone())).collect();
    all.extend(written.iter().map(|row| (key(row), row.clone())));
    all.into_values().collect()
}

/// Compares what is kept of these persons with what the file says of them.
pub(super) fn plan(
    run: &Run,
    file: &RoIncoming<'_>,
    index: &Index,
    units: &[&Unit],
    kept: Kept,
) -> Result<Planned, StoreError> {
    let mut counts = RoCounts::default();
    let mut touched = HashSet::new();
    let (mut persons, mut identifiers) = (Vec::new(), Vec::new());
    for unit in units {
        if let Some(identifier) = &unit.identifier {
            touched.insert(unit.person);
            identifiers.push(identifier.clone());
        }
        let Some(at) = unit.at else { continue };
        let birth = file.persons[at].birth;
        let before = kept.persons.get(&unit.person);
        if !unit.new && (run.adds_only || before.and_then(Person::birth) == Some(birth)) {
            counts.persons.unchanged += 1;
            continue;
        }
        let mut row = before.cloned().unwrap_or_else(|| Person::new(unit.person, run));
        row.set_birth(birth);
        row.import_id = run.import;
        touched.insert(unit.person);
        persons.push(row);
        if unit.new { counts.persons.inserted += 1 } else { counts.persons.updated += 1 }
    }
    let in_file = |unit: &&&Unit| unit.at.map(|at| (unit.person, at));
    let given: Vec<Enrolment> = units
        .iter()
        .filter_map(|unit| in_file(&unit))
        .flat_map(|(person, at)| index.enrolments[at].iter().map(move |one| (person, &file.enrolments[*one])))
        .map(|(person, one)| Enrolment {
            enrolment_id: Uuid::nil(),
            person_id: person,
            number: one.number.to_owned(),
            begins: one.from,
            planned_end: one.planned_end,
            ended: one.ended,
            leaving_reason: one.reason.map(|reason| reason.code().to_owned()),
            import_id: Uuid::nil(),
            withdrawn_by: None,
        })
        .collect();
    let dated = kept.enrolments.iter().map(|row| (row.clone(), Period { from: row.begins, until: row.ended }));
    let enrolments = diff(run, dated.collect(), given)?;
    let all = after(&kept.enrolments, &enrolments.write, |row| row.enrolment_id);
    let ids: HashMap<(Uuid, &str), Uuid> =
        all.iter().map(|row| ((row.person_id, row.number.as_str()), row.enrolment_id)).collect();
    let owner: HashMap<Uuid, Uuid> = all.iter().map(|row| (row.enrolment_id, row.person_id)).collect();
    let ended: HashMap<Uuid, Date> =
        all.iter().filter_map(|row| row.ended.map(|day| (row.enrolment_id, day))).collect();
    // The enrolments of the file, each with its identifier.
    let known: Vec<(Uuid, usize)> = units
        .iter()
        .filter_map(|unit| in_file(&unit))
        .flat_map(|(person, at)| index.enrolments[at].iter().map(move |one| (person, *one)))
        .filter_map(|(person, one)| Some((*ids.get(&(person, file.enrolments[one].number))?, one)))
        .collect();
    let text = |text: Option<&str>| text.map(str::to_owned);
    let given = known.iter().flat_map(|(id, one)| index.periods[*one].iter().map(|at| (*id, &file.periods[*at])));
    let given = given.map(|(enrolment_id, one)| Stretch {
        enrolment_id,
        begins: one.from,
        crebo: text(Some(one.crebo)),
        pathway: text(Some(one.pathway.code())),
        level: text(one.level.map(|level| level.code())),
        fundable: one.fundable,
        absence_location: text(one.absence_location),
        provider: text(one.provider),
        location: text(one.location),
        route: text(one.route),
        route_phase: text(one.route_phase),
        import_id: Uuid::nil(),
        withdrawn_by: None,
    });
    let periods = diff(run, spans(kept.periods.clone(), &ended), given.collect())?;
    let given = known.iter().flat_map(|(id, one)| index.support[*one].iter().map(|at| (*id, &file.support[*at])));
    let given = given.map(|(enrolment_id, one)| Support {
        enrolment_id,
        begins: one.from,
        ends: one.until,
        import_id: Uuid::nil(),
        withdrawn_by: None,
    });
    let dated = kept.support.into_iter().map(|row| {
        let span = Period { from: row.begins, until: row.ends };
        (row, span)
    });
    let support = diff(run, dated.collect(), given.collect())?;
    let given = known.iter().flat_map(|(id, one)| index.placements[*one].iter().map(|at| (*id, &file.placements[*at])));
    let given = given.map(|(enrolment_id, one)| Placement {
        enrolment_id,
        sequence: one.sequence.to_owned(),
        signed_on: one.signed_on,
        begins: one.from,
        planned_end: one.planned_end,
        ended: one.ended,
        hours: one.hours.map(i64::from),
        company_code: text(one.company),
        crebo: text(one.crebo),
        optional_part: text(one.optional_part),
        import_id: Uuid::nil(),
        withdrawn_by: None,
    });
    // Many are never closed: then the planned end is the best that is known.
    let dated = kept.placements.into_iter().map(|row| {
        let span = Period { from: row.begins, until: row.ended.or(row.planned_end) };
        (row, span)
    });
    let placements = diff(run, dated.collect(), given.collect())?;
    let after_periods = after(&kept.periods, &periods.write, |row| (row.enrolment_id, row.begins));
    let applications = link::applications(&kept.applications, &all, &after_periods)?;
    touched.extend(enrolments.write.iter().map(|row| row.person_id));
    let of = |enrolment: &Uuid| owner.get(enrolment).copied();
    touched.extend(periods.write.iter().filter_map(|row| of(&row.enrolment_id)));
    touched.extend(support.write.iter().filter_map(|row| of(&row.enrolment_id)));
    touched.extend(placements.write.iter().filter_map(|row| of(&row.enrolment_id)));
    touched.extend(applications.iter().map(|row| row.person_id));
    counts.enrolled = applications.len();
    counts.enrolments = enrolments.counts;
    counts.periods = periods.counts;
    counts.support = support.counts;
    counts.placements = placements.counts;
    let mut corrected: Vec<Corrected> = corrected::persons(&kept.persons, &persons).collect();
    corrected.extend(corrected::enrolments(&kept.enrolments, &enrolments.write));
    let kept_all_the_same = kept_of(&enrolments) + kept_of(&periods) + kept_of(&support) + kept_of(&placements);
    Ok(Planned {
        persons,
        identifiers,
        ends: vec![enrolments.ending, periods.ending, support.ending, placements.ending],
        enrolments: enrolments.write,
        periods: periods.write,
        support: support.write,
        placements: placements.write,
        applications,
        corrected,
        counts,
        kept_all_the_same,
        touched,
    })
}

fn kept_of<R>(diff: &Diff<R>) -> usize {
    diff.kept_all_the_same
}
