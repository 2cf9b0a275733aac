//! Looking back together: written down once, read by student and staff, owed and held by the school year, taken back with a
//! reason.

use super::path::needs_support;
use super::school::{School, TODAY, at};
use crate::agreement::propose::NewVersion;
use crate::evaluation::Asked;
use crate::file::within::Chosen;
use crate::{SaveError, StoreError};
use access::{Action, Actor, Role, Scope};
use register::agreement::{
    Answer, EvaluateRefusal, EvaluationBackRefusal, Kept, Line, LineDraft, Outcome, Subject, Talk,
};
use register::catalogue::{Level, MeasureKind, Place};
use register::duty::Evaluating;
use register::statutory::Ground;
use register::{Moment, VersionId};
use time::macros::date;
use time::{Date, Duration};

fn talk(on: Date) -> Talk {
    Talk {
        held_on: Some(on),
        with_student: Some(true),
        kept: vec![Some(Kept::Little)],
        words: "Bij rekenen kreeg ik de tijd niet.".to_owned(),
        outcome: Some(Outcome::Changes),
    }
}

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

/// Names and numbers of what is owed, and how many were held.
async fn owed(store: &crate::Store, who: &Actor, now: Moment) -> (Vec<VersionId>, usize) {
    let found = store.evaluations(who, &Asked::of(Evaluating::Owed), now).await.unwrap();
    let number = |list| usize::try_from(found.count(list)).unwrap();
    assert_eq!(found.rows.len(), number(Evaluating::Owed), "one page");
    (found.rows.iter().map(|row| row.version).collect(), number(Evaluating::Held))
}

crate::on_both! {
    async fn owed_held_and_taken_back(store) {
        let school = School::new(&store, "42AB").await;
        let team = school.team("Zorg").await;
        let mut agreed = Vec::new();
        let coach = school.member(Role::Coach, Scope::Own).await;
        for (name, ground) in [("Aalders", Ground::Yes), ("Bakker", Ground::No)] {
            let who = school.person(name, date!(2008 - 03 - 01)).await;
            school.in_team(who.person, team, date!(2023 - 08 - 01), None).await;
            school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
            let enrolment = school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
            let student = school.member(Role::Student, Scope::Person(who.person)).await;
            school.settle().await;
            let form = register::intake::HoldIntake { ground: Some(ground), ..needs_support() };
            let view = store.assess(&coach, who.file, 1, &form, at(1)).await.unwrap();
            // From today, and without an end.
            let line = LineDraft {
                kind: Some(MeasureKind::AdaptedExam),
                text: "Extra tijd".into(),
                who: "het examenbureau".into(),
                place: Some(Place::Exam),
                from: Some(TODAY),
                level: Some(Level::Extra),
                ..LineDraft::default()
            };
            let lines = vec![Line::new(line).unwrap()];
            let new = NewVersion { based_on: view.version, subjects: vec![Subject::Enrolment(enrolment)], lines };
            let (version, _) = store.agreement_propose(&coach, who.file, new, at(2)).await.unwrap();
            let early = store.agreement_evaluate(&coach, version, &talk(TODAY), at(2)).await;
            assert!(matches!(early, Err(SaveError::Refused(EvaluateRefusal::NeverAgreed))), "{early:?}");
            store.agreement_answer(&student, version, Answer::Agreed, at(3)).await.unwrap();
            agreed.push((who, version, student));
        }
        let (anna, version, student) = &agreed[0];
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        // By the law one of the two is owed; the other rests on the school's own policy.
        for (who, expected) in [(&coach, vec![*version]), (&care, vec![*version]), (&other, vec![])] {
            assert_eq!(owed(&store, who, days(1)).await, (expected, 0));
        }
        let elsewhere = School::new(&store, "42AC").await;
        let stranger = elsewhere.member(Role::CareCoordinator, Scope::School).await;
        assert_eq!(owed(&store, &stranger, days(1)).await, (vec![], 0));

        for (who, name) in [(&other, "another coach"), (student, "the student"), (&stranger, "another school")] {
            let refused = store.agreement_evaluate(who, *version, &talk(TODAY), days(1)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        let alone = Talk { with_student: Some(false), ..talk(TODAY) };
        let refused = store.agreement_evaluate(&coach, *version, &alone, days(1)).await;
        assert!(matches!(refused, Err(SaveError::Refused(EvaluateRefusal::WithoutStudent))));
        let held = talk(TODAY);
        let (one, two) = tokio::join!(
            store.agreement_evaluate(&coach, *version, &held, days(1)),
            store.agreement_evaluate(&coach, *version, &held, days(1)),
        );
        let (one, two) = if one.is_ok() { (one, two) } else { (two, one) };
        assert_eq!(one.unwrap().version.evaluations.len(), 1);
        assert!(matches!(two, Err(SaveError::Refused(EvaluateRefusal::AlreadyHeld))), "two tabs are one talk: {two:?}");

        // The student reads it, in their own words; the duty of this year is met, and that of the next is not.
        let read = store.agreement_version(student, Action::SeeOwnAgreement, *version, days(2)).await.unwrap();
        let held = &read.version.evaluations[0];
        assert_eq!((held.held_on, held.kept.as_slice(), held.outcome), (TODAY, &[Kept::Little][..], Outcome::Changes));
        assert_eq!(held.words.as_ref().unwrap().reveal(), "Bij rekenen kreeg ik de tijd niet.");
        assert_eq!(owed(&store, &coach, days(2)).await, (vec![], 1));
        assert_eq!(owed(&store, &coach, days(100)).await, (vec![*version], 0), "the next school year asks one of its own");
        // Narrowed by the database; each list has its own page; and who is on none of theirs finds nobody.
        let team_only = Chosen { team: Some(team), coach: None };
        for (who, list, files, expected) in [
            (&care, Evaluating::Held, team_only, vec![*version]),
            (&care, Evaluating::Held, Chosen { coach: coach.account(), ..team_only }, vec![*version]),
            (&care, Evaluating::Held, Chosen { coach: other.account(), ..team_only }, vec![]),
            (&care, Evaluating::Owed, team_only, vec![]),
            (&other, Evaluating::Held, Chosen::default(), vec![]),
        ] {
            let asked = Asked { list, files, after: None };
            let found = store.evaluations(who, &asked, days(2)).await.unwrap();
            assert_eq!(found.rows.iter().map(|row| row.version).collect::<Vec<_>>(), expected, "{asked:?}");
            assert_eq!(found.count(list), expected.len() as i64);
            let after = Asked { after: Some(anna.file), ..asked };
            assert!(store.evaluations(who, &after, days(2)).await.unwrap().rows.is_empty(), "nobody comes after her");
        }
        let view = store.file_view(&coach, anna.file, days(2)).await.unwrap();
        let evaluates = |view: &crate::file::view::FileView| {
            view.coming.iter().any(|one| one.what == register::file::Milestone::Evaluate)
        };
        assert!(!evaluates(&view), "nothing comes of it this year");

        for (number, why, refused) in [
            (2, "Verkeerde student.", EvaluationBackRefusal::NoSuchEvaluation),
            (1, " ", EvaluationBackRefusal::Why(register::field::Problem::Missing)),
        ] {
            let found = store.agreement_evaluation_back(&coach, *version, number, why, days(3)).await;
            assert!(matches!(found, Err(SaveError::Refused(found)) if found == refused));
        }
        store.agreement_evaluation_back(&coach, *version, 1, "Verkeerde student.", days(3)).await.unwrap();
        assert_eq!(owed(&store, &coach, days(3)).await, (vec![*version], 0));
        assert!(evaluates(&store.file_view(&coach, anna.file, days(3)).await.unwrap()));
        // Nobody held it: next year it is told, on the day itself, without anything having been written.
        school.assert_projection().await;
        for (day, missed) in [(days(3), 0), (days(100), 1)] {
            let found = store.evaluations(&coach, &Asked::of(Evaluating::Missed), day).await.unwrap();
            assert_eq!((found.rows.len(), found.count(Evaluating::Missed)), (missed, missed as i64), "{}", day.day);
        }
        let read = store.agreement_version(student, Action::SeeOwnAgreement, *version, days(4)).await.unwrap();
        let back = read.version.evaluations[0].taken_back.as_ref().unwrap();
        assert_eq!(back.why.reveal(), "Verkeerde student.");
        assert!(read.names.contains_key(&back.by), "and by whom");
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
        let wrote = crate::testing::audited(&store, school.tenant, 0).await;
        let wrote = wrote.iter().filter(|event| event.payload.action == Action::Evaluate.code()).count();
        assert_eq!(wrote, 2, "held once, and taken back once");
    }
}

crate::on_both! {
    /// A coach with more than thirty talks to plan has them all on one page, and plans them with one form: what it takes of them
    /// (`e2e/journeys/effort.test.mjs`) does not grow with how many there are.
    async fn thirty_talks_stand_on_one_page_and_are_planned_at_once(store) {
        const MANY: usize = 31;
        const { assert!(MANY <= crate::evaluation::PLANNED_AT_ONCE) };
        let school = School::new(&store, "42AD").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        for nth in 0..MANY {
            let who = school.person(&format!("Aalders{nth}"), date!(2008 - 03 - 01)).await;
            school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
            let enrolment = school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
            let student = school.member(Role::Student, Scope::Person(who.person)).await;
            school.settle().await;
            let form = register::intake::HoldIntake { ground: Some(Ground::Yes), ..needs_support() };
            let view = store.assess(&coach, who.file, 1, &form, at(1)).await.unwrap();
            let line = LineDraft {
                kind: Some(MeasureKind::AdaptedExam),
                text: "Extra tijd".into(),
                who: "het examenbureau".into(),
                place: Some(Place::Exam),
                from: Some(TODAY),
                level: Some(Level::Extra),
                ..LineDraft::default()
            };
            let lines = vec![Line::new(line).unwrap()];
            let new = NewVersion { based_on: view.version, subjects: vec![Subject::Enrolment(enrolment)], lines };
            let (version, _) = store.agreement_propose(&coach, who.file, new, at(2)).await.unwrap();
            store.agreement_answer(&student, version, Answer::Agreed, at(3)).await.unwrap();
        }
        let to_plan = async || store.evaluations_to_plan(&coach, Chosen::default(), None, days(1)).await.unwrap();
        let page = to_plan().await;
        assert_eq!((page.rows.len(), page.next), (MANY, None), "all of them, and no second page");
        assert!(page.rows.iter().all(|row| row.planned.is_none()));
        let on = TODAY + Duration::days(14);
        let draft = register::agreement::PlanDraft { day: Some(on), ..Default::default() };
        for row in &page.rows {
            store.evaluation_plan(&coach, row.version, &draft, days(1)).await.unwrap();
        }
        let planned = to_plan().await;
        assert_eq!(planned.rows.iter().filter(|row| row.planned == Some((on, None))).count(), MANY);
    }
}

crate::on_both! {
    /// A student prepares in the five words of the talk; what was prepared in three before is read in them.
    async fn what_is_prepared_is_said_in_the_words_of_the_talk(store) {
        let school = School::new(&store, "42AE").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (_, version, student) = crate::tests::shares::agreed(&school, &coach).await;
        let read = async || {
            let view = store.agreement_version(&student, Action::PrepareEvaluation, version, at(9)).await.unwrap();
            view.prepared.first().map(|one| one.went.clone()).unwrap_or_default()
        };
        for kept in Kept::ALL {
            let typed = register::agreement::Prepared { went: vec![Some(*kept)], ..Default::default() };
            store.evaluation_prepare(&student, version, &typed, at(8)).await.unwrap();
            assert_eq!(read().await.first(), Some(&Some(*kept)));
        }
        let old = "UPDATE evaluation_preparation SET went = 'kept,partly,,not,kept'";
        crate::testing::tamper(&store, old).await;
        crate::tests::migrations::again(&store, include_str!("../../schema/0110_prepared.sql")).await;
        let five = [Some(Kept::Entirely), Some(Kept::Little), None, Some(Kept::NotAtAll), Some(Kept::Entirely)];
        assert_eq!(read().await, five);
    }
}
