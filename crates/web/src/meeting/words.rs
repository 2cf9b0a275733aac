//! A meeting in words, and a day that was typed.

use crate::say::{
    form::{DateError, Errors, Input, parse_date},
    words::T,
};
use register::meeting::{Consenter, Doing, Status};
use time::Date;

/// Where the list is.
pub(super) const PATH: &str = "/zorg/overleg";
/// What is still to be done.
pub(super) const DECISIONS: &str = "/zorg/besluiten";

/// Where it stands.
pub(super) fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Planned => "meeting-status-planned",
        Status::Held => "meeting-status-held",
        Status::Cancelled => "meeting-status-cancelled",
    })
}

/// Where a decision stands.
pub(super) fn doing(t: T, doing: Doing) -> String {
    t.get(match doing {
        Doing::Open => "decision-open",
        Doing::Done => "decision-done",
        Doing::Dropped => "decision-dropped",
    })
}

/// Whose yes.
pub(super) fn consenter(t: T, who: Consenter) -> String {
    t.get(match who {
        Consenter::Student => "meeting-consent-student",
        Consenter::Guardian => "meeting-consent-guardian",
    })
}

/// A day that was typed; what is no day is said beside it, and what is missing is said by the rules.
pub(super) fn day(input: &Input, field: &str, errors: &mut Errors) -> Option<Date> {
    match parse_date(input.raw(field)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(field, unread.key());
            None
        }
    }
}

/// Says what is wrong with a field, unless what was typed there is no day and that was said already.
pub(super) fn once(errors: &mut Errors, field: &str, key: &'static str) {
    if errors.fields().all(|said| said != field) {
        errors.add(field, key);
    }
}
