//! A report as one HTML page: text, tables, and under each table how its numbers were made.

use crate::book::{base, decimals, printed};
use crate::escape::xml;
use crate::{basis, figure};
use monitor::book::Made;
use monitor::book::design::Weighted;
use monitor::folder::Folder;
use monitor::report::{Block, Span};
use serde_json::{Value, json};
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
    for (number, block) in (1..).zip(report.blocks) {
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
                let _ = writeln!(page, "<p id=\"zin-{number}\">{}</p>", runs(report, spans));
            }
            Block::Item(spans) => {
                let _ = writeln!(page, "<li id=\"zin-{number}\">{}</li>", runs(report, spans));
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
    page += "<h2 id=\"gemaakt\">Hoe dit is gemaakt</h2>\n";
    for sentence in made_of(report) {
        let _ = writeln!(page, "<p>{}</p>", xml(&sentence));
    }
    page += "</main>\n</body>\n</html>\n";
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

/// The picture of a table, where one says more than the table. Its ids are its own: there are several on the page.
fn picture(report: &Report<'_>, at: usize) -> String {
    let Some((figure, said)) = figure::made(report, at) else { return String::new() };
    let own = |text: String, from: &str| text.replace(from, &format!("{from}t{at}-"));
    let drawn = ["id=\"", "url(#", "aria-labelledby=\""].into_iter().fold(figure::draw(&figure, &said), own);
    let drawn = drawn.replace(" figuur-uitleg\"", &format!(" t{at}-figuur-uitleg\""));
    format!("<figure>{drawn}</figure>\n")
}

/// A table with its margins and what it rests on.
fn table(report: &Report<'_>, at: usize, mark: &str) -> String {
    let (Some(plan), Some(made)) = (report.folder.plans.get(at), report.made.tables.get(at)) else {
        return String::new();
    };
    let decimals = decimals(report.folder, plan);
    let mut text = format!(
        "<section id=\"{0}\">\n{2}<table>\n<caption>{0}. {1}{mark}</caption>\n<thead><tr><td></td>",
        xml(&plan.id),
        xml(&plan.title.nl),
        picture(report, at)
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
    text + &rests_on(report, at) + "</section>\n"
}

/// Question, base, weight and design of a table, what changed, and what the text says about it.
fn rests_on(report: &Report<'_>, at: usize) -> String {
    let id = report.folder.plans.get(at).map_or("", |plan| plan.id.as_str());
    let mut text = format!("<details id=\"hoe-{0}\"><summary>Hoe {0} is gemaakt</summary>\n<ul>\n", xml(id));
    for sentence in basis::basis(report, at).iter().chain(&basis::changes(report, at)) {
        let _ = writeln!(text, "<li>{}</li>", xml(sentence));
    }
    for (block, said) in basis::says(report, at) {
        let _ = writeln!(text, "<li>Het rapport zegt hierover: <a href=\"#zin-{}\">{}</a></li>", block + 1, xml(&said));
    }
    text + "<li><a href=\"#gemaakt\">Waarvan dit is gemaakt, en waarmee</a></li>\n</ul>\n</details>\n"
}

/// The tables as open data: what each rests on, and what the text says about it.
pub fn tables(report: &Report<'_>) -> Value {
    let mut all = crate::book::tables(report.folder, report.made);
    for (at, table) in all.as_array_mut().into_iter().flatten().enumerate() {
        let Some(table) = table.as_object_mut() else { continue };
        let said: Vec<String> = basis::says(report, at).into_iter().map(|(_, said)| said).collect();
        table.insert("says".to_owned(), json!(said));
        table.insert("measurement".to_owned(), json!(report.digest));
        table.insert("program".to_owned(), json!(report.version));
    }
    all
}

/// How all of it was made, in sentences.
pub(crate) fn made_of(report: &Report<'_>) -> [String; 2] {
    let how = "Percentages zijn afgerond: een half gaat omhoog. Daarom tellen ze samen soms op tot 99 of 101. Marges zijn van 95%. \
               Een sterretje (*) is een cel die niet wordt getoond, omdat het om weinig mensen gaat of omdat die cel dat zou verraden.";
    let year = report.folder.measurement.year;
    let made = format!("Meting {year}, vingerafdruk {}, gemaakt met Meedoen {}.", report.digest, report.version);
    [how.to_owned(), made]
}

/// What weighting did, in sentences. What would tell of few people is left out, and it says so.
pub(crate) fn weighting(it: &Weighted) -> Vec<String> {
    let number = |value: f64, decimals: usize| format!("{value:.decimals$}").replace('.', ",");
    let range = it.range.map_or_else(String::new, |(lowest, highest)| {
        format!(" Gewichten van {} tot {} keer het gemiddelde.", number(lowest, 2), number(highest, 2))
    });
    let trimmed = it.trimmed.map_or_else(String::new, |trimmed| format!(" Afgekapte gewichten: {trimmed}."));
    let mut said = vec![format!(
        "{} antwoorden, gewogen naar {} mensen.{range}{trimmed} Designeffect {}, effectieve n {:.0}.",
        it.n,
        it.population,
        number(it.design_effect, it.decimals()),
        it.effective_n
    )];
    said.extend(it.margins.iter().map(|share| {
        let target = number(share.target, 1);
        let was = share.before.zip(share.after).map_or_else(String::new, |(before, after)| {
            format!(", voor de weging {}%, erna {}%", number(before, 1), number(after, 1))
        });
        format!("{}: {}: doel {target}%{was}.", share.item, share.code)
    }));
    if it.range.is_none() || it.trimmed.is_none() {
        let why = "Niet alles over de weging staat hier. Het zou verraden hoe weinig mensen een antwoord gaven.";
        said.push(why.to_owned());
    }
    said
}

/// The same on the page.
fn weights(report: &Report<'_>) -> String {
    let mut text = String::new();
    for it in &report.made.weighted {
        let groups = &report.folder.measurement.respondents;
        let name = groups.iter().find(|group| group.id == it.of).map_or(it.of.as_str(), |group| group.name.nl.as_str());
        let _ = writeln!(text, "<h2>Weging: {}</h2>\n<ul>", xml(name));
        for sentence in weighting(it) {
            let _ = writeln!(text, "<li>{}</li>", xml(&sentence));
        }
        text += "</ul>\n";
    }
    text
}
