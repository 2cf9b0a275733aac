//! The way to work: begun once, owed on the desk until it is offered, read by the student after school, and ended.

use super::school::{School, TODAY, at};
use crate::workbench::Asked;
use crate::{SaveError, Store, StoreError};
use access::{Actor, Role, Scope};
use register::duty::{Due, DutyKind};
use register::seen::Seen;
use register::transition::{Given, Kind, Refusal, Route, Yes};
use register::{FileId, Moment};
use time::macros::date;
use time::{Date, Duration};

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

pub(super) fn given(kind: Kind, code: &str, on: Option<Date>, words: &str) -> Given {
    Given { code: code.to_owned(), said: "yes".to_owned(), day: on, words: words.to_owned(), ..Given::of(kind) }
}

/// What somebody is shown of the newest route: it goes with what they note.
pub(super) async fn shown(store: &Store, by: &Actor, file: FileId, now: Moment) -> Option<Seen> {
    let own = store.own_transition(by, file, now).await.map(|found| found.view);
    let view = match own {
        Ok(view) => view,
        Err(_) => store.transition(by, file, now).await.ok()?,
    };
    view.routes.last().map(Route::seen_so_far)
}

/// Notes something as somebody of the school who just looked.
pub(super) async fn noted(
    store: &Store,
    by: &Actor,
    file: FileId,
    given: Given,
    now: Moment,
) -> Result<(), SaveError<Refusal>> {
    let seen = shown(store, by, file, now).await;
    store.transition_note(by, file, (1, &given, seen), now).await
}

/// Says something as the student who just looked.
pub(super) async fn said(
    store: &Store,
    by: &Actor,
    file: FileId,
    given: &Given,
    now: Moment,
) -> Result<(), SaveError<Refusal>> {
    let seen = shown(store, by, file, now).await;
    store.transition_say(by, file, (given, seen), now).await
}

async fn owed(store: &Store, who: &Actor, now: Moment) -> Vec<(FileId, DutyKind, Due)> {
    let work = store.workbench(who, &Asked::default(), now).await.unwrap();
    let ours = |kind| matches!(kind, DutyKind::OfferGuidance | DutyKind::HandOver);
    work.rows.iter().filter(|row| ours(row.duty.kind)).map(|row| (row.file, row.duty.kind, row.duty.due)).collect()
}

crate::on_both! {
    async fn who_guides_keeps_nobody_without_an_end(store) {
        let school = School::new(&store, "47AD").await;
        let admin = school.member(Role::Administrator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let next = school.member(Role::Coach, Scope::Own).await;
        let begins = date!(2024 - 08 - 01);
        let who = school.person("Cornelis", date!(2007 - 03 - 01)).await;
        let early = school.person("Dekker", date!(2008 - 03 - 01)).await;
        let first = school.enrolled(who.person, begins, None).await;
        let second = school.enrolled(early.person, begins, None).await;
        school.says(first, "MBO-2", TODAY + Duration::days(100), None).await;
        school.says(second, "MBO-2", TODAY + Duration::days(500), None).await;
        for person in [who.person, early.person] {
            school.coached(person, coach.account().unwrap(), begins, None).await;
        }
        school.settle().await;
        let refused = store.transition_start(&coach, early.file, at(1)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::Early(_)))), "more than a year before the end: {refused:?}");
        store.transition_start(&coach, who.file, at(1)).await.unwrap();
        let reads = async |by: &Actor, now: Moment| store.transition(by, who.file, now).await.is_ok();
        assert!(reads(&coach, at(2)).await);

        // Handed over while at school: gone with that, and not back with the diploma.
        let over = (coach.account().unwrap(), next.account().unwrap());
        store.handover(&admin, over, TODAY, at(3)).await.unwrap();
        assert_eq!((reads(&coach, at(4)).await, reads(&next, at(4)).await), (false, true));
        school.says(first, "MBO-2", TODAY + Duration::days(100), Some((TODAY, "01"))).await;
        school.settle().await;
        assert_eq!((reads(&coach, days(5)).await, reads(&next, days(5)).await), (false, true));
        // Whoever takes it over guides; handed over after school, that ends too.
        noted(&store, &next, who.file, Given::of(Kind::Guide), days(5)).await.unwrap();
        let back = (next.account().unwrap(), coach.account().unwrap());
        store.handover(&admin, back, days(10).day, days(6)).await.unwrap();
        assert_eq!((reads(&next, days(9)).await, reads(&next, days(20)).await), (true, false));
        assert!(reads(&coach, days(20)).await);

        // The student system takes an enrolment back: nobody has that student by a route any more.
        let alone = school.member(Role::Coach, Scope::Own).await;
        let gone = school.person("Evers", date!(2007 - 03 - 01)).await;
        let third = school.enrolled(gone.person, begins, None).await;
        school.says(third, "MBO-2", TODAY + Duration::days(100), Some((TODAY, "01"))).await;
        school.coached(gone.person, alone.account().unwrap(), begins, Some(TODAY + Duration::days(2))).await;
        school.settle().await;
        store.transition_start(&alone, gone.file, at(7)).await.unwrap();
        assert!(store.transition(&alone, gone.file, days(20)).await.is_ok());
        school.taken_back(third).await;
        school.settle().await;
        let lost = store.transition(&alone, gone.file, days(20)).await;
        assert!(matches!(lost, Err(StoreError::NotFound)));
        school.assert_projection().await;
    }

    async fn from_a_year_before_the_end_to_a_year_after_the_diploma(store) {
        let school = School::new(&store, "47AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let who = school.person("Aalders", date!(2007 - 03 - 01)).await;
        let higher = school.person("Bakker", date!(2007 - 03 - 01)).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let diploma = TODAY - Duration::days(30);
        let first = school.enrolled(who.person, date!(2024 - 08 - 01), None).await;
        let second = school.enrolled(higher.person, date!(2024 - 08 - 01), None).await;
        school.says(first, "MBO-2", TODAY + Duration::days(100), None).await;
        school.says(second, "MBO-4", TODAY + Duration::days(100), None).await;
        // The coach had them until the summer: who guides is not lost with that.
        school.coached(who.person, coach.account().unwrap(), date!(2024 - 08 - 01), Some(TODAY + Duration::days(10))).await;
        school.settle().await;
        let stranger = School::new(&store, "47AC").await.member(Role::CareCoordinator, Scope::School).await;

        // Owed to level 2 at school, on the list of the coach and of who works for the school, and to level 4 it is not.
        let offer = |due| (who.file, DutyKind::OfferGuidance, due);
        assert_eq!(owed(&store, &coach, at(1)).await, [offer(Due::NoTerm)]);
        assert_eq!(owed(&store, &care, at(1)).await, [offer(Due::NoTerm)]);
        for (by, name) in [(&other, "another coach"), (&stranger, "another school"), (&student, "the student")] {
            assert!(matches!(store.transition(by, who.file, at(1)).await, Err(StoreError::NotFound)), "{name}");
            let refused = store.transition_start(by, who.file, at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        let (one, two) = tokio::join!(
            store.transition_start(&coach, who.file, at(2)),
            store.transition_start(&coach, who.file, at(2)),
        );
        assert!(one.is_ok() != two.is_ok(), "two tabs begin one");
        let taken = store.transition_start(&care, who.file, at(3)).await;
        assert!(matches!(taken, Err(SaveError::Refused(Refusal::Already))));
        let note = |by, given, now| {
            let (store, file) = (&store, who.file);
            async move { noted(store, by, file, given, now).await }
        };
        let early = note(&coach, given(Kind::Answer, "taken", Some(TODAY), ""), at(3)).await;
        assert!(matches!(early, Err(SaveError::Refused(Refusal::NotThere))));
        note(&coach, given(Kind::Offer, "", Some(TODAY), "Elke maand bellen."), at(4)).await.unwrap();
        assert_eq!(owed(&store, &coach, at(5)).await, [], "offered is done");
        assert_eq!(owed(&store, &care, at(5)).await, []);
        school.assert_projection().await;

        // The student reads it and says what they want; nobody else of the outside does.
        said(&store, &student, who.file, &given(Kind::Wish, "", None, "Werken in een kas."), at(6)).await.unwrap();
        let own = store.own_transition(&student, who.file, at(7)).await.unwrap();
        assert!(own.student);
        assert_eq!(own.view.routes[0].wish().unwrap().words.as_ref().unwrap().reveal(), "Werken in een kas.");
        let offers = said(&store, &student, who.file, &given(Kind::Offer, "", Some(TODAY), ""), at(7)).await;
        assert!(matches!(offers, Err(SaveError::Refused(Refusal::NotTheirs))));

        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));

        // The diploma: a year begins. Whoever guides keeps the student after the coaching of before ended.
        school.says(first, "MBO-2", TODAY + Duration::days(100), Some((diploma, "01"))).await;
        school.settle().await;
        assert!(store.transition(&coach, who.file, days(200)).await.is_ok());
        assert!(matches!(store.transition(&coach, who.file, days(400)).await, Err(StoreError::NotFound)), "the year is over");
        assert!(store.own_transition(&student, who.file, days(400)).await.is_ok(), "the student still reads it");
        let unasked = note(&coach, given(Kind::Municipality, "", Some(TODAY), ""), at(8)).await;
        assert!(matches!(unasked, Err(SaveError::Refused(Refusal::NoYes))));
        assert!(store.transition_document(&coach, who.file, at(8)).await.unwrap().is_none());
        said(&store, &student, who.file, &given(Kind::Consent, "", None, ""), at(9)).await.unwrap();
        note(&coach, given(Kind::Municipality, "", Some(TODAY), ""), at(10)).await.unwrap();
        assert_eq!(owed(&store, &coach, at(11)).await, [(who.file, DutyKind::HandOver, Due::By(TODAY))]);
        let document = store.transition_document(&coach, who.file, at(11)).await.unwrap().unwrap();
        assert!(matches!(document.view.yes, Some(Yes::Given(on)) if on == TODAY));
        note(&coach, given(Kind::Given, "municipality", Some(TODAY), ""), at(12)).await.unwrap();
        assert_eq!(owed(&store, &coach, at(13)).await, []);
        // For policy: numbers of which none is of fewer than five, and for who works on policy alone.
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let found = store.leavers(&policy, 0, at(13)).await.unwrap();
        assert_eq!((found.rows.len(), found.rows[0].all), (1, register::transition::Told::Few));
        assert!(found.rows[0].came.is_empty() && store.leavers(&policy, 2, at(13)).await.unwrap().rows.is_empty());
        assert!(matches!(store.leavers(&student, 0, at(13)).await, Err(StoreError::NotFound)));
        // Taken back: no document any more. What was given stays told.
        let no = Given { said: "no".to_owned(), ..given(Kind::Consent, "", None, "") };
        said(&store, &student, who.file, &no, at(14)).await.unwrap();
        assert!(store.transition_document(&coach, who.file, at(15)).await.unwrap().is_none());
        let view = store.transition(&coach, who.file, at(15)).await.unwrap();
        assert_eq!((view.yes, view.routes[0].given_on()), (Some(Yes::No), Some(TODAY)));

        // The diploma was withdrawn: nothing goes on for a graduate, and what was noted stays.
        school.says(first, "MBO-2", TODAY + Duration::days(100), Some((diploma, "10"))).await;
        school.settle().await;
        let gone = noted(&store, &care, who.file, given(Kind::Stretch, "", Some(days(500).day), "Ziek."), at(16)).await;
        assert!(matches!(gone, Err(SaveError::Refused(Refusal::NoDiploma))));
        noted(&store, &care, who.file, given(Kind::End, "no_diploma", None, ""), at(17)).await.unwrap();
        let view = store.transition(&care, who.file, at(18)).await.unwrap();
        assert!(view.routes[0].ended().is_some() && view.routes[0].offered_on().is_some());
        // For policy they are one of those who left without a diploma now, and no graduate.
        let found = store.leavers(&policy, 0, at(18)).await.unwrap();
        assert_eq!(found.rows.iter().map(|one| one.diploma).collect::<Vec<_>>(), [false]);
        school.assert_projection().await;
    }
}
