//! Who was invited, when, and whether they took it up: for who manages accounts, and for who works with a file.

use super::{Invited, Row};
use crate::audit::{Deed, allowed};
use crate::db::Tx;
use crate::file::reach::reach;
use crate::{Store, StoreError};
use access::{Action, Actor, Decision};
use register::guardian::Reach;
use register::mail::State;
use register::{FileId, GuardianId, Moment, PersonId, Personal, TenantId};
use uuid::Uuid;

/// How many invitations a list shows: the newest.
const SHOWN: i64 = 200;

sql! {
    /// The newest first. Students and guardians come by the hundred: they are asked for.
    OF_SCHOOL = concat!("SELECT ", columns!(), " FROM invitation i WHERE i.tenant_id = $1 \
                 AND ($2 = 1 OR (i.person_id IS NULL AND i.guardian_id IS NULL)) \
                 ORDER BY i.invited_at DESC, i.invitation_id LIMIT $3");
    OF_PERSON = concat!("SELECT ", columns!(), " FROM invitation i WHERE i.tenant_id = $1 AND i.person_id = $2 \
                 ORDER BY i.invited_at DESC LIMIT 1");
    OF_GUARDIAN = concat!("SELECT ", columns!(), " FROM invitation i WHERE i.tenant_id = $1 AND i.guardian_id = $2 \
                   ORDER BY i.invited_at DESC LIMIT 1");
    /// Invitations that nobody took up, and whose mail did not arrive: somebody must hand them over, also when the link is past.
    FAILED = concat!("SELECT ", columns!(), " FROM outbox f CROSS JOIN invitation i WHERE f.tenant_id = $1 AND f.state = $2 \
              AND i.tenant_id = f.tenant_id AND i.invitation_id = f.invitation_id AND i.closed IS NULL \
              ORDER BY i.invited_at DESC, i.invitation_id LIMIT $3");
    COUNT_FAILED = "SELECT COUNT(*) FROM outbox f CROSS JOIN invitation i WHERE f.tenant_id = $1 AND f.state = $2 \
                    AND i.tenant_id = f.tenant_id AND i.invitation_id = f.invitation_id AND i.closed IS NULL";
    CAME_BACK = "SELECT CAST(1 AS BIGINT) FROM invitation i JOIN outbox o ON o.tenant_id = i.tenant_id AND o.invitation_id = i.invitation_id \
                 WHERE i.tenant_id = $1 AND i.email_key = $2 AND o.state IN ('refused', 'bounced') LIMIT 1";
    CHILD = "SELECT person_id FROM guardian WHERE tenant_id = $1 AND guardian_id = $2";
    STUDENT_HAS = "SELECT CAST(1 AS BIGINT) FROM membership WHERE tenant_id = $1 AND person_id = $2 \
                   AND ended_at IS NULL AND (ends IS NULL OR ends >= $3) LIMIT 1";
    GUARDIAN_HAS = "SELECT CAST(1 AS BIGINT) FROM membership WHERE tenant_id = $1 AND guardian_id = $2 \
                    AND ended_at IS NULL AND (ends IS NULL OR ends >= $3) LIMIT 1";
    GUARDIAN_ADDRESS = "SELECT email FROM guardian WHERE tenant_id = $1 AND guardian_id = $2";
}

/// Whether mail to an address came back before, or was refused.
pub(crate) async fn came_back(tx: &mut Tx, tenant: TenantId, key: &str) -> Result<bool, StoreError> {
    Ok(row!(tx, (i64,), CAME_BACK, tenant.0, key)?.is_some())
}

/// How a mail went that did not arrive.
const LOST: [State; 3] = [State::Refused, State::GivenUp, State::Bounced];

/// Whom of a file to invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// The student.
    Student,
    /// A guardian of theirs.
    Guardian(GuardianId),
}

/// Somebody of a file who can use Meedoen, or could.
#[derive(Debug, Clone)]
pub struct Invitee {
    /// Who.
    pub whom: Whom,
    /// Their name; `None` for a student without one.
    pub name: Option<Personal<String>>,
    /// The address that the register has.
    pub email: Option<Personal<String>>,
    /// They have the role: they can sign in with it.
    pub has_role: bool,
    /// The newest invitation.
    pub newest: Option<Invited>,
}

impl Store {
    /// The newest invitations of the actor's school, with `students` those of students and guardians too. A look: whoever it
    /// tells of reads that in their own log.
    pub async fn invitations(&self, by: &Actor, students: bool, now: Moment) -> Result<Vec<Invited>, StoreError> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_snapshot().await?;
        let rows = rows!(tx, Row, OF_SCHOOL, by.tenant().0, i64::from(students), SHOWN)?;
        self.invitations_shown(tx, (by, decision), rows, now).await
    }

    /// Invitations that wait, of students and guardians too, and whose mail did not arrive: each is to be handed over. A look.
    pub async fn invitations_lost(&self, by: &Actor, now: Moment) -> Result<Vec<Invited>, StoreError> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_snapshot().await?;
        let mut rows = Vec::new();
        for state in LOST {
            rows.extend(rows!(tx, Row, FAILED, by.tenant().0, state.code(), SHOWN)?);
        }
        self.invitations_shown(tx, (by, decision), rows, now).await
    }

    /// How many those are. Nobody is named.
    pub async fn invitations_lost_count(&self, by: &Actor) -> Result<i64, StoreError> {
        allowed(by, Action::ManageAccounts)?;
        let mut tx = self.begin_reading().await?;
        let mut all = 0_i64;
        for state in LOST {
            let (count,) = row!(tx, (i64,), COUNT_FAILED, by.tenant().0, state.code())?.unwrap_or_default();
            all = all.saturating_add(count);
        }
        Ok(all)
    }

    async fn invitations_shown(
        &self,
        mut tx: Tx,
        (by, decision): (&Actor, Decision),
        rows: Vec<Row>,
        now: Moment,
    ) -> Result<Vec<Invited>, StoreError> {
        let (mut found, mut subjects) = (Vec::new(), Vec::new());
        for row in rows {
            match (row.person_id, row.guardian_id) {
                (Some(person), _) => subjects.push(PersonId(person)),
                (None, Some(guardian)) => {
                    let child = row!(tx, (Uuid,), CHILD, by.tenant().0, guardian)?;
                    subjects.extend(child.map(|(child,)| PersonId(child)));
                }
                (None, None) => {}
            }
            found.push(row.invited(now)?);
        }
        subjects.sort_unstable();
        subjects.dedup();
        self.looked(tx, Deed::new(by, Action::ManageAccounts, decision).to(subjects), now).await?;
        Ok(found)
    }

    /// The student of a file and the guardians who may see something of it today: who has an account, who was invited. With
    /// what the student is called.
    pub async fn invitees(&self, actor: &Actor, file: FileId, now: Moment) -> Result<Vec<Invitee>, StoreError> {
        let (tenant, today) = (actor.tenant(), now.day);
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::Invite, file, today).await?;
        let person = reached.file.person();
        let newest = row!(tx, Row, OF_PERSON, tenant.0, person.0)?.map(|row| row.invited(now)).transpose()?;
        let mut found = vec![Invitee {
            whom: Whom::Student,
            name: reached.file.names.names().display().map(Personal::new),
            email: reached.file.email.clone(),
            has_role: row!(tx, (i64,), STUDENT_HAS, tenant.0, person.0, today)?.is_some(),
            newest,
        }];
        let reaches = |id: &GuardianId| {
            reached.file.rights.guardians.iter().any(|(of, reach)| of == id && *reach != Reach::Nothing)
        };
        for (guardian, name, _) in reached.file.guardians(today).into_iter().filter(|(id, ..)| reaches(id)) {
            let newest = row!(tx, Row, OF_GUARDIAN, tenant.0, guardian.0)?.map(|row| row.invited(now)).transpose()?;
            let email = row!(tx, (Option<String>,), GUARDIAN_ADDRESS, tenant.0, guardian.0)?.and_then(|(email,)| email);
            found.push(Invitee {
                whom: Whom::Guardian(guardian),
                name: Some(name),
                email: email.map(Personal::new),
                has_role: row!(tx, (i64,), GUARDIAN_HAS, tenant.0, guardian.0, today)?.is_some(),
                newest,
            });
        }
        self.looked(tx, Deed::new(actor, Action::Invite, reached.decision).to([person]), now).await?;
        Ok(found)
    }
}
