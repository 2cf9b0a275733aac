//! Sharing with somebody outside the school: who shares, who comes in, what they read, who sees that, and who stops it.

use super::path::needs_support;
use super::school::{School, TODAY, at};
use crate::agreement::propose::NewVersion;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Role, Scope};
use register::agreement::{Answer, Line, LineDraft, Subject};
use register::catalogue::{Level, MeasureKind, Place};
use register::mail::{Answer as Said, Kind};
use register::share::code::{OpenRefusal, SendRefusal};
use register::share::{Draft, Purpose, Refusal, State};
use register::statutory::Ground;
use register::{FileId, Moment, VersionId};
use time::macros::date;
use time::{Date, Duration};

fn draft(email: &str, until: Date) -> Draft {
    Draft {
        name: "Fatima el Idrissi".into(),
        organisation: "Gemeente Voorbeeld".into(),
        email: email.into(),
        purpose: Some(Purpose::Municipality),
        until: Some(until),
        agreed: true,
        english: false,
    }
}

const ADDRESS: &str = "f.elidrissi@gemeente.example";

/// The next mail of a kind: its path and its code.
pub(super) async fn mailed(store: &Store, kind: Kind, now: Moment) -> (String, Option<String>) {
    loop {
        let mail = store.mail_take(now).await.unwrap().expect("a mail");
        store.mail_note(&mail, Said::Taken, Some("250"), now).await.unwrap();
        if mail.kind == kind {
            return (mail.path.reveal().clone(), mail.code.map(|code| code.reveal().clone()));
        }
    }
}

pub(super) fn token(path: &str) -> &str {
    path.strip_prefix("/gedeeld/").unwrap()
}

/// A student with an agreement in force: the file, the version and the student.
pub(super) async fn agreed(school: &School, coach: &Actor) -> (FileId, VersionId, Actor) {
    let store = &school.store;
    let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
    school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
    let enrolment = school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
    let student = school.member(Role::Student, Scope::Person(who.person)).await;
    school.settle().await;
    let form = register::intake::HoldIntake { ground: Some(Ground::Yes), ..needs_support() };
    let view = store.assess(coach, who.file, 1, &form, at(1)).await.unwrap();
    let line = LineDraft {
        kind: Some(MeasureKind::AdaptedExam),
        text: "Extra tijd".into(),
        details: "Bij rekenen en Nederlands.".into(),
        who: "het examenbureau".into(),
        place: Some(Place::Exam),
        from: Some(TODAY),
        level: Some(Level::Extra),
        ..LineDraft::default()
    };
    let new = NewVersion {
        based_on: view.version,
        subjects: vec![Subject::Enrolment(enrolment)],
        lines: vec![Line::new(line).unwrap()],
    };
    let (version, _) = store.agreement_propose(coach, who.file, new, at(2)).await.unwrap();
    let early = store.share(coach, who.file, &draft(ADDRESS, TODAY), at(2)).await;
    assert!(matches!(early, Err(SaveError::Refused(Refusal::NothingHolds))), "{early:?}");
    store.agreement_answer(&student, version, Answer::Agreed, at(3)).await.unwrap();
    (who.file, version, student)
}

/// Gives whose file it is another birth date.
pub(super) async fn born(school: &School, file: FileId, on: Date) {
    let mut tx = school.store.begin().await.unwrap();
    let sql = "UPDATE person SET birth_year = $3, birth_month = $4, birth_day = $5 WHERE tenant_id = $1 \
               AND person_id = (SELECT person_id FROM support_file WHERE tenant_id = $1 AND file_id = $2)";
    let (year, month, day) = (i64::from(on.year()), i64::from(u8::from(on.month())), i64::from(on.day()));
    run!(tx, sql, school.tenant.0, file.0, year, month, day).unwrap();
    tx.commit().await.unwrap();
}

crate::on_both! {
    async fn shared_read_seen_and_stopped(store) {
        let school = School::new(&store, "43AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, _, student) = agreed(&school, &coach).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let last = TODAY + Duration::days(30);
        let form = draft(ADDRESS, last);
        let none = store.share(&coach, file, &form, at(4)).await;
        assert!(matches!(none, Err(SaveError::Refused(Refusal::NoMail))), "no code could be sent: {none:?}");
        store.mail_pass(at(4)).await.unwrap();
        for who in [&other, &student] {
            let hidden = store.share(who, file, &form, at(5)).await;
            assert!(matches!(hidden, Err(SaveError::Store(StoreError::NotFound))), "{hidden:?}");
        }
        // Two tabs at once: one share, one mail.
        let (one, two) = tokio::join!(store.share(&coach, file, &form, at(5)), store.share(&coach, file, &form, at(5)));
        let (one, two) = if one.is_ok() { (one, two) } else { (two, one) };
        let share = one.unwrap();
        assert!(matches!(two, Err(SaveError::Refused(Refusal::Twice))), "{two:?}");
        let (path, code) = mailed(&store, Kind::Share, at(6)).await;
        assert!(code.is_none() && store.mail_take(at(6)).await.unwrap().is_none());
        let link = token(&path);

        // Looking sends nothing and shows nobody. Without a code nobody reads.
        assert!(!store.share_door(link, at(6)).await.unwrap().sent);
        assert!(matches!(store.share_door("x", at(6)).await, Err(StoreError::NotFound)));
        assert!(store.share_read(link, "x", at(6)).await.unwrap().is_none());
        let early = store.share_enter(link, "123456", at(6)).await;
        assert!(matches!(early, Err(SaveError::Refused(OpenRefusal::NeedsNew))), "{early:?}");
        store.share_code(link, at(7)).await.unwrap();
        let soon = store.share_code(link, at(7)).await;
        assert!(matches!(soon, Err(SaveError::Refused(SendRefusal::Soon))), "{soon:?}");
        let (again, code) = mailed(&store, Kind::Code, at(7)).await;
        let code = code.unwrap();
        assert_eq!(again, path);
        let wrong = if code == "000000" { "000001" } else { "000000" };
        // A slip is no try; five wrong ones are all there are, also when the right one follows.
        let slip = store.share_enter(link, "12", at(8)).await;
        assert!(matches!(slip, Err(SaveError::Refused(OpenRefusal::Wrong))));
        for _ in 0..5 {
            let refused = store.share_enter(link, wrong, at(8)).await;
            assert!(matches!(refused, Err(SaveError::Refused(OpenRefusal::Wrong))), "{refused:?}");
        }
        let late = store.share_enter(link, &code, at(8)).await;
        assert!(matches!(late, Err(SaveError::Refused(OpenRefusal::NeedsNew))), "{late:?}");
        // A new one; the one of before opens nothing. It works half an hour, once, of two at once.
        store.share_code(link, at(9)).await.unwrap();
        let (_, newer) = mailed(&store, Kind::Code, at(9)).await;
        let newer = newer.unwrap();
        let over = store.share_enter(link, &newer, at(39)).await;
        assert!(matches!(over, Err(SaveError::Refused(OpenRefusal::NeedsNew))), "{over:?}");
        let (one, two) = tokio::join!(store.share_enter(link, &newer, at(10)), store.share_enter(link, &newer, at(10)));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let visit = one.or(two).unwrap();

        let read = store.share_read(link, &visit, at(11)).await.unwrap().unwrap();
        let version = read.version.unwrap();
        assert_eq!(version.lines[0].details.reveal(), "Bij rekenen en Nederlands.");
        assert_eq!((read.share.id, read.share.terms.email.reveal().as_str()), (share, ADDRESS));
        assert!(version.answers.iter().all(|given| given.answer.words().is_none()));
        // Of another share the visit opens nothing, and after an hour nothing at all.
        store.share(&coach, file, &draft("ander@gemeente.example", last), at(12)).await.unwrap();
        let (second, _) = mailed(&store, Kind::Share, at(12)).await;
        assert!(store.share_read(token(&second), &visit, at(12)).await.unwrap().is_none());
        assert!(store.share_read(link, &visit, at(69)).await.unwrap().is_some());
        assert!(store.share_read(link, &visit, at(70)).await.unwrap().is_none());

        // The student reads who looked, and with whom it is shared; and so does the coach.
        let looks = store.looks(&student, None, at(13)).await.unwrap().looks.rows;
        let seen: Vec<_> = looks.iter().filter(|look| look.action == Some(Action::SeeShared.into())).collect();
        assert_eq!(seen.len(), 2);
        assert_eq!(seen[0].name.as_ref().unwrap().reveal(), "Fatima el Idrissi");
        let own = store.shares(&student, None, at(14)).await.unwrap();
        let theirs = store.shares(&coach, Some(file), at(14)).await.unwrap();
        for found in [&own, &theirs] {
            let with: Vec<_> = found.with.iter().map(|one| (one.share.state(TODAY), one.opened.is_some())).collect();
            assert_eq!(with, [(State::Open, false), (State::Open, true)]);
        }
        assert!(matches!(store.shares(&other, Some(file), at(14)).await, Err(StoreError::NotFound)));
        assert!(matches!(store.shares(&student, Some(file), at(14)).await, Err(StoreError::NotFound)));

        // The student stops it: whoever reads at that moment reads no more, and no code goes.
        for _ in 0..2 {
            store.share_stop(&student, Action::SeeOwnShares, share, at(15)).await.unwrap();
        }
        assert!(store.share_read(link, &visit, at(15)).await.unwrap().is_none());
        assert_eq!(store.share_door(link, at(15)).await.unwrap().state, State::Stopped);
        assert!(matches!(store.share_code(link, at(15)).await, Err(SaveError::Store(StoreError::NotFound))));
        let by_others = store.share_stop(&other, Action::Share, theirs.with[0].share.id, at(15)).await;
        assert!(matches!(by_others, Err(StoreError::NotFound)));
        // And it can be shared again; by itself it ends with its last day.
        store.share(&coach, file, &form, at(16)).await.unwrap();
        let (third, _) = mailed(&store, Kind::Share, at(16)).await;
        let day = |n| Moment { at: at(16).at + Duration::days(n), day: TODAY + Duration::days(n) };
        assert_eq!(store.share_door(token(&third), day(30)).await.unwrap().state, State::Open);
        assert_eq!(store.share_door(token(&third), day(31)).await.unwrap().state, State::Over);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Mail that was stopped, or a code that was overtaken, is not sent any more.
    async fn what_is_stopped_is_not_mailed(store) {
        let school = School::new(&store, "43AC").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, ..) = agreed(&school, &coach).await;
        store.mail_pass(at(4)).await.unwrap();
        let share = store.share(&coach, file, &draft(ADDRESS, TODAY), at(5)).await.unwrap();
        store.share_stop(&coach, Action::Share, share, at(5)).await.unwrap();
        assert!(store.mail_take(at(6)).await.unwrap().is_none());
        store.share(&coach, file, &draft(ADDRESS, TODAY), at(7)).await.unwrap();
        let (path, _) = mailed(&store, Kind::Share, at(7)).await;
        store.share_code(token(&path), at(8)).await.unwrap();
        assert!(store.mail_take(at(39)).await.unwrap().is_none(), "a code that is too old only confuses");
        // Ten codes a day, and no more.
        for n in 0..9 {
            store.share_code(token(&path), at(40 + 2 * n)).await.unwrap();
        }
        let often = store.share_code(token(&path), at(80)).await;
        assert!(matches!(often, Err(SaveError::Refused(SendRefusal::Often))), "{often:?}");
    }
}

crate::on_both! {
    /// What was allowed below 16 opens nothing from the 16th birthday on, and can be shared anew with whoever read it.
    async fn what_was_allowed_below_16_is_asked_of_the_student_at_16(store) {
        let school = School::new(&store, "43AD").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, ..) = agreed(&school, &coach).await;
        born(&school, file, date!(2010 - 05 - 22)).await;
        store.mail_pass(at(4)).await.unwrap();
        let form = draft(ADDRESS, TODAY + Duration::days(60));
        store.share(&coach, file, &form, at(5)).await.unwrap();
        let (path, _) = mailed(&store, Kind::Share, at(6)).await;
        let link = token(&path);
        store.share_code(link, at(7)).await.unwrap();
        let (_, code) = mailed(&store, Kind::Code, at(7)).await;
        let visit = store.share_enter(link, &code.unwrap(), at(8)).await.unwrap();
        let day = |n| Moment { at: at(9).at, day: TODAY + Duration::days(n) };
        for (days, reads, state) in [(9, true, State::Open), (10, false, State::Over), (11, false, State::Over)] {
            assert_eq!(store.share_read(link, &visit, day(days)).await.unwrap().is_some(), reads, "{days}");
            assert_eq!(store.share_door(link, day(days)).await.unwrap().state, state, "{days}");
            let shared = store.shares(&coach, Some(file), day(days)).await.unwrap();
            assert_eq!(shared.with[0].share.is_asked_anew(day(days).day), !reads, "{days}");
        }
        // The student was asked, and said yes.
        store.share(&coach, file, &form, day(10)).await.unwrap();
        let shared = store.shares(&coach, Some(file), day(11)).await.unwrap();
        assert_eq!(shared.with[0].share.state(day(11).day), State::Open);
    }
}
