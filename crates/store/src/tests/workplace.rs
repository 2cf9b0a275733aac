//! Placements as a school arranges them: in the enrolment, at a recognised company; signed, provided for, ended, and in whose place
//! another one comes.

use super::company::{company, read};
use super::school::{School, at};
use super::shares::{agreed, born, mailed, token};
use crate::workplace::{AgreeRefusal, Doing, DoneRefusal, Listed};
use crate::{SaveError, StoreError};
use access::{Actor, Reason, Role, Scope};
use register::Period;
use register::company::CompanyId;
use register::mail::Kind as Mail;
use register::workplace::desk::Pile;
use register::workplace::provision::{Kind, Refusal as NoStep, Status};
use register::workplace::report::{Event, Refusal as NoStepOf};
use register::workplace::told::{Draft as Telling, Refusal as NotAsked, State, YesRefusal};
use register::workplace::{Draft, Party, Reason as Why, Refusal};
use time::macros::date;

crate::on_both! {
    async fn arranged_signed_ended_and_another_in_its_place(store) {
        let school = School::new(&store, "46WE").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        let enrolment = school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        let mut tx = store.begin().await.unwrap();
        run!(
            tx,
            "INSERT INTO enrolment_period (tenant_id, enrolment_id, begins, crebo, import_id) VALUES ($1, $2, $3, '25180', $4)",
            school.tenant.0, enrolment.0, date!(2023 - 08 - 01), school.import
        )
        .unwrap();
        for (sequence, begins, code) in [("1", date!(2024 - 02 - 01), "100000001"), ("2", date!(2025 - 02 - 01), "100000009")] {
            run!(
                tx,
                "INSERT INTO placement (tenant_id, enrolment_id, sequence, begins, hours, company_code, crebo, import_id) \
                 VALUES ($1, $2, $3, $4, 160, $5, '25180', $6)",
                school.tenant.0, enrolment.0, sequence, begins, code, school.import
            )
            .unwrap();
        }
        tx.commit().await.unwrap();
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let by = Actor::system(school.tenant, Reason::Import);
        read(&store, &by, &[company(100_000_001, "6811 AB", &["25180"]), company(100_000_002, "6811 AB", &["25170"])], 0, 1).await;
        school.settle().await;

        let view = store.workplaces(&coach, Some(who.file), at(2)).await.unwrap();
        let known: Vec<_> = view.duo.iter().map(|one| (one.sequence.as_str(), one.recognised.code(), one.arranged)).collect();
        assert_eq!(known, [("1", "yes", false), ("2", "unknown", false)], "what DUO tells, held against the list");
        let draft = Draft {
            enrolment: Some(enrolment),
            company: CompanyId::parse("100000001"),
            from: Some(at(2).day),
            until: Some(at(2).day + time::Duration::days(60)),
            days: Some(4),
            hours: Some(300),
            guidance: "Mevrouw Voorbeeld".to_owned(),
            part: "Kerntaak 1".to_owned(),
            early_ending: true,
            ..Draft::default()
        };
        for (by, name) in [(&other, "another coach"), (&student, "the student")] {
            let refused = store.workplace_arrange(by, who.file, &draft, at(3)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{name}");
        }
        let early = Draft { from: Some(date!(2023 - 07 - 31)), ..draft.clone() };
        let outside = store.workplace_arrange(&coach, who.file, &early, at(3)).await;
        let whole = Period::since(date!(2023 - 08 - 01));
        assert!(matches!(outside, Err(SaveError::Refused(Refusal::Outside(of))) if of == whole));
        let wrong = Draft { company: CompanyId::parse("100000002"), ..draft.clone() };
        let refused = store.workplace_arrange(&coach, who.file, &wrong, at(3)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::NotRecognised))), "recognised for something else");
        let unknown = Draft { company: CompanyId::parse("100000009"), name: "Onbekend".to_owned(), ..draft.clone() };
        let refused = store.workplace_arrange(&coach, who.file, &unknown, at(3)).await;
        assert!(matches!(refused, Err(SaveError::Refused(Refusal::NotChecked))), "no list names it, which is no no");
        assert_eq!(store.workplace_arrange(&coach, who.file, &draft, at(4)).await.unwrap(), 1);
        let twice = store.workplace_arrange(&coach, who.file, &draft, at(5)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Already(1)))));

        let signs = Doing::Sign(vec![Party::School, Party::Student, Party::Company], Some(at(5).day));
        assert_eq!(store.workplaces_owed_count(&coach, at(5)).await.unwrap(), 1, "nobody signed yet");
        store.workplace_do(&coach, who.file, (1, signs), at(5)).await.unwrap();
        let asks = Doing::Provide(Some(Kind::Shoes), Some(Status::Asked), Some(at(5).day));
        store.workplace_do(&care, who.file, (1, asks.clone()), at(6)).await.unwrap();
        let again = store.workplace_do(&coach, who.file, (1, asks), at(6)).await;
        assert!(matches!(again, Err(SaveError::Refused(DoneRefusal::Provide(NoStep::Same)))));
        let nowhere = store.workplace_do(&coach, who.file, (7, Doing::Sign(vec![Party::Student], Some(at(5).day))), at(6)).await;
        assert!(matches!(nowhere, Err(SaveError::Store(StoreError::NotFound))));

        // The student reads it, and what was written stands under their own key.
        let own = store.workplaces(&student, None, at(7)).await.unwrap();
        assert_eq!((own.all.len(), own.steps.len(), own.duo.len()), (1, 1, 2));
        assert_eq!(own.all[0].guidance.reveal(), "Mevrouw Voorbeeld");
        let signed: Vec<Party> = own.all[0].signed.iter().map(|(party, _)| *party).collect();
        assert_eq!(signed, [Party::School, Party::Student, Party::Company]);

        // It fails, and stands on the list of who works with the student until another takes its place.
        assert_eq!(store.workplaces_owed_count(&coach, at(8)).await.unwrap(), 0);
        let ends = Doing::End(Some(at(8).day), Some(Why::GuidanceGone));
        store.workplace_do(&coach, who.file, (1, ends.clone()), at(8)).await.unwrap();
        let twice = store.workplace_do(&coach, who.file, (1, ends), at(9)).await;
        assert!(matches!(twice, Err(SaveError::Refused(DoneRefusal::End(_)))));
        for (by, count, name) in [(&coach, 1, "the coach"), (&care, 1, "the coordinator"), (&other, 0, "another coach")] {
            assert_eq!(store.workplaces_owed_count(by, at(9)).await.unwrap(), count, "{name}");
            let page = store.workplaces_listed(by, Listed::default(), at(9)).await.unwrap();
            assert_eq!((page.rows.len() as i64, page.total(Pile::Owed)), (count, Some(count)), "{name}");
        }
        assert!(matches!(store.workplaces_owed_count(&student, at(9)).await, Err(StoreError::NotFound)));
        let later = Draft { from: Some(at(9).day + time::Duration::days(30)), instead: Some(1), ..draft };
        assert_eq!(store.workplace_arrange(&coach, who.file, &later, at(10)).await.unwrap(), 2);
        assert_eq!(store.workplaces_owed_count(&coach, at(11)).await.unwrap(), 0);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// What a workplace is told is read after a yes, as far as it was chosen; and no more once it is taken back, or the placement ends.
    async fn told_after_a_yes_and_no_longer_than_the_placement(store) {
        let school = School::new(&store, "46WF").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, version, student) = agreed(&school, &coach).await;
        let enrolment = store.workplaces(&coach, Some(file), at(4)).await.unwrap().enrolments[0].0.id;
        let mut tx = store.begin().await.unwrap();
        run!(
            tx,
            "INSERT INTO enrolment_period (tenant_id, enrolment_id, begins, crebo, import_id) VALUES ($1, $2, $3, '25180', $4)",
            school.tenant.0, enrolment.0, date!(2025 - 08 - 01), school.import
        )
        .unwrap();
        tx.commit().await.unwrap();
        let by = Actor::system(school.tenant, Reason::Import);
        read(&store, &by, &[company(100_000_001, "6811 AB", &["25180"])], 0, 4).await;
        let last = at(4).day + time::Duration::days(60);
        let draft = Draft {
            enrolment: Some(enrolment),
            company: CompanyId::parse("100000001"),
            from: Some(at(4).day),
            until: Some(last),
            days: Some(4),
            hours: Some(300),
            guidance: "Mevrouw Voorbeeld".to_owned(),
            part: "Kerntaak 1".to_owned(),
            ..Draft::default()
        };
        assert_eq!(store.workplace_arrange(&coach, file, &draft, at(5)).await.unwrap(), 1);
        let ask = Telling {
            name: "K. Bakker".to_owned(),
            email: "k.bakker@bedrijf.example".to_owned(),
            until: Some(last),
            version: Some(version),
            lines: vec![0],
            own: "Zeg mij één ding tegelijk.".to_owned(),
            english: false,
        };
        let other = Telling { version: None, ..ask.clone() };
        let other = store.workplace_ask(&coach, file, (1, &other), at(6)).await;
        assert!(matches!(other, Err(SaveError::Refused(NotAsked::Meanwhile))), "they were shown something else");
        store.workplace_ask(&coach, file, (1, &ask), at(6)).await.unwrap();
        let twice = store.workplace_ask(&coach, file, (1, &ask), at(6)).await;
        assert!(matches!(twice, Err(SaveError::Refused(NotAsked::Already(1)))));
        let own = store.workplaces(&student, None, at(6)).await.unwrap();
        assert_eq!((own.told[0].state, own.told[0].lines.len()), (State::Asked, 1));
        // Without mail nobody could read it, and the yes stays to be said.
        let none = store.workplace_agree(&student, 1, at(6)).await;
        assert!(matches!(none, Err(SaveError::Refused(AgreeRefusal::Share))));
        store.mail_pass(at(6)).await.unwrap();
        assert!(store.mail_take(at(6)).await.unwrap().is_none(), "nothing went before the yes");
        assert!(matches!(store.workplace_agree(&coach, 1, at(6)).await, Err(SaveError::Store(StoreError::NotFound))));
        store.workplace_agree(&student, 1, at(7)).await.unwrap();
        let twice = store.workplace_agree(&student, 1, at(7)).await;
        assert!(matches!(twice, Err(SaveError::Refused(AgreeRefusal::Yes(YesRefusal::Already)))));
        let (path, _) = mailed(&store, Mail::Share, at(8)).await;
        let link = token(&path).to_owned();
        let enter = async |minutes: i64| {
            store.share_code(&link, at(minutes)).await.unwrap();
            let (_, code) = mailed(&store, Mail::Code, at(minutes)).await;
            store.share_enter(&link, &code.unwrap(), at(minutes)).await.unwrap()
        };
        let visit = enter(9).await;
        let seen = store.share_read(&link, &visit, at(10)).await.unwrap().expect("it is read");
        assert_eq!(seen.version.unwrap().lines.len(), 1);
        assert_eq!(seen.own.unwrap().reveal(), "Zeg mij één ding tegelijk.");
        // The student left school: nothing holds, own words neither, and the link says that it is over.
        let left = async |on: Option<time::Date>| {
            let mut tx = store.begin().await.unwrap();
            run!(
                tx,
                "UPDATE enrolment SET ended = $3 WHERE tenant_id = $1 AND enrolment_id = $2",
                school.tenant.0, enrolment.0, on
            )
            .unwrap();
            tx.commit().await.unwrap();
        };
        left(Some(at(10).day - time::Duration::days(1))).await;
        assert!(store.share_read(&link, &visit, at(10)).await.unwrap().is_none(), "the enrolment ended");
        assert_eq!(store.share_door(&link, at(10)).await.unwrap().state, register::share::State::Over);
        left(None).await;
        assert!(store.share_read(&link, &visit, at(10)).await.unwrap().is_some());
        assert_eq!(store.share_door(&link, at(10)).await.unwrap().state, register::share::State::Open);
        // The student takes it back: whoever reads at that moment reads no more, and stopping twice is stopping once.
        store.workplace_stop(&student, None, 1, at(11)).await.unwrap();
        store.workplace_stop(&student, None, 1, at(11)).await.unwrap();
        assert!(store.share_read(&link, &visit, at(11)).await.unwrap().is_none());
        // Asked anew, it ends with the placement.
        store.workplace_ask(&coach, file, (1, &ask), at(12)).await.unwrap();
        store.workplace_agree(&student, 2, at(13)).await.unwrap();
        let ends = Doing::End(Some(at(14).day), Some(Why::Together));
        store.workplace_do(&coach, file, (1, ends), at(14)).await.unwrap();
        let view = store.workplaces(&coach, Some(file), at(15)).await.unwrap();
        let states: Vec<State> = view.told.iter().map(|one| one.state).collect();
        assert_eq!(states, [State::Stopped, State::Agreed], "on its last day it is read");
        let tomorrow = register::Moment { at: at(15).at + time::Duration::days(1), day: at(15).day + time::Duration::days(1) };
        let view = store.workplaces(&coach, Some(file), tomorrow).await.unwrap();
        assert_eq!(view.told[1].state, State::Over);
        let shares = store.shares(&coach, Some(file), tomorrow).await.unwrap();
        assert!(shares.with.iter().all(|one| one.share.state(tomorrow.day) != register::share::State::Open));

        // A report stands on the list until it is known what SBB did, and the student decides.
        store.workplace_report(&student, None, (1, "Er werd iets geroepen."), at(16)).await.unwrap();
        store.workplace_report(&student, None, (1, "Er werd iets geroepen."), at(16)).await.unwrap();
        let other = school.member(Role::Coach, Scope::Own).await;
        let hidden = store.workplace_report(&other, Some(file), (1, "Iets"), at(16)).await;
        assert!(matches!(hidden, Err(SaveError::Store(StoreError::NotFound))));
        let owed = async |minutes| store.workplaces_owed_count(&coach, at(minutes)).await.unwrap();
        assert_eq!(owed(17).await, 1);
        let shown = store.workplaces(&student, None, at(17)).await.unwrap().reports[0].decided_so_far();
        store.workplace_decide(&student, 1, ((true, false), Some(shown)), at(17)).await.unwrap();
        let step = async |event, words, minutes: i64| {
            store.workplace_report_step(&coach, file, (1, event), (Some(at(minutes).day), words), at(minutes)).await
        };
        let early = step(Event::Answer, "Bezoek.", 18).await;
        assert!(matches!(early, Err(SaveError::Refused(NoStepOf::Stands(_)))));
        step(Event::Send, "", 18).await.unwrap();
        step(Event::Receive, "", 19).await.unwrap();
        assert_eq!(owed(19).await, 1);
        step(Event::Answer, "SBB ging langs.", 20).await.unwrap();
        assert_eq!(owed(20).await, 0);
        let reports = store.workplaces(&student, None, at(21)).await.unwrap().reports;
        assert_eq!(reports.len(), 1, "sent twice it stands once");
        assert_eq!(reports[0].steps[2].words.as_ref().unwrap().reveal(), "SBB ging langs.");
        assert_eq!(reports[0].decided.map(|one| (one.college, one.police)), Some((true, false)));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }
}

crate::on_both! {
    /// A parent's yes ends on the 16th birthday of the student: the question waits for the student, whose yes makes another link.
    async fn the_yes_of_a_parent_is_asked_of_the_student_at_16(store) {
        use register::agenda::Kind as Asked;
        use register::share::State as Shared;
        let school = School::new(&store, "46WQ").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, version, student) = agreed(&school, &coach).await;
        let enrolment = store.workplaces(&coach, Some(file), at(4)).await.unwrap().enrolments[0].0.id;
        let mut tx = store.begin().await.unwrap();
        run!(
            tx,
            "INSERT INTO enrolment_period (tenant_id, enrolment_id, begins, crebo, import_id) VALUES ($1, $2, $3, '25180', $4)",
            school.tenant.0, enrolment.0, date!(2025 - 08 - 01), school.import
        )
        .unwrap();
        tx.commit().await.unwrap();
        let person = store.mine(&student, at(4)).await.unwrap().person.person;
        let kin = school.guardian(person, true).await;
        let parent = school.member(Role::Guardian, Scope::Guardian(kin)).await;
        // 16 in ten days.
        born(&school, file, date!(2010 - 05 - 22)).await;
        school.settle().await;
        let by = Actor::system(school.tenant, Reason::Import);
        read(&store, &by, &[company(100_000_001, "6811 AB", &["25180"])], 0, 4).await;
        let last = at(4).day + time::Duration::days(60);
        let draft = Draft {
            enrolment: Some(enrolment),
            company: CompanyId::parse("100000001"),
            from: Some(at(4).day),
            until: Some(last),
            days: Some(4),
            hours: Some(300),
            guidance: "Mevrouw Voorbeeld".to_owned(),
            part: "Kerntaak 1".to_owned(),
            ..Draft::default()
        };
        store.workplace_arrange(&coach, file, &draft, at(5)).await.unwrap();
        let ask = Telling {
            name: "K. Bakker".to_owned(),
            email: "k.bakker@bedrijf.example".to_owned(),
            until: Some(last),
            version: Some(version),
            lines: vec![0],
            own: String::new(),
            english: false,
        };
        store.mail_pass(at(6)).await.unwrap();
        store.workplace_ask(&coach, file, (1, &ask), at(6)).await.unwrap();
        store.workplace_agree(&parent, 1, at(7)).await.unwrap();
        let (first, _) = mailed(&store, Mail::Share, at(8)).await;
        let days = |n| register::Moment { at: at(9).at, day: at(9).day + time::Duration::days(n) };
        let waits = async |now| store.mine(&student, now).await.unwrap().agenda.iter().any(|item| item.what.kind() == Asked::Telling);
        for (n, state, door) in [(9, State::Agreed, Shared::Open), (10, State::Asked, Shared::Over)] {
            let view = store.workplaces(&coach, Some(file), days(n)).await.unwrap();
            assert_eq!(view.told[0].state, state, "{n}");
            assert_eq!(store.share_door(token(&first), days(n)).await.unwrap().state, door, "{n}");
            assert_eq!(waits(days(n)).await, state == State::Asked, "{n}");
        }
        assert!(store.workplace_agree(&parent, 1, days(10)).await.is_err(), "it is the student's to say");
        store.workplace_agree(&student, 1, days(10)).await.unwrap();
        let (second, _) = mailed(&store, Mail::Share, days(10)).await;
        assert_eq!(store.share_door(token(&first), days(10)).await.unwrap().state, Shared::Over);
        assert_eq!(store.share_door(token(&second), days(10)).await.unwrap().state, Shared::Open);
        assert_eq!(store.workplaces(&coach, Some(file), days(11)).await.unwrap().told[0].state, State::Agreed);
        assert!(!waits(days(11)).await);
    }
}
