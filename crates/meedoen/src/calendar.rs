//! `meedoen calendar`: by which days a school counts. A file with its source, read once; what it ended stays readable.

use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, say};
use access::{Actor, Reason};
use clap::Subcommand;
use exchange::problem::InEnglish;
use register::law::calendar::{
    Entry, EntryKind, EntryProblem, KNOWN, LineProblem, LineWrong, Region, proposed, read_entries, read_school_holidays,
};
use std::fmt;
use std::path::{Path, PathBuf};
use store::SaveError;
use store::calendar::CalendarPlan;
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
    /// End one holiday or day: it holds no more, and stays readable
    End {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// Which: the number that `meedoen calendar list` prints first
        #[arg(long, value_name = "NUMBER")]
        number: i64,
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
                let by = by.opaque();
                let ended =
                    row.ended.map_or_else(String::new, |(by, on)| format!(", ended on {on} by {}", by.opaque()));
                say(format_args!("{:3}  {}  read on {on} by {by}{ended}", row.number, line(&row.entry)));
            }
        }
        CalendarCommand::End { institution, number } => {
            let store = at.open().await?;
            let school = institution::find(&store, &institution).await?;
            let by = Actor::system(school.tenant, Reason::Command);
            let there = store.calendar_rows(&by).await?.into_iter().any(|row| row.number == number);
            let ended = match there {
                true => Some(store.calendar_put(&by, Some(number), None, crate::clock::now()).await),
                false => None,
            };
            store.close().await;
            match ended {
                None => {
                    return Err(Trouble::failed("there is no such line; `meedoen calendar list` prints their numbers"));
                }
                Some(Err(SaveError::Store(error))) => return Err(error.into()),
                Some(Err(SaveError::Refused(refused))) => return Err(Trouble::failed(refused.to_string())),
                Some(Ok(_)) => say(format_args!("{}: line {number} holds no more.", school.code)),
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

fn told(school: &str, changes: &CalendarPlan, dry_run: bool) {
    for entry in &changes.add {
        say(format_args!("+ {}", line(entry)));
    }
    for entry in &changes.end {
        say(format_args!("- {}", line(entry)));
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

/// What is wrong with a line, for a page: its `Display` is the Dutch.
pub(crate) struct Said(LineProblem);

/// The lines of a file that a page was given, by the code of `meedoen calendar import`.
///
/// # Errors
/// Everything that is wrong, by line. `Err(None)`: it is no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Entry>, Option<Vec<Said>>> {
    let text = std::str::from_utf8(bytes).map_err(|_| None)?;
    read_entries(text).map_err(|all| Some(all.into_iter().map(Said).collect()))
}

impl InEnglish for Said {
    fn english(&self) -> String {
        format!("{}.", self.0)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "regel {}: ", self.0.line)?;
        match &self.0.what {
            LineWrong::Fields(found) => write!(f, "Er staan {found} gegevens. Het zijn er 4, met ; ertussen."),
            LineWrong::NotADay => f.write_str("Dit is geen datum. Schrijf een dag als 2026-10-19."),
            LineWrong::NotASecond => {
                f.write_str("Verwacht de laatste dag, zoals 2026-10-25. Of holiday, equated of working.")
            }
            LineWrong::OneDayClosed => f.write_str("Een vakantie van de school heeft een eerste en een laatste dag."),
            LineWrong::Entry(problem) => f.write_str(match problem {
                EntryProblem::EndsBeforeItBegins => "De laatste dag is voor de eerste.",
                EntryProblem::TooLong => "Dit is langer dan 70 dagen.",
                EntryProblem::NoName => "De naam mist.",
                EntryProblem::OddName => "De naam is te lang, of is geen tekst.",
                EntryProblem::NoSource => "De bron mist.",
                EntryProblem::OddSource => "De bron is te lang, of is geen tekst.",
            }),
            LineWrong::Spoken(first) => write!(f, "Regel {first} gaat al over deze dagen."),
            LineWrong::Empty => f.write_str("Er staat niets in het bestand."),
        }
    }
}
