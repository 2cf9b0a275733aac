//! Door: what the school offers, per team and location, so that students know it before they need it
//! (WEB 7.4.8(2), rule R13; system S4).
//!
//! To be built here: the offer per team, the public page, "who do I ask". Whether something is basic or extra is
//! [`crate::catalogue::Level`]; what it is, [`crate::catalogue::MeasureKind`].
