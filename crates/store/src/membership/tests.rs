use crate::tests::school::{School, at};
use crate::{Store, StoreError, fresh};
use register::{PersonId, TenantId};
use time::macros::date;

async fn number(store: &Store, tenant: TenantId, person: PersonId, value: &str) {
    let mut tx = store.begin().await.unwrap();
    run!(
        tx,
        "INSERT INTO identifier (tenant_id, kind, key_id, value, person_id) VALUES ($1, 'student_number', '', $2, $3)",
        tenant.0,
        value.as_bytes(),
        person.0
    )
    .unwrap();
    tx.commit().await.unwrap();
}

crate::on_both! {
    async fn a_team_is_found_however_its_name_is_written(store) {
        let school = School::new(&store, "27DV").await;
        let team = school.team("Zorg Één").await;
        school.team("Zorg Een").await;
        let other = School::new(&store, "28DV").await;
        for typed in ["Zorg Één", "ZORG ÉÉN", "zorg e\u{301}e\u{301}n", " Zorg\u{a0}\u{a0}Één\u{200b} ", "zorg  één"] {
            assert_eq!(store.team_by_name(school.tenant, typed).await.unwrap(), team, "{typed:?}");
            let elsewhere = store.team_by_name(other.tenant, typed).await;
            assert!(matches!(elsewhere, Err(StoreError::NotFound)), "{typed:?}");
        }
        for typed in ["Zorg", "Zorg Éen", "", "\u{200b}", "%"] {
            let found = store.team_by_name(school.tenant, typed).await;
            assert!(matches!(found, Err(StoreError::NotFound)), "{typed:?} {found:?}");
        }
    }

    /// Doubles from before names had one form: the one that is written so, and never one of them by chance.
    async fn a_name_that_two_teams_have_is_no_teams_unless_it_is_written_so(store) {
        let school = School::new(&store, "27DV").await;
        let (small, capital) = (school.team("Bouw").await, school.team("BOUW").await);
        assert_eq!(store.team_by_name(school.tenant, "Bouw").await.unwrap(), small);
        assert_eq!(store.team_by_name(school.tenant, " BOUW ").await.unwrap(), capital);
        assert!(matches!(store.team_by_name(school.tenant, "bouw").await, Err(StoreError::Refused(_))));
    }

    async fn a_student_is_found_however_the_number_is_written(store) {
        let school = School::new(&store, "27DV").await;
        let mut persons = Vec::new();
        // The first two as imports write them; the others from before numbers had one form; the last two are two students.
        for value in ["12345", "s1001", "000777", "S2002", "1.5", "42", "0042"] {
            let person = school.person("Aalders", date!(2008 - 01 - 01)).await.person;
            number(&store, school.tenant, person, value).await;
            persons.push(person);
        }
        let cases: [(&str, usize); 14] = [
            ("12345", 0),
            ("0012345", 0),
            (" 12345\u{a0}", 0),
            ("12\u{200b}345", 0),
            ("S1001", 1),
            ("s1001\u{feff}", 1),
            ("000777", 2),
            ("777", 2),
            ("0777", 2),
            ("s2002", 3),
            ("1.5", 4),
            ("42", 5),
            ("0042", 6),
            ("00042", 5),
        ];
        for (typed, at) in cases {
            assert_eq!(store.person_by_number(school.tenant, typed).await.unwrap(), persons[at], "{typed:?}");
        }
        for typed in ["1234", "123450", "", "s12345", "٤٢"] {
            let found = store.person_by_number(school.tenant, typed).await;
            assert!(matches!(found, Err(StoreError::NotFound)), "{typed:?} {found:?}");
        }
    }

    async fn a_guardian_is_found_however_the_address_is_written(store) {
        let school = School::new(&store, "27DV").await;
        let [child, sister] = [school.person("Aalders", date!(2008 - 01 - 01)).await.person, school.person("Aalders", date!(2009 - 01 - 01)).await.person];
        let mut guardians = Vec::new();
        for (of, email) in [(child, "Zoë.Ouder@Home.example"), (child, "zoe.ouder@home.example"), (sister, "zoë.ouder@home.example")] {
            let id = fresh::id();
            let mut tx = store.begin().await.unwrap();
            run!(
                tx,
                "INSERT INTO guardian (tenant_id, guardian_id, person_id, name, email, authority, begins) VALUES ($1, $2, $3, 'Ouder', $4, $5, $6)",
                school.tenant.0, id, of.0, email, true, at(0).day
            )
            .unwrap();
            tx.commit().await.unwrap();
            guardians.push(register::GuardianId(id));
        }
        let named = |at: usize| vec![(guardians[at], "Ouder".to_owned())];
        for typed in ["Zoë.Ouder@Home.example", "ZOË.OUDER@HOME.EXAMPLE", "zoe\u{308}.ouder@home.example", "\u{a0}zoë.ou\u{200b}der@home.example "] {
            assert_eq!(store.guardians_at(school.tenant, child, typed).await.unwrap(), named(0), "{typed:?}");
            assert_eq!(store.guardians_at(school.tenant, sister, typed).await.unwrap(), named(2), "{typed:?}");
        }
        assert_eq!(store.guardians_at(school.tenant, child, "ZOE.Ouder@home.example").await.unwrap(), named(1));
        assert_eq!(store.guardians_at(school.tenant, child, "ouder@home.example").await.unwrap(), []);
    }
}
