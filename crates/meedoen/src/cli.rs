//! The command line: every command by name. Its arguments stand beside what it does, in a module of its own.
//!
//! A value comes from its flag, otherwise from its environment variable, otherwise from its default; `--help` names all
//! three. Help and errors at the shell are in English; what people see in the browser is Dutch first.

use crate::config::At;
use clap::{Parser, Subcommand};

/// Meedoen: register for extra support in mbo schools.
#[derive(Debug, Parser)]
#[command(
    name = "meedoen",
    version,
    max_term_width = 100,
    after_help = "\
Exit codes: 0 done; 1 what was asked found problems or could not be done; 2 the command or configuration is wrong.
A first school: key new, migrate, institution add, user add, import ro, import students, serve.
To look around: meedoen demo --data DIR"
)]
pub struct Cli {
    /// Where the database and the keys are.
    #[command(flatten)]
    pub at: At,
    /// What to log on standard error, such as info or web=debug
    #[arg(
        long,
        global = true,
        env = "MEEDOEN_LOG",
        default_value = "warn,meedoen=info,web=info",
        value_name = "FILTER"
    )]
    pub log: String,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the register over HTTP, behind a proxy that does TLS
    ///
    /// Needs its key file and a database with up-to-date tables (`meedoen migrate`). Ends in order on SIGTERM or Ctrl-C.
    Serve(crate::serve::ServeArgs),
    /// Make a demo school with made-up people and serve it on this computer
    ///
    /// The first time makes DIR with a key file, a database and the pair of files that is imported (DIR/import). A
    /// second start keeps what is there. Everybody in it is made up; it listens on a loopback address only.
    Demo(crate::demo_school::DemoArgs),
    /// Bring the tables of the database to the shape this version needs
    Migrate,
    /// Read a file of DUO, of the school's student system, or of its staff
    #[command(subcommand)]
    Import(crate::import::What),
    /// Schools in this database
    #[command(subcommand)]
    Institution(crate::institution::InstitutionCommand),
    /// The terms that the law leaves to a school
    ///
    /// Each holds from a day, through a day or for good. One that contradicts the law is refused with the article. Set again
    /// from the same day it is corrected, or ended; what was set before stays in the list.
    #[command(subcommand)]
    Setting(crate::setting::SettingCommand),
    /// The measures and templates that a school chooses from
    ///
    /// What the administrator sets on a page goes out as a file and comes in again. Nothing that was agreed changes with it.
    #[command(subcommand)]
    Catalogue(crate::catalogue::CatalogueCommand),
    /// Lists of the outside world, with their source and the day on which they were read
    #[command(subcommand)]
    List(crate::list::ListCommand),
    /// By which days a school counts
    ///
    /// The Dutch holidays come with the program. A file says what a decree made otherwise, and when the school itself is
    /// closed; each line names its source.
    #[command(subcommand)]
    Calendar(crate::calendar::CalendarCommand),
    /// Hold what was reported to DUO as extra support (ISE) against what was agreed
    ///
    /// Lists support that was reported and not agreed, agreed and not reported, or from or until another day, as of the day
    /// through which the newest RO file speaks. Agreements that the law asks count (WEB 8.1.3a), while they are in force;
    /// `meedoen setting set --name report_without_ground --value yes` adds those of the school's own policy. Exit code 1 when
    /// there are differences, 0 when there are none, 2 when no RO file was read. It is a look at everybody on the list.
    Ise(crate::ise::IseArgs),
    /// People who can sign in
    #[command(subcommand)]
    User(crate::user::UserCommand),
    /// Mail: what the register writes to people, handed to the school's mail server
    #[command(subcommand)]
    Mail(crate::mail::MailCommand),
    /// The key file, without which nothing personal can be read
    #[command(subcommand)]
    Key(crate::key::KeyCommand),
    /// The audit chain
    #[command(subcommand)]
    Audit(crate::audit::AuditCommand),
    /// Make one file of the whole database, while people work; either database reads it
    ///
    /// The file is written beside its place, read back, and then named: a file of that name is whole. What is there
    /// already is never overwritten. The key file is not in it: keep the two apart, and keep both. Who is signed in and
    /// who searched for whom are not kept.
    Backup(crate::keeping::BackupArgs),
    /// Fill an empty database from such a file
    ///
    /// The way back, and the way from SQLite to PostgreSQL. All of the file is read and proved before anything is
    /// written. Texts that were purged since it was made stay away: the list KEYFILE.purged says which. Exit code 1 when it
    /// is cut short, altered, made with another key, or when the database is not empty.
    Restore(crate::keeping::RestoreArgs),
    /// Ask the law: worked cases in, answers out, without a database
    ///
    /// CASES.json is a list of cases, each with an id and facts, among which question_code and today. Prints {"results":
    /// [...]} with, for each case, state, due_date, until, actor, allowed, recipients, municipality, article and because;
    /// what does not apply is null. A case with a key or value that is not understood gets {"id", "error": {"key",
    /// "value"}}, never a guess, and the others are answered. Exit code 1 when there is any such case, 2 when the file
    /// cannot be read. The rules are listed in docs/law.md.
    Law(crate::law::LawArgs),
    /// The survey engine: design-based estimates from files, without a database
    #[command(subcommand)]
    Survey(crate::survey::What),
    /// Measurements of the Monitor, as folders of text
    #[command(subcommand)]
    Monitor(crate::monitor::What),
    /// Check this installation and say what to do about what is wrong
    ///
    /// Exit code 1 when a check fails; a warning alone is 0.
    Doctor(crate::doctor::DoctorArgs),
}
