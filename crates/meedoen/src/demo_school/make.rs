//! Making a demo school: a pair of files is generated and imported, and what happened since is played.

use super::cast::Cast;
use super::lessons;
use super::mailed::mailed;
use super::play::{Played, play};
use crate::outcome::{Run, Trouble};
use demo::{School, Size};
use register::agreement::{Kept, MAX_LINES, Outcome, PlanDraft, Prepared, Talk};
use register::share::{Draft, Purpose};
use register::tenant::BodyCode;
use register::{Moment, TenantId};
use std::path::Path;
use store::evaluation::EvaluationRow;
use store::import::ImportError;
use store::{SaveError, Store};
use time::Duration;
use web::signin::DEMO_PASSWORD;
use web::site::password::{self, Cost};

/// The code of the research body of a demo.
pub const BODY: &str = "DEMO-OZ";

/// The research body of a demo: one for all schools in its database.
async fn research_body(store: &Store, since: Moment) -> Run<TenantId> {
    match store.tenant_by_code(BODY).await {
        Ok(found) => Ok(found.tenant),
        Err(store::StoreError::NotFound) => {
            let code = BodyCode::parse(BODY).ok_or_else(|| Trouble::failed("the demo's own research body"))?;
            Ok(store.research_body_add(&code, "Demo Onderzoek", since).await?)
        }
        Err(other) => Err(other.into()),
    }
}

/// A school of so many students, with teams and applicants in proportion to [`Size::DEMO`].
pub const fn size(students: u32) -> Size {
    Size { students, teams: students / 30, applicants: students / 8 }
}

/// Fills a database with a school as if it had worked with Meedoen for years, and marks the database as a demo. The files
/// that were imported stay in `keep`, where it is given.
pub async fn fill(
    store: &Store,
    school: &School,
    cost: Cost,
    keep: Option<&Path>,
    progress: &dyn Fn(&str),
) -> Run<Played> {
    let (ro, students) = (demo::ro_file(school), demo::students_csv(school));
    let staff = demo::staff_csv(school);
    if let Some(folder) = keep {
        let failed = |error: std::io::Error| Trouble::failed(format!("cannot write {}: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(failed)?;
        std::fs::write(folder.join("registratieoverzicht.csv"), &ro).map_err(failed)?;
        std::fs::write(folder.join("studenten.csv"), &students).map_err(failed)?;
        std::fs::write(folder.join("medewerkers.csv"), &staff).map_err(failed)?;
    }
    // The school began with Meedoen before its first student of the file came: so everything that happened since can be
    // played at its own moment, and who worked with whom then, does so in the database.
    let since = crate::clock::civil(school.since - Duration::days(180), 8 * 60);
    let tenant = store.tenant_add(&school.brin, &school.name, since).await?;
    let body = research_body(store, since).await?;
    let mut cast = Cast::accounts(store, school, (tenant, body), since).await?;
    progress(&format!("importing {} people", school.people.len()));
    // A file is never newer than its import: the first one says that it was made that day.
    import(store, tenant, &demo::ro_file_of(school, since.day), &students, since).await?;
    cast.memberships().await?;
    lessons::taught(store, tenant, school, since).await?;
    let catalogue = store.catalogue(tenant, school.today).await?;
    progress("playing what happened since: intakes, proposals, answers");
    let played = play(store, school, &mut cast, &catalogue.measures, progress).await?;
    lessons::marks(store, school, &mut cast).await?;
    // This morning the same files came again, and changed nothing.
    progress("importing the same files again");
    import(store, tenant, &ro, &students, crate::clock::civil(school.today, 7 * 60)).await?;
    let refused = |error: ImportError| Trouble::failed(format!("the demo's own list of staff: {error}"));
    let morning = crate::clock::civil(school.today, 7 * 60 + 20);
    match crate::import::staff::write(store, tenant, &staff, morning).await {
        // What a list clashes with is no reason to have no demo.
        Ok(()) | Err(ImportError::Store(store::StoreError::Refused(_))) => {}
        Err(other) => return Err(refused(other)),
    }
    store.rights_refresh(tenant, school.today).await?;
    concern(store, school, &mut cast).await?;
    evaluations(store, school, &mut cast).await?;
    super::care::referrals(store, school, &mut cast).await?;
    shares(store, school, &mut cast).await?;
    super::card::shown(store, school, &mut cast).await?;
    watched(store, school, &mut cast).await?;
    super::care::meetings(store, school, &mut cast).await?;
    super::care::burdens(store, school, &mut cast).await?;
    super::workplace::workplaces(store, school, &mut cast).await?;
    super::exams::exams(store, school, &mut cast).await?;
    super::intake::talks(store, school, &mut cast).await?;
    super::intake::transfers(store, school, &mut cast).await?;
    super::intake::advice(store, school, &mut cast).await?;
    super::intake::decisions(store, school, &mut cast).await?;
    super::disputes::disputes(store, school, &mut cast).await?;
    super::offer::offer(store, school, &mut cast).await?;
    super::to_work::routes(store, school, &mut cast).await?;
    super::to_work::absences(store, school, &mut cast).await?;
    super::partners::partners(store, school, &mut cast).await?;
    super::knowledge::knowledge(store, school, &mut cast).await?;
    let hash = password::hash(DEMO_PASSWORD, &cost).map_err(|error| Trouble::failed(error.to_string()))?;
    for account in cast.shown() {
        store.account_set_password(account, &hash, since).await?;
    }
    let made = serde_json::json!({"seed": school.seed, "today": school.today.to_string()});
    store.set_meta(crate::serve::DEMO, &made.to_string(), since).await?;
    progress(&format!("{} acts played, {} did not fit", played.done, played.refused));
    Ok(played)
}

/// The student who may be looked in as read who looked this morning, and says of one colleague that this is not right: so
/// the privacy officer of the demo has something to find out.
async fn concern(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(student) = demo::accounts(school).into_iter().find(|a| a.role == "student").and_then(|a| a.person) else {
        return Ok(());
    };
    let actor = cast.actor(demo::By::Student, student).await?;
    let (read, said) = (crate::clock::civil(school.today, 8 * 60), crate::clock::civil(school.today, 8 * 60 + 4));
    let own = store.looks(&actor, None, read).await?;
    let known = |look: &&store::looks::Look| look.by.is_some() && !look.own && look.role != Some(access::Role::Teacher);
    let Some(look) = own.looks.rows.iter().find(known) else { return Ok(()) };
    let raised = store.concern_raise(&actor, own.file, look.seq, CONCERN, web::say::looks::day_of, said).await;
    match raised {
        Ok(_) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(refusal)) => Err(Trouble::failed(format!("the demo's own concern: {refusal}"))),
    }
}

/// The coach looked back with every second student this morning, and still has to with the others.
async fn evaluations(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(at) = demo::accounts(school).iter().position(|account| account.role == "coach") else { return Ok(()) };
    // Staff follow the two accounts of a student and a guardian.
    let actor = cast.actor(demo::By::Staff(at.saturating_sub(2)), 0).await?;
    let now = crate::clock::civil(school.today, 8 * 60 + 30);
    let asked = store::evaluation::Asked::of(register::duty::Evaluating::Owed);
    let owed = store.evaluations(&actor, &asked, now).await?;
    for (place, row) in owed.rows.iter().step_by(2).enumerate() {
        let kept = [Kept::Mostly, Kept::Little, Kept::Entirely].into_iter().cycle();
        let talk = Talk {
            held_on: Some(school.today),
            with_student: Some(true),
            kept: kept.map(Some).take(MAX_LINES).collect(),
            words: "De extra tijd helpt. Een rustige plek was er niet altijd.".to_owned(),
            // With one of them the support turned out to be needed no longer.
            outcome: Some(if place == 1 { Outcome::Stops } else { Outcome::GoesOn }),
        };
        match store.agreement_evaluate(&actor, row.version, &talk, now).await {
            // What ended within the year cannot be looked back at today.
            Ok(_) | Err(SaveError::Refused(_)) => {}
            Err(SaveError::Store(error)) => return Err(error.into()),
        }
    }
    let others: Vec<&EvaluationRow> = owed.rows.iter().skip(1).step_by(2).collect();
    if let Some(row) = others.first() {
        prepared(store, school, cast, &actor, row).await?;
    }
    for (place, row) in others.iter().rev().take(2).enumerate() {
        said(store, school, cast, (&actor, place == 1), row).await?;
    }
    Ok(())
}

/// Their coach shares with somebody of the municipality, who reads it: so student and coach see how that looks. Mail was set up
/// meanwhile, and is not any more.
async fn shares(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let accounts = demo::accounts(school);
    let Some(person) = accounts.iter().find(|a| a.role == "student").and_then(|a| a.person) else { return Ok(()) };
    let Some(at) = accounts.iter().position(|account| account.role == "coach") else { return Ok(()) };
    let student = cast.actor(demo::By::Student, person).await?;
    let coach = cast.actor(demo::By::Staff(at.saturating_sub(2)), 0).await?;
    let minute = |minute: u16| crate::clock::civil(school.today, 8 * 60 + 40 + minute);
    let draft = Draft {
        name: "Hanna Voorbeeld".to_owned(),
        organisation: "Gemeente Demostad".to_owned(),
        email: "hanna@gemeente.example".to_owned(),
        purpose: Some(Purpose::Municipality),
        until: Some(school.today.saturating_add(Duration::days(120))),
        agreed: true,
        english: false,
    };
    let file = store.mine(&student, minute(0)).await?.file;
    store.mail_pass(minute(0)).await?;
    match store.share(&coach, file, &draft, minute(1)).await {
        Ok(_) => {
            let link = mailed(store, minute(2)).await?.map(|(path, _)| path).unwrap_or_default();
            let token = link.strip_prefix("/gedeeld/").unwrap_or_default();
            let failed = |why: String| Trouble::failed(format!("the demo's own share: {why}"));
            store.share_code(token, minute(3)).await.map_err(|error| failed(format!("{error:?}")))?;
            let code = mailed(store, minute(4)).await?.and_then(|(_, code)| code).unwrap_or_default();
            let visit =
                store.share_enter(token, &code, minute(5)).await.map_err(|error| failed(format!("{error:?}")))?;
            store.share_read(token, &visit, minute(5)).await?;
            store.share_leave(token, &visit, minute(6)).await?;
        }
        // In a small school the demo's student may have nothing that holds, or another coach.
        Err(SaveError::Refused(_) | SaveError::Store(store::StoreError::NotFound)) => {}
        Err(SaveError::Store(error)) => return Err(error.into()),
    }
    store.mail_pass(crate::clock::civil(school.since, 0)).await?;
    Ok(())
}

/// Which of the demo's people somebody on a list is.
fn position(school: &School, row: &EvaluationRow) -> Option<usize> {
    let number = row.file.student_number.as_ref()?;
    school.people.iter().position(|person| person.number == *number.reveal())
}

/// A talk is planned for next week, and the student prepared it.
async fn prepared(
    store: &Store,
    school: &School,
    cast: &mut Cast<'_>,
    coach: &access::Actor,
    row: &EvaluationRow,
) -> Run<()> {
    let Some(person) = position(school, row) else { return Ok(()) };
    let student = cast.actor(demo::By::Student, person).await?;
    let (planned, read) =
        (crate::clock::civil(school.today, 8 * 60 + 31), crate::clock::civil(school.today, 8 * 60 + 33));
    let day = Some(school.today + Duration::days(7));
    let draft = PlanDraft { day, hour: register::agreement::read_hour("9:30"), place: "Lokaal B1.12".to_owned() };
    match store.evaluation_plan(coach, row.version, &draft, planned).await {
        Ok(()) | Err(SaveError::Refused(_)) => {}
        Err(SaveError::Store(error)) => return Err(error.into()),
    }
    let typed = Prepared {
        went: [Kept::Little, Kept::Entirely].into_iter().cycle().map(Some).take(MAX_LINES).collect(),
        words: "Soms is er geen stille plek.".to_owned(),
        wish: "Een vaste plek bij toetsen.".to_owned(),
    };
    match store.evaluation_prepare(&student, row.version, &typed, read).await {
        Ok(()) | Err(SaveError::Refused(_)) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// A student said something this morning, and perhaps the coach answered.
async fn said(
    store: &Store,
    school: &School,
    cast: &mut Cast<'_>,
    (coach, answers): (&access::Actor, bool),
    row: &EvaluationRow,
) -> Run<()> {
    let Some(person) = position(school, row) else { return Ok(()) };
    let student = cast.actor(demo::By::Student, person).await?;
    let at = |minutes: u16| crate::clock::civil(school.today, 8 * 60 + 35 + minutes);
    let words = (Some(register::voice::Kind::NotKept), "Bij de toets van rekenen was er geen extra tijd.");
    let voice = match store.voice_say(&student, row.file.file, words, at(0)).await {
        Ok(voice) => voice,
        Err(SaveError::Refused(_)) => return Ok(()),
        Err(SaveError::Store(error)) => return Err(error.into()),
    };
    if !answers {
        return Ok(());
    }
    let answer = "Ik heb het met de docent besproken. Vanaf morgen krijg je de tijd.";
    match store.voice_answer(coach, row.file.file, voice, answer, at(3)).await {
        Ok(()) | Err(SaveError::Refused(_)) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// Their coach keeps an eye on something, and looks again next week.
async fn watched(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let accounts = demo::accounts(school);
    let Some(person) = accounts.iter().find(|a| a.role == "student").and_then(|a| a.person) else { return Ok(()) };
    let Some(at) = accounts.iter().position(|account| account.role == "coach") else { return Ok(()) };
    let student = cast.actor(demo::By::Student, person).await?;
    let coach = cast.actor(demo::By::Staff(at.saturating_sub(2)), 0).await?;
    let now = crate::clock::civil(school.today, 8 * 60 + 50);
    let file = store.mine(&student, now).await?.file;
    let noted = ("Vraag op maandag hoe de week begint.", Some(school.today.saturating_add(Duration::days(12))));
    match store.point_note(&coach, file, noted, now).await {
        Ok(()) | Err(SaveError::Refused(_)) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// What that student says.
const CONCERN: &str = "Ik ken deze persoon niet. Waarom keek die in mijn dossier?";

/// The pair of files, through the same functions as `meedoen import`.
async fn import(store: &Store, tenant: TenantId, ro: &[u8], students: &[u8], now: Moment) -> Run<()> {
    let failed = |error: ImportError| Trouble::failed(format!("the demo's own files do not import: {error}"));
    let mut quiet = |_, _, _| ();
    crate::import::ro::write(store, tenant, ro, now, &mut quiet).await.map_err(failed)?;
    let mapping = exchange::students::Mapping::default();
    crate::import::students::write(store, tenant, students, &mapping, now, &mut quiet).await.map_err(failed)?;
    Ok(())
}
