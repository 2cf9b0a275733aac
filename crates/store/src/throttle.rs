//! What the limits of signing in have counted. Keys are hashed: no address or name stands here in clear.
//!
//! How many are too many is not decided here: whoever asks hands in the rule.

use crate::keys::Purpose;
use crate::{Store, StoreError};
use register::Moment;

sql! {
    /// Reads and, on PostgreSQL, locks: of two attempts at once the second sees what the first has counted.
    HOLD = "INSERT INTO throttle (key_hash, failures, failed_at) VALUES ($1, 0, $2) \
            ON CONFLICT (key_hash) DO UPDATE SET failures = throttle.failures RETURNING failures, failed_at";
    COUNT = "UPDATE throttle SET failures = $2, failed_at = $3 WHERE key_hash = $1";
    BACK = "UPDATE throttle SET failures = failures - 1 WHERE key_hash = $1 AND failures > 0";
    CLEAR = "DELETE FROM throttle WHERE key_hash = $1";
    FORGET = "DELETE FROM throttle WHERE failed_at < $1 OR failed_at > $2";
}

/// How long a count is kept, in seconds; every rule has forgotten by then.
const KEPT: i64 = 2 * 24 * 60 * 60;

/// What was counted under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many failures, as they stood at the last one.
    pub failures: i64,
    /// When the last one was, in seconds since 1970.
    pub at: i64,
}

impl Store {
    /// Asks whether an attempt may be made, and counts it at once under every key when it may: so there is no moment in
    /// which many guesses at once go uncounted. A good one is given back with [`Store::throttle_good`].
    ///
    /// `rule` gets what stands under each key, in the order of the keys, and the present in seconds. It answers how many
    /// seconds to wait, or what to write under each key.
    pub async fn throttle(
        &self,
        keys: &[Vec<u8>],
        now: Moment,
        rule: impl FnOnce(&[Tally], i64) -> Result<Vec<i64>, u32> + Send,
    ) -> Result<Result<(), u32>, StoreError> {
        let second = now.at.unix_timestamp();
        let hashes = self.hashes(keys)?;
        // One order for everybody, so that no two wait for each other.
        let mut order: Vec<usize> = (0..hashes.len()).collect();
        order.sort_by(|a, b| hashes[*a].cmp(&hashes[*b]));
        let mut tallies = vec![Tally::default(); hashes.len()];
        let mut tx = self.begin().await?;
        run!(tx, FORGET, second - KEPT, second + KEPT)?;
        for place in order {
            let held = row!(tx, (i64, i64), HOLD, hashes[place].as_slice(), second)?;
            let (failures, at) = held.ok_or(StoreError::NotFound)?;
            tallies[place] = Tally { failures, at };
        }
        let counts = match rule(&tallies, second) {
            Ok(counts) => counts,
            Err(wait) => return Ok(Err(wait)),
        };
        for (hash, count) in hashes.iter().zip(counts) {
            run!(tx, COUNT, hash.as_slice(), count, second)?;
        }
        tx.commit().await?;
        Ok(Ok(()))
    }

    /// The attempt was a good one: it is taken back under `lasting` keys, and `own` keys are forgotten altogether.
    pub async fn throttle_good(&self, lasting: &[Vec<u8>], own: &[Vec<u8>]) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let mut all: Vec<(Vec<u8>, bool)> = self.hashes(lasting)?.into_iter().map(|hash| (hash, false)).collect();
        all.extend(self.hashes(own)?.into_iter().map(|hash| (hash, true)));
        all.sort();
        for (hash, forget) in all {
            if forget {
                run!(tx, CLEAR, hash)?;
            } else {
                run!(tx, BACK, hash)?;
            }
        }
        tx.commit().await
    }

    fn hashes(&self, keys: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, StoreError> {
        let hash = |key: &Vec<u8>| Ok(self.keys.mac(self.keys.current(), Purpose::Throttle, &[key])?.to_vec());
        keys.iter().map(hash).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    /// Three and no more.
    fn three(tallies: &[Tally], _: i64) -> Result<Vec<i64>, u32> {
        if tallies.iter().any(|t| t.failures >= 3) {
            Err(9)
        } else {
            Ok(tallies.iter().map(|t| t.failures + 1).collect())
        }
    }

    fn keys(names: &[&str]) -> Vec<Vec<u8>> {
        names.iter().map(|name| name.as_bytes().to_vec()).collect()
    }

    crate::on_both! {
        async fn attempts_are_counted_under_every_key_until_the_rule_says_no(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00:00 UTC), day: date!(2026-09-01) };
            for _ in 0..3 {
                assert_eq!(store.throttle(&keys(&["b", "a"]), now, three).await.unwrap(), Ok(()));
            }
            assert_eq!(store.throttle(&keys(&["a", "c"]), now, three).await.unwrap(), Err(9));
            // What was refused is counted nowhere, and another key was not touched.
            let mut seen = Vec::new();
            store.throttle(&keys(&["c", "b"]), now, |t, _| { seen = t.to_vec(); Err(1) }).await.unwrap().unwrap_err();
            assert_eq!(seen.iter().map(|t| t.failures).collect::<Vec<_>>(), [0, 3]);
        }

        async fn a_good_attempt_is_given_back(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00:00 UTC), day: date!(2026-09-01) };
            for _ in 0..9 {
                assert_eq!(store.throttle(&keys(&["a", "b"]), now, three).await.unwrap(), Ok(()));
                store.throttle_good(&keys(&["a"]), &keys(&["b"])).await.unwrap();
            }
        }

        /// Many at once: not one more than the rule allows.
        async fn guesses_at_once_are_all_counted(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00:00 UTC), day: date!(2026-09-01) };
            let tries: Vec<_> = (0..12).map(|n| {
                let (store, order) = (store.clone(), if n % 2 == 0 { ["a", "b"] } else { ["b", "a"] });
                tokio::spawn(async move { store.throttle(&keys(&order), now, three).await.unwrap() })
            }).collect();
            let mut passed = 0;
            for one in tries {
                passed += usize::from(one.await.unwrap().is_ok());
            }
            assert_eq!(passed, 3);
        }

        /// A clock that ran ahead leaves nothing that lasts.
        async fn counts_of_long_ago_or_of_the_future_are_forgotten(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00:00 UTC), day: date!(2026-09-01) };
            let ahead = Moment { at: datetime!(2036-09-01 10:00:00 UTC), day: date!(2036-09-01) };
            for _ in 0..3 {
                assert_eq!(store.throttle(&keys(&["a"]), ahead, three).await.unwrap(), Ok(()));
            }
            assert_eq!(store.throttle(&keys(&["a"]), now, three).await.unwrap(), Ok(()));
        }
    }
}
