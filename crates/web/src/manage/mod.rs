//! `/beheer`: who has which role, and what waits to be imported; `/beheer/accounts/{account}`: one of them.

mod account;
mod end;
mod handover;
mod teams;

pub use account::AccountPage;
pub use end::EndPage;
pub use handover::HandoverPage;
pub use teams::TeamsPage;

use crate::{
    say::{
        agreement,
        form::{Choice, Errors, Field, Input, Opt},
        given,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::Moment;
use store::{
    imports::ImportRow,
    membership::{Asked, STAFF_PAGE, StaffRow, Vacant},
};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes
        .get("/beheer", gate, manage)
        .post("/beheer", gate, search)
        .with(account::routes)
        .with(end::routes)
        .with(handover::routes)
        .with(teams::routes)
}

async fn manage(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let from = visit.asked("vanaf").map(str::parse::<u32>).transpose().map_err(|_| Problem::NotFound)?.unwrap_or(0);
    let role = visit.asked("rol").map(|code| Role::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let past = visit.asked("voorbij").is_some();
    let now = app.clock.now();
    // Whom somebody looked for when their session ended.
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    let words = typed.as_ref().map_or("", |typed| typed.text("wie"));
    let asked = Asked { role, words, past };
    let (staff, more) = app.store.staff(&actor, &asked, from, now.day).await?;
    let imports = app.store.imports(&actor).await?;
    let next = more.then(|| listed(role, past, from.saturating_add(STAFF_PAGE)));
    let calendar = app.store.calendar(actor.tenant()).await?;
    let lost = app.store.invitations_lost_count(&actor).await?;
    let page = ManagePage::new(shell, &staff, next, &imports, &asked, now);
    let unlisted = app.store.unlisted_count(&actor, now.day).await?;
    let vacant = app.store.roles_vacant(&actor, now.day).await?;
    Ok(show(&page.counting(calendar.lacks_holidays(now.day)).losing(lost).lacking(unlisted).vacant(&vacant)))
}

/// The address of a place in the list: codes and numbers only.
fn listed(role: Option<Role>, past: bool, from: u32) -> String {
    let role = role.map(|role| format!("&rol={}", role.code())).unwrap_or_default();
    format!("/beheer?vanaf={from}{role}{}", if past { "&voorbij=ja" } else { "" })
}

/// Who has a name or an address like this. Nothing of it stands in an address: the answer is the page itself.
async fn search(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let role = Role::from_code(input.text("rol"));
    let asked = Asked { role, words: input.text("wie"), past: input.has("voorbij") };
    let (staff, _) = app.store.staff(&actor, &asked, 0, now.day).await?;
    let imports = app.store.imports(&actor).await?;
    let calendar = app.store.calendar(actor.tenant()).await?;
    let lost = app.store.invitations_lost_count(&actor).await?;
    let page = ManagePage::new(shell, &staff, None, &imports, &asked, now);
    let unlisted = app.store.unlisted_count(&actor, now.day).await?;
    let vacant = app.store.roles_vacant(&actor, now.day).await?;
    Ok(show(&page.counting(calendar.lacks_holidays(now.day)).losing(lost).lacking(unlisted).vacant(&vacant)))
}

/// Someone in a role.
struct Person {
    /// Where their roles are changed.
    href: String,
    name: String,
    email: String,
    role: String,
    scope: String,
    /// From when till when; past ones say so.
    period: String,
    ended: bool,
    /// The account cannot sign in, whatever the role.
    disabled: bool,
}

/// The page of the administrator.
#[derive(Template)]
#[template(path = "manage/manage.html")]
pub struct ManagePage {
    t: T,
    shell: Shell,
    people: Vec<Person>,
    /// To look for somebody.
    who: Field,
    role: Choice,
    past: bool,
    next: Option<String>,
    /// What there is to do, or that there is nothing.
    todo: String,
    /// There is something.
    owes: bool,
    /// What else there is to do.
    also: Option<String>,
    /// The calendar has no holidays of the school: where those are taken over.
    calendar: Option<&'static str>,
    /// Invitations whose mail did not arrive, and that somebody must hand over.
    lost: Option<String>,
    /// Roles of people whom the list of staff lacks.
    unlisted: Option<String>,
    /// Roles that nobody has, though students bring something there.
    vacant: Vec<String>,
}

impl ManagePage {
    fn new(
        shell: Shell,
        staff: &[StaffRow],
        next: Option<String>,
        imports: &[ImportRow],
        asked: &Asked<'_>,
        now: Moment,
    ) -> Self {
        let t = shell.t;
        let (none, fine) = (Input::default(), Errors::none());
        let mut of_role: Vec<Opt> = given::roles().map(|role| Opt::new(role.code(), t.role(role))).collect();
        of_role.insert(0, Opt::new("", t.get("manage-every-role")));
        let chosen = asked.role.map_or("", Role::code);
        let role = Choice::new("rol", t.get("account-role"), of_role).optional().filled_or(t, &none, &fine, chosen);
        let person = |row: &StaffRow| Person {
            href: account::address(register::AccountId(row.account_id)),
            name: row.name.clone(),
            email: row.email.clone(),
            role: Role::from_code(&row.role).map_or_else(|| row.role.clone(), |role| t.role(role)),
            scope: t.get(&format!("scope-{}", row.scope)),
            period: agreement::period(t, row.from, row.until),
            disabled: row.disabled,
            ended: row.ended_at.is_some() || row.until.is_some_and(|last| last < now.day),
        };
        let unfinished = imports.iter().filter(|row| row.state == "unfinished").count();
        let todo = match (imports.is_empty(), unfinished) {
            (true, _) => t.get("manage-todo-import"),
            (false, 0) => t.get("manage-todo-nothing"),
            (false, count) => t.say("manage-todo-unfinished").arg("count", count).to_string(),
        };
        let owes = imports.is_empty() || unfinished > 0;
        let people = staff.iter().map(person).collect();
        let who = Field::text("wie", t.get("manage-search")).optional().value(asked.words);
        Self {
            t,
            shell,
            people,
            who,
            role,
            past: asked.past,
            next,
            todo,
            owes,
            also: None,
            calendar: None,
            lost: None,
            unlisted: None,
            vacant: Vec::new(),
        }
    }

    /// Says which roles nobody has, though students bring something there. Of disputes not how many wait: who gives roles may
    /// be a party to one.
    fn vacant(self, vacant: &[Vacant]) -> Self {
        let t = self.t;
        let line = |one: &Vacant| match one.waits {
            Some(count) => {
                t.say("manage-todo-vacant-waits").arg("role", t.role(one.role)).arg("count", count).to_string()
            }
            None => t.say("manage-todo-vacant").arg("role", t.role(one.role)).to_string(),
        };
        Self { vacant: vacant.iter().map(line).collect(), ..self }
    }

    /// Says how many roles are of people whom the list of staff lacks.
    fn lacking(self, unlisted: i64) -> Self {
        let words = self.t.say("manage-todo-unlisted").arg("count", unlisted).to_string();
        Self { unlisted: (unlisted > 0).then_some(words), ..self }
    }

    /// Says how many invitations did not arrive.
    fn losing(self, lost: i64) -> Self {
        let words = self.t.say("manage-todo-lost").arg("count", lost).to_string();
        Self { lost: (lost > 0).then_some(words), ..self }
    }

    /// Says that the school has no holidays in its calendar.
    fn counting(self, lacks_holidays: bool) -> Self {
        let calendar = lacks_holidays.then_some("/beheer/kalender");
        // One thing to do is what the page begins with; two are told one after the other.
        let words = self.t.get("manage-todo-calendar");
        let (todo, also) = match (lacks_holidays, self.owes) {
            (true, false) => (words, None),
            (true, true) => (self.todo, Some(words)),
            (false, _) => (self.todo, None),
        };
        Self { owes: self.owes || lacks_holidays, todo, also, calendar, ..self }
    }
}

impl Page for ManagePage {
    const NAME: &'static str = "manage/manage";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use time::macros::{date, datetime};
        let shell = || Shell::sample_as(t, Role::Administrator, "/beheer");
        let row = |name: &str, role: Role, scope: &str, until| StaffRow {
            account_id: uuid::Uuid::nil(),
            email: format!("{}@voorbeeldcollege-voor-arbeidsmarktgekwalificeerden.example", role.code()),
            name: name.into(),
            role: role.code().into(),
            scope: scope.into(),
            from: date!(2026 - 01 - 01),
            until,
            ended_at: None,
            disabled: name.starts_with("Bo"),
        };
        let staff = [
            row("Noor van der Wetering-Bakker", Role::Coach, "own", None),
            row("Bo Li", Role::CareCoordinator, "teams", None),
            row("Sem de Wit", Role::Intaker, "school", Some(date!(2026 - 03 - 01))),
            row("Fenna Bos", Role::Student, "person", None),
            row("Wilhelmina Wijnbergen", Role::Guardian, "guardian", None),
            row("Riet Smit", Role::TeamManager, "none", None),
        ];
        let import = |kind: &str, by: &str, from: Option<time::Date>| ImportRow {
            kind: kind.into(),
            imported_at: datetime!(2026-05-11 06:30 UTC),
            imported_by: by.into(),
            by_name: None,
            from,
            until: from.map(|_| date!(2026 - 03 - 24)),
            report: "{}".into(),
            state: "done".into(),
        };
        let imports = [
            ImportRow { state: "unfinished".into(), ..import("ro", "system:import", Some(date!(2024 - 07 - 31))) },
            ImportRow { state: "overtaken".into(), ..import("students", "system:import", None) },
            import("students", "1", None),
        ];
        vec![
            ("empty", Self::new(shell(), &[], None, &[], &Asked::default(), crate::say::people::now())),
            (
                "full",
                Self::new(
                    shell(),
                    &staff,
                    Some("/beheer?vanaf=25".to_owned()),
                    &imports,
                    &Asked { role: Some(Role::Coach), words: "Noor", past: true },
                    crate::say::people::now(),
                )
                .counting(true)
                .losing(3)
                .lacking(2)
                .vacant(&[
                    Vacant { role: Role::ExamOffice, waits: Some(3) },
                    Vacant { role: Role::DisputeDesk, waits: None },
                ]),
            ),
        ]
    }
}
