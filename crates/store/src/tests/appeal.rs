//! Appeals about an exam: what goes back to the exam committee, what stands with the exam office, and what is undone when one is taken up
//! again.

use super::school::{School, TODAY, at};
use crate::dispute::Listed;
use crate::{SaveError, StoreError};
use access::{Role, Scope};
use register::Moment;
use register::dispute::{Event, Lodge, Outcome, ParentsTold, Refusal, Stand, Subject, Thing};
use register::exam::{Ask, Decide, Facility, Ground};
use register::intake::talk::Means;
use register::seen::Seen;
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
    async fn an_appeal_that_is_right_is_decided_anew_and_the_parents_are_told(store) {
        let school = School::new(&store, "47AD").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let office = school.member(Role::ExamOffice, Scope::School).await;
        let desk = school.member(Role::DisputeDesk, Scope::School).await;
        let who = school.person("Aalders", date!(2009 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let ask = Ask {
            ground: Some(Ground::Support),
            wanted: vec![Facility::Spoken],
            why: "Lezen kost mij veel tijd.".to_owned(),
            ..Ask::default()
        };
        let exam = store.exam_ask(&student, who.file, &ask, at(1)).await.unwrap();
        let no = Decide { reason: "Nee.".to_owned(), ..Decide::default() };
        store.exam_decide(&office, exam, (&no, saw(0, 0)), at(2)).await.unwrap();
        let appeal = Lodge { known_on: Some(TODAY), ..given(Subject::Exam) };
        let id = store.dispute_lodge(&student, who.file, (&appeal, &[Thing::Exam(exam)]), at(3)).await.unwrap();
        let due = async || store.disputes(&desk, &Listed::of(Stand::Open), days(1)).await.unwrap().rows[0].more.due.unwrap();
        let four = due().await;
        store.dispute_step(&desk, id, ((Event::Extend, "De deskundige is ziek.", None, None), saw(0, 0)), days(1)).await.unwrap();
        assert!(due().await > four + Duration::days(10), "two weeks more");
        let said = "De commissie keek niet naar het verslag.";
        let past = (Event::Decide, said, Some(Outcome::Upheld), Some(TODAY));
        let refused = store.dispute_step(&desk, id, (past, saw(1, 0)), days(2)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::Past))), "{refused:?}");
        let by = TODAY + Duration::days(16);
        store.dispute_step(&desk, id, ((Event::Decide, said, Some(Outcome::Upheld), Some(by)), saw(1, 0)), days(2)).await.unwrap();

        // It stands with the exam office, by the day that was set, with what was said; a coach reads that it does, and not why.
        let asked = crate::exam::Listed::of(register::exam::Stand::Asked);
        let rows = store.exams(&office, &asked, days(2)).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| (row.id, row.more.due)).collect::<Vec<_>>(), [(exam, Some(by))]);
        assert_eq!(rows[0].on, by, "it is ordered by that day");
        let last = |request: &register::exam::Request| {
            request.turns.last().map(|turn| (turn.event, turn.why.as_ref().map(|why| why.reveal().clone())))
        };
        let annul = register::exam::Event::Annul;
        let read = store.exam(&office, exam, days(2)).await.unwrap().request;
        assert_eq!(last(&read), Some((annul, Some(said.to_owned()))));
        let own = store.exams_own(&student, who.file, days(2)).await.unwrap().all.requests;
        assert_eq!(last(&own[0]), Some((annul, Some(said.to_owned()))));
        let coached = store.exams_of(&coach, who.file, days(2)).await.unwrap().requests;
        assert_eq!(last(&coached[0]), Some((annul, None)));
        for (by, event) in [(&office, annul), (&coach, annul)] {
            let refused = store.exam_turn(by, exam, (event, "Zo.", None), days(2)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))));
        }
        let yes = Decide {
            granted: vec![Facility::Spoken],
            reason: "Het verslag zegt het.".to_owned(),
            from: Some(TODAY),
            ..Decide::default()
        };
        store.exam_decide(&office, exam, (&yes, saw(2, 0)), days(3)).await.unwrap();
        assert!(store.exams(&office, &asked, days(3)).await.unwrap().rows.is_empty(), "it is done");

        // The student was seventeen: the appeal is on the list of the desk until the student and the parents were told.
        let stands = async |stand| store.disputes(&desk, &Listed::of(stand), days(3)).await.unwrap().rows.len();
        let paper = (Some(Means::Paper), Some(TODAY + Duration::days(3)));
        let seen = async || Some(store.dispute(&desk, None, id, days(3)).await.unwrap().dispute.seen_so_far());
        let shown = seen().await;
        store.dispute_told(&desk, id, (paper, shown), days(3)).await.unwrap();
        assert_eq!((stands(Stand::ToTell).await, stands(Stand::Decided).await), (1, 0));
        let parents = ParentsTold::Told(paper.0, paper.1);
        let stale = store.dispute_parents_told(&desk, id, (parents, shown), days(3)).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))));
        let refused = store.dispute_parents_told(&office, id, (parents, seen().await), days(3)).await;
        assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))));
        store.dispute_parents_told(&desk, id, (parents, seen().await), days(3)).await.unwrap();
        assert_eq!((stands(Stand::ToTell).await, stands(Stand::Decided).await), (0, 1));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// No request was attached: it stands with the exam office, by student, until that office says what it does; and again when the
    /// appeal is taken up again, which undoes what was annulled and not decided anew.
    async fn an_appeal_that_names_no_request_stands_with_the_exam_office_until_it_says_what_it_does(store) {
        use crate::dispute::{Anew, BackListed};
        use register::dispute::Back;
        use register::exam::{Event as Turned, Status as Stood};
        let school = School::new(&store, "47AF").await;
        let admin = school.member(Role::Administrator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let office = school.member(Role::ExamOffice, Scope::School).await;
        let second = school.member(Role::ExamOffice, Scope::School).await;
        let desk = school.member(Role::DisputeDesk, Scope::School).await;
        let who = school.person("Aalders", date!(2006 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let stranger = School::new(&store, "47AG").await.member(Role::ExamOffice, Scope::School).await;
        let mut exams = Vec::new();
        for wanted in [Facility::Spoken, Facility::Laptop] {
            let ask = Ask {
                ground: Some(Ground::Support),
                wanted: vec![wanted],
                why: "Lezen kost mij veel tijd.".to_owned(),
                ..Ask::default()
            };
            let exam = store.exam_ask(&student, who.file, &ask, at(1)).await.unwrap();
            let no = Decide { reason: "Nee.".to_owned(), ..Decide::default() };
            store.exam_decide(&office, exam, (&no, saw(0, 0)), at(2)).await.unwrap();
            exams.push(exam);
        }
        let appeal = Lodge { known_on: Some(TODAY), ..given(Subject::Exam) };
        let id = store.dispute_lodge(&student, who.file, (&appeal, &[]), at(3)).await.unwrap();
        let step = async |event, words, outcome, day: i64| {
            let now = days(day);
            let stood = store.dispute(&desk, None, id, now).await.unwrap().dispute.seen_so_far();
            store.dispute_step(&desk, id, ((event, words, outcome, None), Some(stood)), now).await
        };
        assert!(matches!(store.dispute_back(&office, id, days(1)).await, Err(StoreError::NotFound)), "it is handled");
        let said = "De commissie schreef niet op waarom.";
        step(Event::Decide, said, Some(Outcome::Upheld), 2).await.unwrap();

        // By student, within eight weeks where no day was set; and of nobody else.
        let counts = async || {
            let page = store.disputes_back(&office, &BackListed::of(Back::Owed), days(9)).await.unwrap();
            [Back::Owed, Back::Changed, Back::Done].map(|back| page.count(back))
        };
        let page = store.disputes_back(&office, &BackListed::of(Back::Owed), days(2)).await.unwrap();
        assert_eq!(page.rows.iter().map(|row| (row.id, row.file.person)).collect::<Vec<_>>(), [(id, who.person)]);
        let eight = TODAY + Duration::days(2 + 56);
        assert!(page.rows[0].on >= eight && page.rows[0].on < eight + Duration::days(4), "{}", page.rows[0].on);
        assert_eq!((counts().await, store.disputes_back_wait(&office).await.unwrap()), ([1, 0, 0], 1));
        for by in [&coach, &student, &desk, &stranger] {
            assert!(matches!(store.dispute_back(by, id, days(2)).await, Err(StoreError::NotFound)), "{:?}", by.role());
            let taken = store.dispute_take_up(by, id, (Anew::Otherwise, "Zo.", saw(1, 1)), days(2)).await;
            assert!(matches!(taken, Err(SaveError::Store(StoreError::NotFound))), "{:?}", by.role());
            let listed = store.disputes_back(by, &BackListed::of(Back::Owed), days(2)).await;
            assert!(listed.map_or(true, |page| page.rows.is_empty()), "{:?}", by.role());
        }
        let view = store.dispute_back(&office, id, days(2)).await.unwrap();
        let words: Vec<_> = view.course.iter().filter_map(|step| step.words.as_ref()).map(|words| words.reveal().as_str()).collect();
        assert_eq!((words, view.requests.len()), (vec![said], 2), "what was decided, and not what was brought");

        // Steps, and that the student was an adult: their parents are not told. Two people, and two tabs: once; what somebody else said meanwhile is read first.
        let unsaid = store.dispute_take_up(&office, id, (Anew::Unsaid, " ", saw(1, 1)), days(3)).await;
        let Err(SaveError::Refused(Refusal::Parts(parts))) = unsaid else { panic!("taken") };
        assert_eq!(parts.len(), 2, "which of two is asked, and what is done");
        let takes = |by, about, words, seen, day| store.dispute_take_up(by, id, (about, words, seen), days(day));
        let by_words = "De commissie beslist op 20 juni over het voorlezen.";
        let (one, two) = tokio::join!(
            takes(&office, Anew::Request(exams[0]), by_words, saw(1, 1), 3),
            takes(&second, Anew::Request(exams[1]), "Over de laptop.", saw(1, 1), 3),
        );
        assert!(one.is_ok() != two.is_ok(), "said once");
        let first = if one.is_ok() { 0 } else { 1 };
        for (lost, refused) in [(one.is_err(), &one), (two.is_err(), &two)] {
            assert!(!lost || matches!(refused, Err(SaveError::Refused(Refusal::Meanwhile))), "{refused:?}");
        }
        let stood = async |exam, day| {
            let request = store.exam(&office, exam, days(day)).await.unwrap().request;
            (request.status, request.turns.last().map(|turn| turn.event))
        };
        assert_eq!(stood(exams[first], 3).await, (Stood::Again, Some(Turned::Annul)));
        assert_eq!(stood(exams[1 - first], 3).await, (Stood::Refused, None));
        assert_eq!((counts().await, store.disputes_back_wait(&office).await.unwrap()), ([0, 0, 1], 0));
        let read = store.disputes_own(&student, who.file, days(3)).await.unwrap().disputes;
        assert_eq!(read[0].steps.last().map(|step| step.event), Some(Event::TakeUp), "who brought it reads what happens");
        let owed = store.disputes(&desk, &Listed::of(Stand::ToTell), days(3)).await.unwrap();
        assert_eq!(owed.rows.len(), 1, "no mail goes out: that is to be told");
        // It was the other one: what was chosen wrongly stands as it stood.
        let other = exams[1 - first];
        let stale = takes(&office, Anew::Request(other), "Het was de andere vraag.", saw(1, 1), 4).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "{stale:?}");
        takes(&office, Anew::Request(other), "Het was de andere vraag.", saw(2, 1), 4).await.unwrap();
        let again = takes(&office, Anew::Request(other), "Het was de andere vraag.", saw(2, 1), 4).await;
        assert!(matches!(again, Err(SaveError::Refused(Refusal::Twice))), "two tabs: {again:?}");
        assert_eq!(stood(exams[first], 4).await, (Stood::Refused, Some(Turned::Restore)));
        assert_eq!(stood(other, 4).await, (Stood::Again, Some(Turned::Annul)));

        // Taken up again: it stands as it stood, and the office reads that it changed; a coach reads that, and not why.
        step(Event::Reopen, "Dat was een ander beroep.", None, 5).await.unwrap();
        assert_eq!(stood(other, 5).await, (Stood::Refused, Some(Turned::Restore)));
        assert_eq!((counts().await, store.disputes_back_wait(&office).await.unwrap()), ([0, 1, 0], 1));
        let coached = store.exams_of(&coach, who.file, days(5)).await.unwrap().requests;
        let said = coached.iter().flat_map(|one| &one.turns).filter(|turn| turn.why.is_some()).count();
        assert_eq!(said, 0, "what was said in the appeal is for the student and the exam committee");
        let vacant = store.roles_vacant(&admin, TODAY + Duration::days(5)).await.unwrap();
        assert!(vacant.is_empty(), "both roles are held: {vacant:?}");
        takes(&office, Anew::Otherwise, "Gelezen. Het oude besluit geldt.", saw(4, 1), 6).await.unwrap();
        assert_eq!(counts().await, [0, 0, 1]);

        // Right once more, of the request; decided anew; and then taken up again: what was decided anew stands, and the office looks.
        step(Event::Decide, "Nu wel over dit beroep.", Some(Outcome::Partly), 7).await.unwrap();
        takes(&second, Anew::Request(other), "De commissie beslist vrijdag.", saw(6, 2), 7).await.unwrap();
        let stands = store.exam(&office, other, days(8)).await.unwrap().request.seen_so_far();
        let yes = Decide {
            granted: store.exam(&office, other, days(8)).await.unwrap().request.wanted,
            reason: "Het helpt.".to_owned(),
            from: Some(TODAY),
            ..Decide::default()
        };
        store.exam_decide(&office, other, (&yes, Some(stands)), days(8)).await.unwrap();
        step(Event::Reopen, "Toch niet.", None, 9).await.unwrap();
        assert_eq!(stood(other, 9).await.0, Stood::Granted, "it stands until the committee looks again");
        assert_eq!(counts().await, [0, 1, 0]);
        store.dispute_withdraw(&student, who.file, (id, saw(8, 0)), days(9)).await.unwrap();
        assert_eq!(counts().await, [0, 1, 0], "taken back, and the office looks still");
        takes(&office, Anew::Otherwise, "De student trok het in.", saw(9, 2), 10).await.unwrap();
        assert_eq!(counts().await, [0, 0, 1]);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));

        // What was written before there was such a list stands on it with the migration.
        crate::testing::tamper(&store, "UPDATE dispute SET back = NULL, back_on = NULL, status = 'open'").await;
        crate::tests::migrations::again(&store, include_str!("../../schema/0095_back_from_appeal.sql")).await;
        assert_eq!(counts().await, [0, 1, 0]);
    }

    /// Of an appeal that names a request: taken up again before it was decided anew, that request stands as it stood.
    async fn an_appeal_that_is_taken_up_again_undoes_what_it_annulled(store) {
        use register::exam::{Event as Turned, Status as Stood};
        let school = School::new(&store, "47AH").await;
        let office = school.member(Role::ExamOffice, Scope::School).await;
        let desk = school.member(Role::DisputeDesk, Scope::School).await;
        let who = school.person("Aalders", date!(2006 - 03 - 01)).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let ask = Ask {
            ground: Some(Ground::Support),
            wanted: vec![Facility::Spoken],
            why: "Lezen kost mij veel tijd.".to_owned(),
            ..Ask::default()
        };
        let exam = store.exam_ask(&student, who.file, &ask, at(1)).await.unwrap();
        let yes = Decide {
            granted: vec![Facility::Spoken],
            reason: "Dit helpt.".to_owned(),
            from: Some(TODAY),
            ..Decide::default()
        };
        store.exam_decide(&office, exam, (&yes, saw(0, 0)), at(2)).await.unwrap();
        // The school ended it, and the student appeals against that.
        store.exam_turn(&office, exam, (Turned::End, "Het is niet meer nodig.", saw(1, 0)), at(3)).await.unwrap();
        let appeal = Lodge { known_on: Some(TODAY), ..given(Subject::Exam) };
        let id = store.dispute_lodge(&student, who.file, (&appeal, &[Thing::Exam(exam)]), at(4)).await.unwrap();
        let right = (Event::Decide, "Het is nog nodig.", Some(Outcome::Upheld), None);
        store.dispute_step(&desk, id, (right, saw(0, 0)), days(1)).await.unwrap();
        let read = async |day| store.exam(&office, exam, days(day)).await.unwrap().request;
        assert_eq!(read(1).await.status, Stood::Again);
        let stale = store.dispute_step(&desk, id, ((Event::Reopen, "Nee.", None, None), saw(0, 0)), days(2)).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "{stale:?}");
        store.dispute_step(&desk, id, ((Event::Reopen, "Dat klopte niet.", None, None), saw(1, 1)), days(2)).await.unwrap();
        let back = read(2).await;
        assert_eq!((back.status, back.untold().is_some()), (Stood::Ended, true), "it ended, and that was not told yet");
        let told = (Some(Means::Paper), Some(TODAY + Duration::days(3)));
        store.exam_told(&office, exam, (told, Some(back.seen_so_far())), days(3)).await.unwrap();
        let turns = read(3).await.turns.iter().map(|turn| (turn.event, turn.told.is_some())).collect::<Vec<_>>();
        assert_eq!(turns, [(Turned::End, true), (Turned::Annul, false), (Turned::Restore, false)]);
        assert!(read(3).await.untold().is_none(), "told once");
        assert_eq!(store.disputes_back_wait(&office).await.unwrap(), 1, "and the office reads that the appeal changed");
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Appeals of before they had a term of their own: the list tells that one, and no appeal keeps a week for the chair.
    async fn an_urgent_appeal_of_before_has_the_term_of_an_appeal(store) {
        let school = School::new(&store, "47AE").await;
        let desk = school.member(Role::DisputeDesk, Scope::School).await;
        let who = school.person("Aalders", date!(2006 - 03 - 01)).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let appeal = Lodge { known_on: Some(TODAY), ..given(Subject::Exam) };
        let id = store.dispute_lodge(&student, who.file, (&appeal, &[]), at(1)).await.unwrap();
        let other = store.dispute_lodge(&student, who.file, (&given(Subject::Making), &[]), at(1)).await.unwrap();
        let due = async |id| {
            let rows = store.disputes(&desk, &Listed::of(Stand::Open), at(2)).await.unwrap().rows;
            rows.iter().find(|row| row.id == id).unwrap().more.due.unwrap()
        };
        let (term, week) = (due(id).await, due(other).await);
        assert!(term > TODAY + Duration::days(35) && week < TODAY + Duration::days(14));
        let set = format!("UPDATE dispute SET due_on = '{}' WHERE subject = 'exam'", TODAY + Duration::days(7));
        crate::testing::tamper(&store, &set).await;
        assert_eq!(due(id).await, TODAY + Duration::days(7), "what was written then");
        crate::tests::migrations::again(&store, include_str!("../../schema/0071_appeals.sql")).await;
        assert_eq!((due(id).await, due(other).await), (term, week));
        store.dispute_step(&desk, id, ((Event::Hear, "Op 20 mei.", None, None), saw(0, 0)), at(3)).await.unwrap();
        assert_eq!(due(id).await, term, "the next step writes it");
    }
}
