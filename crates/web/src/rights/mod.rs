//! `/rechten`: what the law says in your case. Public, without an account, and nothing is kept: the answers come in a form
//! that is posted, so that they stand in no address and no log, and go out with the page.

mod case;

use crate::{
    say::{
        form::{Choice, Errors, Input, Opt, Summary},
        law,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show, show_refused},
        route::{Gate, Routes},
        shell::Shell,
    },
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};
use case::{Age, Agreements, Case, Needed, Told, Who};
use time::Date;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    // The form changes nothing and is kept nowhere, so that it needs no token and no cookie.
    routes.get("/rechten", Gate::Public, form).post("/rechten", Gate::PublicNoToken, answer)
}

async fn form(State(app): State<App>, shell: Shell) -> Response {
    show(&RightsPage::new(shell, &Input::default(), &Errors::none(), None, app.clock.now().day))
}

async fn answer(State(app): State<App>, shell: Shell, input: Input) -> Response {
    let today = app.clock.now().day;
    let mut response = match parse(&input) {
        Ok(case) => show(&RightsPage::new(shell, &input, &Errors::none(), Some(case), today)),
        Err(errors) => show_refused(&RightsPage::new(shell, &input, &errors, None, today)),
    };
    // Who uses this computer next finds nothing of it either.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Reads the form.
fn parse(input: &Input) -> Result<Case, Errors> {
    let mut errors = Errors::none();
    let who = Who::from_code(input.text("wie"));
    let age = Age::from_code(input.text("leeftijd"));
    let ground = Needed::from_code(input.text("reden"));
    let needed = Needed::from_code(input.text("nodig"));
    let agreements = Agreements::from_code(input.text("afspraken"));
    let asked = [
        ("wie", who.is_none()),
        ("leeftijd", age.is_none()),
        ("nodig", needed.is_none()),
        ("reden", ground.is_none()),
        ("afspraken", agreements.is_none()),
    ];
    for (field, _) in asked.into_iter().filter(|(_, missing)| *missing) {
        errors.add(field, "error-rights-choose");
    }
    match (who, age, ground, needed, agreements) {
        (Some(who), Some(age), Some(ground), Some(needed), Some(agreements)) => {
            Ok(Case { who, age, ground, needed, agreements })
        }
        _ => Err(errors),
    }
}

/// The questions, and what the law says.
#[derive(Template)]
#[template(path = "rights/rights.html")]
pub struct RightsPage {
    t: T,
    shell: Shell,
    summary: Summary,
    questions: Vec<Choice>,
    /// `None` while nothing was asked.
    said: Option<Vec<Said>>,
    parent: bool,
}

/// One thing the law says.
struct Said {
    sentence: String,
    /// Where it says so.
    article: String,
}

impl RightsPage {
    fn new(shell: Shell, input: &Input, errors: &Errors, case: Option<Case>, today: Date) -> Self {
        let t = shell.t;
        let choice = |name: &str, asked: &str, options: Vec<Opt>| {
            Choice::new(name, t.get(asked), options).filled(t, input, errors)
        };
        let option = |code: &'static str, label: String| Opt::new(code, t.get(&label));
        let who = Who::ALL.iter().map(|who| option(who.code(), format!("rights-wie-{}", who.code())));
        let age = Age::ALL.iter().map(|age| option(age.code(), format!("rights-leeftijd-{}", age.code())));
        let needed = Needed::ALL.iter().map(|is| option(is.code(), format!("rights-nodig-{}", is.code())));
        let ground = Needed::ALL.iter().map(|is| option(is.code(), format!("rights-reden-{}", is.code())));
        let agreed = Agreements::ALL.iter().map(|is| option(is.code(), format!("rights-afspraken-{}", is.code())));
        let said = case.map(|case| case.told(today).into_iter().map(|told| say(t, &told)).collect());
        Self {
            t,
            summary: errors.summary(t),
            questions: vec![
                choice("wie", "rights-wie", who.collect()),
                choice("leeftijd", "rights-leeftijd", age.collect()),
                choice("nodig", "rights-nodig", needed.collect()),
                choice("reden", "rights-reden", ground.collect()),
                choice("afspraken", "rights-afspraken", agreed.collect()),
            ],
            parent: case.is_some_and(|case| case.who == Who::Parent),
            said,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

fn say(t: T, told: &Told) -> Said {
    let say = t.say(told.key);
    let sentence = match told.day {
        Some(day) => say.arg("day", day).to_string(),
        None => say.to_string(),
    };
    Said { sentence, article: t.say("rights-article").arg("article", law::cite(t, told.article)).to_string() }
}

impl Page for RightsPage {
    const NAME: &'static str = "rights/rights";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let shell = || Shell::sample(t);
        let answers = |who, age, needed, reason, agreements| {
            let pairs =
                [("wie", who), ("leeftijd", age), ("nodig", needed), ("reden", reason), ("afspraken", agreements)];
            let input = Input::of(&pairs);
            let case = parse(&input).ok();
            Self::new(shell(), &input, &Errors::none(), case, today)
        };
        let nothing = Input::default();
        let errors = parse(&nothing).err().unwrap_or_else(Errors::none);
        vec![
            ("empty", Self::new(shell(), &nothing, &Errors::none(), None, today)),
            ("not-answered", Self::new(shell(), &nothing, &errors, None, today)),
            ("applicant", answers("applicant", "16_17", "yes", "yes", "offered")),
            ("student", answers("student", "adult", "yes", "yes", "agreed")),
            ("parent", answers("parent", "under_16", "yes", "yes", "none")),
            ("nothing-needed", answers("applicant", "adult", "no", "no", "none")),
        ]
    }
}
