//! That somebody was told (`register::told`), as the columns `told`, `told_on`, `told_at` and `told_by` of a row.

use crate::StoreError;
use register::intake::talk::Means;
use register::told::Told;
use register::{AccountId, Moment};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// The columns.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct ToldRow {
    told: Option<String>,
    told_on: Option<Date>,
    told_at: Option<OffsetDateTime>,
    told_by: Option<Uuid>,
}

impl ToldRow {
    /// The same, of columns that are called otherwise.
    pub(crate) const fn of(
        told: Option<String>,
        told_on: Option<Date>,
        told_at: Option<OffsetDateTime>,
        told_by: Option<Uuid>,
    ) -> Self {
        Self { told, told_on, told_at, told_by }
    }

    /// What they say: all of it, or nothing.
    pub(crate) fn read(&self, wrong: impl Fn(&'static str) -> StoreError) -> Result<Option<Told>, StoreError> {
        match (self.told.as_deref(), self.told_on, self.told_at, self.told_by) {
            (None, None, None, None) => Ok(None),
            (Some(means), Some(on), Some(at), Some(by)) => Ok(Some(Told {
                means: Means::from_code(means).ok_or_else(|| wrong("unknown means"))?,
                on,
                by: AccountId(by),
                // Its day is not read anywhere: the moment says when it was written down.
                at: Moment { at, day: on },
            })),
            _ => Err(wrong("told without its day or by whom, or the reverse")),
        }
    }
}
