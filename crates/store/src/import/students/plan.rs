//! What a file means for the students it is about: the same comparison for the whole school and for a few of them.

use super::names::Names;
use super::who::Unit;
use super::{Student, StudentApplication, StudentsIncoming, Tally, belongs, guardian};
use crate::account::email_key;
use crate::application::Row as Application;
use crate::db::Tx;
use crate::handover::{meant, meant_of};
use crate::import::corrected::{self, Corrected};
use crate::import::link;
use crate::import::run::Run;
use crate::import::tables::{Coached, Enrolment, Guardian, Identifier, InGroup, InTeam, Period, Person};
use crate::imported::Whose;
use crate::{StoreError, fresh};
use register::application::Status;
use register::import::absence::Kind;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Where an application stands in a list, by person, programme and day.
type Places = HashMap<(Uuid, String, time::Date), usize>;

/// What is kept of persons.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) persons: HashMap<Uuid, Person>,
    teams: HashMap<Uuid, Vec<InTeam>>,
    groups: HashMap<Uuid, Vec<InGroup>>,
    coaches: HashMap<Uuid, Vec<Coached>>,
    guardians: HashMap<Uuid, Vec<Guardian>>,
    applications: Vec<Application>,
    enrolments: Vec<Enrolment>,
    periods: Vec<Period>,
}

fn by<R>(rows: Vec<R>, person: impl Fn(&R) -> Uuid) -> HashMap<Uuid, Vec<R>> {
    let mut by: HashMap<Uuid, Vec<R>> = HashMap::new();
    for row in rows {
        by.entry(person(&row)).or_default().push(row);
    }
    by
}

impl Kept {
    pub(super) async fn load(tx: &mut Tx, run: &Run, whose: Whose<'_>) -> Result<Self, StoreError> {
        let tenant = run.tenant;
        let enrolments = Enrolment::load(tx, tenant, whose).await?;
        let ids: Vec<Uuid> = enrolments.iter().map(|row| row.enrolment_id).collect();
        let of = match whose {
            Whose::All => Whose::All,
            Whose::These(_) => Whose::These(&ids),
        };
        Ok(Self {
            persons: Person::load(tx, tenant, whose).await?.into_iter().map(|row| (row.person_id, row)).collect(),
            teams: by(InTeam::load(tx, tenant, whose).await?, |row| row.person_id),
            groups: by(InGroup::load(tx, tenant, whose).await?, |row| row.person_id),
            coaches: by(Coached::load(tx, tenant, whose).await?, |row| row.person_id),
            guardians: by(Guardian::load(tx, tenant, whose).await?, |row| row.person_id),
            applications: Application::load(tx, tenant, whose).await?,
            periods: Period::load(tx, tenant, of).await?,
            enrolments,
        })
    }

    /// As it will be when what DUO told of some moves to who they are.
    pub(super) fn joined(&mut self, joins: &HashMap<Uuid, Uuid>) {
        for row in &mut self.enrolments {
            row.person_id = joins.get(&row.person_id).copied().unwrap_or(row.person_id);
        }
    }
}

/// What is to be written, and what it amounts to.
#[derive(Default)]
pub(super) struct Planned {
    pub(super) persons: Vec<Person>,
    pub(super) identifiers: Vec<Identifier>,
    pub(super) teams: Vec<InTeam>,
    pub(super) groups: Vec<InGroup>,
    pub(super) coaches: Vec<Coached>,
    pub(super) guardians: Vec<Guardian>,
    pub(super) applications: Vec<Application>,
    pub(super) corrected: Vec<Corrected>,
    /// Persons of whom something is written.
    pub(super) touched: HashSet<Uuid>,
}

/// Compares what is kept of these students with what their lines say.
pub(super) fn plan(
    run: &Run,
    file: &StudentsIncoming<'_>,
    names: &Names,
    units: &[&Unit],
    mut kept: Kept,
    tally: &mut Tally,
) -> Result<Planned, StoreError> {
    let mut out = Planned::default();
    let mut applied = Places::new();
    for (at, row) in kept.applications.iter().enumerate() {
        applied.insert((row.person_id, row.crebo.clone(), row.applied_on), at);
    }
    let (mut applications, mut written) = (kept.applications.clone(), HashSet::new());
    for unit in units {
        let lines: Vec<&Student<'_>> = unit.rows.iter().map(|at| &file.rows[*at]).collect();
        let student = lines[0];
        if unit.join.is_some() {
            tally.counts.joined += 1;
            out.touched.insert(unit.person);
        }
        if !unit.identifiers.is_empty() {
            out.touched.insert(unit.person);
            out.identifiers.extend(unit.identifiers.iter().cloned());
        }
        person(run, file, unit, student, &mut kept, tally, &mut out)?;
        if file.columns.team {
            let known = kept.teams.remove(&unit.person).unwrap_or_default();
            // The team where the school let the student go since, where the list goes on naming the one of before.
            let held: Vec<_> =
                known.iter().map(|row| (row.team_id, row.begins, row.ends, row.handed_team_id)).collect();
            let named = lines.iter().filter_map(|line| names.team(line.team));
            let wanted = named.flat_map(|team| meant_of(&held, team, run.today)).collect();
            let (rows, counts) = belongs::changes(run, unit.person, known, &wanted, student.line, tally);
            tally.counts.teams.add(counts);
            out.touched.extend(rows.iter().map(|row| row.person_id));
            out.teams.extend(rows);
        }
        if file.columns.groups {
            let wanted = lines.iter().flat_map(|line| &line.groups).filter_map(|name| names.group(name)).collect();
            let known = kept.groups.remove(&unit.person).unwrap_or_default();
            let (rows, counts) = belongs::changes(run, unit.person, known, &wanted, student.line, tally);
            tally.counts.groups.add(counts);
            out.touched.extend(rows.iter().map(|row| row.person_id));
            out.groups.extend(rows);
        }
        if file.columns.coach {
            let known = kept.coaches.remove(&unit.person).unwrap_or_default();
            // Whom the school handed the student over to since, where the list goes on naming the coach of before.
            let held: Vec<_> = known
                .iter()
                .map(|row| (row.email_key.as_str(), row.begins, row.ends, row.handed_from.as_deref()))
                .collect();
            let named = student.coach.map(email_key);
            let wanted = named.map(|named| meant(&held, &named, run.today)).unwrap_or_default();
            let (rows, counts) = belongs::changes(run, unit.person, known, &wanted, student.line, tally);
            tally.counts.coaches.add(counts);
            out.touched.extend(rows.iter().map(|row| row.person_id));
            out.coaches.extend(rows);
        }
        if file.columns.guardians {
            let known = kept.guardians.remove(&unit.person).unwrap_or_default();
            let rows = guardian::changes(run, file, unit.person, student, known, tally);
            out.touched.extend(rows.iter().map(|row| row.person_id));
            out.guardians.extend(rows);
        }
        for line in lines {
            for new in &line.applications {
                let known = (&mut applied, &mut applications);
                written.extend(application(run, file, names, unit.person, (line, *new), known, tally));
            }
        }
    }
    // Only of who is in the file: others are not ours to touch now.
    let in_file: HashSet<Uuid> = units.iter().map(|unit| unit.person).collect();
    let of_file: Vec<Application> =
        applications.iter().filter(|row| in_file.contains(&row.person_id)).cloned().collect();
    let linked = link::applications(&of_file, &kept.enrolments, &kept.periods)?;
    tally.counts.enrolled += linked.len();
    let mut rows: HashMap<Uuid, Application> =
        written.into_iter().map(|at| (applications[at].application_id, applications[at].clone())).collect();
    rows.extend(linked.into_iter().map(|row| (row.application_id, row)));
    out.touched.extend(rows.values().map(|row| row.person_id));
    out.corrected = corrected::persons(&kept.persons, &out.persons).collect();
    out.corrected.extend(corrected::applications(&kept.applications, rows.values()));
    out.applications = rows.into_values().collect();
    Ok(out)
}

/// What a line says of the person; what the file has no column for stays as it was, and an empty cell empties.
fn person(
    run: &Run,
    file: &StudentsIncoming<'_>,
    unit: &Unit,
    student: &Student<'_>,
    kept: &mut Kept,
    tally: &mut Tally,
    out: &mut Planned,
) -> Result<(), StoreError> {
    let before = kept.persons.get(&unit.person);
    let mut row = before.cloned().unwrap_or_else(|| Person::new(unit.person, run));
    for kind in &file.columns.texts {
        let Some(value) = row.text_mut(kind.code()) else {
            return Err(StoreError::Refused(format!("no column of a person is called {}", kind.code())));
        };
        let new = student.texts.get(*kind);
        let (had, gone) = (usize::from(value.is_some()), usize::from(value.is_some() && new.is_none()));
        tally.ending(*kind, had, gone, student.line);
        *value = new.map(str::to_owned);
    }
    row.family_name = Some(student.family_name.to_owned());
    row.student_number = Some(student.student_number.to_owned());
    row.set_birth(student.birth);
    row.sort_key = row.names().sort_key();
    if before == Some(&row) {
        tally.counts.persons.unchanged += 1;
        return Ok(());
    }
    row.names_import_id = Some(run.import);
    out.touched.insert(unit.person);
    out.persons.push(row);
    let counts = &mut tally.counts.persons;
    if unit.new {
        counts.inserted += 1
    } else {
        counts.updated += 1
    }
    Ok(())
}

/// An application, known by person, programme and day. What happened to one here (an intake, an enrolment) is never undone
/// by a file, and one that a file no longer names stays: student systems drop them once they are enrolments. The place of
/// what is to be written.
fn application(
    run: &Run,
    file: &StudentsIncoming<'_>,
    names: &Names,
    person: Uuid,
    (line, new): (&Student<'_>, StudentApplication<'_>),
    (applied, applications): (&mut Places, &mut Vec<Application>),
    tally: &mut Tally,
) -> Option<usize> {
    let team = names.team(line.team);
    let key = (person, new.crebo.to_owned(), new.applied_on);
    let Some(at) = applied.get(&key).copied() else {
        tally.counts.applications.inserted += 1;
        applied.insert(key, applications.len());
        applications.push(Application {
            application_id: fresh::id(),
            person_id: person,
            crebo: new.crebo.to_owned(),
            team_id: team,
            applied_on: new.applied_on,
            starts_on: new.starts_on,
            decided_on: new.decided.map(|when| when.day),
            decided_at: new.decided.and_then(|when| when.at),
            participant: new.participant.map(|one| one.code().to_owned()),
            status: Status::Received.code().to_owned(),
            enrolment_id: None,
            import_id: run.import,
        });
        return Some(applications.len() - 1);
    };
    let row = applications.get_mut(at)?;
    let starts_on = if file.columns.starts_on {
        let gone = row.starts_on.is_some() && new.starts_on.is_none();
        tally.ending(Kind::StartsOn, usize::from(row.starts_on.is_some()), usize::from(gone), line.line);
        new.starts_on
    } else {
        row.starts_on
    };
    let team = team.or(row.team_id);
    // What a file leaves open is not known, and not "no": what was known stays, and another value corrects it.
    let decided = new.decided.map_or((row.decided_on, row.decided_at), |when| (Some(when.day), when.at));
    let participant = new.participant.map(|one| one.code().to_owned()).or_else(|| row.participant.clone());
    let same = (row.team_id, row.starts_on, (row.decided_on, row.decided_at)) == (team, starts_on, decided);
    if same && row.participant == participant {
        tally.counts.applications.unchanged += 1;
        return None;
    }
    tally.counts.applications.updated += 1;
    (row.team_id, row.starts_on, row.import_id) = (team, starts_on, run.import);
    ((row.decided_on, row.decided_at), row.participant) = (decided, participant);
    Some(at)
}
