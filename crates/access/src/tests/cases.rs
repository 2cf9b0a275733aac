//! What product.md promises to each role, as cases.

use crate::{Action, Actor, File, Member, Reason, Resource, Role, Rows, Rule, Scope, decide, rows};
use register::{
    AccountId, BirthDate, GuardianId, MembershipId, PersonId, TeamId, TenantId,
    guardian::{AGREES_ALONE_FROM, Reach, right},
};
use time::macros::date;
use uuid::Uuid;

pub(super) const SCHOOL: TenantId = TenantId(Uuid::from_u128(1));
pub(super) const OTHER_SCHOOL: TenantId = TenantId(Uuid::from_u128(2));
const ME: AccountId = AccountId(Uuid::from_u128(10));
const COLLEAGUE: AccountId = AccountId(Uuid::from_u128(11));
const CARE: TeamId = TeamId(Uuid::from_u128(20));
const TECH: TeamId = TeamId(Uuid::from_u128(21));
const STUDENT: PersonId = PersonId(Uuid::from_u128(30));
const PARENT: GuardianId = GuardianId(Uuid::from_u128(40));

fn member(role: Role, scope: Scope) -> Actor {
    Actor::Member(Member { account: ME, membership: MembershipId(Uuid::from_u128(50)), tenant: SCHOOL, role, scope })
}

/// A student of team Care, coached by a colleague, with no application.
fn file() -> File {
    File {
        tenant: SCHOOL,
        person: STUDENT,
        teams: vec![CARE],
        coaches: vec![COLLEAGUE],
        taken_by: vec![],
        asked: false,
        in_hand: vec![],
        guardians: vec![],
    }
}

fn parent_of(birth: (i32, u8, u8)) -> File {
    let birth = BirthDate::from_parts(birth.0, birth.1, birth.2);
    let reach = right(birth, true, true, AGREES_ALONE_FROM, date!(2026 - 09 - 01)).reach(false);
    File { guardians: vec![(PARENT, reach)], ..file() }
}

#[test]
fn each_role_reaches_what_it_must_act_on() {
    use Action::{
        AnswerAgreement, AnswerReferral, ArrangePlacement, HoldIntake, HoldMeeting, ReadNeed, SeeOwnAgreement,
        SeeOwnFile, SeeReferrals, SeeStatutoryFacts, ViewAgreement, ViewFile,
    };
    let taken = |by| File { taken_by: vec![by], ..file() };
    let asked = || File { asked: true, ..file() };
    let own_line = || member(Role::TrajectoryCounsellor, Scope::Own);
    let tech = |role| member(role, Scope::Teams(vec![TECH]));
    let mine = || File { coaches: vec![ME, COLLEAGUE], ..file() };
    let applies = |team| File { in_hand: vec![team], ..file() };
    let staff = |role| member(role, Scope::School);
    let care = |role| member(role, Scope::Teams(vec![CARE]));
    let student = |person| member(Role::Student, Scope::Person(person));
    let parent = || member(Role::Guardian, Scope::Guardian(PARENT));
    let cases = [
        ("a teacher sees nothing of files", staff(Role::Teacher), ViewFile, file(), false),
        ("a coach sees their students", member(Role::Coach, Scope::Own), ReadNeed, mine(), true),
        ("and no student of another coach", member(Role::Coach, Scope::Own), ViewFile, file(), false),
        ("however wide the scope", staff(Role::Coach), ViewFile, file(), false),
        ("an intaker sees who applies to their team", care(Role::Intaker), HoldIntake, applies(Some(CARE)), true),
        ("not who applies elsewhere", care(Role::Intaker), HoldIntake, applies(Some(TECH)), false),
        ("nor who applies to no known team", care(Role::Intaker), HoldIntake, applies(None), false),
        ("an intaker of the school does", staff(Role::Intaker), HoldIntake, applies(None), true),
        ("nobody who is just a student there", staff(Role::Intaker), ViewFile, file(), false),
        ("a care coordinator sees the caseload", staff(Role::CareCoordinator), SeeStatutoryFacts, file(), true),
        ("within the teams of the scope", care(Role::TrajectoryCounsellor), ViewFile, file(), true),
        ("and not beyond", member(Role::TrajectoryCounsellor, Scope::Teams(vec![TECH])), ViewFile, file(), false),
        ("who took somebody over sees the file", own_line(), ViewFile, taken(ME), true),
        ("whatever the team", tech(Role::CareCoordinator), ReadNeed, taken(ME), true),
        ("not whom a colleague took over", own_line(), ViewFile, taken(COLLEAGUE), false),
        ("nor before: what is asked is read", own_line(), SeeReferrals, asked(), true),
        ("and answered", own_line(), AnswerReferral, asked(), true),
        ("but nothing of the file", own_line(), ViewFile, asked(), false),
        ("nor a meeting", own_line(), HoldMeeting, asked(), false),
        ("whatever their teams", tech(Role::CareCoordinator), AnswerReferral, asked(), true),
        ("but nothing of the file", tech(Role::CareCoordinator), ViewFile, asked(), false),
        ("what was refused, taken back or ended is gone", own_line(), SeeReferrals, file(), false),
        ("a coach takes nobody over", member(Role::Coach, Scope::Own), ViewFile, taken(ME), false),
        ("nor reads what is asked of others", member(Role::Coach, Scope::Own), SeeReferrals, asked(), false),
        ("a student sees their own file", student(STUDENT), SeeOwnFile, file(), true),
        ("and no other", student(PersonId(Uuid::from_u128(31))), SeeOwnFile, file(), false),
        ("not the way staff sees it", student(STUDENT), ViewFile, file(), false),
        ("a parent of a 15-year-old answers", parent(), AnswerAgreement, parent_of((2011, 9, 1)), true),
        ("and reads", parent(), SeeOwnFile, parent_of((2011, 9, 1)), true),
        ("at 16 no longer", parent(), AnswerAgreement, parent_of((2010, 9, 1)), false),
        ("nor the student's own words", parent(), SeeOwnFile, parent_of((2010, 9, 1)), false),
        ("but the measures", parent(), SeeOwnAgreement, parent_of((2010, 9, 1)), true),
        ("the day before 18 still", parent(), SeeOwnAgreement, parent_of((2008, 9, 2)), true),
        ("from 18 nothing", parent(), SeeOwnAgreement, parent_of((2008, 9, 1)), false),
        ("another child never", parent(), SeeOwnAgreement, file(), false),
        ("an administrator sees no file", staff(Role::Administrator), ViewFile, file(), false),
        ("a privacy officer reads no need", staff(Role::PrivacyOfficer), ReadNeed, file(), false),
        ("but can erase one", staff(Role::PrivacyOfficer), Action::PurgeFreeText, file(), true),
        ("and makes everything for who asks on paper", staff(Role::PrivacyOfficer), Action::TakeOut, file(), true),
        ("which nobody else does", staff(Role::CareCoordinator), Action::TakeOut, file(), false),
        ("nor the student, who has a page for it", student(STUDENT), Action::TakeOut, file(), false),
        (
            "of the whole school when that was given",
            member(Role::PrivacyOfficer, Scope::None),
            Action::PurgeFreeText,
            file(),
            false,
        ),
        ("and not within a team", care(Role::PrivacyOfficer), Action::PurgeFreeText, file(), false),
        (
            "a care coordinator with own students has those",
            member(Role::CareCoordinator, Scope::Own),
            ViewFile,
            mine(),
            true,
        ),
        ("and no others", member(Role::CareCoordinator, Scope::Own), ViewFile, file(), false),
        (
            "who guides placements arranges those of the teams",
            care(Role::WorkplaceCoach),
            ArrangePlacement,
            file(),
            true,
        ),
        ("of no other team", tech(Role::WorkplaceCoach), ArrangePlacement, file(), false),
        ("and nothing else of the file", care(Role::WorkplaceCoach), ViewFile, file(), false),
        ("nor its agreement", care(Role::WorkplaceCoach), ViewAgreement, file(), false),
        ("a coach arranges those of their students", member(Role::Coach, Scope::Own), ArrangePlacement, mine(), true),
        ("a trainer arranges nothing", care(Role::Trainer), ArrangePlacement, file(), false),
    ];
    for (what, actor, action, file, allowed) in cases {
        assert_eq!(decide(&actor, action, &Resource::File(file)).allowed, allowed, "{what}");
    }
}

#[test]
fn the_rule_that_decided_is_named() {
    let school = |tenant| Resource::School { tenant };
    let system = |reason| Actor::System { tenant: SCHOOL, reason };
    let own = Resource::Account { account: ME };
    let (coach, admin) = (member(Role::Coach, Scope::Own), member(Role::Administrator, Scope::School));
    let cases = [
        (&coach, Action::SeeWorkbench, school(SCHOOL), Rule::Granted),
        (&coach, Action::SeeWorkbench, school(OTHER_SCHOOL), Rule::OtherTenant),
        (&coach, Action::ManageAccounts, school(SCHOOL), Rule::RoleNever),
        (&coach, Action::ViewFile, school(SCHOOL), Rule::OtherKind),
        (&coach, Action::ViewFile, Resource::File(file()), Rule::OutOfReach),
        (&admin, Action::ManageAccounts, school(SCHOOL), Rule::Granted),
        (&admin, Action::ManageAccounts, Resource::File(file()), Rule::OtherKind),
        (&admin, Action::SeeAccount, own.clone(), Rule::Granted),
        (&admin, Action::SeeAccount, Resource::Account { account: COLLEAGUE }, Rule::OutOfReach),
        (&system(Reason::Import), Action::RunImport, school(SCHOOL), Rule::SystemReason),
        (&system(Reason::Import), Action::RunImport, school(OTHER_SCHOOL), Rule::OtherTenant),
        (&system(Reason::Import), Action::ManageAccounts, school(SCHOOL), Rule::RoleNever),
        (&system(Reason::Import), Action::SeeAccount, own, Rule::RoleNever),
        (&member(Role::Coach, Scope::None), Action::SeeWorkbench, school(SCHOOL), Rule::OutOfReach),
    ];
    for (actor, action, resource, rule) in cases {
        let decision = decide(actor, action, &resource);
        assert_eq!(decision.rule, rule, "{actor:?} {} {resource:?}", action.code());
        assert_eq!(decision.allowed, matches!(rule, Rule::Granted | Rule::SystemReason));
    }
}

#[test]
fn a_permission_of_an_adult_student_shows_the_measures_only() {
    let allowed = File { guardians: vec![(PARENT, Reach::Measures)], ..file() };
    let parent = member(Role::Guardian, Scope::Guardian(PARENT));
    for (action, may) in [
        (Action::SeeOwnAgreement, true),
        (Action::SeeOwnFile, false),
        (Action::AnswerAgreement, false),
        (Action::SeeOwnLookLog, false),
    ] {
        assert_eq!(decide(&parent, action, &Resource::File(allowed.clone())).allowed, may, "{}", action.code());
    }
}

/// A school can ask a parent's answer to 18. Who answers at 16 and 17 reads the measures, and nothing in the student's words.
#[test]
fn a_parent_who_answers_at_17_reads_the_measures_only() {
    let asked = File { guardians: vec![(PARENT, Reach::AnswersMeasures)], ..file() };
    let parent = member(Role::Guardian, Scope::Guardian(PARENT));
    for (action, may) in [
        (Action::SeeOwnAgreement, true),
        (Action::AnswerAgreement, true),
        (Action::PrepareEvaluation, true),
        (Action::SeeOwnFile, false),
        (Action::SeeOwnLookLog, false),
        (Action::RaiseConcern, false),
        (Action::SayYourself, false),
        (Action::AllowGuardian, false),
        (Action::SeeOwnCard, false),
        (Action::WriteCard, false),
    ] {
        assert_eq!(decide(&parent, action, &Resource::File(asked.clone())).allowed, may, "{}", action.code());
    }
}

/// With whom one agreement is shared, reads the measures of that one student, and can do nothing else at all.
#[test]
fn somebody_outside_the_school_reads_what_is_shared_and_nothing_else() {
    let outsider = |tenant, person| {
        let share = register::ShareId(uuid::Uuid::nil());
        Actor::Outsider(crate::Outsider { share, tenant, person, name: "Fatima".to_owned().into() })
    };
    let here = outsider(SCHOOL, STUDENT);
    for action in Action::ALL {
        let may = decide(&here, *action, &Resource::File(file())).allowed;
        assert_eq!(may, matches!(action, Action::SeeShared | Action::AnswerHandoff), "{}", action.code());
        assert!(!decide(&here, *action, &Resource::School { tenant: SCHOOL }).allowed, "{}", action.code());
        assert!(!decide(&here, *action, &Resource::Account { account: ME }).allowed, "{}", action.code());
    }
    for other in [outsider(OTHER_SCHOOL, STUDENT), outsider(SCHOOL, register::PersonId(uuid::Uuid::max()))] {
        assert!(!decide(&other, Action::SeeShared, &Resource::File(file())).allowed);
    }
    assert_eq!((here.role(), here.account(), here.tenant()), (None, None, SCHOOL));
}

/// Whoever holds the link to a card reads that card of that one student, whatever they are elsewhere.
#[test]
fn who_holds_the_link_to_a_card_reads_the_card_and_nothing_else() {
    let bearer = |tenant, person, account| Actor::Bearer(crate::Bearer { tenant, person, account });
    for account in [None, Some(ME)] {
        let here = bearer(SCHOOL, STUDENT, account);
        for action in Action::ALL {
            let may = decide(&here, *action, &Resource::File(file())).allowed;
            assert_eq!(may, *action == Action::SeeCard, "{}", action.code());
            assert!(!decide(&here, *action, &Resource::School { tenant: SCHOOL }).allowed, "{}", action.code());
        }
        for (tenant, person) in [(OTHER_SCHOOL, STUDENT), (SCHOOL, register::PersonId(uuid::Uuid::max()))] {
            let other = bearer(tenant, person, account);
            assert!(!decide(&other, Action::SeeCard, &Resource::File(file())).allowed);
        }
        assert_eq!((here.role(), here.account(), here.tenant()), (None, account, SCHOOL));
    }
}

#[test]
fn a_command_reaches_what_its_reason_names_and_nothing_else() {
    for (reason, action, expected) in [
        (Reason::Demo, Action::HoldIntake, Rows::All),
        (Reason::Demo, Action::AnswerAgreement, Rows::All),
        (Reason::Demo, Action::PurgeFreeText, Rows::Nothing),
        (Reason::Import, Action::ViewFile, Rows::Nothing),
        (Reason::Job, Action::RecordNeed, Rows::Nothing),
    ] {
        assert_eq!(rows(&Actor::System { tenant: SCHOOL, reason }, action), expected, "{}", action.code());
    }
}

#[test]
fn who_acts_is_named_in_the_audit_as_memberships_are_stored() {
    let scopes = [
        (Scope::Own, "own"),
        (Scope::Teams(vec![CARE]), "teams"),
        (Scope::School, "school"),
        (Scope::Person(STUDENT), "person"),
        (Scope::Guardian(PARENT), "guardian"),
        (Scope::None, "none"),
    ];
    for (scope, code) in scopes {
        assert_eq!(scope.code(), code);
        let actor = member(Role::ExamOffice, scope);
        assert_eq!((actor.role(), actor.account(), actor.tenant()), (Some(Role::ExamOffice), Some(ME), SCHOOL));
    }
    let system = Actor::System { tenant: OTHER_SCHOOL, reason: Reason::Job };
    assert_eq!((system.role(), system.account(), system.tenant()), (None, None, OTHER_SCHOOL));
}

/// Who teaches a group today sees its lessons, as a teacher and in no other role; nobody else's, and no file by it.
#[test]
fn a_lesson_group_is_for_who_teaches_it_today() {
    let group = |tenant, by: &[AccountId]| {
        let group = register::GroupId(Uuid::from_u128(60));
        Resource::Group { tenant, group, taught_by: by.to_vec() }
    };
    let teacher = member(Role::Teacher, Scope::None);
    for (what, actor, action, resource, rule) in [
        ("one's own group", &teacher, Action::SeeClass, group(SCHOOL, &[COLLEAGUE, ME]), Rule::Granted),
        ("to mark in it", &teacher, Action::MarkLesson, group(SCHOOL, &[ME]), Rule::Granted),
        ("that of a colleague", &teacher, Action::SeeClass, group(SCHOOL, &[COLLEAGUE]), Rule::OutOfReach),
        ("one that nobody teaches", &teacher, Action::SeeClass, group(SCHOOL, &[]), Rule::OutOfReach),
        ("of another school", &teacher, Action::SeeClass, group(OTHER_SCHOOL, &[ME]), Rule::OtherTenant),
        ("the list of groups", &teacher, Action::SeeClass, Resource::School { tenant: SCHOOL }, Rule::Granted),
        ("no file by it", &teacher, Action::SeeClass, Resource::File(file()), Rule::OtherKind),
        (
            "as a coach, who teaches it too",
            &member(Role::Coach, Scope::Own),
            Action::SeeClass,
            group(SCHOOL, &[ME]),
            Rule::RoleNever,
        ),
        (
            "for an import",
            &Actor::System { tenant: SCHOOL, reason: Reason::Import },
            Action::SeeClass,
            group(SCHOOL, &[ME]),
            Rule::RoleNever,
        ),
    ] {
        assert_eq!(decide(actor, action, &resource).rule, rule, "{what}");
    }
    assert_eq!(rows(&teacher, Action::SeeClass), Rows::Nothing);
}

/// Of which teams somebody looks after what is known and carried.
#[test]
fn a_manager_looks_after_their_teams_and_policy_after_the_school() {
    use crate::{Teams, teams};
    let none = Teams::These(vec![]);
    for (actor, expected) in [
        (member(Role::PolicyOfficer, Scope::School), Teams::All),
        (member(Role::TeamManager, Scope::Teams(vec![CARE])), Teams::These(vec![CARE])),
        (member(Role::TeamManager, Scope::School), Teams::All),
        // A manager of no team has a page without teams.
        (member(Role::TeamManager, Scope::None), none.clone()),
        (member(Role::Teacher, Scope::Teams(vec![CARE])), none.clone()),
        (member(Role::Coach, Scope::Own), none),
    ] {
        for action in [Action::KeepKnowledge, Action::SeeWorkload, Action::KeepTeamOffer] {
            assert_eq!(teams(&actor, action), expected, "{actor:?}");
        }
    }
    // A care coordinator divides the work of their teams, and looks after nothing else of them.
    let coordinator = member(Role::CareCoordinator, Scope::Teams(vec![CARE]));
    assert_eq!(teams(&coordinator, Action::SeeWorkload), Teams::These(vec![CARE]));
    assert_eq!(teams(&coordinator, Action::KeepKnowledge), Teams::These(vec![]));
    assert_eq!(teams(&member(Role::CareCoordinator, Scope::School), Action::SeeWorkload), Teams::All);
    assert_eq!(rows(&member(Role::TeamManager, Scope::School), Action::MoveStudents), Rows::Nothing, "numbers only");
    let care = Teams::These(vec![CARE]);
    let found = [Some(CARE), Some(TECH), None].map(|team| (care.has(team), Teams::All.has(team)));
    assert_eq!(found, [(true, true), (false, true), (false, true)], "what is of the whole school is policy's");
}
