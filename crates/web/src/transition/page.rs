//! The page of who guides: how the route stands, what can be noted, and everything that was.

use super::{
    ask::{AskForm, Outside, outside},
    form::NoteForm,
    words::{self, Noted},
};
use crate::{
    say::{
        agreement::staff,
        form::{Errors, Input, Summary},
        law,
        person::{call_name, name},
        transition::code,
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use askama::Template;
use register::{
    law::Article,
    share::State,
    transition::{Contact, Decide, Kind, Leaving, Phase, Route, Step, What, Yes, decide},
};
use store::transition::RouteView;
use time::Date;

/// Something that waits: a step or a planned contact, with the form that closes it.
pub(super) struct Waits {
    pub(super) what: String,
    pub(super) words: Option<String>,
    pub(super) late: bool,
    pub(super) form: Option<NoteForm>,
}

/// A route as it stands.
pub(super) struct Now {
    pub(super) number: u32,
    /// How much was noted when it was shown: it goes with each form.
    pub(super) stand: String,
    pub(super) ended: Option<String>,
    pub(super) guide: String,
    /// Whether the reader guides.
    pub(super) own: bool,
    pub(super) offer: String,
    pub(super) offered: bool,
    pub(super) outcome: String,
    pub(super) outcome_words: Option<String>,
    pub(super) wish: Option<String>,
    pub(super) reach: String,
    pub(super) steps: Vec<Waits>,
    pub(super) contacts: Vec<Waits>,
    pub(super) yes: String,
    pub(super) municipality: Option<String>,
    pub(super) given: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "transition/route.html")]
pub struct RoutePage {
    pub(super) t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    phase: Option<String>,
    must: Option<(String, String)>,
    now: Option<Now>,
    forms: Vec<NoteForm>,
    log: Vec<Noted>,
    earlier: Vec<(String, Vec<Noted>)>,
    /// A route can begin.
    begins: bool,
    /// What is to be decided, in words.
    decide: Vec<String>,
    /// The end that is to be taken back: there is a diploma after all.
    reopen: Option<u32>,
    /// Who outside the school was to have the document.
    outside: Vec<Outside>,
    /// The form that asks the student for somebody.
    ask: Option<AskForm>,
    /// Mail is off: nobody can be sent a link.
    no_mail: bool,
    /// Where sharing is stopped.
    stop: String,
    /// What was typed into a form that is there no more.
    pub(super) kept: Option<String>,
    /// The document for the municipality can be printed.
    paper: Option<String>,
}

/// How a route stands, with forms for who may note.
pub(super) fn now(t: T, (view, route): (&RouteView, &Route), today: Date, typed: Option<(&Input, &Errors)>) -> Now {
    let form = |kind, about| typed.map(|typed| NoteForm::new(t, kind, Some(about), typed));
    let step = |step: &Step<'_>| {
        let doer = code(t, step.doer.code());
        let ended = step.closed.map(|how| code(t, how.code()));
        let what = t.say("transition-step").arg("who", doer).arg("by", step.by).to_string();
        Waits {
            what: ended.as_ref().map_or(what.clone(), |how| format!("{what} {how}.")),
            words: step.words.map(|words| t.stored(words.reveal())),
            late: ended.is_none() && step.by < today,
            form: if ended.is_none() { form(Kind::Close, step.place) } else { None },
        }
    };
    let contact = |one: &Contact| Waits {
        what: match one.met {
            Some(met) => words::met(t, met),
            None => t.say("transition-planned").arg("on", one.on).to_string(),
        },
        words: None,
        late: one.met.is_none() && one.on < today,
        form: if one.met.is_none() { form(Kind::Contact, one.place) } else { None },
    };
    let outcome = route.outcome();
    Now {
        number: route.number,
        stand: route.seen_so_far().code(),
        ended: route
            .ended()
            .map(|(why, at)| t.say("transition-ended").arg("why", code(t, why.code())).arg("on", at.day).to_string()),
        guide: staff(t, &view.names, route.guide()),
        own: view.reader == Some(route.guide()),
        offer: words::offer(t, route.offer()),
        offered: route.offered_on().is_some(),
        outcome: match outcome {
            Some((one, on, _)) => {
                t.say("transition-outcome").arg("what", code(t, one.code())).arg("on", on).to_string()
            }
            None => t.get("transition-outcome-none"),
        },
        outcome_words: outcome.and_then(|(.., words)| words).map(|words| t.stored(words.reveal())),
        wish: route.wish().and_then(|entry| entry.words.as_ref()).map(|words| t.stored(words.reveal())),
        reach: match route.reach() {
            None => t.get("transition-reach-none"),
            Some((means, words)) => {
                let how = code(t, means.code());
                match words {
                    Some(words) => format!("{how}: {}", words.reveal()),
                    None => how,
                }
            }
        },
        steps: route.steps().iter().map(step).collect(),
        contacts: route.contacts().iter().map(contact).collect(),
        yes: view.yes.as_ref().map(|yes| words::yes(t, yes)).unwrap_or_default(),
        municipality: route.municipality().map(|on| t.say("transition-municipality").arg("on", on).to_string()),
        given: route.given_on().map(|on| t.say("transition-given").arg("on", on).to_string()),
    }
}

/// What can be noted of a route, in the order in which it is mostly needed.
fn kinds(route: &Route, leaving: Option<&Leaving>, view: &RouteView) -> Vec<Kind> {
    if route.ended().is_some() {
        return Vec::new();
    }
    let mut kinds = vec![Kind::Offer];
    if route.offered_on().is_some() {
        kinds.push(Kind::Answer);
    }
    kinds.extend([Kind::Step, Kind::Plan, Kind::Contact, Kind::Outcome]);
    if leaving.is_some_and(|leaving| leaving.diploma_on().is_some()) {
        kinds.extend([Kind::Consent, Kind::Stretch]);
        if matches!(view.yes, Some(Yes::Given(_))) {
            kinds.extend([Kind::Municipality, Kind::Given]);
        }
    }
    kinds.push(Kind::End);
    kinds
}

impl RoutePage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &RouteView, today: Date, (input, errors): (&Input, &Errors)) -> Self {
        let t = shell.t;
        let called = call_name(t, &view.person);
        let newest = view.routes.last();
        let of = |route: &Route| view.of.iter().find(|one| one.enrolment == route.enrolment);
        let leaving = newest.filter(|route| route.ended().is_none()).and_then(of).or(view.leaving.as_ref());
        let goes_on = newest.is_some_and(|route| {
            route.ended().is_none() || Some(route.enrolment) == view.leaving.as_ref().map(|one| one.enrolment)
        });
        let shell = shell
            .crumb(t.get("assess-crumb-files"), "/dossiers")
            .crumb(name(t, &view.person), format!("/dossiers/{}", view.file));
        let here = format!("/dossiers/{}/naar-werk", view.file);
        let early = view.leaving.is_some_and(|one| matches!(one.phase(today), Phase::Early(_)));
        let waits = view.handed.iter().filter(|one| one.state == State::Waits).map(|one| one.share.made.day).min();
        let decided = newest.map(|route| decide(&route.watch(of(route), waits, today), today)).unwrap_or_default();
        let open = newest.filter(|route| route.ended().is_none());
        let graduate = newest.and_then(of).is_some_and(|one| one.diploma_on().is_some_and(|on| on <= today));
        Self {
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            title: t.say("transition-title").arg("name", &called).to_string(),
            phase: leaving.map(|leaving| words::phase(t, leaving, today)),
            must: leaving.map(|leaving| {
                let key = words::must(leaving, leaving.must_offer());
                (t.get(key), law::article(t, Article::Guide))
            }),
            now: newest.map(|route| now(t, (view, route), today, Some((input, errors)))),
            forms: newest
                .map(|route| kinds(route, of(route), view))
                .unwrap_or_default()
                .into_iter()
                .map(|kind| NoteForm::new(t, kind, None, (input, errors)))
                .collect(),
            log: newest.map(|route| words::noted(t, view, route)).unwrap_or_default(),
            earlier: view
                .routes
                .iter()
                .rev()
                .skip(1)
                .map(|route| {
                    (t.say("transition-earlier").arg("on", route.at.day).to_string(), words::noted(t, view, route))
                })
                .collect(),
            begins: (view.leaving.is_some() && !goes_on || newest.is_some_and(|route| route.ended().is_some()))
                && !early,
            reopen: newest.filter(|_| decided.contains(&Decide::DiplomaBack)).and_then(|route| {
                route.counts().rev().find(|entry| matches!(entry.what, What::End(_))).map(|entry| entry.place)
            }),
            decide: decided.iter().map(|one| t.get(words::decided(*one))).collect(),
            outside: newest
                .map(|route| outside(t, view, route.number, open.map(|_| (input, errors))))
                .unwrap_or_default(),
            ask: open.filter(|_| view.mail).map(|_| AskForm::new(t, (input, errors))),
            no_mail: open.is_some() && !view.mail,
            stop: format!("/dossiers/{}/delen/stop", view.file),
            kept: None,
            paper: (graduate && matches!(view.yes, Some(Yes::Given(_)))).then(|| format!("{here}/overgangsdocument")),
            here,
            t,
        }
    }

    /// Whether the form is there in which something was typed.
    pub(super) fn asks(&self, kind: Kind, about: Option<u32>) -> bool {
        let is = |form: &NoteForm| form.kind == kind.code() && form.about == about;
        let waits = self.now.iter().flat_map(|now| now.steps.iter().chain(&now.contacts));
        let answers = self.outside.iter().filter_map(|one| one.form.as_ref());
        self.forms.iter().chain(waits.filter_map(|one| one.form.as_ref())).chain(answers).any(is)
            || kind == Kind::Ask && self.ask.is_some()
    }
}

impl Page for RoutePage {
    const NAME: &'static str = "transition/route";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::{
            say::transition::{asked, begun, busy, diploma, ended, today, view},
            site::shell::MessageKind,
        };
        use access::Role;
        use register::transition::{Consenter, Left};
        use time::Duration;
        let page = |view: &RouteView, input: &Input, errors: &Errors| {
            Self::new(Shell::sample_as(t, Role::Coach, "/dossiers/018f/naar-werk"), view, today(), (input, errors))
        };
        let plain = |view: &RouteView| page(view, &Input::default(), &Errors::none());
        let typed = Input::of(&[("doe", "step"), ("step-woorden", "Belt."), ("step-dag", "ooit")]);
        let closed = || {
            let mut route = ended();
            for entry in &mut route.entries {
                if let What::End(why) = &mut entry.what {
                    *why = register::transition::End::NoDiploma;
                }
            }
            route
        };
        let mut wrong = Errors::one("step-keuze", "error-transition-choice");
        wrong.add("step-dag", "error-transition-gone-by");
        let mut other = view(vec![begun()], None);
        other.reader = None;
        let mut minor = view(vec![begun()], diploma());
        minor.yes = Some(Yes::Waits(Consenter::ALL.to_vec()));
        let gone = Some(Left::Without(today() - Duration::days(30)));
        let mut unsent = view(vec![begun()], None);
        unsent.mail = false;
        let wrong_ask = Input::of(&[("doe", "ask"), ("naam", "Fatima")]);
        let mut not_whole = Errors::one("ontvanger", "error-bridge-to");
        not_whole.add("email", "error-share-email");
        let not_known = Some(Left::NotKnown(today() - Duration::days(30)));
        let refused = {
            use crate::say::form::kept;
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/naar-werk");
            let shell = shell.message(MessageKind::Error, t.get("transition-refused-not-there"));
            let page = Self::new(shell, &view(vec![ended()], None), today(), (&typed, &Errors::none()));
            Self { kept: kept(&["Belt."], !page.asks(Kind::Step, None)), ..page }
        };
        vec![
            ("none", plain(&view(Vec::new(), None))),
            ("begun", plain(&other)),
            ("busy", plain(&view(vec![busy()], diploma()))),
            ("minor", plain(&minor)),
            ("asked", plain(&view(vec![asked()], diploma()))),
            ("asked-errors", page(&view(vec![asked()], diploma()), &wrong_ask, &not_whole)),
            ("no-mail", plain(&unsent)),
            ("diploma-gone", plain(&view(vec![busy()], gone))),
            ("diploma-back", plain(&view(vec![closed()], diploma()))),
            ("left", plain(&view(vec![ended(), begun()], gone))),
            ("not-known", plain(&view(Vec::new(), not_known))),
            ("errors", page(&view(vec![begun()], None), &typed, &wrong)),
            ("refused", refused),
        ]
    }
}
