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
        /// Files in the teams of the scope, or of the whole school; and those that one took over by accepting a referral, until
        /// it ends.
        Scope = "scope",
        /// Every file of the school.
        WholeSchool = "whole_school",
        /// One's own file, as the student it is about.
        OwnFile = "own_file",
        /// A child's file, as a guardian who answers (under 16).
        GuardianAnswers = "guardian_answers",
        /// A child's measures, to answer them: as a guardian with authority under 16, or under the age that the school set.
        GuardianAgrees = "guardian_agrees",
        /// A child's measures, as a guardian who is informed (16 and 17) or allowed by the student.
        GuardianMeasures = "guardian_measures",
        /// The agreement that is shared with somebody outside the school: the measures, and nothing else of the file.
        Shared = "shared",
        /// The card that a student shows with a link: that card, and nothing else of the file.
        Card = "card",
        /// Lesson groups that one teaches today, as the school's list of staff says.
        TaughtGroups = "taught_groups",
        /// Teams that one manages or whose work one divides, or all of the school: numbers and colleagues, and no file.
        ManagedTeams = "managed_teams",
        /// The school as a whole.
        School = "school",
        /// What a research body measures: no file, and no school.
        Measurements = "measurements",
        /// One's own account.
        OwnAccount = "own_account",
    }
}

/// What kind of work an action is. Roles differ by kind of work, not by action: a new action says here which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// One's own account and roles.
    OwnAccount,
    /// One's own agreements.
    OwnAgreement,
    /// Answering one's own agreements.
    OwnAnswer,
    /// The rest of one's own file.
    OwnFile,
    /// What is shared with somebody outside the school: nobody of the school reads it so.
    Shared,
    /// The card that a student shows with a link: nobody of the school reads it so.
    Card,
    /// What others read of it, as far as the student decides that.
    OwnConsent,
    /// Finding a person: name, number and team.
    Finding,
    /// Working with students, their needs and their agreements.
    Files,
    /// Reading who of the school looked at a file: for those whom a student asks about it.
    Looks,
    /// Arranging where a student learns at a company.
    Placements,
    /// Answering for the next line of support, and its meetings.
    NextLine,
    /// Weighing whether an adjustment is too heavy for the school.
    Burdens,
    /// Deciding on adapted exams.
    Exams,
    /// Handling disputes.
    Disputes,
    /// Seeing who applied.
    Applications,
    /// Holding intakes.
    Intake,
    /// What is done in the lessons of a group.
    Lessons,
    /// Numbers of the whole school, of which none is anybody's.
    Numbers,
    /// What the school offers, for everybody to read.
    Offer,
    /// The map of local services, as it is read.
    Map,
    /// Keeping that map.
    MapKeeping,
    /// What colleagues know, read and said by colleagues.
    Knowledge,
    /// Looking after what a team knows and offers.
    Managing,
    /// How much work teams and coaches have: numbers.
    Dividing,
    /// Letting students go to another coach or team, by name.
    Moving,
    /// Measuring, at a research body.
    Research,
    /// Accounts and imports.
    Administration,
    /// Proving the record of who looked.
    Proof,
    /// Purging free text.
    Purging,
    /// Making everything that is held about a student, for that student.
    TakingOut,
    /// Finding out about looks that somebody says were not right.
    Concerns,
}

const fn work(action: Action) -> Work {
    match action {
        Action::SwitchMembership | Action::SeeAccount => Work::OwnAccount,
        Action::SeeOwnAgreement => Work::OwnAgreement,
        Action::AnswerAgreement | Action::PrepareEvaluation => Work::OwnAnswer,
        Action::SeeOwnFile
        | Action::SeeOwnLookLog
        | Action::SeeOwnShares
        | Action::SeeOwnCard
        | Action::RaiseConcern
        | Action::SayYourself
        | Action::AnswerMeeting
        | Action::AllowTelling
        | Action::WithdrawTransfer => Work::OwnFile,
        Action::LodgeDispute => Work::OwnFile,
        Action::SeeShared | Action::AnswerHandoff => Work::Shared,
        Action::SeeCard => Work::Card,
        // The words on it are the student's own: a parent who answers for them shows the card and ends that, and writes nothing.
        Action::AllowGuardian | Action::WriteCard => Work::OwnConsent,
        Action::SearchFiles => Work::Finding,
        Action::ListFiles
        | Action::ViewFile
        | Action::ReadNeed
        | Action::RecordNeed
        | Action::SeeStatutoryFacts
        | Action::RecordStatutoryFacts
        | Action::ViewAgreement
        | Action::ProposeAgreement
        | Action::NoteAnswer
        | Action::ReplyToAnswer
        | Action::Evaluate
        | Action::SeeReferrals
        | Action::AskReferral
        | Action::SeeMeetings
        | Action::DoDecision
        | Action::MendMeasure
        | Action::AskExam
        | Action::AnswerVoice
        | Action::KeepPoints
        | Action::NoteAbsence
        | Action::GuideTransition
        | Action::Invite
        | Action::Share
        | Action::HandOff
        | Action::AskWhatToTell
        | Action::SeeClearance
        | Action::SeeWorkbench
        | Action::CompareIse => Work::Files,
        Action::SeeLookLog => Work::Looks,
        Action::ArrangePlacement => Work::Placements,
        Action::AnswerReferral | Action::HoldMeeting | Action::CarryOutRuling => Work::NextLine,
        Action::WeighBurden => Work::Burdens,
        Action::DecideExam => Work::Exams,
        Action::HandleDisputes => Work::Disputes,
        Action::ListApplications => Work::Applications,
        Action::HoldIntake | Action::AnswerAdvice => Work::Intake,
        Action::SeeClass | Action::MarkLesson => Work::Lessons,
        Action::CountIse | Action::CountLeavers => Work::Numbers,
        Action::KeepOffer => Work::Offer,
        Action::SeePartners => Work::Map,
        Action::KeepPartners => Work::MapKeeping,
        Action::ShareKnowledge => Work::Knowledge,
        Action::KeepKnowledge | Action::KeepTeamOffer => Work::Managing,
        Action::SeeWorkload => Work::Dividing,
        Action::MoveStudents => Work::Moving,
        Action::SeeResearch | Action::TakeMicrodata => Work::Research,
        Action::ManageAccounts | Action::ManageCatalogue | Action::SeeImports | Action::RunImport => {
            Work::Administration
        }
        Action::VerifyAudit => Work::Proof,
        Action::PurgeFreeText => Work::Purging,
        Action::TakeOut => Work::TakingOut,
        Action::HandleConcerns => Work::Concerns,
    }
}

/// How a role comes to an action; `None` when it never does. Every role answers for every kind of work: the compiler
/// asks whoever adds one.
pub const fn grant(role: Role, action: Action) -> Option<Grant> {
    use Work as W;
    match (role, work(action)) {
        (_, W::OwnAccount) => Some(Grant::OwnAccount),
        (_, W::Shared | W::Card) => None,
        (Role::Student, W::OwnAgreement | W::OwnAnswer | W::OwnFile | W::OwnConsent) => Some(Grant::OwnFile),
        (Role::Guardian, W::OwnAgreement) => Some(Grant::GuardianMeasures),
        (Role::Guardian, W::OwnAnswer) => Some(Grant::GuardianAgrees),
        (Role::Guardian, W::OwnFile) => Some(Grant::GuardianAnswers),
        (Role::Coach, W::Files | W::Looks | W::Finding | W::Placements) => Some(Grant::OwnStudents),
        (Role::Intaker, W::Files | W::Finding | W::Applications | W::Burdens | W::Intake | W::Placements) => {
            Some(Grant::InHand)
        }
        (
            Role::CareCoordinator | Role::TrajectoryCounsellor,
            W::Files | W::Finding | W::Applications | W::NextLine | W::Burdens | W::Placements,
        ) => Some(Grant::Scope),
        // Of the students of their teams what is arranged at a workplace, with the measures for there: nothing else of the file.
        (Role::WorkplaceCoach, W::Placements) => Some(Grant::Scope),
        // A trainer of a company reads by a link what a student let the school tell, and has no list of students.
        (_, W::Placements) => None,
        (Role::CareCoordinator, W::Looks) => Some(Grant::Scope),
        (
            Role::Coach | Role::Intaker | Role::CareCoordinator | Role::TrajectoryCounsellor | Role::PolicyOfficer,
            W::Numbers,
        ) => Some(Grant::School),
        (Role::Teacher, W::Lessons) => Some(Grant::TaughtGroups),
        (Role::ExamOffice, W::Exams) => Some(Grant::WholeSchool),
        // The committee decides, and nobody beside it.
        (_, W::Exams) => None,
        // For who asks on paper: the privacy officer makes it, and every page about it is read by the student.
        (Role::PrivacyOfficer, W::TakingOut) => Some(Grant::WholeSchool),
        (_, W::TakingOut) => None,
        (Role::PolicyOfficer, W::Offer) => Some(Grant::School),
        // Everybody reads it; who works on policy decides what it says.
        (_, W::Offer) => None,
        (
            Role::Coach | Role::Intaker | Role::CareCoordinator | Role::TrajectoryCounsellor | Role::PolicyOfficer,
            W::Map,
        )
        | (Role::CareCoordinator | Role::TrajectoryCounsellor | Role::PolicyOfficer, W::MapKeeping) => {
            Some(Grant::School)
        }
        // Who does not look for help for a student has no use for it.
        (_, W::Map | W::MapKeeping) => None,
        // Whoever has to do with students or with what is arranged for them; nothing of it is about a student.
        (
            Role::Teacher
            | Role::Coach
            | Role::Intaker
            | Role::CareCoordinator
            | Role::TrajectoryCounsellor
            | Role::WorkplaceCoach
            | Role::TeamManager
            | Role::PolicyOfficer
            | Role::ExamOffice,
            W::Knowledge,
        ) => Some(Grant::School),
        // Not students and people outside, and not who judges colleagues or looks after the program.
        (_, W::Knowledge) => None,
        (Role::TeamManager | Role::PolicyOfficer, W::Managing) => Some(Grant::ManagedTeams),
        (_, W::Managing) => None,
        (Role::TeamManager | Role::PolicyOfficer | Role::CareCoordinator, W::Dividing) => Some(Grant::ManagedTeams),
        // Numbers of colleagues are for who divides the work.
        (_, W::Dividing) => None,
        // Who works with all of them knows who can go: a manager and policy read numbers, and no student.
        (Role::CareCoordinator, W::Moving) => Some(Grant::Scope),
        (_, W::Moving) => None,
        (Role::DisputeDesk, W::Disputes) => Some(Grant::WholeSchool),
        // Who is a party to it has no part in it.
        (_, W::Disputes) => None,
        // Whoever teaches does so as a teacher, whatever else they are.
        (_, W::Lessons) => None,
        (Role::Researcher, W::Research) => Some(Grant::Measurements),
        // What is measured is of no school.
        (_, W::Research) => None,
        (Role::Administrator, W::Administration) => Some(Grant::School),
        (Role::PrivacyOfficer, W::Proof) => Some(Grant::School),
        // To find the person who asks: name, number and team, nothing that is in the file.
        (Role::PrivacyOfficer, W::Finding | W::Purging | W::Concerns) => Some(Grant::WholeSchool),
        (
            Role::Student | Role::Guardian,
            W::Numbers
            | W::OwnConsent
            | W::Finding
            | W::Files
            | W::Looks
            | W::Applications
            | W::NextLine
            | W::Burdens
            | W::Intake
            | W::Administration
            | W::Proof
            | W::Purging
            | W::Concerns,
        )
        | (
            Role::Coach,
            W::OwnAgreement
            | W::OwnAnswer
            | W::OwnFile
            | W::OwnConsent
            | W::Applications
            | W::NextLine
            | W::Burdens
            | W::Intake
            | W::Administration
            | W::Proof
            | W::Purging
            | W::Concerns,
        )
        | (
            Role::Intaker,
            W::OwnAgreement
            | W::OwnAnswer
            | W::OwnFile
            | W::OwnConsent
            | W::Looks
            | W::NextLine
            | W::Administration
            | W::Proof
            | W::Purging
            | W::Concerns,
        )
        | (Role::TrajectoryCounsellor, W::Looks)
        | (
            Role::CareCoordinator | Role::TrajectoryCounsellor,
            W::OwnAgreement
            | W::OwnAnswer
            | W::OwnFile
            | W::OwnConsent
            | W::Intake
            | W::Administration
            | W::Proof
            | W::Purging
            | W::Concerns,
        )
        | (
            Role::Administrator,
            W::Numbers
            | W::OwnAgreement
            | W::OwnAnswer
            | W::OwnFile
            | W::OwnConsent
            | W::Finding
            | W::Files
            | W::Looks
            | W::Applications
            | W::NextLine
            | W::Burdens
            | W::Intake
            | W::Proof
            | W::Purging
            | W::Concerns,
        )
        | (
            Role::PrivacyOfficer,
            W::Numbers
            | W::OwnAgreement
            | W::OwnAnswer
            | W::OwnFile
            | W::OwnConsent
            | W::Files
            | W::Looks
            | W::Applications
            | W::NextLine
            | W::Burdens
            | W::Intake
            | W::Administration,
        ) => None,
        // They read numbers, and nothing of a file.
        (
            Role::PolicyOfficer,
            W::OwnAgreement
            | W::OwnAnswer
            | W::OwnFile
            | W::OwnConsent
            | W::Finding
            | W::Files
            | W::Looks
            | W::Applications
            | W::NextLine
            | W::Burdens
            | W::Intake
            | W::Administration
            | W::Proof
            | W::Purging
            | W::Concerns,
        ) => None,
        // Their rooms are not built yet; until then nothing of a file exists for them.
        (
            Role::Teacher
            | Role::WorkplaceCoach
            | Role::Trainer
            | Role::TeamManager
            | Role::PartnerWorker
            | Role::Researcher
            | Role::ExamOffice
            | Role::DisputeDesk,
            W::Numbers
            | W::OwnAgreement
            | W::OwnAnswer
            | W::OwnFile
            | W::OwnConsent
            | W::Finding
            | W::Files
            | W::Looks
            | W::Applications
            | W::NextLine
            | W::Burdens
            | W::Intake
            | W::Administration
            | W::Proof
            | W::Purging
            | W::Concerns,
        ) => None,
    }
}

/// Whether a role can do more than see its own account: the rooms of others are not built yet.
pub fn has_rooms(role: Role) -> bool {
    Action::ALL.iter().any(|action| grant(role, *action).is_some_and(|found| found != Grant::OwnAccount))
}

/// How somebody outside the school, with whom an agreement is shared, comes to an action.
pub const fn outsider_may(action: Action) -> Option<Grant> {
    // Of every other kind of work nothing, whichever is added.
    if matches!(work(action), Work::Shared) { Some(Grant::Shared) } else { None }
}

/// How whoever holds the link to a student's card comes to an action.
pub const fn bearer_may(action: Action) -> Option<Grant> {
    // Of every other kind of work nothing, whichever is added.
    if matches!(work(action), Work::Card) { Some(Grant::Card) } else { None }
}

/// Whether the system may do an action for a reason.
pub const fn system_may(reason: Reason, action: Action) -> bool {
    use Action as A;
    match reason {
        Reason::Import => matches!(action, A::RunImport | A::SeeImports),
        Reason::Command => {
            matches!(action, A::ManageAccounts | A::ManageCatalogue | A::SeeImports | A::RunImport | A::CompareIse)
        }
        Reason::Invitation => matches!(action, A::ManageAccounts),
        Reason::AuditVerify => matches!(action, A::VerifyAudit),
        Reason::Demo => matches!(
            action,
            A::ManageAccounts
                | A::RunImport
                | A::RecordNeed
                | A::RecordStatutoryFacts
                | A::HoldIntake
                | A::ProposeAgreement
                | A::NoteAnswer
                | A::ReplyToAnswer
                | A::Evaluate
                | A::Share
                | A::AnswerAgreement
                | A::PrepareEvaluation
                | A::SayYourself
                | A::AnswerVoice
                | A::KeepPoints
                | A::NoteAbsence
                | A::GuideTransition
        ),
        Reason::Keeping => matches!(action, A::VerifyAudit | A::PurgeFreeText),
        Reason::Door | Reason::Job => false,
    }
}
