//! Every look and every change leaves its event with its subjects; an impossible row is an error with its key.

use super::school::{School, at};
use crate::{Store, StoreError};
use access::{Action, Role, Scope};
use register::TenantId;
use time::macros::date;

/// The newest event's action and subjects, and how many events there are.
async fn newest(store: &Store, tenant: TenantId) -> (i64, String, Vec<uuid::Uuid>) {
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
                    store.workbench(&intaker, None, at(1)).await.unwrap();
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
}
