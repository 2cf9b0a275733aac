//! Finding a file by name or student number. The words are kept sealed under an opaque id, so that they stand in no
//! address, no log and no browser history; only the membership that searched can use the id.

use super::list::{FileRow, ListRow, with_teams};
use super::reach::ranges;
use super::scope;
use crate::seal::{seal_loose, unseal_loose};
use crate::{Store, StoreError, audit, file_columns, fresh};
use access::{Action, Actor};
use register::person::fold;
use register::{FileId, Moment, PersonId};
use std::collections::HashMap;
use uuid::Uuid;

sql! {
    KEEP = "INSERT INTO name_search (tenant_id, search_id, membership_id, words, searched_at) VALUES ($1, $2, $3, $4, $5)";
    FORGET = "DELETE FROM name_search WHERE tenant_id = $1 AND searched_at < $2";
    WORDS = "SELECT words FROM name_search WHERE tenant_id = $1 AND search_id = $2 AND membership_id = $3";
    /// A prefix range over the keys, then the row scope by its primary key; `$5` is the first key beyond the prefix.
    /// The columns of the person are read for the hits that are shown only.
    FIND = concat!("SELECT ", file_columns!(), ", hit.attention FROM ( \
        SELECT DISTINCT s.file_id, s.sort_key, s.attention FROM search_key k CROSS JOIN support_file f CROSS JOIN file_scope s \
        WHERE k.tenant_id = $1 AND k.search_key >= $4 AND k.search_key < $5 \
        AND f.tenant_id = $1 AND f.person_id = k.person_id \
        AND s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3 AND s.file_id = f.file_id \
        AND s.begins <= $7 AND s.ends >= $7 \
        ORDER BY s.sort_key, s.file_id LIMIT $6) hit \
        CROSS JOIN support_file f CROSS JOIN person p \
        WHERE f.tenant_id = $1 AND f.file_id = hit.file_id AND p.tenant_id = $1 AND p.person_id = f.person_id");
}

/// At most this many hits are shown; with more, the page asks for more letters.
pub const MAX_HITS: usize = 25;

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
        let mut found: HashMap<FileId, FileRow> = HashMap::new();
        let from = fold(&words);
        if !from.is_empty() {
            // Every key that begins with these letters sorts before the same letters followed by the last character.
            let until = format!("{from}\u{10ffff}");
            for (kind, scope) in &ranges {
                let size = MAX_HITS as i64 + 1;
                let rows =
                    rows!(tx, ListRow, FIND, tenant.0, *kind, *scope, from.as_str(), until.as_str(), size, now.day)?;
                found.extend(rows.into_iter().map(ListRow::show).map(|row| (row.file, row)));
            }
        }
        let mut rows: Vec<FileRow> = found.into_values().collect();
        rows.sort_by(|a, b| (&a.sort_key, a.file).cmp(&(&b.sort_key, b.file)));
        let more = rows.len() > MAX_HITS;
        rows.truncate(MAX_HITS);
        with_teams(&mut tx, tenant, &mut rows, now.day).await?;
        let shown: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        self.looked(tx, actor, Action::SearchFiles, decision, &shown, None, now).await?;
        Ok(Hits { words: words.into(), rows, more })
    }
}
