//! `meedoen ise`: what was reported to DUO as extra support (ISE), held against what was agreed.

use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason};
use clap::Args;
use register::ise::{Correction, corrections};
use register::{Period, PersonId};
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use store::ise::IseRow;
use store::{Store, tenant::TenantRow};
use time::Date;

/// `meedoen ise`.
#[derive(Debug, Clone, Args)]
pub struct IseArgs {
    /// The school (BRIN); may be left out where there is one
    #[arg(long, value_name = "BRIN")]
    pub institution: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Also write what to report so that DUO has what was agreed, for the student system; never over a file that is there
    #[arg(long, value_name = "FILE.csv")]
    pub corrections: Option<PathBuf>,
}

/// Runs `meedoen ise`.
pub async fn run(at: &At, args: &IseArgs) -> Run {
    let store = at.open().await?;
    let school = match &args.institution {
        Some(code) => institution::find_school(&store, code).await?,
        None => only(&store).await?,
    };
    // Made before anybody is looked at: who cannot keep the file has seen nothing of it.
    let file = args.corrections.as_deref().map(create).transpose()?;
    let by = Actor::system(school.tenant, Reason::Command);
    let found = store.ise(&by, crate::clock::now()).await;
    store.close().await;
    if let (Ok(None) | Err(_), Some(path)) = (&found, &args.corrections) {
        // Nothing came into it.
        let _ = std::fs::remove_file(path);
    }
    let Some((as_of, rows)) = found? else {
        return Err(Trouble::usage(format!(
            "no RO file of {0} was read yet, so nobody knows what DUO has: `meedoen import ro --institution {0} FILE`",
            school.code
        )));
    };
    if let (Some(mut file), Some(path)) = (file, &args.corrections) {
        let failed = |error: std::io::Error| Trouble::failed(format!("cannot write {}: {error}", path.display()));
        file.write_all(table(&rows).as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        let nameless = rows.iter().filter(|row| row.student_number.is_none()).count();
        if nameless > 0 {
            note(format_args!(
                "{nameless} rows have no student number and are not in the corrections: `meedoen import students` brings numbers."
            ));
        }
    }
    if args.json {
        say(document(&school.code, as_of, &rows));
    } else if rows.is_empty() {
        say(format_args!("{}: what was reported to DUO is what was agreed, as of {as_of}.", school.code));
    } else {
        say(format_args!("{}: {} differences with DUO as of {as_of}.", school.code, rows.len()));
        for row in &rows {
            let number = row.student_number.as_ref().map_or("-", |number| number.reveal().as_str());
            let (reported, agreed) = (span(row.difference.reported()), span(row.difference.agreed()));
            let kind = row.difference.kind().code();
            say(format_args!("{number}  {}  {kind}  reported {reported}  agreed {agreed}", row.enrolment));
        }
    }
    Ok(if rows.is_empty() { Outcome::Done } else { Outcome::Found })
}

/// The one school that is there.
async fn only(store: &Store) -> Run<TenantRow> {
    let mut all = store.schools().await?;
    match (all.pop(), all.is_empty()) {
        (Some(one), true) => Ok(one),
        (None, _) => Err(Trouble::usage("there is no school yet: `meedoen institution add --code BRIN --name NAME`")),
        (Some(_), false) => Err(Trouble::usage("there are more schools here: name one with --institution BRIN")),
    }
}

/// A file for its owner only, which was not there.
fn create(path: &Path) -> Run<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Trouble::usage(format!("{} is there already, and is never overwritten", path.display()))
        }
        _ => Trouble::usage(format!("cannot make {}: {error}", path.display())),
    })
}

fn text(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn span(period: Option<Period>) -> String {
    period.map_or_else(|| "-".to_owned(), |period| format!("{}..{}", period.from, text(period.until)))
}

fn document(code: &str, as_of: Date, rows: &[IseRow]) -> serde_json::Value {
    let from = |period: Option<Period>| period.map(|period| period.from.to_string());
    let until = |period: Option<Period>| period.and_then(|period| period.until).map(|day| day.to_string());
    let row = |row: &IseRow| {
        let (ise, agreed) = (row.difference.reported(), row.difference.agreed());
        json!({
            "student_number": row.student_number.as_ref().map(|number| number.reveal()),
            "enrolment": row.enrolment,
            "kind": row.difference.kind().code(),
            "ise_from": from(ise), "ise_until": until(ise),
            "agreed_from": from(agreed), "agreed_until": until(agreed),
        })
    };
    json!({ "institution": code, "as_of": as_of.to_string(), "rows": rows.iter().map(row).collect::<Vec<_>>() })
}

/// The columns of the corrections. No name and no BSN: the student system knows its own numbers.
const COLUMNS: &str = "student_number;enrolment;correction;ise_from;ise_until;new_from;new_until\n";

/// What to report, as CSV. `add` and `change` say the new days, `remove` that they go; `check` that nothing was agreed, which
/// somebody must look at first.
fn table(rows: &[IseRow]) -> String {
    let mut out = COLUMNS.to_owned();
    let one = |row: &IseRow| -> (PersonId, String) { (row.person, row.enrolment.clone()) };
    for enrolment in rows.chunk_by(|a, b| one(a) == one(b)) {
        let Some(number) = enrolment.first().and_then(|row| row.student_number.as_ref()) else { continue };
        let differences: Vec<_> = enrolment.iter().map(|row| row.difference).collect();
        for correction in corrections(&differences) {
            let (what, now, new) = match correction {
                Correction::Add(new) => ("add", None, Some(new)),
                Correction::Change { from, to } => ("change", Some(from), Some(to)),
                Correction::Remove(now) => ("remove", Some(now), None),
                Correction::Check(now) => ("check", Some(now), None),
            };
            let days = |period: Option<Period>| {
                format!("{};{}", text(period.map(|p| p.from)), text(period.and_then(|p| p.until)))
            };
            let number = cell(number.reveal());
            let of = enrolment.first().map(|row| cell(&row.enrolment)).unwrap_or_default();
            out.push_str(&format!("{number};{of};{what};{};{}\n", days(now), days(new)));
        }
    }
    out
}

/// A number as a cell: in quotes where it has a separator, and never read as a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([';', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::ise::Difference;
    use register::{FileId, Personal};
    use time::macros::date;

    /// Of each kind one, of students of whom the school's number is known; and one of whom it is not.
    fn rows() -> Vec<IseRow> {
        let period = |from, until| Period { from, until };
        let reported = period(date!(2025 - 10 - 01), None);
        let agreed = period(date!(2025 - 09 - 15), Some(date!(2026 - 07 - 31)));
        let of = [
            (Some("s1"), "1", Difference::ReportedOnly(reported)),
            (Some("s2"), "2", Difference::AgreedOnly(agreed)),
            (Some("s;3"), "1", Difference::Dates { reported, agreed }),
            (None, "1", Difference::ReportedOnly(reported)),
        ];
        let row = |(number, enrolment, difference): (Option<&str>, &str, Difference)| {
            let id = store::fresh::id();
            let number = number.map(|number| Personal::new(number.to_owned()));
            IseRow::new((FileId(id), PersonId(id)), None, None, number, enrolment, difference)
        };
        of.into_iter().map(row).collect()
    }

    #[test]
    fn corrections_carry_the_numbers_of_the_school_and_say_what_to_report() {
        let expected = "student_number;enrolment;correction;ise_from;ise_until;new_from;new_until\n\
                        s1;1;check;2025-10-01;;;\n\
                        s2;2;add;;;2025-09-15;2026-07-31\n\
                        \"s;3\";1;change;2025-10-01;;2025-09-15;2026-07-31\n";
        assert_eq!(table(&rows()), expected, "who has no number of the school is not in it");
    }

    #[test]
    fn each_kind_is_said_with_its_numbers_and_days() {
        let row = |number, enrolment, kind, [ise_from, ise_until, agreed_from, agreed_until]: [Option<&str>; 4]| {
            json!({
                "student_number": number, "enrolment": enrolment, "kind": kind, "ise_from": ise_from,
                "ise_until": ise_until, "agreed_from": agreed_from, "agreed_until": agreed_until,
            })
        };
        let (reported, from, until) = (Some("2025-10-01"), Some("2025-09-15"), Some("2026-07-31"));
        let expected = json!({"institution": "27DV", "as_of": "2026-03-24", "rows": [
            row(Some("s1"), "1", "reported_only", [reported, None, None, None]),
            row(Some("s2"), "2", "agreed_only", [None, None, from, until]),
            row(Some("s;3"), "1", "dates", [reported, None, from, until]),
            row(None, "1", "reported_only", [reported, None, None, None]),
        ]});
        assert_eq!(document("27DV", date!(2026 - 03 - 24), &rows()), expected);
    }
}
