//! What the committee of appeal annulled comes back: the exam committee decides anew, with what was said in the appeal, by the day
//! that the committee of appeal set (WEB 7.5.4(6)). Where the appeal is taken up again, what was annulled stands as it stood.

use super::{Event, Request, Status, Turn, ask::answer_by};
use crate::{
    AccountId, Moment, Personal,
    law::{
        OwnTerms,
        calendar::{Calendar, Counting, Length, SchoolCalendar},
    },
};
use time::Date;

/// How many weeks there are where neither the committee of appeal nor the school set a term: what a reasonable one is at most
/// (Awb 4:13(2); that it holds for schools that are not public is a reading).
const REASONABLE: u16 = 8;

/// The last day of what a reasonable term is at most, of what was annulled on a day.
pub(crate) fn reasonable(calendar: &Calendar, on: Date) -> Date {
    calendar.end(on, Length::Weeks(REASONABLE), Counting::TermsAct)
}

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
    let reasonable = reasonable(&calendar.days, on);
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

/// The last turn that counts, with its place: an annulment that was undone counts for nothing, and stands right before what undid it.
pub(super) fn counts(turns: &[Turn]) -> Option<(usize, &Turn)> {
    let mut left = turns.len();
    while left >= 2 && turns.get(left - 1).is_some_and(|turn| turn.event == Event::Restore) {
        left -= 2;
    }
    let at = left.checked_sub(1)?;
    turns.get(at).map(|turn| (at, turn))
}

/// Where a request stood by these turns and its last decision. `None`: it was annulled in another appeal too, which stands.
fn stood(request: &Request, turns: &[Turn]) -> Option<Status> {
    let decided = request.decisions.last();
    let since = |turn: &&Turn| decided.is_none_or(|one| turn.at.at >= one.at.at);
    match counts(turns).map(|(_, turn)| turn).filter(since).map(|turn| turn.event) {
        Some(Event::Revise) => Some(Status::Again),
        Some(Event::End) => Some(Status::Ended),
        Some(Event::Withdraw) => Some(Status::Withdrawn),
        Some(Event::Annul | Event::Restore | Event::Grant | Event::GrantPart | Event::Refuse) => None,
        None => decided.map(|one| match one.granted.len() {
            0 => Status::Refused,
            all if all == request.wanted.len() => Status::Granted,
            _ => Status::Partly,
        }),
    }
}

/// Undoes what was annulled at one of these moments (`annulled`), because the appeal is taken up again, or was about another request:
/// it stands as it stood, with `why`. What was being looked at again has a term anew (`due`). `None`: there is nothing to undo. What
/// the exam committee decided anew stands until it decides otherwise, and so does what was annulled in another appeal.
pub fn restored(
    request: &Request,
    annulled: &[Moment],
    (why, due): (&Personal<String>, Option<Date>),
    by: AccountId,
    now: Moment,
) -> Option<Request> {
    let (last, before) = request.turns.split_last()?;
    if !request.status.waits() || last.event != Event::Annul || !annulled.contains(&last.at) {
        return None;
    }
    let status = stood(request, before)?;
    let due = if status == Status::Again { due } else { request.due };
    let mut after = Request { status, due, ..request.clone() };
    after.turns.push(Turn { event: Event::Restore, why: Some(why.clone()), by, at: now, told: None });
    Some(after)
}
