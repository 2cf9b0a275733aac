//! The way to work in a demo school: who got a diploma last summer, each with another ending, and who leaves within a year.

use super::cast::Cast;
use crate::outcome::{Run, Trouble};
use access::Actor;
use demo::{By, Person, School};
use register::seen::Seen;
use register::transition::{Given, Kind, Refusal};
use register::{FileId, Moment};
use store::{SaveError, Store, StoreError};
use time::{Date, Duration};

/// What is noted of a route: what, which code, so many days from today, and the words.
type Note = (Kind, &'static str, i64, &'static str);

/// Graduates of last summer, the first to the last.
const AFTER: [&[Note]; 5] = [
    &[
        (Kind::Offer, "", -90, "Elke maand bellen, en mee naar een gesprek."),
        (Kind::Answer, "taken", -88, ""),
        (Kind::Step, "guide", -70, "Belt de gemeente over vervoer naar het werk."),
        (Kind::Contact, "held", -40, "Het werk bevalt. De reis is lang."),
        (Kind::Outcome, "work", -40, "Drie dagen in de week."),
        (Kind::Consent, "graduate", -30, ""),
        (Kind::Consent, "parents", -30, ""),
        (Kind::Municipality, "", -20, ""),
    ],
    &[
        (Kind::Offer, "", -90, "Een gesprek per maand."),
        (Kind::Contact, "not_reached", -60, ""),
        (Kind::Contact, "not_reached", -20, ""),
        (Kind::Plan, "", 6, "Bellen, na zes uur."),
    ],
    &[
        (Kind::Offer, "", -100, "Samen een plek zoeken."),
        (Kind::Answer, "taken", -95, ""),
        (Kind::Outcome, "fitting", -30, "Een plek waar iemand meekijkt."),
    ],
    &[(Kind::Outcome, "learning", -50, ""), (Kind::End, "finished", 0, "")],
    &[],
];

/// Students in their last year.
const BEFORE: [&[Note]; 3] = [
    &[
        (Kind::Offer, "", -10, "Een vast gesprek per maand tot een jaar na het diploma."),
        (Kind::Answer, "taken", -8, ""),
        (Kind::Step, "student", 20, "Schrijft een brief aan twee bedrijven."),
        (Kind::Step, "somebody", 30, "Het leerbedrijf denkt mee over een baan."),
        (Kind::Plan, "", 12, "Op school, in het lokaal van de slb’er."),
    ],
    &[(Kind::Offer, "", -5, "Een gesprek over werk of verder leren.")],
    &[(Kind::Offer, "", -15, ""), (Kind::Answer, "declined", -14, "")],
];

/// They go on, each with the coach of their own; the student who can be looked in as says what they want.
pub(super) async fn routes(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let shown = demo::accounts(school).into_iter().find(|a| a.role == "student").and_then(|a| a.person);
    let (mut after, mut before) = (0_usize, 0_usize);
    for (at, person) in school.people.iter().enumerate() {
        let Some(coach) = person.coach else { continue };
        let notes = match (leaves(person, school.today), shown == Some(at)) {
            (_, true) => BEFORE[0],
            (Some(true), false) => {
                after += 1;
                let Some(notes) = AFTER.get(after - 1) else { continue };
                *notes
            }
            (Some(false), false) => {
                before += 1;
                let Some(notes) = BEFORE.get(before) else { continue };
                *notes
            }
            (None, false) => continue,
        };
        // Of a graduate without a note nothing was begun: the offer is still owed.
        if notes.is_empty() {
            continue;
        }
        let actor = cast.actor(By::Staff(coach), at).await?;
        let id = cast.person(at).await?;
        let file = store.file_of_person(actor.tenant(), id).await?;
        let begun = begin(store, &actor, file, school.today, notes).await?;
        if let Some(noted) = begun
            && shown == Some(at)
        {
            let student = cast.actor(By::Student, at).await?;
            let wish = Given { words: WISH.to_owned(), ..Given::of(Kind::Wish) };
            let said = (&wish, Some(Seen::of(noted, 0)));
            fits(store.transition_say(&student, file, said, morning_of(school.today, 8 * 60 + 50)).await)?;
        }
    }
    Ok(())
}

/// What the student of the demo wants.
const WISH: &str = "Ik wil werken met planten. Liefst in een kleine groep.";

fn morning_of(day: Date, minute: u16) -> Moment {
    crate::clock::civil(day, minute)
}

/// Whether somebody got a diploma within the year, or leaves entree or level 2 within one.
fn leaves(person: &Person, today: Date) -> Option<bool> {
    let [only] = person.enrolments.as_slice() else { return None };
    match only.left {
        Some((until, 1)) if until < today && today - until < Duration::days(300) => Some(true),
        Some(_) => None,
        None => {
            let level = only.periods.last()?.programme.level;
            (level <= 2 && only.planned - today < Duration::days(360)).then_some(false)
        }
    }
}

/// Begins a route, and notes what happened: each on a day that has been, at its own minute of this morning. How much was noted; more
/// than a year before the end it does not begin.
async fn begin(store: &Store, actor: &Actor, file: FileId, today: Date, notes: &[Note]) -> Run<Option<usize>> {
    let morning = |minute: usize| morning_of(today, 8 * 60 + 40 + u16::try_from(minute).unwrap_or_default());
    let begun = match store.transition_start(actor, file, morning(0)).await {
        Ok(()) => true,
        // Whom they do not coach any more is nobody's here.
        Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => false,
        Err(SaveError::Store(error)) => return Err(error.into()),
    };
    if !begun {
        return Ok(None);
    }
    // Who guides is noted with the beginning.
    let mut noted = 1_usize;
    for (minute, (kind, code, days, words)) in notes.iter().enumerate() {
        let given = Given {
            code: (*code).to_owned(),
            said: "yes".to_owned(),
            day: Some(today + Duration::days(*days)),
            words: (*words).to_owned(),
            ..Given::of(*kind)
        };
        let said = (1, &given, Some(Seen::of(noted, 0)));
        if fits(store.transition_note(actor, file, said, morning(minute + 1)).await)? {
            noted = noted.saturating_add(1);
        }
    }
    Ok(Some(noted))
}

/// What does not fit a student is left out: an answer before its offer, a yes of a minor that lacks that of a parent. Whether it was noted.
fn fits(saved: Result<(), SaveError<Refusal>>) -> Run<bool> {
    match saved {
        Ok(()) => Ok(true),
        Err(SaveError::Refused(_)) => Ok(false),
        Err(SaveError::Store(error)) => Err(Trouble::from(error)),
    }
}

/// Two students of the demo coach were away without a valid reason: of one the municipality has yet to hear, of one it did.
pub(super) async fn absences(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    use register::absence::{Event, Refusal};
    let Some(at) = demo::accounts(school).iter().position(|account| account.role == "coach") else { return Ok(()) };
    // Staff follow the two accounts of a student and a guardian.
    let coach = at.saturating_sub(2);
    let said = |saved: Result<(), SaveError<Refusal>>| match saved {
        Ok(()) | Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => Ok(()),
        Err(SaveError::Store(error)) => Err(Trouble::from(error)),
    };
    let today = school.today;
    let away = |person: &Person| {
        let here =
            person.enrolments.last().is_some_and(|one| one.left.is_none() && today - one.from > Duration::days(60));
        let grown = today.year() - person.birth.parts().0;
        person.coach == Some(coach) && person.number_known && here && (19..26).contains(&grown)
    };
    let all: Vec<usize> = school.people.iter().enumerate().filter(|(_, one)| away(one)).map(|(at, _)| at).collect();
    for (place, at) in all.into_iter().rev().take(2).enumerate() {
        let actor = cast.actor(By::Staff(coach), at).await?;
        let file = store.file_of_person(actor.tenant(), cast.person(at).await?).await?;
        let (since, now) = (today - Duration::days(31), morning_of(today, 8 * 60 + 55));
        said(store.absence_note(&actor, file, (Some(since), Some(false)), now).await)?;
        if place == 1 {
            for (made, event) in [Event::Reported, Event::Back].into_iter().enumerate() {
                let given = (1, event, Some(today), Some(Seen::of(made, 0)));
                said(store.absence_turn(&actor, file, given, morning_of(today, 8 * 60 + 56)).await)?;
            }
        }
    }
    Ok(())
}
