//! The way to work: what its pages and its document say, and routes to show them with.

use crate::say::{people, words::T};
use register::{
    EnrolmentId, Personal, TransitionId,
    programme::{MboLevel, Pathway},
    transition::{
        Closed, Consenter, Doer, End, Entry, How, Leaving, Left, Means, Noted, Outcome, Receiver, Reply, Route, Said,
        What,
    },
};
use store::transition::{Handed, HandoverView, RouteView};
use time::{Date, Duration};
use uuid::Uuid;

/// A code that was chosen.
pub fn code(t: T, code: &str) -> String {
    t.get(&format!("transition-code-{}", code.replace('_', "-")))
}

const ENROLMENT: EnrolmentId = EnrolmentId(Uuid::from_u128(2));

/// How the enrolment is left.
pub fn leaving(left: Option<Left>) -> Leaving {
    Leaving {
        enrolment: ENROLMENT,
        level: Some(MboLevel::Two),
        pathway: Some(Pathway::Bol),
        planned_until: Some(today() + Duration::days(200)),
        left,
        follow_on: None,
        withdrawn: false,
        noted: Noted::default(),
    }
}

/// The day of all samples.
pub fn today() -> Date {
    people::now().day
}

fn route(all: &[(What, &str)]) -> Route {
    let entry = |(at, (what, words)): (usize, &(What, &str))| Entry {
        place: u32::try_from(at + 1).unwrap_or(u32::MAX),
        what: *what,
        words: (!words.is_empty()).then(|| Personal::new((*words).to_owned())),
        at: people::now(),
        by: people::staff(),
    };
    Route {
        id: TransitionId(Uuid::from_u128(7)),
        number: 1,
        enrolment: ENROLMENT,
        at: people::now(),
        by: people::staff(),
        entries: all.iter().enumerate().map(entry).collect(),
    }
}

/// A route in the last year.
pub fn begun() -> Route {
    route(&[(What::Guide(people::staff()), "")])
}

/// A route of a graduate with which everything was done that can be.
pub fn busy() -> Route {
    let on = today() - Duration::days(20);
    let soon = today() + Duration::days(20);
    route(&[
        (What::Guide(people::staff()), ""),
        (What::Offer(on), "Elke maand bellen, en mee naar een gesprek."),
        (What::Answer(Reply::Taken, on), ""),
        (What::Step(Doer::Student, soon), "Schrijft een brief aan de kwekerij."),
        (What::Step(Doer::Other, on), "Het UWV belt over een jobcoach."),
        (What::Step(Doer::Guide, on), "Belt de gemeente."),
        (What::Close(6, Closed::Done), ""),
        (What::Plan(soon), "Bellen, om tien uur."),
        (What::Plan(on), ""),
        (What::Contact(None, How::NotReached, on), ""),
        (What::Outcome(Outcome::Work, on), "Drie dagen in de week."),
        (What::Wish, "Werken met planten. Niet te veel mensen."),
        (What::Reach(Means::Telephone), "06 12345678"),
        (What::Consent(Consenter::Graduate, Said::Yes, on), ""),
        (What::Municipality(on), ""),
        (What::Given(Receiver::Municipality, on), "Met de post."),
        (What::Offer(on), ""),
        (What::Mistaken(17), ""),
        (What::Stretch(soon), "De verhuizing kost tijd."),
    ])
}

/// A route with questions for the document: one that waits, one that is read, and one that was stopped.
pub fn asked() -> Route {
    let on = today() - Duration::days(20);
    let until = today() + Duration::days(60);
    route(&[
        (What::Guide(people::staff()), ""),
        (What::Ask(Receiver::Municipality, 1, until), ""),
        (What::Allow(2, Consenter::Graduate, Said::Yes, on), ""),
        (What::Ask(Receiver::NextSchool, 2, until), ""),
        (What::Allow(4, Consenter::Graduate, Said::No, on), ""),
        (What::Ask(Receiver::Doorstroompunt, 3, until), ""),
    ])
}

/// Who was asked for, as the store tells it.
fn handed(route: &Route, birth: Option<register::BirthDate>) -> Vec<Handed> {
    use register::share::{Purpose, State};
    let one = |asked: register::transition::Asked| {
        let mut share = crate::say::partner::help_share();
        share.id = register::ShareId(Uuid::from_u128(u128::from(asked.share)));
        share.terms.purpose = Purpose::Handover;
        share.waits = asked.said.is_empty();
        share.stopped = asked.refused().then_some((people::now(), people::staff()));
        let state = share.state(today());
        Handed {
            route: route.number,
            yes: asked.yes(birth, today()),
            state,
            mail: (state == State::Open).then_some(register::mail::State::Sent),
            opened: if state == State::Open { vec![people::now().at; 2] } else { Vec::new() },
            asked,
            share,
        }
    };
    route.asks().into_iter().map(one).collect()
}

/// A route that ended.
pub fn ended() -> Route {
    route(&[(What::Guide(people::staff()), ""), (What::End(End::Wish), "")])
}

/// The routes of a student.
pub fn view(routes: Vec<Route>, left: Option<Left>) -> RouteView {
    let (all, birth) = (leaving(left), people::born(false));
    RouteView {
        file: people::mine(&[], false, None).file,
        person: people::person(birth),
        leaving: Some(all),
        of: routes.iter().map(|_| all).collect(),
        yes: routes.last().map(|route| route.yes(birth, today())),
        handed: routes.iter().flat_map(|route| handed(route, birth)).collect(),
        mail: true,
        routes,
        names: people::names(),
        reader: Some(people::staff()),
    }
}

/// What a document is made of, for tests; and its day.
pub fn handover() -> (HandoverView, Date) {
    let view = view(vec![busy()], diploma());
    (
        HandoverView {
            view,
            to: Receiver::Municipality,
            school: "Voorbeeld College".to_owned(),
            measures: people::lines(),
        },
        today(),
    )
}

/// A diploma of this summer.
pub fn diploma() -> Option<Left> {
    Some(Left::Diploma(today() - Duration::days(60)))
}
