//! Who looked: the log that a student reads about themselves, and what of it colleagues read of a file they work with.

use crate::audit::Deed;
use crate::concern::load::{DayOf, of_file};
use crate::db::Tx;
use crate::file::reach::{own_file, reach};
use crate::{Store, StoreError, audit};
use access::{Action, Actor, Event, Role};
use audit::Payload;
use register::concern::Concern;
use register::{AccountId, Moment, PersonId, Personal, TenantId};
use time::{Date, Duration, OffsetDateTime};

sql! {
    /// Only what is in the chain: a row before its first event or beyond its head is nobody's look.
    OF_PERSON = "SELECT s.seq FROM audit_subject s JOIN audit_head h ON h.tenant_id = s.tenant_id \
                 WHERE s.tenant_id = $1 AND s.person_id = $2 AND s.seq < $3 AND s.seq >= 1 AND s.seq <= h.seq \
                 ORDER BY s.seq DESC LIMIT $4";
    /// From the person to the events: those of a few days. The day itself is told from the instant, at the edge.
    ON_DAYS = "SELECT s.seq FROM audit_subject s CROSS JOIN audit_event e JOIN audit_head h ON h.tenant_id = s.tenant_id \
               WHERE s.tenant_id = $1 AND s.person_id = $2 AND s.seq >= 1 AND s.seq <= h.seq \
               AND e.tenant_id = s.tenant_id AND e.seq = s.seq AND e.at >= $3 AND e.at < $4 ORDER BY s.seq DESC";
}

/// How many looks a page of one's own shows.
pub const PAGE_SIZE: usize = 50;

/// How many the page of a file shows: whose work it is wants to know who was there lately, and each is proven first.
const NEWEST: usize = 10;

/// How many times as many are read for those at most.
const BACK: usize = 10;

/// One look at a file, or one change to it.
#[derive(Debug, Clone)]
pub struct Look {
    /// The event's number in the school's chain: pages go on from it.
    pub seq: i64,
    /// When.
    pub at: OffsetDateTime,
    /// By which account; `None` for the system, or when retention has erased it.
    pub by: Option<AccountId>,
    /// Who; `None` for the system, or when retention has erased it.
    pub name: Option<Personal<String>>,
    /// In which role; `None` for the system, or when erased.
    pub role: Option<Role>,
    /// What was done; `None` when erased.
    pub action: Option<Event>,
    /// The reader's own act.
    pub own: bool,
}

/// A page of looks, newest first.
#[derive(Debug, Clone)]
pub struct Looks {
    /// The looks.
    pub rows: Vec<Look>,
    /// How many lines of this page do not prove: of those nothing is shown, for anybody may have put it there.
    pub unproven: usize,
    /// Where older ones begin, if there are any.
    pub older: Option<i64>,
}

/// A page of one's own looks, with what the reader said of them.
#[derive(Debug, Clone)]
pub struct OwnLooks {
    /// Which file.
    pub file: register::FileId,
    /// The looks.
    pub looks: Looks,
    /// The reader's own concerns, newest first.
    pub concerns: Vec<Concern>,
    /// Who the concerns are about, and who answered them.
    pub names: crate::agreement::names::Names,
}

/// For whom looks are read: what they are not to know of is left out.
enum Reader<'a> {
    /// Whose file it is: everything, but for concerns of somebody else about the same file.
    Own(&'a [Concern]),
    /// A colleague: what the school did. What a student or a parent did with their own file, and what they said of a look,
    /// is theirs.
    Colleague,
    /// The privacy officer: everything.
    Officer,
}

impl Reader<'_> {
    fn sees(&self, payload: &Payload) -> bool {
        let action = Event::from_code(&payload.action);
        let of_concerns = matches!(action, Some(Event::Action(Action::RaiseConcern | Action::HandleConcerns)));
        // Who is a party to a dispute does not learn here that there is one.
        let of_disputes = matches!(
            action,
            Some(Event::Action(Action::LodgeDispute | Action::HandleDisputes | Action::CarryOutRuling))
        );
        // Whom a student shows their own card is theirs.
        let of_cards = matches!(action, Some(Event::Action(Action::SeeCard)));
        match self {
            Self::Officer => true,
            Self::Colleague => {
                !of_concerns
                    && !of_disputes
                    && !of_cards
                    && !matches!(Role::from_code(&payload.role), Some(Role::Student | Role::Guardian))
            }
            Self::Own(concerns) if of_concerns => {
                let about = payload.about.as_deref().unwrap_or_default();
                concerns.iter().any(|one| about.starts_with(&one.id.to_string()))
            }
            Self::Own(_) => true,
        }
    }
}

fn look(seq: i64, at: OffsetDateTime, payload: Payload, reader: Option<AccountId>) -> Look {
    Look {
        seq,
        at,
        by: payload.account.map(AccountId),
        own: payload.account.is_some() && payload.account == reader.map(|account| account.0),
        role: Role::from_code(&payload.role),
        action: Event::from_code(&payload.action),
        name: Some(payload.name).filter(|name| !name.is_empty()).map(Personal::new),
    }
}

/// A page of looks at a person. What is shown is what the chain proves, and nothing beside it. The lowest number that does
/// not prove, if one does not.
async fn page(
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    (before, most): (Option<i64>, usize),
    reader: Reader<'_>,
) -> Result<(Looks, Option<i64>), StoreError> {
    let size = most as i64 + 1;
    let found = rows!(tx, (i64,), OF_PERSON, actor.tenant().0, person.0, before.unwrap_or(i64::MAX), size)?;
    let mut seqs: Vec<i64> = found.into_iter().map(|(seq,)| seq).collect();
    let more = seqs.len() > most;
    seqs.truncate(most);
    let older = more.then(|| seqs.last().copied()).flatten();
    let mut proven = audit::proven(tx, actor.tenant(), &seqs).await?;
    let (mut rows, mut unproven) = (Vec::with_capacity(seqs.len()), Vec::new());
    for seq in seqs {
        let Some((at, payload)) = proven.remove(&seq) else {
            unproven.push(seq);
            continue;
        };
        if reader.sees(&payload) {
            rows.push(look(seq, at, payload, actor.account()));
        }
    }
    Ok((Looks { rows, unproven: unproven.len(), older }, unproven.into_iter().min()))
}

/// Every look at a person, newest first, for whose file it is: their own `accounts` and concerns are known. What does not
/// prove is left out.
pub(crate) async fn all(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    concerns: &[Concern],
    accounts: &std::collections::BTreeSet<AccountId>,
) -> Result<Vec<Look>, StoreError> {
    let (mut out, mut before) = (Vec::new(), i64::MAX);
    loop {
        let found = rows!(tx, (i64,), OF_PERSON, tenant.0, person.0, before, AT_ONCE)?;
        let seqs: Vec<i64> = found.into_iter().map(|(seq,)| seq).collect();
        let Some(last) = seqs.last().copied() else { return Ok(out) };
        let mut proven = audit::proven(tx, tenant, &seqs).await?;
        for seq in seqs {
            let Some((at, payload)) = proven.remove(&seq) else { continue };
            if Reader::Own(concerns).sees(&payload) {
                let own = payload.account.map(AccountId).filter(|account| accounts.contains(account));
                out.push(look(seq, at, payload, own));
            }
        }
        before = last;
    }
}

/// How many are read with one statement where all are.
const AT_ONCE: i64 = 500;

/// One look at a person, where the chain proves it.
pub(crate) async fn one_look(
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    seq: i64,
    concerns: &[Concern],
) -> Result<Option<Look>, StoreError> {
    let theirs = own_concerns(concerns, actor.account());
    let (reader, who) = (Reader::Own(&theirs), actor.account());
    let found = audit::proven(tx, actor.tenant(), &[seq]).await?.remove(&seq);
    let found = found.filter(|(_, payload)| payload.subjects.contains(&person.0) && reader.sees(payload));
    Ok(found.map(|(at, payload)| look(seq, at, payload, who)))
}

/// What somebody did with a person's file on a day.
#[derive(Clone, Copy)]
pub(crate) struct Day {
    /// Whose file.
    pub(crate) person: PersonId,
    /// Who looked.
    pub(crate) by: AccountId,
    /// The day.
    pub(crate) day: Date,
    /// What day an instant falls on.
    pub(crate) day_of: DayOf,
}

/// The looks of a day, newest first: for whose file it is those that they see, with the concerns of the file; for the
/// privacy officer (`None`) all.
pub(crate) async fn looks_on(
    tx: &mut Tx,
    tenant: TenantId,
    Day { person, by, day, day_of }: Day,
    own: Option<(AccountId, &[Concern])>,
) -> Result<Vec<Look>, StoreError> {
    let theirs = own.map(|(reader, concerns)| own_concerns(concerns, Some(reader)));
    let reader = theirs.as_deref().map_or(Reader::Officer, Reader::Own);
    // Wider than any civil day is.
    let around = day.midnight().assume_utc();
    let (from, until) = (around - Duration::days(1), around + Duration::days(2));
    let seqs: Vec<i64> =
        rows!(tx, (i64,), ON_DAYS, tenant.0, person.0, from, until)?.into_iter().map(|(seq,)| seq).collect();
    let mut proven = audit::proven(tx, tenant, &seqs).await?;
    let found = seqs.into_iter().filter_map(|seq| proven.remove(&seq).map(|(at, payload)| (seq, at, payload)));
    let of_day =
        found.filter(|(_, at, payload)| payload.account == Some(by.0) && day_of(*at) == day && reader.sees(payload));
    let who = own.map(|(reader, _)| reader);
    Ok(of_day.map(|(seq, at, payload)| look(seq, at, payload, who)).collect())
}

/// The concerns that somebody raised.
fn own_concerns(all: &[Concern], by: Option<AccountId>) -> Vec<Concern> {
    all.iter().filter(|one| Some(one.by) == by).cloned().collect()
}

/// The newest looks of colleagues at a file, for the page of the file. What does not prove is left out here, and told on
/// the student's own page. A student who reads their own file every day hides nobody: it is looked for further back, though
/// not for ever.
pub(crate) async fn of_colleagues(tx: &mut Tx, actor: &Actor, person: PersonId) -> Result<Vec<Look>, StoreError> {
    let (mut rows, mut before) = (Vec::new(), None);
    for _ in 0..BACK {
        let (found, _) = page(tx, actor, person, (before, NEWEST), Reader::Colleague).await?;
        rows.extend(found.rows);
        before = found.older;
        if rows.len() >= NEWEST || before.is_none() {
            break;
        }
    }
    rows.truncate(NEWEST);
    Ok(rows)
}

impl Store {
    /// Who looked at the own file of a student (or of the child of a guardian who answers for them).
    pub async fn looks(&self, actor: &Actor, before: Option<i64>, now: Moment) -> Result<OwnLooks, StoreError> {
        let action = Action::SeeOwnLookLog;
        let mut tx = self.begin_snapshot().await?;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let person = reached.file.person();
        let mut concerns = own_concerns(&of_file(&mut tx, actor.tenant(), file).await?, actor.account());
        let (looks, wrong) = page(&mut tx, actor, person, (before, PAGE_SIZE), Reader::Own(&concerns)).await?;
        concerns.reverse();
        let people = concerns.iter().flat_map(|one| std::iter::once(one.looker).chain(one.answered_by()));
        let people: std::collections::BTreeSet<AccountId> = people.collect();
        let names = crate::agreement::names::names(&mut tx, people).await?;
        self.looked(tx, Deed::new(actor, action, reached.decision).to([person]), now).await?;
        if let Some(first) = wrong {
            self.unproven_note(actor.tenant(), first).await?;
        }
        Ok(OwnLooks { file, looks, concerns, names })
    }
}
