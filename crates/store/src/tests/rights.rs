//! Row rights in SQL, held to the oracle beside this file: over schools with every kind of relation, on and around the
//! days on which it begins and ends, each person finds by list, by search, by opening and on their own pages exactly
//! what the oracle says, and nothing of another tenant.

use super::oracle::{Asks, Days, Kin, Laid, What};
use super::school::{School, TODAY, at};
use crate::file::list::{PAGE_SIZE, Work};
use crate::file::within::Chosen;
use crate::{Store, StoreError, workbench};
use access::{Action, Actor, Role, Scope};
use register::{AccountId, FileId, GuardianId, TeamId};
use std::collections::BTreeSet;
use time::macros::date;
use time::{Date, Duration};
use uuid::Uuid;

/// A small generator (SplitMix64, Steele, Lea and Flood 2014): the same school every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides) as usize
    }
}

fn days_ago(days: i64) -> Date {
    TODAY - Duration::days(days)
}

/// Days in and around today: running, over since yesterday, today only, from tomorrow, long over, to the last day.
fn some_days(dice: &mut Dice) -> Days {
    [
        (date!(2025 - 08 - 01), None),
        (date!(2024 - 08 - 01), Some(days_ago(1))),
        (TODAY, Some(TODAY)),
        (days_ago(-1), None),
        (date!(2023 - 08 - 01), Some(date!(2024 - 07 - 31))),
        (date!(2025 - 08 - 01), Some(TODAY)),
    ][dice.roll(6)]
}

/// Birth dates around every boundary of age, and in between.
fn born(dice: &mut Dice) -> Date {
    match dice.roll(8) {
        0 => date!(2010 - 05 - 12), // sixteen today
        1 => date!(2010 - 05 - 13), // sixteen tomorrow
        2 => date!(2008 - 05 - 12), // eighteen today
        3 => date!(2008 - 05 - 13), // eighteen tomorrow
        _ => days_ago(365 * (13 + dice.roll(8) as i64) + 30 + dice.roll(300) as i64),
    }
}

/// A school at random, and everybody who could ask.
struct Town {
    school: School,
    people: Vec<Laid>,
    asking: Vec<(Actor, Asks)>,
}

async fn town(store: &Store, code: &str, dice: &mut Dice) -> Town {
    let school = School::new(store, code).await;
    let teams: Vec<TeamId> = vec![school.team("Een").await, school.team("Twee").await, school.team("Drie").await];
    let mut asking = Vec::new();
    for (role, scope, who) in staff(&teams) {
        let actor = school.member(role, scope).await;
        let who = who(actor.account().unwrap());
        asking.push((actor, who));
    }
    let coaches: Vec<AccountId> = asking.iter().take(3).filter_map(|(actor, _)| actor.account()).collect();
    let line = |who: &Asks| match who {
        Asks::Caseload(account, _) | Asks::OwnLine(account) => Some(*account),
        Asks::Coach(_) | Asks::Intaker(_) | Asks::Privacy | Asks::Nobody | Asks::Student(_) | Asks::Parent(_) => None,
    };
    let line: Vec<AccountId> = asking.iter().filter_map(|(_, who)| line(who)).collect();
    let mut people = Vec::new();
    for n in 0..48 {
        let mut laid = someone(&school, &teams, &coaches, n, dice).await;
        if dice.roll(2) == 0 {
            let by = line[dice.roll(line.len() as u64)];
            // What goes on, and what is over or of another line, which gives nothing.
            let (tier, status) = [
                ("second", "accepted"),
                ("second", "asked"),
                ("second", "waiting"),
                ("second", "refused"),
                ("second", "withdrawn"),
                ("second", "ended"),
                ("third", "accepted"),
            ][dice.roll(7)];
            school.referred(laid.someone.file, tier, status, by).await;
            laid.taken.extend((tier == "second" && status == "accepted").then_some(by));
        }
        people.push(laid);
    }
    for laid in people.iter().take(6) {
        let actor = school.member(Role::Student, Scope::Person(laid.someone.person)).await;
        asking.push((actor, Asks::Student(laid.someone.person)));
    }
    let kin: Vec<GuardianId> = people.iter().flat_map(|laid| laid.kin.iter().map(|kin| kin.id)).collect();
    for id in kin {
        let actor = school.member(Role::Guardian, Scope::Guardian(id)).await;
        asking.push((actor, Asks::Parent(id)));
    }
    school.settle().await;
    Town { school, people, asking }
}

type Makes = fn(AccountId) -> Asks;
type Made = Box<dyn Fn(AccountId) -> Asks + Send>;

/// One of each kind of staff, with what the product promises them. The first three coach.
fn staff(teams: &[TeamId]) -> Vec<(Role, Scope, Made)> {
    let coach: Makes = Asks::Coach;
    let nobody: Makes = |_| Asks::Nobody;
    let some = |chosen: &[usize]| -> Vec<TeamId> { chosen.iter().map(|n| teams[*n]).collect() };
    let of_teams = |chosen: &[usize]| Scope::Teams(some(chosen));
    let intaker = |teams: Option<Vec<TeamId>>| -> Made { Box::new(move |_| Asks::Intaker(teams.clone())) };
    let caseload =
        |teams: Option<Vec<TeamId>>| -> Made { Box::new(move |account| Asks::Caseload(account, teams.clone())) };
    let mut all: Vec<(Role, Scope, Made)> = vec![
        (Role::Coach, Scope::Own, Box::new(coach)),
        (Role::Coach, of_teams(&[0]), Box::new(coach)),
        (Role::Coach, Scope::School, Box::new(coach)),
        (Role::Intaker, of_teams(&[0]), intaker(Some(some(&[0])))),
        (Role::Intaker, of_teams(&[1, 2]), intaker(Some(some(&[1, 2])))),
        (Role::Intaker, Scope::School, intaker(None)),
        (Role::CareCoordinator, Scope::School, caseload(None)),
        (Role::CareCoordinator, of_teams(&[2]), caseload(Some(some(&[2])))),
        (Role::TrajectoryCounsellor, of_teams(&[0, 1]), caseload(Some(some(&[0, 1])))),
        (Role::TrajectoryCounsellor, Scope::Own, Box::new(Asks::OwnLine)),
        (Role::PrivacyOfficer, Scope::School, Box::new(|_| Asks::Privacy)),
        // A privacy officer whose reach was never given: the whole school is for who has the whole school.
        (Role::PrivacyOfficer, Scope::None, Box::new(nobody)),
        (Role::CareCoordinator, Scope::None, Box::new(nobody)),
        (Role::Intaker, Scope::None, Box::new(nobody)),
    ];
    // Who guides placements reaches those, who handles disputes reaches those, and neither finds a file.
    let (guides, handles) = (Role::WorkplaceCoach, Role::DisputeDesk);
    let others = [Role::Administrator, Role::Teacher, Role::TeamManager, Role::PolicyOfficer, Role::ExamOffice];
    for role in others.into_iter().chain([guides, handles]) {
        all.push((role, Scope::School, Box::new(nobody)));
    }
    all
}

async fn someone(school: &School, teams: &[TeamId], coaches: &[AccountId], n: usize, dice: &mut Dice) -> Laid {
    let (name, born) = (format!("Jansen {n:02}"), born(dice));
    let someone = school.person(&name, born).await;
    let person = someone.person;
    let mut laid = Laid {
        someone,
        name,
        born,
        teams: vec![],
        coaches: vec![],
        applications: vec![],
        enrolments: vec![],
        kin: vec![],
        taken: vec![],
    };
    for team in teams {
        if dice.roll(2) == 0 {
            let days = some_days(dice);
            school.in_team(person, *team, days.0, days.1).await;
            laid.teams.push((*team, days));
        }
    }
    for coach in coaches {
        if dice.roll(3) == 0 {
            let days = some_days(dice);
            school.coached(person, *coach, days.0, days.1).await;
            laid.coaches.push((*coach, days));
        }
    }
    if dice.roll(2) == 0 {
        let team = (dice.roll(4) > 0).then(|| teams[dice.roll(3)]);
        let (status, open) = [
            ("received", true),
            ("intake_held", true),
            ("enrolled", false),
            ("withdrawn", false),
            ("not_admitted", false),
        ][dice.roll(5)];
        school.applied(person, team, date!(2026 - 08 - 01), status).await;
        laid.applications.push((team, open));
    }
    if dice.roll(2) == 0 {
        let from = days_ago([0, 30, 91, 92, 93, 400, -1][dice.roll(7)]);
        let until = [None, None, None, Some(days_ago(1)), Some(TODAY), Some(days_ago(-30))][dice.roll(6)];
        let until = until.filter(|last| *last >= from);
        let enrolment = school.enrolled(person, from, until).await;
        let taken_back = dice.roll(5) == 0;
        if taken_back {
            school.taken_back(enrolment).await;
        }
        laid.enrolments.push(((from, until), taken_back));
    }
    if dice.roll(2) == 0 {
        let kin = Kin {
            id: GuardianId(Uuid::nil()),
            authority: dice.roll(3) > 0,
            days: some_days(dice),
            granted: (dice.roll(2) == 0).then(|| some_days(dice)),
        };
        laid.kin.push(school.kin(person, kin).await);
    }
    laid
}

/// All that a list shows, page after page; `None` where the list does not exist for them.
async fn listed(store: &Store, actor: &Actor, action: Action) -> Option<BTreeSet<FileId>> {
    let (mut found, mut after) = (BTreeSet::new(), None);
    loop {
        let page = match store.file_list(actor, action, after, at(1)).await {
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

/// All that a list shows of what was chosen, page after page, each with the number that it says.
async fn chosen(store: &Store, actor: &Actor, asked: (Chosen, Work)) -> Option<BTreeSet<FileId>> {
    let (mut found, mut after, mut said) = (Vec::new(), None, None);
    loop {
        let page = there(store.file_list_chosen(actor, Action::ListFiles, asked, after, at(1)).await)?;
        assert_eq!(page.before, found.len() as i64, "before a page");
        assert_eq!(*said.get_or_insert(page.total), page.total);
        found.extend(page.rows.iter().map(|row| row.file));
        after = page.next;
        if after.is_none() {
            let once: BTreeSet<FileId> = found.iter().copied().collect();
            assert_eq!((found.len(), once.len() as i64), (once.len(), page.total), "a number is that of its list");
            return Some(once);
        }
    }
}

/// All work on a desk, of one thing each: page after page, each with the number that it says.
async fn on_the_desk(store: &Store, actor: &Actor, files: Chosen) -> Option<BTreeSet<FileId>> {
    let (mut found, mut asked) = (Vec::new(), workbench::Asked { files, ..Default::default() });
    loop {
        let page = there(store.workbench(actor, &asked, at(1)).await)?;
        assert_eq!(page.before, found.len() as i64, "before a page");
        found.extend(page.rows.iter().map(|row| row.file));
        asked.after = page.next;
        if asked.after.is_none() {
            let once: BTreeSet<FileId> = found.iter().copied().collect();
            assert_eq!(
                (found.len(), once.len() as i64),
                (once.len(), page.count(None, None)),
                "a number is that of its list"
            );
            return Some(once);
        }
    }
}

/// All that a search for the beginning of a name finds.
async fn searched(store: &Store, actor: &Actor, words: &str) -> BTreeSet<FileId> {
    match store.search_start(actor, words, at(3)).await {
        Ok(search) => {
            let hits = store.search(actor, search, at(3)).await.unwrap();
            hits.rows.iter().map(|row| row.file).collect()
        }
        Err(StoreError::NotFound) => BTreeSet::new(),
        Err(other) => panic!("{other}"),
    }
}

fn there<T>(found: Result<T, StoreError>) -> Option<T> {
    match found {
        Ok(found) => Some(found),
        Err(StoreError::NotFound) => None,
        Err(other) => panic!("{other}"),
    }
}

impl Town {
    fn expected(&self, who: &Asks, what: What, informed_at_16: bool) -> BTreeSet<FileId> {
        let found = self.people.iter().filter(|laid| laid.found_by(who, what, informed_at_16));
        found.map(|laid| laid.someone.file).collect()
    }

    async fn check(&self, informed_at_16: bool) {
        let store = &self.school.store;
        for (actor, who) in &self.asking {
            let expected = |what| self.expected(who, what, informed_at_16);
            for (action, what) in [(Action::ListFiles, What::Files), (Action::ListApplications, What::Applications)] {
                let found = listed(store, actor, action).await.unwrap_or_default();
                assert_eq!(found, expected(what), "{action:?} by {who:?}");
            }
            let files = expected(What::Files);
            for laid in &self.people {
                let file = laid.someone.file;
                let opened = there(store.file_view(actor, file, at(2)).await).map(|view| view.file);
                assert_eq!(opened, files.contains(&file).then_some(file), "{who:?} opening {}", laid.name);
            }
            let named = |laid: &&Laid| laid.name.starts_with("Jansen 0");
            let hits: BTreeSet<FileId> = self.people.iter().filter(named).map(|laid| laid.someone.file).collect();
            let hits: BTreeSet<FileId> = hits.intersection(&expected(What::Search)).copied().collect();
            assert_eq!(searched(store, actor, "J\u{e1}nsen 0").await, hits, "search by {who:?}");
            // On the pages of a student and a parent.
            let mine = there(store.mine(actor, at(4)).await);
            let measures: BTreeSet<FileId> = mine.iter().map(|mine| mine.file).collect();
            assert_eq!(measures, expected(What::Measures), "the own page of {who:?}");
            let whole: BTreeSet<FileId> =
                mine.iter().filter(|mine| mine.may_answer && mine.may_see_looks).map(|mine| mine.file).collect();
            let some: BTreeSet<FileId> =
                mine.iter().filter(|mine| mine.may_answer || mine.may_see_looks).map(|mine| mine.file).collect();
            assert_eq!((&whole, &some), (&expected(What::OwnFile), &whole), "what {who:?} may do there");
            assert_eq!(there(store.looks(actor, None, at(5)).await).is_some(), !whole.is_empty(), "looks of {who:?}");
        }
    }

    /// For everybody who asks and all that can be chosen: the desk, the files and the applications are those of whom they
    /// may find, of that team, of that coach, with work, and no others; and so are the numbers.
    async fn check_chosen(&self) {
        let store = &self.school.store;
        let some = |choice: fn(&Laid) -> Option<Uuid>| -> Vec<Option<Uuid>> {
            let all: BTreeSet<Option<Uuid>> = self.people.iter().map(choice).collect();
            all.into_iter().chain([None]).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let teams = some(|laid| laid.teams.first().map(|(team, _)| team.0));
        let coaches = some(|laid| laid.coaches.first().map(|(coach, _)| coach.0));
        for (actor, who) in &self.asking {
            for (team, coach) in
                teams.iter().flat_map(|team| coaches.iter().map(move |coach| (team.map(TeamId), coach.map(AccountId))))
            {
                let files = Chosen { team, coach };
                let fits = |laid: &&Laid| {
                    team.is_none_or(|team| laid.teams_now().contains(&team) || laid.in_hand(Some(&[team])))
                        && coach.is_none_or(|coach| laid.coached_by(coach))
                };
                let of = |what, with_work: bool| -> BTreeSet<FileId> {
                    let found = self.people.iter().filter(|laid| laid.found_by(who, what, true)).filter(fits);
                    found.filter(|laid| !with_work || laid.waits_for_a_look()).map(|laid| laid.someone.file).collect()
                };
                let says = |found: Option<BTreeSet<FileId>>| found.unwrap_or_default();
                assert_eq!(
                    says(on_the_desk(store, actor, files).await),
                    of(What::Files, true),
                    "the desk of {who:?}, {files:?}"
                );
                for with_work in [false, true] {
                    let found =
                        says(chosen(store, actor, (files, if with_work { Work::Some } else { Work::Whatever })).await);
                    assert_eq!(found, of(What::Files, with_work), "files of {who:?}, {files:?} {with_work}");
                }
            }
            let applied = |laid: &&Laid| laid.applications.iter().any(|(_, open)| *open);
            let expected =
                self.people.iter().filter(|laid| laid.found_by(who, What::Applications, true)).filter(applied);
            let expected: BTreeSet<FileId> = expected.map(|laid| laid.someone.file).collect();
            let (mut found, mut after) = (Vec::new(), None);
            while let Some(page) = there(store.application_list(actor, Default::default(), after, at(1)).await) {
                assert_eq!(
                    (page.before, page.total),
                    (found.len() as i64, expected.len() as i64),
                    "applications for {who:?}"
                );
                found.extend(page.rows.iter().map(|row| row.row.file));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found.len(), expected.len());
            assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected, "applications for {who:?}");
        }
    }

    /// Whoever works elsewhere finds nothing here, and no search of another is theirs.
    async fn strangers(&self, strangers: &Self) {
        let store = &self.school.store;
        let ours: BTreeSet<FileId> = self.people.iter().map(|laid| laid.someone.file).collect();
        for (stranger, who) in &strangers.asking {
            for action in [Action::ListFiles, Action::ListApplications] {
                let found = listed(store, stranger, action).await.unwrap_or_default();
                assert!(found.is_disjoint(&ours), "{action:?} by {who:?} of another school");
            }
            let file = self.people[0].someone.file;
            assert!(there(store.file_view(stranger, file, at(6)).await).is_none(), "{who:?} of another school");
            assert!(searched(store, stranger, "jansen").await.is_disjoint(&ours));
        }
        for (actor, who) in &self.asking {
            let Some(search) = there(store.search_start(actor, "jansen", at(7)).await) else { continue };
            for (other, _) in self.asking.iter().chain(&strangers.asking).filter(|(other, _)| other != actor) {
                assert!(there(store.search(other, search, at(7)).await).is_none(), "the search of {who:?}");
            }
        }
    }
}

async fn check(store: Store) {
    let mut dice = Dice(7);
    let here = town(&store, "98AA", &mut dice).await;
    let elsewhere = town(&store, "98BB", &mut dice).await;
    here.check(true).await;
    here.check_chosen().await;
    here.strangers(&elsewhere).await;
    // This one tells no parents at sixteen. The other setting is set as well, so that neither is read for the other.
    elsewhere.school.decides("inform_guardians_at_16", date!(2026 - 01 - 01), "no").await;
    elsewhere.school.decides("agree_without_ground", date!(2026 - 01 - 01), "yes").await;
    elsewhere.school.settle().await;
    elsewhere.check(false).await;
    for school in [&here.school, &elsewhere.school] {
        let verdict = store.audit_verify(school.tenant, None).await.unwrap();
        assert!(matches!(verdict, crate::audit::Verdict::Whole { .. }), "{verdict:?}");
    }
}

#[tokio::test]
async fn sql_finds_what_the_oracle_says_on_sqlite() {
    check(crate::testing::sqlite().await).await;
}

#[tokio::test]
async fn sql_finds_what_the_oracle_says_on_postgres() {
    check(crate::testing::postgres().await).await;
}
