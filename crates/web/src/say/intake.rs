//! The talk of an intake in words, and made-up ones; the rules bring those where they stand.

use super::{format::clock, people, words::T};
use register::{
    AccountId, Personal, TalkId,
    application::Application,
    intake::{
        owed::Work,
        talk::{Event, Means, Plan, Setting, Status, Talk, Turn, Written, plan, report, turn},
        timely::{Side, Timely},
    },
    programme::MboLevel,
};
use std::collections::HashMap;
use store::intake::TalkView;
use time::{Date, Time, macros::time};
use uuid::Uuid;

/// Where a talk stands.
pub fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Planned => "talk-status-planned",
        Status::Held => "talk-status-held",
        Status::Reported => "talk-status-reported",
        Status::Missed => "talk-status-missed",
        Status::Moved => "talk-status-moved",
        Status::Cancelled => "talk-status-cancelled",
    })
}

/// How somebody was told.
pub fn means(t: T, means: Means) -> String {
    t.get(match means {
        Means::Mail => "talk-means-mail",
        Means::Paper => "talk-means-paper",
        Means::Spoken => "talk-means-spoken",
    })
}

/// What is to be done.
pub fn work(t: T, work: Work) -> String {
    t.get(match work {
        Work::Plan => "intake-work-plan",
        Work::Tell => "intake-work-tell",
        Work::Report => "intake-work-report",
        Work::Decide => "intake-work-decide",
        Work::TellDecision => "intake-work-tell-decision",
        Work::Guide => "intake-work-guide",
        Work::Fetch => "intake-work-fetch",
        Work::Review => "intake-work-review",
        Work::Place => "intake-work-place",
    })
}

/// What happened to a talk.
pub fn happened(t: T, turn: &Turn, by: &str) -> String {
    let key = match turn.event {
        Event::Move => "talk-turn-moved",
        Event::Hold => "talk-turn-held",
        Event::Miss => "talk-turn-missed",
        Event::Cancel => "talk-turn-cancelled",
        Event::TakeBack | Event::Report => "talk-turn-back",
    };
    t.say(key).arg("by", by).arg("on", turn.at.day).to_string()
}

/// Day, and hour where there is one.
pub fn when(t: T, day: Date, hour: Option<Time>) -> String {
    match hour {
        Some(hour) => t.say("talk-when-hour").arg("on", t.date_with_day(day)).arg("hour", clock(hour)).to_string(),
        None => t.date_with_day(day),
    }
}

/// Whether somebody applied in time: a word for a list, where it says something.
pub fn timely(t: T, timely: Timely) -> Option<String> {
    match timely {
        Timely::InTime { .. } => Some(t.get("timely-in-time")),
        Timely::Late { .. } => Some(t.get("timely-late")),
        Timely::Unbound | Timely::Unknown => None,
    }
}

/// On which side of 1 April.
pub fn side(t: T, side: Side) -> String {
    t.get(match side {
        Side::InTime => "intake-side-in-time",
        Side::Late => "intake-side-late",
        Side::Unbound => "intake-side-unbound",
        Side::Unknown => "intake-side-unknown",
    })
}

/// What the law gives who applied then, with the day. To entree nobody is refused for being late (WEB 8.1.1b).
pub fn gives(t: T, timely: Timely, level: Option<MboLevel>) -> String {
    match timely {
        Timely::Late { by } if level == Some(MboLevel::One) => t.say("timely-gives-entree").arg("by", by).to_string(),
        Timely::InTime { by } => t.say("timely-gives-in-time").arg("by", by).to_string(),
        Timely::Late { by } => t.say("timely-gives-late").arg("by", by).to_string(),
        Timely::Unbound => t.get("timely-gives-unbound"),
        Timely::Unknown => t.get("timely-gives-unknown"),
    }
}

/// The intaker of the samples.
pub const INTAKER: AccountId = AccountId(Uuid::from_u128(5));
const OTHER: AccountId = AccountId(Uuid::from_u128(6));

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is planned.
    None,
    /// It is planned, and the applicant has yet to be told.
    Planned,
    /// It is planned for today, and was told.
    Today,
    /// It was held.
    Held,
    /// It was moved, held, written down, and written down again.
    Reported,
    /// Nobody came.
    Missed,
    /// It does not go on.
    Cancelled,
}

fn given(day: Date) -> Plan {
    Plan { day: Some(day), hour: Some(time!(9:30)), place: "Lokaal 1.12".to_owned(), with: Some(INTAKER) }
}

/// The talks of an application that came so far.
pub fn talks(of: &Application, state: State) -> Option<Vec<Talk>> {
    let now = people::now();
    let setting = Setting { application: of, holders: &[INTAKER, OTHER] };
    let id = |n| TalkId(Uuid::from_u128(n));
    let day = if state == State::Planned || state == State::Cancelled {
        now.day.saturating_add(time::Duration::days(9))
    } else {
        now.day
    };
    let (_, first) = plan(&[], id(1), setting, &given(day), OTHER, now).ok()?;
    let written =
        |steps: &str| Written { held_on: Some(now.day), facts: people::ASKED.to_owned(), steps: steps.to_owned() };
    Some(match state {
        State::None => Vec::new(),
        State::Planned | State::Today => vec![first],
        State::Held => vec![turn(&first, Event::Hold, "", INTAKER, now).ok()?],
        State::Reported => {
            let later = Plan { hour: None, ..given(now.day) };
            let (moved, second) = plan(&[first], id(2), setting, &later, INTAKER, now).ok()?;
            let once =
                report(&second, &written("De intaker belt de vorige school."), of.applied_on, INTAKER, now).ok()?;
            let twice =
                report(&once, &written("De intaker mailt de vorige school."), of.applied_on, OTHER, now).ok()?;
            vec![moved?, twice]
        }
        State::Missed => vec![turn(&first, Event::Miss, people::ASKED, INTAKER, now).ok()?],
        State::Cancelled => vec![turn(&first, Event::Cancel, people::ASKED, INTAKER, now).ok()?],
    })
}

/// Their names.
pub fn names() -> HashMap<AccountId, Personal<String>> {
    let names = [(INTAKER, "Noor van der Wetering-Bakker"), (OTHER, "Fatima Bouali")];
    names.map(|(account, name)| (account, Personal::new(name.to_owned()))).into()
}

/// The same, as who holds intakes reads it.
pub fn view(state: State, timely: Timely, by_mail: bool) -> Option<TalkView> {
    let application = people::application();
    Some(TalkView {
        file: register::FileId(Uuid::from_u128(1)),
        person: people::person(None),
        talks: talks(&application, state)?,
        application,
        programmes: Default::default(),
        level: None,
        timely,
        school: "Voorbeeld College".to_owned(),
        names: names(),
        holders: names().into_iter().collect(),
        by_mail,
    })
}
