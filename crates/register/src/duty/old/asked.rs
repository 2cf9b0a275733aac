//! What asks written agreements: the law, else the school's policy, else nothing.

use super::{Basis, Due, FileFacts};
use crate::{Moment, law::Article, policy::Policy};
use time::Date;

/// Agreements are asked, by law or by policy.
pub(super) struct Asked {
    /// Since when, without a break, the facts ask it.
    pub(super) since: Moment,
    /// Whether the facts fulfil what the law asks: ground yes, needed, not declined.
    by_law: bool,
    /// Whether the school's policy asks it whatever the ground.
    by_policy: bool,
}

impl Asked {
    /// What is asked today; `None` when nothing is.
    pub(super) fn now(facts: &FileFacts, policy: &Policy, today: Date) -> Option<Self> {
        let by_policy = policy.agrees_without_ground(today);
        let by_law = facts.statutory.last()?.asks_agreement_by_law();
        let since = if by_law {
            facts.statutory.since(|assessed| assessed.asks_agreement_by_law())
        } else if by_policy {
            facts.statutory.since(|assessed| assessed.wants_support())
        } else {
            None
        };
        Some(Self { since: since?, by_law, by_policy })
    }

    /// Whether it was asked at an enrolment already: by law, or by what the policy asks.
    pub(super) fn known_at(&self, facts: &FileFacts, enrolled: Date) -> bool {
        if self.by_law {
            facts.statutory.asked_at(enrolled, crate::statutory::Assessed::asks_agreement_by_law)
        } else {
            // A policy asks no assessment before the enrolment: what came up later came up later.
            facts.statutory.on(enrolled).is_some_and(crate::statutory::Assessed::wants_support)
        }
    }

    /// On what the duty rests, if on anything, where the law must have held on `day`.
    pub(super) fn before(&self, day: Date, article: Article, policy: &Policy) -> Option<Basis> {
        if self.by_law && crate::duty::old::in_force(day) {
            Some(Basis::Law(article))
        } else {
            self.by_policy.then_some(Basis::Policy)
        }
    }
}

/// Before a programme begins: on its first day at the latest. A planned day that went by without an enrolment has
/// broken no law, so what was due by then is due today. Without a planned day there is no term yet.
pub(super) fn before_start(starts_on: Option<Date>, today: Date) -> Due {
    starts_on.map_or(Due::NoTerm, |start| Due::By(start.max(today)))
}
