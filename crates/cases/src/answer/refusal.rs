//! What the engine refuses, as a problem of the case: with the key it is about.

use crate::read::CaseProblem;
use survey::Refusal;

/// Says where a refusal that names no variable comes from: a key of the case.
pub(crate) fn located<T>(answer: Result<T, Refusal>, key: &str) -> Result<T, CaseProblem> {
    answer.map_err(|refusal| match refusal.variable {
        None => CaseProblem::from(refusal.about(key)),
        Some(_) => CaseProblem::from(refusal),
    })
}

impl From<Refusal> for CaseProblem {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.to_string(), refusal.remedy)
    }
}
