//! How long lists and searches take in a large school: 500,000 students, a coordinator with 300 files, a coach with 300.
//! Run by hand, it prints times and plans.
//!
//!     scripts/postgres.sh run cargo test --release -p store large -- --ignored --nocapture --test-threads 1

#![expect(clippy::print_stdout, reason = "what was measured is read by hand")]

use super::school::{School, TODAY, at};
use crate::Store;
use crate::db::Db;
use crate::file::within::Chosen;
use crate::workbench::Asked;
use access::{Action, Actor, Role, Scope};
use register::person::{Names, sought};
use register::{BirthDate, PersonId, TeamId};
use sqlx::{AssertSqlSafe, Row};
use std::time::{Duration, Instant};
use time::macros::date;
use uuid::Uuid;

const STUDENTS: u128 = 500_000;
const FILES: u128 = 300;

const GIVEN: [&str; 24] = [
    "Sanne", "Daan", "Noor", "Sem", "Fenna", "Lars", "Zoë", "Mohammed", "Emma", "Lucas", "Julia", "Finn", "Mila",
    "Yara", "Bram", "Tess", "Jesse", "Lotte", "Thijs", "Fatima", "Ruben", "Isa", "Milan", "Eva",
];
const INFIX: [&str; 6] = ["", "", "", "van", "de", "van der"];
const BEGINS: [&str; 20] = [
    "Jans", "Huis", "Berg", "Vries", "Bak", "Smit", "Meij", "Mul", "Vos", "Pet", "Hend", "Koop", "Dijk", "Veen",
    "Kuip", "Wal", "Schol", "Post", "Kram", "Bos",
];
const ENDS: [&str; 25] = [
    "en", "man", "stra", "sma", "veld", "huis", "ers", "inga", "mans", "ink", "hof", "kamp", "laar", "beek", "donk",
    "rijk", "steen", "wijk", "dam", "burg", "weg", "brink", "poort", "zand", "tuin",
];

fn someone(n: u128) -> (Names, String, BirthDate) {
    let pick = |all: &[&str], by: u128| all[(n / by % all.len() as u128) as usize].to_owned();
    let family = format!("{}{}", pick(&BEGINS, 24), pick(&ENDS, 480).as_str());
    let infix = pick(&INFIX, 7);
    let names = Names {
        given: Some(pick(&GIVEN, 1).into()),
        infix: (!infix.is_empty()).then(|| infix.into()),
        family: Some(family.into()),
        ..Default::default()
    };
    let born = BirthDate::from_parts(2004 + (n % 6) as i32, (n / 6 % 12 + 1) as u8, (n / 72 % 28 + 1) as u8).unwrap();
    (names, format!("2026{n:06}"), born)
}

/// Students with their file, their place in lists and their keys; nothing is due for them.
async fn fill(school: &School) {
    for from in (0..STUDENTS).step_by(5_000) {
        let people: Vec<_> = (from..from + 5_000).map(|n| (Uuid::from_u128(n + 1), someone(n))).collect();
        let (tenant, import) = (school.tenant.0, school.import);
        let mut tx = school.store.begin().await.unwrap();
        let sorts = |names: &Names| register::person::fold(names.family.as_ref().unwrap().reveal());
        insert_many!(
            tx,
            "INSERT INTO person (tenant_id, person_id, student_number, given_names, infix, family_name, birth_year, birth_month, birth_day, sort_key, import_id) ",
            &people,
            |row, (id, (names, number, born))| row
                .push_bind(tenant)
                .push_bind(*id)
                .push_bind(number.clone())
                .push_bind(names.given.as_ref().map(|name| name.reveal().clone()))
                .push_bind(names.infix.as_ref().map(|name| name.reveal().clone()))
                .push_bind(names.family.as_ref().map(|name| name.reveal().clone()))
                .push_bind(i64::from(born.parts().0))
                .push_bind(i64::from(born.parts().1))
                .push_bind(i64::from(born.parts().2))
                .push_bind(sorts(names))
                .push_bind(import)
        )
        .unwrap();
        insert_many!(
            tx,
            "INSERT INTO support_file (tenant_id, file_id, person_id, version) ",
            &people,
            |row, (id, _)| row.push_bind(tenant).push_bind(*id).push_bind(*id).push_bind(1_i64)
        )
        .unwrap();
        let [since, ever] = [date!(0001 - 01 - 01), date!(9999 - 12 - 31)];
        insert_many!(
            tx,
            "INSERT INTO file_scope (tenant_id, kind, scope_id, file_id, begins, ends, sort_key, attention) ",
            &people,
            |row, (id, (names, ..))| row
                .push_bind(tenant)
                .push_bind("school")
                .push_bind(tenant)
                .push_bind(*id)
                .push_bind(since)
                .push_bind(ever)
                .push_bind(sorts(names))
                .push_bind(None::<String>)
        )
        .unwrap();
        let keys: Vec<(String, Uuid)> = people
            .iter()
            .flat_map(|(id, (names, number, born))| {
                sought::keys(names, Some(number), Some(*born)).into_iter().map(|key| (key, *id))
            })
            .collect();
        crate::search_key::add(&mut tx, school.tenant, &keys).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// A team and a coach with 300 students each, half of whom wait for somebody to look.
async fn desks(school: &School) -> (TeamId, Actor) {
    let team = school.team("Autotechniek").await;
    let coach = school.member(Role::Coach, Scope::Own).await;
    let mut persons = Vec::new();
    for n in 0..FILES {
        let person = PersonId(Uuid::from_u128(n * 1_009 + 1));
        school.in_team(person, team, date!(2025 - 08 - 01), None).await;
        school.coached(person, coach.account().unwrap(), date!(2025 - 08 - 01), None).await;
        if n % 2 == 0 {
            school.enrolled(person, TODAY - time::Duration::days(n as i64), None).await;
        } else {
            school.applied(person, Some(team), TODAY + time::Duration::days(n as i64), "received").await;
        }
        persons.push(person);
    }
    let mut tx = school.store.begin().await.unwrap();
    crate::file::scope::refresh_many(&mut tx, school.tenant, &persons, TODAY).await.unwrap();
    tx.commit().await.unwrap();
    (team, coach)
}

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)];
    println!(
        "{what}: p50 {:.1?}, p95 {:.1?}, slowest {:.1?} of {}",
        at(50),
        at(95),
        times[times.len() - 1],
        times.len()
    );
}

async fn plans(store: &Store) {
    let wanted =
        ["store::workbench::", "store::file::list::", "store::file::applications::", "store::file::find::Word"];
    for (name, sql) in crate::statements() {
        if !wanted.iter().any(|start| name.starts_with(start)) || name.ends_with("_256") {
            continue;
        }
        println!("-- {name}");
        match &store.db {
            Db::Sqlite(file) => {
                let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
                    .fetch_all(&file.reading)
                    .await
                    .unwrap();
                plan.iter().for_each(|row| println!("{}", row.get::<String, _>("detail")));
            }
            Db::Postgres(pool) => {
                // The plan that serves any values: version 15 tells it of a prepared statement only.
                let last = (1..100).take_while(|n| sql.contains(&format!("${n}"))).last().unwrap_or(0);
                let nulls = vec!["NULL"; last].join(", ");
                let values = if last == 0 { String::new() } else { format!("({nulls})") };
                let mut one = pool.acquire().await.unwrap();
                for text in ["SET plan_cache_mode = force_generic_plan".to_owned(), format!("PREPARE asked AS {sql}")] {
                    sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *one).await.unwrap();
                }
                let plan = sqlx::raw_sql(AssertSqlSafe(format!("EXPLAIN EXECUTE asked{values}")))
                    .fetch_all(&mut *one)
                    .await
                    .unwrap();
                plan.iter().for_each(|row| println!("{}", row.get::<String, _>(0)));
                sqlx::raw_sql("DEALLOCATE asked").execute(&mut *one).await.unwrap();
            }
        }
    }
}

async fn measure(store: Store) {
    let school = School::new(&store, "27DV").await;
    let began = Instant::now();
    fill(&school).await;
    let (team, coach) = desks(&school).await;
    match &store.db {
        Db::Sqlite(_) => {}
        Db::Postgres(pool) => drop(sqlx::query("ANALYZE").execute(pool).await.unwrap()),
    }
    println!("filled in {:.0?}", began.elapsed());
    let whole = school.member(Role::CareCoordinator, Scope::School).await;
    let of_team = school.member(Role::CareCoordinator, Scope::Teams(vec![team])).await;
    for (who, actor) in
        [("coordinator of the school", &whole), ("coordinator of 300", &of_team), ("coach of 300", &coach)]
    {
        let mut times = Vec::new();
        for n in 0..400_u128 {
            let (names, number, _) = someone(n * 1_237 % STUDENTS);
            let (given, family) = (names.given.unwrap(), names.family.unwrap());
            let words = match n % 8 {
                0 => format!("{} {}", given.reveal(), family.reveal()),
                1 => family.reveal().clone(),
                2 => family.reveal().chars().take(3).collect(),
                3 => given.reveal().clone(),
                4 => number,
                5 => format!(
                    "{} {}",
                    family.reveal().chars().take(2).collect::<String>(),
                    given.reveal().chars().take(2).collect::<String>()
                ),
                6 => "s".to_owned(),
                _ => "12-3-2008".to_owned(),
            };
            let search = store.search_start(actor, &words, at(1)).await.unwrap();
            let began = Instant::now();
            store.search(actor, search, at(1)).await.unwrap();
            times.push(began.elapsed());
        }
        say(&format!("search, {who}"), times);
        for (what, asked) in [
            ("all", Asked::default()),
            ("late", Asked { pile: Some(register::duty::Pile::Late), ..Asked::default() }),
            ("of a team", Asked { files: Chosen { team: Some(team), coach: None }, ..Asked::default() }),
        ] {
            let (mut times, mut asked) = (Vec::new(), asked);
            for _ in 0..60 {
                let began = Instant::now();
                let page = store.workbench(actor, &asked, at(2)).await.unwrap();
                times.push(began.elapsed());
                asked.after = page.next;
            }
            say(&format!("/werk {what}, {who}"), times);
        }
        let (mut times, mut after) = (Vec::new(), None);
        for _ in 0..60 {
            let began = Instant::now();
            after = store.file_list(actor, Action::ListFiles, after, at(3)).await.unwrap().next;
            times.push(began.elapsed());
        }
        say(&format!("/dossiers, {who}"), times);
    }
    for (who, actor) in [("coordinator of the school", &whole), ("coordinator of 300", &of_team)] {
        let (mut times, mut after) = (Vec::new(), None);
        for _ in 0..40 {
            let began = Instant::now();
            after = store.application_list(actor, Default::default(), after, at(4)).await.unwrap().next;
            times.push(began.elapsed());
        }
        say(&format!("/intake, {who}"), times);
    }
    plans(&store).await;
}

#[tokio::test]
#[ignore = "minutes, and numbers: run by hand"]
async fn large_on_sqlite() {
    measure(crate::testing::sqlite().await).await;
}

#[tokio::test]
#[ignore = "minutes, and numbers: run by hand"]
async fn large_on_postgres() {
    measure(crate::testing::postgres().await).await;
}
