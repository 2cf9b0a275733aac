//! What the forms of measures and templates share: days, a place in the list, and the words for what is wrong.

use crate::say::{
    form::{Choice, DateError, Errors, Field, Input, Opt, parse_date},
    format,
    words::T,
};
use register::{Period, field::Problem};
use time::Date;

/// Where the list is.
pub(super) const LIST: &str = "/beheer/maatregelen";
pub(super) const FROM: &str = "van";
pub(super) const UNTIL: &str = "tot";
pub(super) const PLACE: &str = "plek";
/// How it stood when the form was made.
pub(crate) const WAS: &str = "was";
/// What the button asks: to look first.
pub(crate) const DO: &str = "doe";
pub(crate) const LOOK: &str = "kijk";

/// A day that was typed, or nothing; what is wrong goes to the errors.
pub(super) fn day(input: &Input, name: &'static str, errors: &mut Errors) -> Option<Date> {
    match parse_date(input.raw(name)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(error) => {
            errors.add(name, error.key());
            None
        }
    }
}

/// The place in the list that was chosen, counted from 1: the last where none was.
pub(super) fn place(input: &Input) -> usize {
    input.text(PLACE).parse().unwrap_or(usize::MAX)
}

/// Says what is wrong with a field. A day that could not be read is told of already.
pub(super) fn say(errors: &mut Errors, name: &'static str, missing: &'static str, problem: Problem) {
    if errors.for_field(T::default(), name).is_some() {
        return;
    }
    match problem {
        Problem::TooLong { max, got } => {
            errors.add_with(name, "error-catalogue-long", vec![("max", max.to_string()), ("got", got.to_string())]);
        }
        Problem::NotText => errors.add(name, "error-catalogue-not-text"),
        Problem::EndsBeforeItBegins { .. } => errors.add(name, "error-ends-before-it-begins"),
        Problem::Missing | Problem::DoesNotApply => errors.add(name, missing),
    }
}

/// The two days, as fields.
pub(super) fn days(t: T, input: &Input, errors: &Errors) -> (Field, Field) {
    let from = Field::text(FROM, t.get("catalogue-from")).hint(t.get("catalogue-from-hint")).filled(t, input, errors);
    let until = Field::text(UNTIL, t.get("catalogue-until")).optional().filled(t, input, errors);
    (from, until)
}

/// The place in the list: after which other it comes. `names` are the others, in order; `at` is where it stands.
pub(super) fn places(t: T, names: &[String], at: usize, input: &Input, errors: &Errors) -> Choice {
    let first = Opt::new("1", t.get("catalogue-first"));
    let after = names
        .iter()
        .enumerate()
        .map(|(index, name)| Opt::new((index + 2).to_string(), t.say("catalogue-after").arg("name", name).to_string()));
    let options = std::iter::once(first).chain(after).collect();
    Choice::new(PLACE, t.get("catalogue-place"), options).filled_or(t, input, errors, &at.to_string())
}

/// A day as it is typed.
pub(super) fn typed(day: Option<Date>) -> String {
    day.map(format::date_typed).unwrap_or_default()
}

/// From when till when, and whether that is now, to come or past.
pub(super) fn when(t: T, period: Period, today: Date) -> (String, bool) {
    let words = crate::say::agreement::period(t, period.from, period.until);
    (words, period.contains(today))
}
