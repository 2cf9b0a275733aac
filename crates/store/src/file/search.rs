//! Finding a file by name, student number or birth date. The words are kept sealed under an opaque id, so that they stand in no
//! address, no log and no browser history; only the membership that searched can use the id.

use super::list::{self, FileRow};
use super::reach::ranges;
use super::{find, scope};
use crate::audit::Deed;
use crate::seal::{seal_loose, unseal_loose};
use crate::{Store, StoreError, audit, fresh};
use access::{Action, Actor};
use register::person::sought::Sought;
use register::{Moment, PersonId};
use uuid::Uuid;

sql! {
    KEEP = "INSERT INTO name_search (tenant_id, search_id, membership_id, words, searched_at) VALUES ($1, $2, $3, $4, $5)";
    FORGET = "DELETE FROM name_search WHERE tenant_id = $1 AND searched_at < $2";
    WORDS = "SELECT words FROM name_search WHERE tenant_id = $1 AND search_id = $2 AND membership_id = $3";
}

/// At most this many hits are shown; with more, the page asks for more letters.
pub const MAX_HITS: usize = super::list::PAGE_SIZE;

/// An opaque search, as it stands in an address.
pub type SearchId = Uuid;

/// What a search found.
#[derive(Debug, Clone)]
pub struct Hits {
    /// The words, to show above the hits.
    pub words: register::Personal<String>,
    /// The hits, at most [`MAX_HITS`].
    pub rows: Vec<FileRow>,
    /// There are more.
    pub more: bool,
}

/// The words of a search open for the membership that searched only.
fn place<'a>(member: &'a access::Member, search: &'a SearchId) -> [&'a [u8]; 4] {
    [b"search", member.tenant.0.as_bytes(), member.membership.0.as_bytes(), search.as_bytes()]
}

impl Store {
    /// Keeps the words of a search and gives its opaque id.
    pub async fn search_start(&self, actor: &Actor, words: &str, now: Moment) -> Result<SearchId, StoreError> {
        audit::allowed(actor, Action::SearchFiles)?;
        let Actor::Member(member) = actor else { return Err(StoreError::NotFound) };
        let id = fresh::id();
        let sealed = seal_loose(&self.keys, &place(member, &id), words.as_bytes())?;
        let mut tx = self.begin().await?;
        run!(tx, FORGET, member.tenant.0, now.at - time::Duration::hours(12))?;
        run!(tx, KEEP, member.tenant.0, id, member.membership.0, sealed, now.at)?;
        tx.commit().await?;
        Ok(id)
    }

    /// What a search finds now.
    pub async fn search(&self, actor: &Actor, search: SearchId, now: Moment) -> Result<Hits, StoreError> {
        let decision = audit::allowed(actor, Action::SearchFiles)?;
        let Actor::Member(member) = actor else { return Err(StoreError::NotFound) };
        let tenant = member.tenant;
        let ranges = ranges(actor, Action::SearchFiles).ok_or(StoreError::NotFound)?;
        scope::turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let sealed = row!(tx, (Vec<u8>,), WORDS, tenant.0, search, member.membership.0)?.ok_or(StoreError::NotFound)?;
        let words = String::from_utf8(unseal_loose(&self.keys, &place(member, &search), &sealed.0)?)
            .map_err(|_| StoreError::SealBroken)?;
        let sought = Sought::new(&words).map_err(|_| StoreError::NotFound)?;
        let found = find::find(&mut tx, tenant, &ranges, &sought, now.day, None).await?;
        let more = found.more || found.hits.len() > MAX_HITS;
        let hits: Vec<(PersonId, bool)> = found.hits.into_values().take(MAX_HITS).collect();
        let rows: Vec<FileRow> = list::rows_of(&mut tx, tenant, &hits, now.day).await?;
        let deed = Deed::new(actor, Action::SearchFiles, decision).to(rows.iter().map(|row| row.person));
        self.looked(tx, deed, now).await?;
        Ok(Hits { words: words.into(), rows, more })
    }
}
