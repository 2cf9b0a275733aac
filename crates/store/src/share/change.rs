//! Sharing, and stopping it.

use super::row::{Row, of_file, one, path};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::{Reached, reach};
use crate::mail::{self, About, post};
use crate::seal::Spot;
use crate::session::fresh_token;
use crate::{SaveError, Store, StoreError, fresh};
use access::{Action, Actor};
use register::email::EmailAddress;
use register::mail::Kind;
use register::share::{Draft, Known, Refusal, Share, Terms, offer};
use register::{AccountId, FileId, Moment, ShareId, TenantId};
use time::Date;

sql! {
    /// Holds the file, and writes nothing: a second click waits here, and finds what the first one wrote.
    HOLD = "UPDATE support_file SET version = version WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO share (tenant_id, file_id, number, share_id, token_hash, name, organisation, email, purpose, language, until_on, \
           made_at, made_on, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    /// What the student has yet to say yes to; its link is made when they did.
    ASK = "INSERT INTO share (tenant_id, file_id, number, share_id, token_hash, name, organisation, email, purpose, language, until_on, \
           made_at, made_on, made_by, waits, route) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, TRUE, $15)";
    /// They said yes: of two at once, one lets the mail go.
    LINK = "UPDATE share SET waits = FALSE, token_hash = $3 WHERE tenant_id = $1 AND share_id = $2 AND waits = TRUE \
            AND stopped_at IS NULL";
    /// Only one that goes on is stopped: of two who stop it at once, one does.
    STOP = "UPDATE share SET stopped_at = $3, stopped_on = $4, stopped_by = $5 \
            WHERE tenant_id = $1 AND share_id = $2 AND stopped_at IS NULL";
    UNTIL = "UPDATE share SET until_on = $3 WHERE tenant_id = $1 AND share_id = $2";
    CLOSE = "UPDATE share SET closed_on = $3 WHERE tenant_id = $1 AND share_id = $2 AND closed_on IS NULL";
    REOPEN = "UPDATE share SET closed_on = NULL WHERE tenant_id = $1 AND share_id = $2";
    OF_GUARDIANS = "SELECT email FROM guardian WHERE tenant_id = $1 AND person_id = $2 AND email IS NOT NULL";
}

/// Addresses of the student and of their parents.
pub(crate) async fn own(tx: &mut Tx, tenant: TenantId, reached: &Reached) -> Result<Vec<EmailAddress>, StoreError> {
    let guardians = rows!(tx, (String,), OF_GUARDIANS, tenant.0, reached.file.person().0)?;
    let student = reached.file.email.iter().map(|email| email.reveal().clone());
    Ok(student.chain(guardians.into_iter().map(|(email,)| email)).filter_map(|e| EmailAddress::new(&e).ok()).collect())
}

/// Makes a share of a file that is held, and lays the mail with the link down. Whoever calls tells of it in an event.
pub(crate) async fn make(
    tx: &mut Tx,
    tenant: TenantId,
    reached: &Reached,
    (draft, by): (&Draft, AccountId),
    now: Moment,
) -> Result<ShareId, SaveError<Refusal>> {
    let file = reached.file.file;
    let keys = key::open(tx, tenant, file).await?;
    let shares = of_file(tx, tenant, file, &keys).await?;
    let known = Known {
        shares: &shares,
        own: &own(tx, tenant, reached).await?,
        holds: reached.file.agreement.as_ref().is_some_and(|all| all.in_force(now.day).is_some()),
        mail: mail::on(tx, now).await?,
    };
    let terms = offer(draft, known, now.day).map_err(SaveError::Refused)?;
    let id = ShareId(fresh::id());
    open(tx, (tenant, file, id), shares.len(), &terms, (by, now)).await?;
    Ok(id)
}

/// Stops a share of a file that is held. Stopped twice, it is stopped once.
pub(crate) async fn stop(
    tx: &mut Tx,
    tenant: TenantId,
    share: ShareId,
    by: AccountId,
    now: Moment,
) -> Result<bool, StoreError> {
    Ok(run!(tx, STOP, tenant.0, share.0, now.at, now.day, by.0)? > 0)
}

/// Gives a share of a file that is held another last day.
pub(crate) async fn until(tx: &mut Tx, tenant: TenantId, share: ShareId, until: Date) -> Result<(), StoreError> {
    run!(tx, UNTIL, tenant.0, share.0, until)?;
    Ok(())
}

/// Writes a share of a file that has so many already, and the mail with its link, where there is an address.
pub(crate) async fn open(
    tx: &mut Tx,
    (tenant, file, id): (TenantId, FileId, ShareId),
    there: usize,
    terms: &Terms,
    (by, now): (AccountId, Moment),
) -> Result<(), StoreError> {
    let key = key::open_or_make(tx, tenant, file).await?;
    let token = fresh_token()?;
    let number = i64::try_from(there).unwrap_or(i64::MAX).saturating_add(1);
    let name = key.seal(Spot::share_name(number), terms.name.reveal())?;
    let organisation = key.seal(Spot::share_organisation(number), terms.organisation.reveal())?;
    let email = key.seal(Spot::share_email(number), terms.email.reveal())?;
    let hash = crate::invitation::hash(&token);
    let (purpose, language) = (terms.purpose.code(), terms.language.code());
    run!(
        tx,
        ADD,
        tenant.0,
        file.0,
        number,
        id.0,
        hash,
        name,
        organisation,
        email,
        purpose,
        language,
        terms.until,
        now.at,
        now.day,
        by.0
    )?;
    // Who has no address gets a letter, when somebody makes it.
    if terms.email.reveal().is_empty() {
        return Ok(());
    }
    let about = About { share: Some(id), ..About::default() };
    let to = (terms.email.reveal().as_str(), path(&token, terms.language));
    post(tx, tenant, (Kind::Share, terms.language), (to.0, &to.1), about, now).await
}

/// Asks a student for a share of a file that is held and has so many already, for a route of it: nothing is sent before the yes. Its
/// number.
pub(crate) async fn asked(
    tx: &mut Tx,
    (tenant, file, route): (TenantId, FileId, u32),
    there: usize,
    terms: &Terms,
    (by, now): (AccountId, Moment),
) -> Result<u32, StoreError> {
    let key = key::open_or_make(tx, tenant, file).await?;
    let number = i64::try_from(there).unwrap_or(i64::MAX).saturating_add(1);
    let name = key.seal(Spot::share_name(number), terms.name.reveal())?;
    let organisation = key.seal(Spot::share_organisation(number), terms.organisation.reveal())?;
    let email = key.seal(Spot::share_email(number), terms.email.reveal())?;
    // Of a link that nobody has: the one that is sent is made then.
    let hash = crate::invitation::hash(&fresh_token()?);
    let (id, purpose, language) = (ShareId(fresh::id()), terms.purpose.code(), terms.language.code());
    run!(
        tx,
        ASK,
        tenant.0,
        file.0,
        number,
        id.0,
        hash,
        name,
        organisation,
        email,
        purpose,
        language,
        terms.until,
        now.at,
        now.day,
        by.0,
        i64::from(route)
    )?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Whoever had to say yes to a share did: it gets its link, and the mail with it is laid down. Said twice, one mail goes.
pub(crate) async fn allowed(tx: &mut Tx, tenant: TenantId, share: &Share, now: Moment) -> Result<(), StoreError> {
    let token = fresh_token()?;
    if run!(tx, LINK, tenant.0, share.id.0, crate::invitation::hash(&token))? == 0 {
        return Ok(());
    }
    let about = About { share: Some(share.id), ..About::default() };
    let (language, to) = (share.terms.language, share.terms.email.reveal());
    post(tx, tenant, (Kind::Share, language), (to, &path(&token, language)), about, now).await
}

/// What a share was for is over: from now on it opens nothing.
pub(crate) async fn close(tx: &mut Tx, tenant: TenantId, share: ShareId, now: Moment) -> Result<(), StoreError> {
    run!(tx, CLOSE, tenant.0, share.0, now.day)?;
    Ok(())
}

/// What a share was for was over by mistake: within its day, and as long as nobody stopped it, it opens again.
pub(crate) async fn reopen(tx: &mut Tx, tenant: TenantId, share: ShareId) -> Result<(), StoreError> {
    run!(tx, REOPEN, tenant.0, share.0)?;
    Ok(())
}

impl Store {
    /// Shares what holds of a file with somebody outside the school, and writes to them. What they can do with the link is
    /// asked of them when they come.
    pub async fn share(
        &self,
        actor: &Actor,
        file: FileId,
        draft: &Draft,
        now: Moment,
    ) -> Result<ShareId, SaveError<Refusal>> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0, file.0)?;
        let reached = reach(&mut tx, actor, Action::Share, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let id = make(&mut tx, tenant, &reached, (draft, by), now).await?;
        let purpose = draft.purpose.map_or("", register::share::Purpose::code);
        let deed = Deed::new(actor, Action::Share, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(format!("share {id} {purpose}")), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Stops a share, as whoever may under `action`: the school ([`Action::Share`]) or the student ([`Action::SeeOwnShares`]).
    /// Who is reading it at that moment reads nothing more. Stopped twice, it is stopped once.
    pub async fn share_stop(
        &self,
        actor: &Actor,
        action: Action,
        share: ShareId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        let row: Row = one(&mut tx, tenant, share).await?;
        run!(tx, HOLD, tenant.0, row.file_id)?;
        let reached = reach(&mut tx, actor, action, row.file(), now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        if !stop(&mut tx, tenant, share, by, now).await? {
            return Ok(());
        }
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(format!("share {share} stopped")), now).await?;
        tx.commit().await
    }
}
