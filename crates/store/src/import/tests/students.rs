//! The student system's list, beside DUO's file.

use super::*;
use register::import::absence::Kind;
use register::import::texts::Texts;
use register::law::Participant;
use register::programme::Pathway;

const NUMBER: PersonNumber<'_> = PersonNumber { kind: NumberKind::Bsn, number: "999990019" };

pub(super) fn all() -> Columns {
    Columns {
        texts: Kind::TEXTS.into(),
        team: true,
        groups: true,
        coach: true,
        guardians: true,
        both_guardians: true,
        guardian_emails: true,
        starts_on: true,
    }
}

/// Zoë's texts, but for some.
pub(super) fn texts_but(other: &[(Kind, Option<&'static str>)]) -> Texts<&'static str> {
    let zoe = [
        (Kind::GivenNames, Some("Zoë Maria")),
        (Kind::Initials, Some("Z.M.")),
        (Kind::CallName, Some("Zoë")),
        (Kind::Infix, Some("van der")),
        (Kind::Email, Some("zoe@student.example")),
        (Kind::Municipality, Some("GM0363")),
    ];
    let said = |kind: Kind| zoe.iter().chain(other).rfind(|one| one.0 == kind).and_then(|one| one.1);
    Kind::TEXTS.into_iter().filter_map(|kind| Some((kind, said(kind)?))).collect()
}

pub(super) fn zoe() -> Student<'static> {
    Student {
        line: 2,
        student_number: "s1001",
        texts: texts_but(&[]),
        family_name: "Berg",
        birth: birth(2010),
        numbers: vec![NUMBER],
        team: Some("Zorg"),
        groups: vec!["ZV1A", "Nederlands 3F"],
        coach: Some("Coach@school.example"),
        guardians: vec![StudentGuardian {
            name: "A. van der Berg",
            email: Some("a@home.example"),
            authority: Some(true),
        }],
        applications: vec![StudentApplication {
            crebo: "25655",
            applied_on: day("2026-02-01"),
            starts_on: Some(day("2026-08-01")),
            decided: None,
            participant: None,
        }],
    }
}

pub(super) fn file(rows: Vec<Student<'_>>) -> StudentsIncoming<'_> {
    StudentsIncoming { sha256: [1; 32], mapping: r#"{"team":"Team"}"#, columns: all(), rows }
}

pub(super) async fn import(
    store: &Store,
    actor: &Actor,
    rows: Vec<Student<'_>>,
    on: &str,
) -> Result<StudentsOutcome, ImportError> {
    store.import_students(actor, &file(rows), Some(99), now(on), &mut |_, _, _| {}).await
}

/// DUO's file about the same person, enrolled on 1 August.
async fn duo(store: &Store, actor: &Actor, crebo: &'static str) -> RoOutcome {
    let file = RoIncoming {
        sha256: [2; 32],
        institution: "27DV",
        from: day("2025-08-01"),
        until: day("2026-09-30"),
        created: day("2026-10-01"),
        complete: true,
        persons: vec![RoPerson { line: 2, number: NUMBER, birth: birth(2010) }],
        enrolments: vec![RoEnrolment {
            person: 0,
            number: "1",
            from: day("2026-08-01"),
            planned_end: None,
            ended: None,
            reason: None,
        }],
        periods: vec![RoPeriod {
            enrolment: 0,
            from: day("2026-08-01"),
            crebo,
            pathway: Pathway::Bol,
            level: None,
            fundable: None,
            absence_location: None,
            provider: None,
            location: None,
            route: None,
            route_phase: None,
        }],
        support: vec![],
        placements: vec![],
    };
    store.import_ro(actor, &file, Some(99), now("2026-10-01"), &mut |_, _, _| {}).await.unwrap()
}

const STATUS: &str = "SELECT status FROM application WHERE tenant_id = $1 ORDER BY applied_on";

crate::on_both! {
    /// Doubles from before names had one form: the one that is written so, and never one of them by chance.
    async fn a_name_that_two_teams_have_is_asked_about(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let mut tx = store.begin().await.unwrap();
        for (id, name) in [(1, "Bouw"), (2, "BOUW")] {
            const ADD: &str = "INSERT INTO team (tenant_id, team_id, name, begins) VALUES ($1, $2, $3, $4)";
            run!(tx, ADD, tenant.0, uuid::Uuid::from_u128(id), name, day("2020-01-01")).unwrap();
        }
        tx.commit().await.unwrap();
        let of = |team| vec![Student { team: Some(team), ..zoe() }];
        let refused = import(&store, &actor, of("bouw"), "2026-02-10").await;
        let Err(ImportError::Lines(lines)) = refused else { panic!("{refused:?}") };
        assert_eq!(lines, [Line { line: 2, other: None, what: LineProblem::SeveralOfOneName }]);
        assert_eq!(number(&store, "SELECT COUNT(*) FROM person WHERE tenant_id = $1", tenant).await, 0);
        import(&store, &actor, of("BOUW"), "2026-02-10").await.unwrap();
        const IN: &str = "SELECT t.name FROM person_team x JOIN team t ON t.team_id = x.team_id WHERE x.tenant_id = $1";
        assert_eq!(texts(&store, IN, tenant).await, ["BOUW"]);
    }

    async fn the_same_file_twice_changes_nothing(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        store.account_add("coach@SCHOOL.example", "Coach", None, now("2026-01-01")).await.unwrap();
        let first = import(&store, &actor, vec![zoe()], "2026-02-10").await.unwrap().counts;
        let one = counts(1, 0, 0, 0);
        assert_eq!([first.persons, first.teams, first.coaches, first.guardians, first.applications], [one; 5]);
        assert_eq!(first.groups, counts(2, 0, 0, 0));
        let second = import(&store, &actor, vec![zoe()], "2026-02-11").await.unwrap().counts;
        assert!(!second.changed(), "{second:?}");
        let keys = texts(&store, "SELECT search_key FROM search_key WHERE tenant_id = $1 ORDER BY search_key", tenant).await;
        assert_eq!(keys, ["20100517", "berg", "derberg", "m", "maria", "s1001", "vanderberg", "zm", "zoe", "zoemaria"]);
        let scopes = texts(&store, "SELECT kind FROM file_scope WHERE tenant_id = $1 ORDER BY kind", tenant).await;
        assert_eq!(scopes, ["coach", "intake", "intake_school", "school", "team"]);
        assert_eq!(texts(&store, STATUS, tenant).await, ["received"]);
        assert_eq!(store.import_mapping(&actor).await.unwrap().as_deref(), Some(r#"{"team":"Team"}"#));
        let child = store.person_by_number(tenant, "s1001").await.unwrap();
        assert_eq!(store.guardians_at(tenant, child, "A@home.example").await.unwrap().len(), 1);
    }

    async fn a_student_is_the_person_whom_duo_knows(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        duo(&store, &actor, "25655").await;
        let row = Student { applications: vec![], ..zoe() };
        let outcome = import(&store, &actor, vec![row.clone()], "2026-10-02").await.unwrap();
        assert_eq!(outcome.counts.persons, counts(0, 1, 0, 0));
        // Once linked, the student number is enough.
        let row = Student { numbers: vec![], ..row };
        assert_eq!(import(&store, &actor, vec![row], "2026-10-03").await.unwrap().counts.persons, counts(0, 0, 1, 0));
        assert_eq!(number(&store, "SELECT COUNT(*) FROM person WHERE tenant_id = $1", tenant).await, 1);
        assert_eq!(duo(&store, &actor, "25655").await.counts.persons, counts(0, 0, 1, 0));
    }

    /// Whichever file comes first.
    async fn an_application_becomes_the_enrolment_it_fits(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, vec![zoe()], "2026-02-10").await.unwrap();
        assert_eq!(duo(&store, &actor, "25655").await.counts.enrolled, 1);
        assert_eq!(texts(&store, STATUS, tenant).await, ["enrolled"]);
        let again = import(&store, &actor, vec![zoe()], "2026-10-02").await.unwrap();
        assert!(!again.counts.changed(), "an enrolled application is not received again");
    }

    async fn an_application_that_comes_after_its_enrolment_is_linked_too(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        duo(&store, &actor, "25480").await;
        let outcome = import(&store, &actor, vec![zoe()], "2026-10-02").await.unwrap();
        assert_eq!((outcome.counts.applications, outcome.counts.enrolled), (counts(1, 0, 0, 0), 1));
        assert_eq!(texts(&store, STATUS, tenant).await, ["enrolled"], "the only open one, though the programme changed");
    }

    async fn a_change_of_team_group_or_coach_keeps_what_was(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, vec![zoe()], "2026-02-10").await.unwrap();
        let moved = Student { team: Some("Techniek"), groups: vec!["ZV1A"], coach: None, ..zoe() };
        let outcome = import(&store, &actor, vec![moved.clone()], "2026-03-01").await.unwrap().counts;
        assert_eq!(outcome.teams, counts(1, 0, 0, 1));
        assert_eq!((outcome.groups, outcome.coaches), (counts(0, 0, 1, 1), counts(0, 0, 0, 1)));
        const TEAMS: &str = "SELECT t.name || ' ' || CAST(x.begins AS TEXT) || ' ' || COALESCE(CAST(x.ends AS TEXT), '-') FROM person_team x \
                             JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id WHERE x.tenant_id = $1 ORDER BY x.begins";
        assert_eq!(texts(&store, TEAMS, tenant).await, ["Zorg 2026-02-10 2026-02-28", "Techniek 2026-03-01 -"]);
        // There and back on one day.
        import(&store, &actor, vec![zoe()], "2026-03-01").await.unwrap();
        import(&store, &actor, vec![moved], "2026-03-01").await.unwrap();
        assert_eq!(
            texts(&store, TEAMS, tenant).await.iter().filter(|row| row.ends_with('-')).collect::<Vec<_>>(),
            ["Techniek 2026-03-01 -"]
        );
    }

    /// Which guardian is meant is a rule (`register::guardian::same`); this is what becomes of their rows.
    async fn guardians_keep_who_they_are_and_end_without_a_trace_lost(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let of = |guardians: Vec<StudentGuardian<'static>>| vec![Student { guardians, ..zoe() }];
        let guardian = |name, email, authority| StudentGuardian { name, email, authority };
        let both = vec![guardian("A. Berg", Some("home@home.example"), Some(true)), guardian("B. Dağ", Some("home@home.example"), Some(false))];
        import(&store, &actor, of(both.clone()), "2026-02-10").await.unwrap();
        const ROWS: &str = "SELECT name || CASE WHEN authority THEN ' yes ' ELSE ' no ' END || COALESCE(CAST(ends AS TEXT), '-') \
                            FROM guardian WHERE tenant_id = $1 ORDER BY name";
        const IDS: &str = "SELECT name || CAST(guardian_id AS TEXT) FROM guardian WHERE tenant_id = $1 ORDER BY name";
        let ids = if store.engine() == crate::ddl::Engine::Postgres { texts(&store, IDS, tenant).await } else { vec![] };
        // The columns swapped: nobody gets the other's authority.
        let swapped = vec![both[1], both[0]];
        assert_eq!(import(&store, &actor, of(swapped), "2026-02-11").await.unwrap().counts.guardians, counts(0, 0, 2, 0));
        // An empty cell ends; the same value later is the same guardian.
        let gone = import(&store, &actor, of(vec![both[1]]), "2026-02-12").await.unwrap();
        assert_eq!(gone.counts.guardians, counts(0, 0, 1, 1));
        assert_eq!(texts(&store, ROWS, tenant).await, ["A. Berg yes 2026-02-11", "B. Dağ no -"]);
        let back = import(&store, &actor, of(both.clone()), "2026-02-13").await.unwrap();
        assert_eq!(back.counts.guardians, counts(0, 1, 1, 0));
        assert_eq!(texts(&store, ROWS, tenant).await, ["A. Berg yes -", "B. Dağ no -"]);
        if store.engine() == crate::ddl::Engine::Postgres {
            assert_eq!(texts(&store, IDS, tenant).await, ids);
        }
        // Somebody else at the address is somebody else; silence about authority is not yes.
        let other = vec![guardian("C. Visser", Some("home@home.example"), None), both[1]];
        assert_eq!(import(&store, &actor, of(other), "2026-02-14").await.unwrap().counts.guardians, counts(1, 0, 1, 1));
        assert_eq!(texts(&store, ROWS, tenant).await, ["A. Berg yes 2026-02-13", "B. Dağ no -", "C. Visser no -"]);
        // A file with one column for guardians says nothing about the other guardian.
        let one = StudentsIncoming { columns: Columns { both_guardians: false, ..all() }, ..file(of(vec![both[1]])) };
        let outcome = store.import_students(&actor, &one, None, now("2026-02-15"), &mut |_, _, _| {}).await.unwrap();
        assert_eq!(outcome.counts.guardians, counts(0, 0, 1, 0));
    }

    async fn every_text_of_a_person_has_its_column(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, vec![zoe()], "2026-02-10").await.unwrap();
        for (kind, text) in zoe().texts.iter() {
            let kept = format!("SELECT {} FROM person WHERE tenant_id = $1", kind.code());
            assert_eq!(texts(&store, kept.leak(), tenant).await, [text], "{}", kind.code());
        }
    }

    async fn what_has_no_column_stays_and_what_is_empty_goes(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, vec![zoe()], "2026-02-10").await.unwrap();
        let bare = Student { texts: texts_but(&[(Kind::Email, None), (Kind::Infix, None)]), team: None, groups: vec![], coach: None, guardians: vec![], ..zoe() };
        let columns = Columns { texts: [Kind::Email].into(), ..Columns::default() };
        let part = StudentsIncoming { columns, ..file(vec![bare]) };
        let outcome = store.import_students(&actor, &part, Some(99), now("2026-02-11"), &mut |_, _, _| {}).await.unwrap().counts;
        assert_eq!(outcome.persons, counts(0, 1, 0, 0));
        assert_eq!([outcome.teams, outcome.groups, outcome.coaches, outcome.guardians], [Counts::default(); 4]);
        const ROW: &str = "SELECT COALESCE(infix, '-') || ' ' || COALESCE(email, '-') FROM person WHERE tenant_id = $1";
        assert_eq!(texts(&store, ROW, tenant).await, ["van der -"]);
    }

    /// The school did not know the person number when the student came in, and DUO's file came in between.
    async fn a_student_who_came_in_twice_becomes_one(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, vec![Student { numbers: vec![], ..zoe() }], "2026-02-10").await.unwrap();
        duo(&store, &actor, "25655").await;
        const FILES: &str = "SELECT COUNT(*) FROM file_scope WHERE tenant_id = $1 AND kind = 'school'";
        assert_eq!(number(&store, FILES, tenant).await, 2);
        let outcome = import(&store, &actor, vec![zoe()], "2026-10-02").await.unwrap().counts;
        assert_eq!((outcome.joined, outcome.enrolled), (1, 1));
        assert_eq!(number(&store, FILES, tenant).await, 1);
        assert!(!import(&store, &actor, vec![zoe()], "2026-10-03").await.unwrap().counts.changed());
        let again = duo(&store, &actor, "25655").await.counts;
        assert!(!again.changed(), "{again:?}");
    }

    async fn lines_about_two_people_are_refused_and_nothing_stays(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, vec![Student { numbers: vec![], ..zoe() }], "2026-02-10").await.unwrap();
        duo(&store, &actor, "25655").await;
        // Somebody worked in the file of the one without a name.
        let mut tx = store.begin().await.unwrap();
        run!(tx, "UPDATE support_file SET version = 2 WHERE tenant_id = $1", tenant.0).unwrap();
        tx.commit().await.unwrap();
        let Err(ImportError::Lines(lines)) = import(&store, &actor, vec![zoe()], "2026-10-02").await else { panic!("accepted") };
        assert_eq!(lines, [Line { line: 2, other: None, what: LineProblem::TwoPersons }]);
        let same = Student { line: 4, student_number: "s1003", ..zoe() };
        let rows = vec![zoe(), Student { line: 3, student_number: "s1002", ..zoe() }, same];
        let Err(ImportError::Lines(lines)) = import(&store, &actor, rows, "2026-10-02").await else { panic!("accepted") };
        assert_eq!(lines, [3, 4].map(|line| Line { line, other: Some(2), what: LineProblem::SamePerson }));
        assert_eq!(number(&store, "SELECT COUNT(*) FROM import_run WHERE tenant_id = $1 AND kind = 'students'", tenant).await, 1);
    }

    async fn lines_that_agree_on_the_person_are_one_student_with_several_applications(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let application = StudentApplication { crebo: "25480", applied_on: day("2026-02-03"), starts_on: None, decided: None, participant: None };
        let second = Student { line: 3, student_number: "S1001", team: Some("Techniek"), applications: vec![application], ..zoe() };
        let outcome = import(&store, &actor, vec![zoe(), second.clone()], "2026-02-10").await.unwrap().counts;
        assert_eq!((outcome.persons, outcome.teams, outcome.applications), (counts(1, 0, 0, 0), counts(2, 0, 0, 0), counts(2, 0, 0, 0)));
        assert!(!import(&store, &actor, vec![zoe(), second.clone()], "2026-02-11").await.unwrap().counts.changed());
        assert_eq!(texts(&store, STATUS, tenant).await, ["received", "received"]);
        // Another birth date, another coach, another guardian: which of the two holds is not ours to guess.
        for other in [
            Student { birth: birth(2009), ..second.clone() },
            Student { coach: None, ..second.clone() },
            Student { guardians: vec![], ..second.clone() },
        ] {
            let Err(ImportError::Lines(lines)) = import(&store, &actor, vec![zoe(), other], "2026-02-12").await else { panic!("accepted") };
            assert_eq!(lines, [Line { line: 3, other: Some(2), what: LineProblem::SamePerson }]);
        }
    }

    /// When the school decided and as what: known, corrected, and not forgotten by a file that leaves it open.
    async fn what_a_file_leaves_open_about_an_application_is_not_no(store) {
        const KNOWN: &str = "SELECT COALESCE(CAST(decided_on AS TEXT), '-') || ' ' || CASE WHEN decided_at IS NULL THEN 'day' ELSE 'hour' END \
            || ' ' || COALESCE(participant, '-') FROM application WHERE tenant_id = $1";
        let (tenant, actor) = school(&store, "27DV").await;
        let at = now("2026-05-12");
        let decided = |at| Some(register::law::When { day: day("2026-05-12"), at });
        for (decided, participant, changed, expected) in [
            (None, None, true, "- day -"),
            (decided(None), Some(Participant::Vavo), true, "2026-05-12 day vavo_student"),
            (decided(Some(at.at)), None, true, "2026-05-12 hour vavo_student"),
            (None, None, false, "2026-05-12 hour vavo_student"),
            (decided(None), Some(Participant::Student), true, "2026-05-12 day student"),
        ] {
            let application = StudentApplication { decided, participant, ..zoe().applications[0] };
            let outcome = import(&store, &actor, vec![Student { applications: vec![application], ..zoe() }], "2026-05-13").await.unwrap();
            assert_eq!(texts(&store, KNOWN, tenant).await, [expected]);
            assert_eq!(outcome.counts.changed(), changed, "{expected}");
        }
    }

    async fn who_is_probably_one_student_under_two_numbers_is_told(store) {
        let (_, actor) = school(&store, "27DV").await;
        let other = Student { line: 3, student_number: "s2", numbers: vec![], texts: texts_but(&[(Kind::Email, None)]), ..zoe() };
        let both = file(vec![zoe(), other.clone()]);
        let plan = store.plan_students(&actor, &both, day("2026-02-10")).await.unwrap();
        let warning = |line, other| Line { line, other, what: LineWarning::ProbablySame };
        assert_eq!(plan.summary.warnings, [warning(3, Some(2))]);
        assert_eq!(check_students(&both).unwrap(), [warning(3, Some(2))], "without a database too");
        import(&store, &actor, vec![zoe()], "2026-02-10").await.unwrap();
        let later = file(vec![other]);
        let plan = store.plan_students(&actor, &later, day("2026-02-11")).await.unwrap();
        assert_eq!(plan.summary.warnings, [warning(3, None)]);
    }

    async fn more_than_one_in_twenty_does_not_end_in_silence(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let numbers: Vec<String> = (100..140).map(|n| format!("s{n}")).collect();
        let class = |silent: usize| -> Vec<Student<'_>> {
            let of = |(at, number): (usize, &'_ String)| {
                let number: &'static str = number.clone().leak();
                let guardians = if at < silent { vec![] } else { zoe().guardians };
                let line = u32::try_from(at).unwrap() + 2;
                Student { line, student_number: number, numbers: vec![], guardians, applications: vec![], ..zoe() }
            };
            numbers.iter().enumerate().map(of).collect()
        };
        let brought = |silent, up_to| {
            let (store, actor, rows) = (store.clone(), actor.clone(), class(silent));
            async move {
                let file = file(rows);
                store.import_students(&actor, &file, up_to, now("2026-02-11"), &mut |_, _, _| {}).await
            }
        };
        brought(0, None).await.unwrap();
        const OPEN: &str = "SELECT COUNT(*) FROM guardian WHERE tenant_id = $1 AND ends IS NULL";
        for up_to in [None, Some(2)] {
            let Err(ImportError::TooMuchEnds(ends)) = brought(3, up_to).await else { panic!("ended") };
            assert_eq!(ends, [Ending { kind: Kind::Guardian, open: 40, ending: 3, lines: vec![2, 3, 4] }]);
            assert_eq!(number(&store, OPEN, tenant).await, 40);
        }
        assert_eq!(brought(2, None).await.unwrap().counts.guardians.withdrawn, 2);
        assert_eq!(brought(40, Some(38)).await.unwrap().counts.guardians.withdrawn, 38);
        assert_eq!(number(&store, OPEN, tenant).await, 0);
        assert_eq!(brought(0, None).await.unwrap().counts.guardians, counts(0, 40, 0, 0), "the same value goes on");
        assert_eq!(number(&store, "SELECT COUNT(*) FROM guardian WHERE tenant_id = $1", tenant).await, 40);
        // Who is not in the file keeps everything.
        let few: Vec<_> = class(0).into_iter().take(1).collect();
        let few = file(few);
        let outcome = store.import_students(&actor, &few, None, now("2026-02-12"), &mut |_, _, _| {}).await.unwrap();
        assert!(!outcome.counts.changed());
    }
}
