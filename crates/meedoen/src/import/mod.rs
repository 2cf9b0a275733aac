//! `meedoen import`: reads a file with `exchange`, shows what is wrong in it, and hands it to `store`.
//!
//! The report of a file is in Dutch, because the school's functional manager reads it. Nothing personal is printed:
//! not in a problem, not in a count.

pub mod browser;
pub mod companies;
mod history;
mod progress;
pub mod ro;
pub(crate) mod show;
mod source;
pub mod staff;
pub mod students;

use crate::config::At;
use crate::outcome::Run;
use clap::Subcommand;

/// What can be imported.
#[derive(Debug, Clone, Subcommand)]
pub enum What {
    /// DUO's registratieoverzicht (RO): persons, enrolments, support periods, placements
    ///
    /// Reads all files and compares them with what is there; when one has a problem, or would end more than 5% of a kind of
    /// rows, none is imported. Then they are imported in the order in which DUO made them, while people work. The same file
    /// twice changes nothing; after an interruption the same file again finishes it. What a file lacks is only withdrawn when
    /// its trailer says that it is whole. Exit code 1 when a file is refused.
    Ro(ro::RoArgs),
    /// The school's student system (CSV or XLSX): names, teams, coaches, guardians, applications
    ///
    /// Reads the file and compares it with what is there; a file with a problem, or that would end more than 5% of a kind of
    /// rows, is refused. Then it is imported while people work; after an interruption the same file again finishes it. A
    /// student who is not in the file stays as they are; an empty cell ends what it gave. The columns are found by their
    /// headings; name them with --map where yours differ. The school's mapping is remembered. Exit code 1 when the file is
    /// refused.
    Students(students::StudentsArgs),
    /// The school's own list of staff (CSV or XLSX): name, e-mail, role, teams, lesson groups
    ///
    /// One row for each role of a person. Who is new is invited; who has an account gets the role. Whoever is no longer on the
    /// list is shown and keeps their role: no role and no account ends by it. Which lesson groups somebody teaches follows the
    /// list, where it has that column. The same file twice changes nothing, and finishes what was interrupted. Exit code 1
    /// when a line has a problem: then nothing is done.
    Staff(staff::StaffArgs),
    /// Companies where students learn (CSV or XLSX): who they are, and for what SBB recognises them
    ///
    /// One row for each programme that a company is recognised for. A line that is wrong is named and left out; the others are
    /// read, and nothing is withdrawn because of it. Without a wrong line a recognition ends that the file no longer names of a
    /// company that it names. A company that is not in the file stays. The same file twice changes nothing, and finishes what was
    /// interrupted. Exit code 1 when a line was left out, or when the file is no such list.
    Companies(companies::CompaniesArgs),
    /// List the newest imports of a school: when, what, how each went
    List(history::HistoryArgs),
}

/// Runs an import.
pub async fn run(at: &At, what: What) -> Run {
    match what {
        What::Ro(args) => ro::run(at, &args).await,
        What::Students(args) => students::run(at, &args).await,
        What::Staff(args) => staff::run(at, &args).await,
        What::Companies(args) => companies::run(at, &args).await,
        What::List(args) => history::run(at, &args).await,
    }
}
