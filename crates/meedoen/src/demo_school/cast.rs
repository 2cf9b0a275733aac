//! The people of a demo as actors: staff with what their role reaches, students and guardians as they are needed.

use crate::outcome::{Run, Trouble};
use access::{Actor, Member, Role, Scope};
use demo::{Account, By, Person, School};
use register::tenant::Kind;
use register::{AccountId, Moment, PersonId, TeamId, TenantId};
use std::collections::HashMap;
use store::{Store, StoreError};
use time::Date;

/// Everybody who acts at a demo school.
pub(super) struct Cast<'a> {
    store: &'a Store,
    school: &'a School,
    tenant: TenantId,
    /// Where researchers are.
    body: TenantId,
    /// From when on memberships hold, and accounts are there.
    since: Moment,
    /// By position in [`demo::accounts`].
    people: Vec<(Account, AccountId, Option<Member>)>,
    /// Students and guardians that have acted: by position of the person, and of the guardian.
    others: HashMap<(usize, Option<usize>), Member>,
}

impl<'a> Cast<'a> {
    /// Adds the accounts; before the import, so that it can link the coaches.
    pub(super) async fn accounts(
        store: &'a Store,
        school: &'a School,
        (tenant, body): (TenantId, TenantId),
        since: Moment,
    ) -> Run<Self> {
        let mut people = Vec::new();
        for account in demo::accounts(school) {
            let id = store.account_add(&account.email, &account.name, None, since).await?;
            people.push((account, id, None));
        }
        Ok(Self { store, school, tenant, body, since, people, others: HashMap::new() })
    }

    /// Gives everybody their role; after the import, which brings teams, students and guardians.
    pub(super) async fn memberships(&mut self) -> Run<()> {
        let mut teams = Vec::new();
        for team in &self.school.teams {
            teams.push(self.store.team_by_name(self.tenant, &team.name).await?);
        }
        for at in 0..self.people.len() {
            let (account, id, _) = &self.people[at];
            let (account, id) = (account.clone(), *id);
            let role = role(account.role)?;
            let scope = match account.person {
                Some(person) => self.scope_of(person, account.guardian).await?,
                None => reach(role, account.teams.iter().map(|team| teams[*team]).collect()),
            };
            let member = self.member(id, role, scope).await?;
            if let Some(person) = account.person {
                self.others.insert((person, account.guardian), member.clone());
            }
            self.people[at].2 = Some(member);
        }
        Ok(())
    }

    /// The accounts that anybody who opens the demo may use.
    pub(super) fn shown(&self) -> impl Iterator<Item = AccountId> {
        self.people.iter().filter(|(account, ..)| account.demo).map(|(_, id, _)| *id)
    }

    /// Who acts. Positions of staff follow the two accounts of a student and a guardian.
    pub(super) async fn actor(&mut self, by: By, person: usize) -> Run<Actor> {
        let (guardian, role) = match by {
            By::Staff(at) => {
                let member = self.people.get(at + 2).and_then(|(_, _, member)| member.clone());
                return member.map(Actor::Member).ok_or_else(|| Trouble::failed("an act of nobody"));
            }
            By::Student => (None, Role::Student),
            By::Guardian(at) => (Some(at), Role::Guardian),
        };
        if let Some(member) = self.others.get(&(person, guardian)) {
            return Ok(Actor::Member(member.clone()));
        }
        let who: &Person = &self.school.people[person];
        let (email, name) = match guardian {
            None => (&who.email, who.name.full()),
            Some(at) => (&who.guardians[at].email, who.guardians[at].name.full()),
        };
        let account = match self.store.account_by_email(email).await? {
            Some(known) => known.account,
            None => self.store.account_add(email, &name, None, self.since).await?,
        };
        let scope = self.scope_of(person, guardian).await?;
        let member = self.member(account, role, scope).await?;
        self.others.insert((person, guardian), member.clone());
        Ok(Actor::Member(member))
    }

    /// Which person of the register somebody of the plan is.
    pub(super) async fn person(&self, at: usize) -> Run<PersonId> {
        Ok(self.store.person_by_number(self.tenant, &self.school.people[at].number).await?)
    }

    async fn scope_of(&self, person: usize, guardian: Option<usize>) -> Run<Scope> {
        let id = self.person(person).await?;
        let Some(at) = guardian else { return Ok(Scope::Person(id)) };
        let email = &self.school.people[person].guardians[at].email;
        let found = self.store.guardians_at(self.tenant, id, email).await?;
        Ok(Scope::Guardian(found.first().ok_or(StoreError::NotFound)?.0))
    }

    async fn member(&self, account: AccountId, role: Role, scope: Scope) -> Run<Member> {
        let from: Date = self.since.day;
        let tenant = if role.works_at(Kind::School) { self.tenant } else { self.body };
        let by = Actor::system(tenant, access::Reason::Demo);
        let membership = self.store.membership_add(&by, account, role, &scope, from, self.since).await?;
        Ok(Member { account, membership, tenant, role, scope })
    }
}

/// How far a role of staff reaches.
fn reach(role: Role, teams: Vec<TeamId>) -> Scope {
    match role {
        // A coach of the demo belongs to teams and reaches the students they coach, as everywhere.
        Role::Coach => Scope::Own,
        // Those of the demo work for the whole school.
        Role::CareCoordinator | Role::TrajectoryCounsellor => Scope::School,
        role if role.takes_teams() && !teams.is_empty() => Scope::Teams(teams),
        role => role.reaches_by_itself().unwrap_or(Scope::None),
    }
}

fn role(code: &str) -> Run<Role> {
    Role::from_code(code).ok_or_else(|| Trouble::failed(format!("the demo has an unknown role {code}")))
}
