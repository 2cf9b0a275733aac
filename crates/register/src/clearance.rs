//! Clearance for enrolment: the verdict of the law on the act "enrol" for an application ([`r08_agree_first::may_enrol`]), and
//! what the file still lacks for it.
//!
//! Withheld only on ground yes, extra support needed, not declined, and no agreed version. Not assessed is neither: the
//! school assesses first (paragraph 1), which is its own duty and never a refusal of the student (a reading: only
//! paragraph 2 forbids enrolling). Everything else is given. The law hangs on needing, not on wanting: who declines the
//! support is given clearance on their own written words, as a waiver, and that is a reading too.

use crate::{
    BirthDate, VersionId,
    agreement::{Agreement, Status, Subject, Version, Waiting, WhoMustAnswer},
    duty::{AgreementFacts, ApplicationFacts, Case, FileFacts},
    law::{Article, Rule, Verdict, WRITTEN_AGREEMENTS_SINCE, r08_agree_first},
    policy::Policy,
    statutory::{Ground, History, Outcome},
};
use time::Date;

/// What clearance depends on.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The application that would become an enrolment.
    pub application: &'a ApplicationFacts,
    /// What was assessed.
    pub statutory: &'a History,
    /// The agreement of the file, if one was ever proposed.
    pub agreement: Option<&'a Agreement>,
    /// Whose agreement is needed.
    pub who: &'a WhoMustAnswer,
    /// When the person was born, as far as is known now.
    pub birth: Option<BirthDate>,
    /// What the school set, and what kind it is.
    pub policy: &'a Policy,
    /// The day.
    pub today: Date,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clearance {
    /// Enrolment may follow.
    Given {
        /// Why.
        because: Because,
    },
    /// The school assesses first: its duty, and no refusal.
    FirstAssess {
        /// The article that asks it.
        article: Article,
    },
    /// Enrolment must wait.
    Withheld {
        /// Why.
        reason: Reason,
        /// The article that asks it.
        article: Article,
    },
}

/// Why clearance is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// No extra support is needed.
    NoExtraSupport,
    /// Extra support is needed, but not because of a disability or chronic illness.
    NoGround,
    /// Extra support is needed; whether there is a disability or chronic illness is not known.
    GroundUnknown,
    /// The student does not want the extra support.
    Declined,
    /// The agreements are in writing.
    Agreed {
        /// Which version.
        version: VersionId,
        /// The day on which they were agreed.
        on: Date,
    },
    /// The law does not ask it (not yet, or no longer).
    LawNotInForce,
    /// The article is not about this: other *educatie*, or a school that is not funded.
    OutOfScope,
}

/// Why clearance is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nothing is proposed for this application, or the proposal was taken back.
    NoProposal,
    /// The student has yet to answer.
    WaitingForStudent {
        /// Which version.
        version: VersionId,
    },
    /// The student agreed; a guardian has yet to answer.
    WaitingForGuardian {
        /// Which version.
        version: VersionId,
    },
    /// Not agreed. The way on is a new proposal or the dispute route.
    NotAgreed {
        /// Which version.
        version: VersionId,
        /// The article of the dispute route.
        route: Article,
    },
    /// A change was asked; the school has yet to propose it.
    ChangeAsked {
        /// Which version.
        version: VersionId,
    },
    /// There were agreements, but they ended, lapsed, or were replaced by some for something else.
    NoLongerInForce {
        /// Which version.
        version: VersionId,
    },
    /// Agreed by the student alone, who was under 16 then by the birth date that is known now: a guardian has to agree too.
    GuardianMissing {
        /// Which version.
        version: VersionId,
    },
}

impl Reason {
    /// The stable code of the reason.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoProposal => "no_proposal",
            Self::WaitingForStudent { .. } => "waiting_for_student",
            Self::WaitingForGuardian { .. } => "waiting_for_guardian",
            Self::NotAgreed { .. } => "not_agreed",
            Self::ChangeAsked { .. } => "change_asked",
            Self::NoLongerInForce { .. } => "no_longer_in_force",
            Self::GuardianMissing { .. } => "guardian_missing",
        }
    }
}

impl Because {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoExtraSupport => "no_extra_support",
            Self::NoGround => "no_ground",
            Self::GroundUnknown => "ground_unknown",
            Self::Declined => "declined",
            Self::Agreed { .. } => "agreed",
            Self::LawNotInForce => "law_not_in_force",
            Self::OutOfScope => "out_of_scope",
        }
    }
}

/// The verdict of the law on enrolling today.
pub fn verdict(facts: &Facts<'_>) -> Verdict {
    let agreement = facts.agreement.map(|agreement| AgreementFacts::in_force(agreement, facts.who, facts.today));
    let file = FileFacts {
        birth: facts.birth,
        statutory: facts.statutory.clone(),
        agreement: agreement.unwrap_or_default(),
        ..FileFacts::default()
    };
    r08_agree_first::may_enrol(&Case::of(&file, facts.policy).applicant(facts.application), facts.today)
}

/// Gives or withholds clearance: the verdict, and where in the file it comes from.
pub fn clearance(facts: &Facts<'_>) -> Clearance {
    let verdict = verdict(facts);
    if verdict.allowed {
        return Clearance::Given { because: because(facts, &verdict) };
    }
    if verdict.rule == Rule::R7 {
        return Clearance::FirstAssess { article: Article::Assess };
    }
    // In force, and yet not enough by the law.
    let short = versions(facts).find(|version| version.in_force(facts.today));
    let reason = match (short, versions(facts).next_back()) {
        (Some(version), _) => Reason::GuardianMissing { version: version.id },
        (None, Some(version)) => lacking(version, facts.who),
        (None, None) => Reason::NoProposal,
    };
    Clearance::Withheld { reason, article: Article::Agree }
}

/// The versions for this application, oldest first.
fn versions<'a>(facts: &Facts<'a>) -> impl DoubleEndedIterator<Item = &'a Version> {
    let subject = Subject::Application(facts.application.id);
    let all = facts.agreement.into_iter().flat_map(|agreement| &agreement.versions);
    all.filter(move |version| version.is_for(subject))
}

/// What in the file made the law allow it.
fn because(facts: &Facts<'_>, verdict: &Verdict) -> Because {
    if verdict.because.iter().any(|reason| reason.fact == "participant") {
        return Because::OutOfScope;
    }
    let in_force = || versions(facts).find(|version| version.in_force(facts.today));
    let Some(assessed) = facts.statutory.last().filter(|_| facts.today >= WRITTEN_AGREEMENTS_SINCE) else {
        return Because::LawNotInForce;
    };
    match (&assessed.outcome, assessed.ground) {
        (Outcome::NoExtraSupport, _) => Because::NoExtraSupport,
        (_, Ground::No) => Because::NoGround,
        (_, Ground::Unknown) => Because::GroundUnknown,
        (Outcome::ExtraSupport { declined: Some(_) }, Ground::Yes) => Because::Declined,
        (Outcome::ExtraSupport { declined: None }, Ground::Yes) => {
            match in_force().and_then(|version| Some((version.id, version.agreed_on()?))) {
                Some((version, on)) => Because::Agreed { version, on: on.day },
                None => Because::LawNotInForce,
            }
        }
    }
}

/// What the newest version lacks. It is not in force.
fn lacking(version: &Version, who: &WhoMustAnswer) -> Reason {
    let id = version.id;
    match version.status {
        Status::Offered => match version.waits_for(who) {
            Some(Waiting::Guardian) => Reason::WaitingForGuardian { version: id },
            // The student agreed at 15 and is 16 now: their answer of today is what is missing.
            Some(Waiting::Student) | None => Reason::WaitingForStudent { version: id },
        },
        Status::NotAgreed => Reason::NotAgreed { version: id, route: Article::Dispute },
        Status::ChangeAsked => Reason::ChangeAsked { version: id },
        Status::InForce | Status::Replaced | Status::Ended | Status::Lapsed => Reason::NoLongerInForce { version: id },
        Status::Superseded | Status::Withdrawn => Reason::NoProposal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::*;
    use crate::statutory::History;

    /// A file of an applicant, what was said about it, and whether clearance follows.
    struct Case {
        what: &'static str,
        facts: Option<crate::statutory::Assessed>,
        steps: &'static [Step],
        who: WhoMustAnswer,
        gives: Result<&'static str, &'static str>,
    }

    fn case(
        what: &'static str,
        facts: Option<crate::statutory::Assessed>,
        steps: &'static [Step],
        gives: Result<&'static str, &'static str>,
    ) -> Case {
        Case { what, facts, steps, who: WhoMustAnswer::Student, gives }
    }

    fn applied(on: &str) -> ApplicationFacts {
        let status = crate::application::Status::IntakeHeld;
        ApplicationFacts {
            id: application_id(),
            applied_on: day(on),
            starts_on: None,
            status,
            decided: None,
            participant: None,
        }
    }

    #[test]
    fn who_applies_again_is_assessed_again() {
        for (assessed, gives) in [
            (needs_nothing(Ground::No, "2023-05-01"), "first_assess"),
            (needs(Ground::No, "2023-05-01"), "first_assess"),
            (declines("2023-05-01"), "first_assess"),
            (needs_nothing(Ground::No, "2027-02-01"), "no_extra_support"),
        ] {
            let history = History::new(vec![assessed]);
            let found = clearance(&Facts {
                application: &applied("2027-02-01"),
                statutory: &history,
                agreement: None,
                who: &WhoMustAnswer::Student,
                birth: None,
                policy: &Policy::default(),
                today: day("2027-03-01"),
            });
            let found = match found {
                Clearance::Given { because } => because.code(),
                Clearance::FirstAssess { .. } => "first_assess",
                Clearance::Withheld { reason, .. } => reason.code(),
            };
            assert_eq!(found, gives);
        }
    }

    #[test]
    fn clearance_is_withheld_only_where_the_law_withholds_it() {
        use Step::{Ask, Guardian, Lapsing, Offer, OfferOther, Refuse, TakeBack, Yes};
        let yes = || Some(needs(Ground::Yes, "2026-05-01"));
        let cases = [
            case("nobody assessed: the school's duty, not the student's", None, &[], Ok("first_assess")),
            case("no extra support", Some(needs_nothing(Ground::Yes, "2026-05-01")), &[], Ok("no_extra_support")),
            case("no ground", Some(needs(Ground::No, "2026-05-01")), &[], Ok("no_ground")),
            case("ground unknown", Some(needs(Ground::Unknown, "2026-05-01")), &[], Ok("ground_unknown")),
            case("declined by the student", Some(declines("2026-05-01")), &[], Ok("declined")),
            case("no proposal", yes(), &[], Err("no_proposal")),
            case("a proposal for something else", yes(), &[OfferOther, Yes], Err("no_proposal")),
            case("offered", yes(), &[Offer], Err("waiting_for_student")),
            case("agreed", yes(), &[Offer, Yes], Ok("agreed")),
            case("not agreed", yes(), &[Offer, Refuse], Err("not_agreed")),
            case("change asked", yes(), &[Offer, Ask], Err("change_asked")),
            case("offered again after a refusal", yes(), &[Offer, Refuse, Offer], Err("waiting_for_student")),
            case("a newer offer beside what is in force", yes(), &[Offer, Yes, Offer], Ok("agreed")),
            case("a newer offer refused: the old one goes on", yes(), &[Offer, Yes, Offer, Refuse], Ok("agreed")),
            case("taken back", yes(), &[Offer, TakeBack], Err("no_proposal")),
            case("past its last day, marked or not", yes(), &[Lapsing, Yes], Err("no_longer_in_force")),
            Case { who: young(), ..case("15, agreed alone", yes(), &[Offer, Yes], Err("waiting_for_guardian")) },
            Case { who: young(), ..case("15, guardian first", yes(), &[Offer, Guardian], Err("waiting_for_student")) },
            Case { who: young(), ..case("15, both", yes(), &[Offer, Yes, Guardian], Ok("agreed")) },
        ];
        for Case { what, facts, steps, who, gives } in cases {
            let history = History::new(facts.into_iter().collect());
            let agreement = walk(steps, &who);
            let clearance = clearance(&Facts {
                application: &applied("2026-02-01"),
                statutory: &history,
                agreement: Some(&agreement),
                who: &who,
                birth: None,
                policy: &Policy::default(),
                today: day("2026-06-30"),
            });
            let found = match clearance {
                Clearance::Given { because } => Ok(because.code()),
                Clearance::FirstAssess { article } => {
                    assert_eq!(article.code(), "WEB 8.1.3a(1)", "{what}: never cited to the paragraph that forbids");
                    Ok("first_assess")
                }
                Clearance::Withheld { reason, article } => {
                    assert_eq!(article.code(), "WEB 8.1.3a(2)", "{what}");
                    Err(reason.code())
                }
            };
            assert_eq!(found, gives, "{what}");
        }
    }

    #[test]
    fn before_the_law_held_nothing_is_withheld() {
        let history = History::new(vec![needs(Ground::Yes, "2023-06-01")]);
        let (application, policy) = (applied("2023-02-01"), Policy::default());
        let facts = |today| Facts {
            application: &application,
            statutory: &history,
            agreement: None,
            who: &WhoMustAnswer::Student,
            birth: None,
            policy: &policy,
            today: day(today),
        };
        assert_eq!(clearance(&facts("2023-07-31")), Clearance::Given { because: Because::LawNotInForce });
        assert!(matches!(clearance(&facts("2023-08-01")), Clearance::Withheld { .. }));
    }
}
