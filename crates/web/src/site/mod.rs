//! The site around the pages: what a request passes before a page sees it, and what a page stands in.
//!
//! No subject is known here: subjects know the site ([`route`]: no route without a gate; [`shell`]: the frame of a page).

pub mod acting;
pub mod address;
pub mod app;
pub mod asset;
pub mod clock;
pub mod cookie;
pub mod guard;
pub mod here;
pub mod importer;
pub mod language;
pub mod measured;
pub mod page;
pub mod password;
pub mod press;
pub mod problem;
pub(crate) mod qr;
pub mod route;
pub mod session;
pub mod shell;
pub mod visit;
