//! Who was referred, and where each stands: a page of them, and how many there are of each, of those whom an actor reaches.

use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::facts;
use crate::file::list::PAGE_SIZE;
use crate::file::scope::{kind, turn_of_day};
use crate::file::within::{self, Choices, Chosen, Texts, Within};
use crate::file::works;
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor, Rows, rows};
use register::referral::{Status, Tier};
use register::{AccountId, BirthDate, FileId, Moment, PersonId, Personal, ReferralId, TenantId, codes};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;
use time::macros::date;
use uuid::Uuid;

codes! {
    /// Which referrals a list shows.
    pub enum Stand {
        /// The next line has to answer.
        Asked = "asked",
        /// On a waiting list.
        Waiting = "waiting",
        /// The next line has them.
        Accepted = "accepted",
        /// The next line said no, and nobody wrote down what follows.
        Refused = "refused",
        /// Over: taken back, done, or a no to which something followed.
        Closed = "closed",
    }
}

impl Stand {
    /// What it holds.
    const fn statuses(self) -> [Status; 3] {
        match self {
            Self::Asked => [Status::Asked; 3],
            Self::Waiting => [Status::Waiting; 3],
            Self::Accepted => [Status::Accepted; 3],
            Self::Refused => [Status::Refused; 3],
            Self::Closed => [Status::Followed, Status::Withdrawn, Status::Ended],
        }
    }

    fn of(status: Status) -> Option<Self> {
        Self::ALL.iter().copied().find(|stand| stand.statuses().contains(&status))
    }
}

/// Whose referrals a text tells: of a file that is reached for nothing but what is asked of the support team, what waits for that
/// (`register::referral::Status::waits`). `$2`, `$4` and `$5` have no part in those of a whole school, and each has to be named.
fn from(rows: Option<&str>) -> String {
    match rows {
        Some(rows) => format!(
            "{rows} CROSS JOIN referral w WHERE w.file_id = r.file_id \
             AND (r.asked = 0 OR w.tier = 'second' AND w.status IN ('asked', 'waiting')) AND"
        ),
        None => format!("referral w WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL),
    }
}

fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::of_asked(name, own, |rows| make(&from(Some(rows)))).or_whole(make(&from(None)))
}

/// Whose a referral is: of an account that asked, or that is the coach of today where whoever asked works with the student no more.
fn whose(account: &str) -> String {
    format!("(w.asked_by = {account} OR {} AND {})", works::gone("w.asked_by"), works::coaches(account))
}

/// How many there are of each status. `$6`: of which line; `$7`: whose.
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::referral::list::COUNT", 2, |from| {
        format!(
            "SELECT w.status, COUNT(*) FROM {from} w.tenant_id = $1 AND w.asked_on <= $3 AND ($6 = '' OR w.tier = $6) \
             AND ($7 = $1 OR {}) GROUP BY w.status",
            whose("$7")
        )
    })
});

/// `$6`-`$8`: statuses; `$9`: of which line; `$10`: whose; `$11` and `$12`: a place. Who waits longest comes first.
fn chosen(from: &str, columns: &str, side: &str) -> String {
    format!(
        "SELECT {columns} FROM {from} w.tenant_id = $1 AND w.asked_on <= $3 AND w.status IN ($6, $7, $8) \
         AND ($9 = '' OR w.tier = $9) AND ($10 = $1 OR {}) AND (w.asked_on, w.referral_id) {side} ($11, $12)",
        whose("$10")
    )
}

/// What comes after a place; `$13`: how many. Who took somebody over, and how many wait longer, is asked of those alone.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::referral::list::PAGE", 8, |from| {
        format!(
            "SELECT q.referral_id, q.file_id, f.person_id, q.tier, q.status, q.asked_by, q.asked_on, q.status_on, \
             (SELECT s.stepped_by FROM referral_step s WHERE s.tenant_id = $1 AND s.file_id = q.file_id \
             AND s.number = q.number AND s.event = 'accept' LIMIT 1), q.bridged, \
             (SELECT COUNT(*) FROM referral o WHERE o.tenant_id = $1 AND o.status = 'waiting' AND o.tier = q.tier \
             AND (o.asked_on, o.referral_id) < (q.asked_on, q.referral_id)) \
             FROM ({} ORDER BY w.asked_on, w.referral_id LIMIT $13) q CROSS JOIN support_file f \
             WHERE f.tenant_id = $1 AND f.file_id = q.file_id ORDER BY q.asked_on, q.referral_id",
            chosen(from, "w.*", ">")
        )
    })
});

/// How many there are up to a place: where a page begins.
static BEFORE: LazyLock<Texts> =
    LazyLock::new(|| texts("store::referral::list::BEFORE", 7, |from| chosen(from, "COUNT(*)", "<=")));

/// Who waits, is somebody's (`$6`), and has no help until then.
static UNBRIDGED: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::referral::list::UNBRIDGED", 1, |from| {
        format!(
            "SELECT COUNT(*) FROM {from} w.tenant_id = $1 AND w.asked_on <= $3 AND w.status = 'waiting' \
             AND w.bridged = FALSE AND {}",
            whose("$6")
        )
    })
});

/// Who has no answer yet: of those, whoever counts may answer all.
static ASKED: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::referral::list::ASKED", 0, |from| {
        format!("SELECT COUNT(*) FROM {from} w.tenant_id = $1 AND w.asked_on <= $3 AND w.status = 'asked'")
    })
});

/// To whom the next line said no, who is somebody's (`$6`), and of whom nobody wrote down what follows.
static REFUSED: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::referral::list::REFUSED", 1, |from| {
        format!(
            "SELECT COUNT(*) FROM {from} w.tenant_id = $1 AND w.asked_on <= $3 AND w.status = 'refused' AND {}",
            whose("$6")
        )
    })
});

sql! {
    PLACE = "SELECT asked_on FROM referral WHERE tenant_id = $1 AND referral_id = $2";
}

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    let all = COUNTS.sql().chain(PAGES.sql()).chain(BEFORE.sql()).chain(UNBRIDGED.sql());
    all.chain(ASKED.sql()).chain(REFUSED.sql()).chain(SQL.iter().copied()).collect()
}

/// What a reader chose of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Of a team, of a coach.
    pub files: Chosen,
    /// Where they stand.
    pub stand: Stand,
    /// To one line.
    pub tier: Option<Tier>,
    /// Only what the reader asked, or has of a colleague who works with the student no more.
    pub mine: bool,
    /// What comes after this.
    pub after: Option<ReferralId>,
}

impl Default for Listed {
    fn default() -> Self {
        Self { files: Chosen::default(), stand: Stand::Asked, tier: None, mine: false, after: None }
    }
}

/// A referral in a list.
#[derive(Debug, Clone)]
pub struct ReferralRow {
    /// Which.
    pub id: ReferralId,
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
    /// To which line.
    pub tier: Tier,
    /// Where it stands.
    pub status: Status,
    /// Who asked.
    pub by: AccountId,
    /// When.
    pub asked_on: Date,
    /// Since when it stands there.
    pub since: Date,
    /// Who took the student over.
    pub holder: Option<AccountId>,
    /// Whether something was found for the time until then.
    pub bridged: bool,
    /// How many wait longer for the same line.
    pub ahead: i64,
}

/// One page of referrals.
#[derive(Debug, Clone)]
pub struct ReferralPage {
    /// Some of them, who waits longest first.
    pub rows: Vec<ReferralRow>,
    /// How many of what was chosen come before this page.
    pub before: i64,
    /// How many there are of each, of the team, coach and line that were chosen.
    pub counts: Vec<(Stand, i64)>,
    /// Where the next page begins, if there is one.
    pub next: Option<ReferralId>,
    /// What there is to choose from.
    pub choices: Choices,
    /// Those who asked or took somebody over, by name.
    pub names: Names,
}

impl ReferralPage {
    /// How many there are.
    pub fn count(&self, stand: Stand) -> i64 {
        self.counts.iter().filter(|(one, _)| *one == stand).map(|(_, count)| count).sum()
    }
}

/// A row as the database found it, without what a page says of the person.
fn read(row: &[Value]) -> Option<ReferralRow> {
    let day = |value: &Value| if let Value::Date(day) = value { Some(*day) } else { None };
    Some(ReferralRow {
        id: ReferralId(row[0].uuid()?),
        file: FileId(row[1].uuid()?),
        person: PersonId(row[2].uuid()?),
        name: None,
        born: None,
        student_number: None,
        teams: Vec::new(),
        tier: Tier::from_code(row[3].text()?)?,
        status: Status::from_code(row[4].text()?)?,
        by: AccountId(row[5].uuid()?),
        asked_on: day(&row[6])?,
        since: day(&row[7])?,
        holder: row[8].uuid().map(AccountId),
        bridged: row[9] == Value::Bool(true),
        ahead: row[10].int()?,
    })
}

impl Store {
    /// For how many students on a waiting list an actor, who asked, still has to find help until then. A number, and nobody's.
    pub async fn referrals_unbridged(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::SeeReferrals;
        audit::allowed(actor, action)?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &UNBRIDGED, &[Value::Uuid(account.0)]).await
    }

    /// How many questions to the next line have no answer, of those that an actor may answer. A number, and nobody's.
    pub async fn referrals_to_answer(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        // The list is of who sees referrals; on it count the files of which an actor may answer.
        audit::allowed(actor, Action::SeeReferrals)?;
        if rows(actor, Action::AnswerReferral) == Rows::Nothing {
            return Err(StoreError::NotFound);
        }
        let within = Within::new(actor, Action::AnswerReferral, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &ASKED, &[]).await
    }

    /// For how many students the next line said no, where an actor, who asked or is the coach of today in the place of who did, has
    /// not written down what follows. A number, and nobody's.
    pub async fn referrals_refused(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::SeeReferrals;
        audit::allowed(actor, action)?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &REFUSED, &[Value::Uuid(account.0)]).await
    }

    /// Who was referred, of those whom an actor reaches. Who is shown is looked at.
    pub async fn referrals(&self, actor: &Actor, asked: &Listed, now: Moment) -> Result<ReferralPage, StoreError> {
        let action = Action::SeeReferrals;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, asked.files, now.day)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let tier = Value::Text(asked.tier.map_or("", Tier::code).to_owned());
        // The tenant's own identifier is nobody's account.
        let by = if asked.mine { actor.account().ok_or(StoreError::NotFound)?.0 } else { tenant.0 };
        let own = [tier.clone(), Value::Uuid(by)];
        let mut counts: HashMap<Stand, i64> = HashMap::new();
        for row in within.read(&mut tx, &COUNTS, &[Type::Text, Type::BigInt], &own).await? {
            let stand = row[0].text().and_then(Status::from_code).and_then(Stand::of);
            if let (Some(stand), Some(count)) = (stand, row[1].int()) {
                *counts.entry(stand).or_default() += count;
            }
        }
        let mut own: Vec<Value> =
            asked.stand.statuses().iter().map(|status| Value::Text(status.code().to_owned())).collect();
        own.extend([tier, Value::Uuid(by)]);
        own.extend(start(&mut tx, tenant, asked.after).await?);
        let before = if asked.after.is_some() { within.count(&mut tx, &BEFORE, &own).await? } else { 0 };
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let (id, text, day) = (Type::Uuid, Type::Text, Type::Date);
        let types = [id, id, id, text, text, id, day, day, id, Type::Boolean, Type::BigInt];
        let found = within.read(&mut tx, &PAGES, &types, &own).await?;
        let more = found.len() > PAGE_SIZE;
        let mut rows: Vec<ReferralRow> = found.iter().take(PAGE_SIZE).filter_map(|row| read(row)).collect();
        named(&mut tx, tenant, &mut rows, now.day).await?;
        let people = rows.iter().flat_map(|row| std::iter::once(row.by).chain(row.holder));
        let names = names(&mut tx, people.collect::<std::collections::BTreeSet<_>>()).await?;
        let choices = within::choices(&mut tx, actor, action, now.day).await?;
        let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        persons.sort_unstable();
        persons.dedup();
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        let next = rows.last().filter(|_| more).map(|row| row.id);
        let counts = Stand::ALL.iter().map(|stand| (*stand, counts.get(stand).copied().unwrap_or(0))).collect();
        Ok(ReferralPage { rows, before, counts, next, choices, names })
    }
}

/// Behind which referral a page begins. One that is not there is not found.
async fn start(tx: &mut Tx, tenant: TenantId, after: Option<ReferralId>) -> Result<[Value; 2], StoreError> {
    let Some(after) = after else { return Ok([Value::Date(date!(0001 - 01 - 01)), Value::Uuid(Uuid::nil())]) };
    let (day,) = row!(tx, (Date,), PLACE, tenant.0, after.0)?.ok_or(StoreError::NotFound)?;
    Ok([Value::Date(day), Value::Uuid(after.0)])
}

/// Says of each row whose it is: at most a page of them.
async fn named(tx: &mut Tx, tenant: TenantId, rows: &mut [ReferralRow], today: Date) -> Result<(), StoreError> {
    let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
    persons.sort_unstable();
    persons.dedup();
    let policy = policy::load(tx, tenant).await?;
    let loaded = facts::load(tx, tenant, Which::Page(&persons), &policy, today).await?;
    let of_file: HashMap<FileId, &facts::Loaded> = loaded.iter().map(|file| (file.file, file)).collect();
    for row in rows {
        let Some(file) = of_file.get(&row.file) else { continue };
        row.name = file.names.names().display().map(Personal::new);
        row.born = file.names.born_nameless();
        row.student_number = file.student_number.clone();
        row.teams = file.team_names(today);
    }
    Ok(())
}
