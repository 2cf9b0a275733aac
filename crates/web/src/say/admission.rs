//! How an application ends in words, and made-up ones; the rules bring those where they stand.

use super::{people, words::T};
use register::{
    AccountId, AdmissionId, Personal,
    admission::{
        Admission, Choice, Draft, Ground, Kind, Known, Outcome, Setting, Status, Telling, Where, decide, onward,
        take_back, tell,
    },
    application::{self, Application},
    clearance::{Because, Clearance, Reason},
    intake::{talk::Means, timely::Timely},
    law::Article,
};
use std::collections::HashMap;
use store::admission::AdmissionView;
use time::macros::date;
use uuid::Uuid;

/// What it comes to.
pub fn kind(t: T, kind: Kind) -> String {
    t.get(match kind {
        Kind::Enrol => "admission-kind-enrol",
        Kind::Refuse => "admission-kind-refuse",
        Kind::Chose => "admission-kind-chose",
    })
}

/// Where it stands.
pub fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Standing => "admission-status-standing",
        Status::TakenBack => "admission-status-taken-back",
        Status::Replaced => "admission-status-replaced",
    })
}

/// A ground.
pub fn ground(t: T, ground: Ground) -> String {
    t.get(match ground {
        Ground::PriorEducation => "admission-ground-prior-education",
        Ground::Late => "admission-ground-late",
        Ground::NoAdvice => "admission-ground-no-advice",
        Ground::NotConfirmed => "admission-ground-not-confirmed",
        Ground::Full => "admission-ground-full",
        Ground::Demands => "admission-ground-demands",
        Ground::ThreeTerminations => "admission-ground-three-terminations",
        Ground::SixYears => "admission-ground-six-years",
        Ground::EntreeBefore => "admission-ground-entree-before",
        Ground::MeetsLevelTwo => "admission-ground-meets-level-two",
        Ground::FullSchooling => "admission-ground-full-schooling",
        Ground::Residence => "admission-ground-residence",
        Ground::Foundation => "admission-ground-foundation",
        Ground::SameProgramme => "admission-ground-same-programme",
        Ground::Conduct => "admission-ground-conduct",
    })
}

/// What an applicant chooses.
pub fn choice(t: T, choice: Choice) -> String {
    t.get(match choice {
        Choice::OtherProgramme => "admission-choice-other-programme",
        Choice::OtherSchool => "admission-choice-other-school",
        Choice::Work => "admission-choice-work",
        Choice::Later => "admission-choice-later",
        Choice::NotSaid => "admission-choice-not-said",
    })
}

/// Where somebody went.
pub fn goes(t: T, to: Where) -> String {
    t.get(match to {
        Where::OtherMbo => "admission-where-other-mbo",
        Where::ReaCollege => "admission-where-rea-college",
        Where::Work => "admission-where-work",
        Where::OtherRoute => "admission-where-other-route",
        Where::NotGuided => "admission-where-not-guided",
        Where::Unknown => "admission-where-unknown",
    })
}

/// What it rests on, with the article behind a ground.
pub fn rests_on(t: T, outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::Enrol => None,
        Outcome::Refuse(one) => {
            let article = super::law::cite(t, one.source().cite);
            let said = t.say("admission-by-law").arg("ground", ground(t, one)).arg("article", article);
            Some(said.to_string())
        }
        Outcome::Chose(one) => Some(choice(t, one)),
    }
}

/// The intaker of the samples.
pub const INTAKER: AccountId = AccountId(Uuid::from_u128(5));

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is open, and enrolling may follow.
    Clear,
    /// It is open, and enrolling has to wait.
    Waits,
    /// The school enrols, and nobody told the applicant.
    Enrolled,
    /// The school says no, and nobody guides.
    Refused,
    /// It was told, and somebody guides.
    Guided,
    /// The applicant chose otherwise.
    Chose,
    /// It was taken back, and is open again.
    Back,
    /// It was told and taken back, and the applicant does not know that yet.
    Recalled,
    /// The school says no, and nobody knows when the applicant was born.
    Ageless,
}

fn draft(kind: Kind) -> Draft {
    Draft {
        kind: Some(kind),
        ground: Some(Ground::Full),
        choice: Some(Choice::OtherSchool),
        duty: None,
        reason: people::ASKED.to_owned(),
        offer: "Verzorgende, niveau 3".to_owned(),
        why: people::ASKED.to_owned(),
    }
}

fn ended(application: &Application, kind: Kind) -> Option<(Admission, application::Status)> {
    let known = Known {
        application,
        birth: register::BirthDate::from_parts(2007, 1, 1),
        qualification_duty: None,
        provider: None,
        level: None,
    };
    let clearance = Some(Clearance::Given { because: Because::NoExtraSupport });
    let id = AdmissionId(Uuid::from_u128(1));
    let decided = decide(&[], id, Setting { known, clearance }, &draft(kind), INTAKER, people::now()).ok()?;
    Some((decided.new?, decided.application))
}

/// Their names.
pub fn names() -> HashMap<AccountId, Personal<String>> {
    [(INTAKER, Personal::new("Noor van der Wetering-Bakker".to_owned()))].into()
}

/// One that came so far, as who decides reads it.
pub fn view(state: State) -> Option<AdmissionView> {
    let now = people::now();
    let mut application = Application { status: application::Status::IntakeHeld, ..people::application() };
    let birth = register::BirthDate::from_parts(2007, 1, 1);
    let told = |one: &Admission| {
        let given = Telling { means: Some(Means::Paper), parents: true, minor: None };
        tell(std::slice::from_ref(one), one.application, given, birth, INTAKER, now).ok()
    };
    let kind = match state {
        State::Clear | State::Waits => None,
        State::Enrolled => Some(Kind::Enrol),
        State::Refused | State::Guided | State::Back | State::Recalled | State::Ageless => Some(Kind::Refuse),
        State::Chose => Some(Kind::Chose),
    };
    let mut all = Vec::new();
    if let Some(kind) = kind {
        let (one, status) = ended(&application, kind)?;
        application.status = status;
        all.push(match state {
            State::Guided => onward(&told(&one)?, (Some(Where::OtherMbo), false, people::ASKED), INTAKER, now).ok()?,
            State::Back | State::Recalled => {
                let one = if state == State::Recalled { told(&one)? } else { one };
                let back = take_back(std::slice::from_ref(&one), &application, people::ASKED, INTAKER, now).ok()?;
                application.status = back.application;
                back.replaced?
            }
            _ => one,
        });
    }
    let open = application.status.is_open();
    let clearance = if state == State::Waits {
        Clearance::Withheld { reason: Reason::NoProposal, article: Article::Agree }
    } else {
        Clearance::Given { because: Because::NoExtraSupport }
    };
    Some(AdmissionView {
        file: register::FileId(Uuid::from_u128(1)),
        school: "Voorbeeld College".to_owned(),
        person: people::person(None),
        application,
        programmes: Default::default(),
        advice: (state == State::Refused)
            .then(|| crate::say::advice::advice(crate::say::advice::State::Asked))
            .flatten()
            .into_iter()
            .collect(),
        teams: crate::say::advice::teams(),
        level: None,
        timely: Timely::InTime { by: date!(2026 - 04 - 01) },
        clearance: open.then(|| (clearance, Vec::new())),
        object_until: (state == State::Guided).then_some(date!(2026 - 06 - 23)),
        all,
        names: names(),
        by_mail: state != State::Refused,
        minor: if state == State::Ageless { None } else { Some(matches!(state, State::Refused | State::Recalled)) },
    })
}
