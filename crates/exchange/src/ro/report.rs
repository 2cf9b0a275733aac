//! What `meedoen import ro --json` prints for a file.

use serde::Serialize;
use time::Date;

use super::problem::Problem;
use super::record::RecordType;
use super::summary::{Counts, Summary};
use crate::Completeness;

/// One object per file. The names and their order are the interface of the command.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileReport<'s> {
    /// BRIN of the institution; null without a good header.
    pub institution: Option<&'s str>,
    /// What the file covers; null without a good header.
    pub period: Option<PeriodReport>,
    /// When DUO made the file, `yyyy-mm-dd`; null without a good header.
    pub created: Option<String>,
    /// Lines per type.
    pub records: Counts,
    /// What the trailer states; null without a good trailer.
    pub trailer: Option<Counts>,
    /// Whether the file is whole, by its trailer: `proven`, `untold` (no trailer) or `doubted`.
    pub completeness: Completeness,
    /// Good PER records.
    pub persons: u64,
    /// Good ISG records.
    pub enrolments: u64,
    /// Good ISP records.
    pub enrolment_periods: u64,
    /// Good ISE records.
    pub support_periods: u64,
    /// Good BPV records.
    pub placements: u64,
    /// What is wrong.
    pub problems: &'s [Problem],
    /// What is strange.
    pub warnings: &'s [Problem],
}

/// First and last day, `yyyy-mm-dd`.
#[derive(Debug, Serialize)]
pub struct PeriodReport {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

impl<'s> FileReport<'s> {
    /// The report of a file that was read to the end.
    pub fn new(summary: &'s Summary<'_>) -> Self {
        let header = summary.header.as_ref();
        Self {
            institution: header.map(|h| h.brin.as_str()),
            period: header.map(|h| PeriodReport { from: iso(h.from), to: iso(h.to) }),
            created: header.map(|h| iso(h.created)),
            records: summary.records,
            trailer: summary.trailer,
            completeness: summary.completeness(),
            persons: summary.good[RecordType::Per],
            enrolments: summary.good[RecordType::Isg],
            enrolment_periods: summary.good[RecordType::Isp],
            support_periods: summary.good[RecordType::Ise],
            placements: summary.good[RecordType::Bpv],
            problems: &summary.problems,
            warnings: &summary.warnings,
        }
    }
}

fn iso(date: Date) -> String {
    date.to_string()
}
