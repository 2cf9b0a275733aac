//! `meedoen catalogue`: the measures and templates of a school, as the page of its administrator has them.

mod file;
mod plan;

use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason};
use clap::Subcommand;
use file::File;
use plan::{Entry, Of, Plan};
use register::catalogue::CatalogueRefusal;
use register::{MeasureId, TemplateId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::catalogue::Whole;
use store::{SaveError, Store};

/// `meedoen catalogue`.
#[derive(Debug, Clone, Subcommand)]
pub enum CatalogueCommand {
    /// List the measures and templates of a school: what holds, what is to come and what ended
    List {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
    },
    /// Print them as JSON, for `import`
    Export {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
    },
    /// Read measures and templates from JSON
    ///
    /// An entry with an id changes what is there, one without is new; what the file does not name stays as it is. Other words
    /// begin a new measure and end the old one the day before; what was agreed keeps its own. The same file twice changes
    /// nothing. Exit code 1 when an entry has a problem: then nothing is changed.
    Import {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// Only read, compare and report
        #[arg(long)]
        dry_run: bool,
    },
}

/// Runs `meedoen catalogue`.
pub async fn run(at: &At, what: CatalogueCommand) -> Run {
    let (CatalogueCommand::List { institution }
    | CatalogueCommand::Export { institution }
    | CatalogueCommand::Import { institution, .. }) = &what;
    let store = at.open().await?;
    let school = institution::find_school(&store, institution).await?;
    let by = Actor::system(school.tenant, Reason::Command);
    let done = match &what {
        CatalogueCommand::List { .. } => list(&store.catalogue_whole(&by).await?),
        CatalogueCommand::Export { .. } => {
            let file = File::of(&store.catalogue_whole(&by).await?);
            say(serde_json::to_string_pretty(&file).map_err(|error| Trouble::failed(error.to_string()))?);
            Ok(Outcome::Done)
        }
        CatalogueCommand::Import { file, dry_run, .. } => import(&store, &by, file, *dry_run).await,
    };
    store.close().await;
    done
}

fn list(whole: &Whole) -> Run {
    let until = |day: Option<time::Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    for m in &whole.measures {
        let (from, last) = (m.period.from, until(m.period.until));
        say(format_args!("{}  {:16} {:6} {from} {last:10}  {}", m.id, m.kind.code(), m.level.code(), m.text));
    }
    for one in &whole.templates {
        let (from, last) = (one.period.from, until(one.period.until));
        say(format_args!("{}  {:23} {from} {last:10}  {} ({})", one.id, "template", one.name, one.measures.len()));
    }
    Ok(Outcome::Done)
}

async fn import(store: &Store, by: &Actor, path: &Path, dry_run: bool) -> Run {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Trouble::usage(format!("cannot read {}: {error}", path.display())))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let file: File =
        serde_json::from_str(text).map_err(|error| Trouble::failed(format!("{}: {error}", path.display())))?;
    let before = store.catalogue_whole(by).await?;
    let plan = plan::plan(&file, &before, crate::clock::now().day);
    if !plan.problems.is_empty() {
        plan.problems.iter().for_each(say);
        note("Nothing was changed: mend the file first.");
        return Ok(Outcome::Found);
    }
    say(counted("measures", &plan.measures));
    say(counted("templates", &plan.templates));
    if dry_run {
        note("This was a dry run: nothing was written.");
        return Ok(Outcome::Done);
    }
    carry_out(store, by, &before, plan).await?;
    Ok(Outcome::Done)
}

fn counted<I, C>(what: &str, entries: &[Entry<I, C>]) -> String {
    let count = |is: fn(&Entry<I, C>) -> bool| entries.iter().filter(|one| is(one)).count();
    let (new, changed) = (count(|one| matches!(one, Entry::New(..))), count(|one| matches!(one, Entry::Change(..))));
    format!("{what}: {new} new, {changed} changed, {} the same", count(|one| matches!(one, Entry::Same(..))))
}

async fn carry_out(store: &Store, by: &Actor, before: &Whole, plan: Plan) -> Run<()> {
    let now = crate::clock::now();
    // What each entry became, and what became of a measure whose words changed: templates have both.
    let (mut made, mut followed): (Vec<MeasureId>, BTreeMap<MeasureId, MeasureId>) = Default::default();
    for entry in plan.measures {
        made.push(match entry {
            Entry::Same(id) => id,
            Entry::New(content, at) => store.measure_save(by, None, content, at, now).await.map_err(trouble)?,
            Entry::Change(id, content, at) => {
                // Its place moves with what is written before it; nothing else of it may have.
                let whole = store.catalogue_whole(by).await?;
                let same = whole.measure(id) == before.measure(id);
                let stamp = whole.stamp_of_measure(id).filter(|_| same).ok_or_else(meanwhile)?;
                let new = store.measure_save(by, Some((id, stamp)), content, at, now).await.map_err(trouble)?;
                if new != id {
                    followed.insert(id, new);
                }
                new
            }
        });
    }
    let of = |of: Of| match of {
        Of::There(id) => std::iter::once(id).chain(followed.get(&id).copied()).collect(),
        Of::Made(at) => made.get(at).copied().into_iter().collect::<Vec<_>>(),
    };
    for entry in plan.templates {
        let (which, content, at) = match entry {
            Entry::Same(_) => continue,
            Entry::New(offered, at) => (None, offered.content(of), at),
            Entry::Change(id, offered, at) => (Some(id), offered.content(of), at),
        };
        let which = match which {
            None => None,
            Some(id) => Some((id, standing(store, by, before, id).await?)),
        };
        store.template_save(by, which, content, at, now).await.map_err(trouble)?;
    }
    Ok(())
}

/// How a template stands, if nobody but this import changed it.
async fn standing(store: &Store, by: &Actor, before: &Whole, id: TemplateId) -> Run<store::catalogue::Stamp> {
    let whole = store.catalogue_whole(by).await?;
    let said = |of: &Whole| of.template(id).map(|one| (one.name.clone(), one.name_en.clone(), one.period));
    let same = said(&whole) == said(before);
    whole.stamp_of_template(id).filter(|_| same).ok_or_else(meanwhile)
}

fn meanwhile() -> Trouble {
    Trouble::failed("somebody changed the catalogue meanwhile: the same file again goes on where this stopped")
}

fn trouble(error: SaveError<CatalogueRefusal>) -> Trouble {
    match error {
        SaveError::Store(error) => error.into(),
        SaveError::Refused(CatalogueRefusal::Changed) => meanwhile(),
        SaveError::Refused(CatalogueRefusal::Ended) => Trouble::failed("a measure ended meanwhile"),
    }
}
