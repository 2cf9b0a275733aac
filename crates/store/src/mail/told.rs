//! Telling people that a proposal waits for them, and telling the school how that went. What they did with it is theirs: the
//! school reads that a mail was sent, and not that it was opened.

use super::{About, pass, post};
use crate::StoreError;
use crate::db::Tx;
use register::agreement::WhoMustAnswer;
use register::invitation::Language;
use register::mail::{Kind, State};
use register::policy::Policy;
use register::{AccountId, GuardianId, Moment, PersonId, TenantId, VersionId};
use std::collections::BTreeSet;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    /// The account of a student that can sign in today.
    STUDENT = "SELECT a.account_id, a.email, a.language, a.declined_mail_at IS NOT NULL FROM membership m \
               JOIN account a ON a.account_id = m.account_id WHERE m.tenant_id = $1 AND m.person_id = $2 AND m.role = 'student' \
               AND m.begins <= $3 AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $3) AND a.disabled_at IS NULL ORDER BY a.account_id";
    GUARDIAN = "SELECT a.account_id, a.email, a.language, a.declined_mail_at IS NOT NULL FROM membership m \
                JOIN account a ON a.account_id = m.account_id WHERE m.tenant_id = $1 AND m.guardian_id = $2 AND m.role = 'guardian' \
                AND m.begins <= $3 AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $3) AND a.disabled_at IS NULL ORDER BY a.account_id";
    TALK_IS_OLD = "UPDATE outbox SET state = 'withdrawn', state_at = $3, body = NULL WHERE tenant_id = $1 AND version_id = $2 \
                   AND kind = 'talk' AND state = 'waiting'";
    TALK_WAS_TOLD = "SELECT CAST(1 AS BIGINT) FROM outbox WHERE tenant_id = $1 AND version_id = $2 AND kind = 'talk' AND state = 'sent' LIMIT 1";
    HAPPENS_IS_OLD = "UPDATE outbox SET state = 'withdrawn', state_at = $3, body = NULL WHERE tenant_id = $1 AND version_id = $2 \
                      AND kind = 'happens' AND state = 'waiting'";
    /// In no order: one by moment would be read from the index of moments, and that is a whole school.
    OF_VERSION = "SELECT made_at, message_id, guardian_id, state, COALESCE(state_at, made_at) FROM outbox \
                  WHERE tenant_id = $1 AND version_id = $2 AND kind = 'proposal'";
}

/// A mail about a version, as the school reads of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// To which guardian; `None`: to the student.
    pub guardian: Option<GuardianId>,
    /// How it went.
    pub state: State,
    /// When that was, or when it was made.
    pub at: OffsetDateTime,
}

/// Of these versions: to whom a mail goes or went, and did not come back; a student, or a guardian (`true`).
pub(crate) async fn told_among(
    tx: &mut Tx,
    tenant: TenantId,
    versions: &[VersionId],
) -> Result<BTreeSet<(VersionId, bool)>, StoreError> {
    if versions.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids: Vec<Uuid> = versions.iter().map(|version| version.0).collect();
    type Row = (Uuid, Option<Uuid>, String);
    let rows = among!(tx, Row, AMONG, "version_id", tenant, &ids)?;
    let went = |state: &str| matches!(State::from_code(state), Some(State::Waiting | State::Sent));
    let told = rows.into_iter().filter(|(.., state)| went(state)).map(|(version, guardian, _)| (version, guardian));
    // On paper they were told too.
    let paper = among!(tx, (Uuid, Option<Uuid>), ON_PAPER, "version_id", tenant, &ids)?;
    Ok(told.chain(paper).map(|(version, guardian)| (VersionId(version), guardian.is_some())).collect())
}

/// Ends where the tenant's identifier stands, and then those of the versions.
const AMONG: &str = "SELECT version_id, guardian_id, state FROM outbox WHERE kind = 'proposal' AND tenant_id = ";
const ON_PAPER: &str = "SELECT version_id, guardian_id FROM agreement_on_paper WHERE tenant_id = ";

pub(super) type Account = (Uuid, String, Option<String>, bool);

/// Writes to whoever must answer a version, and can sign in, and did not say that they want no such mail. Where mail is not set
/// up nothing is laid down: it would go weeks later, when somebody sets it up, about what people were told long ago.
pub(crate) async fn proposal(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    who: &WhoMustAnswer,
    version: VersionId,
    policy: &Policy,
    now: Moment,
) -> Result<(), StoreError> {
    if !pass::on(tx, now).await? {
        return Ok(());
    }
    let to = receivers(tx, tenant, person, who, now.day).await?;
    let path = format!("/mijn/afspraken/{version}");
    // Once more, to who has not answered by then.
    let reminded = policy.reminds_after(now.day).map(|after| now.later(after));
    for (guardian, account, email, language) in to {
        let about = About { version: Some(version), account: Some(account), guardian, ..About::default() };
        post(tx, tenant, (Kind::Proposal, language), (&email, &path), about, now).await?;
        if let Some(then) = reminded {
            post(tx, tenant, (Kind::Reminder, language), (&email, &path), about, then).await?;
        }
    }
    Ok(())
}

/// Says to a student who can sign in, and did not say that they want no such mail, that there is news about their application:
/// what it is stands on their own page. Whether somebody is told: where mail is not set up nobody is.
pub(crate) async fn news(tx: &mut Tx, tenant: TenantId, person: PersonId, now: Moment) -> Result<bool, StoreError> {
    let told = reached(tx, tenant, person, now).await?;
    for (account, email, language, _) in &told {
        let language = language.as_deref().and_then(Language::from_code).unwrap_or(Language::Dutch);
        let about = About { account: Some(AccountId(*account)), ..About::default() };
        post(tx, tenant, (Kind::Application, language), (email, "/mijn/aanmelding"), about, now).await?;
    }
    Ok(!told.is_empty())
}

/// Whether a student is told by mail ([`news`]).
pub(crate) async fn reaches(tx: &mut Tx, tenant: TenantId, person: PersonId, now: Moment) -> Result<bool, StoreError> {
    Ok(!reached(tx, tenant, person, now).await?.is_empty())
}

async fn reached(tx: &mut Tx, tenant: TenantId, person: PersonId, now: Moment) -> Result<Vec<Account>, StoreError> {
    if !pass::on(tx, now).await? {
        return Ok(Vec::new());
    }
    let found = accounts(tx, STUDENT, tenant, person.0, now.day).await?;
    Ok(found.into_iter().filter(|(.., declined)| !declined).collect())
}

/// Who is written to: a guardian or the student, their account and address, and in which language.
type Receiver = (Option<GuardianId>, AccountId, String, Language);

/// Whoever must answer, can sign in, and did not say that they want no such mail.
async fn receivers(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    who: &WhoMustAnswer,
    today: Date,
) -> Result<Vec<Receiver>, StoreError> {
    let mut to: Vec<(Option<GuardianId>, Account)> = Vec::new();
    to.extend(accounts(tx, STUDENT, tenant, person.0, today).await?.into_iter().map(|account| (None, account)));
    if let WhoMustAnswer::StudentAndGuardian { with_authority } = who {
        for guardian in with_authority {
            let found = accounts(tx, GUARDIAN, tenant, guardian.0, today).await?;
            to.extend(found.into_iter().map(|account| (Some(*guardian), account)));
        }
    }
    let wants = to.into_iter().filter(|(_, (.., declined))| !declined);
    let receiver = |(guardian, (account, email, language, _)): (Option<GuardianId>, Account)| {
        let language = language.as_deref().and_then(Language::from_code).unwrap_or(Language::Dutch);
        (guardian, AccountId(account), email, language)
    };
    Ok(wants.map(receiver).collect())
}

/// What happened to the talk about a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TalkNews {
    /// It is planned, or moved to another day.
    Planned,
    /// It was called off.
    CalledOff,
    /// It was held, and how they looked back was written down.
    WrittenDown,
}

/// Writes to the student, and below 16 to whoever answers for them, what happened to the talk about a version. Of a mail about
/// it that did not leave yet nothing is sent any more: what it would lead to has changed. Who was told of no talk is not told
/// that it was called off.
pub(crate) async fn talk(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    who: &WhoMustAnswer,
    (version, news): (VersionId, TalkNews),
    now: Moment,
) -> Result<(), StoreError> {
    run!(tx, TALK_IS_OLD, tenant.0, version.0, now.at)?;
    let told = row!(tx, (i64,), TALK_WAS_TOLD, tenant.0, version.0)?.is_some();
    if !pass::on(tx, now).await? || (news == TalkNews::CalledOff && !told) {
        return Ok(());
    }
    let (kind, path) = match news {
        TalkNews::Planned | TalkNews::CalledOff => (Kind::Talk, "/mijn".to_owned()),
        TalkNews::WrittenDown => (Kind::Evaluation, format!("/mijn/afspraken/{version}")),
    };
    for (guardian, account, email, language) in receivers(tx, tenant, person, who, now.day).await? {
        let about = About { version: Some(version), account: Some(account), guardian, ..About::default() };
        post(tx, tenant, (kind, language), (&email, &path), about, now).await?;
    }
    Ok(())
}

/// Asks the student, and below 16 whoever answers for them, whether what was agreed happens, on the day from which on it is asked.
/// It waits until then; whether it is still to be asked is asked again before it leaves. An agreement that comes into force once
/// more asks once.
pub(crate) async fn happens(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    who: &WhoMustAnswer,
    (version, from): (VersionId, Date),
    now: Moment,
) -> Result<(), StoreError> {
    run!(tx, HAPPENS_IS_OLD, tenant.0, version.0, now.at)?;
    if !pass::on(tx, now).await? {
        return Ok(());
    }
    let then = now.later((from - now.day).whole_days().max(0));
    let path = format!("/mijn/gebeurt/{version}");
    for (guardian, account, email, language) in receivers(tx, tenant, person, who, now.day).await? {
        let about = About { version: Some(version), account: Some(account), guardian, ..About::default() };
        post(tx, tenant, (Kind::Happens, language), (&email, &path), about, then).await?;
    }
    Ok(())
}

async fn accounts(
    tx: &mut Tx,
    sql: &'static str,
    tenant: TenantId,
    of: Uuid,
    today: Date,
) -> Result<Vec<Account>, StoreError> {
    rows!(tx, Account, sql, tenant.0, of, today)
}

/// The accounts of a student that can sign in today.
pub(super) async fn of_student(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    today: Date,
) -> Result<Vec<Account>, StoreError> {
    accounts(tx, STUDENT, tenant, person.0, today).await
}

/// Those of a guardian.
pub(super) async fn of_guardian(
    tx: &mut Tx,
    tenant: TenantId,
    guardian: GuardianId,
    today: Date,
) -> Result<Vec<Account>, StoreError> {
    accounts(tx, GUARDIAN, tenant, guardian.0, today).await
}

/// The mails about a version.
pub(crate) async fn of_version(tx: &mut Tx, tenant: TenantId, version: VersionId) -> Result<Vec<Told>, StoreError> {
    type Found = (OffsetDateTime, Uuid, Option<Uuid>, String, OffsetDateTime);
    let mut found = rows!(tx, Found, OF_VERSION, tenant.0, version.0)?;
    found.sort_unstable();
    let wrong = |what| StoreError::Inconsistent { table: "outbox", key: version.to_string(), what };
    let told = found.into_iter().map(|(_, _, guardian, state, at)| {
        let state = State::from_code(&state).ok_or_else(|| wrong("unknown state"))?;
        Ok(Told { guardian: guardian.map(GuardianId), state, at })
    });
    told.collect()
}
