//! `/monitor/controle`: paste a text and a table, and see which numbers and words fit no number of the table. Nothing is kept:
//! both are posted, and go out with the page.

use crate::{
    say::{
        form::{Errors, Field, Input, Summary},
        words::T,
    },
    site::{
        page::{Page, show, show_refused},
        shell::Shell,
    },
};
use ::monitor::check::loose::{self, Statement};
use askama::Template;
use axum::response::Response;

pub(super) async fn form(shell: Shell) -> Response {
    show(&PastePage::new(shell, &Input::default(), &Errors::none(), None))
}

pub(super) async fn answer(shell: Shell, input: Input) -> Response {
    match parse(&input) {
        Ok(found) => show(&PastePage::new(shell, &input, &Errors::none(), Some(found))),
        Err(errors) => show_refused(&PastePage::new(shell, &input, &errors, None)),
    }
}

/// Reads the form, and holds the text against the table.
fn parse(input: &Input) -> Result<Vec<Statement>, Errors> {
    let (text, table) = (input.raw("tekst"), input.raw("tabel"));
    let mut errors = Errors::none();
    for (field, pasted) in [("tekst", text), ("tabel", table)] {
        if pasted.trim().is_empty() {
            errors.add(field, "error-paste-empty");
        } else if pasted.chars().count() > loose::MOST {
            errors.add(field, "error-paste-long");
        }
    }
    if errors.is_empty() && loose::numbers(table).is_empty() {
        errors.add("tabel", "error-paste-no-number");
    }
    if errors.is_empty() { Ok(loose::hold(text, table)) } else { Err(errors) }
}

/// The form, and what does not fit.
#[derive(Template)]
#[template(path = "monitor/paste.html")]
pub struct PastePage {
    t: T,
    shell: Shell,
    summary: Summary,
    text: Field,
    table: Field,
    /// None while nothing was asked.
    found: Option<Vec<Line>>,
}

/// One number or word of the text.
struct Line {
    line: String,
    words: String,
    /// What it means and which numbers it fits, or that it fits none.
    said: String,
    fits: bool,
}

impl PastePage {
    fn new(shell: Shell, input: &Input, errors: &Errors, found: Option<Vec<Statement>>) -> Self {
        let t = shell.t;
        let shell = shell.crumb("Monitor", "/monitor");
        let field = |name: &str, label: &str, hint: &str| {
            Field::text(name, t.get(label)).hint(t.get(hint)).rows(8).filled(t, input, errors)
        };
        Self {
            t,
            summary: errors.summary(t),
            text: field("tekst", "paste-text", "paste-text-hint"),
            table: field("tabel", "paste-table", "paste-table-hint"),
            found: found.map(|found| found.iter().map(|statement| line(t, statement)).collect()),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

fn line(t: T, statement: &Statement) -> Line {
    let mut said = statement
        .means
        .as_ref()
        .map_or_else(String::new, |means| format!("{} ", t.say("paste-means").arg("means", means.as_str())));
    let numbers: Vec<String> =
        statement
            .fits
            .iter()
            .map(|number| {
                if number.row.is_empty() {
                    number.printed.clone()
                } else {
                    format!("{}: {}", number.row, number.printed)
                }
            })
            .collect();
    said += &match (statement.compares, numbers.is_empty()) {
        (true, _) => t.get("paste-compares"),
        (false, true) => t.get("paste-fits-none"),
        (false, false) => t.say("paste-fits").arg("numbers", numbers.join("; ")).to_string(),
    };
    let fits = statement.compares || !statement.fits.is_empty();
    Line { line: t.number(f64::from(statement.line), 0), words: statement.words.clone(), said, fits }
}

impl Page for PastePage {
    const NAME: &'static str = "monitor/paste";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |pairs: &[(&str, &str)]| {
            let input = Input::of(pairs);
            match parse(&input) {
                Ok(found) => Self::new(Shell::sample(t), &input, &Errors::none(), Some(found)),
                Err(errors) => Self::new(Shell::sample(t), &input, &errors, None),
            }
        };
        let table = ("tabel", "Meestal wel\t26\t48\nSoms\t74\t27");
        vec![
            ("empty", Self::new(Shell::sample(t), &Input::default(), &Errors::none(), None)),
            ("not-filled-in", page(&[])),
            ("found", page(&[("tekst", "Ruim een kwart zegt soms. Een derde zegt nee. Dat is gestegen."), table])),
            ("nothing", page(&[("tekst", "Hier staat geen getal."), table])),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    fn page(pairs: &[(&str, &str)]) -> String {
        let input = Input::of(pairs);
        let t = Shell::sample(T::new(Lang::Nl));
        match parse(&input) {
            Ok(found) => PastePage::new(t, &input, &Errors::none(), Some(found)),
            Err(errors) => PastePage::new(t, &input, &errors, None),
        }
        .render()
        .unwrap()
    }

    #[test]
    fn a_word_that_fits_no_number_is_named_and_what_was_pasted_stays() {
        let page = page(&[("tekst", "Ruim een kwart zegt soms.\nEen derde zegt nee <b>."), ("tabel", "Soms\t26")]);
        assert!(page.contains("Soms: 26") && page.contains("past bij geen getal"), "{page}");
        assert!(page.contains("Een derde zegt nee &#60;b&#62;."), "{page}");
    }

    #[test]
    fn what_is_missing_is_said_beside_its_field() {
        assert!(page(&[("tabel", "Soms 26")]).contains("tekst-error"));
        let page = page(&[("tekst", "De helft."), ("tabel", "geen")]);
        assert!(page.contains("tabel-error") && page.contains("De helft."), "{page}");
    }
}
