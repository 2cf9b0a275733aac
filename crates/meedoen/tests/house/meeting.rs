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

/// On their own page a student says yes or no; who plans reads that it was taken back, on the list and on the desk.
fn a_yes_is_taken_back(house: &'static House) {
    house.run(async {
        let (coach, care) = (house.sign_in("coach").await, house.sign_in("care_coordinator").await);
        // Whose age nobody knows, or who is sixteen: they say it themselves.
        let today = house.now().day;
        let known = store::testing::known(&house.store, house.tenant, today).await;
        let by = house.actor("coach").await;
        let mut found = None;
        // Not the student of the demo: of them it is asked what somebody else may.
        let demo = house.store.mine(&house.actor("student").await, house.now()).await.unwrap().file;
        for one in known.iter().filter(|one| one.file != demo) {
            let Ok(view) = house.store.file_view(&by, one.file, house.now()).await else { continue };
            if view.person.birth.is_some_and(|born| born.age_on(today) >= 16) {
                found = Some((one.file, one.person));
                break;
            }
        }
        let (file, person) = found.expect("a student of sixteen with a coach");
        let account = house.store.account_add("overleg@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, access::Role::Student, &access::Scope::Person(person)).await;
        let student = house.sign_in_as("overleg@year.example", "student").await;
        let typed = format!("{}-{}-{}", today.day(), u8::from(today.month()), today.year());
        let plan = [("dag", typed.as_str()), ("vraag", "Hoe gaat het thuis?"), ("wie", "De student")];
        let one = care.post(&format!("/dossiers/{file}/overleg"), &plan).await.location.expect("planned");
        let id = one.rsplit('/').next().unwrap();
        let form = |value: &'static str| [("overleg", id), ("doe", value)];
        let own = student.get("/mijn/zorg").await;
        assert!(own.has("Hoe gaat het thuis?") && own.has("value=\"ja\"") && own.has(id), "{}", own.body);
        // It waits for them under "Nu" of their own page, which says of nobody who is asked something that there is nothing.
        let asked = |page: &str| page.contains("Zeg of het overleg mag");
        let mine = student.get("/mijn").await;
        assert!(asked(&mine.body) && !mine.has("Je hebt niets te doen"), "{}", mine.body);
        assert!(!coach.get("/werk").await.has("href=\"/zorg/overleg\""), "nothing is lost yet");
        for _ in 0..2 {
            assert_eq!(student.post("/mijn/zorg", &form("ja")).await.location.as_deref(), Some("/mijn/zorg"));
        }
        assert!(care.get(&one).await.has("Er is een ja"));
        assert!(student.get("/mijn/zorg").await.has("value=\"nee\""));
        assert!(!asked(&student.get("/mijn").await.body), "it was said");
        for _ in 0..2 {
            assert_eq!(student.post("/mijn/zorg", &form("nee")).await.status, 303);
        }
        assert!(student.get("/mijn/zorg").await.has("Zo gaat het overleg niet door"));
        assert!(asked(&student.get("/mijn").await.body), "and is asked again");
        assert!(care.get("/zorg/overleg").await.has("De ja is teruggenomen"));
        for visitor in [&coach, &care] {
            let desk = visitor.get("/werk").await;
            assert!(desk.has("href=\"/zorg/overleg\"") && desk.has("de ja teruggenomen"), "{}", desk.body);
        }
        for (role, status) in [("student", 404), ("coach", 404), ("guardian", 404)] {
            assert_eq!(house.sign_in(role).await.post("/mijn/zorg", &form("ja")).await.status, status, "{role}");
        }
        assert_eq!(student.post("/mijn/zorg", &form("misschien")).await.status, 404);
        assert_eq!(care.post(&one, &[("doe", "af"), ("waarom", "Geen ja.")]).await.status, 303);
        assert!(!coach.get("/werk").await.has("href=\"/zorg/overleg\""));
        let late = student.post("/mijn/zorg", &form("ja")).await;
        assert_eq!(late.status, 303);
        assert!(!student.get("/mijn/zorg").await.has(id), "there is nothing to say any more");
    });
}

#[test]
fn a_yes_is_taken_back_on_sqlite() {
    a_yes_is_taken_back(own_house(false));
}

#[test]
fn a_yes_is_taken_back_on_postgres() {
    a_yes_is_taken_back(own_house(true));
}
