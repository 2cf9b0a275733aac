//! What becomes of a placement after it was written down: a report of discrimination and who hears of it, a provision that UWV does not
//! answer, a recognition that is lost, an enrolment that ends.

use super::company::{company, read};
use super::migrations::again;
use super::school::{School, TODAY, at};
use super::shares::{agreed, mailed};
use crate::workplace::{Doing, DoneRefusal, Listed, Why};
use crate::{SaveError, StoreError, testing};
use access::{Actor, Reason, Role, Scope};
use register::agenda::Kind as Asks;
use register::company::CompanyId;
use register::mail::Kind as Mail;
use register::workplace::desk::{lost_recognition, outside_enrolment, owes_an_answer};
use register::workplace::provision::{Kind, Refusal as NoStep, Status};
use register::workplace::report::{DecideRefusal, Event, MakeRefusal, Refusal, Side};
use register::workplace::{Draft, Owed, Party};
use register::{EnrolmentId, FileId, Period};
use time::macros::date;
use time::{Date, Duration};

/// A placement that everybody signed, from five days ago; of which enrolment.
async fn placed(school: &School, coach: &Actor, file: FileId, number: u32, until: Date) -> EnrolmentId {
    let store = &school.store;
    let enrolment = store.workplaces(coach, Some(file), at(4)).await.unwrap().enrolments[0].0.id;
    let mut tx = store.begin().await.unwrap();
    run!(
        tx,
        "INSERT INTO enrolment_period (tenant_id, enrolment_id, begins, crebo, import_id) VALUES ($1, $2, $3, '25180', $4)",
        school.tenant.0,
        enrolment.0,
        date!(2025 - 08 - 01),
        school.import
    )
    .unwrap();
    tx.commit().await.unwrap();
    let draft = Draft {
        enrolment: Some(enrolment),
        company: CompanyId::parse(&number.to_string()),
        name: "Bakkerij Nergens".to_owned(),
        from: Some(TODAY - Duration::days(5)),
        until: Some(until),
        days: Some(4),
        hours: Some(300),
        guidance: "Mevrouw Voorbeeld".to_owned(),
        part: "Kerntaak 1".to_owned(),
        checked: true,
        ..Draft::default()
    };
    assert_eq!(store.workplace_arrange(coach, file, &draft, at(5)).await.unwrap(), 1);
    let signs = Doing::Sign(Party::ALL.to_vec(), Some(TODAY));
    store.workplace_do(coach, file, (1, signs), at(5)).await.unwrap();
    assert_eq!(store.workplaces_owed_count(coach, at(5)).await.unwrap(), 0, "it is in order");
    enrolment
}

crate::on_both! {
    /// ADR 0034, issue 15: a report of discrimination is taken back by who wrote it, and the school says why; the student is told of what
    /// school wrote and of what SBB did, and decides about the College and the police.
    async fn a_report_is_told_and_taken_back_by_who_wrote_it(store) {
        let school = School::new(&store, "46WR").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, _, student) = agreed(&school, &coach).await;
        placed(&school, &coach, file, 100_000_009, TODAY + Duration::days(60)).await;
        store.mail_pass(at(6)).await.unwrap();
        while let Some(mail) = store.mail_take(at(6)).await.unwrap() {
            store.mail_note(&mail, register::mail::Answer::Taken, Some("250"), at(6)).await.unwrap();
        }
        let none = async |minutes| store.mail_take(at(minutes)).await.unwrap().is_none();
        let agenda = async |minutes| {
            let mine = store.mine(&student, at(minutes)).await.unwrap();
            let kinds = mine.agenda.iter().map(|item| item.what.kind());
            kinds.filter(|kind| [Asks::Choice, Asks::Reported].contains(kind)).collect::<Vec<_>>()
        };
        let step = async |number, event, words, minutes: i64| {
            store.workplace_report_step(&coach, file, (number, event), (Some(TODAY), words), at(minutes)).await
        };
        let owed = async |minutes| store.workplaces_owed_count(&coach, at(minutes)).await.unwrap();

        // The student writes it: who works with them is told by a link, and the student is asked what they decide.
        store.workplace_report(&student, None, (1, "Er werd iets geroepen."), at(10)).await.unwrap();
        assert_eq!(mailed(&store, Mail::News, at(10)).await, (format!("/dossiers/{file}/stage"), None));
        assert!(none(10).await, "the student wrote it");
        assert_eq!(agenda(10).await, [Asks::Choice]);
        for words in ["", "Het is al uitgepraat."] {
            let refused = step(1, Event::Withdraw, words, 11).await;
            assert!(matches!(refused, Err(SaveError::Refused(Refusal::Theirs))), "{words}: {refused:?}");
        }
        assert_eq!(owed(11).await, 1, "it leaves no list");
        step(1, Event::Send, "", 12).await.unwrap();
        assert_eq!(mailed(&store, Mail::News, at(12)).await, ("/mijn/stage".to_owned(), None));
        assert!(none(12).await);
        assert_eq!(agenda(12).await, [Asks::Choice, Asks::Reported]);

        // Of two tabs the second is shown what the first one kept.
        let view = store.workplaces(&student, None, at(13)).await.unwrap();
        let shown = Some(view.reports[0].decided_so_far());
        store.workplace_decide(&student, 1, ((true, false), shown), at(13)).await.unwrap();
        store.workplace_decide(&student, 1, ((true, false), shown), at(14)).await.unwrap();
        for seen in [shown, None] {
            let late = store.workplace_decide(&student, 1, ((false, false), seen), at(14)).await;
            assert!(matches!(late, Err(SaveError::Refused(DecideRefusal::Meanwhile))), "{late:?}");
        }
        let view = store.workplaces(&student, None, at(15)).await.unwrap();
        let decided = view.reports[0].decided.map(|one| (one.college, one.police, one.noted.0.at));
        assert_eq!(decided, Some((true, false, at(13).at)), "what was kept first stands");
        assert_eq!(agenda(15).await, [Asks::Reported], "nothing is to be decided any more");

        // The school writes one, takes it back with a reason, and the student hears of both.
        store.workplace_report(&coach, Some(file), (1, "De student kreeg geen sleutel."), at(20)).await.unwrap();
        assert_eq!(mailed(&store, Mail::News, at(20)).await, ("/mijn/stage".to_owned(), None));
        assert!(none(20).await, "the coach wrote it");
        assert!(agenda(20).await.contains(&Asks::Choice));
        let theirs = store.workplace_report_withdraw(&student, 2, at(21)).await;
        assert!(matches!(theirs, Err(SaveError::Store(StoreError::NotFound))), "the school wrote it");
        let silent = step(2, Event::Withdraw, " ", 21).await;
        assert!(matches!(silent, Err(SaveError::Refused(Refusal::Words(_)))), "{silent:?}");
        step(2, Event::Withdraw, "Het stond er dubbel.", 22).await.unwrap();
        assert_eq!(mailed(&store, Mail::News, at(22)).await.0, "/mijn/stage");
        let view = store.workplaces(&student, None, at(23)).await.unwrap();
        assert_eq!(view.reports[1].steps[0].words.as_ref().unwrap().reveal(), "Het stond er dubbel.");
        assert!(!agenda(23).await.contains(&Asks::Choice), "of what was taken back nothing is decided");
        let empty = store.workplace_report(&student, None, (1, " "), at(24)).await;
        assert!(matches!(empty, Err(SaveError::Refused(MakeRefusal::Words(_)))));
        assert!(none(24).await, "nothing was written");

        // What was written before it was kept who did, the migration found out.
        testing::tamper(&store, "UPDATE workplace_report SET own = FALSE").await;
        again(&store, include_str!("../../schema/0097_reports_and_provisions.sql")).await;
        let view = store.workplaces(&coach, Some(file), at(25)).await.unwrap();
        assert_eq!(view.reports.iter().map(|one| one.side).collect::<Vec<_>>(), [Side::Student, Side::School]);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Issue 15: UWV provisions with status. A wrong step is taken back, and who did that stays; what was not answered is on the list.
    async fn what_uwv_does_not_answer_is_owed_and_a_wrong_step_is_taken_back(store) {
        let school = School::new(&store, "46WS").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, _, student) = agreed(&school, &coach).await;
        placed(&school, &coach, file, 100_000_009, TODAY + Duration::days(60)).await;
        let provide = async |kind, status, days: i64, minutes: i64| {
            let doing = Doing::Provide(Some(kind), Some(status), Some(TODAY - Duration::days(days)));
            store.workplace_do(&coach, file, (1, doing), at(minutes)).await
        };
        let back = async |at_place, minutes: i64| {
            store.workplace_do(&coach, file, (1, Doing::Unprovide(at_place)), at(minutes)).await
        };
        // The list says what the rules say, on this day.
        let owed = async |minutes: i64| {
            let page = store.workplaces_listed(&coach, Listed::default(), at(minutes)).await.unwrap();
            let view = store.workplaces(&coach, Some(file), at(minutes)).await.unwrap();
            let steps: Vec<_> = view.steps.iter().map(|(_, step)| *step).collect();
            let why: Vec<Why> = page.rows.iter().map(|row| row.why).collect();
            assert_eq!(!why.is_empty(), owes_an_answer(&view.all[0], &steps, TODAY));
            assert_eq!(store.workplaces_owed_count(&coach, at(minutes)).await.unwrap(), why.len() as i64);
            why
        };
        provide(Kind::Shoes, Status::Asked, 42, 6).await.unwrap();
        assert!(owed(6).await.is_empty(), "six weeks");
        provide(Kind::Transport, Status::Asked, 43, 7).await.unwrap();
        assert_eq!(owed(7).await, [Why::Owed(Owed::Answer)], "a day more");
        provide(Kind::Transport, Status::Refused, 1, 8).await.unwrap();
        assert!(owed(8).await.is_empty(), "UWV said no");
        // That was a mistake: UWV said nothing. The student reads the one before, and that one was taken back.
        let first = back(1, 9).await;
        assert!(matches!(first, Err(SaveError::Refused(DoneRefusal::Provide(NoStep::NotLast)))), "{first:?}");
        back(2, 9).await.unwrap();
        let twice = back(2, 10).await;
        assert!(matches!(twice, Err(SaveError::Refused(DoneRefusal::Provide(NoStep::Same)))), "{twice:?}");
        assert_eq!(owed(10).await, [Why::Owed(Owed::Answer)]);
        let seen = store.workplaces(&student, None, at(11)).await.unwrap();
        let taken: Vec<_> = seen.steps.iter().map(|(_, step)| step.taken.map(|(at, by)| (at.at, by))).collect();
        assert_eq!(taken, [None, None, Some((at(9).at, coach.account().unwrap()))]);
        provide(Kind::Transport, Status::Granted, 0, 12).await.unwrap();
        assert!(owed(12).await.is_empty());
        let other = school.member(Role::Coach, Scope::Own).await;
        let hidden = store.workplace_do(&other, file, (1, Doing::Unprovide(0)), at(13)).await;
        assert!(matches!(hidden, Err(SaveError::Store(StoreError::NotFound))));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// R19: only at a recognised company, and another place where that fails. Issue 15, bad input: a company without recognition, a
    /// placement outside the enrolment; also where a later file made it so.
    async fn what_a_later_file_says_of_a_placement_stands_on_the_list(store) {
        let school = School::new(&store, "46WT").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, ..) = agreed(&school, &coach).await;
        let by = Actor::system(school.tenant, Reason::Import);
        let last = TODAY + Duration::days(60);
        let enrolment = placed(&school, &coach, file, 100_000_001, last).await;
        let why = async |minutes: i64| -> Option<Why> {
            let page = store.workplaces_listed(&coach, Listed::default(), at(minutes)).await.unwrap();
            assert_eq!(store.workplaces_owed_count(&coach, at(minutes)).await.unwrap(), page.rows.len() as i64);
            page.rows.first().map(|row| row.why)
        };
        assert_eq!(why(6).await, None, "no list names the company, which is not lost");
        let lost = Some(Why::Owed(Owed::Lost));
        let listed = |crebo: &str, until: Option<Date>| {
            let mut one = company(100_000_001, "6811 AB", &[crebo]);
            one.1[0].period = Period { from: date!(2020 - 01 - 01), until };
            one
        };
        for (minutes, crebo, until, expected, what) in [
            (10_i64, "25180", None, None, "the list names it as recognised"),
            (12, "25170", None, lost, "a whole file is silent about this programme"),
            (14, "25180", None, None, "it is recognised again"),
            (16, "25180", Some(TODAY), None, "today is its last day"),
            (18, "25180", Some(TODAY - Duration::days(1)), lost, "that was yesterday"),
        ] {
            let one = listed(crebo, until);
            read(&store, &by, std::slice::from_ref(&one), 0, minutes).await;
            assert_eq!(why(minutes + 1).await, expected, "{what}");
            let view = store.workplaces(&coach, Some(file), at(minutes + 1)).await.unwrap();
            assert_eq!(!view.lost.is_empty(), expected.is_some(), "{what}");
            assert_eq!(lost_recognition(&view.all[0], true, &one.1, TODAY), expected.is_some(), "{what}");
        }
        let one = listed("25180", None);
        read(&store, &by, std::slice::from_ref(&one), 0, 20).await;

        let outside = Some(Why::Owed(Owed::Outside));
        let said = async |begins: Date, planned: Option<Date>, ended: Option<Date>| {
            let mut tx = store.begin().await.unwrap();
            run!(
                tx,
                "UPDATE enrolment SET begins = $3, planned_end = $4, ended = $5 WHERE tenant_id = $1 AND enrolment_id = $2",
                school.tenant.0, enrolment.0, begins, planned, ended
            )
            .unwrap();
            tx.commit().await.unwrap();
        };
        let (since, before) = (date!(2025 - 08 - 01), last - Duration::days(1));
        for (minutes, begins, planned, ended, expected, what) in [
            (30_i64, since, None, None, None, "without a last day"),
            (31, since, Some(last), None, None, "planned until that day"),
            (32, since, Some(before), None, outside, "planned shorter"),
            (33, since, Some(before), Some(last), None, "its real end counts"),
            (34, since, None, Some(before), outside, "it ended before"),
            (35, TODAY - Duration::days(4), None, None, outside, "it began later"),
        ] {
            said(begins, planned, ended).await;
            assert_eq!(why(minutes).await, expected, "{what}");
            let view = store.workplaces(&coach, Some(file), at(minutes)).await.unwrap();
            let found = outside_enrolment(&view.all[0], view.enrolments.iter().map(|(one, _)| one), TODAY);
            assert_eq!(found, expected.is_some(), "{what}");
        }
        said(since, None, None).await;
        assert_eq!(why(36).await, None);
        school.taken_back(enrolment).await;
        assert_eq!(why(37).await, outside, "the student system took it back");
    }
}
