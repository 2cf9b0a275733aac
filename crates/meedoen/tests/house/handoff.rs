//! The map of local services and a question to a partner, over HTTP: kept by the coordinator, asked by a coach with a yes, answered by
//! the partner without an account, read and stopped by the student.

use crate::fixture::{House, own_house};
use crate::path::link;
use store::testing::known;

/// The path and the code of the next mail to a partner. What is written to the student is a link to their own page, and nothing else.
async fn mailed(house: &House) -> (String, Option<String>) {
    loop {
        let mail = house.store.mail_take(house.now()).await.unwrap().expect("a mail");
        if mail.kind != register::mail::Kind::News {
            return (mail.path.reveal().clone(), mail.code.map(|code| code.reveal().clone()));
        }
        assert_eq!((mail.path.reveal().as_str(), mail.code.is_none()), ("/mijn/gedeeld", true));
    }
}

async fn kept(house: &House) -> String {
    let care = house.sign_in("care_coordinator").await;
    let map = care.get("/partners").await;
    assert!(map.has("Jongerenteam") && map.has("Kijk na of dit nog klopt"), "{}", map.body);
    let empty =
        care.post("/partners/nieuw", &[("naam", "Nieuw team"), ("vanaf", "veel"), ("adres", "jan@gmail.com")]).await;
    assert_eq!(empty.status, 422, "{}", empty.body);
    for field in ["soort", "wat", "leefgebied", "wet", "vanaf", "adres", "bereikbaar", "eigenaar"] {
        assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
    }
    assert!(empty.has("value=\"Nieuw team\"") && empty.has("jan@gmail.com"), "nothing is lost");
    let owner = care.get("/partners/nieuw").await;
    let owner = owner.body.split("name=\"eigenaar\"").nth(1).unwrap();
    let owner = owner.split("selected").next().unwrap().rsplit("value=\"").next().unwrap().split('"').next().unwrap();
    let fields = [
        ("naam", "Nieuw team"),
        ("soort", "youth_care"),
        ("wat", "Praat met je over geld."),
        ("leefgebied", "money"),
        ("leefgebied", "mental"),
        ("wet", "psychosocial"),
        ("adres", "team@partner.example"),
        ("bereikbaar", "Elke ochtend."),
        ("eigenaar", owner),
    ];
    let made = care.post("/partners/nieuw", &fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let here = made.location.clone().unwrap();
    // A colleague says that it is not right; two tabs do not both.
    let coach = house.sign_in("coach").await;
    let page = coach.get(&here).await;
    assert!(!page.has("/wijzigen"), "a coach reads it: {}", page.body);
    let was = page.value("was").unwrap().to_owned();
    let no_words = coach.post(&here, &[("was", was.as_str()), ("wat", "doubt")]).await;
    assert!(no_words.status == 422 && no_words.has("id=\"woorden-error\""), "{}", no_words.body);
    let doubt = [("was", was.as_str()), ("wat", "doubt"), ("woorden", "Dit nummer klopt niet.")];
    assert_eq!(coach.post(&here, &doubt).await.status, 303);
    let again = coach.post(&here, &doubt).await;
    assert!(again.status == 409 && again.has("Dit nummer klopt niet."), "{}", again.body);
    assert!(care.get("/werk").await.has("href=\"/partners\""));
    for role in ["administrator", "student", "teacher"] {
        assert_eq!(house.sign_in(role).await.get("/partners").await.status, 404, "{role}");
    }
    let reach = house.sign_in("policy_officer").await.get("/beleid/partners").await;
    assert!(reach.status == 200 && reach.has("Minder dan 5"), "{}", reach.body);
    here
}

fn asked_and_answered(house: &'static House) {
    house.run(async {
        let here = kept(house).await;
        let id = here.strip_prefix("/partners/").unwrap();
        let (coach, own) = (house.sign_in("coach").await, house.sign_in("student").await);
        let student = house.actor("student").await;
        let access::Actor::Member(member) = &student else { panic!("{student:?}") };
        let access::Scope::Person(person) = member.scope else { panic!("{member:?}") };
        let all = known(&house.store, house.tenant, house.now().day).await;
        let file = all.iter().find(|one| one.person == person).unwrap().file;
        let helpers = format!("/dossiers/{file}/hulp");
        let found = coach.post(&helpers, &[("leefgebied", "money")]).await;
        assert!(
            found.status == 200 && found.has("Helpt met iets anders.") && found.has("Helpt hierbij."),
            "{}",
            found.body
        );
        house.store.mail_pass(house.now()).await.unwrap();
        // Whom one asks is in no address: what stands in one is not looked at.
        let form = format!("{helpers}/vraag");
        assert!(found.has(&format!("name=\"aan\" value=\"{id}\"")), "{}", found.body);
        let addressed = coach.get(&format!("{form}?aan={id}")).await;
        assert_eq!((addressed.status, addressed.location), (303, Some(helpers.clone())));
        let narrowed = coach.get(&format!("{helpers}?leefgebied=money")).await;
        assert!(narrowed.status == 200 && !narrowed.has("Helpt met iets anders."), "{}", narrowed.body);
        let page = coach.post(&form, &[("aan", id)]).await;
        assert!(page.status == 200 && page.location.is_none() && !page.has("?aan="), "{}", page.body);
        let yes = if page.has("value=\"student\"") { "student" } else { "guardian" };
        let empty = coach
            .post(&form, &[("aan", id), ("doe", "verstuur"), ("vraag", "Wil praten over geld."), ("tot", "morgen")])
            .await;
        assert!(
            empty.status == 422 && empty.has("id=\"tot-error\"") && empty.has("Wil praten over geld."),
            "{}",
            empty.body
        );
        let fields = [
            ("aan", id),
            ("doe", "verstuur"),
            ("leefgebied", "money"),
            ("vraag", "Wil praten over geld."),
            ("naam", "Fatima el Idrissi"),
            ("email", "fatima@partner.example"),
            ("tot", "31-12-2026"),
            ("ja", yes),
        ];
        let sent = coach.post(&form, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let one = sent.location.clone().unwrap();
        assert_eq!(coach.post(&form, &fields).await.location.as_deref(), Some(one.as_str()), "twice is once");

        // The partner has no account: a link and a code.
        let (path, _) = mailed(house).await;
        let guest = house.visitor();
        assert!(!guest.get(&path).await.has("Wil praten"), "the door shows nobody");
        assert_eq!(guest.post(&path, &[("doe", "antwoord"), ("wat", "accept")]).await.status, 409, "nobody came in");
        assert_eq!(guest.post(&path, &[("doe", "stuur")]).await.status, 303);
        let (_, code) = mailed(house).await;
        assert_eq!(guest.post(&path, &[("doe", "open"), ("code", &code.unwrap())]).await.status, 303);
        let read = guest.get(&path).await;
        assert!(read.has("Wil praten over geld.") && !read.has("Wat er is afgesproken"), "{}", read.body);
        let none = guest.post(&path, &[("doe", "antwoord")]).await;
        assert!(none.status == 422 && none.has("id=\"wat-error\""), "{}", none.body);
        let shown = read.value("stand").unwrap();
        let queue = [("doe", "antwoord"), ("wat", "queue"), ("stand", shown)];
        assert_eq!(guest.post(&path, &queue).await.status, 303);
        assert_eq!(guest.post(&path, &queue).await.status, 303, "twice is once");
        // In another tab, or by a colleague with the same link: what was answered since is shown first.
        for stand in [shown, "", "9.9"] {
            let blind = [("doe", "antwoord"), ("wat", "accept"), ("woorden", "Kom maar."), ("stand", stand)];
            let late = guest.post(&path, &blind).await;
            assert!(late.status == 409 && late.has("Kom maar.") && late.has("Op de wachtlijst"), "{}", late.body);
        }
        assert!(guest.get(&path).await.has("Op de wachtlijst"));

        // School and student read it; the student stops it, and the school has to decide.
        assert!(coach.get(&one).await.has("Op de wachtlijst"));
        let told = own.get("/mijn").await;
        assert!(told.has("iemand buiten school om hulp voor jou"), "{}", told.body);
        assert!(told.has("href=\"/mijn/gedeeld\""), "{}", told.body);
        let mine = own.get("/mijn/gedeeld").await;
        assert!(mine.has("Wil praten over geld.") && mine.has("Op de wachtlijst"), "{}", mine.body);
        assert!(own.get("/mijn/inzage").await.has("Antwoordde van buiten school"));
        let share = mine.value("stop").unwrap().to_owned();
        assert_eq!(own.post("/mijn/gedeeld", &[("stop", &share)]).await.status, 303);
        assert!(guest.get(&path).await.has("Dat is nu gestopt"));
        assert_eq!(guest.post(&path, &[("doe", "antwoord"), ("wat", "accept")]).await.status, 409);
        let list = coach.get("/verwijzingen").await;
        assert!(list.has("Het delen is gestopt: er is geen ja meer."), "{}", list.body);
        assert!(coach.get("/werk").await.has("href=\"/verwijzingen\""));
        let there = link(&list, "/verwijzingen/0").to_owned();
        let missing = coach.post(&there, &[("woorden", "Zonder keuze.")]).await;
        assert!(missing.status == 422 && missing.has("Zonder keuze."), "{}", missing.body);
        let blind = coach.post(&one, &[("wat", "revoke"), ("woorden", "Ik zag het niet."), ("stand", "0.0")]).await;
        assert!(blind.status == 409 && blind.has("Ik zag het niet."), "the partner answered since: {}", blind.body);
        let stand = blind.value("stand").unwrap().to_owned();
        let stop = [("wat", "revoke"), ("woorden", "De student wil het niet meer."), ("stand", stand.as_str())];
        assert_eq!(coach.post(&one, &stop).await.status, 303);
        assert_eq!(coach.post(&one, &stop).await.status, 303, "twice is once");
        let late = coach.post(&one, &[("wat", "accept"), ("woorden", "Toch wel.")]).await;
        assert!(late.status == 409 && late.has("Toch wel."), "{}", late.body);
        for role in ["administrator", "policy_officer", "student"] {
            assert_eq!(house.sign_in(role).await.get(&one).await.status, 404, "{role}");
        }
    });
}

#[test]
fn help_from_outside_is_asked_answered_and_stopped_on_sqlite() {
    asked_and_answered(own_house(false));
}

#[test]
fn help_from_outside_is_asked_answered_and_stopped_on_postgres() {
    asked_and_answered(own_house(true));
}
