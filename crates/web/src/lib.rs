//! The pages of Meedoen: HTML from typed contexts, no JavaScript.
//!
//! One module per subject (`home`, `signin`, `account` ...): its routes, its forms, its pages; templates in
//! `templates/<subject>/`, words in `locales/{nl,en}/<subject>.ftl`. `docs/how-to/add-a-page.md` shows how to add one.
//!
//! Around the subjects: [`route`] (no route without a gate), [`guard`] (forged forms, limits, headers, log, panics),
//! [`shell`] (the frame of a page), [`form`], [`words`], [`mod@format`], [`page`] (samples that are all rendered in a test).
//!
//! What is not here: rules (`register`), decisions on access (`access`), SQL (`store`). No page asks a clock or draws
//! a random number itself ([`clock`]).

pub mod accessibility;
pub mod account;
pub mod agreement;
pub mod app;
pub mod assess;
pub mod asset;
pub mod clock;
pub mod cookie;
pub mod duty;
pub mod file;
pub mod files;
pub mod form;
pub mod format;
pub mod guard;
pub mod home;
pub mod kit;
pub mod language;
pub mod law;
pub mod manage;
pub mod mine;
pub mod page;
pub mod password;
pub mod privacy;
pub mod problem;
pub mod route;
pub mod samples;
pub mod session;
pub mod shell;
pub mod signin;
pub mod visit;
pub mod words;
pub mod workbench;

pub use app::App;

/// All routes of the site.
pub fn routes(app: App) -> route::Routes {
    route::Routes::new(app)
        .with(home::routes)
        .with(signin::routes)
        .with(account::routes)
        .with(workbench::routes)
        .with(files::routes)
        .with(file::routes)
        .with(manage::routes)
        .with(privacy::routes)
        .with(assess::routes)
        .with(agreement::routes)
        .with(mine::routes)
        .with(language::routes)
        .with(accessibility::routes)
}
