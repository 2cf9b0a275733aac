//! Accounts in the browser: what an administrator gives and takes back, and what is not theirs to do.

use crate::fixture::own_house;
use access::{Actor, Role, Scope};

/// The students of a coach who leaves: shown in numbers, done when it was shown, taken back.
#[test]
fn students_are_handed_over_in_the_browser() {
    let house = own_house(false);
    house.run(async {
        let (store, now) = (&house.store, house.now());
        let admin = house.sign_in("administrator").await;
        let coach = house.actor("coach").await;
        let old = coach.account().unwrap();
        let new = store.account_add("bo@nieuw.example", "Bo Nieuw", None, now).await.unwrap();
        house.give(new, Role::Coach, &Scope::Own).await;
        let here = format!("/beheer/accounts/{old}/overdragen");
        assert!(admin.get(&format!("/beheer/accounts/{old}")).await.has(&here), "the account leads there");
        let by = house.actor("administrator").await;
        let students = store.coached_by(&by, old, now.day).await.unwrap();
        assert!(students > 1, "{students}");
        let to = new.to_string();
        for (fields, status, says) in [
            (&[("doe", "kijk")][..], 422, "Kies wie de studenten overneemt"),
            (&[("naar", &to), ("vanaf", "1-1-2020")], 422, "vandaag of een dag daarna"),
            (&[("naar", &old.to_string())], 422, "Kies wie"),
            // What was not shown is not done.
            (&[("naar", &to), ("doe", "over")], 422, "Kijk nog eens"),
            (&[("naar", &to), ("doe", "over"), ("gezien", "x")], 422, "Kijk nog eens"),
        ] {
            let page = admin.post(&here, fields).await;
            assert!(page.status == status && page.has(says), "{fields:?}: {} {}", page.status, page.body);
        }
        assert_eq!(store.coached_by(&by, new, now.day).await.unwrap(), 0);
        let shown = admin.post(&here, &[("naar", &to), ("doe", "kijk")]).await;
        assert!(shown.status == 200 && shown.has("Bo Nieuw"), "{}", shown.body);
        let name = house.school.people[0].email.clone();
        assert!(!shown.has(&name), "numbers, and nobody");
        let seen = shown.value("gezien").expect("what was shown").to_owned();
        let done = admin.post(&here, &[("naar", &to), ("doe", "over"), ("gezien", &seen)]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(store.coached_by(&by, new, now.day).await.unwrap(), students);
        assert_eq!(store.coached_by(&by, old, now.day).await.unwrap(), 0);
        // Sent twice: there is nobody left, and nothing happens.
        let twice = admin.post(&here, &[("naar", &to), ("doe", "over"), ("gezien", &seen)]).await;
        assert_eq!(twice.status, 422, "{}", twice.body);
        let page = admin.get(&here).await;
        let id = page.value("overdracht").expect("it can be taken back").to_owned();
        for _ in 0..2 {
            let back = admin.post(&here, &[("overdracht", &id), ("doe", "terug")]).await;
            assert!([303, 404].contains(&back.status), "{}", back.body);
        }
        assert_eq!(store.coached_by(&by, old, now.day).await.unwrap(), students);
        // A student reads who did it.
        let told = store::testing::audited(store, house.tenant, 0).await;
        let events: Vec<_> = told.iter().filter(|event| event.payload.action == "hand_over").collect();
        assert_eq!(events.len(), 2);
        assert!(events.iter().all(|event| event.payload.account == by.account().map(|account| account.0)));
    });
}

fn accounts_in_the_browser(postgres: bool) {
    let house = own_house(postgres);
    house.run(async {
        let (store, now) = (&house.store, house.now());
        let admin = house.sign_in("administrator").await;
        let account = store.account_add("kees@nieuw.example", "Kees Nieuw", None, now).await.unwrap();
        let role = house.give(account, Role::CareCoordinator, &Scope::School).await;
        let here = format!("/beheer/accounts/{account}");
        // Found by a part of the name or the address, however it is written; nothing of it stands in an address.
        for (typed, found) in [("KEES", true), ("nieuw.EXAMPLE", true), ("kees  nieuw", true), ("xqzxqz", false)] {
            let page = admin.post("/beheer", &[("wie", typed)]).await;
            assert_eq!((page.status, page.has(&here)), (200, found), "{typed}");
        }
        assert!(admin.get("/beheer?rol=care_coordinator").await.has(&here));
        assert!(!admin.get("/beheer?rol=intaker").await.has(&here));
        assert_eq!(admin.get("/beheer?rol=onbekend").await.status, 404);

        // A second role, with teams or without; the same again is refused beside its field.
        let team = store.teams(&house.actor("administrator").await, now.day).await.unwrap()[0].clone();
        let id = team.0.to_string();
        for (fields, status, says) in [
            (&[("rol", "")][..], 422, "Kies een rol"),
            (&[("rol", "administrator"), ("team", &id)], 422, "kies je geen team"),
            (&[("rol", "intaker"), ("team", &id), ("vanaf", "1-1-2020")], 422, "vandaag of een dag daarna"),
            (&[("rol", "intaker"), ("team", &id)], 303, ""),
            (&[("rol", "intaker"), ("team", &id)], 422, "heeft die rol al"),
        ] {
            let page = admin.post(&here, fields).await;
            assert!(page.status == status && page.has(says), "{fields:?}: {} {}", page.status, page.body);
        }
        let page = admin.get(&here).await;
        assert!(page.has("Intaker") && page.has(&team.1) && page.has("Heeft nog geen wachtwoord"), "{}", page.body);

        // Signed in, seen, signed out.
        let session = store.session_start(account, (house.tenant, role), now).await.unwrap();
        assert!(admin.get(&here).await.has("Laatst gebruikt op"));
        assert_eq!(admin.post(&format!("{here}/meer"), &[("doe", "uitloggen")]).await.status, 303);
        assert!(store.signed_in(&session, house.now()).await.unwrap().is_none());
        assert!(admin.get(&here).await.has("Niemand is nu"));

        // A role ends at once, or after a day; a second press finds it ended.
        let end = format!("/beheer/rollen/{role}");
        let refused = admin.post(&end, &[("wanneer", "dag"), ("laatste-dag", "1-1-2020")]).await;
        assert!(refused.status == 422 && refused.has("1-1-2020"), "{}", refused.body);
        for _ in 0..2 {
            assert_eq!(admin.post(&end, &[("wanneer", "nu")]).await.status, 303);
        }
        assert!(admin.get(&end).await.has("al voorbij"));
        let left = store.memberships(account, now.day).await.unwrap();
        assert_eq!(left.iter().map(|one| one.role).collect::<Vec<_>>(), [Role::Intaker]);

        // Off and on again, by name in the chain of the school; a link to a password.
        let more = format!("{here}/meer");
        let Actor::Member(by) = house.actor("administrator").await else { panic!() };
        for (what, change) in [("uit", "disable_account"), ("aan", "enable_account")] {
            assert_eq!(admin.post(&more, &[("doe", what)]).await.status, 303);
            let told = store::testing::audited(store, house.tenant, 0).await;
            let last = told.iter().rev().find(|event| event.payload.action == change).unwrap();
            assert_eq!(last.payload.account, Some(by.account.0), "{change}: who did it");
        }
        let made = admin.post("/beheer/wachtwoord", &[("account", &account.to_string())]).await;
        assert!(made.status == 200 && made.has("/uitnodiging/"), "{}", made.body);
        assert_eq!(admin.post("/beheer/wachtwoord", &[("account", &house.other.to_string())]).await.status, 404);
        assert_eq!(admin.post(&more, &[]).await.status, 400);

        // One's own is not disabled, and neither is one that another school knows too.
        let own = format!("/beheer/accounts/{}/meer", by.account);
        assert!(admin.post(&own, &[("doe", "uit")]).await.has("Je eigen account"));
        let command = access::Actor::system(house.other, access::Reason::Command);
        store.membership_add(&command, account, Role::Teacher, &Scope::None, now.day, now).await.unwrap();
        let page = admin.post(&more, &[("doe", "uit")]).await;
        assert!(page.status == 409 && page.has("ook bij een andere school"), "{}", page.body);
        assert!(store.account_find("kees@nieuw.example").await.unwrap().is_some_and(|found| !found.disabled));
    });
}

#[test]
fn accounts_are_managed_in_the_browser_on_sqlite() {
    accounts_in_the_browser(false);
}

#[test]
fn accounts_are_managed_in_the_browser_on_postgres() {
    accounts_in_the_browser(true);
}
