//! The workplace in a demo school: the companies of the placements that DUO's file tells of, and some placements as the school arranges
//! them. Of one the student is asked what the company may read, looked back and reported something; of one the trainer read it; one
//! failed, so that another place is to be found; and one ends soon, so that looking back is owed.

use super::care::staff;
use super::cast::Cast;
use super::mailed::mailed;
use crate::clock::civil;
use crate::outcome::Run;
use access::{Action, Actor, Reason};
use demo::{By, School};
use register::company::{Company, CompanyId, Known, Postcode, Recognition};
use register::programme::Crebo;
use register::workplace::look::{Draft as Back, Kept, Voice};
use register::workplace::provision::{Kind, Status};
use register::workplace::report::Event;
use register::workplace::told::Draft as Telling;
use register::workplace::{Draft, Party, Reason as Why};
use register::{FileId, Moment, Period};
use std::collections::BTreeSet;
use store::workplace::{Doing, WorkplacesView};
use store::{SaveError, Store, StoreError};
use time::Duration;

/// Kinds of company, with names that nobody has.
const NAMES: [&str; 8] = [
    "Bakkerij Voorbeeld",
    "Zorghuis Voorbeeld",
    "Garage Voorbeeld",
    "Hotel Voorbeeld",
    "Kinderopvang Voorbeeld",
    "Installatiebedrijf Voorbeeld",
    "Winkel Voorbeeld",
    "Kantoor Voorbeeld",
];
/// Towns with the first four digits of a postcode there.
const TOWNS: [(&str, &str); 4] = [("Arnhem", "6811"), ("Arnhem", "6822"), ("Ede", "6711"), ("Nijmegen", "6511")];

/// What is played on a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Play {
    /// The student is asked what may be told, looked back, and reported something.
    Asked,
    /// It failed: another place is to be found.
    Failed,
    /// The student said yes, and the trainer read it; UWV is asked for something; the school told SBB of something.
    Told,
    /// It ends soon.
    Soon,
}

const PLAYS: [Play; 4] = [Play::Asked, Play::Failed, Play::Told, Play::Soon];

/// A file of the coach on which something can be played.
struct Candidate {
    file: FileId,
    /// Which of the demo's people.
    person: usize,
    /// The file of the student whose account everybody may use.
    own: bool,
    /// Something for the workplace was agreed.
    at_work: bool,
}

impl Candidate {
    fn suits(&self, play: Play) -> bool {
        match play {
            Play::Asked => self.own,
            Play::Failed => !self.own && !self.at_work,
            Play::Told | Play::Soon => !self.own && self.at_work,
        }
    }
}

/// All of it.
pub(super) async fn workplaces(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let tenant = store.tenant_by_code(&school.brin).await?.tenant;
    let by = Actor::system(tenant, Reason::Import);
    let file = (companies(school), "Voorbeeldlijst van leerbedrijven");
    store.companies_read(&by, (&file.0, file.1), 0, civil(school.since, 9 * 60), &mut |_, _| {}).await?;
    let Some(coach) = staff(school, cast, "coach@").await? else { return Ok(()) };
    let at = |minute: u16| civil(school.today, 8 * 60 + minute);
    let mut candidates = candidates(store, school, &coach, at(0)).await?;
    for (place, play) in (0_u16..).zip(PLAYS) {
        let (begins, minute) = (at(5 + place), 60 + 10 * place);
        let later = at(minute + 9);
        while !candidates.is_empty() {
            let best = candidates.iter().position(|one| one.suits(play)).unwrap_or(0);
            let one = candidates.remove(best);
            let company = file.0.get(usize::from(place) * 7 % file.0.len().max(1));
            let Some((company, _)) = company else { break };
            let Some(number) = arranged(store, &coach, (one.file, company.id), play, (school, begins)).await? else {
                continue;
            };
            match play {
                Play::Asked => {
                    let student = cast.actor(By::Student, one.person).await?;
                    told(store, (&coach, None), (one.file, number), (school, minute)).await?;
                    looked_back(store, &coach, (one.file, number), (school, later)).await?;
                    let words = "Een collega zei dat ik hier niet hoor, om waar ik vandaan kom.";
                    fits(store.workplace_report(&student, None, (number, words), later).await)?;
                }
                Play::Told => {
                    let student = cast.actor(By::Student, one.person).await?;
                    told(store, (&coach, Some(&student)), (one.file, number), (school, minute)).await?;
                    let words = "Een collega maakte grappen over waar de student vandaan komt.";
                    fits(store.workplace_report(&coach, Some(one.file), (number, words), later).await)?;
                    for event in [Event::Send, Event::Receive] {
                        let said = (Some(school.today), "");
                        fits(store.workplace_report_step(&coach, one.file, (1, event), said, later).await)?;
                    }
                }
                Play::Failed | Play::Soon => {}
            }
            break;
        }
    }
    Ok(())
}

/// The first of the coach's students, each with what is known of them.
async fn candidates(store: &Store, school: &School, coach: &Actor, now: Moment) -> Run<Vec<Candidate>> {
    let own = demo::accounts(school).into_iter().find(|one| one.role == "student").and_then(|one| one.person);
    let mut all = Vec::new();
    for row in &store.file_list(coach, Action::ListFiles, None, now).await?.rows {
        let number = row.student_number.as_ref().map(|number| number.reveal().as_str());
        let Some(person) = school.people.iter().position(|one| Some(one.number.as_str()) == number) else { continue };
        let view = store.workplaces(coach, Some(row.file), now).await?;
        all.push(Candidate { file: row.file, person, own: own == Some(person), at_work: !view.asked.is_empty() });
    }
    Ok(all)
}

/// Every company of the demo's own placements, in order; a list is silent about some things.
fn companies(school: &School) -> Vec<(Company, Vec<Recognition>)> {
    let placements = school.people.iter().flat_map(|one| &one.enrolments).flat_map(|one| &one.placements);
    let numbers: BTreeSet<&str> = placements.map(|one| one.company.as_str()).collect();
    let periods = school.people.iter().flat_map(|one| &one.enrolments).flat_map(|one| &one.periods);
    let crebos: BTreeSet<Crebo> = periods.filter_map(|one| Crebo::parse(one.programme.crebo)).collect();
    let since = Period::since(time::macros::date!(2015 - 08 - 01));
    let known = [Known::Yes, Known::Unknown, Known::No];
    let company = |(at, number): (usize, &&str)| {
        let (town, digits) = TOWNS[at % TOWNS.len()];
        let company = Company {
            id: CompanyId::parse(number)?,
            name: format!("{} {}", NAMES[at % NAMES.len()], at + 1),
            street: Some(format!("Voorbeeldstraat {}", at + 1)),
            postcode: Postcode::parse(&format!("{digits} ZZ"))?,
            town: town.to_owned(),
            guidance: known[at % 3],
            access: known[at / 3 % 3],
            experience: known[at / 9 % 3],
            places: (at % 4 > 0).then(|| u32::try_from(at % 4).unwrap_or(1)),
        };
        let recognitions = crebos.iter().map(|crebo| Recognition { crebo: *crebo, period: since }).collect();
        Some((company, recognitions))
    };
    numbers.iter().enumerate().filter_map(company).collect()
}

/// What does not fit in a small school is left out.
fn fits<V, R>(saved: Result<V, SaveError<R>>) -> Run<Option<V>> {
    match saved {
        Ok(done) => Ok(Some(done)),
        Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => Ok(None),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// Arranges one on a file, if an enrolment runs there; its number.
async fn arranged(
    store: &Store,
    coach: &Actor,
    (file, company): (FileId, CompanyId),
    play: Play,
    (school, now): (&School, Moment),
) -> Run<Option<u32>> {
    let view = store.workplaces(coach, Some(file), now).await?;
    let day = |days: i64| school.today + Duration::days(days);
    let runs = view.enrolments.iter().find(|(one, crebo)| {
        let last = one.until.or(one.planned_until);
        crebo.is_some() && one.from <= day(-40) && last.is_none_or(|last| day(60) <= last)
    });
    let Some((enrolment, _)) = runs else { return Ok(None) };
    let draft = Draft {
        enrolment: Some(enrolment.id),
        company: Some(company),
        from: Some(day(-40)),
        until: Some(day(if play == Play::Soon { 10 } else { 60 })),
        days: Some(3),
        hours: Some(320),
        guidance: "Praktijkopleider: mevrouw Voorbeeld, elke maandag. Van school: de slb’er.".to_owned(),
        part: "Kerntaak 1. De praktijkopleider beoordeelt met een formulier.".to_owned(),
        early_ending: play != Play::Told,
        ..Draft::default()
    };
    let Some(number) = fits(store.workplace_arrange(coach, file, &draft, now).await)? else { return Ok(None) };
    let mut doing = vec![Doing::Sign(vec![Party::School, Party::Student], Some(day(-45)))];
    match play {
        Play::Told => doing.push(Doing::Provide(Some(Kind::Interpreter), Some(Status::Asked), Some(day(-30)))),
        Play::Failed => doing.push(Doing::End(Some(day(-3)), Some(Why::GuidanceGone))),
        Play::Asked | Play::Soon => doing.push(Doing::Sign(vec![Party::Company], Some(day(-44)))),
    }
    for what in doing {
        fits(store.workplace_do(coach, file, (number, what), now).await)?;
    }
    Ok(Some(number))
}

/// What is told first: what is for work, or else the first there is.
fn told_lines(view: &WorkplacesView) -> Vec<usize> {
    if view.asked.is_empty() { view.lines.iter().map(|(at, _)| *at).take(1).collect() } else { view.asked.clone() }
}

/// The student is asked what the company may read, and perhaps (`agrees`) says yes; then the trainer reads it. Mail is set up meanwhile,
/// and is not any more.
async fn told(
    store: &Store,
    (coach, agrees): (&Actor, Option<&Actor>),
    (file, number): (FileId, u32),
    (school, minute): (&School, u16),
) -> Run<()> {
    let at = |more: u16| civil(school.today, 8 * 60 + minute + more);
    let now = at(0);
    let view = store.workplaces(coach, Some(file), now).await?;
    let draft = Telling {
        name: "Wim Voorbeeld".to_owned(),
        email: "wim@leerbedrijf.example".to_owned(),
        until: Some(school.today.saturating_add(Duration::days(30))),
        version: view.version,
        lines: told_lines(&view),
        own: "Zeg mij één ding tegelijk. Dan lukt het.".to_owned(),
        english: false,
    };
    let asked = fits(store.workplace_ask(coach, file, (number, &draft), now).await)?;
    let Some(student) = agrees.filter(|_| asked.is_some()) else { return Ok(()) };
    store.mail_pass(at(1)).await?;
    if fits(store.workplace_agree(student, 1, at(2)).await)?.is_some() {
        read(store, [at(3), at(4), at(5), at(6)]).await?;
    }
    Ok(store.mail_pass(civil(school.since, 0)).await?)
}

/// The trainer opens the link with the code, reads, and is done.
async fn read(store: &Store, [mailed_at, asked, coded, came]: [Moment; 4]) -> Run<()> {
    let Some((path, _)) = mailed(store, mailed_at).await? else { return Ok(()) };
    let token = path.strip_prefix("/gedeeld/").unwrap_or_default();
    if fits(store.share_code(token, asked).await)?.is_none() {
        return Ok(());
    }
    let code = mailed(store, coded).await?.and_then(|(_, code)| code).unwrap_or_default();
    if let Some(visit) = fits(store.share_enter(token, &code, came).await)? {
        store.share_read(token, &visit, came).await?;
        store.share_leave(token, &visit, came).await?;
    }
    Ok(())
}

/// They looked back at what is for work, where something is.
async fn looked_back(
    store: &Store,
    coach: &Actor,
    (file, number): (FileId, u32),
    (school, now): (&School, Moment),
) -> Run<()> {
    let view = store.workplaces(coach, Some(file), now).await?;
    if view.asked.is_empty() {
        return Ok(());
    }
    let draft = Back {
        on: Some(school.today - Duration::days(5)),
        version: view.version,
        kept: view.asked.iter().map(|at| (*at, Kept::Partly)).collect(),
        said: vec![
            (Voice::Student, "Ik wist meestal bij wie ik moest zijn.".to_owned()),
            (Voice::Trainer, "We spreken nu elke maandag af.".to_owned()),
            (Voice::School, "Over een maand kijken we nog eens.".to_owned()),
        ],
    };
    fits(store.workplace_look(coach, file, (number, &draft), now).await)?;
    Ok(())
}
