//! Points of attention, over HTTP: noted on the file, read by the student, on the desk, looked at again in two tabs, ended.

use crate::fixture::{House, own_house};
use crate::path::link;
use access::{Role, Scope};
use time::Duration;

fn noted_read_and_looked_at(house: &'static House) {
    house.run(async {
        let coach = house.sign_in("coach").await;
        let file = link(&coach.get("/dossiers").await, "/dossiers/").to_owned();
        let id = file.trim_start_matches("/dossiers/").to_owned();
        let view = house.store.file_view(&house.actor("coach").await, id.parse().unwrap(), house.now()).await.unwrap();
        let account = house.store.account_add("aandacht@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("aandacht@year.example", "student").await;
        let here = link(&coach.get(&file).await, &format!("{file}/aandacht")).to_owned();

        // Nothing, and what is no day: each is said at its field, and what was typed stays.
        let words = "Vraag elke maandag hoe de week begint.";
        let empty = coach.post(&here, &[]).await;
        assert!(
            empty.status == 422 && empty.has("id=\"woorden-error\"") && empty.has("id=\"dag-error\""),
            "{}",
            empty.body
        );
        for day in ["morgen", "15-9-2026", "1-1-2030"] {
            let half = coach.post(&here, &[("woorden", words), ("dag", day)]).await;
            assert!(half.status == 422 && half.has(words) && half.has("id=\"dag-error\"") && half.has(day), "{day}");
        }
        let soon = house.now().day + Duration::days(5);
        let day = format!("{}-{}-{}", soon.day(), u8::from(soon.month()), soon.year());
        for _ in 0..2 {
            let sent = coach.post(&here, &[("woorden", words), ("dag", &day)]).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some(here.as_str())), "sent twice is once");
        }
        assert_eq!(coach.get(&here).await.body.matches("<blockquote").count(), 1);
        assert!(coach.get(&file).await.has(words));
        assert!(student.get("/mijn").await.has(words), "the student reads it");
        assert!(coach.get("/werk").await.has(&here), "within a week it is on the desk");
        for role in ["administrator", "privacy_officer", "guardian", "student", "teacher"] {
            let other = house.sign_in(role).await;
            assert_eq!(other.get(&here).await.status, 404, "{role}");
            assert_eq!(other.post(&here, &[("woorden", "Zo."), ("dag", &day)]).await.status, 404, "{role}");
            assert_eq!(other.post(&here, &[("punt", "1")]).await.status, 404, "{role}");
        }

        let looked = here.clone();
        assert_eq!(coach.post(&looked, &[("punt", "een")]).await.status, 400);
        let none = coach.post(&looked, &[("punt", "1")]).await;
        assert!(none.status == 422 && none.has("id=\"dag-1-error\""), "{}", none.body);
        let again = [("punt", "1"), ("dag-1", "1-3-2027")];
        for _ in 0..2 {
            assert_eq!(coach.post(&looked, &again).await.status, 303);
        }
        assert!(!coach.get("/werk").await.has(&here), "it is done until then");
        assert!(student.get("/mijn").await.has("1 maart 2027"));
        let agreed = coach.post(&looked, &[("punt", "1"), ("hoe", "agreed")]).await;
        assert_eq!(agreed.location, Some(format!("{file}/afspraken/nieuw")));
        assert!(!student.get("/mijn").await.has(words));
        // Another tab finds that it ended; what came of it stays.
        let late = coach.post(&looked, &[("punt", "1"), ("dag-1", "1-4-2027")]).await;
        assert_eq!((late.status, late.location.as_deref()), (303, Some(here.as_str())));
        let page = coach.get(&here).await;
        assert!(
            page.has("Iemand anders stopte dit aandachtspunt al.") && page.has("Het werd een afspraak."),
            "{}",
            page.body
        );
    });
}

#[test]
fn noted_read_and_looked_at_on_sqlite() {
    noted_read_and_looked_at(own_house(false));
}

#[test]
fn noted_read_and_looked_at_on_postgres() {
    noted_read_and_looked_at(own_house(true));
}
