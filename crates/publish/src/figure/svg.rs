//! The few shapes that pictures are made of. Positions along the width are percents, heights are pixels.

use super::picture::Said;
use std::fmt::Write as _;

/// The height of a line of letters.
pub(super) const LINE: u32 = 20;
/// How many letters a line holds at 320 pixels.
const LETTERS: usize = 36;
/// The colours, from the left of a scale to its right; the pattern of the same number lies over it.
const COLOURS: [&str; 5] = ["#c8781e", "#e0b15a", "#a7a7a7", "#7fb2dc", "#2f78b7"];

/// A text that is safe between tags and quotes.
pub(super) fn safe(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A number with at most two decimals.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A text over lines that fit at 320 pixels; a word that is longer than a line is left whole.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A label over lines, its first at `top`; how high it is.
pub(super) fn label(out: &mut String, text: &str, x: &str, top: u32) -> u32 {
    let mut next = top;
    for line in wrap(text) {
        let _ = write!(out, "<text x=\"{x}\" y=\"{}\">{}</text>", next + 15, safe(&line));
        next += LINE;
    }
    next - top
}

/// A piece of a bar, from one percent to another: colour, pattern and border.
pub(super) fn piece(out: &mut String, series: usize, (from, to): (f64, f64), (top, height): (u32, u32)) {
    let (colour, pattern) = (COLOURS[series % COLOURS.len()], series % COLOURS.len());
    let place = format!("x=\"{}%\" y=\"{top}\" width=\"{}%\" height=\"{height}\"", short(from), short(to - from));
    let _ = write!(out, "<rect {place} fill=\"{colour}\"/>");
    let _ = write!(out, "<rect {place} fill=\"url(#p{pattern})\" stroke=\"currentColor\"/>");
}

/// The square of a legend, with its words behind it; how high it is.
pub(super) fn legend(out: &mut String, series: usize, text: &str, top: u32) -> u32 {
    let (colour, pattern) = (COLOURS[series % COLOURS.len()], series % COLOURS.len());
    let place = format!("x=\"0\" y=\"{}\" width=\"22\" height=\"16\"", top + 2);
    let _ = write!(
        out,
        "<rect {place} fill=\"{colour}\"/><rect {place} fill=\"url(#p{pattern})\" stroke=\"currentColor\"/>"
    );
    label(out, text, "30", top)
}

/// A line from one place to another.
pub(super) fn line(out: &mut String, (x1, y1): (f64, f64), (x2, y2): (f64, f64), more: &str) {
    let (x1, y1, x2, y2) = (short(x1), short(y1), short(x2), short(y2));
    let _ = write!(out, "<line x1=\"{x1}%\" y1=\"{y1}\" x2=\"{x2}%\" y2=\"{y2}\" stroke=\"currentColor\" {more}/>");
}

/// Full, slanted, dotted, slanted the other way, upright.
const PATTERNS: &str = concat!(
    "<pattern id=\"p0\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 8L8 0M-2 2L2 -2M6 10L10 6\" stroke=\"currentColor\" stroke-width=\"2\"/></pattern>",
    "<pattern id=\"p1\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 10L10 0\" stroke=\"currentColor\"/></pattern>",
    "<pattern id=\"p2\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><circle cx=\"4\" cy=\"4\" r=\"1.2\" fill=\"currentColor\"/></pattern>",
    "<pattern id=\"p3\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0L10 10\" stroke=\"currentColor\"/></pattern>",
    "<pattern id=\"p4\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\"/>",
);

/// How wide a picture is on paper, in pixels: so wide that its letters are those of the text around it.
const PAPER: u32 = 480;

/// The picture around its shapes, as wide as its place and in the letters around it.
pub(super) fn frame(said: &Said, body: &str, height: u32) -> String {
    framed(said, body, ("100%", height), "inherit")
}

/// The same for paper, where nothing stands around it that it could take its width and letters from.
pub(super) fn frame_on_paper(said: &Said, body: &str, height: u32) -> String {
    framed(said, body, (&PAPER.to_string(), height), "Atkinson Hyperlegible")
}

fn framed(said: &Said, body: &str, (width, height): (&str, u32), family: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-labelledby=\"figuur-titel figuur-uitleg\" font-family=\"{family}\" font-size=\"15\" fill=\"currentColor\" overflow=\"visible\">\
         <title id=\"figuur-titel\">{}</title><desc id=\"figuur-uitleg\">{}</desc><defs>{PATTERNS}</defs>{body}</svg>",
        safe(&said.title),
        safe(&said.description),
    )
}
