//! `/privacy/dossiers/{file}`: erasing the free text of a file, with a reason and a second look.

use crate::{
    say::{
        form::{Check, Choice, Errors, Input, Opt, Summary},
        law,
        words::T,
    },
    site::{
        app::App,
        cookie,
        page::{Page, show, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Role, may_ever};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use register::FileId;
use store::StoreError;
use store::file::purge::{PurgeReason, PurgeView};

pub(super) async fn ask(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.purge_view(&actor, id(&file)?, app.clock.now()).await?;
    Ok(show(&PurgePage::new(shell, &view, None, &Errors::none())))
}

pub(super) async fn purge(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let file: FileId = id(&file)?;
    let now = app.clock.now();
    match parse(&input) {
        Ok(reason) => {
            match app.store.purge_free_text(&actor, file, reason, now).await {
                Err(StoreError::Purges(why)) => {
                    // Without the list, a backup of before would bring the text back: nothing was erased.
                    tracing::error!(why, "the list of purges beside the key file cannot be written");
                    let view = app.store.purge_view(&actor, file, now).await?;
                    let errors = Errors::one("zeker", "error-purge-list");
                    return Ok(show_refused(&PurgePage::new(shell, &view, Some(&input), &errors)));
                }
                done => done?,
            }
            let mut response = Redirect::to("/privacy").into_response();
            let notice = cookie::set(app.settings, cookie::Name::Notice, "notice-purged", Some(60));
            cookie::add(response.headers_mut(), notice);
            Ok(response)
        }
        Err(errors) => {
            let view = app.store.purge_view(&actor, file, now).await?;
            Ok(show_refused(&PurgePage::new(shell, &view, Some(&input), &errors)))
        }
    }
}

/// Reads the form.
fn parse(input: &Input) -> Result<PurgeReason, Errors> {
    let mut errors = Errors::none();
    let reason = PurgeReason::from_code(input.text("reden"));
    if reason.is_none() {
        errors.add("reden", "error-purge-reason");
    }
    if !input.has("zeker") {
        errors.add("zeker", "error-purge-sure");
    }
    match reason {
        Some(reason) => errors.or(reason),
        None => Err(errors),
    }
}

/// The page that asks for a reason, and whether it is sure.
#[derive(Template)]
#[template(path = "privacy/purge.html")]
pub struct PurgePage {
    t: T,
    shell: Shell,
    summary: Summary,
    name: String,
    number: Option<String>,
    teams: String,
    has_text: bool,
    /// Where everything about the student is made, for who may.
    everything: Option<String>,
    reason: Choice,
    sure: Check,
}

impl PurgePage {
    fn new(shell: Shell, view: &PurgeView, input: Option<&Input>, errors: &Errors) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("privacy-title"), "/privacy");
        let may = shell.signed.as_ref().is_some_and(|one| may_ever(one.member.role, Action::TakeOut));
        let everything = may.then(|| format!("/privacy/dossiers/{}/alles", view.file));
        let options = PurgeReason::ALL.iter().map(|r| {
            let label = format!("purge-reason-{}", r.code());
            Opt::new(r.code(), t.say(&label).arg("article", law::cite(t, "AVG 17")).to_string())
        });
        let mut reason = Choice::new("reden", t.get("purge-reason"), options.collect());
        let mut sure = Check::new("zeker", t.get("purge-sure"));
        if let Some(input) = input {
            reason = reason.filled(t, input, errors);
            sure = sure.filled(t, input, errors);
        }
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            name: view.name.as_ref().map_or_else(|| t.get("name-unknown"), |name| name.reveal().clone()),
            number: view.student_number.as_ref().map(|number| number.reveal().clone()),
            teams: view.teams.join(", "),
            has_text: view.has_text,
            everything,
            reason,
            sure,
        }
    }
}

impl Page for PurgePage {
    const NAME: &'static str = "privacy/purge";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let person = crate::say::people::person(None);
        let view = |has_text| PurgeView {
            file: FileId(uuid::Uuid::from_u128(4)),
            name: person.name.clone(),
            student_number: person.student_number.clone(),
            teams: person.teams.clone(),
            has_text,
        };
        let shell = || Shell::sample_as(t, Role::PrivacyOfficer, "/privacy/dossiers/4");
        let empty = Input::default();
        let errors = parse(&empty).err().unwrap_or_default();
        vec![
            ("empty", Self::new(shell(), &view(true), None, &Errors::none())),
            ("errors", Self::new(shell(), &view(true), Some(&empty), &errors)),
            ("nothing", Self::new(shell(), &view(false), None, &Errors::none())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_erased_without_a_reason_and_a_second_look() {
        for (fields, erased) in [
            (&[][..], false),
            (&[("reden", "health")], false),
            (&[("zeker", "ja")], false),
            (&[("reden", "zomaar"), ("zeker", "ja")], false),
            (&[("reden", "health"), ("zeker", "ja")], true),
        ] {
            assert_eq!(parse(&Input::of(fields)).is_ok(), erased, "{fields:?}");
        }
    }
}
