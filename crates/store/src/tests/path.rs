//! From intake to agreement, on both databases.

use super::school::{School, TODAY, at};
use crate::agreement::propose::NewVersion;
use crate::{SaveError, StoreError};
use access::{Action, Role, Scope};
use register::agreement::{Answer, AnswerRefusal, Line, LineDraft, Status, Subject, Waiting};
use register::catalogue::{Level, MeasureKind, Place};
use register::clearance::{Because, Clearance, Reason};
use register::duty::{Due, DutyKind};
use register::intake::HoldIntake;
use register::law::Article;
use register::statutory::Ground;
use time::macros::date;

pub(crate) fn line(text: &str, details: &str) -> Line {
    Line::new(LineDraft {
        measure: None,
        kind: Some(MeasureKind::AdaptedExam),
        text: text.into(),
        details: details.into(),
        who: "het examenbureau".into(),
        place: Some(Place::Exam),
        from: Some(date!(2026 - 08 - 01)),
        until: Some(date!(2027 - 07 - 31)),
        level: Some(Level::Extra),
    })
    .unwrap()
}

pub(crate) fn needs_support() -> HoldIntake {
    HoldIntake {
        corrects: false,
        words: "Ik heb meer tijd nodig bij toetsen.".into(),
        ground: Some(Ground::Yes),
        needed: Some(true),
        declined: false,
        declined_words: String::new(),
    }
}

crate::on_both! {
    /// The whole path: assess, withheld, propose, change asked, new version, agreed, given; who looked is known.
    async fn the_path_from_intake_to_agreement(store) {
        let school = School::new(&store, "99AA").await;
        let team = school.team("Zorg").await;
        let anna = school.person("de Vries", date!(2008 - 03 - 01)).await;
        let application = school.applied(anna.person, Some(team), date!(2026 - 08 - 01), "received").await;
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        let student = school.member(Role::Student, Scope::Person(anna.person)).await;
        school.settle().await;

        let work = store.workbench(&intaker, &Default::default(), at(1)).await.unwrap();
        assert_eq!(work.rows.iter().map(|r| (r.file, r.duty.kind)).collect::<Vec<_>>(), [(anna.file, DutyKind::Assess)]);

        let view = store.file_view(&intaker, anna.file, at(2)).await.unwrap();
        let form = needs_support();
        let held = store.intake_hold(&intaker, application, view.version, &form, at(3)).await.unwrap();
        assert_eq!(held.need.unwrap().unwrap().words.reveal(), "Ik heb meer tijd nodig bij toetsen.");
        let withheld = Clearance::Withheld { reason: Reason::NoProposal, article: Article::Agree };
        let [(subject, clearance, why)] = held.clearances.as_slice() else { panic!("{:?}", held.clearances) };
        assert_eq!((*subject, *clearance), (Subject::Application(application), withheld));
        let facts: Vec<String> = why.iter().map(register::law::Because::key).collect();
        assert_eq!(facts, ["ground-yes", "needs_extra_support-yes", "agreed_on-not_said"], "why, in the order of the article");

        let subjects = vec![Subject::Application(application)];
        let new = |based_on, details: &str| NewVersion { based_on, subjects: subjects.clone(), lines: vec![line("Extra tijd", details)] };
        let (first, view) = store.agreement_propose(&intaker, anna.file, new(held.version, "25%"), at(4)).await.unwrap();
        assert!(matches!(view.clearances[0].1, Clearance::Withheld { reason: Reason::WaitingForStudent { .. }, .. }));

        let read = store.agreement_version(&student, Action::SeeOwnAgreement, first, at(5)).await.unwrap();
        assert_eq!((read.version.lines[0].details.reveal().as_str(), read.waits_for, read.may_answer), ("25%", Some(Waiting::Student), true));
        let change = Answer::ChangeAsked { words: "Liever 50%".to_owned().into() };
        store.agreement_answer(&student, first, change, at(6)).await.unwrap();

        let view = store.file_view(&intaker, anna.file, at(7)).await.unwrap();
        let (second, _) = store.agreement_propose(&intaker, anna.file, new(view.version, "50%"), at(8)).await.unwrap();
        let late = store.agreement_answer(&student, first, Answer::Agreed, at(9)).await;
        assert!(matches!(late, Err(SaveError::Refused(AnswerRefusal::VersionNotOpen { .. }))));
        let agreed = store.agreement_answer(&student, second, Answer::Agreed, at(10)).await.unwrap();
        assert_eq!(agreed.version.status, Status::InForce);

        let view = store.file_view(&intaker, anna.file, at(11)).await.unwrap();
        assert_eq!(view.clearances[0].1, Clearance::Given { because: Because::Agreed { version: second, on: TODAY } });
        let words: Vec<_> = view.agreement.unwrap().versions.iter().map(|v| (v.number, v.status)).collect();
        assert_eq!(words, [(1, Status::ChangeAsked), (2, Status::InForce)]);
        let nothing = store.workbench(&intaker, &Default::default(), at(12)).await.unwrap();
        assert!(nothing.rows.is_empty());
        assert_eq!(nothing.turns_on, Some(date!(2027 - 08 - 01)), "the day after the agreement's last");

        school.assert_projection().await;

        let looks = store.looks(&student, None, at(13)).await.unwrap().looks;
        let roles: Vec<_> = looks.rows.iter().filter(|l| !l.own).filter_map(|l| l.role).collect();
        assert!(!roles.is_empty() && roles.iter().all(|r| *r == Role::Intaker));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Under 16 a guardian with authority answers too, and both answers name the same version.
    async fn under_sixteen_a_guardian_answers_too(store) {
        let school = School::new(&store, "99AB").await;
        let team = school.team("Techniek").await;
        let child = school.person("Yilmaz", date!(2011 - 01 - 01)).await;
        let application = school.applied(child.person, Some(team), date!(2026 - 08 - 01), "received").await;
        let (parent, other) = (school.guardian(child.person, true).await, school.guardian(child.person, false).await);
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        let student = school.member(Role::Student, Scope::Person(child.person)).await;
        let parent = school.member(Role::Guardian, Scope::Guardian(parent)).await;
        let other = school.member(Role::Guardian, Scope::Guardian(other)).await;
        school.settle().await;
        let held = store.intake_hold(&intaker, application, 1, &needs_support(), at(1)).await.unwrap();
        let new = NewVersion { based_on: held.version, subjects: vec![Subject::Application(application)], lines: vec![line("Extra tijd", "")] };
        let (version, _) = store.agreement_propose(&intaker, child.file, new, at(2)).await.unwrap();

        let first = store.agreement_answer(&student, version, Answer::Agreed, at(3)).await.unwrap();
        assert_eq!((first.version.status, first.waits_for), (Status::Offered, Some(Waiting::Guardian)));
        let view = store.file_view(&intaker, child.file, at(4)).await.unwrap();
        assert!(matches!(view.clearances[0].1, Clearance::Withheld { reason: Reason::WaitingForGuardian { .. }, .. }));
        assert!(matches!(store.mine(&other, at(5)).await, Err(StoreError::NotFound)), "no authority, no access");
        let second = store.agreement_answer(&parent, version, Answer::Agreed, at(6)).await.unwrap();
        assert_eq!(second.version.status, Status::InForce);
        school.assert_projection().await;
    }

    /// From 16 on a guardian is informed of the measures, and of nothing the student said; from 18 on of nothing.
    async fn a_guardian_at_sixteen_reads_measures_and_no_words(store) {
        let school = School::new(&store, "99AG").await;
        let team = school.team("Zorg").await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        for (born, sees) in [(date!(2009 - 01 - 01), true), (date!(2008 - 05 - 12), false)] {
            let someone = school.person("de Boer", born).await;
            let application = school.applied(someone.person, Some(team), date!(2026 - 08 - 01), "received").await;
            let guardian = school.guardian(someone.person, true).await;
            let parent = school.member(Role::Guardian, Scope::Guardian(guardian)).await;
            let student = school.member(Role::Student, Scope::Person(someone.person)).await;
            school.settle().await;
            let held = store.intake_hold(&intaker, application, 1, &needs_support(), at(1)).await.unwrap();
            let new = NewVersion { based_on: held.version, subjects: vec![Subject::Application(application)], lines: vec![line("Extra tijd", "25%")] };
            let (version, _) = store.agreement_propose(&intaker, someone.file, new, at(2)).await.unwrap();
            let change = Answer::ChangeAsked { words: "Dit is van mij".to_owned().into() };
            store.agreement_answer(&student, version, change, at(3)).await.unwrap();
            let seen = store.mine(&parent, at(4)).await;
            if !sees {
                assert!(matches!(seen, Err(StoreError::NotFound)), "18 today");
                continue;
            }
            let seen = seen.unwrap();
            let version = seen.agreement.as_ref().unwrap().latest().unwrap();
            assert_eq!(version.lines[0].details.reveal(), "25%");
            assert_eq!(version.answers[0].answer.words().unwrap().reveal(), "");
            assert!(!seen.may_answer && !seen.may_see_looks);
        }
    }

    /// Two people save one file: the second is told, and nothing of theirs is written.
    async fn the_second_save_on_one_version_clashes(store) {
        let school = School::new(&store, "99AC").await;
        let team = school.team("Groen").await;
        let someone = school.person("Bakker", date!(2007 - 01 - 01)).await;
        let application = school.applied(someone.person, Some(team), date!(2026 - 08 - 01), "received").await;
        let one = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        let two = school.member(Role::Intaker, Scope::School).await;
        school.settle().await;
        store.intake_hold(&one, application, 1, &needs_support(), at(1)).await.unwrap();
        let late = HoldIntake { words: "iets anders".into(), ..needs_support() };
        let clash = store.intake_hold(&two, application, 1, &late, at(2)).await;
        assert!(matches!(clash, Err(SaveError::Store(StoreError::Clash { based_on: 1, current: 2 }))));
        let new = NewVersion { based_on: 1, subjects: vec![Subject::Application(application)], lines: vec![line("Extra tijd", "")] };
        let clash = store.agreement_propose(&two, someone.file, new, at(3)).await;
        assert!(matches!(clash, Err(SaveError::Store(StoreError::Clash { .. }))));
        let view = store.file_view(&two, someone.file, at(4)).await.unwrap();
        assert_eq!(view.need.unwrap().unwrap().words.reveal(), "Ik heb meer tijd nodig bij toetsen.");
    }

    /// Time alone changes what is due: an enrolment that ended yesterday leaves the work list at the turn of the day.
    async fn the_turn_of_the_day_is_noticed(store) {
        let school = School::new(&store, "99AD").await;
        let team = school.team("Economie").await;
        let someone = school.person("Smit", date!(2006 - 01 - 01)).await;
        school.in_team(someone.person, team, date!(2025 - 08 - 01), None).await;
        school.enrolled(someone.person, date!(2025 - 08 - 01), Some(date!(2026 - 05 - 13))).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        school.settle().await;
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        assert!(store.workbench(&intaker, &Default::default(), at(0)).await.unwrap().rows.is_empty(), "begun over a quarter ago");
        let work = store.workbench(&care, &Default::default(), at(0)).await.unwrap();
        assert_eq!(work.rows.iter().map(|r| (r.duty.kind, r.duty.due)).collect::<Vec<_>>(), [(DutyKind::Assess, Due::By(date!(2025 - 08 - 01)))]);
        let in_two_days = at(2 * 24 * 60);
        assert!(store.workbench(&care, &Default::default(), in_two_days).await.unwrap().rows.is_empty());
    }

    /// An enrolment that an import brought without assessment is overdue since its first day, for coach and intaker.
    async fn a_new_enrolment_without_assessment_is_overdue_for_coach_and_intaker(store) {
        let school = School::new(&store, "99AF").await;
        let team = school.team("Logistiek").await;
        let someone = school.person("Kaya", date!(2006 - 01 - 01)).await;
        school.in_team(someone.person, team, date!(2026 - 04 - 01), None).await;
        school.enrolled(someone.person, date!(2026 - 04 - 01), None).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        school.coached(someone.person, coach.account().unwrap(), date!(2026 - 04 - 01), None).await;
        let intaker = school.member(Role::Intaker, Scope::Teams(vec![team])).await;
        school.settle().await;
        for actor in [&coach, &intaker] {
            let work = store.workbench(actor, &Default::default(), at(0)).await.unwrap();
            let due: Vec<_> = work.rows.iter().map(|r| (r.duty.kind, r.duty.due, r.duty.is_overdue(TODAY))).collect();
            assert_eq!(due, [(DutyKind::Assess, Due::By(date!(2026 - 04 - 01)), true)]);
        }
        school.assert_projection().await;
    }

    /// Sealed words are not in the database in clear, and the words of one file do not open in another.
    async fn words_are_sealed_at_rest(store) {
        let school = School::new(&store, "99AE").await;
        let team = school.team("Horeca").await;
        let someone = school.person("Visser", date!(2007 - 01 - 01)).await;
        let application = school.applied(someone.person, Some(team), date!(2026 - 08 - 01), "received").await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        school.settle().await;
        store.intake_hold(&intaker, application, 1, &needs_support(), at(1)).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let (sealed,) = row!(tx, (Vec<u8>,), "SELECT words FROM need").unwrap().unwrap();
        assert!(!sealed.windows(8).any(|w| w == b"meer tij"));
    }
}
