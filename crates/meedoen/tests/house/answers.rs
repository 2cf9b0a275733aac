//! Answers over HTTP: on paper, spoken, taken back, sent twice; and what the school owes until it has answered.

use crate::fixture::{House, Visitor, own_house};
use crate::path::{applicant, hold, link, plain, propose, student};
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
        assert!(page.has("Meedoen stuurt nog geen berichten"), "nobody is told by a button");
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
