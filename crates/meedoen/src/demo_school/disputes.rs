//! Disputes of a demo school: one in course, one that is asked to be urgent, one that was decided, one that was taken back, and two
//! appeals that were right: of one the exam committee decides anew, and the outcome is to be told; the other names no request, and
//! waits until the exam office says what it does.

use super::care::staff;
use super::cast::Cast;
use crate::outcome::Run;
use demo::{By, School};
use register::dispute::{Event, Lodge, Outcome, Refusal, Subject, Thing};
use register::exam::Stand;
use register::intake::talk::Means;
use store::{SaveError, Store, StoreError};
use time::Duration;

/// By their place: what was taken back, the appeal that names no request, and what is to be told.
const TAKEN_BACK: usize = 3;
const BARE: usize = 4;
const UNTOLD: usize = 5;

/// What the desk does, how many days after it was brought.
type Does = (i64, Event, Option<Outcome>, &'static str);

/// How long ago it was brought, about what, what happened, whether it is urgent, and what the desk did.
type Brought = (i64, Subject, &'static str, bool, &'static [Does]);

const BROUGHT: [Brought; 6] = [
    (
        12,
        Subject::CarryingOut,
        "De voorleessoftware zou er in september zijn. Die is er nog niet. Ik vroeg het drie keer.",
        false,
        &[
            (2, Event::Hear, None, "Op dinsdag praten we met jou en met school, om 10 uur in kamer B2.12."),
            (7, Event::Propose, None, "School zet de software deze week op een laptop. Jij zegt vrijdag of het werkt."),
        ],
    ),
    (2, Subject::Making, "Ik vroeg om afspraken voor mijn examen. School maakt ze niet.", true, &[]),
    (
        50,
        Subject::Decision,
        "School zei nee tegen een tolk. Dat klopt niet.",
        false,
        &[
            (9, Event::Hear, None, "We spraken met de student en met de teammanager."),
            (
                30,
                Event::Decide,
                Some(Outcome::Partly),
                "Bij toetsen en gesprekken komt er een tolk. Bij elke les niet.",
            ),
            (31, Event::Plan, None, "School regelt een tolk voor toetsen en gesprekken."),
        ],
    ),
    (25, Subject::Changing, "Ik wil minder gesprekken. Mijn slb’er zegt dat het niet kan.", false, &[]),
    (
        20,
        Subject::Exam,
        "Ik kreeg op papier te horen dat ik geen pauze krijg bij mijn examen. Ik heb die wel nodig.",
        false,
        &[(12, Event::Decide, Some(Outcome::Upheld), "De examencommissie schreef niet op waarom het nee was.")],
    ),
    (
        18,
        Subject::Exam,
        "De examencommissie zei nee tegen een laptop. Typen gaat bij mij veel sneller.",
        false,
        &[(10, Event::Decide, Some(Outcome::Upheld), "De examencommissie keek niet naar de toetsen die getypt zijn.")],
    ),
];

pub(super) async fn disputes(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(desk) = staff(school, cast, "dispute-desk@").await? else { return Ok(()) };
    let Some(first) = demo::accounts(school).into_iter().find(|a| a.role == "student").and_then(|a| a.person) else {
        return Ok(());
    };
    let on = |days: i64, minute: u16| crate::clock::civil(school.today - Duration::days(days), minute);
    // Each of another student: the one who may be looked in as, and some of who comes after.
    let others = (0..school.people.len()).filter(|at| *at != first).step_by(7);
    let mut students: Vec<usize> = std::iter::once(first).chain(others.take(BROUGHT.len() - 1)).collect();
    if let (Some(refused), Some(last)) = (refused(store, school, cast, on(0, 9 * 60)).await?, students.last_mut()) {
        *last = refused;
    }
    for (at, (person, (days, subject, words, urgent, steps))) in students.into_iter().zip(BROUGHT).enumerate() {
        let student = cast.actor(By::Student, person).await?;
        let now = on(days, 19 * 60);
        // Who came later has no file yet on that day.
        let file = match store.looks(&student, None, now).await {
            Ok(own) => own.file,
            Err(StoreError::NotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        let given = Lodge {
            subject: Some(subject),
            words: words.to_owned(),
            wish: "Dat het nu wel gebeurt.".to_owned(),
            known_on: subject
                .has_term()
                .then(|| now.day - Duration::days(if subject == Subject::Exam { 5 } else { 20 })),
            urgent,
            urgent_words: "Het examen is over drie weken.".to_owned(),
        };
        let there = store.disputes_own(&student, file, now).await?.offered.things();
        // Of an appeal it is the decision itself, but for the one that names none.
        let fits_it = |thing: &&Thing| matches!(thing, Thing::Exam(_)) == (subject == Subject::Exam);
        let many = if at == BARE { 0 } else { 1 };
        let some: Vec<Thing> = there.iter().filter(fits_it).take(many).copied().collect();
        let Some(made) = fits(store.dispute_lodge(&student, file, (&given, &some), now).await)? else { continue };
        for (after, event, outcome, said) in steps {
            let now = on(days - after, 11 * 60);
            let seen = store.dispute(&desk, None, made, now).await?.dispute.seen_so_far();
            // What the school does now is done by a day that is still to come.
            let by = (*event == Event::Plan).then(|| school.today + Duration::days(14));
            fits(store.dispute_step(&desk, made, ((*event, said, *outcome, by), Some(seen)), now).await)?;
        }
        // A letter went the same day; that of the last one has yet to go.
        if let Some((after, ..)) = steps.last()
            && at != UNTOLD
        {
            let told = on(days - after, 12 * 60);
            let seen = store.dispute(&desk, None, made, told).await?.dispute.seen_so_far();
            fits(store.dispute_told(&desk, made, ((Some(Means::Paper), Some(told.day)), Some(seen)), told).await)?;
        }
        if at == TAKEN_BACK {
            let back = on(days - 3, 20 * 60);
            let own = store.disputes_own(&student, file, back).await?.disputes;
            let seen = own.iter().find(|one| one.id == made).map(|one| one.own_so_far());
            fits(store.dispute_withdraw(&student, file, (made, seen), back).await)?;
        }
    }
    Ok(())
}

/// A student whose exam was refused by then, by the place in the school.
async fn refused(store: &Store, school: &School, cast: &mut Cast<'_>, now: register::Moment) -> Run<Option<usize>> {
    let Some(office) = staff(school, cast, "exam-office@").await? else { return Ok(None) };
    let listed = store.exams(&office, &store::exam::Listed::of(Stand::Refused), now).await?;
    let number = listed.rows.first().and_then(|row| row.file.student_number.clone());
    Ok(number.and_then(|number| school.people.iter().position(|one| one.number == *number.reveal())))
}

/// What the rules refuse did not happen in this school.
fn fits<V>(saved: Result<V, SaveError<Refusal>>) -> Run<Option<V>> {
    match saved {
        Ok(saved) => Ok(Some(saved)),
        Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => Ok(None),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}
