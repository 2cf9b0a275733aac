//! The log: standard error, one line an event, nothing personal in it.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging. Called once; a second call (tests) changes nothing.
pub fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // Colours for people; a journal or a file would keep them as codes.
    let _ = log.with_ansi(std::io::stderr().is_terminal()).try_init();
}
