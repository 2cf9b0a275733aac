//! A table as a file for a spreadsheet: semicolons and a mark in front, so that what schools use opens it with one click.

/// What tells a spreadsheet that the text is UTF-8.
pub const MARK: &str = "\u{feff}";

/// One row. Quotes are doubled, and what a spreadsheet would take for a formula gets a quote in front: a name that begins
/// with `=` is a name.
pub fn row<const N: usize>(out: &mut String, cells: [String; N]) {
    let cell = |text: String| {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\"").replace(['\n', '\r'], " "))
    };
    out.push_str(&cells.map(cell).join(";"));
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_cell_whatever_is_in_it() {
        let mut out = String::new();
        let mut cells: [String; 11] = Default::default();
        cells[0] = "=HYPERLINK(\"x\");1".to_owned();
        cells[1] = "0012\n3".to_owned();
        row(&mut out, cells);
        assert!(out.starts_with("\"'=HYPERLINK(\"\"x\"\");1\";\"0012 3\";\"\""), "{out}");
        assert_eq!(out.matches("\r\n").count(), 1);
    }
}
