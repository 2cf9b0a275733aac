//! A school's own settings, each with from and until, and the law's parameters beside them.

use crate::{law::LawParameters, period::Timeline};
use time::Date;

/// What a school has decided, and what the law says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// Agreements are made for a need without the statutory ground as well (two thirds of schools do).
    /// Not set means no.
    pub agree_without_ground: Timeline<bool>,
    /// Guardians with authority are informed of the measures at 16 and 17. Not set means yes.
    pub inform_guardians_at_16: Timeline<bool>,
    /// Since when which article holds.
    pub law: LawParameters,
}

impl Policy {
    /// Whether agreements are made without the statutory ground too, on a day.
    pub fn agrees_without_ground(&self, day: Date) -> bool {
        self.agree_without_ground.on(day).copied().unwrap_or(false)
    }

    /// The days on which time alone changes what asks agreements.
    pub fn turning_days(&self) -> impl Iterator<Item = Date> {
        self.agree_without_ground.turning_days().chain(self.law.written_agreements.turning_days())
    }

    /// Whether guardians are informed of the measures at 16 and 17, on a day.
    pub fn informs_guardians_at_16(&self, day: Date) -> bool {
        self.inform_guardians_at_16.on(day).copied().unwrap_or(true)
    }
}
