//! The terms a school sets itself where the law leaves them open, each with from and until and who set it.
//!
//! A setting that contradicts the law is refused with the article: a school may promise more than the law, never less.

use super::Source;
use crate::{AccountId, codes, period::Timeline};
use time::Date;

codes! {
    /// What must be shown with a request for an adapted exam.
    pub enum Evidence {
        /// Nothing: the student's word is enough.
        None = "none",
        /// Nothing where the need can be seen or was shown before, else a statement of an expert.
        UnlessKnown = "unless_known",
        /// A statement of an expert. Never a diagnosis: what helps, and how long.
        ExpertStatement = "expert_statement",
    }
}

codes! {
    /// How long an adapted exam stays agreed.
    pub enum Validity {
        /// To the end of the enrolment, or of the hindrance.
        Enrolment = "enrolment",
        /// Until the programme changes.
        Programme = "programme",
        /// One school year.
        SchoolYear = "school_year",
    }
}

codes! {
    /// Who decides on an adapted exam after whom.
    pub enum Approver {
        /// Who guides the student.
        Coach = "coach",
        /// The support team.
        SupportTeam = "support_team",
        /// The exam committee of the location.
        LocalExamCommittee = "local_exam_committee",
        /// The exam committee of the school.
        ExamCommittee = "exam_committee",
    }
}

/// A setting, and who chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<T> {
    /// What.
    pub value: T,
    /// By whom; the default was chosen by nobody.
    pub by: Option<AccountId>,
}

/// One own term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// An exam request comes so many days before the exam.
    ExamDaysAhead(u16),
    /// The exam committee answers in so many working days.
    ExamAnswerWorkingDays(u16),
    /// Working days go on counting in holiday weeks.
    HolidayClosureCounts(bool),
    /// How long an adapted exam stays agreed.
    ExamValidity(Validity),
    /// Who decides, in order.
    ExamApprovers(Vec<Approver>),
    /// What must be shown.
    ExamEvidence(Evidence),
    /// Below which age a parent answers agreements too.
    ParentAnswersBelow(u8),
    /// Absence of so many weeks is reported (WEB 9.2.1(c)(1)).
    AbsenceWeeks(u8),
    /// Arrangements are there so many months after the start.
    ArrangedWithinMonths(u8),
}

impl Setting {
    /// The stable name of what is set.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ExamDaysAhead(_) => "exam_days_ahead",
            Self::ExamAnswerWorkingDays(_) => "exam_answer_working_days",
            Self::HolidayClosureCounts(_) => "holiday_closure_counts",
            Self::ExamValidity(_) => "exam_validity",
            Self::ExamApprovers(_) => "exam_approvers",
            Self::ExamEvidence(_) => "exam_evidence",
            Self::ParentAnswersBelow(_) => "parent_answers_below",
            Self::AbsenceWeeks(_) => "absence_weeks",
            Self::ArrangedWithinMonths(_) => "arranged_within_months",
        }
    }

    /// What it is set to, as it is typed and stored: a number, `yes` or `no`, a code, or codes in order with commas.
    pub fn value(&self) -> String {
        match self {
            Self::ExamDaysAhead(days) | Self::ExamAnswerWorkingDays(days) => days.to_string(),
            Self::HolidayClosureCounts(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::ExamValidity(validity) => validity.code().to_owned(),
            Self::ExamApprovers(chain) => chain.iter().map(|one| one.code()).collect::<Vec<_>>().join(","),
            Self::ExamEvidence(evidence) => evidence.code().to_owned(),
            Self::ParentAnswersBelow(number) | Self::AbsenceWeeks(number) | Self::ArrangedWithinMonths(number) => {
                number.to_string()
            }
        }
    }

    /// A setting from its name and value; `None` when there is no such name, or the value is none of it.
    pub fn parse(name: &str, value: &str) -> Option<Self> {
        let yes_or_no = || match value {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let chain = || value.split(',').map(|code| Approver::from_code(code.trim())).collect::<Option<Vec<_>>>();
        Some(match name {
            "exam_days_ahead" => Self::ExamDaysAhead(value.parse().ok()?),
            "exam_answer_working_days" => Self::ExamAnswerWorkingDays(value.parse().ok()?),
            "holiday_closure_counts" => Self::HolidayClosureCounts(yes_or_no()?),
            "exam_validity" => Self::ExamValidity(Validity::from_code(value)?),
            "exam_approvers" => Self::ExamApprovers(chain()?),
            "exam_evidence" => Self::ExamEvidence(Evidence::from_code(value)?),
            "parent_answers_below" => Self::ParentAnswersBelow(value.parse().ok()?),
            "absence_weeks" => Self::AbsenceWeeks(value.parse().ok()?),
            "arranged_within_months" => Self::ArrangedWithinMonths(value.parse().ok()?),
            _ => return None,
        })
    }
}

/// Why a setting is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {}", against.cite)]
pub struct Contradicts {
    /// What is wrong with it, as a stable code.
    pub what: &'static str,
    /// The article or guidance it contradicts.
    pub against: Source,
}

impl Setting {
    /// Holds a setting against the law.
    ///
    /// # Errors
    /// What it contradicts.
    pub fn check(&self) -> Result<(), Contradicts> {
        let no = |what, source| Err(Contradicts { what, against: source });
        match self {
            Self::AbsenceWeeks(0) => no("no_period", Source::law("WEB 9.2.1")),
            // "ten minste vier weken of een door het bevoegd gezag te bepalen kortere periode"
            Self::AbsenceWeeks(weeks) if *weeks > 4 => no("longer_than_four_weeks", Source::law("WEB 9.2.1")),
            // From 18 nobody answers beside the student (BW 1:233, 1:234 is the law of minors).
            Self::ParentAnswersBelow(age) if *age > 18 => no("adult_answers_alone", Source::law("WEB 8.1.3a(2)")),
            Self::ParentAnswersBelow(age) if *age < 16 => {
                no("minor_below_16_not_alone", Source::guidance(crate::guardian::GUIDANCE))
            }
            // An adjustment is made on need: a term that no request can meet takes the right away.
            Self::ExamDaysAhead(days) if *days > 70 => no("too_far_ahead", Source::law("Wgbh/cz 2")),
            Self::ExamAnswerWorkingDays(0) => no("no_days", Source::law("Wgbh/cz 2")),
            Self::ExamAnswerWorkingDays(days) if *days > 40 => no("too_late_to_help", Source::law("Wgbh/cz 2")),
            // The exam committee decides on exams (WEB 7.4.5): others may prepare, the last word is its.
            Self::ExamApprovers(chain)
                if !matches!(chain.last(), Some(Approver::ExamCommittee | Approver::LocalExamCommittee)) =>
            {
                no("exam_committee_decides", Source::law("WEB 7.4.5"))
            }
            _ => Ok(()),
        }
    }
}

/// The own terms of a school on every day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTerms {
    settings: Timeline<Chosen<Setting>>,
}

impl Default for OwnTerms {
    /// Nothing set.
    fn default() -> Self {
        Self { settings: Timeline::new(Vec::new()) }
    }
}

impl OwnTerms {
    /// Own terms, where every one was held against the law. Of one kind the one that began last holds.
    ///
    /// # Errors
    /// The first that contradicts it.
    pub fn new(settings: Vec<(crate::Period, Chosen<Setting>)>) -> Result<Self, Contradicts> {
        for (_, chosen) in &settings {
            chosen.value.check()?;
        }
        Ok(Self { settings: Timeline::new(settings) })
    }

    fn on<T>(&self, day: Date, pick: impl Fn(&Setting) -> Option<T>) -> Option<T> {
        self.settings.all_on(day).find_map(|chosen| pick(&chosen.value))
    }

    /// Exam requests come so many days ahead; five weeks where the school set nothing.
    pub fn exam_days_ahead(&self, day: Date) -> u16 {
        self.on(day, |setting| if let Setting::ExamDaysAhead(days) = setting { Some(*days) } else { None })
            .unwrap_or(35)
    }

    /// In how many working days the exam committee answers, where the school set it. The law sets nothing.
    pub fn exam_answer_working_days(&self, day: Date) -> Option<u16> {
        self.on(day, |setting| if let Setting::ExamAnswerWorkingDays(days) = setting { Some(*days) } else { None })
    }

    /// Whether working days go on counting in the school's holiday weeks; they do where it set nothing.
    pub fn holiday_closure_counts(&self, day: Date) -> bool {
        self.on(day, |setting| if let Setting::HolidayClosureCounts(yes) = setting { Some(*yes) } else { None })
            .unwrap_or(true)
    }

    /// How long an adapted exam stays agreed.
    pub fn exam_validity(&self, day: Date) -> Validity {
        self.on(day, |setting| if let Setting::ExamValidity(validity) = setting { Some(*validity) } else { None })
            .unwrap_or(Validity::Enrolment)
    }

    /// Who decides on an adapted exam, in order.
    pub fn exam_approvers(&self, day: Date) -> Vec<Approver> {
        self.on(day, |setting| if let Setting::ExamApprovers(chain) = setting { Some(chain.clone()) } else { None })
            .unwrap_or_else(|| vec![Approver::ExamCommittee])
    }

    /// What must be shown with a request.
    pub fn exam_evidence(&self, day: Date) -> Evidence {
        self.on(day, |setting| if let Setting::ExamEvidence(evidence) = setting { Some(*evidence) } else { None })
            .unwrap_or(Evidence::UnlessKnown)
    }

    /// Below which age a parent answers agreements too: 16 by guidance, where the school set nothing.
    pub fn parent_answers_below(&self, day: Date) -> i32 {
        self.on(day, |setting| if let Setting::ParentAnswersBelow(age) = setting { Some(*age) } else { None })
            .map_or(crate::guardian::AGREES_ALONE_FROM, i32::from)
    }

    /// After how many weeks absence is reported: four, or the shorter period that the school set.
    pub fn absence_weeks(&self, day: Date) -> u16 {
        self.on(day, |setting| if let Setting::AbsenceWeeks(weeks) = setting { Some(*weeks) } else { None })
            .map_or(4, u16::from)
    }

    /// Within how many months after the start arrangements are there, where the school promised it.
    pub fn arranged_within_months(&self, day: Date) -> Option<u8> {
        self.on(day, |setting| if let Setting::ArrangedWithinMonths(months) = setting { Some(*months) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Period, fixtures::day};

    fn chosen(value: Setting) -> Chosen<Setting> {
        Chosen { value, by: Some(crate::fixtures::account_id()) }
    }

    #[test]
    fn a_setting_that_contradicts_the_law_is_refused_with_the_article() {
        use Setting::*;
        for (setting, refused) in [
            (AbsenceWeeks(3), None),
            (AbsenceWeeks(4), None),
            (AbsenceWeeks(5), Some("WEB 9.2.1")),
            (AbsenceWeeks(0), Some("WEB 9.2.1")),
            (ParentAnswersBelow(16), None),
            (ParentAnswersBelow(18), None),
            (ParentAnswersBelow(19), Some("WEB 8.1.3a(2)")),
            (ParentAnswersBelow(15), Some("Steunpunt Passend Onderwijs, page on 1 August 2023")),
            (ExamDaysAhead(35), None),
            (ExamDaysAhead(365), Some("Wgbh/cz 2")),
            (ExamAnswerWorkingDays(10), None),
            (ExamAnswerWorkingDays(0), Some("Wgbh/cz 2")),
            (ExamAnswerWorkingDays(41), Some("Wgbh/cz 2")),
            (ExamApprovers(vec![Approver::Coach, Approver::ExamCommittee]), None),
            (ExamApprovers(vec![Approver::ExamCommittee, Approver::Coach]), Some("WEB 7.4.5")),
            (ExamApprovers(vec![]), Some("WEB 7.4.5")),
        ] {
            assert_eq!(setting.check().err().map(|refusal| refusal.against.cite), refused, "{setting:?}");
            let settings = vec![(Period::since(day("2026-08-01")), chosen(setting))];
            assert_eq!(OwnTerms::new(settings).is_err(), refused.is_some());
        }
    }

    #[test]
    fn what_is_set_is_what_is_read_back() {
        use Setting::*;
        for setting in [
            ExamDaysAhead(35),
            ExamAnswerWorkingDays(10),
            HolidayClosureCounts(false),
            ExamValidity(Validity::SchoolYear),
            ExamApprovers(vec![Approver::Coach, Approver::ExamCommittee]),
            ExamEvidence(Evidence::None),
            ParentAnswersBelow(18),
            AbsenceWeeks(3),
            ArrangedWithinMonths(2),
        ] {
            assert_eq!(Setting::parse(setting.name(), &setting.value()), Some(setting));
        }
        for (name, value) in [("absence_weeks", "four"), ("absence_weeks", "-1"), ("exam_validity", ""), ("x", "1")] {
            assert_eq!(Setting::parse(name, value), None, "{name} {value}");
        }
    }

    #[test]
    fn each_setting_holds_from_and_until_and_beside_the_others() {
        let terms = OwnTerms::new(vec![
            (Period::since(day("2026-08-01")), chosen(Setting::ExamAnswerWorkingDays(10))),
            (Period::since(day("2027-01-01")), chosen(Setting::AbsenceWeeks(2))),
            (Period::between(day("2027-02-01"), day("2027-02-28")), chosen(Setting::ExamAnswerWorkingDays(5))),
        ])
        .unwrap();
        let on = |text| (terms.exam_answer_working_days(day(text)), terms.absence_weeks(day(text)));
        assert_eq!(on("2026-07-31"), (None, 4));
        assert_eq!(on("2026-08-01"), (Some(10), 4));
        assert_eq!(on("2027-02-28"), (Some(5), 2));
        assert_eq!(on("2027-03-01"), (Some(10), 2));
        assert_eq!((terms.exam_days_ahead(day("2027-01-01")), terms.parent_answers_below(day("2027-01-01"))), (35, 16));
    }
}

/// Settings for the tables of other rules.
#[cfg(test)]
pub(super) mod for_tests {
    use super::{Chosen, Setting};

    pub(in crate::law) fn answer_days(days: u16) -> Chosen<Setting> {
        Chosen { value: Setting::ExamAnswerWorkingDays(days), by: None }
    }

    pub(in crate::law) fn closure(counts: bool) -> Chosen<Setting> {
        Chosen { value: Setting::HolidayClosureCounts(counts), by: None }
    }

    pub(in crate::law) fn absence_weeks(weeks: u8) -> Chosen<Setting> {
        Chosen { value: Setting::AbsenceWeeks(weeks), by: None }
    }
}
