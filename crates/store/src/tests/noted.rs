//! Answers on paper, by mail and spoken; taking one back; and what the school owes to who asked for something else.

use super::path::{line, needs_support};
use super::school::{School, Someone, TODAY, at};
use crate::agreement::answer::Elsewhere;
use crate::agreement::propose::NewVersion;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Role, Scope};
use register::agreement::{
    Answer, AnswerRefusal, Answerer, Channel, Line, ReplyRefusal, Status, Subject, TakeBackRefusal, When,
};
use register::duty::{Due, DutyKind, Who};
use register::{ApplicationId, VersionId};
use time::{Date, macros::date};

/// A school with someone who was offered a version on 12 May 2026.
struct Offered {
    school: School,
    someone: Someone,
    application: ApplicationId,
    intaker: Actor,
    student: Actor,
    version: VersionId,
}

async fn offered(store: &Store, code: &str, born: Date) -> Offered {
    let school = School::new(store, code).await;
    let team = school.team("Zorg").await;
    let someone = school.person("de Vries", born).await;
    let application = school.applied(someone.person, Some(team), date!(2026 - 08 - 01), "received").await;
    let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
    let student = school.member(Role::Student, Scope::Person(someone.person)).await;
    school.settle().await;
    let held = store.intake_hold(&intaker, application, 1, &needs_support(), at(1)).await.unwrap();
    let version = propose(store, &intaker, &someone, application, held.version, vec![line("Extra tijd", "25%")]).await;
    Offered { school, someone, application, intaker, student, version }
}

async fn propose(
    store: &Store,
    intaker: &Actor,
    someone: &Someone,
    application: ApplicationId,
    based_on: i64,
    lines: Vec<Line>,
) -> VersionId {
    let new = NewVersion { based_on, subjects: vec![Subject::Application(application)], lines };
    store.agreement_propose(intaker, someone.file, new, at(2)).await.unwrap().0
}

fn said(by: Answerer, answer: Answer, channel: Channel) -> Elsewhere {
    Elsewhere { by, answer, channel, on: TODAY }
}

fn wish() -> Answer {
    Answer::ChangeAsked { words: "Liever 50%".to_owned().into() }
}

/// What the work list says: kind, who acts next, and since when somebody waits.
async fn owed(store: &Store, actor: &Actor) -> Vec<(DutyKind, Who, Option<Date>)> {
    let rows = store.workbench(actor, &Default::default(), at(50)).await.unwrap().rows;
    rows.iter().map(|row| (row.duty.kind, row.duty.who, row.duty.waits.map(|waits| waits.since))).collect()
}

crate::on_both! {
    /// A paper brings a version into force, a spoken yes waits for one, and both say who wrote them down and which day.
    async fn an_answer_on_paper_counts_and_a_spoken_one_waits(store) {
        let Offered { school, intaker, student, version, .. } = offered(&store, "96AA", date!(2008 - 03 - 01)).await;
        let spoken = said(Answerer::Student, Answer::Agreed, Channel::Spoken);
        let view = store.agreement_note(&intaker, version, spoken.clone(), at(3)).await.unwrap();
        assert_eq!(view.version.status, Status::Offered);
        assert_eq!(owed(&store, &intaker).await, [(DutyKind::Agree, Who::Student, Some(TODAY))], "it waits, in sight");
        let twice = store.agreement_note(&intaker, version, spoken, at(4)).await;
        assert!(matches!(twice, Err(SaveError::Refused(AnswerRefusal::AlreadyAnswered))));
        let paper = said(Answerer::Student, Answer::Agreed, Channel::Paper);
        let view = store.agreement_note(&intaker, version, paper, at(5)).await.unwrap();
        assert_eq!(view.version.status, Status::InForce);
        assert_eq!(view.version.agreed_on(), Some(When { day: TODAY, at: None }));
        let read = store.agreement_version(&student, Action::SeeOwnAgreement, version, at(6)).await.unwrap();
        let noted: Vec<_> = read.version.answers.iter().map(|given| given.noted().unwrap()).collect();
        assert_eq!(noted.iter().map(|noted| noted.channel).collect::<Vec<_>>(), [Channel::Spoken, Channel::Paper]);
        assert!(noted.iter().all(|noted| read.names.contains_key(&noted.by)), "the student reads who wrote it down");
        assert!(owed(&store, &intaker).await.is_empty());
        school.assert_projection().await;
    }

    /// What a wrong paper decided is undone on disk as well, and stays readable with its reason.
    async fn a_wrong_answer_is_taken_back_and_stays_readable(store) {
        let offered = offered(&store, "96AB", date!(2008 - 03 - 01)).await;
        let Offered { school, someone, application, intaker, student, version } = &offered;
        let paper = || said(Answerer::Student, Answer::Agreed, Channel::Paper);
        store.agreement_note(intaker, *version, paper(), at(3)).await.unwrap();
        let based_on = store.file_view(intaker, someone.file, at(3)).await.unwrap().version;
        let second = propose(&store, intaker, someone, *application, based_on, vec![line("Extra tijd", "50%")]).await;
        let view = store.agreement_note(intaker, second, paper(), at(4)).await.unwrap();
        assert_eq!(view.version.status, Status::InForce);
        let rests = store.agreement_take_back(intaker, *version, 1, "Fout.", at(5)).await;
        let refused = TakeBackRefusal::RestsOnIt { status: Status::Replaced };
        assert!(matches!(rests, Err(SaveError::Refused(found)) if found == refused));
        let view = store.agreement_take_back(intaker, second, 1, "Van een andere student.", at(6)).await.unwrap();
        assert_eq!(view.version.status, Status::Offered, "it waits again");
        assert_eq!(view.in_force.map(|v| v.id), Some(*version), "what it replaced holds again");
        let read = store.agreement_version(student, Action::SeeOwnAgreement, second, at(7)).await.unwrap();
        let back = read.version.answers[0].taken_back.as_ref().unwrap();
        assert_eq!(back.why.reveal(), "Van een andere student.");
        assert!(read.may_answer && read.names.contains_key(&back.by));
        store.agreement_answer(student, second, Answer::Agreed, at(8)).await.unwrap();
        school.assert_projection().await;
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// A wish beside agreements that hold stays on the list until the school proposes, or says why not.
    async fn a_wish_stays_on_the_list_until_it_is_answered(store) {
        let offered = offered(&store, "96AC", date!(2008 - 03 - 01)).await;
        let Offered { school, someone, application, intaker, student, version } = &offered;
        store.agreement_answer(student, *version, Answer::Agreed, at(3)).await.unwrap();
        assert!(owed(&store, intaker).await.is_empty());
        let based_on = store.file_view(intaker, someone.file, at(4)).await.unwrap().version;
        let second = propose(&store, intaker, someone, *application, based_on, vec![line("Extra tijd", "30%")]).await;
        assert_eq!(owed(&store, intaker).await, [(DutyKind::Await, Who::Student, Some(TODAY))]);
        store.agreement_answer(student, second, wish(), at(5)).await.unwrap();
        assert_eq!(owed(&store, intaker).await, [(DutyKind::Reply, Who::Intaker, Some(TODAY))]);
        let work = store.workbench(intaker, &Default::default(), at(6)).await.unwrap();
        assert_eq!((work.rows[0].duty.due, work.rows[0].duty.waits.unwrap().version), (Due::NoTerm, second));
        school.assert_projection().await;
        let view = store.agreement_reply(intaker, second, "Meer dan 30% mag niet.", at(7)).await.unwrap();
        assert_eq!(view.version.replies[0].words.reveal(), "Meer dan 30% mag niet.");
        let twice = store.agreement_reply(intaker, second, "Meer dan 30% mag niet.", at(8)).await;
        assert!(matches!(twice, Err(SaveError::Refused(ReplyRefusal::AlreadyReplied))));
        assert!(owed(&store, intaker).await.is_empty());
        let mine = store.mine(student, at(9)).await.unwrap();
        let replies = &mine.agreement.unwrap().version(second).unwrap().replies.clone();
        assert_eq!(replies.len(), 1);
        assert!(mine.names.contains_key(&replies[0].by), "the student reads who said so");
        school.assert_projection().await;
    }

    /// The age on the day of the paper decides who had to sign it; the student and strangers write down nothing.
    async fn who_had_to_sign_is_asked_of_the_day_on_the_paper(store) {
        // 16 on 20 June: written down on that day, signed when 15.
        let Offered { school, someone, intaker, student, version, .. } = offered(&store, "96AD", date!(2010 - 06 - 20)).await;
        let parent = Answerer::Guardian(school.guardian(someone.person, true).await);
        school.settle().await;
        let birthday = date!(2026 - 06 - 20);
        let later = register::Moment { at: birthday.midnight().assume_utc(), day: birthday };
        let on = |by, on| Elsewhere { on, ..said(by, Answer::Agreed, Channel::Paper) };
        let view = store.agreement_note(&intaker, version, on(Answerer::Student, date!(2026 - 06 - 19)), later).await.unwrap();
        assert_eq!(view.version.status, Status::Offered, "at 15 a parent signs too");
        let alone = store.agreement_note(&intaker, version, on(parent, birthday), later).await;
        assert!(matches!(alone, Err(SaveError::Refused(AnswerRefusal::GuardianNotAsked))), "at 16 nobody asks a parent");
        let view = store.agreement_note(&intaker, version, on(parent, date!(2026 - 06 - 19)), later).await.unwrap();
        assert_eq!(view.version.status, Status::InForce);
        let other = school.member(Role::Coach, Scope::Own).await;
        for (what, actor) in [("the student", &student), ("a coach of others", &other)] {
            let found = store.agreement_note(actor, version, on(Answerer::Student, birthday), later).await;
            assert!(matches!(found, Err(SaveError::Store(StoreError::NotFound))), "{what}");
            let found = store.agreement_take_back(actor, version, 1, "Fout.", later).await;
            assert!(matches!(found, Err(SaveError::Store(StoreError::NotFound))), "{what}");
            let found = store.agreement_reply(actor, version, "Nee.", later).await;
            assert!(matches!(found, Err(SaveError::Store(StoreError::NotFound))), "{what}");
        }
    }

    /// The student reads what the school wrote down about them, and by whom; a parent of a 16-year-old does not.
    async fn a_student_reads_what_was_written_about_them(store) {
        let Offered { school, someone, student, .. } = offered(&store, "96AE", date!(2009 - 03 - 01)).await;
        let guardian = school.guardian(someone.person, true).await;
        let parent = school.member(Role::Guardian, Scope::Guardian(guardian)).await;
        school.settle().await;
        let mine = store.mine(&student, at(9)).await.unwrap();
        let need = mine.need.flatten().unwrap();
        assert_eq!(need.words.reveal(), "Ik heb meer tijd nodig bij toetsen.");
        assert!(need.by.is_some_and(|by| mine.names.contains_key(&by)));
        assert!(mine.assessed.flatten().is_some());
        let informed = store.mine(&parent, at(10)).await.unwrap();
        assert!(informed.need.is_none() && informed.assessed.is_none(), "informed of measures, and of nothing else");
    }
}
