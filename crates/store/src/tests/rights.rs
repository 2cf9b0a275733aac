//! Row rights in SQL, held to `access::decide`: over schools with every kind of relation, each actor finds by list,
//! search and opening exactly the files that the policy allows, and nothing of another tenant.

use super::school::{School, Someone, TODAY, at};
use crate::file::{facts, list::PAGE_SIZE};
use crate::{Store, StoreError, policy};
use access::{Action, Actor, Resource, Role, Scope, decide};
use register::{AccountId, FileId, TeamId};
use std::collections::BTreeSet;
use time::Duration;
use time::macros::date;

/// A small generator (SplitMix64, Steele, Lea and Flood 2014): the same school every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

async fn random_school(store: &Store, code: &str, dice: &mut Dice) -> (School, Vec<Someone>, Vec<Actor>) {
    let school = School::new(store, code).await;
    let teams: Vec<TeamId> = vec![school.team("Een").await, school.team("Twee").await, school.team("Drie").await];
    let mut actors = vec![
        school.member(Role::Coach, Scope::Own).await,
        school.member(Role::Coach, Scope::Teams(vec![teams[0]])).await,
        school.member(Role::Intaker, Scope::Teams(vec![teams[0]])).await,
        school.member(Role::Intaker, Scope::Teams(vec![teams[1], teams[2]])).await,
        school.member(Role::Intaker, Scope::School).await,
        school.member(Role::CareCoordinator, Scope::School).await,
        school.member(Role::CareCoordinator, Scope::Teams(vec![teams[2]])).await,
        school.member(Role::PrivacyOfficer, Scope::School).await,
        school.member(Role::Administrator, Scope::School).await,
        school.member(Role::Teacher, Scope::Teams(teams.clone())).await,
        school.member(Role::TeamManager, Scope::Teams(teams.clone())).await,
    ];
    let coaches: Vec<AccountId> = actors.iter().take(2).filter_map(Actor::account).collect();
    let mut people = Vec::new();
    for n in 0..40 {
        let age = 14 + dice.roll(7);
        let born = TODAY - Duration::days(365 * age as i64 + 30 + dice.roll(300) as i64);
        let someone = school.person(&format!("Jansen {n:02}"), born).await;
        for team in &teams {
            match dice.roll(6) {
                0 => school.in_team(someone.person, *team, date!(2025 - 08 - 01), None).await,
                1 => {
                    school.in_team(someone.person, *team, date!(2024 - 08 - 01), Some(TODAY - Duration::days(1))).await
                }
                2 => school.in_team(someone.person, *team, TODAY, Some(TODAY)).await,
                3 => school.in_team(someone.person, *team, TODAY + Duration::days(1), None).await,
                _ => {}
            }
        }
        for coach in &coaches {
            match dice.roll(5) {
                0 => school.coached(someone.person, *coach, date!(2025 - 08 - 01), None).await,
                1 => school.coached(someone.person, *coach, date!(2024 - 08 - 01), Some(date!(2025 - 07 - 31))).await,
                _ => {}
            }
        }
        let statuses = ["received", "intake_held", "enrolled", "withdrawn"];
        if dice.roll(2) == 0 {
            let team = (dice.roll(4) > 0).then(|| teams[dice.roll(3) as usize]);
            let status = statuses[dice.roll(4) as usize];
            school.applied(someone.person, team, date!(2026 - 08 - 01), status).await;
        }
        if dice.roll(5) == 0 {
            let guardian = school.guardian(someone.person, dice.roll(3) > 0).await;
            actors.push(school.member(Role::Guardian, Scope::Guardian(guardian)).await);
        }
        if n < 3 {
            actors.push(school.member(Role::Student, Scope::Person(someone.person)).await);
        }
        people.push(someone);
    }
    school.settle().await;
    (school, people, actors)
}

async fn listed(school: &School, actor: &Actor, action: Action) -> Option<BTreeSet<FileId>> {
    let (mut found, mut after) = (BTreeSet::new(), None);
    loop {
        let page = match school.store.file_list(actor, action, after, at(1)).await {
            Ok(page) => page,
            Err(StoreError::NotFound) => return None,
            Err(other) => panic!("{other}"),
        };
        assert!(page.rows.len() <= PAGE_SIZE);
        found.extend(page.rows.iter().map(|row| row.file));
        match page.next {
            Some(next) => after = Some(next),
            None => return Some(found),
        }
    }
}

async fn check(store: Store) {
    let mut dice = Dice(7);
    let (school, people, actors) = random_school(&store, "98AA", &mut dice).await;
    let (_, _, strangers) = random_school(&store, "98BB", &mut dice).await;
    for actor in actors.iter().chain(&strangers) {
        let home = actor.tenant() == school.tenant;
        let allowed_to = |action: Action, loaded: &facts::Loaded| {
            let decision = decide(actor, action, &Resource::File(loaded.rights.clone()));
            assert!(home || !decision.allowed, "a stranger is allowed {action:?}");
            decision.allowed
        };
        let mut tx = store.begin().await.unwrap();
        let policy = policy::load(&mut tx, school.tenant).await.unwrap();
        let files = facts::load(&mut tx, school.tenant, crate::which::Which::All, &policy, TODAY).await.unwrap();
        drop(tx);
        for action in [Action::ListFiles, Action::ListApplications] {
            let expected: BTreeSet<FileId> = files.iter().filter(|f| allowed_to(action, f)).map(|f| f.file).collect();
            let found = listed(&school, actor, action).await.unwrap_or_default();
            let found: BTreeSet<FileId> =
                if home { found } else { found.into_iter().filter(|f| files.iter().any(|x| x.file == *f)).collect() };
            assert_eq!(found, expected, "{action:?} by {actor:?}");
        }
        for (someone, action) in people.iter().map(|p| (p, Action::ViewFile)) {
            let loaded = files.iter().find(|f| f.file == someone.file).unwrap();
            let expected = allowed_to(action, loaded);
            match store.file_view(actor, someone.file, at(2)).await {
                Ok(view) => assert!(expected && view.file == someone.file, "{actor:?} opened {}", someone.file),
                Err(StoreError::NotFound) => assert!(!expected, "{actor:?} did not find {}", someone.file),
                Err(other) => panic!("{other}"),
            }
        }
        if home && decide(actor, Action::SearchFiles, &Resource::School { tenant: school.tenant }).allowed {
            let search = store.search_start(actor, "Jánsen 0", at(3)).await.unwrap();
            let hits = store.search(actor, search, at(3)).await.unwrap();
            let found: BTreeSet<FileId> = hits.rows.iter().map(|row| row.file).collect();
            let expected: BTreeSet<FileId> = files
                .iter()
                .filter(|f| allowed_to(Action::SearchFiles, f) && f.sort_key.starts_with("jansen 0"))
                .map(|f| f.file)
                .collect();
            assert_eq!(found, expected, "search by {actor:?}");
            for other in actors.iter().filter(|other| *other != actor).take(4) {
                assert!(matches!(store.search(other, search, at(3)).await, Err(StoreError::NotFound)));
            }
        }
    }
    assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
}

#[tokio::test]
async fn sql_finds_what_the_policy_allows_on_sqlite() {
    check(crate::testing::sqlite().await).await;
}

#[tokio::test]
async fn sql_finds_what_the_policy_allows_on_postgres() {
    check(crate::testing::postgres().await).await;
}
