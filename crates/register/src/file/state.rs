//! Where a file stands: one state, which a page begins with. Of several things that are true the first in this order is
//! said: nothing goes on any more; somebody waits for an answer; the school owes one; nobody looked; agreements are asked;
//! agreements hold; and what was found where none are asked.
//!
//! A proposal that nobody sent is no state of the file: it is a draft, and its writer's own.

use super::Facts;
use crate::{
    VersionId,
    agreement::{Answer, Answerer, Status, Subject, Version, Waiting},
    application, codes,
    duty::{Due, Duty, DutyKind, Who},
    statutory::Outcome,
};
use time::Date;

codes! {
    /// Why nothing goes on.
    pub enum Over {
        /// The enrolment ended.
        Enrolment = "enrolment",
        /// DUO's data no longer have the enrolment.
        Gone = "gone",
        /// The applicant took the application back.
        Withdrawn = "withdrawn",
        /// The school did not admit.
        NotAdmitted = "not_admitted",
        /// There is neither an application nor an enrolment.
        Nothing = "nothing",
    }
}

/// The newest version, where agreements are asked and none are on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Which.
    pub version: VersionId,
    /// Where it stands.
    pub status: Status,
    /// Since when; of what lapsed its last day.
    pub since: Date,
}

/// Where a file stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing goes on any more.
    Over {
        /// Why.
        why: Over,
        /// The last day of the enrolment, where there was one.
        on: Option<Date>,
    },
    /// A proposal waits for an answer.
    Waits {
        /// Which.
        version: VersionId,
        /// When it was proposed.
        on: Date,
        /// Whose answer is missing.
        whose: Waiting,
        /// They said yes, and that waits to be confirmed.
        spoken: bool,
    },
    /// Somebody asked for something else, or said no, and the school has not replied.
    Asked {
        /// Of which version.
        version: VersionId,
        /// Whether they said no; else they asked for something else.
        no: bool,
        /// Whose answer decided it, where that stands.
        by: Option<Answerer>,
        /// When.
        on: Date,
        /// Who replies.
        who: Who,
    },
    /// Nobody looked at what is needed, and the law asks it.
    ToAssess {
        /// For what.
        subject: Subject,
        /// When the application came in, where it is one.
        applied: Option<Date>,
        /// Who looks.
        who: Who,
    },
    /// Agreements are asked, and none are on their way.
    ToAgree {
        /// What became of the newest version, if there was one.
        before: Option<Before>,
        /// By when.
        due: Due,
        /// Who proposes.
        who: Who,
    },
    /// Agreements hold.
    Holds {
        /// Which version.
        version: VersionId,
        /// When it was agreed.
        since: Date,
        /// The last day on which it holds.
        until: Option<Date>,
        /// What is needed was looked at again since: then.
        judged: Option<Date>,
    },
    /// No extra support is needed.
    NotNeeded {
        /// When that was found.
        on: Date,
    },
    /// The student does not want the support.
    Declined {
        /// When they said so.
        on: Date,
    },
    /// There were agreements or proposals, and nothing asks new ones.
    Past(Before),
    /// Support is needed, and neither the law nor the school's policy asks agreements.
    Free {
        /// When that was found.
        on: Date,
    },
    /// Nobody looked, and nothing asks it.
    NotAssessed,
}

impl State {
    /// Who acts next; `None` when nobody has to.
    pub const fn acts(&self) -> Option<Who> {
        match self {
            Self::Waits { whose: Waiting::Student, .. } => Some(Who::Student),
            Self::Waits { whose: Waiting::Guardian, .. } => Some(Who::Guardian),
            Self::Asked { who, .. } | Self::ToAssess { who, .. } | Self::ToAgree { who, .. } => Some(*who),
            Self::Over { .. }
            | Self::Holds { .. }
            | Self::NotNeeded { .. }
            | Self::Declined { .. }
            | Self::Past(_)
            | Self::Free { .. }
            | Self::NotAssessed => None,
        }
    }
}

/// Where a file stands.
pub fn state(facts: &Facts<'_>) -> State {
    if facts.open().next().is_none() && facts.running().next().is_none() {
        return over(facts);
    }
    let latest = facts.agreement.and_then(|agreement| agreement.latest());
    let ours = |version: &&Version| version.subjects.iter().any(|subject| facts.goes_on(*subject));
    if let Some(version) = facts.agreement.and_then(|agreement| agreement.offered()).filter(ours) {
        return waits(facts, version);
    }
    if let Some(version) = latest.filter(ours).filter(|version| version.asks_reply()) {
        return asked(facts, version);
    }
    let before = latest.map(|version| before(version, facts.today));
    for duty in facts.duties {
        match duty.kind {
            DutyKind::Assess => return to_assess(facts, duty),
            DutyKind::Agree | DutyKind::AgreeLater => {
                return State::ToAgree { before, due: duty.due, who: duty.who };
            }
            // Who waits was told above.
            DutyKind::ReportAbsence
            | DutyKind::OfferGuidance
            | DutyKind::HandOver
            | DutyKind::Reply
            | DutyKind::Await
            | DutyKind::Mend
            | DutyKind::LookAgain => {}
        }
    }
    if let Some(version) = facts.agreement.and_then(|agreement| agreement.in_force(facts.today)).filter(ours) {
        return holds(facts, version);
    }
    let Some(assessed) = facts.assessed else {
        return before.map_or(State::NotAssessed, State::Past);
    };
    match &assessed.outcome {
        Outcome::NoExtraSupport => State::NotNeeded { on: assessed.on.day },
        Outcome::ExtraSupport { declined: Some(declined) } => State::Declined { on: declined.on },
        Outcome::ExtraSupport { declined: None } => before.map_or(State::Free { on: assessed.on.day }, State::Past),
    }
}

fn over(facts: &Facts<'_>) -> State {
    let left = facts.enrolments.iter().filter(|enrolment| !enrolment.withdrawn).filter_map(|e| e.until).max();
    let last = facts.applications.last().map(|application| application.status);
    let why = match last {
        _ if left.is_some() => Over::Enrolment,
        _ if !facts.enrolments.is_empty() => Over::Gone,
        Some(application::Status::NotAdmitted) => Over::NotAdmitted,
        Some(application::Status::Withdrawn) => Over::Withdrawn,
        // One that became an enrolment which is not there: the student system lost it.
        Some(application::Status::Enrolled) => Over::Gone,
        Some(application::Status::Received | application::Status::IntakeHeld) | None => Over::Nothing,
    };
    State::Over { why, on: left }
}

fn waits(facts: &Facts<'_>, version: &Version) -> State {
    let whose = version.waits_for(facts.who).unwrap_or(Waiting::Student);
    let spoken = match whose {
        Waiting::Student => version.to_confirm(Answerer::Student).is_some(),
        Waiting::Guardian => version.answers.iter().any(|given| match given.by {
            Answerer::Student => false,
            Answerer::Guardian(_) => version.to_confirm(given.by).is_some(),
        }),
    };
    State::Waits { version: version.id, on: version.proposed.day, whose, spoken }
}

fn asked(facts: &Facts<'_>, version: &Version) -> State {
    let decided = version.answers.iter().rev().find(|given| given.counts() && given.answer != Answer::Agreed);
    let theirs = |duty: &&Duty| duty.waits.is_some_and(|waits| waits.version == version.id);
    State::Asked {
        version: version.id,
        no: version.status == Status::NotAgreed,
        by: decided.map(|given| given.by),
        on: decided.map_or(version.status_since.day, |given| given.when().day),
        who: facts.duties.iter().find(theirs).map_or_else(|| facts.handler(), |duty| duty.who),
    }
}

fn to_assess(facts: &Facts<'_>, duty: &Duty) -> State {
    let applied = match duty.subject {
        Subject::Application(id) => facts.applications.iter().find(|a| a.id == id).map(|a| a.applied_on),
        Subject::Enrolment(_) => None,
    };
    State::ToAssess { subject: duty.subject, applied, who: duty.who }
}

fn holds(facts: &Facts<'_>, version: &Version) -> State {
    let agreed = version.agreed_on();
    // Looked at on the day of the agreement itself counts as before it, unless the hours say otherwise.
    let later = |on: crate::Moment| match agreed {
        Some(agreed) if agreed.day == on.day => agreed.at.is_some_and(|at| on.at > at),
        Some(agreed) => on.day > agreed.day,
        None => false,
    };
    State::Holds {
        version: version.id,
        since: agreed.map_or(version.status_since.day, |agreed| agreed.day),
        until: version.last_day(),
        judged: facts.assessed.map(|assessed| assessed.on).filter(|on| later(*on)).map(|on| on.day),
    }
}

fn before(version: &Version, today: Date) -> Before {
    let status = version.status_on(today);
    // What lapsed did so on its last day, whenever somebody marked it.
    let lapsed = version.last_day().filter(|_| status == Status::Lapsed);
    Before { version: version.id, status, since: lapsed.unwrap_or(version.status_since.day) }
}
