//! What two people save at the same moment, and what a save is refused for by the store itself.

use super::path::{line, needs_support};
use super::school::{School, Someone, at};
use crate::agreement::propose::NewVersion;
use crate::{SaveError, Store, StoreError};
use access::{Actor, Role, Scope};
use register::agreement::{Answer, AnswerRefusal, ProposeRefusal, Status, Subject};
use register::{ApplicationId, VersionId};
use time::macros::date;

/// A school with someone who applied, held an intake with, and was offered a version.
struct Offered {
    school: School,
    someone: Someone,
    application: ApplicationId,
    intaker: Actor,
    student: Actor,
    version: VersionId,
}

async fn offered(store: &Store, code: &str) -> Offered {
    let school = School::new(store, code).await;
    let team = school.team("Zorg").await;
    let someone = school.person("de Vries", date!(2008 - 03 - 01)).await;
    let application = school.applied(someone.person, Some(team), date!(2026 - 08 - 01), "received").await;
    let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
    let student = school.member(Role::Student, Scope::Person(someone.person)).await;
    school.settle().await;
    let held = store.intake_hold(&intaker, application, 1, &needs_support(), at(1)).await.unwrap();
    let subjects = vec![Subject::Application(application)];
    let new = NewVersion { based_on: held.version, subjects, lines: vec![line("Extra tijd", "25%")] };
    let (version, _) = store.agreement_propose(&intaker, someone.file, new, at(2)).await.unwrap();
    Offered { school, someone, application, intaker, student, version }
}

crate::on_both! {
    /// Two tabs answer in the same moment: one answer counts, the other is refused with the reason, and neither fails.
    async fn two_answers_at_once_are_one_answer_and_one_refusal(store) {
        for round in 0..12 {
            let Offered { school, student, version, .. } = offered(&store, &format!("97A{}", char::from(b'A' + round))).await;
            let change = || Answer::ChangeAsked { words: "Liever 50%".to_owned().into() };
            let (one, two) = tokio::join!(
                store.agreement_answer(&student, version, Answer::Agreed, at(3)),
                store.agreement_answer(&student, version, change(), at(3)),
            );
            let (mut taken, mut refused) = (Vec::new(), 0);
            for outcome in [one, two] {
                match outcome {
                    Ok(view) => taken.push(view.version.status),
                    Err(SaveError::Refused(AnswerRefusal::VersionNotOpen { .. })) => refused += 1,
                    Err(other) => panic!("round {round}: {other:?}"),
                }
            }
            assert_eq!((taken.len(), refused), (1, 1), "round {round}");
            let mine = store.mine(&student, at(4)).await.unwrap().agreement.unwrap();
            assert_eq!(mine.version(version).unwrap().status, taken[0], "what was shown is what was saved");
            assert_eq!(mine.version(version).unwrap().answers.len(), 1);
            school.assert_projection().await;
        }
    }

    /// Eight people save one file at the same moment, from the same form: one is first, seven are told.
    async fn eight_saves_at_once_are_one_save_and_seven_clashes(store) {
        let Offered { school, someone, intaker, version, .. } = offered(&store, "97BA").await;
        let view = store.file_view(&intaker, someone.file, at(3)).await.unwrap();
        let save = |n: usize| {
            let (store, intaker, form) = (store.clone(), intaker.clone(), register::intake::HoldIntake { corrects: false,
                words: format!("Ik heb hulp nodig {n}"), ..needs_support()
            });
            let (file, based_on) = (someone.file, view.version);
            tokio::spawn(async move { store.assess(&intaker, file, based_on, &form, at(4)).await })
        };
        let mut saved = Vec::new();
        for task in (0..8).map(save).collect::<Vec<_>>() {
            match task.await.unwrap() {
                Ok(view) => saved.push(view.need.unwrap().unwrap().words.reveal().to_owned()),
                Err(SaveError::Store(StoreError::Clash { based_on, current })) => assert_eq!((based_on, current), (view.version, view.version + 1)),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(saved.len(), 1);
        let view = store.file_view(&intaker, someone.file, at(5)).await.unwrap();
        assert_eq!(view.need.unwrap().unwrap().words.reveal(), &saved[0]);
        assert_eq!(view.agreement.unwrap().version(version).unwrap().status, Status::Offered);
        school.assert_projection().await;
    }

    /// The store itself refuses a proposal for what is closed or of another file, whatever the page let through.
    async fn a_proposal_is_for_what_is_open_in_this_file(store) {
        let Offered { school, someone, application, intaker, .. } = offered(&store, "97CA").await;
        let other = school.person("Bakker", date!(2008 - 03 - 01)).await;
        let elsewhere = school.applied(other.person, None, date!(2026 - 08 - 01), "received").await;
        let closed = school.applied(someone.person, None, date!(2026 - 09 - 01), "withdrawn").await;
        let over = school.enrolled(someone.person, date!(2025 - 08 - 01), Some(date!(2026 - 05 - 11))).await;
        let running = school.enrolled(someone.person, date!(2026 - 02 - 01), Some(date!(2026 - 05 - 12))).await;
        let version = store.file_view(&intaker, someone.file, at(3)).await.unwrap().version;
        let propose = |subjects: Vec<Subject>| {
            let new = NewVersion { based_on: version, subjects, lines: vec![line("Extra tijd", "25%")] };
            store.agreement_propose(&intaker, someone.file, new, at(4))
        };
        let good = Subject::Application(application);
        for bad in [Subject::Application(closed), Subject::Application(elsewhere), Subject::Enrolment(over)] {
            for subjects in [vec![bad], vec![good, bad]] {
                let refused = propose(subjects).await;
                assert!(matches!(refused, Err(SaveError::Refused(ProposeRefusal::NotOpen))), "{bad:?}: {refused:?}");
            }
        }
        let now = store.file_view(&intaker, someone.file, at(5)).await.unwrap().version;
        assert_eq!(now, version, "a refused save takes no version");
        propose(vec![good, Subject::Enrolment(running)]).await.unwrap();
    }

    /// A form that was opened before the text was erased cannot write it back unseen.
    async fn a_form_from_before_a_purge_clashes(store) {
        let Offered { school, someone, intaker, .. } = offered(&store, "97DA").await;
        let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
        let version = store.file_view(&intaker, someone.file, at(3)).await.unwrap().version;
        let reason = crate::file::purge::PurgeReason::Health;
        store.purge_free_text(&officer, someone.file, reason, at(4)).await.unwrap();
        let late = store.assess(&intaker, someone.file, version, &needs_support(), at(5)).await;
        assert!(matches!(late, Err(SaveError::Store(StoreError::Clash { .. }))), "{late:?}");
    }
}
