//! `meedoen import ro`.

use super::source::{bytes, failed, judged_on, open_if_there, without_database};
use super::{progress, show};
use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason};
use clap::Args;
use exchange::ro::report::FileReport;
use exchange::ro::{EnrolmentKey, NumberKind as Register, PersonKey, RecordType, RoFile, Summary};
use register::programme::{LeavingReason, MboLevel, Pathway};
use register::{Moment, TenantId};
use serde::Serialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use store::Store;
use store::import::{
    ImportError, Line, LineProblem, NumberKind, PersonNumber, Progress, RoEnrolment, RoIncoming, RoOutcome, RoPeriod,
    RoPerson, RoPlacement, RoSummary, RoSupport,
};
use store::tenant::TenantRow;

/// `meedoen import ro`.
#[derive(Debug, Clone, Args)]
pub struct RoArgs {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Only read, compare and report; without a database and a key it cannot tell what would end
    #[arg(long)]
    pub dry_run: bool,
    /// Allow that more than 5% of a kind of rows end, up to this many rows of any kind
    #[arg(long, value_name = "N")]
    pub withdraw_up_to: Option<usize>,
    /// Print JSON: a list with one object per file
    #[arg(long)]
    pub json: bool,
    /// School (its BRIN) that the files must be of [default: the one in each file]
    #[arg(long, value_name = "BRIN")]
    pub institution: Option<String>,
}

/// Runs `meedoen import ro`.
pub async fn run(at: &At, args: &RoArgs) -> Run {
    let mut files = Vec::with_capacity(args.files.len());
    for path in &args.files {
        note(format_args!("{}: lezen", path.display()));
        files.push((path.as_path(), bytes(path)?));
    }
    let today = crate::clock::now().day;
    let found: Vec<Found<'_>> =
        files.iter().map(|(path, bytes)| (*path, &bytes[..], exchange::ro::check(bytes, today))).collect();
    if let Some(code) = &args.institution {
        for (path, _, summary) in &found {
            let other = summary.header.filter(|header| !header.brin.as_str().eq_ignore_ascii_case(code.trim()));
            if let Some(header) = other {
                let (path, brin) = (path.display(), header.brin.as_str());
                return Err(Trouble::failed(format!(
                    "{path} is of institution {brin}, not of {code}: nothing is imported"
                )));
            }
        }
    }
    if found.iter().any(|(.., summary)| !summary.problems.is_empty()) {
        print(args, &found, &[])?;
        if !args.dry_run {
            note("Er is niets geïmporteerd: haal eerst de problemen uit de bestanden.");
        }
        return Ok(Outcome::Found);
    }
    let store = if args.dry_run { open_if_there(at).await? } else { Some(at.open().await?) };
    let Some(store) = store else {
        print(args, &found, &[])?;
        found.iter().for_each(|(path, ..)| without_database(&path.display().to_string()));
        return Ok(Outcome::Done);
    };
    let done = import_all(&store, &found, args).await;
    store.close().await;
    done
}

/// A file as it was found: where, what it holds, what is known of it.
type Found<'f> = (&'f Path, &'f [u8], Summary<'f>);

/// What became of the plan for a file: for which school, and what it would do or why it cannot.
type Thought = (TenantRow, Result<RoSummary, ImportError>);

/// Plans files without problems, oldest first, and imports them when all can be: nothing is written before that.
async fn import_all(store: &Store, found: &[Found<'_>], args: &RoArgs) -> Run {
    let today = crate::clock::now().day;
    let mut files = Vec::with_capacity(found.len());
    for (at, (path, bytes, summary)) in found.iter().enumerate() {
        // Without problems there is a header.
        let Some(header) = &summary.header else { continue };
        let school = institution::find_school(store, header.brin.as_str()).await?;
        files.push((
            header.created,
            at,
            *path,
            school,
            exchange::ro::parse(bytes, today),
            store::import::sha256(bytes),
        ));
    }
    files.sort_by_key(|(created, ..)| *created);
    let incoming: Option<Vec<RoIncoming<'_>>> =
        files.iter().map(|(.., file, sha256)| incoming(file, *sha256)).collect();
    let incoming = incoming.ok_or_else(|| Trouble::failed("a file has problems"))?;
    let (mut thoughts, mut plans) = (HashMap::new(), Vec::new());
    for ((_, at, path, school, ..), incoming) in files.iter().zip(&incoming) {
        note(format_args!("{}: vergelijken met wat er al is", path.display()));
        let actor = Actor::System { tenant: school.tenant, reason: Reason::Import };
        let plan = store.plan_ro(&actor, incoming, crate::clock::now().day).await;
        let thought = match &plan {
            Ok(plan) => Ok(plan.summary.clone()),
            Err(ImportError::Lines(lines)) => Err(ImportError::Lines(lines.clone())),
            Err(_) => return Err(plan.map(drop).err().map_or_else(|| Trouble::failed("no plan"), failed)),
        };
        thoughts.insert(*at, (school.clone(), thought));
        plans.push(plan.ok());
    }
    let thoughts: Vec<Thought> = (0..found.len()).filter_map(|at| thoughts.remove(&at)).collect();
    print(args, found, &thoughts)?;
    let good = plans.iter().all(|plan| plan.as_ref().is_some_and(|plan| plan.check(args.withdraw_up_to).is_ok()));
    if !good {
        note("Er is niets geïmporteerd: haal eerst weg wat er in de weg staat.");
        return Ok(Outcome::Found);
    }
    if args.dry_run {
        note("Dit was een proef: er is niets geschreven.");
        if found.len() > 1 {
            note("Elk bestand is vergeleken met wat er nu staat, niet met wat een ander bestand zou brengen.");
        }
        return Ok(Outcome::Done);
    }
    for (place, (((_, _, path, school, ..), incoming), plan)) in files.iter().zip(&incoming).zip(plans).enumerate() {
        let actor = Actor::System { tenant: school.tenant, reason: Reason::Import };
        let now = crate::clock::now();
        // A file before this one changed what is there.
        let again =
            if place > 0 { Some(store.plan_ro(&actor, incoming, now.day).await.map_err(failed)?) } else { plan };
        let Some(plan) = again else { continue };
        plan.check(args.withdraw_up_to).map_err(failed)?;
        let mut told = progress::told(path.display().to_string());
        store.apply_ro(&actor, plan, args.withdraw_up_to, now, &mut told).await.map_err(failed)?;
        if !args.json {
            say(format_args!("{}: geïmporteerd voor {} ({})", path.display(), school.name, school.code));
        }
    }
    Ok(Outcome::Done)
}

/// What is in a file; and what it would do, or what is in the way, where there is a database.
#[derive(Serialize)]
struct Reported<'a> {
    #[serde(flatten)]
    report: FileReport<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clashes: Option<serde_json::Value>,
}

/// What is in the files, and what each would do.
fn print(args: &RoArgs, found: &[Found<'_>], thoughts: &[Thought]) -> Run<()> {
    if args.json {
        let mut reports = Vec::with_capacity(found.len());
        for (at, (.., summary)) in found.iter().enumerate() {
            let mut report = Reported { report: FileReport::new(summary), plan: None, clashes: None };
            match thoughts.get(at) {
                Some((_, Ok(plan))) => report.plan = Some(plan_json(plan, args.withdraw_up_to)?),
                Some((_, Err(ImportError::Lines(lines)))) => {
                    let clash = |line: &Line<LineProblem>| show::line_json(line.line, &show::problem(line));
                    report.clashes = Some(lines.iter().map(clash).collect());
                }
                _ => {}
            }
            reports.push(report);
        }
        say(serde_json::to_string_pretty(&reports).map_err(wrong)?);
        return Ok(());
    }
    for (at, (path, _, summary)) in found.iter().enumerate() {
        report(path, summary);
        match thoughts.get(at) {
            Some((school, Ok(plan))) => planned(school, plan, args.withdraw_up_to),
            Some((_, Err(ImportError::Lines(lines)))) => {
                show::list("probleem", "problemen", &lines.iter().map(show::problem).collect::<Vec<_>>());
            }
            _ => {}
        }
    }
    Ok(())
}

fn wrong(error: serde_json::Error) -> Trouble {
    Trouble::failed(error.to_string())
}

/// What an import does, as JSON.
fn plan_json(plan: &RoSummary, up_to: Option<usize>) -> Run<serde_json::Value> {
    Ok(serde_json::json!({
        "counts": serde_json::to_value(plan.counts).map_err(wrong)?,
        "ends": show::ends_json(&plan.ends, up_to),
        "older": plan.older,
        "keptAllTheSame": plan.kept_all_the_same,
        "resumed": plan.resumed,
    }))
}

/// What an import does, for people.
fn planned(school: &TenantRow, plan: &RoSummary, up_to: Option<usize>) {
    say(format_args!("  voor {} ({}):", school.name, school.code));
    if plan.resumed {
        say("  Een eerdere import van dit bestand is halverwege gestopt. Dit is wat er nog te doen is.");
    }
    if plan.older {
        say("  Er is al een nieuwer bestand geïmporteerd. Dit bestand vult alleen aan en verbetert niets.");
    }
    let counts = &plan.counts;
    for (what, one) in [
        ("personen", &counts.persons),
        ("inschrijvingen", &counts.enrolments),
        ("inschrijvingsperiodes", &counts.periods),
        ("periodes van extra ondersteuning", &counts.support),
        ("bpv", &counts.placements),
    ] {
        show::counts(what, "ingetrokken", one);
    }
    say(format_args!("  aanmeldingen die een inschrijving werden: {}", counts.enrolled));
    if plan.kept_all_the_same > 0 {
        say(format_args!(
            "  {} regels ontbreken en blijven staan: er is geen sluitregel die klopt, dus het bestand kan afgekapt zijn.",
            plan.kept_all_the_same
        ));
    }
    show::ends(&plan.ends, up_to);
}

/// A file's report for people.
fn report(path: &Path, summary: &Summary<'_>) {
    let path = path.display();
    match &summary.header {
        Some(header) => say(format_args!(
            "{path}: instelling {}, {} tot en met {}, gemaakt op {}",
            header.brin.as_str(),
            header.from,
            header.to,
            header.created
        )),
        None => say(format_args!("{path}: instelling niet bekend")),
    }
    let lines: Vec<String> = summary.records.iter().map(|(kind, n)| format!("{} {n}", kind.code())).collect();
    say(format_args!("  regels: {}", lines.join(", ")));
    let good = |kind| summary.good[kind];
    say(format_args!(
        "  gelezen: personen {}, inschrijvingen {}, inschrijvingsperiodes {}, periodes van extra ondersteuning {}, bpv {}",
        good(RecordType::Per),
        good(RecordType::Isg),
        good(RecordType::Isp),
        good(RecordType::Ise),
        good(RecordType::Bpv)
    ));
    show::list("probleem", "problemen", &summary.problems);
    show::list("waarschuwing", "waarschuwingen", &summary.warnings);
}

/// Imports the bytes of a file that has no problems.
///
/// # Errors
/// As [`Store::import_ro`]; and a file with problems is refused.
pub async fn write(
    store: &Store,
    tenant: TenantId,
    bytes: &[u8],
    now: Moment,
    progress: Progress<'_>,
) -> Result<RoOutcome, ImportError> {
    let file = exchange::ro::parse(bytes, judged_on(now));
    let incoming = incoming(&file, store::import::sha256(bytes));
    let refused = || ImportError::Store(store::StoreError::Refused("the file has problems".to_owned()));
    let incoming = incoming.filter(|_| file.summary.problems.is_empty()).ok_or_else(refused)?;
    let actor = Actor::System { tenant, reason: Reason::Import };
    store.import_ro(&actor, &incoming, None, now, progress).await
}

/// The file's values as the store takes them. `None` when a header or a parent is missing, which is a problem of the file.
pub(super) fn incoming<'a>(file: &RoFile<'a>, sha256: [u8; 32]) -> Option<RoIncoming<'a>> {
    let header = file.summary.header?;
    let mut persons: HashMap<PersonKey<'a>, usize> = HashMap::with_capacity(file.persons.len());
    persons.extend(file.persons.iter().enumerate().map(|(at, (_, person))| (person.key, at)));
    let mut enrolments: HashMap<EnrolmentKey<'a>, usize> = HashMap::with_capacity(file.enrolments.len());
    enrolments.extend(file.enrolments.iter().enumerate().map(|(at, (_, enrolment))| (enrolment.key, at)));
    Some(RoIncoming {
        sha256,
        institution: header.brin.as_str(),
        from: header.from,
        until: header.to,
        created: header.created,
        complete: file.summary.completeness().is_proven(),
        persons: file
            .persons
            .iter()
            .map(|(line, person)| RoPerson { line: *line, number: number(person.key), birth: person.birth_date })
            .collect(),
        enrolments: file
            .enrolments
            .iter()
            .map(|(_, one)| {
                Some(RoEnrolment {
                    person: *persons.get(&one.key.person)?,
                    number: one.key.sequence.as_str(),
                    from: one.begin,
                    planned_end: one.planned_end,
                    ended: one.end,
                    reason: one.reason.and_then(|reason| LeavingReason::from_code(reason.code())),
                })
            })
            .collect::<Option<_>>()?,
        periods: file
            .periods
            .iter()
            .map(|(_, one)| {
                Some(RoPeriod {
                    enrolment: *enrolments.get(&one.enrolment)?,
                    from: one.begin,
                    crebo: one.crebo.as_str(),
                    pathway: Pathway::from_code(one.leertraject.code())?,
                    level: one.niveau.and_then(|level| MboLevel::from_code(level.code())),
                    fundable: one.fundable,
                    absence_location: one.vsv_location.map(|code| code.as_str()),
                    provider: one.provider.map(|code| code.as_str()),
                    location: one.location.map(|code| code.as_str()),
                    route: one.route.map(|code| code.as_str()),
                    route_phase: one.route_phase.map(|code| code.as_str()),
                })
            })
            .collect::<Option<_>>()?,
        support: file
            .support
            .iter()
            .map(|(_, one)| {
                Some(RoSupport { enrolment: *enrolments.get(&one.enrolment)?, from: one.begin, until: one.end })
            })
            .collect::<Option<_>>()?,
        placements: file
            .placements
            .iter()
            .map(|(_, one)| {
                Some(RoPlacement {
                    enrolment: *enrolments.get(&one.enrolment)?,
                    sequence: one.sequence.as_str(),
                    signed_on: one.signed,
                    from: one.begin,
                    planned_end: one.planned_end,
                    ended: one.end,
                    hours: one.hours,
                    company: one.company.map(|code| code.as_str()),
                    crebo: one.crebo.map(|code| code.as_str()),
                    optional_part: one.optional_part.map(|code| code.as_str()),
                })
            })
            .collect::<Option<_>>()?,
    })
}

/// Real numbers have nine digits; anything else is a mask.
fn number(key: PersonKey<'_>) -> PersonNumber<'_> {
    let kind = match (key.kind, key.number.is_real()) {
        (Register::Bsn, true) => NumberKind::Bsn,
        (Register::Onr, true) => NumberKind::Onr,
        (Register::Bsn, false) => NumberKind::MaskedBsn,
        (Register::Onr, false) => NumberKind::MaskedOnr,
    };
    PersonNumber { kind, number: key.number.reveal() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::ro::codes;

    /// The store's words are the register's; each of the file's words must have one.
    #[test]
    fn every_code_of_the_file_is_one_of_the_register() {
        assert!(codes::Leertraject::ALL.iter().all(|one| Pathway::from_code(one.code()).is_some()));
        assert!(codes::Niveau::ALL.iter().all(|one| MboLevel::from_code(one.code()).is_some()));
        assert!(codes::RedenUitschrijving::ALL.iter().all(|one| LeavingReason::from_code(one.code()).is_some()));
    }
}
