//! The card of a student: who writes, who shows it, what whoever has a link reads, who sees that, and how it ends.

use super::school::{School, TODAY, at};
use super::shares::agreed;
use crate::file::purge::PurgeReason;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Event, Role, Scope};
use register::card::{Chosen, Draft, OpenRefusal, State, Term, WriteRefusal};
use register::{AccountId, CardLinkId, Moment};
use time::macros::date;

const WORDS: &str = "Zeg mij de dag ervoor wat er komt.";

fn draft(words: &str, chosen: &[Chosen], based_on: u32) -> Draft {
    Draft { words: words.into(), chosen: chosen.to_vec(), based_on }
}

/// The secret of a link, as the student shows it.
async fn secret(store: &Store, student: &Actor, link: CardLinkId, now: Moment) -> String {
    let own = store.card_own(student, (None, Some(link)), now).await.unwrap();
    own.shown.expect("it opens").1.reveal().clone()
}

async fn closed(store: &Store, token: &str, account: Option<AccountId>, now: Moment) -> State {
    match store.card_open(token, account, now).await {
        Err(SaveError::Refused(state)) => state,
        other => panic!("{:?}", other.map(|reading| reading.words)),
    }
}

crate::on_both! {
    async fn written_shown_read_and_ended(store) {
        let school = School::new(&store, "43CA").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, version, student) = agreed(&school, &coach).await;
        let time = Chosen { version, position: 0 };
        let none = store.card_link_make(&student, Some(Term::Day), at(4)).await;
        assert!(matches!(none, Err(SaveError::Refused(OpenRefusal::NoCard))), "{none:?}");
        assert!(store.card_write(&student, file, &draft(WORDS, &[time], 0), at(5)).await.unwrap());
        // Sent twice it is written once; another window is told, and nothing is lost there.
        assert!(!store.card_write(&student, file, &draft(WORDS, &[time], 0), at(5)).await.unwrap());
        let tab = store.card_write(&student, file, &draft("Iets anders.", &[], 0), at(6)).await;
        assert!(matches!(tab, Err(SaveError::Refused(WriteRefusal::Changed))), "{tab:?}");
        for who in [&coach, &school.member(Role::CareCoordinator, Scope::School).await] {
            let hidden = store.card_own(who, (None, None), at(6)).await;
            assert!(matches!(hidden, Err(StoreError::NotFound)), "the card is the student's");
        }

        // Two clicks at once are one link.
        let (one, two) = tokio::join!(
            store.card_link_make(&student, Some(Term::Day), at(7)),
            store.card_link_make(&student, Some(Term::Day), at(7))
        );
        let (one, two) = if one.is_ok() { (one, two) } else { (two, one) };
        let link = one.unwrap();
        assert!(matches!(two, Err(SaveError::Refused(OpenRefusal::Twice(same))) if same == link), "{two:?}");
        let token = secret(&store, &student, link, at(7)).await;
        assert_eq!(token, secret(&store, &student, link, at(8)).await, "it can be shown again");

        // Looking at the door is no look. Who opens it reads the card, and nothing else of the file.
        assert_eq!(store.card_door(&token, at(8)).await.unwrap(), State::Open);
        assert!(matches!(store.card_door("x", at(8)).await, Err(StoreError::NotFound)));
        let reading = store.card_open(&token, None, at(9)).await.unwrap();
        assert_eq!(reading.words.as_ref().unwrap().reveal(), WORDS);
        assert_eq!(reading.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["Extra tijd"]);
        let reader = coach.account();
        store.card_open(&token, reader, at(10)).await.unwrap();
        let own = store.card_own(&student, (None, None), at(11)).await.unwrap();
        let looks: Vec<_> = own.links[0].looks.iter().map(|look| (look.at, look.by)).collect();
        assert_eq!(looks, [(at(9), None), (at(10), reader)], "by whom only where somebody was signed in");
        let log = store.looks(&student, None, at(12)).await.unwrap().looks.rows;
        let seen: Vec<_> = log.iter().filter(|look| look.action == Some(Event::from(Action::SeeCard))).collect();
        assert_eq!(seen.iter().map(|look| (look.by, look.name.is_some(), look.role)).collect::<Vec<_>>(), [
            (reader, true, None),
            (None, false, None),
        ]);
        // Whom a student shows their card is no business of colleagues.
        let colleagues = store.file_page(&coach, file, at(12)).await.unwrap().1.expect("a coach sees who looked");
        assert!(colleagues.iter().all(|look| look.action != Some(Action::SeeCard.into())));

        // Words that are corrected are read at once; ended, nothing is.
        assert!(store.card_write(&student, file, &draft("Rust.", &[], 1), at(13)).await.unwrap());
        let reading = store.card_open(&token, None, at(14)).await.unwrap();
        assert_eq!((reading.words.unwrap().reveal().as_str(), reading.lines.len()), ("Rust.", 0));
        let other = school.person("Bos", date!(2008 - 04 - 01)).await;
        let stranger = school.member(Role::Student, Scope::Person(other.person)).await;
        school.settle().await;
        let theirs = store.card_link_end(&stranger, Some(link), at(15)).await;
        assert!(matches!(theirs, Err(StoreError::NotFound)), "{theirs:?}");
        let elsewhere = store.card_write(&stranger, file, &draft("Iets.", &[], 2), at(15)).await;
        assert!(matches!(elsewhere, Err(SaveError::Store(StoreError::NotFound))), "the address of another file");
        for _ in 0..2 {
            store.card_link_end(&student, Some(link), at(15)).await.unwrap();
        }
        assert_eq!(closed(&store, &token, None, at(15)).await, State::Ended);
        let own = store.card_own(&student, (None, Some(link)), at(16)).await.unwrap();
        assert!(own.shown.is_none() && own.links[0].looks.len() == 3, "who looked stays known");

        // A lesson is three hours, and no more.
        let lesson = store.card_link_make(&student, Some(Term::Lesson), at(20)).await.unwrap();
        let token = secret(&store, &student, lesson, at(20)).await;
        assert!(store.card_open(&token, None, at(20 + 179)).await.is_ok());
        assert_eq!(closed(&store, &token, None, at(20 + 180)).await, State::Over);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Erased by the student or with the text of the file: the card is gone, and no link opens.
    async fn an_erased_card_is_gone_and_no_link_opens(store) {
        let school = School::new(&store, "43CB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
        let (file, _, student) = agreed(&school, &coach).await;
        for by_officer in [false, true] {
            let based = 0;
            assert!(store.card_write(&student, file, &draft(WORDS, &[], based), at(5)).await.unwrap());
            let link = store.card_link_make(&student, Some(Term::Week), at(6)).await.unwrap();
            let token = secret(&store, &student, link, at(6)).await;
            let (account, page) = (student.account().unwrap(), format!("/mijn/kaart/{file}"));
            if by_officer {
                store.draft_keep(account, &page, "woorden=Rust", None, at(6)).await.unwrap();
                store.purge_free_text(&officer, file, PurgeReason::Health, at(7)).await.unwrap();
                assert!(store.draft(account, &page).await.unwrap().is_none(), "what was typed too");
            } else {
                store.card_erase(&student, file, at(7)).await.unwrap();
                store.card_erase(&student, file, at(7)).await.unwrap();
            }
            let own = store.card_own(&student, (None, Some(link)), at(8)).await.unwrap();
            assert!(own.card.is_none() && own.shown.is_none());
            assert_eq!(closed(&store, &token, None, at(8)).await, State::Ended);
        }
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Below sixteen the student writes, and the parent who answers shows it and ends that; the other parent knows of nothing.
    async fn below_sixteen_a_parent_shows_the_card(store) {
        let school = School::new(&store, "43CC").await;
        let child = school.person("Yilmaz", date!(2011 - 01 - 01)).await;
        let (with, without) = (school.guardian(child.person, true).await, school.guardian(child.person, false).await);
        let student = school.member(Role::Student, Scope::Person(child.person)).await;
        let parent = school.member(Role::Guardian, Scope::Guardian(with)).await;
        let other = school.member(Role::Guardian, Scope::Guardian(without)).await;
        let file = child.file;
        school.enrolled(child.person, TODAY, None).await;
        school.settle().await;
        assert!(store.card_write(&student, file, &draft(WORDS, &[], 0), at(1)).await.unwrap());
        let own = store.card_link_make(&student, Some(Term::Day), at(2)).await;
        assert!(matches!(own, Err(SaveError::Refused(OpenRefusal::NotYours))), "{own:?}");
        let writes = store.card_write(&parent, file, &draft("Iets.", &[], 1), at(2)).await;
        assert!(matches!(writes, Err(SaveError::Store(StoreError::NotFound))), "the words are the student's");
        assert!(matches!(store.card_own(&other, (None, None), at(2)).await, Err(StoreError::NotFound)));
        let link = store.card_link_make(&parent, Some(Term::Day), at(3)).await.unwrap();
        let token = secret(&store, &parent, link, at(3)).await;
        assert!(store.card_open(&token, None, at(4)).await.is_ok());
        // The student ends it too.
        store.card_link_end(&student, None, at(5)).await.unwrap();
        assert_eq!(closed(&store, &token, None, at(5)).await, State::Ended);
    }

    /// After the end of an enrolment no measure holds, whoever marked that; the words are the student's, and stay.
    async fn after_the_enrolment_the_measures_leave_the_card(store) {
        let school = School::new(&store, "43CD").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, version, student) = agreed(&school, &coach).await;
        let time = Chosen { version, position: 0 };
        assert!(store.card_write(&student, file, &draft(WORDS, &[time], 0), at(5)).await.unwrap());
        let link = store.card_link_make(&student, Some(Term::Day), at(6)).await.unwrap();
        let token = secret(&store, &student, link, at(6)).await;
        assert_eq!(store.card_open(&token, None, at(7)).await.unwrap().lines.len(), 1);
        let mut tx = store.begin().await.unwrap();
        let last = TODAY.previous_day().unwrap();
        run!(tx, "UPDATE enrolment SET ended = $2 WHERE tenant_id = $1", school.tenant.0, last).unwrap();
        tx.told.forget();
        tx.commit().await.unwrap();
        let reading = store.card_open(&token, None, at(8)).await.unwrap();
        assert_eq!((reading.lines.len(), reading.words.is_some()), (0, true));
    }
}
