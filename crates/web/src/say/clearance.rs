//! Clearance for enrolment, in words: given, first assess, or withheld; why, and by which article.

use crate::say::{agreement::Tone, because::because, law, words::T};
use register::{
    clearance::{Because, Clearance, Reason},
    law::Article,
};

/// Clearance, in words.
pub struct ClearanceView {
    /// How it is meant: may, may not yet, or first something else.
    pub tone: Tone,
    /// The decision, in a few words.
    pub label: String,
    /// Why, in one or two sentences with the article.
    pub why: String,
    /// The facts that it rests on.
    pub because: Option<String>,
    /// Where someone who does not agree can go, with the article.
    pub route: Option<String>,
}

impl ClearanceView {
    /// The words for a decision about someone called `name`, with the facts that it rests on.
    pub fn new(t: T, name: &str, clearance: &Clearance, reasons: &[register::law::Because]) -> Self {
        let because = because(t, reasons);
        let cite = |article: Article| law::article(t, article);
        match clearance {
            Clearance::Given { because: given } => {
                let key = format!("clearance-{}", given.code());
                let say = t.say(&key).arg("article", cite(Article::Agree));
                let why = match given {
                    Because::Agreed { on, .. } => say.arg("on", on).to_string(),
                    Because::NoExtraSupport
                    | Because::NoGround
                    | Because::GroundUnknown
                    | Because::Declined
                    | Because::LawNotInForce
                    | Because::OutOfScope => say.to_string(),
                };
                Self { tone: Tone::Ok, label: t.get("clearance-given"), why, because, route: None }
            }
            Clearance::FirstAssess { article } => {
                let why = t.say("clearance-first_assess").arg("article", cite(*article)).to_string();
                // The school has to look first. That is no "may", and no "may not" either.
                Self { tone: Tone::Due, label: t.get("clearance-first"), why, because, route: None }
            }
            Clearance::Withheld { reason, article } => {
                let key = format!("withheld-{}", reason.code());
                let law = t.say("withheld-law").arg("article", cite(*article)).to_string();
                let route = match reason {
                    Reason::NotAgreed { route, .. } => {
                        Some(t.say("withheld-route").arg("name", name).arg("article", cite(*route)).to_string())
                    }
                    Reason::NoProposal
                    | Reason::WaitingForStudent { .. }
                    | Reason::WaitingForGuardian { .. }
                    | Reason::ChangeAsked { .. }
                    | Reason::NoLongerInForce { .. }
                    | Reason::GuardianMissing { .. } => None,
                };
                let label = t.get("clearance-withheld");
                Self {
                    tone: Tone::Late,
                    label,
                    why: format!("{} {law}", t.say(&key).arg("name", name)),
                    because,
                    route,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::VersionId;
    use time::macros::date;
    use uuid::Uuid;

    #[test]
    fn every_reason_has_words_and_names_its_article() {
        let version = VersionId(Uuid::nil());
        let reasons = [
            Reason::NoProposal,
            Reason::WaitingForStudent { version },
            Reason::WaitingForGuardian { version },
            Reason::NotAgreed { version, route: Article::Dispute },
            Reason::ChangeAsked { version },
            Reason::NoLongerInForce { version },
            Reason::GuardianMissing { version },
        ];
        let because = [
            Because::NoExtraSupport,
            Because::NoGround,
            Because::GroundUnknown,
            Because::Declined,
            Because::Agreed { version, on: date!(2026 - 05 - 01) },
            Because::LawNotInForce,
            Because::OutOfScope,
        ];
        for t in crate::say::words::Lang::ALL.map(T::new) {
            for reason in reasons {
                let view = ClearanceView::new(t, "Noor", &Clearance::Withheld { reason, article: Article::Agree }, &[]);
                assert!(view.tone == Tone::Late && view.why.contains("WEB 8.1.3a(2)"), "{}", view.why);
                assert!(!view.why.contains(crate::say::words::MISSING), "{}", view.why);
                assert_eq!(view.route.is_some_and(|r| r.contains("WEB 7.5.1")), reason.code() == "not_agreed");
            }
            let first = ClearanceView::new(t, "Noor", &Clearance::FirstAssess { article: Article::Assess }, &[]);
            assert!(first.tone == Tone::Due && first.why.contains("WEB 8.1.3a(1)"), "{}", first.why);
            for because in because {
                let view = ClearanceView::new(t, "Noor", &Clearance::Given { because }, &[]);
                assert!(
                    view.because.is_none() && view.tone == Tone::Ok && !view.why.contains(crate::say::words::MISSING),
                    "{}",
                    view.why
                );
            }
        }
    }
}
