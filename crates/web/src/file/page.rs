//! The page of a file.

use super::{
    corrections::{CorrectionView, corrections},
    parts::{self, Applied, Enrolled, Facts, Need, VersionView},
    state::{Reader, StateView, begin},
    timeline::{Timeline, timeline},
};
use crate::{
    say::{
        looks::{Groups, groups},
        person::call_name,
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Action;
use askama::Template;
use register::Moment;
use store::{file::view::FileView, looks::Look};

/// A part that may be hidden, not known yet, or known.
pub(super) enum Part<P> {
    /// Not for this actor: there is no such part.
    Hidden,
    /// Nobody recorded it.
    Unknown,
    /// What was recorded.
    Known(P),
}

impl<P> Part<P> {
    fn of<V>(found: Option<&Option<V>>, show: impl Fn(&V) -> P) -> Self {
        match found {
            None => Self::Hidden,
            Some(None) => Self::Unknown,
            Some(Some(value)) => Self::Known(show(value)),
        }
    }
}

/// The page of a file.
#[derive(Template)]
#[template(path = "file/file.html")]
pub struct FilePage {
    t: T,
    shell: Shell,
    name: String,
    number: Option<String>,
    born: Option<String>,
    email: Option<String>,
    /// Where the student lives, by name.
    home: Option<String>,
    teams: String,
    coaches: String,
    /// Name, and what they may do.
    guardians: Vec<(String, String)>,
    /// Where it stands: the page begins with it.
    state: Option<StateView>,
    need: Part<Need>,
    facts: Part<Facts>,
    applied: Vec<Applied>,
    enrolled: Vec<Enrolled>,
    /// Dates that turned out to be otherwise.
    corrections: Vec<CorrectionView>,
    versions: Vec<VersionView>,
    sees_agreement: bool,
    /// What is said where there are no agreements: with the law, where it asks them before an enrolment that has yet to come.
    no_agreements: String,
    line: Timeline,
    /// What previous schools handed over: which school, what helped, what is needed, and what the student says of it.
    handed: Vec<(String, Vec<(String, String)>)>,
    /// That the yes to one was taken back.
    handed_back: Vec<String>,
    /// What the student said themselves: what and when, where it stands, and its address.
    voices: Vec<(String, String, String)>,
    /// What is kept an eye on: the words, and how it stands; and the page of it, for who does that.
    points: Vec<(String, String)>,
    /// To the absences.
    absence: Option<String>,
    /// To the way to work.
    to_work: Option<String>,
    watch: Option<String>,
    /// What may be told of this student to whom.
    tell: Option<String>,
    /// Who of the school looked, for who may see that.
    looks: Option<Groups>,
    /// To propose, for who may.
    propose: Option<String>,
    /// To record need and facts, for who may.
    record: Option<String>,
    /// To ask the next line, for who may.
    refer: Option<String>,
    /// Who outside the school can help.
    helpers: Option<String>,
    /// To weigh whether an adjustment is too heavy, for who may.
    burden: Option<String>,
    workplace: Option<String>,
    /// To ask for an adapted exam, for who may.
    exams: Option<String>,
    /// To plan a meeting, for who may.
    meeting: Option<String>,
    /// To what teachers say, where agreements are in force.
    lessons: Option<String>,
    /// To invite the student and their parents, for who may.
    invite: Option<String>,
}

impl FilePage {
    pub(super) fn new(shell: Shell, reader: Reader, view: &FileView, looks: Option<&[Look]>, now: Moment) -> Self {
        let t = shell.t;
        let person = &view.person;
        let name = person.name.as_ref().map_or_else(|| t.get("name-unknown"), |name| name.reveal().clone());
        let called = call_name(t, person);
        let text = |value: &Option<register::Personal<String>>| value.as_ref().map(|value| value.reveal().clone());
        let guardian =
            |authority: bool| t.get(if authority { "file-guardian-authority" } else { "file-guardian-other" });
        let address = |tail: &str| format!("/dossiers/{}/{tail}", view.file);
        let state = begin(t, view, &called, reader, now.day);
        let above = state.as_ref().and_then(|state| state.button.as_ref()).map(|(_, href)| href.clone());
        // What the button above leads to is not said twice.
        let not_above = |href: &String| above.as_ref() != Some(href);
        let records = view.may(Action::RecordNeed) && view.may(Action::RecordStatutoryFacts);
        Self {
            t,
            number: text(&person.student_number),
            born: parts::born(t, person, now),
            email: text(&person.email),
            teams: person.teams.join(", "),
            coaches: view.coaches.iter().map(|name| name.reveal().as_str()).collect::<Vec<_>>().join(", "),
            guardians: person
                .guardians
                .iter()
                .map(|(id, name, a)| {
                    let allowed = view.allowed.contains(id).then(|| t.get("file-guardian-allowed"));
                    let may = std::iter::once(guardian(*a)).chain(allowed).collect::<Vec<_>>().join(". ");
                    (name.reveal().clone(), may)
                })
                .collect(),
            need: Part::of(view.need.as_ref(), |need| Need::new(t, need)),
            facts: Part::of(view.statutory.as_ref(), |assessed| Facts::new(t, assessed)),
            applied: parts::applied(t, view, &called, now.day),
            home: view.home.as_ref().map(|home| parts::home(t, home)),
            enrolled: parts::enrolled(t, view, now.day),
            corrections: corrections(t, &view.corrections),
            versions: parts::versions(t, view, &called, now.day),
            no_agreements: parts::no_agreements(t, view),
            sees_agreement: view.may(Action::ViewAgreement),
            line: timeline(t, view, &called, now.day),
            handed: view.handed.iter().map(|one| parts::handed(t, one)).collect(),
            handed_back: (view.handed_back.iter())
                .map(|on| t.say("file-transfer-withdrawn").arg("on", *on).to_string())
                .collect(),
            voices: view.voices.iter().map(|one| parts::voice(t, view.file, one)).collect(),
            points: view.points.iter().map(|point| crate::say::point::open(t, point)).collect(),
            absence: view.may(Action::NoteAbsence).then(|| address("verzuim")),
            to_work: view.may(Action::GuideTransition).then(|| address("naar-werk")),
            watch: view.may(Action::KeepPoints).then(|| address("aandacht")),
            tell: view.may(Action::AskWhatToTell).then(|| address("vertellen")),
            looks: looks.map(|looks| groups(t, looks)),
            propose: view.may(Action::ProposeAgreement).then(|| address("afspraken/nieuw")).filter(not_above),
            refer: view.may(Action::AskReferral).then(|| address("doorverwijzen")),
            helpers: view.may(Action::HandOff).then(|| address("hulp")),
            burden: view.may(Action::WeighBurden).then(|| address("belasting")),
            workplace: view.may(Action::ArrangePlacement).then(|| address("stage")),
            exams: view.may(Action::AskExam).then(|| address("examens")),
            meeting: view.may(Action::HoldMeeting).then(|| address("overleg")),
            lessons: view
                .agreement
                .as_ref()
                .filter(|all| view.may(Action::ViewAgreement) && all.in_force(now.day).is_some())
                .map(|_| address("lessen")),
            invite: view.may(Action::Invite).then(|| address("uitnodigen")),
            record: records.then(|| address("behoefte")).filter(not_above),
            state,
            shell: shell.crumb(t.get("files-title"), "/dossiers"),
            name,
        }
    }
}

impl Page for FilePage {
    const NAME: &'static str = "file/file";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        super::samples::all(t)
    }
}
