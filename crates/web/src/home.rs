//! `/`: what is this, where do I begin.

use crate::{
    page::{Page, show},
    route::{Gate, Routes},
    shell::Shell,
    words::T,
};
use access::Role;
use askama::Template;
use axum::response::Response;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/", Gate::Public, home)
}

async fn home(shell: Shell) -> Response {
    show(&HomePage { t: shell.t, shell })
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
        vec![
            ("visitor", Self { t, shell: Shell::sample(t) }),
            ("signed-in", Self { t, shell: Shell::sample_as(t, Role::Student, "/") }),
        ]
    }
}
