//! Points of attention: noted once, read by the student, on the list of the coach a week before their day, and gone once they ended.

use super::school::{School, TODAY, at};
use crate::workbench::Asked;
use crate::{SaveError, Store, StoreError};
use access::{Actor, Role, Scope};
use register::duty::{Due, DutyKind};
use register::point::{DayProblem, LookRefusal, NoteRefusal, Outcome, Said};
use register::{FileId, Moment};
use time::macros::date;
use time::{Date, Duration};

const WORDS: &str = "Vraag elke maandag hoe de week begint.";

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

async fn due(store: &Store, who: &Actor, now: Moment) -> Vec<(FileId, Due)> {
    let work = store.workbench(who, &Asked::default(), now).await.unwrap();
    let again = work.rows.iter().filter(|row| row.duty.kind == DutyKind::LookAgain);
    again.map(|row| (row.file, row.duty.due)).collect()
}

async fn read(store: &Store, student: &Actor, now: Moment) -> Vec<(String, Option<Date>)> {
    let mine = store.mine(student, now).await.unwrap();
    mine.points.iter().map(|point| (point.words.reveal().clone(), point.look_on())).collect()
}

crate::on_both! {
    async fn noted_read_looked_at_again_and_ended(store) {
        let school = School::new(&store, "46AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let guardian = school.guardian(who.person, true).await;
        let parent = school.member(Role::Guardian, Scope::Guardian(guardian)).await;
        school.settle().await;
        let stranger = School::new(&store, "46AC").await.member(Role::Coach, Scope::Own).await;
        let look_on = TODAY + Duration::days(20);
        let note = (WORDS, Some(look_on));
        for (by, name) in [(&other, "another coach"), (&stranger, "another school"), (&student, "the student"), (&parent, "a parent")] {
            let refused = store.point_note(by, who.file, note, at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
            assert!(matches!(store.points(by, who.file, at(1)).await, Err(StoreError::NotFound)), "{name}");
        }
        let past = store.point_note(&coach, who.file, (WORDS, Some(TODAY)), at(1)).await;
        assert!(matches!(past, Err(SaveError::Refused(NoteRefusal::Form { words: None, day: Some(DayProblem::NotAhead) }))));
        store.point_note(&coach, who.file, note, at(1)).await.unwrap();
        let again = store.point_note(&coach, who.file, ("Vraag elke maandag  hoe de week begint.", Some(look_on)), at(2)).await;
        assert!(matches!(again, Err(SaveError::Refused(NoteRefusal::Already))));
        assert_eq!(read(&store, &student, at(3)).await, [(WORDS.to_owned(), Some(look_on))]);
        assert!(matches!(store.mine(&parent, at(3)).await, Err(StoreError::NotFound)), "of 18 it is the student's");

        // On the list of the coach from a week before; the day that turns is known without anybody writing.
        for (day, expected) in [(12, vec![]), (13, vec![(who.file, Due::By(look_on))]), (21, vec![(who.file, Due::By(look_on))])] {
            assert_eq!(due(&store, &coach, days(day)).await, expected, "{day}");
            assert_eq!(due(&store, &other, days(day)).await, [], "{day}");
        }
        let later = look_on + Duration::days(60);
        let elsewhere = store.point_look(&other, who.file, (1, Said::Again(Some(later))), days(20)).await;
        assert!(matches!(elsewhere, Err(SaveError::Store(StoreError::NotFound))));
        let unknown = store.point_look(&coach, who.file, (2, Said::Again(Some(later))), days(20)).await;
        assert!(matches!(unknown, Err(SaveError::Store(StoreError::NotFound))));
        store.point_look(&coach, who.file, (1, Said::Again(Some(later))), days(20)).await.unwrap();
        let twice = store.point_look(&coach, who.file, (1, Said::Again(Some(later))), days(20)).await;
        assert!(matches!(twice, Err(SaveError::Refused(LookRefusal::Same))));
        assert_eq!(due(&store, &coach, days(21)).await, []);
        assert_eq!(due(&store, &coach, days(80)).await, [(who.file, Due::By(later))]);
        store.point_look(&coach, who.file, (1, Said::End(Outcome::Done)), days(80)).await.unwrap();
        let ended = store.point_look(&coach, who.file, (1, Said::Again(Some(later))), days(81)).await;
        assert!(matches!(ended, Err(SaveError::Refused(LookRefusal::Ended(Outcome::Done)))));
        assert_eq!(due(&store, &coach, days(81)).await, []);
        assert_eq!(read(&store, &student, days(81)).await, []);
        // What was noted and looked at stays, with who did.
        let all = store.points(&coach, who.file, days(81)).await.unwrap();
        assert_eq!((all.points.len(), all.points[0].looks.len()), (1, 2));
        assert!(all.points[0].looks.iter().all(|look| Some(look.by) == coach.account()));
        // The first of several days is the one on the list.
        store.point_note(&coach, who.file, ("Een.", Some(days(120).day)), days(82)).await.unwrap();
        store.point_note(&coach, who.file, ("Twee.", Some(days(90).day)), days(82)).await.unwrap();
        assert_eq!(due(&store, &coach, days(88)).await, [(who.file, Due::By(days(90).day))]);
        school.assert_projection().await;
    }
}
