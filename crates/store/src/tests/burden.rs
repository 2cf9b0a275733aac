//! Disproportionate burden: two steps in their order, somebody else who looks, and what was weighed before stays.

use super::school::{School, TODAY, at};
use crate::burden::Listed;
use crate::{SaveError, StoreError};
use access::{Action, Role, Scope};
use register::burden::{Establish, Event, Outcome, Part, Refusal, Stand, Status, Weighing, Works};
use register::field::Problem;
use register::{Moment, PersonId};
use time::Duration;
use time::macros::date;

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

fn given() -> Establish {
    Establish {
        adjustment: "Een tolk bij elke les".to_owned(),
        works: Some(Works::Yes),
        evidence: "Drie weken geprobeerd.".to_owned(),
        price: Some(24_000),
    }
}

fn weighs(heavy: bool, outcome: Outcome) -> Weighing {
    let found = (Some(heavy), "Dat is nagevraagd.".to_owned());
    Weighing { findings: vec![found; 5], outcome: Some(outcome), reason: "Daarom.".to_owned() }
}

crate::on_both! {
    async fn two_steps_and_somebody_else_who_looks(store) {
        let school = School::new(&store, "45AB").await;
        let team = school.team("Zorg").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (one, two) = (
            school.member(Role::CareCoordinator, Scope::School).await,
            school.member(Role::TrajectoryCounsellor, Scope::School).await,
        );
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        let applicant = school.person("Bakker", date!(2010 - 03 - 01)).await;
        for person in [who.person, applicant.person] {
            school.coached(person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        }
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        school.applied(applicant.person, Some(team), date!(2026 - 08 - 01), "received").await;
        school.settle().await;
        let stranger = School::new(&store, "45AC").await.member(Role::CareCoordinator, Scope::School).await;
        // The intake has applicants in hand, and not who has been there for years.
        for (by, name) in [(&coach, "a coach"), (&stranger, "another school"), (&intaker, "the intake")] {
            let refused = store.burden_establish(by, who.file, &given(), at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        let id = store.burden_establish(&one, who.file, &given(), at(1)).await.unwrap();
        let before = store.burden_establish(&intaker, applicant.file, &given(), at(1)).await.unwrap();
        let again = store.burden_establish(&two, who.file, &given(), at(2)).await;
        assert!(matches!(again, Err(SaveError::Refused(Refusal::Already(there))) if there == id));
        assert!(store.burden(&one, id, at(3)).await.unwrap().burden.admitted);
        assert!(!store.burden(&intaker, before, at(3)).await.unwrap().burden.admitted);
        assert!(matches!(store.burden(&intaker, id, at(3)).await, Err(StoreError::NotFound)));

        let early = store.burden_second(&two, id, (true, ""), at(3)).await;
        assert!(matches!(early, Err(SaveError::Refused(Refusal::Stands(Status::Weighing)))), "there is nothing to look at");
        let light = store.burden_weigh(&one, id, &weighs(false, Outcome::Refuse), at(3)).await;
        assert!(matches!(light, Err(SaveError::Refused(Refusal::NothingHeavy))));
        let weighed = weighs(true, Outcome::Refuse);
        let (first, second) = tokio::join!(
            store.burden_weigh(&one, id, &weighed, at(4)),
            store.burden_weigh(&one, id, &weighed, at(4)),
        );
        assert!(first.is_ok() != second.is_ok(), "two tabs weigh once");
        let own = store.burden_second(&one, id, (true, ""), days(1)).await;
        assert!(matches!(own, Err(SaveError::Refused(Refusal::Yourself))));
        store.burden_second(&two, id, (false, "Vraag de prijs na."), days(1)).await.unwrap();
        store.burden_weigh(&one, id, &weighs(true, Outcome::Other), days(2)).await.unwrap();
        assert_eq!(store.burdens(&two, &Listed::of(Stand::Proposed), days(2)).await.unwrap().rows[0].id, id);
        store.burden_second(&two, id, (true, ""), days(3)).await.unwrap();
        let view = store.burden(&one, id, days(3)).await.unwrap();
        let rounds = &view.burden.rounds;
        assert_eq!(rounds.iter().map(|round| round.outcome).collect::<Vec<_>>(), [Outcome::Refuse, Outcome::Other]);
        assert_eq!(rounds[0].second.as_ref().unwrap().words.as_ref().unwrap().reveal(), "Vraag de prijs na.");
        assert!(rounds.iter().all(|round| round.findings.len() == 5));
        assert_eq!(view.burden.decision().unwrap().reason.reveal(), "Daarom.");

        store.burden_turn(&two, id, (true, "Er is subsidie."), days(4)).await.unwrap();
        store.burden_weigh(&two, id, &weighs(false, Outcome::Make), days(4)).await.unwrap();
        store.burden_second(&one, id, (true, ""), days(5)).await.unwrap();
        store.burden_turn(&one, id, (false, "De student volgt iets anders."), days(6)).await.unwrap();
        let view = store.burden(&one, id, days(6)).await.unwrap();
        assert_eq!((view.burden.status, view.burden.rounds.len()), (Status::Withdrawn, 3));
        assert_eq!(view.burden.turns.iter().map(|turn| turn.event).collect::<Vec<_>>(), [Event::Revise, Event::Withdraw]);
        for (by, stand, count) in [
            (&one, Stand::Weighing, 1),
            (&one, Stand::Withdrawn, 1),
            (&intaker, Stand::Weighing, 1),
            (&intaker, Stand::Withdrawn, 0),
            (&stranger, Stand::Withdrawn, 0),
        ] {
            let page = store.burdens(by, &Listed::of(stand), days(6)).await.unwrap();
            assert_eq!((page.rows.len(), page.count(stand)), (count, count as i64));
        }
        assert!(matches!(store.burdens(&coach, &Listed::of(Stand::Proposed), days(6)).await, Err(StoreError::NotFound)));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
        let told = crate::testing::audited(&store, school.tenant, 0).await;
        let of = |person: PersonId| {
            let ours = |event: &&crate::testing::Audited| {
                event.payload.action == Action::WeighBurden.code() && event.subjects == [person]
            };
            told.iter().filter(ours).count()
        };
        assert!(of(who.person) > of(applicant.person) && of(applicant.person) > 0, "each look and change tells whose it is");
    }
    /// Whoever weighed does not look at it a second time, so it is on the desk of who did not; sent back, it is on the desk of who did.
    async fn what_waits_for_somebody_else_is_on_their_desk(store) {
        let school = School::new(&store, "45AF").await;
        let (one, two) = (
            school.member(Role::CareCoordinator, Scope::School).await,
            school.member(Role::TrajectoryCounsellor, Scope::School).await,
        );
        let coach = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        // Of a team of their own, and not of this student.
        let elsewhere = school.team("Techniek").await;
        let far = school.member(Role::CareCoordinator, Scope::Teams(vec![elsewhere])).await;
        school.settle().await;
        let desks = async |day: i64| {
            assert_eq!(store.burdens_to_weigh(&far, days(day)).await.unwrap(), (0, 0), "who does not reach it");
            let first = store.burdens_to_weigh(&one, days(day)).await.unwrap();
            (first, store.burdens_to_weigh(&two, days(day)).await.unwrap())
        };
        let id = store.burden_establish(&one, who.file, &given(), at(1)).await.unwrap();
        assert_eq!(desks(0).await, ((0, 0), (0, 0)), "nothing is weighed yet");
        store.burden_weigh(&one, id, &weighs(true, Outcome::Refuse), at(2)).await.unwrap();
        assert_eq!(desks(0).await, ((0, 0), (1, 0)), "somebody else looks");
        store.burden_second(&two, id, (false, "Vraag de prijs na."), days(1)).await.unwrap();
        assert_eq!(desks(1).await, ((0, 1), (0, 0)), "sent back to who weighed it");
        store.burden_weigh(&two, id, &weighs(true, Outcome::Other), days(2)).await.unwrap();
        assert_eq!(desks(2).await, ((1, 0), (0, 0)), "who weighed it last is what counts");
        store.burden_second(&one, id, (true, ""), days(3)).await.unwrap();
        assert_eq!(desks(3).await, ((0, 0), (0, 0)), "decided");
        store.burden_turn(&one, id, (true, "Er is subsidie."), days(4)).await.unwrap();
        assert_eq!(desks(4).await, ((0, 0), (0, 0)), "taken up again is not sent back");
        assert!(matches!(store.burdens_to_weigh(&coach, days(4)).await, Err(StoreError::NotFound)));
    }
    /// A decision that an adjustment comes is a promise: it stands on a list until somebody says that it is there.
    async fn what_was_promised_stands_on_a_list_until_it_is_there(store) {
        let school = School::new(&store, "45AD").await;
        let (one, two) = (
            school.member(Role::CareCoordinator, Scope::School).await,
            school.member(Role::TrajectoryCounsellor, Scope::School).await,
        );
        let coach = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        let other = school.person("Bakker", date!(2008 - 03 - 01)).await;
        for person in [who.person, other.person] {
            school.coached(person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
            school.enrolled(person, date!(2023 - 08 - 01), None).await;
        }
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let stranger = School::new(&store, "45AE").await.member(Role::CareCoordinator, Scope::School).await;
        let counts = async |day: i64| {
            let page = store.burdens(&one, &Listed::of(Stand::Owed), days(day)).await.unwrap();
            let owed = store.burdens_owed(&one, days(day)).await.unwrap();
            assert_eq!((page.rows.len() as i64, page.count(Stand::Owed)), (owed, owed), "a number is that of its list");
            (owed, page.count(Stand::Decided))
        };
        let mut made = Vec::new();
        for (file, outcome) in [(who.file, Outcome::Make), (other.file, Outcome::Refuse)] {
            let id = store.burden_establish(&one, file, &given(), at(1)).await.unwrap();
            store.burden_weigh(&one, id, &weighs(true, outcome), at(2)).await.unwrap();
            made.push(id);
        }
        assert_eq!(store.burdens_owed(&one, days(0)).await.unwrap(), 0, "nothing is decided yet");
        for id in &made {
            store.burden_second(&two, *id, (true, ""), days(1)).await.unwrap();
        }
        let (id, refused) = (made[0], made[1]);
        assert_eq!(counts(1).await, (1, 1), "what does not come is not arranged");
        assert_eq!(store.burdens_owed(&stranger, days(1)).await.unwrap(), 0);
        assert!(matches!(store.burdens_owed(&coach, days(1)).await, Err(StoreError::NotFound)));

        let there = (Some(TODAY + Duration::days(2)), "Noor regelde een tolk. Het staat in de afspraken.");
        for by in [&coach, &student, &stranger] {
            let taken = store.burden_arrange(by, id, there, days(3)).await;
            assert!(matches!(taken, Err(SaveError::Store(StoreError::NotFound))), "{:?}", by.role());
            let taken = store.burden_unarrange(by, id, "Nee.", days(3)).await;
            assert!(matches!(taken, Err(SaveError::Store(StoreError::NotFound))), "{:?}", by.role());
        }
        let Err(SaveError::Refused(Refusal::Parts(parts))) = store.burden_arrange(&one, id, (None, ""), days(3)).await else {
            panic!("nothing was said")
        };
        assert_eq!(parts, [(Part::Done, Problem::Missing), (Part::Reason, Problem::Missing)]);
        let never = store.burden_arrange(&one, refused, there, days(3)).await;
        assert!(matches!(never, Err(SaveError::Refused(Refusal::Stands(Status::Decided)))), "{never:?}");
        let (first, second) =
            tokio::join!(store.burden_arrange(&one, id, there, days(3)), store.burden_arrange(&two, id, there, days(3)));
        assert!(first.is_ok() != second.is_ok(), "two people say it once");
        assert_eq!(counts(3).await, (0, 2));
        let view = store.burden(&two, id, days(3)).await.unwrap();
        assert_eq!((view.burden.arranged(), view.burden.stand()), (there.0, Stand::Decided));
        assert_eq!(view.burden.turns[0].why.reveal(), there.1);
        let read = store.own_referrals(&student, days(3)).await.unwrap().burdens;
        assert_eq!(read[0].arranged(), there.0, "the student reads so too");

        store.burden_unarrange(&two, id, "De tolk stopte.", days(4)).await.unwrap();
        assert_eq!(counts(4).await, (1, 1), "it is owed again");
        let listed = store.burdens(&one, &Listed::of(Stand::Owed), days(4)).await.unwrap();
        assert_eq!(listed.rows[0].on, TODAY + Duration::days(1), "since it was decided");
        store.burden_arrange(&two, id, (Some(TODAY + Duration::days(5)), "Er is een andere tolk."), days(5)).await.unwrap();
        // A decision that is looked at again promises anew.
        store.burden_turn(&one, id, (true, "Er is subsidie."), days(6)).await.unwrap();
        assert_eq!(counts(6).await, (0, 1));
        store.burden_weigh(&one, id, &weighs(false, Outcome::Other), days(7)).await.unwrap();
        store.burden_second(&two, id, (true, ""), days(8)).await.unwrap();
        assert_eq!(counts(8).await, (1, 1));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));

        // What was written before there was such a list stands on it with the migration.
        crate::testing::tamper(&store, "UPDATE burden SET stand = NULL").await;
        crate::tests::migrations::again(&store, include_str!("../../schema/0096_arranged.sql")).await;
        assert_eq!(counts(8).await, (1, 1));
    }
}
