//! Telling a student, who guides them, and who has a role, that there is something new to read: a link, and not what it is.

use super::told::{Account, of_guardian, of_student};
use super::{About, pass, post};
use crate::StoreError;
use crate::db::Tx;
use crate::file::facts::Loaded;
use access::Role;
use register::agreement::Answerer;
use register::guardian::Reach;
use register::invitation::Language;
use register::mail::Kind;
use register::{AccountId, GuardianId, Moment, TenantId};
use uuid::Uuid;

sql! {
    /// Who is coach in the student system, and works here as one today: others have no page to read it on.
    STAFF = "SELECT a.account_id, a.email, a.language, a.declined_mail_at IS NOT NULL FROM account a WHERE a.account_id = $2 \
        AND a.disabled_at IS NULL AND EXISTS (SELECT 1 FROM membership m WHERE m.account_id = a.account_id AND m.tenant_id = $1 \
        AND m.role = 'coach' AND m.begins <= $3 AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $3))";
    /// Who does what was decided about a student: one of the coaches, or of the support team; works here today.
    COLLEAGUE = "SELECT a.account_id, a.email, a.language, a.declined_mail_at IS NOT NULL FROM account a WHERE a.account_id = $2 \
        AND a.disabled_at IS NULL AND EXISTS (SELECT 1 FROM membership m WHERE m.account_id = a.account_id AND m.tenant_id = $1 \
        AND m.role IN ('coach', 'care_coordinator', 'trajectory_counsellor') AND m.begins <= $3 AND m.ended_at IS NULL \
        AND (m.ends IS NULL OR m.ends >= $3))";
    /// Who holds intakes of the whole school, and who asked (`$4`).
    INTAKE = "SELECT DISTINCT a.account_id, a.email, a.language, a.declined_mail_at IS NOT NULL FROM membership m \
        JOIN account a ON a.account_id = m.account_id WHERE m.tenant_id = $1 AND m.role = $2 AND m.begins <= $3 AND m.ended_at IS NULL \
        AND (m.ends IS NULL OR m.ends >= $3) AND a.disabled_at IS NULL AND (m.scope = 'school' OR m.account_id = $4) ORDER BY a.account_id";
    /// Who has a role today, and can sign in.
    HOLDERS = "SELECT DISTINCT a.account_id, a.email, a.language, a.declined_mail_at IS NOT NULL FROM membership m \
        JOIN account a ON a.account_id = m.account_id WHERE m.tenant_id = $1 AND m.role = $2 AND m.begins <= $3 AND m.ended_at IS NULL \
        AND (m.ends IS NULL OR m.ends >= $3) AND a.disabled_at IS NULL ORDER BY a.account_id";
}

/// Whom it is news for. Who did it themselves knows already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct News {
    /// The student, and who answers for them.
    pub(crate) student: bool,
    /// Their coaches of today.
    pub(crate) coaches: bool,
    /// Who did it.
    pub(crate) by: AccountId,
}

/// To whom of the student and who answers for them a mail went.
#[derive(Debug, Clone, Default)]
pub(crate) struct Went {
    student: bool,
    guardians: Vec<GuardianId>,
}

impl Went {
    /// To whom it went: each guardian, or (`None`) the student.
    pub(crate) fn to(all: impl IntoIterator<Item = Option<GuardianId>>) -> Self {
        let mut went = Self::default();
        for who in all {
            match who {
                Some(guardian) => went.guardians.push(guardian),
                None => went.student = true,
            }
        }
        went
    }

    /// Whether it reached who answers: a parent of a child, else the student.
    pub(crate) fn reached(&self, file: &Loaded) -> bool {
        let mut answers = file.rights.guardians.iter().filter(|(_, reach)| *reach == Reach::Answers).peekable();
        match answers.peek() {
            Some(_) => answers.any(|(guardian, _)| self.guardians.contains(guardian)),
            None => self.student,
        }
    }

    /// Whether it reached a parent who answers.
    pub(crate) const fn reached_parents(&self) -> bool {
        !self.guardians.is_empty()
    }

    /// Whether it reached one of them: a guardian, or the student.
    pub(crate) fn reached_one(&self, who: Option<GuardianId>) -> bool {
        who.map_or(self.student, |guardian| self.guardians.contains(&guardian))
    }
}

/// Lays down the mails: `paths` are those of the student, and of who works with them. Where mail is not set up nothing is laid
/// down, as with a proposal.
pub(crate) async fn tell(
    tx: &mut Tx,
    tenant: TenantId,
    file: &Loaded,
    news: News,
    (own, staff): &(String, String),
    now: Moment,
) -> Result<Went, StoreError> {
    let mut went = Went::default();
    if !pass::on(tx, now).await? {
        return Ok(went);
    }
    let mut to: Vec<(Option<GuardianId>, &str, Account)> = Vec::new();
    if news.student {
        let found = of_student(tx, tenant, file.person(), now.day).await?;
        to.extend(found.into_iter().map(|account| (None, own.as_str(), account)));
        let answer = file.rights.guardians.iter().filter(|(_, reach)| *reach == Reach::Answers);
        for (guardian, _) in answer {
            let found = of_guardian(tx, tenant, *guardian, now.day).await?;
            to.extend(found.into_iter().map(|account| (Some(*guardian), own.as_str(), account)));
        }
    }
    if news.coaches {
        for coach in file.rights.coaches.clone() {
            let found: Option<Account> =
                row!(tx, (Uuid, String, Option<String>, bool), STAFF, tenant.0, coach.0, now.day)?;
            to.extend(found.map(|account| (None, staff.as_str(), account)));
        }
    }
    for (guardian, path, (account, email, language, declined)) in to {
        if declined || account == news.by.0 {
            continue;
        }
        // Coaches read another page.
        match guardian {
            Some(guardian) => went.guardians.push(guardian),
            None => went.student |= path == own,
        }
        let language = language.as_deref().and_then(Language::from_code).unwrap_or(Language::Dutch);
        let about = About { account: Some(AccountId(account)), guardian, ..About::default() };
        post(tx, tenant, (Kind::News, language), (&email, path), about, now).await?;
    }
    Ok(went)
}

/// Says to everybody who has a role today, and did not say that they want no such mail, that something came in for it.
pub(crate) async fn tell_role(
    tx: &mut Tx,
    tenant: TenantId,
    role: Role,
    what: (&str, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    if !pass::on(tx, now).await? {
        return Ok(());
    }
    let to = rows!(tx, Account, HOLDERS, tenant.0, role.code(), now.day)?;
    lay_down(tx, tenant, to, what, now).await
}

/// Says to who holds intakes of the whole school, and to who asked for it, that something waits to be looked at.
pub(crate) async fn tell_intake(
    tx: &mut Tx,
    tenant: TenantId,
    asked: AccountId,
    what: (&str, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    if !pass::on(tx, now).await? {
        return Ok(());
    }
    let to = rows!(tx, Account, INTAKE, tenant.0, Role::Intaker.code(), now.day, asked.0)?;
    lay_down(tx, tenant, to, what, now).await
}

/// Says to a coach that students came or went. Who did it themselves knows already.
pub(crate) async fn tell_coach(
    tx: &mut Tx,
    tenant: TenantId,
    coach: AccountId,
    what: (&str, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    if !pass::on(tx, now).await? {
        return Ok(());
    }
    let to = rows!(tx, Account, STAFF, tenant.0, coach.0, now.day)?;
    lay_down(tx, tenant, to, what, now).await
}

/// Says to a colleague that they do something that was decided about a student. Who gave it to themselves knows already.
pub(crate) async fn tell_colleague(
    tx: &mut Tx,
    tenant: TenantId,
    who: AccountId,
    what: (&str, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    if !pass::on(tx, now).await? {
        return Ok(());
    }
    let to = rows!(tx, Account, COLLEAGUE, tenant.0, who.0, now.day)?;
    lay_down(tx, tenant, to, what, now).await
}

/// Says to who said something themselves that there is an answer: to the student or to that guardian, and to nobody else, for
/// each has a page of their own.
pub(crate) async fn tell_speaker(
    tx: &mut Tx,
    tenant: TenantId,
    (file, speaker): (&Loaded, Answerer),
    (path, by): (&str, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    if !pass::on(tx, now).await? {
        return Ok(());
    }
    let (guardian, to) = match speaker {
        Answerer::Student => (None, of_student(tx, tenant, file.person(), now.day).await?),
        Answerer::Guardian(guardian) => (Some(guardian), of_guardian(tx, tenant, guardian, now.day).await?),
    };
    for one in to {
        lay_one(tx, tenant, (guardian, one), (path, by), now).await?;
    }
    Ok(())
}

async fn lay_down(
    tx: &mut Tx,
    tenant: TenantId,
    to: Vec<Account>,
    what: (&str, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    for one in to {
        lay_one(tx, tenant, (None, one), what, now).await?;
    }
    Ok(())
}

/// One mail, for who did not do it themselves and did not say that they want none.
async fn lay_one(
    tx: &mut Tx,
    tenant: TenantId,
    (guardian, (account, email, language, declined)): (Option<GuardianId>, Account),
    (path, by): (&str, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    if declined || account == by.0 {
        return Ok(());
    }
    let language = language.as_deref().and_then(Language::from_code).unwrap_or(Language::Dutch);
    let about = About { account: Some(AccountId(account)), guardian, ..About::default() };
    post(tx, tenant, (Kind::News, language), (&email, path), about, now).await
}

/// Whether the student, or who answers for them, would get a mail now ([`tell`] without laying any down).
pub(crate) async fn would_reach(tx: &mut Tx, tenant: TenantId, file: &Loaded, now: Moment) -> Result<Went, StoreError> {
    let mut went = Went::default();
    if !pass::on(tx, now).await? {
        return Ok(went);
    }
    let wants = |found: Vec<Account>| found.iter().any(|(.., declined)| !declined);
    went.student = wants(of_student(tx, tenant, file.person(), now.day).await?);
    for (guardian, _) in file.rights.guardians.iter().filter(|(_, reach)| *reach == Reach::Answers) {
        if wants(of_guardian(tx, tenant, *guardian, now.day).await?) {
            went.guardians.push(*guardian);
        }
    }
    Ok(went)
}
