//! A letter to somebody outside the school who has no mail address: in it stand the link, and a code that opens it as long as the
//! share does. A letter that is made anew takes the place of the one before: that one opens nothing any more.

use crate::db::Tx;
use crate::session::fresh_token;
use crate::{SaveError, Store, StoreError, fresh};
use register::share::Share;
use register::share::code::{self, OpenRefusal};
use register::{Moment, ShareId, TenantId};

sql! {
    TOKEN = "UPDATE share SET token_hash = $3 WHERE tenant_id = $1 AND share_id = $2";
    LAST = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM share_code WHERE tenant_id = $1 AND share_id = $2";
    ADD = "INSERT INTO share_code (tenant_id, share_id, number, code_hash, made_at, tries, letter) VALUES ($1, $2, $3, $4, $5, 0, TRUE)";
    /// Who comes in with the letter of before holds it: waited for, so that the number that follows theirs is taken here, and no other.
    HOLD = "UPDATE share_code SET tries = tries WHERE tenant_id = $1 AND share_id = $2 AND letter = TRUE";
    /// Whoever came in with a letter that was lost is out.
    OUT = "UPDATE share_code SET visit_ends = $3 WHERE tenant_id = $1 AND share_id = $2 AND visit_ends > $3";
    NEWEST = "SELECT number FROM share_code WHERE tenant_id = $1 AND share_id = $2 AND letter = TRUE ORDER BY number DESC LIMIT 1";
    /// A try counts before the code is held against it: of many at once none goes uncounted.
    TRY = "UPDATE share_code SET tries = tries + 1 WHERE tenant_id = $1 AND share_id = $2 AND number = $3 AND tries < $4 \
           RETURNING code_hash";
    RIGHT = "UPDATE share_code SET tries = 0 WHERE tenant_id = $1 AND share_id = $2 AND number = $3";
    CAME = "INSERT INTO share_code (tenant_id, share_id, number, code_hash, made_at, tries, used_at, visit_hash, visit_ends) \
            VALUES ($1, $2, $3, $4, $5, 0, $5, $6, $7)";
}

async fn last(tx: &mut Tx, tenant: TenantId, share: ShareId) -> Result<i64, StoreError> {
    Ok(row!(tx, (i64,), LAST, tenant.0, share.0)?.map_or(0, |(number,)| number))
}

/// The number of the code that stands in the newest letter; `None` for who is written to by mail, and before a letter is made.
pub(super) async fn newest(tx: &mut Tx, tenant: TenantId, share: ShareId) -> Result<Option<i64>, StoreError> {
    Ok(row!(tx, (i64,), NEWEST, tenant.0, share.0)?.map(|(number,)| number))
}

impl Store {
    /// Draws what stands in a letter: what makes the link, and the code. They are told nowhere else. For a file that is held;
    /// whoever calls tells of it in an event.
    pub(crate) async fn letter_make(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        share: &Share,
        now: Moment,
    ) -> Result<(String, String), StoreError> {
        let (token, digits) = (fresh_token()?, draw()?);
        run!(tx, HOLD, tenant.0, share.id.0)?;
        let number = last(tx, tenant, share.id).await?.saturating_add(1);
        run!(tx, OUT, tenant.0, share.id.0, now.at)?;
        run!(tx, TOKEN, tenant.0, share.id.0, crate::invitation::hash(&token))?;
        run!(tx, ADD, tenant.0, share.id.0, number, self.code_hash(share, &digits)?, now.at)?;
        Ok((token, digits))
    }

    /// Lets somebody in who typed the code of a letter; what their browser shows to stay in.
    ///
    /// # Errors
    /// Why not.
    pub(super) async fn letter_enter(
        &self,
        mut tx: Tx,
        (tenant, share): (TenantId, &Share),
        number: i64,
        typed: &str,
        now: Moment,
    ) -> Result<String, SaveError<OpenRefusal>> {
        let refused = |why| Err(SaveError::Refused(why));
        let Some(digits) = code::typed(typed) else { return refused(OpenRefusal::Wrong) };
        let tried = row!(tx, (Vec<u8>,), TRY, tenant.0, share.id.0, number, code::LETTER_TRIES)?;
        let Some((hash,)) = tried else { return refused(OpenRefusal::NeedsNew) };
        // While this was waited for somebody made another letter: this one opens nothing any more.
        if newest(&mut tx, tenant, share.id).await? != Some(number) {
            return refused(OpenRefusal::NeedsNew);
        }
        if hash != self.code_hash(share, &digits)? {
            tx.commit().await?;
            return refused(OpenRefusal::Wrong);
        }
        let visit = fresh_token()?;
        let (held, ends) = (crate::invitation::hash(&visit), now.at + code::VISIT);
        let next = last(&mut tx, tenant, share.id).await?.saturating_add(1);
        run!(tx, RIGHT, tenant.0, share.id.0, number)?;
        match run!(tx, CAME, tenant.0, share.id.0, next, hash, now.at, held, ends) {
            // Two who come in at the same moment: one of them types it once more.
            Err(error) if error.is_duplicate() => return refused(OpenRefusal::Wrong),
            other => other?,
        };
        tx.commit().await?;
        Ok(visit)
    }
}

/// Six digits, each as likely as any other.
pub(super) fn draw() -> Result<String, StoreError> {
    loop {
        let number = u32::from_be_bytes(fresh::bytes::<4>()?);
        // The last, incomplete million would make some digits likelier.
        if number < u32::MAX - u32::MAX % 1_000_000 {
            return Ok(code::written(number));
        }
    }
}
