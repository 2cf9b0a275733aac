//! The talk of an intake: planned, told, held and written down; and what is to be done stands on the list until it is done.

use super::school::{School, TODAY, at};
use crate::file::applications::Asked;
use crate::{SaveError, Store, StoreError};
use access::{Actor, Role, Scope};
use register::intake::owed::Work;
use register::intake::talk::{Event, Means, Plan, Refusal, Status, Written};
use register::{AccountId, ApplicationId, Moment};
use time::macros::date;
use time::{Date, Duration};

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

fn plan(day: Date, with: Option<AccountId>) -> Plan {
    Plan { day: Some(day), hour: None, place: "Lokaal 1.12".to_owned(), with }
}

fn written(on: Date, steps: &str) -> Written {
    Written { held_on: Some(on), facts: "Wil de zorg in.".to_owned(), steps: steps.to_owned() }
}

/// An application with how it stands now, as a page would show it.
async fn seen(
    store: &Store,
    actor: &Actor,
    id: ApplicationId,
    now: Moment,
) -> (ApplicationId, register::admission::Stand) {
    (id, store.admission(actor, id, now).await.unwrap().stand())
}

/// How much there is of each kind of work, and who stands on the list of each.
async fn owed(store: &Store, actor: &Actor, now: Moment) -> Vec<(Work, Vec<ApplicationId>)> {
    let counted = store.intake_owed(actor, now).await.unwrap();
    let mut out = Vec::new();
    for (work, count) in counted {
        let asked = Asked { work: Some(work), ..Asked::default() };
        let page = store.application_list(actor, asked, None, now).await.unwrap();
        assert_eq!((page.total, page.rows.len() as i64), (count, count), "{work:?}: a number is that of its list");
        let mut ids: Vec<ApplicationId> = page.rows.iter().map(|row| row.application.id).collect();
        ids.sort_unstable();
        out.push((work, ids));
    }
    out
}

crate::on_both! {
    async fn a_talk_is_planned_told_held_and_written_down(store) {
        let school = School::new(&store, "45AD").await;
        let (team, other) = (school.team("Zorg").await, school.team("Techniek").await);
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        let elsewhere = school.member(Role::Intaker, Scope::Teams(vec![other])).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        let next = school.person("Bakker", date!(2009 - 03 - 01)).await;
        let starts = TODAY + Duration::days(150);
        let id = school.applied(who.person, Some(team), starts, "received").await;
        let untouched = school.applied(next.person, Some(team), starts, "received").await;
        school.settle().await;
        let stranger = School::new(&store, "45AE").await.member(Role::Intaker, Scope::School).await;
        let me = intaker.account();
        for (by, name) in [(&elsewhere, "another team"), (&coach, "a coach"), (&stranger, "another school")] {
            let refused = store.intake_plan(by, id, &plan(TODAY, by.account()), at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
            assert!(matches!(store.intake_talks(by, id, at(1)).await, Err(StoreError::NotFound)), "{name}");
        }
        let mut both = vec![id, untouched];
        both.sort_unstable();
        let list = |plan: Vec<ApplicationId>, tell, report| {
            let none = || Vec::new();
            let rest = [Work::Decide, Work::TellDecision, Work::Guide, Work::Fetch, Work::Review, Work::Place].map(|work| (work, none()));
            [(Work::Plan, plan), (Work::Tell, tell), (Work::Report, report)].into_iter().chain(rest).collect::<Vec<_>>()
        };
        assert_eq!(owed(&store, &intaker, at(1)).await, list(both.clone(), vec![], vec![]));
        assert_eq!(owed(&store, &elsewhere, at(1)).await, list(vec![], vec![], vec![]));

        // With somebody who holds no intakes there, nothing is planned; two tabs plan once.
        let stranger = store.intake_plan(&intaker, id, &plan(TODAY + Duration::days(5), coach.account()), at(2)).await;
        assert!(matches!(stranger, Err(SaveError::Refused(Refusal::Stranger))));
        let given = plan(TODAY + Duration::days(5), me);
        let (one, two) = tokio::join!(
            store.intake_plan(&intaker, id, &given, at(3)),
            store.intake_plan(&intaker, id, &given, at(3)),
        );
        assert!(one.is_ok() != two.is_ok(), "the other one is told that it is so");
        assert_eq!(owed(&store, &intaker, at(4)).await, list(vec![untouched], vec![id], vec![]));
        let view = store.intake_talks(&intaker, id, at(4)).await.unwrap();
        assert!(!view.by_mail && view.newest().unwrap().told.is_none(), "nobody here can be told by mail");
        store.intake_told(&intaker, id, Some(Means::Spoken), at(5)).await.unwrap();
        assert_eq!(owed(&store, &intaker, at(5)).await, list(vec![untouched], vec![], vec![]));

        // Moved: the applicant does not know the new day.
        store.intake_plan(&intaker, id, &plan(TODAY + Duration::days(7), me), days(1)).await.unwrap();
        let both_stay = store.intake_talks(&intaker, id, days(1)).await.unwrap();
        assert_eq!(both_stay.talks.iter().map(|talk| talk.status).collect::<Vec<_>>(), [Status::Moved, Status::Planned]);
        assert_eq!(owed(&store, &intaker, days(6)).await, list(vec![untouched], vec![id], vec![]));
        assert_eq!(owed(&store, &intaker, days(7)).await, list(vec![untouched], vec![], vec![id]), "the day itself");
        let early = store.intake_turn(&intaker, id, (Event::Miss, ""), days(6)).await;
        assert!(matches!(early, Err(SaveError::Refused(Refusal::DayToCome))));
        store.intake_turn(&intaker, id, (Event::Miss, "Niet afgebeld."), days(7)).await.unwrap();
        assert_eq!(owed(&store, &intaker, days(7)).await, list(both.clone(), vec![], vec![]), "a next one is to be planned");
        store.intake_turn(&intaker, id, (Event::TakeBack, "Zat in de kantine."), days(7)).await.unwrap();

        // Writing down what is needed says that the talk was held.
        let version = store.file_view(&intaker, who.file, days(7)).await.unwrap().version;
        let form = register::intake::HoldIntake {
            ground: Some(register::statutory::Ground::No),
            needed: Some(false),
            ..Default::default()
        };
        store.intake_hold(&intaker, id, version, &form, days(7)).await.unwrap();
        assert_eq!(store.intake_talks(&intaker, id, days(7)).await.unwrap().newest().unwrap().status, Status::Held);
        assert_eq!(owed(&store, &intaker, days(7)).await, list(vec![untouched], vec![], vec![id]));
        store.intake_report(&intaker, id, &written(TODAY + Duration::days(7), "Loopt een dag mee."), days(8)).await.unwrap();
        store.intake_report(&intaker, id, &written(TODAY + Duration::days(7), "Loopt twee dagen mee."), days(9)).await.unwrap();
        let mut decide = list(vec![untouched], vec![], vec![]);
        decide[3].1.push(id);
        assert_eq!(owed(&store, &intaker, days(9)).await, decide);
        let view = store.intake_talks(&intaker, id, days(9)).await.unwrap();
        let steps: Vec<&str> = view.newest().unwrap().reports.iter().map(|one| one.steps.reveal().as_str()).collect();
        assert_eq!(steps, ["Loopt een dag mee.", "Loopt twee dagen mee."], "both stay");
        // Written down is held, also where nobody looked yet what is needed.
        let third = school.person("Cramer", date!(2009 - 03 - 01)).await;
        let unseen = school.applied(third.person, Some(team), starts, "received").await;
        school.settle().await;
        store.intake_plan(&intaker, unseen, &plan(TODAY + Duration::days(9), me), days(9)).await.unwrap();
        store.intake_report(&intaker, unseen, &written(TODAY + Duration::days(9), "Belt."), days(9)).await.unwrap();
        let moved = store.intake_talks(&intaker, unseen, days(9)).await.unwrap().application.status;
        assert_eq!(moved, register::application::Status::IntakeHeld);

        // The applicant reads it; nobody else's.
        let own = school.member(Role::Student, Scope::Person(who.person)).await;
        let read = store.own_intake(&own, days(9)).await.unwrap();
        assert_eq!((read.applications.len(), read.talks.len()), (1, 2));
        let theirs = school.member(Role::Student, Scope::Person(next.person)).await;
        assert!(store.own_intake(&theirs, days(9)).await.unwrap().talks.is_empty());

        // Called off, and told by nobody: to be told, and to be planned again.
        store.intake_plan(&intaker, untouched, &plan(TODAY + Duration::days(20), me), days(9)).await.unwrap();
        store.intake_told(&intaker, untouched, Some(Means::Paper), days(9)).await.unwrap();
        store.intake_turn(&intaker, untouched, (Event::Cancel, "De intaker is ziek."), days(10)).await.unwrap();
        let mut off = list(vec![untouched], vec![untouched], vec![]);
        off[3].1.extend([id, unseen]);
        off[3].1.sort_unstable();
        assert_eq!(owed(&store, &intaker, days(40)).await, off);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Reports of before a report said that the intake was held: where the newest talk is written down the application follows.
    async fn a_talk_that_was_written_down_before_that_counted_is_an_intake_that_was_held(store) {
        use register::application::Status as Applied;
        let school = School::new(&store, "45AH").await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let (reported, planned) = (school.person("Aalders", date!(2008 - 03 - 01)).await, school.person("Bakker", date!(2008 - 03 - 01)).await);
        let starts = TODAY + Duration::days(150);
        let one = school.applied(reported.person, None, starts, "received").await;
        let other = school.applied(planned.person, None, starts, "received").await;
        school.settle().await;
        for id in [one, other] {
            store.intake_plan(&intaker, id, &plan(TODAY, intaker.account()), at(1)).await.unwrap();
        }
        store.intake_report(&intaker, one, &written(TODAY, "Belt."), at(2)).await.unwrap();
        let stands = async |id| store.intake_talks(&intaker, id, at(3)).await.unwrap().application.status;
        crate::testing::tamper(&store, "UPDATE application SET status = 'received'").await;
        assert_eq!(stands(one).await, Applied::Received);
        crate::tests::migrations::again(&store, include_str!("../../schema/0073_reported.sql")).await;
        assert_eq!((stands(one).await, stands(other).await), (Applied::IntakeHeld, Applied::Received));
        let decide = owed(&store, &intaker, at(4)).await;
        assert!(decide.iter().any(|(work, ids)| *work == Work::Decide && *ids == [one]), "the list follows: {decide:?}");
    }

    async fn who_can_sign_in_is_told_by_mail(store) {
        let school = School::new(&store, "45AF").await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        let id = school.applied(who.person, None, TODAY + Duration::days(150), "received").await;
        school.settle().await;
        school.member(Role::Student, Scope::Person(who.person)).await;
        let given = plan(TODAY + Duration::days(5), intaker.account());
        store.intake_plan(&intaker, id, &given, at(1)).await.unwrap();
        let told = |view: crate::intake::TalkView| view.newest().unwrap().told.map(|told| told.means);
        assert_eq!(told(store.intake_talks(&intaker, id, at(1)).await.unwrap()), None, "mail is not set up");
        store.mail_pass(at(2)).await.unwrap();
        store.intake_plan(&intaker, id, &plan(TODAY + Duration::days(6), intaker.account()), at(3)).await.unwrap();
        assert_eq!(told(store.intake_talks(&intaker, id, at(3)).await.unwrap()), Some(Means::Mail));
        store.intake_turn(&intaker, id, (Event::Cancel, "Ziek."), at(4)).await.unwrap();
        assert_eq!(told(store.intake_talks(&intaker, id, at(4)).await.unwrap()), Some(Means::Mail), "that it is off too");
        let mut paths = Vec::new();
        while let Some(mail) = store.mail_take(at(5)).await.unwrap() {
            paths.push(mail.path.reveal().clone());
        }
        assert_eq!(paths, ["/mijn/aanmelding", "/mijn/aanmelding"]);
    }

    async fn an_application_ends_with_reasons_and_who_is_refused_is_guided(store) {
        use register::admission::{Choice, Draft, Ground, Kind, Refusal, Stand, Status, Telling, Where};
        let school = School::new(&store, "45AG").await;
        let team = school.team("Zorg").await;
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        let other = school.member(Role::Intaker, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2005 - 03 - 01)).await;
        let id = school.applied(who.person, Some(team), TODAY + Duration::days(150), "received").await;
        school.settle().await;
        let stranger = School::new(&store, "45AH").await.member(Role::Intaker, Scope::School).await;
        let draft = |kind| Draft {
            kind: Some(kind),
            ground: Some(Ground::PriorEducation),
            choice: Some(Choice::Work),
            reason: "Daarom.".to_owned(),
            ..Draft::default()
        };
        for (by, name) in [(&coach, "a coach"), (&stranger, "another school")] {
            let shown = (id, Stand::read("0.none.0.0.received").unwrap());
            let refused = store.admission_decide(by, shown, &draft(Kind::Refuse), at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
            assert!(matches!(store.admission(by, id, at(1)).await, Err(StoreError::NotFound)), "{name}");
        }
        let early = store.admission_decide(&intaker, seen(&store, &intaker, id, at(1)).await, &draft(Kind::Enrol), at(1)).await;
        assert!(matches!(early, Err(SaveError::Refused(Refusal::NotClear))), "nobody looked what is needed");

        // Two tabs say no: one does, and the file is in hand still, until somebody is told and guided.
        let no = draft(Kind::Refuse);
        let shown = seen(&store, &intaker, id, at(2)).await;
        let (one, two) = tokio::join!(
            store.admission_decide(&intaker, shown, &no, at(2)),
            store.admission_decide(&intaker, shown, &no, at(2)),
        );
        assert!(one.is_ok() != two.is_ok());
        // Somebody else decided on what they saw before that: it is shown first, also where nothing was filled in.
        for late in [&Draft { why: "Vol.".to_owned(), ..draft(Kind::Chose) }, &Draft::default()] {
            let met = store.admission_decide(&other, shown, late, at(2)).await;
            assert!(matches!(met, Err(SaveError::Refused(Refusal::Meanwhile))), "{met:?}");
        }
        let back = store.admission_back(&other, shown, "Ik zag iets anders.", at(2)).await;
        assert!(matches!(back, Err(SaveError::Refused(Refusal::Meanwhile))), "{back:?}");
        let works = |all: Vec<(Work, Vec<ApplicationId>)>| -> Vec<Work> {
            all.into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(work, _)| work).collect()
        };
        assert_eq!(works(owed(&store, &intaker, at(3)).await), [Work::TellDecision, Work::Guide]);
        assert_eq!(works(owed(&store, &intaker, days(200)).await), [Work::TellDecision, Work::Guide], "until it is done");
        let own = school.member(Role::Student, Scope::Person(who.person)).await;
        let early = store.own_intake(&own, at(3)).await.unwrap();
        assert!(early.admissions.is_empty(), "it was not told yet");
        assert_eq!(early.applications[0].status, register::application::Status::Received, "and nothing gives it away");
        let json = store.everything(&own, at(3)).await.unwrap().json();
        assert!(json["application"][0]["status"].is_null() && json["application"][0]["decided_on"].is_null(), "{json}");
        assert!(store.own_admission(&own, id, at(3)).await.unwrap().is_none());
        let telling = |means| Telling { means: Some(means), parents: false, minor: None };
        let said = store.admission_told(&intaker, seen(&store, &intaker, id, at(3)).await, telling(Means::Spoken), at(3)).await;
        assert!(matches!(said, Err(SaveError::Refused(Refusal::Parts(_)))), "a decision is in writing");
        let mailed = store.admission_told(&intaker, seen(&store, &intaker, id, at(3)).await, telling(Means::Mail), at(3)).await;
        assert!(matches!(mailed, Err(SaveError::Refused(Refusal::Parts(_)))), "no mail goes");
        store.admission_told(&intaker, seen(&store, &intaker, id, at(4)).await, telling(Means::Paper), at(4)).await.unwrap();
        assert_eq!(works(owed(&store, &intaker, at(5)).await), [Work::Guide]);
        let view = store.admission(&intaker, id, at(5)).await.unwrap();
        assert!(view.object_until.is_some_and(|until| until >= TODAY + Duration::weeks(6)), "six weeks, or a working day later");
        let read = store.own_intake(&own, at(5)).await.unwrap();
        assert_eq!((read.admissions.len(), read.object_until.len()), (1, 1));
        assert_eq!(read.applications[0].status, register::application::Status::NotAdmitted, "told is told");
        assert!(store.own_admission(&own, id, at(5)).await.unwrap().is_some());
        store.admission_onward(&other, seen(&store, &other, id, at(6)).await, (Some(Where::NotGuided), false, ""), at(6)).await.unwrap();
        assert_eq!(works(owed(&store, &intaker, at(6)).await), [Work::Guide], "that nobody guides is the signal");
        store.admission_onward(&intaker, seen(&store, &intaker, id, at(7)).await, (Some(Where::OtherMbo), false, "Mevrouw De Boer."), at(7)).await.unwrap();
        assert!(owed(&store, &intaker, at(7)).await.into_iter().all(|(_, ids)| ids.is_empty()));
        school.assert_projection().await;
        assert!(store.admission(&intaker, id, days(92)).await.is_ok(), "a quarter after it");
        assert!(matches!(store.admission(&intaker, id, days(93)).await, Err(StoreError::NotFound)), "and no longer");
        assert!(store.admission(&other, id, days(92)).await.is_ok());

        // Taken back it is open again; both stay readable.
        store.admission_back(&intaker, seen(&store, &intaker, id, days(1)).await, "De vooropleiding past wel.", days(1)).await.unwrap();
        // It was received, and is again; and who was told of it is told that it holds no more.
        assert_eq!(works(owed(&store, &intaker, days(1)).await), [Work::Plan, Work::TellDecision]);
        assert_eq!(works(owed(&store, &intaker, days(99)).await), [Work::Plan, Work::TellDecision], "until it is done");
        // Taken back by code of before that put it on a list: the migration has the file written anew.
        crate::testing::tamper(&store, "DELETE FROM intake_owed WHERE work = 'tell_decision'").await;
        let counted = store.intake_owed(&intaker, days(1)).await.unwrap();
        assert!(counted.iter().all(|(work, count)| *work != Work::TellDecision || *count == 0), "{counted:?}");
        crate::tests::migrations::again(&store, include_str!("../../schema/0064_told_again.sql")).await;
        // Whoever looks at a list has what is to be written anew written.
        store.application_list(&intaker, Asked::default(), None, days(1)).await.unwrap();
        assert_eq!(works(owed(&store, &intaker, days(1)).await), [Work::Plan, Work::TellDecision]);
        let shown = seen(&store, &intaker, id, days(1)).await;
        store.admission_told(&intaker, shown, telling(Means::Paper), days(1)).await.unwrap();
        let twice = store.admission_told(&intaker, shown, telling(Means::Paper), days(1)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Twice))), "{twice:?}");
        assert_eq!(works(owed(&store, &intaker, days(1)).await), [Work::Plan]);
        let view = store.admission(&intaker, id, days(1)).await.unwrap();
        assert!(view.unrecalled().is_none() && view.all[0].recalled.is_some());
        let version = store.file_view(&intaker, who.file, days(1)).await.unwrap().version;
        let form = register::intake::HoldIntake {
            ground: Some(register::statutory::Ground::No),
            needed: Some(false),
            ..Default::default()
        };
        store.intake_hold(&intaker, id, version, &form, days(1)).await.unwrap();
        assert_eq!(works(owed(&store, &intaker, days(1)).await), [Work::Decide]);
        store.admission_decide(&intaker, seen(&store, &intaker, id, days(2)).await, &draft(Kind::Enrol), days(2)).await.unwrap();
        let view = store.admission(&intaker, id, days(2)).await.unwrap();
        assert_eq!(view.all.iter().map(|one| one.status).collect::<Vec<_>>(), [Status::TakenBack, Status::Standing]);
        assert_eq!(view.application.decided.and_then(|when| when.at), Some(days(2).at), "the moment is kept");
        let why = Draft { reason: "Beter.".to_owned(), why: "Een tikfout.".to_owned(), ..draft(Kind::Enrol) };
        store.admission_decide(&other, seen(&store, &other, id, days(3)).await, &why, days(3)).await.unwrap();
        let view = store.admission(&intaker, id, days(3)).await.unwrap();
        assert_eq!(view.all.iter().map(|one| one.status).collect::<Vec<_>>(), [Status::TakenBack, Status::Replaced, Status::Standing]);
        assert_eq!(view.application.decided.and_then(|when| when.at), Some(days(3).at));
        store.admission_back(&intaker, seen(&store, &intaker, id, days(4)).await, "Toch niet.", days(4)).await.unwrap();
        let view = store.admission(&intaker, id, days(4)).await.unwrap();
        assert_eq!((view.application.decided, view.application.status.code()), (None, "intake_held"));
        store.admission_decide(&intaker, seen(&store, &intaker, id, days(5)).await, &draft(Kind::Chose), days(5)).await.unwrap();
        let view = store.admission(&intaker, id, days(5)).await.unwrap();
        assert_eq!(view.application.status.code(), "withdrawn", "who chooses otherwise was not refused");
        assert!(owed(&store, &intaker, days(5)).await.into_iter().all(|(_, ids)| ids.is_empty()));

        // Entree has a list of its own: what is a ground elsewhere is none there.
        let young = school.person("Bakker", date!(2005 - 03 - 01)).await;
        let entree = school.applied(young.person, Some(team), TODAY + Duration::days(150), "received").await;
        let mut tx = store.begin().await.unwrap();
        let set = "UPDATE application SET crebo = '25742' WHERE tenant_id = $1 AND application_id = $2";
        run!(tx, set, school.tenant.0, entree.0).unwrap();
        tx.commit().await.unwrap();
        school.settle().await;
        let view = store.admission(&intaker, entree, days(6)).await.unwrap();
        assert_eq!(view.level, Some(register::programme::MboLevel::One));
        let shown = (entree, view.stand());
        let met = store.admission_decide(&intaker, shown, &draft(Kind::Refuse), days(6)).await;
        assert!(matches!(met, Err(SaveError::Refused(Refusal::NoGround(Ground::PriorEducation)))), "{met:?}");
        let lately = Draft { ground: Some(Ground::EntreeBefore), ..draft(Kind::Refuse) };
        store.admission_decide(&intaker, shown, &lately, days(6)).await.unwrap();
        school.assert_projection().await;
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    async fn what_a_previous_school_tells_is_read_before_it_is_in_the_file(store) {
        use register::meeting::Consenter;
        use register::transfer::{Ask, Event, Refusal, Status, Typed};
        let school = School::new(&store, "45AI").await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2005 - 03 - 01)).await;
        let id = school.applied(who.person, None, TODAY + Duration::days(150), "received").await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let stranger = School::new(&store, "45AJ").await.member(Role::Intaker, Scope::School).await;
        let given = Ask { school: "Het Lyceum".to_owned(), consent: Some(Consenter::Student), given_on: Some(TODAY) };
        for (by, name) in [(&coach, "a coach"), (&stranger, "another school")] {
            let refused = store.transfer_ask(by, id, &given, at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
            assert!(matches!(store.transfers(by, id, at(1)).await, Err(StoreError::NotFound)), "{name}");
        }
        let parent = Ask { consent: Some(Consenter::Guardian), ..given.clone() };
        let whose = store.transfer_ask(&intaker, id, &parent, at(1)).await;
        assert!(matches!(whose, Err(SaveError::Refused(Refusal::Whose(Consenter::Student)))));
        let (one, two) = tokio::join!(
            store.transfer_ask(&intaker, id, &given, at(2)),
            store.transfer_ask(&intaker, id, &given, at(2)),
        );
        assert!(one.is_ok() != two.is_ok(), "two tabs ask once");
        let waits = |all: Vec<(Work, Vec<ApplicationId>)>| -> Vec<Work> {
            let of = |(work, ids): (Work, Vec<ApplicationId>)| (!ids.is_empty()).then_some(work);
            all.into_iter().filter_map(of).filter(|work| matches!(work, Work::Fetch | Work::Review)).collect()
        };
        assert_eq!(waits(owed(&store, &intaker, at(3)).await), [Work::Fetch]);
        let typed = Typed { helped: "Rust.".to_owned(), not_helped: String::new(), needed: "Meer tijd.".to_owned() };
        store.transfer_receive(&intaker, id, &typed, at(4)).await.unwrap();
        assert_eq!(waits(owed(&store, &intaker, at(4)).await), [Work::Review]);
        let file = store.file_view(&coach, who.file, at(5)).await.unwrap();
        assert!(file.handed.is_empty(), "it is not in the file");
        let own = school.member(Role::Student, Scope::Person(who.person)).await;
        let read = store.own_intake(&own, at(5)).await.unwrap();
        assert_eq!(read.transfers[0].content.as_ref().unwrap().helped.reveal(), "Rust.", "the applicant reads it first");
        let early = store.transfer_end(&intaker, id, (Event::Accept, ""), at(6)).await;
        assert!(matches!(early, Err(SaveError::Refused(Refusal::Unseen))));
        store.transfer_seen(&intaker, id, (Some(TODAY), Some(false), "Ook een vaste plek."), at(7)).await.unwrap();
        store.transfer_end(&intaker, id, (Event::Accept, ""), at(8)).await.unwrap();
        assert!(waits(owed(&store, &intaker, at(8)).await).is_empty());
        let file = store.file_view(&coach, who.file, at(9)).await.unwrap();
        let said = file.handed[0].seen.as_ref().and_then(|seen| seen.words.as_ref());
        assert_eq!(said.unwrap().reveal(), "Ook een vaste plek.", "with what the applicant says of it");
        // Another school is asked since: a no is of both.
        let second = Ask { school: "Het College".to_owned(), ..given.clone() };
        store.transfer_ask(&intaker, id, &second, at(9)).await.unwrap();
        assert_eq!(store.file_view(&coach, who.file, at(9)).await.unwrap().handed.len(), 1);
        store.transfer_end(&intaker, id, (Event::Withdraw, "Wil het niet meer."), days(1)).await.unwrap();
        let again = store.transfer_end(&intaker, id, (Event::Withdraw, "Wil het niet meer."), days(1)).await;
        assert!(again.is_err(), "once");
        assert!(store.file_view(&coach, who.file, days(1)).await.unwrap().handed.is_empty());
        let view = store.transfers(&intaker, id, days(1)).await.unwrap();
        let stand: Vec<_> = view.all.iter().map(|one| (one.status, one.content.is_none())).collect();
        assert_eq!(stand, [(Status::Withdrawn, true); 2], "nobody reads it any more");
        // Whoever gave it takes it back themselves, when the intake let go of the file long ago; and the coach sees that.
        store.transfer_ask(&intaker, id, &given, days(2)).await.unwrap();
        store.transfer_receive(&intaker, id, &typed, days(2)).await.unwrap();
        store.transfer_seen(&intaker, id, (Some(TODAY), Some(true), ""), days(2)).await.unwrap();
        store.transfer_end(&intaker, id, (Event::Accept, ""), days(2)).await.unwrap();
        assert_eq!(store.file_view(&coach, who.file, days(2)).await.unwrap().handed.len(), 1);
        let read = store.own_intake(&own, days(2)).await.unwrap();
        let which = read.takes_back[0];
        assert_eq!(read.takes_back.len(), 1, "what was taken back is not taken back again");
        for (by, name) in [(&coach, "a coach"), (&intaker, "an intaker"), (&stranger, "another school")] {
            let refused = store.transfer_withdraw(by, which, days(3)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        school.assert_projection().await;
        let late = days(300);
        store.transfer_withdraw(&own, which, late).await.unwrap();
        let twice = store.transfer_withdraw(&own, which, late).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Twice))));
        let file = store.file_view(&coach, who.file, late).await.unwrap();
        assert!(file.handed.is_empty() && file.handed_back.last() == Some(&late.day));
        assert!(store.own_intake(&own, late).await.unwrap().takes_back.is_empty());
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    async fn another_programme_is_advised_and_a_team_answers(store) {
        use register::admission::{Choice, Draft as Ending, Kind};
        use register::advice::{Draft, Refusal, Status};
        use register::programme::Crebo;
        let school = School::new(&store, "45AK").await;
        let (ours, theirs) = (school.team("Zorg").await, school.team("Keuken").await);
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![ours])).await;
        let cook = school.member(Role::Intaker, Scope::Teams(vec![theirs])).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let who = school.person("Aalders", date!(2005 - 03 - 01)).await;
        let id = school.applied(who.person, Some(ours), TODAY + Duration::days(150), "received").await;
        school.settle().await;
        let stranger = School::new(&store, "45AL").await.member(Role::Intaker, Scope::School).await;
        let given = Draft { programme: Crebo::parse("25180"), team: Some(theirs), words: "Kleine groep.".to_owned() };
        for (by, name) in [(&cook, "the team that is asked"), (&care, "a coordinator"), (&stranger, "another school")] {
            let refused = store.advice_give(by, id, &given, at(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        store.advice_give(&intaker, id, &given, at(2)).await.unwrap();
        let twice = store.advice_give(&intaker, id, &given, at(2)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Twice))));
        let seeks = |all: Vec<(Work, Vec<ApplicationId>)>| all.iter().any(|(work, ids)| *work == Work::Place && ids.contains(&id));
        assert!(seeks(owed(&store, &intaker, at(3)).await), "it stays with whoever asked");

        // The team reads who it is and what is asked; the file it does not.
        let list = store.advice_asked(&cook, at(3)).await.unwrap();
        assert_eq!((list.total, list.rows.len(), store.advice_asked_count(&cook).await.unwrap()), (1, 1, 1));
        assert_eq!((list.rows[0].team.as_str(), list.rows[0].advice.words.reveal().as_str()), ("Keuken", "Kleine groep."));
        assert!(store.file_view(&cook, who.file, at(3)).await.is_err() && store.advice(&cook, id, at(3)).await.is_err());
        assert!(store.advice_asked(&intaker, at(3)).await.unwrap().rows.is_empty(), "another team is asked");
        assert!(store.advice_asked(&care, at(3)).await.is_err(), "who holds no intakes answers for no team");
        let which = list.rows[0].advice.id;
        for (by, name) in [(&intaker, "another team"), (&care, "a coordinator"), (&stranger, "another school")] {
            let refused = store.advice_answer(by, which, (Some(true), ""), at(4)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        let (one, two) = tokio::join!(
            store.advice_answer(&cook, which, (Some(false), "Vol."), at(5)),
            store.advice_answer(&cook, which, (Some(true), ""), at(5)),
        );
        assert!(one.is_ok() != two.is_ok(), "two tabs answer once");
        let stands = store.advice(&intaker, id, at(6)).await.unwrap().all[0].status;
        assert_eq!(seeks(owed(&store, &intaker, at(6)).await), stands == Status::Declined);
        assert_eq!(store.advice_asked_count(&cook).await.unwrap(), 0);

        // Taken back, and asked anew; the applicant reads all of it.
        store.advice_withdraw(&intaker, (id, which), "Anders.", at(7)).await.unwrap();
        assert!(!seeks(owed(&store, &intaker, at(7)).await));
        store.advice_give(&intaker, id, &given, at(8)).await.unwrap();
        let own = school.member(Role::Student, Scope::Person(who.person)).await;
        let read = store.own_intake(&own, at(9)).await.unwrap();
        assert_eq!(read.advice.iter().map(|one| one.status).collect::<Vec<_>>(), [Status::Withdrawn, Status::Asked]);
        assert_eq!(read.teams, [(theirs, "Keuken".to_owned())]);
        let json = store.everything(&own, at(9)).await.unwrap().json();
        assert_eq!(json["advice"][1]["words"], "Kleine groep.");

        // With a decision that was not told no advice gives that away; and while a place is sought they stay in hand.
        let no = register::admission::Draft {
            kind: Some(register::admission::Kind::Refuse),
            ground: Some(register::admission::Ground::PriorEducation),
            reason: "Daarom.".to_owned(),
            ..Default::default()
        };
        let shown = seen(&store, &intaker, id, at(10)).await;
        store.admission_decide(&intaker, shown, &no, at(10)).await.unwrap();
        let bakes = Draft { programme: Crebo::parse("25171"), ..given.clone() };
        store.advice_give(&intaker, id, &bakes, at(11)).await.unwrap();
        assert_eq!(store.own_intake(&own, at(12)).await.unwrap().advice.len(), 2);
        assert_eq!(store.everything(&own, at(12)).await.unwrap().json()["advice"].as_array().map(Vec::len), Some(2));
        assert_eq!(store.admission(&intaker, id, at(12)).await.unwrap().advice.len(), 3, "it stands in the letter");
        assert!(seeks(owed(&store, &intaker, days(300)).await), "until a team takes them");
        let list = store.advice_asked(&cook, at(13)).await.unwrap();
        let last = list.rows.last().unwrap().advice.id;
        store.advice_answer(&cook, last, (Some(true), ""), at(13)).await.unwrap();
        assert!(!seeks(owed(&store, &intaker, at(14)).await), "one takes them");

        // Who chooses another programme of this school is asked about still; who chooses otherwise is not, and nobody waits.
        let next = school.person("Bakker", date!(2005 - 03 - 01)).await;
        let other = school.applied(next.person, Some(ours), TODAY + Duration::days(150), "received").await;
        school.settle().await;
        let places = |all: Vec<(Work, Vec<ApplicationId>)>| all.iter().any(|(work, ids)| *work == Work::Place && ids.contains(&other));
        let asked = |list: crate::advice::AskedList| list.rows.iter().any(|one| one.advice.application == other);
        let before = store.advice_asked_count(&cook).await.unwrap();
        store.advice_give(&intaker, other, &given, at(15)).await.unwrap();
        assert!(store.advice(&intaker, other, at(15)).await.unwrap().goes_on);
        let ends = |choice, why: &str| Ending {
            kind: Some(Kind::Chose),
            choice: Some(choice),
            reason: "Ik kies zelf.".to_owned(),
            why: why.to_owned(),
            ..Ending::default()
        };
        let shown = seen(&store, &intaker, other, at(16)).await;
        store.admission_decide(&intaker, shown, &ends(Choice::OtherProgramme, ""), at(16)).await.unwrap();
        let view = store.advice(&intaker, other, at(17)).await.unwrap();
        assert_eq!((view.application.status.code(), view.goes_on), ("withdrawn", true));
        assert_eq!(store.advice_asked_count(&cook).await.unwrap(), before + 1, "the team keeps the question");
        assert!(asked(store.advice_asked(&cook, at(17)).await.unwrap()));
        assert!(places(owed(&store, &intaker, days(300)).await), "and whoever asked keeps them");
        school.assert_projection().await;
        // The team may say no: then another is asked, though the application ended.
        let next = Draft { programme: Crebo::parse("25171"), ..given.clone() };
        store.advice_give(&intaker, other, &next, at(17)).await.unwrap();
        assert_eq!(store.advice_asked_count(&cook).await.unwrap(), before + 2);
        let which = store.advice(&intaker, other, at(17)).await.unwrap().all.last().unwrap().id;
        let shown = seen(&store, &intaker, other, at(18)).await;
        store.admission_decide(&intaker, shown, &ends(Choice::Work, "Toch werk."), at(18)).await.unwrap();
        assert_eq!(store.advice_asked_count(&cook).await.unwrap(), before, "who is not coming is not asked about");
        assert!(!asked(store.advice_asked(&cook, at(19)).await.unwrap()));
        assert!(!places(owed(&store, &intaker, at(19)).await), "and nobody seeks a place");
        assert!(!store.advice(&intaker, other, at(19)).await.unwrap().goes_on);
        // A page of before still has it: nobody takes in who is not coming, and nobody is asked any more.
        let late = store.advice_answer(&cook, which, (Some(true), ""), at(20)).await;
        let over = register::application::Status::Withdrawn;
        assert!(matches!(late, Err(SaveError::Refused(Refusal::NotOpen(found))) if found == over), "{late:?}");
        let bakes = Draft { programme: Crebo::parse("25180"), team: Some(ours), ..given.clone() };
        let late = store.advice_give(&intaker, other, &bakes, at(20)).await;
        assert!(matches!(late, Err(SaveError::Refused(Refusal::NotOpen(found))) if found == over), "{late:?}");
        school.assert_projection().await;
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }
}
