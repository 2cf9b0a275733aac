//! A text and a table that somebody pastes: which numbers and quantity words fit no number of the table.
//!
//! Nobody has said which cell a sentence is about. So a statement passes when some number in the table is what it says, and
//! is named when none is: what fits may still be about another row, and a reader has to look.

use super::text::quantity::{self, Says};
use super::text::span::Span;
use super::text::{layout, token};
use crate::published::Cell;

/// The most characters that are read of either.
pub const MOST: usize = 50_000;

/// A number of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The first text of its line: what the row is called.
    pub row: String,
    /// As it was pasted.
    pub printed: String,
    /// What it is worth.
    pub value: f64,
    /// Half of its last decimal.
    half: f64,
}

/// What the text says somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The line of the text, from 1.
    pub line: u32,
    /// The words.
    pub words: String,
    /// What it means, where it is no number itself: from and to, in percent.
    pub means: Option<String>,
    /// The numbers of the table that it can be about.
    pub fits: Vec<Number>,
    /// Whether it compares: one number cannot bear that out.
    pub compares: bool,
}

/// The numbers of a pasted table: cells between tabs, semicolons or bars, a row a line.
pub fn numbers(table: &str) -> Vec<Number> {
    let mut found = Vec::new();
    for line in table.lines() {
        let between: &[char] = if line.contains('\t') { &['\t'] } else { &[';', '|'] };
        let mut cells: Vec<&str> = line.split(between).map(str::trim).collect();
        if cells.len() == 1 {
            // Copied from a page: the numbers are the words behind the label.
            let words: Vec<&str> = line.split_whitespace().collect();
            let label = words.iter().rposition(|word| Cell::read(word).is_none()).map_or(0, |at| at + 1);
            let end: usize = words[..label].iter().map(|word| word.len() + 1).sum();
            cells = vec![line.trim().get(..end.saturating_sub(1)).unwrap_or_default()];
            cells.extend(&words[label..]);
        }
        let row = cells.iter().find(|cell| Cell::read(cell).is_none()).copied().unwrap_or_default();
        for cell in &cells {
            if let Some(read) = Cell::read(cell).filter(|read| read.value.is_some()) {
                let half = 0.5 / 10f64.powi(i32::try_from(read.decimals()).unwrap_or(0));
                let value = read.value.unwrap_or_default();
                found.push(Number { row: row.to_owned(), printed: read.printed, value, half });
            }
        }
    }
    found
}

/// The statements of a text, each with the numbers that it fits.
pub fn hold(text: &str, table: &str) -> Vec<Statement> {
    let numbers = numbers(table);
    let tokens = token::tokens(&layout::lines(text));
    let all = quantity::find(&tokens);
    let states = all.into_iter().filter(|quantity| quantity.states);
    let statement = |quantity: quantity::Quantity| {
        let words: Vec<&str> = tokens[quantity.from..quantity.to].iter().map(|token| token.raw.as_str()).collect();
        let (span, exact) = match quantity.says {
            Says::Share { span, number } | Says::Count { span, number } => (Some(span), number),
            Says::Way(_) => (None, None),
        };
        let fit = |number: &&Number| match (exact, span) {
            (Some(exact), _) => (exact.value - number.value).abs() < exact.half.max(number.half),
            (None, Some(span)) => span.meets(Span::around(number.value, number.half)),
            (None, None) => false,
        };
        Statement {
            line: quantity.line,
            words: words.join(" ").trim_matches(|it: char| "().,;:!?".contains(it)).to_owned(),
            means: span.filter(|_| exact.is_none()).map(|span| span.to_string()),
            fits: numbers.iter().filter(fit).cloned().collect(),
            compares: span.is_none(),
        }
    };
    states.map(statement).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\t2022\t2024\nMeestal wel\t26%\t48%\nSoms\t74\t27\n";

    #[test]
    fn what_fits_no_number_is_named() {
        let text = "Ruim een kwart zegt soms.\nVan hen zegt 48 procent ja, en bijna driekwart zei soms.\nEen derde zegt nee.\n";
        let found = hold(text, TABLE);
        let said: Vec<(u32, &str, Vec<&str>)> = found
            .iter()
            .map(|it| (it.line, it.words.as_str(), it.fits.iter().map(|number| number.printed.as_str()).collect()))
            .collect();
        assert_eq!(
            said,
            [
                (1, "Ruim een kwart", vec!["26%", "27"]),
                (2, "48 procent", vec!["48%"]),
                (2, "bijna driekwart", vec!["74"]),
                (3, "Een derde", vec![]),
            ]
        );
        assert_eq!(found[1].fits[0].row, "Meestal wel");
        assert!(hold("Dit is gestegen.", TABLE)[0].compares);
    }

    #[test]
    fn tables_come_with_tabs_bars_or_spaces() {
        for table in
            ["Meestal wel\t26\t48", "Meestal wel ; 26 ; 48", "| Meestal wel | 26 | 48 |", "  Meestal wel 26 48  "]
        {
            let found: Vec<(String, f64)> = numbers(table).into_iter().map(|it| (it.row, it.value)).collect();
            assert_eq!(found, [("Meestal wel".to_owned(), 26.0), ("Meestal wel".to_owned(), 48.0)], "{table}");
        }
        assert_eq!(numbers("geen getal\n\n"), []);
    }
}
