//! What spans subjects: the path from intake to agreement, and row rights in SQL held to an oracle of their own.

mod burden;
mod catalogue;
mod concerns;
mod days;
mod desk;
mod evaluation;
mod find;
mod full;
mod guardian;
mod handover;
mod ise;
mod large;
mod law;
mod lesson;
mod meeting;
pub(crate) mod migrations;
mod municipalities;
mod noted;
mod oracle;
pub(crate) mod path;
mod plans;
mod referral;
mod rights;
mod saves;
pub(crate) mod school;
mod shares;
mod traces;
