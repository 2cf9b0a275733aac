//! Saying that a look was not right: raised once, seen by who may, answered by somebody else, and erased with the file's text.

use super::school::{School, TODAY, at};
use crate::file::purge::PurgeReason;
use crate::{SaveError, StoreError};
use access::{Action, Event, Role, Scope};
use register::concern::{Answer, AnswerRefusal, RaiseRefusal, Status, TakeBackRefusal};
use time::{Date, OffsetDateTime, macros::date};

/// The day in UTC: what civil days are is told at the edge.
fn day_of(at: OffsetDateTime) -> Date {
    at.date()
}

fn answer(right: bool) -> Answer {
    Answer { right: Some(right), words: "Zij viel in voor je coach.".to_owned(), after: 0 }
}

crate::on_both! {
    async fn from_a_look_to_an_answer(store) {
        let school = School::new(&store, "31AB").await;
        let team = school.team("Zorg").await;
        let anna = school.person("de Vries", date!(2011 - 03 - 01)).await;
        let bert = school.person("Bakker", date!(2008 - 03 - 01)).await;
        school.applied(anna.person, Some(team), date!(2026 - 08 - 01), "received").await;
        let kin = school.guardian(anna.person, true).await;
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let student = school.member(Role::Student, Scope::Person(anna.person)).await;
        let other = school.member(Role::Student, Scope::Person(bert.person)).await;
        let parent = school.member(Role::Guardian, Scope::Guardian(kin)).await;
        let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
        let second = school.member(Role::PrivacyOfficer, Scope::School).await;
        school.settle().await;
        store.file_view(&intaker, anna.file, at(1)).await.unwrap();
        store.file_list(&intaker, Action::ListFiles, None, at(1)).await.unwrap();
        let version = store.file_view(&care, anna.file, at(2)).await.unwrap().version;
        let looks = store.looks(&student, None, at(3)).await.unwrap();
        let by = |role| looks.looks.rows.iter().find(|look| look.role == Some(role)).unwrap().seq;
        let (file, seq) = (anna.file, by(Role::Intaker));

        // Another student, another file, a number that is no look at this file, and one's own look.
        for (who, file, seq) in [(&other, file, seq), (&student, bert.file, seq), (&student, file, 999_999)] {
            assert!(matches!(store.concern_form(who, file, seq, day_of, at(4)).await, Err(StoreError::NotFound)));
            let raised = store.concern_raise(who, file, seq, "", day_of, at(4)).await;
            assert!(matches!(raised, Err(SaveError::Store(StoreError::NotFound))));
        }
        let own = store.looks(&student, None, at(4)).await.unwrap().looks.rows.iter().find(|look| look.own).unwrap().seq;
        assert!(matches!(store.concern_form(&student, file, own, day_of, at(5)).await, Err(StoreError::NotFound)));

        // Two clicks are one concern, and nobody's form clashes.
        // What is said of one look is said of all that this person did that day: the page shows all of it.
        let form = store.concern_form(&student, file, seq, day_of, at(5)).await.unwrap();
        assert!(form.raised.is_none());
        let done: Vec<_> = form.looks.iter().map(|look| (look.role, look.action)).collect();
        let did = |action| (Some(Role::Intaker), Some(Event::Action(action)));
        assert_eq!(done, [did(Action::ListFiles), did(Action::ViewFile)]);
        let words = "Ik ken hem niet.";
        let (one, two) = tokio::join!(
            store.concern_raise(&student, file, seq, words, day_of, at(6)),
            store.concern_raise(&student, file, seq, words, day_of, at(6)),
        );
        let (one, two) = if one.is_ok() { (one, two) } else { (two, one) };
        let concern = one.unwrap();
        assert!(matches!(two, Err(SaveError::Refused(RaiseRefusal::Already))), "{two:?}");
        assert_eq!(store.file_view(&care, file, at(7)).await.unwrap().version, version);
        assert!(store.concern_form(&student, file, seq, day_of, at(7)).await.unwrap().raised.is_some());

        // The parent reads the same log and nothing of the child's concern, nor do colleagues; the parent has their own.
        let said = |rows: &[crate::looks::Look]| {
            rows.iter().any(|look| look.action == Some(Event::Action(Action::RaiseConcern)))
        };
        let of_parent = store.looks(&parent, None, at(8)).await.unwrap();
        assert!(of_parent.concerns.is_empty() && !said(&of_parent.looks.rows));
        let of_student = store.looks(&student, None, at(8)).await.unwrap();
        assert!(of_student.concerns.len() == 1 && said(&of_student.looks.rows));
        assert_eq!(of_student.concerns[0].words.as_ref().unwrap().reveal(), words);
        let (_, colleagues) = store.file_page(&care, file, at(9)).await.unwrap();
        let colleagues = colleagues.unwrap();
        let staff = |look: &crate::looks::Look| !matches!(look.role, Some(Role::Student | Role::Guardian));
        assert!(!said(&colleagues) && colleagues.iter().all(staff) && !colleagues.is_empty());
        let theirs = store.concern_raise(&parent, file, seq, "", day_of, at(10)).await.unwrap();
        assert!(matches!(
            store.concern_take_back(&student, theirs, at(11)).await,
            Err(SaveError::Store(StoreError::NotFound))
        ));
        store.concern_take_back(&parent, theirs, at(11)).await.unwrap();
        let again = store.concern_take_back(&parent, theirs, at(11)).await;
        assert!(matches!(again, Err(SaveError::Refused(TakeBackRefusal::Closed(Status::TakenBack)))));

        // The officer finds out what was done that day, by which role; nobody else does.
        for who in [&student, &parent, &intaker, &care] {
            assert!(matches!(store.concern_view(who, concern, day_of, at(12)).await, Err(StoreError::NotFound)));
            assert!(matches!(store.concerns(who).await, Err(StoreError::NotFound)));
        }
        let list = store.concerns(&officer).await.unwrap();
        assert_eq!((list.count, list.open.len(), list.closed.len()), (1, 1, 1));
        let view = store.concern_view(&officer, concern, day_of, at(13)).await.unwrap();
        assert_eq!(view.looks.iter().map(|look| look.seq).collect::<Vec<_>>(), form.looks.iter().map(|look| look.seq).collect::<Vec<_>>());
        assert_eq!(view.roles.iter().map(|r| (r.role, r.teams.clone())).collect::<Vec<_>>(), [(Role::Intaker, vec!["Zorg".to_owned()])]);
        assert!(!view.coached && view.guardian.is_none() && !view.about_reader);
        assert_eq!((view.concern.looked_on, view.concern.words.unwrap().reveal().as_str()), (TODAY, words));

        // Answered by whoever was first, and the student reads it.
        store.concern_answer(&officer, concern, &answer(true), at(14)).await.unwrap();
        let late = store.concern_answer(&second, concern, &answer(false), at(15)).await;
        assert!(matches!(late, Err(SaveError::Refused(AnswerRefusal::Closed(Status::Right)))));
        let read = store.looks(&student, None, at(16)).await.unwrap().concerns.remove(0);
        assert_eq!((read.status, read.answer.unwrap().reveal().as_str()), (Status::Right, "Zij viel in voor je coach."));

        // It was wrong, and is corrected: once, by who read it, however often it is sent; both answers stay, with who gave them.
        let better = |right, words: &str, after| Answer { right: Some(right), words: words.to_owned(), after };
        let right = better(false, "Zij viel niet in. Wij spraken haar aan.", 1);
        let (one, two) = tokio::join!(
            store.concern_answer(&second, concern, &right, at(16)),
            store.concern_answer(&second, concern, &right, at(16)),
        );
        let (one, two) = if one.is_ok() { (one, two) } else { (two, one) };
        one.unwrap();
        assert!(matches!(two, Err(SaveError::Refused(AnswerRefusal::Same))), "{two:?}");
        let unread = store.concern_answer(&officer, concern, &better(true, "Toch wel.", 1), at(16)).await;
        assert!(matches!(unread, Err(SaveError::Refused(AnswerRefusal::Closed(Status::NotRight)))), "{unread:?}");
        let own = store.looks(&student, None, at(16)).await.unwrap();
        let read = &own.concerns[0];
        let words = |words: &Option<register::Personal<String>>| words.as_ref().unwrap().reveal().clone();
        assert_eq!((read.status, words(&read.answer).as_str()), (Status::NotRight, "Zij viel niet in. Wij spraken haar aan."));
        let [first] = read.earlier.as_slice() else { panic!("{:?}", read.earlier) };
        assert_eq!((first.status, words(&first.words).as_str()), (Status::Right, "Zij viel in voor je coach."));
        assert_eq!((Some(first.by), read.closed.map(|(_, by)| by)), (officer.account(), second.account()));
        assert!([&officer, &second].iter().all(|who| own.names.contains_key(&who.account().unwrap())));
        let view = store.concern_view(&officer, concern, day_of, at(16)).await.unwrap();
        assert_eq!((view.concern.answers(), view.names.len()), (2, 2));
        let listed = store.concerns(&officer).await.unwrap().closed;
        assert_eq!(listed.iter().find(|line| line.id == concern).unwrap().status, Status::NotRight);

        // Nobody answers about themselves.
        store.purge_view(&officer, file, at(17)).await.unwrap();
        let rows = store.looks(&student, None, at(18)).await.unwrap().looks.rows;
        let of_officer = rows.iter().find(|look| look.by == officer.account()).unwrap().seq;
        let about = store.concern_raise(&student, file, of_officer, "", day_of, at(19)).await.unwrap();
        assert!(store.concern_view(&officer, about, day_of, at(20)).await.unwrap().about_reader);
        let refused = store.concern_answer(&officer, about, &answer(true), at(20)).await;
        assert!(matches!(refused, Err(SaveError::Refused(AnswerRefusal::Yourself))));
        store.concern_answer(&second, about, &answer(false), at(21)).await.unwrap();

        // What was typed goes with the text of the file; that it was raised, and how it ended, stays.
        store.purge_free_text(&officer, file, PurgeReason::Asked, at(22)).await.unwrap();
        let kept = store.looks(&student, None, at(23)).await.unwrap().concerns;
        let found: Vec<_> = kept.iter().map(|one| one.status).collect();
        assert_eq!(found, [Status::NotRight, Status::NotRight]);
        let shown = |one: &register::concern::Concern| one.answer.as_ref().unwrap().reveal().clone();
        assert!(kept.iter().all(|one| shown(one) == crate::file::key::PURGED));
        assert!(kept.iter().flat_map(|one| &one.earlier).all(|one| words(&one.words) == crate::file::key::PURGED));
        assert_eq!(kept.iter().map(|one| one.earlier.len()).collect::<Vec<_>>(), [0, 1]);
        let proof = store.audit_prove(&officer, at(24)).await.unwrap();
        assert!(matches!(proof, crate::audit::Verdict::Whole { .. }), "{proof:?}");
    }
}
