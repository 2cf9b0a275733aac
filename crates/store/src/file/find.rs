//! Who is found by what was typed, within the rows that the actor reaches.
//!
//! Three ways to the same answer, each bounded whatever is typed and however large the school is. In a small scope (a
//! coach, a team) every file is asked whether it fits, in the order of the list. Else the word that fewest keys begin with
//! leads, and the others are asked of those. When even that word leads to thousands (a letter, a year), nobody reads the
//! hits to their end: the first ones in the order of the keys are shown, with the request to type more.

use super::list::PAGE_SIZE;
use crate::StoreError;
use crate::db::Tx;
use crate::table::{Type, Value, select};
use register::person::sought::{MOST_WORDS, Sought};
use register::{FileId, PersonId, TenantId};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

sql! {
    /// How many keys a word begins, up to `$4`.
    KEYS = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM search_key \
            WHERE tenant_id = $1 AND search_key >= $2 AND search_key < $3 LIMIT $4) k";
    /// How many rows a scope holds, of any day, up to `$4`.
    SIZE = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM file_scope \
            WHERE tenant_id = $1 AND kind = $2 AND scope_id = $3 LIMIT $4) k";
}

/// A scope with at most this many rows is asked file by file, when the leading word begins as many keys or more.
const SMALL_SCOPE: i64 = 2_000;
/// A word that begins at most this many keys has all its hits sorted.
const FEW_KEYS: i64 = 5_000;
/// A word that begins at most this many keys leads at once: no other is counted.
const RARE: i64 = 100;
/// A person has several keys that begin alike, seldom more than this.
const KEYS_OF_ONE: usize = 4;

/// A way of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The scope leads, in the order of the list.
    Scope,
    /// The first word leads; all hits are sorted.
    Word,
    /// The first word leads, in the order of its keys.
    Many,
}

/// A hit, as it sorts.
type Hit = (String, FileId);

/// What was found.
pub(crate) struct Found {
    /// The files, in the order of the list, with whose they are.
    pub(crate) hits: BTreeMap<Hit, (PersonId, bool)>,
    /// There are more than were read.
    pub(crate) more: bool,
}

/// The keys that begin with a word: from it, to before what is beyond.
fn range(word: &str) -> [String; 2] {
    [word.to_owned(), format!("{word}\u{10ffff}")]
}

impl Way {
    pub(crate) const ALL: [Self; 3] = [Self::Scope, Self::Word, Self::Many];

    /// The way that costs least in a scope of a size, for a word that begins so many keys.
    fn of(size: i64, keys: i64) -> Self {
        if size <= SMALL_SCOPE && size <= keys {
            Self::Scope
        } else if keys <= FEW_KEYS {
            Self::Word
        } else {
            Self::Many
        }
    }
}

/// Who is found in these ranges of `file_scope` on a day: at most one page and one more of each. Which way is chosen by
/// what is counted, unless one is `given`.
pub(crate) async fn find(
    tx: &mut Tx,
    tenant: TenantId,
    ranges: &[(&'static str, Uuid)],
    sought: &Sought,
    today: Date,
    given: Option<Way>,
) -> Result<Found, StoreError> {
    let mut found = Found { hits: BTreeMap::new(), more: false };
    for words in sought.readings() {
        let (words, keys) = leading_first(tx, tenant, words).await?;
        if keys == 0 {
            continue;
        }
        for (kind, scope) in ranges {
            let (size,) = row!(tx, (i64,), SIZE, tenant.0, *kind, *scope, SMALL_SCOPE + 1)?.unwrap_or_default();
            let way = given.unwrap_or_else(|| Way::of(size, keys));
            read(tx, tenant, (*kind, *scope), &words, way, today, &mut found).await?;
        }
    }
    Ok(found)
}

/// The words with the one in front that fewest keys begin with, and how many do (no more than is asked).
async fn leading_first(tx: &mut Tx, tenant: TenantId, words: &[String]) -> Result<(Vec<String>, i64), StoreError> {
    let mut words = words.to_vec();
    let mut best = (0, i64::MAX);
    for (at, word) in words.iter().enumerate() {
        let [from, until] = range(word);
        let most = best.1.min(FEW_KEYS + 1);
        let (keys,) = row!(tx, (i64,), KEYS, tenant.0, from.as_str(), until.as_str(), most)?.unwrap_or_default();
        if keys < best.1 {
            best = (at, keys);
        }
        if keys <= RARE {
            break;
        }
    }
    words.swap(0, best.0);
    Ok((words, best.1))
}

async fn read(
    tx: &mut Tx,
    tenant: TenantId,
    (kind, scope): (&'static str, Uuid),
    words: &[String],
    way: Way,
    today: Date,
    found: &mut Found,
) -> Result<(), StoreError> {
    let limit = match way {
        Way::Many => (PAGE_SIZE + 1) * KEYS_OF_ONE,
        Way::Scope | Way::Word => PAGE_SIZE + 1,
    };
    let Some((_, sql)) = TEXTS.iter().find(|((of, count), _)| (*of, *count) == (way, words.len())) else {
        return Ok(());
    };
    let mut parameters = vec![
        Value::Uuid(tenant.0),
        Value::Text(kind.to_owned()),
        Value::Uuid(scope),
        Value::Date(today),
        Value::Int(limit as i64),
    ];
    parameters.extend(words.iter().flat_map(|word| range(word)).map(Value::Text));
    let types = [Type::Uuid, Type::Uuid, Type::Text, Type::Boolean];
    let rows = select(tx, &types, &sql.1, &parameters).await?;
    found.more |= rows.len() == limit;
    for row in rows {
        if let (Some(file), Some(person), Some(key), Value::Bool(due)) =
            (row[0].uuid(), row[1].uuid(), row[2].text(), &row[3])
        {
            found.hits.insert((key.to_owned(), FileId(file)), (PersonId(person), *due));
        }
    }
    Ok(())
}

type Text = ((Way, usize), (String, String));

/// A text for each way and number of words. `CROSS JOIN` keeps SQLite to the order that is written.
static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| {
    let counts = 1..=MOST_WORDS;
    let each = |way: Way| counts.clone().map(move |words| ((way, words), (name(way, words), text(way, words))));
    Way::ALL.into_iter().flat_map(each).collect()
});

fn name(way: Way, words: usize) -> String {
    format!("store::file::find::{way:?}_{words}")
}

fn text(way: Way, words: usize) -> String {
    let asked = |word: usize| {
        let from = 6 + 2 * word;
        format!(
            " AND (SELECT 1 FROM search_key w{word} WHERE w{word}.tenant_id = $1 AND w{word}.person_id = f.person_id \
             AND w{word}.search_key >= ${from} AND w{word}.search_key < ${} LIMIT 1) IS NOT NULL",
            from + 1
        )
    };
    let others = |from: usize| (from..words).map(asked).collect::<String>();
    let columns = "s.file_id, f.person_id, s.sort_key, s.attention IS NOT NULL";
    let in_scope = "s.tenant_id = $1 AND s.kind = $2 AND s.scope_id = $3 AND s.begins <= $4 AND s.ends >= $4";
    match way {
        Way::Scope => format!(
            "SELECT {columns} FROM file_scope s CROSS JOIN support_file f \
             WHERE {in_scope} AND f.tenant_id = $1 AND f.file_id = s.file_id{} \
             ORDER BY s.sort_key, s.file_id LIMIT $5",
            others(0)
        ),
        // Each step asks one row of an index for each hit. Written as joins, PostgreSQL, which does not know how few a word
        // leads to, reads the whole school into a hash table instead.
        Way::Word => format!(
            "WITH k AS MATERIALIZED (SELECT DISTINCT person_id FROM search_key \
             WHERE tenant_id = $1 AND search_key >= $6 AND search_key < $7), \
             f AS MATERIALIZED (SELECT k.person_id, (SELECT sf.file_id FROM support_file sf \
             WHERE sf.tenant_id = $1 AND sf.person_id = k.person_id) AS file_id FROM k), \
             h AS MATERIALIZED (SELECT f.file_id, f.person_id, \
             (SELECT s.sort_key FROM file_scope s WHERE {in_scope} AND s.file_id = f.file_id LIMIT 1) AS sort_key \
             FROM f WHERE f.file_id IS NOT NULL{}) \
             SELECT h.file_id, h.person_id, h.sort_key, \
             (SELECT s.attention IS NOT NULL FROM file_scope s WHERE {in_scope} AND s.file_id = h.file_id LIMIT 1) \
             FROM h WHERE h.sort_key IS NOT NULL ORDER BY h.sort_key, h.file_id LIMIT $5",
            others(1)
        ),
        Way::Many => format!(
            "SELECT {columns} FROM search_key k CROSS JOIN support_file f CROSS JOIN file_scope s \
             WHERE k.tenant_id = $1 AND k.search_key >= $6 AND k.search_key < $7 \
             AND f.tenant_id = $1 AND f.person_id = k.person_id{} AND {in_scope} AND s.file_id = f.file_id \
             ORDER BY k.search_key, k.person_id LIMIT $5",
            others(1)
        ),
    }
}

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = TEXTS.iter().map(|(_, (name, text))| (name.as_str(), text.as_str())).collect();
    all.extend(SQL);
    all
}
