//! The list of companies: read, read again, with a line that was left out, and looked for.

use super::school::{School, at};
use crate::company::{CompanyChanges, Sought};
use crate::{Store, StoreError};
use access::{Actor, Reason, Role, Scope};
use register::Period;
use register::company::matching::{Criterion, Weight, Weights, rank};
use register::company::{Area, Company, CompanyId, Known, Postcode, Recognition};
use register::programme::Crebo;
use time::macros::date;

pub(super) fn crebo(text: &str) -> Crebo {
    Crebo::parse(text).unwrap()
}

pub(super) fn company(number: u32, postcode: &str, crebos: &[&str]) -> (Company, Vec<Recognition>) {
    let company = Company {
        id: CompanyId::parse(&number.to_string()).unwrap(),
        name: format!("Bedrijf {number}"),
        street: None,
        postcode: Postcode::parse(postcode).unwrap(),
        town: "Arnhem".to_owned(),
        guidance: Known::Unknown,
        access: Known::Unknown,
        experience: Known::Unknown,
        places: None,
    };
    let period = Period::since(date!(2020 - 01 - 01));
    (company, crebos.iter().map(|code| Recognition { crebo: crebo(code), period }).collect())
}

fn sought<'a>(near: &'a str, code: &str, on: time::Date, weights: Weights) -> Sought<'a> {
    Sought { crebo: crebo(code), area: Area::parse(near).unwrap(), on, weights, near }
}

pub(super) async fn read(
    store: &Store,
    by: &Actor,
    all: &[(Company, Vec<Recognition>)],
    left_out: usize,
    minutes: i64,
) -> CompanyChanges {
    let seen = store.companies_changes(by, all, left_out).await.unwrap();
    let done = store.companies_read(by, (all, "Voorbeeld"), left_out, at(minutes), &mut |_, _| {}).await.unwrap();
    assert_eq!(seen, done, "a dry run says what happens");
    done
}

crate::on_both! {
    async fn a_wrong_line_keeps_nothing_out_and_withdraws_nothing(store) {
        let school = School::new(&store, "46WA").await;
        let by = Actor::system(school.tenant, Reason::Import);
        let coach = school.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.settle().await;
        let first = [
            company(100_000_001, "6811 AB", &["25180", "25170"]),
            company(100_000_002, "6811 AB", &["25180"]),
            company(100_000_003, "1011 AB", &["25180"]),
        ];
        let changes = read(&store, &by, &first, 0, 1).await;
        assert_eq!(changes, CompanyChanges { add: 3, ..CompanyChanges::default() });
        assert_eq!(read(&store, &by, &first, 0, 2).await, CompanyChanges { same: 3, ..CompanyChanges::default() });

        let near = async |area: &str, code: &str| {
            let what = sought(area, code, at(0).day, Weights::begin(&[]));
            let found = store.companies_near(&coach, who.file, what, at(3)).await.unwrap();
            assert!(!found.more);
            found.companies.into_iter().map(|one| one.id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(near("68", "25180").await, ["100000001", "100000002"]);
        assert_eq!(near("68", "25170").await, ["100000001"]);
        assert_eq!(near("10", "25180").await, ["100000003"]);

        // A line was left out: of the first one company nothing is said about 25170, and nothing ends by it.
        let again = [company(100_000_001, "6811 AB", &["25180"]), company(100_000_004, "6811 AB", &["25180"])];
        let changes = read(&store, &by, &again, 1, 4).await;
        assert_eq!(changes, CompanyChanges { add: 1, same: 1, left_out: 1, ..CompanyChanges::default() });
        assert_eq!(near("68", "25170").await, ["100000001"]);
        // The same file without a wrong line is silent about it; who is not in it at all stays.
        let changes = read(&store, &by, &again, 0, 5).await;
        assert_eq!(changes, CompanyChanges { change: 1, same: 1, withdrawn: 1, ..CompanyChanges::default() });
        assert_eq!(near("68", "25170").await, Vec::<String>::new());
        assert_eq!(near("68", "25180").await, ["100000001", "100000002", "100000004"]);
        // It moves, and is recognised again.
        let moved = [company(100_000_001, "1011 AB", &["25180", "25170"])];
        assert_eq!(read(&store, &by, &moved, 0, 6).await, CompanyChanges { change: 1, ..CompanyChanges::default() });
        assert_eq!(near("10", "25170").await, ["100000001"]);
        assert_eq!(near("68", "25180").await, ["100000002", "100000004"]);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));

        let other = school.member(Role::Coach, Scope::Own).await;
        let what = sought("68", "25180", at(0).day, Weights::begin(&[]));
        let refused = store.companies_near(&other, who.file, what, at(7)).await;
        assert!(matches!(refused, Err(StoreError::NotFound)), "a coach of others asks for nobody");
        let stranger = School::new(&store, "46WB").await.member(Role::Administrator, Scope::School).await;
        let none = read(&store, &stranger, &[], 0, 8).await;
        assert_eq!(none, CompanyChanges::default());
        assert!(matches!(store.companies_changes(&coach, &first, 0).await, Err(StoreError::NotFound)));
    }

    async fn a_recognition_holds_on_its_days(store) {
        let school = School::new(&store, "46WC").await;
        let by = Actor::system(school.tenant, Reason::Import);
        let mut one = company(100_000_001, "6811 AB", &["25180"]);
        one.1[0].period = Period::between(date!(2026 - 02 - 01), date!(2026 - 07 - 31));
        read(&store, &by, &[one], 0, 1).await;
        let mut tx = store.begin_reading().await.unwrap();
        for (day, expected) in [
            (date!(2026 - 01 - 31), 0),
            (date!(2026 - 02 - 01), 1),
            (date!(2026 - 07 - 31), 1),
            (date!(2026 - 08 - 01), 0),
        ] {
            let what = sought("68", "25180", day, Weights::begin(&[]));
            let found = crate::company::near(&mut tx, school.tenant, what, 5_000).await.unwrap();
            assert_eq!(found.companies.len(), expected, "{day}");
        }
    }

    /// Issue 15: ranked with reasons that one can weigh differently. Where there are more than are ranked, what fits worst is left out,
    /// whatever its number: the one that fits best has the last number here.
    async fn what_fits_best_is_never_cut_off(store) {
        let school = School::new(&store, "46WJ").await;
        let by = Actor::system(school.tenant, Reason::Import);
        let one = |number: u32, postcode: &str, guidance: Known, access: Known, experience: Known, places: Option<u32>| {
            let (company, recognitions) = company(number, postcode, &["25180"]);
            (Company { guidance, access, experience, places, ..company }, recognitions)
        };
        let (yes, no, unknown) = (Known::Yes, Known::No, Known::Unknown);
        let all = [
            one(100_000_001, "6822 AB", no, no, no, Some(1)),
            one(100_000_002, "6822 AB", unknown, unknown, unknown, None),
            one(100_000_003, "6822 AB", no, yes, no, Some(1)),
            one(100_000_004, "6822 AB", no, no, yes, Some(0)),
            one(100_000_005, "6822 AB", no, no, no, Some(4)),
            one(100_000_006, "6811 AB", no, no, no, Some(1)),
            one(100_000_007, "6822 AB", yes, no, no, Some(1)),
        ];
        read(&store, &by, &all, 0, 1).await;
        let mut tx = store.begin_reading().await.unwrap();
        let only = |of: Criterion| Weights::of(move |one| if one == of { Weight::Much } else { Weight::None });
        for (criterion, near, best) in [
            (Criterion::Guidance, "6811", 7_u32),
            (Criterion::Access, "6811", 3),
            (Criterion::Experience, "6811", 4),
            (Criterion::Near, "6811", 6),
            (Criterion::Places, "6811", 5),
            // In two digits nothing is nearer than anything else: the lowest number.
            (Criterion::Near, "68", 1),
        ] {
            let what = sought(near, "25180", at(0).day, only(criterion));
            let found = crate::company::near(&mut tx, school.tenant, what, 1).await.unwrap();
            let ids: Vec<String> = found.companies.iter().map(|one| one.id.to_string()).collect();
            assert_eq!(ids, [(100_000_000 + best).to_string()], "{} {near}", criterion.code());
            assert!(found.more, "there are others");
        }
        // Whatever one weighs, what is kept is worth as much as the best that the rules find among all of them.
        let every = |found: Vec<Company>, weights, near| -> Vec<i32> {
            rank(found, weights, near).iter().map(|one| one.points).collect()
        };
        for seed in 0..243_usize {
            let weights = Weights::of(|criterion| {
                let at = Criterion::ALL.iter().position(|one| *one == criterion).unwrap();
                Weight::ALL[seed / 3_usize.pow(u32::try_from(at).unwrap()) % 3]
            });
            let what = sought("6811", "25180", at(0).day, weights);
            let whole = crate::company::near(&mut tx, school.tenant, what, 5_000).await.unwrap();
            assert!(!whole.more && whole.companies.len() == all.len());
            let some = crate::company::near(&mut tx, school.tenant, what, 3).await.unwrap();
            let best = every(whole.companies, weights, "6811")[..3].to_vec();
            assert_eq!(every(some.companies, weights, "6811"), best, "{weights:?}");
        }
    }
}
