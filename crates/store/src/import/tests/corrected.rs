//! A date that a file corrects: what is found is found anew, and what was found stays readable on the file.

use super::students::{file as list, zoe};
use super::*;
use crate::correction::{CorrectedDate, Correction};
use crate::file::view::FileView;
use crate::tests::school::School;
use access::{Role, Scope};
use register::agreement::Subject;
use register::correction::{About, Dated, Known, Said};
use register::law::State;
use register::programme::Pathway;
use register::statutory::Ground;
use register::{EnrolmentId, FileId};

const NUMBER: PersonNumber<'_> = PersonNumber { kind: NumberKind::Bsn, number: "999990019" };

/// DUO's file about Zoë, enrolled from a day, made on a day of October 2026.
fn duo(number: PersonNumber<'static>, from: &str, made: u8) -> RoIncoming<'static> {
    RoIncoming {
        sha256: [made; 32],
        institution: "27DV",
        from: day("2026-08-01"),
        until: day("2026-09-30"),
        created: Date::from_calendar_date(2026, Month::October, made).unwrap(),
        complete: true,
        persons: vec![RoPerson { line: 2, number, birth: birth(2008) }],
        enrolments: vec![RoEnrolment {
            person: 0,
            number: "1",
            from: day(from),
            planned_end: None,
            ended: None,
            reason: None,
        }],
        periods: vec![RoPeriod {
            enrolment: 0,
            from: day("2026-08-01"),
            crebo: "25655",
            pathway: Pathway::Bol,
            level: None,
            fundable: None,
            absence_location: None,
            provider: None,
            location: None,
            route: None,
            route_phase: None,
        }],
        support: vec![],
        placements: vec![],
    }
}

async fn told(store: &Store, actor: &Actor, file: &RoIncoming<'_>) -> RoOutcome {
    store.import_ro(actor, file, Some(99), now("2026-10-01"), &mut |_, _, _| {}).await.unwrap()
}

async fn listed(store: &Store, actor: &Actor, student: Student<'_>, sha: u8) {
    let file = StudentsIncoming { sha256: [sha; 32], ..list(vec![student]) };
    store.import_students(actor, &file, Some(99), now("2026-10-02"), &mut |_, _, _| {}).await.unwrap();
}

/// Born in 2008, and once by mistake in 2011.
fn born(year: i32) -> Student<'static> {
    Student { birth: birth(year), ..zoe() }
}

/// The one file of the school, as the care coordinator opens it.
async fn view(store: &Store, school: &School) -> FileView {
    let care = school.member(Role::CareCoordinator, Scope::School).await;
    let mut tx = store.begin_reading().await.unwrap();
    let (file,) = row!(tx, (uuid::Uuid,), "SELECT file_id FROM support_file WHERE tenant_id = $1", school.tenant.0)
        .unwrap()
        .unwrap();
    drop(tx);
    store.file_view(&care, FileId(file), now("2026-10-03")).await.unwrap()
}

/// Zoë needs extra support, as was found in May, before she was enrolled on 1 August without agreements.
async fn enrolled(store: &Store, code: &str) -> (School, Actor) {
    let (tenant, actor) = school(store, code).await;
    listed(store, &actor, born(2008), 1).await;
    told(store, &actor, &duo(NUMBER, "2026-08-01", 1)).await;
    let mut tx = store.begin().await.unwrap();
    const ASSESSED: &str = "INSERT INTO statutory (tenant_id, file_id, number, ground, extra_support, assessed_at, assessed_on) \
                            SELECT tenant_id, file_id, 1, $2, $3, $4, $5 FROM support_file WHERE tenant_id = $1";
    let on = day("2026-05-12");
    run!(tx, ASSESSED, tenant.0, Ground::Yes.code(), true, on.midnight().assume_utc(), on).unwrap();
    tx.commit().await.unwrap();
    (School { store: store.clone(), tenant, import: uuid::Uuid::nil() }, actor)
}

/// What does not prove of persons and enrolments. The role and the assessment of these tests have no event.
async fn faults(store: &Store, school: &School) -> usize {
    let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
    proof.faults.iter().filter(|fault| ["person", "enrolment"].contains(&fault.kind.as_str())).count()
}

fn enrolment(view: &FileView) -> EnrolmentId {
    view.enrolments[0].0.id
}

fn date(dated: Dated, was: &str, became: &str) -> CorrectedDate {
    let known = |text| Some(Known::day(day(text)));
    CorrectedDate { dated, was: known(was), became: known(became), said_at: Some(now("2026-10-01").at) }
}

crate::on_both! {
    /// The breach of 1 August is gone with the date that was wrong, and can still be read; so can who was how old.
    async fn what_was_found_by_a_date_that_a_file_corrects_stays_readable(store) {
        let (school, actor) = enrolled(&store, "27DV").await;
        let before = view(&store, &school).await;
        assert_eq!(before.corrections, [], "nothing was corrected");
        let id = enrolment(&before);
        let overdue = |due| Said { about: About::Before, subject: Subject::Enrolment(id), state: State::Overdue, due: Some(day(due)), done: None };

        told(&store, &actor, &duo(NUMBER, "2026-09-01", 2)).await;
        let first = Correction {
            on: day("2026-10-01"),
            file: "ro".into(),
            dates: vec![date(Dated::EnrolledFrom, "2026-08-01", "2026-09-01")],
            found: vec![overdue("2026-08-01")],
        };
        let now_found = view(&store, &school).await;
        assert_eq!(now_found.corrections, std::slice::from_ref(&first));
        assert_eq!(now_found.enrolments[0].0.from, day("2026-09-01"), "what is known now");
        // The same file, and an older one: nothing is corrected twice.
        told(&store, &actor, &duo(NUMBER, "2026-09-01", 2)).await;
        assert!(told(&store, &actor, &duo(NUMBER, "2026-08-01", 1)).await.older);
        assert_eq!(view(&store, &school).await.corrections, std::slice::from_ref(&first));

        // Back again, by a newer file: the last correction stands first, and tells of what was found in between.
        told(&store, &actor, &duo(NUMBER, "2026-08-01", 3)).await;
        let view = view(&store, &school).await;
        let [second, earlier] = view.corrections.as_slice() else { panic!("{:?}", view.corrections) };
        assert_eq!(earlier, &first);
        assert_eq!(second.dates, [date(Dated::EnrolledFrom, "2026-09-01", "2026-08-01")]);
        assert_eq!(second.found, [overdue("2026-09-01")]);
    }

    /// A birth date from a list, a decision that nobody had told, and a planned day: each with what it was.
    async fn each_date_of_a_list_is_told_as_it_was(store) {
        let (school, actor) = enrolled(&store, "27DV").await;
        let mut student = born(2011);
        student.applications[0].decided = Some(register::law::When::day(day("2026-07-20")));
        student.applications[0].starts_on = Some(day("2026-08-24"));
        listed(&store, &actor, student, 2).await;
        let view = view(&store, &school).await;
        let [correction] = view.corrections.as_slice() else { panic!("{:?}", view.corrections) };
        assert_eq!((correction.file.as_str(), correction.on), ("students", day("2026-10-02")));
        let what: Vec<_> = correction.dates.iter().map(|one| (one.dated, one.was, one.became)).collect();
        let on = |text| Some(Known::day(day(text)));
        assert_eq!(what, [
            (Dated::Birth, Some(Known::Birth(birth(2008))), Some(Known::Birth(birth(2011)))),
            (Dated::Decided, None, on("2026-07-20")),
            (Dated::StartsOn, on("2026-08-01"), on("2026-08-24")),
        ]);
        // Until then the first day counted: now the day of the decision.
        let said: Vec<_> = correction.found.iter().map(|said| (said.about, said.state, said.due)).collect();
        assert_eq!(said, [(About::Before, State::Overdue, Some(day("2026-08-01")))]);
    }

    /// R34: what is prepared at 17 and a half goes by the birth date as a file says it now, also of what was asked of a partner before.
    async fn what_hangs_on_the_age_moves_with_a_birth_date_that_is_corrected(store) {
        use crate::partner::Put;
        use register::handoff::{Decide, Draft};
        use register::meeting::Consenter;
        use register::partner::{Domain, Draft as Entry, Kind as Sort, Under};
        // Born on 17 May 2008, so 18.
        let (school, actor) = enrolled(&store, "27DV").await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let mut tx = store.begin_reading().await.unwrap();
        let one = "SELECT file_id FROM support_file WHERE tenant_id = $1";
        let (file,) = row!(tx, (uuid::Uuid,), one, school.tenant.0).unwrap().unwrap();
        drop(tx);
        let entry = Entry {
            name: "Jongerenteam".into(),
            kind: Some(Sort::YouthCare),
            what: "Praat met je over spanning.".into(),
            domains: vec![Domain::Mental],
            under: Some(Under::Psychosocial),
            address: "vragen@jeugdhulp.example".into(),
            reachable: "Elke ochtend.".into(),
            owner: care.account(),
            ..Entry::default()
        };
        let partner = store.partner_save(&care, Put::New, &entry, now("2026-10-03")).await.unwrap();
        let given = Draft {
            domain: Some(Domain::Mental),
            question: "Wil praten over spanning voor toetsen.".into(),
            name: "Fatima el Idrissi".into(),
            paper: true,
            until: Some(day("2027-03-01")),
            consenter: Some(Consenter::Student),
            ..Draft::default()
        };
        let id = store.handoff_send(&care, (FileId(file), partner), &given, now("2026-10-03")).await.unwrap();
        let decide = async |on: &str| store.handoff(&care, id, now(on)).await.unwrap().decide;
        assert_eq!(decide("2026-11-17").await, [Decide::Letter]);
        // 17 after all: 17 and a half on 17 November.
        listed(&store, &actor, born(2009), 2).await;
        assert_eq!(decide("2026-11-16").await, [Decide::Letter]);
        assert_eq!(decide("2026-11-17").await, [Decide::Letter, Decide::Eighteen]);
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert_eq!(proof.faults.iter().filter(|fault| fault.kind.as_str() == "file").count(), 0, "the change is told of");
        // And 18 all the same.
        listed(&store, &actor, born(2008), 3).await;
        assert_eq!(decide("2026-11-17").await, [Decide::Letter]);
    }

    /// It is a fact as others are: proven, backed up, put back, and found out when somebody changes it.
    async fn what_was_corrected_is_proven_and_comes_back_from_a_backup(store) {
        let (school, actor) = enrolled(&store, "27DV").await;
        told(&store, &actor, &duo(NUMBER, "2026-09-01", 2)).await;
        assert_eq!(faults(&store, &school).await, 0);
        let folder = std::env::temp_dir().join(format!("meedoen-corrected-{}", crate::fresh::id().simple()));
        std::fs::create_dir(&folder).unwrap();
        store.backup(&folder.join("archive"), now("2026-10-04")).await.unwrap();
        let keys = crate::testing::keys().with_purges(store.purges().unwrap().clone());
        let other = Store::open(&format!("sqlite:{}", folder.join("db").display()), keys).await.unwrap();
        other.restore(&folder.join("archive"), now("2026-10-04")).await.unwrap();
        let back = School { store: other.clone(), tenant: school.tenant, import: school.import };
        assert_eq!(view(&other, &back).await.corrections, view(&store, &school).await.corrections);
        drop(other);
        std::fs::remove_dir_all(&folder).unwrap();
        for (change, back) in [
            ("UPDATE date_correction SET was = '2026-08-31'", "UPDATE date_correction SET was = '2026-08-01'"),
            ("UPDATE date_correction_finding SET state = 'met'", "UPDATE date_correction_finding SET state = 'overdue'"),
        ] {
            crate::testing::tamper(&store, change).await;
            assert_eq!(faults(&store, &school).await, 1, "{change}");
            crate::testing::tamper(&store, back).await;
            assert_eq!(faults(&store, &school).await, 0);
        }
    }

    /// Whom DUO told of without a number that the school knew is the student of the list: what was corrected goes along.
    async fn what_was_corrected_for_a_nameless_person_goes_along_to_who_it_is(store) {
        let (tenant, actor) = super::school(&store, "27DV").await;
        let school = School { store: store.clone(), tenant, import: uuid::Uuid::nil() };
        told(&store, &actor, &duo(NUMBER, "2026-08-01", 1)).await;
        told(&store, &actor, &duo(NUMBER, "2026-09-01", 2)).await;
        let nameless = view(&store, &school).await;
        let unknown = Student { numbers: vec![], ..born(2008) };
        listed(&store, &actor, unknown, 2).await;
        listed(&store, &actor, born(2008), 3).await;
        let joined = view(&store, &school).await;
        assert_ne!(joined.person.person, nameless.person.person);
        assert_eq!(joined.corrections, nameless.corrections);
        assert_eq!(joined.corrections.len(), 1);
        assert_eq!(faults(&store, &school).await, 0);
    }
}
