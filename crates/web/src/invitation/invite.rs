//! `/beheer/uitnodigen`: a new colleague, in a role.

use super::{issued::IssuedPage, list, words::refused};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary},
        given::{self, FROM, Given, ROLE, TEAMS, Teams, UNTIL},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use register::{
    TeamId,
    email::EmailAddress,
    invitation::{Language, Refusal, Way},
    text,
};
use store::{SaveError, invitation::NewInvitation};
use time::Date;

/// The path.
const PATH: &str = "/beheer/uitnodigen";
const NAME: &str = "naam";
const EMAIL: &str = "email";
const LANGUAGE: &str = "in-taal";
const WAY: &str = "hoe";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, form).post(PATH, gate, invite)
}

async fn form(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let teams = app.store.teams(&actor, app.clock.now().day).await?;
    let mail = app.store.mail_is_on(app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&InvitePage::new(shell, mail, &teams, &draft.unwrap_or_default(), &Errors::none())))
}

async fn invite(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let teams = app.store.teams(&actor, now.day).await?;
    let errors = match parse(&input, &teams, now.day) {
        Err(errors) => errors,
        Ok(new) => match app.store.invite(&actor, &new, now).await {
            Ok(issued) => {
                let account = actor.account().ok_or(Problem::NotFound)?;
                app.store.draft_forget(account, PATH).await?;
                if issued.way == Way::Mail {
                    return Ok(done(&app, list::PATH, "notice-invited"));
                }
                return Ok(show(&IssuedPage::of(shell, &app, &headers, &issued, list::PATH.into())));
            }
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(refusal)) => Errors::one(field_of(refusal), refused(refusal)),
        },
    };
    let mail = app.store.mail_is_on(now).await?;
    Ok(show_refused(&InvitePage::new(shell, mail, &teams, &input, &errors)))
}

/// Beside which field a refusal stands.
const fn field_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::HasRole | Refusal::NotHere => ROLE,
        Refusal::Disabled
        | Refusal::Open
        | Refusal::NoAddress
        | Refusal::OtherAddress
        | Refusal::OwnChild
        | Refusal::Left
        | Refusal::Closed => EMAIL,
    }
}

/// Reads the form.
///
/// # Errors
/// What is wrong, per field.
fn parse(input: &Input, teams: &Teams, today: Date) -> Result<NewInvitation, Errors> {
    let mut errors = Errors::none();
    let name = text::name(input.text(NAME)).map(|name| name.as_str().to_owned());
    if name.is_err() {
        errors.add(NAME, "error-invite-name");
    }
    let email = EmailAddress::new(input.text(EMAIL));
    if input.text(EMAIL).is_empty() {
        errors.add(EMAIL, "error-email-missing");
    } else if email.is_err() {
        errors.add(EMAIL, "error-email-form");
    }
    let given = given::read(input, teams, today, &mut errors);
    let language = Language::from_code(input.text(LANGUAGE)).unwrap_or(Language::Dutch);
    let way = Way::from_code(input.text(WAY)).unwrap_or(Way::Paper);
    let (Ok(name), Ok(email), Some(Given { role, scope, from, until }), true) = (name, email, given, errors.is_empty())
    else {
        return Err(errors);
    };
    Ok(NewInvitation { email, name, role, scope, from, until, language, way })
}

/// The page.
#[derive(Template)]
#[template(path = "invitation/invite.html")]
pub struct InvitePage {
    t: T,
    shell: Shell,
    summary: Summary,
    name: Field,
    email: Field,
    given: given::Asked,
    language: Choice,
    /// How the link comes to them, where mail is set up.
    way: Option<Choice>,
}

impl InvitePage {
    fn new(shell: Shell, mail: bool, teams: &Teams, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let of_language = Language::ALL.iter().map(|one| {
            let key = if *one == Language::Dutch { "invite-language-nl" } else { "invite-language-en" };
            Opt::new(one.code(), t.get(key))
        });
        let of_way = Way::ALL.iter().map(|one| match one {
            Way::Mail => Opt::new(one.code(), t.get("invite-way-mail")).hint(t.get("invite-way-mail-hint")),
            Way::Paper => Opt::new(one.code(), t.get("invite-way-paper")).hint(t.get("invite-way-paper-hint")),
        });
        let shell =
            shell.crumb(t.get("manage-title"), "/beheer").crumb(t.get("invitations-title"), list::PATH).keeping();
        Self {
            t,
            summary: errors.summary(t),
            name: Field::text(NAME, t.get("account-name")).hint(t.get("invite-name-hint")).filled(t, input, errors),
            email: Field::email(EMAIL, t.get("account-email"))
                .hint(t.get("invite-email-hint"))
                .filled(t, input, errors),
            given: given::Asked::new(t, teams, t.get("invite-from-hint"), input, errors),
            language: Choice::new(LANGUAGE, t.get("invite-language"), of_language.collect()).filled_or(
                t,
                input,
                errors,
                Language::Dutch.code(),
            ),
            way: mail.then(|| {
                let choice = Choice::new(WAY, t.get("invite-way"), of_way.collect());
                choice.filled_or(t, input, errors, Way::Mail.code())
            }),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for InvitePage {
    const NAME: &'static str = "invitation/invite";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Administrator, PATH);
        let teams = [
            (TeamId(uuid::Uuid::from_u128(1)), "Verpleging en Maatschappelijke Zorg".to_owned()),
            (TeamId(uuid::Uuid::from_u128(2)), "Bouw".to_owned()),
        ];
        let today = time::macros::date!(2026 - 11 - 29);
        let wrong = [(NAME, ""), (EMAIL, "noor"), (ROLE, "x"), (TEAMS, "y"), (FROM, "1-1-2020"), (UNTIL, "31-2-2027")];
        let wrong = Input::of(&wrong);
        let errors = parse(&wrong, &teams, today).err().unwrap_or_default();
        vec![
            ("empty", Self::new(shell(), false, &teams, &Input::default(), &Errors::none())),
            ("no-teams", Self::new(shell(), true, &[], &Input::default(), &Errors::none())),
            ("errors", Self::new(shell(), true, &teams, &wrong, &errors)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::Scope;
    use time::macros::date;

    #[test]
    fn a_form_becomes_an_invitation_or_says_what_is_wrong() {
        let team = TeamId(uuid::Uuid::from_u128(1));
        let teams = [(team, "Bouw".to_owned())];
        let (id, today) = (team.to_string(), date!(2026 - 11 - 29));
        let good = [(NAME, " Noor  de Wit "), (EMAIL, "Noor@School.example"), (ROLE, "intaker")];
        let read = |more: &[(&str, &str)]| parse(&Input::of(&[more, &good].concat()), &teams, today);
        let plain = read(&[]).unwrap();
        assert_eq!(
            (plain.name.as_str(), plain.email.key(), plain.role),
            ("Noor de Wit", "noor@school.example", Role::Intaker)
        );
        assert_eq!((plain.scope, plain.from, plain.language), (Scope::School, None, Language::Dutch));
        assert_eq!((plain.way, read(&[(WAY, "mail")]).unwrap().way), (Way::Paper, Way::Mail), "not asked: by hand");
        let more = read(&[(TEAMS, &id), (FROM, "1-12-2026"), (LANGUAGE, "en")]).unwrap();
        assert_eq!((more.scope, more.from), (Scope::Teams(vec![team]), Some(date!(2026 - 12 - 01))));
        assert_eq!((more.language, plain.until, more.until), (Language::English, None, None));
        let short = read(&[(FROM, "1-12-2026"), (UNTIL, "1-12-2026")]).unwrap();
        assert_eq!(short.until, Some(date!(2026 - 12 - 01)), "a day is long enough");
        for (more, field) in [
            (&[(NAME, "")][..], NAME),
            (&[(EMAIL, "noor")], EMAIL),
            (&[(ROLE, "student")], ROLE),
            (&[(ROLE, "")], ROLE),
            (&[(TEAMS, "x")], TEAMS),
            (&[(ROLE, "administrator"), (TEAMS, &id)], TEAMS),
            (&[(FROM, "28-11-2026")], FROM),
            (&[(FROM, "31-2-2027")], FROM),
            (&[(UNTIL, "28-11-2026")], UNTIL),
            (&[(FROM, "2-12-2026"), (UNTIL, "1-12-2026")], UNTIL),
            (&[(UNTIL, "31-2-2027")], UNTIL),
        ] {
            let errors = read(more).unwrap_err();
            assert_eq!(errors.fields().collect::<Vec<_>>(), [field], "{more:?}");
        }
    }
}
