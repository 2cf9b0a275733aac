//! The picture of a table, in the language of the page.

use super::label::Label;
use crate::say::words::T;
use ::monitor::shown::Shown;
use publish::figure::{Figure, Said, draw, of};

/// SVG; none where the table has no picture.
pub(super) fn picture(t: T, shown: &Shown, table: usize) -> Option<String> {
    let figure = of(shown, table, &|text| Label::new(t, shown, text).text)?;
    let kind = match figure {
        Figure::Bars(_) => "monitor-figure-bars",
        Figure::Stack { .. } => "monitor-figure-stack",
        Figure::Trend { .. } => "monitor-figure-trend",
    };
    let title = shown.table(table).map(|it| Label::new(t, shown, &it.title).text).unwrap_or_default();
    Some(draw(&figure, &Said { title, description: t.get(kind) }))
}
