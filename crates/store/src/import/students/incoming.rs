//! What a students file brings, as plain values.

use crate::import::PersonNumber;
use register::BirthDate;
use register::import::absence::Kind;
use register::import::texts::Texts;
use register::law::{Participant, When};
use std::collections::BTreeSet;
use time::Date;

/// A whole file.
#[derive(Debug, Clone)]
pub struct StudentsIncoming<'a> {
    /// The digest of its bytes.
    pub sha256: [u8; 32],
    /// The mapping of columns it was read with, as JSON: remembered for the next time.
    pub mapping: &'a str,
    /// The columns it has. What has no column is left as it is; an empty cell in a column that is there empties.
    pub columns: Columns,
    /// The students. Lines that agree on who it is are one student with several applications.
    pub rows: Vec<Student<'a>>,
}

/// Which columns a file has.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub struct Columns {
    /// Those with a text of a person.
    pub texts: BTreeSet<Kind>,
    pub team: bool,
    pub groups: bool,
    pub coach: bool,
    pub guardians: bool,
    /// The names of both guardians have a column. With one of them only, the other guardian is not ended.
    pub both_guardians: bool,
    pub guardian_emails: bool,
    pub starts_on: bool,
}

/// A student. `Debug` shows the line only.
#[derive(Clone)]
pub struct Student<'a> {
    /// The line in the file, to name in a problem.
    pub line: u32,
    /// The school's own number.
    pub student_number: &'a str,
    /// What the line says of the person in texts: parts of the name, address, home municipality.
    pub texts: Texts<&'a str>,
    /// Family name.
    pub family_name: &'a str,
    /// Birth date.
    pub birth: BirthDate,
    /// The person numbers this may be, to look up in this order; a new person gets the first.
    pub numbers: Vec<PersonNumber<'a>>,
    /// Team, by name.
    pub team: Option<&'a str>,
    /// Lesson groups, by name.
    pub groups: Vec<&'a str>,
    /// Coach, by e-mail address.
    pub coach: Option<&'a str>,
    /// Guardians.
    pub guardians: Vec<StudentGuardian<'a>>,
    /// What the student applied for.
    pub applications: Vec<StudentApplication<'a>>,
}

impl std::fmt::Debug for Student<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Student(line {}, [personal])", self.line)
    }
}

/// A guardian. `Debug` hides it.
#[derive(Clone, Copy)]
pub struct StudentGuardian<'a> {
    /// Full name.
    pub name: &'a str,
    /// E-mail address.
    pub email: Option<&'a str>,
    /// Whether this guardian has authority; `None` when the file does not say.
    pub authority: Option<bool>,
}

impl std::fmt::Debug for StudentGuardian<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[personal]")
    }
}

/// An application.
#[derive(Debug, Clone, Copy)]
pub struct StudentApplication<'a> {
    /// The programme.
    pub crebo: &'a str,
    /// When the student applied.
    pub applied_on: Date,
    /// When the programme would begin.
    pub starts_on: Option<Date>,
    /// When the school decided to enrol; the instant where the hour is known.
    pub decided: Option<When>,
    /// As what the student would be enrolled.
    pub participant: Option<Participant>,
}
