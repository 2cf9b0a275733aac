//! A role that is given: which, what it reaches, from when, and until when where it ends. Whether somebody has an account already or is invited to one,
//! the same is asked in the same words and read by the same rules.

use crate::say::{
    form::{Choice, DateError, Errors, Field, Input, Opt, parse_date},
    words::T,
};
use access::{Role, Scope};
use register::TeamId;
use time::Date;

/// The field of the role.
pub const ROLE: &str = "rol";
/// The field of the teams.
pub const TEAMS: &str = "team";
/// The field of the first day.
pub const FROM: &str = "vanaf";
/// The field of the last day.
pub const UNTIL: &str = "tot";

/// Teams of today, by name.
pub type Teams = [(TeamId, String)];

/// Roles of colleagues and outsiders; a student and a guardian get theirs from the file, and a researcher works at no school.
pub fn roles() -> impl Iterator<Item = Role> {
    let here = |role: &Role| role.works_at(register::tenant::Kind::School);
    Role::ALL.iter().copied().filter(here).filter(|role| role.reaches_by_itself().is_some())
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The role.
    pub role: Role,
    /// What it reaches: these teams, or what the role reaches by itself.
    pub scope: Scope,
    /// The first day, where one was typed: today or later.
    pub from: Option<Date>,
    /// The last day, where one was typed: today or later, and not before the first.
    pub until: Option<Date>,
}

/// Reads what was asked for. What is wrong is added to the errors, beside its field.
pub fn read(input: &Input, teams: &Teams, today: Date, errors: &mut Errors) -> Option<Given> {
    let role = roles().find(|role| role.code() == input.text(ROLE));
    if role.is_none() {
        errors.add(ROLE, "error-invite-role");
    }
    let known = |text: &str| {
        let team: TeamId = text.parse().ok()?;
        teams.iter().any(|(known, _)| *known == team).then_some(team)
    };
    let chosen: Option<Vec<TeamId>> = input.all(TEAMS).filter(|text| !text.is_empty()).map(known).collect();
    let takes = role.is_none_or(Role::takes_teams);
    let chosen = match chosen {
        Some(chosen) if takes || chosen.is_empty() => Some(chosen),
        found => {
            errors.add(TEAMS, if found.is_none() { "error-invite-team" } else { "error-invite-no-teams" });
            None
        }
    };
    let from = match parse_date(input.text(FROM)) {
        Ok(day) if day >= today => Some(Some(day)),
        Err(DateError::Missing) => Some(None),
        wrong => {
            errors.add(FROM, wrong.err().map_or("error-invite-from-past", DateError::key));
            None
        }
    };
    let until = match parse_date(input.text(UNTIL)) {
        Ok(day) if day >= from.flatten().unwrap_or(today) => Some(Some(day)),
        Err(DateError::Missing) => Some(None),
        wrong => {
            errors.add(UNTIL, wrong.err().map_or("error-invite-until", DateError::key));
            None
        }
    };
    let (role, mut chosen, from, until) = (role?, chosen?, from?, until?);
    chosen.sort_unstable();
    chosen.dedup();
    let itself = role.reaches_by_itself().unwrap_or(Scope::None);
    Some(Given { role, scope: if chosen.is_empty() { itself } else { Scope::Teams(chosen) }, from, until })
}

/// The fields in which it is asked.
pub struct Asked {
    /// Which role.
    pub role: Choice,
    /// Which teams, at a school that has any.
    pub teams: Option<Choice>,
    /// From when.
    pub from: Field,
    /// Until when, where it ends.
    pub until: Field,
}

impl Asked {
    /// As they stand on a page. `empty` says what no first day means.
    pub fn new(t: T, teams: &Teams, empty: String, input: &Input, errors: &Errors) -> Self {
        let of_role = roles().map(|role| Opt::new(role.code(), t.role(role))).collect();
        let of_team = teams.iter().map(|(team, name)| Opt::new(team.to_string(), name.clone())).collect();
        let of_teams =
            || Choice::new(TEAMS, t.get("invite-teams"), of_team).hint(t.get("invite-teams-hint")).optional();
        Self {
            role: Choice::new(ROLE, t.get("account-role"), of_role).filled(t, input, errors),
            teams: (!teams.is_empty()).then(|| of_teams().filled(t, input, errors)),
            from: Field::text(FROM, t.get("invite-from")).hint(empty).optional().filled(t, input, errors),
            until: Field::text(UNTIL, t.get("invite-until"))
                .hint(t.get("invite-until-hint"))
                .optional()
                .filled(t, input, errors),
        }
    }
}
