//! Handing mail over: one at a time, to one sender, and what came of it.

use super::undone::owed_again;
use super::{Body, place};
use crate::seal::unseal_loose;
use crate::{Store, StoreError};
use register::invitation::Language;
use register::mail::{Answer, Kind, LEASE, State, after};
use register::{Moment, Personal, TenantId};
use sqlx_macros::FromRow;
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    SCHOOLS = "SELECT tenant_id, name FROM tenant ORDER BY tenant_id";
    /// What is due and nobody is handing over, the oldest first.
    DUE = "SELECT message_id, kind, language, body, invitation_id, version_id, account_id, share_id, code, guardian_id, made_at, tries FROM outbox \
           WHERE tenant_id = $1 AND state = 'waiting' AND due_at <= $2 AND (leased_until IS NULL OR leased_until <= $2) \
           ORDER BY due_at, message_id LIMIT 1";
    /// Of two senders at once one takes it.
    LEASE_IT = "UPDATE outbox SET leased_until = $4, tries = tries + 1 WHERE tenant_id = $1 AND message_id = $2 AND state = 'waiting' \
                AND (leased_until IS NULL OR leased_until <= $3)";
    NOTE = "UPDATE outbox SET state = $3, state_at = $4, due_at = COALESCE($5, due_at), answer = $6, leased_until = NULL \
            WHERE tenant_id = $1 AND message_id = $2 AND state = 'waiting'";
    /// Nothing is to be sent any more: what it said is gone.
    FORGET = "UPDATE outbox SET body = NULL WHERE tenant_id = $1 AND message_id = $2 AND state <> 'waiting'";
    GIVE_BACK = "UPDATE outbox SET due_at = $3, tries = tries - 1, leased_until = NULL \
                 WHERE tenant_id = $1 AND message_id = $2 AND state = 'waiting'";
    BOUNCED = "UPDATE outbox SET state = 'bounced', state_at = $3, answer = $4 \
               WHERE tenant_id = $1 AND message_id = $2 AND state IN ('sent', 'waiting')";
    INVITATION_IS_OPEN = "SELECT CAST(1 AS BIGINT) FROM invitation WHERE tenant_id = $1 AND invitation_id = $2 AND closed IS NULL \
                          AND ends_at > $3";
    VERSION_WAITS = "SELECT CAST(1 AS BIGINT) FROM agreement_version WHERE tenant_id = $1 AND version_id = $2 AND status = 'offered'";
    /// It is in force, and of a measure that goes on nobody said yet whether it happens.
    IS_ASKED = "SELECT CAST(1 AS BIGINT) FROM agreement_version v CROSS JOIN agreement a CROSS JOIN agreement_line l WHERE v.tenant_id = $1 \
                AND v.version_id = $2 AND v.status = 'in_force' AND a.tenant_id = $1 AND a.agreement_id = v.agreement_id AND l.tenant_id = $1 \
                AND l.version_id = $2 AND (l.ends IS NULL OR l.ends >= $3) AND NOT EXISTS (SELECT 1 FROM happening h WHERE h.tenant_id = $1 \
                AND h.file_id = a.file_id AND h.version_id = $2 AND h.position = l.position) LIMIT 1";
    /// One that was taken back was none.
    WAS_LOOKED_BACK = "SELECT CAST(1 AS BIGINT) FROM agreement_evaluation e WHERE e.tenant_id = $1 AND e.version_id = $2 AND NOT EXISTS (SELECT 1 FROM \
                       agreement_evaluation_back b WHERE b.tenant_id = e.tenant_id AND b.version_id = e.version_id AND b.number = e.number) LIMIT 1";
    WAITS_SINCE = "SELECT COUNT(*), MIN(made_at) FROM outbox WHERE tenant_id = $1 AND state = 'waiting' AND due_at <= $2";
    SHARE_IS_OPEN = "SELECT CAST(1 AS BIGINT) FROM share WHERE tenant_id = $1 AND share_id = $2 AND stopped_at IS NULL AND closed_on IS NULL AND until_on >= $3";
    CODE_WAITS = "SELECT CAST(1 AS BIGINT) FROM share_code WHERE tenant_id = $1 AND share_id = $2 AND number = $3 AND used_at IS NULL \
                  AND made_at > $4";
    /// Who answered is not asked again.
    STUDENT_ANSWERED = "SELECT CAST(1 AS BIGINT) FROM agreement_answer n WHERE n.tenant_id = $1 AND n.version_id = $2 AND n.answered_by = 'student' \
                        AND NOT EXISTS (SELECT 1 FROM agreement_taken_back b WHERE b.tenant_id = n.tenant_id AND b.version_id = n.version_id \
                        AND b.number = n.number) LIMIT 1";
    GUARDIAN_ANSWERED = "SELECT CAST(1 AS BIGINT) FROM agreement_answer n WHERE n.tenant_id = $1 AND n.version_id = $2 AND n.guardian_id = $3 \
                         AND NOT EXISTS (SELECT 1 FROM agreement_taken_back b WHERE b.tenant_id = n.tenant_id AND b.version_id = n.version_id \
                         AND b.number = n.number) LIMIT 1";
    WANTS_NONE = "SELECT CAST(1 AS BIGINT) FROM account WHERE account_id = $1 AND declined_mail_at IS NOT NULL";
    ACCOUNT_IS_ON = "SELECT CAST(1 AS BIGINT) FROM account WHERE account_id = $1 AND disabled_at IS NULL";
}

/// A mail that is being handed over: until the end of its lease it is nobody else's.
#[derive(Debug, Clone)]
pub struct Mail {
    tenant: TenantId,
    message: Uuid,
    made: OffsetDateTime,
    tries: u32,
    /// What it is for.
    pub kind: Kind,
    /// In which language.
    pub language: Language,
    /// By which school.
    pub school: String,
    /// To whom.
    pub to: Personal<String>,
    /// The path of its link on the site.
    pub path: Personal<String>,
    /// The path where its receiver asks for no more such mail, where they may.
    pub decline: Option<Personal<String>>,
    /// The code that it brings.
    pub code: Option<Personal<String>>,
}

impl Mail {
    /// What the mail is known by, the same at every try: whoever gets it twice can tell, and a report that it came back names
    /// it. Opaque.
    pub fn reference(&self) -> String {
        format!("{}.{}", self.message.simple(), self.tenant.0.simple())
    }
}

/// The school and the message of a reference.
fn referred(reference: &str) -> Option<(Uuid, Uuid)> {
    let (message, tenant) = reference.split_once('.')?;
    let id = |text: &str| (text.len() == 32).then(|| Uuid::try_parse(text).ok()).flatten();
    Some((id(tenant)?, id(message)?))
}

/// Mail that waits although it is due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LateMail {
    /// How many.
    pub count: i64,
    /// When the oldest was made.
    pub since: Option<OffsetDateTime>,
}

#[derive(FromRow)]
struct Due {
    message_id: Uuid,
    kind: String,
    language: String,
    body: Option<Vec<u8>>,
    invitation_id: Option<Uuid>,
    version_id: Option<Uuid>,
    account_id: Option<Uuid>,
    share_id: Option<Uuid>,
    code: Option<i64>,
    guardian_id: Option<Uuid>,
    made_at: OffsetDateTime,
    tries: i64,
}

impl Store {
    /// Takes the next mail that is due, for whoever hands it over; `None` when there is none. What it was about may be no
    /// more: then nothing is sent.
    pub async fn mail_take(&self, now: Moment) -> Result<Option<Mail>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let schools = rows!(tx, (Uuid, String), SCHOOLS)?;
        tx.commit().await?;
        for (tenant, school) in schools {
            loop {
                // Nearly always there is none: that costs no turn to write.
                let mut reading = self.begin_reading().await?;
                let Some(due) = row!(reading, Due, DUE, tenant, now.at)? else { break };
                reading.commit().await?;
                let mut tx = self.begin().await?;
                if run!(tx, LEASE_IT, tenant, due.message_id, now.at, now.at + LEASE)? == 0 {
                    // Another sender was first: it is not due any more.
                    continue;
                }
                let wanted = self.is_wanted(&mut tx, tenant, &due, now).await?;
                if !wanted {
                    run!(
                        tx,
                        NOTE,
                        tenant,
                        due.message_id,
                        State::Withdrawn.code(),
                        now.at,
                        None::<OffsetDateTime>,
                        None::<String>
                    )?;
                    run!(tx, FORGET, tenant, due.message_id)?;
                    owed_again(&mut tx, tenant, due.message_id, now).await?;
                    tx.commit().await?;
                    continue;
                }
                tx.commit().await?;
                return self.opened(TenantId(tenant), school, due).map(Some);
            }
        }
        Ok(None)
    }

    /// Whether what a mail is about still stands.
    async fn is_wanted(
        &self,
        tx: &mut crate::db::Tx,
        tenant: Uuid,
        due: &Due,
        now: Moment,
    ) -> Result<bool, StoreError> {
        if let Some(invitation) = due.invitation_id
            && row!(tx, (i64,), INVITATION_IS_OPEN, tenant, invitation, now.at)?.is_none()
        {
            return Ok(false);
        }
        let kind = Kind::from_code(&due.kind);
        let (asks, looks_back) = match kind {
            Some(Kind::Evaluation) => (false, true),
            // What became of a talk withdraws the mails of before itself, and is told in any case.
            Some(Kind::Talk | Kind::News | Kind::Application | Kind::Happens) => (false, false),
            Some(Kind::Proposal | Kind::Reminder | Kind::Invitation | Kind::Password | Kind::Share | Kind::Code)
            | None => (true, false),
        };
        if let Some(version) = due.version_id.filter(|_| asks)
            && row!(tx, (i64,), VERSION_WAITS, tenant, version)?.is_none()
        {
            return Ok(false);
        }
        if let Some(version) = due.version_id.filter(|_| looks_back)
            && row!(tx, (i64,), WAS_LOOKED_BACK, tenant, version)?.is_none()
        {
            return Ok(false);
        }
        let asks_happens = kind == Some(Kind::Happens);
        if let Some(version) = due.version_id.filter(|_| asks_happens)
            && row!(tx, (i64,), IS_ASKED, tenant, version, now.day)?.is_none()
        {
            return Ok(false);
        }
        let reminds = kind == Some(Kind::Reminder);
        if let Some(version) = due.version_id.filter(|_| reminds) {
            let answered = match due.guardian_id {
                None => row!(tx, (i64,), STUDENT_ANSWERED, tenant, version)?,
                Some(guardian) => row!(tx, (i64,), GUARDIAN_ANSWERED, tenant, version, guardian)?,
            };
            if answered.is_some() {
                return Ok(false);
            }
        }
        if let Some(account) = due.account_id.filter(|_| reminds || asks_happens || kind == Some(Kind::News))
            && row!(tx, (i64,), WANTS_NONE, account)?.is_some()
        {
            return Ok(false);
        }
        if let Some(share) = due.share_id
            && row!(tx, (i64,), SHARE_IS_OPEN, tenant, share, now.day)?.is_none()
        {
            return Ok(false);
        }
        // A code that opens nothing any more only confuses.
        if let Some((share, code)) = due.share_id.zip(due.code)
            && row!(tx, (i64,), CODE_WAITS, tenant, share, code, now.at - register::share::code::LIVES)?.is_none()
        {
            return Ok(false);
        }
        if let Some(account) = due.account_id
            && row!(tx, (i64,), ACCOUNT_IS_ON, account)?.is_none()
        {
            return Ok(false);
        }
        Ok(true)
    }

    fn opened(&self, tenant: TenantId, school: String, due: Due) -> Result<Mail, StoreError> {
        let key = due.message_id.simple().to_string();
        let wrong = |what| StoreError::Inconsistent { table: "outbox", key: key.clone(), what };
        let sealed = due.body.ok_or_else(|| wrong("nothing to send"))?;
        let body: Body = serde_json::from_slice(&unseal_loose(&self.keys, &place(&tenant, &due.message_id), &sealed)?)?;
        Ok(Mail {
            tenant,
            message: due.message_id,
            made: due.made_at,
            tries: u32::try_from(due.tries + 1).unwrap_or(u32::MAX),
            kind: Kind::from_code(&due.kind).ok_or_else(|| wrong("unknown kind"))?,
            language: Language::from_code(&due.language).ok_or_else(|| wrong("unknown language"))?,
            school,
            to: body.to.into(),
            path: body.path.into(),
            decline: body.decline.map(Personal::from),
            code: body.code.map(Personal::from),
        })
    }

    /// Notes what the mail server said; the state it is in now. `code`: digits of its answer, and nothing that it wrote.
    pub async fn mail_note(
        &self,
        mail: &Mail,
        answer: Answer,
        code: Option<&str>,
        now: Moment,
    ) -> Result<State, StoreError> {
        let (state, again) = after(answer, mail.tries, mail.made, now.at);
        let code = code.map(digits);
        let mut tx = self.begin().await?;
        let noted = run!(tx, NOTE, mail.tenant.0, mail.message, state.code(), now.at, again, code)? > 0;
        run!(tx, FORGET, mail.tenant.0, mail.message)?;
        if noted && matches!(state, State::Refused | State::GivenUp) {
            owed_again(&mut tx, mail.tenant.0, mail.message, now).await?;
        }
        tx.commit().await?;
        Ok(state)
    }

    /// Gives a mail back that could not be offered, because the mail server is away: it counts as no try, and is due again
    /// at the next pass.
    pub async fn mail_give_back(&self, mail: &Mail, now: Moment) -> Result<State, StoreError> {
        if now.at >= mail.made + register::mail::TRIED {
            return self.mail_note(mail, Answer::Later, None, now).await;
        }
        self.mail_put_back(mail, now).await?;
        Ok(State::Waiting)
    }

    /// Puts a mail back that was not offered, because a setting is wrong: it waits, however long that takes to mend.
    pub async fn mail_put_back(&self, mail: &Mail, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        run!(tx, GIVE_BACK, mail.tenant.0, mail.message, now.at)?;
        tx.commit().await
    }

    /// Mail that is due and that nobody hands over: how many, and since when. For who looks after the installation.
    pub async fn mail_late(&self, now: Moment) -> Result<LateMail, StoreError> {
        let mut late = LateMail::default();
        let mut tx = self.begin_reading().await?;
        for (tenant, _) in rows!(tx, (Uuid, String), SCHOOLS)? {
            let found = row!(tx, (i64, Option<OffsetDateTime>), WAITS_SINCE, tenant, now.at)?;
            let (count, since) = found.unwrap_or_default();
            late.count += count;
            late.since = late.since.into_iter().chain(since).min();
        }
        Ok(late)
    }

    /// Notes that a mail came back, by its reference; whether there is one. `code` as in [`Store::mail_note`].
    pub async fn mail_bounced(&self, reference: &str, code: Option<&str>, now: Moment) -> Result<bool, StoreError> {
        let Some((tenant, message)) = referred(reference) else { return Ok(false) };
        let mut tx = self.begin().await?;
        let noted = run!(tx, BOUNCED, tenant, message, now.at, code.map(digits))? > 0;
        run!(tx, FORGET, tenant, message)?;
        if noted {
            owed_again(&mut tx, tenant, message, now).await?;
        }
        tx.commit().await?;
        Ok(noted)
    }
}

/// Digits and dots, at most as many as a code has: what a server writes may hold an address.
fn digits(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_digit() || *c == '.').take(12).collect()
}
