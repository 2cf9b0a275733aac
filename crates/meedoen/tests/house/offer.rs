//! The offer over HTTP: read and searched by anybody without a cookie, as data too; kept by who works on policy, who is told what is
//! wrong and keeps what was typed; what is promised and stopped stands on the lists of who works with the students.

use crate::fixture::{House, Page, Visitor, own_house};
use crate::path::link;
use serde_json::Value;

/// A hidden field of a page.
fn hidden<'a>(page: &'a Page, name: &str) -> &'a str {
    let at = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{}", page.body));
    at.split('"').next().unwrap()
}

async fn read_by_anybody(house: &House) {
    let anybody = house.visitor();
    let code = &house.school.brin;
    let here = format!("/aanbod/{code}");
    let school = anybody.get(&here).await;
    assert!(school.has("rustige ruimte") && school.has("ondersteuning@school.example"), "{}", school.body);
    assert!(school.headers.get("set-cookie").is_none(), "no cookie");
    assert_eq!(school.headers.get("cache-control").unwrap(), "public, max-age=300");
    assert!(school.has("Zo stond het op") && school.has("binnen 5 minuten"), "{}", school.body);
    let lower = anybody.get(&here.to_lowercase()).await;
    assert_eq!((lower.status, lower.location.as_deref()), (308, Some(here.as_str())));
    assert_eq!(anybody.get("/aanbod/00XX").await.status, 404);
    let team = link(&school, &format!("{here}/0")).to_owned();
    assert_eq!(anybody.get(&team).await.status, 200);
    let english = anybody.get_with(&here, &[("accept-language", "en")]).await;
    assert!(english.has("Taking tests and exams in a quiet room."), "{}", english.body);

    // Two teams stand beside each other, one alone does not.
    let teams: Vec<&str> =
        school.body.split(&format!("href=\"{here}/0")).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let compare = |many: usize| {
        let asked: Vec<String> = teams.iter().take(many).map(|id| format!("team=0{id}")).collect();
        format!("{here}/vergelijk?{}", asked.join("&"))
    };
    let two = anybody.get(&compare(2)).await;
    assert!(two.status == 200 && two.has("<table"), "{}", two.body);
    assert_eq!(anybody.get(&compare(1)).await.status, 422);

    // As data: what JSON and CSV say is what the page says.
    let json: Value = serde_json::from_str(&anybody.get(&format!("{here}.json")).await.body).unwrap();
    let lines = json["in_force"]["lines"].as_array().unwrap();
    assert!(json["as_of"].as_str().unwrap().starts_with("20"), "{json}");
    assert!(lines.iter().all(|line| school.has(line["what"]["nl"].as_str().unwrap())), "{json}");
    let csv = anybody.get(&format!("{here}.csv")).await;
    assert_eq!(csv.body.matches("\r\n").count(), 1 + lines.len());
    assert_eq!(anybody.get("/aanbod/schema.json").await.status, 200);
    let home = anybody.get("/").await;
    assert!(home.has("href=\"/aanbod\""), "who comes in finds it");
}

/// The map of the site names every public page of a school and of its teams, each of which is there.
async fn mapped(house: &House) {
    let anybody = house.visitor();
    let map = anybody.get("/sitemap.xml").await;
    assert!(map.status == 200 && map.body.starts_with("<?xml"), "{}", map.body);
    assert_eq!(map.headers.get("content-type").unwrap(), "application/xml");
    let whole: Vec<&str> = map.body.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    let named: Vec<&str> = whole.iter().filter_map(|one| one.strip_prefix(house.base.as_str())).collect();
    assert_eq!(named.len(), whole.len(), "whole addresses of this site: {whole:?}");
    let here = format!("/aanbod/{}", house.school.brin);
    let school = anybody.get(&here).await;
    let team = format!("{here}/");
    let leads = format!("href=\"{team}0");
    let teams = school.body.split(&leads).skip(1).filter_map(|rest| rest.split('"').next());
    let teams: Vec<String> = teams.map(|id| format!("{team}0{id}")).collect();
    assert!(!teams.is_empty());
    for page in ["/", "/aanbod", "/rechten", &here].into_iter().chain(teams.iter().map(String::as_str)) {
        assert_eq!(named.iter().filter(|one| **one == page).count(), 1, "{page}: {named:?}");
    }
    let in_map = named.iter().filter(|one| one.starts_with(&team)).count();
    assert_eq!(in_map, teams.len(), "and no other team: {named:?}");
    for page in &named {
        assert_eq!(anybody.get(page).await.status, 200, "{page}");
    }
    assert!(!map.body.contains("/beleid/") && !map.body.contains("/dossiers/"), "{}", map.body);
}

/// A team that says a measure otherwise than the school stands beside one that does not: with its own line alone.
async fn beside_each_other(house: &House, own: &str, text: &str) {
    let anybody = house.visitor();
    let here = format!("/aanbod/{}", house.school.brin);
    let school = anybody.get(&here).await;
    let leads = format!("href=\"{here}/0");
    let ids = school.body.split(&leads).skip(1).filter_map(|rest| rest.split('"').next());
    let other = ids.map(|id| format!("0{id}")).find(|id| id != own).expect("another team");
    let page = anybody.get(&format!("{here}/vergelijk?team={own}&team={other}")).await;
    let heading = format!("<th scope=\"row\">{text}</th>");
    let rows = page.body.split(&heading);
    let row = rows.skip(1).find_map(|rest| rest.split("</tr>").next());
    let row = row.unwrap_or_else(|| panic!("{}", page.body));
    let cells: Vec<&str> = row.split("<td>").skip(1).filter_map(|cell| cell.split("</td>").next()).collect();
    assert_eq!(cells, ["basis", "extra"], "the team's own line, and the school's");
}

/// Seeks as a browser does from our own page: that says where the form comes from, and no token does.
async fn seek(anybody: &Visitor<'_>, words: &str) -> Page {
    let body = format!("zoek={}", words.replace(' ', "+"));
    anybody.post_bytes("/aanbod", &[("sec-fetch-site", "same-origin")], body.into_bytes()).await
}

async fn sought_by_anybody(house: &House) {
    let anybody = house.visitor();
    assert_eq!(anybody.post_raw("/aanbod", &[("zoek", "rust")]).await.status, 403, "from nowhere it is not ours");
    let empty = seek(&anybody, "  ").await;
    assert!(empty.status == 422 && empty.has("id=\"zoek-error\""), "{}", empty.body);
    let found = seek(&anybody, "rustige toetsruimte").await;
    assert!(found.status == 200 && found.headers.get("set-cookie").is_none(), "{}", found.body);
    let hits = |page: &Page| page.body.split("<ol").nth(1).unwrap().split("</ol>").next().unwrap().to_owned();
    let first = hits(&found);
    assert!(first.split("<strong>").nth(1).unwrap().contains("rustige ruimte"), "{first}");
    let line = first.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    let (page, anchor) = line.split_once('#').unwrap();
    assert!(anybody.get(page).await.has(&format!("id=\"{anchor}\"")), "it leads to the line itself: {line}");
    let nothing = seek(&anybody, "zwembad").await;
    assert!(nothing.has("Wij vonden niets") && nothing.has("ondersteuning@school.example"), "{}", nothing.body);
    // With a town: what is offered there, or by a school that is there.
    let there = hits(&seek(&anybody, "rustige toetsruimte Arnhem").await);
    assert!(there.contains("Velperweg, Arnhem") && !there.contains("Nijmegen"), "{there}");
    // Words about health are told to nobody: what is kept are concepts and a number.
    let policy = house.sign_in("policy_officer").await;
    for _ in 0..6 {
        let words = "gesprekken met een maatschappelijk werker om mijn fibromyalgie";
        assert_eq!(seek(&anybody, words).await.status, 200);
    }
    let desk = policy.get("/beleid/aanbod").await;
    assert!(desk.has("hulp bij zorgen en geld") && desk.has("woorden die wij niet kennen"), "{}", desk.body);
    assert!(!desk.has("fibromyalgie"));
}

/// What stopped and is promised: on the lists of who works with the students, by name; for policy a number.
async fn promised_and_stopped(house: &House) {
    const PATH: &str = "/werk/aanbod";
    let care = house.sign_in("care_coordinator").await;
    assert!(care.get("/werk").await.has(&format!("href=\"{PATH}\"")), "the desk leads there");
    let list = care.get(PATH).await;
    assert!(list.has("De docent die dit deed, werkt hier niet meer."), "{}", list.body);
    let row = ["dossier", "versie", "regel"].map(|name| (name, hidden(&list, name).to_owned()));
    let row: Vec<(&str, &str)> = row.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let agreement = link(&list, &format!("/dossiers/{}/afspraken/", row[0].1)).to_owned();
    assert_eq!(care.get(&agreement).await.status, 200, "to the agreement that promises it");
    let keep: Vec<(&str, &str)> = row.iter().copied().chain([("doe", "houdt")]).collect();
    assert_eq!(care.post(PATH, &keep).await.status, 303);
    assert_eq!(care.post(PATH, &keep).await.status, 303, "two clicks are one");
    assert!(care.get(PATH).await.has("Dat is al gedaan"), "and the second is told");
    assert!(!care.get(PATH).await.has(&agreement), "looked at: it is off the list");
    assert!(care.get(&format!("{PATH}?lijst=houdt")).await.has(&agreement));
    let again: Vec<(&str, &str)> = row.iter().copied().chain([("doe", "opnieuw")]).collect();
    assert_eq!(care.post(PATH, &again).await.status, 303);
    assert!(care.get(PATH).await.has(&agreement), "taken back: it is looked at again");
    assert_eq!(care.post(PATH, &[]).await.status, 303, "nothing chosen, nothing done");
    assert_eq!(care.get(&format!("{PATH}?na=niets")).await.status, 404);
    let desk = house.sign_in("policy_officer").await.get("/beleid/aanbod").await;
    assert!(desk.has("id=\"beloofd\"") && !desk.has("/dossiers/"), "a number and nobody: {}", desk.body);
    for role in ["policy_officer", "teacher", "student", "administrator"] {
        let visitor = house.sign_in(role).await;
        assert_eq!(visitor.get(PATH).await.status, 404, "{role}");
        assert_eq!(visitor.post(PATH, &keep).await.status, 404, "{role}");
    }
}

/// The lines of what holds, as anybody reads them.
async fn in_force(house: &House) -> Vec<Value> {
    let text = house.visitor().get(&format!("/aanbod/{}.json", house.school.brin)).await.body;
    let json: Value = serde_json::from_str(&text).unwrap();
    json["in_force"]["lines"].as_array().unwrap().clone()
}

/// A line of what holds.
async fn line_in_force(house: &House, place: &str) -> Value {
    let place: u64 = place.parse().unwrap();
    in_force(house).await.into_iter().find(|line| line["line"] == place).unwrap()
}

/// Who looks after a team says of a line of its own that there is no place, and that there is one again; and of no other line.
async fn a_team_says_whether_there_is_a_place(house: &House) {
    const PATH: &str = "/team/aanbod";
    let manager = house.sign_in("team_manager").await;
    let shown = manager.get(PATH).await;
    assert_eq!(shown.value("stand"), Some("full"), "{}", shown.body);
    let fields = |page: &Page, says: &str| {
        let hidden = ["team", "versie", "regel", "was"].map(|name| (name, hidden(page, name).to_owned()));
        hidden.into_iter().chain([("stand", says.to_owned())]).collect::<Vec<(&'static str, String)>>()
    };
    let send = async |visitor: &Visitor<'_>, all: &[(&'static str, String)]| {
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.post(PATH, &all).await
    };
    let full = fields(&shown, "full");
    let (team, offer, own) = (full[0].1.clone(), full[1].1.clone(), full[2].1.clone());

    // A line of another team, one of the whole school, another team, and that one stops: none of it is theirs.
    let before = in_force(house).await;
    let of = |line: &Value| line["team"].as_str().map(str::to_owned);
    let ours = of(&line_in_force(house, &own).await);
    assert!(ours.is_some());
    let other = before.iter().find(|line| line["team"].is_string() && of(line) != ours).unwrap()["line"].to_string();
    let wide = before.iter().find(|line| line["team"].is_null()).unwrap()["line"].to_string();
    let nobodys = "019a0000000070008000000000000001".to_owned();
    for (at, value, status, what) in [
        (2, other, 404, "a line of another team"),
        (2, wide, 404, "a line of the school"),
        (2, "999".to_owned(), 404, "no line"),
        (0, nobodys, 404, "another team"),
        (4, "stopped".to_owned(), 404, "stopping it"),
        (4, "vol".to_owned(), 400, "nothing that it can be"),
    ] {
        let mut all = full.clone();
        all[at].1 = value;
        assert_eq!(send(&manager, &all).await.status, status, "{what}");
    }
    for role in ["coach", "teacher", "care_coordinator", "administrator", "student"] {
        assert_eq!(send(&house.sign_in(role).await, &full).await.status, 404, "{role}");
    }
    assert_eq!(in_force(house).await, before, "nothing changed");

    // Twice is once. Everybody reads it, and on the page of the team it can be taken back, but not from a page of before.
    for _ in 0..2 {
        assert_eq!(send(&manager, &full).await.status, 303);
    }
    assert_eq!(line_in_force(house, &own).await["state"], "full");
    let public = house.visitor().get(&format!("/aanbod/{}/{team}", house.school.brin)).await;
    assert!(public.status == 200 && public.has("is er geen plek"), "{}", public.body);
    let late = send(&manager, &fields(&shown, "open")).await;
    assert!(late.status == 409 && late.has("Iemand anders wijzigde dit net."), "{}", late.body);
    let again = manager.get(PATH).await;
    assert!(again.value("stand") == Some("open") && again.has("Er is weer plek</button>"), "{}", again.body);
    assert_eq!(send(&manager, &fields(&again, "open")).await.status, 303);
    assert_eq!(line_in_force(house, &own).await["state"], "open");

    // Who keeps the offer marks it as any other, and the team takes that back.
    let policy = house.sign_in("policy_officer").await;
    let stand = format!("/beleid/aanbod/{offer}/{own}/stand");
    let was = hidden(&policy.get(&stand).await, "was").to_owned();
    assert_eq!(policy.post(&stand, &[("was", was.as_str()), ("stand", "full")]).await.status, 303);
    assert_eq!(line_in_force(house, &own).await["state"], "full");
    let again = manager.get(PATH).await;
    assert_eq!(send(&manager, &fields(&again, "open")).await.status, 303);
    assert_eq!(in_force(house).await, before, "as it was");
}

async fn kept_by_policy(house: &House) {
    let policy = house.sign_in("policy_officer").await;
    let desk = policy.get("/beleid/aanbod").await;
    let draft = link(&desk, "/beleid/aanbod/0").to_owned();
    let begun = policy.post("/beleid/aanbod", &[]).await;
    assert_eq!(begun.location.as_deref(), Some(draft.as_str()), "one at a time: it leads to the one that is there");

    // A line: each field says what is wrong, and what was typed stays.
    let new = format!("{draft}/nieuw");
    let form = policy.get(&new).await;
    let was = hidden(&form, "was").to_owned();
    let wrong = [
        ("was", was.as_str()),
        ("adres", "jan@gmail.com"),
        ("aantal", "veel"),
        ("hoe", "Kom langs."),
        ("tot", "31-2-2027"),
    ];
    let refused = policy.post(&new, &wrong).await;
    assert!(refused.status == 422 && refused.has("id=\"tot-error\"") && refused.has("Kom langs."), "{}", refused.body);
    let refused = policy.post(&new, &wrong[..4]).await;
    for field in ["maatregel", "niveau", "adres", "aantal", "wie"] {
        assert!(refused.has(&format!("id=\"{field}-error\"")), "{field}: {}", refused.body);
    }
    assert!(refused.has("jan@gmail.com") && refused.has("Kom langs."), "{}", refused.body);
    let other = form.body.split("Gesprekken op school").next().unwrap();
    let measure = other.rsplit("<option value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let line = [
        ("was", was.as_str()),
        ("maatregel", measure.as_str()),
        ("niveau", "extra"),
        ("team", "alle"),
        ("wie", "De zorgcoördinator"),
        ("wie-engels", "The care coordinator"),
        ("adres", "zorg@school.example"),
        ("bereikbaar", "Elke ochtend."),
        ("bereikbaar-engels", "Every morning."),
        ("hoe", "Loop binnen."),
        ("hoe-engels", "Walk in."),
    ];
    assert_eq!(policy.post(&new, &line).await.status, 303);
    let late = policy.post(&new, &line).await;
    assert!(late.status == 409 && late.has("Loop binnen."), "sent twice, nothing comes twice: {}", late.body);
    // One team offers the same as basic.
    let public = house.visitor().get(&format!("/aanbod/{}", house.school.brin)).await;
    let team = link(&public, &format!("/aanbod/{}/0", house.school.brin)).rsplit('/').next().unwrap().to_owned();
    let was = hidden(&policy.get(&new).await, "was").to_owned();
    let mut of_team = line;
    (of_team[0].1, of_team[2].1, of_team[3].1) = (was.as_str(), "basic", team.as_str());
    assert_eq!(policy.post(&new, &of_team).await.status, 303);

    // Advice first; a version that is asked about keeps its lines.
    let step = |pairs: Vec<(&'static str, &'static str)>| {
        let (policy, draft) = (&policy, draft.clone());
        async move {
            let was = hidden(&policy.get(&draft).await, "was").to_owned();
            let all: Vec<(&str, &str)> = pairs.into_iter().chain([("was", was.as_str())]).collect();
            policy.post(&draft, &all).await
        }
    };
    let early = step(vec![("doe", "decide"), ("vanaf", "1-8-2028")]).await;
    assert!(early.status == 409 && early.has("Vraag eerst advies"), "{}", early.body);
    let none = step(vec![("doe", "ask")]).await;
    assert!(none.status == 422 && none.has("id=\"gevraagd-error\""), "{}", none.body);
    let asked = time::Date::previous_day(house.now().day).unwrap();
    let day: &'static str = format!("{}-{}-{}", asked.day(), u8::from(asked.month()), asked.year()).leak();
    assert_eq!(step(vec![("doe", "ask"), ("gevraagd", day)]).await.status, 303);
    assert_eq!(policy.get(&new).await.status, 404, "no line of what is asked about");
    let words = step(vec![("doe", "advise"), ("gezegd", day), ("uitkomst", "negative")]).await;
    assert!(words.status == 422 && words.has("id=\"woorden-error\""), "{}", words.body);
    let no = [("doe", "advise"), ("gezegd", day), ("uitkomst", "negative"), ("woorden", "Er is te weinig geld.")];
    assert_eq!(step(no.to_vec()).await.status, 303);
    let today = house.now().day;
    let from: &'static str = format!("{}-{}-{}", today.day(), u8::from(today.month()), today.year()).leak();
    let why = step(vec![("doe", "decide"), ("vanaf", from)]).await;
    assert!(why.status == 422 && why.has("id=\"reden-error\""), "against advice: with a reason: {}", why.body);
    let decided = step(vec![("doe", "decide"), ("vanaf", from), ("reden", "Er komt geld bij.")]).await;
    assert_eq!(decided.status, 303, "{}", decided.body);
    let here = format!("/aanbod/{}", house.school.brin);
    let read = house.visitor().get(&here).await;
    assert!(read.has("Loop binnen.") && read.has("te laat") && read.has("nee"), "{}", read.body);
    beside_each_other(house, &team, "Gesprekken op school met de maatschappelijk werker.").await;

    // It belongs in the OER: owed until it is noted, and read by everybody then.
    assert!(policy.get("/beleid/aanbod").await.has("Nog niet in de OER gezet"));
    assert!(read.has("hoort ook in de onderwijs- en examenregeling"), "{}", read.body);
    let none = step(vec![("doe", "include")]).await;
    assert!(none.status == 422 && none.has("id=\"oer-error\""), "{}", none.body);
    assert_eq!(step(vec![("doe", "include"), ("oer", day)]).await.status, 303);
    let desk = policy.get("/beleid/aanbod").await;
    assert!(!desk.has("Nog niet in de OER gezet") && desk.has("Staat in de OER sinds"), "{}", desk.body);
    assert!(house.visitor().get(&here).await.has("ook in de onderwijs- en examenregeling (OER)"));

    // Stopped with a reason: nobody finds it, and who keeps it reads why.
    let version = policy.get(&draft).await;
    let stand = format!("{draft}/1/stand");
    assert!(version.has(&stand), "{}", version.body);
    let form = policy.get(&stand).await;
    let was = hidden(&form, "was").to_owned();
    let silent = policy.post(&stand, &[("was", &was), ("stand", "stopped")]).await;
    assert!(silent.status == 422 && silent.has("id=\"waarom-error\""), "{}", silent.body);
    let why = [("was", was.as_str()), ("stand", "stopped"), ("waarom", "De begeleider vertrok.")];
    assert_eq!(policy.post(&stand, &why).await.status, 303);
    assert_eq!(policy.post(&stand, &why).await.status, 409, "twice");
    assert!(policy.get(&draft).await.has("De begeleider vertrok."));
    assert!(!house.visitor().get(&here).await.has("De begeleider vertrok."));
    for role in ["coach", "administrator", "privacy_officer", "student", "teacher"] {
        let visitor = house.sign_in(role).await;
        for path in ["/beleid/aanbod", draft.as_str(), stand.as_str()] {
            assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
        }
    }
}

fn read_sought_and_kept(house: &'static House) {
    house.run(async {
        read_by_anybody(house).await;
        mapped(house).await;
        sought_by_anybody(house).await;
        promised_and_stopped(house).await;
        a_team_says_whether_there_is_a_place(house).await;
        kept_by_policy(house).await;
    });
}

#[test]
fn read_sought_and_kept_on_sqlite() {
    read_sought_and_kept(own_house(false));
}

#[test]
fn read_sought_and_kept_on_postgres() {
    read_sought_and_kept(own_house(true));
}
