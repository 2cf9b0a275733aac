//! What a *registratieoverzicht* brings, as plain values. Records name their person or enrolment by its place in the
//! list, so that whoever reads the file resolves its numbers once.

use crate::import::PersonNumber;
use register::BirthDate;
use register::programme::{LeavingReason, MboLevel, Pathway};
use time::Date;

/// A whole file.
#[derive(Debug, Clone)]
pub struct RoIncoming<'a> {
    /// The digest of its bytes.
    pub sha256: [u8; 32],
    /// The institution in its header.
    pub institution: &'a str,
    /// The first day that it covers.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// When DUO made it.
    pub created: Date,
    /// It has a trailer whose counts fit, so nothing was cut off. Else nothing that it lacks is withdrawn.
    pub complete: bool,
    /// Persons, each once.
    pub persons: Vec<RoPerson<'a>>,
    /// Enrolments.
    pub enrolments: Vec<RoEnrolment<'a>>,
    /// What they were for.
    pub periods: Vec<RoPeriod<'a>>,
    /// Support reported to DUO.
    pub support: Vec<RoSupport>,
    /// Placements.
    pub placements: Vec<RoPlacement<'a>>,
}

impl RoIncoming<'_> {
    /// How many records there are.
    pub const fn len(&self) -> usize {
        self.persons.len() + self.enrolments.len() + self.periods.len() + self.support.len() + self.placements.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A person.
#[derive(Debug, Clone, Copy)]
pub struct RoPerson<'a> {
    /// The line in the file, to name in a problem.
    pub line: u32,
    /// The number they are known by.
    pub number: PersonNumber<'a>,
    /// When they were born.
    pub birth: BirthDate,
}

/// An enrolment.
#[derive(Debug, Clone, Copy)]
pub struct RoEnrolment<'a> {
    /// Whose: a place in [`RoIncoming::persons`].
    pub person: usize,
    /// Its number within the person.
    pub number: &'a str,
    /// The first day.
    pub from: Date,
    /// The last day as planned.
    pub planned_end: Option<Date>,
    /// The last day as it was.
    pub ended: Option<Date>,
    /// Why it ended.
    pub reason: Option<LeavingReason>,
}

/// What an enrolment is for, from a day on.
#[derive(Debug, Clone, Copy)]
pub struct RoPeriod<'a> {
    /// Of which: a place in [`RoIncoming::enrolments`].
    pub enrolment: usize,
    /// The first day.
    pub from: Date,
    /// The programme.
    pub crebo: &'a str,
    /// The way of learning.
    pub pathway: Pathway,
    /// The level.
    pub level: Option<MboLevel>,
    /// Whether the government can fund it.
    pub fundable: Option<bool>,
    /// Where absence is reported from.
    pub absence_location: Option<&'a str>,
    /// The part of the school that provides it.
    pub provider: Option<&'a str>,
    /// Where it is given.
    pub location: Option<&'a str>,
    /// The route of learning.
    pub route: Option<&'a str>,
    /// The phase of the route.
    pub route_phase: Option<&'a str>,
}

/// Support as reported to DUO.
#[derive(Debug, Clone, Copy)]
pub struct RoSupport {
    /// In which enrolment: a place in [`RoIncoming::enrolments`].
    pub enrolment: usize,
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub until: Option<Date>,
}

/// A placement in a company.
#[derive(Debug, Clone, Copy)]
pub struct RoPlacement<'a> {
    /// In which enrolment: a place in [`RoIncoming::enrolments`].
    pub enrolment: usize,
    /// Its number within the enrolment.
    pub sequence: &'a str,
    /// When the contract was signed.
    pub signed_on: Option<Date>,
    /// The first day.
    pub from: Date,
    /// The last day as planned.
    pub planned_end: Option<Date>,
    /// The last day as it was.
    pub ended: Option<Date>,
    /// The size in hours.
    pub hours: Option<u32>,
    /// The company.
    pub company: Option<&'a str>,
    /// The programme.
    pub crebo: Option<&'a str>,
    /// The optional part it belongs to.
    pub optional_part: Option<&'a str>,
}
