//! Fields as they are shown: label above, hint under it, error beside it, what was typed kept.

use super::{Errors, Input};
use crate::say::words::T;

/// A field in which something is typed: one line, more lines, a password, a date.
///
/// Its `id` is its name, its hint `{name}-hint`, its error `{name}-error`.
#[derive(Clone, Default)]
pub struct Field {
    /// Name in the form, and `id`. ASCII, unique on the page.
    pub name: String,
    /// What it asks, in words.
    pub label: String,
    /// Help under the label.
    pub hint: Option<String>,
    /// What does not belong in it, beside free text about a person.
    pub not_here: Option<String>,
    /// What was typed.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// May be left empty. Most fields may not: we ask only what is used.
    pub optional: bool,
    /// `type` of the input.
    pub kind: &'static str,
    /// `autocomplete`, where the browser can help.
    pub autocomplete: Option<&'static str>,
    /// Rows of a text area.
    pub rows: u8,
}

impl Field {
    /// One line of text.
    pub fn text(name: impl Into<String>, label: impl ToString) -> Self {
        Self { name: name.into(), label: label.to_string(), kind: "text", rows: 5, ..Self::default() }
    }

    /// An e-mail address.
    pub fn email(name: impl Into<String>, label: impl ToString) -> Self {
        Self { kind: "email", ..Self::text(name, label) }
    }

    /// A password: what was typed is never sent back.
    pub fn password(name: impl Into<String>, label: impl ToString) -> Self {
        Self { kind: "password", ..Self::text(name, label) }
    }

    /// Help under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl ToString) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// What does not belong in it.
    #[must_use]
    pub fn not_here(mut self, text: impl ToString) -> Self {
        self.not_here = Some(text.to_string());
        self
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl ToString) -> Self {
        self.value = value.to_string();
        self
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Lets the browser help.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
        self
    }

    /// Rows of a text area.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// Puts back what was typed, and what is wrong with it.
    #[must_use]
    pub fn filled(mut self, t: T, input: &Input, errors: &Errors) -> Self {
        if input.has(&self.name) && self.kind != "password" {
            self.value = input.raw(&self.name).to_owned();
        }
        self.error = errors.for_field(t, &self.name);
        self
    }

    /// The ids that describe it, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        described_by(&self.name, self.hint.is_some(), self.not_here.is_some(), self.error.is_some())
    }
}

/// One option of a [`Choice`].
#[derive(Clone, Default)]
pub struct Opt {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Help beside it.
    pub hint: Option<String>,
}

impl Opt {
    /// An option.
    pub fn new(value: impl Into<String>, label: impl ToString) -> Self {
        Self { value: value.into(), label: label.to_string(), hint: None }
    }

    /// Help beside it.
    #[must_use]
    pub fn hint(mut self, hint: impl ToString) -> Self {
        self.hint = Some(hint.to_string());
        self
    }
}

/// One of several (radio buttons, or a select when there are many), or some of several (check boxes).
#[derive(Clone, Default)]
pub struct Choice {
    /// Name in the form. The first option has it as its `id`, so that a summary leads there.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// What it is about, as the school wrote it: Dutch, whatever the page is.
    pub quoted: Option<String>,
    /// Help under it.
    pub hint: Option<String>,
    /// The options.
    pub options: Vec<Opt>,
    /// Values that are chosen.
    pub chosen: Vec<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// May be left open.
    pub optional: bool,
}

impl Choice {
    /// A choice between options.
    pub fn new(name: impl Into<String>, label: impl ToString, options: Vec<Opt>) -> Self {
        Self { name: name.into(), label: label.to_string(), options, ..Self::default() }
    }

    /// Help under it.
    #[must_use]
    pub fn hint(mut self, hint: impl ToString) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// What it is about, as the school wrote it.
    #[must_use]
    pub fn quoting(mut self, text: impl ToString) -> Self {
        self.quoted = Some(text.to_string());
        self
    }

    /// Chosen before anyone chooses.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen.push(value.into());
        self
    }

    /// May be left open.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Puts back what was chosen, and what is wrong with it.
    #[must_use]
    pub fn filled(mut self, t: T, input: &Input, errors: &Errors) -> Self {
        if input.has(&self.name) {
            self.chosen = input.all(&self.name).filter(|value| !value.is_empty()).map(str::to_owned).collect();
        }
        self.error = errors.for_field(t, &self.name);
        self
    }

    /// The same, for a choice of which one option is chosen when nobody chose: its value may be empty.
    #[must_use]
    pub fn filled_or(self, t: T, input: &Input, errors: &Errors, otherwise: &str) -> Self {
        let filled = self.filled(t, input, errors);
        if filled.chosen.is_empty() { filled.chosen(otherwise) } else { filled }
    }

    /// Whether an option is chosen.
    pub fn is_chosen(&self, option: &Opt) -> bool {
        self.chosen.contains(&option.value)
    }

    /// `id` of the option at an index.
    pub fn option_id(&self, index: &usize) -> String {
        if *index == 0 { self.name.clone() } else { format!("{}-{}", self.name, *index + 1) }
    }

    /// The ids that describe it.
    pub fn described_by(&self) -> String {
        described_by(&self.name, self.hint.is_some(), false, self.error.is_some())
    }
}

/// One box to tick, sent as `ja`.
#[derive(Clone, Default)]
pub struct Check {
    /// Name in the form, and `id`.
    pub name: String,
    /// What ticking it says.
    pub label: String,
    /// Help under it.
    pub hint: Option<String>,
    /// Whether it is ticked.
    pub ticked: bool,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Check {
    /// A box.
    pub fn new(name: impl Into<String>, label: impl ToString) -> Self {
        Self { name: name.into(), label: label.to_string(), ..Self::default() }
    }

    /// Help under it.
    #[must_use]
    pub fn hint(mut self, hint: impl ToString) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// Puts back whether it was ticked. A box that is not ticked is not sent: give the input only of a sent form.
    #[must_use]
    pub fn filled(mut self, t: T, input: &Input, errors: &Errors) -> Self {
        self.ticked = input.has(&self.name);
        self.error = errors.for_field(t, &self.name);
        self
    }

    /// The ids that describe it.
    pub fn described_by(&self) -> String {
        described_by(&self.name, self.hint.is_some(), false, self.error.is_some())
    }
}

fn described_by(name: &str, hint: bool, not_here: bool, error: bool) -> String {
    let parts = [(hint, "hint"), (not_here, "not-here"), (error, "error")];
    parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{name}-{part}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn what_was_typed_stays_except_a_password() {
        let t = T::new(Lang::Nl);
        let input = Input::of(&[("a", " hoi "), ("b", "geheim")]);
        let errors = Errors::one("a", "error-email-missing");
        let field = Field::text("a", "A").hint("h").filled(t, &input, &errors);
        assert_eq!((field.value.as_str(), field.described_by().as_str()), (" hoi ", "a-hint a-error"));
        assert_eq!(Field::password("b", "B").filled(t, &input, &errors).value, "");
    }
}
