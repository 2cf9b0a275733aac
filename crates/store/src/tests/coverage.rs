//! What policy reads of what is offered, agreed and kept, on both databases: at school, on a placement and on the way to work; four are no
//! number.

use super::school::{School, TODAY, at};
use super::shares::agreed;
use crate::offer::{Coverage, Part};
use crate::{Store, StoreError};
use access::{Actor, Role, Scope};
use register::catalogue::MeasureKind as Kind;
use register::offer::{Many, how_many};
use register::{FileId, VersionId};
use uuid::Uuid;

async fn read(store: &Store, policy: &Actor) -> Coverage {
    store.offer_coverage(policy, TODAY).await.unwrap()
}

/// Makes the measure of a version one of another kind, carried out elsewhere.
async fn line(store: &Store, school: &School, version: VersionId, kind: &str, place: &str) {
    let mut tx = store.begin().await.unwrap();
    let sql = "UPDATE agreement_line SET kind = $3, place = $4 WHERE tenant_id = $1 AND version_id = $2";
    run!(tx, sql, school.tenant.0, version.0, kind, place).unwrap();
    tx.commit().await.unwrap();
}

/// School and student looked back at a version.
async fn evaluated(store: &Store, school: &School, version: VersionId, kept: &str) {
    let mut tx = store.begin().await.unwrap();
    let sql = "INSERT INTO agreement_evaluation (tenant_id, version_id, number, held_on, kept, outcome, noted_at, noted_on, noted_by) \
               VALUES ($1, $2, 1, $3, $4, 'goes_on', $5, $3, $6)";
    run!(tx, sql, school.tenant.0, version.0, TODAY, kept, at(9).at, Uuid::nil()).unwrap();
    tx.commit().await.unwrap();
}

/// They looked back at it at the workplace, for the nth time.
async fn looked(store: &Store, school: &School, (file, version): (FileId, VersionId), number: i64, kept: &str) {
    let mut tx = store.begin().await.unwrap();
    let (tenant, now, by) = (school.tenant.0, at(9).at, Uuid::nil());
    let place = "INSERT INTO workplace (tenant_id, file_id, number, enrolment_id, crebo, company_code, company_name, begins, until_on, \
                 days, hours, guidance, part, early_ending, recognised, last_on, noted_at, noted_on, noted_by) \
                 SELECT $1, $2, 1, e.enrolment_id, '25180', '100000001', 'De Werkplaats', $3, $3, 4, 300, $4, $4, FALSE, 'yes', $3, $5, $3, $6 \
                 FROM support_file f JOIN enrolment e ON e.tenant_id = f.tenant_id AND e.person_id = f.person_id \
                 WHERE f.tenant_id = $1 AND f.file_id = $2";
    if number == 1 {
        run!(tx, place, tenant, file.0, TODAY, Vec::<u8>::new(), now, by).unwrap();
    }
    let look = "INSERT INTO workplace_look (tenant_id, file_id, number, workplace, look_on, version_id, trainer_there, school_there, \
                noted_at, noted_on, noted_by) VALUES ($1, $2, $3, 1, $4, $5, TRUE, TRUE, $6, $4, $7)";
    run!(tx, look, tenant, file.0, number, TODAY, version.0, now, by).unwrap();
    let said =
        "INSERT INTO workplace_look_kept (tenant_id, file_id, number, position, kept) VALUES ($1, $2, $3, 0, $4)";
    run!(tx, said, tenant, file.0, number, kept).unwrap();
    tx.commit().await.unwrap();
}

/// Somebody is guided on the way to work; `done`: and something was done.
async fn guided(store: &Store, school: &School, file: FileId, done: bool) {
    let mut tx = store.begin().await.unwrap();
    let (tenant, now, by) = (school.tenant.0, at(9).at, Uuid::nil());
    let route = "INSERT INTO transition (tenant_id, file_id, number, transition_id, enrolment_id, opened_at, opened_on, opened_by, status, \
                 status_on, guide_id, refused) SELECT $1, $2, 1, $2, e.enrolment_id, $3, $4, $5, 'open', $4, $5, FALSE \
                 FROM support_file f JOIN enrolment e ON e.tenant_id = f.tenant_id AND e.person_id = f.person_id \
                 WHERE f.tenant_id = $1 AND f.file_id = $2";
    run!(tx, route, tenant, file.0, now, TODAY, by).unwrap();
    let entry = "INSERT INTO transition_entry (tenant_id, file_id, number, place, kind, about, code, noted_at, noted_on, noted_by) \
                 VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9)";
    let step = (1_i64, "step", None::<i64>, "guide");
    let close = done.then_some((2, "close", Some(1), "done"));
    for (place, kind, about, code) in [Some(step), close].into_iter().flatten() {
        run!(tx, entry, tenant, file.0, place, kind, about, code, now, TODAY, by).unwrap();
    }
    tx.commit().await.unwrap();
}

/// It was noted by mistake.
async fn mistaken(store: &Store, school: &School, file: FileId, about: i64) {
    let mut tx = store.begin().await.unwrap();
    let entry = "INSERT INTO transition_entry (tenant_id, file_id, number, place, kind, about, noted_at, noted_on, noted_by) \
                 VALUES ($1, $2, 1, 9, 'mistaken', $3, $4, $5, $6)";
    run!(tx, entry, school.tenant.0, file.0, about, at(10).at, TODAY, Uuid::nil()).unwrap();
    tx.commit().await.unwrap();
}

crate::on_both! {
    async fn agreed_and_kept_at_school_on_a_placement_and_to_work(store) {
        let school = School::new(&store, "46CV").await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        assert!(matches!(store.offer_coverage(&coach, TODAY).await, Err(StoreError::NotFound)));
        assert_eq!(read(&store, &policy).await, Coverage::default());
        let mut all = Vec::new();
        for expected in [Many::Few, Many::Few, Many::Few, Many::Few, Many::Of(5)] {
            let (file, version, _) = agreed(&school, &coach).await;
            all.push((file, version));
            let many = all.len() as i64;
            let found = read(&store, &policy).await;
            assert_eq!(found.school, [(Kind::AdaptedExam, many)]);
            assert_eq!(how_many(many), expected, "four are no number, five are");
        }
        let [first, second, third, ..] = all[..] else { panic!("five of them") };

        // A measure for the workplace is one there, by what it is or by where it is carried out.
        line(&store, &school, first.1, "workplace", "class").await;
        line(&store, &school, second.1, "adapted_exam", "workplace").await;
        let found = read(&store, &policy).await;
        assert_eq!(found.school, [(Kind::AdaptedExam, 3)]);
        assert_eq!(found.workplace, [(Kind::AdaptedExam, 1), (Kind::Workplace, 1)]);

        // Looked back at: with the whole agreement, at school and on a placement apart.
        evaluated(&store, &school, third.1, "mostly").await;
        evaluated(&store, &school, first.1, "little").await;
        let found = read(&store, &policy).await;
        assert_eq!(found.looked, [(Kind::AdaptedExam, Part { all: 1, of_them: 1 })]);
        assert_eq!(found.looked_there, [(Kind::Workplace, Part { all: 1, of_them: 0 })]);
        // And on the spot, which counts once, as it was said last there.
        looked(&store, &school, first, 1, "yes").await;
        looked(&store, &school, second, 1, "yes").await;
        looked(&store, &school, second, 2, "partly").await;
        let found = read(&store, &policy).await;
        assert_eq!(found.looked, [(Kind::AdaptedExam, Part { all: 1, of_them: 1 })]);
        let there = [(Kind::AdaptedExam, Part { all: 1, of_them: 0 }), (Kind::Workplace, Part { all: 1, of_them: 1 })];
        assert_eq!(found.looked_there, there);

        // To work: of who is guided, for whom something was done.
        for (at, (file, _)) in all.iter().enumerate() {
            guided(&store, &school, *file, at < 2).await;
        }
        assert_eq!(read(&store, &policy).await.to_work, Part { all: 5, of_them: 2 });
        mistaken(&store, &school, first.0, 2).await;
        assert_eq!(read(&store, &policy).await.to_work, Part { all: 5, of_them: 1 });
    }
}
