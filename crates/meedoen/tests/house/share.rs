//! Sharing with somebody outside the school, over HTTP: from the coach's form to the page they read, and back.

use crate::fixture::{House, TODAY, own_house};
use register::share::{Draft, Purpose};
use store::testing::known;

/// With whom tests share.
pub(crate) fn draft() -> Draft {
    Draft {
        name: "Fatima el Idrissi".into(),
        organisation: "Gemeente Voorbeeld".into(),
        email: "f.elidrissi@gemeente.example".into(),
        purpose: Some(Purpose::Municipality),
        until: Some(TODAY),
        agreed: true,
        english: false,
    }
}

/// The next mail's path and code.
async fn mailed(house: &House) -> (String, Option<String>) {
    let mail = house.store.mail_take(house.now()).await.unwrap().expect("a mail");
    (mail.path.reveal().clone(), mail.code.map(|code| code.reveal().clone()))
}

fn shared_and_read(house: &'static House) {
    house.run(async {
        let (coach, own) = (house.sign_in("coach").await, house.sign_in("student").await);
        let student = house.actor("student").await;
        let access::Actor::Member(member) = &student else { panic!("{student:?}") };
        let access::Scope::Person(person) = member.scope else { panic!("{member:?}") };
        let all = known(&house.store, house.tenant, TODAY).await;
        let file = all.iter().find(|one| one.person == person).unwrap().file;
        let form = format!("/dossiers/{file}/delen");
        let page = coach.get(&form).await;
        assert!(page.status == 200 && page.has("Mail staat niet aan"), "{}", page.body);
        house.store.mail_pass(house.now()).await.unwrap();
        let empty = coach.post(&form, &[("naam", "Fatima el Idrissi"), ("tot", "morgen")]).await;
        assert_eq!(empty.status, 422, "{}", empty.body);
        for field in ["organisatie", "email", "doel", "tot", "goed"] {
            assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        assert!(empty.has("value=\"Fatima el Idrissi\"") && empty.has("value=\"morgen\""), "nothing is lost");
        let mut sent = vec![
            ("naam", "Fatima el Idrissi"),
            ("organisatie", "Gemeente Voorbeeld"),
            ("email", "f.elidrissi@gemeente.example"),
            ("doel", "municipality"),
            ("tot", "14-9-2026"),
            ("goed", "ja"),
        ];
        let past = coach.post(&form, &sent).await;
        assert!(past.status == 422 && past.has("id=\"tot-error\""), "{}", past.body);
        sent[4].1 = "31-12-2026";
        assert_eq!(coach.post(&form, &sent).await.status, 303);
        let twice = coach.post(&form, &sent).await;
        assert!(twice.status == 422 && twice.has("Met dit adres deel je al"), "{}", twice.body);

        // Whoever has the link sees nobody, and nothing is sent before they ask.
        let (link, _) = mailed(house).await;
        let guest = house.visitor();
        let door = guest.get(&link).await;
        assert!(door.status == 200 && door.has("Stuur mij een code"), "{}", door.body);
        assert!(!door.has("Fatima") && !door.has("gemeente.example"), "{}", door.body);
        assert!(house.store.mail_take(house.now()).await.unwrap().is_none());
        assert_eq!(guest.get("/gedeeld/x").await.status, 404);
        assert_eq!(guest.post(&link, &[]).await.status, 400);
        assert_eq!(guest.post(&link, &[("doe", "stuur")]).await.status, 303);
        let (_, code) = mailed(house).await;
        let wrong = guest.post(&link, &[("doe", "open"), ("code", "12")]).await;
        assert!(wrong.status == 422 && wrong.has("id=\"code-error\""), "{}", wrong.body);
        let code = code.unwrap();
        assert_eq!(guest.post(&link, &[("doe", "open"), ("code", &code)]).await.status, 303);
        let read = guest.get(&link).await;
        assert!(read.has("deelt met jou wat er is afgesproken met"), "{}", read.body);
        assert!(read.headers.get("cache-control").is_some_and(|held| held.to_str().unwrap().contains("no-store")));
        // Forwarded, link and code open nothing for anybody else.
        let other = house.visitor();
        assert!(other.get(&link).await.has("Stuur"), "the door");
        let used = other.post(&link, &[("doe", "open"), ("code", &code)]).await;
        assert!(used.status == 422 && used.has("werkt niet meer"), "{}", used.body);

        // Both see it, and the student sees the look.
        for page in [coach.get(&form).await, own.get("/mijn/gedeeld").await] {
            assert!(page.has("Fatima el Idrissi") && page.has("Kwam voor het laatst binnen"), "{}", page.body);
        }
        assert!(own.get("/mijn").await.has("href=\"/mijn/gedeeld\""));
        let looks = own.get("/mijn/inzage").await;
        assert!(looks.has("Las van buiten school wat is gedeeld") && looks.has("Fatima el Idrissi"), "{}", looks.body);
        assert_eq!(guest.post(&link, &[("doe", "klaar")]).await.status, 303);
        assert!(guest.get(&link).await.has("Stuur"), "who is done reads no more");

        // The student stops it. Of another file the coach's form stops nothing.
        let share = own.get("/mijn/gedeeld").await.value("stop").unwrap().to_owned();
        let elsewhere = all.iter().find(|one| one.file != file).unwrap().file;
        let there = coach.post(&format!("/dossiers/{elsewhere}/delen/stop"), &[("stop", &share)]).await;
        assert_eq!(there.status, 404);
        assert_eq!(own.post("/mijn/gedeeld", &[("stop", &share)]).await.status, 303);
        assert_eq!(own.post("/mijn/gedeeld", &[("stop", &share)]).await.status, 303, "twice is once");
        assert!(guest.get(&link).await.has("Dat is nu gestopt"));
        assert_eq!(guest.post(&link, &[("doe", "stuur")]).await.status, 409);
        for role in ["administrator", "privacy_officer", "student"] {
            assert_eq!(house.sign_in(role).await.get(&form).await.status, 404, "{role}");
        }
    });
}

#[test]
fn shared_with_somebody_outside_and_stopped_on_sqlite() {
    shared_and_read(own_house(false));
}

#[test]
fn shared_with_somebody_outside_and_stopped_on_postgres() {
    shared_and_read(own_house(true));
}
