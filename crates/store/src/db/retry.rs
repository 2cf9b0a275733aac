//! Trying a whole transaction again, when the database says that two of them got in each other's way.
//!
//! Locks are taken in one order (`file::lock`), so this is for what no order prevents: two that make the same row at one
//! moment, a page split, a checkpoint. Nothing of the failed try stays, and the next one reads everything anew.

use crate::StoreError;
use std::time::Duration;

/// How often a transaction is tried in all.
const TRIES: u32 = 6;

/// An error that knows whether the same transaction, tried again, may well succeed.
pub(crate) trait Again {
    /// Whether it may.
    fn again(&self) -> bool;
}

impl Again for StoreError {
    fn again(&self) -> bool {
        self.is_transient() || self.is_duplicate()
    }
}

/// Whether to try again after so many tries.
pub(crate) fn may<E: Again>(error: &E, tried: u32) -> bool {
    tried + 1 < TRIES && error.again()
}

/// Waits a little, longer each time: 4, 8, 16 ... milliseconds.
pub(crate) async fn pause(tried: u32) {
    tokio::time::sleep(Duration::from_millis(2 << tried.min(8))).await;
}

/// Runs `$once`, a call that begins and commits a transaction of its own, until it succeeds or fails for a reason of its
/// own. What it is given must survive a failed try: pass references, or clones.
macro_rules! retry {
    ($once:expr) => {{
        let mut tried = 0_u32;
        loop {
            match $once.await {
                Err(error) if $crate::db::retry::may(&error, tried) => {
                    tried += 1;
                    $crate::db::retry::pause(tried).await;
                }
                done => break done,
            }
        }
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Failed(bool);

    impl Again for Failed {
        fn again(&self) -> bool {
            self.0
        }
    }

    /// Fails with each of these in turn, then succeeds; how often it was tried in the end.
    async fn after(fails: Vec<Failed>) -> Result<usize, Failed> {
        let (mut fails, tries) = (fails.into_iter(), std::cell::Cell::new(0));
        let once = async |fail: Option<Failed>| {
            tries.set(tries.get() + 1);
            fail.map_or(Ok(tries.get()), Err)
        };
        retry!(once(fails.next()))
    }

    #[tokio::test]
    async fn what_gave_way_is_tried_again_and_what_is_wrong_is_not() {
        let way = |n: usize| (0..n).map(|_| Failed(true)).collect::<Vec<_>>();
        assert_eq!(after(vec![]).await, Ok(1));
        assert_eq!(after(way(3)).await, Ok(4));
        assert_eq!(after(vec![Failed(true), Failed(false)]).await, Err(Failed(false)));
        assert_eq!(after(way(99)).await, Err(Failed(true)), "not for ever");
    }
}
