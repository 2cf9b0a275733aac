//! Who knows what over HTTP: said, asked, confirmed, sought and taken out; what worked elsewhere; and how the work is divided.

use crate::fixture::{House, Page, own_house};
use crate::path::link;

/// The part of a page from some words on.
fn from<'a>(page: &'a Page, words: &str) -> &'a str {
    page.body.split_once(words).unwrap_or_else(|| panic!("{words}: {}", page.body)).1
}

/// The hidden fields of the first form after some words: which line, and how often it was changed.
fn line(page: &Page, words: &str) -> (String, String) {
    let rest = from(page, words);
    let value = |name: &str| {
        let at = rest.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
        at.split('"').next().unwrap().to_owned()
    };
    (value("regel"), value("was"))
}

async fn said_confirmed_and_taken_out(house: &House) {
    let intaker = house.sign_in("intaker").await;
    let name = house.account("intaker").name.clone();
    let first = intaker.get("/kennis").await;
    assert!(first.has("Wie weet wat?") && first.has("<svg"), "{}", first.body);
    let gap =
        |page: &Page| from(page, "Wat niemand weet").split("</ul>").next().unwrap().contains("<li>een pauze</li>");
    assert!(gap(&first), "what nobody knows has a name: {}", first.body);

    // What is wrong stands beside its field, and what was typed stays.
    let wrong = [("onderwerp", "adapted"), ("team", "x"), ("woorden", "Zoals bij 300077."), ("bereikbaar", " ")];
    let refused = intaker.post("/kennis/schrijf", &wrong).await;
    assert_eq!(refused.status, 422);
    for field in ["onderwerp", "team", "woorden", "bereikbaar"] {
        assert!(refused.has(&format!("id=\"{field}-error\"")), "{field}: {}", refused.body);
    }
    assert!(refused.has("Zoals bij 300077."), "{}", refused.body);
    let good = [
        ("onderwerp", "break"),
        ("team", "alle"),
        ("woorden", "Hoe je een pauze afspreekt."),
        ("bereikbaar", "Op vrijdag."),
    ];
    assert_eq!(intaker.post("/kennis/schrijf", &good).await.status, 303);
    let twice = intaker.post("/kennis/schrijf", &good).await;
    assert!(twice.status == 409 && twice.has("Op vrijdag."), "sent twice it stands once: {}", twice.body);

    // A colleague finds it by a need in own words; nothing of that is kept or stands in an address.
    let teacher = house.sign_in("teacher").await;
    let found = teacher.post("/kennis", &[("zoek", "even weglopen uit de les")]).await;
    assert!(found.status == 200 && found.has(&name) && found.has("Op vrijdag."), "{}", found.body);
    assert!(!found.has("In de pauze, in de teamkamer."), "and nothing of another subject: {}", found.body);
    assert_eq!(teacher.post("/kennis", &[("zoek", " ")]).await.status, 422);
    let whole = teacher.get("/kennis").await;
    assert!(whole.has(&name) && !gap(&whole), "{}", whole.body);
    assert_eq!(teacher.get("/kennis?onderwerp=adapted").await.status, 404);
    assert!(teacher.get("/kennis?onderwerp=break").await.has("Op vrijdag."));
    let mine = from(&intaker.get("/kennis").await, "Wat jij weet").to_owned();
    assert!(mine.contains("een pauze"), "{mine}");

    // What is of the whole school policy confirms, and no teacher does; the line of before is told that it changed.
    let own = intaker.get("/kennis").await;
    let (id, was) = line(&own, "Wat jij weet");
    let step = |what: &'static str| [("regel", id.clone()), ("was", was.clone()), ("doe", what.to_owned())];
    let pairs = |all: &[(&'static str, String); 3]| all.iter().map(|(n, v)| (*n, v.clone())).collect::<Vec<_>>();
    let send = async |role: &str, what: &'static str| {
        let visitor = house.sign_in(role).await;
        let all = pairs(&step(what));
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.post("/kennis", &all).await
    };
    assert_eq!(send("teacher", "confirm").await.status, 404);
    assert_eq!(send("teacher", "leave").await.status, 404);
    assert_eq!(send("team_manager", "confirm").await.status, 404, "of the whole school, and not of a team");
    let myself = send("intaker", "confirm").await;
    assert!(myself.status == 409 && myself.has("Een ander kan zeggen"), "{}", myself.body);
    assert_eq!(send("policy_officer", "confirm").await.status, 303);
    assert!(teacher.get("/kennis?onderwerp=break").await.has(&house.account("policy_officer").name));
    let late = send("intaker", "still").await;
    assert!(late.status == 409 && late.has("Iemand paste dit net aan"), "{}", late.body);
    let (id, was) = line(&intaker.get("/kennis").await, "Wat jij weet");
    let leave = [("regel", id.as_str()), ("was", was.as_str()), ("doe", "leave")];
    assert_eq!(intaker.post("/kennis", &leave).await.status, 303);
    assert!(gap(&teacher.get("/kennis").await), "what one takes out is gone");
    for role in ["student", "guardian", "administrator", "privacy_officer", "dispute_desk", "trainer"] {
        let visitor = house.sign_in(role).await;
        for path in ["/kennis", "/kennis/schrijf", "/kennis/vraag", "/kennis/praktijk", "/kennis/praktijk/schrijf"] {
            assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
        }
    }
    assert_eq!(teacher.get("/kennis/vraag").await.status, 404);
}

async fn asked_and_answered(house: &House) {
    let manager = house.sign_in("team_manager").await;
    let teacher = house.account("teacher").email.clone();
    let form = manager.get("/kennis/vraag").await;
    let select = from(&form, "name=\"team\"").split("</select>").next().unwrap().to_owned();
    assert!(!select.contains("\"alle\""), "a manager asks for a team of theirs: {select}");
    let team = select.split("<option value=\"").find_map(|rest| rest.split('"').next().filter(|id| id.len() == 32));
    let team = team.unwrap_or_else(|| panic!("{select}"));
    let ask = async |email: &str, team: &str| {
        manager.post("/kennis/vraag", &[("collega", email), ("onderwerp", "social"), ("team", team)]).await
    };
    for email in ["niemand@elders.example", &house.account("student").email, "x"] {
        let nobody = ask(email, team).await;
        assert!(nobody.status == 422 && nobody.has("id=\"collega-error\""), "{email}: {}", nobody.body);
    }
    assert_eq!(ask(&teacher, "alle").await.status, 422, "not for the whole school");
    assert_eq!(ask(&teacher, team).await.status, 303);
    assert_eq!(ask(&teacher, team).await.status, 409, "once");
    let visitor = house.sign_in("teacher").await;
    let own = visitor.get("/kennis").await;
    assert!(own.has("vraagt of jij hier iets van weet"), "{}", own.body);
    let others = house.sign_in("coach").await.get("/kennis?onderwerp=social").await;
    assert!(!others.has(&house.account("teacher").name), "what is asked nobody else sees: {}", others.body);
    let say = link(&own, "/kennis/schrijf?regel=").to_owned();
    let form = visitor.get(&say).await;
    let fields = [
        ("regel", form.value("regel").unwrap()),
        ("was", form.value("was").unwrap()),
        ("onderwerp", "social"),
        ("team", team),
        ("woorden", ""),
        ("bereikbaar", "Na de les."),
    ];
    assert_eq!(visitor.post("/kennis/schrijf", &fields).await.status, 303);
    assert!(house.sign_in("coach").await.get("/kennis?onderwerp=social").await.has("Na de les."));
    // The manager confirms what is of their team.
    let shown = manager.get("/kennis?onderwerp=social").await;
    let (id, was) = line(&shown, "Na de les.");
    let confirm = [("regel", id.as_str()), ("was", was.as_str()), ("doe", "confirm")];
    assert_eq!(manager.post("/kennis", &confirm).await.status, 303);
}

async fn what_worked(house: &House) {
    let intaker = house.sign_in("intaker").await;
    let write = async |text: &str, more: &[(&str, &str)]| {
        let fields = [("regel", ""), ("onderwerp", "before"), ("maatregel", "geen"), ("tekst", text), ("niveau", "3")];
        intaker.post("/kennis/praktijk/schrijf", &[&fields, more].concat()).await
    };
    for text in ["", "Bij student 300077 hielp het.", "Mail sam@school.example."] {
        let refused = write(text, &[]).await;
        assert!(refused.status == 422 && refused.has("id=\"tekst-error\"") && refused.has(text), "{}", refused.body);
    }
    let named = write("Het hielp Daantje goed.", &[]).await;
    assert!(named.status == 422 && named.has("Dit lijkt op een naam: Daantje."), "{}", named.body);
    assert_eq!(write("Wij delen Sheets vooraf.", &[("niemand", "ja")]).await.status, 303);
    let list = intaker.get("/kennis/praktijk").await;
    assert!(list.has("Wij delen Sheets vooraf."), "{}", list.body);

    // It worked for a colleague too: once, and taken back; never for who wrote it.
    let coach = house.sign_in("coach").await;
    let page = coach.get("/kennis/praktijk?onderwerp=before").await;
    let (id, was) = line(&page, "Wij delen Sheets vooraf.");
    let too = async |visitor: &crate::fixture::Visitor<'_>, what: &str| {
        visitor.post("/kennis/praktijk", &[("regel", id.as_str()), ("was", was.as_str()), ("doe", what)]).await.status
    };
    assert_eq!((too(&coach, "ook").await, too(&coach, "ook").await), (303, 303));
    let page = intaker.get("/kennis/praktijk?onderwerp=before").await;
    assert!(from(&page, "Wij delen Sheets vooraf.").contains("ook bij één collega"), "{}", page.body);
    assert_eq!(too(&intaker, "ook").await, 409);
    assert_eq!(too(&coach, "niet").await, 303);
    let page = intaker.get("/kennis/praktijk?onderwerp=before").await;
    let read = from(&page, "Wij delen Sheets vooraf.").split("</section>").next().unwrap().to_owned();
    assert!(!read.contains("één collega"), "{read}");

    // Written more than a year ago: readers are told, and its writer is asked.
    assert!(coach.get("/kennis/praktijk").await.has("Klopt dit nog?"));
    assert!(!intaker.get("/kennis/praktijk").await.has("Klopt dit nog?"));
    assert!(intaker.get("/kennis/praktijk").await.has("Niemand zei daarna"));
    let (old, was_old) = line(&coach.get("/kennis/praktijk").await, "Klopt dit nog?");
    let still = [("regel", old.as_str()), ("was", was_old.as_str()), ("doe", "still")];
    assert_eq!(intaker.post("/kennis/praktijk", &still).await.status, 404, "only who wrote it says so");
    assert_eq!(coach.post("/kennis/praktijk", &still).await.status, 303);
    assert!(!coach.get("/kennis/praktijk").await.has("Klopt dit nog?"));

    // Its writer changes or ends it, policy ends it, and nobody else does either.
    let form = format!("/kennis/praktijk/schrijf?regel={id}");
    assert_eq!(coach.get(&form).await.status, 404);
    let policy = house.sign_in("policy_officer").await;
    let theirs = policy.get(&form).await;
    assert!(theirs.status == 200 && !theirs.has("name=\"tekst\""), "what somebody else wrote is ended, not changed");
    let change =
        [("regel", id.as_str()), ("was", was.as_str()), ("onderwerp", "before"), ("tekst", "Anders."), ("niveau", "3")];
    assert_eq!(policy.post("/kennis/praktijk/schrijf", &change).await.status, 404);
    let end = |why: &'static str| {
        [("regel", id.clone()), ("was", was.clone()), ("doe", "einde".into()), ("waarom", why.into())]
    };
    let send = async |visitor: &crate::fixture::Visitor<'_>, why: &'static str| {
        let all: [(&str, String); 4] = end(why);
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.post("/kennis/praktijk/schrijf", &all).await
    };
    assert_eq!(send(&coach, "Zomaar.").await.status, 404);
    let silent = send(&policy, " ").await;
    assert!(silent.status == 422 && silent.has("id=\"waarom-error\""), "{}", silent.body);
    assert_eq!(send(&policy, "De lessen zijn anders nu.").await.status, 303);
    assert!(!intaker.get("/kennis/praktijk").await.has("Wij delen Sheets vooraf."));
    assert_eq!(send(&policy, "Nog eens.").await.status, 409, "twice");
}

/// The second cell of numbers in the row of a name: how many have agreements.
fn cells(page: &Page, name: &str) -> Vec<String> {
    let row = from(page, &format!("<th scope=\"row\">{name}</th>")).split("</tr>").next().unwrap().to_owned();
    row.split("<td")
        .skip(1)
        .map(|cell| cell.split_once('>').unwrap().1.split("</td>").next().unwrap().to_owned())
        .collect()
}

async fn the_work_is_divided(house: &House) {
    let manager = house.sign_in("team_manager").await;
    let page = manager.get("/verdeling").await;
    let coach = house.account("coach").name.clone();
    let before = cells(&page, &coach);
    assert!(before[2] == "weten wij niet" && before[3] == "weten wij niet", "{before:?}");
    let with: u32 = before[1].parse().unwrap();
    assert!(with >= 1, "the coach of the demo has students with agreements: {before:?}");
    assert!(!page.has("/dossiers/"), "numbers, and no student");
    let (team, was) = (page.value("team").unwrap().to_owned(), page.value("was").unwrap().to_owned());
    let option = from(&page, "id=\"wie\"").split(&format!("\">{coach}")).next().unwrap().to_owned();
    let id = option.rsplit("<option value=\"").next().unwrap().to_owned();
    let say = async |was: &str, who: &str, many: &str| {
        manager.post("/verdeling", &[("team", team.as_str()), ("was", was), ("wie", who), ("aantal", many)]).await
    };
    for (who, many, field) in [("x", "3", "wie"), (id.as_str(), "veel", "aantal"), (id.as_str(), "-1", "aantal")] {
        let refused = say(&was, who, many).await;
        assert!(
            refused.status == 422 && refused.has(&format!("id=\"{field}-error\"")),
            "{who} {many}: {}",
            refused.body
        );
        assert_eq!(refused.value("aantal"), Some(many));
    }
    assert_eq!(say(&was, &id, "0").await.status, 303);
    assert_eq!(say(&was, &id, "0").await.status, 303, "sent twice it is said once");
    assert_eq!(say(&was, &id, "2").await.status, 409, "somebody said something meanwhile");
    let after = cells(&manager.get("/verdeling").await, &coach);
    assert_eq!((after[2].as_str(), &after[1]), ("0", &before[1]), "none is a number too");
    assert!(after[3].contains("te veel"), "{after:?}");
    // Taken back it is not known again, and not none.
    let was = manager.get("/verdeling").await.value("was").unwrap().to_owned();
    assert_eq!(say(&was, &id, "").await.status, 303);
    assert_eq!(cells(&manager.get("/verdeling").await, &coach), before);

    let policy = house.sign_in("policy_officer").await;
    let teams = policy.get("/verdeling").await;
    let one = link(&teams, "/verdeling?team=").to_owned();
    assert_eq!(policy.get(&one).await.status, 200);
    let all: Vec<&str> =
        teams.body.split("href=\"/verdeling?team=").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let other = all.iter().find(|id| **id != team).unwrap();
    assert_eq!(manager.get(&format!("/verdeling?team={other}")).await.status, 404, "of another team nothing");
    for role in ["coach", "teacher", "trajectory_counsellor", "administrator", "student"] {
        assert_eq!(house.sign_in(role).await.get("/verdeling").await.status, 404, "{role}");
    }
}

fn known_and_practised(house: &'static House) {
    house.run(async {
        said_confirmed_and_taken_out(house).await;
        asked_and_answered(house).await;
        what_worked(house).await;
        the_work_is_divided(house).await;
    });
}

#[test]
fn known_and_practised_on_sqlite() {
    known_and_practised(own_house(false));
}

#[test]
fn known_and_practised_on_postgres() {
    known_and_practised(own_house(true));
}
