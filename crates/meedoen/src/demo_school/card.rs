//! The demo's student has a card, and shows it: so that it can be seen what a student sees of it. The secret of the link stands
//! nowhere: whoever signs in as that student can show it.

use super::cast::Cast;
use crate::outcome::Run;
use demo::School;
use register::card::{Draft, Term, measure::choices};
use store::{SaveError, Store};

const WORDS: &str = "Zeg mij de dag ervoor wat we gaan doen.\nEen plek aan de kant helpt mij.\nLoop ik even naar de gang? Dan kom \
    ik vanzelf terug.";

/// Writes the card, shows it for a week, and lets two people look: a teacher, and somebody who is not signed in.
pub(super) async fn shown(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let accounts = demo::accounts(school);
    let Some(person) = accounts.iter().find(|a| a.role == "student").and_then(|a| a.person) else { return Ok(()) };
    let student = cast.actor(demo::By::Student, person).await?;
    let minute = |minute: u16| crate::clock::civil(school.today, 8 * 60 + 50 + minute);
    let own = store.card_own(&student, (None, None), minute(0)).await?;
    let all = choices(own.agreement.as_ref(), school.today);
    let chosen = all.into_iter().take(1).map(|(one, _)| one).collect();
    let draft = Draft { words: WORDS.to_owned(), chosen, based_on: own.card.as_ref().map_or(0, |card| card.number) };
    match store.card_write(&student, own.file, &draft, minute(1)).await {
        Ok(_) | Err(SaveError::Refused(_)) => {}
        Err(SaveError::Store(error)) => return Err(error.into()),
    }
    let link = match store.card_link_make(&student, Some(Term::Week), minute(2)).await {
        Ok(link) => link,
        // In a small school the demo's student may be too young to show it.
        Err(SaveError::Refused(_)) => return Ok(()),
        Err(SaveError::Store(error)) => return Err(error.into()),
    };
    let Some((_, token)) = store.card_own(&student, (None, Some(link)), minute(2)).await?.shown else { return Ok(()) };
    let teacher = match accounts.iter().position(|account| account.role == "teacher") {
        // Staff follow the two accounts of a student and a guardian.
        Some(at) => cast.actor(demo::By::Staff(at.saturating_sub(2)), 0).await?.account(),
        None => None,
    };
    for (account, at) in [(teacher, 3), (None, 4)] {
        match store.card_open(token.reveal(), account, minute(at)).await {
            Ok(_) | Err(SaveError::Refused(_)) => {}
            Err(SaveError::Store(error)) => return Err(error.into()),
        }
    }
    Ok(())
}
