//! Disputes by where they stand, what is due first first: the desk.

use super::load::one;
use crate::file::standing::{self, Place, Reads, Standing};
use crate::table::{Type, Value};
use crate::{Store, StoreError, calendar};
use access::{Action, Actor};
use register::dispute::{Stand, Subject};
use register::law::Urgency;
use register::{DisputeId, Moment};
use std::sync::LazyLock;
use time::Date;

static LIST: LazyLock<Standing> = LazyLock::new(|| {
    let (table, id, day) = ("dispute", "dispute_id", "order_on");
    let more = &[
        ("subject", Type::Text),
        ("urgency", Type::Text),
        ("lodged_on", Type::Date),
        ("due_on", Type::Date),
        ("to_tell", Type::Boolean),
    ];
    Standing::by(&Place { name: "store::dispute::list", table, id, day, more }, "stand")
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    LIST.sql()
}

/// What a reader chose of the list.
pub type Listed = standing::Listed<Stand, DisputeId>;

/// A dispute in a list.
pub type DisputeRow = standing::StandingRow<DisputeId, DisputeMore>;

/// One page of disputes.
pub type DisputePage = standing::StandingPage<Stand, DisputeId, DisputeMore>;

/// What a list tells of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisputeMore {
    /// What it is about.
    pub subject: Subject,
    /// Whether it is urgent.
    pub urgency: Urgency,
    /// When it was received.
    pub lodged: Date,
    /// What is owed first.
    pub due: Option<Date>,
    /// Who brought it has yet to be told what the desk did.
    pub to_tell: bool,
}

fn more(row: &[Value]) -> Option<DisputeMore> {
    let day = |at: usize| if let Value::Date(day) = row[at] { Some(day) } else { None };
    Some(DisputeMore {
        subject: Subject::from_code(row[0].text()?)?,
        urgency: Urgency::from_code(row[1].text()?)?,
        lodged: day(2)?,
        due: day(3),
        to_tell: matches!(row[4], Value::Bool(true)),
    })
}

impl Store {
    /// The disputes of a school. Who is shown is looked at.
    pub async fn disputes(&self, actor: &Actor, asked: &Listed, now: Moment) -> Result<DisputePage, StoreError> {
        let reads = Reads { status: Stand::from_code, id: DisputeId, more };
        let chosen = (asked.files, asked.status.code(), asked.after.map(|after| after.0));
        let mut page = LIST.page(self, (actor, Action::HandleDisputes), chosen, reads, now).await?;
        // What is handled always owes something by a day. One whose rule changed since it was written is computed here, until its next
        // step writes it.
        let open = asked.status == Stand::Open;
        if open && page.rows.iter().any(|row| row.more.due.is_none()) {
            let mut tx = self.begin_reading().await?;
            let counted = calendar::load(&mut tx, actor.tenant()).await?;
            for row in page.rows.iter_mut().filter(|row| row.more.due.is_none()) {
                let dispute = one(&mut tx, actor.tenant(), row.file.file, row.id).await?;
                row.more.due = dispute.owed(&counted.days).first();
            }
        }
        Ok(page)
    }
}
