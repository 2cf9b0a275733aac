//! `meedoen import staff`: the school's own list of staff.

use super::show;
use super::source::{bytes, failed};
use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason, Role};
use clap::Args;
use exchange::problem::Both;
use exchange::staff::report::FileReport;
use exchange::staff::{Staff, read};
use register::invitation::Way;
use register::{Moment, TenantId, text};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use store::import::{
    ImportError, StaffIncoming, StaffLine, StaffOutcome, StaffProblem, StaffStep as Step, StaffSummary,
};
use store::invitation::path;
use store::{Store, StoreError};
use web::say::words::{Lang, T};

/// `meedoen import staff`.
#[derive(Debug, Clone, Args)]
pub struct StaffArgs {
    /// The file: CSV or XLSX, with the columns Naam, E-mail, Rol, Teams and Lesgroepen
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only read, compare and report
    #[arg(long)]
    pub dry_run: bool,
    /// Allow that more than 5% of the lesson groups that are taught end, up to this many
    #[arg(long, value_name = "N")]
    pub withdraw_up_to: Option<usize>,
    /// Write the link of whoever is invited to this new file, to hand over: name, address, role, link (CSV)
    #[arg(long, value_name = "FILE")]
    pub links: Option<PathBuf>,
    /// Invite by mail (`meedoen mail send` hands it over), and on paper whose address mail came back from before
    #[arg(long, conflicts_with = "links")]
    pub mail: bool,
    /// Where the site is: what the links begin with
    #[command(flatten)]
    pub site: crate::site::SiteArgs,
    /// Print JSON: a list with one object
    #[arg(long)]
    pub json: bool,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
}

/// A role by its code, or by its name in either language.
fn role(written: &str) -> Option<Role> {
    let same = |name: &str| text::key(name) == text::key(written);
    let named = |role: Role| Lang::ALL.iter().any(|lang| same(&T::new(*lang).role(role)));
    Role::ALL.iter().copied().find(|role| same(role.code()) || named(*role))
}

/// A line with what is wrong or strange about it, in words.
pub(super) type Said = (u32, Both);

/// The lines as the store takes them, and what is wrong with roles that are none.
pub(super) fn incoming(found: &Staff, bytes: &[u8]) -> (StaffIncoming, Vec<Said>) {
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    for row in &found.people {
        match role(&row.role) {
            Some(role) => lines.push(StaffLine {
                line: row.line,
                name: row.name.clone().into(),
                email: row.email.clone(),
                role,
                teams: row.teams.clone(),
                groups: row.groups.clone(),
            }),
            None => wrong.push((
                row.line,
                Both {
                    nl: "Deze rol is er niet. De rollen staan in de handleiding.",
                    en: "There is no such role. The roles are in the manual.",
                },
            )),
        }
    }
    (StaffIncoming { sha256: store::import::sha256(bytes), has_groups: found.has_groups, lines }, wrong)
}

/// What stands against a line.
pub(super) fn problem((line, what): (u32, StaffProblem)) -> Said {
    let both = |nl, en| Both { nl, en };
    let words = match what {
        StaffProblem::Team => both(
            "Een van deze teams is er nu niet. Teams komen mee met de lijst van studenten.",
            "One of these teams is not there now. Teams come with the list of students.",
        ),
        StaffProblem::Group => both(
            "Een van deze lesgroepen is er nu niet. Lesgroepen komen mee met de lijst van studenten.",
            "One of these lesson groups is not there now. Lesson groups come with the list of students.",
        ),
        StaffProblem::NoTeams => both("Bij deze rol horen geen teams.", "No teams go with this role."),
        StaffProblem::NoStaff => both(
            "Een student, ouder of onderzoeker hoort niet op deze lijst.",
            "A student, parent or researcher does not belong on this list.",
        ),
        StaffProblem::Disabled => {
            both("Dit account staat uit. Zet het eerst weer aan.", "This account is disabled. Enable it first.")
        }
        StaffProblem::OtherName => both(
            "Bij dit e-mailadres hoort een account met een andere naam. Is het dezelfde persoon?",
            "The account at this e-mail address has another name. Is it the same person?",
        ),
        StaffProblem::Twice => both(
            "Deze rol van dit e-mailadres staat al eerder op de lijst.",
            "This role of this e-mail address stands earlier on the list.",
        ),
    };
    (line, words)
}

/// What is strange about the lines of a plan.
pub(super) fn warnings(plan: &StaffSummary) -> Vec<Said> {
    let name = Both {
        nl: "De naam is hier anders dan die van het account. Het account houdt zijn naam.",
        en: "The name here is another than that of the account. The account keeps its name.",
    };
    let teams = Both {
        nl: "Deze rol is er al, voor andere teams. Verander dat zelf als het moet.",
        en: "This role is there already, for other teams. Change that yourself if needed.",
    };
    let mut all: Vec<Said> = plan.other_names.iter().map(|line| (*line, name)).collect();
    let other = plan.steps.iter().filter(|(_, step)| *step == Step::OtherTeams);
    all.extend(other.map(|(line, _)| (*line, teams)));
    all.sort_unstable_by_key(|(line, words)| (*line, words.nl));
    all
}

/// The same as [`lines`], in English.
pub(super) fn lines_in_english(found: &Staff, by_itself: &[exchange::staff::Problem], more: &[Said]) -> Vec<String> {
    let more = more.iter().map(|(line, words)| found.problem(*line, *words).english());
    by_itself.iter().map(exchange::Problem::english).chain(more).collect()
}

/// Lines as people read them, after what the file said by itself.
pub(super) fn lines(found: &Staff, by_itself: &[exchange::staff::Problem], more: &[Said]) -> Vec<String> {
    let more = more.iter().map(|(line, words)| found.problem(*line, *words).to_string());
    by_itself.iter().map(ToString::to_string).chain(more).collect()
}

/// Runs `meedoen import staff`.
pub async fn run(at: &At, args: &StaffArgs) -> Run {
    note(format_args!("{}: lezen", args.file.display()));
    let bytes = bytes(&args.file)?;
    let found = read(&bytes);
    let (incoming, wrong) = incoming(&found, &bytes);
    if !found.problems.is_empty() || !wrong.is_empty() {
        print(args, &found, &wrong, None)?;
        return refused(args);
    }
    let store = at.open().await?;
    let done = with(&store, args, &found, &incoming).await;
    store.close().await;
    done
}

async fn with(store: &Store, args: &StaffArgs, found: &Staff, incoming: &StaffIncoming) -> Run {
    let school = crate::institution::find_school(store, &args.institution).await?;
    let by = Actor::system(school.tenant, Reason::Command);
    note(format_args!("{}: vergelijken met wat er al is", args.file.display()));
    let plan = store.plan_staff(&by, incoming, crate::clock::now()).await.map_err(failed)?;
    let problems: Vec<Said> = plan.summary.problems.iter().map(|one| problem(*one)).collect();
    print(args, found, &problems, Some(&plan.summary))?;
    if plan.check(args.withdraw_up_to).is_err() {
        return refused(args);
    }
    if args.dry_run {
        note("Dit was een proef: er is niets geschreven.");
        return Ok(Outcome::Done);
    }
    // Before anybody is invited: a file that cannot be written would lose their links.
    let mut links = args.links.as_deref().map(new_file).transpose()?;
    let now = crate::clock::now();
    let way = if args.mail { Way::Mail } else { Way::Paper };
    let done = store.apply_staff(&by, &plan, args.withdraw_up_to, way, now).await.map_err(failed)?;
    let paper = done.invited.iter().filter(|one| one.way == Way::Paper).count();
    if let Some(links) = &mut links {
        let text = letters(&done, args.site.site.as_deref());
        links
            .write_all(text.as_bytes())
            .and_then(|()| links.sync_all())
            .map_err(|error| Trouble::failed(error.to_string()))?;
    } else if paper > 0 {
        note("De uitnodigingen staan bij Beheer, Uitnodigingen. Maak daar voor ieder een nieuwe link of een brief.");
    }
    if !args.json {
        let (name, invited, given) = (args.file.display(), done.invited.len(), done.given);
        say(format_args!(
            "{name}: {invited} uitgenodigd, {given} rollen gegeven voor {} ({})",
            school.name, school.code
        ));
    }
    Ok(Outcome::Done)
}

/// Brings a list of staff in, for a demo: who is new is invited on paper.
///
/// # Errors
/// As the import; [`ImportError::Store`] for a list with problems.
pub async fn write(store: &Store, tenant: TenantId, bytes: &[u8], now: Moment) -> Result<(), ImportError> {
    let found = read(bytes);
    let (incoming, wrong) = incoming(&found, bytes);
    if !found.problems.is_empty() || !wrong.is_empty() {
        return Err(StoreError::Refused("a list of staff with problems".into()).into());
    }
    let by = Actor::system(tenant, Reason::Command);
    let plan = store.plan_staff(&by, &incoming, now).await?;
    store.apply_staff(&by, &plan, None, Way::Paper, now).await?;
    Ok(())
}

/// A file that was not there, and that nobody else reads.
fn new_file(path: &Path) -> Run<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let open = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    open.map_err(|error| Trouble::usage(format!("cannot write {}: {error}", path.display())))
}

/// Who was invited, with their links.
fn letters(done: &StaffOutcome, site: Option<&str>) -> String {
    let t = T::new(Lang::Nl);
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut text = String::from("Naam;E-mail;Rol;Link;Geldig tot\n");
    for one in &done.invited {
        let role = one.role.map(|role| t.role(role)).unwrap_or_default();
        let link = format!("{}{}", site.unwrap_or_default(), path(one.token.reveal(), one.language));
        let cells = [one.name.reveal(), one.email.reveal(), &role, &link, &one.ends.date().to_string()];
        text.push_str(&cells.map(|cell| quoted(cell)).join(";"));
        text.push('\n');
    }
    text
}

fn refused(args: &StaffArgs) -> Run {
    if !args.dry_run {
        note("Er is niets geïmporteerd: haal eerst de problemen uit het bestand.");
    }
    Ok(Outcome::Found)
}

/// What lines come to: the code, and what it says to people.
const STEPS: [(Step, &str); 5] = [
    (Step::Invite, "worden uitgenodigd"),
    (Step::Invited, "zijn al uitgenodigd"),
    (Step::Give, "krijgen een rol"),
    (Step::There, "hebben de rol al"),
    (Step::OtherTeams, "hebben de rol voor andere teams: verander dat zelf"),
];

/// What the list comes to. Who is not on it is named: whoever runs this decides whether a role ends.
fn print(args: &StaffArgs, found: &Staff, problems: &[Said], plan: Option<&StaffSummary>) -> Run<()> {
    let t = T::new(Lang::Nl);
    let strange = plan.map(warnings).unwrap_or_default();
    if args.json {
        let mut report =
            serde_json::to_value(FileReport::new(found)).map_err(|error| Trouble::failed(error.to_string()))?;
        for (list, more) in [("problems", problems), ("warnings", &strange)] {
            if let Some(all) = report.get_mut(list).and_then(Value::as_array_mut) {
                all.extend(more.iter().map(|(line, words)| show::line_json(*line, words.nl)));
            }
        }
        if let Some(plan) = plan.filter(|plan| plan.problems.is_empty()) {
            let steps: serde_json::Map<String, Value> =
                STEPS.iter().map(|(step, _)| (step.code().to_owned(), plan.count(*step).into())).collect();
            let absent = plan.absent.iter().map(|one| json!({ "email": one.email.reveal(), "role": one.role.code() }));
            let silent = plan.silent.iter().map(|one| json!({ "email": one.email.reveal(), "groups": one.groups }));
            report["plan"] = json!({
                "steps": steps,
                "groups": plan.groups,
                "ends": show::ends_json(&plan.ends, args.withdraw_up_to),
                "silent": silent.collect::<Vec<_>>(),
                "absent": absent.collect::<Vec<_>>(),
                "resumed": plan.resumed,
            });
        }
        say(serde_json::to_string_pretty(&[report]).map_err(|error| Trouble::failed(error.to_string()))?);
        return Ok(());
    }
    let sheet = found.sheet.as_ref().map(|name| format!(", blad {name}")).unwrap_or_default();
    say(format_args!("{}{sheet}: regels {}, rollen {}", args.file.display(), found.rows, found.people.len()));
    show::list("probleem", "problemen", &lines(found, &found.problems, problems));
    show::list("waarschuwing", "waarschuwingen", &lines(found, &found.warnings, &strange));
    let Some(plan) = plan.filter(|plan| plan.problems.is_empty()) else { return Ok(()) };
    for (step, words) in STEPS {
        say(format_args!("  {}: {}", words, plan.count(step)));
    }
    if found.has_groups {
        show::counts("lesgroepen van docenten", "beëindigd", &plan.groups);
    }
    show::ends(&plan.ends, args.withdraw_up_to);
    for one in &plan.silent {
        let name = one.name.as_ref().map(|name| format!("{}, ", name.reveal())).unwrap_or_default();
        say(format_args!("    niet op de lijst: {name}{}: {}", one.email.reveal(), one.groups.join(", ")));
    }
    if !plan.absent.is_empty() {
        say(format_args!("  niet op de lijst, en ze houden hun rol tot je die zelf beëindigt: {}", plan.absent.len()));
    }
    for one in &plan.absent {
        say(format_args!("    {}, {} ({})", t.role(one.role), one.name.reveal(), one.email.reveal()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_known_by_its_code_and_its_names() {
        for (written, expected) in [
            ("coach", Some(Role::Coach)),
            ("ZORGCOÖRDINATOR", Some(Role::CareCoordinator)),
            ("care_coordinator", Some(Role::CareCoordinator)),
            ("zorgco\u{f6}rdinator", Some(Role::CareCoordinator)),
            ("zorgcoo\u{308}rdinator", Some(Role::CareCoordinator)),
            ("directeur", None),
            ("", None),
        ] {
            assert_eq!(role(written), expected, "{written}");
        }
        // A name that two roles have would be one of them by chance.
        for lang in Lang::ALL {
            let mut names: Vec<String> = Role::ALL.iter().map(|one| text::key(&T::new(lang).role(*one))).collect();
            names.sort();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all);
        }
    }
}
