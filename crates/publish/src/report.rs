//! A report as one HTML page: text, tables, and under each table how its numbers were made.

use crate::book::{asked, base, decimals, printed};
use crate::escape::xml;
use monitor::book::{Made, Why};
use monitor::folder::Folder;
use monitor::plan::Plan;
use monitor::questionnaire;
use monitor::report::{Block, Span};
use std::fmt::Write;

/// What a report was made of.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The measurement.
    pub folder: &'a Folder,
    /// Its book.
    pub made: &'a Made,
    /// Its text, chapter by chapter.
    pub blocks: &'a [Block],
    /// A digest of the measurement's texts and answers.
    pub digest: &'a str,
    /// The version of the program.
    pub version: &'a str,
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:auto;padding:1rem}\
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{padding:.25rem .5rem;text-align:right;border-bottom:1px solid #767676}\
th:first-child{text-align:left}thead th{vertical-align:bottom}caption{text-align:left;font-weight:bold}\
.note{border:2px solid;padding:.5rem}@media(prefers-color-scheme:dark){:root{color-scheme:dark}}";

/// The page: the same report is the same bytes.
pub fn html(report: &Report<'_>) -> String {
    let name = &report.folder.measurement.name;
    let title = xml(&name.nl);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    if report.made.synthetic {
        page += "<p class=\"note\"><strong>Synthetische antwoorden.</strong> Niemand gaf deze antwoorden. Ze zijn gemaakt om te laten zien \
                 hoe een rapport ontstaat.</p>\n";
    }
    let mut in_list = false;
    let mut shown = vec![false; report.folder.plans.len()];
    for block in report.blocks {
        let is_item = matches!(block, Block::Item(_));
        if is_item != in_list {
            page += if is_item { "<ul>\n" } else { "</ul>\n" };
            in_list = is_item;
        }
        match block {
            Block::Heading(level, spans) => {
                let level = (level + 1).min(6);
                let _ = writeln!(page, "<h{level}>{}</h{level}>", runs(report, spans));
            }
            Block::Paragraph(spans) => {
                let _ = writeln!(page, "<p>{}</p>", runs(report, spans));
            }
            Block::Item(spans) => {
                let _ = writeln!(page, "<li>{}</li>", runs(report, spans));
            }
            Block::Table(at) => {
                page += &table(report, *at, synthetic(report));
                if let Some(shown) = shown.get_mut(*at) {
                    *shown = true;
                }
            }
        }
    }
    page += if in_list { "</ul>\n" } else { "" };
    page += "<h2>Alle tabellen</h2>\n";
    for at in (0..report.folder.plans.len()).filter(|at| shown.get(*at) == Some(&false)) {
        page += &table(report, at, synthetic(report));
    }
    page += &weights(report);
    let _ = writeln!(
        page,
        "<h2>Hoe dit is gemaakt</h2>\n<p>Percentages zijn afgerond: een half gaat omhoog. Daarom tellen ze samen soms op tot 99 of 101. \
         Marges zijn van 95%. Een sterretje (*) is een cel die niet wordt getoond, omdat het om weinig mensen gaat of omdat die cel dat \
         zou verraden.</p>\n<p>Meting {}, vingerafdruk <code>{}</code>, gemaakt met Meedoen {}.</p>\n</main>\n</body>\n</html>",
        report.folder.measurement.year,
        xml(report.digest),
        xml(report.version)
    );
    page
}

const fn synthetic(report: &Report<'_>) -> &'static str {
    if report.made.synthetic { " (synthetisch)" } else { "" }
}

fn runs(report: &Report<'_>, spans: &[Span]) -> String {
    let run = |span: &Span| match span {
        Span::Text(text) => xml(text),
        Span::Cell(text, at) => {
            let id = report.folder.plans.get(*at).map_or("", |plan| plan.id.as_str());
            format!("<a href=\"#{}\">{}</a>", xml(id), xml(text))
        }
    };
    spans.iter().map(run).collect()
}

/// A table with its margins and what it rests on.
fn table(report: &Report<'_>, at: usize, mark: &str) -> String {
    let (Some(plan), Some(made)) = (report.folder.plans.get(at), report.made.tables.get(at)) else {
        return String::new();
    };
    let decimals = decimals(report.folder, plan);
    let mut text = format!(
        "<section id=\"{0}\">\n<table>\n<caption>{0}. {1}{mark}</caption>\n<thead><tr><td></td>",
        xml(&plan.id),
        xml(&plan.title.nl)
    );
    for column in &plan.columns {
        let _ = write!(text, "<th scope=\"col\">{}</th>", xml(&column.name()));
    }
    text += "</tr></thead>\n<tbody>\n";
    for (row, cells) in plan.rows.iter().zip(&made.cells) {
        let _ = write!(text, "<tr><th scope=\"row\">{}</th>", xml(&row.name()));
        for cell in cells {
            let shown = printed(cell.as_ref(), decimals);
            let margin = cell.as_ref().and_then(|cell| cell.interval).map_or_else(String::new, |(low, high)| {
                let one = |value: f64| format!("{value:.1}").replace('.', ",");
                format!("<br><small>{} – {}</small>", one(low), one(high))
            });
            let _ = write!(text, "<td>{}{margin}</td>", xml(&shown));
        }
        text += "</tr>\n";
    }
    text += "<tr><th scope=\"row\">N</th>";
    for column in 0..plan.columns.len() {
        let n = match base(&made.cells, column) {
            None => "*".to_owned(),
            Some((low, high)) if low == high => low.to_string(),
            Some((low, high)) => format!("{low} – {high}"),
        };
        let _ = write!(text, "<td>{n}</td>");
    }
    text += "</tr>\n</tbody>\n</table>\n";
    text + &rests_on(report, plan, made.exempt) + "</section>\n"
}

/// Question, base, weight and design of a table.
fn rests_on(report: &Report<'_>, plan: &Plan, exempt: Option<Why>) -> String {
    let mut text = format!(
        "<details><summary>Hoe {} is gemaakt</summary>\n<ul>\n<li>Wie: {}.</li>\n",
        xml(&plan.id),
        xml(&plan.base.nl)
    );
    let mut asked_once: Vec<(&str, &str)> = Vec::new();
    for question in &plan.questions {
        if asked_once.contains(&(&question.of, &question.item)) {
            continue;
        }
        asked_once.push((&question.of, &question.item));
        let item =
            questionnaire::of(&report.folder.questionnaires, &question.of).and_then(|all| all.item(&question.item));
        let _ = writeln!(
            text,
            "<li>Vraag ({}): {}</li>",
            xml(&question.item),
            xml(item.map_or("", |item| item.text.nl.as_str()))
        );
        let left: Vec<&str> = item
            .map_or(&[][..], |item| item.answer.levels())
            .iter()
            .filter(|level| question.without.contains(&level.code))
            .map(|level| level.label.nl.as_str())
            .collect();
        if !left.is_empty() {
            let _ = writeln!(text, "<li>Telt niet mee in de noemer: {}.</li>", xml(&left.join(", ")));
        }
    }
    for group in asked(report.folder, plan) {
        let how = match (group.weighted, group.fpc, group.population) {
            (true, ..) => "gewogen; de marges houden rekening met de weging".to_owned(),
            (_, true, Some(all)) => format!("niet gewogen; de marges houden er rekening mee dat het er {all} zijn"),
            _ => "niet gewogen; de marges gelden als dit een aselecte steekproef was".to_owned(),
        };
        let _ = writeln!(text, "<li>{}: {how}.</li>", xml(&group.name.nl));
    }
    text += match exempt {
        Some(Why::Printed) => "<li>Kleine cellen staan er: deze tabel is al eerder gedrukt.</li>\n",
        Some(Why::Synthetic) => "<li>Kleine cellen staan er: niemand gaf deze antwoorden.</li>\n",
        None => "",
    };
    text + "</ul>\n</details>\n"
}

/// What weighting did.
fn weights(report: &Report<'_>) -> String {
    let mut text = String::new();
    for it in &report.made.weighted {
        let two = |value: f64| format!("{value:.2}").replace('.', ",");
        let name = report
            .folder
            .measurement
            .respondents
            .iter()
            .find(|group| group.id == it.of)
            .map_or(it.of.as_str(), |group| group.name.nl.as_str());
        let _ = write!(
            text,
            "<h2>Weging: {}</h2>\n<p>{} antwoorden, gewogen naar {} mensen. Gewichten van {} tot {} keer het gemiddelde, {} afgekapt. Designeffect {}, \
             effectieve n {:.0}.</p>\n<table>\n<caption>Voor en na de weging (%)</caption>\n<thead><tr><td></td><th scope=\"col\">doel</th>\
             <th scope=\"col\">voor</th><th scope=\"col\">na</th></tr></thead>\n<tbody>\n",
            xml(name),
            it.n,
            it.population,
            two(it.range.0),
            two(it.range.1),
            it.trimmed,
            two(it.design_effect),
            it.effective_n
        );
        for share in &it.margins {
            let one = |value: f64| format!("{value:.1}").replace('.', ",");
            let _ = writeln!(
                text,
                "<tr><th scope=\"row\">{}: {}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
                xml(&share.item),
                xml(&share.code),
                one(share.target),
                one(share.before),
                one(share.after)
            );
        }
        text += "</tbody>\n</table>\n";
    }
    text
}
