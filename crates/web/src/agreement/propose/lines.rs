//! The lines of a proposal as a form without JavaScript: each line has a number of its own, kept in `regel`, and the
//! name of each of its fields begins with that number. Adding or removing a line posts the form and shows it again.
//!
//! A line is read as a sentence and opens alone. Days and basic or extra are asked once, for all lines; a line that has
//! its own says so.

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

/// The days and the level of every line that has none of its own.
pub(super) const ALL_FROM: &str = "van";
pub(super) const ALL_UNTIL: &str = "tot";
pub(super) const ALL_LEVEL: &str = "niveau";

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

/// Lines as if they had been typed: the days that most of them have stand once, for all.
pub(super) fn typed(drafts: &[LineDraft], first: usize) -> Vec<(String, String)> {
    let days = |draft: &LineDraft| (draft.from, draft.until);
    let often = |of: &LineDraft| drafts.iter().filter(|draft| days(draft) == days(of)).count();
    // The first of those that come most often.
    let common = drafts.iter().rev().max_by_key(|draft| often(draft)).map(days);
    let level = drafts.first().and_then(|draft| draft.level);
    let level = level.filter(|level| drafts.iter().all(|draft| draft.level == Some(*level)));
    let written = |day: Option<time::Date>| day.map(format::date_typed).unwrap_or_default();
    let (from, until) = common.unwrap_or_default();
    let mut all = vec![(ALL_FROM.to_owned(), written(from)), (ALL_UNTIL.to_owned(), written(until))];
    all.push((ALL_LEVEL.to_owned(), level.map(|level| level.code().to_owned()).unwrap_or_default()));
    for (at, draft) in drafts.iter().enumerate() {
        let own = if Some(days(draft)) == common {
            LineDraft { from: None, until: None, ..draft.clone() }
        } else {
            draft.clone()
        };
        all.extend(pairs(first + at, &own));
    }
    all
}

/// Reads the lines. `known` are the measures of the school and of its earlier versions: no other is believed.
///
/// # Errors
/// What is wrong, per line and field, with the place of the line in the sentence.
pub(super) fn read(input: &Input, known: &BTreeSet<MeasureId>) -> Result<Vec<Line>, Errors> {
    let mut errors = Errors::none();
    let mut lines = Vec::new();
    let mut common = |name: &'static str| match parse_date(input.raw(name)) {
        Ok(day) => Ok(Some(day)),
        Err(DateError::Missing) => Ok(None),
        Err(DateError::Unreadable) => {
            errors.add(name, "error-date-unreadable");
            Err(())
        }
        Err(DateError::NoSuchDay) => {
            errors.add(name, "error-date-no-such-day");
            Err(())
        }
    };
    let (all_from, all_until) = (common(ALL_FROM), common(ALL_UNTIL));
    let all_level = Level::from_code(input.text(ALL_LEVEL));
    let mut once: BTreeSet<(&str, &'static str)> = BTreeSet::new();
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
        let (own_from, own_until) = (day(FROM), day(UNTIL));
        // Who gives a line its own first day gives it its own last one too, or none.
        let has_own = !matches!(own_from, Ok(None));
        let from = if has_own { own_from } else { all_from };
        let until = if has_own || own_until != Ok(None) { own_until } else { all_until };
        let draft = LineDraft {
            measure: typed(MEASURE).parse().ok().filter(|id| known.contains(id)),
            kind: MeasureKind::from_code(&typed(KIND)),
            text: typed(TEXT),
            details: typed(DETAILS),
            who: typed(WHO),
            place: Place::from_code(&typed(PLACE)),
            from: from.unwrap_or_default(),
            until: until.unwrap_or_default(),
            level: all_level.or_else(|| Level::from_code(&typed(LEVEL))),
        };
        match Line::new(draft) {
            Ok(line) => lines.push(line),
            Err(problems) => {
                for problem in problems {
                    if problem.field == LineField::From && from.is_err() {
                        continue;
                    }
                    // Days that stand for all lines are wrong once, there.
                    let shared = match (problem.field, &problem.problem) {
                        (LineField::From, Problem::Missing) => Some((ALL_FROM, "error-from-missing")),
                        (LineField::Until, _) if !has_own && own_until == Ok(None) => {
                            Some((ALL_UNTIL, "error-ends-before-it-begins"))
                        }
                        _ => None,
                    };
                    if let Some((name, key)) = shared {
                        once.insert((name, key));
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
    for (name, key) in once {
        errors.add(name, key);
    }
    if rows(input).is_empty() {
        errors.add("erbij", "error-lines-none");
    }
    if rows(input).len() > MAX_LINES {
        errors.add_with("erbij", "error-lines-too-many", vec![("max", MAX_LINES.to_string())]);
    }
    errors.or(lines)
}

/// The lines that can be read as they are, for who looks what the student will read.
pub(super) fn readable(input: &Input) -> Vec<Line> {
    let one = |row: usize| {
        let others: Vec<String> =
            rows(input).into_iter().filter(|other| *other != row).map(|row| row.to_string()).collect();
        let alone = others.iter().fold(input.clone(), |input, other| input.without(ROW, other));
        read(&alone, &BTreeSet::new()).ok()
    };
    rows(input).into_iter().filter_map(one).flatten().collect()
}

const fn of_field(field: LineField) -> (&'static str, &'static str) {
    match field {
        LineField::Kind => (KIND, "error-line-kind-missing"),
        LineField::Text => (TEXT, "error-line-text-missing"),
        LineField::Details => (DETAILS, "error-line-not-text"),
        LineField::Who => (WHO, "error-line-who-missing"),
        LineField::Place => (PLACE, "error-line-place-missing"),
        LineField::From => (FROM, "error-from-missing"),
        LineField::Until => (UNTIL, "error-line-ends-before-it-begins"),
        LineField::Level => (LEVEL, "error-line-level-missing"),
    }
}

/// A line of the form, as shown.
pub(super) struct LineForm {
    /// Its number.
    pub row: usize,
    /// "Maatregel 2".
    pub legend: String,
    /// What the button that removes it says.
    pub remove: String,
    /// It has just been added and takes the focus.
    pub fresh: bool,
    /// It is open: it has just been added, or something in it is wrong or missing.
    pub open: bool,
    /// What it says as it is now: what, what is particular, and the rest in one line.
    pub reads: (String, String, String),
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
        let said = |name: &str| input.raw(&field(row, name)).trim().to_owned();
        let prefix = field(row, "");
        let wrong = errors.fields().any(|name| name.starts_with(&prefix));
        let place = Place::from_code(&said(PLACE)).map(|one| agreement::place(t, one));
        let own = parse_date(&said(FROM)).ok().map(|from| agreement::period(t, from, parse_date(&said(UNTIL)).ok()));
        let rest: Vec<String> =
            [Some(said(WHO)), place, own].into_iter().flatten().filter(|one| !one.is_empty()).collect();
        Self {
            open: fresh == Some(row) || wrong || said(TEXT).is_empty(),
            reads: (t.stored(&said(TEXT)), t.stored(&said(DETAILS)), rest.join(" · ")),
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
            from: text(FROM, "propose-own-from").optional().filled(t, input, errors),
            until: text(UNTIL, "propose-own-until").optional().filled(t, input, errors),
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
    fn what_is_the_same_for_all_is_asked_once() {
        let (t, lines) = (T::default(), people::lines());
        let known = lines.iter().filter_map(|line| line.measure).collect();
        let drafts: Vec<LineDraft> = lines.iter().map(Line::to_draft).collect();
        let sent = typed(&drafts, 0);
        let value = |name: &str| sent.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
        assert_eq!((value(ALL_FROM), value(ALL_UNTIL), value("r0-van")), ("24-08-2026", "31-07-2027", ""));
        assert_eq!(read(&input(sent.clone()), &known).unwrap(), lines, "they come back as they went out");
        let with = |changes: &[(&str, &str)]| {
            let kept = sent.iter().filter(|(name, _)| changes.iter().all(|(n, _)| n != name)).cloned();
            kept.chain(changes.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))).collect::<Vec<_>>()
        };
        let until = |changes: &[(&str, &str)]| {
            let found = read(&input(with(changes)), &known).unwrap();
            found.iter().map(|line| line.until.map(format::date_typed).unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(until(&[(ALL_UNTIL, "1-2-2027")]), vec!["01-02-2027"; lines.len()]);
        assert_eq!(until(&[("r1-tot", "1-2-2027")])[..2], ["31-07-2027", "01-02-2027"]);
        assert_eq!(until(&[("r1-van", "1-9-2026")])[1], "", "its own first day, and so no last one");
        let all_extra = read(&input(with(&[(ALL_LEVEL, "extra")])), &known).unwrap();
        assert!(all_extra.iter().all(|line| line.level == Level::Extra));
        for (name, value, field) in [
            (ALL_FROM, "", ALL_FROM),
            (ALL_FROM, "morgen", ALL_FROM),
            (ALL_UNTIL, "1-1-2020", ALL_UNTIL),
            ("r1-tot", "1-1-2020", "r1-tot"),
        ] {
            let errors = read(&input(with(&[(name, value)])), &known).unwrap_err();
            assert_eq!(errors.summary(t).items.len(), 1, "{name} {value}: wrong once");
            assert!(errors.for_field(t, field).is_some(), "{name} {value}");
        }
    }

    #[test]
    fn a_number_counts_once() {
        let sent = Input::of(&[(ROW, "2"), (ROW, "0"), (ROW, "2"), (ROW, "x"), (ROW, "99999")]);
        assert_eq!(rows(&sent), [2, 0]);
    }
}
