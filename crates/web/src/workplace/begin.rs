//! `/dossiers/{file}/stage/nieuw`: writing a placement down: what its agreement says (WEB 7.2.8(2), 7.2.9), in the enrolment, at a
//! company that is recognised.

use super::{
    sample,
    words::{self, address},
};
use crate::{
    say::{
        agreement,
        form::{Check, Choice, DateError, Errors, Field, Input, Opt, Summary, parse_date},
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
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{
    FileId,
    company::{Company, CompanyId},
    field::Problem as Wrong,
    workplace::{Draft, Field as Of, MAX_NAME, MAX_WORDS, MOST_HOURS, Refusal, open_place},
};
use store::{SaveError, workplace::WorkplacesView};

const ENROLMENT: &str = "inschrijving";
const COMPANY: &str = "bedrijf";
const NAME: &str = "bedrijfsnaam";
const CHECKED: &str = "sbb";
const FROM: &str = "van";
const UNTIL: &str = "tot";
const DAYS: &str = "dagen";
const HOURS: &str = "uren";
const GUIDANCE: &str = "begeleiding";
const PART: &str = "onderdeel";
const ENDING: &str = "eerder";
const INSTEAD: &str = "inplaats";
const ORDER: [&str; 11] = [ENROLMENT, COMPANY, NAME, CHECKED, FROM, UNTIL, DAYS, HOURS, GUIDANCE, PART, INSTEAD];

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let view = app.store.workplaces(&actor, Some(file), now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let input = draft.unwrap_or_else(|| begun(&view, visit.asked("bedrijf"), visit.asked("bpv")));
    let listed = match CompanyId::parse(input.text(COMPANY)) {
        Some(number) => app.store.company_listed(&actor, file, number, now).await?,
        None => None,
    };
    Ok(show(&BeginPage::new(shell, &view, listed.as_ref(), &input, &Errors::none())))
}

/// What is filled in already: the company that was chosen, or what DUO tells of a placement.
fn begun(view: &WorkplacesView, company: Option<&str>, duo: Option<&str>) -> Input {
    let number = company.and_then(CompanyId::parse).map(|number| number.to_string());
    let told = duo.and_then(|asked| view.duo.iter().find(|one| format!("{}-{}", one.enrolment, one.sequence) == asked));
    let Some(told) = told else {
        return number.map_or_else(Input::default, |number| Input::of(&[(COMPANY, number.as_str())]));
    };
    let number = told.company.as_ref().map_or(String::new(), |(code, _)| code.clone());
    let day = |day: Option<time::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let hours = told.hours.map(|hours| hours.to_string()).unwrap_or_default();
    Input::of(&[
        (ENROLMENT, &told.enrolment.to_string()),
        (COMPANY, &number),
        (FROM, &day(Some(told.from))),
        (UNTIL, &day(told.ended.or(told.until))),
        (HOURS, &hours),
    ])
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let (draft, mut errors) = read(&input);
    let view = app.store.workplaces(&actor, Some(file), now).await?;
    let draft = match (draft.enrolment, view.enrolments.as_slice()) {
        // Of one there is nothing to choose.
        (None, [(only, Some(_))]) => Draft { enrolment: Some(only.id), ..draft },
        _ => draft,
    };
    match app.store.workplace_arrange(&actor, file, &draft, now).await {
        // Sent twice: it stands there.
        Ok(number) | Err(SaveError::Refused(Refusal::Already(number))) => {
            return Ok(done(&app, &format!("{}/{number}", address(file)), "notice-workplace-arranged"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => wrong(shell.t, &mut errors, refusal),
    }
    let listed = match draft.company {
        Some(number) => app.store.company_listed(&actor, file, number, now).await?,
        None => None,
    };
    Ok(show_refused(&BeginPage::new(shell, &view, listed.as_ref(), &input, &errors.in_order(&ORDER))))
}

/// Reads the form; what was typed and is no day is said beside it.
fn read(input: &Input) -> (Draft, Errors) {
    let mut errors = Errors::none();
    let mut day = |field: &'static str| match parse_date(input.raw(field)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(field, unread.key());
            None
        }
    };
    let (from, until) = (day(FROM), day(UNTIL));
    let number = |field: &str| input.text(field).parse().ok();
    let draft = Draft {
        enrolment: input.text(ENROLMENT).parse().ok(),
        company: CompanyId::parse(input.text(COMPANY)),
        name: input.raw(NAME).to_owned(),
        from,
        until,
        days: number(DAYS),
        hours: number(HOURS),
        guidance: input.raw(GUIDANCE).to_owned(),
        part: input.raw(PART).to_owned(),
        early_ending: input.has(ENDING),
        checked: input.has(CHECKED),
        instead: number(INSTEAD),
    };
    (draft, errors)
}

fn wrong(t: T, errors: &mut Errors, refusal: Refusal) {
    let said = |errors: &Errors, field: &str| errors.fields().any(|one| one == field);
    match refusal {
        Refusal::Fields(problems) => {
            for one in problems {
                match one.field {
                    Of::Enrolment => errors.add(ENROLMENT, "error-workplace-enrolment"),
                    Of::Company => errors.add(COMPANY, "error-workplace-company"),
                    Of::Name => errors.extend(Errors::text(NAME, one.problem, "error-workplace-name", MAX_NAME)),
                    Of::From if said(errors, FROM) => {}
                    Of::From => errors.add(FROM, "error-workplace-from"),
                    Of::Until if said(errors, UNTIL) => {}
                    Of::Until => errors.add(
                        UNTIL,
                        match one.problem {
                            Wrong::EndsBeforeItBegins { .. } => "error-workplace-backwards",
                            Wrong::Missing | Wrong::TooLong { .. } | Wrong::DoesNotApply | Wrong::NotText => {
                                "error-workplace-until"
                            }
                        },
                    ),
                    Of::Days => errors.add(DAYS, "error-workplace-days"),
                    Of::Hours => {
                        errors.add_with(HOURS, "error-workplace-hours", vec![("most", t.count(MOST_HOURS as usize))])
                    }
                    Of::Guidance => {
                        errors.extend(Errors::text(GUIDANCE, one.problem, "error-workplace-guidance", MAX_WORDS));
                    }
                    Of::Part => errors.extend(Errors::text(PART, one.problem, "error-workplace-part", MAX_WORDS)),
                    Of::Checked => errors.add(CHECKED, "error-workplace-checked"),
                }
            }
        }
        Refusal::NotEnrolled => errors.add(ENROLMENT, "error-workplace-not-enrolled"),
        Refusal::Outside(of) => {
            let when = agreement::period(t, of.from, of.until);
            errors.add_with(FROM, "error-workplace-outside", vec![("when", when)]);
        }
        Refusal::NotRecognised => errors.add(COMPANY, "error-workplace-not-recognised"),
        Refusal::NotChecked => errors.add(CHECKED, "error-workplace-checked"),
        // Somebody else found one meanwhile: there is nothing to choose from any more.
        Refusal::Instead => errors.add(COMPANY, "error-workplace-instead"),
        Refusal::Other(_) => errors.add(COMPANY, "error-workplace-stands"),
        Refusal::Already(_) => {}
    }
}

/// The page.
#[derive(Template)]
#[template(path = "workplace/begin.html")]
pub struct BeginPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    find: String,
    /// What the list says of the company that was chosen.
    listed: Option<String>,
    /// There is an enrolment with a programme: without one there is no placement to write down.
    can: bool,
    enrolment: Option<Choice>,
    company: Field,
    name: Field,
    checked: Check,
    from: Field,
    until: Field,
    days: Field,
    hours: Field,
    guidance: Field,
    part: Field,
    ending: Check,
    instead: Option<Choice>,
}

impl BeginPage {
    fn new(shell: Shell, view: &WorkplacesView, listed: Option<&Company>, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let field = |name: &'static str, key: &str| Field::text(name, t.get(key));
        // Of one there is nothing to choose.
        let only = matches!(view.enrolments.as_slice(), [(_, Some(_))]);
        let enrolments: Vec<Opt> = view
            .enrolments
            .iter()
            .map(|(one, crebo)| {
                let named = |crebo| words::programme(t, view, crebo);
                let what = crebo.map_or_else(|| t.get("workplace-programme-unknown"), named);
                let when = agreement::period(t, one.from, one.until.or(one.planned_until));
                Opt::new(one.id.to_string(), format!("{what}, {when}"))
            })
            .collect();
        let mut open: Vec<Opt> = open_place(&view.all)
            .map(|one| {
                let label = t.say("workplace-instead-of").arg("name", one.name.as_str()).arg("on", one.last());
                Opt::new(one.number.to_string(), label)
            })
            .collect();
        if !open.is_empty() {
            open.push(Opt::new("geen", t.get("workplace-instead-none")));
        }
        let shell = words::below(shell, view).keeping();
        Self {
            t,
            summary: errors.summary(t),
            here: format!("{}/nieuw", address(view.file)),
            find: format!("{}/bedrijven", address(view.file)),
            listed: listed.map(|company| format!("{}, {}", company.name, words::place(company))),
            can: view.enrolments.iter().any(|(_, crebo)| crebo.is_some()),
            enrolment: (!only)
                .then(|| Choice::new(ENROLMENT, t.get("workplace-enrolment"), enrolments).filled(t, input, errors)),
            company: field(COMPANY, "workplace-company").hint(t.get("workplace-company-hint")).filled(t, input, errors),
            name: field(NAME, "workplace-name").optional().hint(t.get("workplace-name-hint")).filled(t, input, errors),
            checked: Check::new(CHECKED, t.get("workplace-checked"))
                .hint(t.get("workplace-checked-hint"))
                .filled(t, input, errors),
            from: field(FROM, "workplace-from").filled(t, input, errors),
            until: field(UNTIL, "workplace-until").filled(t, input, errors),
            days: field(DAYS, "workplace-days").filled(t, input, errors),
            hours: field(HOURS, "workplace-hours-all").filled(t, input, errors),
            guidance: field(GUIDANCE, "workplace-guidance")
                .hint(t.get("workplace-guidance-hint"))
                .rows(3)
                .filled(t, input, errors),
            part: field(PART, "workplace-part").hint(t.get("workplace-part-hint")).rows(3).filled(t, input, errors),
            ending: Check::new(ENDING, t.get("workplace-ending"))
                .hint(t.get("workplace-ending-hint"))
                .filled(t, input, errors),
            instead: (!open.is_empty())
                .then(|| Choice::new(INSTEAD, t.get("workplace-instead"), open).optional().filled(t, input, errors)),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for BeginPage {
    const NAME: &'static str = "workplace/begin";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::{
            Period,
            company::Known,
            field::{FieldProblem, Problem},
        };
        let company = sample::company(100_018_965, "Bakkerij en Lunchroom De Voorbeeldige Korenmolen", Known::Yes);
        let shell = || Shell::sample_as(t, Role::Coach, "/dossiers/018f/stage/nieuw");
        let refused = |refusal| {
            let mut errors = Errors::none();
            wrong(t, &mut errors, refusal);
            errors.in_order(&ORDER)
        };
        let every = Of::ALL.iter().map(|of| FieldProblem::new(*of, Problem::Missing)).collect();
        let today = crate::say::people::now().day;
        let page = |view, listed, errors: &Errors| Self::new(shell(), view, listed, &Input::default(), errors);
        let (none, some) = (sample::none(), sample::some());
        let mut several = sample::some();
        several.enrolments.extend(several.enrolments.clone());
        several.enrolments[1].1 = None;
        several.enrolments[1].0.id = register::EnrolmentId(uuid::Uuid::from_u128(3));
        vec![
            ("empty", page(&none, None, &Errors::none())),
            ("chosen", page(&some, company.as_ref(), &Errors::none())),
            ("errors", page(&several, None, &refused(Refusal::Fields(every)))),
            ("outside", page(&none, None, &refused(Refusal::Outside(Period::since(today))))),
            ("not-recognised", page(&none, company.as_ref(), &refused(Refusal::NotRecognised))),
            ("not-checked", page(&none, None, &refused(Refusal::NotChecked))),
            ("not-enrolled", page(&several, None, &refused(Refusal::NotEnrolled))),
            ("instead", page(&some, None, &refused(Refusal::Instead))),
            ("stands", page(&some, None, &refused(Refusal::Other(2)))),
        ]
    }
}
