//! Disputes about support agreements (R12: WEB 7.5.1(3)-(6), 7.5.7(3)-(5), 7.5.8), and appeals against a decision about an exam
//! (7.5.1(4), 7.5.4(3)): a student, or a parent of a child, brings one to the school's *faciliteit*, which confirms on which day it
//! received it. Of an appeal the committee of appeal for exams decides, within four weeks after the term to bring one. Of a dispute a committee tries to settle it; the school decides within ten weeks, or four where the chair says that it is urgent; an appeal has no urgent way (7.5.7(2)). Drawn in `docs/states/dispute.md`.
//!
//! Who handles it reads what was brought, and of the file only what the student attached. Who it is about at school reads nothing
//! of it here.

use crate::{
    AccountId, BurdenId, DisputeId, ExamId, Moment, Personal, VersionId,
    agreement::Answerer,
    codes,
    field::{self, Problem},
    law::{About, Calendar, Facts, Urgency, r12_dispute},
    told::{self, Told},
};
use time::Date;

mod appeal;
mod tell;
#[cfg(test)]
mod tests;

pub use appeal::{Age, ParentsTold, Ruling, may_extend, parents_by_mail, ruled, tell_parents};
pub use tell::{tell, told_by_mail};

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
        /// The exam committee decided something: an appeal, to the committee of appeal for exams.
        Exam = "exam",
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
            Self::Exam => About::Exam,
        }
    }

    /// Whether the chair can say that it is urgent. An appeal has another way: a provisional arrangement
    /// ([`r12_dispute::PROVISIONAL`]).
    pub const fn can_be_urgent(self) -> bool {
        !self.about().is_appeal()
    }

    /// Whether it goes against something that was made known on a day, after which a term runs.
    pub const fn has_term(self) -> bool {
        match self {
            Self::Decision | Self::Exam => true,
            Self::Making | Self::Changing | Self::CarryingOut => false,
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
        /// Who brought it asks to handle it at once.
        AskUrgent = "ask_urgent",
        /// The committee of appeal takes two weeks more (WEB 7.5.4(3)).
        Extend = "extend",
    }
}

impl Event {
    /// Whether who brought it does it, and not the desk.
    pub const fn is_own(self) -> bool {
        match self {
            Self::Withdraw | Self::AskUrgent => true,
            Self::SayUrgent
            | Self::SayNotUrgent
            | Self::Hear
            | Self::Ask
            | Self::Propose
            | Self::Settle
            | Self::Decide
            | Self::Refer
            | Self::Reopen
            | Self::Extend => false,
        }
    }

    /// What it makes of whether it is urgent.
    pub const fn urgency(self) -> Option<Urgency> {
        match self {
            Self::AskUrgent => Some(Urgency::Asked),
            Self::SayUrgent => Some(Urgency::Yes),
            Self::SayNotUrgent => Some(Urgency::No),
            Self::Hear
            | Self::Ask
            | Self::Propose
            | Self::Settle
            | Self::Decide
            | Self::Refer
            | Self::Reopen
            | Self::Withdraw
            | Self::Extend => None,
        }
    }
}

codes! {
    /// On which list of the desk it stands.
    pub enum Stand {
        /// It is handled.
        Open = "open",
        /// It was closed, and who brought it was not told.
        ToTell = "to_tell",
        /// Both sides agreed, and were told so.
        Settled = "settled",
        /// The school decided, and told so.
        Decided = "decided",
        /// It was passed on, and they were told.
        Referred = "referred",
        /// Who brought it took it back.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (
                Self::Open,
                Event::SayUrgent
                | Event::SayNotUrgent
                | Event::AskUrgent
                | Event::Hear
                | Event::Ask
                | Event::Propose
                | Event::Extend,
            ) => Some(Self::Open),
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
                | Event::AskUrgent
                | Event::Hear
                | Event::Ask
                | Event::Propose
                | Event::Settle
                | Event::Decide
                | Event::Refer
                | Event::Withdraw
                | Event::Extend,
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
    /// That who brought the dispute was told, where the desk did it.
    pub told: Option<Told>,
    /// Until when the exam committee decides anew, where the committee of appeal set a day (WEB 7.5.4(6)).
    pub again_by: Option<Date>,
    /// How old the student was, where their parents are told as well if they were younger than 18 (WEB 7.5.4(5)).
    pub age: Option<Age>,
    /// That the parents were told.
    pub parents: Option<Told>,
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
    /// Whether something can happen to it, where it stands and with what it is about.
    pub fn may(&self, event: Event) -> bool {
        let fits = event.urgency().is_none() || self.subject.can_be_urgent();
        let extends = event != Event::Extend || (self.subject == Subject::Exam && !self.extended());
        self.status.on(event).is_some() && fits && extends
    }

    /// The terms of the law, while it is handled.
    pub fn owed(&self, calendar: &Calendar) -> Owed {
        let mut facts = Facts::default();
        facts.dispute.about = Some(self.subject.about());
        facts.dispute.decision_known_on = self.known_on;
        facts.dispute.received_on = Some(self.at.day);
        facts.dispute.urgency = Some(self.urgency);
        facts.dispute.extended = Some(self.extended());
        // What a term misses is not known here either: then there is none to tell.
        let until = r12_dispute::lodged_in_time(&facts, calendar).ok().and_then(|found| found.due_on());
        // A decision on an exam is appealed within two weeks (WEB 7.5.1(4)), another objected to within six. Which of them it is
        // about nobody says where one on an exam is attached: then nothing is said of being in time.
        // An appeal (`Subject::Exam`) says it.
        let exam = self.subject == Subject::Decision && self.things().any(|thing| matches!(thing, Thing::Exam(_)));
        let until = until.filter(|_| !exam);
        let open = self.status == Status::Open;
        // Who asked it later is answered within a week of that day.
        let asked = self.steps.iter().rev().find(|step| step.event == Event::AskUrgent).map(|step| step.at.day);
        let mut chair = facts.clone();
        chair.dispute.received_on = asked.or(facts.dispute.received_on);
        let say_by = r12_dispute::say_urgent_by(&chair, calendar).ok().and_then(|found| found.due_on());
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
        let told = self.steps.iter().flat_map(|step| [step.told, step.parents]).flatten().map(|told| told.by);
        self.steps.iter().filter(|step| !step.event.is_own()).map(|step| step.by).chain(told)
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
    /// Whether it is urgent was said or asked just so.
    #[error("that was said already")]
    SaidAlready,
    /// The day until which the exam committee decides anew is past.
    #[error("that day is past")]
    Past,
    /// The term is over: it was to be extended before.
    #[error("the term was over on {0}")]
    TermOver(Date),
    /// That they were told is not filled in well.
    #[error("{0:?}")]
    Told(Vec<told::Wrong>),
    /// By mail who brought it is not reached.
    #[error("no mail goes out")]
    NoMail,
    /// Something happened since they looked.
    #[error("something happened meanwhile")]
    Meanwhile,
    /// There is nothing to tell.
    #[error("there is nothing to tell")]
    NothingToTell,
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
    let decision = given.subject.is_some_and(Subject::has_term);
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
    if event == Event::Extend && dispute.extended() {
        let twice = dispute.steps.last().is_some_and(|step| step.event == event && step.by == by);
        return Err(if twice { Refusal::Twice } else { Refusal::SaidAlready });
    }
    if !dispute.may(event) {
        return Err(Refusal::Stands(dispute.status));
    }
    // What is said or asked of urgency can be changed as long as it is open; by what it is already nothing changes.
    if event.urgency() == Some(dispute.urgency) || (event == Event::AskUrgent && dispute.urgency == Urgency::Yes) {
        let same = |step: &Step| step.event == event && step.by == by;
        return Err(if dispute.steps.last().is_some_and(same) { Refusal::Twice } else { Refusal::SaidAlready });
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
    let outcome = outcome.filter(|_| decides);
    let new = Step { event, words, outcome, by, at: now, told: None, again_by: None, age: None, parents: None };
    let same = |last: &Step| (last.event, &last.words, last.by) == (new.event, &new.words, new.by);
    if dispute.steps.last().is_some_and(same) {
        return Err(Refusal::Twice);
    }
    let mut after = Dispute { status, ..dispute.clone() };
    after.urgency = event.urgency().unwrap_or(dispute.urgency);
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
