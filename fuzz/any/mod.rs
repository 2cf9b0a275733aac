//! What any bytes may do to a parser and to the survey engine. The fuzz targets look for bytes that fail; the tests of the
//! house take some too, so that these stay in step with what they try.

pub(crate) mod bounces;
pub(crate) mod cases;
pub(crate) mod checks;
pub(crate) mod codebooks;
pub(crate) mod codings;
pub(crate) mod designs;
pub(crate) mod law;
pub(crate) mod limesurvey;
pub(crate) mod measurements;
pub(crate) mod parquet;
pub(crate) mod reports;
pub(crate) mod ro;
pub(crate) mod sav;
pub(crate) mod staff;
pub(crate) mod students;
