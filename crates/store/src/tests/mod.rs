//! What spans subjects: the path from intake to agreement, and row rights in SQL held to `access::decide`.

mod path;
mod rights;
mod school;
mod traces;
