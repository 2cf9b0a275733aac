//! `/beheer/uitnodigingen`: who was invited, when, and whether they took it up.

use super::{
    issued::IssuedPage,
    words::{anew, can, mailed, refused, stands, when},
};
use crate::{
    say::{form::Input, words::T},
    site::{
        app::App,
        page::{Page, done, show, show_as},
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
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use register::{
    InvitationId,
    invitation::{Closed, State as Stands, Way},
    mail::State as Mailed,
};
use store::{
    SaveError,
    invitation::{Invited, Under},
};

/// The path.
pub(super) const PATH: &str = "/beheer/uitnodigingen";
/// `?mail=terug`: those whose mail did not arrive.
const LOST: &str = "terug";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, list).post(PATH, gate, change)
}

async fn list(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let now = app.clock.now();
    let mail = app.store.mail_is_on(now).await?;
    if visit.asked("mail") == Some(LOST) {
        let all = app.store.invitations_lost(&actor, now).await?;
        return Ok(show(&ListPage::new(shell, mail, &all).lost()));
    }
    let all = app.store.invitations(&actor, false, now).await?;
    Ok(show(&ListPage::new(shell, mail, &all)))
}

/// Takes one back, or makes it anew.
async fn change(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Problem> {
    let (which, now): (InvitationId, _) = (id(input.text("uitnodiging"))?, app.clock.now());
    let refusal = match input.text("doe") {
        "intrekken" => match app.store.invitation_withdraw(&actor, Under::Accounts, which, now).await {
            Ok(()) => return Ok(done(&app, PATH, "notice-invitation-withdrawn")),
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(refusal)) => refusal,
        },
        how @ ("opnieuw" | "papier") => {
            let way = if how == "papier" { Way::Paper } else { anew(&app, now).await? };
            match app.store.invitation_renew(&actor, Under::Accounts, which, Some(way), now).await {
                Ok(issued) if issued.way == Way::Mail => return Ok(done(&app, PATH, "notice-invited")),
                Ok(issued) => return Ok(show(&IssuedPage::of(shell, &app, &headers, &issued, PATH.into()))),
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(refusal)) => refusal,
            }
        }
        _ => return Err(Problem::BadRequest),
    };
    let all = app.store.invitations(&actor, false, now).await?;
    let words = shell.t.get(refused(refusal));
    let mail = app.store.mail_is_on(now).await?;
    let page = ListPage::new(shell.message(MessageKind::Error, words), mail, &all);
    Ok(show_as(StatusCode::CONFLICT, &page))
}

/// An invitation in the list.
struct Line {
    id: InvitationId,
    name: String,
    email: String,
    what: String,
    stands: String,
    /// It waits, was taken up, or is over.
    open: bool,
    used: bool,
    when: String,
    /// How its mail went, and whether that is well.
    mail: Option<(bool, String)>,
    withdraw: bool,
    renew: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "invitation/list.html")]
pub struct ListPage {
    t: T,
    shell: Shell,
    lines: Vec<Line>,
    waiting: usize,
    /// Whether mail is set up: an invitation is made anew by mail, or on paper.
    mail: bool,
    /// Only those whose mail did not arrive.
    lost: bool,
}

impl ListPage {
    fn new(shell: Shell, mail: bool, all: &[Invited]) -> Self {
        let t = shell.t;
        let line = |one: &Invited| {
            let (withdraw, renew) = can(one.state);
            Line {
                id: one.id,
                name: one.name.reveal().clone(),
                email: one.email.reveal().clone(),
                what: one.role.map_or_else(|| t.get("issued-password"), |role| t.role(role)),
                stands: stands(t, one.state),
                open: one.state == Stands::Open,
                used: one.state == Stands::Closed(Closed::Used),
                when: when(t, one),
                mail: mailed(t, one),
                withdraw,
                // A link to a password is made anew where the account stands.
                renew: renew && one.role.is_some(),
            }
        };
        let waiting = all.iter().filter(|one| one.state == Stands::Open).count();
        let shell = shell.crumb(t.get("manage-title"), "/beheer");
        Self { t, lines: all.iter().map(line).collect(), waiting, mail, lost: false, shell }
    }

    /// The list of those whose mail did not arrive.
    fn lost(self) -> Self {
        Self { lost: true, ..self }
    }
}

/// Invitations for samples, one in each state.
pub(super) fn sample(name: &str, role: Option<Role>, state: Stands) -> Invited {
    use register::invitation::Kind;
    use time::macros::datetime;
    Invited {
        id: InvitationId(uuid::Uuid::nil()),
        kind: if role.is_some() { Kind::Role } else { Kind::Password },
        way: Way::Mail,
        email: "noor.van.der.wetering-bakker@voorbeeldcollege.example".to_owned().into(),
        name: name.to_owned().into(),
        role,
        invited_at: datetime!(2026-11-22 16:30 UTC),
        ends: datetime!(2026-12-22 16:30 UTC),
        state,
        closed_at: matches!(state, Stands::Closed(_)).then_some(datetime!(2026-11-23 9:00 UTC)),
        mail: match state {
            Stands::Open => Some(Mailed::Waiting),
            Stands::Ended => Some(Mailed::Bounced),
            Stands::Closed(Closed::Used) => Some(Mailed::Sent),
            Stands::Closed(Closed::Withdrawn | Closed::Renewed) => None,
        },
    }
}

impl Page for ListPage {
    const NAME: &'static str = "invitation/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Administrator, PATH);
        let all = [
            sample("Noor van der Wetering-Bakker", Some(Role::Coach), Stands::Open),
            sample("Bo Li", Some(Role::CareCoordinator), Stands::Ended),
            sample("Sem de Wit", Some(Role::Intaker), Stands::Closed(Closed::Used)),
            sample("Riet Smit", Some(Role::TeamManager), Stands::Closed(Closed::Withdrawn)),
            sample("Fenna Bos", None, Stands::Closed(Closed::Renewed)),
            sample("Fenna Bos", None, Stands::Open),
        ];
        vec![
            ("empty", Self::new(shell(), false, &[])),
            ("full", Self::new(shell(), true, &all)),
            ("no-mail", Self::new(shell(), false, &all)),
        ]
    }
}
