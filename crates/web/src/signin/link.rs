//! `/uitnodiging/{link}`: the first time that somebody comes in, and a new password.
//!
//! To look uses nothing up: mail programs look at links too. What a link gives is given when its form is sent.

use super::{
    address::Address,
    attempt::{hashed, hold},
};
use crate::{
    say::{
        form::{Errors, Field, Input, Summary},
        format,
        words::T,
    },
    site::{
        app::App,
        cookie::{self, Name},
        page::{Page, done, show, show_as, show_refused},
        password::{self, LONGEST, SHORTEST, Weak},
        problem::Problem,
        shell::{MessageKind, Shell, first_page},
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use register::{
    Personal,
    invitation::{Closed, Kind, State as Stands, Step},
};
use store::{
    SaveError,
    invitation::{Link, Proof, TakeRefusal},
};

/// The path.
pub(super) const PATH: &str = "/uitnodiging/{link}";
const PASSWORD: &str = "wachtwoord";
const AGAIN: &str = "nogeens";

pub(super) async fn open(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let link = app.store.link(&token, app.clock.now()).await?;
    let page = LinkPage::new(framed(&app, &visit, shell), &token, &link, here(&visit), &Errors::none());
    Ok(show(&page))
}

pub(super) async fn take_up(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    address: Address,
    headers: HeaderMap,
    Path(token): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let link = app.store.link(&token, now).await?;
    let (shell, here) = (framed(&app, &visit, shell), here(&visit));
    let again = |shell: Shell, errors: &Errors| LinkPage::new(shell, &token, &link, here, errors);
    let mut mark = None;
    let hash: String;
    let proof = match (link.state, link.step(here)) {
        (Stands::Open, Step::ChoosePassword) => {
            match chosen(&input, &[link.email.reveal(), link.name.reveal(), &link.school]) {
                Err(errors) => return Ok(show_refused(&again(shell, &errors))),
                Ok(password) => hash = hashed(password.reveal()).await?,
            }
            Proof::Chosen(&hash)
        }
        (Stands::Open, Step::GivePassword) => {
            if input.raw(PASSWORD).is_empty() {
                return Ok(show_refused(&again(shell, &Errors::one(PASSWORD, "error-password-missing"))));
            }
            match hold(&app, link.email.reveal(), input.raw(PASSWORD), &address, &headers).await? {
                None => return Ok(show_refused(&again(shell, &Errors::one(PASSWORD, "error-link-password")))),
                Some(right) => {
                    (mark, hash) = (Some(right.mark), right.hash);
                    Proof::Password(right.account, &hash)
                }
            }
        }
        (Stands::Open, Step::Confirm) => match here {
            Some(here) => Proof::SignedIn(here),
            None => return Err(Problem::NotFound),
        },
        (Stands::Open, Step::SignOut | Step::ByMail) | (Stands::Ended | Stands::Closed(_), _) => {
            return Ok(show_as(StatusCode::CONFLICT, &again(shell, &Errors::none())));
        }
    };
    let taken = match app.store.take_up(&token, proof, now).await {
        Ok(taken) => taken,
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(TakeRefusal::Password)) => {
            return Ok(show_refused(&again(shell, &Errors::one(PASSWORD, "error-link-password"))));
        }
        // It was open when it was looked at: what stands now says why not.
        Err(SaveError::Refused(TakeRefusal::State(_) | TakeRefusal::Step(_))) => {
            let link = app.store.link(&token, now).await?;
            let page = LinkPage::new(shell, &token, &link, here, &Errors::none());
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
        Err(SaveError::Refused(TakeRefusal::NotNow(_) | TakeRefusal::Give(_))) => {
            let words = shell.t.get("link-not-now");
            let page = again(shell.message(MessageKind::Error, words), &Errors::none());
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    };
    let Some(place) = taken.place else {
        let notice = if link.kind == Kind::Password { "notice-password-chosen" } else { "notice-role-later" };
        return Ok(done(&app, "/inloggen", notice));
    };
    if let Some(old) = cookie::get(app.settings, &headers, Name::Session) {
        app.store.session_end(old, now).await?;
    }
    let session = app.store.session_start(taken.account, place, now).await?;
    let mut response = Redirect::to(link.role.map_or("/account", first_page)).into_response();
    let cookies = response.headers_mut();
    cookie::add(cookies, cookie::set(app.settings, Name::Session, &session, None));
    cookie::add(cookies, cookie::set(app.settings, Name::Visitor, "", Some(0)));
    cookie::add(cookies, cookie::set(app.settings, Name::Notice, "notice-welcome", Some(60)));
    if let Some(mark) = mark {
        cookie::add(cookies, cookie::set(app.settings, Name::Browser, &mark, Some(super::KNOWN)));
    }
    Ok(response)
}

/// Who is signed in in this browser.
fn here(visit: &Visit) -> Option<register::AccountId> {
    visit.signed.as_ref().map(|signed| signed.member.account)
}

/// A form needs a token, and who is not signed in has none yet.
fn framed(app: &App, visit: &Visit, shell: Shell) -> Shell {
    if visit.signed.is_some() { shell } else { shell.with_token(app, visit) }
}

/// Reads a password that somebody chose, typed twice.
///
/// # Errors
/// When it is not fit, or not twice the same.
fn chosen(input: &Input, about: &[&str]) -> Result<Personal<String>, Errors> {
    let typed = input.raw(PASSWORD);
    let mut errors = Errors::none();
    if typed.is_empty() {
        errors.add(PASSWORD, "error-password-choose");
    } else if let Err(weak) = password::chosen(typed, about) {
        match weak {
            Weak::Short => {
                errors.add_with(PASSWORD, "error-password-short", vec![("least", SHORTEST.to_string())]);
            }
            Weak::Long => errors.add_with(PASSWORD, "error-password-long", vec![("most", LONGEST.to_string())]),
            Weak::Common => errors.add(PASSWORD, "error-password-common"),
        }
    } else if input.raw(AGAIN) != typed {
        errors.add(AGAIN, "error-password-again");
    }
    errors.or(Personal::new(typed.to_owned()))
}

/// What is asked of whoever opened the link.
enum Asked {
    /// To choose a password.
    Choose,
    /// For the password of the account.
    Give,
    /// To say yes.
    Confirm,
    /// To sign out.
    SignOut,
    /// Nothing: why it opens nothing, and whether they may sign in.
    Nothing(String, bool),
}

/// The page of a link.
#[derive(Template)]
#[template(path = "signin/link.html")]
pub struct LinkPage {
    t: T,
    shell: Shell,
    summary: Summary,
    address: String,
    title: String,
    lead: String,
    email: String,
    ends: String,
    asked: Asked,
    password: Field,
    again: Field,
    button: String,
}

impl LinkPage {
    /// The page, with what is wrong with the form. What was typed are passwords: they are typed again.
    fn new(shell: Shell, token: &str, link: &Link, here: Option<register::AccountId>, errors: &Errors) -> Self {
        let t = shell.t;
        let (of_role, none) = (link.kind == Kind::Role, Input::default());
        let role = link.role.map(|role| t.role(role)).unwrap_or_default();
        let asked = match link.state {
            Stands::Ended => Asked::Nothing(t.get("link-over-ended"), false),
            Stands::Closed(Closed::Used) => Asked::Nothing(t.get("link-over-used"), true),
            Stands::Closed(Closed::Withdrawn) => Asked::Nothing(t.get("link-over-withdrawn"), false),
            Stands::Closed(Closed::Renewed) => Asked::Nothing(t.get("link-over-renewed"), false),
            Stands::Open => match link.step(here) {
                Step::ChoosePassword => Asked::Choose,
                Step::GivePassword => Asked::Give,
                Step::Confirm => Asked::Confirm,
                Step::SignOut => Asked::SignOut,
                Step::ByMail => Asked::Nothing(t.get("link-by-mail"), false),
            },
        };
        let button = match (&asked, of_role) {
            (Asked::Choose, false) => "link-button-password",
            _ => "link-button-role",
        };
        let (label, complete) = match asked {
            Asked::Give => ("signin-password", "current-password"),
            _ => ("link-password", "new-password"),
        };
        let password = Field::password(PASSWORD, t.get(label)).autocomplete(complete);
        let password = match asked {
            Asked::Give => password,
            _ => password.hint(t.say("link-password-hint").arg("least", SHORTEST)),
        };
        Self {
            t,
            summary: errors.summary(t),
            address: format!("/uitnodiging/{token}"),
            title: t.get(if of_role { "link-title-role" } else { "link-title-password" }),
            lead: t
                .say(if of_role { "link-lead-role" } else { "link-lead-password" })
                .arg("school", link.school.as_str())
                .arg("role", role)
                .to_string(),
            email: link.email.reveal().clone(),
            ends: format::date_time(t.lang(), format::dutch_clock(link.ends)),
            password: password.filled(t, &none, errors),
            again: Field::password(AGAIN, t.get("link-again")).autocomplete("new-password").filled(t, &none, errors),
            button: t.get(button),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            asked,
        }
    }
}

impl Page for LinkPage {
    const NAME: &'static str = "signin/link";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::invitation::{Known, Language, Way};
        let account = register::AccountId(uuid::Uuid::nil());
        let link = |kind, state, has_password, elsewhere| Link {
            kind,
            way: Way::Paper,
            email: Personal::new("noor.van.der.wetering-bakker@voorbeeldcollege.example".into()),
            name: Personal::new("Noor van der Wetering-Bakker".into()),
            role: (kind == Kind::Role).then_some(Role::CareCoordinator),
            school: "Christelijk Vakcollege voor Arbeidsmarktgekwalificeerde Assistenten".into(),
            ends: time::macros::datetime!(2026-12-22 16:30 UTC),
            state,
            language: Language::Dutch,
            account: Some(account),
            known: Known { has_password, elsewhere },
        };
        let visitor = || Shell::sample(t);
        let new = |shell, link: Link, here, errors: &Errors| Self::new(shell, "token", &link, here, errors);
        let none = Errors::none();
        let (open, role) = (Stands::Open, Kind::Role);
        let short = chosen(&Input::of(&[(PASSWORD, "kort")]), &[]).err().unwrap_or_default();
        let other = register::AccountId(uuid::Uuid::max());
        let mut all = vec![
            ("choose", new(visitor(), link(role, open, false, false), None, &none)),
            ("choose-errors", new(visitor(), link(role, open, false, false), None, &short)),
            ("password", new(visitor(), link(Kind::Password, open, true, false), None, &none)),
            ("give", new(visitor(), link(role, open, true, false), None, &none)),
            ("by-mail", new(visitor(), link(role, open, false, true), None, &none)),
            ("ended", new(visitor(), link(role, Stands::Ended, false, false), None, &none)),
        ];
        for (name, closed) in [("used", Closed::Used), ("withdrawn", Closed::Withdrawn), ("renewed", Closed::Renewed)] {
            all.push((name, new(visitor(), link(role, Stands::Closed(closed), true, false), None, &none)));
        }
        let signed = || Shell::sample_as(t, Role::Coach, "/uitnodiging/token");
        all.push(("confirm", new(signed(), link(role, open, true, false), Some(account), &none)));
        all.push(("sign-out", new(signed(), link(role, open, true, false), Some(other), &none)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_chosen_twice_the_same_and_fit() {
        let about = ["noor@school.example", "Noor de Wit", "Testschool"];
        for (one, two, field, key) in [
            ("paarse fiets wortel", "paarse fiets wortel", "", ""),
            ("", "", PASSWORD, "error-password-choose"),
            ("kort", "kort", PASSWORD, "error-password-short"),
            ("wachtwoord2026", "wachtwoord2026", PASSWORD, "error-password-common"),
            ("noor de wit 1234", "noor de wit 1234", PASSWORD, "error-password-common"),
            ("paarse fiets wortel", "paarse fiets", AGAIN, "error-password-again"),
            ("paarse fiets wortel", "", AGAIN, "error-password-again"),
        ] {
            let read = chosen(&Input::of(&[(PASSWORD, one), (AGAIN, two)]), &about);
            match read {
                Ok(password) => assert!(key.is_empty() && password.reveal() == one, "{one}"),
                Err(errors) => {
                    assert_eq!(errors.fields().collect::<Vec<_>>(), [field], "{one}");
                    let args = vec![("least", SHORTEST.to_string())];
                    let said = errors.for_field(T::default(), field).unwrap();
                    let args = if key == "error-password-short" { args } else { Vec::new() };
                    let expected = args.iter().fold(T::default().say(key), |say, (n, v)| say.arg(n, v)).to_string();
                    assert_eq!(said, expected, "{one}");
                }
            }
        }
    }
}
