//! Disputes about support agreements (R12: WEB 7.5.1(3)-(6), 7.5.7(3)-(5), 7.5.8): a student, or a parent of a child, brings one
//! to the school's *faciliteit*, which confirms on which day it received it. A committee tries to settle it; the school decides
//! within ten weeks, or four where the chair says that it is urgent. Drawn in `docs/states/dispute.md`.
//!
//! Who handles it reads what was brought, and of the file only what the student attached. Who it is about at school reads nothing
//! of it here.

use crate::{
    AccountId, BurdenId, DisputeId, ExamId, Moment, Personal, VersionId,
    agreement::Answerer,
    codes,
    field::{self, Problem},
    law::{About, Calendar, Facts, Urgency, r12_dispute},
};
use time::Date;

/// The most characters of each text.
pub const MAX_WORDS: usize = 4000;

/// How many can be open at once, of one file.
pub const MAX_OPEN: usize = 5;

codes! {
    /// What it is about.
    pub enum Subject {
        /// Agreements are not made.
        Making = "making",
        /// Agreements should change.
        Changing = "changing",
        /// Agreements are not carried out.
        CarryingOut = "carrying_out",
        /// The school decided something about support, in writing.
        Decision = "decision",
    }
}

impl Subject {
    /// How the law calls it.
    pub const fn about(self) -> About {
        match self {
            Self::Making => About::Making,
            Self::Changing => About::Changing,
            Self::CarryingOut => About::CarryingOut,
            Self::Decision => About::Decision,
        }
    }
}

codes! {
    /// Where it stands.
    pub enum Status {
        /// It was received, and is handled.
        Open = "open",
        /// Both sides agreed.
        Settled = "settled",
        /// The school decided.
        Decided = "decided",
        /// It was passed on to who is to handle it.
        Referred = "referred",
        /// Who brought it took it back.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What comes of it.
    pub enum Outcome {
        /// The student is right.
        Upheld = "upheld",
        /// In part.
        Partly = "partly",
        /// The student is not.
        Dismissed = "dismissed",
        /// It could not be handled: it came too late, or is about something else.
        NotHeard = "not_heard",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// The chair says that it is urgent.
        SayUrgent = "say_urgent",
        /// The chair says that it is not.
        SayNotUrgent = "say_not_urgent",
        /// Both sides are heard, or will be.
        Hear = "hear",
        /// Something is asked, of one side or the other.
        Ask = "ask",
        /// The committee proposes how it could be settled.
        Propose = "propose",
        /// Both sides agreed.
        Settle = "settle",
        /// The school decided, after the committee's advice.
        Decide = "decide",
        /// It is passed on.
        Refer = "refer",
        /// It is taken up again: what was recorded was wrong, or did not hold.
        Reopen = "reopen",
        /// Who brought it takes it back.
        Withdraw = "withdraw",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Open, Event::SayUrgent | Event::SayNotUrgent | Event::Hear | Event::Ask | Event::Propose) => {
                Some(Self::Open)
            }
            (Self::Open, Event::Settle) => Some(Self::Settled),
            (Self::Open, Event::Decide) => Some(Self::Decided),
            (Self::Open, Event::Refer) => Some(Self::Referred),
            (Self::Open, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Settled | Self::Decided | Self::Referred, Event::Reopen) => Some(Self::Open),
            (Self::Open, Event::Reopen)
            | (
                Self::Settled | Self::Decided | Self::Referred,
                Event::SayUrgent
                | Event::SayNotUrgent
                | Event::Hear
                | Event::Ask
                | Event::Propose
                | Event::Settle
                | Event::Decide
                | Event::Refer
                | Event::Withdraw,
            )
            | (Self::Withdrawn, _) => None,
        }
    }
}

/// Something of the file that the student attached: what is in it is read for as long as it is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A version of the agreement.
    Version(VersionId),
    /// A request for an adapted exam.
    Exam(ExamId),
    /// An adjustment that was weighed.
    Burden(BurdenId),
}

/// A thing that is, or was, attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attached {
    /// What.
    pub thing: Thing,
    /// When.
    pub at: Moment,
    /// When it was taken away again.
    pub taken: Option<Moment>,
}

/// A dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Its identifier.
    pub id: DisputeId,
    /// 1 for the first of its file.
    pub number: u32,
    /// What it is about.
    pub subject: Subject,
    /// What happened, in their own words.
    pub words: Personal<String>,
    /// What should come of it.
    pub wish: Option<Personal<String>>,
    /// When the decision was made known that it goes against.
    pub known_on: Option<Date>,
    /// Whether it is urgent.
    pub urgency: Urgency,
    /// Why it cannot wait.
    pub urgent_words: Option<Personal<String>>,
    /// Who brought it.
    pub by: Answerer,
    /// From which account.
    pub account: AccountId,
    /// When, and so on which day it was received: this is the desk's own letter box.
    pub at: Moment,
    /// Where it stands.
    pub status: Status,
    /// What happened since, the first first.
    pub steps: Vec<Step>,
    /// What is, or was, attached.
    pub attached: Vec<Attached>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub event: Event,
    /// In words; who takes their own dispute back owes none.
    pub words: Option<Personal<String>>,
    /// What came of it, where the school decided.
    pub outcome: Option<Outcome>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// What is owed, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// The last day on which it could be brought, where that day is known; and whether it was brought by then.
    pub lodged: Option<(Date, bool)>,
    /// By when the chair says whether it is urgent, while that is asked.
    pub say_by: Option<Date>,
    /// By when the school decides.
    pub decide_by: Option<Date>,
}

impl Owed {
    /// What is due first.
    pub fn first(&self) -> Option<Date> {
        self.say_by.into_iter().chain(self.decide_by).min()
    }
}

impl Dispute {
    /// The terms of the law, while it is handled.
    pub fn owed(&self, calendar: &Calendar) -> Owed {
        let mut facts = Facts::default();
        facts.dispute.about = Some(self.subject.about());
        facts.dispute.decision_known_on = self.known_on;
        facts.dispute.received_on = Some(self.at.day);
        facts.dispute.urgency = Some(self.urgency);
        // What a term misses is not known here either: then there is none to tell.
        let until = r12_dispute::lodged_in_time(&facts, calendar).ok().and_then(|found| found.due_on());
        // A decision on an exam is appealed within two weeks (WEB 7.5.1(4)), another objected to within six. Which of them it is
        // about nobody says where one on an exam is attached: then nothing is said of being in time.
        let exam = self.subject == Subject::Decision && self.things().any(|thing| matches!(thing, Thing::Exam(_)));
        let until = until.filter(|_| !exam);
        let open = self.status == Status::Open;
        let say_by = r12_dispute::say_urgent_by(&facts, calendar).ok().and_then(|found| found.due_on());
        let decide_by = r12_dispute::decide_by(&facts, calendar).ok().and_then(|found| found.due_on());
        Owed {
            lodged: until.map(|until| (until, self.at.day <= until)),
            say_by: say_by.filter(|_| open && self.urgency == Urgency::Asked),
            decide_by: decide_by.filter(|_| open),
        }
    }

    /// The day by which lists order it: what is owed first, else since when it stands there.
    pub fn ordered_on(&self, calendar: &Calendar, since: Date) -> Date {
        self.owed(calendar).first().unwrap_or(since)
    }

    /// What is attached now.
    pub fn things(&self) -> impl Iterator<Item = Thing> {
        self.attached.iter().filter(|one| one.taken.is_none()).map(|one| one.thing)
    }

    /// How it was decided, while that stands.
    pub fn outcome(&self) -> Option<(Outcome, &Step)> {
        let last = self.steps.iter().rev().find(|step| step.event == Event::Decide)?;
        Some((last.outcome?, last)).filter(|_| self.status == Status::Decided)
    }

    /// Those of the desk who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        self.steps.iter().filter(|step| step.event != Event::Withdraw).map(|step| step.by)
    }
}

/// A dispute, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lodge {
    /// What it is about.
    pub subject: Option<Subject>,
    /// What happened.
    pub words: String,
    /// What should come of it.
    pub wish: String,
    /// When the decision was made known.
    pub known_on: Option<Date>,
    /// Whether it is asked to be handled at once.
    pub urgent: bool,
    /// Why it cannot wait.
    pub urgent_words: String,
}

codes! {
    /// A part of a form.
    pub enum Part {
        /// What it is about.
        Subject = "subject",
        /// What happened.
        Words = "words",
        /// What should come of it.
        Wish = "wish",
        /// When the decision was made known.
        KnownOn = "known_on",
        /// Why it cannot wait.
        Urgent = "urgent",
        /// What came of it.
        Outcome = "outcome",
        /// What the desk writes.
        Said = "said",
    }
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// The decision was made known on a day that is still to come.
    #[error("that day is still to come")]
    Future,
    /// The same was brought already.
    #[error("this was brought already")]
    Already(DisputeId),
    /// Too many are open.
    #[error("{MAX_OPEN} are open")]
    TooMany,
    /// Whether it is urgent is not asked, or was said.
    #[error("nobody asks whether it is urgent")]
    NotAsked,
    /// It was sent twice: they did just this, and nothing happened since.
    #[error("they did this already")]
    Twice,
    /// It stands elsewhere.
    #[error("it is {} already", .0.code())]
    Stands(Status),
}

/// Brings a dispute. `known` are those of the file. That it comes late is no reason not to take it: whether it is handled is
/// the committee's to say.
///
/// # Errors
/// See [`Refusal`].
pub fn lodge(
    known: &[Dispute],
    id: DisputeId,
    given: &Lodge,
    (by, account): (Answerer, AccountId),
    now: Moment,
) -> Result<Dispute, Refusal> {
    let (words, wish) = (field::text(&given.words, MAX_WORDS), field::optional_text(&given.wish, MAX_WORDS));
    let urgent = if given.urgent { field::text(&given.urgent_words, MAX_WORDS).map(Some) } else { Ok(None) };
    let mut wrong = Vec::new();
    wrong.extend(given.subject.is_none().then_some((Part::Subject, Problem::Missing)));
    wrong.extend(words.as_ref().err().map(|problem| (Part::Words, *problem)));
    wrong.extend(wish.as_ref().err().map(|problem| (Part::Wish, *problem)));
    // Against a decision there is a term, so its day is asked.
    let decision = given.subject == Some(Subject::Decision);
    wrong.extend((decision && given.known_on.is_none()).then_some((Part::KnownOn, Problem::Missing)));
    wrong.extend(urgent.as_ref().err().map(|problem| (Part::Urgent, *problem)));
    let (Some(subject), Ok(words), Ok(wish), Ok(urgent), true) = (given.subject, words, wish, urgent, wrong.is_empty())
    else {
        return Err(Refusal::Parts(wrong));
    };
    if given.known_on.is_some_and(|on| on > now.day) {
        return Err(Refusal::Future);
    }
    let words = Personal::new(words);
    let open = || known.iter().filter(|one| one.status == Status::Open);
    if let Some(there) = open().find(|one| (one.subject, &one.words) == (subject, &words)) {
        return Err(Refusal::Already(there.id));
    }
    if open().count() >= MAX_OPEN {
        return Err(Refusal::TooMany);
    }
    Ok(Dispute {
        id,
        number: known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1),
        subject,
        words,
        wish: wish.map(Personal::new),
        known_on: given.known_on,
        urgency: if given.urgent { Urgency::Asked } else { Urgency::No },
        urgent_words: urgent.map(Personal::new),
        by,
        account,
        at: now,
        status: Status::Open,
        steps: Vec::new(),
        attached: Vec::new(),
    })
}

/// Lets something happen: the desk with words, or (`Withdraw`) who brought it.
///
/// # Errors
/// See [`Refusal`].
pub fn step(
    dispute: &Dispute,
    event: Event,
    (words, outcome): (&str, Option<Outcome>),
    by: AccountId,
    now: Moment,
) -> Result<Dispute, Refusal> {
    let Some(status) = dispute.status.on(event) else {
        let said = outcome.filter(|_| event == Event::Decide);
        let same = |step: &Step| (step.event, step.by, step.outcome) == (event, by, said);
        let twice = dispute.steps.last().is_some_and(same);
        return Err(if twice { Refusal::Twice } else { Refusal::Stands(dispute.status) });
    };
    let says = matches!(event, Event::SayUrgent | Event::SayNotUrgent);
    if says && dispute.urgency != Urgency::Asked {
        let same = |step: &Step| step.event == event && step.by == by;
        return Err(if dispute.steps.last().is_some_and(same) { Refusal::Twice } else { Refusal::NotAsked });
    }
    let typed = field::optional_text(words, MAX_WORDS);
    let mut wrong = Vec::new();
    let decides = event == Event::Decide;
    wrong.extend((decides && outcome.is_none()).then_some((Part::Outcome, Problem::Missing)));
    match &typed {
        Err(problem) => wrong.push((Part::Said, *problem)),
        Ok(None) if event != Event::Withdraw => wrong.push((Part::Said, Problem::Missing)),
        Ok(_) => {}
    }
    let (Ok(typed), true) = (typed, wrong.is_empty()) else { return Err(Refusal::Parts(wrong)) };
    let words = typed.map(Personal::new);
    // The same step with the same words is one that was sent twice.
    let new = Step { event, words, outcome: outcome.filter(|_| decides), by, at: now };
    let same = |last: &Step| (last.event, &last.words, last.by) == (new.event, &new.words, new.by);
    if dispute.steps.last().is_some_and(same) {
        return Err(Refusal::Twice);
    }
    let mut after = Dispute { status, ..dispute.clone() };
    after.urgency = match event {
        Event::SayUrgent => Urgency::Yes,
        Event::SayNotUrgent => Urgency::No,
        _ => dispute.urgency,
    };
    after.steps.push(new);
    Ok(after)
}

/// Changes what is attached to these things, of those that there are (`offered`); what was attached and is not named is taken
/// away. What nobody changed stays as it was.
///
/// # Errors
/// [`Refusal::Stands`] when it is not handled any more: what was attached stays in the record of it.
pub fn attach(dispute: &Dispute, things: &[Thing], offered: &[Thing], now: Moment) -> Result<Dispute, Refusal> {
    if dispute.status != Status::Open {
        return Err(Refusal::Stands(dispute.status));
    }
    let mut after = dispute.clone();
    for one in after.attached.iter_mut().filter(|one| one.taken.is_none()) {
        if !things.contains(&one.thing) {
            one.taken = Some(now);
        }
    }
    let known: Vec<Thing> = after.things().collect();
    let mut new: Vec<Thing> =
        things.iter().copied().filter(|one| offered.contains(one) && !known.contains(one)).collect();
    new.sort_unstable();
    new.dedup();
    after.attached.extend(new.into_iter().map(|thing| Attached { thing, at: now, taken: None }));
    Ok(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day, guardian_id, version_id};
    use proptest::prelude::*;
    use uuid::Uuid;

    const DESK: AccountId = AccountId(Uuid::from_u128(95));

    fn id(n: u128) -> DisputeId {
        DisputeId(Uuid::from_u128(n))
    }

    fn given(subject: Subject) -> Lodge {
        Lodge {
            subject: Some(subject),
            words: " De voorleessoftware is er niet. ".to_owned(),
            wish: "Dat die er wel is.".to_owned(),
            known_on: (subject == Subject::Decision).then(|| day("2026-09-01")),
            ..Lodge::default()
        }
    }

    fn lodged(given: &Lodge, on: &str) -> Result<Dispute, Refusal> {
        lodge(&[], id(1), given, (Answerer::Student, account_id()), at(on))
    }

    fn one() -> Dispute {
        lodged(&given(Subject::CarryingOut), "2026-09-15").unwrap()
    }

    fn urgent() -> Dispute {
        let given =
            Lodge { urgent: true, urgent_words: "Volgende week is het examen.".to_owned(), ..given(Subject::Making) };
        lodged(&given, "2026-09-15").unwrap()
    }

    #[test]
    fn it_says_what_it_is_about_and_is_brought_once() {
        let missing = |part| Err(Refusal::Parts(vec![(part, Problem::Missing)]));
        for (what, given, expected) in [
            ("whole", given(Subject::Changing), Ok(1)),
            ("about nothing", Lodge { subject: None, ..given(Subject::Changing) }, missing(Part::Subject)),
            ("no words", Lodge { words: " ".to_owned(), ..given(Subject::Changing) }, missing(Part::Words)),
            ("without a wish", Lodge { wish: String::new(), ..given(Subject::Changing) }, Ok(1)),
            ("a decision of no day", Lodge { known_on: None, ..given(Subject::Decision) }, missing(Part::KnownOn)),
            ("urgent, without why", Lodge { urgent: true, ..given(Subject::Making) }, missing(Part::Urgent)),
            (
                "a decision of tomorrow",
                Lodge { known_on: Some(day("2026-09-16")), ..given(Subject::Decision) },
                Err(Refusal::Future),
            ),
            ("years too late", Lodge { known_on: Some(day("2020-01-01")), ..given(Subject::Decision) }, Ok(1)),
        ] {
            assert_eq!(lodged(&given, "2026-09-15").map(|new| new.number), expected, "{what}");
        }
        let by = (Answerer::Guardian(guardian_id()), DESK);
        let again =
            |known: &[Dispute], given: &Lodge| lodge(known, id(2), given, by, at("2026-09-16")).map(|new| new.number);
        assert_eq!(
            again(&[one()], &given(Subject::CarryingOut)),
            Err(Refusal::Already(id(1))),
            "a parent says the same"
        );
        assert_eq!(again(&[one()], &given(Subject::Making)), Ok(2));
        let back = step(&one(), Event::Withdraw, ("", None), account_id(), at("2026-09-16")).unwrap();
        assert_eq!(again(&[back], &given(Subject::CarryingOut)), Ok(2), "what was taken back can be brought anew");
        assert_eq!(again(&vec![one(); MAX_OPEN], &given(Subject::Making)), Err(Refusal::TooMany));
    }

    #[test]
    fn the_terms_run_from_the_day_on_which_it_was_received() {
        let calendar = Calendar::dutch();
        let owed = one().owed(calendar);
        assert_eq!((owed.lodged, owed.say_by, owed.decide_by), (None, None, Some(day("2026-11-24"))), "ten weeks");
        let asked = urgent();
        assert_eq!(asked.owed(calendar).say_by, Some(day("2026-09-22")), "the chair says so in a week");
        assert_eq!(asked.owed(calendar).first(), Some(day("2026-09-22")));
        let yes = step(&asked, Event::SayUrgent, ("Het examen is dichtbij.", None), DESK, at("2026-09-17")).unwrap();
        assert_eq!(
            (yes.owed(calendar).say_by, yes.owed(calendar).decide_by),
            (None, Some(day("2026-10-13"))),
            "four weeks"
        );
        let no = step(&asked, Event::SayNotUrgent, ("Het kan wachten.", None), DESK, at("2026-09-17")).unwrap();
        assert_eq!(no.owed(calendar).decide_by, Some(day("2026-11-24")));
        for (what, known, in_time) in [
            ("on the last day", "2026-08-04", Some((day("2026-09-15"), true))),
            ("a day late", "2026-08-03", Some((day("2026-09-14"), false))),
        ] {
            let given = Lodge { known_on: Some(day(known)), ..given(Subject::Decision) };
            assert_eq!(lodged(&given, "2026-09-15").unwrap().owed(calendar).lodged, in_time, "{what}");
        }
        let of_exam =
            lodged(&Lodge { known_on: Some(day("2026-08-04")), ..given(Subject::Decision) }, "2026-09-15").unwrap();
        let exam = Thing::Exam(ExamId(Uuid::from_u128(7)));
        let of_exam = attach(&of_exam, &[exam], &[exam], at("2026-09-15")).unwrap();
        assert_eq!(of_exam.owed(calendar).lodged, None, "six weeks or two: nobody knows, so nobody says");
        let decided =
            step(&one(), Event::Decide, ("Zo is het.", Some(Outcome::Upheld)), DESK, at("2026-09-20")).unwrap();
        assert_eq!(decided.owed(calendar).first(), None, "nothing is owed of what is decided");
        assert_eq!(decided.ordered_on(calendar, day("2026-09-20")), day("2026-09-20"));
        let again = step(&decided, Event::Reopen, ("Dat klopte niet.", None), DESK, at("2026-12-20")).unwrap();
        assert_eq!(again.owed(calendar).decide_by, Some(day("2026-11-24")), "what is taken up again has no new term");
    }

    #[test]
    fn what_happens_is_said_in_words_and_once() {
        let now = at("2026-09-18");
        let said = |dispute: &Dispute, event, words, outcome| step(dispute, event, (words, outcome), DESK, now);
        let missing = |part| Err(Refusal::Parts(vec![(part, Problem::Missing)]));
        let heard = said(&one(), Event::Hear, "Op 1 oktober praten jullie.", None).unwrap();
        assert_eq!((heard.status, heard.steps.len()), (Status::Open, 1));
        assert_eq!(said(&heard, Event::Hear, "Op 1 oktober praten jullie.", None), Err(Refusal::Twice));
        assert!(said(&heard, Event::Hear, "Het wordt 2 oktober.", None).is_ok(), "other words are another step");
        assert_eq!(said(&one(), Event::Hear, " ", None).map(|_| ()), missing(Part::Said).map(|(): ()| ()));
        assert_eq!(said(&one(), Event::Decide, "Zo.", None).map(|_| ()), missing(Part::Outcome).map(|(): ()| ()));
        assert_eq!(said(&one(), Event::SayUrgent, "Ja.", None), Err(Refusal::NotAsked));
        let yes = said(&urgent(), Event::SayUrgent, "Ja.", None).unwrap();
        assert_eq!(said(&yes, Event::SayUrgent, "Ja.", None), Err(Refusal::Twice), "two tabs");
        assert_eq!(said(&yes, Event::SayNotUrgent, "Nee.", None), Err(Refusal::NotAsked), "it was said");
        let decided = said(&heard, Event::Decide, "De software komt er.", Some(Outcome::Upheld)).unwrap();
        assert_eq!(decided.outcome().map(|(outcome, _)| outcome), Some(Outcome::Upheld));
        assert_eq!(said(&decided, Event::Decide, "Nog eens.", Some(Outcome::Upheld)), Err(Refusal::Twice));
        let otherwise = said(&decided, Event::Decide, "Toch niet.", Some(Outcome::Dismissed));
        assert_eq!(otherwise, Err(Refusal::Stands(Status::Decided)), "another outcome in another tab was not recorded");
        let other = step(&decided, Event::Decide, ("Nee.", Some(Outcome::Dismissed)), account_id(), now);
        assert_eq!(other, Err(Refusal::Stands(Status::Decided)), "two people");
        let again = said(&decided, Event::Reopen, "Het was een ander besluit.", None).unwrap();
        assert_eq!((again.status, again.outcome().is_none(), again.steps.len()), (Status::Open, true, 3));
        let settled = said(&again, Event::Settle, "Ze zijn het eens.", Some(Outcome::Upheld)).unwrap();
        assert_eq!(settled.steps.last().unwrap().outcome, None, "only a decision has an outcome");
        let back = step(&one(), Event::Withdraw, ("", None), account_id(), now).unwrap();
        assert_eq!(back.people().count(), 0, "who brought it is nobody of the desk");
        for event in Event::ALL {
            assert!(said(&back, *event, "Zo.", None).is_err(), "over is over");
        }
    }

    #[test]
    fn what_is_attached_is_what_the_student_chose_of_what_there_is() {
        let (one_version, other) = (Thing::Version(version_id(1)), Thing::Version(version_id(2)));
        let exam = Thing::Exam(ExamId(Uuid::from_u128(7)));
        let offered = [one_version, other];
        let first = attach(&one(), &[one_version, exam, one_version], &offered, at("2026-09-16")).unwrap();
        assert_eq!(first.things().collect::<Vec<_>>(), [one_version], "what is not there is not attached");
        let more = attach(&first, &[other, one_version], &offered, at("2026-09-17")).unwrap();
        assert_eq!(more.things().collect::<Vec<_>>(), [one_version, other]);
        assert_eq!(more.attached[0].at, at("2026-09-16"), "what stays was attached when it was");
        let less = attach(&more, &[other], &offered, at("2026-09-18")).unwrap();
        assert_eq!((less.things().collect::<Vec<_>>(), less.attached.len()), (vec![other], 2));
        let over = step(&less, Event::Withdraw, ("", None), account_id(), at("2026-09-19")).unwrap();
        assert_eq!(attach(&over, &[], &offered, at("2026-09-20")), Err(Refusal::Stands(Status::Withdrawn)));
    }

    proptest! {
        /// Whatever is done in whatever order: an open dispute always owes a decision by a day after it was received, sooner
        /// when it is urgent; one that is closed owes nothing; and nothing that was said is lost.
        #[test]
        fn an_open_dispute_owes_a_decision(
            events in prop::collection::vec(prop::sample::select(Event::ALL), 0..12), asks in any::<bool>(), days in 0_i64..2000,
        ) {
            let now = Moment { at: at("2026-01-05").at, day: day("2026-01-05") + time::Duration::days(days) };
            let given = Lodge { urgent: asks, urgent_words: "Snel.".to_owned(), ..given(Subject::Making) };
            let mut dispute = lodge(&[], id(1), &given, (Answerer::Student, account_id()), now).unwrap();
            let mut done = 0;
            for (n, event) in events.into_iter().enumerate() {
                let words = format!("Stap {n}");
                if let Ok(after) = step(&dispute, event, (&words, Some(Outcome::Partly)), DESK, now) {
                    dispute = after;
                    done += 1;
                }
                prop_assert_eq!(dispute.steps.len(), done);
                let owed = dispute.owed(Calendar::dutch());
                match owed.decide_by {
                    Some(by) => {
                        let weeks = if dispute.urgency == Urgency::Yes { 4 } else { 10 };
                        let term = now.day + time::Duration::weeks(weeks);
                        prop_assert!(by >= term && by <= term + time::Duration::days(6), "{} {}", by, term);
                        prop_assert_eq!(dispute.status, Status::Open);
                    }
                    None => prop_assert_ne!(dispute.status, Status::Open),
                }
            }
        }
    }
}
