//! `/mijn/zorg`: what the school asked of others about a student, and what came of it, for the student and a parent of a child.

use super::words::{self, OWN};
use crate::{
    say::{burden, form::Input, person::call_name, words::T},
    site::{
        app::App,
        page::{Page, done, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::{
    AccountId, MeetingId,
    burden::Burden,
    meeting::{Consenter, Doing, Meeting, Refusal, Status},
    referral::Referral,
};
use store::{SaveError, referral::OwnReferrals};

pub(super) async fn own(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let found = app.store.own_referrals(&actor, app.clock.now()).await?;
    Ok(show(&OwnCarePage::new(shell, actor.role() == Some(Role::Guardian), &found)))
}

/// Says yes or no to a meeting.
pub(super) async fn answer(State(app): State<App>, Acting(actor): Acting, input: Input) -> Result<Response, Problem> {
    let yes = match input.text("doe") {
        "ja" => true,
        "nee" => false,
        _ => return Err(Problem::NotFound),
    };
    let said = if yes { "notice-own-meeting-yes" } else { "notice-own-meeting-no" };
    let meeting = id::<MeetingId>(input.text("overleg"))?;
    let notice = match app.store.meeting_answer(&actor, meeting, yes, app.clock.now()).await {
        // Sent twice: it stands there.
        Ok(()) | Err(SaveError::Refused(Refusal::Consented)) => said,
        Err(SaveError::Refused(Refusal::Stands(_))) => "notice-own-meeting-over",
        Err(SaveError::Refused(Refusal::Whose(_))) => "notice-own-meeting-whose",
        Err(SaveError::Refused(_)) => return Err(Problem::BadRequest),
        Err(SaveError::Store(error)) => return Err(error.into()),
    };
    Ok(done(&app, OWN, notice))
}

/// What one reads of the yes to a meeting to come, and what one can say.
fn asks(
    t: T,
    guardian: bool,
    needed: Option<Consenter>,
    one: &Meeting,
) -> Option<(String, Option<(&'static str, String)>)> {
    if one.status != Status::Planned {
        return None;
    }
    let theirs = match (needed, guardian) {
        (Some(Consenter::Guardian), false) => Some("own-meeting-of-guardian"),
        (Some(Consenter::Student), true) => Some("own-meeting-of-student"),
        (Some(Consenter::Guardian) | None, true) | (Some(Consenter::Student) | None, false) => None,
    };
    if let Some(key) = theirs {
        return Some((t.get(key), None));
    }
    if one.has_yes() {
        return Some((t.get("own-meeting-agreed"), Some(("nee", t.get("own-meeting-no")))));
    }
    let ask = t.get(if guardian { "own-meeting-ask-guardian" } else { "own-meeting-ask" });
    let ask = if one.lost_its_yes() { format!("{} {ask}", t.get("own-meeting-lost")) } else { ask };
    Some((ask, Some(("ja", t.get("own-meeting-yes")))))
}

/// A referral.
struct Asked {
    title: String,
    waits: bool,
    status: String,
    asked: String,
    question: String,
    /// What happened, with which words.
    steps: Vec<(String, Option<String>)>,
}

/// A meeting.
struct Met {
    title: String,
    status: String,
    question: String,
    people: String,
    /// While it is to come: what one reads of the yes, and what one can say: the value and the words of the button.
    asks: Option<(String, Option<(&'static str, String)>)>,
    /// Which it is, for the form.
    id: String,
    /// What was decided, by whom and by when; whether it is done.
    decided: Vec<(String, String, bool)>,
}

/// A decision on an adjustment.
struct Weighed {
    adjustment: String,
    outcome: String,
    /// Of an adjustment that comes: since when it is there, or that school arranges it still.
    arranged: Option<String>,
    reason: String,
    by: String,
}

/// The page.
#[derive(Template)]
#[template(path = "referral/own.html")]
pub struct OwnCarePage {
    t: T,
    shell: Shell,
    title: String,
    asked: Vec<Asked>,
    met: Vec<Met>,
    weighed: Vec<Weighed>,
}

impl OwnCarePage {
    fn new(shell: Shell, guardian: bool, found: &OwnReferrals) -> Self {
        let t = shell.t;
        let by = |account: AccountId| found.names.get(&account).map_or("", |name| name.reveal().as_str());
        let asked = |referral: &Referral| Asked {
            title: words::tier(t, referral.tier),
            waits: referral.status.waits(),
            status: words::status(t, referral.status),
            asked: t.say("referrals-asked-by").arg("name", by(referral.by)).arg("on", referral.at.day).to_string(),
            question: t.stored(referral.question.reveal()),
            steps: (referral.steps.iter())
                .map(|step| {
                    let said = words::happened(t, step.event, by(step.by), step.at.day);
                    (said, step.words.as_ref().map(|words| t.stored(words.reveal())))
                })
                .collect(),
        };
        let met = |one: &Meeting| Met {
            title: t.say("own-meeting").arg("on", one.on).to_string(),
            status: t.get(match one.status {
                Status::Planned => "meeting-status-planned",
                Status::Held => "meeting-status-held",
                Status::Cancelled => "meeting-status-cancelled",
            }),
            asks: asks(t, guardian, found.needed, one),
            id: one.id.to_string(),
            question: t.stored(one.question.reveal()),
            people: t.stored(one.people.reveal()),
            decided: (one.decisions.iter())
                .map(|one| {
                    let who = t.say("decision-who").arg("name", by(one.owner)).arg("by", one.due).to_string();
                    let done = match one.status {
                        Doing::Open => "decision-open",
                        Doing::Done => "decision-done",
                        Doing::Dropped => "decision-dropped",
                    };
                    let words = format!("{} {who}", t.stored(one.words.reveal()));
                    (words, t.get(done), one.status == Doing::Open)
                })
                .collect(),
        };
        let weighed = |one: &Burden| {
            let round = one.decision()?;
            Some(Weighed {
                adjustment: t.stored(one.adjustment.reveal()),
                outcome: burden::outcome(t, round.outcome),
                reason: t.stored(round.reason.reveal()),
                arranged: burden::arranged(t, one),
                by: t.say("burden-weighed").arg("by", by(round.by)).arg("on", round.at.day).to_string(),
            })
        };
        Self {
            title: if guardian {
                t.say("own-care-title-guardian").arg("name", call_name(t, &found.person)).to_string()
            } else {
                t.get("own-care-title")
            },
            asked: found.referrals.iter().rev().map(asked).collect(),
            met: found.meetings.iter().rev().map(met).collect(),
            weighed: found.burdens.iter().rev().filter_map(weighed).collect(),
            shell: shell.crumb(t.get("nav-mine"), "/mijn"),
            t,
        }
    }
}

impl Page for OwnCarePage {
    const NAME: &'static str = "referral/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        let page = |role, referrals: Vec<Referral>| {
            let (meetings, burdens) = if referrals.is_empty() {
                (Vec::new(), Vec::new())
            } else {
                use burden::State;
                let burdens = [State::Decided, State::Owed, State::Arranged].map(burden::burden);
                (super::one::met(), burdens.into_iter().flatten().collect())
            };
            let (names, person) = (super::one::names(), people::person(None));
            let shell = Shell::sample_as(t, role, OWN);
            Self::new(
                shell,
                role == Role::Guardian,
                &OwnReferrals { person, referrals, meetings, burdens, needed: Some(Consenter::Student), names },
            )
        };
        use register::referral::Event;
        let walked = |events: &[Event]| super::one::walked(events);
        let all = [walked(&[]), walked(&[Event::Refuse]), walked(&[Event::Queue, Event::Meanwhile, Event::Accept])];
        vec![
            ("some", page(Role::Student, all.into_iter().flatten().collect())),
            ("none", page(Role::Student, Vec::new())),
            ("guardian", page(Role::Guardian, walked(&[]).into_iter().collect())),
        ]
    }
}
