//! What spans subjects: the path from intake to agreement, and row rights in SQL held to `access::decide`.

mod path;
mod plans;
mod rights;
mod saves;
pub(crate) mod school;
mod traces;
