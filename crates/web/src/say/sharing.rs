//! With whom something is shared outside the school, as it is filled in: the same fields wherever that is asked.

use super::{
    form::{Errors, Input, parse_date},
    words::T,
};
use register::share::{Draft, Field as Of, LONGEST_NAME, Purpose, Refusal};

/// Who.
pub const NAME: &str = "naam";
/// Where they work.
pub const ORGANISATION: &str = "organisatie";
/// Their address.
pub const EMAIL: &str = "email";
/// What for.
pub const PURPOSE: &str = "doel";
/// The last day.
pub const UNTIL: &str = "tot";
/// That the student said yes.
pub const AGREED: &str = "goed";
/// They are written to in English.
pub const ENGLISH: &str = "engels";

/// What was filled in, and whether the day is none.
pub fn read(input: &Input) -> (Draft, bool) {
    let until = parse_date(input.text(UNTIL));
    let wrong = until.is_err() && !input.text(UNTIL).is_empty();
    let draft = Draft {
        name: input.raw(NAME).to_owned(),
        organisation: input.raw(ORGANISATION).to_owned(),
        email: input.raw(EMAIL).to_owned(),
        purpose: Purpose::from_code(input.text(PURPOSE)),
        until: until.ok(),
        agreed: input.has(AGREED),
        english: input.has(ENGLISH),
    };
    (draft, wrong)
}

/// What is wrong, at its field.
pub fn errors(t: T, refusal: Refusal, wrong_date: bool) -> Errors {
    let mut errors = Errors::none();
    match refusal {
        Refusal::Fields(problems) => {
            for problem in problems {
                match problem.field {
                    Of::Name => {
                        errors.extend(Errors::text(NAME, problem.problem, "error-share-name", LONGEST_NAME));
                    }
                    Of::Organisation => {
                        let key = "error-share-organisation";
                        errors.extend(Errors::text(ORGANISATION, problem.problem, key, LONGEST_NAME));
                    }
                    Of::Email => errors.add(EMAIL, "error-share-email"),
                    Of::Purpose => errors.add(PURPOSE, "error-share-purpose"),
                    Of::Until => {
                        errors.add(UNTIL, if wrong_date { "error-share-date" } else { "error-share-until-missing" });
                    }
                    Of::Agreed => errors.add(AGREED, "error-share-agreed"),
                }
            }
        }
        Refusal::NoAddress => errors.add(EMAIL, "error-share-email"),
        Refusal::OwnAddress => errors.add(EMAIL, "error-share-own"),
        Refusal::Twice => errors.add(EMAIL, "error-share-twice"),
        Refusal::Until(last) => errors.add_with(UNTIL, "error-share-until", vec![("last", t.date(last))]),
        Refusal::NothingHolds => errors.add(NAME, "share-nothing-holds"),
        Refusal::NoMail => errors.add(NAME, "share-no-mail"),
    }
    errors
}
