//! What a workplace is told: a part of the page of a placement. Who is told, which measures and which own words, until when. The student
//! is asked; nothing is told before the yes.

use super::words;
use crate::say::{
    form::{Check, Choice, Errors, Field, Input, Opt},
    words::T,
};
use register::{
    VersionId,
    share::LONGEST_NAME,
    workplace::told::{Field as Of, MAX_OWN, Refusal},
};
use store::workplace::WorkplacesView;

pub(super) const NAME: &str = "naam";
pub(super) const EMAIL: &str = "email";
pub(super) const UNTIL: &str = "tot";
pub(super) const WHAT: &str = "wat";
pub(super) const OWN: &str = "eigen";
pub(super) const ENGLISH: &str = "engels";
/// The version of which the places go with the form, of what is told and of looking back alike.
pub(super) const VERSION: &str = "versie";
pub(super) const ORDER: [&str; 5] = [NAME, EMAIL, UNTIL, WHAT, OWN];

/// The form.
pub(super) struct Form {
    pub(super) name: Field,
    pub(super) email: Field,
    pub(super) until: Field,
    pub(super) what: Choice,
    pub(super) own: Field,
    pub(super) english: Check,
}

impl Form {
    /// The form, with what was typed.
    pub(super) fn new(t: T, view: &WorkplacesView, input: &Input, errors: &Errors) -> Self {
        // Of another version the places are other lines: those are chosen anew.
        let nothing = Input::default();
        let chosen = if shown(input) == view.version { input } else { &nothing };
        let lines = view.lines.iter().map(|(at, line)| Opt::new(at.to_string(), words::measure(t, line)));
        let field = |name: &'static str, key: &str| Field::text(name, t.get(key)).filled(t, input, errors);
        Self {
            name: field(NAME, "telling-name"),
            email: Field::email(EMAIL, t.get("share-email")).hint(t.get("share-email-hint")).filled(t, input, errors),
            until: field(UNTIL, "share-until"),
            what: Choice::new(WHAT, t.get("telling-what"), lines.collect())
                .hint(t.get("telling-what-hint"))
                .filled(t, chosen, errors),
            own: Field::text(OWN, t.get("telling-words"))
                .optional()
                .hint(t.get("telling-words-hint"))
                .rows(3)
                .filled(t, input, errors),
            english: Check::new(ENGLISH, t.get("share-english")).filled(t, input, errors),
        }
    }
}

/// The version that went with a form.
pub(super) fn shown(input: &Input) -> Option<VersionId> {
    input.text(VERSION).parse().ok()
}

pub(super) fn wrong(t: T, errors: &mut Errors, refusal: Refusal) {
    match refusal {
        Refusal::Fields(problems) => {
            for one in problems {
                match one.field {
                    Of::Name => errors.extend(Errors::text(NAME, one.problem, "error-share-name", LONGEST_NAME)),
                    Of::Email => errors.add(EMAIL, "error-share-email"),
                    Of::Until if errors.fields().any(|said| said == UNTIL) => {}
                    Of::Until => errors.add(UNTIL, "error-share-until-missing"),
                    Of::What => errors.add(WHAT, "error-telling-what"),
                    Of::Own => errors.extend(Errors::text(OWN, one.problem, "error-telling-what", MAX_OWN)),
                }
            }
        }
        Refusal::NoAddress => errors.add(EMAIL, "error-share-email"),
        Refusal::Until(last) => errors.add_with(UNTIL, "error-share-until", vec![("last", t.date(last))]),
        Refusal::Over => errors.add(NAME, "error-telling-over"),
        Refusal::Told(_) => errors.add(EMAIL, "error-share-twice"),
        // Both are answered before anything is said beside a field.
        Refusal::Already(_) | Refusal::Meanwhile => {}
    }
}
