//! `POST /verwijzingen/{handoff}/brief`: the letter to a partner who has no mail address, to print. In it stand a link, the same as a
//! code for a telephone, and six digits with which it opens; nothing about the student, for whoever opens the post. It is shown once:
//! a letter that is made again takes its place.

use super::{one, place::PATH};
use crate::{
    say::words::{Lang, T},
    site::{
        app::App,
        here::here,
        page::{Page, show},
        problem::{Problem, id},
        qr::{Squares, squares},
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use register::HandoffId;
use register::invitation::Language;
use register::seen::Seen;
use store::SaveError;
use store::handoff::HandoffLetter;

pub(super) async fn make(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    headers: HeaderMap,
    Path(handoff): Path<String>,
    input: crate::say::form::Input,
) -> Result<Response, Problem> {
    let (handoff, now): (HandoffId, _) = (id(&handoff)?, app.clock.now());
    let seen = Seen::read(input.text(crate::say::telling::STAND));
    match app.store.handoff_letter(&actor, handoff, seen, now).await {
        Ok(letter) => Ok(show(&HandoffLetterPage::new(shell, &letter, &here(&app, &headers)))),
        Err(SaveError::Store(error)) => Err(error.into()),
        // Somebody made one already, or nothing may go any more: what it is now is shown.
        Err(SaveError::Refused(_)) => one::meanwhile(&app, &actor, shell, handoff, &input).await,
    }
}

/// The page.
#[derive(Template)]
#[template(path = "handoff/letter.html")]
pub struct HandoffLetterPage {
    t: T,
    shell: Shell,
    /// In which language the letter is.
    lang: Lang,
    from: String,
    title: String,
    opening: String,
    what: String,
    scan: String,
    link: String,
    squares: Option<Squares>,
    squares_label: String,
    type_code: String,
    code: String,
    until: String,
    closing: String,
    /// Where one says that it went, and how much had happened then.
    here: String,
    stand: String,
}

impl HandoffLetterPage {
    fn new(shell: Shell, letter: &HandoffLetter, site: &str) -> Self {
        let t = shell.t;
        let lang = match letter.terms.language {
            Language::Dutch => Lang::Nl,
            Language::English => Lang::En,
        };
        // Whom it is for reads it in their own language.
        let to = T::new(lang);
        let link = format!("{site}{}", store::share::path(letter.token.reveal(), letter.terms.language));
        let here = format!("{PATH}/{}", letter.handoff);
        Self {
            from: to.say("letter-from").arg("school", letter.school.as_str()).arg("on", letter.now.day).to_string(),
            title: to
                .say("handoff-letter-title")
                .arg("organisation", to.stored(letter.terms.organisation.reveal()))
                .to_string(),
            opening: to.say("handoff-letter-opening").arg("name", to.stored(letter.terms.name.reveal())).to_string(),
            what: to.say("handoff-letter-what").arg("school", letter.school.as_str()).to_string(),
            scan: to.get("handoff-letter-scan"),
            squares: squares(&link),
            squares_label: to.get("handoff-letter-squares"),
            link,
            type_code: to.get("handoff-letter-code"),
            code: letter.code.reveal().clone(),
            until: to.say("handoff-letter-until").arg("until", letter.terms.until).to_string(),
            closing: to.get("handoff-letter-closing"),
            stand: letter.stand.code(),
            shell: shell.crumb(t.get("handoffs-title"), PATH).crumb(t.get("tab-handoff"), &here),
            here,
            lang,
            t,
        }
    }
}

impl Page for HandoffLetterPage {
    const NAME: &'static str = "handoff/letter";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::{partner, people};
        let mut terms = partner::help_share().terms;
        terms.language = match t.lang() {
            Lang::Nl => Language::Dutch,
            Lang::En => Language::English,
        };
        let letter = HandoffLetter {
            handoff: HandoffId(uuid::Uuid::from_u128(1)),
            terms,
            school: "Voorbeeld College".to_owned(),
            token: "x1".repeat(21).into(),
            code: "012345".to_owned().into(),
            stand: Seen::of(1, 0),
            now: people::now(),
        };
        let shell = Shell::sample_as(t, Role::Coach, "/verwijzingen/018f/brief");
        vec![("made", Self::new(shell, &letter, "https://meedoen.voorbeeld.example"))]
    }
}
