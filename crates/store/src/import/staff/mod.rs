//! The school's own list of staff: who is new is invited, who is here gets a role, and who is no longer on the list is
//! shown, and stands on a list until somebody decided. No role and no account ends by it: a list that was cut short takes nobody's work away. Which lesson groups somebody
//! teaches is a fact of the list itself, and ends when it no longer says it: by their line, or because they have none.
//!
//! Each line is carried out by itself and may be carried out again: after an interruption the same file finishes it.

mod line;
mod plan;
mod taught;

pub use line::{Absent, Silent, StaffIncoming, StaffLine, StaffProblem, StaffSummary, Step};
pub use plan::StaffPlan;

use super::error::ImportError;
use super::run;
use crate::invitation::{Issued, NewInvitation, came_back};
use crate::membership::GiveRefusal;
use crate::{SaveError, Store, StoreError, unlisted};
use access::Actor;
use register::invitation::{Language, Refusal, Way};
use register::{ImportId, Moment};

/// The SQL of this subject.
pub(super) fn sql() -> Vec<(&'static str, &'static str)> {
    [plan::SQL, taught::SQL, taught::Taught::SQL].concat()
}

/// What an import did.
#[derive(Debug)]
pub struct StaffOutcome {
    /// The run.
    pub import: ImportId,
    /// Who was invited: the only moment at which their links are known.
    pub invited: Vec<Issued>,
    /// How many roles were given.
    pub given: usize,
}

impl Store {
    /// Carries a plan out: who is new is invited in `way`, but on paper where mail to their address came back before; who is
    /// here gets their role. A line that somebody else carried out
    /// meanwhile is as it should be.
    ///
    /// # Errors
    /// As [`StaffPlan::check`]; the store's own. What was done till then stays, and the same file finishes it.
    pub async fn apply_staff(
        &self,
        by: &Actor,
        plan: &StaffPlan<'_>,
        up_to: Option<usize>,
        way: Way,
        now: Moment,
    ) -> Result<StaffOutcome, ImportError> {
        plan.check(up_to)?;
        let mut tx = self.begin().await?;
        let report = serde_json::to_string(&plan.summary.report())?;
        run::begin(&mut tx, by, &plan.run, ("staff", &plan.file.sha256, report), now).await?;
        run::told(&mut tx, by, &plan.run, now).await?;
        tx.commit().await?;
        let (mut invited, mut given) = (Vec::new(), 0);
        for (line, todo) in plan.file.lines.iter().zip(&plan.lines) {
            match (todo.step, todo.account) {
                (Step::Invite, _) => {
                    let mut tx = self.begin_reading().await?;
                    let lost = way == Way::Mail && came_back(&mut tx, by.tenant(), line.email.key()).await?;
                    tx.commit().await?;
                    let new = NewInvitation {
                        email: line.email.clone(),
                        name: line.name.reveal().clone(),
                        role: line.role,
                        scope: todo.scope.clone(),
                        from: None,
                        until: None,
                        language: Language::Dutch,
                        way: if lost { Way::Paper } else { way },
                    };
                    match self.invite(by, &new, now).await {
                        Ok(issued) => invited.push(issued),
                        Err(SaveError::Refused(Refusal::Open | Refusal::HasRole)) => {}
                        Err(SaveError::Refused(why)) => return Err(StoreError::Refused(why.code().into()).into()),
                        Err(SaveError::Store(error)) => return Err(error.into()),
                    }
                }
                (Step::Give, Some(account)) => {
                    match self.membership_give(by, account, line.role, &todo.scope, (now.day, None), now).await {
                        Ok(_) => given += 1,
                        Err(SaveError::Refused(GiveRefusal::HasRole)) => {}
                        Err(SaveError::Refused(why)) => return Err(StoreError::Refused(why.to_string()).into()),
                        Err(SaveError::Store(error)) => return Err(error.into()),
                    }
                }
                (Step::Invited | Step::There | Step::OtherTeams | Step::Give, _) => {}
            }
        }
        let mut tx = self.begin().await?;
        if let Some(wanted) = &plan.taught {
            taught::write(&mut tx, &plan.run, wanted).await?;
        }
        let listed = plan.file.lines.iter().map(|line| (line.email.key(), line.role.code())).collect();
        unlisted::after(&mut tx, by.tenant(), plan.run.import, &listed, now.day).await?;
        run::finish(&mut tx, &plan.run, "staff", now).await?;
        run::told(&mut tx, by, &plan.run, now).await?;
        tx.commit().await?;
        Ok(StaffOutcome { import: ImportId(plan.run.import), invited, given })
    }
}
