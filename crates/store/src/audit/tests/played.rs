//! Two schools in which something of everything happened.

use crate::agreement::propose::NewVersion;
use crate::audit::EraseReason;
use crate::ddl::Engine;
use crate::file::list;
use crate::tests::path::{line, needs_support};
use crate::tests::school::{School, Someone, at};
use crate::{Store, fresh, testing::tamper};
use access::{Action, Actor, Reason, Role, Scope};
use register::agreement::{Answer, Subject};
use register::{Moment, VersionId};
use time::macros::{date, datetime};
use uuid::Uuid;

pub(super) struct Played {
    pub(super) store: Store,
    pub(super) a: School,
    pub(super) b: School,
    pub(super) anna: Someone,
    pub(super) bert: Someone,
    pub(super) intaker: Actor,
    pub(super) student: Actor,
    pub(super) version: VersionId,
    /// The numbers of events at school A.
    pub(super) held: i64,
    pub(super) proposed: i64,
    pub(super) answered: i64,
    pub(super) look: i64,
    pub(super) list: i64,
    pub(super) last: i64,
    /// The event that retention erased: its number, salt and payload.
    pub(super) erased: i64,
    pub(super) old: (Vec<u8>, String),
}

const A_YEAR_AGO: Moment = Moment { at: datetime!(2025-05-12 10:00 UTC), day: date!(2025 - 05 - 12) };

impl Played {
    pub(super) async fn new(store: &Store) -> Self {
        let a = School::new(store, "27DV").await;
        let b = School::new(store, "25LH").await;
        let team = a.team("Zorg").await;
        a.team("Techniek").await;
        let anna = a.person("Aalders", date!(2008 - 03 - 01)).await;
        let bert = a.person("Bakker", date!(2008 - 04 - 01)).await;
        let application = a.applied(anna.person, Some(team), date!(2026 - 08 - 01), "received").await;
        a.applied(bert.person, Some(team), date!(2026 - 08 - 01), "received").await;
        a.guardian(anna.person, true).await;
        a.in_team(anna.person, team, date!(2026 - 02 - 01), None).await;
        let enrolment = a.enrolled(bert.person, date!(2025 - 08 - 01), None).await;
        let intaker = a.member(Role::Intaker, Scope::Teams(vec![team])).await;
        a.coached(bert.person, intaker.account().unwrap(), date!(2025 - 08 - 01), None).await;
        let student = a.member(Role::Student, Scope::Person(anna.person)).await;
        let other = b.person("Cornelissen", date!(2008 - 05 - 01)).await;
        let care = b.member(Role::CareCoordinator, Scope::School).await;
        let me = Self {
            store: store.clone(),
            version: VersionId(Uuid::nil()),
            erased: 0,
            held: 0,
            proposed: 0,
            answered: 0,
            look: 0,
            list: 0,
            last: 0,
            old: (Vec::new(), String::new()),
            a,
            b,
            anna,
            bert,
            intaker,
            student,
        };
        let (tenant, import) = (me.sql(me.a.tenant.0), me.sql(me.a.import));
        for sql in [
            format!(
                "INSERT INTO support_period (tenant_id, enrolment_id, begins, import_id) VALUES ({tenant}, {}, '2025-09-01', {import})",
                me.sql(enrolment.0)
            ),
            format!(
                "INSERT INTO policy_setting (tenant_id, name, begins, value) VALUES ({tenant}, 'inform_guardians_at_16', '2025-08-01', 'yes')"
            ),
            format!(
                "INSERT INTO identifier (tenant_id, kind, key_id, value, person_id) VALUES ({tenant}, 'student_number', '', {}, {})",
                me.bytes(b"1001"),
                me.sql(me.anna.person.0)
            ),
        ] {
            tamper(store, &sql).await;
        }
        me.a.settle().await;
        me.b.settle().await;
        store.set_meta("demo", "1", at(0)).await.unwrap();
        store.audit_take_stock(at(0)).await.unwrap();
        me.play(application, &other, &care).await
    }

    async fn play(mut self, application: register::ApplicationId, other: &Someone, care: &Actor) -> Self {
        let store = self.store.clone();
        store.file_view(&self.intaker, self.anna.file, A_YEAR_AGO).await.unwrap();
        self.erased = self.head().await;
        self.old = self.payload(self.erased).await;
        let held = store.intake_hold(&self.intaker, application, 1, &needs_support(), at(1)).await.unwrap();
        self.held = self.head().await;
        let subjects = vec![Subject::Application(application)];
        let new = NewVersion { based_on: held.version, subjects, lines: vec![line("Extra tijd", "25%")] };
        let (version, _) = store.agreement_propose(&self.intaker, self.anna.file, new, at(2)).await.unwrap();
        (self.version, self.proposed) = (version, self.head().await);
        store.agreement_answer(&self.student, version, Answer::Agreed, at(3)).await.unwrap();
        self.answered = self.head().await;
        store.file_view(&self.intaker, self.anna.file, at(4)).await.unwrap();
        self.look = self.head().await;
        let page = store.file_list(&self.intaker, Action::ListApplications, None, at(5)).await.unwrap();
        assert!(page.rows.len() == 2 && page.rows.len() < list::PAGE_SIZE, "both are shown");
        self.list = self.head().await;
        let keeper = Actor::system(self.a.tenant, Reason::AuditVerify);
        let erased = store
            .audit_erase(&keeper, super::before(date!(2026 - 01 - 01)), EraseReason::Retention, at(6))
            .await
            .unwrap();
        assert_eq!(erased, 1);
        store.file_view(&self.intaker, self.anna.file, at(7)).await.unwrap();
        store.file_view(&self.intaker, self.bert.file, at(8)).await.unwrap();
        self.last = self.head().await;
        for minute in 1..4 {
            store.file_view(care, other.file, at(minute)).await.unwrap();
        }
        self
    }

    async fn head(&self) -> i64 {
        self.store.audit_head(self.a.tenant).await.unwrap().seq
    }

    /// Salt and payload of an event of school A.
    pub(super) async fn payload(&self, seq: i64) -> (Vec<u8>, String) {
        let mut tx = self.store.begin_reading().await.unwrap();
        let sql = "SELECT salt, payload FROM audit_event WHERE tenant_id = $1 AND seq = $2";
        row!(tx, (Vec<u8>, String), sql, self.a.tenant.0, seq).unwrap().unwrap()
    }

    /// An identifier as this database writes it in a statement.
    pub(super) fn sql(&self, id: Uuid) -> String {
        match self.store.engine() {
            Engine::Sqlite => format!("x'{}'", id.simple()),
            Engine::Postgres => format!("CAST('{id}' AS UUID)"),
        }
    }

    /// Bytes as this database writes them in a statement.
    pub(super) fn bytes(&self, bytes: &[u8]) -> String {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match self.store.engine() {
            Engine::Sqlite => format!("x'{hex}'"),
            Engine::Postgres => format!("CAST('\\x{hex}' AS BYTEA)"),
        }
    }

    /// An identifier that is nobody's yet.
    pub(super) fn new_id(&self) -> String {
        self.sql(fresh::id())
    }
}
