//! What is wrong with a printed table, in words. It names what clashes and proposes no repair.

use super::label::name;
use crate::say::words::T;
use ::monitor::check::{Finding, Kind, Where};
use ::monitor::shown::Shown;

/// A finding in a sentence.
pub(super) fn say(t: T, shown: &Shown, found: &Finding) -> String {
    let label = |text: Option<&String>| text.map_or_else(String::new, |text| name(t, shown, text));
    // A row or a column alone is named by itself, a cell by both.
    let place = |at: &Where| match (&at.row, &at.column) {
        (Some(row), Some(column)) => {
            t.say("monitor-cell").arg("row", label(Some(row))).arg("column", label(Some(column))).to_string()
        }
        (row, column) => label(row.as_ref().or(column.as_ref())),
    };
    let here = || place(&found.at);
    let other = found.also.first();
    let table = other.and_then(|at| at.table.clone()).unwrap_or_default();
    match found.kind {
        Kind::Sum => t.say("monitor-wrong-sum").arg("where", here()).arg("says", &found.says).to_string(),
        Kind::ImpossiblePercentage if found.holds == "100" => {
            t.say("monitor-wrong-over").arg("where", here()).arg("says", &found.says).to_string()
        }
        Kind::ImpossiblePercentage => {
            let base = base(shown, &found.at);
            t.say("monitor-wrong-impossible").arg("where", here()).arg("says", &found.says).arg("n", base).to_string()
        }
        // The holder of this text is a list of numbers and tables, the same in every language.
        Kind::Base => t.say("monitor-wrong-base").arg("holds", &found.holds).to_string(),
        Kind::TableTable => t
            .say("monitor-wrong-table")
            .arg("where", here())
            .arg("says", &found.says)
            .arg("table", table)
            .arg("holds", &found.holds)
            .to_string(),
        Kind::PartWhole => t
            .say("monitor-wrong-part")
            .arg("part", here())
            .arg("says", &found.says)
            .arg("whole", other.map(place).unwrap_or_default())
            .arg("holds", &found.holds)
            .to_string(),
        Kind::Source => t.say("monitor-wrong-source").arg("n", base(shown, &found.at)).to_string(),
        Kind::Folder | Kind::TextTable | Kind::TextText | Kind::NotSignificant => found.message.clone(),
    }
}

/// The base of the column that a finding is about.
fn base(shown: &Shown, at: &Where) -> String {
    let table = at.table.as_ref().and_then(|id| shown.find(id)).and_then(|table| shown.table(table));
    let column = table.and_then(|table| table.columns.iter().position(|it| Some(it.name()) == at.column));
    let row = table.and_then(|table| table.rows.iter().position(|it| Some(it.name()) == at.row));
    let found = table.zip(column).and_then(|(table, column)| match row {
        Some(row) => table.base(row, column),
        None => table.columns.get(column).and_then(|column| column.base),
    });
    found.map_or_else(String::new, |base| base.to_string())
}
