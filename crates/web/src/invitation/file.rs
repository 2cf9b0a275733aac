//! `/dossiers/{file}/uitnodigen`: the student of a file, and the parents who may see something of it.

use super::{
    issued::IssuedPage,
    list::sample,
    words::{anew, can, mailed, refused, stands, when},
};
use crate::{
    say::{
        form::{Errors, Input},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use register::{
    FileId, GuardianId, InvitationId,
    invitation::{Closed, Language, State as Stands, Way},
};
use store::{
    SaveError,
    invitation::{Invitee, Under, Whom},
};

/// The path.
const PATH: &str = "/dossiers/{file}/uitnodigen";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::Invite);
    routes.get(PATH, gate, people).post(PATH, gate, change)
}

async fn people(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let file = id(&file)?;
    let now = app.clock.now();
    let all = app.store.invitees(&actor, file, now).await?;
    let mail = app.store.mail_is_on(now).await?;
    Ok(show(&FilePage::new(shell, file, mail, &all)))
}

/// Invites somebody, makes an invitation anew, or takes it back.
async fn change(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let (under, back) = (Under::File(file), address(file));
    let language = if input.has("engels") { Language::English } else { Language::Dutch };
    let which = || id::<InvitationId>(input.text("uitnodiging"));
    let done_is = match (input.text("doe"), input.text("wie")) {
        ("intrekken", _) => app.store.invitation_withdraw(&actor, under, which()?, now).await.map(|()| None),
        (how @ ("opnieuw" | "papier"), _) => {
            let way = if how == "papier" { Way::Paper } else { anew(&app, now).await? };
            app.store.invitation_renew(&actor, under, which()?, Some(way), now).await.map(Some)
        }
        (how @ ("mail" | "paper"), whom) if !whom.is_empty() => {
            let way = if how == "mail" { Way::Mail } else { Way::Paper };
            let whom = if whom == STUDENT { Whom::Student } else { Whom::Guardian(id::<GuardianId>(whom)?) };
            app.store.invite_to_file(&actor, file, whom, (language, way), now).await.map(Some)
        }
        _ => {
            let all = app.store.invitees(&actor, file, now).await?;
            let words = shell.t.get("invitees-choose");
            let mail = app.store.mail_is_on(now).await?;
            let page = FilePage::new(shell.message(MessageKind::Error, words), file, mail, &all);
            return Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let refusal = match done_is {
        Ok(None) => return Ok(done(&app, &back, "notice-invitation-withdrawn")),
        Ok(Some(issued)) if issued.way == Way::Mail => return Ok(done(&app, &back, "notice-invited")),
        Ok(Some(issued)) => return Ok(show(&IssuedPage::of(shell, &app, &headers, &issued, back))),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let all = app.store.invitees(&actor, file, now).await?;
    let words = shell.t.get(refused(refusal));
    let mail = app.store.mail_is_on(now).await?;
    let page = FilePage::new(shell.message(MessageKind::Error, words), file, mail, &all);
    Ok(show_as(StatusCode::CONFLICT, &page))
}

const STUDENT: &str = "student";

fn address(file: FileId) -> String {
    format!("/dossiers/{file}/uitnodigen")
}

/// Somebody of the file.
struct Person {
    /// What is sent to invite them.
    whom: String,
    name: String,
    what: String,
    email: Option<String>,
    /// They can sign in.
    has_role: bool,
    /// The newest invitation: which, how it stands, whether it waits, and when.
    newest: Option<(InvitationId, String, bool, String)>,
    /// How its mail went, and whether that is well.
    mail: Option<(bool, String)>,
    invite: bool,
    withdraw: bool,
    renew: bool,
    /// By mail, to begin with: it can be made anew on paper.
    on_paper: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "invitation/file.html")]
pub struct FilePage {
    t: T,
    shell: Shell,
    address: String,
    people: Vec<Person>,
    /// Whether mail is set up.
    mail: bool,
}

impl FilePage {
    fn new(shell: Shell, file: FileId, mail: bool, all: &[Invitee]) -> Self {
        let t = shell.t;
        let person = |one: &Invitee| {
            let state = one.newest.as_ref().map(|newest| newest.state);
            let (withdraw, renew) = state.filter(|_| !one.has_role).map_or((false, false), can);
            let (whom, role) = match one.whom {
                Whom::Student => (STUDENT.to_owned(), Role::Student),
                Whom::Guardian(guardian) => (guardian.to_string(), Role::Guardian),
            };
            let newest = one
                .newest
                .as_ref()
                .map(|newest| (newest.id, stands(t, newest.state), newest.state == Stands::Open, when(t, newest)));
            Person {
                whom,
                name: one.name.as_ref().map_or_else(|| t.get("name-unknown"), |name| name.reveal().clone()),
                what: t.role(role),
                email: one.email.as_ref().map(|email| email.reveal().clone()),
                has_role: one.has_role,
                mail: one.newest.as_ref().and_then(|newest| mailed(t, newest)),
                newest,
                // What was taken up and ended since is made anew by inviting again.
                invite: !one.has_role && !renew && one.email.is_some() && one.name.is_some(),
                withdraw,
                renew: renew && one.email.is_some(),
                on_paper: renew && one.email.is_some() && mail,
            }
        };
        let shell =
            shell.crumb(t.get("files-title"), "/dossiers").crumb(t.get("tab-file"), format!("/dossiers/{file}"));
        Self { t, address: address(file), people: all.iter().map(person).collect(), mail, shell }
    }
}

impl Page for FilePage {
    const NAME: &'static str = "invitation/file";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let file = FileId(uuid::Uuid::from_u128(7));
        let shell = || Shell::sample_as(t, Role::Coach, &address(file));
        let guardian = |n| Whom::Guardian(GuardianId(uuid::Uuid::from_u128(n)));
        let somebody = |whom, name: Option<&str>, email: Option<&str>, has_role, state: Option<Stands>| Invitee {
            whom,
            name: name.map(|name| name.to_owned().into()),
            email: email.map(|email| email.to_owned().into()),
            has_role,
            newest: state.map(|state| sample("", Some(Role::Student), state)),
        };
        let (long, mail) = ("Wilhelmina van der Wetering-Bakker", "wilhelmina.van.der.wetering-bakker@thuis.example");
        let all = [
            somebody(Whom::Student, Some(long), Some(mail), false, None),
            somebody(guardian(1), Some("Bo Li"), Some(mail), false, Some(Stands::Open)),
            somebody(guardian(2), Some("Sem Li"), Some(mail), true, Some(Stands::Closed(Closed::Used))),
            somebody(guardian(3), Some("Noor Li"), None, false, Some(Stands::Ended)),
        ];
        let nameless = [somebody(Whom::Student, None, None, false, None)];
        let wrong = Errors::one("wie", refused(register::invitation::Refusal::OtherAddress));
        let message = shell().message(MessageKind::Error, wrong.for_field(t, "wie").unwrap_or_default());
        vec![
            ("all", Self::new(shell(), file, true, &all)),
            ("no-mail", Self::new(shell(), file, false, &all)),
            ("nameless", Self::new(shell(), file, true, &nameless)),
            ("refused", Self::new(message, file, true, &all)),
        ]
    }
}
