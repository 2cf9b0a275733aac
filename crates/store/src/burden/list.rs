//! The burdens of those whom an actor reaches, by where they stand: a page of them.

use crate::file::scope::kind;
use crate::file::standing::{self, Place, Reads, Standing};
use crate::file::within::{Chosen, Texts, Within};
use crate::table::Value;
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::burden::Stand;
use register::{BurdenId, Moment};
use std::sync::LazyLock;

static LIST: LazyLock<Standing> = LazyLock::new(|| {
    let (table, id, day) = ("burden", "burden_id", "status_on");
    Standing::by(&Place { name: "store::burden::list", table, id, day, more: &[] }, "stand")
});

/// How many adjustments were promised of which nobody said that they are there.
static OWED: LazyLock<Texts> = LazyLock::new(|| {
    let owed = |from: &str| {
        format!(
            "SELECT COUNT(*) FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' AND w.stand = '{}'",
            Stand::Owed.code()
        )
    };
    let whole = format!("burden w WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL);
    Texts::new("store::burden::list::OWED", 0, |rows| {
        owed(&format!("{rows} CROSS JOIN burden w WHERE w.file_id = r.file_id AND"))
    })
    .or_whole(owed(&whole))
});

/// How many stand somewhere, of which this is so of the weighing that is the last: of `l`, by an account (`$6`).
fn of_last(name: &str, stand: Stand, there: &str, so: &str) -> Texts {
    let counted = |from: &str| {
        format!(
            "SELECT COUNT(*) FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' AND w.stand = '{}' AND {there} \
             (SELECT 1 FROM burden_round l WHERE l.tenant_id = $1 AND l.file_id = w.file_id AND l.number = w.number AND {so} \
             AND NOT EXISTS (SELECT 1 FROM burden_round n WHERE n.tenant_id = $1 AND n.file_id = l.file_id \
             AND n.number = l.number AND n.place > l.place))",
            stand.code()
        )
    };
    let whole = format!("burden w WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL);
    Texts::new(name, 1, |rows| counted(&format!("{rows} CROSS JOIN burden w WHERE w.file_id = r.file_id AND")))
        .or_whole(counted(&whole))
}

/// How many wait for somebody else to look, and were weighed by somebody else: whoever weighed does not look a second time.
static SECONDS: LazyLock<Texts> =
    LazyLock::new(|| of_last("store::burden::list::SECONDS", Stand::Proposed, "NOT EXISTS", "l.weighed_by = $6"));

/// How many were sent back to who weighed them.
static RETURNED: LazyLock<Texts> = LazyLock::new(|| {
    of_last("store::burden::list::RETURNED", Stand::Weighing, "EXISTS", "l.weighed_by = $6 AND l.agrees = FALSE")
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    LIST.sql().into_iter().chain(OWED.sql()).chain(SECONDS.sql()).chain(RETURNED.sql()).collect()
}

/// What a reader chose of the list.
pub type Listed = standing::Listed<Stand, BurdenId>;

/// A burden in a list.
pub type BurdenRow = standing::StandingRow<BurdenId>;

/// One page of burdens.
pub type BurdenPage = standing::StandingPage<Stand, BurdenId>;

impl Store {
    /// How many adjustments come that are not there yet, of those whom an actor reaches. A number, and nobody's.
    pub async fn burdens_owed(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::WeighBurden;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &OWED, &[]).await
    }

    /// How many wait until an actor looks too, and how many an actor weighed and got back, of those whom they reach. Numbers, and nobody's.
    pub async fn burdens_to_weigh(&self, actor: &Actor, now: Moment) -> Result<(i64, i64), StoreError> {
        let action = Action::WeighBurden;
        audit::allowed(actor, action)?;
        let own = [Value::Uuid(actor.account().ok_or(StoreError::NotFound)?.0)];
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        let seconds = within.count(&mut tx, &SECONDS, &own).await?;
        Ok((seconds, within.count(&mut tx, &RETURNED, &own).await?))
    }

    /// The burdens about those whom an actor reaches: since when each stands there. Who is shown is looked at.
    pub async fn burdens(&self, actor: &Actor, asked: &Listed, now: Moment) -> Result<BurdenPage, StoreError> {
        let reads = Reads { status: Stand::from_code, id: BurdenId, more: |_| Some(()) };
        let chosen = (asked.files, asked.status.code(), asked.after.map(|after| after.0));
        LIST.page(self, (actor, Action::WeighBurden), chosen, reads, now).await
    }
}
