//! Requests by where they stand, what is due first first: the desk of the exam office.

use super::load::facilities;
use crate::file::standing::{self, Place, Reads, Standing};
use crate::table::{Type, Value};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::exam::{Facility, Ground, Stand, Status};
use register::{ExamId, Moment};
use std::sync::LazyLock;
use time::Date;

static LIST: LazyLock<Standing> = LazyLock::new(|| {
    let (table, id, day) = ("exam_request", "exam_id", "order_on");
    let more = &[
        ("ground", Type::Text),
        ("wanted", Type::Text),
        ("asked_on", Type::Date),
        ("due_on", Type::Date),
        ("exam_on", Type::Date),
        ("status", Type::Text),
        ("to_tell", Type::Boolean),
    ];
    Standing::by(&Place { name: "store::exam::list", table, id, day, more }, "stand")
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    LIST.sql()
}

/// What a reader chose of the list.
pub type Listed = standing::Listed<Stand, ExamId>;

/// A request in a list.
pub type ExamRow = standing::StandingRow<ExamId, ExamMore>;

/// One page of requests.
pub type ExamPage = standing::StandingPage<Stand, ExamId, ExamMore>;

/// What a list tells of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamMore {
    /// Why it is asked.
    pub ground: Ground,
    /// What is asked.
    pub wanted: Vec<Facility>,
    /// When it was asked.
    pub asked: Date,
    /// The last day on which the committee answers.
    pub due: Option<Date>,
    /// The day of the first exam.
    pub exam: Option<Date>,
    /// Where it stands.
    pub status: Status,
    /// The student has yet to be told.
    pub to_tell: bool,
}

fn more(row: &[Value]) -> Option<ExamMore> {
    let day = |at: usize| if let Value::Date(day) = row[at] { Some(day) } else { None };
    Some(ExamMore {
        ground: Ground::from_code(row[0].text()?)?,
        wanted: facilities(row[1].text()?)?,
        asked: day(2)?,
        due: day(3),
        exam: day(4),
        status: Status::from_code(row[5].text()?)?,
        to_tell: matches!(row[6], Value::Bool(true)),
    })
}

impl Store {
    /// The exam requests of those whom an actor reaches. Who is shown is looked at.
    pub async fn exams(&self, actor: &Actor, asked: &Listed, now: Moment) -> Result<ExamPage, StoreError> {
        let reads = Reads { status: Stand::from_code, id: ExamId, more };
        let chosen = (asked.files, asked.status.code(), asked.after.map(|after| after.0));
        LIST.page(self, (actor, Action::DecideExam), chosen, reads, now).await
    }
}
