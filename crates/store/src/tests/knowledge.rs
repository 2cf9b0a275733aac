//! Who knows what, on both databases: a colleague who left is not shown, what is taken out is erased, and of many the first are read.

use super::school::{School, TODAY, at};
use crate::{SaveError, Store, StoreError};
use access::{Actor, Role, Scope};
use register::knowledge::{Draft, Event, PracticeDraft, PracticeRefusal, Refusal, Status, Tried};
use register::offer::Concept;
use register::{KnowledgeId, Moment, TeamId};
use time::Duration;

fn draft(subject: Concept, team: Option<TeamId>) -> Draft {
    Draft { subject: Some(subject), team, words: "Zo doe je dat.".into(), reachable: "Op dinsdag.".into() }
}

fn later(days: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(days), day: TODAY + Duration::days(days) }
}

/// Of one subject: how many there are, and how many of them are read beside the others.
async fn read(store: &Store, by: &Actor, subject: Concept, day: time::Date) -> (i64, usize) {
    let tree = store.knowledge(by, None, day).await.unwrap();
    let of: Vec<_> = tree.known.iter().filter(|known| known.entry.subject == subject).collect();
    (of.first().map_or(0, |known| known.many), of.len())
}

async fn say(store: &Store, by: &Actor, given: &Draft) -> KnowledgeId {
    store.knowledge_say(by, None, given, at(1)).await.unwrap()
}

crate::on_both! {
    async fn a_colleague_who_left_is_not_shown(store) {
        let school = School::new(&store, "46KN").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let reader = school.member(Role::Teacher, Scope::None).await;
        let other = school.member(Role::Administrator, Scope::School).await;
        let elsewhere = School::new(&store, "46KO").await.member(Role::Teacher, Scope::None).await;
        assert!(matches!(store.knowledge(&other, None, TODAY).await, Err(StoreError::NotFound)), "not for every role");
        say(&store, &coach, &draft(Concept::Quiet, None)).await;
        // A year later the desk of who said it asks whether it still is so, and nobody else's.
        for (by, days, old) in [(&coach, 365, 0), (&coach, 366, 1), (&reader, 366, 0)] {
            assert_eq!(store.knowledge_owed(by, later(days).day).await.unwrap().old, old, "{days}");
        }
        assert!(matches!(store.knowledge_owed(&other, TODAY).await, Err(StoreError::NotFound)));
        let (me, quiet) = (coach.account().unwrap(), Concept::Quiet);
        assert_eq!(read(&store, &reader, quiet, TODAY).await, (1, 1));
        assert_eq!(read(&store, &elsewhere, quiet, TODAY).await, (0, 0), "nothing crosses");
        assert_eq!(store.knowledge(&reader, Some(quiet), TODAY).await.unwrap().known.len(), 1);

        // A role that ends on a day, and an account that may not sign in.
        let Actor::Member(member) = &coach else { panic!("a member") };
        let admin = Actor::system(school.tenant, access::Reason::Command);
        store.account_switch(&school.member(Role::Administrator, Scope::School).await, me, false, at(3)).await.unwrap();
        assert_eq!(read(&store, &reader, quiet, TODAY).await, (0, 0), "who may not sign in is not asked anything");
        assert!(store.knowledge(&reader, Some(quiet), TODAY).await.unwrap().known.is_empty());
        store.account_switch(&school.member(Role::Administrator, Scope::School).await, me, true, at(4)).await.unwrap();
        assert_eq!(read(&store, &reader, quiet, TODAY).await, (1, 1));
        store.membership_end(&admin, member.membership, Some(TODAY), at(5)).await.unwrap();
        assert_eq!(read(&store, &reader, quiet, TODAY).await, (1, 1), "on the last day still");
        assert_eq!(read(&store, &reader, quiet, later(1).day).await, (0, 0), "and then no more");
    }
}

crate::on_both! {
    async fn asked_said_confirmed_and_erased(store) {
        let school = School::new(&store, "46KP").await;
        let (ours, theirs) = (school.team("Zorg").await, school.team("Bouw").await);
        let coach = school.member(Role::Coach, Scope::Own).await;
        let manager = school.member(Role::TeamManager, Scope::Teams(vec![ours])).await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let given = draft(Concept::Exam, Some(ours));
        let id = say(&store, &coach, &given).await;
        let twice = store.knowledge_say(&coach, None, &given, at(2)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::There(found))) if found == id));
        let other = say(&store, &coach, &draft(Concept::Exam, Some(theirs))).await;
        assert_eq!(read(&store, &policy, Concept::Exam, TODAY).await, (2, 2));

        let step = |by: &Actor, id, was, event| {
            let (store, by) = (store.clone(), by.clone());
            async move { store.knowledge_step(&by, (id, was), event, at(9)).await }
        };
        assert!(matches!(step(&manager, other, 0, Event::Confirm).await, Err(SaveError::Store(StoreError::NotFound))));
        assert!(matches!(step(&coach, id, 0, Event::Confirm).await, Err(SaveError::Refused(Refusal::Own))));
        assert!(matches!(step(&manager, id, 0, Event::Still).await, Err(SaveError::Store(StoreError::NotFound))));
        step(&manager, id, 0, Event::Confirm).await.unwrap();
        assert!(matches!(step(&manager, id, 0, Event::Confirm).await, Err(SaveError::Refused(Refusal::Changed))));
        step(&policy, other, 0, Event::Confirm).await.unwrap();
        assert_eq!(store.knowledge_one(&coach, id).await.unwrap().entry.status, Status::Confirmed);

        // Said anew it is not confirmed any more; taken out, nothing of it is left.
        store.knowledge_say(&coach, Some((id, 1)), &given, at(10)).await.unwrap();
        let known = store.knowledge_one(&coach, id).await.unwrap();
        assert_eq!((known.entry.status, known.confirmed_on), (Status::Shown, None));
        step(&coach, id, 2, Event::Leave).await.unwrap();
        assert!(matches!(step(&coach, id, 3, Event::Leave).await, Err(SaveError::Refused(Refusal::Not(Status::Out)))));
        let gone = store.knowledge_one(&coach, id).await.unwrap();
        assert_eq!((gone.entry.words, gone.entry.reachable), (None, None));
        let told = crate::testing::audited(&store, school.tenant, 0).await;
        let of = |action: &str| told.iter().filter(|event| event.payload.action == action).count();
        assert_eq!((of("share_knowledge"), of("keep_knowledge")), (4, 2), "each change has its event");
    }
}

crate::on_both! {
    async fn of_many_the_first_are_read_and_the_others_counted(store) {
        let school = School::new(&store, "46KQ").await;
        let reader = school.member(Role::Teacher, Scope::None).await;
        for _ in 0..5 {
            let colleague = school.member(Role::Coach, Scope::Own).await;
            say(&store, &colleague, &draft(Concept::Plan, None)).await;
        }
        assert_eq!(read(&store, &reader, Concept::Plan, TODAY).await, (5, 3));
        assert_eq!(store.knowledge(&reader, Some(Concept::Plan), TODAY).await.unwrap().known.len(), 5);
    }
}

crate::on_both! {
    async fn what_worked_is_read_a_page_at_a_time(store) {
        let school = School::new(&store, "46KR").await;
        let writer = school.member(Role::Teacher, Scope::None).await;
        let reader = school.member(Role::Coach, Scope::Own).await;
        let given = |text: &str| PracticeDraft {
            subject: Some(Concept::Break),
            text: text.to_owned(),
            level: Some(Tried::Several),
            ..PracticeDraft::default()
        };
        let mut last = None;
        for n in 0..23 {
            let text = format!("Wij doen dit {n} keer.");
            last = Some(store.practice_write(&writer, None, &given(&text), at(n)).await.unwrap());
        }
        let which = crate::knowledge::Which::Subject(Concept::Break);
        let first = store.practices(&reader, which, None, TODAY).await.unwrap();
        let rest = store.practices(&reader, which, first.next, TODAY).await.unwrap();
        assert_eq!((first.rows.len(), rest.rows.len(), rest.next), (20, 3, None));
        let all: std::collections::BTreeSet<_> =
            first.rows.iter().chain(&rest.rows).map(|one| one.practice.id).collect();
        assert_eq!(all.len(), 23, "each once");
        let id = last.unwrap();
        for _ in 0..2 {
            store.practice_too(&reader, id, true, at(40)).await.unwrap();
        }
        let found = store.practices(&reader, which, None, TODAY).await.unwrap();
        let one = found.rows.iter().chain(&rest.rows).find(|one| one.practice.id == id).unwrap();
        assert_eq!((one.too, one.mine, one.own), (1, true, false));
        let own = store.practice_too(&writer, id, true, at(41)).await;
        assert!(matches!(own, Err(SaveError::Refused(PracticeRefusal::Own))));
        assert!(store.practices(&writer, which, None, later(365).day).await.unwrap().old.is_empty());
        assert_eq!(store.practices(&writer, which, None, later(366).day).await.unwrap().old.len(), 23);
        for (by, days, old) in [(&writer, 365, 0), (&writer, 366, 23), (&reader, 366, 0)] {
            assert_eq!(store.knowledge_owed(by, later(days).day).await.unwrap().practices, old, "{days}: for the desk");
        }
        store.practice_end(&writer, (id, 0), "Het is anders.", at(50)).await.unwrap();
        let again = store.practice_too(&reader, id, false, at(51)).await;
        assert!(matches!(again, Err(SaveError::Refused(PracticeRefusal::Ended))));
    }
}
