//! A case's step of weighting as the engine has it.

use super::refused::Refused;
use ::survey::Design;
use exchange::cases::{Table, Weighting};

/// The design after a step.
pub(super) fn apply(_design: &Design, _step: &Weighting, _table: &Table) -> Result<Design, Refused> {
    Err(Refused::new("weighting is not built yet", "wait"))
}
