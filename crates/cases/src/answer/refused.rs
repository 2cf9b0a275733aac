//! Why a case has no answer, in words for the analyst.

use crate::read::CaseProblem;
use survey::Refusal;

/// What is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Refused {
    /// A refusal.
    pub fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }
}

/// Says where a refusal that names no variable comes from: a key of the case.
pub(crate) fn located<T>(answer: Result<T, Refusal>, key: &str) -> Result<T, Refused> {
    answer.map_err(|refusal| match refusal.variable {
        None => Refused::from(refusal.about(key)),
        Some(_) => Refused::from(refusal),
    })
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.to_string(), refusal.remedy)
    }
}

impl From<CaseProblem> for Refused {
    fn from(problem: CaseProblem) -> Self {
        Self::new(problem.to_string(), problem.remedy)
    }
}
