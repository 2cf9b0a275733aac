//! The catalogue over HTTP: an administrator changes it, a coach chooses from it, and what was agreed stays.

use crate::commands::{installed, run};
use crate::fixture::own_house;
use crate::path::{fields, link};
use serde_json::{Value, json};

#[test]
fn what_an_administrator_writes_is_what_coaches_choose_from() {
    let house = own_house(false);
    house.run(async {
        let admin = house.sign_in("administrator").await;
        let list = admin.get("/beheer/maatregelen").await;
        assert!(admin.get("/beheer").await.has("href=\"/beheer/maatregelen\"") && list.status == 200, "{}", list.body);
        // A new one: looked at first, which saves nothing.
        let mut typed = vec![
            ("wat", "Je mag een koptelefoon op."),
            ("engels", "You may wear headphones."),
            ("wie", "je coach"),
            ("soort", "aids"),
            ("waar", "class"),
            ("niveau", "basic"),
            ("van", "15-9-2026"),
            ("tot", ""),
            ("plek", "1"),
        ];
        let new = "/beheer/maatregelen/nieuw";
        let looked = admin.post(new, &[&typed[..], &[("doe", "kijk")]].concat()).await;
        assert!(looked.status == 200 && looked.has("Zo leest de student het"), "{}", looked.body);
        assert!(!admin.get("/beheer/maatregelen").await.has("koptelefoon"), "nothing is saved by looking");
        typed[7].1 = "14-9-2026";
        let refused = admin.post(new, &typed).await;
        assert!(
            refused.status == 422 && refused.has("id=\"tot-error\"") && refused.has("koptelefoon"),
            "{}",
            refused.body
        );
        typed[7].1 = "";
        assert_eq!(admin.post(new, &typed).await.status, 303);
        let list = admin.get("/beheer/maatregelen").await;
        let first = link(&list, "/beheer/maatregelen/0").to_owned();
        assert!(admin.get(&first).await.has("koptelefoon"), "it comes first, as was asked");

        // Changed in two tabs: the second is told, and keeps what was typed.
        let form = fields(&admin.get(&first).await);
        let with = |words: &str| -> Vec<(String, String)> {
            let put = |(n, v): &(String, String)| (n.clone(), if n == "wat" { words.to_owned() } else { v.clone() });
            form.iter().map(put).collect()
        };
        let send = |sent: Vec<(String, String)>| {
            let (admin, first) = (&admin, first.clone());
            async move {
                let pairs: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                admin.post(&first, &pairs).await
            }
        };
        assert_eq!(send(with("Je mag oordoppen in.")).await.status, 303);
        let late = send(with("Je mag muziek aan.")).await;
        assert!(late.status == 409 && late.has("Je mag muziek aan.") && late.has("Iemand anders"), "{}", late.body);

        let coach = house.sign_in("coach").await;
        let file = house.file(0).await;
        let begin = coach.get(&format!("/dossiers/{file}/afspraken/nieuw")).await;
        assert!(begin.has("Je mag oordoppen in.") && !begin.has("koptelefoon"), "{}", begin.body);
        assert_eq!(coach.get("/beheer/maatregelen").await.status, 404);
        // A template of which every measure ended is offered to nobody.
        let actor = house.actor("administrator").await;
        let now = house.now();
        let before = house.store.catalogue_whole(&actor).await.unwrap();
        let one = before.templates[0].clone();
        for id in &one.measures {
            let whole = house.store.catalogue_whole(&actor).await.unwrap();
            let measure = whole.measure(*id).unwrap();
            let over = register::Period { until: now.day.previous_day(), ..measure.period };
            let which = Some((*id, whole.stamp_of_measure(*id).unwrap()));
            house.store.measure_save(&actor, which, (measure.content(), over), usize::MAX, now).await.unwrap();
        }
        let begin = coach.get(&format!("/dossiers/{file}/afspraken/nieuw")).await;
        let leads = format!("sjabloon={}", one.id);
        assert!(!begin.has(&leads) && begin.has("sjabloon="), "{}", begin.body);
    });
}

/// What the page sets, the shell sets too: out as a file, changed, in again; the same file twice changes nothing.
#[test]
fn the_catalogue_goes_out_and_in_as_a_file() {
    let folder = installed();
    let catalogue = |args: &[&str]| run(&folder, &[&["catalogue"], args, &["--institution", "27DV"]].concat());
    let put = |value: &Value| std::fs::write(folder.path().join("c.json"), value.to_string()).unwrap();
    let (code, out, err) = catalogue(&["export"]);
    assert_eq!(code, 0, "{err}");
    let before: Value = serde_json::from_str(&out).unwrap();
    put(&before);
    let (code, out, _) = catalogue(&["import", "c.json"]);
    let (measures, templates) =
        (before["measures"].as_array().unwrap().len(), before["templates"].as_array().unwrap().len());
    assert_eq!(code, 0);
    assert!(out.contains(&format!("measures: 0 new, 0 changed, {measures} the same")), "{out}");
    assert!(out.contains(&format!("templates: 0 new, 0 changed, {templates} the same")), "{out}");

    // Other words from a day to come, a new measure, and a template with both: as the page does it.
    let mut first = before["measures"][0].clone();
    let id = first["id"].as_str().unwrap().to_owned();
    (first["nl"], first["from"]) = ("Anders gezegd.".into(), "2090-08-01".into());
    let new = json!({"key": "plek", "kind": "aids", "nl": "Een vaste plek.", "en": "A place of your own.", "who": "je coach",
                     "place": "class", "level": "basic", "from": "2026-08-01", "at": 1});
    let template = json!({"nl": "Rust", "en": "Quiet", "measures": ["plek", id], "from": "2026-08-01"});
    let file = json!({"measures": [first, new], "templates": [template]});
    put(&file);
    let (_, dry, _) = catalogue(&["import", "c.json", "--dry-run"]);
    assert!(dry.contains("measures: 1 new, 1 changed, 0 the same") && dry.contains("templates: 1 new"), "{dry}");
    assert_eq!(catalogue(&["import", "c.json"]).0, 0);
    let after: Value = serde_json::from_str(&catalogue(&["export"]).1).unwrap();
    assert_eq!(after["measures"].as_array().unwrap().len(), measures + 2, "the old words stay till their last day");
    assert_eq!(after["measures"][0]["nl"], "Een vaste plek.", "in the place that was asked");
    let old = after["measures"].as_array().unwrap().iter().find(|one| one["id"] == id.as_str()).unwrap();
    assert_eq!(old["until"], "2090-07-31");
    let rust = after["templates"].as_array().unwrap().iter().find(|one| one["nl"] == "Rust").unwrap();
    assert_eq!(rust["measures"].as_array().unwrap().len(), 3, "what it says now and what it will: {rust}");
    put(&after);
    assert!(catalogue(&["import", "c.json"]).1.contains("measures: 0 new, 0 changed"));
    assert!(catalogue(&["list"]).1.contains("Een vaste plek."));

    // What is wrong is named by its place, and nothing is changed. A template whose measure ended among it.
    let mut ended = after.clone();
    let last = ended["measures"].as_array().unwrap().len() - 1;
    ended["measures"][last]["until"] = "2026-08-02".into();
    put(&ended);
    assert_eq!(catalogue(&["import", "c.json"]).0, 0);
    let gone = ended["measures"][last]["id"].as_str().unwrap().to_owned();
    for (file, says) in [
        (
            json!({"templates": [{"nl": "Oud", "en": "Old", "measures": [gone], "from": "2026-08-01"}]}),
            "templates[0].measures[0]: this measure ended on 2026-08-02",
        ),
        (
            json!({"templates": [{"nl": "Leeg", "en": "Empty", "measures": [], "from": "2026-08-01"}]}),
            "templates[0].measures: fill this in",
        ),
        (
            json!({"templates": [{"nl": "X", "en": "X", "measures": ["nergens"], "from": "2026-08-01"}]}),
            "templates[0].measures[0]: no measure of this school",
        ),
        (
            json!({"measures": [{"kind": "cure", "nl": "x", "en": "x", "who": "x", "place": "class", "level": "basic", "from": "2026-08-01"}]}),
            "measures[0].kind: there is no such one",
        ),
        (
            json!({"measures": [{"kind": "aids", "nl": "", "en": "x", "who": "x", "place": "class", "level": "basic", "from": "1-8-2026"}]}),
            "measures[0].nl: fill this in",
        ),
        (
            json!({"measures": [{"id": "x", "kind": "aids", "nl": "x", "en": "x", "who": "x", "place": "class", "level": "basic", "from": "2026-08-01", "until": "2026-07-01"}]}),
            "measures[0].until: it ends before 2026-08-01",
        ),
        (
            json!({"measures": [{"id": gone, "kind": "aids", "nl": "x", "en": "x", "who": "x", "place": "class", "level": "basic", "from": "2026-08-01"}]}),
            "it ended, and what ended is history",
        ),
    ] {
        put(&file);
        let (code, out, err) = catalogue(&["import", "c.json"]);
        assert!(code == 1 && out.contains(says) && err.contains("Nothing was changed"), "{says}: {out}{err}");
    }
    std::fs::write(folder.path().join("c.json"), "{\"measures\": [{\"colour\": 1}]}").unwrap();
    let (code, _, err) = catalogue(&["import", "c.json"]);
    assert!(code == 1 && err.contains("colour") && err.contains("line 1"), "{err}");
}
