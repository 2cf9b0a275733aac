//! What comes, with its day: the start of a programme, the last day of what holds, and what the law asks by then.

use super::Facts;
use crate::{
    codes,
    law::{SchoolYear, WRITTEN_AGREEMENTS_SINCE},
    statutory::Assessed,
};
use time::Date;

codes! {
    /// What comes.
    pub enum Milestone {
        /// A programme begins.
        Starts = "starts",
        /// The last day on which school and student evaluate the agreements (WEB 8.1.3a(3), R9).
        Evaluate = "evaluate",
        /// The last day of the agreements.
        AgreementsEnd = "agreements_end",
        /// The last day of an enrolment, as planned or as it is.
        EnrolmentEnds = "enrolment_ends",
        /// The last day of the school year.
        SchoolYearEnds = "school_year_ends",
    }
}

/// Something that comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coming {
    /// Its day: today or later.
    pub day: Date,
    /// What.
    pub what: Milestone,
}

/// What comes, the first first. Each once a day.
pub fn coming(facts: &Facts<'_>) -> Vec<Coming> {
    let today = facts.today;
    let year = SchoolYear::of(today);
    let mut all = Vec::new();
    let mut add = |what, day: Option<Date>| all.extend(day.filter(|day| *day >= today).map(|day| Coming { day, what }));
    for application in facts.open() {
        add(Milestone::Starts, application.starts_on);
    }
    for enrolment in facts.running() {
        if enrolment.from > today {
            add(Milestone::Starts, Some(enrolment.from));
        }
        add(Milestone::EnrolmentEnds, enrolment.until.or(enrolment.planned_until));
    }
    let holds = facts.agreement.and_then(|agreement| agreement.in_force(today));
    if let Some(version) = holds {
        add(Milestone::AgreementsEnd, version.last_day());
        let asked = facts.assessed.is_some_and(Assessed::asks_agreement_by_law);
        let through = |last| facts.running().any(|e| e.from <= last && e.until.is_none_or(|until| until >= last));
        // Held this school year: nothing comes of it until the next.
        let talks = facts.agreement.into_iter().flat_map(|all| &all.versions).flat_map(|version| &version.evaluations);
        let held = talks.filter(|one| one.counts()).any(|one| (year.first()..=year.last()).contains(&one.held_on));
        if asked && !held && year.last() >= WRITTEN_AGREEMENTS_SINCE && through(year.last()) {
            add(Milestone::Evaluate, Some(year.last()));
        }
    }
    if facts.running().next().is_some() {
        add(Milestone::SchoolYearEnds, Some(year.last()));
    }
    all.sort_unstable();
    all.dedup();
    all
}
