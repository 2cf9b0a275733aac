//! `/dossiers/{file}/stage/{stage}`: one placement, and what happens to it: who signed, what UWV provides, and its end.

use super::{
    look::{Back, Form as LookForm},
    report::Told,
    sample,
    tell::Form,
    words::{self, Shown, Telling, address},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary, kept},
        words::T,
    },
    site::{
        app::App,
        page::{Page, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Actor, Role, secrecy::Recipient};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::workplace::{
    EndRefusal, Party, Reason, Workplace,
    desk::{outside_enrolment, owes_a_look, owes_an_answer},
    provision::{self, Kind, Refusal as NoStep, Status},
};
use store::workplace::{DoneRefusal, WorkplacesView};
use time::Date;

pub(super) const WHO: &str = "wie";
pub(super) const SIGNED_ON: &str = "getekend";
/// Who did not sign after all.
pub(super) const UNSIGN: &str = "niet";
/// Which step of a provision was a mistake: its place from 0.
pub(super) const TAKE: &str = "weg";
pub(super) const LAST: &str = "laatste";
pub(super) const REASON: &str = "reden";
pub(super) const KIND: &str = "voorziening";
pub(super) const STATUS: &str = "stand";
pub(super) const SINCE: &str = "sinds";

pub(super) async fn look(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path((file, number)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    page(&app, &actor, shell, (&file, &number), &draft.unwrap_or_default(), &Errors::none()).await
}

/// An address where something is sent shows the same page: what was typed there comes back there.
pub(super) async fn look_number(
    state: State<App>,
    visit: Visit,
    acting: Acting,
    shell: Shell,
    path: Path<(String, String)>,
) -> Result<Response, Problem> {
    look(state, visit, acting, shell, path).await
}

pub(super) async fn page(
    app: &App,
    actor: &Actor,
    shell: Shell,
    (file, number): (&str, &str),
    input: &Input,
    errors: &Errors,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.workplaces(actor, Some(id(file)?), now).await?;
    let number: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    let one = view.all.iter().find(|one| one.number == number).ok_or(Problem::NotFound)?;
    let page = WorkplacePage::new(shell, &view, one, (input, errors), now.day);
    Ok(if errors.is_empty() { show(&page) } else { show_refused(&page) })
}

/// Shows what stands now, because somebody else was first. What was typed stays in its fields, and where those are gone it is shown.
pub(super) async fn stands(
    app: &App,
    actor: &Actor,
    shell: Shell,
    (file, number): (&str, &str),
    (input, typed): (&Input, &[&str]),
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.workplaces(actor, Some(id(file)?), now).await?;
    let number: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    let one = view.all.iter().find(|one| one.number == number).ok_or(Problem::NotFound)?;
    let said = shell.t.get("referral-meanwhile-other");
    let shell = shell.message(MessageKind::Error, said);
    let mut page = WorkplacePage::new(shell, &view, one, (input, &Errors::none()), now.day);
    let typed: Vec<&str> = typed.iter().filter(|field| !page.has(field)).map(|field| input.raw(field)).collect();
    page.kept = kept(&typed, true);
    Ok(show_as(StatusCode::CONFLICT, &page))
}

pub(super) fn wrong(t: T, errors: &mut Errors, refusal: DoneRefusal) {
    let said = |errors: &Errors, field: &str| errors.fields().any(|one| one == field);
    match refusal {
        DoneRefusal::Sign(_) if said(errors, SIGNED_ON) => {}
        DoneRefusal::Sign(_) => {
            errors.add(WHO, "error-workplace-who");
            errors.add(SIGNED_ON, "error-workplace-signed-on");
        }
        DoneRefusal::End(EndRefusal::Day(..)) if said(errors, LAST) => {}
        DoneRefusal::End(EndRefusal::Day(from, until)) => {
            errors.add_with(LAST, "error-workplace-last", vec![("from", t.date(from)), ("until", t.date(until))]);
        }
        DoneRefusal::End(EndRefusal::Reason) => errors.add(REASON, "error-workplace-reason"),
        // What is taken back has no field: what stands is shown before this.
        DoneRefusal::End(EndRefusal::Ended(_)) | DoneRefusal::Provide(NoStep::Same | NoStep::NotLast) => {}
        DoneRefusal::Provide(NoStep::Missing) => errors.add(KIND, "error-workplace-provision"),
        DoneRefusal::Provide(NoStep::Day) if said(errors, SINCE) => {}
        DoneRefusal::Provide(NoStep::Day) => errors.add(SINCE, "error-workplace-since"),
        DoneRefusal::Provide(NoStep::Order) => errors.add(STATUS, "error-workplace-order"),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "workplace/one.html")]
pub struct WorkplacePage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    begin: String,
    one: Shown,
    /// What became of it since it was written down, and what to do.
    strays: Vec<String>,
    /// What one may tell a trainer, in general.
    ask: String,
    /// The whole course of each provision.
    course: Vec<String>,
    /// Those steps that can be taken back, each with its place.
    takes: Vec<(usize, String)>,
    /// UWV was asked long ago.
    unanswered: bool,
    measures: Vec<String>,
    /// Who has not signed yet, and when.
    sign: Option<(Choice, Field)>,
    end: Option<(Field, Choice)>,
    provide: Option<(Choice, Choice, Field)>,
    looks: Vec<Back>,
    /// By when they look back together, where that is owed.
    owes: Option<String>,
    look: Option<LookForm>,
    reports: Vec<Told>,
    report: Field,
    told: Vec<Telling>,
    tell: Option<Form>,
    /// Why nothing can be told now.
    cannot: Option<String>,
    /// The version in force, whose places go with the forms.
    version: String,
    /// What was typed into a form that is gone.
    kept: Option<String>,
}

impl WorkplacePage {
    /// Whether a field for words is on the page.
    fn has(&self, field: &str) -> bool {
        let told = self.tell.iter().flat_map(|form| [&form.name, &form.email, &form.own]);
        let looked = self.look.iter().flat_map(|form| &form.who).map(|(_, said)| said);
        let did = self.reports.iter().flat_map(|one| &one.next).filter_map(|(.., did)| did.as_ref());
        told.chain(looked).chain(did).any(|one| one.name == field)
    }

    fn new(
        shell: Shell,
        view: &WorkplacesView,
        of: &Workplace,
        (input, errors): (&Input, &Errors),
        today: Date,
    ) -> Self {
        let t = shell.t;
        let unsigned: Vec<Opt> = Party::ALL
            .iter()
            .filter(|party| !of.signed.iter().any(|(by, _)| by == *party))
            .map(|party| Opt::new(party.code(), words::party(t, *party)))
            .collect();
        let day = |name: &'static str, key: &str| Field::text(name, t.get(key)).filled(t, input, errors);
        let reasons = Reason::ALL.iter().map(|one| Opt::new(one.code(), words::reason(t, *one))).collect();
        let kinds = Kind::ALL.iter().map(|one| Opt::new(one.code(), words::kind(t, *one))).collect();
        let statuses = Status::ALL.iter().map(|one| Opt::new(one.code(), words::provided(t, *one))).collect();
        let steps = view.steps.iter().filter(|(number, _)| *number == of.number);
        let steps: Vec<provision::Step> = steps.map(|(_, step)| *step).collect();
        let open = of.ended.is_none();
        let step_line = |step: &provision::Step| {
            let line = t.say("workplace-provision-line").arg("kind", words::kind(t, step.kind));
            line.arg("status", words::provided(t, step.status)).arg("on", step.on).to_string()
        };
        let course = steps.iter().map(|step| {
            let noted = words::by(t, view, "workplace-noted-by", step.noted);
            let taken = step.taken.map(|taken| words::by(t, view, "look-taken", taken));
            [Some(step_line(step)), Some(noted), taken].into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        let last = steps.iter().enumerate().filter(|(at, _)| open && provision::can_be_taken(&steps, *at));
        let takes = last.map(|(at, step)| (at, step_line(step))).collect();
        let lost = view.lost.contains(&of.number).then(|| t.get("workplace-lost"));
        let enrolments = view.enrolments.iter().map(|(one, _)| one);
        let outside = outside_enrolment(of, enrolments, today).then(|| t.get("workplace-outside"));
        let looks = view.looks.iter().filter(|one| one.look.of == of.number);
        let looked: Vec<_> = view.looks.iter().map(|one| one.look.clone()).collect();
        let reports = view.reports.iter().filter(|one| one.of == of.number);
        let told = view.told.iter().filter(|one| one.told.of == of.number);
        let cannot = match (view.lines.is_empty(), view.mail) {
            (true, _) => Some("share-nothing-holds"),
            (false, false) => Some("share-no-mail"),
            (false, true) => None,
        };
        let shell = words::below(shell, view).keeping();
        Self {
            t,
            summary: errors.summary(t),
            here: format!("{}/{}", address(view.file), of.number),
            begin: format!("{}/nieuw", address(view.file)),
            one: words::shown(t, view, of, today),
            strays: lost.into_iter().chain(outside).collect(),
            ask: format!("/vertellen?aan={}", Recipient::Trainer.code()),
            course: course.collect(),
            takes,
            unanswered: owes_an_answer(of, &steps, today),
            measures: view.measures.iter().map(|one| words::measure(t, one)).collect(),
            sign: (open && !unsigned.is_empty()).then(|| {
                let who = Choice::new(WHO, t.get("workplace-sign-who"), unsigned).filled(t, input, errors);
                (who, day(SIGNED_ON, "workplace-signed-on"))
            }),
            end: open.then(|| {
                let why = Choice::new(REASON, t.get("workplace-end-reason"), reasons).filled(t, input, errors);
                (day(LAST, "workplace-end-last"), why)
            }),
            provide: open.then(|| {
                let what = Choice::new(KIND, t.get("workplace-provide-what"), kinds).filled(t, input, errors);
                let status = Choice::new(STATUS, t.get("workplace-provide-status"), statuses).filled(t, input, errors);
                (what, status, day(SINCE, "workplace-provide-since"))
            }),
            owes: owes_a_look(of, !view.asked.is_empty(), &looked, today)
                .then(|| t.say("look-owed").arg("last", of.last()).to_string()),
            looks: looks.rev().map(|one| super::look::back(t, view, one)).collect(),
            // Of what is yet to begin nothing was kept or not; without a measure there is nothing to look back at.
            look: (of.from <= today && !view.asked.is_empty()).then(|| LookForm::new(t, view, input, errors)),
            reports: reports.rev().map(|one| super::report::told(t, view, one, Some((input, errors)))).collect(),
            report: super::report::words_field(t, input, errors),
            told: told.rev().map(|one| words::telling(t, view, one)).collect(),
            tell: (cannot.is_none() && of.last() >= today).then(|| Form::new(t, view, input, errors)),
            cannot: cannot.map(|key| t.get(key)).filter(|_| of.last() >= today),
            version: view.version.map_or(String::new(), |version| version.to_string()),
            kept: None,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for WorkplacePage {
    const NAME: &'static str = "workplace/one";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::field::Problem;
        let (view, today) = (sample::some(), crate::say::people::now().day);
        let page = |at: usize, refusals: Vec<DoneRefusal>| {
            let mut errors = Errors::none();
            for refusal in refusals {
                wrong(t, &mut errors, refusal);
            }
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/stage/2");
            Self::new(shell, &view, &view.all[at], (&Input::default(), &errors), today)
        };
        let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/stage/2");
        let mut strayed = view.clone();
        strayed.lost.push(2);
        strayed.enrolments.iter_mut().for_each(|(of, _)| of.until = Some(today));
        let long_ago = today.saturating_sub(time::Duration::weeks(8));
        strayed.steps.iter_mut().for_each(|(_, step)| step.on = long_ago);
        let strays = Self::new(shell, &strayed, &strayed.all[1], (&Input::default(), &Errors::none()), today);
        let mut tells = Errors::none();
        let every = register::workplace::told::Field::ALL.iter();
        let every = every.map(|of| register::field::FieldProblem::new(*of, Problem::Missing)).collect();
        super::tell::wrong(t, &mut tells, register::workplace::told::Refusal::Fields(every));
        let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/stage/2/vertellen");
        let tells = Self::new(shell, &view, &view.all[1], (&Input::default(), &tells), today);
        let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/stage/2/melding");
        let said = super::report::wrong(register::workplace::report::MakeRefusal::Words(Problem::Missing));
        let reports = Self::new(shell, &view, &view.all[1], (&Input::default(), &said), today);
        let mut said = Errors::none();
        let every = register::workplace::look::Field::ALL.iter();
        let every = every.map(|of| register::field::FieldProblem::new(*of, Problem::Missing)).collect();
        let refusal = register::workplace::look::Refusal::Fields(every);
        super::look::wrong(t, &mut said, &Input::of(&[("gevraagd", "0")]), refusal);
        let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/stage/2/terugkijken");
        let looks = Self::new(shell, &view, &view.all[1], (&Input::default(), &said), today);
        vec![
            ("tell-errors", tells),
            ("report-errors", reports),
            ("look-errors", looks),
            ("runs", page(1, Vec::new())),
            ("strays", strays),
            ("ended", page(2, Vec::new())),
            ("replaced", page(0, Vec::new())),
            ("sign-errors", page(1, vec![DoneRefusal::Sign(Problem::Missing)])),
            (
                "end-errors",
                page(1, vec![DoneRefusal::End(EndRefusal::Day(today, today)), DoneRefusal::End(EndRefusal::Reason)]),
            ),
            (
                "provide-errors",
                page(
                    1,
                    vec![
                        DoneRefusal::Provide(NoStep::Missing),
                        DoneRefusal::Provide(NoStep::Order),
                        DoneRefusal::Provide(NoStep::Day),
                    ],
                ),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Read aloud in one breath it would be "Eerder gestopt Laatste dag": each is a row of its own.
    #[test]
    fn that_it_ended_and_when_are_two_rows() {
        let samples = WorkplacePage::samples(T::default());
        let html = samples.iter().find(|(state, _)| *state == "ended").map(|(_, page)| page.render().unwrap()).unwrap();
        for row in ["<strong>Eerder gestopt</strong></p>", "<p class=\"nl-paragraph\">Laatste dag: "] {
            assert!(html.contains(row), "{row}: {html}");
        }
    }

    /// What became of a placement is said with what to do about it, and only where it is so.
    #[test]
    fn what_became_of_it_is_said_with_what_to_do() {
        for (state, page) in WorkplacePage::samples(T::default()) {
            let html = page.render().unwrap();
            for says in ["niet meer als erkend", "valt nu buiten de inschrijving", "meer dan zes weken geleden"] {
                assert_eq!(html.contains(says), state == "strays", "{state}: {says}");
            }
        }
    }

    /// ADR 0034: the school takes back the report that it wrote, and not the one that the student wrote.
    #[test]
    fn only_what_school_wrote_can_be_taken_back_by_school() {
        let samples = WorkplacePage::samples(T::default());
        let html = samples.iter().find(|(state, _)| *state == "runs").map(|(_, page)| page.render().unwrap()).unwrap();
        let of = |number: u32| {
            let form = html.split("<form").find(|form| form.contains(&format!("name=\"melding\" value=\"{number}\"")));
            form.map(|form| (form.contains("value=\"withdraw\""), form.contains(&format!("name=\"deed-{number}\""))))
        };
        assert_eq!(of(1), Some((true, true)), "school wrote it, and says why");
        assert_eq!(of(2), None, "it is known what SBB did");
        assert_eq!(of(3), Some((false, false)), "the student wrote it");
    }
}
