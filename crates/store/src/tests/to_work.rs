//! The document of the way to work for one person outside at a time, and the lists of routes: on both databases.

use super::school::{School, TODAY, at};
use super::shares::{mailed, token};
use super::transition::{given, noted, said, shown};
use crate::file::within::Chosen;
use crate::transition::Listed;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Role, Scope};
use register::field::Problem;
use register::mail::Kind as Mail;
use register::share::{self, Draft, State};
use register::transition::{AskRefusal, Decide, Given, Kind, List, Part, Refusal, Wrong, Yes};
use register::{FileId, Moment};
use time::macros::date;
use time::{Date, Duration};

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

fn draft(email: &str) -> Draft {
    Draft {
        name: "Fatima el Idrissi".into(),
        organisation: "Gemeente Voorbeeld".into(),
        email: email.into(),
        until: Some(TODAY + Duration::days(60)),
        ..Draft::default()
    }
}

const ADDRESS: &str = "f.elidrissi@gemeente.example";

/// Asks, as somebody of the school who just looked.
async fn ask(
    store: &Store,
    by: &Actor,
    file: FileId,
    (to, draft): (&str, &Draft),
    now: Moment,
) -> Result<(), SaveError<AskRefusal>> {
    let seen = shown(store, by, file, now).await;
    store.transition_ask(by, file, (1, to, draft, seen), now).await
}

fn allowing(place: u32, code: &str, said: &str, on: Option<Date>) -> Given {
    Given { about: Some(place), said: said.to_owned(), code: code.to_owned(), day: on, ..Given::of(Kind::Allow) }
}

/// A graduate of a month ago with a route: the file, the student, the enrolment.
async fn graduate(school: &School, coach: &Actor, born: Date) -> (FileId, Actor, register::EnrolmentId) {
    let who = school.person("Aalders", born).await;
    let student = school.member(Role::Student, Scope::Person(who.person)).await;
    let enrolment = school.enrolled(who.person, date!(2024 - 08 - 01), None).await;
    school.coached(who.person, coach.account().unwrap(), date!(2024 - 08 - 01), None).await;
    school.says(enrolment, "MBO-2", TODAY + Duration::days(100), Some((TODAY - Duration::days(30), "01"))).await;
    school.settle().await;
    school.store.transition_start(coach, who.file, at(1)).await.unwrap();
    (who.file, student, enrolment)
}

/// Comes in with a code that was mailed.
async fn enters(store: &Store, link: &str, now: Moment) -> String {
    store.share_code(link, now).await.unwrap();
    let (_, code) = mailed(store, Mail::Code, now).await;
    store.share_enter(link, &code.unwrap(), now).await.unwrap()
}

/// Of whom each list tells, and what is to be decided.
async fn list(store: &Store, by: &Actor, list: List, now: Moment) -> Vec<(FileId, Vec<Decide>)> {
    let asked = Listed { list, files: Chosen::default(), after: 0 };
    let found = store.transitions(by, asked, now).await.unwrap();
    assert_eq!(found.count(list), i64::try_from(found.rows.len()).unwrap(), "a number is that of its list");
    found.rows.into_iter().map(|row| (row.file, row.decide)).collect()
}

crate::on_both! {
    async fn one_person_outside_reads_it_after_a_yes_and_until_a_no(store) {
        let school = School::new(&store, "58AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let (file, student, enrolment) = graduate(&school, &coach, date!(2007 - 03 - 01)).await;

        let off = ask(&store, &coach, file, ("municipality", &draft(ADDRESS)), at(2)).await;
        assert!(matches!(off, Err(SaveError::Refused(AskRefusal::Terms(share::Refusal::NoMail)))), "{off:?}");
        store.mail_pass(at(2)).await.unwrap();
        for by in [&other, &student] {
            let hidden = ask(&store, by, file, ("municipality", &draft(ADDRESS)), at(3)).await;
            assert!(matches!(hidden, Err(SaveError::Store(StoreError::NotFound))), "{hidden:?}");
        }
        // Two tabs at once: one question. And what was shown before something was noted is shown again.
        let seen = shown(&store, &coach, file, at(3)).await;
        let form = draft(ADDRESS);
        let (one, two) = tokio::join!(
            store.transition_ask(&coach, file, (1, "municipality", &form, seen), at(4)),
            store.transition_ask(&coach, file, (1, "municipality", &form, seen), at(4)),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let stale = store.transition_ask(&coach, file, (1, "next_school", &draft("zorg@school.example"), seen), at(5)).await;
        assert!(matches!(stale, Err(SaveError::Refused(AskRefusal::Route(Refusal::Meanwhile)))), "{stale:?}");

        // Asked is no yes: there is no link, and no mail.
        assert!(store.mail_take(at(5)).await.unwrap().is_none());
        let view = store.transition(&coach, file, at(6)).await.unwrap();
        let [asked] = view.handed.as_slice() else { panic!("{:?}", view.handed) };
        assert_eq!((asked.state, asked.asked.place), (State::Waits, 2));
        assert!(matches!(&asked.yes, Yes::Waits(who) if who.len() == 1));
        assert_eq!(list(&store, &coach, List::Decide, at(6)).await, []);
        assert_eq!(list(&store, &coach, List::Decide, days(14)).await, [(file, vec![Decide::NoAnswer])]);

        // The student says yes, twice: one mail goes.
        for _ in 0..2 {
            let yes = said(&store, &student, file, &allowing(2, "", "yes", None), at(7)).await;
            assert!(matches!(yes, Ok(()) | Err(SaveError::Refused(Refusal::Twice))), "{yes:?}");
        }
        let (path, _) = mailed(&store, Mail::Share, at(8)).await;
        assert!(store.mail_take(at(8)).await.unwrap().is_none());
        let link = token(&path);
        let visit = enters(&store, link, at(9)).await;
        let read = store.share_read(link, &visit, at(10)).await.unwrap().unwrap();
        assert!(read.bridge.is_some() && read.version.is_none() && read.handoff.is_none(), "the document, and nothing else");

        // The student sees who came in, and when.
        let own = store.own_transition(&student, file, at(11)).await.unwrap();
        assert_eq!((own.view.handed[0].state, own.view.handed[0].opened.len()), (State::Open, 1));
        let looks = store.looks(&student, None, at(11)).await.unwrap().looks.rows;
        let outside = looks.iter().filter(|look| look.action == Some(Action::SeeShared.into())).count();
        assert_eq!(outside, 1);

        // The diploma is withdrawn: the municipality reads no more. It comes back: it reads again.
        let planned = TODAY + Duration::days(100);
        school.says(enrolment, "MBO-2", planned, Some((TODAY - Duration::days(30), "10"))).await;
        school.settle().await;
        assert!(store.share_read(link, &visit, at(12)).await.unwrap().is_none());
        assert_eq!(store.share_door(link, at(12)).await.unwrap().state, State::Over);
        school.says(enrolment, "MBO-2", planned, Some((TODAY - Duration::days(30), "01"))).await;
        school.settle().await;
        assert!(store.share_read(link, &visit, at(13)).await.unwrap().is_some());

        // A no to the municipality ends it at once, and with that the question.
        let no = Given { said: "no".to_owned(), ..given(Kind::Consent, "", None, "") };
        said(&store, &student, file, &no, at(14)).await.unwrap();
        assert!(store.share_read(link, &visit, at(14)).await.unwrap().is_none());
        assert_eq!(store.share_door(link, at(14)).await.unwrap().state, State::Stopped);
        let late = said(&store, &student, file, &allowing(2, "", "yes", None), at(15)).await;
        assert!(matches!(late, Err(SaveError::Refused(Refusal::NotThere))), "{late:?}");
        let again = ask(&store, &coach, file, ("municipality", &draft(ADDRESS)), at(16)).await;
        assert!(matches!(again, Err(SaveError::Refused(AskRefusal::Route(Refusal::NoYes)))), "{again:?}");
        // Another school is another question, and a no to it stops that one alone.
        ask(&store, &coach, file, ("next_school", &draft("zorg@school.example")), at(17)).await.unwrap();
        let place = store.transition(&coach, file, at(17)).await.unwrap().handed[1].asked.place;
        said(&store, &student, file, &allowing(place, "", "yes", None), at(18)).await.unwrap();
        let (second, _) = mailed(&store, Mail::Share, at(18)).await;
        assert_eq!(store.share_door(token(&second), at(18)).await.unwrap().state, State::Open);
        said(&store, &student, file, &allowing(place, "", "no", None), at(19)).await.unwrap();
        assert_eq!(store.share_door(token(&second), at(19)).await.unwrap().state, State::Stopped);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
        school.assert_projection().await;
    }

    /// The yes of the student is theirs: nobody of the school writes it down for them. A no is one by telephone too.
    async fn nobody_says_yes_for_the_student(store) {
        let school = School::new(&store, "58AE").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let (file, student, _) = graduate(&school, &coach, date!(2007 - 03 - 01)).await;
        store.mail_pass(at(2)).await.unwrap();
        ask(&store, &coach, file, ("municipality", &draft(ADDRESS)), at(3)).await.unwrap();
        let state = async |minute: i64, nth: usize| store.transition(&coach, file, at(minute)).await.unwrap().handed[nth].state;
        for by in [&coach, &care] {
            let theirs = noted(&store, by, file, allowing(2, "graduate", "yes", Some(TODAY)), at(4)).await;
            let Err(SaveError::Refused(Refusal::Parts(parts))) = theirs else { panic!("{:?}", by.role()) };
            assert_eq!(parts, [(Part::Said, Wrong::Field(Problem::DoesNotApply))], "{:?}", by.role());
            let nobodys = noted(&store, by, file, allowing(2, "", "yes", Some(TODAY)), at(4)).await;
            assert!(matches!(nobodys, Err(SaveError::Refused(Refusal::Parts(_)))), "of nobody in particular: {nobodys:?}");
            // Nor on the student's own page.
            let page = said(&store, by, file, &allowing(2, "", "yes", None), at(4)).await;
            assert!(matches!(page, Err(SaveError::Store(StoreError::NotFound))), "{page:?}");
        }
        // A yes of the parents is none of who is an adult.
        noted(&store, &coach, file, allowing(2, "parents", "yes", Some(TODAY)), at(5)).await.unwrap();
        assert!(store.mail_take(at(5)).await.unwrap().is_none(), "no link goes");
        assert_eq!(state(5, 0).await, State::Waits);
        noted(&store, &coach, file, allowing(2, "graduate", "no", Some(TODAY)), at(6)).await.unwrap();
        assert_eq!(state(6, 0).await, State::Stopped);
        assert!(store.mail_take(at(6)).await.unwrap().is_none());
        // Asked anew, and said by the student: a link goes.
        ask(&store, &coach, file, ("next_school", &draft("zorg@school.example")), at(7)).await.unwrap();
        let place = store.transition(&coach, file, at(7)).await.unwrap().handed[1].asked.place;
        said(&store, &student, file, &allowing(place, "", "yes", None), at(8)).await.unwrap();
        mailed(&store, Mail::Share, at(8)).await;
        assert_eq!(state(8, 1).await, State::Open);
    }

    /// Of 17: their own yes and that of the parents, on paper. On the 18th birthday their own is enough.
    async fn a_minor_is_asked_with_the_parents(store) {
        let school = School::new(&store, "58AC").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, student, _) = graduate(&school, &coach, TODAY.replace_year(2008).unwrap() + Duration::days(5)).await;
        store.mail_pass(at(2)).await.unwrap();
        ask(&store, &coach, file, ("municipality", &draft(ADDRESS)), at(3)).await.unwrap();
        said(&store, &student, file, &allowing(2, "", "yes", None), at(4)).await.unwrap();
        assert!(store.mail_take(at(4)).await.unwrap().is_none(), "the parents were not asked yet");
        let early = noted(&store, &coach, file, allowing(2, "parents", "yes", Some(TODAY - Duration::days(1))), at(5)).await;
        assert!(matches!(early, Err(SaveError::Refused(Refusal::Parts(_)))), "of a day before the question: {early:?}");
        noted(&store, &coach, file, allowing(2, "parents", "yes", Some(TODAY)), at(6)).await.unwrap();
        let (path, _) = mailed(&store, Mail::Share, at(6)).await;
        let link = token(&path);
        assert_eq!(store.share_door(link, at(6)).await.unwrap().state, State::Open);
        // The student stops it where everything is that is shared.
        let shares = store.shares(&student, None, at(7)).await.unwrap();
        store.share_stop(&student, Action::SeeOwnShares, shares.with[0].share.id, at(7)).await.unwrap();
        assert_eq!(store.share_door(link, at(7)).await.unwrap().state, State::Stopped);
        // What was stopped is answered no more, and an end of the route takes back what waits.
        let dead = noted(&store, &coach, file, allowing(2, "parents", "no", Some(TODAY)), at(8)).await;
        assert!(matches!(dead, Err(SaveError::Refused(Refusal::NotThere))), "{dead:?}");
        ask(&store, &coach, file, ("doorstroompunt", &draft(ADDRESS)), at(9)).await.unwrap();
        noted(&store, &coach, file, given(Kind::End, "finished", None, ""), at(10)).await.unwrap();
        let view = store.transition(&coach, file, at(11)).await.unwrap();
        let states: Vec<State> = view.handed.iter().map(|one| one.state).collect();
        assert_eq!(states, [State::Stopped, State::Stopped]);
    }

    async fn lists_ask_until_it_is_done(store) {
        let school = School::new(&store, "58AD").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let (file, student, enrolment) = graduate(&school, &coach, date!(2007 - 03 - 01)).await;
        // What the desk says is what each list says, of who reaches them and of who does not.
        let desk = async |by: &Actor, now: Moment| {
            for (one, count) in store.transitions_owed(by, now).await.unwrap() {
                assert_eq!(count, list(&store, by, one, now).await.len() as i64, "{}", one.code());
            }
        };
        for by in [&coach, &care, &other] {
            desk(by, at(2)).await;
        }
        for by in [&coach, &care] {
            assert_eq!(list(&store, by, List::Begin, at(2)).await, [(file, vec![])], "nothing was offered");
            assert_eq!(list(&store, by, List::Lost, at(2)).await.len(), 1, "nobody spoke with them since");
        }
        for one in List::ALL {
            assert_eq!(list(&store, &other, *one, at(2)).await, [], "{}", one.code());
        }
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let hidden = store.transitions(&policy, Listed { list: List::Begin, files: Chosen::default(), after: 0 }, at(2)).await;
        assert!(matches!(hidden, Err(StoreError::NotFound)));
        assert!(matches!(store.transitions_owed(&policy, at(2)).await, Err(StoreError::NotFound)));

        noted(&store, &coach, file, given(Kind::Offer, "", Some(TODAY), ""), at(3)).await.unwrap();
        assert_eq!(list(&store, &coach, List::Begin, at(4)).await, []);
        // Noted by code of before lists went by it: the migration finds when they speak next, what is to be done by when, and when
        // they spoke last.
        let migrated = async || {
            crate::testing::tamper(&store, "UPDATE transition SET contact_on = NULL, step_on = NULL, met_on = NULL").await;
            crate::tests::migrations::again(&store, include_str!("../../schema/0091_ways_to_work.sql")).await;
            let mut tx = store.begin_reading().await.unwrap();
            let kept = "SELECT contact_on, step_on, met_on FROM transition";
            rows!(tx, (Option<Date>, Option<Date>, Option<Date>), kept).unwrap()
        };
        // A contact comes on the list two weeks ahead, and stays until it is known what came of it.
        noted(&store, &coach, file, given(Kind::Plan, "", Some(TODAY + Duration::days(20)), ""), at(5)).await.unwrap();
        assert_eq!(list(&store, &coach, List::Contact, days(5)).await, []);
        assert_eq!(migrated().await, [(Some(days(20).day), None, None)]);
        for day in [6, 20, 40] {
            assert_eq!(list(&store, &coach, List::Contact, days(day)).await, [(file, vec![])], "{day}");
            assert!(store.transitions_owed(&coach, days(day)).await.unwrap().contains(&(List::Contact, 1)), "{day}");
            desk(&coach, days(day)).await;
        }
        let plan = store.transition(&coach, file, at(6)).await.unwrap().routes[0].contacts()[0].place;
        let came = |code: &str| Given { about: Some(plan), ..given(Kind::Contact, code, Some(days(20).day), "") };
        noted(&store, &coach, file, came("not_reached"), days(20)).await.unwrap();
        assert_eq!(list(&store, &coach, List::Contact, days(21)).await, []);
        assert_eq!(list(&store, &coach, List::Lost, days(21)).await.len(), 1, "not reached is not spoken with");
        assert_eq!(migrated().await, [(None, None, None)]);
        let met = given(Kind::Contact, "held", Some(days(22).day), "");
        noted(&store, &coach, file, met, days(22)).await.unwrap();
        assert_eq!(list(&store, &coach, List::Lost, days(23)).await, []);
        assert_eq!(migrated().await, [(None, None, Some(days(22).day))]);
        // Noted by mistake, they are on the list again.
        let place = store.transition(&coach, file, days(23)).await.unwrap().routes[0].entries.last().unwrap().place;
        let mistaken = Given { about: Some(place), ..Given::of(Kind::Mistaken) };
        noted(&store, &coach, file, mistaken, days(23)).await.unwrap();
        assert_eq!(list(&store, &coach, List::Lost, days(24)).await.len(), 1);
        assert_eq!(migrated().await, [(None, None, None)]);

        // Who does not want to be reached is not looked for; and a step that is due asks until it is closed.
        let never = given(Kind::Reach, "never", None, "");
        said(&store, &student, file, &never, days(24)).await.unwrap();
        assert_eq!(list(&store, &coach, List::Lost, days(24)).await, []);
        let step = given(Kind::Step, "guide", Some(days(24).day), "Belt de kwekerij.");
        noted(&store, &coach, file, step, days(24)).await.unwrap();
        assert_eq!(list(&store, &coach, List::Contact, days(24)).await.len(), 1);
        assert_eq!(migrated().await, [(None, Some(days(24).day), None)]);
        let steps = store.transition(&coach, file, days(24)).await.unwrap().routes[0].entries.last().unwrap().place;
        let done = Given { about: Some(steps), ..given(Kind::Close, "done", None, "") };
        noted(&store, &coach, file, done, days(24)).await.unwrap();
        assert_eq!(list(&store, &coach, List::Contact, days(24)).await, []);
        assert_eq!(migrated().await, [(None, None, None)]);

        // The diploma is withdrawn, and nothing rested on it: they left without one. It ends; it comes back, and so does the route.
        let planned = TODAY + Duration::days(100);
        let left = TODAY - Duration::days(30);
        school.says(enrolment, "MBO-2", planned, Some((left, "10"))).await;
        school.settle().await;
        assert_eq!(list(&store, &care, List::Decide, days(25)).await, [(file, vec![Decide::Without])]);
        noted(&store, &care, file, given(Kind::End, "no_diploma", None, ""), days(25)).await.unwrap();
        assert_eq!(list(&store, &care, List::Decide, days(26)).await, []);
        school.says(enrolment, "MBO-2", planned, Some((left, "01"))).await;
        school.settle().await;
        assert_eq!(list(&store, &care, List::Decide, days(26)).await, [(file, vec![Decide::DiplomaBack])]);
        let end = store.transition(&care, file, days(26)).await.unwrap().routes[0].entries.last().unwrap().place;
        let again = Given { about: Some(end), ..Given::of(Kind::Mistaken) };
        noted(&store, &care, file, again, days(26)).await.unwrap();
        assert_eq!(list(&store, &care, List::Decide, days(27)).await, []);
        // Something rests on it: that the diploma is gone is said by itself.
        let yes = Given { said: "yes".to_owned(), ..given(Kind::Consent, "graduate", Some(days(27).day), "") };
        noted(&store, &care, file, yes, days(27)).await.unwrap();
        noted(&store, &care, file, given(Kind::Municipality, "", Some(days(27).day), ""), days(27)).await.unwrap();
        school.says(enrolment, "MBO-2", planned, Some((left, "10"))).await;
        school.settle().await;
        assert_eq!(list(&store, &care, List::Decide, days(28)).await, [(file, vec![Decide::DiplomaGone])]);
        // Of who died nobody is asked to do anything.
        school.says(enrolment, "MBO-2", planned, Some((left, "05"))).await;
        school.settle().await;
        for one in List::ALL {
            assert_eq!(list(&store, &care, *one, days(28)).await, [], "{}", one.code());
        }
        // It comes back, and its year goes by.
        school.says(enrolment, "MBO-2", planned, Some((left, "01"))).await;
        school.settle().await;
        assert_eq!(list(&store, &care, List::Decide, days(300)).await, []);
        assert_eq!(list(&store, &care, List::Decide, days(340)).await, [(file, vec![Decide::Over])]);
        assert_eq!(list(&store, &care, List::Lost, days(340)).await, [], "whom nobody guides any more is not looked for");
        // The enrolment itself is withdrawn.
        school.taken_back(enrolment).await;
        school.settle().await;
        let gone = list(&store, &care, List::Decide, days(29)).await;
        assert_eq!(gone, [(file, vec![Decide::Withdrawn])]);
    }
}
