//! What comes from outside the school, and mail that did not arrive: the list of programmes was read in twice, and a student could
//! not be reached. Only in a demo that people look at: tests begin without.

use crate::clock::civil;
use crate::outcome::{Run, Trouble};
use access::{Actor, Reason};
use demo::School;
use register::invitation::{Language, Way};
use register::programme::{Crebo, Programme};
use register::{Period, TenantId};
use store::invitation::Whom;
use store::{SaveError, Store};
use time::macros::date;
use time::{Date, Duration};

/// From when names hold: before the demo school began.
const FROM: Date = date!(2010 - 08 - 01);

/// Both.
pub(super) async fn outside(store: &Store, school: &School) -> Run<()> {
    let tenant = store.tenant_by_code(&school.brin).await?.tenant;
    lists(store, tenant, school).await?;
    super::partners::around(store, school, tenant).await?;
    unreached(store, tenant, school).await
}

/// The list of programmes, a month ago with one name of before.
async fn lists(store: &Store, tenant: TenantId, school: &School) -> Run<()> {
    let by = Actor::system(tenant, Reason::Command);
    let named = |(crebo, name): &(Crebo, &str)| Programme {
        crebo: *crebo,
        name: (*name).to_owned(),
        period: Period::since(FROM),
        into: None,
    };
    let now: Vec<Programme> = Crebo::known().iter().map(named).collect();
    let mut before = now.clone();
    if let Some(first) = before.first_mut() {
        first.name = format!("{} (oude naam)", first.name);
    }
    for (list, source, day) in [
        (before, "Voorbeeldlijst van opleidingen, eerste uitgave", school.today - Duration::days(30)),
        (now, "Voorbeeldlijst van opleidingen, tweede uitgave", school.today),
    ] {
        store.programmes_read(&by, (&list, source), 0, civil(day, 9 * 60)).await?;
    }
    Ok(())
}

/// The coach invited a student by mail this morning, and the mail came back. Mail was set up meanwhile, and is not any more.
async fn unreached(store: &Store, tenant: TenantId, school: &School) -> Run<()> {
    let accounts = demo::accounts(school);
    let Some(coach) = accounts.iter().find(|account| account.role == "coach") else { return Ok(()) };
    let staff = school.staff.iter().position(|one| one.email == coach.email);
    let Some(found) = store.account_find(&coach.email).await? else { return Ok(()) };
    let minute = |minute: u16| civil(school.today, 9 * 60 + minute);
    let held = store.memberships(found.account, school.today).await?;
    let Some(place) = held.first() else { return Ok(()) };
    let coach = store.actor(found.account, tenant, place.membership, school.today).await?;
    let shown = |person: usize| accounts.iter().any(|account| account.person == Some(person));
    // The last one: whoever shows the demo begins at the other end.
    let last = (0..school.people.len()).rev().find(|at| {
        let person = &school.people[*at];
        person.coach.is_some() && person.coach == staff && !person.email.is_empty() && !shown(*at)
    });
    let Some(person) = last else { return Ok(()) };
    let number = school.people[person].number.as_str();
    let file = store.file_of_person(tenant, store.person_by_number(tenant, number).await?).await?;
    store.mail_pass(minute(1)).await?;
    match store.invite_to_file(&coach, file, Whom::Student, (Language::Dutch, Way::Mail), minute(2)).await {
        Ok(_) => {
            let failed = || Trouble::failed("the demo's own invitation left no mail");
            let mail = store.mail_take(minute(3)).await?.ok_or_else(failed)?;
            store.mail_note(&mail, register::mail::Answer::Never, Some("550"), minute(3)).await?;
        }
        // Who left, or has a role by now.
        Err(SaveError::Refused(_) | SaveError::Store(store::StoreError::NotFound)) => {}
        Err(SaveError::Store(error)) => return Err(error.into()),
    }
    store.mail_pass(civil(school.since, 0)).await?;
    Ok(())
}
