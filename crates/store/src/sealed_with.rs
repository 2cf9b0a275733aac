//! With which key the text was sealed that a form shows. A form that lay open while the text of its file was erased still holds
//! what was erased: saved, it would write it back under a next key. So a form carries the file and the number of the key that
//! opened what it shows, and nothing is sealed for it when that key was purged since (`file::key::open_or_make`, which
//! every sealed text passes). Nor is it kept as a draft, which no file's key seals (`draft`).
//!
//! It stands around a request, not in the arguments of each save: a form that is added later is held as well, and no save
//! can forget to ask. Outside a request (a command, an import) nothing was shown, and nothing is asked.

use register::FileId;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::str::FromStr;

/// What a form carries: a file, and the number of the key that opened its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedWith {
    pub(crate) file: FileId,
    pub(crate) number: i64,
}

impl fmt::Display for SealedWith {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.file, self.number)
    }
}

impl FromStr for SealedWith {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (file, number) = text.split_once('.').ok_or(())?;
        Ok(Self { file: file.parse().map_err(|_| ())?, number: number.parse().map_err(|_| ())? })
    }
}

/// What is known during one request.
#[derive(Debug, Default)]
struct Known {
    /// What the form said, until it was held against what was purged.
    said: Option<SealedWith>,
    /// Of each file that was opened, its newest key.
    opened: BTreeMap<FileId, i64>,
}

tokio::task_local! {
    static KNOWN: RefCell<Known>;
}

/// Runs a request whose form said this.
pub async fn within<F: Future>(said: Option<SealedWith>, request: F) -> F::Output {
    KNOWN.scope(RefCell::new(Known { said, ..Known::default() }), request).await
}

/// What was typed before comes back into a form: it still shows what was opened then. What this request itself said stands.
pub fn carry(said: SealedWith) {
    let _ = KNOWN.try_with(|known| known.borrow_mut().said.get_or_insert(said).number);
}

/// What the forms of the page carry that is made now: what the form said that comes back, else the key of the one file that was
/// opened. A page of several files is a list, and its forms hold no text of them.
pub fn of_page() -> Option<SealedWith> {
    let page = |known: &RefCell<Known>| {
        let known = known.borrow();
        let mut opened = known.opened.iter().map(|(file, number)| SealedWith { file: *file, number: *number });
        known.said.or_else(|| opened.next().filter(|_| opened.next().is_none()))
    };
    KNOWN.try_with(page).ok().flatten()
}

/// A file was opened, of which this is the newest key that is there.
pub(crate) fn opened(file: FileId, number: i64) {
    let _ = KNOWN.try_with(|known| known.borrow_mut().opened.insert(file, number));
}

/// Whether the form shows text of this file that was erased since. Said once: the page that comes back is made of what is there
/// now, and of what whoever sent it has before them.
pub(crate) fn purged(file: FileId, gone: impl Fn(i64) -> bool) -> bool {
    let purged = |known: &RefCell<Known>| {
        let said = &mut known.borrow_mut().said;
        said.take_if(|said| said.file == file && gone(said.number)).is_some()
    };
    KNOWN.try_with(purged).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StoreError;
    use crate::file::key;
    use crate::file::purge::PurgeReason;
    use crate::tests::school::{School, at};
    use access::{Role, Scope};
    use register::TenantId;
    use time::macros::date;
    use uuid::Uuid;

    #[test]
    fn what_a_form_carries_reads_back() {
        let one = SealedWith { file: FileId(Uuid::from_u128(7)), number: 3 };
        assert_eq!(one.to_string().parse(), Ok(one));
        for wrong in ["", ".", "x.3", &one.file.to_string(), &format!("{}.x", one.file)] {
            assert_eq!(wrong.parse::<SealedWith>(), Err(()), "{wrong}");
        }
    }

    /// Seals something for a file, as a save does; what the page carries that is made after it.
    async fn save(
        store: &crate::Store,
        (tenant, file): (TenantId, FileId),
        said: Option<SealedWith>,
    ) -> (Result<(), StoreError>, Option<SealedWith>) {
        within(said, async {
            let mut tx = store.begin().await.unwrap();
            let made = key::open_or_make(&mut tx, tenant, file).await.map(drop);
            if made.is_ok() {
                tx.told.forget();
                tx.commit().await.unwrap();
            }
            (made, of_page())
        })
        .await
    }

    crate::on_both! {
        /// A form that was open before a purge writes nothing; sent again it is of now. Another file is not held up.
        async fn what_was_erased_is_not_written_back(store) {
            let school = School::new(&store, "27DV").await;
            let mut files = Vec::new();
            for (name, born) in [("Wit", date!(2008 - 09 - 03)), ("Zwart", date!(2008 - 09 - 04))] {
                let someone = school.person(name, born).await;
                school.applied(someone.person, None, date!(2026 - 08 - 01), "received").await;
                files.push((school.tenant, someone.file));
            }
            school.settle().await;
            let (one, other) = (files[0], files[1]);
            let (made, none) = save(&store, one, None).await;
            assert!(made.is_ok() && none.is_none(), "nothing was there to show: {none:?}");
            save(&store, other, None).await.0.unwrap();

            // What a page shows of one file, and of two.
            let shown = within(None, async {
                let mut tx = store.begin_reading().await.unwrap();
                key::open(&mut tx, one.0, one.1).await.unwrap();
                let alone = of_page();
                key::open(&mut tx, other.0, other.1).await.unwrap();
                tx.commit().await.unwrap();
                (alone, of_page())
            });
            let (shown, of_two) = shown.await;
            assert_eq!((shown, of_two), (Some(SealedWith { file: one.1, number: 1 }), None));
            assert!(save(&store, one, shown).await.0.is_ok(), "the key is there");

            let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
            store.purge_free_text(&officer, one.1, PurgeReason::Health, at(1)).await.unwrap();

            let (refused, after) = save(&store, one, shown).await;
            assert!(matches!(refused, Err(StoreError::Purged)), "{refused:?}");
            assert_eq!(after, None, "nothing is left that a form could show");
            assert!(save(&store, other, shown).await.0.is_ok(), "it is about one file");
            assert!(save(&store, one, None).await.0.is_ok(), "what is typed after it is written");
            assert!(matches!(save(&store, one, shown).await.0, Err(StoreError::Purged)), "also when there is a next key");

            // What comes back into a form is of then.
            let back = within(None, async {
                carry(shown.unwrap());
                let mut tx = store.begin().await.unwrap();
                key::open_or_make(&mut tx, one.0, one.1).await.map(drop)
            });
            assert!(matches!(back.await, Err(StoreError::Purged)));
        }
    }
}
