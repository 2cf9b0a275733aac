//! What a research body measures. The measurements themselves are folders of text and files of answers, and stand in no
//! database; here stands who may see them, and who did.

use crate::audit::{Deed, allowed};
use crate::tenant::{Row, TenantRow, read};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::Moment;

sql! {
    BODY = "SELECT tenant_id, kind, code, name FROM tenant WHERE tenant_id = $1 AND kind = 'research'";
}

impl Store {
    /// The research body of an actor.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever is no researcher of a research body.
    pub async fn research_body(&self, by: &Actor) -> Result<TenantRow, StoreError> {
        allowed(by, Action::SeeResearch)?;
        let mut tx = self.begin_reading().await?;
        read(row!(tx, Row, BODY, by.tenant().0)?.ok_or(StoreError::NotFound)?)
    }

    /// Writes down that somebody looks at what is measured: `about` says at what, in years, codes and names of files.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever may not.
    pub async fn research_look(&self, by: &Actor, about: &str, now: Moment) -> Result<(), StoreError> {
        self.research(by, Action::SeeResearch, about, now).await
    }

    /// The same, of somebody who takes a file with a row for each person who answered.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever may not.
    pub async fn microdata_take(&self, by: &Actor, about: &str, now: Moment) -> Result<(), StoreError> {
        self.research(by, Action::TakeMicrodata, about, now).await
    }

    async fn research(&self, by: &Actor, action: Action, about: &str, now: Moment) -> Result<(), StoreError> {
        let decision = allowed(by, action)?;
        let tx = self.begin_snapshot().await?;
        self.looked(tx, Deed::new(by, action, decision).about(about), now).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{audited, tamper};
    use access::{Reason, Role, Scope};
    use register::tenant::BodyCode;
    use time::macros::{date, datetime};

    crate::on_both! {
        async fn a_research_body_has_researchers_and_a_school_has_none(store) {
            let now = Moment { at: datetime!(2026-09-01 10:00 UTC), day: date!(2026-09-01) };
            let school = store.tenant_add("27DV", "School", now).await.unwrap();
            let code = BodyCode::parse("KBA").unwrap();
            let body = store.research_body_add(&code, "Bureau", now).await.unwrap();
            assert!(matches!(store.research_body_add(&code, "Bureau", now).await, Err(StoreError::Refused(_))));
            let account = store.account_add("r@bureau.example", "R", None, now).await.unwrap();
            for (tenant, role, fine) in [
                (school, Role::Researcher, false),
                (school, Role::Coach, true),
                (body, Role::Coach, false),
                (body, Role::Administrator, false),
                (body, Role::Researcher, true),
            ] {
                let by = Actor::system(tenant, Reason::Command);
                let given = store.membership_add(&by, account, role, &Scope::None, now.day, now).await;
                assert_eq!(given.is_ok(), fine, "{role:?} at {tenant}: {given:?}");
            }
            let held = store.memberships(account, now.day).await.unwrap();
            let of = |role| held.iter().find(|one| one.role == role).unwrap();
            assert_eq!((held.len(), of(Role::Researcher).tenant), (2, body));
            let researcher = store.actor(account, body, of(Role::Researcher).membership, now.day).await.unwrap();
            let coach = store.actor(account, school, of(Role::Coach).membership, now.day).await.unwrap();

            assert_eq!(store.research_body(&researcher).await.unwrap().code, "KBA");
            store.research_look(&researcher, "measurement 2026", now).await.unwrap();
            store.microdata_take(&researcher, "measurement 2026 microdata student.csv", now).await.unwrap();
            let told: Vec<_> = audited(&store, body, 0).await.into_iter().map(|it| it.payload).collect();
            let last: Vec<_> = told.iter().rev().take(2).map(|it| (it.action.as_str(), it.about.as_deref())).collect();
            assert_eq!(last, [
                ("take_microdata", Some("measurement 2026 microdata student.csv")),
                ("see_research", Some("measurement 2026")),
            ]);
            for actor in [&coach, &Actor::system(body, Reason::Command)] {
                assert!(matches!(store.research_body(actor).await, Err(StoreError::NotFound)));
                assert!(matches!(store.research_look(actor, "x", now).await, Err(StoreError::NotFound)));
                assert!(matches!(store.microdata_take(actor, "x", now).await, Err(StoreError::NotFound)));
            }

            // As an older version gave it: a researcher at a school. Nobody signs in with it.
            tamper(&store, "UPDATE tenant SET kind = 'school' WHERE code = 'KBA'").await;
            let held = store.memberships(account, now.day).await.unwrap();
            assert_eq!(held.iter().map(|one| one.role).collect::<Vec<_>>(), [Role::Coach]);
            let membership = match &researcher { Actor::Member(member) => member.membership, _ => panic!("a member") };
            assert!(matches!(store.actor(account, body, membership, now.day).await, Err(StoreError::NotFound)));
            assert!(matches!(store.research_body(&researcher).await, Err(StoreError::NotFound)));
        }
    }
}
