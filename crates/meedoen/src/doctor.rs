//! `meedoen doctor`.
use crate::cli::DoctorArgs;
use crate::config::At;
use crate::outcome::{Run, Trouble};

/// Runs the checks.
pub async fn run(_at: &At, _args: DoctorArgs) -> Run {
    Err(Trouble::failed("doctor has not landed yet"))
}
