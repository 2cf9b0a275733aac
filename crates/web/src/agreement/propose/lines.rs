//! The lines of a proposal as a form without JavaScript: each line has a number of its own, kept in `regel`, and the
//! name of each of its fields begins with that number. Adding or removing a line posts the form and shows it again.

use crate::{
    say::agreement,
    say::{
        form::{Choice, DateError, Errors, Field, Input, Opt, parse_date},
        format,
        words::T,
    },
};
use register::{
    MeasureId,
    agreement::{Line, LineDraft, LineField, MAX_LINES},
    catalogue::{Level, MeasureKind, Place},
    field::Problem,
};
use std::collections::BTreeSet;

/// The numbers of the lines, in order.
pub(super) const ROW: &str = "regel";

/// The name of a field of a line.
pub(super) fn field(row: usize, name: &str) -> String {
    format!("r{row}-{name}")
}

const KIND: &str = "soort";
const MEASURE: &str = "maatregel";
const TEXT: &str = "wat";
const DETAILS: &str = "precies";
const WHO: &str = "wie";
const PLACE: &str = "waar";
const FROM: &str = "van";
const UNTIL: &str = "tot";
const LEVEL: &str = "niveau";

/// The numbers of the lines that were sent: each once, and not more than anyone can read.
pub(super) fn rows(input: &Input) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let numbers = input.all(ROW).filter_map(|number| number.parse().ok());
    numbers.filter(|number| *number < 1000 && seen.insert(*number)).take(MAX_LINES + 1).collect()
}

/// A line as if it had been typed.
pub(super) fn pairs(row: usize, draft: &LineDraft) -> Vec<(String, String)> {
    let day = |day: Option<time::Date>| day.map(format::date_typed).unwrap_or_default();
    let mut pairs = vec![
        (ROW.to_owned(), row.to_string()),
        (field(row, TEXT), draft.text.clone()),
        (field(row, DETAILS), draft.details.clone()),
        (field(row, WHO), draft.who.clone()),
        (field(row, FROM), day(draft.from)),
        (field(row, UNTIL), day(draft.until)),
    ];
    let mut code = |name, code: Option<&str>| pairs.extend(code.map(|code| (field(row, name), code.to_owned())));
    code(KIND, draft.kind.map(MeasureKind::code));
    code(PLACE, draft.place.map(Place::code));
    code(LEVEL, draft.level.map(Level::code));
    code(MEASURE, draft.measure.map(|id| id.to_string()).as_deref());
    pairs
}

/// Reads the lines. `known` are the measures of the school and of its earlier versions: no other is believed.
///
/// # Errors
/// What is wrong, per line and field, with the place of the line in the sentence.
pub(super) fn read(input: &Input, known: &BTreeSet<MeasureId>) -> Result<Vec<Line>, Errors> {
    let mut errors = Errors::none();
    let mut lines = Vec::new();
    for (at, row) in rows(input).into_iter().enumerate() {
        let typed = |name: &str| input.raw(&field(row, name)).to_owned();
        let mut add = |name: &str, key, mut args: Vec<(&'static str, String)>| {
            args.push(("line", (at + 1).to_string()));
            errors.add_with(field(row, name), key, args);
        };
        let mut day = |name: &str| match parse_date(&typed(name)) {
            Ok(day) => Ok(Some(day)),
            Err(DateError::Missing) => Ok(None),
            Err(DateError::Unreadable) => {
                add(name, "error-line-date-unreadable", Vec::new());
                Err(())
            }
            Err(DateError::NoSuchDay) => {
                add(name, "error-line-date-no-such-day", Vec::new());
                Err(())
            }
        };
        let (from, until) = (day(FROM), day(UNTIL));
        let draft = LineDraft {
            measure: typed(MEASURE).parse().ok().filter(|id| known.contains(id)),
            kind: MeasureKind::from_code(&typed(KIND)),
            text: typed(TEXT),
            details: typed(DETAILS),
            who: typed(WHO),
            place: Place::from_code(&typed(PLACE)),
            from: from.unwrap_or_default(),
            until: until.unwrap_or_default(),
            level: Level::from_code(&typed(LEVEL)),
        };
        match Line::new(draft) {
            Ok(line) => lines.push(line),
            Err(problems) => {
                for problem in problems {
                    if problem.field == LineField::From && from.is_err() {
                        continue;
                    }
                    let (name, missing) = of_field(problem.field);
                    match problem.problem {
                        Problem::TooLong { max, got } => {
                            let args = vec![("max", max.to_string()), ("got", got.to_string())];
                            add(name, "error-line-too-long", args);
                        }
                        Problem::NotText => add(name, "error-line-not-text", Vec::new()),
                        Problem::EndsBeforeItBegins { .. } => {
                            add(name, "error-line-ends-before-it-begins", Vec::new());
                        }
                        Problem::Missing | Problem::DoesNotApply => add(name, missing, Vec::new()),
                    }
                }
            }
        }
    }
    if rows(input).is_empty() {
        errors.add("erbij", "error-lines-none");
    }
    if rows(input).len() > MAX_LINES {
        errors.add_with("erbij", "error-lines-too-many", vec![("max", MAX_LINES.to_string())]);
    }
    errors.or(lines)
}

const fn of_field(field: LineField) -> (&'static str, &'static str) {
    match field {
        LineField::Kind => (KIND, "error-line-kind-missing"),
        LineField::Text => (TEXT, "error-line-text-missing"),
        LineField::Details => (DETAILS, "error-line-not-text"),
        LineField::Who => (WHO, "error-line-who-missing"),
        LineField::Place => (PLACE, "error-line-place-missing"),
        LineField::From => (FROM, "error-line-from-missing"),
        LineField::Until => (UNTIL, "error-line-ends-before-it-begins"),
        LineField::Level => (LEVEL, "error-line-level-missing"),
    }
}

/// A line of the form, as shown.
pub(super) struct LineForm {
    /// Its number.
    pub row: usize,
    /// "Afspraak 2".
    pub legend: String,
    /// What the button that removes it says.
    pub remove: String,
    /// It has just been added and takes the focus.
    pub fresh: bool,
    /// Name and value of the measure of the catalogue.
    pub measure: Option<(String, String)>,
    /// Name, code and words of its kind, where the catalogue gives it.
    pub fixed_kind: Option<(String, String, String)>,
    /// Its kind, where it has to be chosen.
    pub kind: Choice,
    /// What is done.
    pub text: Field,
    /// What is particular.
    pub details: Field,
    /// Who does it.
    pub who: Field,
    /// Where.
    pub place: Choice,
    /// The first day.
    pub from: Field,
    /// The last day.
    pub until: Field,
    /// Basic or extra.
    pub level: Choice,
}

impl LineForm {
    /// The lines with what was typed and what is wrong with them.
    pub(super) fn all(t: T, input: &Input, errors: &Errors, fresh: Option<usize>) -> Vec<Self> {
        rows(input).into_iter().enumerate().map(|(at, row)| Self::new(t, row, at + 1, input, errors, fresh)).collect()
    }

    fn new(t: T, row: usize, at: usize, input: &Input, errors: &Errors, fresh: Option<usize>) -> Self {
        let text = |name: &str, key: &'static str| Field::text(field(row, name), t.get(key));
        let choice = |name: &str, key: &'static str, options| Choice::new(field(row, name), t.get(key), options);
        let places = Place::ALL.iter().map(|&p| Opt::new(p.code(), agreement::place(t, p))).collect();
        let kinds = MeasureKind::ALL.iter().map(|&k| Opt::new(k.code(), agreement::kind(t, k))).collect();
        let levels = Level::ALL.iter().map(|&l| Opt::new(l.code(), agreement::level(t, l))).collect();
        let (measure, kind) = (field(row, MEASURE), field(row, KIND));
        let from_catalogue = !input.text(&measure).is_empty();
        let fixed = MeasureKind::from_code(input.text(&kind)).filter(|_| from_catalogue);
        Self {
            row,
            legend: t.say("propose-line").arg("line", at).to_string(),
            remove: t.say("propose-remove-line").arg("line", at).to_string(),
            fresh: fresh == Some(row),
            measure: from_catalogue.then(|| (measure.clone(), input.text(&measure).to_owned())),
            fixed_kind: fixed.map(|k| (kind.clone(), k.code().to_owned(), agreement::kind(t, k))),
            kind: choice(KIND, "propose-kind", kinds).filled(t, input, errors),
            text: text(TEXT, "propose-text").rows(2).filled(t, input, errors),
            details: text(DETAILS, "propose-details")
                .hint(t.get("propose-details-hint"))
                .not_here(t.get("propose-details-not-here"))
                .optional()
                .rows(2)
                .filled(t, input, errors),
            who: text(WHO, "propose-who").filled(t, input, errors),
            place: choice(PLACE, "propose-place", places).filled(t, input, errors),
            from: text(FROM, "propose-from").filled(t, input, errors),
            until: text(UNTIL, "propose-until").optional().filled(t, input, errors),
            level: choice(LEVEL, "propose-level", levels).filled(t, input, errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::people;

    fn input(pairs: Vec<(String, String)>) -> Input {
        Input::of(&pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>())
    }

    #[test]
    fn a_line_comes_back_as_it_went_out() {
        let lines = people::lines();
        let known = lines.iter().filter_map(|line| line.measure).collect();
        let sent = lines.iter().enumerate().flat_map(|(row, line)| pairs(row, &line.to_draft())).collect();
        assert_eq!(read(&input(sent), &known).unwrap(), lines);
        let strange = lines.first().map(|line| pairs(0, &line.to_draft())).unwrap();
        let read = read(&input(strange), &BTreeSet::new()).unwrap();
        assert_eq!(read.first().unwrap().measure, None, "a measure of another school is not believed");
    }

    #[test]
    fn each_field_of_each_line_says_what_is_wrong() {
        let good = || pairs(7, &people::lines().remove(0).to_draft());
        for (name, value, key) in [
            (TEXT, String::new(), "error-line-text-missing"),
            (TEXT, "x".repeat(301), "error-line-too-long"),
            (WHO, " ".into(), "error-line-who-missing"),
            (PLACE, "thuis".into(), "error-line-place-missing"),
            (LEVEL, String::new(), "error-line-level-missing"),
            (KIND, String::new(), "error-line-kind-missing"),
            (FROM, String::new(), "error-line-from-missing"),
            (FROM, "morgen".into(), "error-line-date-unreadable"),
            (UNTIL, "31-4-2027".into(), "error-line-date-no-such-day"),
            (UNTIL, "1-1-2020".into(), "error-line-ends-before-it-begins"),
        ] {
            let mut pairs = good();
            pairs.retain(|(n, _)| *n != field(7, name));
            pairs.push((field(7, name), value));
            let errors = read(&input(pairs), &BTreeSet::new()).unwrap_err();
            let t = T::default();
            let said = errors.for_field(t, &field(7, name)).unwrap_or_default();
            assert!(said.contains("Maatregel 1") && !said.contains(crate::say::words::MISSING), "{key}: {said}");
            assert_eq!(errors.summary(t).items.len(), 1, "{key}");
        }
        let none = read(&Input::default(), &BTreeSet::new()).unwrap_err();
        assert!(none.for_field(T::default(), "erbij").is_some());
        let many: Vec<_> = (0..=MAX_LINES).flat_map(|row| pairs(row, &people::lines().remove(0).to_draft())).collect();
        assert!(read(&input(many), &BTreeSet::new()).is_err());
    }

    #[test]
    fn a_number_counts_once() {
        let sent = Input::of(&[(ROW, "2"), (ROW, "0"), (ROW, "2"), (ROW, "x"), (ROW, "99999")]);
        assert_eq!(rows(&sent), [2, 0]);
    }
}
