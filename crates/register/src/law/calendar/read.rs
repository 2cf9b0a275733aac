//! A calendar as a file says it, and what a school's own calendar is with it.
//!
//! Two kinds of lines, each with its source, `#` before a remark: `day;holiday|equated|working;name;source` for a day that
//! counts otherwise than the calendar of the program has it, and `first day;last day;name;source` for a holiday of the school.

use super::{Calendar, DAY, Holiday, SchoolYear, rows};
use crate::codes;
use time::{Date, Duration, Weekday};

codes! {
    /// What a calendar says of a day.
    pub enum EntryKind {
        /// A public holiday.
        Holiday = "holiday",
        /// Equated with one for the Algemene termijnenwet.
        Equated = "equated",
        /// No holiday, whatever the program has.
        Working = "working",
        /// A holiday of the school itself.
        Closed = "closed",
    }
}

/// What a calendar says of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What.
    pub kind: EntryKind,
    /// The first day.
    pub from: Date,
    /// The last day; of a holiday the first.
    pub until: Date,
    /// Which.
    pub name: String,
    /// Who said so.
    pub source: String,
}

/// What is wrong with a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct LineProblem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// A school closes for no more days at once: a year that was typed wrong is longer.
const LONGEST: i64 = 70;

/// Reads a file.
///
/// # Errors
/// Everything that is wrong, by line.
pub fn read_entries(text: &str) -> Result<Vec<Entry>, Vec<LineProblem>> {
    let (mut entries, mut problems) = (Vec::<(usize, Entry)>::new(), Vec::new());
    for (line, fields) in rows(text.trim_start_matches('\u{feff}')) {
        match entry(&fields) {
            Ok(entry) => {
                let meets = |(_, other): &&(usize, Entry)| {
                    let closed = |one: &Entry| one.kind == EntryKind::Closed;
                    closed(other) == closed(&entry) && other.from <= entry.until && entry.from <= other.until
                };
                if let Some((first, _)) = entries.iter().find(meets) {
                    problems.push(LineProblem { line, what: format!("line {first} speaks of these days already") });
                } else {
                    entries.push((line, entry));
                }
            }
            Err(what) => problems.push(LineProblem { line, what }),
        }
    }
    if problems.is_empty() && entries.is_empty() {
        problems.push(LineProblem { line: 1, what: "the file has no lines".to_owned() });
    }
    if problems.is_empty() { Ok(entries.into_iter().map(|(_, entry)| entry).collect()) } else { Err(problems) }
}

fn entry(fields: &[&str]) -> Result<Entry, String> {
    let [first, second, name, source] = fields else {
        return Err(format!("expected 4 fields with ; between them, found {}", fields.len()));
    };
    let day = |text: &str| Date::parse(text, DAY).map_err(|_| "expected a day such as 2026-10-19".to_owned());
    let from = day(first)?;
    let (kind, until) = match EntryKind::from_code(second) {
        Some(EntryKind::Closed) => return Err("a holiday of the school has a first and a last day".to_owned()),
        Some(kind) => (kind, from),
        None => match Date::parse(second, DAY) {
            Ok(until) => (EntryKind::Closed, until),
            Err(_) => return Err("expected holiday, equated, working, or the last day such as 2026-10-25".to_owned()),
        },
    };
    if until < from {
        return Err("ends before it begins".to_owned());
    }
    if (until - from).whole_days() >= LONGEST {
        return Err(format!("is longer than {LONGEST} days"));
    }
    for (what, text) in [("name", name), ("source", source)] {
        if text.is_empty() {
            return Err(format!("expected the {what} of these days"));
        }
        if text.chars().count() > 200 || text.chars().any(char::is_control) {
            return Err(format!("the {what} is too long, or is no text"));
        }
    }
    Ok(Entry { kind, from, until, name: (*name).to_owned(), source: (*source).to_owned() })
}

/// What a file changes of what is held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// What is new.
    pub add: Vec<Entry>,
    /// Places in what is held of what no longer holds.
    pub end: Vec<usize>,
    /// How much stays as it is.
    pub same: usize,
}

/// What a file changes: a day that it names is as it says; the holidays of a school year that it names are all of that year.
pub fn changes(held: &[Entry], read: &[Entry]) -> Changes {
    let years: Vec<SchoolYear> =
        read.iter().filter(|entry| entry.kind == EntryKind::Closed).map(|entry| SchoolYear::of(entry.from)).collect();
    let gone = |entry: &Entry| match entry.kind {
        EntryKind::Closed => years.contains(&SchoolYear::of(entry.from)),
        _ => read.iter().any(|other| other.kind != EntryKind::Closed && other.from == entry.from),
    };
    let end = held.iter().enumerate().filter(|(_, entry)| gone(entry) && !read.contains(entry));
    let add: Vec<Entry> = read.iter().filter(|entry| !held.contains(entry)).cloned().collect();
    Changes { end: end.map(|(at, _)| at).collect(), same: read.len().saturating_sub(add.len()), add }
}

/// The calendar that a school counts by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolCalendar {
    /// Holidays and working days.
    pub days: Calendar,
    /// The Mondays of its own holiday weeks.
    pub holiday_weeks: Vec<Date>,
}

impl SchoolCalendar {
    /// The Dutch calendar with what a school holds.
    pub fn of(held: &[Entry]) -> Self {
        let mut days = Calendar::dutch().clone();
        for entry in held {
            match entry.kind {
                EntryKind::Holiday => drop(days.days.insert(entry.from, Holiday::Public)),
                EntryKind::Equated => drop(days.days.insert(entry.from, Holiday::Equated)),
                EntryKind::Working => drop(days.days.remove(&entry.from)),
                EntryKind::Closed => {}
            }
        }
        let closed = held.iter().filter(|entry| entry.kind == EntryKind::Closed);
        Self { days, holiday_weeks: whole_weeks(closed.map(|entry| (entry.from, entry.until))) }
    }
}

/// The Mondays of the weeks that are holiday from Monday to Friday.
pub(super) fn whole_weeks(periods: impl Iterator<Item = (Date, Date)>) -> Vec<Date> {
    let mut weeks: Vec<Date> = periods
        .flat_map(|(from, last)| {
            let days = std::iter::successors(Some(from), |day| day.next_day()).take_while(move |day| *day <= last);
            days.filter(move |day| day.weekday() == Weekday::Monday && *day + Duration::days(4) <= last)
        })
        .collect();
    weeks.sort_unstable();
    weeks.dedup();
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    const FILE: &str = "\u{feff}# Voorbeeld College 2026-2027\n\
        2026-10-17;2026-10-25;herfst;besluit van 3 maart 2026\n\
        2029-05-11;equated;vrijdag na Hemelvaart;Stb. 2027, 1\n";

    #[test]
    fn every_line_that_is_none_is_named() {
        for (text, expected) in [
            ("", "line 1: the file has no lines"),
            ("2026-10-17;2026-10-25;herfst", "line 1: expected 4 fields with ; between them, found 3"),
            ("17-10-2026;2026-10-25;herfst;x", "line 1: expected a day such as 2026-10-19"),
            ("2026-02-30;holiday;x;x", "line 1: expected a day such as 2026-10-19"),
            ("2026-10-25;2026-10-17;herfst;x", "line 1: ends before it begins"),
            ("2026-07-11;2027-08-22;zomer;x", "line 1: is longer than 70 days"),
            (
                "2026-10-17;vrij;herfst;x",
                "line 1: expected holiday, equated, working, or the last day such as 2026-10-25",
            ),
            ("2026-10-17;closed;herfst;x", "line 1: a holiday of the school has a first and a last day"),
            ("2026-10-17;2026-10-25;herfst; ", "line 1: expected the source of these days"),
            (
                "2026-10-17;2026-10-25;herfst;x\n\n# ook\n2026-10-25;2026-10-26;nog eens;x",
                "line 4: line 1 speaks of these days already",
            ),
        ] {
            let found = read_entries(text).map_err(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
            assert_eq!(found, Err(vec![expected.to_owned()]), "{text}");
        }
        assert_eq!(
            read_entries("x\n2026-10-17;2026-10-25;herfst;x\ny").map_err(|all| all.len()),
            Err(2),
            "all of them"
        );
    }

    proptest::proptest! {
        /// Any text is a calendar or a list of lines that are none; what it changes is said once, and done twice is done once.
        #[test]
        fn any_text_is_a_calendar_or_lines_that_are_none(
            lines in proptest::collection::vec("(2026-1[0-2]-[0-3][0-9]|[a-z;#]{0,6});(2026-1[0-2]-[0-3][0-9]|holiday|working|[a-z]{0,3});[a-z]{0,2};[a-z]{0,2}", 0..8),
        ) {
            let text = lines.join("\n");
            match read_entries(&text) {
                Ok(read) => {
                    let found = changes(&[], &read);
                    proptest::prop_assert_eq!(found.add.len(), read.len());
                    proptest::prop_assert_eq!(changes(&read, &read), Changes { same: read.len(), ..Changes::default() });
                    let _ = SchoolCalendar::of(&read);
                }
                Err(problems) => {
                    proptest::prop_assert!(problems.iter().all(|one| (1..=lines.len().max(1)).contains(&one.line)));
                }
            }
        }
    }

    #[test]
    fn a_file_is_read_once_and_a_newer_one_says_what_ends() {
        let first = read_entries(FILE).unwrap();
        assert_eq!(changes(&[], &first), Changes { add: first.clone(), end: Vec::new(), same: 0 });
        assert_eq!(changes(&first, &first), Changes { add: Vec::new(), end: Vec::new(), same: 2 }, "twice is once");
        // The autumn of that year moves; a day of another year, and of another kind, stays.
        let next = read_entries("2026-10-10;2026-10-18;herfst;nieuw besluit").unwrap();
        assert_eq!(changes(&first, &next), Changes { add: next.clone(), end: vec![0], same: 0 });
        let other = read_entries("2027-10-16;2027-10-24;herfst;besluit").unwrap();
        assert_eq!(changes(&first, &other).end, Vec::<usize>::new(), "another school year");
        let back = read_entries("2029-05-11;working;toch niet;Stb. 2028, 9").unwrap();
        assert_eq!(changes(&first, &back).end, [1]);
    }

    #[test]
    fn a_school_counts_by_the_dutch_calendar_and_its_own() {
        let held = read_entries(&format!("{FILE}2026-04-27;working;x;x\n2027-01-01;2027-01-07;kort;x")).unwrap();
        let ours = SchoolCalendar::of(&held);
        assert_eq!(ours.holiday_weeks, [day("2026-10-19")], "whole weeks only");
        assert!(!ours.days.is_working_day(day("2029-05-11")) && Calendar::dutch().is_working_day(day("2029-05-11")));
        assert!(ours.days.is_working_day(day("2026-04-27")) && !Calendar::dutch().is_working_day(day("2026-04-27")));
    }
}
