//! Every picture of what was printed beside its table: the same numbers, no more and no fewer.

use ::monitor::published::Published;
use ::monitor::shown::Shown;
use publish::figure::{Figure, Said, draw, of};
use std::collections::{BTreeMap, BTreeSet};

/// What a picture shows: by its two labels, or by a label and a year.
fn drawn(figure: &Figure) -> BTreeMap<(String, String), f64> {
    let mut all = BTreeMap::new();
    let mut put = |row: &str, column: String, value: Option<f64>| {
        if let Some(value) = value {
            assert!(all.insert((row.to_owned(), column), value).is_none(), "{row} is drawn twice");
        }
    };
    match figure {
        Figure::Bars(bars) => bars.iter().for_each(|bar| put(&bar.label, String::new(), bar.value)),
        Figure::Stack { series, rows } => {
            for row in rows {
                assert_eq!(row.values.len(), series.len());
                series.iter().zip(&row.values).for_each(|(of, value)| put(&row.label, of.label.clone(), *value));
            }
        }
        Figure::Trend { years, lines } => {
            for line in lines {
                assert_eq!(line.values.len(), years.len());
                years
                    .iter()
                    .zip(&line.values)
                    .for_each(|((year, _), value)| put(&line.label, year.to_string(), *value));
            }
        }
        Figure::Flags { .. } => panic!("flags are no table"),
    }
    all
}

/// The cells of a table that have a number, in whichever way a picture may name them.
fn printed(shown: &Shown, at: usize, table: &Published, figure: &Figure) -> BTreeMap<(String, String), f64> {
    let column = |column: usize| {
        let head = &table.columns[column];
        head.group.iter().chain([&head.label]).cloned().collect::<Vec<_>>().join(", ")
    };
    // The answers are pieces where each row is a question, and rows where each column is one.
    let turned = match figure {
        Figure::Stack { series, .. } => series.first().is_some_and(|of| table.rows[0].label == of.label),
        _ => false,
    };
    let mut all = BTreeMap::new();
    for (number, row) in table.rows.iter().enumerate() {
        // An answer that nobody ever gave has no line.
        let ever = row.cells.iter().any(|cell| cell.value.is_some_and(|value| value > 0.0));
        if matches!(figure, Figure::Trend { .. }) && !ever {
            continue;
        }
        for place in 0..table.columns.len() {
            let Some(value) = table.cell(number, place).and_then(|cell| cell.value) else { continue };
            let key = match figure {
                Figure::Bars(_) => (row.label.clone(), String::new()),
                Figure::Trend { .. } => (row.label.clone(), shown.year_of(at, place).unwrap().to_string()),
                _ if turned => (column(place), row.label.clone()),
                _ => (row.label.clone(), table.columns[place].label.clone()),
            };
            all.insert(key, value);
        }
    }
    all
}

#[test]
fn every_picture_has_the_numbers_of_its_table_and_no_other() {
    let library = meedoen::monitor::library(None).unwrap();
    let shown = library.newest().unwrap();
    let mut kinds = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (at, table) in shown.folder.published.iter().enumerate() {
        let Some(figure) = of(shown, at, &|text| text.to_owned()) else { continue };
        assert_eq!(drawn(&figure), printed(shown, at, table, &figure), "{}", table.id);
        // What stands in words beside a bar or a point is what is printed.
        let svg = draw(&figure, &Said { title: table.title.clone(), description: String::new() });
        match &figure {
            Figure::Bars(_) => {
                for row in &table.rows {
                    let percent = match row.cells[0].printed.trim_end_matches('%') {
                        "-" => "0",
                        printed => printed,
                    };
                    let there = svg.contains(&format!("{percent}%</text>"));
                    assert!(there || row.cells[0].value.is_none(), "{}: {percent}", table.id);
                }
            }
            Figure::Trend { years, .. } => {
                years.iter().for_each(|(year, _)| assert!(svg.contains(&format!(">{year}</text>")), "{year}"));
            }
            Figure::Stack { .. } | Figure::Flags { .. } => {}
        }
        kinds.insert(match figure {
            Figure::Bars(_) => "bars",
            Figure::Stack { .. } => "pieces",
            Figure::Trend { .. } => "years",
            Figure::Flags { .. } => "flags",
        });
        seen.insert(table.id.as_str());
    }
    assert_eq!(kinds, BTreeSet::from(["bars", "pieces", "years"]));
    // By what their numbers are, read from the report: answers to one question, statements on a scale, columns of years, a figure.
    for id in ["B2.1", "B2.2", "B2.5", "B3.1", "B3.2", "B4.1", "B4.3", "B4.4", "B5.4", "F5.4"] {
        assert!(seen.contains(id), "{id} has no picture: {seen:?}");
    }
    for id in ["B1.1", "B1.3", "B5.3", "F3.1"] {
        assert!(!seen.contains(id), "{id} has a picture");
    }
}
