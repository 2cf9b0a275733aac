//! `/mijn/zorg`: what the school asked of others about a student, and what came of it, for the student and a parent of a child.

use super::words::{self, OWN};
use crate::{
    say::{burden, person::call_name, words::T},
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::{
    AccountId,
    burden::Burden,
    meeting::{Doing, Meeting, Status},
    referral::Referral,
};
use store::referral::OwnReferrals;

pub(super) async fn own(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let found = app.store.own_referrals(&actor, app.clock.now()).await?;
    Ok(show(&OwnCarePage::new(shell, actor.role() == Some(Role::Guardian), &found)))
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
    /// What was decided, by whom and by when; whether it is done.
    decided: Vec<(String, String, bool)>,
}

/// A decision on an adjustment.
struct Weighed {
    adjustment: String,
    outcome: String,
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
                (super::one::met(), burden::burden(burden::State::Decided).into_iter().collect())
            };
            let (names, person) = (super::one::names(), people::person(None));
            let shell = Shell::sample_as(t, role, OWN);
            Self::new(shell, role == Role::Guardian, &OwnReferrals { person, referrals, meetings, burdens, names })
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
