//! A route that was begun, and what is noted of it, for tests.

use super::{Given, Kind, On, Phase, Refusal, Route, Side, note, start};
use crate::{
    AccountId, TransitionId,
    fixtures::{account_id, at, day, enrolment_id},
};
use uuid::Uuid;

pub(super) const TODAY: &str = "2026-09-15";
pub(super) const OTHER: AccountId = AccountId(Uuid::from_u128(83));
pub(super) const NONE: On = On { diploma: None, last: None, yes: false };

pub(super) fn graduate(yes: bool) -> On {
    On { diploma: Some(day("2026-07-03")), last: Some(day("2027-07-03")), yes }
}

pub(super) fn begun() -> Route {
    let (of, by) = ((enrolment_id(), Phase::During(None)), account_id());
    start(&[], TransitionId(Uuid::from_u128(7)), of, (by, by), at("2026-06-01")).unwrap()
}

pub(super) fn given(kind: Kind, code: &str, on: Option<&str>, words: &str) -> Given {
    Given { code: code.to_owned(), day: on.map(day), words: words.to_owned(), ..Given::of(kind) }
}

pub(super) fn about(mut given: Given, place: u32) -> Given {
    given.about = Some(place);
    given
}

pub(super) fn by_school(route: &Route, given: &Given, on: On) -> Result<Route, Refusal> {
    let entry = note(route, given, (account_id(), Side::School), on, at(TODAY))?;
    let mut after = route.clone();
    after.entries.push(entry);
    Ok(after)
}

pub(super) fn with(from: &Route, all: &[Given]) -> Route {
    all.iter().fold(from.clone(), |route, given| by_school(&route, given, graduate(true)).unwrap())
}
