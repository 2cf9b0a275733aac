//! The map of local services as people read it: every code a word, and for whom an entry is in sentences.

use super::words::T;
use register::handoff::waiting::Waited;
use register::handoff::{Decide, Event as Step, Handoff, Status as Stands};
use register::municipality::{Code, Municipalities};
use register::offer::{FEWEST, Many};
use register::partner::{Answer, Domain, Entry, Form, Kind, Payer, Talk, Under, Vision, Weekday, Why};
use store::agreement::names::Names;
use time::Date;

/// A domain of life.
pub fn domain(t: T, domain: Domain) -> String {
    t.get(&format!("partner-domain-{}", domain.code()))
}

/// What an organisation is.
pub fn kind(t: T, kind: Kind) -> String {
    t.get(&format!("partner-kind-{}", kind.code()))
}

/// Under which law.
pub fn under(t: T, under: Under) -> String {
    t.get(&format!("partner-under-{}", under.code()))
}

/// Who pays.
pub fn payer(t: T, payer: Payer) -> String {
    t.get(&format!("partner-payer-{}", payer.code()))
}

/// How they work together.
pub fn form(t: T, form: Form) -> String {
    t.get(&format!("partner-form-{}", form.code()))
}

/// A day of the week.
pub fn weekday(t: T, day: Weekday) -> String {
    t.get(&format!("partner-day-{}", day.code()))
}

/// A shared vision.
pub fn vision(t: T, vision: Vision) -> String {
    t.get(&format!("partner-vision-{}", vision.code()))
}

/// Whether they can help.
pub fn answer(t: T, answer: Answer) -> String {
    t.get(&format!("partner-answer-{}", answer.code()))
}

/// What an answer rests on.
pub fn why(t: T, why: Why) -> String {
    t.get(&format!("partner-why-{}", why.code()))
}

/// Where a handoff stands.
pub fn stands(t: T, status: Stands) -> String {
    t.get(&format!("handoff-status-{}", status.code()))
}

/// What one can do with it.
pub fn doing(t: T, step: Step) -> String {
    t.get(&format!("handoff-do-{}", step.code()))
}

/// What is to be decided.
pub fn decide(t: T, decide: Decide) -> String {
    t.get(&format!("handoff-decide-{}", decide.code()))
}

/// What happened to a handoff, with which words.
pub fn steps(t: T, one: &Handoff, names: &Names, partner: &str) -> Vec<(String, Option<String>)> {
    let said = |step: &register::handoff::Step| {
        let by = step.by.map_or_else(|| partner.to_owned(), |by| super::agreement::staff(t, names, by));
        let said = t.say("handoff-step").arg("what", doing(t, step.event)).arg("by", by).arg("on", step.at.day);
        (said.to_string(), step.words.as_ref().map(|words| t.stored(words.reveal())))
    };
    one.steps.iter().map(said).collect()
}

/// Of how many, as far as it is told.
pub fn many(t: T, many: Many) -> String {
    match many {
        Many::Nobody => t.get("partner-nobody"),
        Many::Few => t.say("partner-few").arg("least", FEWEST).to_string(),
        Many::Of(many) => t.number(many as f64, 0),
    }
}

/// The same of a part of them.
pub fn part(t: T, part: Option<Many>) -> String {
    part.map_or_else(|| t.get("offer-few-hidden"), |told| many(t, told))
}

/// How long students wait, as far as it is told.
pub fn waited(t: T, waited: Waited) -> String {
    match waited {
        Waited::Nobody => t.get("partner-waited-nobody"),
        Waited::Few => t.say("partner-waited-few").arg("least", FEWEST).to_string(),
        Waited::Middle { of: Some(of), days } => t.say("partner-waited").arg("days", days).arg("of", of).to_string(),
        Waited::Middle { of: None, days } => t.say("partner-waited-days").arg("days", days).to_string(),
    }
}

/// What municipalities are called on a day; one that is no more by its code, so that somebody looks at it.
pub fn places(codes: &[Code], list: &Municipalities, day: Date) -> Vec<String> {
    let name = |code: &Code| {
        list.called(code, day).map_or_else(|| code.as_str().to_owned(), |meant| meant.municipality.name.clone())
    };
    let mut names: Vec<String> = Vec::new();
    for name in codes.iter().map(name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// For whom an entry is: which ages, who lives where, and at which locations.
pub fn for_whom(t: T, entry: &Entry, list: &Municipalities, day: Date) -> Vec<String> {
    let age = |age: u8| i64::from(age);
    let ages = match (entry.from_age, entry.below_age) {
        (None, None) => t.get("partner-any-age"),
        (Some(from), None) => t.say("partner-from-age").arg("from", age(from)).to_string(),
        (None, Some(below)) => t.say("partner-below-age").arg("below", age(below)).to_string(),
        (Some(from), Some(below)) => t.say("partner-ages").arg("from", age(from)).arg("below", age(below)).to_string(),
    };
    let mut homes = places(&entry.places, list, day);
    homes.extend(entry.region.as_ref().map(|region| t.say("partner-in-region").arg("region", region).to_string()));
    let home = if homes.is_empty() {
        t.get("partner-any-home")
    } else {
        t.say("partner-homes").arg("homes", homes.join(", ")).to_string()
    };
    let site = if entry.sites.is_empty() {
        t.get("partner-any-site")
    } else {
        t.say("partner-sites").arg("sites", entry.sites.join(", ")).to_string()
    };
    vec![ages, home, site]
}

/// That a talk comes, or that the last one is long ago.
pub fn talk(t: T, (talk, on): (Talk, Date), today: Date) -> String {
    let key = match (talk, on >= today) {
        (Talk::Oogo, true) => "partner-oogo-soon",
        (Talk::Oogo, false) => "partner-oogo-long",
        (Talk::Plan, true) => "partner-plan-soon",
        (Talk::Plan, false) => "partner-plan-long",
    };
    t.say(key).arg("on", on).to_string()
}

/// How they work together: forms and days.
pub fn together(t: T, entry: &Entry) -> Option<String> {
    let words = entry.forms.iter().map(|one| form(t, *one)).chain(entry.days.iter().map(|one| weekday(t, *one)));
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The domains of an entry.
pub fn domains(t: T, entry: &Entry) -> String {
    entry.domains.iter().map(|one| domain(t, *one)).collect::<Vec<_>>().join(", ")
}

/// An entry for samples.
pub fn sample() -> register::partner::Partner {
    use register::partner::{Agreed, Partner, Status};
    let now = super::people::now();
    Partner {
        id: register::PartnerId(uuid::Uuid::from_u128(7)),
        entry: Entry {
            name: "Jongerenteam Rivierenland-Voorbeeldgemeenten".to_owned(),
            kind: Kind::Municipality,
            what: "Praat met jongeren over spanning, geld en een plek om te wonen.".to_owned(),
            domains: vec![Domain::Mental, Domain::Money, Domain::Housing],
            under: Under::Psychosocial,
            from_age: Some(12),
            below_age: Some(18),
            places: Code::parse("GM0202").into_iter().collect(),
            region: None,
            sites: vec!["Velperweg".to_owned()],
            payers: vec![Payer::Municipality, Payer::EarlyLeaving],
            forms: vec![Form::FixedDays],
            days: vec![Weekday::Tuesday],
            address: "jongerenteam@gemeente.example".to_owned(),
            phone: Some("026 000 00 00".to_owned()),
            reachable: "Elke werkdag van 9 tot 12 uur.".to_owned(),
            reach: Some(120),
            agreed: Agreed {
                on: Some(now.day),
                vision: Some(Vision::Partly),
                oogo: Some(now.day),
                plan: now.day.checked_sub(time::Duration::days(500)),
            },
        },
        owner: register::AccountId(uuid::Uuid::from_u128(5)),
        confirmed: now.day,
        asks: now.day,
        status: Status::Open,
        changes: 3,
    }
}

/// The share by which a partner reads what is asked of them.
pub fn help_share() -> register::share::Share {
    use register::share::{Purpose, Share, Terms};
    let now = super::people::now();
    Share {
        id: register::ShareId(uuid::Uuid::from_u128(9)),
        terms: Terms {
            name: "Wilhelmina van der Wetering-Bakker".to_owned().into(),
            organisation: sample().entry.name.into(),
            email: "intake@jongerenteam.example".to_owned().into(),
            purpose: Purpose::Help,
            until: now.day.saturating_add(time::Duration::days(90)),
            language: register::invitation::Language::Dutch,
        },
        made: now,
        by: sample().owner,
        stopped: None,
        closed: None,
        waits: false,
        anew_on: None,
    }
}

/// A made-up handoff to which something happened; the rules bring it there.
pub fn handoff(events: &[register::handoff::Event]) -> Option<register::handoff::Handoff> {
    handoff_by(sent(false)?, events)
}

/// The same, from one that was sent.
pub fn handoff_by(sent: Handoff, events: &[Step]) -> Option<Handoff> {
    use register::handoff::step;
    let now = super::people::now();
    let next = |from, event: &Step| step(&from, *event, super::people::ASKED, None, None, now).ok();
    events.iter().try_fold(sent, next)
}

/// A made-up handoff that was sent, by mail or in a letter.
pub fn sent(paper: bool) -> Option<Handoff> {
    use register::handoff::{Draft, Known, send};
    let (now, partner) = (super::people::now(), sample());
    let draft = Draft {
        domain: Some(register::partner::Domain::Mental),
        question: super::people::ASKED.to_owned(),
        name: "Wilhelmina van der Wetering-Bakker".to_owned(),
        email: if paper { String::new() } else { "intake@jongerenteam.example".to_owned() },
        paper,
        until: Some(now.day),
        consenter: Some(register::meeting::Consenter::Student),
        english: false,
    };
    let known = Known {
        all: &[],
        partner: partner.id,
        helps: (&partner.entry.domains, partner.entry.under),
        open: true,
        mail: true,
        birth: None,
        home: None,
        own: &[],
    };
    let ids = (register::HandoffId(uuid::Uuid::from_u128(1)), help_share().id, partner.owner);
    send(&draft, known, ids, now).ok().map(|sent| sent.handoff)
}
