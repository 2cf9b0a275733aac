//! The school's own list of staff: who is new is invited, who is here gets a role, and who is no longer on the list is
//! shown. No role and no account ends by it: a list that was cut short takes nobody's work away. Which lesson groups somebody
//! teaches is a fact of the list itself, and ends when their line no longer says it.
//!
//! Each line is carried out by itself and may be carried out again: after an interruption the same file finishes it.

mod plan;
mod taught;

pub use plan::StaffPlan;

use super::error::ImportError;
use super::{Counts, Ending, run};
use crate::invitation::{Issued, NewInvitation};
use crate::membership::GiveRefusal;
use crate::{SaveError, Store, StoreError};
use access::{Actor, Role};
use register::email::EmailAddress;
use register::group::GroupName;
use register::invitation::{Language, Refusal, Way};
use register::team::TeamName;
use register::{ImportId, Moment, Personal};
use serde::Serialize;

/// The SQL of this subject.
pub(super) fn sql() -> Vec<(&'static str, &'static str)> {
    [plan::SQL, taught::SQL, taught::Taught::SQL].concat()
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffLine {
    /// Where it stands in the file.
    pub line: u32,
    /// Name, in its own form.
    pub name: Personal<String>,
    /// Address.
    pub email: EmailAddress,
    /// The role.
    pub role: Role,
    /// Teams that it reaches, by name.
    pub teams: Vec<TeamName>,
    /// Lesson groups that the person teaches, by name.
    pub groups: Vec<GroupName>,
}

/// A list that was read without problems.
#[derive(Debug, Clone)]
pub struct StaffIncoming {
    /// Digest of the file's bytes.
    pub sha256: [u8; 32],
    /// It has a column with lesson groups. Without one, who teaches what stays as it is.
    pub has_groups: bool,
    /// Its lines.
    pub lines: Vec<StaffLine>,
}

register::codes! {
    /// What a line comes to.
    pub enum Step {
        /// Nobody here has this address yet: they are invited.
        Invite = "invite",
        /// They were invited, and can still take it up.
        Invited = "invited",
        /// Their account gets the role.
        Give = "give",
        /// They have it.
        There = "there",
        /// They have it, and it reaches other teams than the list says: that is for a person to decide.
        OtherTeams = "other_teams",
    }
}

register::codes! {
    /// What stands against a line, given what the school has.
    pub enum StaffProblem {
        /// No such team today, or several with that name.
        Team = "team",
        /// No such lesson group today, or several with that name.
        Group = "group",
        /// Teams beside a role that is not for some teams.
        NoTeams = "no_teams",
        /// A student or a guardian.
        NoStaff = "no_staff",
        /// The account may not sign in.
        Disabled = "disabled",
        /// The account at this address has another name: it may be somebody else's by now.
        OtherName = "other_name",
        /// The role of this address stands on an earlier line, under another name of the role.
        Twice = "twice",
    }
}

/// Somebody who has a role here and is not on the list with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// Their name.
    pub name: Personal<String>,
    /// Their address.
    pub email: Personal<String>,
    /// The role that they keep.
    pub role: Role,
}

/// What a list would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffSummary {
    /// Each line with what it comes to, in the order of the file.
    pub steps: Vec<(u32, Step)>,
    /// What stands against it, by line. With one, nothing is done.
    pub problems: Vec<(u32, StaffProblem)>,
    /// Lines whose account has the role, under a name that is written otherwise.
    pub other_names: Vec<u32>,
    /// Lesson groups that are taught.
    pub groups: Counts,
    /// What would end: lesson groups that their teacher's line no longer says.
    pub ends: Vec<Ending>,
    /// Who has a role here and is not on the list with it.
    pub absent: Vec<Absent>,
    /// An earlier import of this file was not finished.
    pub resumed: bool,
}

impl StaffSummary {
    /// How many lines come to a step.
    pub fn count(&self, step: Step) -> usize {
        self.steps.iter().filter(|(_, of)| *of == step).count()
    }

    /// What is kept of a run: counts, nothing personal.
    fn report(&self) -> Report {
        Report {
            invited: self.count(Step::Invite),
            given: self.count(Step::Give),
            there: self.steps.len() - self.count(Step::Invite) - self.count(Step::Give),
            absent: self.absent.len(),
            groups: self.groups,
        }
    }
}

#[derive(Serialize)]
struct Report {
    invited: usize,
    given: usize,
    there: usize,
    absent: usize,
    groups: Counts,
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
    /// Carries a plan out: who is new is invited in `way`, who is here gets their role. A line that somebody else carried out
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
                    let new = NewInvitation {
                        email: line.email.clone(),
                        name: line.name.reveal().clone(),
                        role: line.role,
                        scope: todo.scope.clone(),
                        from: None,
                        language: Language::Dutch,
                        way,
                    };
                    match self.invite(by, &new, now).await {
                        Ok(issued) => invited.push(issued),
                        Err(SaveError::Refused(Refusal::Open | Refusal::HasRole)) => {}
                        Err(SaveError::Refused(why)) => return Err(StoreError::Refused(why.code().into()).into()),
                        Err(SaveError::Store(error)) => return Err(error.into()),
                    }
                }
                (Step::Give, Some(account)) => {
                    match self.membership_give(by, account, line.role, &todo.scope, now.day, now).await {
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
        taught::write(&mut tx, plan).await?;
        run::finish(&mut tx, &plan.run, "staff", now).await?;
        run::told(&mut tx, by, &plan.run, now).await?;
        tx.commit().await?;
        Ok(StaffOutcome { import: ImportId(plan.run.import), invited, given })
    }
}
