//! Planning a meeting, and calling it off.

use super::{Event, MAX_WORDS, Meeting, Part, Refusal, Status, to_close};
use crate::{
    AccountId, MeetingId, Moment, Personal,
    field::{self, Problem},
};
use time::Date;

/// What somebody plans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// On which day.
    pub on: Option<Date>,
    /// What is talked about.
    pub question: String,
    /// Who is asked to be there.
    pub people: String,
}

/// Plans a meeting. `known` are those of the file. One that was held already is planned on its day first.
///
/// # Errors
/// See [`Refusal`].
pub fn plan(known: &[Meeting], id: MeetingId, given: &Plan, by: AccountId, now: Moment) -> Result<Meeting, Refusal> {
    let (question, people) = (field::text(&given.question, MAX_WORDS), field::text(&given.people, MAX_WORDS));
    let mut wrong = Vec::new();
    wrong.extend(given.on.is_none().then_some((Part::Day, Problem::Missing)));
    wrong.extend(question.as_ref().err().map(|problem| (Part::Question, *problem)));
    wrong.extend(people.as_ref().err().map(|problem| (Part::People, *problem)));
    let (Some(on), Ok(question), Ok(people)) = (given.on, question, people) else { return Err(Refusal::Parts(wrong)) };
    if on - now.day > time::Duration::days(366) {
        return Err(Refusal::TooFar);
    }
    if let Some(there) = known.iter().find(|one| one.status == Status::Planned && one.on == on) {
        return Err(Refusal::Already(there.id));
    }
    Ok(Meeting {
        id,
        number: known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1),
        on,
        by,
        at: now,
        question: Personal::new(question),
        people: Personal::new(people),
        consents: Vec::new(),
        status: Status::Planned,
        closed: None,
        notes: None,
        decisions: Vec::new(),
    })
}

/// Calls a meeting off.
///
/// # Errors
/// See [`Refusal`].
pub fn cancel(meeting: &Meeting, why: &str, by: AccountId, now: Moment) -> Result<Meeting, Refusal> {
    let status = to_close(meeting, Event::Cancel, by)?;
    let why = field::text(why, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Notes, problem)]))?;
    let notes = Some(Personal::new(why));
    Ok(Meeting { status, closed: Some((now, by)), notes, ..meeting.clone() })
}
