//! Disproportionate burden: two steps in their order, somebody else who looks, and what was weighed before stays.

use super::school::{School, TODAY, at};
use crate::burden::Listed;
use crate::{SaveError, StoreError};
use access::{Action, Role, Scope};
use register::burden::{Establish, Event, Outcome, Refusal, Status, Weighing, Works};
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
        assert_eq!(store.burdens(&two, &Listed::of(Status::Proposed), days(2)).await.unwrap().rows[0].id, id);
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
        for (by, status, count) in [
            (&one, Status::Weighing, 1),
            (&one, Status::Withdrawn, 1),
            (&intaker, Status::Weighing, 1),
            (&intaker, Status::Withdrawn, 0),
            (&stranger, Status::Withdrawn, 0),
        ] {
            let page = store.burdens(by, &Listed::of(status), days(6)).await.unwrap();
            assert_eq!((page.rows.len(), page.count(status)), (count, count as i64));
        }
        assert!(matches!(store.burdens(&coach, &Listed::of(Status::Proposed), days(6)).await, Err(StoreError::NotFound)));
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
}
