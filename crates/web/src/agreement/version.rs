//! `/dossiers/{file}/afspraken/{version}`: one version, for staff.

use crate::{
    say::{
        agreement::{self, AnswerView, EvaluationView, PlaceView, ReplyView, Tone, answerer, version_label},
        format, law,
        person::{call_name, name},
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{
    GuardianId, VersionId,
    agreement::{Answerer, Status, Waiting, WhoMustAnswer},
    law::Article,
    mail::State as Mailed,
};
use store::{agreement::view::VersionView, mail::Told};
use time::Date;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/dossiers/{file}/afspraken/{version}", Gate::Needs(Action::ViewAgreement), version)
}

async fn version(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let view = super::place::read(&app, &actor, version, now).await?;
    Ok(show(&VersionPage::new(shell, &view, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/version.html")]
pub struct VersionPage {
    t: T,
    shell: Shell,
    title: String,
    tone: Tone,
    status: String,
    /// What the status means, and what comes next.
    explained: Option<String>,
    /// Since when somebody waits.
    since: Option<String>,
    /// Who was told by mail and how that went, or that nobody was, while an answer is waited for.
    told: Vec<(bool, String)>,
    route: Option<String>,
    proposed: String,
    places: Vec<PlaceView>,
    answers: Vec<AnswerView>,
    replies: Vec<ReplyView>,
    evaluations: Vec<EvaluationView>,
    /// That it was withdrawn or ended, and why.
    closed: Option<(String, Option<String>)>,
    /// Where it is withdrawn or ended: the words of the link, and the address.
    close: Option<(String, String)>,
    /// Where it is read.
    here: String,
    /// Of each measure what the student said of whether it happens, with the day.
    happens: Vec<(String, String)>,
    /// When the talk is planned.
    planned: Option<String>,
    /// Where school and student look back at it.
    evaluate: Option<String>,
    /// Where an evaluation is taken back.
    evaluation_back: Option<String>,
    /// Where it is shared with somebody outside the school.
    share: Option<String>,
    /// A version in force beside this one: label, address, measures.
    beside: Option<(String, String, Vec<PlaceView>)>,
    /// A newer one that waits for an answer.
    newer: Option<String>,
    /// Where an answer is written down that was given elsewhere.
    note: Option<String>,
    /// Where a new proposal begins.
    next: Option<String>,
    /// Where the school says why nothing changes.
    reply: Option<String>,
    letter: String,
    /// Where it is made a document.
    document: String,
    /// Where an answer is taken back.
    take_back: Option<String>,
}

impl VersionPage {
    /// The page.
    pub fn new(shell: Shell, view: &VersionView, today: Date) -> Self {
        let t = shell.t;
        let (whole, called) = (name(t, &view.person), call_name(t, &view.person));
        let version = &view.version;
        let status = version.status_on(today);
        let here = super::place::address(view.file, version.id);
        let address = |id: VersionId| super::place::address(view.file, id);
        let open = status == Status::Offered;
        let asks = version.asks_reply() && view.newest;
        let explained = match (status, view.waits_for) {
            (Status::Offered, Some(Waiting::Guardian)) => Some("version-waits-guardian"),
            (Status::Offered, Some(Waiting::Student) | None) => Some("version-waits-student"),
            (Status::NotAgreed, _) if asks => Some("withheld-not_agreed"),
            (Status::ChangeAsked, _) if asks => Some("withheld-change_asked"),
            (
                Status::NotAgreed
                | Status::ChangeAsked
                | Status::InForce
                | Status::Superseded
                | Status::Replaced
                | Status::Ended
                | Status::Lapsed
                | Status::Withdrawn,
                _,
            ) => None,
        };
        let since = match (open, asks) {
            (true, _) => Some(version.proposed.day),
            (_, true) => Some(version.status_since.day),
            (false, false) => None,
        };
        let article = law::article(t, Article::Dispute);
        let route = (status == Status::NotAgreed)
            .then(|| t.say("withheld-route").arg("name", &called).arg("article", article).to_string());
        let asks_next = !matches!(status, Status::Offered | Status::InForce) && view.newest;
        let takes_back = view.may_note && super::take_back::standing(view).next().is_some();
        let shell =
            shell.crumb(t.get("assess-crumb-files"), "/dossiers").crumb(&whole, format!("/dossiers/{}", view.file));
        Self {
            t,
            shell,
            title: t
                .say(agreement::called(version, "version-title", "version-title-agreed"))
                .arg("number", version.number)
                .arg("name", &whole)
                .to_string(),
            tone: agreement::tone(status),
            status: agreement::status(t, status),
            explained: explained.map(|key| t.say(key).arg("name", &called).to_string()),
            since: since.map(|day| t.say("duty-since").arg("day", day).to_string()),
            told: if open && view.may_propose { told(t, view) } else { Vec::new() },
            route,
            proposed: t
                .say("version-proposed")
                .arg("by", agreement::staff(t, &view.names, version.proposed_by))
                .arg("on", version.proposed.day)
                .to_string(),
            places: agreement::by_place(t, &version.lines),
            answers: version
                .answers
                .iter()
                .map(|a| agreement::answer(t, a, &view.names, |by| answerer(t, &view.person, by)))
                .collect(),
            replies: agreement::replies(t, version, &view.names),
            evaluations: agreement::evaluations(t, version, &view.names),
            closed: agreement::closed(t, version, &view.names),
            close: match status {
                Status::Offered => Some("version-withdraw"),
                Status::InForce => Some("version-end"),
                Status::NotAgreed
                | Status::ChangeAsked
                | Status::Superseded
                | Status::Replaced
                | Status::Ended
                | Status::Lapsed
                | Status::Withdrawn => None,
            }
            .filter(|_| view.may_propose)
            .map(|key| (t.get(key), format!("{here}/einde"))),
            happens: happens(t, view),
            planned: view.planned.as_ref().map(|plan| t.say("evaluate-planned").arg("on", plan.day).to_string()),
            evaluate: (status == Status::InForce && view.may_evaluate).then(|| format!("{here}/evaluatie")),
            evaluation_back: (view.may_evaluate && super::evaluate_back::standing(view).next().is_some())
                .then(|| format!("{here}/evaluatie/terug")),
            share: (status == Status::InForce && view.may_share).then(|| format!("/dossiers/{}/delen", view.file)),
            beside: view
                .in_force
                .as_ref()
                .map(|other| (version_label(t, other, today), address(other.id), agreement::by_place(t, &other.lines))),
            newer: view.offered.map(address),
            note: (open && view.may_note).then(|| format!("{here}/antwoord")),
            next: (view.may_propose && asks_next)
                .then(|| format!("/dossiers/{}/afspraken/nieuw?versie={}", view.file, version.id)),
            reply: (asks && view.may_reply).then(|| format!("{here}/uitleg")),
            letter: format!("{here}/brief"),
            document: format!("{here}/document"),
            take_back: takes_back.then(|| format!("{here}/terug")),
            here,
        }
    }
}

/// What the student said of whether each measure happens; nothing while nobody was asked or answered.
fn happens(t: T, view: &VersionView) -> Vec<(String, String)> {
    let lines = view.version.lines.iter().zip(&view.happens);
    let said = lines.filter_map(|(line, said)| Some((line, said.as_ref()?)));
    let words = said.map(|(line, said)| {
        let kept = t.get(&format!("happens-{}", said.kept.code()));
        let said = t.say("version-happens-said").arg("kept", kept).arg("on", said.at.day).to_string();
        (agreement::line(t, line).text, said)
    });
    words.collect()
}

/// How whoever must answer was told: whether it is well, and in words. What they did with it is not the school's to read.
fn told(t: T, view: &VersionView) -> Vec<(bool, String)> {
    let mut whom = vec![None];
    if let WhoMustAnswer::StudentAndGuardian { with_authority } = &view.who {
        whom.extend(with_authority.iter().copied().map(Some));
    }
    let said = |guardian: Option<GuardianId>| {
        let name = answerer(t, &view.person, guardian.map_or(Answerer::Student, Answerer::Guardian));
        if let Some(paper) = view.on_paper.iter().rev().find(|one| one.guardian == guardian) {
            return (true, t.say("version-told-paper").arg("on", paper.on).arg("name", name).to_string());
        }
        let mails = view.told.iter().filter(|mail| mail.guardian == guardian && mail.state != Mailed::Withdrawn);
        // Where somebody has two accounts, one mail that came is enough.
        let best = mails.max_by_key(|mail| match mail.state {
            Mailed::Sent => 2,
            Mailed::Waiting => 1,
            Mailed::Refused | Mailed::GivenUp | Mailed::Bounced | Mailed::Withdrawn => 0,
        });
        let Some(best) = best else {
            return (false, t.say("version-told-none").arg("name", name).to_string());
        };
        match best.state {
            Mailed::Sent => {
                let on = format::dutch_clock(best.at).date();
                (true, t.say("version-told-sent").arg("on", on).arg("name", name).to_string())
            }
            Mailed::Waiting => (true, t.say("version-told-waiting").arg("name", name).to_string()),
            Mailed::Refused | Mailed::GivenUp | Mailed::Bounced | Mailed::Withdrawn => {
                (false, t.say("version-told-failed").arg("name", name).to_string())
            }
        }
    };
    whom.into_iter().map(said).collect()
}

impl Page for VersionPage {
    const NAME: &'static str = "agreement/version";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let today = people::now().day;
        let page = |steps: &[Step], young, number| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e");
            Self::new(shell, &people::version(steps, young, number), today)
        };
        vec![
            ("offered", page(&[Step::Offer], false, 1)),
            ("told", {
                let view = people::version(&[Step::Offer], true, 1);
                let whom = std::iter::once(None).chain(view.person.guardians.iter().map(|(id, ..)| Some(*id)));
                let states = [Mailed::Sent, Mailed::Bounced, Mailed::Waiting].into_iter().cycle();
                let one = |(guardian, state)| Told { guardian, state, at: people::now().at };
                let told = whom.zip(states).map(one).collect();
                let now = people::now();
                let paper =
                    register::agreement::OnPaper { guardian: None, on: now.day, noted: now, by: people::staff() };
                let view = VersionView { told, on_paper: vec![paper], ..view };
                Self::new(Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e"), &view, today)
            }),
            ("waits-guardian", page(&[Step::Offer, Step::Yes], true, 1)),
            ("in-force", page(&[Step::Offer, Step::Yes, Step::GuardianYes], true, 1)),
            ("evaluated", page(&[Step::Offer, Step::Yes, Step::Evaluate], false, 1)),
            ("evaluation-back", page(&[Step::Offer, Step::Yes, Step::Evaluate, Step::EvaluationBack], false, 1)),
            ("happens", {
                use register::{agreement::Kept, happens::Happening};
                let view = people::version(&[Step::Offer, Step::Yes], false, 1);
                let by = register::AccountId(uuid::Uuid::from_u128(1));
                let said = Happening { position: 0, number: 1, kept: Kept::Barely, voice: None, at: people::now(), by };
                let happens = std::iter::once(Some(said)).chain(std::iter::repeat(None));
                let happens = happens.take(view.version.lines.len()).collect();
                let view = VersionView { happens, planned: Some(people::planned()), ..view };
                Self::new(Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e"), &view, today)
            }),
            ("beside", page(&[Step::Offer, Step::Yes, Step::Offer], false, 2)),
            ("superseded", page(&[Step::Offer, Step::Offer], false, 1)),
            ("not-agreed", page(&[Step::Offer, Step::Refuse], false, 1)),
            ("change-asked", page(&[Step::Offer, Step::Ask], false, 1)),
            ("replied", page(&[Step::Offer, Step::Ask, Step::Reply], false, 1)),
            ("spoken", page(&[Step::Offer, Step::Spoken], false, 1)),
            ("paper", page(&[Step::Offer, Step::Spoken, Step::Paper], false, 1)),
            ("taken-back", page(&[Step::Offer, Step::Paper, Step::TakeBack], false, 1)),
        ]
    }
}
