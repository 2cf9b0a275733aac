//! Memberships: what an account may do at one tenant, in one role, from a day until a day.
//!
//! The last day counts whole, unless the role was ended at once: then it reaches nothing from that moment (`ended_at`).

mod accounts;
mod give;
mod list;
mod meant;
#[cfg(test)]
mod tests;
pub(crate) mod vacant;

pub use accounts::{AccountView, HeldRole, SwitchRefusal};
pub use give::{GiveRefusal, LastRefusal, Lasts};
pub(crate) use give::{add, subject, works_here};
pub use list::Holder;
pub use meant::Meant;
pub use vacant::Vacant;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [SQL, accounts::SQL, give::SQL, list::SQL, meant::SQL, vacant::SQL].concat()
}

use crate::db::Tx;
use crate::{Store, StoreError};
use access::{Actor, Member, Role, Scope};
use register::person::StudentNumber;
use register::team::TeamName;
use register::{AccountId, FileId, GuardianId, MembershipId, PersonId, TeamId, TenantId};
use sqlx_macros::FromRow;
use time::Date;

// A role that does not belong at a tenant of its kind (`access::Role::works_at`) is held by nobody there, also where an
// older version gave it.
sql! {
    OF_ACCOUNT = "SELECT m.tenant_id, m.membership_id, t.name, m.role, m.scope, m.person_id, m.guardian_id FROM membership m \
                  JOIN tenant t ON t.tenant_id = m.tenant_id \
                  WHERE m.account_id = $1 AND m.begins <= $2 AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $2) \
                  AND (m.role = 'researcher') = (t.kind = 'research') ORDER BY t.name, m.role";
    ONE = "SELECT m.role, m.scope, m.person_id, m.guardian_id FROM membership m JOIN tenant t ON t.tenant_id = m.tenant_id \
           WHERE m.tenant_id = $1 AND m.membership_id = $2 AND m.account_id = $3 AND m.begins <= $4 \
           AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $4) AND (m.role = 'researcher') = (t.kind = 'research')";
    TEAMS = "SELECT team_id FROM membership_team WHERE tenant_id = $1 AND membership_id = $2 ORDER BY team_id";
    TEAMS_BY_NAME = "SELECT team_id, name FROM team WHERE tenant_id = $1";
    PERSON_BY_NUMBER = "SELECT person_id FROM identifier WHERE tenant_id = $1 AND kind = 'student_number' AND key_id = '' AND value = $2";
    PERSONS_BY_NUMBER = "SELECT person_id, value FROM identifier WHERE tenant_id = $1 AND kind = 'student_number' AND key_id = ''";
    FILE_OF_PERSON = "SELECT file_id FROM support_file WHERE tenant_id = $1 AND person_id = $2";
    TEAMS_TODAY = "SELECT team_id, name FROM team WHERE tenant_id = $1 AND begins <= $2 AND (ends IS NULL OR ends >= $2) ORDER BY name, team_id";
    STAFF = "SELECT a.account_id, a.email, a.name, m.role, m.scope, m.begins, m.ends, m.ended_at, a.disabled_at IS NOT NULL AS disabled FROM membership m JOIN account a ON a.account_id = m.account_id \
             WHERE m.tenant_id = $1 AND m.role NOT IN ('student', 'guardian') ORDER BY m.role, a.name, m.membership_id";
}

/// How many people a page of the administrator's list shows.
pub const STAFF_PAGE: u32 = 25;

/// What an administrator asks of the list of staff.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// One role only.
    pub role: Option<Role>,
    /// A part of a name or an address, however it is written.
    pub words: &'a str,
    /// With roles that have ended.
    pub past: bool,
}

impl Asked<'_> {
    fn means(&self, row: &StaffRow, today: Date) -> bool {
        let over = row.ended_at.is_some() || row.until.is_some_and(|last| last < today);
        self.wants(&row.role, (&row.name, &row.email), over)
    }

    /// Whether a role is asked for: by its code, the name and the address of who has it, and whether it is over.
    fn wants(&self, role: &str, (name, email): (&str, &str), over: bool) -> bool {
        let words = register::text::key(self.words);
        let within = |text: &str| register::text::key(text).contains(&words);
        self.role.is_none_or(|one| one.code() == role)
            && (self.past || !over)
            && (words.is_empty() || within(name) || within(email))
    }
}

/// One of the memberships someone may act in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The school.
    pub tenant: TenantId,
    /// Its name.
    pub school: String,
    /// The membership.
    pub membership: MembershipId,
    /// The role.
    pub role: Role,
}

/// What a membership lets be, as it is stored.
#[derive(FromRow)]
pub(crate) struct MemberRow {
    role: String,
    scope: String,
    person_id: Option<uuid::Uuid>,
    guardian_id: Option<uuid::Uuid>,
}

/// A membership of an account, with the name of its school.
#[derive(FromRow)]
pub(crate) struct HeldRow {
    pub(crate) tenant_id: uuid::Uuid,
    pub(crate) membership_id: uuid::Uuid,
    pub(crate) name: String,
    #[sqlx(flatten)]
    pub(crate) member: MemberRow,
}

/// A membership as the administrator's list shows it.
#[derive(Debug, Clone, FromRow)]
pub struct StaffRow {
    /// Which account.
    pub account_id: uuid::Uuid,
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Role code.
    pub role: String,
    /// Scope code.
    pub scope: String,
    /// First day.
    #[sqlx(rename = "begins")]
    pub from: Date,
    /// Last day.
    #[sqlx(rename = "ends")]
    pub until: Option<Date>,
    /// Ended at once, at this moment.
    pub ended_at: Option<time::OffsetDateTime>,
    /// The account is disabled.
    pub disabled: bool,
}

impl Store {
    /// The memberships an account may act in today.
    pub async fn memberships(&self, account: AccountId, today: Date) -> Result<Vec<Choice>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let held = held(&mut tx, account, today).await?;
        held.into_iter()
            .map(|row| {
                let role = role_of(&row.member.role, row.membership_id)?;
                let (tenant, membership) = (TenantId(row.tenant_id), MembershipId(row.membership_id));
                Ok(Choice { tenant, school: row.name, membership, role })
            })
            .collect()
    }

    /// The actor of one membership, if it is this account's and holds today.
    pub async fn actor(
        &self,
        account: AccountId,
        tenant: TenantId,
        membership: MembershipId,
        today: Date,
    ) -> Result<Actor, StoreError> {
        let mut tx = self.begin_reading().await?;
        load(&mut tx, account, tenant, membership, today).await
    }

    /// A team by its name, however it is written, for commands at the shell. Compared here and not in SQL: the databases
    /// do not agree on capitals beyond ASCII.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when several teams, from before names had one form, have that name and none is written so.
    pub async fn team_by_name(&self, tenant: TenantId, name: &str) -> Result<TeamId, StoreError> {
        let mut tx = self.begin_reading().await?;
        let wanted = TeamName::new(name).map_err(|_| StoreError::NotFound)?;
        let same = |known: &str| TeamName::new(known).is_ok_and(|known| known == wanted);
        let mut found = rows!(tx, (uuid::Uuid, String), TEAMS_BY_NAME, tenant.0)?;
        found.retain(|(_, known)| same(known));
        match named(&found, wanted.as_str()) {
            Named::One(only) => Ok(TeamId(only)),
            Named::Nobody => Err(StoreError::NotFound),
            Named::Several => {
                Err(StoreError::Refused("several teams have that name: write it as the student system does".into()))
            }
        }
    }

    /// A person by student number, however it is written, for commands at the shell.
    pub async fn person_by_number(&self, tenant: TenantId, number: &str) -> Result<PersonId, StoreError> {
        let mut tx = self.begin_reading().await?;
        // As it is typed first: numbers that came in before they had one form stand as they were written.
        if let Some((id,)) = row!(tx, (uuid::Uuid,), PERSON_BY_NUMBER, tenant.0, number.as_bytes())? {
            return Ok(PersonId(id));
        }
        let wanted = StudentNumber::new(number).map_err(|_| StoreError::NotFound)?;
        if let Some((id,)) = row!(tx, (uuid::Uuid,), PERSON_BY_NUMBER, tenant.0, wanted.key().as_bytes())? {
            return Ok(PersonId(id));
        }
        let same =
            |value: &[u8]| StudentNumber::new(&String::from_utf8_lossy(value)).is_ok_and(|known| known == wanted);
        let all = rows!(tx, (uuid::Uuid, Vec<u8>), PERSONS_BY_NUMBER, tenant.0)?;
        let mut found = all.into_iter().filter(|(_, value)| same(value)).map(|(id, _)| PersonId(id));
        match (found.next(), found.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(StoreError::NotFound),
            _ => Err(StoreError::Refused("several students have that number, with other zeros before it".into())),
        }
    }

    /// The file of a person, for commands at the shell. Opaque to opaque: opening it is decided then.
    pub async fn file_of_person(&self, tenant: TenantId, person: PersonId) -> Result<FileId, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (uuid::Uuid,), FILE_OF_PERSON, tenant.0, person.0)?;
        found.map(|(id,)| FileId(id)).ok_or(StoreError::NotFound)
    }

    /// The teams of a day by name, for the administrator.
    pub async fn teams(&self, actor: &Actor, today: Date) -> Result<Vec<(TeamId, String)>, StoreError> {
        crate::audit::allowed(actor, access::Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (uuid::Uuid, String), TEAMS_TODAY, actor.tenant().0, today)?;
        Ok(found.into_iter().map(|(team, name)| (TeamId(team), name)).collect())
    }

    /// Who works here in which role, for the administrator. Students and guardians come by the hundred and are no staff.
    ///
    /// Those who are meant by what was asked: a page of [`STAFF_PAGE`] from a place in the list, and whether more follow.
    pub async fn staff(
        &self,
        actor: &Actor,
        asked: &Asked<'_>,
        from: u32,
        today: Date,
    ) -> Result<(Vec<StaffRow>, bool), StoreError> {
        crate::audit::allowed(actor, access::Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        // Of tens or hundreds, and the databases do not agree on capitals beyond ASCII: chosen here.
        let all = rows!(tx, StaffRow, STAFF, actor.tenant().0)?;
        let meant = all.into_iter().filter(|row| asked.means(row, today));
        let mut found: Vec<StaffRow> = meant.skip(from as usize).take(STAFF_PAGE as usize + 1).collect();
        let more = found.len() > STAFF_PAGE as usize;
        found.truncate(STAFF_PAGE as usize);
        Ok((found, more))
    }
}

/// The memberships an account may act in today.
pub(crate) async fn held(tx: &mut Tx, account: AccountId, today: Date) -> Result<Vec<HeldRow>, StoreError> {
    rows!(tx, HeldRow, OF_ACCOUNT, account.0, today)
}

/// What a name means among those whose name has the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// Nobody has it.
    Nobody,
    /// This one.
    One(uuid::Uuid),
    /// It is not said which.
    Several,
}

impl Named {
    /// The one, if it is one.
    pub(crate) const fn one(self) -> Option<uuid::Uuid> {
        if let Self::One(id) = self { Some(id) } else { None }
    }
}

/// Which of these, whose names have one key, a name in its own form means: the only one, or the one that is written so.
/// Never one of several by chance.
pub(crate) fn named(of_one_key: &[(uuid::Uuid, String)], form: &str) -> Named {
    let mut written_so = of_one_key.iter().filter(|(_, name)| name == form);
    match (of_one_key, written_so.next(), written_so.next()) {
        ([], ..) => Named::Nobody,
        ([(only, _)], ..) | (_, Some((only, _)), None) => Named::One(*only),
        _ => Named::Several,
    }
}

/// The actor of one membership, if it is this account's and holds today.
pub(crate) async fn load(
    tx: &mut Tx,
    account: AccountId,
    tenant: TenantId,
    membership: MembershipId,
    today: Date,
) -> Result<Actor, StoreError> {
    let row = row!(tx, MemberRow, ONE, tenant.0, membership.0, account.0, today)?.ok_or(StoreError::NotFound)?;
    Ok(Actor::Member(member(tx, account, tenant, membership, row).await?))
}

/// Who a row of a membership lets an account be.
pub(crate) async fn member(
    tx: &mut Tx,
    account: AccountId,
    tenant: TenantId,
    membership: MembershipId,
    row: MemberRow,
) -> Result<Member, StoreError> {
    let role = role_of(&row.role, membership.0)?;
    let impossible = |what| StoreError::Inconsistent { table: "membership", key: membership.to_string(), what };
    let scope = match row.scope.as_str() {
        "own" => Scope::Own,
        "school" => Scope::School,
        "none" => Scope::None,
        "teams" => {
            let teams = rows!(tx, (uuid::Uuid,), TEAMS, tenant.0, membership.0)?;
            Scope::Teams(teams.into_iter().map(|(id,)| TeamId(id)).collect())
        }
        "person" => Scope::Person(PersonId(row.person_id.ok_or_else(|| impossible("a person scope without person"))?)),
        "guardian" => {
            let id = row.guardian_id.ok_or_else(|| impossible("a guardian scope without guardian"))?;
            Scope::Guardian(GuardianId(id))
        }
        _ => return Err(impossible("unknown scope")),
    };
    Ok(Member { account, membership, tenant, role, scope })
}

pub(crate) fn role_of(code: &str, membership: uuid::Uuid) -> Result<Role, StoreError> {
    Role::from_code(code).ok_or_else(|| StoreError::Inconsistent {
        table: "membership",
        key: membership.simple().to_string(),
        what: "unknown role",
    })
}
