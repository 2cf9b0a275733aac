//! What the law is asked: the facts of one application or one enrolment of a file, as the rules want them.
//!
//! The file knows what was written down and when; the law asks when a need *arose*. What held on the day of the enrolment
//! decides that, or, where nobody had looked by then, the first that was found: who assesses too late, or corrects a
//! judgment, undoes nothing.

use super::{AgreedFact, AgreementFacts, ApplicationFacts, EnrolmentFacts, FileFacts, OpenFact};
use crate::{
    agreement::{self, Subject, Waiting},
    law::{Actor, Enrolment, Evaluation, Facts, Intake, Need, Needs, Version, WRITTEN_AGREEMENTS_SINCE, When},
    policy::Policy,
    statutory::{Assessed, Ground, Outcome},
};
use time::Date;

/// The law of one file: what holds for all its applications and enrolments.
pub(crate) struct Case<'a> {
    file: &'a FileFacts,
    policy: &'a Policy,
    /// Asked by the school's policy: whatever the ground.
    by_policy: bool,
}

impl<'a> Case<'a> {
    /// What the law asks.
    pub(crate) const fn of(file: &'a FileFacts, policy: &'a Policy) -> Self {
        Self { file, policy, by_policy: false }
    }

    /// What the school's policy asks.
    pub(crate) const fn of_policy(file: &'a FileFacts, policy: &'a Policy) -> Self {
        Self { file, policy, by_policy: true }
    }

    fn facts(&self, ours: impl Fn(&[Subject]) -> bool) -> Facts {
        let mut facts = Facts { by_policy: self.by_policy, ..Facts::default() };
        facts.person.birth = self.file.birth;
        facts.school.terms = self.policy.terms.clone();
        if let Some(last) = self.file.statutory.last() {
            facts.person.ground = Some(if self.by_policy { Ground::Yes } else { last.ground });
            facts.person.needs = Some(if last.needs_support() { Needs::Yes } else { Needs::No });
            facts.need.waived_on = match &last.outcome {
                Outcome::ExtraSupport { declined: Some(declined) } => Some(declined.on),
                Outcome::ExtraSupport { declined: None } | Outcome::NoExtraSupport => None,
            };
        }
        let talk =
            |assessed: &Assessed| Intake { held_on: Some(assessed.on.day), assessed: Some(true), ..Intake::default() };
        facts.intake = Some(self.file.statutory.all().iter().map(talk).collect());
        let ours = |subjects: &[Subject]| ours(subjects);
        // Only a talk with the student, about whether they work, is written down as an evaluation.
        let talk =
            |held_on: &Date| Evaluation { held_on: *held_on, with_student: Some(true), on_effectiveness: Some(true) };
        let evaluated =
            self.file.agreement.agreed.iter().filter(|fact| ours(&fact.subjects)).flat_map(|fact| &fact.evaluated);
        facts.evaluations = evaluated.map(talk).collect();
        facts.agreements = versions(&self.file.agreement, ours);
        facts
    }

    /// Somebody who wants to be enrolled.
    pub(crate) fn applicant(&self, application: &ApplicationFacts) -> Facts {
        let mut facts = self.facts(|subjects| subjects.contains(&Subject::Application(application.id)));
        facts.application.applied_on = Some(application.applied_on);
        facts.person.participant = application.participant;
        facts.school.provider = self.policy.kind_of_school.last().copied();
        facts.wanted = Some(Enrolment::default());
        facts
    }

    /// Somebody who is enrolled, or was.
    pub(crate) fn enrolled(&self, enrolment: &EnrolmentFacts) -> Facts {
        let mut facts = self.facts(|subjects| enrolment.is_named_by(subjects));
        let enrolled = self.file.enrolled(enrolment);
        facts.application.applied_on = self.file.applied_for(enrolment).map(|one| one.applied_on).min();
        facts.person.participant = self.file.applied_for(enrolment).find_map(|one| one.participant);
        facts.school.provider = self.policy.kind_of_school.on(enrolled.day).copied();
        facts.enrolments =
            vec![Enrolment { enrolled: Some(enrolled), last_day: enrolment.until, ..Enrolment::default() }];
        facts.need = Need { waived_on: facts.need.waived_on, ..self.need(enrolled.day) };
        facts
    }

    /// The same, as it was judged at the enrolment, whatever was written down since.
    pub(crate) fn as_judged_at(&self, enrolment: &EnrolmentFacts) -> Facts {
        let enrolled = self.file.enrolled(enrolment).day;
        let needed = self.file.statutory.asked_at(enrolled, Assessed::asks_agreement_by_law);
        let mut facts = self.enrolled(enrolment);
        facts.need = Need::default();
        // Leaving ends a duty, and undoes nothing.
        facts.enrolments.iter_mut().for_each(|enrolment| enrolment.last_day = None);
        facts.person.ground = Some(if needed { Ground::Yes } else { Ground::No });
        facts.person.needs = Some(if needed { Needs::Yes } else { Needs::No });
        facts
    }

    /// When the need arose that is asked for now, where that was after the enrolment.
    fn need(&self, enrolled: Date) -> Need {
        let history = &self.file.statutory;
        let by_law = history.last().is_some_and(Assessed::asks_agreement_by_law);
        let wanted = history.since(Assessed::wants_support).map(|on| on.day);
        let (since, known) = if by_law {
            let since = history.since(Assessed::asks_agreement_by_law).map(|on| on.day);
            (since, history.asked_at(enrolled, Assessed::asks_agreement_by_law))
        } else {
            // A policy asks no assessment before the enrolment: what came up later came up later.
            (wanted, history.on(enrolled).is_some_and(Assessed::wants_support))
        };
        // An enrolment from before the law broke nothing: what is written down since is asked from there on.
        let known = known && enrolled >= WRITTEN_AGREEMENTS_SINCE;
        match since.filter(|since| *since > enrolled && !known) {
            Some(arose) => Need { arose_on: Some(arose), existed_since: wanted, ..Need::default() },
            None => Need::default(),
        }
    }
}

/// The versions for this, as the law reads them: who agreed and when. Whether those are all who must is looked at again with
/// the birth date that is known now: one that was corrected can make an agreement one that a parent must agree to as well.
fn versions(agreement: &AgreementFacts, ours: impl Fn(&[Subject]) -> bool) -> Vec<Version> {
    let agreed = agreement.agreed.iter().filter(|fact| ours(&fact.subjects)).map(|fact: &AgreedFact| {
        let when = |given: &Vec<agreement::When>| given.iter().map(|on| When { day: on.day, at: on.at }).collect();
        let waits_for = Some(Actor::Institution);
        let (student, parent) = (when(&fact.student), when(&fact.guardian));
        Version { in_writing: Some(true), student, parent, until: fact.until, waits_for, ..Version::default() }
    });
    let open = agreement.open.iter().filter(|open| ours(&open.subjects)).map(|open: &OpenFact| {
        let waits_for = Some(open.actor());
        Version { in_writing: Some(true), waits_for, ..Version::default() }
    });
    agreed.chain(open).collect()
}

impl OpenFact {
    /// Whose answer is missing, as the law calls them.
    pub(super) const fn actor(&self) -> Actor {
        match self.waiting {
            Waiting::Student => Actor::Student,
            Waiting::Guardian => Actor::Parent,
        }
    }
}
