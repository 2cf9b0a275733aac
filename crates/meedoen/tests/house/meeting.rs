//! A meeting over HTTP: planned on a file, agreed to, written down, and done from the list of who does it.

use crate::fixture::{House, own_house};

fn from_the_plan_to_what_was_decided(house: &'static House) {
    house.run(async {
        let (coach, care) = (house.sign_in("coach").await, house.sign_in("care_coordinator").await);
        // The demo school lives it: one planned and one held, with something to do for the coach.
        for path in ["/zorg/overleg", "/zorg/overleg?stand=held"] {
            assert!(care.get(path).await.has("href=\"/zorg/overleg/0"), "{path}");
        }
        assert!(coach.get("/werk").await.has("href=\"/zorg/besluiten\""), "the desk leads there");
        let mine = coach.get("/zorg/besluiten").await;
        let (_, rest) = mine.body.split_once("name=\"besluit\" value=\"").unwrap();
        let (decision, _) = rest.split_once('"').unwrap();
        let send = [("besluit", decision), ("hoe", "klaar")];
        assert_eq!(coach.post("/zorg/besluiten", &send).await.status, 303);
        assert_eq!(coach.post("/zorg/besluiten", &send).await.status, 303, "two clicks are one");
        assert!(!coach.get("/zorg/besluiten").await.has(decision), "done is off the list");

        let files = coach.get("/dossiers").await;
        let hrefs = files.body.split("href=\"").filter_map(|rest| rest.split('"').next());
        let file =
            hrefs.filter(|href| href.starts_with("/dossiers/") && !href.contains('?')).last().unwrap().to_owned();
        let plan = format!("{file}/overleg");
        assert!(
            care.get(&file).await.has(&plan) && !coach.get(&file).await.has(&plan),
            "who plans finds it on the file"
        );
        let empty = care.post(&plan, &[("dag", "31-2-2026"), ("vraag", ""), ("wie", "De slb’er")]).await;
        assert_eq!(empty.status, 422);
        for field in ["dag", "vraag"] {
            assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        assert!(empty.has("De slb’er"), "what was typed is kept");
        let today = house.now().day;
        let typed = format!("{}-{}-{}", today.day(), u8::from(today.month()), today.year());
        let whole = [("dag", typed.as_str()), ("vraag", "Hoe gaat de stage?"), ("wie", "De student")];
        let sent = care.post(&plan, &whole).await;
        let one = sent.location.clone().unwrap_or_default();
        assert!(sent.status == 303 && one.starts_with("/zorg/overleg/"), "{}", sent.body);
        assert_eq!(care.post(&plan, &whole).await.location, sent.location, "sent twice is one");

        let minutes = format!("{one}/verslag");
        let report = [
            ("dag", typed.as_str()),
            ("wie", "De student en de slb’er"),
            ("besluit-1", "Belt het leerbedrijf."),
            ("door-1", ""),
            ("voor-1", "1-1-2020"),
            ("notities", "Alleen voor het team."),
        ];
        let refused = care.post(&minutes, &report).await;
        assert!(refused.status == 422 && refused.has("id=\"door-1-error\"") && refused.has("Alleen voor het team."));
        let page = care.get(&one).await;
        assert!(page.has("Er is nog geen ja") && page.has("Hoe gaat de stage?"), "{}", page.body);
        let nobody = care.post(&one, &[("doe", "ja"), ("wie", ""), ("dag", "")]).await;
        assert!(nobody.status == 422 && nobody.has("id=\"wie-error\"") && nobody.has("id=\"dag-error\""));
        // Whoever may say it at that age: the other is refused.
        let answers = ["student", "guardian"];
        let mut said = Vec::new();
        for who in answers {
            said.push(care.post(&one, &[("doe", "ja"), ("wie", who), ("dag", typed.as_str())]).await.status);
        }
        said.sort_unstable();
        assert_eq!(said, [303, 422]);
        assert_eq!(care.post(&one, &[("doe", "nee")]).await.status, 303);
        assert!(care.get(&one).await.has("Dat is teruggenomen"));
        for who in answers {
            care.post(&one, &[("doe", "ja"), ("wie", who), ("dag", typed.as_str())]).await;
        }

        let form = care.get(&minutes).await;
        let name = house.account("coach").name;
        let (before, _) = form.body.split_once(&format!("\">{name}</option>")).unwrap();
        let owner = before.rsplit_once("value=\"").unwrap().1.to_owned();
        let mut whole = report;
        whole[3].1 = &owner;
        let early = care.post(&minutes, &whole).await;
        assert!(early.status == 422 && early.has("id=\"voor-1-error\""), "due before the meeting: {}", early.body);
        whole[4].1 = &typed;
        assert_eq!(care.post(&minutes, &whole).await.location.as_deref(), Some(one.as_str()));
        assert_eq!(care.post(&minutes, &whole).await.status, 303, "sent twice is one");
        assert!(coach.get("/zorg/besluiten").await.has("Belt het leerbedrijf."));
        let read = coach.get(&one).await;
        assert!(read.has("Alleen voor het team.") && !read.has("name=\"doe\""), "a coach reads, and does not plan");
        assert_eq!(coach.get(&minutes).await.status, 404);
        assert_eq!(care.post(&one, &[("doe", "af"), ("waarom", "Ziek.")]).await.status, 409, "it was held");
        for role in ["administrator", "privacy_officer", "student", "teacher"] {
            let other = house.sign_in(role).await;
            for path in ["/zorg/overleg", "/zorg/besluiten", &one, &minutes, &plan] {
                assert_eq!(other.get(path).await.status, 404, "{role} {path}");
            }
        }
    });
}

#[test]
fn from_the_plan_to_what_was_decided_on_sqlite() {
    from_the_plan_to_what_was_decided(own_house(false));
}

#[test]
fn from_the_plan_to_what_was_decided_on_postgres() {
    from_the_plan_to_what_was_decided(own_house(true));
}
