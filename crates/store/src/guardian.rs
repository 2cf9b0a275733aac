//! What a student decides of a parent (`register::guardian::allow`): whether they read the measures. It holds at once, for
//! `access` asks the rows that are written here.

use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::{Reached, own_file, reach};
use crate::file::save::SaveError;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::guardian::{self, AllowRefusal, Allowance, GuardianRight, Reach};
use register::{AccountId, FileId, GuardianId, Moment, Personal, TenantId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, guardian_id, allowed, said_at, said_on, said_by FROM guardian_allowance \
               WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    HOLD = "UPDATE support_file SET version = version WHERE tenant_id = $1 AND file_id = $2";
    ADD = "INSERT INTO guardian_allowance (tenant_id, file_id, number, guardian_id, allowed, said_at, said_on, said_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// From today, and without an end.
    LET = "UPDATE guardian SET granted_on = $4, grant_ended_on = NULL WHERE tenant_id = $1 AND guardian_id = $2 AND person_id = $3";
    /// At once: the last day was yesterday.
    STOP = "UPDATE guardian SET grant_ended_on = $4 WHERE tenant_id = $1 AND guardian_id = $2 AND person_id = $3";
}

/// A parent, with what they may.
#[derive(Debug, Clone)]
pub struct GuardianLine {
    /// Which.
    pub id: GuardianId,
    /// Their name.
    pub name: Personal<String>,
    /// What they may by law and policy.
    pub right: GuardianRight,
    /// What they reach today.
    pub reach: Reach,
}

/// The parents of somebody, and what they decided of them.
#[derive(Debug, Clone)]
pub struct OwnGuardians {
    /// Which file.
    pub file: FileId,
    /// The parents of today, by name.
    pub guardians: Vec<GuardianLine>,
    /// What was decided, the last first.
    pub decided: Vec<Allowance>,
}

/// The parents of today.
pub(crate) fn lines(reached: &Reached, today: Date) -> Vec<GuardianLine> {
    let (file, policy) = (&reached.file, &reached.policy);
    let below = policy.terms.parent_answers_below(today);
    let line = |(id, name, authority): (GuardianId, Personal<String>, bool)| {
        let right = guardian::right(file.birth, authority, policy.informs_guardians_at_16(today), below, today);
        let reach =
            file.rights.guardians.iter().find(|(one, _)| *one == id).map_or(Reach::Nothing, |(_, reach)| *reach);
        GuardianLine { id, name, right, reach }
    };
    file.guardians(today).into_iter().map(line).collect()
}

type Row = (i64, Uuid, bool, OffsetDateTime, Date, Uuid);

async fn decided(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Allowance>, StoreError> {
    let wrong = || StoreError::Inconsistent { table: "guardian_allowance", key: file.to_string(), what: "its number" };
    let one = |(number, guardian, allowed, at, day, by): Row| {
        Ok(Allowance {
            number: u32::try_from(number).map_err(|_| wrong())?,
            guardian: GuardianId(guardian),
            allowed,
            at: Moment { at, day },
            by: AccountId(by),
        })
    };
    rows!(tx, Row, OF_FILE, tenant.0, file.0)?.into_iter().map(one).collect()
}

/// One's own file, by the address of a page: any other is not there.
async fn own(tx: &mut Tx, actor: &Actor, file: FileId, now: Moment) -> Result<Reached, StoreError> {
    let action = Action::AllowGuardian;
    if own_file(tx, actor, action).await? != file {
        return Err(StoreError::NotFound);
    }
    reach(tx, actor, action, file, now.day).await
}

impl Store {
    /// The parents of a student and what they may read, for the student.
    pub async fn guardians_own(&self, actor: &Actor, file: FileId, now: Moment) -> Result<OwnGuardians, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = own(&mut tx, actor, file, now).await?;
        let mut decided = decided(&mut tx, actor.tenant(), file).await?;
        decided.reverse();
        let view = OwnGuardians { file, guardians: lines(&reached, now.day), decided };
        let deed = Deed::new(actor, Action::AllowGuardian, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Lets a parent read the measures from now on, or no longer.
    pub async fn guardian_allow(
        &self,
        actor: &Actor,
        file: FileId,
        guardian: GuardianId,
        allowed: bool,
        now: Moment,
    ) -> Result<(), SaveError<AllowRefusal>> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0, file.0)?;
        let reached = own(&mut tx, actor, file, now).await?;
        let line = lines(&reached, now.day).into_iter().find(|line| line.id == guardian);
        let line = line.ok_or(StoreError::NotFound)?;
        let known = decided(&mut tx, tenant, file).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let parent = (guardian, line.right, line.reach);
        let new = guardian::allow(&known, parent, allowed, by, now).map_err(SaveError::Refused)?;
        let person = reached.file.person();
        if allowed {
            run!(tx, LET, tenant.0, guardian.0, person.0, now.day)?;
        } else {
            run!(tx, STOP, tenant.0, guardian.0, person.0, now.day.previous_day())?;
        }
        let (number, at) = (i64::from(new.number), new.at);
        run!(tx, ADD, tenant.0, file.0, number, guardian.0, allowed, at.at, at.day, by.0)?;
        let deed = Deed::new(actor, Action::AllowGuardian, reached.decision).to([person]);
        let about = format!("{guardian} {}", if allowed { "on" } else { "off" });
        tx.audit(deed.about(about), now).await?;
        tx.commit().await?;
        Ok(())
    }
}
