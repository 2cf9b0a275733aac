//! A school's own settings, each with from and until.

use crate::period::{Period, Timeline};
use std::collections::BTreeSet;
use time::Date;

/// What a school has decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// Agreements are made for a need without the statutory ground as well (two thirds of schools do).
    /// Not set means no.
    pub agree_without_ground: Timeline<bool>,
    /// Guardians with authority are informed of the measures at 16 and 17. Not set means yes.
    pub inform_guardians_at_16: Timeline<bool>,
}

impl Policy {
    /// Whether agreements are made without the statutory ground too, on a day.
    pub fn agrees_without_ground(&self, day: Date) -> bool {
        self.agree_without_ground.on(day).copied().unwrap_or(false)
    }

    /// When agreements are made without the statutory ground too: periods that neither touch nor overlap, oldest first.
    pub fn without_ground(&self) -> Vec<Period> {
        let days: BTreeSet<Date> = self.agree_without_ground.turning_days().collect();
        let mut periods: Vec<Period> = Vec::new();
        for day in days {
            match (self.agrees_without_ground(day), periods.last_mut().filter(|last| last.until.is_none())) {
                (true, None) => periods.push(Period::since(day)),
                (false, Some(open)) => open.until = day.previous_day(),
                (true, Some(_)) | (false, None) => {}
            }
        }
        periods
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
