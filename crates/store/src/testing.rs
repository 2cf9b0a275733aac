//! Stores for tests: an SQLite file of its own, or a PostgreSQL database cloned from a migrated template.
//!
//! PostgreSQL tests need `MEEDOEN_TEST_POSTGRES`, the address of a cluster they may create databases in;
//! `make test` starts a private one.

use crate::keeping::purges::List;
use crate::{Keys, Store, fresh};
use register::{
    AccountId, ApplicationId, BurdenId, ConcernId, DisputeId, ExamId, FileId, GroupId, HandoffId, MeetingId, Moment,
    PersonId, ReferralId, TeamId, TenantId, VersionId, VoiceId,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// A store of a test's own.
pub async fn sqlite() -> Store {
    let file = std::env::temp_dir().join(format!("meedoen-test-{}.db", fresh::id().simple()));
    ready(&format!("sqlite:{}", file.display())).await
}

/// A store as [`sqlite`] or [`postgres`] gives, with in it what `fill` puts there. Filling takes seconds and each test is a
/// process of its own, so within one run of the tests it is done once and copied; `called` is what the filling is known by.
pub async fn filled(postgres: bool, called: &str, fill: impl AsyncFnOnce(&Store)) -> Store {
    // Of one run only: another may be of other code.
    let Some(run) = std::env::var("NEXTEST_RUN_ID").ok().and_then(|id| Some(id.split_once('-')?.0.to_owned())) else {
        let store = if postgres { self::postgres().await } else { sqlite().await };
        fill(&store).await;
        return store;
    };
    let made = format!("meedoen_filled_{called}_{run}");
    let folder = std::env::temp_dir();
    let at = |name: &str| folder.join(format!("{name}{}", if postgres { "" } else { ".db" }));
    let list = |name: &str| List::beside(&folder.join(format!("{name}.key")));
    let lock = std::fs::File::create(folder.join(format!("{made}_{postgres}.lock"))).expect("a lock");
    lock.lock().expect("is locked");
    if !folder.join(format!("{made}_{postgres}.done")).exists() {
        let store = if postgres { self::postgres().await } else { sqlite().await };
        fill(&store).await;
        let (from, purges) = (place_of(&store).await, store.purges().expect("a list").path().to_owned());
        store.close().await;
        if postgres {
            admin(&format!("ALTER DATABASE {from} RENAME TO {made}")).await;
        } else {
            std::fs::rename(from, at(&made)).expect("is kept");
        }
        if purges.exists() {
            std::fs::rename(purges, list(&format!("{made}_{postgres}")).path()).expect("is kept");
        }
        std::fs::write(folder.join(format!("{made}_{postgres}.done")), "").expect("is said");
    }
    let own = format!("t_{}", fresh::id().simple());
    let (purged, kept) = (list(&own), list(&format!("{made}_{postgres}")));
    if kept.path().exists() {
        std::fs::copy(kept.path(), purged.path()).expect("is copied");
    }
    let address = if postgres {
        admin(&format!("CREATE DATABASE {own} TEMPLATE {made}")).await;
        format!("{}/{own}", server().rsplit_once('/').expect("postgres://user@host:port/database").0)
    } else {
        std::fs::copy(at(&made), at(&own)).expect("is copied");
        format!("sqlite:{}", at(&own).display())
    };
    lock.unlock().expect("is unlocked");
    Store::open(&address, keys().with_purges(purged)).await.expect("opens")
}

/// A PostgreSQL database of a test's own.
pub async fn postgres() -> Store {
    let server = server();
    let (root, _) = server.rsplit_once('/').expect("postgres://user@host:port/database");
    let mut admin = PgConnection::connect(&server).await.expect("the test cluster answers");
    // The template carries the schema's fingerprint, so that a changed schema gets a new one.
    let template = format!("meedoen_template_{}", fingerprint());
    admin.execute("SELECT pg_advisory_lock(7)").await.expect("lock");
    let exists: Option<(i32,)> = sqlx::query_as("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&template)
        .fetch_optional(&mut admin)
        .await
        .expect("pg_database");
    if exists.is_none() {
        let making = format!("{template}_making");
        admin.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {making}"))).await.expect("drop");
        admin.execute(AssertSqlSafe(format!("CREATE DATABASE {making}"))).await.expect("create");
        ready(&format!("{root}/{making}")).await.close().await;
        admin.execute(AssertSqlSafe(format!("ALTER DATABASE {making} RENAME TO {template}"))).await.expect("rename");
    }
    let name = format!("t_{}", fresh::id().simple());
    admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {template}"))).await.expect("clone");
    admin.execute("SELECT pg_advisory_unlock(7)").await.expect("unlock");
    ready(&format!("{root}/{name}")).await
}

/// A file with what addresses name of it. Not who may see it: that a test knows from elsewhere.
#[derive(Debug, Clone)]
pub struct Known {
    /// Which.
    pub file: FileId,
    /// Whose.
    pub person: PersonId,
    /// The teams of today, to find a neighbour by.
    pub teams: Vec<TeamId>,
    /// Its applications.
    pub applications: Vec<ApplicationId>,
    /// The versions of its agreement.
    pub versions: Vec<VersionId>,
    /// The concerns that were raised about looks at it.
    pub concerns: Vec<ConcernId>,
    /// Its referrals.
    pub referrals: Vec<ReferralId>,
    /// What was asked of partners outside the school.
    pub handoffs: Vec<HandoffId>,
    /// The meetings about it.
    pub meetings: Vec<MeetingId>,
    /// What was said on it by the student themselves.
    pub voices: Vec<VoiceId>,
    /// The adjustments of which the burden is weighed.
    pub burdens: Vec<BurdenId>,
    /// The requests for an adapted exam.
    pub exams: Vec<ExamId>,
    /// The disputes.
    pub disputes: Vec<DisputeId>,
    /// Those after which the school does something.
    pub todos: Vec<DisputeId>,
    /// Those that came back to the exam office.
    pub backs: Vec<DisputeId>,
    /// The numbers of the placements that the school arranged.
    pub workplaces: Vec<u32>,
    /// The numbers of looks at it by somebody of the school.
    pub looks: Vec<i64>,
}

/// Roles of which a look is somebody else's, for a student and for a parent.
const STAFF: [&str; 3] = ["coach", "intaker", "care_coordinator"];

/// Every file of a school.
pub async fn known(store: &Store, tenant: TenantId, today: time::Date) -> Vec<Known> {
    let mut tx = store.begin_reading().await.expect("begins");
    let policy = crate::policy::load(&mut tx, tenant).await.expect("a policy");
    let files = crate::file::facts::load(&mut tx, tenant, crate::which::Which::All, &policy, today).await;
    let known = files.expect("files").into_iter().map(|f| Known {
        file: f.file,
        person: f.rights.person,
        teams: f.rights.teams,
        applications: f.applications.iter().map(|a| a.id).collect(),
        versions: f.agreement.iter().flat_map(|a| &a.versions).map(|v| v.id).collect(),
        concerns: Vec::new(),
        referrals: Vec::new(),
        handoffs: Vec::new(),
        meetings: Vec::new(),
        voices: Vec::new(),
        burdens: Vec::new(),
        exams: Vec::new(),
        disputes: Vec::new(),
        todos: Vec::new(),
        backs: Vec::new(),
        workplaces: Vec::new(),
        looks: Vec::new(),
    });
    let mut known: Vec<Known> = known.collect();
    for file in &mut known {
        file.concerns = crate::concern::load::ids(&mut tx, tenant, file.file).await.expect("concerns");
        file.referrals = crate::referral::load::ids(&mut tx, tenant, file.file).await.expect("referrals");
        file.handoffs = crate::handoff::load::ids(&mut tx, tenant, file.file).await.expect("handoffs");
        file.meetings = crate::meeting::load::ids(&mut tx, tenant, file.file).await.expect("meetings");
        let said = crate::voice::of_file(&mut tx, tenant, file.file).await.expect("voices");
        file.voices = said.into_iter().map(|one| one.id).collect();
        file.burdens = crate::burden::load::ids(&mut tx, tenant, file.file).await.expect("burdens");
        file.exams = crate::exam::load::ids(&mut tx, tenant, file.file).await.expect("exams");
        file.disputes = crate::dispute::load::ids(&mut tx, tenant, file.file).await.expect("disputes");
        let brought = crate::dispute::load::of_file(&mut tx, tenant, file.file).await.expect("disputes");
        file.todos = brought.iter().filter(|one| one.todo().is_some()).map(|one| one.id).collect();
        file.backs = brought.into_iter().filter(|one| one.back().is_some()).map(|one| one.id).collect();
        let arranged = crate::workplace::load::of_file(&mut tx, tenant, file.file).await.expect("placements");
        file.workplaces = arranged.into_iter().map(|one| one.number).collect();
    }
    drop(tx);
    // Of one file: a look at a list is one at several.
    let alone = |event: &Audited| STAFF.contains(&event.payload.role.as_str()) && event.subjects.len() == 1;
    for event in audited(store, tenant, 0).await.into_iter().filter(alone) {
        for file in known.iter_mut().filter(|file| event.subjects.contains(&file.person)) {
            file.looks.push(event.seq);
        }
    }
    known.sort_by_key(|k| k.file);
    known
}

/// Of what a school offers: the version that is being made and the one that holds, with a line of each.
pub async fn offers(store: &Store, tenant: TenantId, day: time::Date) -> [Option<(register::OfferId, u32)>; 2] {
    let mut tx = store.begin_reading().await.expect("a transaction");
    let (open, holds) = crate::offer::versions(&mut tx, tenant, day).await.expect("versions");
    let line = |kept: crate::offer::Kept| kept.lines.first().map(|one| (kept.offer.id, one.place));
    [open.and_then(line), holds.and_then(line)]
}

/// The entries on the map of a school.
pub async fn partners(store: &Store, tenant: TenantId) -> Vec<register::PartnerId> {
    let mut tx = store.begin_reading().await.expect("a transaction");
    crate::partner::ids(&mut tx, tenant).await.expect("partners")
}

/// The exam periods of a school.
pub async fn exam_periods(store: &Store, tenant: TenantId) -> Vec<register::ExamPeriodId> {
    let mut tx = store.begin_reading().await.expect("a transaction");
    let found = crate::exam::open_periods(&mut tx, tenant).await.expect("periods");
    found.into_iter().map(|one| one.id).collect()
}

/// Every lesson group of a school, by name.
pub async fn groups(store: &Store, tenant: TenantId) -> Vec<(GroupId, String)> {
    const GROUPS: &str = "SELECT group_id, name FROM lesson_group WHERE tenant_id = $1 ORDER BY name";
    let mut tx = store.begin_reading().await.expect("begins");
    let found = rows!(tx, (uuid::Uuid, String), GROUPS, tenant.0).expect("groups");
    found.into_iter().map(|(id, name)| (GroupId(id), name)).collect()
}

/// An audit event, as far as tests hold pages to it.
#[derive(Debug, Clone)]
pub struct Audited {
    /// Its number in the chain.
    pub seq: i64,
    /// What it says.
    pub payload: crate::audit::Payload,
    /// The persons it can be found by.
    pub subjects: Vec<PersonId>,
}

/// The audit events of a school after one, oldest first, without those that were erased.
pub async fn audited(store: &Store, tenant: TenantId, after: i64) -> Vec<Audited> {
    const EVENTS: &str = "SELECT seq, payload FROM audit_event WHERE tenant_id = $1 AND seq > $2 \
                          AND payload IS NOT NULL ORDER BY seq";
    const SUBJECTS: &str = "SELECT person_id FROM audit_subject WHERE tenant_id = $1 AND seq = $2 ORDER BY person_id";
    let mut tx = store.begin_reading().await.expect("begins");
    let events = rows!(tx, (i64, String), EVENTS, tenant.0, after).expect("events");
    let mut found = Vec::with_capacity(events.len());
    for (seq, payload) in events {
        let subjects = rows!(tx, (uuid::Uuid,), SUBJECTS, tenant.0, seq).expect("subjects");
        let subjects = subjects.into_iter().map(|(person,)| PersonId(person)).collect();
        found.push(Audited { seq, payload: serde_json::from_str(&payload).expect("a payload"), subjects });
    }
    found
}

/// A mail to an account that is not needed to come in, as if a proposal of nobody waited; the token of its link with which its
/// receiver asks for no more of them.
pub async fn declinable(store: &Store, tenant: TenantId, account: AccountId, now: Moment) -> String {
    use register::invitation::Language::Dutch;
    let mut tx = store.begin().await.expect("begins");
    let about = crate::mail::About { account: Some(account), ..Default::default() };
    let kind = (register::mail::Kind::Proposal, Dutch);
    crate::mail::post(&mut tx, tenant, kind, ("wie@elders.example", "/mijn"), about, now).await.expect("laid down");
    tx.commit().await.expect("commits");
    loop {
        let mail = store.mail_take(now).await.expect("is taken").expect("a mail");
        if let Some(path) = mail.decline {
            return path.reveal().trim_start_matches("/mail/").to_owned();
        }
    }
}

/// The keys of files: those that are purged, and those that stand.
pub async fn file_keys(store: &Store) -> (Vec<(FileId, i64)>, Vec<(FileId, i64)>) {
    let mut tx = store.begin_reading().await.expect("begins");
    let purged = rows!(tx, (uuid::Uuid, i64), "SELECT file_id, number FROM purge").expect("purges");
    let standing = rows!(tx, (uuid::Uuid, i64), "SELECT file_id, number FROM file_key").expect("keys");
    let named = |keys: Vec<(uuid::Uuid, i64)>| keys.into_iter().map(|(file, number)| (FileId(file), number)).collect();
    (named(purged), named(standing))
}

/// Changes a database behind the back of the house, for tests that it is noticed.
pub async fn tamper(store: &Store, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match &store.db {
        crate::db::Db::Sqlite(file) => {
            let mut one = file.alone(crate::db::sqlite::PATIENCE).await.expect("connects");
            one.execute(sql).await.expect("tampers");
        }
        crate::db::Db::Postgres(pool) => drop(pool.execute(sql).await.expect("tampers")),
    }
}

/// Where a store's data lie: the file of SQLite, the data folder of the server. What is still in memory is written first.
pub async fn place(store: &Store) -> String {
    match &store.db {
        crate::db::Db::Sqlite(file) => {
            let (file,): (String,) = sqlx::query_as("SELECT file FROM pragma_database_list WHERE name = 'main'")
                .fetch_one(&file.reading)
                .await
                .expect("a file");
            file
        }
        crate::db::Db::Postgres(pool) => {
            pool.execute("CHECKPOINT").await.expect("writes what is in memory");
            let (folder,): (String,) =
                sqlx::query_as("SELECT current_setting('data_directory')").fetch_one(pool).await.expect("a folder");
            folder
        }
    }
}

/// The keys of every test: a database knows its keys, and those on PostgreSQL are clones of one that was made with these.
pub fn keys() -> Keys {
    Keys::parse("test-key bWVlZG9lbiB0ZXN0cyBvbmx5LCAzMiBieXRlcyEhISE=\n").expect("key file")
}

async fn ready(address: &str) -> Store {
    let list = std::env::temp_dir().join(format!("meedoen-test-{}", fresh::id().simple()));
    let keys = keys().with_purges(List::beside(&list));
    let store = Store::open(address, keys).await.expect("opens");
    let now = register::Moment {
        at: time::macros::datetime!(2026-01-01 10:00 UTC),
        day: time::macros::date!(2026 - 01 - 01),
    };
    store.migrate(now).await.expect("migrates");
    store
}

/// The address of an empty PostgreSQL database, for tests that begin where an installation begins.
pub async fn empty_postgres() -> String {
    let name = format!("t_{}", fresh::id().simple());
    admin(&format!("CREATE DATABASE {name}")).await;
    format!("{}/{name}", server().rsplit_once('/').expect("postgres://user@host:port/database").0)
}

/// The address of the cluster that tests make databases in.
fn server() -> String {
    std::env::var("MEEDOEN_TEST_POSTGRES")
        .expect("MEEDOEN_TEST_POSTGRES is not set: `make test` starts a private PostgreSQL and sets it")
}

async fn admin(sql: &str) {
    let mut admin = PgConnection::connect(&server()).await.expect("the test cluster answers");
    admin.execute(AssertSqlSafe(sql.to_owned())).await.expect("is done");
}

/// The file of SQLite, the name of a database of PostgreSQL.
async fn place_of(store: &Store) -> String {
    match &store.db {
        crate::db::Db::Sqlite(_) => place(store).await,
        crate::db::Db::Postgres(pool) => {
            let (name,): (String,) = sqlx::query_as("SELECT current_database()").fetch_one(pool).await.expect("a name");
            name
        }
    }
}

fn fingerprint() -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(crate::ddl::translate(crate::ddl::whole_text().as_str(), crate::ddl::Engine::Postgres));
    digest.iter().take(6).map(|b| format!("{b:02x}")).collect()
}

/// Declares tests that run on both databases: `on_both! { async fn name(store) { ... } }`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$doc:meta])* async fn $name:ident($store:ident) $body:block)*) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, reason = "a test may need nothing from around it")]
            use super::*;
            async fn check($store: $crate::Store) $body
            #[tokio::test]
            async fn sqlite() { check($crate::testing::sqlite().await).await; }
            #[tokio::test]
            async fn postgres() { check($crate::testing::postgres().await).await; }
        }
    )*};
}
