//! `/mijn`: is there something for me to do, what did we agree, what came before.

use super::agenda::Line;
use crate::{
    say::{
        agreement::{self, Helpers, PlaceView, ReplyView, Tone, answerer},
        format, law,
        person::{call_name, name},
        words::T,
    },
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
    agenda::{Item, What},
    agreement::{Agreement, Answer, Answerer, Status, Version, WhoMustAnswer},
    law::Article,
    statutory::{Ground, Outcome},
};
use store::agreement::view::Mine;
use time::Date;

/// Shows the page.
pub(super) async fn mine(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let now = app.clock.now();
    let mine = app.store.mine(&actor, now).await?;
    Ok(show(&MinePage::new(shell, &mine, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "mine/mine.html")]
pub struct MinePage {
    t: T,
    shell: Shell,
    /// Whose it is: the whole name, on paper.
    whole: String,
    title: String,
    /// Whose page this is, for a guardian, and what they may do.
    whose: Option<String>,
    /// The proposal to answer, which goes before everything.
    task: Option<Line>,
    /// What else waits for the reader, and then what came lately.
    agenda: Vec<Line>,
    /// What happens now, when nothing is asked.
    news: Vec<String>,
    /// What holds: label, address, measures.
    holds: Option<(String, String, Vec<PlaceView>)>,
    /// What the school answered to who asked for something else.
    replies: Vec<ReplyView>,
    /// To change what was said of whether what holds happens: words and address.
    happens: Option<(String, String)>,
    /// The talk to come: when it is, and the way to prepare it.
    talk: Option<TalkView>,
    /// Under 16 a parent answers too, and whose advice that is.
    parent_answers: Option<String>,
    /// What school keeps an eye on, until when, and whom to tell that it is wrong.
    points: Vec<(String, String)>,
    points_lead: String,
    to_work: String,
    /// What the school wrote down.
    written: Option<WrittenView>,
    history: Vec<HistoryView>,
    /// Where the reader says what is needed or not kept: a sentence and the address.
    say: Option<(String, String)>,
    /// To decide what parents read.
    guardians: Option<String>,
    sees_looks: bool,
    /// To adapted exams.
    exams: String,
    /// To disputes, for who can bring one.
    dispute: Option<String>,
    sees_shares: bool,
    /// The heading of what else there is to read.
    more: String,
    several: bool,
}

/// The talk in which school and student look back.
struct TalkView {
    says: Vec<String>,
    /// To prepare it: label and address.
    prepare: Option<(String, String)>,
}

/// Whether what holds happens, where every measure was answered: how that is changed. The question itself is on the agenda.
fn happens(t: T, mine: &Mine, version: &Version) -> Option<(String, String)> {
    let answered = mine.happens.is_some_and(|open| !open);
    answered.then(|| (t.get("mine-happens-answered"), format!("/mijn/gebeurt/{}", version.id)))
}

/// What the school wrote down about the reader.
struct WrittenView {
    title: String,
    /// In their own words, by whom and when.
    need: Option<(String, String)>,
    /// What was assessed, in sentences.
    facts: Vec<String>,
    /// Whom to tell that it is wrong.
    wrong: String,
}

/// A version that was proposed.
struct HistoryView {
    label: String,
    href: String,
    tone: Tone,
    status: String,
}

impl MinePage {
    /// The page.
    pub fn new(shell: Shell, mine: &Mine, today: Date) -> Self {
        let t = shell.t;
        let called = call_name(t, &mine.person);
        let guardian = mine.as_guardian;
        let agreement = mine.agreement.as_ref();
        let address = |version: &Version| format!("/mijn/afspraken/{}", version.id);
        let is_task = |item: &&Item| matches!(item.what, What::Proposal(_));
        let line = |item: &Item| super::agenda::line(t, mine, &called, item);
        let task = mine.agenda.iter().find(is_task).map(line);
        let agenda: Vec<Line> = mine.agenda.iter().filter(|item| !is_task(item)).map(line).collect();
        let nothing = mine.agenda.is_empty();
        let holds = agreement.and_then(|a| a.in_force(today));
        let both = matches!(mine.who, WhoMustAnswer::StudentAndGuardian { .. });
        let versions = agreement.map(|a| a.versions.as_slice()).unwrap_or_default();
        let history = versions.iter().rev().map(|version| {
            let status = version.status_on(today);
            HistoryView {
                label: t
                    .say(agreement::called(version, "mine-history-label", "mine-history-label-agreed"))
                    .arg("number", version.number)
                    .arg("on", version.proposed.day)
                    .to_string(),
                href: address(version),
                tone: agreement::tone(status),
                status: agreement::status(t, status),
            }
        });
        let whose = guardian.map(|_| {
            let key = if mine.may_answer { "mine-whose-answers" } else { "mine-whose-informed" };
            t.say(key).arg("name", &called).to_string()
        });
        Self {
            t,
            whole: name(t, &mine.person),
            title: match guardian {
                Some(_) => t.say("mine-title-guardian").arg("name", &called).to_string(),
                None => t.say("mine-hello").arg("name", &called).to_string(),
            },
            news: if task.is_some() { Vec::new() } else { news(t, mine, agreement, &called, today, nothing) },
            replies: match agreement.and_then(Agreement::latest) {
                Some(version) if task.is_none() => agreement::replies(t, version, &mine.names),
                _ => Vec::new(),
            },
            happens: holds.and_then(|version| happens(t, mine, version)),
            talk: holds.and_then(|version| talk(t, mine, version)),
            task,
            agenda,
            more: match guardian {
                Some(_) => t.say("mine-more-guardian").arg("name", &called).to_string(),
                None => t.get("mine-more"),
            },
            to_work: format!("/mijn/naar-werk/{}", mine.file),
            points: mine.points.iter().map(|point| crate::say::point::open(t, point)).collect(),
            points_lead: t.say("point-mine-lead").arg("who", whom_to_ask(t, mine)).to_string(),
            written: written(t, mine, &called),
            holds: holds.map(|version| {
                let on = version.agreed_on().map_or(version.proposed.day, |agreed| agreed.day);
                let since = t.say("mine-agreed-on").arg("on", on).arg("school", &mine.school).to_string();
                (since, address(version), agreement::by_place_named(t, &version.lines, &Helpers(&mine.coaches)))
            }),
            parent_answers: (both && guardian.is_none()).then(|| {
                t.say("mine-parent-answers").arg("article", law::cite(t, register::guardian::GUIDANCE)).to_string()
            }),
            history: history.collect(),
            say: mine.may_say.then(|| {
                let key = if guardian.is_some() { "mine-say-text-guardian" } else { "mine-say-text" };
                (t.say(key).arg("name", &called).to_string(), format!("/mijn/zeggen/{}", mine.file))
            }),
            guardians: (mine.may_allow && !mine.person.guardians.is_empty())
                .then(|| format!("/mijn/ouders/{}", mine.file)),
            sees_looks: mine.may_see_looks,
            exams: format!("/mijn/examens/{}", mine.file),
            dispute: mine.may_say.then(|| format!("/mijn/geschil/{}", mine.file)),
            // Something may be shared of who has no agreement as well.
            sees_shares: mine.may_see_shares,
            several: shell.signed.as_ref().is_some_and(|signed| signed.more_roles) && guardian.is_some(),
            whose,
            shell: if guardian.is_some() { shell.for_child(&called) } else { shell },
        }
    }
}

/// When the talk about what holds is, and whether the reader prepared it.
fn talk(t: T, mine: &Mine, version: &Version) -> Option<TalkView> {
    let mut says = Vec::new();
    if let Some(plan) = &mine.planned {
        let key = if plan.hour.is_some() { "mine-planned-at" } else { "mine-planned" };
        let hour = plan.hour.map(format::clock).unwrap_or_default();
        let on = format::date_with_day(t.lang(), plan.day);
        says.push(t.say(key).arg("on", on).arg("hour", hour).to_string());
        if let Some(place) = &plan.place {
            says.push(t.say("mine-planned-place").arg("place", place.reveal()).to_string());
        }
    }
    if let Some(off) = mine.called_off {
        says.push(t.say("mine-called-off").arg("on", format::date_with_day(t.lang(), off)).to_string());
    }
    if let Some(prepared) = &mine.prepared {
        says.push(t.say("mine-prepared").arg("on", prepared.at.day).to_string());
    }
    let key = if mine.prepared.is_some() { "mine-prepare-again" } else { "mine-prepare" };
    // What is to be prepared by a day is on the agenda: it is not asked twice.
    let asked = mine.agenda.iter().any(|item| matches!(item.what, What::Evaluation(_)));
    let prepare = (mine.may_prepare && !asked).then(|| (t.get(key), super::prepare::address(version.id)));
    (!says.is_empty() || prepare.is_some()).then_some(TalkView { says, prepare })
}

/// Whom the reader can ask: the coach by name, else who made the newest proposal.
fn whom_to_ask(t: T, mine: &Mine) -> String {
    if !mine.coaches.is_empty() {
        return mine.coaches.iter().map(|name| name.reveal().as_str()).collect::<Vec<_>>().join(", ");
    }
    let proposer = mine.agreement.as_ref().and_then(Agreement::latest).map(|version| version.proposed_by);
    proposer.map_or_else(|| t.get("staff-unknown"), |account| agreement::staff(t, &mine.names, account))
}

/// What the school wrote down, for who may read it; `None` when nothing was.
fn written(t: T, mine: &Mine, called: &str) -> Option<WrittenView> {
    let need = mine.need.as_ref()?.as_ref().map(|need| {
        let by = need.by.map_or_else(|| t.get("staff-unknown"), |by| agreement::staff(t, &mine.names, by));
        (t.stored(need.words.reveal()), t.say("mine-written-by").arg("by", by).arg("on", need.on.day).to_string())
    });
    let mut facts = Vec::new();
    if let Some(Some(assessed)) = &mine.assessed {
        let ground = match assessed.ground {
            Ground::Yes => "mine-ground-yes",
            Ground::No => "mine-ground-no",
            Ground::Unknown => "mine-ground-unknown",
        };
        facts.push(t.get(ground));
        let needed = match &assessed.outcome {
            Outcome::NoExtraSupport => "mine-needed-no",
            Outcome::ExtraSupport { declined: None } => "mine-needed-yes",
            Outcome::ExtraSupport { declined: Some(_) } if mine.as_guardian.is_some() => {
                "mine-needed-declined-guardian"
            }
            Outcome::ExtraSupport { declined: Some(_) } => "mine-needed-declined",
        };
        facts.push(t.say(needed).arg("on", assessed.on.day).arg("name", called).to_string());
    }
    if need.is_none() && facts.is_empty() {
        return None;
    }
    let guardian = mine.as_guardian.is_some();
    let title = if guardian { "mine-written-guardian" } else { "mine-written" };
    Some(WrittenView {
        title: t.say(title).arg("name", called).to_string(),
        need,
        facts,
        wrong: t.say("mine-written-wrong").arg("staff", whom_to_ask(t, mine)).to_string(),
    })
}

fn agrees(version: &Version, by: Answerer) -> bool {
    version.answer_of(by).is_some_and(|given| given.answer == Answer::Agreed)
}

/// What happens now, when nothing is asked of the reader; and what comes next, with its day.
fn news(t: T, mine: &Mine, agreement: Option<&Agreement>, called: &str, today: Date, nothing: bool) -> Vec<String> {
    let mut news = Vec::new();
    // Said in this one place, and of an agenda that is empty only.
    news.extend(nothing.then(|| t.get("agenda-nothing")));
    let guardian = mine.as_guardian.is_some();
    let pick = |student: &'static str, parent: &'static str| if guardian { parent } else { student };
    let latest = agreement.and_then(Agreement::latest);
    let holds = agreement.and_then(|a| a.in_force(today));
    match latest.map(|version| (version.status, version)) {
        None => news.push(t.say(pick("mine-nothing-yet", "mine-nothing-yet-guardian")).arg("name", called).to_string()),
        Some((Status::Offered, version)) => {
            let student = agrees(version, Answerer::Student);
            let key = match (guardian, student) {
                (false, _) => "mine-wait-guardian",
                (true, false) => "mine-wait-child",
                (true, true) => "mine-wait-school",
            };
            news.push(t.say(key).arg("name", called).to_string());
        }
        Some((status @ (Status::ChangeAsked | Status::NotAgreed), version)) => {
            // Who decided it: a wish or a no that stands.
            let decided = version.answers.iter().rev().find(|given| given.counts() && given.answer != Answer::Agreed);
            let me = mine.as_guardian.map_or(Answerer::Student, Answerer::Guardian);
            let key = match (status, decided.map(|given| given.by) == Some(me)) {
                (Status::ChangeAsked, true) => "mine-change-asked-you",
                (Status::ChangeAsked, false) => "mine-change-asked",
                (_, true) => "mine-not-agreed-you",
                (_, false) => "mine-not-agreed",
            };
            let who = decided.map_or_else(String::new, |given| answerer(t, &mine.person, given.by));
            news.push(t.say(key).arg("on", version.status_since.day).arg("who", who).to_string());
            if version.asks_reply() {
                news.push(t.say("mine-school-owes").arg("staff", whom_to_ask(t, mine)).to_string());
            }
            if status == Status::NotAgreed {
                // Whoever can bring one is told "you": the student, and a parent who answers for a child.
                let key = if mine.may_say { "mine-route" } else { "mine-route-child" };
                let article = law::article(t, Article::Dispute);
                news.push(t.say(key).arg("name", called).arg("article", article).to_string());
            }
        }
        Some(_) if holds.is_some() => {}
        Some(_) => news.push(t.say("mine-nothing-holds").arg("staff", whom_to_ask(t, mine)).to_string()),
    }
    if let Some(version) = holds {
        let end = register::period::end_of_school_year(today);
        news.push(
            t.say(pick("mine-evaluate", "mine-evaluate-guardian"))
                .arg("by", end)
                .arg("name", called)
                .arg("article", law::article(t, Article::Evaluate))
                .to_string(),
        );
        if let Some(last) = version.last_day() {
            news.push(t.say("mine-until").arg("until", last).to_string());
        }
    }
    news
}

impl Page for MinePage {
    const NAME: &'static str = "mine/mine";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let today = people::now().day;
        let student = |steps: &[Step], young| {
            Self::new(Shell::sample_as(t, Role::Student, "/mijn"), &people::mine(steps, young, None), today)
        };
        let parent = |steps: &[Step], young| {
            let guardian = Some(people::guardian());
            Self::new(Shell::sample_as(t, Role::Guardian, "/mijn"), &people::mine(steps, young, guardian), today)
        };
        vec![
            ("empty", student(&[], false)),
            ("offered", student(&[Step::Offer], false)),
            ("in-force", student(&[Step::Offer, Step::Yes], false)),
            ("planned", {
                let mut mine = people::mine(&[Step::Offer, Step::Yes], false, None);
                mine.prepared = mine.agreement.as_ref().and_then(Agreement::latest).map(people::prepared);
                mine.planned = Some(people::planned());
                mine.happens = Some(false);
                Self::new(Shell::sample_as(t, Role::Student, "/mijn"), &mine, today)
            }),
            ("agenda", Self::new(Shell::sample_as(t, Role::Student, "/mijn"), &people::mine_busy(None), today)),
            ("agenda-guardian", {
                let mine = people::mine_busy(Some(people::guardian()));
                Self::new(Shell::sample_as(t, Role::Guardian, "/mijn"), &mine, today)
            }),
            ("called-off", {
                let mut mine = people::mine(&[Step::Offer, Step::Yes], false, None);
                mine.called_off = Some(people::planned().day);
                Self::new(Shell::sample_as(t, Role::Student, "/mijn"), &mine, today)
            }),
            ("beside", student(&[Step::Offer, Step::Yes, Step::Offer], false)),
            ("change-asked", student(&[Step::Offer, Step::Yes, Step::Offer, Step::Ask], false)),
            ("not-agreed", student(&[Step::Offer, Step::Refuse], false)),
            ("replied", student(&[Step::Offer, Step::Yes, Step::Offer, Step::Ask, Step::Reply], false)),
            ("guardian-not-agreed", parent(&[Step::Offer, Step::Refuse], true)),
            ("young-waits", student(&[Step::Offer, Step::Yes], true)),
            ("guardian-answers", parent(&[Step::Offer, Step::Yes], true)),
            ("guardian-waits", parent(&[Step::Offer, Step::GuardianYes], true)),
            ("guardian-informed", parent(&[Step::Offer, Step::Yes], false)),
        ]
    }
}
