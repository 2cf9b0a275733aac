//! The content of an audit event: everything personal about it, and nothing else is.

use register::PersonId;
use serde::{Deserialize, Serialize};

/// Who did what to whom, as it was at that moment: copied in, so that it stays readable when accounts change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// The account, absent for the system itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<uuid::Uuid>,
    /// The name the actor was known by.
    pub name: String,
    /// The role acted in (`access::Role::code`), or `system`.
    pub role: String,
    /// What was done (`access::Event::code`).
    pub action: String,
    /// The rule that allowed it (`access::Decision`).
    pub rule: String,
    /// The persons shown or changed.
    pub subjects: Vec<uuid::Uuid>,
    /// What was touched: opaque identifiers and codes only, never what a text said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The events whose payloads this one erased, as ranges from a number through a number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<(i64, i64)>,
}

impl Payload {
    /// The persons as the register names them.
    pub fn persons(&self) -> impl Iterator<Item = PersonId> {
        self.subjects.iter().copied().map(PersonId)
    }
}
