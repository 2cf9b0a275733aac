//! What a table of a report rests on, in Dutch sentences: who, which question, weight and design; how it differs from what
//! was printed before; and what the text says about it. The page and the paper say the same.

use crate::book::{asked, decimals, printed};
use crate::report::Report;
use monitor::book::{Since, Why};
use monitor::check::finding::dutch;
use monitor::questionnaire;
use monitor::report::{Block, Span};

/// Who, what was asked, weight and design.
pub fn basis(report: &Report<'_>, at: usize) -> Vec<String> {
    let (Some(plan), Some(table)) = (report.folder.plans.get(at), report.made.tables.get(at)) else {
        return Vec::new();
    };
    let mut said = vec![format!("Wie: {}.", plan.base.nl)];
    let mut once: Vec<(&str, &str)> = Vec::new();
    for question in &plan.questions {
        if question.also.is_empty() && once.contains(&(&question.of, &question.item)) {
            continue;
        }
        once.push((&question.of, &question.item));
        if !question.also.is_empty() {
            let all: Vec<&str> = std::iter::once(&question.item).chain(&question.also).map(String::as_str).collect();
            said.push(format!(
                "Een kolom telt de antwoorden op {} bij elkaar op. De N daarvan telt antwoorden: wie twee keer antwoordde, telt \
                 twee keer. Daarom staat er geen marge bij.",
                all.join(" en ")
            ));
        }
        let item =
            questionnaire::of(&report.folder.questionnaires, &question.of).and_then(|all| all.item(&question.item));
        said.push(format!("Vraag ({}): {}", question.item, item.map_or("", |item| item.text.nl.as_str())));
        let levels = item.map_or(&[][..], |item| item.answer.levels()).iter();
        let left = levels.filter(|level| question.without.contains(&level.code)).map(|level| level.label.nl.as_str());
        let left: Vec<&str> = left.collect();
        if !left.is_empty() {
            said.push(format!("Telt niet mee in de noemer: {}.", left.join(", ")));
        }
    }
    for group in asked(report.folder, plan) {
        let how = match (group.weighted, group.fpc, group.population) {
            (true, ..) => "gewogen; de marges houden rekening met de weging".to_owned(),
            (_, true, Some(all)) => format!("niet gewogen; de marges houden er rekening mee dat het er {all} zijn"),
            _ => "niet gewogen; de marges gelden als dit een aselecte steekproef was".to_owned(),
        };
        said.push(format!("{}: {how}.", group.name.nl));
    }
    let empty = table.nobody().into_iter().filter_map(|column| plan.columns.get(column));
    said.extend(empty.map(|column| format!("Niemand zit in de noemer van kolom {}.", column.name())));
    if plan.whole {
        said.push(
            "De percentages van een kolom zijn samen afgerond, zodat ze optellen tot 100: wat over is, gaat naar de grootste rest. \
             Een kolom met een sterretje is cel voor cel afgerond."
                .to_owned(),
        );
    }
    said.extend(table.exempt.map(|why| match why {
        Why::Printed => "Kleine cellen staan er: deze tabel is al eerder gedrukt.".to_owned(),
        Why::Synthetic => "Kleine cellen staan er: niemand gaf deze antwoorden.".to_owned(),
    }));
    said
}

/// How its cells differ from the printed columns that they are held against: from counts, because only print is left.
pub fn changes(report: &Report<'_>, at: usize) -> Vec<String> {
    let (Some(plan), Some(table)) = (report.folder.plans.get(at), report.made.tables.get(at)) else {
        return Vec::new();
    };
    let mut said = Vec::new();
    for (column, head) in plan.columns.iter().enumerate() {
        let Some(before) = &head.compare else { continue };
        let (mut lines, mut answered) = (Vec::new(), Vec::new());
        let mut how = (false, None);
        for (row, cells) in plan.rows.iter().zip(&table.cells) {
            let Some(cell) = cells.get(column).and_then(Option::as_ref) else { continue };
            match &cell.change {
                None => {}
                Some(Since::Broken(why)) => {
                    lines = vec![format!("Niet te vergelijken met {before}: {}", why.nl)];
                    break;
                }
                Some(Since::Answered(between)) => {
                    how = (between.one_design, between.both);
                    answered.push(format!(
                        "{}: van {} (n = {}) naar {}: {}.",
                        row.name(),
                        dutch(monitor::book::rounded(between.from, decimals(report.folder, plan))),
                        between.n,
                        printed(Some(cell), decimals(report.folder, plan)),
                        if between.significant { "meer dan toeval (5%)" } else { "dit kan toeval zijn" }
                    ));
                }
                Some(Since::Tested(change)) => lines.push(format!(
                    "{}: van {} van {} naar {} van {} ({}%), z = {}: {}.",
                    row.name(),
                    change.from.0,
                    change.from.1,
                    change.to.0,
                    change.to.1,
                    printed(Some(cell), decimals(report.folder, plan)),
                    dutch(change.z),
                    if change.significant() { "meer dan toeval (5%)" } else { "dit kan toeval zijn" }
                )),
            }
        }
        if lines.len() > 1 || lines.first().is_some_and(|line| !line.starts_with("Niet")) {
            said.push(format!(
                "Vergeleken met {before}, waarvan alleen druk is: getoetst uit hele aantallen die het dichtst bij de gedrukte \
                 percentages liggen, als aselecte steekproeven los van elkaar, zonder correctie voor een eindige populatie."
            ));
        }
        said.extend(lines);
        if !answered.is_empty() {
            said.push(from_answers(before, how));
        }
        said.extend(answered);
    }
    said
}

/// How a column is held against the answers of the measurement before.
fn from_answers(before: &str, (one_design, both): (bool, Option<usize>)) -> String {
    let many = both.map_or_else(String::new, |both| format!(" ({both})"));
    let both = if one_design {
        format!(" Wie aan beide meedeed telt als dezelfde{many}, ook na een fusie, en de populatie is eindig.")
    } else {
        " De metingen gelden als steekproeven los van elkaar, zonder correctie voor een eindige populatie.".to_owned()
    };
    format!(
        "Vergeleken met de antwoorden van {before}: tweezijdig, bij 5%, met de correctie van Holm over de antwoorden van een \
         vraag.{both}"
    )
}

/// The words of some runs.
pub(crate) fn words(spans: &[Span]) -> String {
    let words = |span: &Span| match span {
        Span::Text(text) | Span::Cell(text, _) => text.clone(),
    };
    spans.iter().map(words).collect()
}

/// What the text of the report says about it: the number of the part, from 0, and its words.
pub fn says(report: &Report<'_>, at: usize) -> Vec<(usize, String)> {
    let cites = |spans: &[Span]| spans.iter().any(|span| matches!(span, Span::Cell(_, plan) if *plan == at));
    let of = |(number, block): (usize, &Block)| match block {
        Block::Paragraph(spans) | Block::Item(spans) if cites(spans) => Some((number, words(spans))),
        _ => None,
    };
    report.blocks.iter().enumerate().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::from_answers;

    #[test]
    fn what_was_compared_says_whether_it_was_one_design() {
        let said = "Vergeleken met de antwoorden van 2024: tweezijdig, bij 5%, met de correctie van Holm over de antwoorden van een vraag.";
        for (how, more) in [
            (
                (true, Some(41)),
                " Wie aan beide meedeed telt als dezelfde (41), ook na een fusie, en de populatie is eindig.",
            ),
            // Few were found again: how many is not told, and the test is the same one.
            ((true, None), " Wie aan beide meedeed telt als dezelfde, ook na een fusie, en de populatie is eindig."),
            (
                (false, None),
                " De metingen gelden als steekproeven los van elkaar, zonder correctie voor een eindige populatie.",
            ),
        ] {
            assert_eq!(from_answers("2024", how), format!("{said}{more}"));
        }
    }
}
