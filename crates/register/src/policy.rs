//! A school's own settings, each with from and until.

use crate::{
    codes,
    law::{Contradicts, OwnTerms, Provider, Setting},
    partner::{CONFIRM_AFTER_MONTHS, CONFIRM_AT_MOST},
    period::{Period, Timeline},
    referral::Tier,
};
use time::Date;

/// What a school has decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// Agreements are made for a need without the statutory ground as well (two thirds of schools do).
    /// Not set means no.
    pub agree_without_ground: Timeline<bool>,
    /// What kind of school it is, since when. Not set means a funded one: this register is for those.
    pub kind_of_school: Timeline<Provider>,
    /// Guardians with authority are informed of the measures at 16 and 17. Not set means yes.
    pub inform_guardians_at_16: Timeline<bool>,
    /// Support that was agreed without the statutory ground is reported to DUO as well (ISE). Not set means no: what DUO
    /// asks says *bijzondere ondersteuning*, and no text was found that names more than WEB 8.1.3a does.
    pub report_without_ground: Timeline<bool>,
    /// How many students the second line can have at once. Not set means that nobody counts.
    pub second_line_places: Timeline<u32>,
    /// How many the school can refer to the third line at once. Not set means that nobody counts.
    pub third_line_places: Timeline<u32>,
    /// After how many days who has not answered a proposal is written to once more; 0 never. Not set means [`REMINDED`].
    pub remind_after_days: Timeline<i64>,
    /// Within how many days there is an answer to what a student says themselves. Not set means
    /// [`crate::voice::ANSWER_WITHIN`].
    pub answer_within_days: Timeline<u16>,
    /// After how many months an entry of the map of local services asks to be confirmed. Not set means
    /// [`crate::partner::CONFIRM_AFTER_MONTHS`].
    pub confirm_partners_months: Timeline<u16>,
    /// The terms that the law leaves to the school.
    pub terms: OwnTerms,
}

/// After how many days who has not answered is written to once more, where a school set nothing.
pub const REMINDED: i64 = 7;
/// The longest that it can be set to.
pub const REMINDED_AT_MOST: i64 = 60;

codes! {
    /// What a school can set.
    pub enum Name {
        /// Agreements for a need without the statutory ground as well: `yes` or `no`.
        AgreeWithoutGround = "agree_without_ground",
        /// Whether guardians are informed of the measures at 16 and 17: `yes` or `no`.
        InformGuardiansAt16 = "inform_guardians_at_16",
        /// Whether support agreed without the statutory ground is reported to DUO as well (ISE): `yes` or `no`.
        ReportWithoutGround = "report_without_ground",
        /// Within how many days there is an answer to what a student says themselves.
        AnswerWithinDays = "answer_within_days",
        /// What kind of school it is: a code of [`Provider`].
        KindOfSchool = "kind_of_school",
        /// An exam request comes so many days before the exam.
        ExamDaysAhead = "exam_days_ahead",
        /// The exam committee answers in so many working days.
        ExamAnswerWorkingDays = "exam_answer_working_days",
        /// Whether working days go on counting in holiday weeks: `yes` or `no`.
        HolidayClosureCounts = "holiday_closure_counts",
        /// How long an adapted exam stays agreed.
        ExamValidity = "exam_validity",
        /// Who decides on an adapted exam, in order, with commas.
        ExamApprovers = "exam_approvers",
        /// What must be shown with a request.
        ExamEvidence = "exam_evidence",
        /// Below which age a parent answers agreements too.
        ParentAnswersBelow = "parent_answers_below",
        /// Absence of so many weeks is reported.
        AbsenceWeeks = "absence_weeks",
        /// Who has not answered a proposal is written to once more after so many days; 0: never.
        RemindAfterDays = "remind_after_days",
        /// Arrangements are there so many months after the start.
        ArrangedWithinMonths = "arranged_within_months",
        /// How many students the second line can have at once.
        SecondLinePlaces = "second_line_places",
        /// How many the third line can have at once.
        ThirdLinePlaces = "third_line_places",
        /// An entry of the map of local services asks to be confirmed after so many months.
        ConfirmPartnersMonths = "confirm_partners_months",
    }
}

/// Why a setting is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The value is none of this setting.
    #[error("this value is none of {}: {}", .0.code(), .0.expects())]
    NotAValue(Name),
    /// It contradicts the law.
    #[error("this contradicts {}", .0.against.cite)]
    Contradicts(#[from] Contradicts),
    /// It would end before it begins.
    #[error("the last day is before the first")]
    EndsBeforeItBegins,
    /// Something else was set since it was read.
    #[error("something was set meanwhile")]
    SetMeanwhile,
    /// Nothing stands there from that day.
    #[error("nothing stands there from that day")]
    NothingThere,
}

impl Name {
    /// Whether what is due on files hangs on it.
    pub const fn moves_duties(self) -> bool {
        match self {
            Self::AgreeWithoutGround | Self::KindOfSchool | Self::ParentAnswersBelow => true,
            Self::InformGuardiansAt16
            | Self::ReportWithoutGround
            | Self::AnswerWithinDays
            | Self::ExamDaysAhead
            | Self::ExamAnswerWorkingDays
            | Self::HolidayClosureCounts
            | Self::ExamValidity
            | Self::ExamApprovers
            | Self::ExamEvidence
            | Self::AbsenceWeeks
            | Self::RemindAfterDays
            | Self::ArrangedWithinMonths
            | Self::SecondLinePlaces
            | Self::ThirdLinePlaces
            | Self::ConfirmPartnersMonths => false,
        }
    }

    /// What values there are, for who types one.
    pub const fn expects(self) -> &'static str {
        match self {
            Self::AgreeWithoutGround
            | Self::InformGuardiansAt16
            | Self::ReportWithoutGround
            | Self::HolidayClosureCounts => "yes or no",
            Self::KindOfSchool => "roc, beroepscollege or non_funded_provider",
            Self::AnswerWithinDays => "a number of days, 1 to 42",
            Self::ExamDaysAhead => "a number of days, 70 at most",
            Self::ExamAnswerWorkingDays => "a number of working days, 1 to 40",
            Self::ExamValidity => "enrolment, programme or school_year",
            Self::ExamApprovers => "coach, support_team, local_exam_committee, exam_committee, in order, with commas",
            Self::ExamEvidence => "none, unless_known or expert_statement",
            Self::ParentAnswersBelow => "16, 17 or 18",
            Self::AbsenceWeeks => "a number of weeks, 1 to 4",
            Self::RemindAfterDays => "a number of days, 0 to 60",
            Self::ArrangedWithinMonths => "a number of months",
            Self::SecondLinePlaces | Self::ThirdLinePlaces => "a number of students, 9999 at most",
            Self::ConfirmPartnersMonths => "a number of months, 1 to 24",
        }
    }

    /// Holds a value that was typed against what it may be, and against the law; as it is stored.
    ///
    /// # Errors
    /// That it is none, or what it contradicts.
    pub fn check(self, typed: &str, period: Period) -> Result<String, Refused> {
        if period.until.is_some_and(|until| until < period.from) {
            return Err(Refused::EndsBeforeItBegins);
        }
        let typed = typed.trim().to_lowercase();
        let known = match self {
            Self::AgreeWithoutGround | Self::InformGuardiansAt16 | Self::ReportWithoutGround => {
                matches!(typed.as_str(), "yes" | "no")
            }
            Self::KindOfSchool => Provider::from_code(&typed).is_some(),
            Self::SecondLinePlaces | Self::ThirdLinePlaces => {
                return places(&typed).map(|many| many.to_string()).ok_or(Refused::NotAValue(self));
            }
            Self::RemindAfterDays => {
                let days = typed.parse::<i64>().ok().filter(|days| (0..=REMINDED_AT_MOST).contains(days));
                return days.map(|days| days.to_string()).ok_or(Refused::NotAValue(self));
            }
            Self::ConfirmPartnersMonths => {
                let months = typed.parse::<u16>().ok().filter(|months| (1..=CONFIRM_AT_MOST).contains(months));
                return months.map(|months| months.to_string()).ok_or(Refused::NotAValue(self));
            }
            Self::AnswerWithinDays => {
                let days = typed.parse::<u16>().ok().filter(|days| (1..=42).contains(days));
                return days.map(|days| days.to_string()).ok_or(Refused::NotAValue(self));
            }
            Self::ExamDaysAhead
            | Self::ExamAnswerWorkingDays
            | Self::HolidayClosureCounts
            | Self::ExamValidity
            | Self::ExamApprovers
            | Self::ExamEvidence
            | Self::ParentAnswersBelow
            | Self::AbsenceWeeks
            | Self::ArrangedWithinMonths => {
                let setting = Setting::parse(self.code(), &typed).ok_or(Refused::NotAValue(self))?;
                setting.check()?;
                return Ok(setting.value());
            }
        };
        if known { Ok(typed) } else { Err(Refused::NotAValue(self)) }
    }
}

/// How many places somebody typed: digits only, and no more than any school has.
pub fn places(typed: &str) -> Option<u32> {
    let digits = !typed.is_empty() && typed.len() <= 4 && typed.bytes().all(|byte| byte.is_ascii_digit());
    typed.parse().ok().filter(|_| digits)
}

impl Policy {
    /// How many students a line can have at once, on a day; `None` where nobody counts.
    pub fn places(&self, tier: Tier, day: Date) -> Option<u32> {
        let line = match tier {
            Tier::Second => &self.second_line_places,
            Tier::Third => &self.third_line_places,
        };
        line.on(day).copied()
    }

    /// Whether agreements are made without the statutory ground too, on a day.
    pub fn agrees_without_ground(&self, day: Date) -> bool {
        self.agree_without_ground.on(day).copied().unwrap_or(false)
    }

    /// When agreements are made without the statutory ground too: periods that neither touch nor overlap, oldest first.
    pub fn without_ground(&self) -> Vec<Period> {
        self.agree_without_ground.stretches()
    }

    /// After how many days who has not answered a proposal of this day is written to once more; `None`: never.
    pub fn reminds_after(&self, day: Date) -> Option<i64> {
        Some(self.remind_after_days.on(day).copied().unwrap_or(REMINDED)).filter(|days| *days > 0)
    }

    /// Within how many days there is an answer to what a student says themselves on a day.
    pub fn answers_within(&self, day: Date) -> u16 {
        self.answer_within_days.on(day).copied().unwrap_or(crate::voice::ANSWER_WITHIN)
    }

    /// After how many months an entry of the map of local services asks to be confirmed, on a day.
    pub fn confirms_partners_after(&self, day: Date) -> u16 {
        self.confirm_partners_months.on(day).copied().unwrap_or(CONFIRM_AFTER_MONTHS)
    }

    /// Whether guardians are informed of the measures at 16 and 17, on a day.
    pub fn informs_guardians_at_16(&self, day: Date) -> bool {
        self.inform_guardians_at_16.on(day).copied().unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn a_value_is_held_against_what_it_may_be_and_against_the_law() {
        let always = Period::since(day("2026-08-01"));
        for (name, typed, expected) in [
            (Name::AbsenceWeeks, " 3 ", Ok("3")),
            (Name::AbsenceWeeks, "5", Err("this contradicts WEB 9.2.1")),
            (Name::AbsenceWeeks, "", Err("this value is none of absence_weeks: a number of weeks, 1 to 4")),
            (Name::ParentAnswersBelow, "18", Ok("18")),
            (Name::AnswerWithinDays, " 7 ", Ok("7")),
            (Name::AnswerWithinDays, "0", Err("this value is none of answer_within_days: a number of days, 1 to 42")),
            (Name::AnswerWithinDays, "-3", Err("this value is none of answer_within_days: a number of days, 1 to 42")),
            (Name::ParentAnswersBelow, "19", Err("this contradicts WEB 8.1.3a(2)")),
            (
                Name::ParentAnswersBelow,
                "15",
                Err("this contradicts Steunpunt Passend Onderwijs, page on 1 August 2023"),
            ),
            (Name::ExamApprovers, "Coach, exam_committee", Ok("coach,exam_committee")),
            (Name::ExamApprovers, "exam_committee,coach", Err("this contradicts WEB 7.4.5")),
            (Name::AgreeWithoutGround, "YES", Ok("yes")),
            (Name::AgreeWithoutGround, "ja", Err("this value is none of agree_without_ground: yes or no")),
            (Name::KindOfSchool, "roc", Ok("roc")),
            (Name::SecondLinePlaces, " 040 ", Ok("40")),
            (Name::SecondLinePlaces, "0", Ok("0")),
            (
                Name::ThirdLinePlaces,
                "-1",
                Err("this value is none of third_line_places: a number of students, 9999 at most"),
            ),
            (
                Name::ThirdLinePlaces,
                "+1",
                Err("this value is none of third_line_places: a number of students, 9999 at most"),
            ),
            (Name::ConfirmPartnersMonths, " 012 ", Ok("12")),
            (
                Name::ConfirmPartnersMonths,
                "0",
                Err("this value is none of confirm_partners_months: a number of months, 1 to 24"),
            ),
            (
                Name::ConfirmPartnersMonths,
                "25",
                Err("this value is none of confirm_partners_months: a number of months, 1 to 24"),
            ),
            (Name::RemindAfterDays, " 07 ", Ok("7")),
            (Name::RemindAfterDays, "0", Ok("0")),
            (Name::RemindAfterDays, "60", Ok("60")),
            (Name::RemindAfterDays, "61", Err("this value is none of remind_after_days: a number of days, 0 to 60")),
            (Name::RemindAfterDays, "-1", Err("this value is none of remind_after_days: a number of days, 0 to 60")),
            (Name::RemindAfterDays, "een", Err("this value is none of remind_after_days: a number of days, 0 to 60")),
        ] {
            let found = name.check(typed, always).map_err(|refused| refused.to_string());
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{typed}");
        }
        let backwards = Period::between(day("2026-08-02"), day("2026-08-01"));
        assert_eq!(Name::AbsenceWeeks.check("3", backwards), Err(Refused::EndsBeforeItBegins));
    }

    #[test]
    fn periods_say_what_each_day_says() {
        let setting = |from, until: Option<&str>, value| (Period { from: day(from), until: until.map(day) }, value);
        let policy = Policy {
            agree_without_ground: Timeline::new(vec![
                setting("2020-08-01", None, true),
                setting("2022-08-01", Some("2023-07-31"), false),
                setting("2023-08-01", Some("2024-07-31"), true),
                setting("2025-01-01", None, false),
            ]),
            ..Policy::default()
        };
        let periods = policy.without_ground();
        assert_eq!(
            periods,
            [
                Period::between(day("2020-08-01"), day("2022-07-31")),
                Period::between(day("2023-08-01"), day("2024-12-31"))
            ]
        );
        let mut today = day("2020-01-01");
        while today < day("2026-01-01") {
            let within = periods.iter().any(|period| period.contains(today));
            assert_eq!(within, policy.agrees_without_ground(today), "{today}");
            today = today.next_day().unwrap();
        }
    }
}
