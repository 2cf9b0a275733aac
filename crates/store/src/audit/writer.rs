//! Looks are written down by one writer per store, many in one commit.
//!
//! A page reads in a snapshot of its own and holds no lock meanwhile. What it is about to show becomes one event; the
//! event goes to the writer, and nothing is shown before the writer says that it is on disk ([`Store::looked`] is the
//! last thing a reading function does). While one commit waits for the disk the next events gather, and go together.
//! Danger: a function that shows somebody and does not end in `looked` shows them without a trace.

use super::Deed;
use super::chain::{self, Entry};
use crate::db::Tx;
use crate::{Store, StoreError};
use register::{Moment, TenantId};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// The most events of one commit: more would make a save beside it wait longer than a look is worth.
const MOST: usize = 256;
/// How many events may wait to be taken up; who comes then waits for a place.
const WAITING: usize = 1024;

/// After how many commits the log of the database is looked at.
const FOLD: u32 = 64;

/// A look on its way to the disk, and who waits for that.
struct Look {
    tenant: TenantId,
    event: Entry,
    done: oneshot::Sender<Result<(), String>>,
}

/// The writer of a store; begun by the first look.
#[derive(Debug, Default)]
pub(crate) struct Writer(Mutex<Option<Running>>);

#[derive(Debug)]
struct Running {
    queue: mpsc::Sender<Look>,
    task: JoinHandle<()>,
}

impl Writer {
    /// Where looks go. A writer that has died is begun anew: what it held was refused, not lost.
    fn queue(&self, store: &Store) -> mpsc::Sender<Look> {
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*place {
            Some(running) if !running.queue.is_closed() => running.queue.clone(),
            _ => {
                let (queue, looks) = mpsc::channel(WAITING);
                let task = tokio::spawn(write_down(store.without_writer(), looks));
                *place = Some(Running { queue: queue.clone(), task });
                queue
            }
        }
    }

    /// Takes no more looks and waits until those that came are on disk.
    pub(crate) async fn stop(&self) {
        let running = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Running { queue, task }) = running {
            drop(queue);
            // A writer that panicked has told who waited; there is nothing left to wait for.
            drop(task.await);
        }
    }
}

impl Store {
    /// Ends a look: its snapshot is given back, and its event is on disk when this returns without error. What is to be
    /// shown must not leave before.
    ///
    /// # Errors
    /// [`StoreError::Unwritten`]: then nothing may be shown.
    pub(crate) async fn looked(&self, mut tx: Tx, deed: Deed<'_>, now: Moment) -> Result<(), StoreError> {
        let tenant = deed.actor.tenant();
        let payload = tx.payload(deed).await?;
        // Before waiting: a connection that waits for the disk would keep another page from reading.
        tx.commit().await?;
        let (done, written) = oneshot::channel();
        let look = Look { tenant, event: Entry { payload, now, wrote: Vec::new() }, done };
        let gone = |_| StoreError::Unwritten("the writer of looks has stopped".to_owned());
        self.writer.queue(self).send(look).await.map_err(|_| gone(()))?;
        written.await.map_err(|_| gone(()))?.map_err(StoreError::Unwritten)
    }
}

/// Writes looks down as they come, until no store is left that could send one.
async fn write_down(store: Store, mut looks: mpsc::Receiver<Look>) {
    let mut batch = Vec::with_capacity(MOST);
    let mut commits = 0_u32;
    while looks.recv_many(&mut batch, MOST).await > 0 {
        commits = commits.wrapping_add(1);
        if commits.is_multiple_of(FOLD)
            && let Err(error) = store.fold_log().await
        {
            tracing::warn!(%error, "the log of the database was not folded");
        }
        // The school's order in the chain is the order in which they came.
        let mut schools: BTreeMap<TenantId, (Vec<Entry>, Vec<oneshot::Sender<_>>)> = BTreeMap::new();
        for look in batch.drain(..) {
            let (events, waiting) = schools.entry(look.tenant).or_default();
            events.push(look.event);
            waiting.push(look.done);
        }
        let all: Vec<(TenantId, &[Entry])> = schools.iter().map(|(tenant, (events, _))| (*tenant, &**events)).collect();
        let all = commit(&store, &all).await;
        let several = schools.len() > 1;
        for (tenant, (events, waiting)) in schools {
            // What is wrong with the chain of one school is no reason to refuse the pages of another.
            let outcome = match &all {
                Err(_) if several => commit(&store, &[(tenant, &events)]).await,
                Err(error) => Err(error.to_string()),
                Ok(()) => Ok(()),
            };
            for done in waiting {
                // Whoever has gone away meanwhile was not shown anything.
                let _ = done.send(outcome.clone());
            }
        }
    }
}

/// Commits the events of these schools together. Chains are taken in the order of the schools, so that two writers on one
/// database cannot wait for each other.
async fn commit(store: &Store, schools: &[(TenantId, &[Entry])]) -> Result<(), String> {
    let write = async {
        let mut tx = store.begin().await?;
        for (tenant, events) in schools {
            chain::append(&mut tx, *tenant, events).await?;
        }
        tx.commit().await
    };
    write.await.map_err(|error: StoreError| error.to_string())
}
