//! `/mijn/kaart`: one's own card as others see it, links that show it, and when it was opened. With `?toon=` a link is shown as a
//! code for a telephone; with `?in=` the card comes on paper.

use super::words::{Face, face, moment, state, term, today};
use crate::{
    say::{
        agreement::staff,
        document::CardSheet,
        form::Input,
        person::call_name,
        words::{Lang, T},
    },
    site::{
        app::App,
        here::here,
        page::{Page, done, show, show_as},
        press::file,
        problem::{Problem, id},
        qr::{Squares, squares},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::State as Held,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use register::{
    CardLinkId, Moment,
    card::{Link, OpenRefusal, State, Term},
};
use store::{SaveError, agreement::names::Names, card::OwnCard};

/// The path.
pub(super) const PATH: &str = "/mijn/kaart";
const TERM: &str = "duur";
/// Which link is shown.
const SHOW: &str = "toon";
/// In which language it comes on paper.
const PAPER: &str = "in";
/// How many of the times that a link was opened are told one by one.
const TOLD: usize = 5;

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::SeeOwnCard);
    routes.get(PATH, gate, look).post(PATH, gate, change)
}

/// The address that a link leads to.
fn address(app: &App, headers: &HeaderMap, token: &str) -> String {
    format!("{}/kaart/{token}", here(app, headers))
}

async fn look(
    Held(app): Held<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let wanted = visit.asked(SHOW).map(id::<CardLinkId>).transpose()?;
    let own = app.store.card_own(&actor, (None, wanted), now).await?;
    let way = own.shown.as_ref().map(|(_, token)| address(&app, &headers, token.reveal()));
    if let Some(lang) = visit.asked(PAPER).and_then(Lang::from_code) {
        let t = T::new(lang);
        let (lines, _) = today(t, &own, now.day);
        let sheet = CardSheet::new(t, &own, &lines, way, now.day).ok_or(Problem::NotFound)?;
        let pdf = app.press.make(move |press| press.card(&sheet)).await?;
        return Ok(file(pdf, &t.get("card-file")));
    }
    Ok(show(&OwnCardPage::new(shell, &own, way.as_deref(), now)))
}

/// Makes a link, or ends one or all of them.
async fn change(Held(app): Held<App>, Acting(actor): Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    if input.has("stop") {
        let link = match input.text("stop") {
            "alles" => None,
            one => Some(id::<CardLinkId>(one)?),
        };
        app.store.card_link_end(&actor, link, now).await?;
        return Ok(done(&app, PATH, "notice-card-ended"));
    }
    // One button for each term: without one it is no form of ours.
    let term = Term::from_code(input.text(TERM)).ok_or(Problem::BadRequest)?;
    let refusal = match app.store.card_link_make(&actor, Some(term), now).await {
        // Two clicks: the one that was made is the one that is shown.
        Ok(link) | Err(SaveError::Refused(OpenRefusal::Twice(link))) => {
            return Ok(done(&app, &format!("{PATH}?{SHOW}={link}"), "notice-card-opened"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let own = app.store.card_own(&actor, (None, None), now).await?;
    let words = shell.t.get(wrong(refusal));
    let shell = shell.message(MessageKind::Error, words);
    Ok(show_as(StatusCode::CONFLICT, &OwnCardPage::new(shell, &own, None, now)))
}

const fn wrong(refusal: OpenRefusal) -> &'static str {
    match refusal {
        OpenRefusal::NoCard => "error-card-none",
        OpenRefusal::TooMany => "error-card-many",
        // A term was read, and who clicked twice was led to the link: neither comes here.
        OpenRefusal::NotYours | OpenRefusal::NoTerm | OpenRefusal::Twice(_) => "error-card-not-yours",
    }
}

/// A link that is shown.
struct ShownLink {
    id: CardLinkId,
    address: String,
    code: Option<Squares>,
    until: String,
}

/// A link, in words.
struct LinkView {
    id: CardLinkId,
    open: bool,
    stands: String,
    /// For how long, and since when.
    made: String,
    /// How often it was opened.
    opened: String,
    /// The last times: when, and by whom.
    looks: Vec<String>,
}

fn link(t: T, one: &Link, names: &Names, now: Moment) -> LinkView {
    let stands = one.state(now.at);
    let looks = one.looks.iter().rev().take(TOLD).map(|look| match look.by {
        Some(by) => t.say("card-look-by").arg("at", moment(t, look.at.at)).arg("by", staff(t, names, by)).to_string(),
        None => t.say("card-look").arg("at", moment(t, look.at.at)).to_string(),
    });
    LinkView {
        id: one.id,
        open: stands == State::Open,
        stands: state(t, stands),
        made: t
            .say(if stands == State::Open { "card-link-open" } else { "card-link-was" })
            .arg("term", term(t, one.term))
            .arg("made", moment(t, one.made.at))
            .arg("ends", moment(t, one.ends))
            .to_string(),
        opened: t.say("card-opened").arg("count", one.looks.len()).to_string(),
        looks: looks.collect(),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "card/own.html")]
pub struct OwnCardPage {
    t: T,
    shell: Shell,
    here: &'static str,
    title: String,
    lead: String,
    shown: Option<ShownLink>,
    face: Option<Face>,
    /// What left the card by itself.
    left: Vec<String>,
    /// Where the reader writes on it.
    write: Option<String>,
    /// For how long, where the reader makes links: a button for each.
    terms: Vec<(&'static str, String)>,
    /// Why the reader makes none.
    cannot: Option<String>,
    links: Vec<LinkView>,
    /// More than one is open.
    many: bool,
    /// The card on paper: in which language, and with which words.
    papers: Vec<(String, String)>,
}

impl OwnCardPage {
    fn new(shell: Shell, own: &OwnCard, way: Option<&str>, now: Moment) -> Self {
        let t = shell.t;
        let called = call_name(t, &own.person);
        let shell = if own.guardian { shell.for_child(&called) } else { shell };
        let shell = shell.crumb(t.get("nav-mine"), "/mijn");
        let (lines, left) = today(t, own, now.day);
        let shown = own.shown.as_ref().zip(way).map(|((link, _), way)| ShownLink {
            id: link.id,
            code: squares(way),
            address: way.to_owned(),
            until: t.say("card-until").arg("at", moment(t, link.ends)).to_string(),
        });
        let with = shown.as_ref().map(|one| format!("&{SHOW}={}", one.id)).unwrap_or_default();
        let paper = |lang: &str, key| (format!("{PATH}?{PAPER}={lang}{with}"), t.get(key));
        let (title, lead) = match own.guardian {
            true => ("card-title-guardian", "card-lead-guardian"),
            false => ("card-title", "card-lead"),
        };
        let links: Vec<LinkView> = own.links.iter().map(|one| link(t, one, &own.names, now)).collect();
        let cannot = match (own.may_open, own.guardian) {
            (true, _) => None,
            (false, false) => Some("card-cannot-young"),
            (false, true) => Some("card-cannot-guardian"),
        };
        Self {
            t,
            here: PATH,
            title: t.say(title).arg("name", &called).to_string(),
            lead: t.say(lead).arg("name", &called).to_string(),
            shown,
            face: own.card.as_ref().map(|card| face(t, card.words.as_ref(), &lines)),
            left,
            write: own.may_write.then(|| format!("{PATH}/{}", own.file)),
            terms: match own.may_open && own.card.is_some() {
                true => Term::ALL.iter().map(|one| (one.code(), term(t, *one))).collect(),
                false => Vec::new(),
            },
            cannot: own.card.as_ref().and(cannot).map(|key| t.get(key)),
            many: links.iter().filter(|one| one.open).count() > 1,
            links,
            papers: own
                .card
                .as_ref()
                .map(|_| vec![paper("nl", "card-paper-nl"), paper("en", "card-paper-en")])
                .unwrap_or_default(),
            shell,
        }
    }
}

impl Page for OwnCardPage {
    const NAME: &'static str = "card/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::card::{Of, own};
        let now = crate::say::people::now();
        let page = |role, own: &OwnCard, way| Self::new(Shell::sample_as(t, role, PATH), own, way, now);
        let many = Shell::sample_as(t, Role::Student, PATH).message(MessageKind::Error, t.get("error-card-many"));
        let way = Some("https://meedoen.school.example/kaart/q3Vb0kqj2YxTt8mWc1Zr5uHn7LdPs9AfEgKiOoBv4N0");
        vec![
            ("none", page(Role::Student, &own(Of::Nothing), None)),
            ("card", page(Role::Student, &own(Of::Card), None)),
            ("shown", page(Role::Student, &own(Of::Shown), way)),
            ("links", page(Role::Student, &own(Of::Links), None)),
            ("left", page(Role::Student, &own(Of::Left), None)),
            ("young", page(Role::Student, &own(Of::Young), None)),
            ("guardian", page(Role::Guardian, &own(Of::Guardian), None)),
            ("many", Self::new(many, &own(Of::Links), None, now)),
        ]
    }
}
