//! A printed table: what is in it, how sure that is, who was asked, what changed, and what is wrong with it.

use super::{
    claims::{Claimed, claims},
    download::Form,
    label::{Label, name, words},
    picture::picture,
    wrong,
};
use crate::{
    say::{
        measured::made_of,
        words::{Lang, T},
    },
    site::{page::Page, shell::Shell},
};
use ::monitor::published::{Base, Place, Published, Unit};
use ::monitor::shown::{Earlier, Shown};
use askama::Template;

/// `/monitor/2024/B2.1`.
#[derive(Template)]
#[template(path = "monitor/table.html")]
pub struct TablePage {
    t: T,
    shell: Shell,
    id: String,
    title: Label,
    source: Option<Label>,
    page: String,
    year: String,
    lost: bool,
    /// SVG, made of the same cells by our own code.
    picture: Option<String>,
    asked: Vec<String>,
    /// What was asked, each with of whom.
    questions: Vec<String>,
    /// Whether the questions are in our words.
    reconstructed: bool,
    /// Headings over columns, each with how many it is over; empty where no column has one.
    heads: Vec<(Option<Label>, usize)>,
    columns: Vec<Label>,
    blocks: Vec<Block>,
    /// How many answered, a column.
    bases: Vec<String>,
    unit: String,
    margins: Vec<String>,
    changes: Vec<Change>,
    broken: Vec<String>,
    /// Numbers that the text gives besides.
    told: Vec<Besides>,
    /// Cells that the text names, and those that it compares.
    named: Vec<String>,
    compared: Vec<String>,
    wrong: Vec<String>,
    /// What the text of the report says of it, and it does not bear out.
    claims: Vec<Claimed>,
    files: Vec<(String, &'static str)>,
    /// Where its numbers come from: print, how people were chosen and weighted, and the measurement by its digest.
    made: Vec<String>,
}

/// Rows under one heading.
struct Block {
    group: Option<Label>,
    rows: Vec<Row>,
    /// Where it is another than that of the columns.
    bases: Option<Vec<String>>,
}

/// A number that stands in the text, and not in the table.
struct Besides {
    id: String,
    value: Label,
    counts: String,
    base: Option<String>,
}

struct Row {
    label: Label,
    cells: Vec<Cell>,
}

struct Cell {
    /// None where nothing is printed.
    printed: Option<String>,
    margin: Option<String>,
}

/// How a column differs from the one of the measurement before.
struct Change {
    column: String,
    from: String,
    to: String,
    rows: Vec<Changed>,
}

struct Changed {
    label: Label,
    from: String,
    to: String,
    points: String,
    significant: bool,
}

fn base(base: Option<Base>) -> String {
    base.map_or_else(String::new, |base| base.to_string().replace('-', "–"))
}

impl TablePage {
    pub(super) fn new(shell: Shell, shown: &Shown, table: usize) -> Self {
        let t = shell.t;
        let year = shown.folder.measurement.year.to_string();
        let shell = shell.crumb("Monitor", "/monitor").crumb(&year, format!("/monitor/{year}"));
        let Some(of) = shown.table(table) else { return Self::nothing(shell, year) };
        let label = |text: &str| Label::new(t, shown, text);
        let columns = 0..of.columns.len();
        let picture = picture(t, shown, table);
        let (questions, reconstructed) = questions(t, shown, &of.id);
        let told = shown.told(table);
        Self {
            id: of.id.clone(),
            title: label(&of.title),
            source: Some(of.source.as_str()).filter(|it| !it.is_empty()).map(label),
            page: of.page.to_string(),
            lost: of.lost,
            asked: asked(t, shown, table),
            questions,
            reconstructed,
            heads: heads(t, shown, of),
            columns: of.columns.iter().map(|column| label(&column.label)).collect(),
            blocks: blocks(t, shown, table, of),
            bases: of.columns.iter().map(|column| base(column.base)).collect(),
            unit: match of.unit {
                Unit::Percent => t.get("monitor-unit-percent"),
                Unit::Count => t.get("monitor-unit-count"),
                Unit::Mean => t.get("monitor-unit-mean"),
            },
            margins: margins(t, shown, table, of),
            changes: columns.clone().filter_map(|column| changed(t, shown, table, column)).collect(),
            broken: columns
                .filter_map(|column| match shown.earlier(table, column) {
                    Some(Earlier::Broken(_, why)) => Some(words(t, why).to_owned()),
                    _ => None,
                })
                .collect(),
            named: told.cells.iter().map(|place| cell_of(t, shown, table, *place)).collect(),
            compared: told
                .compared
                .iter()
                .map(|(from, to)| {
                    let (from, to) = (cell_of(t, shown, table, *from), cell_of(t, shown, table, *to));
                    t.say("monitor-told-with").arg("from", from).arg("to", to).to_string()
                })
                .collect(),
            told: told.quantities.into_iter().map(|quantity| besides(t, quantity)).collect(),
            wrong: shown.findings(&of.id).map(|found| wrong::say(t, shown, found)).collect(),
            claims: claims(t, shown, Some(table)),
            files: Form::ALL
                .into_iter()
                .filter(|form| *form != Form::Svg || picture.is_some())
                .map(|form| (format!("/monitor/{year}/{}{}", of.id, form.tail()), form.name()))
                .collect(),
            made: made(t, shown, table, of),
            picture,
            ..Self::nothing(shell, year)
        }
    }

    fn nothing(shell: Shell, year: String) -> Self {
        Self {
            t: shell.t,
            shell,
            id: String::new(),
            title: Label { text: String::new(), dutch: false },
            source: None,
            page: String::new(),
            year,
            lost: true,
            picture: None,
            asked: Vec::new(),
            questions: Vec::new(),
            reconstructed: false,
            heads: Vec::new(),
            columns: Vec::new(),
            blocks: Vec::new(),
            bases: Vec::new(),
            unit: String::new(),
            margins: Vec::new(),
            changes: Vec::new(),
            broken: Vec::new(),
            told: Vec::new(),
            named: Vec::new(),
            compared: Vec::new(),
            wrong: Vec::new(),
            claims: Vec::new(),
            files: Vec::new(),
            made: Vec::new(),
        }
    }
}

/// A number of the text, in our words.
fn besides(t: T, quantity: &::monitor::quantity::Quantity) -> Besides {
    let dutch = t.lang() != Lang::Nl && quantity.value.chars().any(char::is_alphabetic);
    Besides {
        id: format!("q-{}", quantity.id),
        value: Label { text: quantity.value.clone(), dutch },
        counts: format!("{} {}", words(t, &quantity.of), words(t, &quantity.counts)),
        base: quantity.base.clone(),
    }
}

/// A cell by its row and column, with what is printed there; with its table where that is another one.
fn cell_of(t: T, shown: &Shown, here: usize, place: Place) -> String {
    let Some(of) = shown.table(place.table) else { return String::new() };
    let mut parts = Vec::new();
    if place.table != here {
        parts.push(of.id.clone());
    }
    parts.push(
        place.row.and_then(|row| of.rows.get(row)).map_or_else(|| "N".to_owned(), |row| name(t, shown, &row.name())),
    );
    if let Some(column) = of.columns.get(place.column).filter(|_| of.columns.len() > 1) {
        parts.push(name(t, shown, &column.name()));
    }
    let printed = match place.row {
        Some(row) => of.cell(row, place.column).map(|cell| cell.printed.clone()),
        None => place.base(&shown.folder.published).map(|it| base(Some(it))),
    };
    format!("{}: {}", parts.join(", "), printed.unwrap_or_default())
}

/// How it was made, a sentence each.
fn made(t: T, shown: &Shown, table: usize, of: &Published) -> Vec<String> {
    let year = shown.folder.measurement.year.to_string();
    let printed = t.say("monitor-how-printed").arg("year", year).arg("page", of.page.to_string()).to_string();
    let group = |group: &::monitor::measurement::Respondents| {
        let how = if group.weighted { "monitor-how-weighted" } else { "monitor-how-unweighted" };
        let chosen = if group.how == "all" { "monitor-how-chosen-all" } else { "monitor-how-chosen-sample" };
        format!("{} {}", t.say(how).arg("group", words(t, &group.name)), t.get(chosen))
    };
    let mut said = vec![printed];
    said.extend(shown.all_asked(table).into_iter().map(group));
    said.push(made_of(t, &shown.folder.digest));
    said
}

/// Who were asked, a sentence a group.
fn asked(t: T, shown: &Shown, table: usize) -> Vec<String> {
    let say = |group: &::monitor::measurement::Respondents| {
        let count = |n: u32| t.number(f64::from(n), 0);
        let name = words(t, &group.name);
        match (group.answered, group.asked) {
            (Some(answered), Some(asked)) => t
                .say("monitor-asked")
                .arg("group", name)
                .arg("answered", count(answered))
                .arg("asked", count(asked))
                .to_string(),
            _ => t.say("monitor-asked-unknown").arg("group", name).to_string(),
        }
    };
    shown.all_asked(table).into_iter().map(say).collect()
}

/// The questions behind a table, once each, and whether some are reconstructed.
fn questions(t: T, shown: &Shown, id: &str) -> (Vec<String>, bool) {
    let folder = &shown.folder;
    let (mut said, mut reconstructed) = (Vec::new(), false);
    let plan = folder.plans.iter().find(|plan| plan.id == id);
    for question in plan.into_iter().flat_map(|plan| &plan.questions) {
        let asked = ::monitor::questionnaire::of(&folder.questionnaires, &question.of);
        let group = folder.measurement.respondents.iter().find(|group| group.id == question.of);
        let item = asked.and_then(|asked| asked.item(&question.item));
        if let (Some(asked), Some(group), Some(item)) = (asked, group, item) {
            let (group, text) = (words(t, &group.name), words(t, &item.text));
            let sentence = t.say("monitor-question").arg("group", group).arg("text", text).to_string();
            if !said.contains(&sentence) {
                said.push(sentence);
            }
            reconstructed |= asked.reconstructed;
        }
    }
    (said, reconstructed)
}

fn heads(t: T, shown: &Shown, of: &Published) -> Vec<(Option<Label>, usize)> {
    if of.columns.iter().all(|column| column.group.is_none()) {
        return Vec::new();
    }
    let mut heads: Vec<(Option<&String>, usize)> = Vec::new();
    for column in &of.columns {
        match heads.last_mut() {
            Some((last, over)) if *last == column.group.as_ref() => *over += 1,
            _ => heads.push((column.group.as_ref(), 1)),
        }
    }
    heads.into_iter().map(|(group, over)| (group.map(|text| Label::new(t, shown, text)), over)).collect()
}

fn blocks(t: T, shown: &Shown, table: usize, of: &Published) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<&Option<String>> = None;
    for (at, row) in of.rows.iter().enumerate() {
        if last != Some(&row.group) {
            let group = row.group.as_ref().map(|text| Label::new(t, shown, text));
            let bases = row.base.as_ref().map(|bases| bases.iter().map(|it| base(Some(*it))).collect());
            blocks.push(Block { group, rows: Vec::new(), bases });
            last = Some(&row.group);
        }
        let cells = row.cells.iter().enumerate().map(|(column, cell)| {
            let margin = shown.margin(Place { table, row: Some(at), column });
            Cell {
                printed: Some(cell.printed.clone()).filter(|text| !text.is_empty()),
                margin: margin.map(|it| format!("{}–{}", t.number(it.low, 1), t.number(it.high, 1))),
            }
        });
        let row = Row { label: Label::new(t, shown, &row.label), cells: cells.collect() };
        if let Some(block) = blocks.last_mut() {
            block.rows.push(row);
        }
    }
    blocks
}

/// What has to be said about the margins of a table, or why there are none.
fn margins(t: T, shown: &Shown, table: usize, of: &Published) -> Vec<String> {
    let places = (0..of.rows.len())
        .flat_map(|row| (0..of.columns.len()).map(move |column| Place { table, row: Some(row), column }));
    let all: Vec<_> = places.filter_map(|place| shown.margin(place).map(|margin| (place, margin))).collect();
    if all.is_empty() {
        let why = match of.unit {
            _ if of.lost => return Vec::new(),
            Unit::Count => "monitor-margin-none-count",
            Unit::Percent | Unit::Mean => "monitor-margin-none-response",
        };
        return vec![t.get(why)];
    }
    let mut said = vec![t.get("monitor-margin")];
    // How many there are, where the margin knows it.
    let small = |place: &Place| {
        let ours = shown.year_of(table, place.column) == Some(shown.folder.measurement.year);
        shown.asked(table, place.column).filter(|group| group.fpc && ours).and_then(|group| group.population)
    };
    if let Some(all) = all.iter().find_map(|(place, _)| small(place)) {
        said.push(t.say("monitor-margin-fpc").arg("n", t.number(f64::from(all), 0)).to_string());
    }
    if all.iter().any(|(_, margin)| margin.at_least) {
        said.push(t.get("monitor-margin-least"));
    }
    if of.columns.iter().any(|column| column.pooled) {
        said.push(t.get("monitor-margin-none-pooled"));
    }
    if of.columns.iter().any(|column| column.base.is_some_and(|base| base.min != base.max)) {
        said.push(t.get("monitor-margin-range"));
    }
    said
}

fn changed(t: T, shown: &Shown, table: usize, column: usize) -> Option<Change> {
    let of = shown.table(table)?;
    // Of this measurement only: what changed before it stands in the table.
    if shown.year_of(table, column) != Some(shown.folder.measurement.year) {
        return None;
    }
    let Some(Earlier::Same(before)) = shown.earlier(table, column) else { return None };
    let rows = of.rows.iter().enumerate().filter_map(|(at, row)| {
        let (change, points) = shown.change(Place { table, row: Some(at), column })?;
        let sign = if points > 0.0 { "+" } else { "" };
        Some(Changed {
            label: Label::new(t, shown, &row.label),
            from: of.cell(at, before)?.printed.clone(),
            to: of.cell(at, column)?.printed.clone(),
            points: format!("{sign}{}", t.number(points, 0)).replace('-', "−"),
            significant: change.significant(),
        })
    });
    let rows: Vec<Changed> = rows.collect();
    let year = |column| shown.year_of(table, column).map_or_else(String::new, |year| year.to_string());
    let several = of.columns.iter().filter(|it| it.year.is_none()).count() > 1 && of.columns[column].group.is_some();
    let column_name = if several { name(t, shown, &of.columns[column].name()) } else { String::new() };
    (!rows.is_empty()).then(|| Change { column: column_name, from: year(before), to: year(column), rows })
}

impl Page for TablePage {
    const NAME: &'static str = "monitor/table";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let library = super::samples::library();
        let Some(shown) = library.newest() else { return Vec::new() };
        let page = |id| shown.find(id).map(|table| Self::new(Shell::sample(t), shown, table));
        [("changed", "B1"), ("grouped", "B2"), ("counts", "B3"), ("years", "B4"), ("lost", "F1")]
            .into_iter()
            .filter_map(|(state, id)| Some((state, page(id)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lang: Lang, id: &str) -> String {
        let library = super::super::samples::library();
        let shown = library.newest().unwrap();
        TablePage::new(Shell::sample(T::new(lang)), shown, shown.find(id).unwrap()).render().unwrap()
    }

    /// 12 of 44 and z = 1,71 as the issue of the Monitor works them out by hand.
    #[test]
    fn a_page_says_how_sure_its_numbers_are() {
        let page = text(Lang::Nl, "B1");
        assert!(page.contains("21,8–33,6"), "the margin of 12 of 44 of 55: {page}");
        assert!(page.contains("aselecte steekproef"), "{page}");
        assert!(page.contains("+22") && page.contains("Nee, dit kan toeval zijn"), "26 to 48 is within chance: {page}");
        assert!(page.contains("tellen de percentages op tot 75"), "a column of 27 + 48: {page}");
        let page = text(Lang::En, "B1");
        assert!(page.contains("21.8–33.6") && page.contains("Mostly yes"), "{page}");
        assert!(
            page.contains("<span lang=\"nl\">Soms</span>"),
            "what has no translation says that it is Dutch: {page}"
        );
    }

    #[test]
    fn a_page_says_what_was_asked_and_whose_words_these_are() {
        let page = text(Lang::Nl, "B1");
        assert!(page.contains("instellingen: Lukt het?") && page.contains("in onze woorden"), "{page}");
        assert!(text(Lang::En, "B1").contains("Does it work?"));
        assert!(!text(Lang::Nl, "B3").contains("Wat was de vraag"), "of a table that nobody planned nothing is known");
    }

    #[test]
    fn a_page_says_what_the_text_of_the_report_is_about() {
        let page = text(Lang::Nl, "B1");
        assert!(
            page.contains("Meestal wel, 2024: 48") && page.contains("Meestal wel, 2022: 26 met Meestal wel"),
            "{page}"
        );
        assert!(text(Lang::En, "B1").contains("Mostly yes, 2024: 48"));
        let lost = text(Lang::Nl, "F1");
        assert!(lost.contains("scholen geven hulp") && lost.contains("/monitor/2024/bronnen#q-figuur"), "{lost}");
        assert!(text(Lang::En, "F1").contains("<span lang=\"nl\">een kwart</span>"), "{lost}");
        assert!(!text(Lang::Nl, "B3").contains("Wat zegt het rapport"), "the text says nothing of it");
    }

    /// 48 is no "ruim de helft", 26 to 48 may be chance, 74 and 27 are not alike, and 23 of 44 is 52,27%. By hand.
    #[test]
    fn a_page_says_what_of_the_text_its_table_does_not_bear_out() {
        let page = text(Lang::Nl, "B1");
        for said in [
            "Instellingen die dat doen: “ruim de helft”. In de tabel staat 48.",
            "Instellingen over de jaren: “gestegen”. Dat kan toeval zijn: 6 van de 23 tegen 21 van de 44 (z = 1,71).",
            "Twee groepen: “een even groot deel”. In de tabel staan 74 en 27.",
            "Wie antwoord gaf: “60 procent”. In de tabel is het 23 van de 44, en dat is 52,27%.",
            "Wie gevraagd is: “56”. In de tabel staat dat dit iets anders is.",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("Gesprekken"), "what the text says against itself is about no table");
        assert!(!text(Lang::Nl, "B3").contains("Wat klopt hier niet"));
        assert!(text(Lang::En, "B1").contains("Institutions that do so: “<span lang=\"nl\">ruim de helft</span>”."));
    }

    #[test]
    fn what_is_absent_is_said_to_be_absent() {
        let page = text(Lang::Nl, "F1");
        assert!(page.contains("waarde niet overgeleverd"), "{page}");
        assert!(!page.contains("mee-right\">0"), "no value is no nought: {page}");
        assert!(text(Lang::Nl, "B3").contains("geen marge"), "counts have none");
        assert!(
            !page.contains("figuur-titel") && text(Lang::Nl, "B1").contains("figuur-titel"),
            "a picture of nothing"
        );
    }
}
