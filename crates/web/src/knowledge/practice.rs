//! `/kennis/praktijk`: what worked elsewhere, the newest first, or of one subject or measure.

use super::{DO, LINE, PRACTICE, PRACTISE, TREE, WAS, samples, words};
use crate::{
    say::{
        form::Input,
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{Page, done, show, show_as},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::knowledge::{Branch, PracticeRefusal, Tried, branch, subjects};
use register::offer::Concept;
use register::{MeasureId, PracticeId};
use store::SaveError;
use store::knowledge::{Practices, Practised, Which};
use time::Date;

/// Of which measure.
pub(crate) const MEASURE: &str = "maatregel";
/// What comes after one.
const AFTER: &str = "na";

/// What an address asks for.
fn which(visit: &Visit) -> Result<(Which, Option<PracticeId>), Problem> {
    let of = match (visit.asked(words::SUBJECT), visit.asked(MEASURE)) {
        (Some(code), _) => {
            Which::Subject(Concept::from_code(code).filter(|of| branch(*of).is_some()).ok_or(Problem::NotFound)?)
        }
        (None, Some(measure)) => Which::Measure(id(measure)?),
        (None, None) => Which::Newest,
    };
    let after = visit.asked(AFTER).map(id).transpose()?;
    Ok((of, after))
}

pub(super) async fn all(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let (of, after) = which(&visit)?;
    let today = app.clock.now().day;
    let found = app.store.practices(&actor, of, after, today).await?;
    Ok(show(&PracticePage::new(shell, &found, of, today)))
}

/// It worked for the reader too, or no more; or what the reader wrote still holds.
pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let (which, now): (PracticeId, _) = (id(input.text(LINE))?, app.clock.now());
    let was = input.text(WAS).parse().unwrap_or(-1);
    let (done_as, saved) = match input.text(DO) {
        "ook" => ("notice-practice-too", app.store.practice_too(&actor, which, true, now).await),
        "niet" => ("notice-practice-not-too", app.store.practice_too(&actor, which, false, now).await),
        "still" => ("notice-practice-still", app.store.practice_still(&actor, (which, was), now).await),
        _ => return Err(Problem::BadRequest),
    };
    match saved {
        Ok(()) => Ok(done(&app, PRACTICE, done_as)),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(refusal)) => {
            let found = app.store.practices(&actor, Which::Newest, None, now.day).await?;
            let said = above(shell.t, &refusal);
            let shell = shell.message(MessageKind::Error, said);
            Ok(show_as(StatusCode::CONFLICT, &PracticePage::new(shell, &found, Which::Newest, now.day)))
        }
    }
}

/// What is said above a page of what is refused and of no field.
pub(super) fn above(t: T, refusal: &PracticeRefusal) -> String {
    t.get(match refusal {
        PracticeRefusal::Changed | PracticeRefusal::Fields(_) | PracticeRefusal::Reason(_) => "knowledge-changed",
        PracticeRefusal::Ended => "practice-gone",
        PracticeRefusal::Own => "practice-own",
    })
}

/// At which level.
pub(super) fn level(t: T, of: Tried) -> String {
    t.get(match of {
        Tried::Entree => "practice-level-entree",
        Tried::Basic => "practice-level-2",
        Tried::Skilled => "practice-level-3",
        Tried::Middle => "practice-level-4",
        Tried::Several => "practice-level-several",
    })
}

/// One, as it is read.
struct Read {
    id: String,
    was: i64,
    title: String,
    /// About which measure, and where all about it stands.
    measure: Option<(String, String)>,
    text: String,
    /// It is there in Dutch alone, on an English page.
    dutch: bool,
    place: String,
    by: String,
    old: Option<String>,
    too: Option<String>,
    mine: bool,
    own: bool,
    edit: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "knowledge/practice.html")]
pub struct PracticePage {
    t: T,
    shell: Shell,
    title: String,
    rows: Vec<Read>,
    /// What the reader is asked to say again.
    old: Vec<Read>,
    next: Option<String>,
    /// Other subjects: name, address, whether it is this one.
    subjects: Vec<(String, String, bool)>,
    all: bool,
}

impl PracticePage {
    pub(super) fn new(shell: Shell, found: &Practices, of: Which, today: Date) -> Self {
        let t = shell.t;
        let name = |code: Concept| words::subject(t, code);
        let measure = |of: MeasureId| {
            let one = found.measures.iter().find(|measure| measure.id == of)?;
            Some(match t.lang() {
                Lang::Nl => one.text.clone(),
                Lang::En => one.text_en.clone(),
            })
        };
        let title = match of {
            Which::Newest => None,
            Which::Subject(of) => Some(name(of)),
            Which::Measure(of) => measure(of),
        };
        let query = match of {
            Which::Newest => String::new(),
            Which::Subject(of) => format!("{}={}&", words::SUBJECT, of.code()),
            Which::Measure(of) => format!("{MEASURE}={of}&"),
        };
        let all = Branch::ALL.iter().flat_map(|branch| subjects(*branch));
        let shell = shell.crumb(t.get("nav-knowledge"), TREE);
        Self {
            t,
            title: title.map_or_else(
                || t.get("practice-title"),
                |what| t.say("practice-title-of").arg("what", what).to_string(),
            ),
            rows: found.rows.iter().map(|one| read(t, one, one.practice.measure.and_then(measure), today)).collect(),
            old: found.old.iter().map(|one| read(t, one, None, today)).collect(),
            next: found.next.map(|next| format!("{PRACTICE}?{query}{AFTER}={next}")),
            subjects: all
                .map(|code| {
                    (name(code), format!("{PRACTICE}?{}={}", words::SUBJECT, code.code()), of == Which::Subject(code))
                })
                .collect(),
            all: of == Which::Newest,
            shell,
        }
    }
}

fn read(t: T, one: &Practised, measure: Option<String>, today: Date) -> Read {
    let practice = &one.practice;
    let english = practice.text_en.as_ref().filter(|_| t.lang() == Lang::En);
    let team = match &one.team {
        Some(team) => t.say("knowledge-team").arg("team", team).to_string(),
        None => t.get("practice-teams"),
    };
    let place = [Some(team), practice.programme.clone(), Some(level(t, practice.level))];
    Read {
        id: practice.id.to_string(),
        was: one.changes,
        title: words::subject(t, practice.subject),
        measure: measure.zip(practice.measure.map(|of| format!("{PRACTICE}?{MEASURE}={of}"))),
        text: english.unwrap_or(&practice.text).clone(),
        dutch: t.lang() == Lang::En && english.is_none(),
        place: place.into_iter().flatten().collect::<Vec<_>>().join(", "),
        by: t.say("practice-by").arg("name", one.name.reveal().as_str()).arg("on", practice.on).to_string(),
        old: practice.is_old(today).then(|| t.say("practice-old").arg("on", practice.until).to_string()),
        too: (one.too > 0).then(|| t.say("practice-too-many").arg("many", one.too).to_string()),
        mine: one.mine,
        own: one.own,
        edit: one.ends.then(|| format!("{PRACTISE}?{LINE}={}", practice.id)),
    }
}

impl Page for PracticePage {
    const NAME: &'static str = "knowledge/practice";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page =
            |found: &Practices, of| Self::new(Shell::sample_as(t, Role::Coach, PRACTICE), found, of, samples::today());
        vec![
            ("empty", page(&samples::practices(0), Which::Newest)),
            ("full", page(&samples::practices(6), Which::Newest)),
            ("subject", page(&samples::practices(2), Which::Subject(Concept::Before))),
        ]
    }
}
