//! Counting attempts, so that guessing passwords is slow. Kept in the database because app servers are stateless.

use crate::keys::Purpose;
use crate::{Store, StoreError};
use register::Moment;

sql! {
    HIT = "INSERT INTO throttle (key_hash, window_start, attempts) VALUES ($1, $2, 1) \
           ON CONFLICT (key_hash, window_start) DO UPDATE SET attempts = throttle.attempts + 1 RETURNING attempts";
    BACK = "UPDATE throttle SET attempts = attempts - 1 WHERE key_hash = $1 AND window_start = $2 AND attempts > 0";
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

    /// Takes one attempt back: it was a good one, and only bad ones count. Counting first and giving back later leaves no
    /// moment in which many guesses at once go uncounted.
    pub async fn throttle_back(&self, key: &[u8], seconds: i64, now: Moment) -> Result<(), StoreError> {
        let hash = self.keys.mac(self.keys.current(), Purpose::Throttle, &[key])?;
        let window = now.at.unix_timestamp().div_euclid(seconds) * seconds;
        let mut tx = self.begin().await?;
        run!(tx, BACK, hash.as_slice(), window)?;
        tx.commit().await
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

        /// Whoever signs in well may do so as often as they like.
        async fn a_good_attempt_is_given_back(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00:00 UTC), day: date!(2026-09-01) };
            for _ in 0..9 {
                assert!(store.throttle(b"a", 2, 60, now).await.unwrap());
                store.throttle_back(b"a", 60, now).await.unwrap();
            }
            for _ in 0..2 {
                assert!(store.throttle(b"a", 2, 60, now).await.unwrap());
            }
            assert!(!store.throttle(b"a", 2, 60, now).await.unwrap());
        }
    }
}
