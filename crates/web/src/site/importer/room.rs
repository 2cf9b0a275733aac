//! Where files wait, and the thread on which they are read and carried out: a file of 50,000 students takes seconds of a
//! processor, and no page waits for it.
//!
//! A file is in memory from its upload until it was carried out, was taken away, or has waited [`WAITS`]; then it is gone,
//! also when nobody comes back. A program that stops forgets it: nothing was promised yet. What an import that was cut off
//! had not done is finished by the same file, as in the shell.

use super::{Allowed, Beside, Done, Found, Given, Importer, NoImporter, StaffDone, What};
use access::Actor;
use register::{AccountId, Moment, TenantId};
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::{Store, StoreError};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// The largest file, in bytes: DUO's file of the largest school, ten times.
pub const FILE_LIMIT: usize = 64 << 20;

/// How many bytes wait in all.
const ALL: usize = 2 * FILE_LIMIT;

/// How long a file waits to be carried out, and how long is told what became of it.
pub const WAITS: Duration = Duration::from_secs(30 * 60);

/// How many are read or carried out at once: the others stand in line.
const AT_ONCE: usize = 1;

/// Names a file that waits, in the form that asks whether it may: so that a word in one tab is not taken for the file of
/// another. Drawn, and of use to nobody but who brought it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UploadId([u8; 16]);

impl UploadId {
    /// From bytes of chance.
    pub fn new(chance: [u8; 32]) -> Self {
        let mut id = [0; 16];
        id.copy_from_slice(&chance[..16]);
        Self(id)
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for UploadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UploadId")
    }
}

impl FromStr for UploadId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut id = [0; 16];
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(());
        }
        for (at, byte) in id.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2).ok_or(())?, 16).map_err(|_| ())?;
        }
        Ok(Self(id))
    }
}

/// Where a file stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// It was shown and waits for a word. `again`: it was to be carried out, and would do something else by now.
    Waits {
        /// What it would do.
        found: Arc<Found>,
        /// It is shown again, because something came between.
        again: bool,
    },
    /// It is being carried out: students done, of how many.
    Runs(usize, usize),
    /// It was carried out; of a list of staff what came of it.
    Carried(Option<StaffDone>),
    /// It was not, or not wholly: the same file finishes it.
    Failed,
}

/// The word that a file may be carried out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// So many rows of a kind may end.
    pub up_to: Option<usize>,
    /// Whoever is new is invited by mail.
    pub by_mail: bool,
}

/// A file that was brought.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its name.
    pub id: UploadId,
    /// What kind.
    pub what: What,
    /// Where it stands.
    pub stands: Stands,
}

struct Upload {
    id: UploadId,
    what: What,
    beside: Arc<Beside>,
    /// Gone as soon as it was carried out.
    bytes: Arc<Vec<u8>>,
    stands: Stands,
}

/// Whose a file is: one school's and one person's.
type Owner = (TenantId, AccountId);

/// One file for each person.
#[derive(Default)]
struct Shelf(Mutex<HashMap<Owner, Upload>>);

impl Shelf {
    fn open(&self) -> MutexGuard<'_, HashMap<Owner, Upload>> {
        // Whoever fell over while holding it left each upload whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The importer, the files that wait, and the line before it.
pub struct ImportRoom {
    importer: Arc<dyn Importer>,
    shelf: Arc<Shelf>,
    places: Arc<Semaphore>,
    waits: Duration,
}

impl Default for ImportRoom {
    fn default() -> Self {
        Self::new(Arc::new(NoImporter))
    }
}

/// Why a file was not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// Too many others wait.
    Full,
    /// The file that this person brought before is being carried out.
    Busy,
    /// The store's own.
    Store(StoreError),
}

impl ImportRoom {
    /// A room around an importer.
    pub fn new(importer: Arc<dyn Importer>) -> Self {
        Self { importer, shelf: Arc::default(), places: Arc::new(Semaphore::new(AT_ONCE)), waits: WAITS }
    }

    /// The same, where a file waits otherwise than [`WAITS`].
    #[must_use]
    pub const fn waiting(mut self, waits: Duration) -> Self {
        self.waits = waits;
        self
    }

    /// How many bytes wait, of everybody.
    pub fn held(&self) -> usize {
        self.shelf.open().values().map(|one| one.bytes.len()).sum()
    }

    /// Reads a file and keeps it under a name. What the same person had waiting goes: who looks at a second file has let the
    /// first one go.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub async fn take(
        &self,
        (store, actor, now): (&Store, &Actor, Moment),
        (id, what): (UploadId, What),
        (bytes, beside): (Vec<u8>, Beside),
    ) -> Result<(), NotTaken> {
        let owner = owner(actor).ok_or(NotTaken::Store(StoreError::NotFound))?;
        let (bytes, beside) = (Arc::new(bytes), Arc::new(beside));
        {
            let mut shelf = self.shelf.open();
            if matches!(shelf.get(&owner), Some(Upload { stands: Stands::Runs(..), .. })) {
                return Err(NotTaken::Busy);
            }
            shelf.remove(&owner);
            let waiting: usize = shelf.values().map(|one| one.bytes.len()).sum();
            // What is being looked at, one file at a time, comes on top.
            if waiting + bytes.len() > ALL {
                return Err(NotTaken::Full);
            }
        }
        let (importer, mine, said) = (Arc::clone(&self.importer), Arc::clone(&bytes), Arc::clone(&beside));
        let (of, by) = (store.clone(), actor.clone());
        let found = self
            .alone(move |handle| {
                let given = Given { store: &of, actor: &by, what, bytes: &mine, beside: &said, now };
                handle.block_on(importer.look(given))
            })
            .await
            .map_err(NotTaken::Store)?;
        // What cannot be carried out has no use for its bytes, unless somebody may say which column is which.
        let of_use = found.plan.is_some() || !found.headings.is_empty();
        let bytes = if of_use { bytes } else { Arc::default() };
        let stands = Stands::Waits { found: Arc::new(found), again: false };
        self.shelf.open().insert(owner, Upload { id, what, beside, bytes, stands });
        let (shelf, waits) = (Arc::clone(&self.shelf), self.waits);
        drop(tokio::spawn(async move {
            loop {
                tokio::time::sleep(waits).await;
                let mut shelf = shelf.open();
                match shelf.get(&owner).filter(|one| one.id == id) {
                    // One that runs is told about for as long again.
                    Some(Upload { stands: Stands::Runs(..), .. }) => {}
                    Some(_) => return drop(shelf.remove(&owner)),
                    None => return,
                }
            }
        }));
        Ok(())
    }

    /// Looks at a file that waits once more, with other words beside it. One that another tab brought since stays as it is.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub async fn look_again(
        &self,
        (store, actor, now): (&Store, &Actor, Moment),
        id: UploadId,
        columns: Vec<(String, String)>,
    ) -> Result<(), NotTaken> {
        let owner = owner(actor).ok_or(NotTaken::Store(StoreError::NotFound))?;
        let (what, bytes, source) = {
            let shelf = self.shelf.open();
            let waits = |one: &&Upload| one.id == id && matches!(one.stands, Stands::Waits { .. });
            let Some(one) = shelf.get(&owner).filter(waits) else { return Ok(()) };
            (one.what, Arc::clone(&one.bytes), one.beside.source.clone())
        };
        let beside = Arc::new(Beside { source, columns });
        let (importer, mine, said) = (Arc::clone(&self.importer), Arc::clone(&bytes), Arc::clone(&beside));
        let (of, by) = (store.clone(), actor.clone());
        let found = self
            .alone(move |handle| {
                let given = Given { store: &of, actor: &by, what, bytes: &mine, beside: &said, now };
                handle.block_on(importer.look(given))
            })
            .await
            .map_err(NotTaken::Store)?;
        let mut shelf = self.shelf.open();
        if let Some(one) = shelf.get_mut(&owner).filter(|one| one.id == id) {
            one.beside = beside;
            one.stands = Stands::Waits { found: Arc::new(found), again: false };
        }
        Ok(())
    }

    /// The file that this person brought.
    pub fn find(&self, actor: &Actor) -> Option<Kept> {
        let shelf = self.shelf.open();
        let found = shelf.get(&owner(actor)?)?;
        Some(Kept { id: found.id, what: found.what, stands: found.stands.clone() })
    }

    /// Lets a file go that is not being carried out.
    pub fn forget(&self, actor: &Actor) {
        let mut shelf = self.shelf.open();
        let Some(owner) = owner(actor) else { return };
        if shelf.get(&owner).is_some_and(|one| !matches!(one.stands, Stands::Runs(..))) {
            shelf.remove(&owner);
        }
    }

    /// Begins to carry a file out that waits. Of two words that it may, one begins it. What becomes of it is told by
    /// [`ImportRoom::find`].
    pub fn carry_out(&self, (store, actor, now): (&Store, &Actor, Moment), id: UploadId, word: Word) {
        let Word { up_to, by_mail } = word;
        let Some(owner) = owner(actor) else { return };
        let (what, beside, bytes, shown) = {
            let mut shelf = self.shelf.open();
            let Some(one) = shelf.get_mut(&owner).filter(|one| one.id == id) else { return };
            let Stands::Waits { found, .. } = &one.stands else { return };
            if found.plan.is_none() {
                return;
            }
            let found = Arc::clone(found);
            one.stands = Stands::Runs(0, 0);
            (one.what, Arc::clone(&one.beside), Arc::clone(&one.bytes), found)
        };
        let (importer, shelf) = (Arc::clone(&self.importer), Arc::clone(&self.shelf));
        let (of, by, seen, mine) = (store.clone(), actor.clone(), Arc::clone(&shown), Arc::clone(&bytes));
        let told = Arc::clone(&self.shelf);
        let work = self.alone(move |handle| {
            let mut progress = |done, all| {
                if let Some(one) = told.open().get_mut(&owner) {
                    one.stands = Stands::Runs(done, all);
                }
            };
            let given = Given { store: &of, actor: &by, what, bytes: &mine, beside: &beside, now };
            let allowed = Allowed { shown: &seen, up_to, by_mail, progress: &mut progress };
            handle.block_on(importer.carry_out(given, allowed))
        });
        drop(tokio::spawn(async move {
            let done = work.await;
            let mut shelf = shelf.open();
            let Some(one) = shelf.get_mut(&owner).filter(|one| one.id == id) else { return };
            one.stands = match done {
                Ok(Done::Carried(staff)) => Stands::Carried(staff),
                Ok(Done::Changed(found)) => Stands::Waits { found, again: true },
                Ok(Done::TooMuch) => Stands::Waits { found: shown, again: true },
                Err(error) => {
                    tracing::error!(%error, "an import that was asked for in the browser was not carried out");
                    Stands::Failed
                }
            };
            if !matches!(one.stands, Stands::Waits { .. }) {
                one.bytes = Arc::default();
            }
        }));
    }

    /// Does something on a thread of its own, when it is its turn.
    fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Handle) -> Result<T, StoreError> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send + 'static {
        let places = Arc::clone(&self.places);
        async move {
            let broken = |_| StoreError::Refused("the importer fell over".into());
            let place = places.acquire_owned().await.map_err(|_| broken(()))?;
            let handle = Handle::current();
            let work = move || {
                // Held until it ends, also when nobody waits for it any more.
                let _place = place;
                work(&handle)
            };
            // What a panic says could be of the file.
            spawn_blocking(work).await.map_err(|_| broken(()))?
        }
    }
}

fn owner(actor: &Actor) -> Option<Owner> {
    Some((actor.tenant(), actor.account()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_and_nothing_else_is_one() {
        let id = UploadId::new([0xa7; 32]);
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in ["", "a7", &"g".repeat(32), &"a7".repeat(17), &format!("{}é", "a".repeat(30))] {
            assert_eq!(wrong.parse::<UploadId>(), Err(()), "{wrong}");
        }
    }
}
