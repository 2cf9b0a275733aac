//! What stands on the agenda of a student, or of a parent for a child: what waits for them, and what came for them lately. It is
//! put together in this one place: a new [`Kind`] makes the compiler ask where its items come from, and which words they have.
//!
//! "Nothing to do" is said only of an agenda that is empty. What is not known is no item: nobody is asked for what they may not
//! answer, so whoever hands in the facts leaves out what this reader may not read.

use crate::{
    AccountId, BirthDate, VersionId,
    admission::{self, Admission},
    agreement::{Agreement, Answer, Answerer, Plan},
    burden::Burden,
    codes,
    concern::Concern,
    dispute::{self, Dispute},
    exam::{self, Request},
    handoff::{Event, Handoff},
    intake::talk::{self, Talk},
    meeting::{self, Consenter, Meeting, consenter},
    transfer::{self, Transfer},
    voice::{self, Voice},
    workplace::report::Report,
};
use time::{Date, Duration};

/// How long what came is told as new: two weeks, so that a holiday of one does not hide it.
pub const NEW_FOR: Duration = Duration::days(14);

codes! {
    /// What can stand on it, in the order in which it is read: first what waits for the reader, then what came.
    pub enum Kind {
        /// A proposal to answer.
        Proposal = "proposal",
        /// A meeting about the student that needs this reader's yes.
        Meeting = "meeting",
        /// What the previous school handed over, to read before it enters the file.
        HandedOver = "handed_over",
        /// Something the school asks to be shown for an adapted exam.
        Evidence = "evidence",
        /// A talk about what holds, to prepare.
        Evaluation = "evaluation",
        /// "Gebeurt het?", of measures that nobody answered.
        Happens = "happens",
        /// A talk of the intake, to come to.
        Intake = "intake",
        /// Whether a workplace may be told something.
        Telling = "telling",
        /// Whether somebody outside the school may have the document of the way to work.
        Document = "document",
        /// What the student decides about a report of discrimination at a workplace: the College, the police, or neither.
        Choice = "choice",
        /// A report of discrimination that somebody else wrote, or what was done with one.
        Reported = "reported",
        /// A question that was put to somebody outside the school, and what they said to it.
        Handoff = "handoff",
        /// An answer to what they said themselves.
        Answered = "answered",
        /// A decision on an adapted exam, or that school ended it or took it back.
        ExamDecided = "exam_decided",
        /// A step in a dispute, or what is asked in it.
        Dispute = "dispute",
        /// What was found of a look that was not right, they said.
        Concern = "concern",
        /// A decision on an application.
        Admission = "admission",
        /// A decision on an adjustment that school found too heavy or not.
        Burden = "burden",
    }
}

impl Kind {
    /// Whether it waits for the reader; else it came, and is there to be read.
    pub const fn waits(self) -> bool {
        match self {
            Self::Proposal
            | Self::Meeting
            | Self::HandedOver
            | Self::Evidence
            | Self::Evaluation
            | Self::Happens
            | Self::Intake
            | Self::Telling
            | Self::Document
            | Self::Choice => true,
            Self::Reported
            | Self::Handoff
            | Self::Answered
            | Self::ExamDecided
            | Self::Dispute
            | Self::Concern
            | Self::Admission
            | Self::Burden => false,
        }
    }
}

codes! {
    /// What came of a question that was put to somebody outside the school, as far as it is told.
    pub enum Handed {
        /// It was sent, with the yes of the student: who did not say it stops it.
        Sent = "sent",
        /// It was sent, with the yes of a parent.
        SentByParent = "sent_by_parent",
        /// They are going to help.
        Accepted = "accepted",
        /// They are not.
        Refused = "refused",
    }
}

impl Handed {
    /// What is told of a question, and since when; nothing of one that the school took back.
    fn of(one: &Handoff) -> Option<(Self, Date)> {
        let sent = match one.consent.by {
            Consenter::Student => Self::Sent,
            Consenter::Guardian => Self::SentByParent,
        };
        let mut told = Some((sent, one.at.day));
        for step in &one.steps {
            told = match step.event {
                Event::Accept => Some((Self::Accepted, step.at.day)),
                Event::Refuse => Some((Self::Refused, step.at.day)),
                Event::Reopen => Some((sent, one.at.day)),
                Event::Revoke => None,
                Event::Queue
                | Event::Start
                | Event::Finish
                | Event::Keep
                | Event::Prepare
                | Event::Print
                | Event::Post => told,
            };
        }
        told
    }
}

/// What an item is about, with what leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// See [`Kind::Proposal`].
    Proposal(VersionId),
    /// See [`Kind::Meeting`].
    Meeting,
    /// See [`Kind::HandedOver`].
    HandedOver,
    /// See [`Kind::Evidence`].
    Evidence,
    /// See [`Kind::Evaluation`].
    Evaluation(VersionId),
    /// See [`Kind::Happens`].
    Happens(VersionId),
    /// See [`Kind::Intake`].
    Intake,
    /// See [`Kind::Telling`].
    Telling,
    /// See [`Kind::Document`].
    Document,
    /// See [`Kind::Choice`].
    Choice,
    /// See [`Kind::Reported`].
    Reported,
    /// See [`Kind::Handoff`].
    Handoff(Handed),
    /// See [`Kind::Answered`].
    Answered,
    /// See [`Kind::ExamDecided`].
    ExamDecided,
    /// See [`Kind::Dispute`].
    Dispute,
    /// See [`Kind::Concern`].
    Concern,
    /// See [`Kind::Admission`].
    Admission,
    /// See [`Kind::Burden`].
    Burden,
}

impl What {
    /// Of which kind it is.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Proposal(_) => Kind::Proposal,
            Self::Meeting => Kind::Meeting,
            Self::HandedOver => Kind::HandedOver,
            Self::Evidence => Kind::Evidence,
            Self::Evaluation(_) => Kind::Evaluation,
            Self::Happens(_) => Kind::Happens,
            Self::Intake => Kind::Intake,
            Self::Telling => Kind::Telling,
            Self::Document => Kind::Document,
            Self::Choice => Kind::Choice,
            Self::Reported => Kind::Reported,
            Self::Handoff(_) => Kind::Handoff,
            Self::Answered => Kind::Answered,
            Self::ExamDecided => Kind::ExamDecided,
            Self::Dispute => Kind::Dispute,
            Self::Concern => Kind::Concern,
            Self::Admission => Kind::Admission,
            Self::Burden => Kind::Burden,
        }
    }
}

/// One thing on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub what: What,
    /// Its day: by when or on which it is, or since when it is there.
    pub on: Date,
}

/// Who reads, and what they may do.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// As who they answer.
    pub me: Answerer,
    /// With which account.
    pub account: AccountId,
    /// Whether they may answer a proposal.
    pub answers: bool,
    /// Whether they may prepare a talk.
    pub prepares: bool,
    /// When the student was born: it says whose yes a meeting needs.
    pub birth: Option<BirthDate>,
}

/// The facts that this reader may read.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What was proposed and agreed.
    pub agreement: Option<&'a Agreement>,
    /// The talk that is planned about what holds.
    pub planned: Option<&'a Plan>,
    /// Whether the reader prepared it.
    pub prepared: bool,
    /// Since when it is asked whether measures happen, while one is not answered.
    pub happens: Option<Date>,
    /// Meetings about the student.
    pub meetings: &'a [Meeting],
    /// Talks of an intake.
    pub talks: &'a [Talk],
    /// What previous schools handed over.
    pub transfers: &'a [Transfer],
    /// Decisions on applications.
    pub admissions: &'a [Admission],
    /// Since when it is asked whether a workplace may be told something: what waits for a yes.
    pub tellings: &'a [Date],
    /// Since when the student is asked whether somebody may have the document of the way to work, and has not answered.
    pub documents: &'a [Date],
    /// Reports of discrimination at a workplace.
    pub reports: &'a [Report],
    /// What was put to partners outside the school.
    pub handoffs: &'a [Handoff],
    /// What was said by the student or a parent.
    pub voices: &'a [Voice],
    /// Requests for adapted exams.
    pub exams: &'a [Request],
    /// Disputes.
    pub disputes: &'a [Dispute],
    /// Looks that were said not to be right.
    pub concerns: &'a [Concern],
    /// Adjustments that were weighed.
    pub burdens: &'a [Burden],
}

/// The agenda of a reader on a day, in the order of [`Kind`], the earliest first within a kind.
pub fn agenda(reader: Reader, facts: &Facts<'_>, today: Date) -> Vec<Item> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let mut days = of_kind(*kind, reader, facts, today);
        days.sort_by_key(|item| item.on);
        all.extend(days);
    }
    all
}

fn of_kind(kind: Kind, reader: Reader, facts: &Facts<'_>, today: Date) -> Vec<Item> {
    let new = |on: Date| on <= today && today - on < NEW_FOR;
    let item = |what: What, on: Date| Item { what, on };
    // What came, of the days on which it did.
    let came = |what: What, days: Vec<Date>| -> Vec<Item> {
        days.into_iter().filter(|on| new(*on)).map(|on| item(what, on)).collect()
    };
    let holds = facts.agreement.and_then(|all| all.in_force(today));
    match kind {
        Kind::Proposal => (facts.agreement.and_then(Agreement::offered).into_iter())
            .filter(|version| {
                let agrees = version.answer_of(reader.me).is_some_and(|given| given.answer == Answer::Agreed);
                reader.answers && !agrees
            })
            .map(|version| item(What::Proposal(version.id), version.proposed.day))
            .collect(),
        Kind::Meeting => (facts.meetings.iter())
            .filter(|one| {
                let me = match reader.me {
                    Answerer::Student => Consenter::Student,
                    Answerer::Guardian(_) => Consenter::Guardian,
                };
                // Who has to say it is asked of the day on which it is said: that is today.
                let mine = consenter(reader.birth, today).is_none_or(|needed| needed == me);
                one.status == meeting::Status::Planned && one.on >= today && mine && !one.has_yes()
            })
            .map(|one| item(What::Meeting, one.on))
            .collect(),
        Kind::HandedOver => (facts.transfers.iter())
            .filter(|one| one.status == transfer::Status::Received && one.seen.is_none())
            .filter_map(|one| one.content.as_ref().map(|content| item(What::HandedOver, content.at.day)))
            .collect(),
        Kind::Evidence => (facts.exams.iter())
            .filter(|one| matches!(one.status, exam::Status::Asked | exam::Status::Again) && one.waits_for_paper())
            .map(|one| item(What::Evidence, one.at.day))
            .collect(),
        Kind::Evaluation => match (holds, facts.planned) {
            // A day that is over is not one to prepare for.
            (Some(version), Some(plan)) if reader.prepares && !facts.prepared && plan.day >= today => {
                vec![item(What::Evaluation(version.id), plan.day)]
            }
            (Some(_) | None, Some(_) | None) => Vec::new(),
        },
        Kind::Happens => match (holds, facts.happens) {
            (Some(version), Some(since)) => vec![item(What::Happens(version.id), since)],
            (Some(_) | None, Some(_) | None) => Vec::new(),
        },
        Kind::Intake => (facts.talks.iter())
            .filter(|one| one.status == talk::Status::Planned && one.day >= today)
            .map(|one| item(What::Intake, one.day))
            .collect(),
        Kind::Telling => {
            let me = match reader.me {
                Answerer::Student => Consenter::Student,
                Answerer::Guardian(_) => Consenter::Guardian,
            };
            // Where nobody knows how old the student is, nobody's yes counts: there is nothing to ask.
            let mine = consenter(reader.birth, today) == Some(me);
            facts.tellings.iter().filter(|_| mine).map(|on| item(What::Telling, *on)).collect()
        }
        Kind::Document => {
            // What a parent says of it goes by the school: the page is the student's.
            let mine = reader.me == Answerer::Student;
            facts.documents.iter().filter(|_| mine).map(|on| item(What::Document, *on)).collect()
        }
        Kind::Choice => (facts.reports.iter())
            .filter(|one| one.waits_for_choice())
            .map(|one| item(What::Choice, one.noted.0.day))
            .collect(),
        Kind::Reported => {
            // What one wrote oneself is no news.
            let others = facts.reports.iter().map(Report::newest).filter(|(_, by)| *by != reader.account);
            came(What::Reported, others.map(|(at, _)| at.day).collect())
        }
        Kind::Handoff => (facts.handoffs.iter())
            // Who stopped it knows that it is there.
            .filter(|one| !one.consent.withdrawn)
            .filter_map(Handed::of)
            .filter(|(_, on)| new(*on))
            .map(|(handed, on)| item(What::Handoff(handed), on))
            .collect(),
        Kind::Answered => {
            let mine = facts.voices.iter().filter(|one| one.status == voice::Status::Answered && one.by == reader.me);
            came(What::Answered, mine.filter_map(|one| one.closed.map(|(at, _)| at.day)).collect())
        }
        Kind::ExamDecided => {
            // What the school ended or took back itself is news of its own day.
            let days = facts.exams.iter().filter_map(Request::letter).map(exam::Matter::since);
            came(What::ExamDecided, days.collect())
        }
        Kind::Dispute => (facts.disputes.iter())
            .filter_map(|one| one.steps.last().map(|step| (one, step)))
            // What is asked stays until the next step; what one did oneself is no news.
            .filter(|(one, step)| {
                let asks = one.status == dispute::Status::Open && step.event == dispute::Event::Ask;
                !step.event.is_own() && (asks || new(step.at.day))
            })
            .map(|(_, step)| item(What::Dispute, step.at.day))
            .collect(),
        Kind::Concern => {
            let mine = facts.concerns.iter().filter(|one| one.by == reader.account);
            let closed = mine.filter_map(|one| one.closed.filter(|(_, by)| *by != reader.account));
            came(What::Concern, closed.map(|(at, _)| at.day).collect())
        }
        Kind::Admission => {
            let holds = |one: &&Admission| one.status == admission::Status::Standing && one.outcome.is_decision();
            let told = facts.admissions.iter().filter(holds).filter_map(|one| one.told.as_ref());
            came(What::Admission, told.map(|told| told.at.day).collect())
        }
        Kind::Burden => {
            let days = facts.burdens.iter().filter_map(|one| one.decision().map(|round| round.at.day));
            came(What::Burden, days.collect())
        }
    }
}

#[cfg(test)]
#[path = "agenda_tests.rs"]
mod tests;
