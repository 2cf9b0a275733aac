//! What a student needs, and the statutory facts: `/intake/{application}` and, outside an intake,
//! `/dossiers/{file}/behoefte`. One form; the rules are `register::intake`, the saving `store::intake`.

mod form;
mod handlers;
mod page;
mod samples;

pub use handlers::routes;
pub use page::{About, AssessPage, Typed};
