//! Placements in companies (*bpv*, RO record BPV), identified by the enrolment and a sequence number.

use crate::{EnrolmentId, PlacementId, programme::Crebo};
use time::Date;

/// A placement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Its identifier.
    pub id: PlacementId,
    /// Of which enrolment.
    pub enrolment: EnrolmentId,
    /// The sequence number within the enrolment, as DUO writes it (`1`, `C1`).
    pub number: String,
    /// When the agreement with the company was closed.
    pub closed_on: Option<Date>,
    /// The first day.
    pub from: Date,
    /// The last day as planned.
    pub planned_until: Option<Date>,
    /// The last day as it was.
    pub until: Option<Date>,
    /// The size in hours.
    pub hours: Option<u32>,
    /// The nine digits by which the company is known.
    pub company: Option<String>,
    /// The programme it is part of.
    pub programme: Option<Crebo>,
}
