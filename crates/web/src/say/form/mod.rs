//! Forms: what was posted ([`Input`]), what is wrong with it ([`Errors`]), and what is shown again ([`Field`],
//! [`Choice`], [`Check`], [`Summary`]).
//!
//! A page module parses an [`Input`] into a typed command with a pure function
//! `fn parse(input: &Input) -> Result<Command, Errors>`, and builds its fields with the same input and errors, so
//! that what was typed stays. Templates show a field with a macro of `ui/form.html`:
//!
//! ```askama
//! {% import "ui/form.html" as form %}
//! {{ form::summary(t, summary) }}
//! {{ form::text(t, email) }}
//! ```

mod date;
mod errors;
mod field;
mod input;

pub use date::{DateError, day, parse_date};
pub use errors::{Errors, FieldError, Summary};
pub use field::{Check, Choice, Field, Opt};
pub use input::{Input, SEALED_WITH, TOKEN};

/// What was typed into a form that is `gone` because somebody else was first, so that it is not lost; nothing while the form is
/// there and holds it.
pub fn kept(typed: &[&str], gone: bool) -> Option<String> {
    let typed: Vec<&str> = typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    (gone && !typed.is_empty()).then(|| typed.join("\n\n"))
}
