use super::*;
use crate::PersonId;
use crate::fixtures::day;
use time::macros::datetime;
use uuid::Uuid;

fn by() -> AccountId {
    AccountId(Uuid::from_u128(9))
}

fn now() -> Moment {
    Moment { at: datetime!(2026-11-30 10:00 UTC), day: day("2026-11-30") }
}

fn crebo() -> Crebo {
    Crebo::parse("25180").unwrap()
}

fn enrolled(until: Option<&str>) -> Vec<(Enrolment, Option<Crebo>)> {
    let enrolment = Enrolment {
        id: EnrolmentId(Uuid::from_u128(1)),
        person: PersonId(Uuid::from_u128(2)),
        number: "1".into(),
        from: day("2025-08-01"),
        planned_until: Some(day("2028-07-31")),
        until: until.map(day),
        reason: None,
        withdrawn: false,
    };
    vec![(enrolment, Some(crebo()))]
}

fn draft() -> Draft {
    Draft {
        enrolment: Some(EnrolmentId(Uuid::from_u128(1))),
        company: CompanyId::parse("100018965"),
        name: String::new(),
        from: Some(day("2027-02-01")),
        until: Some(day("2027-06-30")),
        days: Some(4),
        hours: Some(640),
        guidance: "Praktijkopleider: K. Bakker".into(),
        part: "B1-K1, beoordeeld met een praktijkopdracht".into(),
        early_ending: true,
        checked: false,
        instead: None,
    }
}

fn recognition() -> Vec<Recognition> {
    vec![Recognition { crebo: crebo(), period: Period::since(day("2020-01-01")) }]
}

fn arranged(known: &[Workplace], draft: &Draft) -> Result<Workplace, Refusal> {
    let recognitions = recognition();
    let listed = Listed { name: Some("Bakkerij"), recognitions: &recognitions };
    arrange(known, &enrolled(None), draft, listed, by(), now())
}

/// One that was arranged as it should be.
pub(super) fn whole() -> Workplace {
    arranged(&[], &draft()).unwrap()
}

#[test]
fn a_placement_lies_in_its_enrolment_at_a_recognised_company() {
    type Change = fn(&mut Draft);
    let missing = |field| Refusal::Fields(vec![FieldProblem::new(field, Problem::Missing)]);
    let whole = Period::between(day("2025-08-01"), day("2028-07-31"));
    let from = day("2027-02-01");
    let backwards = Refusal::Fields(vec![FieldProblem::new(Field::Until, Problem::EndsBeforeItBegins { from })]);
    let cases: [(&str, Change, Option<Refusal>); 14] = [
        ("as it should be", |_| {}, None),
        ("the first day of the enrolment", |d| d.from = Some(day("2025-08-01")), None),
        ("the day before", |d| d.from = Some(day("2025-07-31")), Some(Refusal::Outside(whole))),
        ("until the planned end", |d| d.until = Some(day("2028-07-31")), None),
        ("a day longer", |d| d.until = Some(day("2028-08-01")), Some(Refusal::Outside(whole))),
        ("backwards", |d| d.until = Some(day("2027-01-31")), Some(backwards)),
        ("no first day", |d| d.from = None, Some(missing(Field::From))),
        ("eight days a week", |d| d.days = Some(8), Some(missing(Field::Days))),
        ("no hours", |d| d.hours = Some(0), Some(missing(Field::Hours))),
        ("nobody guides", |d| d.guidance = " ".into(), Some(missing(Field::Guidance))),
        ("no part", |d| d.part.clear(), Some(missing(Field::Part))),
        ("no company", |d| d.company = None, Some(missing(Field::Company))),
        ("another enrolment", |d| d.enrolment = Some(EnrolmentId(Uuid::nil())), Some(Refusal::NotEnrolled)),
        ("instead of nothing", |d| d.instead = Some(4), Some(Refusal::Instead)),
    ];
    for (what, change, expected) in cases {
        let mut draft = draft();
        change(&mut draft);
        assert_eq!(arranged(&[], &draft).err(), expected, "{what}");
    }
    // The enrolment ended: its real end counts, and not the planned one.
    let (recognitions, ended) = (recognition(), enrolled(Some("2027-05-31")));
    let listed = Listed { name: Some("Bakkerij"), recognitions: &recognitions };
    let short = Period::between(day("2025-08-01"), day("2027-05-31"));
    assert_eq!(arrange(&[], &ended, &draft(), listed, by(), now()).err(), Some(Refusal::Outside(short)));
    let nameless = vec![(ended[0].0.clone(), None)];
    assert_eq!(arrange(&[], &nameless, &draft(), listed, by(), now()).err(), Some(Refusal::NotEnrolled));
    let mut withdrawn = enrolled(None);
    withdrawn[0].0.withdrawn = true;
    assert_eq!(arrange(&[], &withdrawn, &draft(), listed, by(), now()).err(), Some(Refusal::NotEnrolled));
}

#[test]
fn recognition_is_of_the_programme_and_the_first_day_and_a_silent_list_is_no_no() {
    let other = [Recognition { crebo: Crebo::parse("25170").unwrap(), period: Period::since(day("2020-01-01")) }];
    let over = [Recognition { crebo: crebo(), period: Period::between(day("2020-01-01"), day("2027-01-31")) }];
    let first = [Recognition { crebo: crebo(), period: Period::between(day("2020-01-01"), day("2027-02-01")) }];
    for (name, recognitions, checked, expected, what) in [
        (Some("Bakkerij"), &other[..], true, Err(Refusal::NotRecognised), "for something else, whatever was looked up"),
        (Some("Bakkerij"), &over, false, Err(Refusal::NotRecognised), "until the day before"),
        (Some("Bakkerij"), &first, false, Ok(Known::Yes), "on the first day"),
        (None, &[], false, Err(Refusal::NotChecked), "no list names it"),
        (None, &[], true, Ok(Known::Yes), "no list names it, and it was looked up"),
    ] {
        let draft = Draft { checked, name: "Bakkerij".into(), ..draft() };
        let made = arrange(&[], &enrolled(None), &draft, Listed { name, recognitions }, by(), now());
        assert_eq!(made.map(|one| one.recognised), expected, "{what}");
    }
    let nameless = arrange(&[], &enrolled(None), &draft(), Listed { name: None, recognitions: &[] }, by(), now());
    assert_eq!(nameless.err(), Some(Refusal::Fields(vec![FieldProblem::new(Field::Name, Problem::Missing)])));
}

#[test]
fn a_placement_that_failed_leaves_a_place_to_find_until_one_took_it() {
    let first = arranged(&[], &draft()).unwrap();
    assert_eq!(arranged(std::slice::from_ref(&first), &draft()).err(), Some(Refusal::Already(1)), "sent twice");
    let other = Draft { hours: Some(600), ..draft() };
    let other = arranged(std::slice::from_ref(&first), &other).err();
    assert_eq!(other, Some(Refusal::Other(1)), "what says something else does not vanish");
    for reason in Reason::ALL {
        let mut one = first.clone();
        one.ended = Some(end(&one, Some(day("2027-03-01")), Some(*reason), by(), now()).unwrap());
        assert_eq!(open_place(std::slice::from_ref(&one)).count() == 1, reason.needs_another(), "{}", reason.code());
    }
    let mut all = vec![first];
    all[0].ended = Some(end(&all[0], Some(day("2027-03-01")), Some(Reason::PlaceGone), by(), now()).unwrap());
    let next = Draft { from: Some(day("2027-03-15")), instead: Some(1), ..draft() };
    let next = arranged(&all, &next).unwrap();
    assert_eq!((next.number, next.instead), (2, Some(1)));
    all.push(next);
    assert_eq!(open_place(&all).count(), 0);
    all[1].ended = Some(end(&all[1], Some(day("2027-03-20")), Some(Reason::Mistaken), by(), now()).unwrap());
    assert_eq!(open_place(&all).count(), 1, "what was written down by mistake takes no place");
}

#[test]
fn it_ends_on_one_of_its_days_once_and_stands_where_its_days_say() {
    let one = arranged(&[], &draft()).unwrap();
    let refused = EndRefusal::Day(day("2027-02-01"), day("2027-06-30"));
    for (on, reason, expected) in [
        (Some("2027-02-01"), Some(Reason::Unsafe), Ok(())),
        (Some("2027-06-30"), Some(Reason::Unsafe), Ok(())),
        (Some("2027-01-31"), Some(Reason::Unsafe), Err(refused)),
        (Some("2027-07-01"), Some(Reason::Unsafe), Err(refused)),
        (None, Some(Reason::Unsafe), Err(refused)),
        (Some("2027-03-01"), None, Err(EndRefusal::Reason)),
    ] {
        assert_eq!(end(&one, on.map(day), reason, by(), now()).map(|_| ()), expected, "{on:?}");
    }
    let mut ended = one.clone();
    ended.ended = Some(end(&one, Some(day("2027-03-01")), Some(Reason::Together), by(), now()).unwrap());
    let twice = end(&ended, Some(day("2027-04-01")), Some(Reason::Stops), by(), now());
    assert_eq!(twice, Err(EndRefusal::Ended(ended.ended.unwrap())));
    for (on, expected) in [
        ("2027-01-31", Status::Planned),
        ("2027-02-01", Status::Running),
        ("2027-06-30", Status::Running),
        ("2027-07-01", Status::Over),
    ] {
        assert_eq!(one.status(day(on)), expected, "{on}");
        assert_eq!(ended.status(day(on)), Status::Ended, "{on}");
    }
    assert_eq!((one.last(), ended.last()), (day("2027-06-30"), day("2027-03-01")));
}

#[test]
fn each_party_signs_once_and_the_law_is_asked_of_what_stands_there() {
    let mut one = arranged(&[], &draft()).unwrap();
    let today = day("2026-11-30");
    assert_eq!(sign(&one, &[], Some(today), today), Err(Problem::Missing));
    assert_eq!(sign(&one, &[Party::School], None, today), Err(Problem::Missing));
    assert_eq!(sign(&one, &[Party::School], Some(day("2026-12-01")), today), Err(Problem::Missing), "tomorrow");
    one.signed = sign(&one, &[Party::School, Party::Student], Some(today), today).unwrap();
    assert_eq!(sign(&one, &[Party::School, Party::Company], Some(today), today), Ok(vec![(Party::Company, today)]));
    let other = Some(day("2026-11-29"));
    let clash = sign(&one, &[Party::School, Party::Company], other, today);
    assert_eq!(clash, Err(Problem::DoesNotApply), "the school signed on another day, it stands there");
    let facts = one.agreement();
    assert!(facts.by_institution && facts.by_student && !facts.by_company);
    assert!(facts.dates_and_hours && facts.guidance && facts.part_and_assessment && facts.early_ending);
    assert_eq!(facts.recognised, Some(true));
    // Who was written down by mistake is taken out, and the others stay.
    assert_eq!(unsign(&one, Party::School), Ok(vec![(Party::Student, today)]));
    assert_eq!(unsign(&one, Party::Company), Err(Problem::Missing), "it did not sign");
}
