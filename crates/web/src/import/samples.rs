//! The states that the pages are shown in.

use super::{
    BringPage, LookPage,
    words::{FILE, KIND, MORE, MOST},
};
use crate::{
    say::{
        form::{Errors, Input},
        people,
        words::T,
    },
    site::{
        importer::{Found, Kept, Plan, StaffDone, Stands, UploadId, What, Words},
        page::Page,
        shell::Shell,
    },
};
use access::Role;
use register::law::calendar::{Region, proposed_on};
use std::sync::Arc;
use store::company::CompanyChanges;
use store::{
    calendar::CalendarPlan,
    import::{
        Absent, Counts, Ending, Kind, RoCounts, RoSummary, Silent, StaffStep, StaffSummary, StudentsCounts,
        StudentsSummary,
    },
    imports::ImportRow,
    listed::ListChanges,
};
use time::macros::{date, datetime};

fn shell(t: T) -> Shell {
    Shell::sample_as(t, Role::Administrator, super::words::PATH)
}

impl Page for BringPage {
    const NAME: &'static str = "import/bring";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let row = |kind: &str, state: &str, from: Option<time::Date>, by: Option<&str>| ImportRow {
            kind: kind.into(),
            imported_at: datetime!(2026-05-11 06:30 UTC),
            imported_by: by.map_or("system:import", |_| "account").into(),
            by_name: by.map(|name| name.to_owned().into()),
            from,
            until: from.map(|_| date!(2026 - 03 - 24)),
            report: "{}".into(),
            state: state.into(),
        };
        let before = [
            row("ro", "unfinished", Some(date!(2024 - 07 - 31)), None),
            row("students", "overtaken", None, Some("Noor van der Wetering-Bakker")),
            row("staff", "done", None, Some("Bo Li")),
        ];
        let (none, fine) = (Input::default(), Errors::none());
        let mut wrong = Errors::one(KIND, "error-import-kind");
        wrong.add(FILE, "error-import-large");
        vec![
            ("empty", Self::new(shell(t), &[], false, &none, &fine)),
            ("full", Self::new(shell(t), &before, true, &none, &fine)),
            ("errors", Self::new(shell(t), &before, false, &Input::of(&[(KIND, "x")]), &wrong)),
        ]
    }
}

impl Page for LookPage {
    const NAME: &'static str = "import/look";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let some = Counts { inserted: 12, updated: 3, unchanged: 1204, withdrawn: 0 };
        let ending = |kind, open, ending| Ending { kind, open, ending, lines: (2..2 + ending as u32).collect() };
        let students = StudentsSummary {
            counts: StudentsCounts {
                persons: some,
                guardians: Counts { withdrawn: 3, ..some },
                ..StudentsCounts::default()
            },
            ends: vec![ending(Kind::Guardian, 40, 30), ending(Kind::Team, 1204, 1)],
            warnings: Vec::new(),
            resumed: true,
        };
        let ro = RoSummary {
            counts: RoCounts { persons: some, enrolments: some, ..RoCounts::default() },
            older: true,
            kept_all_the_same: 7,
            ends: Vec::new(),
            resumed: false,
        };
        let absent = Absent {
            name: "Noor van der Wetering-Bakker".to_owned().into(),
            email: "noor.van.der.wetering-bakker@voorbeeldcollege.example".to_owned().into(),
            role: Role::Administrator,
        };
        let silent = Silent {
            name: Some("Bo Li".to_owned().into()),
            email: "bo.li@voorbeeldcollege.example".to_owned().into(),
            groups: vec!["ZW1A".to_owned(), "ZW1B".to_owned()],
        };
        let staff = StaffSummary {
            steps: StaffStep::ALL.iter().enumerate().map(|(at, step)| (at as u32 + 2, *step)).collect(),
            groups: some,
            ends: vec![Ending { kind: Kind::Taught, open: 40, ending: 2, lines: Vec::new() }],
            silent: vec![silent],
            absent: vec![absent],
            ..StaffSummary::default()
        };
        let words = |nl: &str, en: &str| Words { nl: nl.to_owned(), en: en.to_owned() };
        let warning = words(
            "regel 4, Telefoon: Deze kolom wordt niet gelezen: zo'n lijst heeft hem niet.",
            "line 4, Telefoon: This column is not read: such a list has none.",
        );
        let found = |plan| Found { plan: Some(plan), warnings: vec![warning.clone()], ..Found::default() };
        let ro = Found {
            covers: Some((date!(2026 - 08 - 01), date!(2027 - 03 - 24), people::now().day)),
            ..found(Plan::Ro(ro))
        };
        let bad = Found {
            problems: vec![
                words(
                    "regel 2, E-mail: Dit is geen e-mailadres.",
                    "line 2, E-mail: This is no e-mail address."
                );
                130
            ],
            ..Found::default()
        };
        let columns = || vec![("student_number".into(), "Studentnr".into()), ("team".into(), String::new())];
        let headings = || vec!["Studentnr".into(), "Achternaam".into(), "Afdeling".into()];
        let mapped = Found {
            problems: vec![words(
                "regel 1: De kolom Geboortedatum is verplicht.",
                "line 1: The column Geboortedatum must be there.",
            )],
            columns: columns(),
            headings: headings(),
            ..Found::default()
        };
        let list = ListChanges { add: 12, end: 2, same: 341, missing: Vec::new() };
        let short = ListChanges { missing: vec!["GM0363".to_owned(), "GM0518".to_owned()], ..list.clone() };
        let calendar = CalendarPlan {
            add: proposed_on(Region::Middle, people::now().day),
            end: proposed_on(Region::North, people::now().day).into_iter().take(1).collect(),
            same: 2,
        };
        let changes = CompanyChanges { add: 12, change: 3, same: 249_984, withdrawn: 0, left_out: 1 };
        let companies = Found {
            warnings: vec![words(
                "regel 7, Postcode: De waarde klopt niet. Verwacht: een postcode, zoals 6811 AB.",
                "line 7, Postcode: The value is not right. Expected: a postcode, such as 6811 AB.",
            )],
            ..found(Plan::Companies(changes))
        };
        let waits = |found, again| Stands::Waits { found: Arc::new(found), again };
        let (none, fine) = (Input::default(), Errors::none());
        let of = |what, stands, input: &Input, errors: &Errors| {
            let kept = Kept { id: UploadId::new([7; 32]), what, stands };
            Self::new(Shell::sample_as(t, Role::Administrator, MORE), &kept, true, input, errors)
        };
        let much = || waits(found(Plan::Students(students.clone())), false);
        vec![
            ("students", of(What::Students, much(), &none, &fine)),
            (
                "errors",
                of(What::Students, much(), &Input::of(&[(MOST, "3")]), &Errors::one(MOST, "error-import-most-less")),
            ),
            ("ro", of(What::Ro, waits(ro, true), &none, &fine)),
            ("staff", of(What::Staff, waits(found(Plan::Staff(staff)), false), &none, &fine)),
            ("columns", of(What::Students, waits(mapped, false), &none, &fine)),
            ("list", of(What::Municipalities, waits(found(Plan::List(list)), false), &none, &fine)),
            ("short", of(What::Municipalities, waits(found(Plan::List(short)), false), &none, &fine)),
            ("companies", of(What::Companies, waits(companies, false), &none, &fine)),
            ("calendar", of(What::Calendar, waits(found(Plan::Calendar(calendar)), false), &none, &fine)),
            ("problems", of(What::Staff, waits(bad, false), &none, &fine)),
            ("runs", of(What::Ro, Stands::Runs(400, 1204), &none, &fine)),
            ("begins", of(What::Ro, Stands::Runs(0, 0), &none, &fine)),
            ("done", of(What::Ro, Stands::Carried(None), &none, &fine)),
            ("done-list", of(What::Calendar, Stands::Carried(None), &none, &fine)),
            (
                "invited",
                of(What::Staff, Stands::Carried(Some(StaffDone { mailed: 9, paper: 3, given: 3 })), &none, &fine),
            ),
            ("failed", of(What::Students, Stands::Failed, &none, &fine)),
        ]
    }
}
