//! What is asked of partners outside the school (`register::handoff`): sent by whoever works with the student, answered by the partner
//! on a page of their own (`share`), or by telephone. What was asked and said is sealed with the key of the file; where each stands is
//! kept beside it, for lists.

/// Whether the entry of the partner of handoff `h` ended on the map, and nobody looked at the handoff after that.
macro_rules! gone {
    () => {
        "EXISTS (SELECT 1 FROM partner e CROSS JOIN partner_event v WHERE e.tenant_id = $1 AND e.partner_id = h.partner_id \
         AND e.status = 'ended' AND v.tenant_id = $1 AND v.partner_id = h.partner_id AND v.event = 'end' \
         AND NOT EXISTS (SELECT 1 FROM handoff_step k WHERE k.tenant_id = $1 AND k.file_id = h.file_id AND k.number = h.number \
         AND k.event = 'keep' AND k.stepped_at > v.noted_at))"
    };
}

/// Whether somebody doubts the entry of the partner of handoff `h`, nobody answered that on the map since, and nobody looked at the
/// handoff after it.
macro_rules! doubted {
    () => {
        "EXISTS (SELECT 1 FROM partner e CROSS JOIN partner_event v WHERE e.tenant_id = $1 AND e.partner_id = h.partner_id \
         AND e.status = 'open' AND v.tenant_id = $1 AND v.partner_id = h.partner_id AND v.event = 'doubt' \
         AND NOT EXISTS (SELECT 1 FROM partner_event n WHERE n.tenant_id = $1 AND n.partner_id = h.partner_id AND n.place > v.place \
         AND n.event <> 'doubt') \
         AND NOT EXISTS (SELECT 1 FROM handoff_step k WHERE k.tenant_id = $1 AND k.file_id = h.file_id AND k.number = h.number \
         AND k.event = 'keep' AND k.stepped_at > v.noted_at))"
    };
}

mod act;
pub(crate) mod born;
mod list;
pub(crate) mod load;
mod numbers;
mod read;

pub use act::HandoffLetter;
pub use list::{HandoffPage, HandoffRow, PAGE};
pub use numbers::Reached;
pub use read::{HandoffView, Helpers, SendForm};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [born::SQL, load::SQL, numbers::SQL, &list::sql()].concat()
}
