//! `/evaluaties/plannen`: talks with many students planned at once: a day, an hour and a place for all, and another day or
//! hour for who needs it. What was planned is moved or taken back at the same place.

use super::place::{self, PATH, PLAN, plan_href, planned_on};
use crate::{
    say::{
        form::{Check, Choice, DateError, Errors, Field, Input, Opt, Summary, parse_date},
        narrow::place_of,
        person::listed,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Actor, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::agreement::{MAX_PLACE, PlanDraft, PlanRefusal, read_hour};
use register::duty::Evaluating;
use register::{FileId, VersionId};
use store::SaveError;
use store::evaluation::{EvaluationRow, Evaluations, PLANNED_AT_ONCE};
use store::file::within::Chosen;
use time::{Date, Time};

const WHO: &str = "wie";
const ALL: &str = "alle";
const SOME: &str = "keuze";
const DAY: &str = "dag";
const HOUR: &str = "tijd";
const PLACE: &str = "plaats";
/// The rows of the page, by version; those that were planned already; and those that were ticked.
const ROW: &str = "rij";
const PLANNED: &str = "gepland";
const TICKED: &str = "student";
/// Takes back the plan of a file.
const BACK: &str = "terug";

fn own(field: &str, version: &str) -> String {
    format!("{field}-{version}")
}

/// Which of the students: a part of the list, in the address.
#[derive(Clone, Copy)]
struct Part {
    files: Chosen,
    after: Option<FileId>,
}

impl Part {
    fn of(visit: &Visit) -> Result<Self, Problem> {
        let files =
            Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
        Ok(Self { files, after: visit.asked("na").map(id).transpose()? })
    }

    fn href(&self) -> String {
        plan_href(self.files, self.after)
    }
}

async fn read(app: &App, actor: &Actor, part: Part) -> Result<Evaluations, Problem> {
    Ok(app.store.evaluations_to_plan(actor, part.files, part.after, app.clock.now()).await?)
}

pub(super) async fn form(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let part = Part::of(&visit)?;
    let found = read(&app, &actor, part).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&PlanPage::new(shell, part, &found, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn plan(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let part = Part::of(&visit)?;
    let now = app.clock.now();
    if input.has(BACK) {
        // Twice: it is back already.
        app.store.evaluation_plan_back(&actor, id(input.text(BACK))?, now).await?;
        return Ok(done(&app, &part.href(), "notice-plan-back"));
    }
    let (drafts, mut errors) = parse(&input, now.day)?;
    if errors.is_empty() {
        for (version, draft) in &drafts {
            match app.store.evaluation_plan(&actor, *version, draft, now).await {
                // Sent twice it is one.
                Ok(()) | Err(SaveError::Refused(PlanRefusal::Same)) => {}
                Err(SaveError::Refused(refusal)) => refused(&mut errors, *version, &refusal)?,
                Err(SaveError::Store(error)) => return Err(error.into()),
            }
        }
        if errors.is_empty() {
            return Ok(done(&app, PATH, "notice-planned"));
        }
    }
    // Who could be planned is: they stand there as planned, and the others say what is wrong.
    let found = read(&app, &actor, part).await?;
    Ok(show_refused(&PlanPage::new(shell, part, &found, &input, &errors)))
}

/// Says beside whose row it is what the rules refuse.
fn refused(errors: &mut Errors, version: VersionId, refusal: &PlanRefusal) -> Result<(), Problem> {
    let field = own(DAY, &version.to_string());
    match refusal {
        PlanRefusal::NoSuchVersion => return Err(Problem::NotFound),
        PlanRefusal::Same => {}
        PlanRefusal::NoDay => errors.add(field, "error-plan-day-missing"),
        PlanRefusal::DayPast => errors.add(field, "error-plan-day-past"),
        PlanRefusal::TooFar => errors.add(field, "error-plan-too-far"),
        PlanRefusal::NotInForce { .. } => errors.add(field, "error-plan-not-in-force"),
        // The place is one for all: said once.
        PlanRefusal::Place(problem) => {
            if !errors.fields().any(|field| field == PLACE) {
                errors.extend(Errors::text(PLACE, *problem, "error-text-not-text", MAX_PLACE));
            }
        }
    }
    Ok(())
}

/// A day that was typed, or nothing; what is no day, or went by, is said beside it.
fn day(input: &Input, field: &str, today: Date, errors: &mut Errors) -> Option<Date> {
    match parse_date(input.raw(field)) {
        Ok(day) if day < today => errors.add(field, "error-plan-day-past"),
        Ok(day) => return Some(day),
        Err(DateError::Missing) => {}
        Err(DateError::Unreadable) => errors.add(field, "error-date-unreadable"),
        Err(DateError::NoSuchDay) => errors.add(field, "error-date-no-such-day"),
    }
    None
}

fn hour(input: &Input, field: &str, errors: &mut Errors) -> Option<Time> {
    let typed = input.text(field);
    let read = read_hour(typed);
    if read.is_none() && !typed.is_empty() {
        errors.add(field, "error-plan-hour");
    }
    read
}

/// Reads whom to plan, and when.
fn parse(input: &Input, today: Date) -> Result<(Vec<(VersionId, PlanDraft)>, Errors), Problem> {
    let rows: Vec<&str> = input.all(ROW).collect();
    if rows.len() > PLANNED_AT_ONCE {
        return Err(Problem::BadRequest);
    }
    let ticked: Vec<&str> = input.all(TICKED).collect();
    let planned: Vec<&str> = input.all(PLANNED).collect();
    let mut errors = Errors::none();
    let chosen: Vec<&str> = match input.text(WHO) {
        ALL => rows.iter().copied().filter(|row| !planned.contains(row)).collect(),
        SOME => rows.iter().copied().filter(|row| ticked.contains(row)).collect(),
        _ => Vec::new(),
    };
    if chosen.is_empty() {
        errors.add(WHO, "error-plan-nobody");
    }
    let (all_day, all_hour) = (day(input, DAY, today, &mut errors), hour(input, HOUR, &mut errors));
    let mut drafts = Vec::with_capacity(chosen.len());
    let mut without = false;
    for row in chosen {
        let (own_day, own_hour) = (own(DAY, row), own(HOUR, row));
        let own_hour = hour(input, &own_hour, &mut errors);
        let on = match input.text(&own_day) {
            "" => all_day,
            _ => day(input, &own_day, today, &mut errors),
        };
        without |= on.is_none();
        let draft = PlanDraft { day: on, hour: own_hour.or(all_hour), place: input.raw(PLACE).to_owned() };
        drafts.push((id(row)?, draft));
    }
    // Said once: for who has no day of their own.
    if without && errors.is_empty() {
        errors.add(DAY, "error-plan-day-missing");
    }
    Ok((drafts, errors))
}

/// A student on the page.
struct Row {
    version: String,
    name: String,
    teams: String,
    /// When it is planned, in words.
    planned: Option<String>,
    file: String,
    tick: Check,
    /// Another day or hour was typed, or something is wrong with it.
    open: bool,
    day: Field,
    hour: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "evaluation/plan.html")]
pub struct PlanPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    rows: Vec<Row>,
    place_in_list: Option<String>,
    who: Choice,
    day: Field,
    hour: Field,
    place: Field,
    next: Option<String>,
}

impl PlanPage {
    fn new(shell: Shell, part: Part, found: &Evaluations, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let ticked: Vec<&str> = input.all(TICKED).collect();
        let row = |row: &EvaluationRow| {
            let version = row.version.to_string();
            let name = listed(t, row.file.name.as_ref(), row.file.student_number.as_ref(), row.file.born);
            let field = |kind: &str, key: &str| {
                let label = t.say(key).arg("name", &name).to_string();
                Field::text(own(kind, &version), label).optional().filled(t, input, errors)
            };
            let (day, hour) = (field(DAY, "plan-own-day"), field(HOUR, "plan-own-hour"));
            let touched = |field: &Field| field.error.is_some() || !field.value.is_empty();
            let tick = Check { ticked: ticked.contains(&version.as_str()), ..Check::new(TICKED, &name) };
            Row {
                planned: row.planned.map(|planned| planned_on(t, planned)),
                teams: row.file.teams.join(", "),
                file: row.file.file.to_string(),
                open: touched(&day) || touched(&hour),
                tick,
                name,
                version,
                day,
                hour,
            }
        };
        let who = vec![Opt::new(ALL, t.get("plan-who-all")), Opt::new(SOME, t.get("plan-who-some"))];
        let rows: Vec<Row> = found.rows.iter().map(row).collect();
        let shell = shell.crumb(t.get("nav-evaluations"), PATH);
        let shell = if rows.is_empty() { shell } else { shell.keeping() };
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            here: part.href(),
            place_in_list: place_of(t, found.before, rows.len(), found.count(Evaluating::Owed)),
            rows,
            who: Choice::new(WHO, t.get("plan-who"), who).filled_or(t, input, errors, ALL),
            day: Field::text(DAY, t.get("plan-day")).filled(t, input, errors),
            hour: Field::text(HOUR, t.get("plan-hour"))
                .hint(t.get("plan-hour-hint"))
                .optional()
                .filled(t, input, errors),
            place: Field::text(PLACE, t.get("plan-place"))
                .hint(t.get("plan-place-hint"))
                .optional()
                .filled(t, input, errors),
            next: found.next.map(|file| plan_href(part.files, Some(file))),
        }
    }
}

impl Page for PlanPage {
    const NAME: &'static str = "evaluation/plan";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let found = place::sample();
        let none = Evaluations { rows: Vec::new(), counts: Vec::new(), next: None, before: 0, ..found.clone() };
        let part = Part { files: Chosen::default(), after: None };
        let first = found.rows.first().map(|row| row.version.to_string()).unwrap_or_default();
        let own_day = own(DAY, &first);
        let typed =
            Input::of(&[(WHO, SOME), (ROW, &first), (TICKED, &first), (DAY, "31-4-2026"), (&own_day, "1-1-2020")]);
        let (_, mut errors) = parse(&typed, today).unwrap_or_else(|_| (Vec::new(), Errors::none()));
        errors.add(HOUR, "error-plan-hour");
        errors.add(WHO, "error-plan-nobody");
        let page = |found: &Evaluations, input: &Input, errors: &Errors| {
            Self::new(Shell::sample_as(t, Role::Coach, PLAN), part, found, input, errors)
        };
        vec![
            ("usual", page(&found, &Input::default(), &Errors::none())),
            ("errors", page(&found, &typed, &errors)),
            ("nobody", page(&none, &Input::default(), &Errors::none())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const ONE: &str = "00000000-0000-0000-0000-000000000001";
    const TWO: &str = "00000000-0000-0000-0000-000000000002";

    /// Of whom, on which day, at what hour.
    type Planned = (u128, Option<Date>, Option<u8>);

    fn read(pairs: &[(&str, &str)]) -> (Vec<Planned>, Vec<String>) {
        let rows = [(ROW, ONE), (ROW, TWO)];
        let input = Input::of(&[&rows, pairs].concat());
        let (drafts, errors) = parse(&input, date!(2026 - 09 - 15)).unwrap();
        let drafts = drafts.iter().map(|(v, d)| (v.0.as_u128(), d.day, d.hour.map(|hour| hour.hour()))).collect();
        (drafts, errors.fields().map(str::to_owned).collect())
    }

    #[test]
    fn one_day_for_all_and_another_for_who_needs_it() {
        let day = |n| Some(Date::from_calendar_date(2026, time::Month::October, n).unwrap());
        let other = [(format!("dag-{TWO}"), "2-10-2026"), (format!("tijd-{TWO}"), "14")];
        let own: Vec<(&str, &str)> = other.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let all = [(WHO, ALL), (DAY, "1-10-2026"), (HOUR, "9:30")];
        for (what, pairs, drafts, wrong) in [
            ("all", all.to_vec(), vec![(1, day(1), Some(9)), (2, day(1), Some(9))], vec![]),
            (
                "one of them otherwise",
                [&all[..], &own].concat(),
                vec![(1, day(1), Some(9)), (2, day(2), Some(14))],
                vec![],
            ),
            ("who was planned stays", [&all[..], &[(PLANNED, ONE)]].concat(), vec![(2, day(1), Some(9))], vec![]),
            (
                "who was ticked, planned or not",
                vec![(WHO, SOME), (TICKED, ONE), (PLANNED, ONE), (DAY, "1-10-2026")],
                vec![(1, day(1), None)],
                vec![],
            ),
            ("nobody", vec![(WHO, SOME), (DAY, "1-10-2026")], vec![], vec![WHO]),
            ("nothing", vec![], vec![], vec![WHO]),
            ("no day", vec![(WHO, ALL)], vec![(1, None, None), (2, None, None)], vec![DAY]),
            (
                "a day that went by",
                vec![(WHO, ALL), (DAY, "14-9-2026")],
                vec![(1, None, None), (2, None, None)],
                vec![DAY],
            ),
            (
                "no hour",
                vec![(WHO, SOME), (TICKED, TWO), (DAY, "1-10-2026"), (HOUR, "straks")],
                vec![(2, day(1), None)],
                vec![HOUR],
            ),
        ] {
            let wrong: Vec<String> = wrong.into_iter().map(str::to_owned).collect();
            assert_eq!(read(&pairs), (drafts, wrong), "{what}");
        }
    }
}
