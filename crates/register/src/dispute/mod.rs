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
    field::Problem,
    law::{Calendar, Facts, Urgency, r12_dispute},
    told::{self, Told},
};
use time::Date;

mod appeal;
mod back;
mod code;
mod lodge;
mod step;
mod tell;
#[cfg(test)]
mod tests;
mod todo;

pub use appeal::{Age, ParentsTold, Ruling, may_extend, parents_by_mail, ruled, tell_parents};
pub use back::Back;
pub use code::{Event, Outcome, Stand, Status, Subject};
pub use lodge::{Lodge, attach, lodge};
pub use step::step;
pub use tell::{tell, told_by_mail};
pub use todo::{Todo, planned};

/// The most characters of each text.
pub const MAX_WORDS: usize = 4000;

/// How many can be open at once, of one file.
pub const MAX_OPEN: usize = 5;

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
    /// Until when the exam committee decides anew, where the committee of appeal set a day (WEB 7.5.4(6)); of [`Event::Plan`], by when the
    /// school does it.
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
        if event == Event::TakeUp && self.back().is_none() {
            return false;
        }
        if !self.lets_follow(event) {
            return false;
        }
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

    /// Those of the school who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let told = self.steps.iter().flat_map(|step| [step.told, step.parents]).flatten().map(|told| told.by);
        self.steps.iter().filter(|step| !step.event.is_own()).map(|step| step.by).chain(told)
    }
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
        /// By when the school does it.
        By = "by",
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
    /// The day until which the exam committee decides anew, or the school does something, is past.
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
