//! Imports while people work: saves, answers, lists, imports of both files, a coach who gets an account, a day that turns, a
//! role that ends, drawn at random and in whatever order they come. Afterwards every projection is what the facts give, nothing typed was lost by
//! the database, and the audit is whole.

use super::students::{file, texts_but, zoe};
use super::*;
use crate::SaveError;
use crate::agreement::propose::NewVersion;
use crate::audit::Verdict;
use crate::tests::path::{line, needs_support};
use crate::tests::school::{School, TODAY, at};
use access::{Action, Role, Scope};
use register::agreement::{Answer, Status, Subject};
use register::import::absence::Kind;
use register::{FileId, PersonId};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use time::Duration;
use tokio::sync::RwLock;
use uuid::Uuid;

/// How many students, how many are at work at once, and how many acts each of them draws.
const STUDENTS: usize = 12;
const AT_WORK: u64 = 10;
const ACTS: usize = 8;
/// How many versions of each file there are.
const VERSIONS: usize = 12;

/// Draws from a seed, so that what failed can be repeated as far as the order of acts is ours to say.
struct Draw(u64);

impl Draw {
    /// A seed of the run's own, or the one that `PROPTEST_RNG_SEED` names, as for the properties.
    fn seed() -> u64 {
        let named = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
        named.unwrap_or_else(|| u64::from_be_bytes(crate::fresh::bytes::<8>().unwrap()))
    }

    /// A number below another (splitmix64).
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// Today or tomorrow.
    fn when(&mut self) -> Moment {
        if self.below(2) == 0 { at(9) } else { tomorrow() }
    }
}

fn tomorrow() -> Moment {
    Moment { at: at(9).at + Duration::days(1), day: TODAY + Duration::days(1) }
}

fn mask(n: usize) -> PersonNumber<'static> {
    PersonNumber { kind: NumberKind::MaskedBsn, number: format!("BSN{n}").leak() }
}

/// DUO's file of a version: two in three of the students are enrolled, some of them until today or from tomorrow on.
fn duo(version: usize) -> RoIncoming<'static> {
    let of: Vec<usize> = (0..STUDENTS).filter(|n| !(n + version).is_multiple_of(3)).collect();
    let person = |n: &usize| RoPerson { line: *n as u32 + 2, number: mask(*n), birth: birth(2006) };
    let from = |place: usize| TODAY - Duration::days([200, 91, 92, -1][(place + version) % 4]);
    let enrolment = |(place, n): (usize, &usize)| RoEnrolment {
        person: place,
        number: format!("C{n}").leak(),
        from: from(place),
        planned_end: None,
        ended: (place + version).is_multiple_of(5).then_some(TODAY),
        reason: None,
    };
    let period = |place: usize| RoPeriod {
        enrolment: place,
        from: from(place),
        crebo: ["25655", "25480"][version % 2],
        pathway: register::programme::Pathway::Bol,
        level: None,
        fundable: Some(true),
        absence_location: None,
        provider: None,
        location: None,
        route: None,
        route_phase: None,
    };
    RoIncoming {
        sha256: [version as u8; 32],
        institution: "99AA",
        from: TODAY - Duration::days(400),
        until: TODAY + Duration::days(10),
        created: TODAY,
        complete: true,
        persons: of.iter().map(person).collect(),
        enrolments: of.iter().enumerate().map(enrolment).collect(),
        periods: (0..of.len()).map(period).collect(),
        support: (0..of.len()).map(|place| RoSupport { enrolment: place, from: from(place), until: None }).collect(),
        placements: vec![],
    }
}

/// The students file of a version: teams, coaches, guardians and addresses change with it.
fn version(version: usize) -> Vec<Student<'static>> {
    let of = |n: usize| {
        let odd = (n + version) % 2 == 1;
        let number: &'static str = format!("s{n}").leak();
        Student {
            line: u32::try_from(n).unwrap() + 2,
            student_number: number,
            texts: texts_but(&[
                (Kind::CallName, Some(format!("Zoë{n}").leak())),
                (Kind::Email, Some(format!("zoe{}@student.example", n * 100 + version).leak())),
            ]),
            birth: birth(2006),
            numbers: vec![mask(n)],
            team: Some(if odd { "Zorg" } else { "Techniek" }),
            coach: Some(if odd { "one@school.example" } else { "late@school.example" }),
            ..zoe()
        }
    };
    (0..STUDENTS).map(of).collect()
}

/// What may come of a save: done, refused by the rules, or somebody was first. Never an error of the database.
fn settled<T, R: std::fmt::Debug>(done: Result<T, SaveError<R>>) -> Option<T> {
    match done {
        Ok(done) => Some(done),
        Err(SaveError::Refused(_) | SaveError::Store(StoreError::Clash { .. } | StoreError::NotFound)) => None,
        Err(other) => panic!("lost: {other:?}"),
    }
}

/// Everyone who is at work, and what they know.
struct House {
    store: Store,
    system: Actor,
    care: [Actor; 2],
    students: Vec<Actor>,
    files: Vec<FileId>,
    saved: AtomicUsize,
    /// The day of imports, which turns once: of two imports the later one is never of an earlier day.
    day: RwLock<Moment>,
}

/// Draws acts and does them, one after the other.
async fn work(house: Arc<House>, mut draw: Draw) {
    for _ in 0..ACTS {
        let now = draw.when();
        match draw.below(10) {
            0..4 => house.save(&mut draw, now).await,
            4..6 => house.answer(&mut draw, now).await,
            6 | 7 => house.look(&mut draw, now).await,
            8 => house.bring(&mut draw).await,
            _ => house.bring_duo(&mut draw).await,
        }
    }
}

impl House {
    /// Assesses and proposes. Only what was acknowledged counts.
    async fn save(&self, draw: &mut Draw, now: Moment) {
        let (actor, file) = (&self.care[draw.below(2)], self.files[draw.below(self.files.len())]);
        let Ok(view) = self.store.file_view(actor, file, now).await else { return };
        let Some(view) = settled(self.store.assess(actor, file, view.version, &needs_support(), now).await) else {
            return;
        };
        self.saved.fetch_add(1, Ordering::Relaxed);
        let subjects = view.applications.iter().filter(|a| a.status.is_open()).map(|a| Subject::Application(a.id));
        let new = NewVersion { based_on: view.version, subjects: subjects.collect(), lines: vec![line("Tijd", "25%")] };
        settled(self.store.agreement_propose(actor, file, new, now).await);
    }

    /// Answers whatever is offered, twice at the same moment.
    async fn answer(&self, draw: &mut Draw, now: Moment) {
        let student = &self.students[draw.below(self.students.len())];
        let Ok(mine) = self.store.mine(student, now).await else { return };
        let versions = mine.agreement.iter().flat_map(|a| &a.versions).filter(|v| v.status == Status::Offered);
        let Some(version) = versions.map(|v| v.id).next_back() else { return };
        let (one, other) = tokio::join!(
            self.store.agreement_answer(student, version, Answer::Agreed, now),
            self.store.agreement_answer(student, version, Answer::Agreed, now)
        );
        let both = settled(one).is_some() && settled(other).is_some();
        assert!(!both, "one answer was given twice");
    }

    async fn look(&self, draw: &mut Draw, now: Moment) {
        let action = if draw.below(2) == 0 { Action::ListFiles } else { Action::ListApplications };
        match self.store.file_list(&self.care[draw.below(2)], action, None, now).await {
            Ok(_) | Err(StoreError::NotFound) => {}
            Err(other) => panic!("a list failed: {other}"),
        }
    }

    async fn bring(&self, draw: &mut Draw) {
        let (of, now) = (draw.below(VERSIONS), self.day.read().await);
        let file = StudentsIncoming { sha256: [of as u8; 32], ..file(version(of)) };
        let done = self.store.import_students(&self.system, &file, None, *now, &mut |_, _, _| {}).await;
        done.unwrap_or_else(|error| panic!("students {of}: {error}"));
    }

    async fn bring_duo(&self, draw: &mut Draw) {
        let (of, now) = (draw.below(VERSIONS), self.day.read().await);
        let done = self.store.import_ro(&self.system, &duo(of), Some(1000), *now, &mut |_, _, _| {}).await;
        done.unwrap_or_else(|error| panic!("DUO {of}: {error}"));
    }
}

type Scopes = BTreeSet<(String, Uuid, Uuid)>;

/// Who may see what on a day, from the rows themselves and the words of `docs/access.md`.
async fn expected(school: &School, day: Date) -> Scopes {
    let (tenant, mut tx) = (school.tenant.0, school.store.begin_reading().await.unwrap());
    let mut out = Scopes::new();
    let files =
        rows!(tx, (Uuid, Uuid), "SELECT person_id, file_id FROM support_file WHERE tenant_id = $1", tenant).unwrap();
    for (person, file) in files {
        let mut add = |kind: &str, scope| out.insert((kind.to_owned(), scope, file));
        add("school", tenant);
        let mut teams = Vec::new();
        const TEAMS: &str = "SELECT team_id, begins, ends FROM person_team WHERE tenant_id = $1 AND person_id = $2";
        for (team, begins, ends) in rows!(tx, (Uuid, Date, Option<Date>), TEAMS, tenant, person).unwrap() {
            if begins <= day && ends.is_none_or(|ends| day <= ends) {
                add("team", team);
                teams.push(team);
            }
        }
        const COACHES: &str = "SELECT a.account_id, c.begins, c.ends FROM person_coach c JOIN account a ON a.email_key = c.email_key \
                               WHERE c.tenant_id = $1 AND c.person_id = $2";
        for (coach, begins, ends) in rows!(tx, (Uuid, Date, Option<Date>), COACHES, tenant, person).unwrap() {
            if begins <= day && ends.is_none_or(|ends| day <= ends) {
                add("coach", coach);
            }
        }
        const APPLIED: &str = "SELECT team_id, status FROM application WHERE tenant_id = $1 AND person_id = $2";
        for (team, status) in rows!(tx, (Option<Uuid>, String), APPLIED, tenant, person).unwrap() {
            if status == "received" || status == "intake_held" {
                add("intake_school", tenant);
                if let Some(team) = team {
                    add("intake", team);
                }
            }
        }
        const ENROLLED: &str =
            "SELECT begins, ended FROM enrolment WHERE tenant_id = $1 AND person_id = $2 AND withdrawn_by IS NULL";
        for (begins, ended) in rows!(tx, (Date, Option<Date>), ENROLLED, tenant, person).unwrap() {
            if ended.is_none_or(|ended| day <= ended) && day <= begins + Duration::days(92) {
                add("intake_school", tenant);
                for team in &teams {
                    add("intake", *team);
                }
            }
        }
    }
    out
}

/// What the projection holds on a day. The scopes of who applied are those of the intake, without who never did.
async fn stored(school: &School, day: Date) -> Scopes {
    let mut tx = school.store.begin_reading().await.unwrap();
    const SCOPES: &str = "SELECT kind, scope_id, file_id FROM file_scope WHERE tenant_id = $1 AND begins <= $2 AND ends >= $2 \
                          AND kind NOT IN ('applied', 'applied_school')";
    rows!(tx, (String, Uuid, Uuid), SCOPES, school.tenant.0, day).unwrap().into_iter().collect()
}

/// Dates to sort on, dates to look again, the count of files.
async fn dates(school: &School, day: Date) -> (Vec<(Uuid, Option<String>)>, Vec<(Uuid, Option<Date>)>, i64) {
    let (tenant, mut tx) = (school.tenant.0, school.store.begin_reading().await.unwrap());
    const WORK: &str = "SELECT file_id, attention FROM file_scope WHERE tenant_id = $1 AND ends >= $2 ORDER BY file_id, kind, scope_id, ends";
    const AGAIN: &str = "SELECT file_id, recheck_on FROM support_file WHERE tenant_id = $1 ORDER BY file_id";
    const COUNT: &str = "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'files'";
    (
        rows!(tx, (Uuid, Option<String>), WORK, tenant, day).unwrap(),
        rows!(tx, (Uuid, Option<Date>), AGAIN, tenant).unwrap(),
        row!(tx, (i64,), COUNT, tenant).unwrap().unwrap().0,
    )
}

type Due = (Uuid, i64, String, String, String, String, bool, Uuid, String);

/// What else is written beside the files and holds on a day: what is due, where an evaluation is asked, and the work of the intake.
#[derive(Debug, PartialEq, Eq)]
struct Beside {
    due: BTreeSet<Due>,
    evaluations: BTreeSet<(Uuid, String, Uuid, String)>,
    owed: BTreeSet<(Uuid, Uuid, String, Date, Date)>,
    timely: BTreeSet<(Uuid, Uuid, String)>,
}

async fn beside(school: &School, day: Date) -> Beside {
    const DUE: &str = "SELECT file_id, number, kind, ground, who, due_on, can_be_late, subject_id, sort_key FROM file_duty \
                       WHERE tenant_id = $1 AND begins <= $2 AND ends >= $2";
    const EVALUATIONS: &str = "SELECT file_id, list, version_id, sort_key FROM file_evaluation \
                               WHERE tenant_id = $1 AND begins <= $2 AND ends >= $2";
    const OWED: &str = "SELECT file_id, application_id, work, begins, ends FROM intake_owed WHERE tenant_id = $1";
    const TIMELY: &str = "SELECT file_id, application_id, timely FROM intake_timely WHERE tenant_id = $1";
    let (tenant, mut tx) = (school.tenant.0, school.store.begin_reading().await.unwrap());
    Beside {
        due: rows!(tx, Due, DUE, tenant, day).unwrap().into_iter().collect(),
        evaluations: rows!(tx, (Uuid, String, Uuid, String), EVALUATIONS, tenant, day).unwrap().into_iter().collect(),
        owed: rows!(tx, (Uuid, Uuid, String, Date, Date), OWED, tenant).unwrap().into_iter().collect(),
        timely: rows!(tx, (Uuid, Uuid, String), TIMELY, tenant).unwrap().into_iter().collect(),
    }
}

crate::on_both! {
    async fn whatever_comes_together_the_projections_are_what_the_facts_give(store) {
        let seed = Draw::seed();
        eprintln!("PROPTEST_RNG_SEED={seed}");
        let school = School::new(&store, "99AA").await;
        let system = Actor::System { tenant: school.tenant, reason: Reason::Import };
        store.account_add("one@school.example", "Een", None, at(0)).await.unwrap();
        store.import_students(&system, &file(version(0)), None, at(0), &mut |_, _, _| {}).await.unwrap();
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let ends = school.member(Role::CareCoordinator, Scope::School).await;
        let page = store.file_list(&care, Action::ListFiles, None, at(0)).await.unwrap();
        let files: Vec<FileId> = page.rows.iter().map(|row| row.file).collect();
        let persons: Vec<PersonId> = page.rows.iter().map(|row| row.person).collect();
        assert_eq!(files.len(), STUDENTS);
        let mut students = Vec::new();
        for person in persons.iter().take(3) {
            students.push(school.member(Role::Student, Scope::Person(*person)).await);
        }
        let (account, tenant) = (ends.account().unwrap(), school.tenant);
        let (system, care_of) = (system.clone(), [care.clone(), ends]);
        let (saved, day) = (AtomicUsize::new(0), RwLock::new(at(9)));
        let house = Arc::new(House { store: store.clone(), system: system.clone(), care: care_of, students, files, saved, day });
        let mut tasks = tokio::task::JoinSet::new();
        for nth in 0..AT_WORK {
            tasks.spawn(work(Arc::clone(&house), Draw(seed.wrapping_add(nth))));
        }
        // Somewhere in between a coach gets an account, a role ends, and the day turns.
        let (late, end) = (store.clone(), store.clone());
        let mut draw = Draw(seed.wrapping_sub(1));
        let waits = [draw.below(300), draw.below(300), draw.below(600)].map(|ms| std::time::Duration::from_millis(ms as u64));
        tasks.spawn(async move {
            tokio::time::sleep(waits[0]).await;
            late.account_add("late@school.example", "Laat", None, at(3)).await.unwrap();
        });
        tasks.spawn(async move {
            tokio::time::sleep(waits[1]).await;
            let mut tx = end.begin().await.unwrap();
            run!(tx, "UPDATE membership SET ends = $3 WHERE tenant_id = $1 AND account_id = $2", tenant.0, account.0, TODAY).unwrap();
            tx.commit().await.unwrap();
        });
        let turning = Arc::clone(&house);
        tasks.spawn(async move {
            tokio::time::sleep(waits[2]).await;
            *turning.day.write().await = tomorrow();
        });
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let saved = house.saved.load(Ordering::Relaxed);
        assert!(saved > 0);
        // Tomorrow's first list turns the day for whoever was last written today.
        let tomorrow = tomorrow();
        store.file_list(&care, Action::ListFiles, None, tomorrow).await.unwrap();
        assert_eq!(stored(&school, tomorrow.day).await, expected(&school, tomorrow.day).await);
        let (kept, written) = (dates(&school, tomorrow.day).await, beside(&school, tomorrow.day).await);
        assert!(!written.due.is_empty() && written.timely.len() >= STUDENTS, "{written:?}");
        let off = store.projections_off(school.tenant, tomorrow.day).await.unwrap();
        assert!(off.is_empty(), "{off:?}");
        store.rights_refresh(school.tenant, tomorrow.day).await.unwrap();
        assert_eq!(dates(&school, tomorrow.day).await, kept);
        assert_eq!(beside(&school, tomorrow.day).await, written);
        assert_eq!(kept.2, STUDENTS as i64);
        // What was acknowledged is there, and each student is whole: of one version of the file.
        let mut tx = store.begin_reading().await.unwrap();
        let (assessed,) = row!(tx, (i64,), "SELECT COUNT(*) FROM statutory WHERE tenant_id = $1", school.tenant.0).unwrap().unwrap();
        assert_eq!(assessed, saved as i64);
        const WHOLE: &str = "SELECT p.email || ' ' || p.student_number || ' ' || t.name || ' ' || c.email_key FROM person p \
            JOIN person_team x ON x.tenant_id = p.tenant_id AND x.person_id = p.person_id AND x.ends IS NULL \
            JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id \
            JOIN person_coach c ON c.tenant_id = p.tenant_id AND c.person_id = p.person_id AND c.ends IS NULL WHERE p.tenant_id = $1";
        drop(tx);
        let whole = texts(&store, WHOLE, school.tenant).await;
        assert_eq!(whole.len(), STUDENTS);
        for row in whole {
            let fits = (0..VERSIONS).any(|v| {
                version(v).iter().any(|s| {
                    row == format!("{} {} {} {}", s.texts.get(Kind::Email).unwrap(), s.student_number, s.team.unwrap(), s.coach.unwrap())
                })
            });
            assert!(fits, "of two versions: {row}");
        }
        assert!(store.imports_unfinished(&system).await.unwrap().is_empty());
        // The chain holds, and the tables are as its events say; but for what this test laid down itself.
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert!(matches!(proof.chain, Verdict::Whole { .. }), "{:?}", proof.chain);
        let wrong: Vec<_> = proof.faults.iter().filter(|fault| !["membership", "import"].contains(&fault.kind.as_str())).collect();
        assert!(wrong.is_empty() && proof.proven > 2 * STUDENTS, "{wrong:?}");
    }

    /// Killed between two transactions: what was written stays, the list says that it is not finished, and the same file
    /// again finishes it.
    async fn an_import_that_was_killed_is_finished_by_the_same_file(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let rows = || -> Vec<Student<'static>> {
            let of = |n: u32| Student { line: n + 2, student_number: format!("s{n}").leak(), numbers: vec![], applications: vec![], ..zoe() };
            (0..450).map(of).collect()
        };
        let (killed, by) = (store.clone(), actor.clone());
        let task = tokio::spawn(async move {
            let stop = &mut |step, done, _| assert!(step != Step::Write || done == 0, "killed");
            let file = file(rows());
            let _ = killed.import_students(&by, &file, None, now("2026-02-10"), stop).await;
        });
        assert!(task.await.unwrap_err().is_panic());
        const STATES: &str = "SELECT state FROM import_run WHERE tenant_id = $1 ORDER BY imported_at";
        const PERSONS: &str = "SELECT COUNT(*) FROM person WHERE tenant_id = $1";
        const LISTED: &str = "SELECT COUNT(DISTINCT file_id) FROM file_scope WHERE tenant_id = $1 AND kind = 'school'";
        assert_eq!(texts(&store, STATES, tenant).await, ["unfinished"]);
        let written = number(&store, PERSONS, tenant).await;
        assert!(0 < written && written < 450, "{written}");
        assert_eq!(number(&store, LISTED, tenant).await, written, "each student whole");
        assert_eq!(store.imports_unfinished(&actor).await.unwrap().len(), 1);
        let again = file(rows());
        let plan = store.plan_students(&actor, &again, day("2026-02-10")).await.unwrap();
        assert!(plan.summary.resumed);
        assert_eq!(plan.summary.counts.persons.unchanged, usize::try_from(written).unwrap());
        let done = store.apply_students(&actor, plan, None, now("2026-02-10"), &mut |_, _, _| {}).await.unwrap();
        assert_eq!(texts(&store, STATES, tenant).await, ["done"], "one run");
        assert_eq!(number(&store, PERSONS, tenant).await, 450);
        assert_eq!(number(&store, "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'files'", tenant).await, 450);
        // Another file of its kind overtakes what was never finished.
        let mut tx = store.begin().await.unwrap();
        run!(tx, "UPDATE import_run SET state = 'unfinished' WHERE tenant_id = $1 AND import_id = $2", tenant.0, done.import.0).unwrap();
        tx.commit().await.unwrap();
        let mut other = file(rows());
        other.sha256 = [9; 32];
        store.import_students(&actor, &other, None, now("2026-02-11"), &mut |_, _, _| {}).await.unwrap();
        assert_eq!(texts(&store, STATES, tenant).await, ["overtaken", "done"]);
    }

    /// Two imports that bring in the same new people at one moment: each person once.
    async fn two_imports_of_new_people_at_one_moment_make_nobody_twice(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        let one = |sha: u8| {
            let (store, actor) = (store.clone(), actor.clone());
            async move {
                let mut file = file(version(0));
                file.sha256 = [sha; 32];
                store.import_students(&actor, &file, None, now("2026-02-10"), &mut |_, _, _| {}).await
            }
        };
        let (first, second) = tokio::join!(one(1), one(2));
        first.unwrap();
        second.unwrap();
        const PERSONS: &str = "SELECT COUNT(*) FROM person WHERE tenant_id = $1";
        assert_eq!(number(&store, PERSONS, tenant).await, STUDENTS as i64);
        assert_eq!(number(&store, "SELECT value FROM counter WHERE tenant_id = $1 AND name = 'files'", tenant).await, STUDENTS as i64);
        assert_eq!(number(&store, "SELECT COUNT(*) FROM team WHERE tenant_id = $1", tenant).await, 2);
    }
}
