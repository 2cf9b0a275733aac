//! The form with which it is noted that somebody was told, how and on which day; or that a mail goes now.

use super::{
    form::{Choice, Errors, Field, Input, Opt, day},
    format::{self, date_typed},
    intake,
    words::T,
};
use register::{
    intake::talk::Means,
    told::{Told, Wrong},
};
use time::Date;

/// How.
pub const HOW: &str = "hoe";
/// On which day.
pub const ON: &str = "gekregen";

/// What stood when the form was made.
pub const STAND: &str = "stand";

/// The form.
pub struct TellForm {
    /// How.
    pub means: Choice,
    /// On which day.
    pub on: Field,
}

/// The names of its fields, where two of them stand on a page.
pub type Fields = (&'static str, &'static str);

/// The usual ones.
pub const FIELDS: Fields = (HOW, ON);

impl TellForm {
    /// As it was filled in; `by_mail`: a mail would reach them.
    pub fn new(t: T, by_mail: bool, today: Date, input: &Input, errors: &Errors) -> Self {
        Self::named(t, FIELDS, by_mail, today, input, errors)
    }

    /// The same, with names of its own.
    pub fn named(t: T, (how, on): Fields, by_mail: bool, today: Date, input: &Input, errors: &Errors) -> Self {
        let mut options = vec![Opt::new(Means::Paper.code(), intake::means(t, Means::Paper))];
        if by_mail {
            options.push(Opt::new(Means::Mail.code(), t.get("told-by-mail")));
        }
        Self {
            means: Choice::new(how, t.get("told-ask-means"), options).filled_or(t, input, errors, Means::Paper.code()),
            on: Field::text(on, t.get("told-ask-on"))
                .hint(t.get("told-ask-on-hint"))
                .value(date_typed(today))
                .filled(t, input, errors),
        }
    }

    /// Reads the form.
    pub fn parse(input: &Input, (how, on): Fields, errors: &mut Errors) -> (Option<Means>, Option<Date>) {
        let means = Means::from_code(input.text(how));
        // Beside a mail that goes now no day is asked.
        let on = if means == Some(Means::Mail) { None } else { day(input, on, errors) };
        (means, on)
    }

    /// Adds what the rules found wrong, beside the fields.
    pub fn wrong(t: T, (how, on): Fields, wrong: Vec<Wrong>, mut errors: Errors) -> Errors {
        for one in wrong {
            let at = if one == Wrong::Means { how } else { on };
            if errors.fields().any(|known| known == at) {
                continue;
            }
            match one {
                Wrong::Means => errors.add(how, "error-told-means"),
                Wrong::Day => errors.add(on, "error-told-on"),
                Wrong::Before(since) => {
                    errors.add_with(on, "error-told-before", vec![("on", format::date(t.lang(), since))]);
                }
                Wrong::Future => errors.add(on, "error-told-future"),
            }
        }
        errors.in_order(&[how, on])
    }

    /// No mail goes out to them any more.
    pub fn no_mail() -> Errors {
        Errors::one(HOW, "error-told-no-mail")
    }
}

/// That somebody was told, in words for who told them.
pub fn said(t: T, told: Option<Told>) -> String {
    match told {
        Some(told) => t.say("told-on").arg("how", intake::means(t, told.means)).arg("on", told.on).to_string(),
        None => t.get("told-not"),
    }
}
