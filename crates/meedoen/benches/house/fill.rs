//! Filling the database: every school through the real imports, and at the largest a life in a fifth of its files.

use super::{Failure, TODAY};
use access::{Action, Actor, Role, Scope};
use demo::{Shape, large};
use exchange::students::Mapping;
use meedoen::clock::{Wall, civil};
use meedoen::import::{ro, students};
use register::agreement::{Answer, Answerer, Channel, Line, LineDraft, Subject};
use register::intake::HoldIntake;
use register::statutory::Ground;
use register::{MembershipId, Moment, TenantId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::Store;
use store::agreement::answer::Elsewhere;
use store::agreement::propose::NewVersion;
use time::macros::date;

/// Who works at the largest school.
pub(super) struct Busiest {
    pub(super) tenant: TenantId,
    /// Who sees all of it.
    pub(super) care: Actor,
    /// Who teaches every group.
    pub(super) teacher: Actor,
    /// Teams of it: for who manages some.
    pub(super) teams: Vec<register::TeamId>,
    /// A session cookie's value for each role of the bench.
    pub(super) sessions: BTreeMap<&'static str, String>,
}

/// Imports every school; how fast, and who visits the first.
pub(super) async fn fill(store: &Store, shape: Shape) -> Result<(Value, Busiest), Failure> {
    let now = civil(TODAY, 8 * 60);
    let (mut records, mut rows, mut ro_time, mut students_time) = (0_usize, 0_usize, Duration::ZERO, Duration::ZERO);
    let mut busiest = None;
    for school in large(1, TODAY, shape) {
        let (registration, list) = (demo::ro_file(&school), demo::students_csv(&school));
        let tenant = store.tenant_add(&school.brin, &school.name, now).await?;
        let coaches = school.people.iter().find_map(|person| person.coach).ok_or("a school without coach")?;
        let coach = store.account_add(&school.staff[coaches].email, "Coach", None, now).await?;
        records += registration.iter().filter(|b| **b == b'\n').count();
        rows += list.iter().filter(|b| **b == b'\n').count() - 1;
        let start = Instant::now();
        ro::write(store, tenant, &registration, now, &mut |_, _, _| ()).await?;
        ro_time += start.elapsed();
        let start = Instant::now();
        students::write(store, tenant, &list, &Mapping::default(), now, &mut |_, _, _| ()).await?;
        students_time += start.elapsed();
        if busiest.is_none() {
            busiest = Some(staff(store, tenant, coach, &school, now).await?);
            teach(store, tenant, &school, now).await?;
        }
        eprintln!("{}: {} people", school.name, school.people.len());
    }
    // On the disk before anything is measured: a school that was filled a while ago waits for none of it.
    std::process::Command::new("sync").status()?;
    let busiest = busiest.ok_or("no school")?;
    let per_second = |count: usize, time: Duration| (count as f64 / time.as_secs_f64()).round();
    let written = json!({
        "ro_records_per_second": per_second(records, ro_time),
        "students_rows_per_second": per_second(rows, students_time),
        "aim_records_per_second": 20_000,
        "longest_transaction_ms": longest_ms(),
        "aim_longest_transaction_ms": 200,
    });
    Ok((written, busiest))
}

/// The longest that one transaction of an import held the place to write since this was asked last, in milliseconds.
pub(super) fn longest_ms() -> f64 {
    HELD.swap(0, Ordering::Relaxed).div_ceil(1000) as f64
}

/// In microseconds.
static HELD: AtomicU64 = AtomicU64::new(0);

/// Hears of each transaction of an import how long it took.
pub(super) struct Held;

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Held {
    fn on_event(&self, event: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        struct Longest;
        impl tracing::field::Visit for Longest {
            fn record_u64(&mut self, field: &tracing::field::Field, value: u64) {
                if field.name() == "held_us" {
                    HELD.fetch_max(value, Ordering::Relaxed);
                }
            }
            fn record_debug(&mut self, _: &tracing::field::Field, _: &dyn std::fmt::Debug) {}
        }
        event.record(&mut Longest);
    }
}

/// Imports the students of one more school; [`longest_ms`] of it.
pub(super) async fn import(store: &Store, students: u32) -> Result<f64, Failure> {
    let now = civil(TODAY, 9 * 60);
    let shape = Shape { tenants: 1, files: students, largest: students };
    let school = large(2, TODAY, shape).next().ok_or("no school")?;
    let tenant = store.tenant_add("99XX", &school.name, now).await?;
    let list = demo::students_csv(&school);
    students::write(store, tenant, &list, &Mapping::default(), now, &mut |_, _, _| ()).await?;
    Ok(longest_ms())
}

async fn staff(
    store: &Store,
    tenant: TenantId,
    coach: register::AccountId,
    school: &demo::School,
    now: Moment,
) -> Result<Busiest, Failure> {
    let (mut sessions, mut care, mut teacher) = (BTreeMap::new(), None, None);
    let team = store.team_by_name(tenant, &school.teams[0].name).await?;
    let roles = [
        ("coach", Role::Coach, Scope::Own),
        ("intaker", Role::Intaker, Scope::Teams(vec![team])),
        ("care", Role::CareCoordinator, Scope::School),
        (TEACHER, Role::Teacher, Scope::None),
    ];
    for (name, role, scope) in roles {
        let account = match role {
            Role::Coach => coach,
            _ => store.account_add(&format!("{name}@bench.example"), name, None, now).await?,
        };
        let by = access::Actor::system(tenant, access::Reason::Demo);
        let membership: MembershipId =
            store.membership_add(&by, account, role, &scope, date!(2023 - 08 - 01), now).await?;
        let token = store.session_start(account, (tenant, membership), Wall::new(Some(TODAY)).now()).await?;
        sessions.insert(name, token);
        if role == Role::Teacher {
            teacher = Some(store.actor(account, tenant, membership, TODAY).await?);
        }
        if role == Role::CareCoordinator {
            let actor = store.actor(account, tenant, membership, TODAY).await?;
            let lived = live(store, &actor, school.people.len() / 5, now).await?;
            eprintln!("{}: {lived} agreements", school.name);
            care = Some(actor);
        }
    }
    let (care, teacher) = (care.ok_or("nobody sees all")?, teacher.ok_or("nobody teaches")?);
    Ok(Busiest { tenant, care, teacher, teams: vec![team], sessions })
}

/// Who teaches every group of the school, so that the views of classes are as many as there are groups.
const TEACHER: &str = "teacher";

async fn teach(store: &Store, tenant: TenantId, school: &demo::School, now: Moment) -> Result<(), Failure> {
    let groups: std::collections::BTreeSet<&str> =
        school.people.iter().flat_map(|person| &person.groups).map(String::as_str).collect();
    // As many as a cell of such a list holds: nobody teaches every class of 8,000 students.
    let groups: Vec<&str> = groups.into_iter().take(60).collect();
    let list = format!(
        "Naam;E-mail;Rol;Teams;Lesgroepen\r\n{TEACHER};{TEACHER}@bench.example;docent;;\"{}\"\r\n",
        groups.join(",")
    );
    Ok(meedoen::import::staff::write(store, tenant, list.as_bytes(), now).await?)
}

/// Assesses and proposes for the first files of a school, three measures each; how many agreements that made.
async fn live(store: &Store, actor: &Actor, files: usize, now: Moment) -> Result<usize, Failure> {
    let catalogue = store.catalogue(actor.tenant(), TODAY).await?;
    let lines = catalogue.measures.iter().take(3).map(|measure| {
        Line::new(LineDraft {
            measure: Some(measure.id),
            kind: Some(measure.kind),
            text: measure.text.clone(),
            details: "Met de docent besproken.".to_owned(),
            who: measure.who.clone(),
            place: Some(measure.place),
            from: Some(TODAY),
            until: None,
            level: Some(measure.level),
        })
    });
    let lines = lines.collect::<Result<Vec<_>, _>>().map_err(|problems| format!("{problems:?}"))?;
    let form = HoldIntake {
        corrects: false,
        words: "Ik heb meer tijd nodig bij toetsen.".to_owned(),
        ground: Ground::from_code("yes"),
        needed: Some(true),
        declined: false,
        declined_words: String::new(),
    };
    let (mut seen, mut made, mut after) = (0, 0, None);
    while seen < files {
        let page = store.file_list(actor, Action::ListFiles, after, now).await?;
        for row in &page.rows {
            let view = store.file_view(actor, row.file, now).await?;
            let enrolled =
                view.enrolments.iter().rev().find(|(e, _)| !e.withdrawn && e.until.is_none_or(|day| day >= TODAY));
            let Some(subject) = enrolled.map(|(e, _)| Subject::Enrolment(e.id)) else { continue };
            let view = store.assess(actor, row.file, view.version, &form, now).await.map_err(|e| format!("{e:?}"))?;
            let new = NewVersion { based_on: view.version, subjects: vec![subject], lines: lines.clone() };
            let Ok((version, _)) = store.agreement_propose(actor, row.file, new, now).await else { continue };
            made += 1;
            // Every second one signs; who is younger than 16 does not by themselves.
            if made % 2 == 0 {
                let given =
                    Elsewhere { by: Answerer::Student, answer: Answer::Agreed, channel: Channel::Paper, on: now.day };
                drop(store.agreement_note(actor, version, given, now).await);
            }
        }
        seen += page.rows.len();
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(made)
}
