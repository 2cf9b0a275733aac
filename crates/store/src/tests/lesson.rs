//! A class: what is for its lessons and for whom, by who teaches and who is in the group that day; what teachers say of it, once
//! however often it is sent; and what fails on the coach's list until somebody looked into it.

use super::path::needs_support;
use super::school::{School, TODAY, at};
use crate::agreement::propose::NewVersion;
use crate::lesson::{Class, MarkRefusal};
use crate::workbench::Asked;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Role, Scope};
use register::agreement::{Answer, Line, LineDraft, Subject};
use register::catalogue::{Level, MeasureKind, Place};
use register::duty::DutyKind;
use register::lesson::{Mark, When};
use register::{FileId, Moment, VersionId};
use time::macros::date;
use time::{Date, Duration};

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

fn line(text: &str, details: &str, place: Place, (from, until): (Date, Option<Date>)) -> Line {
    let draft = LineDraft {
        kind: Some(MeasureKind::AdaptedLessons),
        text: text.into(),
        details: details.into(),
        who: "de docent".into(),
        place: Some(place),
        from: Some(from),
        until,
        level: Some(Level::Extra),
        ..LineDraft::default()
    };
    Line::new(draft).unwrap()
}

/// What a class shows: whose, where in the version, when, what, and what was said of it today.
fn told(class: &Class) -> Vec<(&str, i64, When, &str, Option<Mark>)> {
    let mut all = Vec::new();
    for line in &class.lines {
        let name = line.name.as_ref().unwrap().reveal().as_str();
        all.push((name, line.position, line.when, line.text.as_str(), line.mark.map(|(mark, _)| mark)));
    }
    all
}

async fn due(store: &Store, who: &Actor, now: Moment) -> Vec<(DutyKind, FileId)> {
    let work = store.workbench(who, &Asked::default(), now).await.unwrap();
    work.rows.iter().map(|row| (row.duty.kind, row.file)).filter(|(kind, _)| *kind == DutyKind::Mend).collect()
}

crate::on_both! {
    async fn what_is_for_a_lesson_what_is_said_of_it_and_what_fails(store) {
        let school = School::new(&store, "42AB").await;
        let (group, other) = (school.group("ZW1A").await, school.group("ZW1B").await);
        let coach = school.member(Role::Coach, Scope::Own).await;
        let [teacher, colleague, gone] = [
            school.member(Role::Teacher, Scope::None).await,
            school.member(Role::Teacher, Scope::School).await,
            school.member(Role::Teacher, Scope::None).await,
        ];
        let since = date!(2025 - 08 - 01);
        school.teaches(teacher.account().unwrap(), group, since, None).await;
        school.teaches(colleague.account().unwrap(), other, since, None).await;
        school.teaches(gone.account().unwrap(), group, since, Some(TODAY - Duration::DAY)).await;
        // A coach who teaches does so as a teacher.
        school.teaches(coach.account().unwrap(), group, since, None).await;
        let mut versions: Vec<VersionId> = Vec::new();
        let mut people = Vec::new();
        for name in ["Bakker", "Aalders", "Cornelis"] {
            let who = school.person(name, date!(2008 - 03 - 01)).await;
            school.coached(who.person, coach.account().unwrap(), since, None).await;
            let enrolment = school.enrolled(who.person, since, None).await;
            let student = school.member(Role::Student, Scope::Person(who.person)).await;
            school.settle().await;
            let view = store.assess(&coach, who.file, 1, &needs_support(), at(1)).await.unwrap();
            let always = (since, None);
            let lines = vec![
                line("Een kwart meer tijd", "Ook bij rekenen", Place::Exam, always),
                line("Papier vooraf", "", Place::Class, always),
                line("Elke week een gesprek", "", Place::OutsideClass, always),
                line("Rustig op stage", "", Place::Workplace, always),
                line("Opnemen", "", Place::Online, (since, Some(TODAY + Duration::days(20)))),
                line("Nog niet", "", Place::Class, (TODAY + Duration::DAY, None)),
            ];
            let new = NewVersion { based_on: view.version, subjects: vec![Subject::Enrolment(enrolment)], lines };
            let (version, _) = store.agreement_propose(&coach, who.file, new, at(2)).await.unwrap();
            versions.push(version);
            people.push((who, student));
        }
        let [(bakker, bakker_self), (aalders, aalders_self), (cornelis, cornelis_self)] = people.as_slice() else { panic!() };
        school.in_group(bakker.person, group, since, None).await;
        school.in_group(aalders.person, group, since, Some(TODAY)).await;
        // Left yesterday, and comes again tomorrow; and is in another group.
        school.in_group(cornelis.person, group, since, Some(TODAY - Duration::DAY)).await;
        school.in_group(cornelis.person, group, TODAY + Duration::DAY, None).await;
        school.in_group(cornelis.person, other, since, None).await;
        // Proposed is not agreed.
        assert_eq!(told(&store.class(&teacher, group, at(3)).await.unwrap()), []);
        for (version, student) in versions.iter().zip([bakker_self, aalders_self, cornelis_self]) {
            store.agreement_answer(student, *version, Answer::Agreed, at(4)).await.unwrap();
        }
        let class = store.class(&teacher, group, at(5)).await.unwrap();
        let (each, test) = (When::EachLesson, When::AtTest);
        assert_eq!(told(&class), [
            ("Aalders", 1, each, "Papier vooraf", None),
            ("Aalders", 4, each, "Opnemen", None),
            ("Bakker", 1, each, "Papier vooraf", None),
            ("Bakker", 4, each, "Opnemen", None),
            ("Aalders", 0, test, "Een kwart meer tijd", None),
            ("Bakker", 0, test, "Een kwart meer tijd", None),
        ]);
        assert_eq!(class.lines[4].details.as_ref().unwrap().reveal(), "Ook bij rekenen");
        // One event, of everybody who was shown and nobody else.
        let events = crate::testing::audited(&store, school.tenant, 0).await;
        let look = events.iter().rfind(|event| event.payload.action == Action::SeeClass.code()).unwrap();
        let mut shown = vec![aalders.person, bakker.person];
        shown.sort_unstable();
        assert_eq!(look.subjects, shown);
        // On other days others are in it, and other measures hold.
        let tomorrow = store.class(&teacher, group, days(1)).await.unwrap();
        let names: Vec<&str> = told(&tomorrow).into_iter().filter(|one| one.1 == 5).map(|one| one.0).collect();
        assert_eq!(names, ["Bakker", "Cornelis"]);
        let later = store.class(&teacher, group, days(21)).await.unwrap();
        assert!(told(&later).iter().all(|(_, position, ..)| *position != 4), "its last day is past");

        let elsewhere = School::new(&store, "42AC").await;
        let stranger = elsewhere.member(Role::Teacher, Scope::School).await;
        elsewhere.teaches(stranger.account().unwrap(), elsewhere.group("ZW1A").await, since, None).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let measure = (versions[0], 1);
        for (who, what) in [
            (&colleague, "a teacher of another group"),
            (&gone, "who teaches it no longer"),
            (&coach, "a coach, whatever they teach"),
            (&care, "who sees all files"),
            (&stranger, "another school"),
            (bakker_self, "the student"),
        ] {
            assert!(matches!(store.class(who, group, at(6)).await, Err(StoreError::NotFound)), "{what}");
            let marked = store.lesson_mark(who, group, measure, Mark::Worked, at(6)).await;
            assert!(matches!(marked, Err(SaveError::Store(StoreError::NotFound))), "{what}");
            let none = matches!(store.taught_groups(who, TODAY).await.as_deref(), Err(StoreError::NotFound) | Ok([_] | []));
            assert!(none, "{what}");
        }

        // Two tabs are one; changed, taken back, and said again.
        let (one, two) = tokio::join!(
            store.lesson_mark(&teacher, group, measure, Mark::Worked, at(7)),
            store.lesson_mark(&teacher, group, measure, Mark::Worked, at(7)),
        );
        one.unwrap();
        two.unwrap();
        let marks = |now: Moment| {
            let (store, teacher) = (&store, &teacher);
            async move {
                let class = store.class(teacher, group, now).await.unwrap();
                class.lines.iter().find(|line| (line.version, line.position) == measure).unwrap().mark.map(|(mark, _)| mark)
            }
        };
        assert_eq!(marks(at(8)).await, Some(Mark::Worked));
        for (mark, stands) in [
            (Mark::NotWorked, Some(Mark::NotWorked)),
            (Mark::TakenBack, None),
            (Mark::TakenBack, None),
            (Mark::NotWorked, Some(Mark::NotWorked)),
        ] {
            store.lesson_mark(&teacher, group, measure, mark, at(9)).await.unwrap();
            assert_eq!(marks(at(9)).await, stands);
        }
        let wrote = crate::testing::audited(&store, school.tenant, 0).await;
        let wrote = wrote.iter().filter(|event| event.payload.action == Action::MarkLesson.code()).count();
        assert_eq!(wrote, 4, "twice the same is said once");
        for (of, what) in [
            ((versions[0], 2), "outside class"),
            ((versions[0], 3), "at the workplace"),
            ((versions[0], 5), "not begun"),
            ((versions[0], 6), "not there"),
            ((versions[2], 1), "not in the group today"),
        ] {
            let refused = store.lesson_mark(&teacher, group, of, Mark::Worked, at(10)).await;
            assert!(matches!(refused, Err(SaveError::Refused(MarkRefusal::NotToday))), "{what}");
        }

        // What fails in three lessons is on the coach's list, on that day and later, until it was looked into.
        assert_eq!(due(&store, &coach, at(10)).await, []);
        store.lesson_mark(&teacher, group, measure, Mark::NotWorked, days(1)).await.unwrap();
        assert_eq!(due(&store, &coach, days(1)).await, []);
        store.lesson_mark(&teacher, group, measure, Mark::NotWorked, days(2)).await.unwrap();
        assert_eq!(due(&store, &coach, days(2)).await, [(DutyKind::Mend, bakker.file)]);
        // Taken back, it does not fail; said again it does.
        store.lesson_mark(&teacher, group, measure, Mark::TakenBack, days(2)).await.unwrap();
        assert_eq!(due(&store, &coach, days(2)).await, []);
        store.lesson_mark(&teacher, group, measure, Mark::NotWorked, days(2)).await.unwrap();
        let view = store.lessons_of_file(&coach, bakker.file, days(3)).await.unwrap();
        assert_eq!(view.measures.iter().map(|one| one.position).collect::<Vec<_>>(), [0, 1, 4, 5]);
        let fails = &view.measures[1];
        let tally = (fails.tally.worked, fails.tally.failed, fails.tally.failing_since);
        assert_eq!((tally, fails.latest.len()), ((0, 3, Some(TODAY + Duration::days(2))), 3));
        assert!(view.may_mend && view.names.contains_key(&teacher.account().unwrap()));
        for who in [&teacher, bakker_self, &stranger] {
            assert!(matches!(store.lessons_of_file(who, bakker.file, days(3)).await, Err(StoreError::NotFound)));
            let looked = store.lesson_looked(who, bakker.file, (versions[0], 1), days(3)).await;
            assert!(matches!(looked, Err(StoreError::NotFound)));
        }
        // Of another file's version nothing is there.
        let crossed = store.lesson_looked(&coach, bakker.file, (versions[1], 1), days(3)).await;
        assert!(matches!(crossed, Err(StoreError::NotFound)));
        for _ in 0..2 {
            store.lesson_looked(&coach, bakker.file, (versions[0], 1), days(3)).await.unwrap();
        }
        assert_eq!(due(&store, &coach, days(3)).await, []);
        let view = store.lessons_of_file(&coach, bakker.file, days(4)).await.unwrap();
        assert_eq!(view.measures[1].tally, register::lesson::Tally::default(), "what was said before counts no longer");
        assert_eq!(view.measures[1].looked, Some((TODAY + Duration::days(3), coach.account().unwrap())));
        assert_eq!(view.measures[1].latest.len(), 3, "and is still read");
        // The same again on one that ends: past its last day there is nothing to look into.
        let ends = (versions[0], 4);
        for day in 5..8 {
            store.lesson_mark(&teacher, group, ends, Mark::NotWorked, days(day)).await.unwrap();
        }
        for (day, expected) in [(8, vec![(DutyKind::Mend, bakker.file)]), (20, vec![(DutyKind::Mend, bakker.file)]), (21, vec![])] {
            assert_eq!(due(&store, &coach, days(day)).await, expected, "on day {day}");
        }
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }
}
