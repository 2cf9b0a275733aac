//! What is promised and offered no more, on both databases: on the list of who works with the student and of nobody else, until the
//! agreement changed or somebody says that the student keeps it.

use super::offer::{later, line, stands, step};
use super::path::needs_support;
use super::school::{School, Someone, TODAY, at};
use crate::agreement::propose::NewVersion;
use crate::offer::{Looked, PromiseRefusal, Step};
use crate::{SaveError, Store, StoreError};
use access::{Actor, Role, Scope};
use register::agreement::{Answer, Line, LineDraft, Subject};
use register::catalogue::{Level, MeasureKind, Place};
use register::offer::{LineDraft as LineOfOffer, Mark, Outcome};
use register::{EnrolmentId, FileId, MeasureId, Moment, OfferId, VersionId};
use time::Duration;
use time::macros::date;

/// A student of a coach, to whom a measure is promised.
async fn promised(
    school: &School,
    (who, enrolment, coach): (&Someone, EnrolmentId, &Actor),
    measure: Option<MeasureId>,
) -> VersionId {
    let store = &school.store;
    let student = school.member(Role::Student, Scope::Person(who.person)).await;
    store.assess(coach, who.file, 1, &needs_support(), at(1)).await.unwrap();
    let line = LineDraft {
        measure,
        kind: Some(MeasureKind::AdaptedExam),
        text: "Extra tijd".into(),
        who: "het examenbureau".into(),
        place: Some(Place::Exam),
        from: Some(TODAY),
        level: Some(Level::Extra),
        ..LineDraft::default()
    };
    let based_on = store.file_view(coach, who.file, at(2)).await.unwrap().version;
    let subjects = vec![Subject::Enrolment(enrolment)];
    let new = NewVersion { based_on, subjects, lines: vec![Line::new(line).unwrap()] };
    let (version, _) = store.agreement_propose(coach, who.file, new, at(2)).await.unwrap();
    store.agreement_answer(&student, version, Answer::Agreed, at(3)).await.unwrap();
    version
}

/// A version with these lines that holds from a day.
async fn decided(store: &Store, policy: &Actor, measures: &[MeasureId], from: Moment, now: Moment) -> OfferId {
    let offer = store.offer_begin(policy, now).await.unwrap();
    let desk = store.offer_desk(policy, now.day).await.unwrap();
    for place in desk.one(offer).unwrap().lines.iter().map(|one| one.place) {
        store.offer_line_drop(policy, stands(store, policy, offer, now).await, place, now).await.unwrap();
    }
    for measure in measures {
        let was = stands(store, policy, offer, now).await;
        store.offer_line_save(policy, was, None, &line(*measure, ""), now).await.unwrap();
    }
    step(store, policy, offer, Step::Ask { on: Some(now.day) }, now).await.unwrap();
    let advice = Step::Advise { on: Some(now.day), outcome: Some(Outcome::Positive), words: "Ja.".into() };
    step(store, policy, offer, advice, now).await.unwrap();
    step(store, policy, offer, Step::Decide { from: Some(from.day), reason: String::new() }, now).await.unwrap();
    offer
}

/// Whose promises an actor sees, and how many are still to be looked at and kept.
async fn seen(store: &Store, actor: &Actor, kept: bool, now: Moment) -> (Vec<FileId>, (i64, i64)) {
    let page = store.promises(actor, Looked { kept, after: None }, now).await.unwrap();
    assert_eq!(store.promises_owed(actor, now).await.unwrap(), page.counts.0, "the desk says what the list says");
    let mut files: Vec<FileId> = page.rows.iter().map(|row| row.file).collect();
    files.sort();
    (files, page.counts)
}

crate::on_both! {
    async fn a_line_that_stops_stands_on_the_lists_of_who_works_with_the_students(store) {
        let school = School::new(&store, "46PA").await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let (coach, other) = (school.member(Role::Coach, Scope::Own).await, school.member(Role::Coach, Scope::Own).await);
        let stranger = School::new(&store, "46PB").await.member(Role::CareCoordinator, Scope::School).await;
        let team = school.team("Techniek").await;
        let mut all = Vec::new();
        for (name, by) in [("Aalders", &coach), ("Bakker", &other), ("Cohen", &coach)] {
            let who = school.person(name, date!(2007 - 03 - 01)).await;
            school.coached(who.person, by.account().unwrap(), date!(2023 - 08 - 01), None).await;
            let enrolment = school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
            all.push((who, enrolment));
        }
        let [(anna, of_anna), (bo, of_bo), (cem, of_cem)] = all.as_slice() else { panic!() };
        school.in_team(bo.person, team, date!(2025 - 08 - 01), None).await;
        school.settle().await;
        let measures = store.catalogue(policy.tenant(), TODAY).await.unwrap().measures;
        let version = promised(&school, (anna, *of_anna, &coach), Some(measures[0].id)).await;
        promised(&school, (bo, *of_bo, &other), Some(measures[0].id)).await;
        // What was agreed in words of their own is of no line.
        promised(&school, (cem, *of_cem, &coach), None).await;
        let now = at(20);
        let offer = decided(&store, &policy, &[measures[0].id, measures[1].id], now, now).await;
        assert_eq!(seen(&store, &care, false, now).await, (vec![], (0, 0)), "what is offered is on nobody's list");

        // Stopped: on the lists of who works with them, and of nobody else.
        let was = stands(&store, &policy, offer, now).await;
        store.offer_mark(&policy, was, 1, (Mark::Stopped, "Er is niemand meer."), now).await.unwrap();
        let mut both = vec![anna.file, bo.file];
        both.sort();
        assert_eq!(seen(&store, &care, false, now).await, (both.clone(), (2, 0)));
        // Stopped by code of before there was such a list: the migration puts it there.
        crate::testing::tamper(&store, "DELETE FROM offer_withdrawn").await;
        assert_eq!(seen(&store, &care, false, now).await, (vec![], (0, 0)));
        crate::tests::migrations::again(&store, include_str!("../../schema/0086_promises.sql")).await;
        assert_eq!(seen(&store, &care, false, now).await, (both.clone(), (2, 0)));
        assert_eq!(seen(&store, &coach, false, now).await, (vec![anna.file], (1, 0)));
        assert_eq!(seen(&store, &other, false, now).await, (vec![bo.file], (1, 0)));
        assert_eq!(seen(&store, &stranger, false, now).await, (vec![], (0, 0)));
        let row = store.promises(&coach, Looked::default(), now).await.unwrap().rows.remove(0);
        assert_eq!((row.version, row.line, row.since, row.text), (version, 1, TODAY, measures[0].text.clone()));
        assert_eq!(row.why.as_deref(), Some("Er is niemand meer."));
        assert!(matches!(store.promises(&policy, Looked::default(), now).await, Err(StoreError::NotFound)), "names are not for policy");
        assert!(matches!(store.promised_numbers(&coach, TODAY).await, Err(StoreError::NotFound)));
        let told = store.promised_numbers(&policy, TODAY).await.unwrap();
        assert_eq!(told.iter().map(|one| (one.line, one.all, one.kept)).collect::<Vec<_>>(), [(1, 2, 0)]);

        // Who may not have the file says nothing of it; twice is once; and it can be taken back.
        let keep = |by: &Actor, file, keeps| {
            let (store, by) = (store.clone(), by.clone());
            async move { store.promise_keep(&by, file, (offer, 1, keeps), at(30)).await }
        };
        for by in [&other, &policy, &stranger] {
            let refused = keep(by, anna.file, true).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{refused:?}");
        }
        assert!(matches!(keep(&coach, cem.file, true).await, Err(SaveError::Refused(PromiseRefusal::Already))), "not promised there");
        keep(&coach, anna.file, true).await.unwrap();
        assert!(matches!(keep(&care, anna.file, true).await, Err(SaveError::Refused(PromiseRefusal::Already))), "two people");
        assert_eq!(seen(&store, &coach, false, now).await, (vec![], (0, 1)));
        assert_eq!(seen(&store, &care, true, now).await, (vec![anna.file], (1, 1)));
        let told = store.promised_numbers(&policy, TODAY).await.unwrap();
        assert_eq!((told[0].all, told[0].kept), (2, 1));
        keep(&coach, anna.file, false).await.unwrap();
        assert!(matches!(keep(&coach, anna.file, false).await, Err(SaveError::Refused(PromiseRefusal::Already))));
        assert_eq!(seen(&store, &coach, false, now).await, (vec![anna.file], (1, 0)));

        // The agreement ends: nothing is promised, and nothing is to be looked at.
        store.agreement_end(&coach, version, ("Het is niet meer nodig.", true), at(40)).await.unwrap();
        assert_eq!(seen(&store, &care, false, now).await, (vec![bo.file], (1, 0)));

        // A next version offers it again, from a day: until then it stands there.
        let back = Moment { day: TODAY + Duration::days(30), ..later(30) };
        decided(&store, &policy, &[measures[0].id], back, at(50)).await;
        assert_eq!(seen(&store, &care, false, at(51)).await.1, (1, 0));
        assert_eq!(seen(&store, &care, false, back).await.1, (0, 0), "offered again");
    }

    async fn what_a_next_version_leaves_out_is_known_in_time_and_a_team_asks_its_own(store) {
        let school = School::new(&store, "46PC").await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (team, empty) = (school.team("Techniek").await, school.team("Zorg").await);
        let who = school.person("Aalders", date!(2007 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.in_team(who.person, team, date!(2025 - 08 - 01), None).await;
        let enrolment = school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
        school.settle().await;
        let measures = store.catalogue(policy.tenant(), TODAY).await.unwrap().measures;
        promised(&school, (&who, enrolment, &coach), Some(measures[0].id)).await;
        let now = at(20);
        decided(&store, &policy, &[measures[0].id], now, now).await;
        let next = decided(&store, &policy, &[measures[1].id], later(200), now).await;
        assert_eq!(seen(&store, &coach, false, now).await.1, (0, 0), "200 days ahead is not yet to be looked at");
        let close = later(200 - 92);
        assert_eq!(seen(&store, &coach, false, close).await, (vec![who.file], (1, 0)), "92 days ahead it is");
        step(&store, &policy, next, Step::Drop { reason: "Toch niet.".into() }, at(21)).await.unwrap();
        assert_eq!(seen(&store, &coach, false, close).await.1, (0, 0), "the version was dropped");

        // A line of one team, with a last day: it is promised to its students, and not to those of another.
        for (of, from, expected) in [(empty, later(1), 0), (team, later(5), 1)] {
            let offer = store.offer_begin(&policy, at(30)).await.unwrap();
            for place in store.offer_desk(&policy, TODAY).await.unwrap().one(offer).unwrap().lines.iter().map(|one| one.place) {
                store.offer_line_drop(&policy, stands(&store, &policy, offer, at(30)).await, place, at(30)).await.unwrap();
            }
            let until = Some(from.day + Duration::days(1));
            let own = LineOfOffer { team: Some(of), until, ..line(measures[0].id, "") };
            for draft in [own, line(measures[1].id, "")] {
                store.offer_line_save(&policy, stands(&store, &policy, offer, at(30)).await, None, &draft, at(30)).await.unwrap();
            }
            step(&store, &policy, offer, Step::Ask { on: Some(TODAY) }, at(30)).await.unwrap();
            let silent = Step::Advise { on: Some(TODAY), outcome: Some(Outcome::None), words: String::new() };
            step(&store, &policy, offer, silent, at(30)).await.unwrap();
            step(&store, &policy, offer, Step::Decide { from: Some(from.day), reason: String::new() }, at(31)).await.unwrap();
            let told = store.promised_numbers(&policy, from.day).await.unwrap();
            let of_line = told.iter().filter(|one| one.offer == offer).map(|one| one.all).sum::<i64>();
            assert_eq!(of_line, expected, "{told:?}");
        }
    }
}
