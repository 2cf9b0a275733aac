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
    pub what: LineWrong,
}

/// What can be wrong with a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineWrong {
    /// Not four fields.
    #[error("expected 4 fields with ; between them, found {0}")]
    Fields(usize),
    /// The first day is none.
    #[error("expected a day such as 2026-10-19")]
    NotADay,
    /// What stands second is neither a kind of day nor a last day.
    #[error("expected holiday, equated, working, or the last day such as 2026-10-25")]
    NotASecond,
    /// A holiday of the school, said as a kind of one day.
    #[error("a holiday of the school has a first and a last day")]
    OneDayClosed,
    /// No calendar can hold it.
    #[error("{0}")]
    Entry(EntryProblem),
    /// An earlier line speaks of these days.
    #[error("line {0} speaks of these days already")]
    Spoken(usize),
    /// Nothing stands in the file.
    #[error("the file has no lines")]
    Empty,
}

/// What is wrong with what somebody says of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryProblem {
    /// The last day comes before the first.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    /// Longer than any holiday.
    #[error("is longer than {} days", LONGEST)]
    TooLong,
    /// Nobody said which days these are.
    #[error("expected the name of these days")]
    NoName,
    /// A name of more than 200 signs, or with signs that are no text.
    #[error("the name is too long, or is no text")]
    OddName,
    /// Nobody said who decided this.
    #[error("expected the source of these days")]
    NoSource,
    /// The same, of who decided.
    #[error("the source is too long, or is no text")]
    OddSource,
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
                if let Some((first, _)) = entries.iter().find(|(_, other)| entry.meets(other)) {
                    problems.push(LineProblem { line, what: LineWrong::Spoken(*first) });
                } else {
                    entries.push((line, entry));
                }
            }
            Err(what) => problems.push(LineProblem { line, what }),
        }
    }
    if problems.is_empty() && entries.is_empty() {
        problems.push(LineProblem { line: 1, what: LineWrong::Empty });
    }
    if problems.is_empty() { Ok(entries.into_iter().map(|(_, entry)| entry).collect()) } else { Err(problems) }
}

/// The days of the calendar that comes with the program, each as its own line says it. Two may be one day (5 May 2016).
pub(super) fn lines(text: &str) -> Vec<Entry> {
    rows(text).filter_map(|(_, fields)| entry(&fields).ok()).collect()
}

fn entry(fields: &[&str]) -> Result<Entry, LineWrong> {
    let [first, second, name, source] = fields else { return Err(LineWrong::Fields(fields.len())) };
    let from = Date::parse(first, DAY).map_err(|_| LineWrong::NotADay)?;
    let (kind, until) = match EntryKind::from_code(second) {
        Some(EntryKind::Closed) => return Err(LineWrong::OneDayClosed),
        Some(kind) => (kind, from),
        None => (EntryKind::Closed, Date::parse(second, DAY).map_err(|_| LineWrong::NotASecond)?),
    };
    let entry = Entry { kind, from, until, name: (*name).to_owned(), source: (*source).to_owned() };
    entry.check().map_err(LineWrong::Entry)
}

impl Entry {
    /// What a calendar can hold.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(self) -> Result<Self, EntryProblem> {
        let odd = |text: &str| text.chars().count() > 200 || text.chars().any(char::is_control);
        if self.until < self.from {
            return Err(EntryProblem::EndsBeforeItBegins);
        }
        if (self.until - self.from).whole_days() >= LONGEST {
            return Err(EntryProblem::TooLong);
        }
        match (self.name.as_str(), self.source.as_str()) {
            ("", _) => Err(EntryProblem::NoName),
            (name, _) if odd(name) => Err(EntryProblem::OddName),
            (_, "") => Err(EntryProblem::NoSource),
            (_, source) if odd(source) => Err(EntryProblem::OddSource),
            _ => Ok(self),
        }
    }

    /// Whether both speak of a day, each of the same sort: a day that counts otherwise may stand in a holiday of the school.
    fn meets(&self, other: &Self) -> bool {
        let closed = |one: &Self| one.kind == EntryKind::Closed;
        closed(other) == closed(self) && other.from <= self.until && self.from <= other.until
    }
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

/// What one change by hand amounts to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Put {
    /// What holds from now on.
    pub add: Option<Entry>,
    /// The number of what no longer holds.
    pub end: Option<i64>,
}

/// Why a change by hand is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is nothing that a calendar can hold.
    #[error("{0}")]
    Problem(EntryProblem),
    /// Something else speaks of these days already.
    #[error("{} to {} are spoken of already", .0.from, .0.until)]
    Meets(Entry),
    /// Somebody else changed or ended it meanwhile.
    #[error("it was changed or ended meanwhile")]
    Gone,
}

/// A change by hand of what is held, each under its number: something new, something in the place of what is held, or (without
/// an entry) its end. Done twice it is done once.
///
/// # Errors
/// [`Refused`].
pub fn put(held: &[(i64, Entry)], instead: Option<i64>, entry: Option<Entry>) -> Result<Put, Refused> {
    let stands = instead.filter(|number| held.iter().any(|(other, _)| other == number));
    let Some(entry) = entry else { return Ok(Put { add: None, end: stands }) };
    let entry = entry.check().map_err(Refused::Problem)?;
    if held
        .iter()
        .any(|(number, other)| *other == entry && (instead.is_none() || stands.is_none() || stands == Some(*number)))
    {
        return Ok(Put::default());
    }
    if instead.is_some() && stands.is_none() {
        return Err(Refused::Gone);
    }
    match held.iter().find(|(number, other)| stands != Some(*number) && entry.meets(other)) {
        Some((_, other)) => Err(Refused::Meets(other.clone())),
        None => Ok(Put { add: Some(entry), end: stands }),
    }
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

impl SchoolCalendar {
    /// Whether a school has no holiday week of its own in the school year of a day: then it counts as if it never closes.
    pub fn lacks_holidays(&self, today: Date) -> bool {
        let year = SchoolYear::of(today);
        !self.holiday_weeks.iter().any(|week| year.contains(*week))
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
    fn a_change_by_hand_is_of_one_holiday_and_done_twice_is_done_once() {
        let read = |text: &str| read_entries(text).unwrap().remove(0);
        let autumn = read("2026-10-17;2026-10-25;herfst;besluit");
        let decree = read("2026-10-19;equated;feest;Stb.");
        let held = [(1, autumn.clone()), (2, read("2026-12-19;2027-01-03;kerst;besluit")), (3, decree.clone())];
        let moved = read("2026-10-10;2026-10-18;herfst;nieuw besluit");
        let may = read("2027-04-24;2027-05-02;mei;besluit");
        let over = read("2026-12-28;2027-01-08;kerst;besluit");
        let nameless = Entry { name: String::new(), ..may.clone() };
        let backwards = Entry { until: day("2027-04-23"), ..may.clone() };
        let only = |add: Option<&Entry>, end| Ok(Put { add: add.cloned(), end });
        type Case<'a> = (&'a str, Option<i64>, Option<&'a Entry>, Result<Put, Refused>);
        let cases: [Case<'_>; 12] = [
            ("new", None, Some(&may), only(Some(&may), None)),
            ("new, twice", None, Some(&autumn), Ok(Put::default())),
            ("moved, over itself", Some(1), Some(&moved), only(Some(&moved), Some(1))),
            ("as it was", Some(1), Some(&autumn), Ok(Put::default())),
            ("ended", Some(1), None, only(None, Some(1))),
            ("ended, twice", Some(7), None, Ok(Put::default())),
            ("changed, and ended meanwhile", Some(7), Some(&moved), Err(Refused::Gone)),
            ("changed, twice", Some(7), Some(&autumn), Ok(Put::default())),
            ("over another", Some(1), Some(&over), Err(Refused::Meets(held[1].1.clone()))),
            ("a day in a holiday", None, Some(&decree), Ok(Put::default())),
            ("without a name", None, Some(&nameless), Err(Refused::Problem(EntryProblem::NoName))),
            ("backwards", None, Some(&backwards), Err(Refused::Problem(EntryProblem::EndsBeforeItBegins))),
        ];
        for (what, instead, entry, expected) in cases {
            assert_eq!(put(&held, instead, entry.cloned()), expected, "{what}");
        }
    }

    #[test]
    fn a_school_counts_by_the_dutch_calendar_and_its_own() {
        let held = read_entries(&format!("{FILE}2026-04-27;working;x;x\n2027-01-01;2027-01-07;kort;x")).unwrap();
        let ours = SchoolCalendar::of(&held);
        assert_eq!(ours.holiday_weeks, [day("2026-10-19")], "whole weeks only");
        for (today, lacks) in [("2026-07-31", true), ("2026-08-01", false), ("2027-07-31", false), ("2027-08-01", true)]
        {
            assert_eq!(ours.lacks_holidays(day(today)), lacks, "{today}");
        }
        assert!(!ours.days.is_working_day(day("2029-05-11")) && Calendar::dutch().is_working_day(day("2029-05-11")));
        assert!(ours.days.is_working_day(day("2026-04-27")) && !Calendar::dutch().is_working_day(day("2026-04-27")));
    }
}
