//! `POST /zoeken` and `/zoeken/{search}`.

use super::Row;
use crate::{
    say::{
        form::{Errors, Field, Input, Summary},
        person::search_field,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Role, may_ever};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use register::person::sought::{Sought, TooManyWords};
use store::file::search::{Hits, MAX_HITS, SearchId};

/// The most letters of a search: longer than any name.
const MAX_WORDS: usize = 200;

pub(super) async fn start(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    match parse(&input) {
        Ok(words) => {
            let search = app.store.search_start(&actor, words, app.clock.now()).await?;
            Ok(Redirect::to(&format!("/zoeken/{}", search.simple())).into_response())
        }
        Err(errors) => Ok(show_refused(&SearchPage::new(shell, &input, &errors, None))),
    }
}

pub(super) async fn found(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(search): Path<String>,
) -> Result<Response, Problem> {
    let search: SearchId = id(&search)?;
    let hits = app.store.search(&actor, search, app.clock.now()).await?;
    let typed = Input::of(&[("zoek", hits.words.reveal())]);
    Ok(show(&SearchPage::new(shell, &typed, &Errors::none(), Some(&hits))))
}

/// Reads the form.
fn parse(input: &Input) -> Result<&str, Errors> {
    let words = input.text("zoek");
    match words.chars().count() {
        0 => Err(Errors::one("zoek", "error-search-empty")),
        1..=MAX_WORDS => match Sought::new(words) {
            Ok(sought) if sought.readings().is_empty() => Err(Errors::one("zoek", "error-search-empty")),
            Ok(_) => Ok(words),
            Err(TooManyWords) => Err(Errors::one("zoek", "error-search-many")),
        },
        _ => Err(Errors::one("zoek", "error-search-long")),
    }
}

/// What a search found.
#[derive(Template)]
#[template(path = "files/search.html")]
pub struct SearchPage {
    t: T,
    shell: Shell,
    summary: Summary,
    search: Field,
    /// `None` while nothing was searched for.
    rows: Option<Vec<Row>>,
    /// How many are shown, when there are more.
    more: Option<usize>,
    /// Whether a row leads to the file, or to erasing its free text (the privacy officer opens no files).
    opens: bool,
}

impl SearchPage {
    fn new(shell: Shell, input: &Input, errors: &Errors, hits: Option<&Hits>) -> Self {
        let t = shell.t;
        let role = shell.signed.as_ref().map(|signed| signed.member.role);
        let opens = role.is_none_or(|role| may_ever(role, Action::ViewFile));
        let shell = if opens {
            shell.crumb(t.get("files-title"), "/dossiers")
        } else {
            shell.crumb(t.get("privacy-title"), "/privacy")
        };
        let row = |row| {
            let mut shown = Row::new(t, row);
            if !opens {
                shown.href = format!("/privacy/dossiers/{}", row.file);
                // What is due is in the file, which is not for this role.
                shown.attention = false;
            }
            shown
        };
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            search: search_field(t, input, errors),
            rows: hits.map(|hits| hits.rows.iter().map(row).collect()),
            more: hits.and_then(|hits| hits.more.then_some(MAX_HITS)),
            opens,
        }
    }
}

impl Page for SearchPage {
    const NAME: &'static str = "files/search";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = |role| Shell::sample_as(t, role, "/zoeken/1");
        let hits = |rows, more| Hits { words: "de".to_owned().into(), rows, more };
        let typed = Input::of(&[("zoek", "de")]);
        let errors = parse(&Input::default()).err().unwrap_or_default();
        let new = |role, input: &Input, errors: &Errors, hits| Self::new(shell(role), input, errors, hits);
        let none = Errors::none();
        vec![
            ("found", new(Role::Coach, &typed, &none, Some(&hits(crate::say::people::rows(), true)))),
            ("nothing", new(Role::Coach, &typed, &none, Some(&hits(Vec::new(), false)))),
            ("errors", new(Role::Coach, &Input::default(), &errors, None)),
            ("privacy", new(Role::PrivacyOfficer, &typed, &none, Some(&hits(crate::say::people::rows(), false)))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_needs_words_but_not_a_novel() {
        let of = |text: &str| Input::of(&[("zoek", text)]);
        assert_eq!(parse(&of(" de Wit ")).unwrap(), "de Wit");
        assert_eq!(parse(&of(" Huisman, Sanne 12-3-2008")).unwrap(), "Huisman, Sanne 12-3-2008");
        for (text, error) in [
            ("  ", "error-search-empty"),
            ("'", "error-search-empty"),
            ("an ber cor dir eva fred gijs han iris", "error-search-many"),
        ] {
            assert_eq!(parse(&of(text)).unwrap_err(), Errors::one("zoek", error), "{text}");
        }
        assert!(parse(&of(&"é".repeat(MAX_WORDS))).is_ok());
        assert!(parse(&of(&"é".repeat(MAX_WORDS + 1))).is_err());
    }
}
