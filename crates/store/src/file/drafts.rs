//! What was being typed about somebody and never sent, when their text is erased: by the privacy officer, or again because an older
//! copy of the register came back. No key of the file seals a draft, so it goes itself.

use crate::db::{Conn, Tx};
use crate::{StoreError, burden, concern, dispute, exam, handoff, meeting, referral};
use register::{FileId, PersonId, TenantId};
use uuid::Uuid;

sql! {
    /// On pages of this file: their address holds an identifier of it, or of something in it.
    DRAFTS = "DELETE FROM draft WHERE route LIKE $1";
    APPLICATIONS = "SELECT application_id FROM application WHERE tenant_id = $1 AND person_id = $2";
    VERSIONS = "SELECT v.version_id FROM agreement a CROSS JOIN agreement_version v WHERE a.tenant_id = $1 AND a.file_id = $2 \
                AND v.tenant_id = $1 AND v.agreement_id = a.agreement_id";
    /// On one's own pages, of which some hold no identifier in their address: those of the student, and of each parent, of whom some
    /// have another child. Some words typed again weigh less than what had to be erased.
    OWN = "DELETE FROM draft WHERE route LIKE '/mijn%' AND account_id IN \
           (SELECT m.account_id FROM membership m WHERE m.tenant_id = $1 AND (m.person_id = $2 OR m.guardian_id IN \
           (SELECT g.guardian_id FROM guardian g WHERE g.tenant_id = $1 AND g.person_id = $2)))";
    /// What teams were typing in answer to an advice: a page of all applicants they are asked about (`web::intake::asked`), with no
    /// identifier in its address. About whom a draft is stands sealed in it, or is not chosen yet. So where the file has an advice, of
    /// which the team can have repeated something, all such drafts of the school go. A file without advice stands on no such page.
    ANSWERS = "DELETE FROM draft WHERE route = '/intake/gevraagd' \
               AND account_id IN (SELECT m.account_id FROM membership m WHERE m.tenant_id = $1) \
               AND EXISTS (SELECT 1 FROM advice x WHERE x.tenant_id = $1 AND x.file_id = $2)";
    /// SQLite leaves copies of a row in pages that it once moved it out of: the table is written anew, as that of the keys is.
    KEEP = "CREATE TEMP TABLE draft_kept AS SELECT account_id, route, body, saved_at FROM draft";
    EMPTY = "DELETE FROM draft";
}

/// As in [`SQL`], but these stand on a table that is there for a moment only.
const BACK: &str =
    "INSERT INTO draft (account_id, route, body, saved_at) SELECT account_id, route, body, saved_at FROM draft_kept";
const DROP: &str = "DROP TABLE draft_kept";

/// Erases what was typed about somebody and not sent. What it leaves in the files of the database goes with the keys
/// (`crate::keeping::purges::destroy` owes that).
pub(crate) async fn erase(tx: &mut Tx, tenant: TenantId, (file, person): (FileId, PersonId)) -> Result<(), StoreError> {
    let mut pages = vec![file.to_string()];
    let applications = rows!(tx, (Uuid,), APPLICATIONS, tenant.0, person.0)?;
    let versions = rows!(tx, (Uuid,), VERSIONS, tenant.0, file.0)?;
    pages.extend(applications.into_iter().chain(versions).map(|(id,)| id.to_string()));
    pages.extend(concern::load::ids(tx, tenant, file).await?.iter().map(ToString::to_string));
    pages.extend(referral::load::ids(tx, tenant, file).await?.iter().map(ToString::to_string));
    pages.extend(handoff::load::ids(tx, tenant, file).await?.iter().map(ToString::to_string));
    pages.extend(meeting::load::ids(tx, tenant, file).await?.iter().map(ToString::to_string));
    pages.extend(burden::load::ids(tx, tenant, file).await?.iter().map(ToString::to_string));
    pages.extend(exam::load::ids(tx, tenant, file).await?.iter().map(ToString::to_string));
    pages.extend(dispute::load::ids(tx, tenant, file).await?.iter().map(ToString::to_string));
    for id in pages {
        run!(tx, DRAFTS, format!("%{id}%"))?;
    }
    run!(tx, OWN, tenant.0, person.0)?;
    run!(tx, ANSWERS, tenant.0, file.0)?;
    if matches!(tx.conn, Conn::Sqlite(_)) {
        for sql in [KEEP, EMPTY, BACK, DROP] {
            run!(tx, sql)?;
        }
    }
    Ok(())
}
