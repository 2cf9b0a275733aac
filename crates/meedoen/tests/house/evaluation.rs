//! Looking back together, over HTTP: from the list to the talk, and back.

use crate::fixture::{House, own_house};
use crate::path::link;

fn from_the_list_to_the_talk(house: &'static House) {
    house.run(async {
        let coach = house.sign_in("coach").await;
        let list = coach.get("/evaluaties").await;
        assert_eq!(list.status, 200);
        let form = link(&list, "/dossiers/").to_owned();
        assert!(form.ends_with("/evaluatie"), "{form}");
        let asked = coach.get(&form).await;
        let measures = (1..=50).take_while(|n| asked.has(&format!("name=\"gelukt-{n}\""))).count();
        assert!(asked.status == 200 && measures > 0, "{}", asked.body);

        // Nothing filled in: each question says so, and what was written stays.
        let said = "Bij rekenen kreeg ik de tijd niet.";
        let empty = coach.post(&form, &[("dag", ""), ("woorden", said)]).await;
        assert_eq!(empty.status, 422);
        for field in ["dag", "gelukt-1", "samen", "vervolg"] {
            assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        assert!(empty.has(said));
        // Above the page, in its order; and no two measures are said in the same words.
        let order = |field: &str| empty.body.find(&format!("href=\"#{field}")).unwrap_or(usize::MAX);
        assert!(order("gelukt-1") < order("vervolg") && order("vervolg") < order("dag"), "{}", empty.body);
        assert_eq!(empty.body.matches("Kies hoe goed dit is gelukt: <").count(), 0);
        assert!(empty.has("Kies hoe goed dit is gelukt: "));

        let names: Vec<String> = (1..=measures).map(|n| format!("gelukt-{n}")).collect();
        let mut talk = vec![("dag", "15-9-2026"), ("woorden", said), ("samen", "nee"), ("vervolg", "goes_on")];
        talk.extend(names.iter().map(|name| (name.as_str(), "mostly")));
        let alone = coach.post(&form, &talk).await;
        assert!(alone.status == 422 && alone.has("id=\"samen-error\""), "{}", alone.body);
        talk[2].1 = "ja";
        let sent = coach.post(&form, &talk).await;
        let version = form.trim_end_matches("/evaluatie");
        assert_eq!((sent.status, sent.location.as_deref()), (303, Some(version)));
        let again = coach.post(&form, &talk).await;
        assert_eq!((again.status, again.location.as_deref()), (303, Some(version)), "sent twice is one");
        let page = coach.get(version).await;
        assert!(page.has(said) && page.has("Voor het grootste deel gelukt"), "{}", page.body);
        assert!(!coach.get("/evaluaties").await.has(&form), "it is owed no longer");

        let back = format!("{form}/terug");
        assert_eq!(coach.post(&back, &[("welk", "1"), ("waarom", "")]).await.status, 422);
        assert_eq!(coach.post(&back, &[("welk", "1"), ("waarom", "Een andere student.")]).await.status, 303);
        assert!(coach.get(version).await.has("Een andere student."), "why stays beside it");
        assert!(coach.get("/evaluaties").await.has(&form), "it is owed again");

        // What changes is written in a next proposal, which begins with what holds.
        talk[3].1 = "changes";
        let sent = coach.post(&form, &talk).await;
        assert!(sent.location.is_some_and(|at| at.contains("/afspraken/nieuw?versie=")));
        for role in ["administrator", "privacy_officer", "student"] {
            let other = house.sign_in(role).await;
            assert_eq!(other.get(&form).await.status, 404, "{role}");
            assert_eq!(other.get("/evaluaties").await.status, 404, "{role}");
        }
    });
}

#[test]
fn from_the_list_to_the_talk_on_sqlite() {
    from_the_list_to_the_talk(own_house(false));
}

#[test]
fn from_the_list_to_the_talk_on_postgres() {
    from_the_list_to_the_talk(own_house(true));
}
