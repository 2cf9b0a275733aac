//! The lists of the outside world as an administrator reads them: where they come from, what holds today, and what an earlier
//! file said. Nothing of it is about anybody, but for who read a list in.

use crate::audit::allowed;
use crate::by::{SetBy, set_by};
use crate::db::Tx;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::Period;
use register::person::fold;
use register::programme::{Called, Crebo};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::Date;

register::codes! {
    /// A list of the outside world.
    pub enum List {
        /// Programmes with their names, by code (*crebo*).
        Programmes = "programmes",
        /// Municipalities and their regions.
        Municipalities = "municipalities",
        /// Holidays and other days by which the school counts.
        Holidays = "holidays",
    }
}

register::codes! {
    /// Where a row of a list stands on a day.
    pub enum Stand {
        /// It holds.
        Now = "now",
        /// It begins later.
        Later = "later",
        /// Its last day is past.
        Past = "past",
        /// A newer file, or somebody by hand, put something else in its place.
        Replaced = "replaced",
    }
}

/// How many rows a page shows.
pub const PAGE: u32 = 50;

/// The standing of a row on the day `$2`.
macro_rules! stand {
    () => {
        "CASE WHEN r.ended_at IS NOT NULL THEN 'replaced' WHEN r.begins > $2 THEN 'later' WHEN r.ends < $2 THEN 'past' ELSE 'now' END"
    };
}

/// The columns of a list: its table, the column of its code, of what took its place, and of what else a row says.
macro_rules! rows_of {
    ($table:literal, $code:literal, $into:literal, $more:literal) => {
        concat!(
            "SELECT r.number, ",
            $code,
            " AS code, r.name, r.begins, r.ends, ",
            $into,
            " AS into_name, ",
            $more,
            " AS more, r.source, r.read_by, r.read_on, r.ended_by, r.ended_on FROM ",
            $table,
            " r WHERE r.tenant_id = $1 AND ",
            stand!(),
            " = $3"
        )
    };
}

macro_rules! programmes {
    () => {
        rows_of!(
            "programme_name",
            "r.code",
            "(SELECT n.name FROM programme_name n WHERE n.tenant_id = $1 AND n.code = r.into_code AND n.ended_at IS NULL \
             ORDER BY n.begins DESC LIMIT 1)",
            "CAST(NULL AS TEXT)"
        )
    };
}

macro_rules! municipalities {
    () => {
        rows_of!(
            "municipality",
            "r.code",
            "(SELECT n.name FROM municipality n WHERE n.tenant_id = $1 AND n.code = r.into_code AND n.ended_at IS NULL \
             ORDER BY n.begins DESC LIMIT 1)",
            "r.region"
        )
    };
}

macro_rules! holidays {
    () => {
        rows_of!("calendar_entry", "r.kind", "CAST(NULL AS TEXT)", "CAST(NULL AS TEXT)")
    };
}

macro_rules! counts {
    ($table:literal) => {
        concat!("SELECT ", stand!(), ", COUNT(*) FROM ", $table, " r WHERE r.tenant_id = $1 GROUP BY 1")
    };
}

macro_rules! sources {
    ($table:literal) => {
        concat!(
            "SELECT source, read_by, read_on, COUNT(*) AS lines FROM ",
            $table,
            " WHERE tenant_id = $1 AND ended_at IS NULL GROUP BY source, read_by, read_on ORDER BY read_on DESC, MAX(number) DESC LIMIT 10"
        )
    };
}

sql! {
    PROGRAMMES_PAGE = concat!(programmes!(), " ORDER BY r.name, r.begins, r.number LIMIT $4 OFFSET $5");
    PROGRAMMES_FOUND = concat!(programmes!(), " ORDER BY r.name, r.begins, r.number");
    PROGRAMMES_COUNTS = counts!("programme_name");
    PROGRAMMES_SOURCES = sources!("programme_name");
    MUNICIPALITIES_PAGE = concat!(municipalities!(), " ORDER BY r.name, r.begins, r.number LIMIT $4 OFFSET $5");
    MUNICIPALITIES_FOUND = concat!(municipalities!(), " ORDER BY r.name, r.begins, r.number");
    MUNICIPALITIES_COUNTS = counts!("municipality");
    MUNICIPALITIES_SOURCES = sources!("municipality");
    HOLIDAYS_PAGE = concat!(holidays!(), " ORDER BY r.begins, r.number LIMIT $4 OFFSET $5");
    HOLIDAYS_FOUND = concat!(holidays!(), " ORDER BY r.begins, r.number");
    HOLIDAYS_COUNTS = counts!("calendar_entry");
    HOLIDAYS_SOURCES = sources!("calendar_entry");
}

/// The SQL of a list: a page, all to search in, how many of each standing, and sources.
const fn texts(list: List) -> [&'static str; 4] {
    match list {
        List::Programmes => [PROGRAMMES_PAGE, PROGRAMMES_FOUND, PROGRAMMES_COUNTS, PROGRAMMES_SOURCES],
        List::Municipalities => {
            [MUNICIPALITIES_PAGE, MUNICIPALITIES_FOUND, MUNICIPALITIES_COUNTS, MUNICIPALITIES_SOURCES]
        }
        List::Holidays => [HOLIDAYS_PAGE, HOLIDAYS_FOUND, HOLIDAYS_COUNTS, HOLIDAYS_SOURCES],
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its code; of a day its kind.
    pub code: String,
    /// Its name.
    pub name: String,
    /// From when until when it holds.
    pub period: Period,
    /// The name of what took its place.
    pub into: Option<String>,
    /// What else the row says: a region.
    pub more: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// Who read it in, and on which day.
    pub read: (SetBy, Date),
    /// Whose newer file put something else in its place, and on which day.
    pub ended: Option<(SetBy, Date)>,
}

/// Where rows that hold come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSource {
    /// The source, as who read it in wrote it.
    pub source: String,
    /// Who read it in, and on which day.
    pub read: (SetBy, Date),
    /// How many rows of it are on the list.
    pub rows: i64,
}

/// How many rows there are of each standing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListCounts {
    /// Holding today.
    pub now: i64,
    /// Beginning later.
    pub later: i64,
    /// Past.
    pub past: i64,
    /// Said otherwise by a newer file.
    pub replaced: i64,
}

impl ListCounts {
    /// How many of one standing.
    pub const fn of(&self, stand: Stand) -> i64 {
        match stand {
            Stand::Now => self.now,
            Stand::Later => self.later,
            Stand::Past => self.past,
            Stand::Replaced => self.replaced,
        }
    }
}

/// A list at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListGlance {
    /// Which.
    pub list: List,
    /// How many rows.
    pub counts: ListCounts,
    /// Where what it holds comes from: what was read last, first.
    pub sources: Vec<ListSource>,
}

/// What is asked of a list.
#[derive(Debug, Clone, Copy)]
pub struct ListAsked<'a> {
    /// Rows of this standing.
    pub stand: Stand,
    /// Words of a name, a code, a region or a source, however they are written; none: all.
    pub words: &'a str,
    /// From which place.
    pub from: u32,
}

/// Some of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPage {
    /// The rows: a page of them; of those that were looked for the first.
    pub rows: Vec<ListRow>,
    /// How many rows were meant.
    pub total: i64,
    /// Of the whole list.
    pub glance: ListGlance,
}

#[derive(FromRow)]
struct Row {
    code: String,
    name: String,
    begins: Date,
    ends: Option<Date>,
    into_name: Option<String>,
    more: Option<String>,
    source: String,
    read_by: String,
    read_on: Date,
    ended_by: Option<String>,
    ended_on: Option<Date>,
}

impl Row {
    /// Whether each of the words stands in it, however it is written.
    fn has(&self, words: &[String]) -> bool {
        let more = self.more.as_deref().unwrap_or_default();
        let text = fold(&format!("{} {} {more} {}", self.code, self.name, self.source));
        words.iter().all(|word| text.contains(word))
    }
}

/// Who did what, each asked once.
#[derive(Default)]
struct Names(HashMap<String, SetBy>);

impl Names {
    async fn of(&mut self, tx: &mut Tx, by: String) -> Result<SetBy, StoreError> {
        if let Some(known) = self.0.get(&by) {
            return Ok(known.clone());
        }
        let found = set_by(tx, &by).await?;
        self.0.insert(by, found.clone());
        Ok(found)
    }
}

async fn glance(tx: &mut Tx, by: &Actor, list: List, today: Date) -> Result<ListGlance, StoreError> {
    let [.., counts, sources] = texts(list);
    let mut found = ListCounts::default();
    for (stand, count) in rows!(tx, (String, i64), counts, by.tenant().0, today)? {
        match Stand::from_code(&stand) {
            Some(Stand::Now) => found.now = count,
            Some(Stand::Later) => found.later = count,
            Some(Stand::Past) => found.past = count,
            Some(Stand::Replaced) => found.replaced = count,
            None => {}
        }
    }
    let (mut names, mut from) = (Names::default(), Vec::new());
    for (source, who, on, rows) in rows!(tx, (String, String, Date, i64), sources, by.tenant().0)? {
        from.push(ListSource { source, read: (names.of(tx, who).await?, on), rows });
    }
    Ok(ListGlance { list, counts: found, sources: from })
}

impl Store {
    /// The lists of the outside world at a glance.
    pub async fn lists(&self, by: &Actor, today: Date) -> Result<Vec<ListGlance>, StoreError> {
        allowed(by, Action::RunImport)?;
        let mut tx = self.begin_snapshot().await?;
        let mut all = Vec::new();
        for list in List::ALL {
            all.push(glance(&mut tx, by, *list, today).await?);
        }
        tx.commit().await?;
        Ok(all)
    }

    /// Some of a list. A page is cut by the database; what is looked for is found here, since the databases do not agree on
    /// capitals and marks, in a list of some hundreds of rows.
    pub async fn list_shown(
        &self,
        by: &Actor,
        list: List,
        asked: &ListAsked<'_>,
        today: Date,
    ) -> Result<ListPage, StoreError> {
        allowed(by, Action::RunImport)?;
        let (tenant, stand) = (by.tenant().0, asked.stand.code());
        let [page, found, ..] = texts(list);
        let mut tx = self.begin_snapshot().await?;
        let glance = glance(&mut tx, by, list, today).await?;
        let folded = fold(asked.words);
        let words: Vec<String> = folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let (rows, total) = if words.is_empty() {
            let (limit, from) = (i64::from(PAGE), i64::from(asked.from));
            (rows!(tx, Row, page, tenant, today, stand, limit, from)?, glance.counts.of(asked.stand))
        } else {
            let mut rows = rows!(tx, Row, found, tenant, today, stand)?;
            rows.retain(|row| row.has(&words));
            let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            rows.truncate(PAGE as usize);
            (rows, total)
        };
        let (mut names, mut shown) = (Names::default(), Vec::with_capacity(rows.len()));
        for row in rows {
            let ended = match row.ended_by.zip(row.ended_on) {
                Some((by, on)) => Some((names.of(&mut tx, by).await?, on)),
                None => None,
            };
            shown.push(ListRow {
                code: row.code,
                name: row.name,
                period: Period { from: row.begins, until: row.ends },
                into: row.into_name,
                more: row.more,
                source: row.source,
                read: (names.of(&mut tx, row.read_by).await?, row.read_on),
                ended,
            });
        }
        tx.commit().await?;
        Ok(ListPage { rows: shown, total, glance })
    }

    /// What the school's own files say and no list knows: codes of programmes, names of municipalities. Nobody is named.
    /// Without a list of municipalities nothing is asked of their names.
    pub async fn list_unknown(&self, by: &Actor, list: List, today: Date) -> Result<Vec<String>, StoreError> {
        Ok(match list {
            List::Programmes => {
                let found = self.programmes(by).await?;
                let called = |code: &str| Crebo::parse(code).map(|crebo| found.list.called(crebo, today));
                let unknown = |code: &String| matches!(called(code), None | Some(Called::Unknown));
                found.codes.iter().map(|(code, _)| code.clone()).filter(unknown).collect()
            }
            List::Municipalities => {
                let found = self.municipalities(by).await?;
                if found.list.is_empty() {
                    return Ok(Vec::new());
                }
                let unknown = |name: &String| found.list.named(name, today).is_none();
                found.names.iter().map(|(name, _)| name.clone()).filter(unknown).collect()
            }
            List::Holidays => Vec::new(),
        })
    }
}
