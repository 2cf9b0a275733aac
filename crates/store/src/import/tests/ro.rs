//! DUO's file, again and again.

use super::*;
use register::programme::Pathway;

pub(super) const MASK: PersonNumber<'_> = PersonNumber { kind: NumberKind::MaskedBsn, number: "BSN1" };
const REAL: PersonNumber<'_> = PersonNumber { kind: NumberKind::Bsn, number: "999990019" };

/// One person with one enrolment, two periods, one support period and one placement; made on a day of March 2026.
pub(super) fn file(number: PersonNumber<'static>, made: u8) -> RoIncoming<'static> {
    let period = |from, crebo| RoPeriod {
        enrolment: 0,
        from: day(from),
        crebo,
        pathway: Pathway::Bol,
        level: None,
        fundable: Some(true),
        absence_location: None,
        provider: Some("101A742"),
        location: None,
        route: None,
        route_phase: None,
    };
    RoIncoming {
        sha256: [made; 32],
        institution: "27DV",
        from: day("2025-08-01"),
        until: day("2026-03-24"),
        created: Date::from_calendar_date(2026, Month::March, made).unwrap(),
        complete: true,
        persons: vec![RoPerson { line: 2, number, birth: birth(2006) }],
        enrolments: vec![RoEnrolment {
            person: 0,
            number: "C1",
            from: day("2024-08-01"),
            planned_end: Some(day("2027-07-31")),
            ended: None,
            reason: None,
        }],
        periods: vec![period("2024-08-01", "25655"), period("2025-08-01", "25480")],
        support: vec![RoSupport { enrolment: 0, from: day("2025-10-01"), until: None }],
        placements: vec![RoPlacement {
            enrolment: 0,
            sequence: "C1",
            signed_on: None,
            from: day("2025-09-01"),
            planned_end: Some(day("2026-02-01")),
            ended: None,
            hours: Some(640),
            company: Some("100036191"),
            crebo: None,
            optional_part: None,
        }],
    }
}

pub(super) async fn import(store: &Store, actor: &Actor, file: &RoIncoming<'_>) -> Result<RoOutcome, ImportError> {
    store.import_ro(actor, file, Some(5000), now("2026-03-30"), &mut |_, _, _| {}).await
}

fn all(counts: &RoCounts) -> [Counts; 5] {
    [counts.persons, counts.enrolments, counts.periods, counts.support, counts.placements]
}

/// Everything an import may write, by content; whoever differs in one cell differs here.
async fn content(store: &Store, tenant: TenantId) -> Vec<String> {
    let mut out = Vec::new();
    for sql in [
        "SELECT CAST(birth_year AS TEXT) || sort_key FROM person WHERE tenant_id = $1 ORDER BY person_id",
        "SELECT number || CAST(begins AS TEXT) || COALESCE(CAST(ended AS TEXT), '-') || COALESCE(leaving_reason, '-') || \
         CASE WHEN withdrawn_by IS NULL THEN '' ELSE ' withdrawn' END FROM enrolment WHERE tenant_id = $1 ORDER BY enrolment_id",
        "SELECT CAST(begins AS TEXT) || crebo || pathway || CASE WHEN withdrawn_by IS NULL THEN '' ELSE ' withdrawn' END \
         FROM enrolment_period WHERE tenant_id = $1 ORDER BY begins",
        "SELECT CAST(begins AS TEXT) || COALESCE(CAST(ends AS TEXT), '-') || CASE WHEN withdrawn_by IS NULL THEN '' ELSE ' withdrawn' END \
         FROM support_period WHERE tenant_id = $1 ORDER BY begins",
        "SELECT sequence || CAST(hours AS TEXT) || CASE WHEN withdrawn_by IS NULL THEN '' ELSE ' withdrawn' END \
         FROM placement WHERE tenant_id = $1 ORDER BY sequence",
    ] {
        out.extend(texts(store, sql, tenant).await);
    }
    out
}

crate::on_both! {
    async fn the_same_file_twice_changes_nothing(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let first = import(&store, &actor, &file(MASK, 25)).await.unwrap();
        let one = counts(1, 0, 0, 0);
        assert_eq!(all(&first.counts), [one, one, counts(2, 0, 0, 0), one, one]);
        let before = content(&store, tenant).await;
        assert_eq!(before[..3], ["2006", "C12024-08-01--", "2024-08-0125655BOL"]);
        let second = import(&store, &actor, &file(MASK, 25)).await.unwrap();
        let same = counts(0, 0, 1, 0);
        assert_eq!(all(&second.counts), [same, same, counts(0, 0, 2, 0), same, same]);
        assert!(!second.counts.changed());
        assert_eq!(content(&store, tenant).await, before);
        // Each row knows the import that wrote it, and a new person has a file in the list at once.
        let wrote = "SELECT COUNT(*) FROM enrolment_period e JOIN import_run r ON r.tenant_id = e.tenant_id \
                     AND r.import_id = e.import_id WHERE e.tenant_id = $1";
        assert_eq!(number(&store, wrote, tenant).await, 2);
        assert_eq!(number(&store, "SELECT COUNT(*) FROM import_run WHERE tenant_id = $1", tenant).await, 2);
        assert_eq!(number(&store, "SELECT COUNT(*) FROM file_scope WHERE tenant_id = $1 AND kind = 'school'", tenant).await, 1);
        assert_eq!(number(&store, "SELECT COUNT(*) FROM audit_event WHERE tenant_id = $1 AND payload LIKE '%run_import%'", tenant).await, 2);
    }

    async fn a_newer_file_corrects_withdraws_and_brings_back(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, &file(MASK, 25)).await.unwrap();
        let mut newer = file(MASK, 26);
        newer.persons[0].birth = birth(2007);
        newer.enrolments[0].ended = Some(day("2026-03-01"));
        newer.enrolments[0].reason = Some(register::programme::LeavingReason::OwnRequest);
        newer.periods.pop();
        newer.support.clear();
        newer.placements[0].hours = Some(320);
        let outcome = import(&store, &actor, &newer).await.unwrap();
        let changed = counts(0, 1, 0, 0);
        assert_eq!(all(&outcome.counts), [changed, changed, counts(0, 0, 1, 1), counts(0, 0, 0, 1), changed]);
        assert_eq!(content(&store, tenant).await, [
            "2007",
            "C12024-08-012026-03-0102",
            "2024-08-0125655BOL",
            "2025-08-0125480BOL withdrawn",
            "2025-10-01- withdrawn",
            "C1320",
        ]);
        // It does not go twice, and it comes back as it was.
        assert!(!import(&store, &actor, &newer).await.unwrap().counts.changed());
        let back = import(&store, &actor, &file(MASK, 27)).await.unwrap();
        assert_eq!(all(&back.counts), [changed, changed, counts(0, 1, 1, 0), changed, changed]);
        assert!(content(&store, tenant).await.iter().all(|row| !row.contains("withdrawn")));
    }

    async fn a_file_says_nothing_about_days_it_does_not_cover(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, &file(MASK, 25)).await.unwrap();
        let mut later = file(MASK, 26);
        (later.from, later.until) = (day("2026-02-02"), day("2026-03-25"));
        later.periods.remove(0);
        later.placements.clear();
        let outcome = import(&store, &actor, &later).await.unwrap();
        assert_eq!(outcome.counts.periods, counts(0, 0, 1, 0), "the first ended when the second began");
        assert_eq!(outcome.counts.placements, counts(0, 0, 0, 0), "planned to end the day before");
        later.from = day("2026-02-01");
        assert_eq!(import(&store, &actor, &later).await.unwrap().counts.placements, counts(0, 0, 0, 1));
        assert_eq!(number(&store, "SELECT COUNT(*) FROM placement WHERE tenant_id = $1", tenant).await, 1);
    }

    async fn an_older_file_adds_and_corrects_nothing(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, &file(MASK, 25)).await.unwrap();
        let before = content(&store, tenant).await;
        let mut older = file(MASK, 24);
        older.enrolments[0].ended = Some(day("2026-03-01"));
        older.support.clear();
        older.placements[0].sequence = "0";
        let outcome = import(&store, &actor, &older).await.unwrap();
        assert!(outcome.older);
        assert_eq!((outcome.counts.enrolments, outcome.counts.support), (counts(0, 0, 1, 0), counts(0, 0, 0, 0)));
        assert_eq!(outcome.counts.placements, counts(1, 0, 0, 0));
        let after = content(&store, tenant).await;
        assert!(before.iter().all(|row| after.contains(row)), "{after:?}");
    }

    async fn a_mask_means_something_within_one_school_only(store) {
        let (one, first) = school(&store, "27DV").await;
        let (other, second) = school(&store, "25LX").await;
        let there = || RoIncoming { institution: "25LX", ..file(MASK, 25) };
        import(&store, &first, &file(MASK, 25)).await.unwrap();
        assert_eq!(import(&store, &second, &there()).await.unwrap().counts.persons, counts(1, 0, 0, 0));
        const HASH: &str = "SELECT DISTINCT CASE WHEN length(value) = 32 THEN 'hash ' ELSE 'clear ' END || kind FROM identifier WHERE tenant_id = $1";
        assert_eq!(texts(&store, HASH, one).await, ["hash masked_bsn"]);
        let mut tx = store.begin_reading().await.unwrap();
        let values = rows!(tx, (Vec<u8>,), "SELECT value FROM identifier WHERE tenant_id IN ($1, $2)", one.0, other.0).unwrap();
        assert_ne!(values[0], values[1]);
        // BSN1 and ONR1 may both be masked as 1.
        let onr = PersonNumber { kind: NumberKind::MaskedOnr, number: "BSN1" };
        drop(tx);
        assert_eq!(import(&store, &first, &file(onr, 26)).await.unwrap().counts.persons.inserted, 1);
    }

    async fn a_new_key_still_recognises_everyone(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let text = Keys::new_file("first").unwrap();
        let with = |text: &str| {
            let mut other = store.clone();
            other.keys = std::sync::Arc::new(Keys::parse(text).unwrap());
            other
        };
        let rotated = text.clone() + &Keys::new_line("second").unwrap();
        for number in [MASK, REAL] {
            import(&with(&text), &actor, &file(number, 25)).await.unwrap();
        }
        for number in [MASK, REAL] {
            let outcome = import(&with(&rotated), &actor, &file(number, 25)).await.unwrap();
            assert_eq!(outcome.counts.persons, counts(0, 0, 1, 0));
        }
        const KEYS: &str = "SELECT key_id FROM identifier WHERE tenant_id = $1 ORDER BY key_id";
        assert_eq!(texts(&store, KEYS, tenant).await, ["first", "first", "second", "second"]);
        // Without the first key everyone would seem new: that is refused.
        let lost = rotated.replace("first", "other");
        import(&with(&rotated), &actor, &file(MASK, 25)).await.unwrap();
        let error = import(&with(&lost), &actor, &file(MASK, 25)).await.unwrap_err();
        assert!(matches!(error, ImportError::Store(StoreError::KeyMissing(key)) if key == "first"));
    }

    async fn a_failure_half_way_leaves_nothing(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let mut wrong = file(MASK, 25);
        wrong.support.push(wrong.support[0]);
        assert!(matches!(import(&store, &actor, &wrong).await, Err(ImportError::Store(StoreError::Refused(_)))));
        let elsewhere = RoIncoming { institution: "25LX", ..file(MASK, 25) };
        let error = import(&store, &actor, &elsewhere).await.unwrap_err();
        assert_eq!(error.to_string(), "the file is of institution 25LX, not of 27DV");
        for sql in [
            "SELECT COUNT(*) FROM person WHERE tenant_id = $1",
            "SELECT COUNT(*) FROM identifier WHERE tenant_id = $1",
            "SELECT COUNT(*) FROM import_run WHERE tenant_id = $1",
            "SELECT COUNT(*) FROM audit_event WHERE tenant_id = $1 AND payload LIKE '%run_import%'",
        ] {
            assert_eq!(number(&store, sql, tenant).await, 0, "{sql}");
        }
    }

    async fn thousands_of_rows_in_every_way_of_writing(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let names: Vec<String> = (0..1100).map(|n| format!("M{n}")).collect();
        let mut big = file(MASK, 25);
        let (enrolment, periods, support, placement) = (big.enrolments[0], big.periods.clone(), big.support[0], big.placements[0]);
        big.persons = names.iter().map(|number| RoPerson { line: 2, number: PersonNumber { number, ..MASK }, birth: birth(2006) }).collect();
        big.enrolments = (0..1100).map(|person| RoEnrolment { person, ..enrolment }).collect();
        big.periods = (0..1100).flat_map(|enrolment| periods.iter().map(move |one| RoPeriod { enrolment, ..*one })).collect();
        big.support = (0..1100).map(|enrolment| RoSupport { enrolment, ..support }).collect();
        big.placements = (0..1100).map(|enrolment| RoPlacement { enrolment, ..placement }).collect();
        assert_eq!(import(&store, &actor, &big).await.unwrap().counts.periods, counts(2200, 0, 0, 0));
        big.persons.iter_mut().for_each(|one| one.birth = birth(2005));
        big.enrolments.iter_mut().for_each(|one| one.ended = Some(day("2026-01-31")));
        big.periods.iter_mut().for_each(|one| one.crebo = "25000");
        big.support.truncate(1);
        big.placements.iter_mut().for_each(|one| one.hours = None);
        let outcome = import(&store, &actor, &big).await.unwrap();
        let changed = counts(0, 1100, 0, 0);
        assert_eq!(all(&outcome.counts), [changed, changed, counts(0, 2200, 0, 0), counts(0, 0, 1, 1099), changed]);
        assert!(!import(&store, &actor, &big).await.unwrap().counts.changed());
        assert_eq!(number(&store, "SELECT COUNT(*) FROM support_period WHERE tenant_id = $1 AND withdrawn_by IS NOT NULL", tenant).await, 1099);
        assert_eq!(number(&store, "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'files'", tenant).await, 1100);
    }

    /// A file that was cut at the end of a line reads as well as a whole one.
    async fn what_was_cut_off_is_not_gone(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, &file(MASK, 25)).await.unwrap();
        let before = content(&store, tenant).await;
        let mut cut = file(MASK, 26);
        (cut.complete, cut.periods, cut.support, cut.placements) = (false, vec![], vec![], vec![]);
        let plan = store.plan_ro(&actor, &cut, day("2026-03-30")).await.unwrap();
        assert_eq!(plan.summary.kept_all_the_same, 3, "the first period was over before the file begins");
        assert!(plan.check(None).is_ok(), "nothing ends");
        assert!(!import(&store, &actor, &cut).await.unwrap().counts.changed());
        assert_eq!(content(&store, tenant).await, before);
        // Whole, it says that they are gone; that is more than one in twenty, and it says so.
        cut.complete = true;
        for up_to in [None, Some(0)] {
            let outcome = store.import_ro(&actor, &cut, up_to, now("2026-03-30"), &mut |_, _, _| {}).await;
            let Err(ImportError::TooMuchEnds(ends)) = outcome else { panic!("withdrawn") };
            let one = |kind| Ending { kind, open: 1, ending: 1, lines: vec![] };
            assert_eq!(ends, [Kind::EnrolmentPeriod, Kind::SupportPeriod, Kind::Placement].map(one));
            assert_eq!(content(&store, tenant).await, before);
        }
        let outcome = store.import_ro(&actor, &cut, Some(1), now("2026-03-30"), &mut |_, _, _| {}).await.unwrap();
        assert_eq!(outcome.counts.periods, counts(0, 0, 0, 1));
    }

    async fn two_persons_of_a_file_who_are_one_here_are_named_by_their_lines(store) {
        let (_, actor) = school(&store, "27DV").await;
        import(&store, &actor, &file(MASK, 25)).await.unwrap();
        let mut twice = file(MASK, 26);
        twice.persons.push(RoPerson { line: 9, ..twice.persons[0] });
        let Err(ImportError::Lines(lines)) = import(&store, &actor, &twice).await else { panic!("accepted") };
        assert_eq!(lines, [Line { line: 9, other: Some(2), what: LineProblem::SamePerson }]);
    }
}
