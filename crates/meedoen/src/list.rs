//! `meedoen list`: lists of the outside world, each with its source and the day on which it was read.

use crate::config::At;
use crate::import::show;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason};
use clap::{Subcommand, ValueEnum};
use exchange::dated::Found;
use register::Period;
use register::municipality::Municipality;
use register::programme::{Called, Crebo, Programme};
use std::path::{Path, PathBuf};
use store::listed::{List, ListAsked, ListChanges, ListSource, PAGE, Stand};
use store::{Store, StoreError};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Municipalities: code, name, from, until, merged into, region
    Municipalities,
    /// Programmes: crebo, name, from, until, successor
    Programmes,
}

/// Which list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// Municipalities, and the names in the school's own files
    Municipalities,
    /// Programmes, and the codes in the school's own files
    Programmes,
    /// Companies, which `meedoen import companies` reads in
    Companies,
}

/// `meedoen list`.
#[derive(Debug, Clone, Subcommand)]
pub enum ListCommand {
    /// Read a list from a file (CSV or XLSX), with the source it comes from
    ///
    /// What is new comes, what the file says otherwise is ended and stays readable; the same file twice is read once. A file
    /// that lacks codes that are there was cut short: it is refused, unless --withdraw-up-to says how many may go. Exit code 1
    /// when a line has a problem: then nothing is read.
    Import {
        /// Which list
        which: Which,
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// Where it comes from, such as "CBS, Gemeenten alfabetisch 2026"
        #[arg(long, value_name = "TEXT")]
        source: String,
        /// Only read, compare and report
        #[arg(long)]
        dry_run: bool,
        /// Allow that so many codes are missing
        #[arg(long, value_name = "N", default_value_t = 0)]
        withdraw_up_to: usize,
    },
    /// Say what a list holds, from which source, and which names of the school's own files it knows
    Show {
        /// Which list
        which: Shown,
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// Print what an earlier file said and a newer one says otherwise, with who read both
        #[arg(long)]
        replaced: bool,
    },
}

/// Runs `meedoen list`.
pub async fn run(at: &At, what: ListCommand) -> Run {
    match what {
        ListCommand::Import { which, file, institution, source, dry_run, withdraw_up_to } => {
            let source = register::text::name(&source).map_err(|why| Trouble::usage(format!("--source: {why}")))?;
            let bytes = std::fs::read(&file)
                .map_err(|error| Trouble::usage(format!("cannot read {}: {error}", file.display())))?;
            let Some(read) = Read::of(which, &file, &bytes) else { return Ok(Outcome::Found) };
            let store = at.open().await?;
            let school = institution::find_school(&store, &institution).await?;
            let by = Actor::system(school.tenant, Reason::Import);
            let done = import(&store, &by, (&read, &source), dry_run, withdraw_up_to).await;
            store.close().await;
            done
        }
        ListCommand::Show { which, institution, replaced } => {
            let store = at.open().await?;
            let school = institution::find_school(&store, &institution).await?;
            let by = Actor::system(school.tenant, Reason::Import);
            let shown = match (which.dated(), replaced) {
                (Some(which), true) => before(&store, &by, which).await.map_err(Trouble::from),
                (Some(which), false) => show(&store, &by, which).await.map_err(Trouble::from),
                (None, true) => Err(Trouble::usage("of companies nothing is kept of what an earlier file said")),
                (None, false) => companies(&store, &by).await.map_err(Trouble::from),
            };
            store.close().await;
            shown?;
            Ok(Outcome::Done)
        }
    }
}

/// The rows of a file.
enum Read {
    Municipalities(Vec<Municipality>),
    Programmes(Vec<Programme>),
}

impl Read {
    /// Those of a file without problems; those are printed.
    fn of(which: Which, path: &Path, bytes: &[u8]) -> Option<Self> {
        match which {
            Which::Municipalities => rows(path, exchange::municipalities::read(bytes)).map(Self::Municipalities),
            Which::Programmes => rows(path, exchange::programmes::read(bytes)).map(Self::Programmes),
        }
    }
}

fn rows<T>(path: &Path, found: Found<T>) -> Option<Vec<T>> {
    say(format_args!("{}: {} regels", path.display(), found.rows.len()));
    show::list("probleem", "problemen", &found.problems);
    show::list("waarschuwing", "waarschuwingen", &found.warnings);
    if !found.problems.is_empty() {
        note("Er is niets ingelezen: haal eerst de problemen uit het bestand.");
        return None;
    }
    Some(found.rows.into_iter().map(|(_, row)| row).collect())
}

async fn import(store: &Store, by: &Actor, (read, source): (&Read, &str), dry_run: bool, up_to: usize) -> Run {
    let ListChanges { add, end, same, missing } = match read {
        Read::Municipalities(read) => store.municipalities_changes(by, read).await?,
        Read::Programmes(read) => store.programmes_changes(by, read).await?,
    };
    say(format_args!("  {add} nieuw, {end} beëindigd, {same} gelijk"));
    if !missing.is_empty() {
        say(format_args!("  niet in het bestand: {}", missing.join(", ")));
    }
    if missing.len() > up_to {
        let most = missing.len();
        note(format_args!(
            "Er is niets ingelezen: niets verdwijnt van de lijst, het eindigt met een dag. \
             Klopt het toch, sta het dan toe met --withdraw-up-to {most}."
        ));
        return Ok(Outcome::Found);
    }
    if dry_run {
        note("Dit was een proef: er is niets geschreven.");
        return Ok(Outcome::Done);
    }
    let now = crate::clock::now();
    match read {
        Read::Municipalities(read) => store.municipalities_read(by, (read, source), up_to, now).await?,
        Read::Programmes(read) => store.programmes_read(by, (read, source), up_to, now).await?,
    };
    Ok(Outcome::Done)
}

impl Which {
    const fn list(self) -> List {
        match self {
            Self::Municipalities => List::Municipalities,
            Self::Programmes => List::Programmes,
        }
    }
}

impl Shown {
    /// The list of names with days; of companies there is none.
    const fn dated(self) -> Option<Which> {
        match self {
            Self::Municipalities => Some(Which::Municipalities),
            Self::Programmes => Some(Which::Programmes),
            Self::Companies => None,
        }
    }
}

fn sources(all: &[ListSource]) {
    for one in all {
        let (who, on) = &one.read;
        say(format_args!("source: {}, {} rows, read on {on} by {}", one.source, one.rows, who.opaque()));
    }
}

/// How many companies there are, and where they come from.
async fn companies(store: &Store, by: &Actor) -> Result<(), StoreError> {
    let held = store.companies_held(by, None).await?;
    if held.total == 0 {
        note("There is no list: `meedoen import companies` reads one in.");
    }
    sources(&held.sources);
    say(format_args!("{} companies", held.total));
    Ok(())
}

/// What a list holds, where from, and which words of the school's own files it knows.
async fn show(store: &Store, by: &Actor, which: Which) -> Result<(), StoreError> {
    let asked = ListAsked { stand: Stand::Now, words: "", from: 0 };
    let found = store.list_shown(by, which.list(), &asked, crate::clock::now().day).await?;
    sources(&found.glance.sources);
    match which {
        Which::Municipalities => municipalities(&store.municipalities(by).await?),
        Which::Programmes => programmes(&store.programmes(by).await?),
    }
    Ok(())
}

/// What an earlier file said, and a newer one says otherwise.
async fn before(store: &Store, by: &Actor, which: Which) -> Result<(), StoreError> {
    let mut from = 0;
    loop {
        let asked = ListAsked { stand: Stand::Replaced, words: "", from };
        let found = store.list_shown(by, which.list(), &asked, crate::clock::now().day).await?;
        for row in &found.rows {
            let Period { from, until } = row.period;
            let until = until.map(|day| day.to_string()).unwrap_or_default();
            let (read, on) = &row.read;
            let ended = row.ended.as_ref().map(|(by, on)| format!("; replaced on {on} by {}", by.opaque()));
            say(format_args!(
                "{}  {}  {from} - {until}  ({}, read on {on} by {}{})",
                row.code,
                row.name,
                row.source,
                read.opaque(),
                ended.unwrap_or_default()
            ));
        }
        from = from.saturating_add(PAGE);
        if i64::from(from) >= found.total {
            return Ok(());
        }
    }
}

/// What the list of municipalities holds today.
fn municipalities(found: &store::municipality::ListOf) {
    let today = crate::clock::now().day;
    if found.list.is_empty() {
        note("There is no list: names are those of the school's own files.");
    }
    for (region, count) in found.list.regions(today) {
        say(format_args!("{count:4}  {}", if region.is_empty() { "no region" } else { region }));
    }
    for (name, students) in &found.names {
        let meant = match found.list.named(name, today) {
            Some(meant) if meant.merged => format!("-> {}", meant.municipality.name),
            Some(meant) if meant.municipality.name != *name => format!("= {}", meant.municipality.name),
            Some(_) => String::new(),
            None if found.list.is_empty() => String::new(),
            None => "not on the list".to_owned(),
        };
        say(format!("{students:6}  {name}  {meant}").trim_end());
    }
}

/// What the list of programmes holds today, for the codes in the school's own files.
fn programmes(found: &store::programme::ListOf) {
    let today = crate::clock::now().day;
    if found.list.all().is_empty() {
        note("There is no list: names are those that come with the program.");
    }
    for (code, periods) in &found.codes {
        let called = match Crebo::parse(code).map(|crebo| found.list.called(crebo, today)) {
            Some(Called::Now(name)) => name.to_owned(),
            Some(Called::Ended(name, until, None)) => format!("{name}, until {until}"),
            Some(Called::Ended(name, until, Some(into))) => format!("{name}, until {until} -> {into}"),
            Some(Called::Unknown) | None => "not on the list".to_owned(),
        };
        say(format_args!("{periods:6}  {code}  {called}"));
    }
}
