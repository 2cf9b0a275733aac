//! A problem as a page, in the frame of the visit.

use super::Problem;
use crate::{
    say::words::T,
    site::{
        app::App,
        page::{Page, show_as},
        shell::Shell,
        visit::Visit,
    },
};
use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};

impl Problem {
    pub(crate) fn page(&self, app: &App, visit: &Visit, reference: &str) -> Response {
        let mut response = show_as(self.status(), &ProblemPage::new(self, Shell::of(app, visit), reference));
        if let Self::TooMany(seconds) | Self::Busy(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response
    }
}

/// The page of a problem.
#[derive(Template)]
#[template(path = "problem/problem.html")]
pub struct ProblemPage {
    t: T,
    shell: Shell,
    title: String,
    text: String,
    /// To quote when asking for help; only when something broke.
    reference: Option<String>,
}

impl ProblemPage {
    fn new(problem: &Problem, mut shell: Shell, reference: &str) -> Self {
        let t = shell.t;
        if matches!(problem, Problem::NotFound) {
            // What is not there stands in no room, whatever its address begins with.
            shell.nav.iter_mut().for_each(|item| item.current = false);
        }
        if matches!(problem, Problem::Purged) {
            // Here no form is shown again: what the frame says of one is not so.
            shell.message = None;
        }
        let (title, text) = problem.keys();
        let reference = matches!(problem, Problem::Broken(_)).then(|| reference.to_owned());
        Self { t, shell, title: t.get(title), text: t.get(text), reference }
    }
}

impl Page for ProblemPage {
    const NAME: &'static str = "problem/problem";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        [
            ("not-found", Problem::NotFound),
            ("bad-request", Problem::BadRequest),
            ("form-expired", Problem::FormExpired),
            ("too-large", Problem::TooLarge),
            ("too-slow", Problem::TooSlow),
            ("too-many", Problem::TooMany(600)),
            ("busy", Problem::Busy(5)),
            ("clash", Problem::Clash),
            ("purged", Problem::Purged),
            ("letters", Problem::Letters),
            ("no-press", Problem::NoPress),
            ("broken", Problem::Broken(String::new())),
        ]
        .into_iter()
        .map(|(name, problem)| (name, Self::new(&problem, Shell::sample(t), "BCDF-3479")))
        .collect()
    }
}
