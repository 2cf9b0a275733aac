//! What the exam committee decides, what it sees first, and how that is looked at again, taken back or ended.

use super::{
    Decision, Event, Facility, Ground, LANGUAGE_MINUTES, MAX_MINUTES, MAX_WORDS, Part, Refusal, Request, Status, Turn,
    Wrong,
    ask::{answer_by, six_years},
};
use crate::{
    AccountId, EnrolmentId, Moment, Personal,
    field::{self, Problem},
    law::{OwnTerms, Validity, calendar::SchoolCalendar},
    period::end_of_school_year,
};
use time::Date;

/// A decision, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decide {
    /// Which of what was asked is granted; nothing: it is refused.
    pub granted: Vec<Facility>,
    /// How many minutes of longer time.
    pub minutes: Option<u16>,
    /// Why.
    pub reason: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// For which enrolment, where there is more than one.
    pub enrolment: Option<EnrolmentId>,
}

/// What a decision is made within.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// How long the school decides for.
    pub validity: Validity,
    /// The enrolments that run, or have yet to begin.
    pub enrolments: &'a [EnrolmentId],
}

impl Frame<'_> {
    /// For which enrolment it is: the only one; of more the one that is chosen. Without any it is for none (who applied).
    fn enrolment(&self, chosen: Option<EnrolmentId>) -> Result<Option<EnrolmentId>, (Part, Wrong)> {
        match (self.enrolments, chosen) {
            ([], _) => Ok(None),
            ([only], _) => Ok(Some(*only)),
            (many, Some(chosen)) if many.contains(&chosen) => Ok(Some(chosen)),
            (_, _) => Err((Part::Enrolment, Wrong::Field(Problem::Missing))),
        }
    }
}

/// By when the committee decides anew on what it looks at again from a day. An exam that was puts no eve before it.
pub fn due_anew(request: &Request, own: &OwnTerms, calendar: &SchoolCalendar, on: Date) -> Option<Date> {
    answer_by(own, calendar, on, request.exam_on.filter(|exam| *exam >= on))
}

/// The last day that a decision can have: of a school year where the school decides for one, and never beyond six years of
/// education in Dutch where that is the ground. `None`: it goes on.
pub fn decides_until(request: &Request, validity: Validity, from: Date) -> Option<Date> {
    let year = match validity {
        Validity::SchoolYear => Some(end_of_school_year(from)),
        // It ends with the enrolment that it was made for, which the student system tells: a programme is not followed longer.
        Validity::Enrolment | Validity::Programme => None,
    };
    let language = request.dutch_since.filter(|_| request.ground == Ground::Language);
    let language = language.and_then(|since| six_years(since).previous_day());
    year.into_iter().chain(language).min()
}

fn moved(request: &Request, event: Event, by: AccountId) -> Result<Request, Refusal> {
    match request.status.on(event) {
        Some(status) => Ok(Request { status, ..request.clone() }),
        None if twice(request, event, by) => Err(Refusal::Twice),
        None => Err(Refusal::Stands(request.status)),
    }
}

/// Whether they did just this, and nothing happened since.
fn twice(request: &Request, event: Event, by: AccountId) -> bool {
    match event {
        Event::Grant | Event::GrantPart | Event::Refuse => {
            let stands = matches!(
                (event, request.status),
                (Event::Grant, Status::Granted) | (Event::GrantPart, Status::Partly) | (Event::Refuse, Status::Refused)
            );
            stands && request.decisions.last().is_some_and(|last| last.by == by)
        }
        // The desk for disputes does it, once for each time that an appeal is decided or taken up again.
        Event::Annul | Event::Restore => false,
        Event::Revise | Event::Withdraw | Event::End => {
            request.turns.last().is_some_and(|turn| turn.event == event && turn.by == by)
                && matches!(
                    (event, request.status),
                    (Event::Revise, Status::Again) | (Event::Withdraw, Status::Withdrawn) | (Event::End, Status::Ended)
                )
        }
    }
}

/// Notes that what must be shown was seen. Seen once it stays seen.
///
/// # Errors
/// [`Refusal::Twice`] when it was, [`Refusal::Stands`] when there is nothing to decide any more.
pub fn seen(request: &Request, by: AccountId, now: Moment) -> Result<Request, Refusal> {
    if !request.status.waits() {
        return Err(Refusal::Stands(request.status));
    }
    if request.seen.is_some() {
        return Err(Refusal::Twice);
    }
    Ok(Request { seen: Some((by, now)), ..request.clone() })
}

/// Records what the exam committee decided.
///
/// # Errors
/// See [`Refusal`].
pub fn decide(
    request: &Request,
    given: &Decide,
    frame: Frame<'_>,
    by: AccountId,
    now: Moment,
) -> Result<Request, Refusal> {
    let granted: Vec<Facility> = request.wanted.iter().copied().filter(|one| given.granted.contains(one)).collect();
    let event = match granted.len() {
        0 => Event::Refuse,
        some if some == request.wanted.len() => Event::Grant,
        _ => Event::GrantPart,
    };
    let minutes = given.minutes.filter(|_| granted.contains(&Facility::ExtraTime));
    let just = |last: &Decision| {
        (&last.granted, last.minutes) == (&granted, minutes)
            && field::text(&given.reason, MAX_WORDS).as_ref() == Ok(last.reason.reveal())
            && (event == Event::Refuse || given.from == Some(last.from))
    };
    let mut after = match moved(request, event, by) {
        // Another decision of theirs stands: this one is not it, and was not recorded.
        Err(Refusal::Twice) if !request.decisions.last().is_some_and(just) => {
            return Err(Refusal::Stands(request.status));
        }
        moved => moved?,
    };
    if event != Event::Refuse && request.waits_for_paper() {
        return Err(Refusal::NotSeen);
    }
    let missing = |part| (part, Wrong::Field(Problem::Missing));
    let mut wrong = Vec::new();
    if given.granted.iter().any(|one| !request.wanted.contains(one)) {
        wrong.push((Part::Granted, Wrong::NotAsked));
    }
    let language = request.ground == Ground::Language;
    let most = if language { LANGUAGE_MINUTES } else { MAX_MINUTES };
    match minutes {
        None | Some(0) if granted.contains(&Facility::ExtraTime) => wrong.push(missing(Part::Minutes)),
        Some(many) if many > most => wrong.push((Part::Minutes, Wrong::TooMany(most))),
        _ => {}
    }
    let reason = field::text(&given.reason, MAX_WORDS);
    wrong.extend(reason.as_ref().err().map(|problem| (Part::Reason, Wrong::Field(*problem))));
    // A refusal holds from the day it is made.
    let from = if event == Event::Refuse { Some(now.day) } else { given.from };
    let until = given.until.filter(|_| event != Event::Refuse);
    let Some(from) = from else {
        wrong.push(missing(Part::From));
        return Err(Refusal::Parts(wrong));
    };
    let enrolment = frame.enrolment(given.enrolment);
    wrong.extend(enrolment.err());
    let bound = decides_until(request, frame.validity, from).filter(|_| event != Event::Refuse);
    let until = until.or(bound);
    match (until, bound) {
        (Some(until), _) if until < from && given.until.is_some() => wrong.push((Part::Until, Wrong::Before)),
        (Some(until), _) if until < from => wrong.push((Part::From, Wrong::SixYears(until))),
        (Some(until), Some(bound)) if until > bound && language => wrong.push((Part::Until, Wrong::SixYears(bound))),
        (Some(until), Some(bound)) if until > bound => wrong.push((Part::Until, Wrong::SchoolYear(bound))),
        _ => {}
    }
    let (Ok(reason), Ok(enrolment), true) = (reason, enrolment, wrong.is_empty()) else {
        return Err(Refusal::Parts(wrong));
    };
    let reason = Personal::new(reason);
    after.decisions.push(Decision { granted, minutes, reason, from, until, enrolment, by, at: now, told: None });
    Ok(after)
}

/// Looks at a decision again, takes a request back, or ends what was granted. Why is asked of the school; a student who does
/// not need it any more owes no reason.
///
/// # Errors
/// See [`Refusal`].
pub fn turn(
    request: &Request,
    event: Event,
    (why, owed): (&str, bool),
    by: AccountId,
    now: Moment,
) -> Result<Request, Refusal> {
    let mut after = moved(request, event, by)?;
    let why = field::optional_text(why, MAX_WORDS).map_err(|problem| parts(Wrong::Field(problem)))?;
    if why.is_none() && owed {
        return Err(parts(Wrong::Field(Problem::Missing)));
    }
    after.turns.push(Turn { event, why: why.map(Personal::new), by, at: now, told: None });
    Ok(after)
}

fn parts(wrong: Wrong) -> Refusal {
    Refusal::Parts(vec![(Part::Reason, wrong)])
}
