//! People in words: how they are called, and the box in which they are searched.

use super::{
    form::{Errors, Field, Input},
    words::T,
};
use store::file::view::PersonView;

/// How someone is called here.
pub fn name(t: T, person: &PersonView) -> String {
    person.name.as_ref().map_or_else(|| t.get("assess-no-name"), |name| name.reveal().clone())
}

/// How someone is addressed: the call name, or else the whole name.
pub fn call_name(t: T, person: &PersonView) -> String {
    person.call_name.as_ref().map_or_else(|| name(t, person), |name| name.reveal().clone())
}

/// The box to search in.
pub(crate) fn search_field(t: T, input: &Input, errors: &Errors) -> Field {
    let field = Field { kind: "search", ..Field::text("zoek", t.get("search-field")) };
    field.hint(t.get("search-hint")).filled(t, input, errors)
}
