//! The program.

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    meedoen::run(meedoen::cli::Cli::parse()).await
}
