//! Referring to the next line: asked, on the list of who asked until it is accepted, a place given once, read by the student.

use super::school::{School, Someone, TODAY, at};
use crate::referral::{Listed, Stand};
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Role, Scope};
use register::policy::Name;
use register::referral::{Ask, AskRefusal, Event, StepRefusal, Tier};
use register::{Moment, Period, ReferralId};
use time::Duration;
use time::macros::date;

fn asks(tier: Tier) -> Ask {
    Ask { tier: Some(tier), question: "Wie helpt met plannen?".to_owned(), agreed_on: Some(TODAY) }
}

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

/// A school with a second line of so many places.
async fn with_places(store: &Store, code: &str, places: &str) -> School {
    let school = School::new(store, code).await;
    let admin = school.member(Role::Administrator, Scope::School).await;
    let put = crate::policy::Put {
        name: Name::SecondLinePlaces,
        typed: Some(places),
        period: Period::since(TODAY),
        based_on: None,
    };
    store.policy_set(&admin, put, at(0)).await.unwrap();
    school
}

/// Students of a coach.
async fn coached(school: &School, coach: &Actor, names: &[&str]) -> Vec<Someone> {
    let team = school.team("Zorg").await;
    let mut all = Vec::new();
    for name in names {
        let who = school.person(name, date!(2008 - 03 - 01)).await;
        school.in_team(who.person, team, date!(2023 - 08 - 01), None).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        all.push(who);
    }
    school.settle().await;
    all
}

/// Who stands somewhere on the list of somebody, in its order.
async fn listed(store: &Store, who: &Actor, stand: Stand, now: Moment) -> Vec<ReferralId> {
    let asked = Listed { stand, ..Listed::default() };
    let page = store.referrals(who, &asked, now).await.unwrap();
    assert_eq!(page.count(stand), page.rows.len() as i64, "a number is that of its list");
    page.rows.iter().map(|row| row.id).collect()
}

crate::on_both! {
    /// Who is of the support team reads what is asked of a student of other teams, sees the file from their yes until the end, and
    /// nothing of whom they did not take over; each look is in the student's log.
    async fn who_accepts_sees_the_file_from_then_until_the_end(store) {
        let school = with_places(&store, "43AD", "9").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let elsewhere = school.team("Techniek").await;
        let line = school.member(Role::TrajectoryCounsellor, Scope::Teams(vec![elsewhere])).await;
        let other = school.member(Role::CareCoordinator, Scope::Teams(vec![elsewhere])).await;
        let people = coached(&school, &coach, &["Aalders", "Bakker", "Cornelissen"]).await;
        let file = people[0].file;
        let sees = async |who: &Actor| store.file_view(who, file, days(1)).await.is_ok();
        let finds = async |who: &Actor| {
            let page = store.file_list(who, Action::ListFiles, None, days(1)).await.unwrap();
            page.rows.iter().any(|row| row.file == file)
        };

        let mut ids = Vec::new();
        for one in &people {
            ids.push(store.referral_ask(&coach, one.file, &asks(Tier::Second), days(0)).await.unwrap());
        }
        for who in [&line, &other] {
            assert_eq!(listed(&store, who, Stand::Asked, days(1)).await.len(), 3, "what is asked is read");
        }
        let view = store.referral(&line, ids[0], days(1)).await.unwrap();
        assert!(view.may_answer && !view.may_see_file && !view.may_ask);
        assert!(!sees(&line).await && !finds(&line).await, "not before");

        store.referral_step(&line, ids[0], Event::Accept, "", days(1)).await.unwrap();
        assert!(sees(&line).await && finds(&line).await && store.referral(&line, ids[0], days(1)).await.unwrap().may_see_file);
        // Accepted by code of before that gave the file: the migration has it written anew, and the list finds it.
        crate::testing::tamper(&store, "DELETE FROM file_scope WHERE kind = 'next_line'").await;
        assert!(!finds(&line).await);
        crate::tests::migrations::again(&store, include_str!("../../schema/0068_next_line.sql")).await;
        assert!(finds(&line).await && !finds(&other).await);
        assert!(!sees(&other).await && sees(&coach).await);
        assert!(store.referral(&other, ids[0], days(1)).await.is_err(), "a colleague answered it");
        school.assert_projection().await;

        // Refused and taken back: nothing, also not the referral any more.
        store.referral_step(&line, ids[1], Event::Refuse, "Dit kan de slb'er.", days(1)).await.unwrap();
        store.referral_step(&coach, ids[2], Event::Withdraw, "Het hoeft niet meer.", days(1)).await.unwrap();
        for (one, id) in people.iter().zip(&ids).skip(1) {
            assert!(store.file_view(&line, one.file, days(1)).await.is_err());
            assert!(matches!(store.referral(&line, *id, days(1)).await, Err(StoreError::NotFound)));
            assert!(!store.referral_is_there(&line, *id, days(1)).await.unwrap());
        }

        // The student reads that they looked.
        let student = school.member(Role::Student, Scope::Person(people[0].person)).await;
        let looks = store.looks(&student, None, days(2)).await.unwrap();
        assert!(looks.looks.rows.iter().any(|look| look.by == line.account()));

        store.referral_step(&line, ids[0], Event::End, "Plannen lukt nu.", days(2)).await.unwrap();
        assert!(!sees(&line).await && !finds(&line).await, "not after");
        assert!(matches!(store.referral(&line, ids[0], days(2)).await, Err(StoreError::NotFound)));
        assert!(store.referral(&coach, ids[0], days(2)).await.is_ok());
        school.assert_projection().await;
    }
}

crate::on_both! {
    /// While something waits for the support team, who is of it for other teams reads and answers that, and no other referral of the
    /// file: not what was refused before, and not what is asked of the third line. Who reaches the file reads all of them, once.
    async fn a_member_of_other_teams_reads_what_waits_and_nothing_beside_it(store) {
        let school = with_places(&store, "43AE", "9").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let (elsewhere, nearby) = (school.team("Techniek").await, school.team("Keuken").await);
        let line = school.member(Role::TrajectoryCounsellor, Scope::Teams(vec![elsewhere])).await;
        let near = school.member(Role::TrajectoryCounsellor, Scope::Teams(vec![nearby])).await;
        let who = coached(&school, &coach, &["Aalders"]).await.remove(0);
        school.in_team(who.person, nearby, date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let old = store.referral_ask(&coach, who.file, &asks(Tier::Second), days(0)).await.unwrap();
        store.referral_step(&care, old, Event::Refuse, "Dit kan de slb'er.", days(0)).await.unwrap();
        let third = store.referral_ask(&coach, who.file, &asks(Tier::Third), days(1)).await.unwrap();
        assert!(listed(&store, &line, Stand::Asked, days(1)).await.is_empty(), "nothing waits for the support team");
        let waits = store.referral_ask(&coach, who.file, &asks(Tier::Second), days(2)).await.unwrap();

        let now = days(3);
        for (reader, name) in [(&coach, "coach"), (&care, "whole school"), (&near, "of the student's team")] {
            assert_eq!(listed(&store, reader, Stand::Asked, now).await, [third, waits], "{name}");
            assert_eq!(listed(&store, reader, Stand::Closed, now).await, [old], "{name}");
            for id in [old, third, waits] {
                assert!(store.referral(reader, id, now).await.is_ok(), "{name}");
                assert!(store.referral_is_there(reader, id, now).await.unwrap(), "{name}");
            }
        }
        let outsider = async |stand: Stand, expected: &[ReferralId]| {
            assert_eq!(listed(&store, &line, stand, now).await, expected);
            assert!(listed(&store, &line, Stand::Closed, now).await.is_empty());
            assert!(store.referral(&line, waits, now).await.unwrap().may_answer);
            assert!(store.referral_is_there(&line, waits, now).await.unwrap());
            for id in [old, third] {
                assert!(matches!(store.referral(&line, id, now).await, Err(StoreError::NotFound)));
                assert!(!store.referral_is_there(&line, id, now).await.unwrap());
                for event in [Event::Accept, Event::Queue, Event::Refuse, Event::End] {
                    let refused = store.referral_step(&line, id, event, "Daarom.", now).await;
                    assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{event:?}: {refused:?}");
                }
            }
            let of_third = Listed { tier: Some(Tier::Third), ..Listed::default() };
            let page = store.referrals(&line, &of_third, now).await.unwrap();
            assert!(page.rows.is_empty() && page.counts.iter().all(|(_, count)| *count == 0));
            // A page that begins behind what is not theirs counts nothing of it.
            let after = Listed { stand, after: Some(third), ..Listed::default() };
            assert_eq!(store.referrals(&line, &after, now).await.unwrap().before, 0);
        };
        outsider(Stand::Asked, &[waits]).await;
        store.referral_step(&line, waits, Event::Queue, "", now).await.unwrap();
        outsider(Stand::Waiting, &[waits]).await;

        // From their yes on the file is theirs to see, and what else was asked of it.
        store.referral_step(&line, waits, Event::Accept, "", days(4)).await.unwrap();
        assert_eq!(listed(&store, &line, Stand::Asked, days(4)).await, [third]);
        assert_eq!(listed(&store, &line, Stand::Closed, days(4)).await, [old]);
        assert!(store.referral(&line, third, days(4)).await.is_ok());
        school.assert_projection().await;
    }
}

crate::on_both! {
    /// From asking to the end, and who sees what meanwhile.
    async fn it_stays_with_who_asked_until_the_next_line_accepts(store) {
        let school = with_places(&store, "43AB", "1").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let people = coached(&school, &coach, &["Aalders", "Bakker", "Cornelissen"]).await;
        let student = school.member(Role::Student, Scope::Person(people[0].person)).await;
        let stranger = School::new(&store, "43AC").await.member(Role::CareCoordinator, Scope::School).await;

        for (who, name) in [(&other, "another coach"), (&student, "the student"), (&stranger, "another school")] {
            let refused = store.referral_ask(who, people[0].file, &asks(Tier::Second), at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        let mut ids = Vec::new();
        for (at, who) in people.iter().enumerate() {
            let asked = store.referral_ask(&coach, who.file, &asks(Tier::Second), days(at as i64)).await;
            ids.push(asked.unwrap());
        }
        let again = store.referral_ask(&coach, people[0].file, &asks(Tier::Second), days(3)).await;
        assert!(matches!(again, Err(SaveError::Refused(AskRefusal::Twice(id))) if id == ids[0]));
        for (who, expected) in [(&coach, ids.clone()), (&care, ids.clone()), (&other, vec![]), (&stranger, vec![])] {
            assert_eq!(listed(&store, who, Stand::Asked, days(3)).await, expected);
        }
        let mine = Listed { mine: true, ..Listed::default() };
        assert_eq!(store.referrals(&coach, &mine, days(3)).await.unwrap().rows.len(), 3);
        assert_eq!(store.referrals(&care, &mine, days(3)).await.unwrap().rows.len(), 0);

        // A coach does not answer for the next line; who does, does so once for the one place, whoever is first.
        let refused = store.referral_step(&coach, ids[0], Event::Accept, "", days(3)).await;
        assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))));
        let (one, two) = tokio::join!(
            store.referral_step(&care, ids[0], Event::Accept, "", days(3)),
            store.referral_step(&care, ids[1], Event::Accept, "", days(3)),
        );
        let (taken, left, refused) = if one.is_ok() { (ids[0], ids[1], two) } else { (ids[1], ids[0], one) };
        assert!(matches!(refused, Err(SaveError::Refused(StepRefusal::Full))), "one place: {refused:?}");
        for id in [ids[2], left] {
            store.referral_step(&care, id, Event::Queue, "", days(4)).await.unwrap();
        }
        // Who was asked for first is first, whoever was put on the list first.
        assert_eq!(listed(&store, &care, Stand::Waiting, days(4)).await, [left, ids[2]]);
        let page = store.referrals(&coach, &Listed { stand: Stand::Waiting, ..Listed::default() }, days(4)).await.unwrap();
        assert_eq!(page.rows.iter().map(|row| (row.ahead, row.bridged)).collect::<Vec<_>>(), [(0, false), (1, false)]);
        assert_eq!(store.referrals_unbridged(&coach, days(4)).await.unwrap(), 2);
        store.referral_step(&coach, left, Event::Meanwhile, "Elke maandag een gesprek.", days(4)).await.unwrap();
        assert_eq!(store.referrals_unbridged(&coach, days(4)).await.unwrap(), 1);
        assert_eq!(store.referrals_unbridged(&care, days(4)).await.unwrap(), 0, "it is for who asked");
        assert_eq!(listed(&store, &coach, Stand::Waiting, days(4)).await, [left, ids[2]], "it waits all the same");

        // The place comes free; who goes before another does so with a reason.
        store.referral_step(&care, taken, Event::End, "Het lukt weer.", days(5)).await.unwrap();
        let before = store.referral_step(&care, ids[2], Event::Accept, " ", days(5)).await;
        assert!(matches!(before, Err(SaveError::Refused(StepRefusal::Ahead(1)))), "{before:?}");
        store.referral_step(&care, ids[2], Event::Accept, "Gaat anders van school.", days(5)).await.unwrap();
        store.referral_step(&coach, left, Event::Withdraw, "Het is niet meer nodig.", days(6)).await.unwrap();
        let again = store.referral_step(&coach, left, Event::Withdraw, "Het is niet meer nodig.", days(6)).await;
        assert!(matches!(again, Err(SaveError::Refused(StepRefusal::Twice))));
        assert_eq!(listed(&store, &care, Stand::Accepted, days(6)).await, [ids[2]]);
        assert_eq!(listed(&store, &care, Stand::Closed, days(6)).await.len(), 2);
        let view = store.referral(&coach, ids[2], days(6)).await.unwrap();
        assert_eq!((view.may_ask, view.may_answer, view.places.taken), (true, false, 1));
        assert_eq!(view.referral.holder(), care.account());
        for who in [&other, &student, &stranger] {
            assert!(matches!(store.referral(who, ids[2], days(6)).await, Err(StoreError::NotFound)));
        }

        // The student reads what was asked and said, and nobody else's.
        let own = store.own_referrals(&student, days(6)).await.unwrap();
        assert_eq!(own.referrals.len(), 1);
        assert_eq!((own.referrals[0].id, own.referrals[0].question.reveal().as_str()), (ids[0], "Wie helpt met plannen?"));
        assert!(own.names.contains_key(&coach.account().unwrap()));
        assert!(matches!(store.own_referrals(&coach, days(6)).await, Err(StoreError::NotFound)));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
        let wrote = crate::testing::audited(&store, school.tenant, 0).await;
        let wrote = |action: Action| wrote.iter().filter(|event| event.payload.action == action.code()).count();
        assert_eq!((wrote(Action::AskReferral), wrote(Action::AnswerReferral)), (5, 5), "3 asked, 1 bridged, 1 withdrawn");
    }

    /// A question without an answer is on the desk of who may answer; a no is on that of who asked, or of the coach of today where
    /// whoever asked left, until what follows is written down or it is asked again.
    async fn a_no_comes_back_to_who_asked_until_something_follows(store) {
        let school = School::new(&store, "43AF").await;
        let admin = school.member(Role::Administrator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let beside = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let who = coached(&school, &coach, &["Aalders"]).await.remove(0);
        school.coached(who.person, beside.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let refused = async |by: &Actor, day: i64| {
            let count = store.referrals_refused(by, days(day)).await.unwrap();
            let mine = Listed { stand: Stand::Refused, mine: true, ..Listed::default() };
            let page = store.referrals(by, &mine, days(day)).await.unwrap();
            assert_eq!((page.rows.len() as i64, page.count(Stand::Refused)), (count, count), "a number is that of its list");
            count
        };
        let first = store.referral_ask(&coach, who.file, &asks(Tier::Second), days(0)).await.unwrap();
        assert_eq!(store.referrals_to_answer(&care, days(0)).await.unwrap(), 1);
        assert!(matches!(store.referrals_to_answer(&coach, days(0)).await, Err(StoreError::NotFound)));
        assert_eq!(refused(&coach, 0).await, 0, "nobody said no");
        store.referral_step(&care, first, Event::Refuse, "Dit kan de slb'er.", days(1)).await.unwrap();
        assert_eq!(store.referrals_to_answer(&care, days(1)).await.unwrap(), 0, "no is an answer");
        for (by, count, name) in [(&coach, 1, "who asked"), (&beside, 0, "a coach beside them"), (&care, 0, "who said no")] {
            assert_eq!(refused(by, 1).await, count, "{name}");
        }

        // Written down by who works with the student, with words, and taken back.
        let taken = store.referral_step(&other, first, Event::Follow, "Zo.", days(2)).await;
        assert!(matches!(taken, Err(SaveError::Store(StoreError::NotFound))), "{taken:?}");
        store.referral_step(&coach, first, Event::Follow, "We oefenen het zelf.", days(2)).await.unwrap();
        assert_eq!(refused(&coach, 2).await, 0);
        assert_eq!(listed(&store, &coach, Stand::Closed, days(2)).await, [first]);
        store.referral_step(&coach, first, Event::Resume, "Dat lukt niet.", days(3)).await.unwrap();
        assert_eq!(refused(&coach, 3).await, 1);

        // Asked again of the same line: the no of before has its answer, and the new one waits.
        let second = store.referral_ask(&coach, who.file, &asks(Tier::Second), days(4)).await.unwrap();
        assert_eq!((refused(&coach, 4).await, store.referrals_to_answer(&care, days(4)).await.unwrap()), (0, 1));
        let steps = store.referral(&coach, first, days(4)).await.unwrap().referral.steps;
        assert_eq!(steps.last().map(|step| (step.event, Some(step.by))), Some((Event::AskAgain, coach.account())));
        store.referral_step(&care, second, Event::Refuse, "Er is geen plek.", days(5)).await.unwrap();
        assert_eq!((refused(&coach, 5).await, refused(&beside, 5).await), (1, 0));

        // Whoever asked left: it is of the coach of today.
        let Actor::Member(member) = &coach else { panic!("a coach") };
        store.membership_end(&admin, member.membership, None, days(5)).await.unwrap();
        assert_eq!((refused(&beside, 6).await, refused(&care, 6).await), (1, 0));
        store.referral_step(&beside, second, Event::Follow, "Ik doe het.", days(6)).await.unwrap();
        assert_eq!(refused(&beside, 6).await, 0);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Pages follow each other without a gap, narrowed by line and team, for who reaches a school and who reaches some.
    async fn a_page_ends_where_the_next_begins(store) {
        let school = School::new(&store, "43AD").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let names: Vec<String> = (0..60).map(|n| format!("Student {n:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let people = coached(&school, &coach, &names).await;
        for (n, who) in people.iter().enumerate() {
            let tier = if n % 2 == 0 { Tier::Second } else { Tier::Third };
            store.referral_ask(&coach, who.file, &asks(tier), days(n as i64 / 4)).await.unwrap();
        }
        let now = days(20);
        let choices = store.referrals(&care, &Listed::default(), now).await.unwrap().choices;
        let team = choices.teams.iter().find(|(_, name)| name == "Zorg").map(|(team, _)| *team);
        for (who, tier, team, total) in [
            (&care, None, None, 60),
            (&coach, None, None, 60),
            (&care, Some(Tier::Third), None, 30),
            (&coach, Some(Tier::Second), team, 30),
            (&care, None, team, 60),
        ] {
            let (mut after, mut all) = (None, Vec::new());
            loop {
                let files = crate::file::within::Chosen { team, coach: None };
                let page = store.referrals(who, &Listed { files, tier, after, ..Listed::default() }, now).await.unwrap();
                assert_eq!((page.before as usize, page.count(Stand::Asked)), (all.len(), total));
                assert!(page.rows.iter().all(|row| tier.is_none_or(|tier| row.tier == tier)));
                all.extend(page.rows.iter().map(|row| (row.asked_on, row.id)));
                match page.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
            assert!(all.len() as i64 == total && all.is_sorted(), "who waits longest comes first");
        }
    }
}
