//! What was reported to DUO (ISE) held against what was agreed. The rule is [`register::ise`]; here it gets its facts.
//!
//! Only those are looked up of whom something was reported or agreed. The comparison is as of the day through which the
//! newest *registratieoverzicht* speaks: of what came after it, nobody knows yet what DUO has.

use crate::audit::Deed;
use crate::db::Tx;
use crate::file::facts;
use crate::file::list::{self, PAGE_SIZE};
use crate::file::within::{Chosen, Texts, Within};
use crate::table::Type;
use crate::which::{MANY, Which};
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor, Decision};
use register::ise::{self, Difference, Kind};
use register::{BirthDate, EnrolmentId, FileId, Moment, Period, PersonId, Personal, TenantId};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    /// The newest RO file that was written to its end, before a moment.
    NEWEST = "SELECT imported_at, period_ends FROM import_run WHERE tenant_id = $1 AND imported_at < $2 AND kind = 'ro' AND state = 'done' \
              ORDER BY imported_at DESC LIMIT 1";
    /// Of a whole school: those of whom something was reported, or ever agreed.
    ALL = "SELECT e.person_id FROM support_period s JOIN enrolment e ON e.tenant_id = s.tenant_id AND e.enrolment_id = s.enrolment_id \
                 WHERE s.tenant_id = $1 AND s.withdrawn_by IS NULL \
                 UNION SELECT f.person_id FROM agreement_version v JOIN agreement a ON a.tenant_id = v.tenant_id AND a.agreement_id = v.agreement_id \
                 JOIN support_file f ON f.tenant_id = a.tenant_id AND f.file_id = a.file_id \
                 WHERE v.tenant_id = $1 AND v.status IN ('in_force', 'replaced', 'ended', 'lapsed')";
}

by_person! {
    reported_rows = "SELECT e.person_id, e.enrolment_id, s.begins, s.ends FROM enrolment e CROSS JOIN support_period s \
        WHERE e.tenant_id = $1 AND s.tenant_id = e.tenant_id AND s.enrolment_id = e.enrolment_id AND s.withdrawn_by IS NULL",
        "e.person_id", "";
}

/// The same, of what an actor reaches.
static REACHED: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::ise::REACHED", 0, |rows| {
        format!(
            "SELECT f.person_id FROM {rows} CROSS JOIN support_file f WHERE f.tenant_id = $1 AND f.file_id = r.file_id \
             AND (EXISTS (SELECT 1 FROM agreement a WHERE a.tenant_id = $1 AND a.file_id = f.file_id) \
             OR EXISTS (SELECT 1 FROM enrolment e CROSS JOIN support_period p WHERE e.tenant_id = $1 AND e.person_id = f.person_id \
             AND p.tenant_id = $1 AND p.enrolment_id = e.enrolment_id AND p.withdrawn_by IS NULL))"
        )
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    REACHED.sql().chain(SQL.iter().copied()).chain(BY_PERSON.iter().copied()).collect()
}

/// A difference, and whose it is.
#[derive(Debug, Clone)]
pub struct IseRow {
    /// On which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonId,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known.
    pub born: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// Which enrolment: the number that RO gives it, unique within the person.
    pub enrolment: String,
    /// What differs.
    pub difference: Difference,
    sort_key: String,
}

impl IseRow {
    /// A row with what it shows.
    pub fn new(
        (file, person): (FileId, PersonId),
        name: Option<Personal<String>>,
        born: Option<BirthDate>,
        student_number: Option<Personal<String>>,
        enrolment: &str,
        difference: Difference,
    ) -> Self {
        let enrolment = enrolment.to_owned();
        Self { file, person, name, born, student_number, enrolment, difference, sort_key: String::new() }
    }
}

/// How many differences there are of each kind, in the order of [`Kind::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts(pub [usize; Kind::ALL.len()]);

impl Counts {
    fn of(rows: &[IseRow]) -> Self {
        let count = |kind: &Kind| rows.iter().filter(|row| row.difference.kind() == *kind).count();
        let mut all = [0; Kind::ALL.len()];
        all.iter_mut().zip(Kind::ALL).for_each(|(place, kind)| *place = count(kind));
        Self(all)
    }

    /// Of one kind.
    pub fn kind(&self, kind: Kind) -> usize {
        Kind::ALL.iter().zip(self.0).find(|(one, _)| **one == kind).map_or(0, |(_, count)| count)
    }

    /// Of all kinds.
    pub fn all(&self) -> usize {
        self.0.iter().sum()
    }
}

/// What a reader may see of it, as rows: some of them, in the order of names.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The rows of this page.
    pub shown: Vec<IseRow>,
    /// How many come before this page.
    pub before: usize,
    /// How many there are on all pages.
    pub total: usize,
    /// Where the next page begins, if there is one: goes back in as `after`.
    pub next: Option<FileId>,
}

/// The page of a school.
#[derive(Debug, Clone)]
pub struct IsePage {
    /// As of which day; `None` when no RO file was read, and nothing is compared.
    pub as_of: Option<Date>,
    /// Of the whole school.
    pub counts: Counts,
    /// For who may see files; `None` for who reads numbers.
    pub rows: Option<Rows>,
}

impl Store {
    /// All differences that an actor reaches, and as of which day; `None` when no RO file was read. A look at everybody of it.
    pub async fn ise(&self, actor: &Actor, now: Moment) -> Result<Option<(Date, Vec<IseRow>)>, StoreError> {
        let decision = audit::allowed(actor, Action::CompareIse)?;
        let mut tx = self.begin_snapshot().await?;
        let Some(as_of) = as_of(&mut tx, actor.tenant(), now).await? else { return Ok(None) };
        let persons = reached(&mut tx, actor, now.day).await?;
        let rows = differences(&mut tx, actor.tenant(), &persons, as_of, now.day).await?;
        self.looked(tx, look(actor, Action::CompareIse, decision, &rows), now).await?;
        Ok(Some((as_of, rows)))
    }

    /// How many differences the school has, and for who may see files some of theirs: what comes after a file. Who is shown
    /// is looked at; what is only counted is nobody's.
    pub async fn ise_page(&self, actor: &Actor, after: Option<FileId>, now: Moment) -> Result<IsePage, StoreError> {
        let counting = audit::allowed(actor, Action::CountIse)?;
        let showing = audit::allowed(actor, Action::CompareIse).ok();
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let Some(as_of) = as_of(&mut tx, tenant, now).await? else {
            return Ok(IsePage { as_of: None, counts: Counts::default(), rows: None });
        };
        let school = of_school(&mut tx, tenant).await?;
        let all = differences(&mut tx, tenant, &school, as_of, now.day).await?;
        let counts = Counts::of(&all);
        let Some(decision) = showing else {
            self.looked(tx, Deed::new(actor, Action::CountIse, counting), now).await?;
            return Ok(IsePage { as_of: Some(as_of), counts, rows: None });
        };
        let reached: std::collections::HashSet<PersonId> =
            reached(&mut tx, actor, now.day).await?.into_iter().collect();
        let ours: Vec<IseRow> = all.into_iter().filter(|row| reached.contains(&row.person)).collect();
        let start = match after {
            None => 0,
            Some(file) => {
                let key = list::position(&mut tx, tenant, file, now.day).await?;
                ours.iter().filter(|row| (&row.sort_key, row.file) <= (&key, file)).count()
            }
        };
        let shown = page(ours.get(start..).unwrap_or_default());
        let next = shown.last().filter(|_| start + shown.len() < ours.len()).map(|row| row.file);
        self.looked(tx, look(actor, Action::CompareIse, decision, &shown), now).await?;
        let rows = Rows { before: start, total: ours.len(), next, shown };
        Ok(IsePage { as_of: Some(as_of), counts, rows: Some(rows) })
    }
}

/// As many whole files as make a page: one file's rows are never cut in two.
fn page(rows: &[IseRow]) -> Vec<IseRow> {
    let last = rows.get(PAGE_SIZE.saturating_sub(1)).map(|row| row.file);
    let many = match last {
        None => rows.len(),
        Some(file) => rows.iter().rposition(|row| row.file == file).map_or(rows.len(), |at| at.saturating_add(1)),
    };
    rows.iter().take(many).cloned().collect()
}

fn look<'a>(actor: &'a Actor, action: Action, decision: Decision, rows: &[IseRow]) -> Deed<'a> {
    let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
    persons.sort_unstable();
    persons.dedup();
    Deed::new(actor, action, decision).to(persons)
}

/// Through which day the newest RO file speaks: its last day, and never later than when it was read, or today.
async fn as_of(tx: &mut Tx, tenant: TenantId, now: Moment) -> Result<Option<Date>, StoreError> {
    let today = now.day;
    // One of today counts at whatever hour.
    let before = now.at + time::Duration::DAY;
    let newest = row!(tx, (OffsetDateTime, Option<Date>), NEWEST, tenant.0, before)?;
    Ok(newest.map(|(read, until)| until.unwrap_or(today).min(read.to_offset(time::UtcOffset::UTC).date()).min(today)))
}

async fn of_school(tx: &mut Tx, tenant: TenantId) -> Result<Vec<PersonId>, StoreError> {
    Ok(rows!(tx, (Uuid,), ALL, tenant.0)?.into_iter().map(|(person,)| PersonId(person)).collect())
}

/// Those whom an actor reaches, and of whom something was reported or agreed.
async fn reached(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Vec<PersonId>, StoreError> {
    let within = Within::new(actor, Action::CompareIse, Chosen::default(), today)?;
    if within.is_school() {
        return of_school(tx, actor.tenant()).await;
    }
    let found = within.read(tx, &REACHED, &[Type::Uuid], &[]).await?;
    let mut persons: Vec<PersonId> = found.iter().filter_map(|row| row[0].uuid().map(PersonId)).collect();
    persons.sort_unstable();
    persons.dedup();
    Ok(persons)
}

/// The differences of these persons, by name, enrolment and day.
async fn differences(
    tx: &mut Tx,
    tenant: TenantId,
    persons: &[PersonId],
    as_of: Date,
    today: Date,
) -> Result<Vec<IseRow>, StoreError> {
    let policy = policy::load(tx, tenant).await?;
    let mut rows = Vec::new();
    for some in persons.chunks(MANY) {
        let which = Which::these(some);
        type Reported = (Uuid, Uuid, Date, Option<Date>);
        let mut reported: HashMap<EnrolmentId, Vec<Period>> = HashMap::new();
        for (_, enrolment, from, until) in fetch!(tx, Reported, reported_rows, tenant, which)? {
            reported.entry(EnrolmentId(enrolment)).or_default().push(Period { from, until });
        }
        for file in facts::load(tx, tenant, which, &policy, today).await? {
            for enrolment in file.duty_facts().enrolments {
                let given = reported.get(&enrolment.id).map(Vec::as_slice).unwrap_or_default();
                let given = ise::reported(given, &enrolment);
                let agreed = ise::agreed(file.agreement.as_ref(), &file.statutory, &enrolment, &policy);
                let number = file.enrolments.iter().find(|one| one.id == enrolment.id).map(|one| one.number.clone());
                rows.extend(ise::compare(&given, &agreed, as_of).into_iter().map(|difference| IseRow {
                    file: file.file,
                    person: file.person(),
                    name: file.names.names().display().map(Personal::new),
                    born: file.names.born_nameless(),
                    student_number: file.student_number.clone(),
                    enrolment: number.clone().unwrap_or_default(),
                    difference,
                    sort_key: file.sort_key.clone(),
                }));
            }
        }
    }
    // Within an enrolment they come by day.
    rows.sort_by(|a, b| (&a.sort_key, a.file, &a.enrolment).cmp(&(&b.sort_key, b.file, &b.enrolment)));
    Ok(rows)
}
