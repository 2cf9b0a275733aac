//! ISE: extra support as DUO has it of an enrolment, held against what was agreed.
//!
//! A school reports to DUO from when until when an enrolment has extra support (record ISE of the *registratieoverzicht*).
//! Meedoen knows what was agreed. Where the two differ, somebody is missing from one of them: support that nobody
//! reported, or a report of support that nobody agreed on.
//!
//! What counts as agreed (a reading: no text was found that says which support DUO means, so it can be set): the days on
//! which a version is in force and the law asks agreements (WEB 8.1.3a: ground yes, needed, not declined), and within the
//! enrolment. The first assessment speaks for the days before it too: who assesses late undoes nothing.

use crate::{
    Period, agreement::Agreement, agreement::Version, codes, duty::EnrolmentFacts, policy::Policy, statutory::Assessed,
    statutory::History,
};
use time::Date;

codes! {
    /// How a report and an agreement differ.
    pub enum Kind {
        /// Reported to DUO; on none of those days something was agreed.
        ReportedOnly = "reported_only",
        /// Agreed; on none of those days something was reported.
        AgreedOnly = "agreed_only",
        /// Reported and agreed, from or until another day.
        Dates = "dates",
    }
}

/// A difference at one enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Reported, and not agreed.
    ReportedOnly(Period),
    /// Agreed, and not reported.
    AgreedOnly(Period),
    /// From or until another day.
    Dates {
        /// As it was reported.
        reported: Period,
        /// As it was agreed.
        agreed: Period,
    },
}

impl Difference {
    /// Which kind it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ReportedOnly(_) => Kind::ReportedOnly,
            Self::AgreedOnly(_) => Kind::AgreedOnly,
            Self::Dates { .. } => Kind::Dates,
        }
    }

    /// What was reported.
    pub const fn reported(&self) -> Option<Period> {
        match *self {
            Self::ReportedOnly(reported) | Self::Dates { reported, .. } => Some(reported),
            Self::AgreedOnly(_) => None,
        }
    }

    /// What was agreed.
    pub const fn agreed(&self) -> Option<Period> {
        match *self {
            Self::AgreedOnly(agreed) | Self::Dates { agreed, .. } => Some(agreed),
            Self::ReportedOnly(_) => None,
        }
    }
}

/// What makes the report to DUO say what was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Report this.
    Add(Period),
    /// Report other days.
    Change {
        /// What was reported.
        from: Period,
        /// What was agreed.
        to: Period,
    },
    /// This was reported beside what is the same support: take it out.
    Remove(Period),
    /// Nothing was agreed: either the report is wrong, or the agreement is missing. Somebody must look.
    Check(Period),
}

/// When support was agreed for an enrolment that has to be reported: stretches that neither touch nor overlap.
pub fn agreed(
    agreement: Option<&Agreement>,
    statutory: &History,
    enrolment: &EnrolmentFacts,
    policy: &Policy,
) -> Vec<Period> {
    if enrolment.withdrawn {
        return Vec::new();
    }
    let enrolled = Period { from: enrolment.from, until: enrolment.until };
    let counts = Period::joined(asked_by_law(statutory).into_iter().chain(policy.report_without_ground.stretches()));
    let versions = agreement.into_iter().flat_map(|agreement| &agreement.versions);
    let held = versions.filter(|version| enrolment.is_named_by(&version.subjects)).filter_map(Version::held);
    let held: Vec<Period> = held.filter_map(|held| held.common(&enrolled)).collect();
    Period::joined(held.iter().flat_map(|held| counts.iter().filter_map(|counts| counts.common(held))))
}

/// When support was reported for an enrolment. What was reported without an end ends with the enrolment.
pub fn reported(periods: &[Period], enrolment: &EnrolmentFacts) -> Vec<Period> {
    if enrolment.withdrawn {
        return Vec::new();
    }
    let until = |period: &Period| period.until.or(enrolment.until.map(|last| last.max(period.from)));
    Period::joined(periods.iter().map(|period| Period { until: until(period), ..*period }))
}

/// When the law asked agreements. What corrects an assessment says what was so from that one's day.
fn asked_by_law(history: &History) -> Vec<Period> {
    let mut turns: Vec<(Date, bool)> = Vec::new();
    for assessed in history.all() {
        let asks = Assessed::asks_agreement_by_law(assessed);
        match turns.last_mut() {
            Some(last) if assessed.corrects => last.1 = asks,
            Some(_) => turns.push((assessed.on.day, asks)),
            None => turns.push((Date::MIN, asks)),
        }
    }
    let next = turns.iter().skip(1).map(|(day, _)| day.previous_day()).chain([None]);
    let stretch = |((from, asks), until): (&(Date, bool), Option<Date>)| asks.then_some(Period { from: *from, until });
    Period::joined(turns.iter().zip(next).filter_map(stretch))
}

/// Holds what was reported against what was agreed, as both stood on a day: what begins after it is not there yet, and an end
/// that is not past is no end yet.
pub fn compare(reported: &[Period], agreed: &[Period], as_of: Date) -> Vec<Difference> {
    let (reported, agreed) = (so_far(reported, as_of), so_far(agreed, as_of));
    let mut found = Vec::new();
    for ours in &reported {
        let mut same = agreed.iter().filter(|theirs| theirs.overlaps(ours)).peekable();
        if same.peek().is_none() {
            found.push(Difference::ReportedOnly(*ours));
        }
        found.extend(
            same.filter(|theirs| *theirs != ours).map(|theirs| Difference::Dates { reported: *ours, agreed: *theirs }),
        );
    }
    let missing = agreed.iter().filter(|ours| !reported.iter().any(|theirs| theirs.overlaps(ours)));
    found.extend(missing.map(|ours| Difference::AgreedOnly(*ours)));
    found.sort_by_key(|one| one.reported().or(one.agreed()).map(|period| period.from));
    found
}

fn so_far(periods: &[Period], as_of: Date) -> Vec<Period> {
    let begun = periods.iter().filter(|period| period.from <= as_of);
    Period::joined(begun.map(|period| Period { until: period.until.filter(|until| *until < as_of), ..*period }))
}

/// What to report so that DUO has what was agreed, from the differences of one enrolment.
pub fn corrections(differences: &[Difference]) -> Vec<Correction> {
    let (mut changed, mut covered): (Vec<Period>, Vec<Period>) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for difference in differences {
        match *difference {
            Difference::ReportedOnly(period) => found.push(Correction::Check(period)),
            Difference::AgreedOnly(period) => found.push(Correction::Add(period)),
            Difference::Dates { reported, agreed } => {
                match (changed.contains(&reported), covered.contains(&agreed)) {
                    (false, false) => found.push(Correction::Change { from: reported, to: agreed }),
                    (true, false) => found.push(Correction::Add(agreed)),
                    (false, true) => found.push(Correction::Remove(reported)),
                    (true, true) => {}
                }
                changed.push(reported);
                covered.push(agreed);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
