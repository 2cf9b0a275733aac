//! Days that turn: what time alone changes is written ahead, for one file or for a whole school.

use super::school::{School, TODAY, at};
use crate::file::scope;
use crate::{Store, fresh};
use access::{Action, Actor, Role, Scope};
use register::{FileId, Moment, TeamId, TenantId};
use std::collections::BTreeSet;
use time::macros::date;
use time::{Date, Duration};

fn on(day: Date) -> Moment {
    Moment { day, ..at(0) }
}

/// Many at once: in one team and with one coach through 31 July, in another from 1 August.
async fn crowd(school: &School, old: TeamId, new: TeamId, coach: &Actor, many: usize) {
    let (tenant, account) = (school.tenant.0, coach.account().unwrap().0);
    let mut tx = school.store.begin().await.unwrap();
    let (first, last, next) = (date!(2025 - 08 - 01), date!(2026 - 07 - 31), date!(2026 - 08 - 01));
    for n in 0..many {
        let (person, key) = (fresh::id(), format!("jansen {n:04}"));
        run!(
            tx,
            "INSERT INTO person (tenant_id, person_id, family_name, sort_key, import_id) VALUES ($1, $2, $3, $3, $4)",
            tenant,
            person,
            key.as_str(),
            school.import
        )
        .unwrap();
        let keys = ["jansen".to_owned(), format!("{n:04}")].map(|key| (key, person));
        crate::search_key::add(&mut tx, school.tenant, &keys).await.unwrap();
        run!(
            tx,
            "INSERT INTO support_file (tenant_id, file_id, person_id, version) VALUES ($1, $2, $3, 1)",
            tenant,
            fresh::id(),
            person
        )
        .unwrap();
        const TEAM: &str =
            "INSERT INTO person_team (tenant_id, person_id, team_id, begins, ends) VALUES ($1, $2, $3, $4, $5)";
        run!(tx, TEAM, tenant, person, old.0, first, Some(last)).unwrap();
        run!(tx, TEAM, tenant, person, new.0, next, None::<Date>).unwrap();
        run!(tx, "INSERT INTO person_coach (tenant_id, person_id, email_key, account_id, begins, ends) VALUES ($1, $2, 'c', $3, $4, $5)",
            tenant, person, account, first, Some(last)).unwrap();
        run!(tx, "INSERT INTO enrolment (tenant_id, enrolment_id, person_id, number, begins, import_id) VALUES ($1, $2, $3, '1', $4, $5)",
            tenant, fresh::id(), person, first, school.import).unwrap();
    }
    tx.commit().await.unwrap();
}

/// How many files an actor finds on a day: in the list, page by page; on the first page of the work list; by searching.
async fn found(store: &Store, actor: &Actor, day: Date) -> (usize, usize, usize) {
    let (mut files, mut after) = (BTreeSet::new(), None);
    loop {
        let page = store.file_list(actor, Action::ListFiles, after, on(day)).await.unwrap();
        files.extend(page.rows.iter().map(|row| row.file));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let work: BTreeSet<FileId> =
        store.workbench(actor, &Default::default(), on(day)).await.unwrap().rows.iter().map(|r| r.file).collect();
    let search = store.search_start(actor, "jansen", on(day)).await.unwrap();
    (files.len(), work.len(), store.search(actor, search, on(day)).await.unwrap().rows.len())
}

/// Every row of the projection that holds on a day.
async fn rows_on(
    store: &Store,
    tenant: TenantId,
    day: Date,
) -> BTreeSet<(String, uuid::Uuid, uuid::Uuid, Option<String>)> {
    let mut tx = store.begin_reading().await.unwrap();
    const ROWS: &str = "SELECT kind, scope_id, file_id, attention FROM file_scope WHERE tenant_id = $1 AND begins <= $2 AND ends >= $2";
    rows!(tx, (String, uuid::Uuid, uuid::Uuid, Option<String>), ROWS, tenant.0, day).unwrap().into_iter().collect()
}

crate::on_both! {
    /// On 1 August a school moves: nobody is found where they were, all are found where they are, and nothing was
    /// written for it.
    async fn twelve_hundred_files_turn_on_one_day(store) {
        let school = School::new(&store, "96AA").await;
        let (old, new) = (school.team("Oud").await, school.team("Nieuw").await);
        let of_old = school.member(Role::CareCoordinator, Scope::Teams(vec![old])).await;
        let of_new = school.member(Role::CareCoordinator, Scope::Teams(vec![new])).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        crowd(&school, old, new, &coach, 1200).await;
        school.settle().await;
        let (before, after) = (date!(2026 - 07 - 31), date!(2026 - 08 - 01));
        let all = (1200, 25, 25);
        for (actor, last_day, first_day) in [(&of_old, all, (0, 0, 0)), (&of_new, (0, 0, 0), all), (&coach, all, (0, 0, 0))] {
            assert_eq!(found(&store, actor, before).await, last_day, "{:?}", actor.role());
            assert_eq!(found(&store, actor, after).await, first_day, "{:?}", actor.role());
        }
        let hers = store.file_list(&of_old, Action::ListFiles, None, on(before)).await.unwrap().rows[0].file;
        assert!(store.file_view(&of_old, hers, on(before)).await.is_ok());
        assert!(store.file_view(&of_old, hers, on(after)).await.is_err(), "no more than it is listed");
        let work = store.workbench(&of_new, &Default::default(), on(before)).await.unwrap();
        assert_eq!(work.turns_on, Some(after), "an empty list says when it changes");
    }

    /// Rows from before the projection knew days hold until the day their file names, and not a day longer.
    async fn what_was_written_before_days_were_known_turns_when_its_day_comes(store) {
        let school = School::new(&store, "96AB").await;
        let (old, new) = (school.team("Oud").await, school.team("Nieuw").await);
        let of_old = school.member(Role::CareCoordinator, Scope::Teams(vec![old])).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        crowd(&school, old, new, &coach, 230).await;
        school.settle().await;
        let mut tx = store.begin().await.unwrap();
        let (before, after) = (date!(2026 - 07 - 31), date!(2026 - 08 - 01));
        run!(tx, "DELETE FROM file_scope WHERE tenant_id = $1 AND begins > $2", school.tenant.0, TODAY).unwrap();
        run!(tx, "UPDATE file_scope SET ends = $2 WHERE tenant_id = $1", school.tenant.0, date!(9999 - 12 - 31)).unwrap();
        run!(tx, "UPDATE support_file SET recheck_on = $2 WHERE tenant_id = $1", school.tenant.0, after).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(found(&store, &of_old, before).await, (230, 25, 25));
        let search = store.search_start(&of_old, "jansen", on(after)).await.unwrap();
        assert!(store.search(&of_old, search, on(after)).await.unwrap().rows.is_empty(), "a search turns the day too");
        assert_eq!(found(&store, &of_old, after).await, (0, 0, 0));
    }

    /// What is written ahead for a day is what would be written on that day.
    async fn written_ahead_is_written_on_the_day(store) {
        let school = School::new(&store, "96AC").await;
        let teams = [school.team("Een").await, school.team("Twee").await];
        let coach = school.member(Role::Coach, Scope::Own).await.account().unwrap();
        let day = |n: i64| TODAY + Duration::days(n);
        for n in 0..40_i64 {
            let someone = school.person(&format!("Jansen {n:02}"), date!(2008 - 01 - 01)).await.person;
            school.in_team(someone, teams[0], day(n % 7 - 3), (n % 3 > 0).then(|| day(n % 5))).await;
            if n % 2 == 0 {
                school.in_team(someone, teams[1], day(n % 11), Some(day(n % 11 + n % 4))).await;
            }
            if n % 3 == 0 {
                school.coached(someone, coach, day(n % 6 - 1), (n % 4 > 0).then(|| day(n % 9))).await;
            }
            if n % 5 == 0 {
                school.applied(someone, Some(teams[0]), date!(2029 - 08 - 01), "received").await;
            }
            if n % 4 != 1 {
                school.enrolled(someone, day(n % 13 - 95), (n % 2 == 0).then(|| day(n % 8))).await;
            }
        }
        school.settle().await;
        let days: Vec<Date> = (0..20).chain([90, 91, 92, 93, 100, 400]).map(day).collect();
        let mut ahead = Vec::new();
        for day in &days {
            ahead.push(rows_on(&store, school.tenant, *day).await);
            let off = store.projections_off(school.tenant, *day).await.unwrap();
            assert!(off.is_empty(), "{day}: {off:?}");
        }
        assert!(ahead.windows(2).filter(|pair| pair[0] != pair[1]).count() > 10, "the days differ");
        for (day, ahead) in days.iter().zip(ahead) {
            store.rights_refresh(school.tenant, *day).await.unwrap();
            assert_eq!(rows_on(&store, school.tenant, *day).await, ahead, "{day}");
        }
        let mut tx = store.begin().await.unwrap();
        scope::refresh_all(&mut tx, school.tenant, TODAY).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// What somebody changed, took away or put in beside the facts is counted, table by table, and written anew it is none.
    async fn rows_that_are_not_as_the_facts_give_them_are_counted(store) {
        let school = School::new(&store, "96AE").await;
        let team = school.team("Zorg").await;
        // More than are read at once.
        for n in 0..230_i64 {
            let someone = school.person(&format!("Jansen {n:03}"), date!(2008 - 01 - 01)).await.person;
            school.in_team(someone, team, TODAY, None).await;
            school.applied(someone, Some(team), date!(2026 - 08 - 01), "received").await;
            school.enrolled(someone, TODAY - Duration::days(n % 20), None).await;
        }
        school.settle().await;
        let off = async || store.projections_off(school.tenant, TODAY).await.unwrap();
        assert!(off().await.is_empty(), "{:?}", off().await);
        let mut tx = store.begin().await.unwrap();
        let tenant = school.tenant.0;
        const GONE: &str = "DELETE FROM file_scope WHERE tenant_id = $1 AND kind = 'team' AND begins <= $2 AND ends >= $2";
        const LATER: &str = "UPDATE file_duty SET due_on = '2001-01-01' WHERE tenant_id = $1 AND begins <= $2 AND ends >= $2";
        let (gone, later) = (run!(tx, GONE, tenant, TODAY).unwrap(), run!(tx, LATER, tenant, TODAY).unwrap());
        let sides = run!(tx, "DELETE FROM intake_timely WHERE tenant_id = $1", tenant).unwrap();
        tx.commit().await.unwrap();
        assert!(gone == 230 && later >= 230 && sides == 230, "{gone} {later} {sides}");
        // One that was changed is one too few and one too many.
        assert_eq!(off().await, [("file_duty", 2 * later), ("file_scope", gone), ("intake_timely", sides)]);
        store.rights_refresh(school.tenant, TODAY).await.unwrap();
        assert!(off().await.is_empty());
        // Rows of before they had a place among the names get the one that they would be given.
        crate::testing::tamper(&store, "UPDATE file_duty SET sort_key = ''").await;
        assert!(!off().await.is_empty());
        crate::tests::migrations::again(&store, include_str!("../../schema/0020_desk_order.sql")).await;
        assert!(off().await.is_empty(), "{:?}", off().await);
    }

    /// The list of applications shows, and logs, those who applied: not who is followed up without having applied.
    async fn the_list_of_applications_is_of_who_applied(store) {
        let school = School::new(&store, "96AD").await;
        let team = school.team("Zorg").await;
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        let mut applied = Vec::new();
        for n in 0..60 {
            let someone = school.person(&format!("Jansen {n:02}"), date!(2008 - 01 - 01)).await;
            school.in_team(someone.person, team, date!(2026 - 04 - 01), None).await;
            school.enrolled(someone.person, date!(2026 - 04 - 01), None).await;
            if n % 2 == 0 {
                school.applied(someone.person, Some(team), date!(2026 - 08 - 01), "received").await;
                applied.push(someone.person);
            }
        }
        school.settle().await;
        assert_eq!(store.file_list(&intaker, Action::ListFiles, None, at(1)).await.unwrap().rows.len(), 25);
        let logged = crate::testing::audited(&store, school.tenant, 0).await.len() as i64;
        let first = store.application_list(&intaker, Default::default(), None, at(2)).await.unwrap();
        let second = store.application_list(&intaker, Default::default(), first.next, at(3)).await.unwrap();
        let shown = |page: &crate::file::applications::ApplicationPage| {
            assert_eq!(page.total, 30, "the number is that of the list, on every page");
            page.rows.iter().map(|row| row.row.person).collect::<Vec<_>>()
        };
        assert_eq!((shown(&first).len(), shown(&second).len(), second.next), (25, 5, None), "a page is full");
        let events = crate::testing::audited(&store, school.tenant, logged).await;
        for (event, page) in events.iter().zip([&first, &second]) {
            let (mut shown, mut named) = (shown(page), event.subjects.clone());
            shown.sort_unstable();
            named.sort_unstable();
            assert_eq!(shown, named);
        }
        let all: BTreeSet<_> = shown(&first).into_iter().chain(shown(&second)).collect();
        assert_eq!(all, applied.into_iter().collect());
    }
}
