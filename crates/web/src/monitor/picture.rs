//! The picture of a table, and that of the flags, in the language of the page.

use super::label::{Label, words};
use crate::say::words::T;
use ::monitor::shown::Shown;
use publish::figure::{self, Figure, Said, draw, of};

/// SVG; none where the table has no picture.
pub(super) fn picture(t: T, shown: &Shown, table: usize) -> Option<String> {
    let figure = of(shown, table, &|text| Label::new(t, shown, text).text)?;
    let kind = match figure {
        Figure::Bars(_) => "monitor-figure-bars",
        Figure::Stack { .. } => "monitor-figure-stack",
        Figure::Trend { .. } => "monitor-figure-trend",
        Figure::Flags { .. } => "monitor-figure-flags",
    };
    let title = shown.table(table).map(|it| Label::new(t, shown, &it.title).text).unwrap_or_default();
    Some(draw(&figure, &Said { title, description: t.get(kind) }))
}

/// The flags as SVG; none where there are none.
pub(super) fn flags(t: T, shown: &Shown) -> Option<String> {
    let (lost, broken) = (t.get("monitor-lost"), t.get("monitor-flags-break"));
    let figure = figure::flags(&shown.folder, &|it| words(t, it).to_owned(), (&lost, &broken))?;
    Some(draw(&figure, &Said { title: t.get("monitor-flags"), description: t.get("monitor-figure-flags") }))
}
