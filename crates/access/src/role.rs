//! Roles: listed once, here, with the codes under which memberships, audit rows and documents name them.

use crate::Scope;
use register::tenant::Kind;

register::codes! {
    /// A role at a school. A session acts in one role at a time; who has two, switches.
    pub enum Role {
        /// (Aspirant-)student.
        Student = "student",
        /// Parent or other guardian.
        Guardian = "guardian",
        /// Docent.
        Teacher = "teacher",
        /// Slb'er, loopbaancoach.
        Coach = "coach",
        /// Intaker.
        Intaker = "intaker",
        /// Zorgcoördinator.
        CareCoordinator = "care_coordinator",
        /// Trajectbegeleider.
        TrajectoryCounsellor = "trajectory_counsellor",
        /// Bpv-begeleider.
        WorkplaceCoach = "workplace_coach",
        /// Praktijkopleider, in a company.
        Trainer = "trainer",
        /// Team manager.
        TeamManager = "team_manager",
        /// Policy officer.
        PolicyOfficer = "policy_officer",
        /// Municipal or youth-care worker.
        PartnerWorker = "partner_worker",
        /// Researcher of the Monitor.
        Researcher = "researcher",
        /// Exam office.
        ExamOffice = "exam_office",
        /// The desk for disputes (*faciliteit*).
        DisputeDesk = "dispute_desk",
        /// Functional administrator.
        Administrator = "administrator",
        /// Privacy officer.
        PrivacyOfficer = "privacy_officer",
    }
}

impl Role {
    /// How far a membership in this role reaches where no team is named beside it; `None` where it is about one person,
    /// who must be named.
    pub fn reaches_by_itself(self) -> Option<Scope> {
        match self {
            Self::Student | Self::Guardian => None,
            Self::Coach => Some(Scope::Own),
            Self::Intaker
            | Self::CareCoordinator
            | Self::TrajectoryCounsellor
            | Self::Administrator
            | Self::PrivacyOfficer
            | Self::PolicyOfficer
            | Self::ExamOffice
            | Self::DisputeDesk => Some(Scope::School),
            Self::Teacher
            | Self::TeamManager
            | Self::WorkplaceCoach
            | Self::Trainer
            | Self::PartnerWorker
            | Self::Researcher => Some(Scope::None),
        }
    }

    /// Whether it is held at a tenant of this kind: researchers at a research body, where there is no file and no student;
    /// everybody else at a school, where nothing is measured.
    pub fn works_at(self, kind: Kind) -> bool {
        match kind {
            Kind::School => self != Self::Researcher,
            Kind::Research => self == Self::Researcher,
            Kind::Platform => false,
        }
    }

    /// Whether it can be given for some teams instead.
    pub const fn takes_teams(self) -> bool {
        match self {
            Self::Coach
            | Self::Intaker
            | Self::CareCoordinator
            | Self::TrajectoryCounsellor
            | Self::Teacher
            | Self::WorkplaceCoach
            | Self::TeamManager => true,
            Self::Student
            | Self::Guardian
            | Self::Administrator
            | Self::PrivacyOfficer
            | Self::PolicyOfficer
            | Self::ExamOffice
            | Self::DisputeDesk
            | Self::Trainer
            | Self::PartnerWorker
            | Self::Researcher => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_researcher_works_at_no_school_and_nobody_else_at_a_research_body() {
        for role in Role::ALL {
            let researcher = role.code() == "researcher";
            let at = [Kind::School, Kind::Research, Kind::Platform].map(|kind| role.works_at(kind));
            assert_eq!(at, [!researcher, researcher, false], "{role:?}");
        }
    }

    /// How far each role reaches by itself, as the command line gives it, and which can be given for some teams instead.
    #[test]
    fn how_far_a_role_reaches_by_itself() {
        for (role, reaches, teams) in [
            (Role::Student, None, false),
            (Role::Guardian, None, false),
            (Role::Coach, Some(Scope::Own), true),
            (Role::Intaker, Some(Scope::School), true),
            (Role::CareCoordinator, Some(Scope::School), true),
            (Role::TrajectoryCounsellor, Some(Scope::School), true),
            (Role::Administrator, Some(Scope::School), false),
            (Role::PrivacyOfficer, Some(Scope::School), false),
            (Role::PolicyOfficer, Some(Scope::School), false),
            (Role::ExamOffice, Some(Scope::School), false),
            (Role::DisputeDesk, Some(Scope::School), false),
            (Role::Teacher, Some(Scope::None), true),
            (Role::TeamManager, Some(Scope::None), true),
            (Role::WorkplaceCoach, Some(Scope::None), true),
            (Role::Trainer, Some(Scope::None), false),
            (Role::PartnerWorker, Some(Scope::None), false),
            (Role::Researcher, Some(Scope::None), false),
        ] {
            assert_eq!((role.reaches_by_itself(), role.takes_teams()), (reaches, teams), "{role:?}");
        }
    }
}
