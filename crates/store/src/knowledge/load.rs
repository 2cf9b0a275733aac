//! Reading who knows what: the first few of each subject, all of one subject, and one's own. A colleague who is gone is in none of them.

use crate::Store;
use crate::StoreError;
use crate::audit::allowed;
use crate::db::Tx;
use access::{Action, Actor, Teams};
use register::knowledge::{Entry, Status, Whom, old_before};
use register::offer::Concept;
use register::{AccountId, KnowledgeId, Personal, TeamId, TenantId};
use sqlx_macros::FromRow;
use time::Date;
use uuid::Uuid;

/// How many of one subject are read at once.
const MOST: i64 = 100;

/// What is read of one, but for how many there are.
macro_rules! columns {
    () => {
        "k.knowledge_id, k.subject, k.account_id, k.who, k.who_en, k.team_id, k.status, k.words, k.reachable, k.said_on, k.changes, \
         a.name, a.email, t.name AS team, b.name AS by_name, k.confirmed_on, "
    };
}

/// With the colleague, the team, and who confirmed it or asked for it.
macro_rules! from {
    () => {
        " FROM knowledge k LEFT JOIN account a ON a.account_id = k.account_id \
         LEFT JOIN team t ON t.tenant_id = $1 AND t.team_id = k.team_id \
         LEFT JOIN account b ON b.account_id = COALESCE(k.confirmed_by, k.asked_by) WHERE k.tenant_id = $1 "
    };
}

/// What colleagues read on a day, `$2`: a function, and of a colleague only while they work here and may sign in.
macro_rules! stands {
    () => {
        "AND k.status IN ('shown', 'confirmed') AND (k.account_id IS NULL OR (a.disabled_at IS NULL AND EXISTS \
         (SELECT 1 FROM membership m WHERE m.account_id = k.account_id AND m.tenant_id = $1 AND m.role NOT IN ('student', 'guardian') \
         AND m.ended_at IS NULL AND m.begins <= $2 AND (m.ends IS NULL OR m.ends >= $2)))) "
    };
}

sql! {
    /// The first three of each subject, those that are confirmed first, with how many there are.
    FIRST = concat!(
        "SELECT q.* FROM (SELECT ", columns!(), "COUNT(*) OVER (PARTITION BY k.subject) AS many, \
         ROW_NUMBER() OVER (PARTITION BY k.subject ORDER BY k.status, COALESCE(a.name, k.who), k.knowledge_id) AS place",
        from!(), stands!(), ") q WHERE q.place <= 3 ORDER BY q.subject, q.place"
    );
    /// Those of one subject, in the same order.
    OF_SUBJECT = concat!(
        "SELECT ", columns!(), "COUNT(*) OVER () AS many", from!(), stands!(),
        "AND k.subject = $3 ORDER BY k.status, COALESCE(a.name, k.who), k.knowledge_id LIMIT $4"
    );
    /// What somebody says, or is asked.
    OWN = concat!(
        "SELECT ", columns!(), "COUNT(*) OVER () AS many", from!(),
        "AND k.account_id = $2 AND k.status <> 'out' ORDER BY k.status, k.subject, k.knowledge_id"
    );
    /// Functions that are written in.
    FUNCTIONS = concat!(
        "SELECT ", columns!(), "COUNT(*) OVER () AS many", from!(),
        "AND k.account_id IS NULL AND k.status <> 'out' ORDER BY k.subject, k.knowledge_id"
    );
    /// What colleagues were asked and did not answer.
    ASKED_WHOLE = concat!(
        "SELECT ", columns!(), "COUNT(*) OVER () AS many", from!(),
        "AND k.status = 'asked' ORDER BY k.noted_at, k.knowledge_id LIMIT $2"
    );
    ASKED_OF_TEAM = concat!(
        "SELECT ", columns!(), "COUNT(*) OVER () AS many", from!(),
        "AND k.status = 'asked' AND k.team_id = $2 ORDER BY k.noted_at, k.knowledge_id LIMIT $3"
    );
    ONE = concat!("SELECT ", columns!(), "k.changes AS many", from!(), "AND k.knowledge_id = $2");
    /// How much one is asked and did not answer; how much of what one says was said before a day, `$3`; and how many of one's own practices
    /// held until before another, `$4`.
    OWED_BY = "SELECT (SELECT COUNT(*) FROM knowledge k WHERE k.tenant_id = $1 AND k.account_id = $2 AND k.status = 'asked'), \
               (SELECT COUNT(*) FROM knowledge k WHERE k.tenant_id = $1 AND k.account_id = $2 AND k.status IN ('shown', 'confirmed') \
               AND k.said_on < $3), \
               (SELECT COUNT(*) FROM practice p WHERE p.tenant_id = $1 AND p.written_by = $2 AND p.standing = 'stands' \
               AND p.holds_until < $4)";
}

/// That somebody knows something, as a colleague reads it.
#[derive(Debug, Clone)]
pub struct Known {
    /// What stands.
    pub entry: Entry,
    /// How often it was changed: a form carries it.
    pub changes: i64,
    /// The colleague's name; absent of a function.
    pub name: Option<Personal<String>>,
    /// The address with which they sign in.
    pub email: Option<Personal<String>>,
    /// The team's name.
    pub team: Option<String>,
    /// Who confirmed it, or asked for it where nobody did.
    pub by: Option<Personal<String>>,
    /// When it was confirmed.
    pub confirmed_on: Option<Date>,
    /// How many there are where only the first are read.
    pub many: i64,
}

/// What is asked of somebody about what they know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Owed {
    /// Whether they know something, and they did not answer.
    pub asked: i64,
    /// Whether what they said still is so: that is a year ago.
    pub old: i64,
    /// Whether what they wrote still holds: that is a year ago.
    pub practices: i64,
}

/// The tree, with what is the reader's own.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The first of each subject; or all of one, up to a bound.
    pub known: Vec<Known>,
    /// What the reader says or is asked.
    pub own: Vec<Known>,
    /// What waits for an answer of others, for who looks after that.
    pub asked: Vec<Known>,
    /// Teams of today.
    pub teams: Vec<(TeamId, String)>,
    /// Of which teams the reader looks after what is known.
    pub keeps: Teams,
}

#[derive(FromRow)]
struct Row {
    knowledge_id: Uuid,
    subject: String,
    account_id: Option<Uuid>,
    who: Option<String>,
    who_en: Option<String>,
    team_id: Option<Uuid>,
    status: String,
    words: Option<String>,
    reachable: Option<String>,
    said_on: Option<Date>,
    changes: i64,
    name: Option<String>,
    email: Option<String>,
    team: Option<String>,
    by_name: Option<String>,
    confirmed_on: Option<Date>,
    many: i64,
}

impl TryFrom<Row> for Known {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = row.knowledge_id;
        let wrong = |what| StoreError::Inconsistent { table: "knowledge", key: id.to_string(), what };
        let whom = match (row.account_id, row.who, row.who_en) {
            (Some(account), _, _) => Whom::Colleague(AccountId(account)),
            (None, Some(who), Some(who_en)) => Whom::Function(who, who_en),
            (None, _, _) => return Err(wrong("nobody who knows it")),
        };
        let colleague = matches!(whom, Whom::Colleague(_));
        Ok(Self {
            entry: Entry {
                id: KnowledgeId(id),
                subject: Concept::from_code(&row.subject).ok_or_else(|| wrong("its subject"))?,
                whom,
                team: row.team_id.map(TeamId),
                status: Status::from_code(&row.status).ok_or_else(|| wrong("its status"))?,
                words: row.words,
                reachable: row.reachable,
                said_on: row.said_on,
            },
            changes: row.changes,
            name: row.name.filter(|_| colleague).map(Personal::from),
            email: row.email.filter(|_| colleague).map(Personal::from),
            team: row.team,
            by: row.by_name.map(Personal::from),
            confirmed_on: row.confirmed_on,
            many: row.many,
        })
    }
}

fn all(rows: Vec<Row>) -> Result<Vec<Known>, StoreError> {
    rows.into_iter().map(Known::try_from).collect()
}

/// What one colleague says or is asked.
pub(super) async fn own(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<Vec<Known>, StoreError> {
    all(rows!(tx, Row, OWN, tenant.0, account.0)?)
}

/// The functions that are written in.
pub(super) async fn functions(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Known>, StoreError> {
    all(rows!(tx, Row, FUNCTIONS, tenant.0)?)
}

/// One, whatever stands of it.
pub(super) async fn one(tx: &mut Tx, tenant: TenantId, id: KnowledgeId) -> Result<Known, StoreError> {
    row!(tx, Row, ONE, tenant.0, id.0)?.ok_or(StoreError::NotFound)?.try_into()
}

/// What waits for an answer, of the teams that somebody looks after.
async fn asked(tx: &mut Tx, tenant: TenantId, keeps: &Teams) -> Result<Vec<Known>, StoreError> {
    let teams = match keeps {
        Teams::All => return all(rows!(tx, Row, ASKED_WHOLE, tenant.0, MOST)?),
        Teams::These(teams) => teams,
    };
    let mut found = Vec::new();
    for team in teams {
        found.extend(all(rows!(tx, Row, ASKED_OF_TEAM, tenant.0, team.0, MOST)?)?);
    }
    Ok(found)
}

impl Store {
    /// Who knows what: of each subject the first, or all of the one that is asked. Nobody's file, and so no look.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not share it.
    pub async fn knowledge(&self, actor: &Actor, of: Option<Concept>, today: Date) -> Result<Tree, StoreError> {
        allowed(actor, Action::ShareKnowledge)?;
        let (tenant, me) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let keeps = access::teams(actor, Action::KeepKnowledge);
        let mut tx = self.begin_snapshot().await?;
        let known = match of {
            None => rows!(tx, Row, FIRST, tenant.0, today)?,
            Some(subject) => rows!(tx, Row, OF_SUBJECT, tenant.0, today, subject.code(), MOST)?,
        };
        Ok(Tree {
            known: all(known)?,
            own: own(&mut tx, tenant, me).await?,
            asked: asked(&mut tx, tenant, &keeps).await?,
            teams: crate::offer::teams_of(&mut tx, tenant, today).await?,
            keeps,
        })
    }

    /// One line, for who says it or looks after it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody else.
    pub async fn knowledge_one(&self, actor: &Actor, id: KnowledgeId) -> Result<Known, StoreError> {
        allowed(actor, Action::ShareKnowledge)?;
        let mut tx = self.begin_reading().await?;
        let known = one(&mut tx, actor.tenant(), id).await?;
        if super::who::reached(actor, &known.entry) { Ok(known) } else { Err(StoreError::NotFound) }
    }

    /// The teams of a day, to choose one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever shares no knowledge.
    pub async fn knowledge_teams(&self, actor: &Actor, today: Date) -> Result<Vec<(TeamId, String)>, StoreError> {
        allowed(actor, Action::ShareKnowledge)?;
        let mut tx = self.begin_reading().await?;
        crate::offer::teams_of(&mut tx, actor.tenant(), today).await
    }

    /// How much the reader is asked and did not answer, and what they said so long ago that they are asked again: for their desk.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever shares no knowledge.
    pub async fn knowledge_owed(&self, actor: &Actor, today: Date) -> Result<Owed, StoreError> {
        allowed(actor, Action::ShareKnowledge)?;
        let me = actor.account().ok_or(StoreError::NotFound)?;
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (i64, i64, i64), OWED_BY, actor.tenant().0, me.0, old_before(today), today)?;
        Ok(found.map_or_else(Owed::default, |(asked, old, practices)| Owed { asked, old, practices }))
    }
}
