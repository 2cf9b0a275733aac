//! Changing the catalogue: what a school writes in it, and what becomes of what stood there.
//!
//! Nothing that was agreed changes with it: an agreement has its own copy. What a measure said while it could be chosen stays
//! readable: other words begin a new row, and end the old one the day before.

use super::{Level, Measure, MeasureKind, Place};
use crate::{
    MeasureId, Period, codes,
    field::{FieldProblem, Problem, text},
};
use time::Date;

/// The most characters of what a measure is.
pub const MAX_MEASURE: usize = crate::agreement::MAX_TEXT;
/// The most characters of who does it.
pub const MAX_BY: usize = crate::agreement::MAX_WHO;
/// The most characters of the name of a template.
pub const MAX_NAME: usize = 100;

codes! {
    /// The fields of a measure in the catalogue.
    pub enum MeasureField {
        /// The kind.
        Kind = "kind",
        /// What it is, in Dutch.
        Text = "text",
        /// What it is, in English.
        TextEn = "text_en",
        /// Who does it.
        Who = "who",
        /// Where.
        Place = "place",
        /// Basic or extra.
        Level = "level",
        /// The first day.
        From = "from",
        /// The last day.
        Until = "until",
    }
}

codes! {
    /// The fields of a template.
    pub enum TemplateField {
        /// Its name in Dutch.
        Name = "name",
        /// Its name in English.
        NameEn = "name_en",
        /// Its measures.
        Measures = "measures",
        /// The first day.
        From = "from",
        /// The last day.
        Until = "until",
    }
}

/// A measure as somebody fills it in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasureDraft {
    /// The kind.
    pub kind: Option<MeasureKind>,
    /// What it is, in Dutch.
    pub text: String,
    /// What it is, in English.
    pub text_en: String,
    /// Who usually does it.
    pub who: String,
    /// Where it usually is done.
    pub place: Option<Place>,
    /// Basic or extra.
    pub level: Option<Level>,
    /// From which day it can be chosen.
    pub from: Option<Date>,
    /// Through which day.
    pub until: Option<Date>,
}

/// What a measure says, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureContent {
    /// The kind.
    pub kind: MeasureKind,
    /// What it is, in Dutch.
    pub text: String,
    /// What it is, in English.
    pub text_en: String,
    /// Who usually does it.
    pub who: String,
    /// Where it usually is done.
    pub place: Place,
    /// Basic or extra.
    pub level: Level,
}

/// A template as somebody fills it in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateDraft {
    /// Its name in Dutch.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// Its measures, in order.
    pub measures: Vec<MeasureId>,
    /// From which day it can be chosen.
    pub from: Option<Date>,
    /// Through which day.
    pub until: Option<Date>,
}

/// What a template says, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateContent {
    /// Its name in Dutch.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// Its measures, in order; at least one.
    pub measures: Vec<MeasureId>,
    /// From when till when it can be chosen.
    pub period: Period,
}

/// Why a change of the catalogue is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatalogueRefusal {
    /// Somebody changed it meanwhile.
    Changed,
    /// It ended before today: it is history. Begin a new one.
    Ended,
}

/// What becomes of a measure that is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revision {
    /// The row itself changes: only its days do, or nobody could choose it yet before today.
    InPlace(Measure),
    /// It ends, and another begins the day after.
    Anew {
        /// The old one, with its last day.
        ended: Measure,
        /// The new one.
        begun: Measure,
    },
}

/// What was read, or all that is wrong with it.
type Checked<T, F> = Result<T, Vec<FieldProblem<F>>>;

fn take<T, F>(value: Result<T, Problem>, field: F, problems: &mut Vec<FieldProblem<F>>) -> Option<T> {
    value.map_err(|problem| problems.push(FieldProblem::new(field, problem))).ok()
}

/// Days in their order.
fn period<F>(
    from: Option<Date>,
    until: Option<Date>,
    (first, last): (F, F),
    problems: &mut Vec<FieldProblem<F>>,
) -> Option<Period> {
    let from = take(from.ok_or(Problem::Missing), first, problems)?;
    let ordered = until.is_none_or(|until| from <= until);
    take(ordered.then_some(Period { from, until }).ok_or(Problem::EndsBeforeItBegins { from }), last, problems)
}

impl MeasureDraft {
    /// Checks it.
    ///
    /// # Errors
    /// Every problem of every field, in the order of the fields.
    pub fn check(self) -> Checked<(MeasureContent, Period), MeasureField> {
        use MeasureField as F;
        let mut wrong = Vec::new();
        let missing = Problem::Missing;
        let kind = take(self.kind.ok_or(missing), F::Kind, &mut wrong);
        let nl = take(text(&self.text, MAX_MEASURE), F::Text, &mut wrong);
        let en = take(text(&self.text_en, MAX_MEASURE), F::TextEn, &mut wrong);
        let who = take(text(&self.who, MAX_BY), F::Who, &mut wrong);
        let place = take(self.place.ok_or(missing), F::Place, &mut wrong);
        let level = take(self.level.ok_or(missing), F::Level, &mut wrong);
        let period = period(self.from, self.until, (F::From, F::Until), &mut wrong);
        match (kind, nl, en, who, place, level, period) {
            (Some(kind), Some(text), Some(text_en), Some(who), Some(place), Some(level), Some(period)) => {
                Ok((MeasureContent { kind, text, text_en, who, place, level }, period))
            }
            _ => Err(wrong),
        }
    }
}

impl TemplateDraft {
    /// Checks it against the measures that there are.
    ///
    /// # Errors
    /// Every problem of every field, in the order of the fields.
    pub fn check(self, known: impl Fn(MeasureId) -> bool) -> Checked<TemplateContent, TemplateField> {
        use TemplateField as F;
        let mut wrong = Vec::new();
        let name = take(text(&self.name, MAX_NAME), F::Name, &mut wrong);
        let name_en = take(text(&self.name_en, MAX_NAME), F::NameEn, &mut wrong);
        let measures: Vec<MeasureId> = self.measures.into_iter().filter(|id| known(*id)).collect();
        let measures =
            take((!measures.is_empty()).then_some(measures).ok_or(Problem::Missing), F::Measures, &mut wrong);
        let period = period(self.from, self.until, (F::From, F::Until), &mut wrong);
        match (name, name_en, measures, period) {
            (Some(name), Some(name_en), Some(measures), Some(period)) => {
                Ok(TemplateContent { name, name_en, measures, period })
            }
            _ => Err(wrong),
        }
    }
}

impl Measure {
    /// What it says, apart from its days.
    pub fn content(&self) -> MeasureContent {
        let Self { kind, text, text_en, who, place, level, .. } = self.clone();
        MeasureContent { kind, text, text_en, who, place, level }
    }

    /// A measure that says this.
    pub fn of(id: MeasureId, content: MeasureContent, period: Period) -> Self {
        let MeasureContent { kind, text, text_en, who, place, level } = content;
        Self { id, kind, text, text_en, who, place, level, period }
    }

    /// It as a draft, for a form.
    pub fn to_draft(&self) -> MeasureDraft {
        let content = self.content();
        MeasureDraft {
            kind: Some(content.kind),
            text: content.text,
            text_en: content.text_en,
            who: content.who,
            place: Some(content.place),
            level: Some(content.level),
            from: Some(self.period.from),
            until: self.period.until,
        }
    }
}

/// Changes a measure. Other words begin a new row (`id`) on the first day that was asked, today at the earliest, and end the
/// old one the day before; a row that nobody could choose before today changes itself.
///
/// # Errors
/// [`CatalogueRefusal::Ended`].
pub fn revise(
    old: &Measure,
    content: MeasureContent,
    period: Period,
    id: MeasureId,
    today: Date,
) -> Result<Revision, CatalogueRefusal> {
    if old.period.until.is_some_and(|last| last < today) {
        return Err(CatalogueRefusal::Ended);
    }
    let begins = period.from.max(today);
    let before = begins.previous_day().filter(|last| old.period.from <= *last);
    Ok(match before {
        Some(last) if content != old.content() => Revision::Anew {
            ended: Measure { period: Period { until: Some(last), ..old.period }, ..old.clone() },
            begun: Measure::of(id, content, Period { from: begins, ..period }),
        },
        // When it could be chosen first is history as soon as it could.
        _ if old.period.from <= today && content == old.content() => {
            Revision::InPlace(Measure { period: Period { from: old.period.from, ..period }, ..old.clone() })
        }
        _ => Revision::InPlace(Measure::of(old.id, content, Period { from: begins, ..period })),
    })
}

/// The order of a list in which one thing is put in a place, counted from 1; one that is new comes in there.
pub fn placed<T: Copy + PartialEq>(list: &[T], one: T, place: usize) -> Vec<T> {
    let mut all: Vec<T> = list.iter().copied().filter(|other| *other != one).collect();
    all.insert(place.saturating_sub(1).min(all.len()), one);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;
    use uuid::Uuid;

    fn content(text: &str) -> MeasureContent {
        MeasureContent {
            kind: MeasureKind::Aids,
            text: text.into(),
            text_en: "A laptop.".into(),
            who: "school".into(),
            place: Place::Class,
            level: Level::Extra,
        }
    }

    const fn id(n: u128) -> MeasureId {
        MeasureId(Uuid::from_u128(n))
    }

    fn dates(from: &str, until: Option<&str>) -> Period {
        Period { from: day(from), until: until.map(day) }
    }

    /// Identifier, words and days of what comes of it.
    fn said(revision: &Revision) -> Vec<(u128, &str, Period)> {
        let of = |m: &'_ Measure| (m.id.0.as_u128(), m.period);
        match revision {
            Revision::InPlace(one) => vec![(of(one).0, one.text.as_str(), of(one).1)],
            Revision::Anew { ended, begun } => {
                vec![(of(ended).0, ended.text.as_str(), of(ended).1), (of(begun).0, begun.text.as_str(), of(begun).1)]
            }
        }
    }

    #[test]
    fn what_could_be_chosen_stays_as_it_was_said() {
        let since = dates("2026-01-01", None);
        let cases = [
            (
                "other words, from today",
                (since, "old"),
                ("new", dates("2026-06-10", None)),
                vec![(1, "old", dates("2026-01-01", Some("2026-06-09"))), (2, "new", dates("2026-06-10", None))],
            ),
            (
                "other words, from next school year",
                (since, "old"),
                ("new", dates("2026-08-01", Some("2027-07-31"))),
                vec![
                    (1, "old", dates("2026-01-01", Some("2026-07-31"))),
                    (2, "new", dates("2026-08-01", Some("2027-07-31"))),
                ],
            ),
            (
                "other words, as from before: never back in time",
                (since, "old"),
                ("new", since),
                vec![(1, "old", dates("2026-01-01", Some("2026-06-09"))), (2, "new", dates("2026-06-10", None))],
            ),
            (
                "a last day only",
                (since, "old"),
                ("old", dates("2026-06-10", Some("2026-07-31"))),
                vec![(1, "old", dates("2026-01-01", Some("2026-07-31")))],
            ),
            (
                "a mistake of today is put right",
                (dates("2026-06-10", None), "old"),
                ("new", dates("2026-06-10", None)),
                vec![(1, "new", dates("2026-06-10", None))],
            ),
            (
                "what is to come changes itself",
                (dates("2026-08-01", None), "old"),
                ("new", dates("2026-07-01", None)),
                vec![(1, "new", dates("2026-07-01", None))],
            ),
        ];
        for (what, (period, text), (new, asked), expected) in cases {
            let old = Measure::of(id(1), content(text), period);
            let found = revise(&old, content(new), asked, id(2), day("2026-06-10")).unwrap();
            assert_eq!(said(&found), expected, "{what}");
        }
        let ended = Measure::of(id(1), content("old"), dates("2026-01-01", Some("2026-06-09")));
        let again = revise(&ended, content("new"), since, id(2), day("2026-06-10"));
        assert_eq!(again, Err(CatalogueRefusal::Ended));
    }

    #[test]
    fn a_draft_is_checked_field_by_field() {
        let measure = Measure::of(id(1), content("Een laptop."), dates("2026-06-10", None));
        assert_eq!(measure.to_draft().check(), Ok((measure.content(), measure.period)));
        let empty = MeasureDraft::default().check().unwrap_err();
        let fields: Vec<&str> = empty.iter().map(|problem| problem.field.code()).collect();
        assert_eq!(fields, ["kind", "text", "text_en", "who", "place", "level", "from"]);
        let backwards = MeasureDraft { until: Some(day("2026-06-09")), ..measure.to_draft() }.check().unwrap_err();
        assert_eq!(backwards[0].field, MeasureField::Until);
        let template =
            TemplateDraft { measures: vec![id(7), id(1)], from: Some(day("2026-06-10")), ..Default::default() };
        let fields: Vec<&str> =
            template.clone().check(|_| false).unwrap_err().iter().map(|problem| problem.field.code()).collect();
        assert_eq!(fields, ["name", "name_en", "measures"], "measures that are not there are none");
        let named = TemplateDraft { name: "Rust".into(), name_en: "Quiet".into(), ..template };
        assert_eq!(named.check(|one| one == id(1)).map(|template| template.measures), Ok(vec![id(1)]));
    }

    #[test]
    fn a_place_in_a_list_is_where_it_stands_afterwards() {
        for (one, place, expected) in
            [(3, 1, [3, 1, 2]), (1, 3, [2, 3, 1]), (2, 2, [1, 2, 3]), (1, 0, [1, 2, 3]), (1, 99, [2, 3, 1])]
        {
            assert_eq!(placed(&[1, 2, 3], one, place), expected, "{one} at {place}");
        }
        assert_eq!(placed(&[1, 2], 9, 2), [1, 9, 2], "a new one comes in");
    }
}
