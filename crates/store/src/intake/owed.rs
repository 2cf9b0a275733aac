//! What is to be done for each application (`register::intake::owed`), written beside the facts of the file in the transaction
//! that changes those, so that a list is filtered and counted by the database.

use crate::db::Tx;
use crate::file::facts::Loaded;
use crate::file::within::{Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::which::{MANY, marks};
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::intake::owed::{Owed, Work, of_transfer, owed};
use register::{ApplicationId, Moment, TeamId, TenantId};
use std::sync::LazyLock;
use uuid::Uuid;

sql! {
    CLEAR_ONE = "DELETE FROM intake_owed WHERE tenant_id = $1 AND file_id = $2";
    CLEAR_ALL = "DELETE FROM intake_owed WHERE tenant_id = $1";
}

/// As [`CLEAR_ONE`], for many files.
static CLEAR_MANY: LazyLock<String> =
    LazyLock::new(|| format!("DELETE FROM intake_owed WHERE tenant_id = $1 AND file_id IN ({})", marks(2, MANY)));

/// How much there is of each. `$6`: the team that was applied to.
static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of_each("store::intake::owed::COUNT", 1, |rows| {
        let works: Vec<String> = Work::ALL.iter().map(|work| format!("'{}'", work.code())).collect();
        let works = works.join(", ");
        format!(
            "SELECT o.work, COUNT(*) FROM intake_owed o CROSS JOIN application a WHERE o.tenant_id = $1 AND o.work IN ({works}) \
             AND o.begins <= $3 \
             AND o.ends >= $3 AND a.tenant_id = $1 AND a.application_id = o.application_id AND ($6 = $1 OR a.team_id = $6) \
             AND EXISTS (SELECT 1 FROM {rows} WHERE r.file_id = o.file_id) GROUP BY o.work"
        )
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNTS.sql().collect()
}

/// What is to be done of a file, by application.
pub(crate) fn rows(file: &Loaded) -> Vec<(ApplicationId, Owed)> {
    let mut out = Vec::new();
    for one in &file.applications {
        let course = file.talks.iter().find(|(id, _)| *id == one.id).map(|(_, course)| *course);
        let ending = file.endings.iter().find(|(id, _)| *id == one.id).map(|(_, ending)| *ending);
        let handed =
            file.handed.iter().filter(|(id, _)| *id == one.id).filter_map(|(_, handed)| of_transfer(one, *handed));
        out.extend(owed(one, course, ending).into_iter().chain(handed).map(|owed| (one.id, owed)));
    }
    out
}

/// Writes rows of some files.
pub(crate) async fn write(
    tx: &mut Tx,
    tenant: TenantId,
    rows: &[(Uuid, ApplicationId, Owed)],
) -> Result<(), StoreError> {
    insert_many!(tx, "INSERT INTO intake_owed (tenant_id, file_id, application_id, work, begins, ends) ", rows, |out,
                                                                                                                 (
        file,
        application,
        owed,
    )| {
        out.push_bind(tenant.0)
            .push_bind(*file)
            .push_bind(application.0)
            .push_bind(owed.work.code())
            .push_bind(owed.from)
            .push_bind(owed.until)
    })
}

/// Forgets what was to be done of a file.
pub(crate) async fn clear(tx: &mut Tx, tenant: TenantId, file: Uuid) -> Result<(), StoreError> {
    run!(tx, CLEAR_ONE, tenant.0, file)?;
    Ok(())
}

/// The same of many files: as many identifiers as `which::filled_many` gives.
pub(crate) async fn clear_many(tx: &mut Tx, tenant: TenantId, files: &[Uuid]) -> Result<(), StoreError> {
    run_of!(tx, CLEAR_MANY.as_str(), tenant.0, files)?;
    Ok(())
}

/// The same of all files of a school.
pub(crate) async fn clear_all(tx: &mut Tx, tenant: TenantId) -> Result<(), StoreError> {
    run!(tx, CLEAR_ALL, tenant.0)?;
    Ok(())
}

/// How much there is to do of each, for the applications of a list.
pub(crate) async fn counts(
    tx: &mut Tx,
    within: &Within,
    team: Option<TeamId>,
    tenant: TenantId,
) -> Result<Vec<(Work, i64)>, StoreError> {
    let own = [Value::Uuid(team.map_or(tenant.0, |team| team.0))];
    let found = within.read(tx, &COUNTS, &[Type::Text, Type::BigInt], &own).await?;
    let read = |row: &Vec<Value>| Some((Work::from_code(row[0].text()?)?, row[1].int()?));
    let counted: Vec<(Work, i64)> = found.iter().filter_map(read).collect();
    let count = |work: &Work| counted.iter().filter(|(one, _)| one == work).map(|(_, count)| count).sum();
    Ok(Work::ALL.iter().map(|work| (*work, count(work))).collect())
}

impl Store {
    /// How much an actor has to do for the applications they reach, of each kind. Numbers, and nobody's.
    pub async fn intake_owed(&self, actor: &Actor, now: Moment) -> Result<Vec<(Work, i64)>, StoreError> {
        let action = Action::ListApplications;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        counts(&mut tx, &within, None, actor.tenant()).await
    }
}
