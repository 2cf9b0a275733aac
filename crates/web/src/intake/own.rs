//! `/mijn/aanmelding`: one's own applications, or one's child's: when the talk is, with whom, and what was written down of it.

use super::{
    advice_page, decision_page,
    page::{self, Line, line},
    transfer,
};
use crate::{
    say::{
        application::what,
        form::Input,
        intake::{self as words, State as Stand},
        person::call_name,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::{
    AccountId, ApplicationId, TransferId,
    admission::{chosen, standing},
    advice::goes_on,
    transfer::{Refusal, Status},
};
use store::{SaveError, intake::OwnIntake};
use time::Date;

/// Where the page is.
pub(crate) const PATH: &str = "/mijn/aanmelding";
/// Which hand-over.
pub(crate) const WHICH: &str = "overdracht";

pub(super) async fn own(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let now = app.clock.now();
    let found = app.store.own_intake(&actor, now).await?;
    Ok(show(&OwnIntakePage::new(shell, actor.role() == Some(Role::Guardian), &found, now.day)))
}

/// Takes back the yes to a hand-over.
pub(super) async fn take_back(
    State(app): State<App>,
    Acting(actor): Acting,
    input: Input,
) -> Result<Response, Problem> {
    let which = id::<TransferId>(input.text(WHICH))?;
    let notice = match app.store.transfer_withdraw(&actor, which, app.clock.now()).await {
        // Sent twice, or somebody of the school noted it at that moment: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice | Refusal::Stands(Status::Withdrawn))) => {
            "notice-own-transfer-withdrawn"
        }
        Err(SaveError::Refused(Refusal::Stands(_))) => "notice-own-transfer-over",
        Err(SaveError::Refused(Refusal::Whose(_))) => "notice-own-transfer-whose",
        Err(SaveError::Refused(_)) => return Err(Problem::BadRequest),
        Err(SaveError::Store(error)) => return Err(error.into()),
    };
    Ok(done(&app, PATH, notice))
}

/// An application.
struct Applied {
    what: String,
    status: String,
    open: bool,
    talks: Vec<Line>,
    decided: Vec<decision_page::Line>,
    /// Other programmes that were advised.
    advised: Vec<advice_page::Line>,
    /// What a previous school handed over; and which it is, for who can take back the yes to it.
    handed: Vec<(transfer::Line, Option<String>)>,
    /// To the letter, in both languages.
    papers: Vec<(String, String)>,
    /// To the letter for the talk.
    letters: Vec<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "intake/own.html")]
pub struct OwnIntakePage {
    t: T,
    shell: Shell,
    title: String,
    applied: Vec<Applied>,
}

/// To the letter of what was decided and holds.
fn papers(t: T, found: &OwnIntake, id: ApplicationId) -> Vec<(String, String)> {
    let holds = standing(&found.admissions, id).is_some_and(|one| one.outcome.is_decision());
    let papers = [("nl", "own-admission-paper-nl"), ("en", "own-admission-paper-en")];
    let papers = papers.map(|(lang, said)| (format!("{PATH}/{id}/brief?in={lang}"), t.get(said)));
    if holds { papers.to_vec() } else { Vec::new() }
}

impl OwnIntakePage {
    fn new(shell: Shell, guardian: bool, found: &OwnIntake, today: Date) -> Self {
        let t = shell.t;
        let by = |account: AccountId| found.names.get(&account).map_or_else(String::new, |name| name.reveal().clone());
        let applied = (found.applications.iter())
            .map(|one| Applied {
                what: what(t, &found.programmes, one, today),
                status: t.get(&format!("application-status-{}", one.status.code())),
                open: one.status.is_open(),
                talks: (found.talks.iter().rev())
                    .filter(|talk| talk.application == one.id)
                    .map(|talk| line(t, talk, by))
                    .collect(),
                decided: (found.admissions.iter().rev())
                    .filter(|ended| ended.application == one.id)
                    .map(|ended| {
                        let until = found.object_until.iter().find(|(id, _)| *id == ended.id).map(|(_, until)| *until);
                        decision_page::line(t, ended, by, until)
                    })
                    .collect(),
                advised: (found.advice.iter().rev())
                    .filter(|advised| advised.application == one.id)
                    .map(|advised| {
                        let named = (&found.programmes, found.teams.as_slice());
                        let goes_on = goes_on(one.status, chosen(&found.admissions, one.id));
                        advice_page::line(t, advised, named, by, goes_on, today)
                    })
                    .collect(),
                handed: (found.transfers.iter().rev())
                    .filter(|handed| handed.application == one.id)
                    .map(|handed| {
                        let can = found.takes_back.contains(&handed.id);
                        (transfer::line(t, handed, by), can.then(|| handed.id.to_string()))
                    })
                    .collect(),
                papers: papers(t, found, one.id),
                letters: page::papers(
                    t,
                    &format!("{PATH}/{}/uitnodiging", one.id),
                    register::intake::talk::newest(&found.talks, one.id),
                ),
            })
            .collect();
        Self {
            title: if guardian {
                t.say("own-intake-title-guardian").arg("name", call_name(t, &found.person)).to_string()
            } else {
                t.get("own-intake-title")
            },
            applied,
            shell: shell.crumb(t.get("nav-mine"), "/mijn"),
            t,
        }
    }
}

impl Page for OwnIntakePage {
    const NAME: &'static str = "intake/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        let page = |role, state: Option<Stand>| {
            let application = people::application();
            let found = OwnIntake {
                person: people::person(None),
                talks: state.and_then(|state| words::talks(&application, state)).unwrap_or_default(),
                applications: state.map(|_| application).into_iter().collect(),
                programmes: Default::default(),
                admissions: Vec::new(),
                transfers: Vec::new(),
                advice: Vec::new(),
                teams: Vec::new(),
                takes_back: Vec::new(),
                object_until: Vec::new(),
                names: words::names(),
            };
            Self::new(Shell::sample_as(t, role, PATH), role == Role::Guardian, &found, people::now().day)
        };
        vec![
            ("none", page(Role::Student, None)),
            ("nothing-planned", page(Role::Student, Some(Stand::None))),
            ("planned", page(Role::Student, Some(Stand::Planned))),
            ("reported", page(Role::Student, Some(Stand::Reported))),
            ("cancelled", page(Role::Guardian, Some(Stand::Cancelled))),
            ("decided", {
                let ended = crate::say::admission::view(crate::say::admission::State::Guided);
                let application = ended.as_ref().map_or_else(people::application, |ended| ended.application.clone());
                let admissions = ended.map(|ended| ended.all).unwrap_or_default();
                let until = people::now().day;
                let handed = crate::say::transfer::transfer(crate::say::transfer::State::Seen);
                let found = OwnIntake {
                    person: people::person(None),
                    talks: Vec::new(),
                    advice: crate::say::advice::advice(crate::say::advice::State::Taken).into_iter().collect(),
                    teams: crate::say::advice::teams(),
                    takes_back: handed.iter().map(|one| one.id).collect(),
                    transfers: handed.into_iter().collect(),
                    applications: vec![application],
                    programmes: Default::default(),
                    object_until: admissions.iter().map(|one| (one.id, until)).collect(),
                    admissions,
                    names: words::names(),
                };
                Self::new(Shell::sample_as(t, Role::Student, PATH), false, &found, until)
            }),
        ]
    }
}
