//! Students of a coach who leaves: who has them on which day, who reads it, how it is taken back; on both databases.

use super::school::{School, TODAY, at};
use crate::handover::{Handed, HandoverRefusal, meant};
use crate::{SaveError, StoreError};
use access::{Action, Actor, Role, Scope};
use std::collections::BTreeSet;
use time::Date;
use time::macros::date;

/// Whether a coach's list of files on a day has these people, by the rows that every list reads.
async fn reached(school: &School, coach: &Actor, day: Date) -> usize {
    let mut now = at(0);
    now.day = day;
    school.store.file_list(coach, Action::ListFiles, None, now).await.unwrap().rows.len()
}

crate::on_both! {
    async fn the_students_of_a_coach_go_to_another_from_a_day_and_back(store) {
        let school = School::new(&store, "27DV").await;
        let admin = school.member(Role::Administrator, Scope::School).await;
        let old = school.member(Role::Coach, Scope::Own).await;
        let new = school.member(Role::Coach, Scope::Own).await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let (from, to) = (old.account().unwrap(), new.account().unwrap());
        let begins = date!(2025 - 08 - 01);
        let mut people = Vec::new();
        for (n, until) in [(0, None), (1, Some(date!(2026 - 12 - 31))), (2, Some(TODAY.previous_day().unwrap()))] {
            let someone = school.person(&format!("Vries{n}"), date!(2008 - 03 - 01)).await;
            school.enrolled(someone.person, begins, None).await;
            school.coached(someone.person, from, begins, until).await;
            people.push(someone);
        }
        school.settle().await;
        assert_eq!((reached(&school, &old, TODAY).await, reached(&school, &new, TODAY).await), (2, 0));

        // What cannot be, says so.
        let day = date!(2026 - 06 - 01);
        for (who, on, why) in [
            ((from, from), day, HandoverRefusal::Same),
            ((from, to), TODAY.previous_day().unwrap(), HandoverRefusal::Past),
            ((from, intaker.account().unwrap()), day, HandoverRefusal::NoCoach),
            ((to, from), day, HandoverRefusal::Nobody),
        ] {
            let plan = store.handover_plan(&admin, who, on, at(1)).await;
            assert!(matches!(&plan, Err(SaveError::Refused(found)) if *found == why), "{why:?}: {plan:?}");
            let done = store.handover(&admin, who, on, at(1)).await;
            assert!(matches!(&done, Err(SaveError::Refused(found)) if *found == why), "{why:?}: {done:?}");
        }
        let not = store.handover(&old, (from, to), day, at(1)).await;
        assert!(matches!(not, Err(SaveError::Store(StoreError::NotFound))), "a coach does not hand over");

        // Shown and done are the same; who has ended is not handed over.
        let plan = store.handover_plan(&admin, (from, to), day, at(2)).await.unwrap();
        assert_eq!(plan, Handed { students: 2, had: 0, id: None });
        let done = store.handover(&admin, (from, to), day, at(3)).await.unwrap();
        assert_eq!((done.students, done.had), (plan.students, plan.had));
        let before = day.previous_day().unwrap();
        assert_eq!((reached(&school, &old, before).await, reached(&school, &new, before).await), (2, 0));
        assert_eq!((reached(&school, &old, day).await, reached(&school, &new, day).await), (0, 2));
        // Who ends on a day still ends on it.
        assert_eq!(reached(&school, &new, date!(2027 - 01 - 01)).await, 1);
        let again = store.handover(&admin, (from, to), day, at(4)).await;
        assert!(matches!(again, Err(SaveError::Refused(HandoverRefusal::Nobody))), "twice is once");
        school.assert_projection().await;

        // Each of them reads it in their own log.
        let told = crate::testing::audited(&store, school.tenant, 0).await;
        let event = told.iter().find(|event| event.payload.action == "hand_over").unwrap();
        let mut who = [people[0].person, people[1].person];
        who.sort_unstable();
        assert_eq!(event.subjects, who);
        assert!(store.audit_verify_data(school.tenant, None).await.is_ok());

        // Taken back before the day: nothing happened, for anybody.
        let made = store.handovers(&admin, from, TODAY).await.unwrap();
        assert_eq!((made.len(), made[0].to, made[0].from, made[0].students), (1, to, day, 2));
        assert_eq!(Some(made[0].id), done.id);
        assert_eq!(store.handover_undo(&admin, made[0].id, at(5)).await.unwrap().students, 2);
        for on in [TODAY, before, day, date!(2026 - 12 - 31)] {
            assert_eq!((reached(&school, &old, on).await, reached(&school, &new, on).await), (2, 0), "{on}");
        }
        let twice = store.handover_undo(&admin, made[0].id, at(6)).await;
        assert!(matches!(twice, Err(SaveError::Refused(HandoverRefusal::Nobody))), "taken back once");
        let none = store.handover_undo(&admin, register::HandoverId(crate::fresh::id()), at(6)).await;
        assert!(matches!(none, Err(SaveError::Store(StoreError::NotFound))));
        school.assert_projection().await;
    }
}

#[test]
fn a_list_that_names_the_coach_of_before_means_who_got_the_student() {
    let day = |text: &str| Date::parse(text, time::macros::format_description!("[year]-[month]-[day]")).unwrap();
    let today = day("2026-05-12");
    // Key, first and last day, from whom it was handed over.
    type Row = (&'static str, &'static str, Option<&'static str>, Option<&'static str>);
    let handed: &[Row] = &[("a", "2025-08-01", Some("2026-04-30"), None), ("b", "2026-05-01", None, Some("a"))];
    let soon: &[Row] = &[("a", "2025-08-01", Some("2026-05-31"), None), ("b", "2026-06-01", None, Some("a"))];
    let twice: &[Row] = &[
        ("a", "2025-08-01", Some("2026-02-28"), None),
        ("b", "2026-03-01", Some("2026-04-30"), Some("a")),
        ("c", "2026-05-01", None, Some("b")),
    ];
    let back: &[Row] = &[
        ("a", "2025-08-01", Some("2026-02-28"), None),
        ("b", "2026-03-01", Some("2026-04-30"), Some("a")),
        ("a", "2026-05-01", None, Some("b")),
    ];
    let over: &[Row] =
        &[("a", "2025-08-01", Some("2026-02-28"), None), ("b", "2026-03-01", Some("2026-04-30"), Some("a"))];
    for (what, rows, named, expected) in [
        ("nobody was handed over", &[("a", "2025-08-01", None, None)][..], "a", &["a"][..]),
        ("the list still names the coach of before", handed, "a", &["b"]),
        ("it names the new one", handed, "b", &["b"]),
        ("it names somebody else", handed, "c", &["c"]),
        ("handed over from a day to come", soon, "a", &["a", "b"]),
        ("the list names the new one before that day", soon, "b", &["a", "b"]),
        ("handed over twice", twice, "a", &["c"]),
        ("taken back", back, "a", &["a"]),
        ("whoever got them has them no more", over, "a", &["a"]),
    ] {
        let rows: Vec<_> = rows.iter().map(|(key, from, until, of)| (*key, day(from), until.map(day), *of)).collect();
        let expected: BTreeSet<String> = expected.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(meant(&rows, named, today), expected, "{what}");
    }
}
