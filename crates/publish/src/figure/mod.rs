//! A table as a picture: a typed value in, SVG out. Beside every picture stands its table, which says the same in numbers.
//!
//! The picture is as wide as its place is, with positions in percent and letters in pixels, so that at 320 pixels nothing
//! shrinks. Pattern and place carry the meaning, colour only repeats it; lines and letters take the colour of the text around
//! them, so that it prints and is read in the dark. What was taken from whom: `docs/decisions/0015-figures.md`.

mod bars;
mod choose;
mod flags;
mod made;
mod picture;
mod stack;
mod svg;
mod trend;

pub use choose::{flags, of};
pub use made::{made, made_in};
pub use picture::{Bar, Figure, Flag, Flown, Line, Said, Series, Side, Stacked};

/// The picture.
pub fn draw(figure: &Figure, said: &Said) -> String {
    let (body, height) = drawn(figure);
    svg::frame(said, &body, height)
}

/// The picture for paper: with a width and letters of its own.
pub fn draw_on_paper(figure: &Figure, said: &Said) -> String {
    let (body, height) = drawn(figure);
    svg::frame_on_paper(said, &body, height)
}

fn drawn(figure: &Figure) -> (String, u32) {
    match figure {
        Figure::Bars(bars) => bars::draw(bars),
        Figure::Stack { series, rows } => stack::draw(series, rows),
        Figure::Trend { years, lines } => trend::draw(years, lines),
        Figure::Flags { flags, broken } => flags::draw(flags, broken),
    }
}

#[cfg(test)]
mod tests;
