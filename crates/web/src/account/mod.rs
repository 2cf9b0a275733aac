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
    let account = Account {
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

/// Ends one other session of one's own, or all others.
async fn end_sessions(
    State(app): State<App>,
    Acting(actor): Acting,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Problem> {
    let token = cookie::get(app.settings, &headers, Name::Session).ok_or(Problem::NotFound)?;
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
    let found = app.store.memberships(now.account, app.clock.now().day).await?;
    let memberships = found.into_iter().map(|choice| Membership {
        id: choice.membership,
        role: choice.role,
        school: choice.school,
        current: choice.membership == now.membership && choice.tenant == now.tenant,
    });
    let next = visit.asked("naar").filter(|path| is_local_path(path)).map(str::to_owned);
    Ok(show(&RolePage::new(shell, memberships.collect(), next)))
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
    /// The name of the role, when there are no rooms for it yet.
    no_rooms: Option<String>,
    /// There are sessions elsewhere.
    elsewhere: bool,
}

impl AccountPage {
    /// The page.
    pub fn new(shell: Shell, account: Account) -> Self {
        let t = shell.t;
        let no_rooms = (first_page(account.role) == "/account").then(|| t.role(account.role));
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
    /// Whether it is the one of now.
    pub current: bool,
}

/// The page to switch role.
#[derive(Template)]
#[template(path = "account/role.html")]
pub struct RolePage {
    t: T,
    shell: Shell,
    memberships: Vec<Membership>,
    /// Where someone wanted to go before the role was asked.
    next: Option<String>,
}

impl RolePage {
    /// The page.
    pub fn new(shell: Shell, memberships: Vec<Membership>, next: Option<String>) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("account-title"), "/account");
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
            sessions,
        };
        let shell = Shell::sample_as(t, Role::Coach, "/account");
        let switched = shell.message(MessageKind::Ok, t.get("notice-role-switched"));
        let no_rooms = Shell::sample_as(t, Role::Researcher, "/account");
        vec![
            ("usual", Self::new(switched, account(Role::Coach, vec![session(here, true), session(there, false)]))),
            ("no-rooms", Self::new(no_rooms, account(Role::Researcher, vec![session(here, true)]))),
        ]
    }
}

impl Page for RolePage {
    const NAME: &'static str = "account/role";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let membership = |n, role, current| Membership {
            id: MembershipId(uuid::Uuid::from_u128(n)),
            role,
            school: "Christelijk Vakcollege voor Arbeidsmarktgekwalificeerde Assistenten".into(),
            current,
        };
        let memberships = vec![membership(1, Role::Coach, true), membership(2, Role::Intaker, false)];
        vec![("two", Self::new(Shell::sample_as(t, Role::Coach, "/rol"), memberships, None))]
    }
}
