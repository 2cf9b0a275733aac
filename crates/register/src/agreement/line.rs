//! One line of an agreement: one measure, copied from the catalogue and made to fit this student.

use crate::{
    MeasureId, Personal,
    catalogue::{Level, MeasureKind, Place},
    codes,
    field::{FieldProblem, Problem, optional_text, text},
};
use std::ops::Deref;
use time::Date;

/// The most characters of the measure's text.
pub const MAX_TEXT: usize = 300;
/// The most characters of the details.
pub const MAX_DETAILS: usize = 1000;
/// The most characters of who does it.
pub const MAX_WHO: usize = 200;

/// What a line holds. To read; [`Line`] makes sure that it was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineContent {
    /// The measure of the catalogue it came from; none when it was written for this student.
    pub measure: Option<MeasureId>,
    /// Its kind.
    pub kind: MeasureKind,
    /// What is done, copied from the catalogue: what was agreed stays readable whatever the catalogue becomes.
    pub text: String,
    /// What is particular for this student; may be empty.
    pub details: Personal<String>,
    /// Who does it: a role, seldom a name.
    pub who: String,
    /// Where.
    pub place: Place,
    /// The first day.
    pub from: Date,
    /// The last day, included; none when it goes on.
    pub until: Option<Date>,
    /// Basic or extra.
    pub level: Level,
}

/// A checked line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line(LineContent);

/// What someone filled in for a line; choices may be missing, text may be anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineDraft {
    /// The measure of the catalogue.
    pub measure: Option<MeasureId>,
    /// Its kind.
    pub kind: Option<MeasureKind>,
    /// What is done.
    pub text: String,
    /// What is particular for this student.
    pub details: String,
    /// Who does it.
    pub who: String,
    /// Where.
    pub place: Option<Place>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Basic or extra.
    pub level: Option<Level>,
}

codes! {
    /// The fields of a line.
    pub enum LineField {
        /// The kind of measure.
        Kind = "kind",
        /// What is done.
        Text = "text",
        /// What is particular for this student.
        Details = "details",
        /// Who does it.
        Who = "who",
        /// Where.
        Place = "place",
        /// The first day.
        From = "from",
        /// The last day.
        Until = "until",
        /// Basic or extra.
        Level = "level",
    }
}

impl Line {
    /// Checks a draft.
    ///
    /// # Errors
    /// Every problem of every field, in the order of the fields.
    pub fn new(draft: LineDraft) -> Result<Self, Vec<FieldProblem<LineField>>> {
        let mut problems = Vec::new();
        let kind = required(draft.kind, LineField::Kind, &mut problems);
        let what = checked(text(&draft.text, MAX_TEXT), LineField::Text, &mut problems);
        let details = checked(optional_text(&draft.details, MAX_DETAILS), LineField::Details, &mut problems);
        let who = checked(text(&draft.who, MAX_WHO), LineField::Who, &mut problems);
        let place = required(draft.place, LineField::Place, &mut problems);
        let from = required(draft.from, LineField::From, &mut problems);
        if let (Some(from), Some(until)) = (from, draft.until)
            && until < from
        {
            problems.push(FieldProblem::new(LineField::Until, Problem::EndsBeforeItBegins { from }));
        }
        let level = required(draft.level, LineField::Level, &mut problems);
        match (kind, what, details, who, place, from, level) {
            (Some(kind), Some(text), Some(details), Some(who), Some(place), Some(from), Some(level))
                if problems.is_empty() =>
            {
                let details = Personal::new(details.unwrap_or_default());
                let (measure, until) = (draft.measure, draft.until);
                Ok(Self(LineContent { measure, kind, text, details, who, place, from, until, level }))
            }
            _ => Err(problems),
        }
    }

    /// The line as a draft again: where a form, or the next version, begins.
    pub fn to_draft(&self) -> LineDraft {
        let line = self.0.clone();
        LineDraft {
            measure: line.measure,
            kind: Some(line.kind),
            text: line.text,
            details: line.details.into_inner(),
            who: line.who,
            place: Some(line.place),
            from: Some(line.from),
            until: line.until,
            level: Some(line.level),
        }
    }
}

impl Deref for Line {
    type Target = LineContent;

    fn deref(&self) -> &LineContent {
        &self.0
    }
}

/// A choice that must be made.
fn required<T>(choice: Option<T>, field: LineField, problems: &mut Vec<FieldProblem<LineField>>) -> Option<T> {
    if choice.is_none() {
        problems.push(FieldProblem::new(field, Problem::Missing));
    }
    choice
}

/// A value that was checked.
fn checked<T>(value: Result<T, Problem>, field: LineField, problems: &mut Vec<FieldProblem<LineField>>) -> Option<T> {
    value.map_err(|problem| problems.push(FieldProblem::new(field, problem))).ok()
}
