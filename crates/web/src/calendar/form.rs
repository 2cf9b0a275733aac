//! The form of one holiday of a school.

use super::{samples, words::PATH};
use crate::{
    say::{
        by::by,
        calendar,
        form::{Errors, Field, Input, Summary, parse_date},
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::law::calendar::{Entry, EntryKind, EntryProblem, Refused};
use store::calendar::CalendarRow;
use time::Date;

/// Of which region, where its offer is asked for or taken over.
pub(super) const REGION: &str = "regio";
/// Which holiday: its number, or `nieuw`.
pub(super) const WHAT: &str = "vakantie";
const NEW: &str = "nieuw";
const NAME: &str = "naam";
const FROM: &str = "eerste";
const UNTIL: &str = "laatste";
const SOURCE: &str = "bron";
const END: &str = "einde";

/// Which form is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked<'a> {
    /// Of something new.
    New,
    /// Of something that holds.
    Held(&'a CalendarRow),
    /// Of something that held when the form was made.
    Gone(&'a CalendarRow),
}

impl<'a> Asked<'a> {
    /// What an address asks for, where it is there.
    pub(super) fn read(code: &str, rows: &'a [CalendarRow]) -> Option<Self> {
        match Self::sent(code, rows)? {
            Self::Gone(_) => None,
            found => Some(found),
        }
    }

    /// What a form is of, also when that was ended meanwhile. `None`: no such form was ever made.
    pub(super) fn sent(code: &str, rows: &'a [CalendarRow]) -> Option<Self> {
        if code == NEW {
            return Some(Self::New);
        }
        let number: i64 = code.parse().ok()?;
        let row = rows.iter().find(|row| row.number == number)?;
        Some(if row.ended.is_none() { Self::Held(row) } else { Self::Gone(row) })
    }

    /// What stands in the form and the address.
    pub(super) fn code(&self) -> String {
        self.number().map_or_else(|| NEW.to_owned(), |number| number.to_string())
    }

    /// The number of what it is put in the place of.
    pub(super) const fn number(&self) -> Option<i64> {
        match self {
            Self::New => None,
            Self::Held(row) | Self::Gone(row) => Some(row.number),
        }
    }

    /// What was typed, but for a name that stands there as the program has it: that stays in both languages.
    pub(super) fn unless_typed(&self, t: T, entry: Entry) -> Entry {
        match self {
            Self::Held(row) | Self::Gone(row) if calendar::name(t, &row.entry) == entry.name => {
                Entry { name: row.entry.name.clone(), ..entry }
            }
            Self::Held(_) | Self::New | Self::Gone(_) => entry,
        }
    }

    /// The same form, of something new: what it was of is gone.
    pub(super) const fn as_new(&self) -> Self {
        Self::New
    }
}

/// Reads the form: what holds from now on, or `None` to end it.
pub(super) fn parse(input: &Input) -> Result<Option<Entry>, Errors> {
    if input.has(END) {
        return Ok(None);
    }
    let mut errors = Errors::none();
    let mut day = |field| parse_date(input.text(field)).map_err(|wrong| errors.add(field, wrong.key())).ok();
    let (from, until) = (day(FROM), day(UNTIL));
    let text = |field| input.text(field).trim().to_owned();
    let (name, source) = (text(NAME), text(SOURCE));
    if name.is_empty() {
        errors.add(NAME, "error-calendar-name");
    }
    if source.is_empty() {
        errors.add(SOURCE, "error-calendar-source");
    }
    match (from, until) {
        (Some(from), Some(until)) => errors.or(Some(Entry { kind: EntryKind::Closed, from, until, name, source })),
        _ => Err(errors.in_order(&[NAME, FROM, UNTIL, SOURCE])),
    }
}

/// What is wrong by the rules, beside its field.
pub(super) fn errors(t: T, refused: &Refused) -> Errors {
    let mut errors = Errors::none();
    match refused {
        Refused::Problem(EntryProblem::EndsBeforeItBegins) => errors.add(UNTIL, "error-ends-before-it-begins"),
        Refused::Problem(EntryProblem::TooLong) => errors.add(UNTIL, "error-calendar-long"),
        Refused::Problem(EntryProblem::NoName) => errors.add(NAME, "error-calendar-name"),
        Refused::Problem(EntryProblem::OddName) => errors.add(NAME, "error-calendar-odd"),
        Refused::Problem(EntryProblem::NoSource) => errors.add(SOURCE, "error-calendar-source"),
        Refused::Problem(EntryProblem::OddSource) => errors.add(SOURCE, "error-calendar-odd"),
        Refused::Meets(other) => {
            let args = vec![("name", calendar::name(t, other)), ("days", calendar::days(t, other))];
            errors.add_with(FROM, "error-calendar-meets", args);
        }
        Refused::Gone => errors.add(FROM, "calendar-meanwhile"),
    }
    errors
}

/// The page.
#[derive(Template)]
#[template(path = "calendar/form.html")]
pub struct HolidayPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    what: String,
    /// It is a holiday, of which days can be typed. Else it can be ended only.
    typed: bool,
    name: Field,
    from: Field,
    until: Field,
    source: Field,
    /// Of what stands there: its days, and who read or typed it.
    stands: Option<(String, String)>,
}

impl HolidayPage {
    /// The page, with what was typed and what is wrong with it.
    pub(super) fn new(shell: Shell, asked: &Asked<'_>, input: Option<&Input>, errors: &Errors) -> Self {
        let t = shell.t;
        let row = match asked {
            Asked::Held(row) => Some(*row),
            Asked::New | Asked::Gone(_) => None,
        };
        let day = |date: Date| format!("{}-{}-{}", date.day(), u8::from(date.month()), date.year());
        let none = Input::default();
        let typed = input.unwrap_or(&none);
        let entry = row.map(|row| &row.entry);
        let name = entry.map(|entry| calendar::name(t, entry));
        let field = |id: &str, label: &str, value: Option<String>| {
            Field::text(id, t.get(label)).value(value.unwrap_or_default())
        };
        let shell = Shell { path: format!("{PATH}?{WHAT}={}", asked.code()), ..shell };
        let shell = shell.crumb(t.get("manage-title"), "/beheer").crumb(t.get("calendar-title"), PATH).keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: name.clone().unwrap_or_else(|| t.get("calendar-new")),
            what: asked.code(),
            typed: entry.is_none_or(|entry| entry.kind == EntryKind::Closed),
            name: field(NAME, "calendar-name", name).filled(t, typed, errors),
            from: field(FROM, "calendar-from", entry.map(|entry| day(entry.from))).filled(t, typed, errors),
            until: field(UNTIL, "calendar-until", entry.map(|entry| day(entry.until))).filled(t, typed, errors),
            source: field(SOURCE, "calendar-source", entry.map(|entry| entry.source.clone()))
                .hint(t.get("calendar-source-hint"))
                .filled(t, typed, errors),
            stands: row.map(|row| (calendar::days(t, &row.entry), by(t, &row.read.0, row.read.1))),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for HolidayPage {
    const NAME: &'static str = "calendar/form";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let rows = samples::rows();
        let page = |code: &str, input: Option<&Input>, errors: &Errors| {
            let asked = Asked::sent(code, &rows).unwrap_or(Asked::New);
            Self::new(Shell::sample_as(t, Role::Administrator, PATH), &asked, input, errors)
        };
        let refused = |pairs: &[(&str, &str)], refused: Option<&Refused>| {
            let input = Input::of(pairs);
            let wrong = parse(&input).err().or(refused.map(|refused| errors(t, refused))).unwrap_or_default();
            page(NEW, Some(&input), &wrong)
        };
        let filled = [(NAME, "Herfst"), (FROM, "17-10-2026"), (UNTIL, "25-10-2026"), (SOURCE, "besluit")];
        let meets = Refused::Meets(rows[2].entry.clone());
        vec![
            ("new", page(NEW, None, &Errors::none())),
            ("stands", page("3", None, &Errors::none())),
            ("day", page("4", None, &Errors::none())),
            ("empty", refused(&[], None)),
            ("meets", refused(&filled, Some(&meets))),
            ("long", refused(&filled, Some(&Refused::Problem(EntryProblem::TooLong)))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use time::macros::date;

    #[test]
    fn a_holiday_is_read_whole_or_each_field_says_what_it_misses() {
        let filled = [(NAME, " Herfst "), (FROM, "17-10-2026"), (UNTIL, "25-10-2026"), (SOURCE, "besluit")];
        let entry = parse(&Input::of(&filled)).unwrap().unwrap();
        assert_eq!((entry.name.as_str(), entry.kind), ("Herfst", EntryKind::Closed));
        assert_eq!((entry.from, entry.until), (date!(2026 - 10 - 17), date!(2026 - 10 - 25)));
        let wrong = parse(&Input::of(&[])).unwrap_err();
        assert_eq!(wrong.fields().collect::<Vec<_>>(), [NAME, FROM, UNTIL, SOURCE]);
        assert_eq!(parse(&Input::of(&[(END, "ja")])), Ok(None), "to end it nothing is typed");
    }

    #[test]
    fn whatever_the_rules_refuse_is_said_beside_a_field() {
        use EntryProblem as P;
        let problems =
            [P::EndsBeforeItBegins, P::TooLong, P::NoName, P::OddName, P::NoSource, P::OddSource].map(Refused::Problem);
        let meets = Refused::Meets(samples::rows().remove(0).entry);
        for t in Lang::ALL.map(T::new) {
            for refused in problems.iter().chain([&meets, &Refused::Gone]) {
                let found = errors(t, refused);
                let said = [NAME, FROM, UNTIL, SOURCE].iter().find_map(|field| found.for_field(t, field));
                assert!(said.is_some_and(|said| !said.contains(MISSING)), "{refused}");
            }
        }
    }
}
