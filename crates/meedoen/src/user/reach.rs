//! How far a role reaches: from the role and what was named with it.

use super::args::UserAddArgs;
use crate::outcome::{Run, Trouble};
use access::{Role, Scope};
use register::{GuardianId, PersonId, TenantId, text};
use store::account::email_key;
use store::{Store, StoreError};

/// A role with what was named beside it.
pub(crate) struct Named<'a> {
    pub(crate) email: &'a str,
    pub(crate) role: Role,
    pub(crate) team: &'a [String],
    pub(crate) student: Option<&'a str>,
    pub(crate) guardian_of: Option<&'a str>,
}

impl<'a> Named<'a> {
    /// What was named beside a new role.
    pub(super) fn of(args: &'a UserAddArgs) -> Self {
        Self {
            email: &args.email,
            role: args.role,
            team: &args.team,
            student: args.student.as_deref(),
            guardian_of: args.guardian_of.as_deref(),
        }
    }
}

/// How far a role reaches. `name` is that of the account: it tells two parents at one address apart.
pub(super) async fn reach(store: &Store, tenant: TenantId, args: &Named<'_>, name: &str) -> Run<Scope> {
    let role = args.role;
    let refuse = |flag: &str| Err(Trouble::usage(format!("the role {} does not go with {flag}", role.code())));
    if role != Role::Student && args.student.is_some() {
        return refuse("--student");
    }
    if role != Role::Guardian && args.guardian_of.is_some() {
        return refuse("--guardian-of");
    }
    match role {
        Role::Student => {
            let number = args.student.ok_or_else(|| Trouble::usage("a student needs --student NUMBER"))?;
            let person = person(store, tenant, number).await?;
            let known = store.address_of(tenant, person).await?;
            own_address(known.as_deref(), args.email)?;
            Ok(Scope::Person(person))
        }
        Role::Guardian => {
            let number = args.guardian_of.ok_or_else(|| Trouble::usage("a guardian needs --guardian-of NUMBER"))?;
            let child = person(store, tenant, number).await?;
            Ok(Scope::Guardian(guardian(store, tenant, child, args.email, name).await?))
        }
        role if args.team.is_empty() => Ok(role.reaches_by_itself().unwrap_or(Scope::None)),
        role if role.takes_teams() => {
            let mut teams = Vec::new();
            for name in args.team {
                let team = store.team_by_name(tenant, name.trim()).await.map_err(|error| match error {
                    StoreError::NotFound => Trouble::failed(format!("there is no team named {name}")),
                    other => other.into(),
                })?;
                if !teams.contains(&team) {
                    teams.push(team);
                }
            }
            Ok(Scope::Teams(teams))
        }
        _ => refuse("--team"),
    }
}

/// The student with a number.
pub(super) async fn person(store: &Store, tenant: TenantId, number: &str) -> Run<PersonId> {
    store.person_by_number(tenant, number.trim()).await.map_err(|error| match error {
        StoreError::NotFound => {
            Trouble::failed("there is no student with that number; students come with `meedoen import students`")
        }
        other => other.into(),
    })
}

/// A student signs in with the address that the school knows: whoever types a command could otherwise hand a file to
/// anybody by a slip of the keyboard.
fn own_address(known: Option<&str>, typed: &str) -> Run<()> {
    match known.map(email_key) {
        Some(known) if known == email_key(typed) => Ok(()),
        Some(_) => Err(Trouble::failed(
            "the register has another e-mail address for this student. Correct it in the student system and run \
             `meedoen import students` again, or use the address that the register has",
        )),
        None => Err(Trouble::failed(
            "the register has no e-mail address for this student; it comes with `meedoen import students`",
        )),
    }
}

/// The guardian of a child at an address. Two at one address are told apart by name: an account is one person's.
async fn guardian(store: &Store, tenant: TenantId, child: PersonId, email: &str, name: &str) -> Run<GuardianId> {
    let found = store.guardians_at(tenant, child, email).await?;
    match found.as_slice() {
        [] => Err(Trouble::failed(
            "this student has no guardian with that e-mail address; guardians come with `meedoen import students`",
        )),
        [(only, _)] => Ok(*only),
        several => {
            let mut named = several.iter().filter(|(_, known)| text::key(known) == text::key(name));
            match (named.next(), named.next()) {
                (Some((one, _)), None) => Ok(*one),
                _ => Err(Trouble::failed(
                    "several guardians of this student have that e-mail address, and --name is the name of none of \
                     them, or of more than one. An account is one person's: give each an address of their own in the \
                     student system and import again, or name the one whose account this is as the register does",
                )),
            }
        }
    }
}
