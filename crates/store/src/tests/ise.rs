//! What was reported to DUO beside what was agreed: the rows of who may see files, numbers for who may not, every look told.

use super::path::{line, needs_support};
use super::school::{School, Someone, TODAY, at};
use crate::agreement::propose::NewVersion;
use crate::ise::{Counts, IseRow};
use crate::{StoreError, fresh};
use access::{Action, Actor, Reason, Role, Scope};
use register::agreement::{Answer, Subject};
use register::ise::Kind;
use register::policy::Name;
use register::statutory::Ground;
use register::{EnrolmentId, FileId, Moment, Period, TeamId, TenantId};
use time::macros::date;
use time::{Date, Duration};
use uuid::Uuid;

/// The day in the school year of the measures of [`line`] on which the comparison is made.
fn later() -> Moment {
    Moment { at: at(0).at + Duration::days(120), day: TODAY + Duration::days(120) }
}

/// An RO file was read to its end (or not), about days through one.
async fn read_ro(school: &School, until: Option<Date>, state: &str) -> Uuid {
    let (import, mut tx) = (fresh::id(), school.store.begin().await.unwrap());
    run!(
        tx,
        "INSERT INTO import_run (tenant_id, import_id, kind, sha256, imported_at, imported_by, report, period_ends, state) \
         VALUES ($1, $2, 'ro', $3, $4, 'test', '{}', $5, $6)",
        school.tenant.0,
        import,
        [0_u8].as_slice(),
        later().at + Duration::seconds(if state == "done" { 0 } else { 1 }),
        until,
        state
    )
    .unwrap();
    tx.commit().await.unwrap();
    import
}

async fn reported(
    school: &School,
    enrolment: EnrolmentId,
    (from, until): (Date, Option<Date>),
    withdrawn: Option<Uuid>,
) {
    let mut tx = school.store.begin().await.unwrap();
    run!(
        tx,
        "INSERT INTO support_period (tenant_id, enrolment_id, begins, ends, import_id, withdrawn_by) VALUES ($1, $2, $3, $4, $5, $6)",
        school.tenant.0,
        enrolment.0,
        from,
        until,
        school.import,
        withdrawn
    )
    .unwrap();
    tx.commit().await.unwrap();
}

/// Somebody of a team who is enrolled from 1 August 2026, and agreed on what is needed before it.
async fn agreed(school: &School, name: &str, team: TeamId, ground: Ground) -> (Someone, EnrolmentId) {
    let store = &school.store;
    let who = school.person(name, date!(2008 - 03 - 01)).await;
    school.in_team(who.person, team, date!(2023 - 08 - 01), None).await;
    let enrolment = school.enrolled(who.person, date!(2026 - 08 - 01), None).await;
    let care = school.member(Role::CareCoordinator, Scope::School).await;
    let student = school.member(Role::Student, Scope::Person(who.person)).await;
    school.settle().await;
    let form = register::intake::HoldIntake { ground: Some(ground), ..needs_support() };
    let view = store.assess(&care, who.file, 1, &form, at(1)).await.unwrap();
    let subjects = vec![Subject::Enrolment(enrolment)];
    let new = NewVersion { based_on: view.version, subjects, lines: vec![line("Extra tijd", "25%")] };
    let (version, _) = store.agreement_propose(&care, who.file, new, at(2)).await.unwrap();
    store.agreement_answer(&student, version, Answer::Agreed, at(3)).await.unwrap();
    (who, enrolment)
}

/// A row as a person reads it: whose, which kind, reported, agreed.
fn told(rows: &[IseRow]) -> Vec<(FileId, Kind, String)> {
    let days = |days: Option<Period>| {
        days.map_or_else(
            || "-".to_owned(),
            |days| format!("{}..{}", days.from, days.until.map(|d| d.to_string()).unwrap_or_default()),
        )
    };
    let one = |row: &IseRow| {
        let of = row.difference;
        (row.file, of.kind(), format!("{} | {}", days(of.reported()), days(of.agreed())))
    };
    rows.iter().map(one).collect()
}

async fn events(store: &crate::Store, tenant: TenantId) -> Vec<(String, Vec<register::PersonId>)> {
    let all = crate::testing::audited(store, tenant, 0).await.into_iter();
    let ours = all.filter(|event| event.payload.action.ends_with("_ise"));
    ours.map(|event| (event.payload.action, event.subjects)).collect()
}

crate::on_both! {
    async fn what_duo_has_is_held_against_what_was_agreed(store) {
        let school = School::new(&store, "41AB").await;
        let (care, tech) = (school.team("Zorg").await, school.team("Techniek").await);
        let (missing, _) = agreed(&school, "Aalders", care, Ground::Yes).await;
        let (other_days, moved) = agreed(&school, "Bakker", care, Ground::Yes).await;
        let (_, same) = agreed(&school, "Cornelis", care, Ground::Yes).await;
        let (policy, _) = agreed(&school, "Dirks", tech, Ground::No).await;
        let reported_only = school.person("Evers", date!(2008 - 03 - 01)).await;
        school.in_team(reported_only.person, tech, date!(2023 - 08 - 01), None).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        school.coached(reported_only.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        let left = school.enrolled(reported_only.person, date!(2024 - 08 - 01), Some(date!(2026 - 01 - 31))).await;
        let again = school.enrolled(reported_only.person, date!(2026 - 02 - 01), None).await;
        reported(&school, moved, (date!(2026 - 08 - 20), None), None).await;
        reported(&school, same, (date!(2026 - 08 - 01), Some(date!(2027 - 07 - 31))), None).await;
        reported(&school, left, (date!(2024 - 08 - 01), None), None).await;
        // A newer file held this no longer.
        reported(&school, again, (date!(2026 - 02 - 01), None), Some(school.import)).await;
        school.settle().await;
        let by = Actor::system(school.tenant, Reason::Command);
        let now = later();

        assert!(store.ise(&by, now).await.unwrap().is_none(), "nobody knows what DUO has");
        let policy_officer = school.member(Role::PolicyOfficer, Scope::School).await;
        let page = store.ise_page(&policy_officer, None, now).await.unwrap();
        assert!(page.as_of.is_none() && page.counts.all() == 0 && page.rows.is_none());
        read_ro(&school, None, "unfinished").await;
        assert!(store.ise(&by, now).await.unwrap().is_none(), "half of a file is none");
        assert_eq!(events(&store, school.tenant).await, [], "nobody was looked at");

        read_ro(&school, None, "done").await;
        let (as_of, rows) = store.ise(&by, now).await.unwrap().unwrap();
        let expected = [
            (missing.file, Kind::AgreedOnly, "- | 2026-08-01..".to_owned()),
            (other_days.file, Kind::Dates, "2026-08-20.. | 2026-08-01..".to_owned()),
            (reported_only.file, Kind::ReportedOnly, "2024-08-01..2026-01-31 | -".to_owned()),
        ];
        assert_eq!((as_of, told(&rows)), (now.day, expected.to_vec()));
        let mut seen = vec![missing.person, other_days.person, reported_only.person];
        seen.sort_unstable();
        assert_eq!(events(&store, school.tenant).await, [("compare_ise".to_owned(), seen.clone())]);

        // Numbers for who works on policy, and nobody's name; rows of theirs for who may see files.
        let page = store.ise_page(&policy_officer, None, now).await.unwrap();
        assert_eq!(page.counts, Counts([1, 1, 1]));
        assert!(page.rows.is_none());
        assert_eq!(events(&store, school.tenant).await.last().unwrap(), &("count_ise".to_owned(), vec![]));
        let all = || expected.to_vec();
        for (who, rows) in [
            (coach, all().split_off(2)),
            (school.member(Role::CareCoordinator, Scope::School).await, all()),
            (school.member(Role::CareCoordinator, Scope::Teams(vec![care])).await, all()[..2].to_vec()),
            (school.member(Role::CareCoordinator, Scope::Teams(vec![care, tech])).await, all()),
            (school.member(Role::TrajectoryCounsellor, Scope::Teams(vec![tech])).await, all().split_off(2)),
            (school.member(Role::Coach, Scope::Own).await, vec![]),
        ] {
            let page = store.ise_page(&who, None, now).await.unwrap();
            let shown = page.rows.unwrap();
            assert_eq!((told(&shown.shown), shown.total, shown.next), (rows.clone(), rows.len(), None), "{who:?}");
            assert_eq!(page.counts, Counts([1, 1, 1]), "of the school, whoever asks");
            let (_, subjects) = events(&store, school.tenant).await.pop().unwrap();
            assert_eq!(subjects.len(), rows.len(), "who is counted and not shown was not looked at");
            assert_eq!(told(&store.ise(&who, now).await.unwrap().unwrap().1), rows);
        }
        for role in [Role::Administrator, Role::PrivacyOfficer, Role::Teacher] {
            let scope = if role == Role::Teacher { Scope::None } else { Scope::School };
            let who = school.member(role, scope).await;
            assert!(matches!(store.ise_page(&who, None, now).await, Err(StoreError::NotFound)), "{role:?}");
            assert!(matches!(store.ise(&who, now).await, Err(StoreError::NotFound)), "{role:?}");
        }
        let nobody = store.ise(&policy_officer, now).await;
        assert!(matches!(nobody, Err(StoreError::NotFound)), "who reads numbers has no rows");
        let elsewhere = School::new(&store, "41AC").await;
        read_ro(&elsewhere, None, "done").await;
        let other = Actor::system(elsewhere.tenant, Reason::Command);
        assert_eq!(store.ise(&other, now).await.unwrap().unwrap().1.len(), 0);

        // From the day on which the school says so, its own agreements count.
        let period = Period::since(date!(2026 - 08 - 01));
        let put = crate::policy::Put { name: Name::ReportWithoutGround, typed: Some("yes"), period, based_on: None };
        store.policy_set(&by, put, at(4)).await.unwrap();
        let (_, rows) = store.ise(&by, now).await.unwrap().unwrap();
        assert!(told(&rows).contains(&(policy.file, Kind::AgreedOnly, "- | 2026-08-01..".to_owned())));

        // A file speaks through its last day: of what began after it, nobody knows what DUO has.
        let mut tx = store.begin().await.unwrap();
        run!(tx, "UPDATE import_run SET period_ends = $2 WHERE tenant_id = $1 AND kind = 'ro'", school.tenant.0, date!(2026 - 07 - 31)).unwrap();
        tx.commit().await.unwrap();
        let (as_of, rows) = store.ise(&by, now).await.unwrap().unwrap();
        assert_eq!((as_of, told(&rows)), (date!(2026 - 07 - 31), all().split_off(2)));
    }

    /// Pages of whole files, each row once, in the order of names.
    async fn a_page_ends_between_files(store) {
        let school = School::new(&store, "41AD").await;
        read_ro(&school, None, "done").await;
        for n in 0..30 {
            let who = school.person(&format!("Student {n:02}"), date!(2008 - 03 - 01)).await;
            for year in [2023, 2024] {
                let from = date!(2000 - 08 - 01).replace_year(year).unwrap();
                let until = from + Duration::days(200);
                let enrolment = school.enrolled(who.person, from, Some(until)).await;
                reported(&school, enrolment, (from, None), None).await;
            }
        }
        school.settle().await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let (mut after, mut all, mut pages) = (None, Vec::new(), 0);
        loop {
            let rows = store.ise_page(&care, after, later()).await.unwrap().rows.unwrap();
            assert_eq!((rows.before, rows.total), (all.len(), 60));
            all.extend(told(&rows.shown).into_iter().map(|(file, ..)| file));
            pages += 1;
            match rows.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let whole = store.ise(&care, later()).await.unwrap().unwrap().1;
        assert_eq!(all, whole.iter().map(|row| row.file).collect::<Vec<_>>());
        assert_eq!((pages, whole.len()), (3, 60));
        let nowhere = store.ise_page(&care, Some(FileId(fresh::id())), later()).await;
        assert!(matches!(nowhere, Err(StoreError::NotFound)));
        let action = Action::CompareIse;
        assert_eq!(events(&store, school.tenant).await.last().unwrap().0, action.code());
    }
}
