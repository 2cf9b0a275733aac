//! `/zorg/overleg/{meeting}`: one meeting: the yes it needs, and what was decided.

use super::{
    samples,
    words::{self, PATH},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary, kept},
        format,
        person::name,
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
    AccountId, MeetingId,
    meeting::{Consent, Consenter, Decision, Doing, MAX_WORDS, Part, Refusal, Status},
};
use store::{SaveError, meeting::MeetingView};
use time::Date;

/// Which button it was: `ja`, `nee` or `af`.
const DO: &str = "doe";
const WHO: &str = "wie";
const DAY: &str = "dag";
const WHY: &str = "waarom";

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(meeting): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.meeting(&actor, id(&meeting)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&MeetingPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(meeting): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (meeting, now): (MeetingId, _) = (id(&meeting)?, app.clock.now());
    let mut errors = Errors::none();
    let (saved, notice) = match input.text(DO) {
        "nee" => (app.store.meeting_disagree(&actor, meeting, now).await, "notice-meeting-disagreed"),
        "af" => (app.store.meeting_cancel(&actor, meeting, input.raw(WHY), now).await, "notice-meeting-cancelled"),
        _ => {
            let given = (Consenter::from_code(input.text(WHO)), words::day(&input, DAY, &mut errors));
            (app.store.meeting_agree(&actor, meeting, given, now).await, "notice-meeting-agreed")
        }
    };
    let refusal = match saved {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Consented | Refusal::Twice)) => {
            return Ok(done(&app, &format!("{PATH}/{meeting}"), notice));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    match refusal {
        Refusal::Parts(parts) => {
            for (part, problem) in parts {
                match part {
                    Part::Day => words::once(&mut errors, DAY, "error-meeting-consent-day"),
                    Part::Consenter => errors.add(WHO, "error-meeting-consent-who"),
                    _ => errors.extend(Errors::text(WHY, problem, "error-meeting-why", MAX_WORDS)),
                }
            }
        }
        Refusal::DayToCome => errors.add(DAY, "error-referral-day-to-come"),
        Refusal::Whose(Consenter::Student) => errors.add(WHO, "error-meeting-consent-student"),
        Refusal::Whose(Consenter::Guardian) => errors.add(WHO, "error-meeting-consent-guardian"),
        _ => {
            let view = app.store.meeting(&actor, meeting, now).await?;
            let said = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, said);
            let mut page = MeetingPage::new(shell, &view, &input, &Errors::none(), now.day);
            page.kept = kept(&[input.raw(WHY)], !page.may);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let view = app.store.meeting(&actor, meeting, now).await?;
    Ok(show_refused(&MeetingPage::new(shell, &view, &input, &errors.in_order(&[WHO, DAY, WHY]), now.day)))
}

/// Something that was decided.
struct Decided {
    words: String,
    who: String,
    status: String,
    open: bool,
    late: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "meeting/one.html")]
pub struct MeetingPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    file: String,
    on: String,
    status: String,
    planned: bool,
    /// There is a yes today.
    agreed: bool,
    question: String,
    people: String,
    consents: Vec<String>,
    notes: Option<String>,
    closed: Option<String>,
    decided: Vec<Decided>,
    /// To write it down, once its day is there and somebody said yes.
    minutes: Option<String>,
    /// The reader plans meetings, and this one is to come.
    may: bool,
    /// There is a yes to take back.
    stands: bool,
    who: Choice,
    day: Field,
    why: Field,
    /// What was typed into a form that is not there any more.
    kept: Option<String>,
}

impl MeetingPage {
    fn new(shell: Shell, view: &MeetingView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let meeting = &view.meeting;
        let by = |account: AccountId| view.names.get(&account).map_or("", |name| name.reveal().as_str());
        let planned = meeting.status == Status::Planned;
        let may = planned && view.may_hold;
        let shell = shell.crumb(t.get("meetings-title"), PATH);
        let shell = if may { shell.keeping() } else { shell };
        let here = format!("{PATH}/{}", meeting.id);
        let consent = |one: &Consent| {
            let said = t
                .say("meeting-consented")
                .arg("who", words::consenter(t, one.by))
                .arg("on", one.given_on)
                .arg("by", by(one.noted_by));
            match one.withdrawn {
                Some((at, _)) => format!("{said} {}", t.say("meeting-consent-back").arg("on", at.day)),
                None => said.to_string(),
            }
        };
        let decided = |one: &Decision| Decided {
            words: t.stored(one.words.reveal()),
            who: t.say("decision-who").arg("name", by(one.owner)).arg("by", one.due).to_string(),
            status: words::doing(t, one.status),
            open: one.status == Doing::Open,
            late: one.status == Doing::Open && one.due < today,
        };
        let who = Consenter::ALL.iter().map(|who| Opt::new(who.code(), words::consenter(t, *who))).collect();
        let who = Choice::new(WHO, t.get("meeting-consent-who"), who);
        let who = match view.needed {
            Some(needed) => who.chosen(needed.code()),
            None => who,
        };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("meeting-title").arg("name", name(t, &view.person)).to_string(),
            file: format!("/dossiers/{}", view.file),
            on: t.date_with_day(meeting.on),
            status: words::status(t, meeting.status),
            planned,
            agreed: view.agreed,
            question: t.stored(meeting.question.reveal()),
            people: t.stored(meeting.people.reveal()),
            consents: meeting.consents.iter().map(consent).collect(),
            notes: meeting.notes.as_ref().map(|notes| t.stored(notes.reveal())),
            closed: meeting
                .closed
                .map(|(at, who)| t.say("meeting-written").arg("by", by(who)).arg("on", at.day).to_string()),
            decided: meeting.decisions.iter().map(decided).collect(),
            minutes: (may && view.agreed && meeting.on <= today).then(|| format!("{here}/verslag")),
            may,
            stands: meeting.consents.iter().any(|one| one.withdrawn.is_none()),
            who: who.filled(t, input, errors),
            day: Field::text(DAY, t.get("meeting-consent-day"))
                .value(format::date_typed(today))
                .filled(t, input, errors),
            why: Field::text(WHY, t.get("meeting-why")).rows(2).filled(t, input, errors),
            kept: None,
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for MeetingPage {
    const NAME: &'static str = "meeting/one";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |state: samples::State, may_hold: bool, errors: &Errors| {
            let role = if may_hold { Role::CareCoordinator } else { Role::Coach };
            let shell = Shell::sample_as(t, role, "/zorg/overleg/018f");
            let view = samples::view(state, may_hold)?;
            Some(Self::new(shell, &view, &Input::default(), errors, samples::today()))
        };
        let mut errors = Errors::one(WHO, "error-meeting-consent-student");
        errors.add(DAY, "error-meeting-consent-day");
        errors.add(WHY, "error-meeting-why");
        let none = Errors::none();
        let all = [
            ("planned", page(samples::State::Planned, true, &none)),
            ("errors", page(samples::State::Planned, true, &errors)),
            ("agreed", page(samples::State::Agreed, true, &none)),
            ("taken-back", page(samples::State::Disagreed, true, &none)),
            ("reads", page(samples::State::Agreed, false, &none)),
            ("held", page(samples::State::Held, false, &none)),
            ("cancelled", page(samples::State::Cancelled, true, &none)),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
