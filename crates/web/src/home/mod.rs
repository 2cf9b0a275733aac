//! `/`: what is this, where do I begin.

use crate::{
    say::words::T,
    site::{
        page::{Page, show},
        route::{Gate, Routes},
        shell::{Shell, first_page},
        visit::Visit,
    },
};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/", Gate::Public, home)
}

/// Whoever is signed in begins at their work; this page is for who is not.
async fn home(visit: Visit, shell: Shell) -> Response {
    match &visit.signed {
        Some(signed) => Redirect::to(first_page(signed.member.role)).into_response(),
        None => show(&HomePage { t: shell.t, shell }),
    }
}

/// The first page.
#[derive(Template)]
#[template(path = "home/home.html")]
pub struct HomePage {
    t: T,
    shell: Shell,
}

impl Page for HomePage {
    const NAME: &'static str = "home/home";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        vec![("visitor", Self { t, shell: Shell::sample(t) })]
    }
}
