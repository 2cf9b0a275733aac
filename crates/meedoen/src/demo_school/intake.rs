//! The intake of a demo school: a talk in each state, of whoever applied and is not enrolled yet.

use super::care::staff;
use super::cast::Cast;
use crate::outcome::Run;
use demo::School;
use register::admission::{self, Choice, Draft, Ground, Kind, Telling, Where};
use register::advice;
use register::application::Status;
use register::intake::talk::{Event, Means, Plan, Refusal, Written};
use register::meeting::Consenter;
use register::programme::Crebo;
use register::transfer::{self, Ask, Typed};
use store::file::applications::{ApplicationRow, Asked};
use store::{SaveError, Store};
use time::macros::time;
use time::{Duration, Time};

/// What happens to a talk, in the order in which applicants stand on the list.
#[derive(Clone, Copy)]
enum Life {
    /// To come, and the applicant knows.
    Told,
    /// To come, and nobody told the applicant.
    Untold,
    /// It was yesterday, and is to be written down.
    Due,
    /// It was held, and is to be written down.
    Held,
    /// It was moved, held, and written down.
    Reported,
    /// Nobody came.
    Missed,
    /// It does not go on.
    Cancelled,
}

const LIVES: [Life; 7] =
    [Life::Told, Life::Due, Life::Reported, Life::Untold, Life::Held, Life::Missed, Life::Cancelled];

/// An intaker planned talks with some of those who applied. Who is left has none yet.
pub(super) async fn talks(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(intaker) = staff(school, cast, "intaker@").await? else { return Ok(()) };
    let on = |days: i64, minute| crate::clock::civil(school.today + Duration::days(days), minute);
    let applied = store.application_list(&intaker, Asked::default(), None, on(0, 8 * 60)).await?;
    for (row, life) in applied.rows.iter().zip(LIVES) {
        let id = row.application.id;
        let first = row.application.applied_on;
        let (planned, day) = match life {
            Life::Told | Life::Untold => (-4, 6),
            Life::Due => (-9, -1),
            Life::Held | Life::Missed => (-9, -2),
            Life::Reported => (-12, -6),
            Life::Cancelled => (-5, 3),
        };
        // Nobody is invited before they applied.
        if on(planned, 0).day < first {
            continue;
        }
        let plan = |day: i64, hour: Time| Plan {
            day: Some(on(day, 0).day),
            hour: Some(hour),
            place: "Balie van het intakebureau".to_owned(),
            with: intaker.account(),
        };
        fits(store.intake_plan(&intaker, id, &plan(day, time!(9:30)), on(planned, 10 * 60)).await)?;
        match life {
            Life::Untold | Life::Due => {}
            Life::Told => {
                fits(store.intake_told(&intaker, id, Some(Means::Spoken), on(planned, 11 * 60)).await)?;
            }
            Life::Held => fits(store.intake_turn(&intaker, id, (Event::Hold, ""), on(day, 16 * 60)).await)?,
            Life::Missed => {
                let why = "De aanmelder belde niet af.";
                fits(store.intake_turn(&intaker, id, (Event::Miss, why), on(day, 11 * 60)).await)?;
            }
            Life::Cancelled => {
                let why = "De intaker is ziek. Er komt een nieuwe dag.";
                fits(store.intake_turn(&intaker, id, (Event::Cancel, why), on(-1, 9 * 60)).await)?;
            }
            Life::Reported => {
                fits(store.intake_plan(&intaker, id, &plan(day + 1, time!(14:00)), on(-8, 9 * 60)).await)?;
                let written = Written {
                    held_on: Some(on(day + 1, 0).day),
                    facts: "Wil graag in de techniek werken. Werkt het liefst in een rustige ruimte.".to_owned(),
                    steps: "De aanmelder loopt volgende week een dag mee. De intaker plant die dag.".to_owned(),
                };
                fits(store.intake_report(&intaker, id, &written, on(day + 1, 16 * 60)).await)?;
            }
        }
    }
    Ok(())
}

/// What the rules refuse did not happen in this school.
fn fits(saved: Result<(), SaveError<Refusal>>) -> Run<()> {
    match saved {
        Ok(()) | Err(SaveError::Refused(_)) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// Of whom the school takes back that it said no, after it was told.
const GONE: &str = "De opleiding zat vol op de dag van het besluit.";

/// What an intaker decided about those whose intake was held, from the end of the list. One was refused and told, and nobody guides
/// them; one was refused and is guided; one chose otherwise; one was enrolled, and is not told yet; and of one a
/// no was told and taken back, and they do not know that yet.
pub(super) async fn decisions(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(intaker) = staff(school, cast, "intaker@").await? else { return Ok(()) };
    let on = |days: i64, minute| crate::clock::civil(school.today + Duration::days(days), minute);
    let asked = Asked { status: Some(Status::IntakeHeld), ..Asked::default() };
    let applied = store.application_list(&intaker, asked, None, on(0, 8 * 60)).await?;
    let given = |kind, reason: &str| Draft {
        kind: Some(kind),
        ground: Some(Ground::Full),
        choice: Some(Choice::OtherSchool),
        reason: reason.to_owned(),
        offer: "Een plek op dezelfde opleiding, een niveau lager.".to_owned(),
        ..Draft::default()
    };
    let lives = [
        (given(Kind::Refuse, "Er zijn 24 plaatsen en 31 aanmelders. Geloot is op 1 september."), None),
        (given(Kind::Refuse, "Er zijn 24 plaatsen en 31 aanmelders. Geloot is op 1 september."), Some(Where::OtherMbo)),
        (given(Kind::Chose, "Ik ga liever naar een school dichter bij huis."), None),
        (given(Kind::Enrol, "De vooropleiding past en de afspraken zijn klaar."), None),
        (given(Kind::Refuse, GONE), None),
    ];
    for (row, (draft, to)) in applied.rows.iter().rev().zip(lives) {
        let id = row.application.id;
        if on(-3, 0).day < row.application.applied_on {
            continue;
        }
        let shown = async |now| -> Run<_> { Ok((id, store.admission(&intaker, id, now).await?.stand())) };
        let at = on(-3, 10 * 60);
        decided(store.admission_decide(&intaker, shown(at).await?, &draft, at).await)?;
        if draft.kind == Some(Kind::Refuse) {
            let at = on(-2, 10 * 60);
            // Whose birth date nobody knows is asked for their age: here they are a minor.
            let told = Telling { means: Some(Means::Paper), parents: true, minor: Some(true) };
            decided(store.admission_told(&intaker, shown(at).await?, told, at).await)?;
        }
        if draft.reason == GONE {
            let (at, why) = (on(-1, 9 * 60), "Er kwam toch een plaats vrij.");
            decided(store.admission_back(&intaker, shown(at).await?, why, at).await)?;
        }
        if let Some(to) = to {
            let words = "De intaker ging mee naar het gesprek daar.";
            let at = on(-1, 10 * 60);
            decided(store.admission_onward(&intaker, shown(at).await?, (Some(to), false, words), at).await)?;
        }
    }
    Ok(())
}

/// What the rules refuse was not decided in this school.
fn decided(saved: Result<(), SaveError<admission::Refusal>>) -> Run<()> {
    match saved {
        Ok(()) | Err(SaveError::Refused(_)) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// Of two of those who applied another programme is advised: a team said no to one, and has yet to answer about the other.
pub(super) async fn advice(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(intaker) = staff(school, cast, "intaker@").await? else { return Ok(()) };
    let on = |days: i64, minute| crate::clock::civil(school.today + Duration::days(days), minute);
    let applied = store.application_list(&intaker, Asked::default(), None, on(0, 8 * 60)).await?;
    let long_ago = |row: &&ApplicationRow| row.application.applied_on <= on(-6, 0).day;
    for (place, row) in applied.rows.iter().skip(3).filter(long_ago).take(2).enumerate() {
        let id = row.application.id;
        let at = on(-6, 10 * 60);
        let view = store.advice(&intaker, id, at).await?;
        // A team of whoever asks, so that the same intaker of the demo sees the question and the answer.
        let given = advice::Draft {
            programme: Crebo::parse("25742").filter(|code| row.application.programme != Some(*code)),
            team: applied.choices.teams.iter().map(|(team, _)| *team).find(|team| view.can_ask.contains(team)),
            words: "Hier werk je vooral met je handen, in een kleine groep.".to_owned(),
        };
        advised(store.advice_give(&intaker, id, &given, at).await)?;
        let asked = store.advice(&intaker, id, at).await?.all.last().map(|one| one.id);
        if let Some(which) = asked.filter(|_| place == 0) {
            let no = (Some(false), "De groep is vol tot februari.");
            advised(store.advice_answer(&intaker, which, no, on(-4, 10 * 60)).await)?;
        }
    }
    Ok(())
}

/// What the rules refuse was not advised in this school.
fn advised(saved: Result<(), SaveError<advice::Refusal>>) -> Run<()> {
    match saved {
        Ok(()) | Err(SaveError::Refused(_)) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// Three applicants said that their previous school may be asked: nothing came yet of one, one is to be looked at, and one is in the
/// file.
pub(super) async fn transfers(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(intaker) = staff(school, cast, "intaker@").await? else { return Ok(()) };
    let on = |days: i64, minute| crate::clock::civil(school.today + Duration::days(days), minute);
    let applied = store.application_list(&intaker, Asked::default(), None, on(0, 8 * 60)).await?;
    for (place, row) in applied.rows.iter().take(3).enumerate() {
        let id = row.application.id;
        if on(-8, 0).day < row.application.applied_on {
            continue;
        }
        let mut asked = false;
        for who in Consenter::ALL {
            let given = Ask {
                school: "Het Groene Lyceum, de mentor van klas 4".to_owned(),
                consent: Some(*who),
                given_on: Some(on(-8, 0).day),
            };
            // The other one has to say yes at that age; and what goes on is not asked again.
            asked |= handed(store.transfer_ask(&intaker, id, &given, on(-8, 10 * 60)).await)?;
        }
        if !asked || place == 0 {
            continue;
        }
        let typed = Typed {
            helped: "Een vaste plek vooraan. Opdrachten in kleine stukken.".to_owned(),
            not_helped: "Werken in een grote groep.".to_owned(),
            needed: "Een rustige plek om te werken, en iemand die meekijkt met de planning.".to_owned(),
        };
        handed(store.transfer_receive(&intaker, id, &typed, on(-5, 10 * 60)).await)?;
        if place == 2 {
            let said = "In een kleine groep werk ik juist graag samen.";
            let seen = (Some(on(-4, 0).day), Some(false), said);
            handed(store.transfer_seen(&intaker, id, seen, on(-4, 10 * 60)).await)?;
            handed(store.transfer_end(&intaker, id, (transfer::Event::Accept, ""), on(-4, 11 * 60)).await)?;
        }
    }
    Ok(())
}

/// Whether it happened: what the rules refuse did not, in this school.
fn handed(saved: Result<(), SaveError<transfer::Refusal>>) -> Run<bool> {
    match saved {
        Ok(()) => Ok(true),
        Err(SaveError::Refused(_)) => Ok(false),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}
