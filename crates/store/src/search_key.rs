//! The keys by which people are found (`register::person::sought`): a projection of names, number and birth date, written
//! by whoever writes those. One writer: `import::person`.

use crate::db::Tx;
use crate::import::tables::Person;
use crate::{Store, StoreError};
use register::TenantId;
use register::person::sought;
use uuid::Uuid;

sql! {
    FORGET = "DELETE FROM search_key WHERE tenant_id = $1 AND person_id = $2";
    FORGET_ALL = "DELETE FROM search_key";
    TENANTS = "SELECT tenant_id FROM tenant";
    DONE = "SELECT value FROM meta WHERE name = 'search keys'";
    SET_DONE = "INSERT INTO meta (name, value) VALUES ('search keys', $1) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
}

/// Which rules made the keys that are stored. Raise it with the rules: then the next `migrate` makes them anew.
const RULES: &str = "3";

/// Makes the keys of these persons what their names, numbers and birth dates say; `new` have none yet.
pub(crate) async fn write(tx: &mut Tx, tenant: TenantId, persons: &[Person], new: &[Uuid]) -> Result<(), StoreError> {
    let new: std::collections::HashSet<&Uuid> = new.iter().collect();
    let mut keys = Vec::with_capacity(persons.len() * 6);
    for person in persons {
        if !new.contains(&person.person_id) {
            forget(tx, tenant, person.person_id).await?;
        }
        let found = sought::keys(&person.names(), person.student_number.as_deref(), person.birth());
        keys.extend(found.into_iter().map(|key| (key, person.person_id)));
    }
    add(tx, tenant, &keys).await
}

/// Adds keys with whom each leads to.
pub(crate) async fn add(tx: &mut Tx, tenant: TenantId, keys: &[(String, Uuid)]) -> Result<(), StoreError> {
    insert_many!(tx, "INSERT INTO search_key (tenant_id, search_key, person_id) ", keys, |row, (key, person)| row
        .push_bind(tenant.0)
        .push_bind(key.as_str())
        .push_bind(*person))
}

/// Nobody is found by this person's keys any more.
pub(crate) async fn forget(tx: &mut Tx, tenant: TenantId, person: Uuid) -> Result<(), StoreError> {
    run!(tx, FORGET, tenant.0, person)?;
    Ok(())
}

impl Store {
    /// Whether every key is of the rules of today.
    pub async fn search_keys_are_new(&self) -> Result<bool, StoreError> {
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (String,), DONE)?.is_some_and(|(value,)| value == RULES))
    }

    /// Makes all keys anew when the rules changed. One transaction: killed half way, the old ones are still there.
    pub(crate) async fn search_keys_renew(&self) -> Result<(), StoreError> {
        if self.search_keys_are_new().await? {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        run!(tx, FORGET_ALL)?;
        for (tenant,) in rows!(tx, (Uuid,), TENANTS)? {
            let tenant = TenantId(tenant);
            let persons = Person::load(&mut tx, tenant, crate::imported::Whose::All).await?;
            let all: Vec<Uuid> = persons.iter().map(|person| person.person_id).collect();
            write(&mut tx, tenant, &persons, &all).await?;
        }
        run!(tx, SET_DONE, RULES)?;
        tx.commit().await
    }
}
