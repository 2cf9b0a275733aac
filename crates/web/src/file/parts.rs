//! The parts of a file's page, from what the store gives to words.

use crate::say::{
    agreement::{self, AnswerView, PlaceView, Tone},
    application::{programme, what},
    clearance::ClearanceView,
    format,
    words::T,
};
use access::Action;
use register::{
    Moment,
    agreement::{Answerer, Status, Subject, Version, written_before},
    application,
    enrolment::{self, Enrolment},
    law::WRITTEN_AGREEMENTS_SINCE,
    programme::Crebo,
    statutory::{Assessed, History, Outcome},
};
use store::file::view::{FileView, NeedView, PersonView};
use time::Date;

/// What the student needs, in their own words.
pub(super) struct Need {
    pub(super) words: String,
    pub(super) on: String,
}

impl Need {
    pub(super) fn new(t: T, need: &NeedView) -> Self {
        Self { words: t.stored(need.words.reveal()), on: t.say("file-recorded-on").arg("day", need.on.day).to_string() }
    }
}

/// The statutory facts.
pub(super) struct Facts {
    pub(super) ground: String,
    pub(super) needed: String,
    /// What the student said when they declined it, and when.
    pub(super) declined: Option<(String, String)>,
    pub(super) on: String,
}

impl Facts {
    pub(super) fn new(t: T, assessed: &Assessed) -> Self {
        let declined = match &assessed.outcome {
            Outcome::ExtraSupport { declined: Some(declined) } => {
                Some((t.say("file-declined-on").arg("day", declined.on).to_string(), t.stored(declined.words.reveal())))
            }
            _ => None,
        };
        Self {
            ground: t.get(&format!("ground-{}", assessed.ground.code())),
            needed: t.get(if assessed.needs_support() { "assess-yes" } else { "assess-no" }),
            declined,
            on: t.say("file-recorded-on").arg("day", assessed.on.day).to_string(),
        }
    }
}

/// An application, with whether it may become an enrolment.
pub(super) struct Applied {
    pub(super) what: String,
    pub(super) status: String,
    pub(super) open: bool,
    /// To the intake.
    pub(super) href: Option<String>,
    pub(super) clearance: Option<ClearanceView>,
}

/// Every application.
pub(super) fn applied(t: T, view: &FileView, name: &str) -> Vec<Applied> {
    let one = |a: &application::Application| Applied {
        what: what(t, a),
        status: t.get(&format!("application-status-{}", a.status.code())),
        open: a.status.is_open(),
        href: (a.status.is_open() && view.may(Action::HoldIntake)).then(|| format!("/intake/{}", a.id)),
        clearance: view
            .clearances
            .iter()
            .find(|(subject, _)| *subject == Subject::Application(a.id))
            .map(|(_, clearance)| ClearanceView::new(t, name, clearance)),
    };
    view.applications.iter().map(one).collect()
}

/// An enrolment, with whether agreements were in writing before it.
pub(super) struct Enrolled {
    pub(super) what: String,
    pub(super) period: String,
    pub(super) status: String,
    pub(super) active: bool,
    /// Whether agreements were in writing before it, and the sentence with both dates. `None`: nothing asks it.
    pub(super) before: Option<(bool, String)>,
}

/// Every enrolment.
pub(super) fn enrolled(t: T, view: &FileView, today: Date) -> Vec<Enrolled> {
    let one = |(e, crebo): &(Enrolment, Option<String>)| {
        let status = e.status_on(today);
        Enrolled {
            what: programme(t, crebo.as_deref().and_then(Crebo::parse)),
            period: agreement::period(t, e.from, e.until),
            status: t.get(&format!("enrolment-status-{}", status.code())),
            active: status == enrolment::Status::Active,
            before: if e.withdrawn { None } else { before(t, view, e) },
        }
    };
    view.enrolments.iter().map(one).collect()
}

/// "Agreed in writing before enrolment": a fact that compares two dates. The same day counts as before. "No" is said only
/// where the law asked it at that enrolment: not of a need that arose later, of what only the school's policy asks, or of
/// an enrolment from before the law.
fn before(t: T, view: &FileView, enrolment: &Enrolment) -> Option<(bool, String)> {
    let agreement = view.agreement.as_ref();
    let became = view.applications.iter().filter(|a| a.became == Some(enrolment.id));
    let subjects: Vec<Subject> =
        became.map(|a| Subject::Application(a.id)).chain([Subject::Enrolment(enrolment.id)]).collect();
    let versions = agreement.iter().flat_map(|a| &a.versions);
    let for_it = versions.filter(|version| subjects.iter().any(|subject| version.is_for(*subject)));
    let agreed = for_it.filter_map(Version::agreed_on).map(|at| at.day).min();
    let enrolled = enrolment.from;
    let history = History::new(view.statutory.iter().flatten().cloned().collect());
    let asked = enrolled >= WRITTEN_AGREEMENTS_SINCE && history.asked_at(enrolled, Assessed::asks_agreement_by_law);
    match agreed {
        Some(agreed) if asked || written_before(agreed, enrolled) => {
            let holds = written_before(agreed, enrolled);
            let key = if holds { "file-before-yes" } else { "file-before-no" };
            Some((holds, t.say(key).arg("agreed", agreed).arg("enrolled", enrolled).to_string()))
        }
        None if asked => Some((false, t.say("file-before-none").arg("enrolled", enrolled).to_string())),
        // Nobody has to agree on what is not asked.
        Some(_) | None => None,
    }
}

/// A version of the agreement.
pub(super) struct VersionView {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) status: String,
    pub(super) tone: Tone,
    pub(super) proposed: String,
    /// The measures, of the versions that matter now: in force, or waiting for an answer.
    pub(super) places: Vec<PlaceView>,
    pub(super) count: usize,
    pub(super) answers: Vec<AnswerView>,
}

/// Every version, newest first.
pub(super) fn versions(t: T, view: &FileView, name: &str, today: Date) -> Vec<VersionView> {
    let versions = view.agreement.iter().flat_map(|a| &a.versions).rev();
    let one = |version: &Version| {
        let status = version.status_on(today);
        let matters = matches!(status, Status::InForce | Status::Offered | Status::ChangeAsked | Status::NotAgreed);
        VersionView {
            title: t.say("file-version").arg("number", version.number).to_string(),
            href: format!("/dossiers/{}/afspraken/{}", view.file, version.id),
            status: agreement::status(t, status),
            tone: agreement::tone(status),
            proposed: t.say("file-proposed-on").arg("day", version.proposed.day).to_string(),
            places: if matters { agreement::by_place(t, &version.lines) } else { Vec::new() },
            count: version.lines.len(),
            answers: version
                .answers
                .iter()
                .map(|a| agreement::answer(t, a, &view.names, |by| answerer(t, &view.person, name, by)))
                .collect(),
        }
    };
    versions.map(one).collect()
}

/// Who an answerer is.
pub(super) fn answerer(t: T, person: &PersonView, name: &str, by: Answerer) -> String {
    match by {
        Answerer::Student => name.to_owned(),
        Answerer::Guardian(id) => {
            let found = person.guardians.iter().find(|(guardian, ..)| *guardian == id);
            found.map_or_else(|| t.get("file-a-guardian"), |(_, name, _)| name.reveal().clone())
        }
    }
}

/// When someone was born, and how old that makes them.
pub(super) fn born(t: T, person: &PersonView, now: Moment) -> Option<String> {
    let birth = person.birth?;
    let date = format::birth(t.lang(), birth);
    Some(t.say("assess-age").arg("date", date).arg("age", birth.age_on(now.day)).to_string())
}

/// Whether the law asks agreements before an enrolment that has yet to come.
pub(super) fn asked_first(view: &FileView) -> bool {
    let open = view.applications.iter().any(|application| application.status.is_open());
    open && view.statutory.iter().flatten().any(Assessed::asks_agreement_by_law)
}
