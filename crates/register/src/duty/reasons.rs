//! Every reason that can stand beside a duty or a clearance of a file: what a page must have words for. Days are samples.

use crate::law::{Because, Value};
use time::macros::date;

const fn day(fact: &'static str) -> Because {
    Because { fact, value: Value::Day(date!(2026 - 08 - 01)) }
}

const fn is(fact: &'static str, yes: bool) -> Because {
    Because { fact, value: Value::Is(yes) }
}

const fn code(fact: &'static str, code: &'static str) -> Because {
    Because { fact, value: Value::Code(code) }
}

const fn count(fact: &'static str) -> Because {
    Because { fact, value: Value::Count(4) }
}

const fn not_said(fact: &'static str) -> Because {
    Because { fact, value: Value::NotSaid }
}

/// Them all, by fact and kind of value.
pub const REASONS: &[Because] = &[
    is("needs_extra_support_on_the_ground", true),
    is("needs_support_by_policy", true),
    day("enrolled_on"),
    not_said("enrolled_on"),
    is("need_arose_later", false),
    day("need_arose_on"),
    day("agreed_on"),
    not_said("agreed_on"),
    day("agreements_end_on"),
    day("assessed_on"),
    not_said("assessed_on"),
    day("asked_on"),
    day("failing_since"),
    day("look_again_on"),
    day("waits_since"),
    code("waits_for", "student"),
    code("waits_for", "parent"),
    code("participant", "student"),
    code("participant", "vavo_student"),
    code("participant", "educatie_deelnemer"),
    is("funded", true),
    is("funded", false),
    is("law_in_force", false),
    code("ground", "yes"),
    code("ground", "no"),
    code("ground", "unknown"),
    not_said("ground"),
    code("needs_extra_support", "yes"),
    code("needs_extra_support", "no"),
    not_said("needs_extra_support"),
    day("waived_on"),
    count("age"),
    code("highest_diploma", "none"),
    is("leerplichtwet_binds", false),
    day("absent_since"),
    count("weeks"),
    day("returned_on"),
    not_said("returned_on"),
    code("programme", "entree"),
    code("programme", "basisberoeps"),
    day("diploma_on"),
    day("offered_on"),
    not_said("offered_on"),
    is("diploma", false),
    day("left_on"),
    day("municipality_goes_on_since"),
    day("made_on"),
    not_said("made_on"),
];
