//! Imports in the browser: what is shown is what is carried out, once, by who may, and the file stays nowhere.

use crate::fixture::{House, Page, TODAY, Visitor, own_house};
use access::{Actor, Reason, Role, Scope};
use meedoen::import::browser::Browser;
use std::sync::Arc;
use std::time::Duration;
use store::testing::audited;
use web::say::document::EverythingSheet;
use web::say::words::{Lang, T};
use web::site::guard::csrf;
use web::site::importer::{Beside, ImportRoom, NotTaken, StaffDone, Stands, UploadId, What, Word};

const HERE: &str = "/beheer/inlezen";
const LOOK: &str = "/beheer/inlezen/bestand";
const STAFF: &str = "Naam;E-mail;Rol\nKees Nieuw;kees@nieuw.example;coach\n";

/// Sends a file as our own page would.
async fn bring(visitor: &Visitor<'_>, kind: &str, file: &[u8]) -> Page {
    bring_from(visitor, kind, file, "").await
}

/// The same, with where it comes from.
async fn bring_from(visitor: &Visitor<'_>, kind: &str, file: &[u8], source: &str) -> Page {
    let token = visitor.token().await;
    let mut body = Vec::new();
    for (name, value) in [(csrf::FIELD, token.as_str()), ("soort", kind), ("bron", source)] {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"Kees Nieuw.csv\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    visitor.post_bytes(HERE, &[("content-type", "multipart/form-data; boundary=x")], body).await
}

/// The page of what was brought.
async fn looked(visitor: &Visitor<'_>, kind: &str, file: &[u8]) -> Page {
    let sent = bring(visitor, kind, file).await;
    assert_eq!((sent.status, sent.location.as_deref()), (303, Some(LOOK)), "{}", sent.body);
    visitor.get(LOOK).await
}

/// The word that what a page shows may be carried out; what the page says when it is no longer going on.
async fn go(visitor: &Visitor<'_>, shown: &Page, most: &str) -> Page {
    let which = shown.value("welk").unwrap();
    let sent = visitor.post(LOOK, &[("welk", which), ("hoeveel", most), ("doe", "inlezen")]).await;
    if sent.status != 303 {
        return sent;
    }
    for _ in 0..600 {
        let page = visitor.get(LOOK).await;
        if !page.has("We lezen het bestand in") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it never ends")
}

/// The file of the demo school, with nothing in the team of the first so many.
fn without_team(house: &House, students: usize) -> Vec<u8> {
    let text = String::from_utf8(demo::students_csv(&house.school)).unwrap();
    let mut lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(';').collect()).collect();
    let team = lines[0].iter().position(|heading| heading.trim_start_matches('\u{feff}') == "Team").unwrap();
    for line in lines.iter_mut().skip(1).filter(|line| !line[team].is_empty()).take(students) {
        line[team] = "";
    }
    lines.iter().map(|line| line.join(";") + "\r\n").collect::<String>().into_bytes()
}

fn in_the_browser(postgres: bool) {
    let house = own_house(postgres);
    house.run(async {
        let admin = house.sign_in("administrator").await;
        assert_eq!(admin.get(HERE).await.status, 200);
        // Nothing chosen, or nothing that it could be: said beside its field.
        let page = admin.post(HERE, &[]).await;
        assert!(
            page.status == 422 && page.has("Kies wat voor bestand") && page.has("Kies een bestand."),
            "{}",
            page.body
        );
        assert_eq!(bring(&admin, "agenda", STAFF.as_bytes()).await.status, 422);
        assert_eq!(bring(&admin, "staff", b"").await.status, 422);

        // With a problem: its line and no value of it, and nothing to press but another file.
        let page = looked(&admin, "staff", b"Naam;E-mail;Rol\nKees Nieuw;kees;coach\n").await;
        assert!(
            page.has("regel 2, E-mail: Dit is geen e-mailadres.")
                && !page.has("Kees")
                && !page.has("value=\"inlezen\""),
            "{}",
            page.body
        );
        let page = looked(&admin, "ro", STAFF.as_bytes()).await;
        assert!(page.has("regel 1"), "{}", page.body);

        // What it would do is shown; nothing is done until somebody says so, and then it is done once.
        let before = audited(&house.store, house.tenant, 0).await.last().map_or(0, |event| event.seq);
        let page = looked(&admin, "staff", STAFF.as_bytes()).await;
        assert!(page.has("<strong>Nodigen we uit:</strong> 1") && page.has("Niet op de lijst"), "{}", page.body);
        let invited = |page: Page| page.body.matches("kees@nieuw.example").count();
        assert_eq!(invited(admin.get("/beheer/uitnodigingen").await), 0);
        let done = go(&admin, &page, "").await;
        assert!(done.has("Het bestand is ingelezen.") && done.has("Link op papier: 1"), "{}", done.body);
        let again = go(&admin, &page, "").await;
        assert!(again.has("Het bestand is ingelezen."), "a second press: {}", again.body);
        assert!(invited(admin.get("/beheer/uitnodigingen").await) > 0);
        // Who did it stands in the chain and on the page.
        let Actor::Member(me) = house.actor("administrator").await else { panic!() };
        let told = audited(&house.store, house.tenant, before).await;
        let runs = told.iter().filter(|event| event.payload.action == "run_import");
        let by: Vec<_> = runs.map(|event| event.payload.account).collect();
        assert!(!by.is_empty() && by.iter().all(|account| *account == Some(me.account.0)), "{by:?}");
        assert!(admin.get(HERE).await.has("Ingelezen door"));

        // Another import between what was shown and the word: nothing is done, it is shown again.
        let student = |n: u32| format!("Studentnummer;Achternaam;Geboortedatum\nnieuw{n};Nieuw;1-2-2008\n");
        let page = looked(&admin, "students", student(1).as_bytes()).await;
        assert!(page.has("<strong>Studenten:</strong> 1 nieuw"), "{}", page.body);
        let mapping = meedoen::import::students::known_by_itself(student(2).as_bytes());
        let shell = student(2);
        let mut quiet = |_, _, _| ();
        let write = meedoen::import::students::write(
            &house.store,
            house.tenant,
            shell.as_bytes(),
            &mapping,
            house.now(),
            &mut quiet,
        );
        write.await.unwrap();
        let again = go(&admin, &page, "").await;
        assert!(again.has("Er is intussen iets anders ingelezen") && again.has("1 nieuw"), "{}", again.body);
        assert!(house.store.person_by_number(house.tenant, "nieuw1").await.is_err());
        let done = go(&admin, &again, "").await;
        assert!(done.has("Het bestand is ingelezen."), "{}", done.body);
        assert!(house.store.person_by_number(house.tenant, "nieuw1").await.is_ok());

        // Too much would end: only with the number, which is asked for beside its field.
        let page = looked(&admin, "students", &without_team(house, 20)).await;
        assert!(page.has("Teams: 20 van") && page.has("Hoeveel mogen er stoppen?"), "{}", page.body);
        for (most, says) in [("", "Vul in hoeveel"), ("19", "Er zouden er meer stoppen"), ("veel", "heel getal")] {
            let refused = go(&admin, &page, most).await;
            assert!(
                refused.status == 422 && refused.has(says) && refused.value("hoeveel") == Some(most),
                "{}",
                refused.body
            );
        }
        let done = go(&admin, &page, "20").await;
        assert!(done.has("Het bestand is ingelezen."), "{}", done.body);

        // A word in one tab is not about the file of another tab.
        let first = looked(&admin, "students", student(3).as_bytes()).await;
        let second = looked(&admin, "students", student(4).as_bytes()).await;
        let refused = go(&admin, &first, "").await;
        assert!(refused.status == 409 && refused.has("een ander bestand"), "{}", refused.body);
        assert_ne!(first.value("welk"), second.value("welk"));
        assert!(house.store.person_by_number(house.tenant, "nieuw3").await.is_err());
        assert!(house.store.person_by_number(house.tenant, "nieuw4").await.is_err());
        // Let go, it is nowhere.
        assert_eq!(admin.post(LOOK, &[("doe", "weg")]).await.location.as_deref(), Some(HERE));
        assert_eq!(admin.get(LOOK).await.location.as_deref(), Some(HERE));

        // A file of another school, and what another administrator brought, are nobody's here.
        let elsewhere = looked(&admin, "ro", &demo::ro_file(&house.other_school)).await;
        assert!(elsewhere.has("Dit bestand is van instelling"), "{}", elsewhere.body);
        let account = house.store.account_add("baas@elders.example", "Bea Baas", None, house.now()).await.unwrap();
        let command = Actor::system(house.other, Reason::Command);
        let add =
            house.store.membership_add(&command, account, Role::Administrator, &Scope::School, TODAY, house.now());
        add.await.unwrap();
        let other = house.sign_in_as("baas@elders.example", "administrator").await;
        assert_eq!(other.get(LOOK).await.location.as_deref(), Some(HERE));
        // Whoever may not is not asked for the file first.
        assert_eq!(bring(&house.sign_in("coach").await, "staff", STAFF.as_bytes()).await.status, 404);
        let out = bring(&house.visitor(), "staff", STAFF.as_bytes()).await;
        assert!(out.status == 303 && out.location.is_some_and(|to| to.starts_with("/inloggen")));
    });
}

#[test]
fn what_is_shown_is_carried_out_once_and_by_who_may_on_sqlite() {
    in_the_browser(false);
}

#[test]
fn what_is_shown_is_carried_out_once_and_by_who_may_on_postgres() {
    in_the_browser(true);
}

/// A file is in memory while it waits, for so long, and not after it was carried out.
#[test]
fn a_file_stays_no_longer_than_it_is_needed() {
    let house = own_house(false);
    house.run(async {
        let (actor, now) = (house.actor("administrator").await, house.now());
        let id = |n: u8| UploadId::new([n; 32]);
        let of = (&house.store, &actor, now);
        let room = ImportRoom::new(Arc::new(Browser));
        room.take(of, (id(1), What::Staff), (STAFF.into(), Beside::default())).await.unwrap();
        assert_eq!(room.held(), STAFF.len());
        room.carry_out(of, id(2), Word::default());
        assert!(matches!(room.find(&actor).unwrap().stands, Stands::Waits { .. }), "a word about another file");
        room.carry_out(of, id(1), Word::default());
        room.carry_out(of, id(1), Word::default());
        while matches!(room.find(&actor).unwrap().stands, Stands::Runs(..)) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(
            room.find(&actor).unwrap().stands,
            Stands::Carried(Some(StaffDone { mailed: 0, paper: 1, given: 0 }))
        );
        assert_eq!(room.held(), 0, "what became of it is told without it");
        // What has a problem is told, and not kept.
        room.take(of, (id(3), What::Staff), (b"x".to_vec(), Beside::default())).await.unwrap();
        assert_eq!(room.held(), 0);
        // Nobody comes back.
        let short = ImportRoom::new(Arc::new(Browser)).waiting(Duration::from_millis(50));
        short.take(of, (id(4), What::Staff), (STAFF.into(), Beside::default())).await.unwrap();
        while short.find(&actor).is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(short.held(), 0);
        // Two schools' files are the most that wait.
        let large = || vec![b' '; web::site::importer::FILE_LIMIT];
        let full = ImportRoom::new(Arc::new(Browser));
        let first = full.take(of, (id(5), What::Staff), (large(), Beside::default())).await;
        assert!(first.is_ok() && full.held() == 0, "a file of nothing is a problem");
        let huge = vec![b' '; 2 * web::site::importer::FILE_LIMIT + 1];
        let more = full.take(of, (id(6), What::Staff), (huge, Beside::default())).await;
        assert!(matches!(more, Err(NotTaken::Full)), "{more:?}");
    });
}

fn lists_columns_and_mail(postgres: bool) {
    let house = own_house(postgres);
    house.run(async {
        let admin = house.sign_in("administrator").await;
        // A list of the outside world has a source, is shown first, and what it says is on the file at once.
        let coach = house.sign_in("coach").await;
        let files = coach.get("/dossiers").await;
        let file = crate::path::link(&files, "/dossiers/").to_owned();
        let crebo = coach.get(&file).await;
        let (_, after) = crebo.body.split_once(" (2").expect("a programme by its name and code");
        let code = format!("2{}", &after[..4]);
        let list = format!("Crebo;Naam;Van\n{code};Een heel nieuwe naam;2010-08-01\n");
        let none = bring(&admin, "programmes", list.as_bytes()).await;
        assert!(none.status == 422 && none.has("id=\"bron-error\""), "{}", none.body);
        let sent = bring_from(&admin, "programmes", list.as_bytes(), "SBB, 2026").await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let page = admin.get(LOOK).await;
        assert!(page.has("1 nieuw, 0 gelijk, 0 voorbij"), "{}", page.body);
        assert!(!coach.get(&file).await.has("Een heel nieuwe naam"), "nothing before the word");
        assert!(go(&admin, &page, "").await.has("Het bestand is ingelezen."));
        assert!(coach.get(&file).await.has("Een heel nieuwe naam"), "{code}");
        // Cut short it is refused, with the codes; in English on a page in English.
        let short = format!("Crebo;Naam;Van\n{};Kok;2010-08-01\n", if code == "25180" { "25655" } else { "25180" });
        bring_from(&admin, "programmes", short.as_bytes(), "SBB, 2027").await;
        let page = admin.get(LOOK).await;
        assert!(page.has("staat niet in het bestand") && page.has(&code), "{}", page.body);
        for (most, says) in [("", "Vul in hoeveel er mogen stoppen"), ("0", "Er zouden er meer stoppen")] {
            let refused = go(&admin, &page, most).await;
            assert!(refused.status == 422 && refused.has(says), "{}", refused.body);
        }
        let english = admin.get(&format!("{LOOK}?taal=en")).await;
        assert!(english.has("is not in the file"), "{}", english.body);
        admin.get(&format!("{LOOK}?taal=nl")).await;
        assert!(coach.get(&file).await.has("Een heel nieuwe naam"), "{code} is there");
        // Somebody who says how many may go has them ended, and not lost.
        let page = admin.get(LOOK).await;
        assert!(go(&admin, &page, "1").await.has("Het bestand is ingelezen."));
        assert!(!coach.get(&file).await.has("Een heel nieuwe naam"), "{code} has gone");
        assert!(admin.get("/beheer/lijsten/opleidingen?stand=replaced").await.has("Een heel nieuwe naam"));
        // Of companies a line that is wrong is named and left out, and the others are taken.
        let list = "Leerbedrijf;Naam;Postcode;Plaats;Crebo;Erkend van\n\
                    100000001;Voorbeeld;6811 AB;Arnhem;25180;2020-01-01\n\
                    100000002;Voorbeeld;68;Arnhem;25180;2020-01-01\n";
        assert_eq!(bring_from(&admin, "companies", list.as_bytes(), "SBB, 2026").await.status, 303);
        let page = admin.get(LOOK).await;
        assert!(page.has("regel 3, Postcode") && page.has("Eén regel klopt niet"), "{}", page.body);
        let here = "/beheer/lijsten/bedrijven";
        let before = admin.post(here, &[("nummer", "100000001")]).await;
        assert!(before.status == 200 && !before.has("SBB, 2026"), "nothing before the word: {}", before.body);
        let done = go(&admin, &page, "").await;
        assert!(done.has("Het bestand is ingelezen.") && done.has(&format!("href=\"{here}\"")), "{}", done.body);
        // From the list one brings the next one.
        assert!(admin.get(here).await.has("href=\"/beheer/inlezen?soort=companies\""));
        let begun = admin.get("/beheer/inlezen?soort=companies").await;
        assert!(begun.has("value=\"companies\" checked"), "{}", begun.body);
        assert!(!admin.get("/beheer/inlezen?soort=iets").await.has(" checked"));
        // The list says where it comes from, and of one company what it is recognised for.
        assert!(admin.get("/beheer/lijsten").await.has(&format!("href=\"{here}\"")));
        for (number, status, says) in [
            ("100000001", 200, "(25180), Vanaf 1 januari 2020"),
            (" 100000001 ", 200, "6811AB, Arnhem"),
            ("100000002", 200, "staat niet op de lijst. Dat is geen nee"),
            ("12", 422, "id=\"nummer-error\""),
            ("", 422, "id=\"nummer-error\""),
        ] {
            let page = admin.post(here, &[("nummer", number)]).await;
            assert!(page.status == status && page.has(says), "{number:?}: {}", page.body);
            assert!(page.has("SBB, 2026"), "{number:?}: {}", page.body);
        }
        for role in ["coach", "workplace_coach", "privacy_officer", "student"] {
            assert_eq!(house.sign_in(role).await.get(here).await.status, 404, "{role}");
        }
        bring(&admin, "staff", b"Naam;E-mail;Rol\nKees Nieuw;kees;coach\n").await;
        let english = admin.get(&format!("{LOOK}?taal=en")).await;
        assert!(english.has("line 2, E-mail: This is no e-mail address."), "{}", english.body);

        // Which column is which is said on the page, and remembered when the file is read in.
        let odd = "Nr;Wie;Geboren;Afdeling\nx1;Nieuw;1-2-2008;\n".to_owned();
        let odd = odd.replace("Wie", "Achternaam");
        bring(&admin, "students", odd.as_bytes()).await;
        let page = admin.get(LOOK).await;
        assert!(page.has("Welke kolom is wat?") && !page.has("value=\"inlezen\""), "{}", page.body);
        let which = page.value("welk").unwrap().to_owned();
        let said = [
            ("welk", which.as_str()),
            ("doe", "kolommen"),
            ("kolom-student_number", "Nr"),
            ("kolom-family_name", "Achternaam"),
            ("kolom-birth_date", "Geboren"),
            ("kolom-team", ""),
        ];
        assert_eq!(admin.post(LOOK, &said).await.status, 303);
        let page = admin.get(LOOK).await;
        assert!(page.has("<strong>Studenten:</strong> 1 nieuw"), "{}", page.body);
        assert!(go(&admin, &page, "").await.has("Het bestand is ingelezen."));
        let page = looked(&admin, "students", odd.replace("x1", "x2").as_bytes()).await;
        assert!(page.has("<strong>Studenten:</strong> 1 nieuw"), "it is remembered: {}", page.body);

        a_calendar(house, &admin).await;

        // Whoever is new is invited by mail where that is set up; whose mail came back gets a link on paper, and the
        // administrator's page says so until it is made.
        house.store.mail_pass(house.now()).await.unwrap();
        let staff = "Naam;E-mail;Rol\nKees Nieuw;kees@nieuw.example;coach\n";
        let page = looked(&admin, "staff", staff.as_bytes()).await;
        let which = page.value("welk").unwrap().to_owned();
        assert!(page.has("Nodig nieuwe collega"), "{}", page.body);
        let word = [("welk", which.as_str()), ("hoeveel", ""), ("doe", "inlezen"), ("mail", "ja")];
        assert_eq!(admin.post(LOOK, &word).await.status, 303);
        let mut done = admin.get(LOOK).await;
        while done.has("We lezen het bestand in") {
            tokio::time::sleep(Duration::from_millis(100)).await;
            done = admin.get(LOOK).await;
        }
        assert!(done.has("Uitgenodigd per mail: 1. Link op papier: 0."), "{}", done.body);
        let mail = house.store.mail_take(house.now()).await.unwrap().expect("a mail");
        assert_eq!(mail.to.reveal(), "kees@nieuw.example");
        house.store.mail_note(&mail, register::mail::Answer::Never, Some("550"), house.now()).await.unwrap();
        assert!(admin.get("/beheer").await.has("1 uitnodiging kwam niet aan"));
        let lost = admin.get("/beheer/uitnodigingen?mail=terug").await;
        assert!(lost.has("kees@nieuw.example"), "{}", lost.body);
        let invitation = lost.value("uitnodiging").unwrap().to_owned();
        let made = admin.post("/beheer/uitnodigingen", &[("uitnodiging", &invitation), ("doe", "papier")]).await;
        assert_eq!(made.status, 200, "{}", made.body);
        assert!(!admin.get("/beheer").await.has("kwam niet aan"), "it is handed over");
    });
}

/// A calendar is brought as a file by the rules of the shell: what is wrong is said by line, what would begin and end is shown,
/// and nothing is there before the word.
async fn a_calendar(house: &House, admin: &Visitor<'_>) {
    let by = Actor::system(house.tenant, Reason::Command);
    let holds = async || {
        let rows = house.store.calendar_rows(&by).await.unwrap();
        let held = rows.into_iter().filter(|row| row.ended.is_none() && row.entry.from.year() == 2041);
        held.map(|row| (row.entry.name, row.entry.from.to_string())).collect::<Vec<_>>()
    };
    let wrong = looked(admin, "calendar", b"2041-10-19;2041-10-12;Herfst;besluit\n19-10-2041;x;Herfst;besluit\n").await;
    assert!(wrong.has("regel 1: De laatste dag is voor de eerste."), "{}", wrong.body);
    assert!(wrong.has("regel 2: Dit is geen datum.") && !wrong.has("value=\"inlezen\""), "{}", wrong.body);
    let english = admin.get(&format!("{LOOK}?taal=en")).await;
    assert!(english.has("line 1: ends before it begins."), "{}", english.body);
    admin.get(&format!("{LOOK}?taal=nl")).await;
    assert!(looked(admin, "calendar", b"PK\x03\x04\xff").await.has("geen platte tekst"));
    let file = "# Herfst\n2041-10-12;2041-10-20;Herfstpauze;besluit van 3 maart 2041\n";
    let page = looked(admin, "calendar", file.as_bytes()).await;
    assert!(page.has("1 nieuw, 0 gelijk, 0 voorbij") && page.has("Herfstpauze"), "{}", page.body);
    assert_eq!(holds().await, [], "nothing before the word");
    assert!(go(admin, &page, "").await.has("Het bestand is ingelezen."));
    assert_eq!(holds().await, [("Herfstpauze".to_owned(), "2041-10-12".to_owned())]);
    // Of that school year the file is all there is: what it does not say ends, and that is shown first.
    let moved = file.replace("2041-10-12", "2041-10-13");
    let page = looked(admin, "calendar", moved.as_bytes()).await;
    assert!(page.has("1 nieuw, 0 gelijk, 1 voorbij") && page.has("Geldt dan niet meer"), "{}", page.body);
    // Somebody changes it meanwhile: what was shown is not what would happen.
    let rows = house.store.calendar_rows(&by).await.unwrap();
    let number = rows.iter().find(|row| row.entry.name == "Herfstpauze").unwrap().number;
    house.store.calendar_put(&by, Some(number), None, house.now()).await.unwrap();
    let again = go(admin, &page, "").await;
    assert!(again.has("intussen iets anders") && holds().await.is_empty(), "{}", again.body);
    assert!(go(admin, &again, "").await.has("Het bestand is ingelezen."));
    assert_eq!(holds().await, [("Herfstpauze".to_owned(), "2041-10-13".to_owned())]);
}

/// What the school's list calls a programme it is called wherever somebody reads of it, whatever the program knew by itself.
fn a_programme_has_one_name(postgres: bool) {
    let house = own_house(postgres);
    house.run_tampering(async {
        let (admin, coach) = (house.sign_in("administrator").await, house.sign_in("coach").await);
        let id = house.file(0).await;
        let file = format!("/dossiers/{id}");
        let view = house.store.file_view(&house.actor("coach").await, id, house.now()).await.unwrap();
        let code = view.enrolments.iter().find_map(|(_, code)| code.clone()).expect("a programme");
        let placement = crate::placements::placed(&coach, &format!("{file}/stage"), 5).await;
        let asks = [("reden", "passing"), ("wat", "laptop"), ("waarom", "Schrijven gaat nu niet.")];
        assert_eq!(coach.post(&format!("{file}/examens"), &asks).await.status, 303);
        // Who is enrolled twice is asked for which of them a decision, or a placement, is.
        let twice = "INSERT INTO enrolment (tenant_id, enrolment_id, person_id, number, begins, import_id) \
                     SELECT tenant_id, person_id, person_id, 'X2', begins, import_id FROM enrolment \
                     WHERE ended IS NULL AND withdrawn_by IS NULL ON CONFLICT DO NOTHING";
        store::testing::tamper(&house.store, twice).await;

        let list = format!("Crebo;Naam;Van\n{code};Een heel nieuwe naam;2010-08-01\n");
        let companies = format!(
            "Leerbedrijf;Naam;Postcode;Plaats;Crebo;Erkend van\n100000001;Voorbeeld;6811 AB;Arnhem;{code};2020-01-01\n"
        );
        for (kind, file) in [("programmes", list), ("companies", companies)] {
            assert_eq!(bring_from(&admin, kind, file.as_bytes(), "SBB, 2026").await.status, 303, "{kind}");
            let page = admin.get(LOOK).await;
            assert!(go(&admin, &page, "").await.has("Het bestand is ingelezen."), "{kind}");
        }

        let name = format!("Een heel nieuwe naam ({code})");
        let (office, actor) = (house.sign_in("exam_office").await, house.actor("exam_office").await);
        let waits = store::exam::Listed::of(register::exam::Stand::Asked);
        let rows = house.store.exams(&actor, &waits, house.now()).await.unwrap().rows;
        let exam = rows.iter().find(|row| row.file.person == view.person.person).expect("it waits").id;
        for (what, page) in [
            ("the form of a decision", office.get(&format!("/examens/{exam}")).await),
            ("a placement", coach.get(&placement).await),
            ("which company", coach.get(&format!("{file}/stage/bedrijven")).await),
            ("a new placement", coach.get(&format!("{file}/stage/nieuw")).await),
            ("a company", admin.post("/beheer/lijsten/bedrijven", &[("nummer", "100000001")]).await),
        ] {
            assert!(page.status == 200 && page.has(&name), "{what}: {}", page.body);
        }
        let all = house.store.everything(&house.actor("student").await, house.now()).await.unwrap();
        let sheet = EverythingSheet::new(T::new(Lang::Nl), &all);
        let entries = sheet.rooms.iter().flat_map(|(_, entries)| entries);
        let said: Vec<&str> = entries.flat_map(|(_, cells)| cells).map(|(_, said, _)| said.as_str()).collect();
        assert!(said.contains(&name.as_str()) && !said.contains(&code.as_str()), "{said:?}");
    });
}

#[test]
fn a_programme_has_one_name_on_sqlite() {
    a_programme_has_one_name(false);
}

#[test]
fn a_programme_has_one_name_on_postgres() {
    a_programme_has_one_name(true);
}

#[test]
fn lists_columns_and_mail_on_sqlite() {
    lists_columns_and_mail(false);
}

#[test]
fn lists_columns_and_mail_on_postgres() {
    lists_columns_and_mail(true);
}
