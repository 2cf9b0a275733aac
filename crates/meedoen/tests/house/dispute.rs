//! A dispute over HTTP: brought by a student with what is attached, its receipt, its terms, its course, its outcome; and nobody at
//! school who is a party to it finds a trace.

use crate::fixture::{House, own_house};
use crate::path::{act, link};
use access::{Role, Scope};

fn brought_handled_and_decided(house: &'static House) {
    house.run(async {
        let (coach, desk) = (house.sign_in("coach").await, house.sign_in("dispute_desk").await);
        assert!(desk.get("/geschillen").await.has("href=\"/geschillen/0"), "the demo school lives it");
        // What the school does after one is with who coordinates the support: that, and nothing of what was brought.
        let care = house.sign_in("care_coordinator").await;
        let todo = link(&care.get("/zorg/na-geschil").await, "/zorg/na-geschil/").to_owned();
        let page = care.get(&todo).await;
        assert!(page.has("School regelt een tolk") && !page.has("School zei nee tegen een tolk"), "{}", page.body);
        for other in [&coach, &desk] {
            assert_eq!((other.get("/zorg/na-geschil").await.status, other.get(&todo).await.status), (404, 404));
        }
        assert_eq!(act(&care, &todo, &[("wat", "done"), ("woorden", " ")]).await.status, 422);
        assert_eq!(act(&care, &todo, &[("wat", "done"), ("woorden", "De tolk is er.")]).await.status, 303);
        assert!(!care.get("/zorg/na-geschil").await.has(&todo) && care.get(&todo).await.has("De tolk is er."));
        assert_eq!(act(&care, &todo, &[("wat", "not_done"), ("woorden", "De tolk stopte.")]).await.status, 303);
        assert!(care.get("/zorg/na-geschil").await.has(&todo), "it is owed again");

        let file = link(&coach.get("/dossiers").await, "/dossiers/").to_owned();
        let id = file.trim_start_matches("/dossiers/").to_owned();
        let view = house.store.file_view(&house.actor("coach").await, id.parse().unwrap(), house.now()).await.unwrap();
        let account = house.store.account_add("geschil@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("geschil@year.example", "student").await;
        let own = link(&student.get("/mijn").await, "/mijn/geschil/").to_owned();
        assert_eq!(own, format!("/mijn/geschil/{id}"));
        let page = student.get(&own).await;
        for said in ["zes weken", "tien weken", "binnen een week", "voorlopige voorziening", "consulent"] {
            assert!(page.has(said), "{said}: {}", page.body);
        }

        let words = "De rustige plek is er al weken niet, en niemand zegt wanneer wel.";
        let empty = student.post(&own, &[("spoed", "ja"), ("bekend", "morgen")]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.has("id=\"bekend-error\"") && empty.has("morgen"), "{}", empty.body);
        let half = student.post(&own, &[("woorden", words), ("spoed", "ja")]).await;
        for field in ["wat", "waarom"] {
            assert!(half.has(&format!("id=\"{field}-error\"")), "{field}: {}", half.body);
        }
        assert!(half.status == 422 && half.has(words), "{}", half.body);
        let lodge =
            [("wat", "carrying_out"), ("woorden", words), ("spoed", "ja"), ("waarom", "Maandag is het examen.")];
        for _ in 0..2 {
            let sent = student.post(&own, &lodge).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some(own.as_str())), "{}", sent.body);
        }
        let page = student.get(&own).await;
        assert_eq!(page.body.matches(words).count(), 1, "sent twice is one: {}", page.body);
        assert!(page.has("22 september 2026"), "the chair says so within a week: {}", page.body);
        assert!(page.has("24 november 2026"), "ten weeks: {}", page.body);
        let receipt = link(&page, &format!("{own}/")).to_owned();
        assert!(receipt.contains("/ontvangst?in="), "{receipt}");

        // The desk finds it first, with its term, and reads nothing of the file.
        let actor = house.actor("dispute_desk").await;
        let asked = store::dispute::Listed::of(register::dispute::Stand::Open);
        let rows = house.store.disputes(&actor, &asked, house.now()).await.unwrap().rows;
        let one = rows.iter().find(|row| row.file.person == view.person.person).unwrap().id;
        let one = format!("/geschillen/{one}");
        let read = desk.get(&one).await;
        assert!(read.has(words) && read.has("Van het dossier lees je dus niets"), "{}", read.body);
        assert_eq!(desk.get(&file).await.status, 404);
        assert_eq!(desk.get(&format!("{one}/ontvangst")).await.status, 303, "the language is asked on the page");

        let said = "Op maandag 21 september praten we, om 10 uur in kamer 3.";
        let bad = act(&desk, &one, &[("woorden", said)]).await;
        assert!(bad.status == 422 && bad.has("id=\"wat-error\"") && bad.has(said), "{}", bad.body);
        let bad = act(&desk, &one, &[("wat", "decide"), ("woorden", said)]).await;
        assert!(bad.status == 422 && bad.has("id=\"uitkomst-error\"") && bad.has(said), "{}", bad.body);
        assert_eq!(act(&desk, &one, &[("wat", "hear"), ("woorden", " ")]).await.status, 422);
        for _ in 0..2 {
            assert_eq!(act(&desk, &one, &[("wat", "hear"), ("woorden", said)]).await.status, 303, "sent twice is one");
        }
        let page = student.get(&own).await;
        assert_eq!(page.body.matches(said).count(), 1, "{}", page.body);
        assert_eq!(
            act(&desk, &one, &[("wat", "say_urgent"), ("woorden", "Het examen is dichtbij.")]).await.status,
            303
        );
        assert!(student.get(&own).await.has("13 oktober 2026"), "four weeks");
        // What was said of urgency is corrected, asked again by who brought it, and said anew: each is seen, and the term follows.
        let same = act(&desk, &one, &[("wat", "say_urgent"), ("woorden", "Nog eens.")]).await;
        assert_eq!(same.status, 303, "sent twice is one");
        assert!(!desk.get(&one).await.has("value=\"say_urgent\""), "it is said");
        let wrong = "Dat was een ander examen.";
        assert_eq!(act(&desk, &one, &[("wat", "say_not_urgent"), ("woorden", wrong)]).await.status, 303);
        let page = student.get(&own).await;
        assert!(page.has(wrong) && page.has("24 november 2026"), "ten weeks: {}", page.body);
        let number = one.trim_start_matches("/geschillen/").to_owned();
        let (field, why) = (format!("waarom-{number}"), "Vrijdag is het echt.");
        let stale = [("haast", number.as_str()), (field.as_str(), why), ("stand", "1.0")];
        let stale = student.post(&own, &stale).await;
        assert!(stale.status == 409 && stale.has(why), "what was typed stays: {}", stale.body);
        let silent = act(&student, &own, &[("haast", number.as_str()), (field.as_str(), " ")]).await;
        assert!(silent.status == 422 && silent.has(&format!("id=\"{field}-error\"")), "{}", silent.body);
        for _ in 0..2 {
            assert_eq!(
                act(&student, &own, &[("haast", number.as_str()), (field.as_str(), why)]).await.status,
                303,
                "sent twice is one"
            );
        }
        let read = desk.get(&one).await;
        assert!(read.body.matches(why).count() == 1 && read.has("22 september 2026"), "{}", read.body);
        assert_eq!(act(&desk, &one, &[("wat", "say_urgent"), ("woorden", "Dat is zo.")]).await.status, 303);
        assert!(student.get(&own).await.has("13 oktober 2026"), "four weeks");
        let decide = [("wat", "decide"), ("uitkomst", "upheld"), ("woorden", "De plek komt er volgende week.")];
        assert_eq!(act(&desk, &one, &decide).await.status, 303);
        let late = act(&desk, &one, &[("wat", "propose"), ("woorden", "Toch iets anders.")]).await;
        assert!(late.status == 409 && late.has("Toch iets anders."), "{}", late.body);
        let page = student.get(&own).await;
        assert!(page.has("Je krijgt gelijk") && page.has("De plek komt er volgende week."), "{}", page.body);
        assert!(!page.has("De student"), "who reads it is the student: {}", page.body);
        assert!(!desk.get("/geschillen").await.has(&one), "what is decided waits no longer");
        // No mail goes out: that they were told is owed, until it is written down.
        assert!(
            desk.get("/geschillen?stand=to_tell").await.has(&one)
                && desk.get(&one).await.has("Dit is nog niet verteld.")
        );
        let shown = desk.get(&one).await.value("stand").expect("what is shown goes with what is done").to_owned();
        let early = [("verteld", "ja"), ("stand", shown.as_str()), ("hoe", "paper"), ("gekregen", "14-09-2026")];
        let early = desk.post(&one, &early).await;
        assert!(early.status == 422 && early.has("id=\"gekregen-error\""), "{}", early.body);
        // A tab from before the last step notes nothing about it, and what was typed stays.
        let stale = [("verteld", "ja"), ("stand", "5.0"), ("hoe", "paper"), ("gekregen", "15-09-2026")];
        let stale = desk.post(&one, &stale).await;
        assert!(stale.status == 409 && stale.has("value=\"15-09-2026\""), "{}", stale.body);
        let told = [("verteld", "ja"), ("stand", shown.as_str()), ("hoe", "paper"), ("gekregen", "15-09-2026")];
        for _ in 0..2 {
            assert_eq!(desk.post(&one, &told).await.status, 303, "sent twice is one");
        }
        // Right, and nobody wrote down what the school does: that is on a list of the desk, until it is on that of who does it.
        assert!(desk.get("/geschillen?stand=to_plan").await.has(&one));
        let number = one.trim_start_matches("/geschillen/");
        assert_eq!(student.post(&own, &[("terug", number)]).await.status, 303, "the page says what it is now");
        assert!(student.get(&own).await.has("Je krijgt gelijk"));
        assert_eq!(act(&desk, &one, &[("wat", "reopen"), ("woorden", "Er is nog iets te doen.")]).await.status, 303);
        let list = desk.get("/geschillen").await;
        assert!(
            list.body.matches("Nog vertellen").count() > 1,
            "what was told and taken back is owed again: {}",
            list.body
        );
        assert!(desk.get(&one).await.has("Dit is nog niet verteld."));
        assert_eq!(act(&student, &own, &[("terug", number)]).await.status, 303);
        assert!(student.get(&own).await.has("Ingetrokken"));
        assert!(!desk.get(&one).await.has("name=\"wat\""), "over is over");

        // Nobody at school finds a trace of it: not the dispute, and not that the desk looked.
        assert!(!coach.get(&file).await.has("geschil"));
        for role in [
            "coach",
            "care_coordinator",
            "intaker",
            "administrator",
            "privacy_officer",
            "exam_office",
            "student",
            "teacher",
            "guardian",
        ] {
            let visitor = house.sign_in(role).await;
            for path in ["/geschillen", &one, &own, &receipt, &format!("{one}/ontvangst?in=nl")] {
                assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
            }
            assert_eq!(visitor.post(&one, &decide).await.status, 404, "{role}");
            assert_eq!(visitor.post(&own, &lodge).await.status, 404, "{role}");
        }
    });
}

#[test]
fn brought_handled_and_decided_on_sqlite() {
    brought_handled_and_decided(own_house(false));
}

#[test]
fn brought_handled_and_decided_on_postgres() {
    brought_handled_and_decided(own_house(true));
}
