//! `meedoen doctor`: is this installation in order, and if not, what to do about it?

mod check;
mod checks;
mod files;

pub use check::{Check, State};

use crate::config::At;
use crate::outcome::{Outcome, Run, say};
use crate::serve::{PressAt, Typesetter};
use clap::Args;
use serde_json::Value;
use std::net::SocketAddr;

/// `meedoen doctor`.
#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {
    /// The address that `serve` uses
    #[arg(long, env = "MEEDOEN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// Where the press is.
    #[command(flatten)]
    pub press: PressAt,
    /// Hold the lists against the facts as well: what is due, and who reaches whom; reads every file once
    #[arg(long)]
    pub data: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs all checks that can be run.
pub async fn run(at: &At, args: DoctorArgs) -> Run {
    let checks = checks::all(at, args.listen, Typesetter::new(args.press), args.data).await;
    if args.json {
        say(checks.iter().map(Check::json).collect::<Value>());
    } else {
        for check in &checks {
            say(format_args!("{:4}  {:12}  {}", check.word(), check.name, check.found));
            if let Some(remedy) = &check.remedy {
                say(format_args!("{:20}{remedy}", ""));
            }
        }
    }
    Ok(if checks.iter().any(|check| check.state == State::Fail) { Outcome::Found } else { Outcome::Done })
}
