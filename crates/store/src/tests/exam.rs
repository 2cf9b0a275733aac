//! Adapted exams: asked by a student or who works with them, decided by the exam office alone, and the list of a period.

use super::school::{School, TODAY, at};
use crate::exam::Listed;
use crate::{SaveError, StoreError};
use access::{Action, Role, Scope};
use register::exam::{Ask, Decide, Event, Facility, Ground, Refusal, Stand, Status};
use register::intake::talk::Means;
use register::seen::Seen;
use register::{Moment, PersonId};
use time::Duration;
use time::macros::date;

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

fn given(wanted: &[Facility]) -> Ask {
    Ask {
        ground: Some(Ground::Support),
        wanted: wanted.to_vec(),
        other: "Een pauze na elk uur".to_owned(),
        why: "Lezen kost mij veel tijd.".to_owned(),
        exam_on: Some(TODAY + Duration::days(60)),
        ..Ask::default()
    }
}

fn decides(granted: &[Facility]) -> Decide {
    Decide {
        granted: granted.to_vec(),
        minutes: Some(30),
        reason: "Dit helpt.".to_owned(),
        from: Some(TODAY),
        until: None,
        enrolment: None,
    }
}

fn seen(things: usize, told: usize) -> Option<Seen> {
    Some(Seen::of(things, told))
}

crate::on_both! {
    async fn a_coach_whose_role_ended_hears_nothing(store) {
        let school = School::new(&store, "46AD").await;
        let (coach, gone) = (school.member(Role::Coach, Scope::Own).await, school.member(Role::Coach, Scope::Own).await);
        let admin = school.member(Role::Administrator, Scope::School).await;
        let who = school.person("Aalders", date!(2006 - 03 - 01)).await;
        // The student system names both, whatever their roles here.
        for one in [&coach, &gone] {
            school.coached(who.person, one.account().unwrap(), date!(2023 - 08 - 01), None).await;
        }
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let access::Actor::Member(member) = &gone else { panic!("a member") };
        store.membership_end(&admin, member.membership, None, at(0)).await.unwrap();
        store.mail_pass(at(1)).await.unwrap();
        store.exam_ask(&student, who.file, &given(&[Facility::ExtraTime]), at(1)).await.unwrap();
        let mut told = Vec::new();
        while let Some(mail) = store.mail_take(at(2)).await.unwrap() {
            told.push(store.account_by_email(mail.to.reveal()).await.unwrap().unwrap().account);
            store.mail_note(&mail, register::mail::Answer::Taken, Some("250"), at(2)).await.unwrap();
        }
        assert_eq!(told, [coach.account().unwrap()]);
    }

    async fn asked_by_who_may_and_decided_by_the_office_alone(store) {
        let school = School::new(&store, "46AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let office = school.member(Role::ExamOffice, Scope::School).await;
        let second = school.member(Role::ExamOffice, Scope::School).await;
        let who = school.person("Aalders", date!(2006 - 03 - 01)).await;
        let other = school.person("Bakker", date!(2006 - 03 - 01)).await;
        let older = school.person("Ceylan", date!(2009 - 03 - 01)).await;
        let informed = school.guardian(older.person, true).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        for person in [who.person, other.person, older.person] {
            school.enrolled(person, date!(2023 - 08 - 01), None).await;
        }
        school.settle().await;
        let child = school.member(Role::Student, Scope::Person(older.person)).await;
        let parent = school.member(Role::Guardian, Scope::Guardian(informed)).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let stranger = School::new(&store, "46AC").await.member(Role::ExamOffice, Scope::School).await;
        let (time, room) = (Facility::ExtraTime, Facility::QuietRoom);

        let id = store.exam_ask(&student, who.file, &given(&[time, room]), at(1)).await.unwrap();
        let again = store.exam_ask(&coach, who.file, &given(&[room, time]), at(2)).await;
        assert!(matches!(again, Err(SaveError::Refused(Refusal::Already(there))) if there == id), "the same is one");
        let both = given(&[Facility::Spoken]);
        let (one, two) = tokio::join!(
            store.exam_ask(&coach, who.file, &both, at(3)),
            store.exam_ask(&coach, who.file, &both, at(3)),
        );
        assert!(one.is_ok() != two.is_ok(), "two tabs ask once");
        // The office asks nothing itself, and nobody asks for whom they do not work with.
        for (by, file) in [(&office, who.file), (&stranger, who.file), (&coach, other.file), (&student, other.file)] {
            let refused = store.exam_ask(by, file, &both, at(4)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{:?}", by.role());
        }
        // It is decided by the office, and not by who asks, nor by another school.
        for by in [&coach, &student, &stranger] {
            assert!(matches!(store.exam(by, id, at(5)).await, Err(StoreError::NotFound)), "{:?}", by.role());
            let refused = store.exam_decide(by, id, (&decides(&[time]), seen(0, 0)), at(5)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{:?}", by.role());
            assert!(matches!(store.exams(by, &Listed::of(Stand::Asked), at(5)).await, Err(StoreError::NotFound)) || by.tenant() != office.tenant());
            assert!(matches!(store.exam_periods(by).await, Err(StoreError::NotFound)) || by.tenant() != office.tenant());
        }
        assert_eq!(store.exams(&stranger, &Listed::of(Stand::Asked), at(5)).await.unwrap().rows.len(), 0);
        let page = store.exams(&office, &Listed::of(Stand::Asked), at(5)).await.unwrap();
        assert_eq!((page.rows.len(), page.count(Stand::Asked), page.count(Stand::Granted)), (2, 2, 0));
        let first = page.rows.iter().find(|row| row.id == id).unwrap();
        assert_eq!((first.more.ground, first.more.wanted.as_slice()), (Ground::Support, [time, room].as_slice()));
        assert_eq!(first.more.due, Some(TODAY + Duration::days(59)), "the eve of the exam: nobody promised less");

        let view = store.exam(&office, id, at(6)).await.unwrap();
        assert_eq!(view.request.why.reveal(), "Lezen kost mij veel tijd.");
        store.exam_seen(&office, id, seen(0, 0), at(6)).await.unwrap();
        let twice = store.exam_seen(&second, id, seen(0, 0), at(7)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Twice))));
        let part = decides(&[time]);
        let (one, two) = tokio::join!(
            store.exam_decide(&office, id, (&part, seen(0, 0)), days(1)),
            store.exam_decide(&second, id, (&part, seen(0, 0)), days(1)),
        );
        assert!(one.is_ok() != two.is_ok(), "two people decide once");
        let own = store.exams_own(&student, who.file, days(1)).await.unwrap();
        let read = &own.all.requests[0];
        assert_eq!((read.status, own.asks, own.guardian), (Status::Partly, true, false));
        let decision = read.decision().unwrap();
        assert_eq!((decision.minutes, decision.reason.reveal().as_str()), (Some(30), "Dit helpt."));
        assert!(matches!(store.exams_own(&student, other.file, days(1)).await, Err(StoreError::NotFound)));
        assert_eq!(store.exams_of(&coach, who.file, days(1)).await.unwrap().requests.len(), 2);

        // A parent of seventeen reads what is granted, and not what was said: no request, no words, no letter.
        let theirs = store.exam_ask(&child, older.file, &given(&[time, room]), days(1)).await.unwrap();
        assert!(store.exams_own(&parent, older.file, days(1)).await.unwrap().all.requests.is_empty());
        store.exam_decide(&office, theirs, (&part, seen(0, 0)), days(1)).await.unwrap();
        let read = store.exams_own(&parent, older.file, days(1)).await.unwrap().all.requests;
        assert_eq!((read[0].wanted.as_slice(), read[0].decision().unwrap().minutes), ([time].as_slice(), Some(30)));
        assert!(read[0].why.reveal().is_empty() && read[0].decision().unwrap().reason.reveal().is_empty());
        let letter = store.exam_own(&parent, older.file, theirs, days(1)).await;
        assert!(matches!(letter, Err(StoreError::NotFound)), "{letter:?}");
        assert!(store.exam_own(&child, older.file, theirs, days(1)).await.is_ok());

        let revise = |seen| store.exam_turn(&office, id, (Event::Revise, "De ruimte is er wel.", seen), days(2));
        for stale in [None, seen(0, 0), seen(1, 1)] {
            let other = revise(stale).await;
            assert!(matches!(other, Err(SaveError::Refused(Refusal::Meanwhile))), "who saw something else: {other:?}");
        }
        revise(seen(1, 0)).await.unwrap();
        let again = store.exam(&office, id, days(2)).await.unwrap().request;
        assert_eq!((again.status, again.holds(), again.due), (Status::Again, true, Some(TODAY + Duration::days(59))), "it stands meanwhile, and a decision is owed");
        let late = store.exam_take_back(&student, who.file, (id, Event::Withdraw, "", seen(2, 0)), days(2)).await;
        assert!(matches!(late, Err(SaveError::Refused(Refusal::Stands(Status::Again)))));
        let all = decides(&[time, room]);
        let stale = store.exam_decide(&second, id, (&all, seen(1, 0)), days(3)).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "the committee looks again since: {stale:?}");
        store.exam_decide(&second, id, (&all, seen(2, 0)), days(3)).await.unwrap();
        let view = store.exam(&office, id, days(3)).await.unwrap();
        assert_eq!(view.request.decisions.len(), 2, "what was decided before stays");
        assert_eq!(view.request.turns[0].why.as_ref().unwrap().reveal(), "De ruimte is er wel.");
        let silent = store.exam_take_back(&coach, who.file, (id, Event::End, " ", seen(3, 0)), days(4)).await;
        assert!(matches!(silent, Err(SaveError::Refused(Refusal::Parts(_)))), "the school says why");
        let revised = store.exam_take_back(&coach, who.file, (id, Event::Revise, "Zo.", seen(3, 0)), days(4)).await;
        assert!(matches!(revised, Err(SaveError::Store(StoreError::NotFound))), "only the office looks again");
        let stale = store.exam_take_back(&student, who.file, (id, Event::End, "", seen(1, 0)), days(4)).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "it was decided anew since: {stale:?}");
        store.exam_take_back(&student, who.file, (id, Event::End, "", seen(3, 0)), days(4)).await.unwrap();
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
        let told = crate::testing::audited(&store, school.tenant, 0).await;
        let of = |action: Action, person: PersonId| {
            let ours = |event: &&crate::testing::Audited| {
                event.payload.action == action.code() && event.subjects == [person]
            };
            told.iter().filter(ours).count()
        };
        assert!(of(Action::DecideExam, who.person) > 4 && of(Action::SayYourself, who.person) == 2);
        assert_eq!(of(Action::DecideExam, other.person), 0);

        // What was decided before it was kept whether somebody was told is owed with the migration; the rest stands where it stood.
        crate::testing::tamper(&store, "UPDATE exam_request SET stand = 'asked', to_tell = FALSE").await;
        crate::tests::migrations::again(&store, include_str!("../../schema/0060_told.sql")).await;
        let stands = async |stand| {
            let page = store.exams(&office, &Listed::of(stand), days(5)).await.unwrap();
            page.rows.iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!((stands(Stand::ToTell).await, stands(Stand::Ended).await), (vec![theirs], vec![id]));
        assert_eq!(stands(Stand::Asked).await.len(), 1, "what the coach asked waits still");
    }

    async fn the_list_of_a_period_is_what_holds_then_of_who_is_there_then(store) {
        let school = School::new(&store, "46AD").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let office = school.member(Role::ExamOffice, Scope::School).await;
        let mut all = Vec::new();
        for (name, until) in [
            ("Aalders", None),
            ("Bakker", None),
            ("Cornelissen", Some(TODAY + Duration::days(10))),
            ("Dekker", None),
            ("Evers", None),
            ("Faber", None),
        ] {
            let who = school.person(name, date!(2006 - 03 - 01)).await;
            school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
            school.enrolled(who.person, date!(2023 - 08 - 01), until).await;
            all.push(who);
        }
        // Who comes back later has two enrolments: a decision is for one of them.
        school.enrolled(all[2].person, TODAY + Duration::days(20), None).await;
        school.settle().await;
        let mut ids = Vec::new();
        for who in &all {
            ids.push(store.exam_ask(&coach, who.file, &given(&[Facility::ExtraTime, Facility::Other]), at(1)).await.unwrap());
        }
        let later = |many: i64| Some(TODAY + Duration::days(many));
        for (at_, granted, from, until) in [
            (0, vec![Facility::ExtraTime, Facility::Other], later(0), None),
            // Over before it begins, and from after it ends.
            (1, vec![Facility::ExtraTime], later(0), later(29)),
            (2, vec![Facility::ExtraTime], later(0), None),
            (3, vec![], later(0), None),
            (4, vec![Facility::ExtraTime], later(41), None),
            (5, vec![Facility::ExtraTime], later(40), later(40)),
        ] {
            let of = store.exam(&office, ids[at_], at(2)).await.unwrap().enrolled;
            let given = Decide { from, until, ..decides(&granted) };
            if of.len() > 1 {
                let unsaid = store.exam_decide(&office, ids[at_], (&given, seen(0, 0)), at(2)).await;
                assert!(matches!(unsaid, Err(SaveError::Refused(Refusal::Parts(_)))), "which of two is asked");
            }
            let given = Decide { enrolment: Some(of[0].id), ..given };
            store.exam_decide(&office, ids[at_], (&given, seen(0, 0)), at(2)).await.unwrap();
        }
        let add = |name, from, until| store.exam_period_add(&office, (name, later(from), later(until)), at(3));
        let period = add("Periode 1", 30, 40).await.unwrap();
        let again = add("PERIODE 1", 30, 40).await;
        assert!(matches!(again, Err(SaveError::Refused(register::exam::PeriodRefusal::Already(there))) if there == period));
        let view = store.exam_period(&office, period, (None, false), at(4)).await.unwrap();
        let names: Vec<&str> = view.list.rows.iter().map(|row| row.file.name.as_ref().unwrap().reveal().as_str()).collect();
        assert!(names.len() == 2 && names[0].contains("Aalders") && names[1].contains("Faber"), "{names:?}");
        assert_eq!((view.list.total, view.list.students, view.list.next), (2, 2, None));
        assert_eq!(view.list.rows[0].other.as_ref().unwrap().reveal(), "Een pauze na elk uur");
        assert!(view.list.rows[1].other.is_none(), "what was not granted is not arranged");
        let before = add("Nu", 0, 5).await.unwrap();
        let now = store.exam_period(&office, before, (None, true), at(5)).await.unwrap();
        assert_eq!(now.list.rows.len(), 3, "who leaves in ten days is there now");
        store.exam_turn(&office, ids[0], (Event::Revise, "De tijd klopt niet.", seen(1, 0)), at(6)).await.unwrap();
        let view = store.exam_period(&office, period, (None, false), at(6)).await.unwrap();
        assert_eq!((view.list.rows.len(), view.list.total), (2, 2), "what is looked at again is arranged until there is another decision");
        store.exam_turn(&office, ids[0], (Event::End, "Niet meer nodig.", seen(2, 0)), at(6)).await.unwrap();
        assert_eq!(store.exam_period(&office, period, (None, false), at(7)).await.unwrap().list.rows.len(), 1);
        // Decided again with a later first day: until that day the decision before it holds, and nobody is on no list meanwhile.
        for (at_, from) in [(1, 41), (4, 45)] {
            store.exam_turn(&office, ids[at_], (Event::Revise, "Het wordt anders.", seen(1, 0)), at(7)).await.unwrap();
            let given = Decide { from: later(from), minutes: Some(20), ..decides(&[Facility::ExtraTime]) };
            store.exam_decide(&office, ids[at_], (&given, seen(2, 0)), at(7)).await.unwrap();
        }
        let long = add("Lang", 25, 50).await.unwrap();
        let view = store.exam_period(&office, long, (None, false), at(7)).await.unwrap();
        let told: Vec<_> = view.list.rows.iter().map(|row| (row.exam, row.minutes, Some(row.from), row.until)).collect();
        let expected = [
            (ids[1], Some(30), later(0), later(29)),
            (ids[1], Some(20), later(41), None),
            (ids[4], Some(30), later(41), later(44)),
            (ids[4], Some(20), later(45), None),
            (ids[5], Some(30), later(40), later(40)),
        ];
        assert_eq!(told, expected);
        assert_eq!((view.list.total, view.list.students), (5, 3));
        assert!(store.exam_period_close(&office, long, at(7)).await.unwrap());
        let now = async || store.exam_period(&office, before, (None, false), at(8)).await.unwrap().list.rows.iter().map(|row| row.exam).collect::<Vec<_>>();
        assert_eq!(now().await, [ids[1], ids[2]], "what holds now is what was decided before");
        // A refusal holds at once, also while it is looked at again.
        store.exam_turn(&office, ids[1], (Event::Revise, "Toch niet.", seen(3, 0)), at(8)).await.unwrap();
        store.exam_decide(&office, ids[1], (&decides(&[]), seen(4, 0)), at(8)).await.unwrap();
        assert_eq!(now().await, [ids[2]]);
        store.exam_turn(&office, ids[1], (Event::Revise, "Er is meer bekend.", seen(5, 0)), at(8)).await.unwrap();
        assert_eq!(now().await, [ids[2]]);
        assert!(store.exam_period_close(&office, before, at(8)).await.unwrap());
        assert!(!store.exam_period_close(&office, before, at(8)).await.unwrap(), "it is closed once");
        assert!(matches!(store.exam_period(&office, before, (None, false), at(9)).await, Err(StoreError::NotFound)));
        assert_eq!(store.exam_periods(&office).await.unwrap().len(), 1);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    async fn a_decision_is_told_by_mail_or_owed_on_a_list(store) {
        let school = School::new(&store, "46AE").await;
        let admin = school.member(Role::Administrator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (who, silent) = (school.person("Aalders", date!(2006 - 03 - 01)).await, school.person("Bakker", date!(2006 - 03 - 01)).await);
        for one in [&who, &silent] {
            school.coached(one.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
            school.enrolled(one.person, date!(2023 - 08 - 01), None).await;
        }
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        store.mail_pass(at(1)).await.unwrap();
        // Nobody has the role: that is the administrator's to mend, and the student reads it.
        let first = store.exam_ask(&student, who.file, &given(&[Facility::ExtraTime]), at(1)).await.unwrap();
        assert!(!store.exams_own(&student, who.file, at(1)).await.unwrap().all.held);
        let vacant = store.roles_vacant(&admin, TODAY).await.unwrap();
        let found: Vec<_> = vacant.iter().map(|one| (one.role, one.waits)).collect();
        assert_eq!(found, [(Role::ExamOffice, Some(1)), (Role::DisputeDesk, None)]);
        assert!(store.roles_vacant(&coach, TODAY).await.is_err());
        let office = school.member(Role::ExamOffice, Scope::School).await;
        assert!(store.exams_own(&student, who.file, at(2)).await.unwrap().all.held);
        assert_eq!(store.roles_vacant(&admin, TODAY).await.unwrap().len(), 1);
        let drained = async || {
            let mut told = Vec::new();
            while let Some(mail) = store.mail_take(at(3)).await.unwrap() {
                told.push(store.account_by_email(mail.to.reveal()).await.unwrap().unwrap().account);
                store.mail_note(&mail, register::mail::Answer::Taken, Some("250"), at(3)).await.unwrap();
            }
            told.sort_unstable();
            told
        };
        drained().await;
        // Now the office hears what comes in, beside the student whom the coach asks it for.
        let second = store.exam_ask(&coach, silent.file, &given(&[Facility::Spoken]), at(3)).await.unwrap();
        assert_eq!(drained().await, [office.account().unwrap()], "the student has no account");

        for id in [first, second] {
            let wanted = store.exam(&office, id, at(3)).await.unwrap().request.wanted;
            store.exam_decide(&office, id, (&decides(&wanted), seen(0, 0)), at(3)).await.unwrap();
        }
        let stands = async |id: register::ExamId, stand| {
            let page = store.exams(&office, &Listed::of(stand), at(4)).await.unwrap();
            page.rows.iter().any(|row| row.id == id)
        };
        assert!(stands(first, Stand::Granted).await && stands(second, Stand::ToTell).await, "a mail went to who has an address");
        let told = store.exam(&office, first, at(4)).await.unwrap().request.decision().unwrap().told.unwrap();
        assert_eq!((told.means, told.on), (Means::Mail, TODAY));
        let mail = store.exam_told(&office, second, ((Some(Means::Mail), None), seen(1, 0)), at(4)).await;
        assert!(matches!(mail, Err(SaveError::Refused(Refusal::NoMail))), "{mail:?}");
        let paper = (Some(Means::Paper), Some(TODAY));
        for by in [&coach, &student, &admin] {
            let refused = store.exam_told(by, second, (paper, seen(1, 0)), at(4)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{:?}", by.role());
        }
        let (one, two) = tokio::join!(store.exam_told(&office, second, (paper, seen(1, 0)), at(4)), store.exam_told(&office, second, (paper, seen(1, 0)), at(4)));
        assert!(one.is_ok() != two.is_ok(), "it is written down once");
        assert!(stands(second, Stand::Granted).await);
        // What took its place is owed anew, and so is that it ended.
        store.exam_turn(&office, second, (Event::Revise, "De tijd klopt niet.", seen(1, 1)), at(5)).await.unwrap();
        store.exam_decide(&office, second, (&decides(&[]), seen(2, 1)), at(5)).await.unwrap();
        assert!(stands(second, Stand::ToTell).await);
        // Two decisions and a turn, of which one was told: who saw less notes nothing about what they never read.
        let stale = store.exam_told(&office, second, (paper, seen(1, 0)), at(6)).await;
        assert!(matches!(stale, Err(SaveError::Refused(Refusal::Meanwhile))), "{stale:?}");
        store.exam_told(&office, second, (paper, seen(3, 1)), at(6)).await.unwrap();
        assert!(stands(second, Stand::Refused).await);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }
}
