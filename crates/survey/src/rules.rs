//! By whose rules a number is made: those of R's package, or those that hold on small groups too.

/// Whose rules. Both are the same almost everywhere; where R's answer does not keep its promise (groups at 0 or 100%, few
/// answers, samples that overlap), [`Rules::Right`] answers otherwise: `docs/survey-validation.md` says where, and why.
///
/// There is no rule in between, and no rule for one number alone: who compares with R takes [`Rules::R`] throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rules {
    /// Those of R's `survey` 4.5, so that both print the same number.
    R,
    /// Those whose intervals cover and whose tests reject as often as they say.
    #[default]
    Right,
}

impl Rules {
    /// Every word for them.
    pub const NAMED: [(&'static str, Self); 2] = [("r", Self::R), ("right", Self::Right)];

    /// The rules of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|named| named.0 == name).map(|named| named.1)
    }
}
