//! Students and parents whose invitation did not arrive, on the files of who invites them: on a list until the link was handed
//! over, the invitation was taken back, or they have the role all the same. Also when the link is past by then.

use crate::audit::{Deed, allowed};
use crate::file::list::{self, FileRow, PAGE_SIZE};
use crate::file::scope;
use crate::file::within::{self, Choices, Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::mail::State;
use register::{FileId, InvitationId, Moment, PersonId};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::OffsetDateTime;
use uuid::Uuid;

/// Mail that did not arrive.
const LOST: &str = "o.state IN ('refused', 'given_up', 'bounced')";

/// Of a student, and of a parent: the invitation that leads to a person, and what makes it wait no more.
fn of(who: &str, whose: &str, joins: &str) -> String {
    format!(
        "{joins} AND i.tenant_id = $1 AND i.{who} = {whose} AND i.closed IS NULL \
         AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = $1 AND m.{who} = {whose} AND m.ended_at IS NULL \
         AND (m.ends IS NULL OR m.ends >= $3)) \
         AND NOT EXISTS (SELECT 1 FROM invitation n WHERE n.tenant_id = $1 AND n.{who} = {whose} AND n.invited_at > i.invited_at)"
    )
}

/// What stands between an invitation and its file, and the columns of both.
fn lines(rows: Option<&str>) -> String {
    let columns = |guardian: &str| {
        format!("SELECT f.file_id, f.person_id, i.invitation_id, {guardian} AS parent, i.invited_at, o.state")
    };
    let (student, parent) = match rows {
        // From the files of a reader to who was invited.
        Some(rows) => {
            let files = format!(
                "{rows} CROSS JOIN support_file f CROSS JOIN {{}}invitation i CROSS JOIN outbox o WHERE f.tenant_id = $1 \
                 AND f.file_id = r.file_id AND o.tenant_id = $1 AND o.invitation_id = i.invitation_id AND {LOST}"
            );
            (
                files.replace("{}", ""),
                format!(
                    "{} AND g.tenant_id = $1 AND g.person_id = f.person_id",
                    files.replace("{}", "guardian g CROSS JOIN ")
                ),
            )
        }
        // From the mail that did not arrive, which is little. Whoever asks it of less than a school gets nothing.
        None => {
            let mail = |guardian: &str, person: &str| {
                format!(
                    "outbox o CROSS JOIN invitation i CROSS JOIN {guardian}support_file f WHERE $2 = '{}' AND $4 = o.tenant_id \
                     AND $5 = o.tenant_id AND o.tenant_id = $1 AND {LOST} AND i.invitation_id = o.invitation_id \
                     AND f.tenant_id = $1 AND f.person_id = {person}",
                    scope::kind::SCHOOL
                )
            };
            (
                mail("", "i.person_id"),
                format!(
                    "{} AND g.tenant_id = $1 AND g.guardian_id = i.guardian_id",
                    mail("guardian g CROSS JOIN ", "g.person_id")
                ),
            )
        }
    };
    format!(
        "({} FROM {} UNION {} FROM {}) w",
        columns("CAST(0 AS BIGINT)"),
        of("person_id", "f.person_id", &student),
        columns("CAST(1 AS BIGINT)"),
        of("guardian_id", "g.guardian_id", &parent)
    )
}

fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    Texts::new(name, own, |rows| make(&lines(Some(rows)))).or_whole(make(&lines(None)))
}

/// How many there are.
static COUNT: LazyLock<Texts> =
    LazyLock::new(|| texts("store::invitation::unreached::COUNT", 0, |from| format!("SELECT COUNT(*) FROM {from}")));

/// `$6` and `$7`: a place; `$8`: how many. Who was invited longest ago comes first.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::invitation::unreached::PAGE", 3, |from| {
        format!(
            "SELECT w.file_id, w.person_id, w.invitation_id, w.parent, w.invited_at, w.state FROM {from} \
             WHERE (w.invited_at, w.invitation_id) > ($6, $7) ORDER BY w.invited_at, w.invitation_id LIMIT $8"
        )
    })
});

/// How many come up to a place: where a page begins.
static BEFORE: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::invitation::unreached::BEFORE", 2, |from| {
        format!("SELECT COUNT(*) FROM {from} WHERE (w.invited_at, w.invitation_id) <= ($6, $7)")
    })
});

sql! {
    PLACE = "SELECT invited_at FROM invitation WHERE tenant_id = $1 AND invitation_id = $2";
}

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNT.sql().chain(PAGES.sql()).chain(BEFORE.sql()).chain(SQL.iter().copied()).collect()
}

/// Somebody who was not reached.
#[derive(Debug, Clone)]
pub struct UnreachedRow {
    /// Whose file, with their teams of today.
    pub file: FileRow,
    /// Which invitation.
    pub invitation: InvitationId,
    /// It is a parent's; else the student's own.
    pub parent: bool,
    /// When they were invited.
    pub invited_at: OffsetDateTime,
    /// How the mail went.
    pub mail: State,
}

/// One page of them.
#[derive(Debug, Clone)]
pub struct Unreached {
    /// Who was invited longest ago, first.
    pub rows: Vec<UnreachedRow>,
    /// How many come before this page.
    pub before: i64,
    /// How many there are, of the team and the coach that were chosen.
    pub total: i64,
    /// Where the next page begins.
    pub next: Option<InvitationId>,
    /// What there is to choose from.
    pub choices: Choices,
}

impl Store {
    /// How many were not reached, on the files that an actor invites for. Nobody is named.
    pub async fn unreached_count(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::SeeWorkbench;
        allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &COUNT, &[]).await
    }

    /// Who was not reached, on the files that an actor invites for.
    pub async fn unreached(
        &self,
        actor: &Actor,
        files: Chosen,
        after: Option<InvitationId>,
        now: Moment,
    ) -> Result<Unreached, StoreError> {
        let action = Action::SeeWorkbench;
        let decision = allowed(actor, action)?;
        let (tenant, today) = (actor.tenant(), now.day);
        let within = Within::new(actor, action, files, today)?;
        scope::turn_of_day(self, tenant, today).await?;
        let mut tx = self.begin_snapshot().await?;
        let total = within.count(&mut tx, &COUNT, &[]).await?;
        let (at, id) = match after {
            Some(id) => {
                let (at,) = row!(tx, (OffsetDateTime,), PLACE, tenant.0, id.0)?.ok_or(StoreError::NotFound)?;
                (at, id.0)
            }
            None => (OffsetDateTime::UNIX_EPOCH, Uuid::nil()),
        };
        let mut own = vec![Value::Instant(at), Value::Uuid(id)];
        let before = if after.is_some() { within.count(&mut tx, &BEFORE, &own).await? } else { 0 };
        own.push(Value::Int(PAGE_SIZE as i64 + 1));
        let types = [Type::Uuid, Type::Uuid, Type::Uuid, Type::BigInt, Type::Timestamptz, Type::Text];
        let found = within.read(&mut tx, &PAGES, &types, &own).await?;
        let mut lines = Vec::with_capacity(found.len());
        for row in found.iter().take(PAGE_SIZE) {
            let (Some(file), Some(person), Some(id)) = (row[0].uuid(), row[1].uuid(), row[2].uuid()) else { continue };
            let (Some(parent), Value::Instant(at), Some(mail)) =
                (row[3].int(), &row[4], row[5].text().and_then(State::from_code))
            else {
                continue;
            };
            lines.push((FileId(file), PersonId(person), InvitationId(id), parent > 0, *at, mail));
        }
        let next = if found.len() > PAGE_SIZE { lines.last().map(|line| line.2) } else { None };
        let mut persons: Vec<(PersonId, bool)> = lines.iter().map(|line| (line.1, false)).collect();
        persons.sort_unstable();
        persons.dedup();
        let shown = list::rows_of(&mut tx, tenant, &persons, today).await?;
        let of_file: HashMap<FileId, FileRow> = shown.into_iter().map(|row| (row.file, row)).collect();
        let row = |(file, _, invitation, parent, invited_at, mail)| {
            Some(UnreachedRow { file: of_file.get(&file)?.clone(), invitation, parent, invited_at, mail })
        };
        let rows: Vec<UnreachedRow> = lines.into_iter().filter_map(row).collect();
        let choices = within::choices(&mut tx, actor, action, today).await?;
        let deed = Deed::new(actor, action, decision).to(persons.into_iter().map(|(person, _)| person));
        self.looked(tx, deed, now).await?;
        Ok(Unreached { rows, before, total, next, choices })
    }
}
