//! `/intake/{application}/advies`: advising another programme, asking a team, and taking that back.

use super::advice_page::{self as page, AdvicePage};
use crate::{
    say::form::{Errors, Input},
    site::{
        app::App,
        page::{done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    AdviceId, ApplicationId, TeamId,
    advice::{Draft, MAX_WORDS, Part, Refusal, Status},
    field::Problem as Wrong,
    programme::Crebo,
};
use store::SaveError;

pub(super) async fn show_advice(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.advice(&actor, id(&application)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&AdvicePage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (application, now): (ApplicationId, _) = (id(&application)?, app.clock.now());
    let team = input.text(page::TEAM);
    let (saved, notice) = match input.text(page::DO) {
        page::GIVE => {
            let given = Draft {
                programme: Crebo::parse(input.text(page::PROGRAMME)),
                team: if team.is_empty() { None } else { Some(id::<TeamId>(team)?) },
                words: input.raw(page::WORDS).to_owned(),
            };
            let notice = if given.team.is_some() { "notice-advice-asked" } else { "notice-advice-given" };
            (app.store.advice_give(&actor, application, &given, now).await, notice)
        }
        page::BACK => {
            // Which one is chosen; with none chosen that is asked beside the choice.
            let which = input.text(page::WHICH);
            let saved = if which.is_empty() {
                Err(SaveError::Refused(Refusal::Parts(vec![(Part::Why, Wrong::DoesNotApply)])))
            } else {
                let which: AdviceId = id(which)?;
                app.store.advice_withdraw(&actor, (application, which), input.raw(page::WHY), now).await
            };
            (saved, "notice-advice-withdrawn")
        }
        // No button of ours: whoever sees the page is told that nothing was done.
        _ => (Err(SaveError::Refused(Refusal::Stands(Status::Given))), "notice-advice-withdrawn"),
    };
    let refusal = match saved {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => return Ok(done(&app, &page::path(application), notice)),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.advice(&actor, application, now).await?;
    let mut errors = Errors::none();
    match refusal {
        Refusal::Parts(parts) => said(&mut errors, &parts),
        Refusal::Same => errors.add(page::PROGRAMME, "error-advice-same"),
        Refusal::Stranger => errors.add(page::TEAM, "error-advice-team"),
        Refusal::Already => errors.add(page::PROGRAMME, "error-advice-already"),
        Refusal::NotOpen(_) | Refusal::Stands(_) | Refusal::Twice => {
            let message = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, message);
            let mut page = AdvicePage::new(shell, &view, &input, &Errors::none(), now.day);
            page.keep(&input);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let mut page = AdvicePage::new(shell, &view, &input, &errors.in_order(&page::FIELDS), now.day);
    page.keep(&input);
    Ok(show_refused(&page))
}

/// Says what is wrong with the parts of a form.
fn said(errors: &mut Errors, parts: &[(Part, Wrong)]) {
    for (part, problem) in parts {
        let (field, key) = match (part, problem) {
            (Part::Programme, _) => (page::PROGRAMME, "error-advice-programme"),
            (Part::Team, _) => (page::TEAM, "error-advice-team"),
            (Part::Words, _) => (page::WORDS, "error-advice-words"),
            (Part::Why, Wrong::DoesNotApply) => {
                errors.add(page::WHICH, "error-advice-which");
                continue;
            }
            (Part::Why | Part::Answer | Part::Reply, _) => (page::WHY, "error-talk-why"),
        };
        errors.extend(Errors::text(field, *problem, key, MAX_WORDS));
    }
}
