//! Routes. There is no way to add one without saying who may come in.

use crate::site::{
    app::App,
    asset,
    guard::{
        self,
        enter::{Door, enter},
    },
    problem::Problem,
};
use axum::{
    Router,
    handler::Handler,
    middleware::from_fn_with_state,
    routing::{MethodRouter, get, post},
};

pub use crate::site::guard::enter::Gate;

/// A method of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Shows.
    Get,
    /// Does.
    Post,
}

/// A route as it was declared, for tests that try them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// Its method.
    pub method: Method,
    /// Its path, with `{names}`.
    pub path: &'static str,
    /// Who may come in.
    pub gate: Gate,
}

/// The routes of the site.
pub struct Routes {
    app: App,
    router: Router<App>,
    declared: Vec<Declared>,
}

impl Routes {
    /// No routes yet.
    pub fn new(app: App) -> Self {
        Self { app, router: Router::new(), declared: Vec::new() }
    }

    /// A page to look at.
    #[must_use]
    pub fn get<H, X>(self, path: &'static str, gate: Gate, handler: H) -> Self
    where
        H: Handler<X, App>,
        X: 'static,
    {
        self.add((Method::Get, false), path, gate, get(handler))
    }

    /// A form to send. Its handler takes a [`crate::say::form::Input`], which has been checked to be ours. Declared after the
    /// page that shows it: who must sign in again first is led back there, and finds what was typed.
    #[must_use]
    pub fn post<H, X>(self, path: &'static str, gate: Gate, handler: H) -> Self
    where
        H: Handler<X, App>,
        X: 'static,
    {
        self.add((Method::Post, false), path, gate, post(handler))
    }

    /// A form that brings a file. Its handler takes a [`crate::site::guard::upload::Upload`] beside the
    /// [`crate::say::form::Input`], which has been checked to be ours. Whom the gate does not let in brings nothing: their file
    /// is not read.
    #[must_use]
    pub fn upload<H, X>(self, path: &'static str, gate: Gate, handler: H) -> Self
    where
        H: Handler<X, App>,
        X: 'static,
    {
        self.add((Method::Post, true), path, gate, post(handler))
    }

    /// Adds the routes of a subject: `Routes::new(app).with(home::routes).with(signin::routes)`.
    #[must_use]
    pub fn with(self, subject: impl FnOnce(Self) -> Self) -> Self {
        subject(self)
    }

    fn add(
        mut self,
        (method, files): (Method, bool),
        path: &'static str,
        gate: Gate,
        handler: MethodRouter<App>,
    ) -> Self {
        // A form that is sent to an address without a page of its own: a search, signing out.
        let page = method == Method::Get || self.declared.iter().any(|d| d.method == Method::Get && d.path == path);
        let door = Door { app: self.app.clone(), gate, template: path, page, files };
        self.router = self.router.route(path, handler.route_layer(from_fn_with_state(door, enter)));
        self.declared.push(Declared { method, path, gate });
        self
    }

    /// Every route that was declared.
    pub fn declared(&self) -> &[Declared] {
        &self.declared
    }

    /// The finished site, with everything that stands around its pages.
    pub fn finish(self) -> Router {
        let site = self
            .router
            .route("/assets/{file}", get(asset::serve))
            .fallback(|| async { Problem::NotFound })
            .with_state(self.app.clone());
        // Around the whole, and not around each method of a path, as a layer of the same router would be: a form that is refused is
        // answered with the page at its address (see `frame`).
        Router::new()
            .fallback_service(site)
            .layer(from_fn_with_state(self.app.clone(), guard::frame))
            .layer(from_fn_with_state(self.app, guard::headers))
    }
}
