//! `/toegankelijkheid`: how far the pages can be used by everyone, and whom to tell when not.

use crate::{
    say::words::T,
    site::{
        page::{Page, show},
        route::{Gate, Routes},
        shell::Shell,
    },
};
use askama::Template;
use axum::response::Response;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/toegankelijkheid", Gate::Public, statement)
}

async fn statement(shell: Shell) -> Response {
    show(&AccessibilityPage { t: shell.t, shell })
}

/// The statement.
#[derive(Template)]
#[template(path = "accessibility/accessibility.html")]
pub struct AccessibilityPage {
    t: T,
    shell: Shell,
}

impl Page for AccessibilityPage {
    const NAME: &'static str = "accessibility/accessibility";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        vec![("statement", Self { t, shell: Shell::sample(t) })]
    }
}
