//! Where a proposal begins: a template, measures of the catalogue, or an earlier version. All pure.

use super::lines;
use crate::say::form::Input;
use register::{
    MeasureId, TemplateId, VersionId,
    agreement::{LineDraft, Subject, Version, open_subjects},
    catalogue::Measure,
    enrolment,
    period::end_of_school_year,
};
use std::collections::BTreeSet;
use store::{catalogue::Catalogue, file::view::FileView};
use time::Date;

/// What the address asks to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Begin {
    /// A template.
    Template(TemplateId),
    /// These measures.
    Measures(Vec<MeasureId>),
    /// An earlier version.
    Version(VersionId),
    /// One empty line.
    Empty,
}

impl Begin {
    /// Reads it from the query; `None` when nothing was chosen yet, or nothing that can be.
    pub(super) fn of(query: &Input) -> Option<Self> {
        if let Ok(id) = query.text("sjabloon").parse() {
            return Some(Self::Template(id));
        }
        if let Ok(id) = query.text("versie").parse() {
            return Some(Self::Version(id));
        }
        let measures: Vec<MeasureId> = query.all("maatregel").filter_map(|id| id.parse().ok()).collect();
        if !measures.is_empty() {
            return Some(Self::Measures(measures));
        }
        query.has("leeg").then_some(Self::Empty)
    }

    /// Whether there is such a template, measure or version: asked before anybody is shown.
    pub(super) fn is_there(&self, versions: &[VersionId], catalogue: &Catalogue) -> bool {
        let any = |ids: &[MeasureId]| ids.iter().any(|id| catalogue.measures.iter().any(|m| m.id == *id));
        match self {
            Self::Template(id) => catalogue.templates.iter().any(|t| t.id == *id && any(&t.measures)),
            Self::Measures(ids) => any(ids),
            Self::Version(id) => versions.contains(id),
            Self::Empty => true,
        }
    }

    /// The lines to begin with; `None` when there is no such template or version.
    pub(super) fn drafts(&self, view: &FileView, catalogue: &Catalogue, today: Date) -> Option<Vec<LineDraft>> {
        let of = |ids: &[MeasureId]| {
            let found = ids.iter().filter_map(|id| catalogue.measures.iter().find(|m| m.id == *id));
            found.map(|measure| of_measure(measure, view, today)).collect::<Vec<_>>()
        };
        let drafts = match self {
            Self::Template(id) => of(&catalogue.templates.iter().find(|t| t.id == *id)?.measures),
            Self::Measures(ids) => of(ids),
            Self::Version(id) => of_version(view.agreement.as_ref()?.version(*id)?, view, today),
            Self::Empty => vec![empty(view, today)],
        };
        (!drafts.is_empty()).then_some(drafts)
    }
}

/// The lines as if they had been typed.
pub(super) fn typed(drafts: &[LineDraft], first: usize) -> Input {
    let all = lines::typed(drafts, first);
    Input::of(&all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>())
}

/// One line as if it had been typed.
pub(super) fn line(draft: &LineDraft, row: usize) -> Input {
    let all = lines::pairs(row, draft);
    Input::of(&all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>())
}

/// A line of a measure: its text is copied, the days are proposed.
pub(super) fn of_measure(measure: &Measure, view: &FileView, today: Date) -> LineDraft {
    LineDraft {
        measure: Some(measure.id),
        kind: Some(measure.kind),
        text: measure.text.clone(),
        who: measure.who.clone(),
        place: Some(measure.place),
        level: Some(measure.level),
        ..empty(view, today)
    }
}

/// A line in which only the days are proposed.
pub(super) fn empty(view: &FileView, today: Date) -> LineDraft {
    let from = first_day(view, today);
    LineDraft { from: Some(from), until: Some(end_of_school_year(from)), ..LineDraft::default() }
}

/// The lines of a version. Those that are over begin again.
fn of_version(version: &Version, view: &FileView, today: Date) -> Vec<LineDraft> {
    let again = |draft: LineDraft| match draft.until {
        Some(until) if until < today => {
            let from = first_day(view, today);
            LineDraft { from: Some(from), until: Some(end_of_school_year(from)), ..draft }
        }
        _ => draft,
    };
    // What was erased, or does not open, is asked again: nobody agreed to the words that stand in its place.
    let asked = |text: String| if store::file::key::is_stand_in(&text) { String::new() } else { text };
    let lines = version.lines.iter().map(|line| again(line.to_draft()));
    lines
        .map(|draft| LineDraft {
            text: asked(draft.text),
            details: asked(draft.details),
            who: asked(draft.who),
            ..draft
        })
        .collect()
}

/// Today for who is at school; for an applicant, the day on which the programme begins.
fn first_day(view: &FileView, today: Date) -> Date {
    let active = |e: &&enrolment::Enrolment| e.status_on(today) == enrolment::Status::Active;
    if view.enrolments.iter().map(|(e, _)| e).any(|e| active(&e)) {
        return today;
    }
    let starts = view.applications.iter().filter(|a| a.status.is_open()).filter_map(|a| a.starts_on);
    let planned = view.enrolments.iter().map(|(e, _)| e).filter(|e| !e.withdrawn).map(|e| e.from);
    starts.chain(planned).filter(|day| *day >= today).min().unwrap_or(today)
}

/// What a proposal can be for: open applications, and enrolments that are not over.
pub(super) fn subjects(view: &FileView, today: Date) -> Vec<Subject> {
    open_subjects(&view.applications, view.enrolments.iter().map(|(e, _)| e), today)
}

/// How a subject is named in the form.
pub(super) fn subject_code(subject: Subject) -> String {
    match subject {
        Subject::Application(id) => format!("a-{id}"),
        Subject::Enrolment(id) => format!("e-{id}"),
    }
}

/// Measures that may be named in a line: those of today's catalogue, and those that this file has used.
pub(super) fn known(used: &BTreeSet<MeasureId>, catalogue: &Catalogue) -> BTreeSet<MeasureId> {
    catalogue.measures.iter().map(|m| m.id).chain(used.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::people;
    use time::macros::date;

    #[test]
    fn a_proposal_begins_with_what_was_chosen() {
        let (view, catalogue, today) = (people::change_asked(), people::catalogue(), people::now().day);
        let template = catalogue.templates.iter().find(|t| t.measures.len() == 3).unwrap();
        let query = |name: &str, value: String| Begin::of(&Input::of(&[(name, value.as_str())]));
        let measure = catalogue.measures.first().unwrap().id.to_string();
        for (begin, lines) in [
            (query("sjabloon", template.id.to_string()), Some(3)),
            (query("versie", people::version_id(1).to_string()), Some(people::lines().len())),
            (query("maatregel", measure), Some(1)),
            (query("leeg", String::new()), Some(1)),
            (query("sjabloon", people::version_id(99).to_string()), None),
            (query("versie", people::version_id(99).to_string()), None),
        ] {
            let begin = begin.unwrap();
            let drafts = begin.drafts(&view, &catalogue, today);
            assert_eq!(drafts.as_ref().map(Vec::len), lines, "{begin:?}");
            let versions: Vec<_> = view.agreement.iter().flat_map(|a| &a.versions).map(|v| v.id).collect();
            assert_eq!(begin.is_there(&versions, &catalogue), lines.is_some(), "{begin:?}");
            for draft in drafts.iter().flatten() {
                assert_eq!(draft.from, Some(date!(2026 - 08 - 24)), "the day the programme begins");
                assert_eq!(draft.until, Some(date!(2027 - 07 - 31)));
            }
        }
        assert_eq!(Begin::of(&Input::default()), None);
        assert_eq!(query("sjabloon", "x".into()), None);
    }
}
