//! Properties over every role, action and scope, and generated files.

use super::cases::{OTHER_SCHOOL, SCHOOL};
use crate::{
    Action, Actor, Bearer, File, Kind, Member, Outsider, Reason, Resource, Role, Rule, Scope, decide, grant, may_ever,
    rows,
};
use proptest::prelude::*;
use register::{AccountId, GroupId, GuardianId, MembershipId, PersonId, ShareId, TeamId, TenantId, guardian::Reach};
use uuid::Uuid;

fn id(number: u8) -> Uuid {
    Uuid::from_u128(u128::from(number))
}

fn few() -> std::ops::Range<u8> {
    0..4
}

fn team() -> impl Strategy<Value = TeamId> {
    few().prop_map(|number| TeamId(id(number)))
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::Own),
        prop::collection::vec(team(), 0..3).prop_map(Scope::Teams),
        Just(Scope::School),
        few().prop_map(|number| Scope::Person(PersonId(id(number)))),
        few().prop_map(|number| Scope::Guardian(GuardianId(id(number)))),
        Just(Scope::None),
    ]
}

fn tenant() -> impl Strategy<Value = TenantId> {
    prop::sample::select(vec![SCHOOL, OTHER_SCHOOL])
}

fn actor() -> impl Strategy<Value = Actor> {
    let member =
        (tenant(), few(), prop::sample::select(Role::ALL), scope()).prop_map(|(tenant, account, role, scope)| {
            let (account, membership) = (AccountId(id(account)), MembershipId(id(0)));
            Actor::Member(Member { account, membership, tenant, role, scope })
        });
    let system = (tenant(), prop::sample::select(Reason::ALL));
    let outsider = (tenant(), few()).prop_map(|(tenant, person)| {
        let (share, person) = (ShareId(id(0)), PersonId(id(person)));
        Actor::Outsider(Outsider { share, tenant, person, name: String::new().into() })
    });
    let bearer = (tenant(), few(), prop::option::of(few())).prop_map(|(tenant, person, account)| {
        let (person, account) = (PersonId(id(person)), account.map(|account| AccountId(id(account))));
        Actor::Bearer(Bearer { tenant, person, account })
    });
    prop_oneof![8 => member, 1 => outsider, 1 => bearer, 1 => system.prop_map(|(tenant, reason)| Actor::System { tenant, reason })]
}

fn file() -> impl Strategy<Value = File> {
    let reach = (few(), prop::sample::select(Reach::ALL)).prop_map(|(number, reach)| (GuardianId(id(number)), reach));
    (
        tenant(),
        few(),
        prop::collection::vec(team(), 0..3),
        prop::collection::vec(few().prop_map(|number| AccountId(id(number))), 0..3),
        prop::collection::vec(prop::option::of(team()), 0..3),
        prop::collection::vec(reach, 0..3),
        (prop::collection::vec(few().prop_map(|number| AccountId(id(number))), 0..2), any::<bool>()),
    )
        .prop_map(|(tenant, person, teams, coaches, in_hand, guardians, (taken_by, asked))| File {
            tenant,
            person: PersonId(id(person)),
            teams,
            coaches,
            taken_by,
            asked,
            in_hand,
            guardians,
        })
}

fn action() -> impl Strategy<Value = Action> {
    prop::sample::select(Action::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_of_another_tenant_exists(actor in actor(), action in action(), file in file()) {
        let tenant = if actor.tenant() == SCHOOL { OTHER_SCHOOL } else { SCHOOL };
        let file = File { tenant, ..file };
        let decision = decide(&actor, action, &Resource::File(file));
        prop_assert_eq!((decision.allowed, decision.rule), (false, Rule::OtherTenant));
    }

    #[test]
    fn what_a_query_holds_is_what_the_decision_allows(actor in actor(), action in action(), file in file()) {
        let file = File { tenant: actor.tenant(), ..file };
        let about_files = matches!(action.kind(), Kind::File | Kind::Files);
        let reached = about_files && rows(&actor, action).contains(&file);
        prop_assert_eq!(decide(&actor, action, &Resource::File(file)).allowed, reached);
    }

    #[test]
    fn a_wider_scope_never_sees_less(
        actor in actor(), action in action(), file in file(), teams in prop::collection::vec(team(), 0..3),
    ) {
        let Actor::Member(member) = actor else { return Ok(()) };
        let more: Vec<TeamId> = match &member.scope {
            Scope::Teams(old) => old.iter().chain(&teams).copied().collect(),
            _ => teams,
        };
        // None < own < teams < more teams < school, among the scopes of staff.
        let ladder = match &member.scope {
            Scope::None => vec![Scope::Own, Scope::Teams(more), Scope::School],
            Scope::Teams(_) => vec![Scope::Teams(more), Scope::School],
            _ => vec![],
        };
        let resource = Resource::File(file);
        let narrow = decide(&Actor::Member(member.clone()), action, &resource);
        for scope in ladder {
            let wide = decide(&Actor::Member(Member { scope, ..member.clone() }), action, &resource);
            prop_assert!(!narrow.allowed || wide.allowed);
        }
    }

    #[test]
    fn only_what_a_role_may_ever_do_is_allowed(actor in actor(), action in action(), file in file()) {
        let Actor::Member(member) = &actor else { return Ok(()) };
        let resources = [
            Resource::File(file),
            Resource::School { tenant: member.tenant },
            Resource::Account { account: member.account },
            Resource::Group { tenant: member.tenant, group: GroupId(id(0)), taught_by: vec![member.account] },
        ];
        for resource in resources {
            let allowed = decide(&actor, action, &resource).allowed;
            prop_assert!(!allowed || may_ever(member.role, action));
        }
    }
}

#[test]
fn the_system_acts_only_for_reasons_that_name_the_action() {
    for reason in Reason::ALL {
        let actor = Actor::System { tenant: SCHOOL, reason: *reason };
        for action in Action::ALL {
            let school = decide(&actor, *action, &Resource::School { tenant: SCHOOL }).allowed;
            assert!(!school || crate::system_may(*reason, *action), "{} {}", reason.code(), action.code());
        }
    }
    let reading = [Action::ViewFile, Action::ReadNeed, Action::SeeStatutoryFacts, Action::ViewAgreement];
    for reason in Reason::ALL {
        for action in reading {
            assert!(!crate::system_may(*reason, action), "no command reads a file: {}", reason.code());
        }
    }
}

#[test]
fn the_students_words_and_the_statutory_facts_are_for_few() {
    for action in [Action::ReadNeed, Action::SeeStatutoryFacts] {
        let may: Vec<_> = Role::ALL.iter().filter(|role| may_ever(**role, action)).collect();
        let expected = [Role::Coach, Role::Intaker, Role::CareCoordinator, Role::TrajectoryCounsellor];
        assert_eq!(may, expected.iter().collect::<Vec<_>>(), "{}", action.code());
    }
}

#[test]
fn who_looked_is_read_by_whom_a_student_asks_about_it() {
    let may: Vec<_> = Role::ALL.iter().filter(|role| may_ever(**role, Action::SeeLookLog)).collect();
    assert_eq!(may, [&Role::Coach, &Role::CareCoordinator]);
}

#[test]
fn what_is_measured_is_read_by_researchers_and_nobody_of_a_school() {
    use Action::{SeeAccount, SeeResearch, SwitchMembership, TakeMicrodata};
    for action in [SeeResearch, TakeMicrodata] {
        let may: Vec<_> = Role::ALL.iter().filter(|role| may_ever(**role, action)).collect();
        assert_eq!(may, [&Role::Researcher], "{}", action.code());
        assert!(crate::outsider_may(action).is_none() && crate::bearer_may(action).is_none());
    }
    let theirs: Vec<_> = Action::ALL.iter().filter(|action| may_ever(Role::Researcher, **action)).collect();
    assert_eq!(theirs, [&SeeResearch, &TakeMicrodata, &SwitchMembership, &SeeAccount], "nothing of a file");
}

#[test]
fn every_action_is_someones_and_every_grant_fits_what_the_action_is_done_to() {
    use crate::Grant;
    for action in Action::ALL {
        let outside = crate::outsider_may(*action).or(crate::bearer_may(*action)).is_some();
        let someones = outside || Role::ALL.iter().any(|role| may_ever(*role, *action));
        assert!(someones, "{} is nobody's", action.code());
        for found in Role::ALL.iter().filter_map(|role| grant(*role, *action)) {
            let fits = match action.kind() {
                Kind::School => matches!(found, Grant::School | Grant::ManagedTeams | Grant::Measurements),
                Kind::Group => found == Grant::TaughtGroups,
                Kind::Account => found == Grant::OwnAccount,
                Kind::File | Kind::Files => {
                    !matches!(found, Grant::School | Grant::ManagedTeams | Grant::OwnAccount | Grant::TaughtGroups)
                }
            };
            assert!(fits, "{} by {}", action.code(), found.code());
        }
    }
}
