//! Rules of the support register (*passend onderwijs* in the mbo).
//!
//! Pure: no database, no HTTP, no clock, no randomness. Facts come in, decisions go out. Each subject is one
//! module, and its word is the same on every floor: `agreement` here, in `store`, in `web`, in `docs/states`.

pub mod birth;
pub mod id;
pub mod moment;
pub mod personal;

pub use birth::BirthDate;
pub use id::*;
pub use moment::Moment;
pub use personal::Personal;
