//! Disputes: brought by the student, handled by the desk alone, which reads of the file what is attached for as long as it is.

use super::school::{School, TODAY, at};
use crate::dispute::{Listed, Shown, TodoListed};
use crate::{SaveError, StoreError};
use access::{Action, Role, Scope};
use register::dispute::{Event, Lodge, Outcome, Part, Refusal, Stand, Status, Subject, Thing, Todo};
use register::exam::{Ask, Decide, Facility, Ground};
use register::field::Problem;
use register::intake::talk::Means;
use register::seen::Seen;
use register::{DisputeId, Moment};
use time::Duration;
use time::macros::date;

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

/// What somebody was shown: so many steps, or decisions and turns, and how often somebody was told.
fn saw(things: usize, told: usize) -> Option<Seen> {
    Some(Seen::of(things, told))
}

fn given(subject: Subject) -> Lodge {
    Lodge {
        subject: Some(subject),
        words: "De voorleessoftware is er niet.".to_owned(),
        wish: "Dat die er wel is.".to_owned(),
        known_on: None,
        urgent: true,
        urgent_words: "Volgende week is het examen.".to_owned(),
    }
}

crate::on_both! {
    async fn brought_by_the_student_and_handled_by_the_desk_alone(store) {
        let school = School::new(&store, "47AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let office = school.member(Role::ExamOffice, Scope::School).await;
        let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
        let desk = school.member(Role::DisputeDesk, Scope::School).await;
        let second = school.member(Role::DisputeDesk, Scope::School).await;
        let who = school.person("Aalders", date!(2006 - 03 - 01)).await;
        let other = school.person("Bakker", date!(2006 - 03 - 01)).await;
        for person in [who.person, other.person] {
            school.coached(person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
            school.enrolled(person, date!(2023 - 08 - 01), None).await;
        }
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let stranger = School::new(&store, "47AC").await.member(Role::DisputeDesk, Scope::School).await;
        let ask = Ask {
            ground: Some(Ground::Support),
            wanted: vec![Facility::Spoken],
            why: "Lezen kost mij veel tijd.".to_owned(),
            ..Ask::default()
        };
        let exam = store.exam_ask(&student, who.file, &ask, at(1)).await.unwrap();
        let no = Decide { reason: "Nee.".to_owned(), ..Decide::default() };
        store.exam_decide(&office, exam, (&no, saw(0, 0)), at(2)).await.unwrap();

        let made = given(Subject::CarryingOut);
        let (one, two) = tokio::join!(
            store.dispute_lodge(&student, who.file, (&made, &[]), at(3)),
            store.dispute_lodge(&student, who.file, (&made, &[]), at(3)),
        );
        assert!(one.is_ok() != two.is_ok(), "two tabs bring it once");
        let id: DisputeId = one.or(two).unwrap();
        for (by, file) in [(&coach, who.file), (&desk, who.file), (&student, other.file), (&stranger, who.file)] {
            let refused = store.dispute_lodge(by, file, (&given(Subject::Making), &[]), at(4)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{:?}", by.role());
        }
        // Who is a party to it reads nothing of it, nor does the privacy officer, nor another school.
        for by in [&coach, &care, &office, &officer, &student, &stranger] {
            assert!(matches!(store.dispute(by, None, id, at(5)).await, Err(StoreError::NotFound)), "{:?}", by.role());
            let refused = store.dispute_step(by, id, ((Event::Hear, "Morgen.", None, None), saw(0, 0)), at(5)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{:?}", by.role());
            let listed = store.disputes(by, &Listed::of(Stand::Open), at(5)).await;
            assert!(listed.map_or(true, |page| page.rows.is_empty()), "{:?}", by.role());
        }
        let page = store.disputes(&desk, &Listed::of(Stand::Open), at(5)).await.unwrap();
        assert_eq!((page.rows.len(), page.count(Stand::Open), page.rows[0].id), (1, 1, id));
        assert_eq!(page.rows[0].more.due, Some(TODAY + Duration::days(7)), "the chair says within a week");

        // Nothing of the file is there until it is attached, and not any more when it is taken away.
        assert!(store.dispute(&desk, None, id, at(6)).await.unwrap().shown.is_empty());
        let thing = Thing::Exam(exam);
        let elsewhere = Thing::Version(register::VersionId(uuid::Uuid::from_u128(9)));
        store.dispute_attach(&student, who.file, (id, &[thing, elsewhere], saw(0, 0)), at(7)).await.unwrap();
        let view = store.dispute(&desk, None, id, at(8)).await.unwrap();
        assert!(matches!(view.shown.as_slice(), [Shown::Exam(shown)] if shown.id == exam), "{:?}", view.shown);
        assert_eq!(view.dispute.words.reveal(), "De voorleessoftware is er niet.");
        let other_tab = store.dispute_attach(&student, who.file, (id, &[], saw(0, 0)), at(9)).await;
        assert!(matches!(other_tab, Err(SaveError::Refused(Refusal::Meanwhile))), "a tab of before takes nothing away");
        store.dispute_attach(&student, who.file, (id, &[thing], saw(0, 0)), at(9)).await.unwrap();
        store.dispute_attach(&student, who.file, (id, &[], saw(0, 1)), at(9)).await.unwrap();
        assert!(store.dispute(&desk, None, id, at(10)).await.unwrap().shown.is_empty());

        let urgent = (Event::SayUrgent, "Het examen is dichtbij.", None, None);
        let (one, two) = tokio::join!(
            store.dispute_step(&desk, id, (urgent, saw(0, 0)), days(1)),
            store.dispute_step(&second, id, (urgent, saw(0, 0)), days(1)),
        );
        assert!(one.is_ok() != two.is_ok(), "it is said once");
        let page = store.disputes(&desk, &Listed::of(Stand::Open), days(1)).await.unwrap();
        let due = page.rows[0].more.due.unwrap();
        assert!(due >= TODAY + Duration::days(28) && due < TODAY + Duration::days(35), "four weeks: {due}");
        let hears = (Event::Hear, "Op 20 mei.", None, None);
        for stale in [None, saw(0, 0), saw(1, 1)] {
            let other = store.dispute_step(&second, id, (hears, stale), days(2)).await;
            assert!(matches!(other, Err(SaveError::Refused(Refusal::Meanwhile))), "who saw something else: {other:?}");
        }
        store.dispute_step(&desk, id, (hears, saw(1, 0)), days(2)).await.unwrap();
        let twice = store.dispute_step(&desk, id, (hears, saw(1, 0)), days(2)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Twice))), "two tabs: {twice:?}");
        let decides = (Event::Decide, "De software komt er.", Some(Outcome::Upheld), None);
        store.dispute_step(&second, id, (decides, saw(2, 0)), days(3)).await.unwrap();
        // No mail goes out here: it stands on the list of what is to be told, until it is.
        let stands = async |stand| store.disputes(&desk, &Listed::of(stand), days(3)).await.unwrap().rows.len();
        assert_eq!((stands(Stand::ToTell).await, stands(Stand::Decided).await), (1, 0));
        // One of before that was kept: the migration finds that it is owed.
        crate::testing::tamper(&store, "UPDATE dispute SET stand = 'open', to_tell = FALSE").await;
        crate::tests::migrations::again(&store, include_str!("../../schema/0060_told.sql")).await;
        assert_eq!((stands(Stand::ToTell).await, stands(Stand::Decided).await, stands(Stand::Open).await), (1, 0, 0));
        let paper = (Some(Means::Paper), Some(TODAY + Duration::days(3)));
        let seen = Some(Seen::of(3, 0));
        let refused = store.dispute_told(&office, id, (paper, seen), days(3)).await;
        assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))));
        let stale = store.dispute_told(&desk, id, (paper, Some(Seen::of(2, 0))), days(3)).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "who saw two steps tells nothing of three");
        store.dispute_told(&desk, id, (paper, seen), days(3)).await.unwrap();
        assert_eq!((stands(Stand::ToTell).await, stands(Stand::ToPlan).await), (0, 1));
        let own = store.disputes_own(&student, who.file, days(4)).await.unwrap();
        assert_eq!(own.disputes[0].outcome().map(|(outcome, _)| outcome), Some(Outcome::Upheld));
        assert_eq!(own.disputes[0].steps.len(), 3);
        let late = store.dispute_withdraw(&student, who.file, (id, saw(3, 2)), days(4)).await;
        assert!(matches!(late, Err(SaveError::Refused(Refusal::Stands(Status::Decided)))));
        let late = store.dispute_attach(&student, who.file, (id, &[thing], saw(3, 2)), days(4)).await;
        assert!(matches!(late, Err(SaveError::Refused(Refusal::Stands(Status::Decided)))));
        store.dispute_step(&desk, id, ((Event::Reopen, "Dat klopte niet.", None, None), saw(3, 3)), days(5)).await.unwrap();
        let open = store.disputes(&desk, &Listed::of(Stand::Open), days(5)).await.unwrap();
        assert!(open.rows[0].more.to_tell, "that what was told does not hold is to be told");
        let urgent = |why, seen| store.dispute_ask_urgent(&student, who.file, (id, why, seen), days(5));
        assert!(matches!(urgent("Nu.", saw(4, 2)).await, Err(SaveError::Refused(Refusal::SaidAlready))), "it is urgent");
        store.dispute_step(&second, id, ((Event::SayNotUrgent, "Dat was een ander examen.", None, None), saw(4, 3)), days(5)).await.unwrap();
        let stale = urgent("Het is vrijdag.", saw(4, 2)).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "the desk said something since: {stale:?}");
        urgent("Het is vrijdag.", saw(5, 2)).await.unwrap();
        let due = store.disputes(&desk, &Listed::of(Stand::Open), days(5)).await.unwrap().rows[0].more.due;
        assert!(due.is_some_and(|due| due >= TODAY + Duration::days(12) && due < TODAY + Duration::days(20)), "a week from when it was asked: {due:?}");
        let taken = store.dispute_step(&desk, id, ((Event::Withdraw, "", None, None), None), days(6)).await;
        assert!(matches!(taken, Err(SaveError::Store(StoreError::NotFound))), "only who brought it takes it back");
        store.dispute_withdraw(&student, who.file, (id, saw(6, 2)), days(6)).await.unwrap();
        assert_eq!(store.disputes(&desk, &Listed::of(Stand::Withdrawn), days(7)).await.unwrap().rows.len(), 1);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));

        // The student reads who handled it; a colleague does not even learn that there is one.
        let looks = store.looks(&student, None, days(8)).await.unwrap().looks.rows;
        let handled = |look: &&crate::looks::Look| look.action == Some(access::Event::Action(Action::HandleDisputes));
        assert!(looks.iter().filter(handled).count() > 3);
        let (_, seen) = store.file_page(&coach, who.file, days(8)).await.unwrap();
        let seen = seen.unwrap_or_default();
        assert!(!seen.is_empty() && !seen.iter().any(|look| handled(&look)), "{seen:?}");
    }
}

crate::on_both! {
    /// What the school does after a dispute that was won is with who coordinates the support, in the words that the desk wrote for them, until
    /// it is done; taken up again it is owed no more. A coach, and a coordinator of other teams, learn nothing of it.
    async fn what_follows_is_with_who_does_it_until_it_is_done(store) {
        let school = School::new(&store, "47AF").await;
        let elsewhere = school.team("Techniek").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let far = school.member(Role::CareCoordinator, Scope::Teams(vec![elsewhere])).await;
        let desk = school.member(Role::DisputeDesk, Scope::School).await;
        let who = school.person("Aalders", date!(2006 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let id = store.dispute_lodge(&student, who.file, (&given(Subject::CarryingOut), &[]), at(3)).await.unwrap();
        let counts = async |day: i64| {
            let list = async |todo| store.dispute_todos(&care, &TodoListed::of(todo), days(day)).await.unwrap();
            let (owed, done) = (list(Todo::Owed).await, list(Todo::Done).await);
            let number = store.dispute_todos_owed(&care, days(day)).await.unwrap();
            assert_eq!(number, owed.rows.len() as i64, "a number is that of its list");
            assert_eq!(store.dispute_todos_owed(&far, days(day)).await.unwrap(), 0, "who does not reach it");
            (owed.rows.len(), done.rows.len())
        };
        let right = (Event::Decide, "School maakte de afspraak niet waar.", Some(Outcome::Upheld), None);
        store.dispute_step(&desk, id, (right, saw(0, 0)), days(1)).await.unwrap();
        let paper = (Some(Means::Paper), Some(TODAY + Duration::days(1)));
        store.dispute_told(&desk, id, (paper, saw(1, 0)), days(1)).await.unwrap();
        assert_eq!(counts(1).await, (0, 0), "nobody wrote down what is done");
        assert!(matches!(store.dispute_todo(&care, id, days(1)).await, Err(StoreError::NotFound)));
        assert_eq!(store.disputes(&desk, &Listed::of(Stand::ToPlan), days(1)).await.unwrap().rows.len(), 1);
        let words = "School zet de software op een laptop.";
        let never = store.dispute_step(&desk, id, ((Event::Plan, words, None, None), saw(1, 1)), days(2)).await;
        let Err(SaveError::Refused(Refusal::Parts(parts))) = never else { panic!("by when was not said: {never:?}") };
        assert_eq!(parts, [(Part::By, Problem::Missing)]);
        let by = TODAY + Duration::days(10);
        store.dispute_step(&desk, id, ((Event::Plan, words, None, Some(by)), saw(1, 1)), days(2)).await.unwrap();
        assert_eq!(counts(2).await, (1, 0));
        let view = store.dispute_todo(&care, id, days(2)).await.unwrap();
        assert_eq!((view.todo, view.on, view.course.len()), (Todo::Owed, by, 1), "and nothing else of the dispute");
        assert_eq!(view.course[0].words.as_ref().unwrap().reveal(), words);
        for other in [&coach, &far, &desk, &student] {
            assert!(matches!(store.dispute_todo(other, id, days(2)).await, Err(StoreError::NotFound)), "{:?}", other.role());
            let taken = store.dispute_todo_step(other, id, (true, "Zo.", saw(2, 1)), days(2)).await;
            assert!(matches!(taken, Err(SaveError::Store(StoreError::NotFound))), "{:?}", other.role());
        }

        let does = async |done, words, seen, day| store.dispute_todo_step(&care, id, (done, words, seen), days(day)).await;
        let stale = does(true, "Noor deed het.", saw(1, 1), 3).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "{stale:?}");
        does(true, "Noor deed het.", saw(2, 1), 3).await.unwrap();
        let twice = does(true, "Noor deed het.", saw(2, 1), 3).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Twice))), "{twice:?}");
        assert_eq!(counts(3).await, (0, 1));
        let own = store.disputes_own(&student, who.file, days(3)).await.unwrap();
        assert_eq!(own.disputes[0].steps.last().map(|step| step.event), Some(Event::Done), "who brought it reads so");
        does(false, "Het ging stuk.", saw(3, 1), 4).await.unwrap();
        assert_eq!(counts(4).await, (1, 0), "it is owed again");
        store.dispute_step(&desk, id, ((Event::Reopen, "Dat klopte niet.", None, None), saw(4, 1)), days(5)).await.unwrap();
        assert_eq!(counts(5).await, (0, 0), "taken up again, nothing follows");
        assert!(matches!(store.dispute_todo(&care, id, days(5)).await, Err(StoreError::NotFound)));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));

        // What was won before there was such a list is to be written down, with the migration.
        store.dispute_step(&desk, id, (right, saw(5, 1)), days(6)).await.unwrap();
        crate::testing::tamper(&store, "UPDATE dispute SET stand = 'decided'").await;
        crate::tests::migrations::again(&store, include_str!("../../schema/0100_after_a_dispute.sql")).await;
        assert_eq!(store.disputes(&desk, &Listed::of(Stand::ToPlan), days(6)).await.unwrap().rows.len(), 1);
    }
}
