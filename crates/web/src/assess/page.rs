//! The page of an intake, and of the same form later.

use super::form::AssessForm;
use crate::{
    say::{
        application::programme,
        clearance::ClearanceView,
        form::{Errors, Input, Summary},
        person::{call_name, name},
        words::T,
    },
    site::shell::Shell,
};
use askama::Template;
use register::{
    ApplicationId, Moment,
    agreement::{Status, Subject},
    application::Application,
    statutory::{Assessed, Outcome},
};
use store::file::view::FileView;

/// The page.
#[derive(Template)]
#[template(path = "assess/assess.html")]
pub struct AssessPage {
    pub(super) t: T,
    pub(super) shell: Shell,
    pub(super) summary: Summary,
    pub(super) title: String,
    /// Key of the title of the tab: it stays in the history of a browser, so it names nobody.
    pub(super) tab: &'static str,
    /// Where the form goes.
    pub(super) action: String,
    /// To the talk of the intake.
    pub(super) talk: Option<String>,
    /// Who applied for what: label and value.
    pub(super) facts: Vec<(String, String)>,
    pub(super) now: Option<NowView>,
    pub(super) clearance: Option<ClearanceView>,
    pub(super) next: Option<(String, String)>,
    pub(super) clash: Option<ClashView>,
    /// `None` when nothing can be saved here any more.
    pub(super) form: Option<AssessForm>,
    /// The form stands open: nothing was assessed yet, or it was not accepted.
    pub(super) open: bool,
}

/// What holds now.
pub(super) struct NowView {
    /// The student's own words.
    pub words: Option<String>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
}

/// Somebody saved first.
pub(super) struct ClashView {
    /// What they saved; `None` when the need and the facts did not change.
    pub theirs: Option<NowView>,
    /// What was typed here.
    pub mine: String,
}

/// What the page is about.
#[derive(Clone, Copy)]
pub enum About {
    /// The intake of an application.
    Intake(ApplicationId),
    /// A file, outside an intake.
    File,
}

/// What was sent, and why it is shown again.
pub struct Typed<'a> {
    /// What was typed.
    pub input: &'a Input,
    /// What is wrong with it.
    pub errors: &'a Errors,
    /// What stood there when it was based on an older version of the file.
    pub clash: bool,
}

impl AssessPage {
    /// The page of a file as it is now. `typed` is what was sent, when it was not accepted, or kept as a draft.
    pub fn new(shell: Shell, view: &FileView, about: About, typed: Option<Typed<'_>>, today: Moment) -> Self {
        let t = shell.t;
        let (whole, called) = (name(t, &view.person), call_name(t, &view.person));
        let application = match about {
            About::Intake(id) => view.applications.iter().find(|a| a.id == id),
            About::File => None,
        };
        let can_save = application.is_none_or(|a| a.status.is_open());
        let stands = now(t, view);
        let none = Errors::none();
        let held = super::form::of_file(view);
        let (input, errors) = typed.as_ref().map_or((&held, &none), |typed| (typed.input, typed.errors));
        let subject = application.map(|a| Subject::Application(a.id));
        let clearance = view.clearances.iter().find(|(of, ..)| subject.is_none_or(|s| s == *of));
        let (title, tab) = match about {
            About::Intake(_) => ("assess-intake-title", "tab-intake"),
            About::File => ("assess-need-title", "tab-need"),
        };
        let (action, crumb) = match about {
            About::Intake(id) => (format!("/intake/{id}"), ("assess-crumb-intake", "/intake")),
            About::File => (format!("/dossiers/{}/behoefte", view.file), ("assess-crumb-files", "/dossiers")),
        };
        let mut shell = shell.crumb(t.get(crumb.0), crumb.1);
        if matches!(about, About::File) {
            shell = shell.crumb(&whole, format!("/dossiers/{}", view.file));
        }
        if can_save {
            shell = shell.keeping();
        }
        if !errors.is_empty() {
            shell = shell.failed();
        }
        let clash = typed
            .as_ref()
            .filter(|typed| typed.clash)
            .map(|typed| ClashView { theirs: now(t, view), mine: typed.input.raw("woorden").to_owned() });
        Self {
            t,
            summary: errors.summary(t),
            title: t.say(title).arg("name", &whole).to_string(),
            tab,
            talk: match about {
                About::Intake(id) => Some(format!("/intake/{id}/gesprek")),
                About::File => None,
            },
            action,
            facts: facts(t, view, application, today),
            open: typed.is_some() || stands.is_none(),
            next: next(t, view, today).filter(|_| typed.is_none() && stands.is_some()),
            clearance: clearance.map(|(_, clearance, why)| ClearanceView::new(t, &called, clearance, why)),
            now: if clash.is_some() { None } else { stands },
            form: can_save.then(|| AssessForm::new(t, &called, view, input, errors)),
            clash,
            shell,
        }
    }
}

/// Who applied for what.
fn facts(t: T, view: &FileView, application: Option<&Application>, today: Moment) -> Vec<(String, String)> {
    let person = &view.person;
    let mut facts = Vec::new();
    let mut add = |key: &str, value: String| facts.push((t.get(key), value));
    if let Some(birth) = person.birth {
        let age = birth.age_on(today.day);
        let date = match birth.parts() {
            (_, 1.., 1..) => t.date(birth.latest()),
            // Day or month unknown: no date is made up.
            (year, ..) => year.to_string(),
        };
        add("assess-born", t.say("assess-age").arg("date", date).arg("age", age).to_string());
    }
    if let Some(application) = application {
        add("assess-applied-for", programme(t, &view.programmes, application.programme, today.day));
        add("assess-applied-on", t.date(application.applied_on));
        if let Some(starts) = application.starts_on {
            add("assess-starts-on", t.date(starts));
        }
    }
    if !person.teams.is_empty() {
        add("assess-team", person.teams.join(", "));
    }
    facts
}

/// The need and the facts as they are now; `None` when nothing was recorded, or not for this reader.
fn now(t: T, view: &FileView) -> Option<NowView> {
    let need = view.need.as_ref().and_then(Option::as_ref);
    let assessed = view.statutory.as_ref().and_then(Option::as_ref);
    if need.is_none() && assessed.is_none() {
        return None;
    }
    let mut facts = Vec::new();
    if let Some(Assessed { on, corrects, ground, outcome }) = assessed {
        let yes_no = |yes| t.get(if yes { "assess-yes" } else { "assess-no" });
        let needed = matches!(outcome, Outcome::ExtraSupport { .. });
        facts.push((t.get("assess-now-ground"), t.get(&format!("ground-{}", ground.code()))));
        facts.push((t.get("assess-now-needed"), yes_no(needed)));
        if let Outcome::ExtraSupport { declined: Some(declined) } = outcome {
            let on = t.say("assess-now-declined-on").arg("on", declined.on).to_string();
            facts.push((t.get("assess-now-declined"), format!("{on}. {}", t.stored(declined.words.reveal()))));
        }
        let on = t.date(on.day);
        let on = if *corrects { t.say("assess-now-corrected").arg("on", on).to_string() } else { on };
        facts.push((t.get("assess-now-on"), on));
    }
    Some(NowView { words: need.map(|need| t.stored(need.words.reveal())), facts })
}

/// What comes next: label and address.
fn next(t: T, view: &FileView, today: Moment) -> Option<(String, String)> {
    let file = view.file;
    let to_file = || Some((t.get("assess-next-file"), format!("/dossiers/{file}")));
    let wants = view.statutory.as_ref().and_then(Option::as_ref).is_some_and(Assessed::wants_support);
    if !wants || !view.may(access::Action::ProposeAgreement) {
        return to_file();
    }
    let new = |key| Some((t.get(key), format!("/dossiers/{file}/afspraken/nieuw")));
    let agreement = view.agreement.as_ref();
    let Some(latest) = agreement.and_then(|a| a.latest()) else { return new("assess-next-propose") };
    let in_force = agreement.and_then(|a| a.in_force(today.day));
    match (latest.status, in_force) {
        (Status::Offered, _) => {
            Some((t.get("assess-next-see-offer"), format!("/dossiers/{file}/afspraken/{}", latest.id)))
        }
        (Status::NotAgreed | Status::ChangeAsked, _) | (_, None) => new("assess-next-propose-again"),
        (_, Some(version)) => {
            Some((t.get("assess-next-see-agreement"), format!("/dossiers/{file}/afspraken/{}", version.id)))
        }
    }
}
