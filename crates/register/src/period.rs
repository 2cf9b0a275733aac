//! From a day until a day: whatever can change carries one.

use std::collections::BTreeSet;
use time::{Date, Month};

/// Days from the first to the last, both included; without a last day it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day; none as long as no end is known.
    pub until: Option<Date>,
}

impl Period {
    /// From a day on, without a known end.
    pub const fn since(from: Date) -> Self {
        Self { from, until: None }
    }

    /// From a day until a day, both included.
    pub const fn between(from: Date, until: Date) -> Self {
        Self { from, until: Some(until) }
    }

    /// Whether a day lies in it.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// The days on which time alone turns it: its first day, and the day after its last.
    pub fn turning_days(&self) -> impl Iterator<Item = Date> + use<> {
        [Some(self.from), self.until.and_then(Date::next_day)].into_iter().flatten()
    }

    /// Whether the two share at least one day. An end before the beginning (bad data) shares none.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begin = self.from.max(other.from);
        self.until.is_none_or(|until| begin <= until) && other.until.is_none_or(|until| begin <= until)
    }

    /// The days that lie in both, where there are any.
    pub fn common(&self, other: &Self) -> Option<Self> {
        let until = [self.until, other.until].into_iter().flatten().min();
        self.overlaps(other).then(|| Self { from: self.from.max(other.from), until })
    }

    /// The days of all of them, as stretches that neither touch nor overlap, oldest first. One that ends before it begins
    /// (bad data) has no days.
    pub fn joined(periods: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut all: Vec<Self> =
            periods.into_iter().filter(|one| one.until.is_none_or(|until| one.from <= until)).collect();
        all.sort_unstable_by_key(|one| one.from);
        let mut stretches: Vec<Self> = Vec::with_capacity(all.len());
        for one in all {
            match stretches.last_mut() {
                // The day after the last day goes on without a break; no day comes after the last that there is.
                Some(last) if last.until.and_then(Date::next_day).is_none_or(|next| one.from <= next) => {
                    last.until = last.until.zip(one.until).map(|(last, until)| last.max(until));
                }
                _ => stretches.push(one),
            }
        }
        stretches
    }
}

/// A value that changes in time: what held on a day can always be asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline<T>(Vec<(Period, T)>);

impl<T> Default for Timeline<T> {
    /// Nothing on any day.
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Timeline<T> {
    /// A timeline of values with their periods. Where periods overlap, the one that began last holds.
    pub fn new(mut values: Vec<(Period, T)>) -> Self {
        values.sort_by_key(|(period, _)| period.from);
        Self(values)
    }

    /// One value, from a day on.
    pub fn since(from: Date, value: T) -> Self {
        Self(vec![(Period::since(from), value)])
    }

    /// The days on which the value changes, or may.
    pub fn turning_days(&self) -> impl Iterator<Item = Date> {
        self.0.iter().flat_map(|(period, _)| period.turning_days())
    }

    /// The value that began last.
    pub fn last(&self) -> Option<&T> {
        self.0.last().map(|(_, value)| value)
    }

    /// Every value on a day, the one that began last first.
    pub fn all_on(&self, day: Date) -> impl Iterator<Item = &T> {
        self.0.iter().rev().filter(move |(period, _)| period.contains(day)).map(|(_, value)| value)
    }

    /// The value on a day.
    pub fn on(&self, day: Date) -> Option<&T> {
        self.0.iter().rev().find(|(period, _)| period.contains(day)).map(|(_, value)| value)
    }
}

impl Timeline<bool> {
    /// When it is so: stretches that neither touch nor overlap, oldest first. What nobody said is not so.
    pub fn stretches(&self) -> Vec<Period> {
        let days: BTreeSet<Date> = self.turning_days().collect();
        let mut periods: Vec<Period> = Vec::new();
        for day in days {
            let so = self.on(day).copied().unwrap_or(false);
            match (so, periods.last_mut().filter(|last| last.until.is_none())) {
                (true, None) => periods.push(Period::since(day)),
                (false, Some(open)) => open.until = day.previous_day(),
                (true, Some(_)) | (false, None) => {}
            }
        }
        periods
    }
}

/// The last day of the school year that a day is in: 31 July.
pub fn end_of_school_year(day: Date) -> Date {
    let year = if day.month() > Month::July { day.year() + 1 } else { day.year() };
    Date::from_calendar_date(year, Month::July, 31).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn both_ends_belong_to_a_period() {
        let year = Period::between(date!(2025 - 08 - 01), date!(2026 - 07 - 31));
        for (day, inside) in [
            (date!(2025 - 07 - 31), false),
            (date!(2025 - 08 - 01), true),
            (date!(2026 - 07 - 31), true),
            (date!(2026 - 08 - 01), false),
        ] {
            assert_eq!(year.contains(day), inside, "{day}");
        }
        assert!(Period::since(date!(2026 - 07 - 31)).overlaps(&year));
        assert!(!Period::since(date!(2026 - 08 - 01)).overlaps(&year));
        assert!(
            !Period::between(date!(2025 - 10 - 02), date!(2025 - 10 - 01)).overlaps(&year),
            "ends before it begins"
        );
    }

    #[test]
    fn stretches_are_the_days_of_all_and_no_others() {
        let (may, june) =
            (Period::between(date!(2026 - 05 - 01), date!(2026 - 05 - 31)), Period::since(date!(2026 - 06 - 01)));
        let ten = Period::between(date!(2026 - 05 - 10), date!(2026 - 05 - 20));
        let july = Period::between(date!(2026 - 07 - 02), date!(2026 - 07 - 03));
        let never = Period::between(date!(2026 - 05 - 02), date!(2026 - 05 - 01));
        assert_eq!(Period::joined([june, may]), [Period::since(date!(2026 - 05 - 01))], "the next day goes on");
        assert_eq!(Period::joined([may, ten, july]), [may, july], "a day between is a break");
        assert_eq!(Period::joined([never]), []);
        assert_eq!(may.common(&ten), Some(ten));
        assert_eq!(june.common(&july), Some(july));
        assert_eq!(may.common(&june), None);
        assert_eq!(may.common(&never), None, "what has no days shares none");
    }

    #[test]
    fn the_value_that_began_last_holds() {
        let line = Timeline::new(vec![
            (Period::since(date!(2026 - 01 - 01)), "new"),
            (Period::since(date!(2025 - 01 - 01)), "old"),
        ]);
        assert_eq!(line.on(date!(2024 - 12 - 31)), None);
        assert_eq!(line.on(date!(2025 - 12 - 31)), Some(&"old"));
        assert_eq!(line.on(date!(2026 - 01 - 01)), Some(&"new"));
        assert_eq!(line.turning_days().collect::<Vec<_>>(), [date!(2025 - 01 - 01), date!(2026 - 01 - 01)]);
        let closed = Timeline::new(vec![(Period::between(date!(2025 - 01 - 01), date!(2025 - 12 - 31)), ())]);
        assert_eq!(closed.turning_days().last(), Some(date!(2026 - 01 - 01)), "the day after the last");
    }

    #[test]
    fn the_school_year_ends_on_31_july() {
        for (day, end) in [
            (date!(2026 - 05 - 12), date!(2026 - 07 - 31)),
            (date!(2026 - 07 - 31), date!(2026 - 07 - 31)),
            (date!(2026 - 08 - 01), date!(2027 - 07 - 31)),
            (date!(2026 - 12 - 31), date!(2027 - 07 - 31)),
        ] {
            assert_eq!(end_of_school_year(day), end);
        }
    }
}
