//! What may I tell whom? Answered at the moment of the question, from who asks, about what, to whom, the age of the student that
//! day, what was agreed to, and the law. It answers for words that are spoken or written outside Meedoen; who reads what inside it
//! is [`crate::grant()`].
//!
//! Every list is closed: a recipient or a topic that is added makes the compiler ask for its answer.

mod law;
mod rule;
#[cfg(test)]
mod tests;

pub use law::Why;
pub use rule::answer;

use crate::Role;
use register::guardian::{ADULT_FROM, AGREES_ALONE_FROM};

register::codes! {
    /// About what.
    pub enum Topic {
        /// What is done: an agreed measure.
        Measure = "measure",
        /// What the student needs, in their own words.
        Need = "need",
        /// That it is because of a disability or a chronic illness.
        Ground = "ground",
        /// How the student and the school looked back at it.
        Evaluation = "evaluation",
        /// When somebody was not there.
        Absence = "absence",
        /// How somebody is doing: marks and progress.
        Results = "results",
        /// Which disability or illness it is. Meedoen has no field for it; people ask all the same.
        Cause = "cause",
    }
}

register::codes! {
    /// To whom.
    pub enum Recipient {
        /// A parent or other guardian with authority.
        Parent = "parent",
        /// A parent without authority.
        OtherParent = "other_parent",
        /// A colleague who teaches or guides this student.
        Team = "team",
        /// The support team of the school.
        SupportTeam = "support_team",
        /// A colleague who has nothing to do with this student.
        OtherTeam = "other_team",
        /// The exam office.
        ExamOffice = "exam_office",
        /// A trainer at a company.
        Trainer = "trainer",
        /// The next school.
        NextSchool = "next_school",
        /// The municipality: compulsory education and early leaving.
        Municipality = "municipality",
        /// A doctor, or somebody of youth care or other care.
        Care = "care",
        /// *Veilig Thuis*: where somebody may not be safe at home.
        SafeHome = "safe_home",
        /// The police.
        Police = "police",
        /// Anybody else: family, an employer, a landlord, the press.
        Anyone = "anyone",
    }
}

register::codes! {
    /// How old the student is, as far as the law asks.
    pub enum Age {
        /// Below 16.
        Under16 = "under_16",
        /// 16 or 17.
        Minor = "minor",
        /// From 18 to 26.
        Adult = "adult",
        /// 27 or older: what the law says of early leavers holds no more.
        From27 = "from_27",
        /// Not known: nothing follows from it, also no "no".
        Unknown = "unknown",
    }
}

/// Until this age early leaving is reported (WEB 9.2.1).
const EARLY_LEAVER_BELOW: i32 = 27;

impl Age {
    /// Of so many years, on the day of the question; `None` where that is not known.
    pub const fn of(years: Option<i32>) -> Self {
        match years {
            None => Self::Unknown,
            Some(..AGREES_ALONE_FROM) => Self::Under16,
            Some(AGREES_ALONE_FROM..ADULT_FROM) => Self::Minor,
            Some(ADULT_FROM..EARLY_LEAVER_BELOW) => Self::Adult,
            Some(EARLY_LEAVER_BELOW..) => Self::From27,
        }
    }
}

register::codes! {
    /// What is in force on the file that somebody said yes to.
    pub enum Consent {
        /// A parent reads the measures: the student lets them, or the school tells parents at 16 and 17.
        ParentReads = "parent_reads",
        /// The measures are shared with a trainer.
        Placement = "placement",
        /// The measures are shared with the municipality.
        Municipality = "municipality",
        /// The measures are shared with the next school.
        NextSchool = "next_school",
        /// A referral to care outside the school, which the student said yes to.
        CareReferral = "care_referral",
        /// A request for an adapted exam waits, or was decided.
        ExamRequest = "exam_request",
    }
}

/// Something that somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Who asks.
    pub by: Role,
    /// About what.
    pub about: Topic,
    /// To whom.
    pub to: Recipient,
}

register::codes! {
    /// The answer in short.
    pub enum Verdict {
        /// Yes.
        Yes = "yes",
        /// Yes: somebody said yes to it, and that is in force.
        Agreed = "agreed",
        /// Only when the student (below 16 a parent) says yes.
        OnlyIfAgreed = "only_if_agreed",
        /// No.
        No = "no",
        /// Ask the privacy officer first.
        AskOfficer = "ask_officer",
    }
}

register::codes! {
    /// What to do next.
    pub enum Next {
        /// Tell what is needed for it, and no more.
        TellWhatIsNeeded = "tell_what_is_needed",
        /// Ask the student, below 16 a parent.
        AskStudent = "ask_student",
        /// Ask the student, and share it from the file.
        Share = "share",
        /// Ask the student whether a parent may read it: the student decides that on their own page.
        AllowParent = "allow_parent",
        /// Refer, with the yes of the student.
        Refer = "refer",
        /// Ask for an adapted exam, with the student.
        AskExam = "ask_exam",
        /// Leave it to the coach.
        Coach = "coach",
        /// Ask the privacy officer.
        Officer = "officer",
        /// Find the birth date first.
        FindAge = "find_age",
        /// Follow the school's code for reporting.
        Code = "code",
        /// The student tells it: with their card, for one.
        Card = "card",
    }
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// In short.
    pub verdict: Verdict,
    /// Why, with the article.
    pub why: Why,
    /// What to do next.
    pub next: Next,
}
