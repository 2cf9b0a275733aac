//! Meetings: planned, agreed to, held, and what was decided on the list of who does it until it is done.

use super::school::{School, TODAY, at};
use crate::meeting::Listed;
use crate::{SaveError, StoreError};
use access::{Action, Role, Scope};
use register::meeting::{Consenter, Draft, Minutes, Plan, Refusal, Status};
use register::{AccountId, Moment};
use time::Duration;
use time::macros::date;

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

fn plans(on: i64) -> Plan {
    Plan {
        on: Some(TODAY + Duration::days(on)),
        question: "Hoe houdt zij de stage vol?".to_owned(),
        people: "De student en de slb’er".to_owned(),
    }
}

fn decides(words: &str, owner: AccountId, due: i64) -> Draft {
    Draft { words: words.to_owned(), owner: Some(owner), due: Some(TODAY + Duration::days(due)) }
}

fn minutes(on: i64, decisions: Vec<Draft>) -> Minutes {
    Minutes {
        on: Some(TODAY + Duration::days(on)),
        people: "De student, de slb’er en een ouder".to_owned(),
        notes: "Alleen voor het team.".to_owned(),
        decisions,
    }
}

crate::on_both! {
    async fn what_is_decided_stands_on_the_list_of_who_does_it(store) {
        let school = School::new(&store, "44AB").await;
        let team = school.team("Zorg").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        // Eighteen.
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        school.in_team(who.person, team, date!(2023 - 08 - 01), None).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        school.settle().await;
        let stranger = School::new(&store, "44AC").await.member(Role::CareCoordinator, Scope::School).await;
        for (by, name) in [(&coach, "a coach"), (&student, "the student"), (&stranger, "another school")] {
            let refused = store.meeting_plan(by, who.file, &plans(7), at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        let id = store.meeting_plan(&care, who.file, &plans(7), at(1)).await.unwrap();
        let again = store.meeting_plan(&care, who.file, &plans(7), at(2)).await;
        assert!(matches!(again, Err(SaveError::Refused(Refusal::Already(there))) if there == id));

        // Without a yes it is not held; a parent's yes is none at eighteen; taken back it is gone.
        let mine = coach.account().unwrap();
        let held = minutes(7, vec![decides("Belt het leerbedrijf.", mine, 9), decides("Vraagt een laptop.", care.account().unwrap(), 30)]);
        let refused = store.meeting_hold(&care, id, &held, days(7)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::NoConsent))), "{refused:?}");
        let parent = store.meeting_agree(&care, id, (Some(Consenter::Guardian), Some(TODAY)), days(1)).await;
        assert!(matches!(parent, Err(SaveError::Refused(Refusal::Whose(Consenter::Student)))));
        store.meeting_agree(&care, id, (Some(Consenter::Student), Some(TODAY)), days(1)).await.unwrap();
        store.meeting_disagree(&care, id, days(2)).await.unwrap();
        let view = store.meeting(&coach, id, days(3)).await.unwrap();
        assert_eq!((view.agreed, view.may_hold, view.meeting.consents.len()), (false, false, 1));
        let refused = store.meeting_hold(&care, id, &held, days(7)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::NoConsent))));
        let yes = (Some(Consenter::Student), Some(TODAY + Duration::days(4)));
        store.meeting_agree(&care, id, yes, days(4)).await.unwrap();

        // Who does not work with the student does nothing of it; two tabs hold it once.
        let given = minutes(7, vec![decides("Belt.", other.account().unwrap(), 9)]);
        let refused = store.meeting_hold(&care, id, &given, days(7)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::Stranger(0)))), "{refused:?}");
        let (one, two) = tokio::join!(
            store.meeting_hold(&care, id, &held, days(7)),
            store.meeting_hold(&care, id, &held, days(7)),
        );
        let (first, second) = if one.is_ok() { (one, two) } else { (two, one) };
        first.unwrap();
        assert!(matches!(second, Err(SaveError::Refused(Refusal::Twice))), "{second:?}");

        // On the lists of who does it, with all of it for who reaches the student, and nothing for others.
        let open = async |by, mine, now| {
            let page = store.decisions(by, mine, None, now).await.unwrap();
            assert_eq!(page.total, page.rows.len() as i64, "a number is that of its list");
            page.rows.iter().map(|row| (row.id, row.words.reveal().clone())).collect::<Vec<_>>()
        };
        let belt = open(&coach, true, days(8)).await;
        assert_eq!(belt.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(), ["Belt het leerbedrijf."]);
        assert_eq!(store.decisions_owed(&coach, days(8)).await.unwrap(), 1);
        assert_eq!(open(&coach, false, days(8)).await.len(), 2);
        assert_eq!((open(&care, true, days(8)).await.len(), open(&care, false, days(8)).await.len()), (1, 2));
        assert_eq!((open(&other, false, days(8)).await.len(), open(&stranger, false, days(8)).await.len()), (0, 0));
        let laptop = open(&care, true, days(8)).await[0].0;
        for by in [&other, &student, &stranger] {
            let refused = store.decision_close(by, laptop, true, days(8)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))));
            assert!(matches!(store.meeting(by, id, days(8)).await, Err(StoreError::NotFound)));
        }
        store.decision_give(&care, laptop, mine, days(8)).await.unwrap();
        let refused = store.decision_give(&care, laptop, other.account().unwrap(), days(8)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::Stranger(_)))));
        assert_eq!(store.decisions_owed(&coach, days(8)).await.unwrap(), 2);
        store.decision_close(&coach, belt[0].0, true, days(9)).await.unwrap();
        let again = store.decision_close(&coach, belt[0].0, true, days(9)).await;
        assert!(matches!(again, Err(SaveError::Refused(Refusal::Closed(_)))), "two clicks");
        store.decision_close(&care, laptop, false, days(9)).await.unwrap();
        assert_eq!(store.decisions_owed(&coach, days(9)).await.unwrap(), 0);

        // The student reads what was decided, by whom it is done and that it was, and not the notes; staff read those.
        let own = store.own_referrals(&student, days(9)).await.unwrap();
        let [met] = own.meetings.as_slice() else { panic!("one meeting") };
        assert_eq!((met.status, met.decisions.len(), met.notes.is_none()), (Status::Held, 2, true));
        assert_eq!(met.people.reveal(), "De student, de slb’er en een ouder");
        assert!(own.names.contains_key(&mine));
        let view = store.meeting(&coach, id, days(9)).await.unwrap();
        assert_eq!(view.meeting.notes.unwrap().reveal(), "Alleen voor het team.");

        let page = store.meetings(&coach, &Listed { status: Status::Held, ..Listed::default() }, days(9)).await.unwrap();
        assert_eq!(page.rows.iter().map(|row| (row.id, row.on)).collect::<Vec<_>>(), [(id, TODAY + Duration::days(7))]);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
        let wrote = crate::testing::audited(&store, school.tenant, 0).await;
        let wrote = |action: Action| wrote.iter().filter(|event| event.payload.action == action.code()).count();
        assert_eq!((wrote(Action::HoldMeeting), wrote(Action::DoDecision)), (6, 2), "planned, yes, no, yes, held, given");
    }

    /// Whoever the data are of says yes or no themselves; what lost its yes is counted for who works with them until it has one
    /// again or is called off, and nobody else says it.
    async fn a_yes_that_is_taken_back_is_on_the_list_of_who_works_with_them(store) {
        let school = School::new(&store, "44AE").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        // Eighteen, and fourteen.
        let (who, child) = (school.person("Aalders", date!(2008 - 03 - 01)).await, school.person("Bos", date!(2012 - 03 - 01)).await);
        for one in [&who, &child] {
            school.coached(one.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        }
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let young = school.member(Role::Student, Scope::Person(child.person)).await;
        let parent = school.guardian(child.person, true).await;
        let parent = school.member(Role::Guardian, Scope::Guardian(parent)).await;
        school.settle().await;
        let id = store.meeting_plan(&care, who.file, &plans(7), at(1)).await.unwrap();
        let of_child = store.meeting_plan(&care, child.file, &plans(7), at(1)).await.unwrap();
        let counted = async |now| {
            let mut out = Vec::new();
            for by in [&coach, &care, &other] {
                let page = store.meetings(by, &Listed::default(), now).await.unwrap();
                let lost = page.rows.iter().filter(|row| row.lost_its_yes).count() as i64;
                assert_eq!(store.meetings_without_yes(by, now).await.unwrap(), lost, "a number is that of its list");
                out.push(lost);
            }
            out
        };
        assert_eq!(counted(at(2)).await, [0, 0, 0], "nobody said yes yet: nothing was taken back");
        for by in [&coach, &care, &young, &parent] {
            let refused = store.meeting_answer(by, id, true, at(3)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{refused:?}");
        }
        store.meeting_answer(&student, id, true, at(3)).await.unwrap();
        let twice = store.meeting_answer(&student, id, true, at(3)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Consented))));
        assert!(store.meeting(&care, id, at(4)).await.unwrap().agreed);
        store.meeting_answer(&student, id, false, at(5)).await.unwrap();
        assert_eq!(counted(at(6)).await, [1, 1, 0]);
        // Of a child a parent says it.
        let refused = store.meeting_answer(&young, of_child, true, at(6)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::Whose(Consenter::Guardian)))), "{refused:?}");
        store.meeting_answer(&parent, of_child, true, at(7)).await.unwrap();
        store.meeting_answer(&parent, of_child, false, at(8)).await.unwrap();
        assert_eq!(counted(at(9)).await, [2, 2, 0]);
        store.meeting_agree(&care, id, (Some(Consenter::Student), Some(TODAY)), at(10)).await.unwrap();
        store.meeting_cancel(&care, of_child, "Geen ja.", at(11)).await.unwrap();
        assert_eq!(counted(at(12)).await, [0, 0, 0], "a yes again, and called off");
        let over = store.meeting_answer(&parent, of_child, true, at(13)).await;
        assert!(matches!(over, Err(SaveError::Refused(Refusal::Stands(Status::Cancelled)))));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
        // The fixtures lay down people beside the events; what was done with the file is proven.
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert!(proof.proven > 0 && proof.faults.iter().all(|fault| fault.kind != "file"), "{proof:?}");
    }

    /// What is to come by day, what is over the last first, page after page without a gap.
    async fn a_page_of_meetings_ends_where_the_next_begins(store) {
        let school = School::new(&store, "44AD").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        for n in 0..30 {
            let who = school.person(&format!("Student {n:02}"), date!(2008 - 03 - 01)).await;
            school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
            school.settle().await;
            for on in [n % 7, 20] {
                store.meeting_plan(&care, who.file, &plans(on), at(1)).await.unwrap();
            }
            if n < 28 {
                let off = store.meetings(&care, &Listed::default(), at(2)).await.unwrap().rows[0].id;
                store.meeting_cancel(&care, off, "De student is ziek.", at(3)).await.unwrap();
            }
        }
        for (who, status, total) in [
            (&care, Status::Planned, 32),
            (&coach, Status::Planned, 32),
            (&care, Status::Cancelled, 28),
            (&coach, Status::Cancelled, 28),
        ] {
            let (mut after, mut all) = (None, Vec::new());
            loop {
                let page = store.meetings(who, &Listed { status, after, ..Listed::default() }, at(9)).await.unwrap();
                assert_eq!((page.before as usize, page.count(status)), (all.len(), total));
                all.extend(page.rows.iter().map(|row| (row.on, row.id)));
                match page.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
            if status == Status::Cancelled {
                all.reverse();
            }
            assert!(all.len() as i64 == total && all.is_sorted());
        }
    }
}

crate::on_both! {
    /// What was decided does not stay with somebody who works with the student no more: it is of the coach of today, from the day of a hand-over
    /// and back with it; without a coach it is of who may hold meetings and can give it to somebody.
    async fn what_a_colleague_leaves_is_of_the_coach_of_today(store) {
        let school = School::new(&store, "44AF").await;
        let admin = school.member(Role::Administrator, Scope::School).await;
        let (old, new) = (school.member(Role::Coach, Scope::Own).await, school.member(Role::Coach, Scope::Own).await);
        let (care, gone) = (
            school.member(Role::CareCoordinator, Scope::School).await,
            school.member(Role::TrajectoryCounsellor, Scope::School).await,
        );
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        let until = TODAY + Duration::days(30);
        school.coached(who.person, old.account().unwrap(), date!(2023 - 08 - 01), Some(until)).await;
        school.settle().await;
        let id = store.meeting_plan(&care, who.file, &plans(1), at(1)).await.unwrap();
        store.meeting_agree(&care, id, (Some(Consenter::Student), Some(TODAY)), at(2)).await.unwrap();
        let both = vec![
            decides("Belt het leerbedrijf.", old.account().unwrap(), 9),
            decides("Vraagt een laptop.", gone.account().unwrap(), 12),
        ];
        store.meeting_hold(&care, id, &minutes(1, both), days(1)).await.unwrap();
        let owed = async |day: i64| {
            let mut all = Vec::new();
            for by in [&old, &new, &care] {
                let count = store.decisions_owed(by, days(day)).await.unwrap();
                let page = store.decisions(by, true, None, days(day)).await.unwrap();
                assert_eq!((page.total, page.rows.len() as i64), (count, count), "a number is that of its list");
                all.push(count);
            }
            all
        };
        assert_eq!(owed(1).await, [1, 0, 0], "each does their own");
        let access::Actor::Member(member) = &gone else { panic!("a member") };
        store.membership_end(&admin, member.membership, None, days(2)).await.unwrap();
        assert_eq!(owed(2).await, [2, 0, 0], "whose role ended leaves it to the coach");
        let accounts = (old.account().unwrap(), new.account().unwrap());
        let day = TODAY + Duration::days(5);
        let handed = store.handover(&admin, accounts, day, days(3)).await.unwrap();
        assert_eq!(owed(4).await, [2, 0, 0], "until the day of the hand-over");
        assert_eq!(owed(5).await, [0, 2, 0]);
        store.handover_undo(&admin, handed.id.unwrap(), days(5)).await.unwrap();
        assert_eq!(owed(5).await, [2, 0, 0], "and back with it");
        let access::Actor::Member(member) = &old else { panic!("a member") };
        store.membership_end(&admin, member.membership, None, days(6)).await.unwrap();
        assert_eq!(store.decisions_owed(&care, days(6)).await.unwrap(), 2, "whose role ended coaches nobody");
        assert_eq!(owed(31).await, [0, 0, 2], "and from here on they have no coach at all");
    }
}
