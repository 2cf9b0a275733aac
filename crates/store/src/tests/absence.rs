//! Absence without a valid reason: written down once, owed at four weeks, and gone once it was reported or did not count.

use super::school::{School, TODAY, at};
use crate::workbench::Asked;
use crate::{SaveError, StoreError};
use access::{Role, Scope};
use register::absence::{Event, Refusal};
use register::duty::DutyKind;
use register::seen::Seen;
use time::Duration;
use time::macros::date;

crate::on_both! {
    async fn owed_at_four_weeks_until_it_was_reported(store) {
        let school = School::new(&store, "48AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2005 - 03 - 01)).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2024 - 08 - 01), None).await;
        school.enrolled(who.person, date!(2024 - 08 - 01), None).await;
        school.settle().await;
        let owed = async || {
            let work = store.workbench(&coach, &Asked::default(), at(30)).await.unwrap();
            work.rows.iter().filter(|row| row.duty.kind == DutyKind::ReportAbsence).count()
        };
        let since = TODAY - Duration::days(28);
        let given = (Some(since), Some(false));
        let refused = store.absence_note(&student, who.file, given, at(1)).await;
        assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))));
        let half = store.absence_note(&coach, who.file, (Some(since), None), at(1)).await;
        assert!(matches!(half, Err(SaveError::Refused(Refusal::Parts(_)))));
        let (one, two) = tokio::join!(
            store.absence_note(&coach, who.file, given, at(2)),
            store.absence_note(&coach, who.file, given, at(2)),
        );
        assert!(one.is_ok() != two.is_ok(), "two tabs write one down");
        assert_eq!(owed().await, 1);
        store.absence_turn(&coach, who.file, (1, Event::Back, Some(TODAY), Some(Seen::of(0, 0))), at(3)).await.unwrap();
        assert_eq!(owed().await, 1, "back since, and still to report");
        store.absence_turn(&coach, who.file, (1, Event::Reported, Some(TODAY), Some(Seen::of(1, 0))), at(4)).await.unwrap();
        assert_eq!(owed().await, 0);
        let twice = store.absence_turn(&coach, who.file, (1, Event::Reported, Some(TODAY), Some(Seen::of(1, 0))), at(5)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Twice))));
        let stale = store.absence_turn(&coach, who.file, (1, Event::Mistaken, None, Some(Seen::of(1, 0))), at(6)).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "what was reported is read first: {stale:?}");
        store.absence_turn(&coach, who.file, (1, Event::Mistaken, None, Some(Seen::of(2, 0))), at(6)).await.unwrap();
        let view = store.absences(&coach, who.file, at(7)).await.unwrap();
        assert_eq!((view.absences.len(), view.absences[0].turns.len(), view.absences[0].counts()), (1, 3, false));
        school.assert_projection().await;
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }
}
