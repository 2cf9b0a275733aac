//! Coaches whom an import named by e-mail address, and who got an account later.

use crate::audit::{Deed, UnitKind};
use crate::file::{lock, scope};
use crate::{Store, StoreError, audit};
use access::{Action, Actor, Reason};
use register::{AccountId, Moment, PersonId, TenantId};
use uuid::Uuid;

sql! {
    TENANTS = "SELECT tenant_id FROM tenant ORDER BY tenant_id";
    STUDENTS = "
        SELECT person_id
        FROM person_coach
        WHERE tenant_id = $1 AND email_key = $2 AND account_id IS NULL";
    ADOPT = "
        UPDATE person_coach
        SET account_id = $3
        WHERE tenant_id = $1 AND email_key = $2 AND account_id IS NULL";
}

impl Store {
    /// Gives an account the students whose coach a school's file named by this address, and the row rights with them.
    /// One transaction, safe to repeat; where there is nobody to give, nothing is written.
    pub(crate) async fn coach_adopt(&self, account: AccountId, email_key: &str, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        for (tenant,) in rows!(tx, (Uuid,), TENANTS)? {
            let mut persons: Vec<Uuid> =
                rows!(tx, (Uuid,), STUDENTS, tenant, email_key)?.into_iter().map(|(person,)| person).collect();
            persons.sort_unstable();
            persons.dedup();
            if persons.is_empty() {
                continue;
            }
            let tenant = TenantId(tenant);
            lock::hold(&mut tx, tenant, &persons).await?;
            run!(tx, ADOPT, tenant.0, email_key, account.0)?;
            tx.wrote(tenant, UnitKind::Person, persons.iter().copied());
            let persons: Vec<PersonId> = persons.into_iter().map(PersonId).collect();
            scope::refresh_many(&mut tx, tenant, &persons, now.day).await?;
            let actor = Actor::System { tenant, reason: Reason::Command };
            let decision = audit::allowed(&actor, Action::ManageAccounts)?;
            tx.audit(Deed::new(&actor, Action::ManageAccounts, decision).to(persons).about(account), now).await?;
        }
        tx.commit().await
    }
}
