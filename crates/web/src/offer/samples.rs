//! A made-up school that offers something, in each state.

use register::catalogue::{Level as InCatalogue, Measure, STARTER_MEASURES};
use register::offer::{Happened, Level, Line, Mark, Offer, Outcome, Site, Status, What};
use register::{
    AccountId, FileId, MeasureId, Moment, OfferId, Period, PersonId, Personal, TeamId, TenantId, VersionId,
};
use store::offer::{
    Findable, Kept, Noted, OfferDesk, OfferingSchool, Placed, PromisePage, PromiseRow, PromisedTo, PublicOffer,
};
use time::{Date, Duration};
use uuid::Uuid;

pub(super) fn now() -> Moment {
    crate::say::people::now()
}

pub(super) fn today() -> Date {
    now().day
}

fn ago(days: i64) -> Date {
    today() - Duration::days(days)
}

const NAME: &str = "ROC Rijn en IJssel";

/// The starter catalogue, as a school has it.
pub(super) fn measures() -> Vec<Measure> {
    let one = |(n, m): (u128, &register::catalogue::StarterMeasure)| Measure {
        id: MeasureId(Uuid::from_u128(n)),
        kind: m.kind,
        text: m.text.to_owned(),
        text_en: m.text_en.to_owned(),
        who: m.who.to_owned(),
        place: m.place,
        level: m.level,
        period: Period::since(ago(900)),
    };
    (1..).zip(STARTER_MEASURES).map(one).collect()
}

fn teams() -> Vec<(TeamId, String)> {
    vec![
        (TeamId(Uuid::from_u128(71)), "Techniek en mobiliteit".to_owned()),
        (TeamId(Uuid::from_u128(72)), "Zorg en welzijn".to_owned()),
    ]
}

fn lines(many: usize) -> Vec<Placed> {
    let one = |(place, measure): (u32, Measure)| {
        let at_site = place % 3 == 2;
        let line = Line {
            measure: measure.id,
            kind: measure.kind,
            level: match (place % 4, measure.level) {
                (0, _) => Level::Both,
                (_, InCatalogue::Basic) => Level::Basic,
                (_, InCatalogue::Extra) => Level::Extra,
            },
            text: measure.text,
            text_en: measure.text_en,
            site: at_site.then(|| Site { name: "Velperweg".into(), town: "Arnhem".into() }),
            team: (place % 5 == 4).then(|| teams()[0].0),
            capacity: (place % 2 == 0).then_some(12),
            who: "Het ondersteuningsteam".into(),
            who_en: "The support team".into(),
            address: "ondersteuning@school.example".into(),
            reachable: "Elke werkdag van 9 tot 12 uur.".into(),
            reachable_en: "Working days from 9 to 12.".into(),
            how: "Zeg het bij je intake of vraag het je coach.".into(),
            how_en: "Say so at your intake or ask your coach.".into(),
            until: (place == 4).then(|| today() + Duration::days(60)),
        };
        let noted = match place {
            2 => vec![Noted { mark: Mark::Full, on: ago(9), reason: None }],
            3 => vec![Noted { mark: Mark::Stopped, on: ago(3), reason: Some("De begeleider vertrok.".into()) }],
            _ => Vec::new(),
        };
        Placed { place, line, noted }
    };
    (1..).zip(measures()).take(many).map(one).collect()
}

fn version(number: u32, happened: Vec<(What, i64)>, lines: Vec<Placed>) -> Kept {
    let by = AccountId(Uuid::from_u128(9));
    let happened = happened.into_iter().map(|(what, days)| Happened { what, on: ago(days), by }).collect();
    let offer = Offer {
        id: OfferId(Uuid::from_u128(u128::from(number) + 500)),
        number,
        begun: ago(200),
        happened,
        lines: lines.iter().map(|one| one.line.clone()).collect(),
    };
    Kept { offer, changes: 4, lines }
}

/// A version in a state, that does not hold.
pub(super) fn kept(status: Status) -> Kept {
    let ask = || (What::Ask { on: ago(30) }, 30);
    let words = Some("Vertel het ook aan wie al op school zit.".to_owned());
    let advise = || (What::Advise { on: ago(10), outcome: Outcome::Conditions, words: words.clone() }, 10);
    let reason = Some("Wij vertellen het in elke klas.".to_owned());
    let decide = || (What::Decide { from: today() + Duration::days(90), reason: reason.clone() }, 5);
    let dropped = || (What::Drop { reason: "Er komt eerst een nieuw gebouw.".to_owned() }, 2);
    let happened = match status {
        Status::Draft => vec![],
        Status::Asked => vec![ask()],
        Status::Advised => vec![ask(), advise()],
        Status::Decided => vec![ask(), advise(), decide()],
        Status::Dropped => vec![ask(), dropped()],
    };
    let mut lines = lines(9);
    lines.iter_mut().for_each(|one| one.noted.clear());
    version(9, happened, lines)
}

fn holds() -> Kept {
    let ask = (What::Ask { on: ago(150) }, 150);
    let advise = (What::Advise { on: ago(130), outcome: Outcome::Positive, words: Some("Goed zo.".into()) }, 130);
    let oer = (What::Include { on: ago(110) }, 110);
    let decide = (What::Decide { from: ago(100), reason: None }, 120);
    version(2, vec![ask, advise, decide, oer], lines(STARTER_MEASURES.len()))
}

fn before() -> Kept {
    let mut old = lines(12);
    for one in &mut old {
        one.line.level = Level::Extra;
        one.noted.clear();
    }
    version(1, vec![(What::Decide { from: ago(400), reason: None }, 500)], old)
}

/// What who keeps it sees.
pub(super) fn desk() -> OfferDesk {
    let (now, old) = (holds(), before());
    OfferDesk { school: NAME.into(), code: "27DV".into(), now: Some(now.offer.id), all: vec![now, old], teams: teams() }
}

/// A draft that changes only whom to ask in what holds; `stopped`: with the line that stopped, or without it.
pub(super) fn copied(stopped: bool) -> Kept {
    let mut lines = holds().lines;
    lines.retain(|one| stopped || one.mark() != Mark::Stopped);
    for one in &mut lines {
        one.line.address = "zorg@school.example".into();
        one.noted.clear();
    }
    version(9, vec![], lines)
}

/// What everybody sees.
pub(super) fn public() -> PublicOffer {
    PublicOffer {
        school: school(1, "27DV", NAME),
        now: Some(holds()),
        told: desk().told(&holds().offer),
        next: vec![kept(Status::Decided)],
        teams: teams(),
    }
}

fn school(n: u128, code: &str, name: &str) -> OfferingSchool {
    OfferingSchool { tenant: TenantId(Uuid::from_u128(n)), code: code.into(), name: name.into() }
}

/// Two schools, and what they offer.
pub(super) fn findable() -> (Vec<OfferingSchool>, Vec<Findable>) {
    let all = [(0, "rust", Some("Arnhem")), (0, "tijd", None), (1, "rust", Some("Zwolle")), (1, "rooster", None)];
    let line = |(school, word, town): (usize, &str, Option<&str>)| {
        let measure = STARTER_MEASURES.iter().find(|m| m.text.contains(word))?;
        Some(Findable {
            school,
            place: 1,
            text: measure.text.to_owned(),
            text_en: measure.text_en.to_owned(),
            at_workplace: false,
            site: town.map(|_| "Velperweg".to_owned()),
            town: town.map(str::to_owned),
            team: None,
            who: "Het ondersteuningsteam".to_owned(),
            who_en: "The support team".to_owned(),
            address: "ondersteuning@school.example".to_owned(),
        })
    };
    let schools = vec![school(1, "27DV", NAME), school(2, "04EM", "Zwols College met een heel erg lange naam")];
    (schools, all.into_iter().filter_map(line).collect())
}

/// To whom something is promised that is offered no more: it stopped, or is about to.
pub(super) fn promises(kept: bool) -> PromisePage {
    let all = measures();
    let row = |n: u128, name: Option<&str>, days: i64, why: Option<&str>| PromiseRow {
        file: FileId(Uuid::from_u128(n)),
        person: PersonId(Uuid::from_u128(n)),
        name: name.map(|name| Personal::new(name.to_owned())),
        born: None,
        student_number: Some(Personal::new(format!("20260{n:02}"))),
        version: VersionId(Uuid::from_u128(n)),
        number: i64::try_from(n).unwrap_or_default(),
        offer: OfferId(Uuid::from_u128(502)),
        line: 3,
        text: all[2].text.clone(),
        text_en: all[2].text_en.clone(),
        site: (n == 2).then(|| ("Velperweg".to_owned(), "Arnhem".to_owned())),
        since: ago(days),
        why: why.map(str::to_owned),
        kept: kept.then(|| ago(1)),
    };
    let long = Some("Annemarie-Louise van der Schoot-Wijnbergen");
    let rows =
        vec![row(1, Some("Bo Li"), 3, Some("De begeleider vertrok.")), row(2, long, -40, None), row(3, None, 3, None)];
    let next = rows.last().map(|row| (row.number, row.file));
    PromisePage { rows, before: 0, counts: (31, 28), next }
}

/// To how many something is promised that is offered no more: to many, to few, and again from a day.
pub(super) fn promised_to() -> Vec<PromisedTo> {
    let offer = OfferId(Uuid::from_u128(502));
    let one = |line, days, all, kept, again| PromisedTo { offer, line, since: ago(days), again, all, kept };
    vec![one(3, 3, 31, 6, None), one(4, -61, 2, 0, Some(today() + Duration::days(200)))]
}
