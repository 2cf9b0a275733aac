//! What cannot be read.

use std::fmt;

/// What is wrong in a case, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct CaseProblem {
    /// The key, with the keys that lead to it: `design.weighting[0].maxit`. Empty for the case itself.
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl CaseProblem {
    /// A problem of the case itself.
    pub fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { key: String::new(), message: message.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for CaseProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.key.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.key, self.message) }
    }
}
