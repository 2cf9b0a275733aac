//! `meedoen mail`: what the outbox holds is handed to the school's mail server, by whatever runs by the clock on the machine.

mod bounce;
mod hand;
mod pass;
mod settings;

use crate::config::At;
use crate::outcome::Run;
use clap::Subcommand;
use std::path::PathBuf;

/// `meedoen mail`.
#[derive(Debug, Clone, Subcommand)]
pub enum MailCommand {
    /// Hand over what waits, in one pass, and note what the mail server said
    ///
    /// Let the system's timer run it, every minute or so; two at once send nothing twice. What the server does not take now
    /// is tried again with growing pauses, for 3 days. A server that cannot be reached costs no try. Exit code 0 when
    /// nothing was refused for good, 1 when something was, 2 when the settings are wrong: nothing is lost by that.
    Send(settings::SendArgs),
    /// Read reports of mail that came back (RFC 3464): one message, or a mailbox (mbox)
    ///
    /// FILE is - for standard input. Says how many mails came back and how many messages were something else.
    Bounce {
        /// The file, or - for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Runs `meedoen mail`.
pub async fn run(at: &At, what: MailCommand) -> Run {
    match what {
        MailCommand::Send(args) => pass::run(at, &args).await,
        MailCommand::Bounce { file } => bounce::run(at, &file).await,
    }
}
