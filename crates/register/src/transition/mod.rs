//! The way to work (*overgang naar werk*): from a year before the planned end to a year after the diploma somebody of the school
//! goes along with a student (WEB 9.2.12). A route holds who guides, what was offered and what came of that, who does what by
//! when, when they spoke, and where the student came. Drawn in `docs/states/transition.md`.
//!
//! A route is what was noted of it, in order; how it stands is read from that ([`Route`]). What was noted wrongly is said to be,
//! and both stay. After the diploma nobody has to answer: who was not reached said no to nothing.

mod ask;
mod fared;
mod form;
mod given;
mod leaving;
mod list;
mod note;
mod refusal;
mod route;

pub use ask::{AskRefusal, Asked};
pub use fared::{Counted, FEW, Fared, Told, fared};
pub use given::{Given, Side};
pub use leaving::{Leaving, Left, Noted, Phase, leavers};
pub use list::{AHEAD, ANSWERED_WITHIN, Decide, List, Watch, decide, over};
pub use note::{note, start};
pub use refusal::{On, Part, Refusal, Wrong};
pub use route::{Contact, Met, Offer, Route, Step, Yes, gives};

use crate::{AccountId, Moment, Personal, codes};
use time::Date;

/// The most characters of what is typed.
pub const MAX_WORDS: usize = 1000;

/// The most that is noted of one route. A no, and the end, can always be.
pub const MAX_ENTRIES: usize = 500;

/// How often the student says one kind of thing.
pub const MAX_SAID: usize = 50;

/// How far ahead a day can lie, in days.
pub const FURTHEST: i64 = 800;

codes! {
    /// What is noted.
    pub enum Kind {
        /// Who guides from now on.
        Guide = "guide",
        /// Guidance was offered.
        Offer = "offer",
        /// What the student said to it.
        Answer = "answer",
        /// Who does what by when.
        Step = "step",
        /// It was done, or is not needed.
        Close = "close",
        /// They will speak on a day.
        Plan = "plan",
        /// They spoke, or the student was not reached.
        Contact = "contact",
        /// Where the student came.
        Outcome = "outcome",
        /// It goes on longer than a year after the diploma.
        Stretch = "stretch",
        /// What the student wants, in their own words.
        Wish = "wish",
        /// How the student wants to be reached afterwards.
        Reach = "reach",
        /// Whether the municipality may go on.
        Consent = "consent",
        /// Since when it does.
        Municipality = "municipality",
        /// The *overgangsdocument* was given.
        Given = "given",
        /// The student is asked whether somebody outside the school may have the *overgangsdocument*.
        Ask = "ask",
        /// Whose yes or no to that it is.
        Allow = "allow",
        /// Something was noted by mistake.
        Mistaken = "mistaken",
        /// The route ended.
        End = "end",
    }
}

codes! {
    /// Where a route stands.
    pub enum Status {
        /// It goes on.
        Open = "open",
        /// It ended.
        Ended = "ended",
    }
}

codes! {
    /// What a student says to an offer.
    pub enum Reply {
        /// Yes.
        Taken = "taken",
        /// No.
        Declined = "declined",
    }
}

codes! {
    /// Who does a step.
    pub enum Doer {
        /// The student.
        Student = "student",
        /// Who guides.
        Guide = "guide",
        /// Somebody else, as the words say.
        Other = "somebody",
    }
}

codes! {
    /// How a step ended.
    pub enum Closed {
        /// It was done.
        Done = "done",
        /// It is not needed any more.
        Dropped = "dropped",
    }
}

codes! {
    /// What came of a contact.
    pub enum How {
        /// They spoke.
        Held = "held",
        /// The student was not reached. That says nothing of what they want.
        NotReached = "not_reached",
    }
}

codes! {
    /// Where a student came. Every one counts, and none is failure.
    pub enum Outcome {
        /// Work.
        Work = "work",
        /// Further learning.
        Learning = "learning",
        /// A fitting place: sheltered work, or something to do by day.
        Fitting = "fitting",
        /// A diploma of a lower level than was begun.
        LowerLevel = "lower_level",
        /// Something else, as the words say.
        Other = "elsewhere",
        /// Nobody knows.
        NotKnown = "not_known",
    }
}

codes! {
    /// How a student wants to be reached after school.
    pub enum Means {
        /// By telephone.
        Telephone = "telephone",
        /// By mail.
        Mail = "mail",
        /// By letter.
        Letter = "letter",
        /// By their page here.
        Page = "page",
        /// Not at all.
        Never = "never",
    }
}

codes! {
    /// Whose yes or no it is that the municipality goes on.
    pub enum Consenter {
        /// Of the graduate.
        Graduate = "graduate",
        /// Of the parents of a minor.
        Parents = "parents",
    }
}

codes! {
    /// Yes or no.
    pub enum Said {
        /// Yes.
        Yes = "yes",
        /// No; also a yes that is taken back.
        No = "no",
    }
}

codes! {
    /// Who gets the *overgangsdocument* (WEB 9.2.13(3), WEC 14e).
    pub enum Receiver {
        /// The municipality of residence.
        Municipality = "municipality",
        /// The graduate: always of an adult, and of 16 and 17 who ask for it.
        Graduate = "graduate",
        /// The parents of a minor.
        Parents = "parents",
        /// Where a municipality follows who leaves school without a *startkwalificatie* (the *doorstroompunt*).
        Doorstroompunt = "doorstroompunt",
        /// The school where the student goes on.
        NextSchool = "next_school",
    }
}

codes! {
    /// Why a route ended.
    pub enum End {
        /// What had to be done was done.
        Done = "finished",
        /// The student wants no more of it.
        Wish = "wish",
        /// They are enrolled again.
        Onwards = "onwards",
        /// They left without a diploma, or it was withdrawn.
        NoDiploma = "no_diploma",
        /// The time for it is over.
        Over = "over",
    }
}

/// Every code that can stand with what was noted: each means one thing, whichever list it is of.
pub fn codes() -> Vec<&'static str> {
    let lists = [
        Reply::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(),
        Doer::ALL.iter().map(|one| one.code()).collect(),
        Closed::ALL.iter().map(|one| one.code()).collect(),
        How::ALL.iter().map(|one| one.code()).collect(),
        Outcome::ALL.iter().map(|one| one.code()).collect(),
        Means::ALL.iter().map(|one| one.code()).collect(),
        Receiver::ALL.iter().map(|one| one.code()).collect(),
        End::ALL.iter().map(|one| one.code()).collect(),
    ];
    lists.concat()
}

/// Something that was noted, with all that belongs to it and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// See [`Kind::Guide`].
    Guide(AccountId),
    /// See [`Kind::Offer`]: on which day.
    Offer(Date),
    /// See [`Kind::Answer`].
    Answer(Reply, Date),
    /// See [`Kind::Step`]: who, and by when.
    Step(Doer, Date),
    /// See [`Kind::Close`]: which step.
    Close(u32, Closed),
    /// See [`Kind::Plan`].
    Plan(Date),
    /// See [`Kind::Contact`]: of which plan, where there was one.
    Contact(Option<u32>, How, Date),
    /// See [`Kind::Outcome`]: since when it is known.
    Outcome(Outcome, Date),
    /// See [`Kind::Stretch`]: until when. Why stands in the words: a list of circumstances would be one of causes.
    Stretch(Date),
    /// See [`Kind::Wish`].
    Wish,
    /// See [`Kind::Reach`].
    Reach(Means),
    /// See [`Kind::Consent`].
    Consent(Consenter, Said, Date),
    /// See [`Kind::Municipality`].
    Municipality(Date),
    /// See [`Kind::Given`].
    Given(Receiver, Date),
    /// See [`Kind::Ask`]: who, by which share of the file, until when. Who that is stands with the share.
    Ask(Receiver, u32, Date),
    /// See [`Kind::Allow`]: to which question, whose, which, and on which day.
    Allow(u32, Consenter, Said, Date),
    /// See [`Kind::Mistaken`]: what was.
    Mistaken(u32),
    /// See [`Kind::End`].
    End(End),
}

/// The parts of what was noted, one beside the other, as a table keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flat<'a> {
    /// What.
    pub kind: Kind,
    /// About which other thing that was noted; of a question, which share of the file.
    pub about: Option<u32>,
    /// A day.
    pub day: Option<Date>,
    /// A code of the list of its kind.
    pub code: Option<&'a str>,
    /// A second one: yes or no.
    pub said: Option<&'a str>,
    /// Somebody of the school.
    pub account: Option<AccountId>,
}

impl What {
    /// What kind it is.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Guide(_) => Kind::Guide,
            Self::Offer(_) => Kind::Offer,
            Self::Answer(..) => Kind::Answer,
            Self::Step(..) => Kind::Step,
            Self::Close(..) => Kind::Close,
            Self::Plan(_) => Kind::Plan,
            Self::Contact(..) => Kind::Contact,
            Self::Outcome(..) => Kind::Outcome,
            Self::Stretch(_) => Kind::Stretch,
            Self::Wish => Kind::Wish,
            Self::Reach(_) => Kind::Reach,
            Self::Consent(..) => Kind::Consent,
            Self::Municipality(_) => Kind::Municipality,
            Self::Given(..) => Kind::Given,
            Self::Ask(..) => Kind::Ask,
            Self::Allow(..) => Kind::Allow,
            Self::Mistaken(_) => Kind::Mistaken,
            Self::End(_) => Kind::End,
        }
    }

    /// Its parts.
    pub const fn flat(self) -> Flat<'static> {
        let none = Flat { kind: self.kind(), about: None, day: None, code: None, said: None, account: None };
        match self {
            Self::Guide(account) => Flat { account: Some(account), ..none },
            Self::Offer(day) | Self::Plan(day) | Self::Stretch(day) | Self::Municipality(day) => {
                Flat { day: Some(day), ..none }
            }
            Self::Answer(reply, day) => Flat { code: Some(reply.code()), day: Some(day), ..none },
            Self::Step(doer, day) => Flat { code: Some(doer.code()), day: Some(day), ..none },
            Self::Close(about, how) => Flat { about: Some(about), code: Some(how.code()), ..none },
            Self::Contact(about, how, day) => Flat { about, code: Some(how.code()), day: Some(day), ..none },
            Self::Outcome(outcome, day) => Flat { code: Some(outcome.code()), day: Some(day), ..none },
            Self::Wish => none,
            Self::Reach(means) => Flat { code: Some(means.code()), ..none },
            Self::Consent(who, said, day) => {
                Flat { code: Some(who.code()), said: Some(said.code()), day: Some(day), ..none }
            }
            Self::Given(to, day) => Flat { code: Some(to.code()), day: Some(day), ..none },
            Self::Ask(to, share, until) => Flat { about: Some(share), code: Some(to.code()), day: Some(until), ..none },
            Self::Allow(about, who, said, day) => {
                Flat { about: Some(about), code: Some(who.code()), said: Some(said.code()), day: Some(day), ..none }
            }
            Self::Mistaken(about) => Flat { about: Some(about), ..none },
            Self::End(why) => Flat { code: Some(why.code()), ..none },
        }
    }

    /// What the parts say; `None` where they say nothing that can be.
    pub fn of(flat: Flat<'_>) -> Option<Self> {
        let Flat { kind, about, day, code, said, account } = flat;
        Some(match kind {
            Kind::Guide => Self::Guide(account?),
            Kind::Offer => Self::Offer(day?),
            Kind::Answer => Self::Answer(Reply::from_code(code?)?, day?),
            Kind::Step => Self::Step(Doer::from_code(code?)?, day?),
            Kind::Close => Self::Close(about?, Closed::from_code(code?)?),
            Kind::Plan => Self::Plan(day?),
            Kind::Contact => Self::Contact(about, How::from_code(code?)?, day?),
            Kind::Outcome => Self::Outcome(Outcome::from_code(code?)?, day?),
            Kind::Stretch => Self::Stretch(day?),
            Kind::Wish => Self::Wish,
            Kind::Reach => Self::Reach(Means::from_code(code?)?),
            Kind::Consent => Self::Consent(Consenter::from_code(code?)?, Said::from_code(said?)?, day?),
            Kind::Municipality => Self::Municipality(day?),
            Kind::Given => Self::Given(Receiver::from_code(code?)?, day?),
            Kind::Ask => Self::Ask(Receiver::from_code(code?)?, about?, day?),
            Kind::Allow => Self::Allow(about?, Consenter::from_code(code?)?, Said::from_code(said?)?, day?),
            Kind::Mistaken => Self::Mistaken(about?),
            Kind::End => Self::End(End::from_code(code?)?),
        })
    }
}

/// Something that was noted of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1 for the first of the route.
    pub place: u32,
    /// What.
    pub what: What,
    /// With which words.
    pub words: Option<Personal<String>>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
}

impl Entry {
    /// Whether somebody of the school can say that it was noted by mistake. What the student said is the student's; a yes or a no
    /// is taken back by nobody else than whoever noted it. A question for the document is taken back by stopping it, and a yes to
    /// one by a no.
    pub fn taken_back_by(&self, by: AccountId) -> bool {
        match self.what {
            What::Guide(_) | What::Wish | What::Reach(_) | What::Mistaken(_) | What::Ask(..) | What::Allow(..) => false,
            What::Consent(..) => self.by == by,
            What::Offer(_)
            | What::Answer(..)
            | What::Step(..)
            | What::Close(..)
            | What::Plan(_)
            | What::Contact(..)
            | What::Outcome(..)
            | What::Stretch(_)
            | What::Municipality(_)
            | What::Given(..)
            | What::End(_) => true,
        }
    }
}

#[cfg(test)]
mod fixtures;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{account_id, day},
        transition::fixtures::TODAY,
    };

    #[test]
    fn what_is_kept_in_parts_reads_back() {
        let on = day(TODAY);
        for what in [
            What::Guide(account_id()),
            What::Offer(on),
            What::Answer(Reply::Taken, on),
            What::Step(Doer::Other, on),
            What::Close(3, Closed::Dropped),
            What::Plan(on),
            What::Contact(None, How::NotReached, on),
            What::Contact(Some(2), How::Held, on),
            What::Outcome(Outcome::LowerLevel, on),
            What::Stretch(on),
            What::Wish,
            What::Reach(Means::Never),
            What::Consent(Consenter::Parents, Said::No, on),
            What::Municipality(on),
            What::Given(Receiver::Municipality, on),
            What::Ask(Receiver::NextSchool, 4, on),
            What::Allow(3, Consenter::Parents, Said::No, on),
            What::Mistaken(2),
            What::End(End::Onwards),
        ] {
            assert_eq!(What::of(what.flat()), Some(what));
            assert_eq!(
                What::of(Flat { code: Some("?"), day: None, about: None, account: None, ..what.flat() }).is_some(),
                what == What::Wish
            );
        }
        let codes = codes();
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        // Whose yes it is, and who gets the document, are the same people.
        assert_eq!(codes.len(), different.len(), "a code means one thing");
    }
}
