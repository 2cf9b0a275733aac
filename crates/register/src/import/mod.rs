//! What a file from another system means for what is kept: what ends, what begins, what goes on. Pure, and blind to
//! formats and tables. Absence is not deletion: what a file does not say is asked about before anything ends.

pub mod absence;
pub mod belonging;
pub mod texts;
