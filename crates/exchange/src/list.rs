//! Lists with columns of fixed names: what a list of staff and a list of the outside world have in common. The table itself
//! (separators, sheets, encodings, hidden sheets, merged cells) is read as for [`crate::students`].

use crate::problem::{InEnglish, shape_in_english};
use crate::students::cells::{Cell, Cells, Places, Table};
use crate::{Completeness, InSheet, problem, students};
use register::text;
use std::fmt;
use std::sync::Arc;

/// Something wrong on a line.
pub type Problem = problem::Problem<ProblemKind>;

/// What can be wrong. Its `Display` is for the school's functional manager: Dutch, B1, without any value from a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The table cannot be read, or a cell of it.
    Table(students::ProblemKind),
    /// A column that must be there is not.
    NoColumn {
        /// The columns of this list.
        known: &'static str,
    },
    /// There are headings and nothing below them.
    NoRows,
    /// Warning: a column that no list of this kind has.
    Ignored,
    /// No text of one line, or too long.
    NotText,
    /// No e-mail address.
    NotAnAddress,
    /// No name of a team or a lesson group.
    NotAName,
    /// No date.
    NotADate,
    /// Ends before it begins.
    EndsFirst,
    /// No code of this kind.
    NotACode {
        /// What one looks like.
        shape: &'static str,
    },
    /// What it names stands nowhere in the list.
    Nowhere,
    /// The same address has another name on an earlier line.
    OtherName {
        /// That line.
        first: u32,
    },
    /// The same stands on an earlier line.
    Twice {
        /// That line.
        first: u32,
    },
    /// An earlier line says otherwise what this is.
    Differs {
        /// That line.
        first: u32,
    },
}

impl ProblemKind {
    /// A stable code for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Table(kind) => kind.code(),
            Self::NoColumn { .. } => "no-column",
            Self::NoRows => "no-rows",
            Self::Ignored => "column-ignored",
            Self::NotText => "text",
            Self::NotAnAddress => "email",
            Self::NotAName => "name",
            Self::NotADate => "impossible-date",
            Self::EndsFirst => "ends-first",
            Self::NotACode { .. } => "format",
            Self::Nowhere => "nowhere",
            Self::OtherName { .. } => "other-name",
            Self::Twice { .. } => "duplicate",
            Self::Differs { .. } => "differs",
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(kind) => kind.fmt(f),
            Self::NoColumn { known } => {
                write!(f, "Deze kolom is verplicht en staat niet in het bestand. De kolommen zijn {known}.")
            }
            Self::NoRows => f.write_str("Onder de kolomkoppen staat niets."),
            Self::Ignored => f.write_str("Deze kolom wordt niet gelezen: zo'n lijst heeft hem niet."),
            Self::NotText => f.write_str("Dit is geen gewone tekst van één regel."),
            Self::NotAnAddress => f.write_str("Dit is geen e-mailadres."),
            Self::NotAName => f.write_str("Een van deze namen is geen gewone tekst. Zet een komma tussen namen."),
            Self::NotADate => f.write_str("Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj."),
            Self::EndsFirst => f.write_str("De laatste dag is voor de eerste."),
            Self::NotACode { shape } => write!(f, "De waarde klopt niet. Verwacht: {shape}."),
            Self::Nowhere => f.write_str("Wat hier staat, is geen regel van deze lijst."),
            Self::OtherName { first } => {
                write!(f, "Dit e-mailadres heeft op regel {first} een andere naam. Een account is van één persoon.")
            }
            Self::Twice { first } => write!(f, "Dit staat ook op regel {first}."),
            Self::Differs { first } => write!(f, "Regel {first} heeft hetzelfde nummer en andere gegevens."),
        }
    }
}

impl InEnglish for ProblemKind {
    fn english(&self) -> String {
        let said = match self {
            Self::Table(kind) => return kind.english(),
            Self::NoColumn { known } => {
                return format!("This column must be there and is not in the file. The columns are {known}.");
            }
            Self::NoRows => "There is nothing below the headings.",
            Self::Ignored => "This column is not read: such a list has none.",
            Self::NotText => "This is no ordinary text of one line.",
            Self::NotAnAddress => "This is no e-mail address.",
            Self::NotAName => "One of these names is no ordinary text. Put a comma between names.",
            Self::NotADate => "This date does not exist. Write yyyy-mm-dd or d-m-yyyy.",
            Self::EndsFirst => "The last day is before the first.",
            Self::NotACode { shape } => {
                return format!("The value is not right. Expected: {}.", shape_in_english(shape));
            }
            Self::Nowhere => "What stands here is no line of this list.",
            Self::OtherName { first } => {
                return format!("This e-mail address has another name on line {first}. An account is one person's.");
            }
            Self::Twice { first } => return format!("This stands on line {first} too."),
            Self::Differs { first } => return format!("Line {first} has the same number and says something else."),
        };
        said.to_owned()
    }
}

/// A column: what it is called, other headings (letters and digits, in lower case), and whether it must be there.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) also: &'static [&'static str],
    pub(crate) required: bool,
}

impl Column {
    fn is(&self, heading: &str) -> bool {
        let heading = plain(heading);
        heading == plain(self.name) || self.also.contains(&heading.as_str())
    }
}

/// Letters and digits in lower case.
fn plain(heading: &str) -> String {
    text::key(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A list whose columns were found.
pub(crate) struct List<const N: usize> {
    places: Places,
    names: &'static [Column; N],
    columns: [Option<usize>; N],
    pub(crate) rows: Vec<(u32, Cells<'static>)>,
    /// What is strange, by line.
    pub(crate) warnings: Vec<Problem>,
    /// Rows that are no rows of it.
    pub(crate) broken: Vec<Problem>,
}

impl<const N: usize> List<N> {
    /// Finds the columns of a file.
    ///
    /// # Errors
    /// The sheet that was read, and what makes the file no list of this kind.
    pub(crate) fn read(
        bytes: &[u8],
        names: &'static [Column; N],
        known: &'static str,
    ) -> Result<Self, (Option<Arc<str>>, Vec<Problem>)> {
        let knows = |row: &Cells<'_>| {
            let headings: Vec<&str> = row.iter().filter_map(|(_, cell)| heading(cell)).collect();
            let there = |column: &Column| headings.iter().any(|heading| column.is(heading));
            names.iter().filter(|column| column.required).all(there)
        };
        let table = students::table(bytes, &knows).map_err(|wrong| (None, vec![of_table(wrong)]))?;
        let Table { line, places, rows, broken, completeness } = table;
        let (mut columns, mut problems, mut warnings) = ([None; N], Vec::new(), Vec::new());
        for (column, heading) in &places.headings {
            match names.iter().position(|one| one.is(heading)) {
                Some(at) if columns[at].is_none() => columns[at] = Some(*column),
                Some(_) => {
                    let twice = places.problem(line, Some(*column), students::ProblemKind::HeadingTwice);
                    problems.push(of_table(twice));
                }
                None => {
                    let ignored = places.problem(line, Some(*column), students::ProblemKind::ColumnIgnored);
                    warnings.push(Problem { kind: ProblemKind::Ignored, ..of_table(ignored) });
                }
            }
        }
        if columns.iter().all(Option::is_none) {
            // The first row may be somebody: its values are told to nobody.
            let none = of_table(places.problem(line, None, students::ProblemKind::NoHeadings));
            return Err((places.sheet, vec![none]));
        }
        for (column, _) in names.iter().zip(&columns).filter(|(column, found)| column.required && found.is_none()) {
            let absent = of_table(places.absent(line, column.name, students::ProblemKind::NoHeadings));
            problems.push(Problem { kind: ProblemKind::NoColumn { known }, ..absent });
        }
        if problems.is_empty() && rows.is_empty() && broken.is_empty() {
            let none = of_table(places.problem(line, None, students::ProblemKind::NoRows));
            problems.push(Problem { kind: ProblemKind::NoRows, ..none });
        }
        if !problems.is_empty() {
            return Err((places.sheet, problems));
        }
        if completeness == Completeness::Doubted {
            let last = rows.last().map_or(line, |(line, _)| *line);
            warnings.push(of_table(places.problem(last, None, students::ProblemKind::NoLineEnd)));
        }
        let broken = broken.into_iter().map(of_table).collect();
        Ok(Self { places, names, columns, rows, warnings, broken })
    }

    /// The sheet that was read; `None` for CSV.
    pub(crate) fn sheet(&self) -> Option<Arc<str>> {
        self.places.sheet.clone()
    }

    /// Whether the file has a column.
    pub(crate) const fn has(&self, at: usize) -> bool {
        self.columns[at].is_some()
    }

    /// The cell of a row in a column; `None` when it is empty or the column is not there.
    pub(crate) fn cell<'c>(&self, cells: &'c Cells<'static>, at: usize) -> Option<&'c Cell<'static>> {
        cells.iter().find(|(column, _)| Some(*column) == self.columns[at]).map(|(_, cell)| cell)
    }

    /// The text of a cell.
    ///
    /// # Errors
    /// What is wrong with it; an empty cell of a column that must be filled is.
    pub(crate) fn text(&self, cells: &Cells<'static>, at: usize) -> Result<Option<String>, ProblemKind> {
        match self.cell(cells, at) {
            None if self.names[at].required => Err(ProblemKind::Table(students::ProblemKind::Missing)),
            None => Ok(None),
            Some(Cell::Text(text)) if text.chars().count() > text::LONGEST_NAME * 10 => Err(ProblemKind::NotText),
            Some(Cell::Text(text)) => Ok(Some(text.to_string())),
            Some(Cell::Bad(kind)) => Err(ProblemKind::Table(kind.clone())),
            Some(Cell::Lines(_)) => Err(ProblemKind::Table(students::ProblemKind::LineBreak)),
            Some(Cell::Date(_)) => Err(ProblemKind::NotText),
        }
    }

    /// A problem in a column of a line.
    pub(crate) fn problem(&self, line: u32, at: usize, kind: ProblemKind) -> Problem {
        let place = match self.columns[at] {
            Some(column) => self.places.problem(line, Some(column), students::ProblemKind::Missing),
            None => self.places.absent(line, self.names[at].name, students::ProblemKind::Missing),
        };
        Problem { kind, ..of_table(place) }
    }
}

/// A place in a file for a problem that only a database can tell, to print beside the others.
pub(crate) fn place<K>(sheet: Option<&Arc<str>>, line: u32, kind: K) -> problem::Problem<K> {
    let sheet = sheet.map(|name| InSheet { name: name.clone(), column: None });
    problem::Problem { sheet, ..problem::Problem::at(line, kind) }
}

fn heading<'c>(cell: &'c Cell<'_>) -> Option<&'c str> {
    match cell {
        Cell::Text(text) => Some(text),
        Cell::Lines(text) => Some(text),
        Cell::Date(_) | Cell::Bad(_) => None,
    }
}

fn of_table(problem: students::Problem) -> Problem {
    let students::Problem { line, sheet, record, field, kind } = problem;
    Problem { line, sheet, record, field, kind: ProblemKind::Table(kind) }
}
