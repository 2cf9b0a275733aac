//! Counting attempts, so that guessing passwords is slow. Kept in the database because app servers are stateless.

use crate::keys::Purpose;
use crate::{Store, StoreError};
use register::Moment;

sql! {
    HIT = "INSERT INTO throttle (key_hash, window_start, attempts) VALUES ($1, $2, 1) \
           ON CONFLICT (key_hash, window_start) DO UPDATE SET attempts = throttle.attempts + 1 RETURNING attempts";
    FORGET = "DELETE FROM throttle WHERE window_start < $1";
}

impl Store {
    /// Counts one attempt under a key (an address, an account name), kept as a keyed hash only.
    /// Whether it is still within `limit` attempts per window of `seconds`.
    pub async fn throttle(&self, key: &[u8], limit: i64, seconds: i64, now: Moment) -> Result<bool, StoreError> {
        let hash = self.keys.mac(self.keys.current(), Purpose::Throttle, &[key])?;
        let window = now.at.unix_timestamp().div_euclid(seconds) * seconds;
        let mut tx = self.begin().await?;
        run!(tx, FORGET, window - 10 * seconds)?;
        let (attempts,) = row!(tx, (i64,), HIT, hash.as_slice(), window)?.ok_or(StoreError::NotFound)?;
        tx.commit().await?;
        Ok(attempts <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    crate::on_both! {
        /// Five attempts pass, the sixth does not, another key is not touched, and the next window starts anew.
        async fn attempts_beyond_the_limit_are_refused(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00:00 UTC), day: date!(2026-09-01) };
            for _ in 0..5 {
                assert!(store.throttle(b"a", 5, 60, now).await.unwrap());
            }
            assert!(!store.throttle(b"a", 5, 60, now).await.unwrap());
            assert!(store.throttle(b"b", 5, 60, now).await.unwrap());
            let later = Moment { at: datetime!(2026-09-01 10:01:00 UTC), ..now };
            assert!(store.throttle(b"a", 5, 60, later).await.unwrap());
        }
    }
}
