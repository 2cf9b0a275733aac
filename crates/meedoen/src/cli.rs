//! The command line: every command with the help that explains it.
//!
//! A value comes from its flag, otherwise from its environment variable, otherwise from its default; `--help` names all
//! three. Help and errors at the shell are in English; what people see in the browser is Dutch first.

use crate::config::At;
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

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
    Serve(ServeArgs),
    /// Make a demo school with made-up people and serve it on this computer
    ///
    /// The first time makes DIR with a key file, a database and the pair of files that is imported (DIR/import). A
    /// second start keeps what is there. Everybody in it is made up; it listens on a loopback address only.
    Demo(DemoArgs),
    /// Bring the tables of the database to the shape this version needs
    Migrate,
    /// Read a file of DUO or of the school's student system
    #[command(subcommand)]
    Import(crate::import::What),
    /// Schools in this database
    #[command(subcommand)]
    Institution(InstitutionCommand),
    /// People who can sign in
    #[command(subcommand)]
    User(UserCommand),
    /// The key file, without which nothing personal can be read
    #[command(subcommand)]
    Key(KeyCommand),
    /// The audit chain
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Make one file of the whole database, while people work; either database reads it
    ///
    /// The file is written beside its place, read back, and then named: a file of that name is whole. What is there
    /// already is never overwritten. The key file is not in it: keep the two apart, and keep both. Who is signed in and
    /// who searched for whom are not kept.
    Backup(BackupArgs),
    /// Fill an empty database from such a file
    ///
    /// The way back, and the way from SQLite to PostgreSQL. All of the file is read and proved before anything is
    /// written. Texts that were purged since it was made stay away: the list KEYFILE.purged says which. Exit code 1 when it
    /// is cut short, altered, made with another key, or when the database is not empty.
    Restore(RestoreArgs),
    /// The survey engine: design-based estimates from files, without a database
    #[command(subcommand)]
    Survey(crate::survey::What),
    /// Check this installation and say what to do about what is wrong
    ///
    /// Exit code 1 when a check fails; a warning alone is 0.
    Doctor(DoctorArgs),
}

/// `meedoen serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Address and port to listen on
    #[arg(long, env = "MEEDOEN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// At most this many connections at once [default: 1000, or what the system gives files for]
    #[arg(long, env = "MEEDOEN_CONNECTIONS", value_name = "N", value_parser = parse_connections)]
    pub connections: Option<usize>,
    /// Demo databases only: the day it is, such as 2026-09-15
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub today: Option<time::Date>,
}

fn parse_connections(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| (1..=100_000).contains(n)).ok_or_else(|| "expected 1 to 100000".to_owned())
}

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
    /// Print one line of JSON, {"address", "accounts"}, instead of text
    #[arg(long)]
    pub json: bool,
    /// Make the school and stop, without serving it
    #[arg(long)]
    pub only_make: bool,
}

/// `meedoen institution`.
#[derive(Debug, Clone, Subcommand)]
pub enum InstitutionCommand {
    /// Add a school, with the starter catalogue of measures
    Add {
        /// Code in DUO's register: two digits and two letters, such as 27DV
        #[arg(long, value_name = "BRIN")]
        code: String,
        /// Name as people know it
        #[arg(long)]
        name: String,
    },
    /// List the schools
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// `meedoen user`.
#[derive(Debug, Clone, Subcommand)]
pub enum UserCommand {
    /// Add a person, or another role of one
    ///
    /// Without --password-stdin a new person cannot sign in yet. How far a role reaches follows from it: a coach their
    /// own students (as imported by e-mail address), an intaker the named teams or the school, a care coordinator, trajectory
    /// counsellor, administrator or privacy officer the school, a student themselves, a guardian their child.
    Add(UserAddArgs),
    /// List who has which role, from when, until when
    ///
    /// A look at people's accounts: it leaves an audit event.
    List(UserListArgs),
    /// End a role: at once, or after a last day
    ///
    /// The sessions that use it end, and what it reached is out of reach with the next request. The same role can be
    /// given again with `user add`.
    End(UserEndArgs),
    /// Let a role reach other teams from now on
    ///
    /// The teams named here take the place of those before; without --team the role reaches what it reaches by itself
    /// (a coach their own students, an intaker the school). Its sessions end.
    Teams(UserTeamsArgs),
    /// Disable an account: its sessions end and it cannot sign in, at any school
    Disable(UserWho),
    /// Enable an account that was disabled
    Enable(UserWho),
    /// Set a new password, read from the first line of standard input, and end every session of the account
    Password(UserWho),
}

impl UserCommand {
    /// Whether a password is read from standard input.
    pub const fn takes_password(&self) -> bool {
        match self {
            Self::Add(args) => args.password_stdin,
            Self::Password(_) => true,
            Self::List(_) | Self::End(_) | Self::Teams(_) | Self::Disable(_) | Self::Enable(_) => false,
        }
    }
}

/// An account.
#[derive(Debug, Clone, Args)]
pub struct UserWho {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
}

/// `meedoen user list`.
#[derive(Debug, Clone, Args)]
pub struct UserListArgs {
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// With students and guardians
    #[arg(long)]
    pub students: bool,
    /// With roles that have ended
    #[arg(long)]
    pub past: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `meedoen user end`.
#[derive(Debug, Clone, Args)]
pub struct UserEndArgs {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
    /// The role to end
    #[arg(long, value_parser = crate::user::parse_role)]
    pub role: access::Role,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// For a guardian of several students: of which one
    #[arg(long, value_name = "NUMBER")]
    pub guardian_of: Option<String>,
    /// The last day on which the role holds, today or later [default: it ends at once]
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub last_day: Option<time::Date>,
}

/// `meedoen user teams`.
#[derive(Debug, Clone, Args)]
pub struct UserTeamsArgs {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
    /// The role
    #[arg(long, value_parser = crate::user::parse_role)]
    pub role: access::Role,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// Team the role reaches; give it again for more
    #[arg(long, value_name = "NAME")]
    pub team: Vec<String>,
}

/// `meedoen user add`.
#[derive(Debug, Clone, Args)]
pub struct UserAddArgs {
    /// E-mail address to sign in with
    #[arg(long)]
    pub email: String,
    /// Name as colleagues and students see it
    #[arg(long)]
    pub name: String,
    /// Role, such as coach, intaker, care_coordinator, administrator, student or guardian
    #[arg(long, value_parser = crate::user::parse_role)]
    pub role: access::Role,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// Team the role reaches; give it again for more
    #[arg(long, value_name = "NAME")]
    pub team: Vec<String>,
    /// For the role student: their student number
    #[arg(long, value_name = "NUMBER")]
    pub student: Option<String>,
    /// For the role guardian: the child's student number
    #[arg(long, value_name = "NUMBER")]
    pub guardian_of: Option<String>,
    /// From when the role holds, such as 2026-09-15 [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub from: Option<time::Date>,
    /// Read the password (12 characters or more) from the first line of standard input
    #[arg(long)]
    pub password_stdin: bool,
}

impl UserAddArgs {
    /// What was named beside the role.
    pub(crate) fn reach(&self) -> crate::user::Named<'_> {
        crate::user::Named {
            email: &self.email,
            role: self.role,
            team: &self.team,
            student: self.student.as_deref(),
            guardian_of: self.guardian_of.as_deref(),
        }
    }
}

/// `meedoen key`.
#[derive(Debug, Clone, Subcommand)]
pub enum KeyCommand {
    /// Make a key file, readable by you alone; an existing file is never overwritten
    New {
        /// Where
        file: PathBuf,
    },
    /// Add a new key to the key file; older keys stay, so that everything still opens
    Rotate,
}

/// `meedoen audit`.
#[derive(Debug, Clone, Subcommand)]
pub enum AuditCommand {
    /// Prove that no look and no change was altered, removed or put in
    ///
    /// Proves the chain of each school, and of the installation itself (accounts and schools). With --data the tables are
    /// held against it too: an answer, a role or a name that was changed behind the program's back is found, as are rows
    /// that were put in or deleted. People may go on working meanwhile.
    ///
    /// Prints the head of each chain as SEQ:HEX. Written down elsewhere (paper will do) and given back with --head, it
    /// also proves that nothing was cut off since: whoever cuts the end off a chain, or puts back an old copy of the
    /// whole database, is found by that alone. Exit code 1 when something is broken.
    Verify {
        /// Only this school; `installation` for the installation's own chain
        #[arg(long, value_name = "BRIN")]
        institution: Option<String>,
        /// Hold the tables against the chain as well; reads every row once
        #[arg(long)]
        data: bool,
        /// A head written down earlier, of the chain named with --institution
        #[arg(long, alias = "expect", value_name = "SEQ:HEX", requires = "institution", value_parser = crate::audit::parse_head)]
        head: Option<store::audit::Head>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// `meedoen backup`.
#[derive(Debug, Clone, Args)]
pub struct BackupArgs {
    /// File to make
    pub file: PathBuf,
}

/// `meedoen restore`.
#[derive(Debug, Clone, Args)]
pub struct RestoreArgs {
    /// File that `meedoen backup` made
    pub file: PathBuf,
    /// Only say whether it is whole and can be put back; writes nothing
    #[arg(long)]
    pub check: bool,
}

/// `meedoen doctor`.
#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {
    /// The address that `serve` uses
    #[arg(long, env = "MEEDOEN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
