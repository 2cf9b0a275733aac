//! The page of the talk of an intake: what is known, what can be done, and what was.

use crate::{
    say::{
        application::programme,
        form::{Choice, Errors, Field, Input, Opt, Summary, kept},
        format::{clock, date_typed},
        intake::{self as words, State as Stand},
        person::{call_name, name},
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::{
    AccountId, ApplicationId,
    intake::{
        talk::{Means, Report, Status, Talk, seen_so_far},
        timely::Timely,
    },
};
use store::intake::TalkView;
use time::Date;

/// Which button it was.
pub(super) const DO: &str = "doe";
pub(super) const PLAN: &str = "plan";
pub(super) const TELL: &str = "verteld";
pub(super) const REPORT: &str = "verslag";
pub(super) const HELD: &str = "geweest";
pub(super) const MISSED: &str = "niet-gekomen";
pub(super) const CANCEL: &str = "afgezegd";
pub(super) const BACK: &str = "terug";

pub(super) const DAY: &str = "dag";
pub(super) const HOUR: &str = "tijd";
pub(super) const PLACE: &str = "plaats";
pub(super) const WITH: &str = "met";
pub(super) const MEANS: &str = "hoe";
pub(super) const HELD_ON: &str = "gehouden-op";
pub(super) const FACTS: &str = "besproken";
pub(super) const STEPS: &str = "afgesproken";
pub(super) const WHY: &str = "waarom";

/// The fields, in the order of the page.
pub(super) const FIELDS: [&str; 9] = [HELD_ON, FACTS, STEPS, MEANS, DAY, HOUR, PLACE, WITH, WHY];

/// Where the page is.
pub(super) fn path(application: ApplicationId) -> String {
    format!("/intake/{application}/gesprek")
}

/// What was written down.
pub(super) struct Written {
    pub(super) title: String,
    pub(super) facts: String,
    pub(super) steps: String,
    /// A later one says what holds.
    pub(super) replaced: bool,
}

/// A talk that was planned, as it stands.
pub(super) struct Line {
    pub(super) title: String,
    pub(super) status: String,
    pub(super) waits: bool,
    pub(super) facts: Vec<(String, String)>,
    pub(super) reports: Vec<Written>,
    /// What happened, and why.
    pub(super) turns: Vec<(String, Option<String>)>,
}

/// A talk in words. Who reads it as the applicant reads no names of who did what on paper, and everything else.
pub(super) fn line(t: T, talk: &Talk, by: impl Fn(AccountId) -> String) -> Line {
    let mut facts = vec![
        (t.get("talk-place"), t.stored(talk.place.reveal())),
        (t.get("talk-with"), by(talk.with)),
        (t.get("talk-planned-by"), t.say("talk-by-on").arg("by", by(talk.by)).arg("on", talk.at.day).to_string()),
    ];
    if let Some(told) = talk.told {
        let said = t.say("talk-told-on").arg("how", words::means(t, told.means)).arg("on", told.at.day).to_string();
        facts.push((t.get("talk-told"), said));
    }
    let last = talk.reports.len().saturating_sub(1);
    let written = |(at, one): (usize, &Report)| Written {
        title: t.say("talk-report-by").arg("by", by(one.by)).arg("on", one.at.day).arg("held", one.held_on).to_string(),
        facts: t.stored(one.facts.reveal()),
        steps: t.stored(one.steps.reveal()),
        replaced: at < last,
    };
    Line {
        title: words::when(t, talk.day, talk.hour),
        status: words::status(t, talk.status),
        waits: matches!(talk.status, Status::Planned | Status::Held),
        facts,
        reports: talk.reports.iter().enumerate().rev().map(written).collect(),
        turns: (talk.turns.iter())
            .map(|turn| {
                let why = turn.why.as_ref().map(|why| t.stored(why.reveal()));
                (words::happened(t, turn, &by(turn.by)), why)
            })
            .collect(),
    }
}

/// To the letter of a talk, in both languages, while it is planned.
pub(super) fn papers(t: T, path: &str, newest: Option<&Talk>) -> Vec<(String, String)> {
    let planned = newest.is_some_and(|talk| talk.status == Status::Planned);
    let papers = [("nl", "talk-paper-nl"), ("en", "talk-paper-en")];
    let papers = papers.map(|(lang, said)| (format!("{path}?in={lang}"), t.get(said)));
    if planned { papers.to_vec() } else { Vec::new() }
}

/// Planning, or moving what is planned.
struct Planning {
    title: String,
    button: String,
    day: Field,
    hour: Field,
    place: Field,
    with: Choice,
}

/// Writing down, or writing down again.
struct Reporting {
    title: String,
    held_on: Field,
    facts: Field,
    steps: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "intake/talk.html")]
pub struct TalkPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    need: String,
    decision: String,
    transfer: String,
    advice: String,
    file: String,
    /// To invite the applicant, who cannot sign in.
    invite: Option<String>,
    facts: Vec<(String, String)>,
    gives: String,
    late: bool,
    talks: Vec<Line>,
    /// What stands: what is done names it.
    stand: String,
    /// To the letter of a talk that is planned, in both languages.
    papers: Vec<(String, String)>,
    tell: Option<Choice>,
    report: Option<Reporting>,
    plan: Option<Planning>,
    /// Its day is there: it was held, or nobody came.
    came: bool,
    /// Why it does not go on (`true`), or why what was said of it is wrong.
    why: Option<(Field, bool)>,
    kept: Option<String>,
}

impl TalkPage {
    /// Keeps what was typed into a part of the page that is not there any more.
    pub(super) fn keep(&mut self, input: &Input) {
        let plan = self.plan.is_none().then(|| input.raw(PLACE));
        let report = self.report.is_none().then(|| [input.raw(FACTS), input.raw(STEPS)]);
        let why = self.why.is_none().then(|| input.raw(WHY));
        let typed: Vec<&str> = plan.into_iter().chain(report.into_iter().flatten()).chain(why).collect();
        self.kept = kept(&typed, true);
    }

    /// The page as it is today. `typed` is what was sent, when it was not accepted, or kept as a draft.
    pub(super) fn new(
        shell: Shell,
        view: &TalkView,
        reader: Option<AccountId>,
        typed: Option<&Input>,
        errors: &Errors,
        today: Date,
    ) -> Self {
        let t = shell.t;
        let nothing = Input::default();
        let input = typed.unwrap_or(&nothing);
        let by = |account: AccountId| view.names.get(&account).map_or_else(String::new, |name| name.reveal().clone());
        let newest = view.newest();
        let status = newest.map(|talk| talk.status);
        let open = view.application.status.is_open();
        let plan = match status {
            None | Some(Status::Missed | Status::Cancelled | Status::Moved) => open.then_some(None),
            Some(Status::Planned) => open.then_some(newest),
            Some(Status::Held | Status::Reported) => None,
        };
        let due = newest.is_some_and(|talk| talk.day <= today);
        let report = newest.filter(|talk| match talk.status {
            Status::Planned => due,
            Status::Held | Status::Reported => true,
            Status::Missed | Status::Moved | Status::Cancelled => false,
        });
        let why = match status {
            Some(Status::Planned) => Some(true),
            Some(Status::Held | Status::Missed) => Some(false),
            None | Some(Status::Reported | Status::Moved | Status::Cancelled) => None,
        };
        let tell = newest.filter(|talk| talk.untold(today)).map(|_| {
            let options = [Means::Spoken, Means::Paper].map(|one| Opt::new(one.code(), words::means(t, one)));
            Choice::new(MEANS, t.get("talk-ask-means"), options.to_vec()).filled(t, input, errors)
        });
        let called = call_name(t, &view.person);
        let facts = facts(t, view, today);
        let shell = shell.crumb(t.get("assess-crumb-intake"), "/intake");
        let works = plan.is_some() || report.is_some() || why.is_some() || tell.is_some();
        let shell = if works { shell.keeping() } else { shell };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("talk-title").arg("name", name(t, &view.person)).to_string(),
            here: path(view.application.id),
            need: format!("/intake/{}", view.application.id),
            decision: format!("/intake/{}/besluit", view.application.id),
            advice: format!("/intake/{}/advies", view.application.id),
            transfer: format!("/intake/{}/overdracht", view.application.id),
            file: format!("/dossiers/{}", view.file),
            invite: (tell.is_some() && !view.by_mail).then(|| format!("/dossiers/{}/uitnodigen", view.file)),
            facts,
            gives: words::gives(t, view.timely, view.level),
            late: matches!(view.timely, Timely::Late { .. }),
            papers: papers(t, &format!("{}/brief", path(view.application.id)), newest),
            talks: view.talks.iter().rev().map(|talk| line(t, talk, by)).collect(),
            stand: seen_so_far(&view.talks, view.application.id).code(),
            tell,
            report: report.map(|talk| reporting(t, talk, &called, input, errors, today)),
            plan: plan.map(|standing| planning(t, view, standing, reader, input, errors)),
            came: due && status == Some(Status::Planned),
            why: why.map(|cancels| {
                let key = if cancels { "talk-ask-cancel" } else { "talk-ask-back" };
                let field = Field::text(WHY, t.get(key)).hint(t.get("talk-applicant-reads")).rows(2);
                (field.filled(t, input, errors), cancels)
            }),
            kept: None,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

/// Who applied for what.
fn facts(t: T, view: &TalkView, today: Date) -> Vec<(String, String)> {
    let of = &view.application;
    let mut facts = vec![
        (t.get("assess-applied-for"), programme(t, &view.programmes, of.programme, today)),
        (t.get("assess-applied-on"), t.date(of.applied_on)),
    ];
    facts.extend(of.starts_on.map(|day| (t.get("assess-starts-on"), t.date(day))));
    facts.push((t.get("talk-application"), t.get(&format!("application-status-{}", of.status.code()))));
    facts
}

fn planning(
    t: T,
    view: &TalkView,
    standing: Option<&Talk>,
    reader: Option<AccountId>,
    input: &Input,
    errors: &Errors,
) -> Planning {
    let options = view.holders.iter().map(|(account, name)| Opt::new(account.to_string(), name.reveal())).collect();
    let with = standing.map(|talk| talk.with).or(reader);
    let with = with.filter(|with| view.holders.iter().any(|(account, _)| account == with));
    let with = with.map(|with| with.to_string()).unwrap_or_default();
    let (title, button) =
        if standing.is_some() { ("talk-move", "talk-do-move") } else { ("talk-plan", "talk-do-plan") };
    let day = standing.map(|talk| date_typed(talk.day)).unwrap_or_default();
    let hour = standing.and_then(|talk| talk.hour).map(clock).unwrap_or_default();
    let place = standing.map(|talk| talk.place.reveal().clone()).unwrap_or_default();
    let choice = Choice::new(WITH, t.get("talk-with"), options);
    let choice = if with.is_empty() { choice } else { choice.chosen(with) };
    Planning {
        title: t.get(title),
        button: t.get(button),
        day: Field::text(DAY, t.get("talk-ask-day")).value(day).filled(t, input, errors),
        hour: Field::text(HOUR, t.get("plan-hour"))
            .hint(t.get("plan-hour-hint"))
            .value(hour)
            .optional()
            .filled(t, input, errors),
        place: Field::text(PLACE, t.get("talk-place"))
            .hint(t.get("talk-place-hint"))
            .value(place)
            .filled(t, input, errors),
        with: choice.filled(t, input, errors),
    }
}

fn reporting(t: T, talk: &Talk, called: &str, input: &Input, errors: &Errors, today: Date) -> Reporting {
    let last = talk.reports.last();
    let title = if last.is_some() { "talk-report-again" } else { "talk-report" };
    let text = |text: Option<&register::Personal<String>>| text.map(|text| text.reveal().clone()).unwrap_or_default();
    let day = last.map_or(talk.day.min(today), |last| last.held_on);
    Reporting {
        title: t.get(title),
        held_on: Field::text(HELD_ON, t.get("talk-ask-held-on")).value(date_typed(day)).filled(t, input, errors),
        facts: Field::text(FACTS, t.get("talk-ask-facts"))
            .hint(t.say("talk-reads-hint").arg("name", called))
            .not_here(t.get("assess-words-not-here"))
            .value(text(last.map(|last| &last.facts)))
            .rows(5)
            .filled(t, input, errors),
        steps: Field::text(STEPS, t.get("talk-ask-steps"))
            .hint(t.get("talk-ask-steps-hint"))
            .value(text(last.map(|last| &last.steps)))
            .rows(4)
            .filled(t, input, errors),
    }
}

impl Page for TalkPage {
    const NAME: &'static str = "intake/talk";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use time::macros::date;
        let by = date!(2026 - 04 - 01);
        let page = |state: Stand, timely, by_mail, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Intaker, "/intake/018f/gesprek");
            let view = words::view(state, timely, by_mail)?;
            Some(Self::new(shell, &view, Some(words::INTAKER), None, errors, crate::say::people::now().day))
        };
        let none = Errors::none();
        let mut plan = Errors::one(DAY, "error-talk-day");
        plan.add(HOUR, "error-plan-hour");
        plan.add(PLACE, "error-talk-place");
        plan.add(WITH, "error-talk-with");
        let mut report = Errors::one(HELD_ON, "error-talk-held-on");
        report.add(FACTS, "error-talk-facts");
        report.add(STEPS, "error-talk-steps");
        report.add(DAY, "error-talk-before-applied");
        report.add(WHY, "error-talk-why");
        let (time, late) = (Timely::InTime { by }, Timely::Late { by });
        let all = [
            ("none", page(Stand::None, time, true, &none)),
            ("plan-errors", page(Stand::None, late, false, &plan)),
            ("planned", page(Stand::Planned, time, false, &none)),
            ("tell-errors", page(Stand::Planned, Timely::Unbound, false, &Errors::one(MEANS, "error-talk-means"))),
            ("today", page(Stand::Today, late, true, &none)),
            ("report-errors", page(Stand::Today, Timely::Unknown, true, &report)),
            ("held", page(Stand::Held, time, true, &none)),
            ("reported", page(Stand::Reported, time, true, &none)),
            ("missed", page(Stand::Missed, time, true, &none)),
            ("cancelled", page(Stand::Cancelled, time, false, &none)),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
