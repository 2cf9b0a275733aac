//! An adjustment that may be too heavy, over HTTP: two steps, somebody else who looks, and the decision on paper.

use crate::fixture::{House, own_house};

fn from_what_works_to_a_decision(house: &'static House) {
    house.run(async {
        let (care, other) = (house.sign_in("care_coordinator").await, house.sign_in("trajectory_counsellor").await);
        assert!(care.get("/zorg/belasting").await.has("href=\"/zorg/belasting/0"), "the demo school lives it");
        let files = care.get("/dossiers").await;
        let hrefs = files.body.split("href=\"").filter_map(|rest| rest.split('"').next());
        let file =
            hrefs.filter(|href| href.starts_with("/dossiers/") && !href.contains('?')).last().unwrap().to_owned();
        let begin = format!("{file}/belasting");
        assert!(care.get(&file).await.has(&begin), "the file leads there");
        let empty = care.post(&begin, &[("wat", ""), ("werkt", ""), ("hoe", "Geprobeerd."), ("prijs", "veel")]).await;
        assert_eq!(empty.status, 422);
        for field in ["wat", "werkt", "prijs"] {
            assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        assert!(empty.has("Geprobeerd.") && empty.has("veel"), "what was typed is kept");
        let mut step =
            [("wat", "Een tolk bij elke les"), ("werkt", "no"), ("hoe", "Geprobeerd."), ("prijs", "€ 24.000,-")];
        let useless = care.post(&begin, &step).await;
        assert!(useless.status == 422 && useless.has("Wat niet werkt"), "{}", useless.body);
        step[1].1 = "yes";
        let sent = care.post(&begin, &step).await;
        let one = sent.location.clone().unwrap_or_default();
        assert!(sent.status == 303 && one.starts_with("/zorg/belasting/"), "{}", sent.body);
        assert_eq!(care.post(&begin, &step).await.location, sent.location, "sent twice is one");

        let page = care.get(&one).await;
        assert!(
            page.has("24.000 euro") && page.has("value=\"weeg\"") && !page.has("value=\"tweede\""),
            "{}",
            page.body
        );
        let paper = format!("{one}/besluit?in=nl");
        let early = care.get(&paper).await;
        assert!(
            early.status == 303 && early.location.as_ref() == Some(&one),
            "nothing is decided yet: {}",
            early.status
        );
        let elements = ["size", "cost", "feasibility", "finances", "alternative"];
        let names: Vec<[String; 2]> =
            elements.iter().map(|e| [format!("zwaar-{e}"), format!("bevinding-{e}")]).collect();
        let mut weigh = vec![("doe", "weeg"), ("uitkomst", "refuse"), ("reden", "Daarom.")];
        let missing = care.post(&one, &weigh).await;
        assert!(missing.status == 422 && missing.has("id=\"zwaar-size-error\"") && missing.has("Daarom."));
        weigh
            .extend(names.iter().flat_map(|[heavy, found]| [(heavy.as_str(), "nee"), (found.as_str(), "Nagevraagd.")]));
        let light = care.post(&one, &weigh).await;
        assert!(light.status == 422 && light.has("Niets maakt het zwaar"), "{}", light.body);
        weigh[3].1 = "ja";
        assert_eq!(care.post(&one, &weigh).await.status, 303);
        assert_eq!(care.post(&one, &weigh).await.status, 303, "sent twice is one");
        assert!(care.get(&one).await.has("Iemand anders kijkt mee"));
        let look = [("doe", "tweede"), ("eens", "ja"), ("opmerking", "")];
        let own = care.post(&one, &look).await;
        assert!(own.status == 422 || own.status == 409, "nobody looks at their own: {}", own.status);
        assert!(other.get("/zorg/belasting").await.has(&one), "it waits on the list of who can look");
        let silent = other.post(&one, &[("doe", "tweede"), ("eens", "nee"), ("opmerking", " ")]).await;
        assert!(silent.status == 422 && silent.has("id=\"opmerking-error\""), "{}", silent.body);
        assert_eq!(other.post(&one, &[("doe", "tweede"), ("eens", ""), ("opmerking", "")]).await.status, 422);
        assert_eq!(other.post(&one, &look).await.status, 303);
        assert_eq!(other.post(&one, &look).await.status, 303, "sent twice is one");
        let late = care.post(&one, &weigh).await;
        assert!(late.status == 409 && late.has("Wat je typte") && late.has("Daarom."), "{}", late.body);
        assert!(care.get(&one).await.has("/besluit?in=en"));

        let why = [("doe", "opnieuw"), ("waarom", "")];
        assert_eq!(care.post(&one, &why).await.status, 422);
        assert_eq!(care.post(&one, &[("doe", "opnieuw"), ("waarom", "Er is subsidie.")]).await.status, 303);
        assert!(care.get(&one).await.has("value=\"weeg\""));
        // Decided anew that it comes: that is a promise, and it stands on a list until somebody says that it is there.
        weigh[1].1 = "make";
        assert_eq!(care.post(&one, &weigh).await.status, 303);
        assert_eq!(other.post(&one, &look).await.status, 303);
        let list = "/zorg/belasting?stand=owed";
        assert!(care.get(list).await.has(&one) && care.get("/werk").await.has(list), "on a list, which the desk names");
        assert!(care.get(&one).await.has("School moet dit nog regelen."));
        let mut there = [("doe", "geregeld"), ("sinds", "31 februari"), ("hoe", "Noor regelde een tolk.")];
        let wrong = care.post(&one, &there).await;
        assert!(wrong.status == 422 && wrong.has("id=\"sinds-error\"") && wrong.has("Noor regelde"), "{}", wrong.body);
        let silent = care.post(&one, &[("doe", "geregeld"), ("sinds", ""), ("hoe", "")]).await;
        assert!(silent.status == 422 && silent.has("id=\"hoe-error\""), "{}", silent.body);
        let today = house.now().day.to_string();
        there[1].1 = &today;
        assert_eq!(care.post(&one, &there).await.status, 303);
        assert_eq!(care.post(&one, &there).await.status, 303, "sent twice is one");
        assert_eq!(other.post(&one, &there).await.status, 409, "somebody was first");
        let page = care.get(&one).await;
        assert!(page.has("Dit is geregeld.") && page.has("Noor regelde een tolk."), "{}", page.body);
        assert!(!care.get(list).await.has(&one));
        assert_eq!(care.post(&one, &[("doe", "ongeregeld"), ("waarom", " ")]).await.status, 422);
        assert_eq!(care.post(&one, &[("doe", "ongeregeld"), ("waarom", "De tolk stopte.")]).await.status, 303);
        assert!(care.get(list).await.has(&one), "it is owed again");
        assert_eq!(care.post(&one, &[("doe", "terug"), ("waarom", "Niet meer nodig.")]).await.status, 303);
        assert!(!care.get(&one).await.has("name=\"doe\""), "over is over");
        for role in ["coach", "administrator", "privacy_officer", "student", "teacher"] {
            let visitor = house.sign_in(role).await;
            for path in ["/zorg/belasting", &one, &begin, &paper] {
                assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
            }
        }
    });
}

#[test]
fn from_what_works_to_a_decision_on_sqlite() {
    from_what_works_to_a_decision(own_house(false));
}

#[test]
fn from_what_works_to_a_decision_on_postgres() {
    from_what_works_to_a_decision(own_house(true));
}
