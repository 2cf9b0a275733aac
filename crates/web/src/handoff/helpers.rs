//! `/dossiers/{file}/hulp`: who can help this student here, with the reason for each yes and no; and what was asked already. What one
//! looks for travels in the body of a form, not in an address: it says something about the student.

use super::place::{PATH, asking, helpers};
use crate::{
    say::{
        form::{Choice, Errors, Input, Opt},
        partner as words,
        person::name,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use access::{Actor, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::FileId;
use register::partner::{Answer, Domain};
use store::handoff::Helpers;

const DOMAIN: &str = "leefgebied";
const SITE: &str = "locatie";

pub(super) async fn show_all(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    page(&app, &actor, shell, id(&file)?, &Input::default()).await
}

pub(super) async fn narrow(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    page(&app, &actor, shell, id(&file)?, &input).await
}

async fn page(app: &App, actor: &Actor, shell: Shell, file: FileId, input: &Input) -> Result<Response, Problem> {
    let domain = Domain::from_code(input.text(DOMAIN));
    let site = Some(input.text(SITE)).filter(|site| !site.is_empty());
    let found = app.store.helpers(actor, file, (domain, site), app.clock.now()).await?;
    Ok(show(&HelpersPage::new(shell, &found, input)))
}

/// A partner.
struct Row {
    name: String,
    href: String,
    what: String,
    /// The answer, and whether it is a yes.
    answer: (Answer, String),
    why: Vec<String>,
    waited: String,
    /// By what they are named where they are asked; a no leads nowhere.
    ask: Option<String>,
}

/// Something that was asked.
struct Asked {
    href: String,
    what: String,
    status: String,
    decide: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "handoff/helpers.html")]
pub struct HelpersPage {
    t: T,
    shell: Shell,
    title: String,
    here: String,
    /// Where one of them is asked: whom, travels in the body of a form as well.
    ask: String,
    /// Where the student lives, as far as is known.
    home: String,
    domain: Choice,
    site: Choice,
    asked: Vec<Asked>,
    rows: Vec<Row>,
}

impl HelpersPage {
    fn new(shell: Shell, found: &Helpers, input: &Input) -> Self {
        let t = shell.t;
        let whole = name(t, &found.person);
        let home = match &found.home {
            None => t.get("helpers-home-unknown"),
            Some(home) => {
                let now = home.now.as_ref().map_or_else(|| home.written.reveal().clone(), |(now, _)| now.clone());
                t.say("helpers-home").arg("home", now).to_string()
            }
        };
        let none = Errors::none();
        let domains = Domain::ALL.iter().map(|one| Opt::new(one.code(), words::domain(t, *one))).collect();
        let sites = found.sites.iter().map(|one| Opt::new(one, one)).collect();
        let shell = shell.crumb(t.get("files-title"), "/dossiers").crumb(&whole, format!("/dossiers/{}", found.file));
        Self {
            title: t.say("helpers-title").arg("name", &whole).to_string(),
            here: helpers(found.file),
            ask: asking(found.file),
            home,
            domain: Choice::new(DOMAIN, t.get("helpers-domain"), domains).optional().filled(t, input, &none),
            site: Choice::new(SITE, t.get("helpers-site"), sites).optional().filled(t, input, &none),
            asked: (found.handoffs.iter())
                .map(|(one, partner, decide)| Asked {
                    href: format!("{PATH}/{}", one.id),
                    what: t
                        .say("handoffs-what")
                        .arg("domain", words::domain(t, one.domain))
                        .arg("partner", partner)
                        .to_string(),
                    status: t
                        .say("handoffs-status")
                        .arg("status", words::stands(t, one.status))
                        .arg("on", one.since())
                        .to_string(),
                    decide: decide.iter().map(|one| words::decide(t, *one)).collect(),
                })
                .collect(),
            rows: (found.entries.iter())
                .map(|(one, verdict, reached)| Row {
                    name: one.entry.name.clone(),
                    href: format!("/partners/{}", one.id),
                    what: one.entry.what.clone(),
                    answer: (verdict.answer, words::answer(t, verdict.answer)),
                    why: verdict.why.iter().map(|why| words::why(t, *why)).collect(),
                    waited: words::waited(t, reached.waited),
                    ask: (verdict.answer != Answer::No).then(|| one.id.to_string()),
                })
                .collect(),
            shell,
            t,
        }
    }
}

impl Page for HelpersPage {
    const NAME: &'static str = "handoff/helpers";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::partner::{Verdict, Why};
        use store::handoff::Reached;
        let page = |found: &Helpers, input: &Input| {
            Self::new(Shell::sample_as(t, Role::Coach, "/dossiers/018f/hulp"), found, input)
        };
        let none = Helpers {
            file: FileId(uuid::Uuid::from_u128(1)),
            person: people::person(None),
            home: None,
            entries: Vec::new(),
            sites: Vec::new(),
            handoffs: Vec::new(),
            names: people::names(),
        };
        let verdict =
            |answer, why: &[Why]| (words::sample(), Verdict { answer, why: why.to_vec() }, Reached::default());
        let some = Helpers {
            entries: vec![
                verdict(Answer::Yes, &[Why::DomainFits, Why::AgeFits, Why::HomeMerged, Why::AnySite]),
                verdict(Answer::Unknown, &[Why::DomainFits, Why::AgeUnknown, Why::HomeNotListed, Why::SiteUnknown]),
                verdict(Answer::No, &[Why::DomainOther, Why::TooOld, Why::HomeOther, Why::SiteOther]),
            ],
            sites: vec!["Velperweg".to_owned()],
            handoffs: super::one::walked(&[])
                .into_iter()
                .map(|one| (one, words::sample().entry.name, vec![register::handoff::Decide::Withdrawn]))
                .collect(),
            ..none.clone()
        };
        vec![
            ("none", page(&none, &Input::default())),
            ("some", page(&some, &Input::of(&[(DOMAIN, "mental"), (SITE, "Velperweg")]))),
        ]
    }
}
