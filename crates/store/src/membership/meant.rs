//! What each of somebody's roles is for: a parent's child by name, a coach's teams, the teams of a role.

use super::{Choice, load};
use crate::audit::Deed;
use crate::file::reach::{own_file, reach};
use crate::{Store, StoreError};
use access::{Action, Actor, Scope};
use register::{AccountId, Moment, Personal};

sql! {
    /// The teams of today of the students that somebody coaches today.
    COACHED = "SELECT DISTINCT t.name FROM file_scope s \
               CROSS JOIN support_file f CROSS JOIN person_team x CROSS JOIN team t \
               WHERE f.tenant_id = s.tenant_id AND f.file_id = s.file_id \
               AND x.tenant_id = f.tenant_id AND x.person_id = f.person_id \
               AND t.tenant_id = x.tenant_id AND t.team_id = x.team_id AND s.tenant_id = $1 AND s.kind = 'coach' AND s.scope_id = $2 AND s.begins <= $3 AND s.ends >= $3 \
               AND x.begins <= $3 AND (x.ends IS NULL OR x.ends >= $3) ORDER BY t.name";
    NAMED = "SELECT t.name FROM membership_team x JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id \
             WHERE x.tenant_id = $1 AND x.membership_id = $2 ORDER BY t.name";
}

/// What a role is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// Oneself.
    Oneself,
    /// A child, by the name they are called; `None` when the parent may not see anything of them any more.
    Child(Option<Personal<String>>),
    /// The students one coaches, who are in these teams.
    Coached(Vec<String>),
    /// These teams.
    Teams(Vec<String>),
    /// The whole school.
    School,
    /// Nothing yet.
    Nothing,
}

impl Store {
    /// What a role of somebody is for. A child's name is shown, so it is a look at the child's file.
    pub async fn meant(&self, account: AccountId, choice: &Choice, now: Moment) -> Result<Meant, StoreError> {
        let (tenant, membership) = (choice.tenant, choice.membership);
        let mut tx = self.begin_snapshot().await?;
        let actor = load(&mut tx, account, tenant, membership, now.day).await?;
        let Actor::Member(member) = &actor else { return Ok(Meant::Nothing) };
        let names = |found: Vec<(String,)>| found.into_iter().map(|(name,)| name).collect();
        Ok(match &member.scope {
            Scope::Person(_) => Meant::Oneself,
            Scope::School => Meant::School,
            Scope::None => Meant::Nothing,
            Scope::Own => Meant::Coached(names(rows!(tx, (String,), COACHED, tenant.0, account.0, now.day)?)),
            Scope::Teams(_) => Meant::Teams(names(rows!(tx, (String,), NAMED, tenant.0, membership.0)?)),
            Scope::Guardian(_) => {
                let action = Action::SeeOwnAgreement;
                let reached = match own_file(&mut tx, &actor, action).await {
                    Ok(file) => reach(&mut tx, &actor, action, file, now.day).await,
                    Err(error) => Err(error),
                };
                match reached {
                    Err(StoreError::NotFound) => Meant::Child(None),
                    Err(error) => return Err(error),
                    Ok(reached) => {
                        let names = &reached.file.names;
                        let called = names.call_name.clone().or_else(|| names.names().display());
                        let deed = Deed::new(&actor, Action::SwitchMembership, reached.decision);
                        self.looked(tx, deed.to([reached.file.person()]), now).await?;
                        return Ok(Meant::Child(called.map(Personal::new)));
                    }
                }
            }
        })
    }
}
