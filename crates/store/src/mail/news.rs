//! Telling a student, and who guides them, that there is something new to read: a link, and not what it is.

use super::told::{Account, of_guardian, of_student};
use super::{About, pass, post};
use crate::StoreError;
use crate::db::Tx;
use crate::file::facts::Loaded;
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

/// Lays down the mails: `paths` are those of the student, and of who works with them. Where mail is not set up nothing is laid
/// down, as with a proposal.
pub(crate) async fn tell(
    tx: &mut Tx,
    tenant: TenantId,
    file: &Loaded,
    news: News,
    (own, staff): &(String, String),
    now: Moment,
) -> Result<(), StoreError> {
    if !pass::on(tx, now).await? {
        return Ok(());
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
        let language = language.as_deref().and_then(Language::from_code).unwrap_or(Language::Dutch);
        let about = About { account: Some(AccountId(account)), guardian, ..About::default() };
        post(tx, tenant, (Kind::News, language), (&email, path), about, now).await?;
    }
    Ok(())
}
