//! The form of one setting.

use super::{
    samples,
    words::{self, Kind, PATH},
};
use crate::{
    say::{
        agreement::period,
        by::by,
        form::{Choice, Errors, Field, Input, Opt, Summary, parse_date},
        law,
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::{
    Period,
    law::Contradicts,
    policy::{Name, Refused},
};
use store::policy::{Put, Settings};
use time::{Date, macros::format_description};

/// Which setting.
pub(super) const WHAT: &str = "wat";
const VALUE: &str = "waarde";
const FROM: &str = "vanaf";
const UNTIL: &str = "tot";
/// The last change that was read.
const READ: &str = "gelezen";
const TAKE_BACK: &str = "terug";

/// Which form is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) name: Name,
    /// Of what was set from this day.
    pub(super) from: Option<Date>,
    pub(super) today: Date,
}

/// A form that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    name: Name,
    /// `None` takes it back.
    typed: Option<String>,
    period: Period,
    based_on: Option<i64>,
}

impl Term {
    /// What the store is asked.
    pub(super) fn put(&self) -> Put<'_> {
        let Self { name, ref typed, period, based_on } = *self;
        Put { name, typed: typed.as_deref(), period, based_on }
    }

    pub(super) const fn takes_back(&self) -> bool {
        self.typed.is_none()
    }
}

/// A day in an address.
pub(super) fn parse_day(text: &str) -> Result<Date, time::error::Parse> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
}

/// Reads the form of a setting.
pub(super) fn parse(name: Name, input: &Input) -> Result<Term, Errors> {
    let mut errors = Errors::none();
    let from = parse_date(input.text(FROM)).map_err(|wrong| errors.add(FROM, wrong.key())).ok();
    let until = match input.text(UNTIL) {
        "" => Ok(None),
        typed => parse_date(typed).map(Some),
    };
    let until = until.map_err(|wrong| errors.add(UNTIL, wrong.key())).ok();
    let based_on = input.text(READ).parse().ok();
    let takes_back = input.has(TAKE_BACK);
    let typed = match words::kind(name) {
        Kind::Some(codes) => {
            let chosen: Vec<&str> = input.all(VALUE).collect();
            codes.iter().filter(|code| chosen.contains(code)).copied().collect::<Vec<_>>().join(",")
        }
        Kind::Number | Kind::One(_) => input.text(VALUE).to_owned(),
    };
    if typed.is_empty() && !takes_back {
        errors.add(VALUE, "error-policy-missing");
    }
    match (from, until) {
        (Some(from), Some(until)) => {
            let typed = (!takes_back).then_some(typed);
            errors.or(Term { name, typed, period: Period { from, until }, based_on })
        }
        _ => Err(errors),
    }
}

/// What is wrong by the rules, beside its field.
pub(super) fn errors(t: T, refused: Refused) -> Errors {
    let mut errors = Errors::none();
    match refused {
        Refused::Contradicts(contradicts) => {
            let article = vec![("article", law::cite(t, contradicts.against.cite))];
            errors.add_with(VALUE, against(contradicts), article);
        }
        Refused::EndsBeforeItBegins => errors.add(UNTIL, "error-ends-before-it-begins"),
        Refused::NotAValue(_) | Refused::SetMeanwhile | Refused::NothingThere => {
            errors.add(VALUE, "error-policy-value");
        }
    }
    errors
}

fn against(contradicts: Contradicts) -> &'static str {
    match contradicts.what {
        "no_period" | "longer_than_four_weeks" => "error-policy-weeks",
        "too_far_ahead" => "error-policy-ahead",
        "no_days" | "too_late_to_help" => "error-policy-answer",
        "exam_committee_decides" => "error-policy-committee",
        _ => "error-policy-law",
    }
}

/// How the value is asked.
enum Value {
    Typed(Field),
    One(Choice),
    Some(Choice),
}

/// The page.
#[derive(Template)]
#[template(path = "policy/form.html")]
pub struct TermPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    what: &'static str,
    /// What holds where nothing is set.
    otherwise: String,
    value: Value,
    from: Field,
    until: Field,
    read: i64,
    /// Something stands there from that day.
    stands: bool,
    /// Every time it was set.
    history: Vec<(String, String)>,
}

impl TermPage {
    /// The page, with what was typed and what is wrong with it.
    pub(super) fn new(shell: Shell, settings: &Settings, asked: Asked, input: Option<&Input>, errors: &Errors) -> Self {
        let t = shell.t;
        let Asked { name, from, today } = asked;
        let typed_from = input.and_then(|input| parse_date(input.text(FROM)).ok());
        let stood = settings
            .held
            .iter()
            .find(|(of, period, _)| of == name.code() && from.or(typed_from).is_some_and(|from| from == period.from));
        let day = |date: Date| format!("{}-{}-{}", date.day(), u8::from(date.month()), date.year());
        let none = Input::default();
        let typed = input.unwrap_or(&none);
        let stood_value = stood.map(|(_, _, value)| value.as_str()).unwrap_or_default();
        let label = words::name(t, name);
        let hint = t.get(&format!("policy-hint-{}", name.code()));
        let options = |codes: &[&'static str]| codes.iter().map(|code| Opt::new(*code, words::code(t, code))).collect();
        let value = match words::kind(name) {
            Kind::Number => {
                Value::Typed(Field::text(VALUE, &label).hint(hint).value(stood_value).filled(t, typed, errors))
            }
            Kind::One(codes) => {
                let choice = Choice::new(VALUE, &label, options(codes)).hint(hint).chosen(stood_value);
                Value::One(choice.filled(t, typed, errors))
            }
            Kind::Some(codes) => {
                let mut choice = Choice::new(VALUE, &label, options(codes)).hint(hint);
                choice.chosen = stood_value.split(',').map(str::to_owned).collect();
                Value::Some(choice.filled(t, typed, errors))
            }
        };
        let (held_from, held_until) = stood.map_or((today, None), |(_, period, _)| (period.from, period.until));
        let told = settings.history.iter().rev().filter(|row| row.name == name.code()).map(|row| {
            let value =
                row.value.as_ref().map_or_else(|| t.get("policy-taken-back"), |value| words::value(t, name, value));
            (format!("{value}. {}", period(t, row.period.from, row.period.until)), by(t, &row.by, row.at.day))
        });
        // The switch of language stays with the form.
        let shell = Shell { path: format!("{PATH}?wat={}", name.code()), ..shell };
        let shell = shell.crumb(t.get("manage-title"), "/beheer").crumb(t.get("policy-title"), PATH).keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: label,
            what: name.code(),
            otherwise: words::default(t, name),
            value,
            from: Field::text(FROM, t.get("policy-from"))
                .hint(t.get("policy-from-hint"))
                .value(day(held_from))
                .filled(t, typed, errors),
            until: Field::text(UNTIL, t.get("policy-until"))
                .hint(t.get("policy-until-hint"))
                .value(held_until.map(day).unwrap_or_default())
                .optional()
                .filled(t, typed, errors),
            read: settings.last(),
            stands: stood.is_some(),
            history: told.collect(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for TermPage {
    const NAME: &'static str = "policy/form";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use time::macros::date;
        let today = crate::say::people::now().day;
        let page = |name, from, input: Option<&Input>, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Administrator, PATH);
            Self::new(shell, &samples::settings(), Asked { name, from, today }, input, errors)
        };
        let refused = |name: Name, pairs: &[(&str, &str)]| {
            let input = Input::of(pairs);
            let wrong = match parse(name, &input) {
                Err(errors) => errors,
                Ok(term) => name
                    .check(term.typed.as_deref().unwrap_or_default(), term.period)
                    .err()
                    .map_or_else(Errors::none, |refused| errors(t, refused)),
            };
            page(name, None, Some(&input), &wrong)
        };
        let from = (FROM, "1-8-2026");
        vec![
            ("number", page(Name::ExamDaysAhead, None, None, &Errors::none())),
            ("stands", page(Name::ExamAnswerWorkingDays, Some(date!(2025 - 08 - 01)), None, &Errors::none())),
            ("chain", page(Name::ExamApprovers, Some(date!(2025 - 08 - 01)), None, &Errors::none())),
            ("one", page(Name::AgreeWithoutGround, None, None, &Errors::none())),
            ("against-the-law", refused(Name::AbsenceWeeks, &[(VALUE, "5"), from])),
            ("committee", refused(Name::ExamApprovers, &[(VALUE, "coach"), from])),
            ("backwards", refused(Name::AbsenceWeeks, &[(VALUE, "3"), from, (UNTIL, "31-7-2026")])),
            ("empty", refused(Name::KindOfSchool, &[])),
            ("not-a-number", refused(Name::ExamDaysAhead, &[(VALUE, "vijf"), from])),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn what_contradicts_the_law_is_refused_beside_the_field_with_the_article() {
        let t = T::new(Lang::Nl);
        for (name, typed, article) in [
            (Name::AbsenceWeeks, &["5"][..], "WEB 9.2.1"),
            (Name::AbsenceWeeks, &["0"], "WEB 9.2.1"),
            (Name::ExamDaysAhead, &["365"], "Wgbh/cz 2"),
            (Name::ExamAnswerWorkingDays, &["0"], "Wgbh/cz 2"),
            (Name::ExamAnswerWorkingDays, &["41"], "Wgbh/cz 2"),
            (Name::ExamApprovers, &["coach", "support_team"], "WEB 7.4.5"),
        ] {
            let mut pairs = vec![(FROM, "1-8-2026")];
            pairs.extend(typed.iter().map(|one| (VALUE, *one)));
            let term = parse(name, &Input::of(&pairs)).unwrap();
            let refused = name.check(term.typed.as_deref().unwrap(), term.period).unwrap_err();
            let said = errors(t, refused).for_field(t, VALUE).unwrap();
            assert!(said.contains(&format!("({article}, tekst van ")), "{said}");
        }
    }

    #[test]
    fn who_decides_is_sent_in_order_and_nothing_typed_is_said() {
        let input = Input::of(&[(VALUE, "exam_committee"), (VALUE, "coach"), (FROM, "1-8-2026"), (READ, "4")]);
        let term = parse(Name::ExamApprovers, &input).unwrap();
        assert_eq!((term.typed.as_deref(), term.based_on), (Some("coach,exam_committee"), Some(4)));
        let nothing = parse(Name::AbsenceWeeks, &Input::of(&[])).unwrap_err();
        assert_eq!(nothing.fields().collect::<Vec<_>>(), [FROM, VALUE]);
        let back = Input::of(&[(FROM, "1-8-2026"), (TAKE_BACK, "ja")]);
        assert!(parse(Name::AbsenceWeeks, &back).unwrap().takes_back());
    }
}
