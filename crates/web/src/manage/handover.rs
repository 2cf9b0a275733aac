//! `/beheer/accounts/{account}/overdragen`: the students of a coach who leaves go to another, from a day. What would happen is
//! shown in numbers first, and only what was shown is done; a hand-over that holds can be taken back here.

use super::account;
use crate::{
    say::{
        form::{Choice, DateError, Errors, Field, Input, Opt, Summary, parse_date},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Actor, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{AccountId, HandoverId, Moment, Personal};
use store::{
    SaveError,
    handover::{Handed, HandoverRefusal, HandoverRow},
};
use time::Date;

/// The path.
const PATH: &str = "/beheer/accounts/{account}/overdragen";
const TO: &str = "naar";
const FROM: &str = "vanaf";
/// What was shown: only that is done.
const SEEN: &str = "gezien";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, form).post(PATH, gate, change)
}

/// The address of the page.
pub(super) fn address(account: AccountId) -> String {
    format!("/beheer/accounts/{account}/overdragen")
}

/// Whose students they are, and what there is to choose from.
struct World {
    account: AccountId,
    name: String,
    students: usize,
    coaches: Vec<(AccountId, Personal<String>)>,
    made: Vec<HandoverRow>,
}

async fn world(app: &App, actor: &Actor, account: AccountId, now: Moment) -> Result<World, Problem> {
    let view = app.store.account_view(actor, account, now).await?;
    let mut coaches = app.store.coaches(actor, now.day).await?;
    coaches.retain(|(id, _)| *id != account);
    Ok(World {
        account,
        name: view.name.reveal().clone(),
        students: app.store.coached_by(actor, account, now.day).await?,
        coaches,
        made: app.store.handovers(actor, account, now.day).await?,
    })
}

async fn form(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    let world = world(&app, &actor, id(&of)?, app.clock.now()).await?;
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    Ok(show(&HandoverPage::new(shell, &world, &typed.unwrap_or_default(), &Errors::none(), None)))
}

/// Looks what would happen, does what was looked at, or takes back.
async fn change(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(of): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (of, now): (AccountId, _) = (id(&of)?, app.clock.now());
    let world = world(&app, &actor, of, now).await?;
    let here = account::address(of);
    if input.text("doe") == "terug" {
        // Only what this account handed over.
        let which: HandoverId = id(input.text("overdracht"))?;
        if !world.made.iter().any(|made| made.id == which) {
            return Err(Problem::NotFound);
        }
        return match app.store.handover_undo(&actor, which, now).await {
            // Taken back meanwhile is what was asked for.
            Ok(_) | Err(SaveError::Refused(_)) => Ok(done(&app, &here, "notice-handed-back")),
            Err(SaveError::Store(error)) => Err(error.into()),
        };
    }
    let (to, day) = match parse(&input, &world.coaches, now.day) {
        Ok(read) => read,
        Err(errors) => return Ok(show_refused(&HandoverPage::new(shell, &world, &input, &errors, None))),
    };
    let plan = match app.store.handover_plan(&actor, (of, to), day, now).await {
        Ok(plan) => plan,
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(why)) => {
            let errors = Errors::one(TO, refused(why));
            return Ok(show_refused(&HandoverPage::new(shell, &world, &input, &errors, None)));
        }
    };
    let plan = Plan { to, day, plan };
    if input.text("doe") == "over" {
        if input.text(SEEN) == plan.seen() {
            return match app.store.handover(&actor, (of, to), day, now).await {
                Ok(_) => {
                    app.store.draft_forget(actor.account().ok_or(Problem::NotFound)?, &address(of)).await?;
                    Ok(done(&app, &here, "notice-handed-over"))
                }
                Err(SaveError::Store(error)) => Err(error.into()),
                Err(SaveError::Refused(why)) => {
                    let errors = Errors::one(TO, refused(why));
                    Ok(show_refused(&HandoverPage::new(shell, &world, &input, &errors, None)))
                }
            };
        }
        let words = shell.t.get("handover-again");
        let shell = shell.message(MessageKind::Error, words);
        return Ok(show_refused(&HandoverPage::new(shell, &world, &input, &Errors::none(), Some(&plan))));
    }
    Ok(show(&HandoverPage::new(shell, &world, &input, &Errors::none(), Some(&plan))))
}

const fn refused(why: HandoverRefusal) -> &'static str {
    match why {
        HandoverRefusal::Same | HandoverRefusal::NoCoach => "error-handover-coach",
        HandoverRefusal::Past => "error-invite-from-past",
        HandoverRefusal::Nobody => "error-handover-nobody",
    }
}

/// Reads the form: to whom, and from which day.
///
/// # Errors
/// What is wrong, per field.
fn parse(input: &Input, coaches: &[(AccountId, Personal<String>)], today: Date) -> Result<(AccountId, Date), Errors> {
    let mut errors = Errors::none();
    let to = input.text(TO).parse::<AccountId>().ok().filter(|to| coaches.iter().any(|(id, _)| id == to));
    if to.is_none() {
        errors.add(TO, "error-handover-to");
    }
    let day = match parse_date(input.text(FROM)) {
        Ok(day) if day >= today => Some(day),
        Err(DateError::Missing) => Some(today),
        wrong => {
            errors.add(FROM, wrong.err().map_or("error-invite-from-past", DateError::key));
            None
        }
    };
    to.zip(day).ok_or(errors)
}

/// What would happen.
struct Plan {
    to: AccountId,
    day: Date,
    plan: Handed,
}

impl Plan {
    /// What somebody saw of it.
    fn seen(&self) -> String {
        format!("{} {} {} {}", self.to, self.day, self.plan.students, self.plan.had)
    }
}

/// A hand-over that holds.
struct Line {
    id: HandoverId,
    text: String,
    name: String,
}

/// The page.
#[derive(Template)]
#[template(path = "manage/handover.html")]
pub struct HandoverPage {
    t: T,
    shell: Shell,
    summary: Summary,
    address: String,
    lead: String,
    /// There is somebody to hand over, and somebody to get them.
    can: bool,
    to: Choice,
    from: Field,
    /// What would happen, in sentences, and what is sent along when it is done.
    plan: Option<(Vec<String>, String)>,
    made: Vec<Line>,
}

impl HandoverPage {
    fn new(shell: Shell, world: &World, input: &Input, errors: &Errors, plan: Option<&Plan>) -> Self {
        let t = shell.t;
        let name = world.name.as_str();
        let of_coach = world.coaches.iter().map(|(id, name)| Opt::new(id.to_string(), name.reveal().clone())).collect();
        let line = |made: &HandoverRow| Line {
            id: made.id,
            name: made.name.reveal().clone(),
            text: t
                .say("handover-line")
                .arg("day", made.from)
                .arg("name", made.name.reveal().as_str())
                .arg("count", made.students)
                .to_string(),
        };
        let planned = |plan: &Plan| {
            let to = world.coaches.iter().find(|(id, _)| *id == plan.to).map(|(_, name)| name.reveal().as_str());
            let (day, count) = (plan.day, plan.plan.students);
            let goes = t.say("handover-plan").arg("day", day).arg("count", count).arg("name", to.unwrap_or_default());
            let mut said = vec![goes.to_string()];
            if plan.plan.had > 0 {
                said.push(t.say("handover-had").arg("count", plan.plan.had).to_string());
            }
            said.push(t.get("handover-list"));
            (said, plan.seen())
        };
        let shell =
            shell.crumb(t.get("manage-title"), "/beheer").crumb(name, account::address(world.account)).keeping();
        Self {
            t,
            summary: errors.summary(t),
            address: address(world.account),
            lead: if world.students == 0 {
                t.say("handover-none").arg("name", name).to_string()
            } else {
                t.say("handover-lead").arg("name", name).arg("count", world.students).to_string()
            },
            can: world.students > 0 && !world.coaches.is_empty(),
            to: Choice::new(TO, t.get("handover-to"), of_coach).filled(t, input, errors),
            from: Field::text(FROM, t.get("handover-from"))
                .hint(t.get("handover-from-hint"))
                .optional()
                .filled(t, input, errors),
            plan: plan.map(planned),
            made: world.made.iter().map(line).collect(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for HandoverPage {
    const NAME: &'static str = "manage/handover";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use time::macros::date;
        let account = |n| AccountId(uuid::Uuid::from_u128(n));
        let shell = || Shell::sample_as(t, Role::Administrator, &address(account(7)));
        let long = "Wilhelmina van der Wetering-Bakker (wilhelmina@voorbeeldcollege.example)";
        let coaches =
            || vec![(account(1), long.to_owned().into()), (account(2), "Bo Li (bo@x.example)".to_owned().into())];
        let row = |students| HandoverRow {
            id: HandoverId(uuid::Uuid::nil()),
            to: account(1),
            name: "Wilhelmina van der Wetering-Bakker".to_owned().into(),
            from: date!(2026 - 12 - 01),
            students,
        };
        let world = |students, made| World {
            account: account(7),
            name: "Noor de Wit".into(),
            students,
            coaches: coaches(),
            made,
        };
        let (chosen, none) = (Input::of(&[(TO, &account(1).to_string()), (FROM, "1-12-2026")]), Input::default());
        let wrong = Input::of(&[(TO, "x"), (FROM, "1-1-2020")]);
        let errors = parse(&wrong, &coaches(), date!(2026 - 11 - 29)).err().unwrap_or_default();
        let plan = Plan { to: account(1), day: date!(2026 - 12 - 01), plan: Handed { students: 24, had: 1, id: None } };
        vec![
            ("usual", Self::new(shell(), &world(24, Vec::new()), &none, &Errors::none(), None)),
            ("plan", Self::new(shell(), &world(24, Vec::new()), &chosen, &Errors::none(), Some(&plan))),
            ("errors", Self::new(shell(), &world(1, vec![row(1)]), &wrong, &errors, None)),
            ("nobody", Self::new(shell(), &world(0, vec![row(24)]), &none, &Errors::none(), None)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn students_go_to_a_coach_of_the_list_from_today_or_later() {
        let today = date!(2026 - 11 - 29);
        let coach = AccountId(uuid::Uuid::from_u128(1));
        let (known, other) = (coach.to_string(), AccountId(uuid::Uuid::from_u128(2)).to_string());
        let coaches = [(coach, "Bo Li".to_owned().into())];
        for (to, from, expected) in [
            (known.as_str(), "", Ok((coach, today))),
            (&known, "29-11-2026", Ok((coach, today))),
            (&known, "1-8-2027", Ok((coach, date!(2027 - 08 - 01)))),
            (&known, "28-11-2026", Err(FROM)),
            (&known, "31-2-2027", Err(FROM)),
            ("", "", Err(TO)),
            ("x", "", Err(TO)),
            (&other, "", Err(TO)),
        ] {
            let read = parse(&Input::of(&[(TO, to), (FROM, from)]), &coaches, today);
            let read = read.map_err(|errors| errors.fields().next().unwrap_or_default().to_owned());
            assert_eq!(read, expected.map_err(str::to_owned), "{to} {from}");
        }
    }
}
