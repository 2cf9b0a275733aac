//! Reads `measurement.toml`.

use super::{Exempt, Measurement, Respondents, State, Step, Theme};
use crate::problem::Problem;
use crate::read::{Source, Table};
use crate::words::Words;
use std::collections::BTreeSet;

/// Reads it.
///
/// # Errors
/// What is wrong with it.
pub fn read(source: Source<'_>) -> Result<Measurement, Vec<Problem>> {
    crate::read::read(source, |top| {
        let year = year(top, "year");
        let from = if top.has("from") { Some(self::year(top, "from")?) } else { None };
        if let (Some(year), Some(from)) = (year, from)
            && from >= year
        {
            top.wrong(
                "from",
                format!("{from} is not earlier than {year}"),
                "name an earlier measurement, or take it out",
            );
        }
        let respondents = respondents(top);
        let decimals = top.maybe_table("rounding").map(|rounding| {
            let decimals = rounding.whole("decimals");
            rounding.choice("rule", &[("half_up", ())]);
            rounding.finish();
            decimals
        });
        let least = top.maybe_table("small_cells").map(|cells| {
            let least = cells.whole("least");
            let exempt = cells.choice_or(
                "exempt",
                &[("printed", Exempt::Printed), ("synthetic", Exempt::Synthetic), ("none", Exempt::Nothing)],
                Exempt::Nothing,
            );
            cells.finish();
            (least, exempt.unwrap_or_default())
        });
        Some(Measurement {
            year: year?,
            study_year: top.text("study_year")?,
            seed: top.maybe_whole("seed"),
            from,
            name: Words::read(top, "name")?,
            state: state(top)?,
            decimals: decimals.unwrap_or(Some(0))?,
            exempt: least.map_or(Exempt::Nothing, |(_, exempt)| exempt),
            least: least.map_or(Some(5), |(least, _)| least)?,
            respondents,
            themes: themes(top),
        })
    })
}

fn year(table: &Table<'_, '_>, key: &'static str) -> Option<u16> {
    let year = table.whole(key)?;
    let found = u16::try_from(year).ok().filter(|year| (2014..2100).contains(year));
    if found.is_none() {
        table.wrong(key, format!("{year} is no year of a measurement"), "write a year from 2014");
    }
    found
}

fn state(top: &Table<'_, '_>) -> Option<State> {
    let table = top.table("state")?;
    let is = table.choice("is", &[("draft", Step::Draft), ("approved", Step::Approved), ("public", Step::Public)]);
    let (day, by) = (table.maybe_day("day"), table.maybe_text("by"));
    if is.is_some_and(|is| is > Step::Draft) && (day.is_none() || by.is_none()) {
        table.wrong("is", "a measurement past its draft has a day and a name", "add day = 2026-11-29 and by = \"...\"");
    }
    table.finish();
    Some(State { is: is?, day, by })
}

fn respondents(top: &Table<'_, '_>) -> Vec<Respondents> {
    let mut ids = BTreeSet::new();
    let mut found = Vec::new();
    for table in top.tables("respondents") {
        let id = table.text("id").unwrap_or_default();
        if !id.is_empty() && !ids.insert(id.clone()) {
            table.wrong("id", format!("\"{id}\" is there twice"), "give each group an id of its own");
        }
        let name = Words::read(&table, "name").unwrap_or_default();
        let (population, asked, answered) =
            (table.maybe_whole("population"), table.maybe_whole("asked"), table.maybe_whole("answered"));
        for (key, part, whole) in [("asked", asked, population), ("answered", answered, asked)] {
            if let (Some(part), Some(whole)) = (part, whole)
                && part > whole
            {
                table.wrong(
                    key,
                    format!("{part} of {whole}"),
                    "a part is not larger than its whole: correct one of them",
                );
            }
        }
        let how = table.text("how").unwrap_or_default();
        let (weighted, fpc) = (table.flag("weighted"), table.flag("fpc"));
        let named = table.texts("named").into_iter().map(|text| text.text.to_lowercase()).collect();
        table.finish();
        found.push(Respondents { id, name, population, asked, answered, how, weighted, fpc, named });
    }
    if found.is_empty() {
        top.wrong("respondents", "nobody is asked", "add [[respondents]]");
    }
    found
}

fn themes(top: &Table<'_, '_>) -> Vec<Theme> {
    let mut found = Vec::new();
    for table in top.tables("themes") {
        let name = Words::read(&table, "name").unwrap_or_default();
        let tables: Vec<String> = table.texts("tables").into_iter().map(|text| text.text).collect();
        if tables.is_empty() {
            table.wrong("tables", "a theme without tables", "name its tables, such as [\"B2.1\", \"F2.1\"]");
        }
        found.push(Theme { name, tables, line: table.line(table.at()) });
        table.finish();
    }
    found
}
