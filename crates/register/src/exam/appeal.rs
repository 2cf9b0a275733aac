//! What the committee of appeal annulled comes back: the exam committee decides anew, with what was said in the appeal, by the day
//! that the committee of appeal set (WEB 7.5.4(6)).

use super::{Event, Request, Turn, ask::answer_by};
use crate::{
    AccountId, Moment, Personal,
    law::{
        OwnTerms,
        calendar::{Counting, Length, SchoolCalendar},
    },
};
use time::Date;

/// How many weeks there are where neither the committee of appeal nor the school set a term: what a reasonable one is at most
/// (Awb 4:13(2); that it holds for schools that are not public is a reading).
const REASONABLE: u16 = 8;

/// By when the exam committee decides anew: on the day that the committee of appeal set (`set`), else as the school promised for a
/// new request, and before the exam; always by some day.
pub fn due_after_appeal(
    request: &Request,
    set: Option<Date>,
    own: &OwnTerms,
    calendar: &SchoolCalendar,
    on: Date,
) -> Date {
    let exam = request.exam_on.filter(|exam| *exam >= on);
    let promised = || answer_by(own, calendar, on, exam);
    let reasonable = calendar.days.end(on, Length::Weeks(REASONABLE), Counting::TermsAct);
    set.or_else(promised).map_or(reasonable, |due| if set.is_some() { due } else { due.min(reasonable) })
}

/// Sends a request back to the exam committee, with what the committee of appeal said. `None`: there is nothing to decide on: it
/// waits for its first decision, or who asked it ended it or took it back themselves.
pub fn annulled(request: &Request, said: &Personal<String>, due: Date, by: AccountId, now: Moment) -> Option<Request> {
    // What they ended themselves they do not need; what the school ended or took back is decided on.
    request.appealable()?;
    let status = request.status.on(Event::Annul)?;
    let mut after = Request { status, due: Some(due), ..request.clone() };
    after.turns.push(Turn { event: Event::Annul, why: Some(said.clone()), by, at: now, told: None });
    Some(after)
}
