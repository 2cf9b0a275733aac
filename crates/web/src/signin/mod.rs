//! `/inloggen` and `/uitloggen`: signing in and out.

mod address;
mod attempt;
mod leave;
mod limit;
mod link;

pub use link::LinkPage;

use crate::{
    say::{
        form::{Errors, Field, Input, Summary},
        words::T,
    },
    site::{
        app::App,
        cookie,
        page::{Page, show, show_refused},
        problem::Problem,
        route::{Gate, Routes},
        shell::{MessageKind, Shell, first_page},
        visit::{Visit, is_local_path},
    },
};
use access::Role;
use address::Address;
use askama::Template;
use attempt::{Entered, Outcome, attempt};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use register::Personal;

/// The password of every account of a demo. It opens made-up people only, and stands on the sign-in page itself.
pub const DEMO_PASSWORD: &str = "meedoen-demo";

/// How long a browser stays known to the limits of signing in, in seconds: half a year after it was last used for it.
const KNOWN: u32 = 183 * 24 * 60 * 60;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/inloggen", Gate::Public, form)
        .post("/inloggen", Gate::Public, sign_in)
        .post("/uitloggen", Gate::SignedIn, leave::leave)
        .get(link::PATH, Gate::Public, link::open)
        .post(link::PATH, Gate::Public, link::take_up)
}

async fn form(State(app): State<App>, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let next = visit.asked("naar").filter(|path| is_local_path(path)).map(str::to_owned);
    let shell = shell.with_token(&app, &visit);
    Ok(show(&SigninPage::new(shell, next, &Input::default(), &Errors::none(), demo_accounts(&app).await?)))
}

async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    address: Address,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Problem> {
    let errors = match parse(&input) {
        Err(errors) => errors,
        Ok(credentials) => match attempt(&app, &credentials, &address, &headers).await? {
            Outcome::In(entered) => return enter(&app, &headers, &entered, credentials.next).await,
            Outcome::Wrong => wrong_pair(),
            Outcome::NoRole => Errors::one("email", "error-signin-no-role"),
        },
    };
    let next = Some(input.text("naar")).filter(|path| is_local_path(path)).map(str::to_owned);
    let shell = shell.with_token(&app, &visit);
    Ok(show_refused(&SigninPage::new(shell, next, &input, &errors, demo_accounts(&app).await?)))
}

/// Puts the new session in place of whatever the browser held, and leads on.
async fn enter(app: &App, headers: &HeaderMap, entered: &Entered, next: Option<String>) -> Result<Response, Problem> {
    use cookie::Name;
    if let Some(old) = cookie::get(app.settings, headers, Name::Session) {
        app.store.session_end(old, app.clock.now()).await?;
    }
    let to = match (entered.choices.as_slice(), next) {
        ([only], None) => first_page(only.role).to_owned(),
        ([_], Some(next)) => next,
        (_, None) => "/rol".to_owned(),
        (_, Some(next)) => format!("/rol?naar={next}"),
    };
    let mut response = Redirect::to(&to).into_response();
    cookie::add(response.headers_mut(), cookie::set(app.settings, Name::Session, &entered.token, None));
    cookie::add(response.headers_mut(), cookie::set(app.settings, Name::Visitor, "", Some(0)));
    cookie::add(response.headers_mut(), cookie::set(app.settings, Name::Browser, &entered.mark, Some(KNOWN)));
    Ok(response)
}

/// The accounts that a demo offers to try; none anywhere else.
async fn demo_accounts(app: &App) -> Result<Vec<DemoAccount>, Problem> {
    if !app.settings.demo {
        return Ok(Vec::new());
    }
    let shown = app.store.demo_accounts(app.clock.now().day).await?;
    let password = DEMO_PASSWORD.to_owned();
    Ok(shown
        .into_iter()
        .map(|a| DemoAccount { name: a.name, role: a.role, email: a.email, password: password.clone() })
        .collect())
}

/// What someone typed to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// In small letters: e-mail addresses are compared so.
    pub email: Personal<String>,
    /// As typed.
    pub password: Personal<String>,
    /// Where to go on.
    pub next: Option<String>,
}

/// Reads the form.
///
/// # Errors
/// When a field was left empty. Whether they are right is not said per field: that would tell who has an account.
pub fn parse(input: &Input) -> Result<Credentials, Errors> {
    let mut errors = Errors::none();
    if input.text("email").is_empty() {
        errors.add("email", "error-email-missing");
    } else if !input.text("email").contains('@') {
        errors.add("email", "error-email-form");
    }
    if input.raw("wachtwoord").is_empty() {
        errors.add("wachtwoord", "error-password-missing");
    }
    errors.or(Credentials {
        email: Personal::new(input.text("email").to_lowercase()),
        password: Personal::new(input.raw("wachtwoord").to_owned()),
        next: Some(input.text("naar")).filter(|path| is_local_path(path)).map(str::to_owned),
    })
}

/// What is said when the pair is not right.
pub fn wrong_pair() -> Errors {
    Errors::one("email", "error-signin-wrong")
}

/// An account of a demo database, one for each role.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// Made-up name.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// Its address.
    pub email: String,
    /// Its password, which is the same for all and in the README.
    pub password: String,
}

/// The page to sign in.
#[derive(Template)]
#[template(path = "signin/signin.html")]
pub struct SigninPage {
    t: T,
    shell: Shell,
    summary: Summary,
    email: Field,
    password: Field,
    next: Option<String>,
    demo_accounts: Vec<DemoAccount>,
}

impl SigninPage {
    /// The page with what was typed and what is wrong with it.
    pub fn new(shell: Shell, next: Option<String>, input: &Input, errors: &Errors, demo: Vec<DemoAccount>) -> Self {
        let t = shell.t;
        Self {
            t,
            summary: errors.summary(t),
            email: Field::email("email", t.get("signin-email")).autocomplete("username").filled(t, input, errors),
            password: Field::password("wachtwoord", t.get("signin-password"))
                .autocomplete("current-password")
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            next,
            demo_accounts: demo,
        }
    }
}

impl Page for SigninPage {
    const NAME: &'static str = "signin/signin";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let new = |shell, input: &Input, errors: &Errors| Self::new(shell, None, input, errors, Vec::new());
        let empty = Input::default();
        let typed = Input::of(&[("email", "noor"), ("wachtwoord", "")]);
        let wrong = Input::of(&[("email", "noor@voorbeeld.example"), ("wachtwoord", "x")]);
        let account = |role: Role| DemoAccount {
            name: "Noor van der Wetering-Bakker".into(),
            role,
            email: format!("{}@voorbeeld.example", role.code()),
            password: "demo".into(),
        };
        let demo = Role::ALL.iter().map(|role| account(*role)).collect();
        let signed_out = Shell::sample(t).message(MessageKind::Warning, t.get("notice-signed-out-draft-kept"));
        vec![
            ("empty", new(Shell::sample(t), &empty, &Errors::none())),
            ("errors", new(Shell::sample(t), &typed, &parse(&typed).err().unwrap_or_default())),
            ("wrong", new(Shell::sample(t), &wrong, &wrong_pair())),
            ("signed-out", new(signed_out, &empty, &Errors::none())),
            ("demo", Self::new(Shell { demo: true, ..Shell::sample(t) }, None, &empty, &Errors::none(), demo)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_becomes_credentials_or_says_what_is_missing() {
        let good = Input::of(&[("email", " Noor@School.nl "), ("wachtwoord", " x "), ("naar", "//elders")]);
        let credentials = parse(&good).unwrap();
        assert_eq!(credentials.email.reveal(), "noor@school.nl");
        assert_eq!(credentials.password.reveal(), " x ");
        assert_eq!(credentials.next, None);
        let t = T::default();
        let errors = parse(&Input::default()).unwrap_err();
        assert!(errors.for_field(t, "email").is_some() && errors.for_field(t, "wachtwoord").is_some());
    }
}
