//! What is wrong with a form, beside each field and in a summary.

use crate::say::words::T;
use register::field::Problem;

/// One thing that is wrong with one field: a key of the words, with what fills them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field.
    pub field: String,
    /// Key of the sentence that says what to do.
    pub key: &'static str,
    /// What fills it in. Never what was typed: that stands in the field.
    pub args: Vec<(&'static str, String)>,
}

impl FieldError {
    /// The sentence.
    pub fn say(&self, t: T) -> String {
        self.args.iter().fold(t.say(self.key), |say, (name, value)| say.arg(name, value)).to_string()
    }
}

/// Everything that is wrong, in the order of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// Nothing wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// One error, for the common case.
    pub fn one(field: impl Into<String>, key: &'static str) -> Self {
        let mut errors = Self::none();
        errors.add(field, key);
        errors
    }

    /// What is wrong with a text; `missing` is said when there is none.
    pub fn text(field: impl Into<String>, wrong: Problem, missing: &'static str, max: usize) -> Self {
        let mut errors = Self::none();
        match wrong {
            Problem::TooLong { got, .. } => {
                let args = vec![("max", max.to_string()), ("got", got.to_string())];
                errors.add_with(field, "error-text-too-long", args);
            }
            Problem::NotText => errors.add(field, "error-text-not-text"),
            Problem::Missing | Problem::DoesNotApply | Problem::EndsBeforeItBegins { .. } => errors.add(field, missing),
        }
        errors
    }

    /// Adds what else is wrong.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Adds what is wrong with a field.
    pub fn add(&mut self, field: impl Into<String>, key: &'static str) {
        self.add_with(field, key, Vec::new());
    }

    /// Adds it with what fills in the sentence.
    pub fn add_with(&mut self, field: impl Into<String>, key: &'static str, args: Vec<(&'static str, String)>) {
        self.0.push(FieldError { field: field.into(), key, args });
    }

    /// The same errors in the order of these fields, as they stand on the page; others first.
    #[must_use]
    pub fn in_order(mut self, fields: &[&str]) -> Self {
        self.0.sort_by_key(|error| fields.iter().position(|field| *field == error.field));
        self
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` when nothing is wrong.
    ///
    /// # Errors
    /// These, when there are any.
    pub fn or<V>(self, value: V) -> Result<V, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The fields that something is wrong with.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|error| error.field.as_str())
    }

    /// The sentence for a field, the first when there are more.
    pub fn for_field(&self, t: T, field: &str) -> Option<String> {
        self.0.iter().find(|error| error.field == field).map(|error| error.say(t))
    }

    /// The summary at the top of the page.
    pub fn summary(&self, t: T) -> Summary {
        Summary { items: self.0.iter().map(|e| (e.field.clone(), e.say(t))).collect() }
    }
}

/// What is shown at the top of a form that was not accepted. Takes the focus and links to the fields.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Field and sentence.
    pub items: Vec<(String, String)>,
}
