//! A table as a picture: a typed value in, SVG out. Beside every picture stands its table, which says the same in numbers.
//!
//! The picture is as wide as its place is, with positions in percent and letters in pixels, so that at 320 pixels nothing
//! shrinks. Pattern and place carry the meaning, colour only repeats it; lines and letters take the colour of the text around
//! them, so that it prints and is read in the dark. What was taken from whom: `docs/decisions/0015-figures.md`.

mod bars;
mod choose;
mod made;
mod picture;
mod stack;
mod svg;
mod trend;

pub use choose::of;
pub use made::made;
pub use picture::{Bar, Figure, Line, Said, Series, Side, Stacked};

/// The picture.
pub fn draw(figure: &Figure, said: &Said) -> String {
    let (body, height) = match figure {
        Figure::Bars(bars) => bars::draw(bars),
        Figure::Stack { series, rows } => stack::draw(series, rows),
        Figure::Trend { years, lines } => trend::draw(years, lines),
    };
    svg::frame(said, &body, height)
}

#[cfg(test)]
mod tests;
