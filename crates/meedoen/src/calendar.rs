//! `meedoen calendar`: by which days a school counts. A file with its source, read once; what it ended stays readable.

use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, say};
use access::{Actor, Reason};
use clap::Subcommand;
use register::law::calendar::{Changes, Entry, EntryKind, KNOWN, Region, proposed, read_entries, read_school_holidays};
use std::path::{Path, PathBuf};
use store::policy::SetBy;
use time::Date;

/// `meedoen calendar`.
#[derive(Debug, Clone, Subcommand)]
pub enum CalendarCommand {
    /// Read a file: day;holiday|equated|working;name;source, or first day;last day;name;source for a holiday of the school
    Import {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// Show what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// The file
        file: PathBuf,
    },
    /// List what a school read: what holds, and what a newer file ended
    List {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
    },
    /// Print the school holidays of a region as a file to change and read
    Propose {
        /// noord, midden or zuid
        #[arg(long, value_name = "REGION")]
        region: String,
        /// Newer dates of the regions: region;first day;last day;name;source
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
    /// Print on which day a number of working days ends, as the school counts
    Count {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// The day after which it begins (YYYY-MM-DD)
        #[arg(long, value_name = "DAY", value_parser = crate::setting::day)]
        after: Date,
        /// How many working days
        #[arg(long, value_name = "N")]
        working_days: u16,
        /// Days in the school's own holiday weeks do not count
        #[arg(long)]
        skip_holiday_weeks: bool,
    },
}

fn text(file: &Path) -> Result<String, Trouble> {
    let bytes = std::fs::read(file).map_err(|error| Trouble::usage(format!("{}: {error}", file.display())))?;
    String::from_utf8(bytes).map_err(|_| Trouble::usage(format!("{}: is not UTF-8", file.display())))
}

/// Runs `meedoen calendar`.
pub async fn run(at: &At, what: CalendarCommand) -> Run {
    match what {
        CalendarCommand::Import { institution, dry_run, file } => {
            let read = read_entries(&text(&file)?).map_err(|problems| {
                let lines: Vec<String> = problems.iter().map(|one| format!("{}: {one}", file.display())).collect();
                Trouble::usage(lines.join("\n"))
            })?;
            let store = at.open().await?;
            let school = institution::find_school(&store, &institution).await?;
            let by = Actor::system(school.tenant, Reason::Command);
            let found = if dry_run {
                store.calendar_changes(&by, &read).await
            } else {
                store.calendar_read(&by, &read, crate::clock::now()).await
            };
            store.close().await;
            told(&school.code, &found?, dry_run);
        }
        CalendarCommand::List { institution } => {
            let store = at.open().await?;
            let school = institution::find_school(&store, &institution).await?;
            let rows = store.calendar_rows(&Actor::system(school.tenant, Reason::Command)).await?;
            store.close().await;
            if rows.is_empty() {
                say(format_args!("{} read no calendar: it counts by the Dutch one of the program.", school.code));
            }
            for row in rows {
                let (by, on) = &row.read;
                let by = who(by);
                let ended = row.ended.map_or_else(String::new, |(by, on)| format!(", ended on {on} by {}", who(&by)));
                say(format_args!("{}  read on {on} by {by}{ended}", line(&row.entry)));
            }
        }
        CalendarCommand::Propose { region, from } => {
            let region =
                Region::from_code(region.trim()).ok_or_else(|| Trouble::usage("--region is noord, midden or zuid"))?;
            let dates = from.as_deref().map(text).transpose()?;
            let all = read_school_holidays(dates.as_deref().unwrap_or(KNOWN))
                .map_err(|problem| Trouble::usage(problem.to_string()))?;
            for Entry { from, until, name, source, .. } in proposed(&all, region) {
                say(format_args!("{from};{until};{name};{source}"));
            }
        }
        CalendarCommand::Count { institution, after, working_days, skip_holiday_weeks } => {
            let store = at.open().await?;
            let school = institution::find_school(&store, &institution).await?;
            let calendar = store.calendar(school.tenant).await?;
            store.close().await;
            let closed = if skip_holiday_weeks { calendar.holiday_weeks.as_slice() } else { &[] };
            say(format_args!("{}", calendar.days.working_day_after(after, working_days.into(), closed)));
        }
    }
    Ok(Outcome::Done)
}

/// Who read or ended something: at the shell an opaque account, since a name would stand in whatever keeps this output.
fn who(by: &SetBy) -> String {
    match by {
        SetBy::Command => "command".to_owned(),
        SetBy::Account(account, _) => account.0.simple().to_string(),
    }
}

fn told(school: &str, changes: &Changes, dry_run: bool) {
    for entry in &changes.add {
        say(format_args!("+ {}", line(entry)));
    }
    let (add, end, same) = (changes.add.len(), changes.end.len(), changes.same);
    let would = if dry_run { "would be " } else { "" };
    say(format_args!("{school}: {add} {would}added, {end} {would}ended, {same} as they were."));
}

fn line(Entry { kind, from, until, name, source }: &Entry) -> String {
    match kind {
        EntryKind::Closed => format!("{from}  {until}  closed  {name} ({source})"),
        _ => format!("{from}  {}  {name} ({source})", kind.code()),
    }
}
