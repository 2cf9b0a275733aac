//! What whatever is done to a dispute shares: who brought it, and whether it was done on what stands.

use register::GuardianId;
use register::agreement::Answerer;
use register::dispute::{Dispute, Refusal};
use register::seen::Seen;

/// Which guardian brought it.
pub(super) const fn guardian(dispute: &Dispute) -> Option<GuardianId> {
    match dispute.by {
        Answerer::Student => None,
        Answerer::Guardian(id) => Some(id),
    }
}

/// What came of an act, where what was shown stands.
pub(super) fn met(known: &Dispute, seen: Option<Seen>, came: Result<Dispute, Refusal>) -> Result<Dispute, Refusal> {
    Seen::met(seen, known.seen_so_far(), came, |one| *one == Refusal::Twice, Refusal::Meanwhile)
}
