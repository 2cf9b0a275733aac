//! `/beheer/rollen/{membership}`: ending a role, at once or after a last day.

use super::account;
use crate::{
    say::{
        form::{Choice, DateError, Errors, Field, Input, Opt, Summary, parse_date},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
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
    response::Response,
};
use register::{MembershipId, Moment};
use store::membership::AccountView;
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
    match parse(&input, now.day) {
        Ok(last) => match app.store.membership_end(&actor, membership, last, now).await {
            // One that ended meanwhile is what was asked for.
            Ok(()) | Err(store::StoreError::NotFound) => {
                Ok(done(&app, &account::address(view.account), "notice-role-ended"))
            }
            Err(error) => Err(error.into()),
        },
        Err(errors) => Ok(show_refused(&EndPage::new(shell, &view, membership, &input, &errors))),
    }
}

/// Reads the form: `None` at once, or a last day that is today or later.
///
/// # Errors
/// What is wrong, per field.
fn parse(input: &Input, today: Date) -> Result<Option<Date>, Errors> {
    match (input.text(WHEN), parse_date(input.text(LAST))) {
        ("nu", Err(DateError::Missing)) => Ok(None),
        ("nu", _) => Err(Errors::one(LAST, "error-end-both")),
        ("dag", Ok(day)) if day < today => Err(Errors::one(LAST, "error-invite-from-past")),
        ("dag", Ok(day)) => Ok(Some(day)),
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
    when: Choice,
    last: Field,
}

impl EndPage {
    fn new(shell: Shell, view: &AccountView, membership: MembershipId, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let role = view.roles.iter().find(|role| role.membership == membership);
        let options = vec![Opt::new("nu", t.get("end-now")), Opt::new("dag", t.get("end-after"))];
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
    fn a_role_ends_at_once_or_after_a_day_that_is_said() {
        let today = date!(2026 - 11 - 29);
        for (when, last, expected) in [
            ("nu", "", Ok(None)),
            ("dag", "29-11-2026", Ok(Some(today))),
            ("dag", "31-12-2026", Ok(Some(date!(2026 - 12 - 31)))),
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
