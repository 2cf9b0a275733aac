//! Opening a link, and taking up what it gives: once, whoever holds it.

use super::{Row, about_whom, close, hash, school};
use crate::account::{self, Also, email_key};
use crate::audit::Deed;
use crate::db::Tx;
use crate::membership::{self, GiveRefusal};
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Change, Reason, Role};
use register::invitation::{Closed, Kind, Known, Language, Refusal, State, Step, Way, step};
use register::{AccountId, GuardianId, MembershipId, Moment, PersonId, Personal, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    BY_TOKEN = concat!("SELECT ", columns!(), " FROM invitation i WHERE i.token_hash = $1");
    ACCOUNT = "SELECT a.account_id, a.password_hash IS NOT NULL, a.disabled_at IS NOT NULL, \
               EXISTS (SELECT 1 FROM membership m WHERE m.account_id = a.account_id AND m.tenant_id <> $2) \
               FROM account a WHERE a.email_key = $1";
    ACCOUNT_BY_ID = "SELECT email_key FROM account WHERE account_id = $1";
    LANGUAGE = "UPDATE account SET language = $2 WHERE account_id = $1";
    BY = "UPDATE invitation SET account_id = $3 WHERE tenant_id = $1 AND invitation_id = $2";
    /// Writes nothing new: on PostgreSQL it holds the account, so that a new password set meanwhile comes before or after.
    STILL = "UPDATE account SET password_hash = password_hash WHERE account_id = $1 AND password_hash = $2 AND disabled_at IS NULL";
}

/// What whoever opens a link sees.
#[derive(Debug, Clone)]
pub struct Link {
    /// What it gives.
    pub kind: Kind,
    /// How it came.
    pub way: Way,
    /// For whom: the address to sign in with.
    pub email: Personal<String>,
    /// Their name.
    pub name: Personal<String>,
    /// Which role; `None` for a password.
    pub role: Option<Role>,
    /// At which school.
    pub school: String,
    /// Until when it opens.
    pub ends: OffsetDateTime,
    /// Where it stands.
    pub state: State,
    /// In which language they are written to.
    pub language: Language,
    /// The account of that address, where there is one.
    pub account: Option<AccountId>,
    /// What is known of that account.
    pub known: Known,
}

impl Link {
    /// What whoever opened it is asked; `here`: who is signed in in this browser.
    pub fn step(&self, here: Option<AccountId>) -> Step {
        step(self.kind, self.way, self.known, here.map(|here| Some(here) == self.account))
    }
}

/// With what somebody takes a link up.
#[derive(Debug, Clone, Copy)]
pub enum Proof<'a> {
    /// A password that they chose, as its hash.
    Chosen(&'a str),
    /// The password that the account has: it was held against this hash.
    Password(AccountId, &'a str),
    /// They are signed in.
    SignedIn(AccountId),
}

/// Why a link is not taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeRefusal {
    /// It opens nothing: used, withdrawn, renewed, or its time is past.
    State(State),
    /// Something else is asked.
    Step(Step),
    /// The password was changed meanwhile, or the account disabled.
    Password,
    /// They left the school, or their address is another by now.
    NotNow(Refusal),
    /// The role cannot be given.
    Give(GiveRefusal),
}

/// What was taken up.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// By whom.
    pub account: AccountId,
    /// The role, when it holds today: a session can begin in it.
    pub place: Option<(TenantId, MembershipId)>,
}

async fn by_token(tx: &mut Tx, token: &str) -> Result<Row, StoreError> {
    row!(tx, Row, BY_TOKEN, hash(token))?.ok_or(StoreError::NotFound)
}

/// The account that an invitation is for, what is known of it, and whether it is disabled.
async fn known(tx: &mut Tx, row: &Row) -> Result<(Option<AccountId>, Known, bool), StoreError> {
    let key = match (row.kind()?, row.account_id) {
        // Its owner may have got another address since.
        (Kind::Password, Some(account)) => row!(tx, (String,), ACCOUNT_BY_ID, account)?.map(|(key,)| key),
        _ => None,
    };
    let key = key.unwrap_or_else(|| email_key(&row.email));
    let found = row!(tx, (Uuid, bool, bool, bool), ACCOUNT, key, row.tenant_id)?;
    Ok(match found {
        None => (None, Known::default(), false),
        Some((account, has_password, disabled, elsewhere)) => {
            (Some(AccountId(account)), Known { has_password, elsewhere }, disabled)
        }
    })
}

impl Store {
    /// What a link is for. Opening it gives nothing and uses nothing up: mail programs look at links too.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a link that was never made.
    pub async fn link(&self, token: &str, now: Moment) -> Result<Link, StoreError> {
        let mut tx = self.begin_reading().await?;
        let row = by_token(&mut tx, token).await?;
        let (account, known, _) = known(&mut tx, &row).await?;
        Ok(Link {
            kind: row.kind()?,
            way: row.way()?,
            role: row.role()?,
            school: school(&mut tx, row.tenant()).await?,
            ends: row.ends_at,
            state: row.state(now)?,
            language: row.language()?,
            account,
            known,
            email: row.email.into(),
            name: row.name.into(),
        })
    }

    /// Takes up a link: the account is made where there is none, the role begins, and the link opens nothing more. All of it
    /// or nothing; of two at once, one.
    pub async fn take_up(&self, token: &str, proof: Proof<'_>, now: Moment) -> Result<Taken, SaveError<TakeRefusal>> {
        let mut tx = self.begin().await?;
        let row = by_token(&mut tx, token).await?;
        let refused = |why| Err(SaveError::Refused(why));
        match row.state(now)? {
            State::Open => {}
            other => return refused(TakeRefusal::State(other)),
        }
        // From here on this invitation is ours: who comes at the same time waits, and finds it closed.
        if !close(&mut tx, row.tenant(), row.id(), Closed::Used, None, now).await? {
            return refused(TakeRefusal::State(State::Closed(Closed::Used)));
        }
        let (account, about, disabled) = known(&mut tx, &row).await?;
        if disabled {
            return refused(TakeRefusal::NotNow(Refusal::Disabled));
        }
        let kind = row.kind()?;
        let here = if let Proof::SignedIn(here) = proof { Some(Some(here) == account) } else { None };
        let step = step(kind, row.way()?, about, here);
        match (step, proof) {
            (Step::ChoosePassword, Proof::Chosen(_)) | (Step::Confirm, Proof::SignedIn(_)) => {}
            (Step::GivePassword, Proof::Password(whose, hash)) => {
                if Some(whose) != account || run!(tx, STILL, whose.0, hash)? == 0 {
                    return refused(TakeRefusal::Password);
                }
            }
            (other, _) => return refused(TakeRefusal::Step(other)),
        }
        let taken = match kind {
            Kind::Password => password(&mut tx, &row, account, proof, now).await?,
            Kind::Role => role(&mut tx, &row, account, proof, now).await?,
        };
        tx.commit().await?;
        if account.is_none() {
            // As for any new account: students whose coach an import named by this address.
            retry!(self.coach_adopt(taken.account, &email_key(&row.email), now))?;
        }
        Ok(taken)
    }
}

async fn password(
    tx: &mut Tx,
    row: &Row,
    account: Option<AccountId>,
    proof: Proof<'_>,
    now: Moment,
) -> Result<Taken, SaveError<TakeRefusal>> {
    let (Some(account), Proof::Chosen(hash)) = (account, proof) else { return Err(StoreError::NotFound.into()) };
    account::set_password(tx, account, hash).await?;
    let also = Also { tenant: row.tenant(), change: Change::TakeUpInvitation, subjects: &[], about: row.about() };
    account::tell(tx, account, Change::SetPassword, None, Some(also), now).await?;
    Ok(Taken { account, place: None })
}

async fn role(
    tx: &mut Tx,
    row: &Row,
    account: Option<AccountId>,
    proof: Proof<'_>,
    now: Moment,
) -> Result<Taken, SaveError<TakeRefusal>> {
    let (tenant, today) = (row.tenant(), now.day);
    let role = row.role()?.ok_or_else(|| row.wrong("no role"))?;
    let scope = row.scope(tx).await?;
    let (person, guardian) = (row.person_id.map(PersonId), row.guardian_id.map(GuardianId));
    if person.is_some() || guardian.is_some() {
        match about_whom(tx, tenant, person, guardian, today).await? {
            None => return Err(SaveError::Refused(TakeRefusal::NotNow(Refusal::Left))),
            Some((_, email)) if email.as_deref().map(email_key) != Some(email_key(&row.email)) => {
                return Err(SaveError::Refused(TakeRefusal::NotNow(Refusal::OtherAddress)));
            }
            Some(_) => {}
        }
    }
    let (account, change) = match (account, proof) {
        (None, Proof::Chosen(hash)) => {
            (account::add(tx, &row.email, &row.name, Some(hash), now).await?, Some(Change::AddAccount))
        }
        (Some(account), Proof::Chosen(hash)) => {
            account::set_password(tx, account, hash).await?;
            (account, Some(Change::SetPassword))
        }
        (Some(account), Proof::Password(..) | Proof::SignedIn(_)) => (account, None),
        (None, Proof::Password(..) | Proof::SignedIn(_)) => return Err(StoreError::NotFound.into()),
    };
    if change.is_some() {
        // Who has just come in is written to as the invitation was.
        run!(tx, LANGUAGE, account.0, row.language()?.code())?;
    }
    let from = row.begins.map_or(today, |day| day.max(today));
    let given = membership::add(tx, tenant, account, role, &scope, (from, row.ends)).await;
    let (membership, subject) = given.map_err(|error| match error {
        SaveError::Store(error) => SaveError::Store(error),
        SaveError::Refused(why) => SaveError::Refused(TakeRefusal::Give(why)),
    })?;
    run!(tx, BY, row.tenant_id, row.invitation_id, account.0)?;
    tx.wrote(tenant, crate::audit::UnitKind::Invitation, [row.invitation_id]);
    let about = format!("{} account {account} membership {membership}", row.about());
    let (subjects, taken) = (subject.as_slice(), Change::TakeUpInvitation);
    match change {
        Some(change) => {
            let also = Also { tenant, change: taken, subjects, about };
            account::tell(tx, account, change, None, Some(also), now).await?;
        }
        None => {
            let by = Actor::system(tenant, Reason::Invitation);
            let decision = crate::audit::allowed(&by, Action::ManageAccounts)?;
            tx.audit(Deed::new(&by, taken, decision).to(subjects.iter().copied()).about(about), now).await?;
        }
    }
    Ok(Taken { account, place: (from <= today).then_some((tenant, membership)) })
}

/// For tests: which invitation a link is of.
#[cfg(test)]
impl Store {
    pub(crate) async fn invitation_of(&self, token: &str) -> register::InvitationId {
        let mut tx = self.begin_reading().await.unwrap();
        by_token(&mut tx, token).await.unwrap().id()
    }
}
