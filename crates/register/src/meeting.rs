//! Meetings of the support team about one student: planned, held with the consent of whoever the data are of, and what was
//! decided there: who does it, and by when.
//!
//! From 16 the student says yes or no; before that a parent with authority does. A yes is given for one meeting, on a day, and
//! can be taken back on a later one: then the meeting is not held, until there is a yes again. What was held already stays.

use crate::{
    AccountId, BirthDate, DecisionId, MeetingId, Moment, Personal, codes,
    field::{self, Problem},
};
use time::Date;

/// The most characters of a question, of who is there, of notes and of a decision.
pub const MAX_WORDS: usize = 2000;

/// The most decisions of one meeting.
pub const MAX_DECISIONS: usize = 12;

codes! {
    /// Where a meeting stands.
    pub enum Status {
        /// It is to come, or was to be held already.
        Planned = "planned",
        /// It was held, and what was decided is written down.
        Held = "held",
        /// It does not go on.
        Cancelled = "cancelled",
    }
}

codes! {
    /// What happens to a meeting.
    pub enum Event {
        /// It was held.
        Hold = "hold",
        /// It does not go on.
        Cancel = "cancel",
    }
}

impl Status {
    /// Where it stands after an event; `None` where that cannot happen.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Planned, Event::Hold) => Some(Self::Held),
            (Self::Planned, Event::Cancel) => Some(Self::Cancelled),
            (Self::Held | Self::Cancelled, Event::Hold | Event::Cancel) => None,
        }
    }
}

codes! {
    /// Whose yes it is.
    pub enum Consenter {
        /// The student, from 16.
        Student = "student",
        /// A parent with authority, before that.
        Guardian = "guardian",
    }
}

codes! {
    /// Where a decision stands.
    pub enum Doing {
        /// Somebody has to do it.
        Open = "open",
        /// It was done.
        Done = "done",
        /// It is not needed any more.
        Dropped = "dropped",
    }
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its identifier.
    pub id: MeetingId,
    /// 1 for the first of its file.
    pub number: u32,
    /// On which day it is, or was held.
    pub on: Date,
    /// Who planned it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// What is talked about.
    pub question: Personal<String>,
    /// Who is asked to be there; once it was held, who was.
    pub people: Personal<String>,
    /// Each yes, the first first.
    pub consents: Vec<Consent>,
    /// Where it stands.
    pub status: Status,
    /// When it was written down as held or cancelled, and by whom.
    pub closed: Option<(Moment, AccountId)>,
    /// Notes, of who works with the student; or why it was cancelled.
    pub notes: Option<Personal<String>>,
    /// What was decided.
    pub decisions: Vec<Decision>,
}

/// A yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// Whose.
    pub by: Consenter,
    /// On which day it was given.
    pub given_on: Date,
    /// When it was written down.
    pub at: Moment,
    /// By whom.
    pub noted_by: AccountId,
    /// When it was taken back, and who wrote that down.
    pub withdrawn: Option<(Moment, AccountId)>,
}

/// Something that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its identifier.
    pub id: DecisionId,
    /// What.
    pub words: Personal<String>,
    /// Who does it.
    pub owner: AccountId,
    /// By when.
    pub due: Date,
    /// Where it stands.
    pub status: Doing,
    /// When it was done or dropped, and by whom.
    pub closed: Option<(Moment, AccountId)>,
}

impl Meeting {
    /// The yes that counts on a day: given by then, not taken back, by whoever had to give it at their age then.
    pub fn consent(&self, birth: Option<BirthDate>, day: Date) -> Option<&Consent> {
        let holds = |one: &&Consent| {
            one.withdrawn.is_none_or(|(at, _)| at.day > day)
                && one.given_on <= day
                && consenter(birth, day).is_none_or(|needed| needed == one.by)
        };
        self.consents.iter().rev().find(holds)
    }

    /// Whether a yes stands.
    pub fn has_yes(&self) -> bool {
        self.consents.iter().any(|one| one.withdrawn.is_none())
    }

    /// Whether a yes was taken back, and none stands: who is to be there does not know it by themselves.
    pub fn lost_its_yes(&self) -> bool {
        self.status == Status::Planned && !self.consents.is_empty() && !self.has_yes()
    }

    /// Everybody of the school who did something, or has to.
    pub fn staff(&self) -> impl Iterator<Item = AccountId> {
        let consents = self.consents.iter().flat_map(|one| [Some(one.noted_by), one.withdrawn.map(|(_, by)| by)]);
        let decided = self.decisions.iter().flat_map(|one| [Some(one.owner), one.closed.map(|(_, by)| by)]);
        std::iter::once(self.by).chain(self.closed.map(|(_, by)| by)).chain(consents.chain(decided).flatten())
    }
}

/// Whose yes is needed on a day; `None` where nobody knows how old the student is: then either counts.
pub fn consenter(birth: Option<BirthDate>, day: Date) -> Option<Consenter> {
    birth.map(|birth| if birth.age_on(day) < 16 { Consenter::Guardian } else { Consenter::Student })
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The day.
    Day,
    /// What is talked about.
    Question,
    /// Who is there.
    People,
    /// The notes, or why.
    Notes,
    /// Whose yes.
    Consenter,
    /// What is decided, by its place.
    Decision(usize),
    /// Who does it.
    Owner(usize),
    /// By when.
    Due(usize),
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// One is planned on that day.
    #[error("a meeting is planned on that day")]
    Already(MeetingId),
    /// The day is more than a year ahead.
    #[error("the day is too far ahead")]
    TooFar,
    /// The day is still to come.
    #[error("the day is to come")]
    DayToCome,
    /// It stands elsewhere: this was done already, or somebody else did something meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
    /// It was sent twice: they wrote down just this.
    #[error("they did this already")]
    Twice,
    /// Somebody else has to say yes at that age.
    #[error("the yes is that of the {}", .0.code())]
    Whose(Consenter),
    /// A yes stands already; or there is none to take back.
    #[error("a yes stands, or none does")]
    Consented,
    /// Nobody said yes on that day.
    #[error("there is no yes")]
    NoConsent,
    /// By then it could not be done: the day is before the meeting.
    #[error("decision {0} is due before the meeting")]
    DueBefore(usize),
    /// Somebody who cannot see the file cannot do it.
    #[error("decision {0} is of nobody who works with the student")]
    Stranger(usize),
    /// The decision was closed already.
    #[error("the decision is {} already", .0.code())]
    Closed(Doing),
}

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

/// What somebody writes down of a meeting that was held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Minutes {
    /// On which day.
    pub on: Option<Date>,
    /// Who was there.
    pub people: String,
    /// Notes, of who works with the student.
    pub notes: String,
    /// What was decided; what is empty was not.
    pub decisions: Vec<Draft>,
}

/// A decision as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What.
    pub words: String,
    /// Who does it.
    pub owner: Option<AccountId>,
    /// By when.
    pub due: Option<Date>,
}

impl Draft {
    fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.owner.is_none() && self.due.is_none()
    }
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

const fn planned(meeting: &Meeting) -> Result<(), Refusal> {
    match meeting.status {
        Status::Planned => Ok(()),
        status => Err(Refusal::Stands(status)),
    }
}

/// Where a meeting stands after what closes it: who closed it like this before did so just now.
fn to_close(meeting: &Meeting, event: Event, by: AccountId) -> Result<Status, Refusal> {
    let so = Status::Planned.on(event);
    let twice = so == Some(meeting.status) && meeting.closed.is_some_and(|(_, who)| who == by);
    if twice { Err(Refusal::Twice) } else { meeting.status.on(event).ok_or(Refusal::Stands(meeting.status)) }
}

/// Writes down a yes.
///
/// # Errors
/// See [`Refusal`].
pub fn agree(
    meeting: &Meeting,
    (who, on): (Option<Consenter>, Option<Date>),
    birth: Option<BirthDate>,
    by: AccountId,
    now: Moment,
) -> Result<Meeting, Refusal> {
    planned(meeting)?;
    let (Some(who), Some(given_on)) = (who, on) else {
        let missing = [(Part::Consenter, who.is_none()), (Part::Day, on.is_none())];
        let missing = missing.into_iter().filter(|(_, missing)| *missing);
        return Err(Refusal::Parts(missing.map(|(part, _)| (part, Problem::Missing)).collect()));
    };
    if given_on > now.day {
        return Err(Refusal::DayToCome);
    }
    if let Some(needed) = consenter(birth, given_on).filter(|needed| *needed != who) {
        return Err(Refusal::Whose(needed));
    }
    if meeting.consents.iter().any(|one| one.withdrawn.is_none() && one.by == who) {
        return Err(Refusal::Consented);
    }
    let mut after = meeting.clone();
    after.consents.push(Consent { by: who, given_on, at: now, noted_by: by, withdrawn: None });
    Ok(after)
}

/// Takes back every yes that stands: a no of whoever may say it is a no.
///
/// # Errors
/// See [`Refusal`].
pub fn disagree(meeting: &Meeting, by: AccountId, now: Moment) -> Result<Meeting, Refusal> {
    planned(meeting)?;
    let mut after = meeting.clone();
    let standing: Vec<&mut Consent> = after.consents.iter_mut().filter(|one| one.withdrawn.is_none()).collect();
    if standing.is_empty() {
        return Err(Refusal::Consented);
    }
    for one in standing {
        one.withdrawn = Some((now, by));
    }
    Ok(after)
}

/// Says yes or no oneself, as whoever may say it on that day.
///
/// # Errors
/// See [`Refusal`].
pub fn answer(
    meeting: &Meeting,
    (me, yes): (Consenter, bool),
    birth: Option<BirthDate>,
    by: AccountId,
    now: Moment,
) -> Result<Meeting, Refusal> {
    planned(meeting)?;
    if let Some(needed) = consenter(birth, now.day).filter(|needed| *needed != me) {
        return Err(Refusal::Whose(needed));
    }
    if yes { agree(meeting, (Some(me), Some(now.day)), birth, by, now) } else { disagree(meeting, by, now) }
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

/// Writes down a meeting that was held. `owners` are who can do what was decided: they work with the student. `ids` gives each
/// decision its identifier.
///
/// # Errors
/// See [`Refusal`].
pub fn hold(
    meeting: &Meeting,
    given: &Minutes,
    (birth, owners): (Option<BirthDate>, &[AccountId]),
    mut ids: impl FnMut() -> DecisionId,
    by: AccountId,
    now: Moment,
) -> Result<Meeting, Refusal> {
    let status = to_close(meeting, Event::Hold, by)?;
    let (people, notes) = (field::text(&given.people, MAX_WORDS), field::optional_text(&given.notes, MAX_WORDS));
    let mut wrong = Vec::new();
    wrong.extend(given.on.is_none().then_some((Part::Day, Problem::Missing)));
    wrong.extend(people.as_ref().err().map(|problem| (Part::People, *problem)));
    wrong.extend(notes.as_ref().err().map(|problem| (Part::Notes, *problem)));
    let mut decided = Vec::new();
    for (at, draft) in given.decisions.iter().enumerate().take(MAX_DECISIONS).filter(|(_, draft)| !draft.is_empty()) {
        let words = field::text(&draft.words, MAX_WORDS);
        wrong.extend(words.as_ref().err().map(|problem| (Part::Decision(at), *problem)));
        wrong.extend(draft.owner.is_none().then_some((Part::Owner(at), Problem::Missing)));
        wrong.extend(draft.due.is_none().then_some((Part::Due(at), Problem::Missing)));
        decided.extend(words.ok().zip(draft.owner).zip(draft.due).map(|((words, owner), due)| (at, words, owner, due)));
    }
    let (Some(on), Ok(people), Ok(notes), true) = (given.on, people, notes, wrong.is_empty()) else {
        return Err(Refusal::Parts(wrong));
    };
    if on > now.day {
        return Err(Refusal::DayToCome);
    }
    if meeting.consent(birth, on).is_none() {
        return Err(Refusal::NoConsent);
    }
    let mut decisions = Vec::with_capacity(decided.len());
    for (at, words, owner, due) in decided {
        if due < on {
            return Err(Refusal::DueBefore(at));
        }
        if !owners.contains(&owner) {
            return Err(Refusal::Stranger(at));
        }
        let words = Personal::new(words);
        decisions.push(Decision { id: ids(), words, owner, due, status: Doing::Open, closed: None });
    }
    let (people, notes) = (Personal::new(people), notes.map(Personal::new));
    let closed = Some((now, by));
    Ok(Meeting { on, people, notes, decisions, closed, status, ..meeting.clone() })
}

/// Closes a decision: it was done, or is not needed any more.
///
/// # Errors
/// [`Refusal::Closed`].
pub fn close(decision: &Decision, done: bool, by: AccountId, now: Moment) -> Result<Decision, Refusal> {
    match decision.status {
        Doing::Open => {
            let status = if done { Doing::Done } else { Doing::Dropped };
            Ok(Decision { status, closed: Some((now, by)), ..decision.clone() })
        }
        status => Err(Refusal::Closed(status)),
    }
}

/// Gives a decision to somebody else who works with the student.
///
/// # Errors
/// [`Refusal::Closed`], [`Refusal::Stranger`].
pub fn give(decision: &Decision, owner: AccountId, owners: &[AccountId]) -> Result<Decision, Refusal> {
    match decision.status {
        Doing::Open if owners.contains(&owner) => Ok(Decision { owner, ..decision.clone() }),
        Doing::Open => Err(Refusal::Stranger(0)),
        status => Err(Refusal::Closed(status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day};
    use uuid::Uuid;

    const COACH: AccountId = AccountId(Uuid::from_u128(81));

    fn decision_id() -> DecisionId {
        DecisionId(Uuid::from_u128(82))
    }

    /// Sixteen on 10 September 2026.
    fn born() -> Option<BirthDate> {
        BirthDate::from_parts(2010, 9, 10)
    }

    fn plans(on: &str) -> Plan {
        Plan { on: Some(day(on)), question: "Hoe gaat het op stage?".into(), people: "De student, de slb’er".into() }
    }

    #[test]
    fn whoever_may_say_yes_on_that_day_says_yes_or_no() {
        let meeting = planned_on("2026-09-20");
        let (student, parent) = (Consenter::Student, Consenter::Guardian);
        let yes = answer(&meeting, (parent, true), born(), COACH, at("2026-09-09")).unwrap();
        assert!(yes.has_yes() && !yes.lost_its_yes());
        for (what, meeting, me, yes, on, expected) in [
            ("fifteen", &meeting, student, true, "2026-09-09", Some(Refusal::Whose(parent))),
            (
                "who is fifteen takes no yes of a parent back",
                &yes,
                student,
                false,
                "2026-09-09",
                Some(Refusal::Whose(parent)),
            ),
            ("sixteen today", &meeting, student, true, "2026-09-10", None),
            ("a parent, from then on", &meeting, parent, true, "2026-09-10", Some(Refusal::Whose(student))),
            ("sixteen, and takes back what a parent said", &yes, student, false, "2026-09-10", None),
            ("nothing to take back", &meeting, student, false, "2026-09-10", Some(Refusal::Consented)),
            ("a second yes", &yes, parent, true, "2026-09-09", Some(Refusal::Consented)),
        ] {
            assert_eq!(answer(meeting, (me, yes), born(), COACH, at(on)).err(), expected, "{what}");
        }
        let lost = answer(&yes, (student, false), born(), COACH, at("2026-09-10")).unwrap();
        assert!(lost.lost_its_yes() && !meeting.lost_its_yes(), "nobody said yes: nothing is lost");
        let off = cancel(&lost, "Geen ja.", COACH, at("2026-09-11")).unwrap();
        assert!(!off.lost_its_yes(), "called off, it waits for nobody");
        let over = answer(&off, (student, true), born(), COACH, at("2026-09-12"));
        assert_eq!(over.err(), Some(Refusal::Stands(Status::Cancelled)));
    }

    fn planned_on(on: &str) -> Meeting {
        plan(&[], MeetingId(Uuid::from_u128(1)), &plans(on), account_id(), at("2026-09-01")).unwrap()
    }

    fn yes(meeting: &Meeting, who: Consenter, on: &str, now: &str) -> Result<Meeting, Refusal> {
        agree(meeting, (Some(who), Some(day(on))), born(), account_id(), at(now))
    }

    fn minutes(on: &str, decisions: Vec<Draft>) -> Minutes {
        Minutes { on: Some(day(on)), people: "Iedereen".into(), notes: String::new(), decisions }
    }

    fn decides(words: &str, owner: Option<AccountId>, due: Option<&str>) -> Draft {
        Draft { words: words.into(), owner, due: due.map(day) }
    }

    fn held(meeting: &Meeting, minutes: &Minutes, now: &str) -> Result<Meeting, Refusal> {
        hold(meeting, minutes, (born(), &[COACH]), decision_id, account_id(), at(now))
    }

    #[test]
    fn a_meeting_is_planned_once_a_day() {
        let there = [planned_on("2026-09-08")];
        let parts = [Part::Day, Part::Question, Part::People].map(|part| (part, Problem::Missing)).to_vec();
        for (what, known, given, expected) in [
            ("a week ahead", &[][..], plans("2026-09-08"), Ok(1)),
            ("it was yesterday, and is written down now", &[], plans("2026-08-31"), Ok(1)),
            ("nothing filled in", &[], Plan::default(), Err(Refusal::Parts(parts))),
            ("a year mistyped", &[], plans("2027-09-08"), Err(Refusal::TooFar)),
            ("twice", &there, plans("2026-09-08"), Err(Refusal::Already(there[0].id))),
            ("another day", &there, plans("2026-09-09"), Ok(2)),
        ] {
            let new = plan(known, MeetingId(Uuid::from_u128(9)), &given, account_id(), at("2026-09-01"));
            assert_eq!(new.map(|new| new.number), expected, "{what}");
        }
    }

    #[test]
    fn a_yes_is_of_whoever_may_say_it_at_that_age() {
        use Consenter::{Guardian, Student};
        let meeting = planned_on("2026-09-20");
        for (what, who, on, expected) in [
            ("a parent, the day before the birthday", Guardian, "2026-09-09", None),
            ("the student, a day too early", Student, "2026-09-09", Some(Refusal::Whose(Guardian))),
            ("the student, on the birthday", Student, "2026-09-10", None),
            ("a parent, on the birthday", Guardian, "2026-09-10", Some(Refusal::Whose(Student))),
            ("tomorrow", Student, "2026-09-13", Some(Refusal::DayToCome)),
        ] {
            assert_eq!(yes(&meeting, who, on, "2026-09-12").err(), expected, "{what}");
        }
        // Nobody knows how old: either counts.
        assert!(agree(&meeting, (Some(Guardian), Some(day("2026-09-12"))), None, COACH, at("2026-09-12")).is_ok());
        let missing = agree(&meeting, (None, None), born(), COACH, at("2026-09-12"));
        let parts = vec![(Part::Consenter, Problem::Missing), (Part::Day, Problem::Missing)];
        assert_eq!(missing, Err(Refusal::Parts(parts)));
        // What a parent said does not count any more once the student is 16.
        let parent = yes(&meeting, Guardian, "2026-09-09", "2026-09-09").unwrap();
        assert!(parent.consent(born(), day("2026-09-09")).is_some());
        assert!(parent.consent(born(), day("2026-09-10")).is_none());
        assert_eq!(yes(&parent, Guardian, "2026-09-09", "2026-09-09").err(), Some(Refusal::Consented), "two clicks");
    }

    #[test]
    fn without_a_yes_on_that_day_nothing_is_held() {
        use Consenter::Student;
        let meeting = planned_on("2026-09-20");
        let agreed = yes(&meeting, Student, "2026-09-12", "2026-09-12").unwrap();
        let no = disagree(&agreed, account_id(), at("2026-09-15")).unwrap();
        let again = yes(&no, Student, "2026-09-16", "2026-09-16").unwrap();
        let none = minutes("2026-09-20", vec![]);
        for (what, from, minutes, now, expected) in [
            ("nobody said yes", &meeting, &none, "2026-09-20", Some(Refusal::NoConsent)),
            ("the student did", &agreed, &none, "2026-09-20", None),
            ("and took it back", &no, &none, "2026-09-20", Some(Refusal::NoConsent)),
            ("and said yes again", &again, &none, "2026-09-20", None),
            ("before the yes", &agreed, &minutes("2026-09-11", vec![]), "2026-09-20", Some(Refusal::NoConsent)),
            ("on the day of the no", &no, &minutes("2026-09-15", vec![]), "2026-09-20", Some(Refusal::NoConsent)),
            ("the day before the no", &no, &minutes("2026-09-14", vec![]), "2026-09-20", None),
            ("still to come", &agreed, &none, "2026-09-19", Some(Refusal::DayToCome)),
        ] {
            assert_eq!(held(from, minutes, now).err(), expected, "{what}");
        }
        assert_eq!(disagree(&no, account_id(), at("2026-09-16")).err(), Some(Refusal::Consented), "twice");
        let off = cancel(&agreed, "De student is ziek.", account_id(), at("2026-09-16")).unwrap();
        assert_eq!(held(&off, &none, "2026-09-20").err(), Some(Refusal::Stands(Status::Cancelled)));
        let why = cancel(&agreed, " ", account_id(), at("2026-09-16"));
        assert_eq!(why, Err(Refusal::Parts(vec![(Part::Notes, Problem::Missing)])));
        let done = held(&agreed, &none, "2026-09-20").unwrap();
        assert_eq!(held(&done, &none, "2026-09-20").err(), Some(Refusal::Twice), "two clicks");
        let other = hold(&done, &none, (born(), &[COACH]), decision_id, COACH, at("2026-09-20"));
        assert_eq!(other.err(), Some(Refusal::Stands(Status::Held)), "somebody else was first");
        assert_eq!(cancel(&off, "De student is ziek.", account_id(), at("2026-09-16")).err(), Some(Refusal::Twice));
        assert_eq!(disagree(&done, account_id(), at("2026-09-21")).err(), Some(Refusal::Stands(Status::Held)));
    }

    #[test]
    fn what_is_decided_is_of_somebody_by_a_day() {
        let meeting = yes(&planned_on("2026-09-20"), Consenter::Student, "2026-09-12", "2026-09-12").unwrap();
        let whole = decides("Belt het leerbedrijf.", Some(COACH), Some("2026-09-20"));
        let missing = |part| Refusal::Parts(vec![(part, Problem::Missing)]);
        for (what, drafts, expected) in [
            ("today", vec![whole.clone()], Ok(1)),
            ("empty ones are none", vec![Draft::default(), whole.clone(), Draft::default()], Ok(1)),
            ("nothing", vec![], Ok(0)),
            ("nobody", vec![decides("Belt.", None, Some("2026-10-01"))], Err(missing(Part::Owner(0)))),
            ("no day", vec![whole.clone(), decides("Belt.", Some(COACH), None)], Err(missing(Part::Due(1)))),
            ("not what", vec![decides(" ", Some(COACH), Some("2026-10-01"))], Err(missing(Part::Decision(0)))),
            ("before it", vec![decides("Belt.", Some(COACH), Some("2026-09-19"))], Err(Refusal::DueBefore(0))),
            ("a stranger", vec![decides("Belt.", Some(account_id()), Some("2026-10-01"))], Err(Refusal::Stranger(0))),
        ] {
            let found = held(&meeting, &minutes("2026-09-20", drafts), "2026-09-21");
            assert_eq!(found.map(|held| held.decisions.len()), expected, "{what}");
        }
        let held = held(&meeting, &minutes("2026-09-20", vec![whole]), "2026-09-21").unwrap();
        let open = &held.decisions[0];
        let done = close(open, true, COACH, at("2026-09-22")).unwrap();
        assert_eq!((done.status, done.closed), (Doing::Done, Some((at("2026-09-22"), COACH))));
        assert_eq!(close(&done, false, COACH, at("2026-09-23")).err(), Some(Refusal::Closed(Doing::Done)));
        assert_eq!(give(open, account_id(), &[COACH, account_id()]).unwrap().owner, account_id());
        assert_eq!(give(open, account_id(), &[COACH]).err(), Some(Refusal::Stranger(0)));
        assert_eq!(give(&done, COACH, &[COACH]).err(), Some(Refusal::Closed(Doing::Done)));
    }
}
