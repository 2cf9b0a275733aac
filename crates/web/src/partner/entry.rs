//! `/partners/{partner}`: one entry: what it says, what happened to it, and what the reader can do.

use super::place::{PATH, WAS};
use crate::{
    say::{
        agreement::staff,
        form::{Choice, Errors, Field, Input, Opt, Summary},
        partner as words,
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
use register::PartnerId;
use register::partner::{Event, MAX_LINE, Status};
use store::SaveError;
use store::partner::{Map, PartnerRefusal};
use time::Date;

const WHAT: &str = "wat";
const WORDS: &str = "woorden";

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(partner): Path<String>,
) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let map = app.store.partners(&actor, Some(id(&partner)?), today).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let page = PartnerPage::new(shell, &map, &draft.unwrap_or_default(), &Errors::none(), today);
    Ok(show(&page.ok_or(Problem::NotFound)?))
}

/// Confirms, doubts, ends or reopens.
pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(partner): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (partner, now): (PartnerId, _) = (id(&partner)?, app.clock.now());
    let was = input.text(WAS).parse().unwrap_or(-1);
    let event = Event::from_code(input.text(WHAT));
    let refusal = match event {
        Some(event) => match app.store.partner_step(&actor, (partner, was), event, input.raw(WORDS), now).await {
            Ok(()) => return Ok(done(&app, &format!("{PATH}/{partner}"), notice(event))),
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(refusal)) => Some(refusal),
        },
        None => None,
    };
    let map = app.store.partners(&actor, Some(partner), now.day).await?;
    let page = |shell, errors: &Errors| PartnerPage::new(shell, &map, &input, errors, now.day).ok_or(Problem::NotFound);
    match refusal {
        None => Ok(show_refused(&page(shell, &Errors::one(WHAT, "error-partner-step"))?)),
        Some(PartnerRefusal::Words(problem)) => {
            Ok(show_refused(&page(shell, &Errors::text(WORDS, problem, "error-partner-words", MAX_LINE))?))
        }
        Some(PartnerRefusal::Changed | PartnerRefusal::Stands(_) | PartnerRefusal::Fields(_)) => {
            let said = shell.t.get("partner-meanwhile");
            let shell = shell.message(MessageKind::Error, said);
            Ok(show_as(StatusCode::CONFLICT, &page(shell, &Errors::none())?))
        }
    }
}

const fn notice(event: Event) -> &'static str {
    match event {
        Event::Add | Event::Change => "notice-partner-saved",
        Event::Confirm => "notice-partner-confirmed",
        Event::Doubt => "notice-partner-doubted",
        Event::End => "notice-partner-ended",
        Event::Reopen => "notice-partner-reopened",
    }
}

/// The page.
#[derive(Template)]
#[template(path = "partner/entry.html")]
pub struct PartnerPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    was: String,
    what: String,
    /// Where it stands, and whether something is to be done.
    stands: (bool, String),
    /// What it says, with its label.
    facts: Vec<(String, String)>,
    /// What was agreed.
    agreed: Vec<(String, String)>,
    /// Talks that come, or of which the last is long ago.
    talks: Vec<String>,
    /// What happened, with which words.
    happened: Vec<(String, Option<String>)>,
    /// Where it is changed.
    change: Option<String>,
    step: Choice,
    words: Field,
}

impl PartnerPage {
    fn new(shell: Shell, map: &Map, input: &Input, errors: &Errors, today: Date) -> Option<Self> {
        let t = shell.t;
        let kept = map.one.as_ref()?;
        let (one, entry) = (&kept.partner, &kept.partner.entry);
        let open = one.status == Status::Open;
        let mut facts = vec![
            ("partner-domains", words::domains(t, entry)),
            ("partner-whom", words::for_whom(t, entry, &map.list, today).join(" ")),
            ("partner-kind", words::kind(t, entry.kind)),
            ("partner-under", words::under(t, entry.under)),
            (
                "partner-contact",
                [Some(&entry.address), entry.phone.as_ref()]
                    .into_iter()
                    .flatten()
                    .filter(|one| !one.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            ("partner-reachable", entry.reachable.clone()),
        ];
        facts.extend(words::together(t, entry).map(|text| ("partner-together", text)));
        let payers: Vec<String> = entry.payers.iter().map(|one| words::payer(t, *one)).collect();
        facts.push(("partner-payers", if payers.is_empty() { t.get("partner-unknown") } else { payers.join(", ") }));
        facts.push((
            "partner-reach",
            entry.reach.map_or_else(|| t.get("partner-unknown"), |many| t.number(f64::from(many), 0)),
        ));
        facts.push(("partner-owner", map.owner(one).map_or_else(|| t.get("partner-no-owner"), str::to_owned)));
        if open && !one.asks_on(today) {
            facts.push(("partner-asks-again", t.date(one.asks)));
        }
        let agreed = &entry.agreed;
        let day = |key: &'static str, day: Option<Date>| day.map(|day| (t.get(key), t.date(day)));
        let stands = match (open, one.asks_on(today)) {
            (false, _) => t.get("partner-ended"),
            (true, true) => t.say("partner-asks").arg("on", one.confirmed).to_string(),
            (true, false) => t.say("partner-confirmed").arg("on", one.confirmed).to_string(),
        };
        let may = |event: &&Event| {
            one.status.on(**event).is_some()
                && match event {
                    Event::Doubt => true,
                    Event::Confirm | Event::End | Event::Reopen => map.may_keep,
                    // On a page of its own.
                    Event::Add | Event::Change => false,
                }
        };
        let options: Vec<Opt> =
            Event::ALL.iter().filter(may).map(|event| Opt::new(event.code(), did(t, *event))).collect();
        let shell = shell.crumb(t.get("partners-title"), PATH).keeping();
        Some(Self {
            summary: errors.summary(t),
            title: entry.name.clone(),
            here: format!("{PATH}/{}", one.id),
            was: one.changes.to_string(),
            what: entry.what.clone(),
            stands: (one.asks_on(today), stands),
            facts: facts.into_iter().map(|(key, text)| (t.get(key), text)).collect(),
            agreed: [
                day("partner-agreed-on", agreed.on),
                agreed.vision.map(|one| (t.get("partner-vision"), words::vision(t, one))),
                day("partner-oogo", agreed.oogo),
                day("partner-plan", agreed.plan),
            ]
            .into_iter()
            .flatten()
            .collect(),
            talks: one.talks(today).into_iter().map(|talk| words::talk(t, talk, today)).collect(),
            happened: (kept.happened.iter().rev())
                .map(|one| {
                    let by = staff(t, &map.names, one.by);
                    let said = t.say("partner-happened").arg("what", did(t, one.event)).arg("by", by).arg("on", one.on);
                    (said.to_string(), one.words.clone())
                })
                .collect(),
            change: (open && map.may_keep).then(|| format!("{PATH}/{}/wijzigen", one.id)),
            step: Choice::new(WHAT, t.get("partner-step"), options).filled(t, input, errors),
            words: Field::text(WORDS, t.get("partner-words"))
                .hint(t.get("partner-words-hint"))
                .rows(3)
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            t,
        })
    }
}

/// What happened, or what one can do.
fn did(t: T, event: Event) -> String {
    t.get(&format!("partner-do-{}", event.code()))
}

impl Page for PartnerPage {
    const NAME: &'static str = "partner/entry";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |role, map: &Map, errors: &Errors| {
            Self::new(Shell::sample_as(t, role, "/partners/018f"), map, &Input::default(), errors, today)
        };
        let full = super::map::sample(true);
        let mut ended = super::map::sample(true);
        if let Some(kept) = &mut ended.one {
            kept.partner.status = Status::Ended;
        }
        let mut errors = Errors::one(WHAT, "error-partner-step");
        errors.add(WORDS, "error-partner-words");
        let none = Errors::none();
        [
            ("asks", page(Role::CareCoordinator, &full, &none)),
            ("reads", page(Role::Coach, &Map { may_keep: false, ..super::map::sample(true) }, &none)),
            ("ended", page(Role::CareCoordinator, &ended, &none)),
            ("errors", page(Role::CareCoordinator, &full, &errors)),
        ]
        .into_iter()
        .filter_map(|(name, page)| Some((name, page?)))
        .collect()
    }
}
