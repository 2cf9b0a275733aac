//! `meedoen import students`.

use super::source::{bytes, failed, judged_on, open_if_there, without_database};
use super::{progress, show};
use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason};
use clap::Args;
use exchange::PersonNumber as Number;
use exchange::students::report::FileReport;
use exchange::students::{Field, Mapping, StudentRow, Students, headings, read};
use register::email::EmailAddress;
use register::group::GroupName;
use register::law::When;
use register::team::TeamName;
use register::{Moment, TenantId};
use std::path::PathBuf;
use store::Store;
use store::import::{
    Columns, ImportError, Line, LineProblem, LineWarning, NumberKind, PersonNumber, Progress, Student,
    StudentApplication, StudentGuardian, StudentsIncoming, StudentsOutcome, StudentsSummary,
};
use store::tenant::TenantRow;

/// `meedoen import students`.
#[derive(Debug, Clone, Args)]
pub struct StudentsArgs {
    /// The file: CSV or XLSX
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only read, compare and report; without a database and a key it cannot tell what would end
    #[arg(long)]
    pub dry_run: bool,
    /// Allow that more than 5% of a kind of rows end, up to this many rows of any kind
    #[arg(long, value_name = "N")]
    pub withdraw_up_to: Option<usize>,
    /// Print JSON: a list with one object
    #[arg(long)]
    pub json: bool,
    /// School (its BRIN) [default: the only one in the database]
    #[arg(long, value_name = "BRIN")]
    pub institution: Option<String>,
    /// The heading of the column that holds a field, such as team=Afdeling; an empty heading: not read. Give it again for more
    #[arg(long = "map", value_name = "FIELD=HEADING", value_parser = parse_map)]
    pub map: Vec<(Field, String)>,
}

/// Reads `team=Afdeling`.
fn parse_map(text: &str) -> Result<(Field, String), String> {
    let (code, heading) = text.split_once('=').ok_or("expected FIELD=HEADING")?;
    let known = || Field::ALL.iter().map(|field| field.code()).collect::<Vec<_>>().join(", ");
    let field = Field::from_code(code.trim()).ok_or_else(|| format!("no such field; there are {}", known()))?;
    Ok((field, heading.trim().to_owned()))
}

/// Runs `meedoen import students`.
pub async fn run(at: &At, args: &StudentsArgs) -> Run {
    note(format_args!("{}: lezen", args.file.display()));
    let bytes = bytes(&args.file)?;
    let store = match args.dry_run && args.institution.is_none() {
        true => open_if_there(at).await?,
        false => Some(at.open().await?),
    };
    let done = match &store {
        Some(store) => match the_school(store, args.institution.as_deref(), args.dry_run).await? {
            Some(school) => with_school(store, &school, &bytes, args).await,
            None => alone(&bytes, args),
        },
        None => alone(&bytes, args),
    };
    if let Some(store) = store {
        store.close().await;
    }
    done
}

/// A dry run without a database.
fn alone(bytes: &[u8], args: &StudentsArgs) -> Run {
    let mapping = mapping(bytes, None, &args.map)?;
    let found = read(bytes, &mapping, crate::clock::now().day);
    let json = serde_json::to_string(&mapping).map_err(wrong)?;
    let incoming = incoming(&found, bytes, &json);
    let (mut problems, mut warnings) = (Vec::new(), Vec::new());
    if found.problems.is_empty() {
        match store::import::check_students(&incoming) {
            Ok(strange) => warnings = strange,
            Err(ImportError::Lines(lines)) => problems = lines,
            Err(other) => return Err(failed(other)),
        }
    }
    print(args, &found, &problems, &warnings, None)?;
    without_database(&args.file.display().to_string());
    Ok(if found.problems.is_empty() && problems.is_empty() { Outcome::Done } else { Outcome::Found })
}

/// A dry run or an import: the same up to where an import begins to write.
async fn with_school(store: &Store, school: &TenantRow, bytes: &[u8], args: &StudentsArgs) -> Run {
    let actor = Actor::System { tenant: school.tenant, reason: Reason::Import };
    let remembered = store.import_mapping(&actor).await?;
    let mapping = mapping(bytes, remembered.as_deref(), &args.map)?;
    let found = read(bytes, &mapping, crate::clock::now().day);
    let json = serde_json::to_string(&mapping).map_err(wrong)?;
    let incoming = incoming(&found, bytes, &json);
    let refused = || {
        if !args.dry_run {
            note("Er is niets geïmporteerd: haal eerst de problemen uit het bestand.");
        }
        Ok(Outcome::Found)
    };
    if !found.problems.is_empty() {
        print(args, &found, &[], &[], None)?;
        return refused();
    }
    note(format_args!("{}: vergelijken met wat er al is", args.file.display()));
    let now = crate::clock::now();
    let plan = match store.plan_students(&actor, &incoming, now.day).await {
        Ok(plan) => plan,
        Err(ImportError::Lines(lines)) => {
            print(args, &found, &lines, &[], None)?;
            return refused();
        }
        Err(other) => return Err(failed(other)),
    };
    print(args, &found, &[], &plan.summary.warnings, Some((school, &plan.summary)))?;
    if plan.check(args.withdraw_up_to).is_err() {
        return refused();
    }
    if args.dry_run {
        note("Dit was een proef: er is niets geschreven.");
        return Ok(Outcome::Done);
    }
    let mut told = progress::told(args.file.display().to_string());
    store.apply_students(&actor, plan, args.withdraw_up_to, now, &mut told).await.map_err(failed)?;
    if !args.json {
        say(format_args!("{}: geïmporteerd voor {} ({})", args.file.display(), school.name, school.code));
    }
    Ok(Outcome::Done)
}

fn wrong(error: serde_json::Error) -> Trouble {
    Trouble::failed(error.to_string())
}

/// What is in the file, what does not go together, and what it would do.
fn print(
    args: &StudentsArgs,
    found: &Students,
    problems: &[Line<LineProblem>],
    warnings: &[Line<LineWarning>],
    plan: Option<(&TenantRow, &StudentsSummary)>,
) -> Run<()> {
    if args.json {
        let mut report = serde_json::to_value(FileReport::new(found)).map_err(wrong)?;
        let mut add = |list: &str, lines: Vec<serde_json::Value>| {
            if let Some(all) = report.get_mut(list).and_then(serde_json::Value::as_array_mut) {
                all.extend(lines);
            }
        };
        add("problems", problems.iter().map(|one| show::line_json(one.line, &show::problem(one))).collect());
        add("warnings", warnings.iter().map(|one| show::line_json(one.line, &show::warning(one))).collect());
        if let Some((_, plan)) = plan {
            report["plan"] = serde_json::json!({
                "counts": serde_json::to_value(plan.counts).map_err(wrong)?,
                "ends": show::ends_json(&plan.ends, args.withdraw_up_to),
                "resumed": plan.resumed,
            });
        }
        say(serde_json::to_string_pretty(&[report]).map_err(wrong)?);
        return Ok(());
    }
    let report = FileReport::new(found);
    say(format_args!(
        "{}{}: regels {}, studenten {}, ouders of verzorgers {}, aanmeldingen {}",
        args.file.display(),
        found.sheet.as_ref().map(|name| format!(", blad {name}")).unwrap_or_default(),
        report.rows,
        report.persons,
        report.guardians,
        report.applications
    ));
    let mut wrong: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    wrong.extend(problems.iter().map(show::problem));
    show::list("probleem", "problemen", &wrong);
    let mut strange: Vec<String> = found.warnings.iter().map(ToString::to_string).collect();
    strange.extend(warnings.iter().map(show::warning));
    show::list("waarschuwing", "waarschuwingen", &strange);
    if let Some((school, plan)) = plan {
        planned(school, plan, args.withdraw_up_to);
    }
    Ok(())
}

/// The school to import for. A dry run goes without one when there is none, or more than one.
async fn the_school(store: &Store, code: Option<&str>, dry_run: bool) -> Run<Option<TenantRow>> {
    match code {
        Some(code) => institution::find_school(store, code).await.map(Some),
        None => match <[TenantRow; 1]>::try_from(store.schools().await?) {
            Ok([only]) => Ok(Some(only)),
            Err(_) if dry_run => Ok(None),
            Err(all) if all.is_empty() => {
                Err(Trouble::usage("there is no school yet: `meedoen institution add --code BRIN --name NAME`"))
            }
            Err(_) => Err(Trouble::usage("there is more than one school here: name it with --institution BRIN")),
        },
    }
}

/// Which heading holds which field: what the command says, else what the school used before, else what the file's
/// headings say by themselves.
fn mapping(bytes: &[u8], remembered: Option<&str>, given: &[(Field, String)]) -> Run<Mapping> {
    let mut mapping = match remembered {
        Some(json) => serde_json::from_str(json)
            .map_err(|error| Trouble::failed(format!("the mapping that was remembered cannot be read: {error}")))?,
        None => known_by_itself(bytes),
    };
    for (field, heading) in given {
        if heading.is_empty() { mapping.remove(*field) } else { mapping.set(*field, heading.as_str()) }
    }
    Ok(mapping)
}

/// The default headings, and other common ones where the file has those.
pub fn known_by_itself(bytes: &[u8]) -> Mapping {
    let mut mapping = Mapping::default();
    // A file whose headings cannot be read is a problem that reading it tells about.
    let headings = headings(bytes).unwrap_or_default();
    for (field, heading) in Mapping::from_headings(&headings).iter() {
        mapping.set(field, heading);
    }
    mapping
}

/// What an import does, for people.
fn planned(school: &TenantRow, plan: &StudentsSummary, up_to: Option<usize>) {
    say(format_args!("  voor {} ({}):", school.name, school.code));
    if plan.resumed {
        say("  Een eerdere import van dit bestand is halverwege gestopt. Dit is wat er nog te doen is.");
    }
    let counts = &plan.counts;
    for (what, one) in [
        ("studenten", &counts.persons),
        ("teams", &counts.teams),
        ("lesgroepen", &counts.groups),
        ("coaches", &counts.coaches),
        ("ouders en verzorgers", &counts.guardians),
        ("aanmeldingen", &counts.applications),
    ] {
        show::counts(what, "beëindigd", one);
    }
    say(format_args!("  studenten die uit het bestand van DUO al bekend waren zonder naam: {}", counts.joined));
    say(format_args!("  aanmeldingen die een inschrijving werden: {}", counts.enrolled));
    show::ends(&plan.ends, up_to);
}

/// Imports the bytes of a file that has no problems under a mapping, and remembers the mapping.
///
/// # Errors
/// As [`Store::import_students`]; and a file with problems is refused.
pub async fn write(
    store: &Store,
    tenant: TenantId,
    bytes: &[u8],
    mapping: &Mapping,
    now: Moment,
    progress: Progress<'_>,
) -> Result<StudentsOutcome, ImportError> {
    let found = read(bytes, mapping, judged_on(now));
    if !found.problems.is_empty() {
        return Err(ImportError::Store(store::StoreError::Refused("the file has problems".to_owned())));
    }
    let json = serde_json::to_string(mapping).map_err(store::StoreError::from)?;
    let incoming = incoming(&found, bytes, &json);
    let actor = Actor::System { tenant, reason: Reason::Import };
    store.import_students(&actor, &incoming, None, now, progress).await
}

/// The file's values as the store takes them.
pub(super) fn incoming<'a>(found: &'a Students, bytes: &[u8], json: &'a str) -> StudentsIncoming<'a> {
    StudentsIncoming {
        sha256: store::import::sha256(bytes),
        mapping: json,
        columns: columns(found),
        rows: found.students.iter().map(student).collect(),
    }
}

/// Which columns the file has.
fn columns(found: &Students) -> Columns {
    let has = |field: Field| found.fields.contains(&field);
    Columns {
        texts: found.fields.iter().filter_map(|field| field.text()).collect(),
        team: has(Field::Team),
        groups: has(Field::Groups),
        coach: has(Field::Coach),
        guardians: has(Field::Guardian1Name) || has(Field::Guardian2Name),
        both_guardians: has(Field::Guardian1Name) && has(Field::Guardian2Name),
        guardian_emails: has(Field::Guardian1Email) || has(Field::Guardian2Email),
        starts_on: has(Field::StartsOn),
    }
}

fn student(row: &StudentRow) -> Student<'_> {
    Student {
        line: row.line,
        student_number: row.student_number.as_str(),
        texts: row.texts.borrowed(),
        family_name: &row.family_name,
        birth: row.birth_date,
        numbers: row.person_number.as_deref().and_then(Number::new).map(numbers).unwrap_or_default(),
        team: row.team.as_ref().map(TeamName::as_str),
        groups: row.groups.iter().map(GroupName::as_str).collect(),
        coach: row.coach.as_ref().map(EmailAddress::as_str),
        guardians: row
            .guardians
            .iter()
            .map(|one| StudentGuardian {
                name: &one.name,
                email: one.email.as_ref().map(EmailAddress::as_str),
                authority: one.authority,
            })
            .collect(),
        applications: row
            .applications
            .iter()
            .map(|one| StudentApplication {
                crebo: &one.programme,
                applied_on: one.applied_on,
                starts_on: one.starts_on,
                decided: one
                    .decided_on
                    .map(|(day, minute)| When { day, at: minute.map(|minute| crate::clock::civil(day, minute).at) }),
                participant: one.participant,
            })
            .collect(),
    }
}

/// The numbers that a cell may mean: it does not say of which register it is. The check digit of a real number does.
fn numbers(number: Number<'_>) -> Vec<PersonNumber<'_>> {
    let of = |kind| PersonNumber { kind, number: number.reveal() };
    if !number.is_real() {
        return vec![of(NumberKind::MaskedBsn), of(NumberKind::MaskedOnr)];
    }
    let digits = number.reveal().bytes().map(|digit| i32::from(digit - b'0'));
    let sum: i32 = digits.zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(digit, weight)| digit * weight).sum();
    vec![of(if sum % 11 == 0 { NumberKind::Bsn } else { NumberKind::Onr })]
}
