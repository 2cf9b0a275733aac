//! What a synthetic school is: plain values, all of them decided by (seed, today, size).

use crate::data::Municipality;
use crate::name::Name;
use register::BirthDate;
use time::Date;

/// How large a school is. [`Size::DEMO`] is the demo school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// People who are or were enrolled; at least 40.
    pub students: u32,
    /// Teams; at least 3.
    pub teams: u32,
    /// People who applied for the next start and are not enrolled; at least 12.
    pub applicants: u32,
}

impl Size {
    /// The demo school of the README.
    pub const DEMO: Self = Self { students: 1_200, teams: 40, applicants: 150 };
}

/// A school with everything a student system and DUO would know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// The seed it was made with.
    pub seed: u64,
    /// The day it was made for.
    pub today: Date,
    /// Fictional name.
    pub name: String,
    /// Institution code in the shape of a BRIN that no institution has (`99ZX`).
    pub brin: String,
    /// Towards whom DUO's files point: provider in RIO (`999A101`).
    pub provider: String,
    /// First day of the period that the RO file covers.
    pub since: Date,
    /// The first day for which nobody of `people[applicants..]` is enrolled yet: the next usual start.
    pub next_start: Date,
    /// The teams.
    pub teams: Vec<Team>,
    /// Staff of the teams. The demo accounts among them come first.
    pub staff: Vec<Staff>,
    /// Students, then applicants.
    pub people: Vec<Person>,
    /// Where the applicants begin in `people`.
    pub applicants: usize,
}

/// A team of teachers around programmes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Name in Dutch, unique in the school.
    pub name: String,
    /// Prefix of its lesson groups.
    pub prefix: String,
    /// What it teaches: code and level.
    pub programmes: Vec<Programme>,
    /// RIO location (`999X103`).
    pub location: String,
    /// Coaches, as positions in [`School::staff`].
    pub coaches: Vec<usize>,
    /// Its intaker, as a position in [`School::staff`].
    pub intaker: usize,
}

/// A programme by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Programme {
    /// Five digits.
    pub crebo: &'static str,
    /// 1 to 4.
    pub level: u8,
}

/// Somebody who works at the school, or with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Code of the role (`coach`).
    pub role: &'static str,
    /// Name.
    pub name: Name,
    /// Address to sign in with.
    pub email: String,
    /// Teams, as positions in [`School::teams`]; empty for who works for the whole school.
    pub teams: Vec<usize>,
}

/// A student or an applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Student number, unique in the school.
    pub number: String,
    /// Name.
    pub name: Name,
    /// `M`, `V` or `O`.
    pub sex: char,
    /// Birth date; the day, or day and month, may be unknown.
    pub birth: BirthDate,
    /// E-mail.
    pub email: String,
    /// Where they live.
    pub municipality: Municipality,
    /// Nine digits that fail every check, see `number`.
    pub person_number: String,
    /// DUO knows this person by an onderwijsnummer instead of a burgerservicenummer.
    pub education_number: bool,
    /// The student system knows the person number; without it the two files cannot be linked.
    pub number_known: bool,
    /// Position in [`School::teams`].
    pub team: usize,
    /// Position in [`School::staff`]; applicants have no coach yet.
    pub coach: Option<usize>,
    /// Lesson groups.
    pub groups: Vec<String>,
    /// At most two.
    pub guardians: Vec<Guardian>,
    /// Enrolments, oldest first; none for applicants.
    pub enrolments: Vec<Enrolment>,
    /// What they applied for and are not enrolled in yet.
    pub application: Option<Application>,
    /// What happened at the school; `lived` tells it.
    pub story: Story,
}

impl Person {
    /// Whether an enrolment runs on the day.
    pub fn enrolled_on(&self, day: Date) -> bool {
        self.enrolments.iter().any(|e| e.from <= day && e.left.is_none_or(|(until, _)| day <= until))
    }
}

/// A parent or other guardian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardian {
    /// Name.
    pub name: Name,
    /// E-mail.
    pub email: String,
    /// Has parental authority.
    pub authority: bool,
}

/// A request to be admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Application {
    /// For what.
    pub programme: Programme,
    /// When it came in.
    pub applied_on: Date,
    /// When the programme starts.
    pub starts_on: Date,
}

/// An enrolment (ISG).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// `1` or `C1`, unique within the person.
    pub number: String,
    /// First day.
    pub from: Date,
    /// Planned last day.
    pub planned: Date,
    /// Last day and DUO's reason (1 to 10), when it ended.
    pub left: Option<(Date, u8)>,
    /// Periods (ISP), oldest first; at least one.
    pub periods: Vec<Period>,
    /// Extra support as reported to DUO (ISE): first day and last day.
    pub support: Vec<(Date, Option<Date>)>,
    /// Placements (BPV).
    pub placements: Vec<Placement>,
    /// The diploma date, when there is one (DIP with its parts).
    pub diploma: Option<Date>,
}

/// A period of an enrolment (ISP): one programme in one learning route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Programme.
    pub programme: Programme,
    /// `BOL` or `BBL`.
    pub leertraject: &'static str,
    /// Whether the file gives the level (often it does not).
    pub level_given: bool,
}

/// A placement in a company (BPV).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// `C1`, unique within the enrolment.
    pub number: String,
    /// When the contract was closed.
    pub closed: Date,
    /// First day.
    pub from: Date,
    /// Planned last day.
    pub planned: Date,
    /// Last day, when it ended.
    pub until: Option<Date>,
    /// Hours.
    pub hours: u16,
    /// Nine digits that SBB has not given out (`99000....`).
    pub company: String,
    /// Programme of the placement.
    pub crebo: &'static str,
}

/// What happened to somebody's need. The names are those of the duties that follow, or do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Story {
    /// Applied; no intake yet.
    New,
    /// Assessed in time; no extra support needed.
    NoNeed,
    /// Extra support without the statutory ground, agreed in time.
    Basic,
    /// Extra support on the statutory ground, agreed in time.
    Agreed,
    /// As `Agreed`; a second version was agreed later.
    Changed,
    /// As `Agreed`; a second version waits for an answer beside the first.
    Renewing,
    /// As `Agreed`; the student asked a change of the second version.
    ChangeAsked,
    /// Agreed, but after the enrolment.
    Late,
    /// Needed and proposed; enrolled without an answer.
    Overdue,
    /// Enrolled without an assessment.
    Unassessed,
    /// The need came after the enrolment; nothing is proposed yet.
    Arisen,
    /// The need came after the enrolment; a proposal waits.
    ArisenWaiting,
    /// The need came after the enrolment and was agreed.
    ArisenAgreed,
    /// Extra support needed; the student declined it.
    Declined,
    /// The student did not agree.
    Refused,
    /// Applicant: need recorded, nothing proposed.
    Recorded,
    /// Applicant: a proposal waits.
    Waiting,
}
