//! `meedoen import students`.

use super::{bytes, failed, progress, show};
use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason};
use clap::Args;
use exchange::PersonNumber as Number;
use exchange::students::report::FileReport;
use exchange::students::{Field, Mapping, Municipality, StudentRow, Students, headings, read};
use register::email::EmailAddress;
use register::group::GroupName;
use register::team::TeamName;
use register::{Moment, TenantId};
use std::path::{Path, PathBuf};
use store::Store;
use store::import::{
    Columns, ImportError, LineProblem, NumberKind, PersonNumber, Progress, Student, StudentApplication,
    StudentGuardian, StudentsCounts, StudentsIncoming, StudentsOutcome,
};
use store::tenant::TenantRow;

/// `meedoen import students`.
#[derive(Debug, Clone, Args)]
pub struct StudentsArgs {
    /// The file: CSV or XLSX
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only read and report; needs no database and no key, unless --institution asks for the school's own mapping
    #[arg(long)]
    pub dry_run: bool,
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
    let mut school = None;
    if !args.dry_run || args.institution.is_some() {
        let store = at.open().await?;
        let row = the_school(&store, args.institution.as_deref()).await?;
        school = Some((store, row));
    }
    let remembered = match &school {
        Some((store, row)) => {
            let actor = Actor::System { tenant: row.tenant, reason: Reason::Import };
            store.import_mapping(&actor).await?
        }
        None => None,
    };
    let mapping = mapping(&bytes, remembered.as_deref(), &args.map)?;
    let found = read(&bytes, &mapping, crate::clock::now().day);
    let mut clashes = Vec::new();
    let mut counts = None;
    if let Some((store, row)) = &school
        && !args.dry_run
        && found.problems.is_empty()
    {
        let mut told = progress::told(args.file.display().to_string());
        match write(store, row.tenant, &bytes, &mapping, crate::clock::now(), &mut told).await {
            Ok(outcome) => counts = Some(outcome.counts),
            Err(ImportError::Lines(lines)) => clashes = lines,
            Err(other) => return Err(failed(other)),
        }
    }
    if let Some((store, _)) = &school {
        store.close().await;
    }
    if args.json {
        say(json(&found, &clashes)?);
    } else {
        report(&args.file, &found, &clashes);
        if let (Some((_, row)), Some(counts)) = (&school, &counts) {
            say(format_args!("{}: geïmporteerd voor {} ({})", args.file.display(), row.name, row.code));
            done(counts);
        }
    }
    if found.problems.is_empty() && clashes.is_empty() {
        return Ok(Outcome::Done);
    }
    if !args.dry_run {
        note("Er is niets geïmporteerd: haal eerst de problemen uit het bestand.");
    }
    Ok(Outcome::Found)
}

async fn the_school(store: &Store, code: Option<&str>) -> Run<TenantRow> {
    match code {
        Some(code) => institution::find(store, code).await,
        None => match <[TenantRow; 1]>::try_from(store.tenants().await?) {
            Ok([only]) => Ok(only),
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

/// The report as JSON: what the file says, and lines that clash with what is in the database.
fn json(found: &Students, clashes: &[(u32, LineProblem)]) -> Run<String> {
    let wrong = |error: serde_json::Error| Trouble::failed(error.to_string());
    let mut report = serde_json::to_value(FileReport::new(found)).map_err(wrong)?;
    if let Some(problems) = report.get_mut("problems").and_then(serde_json::Value::as_array_mut) {
        for (line, problem) in clashes {
            problems.push(serde_json::to_value(found.problem(*line, words(*problem))).map_err(wrong)?);
        }
    }
    serde_json::to_string_pretty(&[report]).map_err(wrong)
}

/// The report for people.
fn report(path: &Path, found: &Students, clashes: &[(u32, LineProblem)]) {
    let report = FileReport::new(found);
    say(format_args!(
        "{}{}: regels {}, studenten {}, ouders of verzorgers {}, aanmeldingen {}",
        path.display(),
        found.sheet.as_ref().map(|name| format!(", blad {name}")).unwrap_or_default(),
        report.rows,
        report.persons,
        report.guardians,
        report.applications
    ));
    let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    problems.extend(clashes.iter().map(|(line, problem)| found.problem(*line, words(*problem)).to_string()));
    show::list("probleem", "problemen", &problems);
    show::list("waarschuwing", "waarschuwingen", &found.warnings);
}

const fn words(problem: LineProblem) -> &'static str {
    match problem {
        LineProblem::TwoPersons => {
            "Het studentnummer en het persoonsnummer horen in Meedoen bij twee verschillende mensen."
        }
        LineProblem::SamePerson => "Een eerdere regel gaat over dezelfde persoon.",
    }
}

fn done(counts: &StudentsCounts) {
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
    let found = read(bytes, mapping, super::judged_on(now));
    if !found.problems.is_empty() {
        return Err(ImportError::Store(store::StoreError::Refused("the file has problems".to_owned())));
    }
    let json = serde_json::to_string(mapping).map_err(store::StoreError::from)?;
    let incoming = StudentsIncoming {
        sha256: store::import::sha256(bytes),
        mapping: &json,
        columns: columns(&found),
        rows: found.students.iter().map(student).collect(),
    };
    let actor = Actor::System { tenant, reason: Reason::Import };
    store.import_students(&actor, &incoming, now, progress).await
}

/// Which columns the file has.
fn columns(found: &Students) -> Columns {
    let has = |field: Field| found.fields.contains(&field);
    Columns {
        given_names: has(Field::GivenNames),
        initials: has(Field::Initials),
        call_name: has(Field::CallName),
        infix: has(Field::Tussenvoegsel),
        email: has(Field::Email),
        municipality: has(Field::Municipality),
        team: has(Field::Team),
        groups: has(Field::Groups),
        coach: has(Field::Coach),
        guardians: has(Field::Guardian1Name) || has(Field::Guardian2Name),
    }
}

fn student(row: &StudentRow) -> Student<'_> {
    Student {
        line: row.line,
        student_number: row.student_number.as_str(),
        given_names: row.given_names.as_deref(),
        initials: row.initials.as_deref(),
        call_name: row.call_name.as_deref(),
        infix: row.tussenvoegsel.as_deref(),
        family_name: &row.family_name,
        birth: row.birth_date,
        email: row.email.as_ref().map(EmailAddress::as_str),
        municipality: row.municipality.as_ref().map(|place| match place {
            Municipality::Code(text) | Municipality::Name(text) => text.as_str(),
        }),
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
