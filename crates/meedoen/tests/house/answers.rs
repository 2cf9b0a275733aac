//! Answers over HTTP: on paper, spoken, taken back, sent twice; and what the school owes until it has answered.

use crate::fixture::{House, Visitor, own_house};
use crate::html::encode;
use crate::path::{applicant, fields, hold, link, plain, propose, student};
use access::{Actor, Role, Scope};
use register::FileId;

/// An intake is held and something proposed: the address of the version, for staff.
async fn proposed(house: &House, intaker: &Visitor<'_>) -> (FileId, usize, String) {
    let (file, application, person) = applicant(house, 0).await;
    let at = format!("/intake/{application}");
    let form = intaker.get(&at).await;
    assert_eq!(hold(intaker, &at, "Ik heb rust nodig.", form.value("versie").unwrap()).await.status, 303);
    let sent = propose(intaker, file, "30 minuten").await;
    (file, person, sent.location.expect("a version"))
}

fn paper<'a>(answer: &'a str, words: &'a str, how: &'a str, day: &'a str) -> [(&'a str, &'a str); 5] {
    [("wie", "student"), ("antwoord", answer), ("woorden", words), ("hoe", how), ("dag", day)]
}

#[test]
fn who_is_asked_for_an_answer_finds_the_page_where_it_is_written_down() {
    let house = own_house(false);
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let (file, person, version) = proposed(house, &intaker).await;
        let today = "15-9-2026";
        // The duty on the file leads to the version, which has the letter and the answer.
        let page = intaker.get(&format!("/dossiers/{file}")).await;
        assert!(page.has("om het voorstel te lezen") && page.has(&format!("href=\"{version}\"")), "{}", page.body);
        let page = intaker.get(&version).await;
        let (note, letter) = (link(&page, &format!("{version}/antwoord")), link(&page, &format!("{version}/brief")));
        assert!(page.has("Er is geen mail gestuurd"), "nobody is told by a button");
        let letter = intaker.get(letter).await;
        assert!(letter.has("30 minuten") && letter.has("handtekening"), "{}", letter.body);
        for (what, sent, field) in [
            ("nothing", [("wie", "student"), ("antwoord", ""), ("woorden", ""), ("hoe", ""), ("dag", "")], "hoe"),
            ("tomorrow", paper("agreed", "", "paper", "16-9-2026"), "dag"),
            ("before the proposal", paper("agreed", "", "paper", "14-9-2026"), "dag"),
            ("a wish without words", paper("change_asked", "", "mail", today), "woorden"),
        ] {
            let refused = intaker.post(note, &sent).await;
            assert_eq!(refused.status, 422, "{what}: {}", refused.body);
            assert!(refused.has(&format!("id=\"{field}-error\"")), "{what}: {}", refused.body);
        }
        assert_eq!(intaker.post(note, &paper("agreed", "", "spoken", today)).await.status, 303);
        let own = student(house, file, person).await;
        let mine = own.get("/mijn").await;
        let read = link(&mine, "/mijn/afspraken/").to_owned();
        let waits = own.get(&read).await;
        assert!(waits.has("Dit is alleen gezegd") && waits.has("name=\"antwoord\""), "it waits, and may be confirmed");
        for _ in 0..2 {
            let sent = intaker.post(note, &paper("agreed", "", "paper", today)).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some(version.as_str())), "{}", sent.body);
        }
        let holds = own.get(&read).await;
        assert_eq!(holds.body.matches("op papier, opgeschreven door").count(), 1, "sent twice, written once");
        assert!(holds.has("Geldt nu"), "{}", holds.body);

        let back = format!("{version}/terug");
        let page = intaker.get(&back).await;
        assert!(page.has("Welk antwoord klopt niet"), "{}", page.body);
        assert_eq!(intaker.post(&back, &[("welk", "2"), ("waarom", " ")]).await.status, 422);
        assert_eq!(intaker.post(&back, &[("welk", "2"), ("waarom", "Van een ander.")]).await.status, 303);
        let read = own.get(&read).await;
        assert!(read.has("Teruggenomen door") && read.has("Van een ander."), "the student reads that too");
        assert!(read.has("Wacht op antwoord") && own.post("/mijn/afspraken/x", &[]).await.status == 404);
    });
}

/// A proposal tells whoever must answer and can sign in, in the transaction that makes it; the page says how that went, and
/// who wants no such mail gets none.
#[test]
fn a_proposal_tells_the_student() {
    let house = own_house(false);
    house.run(async {
        let store = &house.store;
        store.mail_pass(house.now()).await.unwrap();
        let intaker = house.sign_in("intaker").await;
        let (file, application, person) = applicant(house, 0).await;
        let own = student(house, file, person).await;
        let at = format!("/intake/{application}");
        let form = intaker.get(&at).await;
        assert_eq!(hold(&intaker, &at, "Ik heb rust nodig.", form.value("versie").unwrap()).await.status, 303);
        let version = propose(&intaker, file, "30 minuten").await.location.expect("a version");
        assert!(intaker.get(&version).await.has("Er staat een mail klaar"), "it waits");
        let mail = store.mail_take(house.now()).await.unwrap().expect("a mail");
        assert_eq!(mail.kind, register::mail::Kind::Proposal);
        assert_eq!(mail.to.reveal(), &format!("student-{person}@path.example"));
        let id = version.rsplit('/').next().unwrap();
        assert_eq!(mail.path.reveal(), &format!("/mijn/afspraken/{id}"));
        assert!(own.get(mail.path.reveal()).await.has("name=\"antwoord\""), "the link leads to where one answers");
        store.mail_note(&mail, register::mail::Answer::Taken, Some("250"), house.now()).await.unwrap();
        assert!(intaker.get(&version).await.has("is een mail gestuurd naar"));
        assert!(store.mail_bounced(&mail.reference(), Some("5.1.1"), house.now()).await.unwrap());
        assert!(intaker.get(&version).await.has("kwam niet aan"));
        // On paper then: until that is written down it is a task on the desk.
        // Others of the demo wait too, of before there was mail.
        let untold = async || {
            let desk = intaker.get("/werk").await;
            desk.body.matches("Er ging geen mail: vertel het zelf").count()
        };
        let before = untold().await;
        assert!(before > 0);
        let letter = format!("{version}/brief");
        assert!(intaker.get(&letter).await.has("Is de brief weg?"));
        for (day, status) in [("", 422), ("31-2-2026", 422), ("16-9-2026", 422), ("15-9-2026", 303), ("15-9-2026", 303)]
        {
            assert_eq!(intaker.post(&letter, &[("dag", day)]).await.status, status, "{day}");
        }
        assert!(intaker.get(&version).await.has("op papier op 15 september 2026"));
        assert_eq!(untold().await, before - 1);
        assert_eq!(own.post(&letter, &[("dag", "15-9-2026")]).await.status, 404);
        // No such mail any more, and then again.
        assert_eq!(own.post("/account", &[("mail", "uit")]).await.status, 303);
        assert!(own.get("/account").await.has("Je krijgt geen mail"));
        // And by the link in the mail, signed in as nobody.
        let link = mail.decline.as_ref().unwrap().reveal();
        let nobody = house.visitor();
        assert!(nobody.get(link).await.has("Je krijgt geen mail"));
        assert_eq!(nobody.post(link, &[("mail", "aan")]).await.status, 303);
        assert!(own.get("/account").await.has("Je krijgt een mail"));
        assert_eq!(nobody.post(link, &[("mail", "uit")]).await.status, 303);
        assert_eq!(nobody.post(link, &[]).await.status, 400);
        let second = propose(&intaker, file, "40 minuten").await.location.expect("a version");
        assert!(intaker.get(&second).await.has("Er is geen mail gestuurd"));
        assert_eq!(own.post("/account", &[("mail", "aan")]).await.status, 303);
        let third = propose(&intaker, file, "50 minuten").await.location.expect("a version");
        assert!(intaker.get(&third).await.has("Er staat een mail klaar"));
        // Overtaken before it was sent: nobody is led to what is no more.
        propose(&intaker, file, "60 minuten").await.location.expect("a version");
        let mail = store.mail_take(house.now()).await.unwrap().expect("a mail");
        assert!(!mail.path.reveal().contains(third.rsplit('/').next().unwrap()));
        assert!(store.mail_take(house.now()).await.unwrap().is_none());
    });
}

#[test]
fn a_wish_is_answered_with_a_proposal_or_with_words() {
    let house = own_house(false);
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let (file, person, version) = proposed(house, &intaker).await;
        let own = student(house, file, person).await;
        let read = link(&own.get("/mijn").await, "/mijn/afspraken/").to_owned();
        let wish = [("antwoord", "change_asked"), ("woorden-change_asked", "Liever 40"), ("woorden-not_agreed", "")];
        assert_eq!(own.post(&read, &wish).await.status, 303);
        let mine = own.get("/mijn").await;
        assert!(mine.has("op de werklijst tot er een nieuw voorstel is"), "{}", mine.body);
        assert!(intaker.get(&format!("/dossiers/{file}")).await.has("wil iets anders: doe een nieuw voorstel"));
        let page = intaker.get(&version).await;
        let reply = link(&page, &format!("{version}/uitleg"));
        assert_eq!(intaker.post(reply, &[("uitleg", "")]).await.status, 422);
        for _ in 0..2 {
            let sent = intaker.post(reply, &[("uitleg", "Meer dan 30 minuten mag niet.")]).await;
            assert_eq!(sent.status, 303, "{}", sent.body);
        }
        let mine = own.get("/mijn").await;
        assert_eq!(plain(&mine.body).matches("Meer dan 30 minuten mag niet.").count(), 1, "sent twice, said once");
        assert!(!mine.has("op de werklijst tot er een nieuw voorstel is"), "{}", mine.body);
    });
}

#[test]
fn an_answer_that_is_sent_twice_has_one_outcome() {
    let house = own_house(false);
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let (file, person, _) = proposed(house, &intaker).await;
        let own = student(house, file, person).await;
        let read = link(&own.get("/mijn").await, "/mijn/afspraken/").to_owned();
        let yes = [("antwoord", "agreed")];
        let (once, twice) = (own.post(&read, &yes).await, own.post(&read, &yes).await);
        assert_eq!((once.status, twice.status), (303, 303), "{}", twice.body);
        assert_eq!(once.headers.get("set-cookie"), twice.headers.get("set-cookie"), "both say the same");
        let other = own.post(&read, &[("antwoord", "not_agreed")]).await;
        assert_eq!(other.status, 409, "another answer is not taken, and is not called saved");
    });
}

/// Every field of the form that the language switch takes along, with other words in one of them.
fn typed<'a>(fields: &'a [(String, String)], name: &str, words: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(n, v)| (n.as_str(), if n == name { words } else { v.as_str() })).collect()
}

#[test]
fn what_was_typed_survives_the_language_another_sign_in_and_another_role() {
    let house = own_house(false);
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let (file, _, version) = proposed(house, &intaker).await;
        let (path, words) = (format!("/dossiers/{file}/afspraken/nieuw"), "40 minuten, en dat was bijna weg");
        let begin = format!("{path}?versie={}", version.rsplit('/').next().unwrap());
        let page = intaker.get(&begin).await;
        assert!(page.has("formaction=\"/taal?terug="), "the switch takes the form along");
        let mut sent = fields(&page);
        sent.push(("csrf".into(), page.value("csrf").unwrap().to_owned()));
        let form = typed(&sent, "r0-precies", words);

        // The language: back on the page, in English, with what was typed; however often it is opened.
        let mut switched = form.clone();
        switched.push(("taal", "en"));
        let sent_along = encode(&switched.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect::<Vec<_>>());
        let ours = [("sec-fetch-site", "same-origin")];
        let to = intaker.post_bytes(&format!("/taal?terug={path}"), &ours, sent_along).await;
        assert_eq!((to.status, to.location.as_deref()), (303, Some(path.as_str())), "{}", to.body);
        for _ in 0..2 {
            assert!(intaker.get(&path).await.has(words), "opened twice");
        }
        // Begun anew from a template it is not in the way; thrown away it is gone.
        assert!(!intaker.get(&begin).await.has(words));
        assert_eq!(intaker.post("/concept/weg", &[("pad", &path)]).await.status, 303);
        assert!(!intaker.get(&path).await.has(words));

        // Another sign-in in another tab: the form carries the token of the session before.
        let again = house.sign_in("intaker").await;
        let kept = again.post_raw(&path, &form).await;
        assert_eq!((kept.status, kept.location.as_deref()), (303, Some(path.as_str())), "{}", kept.body);
        assert!(again.get(&path).await.has(words));
        // Another role of the same person, chosen in another tab: nothing is done in a role it was not made for.
        let Actor::Member(member) = house.actor("intaker").await else { panic!() };
        house.give(member.account, Role::CareCoordinator, &Scope::School).await;
        let roles = house.store.memberships(member.account, crate::fixture::TODAY).await.unwrap();
        let care = roles.iter().find(|role| role.role == Role::CareCoordinator).unwrap().membership.to_string();
        let page = again.get(&begin).await;
        let mut made = fields(&page);
        made.push(("csrf".into(), page.value("csrf").unwrap().to_owned()));
        assert_eq!(again.post("/rol", &[("rol", &care)]).await.status, 303);
        let kept = again.post_raw(&path, &typed(&made, "r0-precies", "in de andere rol")).await;
        assert_eq!(
            kept.location.as_deref(),
            Some(format!("/rol?naar={path}").as_str()),
            "{} {}",
            kept.status,
            kept.body
        );
        let versions = house.store.file_view(&house.actor("intaker").await, file, house.now()).await.unwrap();
        assert_eq!(versions.agreement.unwrap().versions.len(), 1, "nothing was proposed");
        assert!(again.get(&path).await.has("in de andere rol"));

        let other = house.sign_in("care_coordinator").await;
        assert_eq!(other.post_raw(&path, &form).await.status, 403, "a form of somebody else is kept for nobody");
        assert!(!other.get(&path).await.has(words));
    });
}
