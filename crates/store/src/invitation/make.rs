//! Making an invitation, and a link to a password.

use super::{Issued, about_whom, close, hash, new_id, path, school};
use crate::account::email_key;
use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::file::reach::reach;
use crate::invitation::list::Whom;
use crate::mail::{About, post};
use crate::session::fresh_token;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Change, Role, Scope};
use register::email::EmailAddress;
use register::guardian::Reach;
use register::invitation::{Closed, Kind, Language, Refusal, Way, ends};
use register::mail;
use register::{AccountId, FileId, GuardianId, InvitationId, Moment, PersonId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    ADD = "INSERT INTO invitation (tenant_id, invitation_id, kind, way, token_hash, email_key, email, name, role, scope, person_id, \
           guardian_id, begins, account_id, language, invited_by, invited_at, ends_at, open_key, ends) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    ADD_TEAM = "INSERT INTO invitation_team (tenant_id, invitation_id, team_id) VALUES ($1, $2, $3)";
    OF_KEY = "SELECT invitation_id, ends_at FROM invitation WHERE tenant_id = $1 AND open_key = $2";
    ACCOUNT = "SELECT account_id, disabled_at IS NOT NULL FROM account WHERE email_key = $1";
    HAS = "SELECT CAST(1 AS BIGINT) FROM membership WHERE tenant_id = $1 AND account_id = $2 AND role = $3 \
           AND ended_at IS NULL AND (ends IS NULL OR ends >= $4) LIMIT 1";
    HAS_GUARDIAN = "SELECT CAST(1 AS BIGINT) FROM membership WHERE tenant_id = $1 AND account_id = $2 AND guardian_id = $3 \
                    AND ended_at IS NULL AND (ends IS NULL OR ends >= $4) LIMIT 1";
    /// Only a school where somebody has or had a role makes them a link.
    IS_OURS = "SELECT a.email, a.name, a.disabled_at IS NOT NULL FROM account a WHERE a.account_id = $2 \
               AND EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = $1 AND m.account_id = a.account_id)";
}

/// Whom to invite, to what.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Their address: what they sign in with.
    pub email: EmailAddress,
    /// Their name, as colleagues and students see it.
    pub name: String,
    /// The role.
    pub role: Role,
    /// What it reaches.
    pub scope: Scope,
    /// The first day on which it holds; `None`: the day on which it is taken up.
    pub from: Option<Date>,
    /// The last day on which it holds; `None`: it goes on.
    pub until: Option<Date>,
    /// In which language they are written to.
    pub language: Language,
    /// How the link comes to them.
    pub way: Way,
}

/// A row to lay down.
pub(super) struct New<'a> {
    pub(super) kind: Kind,
    pub(super) way: Way,
    pub(super) email: &'a str,
    pub(super) name: &'a str,
    /// Of a role.
    pub(super) role: Option<(Role, &'a Scope)>,
    pub(super) begins: Option<Date>,
    pub(super) ends: Option<Date>,
    /// Of a password.
    pub(super) account: Option<AccountId>,
    pub(super) language: Language,
}

impl Store {
    /// Invites somebody to a role at the actor's school. Whom it is about reads of it in their own log.
    pub async fn invite(&self, by: &Actor, new: &NewInvitation, now: Moment) -> Result<Issued, SaveError<Refusal>> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin().await?;
        let (issued, subject) = to_role(&mut tx, by, new, now).await?;
        let about = about(&issued, Some(new.role));
        tx.audit(Deed::new(by, Change::MakeInvitation, decision).to(subject).about(about), now).await?;
        tx.commit().await?;
        Ok(issued)
    }

    /// Invites the student of a file, or a guardian of theirs, at the address that the register has.
    pub async fn invite_to_file(
        &self,
        actor: &Actor,
        file: FileId,
        whom: Whom,
        (language, way): (Language, Way),
        now: Moment,
    ) -> Result<Issued, SaveError<Refusal>> {
        let mut tx = self.begin().await?;
        let reached = reach(&mut tx, actor, Action::Invite, file, now.day).await?;
        let person = reached.file.person();
        let (role, scope, name) = match whom {
            Whom::Student => {
                let name = reached.file.names.names().display().ok_or(SaveError::Refused(Refusal::NoAddress))?;
                (Role::Student, Scope::Person(person), name)
            }
            Whom::Guardian(guardian) => {
                // Who may see nothing of the student is invited to nothing.
                let sees = |(id, reach): &(GuardianId, Reach)| *id == guardian && *reach != Reach::Nothing;
                if !reached.file.rights.guardians.iter().any(sees) {
                    return Err(SaveError::Refused(Refusal::Left));
                }
                let all = reached.file.guardians(now.day);
                let name = all.into_iter().find(|(id, ..)| *id == guardian).map(|(_, name, _)| name.reveal().clone());
                (Role::Guardian, Scope::Guardian(guardian), name.ok_or(StoreError::NotFound)?)
            }
        };
        let (of, guardian) = parts(&scope);
        let known = about_whom(&mut tx, actor.tenant(), of, guardian, now.day).await?;
        let (_, email) = known.ok_or(SaveError::Refused(Refusal::Left))?;
        let email = email.and_then(|email| EmailAddress::new(&email).ok());
        let email = email.ok_or(SaveError::Refused(Refusal::NoAddress))?;
        let new = NewInvitation { email, name, role, scope, from: None, until: None, language, way };
        let (issued, _) = to_role(&mut tx, actor, &new, now).await?;
        let about = about(&issued, Some(role));
        tx.audit(Deed::new(actor, Action::Invite, reached.decision).to([person]).about(about), now).await?;
        tx.commit().await?;
        Ok(issued)
    }

    /// Makes a link with which an account of the actor's school chooses a password. A link of before opens nothing more.
    pub async fn password_link(
        &self,
        by: &Actor,
        account: AccountId,
        (language, way): (Language, Way),
        now: Moment,
    ) -> Result<Issued, SaveError<Refusal>> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin().await?;
        let ours = row!(tx, (String, String, bool), IS_OURS, by.tenant().0, account.0)?;
        let (email, name, disabled) = ours.ok_or(StoreError::NotFound)?;
        if disabled {
            return Err(SaveError::Refused(Refusal::Disabled));
        }
        let key = format!("password {account}");
        if let Some((before, _)) = row!(tx, (Uuid, OffsetDateTime), OF_KEY, by.tenant().0, key.as_str())? {
            close(&mut tx, by.tenant(), InvitationId(before), Closed::Renewed, None, now).await?;
        }
        let new = New {
            kind: Kind::Password,
            way,
            email: &email,
            name: &name,
            role: None,
            begins: None,
            ends: None,
            account: Some(account),
            language,
        };
        let issued = lay_down(&mut tx, by, &new, &key, now).await?;
        let about = format!("{} account {account}", about(&issued, None));
        tx.audit(Deed::new(by, Change::MakeLink, decision).about(about), now).await?;
        tx.commit().await?;
        Ok(issued)
    }
}

/// The person or the guardian that a scope names.
pub(super) const fn parts(scope: &Scope) -> (Option<PersonId>, Option<GuardianId>) {
    match scope {
        Scope::Person(person) => (Some(*person), None),
        Scope::Guardian(guardian) => (None, Some(*guardian)),
        Scope::Own | Scope::Teams(_) | Scope::School | Scope::None => (None, None),
    }
}

fn about(issued: &Issued, role: Option<Role>) -> String {
    let what = role.map_or_else(|| "password".to_owned(), |role| format!("role {}", role.code()));
    format!("invitation {} {what} {}", issued.invitation, issued.way.code())
}

/// What an invitation gives to whom: one is open at a time.
pub(crate) fn open_key(role: Role, email_key: &str, whom: &str) -> String {
    format!("role {} {email_key} {whom}", role.code())
}

/// An invitation to a role, if nothing stands against it; and the student whom it is about.
pub(super) async fn to_role(
    tx: &mut Tx,
    by: &Actor,
    new: &NewInvitation,
    now: Moment,
) -> Result<(Issued, Option<PersonId>), SaveError<Refusal>> {
    let tenant = by.tenant();
    let refused = |why| Err(SaveError::Refused(why));
    if !crate::membership::works_here(tx, tenant, new.role).await? {
        return refused(Refusal::NotHere);
    }
    // Pages and the shell ask for days that fit; of an invitation that is made anew the last day may be past.
    if new.until.is_some_and(|last| last < new.from.unwrap_or(now.day).max(now.day)) {
        return refused(Refusal::Closed);
    }
    let (person, guardian) = parts(&new.scope);
    let subject = if person.is_some() || guardian.is_some() {
        let known = about_whom(tx, tenant, person, guardian, now.day).await?;
        let Some((of, email)) = known else { return refused(Refusal::Left) };
        match email.as_deref().map(email_key) {
            None => return refused(Refusal::NoAddress),
            Some(key) if key != new.email.key() => return refused(Refusal::OtherAddress),
            Some(_) => {}
        }
        // Nobody is student and guardian of one file: the one address cannot be both.
        if guardian.is_some() {
            let own = about_whom(tx, tenant, Some(of), None, now.day).await?.and_then(|(_, email)| email);
            if own.as_deref().map(email_key).as_deref() == Some(new.email.key()) {
                return refused(Refusal::OwnChild);
            }
        }
        Some(of)
    } else {
        None
    };
    if let Some((account, disabled)) = row!(tx, (Uuid, bool), ACCOUNT, new.email.key())? {
        if disabled {
            return refused(Refusal::Disabled);
        }
        let has = match guardian {
            Some(guardian) => row!(tx, (i64,), HAS_GUARDIAN, tenant.0, account, guardian.0, now.day)?,
            None => row!(tx, (i64,), HAS, tenant.0, account, new.role.code(), now.day)?,
        };
        if has.is_some() {
            return refused(Refusal::HasRole);
        }
    }
    let whom = person.map(|p| p.to_string()).or(guardian.map(|g| g.to_string())).unwrap_or_default();
    let key = open_key(new.role, new.email.key(), &whom);
    if let Some((before, ends_at)) = row!(tx, (Uuid, OffsetDateTime), OF_KEY, tenant.0, key.as_str())? {
        if ends_at > now.at {
            return refused(Refusal::Open);
        }
        // Nobody took it up in time: the new one takes its place.
        close(tx, tenant, InvitationId(before), Closed::Renewed, None, now).await?;
    }
    let row = New {
        kind: Kind::Role,
        way: new.way,
        email: new.email.as_str(),
        name: &new.name,
        role: Some((new.role, &new.scope)),
        begins: new.from,
        ends: new.until,
        account: None,
        language: new.language,
    };
    Ok((lay_down(tx, by, &row, &key, now).await?, subject))
}

/// Writes the row; the link is known here and to whom it is returned.
pub(super) async fn lay_down(
    tx: &mut Tx,
    by: &Actor,
    new: &New<'_>,
    open_key: &str,
    now: Moment,
) -> Result<Issued, SaveError<Refusal>> {
    let (tenant, id, token, ends_at) = (by.tenant(), new_id(), fresh_token()?, ends(new.kind, now.at));
    let (role, scope) = new.role.map_or((None, None), |(role, scope)| (Some(role), Some(scope)));
    let (person, guardian) = scope.map_or((None, None), parts);
    tx.wrote(tenant, UnitKind::Invitation, [id.0]);
    let added = run!(
        tx,
        ADD,
        tenant.0,
        id.0,
        new.kind.code(),
        new.way.code(),
        hash(&token),
        email_key(new.email),
        new.email,
        new.name,
        role.map(Role::code),
        scope.map(Scope::code),
        person.map(|p| p.0),
        guardian.map(|g| g.0),
        new.begins,
        new.account.map(|account| account.0),
        new.language.code(),
        by.account().map(|account| account.0),
        now.at,
        ends_at,
        open_key,
        new.ends
    );
    match added {
        // Two clicks at once: the other one was first.
        Err(error) if error.is_duplicate() => return Err(SaveError::Refused(Refusal::Open)),
        other => other?,
    };
    if let Some(Scope::Teams(teams)) = scope {
        for team in teams {
            run!(tx, ADD_TEAM, tenant.0, id.0, team.0)?;
        }
    }
    if new.way == Way::Mail {
        let about = About { invitation: Some(id), account: new.account, ..About::default() };
        let kind = match new.kind {
            Kind::Role => mail::Kind::Invitation,
            Kind::Password => mail::Kind::Password,
        };
        let path = path(&token, new.language);
        post(tx, tenant, (kind, new.language), (new.email, &path), about, now).await?;
    }
    Ok(Issued {
        invitation: id,
        kind: new.kind,
        way: new.way,
        token: token.into(),
        email: new.email.to_owned().into(),
        name: new.name.to_owned().into(),
        role,
        school: school(tx, tenant).await?,
        ends: ends_at,
        language: new.language,
    })
}
