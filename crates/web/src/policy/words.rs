//! A setting in words: what it is, and what it is set to.

use crate::say::words::T;
use register::policy::Name;

/// Where the pages are.
pub(super) const PATH: &str = "/beheer/termijnen";

/// What it is.
pub(super) fn name(t: T, name: Name) -> String {
    t.get(&format!("policy-name-{}", name.code()))
}

/// How a value is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number of something.
    Number,
    /// One of these codes.
    One(&'static [&'static str]),
    /// Some of these codes, in this order.
    Some(&'static [&'static str]),
}

const YES_NO: &[&str] = &["yes", "no"];

/// How the value of a setting is asked.
pub(super) const fn kind(name: Name) -> Kind {
    match name {
        Name::AgreeWithoutGround
        | Name::InformGuardiansAt16
        | Name::ReportWithoutGround
        | Name::HolidayClosureCounts => Kind::One(YES_NO),
        Name::KindOfSchool => Kind::One(&["roc", "beroepscollege", "non_funded_provider"]),
        Name::ExamValidity => Kind::One(&["enrolment", "programme", "school_year"]),
        Name::ExamEvidence => Kind::One(&["none", "unless_known", "expert_statement"]),
        Name::ParentAnswersBelow => Kind::One(&["16", "17", "18"]),
        Name::ExamApprovers => Kind::Some(&["coach", "support_team", "local_exam_committee", "exam_committee"]),
        Name::AnswerWithinDays
        | Name::ExamDaysAhead
        | Name::ExamAnswerWorkingDays
        | Name::AbsenceWeeks
        | Name::RemindAfterDays
        | Name::ArrangedWithinMonths
        | Name::SecondLinePlaces
        | Name::ThirdLinePlaces
        | Name::ConfirmPartnersMonths => Kind::Number,
    }
}

/// One code.
pub(super) fn code(t: T, one: &str) -> String {
    t.get(&format!("policy-value-{}", one.trim()))
}

/// What it is set to.
pub(super) fn value(t: T, of: Name, value: &str) -> String {
    match kind(of) {
        Kind::Number => {
            let key = format!("policy-amount-{}", of.code());
            t.say(&key).arg("n", value.parse::<i64>().unwrap_or_default()).to_string()
        }
        Kind::One(_) => code(t, value),
        Kind::Some(_) => {
            let then = format!(" {} ", t.get("policy-then"));
            value.split(',').map(|one| code(t, one)).collect::<Vec<_>>().join(&then)
        }
    }
}

/// What holds where nothing was set.
pub(super) fn default(t: T, of: Name) -> String {
    t.get(&format!("policy-default-{}", of.code()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use register::Period;

    /// Every setting has words, and whatever the form offers is a value that the rules know.
    #[test]
    fn every_setting_and_every_value_has_words() {
        let since = Period::since(crate::say::people::now().day);
        for t in Lang::ALL.map(T::new) {
            for of in Name::ALL.iter().copied() {
                let values: Vec<String> = match kind(of) {
                    Kind::Number => vec!["1".into(), "4".into()],
                    Kind::One(codes) => codes.iter().map(|code| (*code).to_owned()).collect(),
                    Kind::Some(codes) => vec![codes.join(",")],
                };
                for one in values {
                    assert_eq!(of.check(&one, since), Ok(one.clone()), "{}", of.code());
                    let said = [name(t, of), default(t, of), value(t, of, &one)].concat();
                    assert!(!said.contains(MISSING), "{said}");
                }
            }
        }
    }
}
