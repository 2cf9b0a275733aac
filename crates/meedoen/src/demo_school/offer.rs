//! What a demo school offers: a version that holds, with a line that is full and one that stopped, and a next one that is being made. The other demo schools of
//! a test do the same.

use super::care::staff;
use super::cast::Cast;
use crate::outcome::{Run, Trouble};
use demo::School;
use register::OfferId;
use register::catalogue::{Level as InCatalogue, MeasureKind};
use register::offer::{Level, LineDraft, Mark, Outcome};
use store::offer::{OfferRefusal, Step};
use store::{SaveError, Store};
use time::Duration;

/// Where the demo school has buildings.
const SITES: [(&str, &str); 2] = [("Velperweg", "Arnhem"), ("Heyendaal", "Nijmegen")];

fn refused(error: SaveError<OfferRefusal>) -> Trouble {
    match error {
        SaveError::Store(error) => error.into(),
        SaveError::Refused(refusal) => Trouble::failed(format!("the demo's own offer: {refusal:?}")),
    }
}

/// How often a version was changed, to change it once more.
async fn was(store: &Store, policy: &access::Actor, offer: OfferId, today: time::Date) -> Run<(OfferId, i64)> {
    let desk = store.offer_desk(policy, today).await?;
    Ok((offer, desk.one(offer).map_or(0, |kept| kept.changes)))
}

pub(super) async fn offer(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(policy) = staff(school, cast, "policy-officer@").await? else { return Ok(()) };
    let on = |days: i64| crate::clock::civil(school.today - Duration::days(days), 10 * 60);
    let teams = store.offer_desk(&policy, school.today).await?.teams;
    let offer = store.offer_begin(&policy, on(80)).await.map_err(refused)?;
    let catalogue = store.catalogue(policy.tenant(), on(80).day).await?;
    // The last ones are what this school does not offer.
    let offered =
        catalogue.measures.iter().filter(|one| one.kind != MeasureKind::ExternalHelp && one.kind != MeasureKind::Other);
    for (at, measure) in offered.enumerate() {
        let site = (at % 4 == 1).then(|| SITES[at % 2]).or((at % 4 == 3).then_some(SITES[0]));
        let draft = LineDraft {
            measure: Some(measure.id),
            level: Some(match (at % 6, measure.level) {
                (5, _) => Level::Both,
                (_, InCatalogue::Basic) => Level::Basic,
                (_, InCatalogue::Extra) => Level::Extra,
            }),
            site: site.map(|(name, _)| name.to_owned()).unwrap_or_default(),
            town: site.map(|(_, town)| town.to_owned()).unwrap_or_default(),
            team: teams.get(at % 7).filter(|_| at % 5 == 2).map(|(team, _)| *team),
            capacity: if at % 3 == 0 { "15".to_owned() } else { String::new() },
            who: "Het ondersteuningsteam".to_owned(),
            who_en: "The support team".to_owned(),
            address: "ondersteuning@school.example".to_owned(),
            reachable: "Elke werkdag van 9 tot 12 uur.".to_owned(),
            reachable_en: "Every working day from 9 to 12.".to_owned(),
            how: "Zeg het bij je intake, of vraag het je coach.".to_owned(),
            how_en: "Say so at your intake, or ask your coach.".to_owned(),
            until: None,
        };
        let stands = was(store, &policy, offer, school.today).await?;
        store.offer_line_save(&policy, stands, None, &draft, on(79)).await.map_err(refused)?;
    }
    let words = "Goed plan. Vertel het ook aan studenten die al op school zitten.".to_owned();
    let why = "Wij vertellen het in elke klas, zoals de raad vroeg.".to_owned();
    let steps = [
        (78, Step::Ask { on: Some(on(78).day) }),
        (64, Step::Advise { on: Some(on(65).day), outcome: Some(Outcome::Conditions), words }),
        (60, Step::Decide { from: Some(on(30).day), reason: why }),
    ];
    for (days, step) in steps {
        let stands = was(store, &policy, offer, school.today).await?;
        store.offer_step(&policy, stands, &step, on(days)).await.map_err(refused)?;
    }
    let stands = was(store, &policy, offer, school.today).await?;
    store.offer_mark(&policy, stands, 2, (Mark::Full, ""), on(6)).await.map_err(refused)?;
    if let Some(place) = most_promised(store, &policy, school.today).await? {
        let stands = was(store, &policy, offer, school.today).await?;
        let why = "De docent die dit deed, werkt hier niet meer.";
        store.offer_mark(&policy, stands, place, (Mark::Stopped, why), on(5)).await.map_err(refused)?;
    }
    store.offer_begin(&policy, on(4)).await.map_err(refused)?;
    Ok(())
}

/// The line that is promised to most students of what is done in the lessons or to guide them: that stops, and stands on the lists of
/// who works with them.
async fn most_promised(store: &Store, policy: &access::Actor, today: time::Date) -> Run<Option<u32>> {
    let desk = store.offer_desk(policy, today).await?;
    let mut most: Option<(i64, u32)> = None;
    for one in desk.in_force().into_iter().flat_map(|kept| &kept.lines) {
        let fits = matches!(one.line.kind, MeasureKind::ExtraGuidance | MeasureKind::AdaptedLessons);
        // For all teams and locations: whoever has it loses it.
        if !fits || one.place <= 2 || one.line.team.is_some() || one.line.site.is_some() {
            continue;
        }
        let many = store.offer_promised(policy, one.line.measure, today).await?;
        if most.is_none_or(|(so_far, _)| many > so_far) {
            most = Some((many, one.place));
        }
    }
    Ok(most.filter(|(many, _)| *many > 0).map(|(_, place)| place))
}
