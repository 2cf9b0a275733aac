//! A birth date that is known otherwise, or at last: what of a handoff hangs on it is computed anew.

use crate::StoreError;
use crate::audit::UnitKind;
use crate::db::Tx;
use register::handoff::eighteen::{Decided, born};
use register::partner::Under;
use register::{BirthDate, TenantId};
use time::Date;
use uuid::Uuid;

sql! {
    /// Those that go on, with what was decided of each.
    OPEN = "SELECT h.file_id, h.number, h.sent_on, e.under, h.adult_on, h.prepare_on, \
            (SELECT MAX(k.stepped_on) FROM handoff_step k WHERE k.tenant_id = $1 AND k.file_id = h.file_id AND k.number = h.number \
            AND k.event = 'keep'), \
            (SELECT COUNT(*) FROM handoff_step k WHERE k.tenant_id = $1 AND k.file_id = h.file_id AND k.number = h.number \
            AND k.event = 'prepare') \
            FROM support_file f CROSS JOIN handoff h CROSS JOIN partner e WHERE f.tenant_id = $1 AND f.person_id = $2 \
            AND h.tenant_id = $1 AND h.file_id = f.file_id AND h.status IN ('sent', 'waiting', 'accepted', 'started') \
            AND e.tenant_id = $1 AND e.partner_id = h.partner_id";
    TURN = "UPDATE handoff SET adult_on = $4, prepare_on = $5 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
}

/// Writes the day of the 18th birthday and the day from which it is prepared, of what goes on of somebody. The file is named as written.
pub(crate) async fn anew(tx: &mut Tx, tenant: TenantId, person: Uuid, birth: BirthDate) -> Result<(), StoreError> {
    type Open = (Uuid, i64, Date, String, Option<Date>, Option<Date>, Option<Date>, i64);
    for (file, number, sent, under, adult, prepare, kept, prepared) in rows!(tx, Open, OPEN, tenant.0, person)? {
        let unknown = || StoreError::Inconsistent { table: "partner", key: file.to_string(), what: "its law" };
        let under = Under::from_code(&under).ok_or_else(unknown)?;
        let now = born(under, birth, Decided { sent, kept, prepared: prepared > 0 });
        if now != (adult, prepare) {
            run!(tx, TURN, tenant.0, file, number, now.0, now.1)?;
            tx.wrote(tenant, UnitKind::File, [file]);
        }
    }
    Ok(())
}
