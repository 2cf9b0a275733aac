//! The lines of a list of staff, what each comes to, and what all of it would do.

use crate::import::{Counts, Ending};
use access::Role;
use register::Personal;
use register::email::EmailAddress;
use register::group::GroupName;
use register::team::TeamName;
use serde::Serialize;

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

/// Somebody whom no line of the list names, and the lesson groups that end with that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silent {
    /// Their name; `None` for who has no role here.
    pub name: Option<Personal<String>>,
    /// Their address.
    pub email: Personal<String>,
    /// The groups, by name.
    pub groups: Vec<String>,
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
    /// Of whom the list says nothing, and who taught lesson groups till now: those have no line.
    pub silent: Vec<Silent>,
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
    pub(super) fn report(&self) -> Report {
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
pub(super) struct Report {
    invited: usize,
    given: usize,
    there: usize,
    absent: usize,
    groups: Counts,
}
