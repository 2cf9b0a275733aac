//! `/account` and `/rol`: who you are here, and in which role you act.

use crate::{
    say::{form::Input, format, words::T},
    site::{
        app::App,
        cookie::{self, Name},
        page::{Page, done, show},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell, first_page},
        visit::{Visit, is_local_path},
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use register::{MembershipId, Personal};
use store::membership::Meant;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/account", Gate::Needs(Action::SeeAccount), account)
        .post("/account", Gate::Needs(Action::SeeAccount), end_sessions)
        .get("/rol", Gate::Needs(Action::SwitchMembership), roles)
        .post("/rol", Gate::Needs(Action::SwitchMembership), switch)
}

async fn account(State(app): State<App>, visit: Visit, headers: HeaderMap, shell: Shell) -> Result<Response, Problem> {
    let signed = visit.signed.as_ref().ok_or(Problem::NotFound)?;
    let (email, name) = app.store.account(signed.member.account).await?;
    let token = cookie::get(app.settings, &headers, Name::Session).ok_or(Problem::NotFound)?;
    let sessions = app.store.sessions_of(signed.member.account, token, app.clock.now()).await?;
    let t = visit.t();
    let when = |at| format::date_time(t.lang(), format::dutch_clock(at));
    let sessions = sessions.into_iter().map(|own| SessionRow {
        mark: own.mark,
        began: when(own.began),
        seen: when(own.seen),
        this: own.this,
    });
    let declines = match signed.member.role {
        // Where mail is not set up nobody gets any, whatever they said.
        Role::Student | Role::Guardian if app.store.mail_is_on(app.clock.now()).await? => {
            Some(app.store.declines_mail(signed.member.account).await?)
        }
        _ => None,
    };
    let account = Account {
        declines,
        name,
        email,
        role: signed.member.role,
        school: signed.school.clone(),
        session_ends: format::date_time(shell.lang(), format::dutch_clock(signed.until)),
        more_roles: signed.more_roles,
        sessions: sessions.collect(),
    };
    Ok(show(&AccountPage::new(shell, account)))
}

/// Ends one other session of one's own, or all others; or turns mail off or on.
async fn end_sessions(
    State(app): State<App>,
    Acting(actor): Acting,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Problem> {
    let token = cookie::get(app.settings, &headers, Name::Session).ok_or(Problem::NotFound)?;
    if let wants @ ("aan" | "uit") = input.text("mail") {
        app.store.decline_mail(&actor, wants == "uit", app.clock.now()).await?;
        return Ok(done(&app, "/account", if wants == "uit" { "notice-mail-off" } else { "notice-mail-on" }));
    }
    let one = Some(input.text("sessie")).filter(|mark| !mark.is_empty());
    if one.is_none() && !input.has("alle") {
        return Err(Problem::BadRequest);
    }
    // One that is gone already is what was asked for.
    app.store.sessions_end(&actor, token, one, app.clock.now()).await?;
    Ok(done(&app, "/account", "notice-sessions-ended"))
}

async fn roles(State(app): State<App>, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let signed = visit.signed.as_ref().ok_or(Problem::NotFound)?;
    let now = &signed.member;
    let at = app.clock.now();
    let mut memberships = Vec::new();
    for choice in app.store.memberships(now.account, at.day).await? {
        memberships.push(Membership {
            meant: app.store.meant(now.account, &choice, at).await?,
            id: choice.membership,
            role: choice.role,
            current: choice.membership == now.membership && choice.tenant == now.tenant,
            school: choice.school,
        });
    }
    let next = visit.asked("naar").filter(|path| is_local_path(path)).map(str::to_owned);
    Ok(show(&RolePage::new(shell, memberships, next)))
}

async fn switch(State(app): State<App>, visit: Visit, headers: HeaderMap, input: Input) -> Result<Response, Problem> {
    let signed = visit.signed.as_ref().ok_or(Problem::NotFound)?;
    let chosen: MembershipId = id(input.text("rol"))?;
    let found = app.store.memberships(signed.member.account, app.clock.now().day).await?;
    // One's own memberships only: any other is not there.
    let choice = found.into_iter().find(|choice| choice.membership == chosen).ok_or(Problem::NotFound)?;
    let token = cookie::get(app.settings, &headers, Name::Session).ok_or(Problem::NotFound)?;
    app.store.session_switch(token, choice.tenant, choice.membership, app.clock.now()).await?;
    let next = Some(input.text("naar")).filter(|path| is_local_path(path));
    let mut response = Redirect::to(next.unwrap_or(first_page(choice.role))).into_response();
    if choice.membership != signed.member.membership {
        let notice = cookie::set(app.settings, Name::Notice, "notice-role-switched", Some(60));
        cookie::add(response.headers_mut(), notice);
    }
    Ok(response)
}

/// What the account page shows.
pub struct Account {
    /// Name.
    pub name: Personal<String>,
    /// Address.
    pub email: Personal<String>,
    /// The role of now.
    pub role: Role,
    /// The school of now.
    pub school: String,
    /// When the session ends, in words.
    pub session_ends: String,
    /// Whether there is another role.
    pub more_roles: bool,
    /// Whether they want no mail about proposals; `None` for who gets none.
    pub declines: Option<bool>,
    /// Where this account is signed in, newest first.
    pub sessions: Vec<SessionRow>,
}

/// A session of one's own.
pub struct SessionRow {
    /// What is sent to end it.
    pub mark: String,
    /// When it began, in words.
    pub began: String,
    /// When it was last used, in words.
    pub seen: String,
    /// The one of this browser.
    pub this: bool,
}

/// The account page.
#[derive(Template)]
#[template(path = "account/account.html")]
pub struct AccountPage {
    t: T,
    shell: Shell,
    account: Account,
    /// Why there are no rooms for the role.
    no_rooms: Option<String>,
    /// There are sessions elsewhere.
    elsewhere: bool,
}

impl AccountPage {
    /// The page.
    pub fn new(shell: Shell, account: Account) -> Self {
        let t = shell.t;
        let no_rooms = (first_page(account.role) == "/account").then(|| {
            // Who works outside the school reads by a link what a student shares, and never a list of students.
            let key = match account.role {
                Role::Trainer | Role::PartnerWorker => "account-by-link",
                _ => "account-no-rooms",
            };
            t.say(key).arg("role", t.role(account.role)).to_string()
        });
        let elsewhere = account.sessions.iter().any(|session| !session.this);
        Self { t, shell, account, no_rooms, elsewhere }
    }
}

/// A role that someone has at a school.
pub struct Membership {
    /// What is sent to switch to it.
    pub id: MembershipId,
    /// The role.
    pub role: Role,
    /// The school.
    pub school: String,
    /// What it is for.
    pub meant: Meant,
    /// Whether it is the one of now.
    pub current: bool,
}

/// A role in the list: what it is called, and what it is for.
struct RoleRow {
    id: MembershipId,
    title: String,
    meant: Option<String>,
    school: String,
    current: bool,
}

fn role_row(t: T, one: Membership) -> RoleRow {
    let teams = |teams: &[String]| teams.join(", ");
    let title = match &one.meant {
        Meant::Child(Some(name)) => t.say("role-parent-of").arg("name", name.reveal()).to_string(),
        Meant::Child(None) | Meant::Oneself | Meant::Coached(_) | Meant::Teams(_) | Meant::School | Meant::Nothing => {
            t.role(one.role)
        }
    };
    let meant = match &one.meant {
        Meant::Oneself => Some(t.get("role-meant-oneself")),
        Meant::Child(Some(_)) => Some(t.get("role-meant-child")),
        Meant::Child(None) => Some(t.get("role-meant-no-child")),
        Meant::Coached(found) if found.is_empty() => Some(t.get("role-meant-nobody")),
        Meant::Coached(found) => Some(t.say("role-meant-coached").arg("teams", teams(found)).to_string()),
        Meant::Teams(found) => Some(t.say("role-meant-teams").arg("teams", teams(found)).to_string()),
        Meant::School => Some(t.get("role-meant-school")),
        Meant::Nothing => None,
    };
    RoleRow { id: one.id, title, meant, school: one.school, current: one.current }
}

/// The page to switch role.
#[derive(Template)]
#[template(path = "account/role.html")]
pub struct RolePage {
    t: T,
    shell: Shell,
    memberships: Vec<RoleRow>,
    /// Where someone wanted to go before the role was asked.
    next: Option<String>,
}

impl RolePage {
    /// The page.
    pub fn new(shell: Shell, memberships: Vec<Membership>, next: Option<String>) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("account-title"), "/account");
        let memberships = memberships.into_iter().map(|one| role_row(t, one)).collect();
        Self { t, shell, memberships, next }
    }
}

impl Page for AccountPage {
    const NAME: &'static str = "account/account";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use time::macros::datetime;
        let session = |began, this| SessionRow {
            mark: "5a".repeat(12),
            began: crate::say::format::date_time(t.lang(), began),
            seen: crate::say::format::date_time(t.lang(), began + time::Duration::minutes(35)),
            this,
        };
        let (here, there) = (datetime!(2026-11-22 16:30), datetime!(2026-11-21 9:05));
        let account = |role, sessions| Account {
            name: Personal::new("Noor van der Wetering-Bakker".into()),
            email: Personal::new("noor.van.der.wetering-bakker@voorbeeldcollege.example".into()),
            role,
            school: "Voorbeeld College".into(),
            session_ends: crate::say::format::date_time(t.lang(), datetime!(2026-11-22 17:30)),
            more_roles: true,
            declines: (role == Role::Student).then_some(false),
            sessions,
        };
        let shell = Shell::sample_as(t, Role::Coach, "/account");
        let switched = shell.message(MessageKind::Ok, t.get("notice-role-switched"));
        let no_rooms = Shell::sample_as(t, Role::Trainer, "/account");
        vec![
            ("usual", Self::new(switched, account(Role::Coach, vec![session(here, true), session(there, false)]))),
            ("student", {
                let shell = Shell::sample_as(t, Role::Student, "/account");
                Self::new(shell, account(Role::Student, vec![session(here, true)]))
            }),
            ("no-rooms", Self::new(no_rooms, account(Role::Trainer, vec![session(here, true)]))),
        ]
    }
}

impl Page for RolePage {
    const NAME: &'static str = "account/role";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let membership = |n, role, meant, current| Membership {
            id: MembershipId(uuid::Uuid::from_u128(n)),
            role,
            school: "Christelijk Vakcollege voor Arbeidsmarktgekwalificeerde Assistenten".into(),
            meant,
            current,
        };
        let team = || vec!["Verpleging en Maatschappelijke Zorg".to_owned()];
        let child = |name: &str| Meant::Child(Some(Personal::new(name.to_owned())));
        let memberships = vec![
            membership(1, Role::Coach, Meant::Coached(team()), true),
            membership(2, Role::Intaker, Meant::Teams(team()), false),
            membership(3, Role::CareCoordinator, Meant::School, false),
        ];
        let family = vec![
            membership(4, Role::Guardian, child("Annemarie-Louise"), true),
            membership(5, Role::Guardian, child("Noor"), false),
            membership(6, Role::Guardian, Meant::Child(None), false),
            membership(7, Role::Student, Meant::Oneself, false),
            membership(8, Role::Coach, Meant::Coached(Vec::new()), false),
            membership(9, Role::Researcher, Meant::Nothing, false),
        ];
        vec![
            ("staff", Self::new(Shell::sample_as(t, Role::Coach, "/rol"), memberships, None)),
            ("family", Self::new(Shell::sample_as(t, Role::Guardian, "/rol"), family, None)),
        ]
    }
}
