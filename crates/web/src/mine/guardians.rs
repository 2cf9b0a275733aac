//! `/mijn/ouders/{file}`: what a parent reads of me, turned on and off by the student as far as it is theirs to decide.

use crate::{
    say::{form::Input, law, words::T},
    site::{
        app::App,
        page::{Page, done, show, show_as},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::FileId;
use register::guardian::{AllowRefusal, Allowance, GuardianRight, Reach};
use store::SaveError;
use store::guardian::{GuardianLine, OwnGuardians};

/// The path.
pub(super) const PATH: &str = "/mijn/ouders/{file}";
const ON: &str = "aan";
const OFF: &str = "uit";

fn address(file: FileId) -> String {
    PATH.replace("{file}", &file.to_string())
}

pub(super) async fn page(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let own = app.store.guardians_own(&actor, id(&file)?, app.clock.now()).await?;
    Ok(show(&GuardiansPage::new(shell, &own)))
}

pub(super) async fn allow(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let chosen = [(ON, true), (OFF, false)].into_iter().find(|(name, _)| input.has(name));
    let key = match chosen {
        None => "error-guardians-choose",
        Some((name, allowed)) => {
            let notice = if allowed { "notice-guardian-on" } else { "notice-guardian-off" };
            match app.store.guardian_allow(&actor, file, id(input.text(name))?, allowed, now).await {
                // Twice: it is so.
                Ok(()) | Err(SaveError::Refused(AllowRefusal::Already)) => {
                    return Ok(done(&app, &address(file), notice));
                }
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(AllowRefusal::NotTheirs | AllowRefusal::NoAuthority)) => "guardians-not-yours",
            }
        }
    };
    let own = app.store.guardians_own(&actor, file, now).await?;
    let words = shell.t.get(key);
    let shell = shell.message(MessageKind::Error, words);
    let status = if chosen.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(show_as(status, &GuardiansPage::new(shell, &own)))
}

/// A parent, in words.
struct Line {
    name: String,
    /// What they read, and whose decision that is.
    reads: String,
    /// The button: its name, the parent, and its words.
    button: Option<(&'static str, String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "mine/guardians.html")]
pub struct GuardiansPage {
    t: T,
    shell: Shell,
    here: String,
    lines: Vec<Line>,
    /// What was decided, the last first.
    decided: Vec<String>,
}

impl GuardiansPage {
    /// The page.
    pub fn new(shell: Shell, own: &OwnGuardians) -> Self {
        let t = shell.t;
        let line = |one: &GuardianLine| {
            let reads = one.reach != Reach::Nothing;
            let key = match one.right {
                GuardianRight::AnswersAndReads => "guardians-answers",
                GuardianRight::AnswersMeasures => "guardians-answers-measures",
                GuardianRight::InformedOfMeasures => "guardians-informed",
                GuardianRight::None => "guardians-none",
                GuardianRight::OnlyIfGranted if reads => "guardians-on",
                GuardianRight::OnlyIfGranted => "guardians-off",
            };
            let (name, words) = if reads { (OFF, "guardians-turn-off") } else { (ON, "guardians-turn-on") };
            let advice = law::cite(t, register::guardian::GUIDANCE);
            Line {
                reads: t.say(key).arg("name", one.name.reveal()).arg("advice", advice).to_string(),
                button: one.right.is_the_students().then(|| (name, one.id.to_string(), t.get(words))),
                name: one.name.reveal().clone(),
            }
        };
        let said = |one: &Allowance| {
            let found = own.guardians.iter().find(|line| line.id == one.guardian);
            let name = found.map_or_else(|| t.get("file-a-guardian"), |line| line.name.reveal().clone());
            let key = if one.allowed { "guardians-said-on" } else { "guardians-said-off" };
            t.say(key).arg("name", name).arg("on", one.at.day).to_string()
        };
        Self {
            t,
            here: address(own.file),
            lines: own.guardians.iter().map(line).collect(),
            decided: own.decided.iter().map(said).collect(),
            shell: shell.crumb(t.get("nav-mine"), "/mijn"),
        }
    }
}

impl Page for GuardiansPage {
    const NAME: &'static str = "mine/guardians";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::{AccountId, GuardianId, Personal};
        use uuid::Uuid;
        let line = |n: u128, name: &str, right: GuardianRight, granted| GuardianLine {
            id: GuardianId(Uuid::from_u128(n)),
            name: Personal::new(name.to_owned()),
            right,
            reach: right.reach(granted),
        };
        let said = |number: u32, allowed| Allowance {
            number,
            guardian: GuardianId(Uuid::from_u128(1)),
            allowed,
            at: crate::say::people::now(),
            by: AccountId(Uuid::from_u128(1)),
        };
        let page = |guardians: Vec<GuardianLine>, decided| {
            let own = OwnGuardians { file: crate::say::people::mine(&[], false, None).file, guardians, decided };
            Self::new(Shell::sample_as(t, Role::Student, "/mijn/ouders/4"), &own)
        };
        let adult = vec![
            line(1, "Saskia van der Schoot-Wijnbergen", GuardianRight::OnlyIfGranted, true),
            line(2, "Bo Li", GuardianRight::OnlyIfGranted, false),
        ];
        let minor = vec![
            line(1, "Saskia van der Schoot-Wijnbergen", GuardianRight::InformedOfMeasures, false),
            line(2, "Bo Li", GuardianRight::None, false),
            line(3, "Fatima Bouali", GuardianRight::AnswersMeasures, false),
            line(4, "Sander Kuipers", GuardianRight::AnswersAndReads, false),
        ];
        vec![
            ("adult", page(adult, vec![said(2, true), said(1, false)])),
            ("minor", page(minor, Vec::new())),
            ("none", page(Vec::new(), Vec::new())),
        ]
    }
}
