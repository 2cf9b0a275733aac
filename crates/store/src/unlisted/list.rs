//! Whom the list of staff lacks: those that wait for a decision, and those that keep their role. Counted, narrowed and cut short
//! by the database; whoever's role ended is not there any more.

use crate::audit::allowed;
use crate::by::{SetBy, set_by};
use crate::membership::role_of;
use crate::{Store, StoreError};
use access::{Action, Actor, Role};
use register::unlisted::Status;
use register::{AccountId, MembershipId, Personal};
use sqlx_macros::FromRow;
use time::Date;
use time::macros::date;
use uuid::Uuid;

/// How many a page shows.
pub const UNLISTED_PAGE: u32 = 25;

/// The roles that hold and stand so. `$1` the school, `$2` the standing, `$3` today, `$4` a role or nothing.
macro_rules! standing {
    () => {
        "FROM unlisted_role u CROSS JOIN membership m CROSS JOIN account a WHERE u.tenant_id = $1 AND u.status = $2 \
         AND m.tenant_id = u.tenant_id AND m.membership_id = u.membership_id AND m.ended_at IS NULL \
         AND (m.ends IS NULL OR m.ends >= $3) AND ($4 = '' OR m.role = $4) AND a.account_id = m.account_id"
    };
}

sql! {
    COUNT = concat!("SELECT COUNT(*) ", standing!());
    /// How many come up to a place: where a page begins.
    BEFORE = concat!("SELECT COUNT(*) ", standing!(), " AND (u.since, u.membership_id) <= ($5, $6)");
    /// With how many students they coach today: those go to somebody else first.
    PAGE = concat!(
        "SELECT u.membership_id, u.since, u.decided_by, u.decided_on, m.role, m.ends, m.account_id, a.name, a.email, \
         a.disabled_at IS NOT NULL AS disabled, CASE WHEN m.role = 'coach' THEN (SELECT COUNT(*) FROM person p WHERE p.tenant_id = $1 \
         AND p.person_id IN (SELECT c.person_id FROM person_coach c WHERE c.tenant_id = $1 AND c.account_id = m.account_id \
         AND c.begins <= $3 AND (c.ends IS NULL OR c.ends >= $3))) ELSE 0 END AS students ",
        standing!(),
        " AND (u.since, u.membership_id) > ($5, $6) ORDER BY u.since, u.membership_id LIMIT $7"
    );
    PLACE = "SELECT since FROM unlisted_role WHERE tenant_id = $1 AND membership_id = $2";
}

/// What is asked of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnlistedAsked {
    /// Those that keep their role; else those that wait.
    pub kept: bool,
    /// One role only.
    pub role: Option<Role>,
    /// After which.
    pub after: Option<MembershipId>,
}

/// A role that the list lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// Which.
    pub membership: MembershipId,
    /// Whose.
    pub account: AccountId,
    /// Their name.
    pub name: Personal<String>,
    /// Their address.
    pub email: Personal<String>,
    /// The role.
    pub role: Role,
    /// The account cannot sign in.
    pub disabled: bool,
    /// Since which list they are not on it.
    pub since: Date,
    /// The last day of the role, where it has one.
    pub until: Option<Date>,
    /// How many students they coach today.
    pub students: i64,
    /// Who said that the role stays, or wants it decided after all, and when.
    pub decided: Option<(SetBy, Date)>,
}

/// A page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnlistedPage {
    /// Who is longest not on the list, first.
    pub rows: Vec<Unlisted>,
    /// How many wait, of the role that was chosen.
    pub open: i64,
    /// How many keep their role, of the role that was chosen.
    pub kept: i64,
    /// How many come before this page.
    pub before: i64,
    /// Where the next page begins.
    pub next: Option<MembershipId>,
}

#[derive(FromRow)]
struct Row {
    membership_id: Uuid,
    since: Date,
    ends: Option<Date>,
    decided_by: Option<String>,
    decided_on: Option<Date>,
    role: String,
    account_id: Uuid,
    name: String,
    email: String,
    disabled: bool,
    students: i64,
}

impl Store {
    /// How many roles wait for a decision. Nobody is named.
    pub async fn unlisted_count(&self, by: &Actor, today: Date) -> Result<i64, StoreError> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (i64,), COUNT, by.tenant().0, Status::Open.code(), today, "")?.unwrap_or_default().0)
    }

    /// Whom the newest list of staff lacks.
    pub async fn unlisted(&self, by: &Actor, asked: &UnlistedAsked, today: Date) -> Result<UnlistedPage, StoreError> {
        allowed(by, Action::ManageAccounts)?;
        let tenant = by.tenant().0;
        let role = asked.role.map_or("", Role::code);
        let status = if asked.kept { Status::Kept } else { Status::Open };
        let mut tx = self.begin_snapshot().await?;
        let count = async |tx: &mut crate::db::Tx, status: Status| -> Result<i64, StoreError> {
            Ok(row!(tx, (i64,), COUNT, tenant, status.code(), today, role)?.unwrap_or_default().0)
        };
        let (open, kept) = (count(&mut tx, Status::Open).await?, count(&mut tx, Status::Kept).await?);
        let (since, after) = match asked.after {
            Some(after) => {
                let (since,) = row!(tx, (Date,), PLACE, tenant, after.0)?.ok_or(StoreError::NotFound)?;
                (since, after.0)
            }
            None => (date!(0001 - 01 - 01), Uuid::nil()),
        };
        let before = match asked.after {
            Some(_) => {
                row!(tx, (i64,), BEFORE, tenant, status.code(), today, role, since, after)?.unwrap_or_default().0
            }
            None => 0,
        };
        let limit = i64::from(UNLISTED_PAGE) + 1;
        let mut found = rows!(tx, Row, PAGE, tenant, status.code(), today, role, since, after, limit)?;
        let more = found.len() > UNLISTED_PAGE as usize;
        found.truncate(UNLISTED_PAGE as usize);
        let mut rows = Vec::with_capacity(found.len());
        for row in found {
            let decided = match row.decided_by.zip(row.decided_on) {
                Some((by, on)) => Some((set_by(&mut tx, &by).await?, on)),
                None => None,
            };
            rows.push(Unlisted {
                membership: MembershipId(row.membership_id),
                account: AccountId(row.account_id),
                name: row.name.into(),
                email: row.email.into(),
                role: role_of(&row.role, row.membership_id)?,
                disabled: row.disabled,
                since: row.since,
                until: row.ends,
                students: row.students,
                decided,
            });
        }
        tx.commit().await?;
        let next = rows.last().filter(|_| more).map(|last| last.membership);
        Ok(UnlistedPage { rows, open, kept, before, next })
    }
}
