//! The map of local services and what is asked of partners, on both databases: kept, confirmed, asked with a yes, answered from
//! outside, and what is to be decided when the yes is taken back, the student moves or the partner says no.

use super::school::{School, TODAY, at};
use crate::partner::{PartnerRefusal, Put};
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Role, Scope};
use register::handoff::{Decide, Draft as Ask, Event as Step, SendRefusal, Status, StepRefusal};
use register::mail::{Answer as Said, Kind as MailKind};
use register::meeting::Consenter;
use register::partner::{Answer, Domain, Draft, Event, Field, Kind, Under, Why, Wrong};
use register::seen::Seen;
use register::share::State;
use register::{Moment, PersonId};
use time::Duration;
use time::macros::date;

fn entry(owner: &Actor, name: &str) -> Draft {
    Draft {
        name: name.into(),
        kind: Some(Kind::YouthCare),
        what: "Praat met je over spanning.".into(),
        domains: vec![Domain::Mental],
        under: Some(Under::Psychosocial),
        below_age: "18".into(),
        address: "vragen@jeugdhulp.example".into(),
        reachable: "Elke ochtend.".into(),
        owner: owner.account(),
        ..Draft::default()
    }
}

fn ask(email: &str) -> Ask {
    Ask {
        domain: Some(Domain::Mental),
        question: "Wil praten over spanning voor toetsen.".into(),
        name: "Fatima el Idrissi".into(),
        email: email.into(),
        paper: email.is_empty(),
        until: Some(TODAY + Duration::days(60)),
        consenter: Some(Consenter::Student),
        english: false,
    }
}

/// The next mail of a kind: its path and its code.
async fn mailed(store: &Store, kind: MailKind, now: Moment) -> (String, Option<String>) {
    loop {
        let mail = store.mail_take(now).await.unwrap().expect("a mail");
        store.mail_note(&mail, Said::Taken, Some("250"), now).await.unwrap();
        if mail.kind == kind {
            return (mail.path.reveal().clone(), mail.code.map(|code| code.reveal().clone()));
        }
    }
}

/// Somebody comes in with the link of the next mail: the link, and what their browser shows.
async fn came_in(store: &Store, now: Moment) -> (String, String) {
    let (path, _) = mailed(store, MailKind::Share, now).await;
    let link = path.strip_prefix("/gedeeld/").unwrap().to_owned();
    store.share_code(&link, now).await.unwrap();
    let (_, code) = mailed(store, MailKind::Code, now).await;
    let visit = store.share_enter(&link, &code.unwrap(), now).await.unwrap();
    (link, visit)
}

async fn lives(school: &School, person: PersonId, home: &str) {
    let mut tx = school.store.begin().await.unwrap();
    let sql = "UPDATE person SET municipality = $3 WHERE tenant_id = $1 AND person_id = $2";
    run!(tx, sql, school.tenant.0, person.0, home).unwrap();
    tx.commit().await.unwrap();
}

crate::on_both! {
    async fn the_map_is_kept_confirmed_and_doubted(store) {
        let school = School::new(&store, "51AA").await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let admin = school.member(Role::Administrator, Scope::School).await;
        let id = store.partner_save(&care, Put::New, &entry(&care, "Jongerenteam"), at(1)).await.unwrap();
        let twice = store.partner_save(&care, Put::New, &entry(&care, "JONGERENTEAM"), at(1)).await;
        let Err(SaveError::Refused(PartnerRefusal::Fields(wrong))) = twice else { panic!("{twice:?}") };
        assert_eq!(wrong, [(Field::Name, Wrong::Twice)]);
        let limited = Draft { places: "Arnhem".into(), ..entry(&care, "Wijkteam") };
        let no_list = store.partner_save(&care, Put::New, &limited, at(1)).await;
        let Err(SaveError::Refused(PartnerRefusal::Fields(wrong))) = no_list else { panic!("{no_list:?}") };
        assert_eq!(wrong, [(Field::Places, Wrong::NoList)]);
        // Who works with students reads it and may doubt; only who keeps it writes; nobody else knows that it is there.
        let was = store.partners(&coach, Some(id), TODAY).await.unwrap().one.unwrap().partner.changes;
        let not_theirs = store.partner_step(&coach, (id, was), Event::Confirm, "", at(2)).await;
        assert!(matches!(not_theirs, Err(SaveError::Store(StoreError::NotFound))), "{not_theirs:?}");
        assert!(matches!(store.partners(&admin, None, TODAY).await, Err(StoreError::NotFound)));
        assert_eq!(store.partners_owed(&care, TODAY).await.unwrap(), 0);
        store.partner_step(&coach, (id, was), Event::Doubt, "Dit nummer klopt niet.", at(2)).await.unwrap();
        assert_eq!(store.partners_owed(&care, TODAY).await.unwrap(), 1);
        let tab = store.partner_step(&care, (id, was), Event::Confirm, "", at(3)).await;
        assert!(matches!(tab, Err(SaveError::Refused(PartnerRefusal::Changed))), "{tab:?}");
        store.partner_step(&care, (id, was + 1), Event::Confirm, "", at(3)).await.unwrap();
        assert_eq!(store.partners_owed(&care, TODAY).await.unwrap(), 0);
        // Half a year later it asks by itself; where its owner left, every keeper is asked.
        let later = TODAY + Duration::days(184);
        let other = school.member(Role::TrajectoryCounsellor, Scope::School).await;
        assert_eq!((store.partners_owed(&care, later).await.unwrap(), store.partners_owed(&other, later).await.unwrap()), (1, 0));
        // The school sets a term of its own: what was confirmed before it is asked about by that one too.
        let name = register::policy::Name::ConfirmPartnersMonths;
        let period = register::Period::since(TODAY);
        for (months, days, asked) in [("1", 40, 1), ("1", 20, 0), ("12", 184, 0), ("12", 366, 1)] {
            let put = crate::policy::Put { name, typed: Some(months), period, based_on: None };
            store.policy_set(&admin, put, at(3)).await.unwrap();
            let day = TODAY + Duration::days(days);
            assert_eq!(store.partners_owed(&care, day).await.unwrap(), asked, "{months} months, {days} days");
            let map = store.partners(&care, None, day).await.unwrap();
            assert_eq!((map.all[0].asks_on(day), map.months.to_string().as_str()), (asked == 1, months));
        }
        let put = crate::policy::Put { name, typed: None, period, based_on: None };
        store.policy_set(&admin, put, at(3)).await.unwrap();
        // A talk with the municipality: a month ahead it stands on the list of the owner, and more than a year after it again.
        let talks = Draft { oogo: Some(TODAY + Duration::days(40)), ..entry(&care, "Gemeente") };
        let with = store.partner_save(&care, Put::New, &talks, at(3)).await.unwrap();
        for (days, asked) in [(0, 0), (9, 0), (10, 1), (40, 1), (41, 0)] {
            let day = TODAY + Duration::days(days);
            assert_eq!(store.partners_owed(&care, day).await.unwrap(), asked, "{days}");
            let map = store.partners(&care, None, day).await.unwrap();
            assert_eq!(map.owed(care.account(), day).count() as i64, asked, "{days}: the number is that of the list");
        }
        let stood = store.partners(&care, Some(with), TODAY).await.unwrap().one.unwrap().partner.changes;
        let year = Draft { oogo: Some(date!(2025 - 05 - 12)), ..entry(&care, "Gemeente") };
        store.partner_save(&care, Put::There(with, stood), &year, at(3)).await.unwrap();
        for (days, asked) in [(0, 0), (1, 1)] {
            assert_eq!(store.partners_owed(&care, TODAY + Duration::days(days)).await.unwrap(), asked, "{days}");
        }
        store.partner_step(&care, (with, stood + 1), Event::End, "Een andere gemeente.", at(3)).await.unwrap();
        let no_words = store.partner_step(&care, (id, was + 2), Event::End, " ", at(4)).await;
        assert!(matches!(no_words, Err(SaveError::Refused(PartnerRefusal::Words(_)))), "{no_words:?}");
        store.partner_step(&care, (id, was + 2), Event::End, "Het geld is op.", at(4)).await.unwrap();
        assert_eq!(store.partners_owed(&care, later).await.unwrap(), 0, "what ended is not asked about");
        let kept = store.partners(&coach, Some(id), TODAY).await.unwrap().one.unwrap();
        let events: Vec<Event> = kept.happened.iter().map(|one| one.event).collect();
        assert_eq!(events, [Event::Add, Event::Doubt, Event::Confirm, Event::End]);
    }
}

crate::on_both! {
    async fn asked_answered_from_outside_and_stopped_by_the_student(store) {
        let school = School::new(&store, "52AA").await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2009 - 06 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        school.settle().await;
        let partner = store.partner_save(&care, Put::New, &entry(&care, "Jongerenteam"), at(1)).await.unwrap();
        let second = store.partner_save(&care, Put::New, &entry(&care, "Wijkteam"), at(1)).await.unwrap();

        let found = store.helpers(&coach, who.file, (Some(Domain::Mental), None), at(2)).await.unwrap();
        assert!(found.entries.iter().all(|(_, verdict, _)| verdict.answer == Answer::Yes), "{:?}", found.entries);
        let found = store.helpers(&coach, who.file, (Some(Domain::Money), None), at(2)).await.unwrap();
        assert!(found.entries.iter().all(|(_, verdict, _)| verdict.why[0] == Why::DomainOther));
        assert!(matches!(store.helpers(&other, who.file, (None, None), at(2)).await, Err(StoreError::NotFound)));

        let to = (who.file, partner);
        let no_mail = store.handoff_send(&coach, to, &ask("f@jeugdhulp.example"), at(3)).await;
        assert!(matches!(no_mail, Err(SaveError::Refused(SendRefusal::NoMail))), "{no_mail:?}");
        store.mail_pass(at(3)).await.unwrap();
        let hidden = store.handoff_send(&other, to, &ask("f@jeugdhulp.example"), at(3)).await;
        assert!(matches!(hidden, Err(SaveError::Store(StoreError::NotFound))), "{hidden:?}");
        // Two tabs at once: one question, one mail.
        let given = ask("f@jeugdhulp.example");
        let (one, two) = tokio::join!(store.handoff_send(&coach, to, &given, at(4)), store.handoff_send(&coach, to, &given, at(4)));
        let (one, two) = if one.is_ok() { (one, two) } else { (two, one) };
        let id = one.unwrap();
        assert!(matches!(two, Err(SaveError::Refused(SendRefusal::Twice(there))) if there == id), "{two:?}");
        let (link, visit) = came_in(&store, at(5)).await;
        assert!(store.mail_take(at(5)).await.unwrap().is_none(), "one mail with a link, and one with a code");

        // They read what is asked, and no measure; a partner decides nothing for the school.
        let stood = |steps| Some(Seen::of(steps, 0));
        let read = store.share_read(&link, &visit, at(6)).await.unwrap().unwrap();
        assert!(read.version.is_none());
        assert_eq!(read.handoff.unwrap().question.reveal(), "Wil praten over spanning voor toetsen.");
        let keep = store.handoff_answer((&link, &visit), (Step::Keep, "", stood(0)), at(6)).await;
        assert!(matches!(keep, Err(SaveError::Store(StoreError::NotFound))), "{keep:?}");
        assert!(store.handoff_answer((&link, &visit), (Step::Queue, "", stood(0)), at(7)).await.unwrap());
        let again = store.handoff_answer((&link, &visit), (Step::Queue, "", stood(0)), at(7)).await;
        assert!(matches!(again, Err(SaveError::Refused(StepRefusal::Twice))), "{again:?}");
        // In another tab, or by a colleague: what was answered since is read first.
        for seen in [stood(0), None] {
            let blind = store.handoff_answer((&link, &visit), (Step::Accept, "Toch wel.", seen), at(7)).await;
            assert!(matches!(blind, Err(SaveError::Refused(StepRefusal::Stands(Status::Waiting)))), "{blind:?}");
        }
        let view = store.handoff(&coach, id, at(8)).await.unwrap();
        assert_eq!((view.handoff.status, view.handoff.steps[0].by), (Status::Waiting, None));
        assert!(matches!(store.handoff(&other, id, at(8)).await, Err(StoreError::NotFound)));
        assert_eq!(store.handoffs_owed(&coach, at(8)).await.unwrap(), 0);

        // The student reads it, who looked and who answered, and stops it: at that moment nobody outside reads on.
        let own = store.shares(&student, None, at(9)).await.unwrap();
        assert_eq!(own.handoffs[0].status, Status::Waiting);
        let looks = store.looks(&student, None, at(9)).await.unwrap().looks.rows;
        for action in [Action::SeeShared, Action::AnswerHandoff] {
            let seen = looks.iter().find(|look| look.action == Some(action.into()));
            assert_eq!(seen.unwrap().name.as_ref().unwrap().reveal(), "Fatima el Idrissi", "{action:?}");
        }
        store.share_stop(&student, Action::SeeOwnShares, own.with[0].share.id, at(10)).await.unwrap();
        assert!(store.share_read(&link, &visit, at(10)).await.unwrap().is_none());
        assert!(!store.handoff_answer((&link, &visit), (Step::Accept, "", stood(1)), at(10)).await.unwrap());
        let owed = store.handoffs(&coach, 0, at(11)).await.unwrap();
        assert_eq!((owed.owed, owed.total, owed.rows[0].decide.as_slice()), (1, 1, &[Decide::Withdrawn][..]));
        assert_eq!(store.handoffs(&care, 0, at(11)).await.unwrap().owed, 1, "who works for the whole school reads it too");
        let early = store.handoff_step(&coach, id, (Step::Refuse, "Geen antwoord.", stood(0)), at(12)).await;
        let waits = |one: &StepRefusal| *one == StepRefusal::Stands(Status::Waiting);
        assert!(matches!(&early, Err(SaveError::Refused(one)) if waits(one)), "the partner answered since: {early:?}");
        let keep = store.handoff_step(&coach, id, (Step::Keep, "", stood(1)), at(12)).await;
        assert!(matches!(keep, Err(SaveError::Refused(StepRefusal::NoConsent))), "{keep:?}");
        store.handoff_step(&coach, id, (Step::Revoke, "De student wil het niet meer.", stood(1)), at(13)).await.unwrap();
        assert_eq!(store.handoffs(&coach, 0, at(14)).await.unwrap().total, 0);

        // Another partner says no: their page closes, and whoever sent it is told until they read it.
        let next = store.handoff_send(&coach, (who.file, second), &ask("g@wijkteam.example"), at(15)).await.unwrap();
        let (link, visit) = came_in(&store, at(16)).await;
        let no_reason = store.handoff_answer((&link, &visit), (Step::Refuse, " ", stood(0)), at(17)).await;
        assert!(matches!(no_reason, Err(SaveError::Refused(StepRefusal::Words(_)))), "{no_reason:?}");
        assert!(store.handoff_answer((&link, &visit), (Step::Refuse, "Wij hebben geen plek.", stood(0)), at(17)).await.unwrap());
        assert!(store.share_read(&link, &visit, at(18)).await.unwrap().is_none());
        assert_eq!(store.handoffs(&coach, 0, at(18)).await.unwrap().rows[0].decide, [Decide::Refused]);
        store.handoff_step(&coach, next, (Step::Keep, "", stood(1)), at(19)).await.unwrap();
        assert_eq!(store.handoffs_owed(&coach, at(19)).await.unwrap(), 0);
    }
}

crate::on_both! {
    async fn who_moves_and_who_turns_18_is_decided_on_and_few_are_no_number(store) {
        use register::offer::Many;
        let school = School::new(&store, "53AA").await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        // 17 and a half in a week.
        let born = date!(2008 - 11 - 19);
        let who = school.person("Aalders", born).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        lives(&school, who.person, "Arnhem").await;
        school.settle().await;
        let partner = store.partner_save(&care, Put::New, &entry(&care, "Jongerenteam"), at(1)).await.unwrap();
        store.mail_pass(at(1)).await.unwrap();
        let id = store.handoff_send(&coach, (who.file, partner), &ask("f@jeugdhulp.example"), at(2)).await.unwrap();
        let decide = async |now: Moment| store.handoff(&coach, id, now).await.unwrap().decide;
        assert_eq!(decide(at(3)).await, []);
        lives(&school, who.person, "Nijmegen").await;
        assert_eq!(decide(at(3)).await, [Decide::Moved]);
        store.handoff_step(&coach, id, (Step::Keep, "", Some(Seen::of(0, 0))), at(4)).await.unwrap();
        assert_eq!(decide(at(5)).await, []);
        let weeks = Moment { day: TODAY + Duration::days(8), ..at(6) };
        assert_eq!(decide(weeks).await, [Decide::Eighteen]);
        assert_eq!(store.handoffs_owed(&coach, weeks).await.unwrap(), 1);
        store.handoff_step(&coach, id, (Step::Prepare, "De GGZ neemt het over.", Some(Seen::of(1, 0))), weeks).await.unwrap();
        assert_eq!(store.handoffs_owed(&coach, weeks).await.unwrap(), 0);
        // Nothing was heard since somebody looked at it: it stands on the list two weeks later, as the rules say.
        for (days, expected) in [(13, &[][..]), (14, &[Decide::Silent][..])] {
            let later = Moment { day: TODAY + Duration::days(days), ..at(6) };
            assert_eq!(decide(later).await, expected, "{days}");
            let list = store.handoffs(&coach, 0, later).await.unwrap();
            assert_eq!((list.owed, list.rows[0].decide.as_slice()), (i64::from(!expected.is_empty()), expected), "{days}");
        }
        let over = Moment { day: TODAY + Duration::days(61), ..at(7) };
        assert_eq!(decide(over).await, [Decide::Expired]);
        // A colleague doubts their entry: who put a question to them looks, until the owner answers it or they looked.
        let was = store.partners(&care, Some(partner), TODAY).await.unwrap().one.unwrap().partner.changes;
        store.partner_step(&care, (partner, was), Event::Doubt, "Dit nummer klopt niet.", at(8)).await.unwrap();
        let list = store.handoffs(&coach, 0, at(9)).await.unwrap();
        assert_eq!((decide(at(9)).await, list.owed, list.rows[0].decide.as_slice()), (vec![Decide::Doubted], 1, &[Decide::Doubted][..]));
        store.partner_step(&care, (partner, was + 1), Event::Confirm, "", at(9)).await.unwrap();
        assert_eq!((decide(at(10)).await, store.handoffs_owed(&coach, at(10)).await.unwrap()), (vec![], 0));
        store.partner_step(&care, (partner, was + 2), Event::Doubt, "Toch niet.", at(10)).await.unwrap();
        assert_eq!((decide(at(11)).await, store.handoffs_owed(&coach, at(11)).await.unwrap()), (vec![Decide::Doubted], 1));
        store.handoff_step(&coach, id, (Step::Keep, "", Some(Seen::of(2, 0))), at(12)).await.unwrap();
        assert_eq!((decide(at(13)).await, store.handoffs_owed(&coach, at(13)).await.unwrap()), (vec![], 0));
        // Their entry ends while it goes on: somebody looks whether they help this student all the same. Once is enough.
        store.partner_step(&care, (partner, was + 3), Event::End, "Het geld is op.", at(14)).await.unwrap();
        assert_eq!((decide(at(15)).await, store.handoffs_owed(&coach, at(15)).await.unwrap()), (vec![Decide::Gone], 1));
        store.handoff_step(&coach, id, (Step::Keep, "", Some(Seen::of(3, 0))), at(16)).await.unwrap();
        assert_eq!((decide(at(17)).await, store.handoffs_owed(&coach, at(17)).await.unwrap()), (vec![], 0));
        let reach = store.partners_reach(&care, TODAY).await.unwrap();
        assert_eq!((reach[0].1.asked, reach[0].1.helped), (Many::Few, Some(Many::Nobody)));
        assert!(matches!(store.partners_reach(&coach, TODAY).await, Err(StoreError::NotFound)));
    }
}

crate::on_both! {
    async fn a_letter_opens_more_than_once_and_not_for_who_guesses(store) {
        use register::share::code::OpenRefusal;
        let school = School::new(&store, "54AA").await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2009 - 06 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let partner = store.partner_save(&care, Put::New, &entry(&care, "Buurthuis"), at(1)).await.unwrap();
        // Mail is not set up, and need not be.
        let id = store.handoff_send(&coach, (who.file, partner), &ask(""), at(2)).await.unwrap();
        assert_eq!(store.handoffs(&coach, 0, at(3)).await.unwrap().rows[0].decide, [Decide::Letter]);
        let stood = |steps| Some(Seen::of(steps, 0));
        let by_hand = store.handoff_step(&coach, id, (Step::Print, "", stood(0)), at(3)).await;
        assert!(matches!(by_hand, Err(SaveError::Store(StoreError::NotFound))), "a letter is made where it is shown: {by_hand:?}");
        // Two at once: one letter.
        let (one, two) = tokio::join!(
            store.handoff_letter(&coach, id, stood(0), at(4)),
            store.handoff_letter(&coach, id, stood(0), at(4))
        );
        let (letter, other) = match one {
            Ok(letter) => (letter, two),
            Err(_) => (two.unwrap(), one),
        };
        assert!(matches!(other, Err(SaveError::Refused(StepRefusal::Stands(Status::Sent)))), "{other:?}");
        let (token, code) = (letter.token.reveal().clone(), letter.code.reveal().clone());
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let guess = async |times: i64| {
            for _ in 0..times {
                let said = store.share_enter(&token, wrong, at(5)).await;
                assert!(matches!(said, Err(SaveError::Refused(OpenRefusal::Wrong))), "{said:?}");
            }
        };
        guess(9).await;
        let visit = store.share_enter(&token, &code, at(6)).await.unwrap();
        assert!(store.share_read(&token, &visit, at(7)).await.unwrap().unwrap().handoff.is_some());
        guess(10).await;
        let dead = store.share_enter(&token, &code, at(8)).await;
        assert!(matches!(dead, Err(SaveError::Refused(OpenRefusal::NeedsNew))), "{dead:?}");
        // A new letter: with the old one nobody is in any more.
        let anew = store.handoff_letter(&coach, id, stood(1), at(9)).await.unwrap();
        assert!(matches!(store.share_read(&token, &visit, at(10)).await, Err(StoreError::NotFound)));
        assert!(store.share_read(anew.token.reveal(), &visit, at(10)).await.unwrap().is_none());
        store.share_enter(anew.token.reveal(), anew.code.reveal(), at(10)).await.unwrap();
        // Somebody comes in at the moment at which another letter is made: both happen, one after the other, and the new one opens.
        let mut last = anew;
        for steps in 2..8 {
            let (made, came) = tokio::join!(
                store.handoff_letter(&coach, id, stood(steps), at(10)),
                store.share_enter(last.token.reveal(), last.code.reveal(), at(10))
            );
            let told = matches!(came, Ok(_) | Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)));
            assert!(told, "{came:?}");
            last = made.unwrap();
            store.share_enter(last.token.reveal(), last.code.reveal(), at(10)).await.unwrap();
        }
        store.handoff_step(&coach, id, (Step::Post, "", Some(last.stand)), at(11)).await.unwrap();
        assert_eq!(store.handoffs_owed(&coach, at(12)).await.unwrap(), 0);
    }
}

crate::on_both! {
    /// A parent said yes, and the student turns 16: nobody outside reads on, the school asks the student, and the student was told all along.
    async fn what_a_parent_allowed_is_asked_of_the_student_at_16(store) {
        use register::agenda::{Handed, What};
        let school = School::new(&store, "55AA").await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        // 16 in ten days.
        let who = school.person("Aalders", date!(2010 - 05 - 22)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        school.settle().await;
        let partner = store.partner_save(&care, Put::New, &entry(&care, "Jongerenteam"), at(1)).await.unwrap();
        store.mail_pass(at(1)).await.unwrap();
        let given = Ask { consenter: Some(Consenter::Guardian), ..ask("f@jeugdhulp.example") };
        let id = store.handoff_send(&coach, (who.file, partner), &given, at(2)).await.unwrap();
        let (link, visit) = came_in(&store, at(3)).await;
        let days = |n| Moment { at: at(4).at, day: TODAY + Duration::days(n) };
        let told = async |now: Moment| {
            let agenda = store.mine(&student, now).await.unwrap().agenda;
            agenda.into_iter().map(|item| item.what).filter(|what| matches!(what, What::Handoff(_))).collect::<Vec<_>>()
        };
        assert_eq!(told(days(0)).await, [What::Handoff(Handed::SentByParent)]);
        for (n, expected, door) in [(9, &[][..], State::Open), (10, &[Decide::Sixteen][..], State::Over)] {
            assert_eq!(store.handoff(&coach, id, days(n)).await.unwrap().decide, expected, "{n}");
            let list = store.handoffs(&coach, 0, days(n)).await.unwrap();
            assert_eq!((list.owed, list.rows[0].decide.as_slice()), (i64::from(!expected.is_empty()), expected), "{n}");
            assert_eq!(store.handoffs_owed(&care, days(n)).await.unwrap(), list.owed, "{n}: of who reaches the whole school");
            assert_eq!(store.share_door(&link, days(n)).await.unwrap().state, door, "{n}");
            assert_eq!(store.share_read(&link, &visit, days(n)).await.unwrap().is_some(), door == State::Open, "{n}");
        }
        let stood = |steps| Some(Seen::of(steps, 0));
        assert!(!store.handoff_answer((&link, &visit), (Step::Accept, "", stood(0)), days(10)).await.unwrap());
        let keep = store.handoff_step(&coach, id, (Step::Keep, "", stood(0)), days(10)).await;
        assert!(matches!(keep, Err(SaveError::Refused(StepRefusal::NoConsent))), "{keep:?}");
        store.handoff_step(&coach, id, (Step::Revoke, "Nu beslist de student.", stood(0)), days(10)).await.unwrap();
        // What is sent, accepted or refused is told by mail too: a link to the page where it is stopped, and nothing else.
        let news = async |now: Moment| {
            let mut paths = Vec::new();
            while let Some(mail) = store.mail_take(now).await.unwrap() {
                store.mail_note(&mail, Said::Taken, Some("250"), now).await.unwrap();
                if mail.kind == MailKind::News {
                    paths.push(mail.path.reveal().clone());
                }
            }
            paths
        };
        news(days(10)).await;
        let own = Ask { consenter: Some(Consenter::Student), ..given };
        let next = store.handoff_send(&coach, (who.file, partner), &own, days(10)).await.unwrap();
        assert_eq!(news(days(10)).await, ["/mijn/gedeeld"]);
        assert_eq!(told(days(10)).await, [What::Handoff(Handed::Sent)]);
        for (event, words, steps, mails, handed) in [
            (Step::Queue, "", 0, 0, Handed::Sent),
            (Step::Accept, "", 1, 1, Handed::Accepted),
            (Step::Refuse, "Toch geen plek.", 2, 1, Handed::Refused),
        ] {
            store.handoff_step(&coach, next, (event, words, stood(steps)), days(10)).await.unwrap();
            assert_eq!(news(days(10)).await.len(), mails, "{event:?}");
            assert_eq!(told(days(10)).await, [What::Handoff(handed)], "{event:?}");
        }
        assert_eq!(store.handoffs_owed(&coach, days(10)).await.unwrap(), 0);

        // Of a birth date that is not whole the list says what the rules say: the last day that it can be.
        let other = school.person("Bakker", date!(2011 - 05 - 22)).await;
        school.settle().await;
        let given = Ask { consenter: Some(Consenter::Guardian), ..ask("g@jeugdhulp.example") };
        let id = store.handoff_send(&care, (other.file, partner), &given, at(5)).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let alone = "UPDATE handoff SET silent_on = NULL, prepare_on = NULL, adult_on = NULL WHERE tenant_id = $1";
        run!(tx, alone, school.tenant.0).unwrap();
        run!(tx, "UPDATE share SET until_on = $2 WHERE tenant_id = $1", school.tenant.0, date!(2030 - 01 - 01)).unwrap();
        tx.commit().await.unwrap();
        for (year, month, day, before, on) in [
            (2010, 5, 0, date!(2026 - 05 - 30), date!(2026 - 05 - 31)),
            (2010, 6, 0, date!(2026 - 06 - 29), date!(2026 - 06 - 30)),
            (2011, 2, 0, date!(2027 - 02 - 27), date!(2027 - 02 - 28)),
            (2012, 2, 0, date!(2028 - 02 - 28), date!(2028 - 02 - 29)),
            (2010, 0, 0, date!(2026 - 12 - 30), date!(2026 - 12 - 31)),
        ] {
            let mut tx = store.begin().await.unwrap();
            let sql = "UPDATE person SET birth_year = $3, birth_month = $4, birth_day = $5 WHERE tenant_id = $1 AND person_id = $2";
            run!(tx, sql, school.tenant.0, other.person.0, i64::from(year), i64::from(month), i64::from(day)).unwrap();
            tx.commit().await.unwrap();
            for (day, expected) in [(before, &[][..]), (on, &[Decide::Sixteen][..])] {
                let now = Moment { at: at(6).at, day };
                assert_eq!(store.handoff(&care, id, now).await.unwrap().decide, expected, "{day}");
                assert_eq!(store.handoffs_owed(&care, now).await.unwrap(), i64::from(!expected.is_empty()), "{day}");
            }
        }
    }
}
