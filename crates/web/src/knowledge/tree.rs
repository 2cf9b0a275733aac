//! `/kennis`: who knows what, drawn and as a list, sought in one's own words. What is typed comes in the body of a form: it stands in no
//! address and is kept nowhere.

use super::{
    DO, LINE, TREE, WAS, WRITE,
    draw::{Drawing, drawing},
    samples, words,
};
use crate::{
    say::{
        form::{Errors, Field, Input, Summary},
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Actor, Role};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::KnowledgeId;
use register::knowledge::{Branch, Event, Refusal, Status, Whom, branch, gaps, sought, subjects};
use register::offer::Concept;
use store::SaveError;
use store::knowledge::{Known, Tree};
use time::Date;

/// What is sought.
const SEEK: &str = "zoek";
/// The most characters that are read.
const MOST: usize = 300;
/// Where one reads all of one subject.
const OF: &str = "onderwerp";

pub(super) async fn all(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let of = match visit.asked(OF) {
        None => None,
        Some(code) => Some(Concept::from_code(code).filter(|of| branch(*of).is_some()).ok_or(Problem::NotFound)?),
    };
    let tree = app.store.knowledge(&actor, of, today).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let shown = of.map_or(Shown::Whole, Shown::One);
    Ok(show(&TreePage::new(shell, &tree, &shown, today, &draft.unwrap_or_default(), &Errors::none())))
}

/// Seeks, or does something with one line.
pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    if input.has(LINE) { step(&app, &actor, shell, &input).await } else { seek(&app, &actor, shell, &input).await }
}

async fn seek(app: &App, actor: &Actor, shell: Shell, input: &Input) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let tree = app.store.knowledge(actor, None, today).await?;
    let phrase = input.text(SEEK);
    let wrong = match phrase.chars().count() {
        0 => Some("error-offer-seek-empty"),
        many if many > MOST => Some("error-offer-seek-long"),
        _ => None,
    };
    if let Some(key) = wrong {
        let errors = Errors::one(SEEK, key);
        return Ok(show_refused(&TreePage::new(shell, &tree, &Shown::Whole, today, input, &errors)));
    }
    let (about, unknown) = sought(phrase);
    let shown = Shown::Sought(about, unknown);
    Ok(show(&TreePage::new(shell, &tree, &shown, today, input, &Errors::none())))
}

async fn step(app: &App, actor: &Actor, shell: Shell, input: &Input) -> Result<Response, Problem> {
    let which: KnowledgeId = id(input.text(LINE))?;
    let (event, notice) = match input.text(DO) {
        "still" => (Event::Still, "notice-knowledge-still"),
        "confirm" => (Event::Confirm, "notice-knowledge-confirmed"),
        "leave" => (Event::Leave, "notice-knowledge-out"),
        _ => return Err(Problem::BadRequest),
    };
    let was = input.text(WAS).parse().unwrap_or(-1);
    match app.store.knowledge_step(actor, (which, was), event, app.clock.now()).await {
        Ok(_) => Ok(done(app, TREE, notice)),
        Err(SaveError::Store(error)) => Err(error.into()),
        // Sent twice, or done by somebody else: it is as was asked.
        Err(SaveError::Refused(Refusal::Not(Status::Out))) if event == Event::Leave => Ok(done(app, TREE, notice)),
        Err(SaveError::Refused(refusal)) => {
            let today = app.clock.now().day;
            let tree = app.store.knowledge(actor, None, today).await?;
            let said = words::above(shell.t, &refusal);
            let shell = shell.message(MessageKind::Error, said);
            let page = TreePage::new(shell, &tree, &Shown::Whole, today, &Input::default(), &Errors::none());
            Ok(show_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// What of the tree is shown.
pub(super) enum Shown {
    /// All of it, of each subject the first few.
    Whole,
    /// One subject, with everybody.
    One(Concept),
    /// What was sought, and how many words nobody knows.
    Sought(Vec<Concept>, usize),
}

impl Shown {
    fn has(&self, of: Concept) -> bool {
        match self {
            Self::Whole => true,
            Self::One(one) => *one == of,
            // What is not understood narrows nothing.
            Self::Sought(about, _) => about.is_empty() || about.contains(&of),
        }
    }
}

/// Somebody who knows something.
struct Person {
    id: String,
    was: i64,
    who: String,
    /// The team, or the whole school.
    at: String,
    words: Option<String>,
    reachable: Option<String>,
    email: Option<String>,
    confirmed: Option<String>,
    /// It is long ago that somebody said so.
    old: Option<String>,
    /// The reader may confirm it.
    confirms: bool,
    /// The reader may take it out.
    keeps: bool,
    /// Where a function is said anew.
    edit: Option<String>,
}

struct Subject {
    name: String,
    people: Vec<Person>,
    more: Option<(String, String)>,
}

struct BranchView {
    name: String,
    subjects: Vec<Subject>,
}

/// What is the reader's own, or what they asked of others.
struct Own {
    id: String,
    was: i64,
    what: String,
    said: String,
    /// It is asked, and not answered.
    asked: bool,
    edit: String,
}

/// The page.
#[derive(Template)]
#[template(path = "knowledge/tree.html")]
pub struct TreePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    seek: Field,
    /// What was understood of what was sought.
    found: Option<String>,
    unknown: Option<String>,
    /// The drawing, where all of the tree is shown.
    drawing: Option<Drawing>,
    branches: Vec<BranchView>,
    gaps: Vec<String>,
    whole: bool,
    own: Vec<Own>,
    asked: Vec<Own>,
    keeps: bool,
}

impl TreePage {
    pub(super) fn new(shell: Shell, tree: &Tree, shown: &Shown, today: Date, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let whole = matches!(shown, Shown::Whole);
        let of = |subject: Concept| tree.known.iter().filter(move |known| known.entry.subject == subject);
        let one = |subject: Concept| {
            let people: Vec<Person> = of(subject).map(|known| person(t, tree, known, today)).collect();
            let many = of(subject).map(|known| known.many).next().unwrap_or(0);
            let left = many - i64::try_from(people.len()).unwrap_or(many);
            let more = (left > 0).then(|| {
                let said = t.say("knowledge-more").arg("many", left).arg("what", words::subject(t, subject));
                (said.to_string(), format!("{TREE}?{OF}={}", subject.code()))
            });
            Subject { name: words::subject(t, subject), people, more }
        };
        let mut branches: Vec<BranchView> = Vec::new();
        for at in Branch::ALL {
            let subjects: Vec<Subject> = subjects(*at).filter(|of| shown.has(*of)).map(one).collect();
            if !subjects.is_empty() {
                branches.push(BranchView { name: words::branch(t, *at), subjects });
            }
        }
        let known: Vec<Concept> = tree.known.iter().map(|known| known.entry.subject).collect();
        let missing = gaps(&known);
        let leaf = |subject: Concept| {
            let many = of(subject).map(|known| known.many).next().unwrap_or(0);
            let name = words::subject(t, subject);
            let said = t.say("knowledge-leaf").arg("what", name).arg("many", many).to_string();
            (said, many == 0)
        };
        let drawn =
            || Branch::ALL.iter().map(|at| (words::branch(t, *at), subjects(*at).map(leaf).collect())).collect();
        let (found, unknown) = match shown {
            Shown::Sought(about, unknown) => (said_found(t, about), *unknown),
            Shown::Whole | Shown::One(_) => (None, 0),
        };
        let title = match shown {
            Shown::One(of) => t.say("knowledge-title-of").arg("what", words::subject(t, *of)).to_string(),
            Shown::Whole | Shown::Sought(..) => t.get("knowledge-title"),
        };
        let shell = if whole { shell } else { shell.crumb(t.get("nav-knowledge"), TREE) };
        Self {
            t,
            summary: errors.summary(t),
            title,
            seek: Field::text(SEEK, t.get("knowledge-seek"))
                .hint(t.get("knowledge-seek-hint"))
                .filled(t, input, errors),
            found,
            unknown: (unknown > 0).then(|| t.say("offer-seek-unknown").arg("many", unknown).to_string()),
            drawing: whole.then(|| drawing(drawn())),
            branches,
            gaps: if whole { missing.iter().map(|of| words::subject(t, *of)).collect() } else { Vec::new() },
            whole,
            own: if whole { tree.own.iter().map(|known| own(t, known, today)).collect() } else { Vec::new() },
            asked: if whole { tree.asked.iter().map(|known| asked(t, known)).collect() } else { Vec::new() },
            keeps: tree.keeps != access::Teams::These(Vec::new()),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

fn said_found(t: T, about: &[Concept]) -> Option<String> {
    if about.is_empty() {
        return Some(t.get("knowledge-found-none"));
    }
    let all: Vec<String> = about.iter().map(|of| words::subject(t, *of)).collect();
    Some(t.say("knowledge-found").arg("what", all.join(", ")).to_string())
}

fn at(t: T, known: &Known) -> String {
    match (known.entry.team, &known.team) {
        (None, _) | (Some(_), None) => t.get("knowledge-every-team"),
        (Some(_), Some(team)) => t.say("knowledge-team").arg("team", team).to_string(),
    }
}

fn person(t: T, tree: &Tree, known: &Known, today: Date) -> Person {
    let entry = &known.entry;
    let own = tree.own.iter().any(|mine| mine.entry.id == entry.id);
    let keeps = tree.keeps.has(entry.team);
    let who = match (&entry.whom, &known.name) {
        (Whom::Function(nl, en), _) => match t.lang() {
            Lang::Nl => nl.clone(),
            Lang::En => en.clone(),
        },
        (Whom::Colleague(_), Some(name)) => name.reveal().clone(),
        (Whom::Colleague(_), None) => t.get("knowledge-colleague"),
    };
    let confirmed = known
        .by
        .as_ref()
        .zip(known.confirmed_on)
        .map(|(by, on)| t.say("knowledge-confirmed").arg("name", by.reveal().as_str()).arg("on", on).to_string());
    let old = entry.said_on.filter(|_| entry.is_old(today));
    let function = matches!(entry.whom, Whom::Function(..));
    Person {
        id: entry.id.to_string(),
        was: known.changes,
        who,
        at: at(t, known),
        words: entry.words.clone(),
        reachable: entry.reachable.clone(),
        email: known.email.as_ref().map(|email| email.reveal().clone()),
        confirmed,
        old: old.map(|on| t.say("knowledge-old").arg("on", on).to_string()),
        confirms: keeps && !own && (entry.status == Status::Shown || entry.is_old(today)),
        keeps: keeps && !own,
        edit: (keeps && function).then(|| format!("{WRITE}?{LINE}={}", entry.id)),
    }
}

fn own(t: T, known: &Known, today: Date) -> Own {
    let entry = &known.entry;
    let by = known.by.as_ref().map(|by| by.reveal().clone()).unwrap_or_default();
    let said = match (entry.status, known.confirmed_on) {
        (Status::Asked, _) => t.say("knowledge-own-asked").arg("name", by).to_string(),
        (_, Some(on)) if !entry.is_old(today) => t.say("knowledge-confirmed").arg("name", by).arg("on", on).to_string(),
        (Status::Shown | Status::Confirmed | Status::Out, _) => match entry.said_on {
            Some(on) if entry.is_old(today) => t.say("knowledge-own-old").arg("on", on).to_string(),
            Some(on) => t.say("knowledge-own-said").arg("on", on).to_string(),
            None => at(t, known),
        },
    };
    Own {
        id: entry.id.to_string(),
        was: known.changes,
        what: format!("{} ({})", words::subject(t, entry.subject), at(t, known)),
        said,
        asked: entry.status == Status::Asked,
        edit: format!("{WRITE}?{LINE}={}", entry.id),
    }
}

/// What others were asked.
fn asked(t: T, known: &Known) -> Own {
    let name = known.name.as_ref().map(|name| name.reveal().clone()).unwrap_or_default();
    Own { said: t.say("knowledge-asked-of").arg("name", name).to_string(), ..own(t, known, Date::MIN) }
}

impl Page for TreePage {
    const NAME: &'static str = "knowledge/tree";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |role, tree: &Tree, shown: Shown, phrase: &str, errors: &Errors| {
            let input = if phrase.is_empty() { Input::default() } else { Input::of(&[(SEEK, phrase)]) };
            Self::new(Shell::sample_as(t, role, TREE), tree, &shown, samples::today(), &input, errors)
        };
        let none = Errors::none();
        let sought = |phrase: &str| {
            let (about, unknown) = sought(phrase);
            Shown::Sought(about, unknown)
        };
        let (full, kept) = (samples::tree(false), samples::tree(true));
        let phrase = "rustige plek bij een toets";
        let wrong = Errors::one(SEEK, "error-offer-seek-empty");
        vec![
            ("empty", page(Role::Teacher, &samples::empty(), Shown::Whole, "", &none)),
            ("full", page(Role::Teacher, &full, Shown::Whole, "", &none)),
            ("kept", page(Role::TeamManager, &kept, Shown::Whole, "", &none)),
            ("subject", page(Role::Coach, &full, Shown::One(Concept::Quiet), "", &none)),
            ("found", page(Role::Coach, &full, sought(phrase), phrase, &none)),
            ("found-nothing", page(Role::Coach, &full, sought("zwembad"), "zwembad", &none)),
            ("error", page(Role::Coach, &full, Shown::Whole, "", &wrong)),
        ]
    }
}
