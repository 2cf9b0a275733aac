//! Staff from the school's own list: one row for each role of a person, from CSV or XLSX. The school makes it itself, as an
//! export of its personnel system or by hand; no document describes it but ours (`docs/how-to/bring-in-files.md`).
//!
//! Name, e-mail address, role, the teams that the role reaches, and the lesson groups that the person teaches. Who has two
//! roles stands on two rows, which agree in the name.

pub mod report;

#[cfg(test)]
mod tests;

use crate::list::{self, Column, List, ProblemKind};
use crate::problem;
use register::email::EmailAddress;
use register::group::GroupName;
use register::team::TeamName;
use register::text;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::sync::Arc;

pub use crate::list::Problem;

/// A good row. `Debug` shows the line only.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Physical line, or row in the sheet.
    pub line: u32,
    /// Name, in the form of `register::text::name`.
    pub name: String,
    /// The address to sign in with.
    pub email: EmailAddress,
    /// The role, as it is written: which one that is, others know.
    pub role: String,
    /// Names of teams, each once.
    pub teams: Vec<TeamName>,
    /// Names of lesson groups, each once.
    pub groups: Vec<GroupName>,
}

impl fmt::Debug for StaffRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StaffRow(line {}, [personal])", self.line)
    }
}

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    /// The sheet that was read; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// Whether it has a column with lesson groups. Without one it says nothing about them.
    pub has_groups: bool,
    /// Rows with anything in them, below the headings.
    pub rows: usize,
    /// The good rows. If there are problems, the file must not be imported.
    pub people: Vec<StaffRow>,
    /// What is wrong, by line.
    pub problems: Vec<Problem>,
    /// What is strange, by line.
    pub warnings: Vec<Problem>,
}

impl Staff {
    /// A place in this file for a problem that only others can tell, to print beside the others.
    pub fn problem<K>(&self, line: u32, kind: K) -> problem::Problem<K> {
        list::place(self.sheet.as_ref(), line, kind)
    }
}

const COLUMNS: [Column; 5] = [
    Column { name: "Naam", also: &["volledigenaam", "medewerker", "name"], required: true },
    Column { name: "E-mail", also: &["emailadres", "mailadres", "mail"], required: true },
    Column { name: "Rol", also: &["functie", "role"], required: true },
    Column { name: "Teams", also: &["team", "onderwijsteam", "onderwijsteams"], required: false },
    Column { name: "Lesgroepen", also: &["lesgroep", "groep", "groepen", "klas", "klassen"], required: false },
];
const NAME: usize = 0;
const EMAIL: usize = 1;
const ROLE: usize = 2;
const TEAMS: usize = 3;
const GROUPS: usize = 4;

/// Reads a file.
pub fn read(bytes: &[u8]) -> Staff {
    let list = match List::read(bytes, &COLUMNS, "Naam, E-mail, Rol, Teams en Lesgroepen") {
        Ok(list) => list,
        Err((sheet, problems)) => return Staff { sheet, problems, ..Staff::default() },
    };
    let mut found = Staff {
        sheet: list.sheet(),
        has_groups: list.has(GROUPS),
        rows: list.rows.len() + list.broken.len(),
        ..Staff::default()
    };
    let mut names: HashMap<String, (u32, String)> = HashMap::new();
    let mut roles: HashMap<(String, String), u32> = HashMap::new();
    for (line, cells) in &list.rows {
        let mut wrong = Vec::new();
        let [name, email, role, teams, groups] = [NAME, EMAIL, ROLE, TEAMS, GROUPS].map(|at| {
            list.text(cells, at).unwrap_or_else(|kind| {
                wrong.push((at, kind));
                None
            })
        });
        let name = checked(name, |name| text::name(&name), (NAME, ProblemKind::NotText), &mut wrong);
        let email = checked(email, |email| EmailAddress::new(&email), (EMAIL, ProblemKind::NotAnAddress), &mut wrong);
        let role = checked(role, |role| text::name(&role), (ROLE, ProblemKind::NotText), &mut wrong);
        let teams = several(teams, |name| TeamName::new(name).ok(), TEAMS, &mut wrong);
        let groups = several(groups, |name| GroupName::new(name).ok(), GROUPS, &mut wrong);
        if let (Some(name), Some(email), Some(role), true) = (name, email, role, wrong.is_empty()) {
            let key = email.key().to_owned();
            let (first, known) = names.entry(key.clone()).or_insert_with(|| (*line, text::key(&name))).clone();
            match roles.entry((key, text::key(&role))) {
                _ if known != text::key(&name) => wrong.push((NAME, ProblemKind::OtherName { first })),
                Entry::Occupied(before) => wrong.push((ROLE, ProblemKind::Twice { first: *before.get() })),
                Entry::Vacant(free) => {
                    free.insert(*line);
                    found.people.push(StaffRow { line: *line, name, email, role, teams, groups });
                }
            }
        }
        found.problems.extend(wrong.into_iter().map(|(at, kind)| list.problem(*line, at, kind)));
    }
    found.problems.extend(list.broken);
    found.warnings = list.warnings;
    found.problems.sort_by_key(|problem| problem.line);
    found
}

/// A value in its own form, or what is wrong with it.
fn checked<T, E>(
    value: Option<String>,
    read: impl Fn(String) -> Result<T, E>,
    problem: (usize, ProblemKind),
    wrong: &mut Vec<(usize, ProblemKind)>,
) -> Option<T> {
    match value.map(read)? {
        Ok(value) => Some(value),
        Err(_) => {
            wrong.push(problem);
            None
        }
    }
}

/// The names in a list, each once. Commas and semicolons separate them; in a cell that ends in a semicolon only those do, and
/// a comma is part of a name.
fn several<T: PartialEq>(
    whole: Option<String>,
    read: impl Fn(&str) -> Option<T>,
    at: usize,
    wrong: &mut Vec<(usize, ProblemKind)>,
) -> Vec<T> {
    let mut names = Vec::new();
    let whole = whole.unwrap_or_default();
    let only = whole.trim_end().ends_with(';');
    for part in whole.split(|c| c == ';' || (c == ',' && !only)).filter(|part| !part.trim().is_empty()) {
        match read(part) {
            Some(name) if names.contains(&name) => {}
            Some(name) => names.push(name),
            None => {
                wrong.push((at, ProblemKind::NotAName));
                break;
            }
        }
    }
    names
}
