//! Asking for an adapted exam, and by when there is an answer.

use super::{
    Asker, Facility, Ground, LANGUAGE_YEARS, MAX_OPEN, MAX_OTHER, MAX_WORDS, Part, Refusal, Request, Status, Wrong,
};
use crate::{
    AccountId, ExamId, Moment, Personal, VersionId,
    agreement::Agreement,
    catalogue::{MeasureKind, Place},
    field::{self, Problem},
    law::{Evidence, Facts, OwnTerms, calendar::SchoolCalendar, calendar::months_after, r18_exam},
};
use time::{Date, Duration};

/// A request, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ask {
    /// Why.
    pub ground: Option<Ground>,
    /// Since when there was education in Dutch.
    pub dutch_since: Option<Date>,
    /// What is asked.
    pub wanted: Vec<Facility>,
    /// The other adaptation.
    pub other: String,
    /// The measure of the agreement that it carries out.
    pub about: Option<(VersionId, u32)>,
    /// What makes it needed.
    pub why: String,
    /// The day of the first exam.
    pub exam_on: Option<Date>,
}

/// What the school promises and asks on the day of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The last day on which the committee answers.
    pub due: Option<Date>,
    /// What must be shown.
    pub evidence: Evidence,
}

/// The first day on which the ground of language does not hold any more.
pub(super) fn six_years(since: Date) -> Date {
    months_after(since, LANGUAGE_YEARS * 12)
}

/// By when the committee answers: within the working days that the school promised (R18), and always before the exam.
pub fn answer_by(own: &OwnTerms, calendar: &SchoolCalendar, asked: Date, exam: Option<Date>) -> Option<Date> {
    let mut facts = Facts::default();
    facts.exam.made_on = Some(asked);
    facts.school.terms = own.clone();
    facts.school.holiday_weeks.clone_from(&calendar.holiday_weeks);
    // What it misses it was just given.
    let promised = r18_exam::judge(&facts, &calendar.days).ok().and_then(|finding| finding.due_on());
    let eve = exam.and_then(Date::previous_day).map(|eve| eve.max(asked));
    promised.into_iter().chain(eve).min()
}

/// The last day on which the school wants to hear of an exam. Who asks later is not refused for that: an adaptation is made on
/// need (Wgbh/cz 2).
pub fn may_be_asked_until(own: &OwnTerms, asked: Date, exam: Date) -> Date {
    exam.saturating_sub(Duration::days(i64::from(own.exam_days_ahead(asked))))
}

/// The measures of the agreement in force that are about exams: with the place of each.
pub fn offered_on(agreement: Option<&Agreement>, today: Date) -> Vec<(VersionId, u32, String)> {
    let Some(version) = agreement.and_then(|one| one.in_force(today)) else { return Vec::new() };
    let about = |kind, place| kind == MeasureKind::AdaptedExam || place == Place::Exam;
    let lines = (1_u32..).zip(&version.lines);
    lines
        .filter(|(_, line)| about(line.kind, line.place) && line.until.is_none_or(|until| today <= until))
        .map(|(at, line)| (version.id, at, line.text.clone()))
        .collect()
}

/// What is asked, in the order of the list and each once.
fn wanted(given: &Ask) -> Vec<Facility> {
    Facility::ALL.iter().copied().filter(|one| given.wanted.contains(one)).collect()
}

/// What is asked beside the list, where that is chosen.
fn other(given: &Ask) -> Result<Option<String>, Problem> {
    let asked = given.wanted.contains(&Facility::Other);
    if asked { field::text(&given.other, MAX_OTHER).map(Some) } else { Ok(None) }
}

fn why(given: &Ask) -> Result<String, Problem> {
    field::text(&given.why, MAX_WORDS)
}

/// What is wrong with what is filled in, whatever else the file holds.
pub fn wrong(given: &Ask, today: Date) -> Vec<(Part, Wrong)> {
    let mut wrong = Vec::new();
    let missing = |part| (part, Wrong::Field(Problem::Missing));
    let field = |part| move |problem| (part, Wrong::Field(problem));
    wrong.extend(given.ground.is_none().then_some(missing(Part::Ground)));
    let language = given.ground == Some(Ground::Language);
    match given.dutch_since.filter(|_| language) {
        None if language => wrong.push(missing(Part::DutchSince)),
        Some(since) if since > today => wrong.push((Part::DutchSince, Wrong::Before)),
        Some(since) if six_years(since) <= given.exam_on.unwrap_or(today) => {
            wrong.push((Part::DutchSince, Wrong::SixYears(six_years(since))));
        }
        _ => {}
    }
    let wanted = wanted(given);
    if wanted.is_empty() {
        wrong.push(missing(Part::Wanted));
    } else if language && !wanted.iter().all(|one| one.for_language()) {
        wrong.push((Part::Wanted, Wrong::NotForLanguage));
    }
    wrong.extend(other(given).err().map(field(Part::Other)));
    wrong.extend(why(given).err().map(field(Part::Why)));
    wrong.extend(given.exam_on.filter(|on| *on < today).map(|_| (Part::ExamOn, Wrong::Past)));
    wrong
}

/// Asks. `known` are those of the file.
///
/// # Errors
/// See [`Refusal`].
pub fn ask(
    known: &[Request],
    id: ExamId,
    given: &Ask,
    (by, account): (Asker, AccountId),
    terms: Terms,
    now: Moment,
) -> Result<Request, Refusal> {
    let wrong = wrong(given, now.day);
    let language = given.ground == Some(Ground::Language);
    let dutch_since = given.dutch_since.filter(|_| language);
    let wanted = wanted(given);
    let (Some(ground), Ok(other), Ok(why), true) = (given.ground, other(given), why(given), wrong.is_empty()) else {
        return Err(Refusal::Parts(wrong));
    };
    let open = || known.iter().filter(|one| one.status == Status::Asked);
    let other = other.map(Personal::new);
    let same =
        |one: &&Request| (one.ground, &one.wanted, &one.other, one.exam_on) == (ground, &wanted, &other, given.exam_on);
    if let Some(there) = open().find(same) {
        return Err(Refusal::Already(there.id));
    }
    if open().count() >= MAX_OPEN {
        return Err(Refusal::TooMany);
    }
    Ok(Request {
        id,
        number: known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1),
        by,
        account,
        at: now,
        ground,
        dutch_since,
        wanted,
        other,
        about: given.about.filter(|_| !language),
        why: Personal::new(why),
        exam_on: given.exam_on,
        due: terms.due,
        evidence: terms.evidence,
        seen: None,
        status: Status::Asked,
        decisions: Vec::new(),
        turns: Vec::new(),
    })
}
