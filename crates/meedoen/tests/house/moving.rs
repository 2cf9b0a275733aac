//! Letting students go over HTTP: chosen by who works with all of them, told to the students and both coaches, taken back; and what a team
//! offers of its own, written by who looks after it.

use crate::fixture::{House, Page, Visitor, own_house};
use register::FileId;

/// Every address on a page that begins with something.
fn links(page: &Page, start: &str) -> Vec<String> {
    let all = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.map(|href| href.replace("&#38;", "&").replace("&amp;", "&")).filter(|href| href.starts_with(start)).collect()
}

/// The value of the option that reads as told.
fn option(page: &Page, label: &str) -> String {
    let at =
        page.body.split_once(&format!("\">{label}</option>")).unwrap_or_else(|| panic!("{label}: {}", page.body)).0;
    at.rsplit("<option value=\"").next().unwrap().to_owned()
}

/// The page on which the students of a coach are chosen, of the team in which somebody is.
async fn chooses(coordinator: &Visitor<'_>, coach: &str, file: FileId) -> (String, Page) {
    let teams = coordinator.get("/verdeling/verplaats").await;
    assert_eq!(teams.status, 200);
    for team in links(&teams, "/verdeling/verplaats?team=") {
        let page = coordinator.get(&team).await;
        for one in links(&page, &format!("{team}&coach=")) {
            let page = coordinator.get(&one).await;
            let current = page.has(&format!("aria-current=\"true\">{coach}<"));
            if current && page.has(&format!("value=\"{file}\"")) {
                return (one, page);
            }
        }
    }
    panic!("nobody lets {file} of {coach} go");
}

/// To which pages mail leads that waits.
async fn mailed(house: &House) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(mail) = house.store.mail_take(house.now()).await.unwrap() {
        all.push(mail.path.reveal().clone());
    }
    all.sort();
    all
}

async fn students_go_and_come_back(house: &House) {
    house.store.mail_pass(house.now()).await.unwrap();
    mailed(house).await;
    let coordinator = house.sign_in("care_coordinator").await;
    let (coach, student) = (house.account("coach").name.clone(), house.file(0).await);
    let (path, page) = chooses(&coordinator, &coach, student).await;
    let second = demo::accounts(&house.school).into_iter().find(|one| one.email == "coach2@demo.example").unwrap();
    let to = option(&page, &second.name);
    assert!(!page.body.contains(&format!("\">{coach}</option>")), "not to the coach they have");

    // What is wrong stands beside its field, and what was typed stays.
    let value = |name: &str| page.value(name).unwrap().to_owned();
    let hidden = [("team", value("team")), ("coach", value("coach")), ("stand", value("stand"))];
    let send = async |more: &[(&str, &str)]| {
        let hidden: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
        coordinator.post("/verdeling/verplaats", &[hidden.as_slice(), more].concat()).await
    };
    let file = student.to_string();
    let refused = send(&[("vanaf", "1-1-2020")]).await;
    assert_eq!(refused.status, 422);
    for field in ["student", "naar", "waarom"] {
        assert!(refused.has(&format!("id=\"{field}-error\"")) || refused.has(&format!("#{field}\"")), "{field}");
    }
    let whole = [("student", file.as_str()), ("naar", to.as_str()), ("waarom", "asked"), ("vanaf", "")];
    let past = send(&[whole[0], whole[1], whole[2], ("vanaf", "1-1-2020")]).await;
    assert!(past.status == 422 && past.has("1-1-2020"), "{}", past.body);
    let not_there = [("student", "019a0000000070008000000000000001"), whole[1], whole[2]];
    assert_eq!(send(&not_there).await.status, 404, "who is not there is not let go");

    assert_eq!(send(&whole).await.status, 303);
    let twice = send(&whole).await;
    assert!(twice.status == 409 && twice.has("Iemand liet net ook studenten gaan"), "{}", twice.body);
    let team = hidden[0].1.clone();
    let list = format!("/verdeling/verplaatst?team={team}");
    let made = coordinator.get(&list).await;
    assert!(made.has("Eén student van") && made.has("daar is om gevraagd"), "{}", made.body);

    // The student and both coaches are told, and read it; a colleague who has nothing to do with it is not.
    let mails = mailed(house).await;
    for path in ["/mijn/coach", "/werk/overgedragen"] {
        assert!(mails.iter().any(|mail| mail == path), "{path}: {mails:?}");
    }
    let own = house.sign_in("student").await.get("/mijn/coach").await;
    assert!(own.has(&second.name) && own.has("daar is om gevraagd"), "{}", own.body);
    let came = house.sign_in_as(&second.email, "coach").await.get("/werk/overgedragen").await;
    assert!(came.has("Eén student van") && !came.has(&file), "numbers, and no student: {}", came.body);
    assert!(house.sign_in("coach").await.get("/werk/overgedragen").await.has("Eén student van"));
    assert!(!coordinator.get(&path).await.body.contains(&format!("value=\"{file}\"")), "gone from today");

    // Taken back, once; everybody is told again.
    let which = made.value("overdracht").unwrap().to_owned();
    let back = async || {
        coordinator.post("/verdeling/verplaatst", &[("team", team.as_str()), ("overdracht", which.as_str())]).await
    };
    assert_eq!((back().await.status, back().await.status), (303, 303));
    assert!(coordinator.get(&list).await.has("weer terug gegaan"));
    assert!(mailed(house).await.iter().any(|mail| mail == "/mijn/coach"));
    assert!(coordinator.get(&path).await.body.contains(&format!("value=\"{file}\"")), "and there again");

    for role in ["team_manager", "policy_officer", "coach", "teacher", "administrator", "student"] {
        let visitor = house.sign_in(role).await;
        for path in ["/verdeling/verplaats", "/verdeling/klassen", list.as_str()] {
            assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
        }
    }
    assert_eq!(house.sign_in("teacher").await.get("/werk/overgedragen").await.status, 404);
}

async fn hours_beside_students(house: &House) {
    let policy = house.sign_in("policy_officer").await;
    let page = policy.get("/verdeling").await;
    assert!(page.has("School zei niet hoeveel tijd"), "{}", page.body);
    let was = page.value("was").unwrap().to_owned();
    for wrong in ["0", "veel", "7,"] {
        let refused = policy.post("/verdeling", &[("was", &was), ("norm", wrong)]).await;
        assert!(refused.status == 422 && refused.has("id=\"norm-error\""), "{wrong}: {}", refused.body);
    }
    assert_eq!(policy.post("/verdeling", &[("was", &was), ("norm", "0,75")]).await.status, 303);
    assert_eq!(policy.post("/verdeling", &[("was", &was), ("norm", "1")]).await.status, 409, "said meanwhile");
    let name = house.account("policy_officer").name.clone();
    let page = policy.get("/verdeling").await;
    assert!(page.has("kost 0,75 uur per week") && page.has(&name), "who and when: {}", page.body);
    // A manager reads it and does not say it; of a coach of whom nobody said how much there is, nothing is none.
    let manager = house.sign_in("team_manager").await;
    let page = manager.get("/verdeling").await;
    assert!(page.has("hoeveel er is weten wij niet") && !page.has("id=\"norm\""), "{}", page.body);
    assert_eq!(manager.post("/verdeling", &[("was", "1"), ("norm", "1")]).await.status, 404);
    let was = policy.get("/verdeling").await.value("was").unwrap().to_owned();
    assert_eq!(policy.post("/verdeling", &[("was", &was), ("norm", "")]).await.status, 303);
    assert!(policy.get("/verdeling").await.has("School zei niet hoeveel tijd"), "taken back it is not known");
}

async fn a_team_writes_its_offer(house: &House) {
    let manager = house.sign_in("team_manager").await;
    let mut page = manager.get("/team/aanbod").await;
    if page.has("Begin een nieuwe versie</button>") {
        let team = page.value("team").unwrap().to_owned();
        assert_eq!(manager.post("/team/aanbod", &[("team", &team)]).await.status, 303);
        page = manager.get("/team/aanbod").await;
    }
    // What the school offers, said otherwise for the team: another desk and other hours.
    let alike = links(&page, "/team/aanbod/regel?").into_iter().find(|href| href.contains("zoals=")).unwrap();
    let form = manager.get(&alike).await;
    assert!(
        !form.has("<select class=\"utrecht-select utrecht-select--html-select\" id=\"team\""),
        "one team: it is not asked"
    );
    let chosen = |name: &str| {
        let part = form.body.split_once(&format!("id=\"{name}\"")).unwrap().1;
        let at = part.split_once("\" selected>").unwrap().0;
        at.rsplit("value=\"").next().unwrap().to_owned()
    };
    let level = form.body.split_once("\" checked").unwrap().0.rsplit("value=\"").next().unwrap().to_owned();
    let value = |name: &str| form.value(name).unwrap_or_default().to_owned();
    let fields = |who: &str| {
        let mut all: Vec<(&str, String)> = [
            "team",
            "versie",
            "regel",
            "was",
            "locatie",
            "plaats",
            "wie-engels",
            "adres",
            "bereikbaar-engels",
            "hoe",
            "hoe-engels",
            "tot",
        ]
        .map(|name| (name, value(name)))
        .to_vec();
        all.push(("maatregel", chosen("maatregel")));
        all.extend([
            ("niveau", level.clone()),
            ("aantal", "6".into()),
            ("wie", who.into()),
            ("bereikbaar", "Op vrijdag.".into()),
        ]);
        all
    };
    let send = async |visitor: &Visitor<'_>, all: &[(&str, String)]| {
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.post("/team/aanbod/regel", &all).await
    };
    let wrong = send(&manager, &fields("")).await;
    assert!(wrong.status == 422 && wrong.has("id=\"wie-error\""), "{}", wrong.body);
    assert_eq!(send(&manager, &fields("De balie van het team")).await.status, 303);
    assert_eq!(send(&manager, &fields("De balie van het team")).await.status, 409, "sent twice it stands once");
    let own = manager.get("/team/aanbod").await;
    assert!(own.has("De balie van het team") && own.has("Voor 6 studenten tegelijk"), "{}", own.body);

    // Another team's line, and that of the school, are not theirs to change.
    let mut elsewhere = fields("Een ander");
    elsewhere[0].1 = "019a0000000070008000000000000001".into();
    assert_eq!(send(&manager, &elsewhere).await.status, 404);
    let place = alike.split("zoals=").nth(1).unwrap().to_owned();
    let mut wide = fields("Een ander");
    wide[2].1 = place;
    // The team has other lines too: the link of this one stands below what it says.
    let below = own.body.split_once("De balie van het team").unwrap().1.to_owned();
    let below = Page { body: below, ..own.clone() };
    let change = links(&below, "/team/aanbod/regel?").into_iter().find(|href| href.contains("&regel=")).unwrap();
    let form = manager.get(&change).await;
    wide[3].1 = form.value("was").unwrap().to_owned();
    assert_eq!(send(&manager, &wide).await.status, 404, "a line of the whole school");

    // Taken out again; who keeps the offer reads and decides it.
    let hidden = ["team", "versie", "regel", "was"].map(|name| (name, form.value(name).unwrap().to_owned()));
    let away: Vec<(&str, String)> = hidden.into_iter().chain([("weg", "1".to_owned())]).collect();
    assert_eq!(send(&manager, &away).await.status, 303);
    assert!(!manager.get("/team/aanbod").await.has("De balie van het team"));
    assert_eq!(house.sign_in("policy_officer").await.get("/team/aanbod").await.status, 200);
    for role in ["coach", "teacher", "care_coordinator", "administrator", "student"] {
        assert_eq!(house.sign_in(role).await.get("/team/aanbod").await.status, 404, "{role}");
    }
}

fn moved_and_offered(house: &'static House) {
    house.run(async {
        students_go_and_come_back(house).await;
        hours_beside_students(house).await;
        a_team_writes_its_offer(house).await;
    });
}

#[test]
fn moved_and_offered_on_sqlite() {
    moved_and_offered(own_house(false));
}

#[test]
fn moved_and_offered_on_postgres() {
    moved_and_offered(own_house(true));
}
