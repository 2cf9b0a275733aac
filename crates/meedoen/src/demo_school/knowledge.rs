//! What colleagues of a demo school know, who was asked, and what worked for them.

use super::care::staff;
use super::cast::Cast;
use crate::outcome::{Run, Trouble};
use demo::School;
use register::knowledge::{Draft, Event, PracticeDraft, PracticeRefusal, Refusal, Tried};
use register::offer::Concept;
use store::{SaveError, Store};
use time::Duration;

/// Who says what: address, subject, what one can ask, when.
const SAID: [(&str, Concept, &str, &str); 9] = [
    ("coach@", Concept::Quiet, "Hoe je een rustige plek regelt.", "Elke dinsdag in lokaal 2.14."),
    ("coach@", Concept::Plan, "", "Na de les, of bel 026 123 45 67."),
    ("coach2@", Concept::Quiet, "Koptelefoons en waar ze liggen.", "Op maandag en donderdag."),
    ("teacher@", Concept::ReadAloud, "Hoe je de software aanzet bij een toets.", "In de pauze, in de teamkamer."),
    ("teacher@", Concept::Before, "Je stof een week vooraf klaarzetten.", "Stuur een bericht."),
    ("care-coordinator@", Concept::Guidance, "Wat er kan en hoe je het aanvraagt.", "Elke werkdag van 9 tot 12 uur."),
    ("trajectory-counsellor@", Concept::Workplace, "Een gesprek met het leerbedrijf.", "Op woensdag."),
    ("exam-office@", Concept::Exam, "Een aangepast examen aanvragen.", "Bel het examenbureau."),
    ("exam-office@", Concept::Time, "", "Bel het examenbureau."),
];

fn refused(error: SaveError<Refusal>) -> Trouble {
    match error {
        SaveError::Store(error) => error.into(),
        SaveError::Refused(refusal) => Trouble::failed(format!("the demo's own knowledge: {refusal:?}")),
    }
}

fn not_kept(error: SaveError<PracticeRefusal>) -> Trouble {
    match error {
        SaveError::Store(error) => error.into(),
        SaveError::Refused(refusal) => Trouble::failed(format!("the demo's own practice: {refusal:?}")),
    }
}

pub(super) async fn knowledge(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let on = |days: i64| crate::clock::civil(school.today - Duration::days(days), 10 * 60);
    let Some(policy) = staff(school, cast, "policy-officer@").await? else { return Ok(()) };
    let teams = store.knowledge_teams(&policy, school.today).await?;
    let manager = staff(school, cast, "team-manager@").await?;
    let keeps = manager.as_ref().map(|manager| access::teams(manager, access::Action::KeepKnowledge));
    let of_manager =
        teams.iter().map(|(team, _)| *team).find(|team| keeps.as_ref().is_some_and(|keeps| keeps.has(Some(*team))));
    let mut days = 40;
    for (email, subject, words, reachable) in SAID {
        let Some(colleague) = staff(school, cast, email).await? else { continue };
        let team = if days % 2 == 0 { of_manager } else { None };
        let given = Draft { subject: Some(subject), team, words: words.to_owned(), reachable: reachable.to_owned() };
        let id = store.knowledge_say(&colleague, None, &given, on(days)).await.map_err(refused)?;
        if let Some(manager) = manager.as_ref().filter(|_| team.is_some() && team == of_manager && days % 4 == 0) {
            store.knowledge_step(manager, (id, 0), Event::Confirm, on(days - 2)).await.map_err(refused)?;
        }
        days -= 1;
    }
    // A function, whoever has it; and a colleague who was asked and did not answer yet.
    let desk = Draft {
        subject: Some(Concept::Social),
        reachable: "Loop binnen bij het loket, elke dag tot 16 uur.".to_owned(),
        ..Draft::default()
    };
    let function = ("Het loket voor hulp", "The help desk");
    store.knowledge_function(&policy, None, function, &desk, on(20)).await.map_err(refused)?;
    if let Some(coach) = demo::accounts(school).into_iter().find(|account| account.email.starts_with("coach@")) {
        let asked = Draft { subject: Some(Concept::Timetable), ..Draft::default() };
        store.knowledge_ask(&policy, &coach.email, &asked, on(3)).await.map_err(refused)?;
    }
    practices(store, school, cast, of_manager).await
}

async fn practices(store: &Store, school: &School, cast: &mut Cast<'_>, team: Option<register::TeamId>) -> Run<()> {
    let on = |days: i64| crate::clock::civil(school.today - Duration::days(days), 11 * 60);
    let Some(teacher) = staff(school, cast, "teacher@").await? else { return Ok(()) };
    let Some(coach) = staff(school, cast, "coach@").await? else { return Ok(()) };
    let measures = store.catalogue(teacher.tenant(), school.today).await?.measures;
    let about = |word: &str| measures.iter().find(|one| one.text.contains(word)).map(|one| one.id);
    let vooraf = PracticeDraft {
        subject: Some(Concept::Before),
        measure: about("vooraf"),
        text: "Wij zetten de stof een week vooraf klaar.\nWie langer leest, komt nu rustig de les in. De rest leest ook mee."
            .to_owned(),
        text_en: "We put the material ready a week before. Who reads slowly now comes in at ease.".to_owned(),
        team,
        programme: "Mbo-verpleegkundige".to_owned(),
        level: Some(Tried::Middle),
        nobody: false,
    };
    let first = store.practice_write(&teacher, None, &vooraf, on(60)).await.map_err(not_kept)?;
    store.practice_too(&coach, first, true, on(30)).await.map_err(not_kept)?;
    // Written more than a year ago: its writer is asked whether it still holds.
    let rust = PracticeDraft {
        subject: Some(Concept::Quiet),
        measure: about("rustige ruimte"),
        text: "Wij spreken per toets af wie waar zit.\nDe lijst hangt een week vooraf in de teamkamer.".to_owned(),
        level: Some(Tried::Several),
        ..PracticeDraft::default()
    };
    store.practice_write(&coach, None, &rust, on(400)).await.map_err(not_kept)?;
    Ok(())
}
