//! `/beheer/accounts/{account}`: the roles of one person, and what can be done about them.

use crate::{
    say::{
        agreement::period,
        form::{Errors, Input, Summary},
        format,
        given::{self, FROM, Given, ROLE, TEAMS, Teams},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{AccountId, MembershipId, TeamId};
use store::{
    SaveError,
    membership::{AccountView, GiveRefusal, HeldRole, SwitchRefusal},
};
use time::{Date, OffsetDateTime};

/// The path.
const PATH: &str = "/beheer/accounts/{account}";
const MORE: &str = "/beheer/accounts/{account}/meer";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, account).post(PATH, gate, give).post(MORE, gate, more)
}

/// The address of an account.
pub(super) fn address(account: AccountId) -> String {
    format!("/beheer/accounts/{account}")
}

/// The address of one of its roles: where it is ended.
pub(super) fn role_address(membership: MembershipId) -> String {
    format!("/beheer/rollen/{membership}")
}

/// The address where other teams are chosen for one.
pub(super) fn teams_address(membership: MembershipId) -> String {
    format!("/beheer/rollen/{membership}/teams")
}

async fn account(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    Path(account): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.account_view(&actor, id(&account)?, now).await?;
    let teams = app.store.teams(&actor, now.day).await?;
    let seen = app.store.account_sessions(&actor, view.account, now).await?;
    let mail = app.store.mail_is_on(now).await?;
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    Ok(show(&AccountPage::new(shell, (&view, &seen, mail), &teams, &typed.unwrap_or_default(), &Errors::none())))
}

/// Gives a role.
async fn give(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(account): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (account, now): (AccountId, _) = (id(&account)?, app.clock.now());
    // Of an account of another school nothing is there.
    let view = app.store.account_view(&actor, account, now).await?;
    let teams = app.store.teams(&actor, now.day).await?;
    let errors = match parse(&input, &teams, now.day) {
        Err(errors) => errors,
        Ok(Given { role, scope, from, until }) => {
            let days = (from.unwrap_or(now.day), until);
            match app.store.membership_give(&actor, account, role, &scope, days, now).await {
                Ok(_) => return Ok(done(&app, &address(account), "notice-role-given")),
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(why)) => Errors::one(ROLE, refused(why)),
            }
        }
    };
    let seen = app.store.account_sessions(&actor, account, now).await?;
    let mail = app.store.mail_is_on(now).await?;
    Ok(show_refused(&AccountPage::new(shell, (&view, &seen, mail), &teams, &input, &errors)))
}

/// What is done to the account as it is: signed out, disabled, enabled.
async fn more(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(account): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (account, now): (AccountId, _) = (id(&account)?, app.clock.now());
    let view = app.store.account_view(&actor, account, now).await?;
    let here = address(account);
    let wrong = match input.text("doe") {
        "uitloggen" => {
            app.store.account_sign_out(&actor, account, now).await?;
            return Ok(done(&app, &here, "notice-signed-out-there"));
        }
        switch @ ("uit" | "aan") => match app.store.account_switch(&actor, account, switch == "aan", now).await {
            Ok(()) | Err(SaveError::Refused(SwitchRefusal::Already)) => {
                return Ok(done(&app, &here, if switch == "aan" { "notice-account-on" } else { "notice-account-off" }));
            }
            Err(SaveError::Refused(SwitchRefusal::Elsewhere)) => "account-elsewhere",
            Err(SaveError::Refused(SwitchRefusal::Own)) => "account-own",
            Err(SaveError::Store(error)) => return Err(error.into()),
        },
        _ => return Err(Problem::BadRequest),
    };
    let teams = app.store.teams(&actor, now.day).await?;
    let words = shell.t.get(wrong);
    let shell = shell.message(MessageKind::Error, words);
    let seen = app.store.account_sessions(&actor, account, now).await?;
    let mail = app.store.mail_is_on(now).await?;
    let page = AccountPage::new(shell, (&view, &seen, mail), &teams, &Input::default(), &Errors::none());
    Ok(show_as(StatusCode::CONFLICT, &page))
}

const fn refused(refusal: GiveRefusal) -> &'static str {
    match refusal {
        GiveRefusal::Disabled => "error-invite-disabled",
        GiveRefusal::HasRole => "error-invite-has-role",
        // No page offers it: whoever sends it all the same.
        GiveRefusal::NotHere => "error-invite-role",
        GiveRefusal::OwnAddress | GiveRefusal::IsGuardian => "error-invite-own-child",
    }
}

/// Reads the form that gives a role: the role, what it reaches, from when.
///
/// # Errors
/// What is wrong, per field.
fn parse(input: &Input, teams: &Teams, today: Date) -> Result<Given, Errors> {
    let mut errors = Errors::none();
    given::read(input, teams, today, &mut errors).ok_or(errors)
}

/// A role in the list.
struct RoleLine {
    role: String,
    reaches: String,
    period: String,
    stands: bool,
    /// It has a last day.
    lasts: bool,
    /// Where it is ended, and where its last day changes.
    end: String,
    /// Where other teams are chosen, for a role that goes by teams.
    teams: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "manage/account.html")]
pub struct AccountPage {
    t: T,
    shell: Shell,
    summary: Summary,
    address: String,
    account: AccountId,
    name: String,
    email: String,
    disabled: bool,
    has_password: bool,
    elsewhere: bool,
    own: bool,
    roles: Vec<RoleLine>,
    /// Lesson groups that they teach, by name.
    groups: String,
    sessions: Vec<String>,
    given: given::Asked,
    /// Where the students of a coach go to another; of who is or was one.
    handover: Option<String>,
    /// Whether mail is set up: a link to a password goes by mail, or on paper.
    mail: bool,
}

impl AccountPage {
    fn new(
        shell: Shell,
        (view, seen, mail): (&AccountView, &[OffsetDateTime], bool),
        teams: &Teams,
        input: &Input,
        errors: &Errors,
    ) -> Self {
        let t = shell.t;
        let line = |one: &HeldRole| RoleLine {
            role: t.role(one.role),
            reaches: if one.teams.is_empty() { t.get(&format!("scope-{}", one.scope)) } else { one.teams.join(", ") },
            period: period(t, one.from, one.until),
            stands: one.stands,
            lasts: one.until.is_some(),
            end: role_address(one.membership),
            teams: one.role.takes_teams().then(|| teams_address(one.membership)),
        };
        let when = |at| format::date_time(t.lang(), format::dutch_clock(at));
        let shell = shell.crumb(t.get("manage-title"), "/beheer");
        Self {
            t,
            summary: errors.summary(t),
            address: address(view.account),
            account: view.account,
            name: view.name.reveal().clone(),
            email: view.email.reveal().clone(),
            disabled: view.disabled,
            has_password: view.has_password,
            elsewhere: view.elsewhere,
            own: view.own,
            roles: view.roles.iter().map(line).collect(),
            groups: view.groups.join(", "),
            sessions: seen.iter().map(|seen| when(*seen)).collect(),
            given: given::Asked::new(t, teams, t.get("account-from-hint"), input, errors),
            mail,
            handover: view
                .roles
                .iter()
                .any(|role| role.role == Role::Coach)
                .then(|| format!("{}/overdragen", address(view.account))),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

/// An account for samples.
pub(super) fn sample(disabled: bool, elsewhere: bool, own: bool) -> AccountView {
    use time::macros::date;
    let role = |n, role, scope: &str, until, stands| HeldRole {
        membership: MembershipId(uuid::Uuid::from_u128(n)),
        role,
        scope: scope.into(),
        teams: if scope == "teams" { vec!["Verpleging en Maatschappelijke Zorg".to_owned()] } else { Vec::new() },
        from: date!(2026 - 01 - 01),
        until,
        stands,
        of_a_file: false,
    };
    AccountView {
        account: AccountId(uuid::Uuid::from_u128(7)),
        email: "noor.van.der.wetering-bakker@voorbeeldcollege.example".to_owned().into(),
        name: "Noor van der Wetering-Bakker".to_owned().into(),
        disabled,
        has_password: !disabled,
        elsewhere,
        roles: vec![
            role(1, Role::Coach, "own", None, true),
            role(2, Role::Intaker, "teams", Some(date!(2027 - 07 - 31)), true),
            role(3, Role::CareCoordinator, "school", Some(date!(2026 - 03 - 01)), false),
        ],
        groups: if elsewhere { Vec::new() } else { vec!["ZW1A".into(), "ZW2B/C".into()] },
        own,
    }
}

impl Page for AccountPage {
    const NAME: &'static str = "manage/account";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let now = crate::say::people::now();
        let account = AccountId(uuid::Uuid::from_u128(7));
        let shell = || Shell::sample_as(t, Role::Administrator, &address(account));
        let view = sample;
        let team = (TeamId(uuid::Uuid::from_u128(1)), "Verpleging en Maatschappelijke Zorg".to_owned());
        let teams = [team];
        let (none, typed) = (Input::default(), Input::of(&[(ROLE, "x"), (TEAMS, "y"), (FROM, "1-1-2020")]));
        let errors = parse(&typed, &teams, now.day).err().unwrap_or_default();
        let new = |view: &AccountView, input: &Input, errors: &Errors| {
            Self::new(shell(), (view, &[now.at], !view.elsewhere), &teams, input, errors)
        };
        vec![
            ("usual", new(&view(false, false, false), &none, &Errors::none())),
            ("disabled", new(&view(true, false, false), &none, &Errors::none())),
            ("elsewhere", new(&view(false, true, false), &none, &Errors::none())),
            ("own", new(&view(false, false, true), &none, &Errors::none())),
            ("errors", new(&view(false, false, false), &typed, &errors)),
        ]
    }
}
