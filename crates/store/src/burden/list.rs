//! The burdens of those whom an actor reaches, by where they stand: a page of them.

use crate::file::standing::{self, Place, Reads, Standing};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::burden::Status;
use register::{BurdenId, Moment};
use std::sync::LazyLock;

static LIST: LazyLock<Standing> = LazyLock::new(|| {
    let (table, id, day) = ("burden", "burden_id", "status_on");
    Standing::new(&Place { name: "store::burden::list", table, id, day, more: &[] })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    LIST.sql()
}

/// What a reader chose of the list.
pub type Listed = standing::Listed<Status, BurdenId>;

/// A burden in a list.
pub type BurdenRow = standing::StandingRow<BurdenId>;

/// One page of burdens.
pub type BurdenPage = standing::StandingPage<Status, BurdenId>;

impl Store {
    /// The burdens about those whom an actor reaches: since when each stands there. Who is shown is looked at.
    pub async fn burdens(&self, actor: &Actor, asked: &Listed, now: Moment) -> Result<BurdenPage, StoreError> {
        let reads = Reads { status: Status::from_code, id: BurdenId, more: |_| Some(()) };
        let chosen = (asked.files, asked.status.code(), asked.after.map(|after| after.0));
        LIST.page(self, (actor, Action::WeighBurden), chosen, reads, now).await
    }
}
