//! Adapted exams of a demo school: a request in each state, and exam periods with a list.

use super::care::staff;
use super::cast::Cast;
use crate::outcome::Run;
use access::{Action, Actor};
use demo::{By, School};
use register::exam::{Ask, Decide, Event, Facility, Ground, Refusal};
use register::intake::talk::Means;
use register::period::Period;
use register::policy::Name;
use register::seen::Seen;
use register::{ExamId, FileId};
use store::exam::open_on;
use store::policy::Put;
use store::{SaveError, Store, StoreError};
use time::Duration;

/// What happened after it was asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Waits,
    Seen,
    All,
    First,
    Nothing,
    Untold,
    Again,
    Back,
    Over,
}

/// How long ago it was asked, on which ground, what, why, and what happened then.
type Asked = (i64, Ground, &'static [Facility], &'static str, Then);

use Facility::{Dictionary, ExtraTime, Laptop, LargePrint, Other, QuietRoom, SpellChecker, Spoken};
use Ground::{Language, Passing, Support};

const ASKED: [Asked; 16] = [
    (3, Support, &[ExtraTime, QuietRoom], "Lezen kost meer tijd. In een volle zaal lukt het niet.", Then::Waits),
    (24, Support, &[Spoken], "Met voorlezen gaat het in de les goed.", Then::Waits),
    (5, Language, &[ExtraTime, Dictionary], "De student leert nu drie jaar Nederlands.", Then::Waits),
    (6, Passing, &[Laptop], "Schrijven met de hand gaat deze weken niet.", Then::Seen),
    (40, Support, &[ExtraTime], "Lezen kost meer tijd.", Then::All),
    (38, Support, &[QuietRoom, Spoken], "Een rustige plek en voorlezen helpen in de les ook.", Then::All),
    (36, Support, &[LargePrint], "Kleine letters zijn niet te lezen.", Then::All),
    (35, Language, &[ExtraTime, Dictionary], "De student kwam vier jaar geleden naar Nederland.", Then::All),
    (33, Support, &[ExtraTime, SpellChecker], "Schrijven kost veel tijd.", Then::First),
    (31, Support, &[ExtraTime, Other], "Na een uur lukt het niet meer zonder pauze.", Then::All),
    (30, Passing, &[Laptop], "De student zegt dat typen sneller gaat.", Then::Nothing),
    (29, Support, &[ExtraTime], "Lezen kost meer tijd.", Then::Again),
    (28, Passing, &[LargePrint], "De student zegt dat grote letters rustiger lezen.", Then::Nothing),
    (20, Support, &[Spoken], "Met voorlezen gaat het beter.", Then::Back),
    (16, Support, &[ExtraTime, LargePrint], "Lezen kost tijd, en kleine letters nog meer.", Then::Untold),
    (60, Passing, &[Laptop], "Schrijven met de hand ging toen niet.", Then::Over),
];

pub(super) async fn exams(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(office) = staff(school, cast, "exam-office@").await? else { return Ok(()) };
    let on = |days: i64, minute: u16| crate::clock::civil(school.today - Duration::days(days), minute);
    if let Some(admin) = staff(school, cast, "administrator@").await? {
        let period = Period::since(school.today - Duration::days(120));
        let put = Put { name: Name::ExamAnswerWorkingDays, typed: Some("10"), period, based_on: None };
        match store.policy_put(&admin, put, on(90, 9 * 60)).await {
            Ok(_) | Err(SaveError::Refused(_)) => {}
            Err(SaveError::Store(error)) => return Err(error.into()),
        }
    }
    for (name, from, until) in [("Herkansingen", -4, 8), ("Examenperiode 1", 41, 52)] {
        let day = |days| Some(school.today + Duration::days(days));
        match store.exam_period_add(&office, (name, day(from), day(until)), on(60, 9 * 60)).await {
            Ok(_) | Err(SaveError::Refused(_)) => {}
            Err(SaveError::Store(error)) => return Err(error.into()),
        }
    }
    let mut asked = ASKED.into_iter();
    for email in ["coach@", "coach2@"] {
        let Some(coach) = staff(school, cast, email).await? else { continue };
        let files = store.file_list(&coach, Action::ListFiles, None, on(0, 9 * 60)).await?;
        for (row, one) in files.rows.iter().step_by(2).zip(asked.by_ref().take(8)) {
            let now = on(one.0, 9 * 60 + 10);
            let Some(exam) = ask(store, &coach, row.file, &one, now).await? else { continue };
            play(store, (&office, &coach), row.file, (exam, &one), &on).await?;
        }
    }
    // The student who may be looked in as asked too, and waits.
    let Some(student) = demo::accounts(school).into_iter().find(|a| a.role == "student").and_then(|a| a.person) else {
        return Ok(());
    };
    let actor = cast.actor(By::Student, student).await?;
    let file = store.looks(&actor, None, on(1, 16 * 60)).await?.file;
    let own = (1, Support, &[ExtraTime, QuietRoom][..], "Ik heb meer tijd en rust nodig bij het lezen.", Then::Waits);
    ask(store, &actor, file, &own, on(1, 16 * 60 + 5)).await?;
    Ok(())
}

/// Asks; `None` where that did not fit: whom they did not coach then is asked about by somebody else.
async fn ask(
    store: &Store,
    by: &Actor,
    file: FileId,
    (_, ground, wanted, why, _): &Asked,
    now: register::Moment,
) -> Run<Option<ExamId>> {
    let given = Ask {
        ground: Some(*ground),
        dutch_since: (*ground == Language).then(|| now.day - Duration::days(1200)),
        wanted: wanted.to_vec(),
        other: if wanted.contains(&Other) { "Een pauze na elk uur".to_owned() } else { String::new() },
        about: None,
        why: (*why).to_owned(),
        exam_on: Some(now.day + Duration::days(60)),
    };
    fits(store.exam_ask(by, file, &given, now).await)
}

async fn play(
    store: &Store,
    (office, coach): (&Actor, &Actor),
    file: FileId,
    (exam, (days, _, wanted, _, then)): (ExamId, &Asked),
    on: &impl Fn(i64, u16) -> register::Moment,
) -> Run<()> {
    let seen = on(days - 1, 10 * 60);
    if *then == Then::Seen {
        let shown = stands(store, office, exam, seen).await?;
        fits(store.exam_seen(office, exam, Some(shown), seen).await)?;
    }
    let granted = match then {
        Then::Waits | Then::Seen => return Ok(()),
        Then::Back => {
            let why = "De student doet dit examen later.";
            let shown = stands(store, office, exam, seen).await?;
            fits(store.exam_take_back(coach, file, (exam, Event::Withdraw, why, Some(shown)), seen).await)?;
            return Ok(());
        }
        Then::Nothing => &[][..],
        Then::First => &wanted[..1],
        Then::All | Then::Again | Then::Over | Then::Untold => wanted,
    };
    let decided = on(days - 6, 14 * 60);
    let reason = match then {
        Then::Nothing => "De commissie ziet niet wat dit bij het examen helpt.",
        Then::First => "Spelling hoort bij wat dit examen toetst. De tijd niet.",
        _ => "Dit helpt, en het examen vraagt nog hetzelfde.",
    };
    let given = Decide {
        granted: granted.to_vec(),
        minutes: granted.contains(&ExtraTime).then_some(30),
        reason: reason.to_owned(),
        from: Some(decided.day),
        until: None,
        // Who is enrolled twice asks it for the first.
        enrolment: open_on(&store.exam(office, exam, decided).await?.enrolled, decided.day).first().copied(),
    };
    let shown = stands(store, office, exam, decided).await?;
    fits(store.exam_decide(office, exam, (&given, Some(shown)), decided).await)?;
    if *then == Then::Untold {
        return Ok(());
    }
    // The letter was given the next day.
    let told = on(days - 7, 9 * 60);
    tell(store, office, exam, told).await?;
    let turned = match then {
        Then::Again => Some((Event::Revise, "De tijd stond verkeerd in het besluit.")),
        Then::Over => Some((Event::End, "Schrijven gaat weer.")),
        _ => None,
    };
    if let Some((event, why)) = turned {
        let turned_on = on(days - 8, 11 * 60);
        let shown = stands(store, office, exam, turned_on).await?;
        fits(store.exam_turn(office, exam, (event, why, Some(shown)), turned_on).await)?;
        if *then == Then::Over {
            tell(store, office, exam, turned_on).await?;
        }
    }
    Ok(())
}

/// What stands then.
async fn stands(store: &Store, office: &Actor, exam: ExamId, on: register::Moment) -> Run<Seen> {
    Ok(store.exam(office, exam, on).await?.request.seen_so_far())
}

/// Notes that a letter was given that day, of what stands there.
async fn tell(store: &Store, office: &Actor, exam: ExamId, on: register::Moment) -> Run<()> {
    let seen = stands(store, office, exam, on).await?;
    fits(store.exam_told(office, exam, ((Some(Means::Paper), Some(on.day)), Some(seen)), on).await)?;
    Ok(())
}

/// What the rules refuse did not happen in this school.
fn fits<V>(saved: Result<V, SaveError<Refusal>>) -> Run<Option<V>> {
    match saved {
        Ok(saved) => Ok(Some(saved)),
        Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => Ok(None),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}
