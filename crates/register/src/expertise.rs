//! Door: who in the school knows what (*kennisboom*, system S10).
//!
//! To be built here: colleagues with what they know and may be asked. About colleagues, never about students.
