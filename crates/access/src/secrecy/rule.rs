//! The rule: from a question to its answer.

use super::{Age, Answer, Consent, Next, Question, Recipient as R, Topic as T, Verdict, Why};
use crate::Role;

const fn yes(why: Why) -> Answer {
    Answer { verdict: Verdict::Yes, why, next: Next::TellWhatIsNeeded }
}

const fn no(why: Why, next: Next) -> Answer {
    Answer { verdict: Verdict::No, why, next }
}

const fn officer(why: Why, next: Next) -> Answer {
    Answer { verdict: Verdict::AskOfficer, why, next }
}

const fn agreed(why: Why, next: Next) -> Answer {
    Answer { verdict: Verdict::OnlyIfAgreed, why, next }
}

/// Only with a yes, which may be in force.
fn unless(given: &[Consent], consent: Consent, why: Why, next: Next) -> Answer {
    if given.contains(&consent) {
        Answer { verdict: Verdict::Agreed, why: Why::Given, next: Next::TellWhatIsNeeded }
    } else {
        agreed(why, next)
    }
}

/// What may be told; `age`: of the student that day; `given`: what is in force on the file. In general nothing is.
pub fn answer(question: Question, age: Age, given: &[Consent]) -> Answer {
    let Question { by, about, to } = question;
    // What is one's own needs no law. Safety goes before everything, also before whose task it is.
    if matches!(by, Role::Student | Role::Guardian) {
        return Answer { verdict: Verdict::Yes, why: Why::Own, next: Next::Card };
    }
    if to == R::SafeHome {
        return Answer { verdict: Verdict::Yes, why: Why::Safety, next: Next::Code };
    }
    if !comes_by(by, about) {
        return no(Why::NotYours, Next::Coach);
    }
    match to {
        R::Parent => parent(about, age, given),
        R::OtherParent => other_parent(about, age),
        R::Team => team(about),
        R::SupportTeam => support_team(about),
        R::OtherTeam => other_team(about),
        R::ExamOffice => exam_office(about, given),
        R::Trainer => trainer(about, given),
        R::NextSchool => next_school(about, given),
        R::Municipality => municipality(about, age, given),
        R::Care => care(about, given),
        R::SafeHome => Answer { verdict: Verdict::Yes, why: Why::Safety, next: Next::Code },
        R::Police => officer(Why::Demand, Next::Officer),
        R::Anyone => no(Why::Purpose, Next::Card),
    }
}

/// Whether a role comes by this in its task: who overhears more leaves it to who does.
const fn comes_by(by: Role, about: T) -> bool {
    match by {
        Role::Student
        | Role::Guardian
        | Role::Coach
        | Role::Intaker
        | Role::CareCoordinator
        | Role::TrajectoryCounsellor
        // They advise whoever asks.
        | Role::PrivacyOfficer => true,
        Role::Teacher | Role::WorkplaceCoach => matches!(about, T::Measure | T::Absence | T::Results),
        Role::Trainer => matches!(about, T::Measure),
        Role::TeamManager => matches!(about, T::Absence | T::Results),
        Role::ExamOffice => matches!(about, T::Measure | T::Need | T::Ground | T::Results),
        Role::PolicyOfficer | Role::PartnerWorker | Role::Researcher | Role::DisputeDesk | Role::Administrator => false,
    }
}

fn parent(about: T, age: Age, given: &[Consent]) -> Answer {
    match (about, age) {
        (T::Cause, _) => no(Why::Cause, Next::AskStudent),
        (T::Measure | T::Need | T::Ground | T::Evaluation, Age::Under16) => yes(Why::Representative),
        (T::Absence | T::Results, Age::Under16 | Age::Minor) => yes(Why::Progress),
        (T::Measure, Age::Minor) => unless(given, Consent::ParentReads, Why::Sixteen, Next::AllowParent),
        (T::Measure, Age::Adult | Age::From27) => unless(given, Consent::ParentReads, Why::Grown, Next::AllowParent),
        (T::Need | T::Ground | T::Evaluation, Age::Minor) => agreed(Why::Sixteen, Next::AskStudent),
        (T::Need | T::Ground | T::Evaluation | T::Absence | T::Results, Age::Adult | Age::From27) => {
            agreed(Why::Grown, Next::AskStudent)
        }
        (T::Measure, Age::Unknown) if given.contains(&Consent::ParentReads) => {
            unless(given, Consent::ParentReads, Why::AgeUnknown, Next::FindAge)
        }
        (T::Measure | T::Need | T::Ground | T::Evaluation | T::Absence | T::Results, Age::Unknown) => {
            officer(Why::AgeUnknown, Next::FindAge)
        }
    }
}

const fn other_parent(about: T, age: Age) -> Answer {
    match (about, age) {
        (T::Cause, _) => no(Why::Cause, Next::AskStudent),
        (T::Measure | T::Need | T::Ground | T::Evaluation | T::Absence | T::Results, Age::Under16 | Age::Minor) => {
            officer(Why::NoAuthority, Next::Officer)
        }
        (T::Measure | T::Need | T::Ground | T::Evaluation | T::Absence | T::Results, Age::Adult | Age::From27) => {
            agreed(Why::Grown, Next::AskStudent)
        }
        (T::Measure | T::Need | T::Ground | T::Evaluation | T::Absence | T::Results, Age::Unknown) => {
            officer(Why::AgeUnknown, Next::FindAge)
        }
    }
}

const fn team(about: T) -> Answer {
    match about {
        T::Measure | T::Absence | T::Results => yes(Why::Task),
        T::Need | T::Ground | T::Evaluation => agreed(Why::NotNeeded, Next::AskStudent),
        T::Cause => no(Why::Cause, Next::AskStudent),
    }
}

const fn support_team(about: T) -> Answer {
    match about {
        T::Measure | T::Absence | T::Results => yes(Why::Task),
        T::Need | T::Ground | T::Evaluation => Answer { verdict: Verdict::Yes, why: Why::Guidance, next: Next::Refer },
        T::Cause => no(Why::Cause, Next::AskStudent),
    }
}

const fn other_team(about: T) -> Answer {
    match about {
        T::Measure | T::Need => agreed(Why::NotNeeded, Next::AskStudent),
        T::Ground | T::Evaluation | T::Absence | T::Results => no(Why::NotNeeded, Next::AskStudent),
        T::Cause => no(Why::Cause, Next::AskStudent),
    }
}

fn exam_office(about: T, given: &[Consent]) -> Answer {
    match about {
        T::Measure => yes(Why::Exam),
        T::Results => yes(Why::Task),
        T::Need | T::Ground => unless(given, Consent::ExamRequest, Why::Health, Next::AskExam),
        T::Evaluation | T::Absence => no(Why::NotNeeded, Next::AskStudent),
        T::Cause => no(Why::Cause, Next::AskStudent),
    }
}

fn trainer(about: T, given: &[Consent]) -> Answer {
    match about {
        T::Measure => unless(given, Consent::Placement, Why::Permission, Next::Share),
        T::Need | T::Evaluation | T::Results => agreed(Why::Permission, Next::AskStudent),
        T::Ground | T::Cause => no(Why::Company, Next::Card),
        T::Absence => no(Why::NotNeeded, Next::AskStudent),
    }
}

fn next_school(about: T, given: &[Consent]) -> Answer {
    match about {
        T::Measure => unless(given, Consent::NextSchool, Why::Permission, Next::Share),
        T::Need | T::Ground | T::Evaluation => agreed(Why::Health, Next::AskStudent),
        T::Results => officer(Why::Transfer, Next::Officer),
        T::Absence => no(Why::NotNeeded, Next::AskStudent),
        T::Cause => no(Why::Cause, Next::AskStudent),
    }
}

fn municipality(about: T, age: Age, given: &[Consent]) -> Answer {
    match (about, age) {
        (T::Absence, Age::Under16 | Age::Minor) => yes(Why::Truancy),
        (T::Absence, Age::Adult) => yes(Why::EarlyLeaving),
        (T::Absence, Age::From27) => agreed(Why::Permission, Next::AskStudent),
        (T::Absence, Age::Unknown) => officer(Why::AgeUnknown, Next::FindAge),
        (T::Measure, _) => unless(given, Consent::Municipality, Why::Aftercare, Next::Share),
        (T::Need | T::Ground | T::Evaluation, _) => agreed(Why::Health, Next::AskStudent),
        (T::Results, _) => agreed(Why::Permission, Next::AskStudent),
        (T::Cause, _) => no(Why::Cause, Next::AskStudent),
    }
}

fn care(about: T, given: &[Consent]) -> Answer {
    match about {
        T::Need => unless(given, Consent::CareReferral, Why::Health, Next::Refer),
        T::Measure | T::Ground | T::Evaluation => agreed(Why::Health, Next::AskStudent),
        T::Absence | T::Results => agreed(Why::Permission, Next::AskStudent),
        T::Cause => no(Why::Cause, Next::AskStudent),
    }
}
