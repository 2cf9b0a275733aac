//! `meedoen import ro`.

use super::{bytes, failed, progress, show};
use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason};
use clap::Args;
use exchange::ro::report::FileReport;
use exchange::ro::{EnrolmentKey, NumberKind as Register, PersonKey, RecordType, RoFile, Summary};
use register::programme::{LeavingReason, Leertraject, MboLevel};
use register::{Moment, TenantId};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use store::Store;
use store::import::{
    ImportError, NumberKind, PersonNumber, Progress, RoEnrolment, RoIncoming, RoOutcome, RoPeriod, RoPerson,
    RoPlacement, RoSupport,
};

/// `meedoen import ro`.
#[derive(Debug, Clone, Args)]
pub struct RoArgs {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Only read and report; needs no database and no key
    #[arg(long)]
    pub dry_run: bool,
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
    if args.json {
        let reports: Vec<_> = found.iter().map(|(.., summary)| FileReport::new(summary)).collect();
        let text = serde_json::to_string_pretty(&reports);
        say(text.map_err(|error| Trouble::failed(error.to_string()))?);
    } else {
        found.iter().for_each(|(path, _, summary)| report(path, summary));
    }
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
        if !args.dry_run {
            note("Er is niets geïmporteerd: haal eerst de problemen uit de bestanden.");
        }
        return Ok(Outcome::Found);
    }
    if args.dry_run {
        return Ok(Outcome::Done);
    }
    let store = at.open().await?;
    let done = import_all(&store, &found, args.json).await;
    store.close().await;
    done
}

/// A file as it was found: where, what it holds, what is known of it.
type Found<'f> = (&'f Path, &'f [u8], Summary<'f>);

/// Imports files without problems, oldest first; every school is known before anything is written.
async fn import_all(store: &Store, files: &[Found<'_>], json: bool) -> Run {
    let mut order = Vec::with_capacity(files.len());
    for (path, bytes, summary) in files {
        // Without problems there is a header.
        let Some(header) = &summary.header else { continue };
        order.push((header.created, institution::find(store, header.brin.as_str()).await?, *path, *bytes));
    }
    order.sort_by_key(|(created, ..)| *created);
    for (_, school, path, bytes) in order {
        let mut told = progress::told(path.display().to_string());
        let outcome = write(store, school.tenant, bytes, crate::clock::now(), &mut told).await.map_err(failed)?;
        if outcome.older {
            note(format_args!(
                "{}: er is al een nieuwer bestand geïmporteerd. Dit bestand vult alleen aan en verbetert niets.",
                path.display()
            ));
        }
        if !json {
            let counts = &outcome.counts;
            say(format_args!("{}: geïmporteerd voor {} ({})", path.display(), school.name, school.code));
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
        }
    }
    Ok(Outcome::Done)
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
    let file = exchange::ro::parse(bytes, super::judged_on(now));
    let incoming = incoming(&file, store::import::sha256(bytes));
    let refused = || ImportError::Store(store::StoreError::Refused("the file has problems".to_owned()));
    let incoming = incoming.filter(|_| file.summary.problems.is_empty()).ok_or_else(refused)?;
    let actor = Actor::System { tenant, reason: Reason::Import };
    store.import_ro(&actor, &incoming, now, progress).await
}

/// The file's values as the store takes them. `None` when a header or a parent is missing, which is a problem of the file.
fn incoming<'a>(file: &RoFile<'a>, sha256: [u8; 32]) -> Option<RoIncoming<'a>> {
    let header = file.summary.header?;
    let mut persons: HashMap<PersonKey<'a>, usize> = HashMap::with_capacity(file.persons.len());
    persons.extend(file.persons.iter().enumerate().map(|(at, (_, person))| (person.key, at)));
    let mut enrolments: HashMap<EnrolmentKey<'a>, usize> = HashMap::with_capacity(file.enrolments.len());
    enrolments.extend(file.enrolments.iter().enumerate().map(|(at, (_, enrolment))| (enrolment.key, at)));
    Some(RoIncoming {
        sha256,
        institution: header.brin.as_str(),
        begins: header.from,
        ends: header.to,
        created: header.created,
        persons: file
            .persons
            .iter()
            .map(|(_, person)| RoPerson { number: number(person.key), birth: person.birth_date })
            .collect(),
        enrolments: file
            .enrolments
            .iter()
            .map(|(_, one)| {
                Some(RoEnrolment {
                    person: *persons.get(&one.key.person)?,
                    number: one.key.sequence.as_str(),
                    begins: one.begin,
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
                    begins: one.begin,
                    crebo: one.crebo.as_str(),
                    pathway: Leertraject::from_code(one.leertraject.code())?,
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
                Some(RoSupport { enrolment: *enrolments.get(&one.enrolment)?, begins: one.begin, ends: one.end })
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
                    begins: one.begin,
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
        assert!(codes::Leertraject::ALL.iter().all(|one| Leertraject::from_code(one.code()).is_some()));
        assert!(codes::Niveau::ALL.iter().all(|one| MboLevel::from_code(one.code()).is_some()));
        assert!(codes::RedenUitschrijving::ALL.iter().all(|one| LeavingReason::from_code(one.code()).is_some()));
    }
}
