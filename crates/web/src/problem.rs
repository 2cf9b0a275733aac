//! Pages for what cannot be shown. They say what someone can do now, and nothing about the inside.

use crate::{
    app::App,
    page::{Page, show_as},
    session::Failure,
    shell::Shell,
    visit::Visit,
    words::T,
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// Why there is no page. Handlers return it; the frame turns it into a page in the language of the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is not there, or not for this visitor: both are the same.
    NotFound,
    /// The request makes no sense.
    BadRequest,
    /// The form was not ours, or lay too long.
    FormExpired,
    /// More was sent than we take.
    TooLarge,
    /// Too often in a short time.
    TooMany,
    /// Something broke. The text is for the log and holds nothing personal.
    Broken(String),
}

/// Marks a response that is a page already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rendered;

impl Problem {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::FormExpired => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => ("problem-not-found-title", "problem-not-found-text"),
            Self::BadRequest => ("problem-bad-request-title", "problem-bad-request-text"),
            Self::FormExpired => ("problem-form-expired-title", "problem-form-expired-text"),
            Self::TooLarge => ("problem-too-large-title", "problem-too-large-text"),
            Self::TooMany => ("problem-too-many-title", "problem-too-many-text"),
            Self::Broken(_) => ("problem-broken-title", "problem-broken-text"),
        }
    }

    pub(crate) fn page(&self, app: &App, visit: &Visit, reference: &str) -> Response {
        show_as(self.status(), &ProblemPage::new(self, Shell::of(app, visit), reference))
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure.0)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
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
    fn new(problem: &Problem, shell: Shell, reference: &str) -> Self {
        let t = shell.t;
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
            ("too-many", Problem::TooMany),
            ("broken", Problem::Broken(String::new())),
        ]
        .into_iter()
        .map(|(name, problem)| (name, Self::new(&problem, Shell::sample(t), "BCDF-3479")))
        .collect()
    }
}
