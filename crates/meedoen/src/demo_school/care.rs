//! The second and third line of a demo school: who was referred in the last weeks, and where that stands.

use super::cast::Cast;
use crate::outcome::{Run, Trouble};
use access::{Action, Actor};
use demo::{By, School};
use register::burden::{Establish, Outcome, Weighing, Works};
use register::meeting::{Consenter, Draft, Minutes, Plan, Refusal};
use register::period::Period;
use register::policy::Name;
use register::referral::{Ask, Event, Tier};
use store::policy::Put;
use store::{SaveError, Store, StoreError};
use time::Duration;

/// What coaches ask, with the line and what happened then. They are asked one a day, the first longest ago.
type Asked = (Tier, &'static str, &'static [(Event, &'static str)]);
const ASKED: [Asked; 8] = [
    (
        Tier::Second,
        "Wie helpt met plannen en op tijd beginnen? Het huiswerkuur hielp niet genoeg.",
        &[(Event::Accept, "")],
    ),
    (Tier::Second, "Wie kijkt mee hoe de stage vol te houden is? We korten de dagen nu al in.", &[(Event::Accept, "")]),
    (
        Tier::Third,
        "Wil het wijkteam meedenken over rust en slaap thuis? De student belt liever niet zelf.",
        &[(Event::Queue, ""), (Event::Meanwhile, "Elke maandag een gesprek met de slb’er.")],
    ),
    (Tier::Second, "Wie oefent met hulp vragen in de les?", &[(Event::Queue, "")]),
    (
        Tier::Second,
        "Kan iemand mee naar het gesprek met het leerbedrijf?",
        &[
            (Event::Refuse, "Dit doet de stagebegeleider. Die is gebeld en gaat mee."),
            (Event::Follow, "De stagebegeleider gaat mee. De student weet dat."),
        ],
    ),
    (Tier::Second, "Wie helpt om weer naar school te komen na een lange tijd thuis?", &[]),
    (Tier::Third, "Kan de gemeente helpen met vervoer naar school?", &[]),
    (
        Tier::Second,
        "Wie leert de student werken met de voorleessoftware?",
        &[(Event::Withdraw, "Een klasgenoot legde het uit. Het lukt nu.")],
    ),
];

/// Two coaches asked, the coordinator answered, and the second line is as full as the school said it can be.
pub(super) async fn referrals(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(care) = staff(school, cast, "care-coordinator@").await? else { return Ok(()) };
    let on = |days: usize, minute| {
        let before = i64::try_from(days).unwrap_or_default();
        crate::clock::civil(school.today - Duration::days(before), minute)
    };
    let mut helped = 0_usize;
    for (at, email) in ["coach@", "coach2@"].into_iter().enumerate() {
        let Some(coach) = staff(school, cast, email).await? else { continue };
        let files = store.file_list(&coach, Action::ListFiles, None, on(0, 9 * 60)).await?;
        for (place, (row, asked)) in files.rows.iter().step_by(3).zip(ASKED).enumerate() {
            let (tier, question, steps) = asked;
            let days = 24 - 2 * place - at;
            let now = on(days, 10 * 60);
            let given = Ask { tier: Some(tier), question: question.to_owned(), agreed_on: Some(now.day) };
            let id = match store.referral_ask(&coach, row.file, &given, now).await {
                Ok(id) => id,
                // Whom they did not coach then is asked about by somebody else.
                Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => continue,
                Err(SaveError::Store(error)) => return Err(error.into()),
            };
            for (step, (event, words)) in steps.iter().enumerate() {
                // One of the two has yet to see what now.
                if at == 1 && *event == Event::Follow {
                    continue;
                }
                let by = if event.answers() { &care } else { &coach };
                let now = on(days.saturating_sub(step + 1), 11 * 60);
                match store.referral_step(by, id, *event, words, now).await {
                    Ok(()) => helped += usize::from(*event == Event::Accept),
                    Err(SaveError::Refused(_)) => {}
                    Err(SaveError::Store(error)) => return Err(error.into()),
                }
            }
        }
    }
    // As many as there are: the next one waits.
    let Some(admin) = staff(school, cast, "administrator@").await? else { return Ok(()) };
    let period = Period::since(school.today - Duration::days(30));
    let places = helped.to_string();
    let put = Put { name: Name::SecondLinePlaces, typed: Some(&places), period, based_on: None };
    match store.policy_put(&admin, put, on(0, 9 * 60)).await {
        Ok(_) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(refused)) => Err(Trouble::failed(format!("the demo's own setting: {refused}"))),
    }
}

/// The coordinator met about two students of the coach: this week, and next week again. The student said yes to both, or a
/// parent did.
pub(super) async fn meetings(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let care = staff(school, cast, "care-coordinator@").await?;
    let coach = staff(school, cast, "coach@").await?;
    let Some((care, coach)) = care.zip(coach) else { return Ok(()) };
    let on = crate::clock::civil;
    let files = store.file_list(&coach, Action::ListFiles, None, on(school.today, 9 * 60)).await?;
    for (place, row) in files.rows.iter().step_by(5).take(4).enumerate() {
        let held = place % 2 == 0;
        let day = school.today + Duration::days(if held { -3 } else { 4 });
        let given = Plan {
            on: Some(day),
            question: "Wat is er nodig om de stage af te maken?".to_owned(),
            people: "De student, de slb’er en de stagebegeleider".to_owned(),
        };
        let Some(id) =
            fits(store.meeting_plan(&care, row.file, &given, on(school.today - Duration::days(10), 9 * 60)).await)?
        else {
            continue;
        };
        for who in Consenter::ALL {
            let said = school.today - Duration::days(8);
            fits(store.meeting_agree(&care, id, (Some(*who), Some(said)), on(said, 10 * 60)).await)?;
        }
        if !held {
            continue;
        }
        let decided = |words: &str, by: &Actor, days| Draft {
            words: words.to_owned(),
            owner: by.account(),
            due: Some(school.today + Duration::days(days)),
        };
        let minutes = Minutes {
            on: Some(day),
            people: given.people,
            notes: "Volgende keer ook iemand van het leerbedrijf vragen.".to_owned(),
            decisions: vec![
                decided("Belt het leerbedrijf over kortere dagen.", &coach, -1),
                decided("Zoekt een tweede plek voor de stage.", &care, 20),
            ],
        };
        fits(store.meeting_hold(&care, id, &minutes, on(day, 15 * 60)).await)?;
    }
    Ok(())
}

/// One adjustment that waits for a second look, one that was decided, and one that is still weighed.
pub(super) async fn burdens(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let care = staff(school, cast, "care-coordinator@").await?;
    let other = staff(school, cast, "trajectory-counsellor@").await?;
    let coach = staff(school, cast, "coach@").await?;
    let Some(((care, other), coach)) = care.zip(other).zip(coach) else { return Ok(()) };
    let on = |days: i64, minute| crate::clock::civil(school.today - Duration::days(days), minute);
    let files = store.file_list(&coach, Action::ListFiles, None, on(0, 9 * 60)).await?;
    let asked = [
        ("Een tolk bij elke les en bij de stage", 24_000, Outcome::Refuse),
        ("Een rustig lokaal voor alle toetsen", 900, Outcome::Make),
        ("Vervoer van en naar de stage, twee jaar lang", 11_000, Outcome::Other),
    ];
    for (place, (row, (adjustment, price, outcome))) in files.rows.iter().skip(1).step_by(4).zip(asked).enumerate() {
        let given = Establish {
            adjustment: adjustment.to_owned(),
            works: Some(Works::Yes),
            evidence: "De student probeerde het drie weken. Het hielp.".to_owned(),
            price: Some(price),
        };
        let now = on(12, 9 * 60);
        let made = match store.burden_establish(&care, row.file, &given, now).await {
            Ok(made) => made,
            Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => continue,
            Err(SaveError::Store(error)) => return Err(error.into()),
        };
        if place == 2 {
            continue;
        }
        let heavy = outcome == Outcome::Refuse;
        let found = (Some(heavy), "Dit is nagevraagd bij de locatie.".to_owned());
        let reason =
            if heavy { "De school is klein, en de gemeente betaalt niet mee." } else { "Het kan zonder veel werk." };
        let weighing = Weighing { findings: vec![found; 5], outcome: Some(outcome), reason: reason.to_owned() };
        let mut saved = store.burden_weigh(&care, made, &weighing, on(11, 10 * 60)).await;
        if place == 1 && saved.is_ok() {
            saved = store.burden_second(&other, made, (true, ""), on(9, 10 * 60)).await;
        }
        match saved {
            Ok(()) | Err(SaveError::Refused(_)) => {}
            Err(SaveError::Store(error)) => return Err(error.into()),
        }
    }
    Ok(())
}

/// What the rules refuse did not happen in this school: the other one has to say yes at that age.
fn fits<V>(saved: Result<V, SaveError<Refusal>>) -> Run<Option<V>> {
    match saved {
        Ok(done) => Ok(Some(done)),
        Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => Ok(None),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// Somebody of the staff, by how their address begins.
pub(super) async fn staff(school: &School, cast: &mut Cast<'_>, email: &str) -> Run<Option<Actor>> {
    let ours = |account: &demo::Account| account.email.starts_with(email);
    match demo::accounts(school).iter().position(ours) {
        // Staff follow the two accounts of a student and a guardian.
        Some(at) => cast.actor(By::Staff(at.saturating_sub(2)), 0).await.map(Some),
        None => Ok(None),
    }
}
