//! What can be asked of a demo.

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// `meedoen demo`.
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// Folder of the demo school; made when it is not there
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Loopback address and port to listen on
    #[arg(long, env = "MEEDOEN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// The same seed and day give the same school
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// The day it is, such as 2026-09-15 [default: the day of today, moving on]
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub today: Option<time::Date>,
    /// How many students; at least 60
    #[arg(long, default_value_t = 1200, value_name = "N", value_parser = clap::value_parser!(u32).range(60..=20_000))]
    pub students: u32,
    /// Print one line of JSON, {"address", "accounts", "paths"}, instead of text
    #[arg(long)]
    pub json: bool,
    /// Make the school and stop, without serving it
    #[arg(long)]
    pub only_make: bool,
    /// Where the press is.
    #[command(flatten)]
    pub press: crate::serve::PressAt,
}
