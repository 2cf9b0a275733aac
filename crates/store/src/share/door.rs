//! How somebody outside the school comes in: a code is sent to the address that the school entered, and typed once.

use super::letter;
use super::read::ended;
use super::row::{Row, by_token, path, school};
use crate::db::Tx;
use crate::file::key;
use crate::keys::Purpose;
use crate::mail::{About, post};
use crate::session::fresh_token;
use crate::{SaveError, Store, StoreError};
use register::email::EmailAddress;
use register::invitation::Language;
use register::mail::Kind;
use register::share::code::{self, OpenRefusal, SendRefusal, Sent};
use register::share::{Share, State};
use register::{Moment, TenantId};
use time::OffsetDateTime;

sql! {
    CODES = "SELECT number, made_at, tries, used_at IS NOT NULL FROM share_code WHERE tenant_id = $1 AND share_id = $2 \
             ORDER BY number DESC LIMIT 25";
    ADD = "INSERT INTO share_code (tenant_id, share_id, number, code_hash, made_at, tries) VALUES ($1, $2, $3, $4, $5, 0)";
    /// A try counts before the code is held against it: of many at once none goes uncounted.
    TRY = "UPDATE share_code SET tries = tries + 1 WHERE tenant_id = $1 AND share_id = $2 AND number = $3 AND tries < $4 \
           AND used_at IS NULL RETURNING code_hash";
    USE = "UPDATE share_code SET used_at = $4, visit_hash = $5, visit_ends = $6 WHERE tenant_id = $1 AND share_id = $2 AND number = $3 \
           AND used_at IS NULL";
    LEAVE = "UPDATE share_code SET visit_ends = $4 WHERE tenant_id = $1 AND share_id = $2 AND visit_hash = $3 AND visit_ends > $4";
}

/// What whoever has the link sees before they are let in: nothing about anybody.
#[derive(Debug, Clone)]
pub struct Door {
    /// By which school they are asked.
    pub school: String,
    /// Where the share stands.
    pub state: State,
    /// In which language they are written to.
    pub language: Language,
    /// A code was sent that can still be typed.
    pub sent: bool,
    /// The code stands in a letter: none is sent.
    pub letter: bool,
}

/// The share of a link, opened.
async fn shared(tx: &mut Tx, token: &str) -> Result<Share, StoreError> {
    let row: Row = by_token(tx, token).await?;
    let keys = key::open(tx, row.tenant(), row.file()).await?;
    row.share(&keys)
}

/// The share of a link that lets somebody in today: one that is over, stopped, or has nothing left to rest on does not.
async fn open_share(tx: &mut Tx, token: &str, now: Moment) -> Result<(TenantId, Share), StoreError> {
    let row: Row = by_token(tx, token).await?;
    let (tenant, file) = (row.tenant(), row.file());
    let keys = key::open(tx, tenant, file).await?;
    let share = row.share(&keys)?;
    if share.state(now.day) != State::Open || ended(tx, (tenant, file), &share, now).await? {
        return Err(StoreError::NotFound);
    }
    Ok((tenant, share))
}

/// The codes that were sent, the newest first, with their numbers.
async fn codes(tx: &mut Tx, tenant: uuid::Uuid, share: &Share) -> Result<Vec<(i64, Sent)>, StoreError> {
    let found = rows!(tx, (i64, OffsetDateTime, i64, bool), CODES, tenant, share.id.0)?;
    Ok(found.into_iter().map(|(number, at, tries, used)| (number, Sent { at, tries, used })).collect())
}

impl Store {
    /// What stands behind a link. Looking uses nothing up, and shows nobody.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a link that was never made.
    pub async fn share_door(&self, token: &str, now: Moment) -> Result<Door, StoreError> {
        let mut tx = self.begin_reading().await?;
        let row = by_token(&mut tx, token).await?;
        let (tenant, file) = (row.tenant(), row.file());
        let share = shared(&mut tx, token).await?;
        let newest = codes(&mut tx, tenant.0, &share).await?.first().map(|(_, sent)| *sent);
        let state = match share.state(now.day) {
            State::Open if ended(&mut tx, (tenant, file), &share, now).await? => State::Over,
            state @ (State::Waits | State::Open | State::Over | State::Stopped) => state,
        };
        Ok(Door {
            school: school(&mut tx, tenant).await?,
            state,
            language: share.terms.language,
            letter: letter::newest(&mut tx, tenant, share.id).await?.is_some(),
            sent: code::may_try(newest, now.at).is_ok(),
        })
    }

    /// Sends a code to the address of a share.
    ///
    /// # Errors
    /// Why none is sent; [`StoreError::NotFound`] for a share that is over or stopped.
    pub async fn share_code(&self, token: &str, now: Moment) -> Result<(), SaveError<SendRefusal>> {
        let mut tx = self.begin().await?;
        let (tenant, share) = open_share(&mut tx, token, now).await?;
        // An address whose text was erased is none: there is nobody left to send it to.
        if EmailAddress::new(share.terms.email.reveal()).is_err() {
            return Err(StoreError::NotFound.into());
        }
        let before = codes(&mut tx, tenant.0, &share).await?;
        let sent: Vec<Sent> = before.iter().map(|(_, sent)| *sent).collect();
        code::may_send(&sent, now.at).map_err(SaveError::Refused)?;
        let number = before.first().map_or(1, |(number, _)| number.saturating_add(1));
        let digits = letter::draw()?;
        let added = run!(tx, ADD, tenant.0, share.id.0, number, self.code_hash(&share, &digits)?, now.at);
        match added {
            // Two clicks at once: the other one was first.
            Err(error) if error.is_duplicate() => return Err(SaveError::Refused(SendRefusal::Soon)),
            other => other?,
        };
        let about = About { share: Some(share.id), code: Some((number, &digits)), ..About::default() };
        let (language, to) = (share.terms.language, share.terms.email.reveal());
        post(&mut tx, tenant, (Kind::Code, language), (to, &path(token, language)), about, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets somebody in who typed a code; what their browser shows to stay in, for [`code::VISIT`].
    ///
    /// # Errors
    /// Why not; [`StoreError::NotFound`] for a share that is over or stopped.
    pub async fn share_enter(&self, token: &str, typed: &str, now: Moment) -> Result<String, SaveError<OpenRefusal>> {
        let refused = |why| Err(SaveError::Refused(why));
        let mut tx = self.begin().await?;
        let (tenant, share) = open_share(&mut tx, token, now).await?;
        if let Some(number) = letter::newest(&mut tx, tenant, share.id).await? {
            return self.letter_enter(tx, (tenant, &share), number, typed, now).await;
        }
        let newest = codes(&mut tx, tenant.0, &share).await?.into_iter().next();
        code::may_try(newest.map(|(_, sent)| sent), now.at).map_err(SaveError::Refused)?;
        let Some((number, _)) = newest else { return refused(OpenRefusal::NeedsNew) };
        // What is no code at all costs no try: a slip of the hand.
        let Some(digits) = code::typed(typed) else { return refused(OpenRefusal::Wrong) };
        let Some((hash,)) = row!(tx, (Vec<u8>,), TRY, tenant.0, share.id.0, number, code::TRIES)? else {
            return refused(OpenRefusal::NeedsNew);
        };
        if hash != self.code_hash(&share, &digits)? {
            tx.commit().await?;
            return refused(OpenRefusal::Wrong);
        }
        let visit = fresh_token()?;
        let (held, ends) = (crate::invitation::hash(&visit), now.at + code::VISIT);
        if run!(tx, USE, tenant.0, share.id.0, number, now.at, held, ends)? == 0 {
            return refused(OpenRefusal::NeedsNew);
        }
        tx.commit().await?;
        Ok(visit)
    }

    /// Ends a visit.
    pub async fn share_leave(&self, token: &str, visit: &str, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let row = by_token(&mut tx, token).await?;
        run!(tx, LEAVE, row.tenant_id, row.share_id, crate::invitation::hash(visit), now.at)?;
        tx.commit().await
    }

    pub(super) fn code_hash(&self, share: &Share, digits: &str) -> Result<Vec<u8>, StoreError> {
        let parts: [&[u8]; 3] = [b"share code", share.id.0.as_bytes(), digits.as_bytes()];
        Ok(self.keys.mac(self.keys.current(), Purpose::Throttle, &parts)?.to_vec())
    }
}
