//! The card of a student, and what may be told to whom, over HTTP: a card is written, shown with a link, opened by who has it, ended; and what a preview, an expired link
//! and another window get.

use crate::fixture::{House, Page, Visitor, own_house};
use register::card::{Draft, Term};
use store::testing::audited;

/// The secret of a link that the demo's student shows.
pub(crate) async fn shown(house: &House) -> String {
    let (student, now) = (house.actor("student").await, house.now());
    let own = house.store.card_own(&student, (None, None), now).await.unwrap();
    let based_on = own.card.as_ref().map_or(0, |card| card.number);
    let draft = Draft { words: "Rust helpt.".into(), chosen: Vec::new(), based_on };
    house.store.card_write(&student, own.file, &draft, now).await.unwrap();
    let link = house.store.card_link_make(&student, Some(Term::Week), now).await.unwrap();
    let own = house.store.card_own(&student, (None, Some(link)), now).await.unwrap();
    own.shown.expect("it opens").1.reveal().clone()
}

/// The path of the link on a page.
fn path(body: &str) -> String {
    let token = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    // The other address below it is that of the form.
    let found = body.split("/kaart/").skip(1).map(token).find(|token: &String| token.len() > 40);
    format!("/kaart/{}", found.expect("a link"))
}

/// Presses the button at the door, as a browser says of a form on our own page.
async fn opened(visitor: &Visitor<'_>, link: &str) -> Page {
    visitor.post_bytes(link, &[("sec-fetch-site", "same-origin")], Vec::new()).await
}

fn written_shown_and_ended(house: &'static House) {
    house.run(async {
        let own = house.sign_in("student").await;
        assert!(own.get("/mijn").await.has("href=\"/mijn/kaart\""));
        let write = crate::path::link(&own.get("/mijn/kaart").await, "/mijn/kaart/").to_owned();
        let form = own.get(&write).await;
        let based = form.value("versie").unwrap_or_default().to_owned();
        let empty = own.post(&write, &[("woorden", " "), ("versie", &based)]).await;
        assert!(empty.status == 422 && empty.has("id=\"woorden-error\""), "{}", empty.body);
        let words = "Zeg mij de dag ervoor wat er komt.";
        let sent = [("woorden", words), ("versie", &based)];
        for _ in 0..2 {
            assert_eq!(own.post(&write, &sent).await.status, 303, "sent twice is once");
        }
        // Another window, that was opened before: what it typed stays, beside what stands there now.
        let tab = own.post(&write, &[("woorden", "Iets anders."), ("versie", &based)]).await;
        assert!(tab.status == 409 && tab.has("Iets anders.") && tab.has(words), "{}", tab.body);
        let none = own.post(&write, &[("woorden", words), ("afspraak", "x"), ("versie", &based)]).await;
        assert!(none.status == 422 && none.has(words), "{}", none.body);

        assert_eq!(own.post("/mijn/kaart", &[("duur", "altijd")]).await.status, 400, "there is no such term");
        let made = own.post("/mijn/kaart", &[("duur", "day")]).await;
        let shown = own.get(made.location.as_deref().unwrap()).await;
        assert!(shown.has("role=\"img\"") && shown.has("<path"), "a code for a telephone: {}", shown.body);
        let link = path(&shown.body);
        let id = made.location.unwrap().rsplit('=').next().unwrap().to_owned();

        // A preview of a telephone, a crawler, a reload: none of them is a look, and none reads a word.
        let guest = house.visitor();
        for _ in 0..3 {
            let door = guest.get(&link).await;
            assert!(door.status == 200 && door.has("Open de kaart") && !door.has(words), "{}", door.body);
            assert!(!door.has("<h2"), "nobody is named");
            let header = |name: &str| door.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
            assert_eq!(header("cache-control").as_deref(), Some("no-store"));
            assert_eq!(header("referrer-policy").as_deref(), Some("same-origin"), "the address leaves to nobody else");
            assert_eq!(header("x-robots-tag").as_deref(), Some("noindex, nofollow"));
        }
        assert_eq!(guest.head(&link).await.status, 200);
        assert_eq!(guest.get("/kaart/x").await.status, 404);
        assert!(own.get("/mijn/kaart").await.has("Nog niet geopend"));
        let elsewhere = [("sec-fetch-site", "cross-site")];
        let forged = guest.post_bytes(&link, &elsewhere, b"a=b".to_vec()).await;
        assert!(forged.status == 403 && !forged.has(words), "another site opens it for nobody");

        let read = opened(&guest, &link).await;
        assert!(read.status == 200 && read.has(words), "{}", read.body);
        assert!(!read.has("/dossiers") && !read.has("Wat je nodig hebt"), "that card, and nothing else of the file");
        assert_eq!(read.headers.get("cache-control").unwrap(), "no-store");
        let teacher = house.sign_in("teacher").await;
        assert!(teacher.get(&link).await.has("met je naam"));
        assert!(opened(&teacher, &link).await.has(words));
        let name = house.account("teacher").name;
        let seen = own.get("/mijn/kaart").await;
        assert!(seen.has(&name) && seen.has("iemand die niet was ingelogd"), "{}", seen.body);
        let looks = own.get("/mijn/inzage").await;
        assert!(
            looks.has("Opende de kaart met een link") && looks.has("Iemand die niet was ingelogd"),
            "{}",
            looks.body
        );

        // Only whose card it is, or who answers for them, has any of these pages.
        for role in ["coach", "care_coordinator", "privacy_officer", "administrator", "teacher"] {
            let other = house.sign_in(role).await;
            for page in ["/mijn/kaart", write.as_str()] {
                assert_eq!(other.get(page).await.status, 404, "{role} {page}");
            }
        }

        for _ in 0..2 {
            assert_eq!(own.post("/mijn/kaart", &[("stop", &id)]).await.status, 303);
        }
        let over = guest.get(&link).await;
        assert!(over.has("Deze link is gestopt") && !over.has(words) && !over.has("Open de kaart"), "{}", over.body);
        let closed = opened(&guest, &link).await;
        assert!(closed.status == 409 && !closed.has(words), "{}", closed.body);
        assert!(!own.get(&format!("/mijn/kaart?toon={id}")).await.has("role=\"img\""), "there is nothing to show");
        let nobody = "00000000-0000-0000-0000-000000000000";
        assert_eq!(own.post("/mijn/kaart", &[("stop", nobody)]).await.status, 404);

        asked(house).await;
        assert_eq!(own.post(&write, &[("doe", "wis")]).await.status, 303);
        let gone = own.get("/mijn/kaart").await;
        assert!(gone.has("Er is nog geen kaart") && !gone.has(words), "{}", gone.body);
        assert_eq!(own.get("/mijn/kaart?in=nl").await.status, 404, "no card, no paper");
    });
}

/// What may I tell whom: of a student, which is a look of which nobody reads what was asked; and in general, for every role.
async fn asked(house: &House) {
    let coach = house.sign_in("coach").await;
    let file = crate::path::link(&coach.get("/dossiers").await, "/dossiers/").to_owned();
    let page = coach.get(&file).await;
    let ask = format!("{file}/vertellen");
    assert!(page.has(&format!("href=\"{ask}\"")), "{}", page.body);
    let seen = audited(&house.store, house.tenant, 0).await.len();
    let answer = coach.post(&ask, &[("aan", "trainer")]).await;
    assert!(
        answer.status == 200 && answer.has("AVG 9(1)") && answer.has("Een bedrijf krijgt niets"),
        "{}",
        answer.body
    );
    let events = audited(&house.store, house.tenant, 0).await;
    assert_eq!(events.len(), seen + 1, "one look");
    let told = &events.last().unwrap().payload;
    let about = told.about.as_deref().unwrap_or_default();
    assert!(told.action == "ask_what_to_tell" && file.ends_with(about), "the student, and not what was asked: {about}");
    // In an address the question would stay in a history and in logs: there it is not answered.
    let addressed = coach.get(&format!("{ask}?aan=trainer")).await;
    assert!(addressed.status == 200 && !addressed.has("AVG 9(1)"), "{}", addressed.body);
    // Nor is it kept of whom had to sign in again on the way.
    let gone = house.sign_in_long_ago(&house.account("coach").email, "coach").await;
    let late = gone.post(&ask, &[("aan", "trainer")]).await;
    assert!(late.status == 303 && late.location.as_deref().is_some_and(|to| !to.contains("trainer")), "{late:?}");
    assert!(!coach.get(&ask).await.has("AVG 9(1)"));
    let account = house.actor("coach").await.account().unwrap();
    assert_eq!(house.store.draft(account, &ask).await.unwrap(), None);
    let odd = coach.post(&ask, &[("aan", "x")]).await;
    assert!(odd.status == 200 && !odd.has("mee-law"), "of what is no answer the question is asked again");
    for role in ["teacher", "administrator", "privacy_officer", "student"] {
        let other = house.sign_in(role).await;
        assert_eq!(other.get(&ask).await.status, 404, "{role}");
        assert_eq!(other.post(&ask, &[("aan", "trainer")]).await.status, 404, "{role}");
        let general = other.get("/vertellen?aan=police&leeftijd=adult").await;
        assert!(general.status == 200 && general.has("mee-law"), "{role}: {}", general.body);
    }
    let teacher = house.sign_in("teacher").await;
    let young = teacher.get("/vertellen?aan=parent&leeftijd=under_16").await;
    let grown = teacher.get("/vertellen?aan=parent&leeftijd=adult").await;
    assert!(young.has("tot de student 18 is") && !grown.has("tot de student 18 is"), "the age makes a difference");
    let unknown = teacher.get("/vertellen?aan=parent").await;
    assert!(unknown.has("Die weten we niet"), "{}", unknown.body);
}

#[test]
fn a_card_is_written_shown_and_ended_on_sqlite() {
    written_shown_and_ended(own_house(false));
}

#[test]
fn a_card_is_written_shown_and_ended_on_postgres() {
    written_shown_and_ended(own_house(true));
}
