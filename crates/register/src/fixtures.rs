//! What the tests of this crate share: short ways to say a fact, so that a table of cases reads as one.

use crate::{
    AccountId, AgreementId, ApplicationId, EnrolmentId, FileId, GuardianId, Moment, VersionId,
    agreement::{
        Agreement, Answer, AnswerCommand, Answerer, Channel, Line, LineDraft, Noted, Proposal, Received, Subject, When,
        WhoMustAnswer, answer, propose, reply, withdraw,
    },
    catalogue::{Level, MeasureKind, Place},
    statutory::{Assessed, Declined, Ground, Outcome},
};
use time::{Date, Duration, Time, macros::format_description};
use uuid::Uuid;

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text, format_description!("[year]-[month]-[day]")).unwrap()
}

/// Noon on a day.
pub(crate) fn at(text: &str) -> Moment {
    let day = day(text);
    Moment { at: day.with_time(Time::MIDNIGHT).assume_utc() + Duration::hours(12), day }
}

/// Said here at noon on a day.
pub(crate) fn when(text: &str) -> When {
    let moment = at(text);
    When { day: moment.day, at: Some(moment.at) }
}

pub(crate) fn application_id() -> ApplicationId {
    ApplicationId(Uuid::from_u128(1))
}

pub(crate) fn enrolment_id() -> EnrolmentId {
    EnrolmentId(Uuid::from_u128(2))
}

pub(crate) fn guardian_id() -> GuardianId {
    GuardianId(Uuid::from_u128(3))
}

pub(crate) fn account_id() -> AccountId {
    AccountId(Uuid::from_u128(4))
}

pub(crate) fn version_id(number: u32) -> VersionId {
    VersionId(Uuid::from_u128(100 + u128::from(number)))
}

/// Under 16, with one guardian with authority.
pub(crate) fn young() -> WhoMustAnswer {
    WhoMustAnswer::StudentAndGuardian { with_authority: vec![guardian_id()] }
}

/// The same, that says what was so when the one before it was recorded.
pub(crate) fn corrected(assessed: Assessed) -> Assessed {
    Assessed { corrects: true, ..assessed }
}

pub(crate) fn needs(ground: Ground, on: &str) -> Assessed {
    Assessed { on: at(on), corrects: false, ground, outcome: Outcome::ExtraSupport { declined: None } }
}

pub(crate) fn needs_nothing(ground: Ground, on: &str) -> Assessed {
    Assessed { on: at(on), corrects: false, ground, outcome: Outcome::NoExtraSupport }
}

pub(crate) fn declines(on: &str) -> Assessed {
    let declined = Some(Declined { words: "Ik wil het eerst zelf proberen.".to_owned().into(), on: day(on) });
    Assessed { on: at(on), corrects: false, ground: Ground::Yes, outcome: Outcome::ExtraSupport { declined } }
}

pub(crate) fn line_draft() -> LineDraft {
    LineDraft {
        kind: Some(MeasureKind::AdaptedExam),
        text: "Extra tijd bij toetsen en examens.".to_owned(),
        who: "het examenbureau".to_owned(),
        place: Some(Place::Exam),
        from: Some(day("2026-01-01")),
        level: Some(Level::Extra),
        ..LineDraft::default()
    }
}

pub(crate) fn line(until: Option<&str>) -> Line {
    Line::new(LineDraft { until: until.map(day), ..line_draft() }).unwrap()
}

pub(crate) fn nothing_agreed() -> Agreement {
    Agreement::new(AgreementId(Uuid::from_u128(5)), FileId(Uuid::from_u128(6)))
}

/// The next proposal for an agreement.
pub(crate) fn proposal(agreement: &Agreement, subject: Subject, until: Option<&str>) -> Proposal {
    Proposal {
        id: version_id(agreement.versions.len() as u32 + 1),
        based_on: agreement.latest().map(|version| version.id),
        subjects: vec![subject],
        open: vec![subject],
        lines: vec![line(until)],
        by: account_id(),
    }
}

pub(crate) fn command(version: VersionId, by: Answerer, answer: Answer) -> AnswerCommand {
    AnswerCommand { version, by, answer, received: Received::Online(Some(account_id())) }
}

/// An answer that a member of staff writes down.
pub(crate) fn noted(version: VersionId, by: Answerer, answer: Answer, channel: Channel, on: &str) -> AnswerCommand {
    let received = Received::Noted(Noted { channel, on: day(on), by: account_id() });
    AnswerCommand { version, by, answer, received }
}

/// What happens to an agreement, one step a day from 1 June 2026.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    Offer,
    OfferOther,
    Lapsing,
    Yes,
    Refuse,
    Ask,
    Guardian,
    TakeBack,
    Reply,
}

pub(crate) fn walk(steps: &[Step], who: &WhoMustAnswer) -> Agreement {
    let mut agreement = nothing_agreed();
    let mut now = at("2026-06-01");
    for step in steps {
        let newest = agreement.latest().map_or(version_id(0), |version| version.id);
        let ours = Subject::Application(application_id());
        let other = Subject::Enrolment(enrolment_id());
        let offer = |subject, until| propose(&agreement, proposal(&agreement, subject, until), now).unwrap();
        let say = |by, what| answer(&agreement, command(newest, by, what), who, now).unwrap();
        let change = match step {
            Step::Offer => offer(ours, None),
            Step::OfferOther => offer(other, None),
            Step::Lapsing => offer(ours, Some("2026-06-15")),
            Step::Yes => say(Answerer::Student, Answer::Agreed),
            Step::Refuse => say(Answerer::Student, Answer::NotAgreed { words: None }),
            Step::Ask => say(Answerer::Student, Answer::ChangeAsked { words: "Liever online.".to_owned().into() }),
            Step::Guardian => say(Answerer::Guardian(guardian_id()), Answer::Agreed),
            Step::TakeBack => withdraw(&agreement, newest, "Vergissing.", account_id(), now).unwrap(),
            Step::Reply => reply(&agreement, newest, "Dat kan niet.", account_id(), now).unwrap(),
        };
        agreement = change.after;
        now = Moment { at: now.at + Duration::days(1), day: now.day.next_day().unwrap() };
    }
    agreement
}
