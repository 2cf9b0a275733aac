//! What worked elsewhere: a measure as a colleague carried it out, where, and until when that still holds. Nobody's data.

use super::nobody::{Telling, names_in, telling};
use crate::offer::Concept;
use crate::{AccountId, MeasureId, PracticeId, TeamId, codes, field};
use time::{Date, Duration};

/// The most characters of what was done.
pub const MAX_TEXT: usize = 1500;
/// The most characters of at which programme.
pub const MAX_WHERE: usize = 120;
/// How long it holds before its writer is asked again.
const YEAR: Duration = Duration::days(365);

codes! {
    /// Whether it can be read.
    pub enum Standing {
        /// Colleagues read it.
        Stands = "stands",
        /// It is ended, with a reason, and nobody reads it any more.
        Ended = "ended",
    }
}

codes! {
    /// At which level of the mbo it was done.
    pub enum Tried {
        /// Entree.
        Entree = "1",
        /// Basisberoepsopleiding.
        Basic = "2",
        /// Vakopleiding.
        Skilled = "3",
        /// Middenkader- en specialistenopleiding.
        Middle = "4",
        /// More than one level.
        Several = "several",
    }
}

/// What worked elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// Which.
    pub id: PracticeId,
    /// About what.
    pub subject: Concept,
    /// About which measure of the catalogue; absent: about none in particular.
    pub measure: Option<MeasureId>,
    /// What was done and what it gave, at B1.
    pub text: String,
    /// The same in English, where it was written.
    pub text_en: Option<String>,
    /// In which team; absent: in more than one.
    pub team: Option<TeamId>,
    /// At which programme, in words.
    pub programme: Option<String>,
    /// At which level.
    pub level: Tried,
    /// Whether it stands.
    pub standing: Standing,
    /// By whom.
    pub by: AccountId,
    /// When it was written.
    pub on: Date,
    /// Until when it holds, if nobody says so again.
    pub until: Date,
}

/// What somebody fills in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PracticeDraft {
    /// About what.
    pub subject: Option<Concept>,
    /// About which measure.
    pub measure: Option<MeasureId>,
    /// What was done.
    pub text: String,
    /// In English.
    pub text_en: String,
    /// In which team.
    pub team: Option<TeamId>,
    /// At which programme.
    pub programme: String,
    /// At which level.
    pub level: Option<Tried>,
    /// The writer says that what looks like a name is none of a student.
    pub nobody: bool,
}

codes! {
    /// The fields, in the order of the form.
    pub enum PracticeField {
        /// About what.
        Subject = "subject",
        /// About which measure.
        Measure = "measure",
        /// What was done.
        Text = "text",
        /// In English.
        TextEn = "text_en",
        /// In which team.
        Team = "team",
        /// At which programme.
        Programme = "programme",
        /// At which level.
        Level = "level",
        /// Whether what looks like a name is none.
        Nobody = "nobody",
    }
}

/// What can be wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PracticeWrong {
    /// As with any text.
    Text(field::Problem),
    /// It may lead to one student.
    Telling(Telling),
    /// These words may be names, and the writer did not say that they are not.
    Names(Vec<String>),
    /// There is no such team today.
    NoTeam,
    /// It is no measure of today's catalogue.
    NoMeasure,
}

/// Why nothing changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PracticeRefusal {
    /// Fields are wrong.
    Fields(Vec<(PracticeField, PracticeWrong)>),
    /// It stands otherwise than when the form was made.
    Changed,
    /// It was ended.
    Ended,
    /// A reason is missing or too long.
    Reason(field::Problem),
    /// It is one's own: of that one does not say that it worked for us too.
    Own,
}

/// What is kept, of a form.
///
/// # Errors
/// Every problem, in the order of the fields.
pub fn check(
    given: &PracticeDraft,
    measures: &[MeasureId],
    teams: &[TeamId],
    (id, by, on): (PracticeId, AccountId, Date),
) -> Result<Practice, Vec<(PracticeField, PracticeWrong)>> {
    use PracticeField as F;
    use PracticeWrong as W;
    let mut wrong = Vec::new();
    let subject = given.subject.filter(|subject| super::branch(*subject).is_some());
    if subject.is_none() {
        wrong.push((F::Subject, W::Text(field::Problem::Missing)));
    }
    if given.measure.is_some_and(|measure| !measures.contains(&measure)) {
        wrong.push((F::Measure, W::NoMeasure));
    }
    let mut free = |typed: &str, field, max, needed: bool| {
        let text = match field::optional_text(typed, max) {
            Ok(None) if needed => Err(W::Text(field::Problem::Missing)),
            Ok(text) => text.as_deref().and_then(telling).map_or(Ok(text), |found| Err(W::Telling(found))),
            Err(problem) => Err(W::Text(problem)),
        };
        text.unwrap_or_else(|what| {
            wrong.push((field, what));
            None
        })
    };
    let text = free(&given.text, F::Text, MAX_TEXT, true);
    let text_en = free(&given.text_en, F::TextEn, MAX_TEXT, false);
    let programme = free(&given.programme, F::Programme, MAX_WHERE, false);
    if given.team.is_some_and(|team| !teams.contains(&team)) {
        wrong.push((F::Team, W::NoTeam));
    }
    if given.level.is_none() {
        wrong.push((F::Level, W::Text(field::Problem::Missing)));
    }
    let mut names = text.as_deref().map(names_in).unwrap_or_default();
    names.extend(text_en.as_deref().map(names_in).unwrap_or_default());
    names.dedup();
    if !names.is_empty() && !given.nobody {
        wrong.push((F::Nobody, W::Names(names)));
    }
    wrong.sort_by_key(|(field, _)| *field);
    match (subject, text, given.level) {
        (Some(subject), Some(text), Some(level)) if wrong.is_empty() => Ok(Practice {
            id,
            subject,
            measure: given.measure,
            text,
            text_en,
            team: given.team,
            programme,
            level,
            standing: Standing::Stands,
            by,
            on,
            until: holds(on),
        }),
        _ => Err(wrong),
    }
}

/// Until when it holds that was said on a day.
pub fn holds(on: Date) -> Date {
    on.saturating_add(YEAR)
}

impl Practice {
    /// Whether its writer is asked to say again that it holds; readers are told that nobody did.
    pub fn is_old(&self, today: Date) -> bool {
        today > self.until
    }
}
