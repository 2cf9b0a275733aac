//! The workplace in a demo school: the companies of the placements that DUO's file tells of, and some placements as the school arranges
//! them: one that runs, one of which UWV provides something, and one that failed, so that another place is to be found.

use super::care::staff;
use super::cast::Cast;
use crate::clock::civil;
use crate::outcome::Run;
use access::{Action, Actor, Reason};
use demo::School;
use register::company::{Company, CompanyId, Known, Postcode, Recognition};
use register::programme::Crebo;
use register::workplace::provision::{Kind, Status};
use register::workplace::{Draft, Party, Reason as Why};
use register::{FileId, Moment, Period};
use std::collections::BTreeSet;
use store::workplace::Doing;
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

/// All of it.
pub(super) async fn workplaces(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let tenant = store.tenant_by_code(&school.brin).await?.tenant;
    let by = Actor::system(tenant, Reason::Import);
    let file = (companies(school), "Voorbeeldlijst van leerbedrijven");
    store.companies_read(&by, (&file.0, file.1), 0, civil(school.since, 9 * 60), &mut |_, _| {}).await?;
    let Some(coach) = staff(school, cast, "coach@").await? else { return Ok(()) };
    let now = |minute| civil(school.today, 8 * 60 + minute);
    let files = store.file_list(&coach, Action::ListFiles, None, now(0)).await?;
    let mut done = 0;
    for row in &files.rows {
        if done < 3 && one(store, &coach, row.file, (done, &file.0), (school, now(5 + done))).await? {
            done += 1;
        }
    }
    Ok(())
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

/// Arranges one on a file, if an enrolment runs there; whether it did.
async fn one(
    store: &Store,
    coach: &Actor,
    file: FileId,
    (place, companies): (u16, &[(Company, Vec<Recognition>)]),
    (school, now): (&School, Moment),
) -> Run<bool> {
    let view = store.workplaces(coach, Some(file), now).await?;
    let day = |days: i64| school.today + Duration::days(days);
    let runs = view.enrolments.iter().find(|(one, crebo)| {
        let last = one.until.or(one.planned_until);
        crebo.is_some() && one.from <= day(-40) && last.is_none_or(|last| day(60) <= last)
    });
    let (Some((enrolment, _)), Some((company, _))) = (runs, companies.get(usize::from(place) * 7)) else {
        return Ok(false);
    };
    let draft = Draft {
        enrolment: Some(enrolment.id),
        company: Some(company.id),
        from: Some(day(-40)),
        until: Some(day(60)),
        days: Some(3),
        hours: Some(320),
        guidance: "Praktijkopleider: mevrouw Voorbeeld, elke maandag. Van school: de slb’er.".to_owned(),
        part: "Kerntaak 1. De praktijkopleider beoordeelt met een formulier.".to_owned(),
        early_ending: place != 1,
        ..Draft::default()
    };
    let number = match store.workplace_arrange(coach, file, &draft, now).await {
        Ok(number) => number,
        Err(SaveError::Refused(_) | SaveError::Store(StoreError::NotFound)) => return Ok(false),
        Err(SaveError::Store(error)) => return Err(error.into()),
    };
    let mut doing = vec![Doing::Sign(vec![Party::School, Party::Student], Some(day(-45)))];
    match place {
        1 => doing.push(Doing::Provide(Some(Kind::Interpreter), Some(Status::Asked), Some(day(-30)))),
        2 => doing.push(Doing::End(Some(day(-3)), Some(Why::GuidanceGone))),
        _ => doing.push(Doing::Sign(vec![Party::Company], Some(day(-44)))),
    }
    for what in doing {
        match store.workplace_do(coach, file, (number, what), now).await {
            Ok(()) | Err(SaveError::Refused(_)) => {}
            Err(SaveError::Store(error)) => return Err(error.into()),
        }
    }
    Ok(true)
}
