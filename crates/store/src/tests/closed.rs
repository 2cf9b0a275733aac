//! A proposal withdrawn, and what holds ended with the student: with a reason that the student reads, once, by who may.

use super::path::needs_support;
use super::school::{School, TODAY, at};
use crate::agreement::propose::NewVersion;
use crate::{SaveError, StoreError};
use access::{Action, Role, Scope};
use register::agreement::{Answer, CloseRefusal, Line, LineDraft, PlanDraft, Status, Subject};
use register::catalogue::{Level, MeasureKind, Place};
use register::statutory::Ground;
use time::Duration;
use time::macros::date;

crate::on_both! {
    async fn withdrawn_and_ended_with_a_reason_that_the_student_reads(store) {
        let school = School::new(&store, "45AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        // Eighteen, with a parent whom the student lets read the measures.
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        let enrolment = school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        school.settle().await;
        let form = register::intake::HoldIntake { ground: Some(Ground::Yes), ..needs_support() };
        store.assess(&coach, who.file, 1, &form, at(1)).await.unwrap();
        let propose = async |minute| {
            let line = LineDraft {
                kind: Some(MeasureKind::AdaptedExam),
                text: "Extra tijd".into(),
                who: "het examenbureau".into(),
                place: Some(Place::Exam),
                from: Some(TODAY),
                level: Some(Level::Extra),
                ..LineDraft::default()
            };
            let based_on = store.file_view(&coach, who.file, at(minute)).await.unwrap().version;
            let subjects = vec![Subject::Enrolment(enrolment)];
            let new = NewVersion { based_on, subjects, lines: vec![Line::new(line).unwrap()] };
            store.agreement_propose(&coach, who.file, new, at(minute)).await.unwrap().0
        };
        let first = propose(2).await;
        for by in [&other, &student] {
            let refused = store.agreement_withdraw(by, first, "Nee.", at(3)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{refused:?}");
            let refused = store.agreement_end(by, first, ("Nee.", true), at(3)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))));
        }
        let empty = store.agreement_withdraw(&coach, first, " ", at(3)).await;
        assert!(matches!(empty, Err(SaveError::Refused(CloseRefusal::Why(_)))));
        let early = store.agreement_end(&coach, first, ("Nee.", true), at(3)).await;
        assert!(matches!(early, Err(SaveError::Refused(CloseRefusal::Stands(Status::Offered)))));
        let (one, two) = tokio::join!(
            store.agreement_withdraw(&coach, first, "Voor een andere student.", at(4)),
            store.agreement_withdraw(&coach, first, "Voor een andere student.", at(4)),
        );
        let (done, again) = if one.is_ok() { (one, two) } else { (two, one) };
        assert_eq!(done.unwrap().version.status, Status::Withdrawn);
        assert!(matches!(again, Err(SaveError::Refused(CloseRefusal::Same))), "two clicks are one");
        let late = store.agreement_answer(&student, first, Answer::Agreed, at(5)).await;
        assert!(late.is_err(), "nobody answers it any more");
        let read = store.agreement_version(&student, Action::SeeOwnAgreement, first, at(5)).await.unwrap();
        assert_eq!(read.version.closed.as_ref().unwrap().why.reveal(), "Voor een andere student.");
        assert!(read.names.contains_key(&coach.account().unwrap()), "and by whom");

        let second = propose(6).await;
        store.agreement_answer(&student, second, Answer::Agreed, at(7)).await.unwrap();
        let plan = PlanDraft { day: Some(TODAY + Duration::days(5)), ..PlanDraft::default() };
        store.evaluation_plan(&coach, second, &plan, at(8)).await.unwrap();
        let alone = store.agreement_end(&coach, second, ("Niet meer nodig.", false), at(9)).await;
        assert!(matches!(alone, Err(SaveError::Refused(CloseRefusal::WithoutStudent))));
        let taken = store.agreement_withdraw(&coach, second, "Nee.", at(9)).await;
        assert!(matches!(taken, Err(SaveError::Refused(CloseRefusal::Stands(Status::InForce)))));
        let ended = store.agreement_end(&coach, second, ("Niet meer nodig.", true), at(10)).await.unwrap();
        assert_eq!((ended.version.status, ended.planned.is_none()), (Status::Ended, true), "no talk about what is over");
        let mine = store.mine(&student, at(11)).await.unwrap();
        assert_eq!(mine.called_off, Some(TODAY + Duration::days(5)));
        let versions = mine.agreement.unwrap().versions;
        let why: Vec<_> = versions.iter().map(|one| one.closed.as_ref().unwrap().why.reveal().as_str()).collect();
        assert_eq!(why, ["Voor een andere student.", "Niet meer nodig."]);
        // Agreed anew, it holds anew: what ended stays as it was.
        let third = propose(12).await;
        store.agreement_answer(&student, third, Answer::Agreed, at(13)).await.unwrap();
        school.assert_projection().await;
        // The fixtures lay down people beside the events; what was done with the file is proven.
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert!(proof.proven > 0 && proof.faults.iter().all(|fault| fault.kind != "file"), "{proof:?}");
    }
}
