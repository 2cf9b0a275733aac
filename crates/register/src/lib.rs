//! Rules of the support register (*passend onderwijs* in the mbo).
//!
//! Pure: no database, no HTTP, no clock, no randomness. Facts come in, decisions go out. Each subject is one
//! module, and its word is the same on every floor: `agreement` here, in `store`, in `web`, in `docs/states`.
//!
//! What is not here, on purpose: a diagnosis or a cause, words for people (those live in `locales/`; the catalogue
//! is data), who may see what (`access`), and anything that is stored. Rooms that are to come are named in `docs/doors.md`;
//! nothing here pretends to be one.

// What everything is made of.
pub mod birth;
pub mod code;
pub mod field;
pub mod grouping;
pub mod id;
pub mod law;
pub mod mail;
pub mod moment;
pub mod moving;
pub mod municipality;
pub mod period;
pub mod personal;
pub mod text;

// People and where they belong.
pub mod email;
pub mod group;
pub mod guardian;
pub mod invitation;
pub mod person;
pub mod team;
pub mod tenant;
pub mod transfer;

// What the student system says.
pub mod application;
pub mod enrolment;
pub mod import;
pub mod programme;

// What is needed and what is agreed.
pub mod absence;
pub mod admission;
pub mod advice;
pub mod agenda;
pub mod agreement;
pub mod burden;
pub mod card;
pub mod catalogue;
pub mod clearance;
pub mod company;
pub mod concern;
pub mod correction;
pub mod dispute;
pub mod duty;
pub mod exam;
pub mod file;
pub mod handoff;
pub mod happens;
pub mod intake;
pub mod ise;
pub mod knowledge;
pub mod lesson;
pub mod meeting;
pub mod need;
pub mod offer;
pub mod partner;
pub mod point;
pub mod policy;
pub mod referral;
pub mod seen;
pub mod share;
pub mod statutory;
pub mod told;
pub mod transition;
pub mod unlisted;
pub mod voice;
pub mod workload;
pub mod workplace;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod states;

pub use birth::BirthDate;
pub use id::*;
pub use moment::Moment;
pub use period::Period;
pub use personal::Personal;
