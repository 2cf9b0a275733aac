//! Who guides placements: they reach the students of their teams, of each what is for the workplace, and the piles of the list.

use super::path::needs_support;
use super::school::{School, TODAY, at};
use crate::agreement::propose::NewVersion;
use crate::workplace::{Doing, DoneRefusal, Listed, Why};
use crate::{SaveError, StoreError};
use access::{Role, Scope};
use register::agreement::{Answer, Line, LineDraft, Subject};
use register::catalogue::{Level, MeasureKind, Place};
use register::company::CompanyId;
use register::statutory::Ground;
use register::workplace::desk::{Pile, owes_a_look};
use register::workplace::look::{Draft as Back, Kept, Refusal as NoLook, Voice};
use register::workplace::told::{Draft as Telling, Refusal as NotAsked};
use register::workplace::{Draft, Owed, Party};
use time::Duration;
use time::macros::date;

fn line(kind: MeasureKind, place: Place) -> Line {
    let line = LineDraft {
        kind: Some(kind),
        text: format!("Wat helpt: {}", kind.code()),
        who: "de school".into(),
        place: Some(place),
        from: Some(TODAY),
        level: Some(Level::Extra),
        ..LineDraft::default()
    };
    Line::new(line).unwrap()
}

crate::on_both! {
    async fn who_guides_placements_reads_what_is_for_there(store) {
        let school = School::new(&store, "46WG").await;
        let (team, far) = (school.team("Koken").await, school.team("Bakken").await);
        let coach = school.member(Role::Coach, Scope::Own).await;
        let guide = school.member(Role::WorkplaceCoach, Scope::Teams(vec![team])).await;
        let other = school.member(Role::WorkplaceCoach, Scope::Teams(vec![far])).await;
        let nobody = school.member(Role::WorkplaceCoach, Scope::None).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        school.in_team(who.person, team, date!(2023 - 08 - 01), None).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        let enrolment = school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let begins = TODAY - Duration::days(5);
        let mut tx = store.begin().await.unwrap();
        run!(
            tx,
            "INSERT INTO enrolment_period (tenant_id, enrolment_id, begins, crebo, import_id) VALUES ($1, $2, $3, '25180', $4)",
            school.tenant.0, enrolment.0, date!(2025 - 08 - 01), school.import
        )
        .unwrap();
        run!(
            tx,
            "INSERT INTO placement (tenant_id, enrolment_id, sequence, begins, hours, company_code, crebo, import_id) \
             VALUES ($1, $2, '1', $3, 160, '100000009', '25180', $4)",
            school.tenant.0, enrolment.0, begins, school.import
        )
        .unwrap();
        tx.commit().await.unwrap();
        school.settle().await;
        let form = register::intake::HoldIntake { ground: Some(Ground::Yes), ..needs_support() };
        let view = store.assess(&coach, who.file, 1, &form, at(1)).await.unwrap();
        let new = NewVersion {
            based_on: view.version,
            subjects: vec![Subject::Enrolment(enrolment)],
            lines: vec![
                line(MeasureKind::AdaptedExam, Place::Exam),
                line(MeasureKind::Workplace, Place::Workplace),
            ],
        };
        let (version, _) = store.agreement_propose(&coach, who.file, new, at(2)).await.unwrap();
        store.agreement_answer(&student, version, Answer::Agreed, at(3)).await.unwrap();

        // Of the agreement they read what is for there, with its own place; the coach reads all of it.
        let whole = store.workplaces(&coach, Some(who.file), at(4)).await.unwrap();
        assert_eq!(whole.lines.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1]);
        let seen = store.workplaces(&guide, Some(who.file), at(4)).await.unwrap();
        assert_eq!(seen.lines.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1]);
        assert_eq!((seen.agreed.as_slice(), seen.asked.as_slice()), (&[(MeasureKind::Workplace, Place::Workplace)][..], &[1][..]));
        for (by, name) in [(&other, "of another team"), (&nobody, "of no team")] {
            let hidden = store.workplaces(by, Some(who.file), at(4)).await;
            assert!(matches!(hidden, Err(StoreError::NotFound)), "{name}");
        }

        // What DUO tells waits to be written down, and then it runs.
        let totals = async |minutes: i64| {
            let page = store.workplaces_listed(&guide, Listed::default(), at(minutes)).await.unwrap();
            [Pile::Owed, Pile::Unwritten, Pile::Asked, Pile::Running].map(|pile| page.total(pile).expect("counted"))
        };
        let listed = async |pile, from, minutes: i64| {
            let asked = Listed { pile, from, ..Listed::default() };
            store.workplaces_listed(&guide, asked, at(minutes)).await.unwrap().rows
        };
        assert_eq!(totals(5).await, [0, 1, 0, 0]);
        let waits = listed(Pile::Unwritten, 0, 5).await;
        assert_eq!((waits[0].number, waits[0].company.as_deref(), waits[0].why), (None, Some("100000009"), Why::Unwritten));
        let draft = Draft {
            enrolment: Some(enrolment),
            company: CompanyId::parse("100000009"),
            name: "Bakkerij Nergens".to_owned(),
            from: Some(begins),
            until: Some(TODAY + Duration::days(60)),
            days: Some(4),
            hours: Some(300),
            guidance: "Mevrouw Voorbeeld".to_owned(),
            part: "Kerntaak 1".to_owned(),
            checked: true,
            ..Draft::default()
        };
        assert_eq!(store.workplace_arrange(&guide, who.file, &draft, at(6)).await.unwrap(), 1);
        assert_eq!(totals(7).await, [1, 0, 0, 1]);
        assert_eq!(listed(Pile::Owed, 0, 7).await[0].why, Why::Owed(Owed::Sign));
        let all = Doing::Sign(Party::ALL.to_vec(), Some(TODAY));
        store.workplace_do(&guide, who.file, (1, all.clone()), at(7)).await.unwrap();
        assert_eq!(totals(7).await, [0, 0, 0, 1]);
        assert_eq!(listed(Pile::Running, 0, 7).await[0].why, Why::Running);
        assert!(listed(Pile::Running, 1, 7).await.is_empty(), "past the end");
        assert_eq!(store.workplaces_listed(&other, Listed::default(), at(7)).await.unwrap().total(Pile::Running), Some(0));
        assert!(store.workplaces_listed(&nobody, Listed::default(), at(7)).await.is_err());

        // Around the last day looking back is owed, in SQL as in the rules.
        for days in [-29, -28, 0, 14, 15, 60] {
            let last = TODAY + Duration::days(days);
            let mut tx = store.begin().await.unwrap();
            run!(
                tx,
                "UPDATE workplace SET until_on = $2, last_on = $2 WHERE tenant_id = $1",
                school.tenant.0, last
            )
            .unwrap();
            tx.commit().await.unwrap();
            let view = store.workplaces(&coach, Some(who.file), at(8)).await.unwrap();
            let expected = owes_a_look(&view.all[0], true, &[], TODAY);
            assert_eq!(expected, (-28..=14).contains(&days), "{days}");
            assert_eq!(totals(8).await[0], i64::from(expected), "{days}");
            assert_eq!(store.workplaces_owed_count(&coach, at(8)).await.unwrap(), i64::from(expected), "{days}");
        }
        let mut tx = store.begin().await.unwrap();
        let last = TODAY + Duration::days(10);
        run!(tx, "UPDATE workplace SET until_on = $2, last_on = $2 WHERE tenant_id = $1", school.tenant.0, last).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(listed(Pile::Owed, 0, 9).await[0].why, Why::Owed(Owed::Look));

        // They ask about what they read, and see that there is more where a colleague asked about more.
        let ask = |email: &str, lines: &[usize]| Telling {
            name: "K. Bakker".to_owned(),
            email: email.to_owned(),
            until: Some(last),
            version: Some(version),
            lines: lines.to_vec(),
            own: String::new(),
            english: false,
        };
        let exam = store.workplace_ask(&guide, who.file, (1, &ask("a@bedrijf.example", &[0])), at(10)).await;
        assert!(matches!(exam, Err(SaveError::Refused(NotAsked::Fields(_)))), "that is not theirs to tell");
        store.workplace_ask(&guide, who.file, (1, &ask("a@bedrijf.example", &[0, 1])), at(10)).await.unwrap();
        store.workplace_ask(&coach, who.file, (1, &ask("b@bedrijf.example", &[0, 1])), at(11)).await.unwrap();
        let told = |view: &crate::workplace::WorkplacesView| {
            view.told.iter().map(|one| (one.told.lines.len(), one.lines.len(), one.hidden)).collect::<Vec<_>>()
        };
        assert_eq!(told(&store.workplaces(&guide, Some(who.file), at(12)).await.unwrap()), [(1, 1, 0), (2, 1, 1)]);
        assert_eq!(told(&store.workplaces(&student, None, at(12)).await.unwrap()), [(1, 1, 0), (2, 2, 0)]);
        assert_eq!(totals(12).await, [1, 0, 2, 1]);
        store.workplace_stop(&student, None, 1, at(13)).await.unwrap();
        assert_eq!(totals(13).await[2], 1, "the student said no to one");

        // A signature is taken back, once.
        let other_day = Doing::Sign(vec![Party::School], Some(TODAY - Duration::days(1)));
        let clash = store.workplace_do(&coach, who.file, (1, other_day), at(14)).await;
        assert!(matches!(clash, Err(SaveError::Refused(DoneRefusal::Sign(_)))), "it stands there otherwise");
        store.workplace_do(&coach, who.file, (1, all.clone()), at(14)).await.unwrap();
        store.workplace_do(&guide, who.file, (1, Doing::Unsign(Party::Company)), at(15)).await.unwrap();
        let twice = store.workplace_do(&guide, who.file, (1, Doing::Unsign(Party::Company)), at(15)).await;
        assert!(matches!(twice, Err(SaveError::Refused(DoneRefusal::Sign(_)))));
        let view = store.workplaces(&student, None, at(16)).await.unwrap();
        assert_eq!(view.all[0].signed, [(Party::School, TODAY), (Party::Student, TODAY)]);
        store.workplace_do(&guide, who.file, (1, all), at(16)).await.unwrap();

        // Looked back at, it is owed no more.
        let back = Back {
            on: Some(TODAY),
            version: Some(version),
            kept: vec![(1, Kept::Yes)],
            said: vec![(Voice::Student, "Goed.".to_owned()), (Voice::Trainer, String::new())],
        };
        store.workplace_look(&guide, who.file, (1, &back), at(17)).await.unwrap();
        let twice = store.workplace_look(&guide, who.file, (1, &back), at(17)).await;
        assert!(matches!(twice, Err(SaveError::Refused(NoLook::Already(1)))));
        let colleague = store.workplace_look(&coach, who.file, (1, &back), at(17)).await;
        assert!(matches!(colleague, Err(SaveError::Refused(NoLook::Meanwhile))), "a colleague is shown what stands");
        assert_eq!(totals(18).await, [0, 0, 1, 1]);
        // Taken back as a mistake it is owed again, and its words are told nobody; of that day it can be written down anew.
        let hidden = store.workplace_look_take_back(&other, who.file, 1, at(19)).await;
        assert!(matches!(hidden, Err(StoreError::NotFound)));
        assert!(matches!(store.workplace_look_take_back(&guide, who.file, 7, at(19)).await, Err(StoreError::NotFound)));
        for minutes in [19, 20] {
            store.workplace_look_take_back(&guide, who.file, 1, at(minutes)).await.unwrap();
        }
        assert_eq!(totals(21).await, [1, 0, 1, 1]);
        let looks = store.workplaces(&student, None, at(21)).await.unwrap().looks;
        assert_eq!(looks[0].look.taken.map(|(at, by)| (at.at, by)), Some((at(19).at, guide.account().unwrap())), "once");
        store.workplace_look(&coach, who.file, (1, &back), at(22)).await.unwrap();
        assert_eq!(totals(22).await, [0, 0, 1, 1]);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }
}
