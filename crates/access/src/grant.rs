//! The policy: which role may do which action, and to which files. One table, printed into `docs/access.md`.

use crate::{Action, Reason, Role};

register::codes! {
    /// How a role comes to an action.
    pub enum Grant {
        /// Files of the students one coaches, whatever the membership's scope: coaches never see each other's.
        OwnStudents = "own_students",
        /// Files that the intake has in hand, in the teams of the scope: an open application, or an enrolment until
        /// [`register::intake::FOLLOW_UP`] after its first day.
        InHand = "in_hand",
        /// Files in the teams of the scope, or of the whole school.
        Scope = "scope",
        /// Every file of the school.
        WholeSchool = "whole_school",
        /// One's own file, as the student it is about.
        OwnFile = "own_file",
        /// A child's file, as a guardian who answers (under 16).
        GuardianAnswers = "guardian_answers",
        /// A child's measures, as a guardian who is informed (16 and 17) or allowed by the student.
        GuardianMeasures = "guardian_measures",
        /// The school as a whole.
        School = "school",
        /// One's own account.
        OwnAccount = "own_account",
    }
}

/// How a role comes to an action; `None` when it never does.
pub const fn grant(role: Role, action: Action) -> Option<Grant> {
    use Action as A;
    if matches!(action, A::SwitchMembership | A::SeeAccount) {
        return Some(Grant::OwnAccount);
    }
    match role {
        Role::Student => match action {
            A::SeeOwnFile | A::SeeOwnAgreement | A::AnswerAgreement | A::SeeOwnLookLog => Some(Grant::OwnFile),
            _ => None,
        },
        Role::Guardian => match action {
            A::SeeOwnAgreement => Some(Grant::GuardianMeasures),
            A::SeeOwnFile | A::AnswerAgreement | A::SeeOwnLookLog => Some(Grant::GuardianAnswers),
            _ => None,
        },
        Role::Coach if works_with_files(action) => Some(Grant::OwnStudents),
        Role::Intaker if works_with_files(action) || works_with_applications(action) => Some(Grant::InHand),
        Role::CareCoordinator | Role::TrajectoryCounsellor
            if works_with_files(action) || matches!(action, A::ListApplications) =>
        {
            Some(Grant::Scope)
        }
        Role::Administrator => match action {
            A::ManageAccounts | A::SeeImports | A::RunImport => Some(Grant::School),
            _ => None,
        },
        Role::PrivacyOfficer => match action {
            A::VerifyAudit => Some(Grant::School),
            // To find the person who asks: name, number and team, nothing that is in the file.
            A::SearchFiles | A::PurgeFreeText => Some(Grant::WholeSchool),
            _ => None,
        },
        // Their rooms are not built yet; until then nothing of a file exists for them.
        Role::Coach
        | Role::Intaker
        | Role::CareCoordinator
        | Role::TrajectoryCounsellor
        | Role::Teacher
        | Role::WorkplaceCoach
        | Role::Trainer
        | Role::TeamManager
        | Role::PolicyOfficer
        | Role::PartnerWorker
        | Role::Researcher
        | Role::ExamOffice => None,
    }
}

/// What everyone does who works with students and their agreements.
const fn works_with_files(action: Action) -> bool {
    matches!(
        action,
        Action::ListFiles
            | Action::SearchFiles
            | Action::ViewFile
            | Action::ReadNeed
            | Action::RecordNeed
            | Action::SeeStatutoryFacts
            | Action::RecordStatutoryFacts
            | Action::ViewAgreement
            | Action::ProposeAgreement
            | Action::SeeClearance
            | Action::SeeWorkbench
    )
}

/// What intakers do besides.
const fn works_with_applications(action: Action) -> bool {
    matches!(action, Action::ListApplications | Action::HoldIntake)
}

/// Whether the system may do an action for a reason.
pub const fn system_may(reason: Reason, action: Action) -> bool {
    use Action as A;
    match reason {
        Reason::Import => matches!(action, A::RunImport | A::SeeImports),
        Reason::Command => matches!(action, A::ManageAccounts | A::SeeImports),
        Reason::AuditVerify => matches!(action, A::VerifyAudit),
        Reason::Demo => matches!(
            action,
            A::ManageAccounts
                | A::RunImport
                | A::RecordNeed
                | A::RecordStatutoryFacts
                | A::HoldIntake
                | A::ProposeAgreement
                | A::AnswerAgreement
        ),
        Reason::Keeping => matches!(action, A::VerifyAudit | A::PurgeFreeText),
        Reason::Door | Reason::Job => false,
    }
}
