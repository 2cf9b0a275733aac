//! The map of local services of a demo school, and what was asked of whom: in each state, and some of it to be decided.

use super::care::staff;
use super::cast::Cast;
use super::mailed::mailed;
use crate::clock::civil;
use crate::outcome::{Run, Trouble};
use access::{Action, Actor, Reason};
use demo::School;
use register::handoff::{Draft as Asked, Event};
use register::municipality::{Code, Municipality};
use register::partner::{Domain, Draft, Event as Happens, Form, Kind, Payer, Under, Vision, Weekday};
use register::seen::Seen;
use register::{Moment, PartnerId, Period, TenantId};
use store::partner::Put;
use store::{SaveError, Store, StoreError};
use time::macros::date;
use time::{Date, Duration};

/// From when the names of municipalities hold: before the demo school began.
const FROM: Date = date!(2010 - 01 - 01);
/// Where the demo school has buildings.
const SITE: &str = "Velperweg";

/// An entry: who, what kind, what they do, with what, under which law, from and below which age.
type Entry = (&'static str, Kind, &'static str, &'static [Domain], Under, &'static str, &'static str);
const ENTRIES: [Entry; 6] = [
    (
        "Jongerenteam",
        Kind::YouthCare,
        "Praat met je over spanning en somber zijn.",
        &[Domain::Mental, Domain::Social],
        Under::Psychosocial,
        "12",
        "18",
    ),
    (
        "Schuldhulp voor jongeren",
        Kind::Municipality,
        "Helpt je met geld en schulden.",
        &[Domain::Money, Domain::Housing],
        Under::Other,
        "",
        "27",
    ),
    (
        "Doorstroompunt",
        Kind::EarlyLeaving,
        "Zoekt met je naar een school of werk dat past.",
        &[Domain::Learning],
        Under::Other,
        "",
        "27",
    ),
    (
        "Samen meedoen",
        Kind::YouthCare,
        "Oefent met je om zelf dingen te doen.",
        &[Domain::Daily, Domain::Social],
        Under::Participation,
        "",
        "18",
    ),
    (
        "GGZ voor volwassenen",
        Kind::AdultCare,
        "Helpt je als je je lang niet goed voelt.",
        &[Domain::Mental],
        Under::Other,
        "18",
        "",
    ),
    (
        "Buurthuis De Brug",
        Kind::Other,
        "Eet en sport met je.",
        &[Domain::Physical, Domain::Social],
        Under::Other,
        "",
        "",
    ),
];

fn entry(one: &Entry, owner: &Actor) -> Draft {
    let (name, kind, what, domains, under, from, below) = one;
    Draft {
        name: (*name).to_owned(),
        kind: Some(*kind),
        what: (*what).to_owned(),
        domains: domains.to_vec(),
        under: Some(*under),
        from_age: (*from).to_owned(),
        below_age: (*below).to_owned(),
        payers: vec![Payer::Municipality],
        forms: vec![Form::FixedDays],
        days: vec![Weekday::Tuesday],
        address: "vragen@partner.example".to_owned(),
        reachable: "Elke werkdag van 9 tot 12 uur.".to_owned(),
        reach: "120".to_owned(),
        owner: owner.account(),
        ..Draft::default()
    }
}

/// What coaches ask, of which entry and with what, and what happened then.
type Question = (usize, Domain, &'static str, &'static [(Event, &'static str)]);
const QUESTIONS: [Question; 7] = [
    (0, Domain::Mental, "Wil graag met iemand praten over spanning voor toetsen.", &[(Event::Queue, "")]),
    (1, Domain::Money, "Heeft brieven over geld. Wie kijkt mee?", &[(Event::Accept, "")]),
    (2, Domain::Learning, "Twijfelt over de opleiding. Wie denkt mee?", &[(Event::Start, "")]),
    (
        4,
        Domain::Mental,
        "Voelt zich al lang niet goed en wil hulp.",
        &[(Event::Refuse, "Wij hebben dit jaar geen plek.")],
    ),
    (3, Domain::Daily, "Wil zelf leren reizen met de bus.", &[(Event::Start, ""), (Event::Finish, "Het lukt nu.")]),
    (5, Domain::Physical, "Zoekt een groep om mee te sporten.", &[(Event::Revoke, "De student vond zelf een club.")]),
    (3, Domain::Social, "Wil oefenen met mensen leren kennen.", &[]),
];

fn refused<R: std::fmt::Debug>(error: SaveError<R>) -> Trouble {
    match error {
        SaveError::Store(error) => error.into(),
        SaveError::Refused(refusal) => Trouble::failed(format!("the demo's own map: {refusal:?}")),
    }
}

/// The coordinator put six on the map, for whoever lives where ever; one asks to be confirmed, and of one somebody said that it is not
/// right. A coach asked them for help with seven students: mail was set up then, and is not any more.
pub(super) async fn partners(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let care = staff(school, cast, "care-coordinator@").await?;
    let coach = staff(school, cast, "coach@").await?;
    let Some((care, coach)) = care.zip(coach) else { return Ok(()) };
    let on = |days: i64, minute| civil(school.today - Duration::days(days), minute);
    let mut ids = Vec::new();
    for (at, one) in ENTRIES.iter().enumerate() {
        // The first one was confirmed long ago.
        let days = if at == 0 { 200 } else { 60 };
        ids.push(store.partner_save(&care, Put::New, &entry(one, &care), on(days, 9 * 60)).await.map_err(refused)?);
    }
    let words = "Het nummer is van iemand die er niet meer werkt.";
    if let Some(id) = ids.last() {
        store.partner_step(&coach, (*id, 1), Happens::Doubt, words, on(3, 10 * 60)).await.map_err(refused)?;
    }
    asked(store, school, (&coach, &ids)).await
}

async fn asked(store: &Store, school: &School, (coach, ids): (&Actor, &[PartnerId])) -> Run<()> {
    let files = store.file_list(coach, Action::ListFiles, None, civil(school.today, 9 * 60)).await?;
    for (place, (row, question)) in files.rows.iter().skip(2).step_by(2).zip(QUESTIONS).enumerate() {
        let (partner, domain, words, steps) = question;
        let days = 30 - 3 * i64::try_from(place).unwrap_or_default();
        let minute = |days: i64, minute| civil(school.today - Duration::days(days), minute);
        let now: Moment = minute(days, 10 * 60);
        let Some(partner) = ids.get(partner) else { continue };
        store.mail_pass(now).await?;
        let needed = match store.handoff_form(coach, row.file, *partner, now).await {
            Ok(form) => form.needed,
            // Whom they did not coach then is asked about by somebody else.
            Err(StoreError::NotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        let given = Asked {
            domain: Some(domain),
            question: words.to_owned(),
            name: "Hanna Voorbeeld".to_owned(),
            // One of them has no mail address: their letter still has to go.
            email: if place == 6 { String::new() } else { format!("intake{place}@partner.example") },
            paper: place == 6,
            // One yes is over already.
            until: Some(now.day.saturating_add(Duration::days(if place == 1 { 14 } else { 150 }))),
            consenter: needed,
            english: false,
        };
        let id = match store.handoff_send(coach, (row.file, *partner), &given, now).await {
            Ok(id) => id,
            Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => continue,
            Err(SaveError::Store(error)) => return Err(error.into()),
        };
        // Nothing is left behind for whoever sets up mail next.
        while mailed(store, minute(days, 10 * 60 + 1)).await?.is_some() {}
        let mut made = 0_usize;
        for (step, (event, words)) in steps.iter().enumerate() {
            let later = days.saturating_sub(i64::try_from(step).unwrap_or_default().saturating_add(1));
            let given = (*event, *words, Some(Seen::of(made, 0)));
            match store.handoff_step(coach, id, given, minute(later, 11 * 60)).await {
                Ok(()) => made = made.saturating_add(1),
                Err(SaveError::Refused(_)) => {}
                Err(SaveError::Store(error)) => return Err(error.into()),
            }
        }
    }
    store.mail_pass(civil(school.since, 0)).await?;
    Ok(())
}

/// In a demo that people look at the list of municipalities was read, and some on the map help who lives in them.
pub(super) async fn around(store: &Store, school: &School, tenant: TenantId) -> Run<()> {
    let by = Actor::system(tenant, Reason::Command);
    let now = civil(school.today, 9 * 60 + 30);
    let municipality = |one: &demo::Municipality| {
        Some(Municipality {
            code: Code::parse(one.code)?,
            name: one.name.to_owned(),
            period: Period::since(FROM),
            into: None,
            region: None,
        })
    };
    let mut known: Vec<Municipality> =
        school.people.iter().filter_map(|person| municipality(&person.municipality)).collect();
    known.sort_by(|one, other| one.code.cmp(&other.code));
    known.dedup_by(|one, other| one.code == other.code);
    let source = "Voorbeeldlijst van gemeenten (namen en codes van CBS)";
    store.municipalities_read(&by, (&known, source), 0, now).await?;
    let accounts = demo::accounts(school);
    let Some(care) = accounts.iter().find(|account| account.role == "care_coordinator") else { return Ok(()) };
    let Some(found) = store.account_find(&care.email).await? else { return Ok(()) };
    let held = store.memberships(found.account, school.today).await?;
    let Some(place) = held.first() else { return Ok(()) };
    let care = store.actor(found.account, tenant, place.membership, school.today).await?;
    for (at, homes) in known.chunks(4).take(3).enumerate() {
        let names: Vec<&str> = homes.iter().map(|one| one.name.as_str()).collect();
        let one = ENTRIES[at];
        let given = Draft {
            name: format!("Wijkteam {}", names.first().copied().unwrap_or_default()),
            kind: Some(Kind::Municipality),
            places: names.join("\n"),
            sites: if at == 1 { SITE.to_owned() } else { String::new() },
            agreed_on: Some(school.today - Duration::days(120)),
            vision: Some(Vision::Partly),
            oogo: Some(school.today - Duration::days(40)),
            plan: Some(school.today + Duration::days(60)),
            ..entry(&one, &care)
        };
        store.partner_save(&care, Put::New, &given, now).await.map_err(refused)?;
    }
    Ok(())
}
