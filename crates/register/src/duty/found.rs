//! What the law finds for a file: for each application and enrolment the duties with their whole course, without today.
//! What is due on a day is a filter over them ([`super::due`]).

use super::{Basis, Case, Due, Duty, DutyKind, EnrolmentFacts, FileFacts, Waits, Who};
use crate::{
    EnrolmentId, Period,
    absence::Fact,
    agreement::Subject,
    law::{
        self, Actor, Article, Course, Finding, Standing, State, WRITTEN_AGREEMENTS_SINCE, promised, r07_assess,
        r08_agree_first, r10_agree_later, r22_absence, r25_guidance, r26_handover,
    },
    policy::Policy,
    statutory::Assessed,
};
use std::collections::BTreeSet;
use time::Date;

/// A duty of a file with its whole course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub kind: DutyKind,
    /// For which application or enrolment.
    pub subject: Subject,
    /// What the law finds, and why.
    pub finding: Finding,
    /// What waits for it, where somebody does.
    pub waits: Option<Waits>,
}

impl Found {
    /// The duty, where it is open on a day.
    pub(super) fn open(&self, today: Date) -> Option<Duty> {
        let Course { due, .. } = self.finding.standing.course()?;
        let due = match (self.finding.state(today), due) {
            (State::NotApplicable | State::NotYet | State::Met | State::MetLate, _) => return None,
            (State::Due | State::Overdue | State::Blocked, law::Due::By(day)) => Due::By(*day),
            // At once is today, whichever day it is.
            (State::Due | State::Overdue | State::Blocked, law::Due::AtOnce) => Due::By(today),
            (State::Due | State::Overdue | State::Blocked, law::Due::NoTerm) => Due::NoTerm,
        };
        let (kind, subject, waits) = (self.kind, self.subject, self.waits);
        Some(Duty { kind, subject, basis: self.basis(), due, who: self.who(), waits })
    }

    const fn basis(&self) -> Basis {
        match (self.kind, self.finding.source.basis) {
            (DutyKind::Reply | DutyKind::Await | DutyKind::Mend | DutyKind::LookAgain, _) => Basis::Promise,
            (DutyKind::Assess, _) => Basis::Law(Article::Assess),
            (DutyKind::ReportAbsence, _) => Basis::Law(Article::Report),
            (DutyKind::OfferGuidance, _) => Basis::Law(Article::Guide),
            (DutyKind::HandOver, _) => Basis::Law(Article::HandOver),
            (DutyKind::Agree, law::Basis::Law | law::Basis::Guidance) => Basis::Law(Article::Agree),
            (DutyKind::AgreeLater, law::Basis::Law | law::Basis::Guidance) => Basis::Law(Article::AgreeLater),
            (DutyKind::Agree | DutyKind::AgreeLater, law::Basis::Policy) => Basis::Policy,
        }
    }

    /// Who has it in hand: whose answer is missing, else who does so at school.
    const fn who(&self) -> Who {
        match (self.finding.actor, self.subject) {
            (Actor::Student, _) => Who::Student,
            (Actor::Parent, _) => Who::Guardian,
            (_, Subject::Application(_)) => Who::Intaker,
            (_, Subject::Enrolment(_)) => Who::Coach,
        }
    }
}

/// Every duty of a file, with its whole course.
pub fn findings(facts: &FileFacts, policy: &Policy) -> Vec<Found> {
    let planned = judged(facts, policy).into_iter().flat_map(|found| match found.subject {
        Subject::Application(id) => {
            let of = facts.applications.iter().find(|application| application.id == id);
            before_start(found, of.and_then(|application| application.starts_on))
        }
        Subject::Enrolment(_) => vec![found],
    });
    planned.collect()
}

/// Every day, past ones too, on which time alone changes what is due. In between nothing arises, ends or moves, but that
/// what is due before a programme begins is due today once its planned day went by.
pub fn turning_days(facts: &FileFacts, policy: &Policy) -> BTreeSet<Date> {
    let found = judged(facts, policy);
    let courses = found.iter().filter_map(|found| found.finding.standing.course());
    let days = |course: &Course| {
        // What was due by a day presses more than what is due at once, from the day after it.
        let late = match course.due {
            law::Due::By(day) => day.next_day(),
            law::Due::AtOnce | law::Due::NoTerm => None,
        };
        [course.opens, course.until, course.done.map(|done| done.on), late].into_iter().flatten()
    };
    courses.flat_map(days).collect()
}

/// For each enrolment that the student system still knows, whether written agreements came before it where they were asked
/// (WEB 8.1.3a(2)).
///
/// What was judged at the enrolment decides, not what was written down since: correcting a judgment never makes a breach
/// disappear. A corrected *date* does recompute it.
pub fn breaches(facts: &FileFacts, policy: &Policy) -> Vec<(EnrolmentId, Finding)> {
    let known = facts.enrolments.iter().filter(|enrolment| !enrolment.withdrawn);
    let judged = |enrolment: &EnrolmentFacts| {
        let facts = Case::of(facts, policy).as_judged_at(enrolment);
        (enrolment.id, r08_agree_first::judge(&facts))
    };
    known.map(judged).collect()
}

/// What the rules find, before a planned first day is a term.
fn judged(facts: &FileFacts, policy: &Policy) -> Vec<Found> {
    let (law, own) = (Case::of(facts, policy), Case::of_policy(facts, policy));
    let last = facts.statutory.last();
    let asked = Asked {
        by_law: last.is_some_and(Assessed::asks_agreement_by_law),
        // A policy asks where the law does not, or does not yet.
        by_policy: if last.is_some_and(Assessed::wants_support) { policy.without_ground() } else { Vec::new() },
    };
    let mut all = Vec::new();
    for application in facts.applications.iter().filter(|application| application.status.is_open()) {
        let subject = Subject::Application(application.id);
        let waits = facts.agreement.waits(|subjects| subjects.contains(&subject));
        let mut add = |kind, finding, waits| all.push(Found { kind, subject, finding, waits });
        let ours = law.applicant(application);
        if let Ok(finding) = r07_assess::judge(&ours) {
            add(DutyKind::Assess, finding, None);
        }
        // The law holds for who begins when it does; who begins earlier is under it from then on.
        let early = application.starts_on.is_none_or(|start| start < WRITTEN_AGREEMENTS_SINCE);
        if asked.by_law {
            let finding = r08_agree_first::judge(&ours);
            let standing = finding.standing;
            let standing = if early { standing.opens_not_before(WRITTEN_AGREEMENTS_SINCE) } else { standing };
            add(DutyKind::Agree, Finding { standing, ..finding }, waits);
        }
        if !asked.by_policy.is_empty() && (early || !asked.by_law) {
            let finding = r08_agree_first::judge(&own.applicant(application));
            for finding in asked.within(&finding) {
                let standing = finding.standing;
                let until = if asked.by_law { standing.until_at_most(WRITTEN_AGREEMENTS_SINCE) } else { standing };
                add(DutyKind::Agree, Finding { standing: until, ..finding }, waits);
            }
        }
    }
    for enrolment in facts.enrolments.iter().filter(|enrolment| !enrolment.withdrawn) {
        let subject = Subject::Enrolment(enrolment.id);
        let waits = facts.agreement.waits(|subjects| enrolment.is_named_by(subjects));
        let gone = enrolment.until.and_then(Date::next_day);
        let ends = |finding: Finding| match gone {
            Some(gone) => Finding { standing: finding.standing.until_at_most(gone), ..finding },
            None => finding,
        };
        let mut add = |kind, finding, waits| all.push(Found { kind, subject, finding: ends(finding), waits });
        let ours = law.enrolled(enrolment);
        if let Ok(finding) = r07_assess::judge(&ours) {
            add(DutyKind::Assess, finding, None);
        }
        let by_law = if asked.by_law { agreements(&ours) } else { Vec::new() };
        if by_law.is_empty() && !asked.by_policy.is_empty() {
            for (kind, finding) in agreements(&own.enrolled(enrolment)) {
                for finding in asked.within(&finding) {
                    add(kind, finding, waits);
                }
            }
        }
        for (kind, finding) in by_law {
            add(kind, finding, waits);
        }
        let away = facts.absences.iter().filter_map(|fact| absent(fact, &law, enrolment));
        all.extend(away.map(|finding| Found {
            kind: DutyKind::ReportAbsence,
            subject,
            finding: ends(finding),
            waits: None,
        }));
        all.extend(to_work(facts, &law, enrolment));
    }
    all.extend(promises(facts));
    all.retain(|found| matches!(found.finding.standing, Standing::Holds(course) if !never(&course)));
    all
}

/// Four weeks of absence that have yet to be reported, or were.
fn absent(fact: &Fact, law: &Case<'_>, enrolment: &EnrolmentFacts) -> Option<Finding> {
    if fact.since < enrolment.from {
        return None;
    }
    let mut ours = law.enrolled(enrolment);
    ours.person.diploma = Some(if fact.qualified { law::Diploma::Mbo } else { law::Diploma::None });
    ours.absence.without_reason_since = Some(fact.since);
    ours.absence.still = Some(fact.returned_on.is_none());
    ours.absence.returned_on = fact.returned_on;
    // Whose birth date nobody knows is asked nothing: the page of the file says that it is missing.
    let finding = r22_absence::judge(&ours).ok()?;
    Some(Finding { standing: finding.standing.done(fact.reported_on), ..finding })
}

/// What is owed on the way to work: an offer of guidance, and the document for a municipality that goes on. These go on after
/// the last day at school.
fn to_work(facts: &FileFacts, law: &Case<'_>, enrolment: &EnrolmentFacts) -> Vec<Found> {
    let Some(leaving) = facts.leaving.iter().find(|one| one.enrolment == enrolment.id) else { return Vec::new() };
    let mut ours = law.enrolled(enrolment);
    leaving.tell(&mut ours);
    let subject = Subject::Enrolment(enrolment.id);
    let found = |kind, finding| Found { kind, subject, finding, waits: None };
    let mut all = Vec::new();
    if let (Ok(finding), Some(opens)) = (r25_guidance::judge(&ours), leaving.opens()) {
        // On a list from a year before the planned end on; the law asks it "during the programme", and names no day. After its
        // last day it cannot be made any more: that it was not is read on the route.
        let standing = finding.standing.opens_not_before(opens.max(r25_guidance::GUIDANCE_SINCE));
        let over = leaving.last_by_law().and_then(Date::next_day);
        let standing = over.map_or(standing, |over| standing.until_at_most(over));
        all.push(found(DutyKind::OfferGuidance, Finding { standing, ..finding }));
    }
    if let (Some(_), Some(since)) = (leaving.diploma_on(), leaving.noted.municipality) {
        // At once is on that day: a day that moves along would never be late.
        let finding = r26_handover::judge(&ours);
        let standing = finding.standing.due(law::Due::By(since));
        all.push(found(DutyKind::HandOver, Finding { standing, ..finding }));
    }
    all
}

/// A course that ends before it begins.
fn never(course: &Course) -> bool {
    matches!((course.opens, course.until), (Some(opens), Some(until)) if until <= opens)
}

/// What asks written agreements.
struct Asked {
    by_law: bool,
    by_policy: Vec<Period>,
}

impl Asked {
    /// The same duty, once for each period of the policy.
    fn within(&self, finding: &Finding) -> Vec<Finding> {
        let during = |period: &Period| {
            let standing = finding.standing.opens_not_before(period.from);
            let after = period.until.and_then(Date::next_day);
            let standing = after.map_or(standing, |day| standing.until_at_most(day));
            Finding { standing, ..finding.clone() }
        };
        self.by_policy.iter().map(during).collect()
    }
}

/// The agreements that are asked for somebody who is enrolled.
fn agreements(facts: &law::Facts) -> Vec<(DutyKind, Finding)> {
    let asked = if facts.need.arose_on.is_some() {
        vec![(DutyKind::AgreeLater, r10_agree_later::judge(facts))]
    } else {
        let first = (DutyKind::Agree, r08_agree_first::judge(facts));
        let again = r10_agree_later::when_ended(facts).map(|finding| (DutyKind::AgreeLater, finding));
        std::iter::once(first).chain(again).collect()
    };
    asked.into_iter().filter(|(_, finding)| finding.standing.course().is_some()).collect()
}

/// What is promised to who answered, or has yet to, for everything that the version is for and that goes on; or, where it is
/// about no version, for whatever goes on.
fn promises(facts: &FileFacts) -> Vec<Found> {
    let mut all = Vec::new();
    let mut add = |kind, subjects: Option<&[Subject]>, finding: Finding, waits: Option<Waits>| {
        let meant = |one: &&EnrolmentFacts| !one.withdrawn && subjects.is_none_or(|named| one.is_named_by(named));
        let enrolments = facts.enrolments.iter().filter(meant);
        for enrolment in enrolments {
            let gone = enrolment.until.and_then(Date::next_day);
            let standing = gone.map_or(finding.standing, |gone| finding.standing.until_at_most(gone));
            let finding = Finding { standing, ..finding.clone() };
            all.push(Found { kind, subject: Subject::Enrolment(enrolment.id), finding, waits });
        }
        let open = facts.applications.iter().filter(|application| application.status.is_open());
        for subject in open.map(|application| Subject::Application(application.id)) {
            if subjects.is_none_or(|named| named.contains(&subject)) {
                all.push(Found { kind, subject, finding: finding.clone(), waits });
            }
        }
    };
    if let Some(wish) = &facts.agreement.asked {
        add(DutyKind::Reply, Some(&wish.subjects), promised::reply(wish.since), Some(wish.waits()));
    }
    if let Some(open) = &facts.agreement.open {
        let finding = promised::see_answered(open.since, open.actor());
        add(DutyKind::Await, Some(&open.subjects), finding, Some(open.waits()));
    }
    if let Some(failing) = &facts.agreement.failing {
        let finding = promised::mend(failing.since);
        let over = failing.until.and_then(Date::next_day);
        let standing = over.map_or(finding.standing, |over| finding.standing.until_at_most(over));
        add(DutyKind::Mend, Some(&failing.subjects), Finding { standing, ..finding }, Some(failing.waits()));
    }
    if let Some(day) = facts.look_again {
        add(DutyKind::LookAgain, None, promised::look_again(day), None);
    }
    all
}

/// Before a programme begins: on its first day at the latest. A planned day that went by without an enrolment has broken no
/// law, so what was due by then is due at once. Without a planned day there is no term yet, and a policy sets none.
fn before_start(found: Found, starts_on: Option<Date>) -> Vec<Found> {
    let law = found.finding.source.basis == law::Basis::Law;
    let (true, Some(start)) = (law, starts_on) else { return vec![found] };
    let Some(after) = start.next_day() else { return vec![found] };
    let course = |standing: Standing| Found { finding: Finding { standing, ..found.finding.clone() }, ..found.clone() };
    let standing = found.finding.standing;
    vec![
        course(standing.due(law::Due::By(start)).until_at_most(after)),
        course(standing.due(law::Due::AtOnce).opens_not_before(after)),
    ]
}
