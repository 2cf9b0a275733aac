//! Made-up settings.

use register::{
    Period,
    law::{Chosen, OwnTerms, Setting, calendar::SchoolCalendar},
    policy::Name,
};
use store::policy::{SetBy, SettingRow, Settings};

/// Settings for samples: one that holds, one that is to come, one that was taken back.
pub(super) fn settings() -> Settings {
    use crate::say::people::now;
    use time::macros::date;
    let row = |number, name: Name, value: Option<&str>, from, until, by| SettingRow {
        number,
        name: name.code().into(),
        period: Period { from, until },
        value: value.map(Into::into),
        by,
        at: now(),
    };
    let noor =
        || SetBy::Account(crate::say::people::staff(), register::Personal::new("Noor van der Wetering-Bakker".into()));
    let august = date!(2025 - 08 - 01);
    let history = vec![
        row(1, Name::AgreeWithoutGround, Some("yes"), august, None, SetBy::Command),
        row(2, Name::ExamAnswerWorkingDays, Some("10"), august, Some(date!(2026 - 07 - 31)), noor()),
        row(3, Name::ExamAnswerWorkingDays, Some("5"), date!(2026 - 08 - 01), None, noor()),
        row(
            4,
            Name::ExamApprovers,
            Some("coach,support_team,local_exam_committee,exam_committee"),
            august,
            None,
            noor(),
        ),
        row(5, Name::AbsenceWeeks, Some("1"), august, None, noor()),
        row(6, Name::AbsenceWeeks, None, august, None, noor()),
    ];
    let held = history.iter().filter(|row| row.name != Name::AbsenceWeeks.code());
    let held = held.filter_map(|row| Some((row.name.clone(), row.period, row.value.clone()?))).collect();
    let set = Chosen { value: Setting::ExamAnswerWorkingDays(10), by: None };
    let terms = OwnTerms::new(vec![(Period::since(august), set)]).unwrap_or_default();
    Settings { held, history, terms, calendar: SchoolCalendar::of(&[]) }
}
