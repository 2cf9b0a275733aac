//! `/verdeling/verplaats`: who of a team goes to another coach or team, from which day, and why. The students and the two coaches are told.

use super::words;
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary, day},
        narrow::{Tab, address},
        person::listed,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::moving::{Reason, Refusal};
use register::seen::Seen;
use register::{AccountId, FileId, TeamId};
use store::SaveError;
use store::moving::{Asked, Choose, ChooseRow, To};

/// Where it is.
const PATH: &str = "/verdeling/verplaats";
/// Where what was arranged is read.
const DONE: &str = "/verdeling/verplaatst";
const TEAM: &str = "team";
const COACH: &str = "coach";
const AFTER: &str = "na";
const WHO: &str = "student";
const TO: &str = "naar";
const WHY: &str = "waarom";
const FROM: &str = "vanaf";
/// How it stood when they were shown.
const STAND: &str = "stand";
/// In front of a team among those to whom they can go.
const A_TEAM: &str = "team-";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::MoveStudents);
    routes.get(PATH, gate, form).post(PATH, gate, go)
}

/// An identifier that was chosen, or nothing.
fn chosen<I: std::str::FromStr>(text: &str) -> Result<Option<I>, Problem> {
    if text.is_empty() { Ok(None) } else { id(text).map(Some) }
}

async fn form(State(app): State<App>, visit: Visit, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let now = app.clock.now();
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let typed = |name| draft.as_ref().map_or("", |draft| draft.text(name));
    let team = visit.asked(TEAM).unwrap_or(typed(TEAM)).to_owned();
    if team.is_empty() {
        let (teams, _) = app.store.workloads(&actor, None, now.day).await?;
        let teams = teams.into_iter().map(|one| (one.team, one.name)).collect();
        return Ok(show(&ChoosePage::teams(shell, teams)));
    }
    let from = chosen(visit.asked(COACH).unwrap_or(typed(COACH)))?;
    let after = chosen(visit.asked(AFTER).unwrap_or(typed(AFTER)))?;
    let view = app.store.moves_choose(&actor, id(&team)?, (from, after), now).await?;
    let draft = draft.filter(|draft| draft.text(TEAM) == team);
    Ok(show(&ChoosePage::new(shell, &view, after, &draft.unwrap_or_default(), &Errors::none())))
}

async fn go(State(app): State<App>, Acting(actor): Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    let Ok(team) = input.text(TEAM).parse::<TeamId>() else { return Err(Problem::BadRequest) };
    let (from, after): (Option<AccountId>, Option<FileId>) = (chosen(input.text(COACH))?, chosen(input.text(AFTER))?);
    let mut errors = Errors::none();
    let files: Vec<FileId> = input.all(WHO).map(id).collect::<Result<_, _>>()?;
    if files.is_empty() {
        errors.add(WHO, "error-move-nobody");
    }
    let to = read_to(input.text(TO));
    if to.is_none() {
        errors.add(TO, "error-move-to");
    }
    let on = day(&input, FROM, &mut errors).unwrap_or(now.day);
    let why = Reason::from_code(input.text(WHY));
    if why.is_none() {
        errors.add(WHY, "error-move-why");
    }
    let (Some(to), Some(reason), true) = (to, why, errors.is_empty()) else {
        let view = app.store.moves_choose(&actor, team, (from, after), now).await?;
        return Ok(show_refused(&ChoosePage::new(shell, &view, after, &input, &errors)));
    };
    let asked = Asked { team, from, to, day: on, reason, files: &files, seen: Seen::read(input.text(STAND)) };
    match app.store.move_students(&actor, &asked, now).await {
        Ok(_) => {
            app.store.draft_forget(actor.account().ok_or(Problem::NotFound)?, PATH).await?;
            Ok(done(&app, &address(DONE, &[(TEAM, &team.to_string())]), "notice-moved"))
        }
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(why)) => {
            let view = app.store.moves_choose(&actor, team, (from, after), now).await?;
            if why == Refusal::Changed || why == Refusal::Gone {
                let words = shell.t.get("move-changed");
                let shell = shell.message(MessageKind::Error, words);
                let page = ChoosePage::new(shell, &view, after, &input, &Errors::none());
                return Ok(show_as(StatusCode::CONFLICT, &page));
            }
            let (field, key) = of(why);
            Ok(show_refused(&ChoosePage::new(shell, &view, after, &input, &Errors::one(field, key))))
        }
    }
}

/// To whom: an account, or a team.
fn read_to(text: &str) -> Option<To> {
    match text.strip_prefix(A_TEAM) {
        Some(team) => team.parse().ok().map(To::Team),
        None => text.parse().ok().map(To::Coach),
    }
}

/// The field that a refusal is about, and what is said there.
const fn of(why: Refusal) -> (&'static str, &'static str) {
    match why {
        Refusal::Nobody | Refusal::Changed | Refusal::Gone => (WHO, "error-move-nobody"),
        Refusal::Same | Refusal::NoOther => (TO, "error-move-other"),
        Refusal::Past => (FROM, "error-invite-from-past"),
        Refusal::Far => (FROM, "error-move-far"),
        Refusal::NoReason => (WHY, "error-move-why"),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "moving/choose.html")]
pub struct ChoosePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    /// To choose a team first: name and address.
    teams: Vec<(String, String)>,
    /// The whole team, and each coach.
    tabs: Vec<Tab>,
    form: Option<Form>,
    first: Option<String>,
    next: Option<String>,
}

struct Form {
    team: String,
    coach: String,
    after: String,
    stand: String,
    who: Choice,
    to: Choice,
    why: Choice,
    from: Field,
}

fn href(team: TeamId, coach: Option<AccountId>, after: Option<FileId>) -> String {
    let (team, coach) = (team.to_string(), coach.map(|id| id.to_string()).unwrap_or_default());
    address(PATH, &[(TEAM, &team), (COACH, &coach), (AFTER, &after.map(|id| id.to_string()).unwrap_or_default())])
}

impl ChoosePage {
    /// Which team.
    fn teams(shell: Shell, teams: Vec<(TeamId, String)>) -> Self {
        let t = shell.t;
        Self {
            summary: Errors::none().summary(t),
            title: t.get("move-title"),
            teams: teams.into_iter().map(|(team, name)| (name, href(team, None, None))).collect(),
            tabs: Vec::new(),
            form: None,
            first: None,
            next: None,
            shell: shell.crumb(t.get("nav-workload"), "/verdeling"),
            t,
        }
    }

    fn new(shell: Shell, view: &Choose, after: Option<FileId>, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let tab = |label: String, coach: Option<AccountId>| Tab {
            label,
            count: None,
            href: href(view.team, coach, None),
            current: coach == view.from,
        };
        let mut tabs = vec![tab(t.get("workload-team"), None)];
        tabs.extend(view.coaches.iter().map(|(id, name)| tab(name.reveal().clone(), Some(*id))));
        let here = address("/verdeling", &[(TEAM, &view.team.to_string())]);
        let shell = shell.crumb(t.get("nav-workload"), "/verdeling").crumb(&view.name, here).keeping();
        Self {
            summary: errors.summary(t),
            title: t.say("move-title-of").arg("team", &view.name).to_string(),
            teams: Vec::new(),
            tabs,
            form: (!view.rows.is_empty()).then(|| Form::new(t, view, after, (input, errors))),
            first: after.map(|_| href(view.team, view.from, None)),
            next: view.next.map(|next| href(view.team, view.from, Some(next))),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            t,
        }
    }
}

impl Form {
    fn new(t: T, view: &Choose, after: Option<FileId>, (input, errors): (&Input, &Errors)) -> Self {
        let student = |row: &ChooseRow| {
            let name = listed(t, row.file.name.as_ref(), row.file.student_number.as_ref(), row.file.born);
            let option = Opt::new(row.file.file.to_string(), name);
            if row.with { option.hint(t.get("move-with")) } else { option }
        };
        let who = Choice::new(WHO, t.get("move-who"), view.rows.iter().map(student).collect());
        let mut others: Vec<Opt> = Vec::new();
        // Of a whole team it is not said whose they are: from there they go to another team.
        if let Some(from) = view.from {
            let coaches = view.others.iter().filter(|(id, _)| *id != from);
            others.extend(coaches.map(|(id, name)| Opt::new(id.to_string(), name.reveal())));
        }
        others.extend(
            (view.teams.iter()).map(|(id, name)| {
                Opt::new(format!("{A_TEAM}{id}"), words::other(t, register::moving::What::Team, name))
            }),
        );
        let why = Reason::ALL.iter().map(|one| Opt::new(one.code(), words::reason(t, *one))).collect();
        let to = Choice::new(TO, t.get("move-to"), others);
        let to = if view.from.is_none() { to.hint(t.get("move-to-hint")) } else { to };
        Self {
            team: view.team.to_string(),
            coach: view.from.map(|id| id.to_string()).unwrap_or_default(),
            after: after.map(|id| id.to_string()).unwrap_or_default(),
            stand: view.seen.code(),
            who: who.filled(t, input, errors),
            to: to.filled(t, input, errors),
            why: Choice::new(WHY, t.get("move-reason"), why).filled(t, input, errors),
            from: Field::text(FROM, t.get("move-from"))
                .hint(t.get("move-from-hint"))
                .optional()
                .filled(t, input, errors),
        }
    }
}

impl Page for ChoosePage {
    const NAME: &'static str = "moving/choose";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let uuid = uuid::Uuid::from_u128;
        let name = |name: &str| register::Personal::new(name.to_owned());
        let coaches = vec![
            (AccountId(uuid(7)), name("Sanne van der Meer")),
            (AccountId(uuid(8)), name("Wilhelmina van Oldenbarnevelt-Schimmelpenninck")),
        ];
        let row = |n, with| ChooseRow {
            file: crate::say::people::row(n, (n < 30).then_some("Annemarie-Louise van der Schoot-Wijnbergen")),
            with,
        };
        let view = |from, rows| Choose {
            team: TeamId(uuid(1)),
            name: "Verpleging en Maatschappelijke Zorg".into(),
            coaches: coaches.clone(),
            from,
            rows,
            next: Some(FileId(uuid(12))),
            others: coaches.clone(),
            teams: vec![(TeamId(uuid(2)), "Bouw".into())],
            seen: Seen::of(2, 1),
        };
        let shell = || Shell::sample_as(t, Role::CareCoordinator, PATH);
        let (empty, none) = (Input::default(), Errors::none());
        let some = || vec![row(11, true), row(12, false), row(31, true)];
        let from = Some(AccountId(uuid(7)));
        let wrong = Input::of(&[(FROM, "1-1-2020"), (TO, "x")]);
        let mut errors = Errors::one(WHO, "error-move-nobody");
        for why in [Refusal::NoOther, Refusal::Past, Refusal::NoReason] {
            let (field, key) = of(why);
            errors.add(field, key);
        }
        vec![
            ("teams", Self::teams(shell(), vec![(TeamId(uuid(1)), "Bouw".into()), (TeamId(uuid(2)), "Zorg".into())])),
            ("none", Self::teams(shell(), Vec::new())),
            ("coach", Self::new(shell(), &view(from, some()), None, &empty, &none)),
            ("team", Self::new(shell(), &view(None, some()), Some(FileId(uuid(9))), &empty, &none)),
            ("nobody", Self::new(shell(), &view(from, Vec::new()), None, &empty, &none)),
            ("errors", Self::new(shell(), &view(from, some()), None, &wrong, &errors)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_go_to_a_coach_or_to_a_team() {
        let id = uuid::Uuid::from_u128(5);
        let text = id.simple().to_string();
        assert_eq!(read_to(&text), Some(To::Coach(AccountId(id))));
        assert_eq!(read_to(&format!("team-{text}")), Some(To::Team(TeamId(id))));
        for wrong in ["", "team-", "x", "team-x"] {
            assert_eq!(read_to(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_refusal_has_a_place_and_words() {
        for why in Refusal::ALL {
            let (field, key) = of(*why);
            assert!([WHO, TO, WHY, FROM].contains(&field) && T::default().has(key), "{why:?}");
        }
    }
}
