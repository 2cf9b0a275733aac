//! `/beheer/rollen/{membership}`: ending a role, at once or after a last day; and of one that has a last day, another one or none.

use super::account;
use crate::{
    say::{
        form::{Choice, DateError, Errors, Field, Input, Opt, Summary, parse_date},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Actor, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{MembershipId, Moment};
use store::{
    SaveError, StoreError,
    membership::{AccountView, LastRefusal, Lasts},
};
use time::Date;

/// The path.
const PATH: &str = "/beheer/rollen/{membership}";
const WHEN: &str = "wanneer";
const LAST: &str = "laatste-dag";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, form).post(PATH, gate, end)
}

/// Whose role it is.
pub(super) async fn of(
    app: &App,
    actor: &Actor,
    membership: MembershipId,
    now: Moment,
) -> Result<AccountView, Problem> {
    let account = app.store.account_of(actor, membership).await?;
    Ok(app.store.account_view(actor, account, now).await?)
}

async fn form(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    Path(membership): Path<String>,
) -> Result<Response, Problem> {
    let (membership, now): (MembershipId, _) = (id(&membership)?, app.clock.now());
    let view = of(&app, &actor, membership, now).await?;
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    Ok(show(&EndPage::new(shell, &view, membership, &typed.unwrap_or_default(), &Errors::none())))
}

async fn end(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(membership): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (membership, now): (MembershipId, _) = (id(&membership)?, app.clock.now());
    let view = of(&app, &actor, membership, now).await?;
    let last = match parse(&input, now.day) {
        Err(errors) => return Ok(show_refused(&EndPage::new(shell, &view, membership, &input, &errors))),
        Ok(When::Now) => {
            return match app.store.membership_end(&actor, membership, None, now).await {
                // One that ended meanwhile is what was asked for.
                Ok(()) | Err(StoreError::NotFound) => {
                    Ok(done(&app, &account::address(view.account), "notice-role-ended"))
                }
                Err(error) => Err(error.into()),
            };
        }
        Ok(When::After(day)) => Some(day),
        Ok(When::Open) => None,
    };
    match app.store.membership_last(&actor, membership, last, now).await {
        Ok(lasts) => Ok(done(&app, &account::address(view.account), notice(last, lasts))),
        Err(SaveError::Refused(LastRefusal::Again)) => {
            let errors = Errors::one(WHEN, "error-end-again");
            Ok(show_refused(&EndPage::new(shell, &view, membership, &input, &errors)))
        }
        // It is over: the page says so.
        Err(SaveError::Store(StoreError::NotFound)) => {
            let page = EndPage::new(shell, &view, membership, &input, &Errors::none());
            Ok(show_as(StatusCode::CONFLICT, &page))
        }
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// What is said of a role after its last day was set. One that is extended was not ended.
const fn notice(last: Option<Date>, lasts: Lasts) -> &'static str {
    match (last, lasts) {
        (None, Lasts::Longer) => "notice-role-open",
        (Some(_), Lasts::Longer) => "notice-role-extended",
        (_, Lasts::Shorter | Lasts::Same) => "notice-role-last",
    }
}

/// When a role is to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Now,
    /// After a day that is today or later.
    After(Date),
    /// It has no last day any more.
    Open,
}

/// Reads the form.
///
/// # Errors
/// What is wrong, per field.
fn parse(input: &Input, today: Date) -> Result<When, Errors> {
    match (input.text(WHEN), parse_date(input.text(LAST))) {
        ("nu", Err(DateError::Missing)) => Ok(When::Now),
        ("open", Err(DateError::Missing)) => Ok(When::Open),
        ("nu" | "open", _) => Err(Errors::one(LAST, "error-end-both")),
        ("dag", Ok(day)) if day < today => Err(Errors::one(LAST, "error-invite-from-past")),
        ("dag", Ok(day)) => Ok(When::After(day)),
        ("dag", Err(wrong)) => Err(Errors::one(LAST, wrong.key())),
        _ => Err(Errors::one(WHEN, "error-end-when")),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "manage/end.html")]
pub struct EndPage {
    t: T,
    shell: Shell,
    summary: Summary,
    address: String,
    lead: String,
    /// It has not ended.
    stands: bool,
    /// Its last day, where it has one.
    lasts: Option<String>,
    when: Choice,
    last: Field,
}

impl EndPage {
    fn new(shell: Shell, view: &AccountView, membership: MembershipId, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let role = view.roles.iter().find(|role| role.membership == membership);
        let until = role.filter(|role| role.stands).and_then(|role| role.until);
        let mut options = vec![Opt::new("nu", t.get("end-now")), Opt::new("dag", t.get("end-after"))];
        options.extend(until.map(|_| Opt::new("open", t.get("end-open"))));
        let name = view.name.reveal().as_str();
        let shell = shell.crumb(t.get("manage-title"), "/beheer").crumb(name, account::address(view.account));
        Self {
            t,
            summary: errors.summary(t),
            address: account::role_address(membership),
            lead: t
                .say("end-lead")
                .arg("name", name)
                .arg("role", role.map(|role| t.role(role.role)).unwrap_or_default())
                .to_string(),
            stands: role.is_some_and(|role| role.stands),
            lasts: until.map(|day| t.say("end-lasts").arg("on", day).to_string()),
            when: Choice::new(WHEN, t.get("end-when"), options).filled(t, input, errors),
            last: Field::text(LAST, t.get("end-last")).optional().filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for EndPage {
    const NAME: &'static str = "manage/end";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Administrator, "/beheer/rollen/x");
        let (view, today) = (account::sample(false, false, false), crate::say::people::now().day);
        let wrong = Input::of(&[(WHEN, "dag"), (LAST, "1-1-2020")]);
        let errors = parse(&wrong, today).err().unwrap_or_default();
        let of = |nth: usize, input: &Input, errors: &Errors| {
            Self::new(shell(), &view, view.roles[nth].membership, input, errors)
        };
        vec![
            ("stands", of(0, &Input::default(), &Errors::none())),
            ("lasts", of(1, &Input::default(), &Errors::none())),
            ("again", of(1, &Input::of(&[(WHEN, "open")]), &Errors::one(WHEN, "error-end-again"))),
            ("over", of(2, &Input::default(), &Errors::none())),
            ("errors", of(0, &wrong, &errors)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_role_ends_at_once_after_a_day_that_is_said_or_not_at_all() {
        let today = date!(2026 - 11 - 29);
        for (when, last, expected) in [
            ("nu", "", Ok(When::Now)),
            ("open", "", Ok(When::Open)),
            ("dag", "29-11-2026", Ok(When::After(today))),
            ("dag", "31-12-2026", Ok(When::After(date!(2026 - 12 - 31)))),
            ("open", "31-12-2026", Err(LAST)),
            ("", "", Err(WHEN)),
            ("", "31-12-2026", Err(WHEN)),
            ("x", "", Err(WHEN)),
            ("nu", "31-12-2026", Err(LAST)),
            ("dag", "", Err(LAST)),
            ("dag", "28-11-2026", Err(LAST)),
            ("dag", "31-2-2027", Err(LAST)),
        ] {
            let read = parse(&Input::of(&[(WHEN, when), (LAST, last)]), today);
            let read = read.map_err(|errors| errors.fields().next().unwrap_or_default().to_owned());
            assert_eq!(read, expected.map_err(str::to_owned), "{when} {last}");
        }
    }
}
