//! Who may do what with one line of the tree.

use access::{Action, Actor};
use register::knowledge::{Entry, Whom};

/// Whether an actor says this of themselves.
pub(super) fn is_own(actor: &Actor, entry: &Entry) -> bool {
    matches!(entry.whom, Whom::Colleague(account) if actor.account() == Some(account))
}

/// Whether an actor looks after it.
pub(super) fn keeps(actor: &Actor, entry: &Entry) -> bool {
    access::teams(actor, Action::KeepKnowledge).has(entry.team)
}

/// Whether an actor may change something of it.
pub(super) fn reached(actor: &Actor, entry: &Entry) -> bool {
    is_own(actor, entry) || keeps(actor, entry)
}
