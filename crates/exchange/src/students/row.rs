//! One student.

use std::fmt;

use register::BirthDate;
use register::email::EmailAddress;
use register::group::GroupName;
use register::import::absence::Kind;
use register::import::texts::Texts;
use register::law::Participant;
use register::person::{StudentNumber, fold};
use register::team::TeamName;
use register::text::LONGEST_NAME;
use time::Date;

use super::cells::Cell;
use super::mapping::{Columns, Field};
use super::problem::{Problem, ProblemKind};
use crate::{PersonNumber, date};

/// A good row. `Debug` shows the line only.
#[derive(Clone, PartialEq, Eq)]
pub struct StudentRow {
    /// Physical line, or row in the sheet.
    pub line: u32,
    /// The school's own number, unique in the file: zeros in front do not count.
    pub student_number: StudentNumber,
    /// What it says of the person in texts: parts of the name, address, home municipality (CBS code or name).
    pub texts: Texts<String>,
    /// Family name, without what stands before it and does not count in sorting: `van der`.
    pub family_name: String,
    /// The day, or the day and month, may be unknown.
    pub birth_date: BirthDate,
    /// BSN or ONR, real or masked; see [`PersonNumber`]. Links to RO; never to be stored in clear.
    pub person_number: Option<String>,
    /// Name of the team.
    pub team: Option<TeamName>,
    /// Names of the lesson groups, each once.
    pub groups: Vec<GroupName>,
    /// E-mail address of the coach.
    pub coach: Option<EmailAddress>,
    /// At most two.
    pub guardians: Vec<Guardian>,
    /// What the student applied for: one a row, each once.
    pub applications: Vec<Application>,
}

impl StudentRow {
    /// Whether another row with this number is about the same person: all it says agrees, but for the application.
    pub(super) fn same_person(&self, other: &Self) -> bool {
        let texts = |row: &Self| row.texts.iter().map(|(kind, text)| (kind, fold(text))).collect::<Vec<_>>();
        let who = |row: &Self| (fold(&row.family_name), row.birth_date, row.person_number.clone());
        let links = |row: &Self| (row.team.clone(), row.groups.clone(), row.coach.clone());
        texts(self) == texts(other)
            && who(self) == who(other)
            && links(self) == links(other)
            && self.guardians == other.guardians
    }

    /// Takes the application of another row about the same person.
    pub(super) fn also(&mut self, other: Self) {
        self.student_number = self.student_number.clone().fuller(other.student_number);
        for application in other.applications {
            if !self.applications.contains(&application) {
                self.applications.push(application);
            }
        }
    }
}

impl fmt::Debug for StudentRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StudentRow(line {}, [personal])", self.line)
    }
}

/// A parent or other guardian.
#[derive(Clone, PartialEq, Eq)]
pub struct Guardian {
    /// Which of the two columns, 1 or 2.
    pub position: u8,
    /// Full name.
    pub name: String,
    /// Address.
    pub email: Option<EmailAddress>,
    /// Whether this guardian has authority; `None` when the file does not say, which must not be read as yes.
    pub authority: Option<bool>,
}

/// An application for a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// CREBO, five digits.
    pub programme: String,
    /// When the student applied.
    pub applied_on: Date,
    /// When the programme starts.
    pub starts_on: Option<Date>,
    /// When the school decided to enrol: the day, and the minute of the day on the Dutch clock where the file says it.
    pub decided_on: Option<(Date, Option<u16>)>,
    /// As what the student would be enrolled; `None` when the file does not say.
    pub participant: Option<Participant>,
}

/// Reads one row; notes problems on the way.
pub(super) struct RowReader<'r> {
    line: u32,
    cells: &'r [(usize, Cell<'r>)],
    columns: &'r Columns,
    today: Date,
    problems: &'r mut Vec<Problem>,
    warnings: &'r mut Vec<Problem>,
    bad: bool,
}

impl<'r> RowReader<'r> {
    pub(super) fn new(
        line: u32,
        cells: &'r [(usize, Cell<'r>)],
        columns: &'r Columns,
        today: Date,
        problems: &'r mut Vec<Problem>,
        warnings: &'r mut Vec<Problem>,
    ) -> Self {
        Self { line, cells, columns, today, problems, warnings, bad: false }
    }

    pub(super) fn fail(&mut self, field: Field, kind: ProblemKind) {
        self.bad = true;
        self.problems.push(self.columns.problem(self.line, field, kind));
    }

    fn warn(&mut self, field: Field, kind: ProblemKind) {
        self.warnings.push(self.columns.problem(self.line, field, kind));
    }

    /// The whole row; `None` when anything in it is wrong.
    pub(super) fn student(&mut self) -> Option<StudentRow> {
        self.unread_cells();
        // All fields are read before any `?`, so that one fault does not hide the next.
        let (number, family_name) =
            (self.need(Field::StudentNumber, student_number), self.need(Field::FamilyName, text));
        let texts = Field::ALL.iter().filter_map(|field| self.text(*field)).collect();
        let birth_date = self.birth_date();
        let person_number = self.may(Field::PersonNumber, person_number);
        if person_number.as_deref().and_then(PersonNumber::new).is_some_and(PersonNumber::is_short) {
            self.warn(Field::PersonNumber, ProblemKind::ShortNumber);
        }
        let (team, groups, coach) = (self.may(Field::Team, team), self.groups(), self.may(Field::Coach, address));
        let first = self.guardian(1, Field::Guardian1Name, Field::Guardian1Email, Field::Guardian1Authority);
        let second = self.guardian(2, Field::Guardian2Name, Field::Guardian2Email, Field::Guardian2Authority);
        let application = self.application();
        let row = StudentRow {
            line: self.line,
            student_number: number?,
            texts,
            family_name: family_name?,
            birth_date: birth_date?,
            person_number,
            team,
            groups,
            coach,
            guardians: first.into_iter().chain(second).collect(),
            applications: application.into_iter().collect(),
        };
        (!self.bad).then_some(row)
    }

    /// Cells that no field reads: without a heading, or not readable at all.
    fn unread_cells(&mut self) {
        let columns = self.columns;
        for (column, cell) in self.cells {
            let kind = match (columns.places.above(*column), cell) {
                (None, _) => ProblemKind::TooManyCells,
                (Some(_), Cell::Bad(ProblemKind::InvalidUtf8)) if !columns.reads(*column) => ProblemKind::InvalidUtf8,
                _ => continue,
            };
            self.bad = true;
            let last = kind == ProblemKind::TooManyCells;
            self.problems.push(columns.places.problem(self.line, Some(*column), kind));
            if last {
                return;
            }
        }
    }

    fn cell(&self, field: Field) -> Option<&'r Cell<'r>> {
        let column = self.columns.column(field)?;
        let at = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        self.cells.get(at).map(|(_, cell)| cell)
    }

    fn may<T>(&mut self, field: Field, read: fn(&Cell<'_>) -> Result<T, ProblemKind>) -> Option<T> {
        let read = match self.cell(field)? {
            Cell::Bad(kind) => Err(kind.clone()),
            cell => read(cell),
        };
        read.map_err(|kind| self.fail(field, kind)).ok()
    }

    fn need<T>(&mut self, field: Field, read: fn(&Cell<'_>) -> Result<T, ProblemKind>) -> Option<T> {
        if self.cell(field).is_none() {
            self.fail(field, ProblemKind::Missing);
        }
        self.may(field, read)
    }

    /// A text of the person, where the field is one.
    fn text(&mut self, field: Field) -> Option<(Kind, String)> {
        let kind = field.text()?;
        let read = match kind {
            Kind::Email => own_address,
            Kind::Municipality => municipality,
            _ => text,
        };
        Some((kind, self.may(field, read)?))
    }

    fn birth_date(&mut self) -> Option<BirthDate> {
        let birth = self.need(Field::BirthDate, birth)?;
        birth.check_on(self.today).map_err(|_| self.fail(Field::BirthDate, ProblemKind::ImpossibleAge)).ok()
    }

    /// The names in a list, which commas and semicolons separate; nothing else does, so that `ZW1A/B` is one group.
    fn groups(&mut self) -> Vec<GroupName> {
        let whole = self.may(Field::Groups, plain).unwrap_or_default();
        let mut groups: Vec<GroupName> = Vec::new();
        for part in whole.split([',', ';']).filter(|part| !part.trim().is_empty()) {
            match GroupName::new(part) {
                Ok(name) if groups.contains(&name) => {}
                Ok(name) => groups.push(name),
                Err(_) => {
                    self.fail(Field::Groups, ProblemKind::Text);
                    break;
                }
            }
        }
        groups
    }

    fn guardian(&mut self, position: u8, name: Field, email: Field, authority: Field) -> Option<Guardian> {
        let there = self.cell(name).is_some();
        if !there && (self.cell(email).is_some() || self.cell(authority).is_some()) {
            self.fail(name, ProblemKind::GuardianWithoutName);
        }
        if there && self.columns.has(authority) && self.cell(authority).is_none() {
            self.warn(authority, ProblemKind::AuthorityUnknown);
        }
        let (email, authority) = (self.may(email, address), self.may(authority, yes_or_no));
        Some(Guardian { position, name: self.may(name, text)?, email, authority })
    }

    fn application(&mut self) -> Option<Application> {
        let there = |field| self.cell(field).is_some();
        let (programme, applied, starts) = (there(Field::Programme), there(Field::AppliedOn), there(Field::StartsOn));
        if programme != applied {
            self.fail(if programme { Field::AppliedOn } else { Field::Programme }, ProblemKind::HalfApplication);
        } else if starts && !programme {
            self.fail(Field::Programme, ProblemKind::HalfApplication);
        }
        let (programme, applied_on) = (self.may(Field::Programme, crebo), self.may(Field::AppliedOn, day));
        let starts_on = self.may(Field::StartsOn, day);
        let (decided_on, participant) = (self.may(Field::DecidedOn, minute), self.may(Field::Participant, participant));
        let known = [Field::DecidedOn, Field::Participant].into_iter().find(|field| self.cell(*field).is_some());
        if let Some(field) = known.filter(|_| programme.is_none() && applied_on.is_none()) {
            self.fail(field, ProblemKind::HalfApplication);
        }
        if decided_on.is_some_and(|(day, _)| day > self.today) {
            self.fail(Field::DecidedOn, ProblemKind::FutureDate);
        }
        if applied_on.is_some_and(|day| day > self.today) {
            self.fail(Field::AppliedOn, ProblemKind::FutureDate);
        }
        Some(Application { programme: programme?, applied_on: applied_on?, starts_on, decided_on, participant })
    }
}

// Readers of one cell.

/// What stands in a cell as text. A real date in a text column is not what anyone meant.
fn plain(cell: &Cell<'_>) -> Result<String, ProblemKind> {
    match cell {
        Cell::Text(text) => Ok(text.clone().into_owned()),
        Cell::Lines(_) => Err(ProblemKind::LineBreak),
        Cell::Date(_) => Err(ProblemKind::Format { expected: "tekst, geen datum" }),
        Cell::Bad(kind) => Err(kind.clone()),
    }
}

fn text(cell: &Cell<'_>) -> Result<String, ProblemKind> {
    let text = plain(cell)?;
    if text.chars().count() <= LONGEST_NAME { Ok(text) } else { Err(ProblemKind::Text) }
}

fn team(cell: &Cell<'_>) -> Result<TeamName, ProblemKind> {
    TeamName::new(&plain(cell)?).map_err(|_| ProblemKind::Text)
}

fn shaped(cell: &Cell<'_>, expected: &'static str, fits: impl Fn(&str) -> bool) -> Result<String, ProblemKind> {
    let text = plain(cell)?;
    if fits(&text) { Ok(text) } else { Err(ProblemKind::Format { expected }) }
}

fn student_number(cell: &Cell<'_>) -> Result<StudentNumber, ProblemKind> {
    let expected = "ten hoogste 32 cijfers en letters, zonder punt of komma";
    StudentNumber::new(&plain(cell)?).map_err(|_| ProblemKind::Format { expected })
}

fn person_number(cell: &Cell<'_>) -> Result<String, ProblemKind> {
    shaped(cell, "9 cijfers of een gemaskeerd nummer", |text| PersonNumber::new(text).is_some())
}

/// `12-5-2026`, or `12-5-2026 09:30` on the Dutch clock. Midnight is what a system writes behind a day of which it does not know
/// the hour.
fn minute(cell: &Cell<'_>) -> Result<(Date, Option<u16>), ProblemKind> {
    let Cell::Text(text) = cell else { return Ok((day(cell)?, None)) };
    let Some((date, clock)) = text.trim().split_once([' ', 'T']) else { return Ok((day(cell)?, None)) };
    let expected = "een datum, of een datum met de tijd (12-5-2026 09:30)";
    let minutes = || {
        let mut parts = clock.trim().split(':').map(|part| part.parse::<u16>().ok());
        let (hour, minute) = (parts.next()??, parts.next()??);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    let at = minutes().ok_or(ProblemKind::Format { expected })?;
    Ok((day(&Cell::Text(date.into()))?, Some(at).filter(|at| *at > 0)))
}

/// As what somebody is enrolled: WEB 8.1.3a is about students and vavo-students.
fn participant(cell: &Cell<'_>) -> Result<Participant, ProblemKind> {
    let expected = "student, vavo of educatie";
    match plain(cell)?.trim().to_lowercase().as_str() {
        "student" | "mbo" | "mbo-student" => Ok(Participant::Student),
        "vavo" | "vavo-student" => Ok(Participant::Vavo),
        "educatie" | "overige educatie" | "deelnemer educatie" => Ok(Participant::Educatie),
        _ => Err(ProblemKind::Format { expected }),
    }
}

fn crebo(cell: &Cell<'_>) -> Result<String, ProblemKind> {
    shaped(cell, "5 cijfers (crebo)", |text| text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()))
}

/// A name, or a code as `GM0363`, `gm0363` or `363` (a sheet drops the zero).
fn municipality(cell: &Cell<'_>) -> Result<String, ProblemKind> {
    let text = text(cell)?;
    let letters = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("GM"));
    let digits = if letters { &text[2..] } else { text.as_str() };
    if !digits.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(text);
    }
    let right = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if right {
        Ok(format!("GM{digits:0>4}"))
    } else {
        Err(ProblemKind::Format { expected: "GM en 4 cijfers, of de naam van de gemeente" })
    }
}

fn address(cell: &Cell<'_>) -> Result<EmailAddress, ProblemKind> {
    EmailAddress::new(&plain(cell)?).map_err(|_| ProblemKind::Email)
}

fn own_address(cell: &Cell<'_>) -> Result<String, ProblemKind> {
    address(cell).map(|address| address.as_str().to_owned())
}

fn yes_or_no(cell: &Cell<'_>) -> Result<bool, ProblemKind> {
    match plain(cell)?.to_lowercase().as_str() {
        "j" | "ja" => Ok(true),
        "n" | "nee" => Ok(false),
        _ => Err(ProblemKind::Format { expected: "j of n" }),
    }
}

/// Exports add a time of midnight to a date.
fn without_midnight(text: &str) -> &str {
    match text.split_once(['T', ' ']) {
        Some((date, time)) if time.chars().all(|c| matches!(c, '0' | ':' | '.')) => date,
        _ => text,
    }
}

fn day(cell: &Cell<'_>) -> Result<Date, ProblemKind> {
    match cell {
        Cell::Date(date) => Ok(*date),
        cell => date::date(without_midnight(&plain(cell)?)).ok_or(ProblemKind::ImpossibleDate),
    }
}

fn birth(cell: &Cell<'_>) -> Result<BirthDate, ProblemKind> {
    let birth = match cell {
        Cell::Date(date) => BirthDate::from_parts(date.year(), date.month().into(), date.day()),
        cell => date::birth(without_midnight(&plain(cell)?)),
    };
    birth.ok_or(ProblemKind::ImpossibleBirthDate)
}
