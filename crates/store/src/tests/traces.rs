//! Every look and every change leaves its event with its subjects; an impossible row is an error with its key.

use super::school::{School, at};
use crate::{Store, StoreError};
use access::{Action, Role, Scope};
use register::TenantId;
use time::macros::date;

/// The newest event's action and subjects, and how many events there are.
pub(super) async fn newest(store: &Store, tenant: TenantId) -> (i64, String, Vec<uuid::Uuid>) {
    let mut tx = store.begin().await.unwrap();
    let event = row!(
        tx,
        (i64, String),
        "SELECT seq, payload FROM audit_event WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1",
        tenant.0
    )
    .unwrap();
    let Some((seq, payload)) = event else { return (0, String::new(), Vec::new()) };
    let payload: crate::audit::Payload = serde_json::from_str(&payload).unwrap();
    (seq, payload.action, payload.subjects)
}

/// While somebody reads, SQLite's log cannot begin anew by itself.
#[tokio::test]
async fn the_log_is_folded_when_it_has_grown() {
    let store = crate::testing::sqlite().await;
    let write = async |n: usize| store.set_meta("note", &"x".repeat(20_000 + n), at(0)).await.unwrap();
    let mut reader = store.begin_snapshot().await.unwrap();
    row!(reader, (i64,), "SELECT COUNT(*) FROM meta").unwrap();
    for n in 0..900 {
        write(n).await;
    }
    assert!(store.fold_log().await.unwrap() > 4096, "held by who reads");
    write(901).await;
    assert!(store.fold_log().await.unwrap() > 4096, "and who reads is left alone");
    drop(reader);
    store.fold_log().await.unwrap();
    write(902).await;
    assert!(store.fold_log().await.unwrap() < 100, "begun anew");
}

crate::on_both! {
    async fn every_look_leaves_one_event_with_everyone_it_showed(store) {
        let school = School::new(&store, "99BA").await;
        let team = school.team("Zorg").await;
        let one = school.person("Aalders", date!(2007 - 01 - 01)).await;
        let two = school.person("Aartsen", date!(2007 - 01 - 01)).await;
        for someone in [&one, &two] {
            school.applied(someone.person, Some(team), date!(2026 - 08 - 01), "received").await;
        }
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        let student = school.member(Role::Student, Scope::Person(one.person)).await;
        school.settle().await;
        let both = { let mut ids = vec![one.person.0, two.person.0]; ids.sort(); ids };
        let mut seen = newest(&store, school.tenant).await.0;
        let looks = [Action::ListFiles, Action::ListApplications, Action::SeeWorkbench, Action::SearchFiles, Action::ViewFile, Action::SeeOwnAgreement, Action::SeeOwnLookLog];
        for action in looks {
            let expected = match action {
                Action::ListFiles | Action::ListApplications => {
                    store.file_list(&intaker, action, None, at(1)).await.unwrap();
                    both.clone()
                }
                Action::SeeWorkbench => {
                    store.workbench(&intaker, &Default::default(), at(1)).await.unwrap();
                    both.clone()
                }
                Action::SearchFiles => {
                    let search = store.search_start(&intaker, "aart", at(1)).await.unwrap();
                    store.search(&intaker, search, at(1)).await.unwrap();
                    vec![two.person.0]
                }
                Action::ViewFile => {
                    store.file_view(&intaker, one.file, at(1)).await.unwrap();
                    vec![one.person.0]
                }
                Action::SeeOwnAgreement => {
                    store.mine(&student, at(1)).await.unwrap();
                    vec![one.person.0]
                }
                _ => {
                    store.looks(&student, None, at(1)).await.unwrap();
                    vec![one.person.0]
                }
            };
            let (seq, said, mut subjects) = newest(&store, school.tenant).await;
            subjects.sort();
            assert_eq!((seq, said.as_str(), subjects), (seen + 1, action.code(), expected));
            seen = seq;
        }
        // What is not there leaves no trace: there was nothing to see.
        assert!(matches!(store.mine(&intaker, at(2)).await, Err(StoreError::NotFound)));
        assert_eq!(newest(&store, school.tenant).await.0, seen);
    }

    async fn an_impossible_row_is_an_error_with_its_key(store) {
        let school = School::new(&store, "99BB").await;
        let someone = school.person("Aalders", date!(2007 - 01 - 01)).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        school.settle().await;
        let application = school.applied(someone.person, None, date!(2026 - 08 - 01), "nonsense").await;
        let error = store.file_view(&care, someone.file, at(1)).await.unwrap_err().to_string();
        assert_eq!(error, format!("impossible row in application ({application}): unknown status"));
    }

    /// Nothing is shown before its look is on disk; once it is, every look has its own event and the chain proves.
    async fn a_page_waits_until_its_look_is_on_disk(store) {
        let school = School::new(&store, "99BC").await;
        let someone = school.person("Aalders", date!(2007 - 01 - 01)).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        school.settle().await;
        store.file_view(&care, someone.file, at(1)).await.unwrap();
        let before = newest(&store, school.tenant).await.0;
        // Somebody holds the chain of the school.
        let mut held = store.begin().await.unwrap();
        run!(held, "UPDATE audit_head SET seq = seq WHERE tenant_id = $1", school.tenant.0).unwrap();
        let looks: Vec<_> = (0..40).map(|_| {
            let (store, care, file) = (store.clone(), care.clone(), someone.file);
            tokio::spawn(async move { store.file_view(&care, file, at(2)).await.map(drop) })
        }).collect();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        assert!(looks.iter().all(|look| !look.is_finished()), "a page did not wait for its look");
        held.commit().await.unwrap();
        for look in looks {
            look.await.unwrap().unwrap();
        }
        assert_eq!(newest(&store, school.tenant).await.0, before + 40);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// A look that cannot be written down fails its page, and no page of another school that comes with it.
    async fn a_look_that_cannot_be_written_shows_nothing(store) {
        let (one, two) = (School::new(&store, "99BD").await, School::new(&store, "99BE").await);
        let mut visits = Vec::new();
        for school in [&one, &two] {
            let someone = school.person("Aalders", date!(2007 - 01 - 01)).await;
            let care = school.member(Role::CareCoordinator, Scope::School).await;
            school.settle().await;
            store.file_view(&care, someone.file, at(1)).await.unwrap();
            visits.push((care, someone.file));
        }
        // The place of the next event of one school is taken.
        let taken = async |sql: &'static str| {
            let mut tx = store.begin().await.unwrap();
            run!(tx, sql, one.tenant.0).unwrap();
            tx.commit().await.unwrap();
        };
        taken("UPDATE audit_head SET seq = seq - 1 WHERE tenant_id = $1").await;
        for _ in 0..4 {
            let looks = visits.iter().map(|(actor, file)| store.file_view(actor, *file, at(2)));
            let [of_one, of_two] = <[_; 2]>::try_from(looks.collect::<Vec<_>>()).map_err(drop).unwrap();
            let (of_one, of_two) = tokio::join!(of_one, of_two);
            assert!(matches!(of_one, Err(StoreError::Unwritten(_))), "{of_one:?}");
            assert!(of_two.is_ok(), "{of_two:?}");
        }
        taken("UPDATE audit_head SET seq = seq + 1 WHERE tenant_id = $1").await;
        store.file_view(&visits[0].0, visits[0].1, at(3)).await.unwrap();
        assert!(matches!(store.audit_verify(one.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Closing writes down what came before it.
    async fn closing_drains_the_looks_that_came(store) {
        let school = School::new(&store, "99BF").await;
        let someone = school.person("Aalders", date!(2007 - 01 - 01)).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        school.settle().await;
        let look = || {
            let (store, care, file) = (store.clone(), care.clone(), someone.file);
            tokio::spawn(async move { store.file_view(&care, file, at(2)).await.map(drop) })
        };
        let before = newest(&store, school.tenant).await.0;
        let looks: Vec<_> = (0..20).map(|_| look()).collect();
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        store.writer.stop().await;
        for look in looks {
            look.await.unwrap().unwrap();
        }
        // It begins anew for who comes later.
        look().await.unwrap().unwrap();
        assert_eq!(newest(&store, school.tenant).await.0, before + 21);
    }

    /// Someone of minus 82 years is no child: the row is wrong, and gives a parent nothing.
    async fn a_birth_date_that_nobody_can_have_makes_no_child(store) {
        let school = School::new(&store, "99BG").await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        for born in [date!(2108 - 03 - 05), date!(2020 - 03 - 05), date!(1850 - 03 - 05)] {
            let someone = school.person("Aalders", born).await;
            let parent = school.guardian(someone.person, true).await;
            school.settle().await;
            let error = store.file_view(&care, someone.file, at(1)).await.unwrap_err().to_string();
            let key = someone.person.0.simple();
            assert_eq!(error, format!("impossible row in person ({key}): a birth date that nobody can have"), "{born}");
            let mut tx = store.begin().await.unwrap();
            let policy = crate::policy::load(&mut tx, school.tenant).await.unwrap();
            let which = crate::which::Which::One(someone.person);
            let loaded = crate::file::facts::load(&mut tx, school.tenant, which, &policy, at(1).day).await.unwrap();
            assert_eq!(loaded[0].rights.guardians, [(parent, register::guardian::Reach::Nothing)], "{born}");
        }
    }
}
