//! What the rules know of a placement, in words.

use crate::say::{agreement, application, person::name, words::T};
use crate::site::shell::Shell;
use access::{Action, may_ever};
use register::company::{Company, Known, matching::Criterion};
use register::programme::Crebo;
use register::workplace::told::State;
use register::workplace::{Party, Reason, Status, Workplace, provision};
use register::{AccountId, FileId, Moment};
use store::workplace::{FromDuo, Measure, WorkplacesView};
use time::Date;

pub(super) fn address(file: FileId) -> String {
    format!("/dossiers/{file}/stage")
}

fn opens_files(shell: &Shell) -> bool {
    shell.signed.as_ref().is_some_and(|signed| may_ever(signed.member.role, Action::ViewFile))
}

/// The way to a page below that of a student's placements, which says whose they are.
pub(super) fn below(shell: Shell, view: &WorkplacesView) -> Shell {
    let t = shell.t;
    let label = if opens_files(&shell) { t.get("workplace-tab") } else { name(t, &view.person) };
    crumbs(shell, view).crumb(label, address(view.file))
}

/// The way to a page about a file: by the file for who opens files, and for who does not by the list of placements.
pub(super) fn crumbs(shell: Shell, view: &WorkplacesView) -> Shell {
    let t = shell.t;
    if opens_files(&shell) {
        let (whole, file) = (name(t, &view.person), format!("/dossiers/{}", view.file));
        shell.crumb(t.get("files-title"), "/dossiers").crumb(&whole, file)
    } else {
        shell.crumb(t.get("nav-workplaces"), "/stages")
    }
}

pub(super) fn reason(t: T, reason: Reason) -> String {
    t.get(&format!("workplace-reason-{}", reason.code()))
}

pub(super) fn party(t: T, party: Party) -> String {
    t.get(&format!("workplace-party-{}", party.code()))
}

pub(super) fn kind(t: T, kind: provision::Kind) -> String {
    t.get(&format!("workplace-provision-{}", kind.code()))
}

pub(super) fn provided(t: T, status: provision::Status) -> String {
    t.get(&format!("workplace-provided-{}", status.code()))
}

/// What is known of a criterion; what is not said is said to be so.
pub(super) fn found(t: T, criterion: Criterion, known: Known) -> String {
    t.get(&format!("workplace-found-{}", format_args!("{}_{}", criterion.code(), known.code())))
}

/// A programme as the school's list calls it.
pub(super) fn programme(t: T, view: &WorkplacesView, crebo: Crebo) -> String {
    application::programme(t, &view.programmes, Some(crebo), view.today)
}

pub(super) fn place(company: &Company) -> String {
    let street = company.street.as_deref().map(|street| format!("{street}, ")).unwrap_or_default();
    let (digits, letters) = company.postcode.as_str().split_at_checked(4).unwrap_or((company.postcode.as_str(), ""));
    format!("{street}{digits} {letters} {}", company.town)
}

/// A placement as everybody reads it.
pub(super) struct Shown {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) status: String,
    pub(super) facts: Vec<(String, String)>,
    /// What the law still asks of its agreement.
    pub(super) misses: Vec<String>,
    /// Who signed, to take that back: the code, and what the button says.
    pub(super) signed: Vec<(&'static str, String)>,
    pub(super) ended: Option<String>,
    /// Another place is to be found.
    pub(super) another: bool,
    /// Where each provision stands.
    pub(super) provided: Vec<String>,
}

pub(super) fn by(t: T, view: &WorkplacesView, key: &str, (at, by): (Moment, AccountId)) -> String {
    t.say(key).arg("by", agreement::staff(t, &view.names, by)).arg("on", at.day).to_string()
}

pub(super) fn shown(t: T, view: &WorkplacesView, one: &Workplace, today: Date) -> Shown {
    let status = t.get(match one.status(today) {
        Status::Planned => "workplace-planned",
        Status::Running => "workplace-running",
        Status::Over => "workplace-over",
        Status::Ended => "workplace-ended",
    });
    let mut facts = vec![
        (t.get("workplace-when"), agreement::period(t, one.from, Some(one.until))),
        (
            t.get("workplace-hours"),
            t.say("workplace-hours-days").arg("hours", one.hours).arg("days", one.days).to_string(),
        ),
        (t.get("workplace-programme"), programme(t, view, one.crebo)),
        (t.get("workplace-guidance"), t.stored(one.guidance.reveal())),
        (t.get("workplace-part"), t.stored(one.part.reveal())),
        (t.get("workplace-company-number"), one.company.to_string()),
    ];
    facts.extend(
        one.instead.map(|number| (t.get("workplace-instead"), t.say("workplace-n").arg("n", number).to_string())),
    );
    for (who, on) in &one.signed {
        facts.push((t.say("workplace-signed-by").arg("who", party(t, *who)).to_string(), t.date(*on)));
    }
    facts.push((t.get("workplace-noted"), by(t, view, "workplace-noted-by", one.noted)));
    let agreement = one.agreement();
    let misses = [
        (agreement.by_institution, "workplace-misses-school"),
        (agreement.by_student, "workplace-misses-student"),
        (agreement.by_company, "workplace-misses-company"),
        (agreement.early_ending, "workplace-misses-ending"),
    ];
    let mut provided_now: Vec<String> = Vec::new();
    let steps: Vec<provision::Step> =
        view.steps.iter().filter(|(of, _)| *of == one.number).map(|(_, step)| *step).collect();
    for one in provision::Kind::ALL {
        if let Some(step) = provision::stands(&steps, *one) {
            let line = t.say("workplace-provision-line").arg("kind", kind(t, *one));
            provided_now.push(line.arg("status", provided(t, step.status)).arg("on", step.on).to_string());
        }
    }
    Shown {
        number: one.number,
        name: one.name.clone(),
        status,
        facts,
        misses: match one.ended {
            None => misses.iter().filter(|(there, _)| !there).map(|(_, key)| t.get(key)).collect(),
            Some(_) => Vec::new(),
        },
        signed: match one.ended {
            None => one.signed.iter().map(|(who, _)| (who.code(), party(t, *who))).collect(),
            Some(_) => Vec::new(),
        },
        ended: one.ended.map(|ended| {
            let line = t.say("workplace-ended-on").arg("on", ended.on).arg("reason", reason(t, ended.reason));
            line.to_string()
        }),
        another: register::workplace::open_place(&view.all).any(|open| open.number == one.number),
        provided: provided_now,
    }
}

/// What DUO's file tells, in a line, and what is strange about it.
pub(super) struct Told {
    pub(super) line: String,
    pub(super) warns: Option<String>,
    /// To write it down with what DUO does not tell.
    pub(super) take: Option<String>,
}

pub(super) fn duo(t: T, view: &WorkplacesView, one: &FromDuo) -> Told {
    let company = match &one.company {
        Some((_, Some(company))) => company.name.clone(),
        Some((code, None)) => t.say("workplace-duo-company").arg("code", code.as_str()).to_string(),
        None => t.get("workplace-duo-no-company"),
    };
    let when = agreement::period(t, one.from, one.ended.or(one.until));
    let hours = one.hours.map(|hours| t.say("workplace-duo-hours").arg("hours", hours).to_string());
    let line = [Some(company), Some(when), hours].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let (first, enrolled) = view
        .enrolments
        .iter()
        .find(|(of, _)| of.id == one.enrolment)
        .map_or((one.from, None), |(of, _)| (of.from, of.until.or(of.planned_until)));
    let outside = one.from < first || one.ended.or(one.until).zip(enrolled).is_some_and(|(last, until)| last > until);
    let warns = match one.recognised {
        _ if outside => Some("workplace-duo-outside"),
        Known::No => Some("workplace-duo-not-recognised"),
        Known::Yes => None,
        Known::Unknown => Some("workplace-duo-unknown"),
    };
    Told {
        line,
        warns: warns.map(|key| t.get(key)),
        take: (!one.arranged).then(|| format!("{}/nieuw?bpv={}-{}", address(view.file), one.enrolment, one.sequence)),
    }
}

/// A measure in a line.
pub(super) fn measure(t: T, one: &Measure) -> String {
    let details = t.stored(one.details.reveal());
    if details.is_empty() { one.text.clone() } else { format!("{}: {details}", one.text) }
}

/// What a workplace is told, as everybody reads it.
pub(super) struct Telling {
    pub(super) number: u32,
    pub(super) title: String,
    pub(super) stands: String,
    /// It waits for a yes.
    pub(super) asked: bool,
    /// It can be stopped.
    pub(super) open: bool,
    pub(super) lines: Vec<String>,
    /// There are others, which the reader does not read.
    pub(super) hidden: Option<String>,
    pub(super) own: Option<String>,
    pub(super) when: String,
}

pub(super) fn telling(t: T, view: &WorkplacesView, one: &store::workplace::Telling) -> Telling {
    let told = &one.told;
    let (name, email) = (t.stored(told.name.reveal()), t.stored(told.email.reveal()));
    let of = view.all.iter().find(|of| of.number == told.of).map_or(String::new(), |of| of.name.clone());
    let stands = t.get(match one.state {
        State::Asked => "telling-asked",
        State::Agreed => "telling-agreed",
        State::Stopped => "telling-stopped",
        State::Over => "telling-over",
    });
    Telling {
        number: told.number,
        title: t.say("telling-to").arg("name", name).arg("email", email).arg("company", of).to_string(),
        stands,
        asked: one.state == State::Asked,
        open: matches!(one.state, State::Asked | State::Agreed),
        lines: one.lines.iter().map(|line| measure(t, line)).collect(),
        hidden: (one.hidden > 0).then(|| t.say("telling-hidden").arg("count", one.hidden).to_string()),
        own: Some(t.stored(told.own.reveal())).filter(|own| !own.is_empty()),
        when: format!(
            "{} {}",
            by(t, view, "telling-asked-by", told.asked),
            t.say("telling-until").arg("until", told.until)
        ),
    }
}
