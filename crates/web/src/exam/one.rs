//! `/examens/{exam}`: one request: what is asked and why, what must be shown, and what the committee decided.

use super::place::PATH;
use crate::{
    say::{
        exam::{self as words, Around, Card, State as Stand},
        form::{Choice, Errors, Field, Input, Opt, Summary, day, kept},
        format::date_typed,
        person::name,
        telling::{FIELDS, HOW, ON, STAND, TellForm},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    ExamId,
    exam::{Decide, Event, Facility, Ground, Part, Refusal, Status, decides_until},
    seen::Seen,
};
use store::{
    SaveError,
    exam::{ExamView, open_on},
};
use time::Date;

/// Which button it was: `besluit`, `gezien`, `verteld`, `opnieuw`, `terug` or `einde`.
const DO: &str = "doe";
const GRANTED: &str = "toe";
const MINUTES: &str = "minuten";
const REASON: &str = "reden";
const FROM: &str = "vanaf";
const UNTIL: &str = "tot";
const WHY: &str = "waarom";
const ENROLMENT: &str = "inschrijving";

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(exam): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.exam(&actor, id(&exam)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&ExamPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

/// What somebody did.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Decided,
    Seen,
    Told,
    Turned(Event),
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(exam): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (exam, now): (ExamId, _) = (id(&exam)?, app.clock.now());
    let mut errors = Errors::none();
    let turned = |event, notice| (Done::Turned(event), notice);
    let (what, notice) = match input.text(DO) {
        "gezien" => (Done::Seen, "notice-exam-seen"),
        "verteld" => (Done::Told, "notice-exam-told"),
        "opnieuw" => turned(Event::Revise, "notice-exam-revised"),
        "terug" => turned(Event::Withdraw, "notice-exam-withdrawn"),
        "einde" => turned(Event::End, "notice-exam-stopped"),
        _ => (Done::Decided, "notice-exam-decided"),
    };
    // What was on the page: what happened since is shown first.
    let seen = Seen::read(input.text(STAND));
    let saved = match what {
        Done::Seen => app.store.exam_seen(&actor, exam, seen, now).await,
        Done::Turned(event) => app.store.exam_turn(&actor, exam, (event, input.raw(WHY), seen), now).await,
        Done::Told => {
            let given = TellForm::parse(&input, FIELDS, &mut errors);
            if errors.is_empty() {
                app.store.exam_told(&actor, exam, (given, seen), now).await
            } else {
                Err(SaveError::Refused(Refusal::Parts(Vec::new())))
            }
        }
        Done::Decided => {
            let given = parse(&input, &mut errors);
            if errors.is_empty() {
                app.store.exam_decide(&actor, exam, (&given, seen), now).await.map(|_| ())
            } else {
                Err(SaveError::Refused(Refusal::Parts(Vec::new())))
            }
        }
    };
    let refusal = match saved {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
            return Ok(done(&app, &format!("{PATH}/{exam}"), notice));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.exam(&actor, exam, now).await?;
    match refusal {
        Refusal::Parts(parts) => {
            let field = |part| match part {
                Part::Reason if what != Done::Decided => WHY,
                Part::Minutes => MINUTES,
                Part::From => FROM,
                Part::Until => UNTIL,
                Part::Enrolment => ENROLMENT,
                Part::Granted | Part::Wanted | Part::Ground | Part::DutchSince | Part::Other | Part::ExamOn => GRANTED,
                Part::Reason | Part::Why => REASON,
            };
            errors = words::wrong(shell.t, parts, errors, field);
        }
        Refusal::NotSeen => errors.add(GRANTED, "error-exam-not-seen"),
        Refusal::Told(wrong) => errors = TellForm::wrong(shell.t, FIELDS, wrong, errors),
        Refusal::NoMail => errors = TellForm::no_mail(),
        Refusal::NothingToTell
        | Refusal::Meanwhile
        | Refusal::Already(_)
        | Refusal::TooMany
        | Refusal::Twice
        | Refusal::Stands(_) => {
            let said = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, said);
            let mut page = ExamPage::new(shell, &view, &input, &Errors::none(), now.day);
            page.kept = page.typed(what, &input);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let errors = errors.in_order(&[HOW, ON, GRANTED, MINUTES, ENROLMENT, FROM, UNTIL, REASON, WHY]);
    Ok(show_refused(&ExamPage::new(shell, &view, &input, &errors, now.day)))
}

/// Reads what was decided. Minutes that are no number are as good as none.
fn parse(input: &Input, errors: &mut Errors) -> Decide {
    Decide {
        granted: input.all(GRANTED).filter_map(Facility::from_code).collect(),
        minutes: input.text(MINUTES).trim().parse().ok(),
        reason: input.raw(REASON).to_owned(),
        from: day(input, FROM, errors),
        until: day(input, UNTIL, errors),
        enrolment: input.text(ENROLMENT).parse().ok(),
    }
}

/// What the committee decides, as it is asked.
struct Asked {
    granted: Choice,
    minutes: Option<Field>,
    /// For which enrolment, where there is more than one.
    enrolment: Option<Choice>,
    from: Field,
    until: Field,
    reason: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "exam/one.html")]
pub struct ExamPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    card: Card,
    /// What else the office knows of it: the student, the measure, whether it comes late.
    facts: Vec<(String, String)>,
    /// It is about language, which is another thing than support.
    language: bool,
    /// To the decision on paper, in both languages.
    papers: Vec<(String, String)>,
    /// To what holds, for another system.
    needs: Option<String>,
    decide: Option<Asked>,
    /// What stands: what is noted of telling names it.
    stand: String,
    /// How the student is told what they have yet to be told.
    tell: Option<TellForm>,
    /// What must be shown can be noted as seen.
    see: bool,
    /// A decision can be looked at again.
    revise: bool,
    /// A request can be taken back.
    withdraw: bool,
    /// What was granted can be ended.
    end: bool,
    why: Field,
    /// What was typed into a form that is not there any more.
    kept: Option<String>,
}

impl ExamPage {
    /// What somebody typed, where the page does not ask it any more.
    fn typed(&self, what: Done, input: &Input) -> Option<String> {
        let (typed, gone) = match what {
            Done::Decided => (input.raw(REASON), self.decide.is_none()),
            Done::Seen => ("", true),
            Done::Told => (input.raw(ON), self.tell.is_none()),
            Done::Turned(_) => (input.raw(WHY), !(self.revise || self.withdraw || self.end)),
        };
        kept(&[typed], gone)
    }

    fn new(shell: Shell, view: &ExamView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let request = &view.request;
        let other = request.other.as_ref();
        let option = |one: &Facility| {
            let label = match (one, other) {
                (Facility::Other, Some(said)) => t.stored(said.reveal()),
                _ => words::facility(t, *one),
            };
            Opt::new(one.code(), label)
        };
        let waits = request.status.waits();
        let open = open_on(&view.enrolled, today);
        let language = request.ground == Ground::Language;
        let decide = waits.then(|| {
            let bound = decides_until(request, view.validity, today);
            let until = match bound {
                Some(day) => t.say("exam-decide-until-bound").arg("on", day).to_string(),
                None if open.is_empty() => t.get("exam-decide-until-hint-none"),
                None => t.get("exam-decide-until-hint"),
            };
            let minutes = Field::text(MINUTES, t.get("exam-decide-minutes"));
            let minutes = if language { minutes.hint(t.get("exam-decide-minutes-language")) } else { minutes };
            Asked {
                granted: Choice::new(
                    GRANTED,
                    t.get("exam-decide-granted"),
                    request.wanted.iter().map(option).collect(),
                )
                .hint(t.get("exam-decide-granted-hint"))
                .optional()
                .filled(t, input, errors),
                minutes: request
                    .wanted
                    .contains(&Facility::ExtraTime)
                    .then(|| minutes.optional().filled(t, input, errors)),
                enrolment: (open.len() > 1).then(|| {
                    let of = view.enrolled.iter().filter(|one| open.contains(&one.id));
                    let label = |one| words::enrolment(t, &view.programmes, one, today);
                    let options = of.map(|one| Opt::new(one.id.to_string(), label(one))).collect();
                    Choice::new(ENROLMENT, t.get("exam-decide-enrolment"), options)
                        .hint(t.get("exam-decide-enrolment-hint"))
                        .filled(t, input, errors)
                }),
                from: Field::text(FROM, t.get("exam-decide-from")).value(date_typed(today)).filled(t, input, errors),
                until: Field::text(UNTIL, t.get("exam-decide-until")).hint(until).optional().filled(t, input, errors),
                reason: Field::text(REASON, t.get("exam-decide-reason"))
                    .hint(t.get("exam-decide-reason-hint"))
                    .not_here(t.get("assess-words-not-here"))
                    .rows(3)
                    .filled(t, input, errors),
            }
        });
        let mut facts = Vec::new();
        let number = view.person.student_number.as_ref().map(|number| number.reveal().clone());
        facts.extend(number.map(|number| (t.get("exam-student-number"), number)));
        let teams = view.person.teams.join(", ");
        facts.extend((!teams.is_empty()).then(|| (t.get("exam-teams"), teams)));
        facts.push((t.get("exam-measure"), view.measure.clone().unwrap_or_else(|| t.get("exam-no-measure"))));
        let behind = view.ahead.filter(|ahead| *ahead < request.at.day);
        facts
            .extend(behind.map(|ahead| (t.get("exam-behind"), t.say("exam-behind-text").arg("on", ahead).to_string())));
        let here = format!("{PATH}/{}", request.id);
        let papers = [("nl", "exam-paper-nl"), ("en", "exam-paper-en")];
        let papers = papers.map(|(lang, said)| (format!("{here}/besluit?in={lang}"), t.get(said)));
        let shell = shell.crumb(t.get("exams-title"), PATH).keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("exam-title").arg("name", name(t, &view.person)).to_string(),
            card: words::card(t, request, &Around::view(view), today),
            facts,
            language,
            papers: if request.letter().is_some() { papers.to_vec() } else { Vec::new() },
            needs: request.holds().then(|| format!("{here}/behoeften")),
            decide,
            stand: request.seen_so_far().code(),
            tell: request.untold().map(|_| TellForm::new(t, view.by_mail, today, input, errors)),
            see: waits && request.seen.is_none() && !language,
            revise: matches!(request.status, Status::Granted | Status::Partly | Status::Refused),
            withdraw: request.status.on(Event::Withdraw).is_some(),
            end: request.status.on(Event::End).is_some(),
            why: Field::text(WHY, t.get("exam-why")).rows(2).filled(t, input, errors),
            kept: None,
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for ExamPage {
    const NAME: &'static str = "exam/one";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |state: Stand, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::ExamOffice, "/examens/018f");
            Some(Self::new(shell, &words::view(state)?, &Input::default(), errors, today))
        };
        let mut errors = Errors::one(GRANTED, "error-exam-not-seen");
        errors.add(MINUTES, "error-exam-minutes");
        errors.add(FROM, "error-exam-from");
        errors.add(REASON, "error-exam-reason");
        errors.add(WHY, "error-exam-reason");
        let none = Errors::none();
        let all = [
            ("asked", page(Stand::Asked, &none)),
            ("to-show", page(Stand::ToShow, &none)),
            ("errors", page(Stand::ToShow, &errors)),
            ("language", page(Stand::Language, &none)),
            ("late", page(Stand::Late, &none)),
            ("untold", page(Stand::Untold, &none)),
            ("untold-errors", page(Stand::Untold, &Errors::one(ON, "error-told-on"))),
            ("granted", page(Stand::Granted, &none)),
            ("partly", page(Stand::Partly, &none)),
            ("refused", page(Stand::Refused, &none)),
            ("again", page(Stand::Again, &none)),
            ("annulled", page(Stand::Annulled, &none)),
            ("withdrawn", page(Stand::Withdrawn, &none)),
            ("ended", page(Stand::Ended, &none)),
            ("stopped", page(Stand::Stopped, &none)),
            ("taken-back", page(Stand::TakenBack, &none)),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
