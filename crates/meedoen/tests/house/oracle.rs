//! What the product promises to each role about each person of the demo plan, told from the plan alone: who has which
//! team and coach, who applied, who is enrolled since when, whose child is how old. Nothing here asks the policy, the
//! store or a page; the tests hold those to it.

use access::{Action, Actor, Role};
use demo::{Account, Person, School, accounts};
use register::{AccountId, PersonId, TenantId};
use std::collections::HashMap;
use store::Store;
use time::{Date, Duration};

/// The plan of a school, with which identifiers its people got.
pub(crate) struct Promises {
    today: Date,
    people: HashMap<PersonId, Person>,
    staff: HashMap<(AccountId, &'static str), Account>,
    own: HashMap<AccountId, (PersonId, Option<usize>)>,
    /// Positions in `School::staff` follow two accounts in `demo::accounts`.
    coach: HashMap<AccountId, usize>,
}

impl Promises {
    pub(crate) async fn new(store: &Store, tenant: TenantId, school: &School, today: Date) -> Self {
        let mut numbered = Vec::new();
        for person in &school.people {
            numbered.push(store.person_by_number(tenant, &person.number).await.unwrap());
        }
        let (mut staff, mut own, mut coach) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (at, account) in accounts(school).into_iter().enumerate() {
            let Some(found) = store.account_by_email(&account.email).await.unwrap() else { continue };
            match account.person {
                Some(person) => drop(own.insert(found.account, (numbered[person], account.guardian))),
                None => {
                    coach.insert(found.account, at - 2);
                    staff.insert((found.account, account.role), account);
                }
            }
        }
        let people = numbered.into_iter().zip(school.people.iter().cloned()).collect();
        Self { today, people, staff, own, coach }
    }

    /// In hand of the intake: whoever applied, and whoever began less than a quarter ago and is still there.
    fn in_hand(&self, person: &Person) -> bool {
        // Without a person number the two files of the school are two people: the enrolment is on the nameless one.
        let new = person.number_known
            && person.enrolments.iter().any(|enrolment| {
                enrolment.left.is_none_or(|(last, _)| self.today <= last)
                    && self.today - enrolment.from <= Duration::days(92)
            });
        person.application.is_some() || new
    }

    fn age(&self, person: &Person) -> i32 {
        let (year, month, day) = person.birth.parts();
        assert!(month > 0 && day > 0, "the child of the demo guardian has a whole birth date");
        let had = (u8::from(self.today.month()), self.today.day()) >= (month, day);
        self.today.year() - year - i32::from(!had)
    }

    /// Whether somebody teaches a lesson group: whoever teaches teaches the groups of the students of their teams.
    pub(crate) fn teaches(&self, actor: &Actor, group: &str) -> bool {
        let (Some(Role::Teacher), Some(account)) = (actor.role(), actor.account()) else { return false };
        let Some(staff) = self.staff.get(&(account, Role::Teacher.code())) else { return false };
        let of_team =
            |person: &Person| staff.teams.contains(&person.team) && person.groups.iter().any(|of| of == group);
        self.people.values().any(of_team)
    }

    /// Whether somebody may do something to the file of a person. Who is not in the plan came from DUO's file alone,
    /// without name or team: only who works for the whole school has to do with them.
    pub(crate) fn reaches(&self, actor: &Actor, action: Action, person: PersonId) -> bool {
        let (Some(role), Some(account)) = (actor.role(), actor.account()) else { return false };
        let planned = self.people.get(&person);
        let teams = || self.staff.get(&(account, role.code())).map(|staff| staff.teams.clone()).unwrap_or_default();
        match role {
            Role::Coach => {
                (works(action) || action == Action::SeeLookLog)
                    && planned.is_some_and(|p| p.coach.is_some() && p.coach == self.coach.get(&account).copied())
            }
            Role::Intaker => {
                (works(action)
                    || matches!(
                        action,
                        Action::ListApplications | Action::HoldIntake | Action::WeighBurden | Action::AnswerAdvice
                    ))
                    && planned.is_some_and(|p| self.in_hand(p) && teams().contains(&p.team))
            }
            // In the demo they work for the whole school.
            Role::CareCoordinator => {
                works(action)
                    || matches!(
                        action,
                        Action::ListApplications
                            | Action::SeeLookLog
                            | Action::AnswerReferral
                            | Action::HoldMeeting
                            | Action::CarryOutRuling
                            | Action::WeighBurden
                            | Action::MoveStudents
                    )
            }
            Role::TrajectoryCounsellor => {
                works(action)
                    || matches!(
                        action,
                        Action::ListApplications
                            | Action::AnswerReferral
                            | Action::HoldMeeting
                            | Action::CarryOutRuling
                            | Action::WeighBurden
                    )
            }
            Role::PrivacyOfficer => {
                matches!(action, Action::SearchFiles | Action::PurgeFreeText | Action::HandleConcerns | Action::TakeOut)
            }
            Role::Student => {
                (own_pages(action) || matches!(action, Action::AllowGuardian | Action::WriteCard))
                    && self.own.get(&account) == Some(&(person, None))
            }
            Role::Guardian => {
                let Some((child, Some(at))) = self.own.get(&account) else { return false };
                let Some(planned) = planned.filter(|_| *child == person) else { return false };
                let until = if action == Action::SeeOwnAgreement { 18 } else { 16 };
                own_pages(action) && planned.guardians[*at].authority && self.age(planned) < until
            }
            // Where the students of their teams learn at a company, and nothing else of them.
            Role::WorkplaceCoach => {
                action == Action::ArrangePlacement && planned.is_some_and(|p| teams().contains(&p.team))
            }
            Role::Teacher
            | Role::Trainer
            | Role::TeamManager
            | Role::PolicyOfficer
            | Role::PartnerWorker
            | Role::Researcher
            | Role::Administrator => false,
            // Whoever asks for an adapted exam asks them.
            Role::ExamOffice => action == Action::DecideExam,
            // Whoever brings a dispute brings it to them.
            Role::DisputeDesk => action == Action::HandleDisputes,
        }
    }
}

/// Whether a role may open a page about the school, or a list, before any person is on it.
pub(crate) fn opens(role: Role, action: Action) -> bool {
    let with_students =
        matches!(role, Role::Coach | Role::Intaker | Role::CareCoordinator | Role::TrajectoryCounsellor);
    match action {
        Action::ListFiles | Action::SeeWorkbench | Action::CompareIse | Action::SeeReferrals | Action::SeeMeetings => {
            with_students
        }
        Action::ArrangePlacement => with_students || role == Role::WorkplaceCoach,
        Action::SeeClass | Action::MarkLesson => role == Role::Teacher,
        Action::DecideExam => role == Role::ExamOffice,
        Action::HandleDisputes => role == Role::DisputeDesk,
        Action::CarryOutRuling => matches!(role, Role::CareCoordinator | Role::TrajectoryCounsellor),
        Action::CountIse | Action::CountLeavers => with_students || role == Role::PolicyOfficer,
        Action::KeepOffer => role == Role::PolicyOfficer,
        Action::HandOff | Action::GuideTransition => with_students,
        Action::SeePartners => with_students || role == Role::PolicyOfficer,
        Action::KeepPartners => {
            matches!(role, Role::CareCoordinator | Role::TrajectoryCounsellor | Role::PolicyOfficer)
        }
        // Colleagues who have to do with students, or with what is arranged for them.
        Action::ShareKnowledge => {
            with_students
                || matches!(
                    role,
                    Role::Teacher | Role::WorkplaceCoach | Role::TeamManager | Role::PolicyOfficer | Role::ExamOffice
                )
        }
        Action::KeepKnowledge | Action::KeepTeamOffer => matches!(role, Role::TeamManager | Role::PolicyOfficer),
        // Numbers for who divides the work; by name for who works with all of them.
        Action::SeeWorkload => matches!(role, Role::TeamManager | Role::PolicyOfficer | Role::CareCoordinator),
        Action::MoveStudents => role == Role::CareCoordinator,
        Action::SearchFiles => with_students || role == Role::PrivacyOfficer,
        Action::ListApplications | Action::WeighBurden => with_students && role != Role::Coach,
        Action::AnswerAdvice => role == Role::Intaker,
        Action::ManageAccounts | Action::ManageCatalogue | Action::SeeImports | Action::RunImport => {
            role == Role::Administrator
        }
        Action::VerifyAudit | Action::HandleConcerns => role == Role::PrivacyOfficer,
        // Whoever measures works at a research body, and nobody else there.
        Action::SeeResearch | Action::TakeMicrodata => role == Role::Researcher,
        _ => false,
    }
}

/// What everyone does who works with students and their agreements.
fn works(action: Action) -> bool {
    match action {
        Action::ListFiles
        | Action::SearchFiles
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
        | Action::ArrangePlacement
        | Action::Invite
        | Action::Share
        | Action::HandOff
        | Action::AskWhatToTell
        | Action::SeeClearance
        | Action::SeeWorkbench
        | Action::CompareIse => true,
        Action::ListApplications
        | Action::HoldIntake
        | Action::AnswerAdvice
        | Action::AnswerReferral
        | Action::HoldMeeting
        | Action::CarryOutRuling
        | Action::WeighBurden
        | Action::DecideExam
        | Action::LodgeDispute
        | Action::HandleDisputes
        | Action::SeeLookLog
        | Action::SeeOwnFile
        | Action::SeeOwnAgreement
        | Action::AnswerAgreement
        | Action::PrepareEvaluation
        | Action::SayYourself
        | Action::AnswerMeeting
        | Action::AllowTelling
        | Action::WithdrawTransfer
        | Action::AllowGuardian
        | Action::SeeOwnLookLog
        | Action::SeeOwnShares
        | Action::SeeShared
        | Action::AnswerHandoff
        | Action::SeeOwnCard
        | Action::WriteCard
        | Action::SeeCard
        | Action::RaiseConcern
        | Action::HandleConcerns
        | Action::SeeClass
        | Action::MarkLesson
        | Action::ManageAccounts
        | Action::ManageCatalogue
        | Action::SeeImports
        | Action::RunImport
        | Action::KeepOffer
        | Action::SeePartners
        | Action::KeepPartners
        | Action::ShareKnowledge
        | Action::KeepKnowledge
        | Action::SeeWorkload
        | Action::MoveStudents
        | Action::KeepTeamOffer
        | Action::CountIse
        | Action::CountLeavers
        | Action::SeeResearch
        | Action::TakeMicrodata
        | Action::VerifyAudit
        | Action::PurgeFreeText
        | Action::TakeOut
        | Action::SwitchMembership
        | Action::SeeAccount => false,
    }
}

/// What a student does with their own file.
fn own_pages(action: Action) -> bool {
    use Action::{
        AllowTelling, AnswerAgreement, AnswerMeeting, LodgeDispute, PrepareEvaluation, RaiseConcern, SayYourself,
        SeeOwnAgreement, SeeOwnCard, SeeOwnFile, SeeOwnLookLog, SeeOwnShares, WithdrawTransfer,
    };
    matches!(
        action,
        SeeOwnFile
            | SeeOwnAgreement
            | AnswerAgreement
            | PrepareEvaluation
            | SeeOwnLookLog
            | SeeOwnShares
            | SeeOwnCard
            | RaiseConcern
            | LodgeDispute
            | SayYourself
            | AnswerMeeting
            | AllowTelling
            | WithdrawTransfer
    )
}
