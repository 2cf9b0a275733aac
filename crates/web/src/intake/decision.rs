//! `/intake/{application}/besluit`: how an application ends: decided or chosen, told, corrected, taken back; and where somebody went
//! who was refused.

use super::decision_page::{self as page, DecisionPage};
use crate::{
    say::{
        document::AdmissionLetter,
        form::{Errors, Input},
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{done, show, show_as, show_refused},
        press::{Unmade, file},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Action;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use register::{
    ApplicationId,
    admission::{Choice, Draft, Ground, Kind, MAX_WORDS, Part, Refusal, Stand, Telling, Where},
    field::Problem as Wrong,
    intake::talk::Means,
};
use store::{SaveError, admission::AdmissionView};

pub(super) async fn show_decision(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.admission(&actor, id(&application)?, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&DecisionPage::new(shell, &view, draft.as_ref(), &Errors::none(), app.clock.now().day)))
}

/// Which button it was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Do {
    Decide,
    Tell,
    Onward,
    Back,
}

impl Do {
    fn of(input: &Input) -> Option<Self> {
        Some(match input.text(page::DO) {
            page::DECIDE => Self::Decide,
            page::TELL => Self::Tell,
            page::ONWARD => Self::Onward,
            page::BACK => Self::Back,
            _ => return None,
        })
    }

    const fn notice(self) -> &'static str {
        match self {
            Self::Decide => "notice-admission-decided",
            Self::Tell => "notice-admission-told",
            Self::Onward => "notice-admission-onward",
            Self::Back => "notice-admission-back",
        }
    }
}

fn draft(input: &Input) -> Draft {
    Draft {
        kind: Kind::from_code(input.text(page::KIND)),
        ground: Ground::from_code(input.text(page::GROUND)),
        choice: Choice::from_code(input.text(page::CHOICE)),
        duty: match input.text(page::DUTY) {
            "ja" => Some(true),
            "nee" => Some(false),
            _ => None,
        },
        reason: input.raw(page::REASON).to_owned(),
        offer: input.raw(page::OFFER).to_owned(),
        why: input.raw(page::WHY).to_owned(),
    }
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (application, now): (ApplicationId, _) = (id(&application)?, app.clock.now());
    // Every button does something to what was shown above it.
    let what = Do::of(&input).zip(Stand::read(input.text(page::STAND)));
    let saved = match what.map(|(what, seen)| (what, (application, seen))) {
        // No button of ours, or nothing of ours that was shown: whoever sees the page is told that nothing was done.
        None => Err(SaveError::Refused(Refusal::Meanwhile)),
        Some((Do::Decide, shown)) => app.store.admission_decide(&actor, shown, &draft(&input), now).await,
        Some((Do::Tell, shown)) => {
            let told = Telling {
                means: Means::from_code(input.text(page::MEANS)),
                parents: input.has(page::PARENTS),
                minor: match input.text(page::AGE) {
                    page::YOUNGER => Some(true),
                    page::OLDER => Some(false),
                    _ => None,
                },
            };
            app.store.admission_told(&actor, shown, told, now).await
        }
        Some((Do::Onward, shown)) => {
            let to = (Where::from_code(input.text(page::WHERE)), input.has(page::DECLINED), input.raw(page::WORDS));
            app.store.admission_onward(&actor, shown, to, now).await
        }
        Some((Do::Back, shown)) => app.store.admission_back(&actor, shown, input.raw(page::WHY), now).await,
    };
    let refusal = match saved {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
            let notice = what.map_or("notice-admission-back", |(what, _)| what.notice());
            return Ok(done(&app, &page::path(application), notice));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.admission(&actor, application, now).await?;
    let mut errors = Errors::none();
    match refusal {
        Refusal::Parts(parts) => said(&mut errors, &parts),
        Refusal::NotClear => errors.add(page::KIND, "error-admission-not-clear"),
        Refusal::NoGround(_) => errors.add(page::GROUND, "error-admission-no-ground"),
        Refusal::Enrolled | Refusal::NotOpen(_) | Refusal::Meanwhile | Refusal::Twice => {
            let message = shell.t.get("admission-meanwhile");
            let shell = shell.message(MessageKind::Error, message);
            let mut page = DecisionPage::new(shell, &view, Some(&input), &Errors::none(), now.day);
            page.keep(&input);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let mut page = DecisionPage::new(shell, &view, Some(&input), &errors.in_order(&page::FIELDS), now.day);
    page.keep(&input);
    Ok(show_refused(&page))
}

/// Says what is wrong with the parts of a form.
fn said(errors: &mut Errors, parts: &[(Part, Wrong)]) {
    for (part, problem) in parts {
        let (field, key) = match (part, problem) {
            (Part::Kind, _) => (page::KIND, "error-admission-kind"),
            (Part::Ground, _) => (page::GROUND, "error-admission-ground"),
            (Part::Choice, _) => (page::CHOICE, "error-admission-choice"),
            (Part::Duty, _) => (page::DUTY, "error-admission-duty"),
            (Part::Reason, _) => (page::REASON, "error-admission-reason"),
            (Part::Offer, _) => (page::OFFER, "error-admission-offer"),
            (Part::Why, _) => (page::WHY, "error-talk-why"),
            (Part::Means, Wrong::DoesNotApply) => {
                errors.add(page::MEANS, "error-admission-no-mail");
                continue;
            }
            (Part::Means, _) => (page::MEANS, "error-admission-means"),
            (Part::Parents, _) => (page::PARENTS, "error-admission-parents"),
            (Part::Age, _) => (page::AGE, "error-admission-age"),
            (Part::Where, _) => (page::WHERE, "error-admission-where"),
            (Part::Words, _) => (page::WORDS, "error-admission-words"),
        };
        errors.extend(Errors::text(field, *problem, key, MAX_WORDS));
    }
}

/// In which language a letter was asked. None: it is asked on the page, which says too when nothing is decided yet.
pub(super) fn language(query: Option<String>) -> Result<Option<T>, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    Ok(Lang::from_code(input.text("in")).map(T::new))
}

/// The letter, in a language.
async fn letter(app: &App, t: T, view: &AdmissionView, back: &str) -> Result<Response, Problem> {
    // It was taken back at that moment.
    let Some(letter) = AdmissionLetter::new(t, view) else { return Ok(Redirect::to(back).into_response()) };
    match app.press.make(move |press| press.admission(&letter)).await {
        Ok(pdf) => Ok(file(pdf, &t.get("admission-file"))),
        Err(Unmade::Away(reason)) => Err(Problem::Broken(format!("no decision was made: {reason}"))),
        Err(unmade) => Err(unmade.into()),
    }
}

/// `/intake/{application}/besluit/brief?in=nl`: the decision on paper.
pub(super) async fn paper(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(application): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (application, now): (ApplicationId, _) = (id(&application)?, app.clock.now());
    let back = page::path(application);
    let decided = app.store.admission_is_decided(&actor, Action::HoldIntake, application, now).await?;
    let Some(t) = language(query)?.filter(|_| decided) else { return Ok(Redirect::to(&back).into_response()) };
    let view = app.store.admission(&actor, application, now).await?;
    letter(&app, t, &view, &back).await
}

/// `/mijn/aanmelding/{application}/brief?in=nl`: the same, for whom it is about.
pub(super) async fn own_paper(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(application): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (application, now): (ApplicationId, _) = (id(&application)?, app.clock.now());
    let back = super::own::PATH;
    let decided = app.store.admission_is_decided(&actor, Action::SeeOwnFile, application, now).await?;
    let Some(t) = language(query)?.filter(|_| decided) else { return Ok(Redirect::to(back).into_response()) };
    match app.store.own_admission(&actor, application, now).await? {
        Some(view) => letter(&app, t, &view, back).await,
        None => Ok(Redirect::to(back).into_response()),
    }
}
