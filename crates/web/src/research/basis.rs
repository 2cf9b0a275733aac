//! How a table was made, in sentences: base, question, who is in it, weight and design, what is withheld, and of what and with
//! what it was made.

use crate::say::{
    measured::{made_of, words},
    words::T,
};
use ::monitor::answers::Answers;
use ::monitor::book::Why;
use ::monitor::plan::{Plan, Question};
use ::monitor::questionnaire;
use publish::report::Report;

/// Of a table of a report.
pub(super) fn basis(t: T, report: &Report<'_>, at: usize, answers: &[Answers]) -> Vec<String> {
    let (Some(plan), Some(table)) = (report.folder.plans.get(at), report.made.tables.get(at)) else {
        return Vec::new();
    };
    let mut said = vec![t.say("research-base").arg("base", words(t, &plan.base)).to_string()];
    let mut once: Vec<(&str, &str)> = Vec::new();
    for question in plan.questions.iter().filter(|question| question.also.is_empty()) {
        if !once.contains(&(&question.of, &question.item)) {
            once.push((&question.of, &question.item));
            said.extend(asked(t, report, question));
        }
    }
    if plan.questions.iter().any(|question| !question.also.is_empty()) {
        said.push(t.get("research-pooled"));
    }
    for group in publish::book::asked(report.folder, plan) {
        let name = words(t, &group.name);
        let weighted = report.made.weighted.iter().find(|it| it.of == group.id);
        said.push(match (weighted, group.population.filter(|_| group.fpc)) {
            (Some(it), _) => t
                .say("research-design-weighted")
                .arg("group", name)
                .arg("deff", t.number(it.design_effect, it.decimals()))
                .arg("neff", t.number(it.effective_n, 0))
                .to_string(),
            (None, Some(all)) => {
                t.say("research-design-fpc").arg("group", name).arg("n", t.number(f64::from(all), 0)).to_string()
            }
            (None, None) => t.say("research-design-plain").arg("group", name).to_string(),
        });
        if let Some(one) = answers.iter().find(|one| one.of == group.id) {
            said.push(t.say("research-all-n").arg("group", name).arg("n", t.count(one.rows)).to_string());
        }
    }
    for column in table.nobody().into_iter().filter_map(|column| plan.columns.get(column)) {
        let name: Vec<&str> = column.group.iter().chain([&column.label]).map(|it| words(t, it)).collect();
        said.push(t.say("research-nobody").arg("column", name.join(" | ")).to_string());
    }
    said.push(t.get("research-interval"));
    if plan.whole {
        said.push(t.get("research-rounded-together"));
    }
    said.extend(table.exempt.map(|why| {
        t.get(match why {
            Why::Printed => "research-whole-printed",
            Why::Synthetic => "research-whole-synthetic",
        })
    }));
    if withholds(report, at) {
        said.push(t.get("research-withheld"));
    }
    said.push(made_of(t, report.digest));
    said
}

/// Whether a cell of it is withheld.
fn withholds(report: &Report<'_>, at: usize) -> bool {
    let cells = report.made.tables.get(at).into_iter().flat_map(|table| table.cells.iter().flatten().flatten());
    cells.into_iter().any(|cell| cell.suppressed)
}

/// A question as it was put, and which answers leave the base.
fn asked(t: T, report: &Report<'_>, question: &Question) -> Vec<String> {
    let all = questionnaire::of(&report.folder.questionnaires, &question.of);
    let Some(item) = all.and_then(|all| all.item(&question.item)) else { return Vec::new() };
    let text = words(t, &item.text);
    let mut said = vec![t.say("research-question").arg("item", item.id.as_str()).arg("text", text).to_string()];
    let levels = item.answer.levels().iter();
    let left: Vec<&str> =
        levels.filter(|level| question.without.contains(&level.code)).map(|level| words(t, &level.label)).collect();
    if !left.is_empty() {
        said.push(t.say("research-left-out").arg("answers", left.join(", ")).to_string());
    }
    said
}

/// How its cells differ from print.
pub(super) fn changes(t: T, report: &Report<'_>, at: usize) -> Vec<String> {
    let (Some(plan), Some(table)) = (report.folder.plans.get(at), report.made.tables.get(at)) else {
        return Vec::new();
    };
    let mut said: Vec<String> = Vec::new();
    let of = |plan: &Plan, row: usize, column: usize| {
        let head = plan.columns.get(column)?;
        Some((words(t, &plan.rows.get(row)?.label).to_owned(), head.compare.clone()?))
    };
    for (row, cells) in table.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let Some(change) = cell.as_ref().and_then(|cell| cell.change.as_ref()) else { continue };
            let Some((row, before)) = of(plan, row, column) else { continue };
            let sentence = match change {
                ::monitor::book::Since::Broken(why) => {
                    t.say("research-broken").arg("before", before).arg("why", words(t, why)).to_string()
                }
                ::monitor::book::Since::Answered(between) => t
                    .say("research-change-answers")
                    .arg("row", row)
                    .arg("before", before)
                    .arg("from", t.number(between.from, 1))
                    .arg("n", between.n.to_string())
                    .arg("points", t.number(between.points, 1))
                    .arg(
                        "verdict",
                        t.get(if between.significant { "research-change-real" } else { "research-change-chance" }),
                    )
                    .to_string(),
                ::monitor::book::Since::Tested(change) => t
                    .say("research-change")
                    .arg("row", row)
                    .arg("before", before)
                    .arg("from", format!("{}/{}", change.from.0, change.from.1))
                    .arg("to", format!("{}/{}", change.to.0, change.to.1))
                    .arg("z", t.number(change.z, 2))
                    .arg(
                        "verdict",
                        t.get(if change.significant() { "research-change-real" } else { "research-change-chance" }),
                    )
                    .to_string(),
            };
            if !said.contains(&sentence) {
                said.push(sentence);
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn a_column_of_nobody_says_so() {
        let all = super::super::samples::all();
        let research = super::super::samples::made(&all, 1).unwrap();
        let (folder, mut made) = (research.folder.as_ref().unwrap(), research.book.done().unwrap().clone());
        let said = |lang: Lang, made: &::monitor::book::Made| {
            let report = Report { folder, made, blocks: &[], digest: "abc", version: "1.2.3" };
            basis(T::new(lang), &report, 0, &[]).join("\n")
        };
        assert!(!said(Lang::Nl, &made).contains("Niemand zit"), "{}", said(Lang::Nl, &made));
        // The last column is of one route.
        for cell in made.tables[0].cells.iter_mut().filter_map(|row| row.last_mut()?.as_mut()) {
            *cell = ::monitor::book::Cell { n: Some(0), ..::monitor::book::Cell::default() };
        }
        let dutch = said(Lang::Nl, &made);
        assert!(dutch.contains("Niemand zit in de noemer van kolom Welke leerweg doe je? | bbl."), "{dutch}");
        assert!(said(Lang::En, &made).contains("Nobody is in the base of column Which route do you follow? | BBL."));
        assert_eq!(dutch.matches("Niemand zit").count(), 1, "{dutch}");
    }
}
