//! A day or a holiday of a calendar in words.

use super::{agreement::period, words::T};
use register::law::calendar::{Entry, EntryKind};

/// How something is called. What comes with the program has a name in both languages; what a school typed is as it typed it.
pub fn name(t: T, entry: &Entry) -> String {
    let key = format!("calendar-day-{}", entry.name.replace('\'', "").to_lowercase().replace(' ', "-"));
    if t.has(&key) { t.get(&key) } else { entry.name.clone() }
}

/// Its days, and how they count where that is otherwise than one would think.
pub fn days(t: T, entry: &Entry) -> String {
    let says = |key| t.say(key).arg("day", t.date_with_day(entry.from)).to_string();
    match entry.kind {
        EntryKind::Closed => period(t, entry.from, Some(entry.until)),
        EntryKind::Holiday => says("calendar-counts-holiday"),
        EntryKind::Equated => says("calendar-counts-equated"),
        EntryKind::Working => says("calendar-counts-working"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;
    use register::law::calendar::{Region, SchoolYear, national, proposed_on};
    use time::{Date, macros::date};

    /// Whatever comes with the program has a Dutch name: none is shown as its file has it.
    #[test]
    fn what_comes_with_the_program_has_a_name_of_its_own() {
        let t = T::new(Lang::Nl);
        let regions = Region::ALL.iter().flat_map(|region| proposed_on(*region, date!(2026 - 09 - 01)));
        let years = (2015..2060).filter_map(|year| Date::from_ordinal_date(year, 300).ok());
        for entry in regions.chain(years.flat_map(|day| national(SchoolYear::of(day)))) {
            assert_ne!(name(t, &entry), entry.name, "{}", entry.name);
        }
        let typed = Entry { name: "Studiedagen".into(), ..national(SchoolYear::of(date!(2026 - 09 - 01))).remove(0) };
        assert_eq!(name(t, &typed), "Studiedagen");
    }
}
