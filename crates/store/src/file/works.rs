//! Whose work something is where whoever it was of works with the student no more, as conditions on a row `w` of a file: it must not
//! stay with somebody who cannot read it. `$1` is the school and `$3` the day.

use super::scope::kind;
use access::Role;

/// An account is a coach of the student that day.
pub(crate) fn coaches(account: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM file_scope c WHERE c.tenant_id = $1 AND c.kind = '{}' AND c.scope_id = {account} \
         AND c.file_id = w.file_id AND c.begins <= $3 AND c.ends >= $3)",
        kind::COACH
    )
}

/// The student has no coach that day whose role runs. Asked of the student: by role a database would read all coaches of a school.
pub(crate) fn uncoached() -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM support_file f CROSS JOIN person_coach p WHERE f.tenant_id = $1 AND f.file_id = w.file_id \
         AND p.tenant_id = $1 AND p.person_id = f.person_id AND p.begins <= $3 AND (p.ends IS NULL OR p.ends >= $3) \
         AND EXISTS (SELECT 1 FROM membership m WHERE m.account_id = p.account_id AND m.tenant_id = $1 \
         AND m.role || '' = '{}' AND m.begins <= $3 AND (m.ends IS NULL OR m.ends >= $3) AND m.ended_at IS NULL))",
        Role::Coach.code()
    )
}

/// An account works with the student no more: has no role here that day, or was their coach and is not. A role that reaches whole
/// teams is taken to reach them still.
pub(crate) fn gone(account: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = {account} AND m.tenant_id = $1 \
         AND m.begins <= $3 AND (m.ends IS NULL OR m.ends >= $3) AND m.ended_at IS NULL \
         AND (m.role IN ('{}', '{}') OR {}))",
        Role::CareCoordinator.code(),
        Role::TrajectoryCounsellor.code(),
        coaches(account)
    )
}
