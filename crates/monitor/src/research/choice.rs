//! Tables of one's own choice: a question, by who somebody is.
//!
//! All that can be chosen is known beforehand, so that what is withheld is settled for all of it at once
//! ([`crate::book::make_beside`]). Asking again, or for another table, gives nothing away: the answer to each choice stands
//! before anybody asks.

use crate::answers::Answers;
use crate::book::Made;
use crate::folder::Folder;
use crate::plan::{At, Head, Line, Plan, Question};
use crate::published::Unit;
use crate::questionnaire::{self, Answer, Item};
use crate::words::Words;

/// A table that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whose answers.
    pub of: String,
    /// The question.
    pub item: String,
    /// The question whose answers are the groups; none: all together.
    pub by: Option<String>,
}

/// All that can be asked for, with its tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// What can be chosen, in the order of the questionnaires; the table of each stands at the same place in the plans of
    /// the folder.
    pub all: Vec<Choice>,
    /// The measurement, with these tables in place of those of its book.
    pub folder: Folder,
    /// Their numbers.
    pub made: Made,
}

impl Choices {
    /// The place of a choice; none: there is no such table.
    pub fn find(&self, of: &str, item: &str, by: Option<&str>) -> Option<usize> {
        self.all.iter().position(|it| (it.of.as_str(), it.item.as_str(), it.by.as_deref()) == (of, item, by))
    }
}

/// The questions of a group that others are broken down by.
pub fn breaks<'a>(folder: &'a Folder, of: &str) -> Vec<&'a Item> {
    let asked = questionnaire::of(&folder.questionnaires, of).map_or(&[][..], |all| all.items.as_slice());
    asked.iter().filter(|item| item.breaks && put_to(item, of) && groups(item)).collect()
}

/// Every table that can be asked for of these answers. A question that is a break stands in rows only by itself: two breaks
/// crossed are one table in two shapes, and each shape would have to withhold what the other does.
pub(super) fn plans(folder: &Folder, answers: &[Answers]) -> (Vec<Choice>, Vec<Plan>) {
    let (mut all, mut plans) = (Vec::new(), Vec::new());
    for group in folder.measurement.respondents.iter().filter(|group| answers.iter().any(|it| it.of == group.id)) {
        let Some(asked) = questionnaire::of(&folder.questionnaires, &group.id) else { continue };
        let breaks = breaks(folder, &group.id);
        for item in asked.items.iter().filter(|item| put_to(item, &group.id)) {
            if matches!(item.answer, Answer::Number(..)) || item.answer.levels().is_empty() {
                continue;
            }
            let by = breaks.iter().filter(|_| !item.breaks).map(|by| Some(*by));
            for by in std::iter::once(None).chain(by) {
                plans.push(plan(plans.len(), (&group.id, &group.name), item, by));
                all.push(Choice { of: group.id.clone(), item: item.id.clone(), by: by.map(|by| by.id.clone()) });
            }
        }
    }
    (all, plans)
}

fn put_to(item: &Item, of: &str) -> bool {
    item.of.iter().any(|who| who == of)
}

fn groups(item: &Item) -> bool {
    matches!(&item.answer, Answer::One(levels) if (2..=questionnaire::MOST_GROUPS).contains(&levels.len()))
}

/// A question a table: an answer a row, all and each group a column.
fn plan(number: usize, (of, name): (&str, &Words), item: &Item, by: Option<&Item>) -> Plan {
    let levels = item.answer.levels();
    let head = |label: &Words| Head { group: None, label: label.clone(), compare: None };
    let everybody = Words { nl: "Allen".to_owned(), en: "All".to_owned() };
    let groups = by.map_or(&[][..], |by| by.answer.levels());
    let title = match by {
        None => item.text.clone(),
        Some(by) => {
            Words { nl: format!("{} ({})", item.text.nl, by.text.nl), en: format!("{} ({})", item.text.en, by.text.en) }
        }
    };
    let row = |answer: usize| {
        let at = |group| Some(At { question: 0, answer: Some(answer), group });
        std::iter::once(at(None)).chain((0..groups.len()).map(|group| at(Some(group)))).collect()
    };
    let line = |level: &crate::scale::Level| Line { label: level.label.clone(), codes: vec![level.code.clone()] };
    Plan {
        // Of no table in print: what is in print is shown whole, and this is not.
        id: format!("K{}", number + 1),
        title,
        unit: Unit::Percent,
        base: name.clone(),
        columns: std::iter::once(&everybody).chain(groups.iter().map(|level| &level.label)).map(head).collect(),
        rows: levels.iter().map(|level| head(&level.label)).collect(),
        questions: vec![Question {
            of: of.to_owned(),
            item: item.id.clone(),
            also: Vec::new(),
            answers: levels.iter().map(line).collect(),
            without: Vec::new(),
            among: Vec::new(),
            by: by.map(|by| by.id.clone()),
        }],
        cells: (0..levels.len()).map(row).collect(),
        whole: false,
        line: 0,
    }
}
