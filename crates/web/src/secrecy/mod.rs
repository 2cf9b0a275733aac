//! What may I tell whom? `/vertellen` in general, by the age of the student; `/dossiers/{file}/vertellen` of one student, with what
//! was agreed to on the file. One chooses to whom, and reads the answer for everything there is to tell. What was asked is
//! kept nowhere; of a student it travels in the body of a form, since an address stays in histories and logs.

mod words;

use crate::{
    say::{
        form::{Choice, Errors, Input, Opt},
        people,
        person::name,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{
    Action, Actor, Role,
    secrecy::{Age, Consent, Recipient},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::FileId;
use store::secrecy::Known;
use words::{Told, ages, answers, given};

const GENERAL: &str = "/vertellen";
const TO: &str = "aan";
const AGE: &str = "leeftijd";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::AskWhatToTell);
    routes.get(GENERAL, Gate::SignedIn, in_general).get("/dossiers/{file}/vertellen", gate, look).post(
        "/dossiers/{file}/vertellen",
        gate,
        ask,
    )
}

/// What was chosen of a closed list; nothing where there is no such code.
fn chosen<V>(visit: &Visit, field: &str, of: fn(&str) -> Option<V>) -> Option<V> {
    visit.asked(field).and_then(of)
}

async fn in_general(visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let role = visit.signed.as_ref().ok_or(Problem::NotFound)?.member.role;
    let (to, age) = (chosen(&visit, TO, Recipient::from_code), chosen(&visit, AGE, Age::from_code));
    Ok(show(&SecrecyPage::general(shell, role, to, age)))
}

/// The question, not asked yet: whatever stands in the address. What was sent when a session had ended is kept as a draft, and what is
/// asked here is kept nowhere: whoever is led back here is asked again.
async fn look(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    if let Some(signed) = &visit.signed
        && visit.draft(&app).await?.is_some()
    {
        app.store.draft_forget(signed.member.account, visit.path()).await?;
    }
    of_file(&app, &actor, shell, &file, None).await
}

/// The question with its answer.
async fn ask(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    of_file(&app, &actor, shell, &file, Recipient::from_code(input.text(TO))).await
}

async fn of_file(
    app: &App,
    actor: &Actor,
    shell: Shell,
    file: &str,
    to: Option<Recipient>,
) -> Result<Response, Problem> {
    let role = actor.role().ok_or(Problem::NotFound)?;
    let known = app.store.secrecy(actor, id::<FileId>(file)?, app.clock.now()).await?;
    Ok(show(&SecrecyPage::of_file(shell, role, &known, to)))
}

/// The page.
#[derive(Template)]
#[template(path = "secrecy/ask.html")]
pub struct SecrecyPage {
    t: T,
    shell: Shell,
    here: String,
    title: String,
    lead: String,
    to: Choice,
    /// How old the student is, where it is about nobody.
    age: Option<Choice>,
    /// How old the student is, and what is agreed to, where it is about one.
    facts: Vec<String>,
    /// Above the answers: to whom.
    heading: Option<String>,
    told: Vec<Told>,
    /// Whose yes is needed.
    whose: Option<String>,
}

impl SecrecyPage {
    fn to(t: T, to: Option<Recipient>) -> Choice {
        let option = |one: &Recipient| Opt::new(one.code(), words::recipient(t, *one));
        let options = Recipient::ALL.iter().map(option).collect();
        let chosen = to.map(Recipient::code).unwrap_or_default();
        Choice::new(TO, t.get("secrecy-to"), options).filled_or(t, &Input::default(), &Errors::none(), chosen)
    }

    fn general(shell: Shell, role: Role, to: Option<Recipient>, age: Option<Age>) -> Self {
        let t = shell.t;
        let at = age.unwrap_or(Age::Unknown);
        Self {
            t,
            here: GENERAL.to_owned(),
            title: t.get("secrecy-title"),
            lead: t.get("secrecy-lead"),
            to: Self::to(t, to),
            age: Some(Choice::new(AGE, t.get("secrecy-age"), ages(t)).filled_or(
                t,
                &Input::default(),
                &Errors::none(),
                at.code(),
            )),
            facts: Vec::new(),
            heading: to.map(|to| t.say("secrecy-heading").arg("to", words::recipient(t, to)).to_string()),
            told: to.map(|to| answers(t, role, to, at, &[], None)).unwrap_or_default(),
            whose: to.map(|_| t.get(words::whose(at))),
            shell,
        }
    }

    fn of_file(shell: Shell, role: Role, known: &Known, to: Option<Recipient>) -> Self {
        let t = shell.t;
        let whole = name(t, &known.person);
        let address = format!("/dossiers/{}", known.file);
        let mut facts = vec![t.get(&format!("secrecy-is-{}", known.age.code()))];
        facts.extend(known.given.iter().map(|one| given(t, *one)));
        if known.given.is_empty() {
            facts.push(t.get("secrecy-given-none"));
        }
        Self {
            t,
            here: format!("{address}/vertellen"),
            title: t.say("secrecy-title-file").arg("name", &whole).to_string(),
            lead: t.get("secrecy-lead-file"),
            to: Self::to(t, to),
            age: None,
            facts,
            heading: to.map(|to| t.say("secrecy-heading").arg("to", words::recipient(t, to)).to_string()),
            told: to.map(|to| answers(t, role, to, known.age, &known.given, Some(known))).unwrap_or_default(),
            whose: to.map(|_| t.get(words::whose(known.age))),
            shell: shell.crumb(t.get("files-title"), "/dossiers").crumb(&whole, address),
        }
    }
}

impl Page for SecrecyPage {
    const NAME: &'static str = "secrecy/ask";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = |role, path: &str| Shell::sample_as(t, role, path);
        let known = |age, given: &[Consent]| Known {
            file: FileId(uuid::Uuid::from_u128(4)),
            person: people::person(people::born(false)),
            age,
            given: given.to_vec(),
            may_share: true,
            may_refer: true,
            may_ask_exam: true,
        };
        let file =
            |known: &Known, to| Self::of_file(shell(Role::Coach, "/dossiers/018f/vertellen"), Role::Coach, known, to);
        let general = |role, to, age| Self::general(shell(role, GENERAL), role, to, age);
        let mut all = vec![
            ("general", general(Role::Coach, None, None)),
            ("teacher", general(Role::Teacher, Some(Recipient::Team), Some(Age::Minor))),
            ("unknown", general(Role::Coach, Some(Recipient::Municipality), None)),
            ("student", general(Role::Student, Some(Recipient::Anyone), Some(Age::Adult))),
            ("file", file(&known(Age::Minor, &[]), None)),
            ("file-agreed", file(&known(Age::Adult, Consent::ALL), Some(Recipient::Trainer))),
        ];
        const EACH: [&str; 13] = [
            "to-parent",
            "to-other-parent",
            "to-team",
            "to-support-team",
            "to-other-team",
            "to-exam-office",
            "to-trainer",
            "to-next-school",
            "to-municipality",
            "to-care",
            "to-safe-home",
            "to-police",
            "to-anyone",
        ];
        let each = EACH.iter().zip(Recipient::ALL);
        all.extend(each.map(|(name, to)| (*name, file(&known(Age::Minor, &[]), Some(*to)))));
        all
    }
}
