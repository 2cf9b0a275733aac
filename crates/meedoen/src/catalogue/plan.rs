//! What a file would change in the catalogue: each entry held against what is there, before anything is written.

use super::file::{File, FileTemplate, day};
use register::catalogue::{MeasureContent, TemplateContent, TemplateDraft, revise};
use register::field::{FieldProblem, Problem};
use register::{MeasureId, Period, TemplateId};
use std::collections::BTreeMap;
use store::catalogue::Whole;
use time::Date;

/// What an entry comes to.
pub(super) enum Entry<I, C> {
    /// It stands so.
    Same(I),
    /// It becomes otherwise, in a place of the list.
    Change(I, C, usize),
    /// It is not there yet.
    New(C, usize),
}

/// A measure of a template: one that is there, or the entry of this file that makes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    There(MeasureId),
    Made(usize),
}

/// A template whose measures may still be made.
pub(super) struct Offered {
    pub(super) name: String,
    pub(super) name_en: String,
    pub(super) measures: Vec<Of>,
    pub(super) period: Period,
}

impl Offered {
    /// The template, once it is known what its measures are.
    pub(super) fn content(self, of: impl Fn(Of) -> Vec<MeasureId>) -> TemplateContent {
        let Self { name, name_en, measures, period } = self;
        TemplateContent { name, name_en, measures: measures.into_iter().flat_map(of).collect(), period }
    }
}

/// What a file would do, or what is wrong with it.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) measures: Vec<Entry<MeasureId, (MeasureContent, Period)>>,
    pub(super) templates: Vec<Entry<TemplateId, Offered>>,
    pub(super) problems: Vec<String>,
}

/// Plans a file.
pub(super) fn plan(file: &File, whole: &Whole, today: Date) -> Plan {
    let mut plan = Plan::default();
    let mut keys: BTreeMap<&str, Of> = BTreeMap::new();
    for (nth, entry) in file.measures.iter().enumerate() {
        let mut wrong = Vec::new();
        let checked = entry.draft(&mut wrong).check().map_err(|all| fields(&all, &mut wrong)).ok();
        let id = entry.id.as_deref().map(|text| text.trim().parse::<MeasureId>());
        let old = match id {
            None => None,
            Some(id) => {
                let old = id.ok().and_then(|id| whole.measure(id));
                if old.is_none() {
                    wrong.push("id: this school has no such measure; leave id out for a new one".into());
                }
                old
            }
        };
        if let (Some((content, period)), true) = (checked, wrong.is_empty()) {
            // The same file twice makes nothing twice.
            let same = |m: &&register::catalogue::Measure| m.content() == content && m.period == period;
            let old = old.or_else(|| whole.measures.iter().find(same).filter(|_| entry.id.is_none()));
            let stands = old.and_then(|old| whole.measures.iter().position(|m| m.id == old.id)).map(|at| at + 1);
            let at = entry.at.or(stands).unwrap_or(usize::MAX);
            let new = MeasureId(store::fresh::id());
            match old {
                Some(old) if same(&old) && entry.at.is_none_or(|at| Some(at) == stands) => {
                    plan.measures.push(Entry::Same(old.id));
                }
                Some(old) if revise(old, content.clone(), period, new, today).is_err() => {
                    wrong.push("it ended, and what ended is history: leave id out for a new one".into());
                }
                Some(old) => plan.measures.push(Entry::Change(old.id, (content, period), at)),
                None => plan.measures.push(Entry::New((content, period), at)),
            }
            if let (Some(key), Some(made)) = (entry.key.as_deref(), plan.measures.len().checked_sub(1)) {
                let of = old.map_or(Of::Made(made), |old| Of::There(old.id));
                if keys.insert(key, of).is_some() {
                    wrong.push("key: another measure of this file has it".into());
                }
            }
        }
        plan.problems.extend(wrong.into_iter().map(|why| format!("measures[{nth}].{why}")));
    }
    for (nth, entry) in file.templates.iter().enumerate() {
        let mut wrong = Vec::new();
        if let Some(found) = template(entry, whole, &keys, today, &mut wrong) {
            plan.templates.push(found);
        }
        plan.problems.extend(wrong.into_iter().map(|why| format!("templates[{nth}].{why}")));
    }
    plan
}

fn template(
    entry: &FileTemplate,
    whole: &Whole,
    keys: &BTreeMap<&str, Of>,
    today: Date,
    wrong: &mut Vec<String>,
) -> Option<Entry<TemplateId, Offered>> {
    let id = entry.id.as_deref().map(|text| text.trim().parse::<TemplateId>());
    let old = id.as_ref().and_then(|id| id.as_ref().ok()).and_then(|id| whole.template(*id));
    if id.is_some() && old.is_none() {
        wrong.push("id: this school has no such template; leave id out for a new one".into());
    }
    let mut measures = Vec::with_capacity(entry.measures.len());
    for (nth, name) in entry.measures.iter().enumerate() {
        let of = keys.get(name.as_str()).copied();
        let of = of.or_else(|| name.trim().parse().ok().filter(|id| whole.measure(*id).is_some()).map(Of::There));
        let Some(of) = of else {
            wrong.push(format!("measures[{nth}]: no measure of this school, and no key of this file"));
            continue;
        };
        // What ended can stay in a template, and is not offered anew.
        let (Of::There(measure), had) = (of, old.map(|old| old.measures.as_slice()).unwrap_or_default()) else {
            measures.push(of);
            continue;
        };
        let ended = whole.measure(measure).and_then(|m| m.period.until).filter(|last| *last < today);
        match ended {
            Some(last) if !had.contains(&measure) => {
                wrong.push(format!("measures[{nth}]: this measure ended on {last}, and nobody can choose it"));
            }
            _ if measures.contains(&of) => wrong.push(format!("measures[{nth}]: it is in this template already")),
            _ => measures.push(of),
        }
    }
    // Checked as the page does. One that is still to be made stands for itself.
    let stand_in = |of: &Of| match of {
        Of::There(id) => *id,
        Of::Made(_) => MeasureId(store::fresh::id()),
    };
    let draft = TemplateDraft {
        name: entry.nl.clone(),
        name_en: entry.en.clone(),
        measures: measures.iter().map(stand_in).collect(),
        from: day("from", &entry.from, wrong),
        until: entry.until.as_deref().and_then(|text| day("until", text, wrong)),
    };
    let content = draft.check(|_| true).map_err(|all| fields(&all, wrong)).ok().filter(|_| wrong.is_empty())?;
    let TemplateContent { name, name_en, period, measures: ids } = content;
    let is = |one: &register::catalogue::Template| {
        one.name == name && one.name_en == name_en && one.period == period && one.measures == ids
    };
    let all_there = measures.iter().all(|of| matches!(of, Of::There(_)));
    let old = old.or_else(|| whole.templates.iter().find(|one| entry.id.is_none() && all_there && is(one)));
    let stands = old.and_then(|old| whole.templates.iter().position(|one| one.id == old.id)).map(|at| at + 1);
    let at = entry.at.or(stands).unwrap_or(usize::MAX);
    Some(match old {
        Some(old) if all_there && is(old) && entry.at.is_none_or(|at| Some(at) == stands) => Entry::Same(old.id),
        Some(old) => Entry::Change(old.id, Offered { name, name_en, measures, period }, at),
        None => Entry::New(Offered { name, name_en, measures, period }, at),
    })
}

/// What is wrong with fields, in words of the file. A day that could not be read was told already.
fn fields<F: Named>(all: &[FieldProblem<F>], wrong: &mut Vec<String>) {
    for one in all {
        let name = one.field.name();
        if wrong.iter().any(|told| told.starts_with(&format!("{name}:"))) {
            continue;
        }
        wrong.push(match one.problem {
            Problem::Missing | Problem::DoesNotApply => format!("{name}: fill this in"),
            Problem::TooLong { max, got } => format!("{name}: at most {max} characters fit, and there are {got}"),
            Problem::EndsBeforeItBegins { from } => format!("{name}: it ends before {from}, when it begins"),
            Problem::NotText => format!("{name}: it holds characters that are no text"),
        });
    }
}

/// A field as the file calls it.
trait Named {
    fn name(&self) -> &'static str;
}

impl Named for register::catalogue::MeasureField {
    fn name(&self) -> &'static str {
        match self {
            Self::Text => "nl",
            Self::TextEn => "en",
            other => other.code(),
        }
    }
}

impl Named for register::catalogue::TemplateField {
    fn name(&self) -> &'static str {
        match self {
            Self::Name => "nl",
            Self::NameEn => "en",
            other => other.code(),
        }
    }
}
