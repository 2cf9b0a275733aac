//! A mail with which somebody was told, and that did not arrive: refused, given up, come back, or not sent because its receiver
//! wanted none any more. Who was told of what was decided by mail alone was not told, and it is owed again.
//!
//! What a mail told carries the moment at which it was laid down: the same transaction wrote both. So nothing of it stands in the
//! mail itself.

use super::news::Went;
use crate::audit::{Deed, allowed};
use crate::db::Tx;
use crate::file::{facts, scope};
use crate::voice::hold;
use crate::{StoreError, admission, dispute, exam, intake, policy};
use access::{Action, Actor, Change, Reason};
use register::mail::Kind;
use register::{FileId, GuardianId, Moment, PersonId, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    MAIL = "SELECT kind, account_id, guardian_id, made_at FROM outbox WHERE tenant_id = $1 AND message_id = $2";
    /// Whose child, or who a student is.
    OF_GUARDIAN = "SELECT f.file_id, f.person_id FROM guardian g CROSS JOIN support_file f WHERE g.tenant_id = $1 AND g.guardian_id = $2 \
                   AND f.tenant_id = $1 AND f.person_id = g.person_id";
    OF_STUDENT = "SELECT DISTINCT f.file_id, f.person_id FROM membership m CROSS JOIN support_file f WHERE m.account_id = $2 \
                  AND m.tenant_id = $1 AND m.role = 'student' AND f.tenant_id = $1 AND f.person_id = m.person_id";
    /// To whom else of the student and their guardians a mail of that moment went or goes.
    OTHERS = "SELECT o.guardian_id FROM outbox o WHERE o.tenant_id = $1 AND o.made_at = $2 AND o.state IN ('waiting', 'sent') \
              AND (EXISTS (SELECT 1 FROM guardian g WHERE g.tenant_id = $1 AND g.guardian_id = o.guardian_id AND g.person_id = $3) \
              OR (o.guardian_id IS NULL AND EXISTS (SELECT 1 FROM membership m WHERE m.account_id = o.account_id AND m.tenant_id = $1 \
              AND m.role = 'student' AND m.person_id = $3)))";
}

/// Puts back on its list what a mail told that did not arrive, where nobody else of those who had to hear it got one.
pub(super) async fn owed_again(tx: &mut Tx, tenant: Uuid, message: Uuid, now: Moment) -> Result<(), StoreError> {
    type Found = (String, Option<Uuid>, Option<Uuid>, OffsetDateTime);
    let Some((kind, account, guardian, made)) = row!(tx, Found, MAIL, tenant, message)? else { return Ok(()) };
    if !matches!(Kind::from_code(&kind), Some(Kind::News | Kind::Application)) {
        return Ok(());
    }
    let files = match (guardian, account) {
        (Some(guardian), _) => rows!(tx, (Uuid, Uuid), OF_GUARDIAN, tenant, guardian)?,
        (None, Some(account)) => rows!(tx, (Uuid, Uuid), OF_STUDENT, tenant, account)?,
        (None, None) => Vec::new(),
    };
    for (file, person) in files {
        let who = guardian.map(GuardianId);
        one(tx, TenantId(tenant), (FileId(file), PersonId(person)), (made, who), now).await?;
    }
    Ok(())
}

async fn one(
    tx: &mut Tx,
    tenant: TenantId,
    (file, person): (FileId, PersonId),
    (made, who): (OffsetDateTime, Option<GuardianId>),
    now: Moment,
) -> Result<(), StoreError> {
    hold(tx, tenant, file).await?;
    let others = rows!(tx, (Option<Uuid>,), OTHERS, tenant.0, made, person.0)?;
    let went = Went::to(others.into_iter().map(|(guardian,)| guardian.map(GuardianId)));
    let policy = policy::load(tx, tenant).await?;
    let loaded = facts::one(tx, tenant, person, &policy, now.day).await?;
    let place = (tenant, file);
    let mut owed = false;
    if !went.reached(&loaded) {
        owed |= exam::load::not_told(tx, place, made, now).await?;
    }
    // Who brought a dispute is one of them; or who was to get this mail, and is no guardian any more.
    let all = loaded.rights.guardians.iter().map(|(guardian, _)| Some(*guardian)).chain([None, who]);
    let missed: Vec<Option<GuardianId>> = all.filter(|who| !went.reached_one(*who)).collect();
    owed |= dispute::load::not_told(tx, place, made, (&missed, !went.reached_parents()), now).await?;
    if !went.reached_one(None) {
        let ended = admission::load::not_told(tx, place, made).await?;
        if intake::load::not_told(tx, place, made).await? || ended {
            scope::refresh_many(tx, tenant, &[person], now.day).await?;
            owed = true;
        }
    }
    if !owed {
        return Ok(());
    }
    let by = Actor::system(tenant, Reason::Command);
    let decision = allowed(&by, Action::ManageAccounts)?;
    tx.audit(Deed::new(&by, Change::MissMail, decision).to([person]).about(file), now).await
}
