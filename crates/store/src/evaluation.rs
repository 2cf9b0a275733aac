//! Whose agreements are to be evaluated this school year, and whose were. What the law finds is [`register::duty::evaluations`];
//! here it gets its facts, of those whom an actor reaches.

use crate::audit::Deed;
use crate::db::Tx;
use crate::file::list::{self, PAGE_SIZE};
use crate::file::within::{Chosen, Texts, Within};
use crate::file::{facts, scope};
use crate::table::Type;
use crate::which::{MANY, Which};
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor};
use register::duty;
use register::law::{Course, State};
use register::{BirthDate, FileId, Moment, PersonId, Personal, VersionId};
use std::sync::LazyLock;
use time::Date;

/// Those with a version that was ever agreed.
static AGREED: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::evaluation::AGREED", 0, |rows| {
        format!(
            "SELECT f.person_id FROM {rows} CROSS JOIN support_file f CROSS JOIN agreement a \
             WHERE f.tenant_id = $1 AND f.file_id = r.file_id AND a.tenant_id = $1 AND a.file_id = f.file_id \
             AND EXISTS (SELECT 1 FROM agreement_version v WHERE v.tenant_id = $1 AND v.agreement_id = a.agreement_id \
             AND v.status IN ('in_force', 'replaced', 'ended', 'lapsed'))"
        )
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    AGREED.sql().collect()
}

/// Somebody whose evaluation is owed.
#[derive(Debug, Clone)]
pub struct OwedRow {
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
    /// Teams of today.
    pub teams: Vec<String>,
    /// The version to look back at: the one in force, else the last that was.
    pub version: VersionId,
    /// Since when it can be held.
    pub since: Option<Date>,
}

impl OwedRow {
    /// A row with what it shows.
    pub fn new(file: FileId, person: PersonId, name: Option<Personal<String>>, version: VersionId) -> Self {
        Self { file, person, name, born: None, student_number: None, teams: Vec::new(), version, since: None }
    }
}

/// One page of the evaluations of a school year.
#[derive(Debug, Clone)]
pub struct Evaluations {
    /// Whose is owed, by name: some of them.
    pub rows: Vec<OwedRow>,
    /// How many come before this page.
    pub before: usize,
    /// How many are owed.
    pub owed: usize,
    /// How many were held this school year.
    pub held: usize,
    /// By when: the last day of the school year.
    pub by: Date,
    /// Where the next page begins, if there is one.
    pub next: Option<FileId>,
}

impl Store {
    /// Whose agreements are to be evaluated this school year, of those whom an actor reaches: what comes after a file. Who is
    /// shown is looked at.
    pub async fn evaluations(
        &self,
        actor: &Actor,
        after: Option<FileId>,
        now: Moment,
    ) -> Result<Evaluations, StoreError> {
        let action = Action::SeeWorkbench;
        let decision = audit::allowed(actor, action)?;
        let (tenant, today) = (actor.tenant(), now.day);
        let within = Within::new(actor, action, Chosen::default(), today)?;
        scope::turn_of_day(self, tenant, today).await?;
        let mut tx = self.begin_snapshot().await?;
        let found = within.read(&mut tx, &AGREED, &[Type::Uuid], &[]).await?;
        let mut persons: Vec<PersonId> = found.iter().filter_map(|row| row[0].uuid().map(PersonId)).collect();
        persons.sort_unstable();
        persons.dedup();
        let (mut all, mut held) = (Vec::new(), 0_usize);
        for some in persons.chunks(MANY) {
            let (owed, done) = judged(&mut tx, actor, some, today).await?;
            all.extend(owed);
            held = held.saturating_add(done);
        }
        all.sort_by(|(a, one), (b, other)| (a, one.file).cmp(&(b, other.file)));
        let start = match after {
            None => 0,
            Some(file) => {
                let key = list::position(&mut tx, tenant, file, today).await?;
                all.iter().filter(|(sort, row)| (sort, row.file) <= (&key, file)).count()
            }
        };
        let owed = all.len();
        let rows: Vec<OwedRow> = all.into_iter().skip(start).take(PAGE_SIZE).map(|(_, row)| row).collect();
        let next = rows.last().filter(|_| start.saturating_add(rows.len()) < owed).map(|row| row.file);
        let deed = Deed::new(actor, action, decision).to(rows.iter().map(|row| row.person));
        self.looked(tx, deed, now).await?;
        let by = register::law::SchoolYear::of(today).last();
        Ok(Evaluations { rows, before: start, owed, held, by, next })
    }
}

/// Of these persons, those whose evaluation is owed, with the key of their name; and how many were held.
async fn judged(
    tx: &mut Tx,
    actor: &Actor,
    persons: &[PersonId],
    today: Date,
) -> Result<(Vec<(String, OwedRow)>, usize), StoreError> {
    let tenant = actor.tenant();
    let policy = policy::load(tx, tenant).await?;
    let (mut owed, mut held) = (Vec::new(), 0_usize);
    for file in facts::load(tx, tenant, Which::these(persons), &policy, today).await? {
        let found = duty::evaluations(&file.duty_facts(), &policy, today);
        let mut open = found.iter().filter(|(_, finding)| matches!(finding.state(today), State::Due | State::Overdue));
        let Some((_, finding)) = open.next() else {
            let met = found.iter().any(|(_, finding)| matches!(finding.state(today), State::Met | State::MetLate));
            held = held.saturating_add(usize::from(met));
            continue;
        };
        let agreement = file.agreement.as_ref();
        let last = || agreement.and_then(|all| all.versions.iter().rev().find(|version| version.held().is_some()));
        let Some(version) = agreement.and_then(|all| all.in_force(today)).or_else(last) else { continue };
        let since = finding.standing.course().and_then(|course: &Course| course.opens);
        let row = OwedRow {
            file: file.file,
            person: file.person(),
            name: file.names.names().display().map(Personal::new),
            born: file.names.born_nameless(),
            student_number: file.student_number.clone(),
            teams: file.team_names(today),
            version: version.id,
            since,
        };
        owed.push((file.sort_key.clone(), row));
    }
    Ok((owed, held))
}
