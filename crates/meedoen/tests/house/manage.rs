//! Accounts in the browser: what an administrator gives and takes back, and what is not theirs to do.

use crate::fixture::own_house;
use access::{Actor, Role, Scope};
use time::macros::date;

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

/// A role is given through a last day, extended, cut short and left open again. Each is called what it is, on the page and in the
/// chain; nobody has one role twice at once, and what is over is not extended.
fn a_role_lasts_as_long_as_is_said(postgres: bool) {
    let house = own_house(postgres);
    house.run(async {
        let (store, now) = (&house.store, house.now());
        let (admin, by) = (house.sign_in("administrator").await, house.actor("administrator").await);
        let account = store.account_add("kees@nieuw.example", "Kees Nieuw", None, now).await.unwrap();
        // An account without a role is not of this school.
        let command = access::Actor::system(house.tenant, access::Reason::Command);
        store.membership_add(&command, account, Role::Teacher, &Scope::None, now.day, now).await.unwrap();
        let teacher = store.memberships(account, now.day).await.unwrap()[0].membership;
        store.membership_last(&by, teacher, Some(date!(2027 - 01 - 31)), now).await.unwrap();
        let here = format!("/beheer/accounts/{account}");
        for (until, says) in [("1-1-2020", "niet voor de eerste dag"), ("31-2-2027", "id=\"tot-error\"")] {
            let page = admin.post(&here, &[("rol", "care_coordinator"), ("tot", until)]).await;
            assert!(page.status == 422 && page.has(says) && page.value("tot") == Some(until), "{}", page.body);
        }
        assert_eq!(admin.post(&here, &[("rol", "care_coordinator"), ("tot", "31-12-2026")]).await.status, 303);
        let given = store.memberships(account, now.day).await.unwrap();
        let role = given.iter().find(|one| one.role == Role::CareCoordinator).unwrap().membership;
        let end = format!("/beheer/rollen/{role}");
        let page = admin.get(&here).await;
        assert!(page.has("31 december 2026") && page.has("Verander wanneer de rol"), "{}", page.body);
        assert!(!page.has("Beëindig de rol"), "{}", page.body);
        assert!(admin.get(&end).await.has("De laatste dag is nu 31 december 2026."));
        let until = async || {
            let view = store.account_view(&by, account, now).await.unwrap();
            view.roles.iter().find(|one| one.membership == role).unwrap().until
        };
        assert_eq!(until().await, Some(date!(2026 - 12 - 31)));
        for (when, last, change, says, expected) in [
            ("dag", "31-7-2027", "extend_role", "De rol is verlengd.", Some(date!(2027 - 07 - 31))),
            ("dag", "1-2-2027", "end_role", "De laatste dag van de rol is bewaard.", Some(date!(2027 - 02 - 01))),
            ("open", "", "extend_role", "Er is geen laatste dag meer.", None),
            ("dag", "31-12-2026", "end_role", "De laatste dag van de rol is bewaard.", Some(date!(2026 - 12 - 31))),
        ] {
            let sent = admin.post(&end, &[("wanneer", when), ("laatste-dag", last)]).await;
            assert_eq!(
                (sent.status, sent.location.as_deref()),
                (303, Some(here.as_str())),
                "{when} {last}: {}",
                sent.body
            );
            assert!(admin.get(&here).await.has(says), "{when} {last}");
            assert_eq!(until().await, expected, "{when} {last}");
            let told = store::testing::audited(store, house.tenant, 0).await;
            let roles = ["give_role", "end_role", "extend_role"];
            let newest = told.iter().rev().find(|event| roles.contains(&event.payload.action.as_str())).unwrap();
            assert_eq!(newest.payload.action, change, "{when} {last}");
        }
        let both = admin.post(&end, &[("wanneer", "open"), ("laatste-dag", "1-2-2027")]).await;
        assert!(both.status == 422 && both.has("id=\"laatste-dag-error\""), "{}", both.body);
        // The same role comes again on the next day: this one does not go on through it.
        assert_eq!(admin.post(&here, &[("rol", "care_coordinator"), ("vanaf", "1-1-2027")]).await.status, 303);
        for (when, last) in [("open", ""), ("dag", "1-1-2027")] {
            let twice = admin.post(&end, &[("wanneer", when), ("laatste-dag", last)]).await;
            assert!(twice.status == 422 && twice.has("begint daarna nog eens"), "{when}: {}", twice.body);
        }
        // What is over is not extended, and the page says that it is.
        assert_eq!(admin.post(&end, &[("wanneer", "nu")]).await.status, 303);
        let late = admin.post(&end, &[("wanneer", "open")]).await;
        assert!(late.status == 409 && late.has("Deze rol is al voorbij."), "{}", late.body);
        assert_eq!(until().await, Some(now.day));
    });
}

#[test]
fn a_role_lasts_as_long_as_is_said_on_sqlite() {
    a_role_lasts_as_long_as_is_said(false);
}

#[test]
fn a_role_lasts_as_long_as_is_said_on_postgres() {
    a_role_lasts_as_long_as_is_said(true);
}

#[test]
fn accounts_are_managed_in_the_browser_on_sqlite() {
    accounts_in_the_browser(false);
}

#[test]
fn accounts_are_managed_in_the_browser_on_postgres() {
    accounts_in_the_browser(true);
}

/// Whoever has a role and is not on the list of staff that was read in stands on a page until the role ends, somebody says that
/// it stays, or a later list names them; and the page of the administrator says how many those are.
fn whom_the_list_lacks(postgres: bool) {
    const HERE: &str = "/beheer/niet-op-de-lijst";
    let house = own_house(postgres);
    house.run(async {
        let (store, now) = (&house.store, house.now());
        let admin = house.sign_in("administrator").await;
        let account = store.account_add("kees@nieuw.example", "Kees Nieuw", None, now).await.unwrap();
        let role = house.give(account, Role::CareCoordinator, &Scope::School).await.to_string();
        // The list of the school lacks a coach who left.
        assert!(
            admin.get("/beheer").await.has("1 rol is van iemand die niet op de lijst"),
            "{}",
            admin.get("/beheer").await.body
        );
        assert!(!admin.get(HERE).await.has("Kees Nieuw"), "no list was read in since");
        let read = async |list: &str| {
            meedoen::import::staff::write(store, house.tenant, list.as_bytes(), now).await.unwrap();
        };
        read("Naam;E-mail;Rol\nBo Anders;bo@nieuw.example;coach\n").await;
        let page = admin.get(&format!("{HERE}?rol=care_coordinator")).await;
        let end = format!("/beheer/rollen/{role}");
        assert!(page.has("Kees Nieuw") && page.has(&format!("href=\"{end}\"")), "{}", page.body);
        let coach = house.actor("coach").await.account().unwrap();
        let coaches = admin.get(&format!("{HERE}?rol=coach")).await;
        assert!(!coaches.has("Kees Nieuw"), "of one role: {}", coaches.body);
        assert!(
            coaches.has(&format!("href=\"/beheer/accounts/{coach}/overdragen\"")),
            "who has students: {}",
            coaches.body
        );
        assert!(admin.get("/beheer").await.has("niet op de lijst van medewerkers staan"));
        assert_eq!(admin.get(&format!("{HERE}?rol=onbekend")).await.status, 404);
        assert_eq!(admin.get(&format!("{HERE}?stand=onbekend")).await.status, 404);
        // It stays, said twice; and is decided after all.
        let kept = format!("{HERE}?stand=kept&rol=care_coordinator");
        for _ in 0..2 {
            let sent = admin.post(HERE, &[("welke", &role), ("rol", "care_coordinator"), ("doe", "houdt")]).await;
            assert_eq!(
                (sent.status, sent.location.as_deref()),
                (303, Some("/beheer/niet-op-de-lijst?rol=care_coordinator"))
            );
        }
        assert!(!admin.get(&format!("{HERE}?rol=care_coordinator")).await.has("Kees Nieuw"));
        let page = admin.get(&kept).await;
        assert!(page.has("Kees Nieuw") && page.has("Laatst beslist"), "{}", page.body);
        assert_eq!(admin.post(HERE, &[("welke", &role), ("doe", "toch")]).await.status, 303);
        assert!(admin.get(&format!("{HERE}?rol=care_coordinator")).await.has("Kees Nieuw"));
        assert_eq!(admin.post(HERE, &[("welke", &role), ("doe", "weg")]).await.status, 400);
        // Ended: it is on no list, and a page of before says so.
        assert_eq!(admin.post(&end, &[("wanneer", "nu")]).await.status, 303);
        assert!(!admin.get(&format!("{HERE}?rol=care_coordinator")).await.has("Kees Nieuw"));
        let late = admin.post(HERE, &[("welke", &role), ("doe", "houdt")]).await;
        assert!(late.status == 409 && late.has("Hier hoeft niets meer"), "{}", late.body);
        // Another school's role is not there, and nobody else finds the page.
        let elsewhere = store.account_add("weg@elders.example", "Wim Weg", None, now).await.unwrap();
        let command = Actor::system(house.other, access::Reason::Command);
        let add = store.membership_add(&command, elsewhere, Role::Coach, &Scope::Own, now.day, now);
        let theirs = add.await.unwrap().to_string();
        assert_eq!(admin.post(HERE, &[("welke", &theirs), ("doe", "houdt")]).await.status, 409);
        for role in ["coach", "care_coordinator", "privacy_officer", "student"] {
            assert_eq!(house.sign_in(role).await.get(HERE).await.status, 404, "{role}");
        }
    });
}

#[test]
fn whom_the_list_lacks_on_sqlite() {
    whom_the_list_lacks(false);
}

#[test]
fn whom_the_list_lacks_on_postgres() {
    whom_the_list_lacks(true);
}

/// A role reaches other teams from now on, with the days that it had; an old page and a second press change nothing.
#[test]
fn a_role_reaches_other_teams() {
    let house = own_house(false);
    house.run(async {
        let (store, now) = (&house.store, house.now());
        let admin = house.sign_in("administrator").await;
        let by = house.actor("administrator").await;
        let teams = store.teams(&by, now.day).await.unwrap();
        let (one, two) = (teams[0].clone(), teams[1].clone());
        let account = store.account_add("kees@nieuw.example", "Kees Nieuw", None, now).await.unwrap();
        let role = house.give(account, Role::Intaker, &Scope::Teams(vec![one.0])).await;
        let last = now.day + time::Duration::days(90);
        store.membership_end(&by, role, Some(last), now).await.unwrap();
        let here = format!("/beheer/rollen/{role}/teams");
        assert!(admin.get(&format!("/beheer/accounts/{account}")).await.has(&here), "the account leads there");
        let page = admin.get(&here).await;
        let ticked = |page: &crate::fixture::Page, team: &str| {
            page.body
                .split("<input")
                .any(|input| input.contains(team) && input.split('>').next().unwrap().contains("checked"))
        };
        let (first, second) = (one.0.to_string(), two.0.to_string());
        assert!(ticked(&page, &first) && !ticked(&page, &second), "{}", page.body);
        let refused = admin.post(&here, &[("team", "x")]).await;
        assert!(refused.status == 422 && refused.has("Kies een team dat er nu is"), "{}", refused.body);
        // As it is already: nobody is signed out for it.
        let session = store.session_start(account, (house.tenant, role), now).await.unwrap();
        assert_eq!(admin.post(&here, &[("team", &first)]).await.status, 303);
        assert!(store.signed_in(&session, house.now()).await.unwrap().is_some());
        assert_eq!(admin.post(&here, &[("team", &second)]).await.status, 303);
        assert!(store.signed_in(&session, house.now()).await.unwrap().is_none());
        let held = store.memberships(account, now.day).await.unwrap();
        let Actor::Member(moved) = store.actor(account, house.tenant, held[0].membership, now.day).await.unwrap()
        else {
            panic!()
        };
        assert_eq!((held.len(), moved.scope), (1, Scope::Teams(vec![two.0])));
        assert!(
            store.memberships(account, last + time::Duration::days(1)).await.unwrap().is_empty(),
            "its last day stays"
        );
        let again = admin.post(&here, &[("team", &first)]).await;
        assert!(again.status == 409 && again.has("De rol is intussen veranderd of gestopt"), "{}", again.body);
        // None: what the role reaches by itself. A role that goes by no teams has no such page to fill in.
        let next = format!("/beheer/rollen/{}/teams", held[0].membership);
        assert_eq!(admin.post(&next, &[]).await.status, 303);
        let held = store.memberships(account, now.day).await.unwrap();
        let Actor::Member(moved) = store.actor(account, house.tenant, held[0].membership, now.day).await.unwrap()
        else {
            panic!()
        };
        assert_eq!(moved.scope, Scope::School);
        let policy = house.give(account, Role::PolicyOfficer, &Scope::School).await;
        let none = admin.get(&format!("/beheer/rollen/{policy}/teams")).await;
        assert!(none.has("horen geen teams") && !none.has("name=\"team\""), "{}", none.body);
        assert_eq!(admin.post(&format!("/beheer/rollen/{policy}/teams"), &[("team", &first)]).await.status, 409);
    });
}

/// What a page of the lists shows: where each comes from, who read it in, what holds and what an earlier file said.
fn lists_of_the_outside_world(postgres: bool) {
    let house = own_house(postgres);
    house.run(async {
        let (store, now) = (&house.store, house.now());
        let admin = house.sign_in("administrator").await;
        let by = house.actor("administrator").await;
        let page = admin.get("/beheer/lijsten").await;
        assert!(page.has("/beheer/lijsten/opleidingen") && page.has("Jullie lazen nog geen lijst in"), "{}", page.body);
        assert!(admin.get("/beheer").await.has("href=\"/beheer/lijsten\""));
        let read = async |text: &str, source: &str| {
            let rows: Vec<_> =
                exchange::programmes::read(text.as_bytes()).rows.into_iter().map(|(_, row)| row).collect();
            store.programmes_read(&by, (&rows, source), 0, now).await.unwrap();
        };
        read(
            "Crebo;Naam;Van;Tot;Opvolger\n25655;Zörg;2010-08-01;;\n10001;Bakker;2010-08-01;31-7-2020;25655\n",
            "SBB, 2026",
        )
        .await;
        read(
            "Crebo;Naam;Van;Tot;Opvolger\n25655;Zorg en meer;2010-08-01;;\n10001;Bakker;2010-08-01;31-7-2020;25655\n",
            "SBB, 2027",
        )
        .await;
        let page = admin.get("/beheer/lijsten").await;
        assert!(page.has("Geldt vandaag: 1. Eerder of later: 1. Vervangen: 1."), "{}", page.body);
        let name = house.account("administrator").name;
        assert!(page.has("SBB, 2027") && page.has("SBB, 2026") && page.has(&name), "{}", page.body);
        let here = "/beheer/lijsten/opleidingen";
        let now_page = admin.get(here).await;
        assert!(now_page.has("Zorg en meer") && !now_page.has("Bakker") && !now_page.has("Zörg"), "{}", now_page.body);
        let past = admin.get(&format!("{here}?stand=past")).await;
        assert!(past.has("Bakker") && past.has("Opvolger: Zorg en meer"), "{}", past.body);
        let replaced = admin.get(&format!("{here}?stand=replaced")).await;
        assert!(replaced.has("Zörg") && replaced.has("Vervangen: "), "{}", replaced.body);
        // Looked for however it is written, in what is shown; in what comes with the program too.
        for (stand, words, found) in [
            ("replaced", "ZORG", true),
            ("replaced", "25655", true),
            ("replaced", "sbb 2026", true),
            ("replaced", "bakker", false),
            ("now", "meer zorg", true),
            ("known", "verpleegkundige", true),
            ("known", "geen vak ter wereld", false),
        ] {
            let page = admin.post(here, &[("zoek", words), ("stand", stand)]).await;
            assert_eq!((page.status, page.has("mee-rows__who")), (200, found), "{stand} {words}: {}", page.body);
            assert!(page.has(&format!("value=\"{words}\"")), "what was typed stays: {}", page.body);
        }
        for (path, status) in [
            ("/beheer/lijsten/gemeenten?stand=unknown", 200),
            ("/beheer/lijsten/vakanties?stand=past", 200),
            ("/beheer/lijsten/vakanties?stand=unknown", 404),
            ("/beheer/lijsten/opleidingen?stand=x", 404),
            ("/beheer/lijsten/opleidingen?vanaf=x", 404),
            ("/beheer/lijsten/iets", 404),
        ] {
            assert_eq!(admin.get(path).await.status, status, "{path}");
        }
        for role in ["coach", "care_coordinator", "privacy_officer", "student"] {
            assert_eq!(house.sign_in(role).await.get("/beheer/lijsten").await.status, 404, "{role}");
        }
    });
}

#[test]
fn lists_of_the_outside_world_on_sqlite() {
    lists_of_the_outside_world(false);
}

#[test]
fn lists_of_the_outside_world_on_postgres() {
    lists_of_the_outside_world(true);
}
