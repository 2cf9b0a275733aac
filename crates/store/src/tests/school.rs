//! A small school for tests, laid down row by row, so that a test can say exactly what is there.

use crate::db::Tx;
use crate::{Store, fresh};
use access::{Actor, Member, Role, Scope};
use register::{
    AccountId, ApplicationId, EnrolmentId, FileId, GuardianId, MembershipId, Moment, PersonId, TeamId, TenantId,
};
use time::macros::{date, datetime};
use time::{Date, Duration};
use uuid::Uuid;

/// The day the tests play on.
pub(crate) const TODAY: Date = date!(2026 - 05 - 12);

/// A moment `minutes` after the tests' noon.
pub(crate) fn at(minutes: i64) -> Moment {
    let at = datetime!(2026-05-12 10:00 UTC) + Duration::minutes(minutes);
    Moment { at, day: at.date() }
}

pub(crate) struct School {
    pub(crate) store: Store,
    pub(crate) tenant: TenantId,
    pub(crate) import: Uuid,
}

pub(crate) struct Someone {
    pub(crate) person: PersonId,
    pub(crate) file: FileId,
}

impl School {
    pub(crate) async fn new(store: &Store, code: &str) -> Self {
        let tenant = store.tenant_add(code, "Testschool", at(0)).await.unwrap();
        let import = fresh::id();
        let mut tx = store.begin().await.unwrap();
        run!(
            tx,
            "INSERT INTO import_run (tenant_id, import_id, kind, sha256, imported_at, imported_by, report) \
             VALUES ($1, $2, 'students', $3, $4, 'test', '{}')",
            tenant.0,
            import,
            [0_u8].as_slice(),
            at(0).at
        )
        .unwrap();
        tx.commit().await.unwrap();
        Self { store: store.clone(), tenant, import }
    }

    async fn tx(&self) -> Tx {
        self.store.begin().await.unwrap()
    }

    pub(crate) async fn team(&self, name: &str) -> TeamId {
        let id = fresh::id();
        let mut tx = self.tx().await;
        let from = date!(2023 - 08 - 01);
        run!(
            tx,
            "INSERT INTO team (tenant_id, team_id, name, begins) VALUES ($1, $2, $3, $4)",
            self.tenant.0,
            id,
            name,
            from
        )
        .unwrap();
        tx.commit().await.unwrap();
        TeamId(id)
    }

    /// Someone with a file, born on a day.
    pub(crate) async fn person(&self, family_name: &str, born: Date) -> Someone {
        let (person, file) = (fresh::id(), fresh::id());
        let mut tx = self.tx().await;
        let key = register::person::fold(family_name);
        run!(
            tx,
            "INSERT INTO person (tenant_id, person_id, family_name, birth_year, birth_month, birth_day, sort_key, import_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            self.tenant.0,
            person,
            family_name,
            i64::from(born.year()),
            i64::from(u8::from(born.month())),
            i64::from(born.day()),
            key.as_str(),
            self.import
        )
        .unwrap();
        let names = register::person::Names { family: Some(family_name.to_owned().into()), ..Default::default() };
        let birth = register::BirthDate::from_parts(born.year(), born.month().into(), born.day());
        let keys = register::person::sought::keys(&names, None, birth).into_iter().map(|key| (key, person));
        crate::search_key::add(&mut tx, self.tenant, &keys.collect::<Vec<_>>()).await.unwrap();
        run!(
            tx,
            "INSERT INTO support_file (tenant_id, file_id, person_id, version) VALUES ($1, $2, $3, 1)",
            self.tenant.0,
            file,
            person
        )
        .unwrap();
        tx.commit().await.unwrap();
        Someone { person: PersonId(person), file: FileId(file) }
    }

    pub(crate) async fn in_team(&self, person: PersonId, team: TeamId, from: Date, until: Option<Date>) {
        let mut tx = self.tx().await;
        run!(
            tx,
            "INSERT INTO person_team (tenant_id, person_id, team_id, begins, ends) VALUES ($1, $2, $3, $4, $5)",
            self.tenant.0,
            person.0,
            team.0,
            from,
            until
        )
        .unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn coached(&self, person: PersonId, coach: AccountId, from: Date, until: Option<Date>) {
        let mut tx = self.tx().await;
        run!(
            tx,
            "INSERT INTO person_coach (tenant_id, person_id, email_key, account_id, begins, ends) VALUES ($1, $2, $3, $4, $5, $6)",
            self.tenant.0,
            person.0,
            coach.0.simple().to_string(),
            coach.0,
            from,
            until
        )
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A lesson group.
    pub(crate) async fn group(&self, name: &str) -> register::GroupId {
        let id = fresh::id();
        let mut tx = self.tx().await;
        let sql = "INSERT INTO lesson_group (tenant_id, group_id, name, begins) VALUES ($1, $2, $3, $4)";
        run!(tx, sql, self.tenant.0, id, name, date!(2023 - 08 - 01)).unwrap();
        tx.commit().await.unwrap();
        register::GroupId(id)
    }

    pub(crate) async fn in_group(&self, person: PersonId, group: register::GroupId, from: Date, until: Option<Date>) {
        let mut tx = self.tx().await;
        let sql = "INSERT INTO person_group (tenant_id, person_id, group_id, begins, ends) VALUES ($1, $2, $3, $4, $5)";
        run!(tx, sql, self.tenant.0, person.0, group.0, from, until).unwrap();
        tx.commit().await.unwrap();
    }

    /// The list of staff says that somebody teaches a group.
    pub(crate) async fn teaches(&self, who: AccountId, group: register::GroupId, from: Date, until: Option<Date>) {
        let mut tx = self.tx().await;
        let sql = "INSERT INTO staff_group (tenant_id, email_key, group_id, begins, ends, import_id) \
                   SELECT $1, a.email_key, $3, $4, $5, $6 FROM account a WHERE a.account_id = $2";
        run!(tx, sql, self.tenant.0, who.0, group.0, from, until, self.import).unwrap();
        tx.told.forget();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn applied(
        &self,
        person: PersonId,
        team: Option<TeamId>,
        starts_on: Date,
        status: &str,
    ) -> ApplicationId {
        let id = fresh::id();
        let mut tx = self.tx().await;
        run!(
            tx,
            "INSERT INTO application (tenant_id, application_id, person_id, crebo, team_id, applied_on, starts_on, status, import_id) \
             VALUES ($1, $2, $3, '25655', $4, $5, $6, $7, $8)",
            self.tenant.0,
            id,
            person.0,
            team.map(|t| t.0),
            // One application a person, programme and day.
            starts_on - Duration::days(153),
            starts_on,
            status,
            self.import
        )
        .unwrap();
        tx.commit().await.unwrap();
        ApplicationId(id)
    }

    pub(crate) async fn enrolled(&self, person: PersonId, from: Date, until: Option<Date>) -> EnrolmentId {
        let id = fresh::id();
        let mut tx = self.tx().await;
        run!(
            tx,
            "INSERT INTO enrolment (tenant_id, enrolment_id, person_id, number, begins, ended, import_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            self.tenant.0,
            id,
            person.0,
            id.simple().to_string(),
            from,
            until,
            self.import
        )
        .unwrap();
        tx.commit().await.unwrap();
        EnrolmentId(id)
    }

    /// What the student system says of an enrolment at school: its level, its planned end, and how it ended.
    pub(crate) async fn says(&self, of: EnrolmentId, level: &str, planned: Date, left: Option<(Date, &str)>) {
        let mut tx = self.tx().await;
        run!(
            tx,
            "UPDATE enrolment SET planned_end = $3, ended = $4, leaving_reason = $5 WHERE tenant_id = $1 AND enrolment_id = $2",
            self.tenant.0,
            of.0,
            planned,
            left.map(|(on, _)| on),
            left.map(|(_, reason)| reason)
        )
        .unwrap();
        run!(
            tx,
            "INSERT INTO enrolment_period (tenant_id, enrolment_id, begins, pathway, level, import_id) \
             SELECT e.tenant_id, e.enrolment_id, e.begins, 'BOL', $3, e.import_id FROM enrolment e \
             WHERE e.tenant_id = $1 AND e.enrolment_id = $2 ON CONFLICT (tenant_id, enrolment_id, begins) DO NOTHING",
            self.tenant.0,
            of.0,
            level
        )
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// The student system took an enrolment back.
    pub(crate) async fn taken_back(&self, enrolment: EnrolmentId) {
        let mut tx = self.tx().await;
        run!(
            tx,
            "UPDATE enrolment SET withdrawn_by = $3 WHERE tenant_id = $1 AND enrolment_id = $2",
            self.tenant.0,
            enrolment.0,
            self.import
        )
        .unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn guardian(&self, person: PersonId, authority: bool) -> GuardianId {
        let id = fresh::id();
        let mut tx = self.tx().await;
        run!(
            tx,
            "INSERT INTO guardian (tenant_id, guardian_id, person_id, name, authority, begins) VALUES ($1, $2, $3, 'Ouder', $4, $5)",
            self.tenant.0,
            id,
            person.0,
            authority,
            date!(2020 - 01 - 01)
        )
        .unwrap();
        tx.commit().await.unwrap();
        GuardianId(id)
    }

    /// Someone who can act, in a role with a scope.
    pub(crate) async fn member(&self, role: Role, scope: Scope) -> Actor {
        let email = format!("{}@school.example", fresh::id().simple());
        let account = self.store.account_add(&email, "Medewerker", None, at(0)).await.unwrap();
        let from = date!(2023 - 08 - 01);
        // Without its event: what a test counts begins with the test's own acts.
        let mut tx = self.tx().await;
        let added = crate::membership::add(&mut tx, self.tenant, account, role, &scope, (from, None)).await.unwrap();
        tx.told.forget();
        tx.commit().await.unwrap();
        let membership: MembershipId = added.0;
        let actor = self.store.actor(account, self.tenant, membership, TODAY).await.unwrap();
        assert_eq!(actor, Actor::Member(Member { account, membership, tenant: self.tenant, role, scope }));
        actor
    }

    /// Writes the projection, as an import does at its end.
    pub(crate) async fn settle(&self) {
        let mut tx = self.tx().await;
        crate::file::scope::refresh_all(&mut tx, self.tenant, TODAY).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Holds the projection to the rules: the stored date of attention is that of the first duty, in every scope.
    pub(crate) async fn assert_projection(&self) {
        let mut tx = self.tx().await;
        let policy = crate::policy::load(&mut tx, self.tenant).await.unwrap();
        for file in
            crate::file::facts::load(&mut tx, self.tenant, crate::which::Which::All, &policy, TODAY).await.unwrap()
        {
            let stored = rows!(
                tx,
                (Option<String>,),
                "SELECT attention FROM file_scope WHERE tenant_id = $1 AND file_id = $2 AND begins <= $3 AND ends >= $3",
                self.tenant.0,
                file.file.0,
                TODAY
            )
            .unwrap();
            let projected = rows!(
                tx,
                (i64, String, String, String, uuid::Uuid),
                "SELECT number, kind, who, due_on, subject_id FROM file_duty \
                 WHERE tenant_id = $1 AND file_id = $2 AND begins <= $3 AND ends >= $3 ORDER BY number",
                self.tenant.0,
                file.file.0,
                TODAY
            )
            .unwrap();
            let due = register::duty::due(&file.duty_facts(), &policy, TODAY);
            let due = due.iter().enumerate().map(|(number, d)| {
                let on = crate::file::duties::due_on(d);
                let (kind, who) = (d.kind.code().to_owned(), d.who.code().to_owned());
                (number as i64, kind, who, on, crate::file::duties::subject(d))
            });
            assert_eq!(projected, due.collect::<Vec<_>>(), "what is due is projected as the rules give it");
            let lists = rows!(
                tx,
                (String, uuid::Uuid),
                "SELECT list, version_id FROM file_evaluation \
                 WHERE tenant_id = $1 AND file_id = $2 AND begins <= $3 AND ends >= $3",
                self.tenant.0,
                file.file.0,
                TODAY
            )
            .unwrap();
            let expected = crate::file::evaluating::lists(&file, &policy, TODAY);
            let expected = expected.into_iter().map(|(list, version)| (list.code().to_owned(), version.0));
            let sorted =
                |lists: Vec<(String, uuid::Uuid)>| lists.into_iter().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(sorted(lists), expected.collect(), "lists of evaluations are projected as the rules give them");
            let owed = rows!(
                tx,
                (uuid::Uuid, String, Date, Date),
                "SELECT application_id, work, begins, ends FROM intake_owed WHERE tenant_id = $1 AND file_id = $2",
                self.tenant.0,
                file.file.0
            )
            .unwrap();
            let expected = crate::intake::owed::rows(&file);
            let expected =
                expected.into_iter().map(|(of, owed)| (of.0, owed.work.code().to_owned(), owed.from, owed.until));
            let all = |rows: Vec<_>| rows.into_iter().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(all(owed), expected.collect(), "what the intake has to do is projected as the rules give it");
            let timely = rows!(
                tx,
                (uuid::Uuid, String),
                "SELECT application_id, timely FROM intake_timely WHERE tenant_id = $1 AND file_id = $2",
                self.tenant.0,
                file.file.0
            )
            .unwrap();
            let expected = crate::intake::owed::sides(&file, &policy, TODAY);
            let expected = expected.into_iter().map(|(of, side)| (of.0, side.code().to_owned()));
            assert_eq!(timely.into_iter().collect::<std::collections::BTreeSet<_>>(), expected.collect());
            let computed = crate::file::scope::attention(&file, &policy, TODAY);
            assert!(!stored.is_empty() && stored.iter().all(|(s,)| *s == computed), "{stored:?} but {computed:?}");
        }
    }
}
