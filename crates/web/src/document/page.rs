//! The page on which a document is asked: of which day, in which language.

use crate::{
    say::{
        agreement,
        form::{Errors, Field, Input, Summary},
        person::{call_name, name},
        words::{Lang, T},
    },
    site::{page::Page, shell::Shell},
};
use access::{Action, Role};
use askama::Template;
use store::agreement::view::VersionView;

/// The language of the document.
pub(super) const LANGUAGE: &str = "in";
/// As on which day.
pub(super) const DAY: &str = "dag";

/// The page.
#[derive(Template)]
#[template(path = "document/document.html")]
pub struct DocumentPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    day: Field,
    language: &'static str,
    /// In which languages: code and words, that of the reader first.
    languages: [(&'static str, String); 2],
}

impl DocumentPage {
    /// The page, with what was asked and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, action: Action, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let version = &view.version;
        let called = t
            .say(agreement::called(version, "mine-version-title", "mine-version-title-agreed"))
            .arg("number", version.number)
            .to_string();
        let (shell, at) = if action == Action::SeeOwnAgreement {
            let at = format!("/mijn/afspraken/{}", version.id);
            (of_reader(shell, view).crumb(&called, &at), at)
        } else {
            let file = format!("/dossiers/{}", view.file);
            let at = format!("{file}/afspraken/{}", version.id);
            let shell = shell.crumb(t.get("assess-crumb-files"), "/dossiers").crumb(name(t, &view.person), file);
            (shell.crumb(&called, &at), at)
        };
        let words = |lang: Lang| match lang {
            Lang::Nl => (lang.code(), t.get("document-make-nl")),
            Lang::En => (lang.code(), t.get("document-make-en")),
        };
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            title: t.say("document-title").arg("what", called).to_string(),
            here: format!("{at}/document"),
            day: Field::text(DAY, t.get("document-day"))
                .hint(t.get("document-day-hint"))
                .optional()
                .filled(t, input, errors),
            language: LANGUAGE,
            languages: [t.lang(), t.lang().other()].map(words),
        }
    }
}

/// The frame of the student's own pages, or of a parent's.
fn of_reader(shell: Shell, view: &VersionView) -> Shell {
    let t = shell.t;
    if view.as_guardian.is_none() {
        return shell.crumb(t.get("nav-mine"), "/mijn");
    }
    let called = call_name(t, &view.person);
    shell.crumb(t.say("mine-title-guardian").arg("name", &called).to_string(), "/mijn").for_child(&called)
}

impl Page for DocumentPage {
    const NAME: &'static str = "document/document";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::{
            say::people::{self, Step},
            site::shell::MessageKind,
        };
        let page = |role, action, steps: &[Step], input: &Input, errors: &Errors, said: Option<String>| {
            let shell = Shell::sample_as(t, role, "/mijn/afspraken/018e/document");
            let shell = said.into_iter().fold(shell, |shell, words| shell.message(MessageKind::Error, words));
            Self::new(shell, &people::version(steps, false, 1), action, input, errors)
        };
        let (student, none) = (Action::SeeOwnAgreement, Errors::none());
        let wrong = (Input::of(&[(DAY, "31-4-2026")]), Errors::one(DAY, "error-date-no-such-day"));
        let letters = t.say("document-letters").arg("letters", "\u{4f60} \u{597d}").to_string();
        let asked = Input::default();
        vec![
            ("staff", page(Role::Coach, Action::ViewAgreement, &[Step::Offer], &asked, &none, None)),
            ("student", page(Role::Student, student, &[Step::Offer, Step::Yes], &asked, &none, None)),
            ("errors", page(Role::Student, student, &[Step::Offer], &wrong.0, &wrong.1, None)),
            ("letters", page(Role::Student, student, &[Step::Offer], &asked, &none, Some(letters))),
        ]
    }
}
