//! `/onderzoek/2026/kiezen/student`: a table of one's own choice, a question by who somebody is. What can be chosen was settled
//! before anybody asked, so that asking twice gives nothing away ([`monitor::research::choice`]).

use super::{
    at::{PATH, address, answers, within},
    table::{Row, Shown},
};
use crate::{
    say::{
        form::{Choice as Field, Errors, Input, Opt, Summary},
        measured::words,
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use ::monitor::questionnaire;
use ::monitor::research::Research;
use ::monitor::research::choice::{self, Choice, Choices};
use access::Role;
use askama::Template;
use publish::report::Report;

/// The field of the question.
pub(super) const ITEM: &str = "vraag";
/// The field of what it is broken down by.
pub(super) const BY: &str = "naar";

/// What is asked for.
pub(super) struct Asked<'a> {
    /// The measurement.
    pub(super) year: u16,
    /// Whose answers.
    pub(super) group: &'a str,
    /// The question.
    pub(super) item: Option<&'a str>,
    /// The question whose answers are the columns.
    pub(super) by: Option<&'a str>,
}

/// The page.
#[derive(Template)]
#[template(path = "research/choose.html")]
pub struct ChoosePage {
    t: T,
    shell: Shell,
    title: String,
    here: String,
    summary: Summary,
    item: Field,
    by: Field,
    chosen: Option<Choice>,
    shown: Option<Shown>,
}

impl ChoosePage {
    pub(super) fn new(shell: Shell, research: &Research, choices: &Choices, asked: &Asked<'_>) -> Self {
        let t = shell.t;
        let all = questionnaire::of(&choices.folder.questionnaires, asked.group);
        let text = |id: &str| {
            all.and_then(|all| all.item(id)).map_or_else(|| id.to_owned(), |item| words(t, &item.text).to_owned())
        };
        let of = |choice: &&Choice| choice.of == asked.group;
        let items = choices.all.iter().filter(of).filter(|choice| choice.by.is_none());
        let items: Vec<Opt> = items.map(|choice| Opt::new(choice.item.as_str(), text(&choice.item))).collect();
        let breaks = choice::breaks(&choices.folder, asked.group);
        let breaks: Vec<Opt> = breaks.iter().map(|item| Opt::new(item.id.as_str(), words(t, &item.text))).collect();
        let (errors, at) = find(choices, asked);
        let mut typed = vec![(BY, asked.by.unwrap_or_default())];
        typed.extend(asked.item.map(|item| (ITEM, item)));
        let input = Input::of(&typed);
        let item = Field::new(ITEM, t.get("research-item"), items).filled(t, &input, &errors);
        let everybody = std::iter::once(Opt::new("", t.get("research-by-nothing")));
        let by = Field::new(BY, t.get("research-by"), everybody.chain(breaks).collect()).filled(t, &input, &errors);
        let report = Report {
            folder: &choices.folder,
            made: &choices.made,
            blocks: &[],
            digest: &research.digest,
            version: env!("CARGO_PKG_VERSION"),
        };
        let group = choices.folder.measurement.respondents.iter().find(|group| group.id == asked.group);
        let name = group.map_or(asked.group, |group| words(t, &group.name));
        Self {
            title: t.say("research-choose").arg("group", name).to_string(),
            here: format!("{}/kiezen/{}", address(asked.year), asked.group),
            summary: errors.summary(t),
            item,
            by,
            chosen: at.and_then(|at| choices.all.get(at)).cloned(),
            shown: at.and_then(|at| Shown::new(t, &report, at, answers(research))),
            shell: {
                let shell = within(shell, t, asked.year);
                if errors.is_empty() { shell } else { shell.failed() }
            },
            t,
        }
    }

    /// The table that is shown.
    pub(super) const fn shown(&self) -> Option<&Choice> {
        self.chosen.as_ref()
    }

    /// Whether what was asked for cannot be.
    pub(super) fn refused(&self) -> bool {
        !self.summary.items.is_empty()
    }
}

/// The place of what is asked for; none while nothing is asked. What cannot be is an error beside its field.
fn find(choices: &Choices, asked: &Asked<'_>) -> (Errors, Option<usize>) {
    let Some(item) = asked.item else {
        let alone = asked.by.map(|_| Errors::one(ITEM, "error-research-item"));
        return (alone.unwrap_or_default(), None);
    };
    let known = |by: Option<&str>| choices.find(asked.group, item, by);
    let Some(alone) = known(None) else { return (Errors::one(ITEM, "error-research-item"), None) };
    let Some(by) = asked.by else { return (Errors::none(), Some(alone)) };
    if let Some(at) = known(Some(by)) {
        return (Errors::none(), Some(at));
    }
    let breaks = choice::breaks(&choices.folder, asked.group);
    let is_break = |id: &str| breaks.iter().any(|one| one.id == id);
    // Two breaks crossed are one table in two shapes: each stands in rows only by itself.
    let why = if is_break(by) && is_break(item) { "error-research-two-breaks" } else { "error-research-by" };
    (Errors::one(BY, why), None)
}

impl Page for ChoosePage {
    const NAME: &'static str = "research/choose";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let all = super::samples::all();
        let Some(research) = super::samples::made(&all, 1) else { return Vec::new() };
        let Some(choices) = research.choices.done() else { return Vec::new() };
        let page = |item: Option<&str>, by: Option<&str>| {
            let shell = Shell::sample_as(t, Role::Researcher, PATH);
            Self::new(shell, research, choices, &Asked { year: 2026, group: "student", item, by })
        };
        vec![
            ("empty", page(None, None)),
            ("alone", page(Some("help"), None)),
            ("by", page(Some("help"), Some("track"))),
            ("wrong", page(Some("track"), Some("track"))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn what_cannot_be_asked_for_is_said_beside_its_field() {
        let all = super::super::samples::all();
        let research = super::super::samples::made(&all, 1).unwrap();
        let choices = research.choices.done().unwrap();
        for (item, by, field, key) in [
            (Some("nothing"), None, ITEM, "error-research-item"),
            (None, Some("track"), ITEM, "error-research-item"),
            (Some("help"), Some("nothing"), BY, "error-research-by"),
            (Some("help"), Some("help"), BY, "error-research-by"),
            (Some("track"), Some("track"), BY, "error-research-two-breaks"),
        ] {
            let asked = Asked { year: 2026, group: "student", item, by };
            let (errors, at) = find(choices, &asked);
            assert_eq!(errors, Errors::one(field, key), "{item:?} {by:?}");
            assert_eq!(at, None);
            let shell = Shell::sample(T::new(Lang::Nl));
            assert!(ChoosePage::new(shell, research, choices, &asked).refused());
        }
        for (item, by) in [(None, None), (Some("help"), None), (Some("help"), Some("track")), (Some("track"), None)] {
            let asked = Asked { year: 2026, group: "student", item, by };
            let (errors, at) = find(choices, &asked);
            assert!(errors.is_empty() && at.is_some() == item.is_some(), "{item:?} {by:?}");
        }
    }

    #[test]
    fn a_table_of_choice_shows_its_groups_and_how_it_was_made() {
        let page = ChoosePage::samples(T::new(Lang::Nl)).into_iter().find(|(name, _)| *name == "by").unwrap().1;
        assert_eq!(page.shown().map(|it| (it.item.as_str(), it.by.as_deref())), Some(("help", Some("track"))));
        let html = page.render().unwrap();
        assert!(html.contains("Allen") && html.contains("bbl") && html.contains("Basis: studenten"), "{html}");
    }
}
