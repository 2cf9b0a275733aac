//! The accounts that the sign-in page of a demo offers: made-up people, and in a demo database only.

use crate::{Store, StoreError};
use access::Role;
use time::Date;

/// Where the accounts of a demo have their addresses. The domain cannot exist (RFC 2606).
pub const DOMAIN: &str = "demo.example";

sql! {
    ACCOUNTS = "SELECT MIN(a.email), a.name, m.role FROM membership m JOIN account a ON a.account_id = m.account_id \
                WHERE a.email_key LIKE $1 AND a.disabled_at IS NULL AND m.begins <= $2 AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $2) \
                GROUP BY a.account_id, a.name, m.role ORDER BY LENGTH(MIN(a.email)), MIN(a.email) LIMIT 100";
}

/// An account to try a role with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// Its address.
    pub email: String,
    /// Made-up name.
    pub name: String,
    /// What it does.
    pub role: Role,
}

impl Store {
    /// One account for each role that has rooms to walk in, in the order of the roles; none unless this database is a demo.
    pub async fn demo_accounts(&self, today: Date) -> Result<Vec<DemoAccount>, StoreError> {
        if self.meta("demo").await?.is_none() {
            return Ok(Vec::new());
        }
        let mut tx = self.begin_reading().await?;
        let rows = rows!(tx, (String, String, String), ACCOUNTS, format!("%@{DOMAIN}"), today)?;
        let one = |role: &Role| {
            let found = rows.iter().find(|(.., code)| code == role.code());
            found.map(|(email, name, _)| DemoAccount { email: email.clone(), name: name.clone(), role: *role })
        };
        Ok(Role::ALL.iter().filter(|role| access::has_rooms(**role)).filter_map(one).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::Scope;
    use register::Moment;
    use time::macros::{date, datetime};

    crate::on_both! {
        async fn only_a_demo_shows_its_accounts(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00 UTC), day: date!(2026-09-01) };
            let tenant = store.tenant_add("27DV", "School", now).await.unwrap();
            for (email, role) in [
                ("coach@demo.example", Role::Coach),
                ("coach2@demo.example", Role::Coach),
                ("intaker@demo.example", Role::Intaker),
                ("trainer@demo.example", Role::Trainer),
                ("echt@school.example", Role::Administrator),
            ] {
                let account = store.account_add(email, "N", None, now).await.unwrap();
                let by = access::Actor::system(tenant, access::Reason::Command);
                store.membership_add(&by, account, role, &Scope::School, now.day, now).await.unwrap();
            }
            assert_eq!(store.demo_accounts(now.day).await.unwrap(), []);
            store.set_meta("demo", "1", now).await.unwrap();
            let shown = store.demo_accounts(now.day).await.unwrap();
            let shown: Vec<_> = shown.iter().map(|a| a.email.as_str()).collect();
            assert_eq!(shown, ["coach@demo.example", "intaker@demo.example"]);
        }
    }
}
