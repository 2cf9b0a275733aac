//! The program: command line, configuration, wiring. No rules, no SQL, no HTML.
//!
//! [`cli`] lists the commands with their help; each has a module of its own. [`clock`] is the only place of the house
//! that asks what time it is. A library beside the program, so that the tests of the whole house open one in process.

pub mod audit;
pub mod calendar;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo_school;
pub mod doctor;
pub mod import;
pub mod institution;
pub mod ise;
pub mod keeping;
pub mod key;
pub mod key_file;
pub mod law;
pub mod list;
pub mod log;
pub mod mail;
pub mod migrate;
pub mod monitor;
pub mod outcome;
pub mod serve;
pub mod setting;
pub mod site;
pub mod survey;
pub mod user;

use cli::{Cli, Command};
use outcome::Outcome;
use std::process::ExitCode;

/// Where memory comes from, for SQLite's C too. A page and an import are thousands of small pieces that one thread makes and
/// another gives back; with the system's allocator that was a third of an import and a sixth of a list.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs one command and says how it ended: 0 done, 1 what was asked found problems or could not be done, 2 the command
/// or the configuration is wrong.
pub async fn run(cli: Cli) -> ExitCode {
    log::start(&cli.log);
    let at = cli.at;
    let done = match cli.command {
        Command::Serve(args) => serve::run(&at, args).await,
        Command::Demo(args) => demo_school::run(args).await,
        Command::Migrate => migrate::run(&at).await,
        Command::Import(what) => import::run(&at, what).await,
        Command::Institution(what) => institution::run(&at, what).await,
        Command::Ise(args) => ise::run(&at, &args).await,
        Command::Catalogue(what) => catalogue::run(&at, what).await,
        Command::List(what) => list::run(&at, what).await,
        Command::Setting(what) => setting::run(&at, what).await,
        Command::Calendar(what) => calendar::run(&at, what).await,
        Command::User(what) => user::run(&at, what).await,
        Command::Key(what) => key::run(&at, what),
        Command::Audit(what) => audit::run(&at, what).await,
        Command::Backup(args) => keeping::backup(&at, args).await,
        Command::Restore(args) => keeping::restore(&at, args).await,
        Command::Mail(what) => mail::run(&at, what).await,
        Command::Law(args) => law::run(&args),
        Command::Survey(what) => survey::run(&what),
        Command::Monitor(what) => monitor::run(&what),
        Command::Doctor(args) => doctor::run(&at, args).await,
    };
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(trouble) => {
            outcome::complain(&trouble);
            ExitCode::from(trouble.exit())
        }
    }
}
