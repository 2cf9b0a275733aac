//! `meedoen serve`.
use crate::cli::ServeArgs;
use crate::config::At;
use crate::outcome::{Run, Trouble};

/// Serves the register.
pub async fn run(at: &At, _args: ServeArgs) -> Run {
    let _ = at.open().await?;
    Err(Trouble::failed("serve has not landed yet"))
}
