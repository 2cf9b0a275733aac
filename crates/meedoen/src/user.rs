//! `meedoen user add`: people who can sign in, and what their role reaches.

use crate::cli::{UserAddArgs, UserCommand};
use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use access::{Role, Scope};
use std::io::BufRead;
use store::{Store, StoreError};
use web::password;

/// The shortest password that is taken.
const SHORTEST: usize = 12;
/// The longest: hashing a longer one is somebody else's work for us.
const LONGEST: usize = 1000;

/// Runs `meedoen user`.
pub async fn run(at: &At, what: UserCommand) -> Run {
    let UserCommand::Add(args) = what;
    let password = if args.password_stdin { Some(read_password(&mut std::io::stdin().lock())?) } else { None };
    let store = at.open().await?;
    let done = add(&store, &args, password.as_deref()).await;
    store.close().await;
    say(done?);
    Ok(Outcome::Done)
}

/// Adds an account where there is none, and the role; what was done, in words.
async fn add(store: &Store, args: &UserAddArgs, password: Option<&str>) -> Run<String> {
    let (email, name) = (args.email.trim(), args.name.trim());
    if !email.contains('@') || email.contains(char::is_whitespace) || email.len() > 254 {
        return Err(Trouble::usage("that is not an e-mail address"));
    }
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Trouble::usage("a person has a name of 1 to 200 characters"));
    }
    let school = crate::institution::find(store, &args.institution).await?;
    let scope = reach(store, school.tenant, args).await?;
    let now = crate::clock::now();
    let found = store.account_by_email(email).await?;
    let hash = password.map(|text| password::hash(text, &password::Cost::PRODUCTION)).transpose();
    let hash = hash.map_err(|error| Trouble::failed(error.to_string()))?;
    let (account, new) = match found {
        Some(found) if hash.is_some() && found.password_hash.is_some() => {
            let message = "this person has a password already; give them the role without --password-stdin";
            let _ = found;
            return Err(Trouble::failed(message));
        }
        Some(found) => (found.account, false),
        None => (store.account_add(email, name, hash.as_deref(), now).await?, true),
    };
    let from = args.from.unwrap_or(now.day);
    store.membership_add(school.tenant, account, args.role, &scope, from).await?;
    if let (false, Some(hash)) = (new, &hash) {
        store.account_set_password(account, hash).await?;
    }
    let who = if new { "Added an account" } else { "The account was there already; added" };
    let can = match (new, hash.is_some()) {
        (true, false) => " No password was given, so it cannot sign in yet.",
        _ => "",
    };
    Ok(format!("{who} with the role {} at {}.{can}", args.role.code(), school.code))
}

/// How far a role reaches, from the role and what was named with it.
async fn reach(store: &Store, tenant: register::TenantId, args: &UserAddArgs) -> Run<Scope> {
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
            let number = args.student.as_deref().ok_or_else(|| Trouble::usage("a student needs --student NUMBER"))?;
            Ok(Scope::Person(person(store, tenant, number).await?))
        }
        Role::Guardian => {
            let number = args.guardian_of.as_deref();
            let number = number.ok_or_else(|| Trouble::usage("a guardian needs --guardian-of NUMBER"))?;
            let child = person(store, tenant, number).await?;
            let guardian = store.guardian_of(tenant, child, &args.email).await?;
            let message =
                "this student has no guardian with that e-mail address; guardians come with `meedoen import students`";
            Ok(Scope::Guardian(guardian.ok_or_else(|| Trouble::failed(message))?))
        }
        Role::Coach if args.team.is_empty() => Ok(Scope::Own),
        Role::Intaker
        | Role::CareCoordinator
        | Role::TrajectoryCounsellor
        | Role::Administrator
        | Role::PrivacyOfficer
        | Role::PolicyOfficer
        | Role::ExamOffice
            if args.team.is_empty() =>
        {
            Ok(Scope::School)
        }
        _ if args.team.is_empty() => Ok(Scope::None),
        Role::Coach | Role::Intaker | Role::Teacher | Role::TeamManager => {
            let mut teams = Vec::new();
            for name in &args.team {
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

async fn person(store: &Store, tenant: register::TenantId, number: &str) -> Run<register::PersonId> {
    store.person_by_number(tenant, number.trim()).await.map_err(|error| match error {
        StoreError::NotFound => {
            Trouble::failed("there is no student with that number; students come with `meedoen import students`")
        }
        other => other.into(),
    })
}

/// The first line of the input, when it can be a password.
fn read_password(input: &mut impl BufRead) -> Run<String> {
    let mut line = String::new();
    input.read_line(&mut line).map_err(|_| Trouble::usage("the password on standard input is not UTF-8 text"))?;
    let password = line.trim_end_matches(['\r', '\n']);
    match password.chars().count() {
        length if length < SHORTEST => Err(Trouble::usage(format!("a password has {SHORTEST} characters or more"))),
        length if length > LONGEST => Err(Trouble::usage(format!("a password has at most {LONGEST} characters"))),
        _ => Ok(password.to_owned()),
    }
}

/// Reads a role by its code.
pub fn parse_role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| {
        let all: Vec<_> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("the roles are {}", all.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_the_first_line_and_long_enough() {
        for (input, expected) in [
            ("correct horse battery\n", Some("correct horse battery")),
            ("twelve chars\r\nsecond line", Some("twelve chars")),
            (" spaces stay \n", Some(" spaces stay ")),
            ("éééééééééééé", Some("éééééééééééé")),
            ("eleven char\n", None),
            ("", None),
        ] {
            assert_eq!(read_password(&mut input.as_bytes()).ok().as_deref(), expected, "{input:?}");
        }
    }
}
