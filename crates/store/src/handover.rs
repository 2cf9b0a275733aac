//! Handing the students of one coach over to another, from a day; and taking that back. What was keeps standing: the old
//! coach's period ends the day before, and the new one's begins. A list of the student system that goes on naming the coach of
//! before does not undo it (`import::students::belongs`); one that names somebody else does.

use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::file::{lock, scope};
use crate::{SaveError, Store, StoreError, fresh};
use access::{Action, Actor, Change};
use register::{AccountId, HandoverId, Moment, PersonId, Personal, TenantId};
use sqlx_macros::FromRow;
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

sql! {
    /// The students of a coach on a day or later.
    OF_COACH = "SELECT c.person_id, c.email_key, c.begins, c.ends FROM person_coach c \
                WHERE c.tenant_id = $1 AND c.account_id = $2 AND (c.ends IS NULL OR (c.ends >= $3 AND c.ends >= c.begins))";
    /// Those of them that a hand-over brought.
    OF_HANDOVER = "SELECT c.person_id, c.email_key, c.begins, c.ends FROM person_coach c \
                   WHERE c.tenant_id = $1 AND c.account_id = $2 AND (c.ends IS NULL OR (c.ends >= $3 AND c.ends >= c.begins)) \
                   AND c.handover_id = $4";
    /// Whom the coach has already, so that nobody has one coach twice.
    HAS = "SELECT c.person_id FROM person_coach c WHERE c.tenant_id = $1 AND c.account_id = $2 AND c.begins <= $3 \
           AND (c.ends IS NULL OR c.ends >= $3)";
    /// What a coach handed over, and to whom; the newest first.
    MADE = "SELECT c.handover_id, c.account_id, MIN(c.begins), COUNT(*) FROM person_coach c \
            WHERE c.tenant_id = $1 AND c.handed_account = $2 AND c.handover_id IS NOT NULL AND c.account_id IS NOT NULL \
            AND (c.ends IS NULL OR (c.ends >= $3 AND c.ends >= c.begins)) \
            GROUP BY c.handover_id, c.account_id ORDER BY MIN(c.begins) DESC, c.handover_id";
    BROUGHT_BY = "SELECT c.handed_account, c.account_id, MIN(c.begins) FROM person_coach c WHERE c.tenant_id = $1 AND c.handover_id = $2 \
                  AND c.handed_account IS NOT NULL AND c.account_id IS NOT NULL GROUP BY c.handed_account, c.account_id";
    END = "UPDATE person_coach SET ends = $5 WHERE tenant_id = $1 AND person_id = $2 AND email_key = $3 AND begins = $4";
    BEGIN = "INSERT INTO person_coach (tenant_id, person_id, email_key, account_id, begins, ends, handover_id, handed_from, handed_account) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant_id, person_id, email_key, begins) DO UPDATE SET \
             account_id = EXCLUDED.account_id, ends = EXCLUDED.ends, handover_id = EXCLUDED.handover_id, handed_from = EXCLUDED.handed_from, \
             handed_account = EXCLUDED.handed_account";
    OF_MOVE = "SELECT team_id FROM student_move WHERE tenant_id = $1 AND handover_id = $2 AND undone_at IS NULL";
    MOVE_UNDONE = "UPDATE student_move SET undone_at = $3, undone_on = $4, undone_by = $5 WHERE tenant_id = $1 AND handover_id = $2";
    KEY = "SELECT a.email_key, a.name FROM account a WHERE a.account_id = $1";
    /// Who can be somebody's coach: here today or from a day to come, in a role that reaches students of one's own.
    COACHES = "SELECT DISTINCT a.account_id, a.name, a.email FROM membership m JOIN account a ON a.account_id = m.account_id \
               WHERE m.tenant_id = $1 AND m.role = 'coach' AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $2) \
               AND a.disabled_at IS NULL ORDER BY a.name, a.email";
}

register::codes! {
    /// Why students are not handed over.
    pub enum HandoverRefusal {
        /// From a coach to the same coach.
        Same = "same",
        /// The other one is no coach here on that day.
        NoCoach = "no_coach",
        /// From a day that is past.
        Past = "past",
        /// There is nobody to hand over.
        Nobody = "nobody",
    }
}

/// What would be handed over, or was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handed {
    /// Students who get the other coach.
    pub students: usize,
    /// Of those: who have that coach already, beside this one.
    pub had: usize,
    /// By what it is taken back, once it is done.
    pub id: Option<HandoverId>,
}

/// A hand-over that holds, as the page of the coach of before shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverRow {
    /// Which.
    pub id: HandoverId,
    /// To whom.
    pub to: AccountId,
    /// Their name.
    pub name: Personal<String>,
    /// From which day.
    pub from: Date,
    /// How many students still have that coach by it.
    pub students: usize,
}

#[derive(FromRow)]
struct Row {
    person_id: Uuid,
    email_key: String,
    begins: Date,
    ends: Option<Date>,
}

/// What is asked for.
struct Move<'a> {
    id: HandoverId,
    from: AccountId,
    to: AccountId,
    day: Date,
    rows: &'a [Row],
    undoes: Option<HandoverId>,
    /// As what it is done.
    action: Action,
}

impl<'a> Move<'a> {
    fn new((from, to): (AccountId, AccountId), day: Date, rows: &'a [Row], action: Action) -> Self {
        Self { id: HandoverId(fresh::id()), from, to, day, rows, undoes: None, action }
    }
}

/// Hands some of the students of a coach over: those whom somebody chose who divides the work. Whoever of them that coach has no more
/// from that day is not among those who went.
pub(crate) async fn some(
    tx: &mut Tx,
    by: &Actor,
    (id, from, to): (HandoverId, AccountId, AccountId),
    (day, chosen): (Date, &BTreeSet<Uuid>),
    now: Moment,
) -> Result<Handed, SaveError<HandoverRefusal>> {
    let mut found = rows!(tx, Row, OF_COACH, by.tenant().0, from.0, day)?;
    found.retain(|row| chosen.contains(&row.person_id));
    move_over(tx, by, &Move { id, ..Move::new((from, to), day, &found, Action::MoveStudents) }, now).await
}

/// How many of these students a coach has on a day or later.
pub(crate) async fn had(
    tx: &mut Tx,
    tenant: TenantId,
    (from, day): (AccountId, Date),
    chosen: &BTreeSet<Uuid>,
) -> Result<usize, StoreError> {
    let found = rows!(tx, Row, OF_COACH, tenant.0, from.0, day)?;
    Ok(persons(&found).intersection(chosen).count())
}

/// Who can get students on a day, for who divides the work.
pub(crate) async fn can(tx: &mut Tx, tenant: TenantId, day: Date) -> Result<Vec<(AccountId, String)>, StoreError> {
    let found = rows!(tx, (Uuid, String, String), COACHES, tenant.0, day)?;
    Ok(found.into_iter().map(|(id, name, _)| (AccountId(id), name)).collect())
}

/// The students who have a coach by a hand-over, on a day or later.
pub(crate) async fn brought(
    tx: &mut Tx,
    tenant: TenantId,
    (to, day, handover): (AccountId, Date, HandoverId),
) -> Result<BTreeSet<Uuid>, StoreError> {
    let found = rows!(tx, Row, OF_HANDOVER, tenant.0, to.0, day, handover.0)?;
    Ok(persons(&found))
}

impl Store {
    /// Who can get students: coaches of today and of days to come.
    pub async fn coaches(&self, by: &Actor, today: Date) -> Result<Vec<(AccountId, Personal<String>)>, StoreError> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (Uuid, String, String), COACHES, by.tenant().0, today)?;
        Ok(found.into_iter().map(|(id, name, email)| (AccountId(id), format!("{name} ({email})").into())).collect())
    }

    /// How many students an account coaches on a day or later.
    pub async fn coached_by(&self, by: &Actor, account: AccountId, day: Date) -> Result<usize, StoreError> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, Row, OF_COACH, by.tenant().0, account.0, day)?;
        Ok(persons(&found).len())
    }

    /// What handing over would do, in numbers: nothing is written, and nobody is shown.
    pub async fn handover_plan(
        &self,
        by: &Actor,
        (from, to): (AccountId, AccountId),
        day: Date,
        now: Moment,
    ) -> Result<Handed, SaveError<HandoverRefusal>> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, Row, OF_COACH, by.tenant().0, from.0, day)?;
        sound(&mut tx, by, &Move::new((from, to), day, &found, Action::ManageAccounts), now).await?;
        let had = held(&mut tx, by.tenant(), to, day).await?;
        let students = persons(&found);
        Ok(Handed {
            students: students.len(),
            had: students.iter().filter(|person| had.contains(*person)).count(),
            id: None,
        })
    }

    /// Hands the students of one coach over to another from a day: all of them who have that coach then or later.
    pub async fn handover(
        &self,
        by: &Actor,
        (from, to): (AccountId, AccountId),
        day: Date,
        now: Moment,
    ) -> Result<Handed, SaveError<HandoverRefusal>> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin().await?;
        // Held, and read again: somebody may be moving some of them at this moment.
        let found = rows!(tx, Row, OF_COACH, by.tenant().0, from.0, day)?;
        let ids: Vec<Uuid> = persons(&found).into_iter().collect();
        lock::hold(&mut tx, by.tenant(), &ids).await?;
        let found = rows!(tx, Row, OF_COACH, by.tenant().0, from.0, day)?;
        let done = move_over(&mut tx, by, &Move::new((from, to), day, &found, Action::ManageAccounts), now).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// Takes a hand-over back: the students who still have the new coach by it get the old one again, from today, or from its
    /// first day where that is to come.
    pub async fn handover_undo(
        &self,
        by: &Actor,
        handover: HandoverId,
        now: Moment,
    ) -> Result<Handed, SaveError<HandoverRefusal>> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin().await?;
        let done = undo(&mut tx, by, handover, Action::ManageAccounts, now).await?;
        // Where a coordinator arranged it, their page says so too.
        if let (Some((team,)), Some(me)) = (row!(tx, (Uuid,), OF_MOVE, by.tenant().0, handover.0)?, by.account()) {
            run!(tx, MOVE_UNDONE, by.tenant().0, handover.0, now.at, now.day, me.0)?;
            tx.wrote(by.tenant(), UnitKind::Team, [team]);
        }
        tx.commit().await?;
        Ok(done)
    }

    /// The hand-overs from an account that hold on a day or later: what can be taken back.
    pub async fn handovers(&self, by: &Actor, from: AccountId, day: Date) -> Result<Vec<HandoverRow>, StoreError> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let mut all = Vec::new();
        for (id, to, begins, students) in rows!(tx, (Uuid, Uuid, Date, i64), MADE, by.tenant().0, from.0, day)? {
            let (_, name) = row!(tx, (String, String), KEY, to)?.ok_or(StoreError::NotFound)?;
            let students = usize::try_from(students).unwrap_or_default();
            all.push(HandoverRow { id: HandoverId(id), to: AccountId(to), name: name.into(), from: begins, students });
        }
        Ok(all)
    }
}

/// Takes a hand-over back, as what somebody may do so.
pub(crate) async fn undo(
    tx: &mut Tx,
    by: &Actor,
    handover: HandoverId,
    action: Action,
    now: Moment,
) -> Result<Handed, SaveError<HandoverRefusal>> {
    let tenant = by.tenant();
    let (before, after, begins) =
        row!(tx, (Uuid, Uuid, Date), BROUGHT_BY, tenant.0, handover.0)?.ok_or(StoreError::NotFound)?;
    let (from, to, day) = (AccountId(after), AccountId(before), begins.max(now.day));
    let found = rows!(tx, Row, OF_HANDOVER, tenant.0, from.0, day, handover.0)?;
    move_over(tx, by, &Move { undoes: Some(handover), ..Move::new((from, to), day, &found, action) }, now).await
}

fn persons(rows: &[Row]) -> BTreeSet<Uuid> {
    rows.iter().map(|row| row.person_id).collect()
}

async fn held(tx: &mut Tx, tenant: TenantId, coach: AccountId, day: Date) -> Result<BTreeSet<Uuid>, StoreError> {
    Ok(rows!(tx, (Uuid,), HAS, tenant.0, coach.0, day)?.into_iter().map(|(person,)| person).collect())
}

/// Whether it can be done.
async fn sound(tx: &mut Tx, by: &Actor, asked: &Move<'_>, now: Moment) -> Result<(), SaveError<HandoverRefusal>> {
    let refused = |why| Err(SaveError::Refused(why));
    if asked.from == asked.to {
        return refused(HandoverRefusal::Same);
    }
    if asked.day < now.day {
        return refused(HandoverRefusal::Past);
    }
    let coaches = rows!(tx, (Uuid, String, String), COACHES, by.tenant().0, asked.day)?;
    // Taking back may be to somebody who left: the students were theirs, and are handed over to another from there.
    if asked.undoes.is_none() && !coaches.iter().any(|(id, ..)| *id == asked.to.0) {
        return refused(HandoverRefusal::NoCoach);
    }
    if asked.rows.is_empty() {
        return refused(HandoverRefusal::Nobody);
    }
    Ok(())
}

async fn move_over(
    tx: &mut Tx,
    by: &Actor,
    asked: &Move<'_>,
    now: Moment,
) -> Result<Handed, SaveError<HandoverRefusal>> {
    sound(tx, by, asked, now).await?;
    let (tenant, id) = (by.tenant(), asked.id);
    let everyone = persons(asked.rows);
    let ids: Vec<Uuid> = everyone.iter().copied().collect();
    lock::hold(tx, tenant, &ids).await?;
    let (to_key, _) = row!(tx, (String, String), KEY, asked.to.0)?.ok_or(StoreError::NotFound)?;
    let had = held(tx, tenant, asked.to, asked.day).await?;
    for row in asked.rows {
        // What was to begin later goes over whole; it holds on no day then, and stays readable.
        let begins = row.begins.max(asked.day);
        let ends = begins.previous_day().unwrap_or(begins);
        run!(tx, END, tenant.0, row.person_id, row.email_key.as_str(), row.begins, ends)?;
        if !had.contains(&row.person_id) {
            let before = row.email_key.as_str();
            let (key, to, from) = (to_key.as_str(), asked.to.0, asked.from.0);
            run!(tx, BEGIN, tenant.0, row.person_id, key, to, begins, row.ends, id.0, before, from)?;
        }
    }
    tx.wrote(tenant, UnitKind::Person, ids.iter().copied());
    let subjects: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
    scope::refresh_many(tx, tenant, &subjects, now.day).await?;
    let decision = allowed(by, asked.action)?;
    let undoes = asked.undoes.map_or_else(String::new, |id| format!(" undoes {id}"));
    let about = format!("handover {id} account {} to {} from {}{undoes}", asked.from, asked.to, asked.day);
    tx.audit(Deed::new(by, Change::HandOver, decision).to(subjects).about(about), now).await?;
    Ok(Handed {
        students: everyone.len(),
        had: everyone.iter().filter(|person| had.contains(*person)).count(),
        id: Some(id),
    })
}

/// The keys of coaches that a list means by the one it names, as [`meant_of`].
pub(crate) fn meant(rows: &[(&str, Date, Option<Date>, Option<&str>)], named: &str, today: Date) -> BTreeSet<String> {
    meant_of(rows, named, today).into_iter().map(str::to_owned).collect()
}

/// What a list means by the coach or team it names: that one, or whoever the school let the student go to since. `rows`: of one student,
/// all that ever held: which, first and last day, and from which they went there.
pub(crate) fn meant_of<K: Copy + Ord>(
    rows: &[(K, Date, Option<Date>, Option<K>)],
    named: K,
    today: Date,
) -> BTreeSet<K> {
    let open = |ends: Option<Date>| ends.is_none_or(|ends| ends >= today);
    let (mut chain, mut last, mut seen) = (vec![named], None, BTreeSet::new());
    loop {
        let at = chain[chain.len() - 1];
        let next = rows.iter().enumerate().filter(|(place, (_, begins, _, from))| {
            *from == Some(at) && last.is_none_or(|last| *begins >= last) && !seen.contains(place)
        });
        let Some((place, (key, begins, ..))) = next.min_by_key(|(_, (_, begins, ..))| *begins) else { break };
        seen.insert(place);
        (last, _) = (Some(*begins), chain.push(*key));
    }
    // Named already, though it is not that day yet: whoever has the student until then keeps them.
    for (key, begins, ends, from) in rows {
        if *key == named && *begins > today && open(*ends) {
            chain.extend(*from);
        }
    }
    let held = rows.iter().filter(|(key, _, ends, _)| open(*ends) && chain.contains(key));
    let held: BTreeSet<K> = held.map(|(key, ..)| *key).collect();
    if held.is_empty() { BTreeSet::from([named]) } else { held }
}
