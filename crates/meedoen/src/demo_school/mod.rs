//! `meedoen demo`.
use crate::cli::DemoArgs;
use crate::outcome::{Run, Trouble};

/// Makes and serves a demo school.
pub async fn run(_args: DemoArgs) -> Run {
    Err(Trouble::failed("demo has not landed yet"))
}
