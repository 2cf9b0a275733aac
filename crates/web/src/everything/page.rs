//! `/mijn/alles`: where one asks for everything that is held and that one reads.

use crate::{
    say::{
        law,
        person::call_name,
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use store::agreement::view::Mine;

pub(super) const PATH: &str = "/mijn/alles";

pub(super) async fn page(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let mine = app.store.mine(&actor, app.clock.now()).await?;
    Ok(show(&EverythingPage::new(shell, &mine)))
}

/// The page.
#[derive(Template)]
#[template(path = "everything/everything.html")]
pub struct EverythingPage {
    t: T,
    shell: Shell,
    title: String,
    lead: String,
    /// In which languages: code and words, that of the reader first.
    languages: [(&'static str, String); 2],
    /// Whom a student asks for it on paper, and what is not in it: a parent reads less.
    student: bool,
}

impl EverythingPage {
    fn new(shell: Shell, mine: &Mine) -> Self {
        let t = shell.t;
        let called = call_name(t, &mine.person);
        let guardian = mine.as_guardian.is_some();
        let (title, lead, crumb) = if guardian {
            let crumb = t.say("mine-title-guardian").arg("name", &called).to_string();
            (t.say("everything-title-guardian").arg("name", &called).to_string(), "everything-lead-guardian", crumb)
        } else {
            (t.get("everything-title"), "everything-lead", t.get("nav-mine"))
        };
        let words = |lang: Lang| match lang {
            Lang::Nl => (lang.code(), t.get("everything-pdf-nl")),
            Lang::En => (lang.code(), t.get("everything-pdf-en")),
        };
        let shell = shell.crumb(crumb, "/mijn");
        Self {
            title,
            lead: t.say(lead).arg("article", law::cite(t, "AVG 15")).to_string(),
            languages: [t.lang(), t.lang().other()].map(words),
            student: !guardian,
            shell: if guardian { shell.for_child(&called) } else { shell },
            t,
        }
    }
}

impl Page for EverythingPage {
    const NAME: &'static str = "everything/everything";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let page = |role, guardian| {
            let mine = people::mine(&[Step::Offer, Step::Yes], false, guardian);
            Self::new(Shell::sample_as(t, role, PATH), &mine)
        };
        vec![("student", page(Role::Student, None)), ("guardian", page(Role::Guardian, Some(people::guardian())))]
    }
}
