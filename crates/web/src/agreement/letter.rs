//! `/dossiers/{file}/afspraken/{version}/brief`: the proposal as a letter, to print or to read out, with room to answer.

use crate::{
    say::{
        agreement::{self, PlaceView},
        person::{call_name, name},
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::agreement::{Status, WhoMustAnswer};
use store::agreement::view::VersionView;
use time::Date;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/dossiers/{file}/afspraken/{version}/brief", Gate::Needs(Action::ViewAgreement), letter)
}

async fn letter(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let view = super::place::read(&app, &actor, version, now).await?;
    Ok(show(&LetterPage::new(shell, &view, now.day)))
}

/// The letter.
#[derive(Template)]
#[template(path = "agreement/letter.html")]
pub struct LetterPage {
    t: T,
    shell: Shell,
    title: String,
    /// School and day.
    from: String,
    opening: String,
    /// What it is, in one sentence.
    what: String,
    places: Vec<PlaceView>,
    /// It can be answered: then there is room to.
    asks: bool,
    /// Who signs: the student, and under 16 a parent.
    signs: Vec<String>,
    /// Whom to ask.
    closing: String,
}

impl LetterPage {
    /// The letter.
    pub fn new(shell: Shell, view: &VersionView, today: Date) -> Self {
        let t = shell.t;
        let (whole, called) = (name(t, &view.person), call_name(t, &view.person));
        let version = &view.version;
        let status = version.status_on(today);
        let by = agreement::staff(t, &view.names, version.proposed_by);
        let mut signs = vec![whole.clone()];
        if matches!(view.who, WhoMustAnswer::StudentAndGuardian { .. }) {
            signs.push(t.get("letter-parent"));
        }
        let what = if status == Status::Offered { "letter-what" } else { "letter-what-agreed" };
        Self {
            t,
            title: t
                .say(agreement::called(version, "version-title", "version-title-agreed"))
                .arg("number", version.number)
                .arg("name", &whole)
                .to_string(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", version.proposed.day).to_string(),
            opening: t.say("letter-opening").arg("name", &called).to_string(),
            what: t.say(what).arg("by", &by).arg("status", agreement::status(t, status)).to_string(),
            places: agreement::by_place(t, &version.lines),
            asks: status == Status::Offered,
            signs,
            closing: t.say("letter-closing").arg("by", &by).to_string(),
            shell: super::place::below(shell, view),
        }
    }
}

impl Page for LetterPage {
    const NAME: &'static str = "agreement/letter";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let page = |steps: &[Step], young| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/brief");
            Self::new(shell, &people::version(steps, young, 1), people::now().day)
        };
        vec![
            ("offered", page(&[Step::Offer], false)),
            ("young", page(&[Step::Offer], true)),
            ("agreed", page(&[Step::Offer, Step::Yes], false)),
        ]
    }
}
