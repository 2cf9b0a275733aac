//! The path over HTTP: intake, proposal, answers, clearance; and what happens when two people save one file, when a
//! session ended while someone typed, and when a newer version came in between.

use crate::fixture::{House, Page, Visitor, house};
use access::{Role, Scope};
use demo::Story;
use register::{ApplicationId, FileId};

const NEED: &str = "Ik heb meer tijd nodig bij toetsen & een rustige plek.";

/// The nth applicant of whom nothing is known yet: each test takes one of its own.
pub(crate) async fn applicant(house: &House, nth: usize) -> (FileId, ApplicationId, usize) {
    let new =
        |p: &&usize| house.school.people[**p].story == Story::New && house.school.people[**p].application.is_some();
    let people: Vec<usize> = (0..house.school.people.len()).collect();
    let person = *people.iter().filter(new).nth(nth).expect("an applicant");
    let file = house.file(person).await;
    let view = house.store.file_view(&house.actor("intaker").await, file, house.now()).await.unwrap();
    let open = view.applications.iter().find(|a| a.status.is_open()).expect("an open application");
    (file, open.id, person)
}

/// An account for somebody of the school, as a student.
pub(crate) async fn student<'a>(house: &'a House, file: FileId, person: usize) -> Visitor<'a> {
    let view = house.store.file_view(&house.actor("intaker").await, file, house.now()).await.unwrap();
    let email = format!("student-{person}@path.example");
    let account = house.store.account_add(&email, "Een student", None, house.now()).await.unwrap();
    let scope = Scope::Person(view.person.person);
    house.give(account, Role::Student, &scope).await;
    house.sign_in_as(&email, "student").await
}

pub(crate) async fn hold(visitor: &Visitor<'_>, at: &str, words: &str, version: &str) -> Page {
    let fields = [("versie", version), ("woorden", words), ("grond", "yes"), ("nodig", "ja")];
    visitor.post(at, &fields).await
}

/// Sends a form of a page as it stands now: what was shown goes with it.
pub(crate) async fn act(visitor: &Visitor<'_>, path: &str, fields: &[(&str, &str)]) -> Page {
    let shown = visitor.get(path).await.value("stand").unwrap_or_default().to_owned();
    let all: Vec<(&str, &str)> = fields.iter().copied().chain([("stand", shown.as_str())]).collect();
    visitor.post(path, &all).await
}

/// The address behind the first link that begins with this.
pub(crate) fn link<'a>(page: &'a Page, begins: &str) -> &'a str {
    let at = page.body.find(&format!("href=\"{begins}")).unwrap_or_else(|| panic!("no link {begins}: {}", page.body));
    page.body[at + 6..].split('"').next().unwrap()
}

/// Every field of the last form on a page, as a browser would send it when nothing is touched.
pub(crate) fn fields(page: &Page) -> Vec<(String, String)> {
    let form = page.body.rsplit("<form method=\"post\" action=\"/dossiers").next().unwrap();
    let mut found = Vec::new();
    let attribute = |tag: &str, name: &str| {
        let (_, after) = tag.split_once(&format!(" {name}=\""))?;
        Some(plain(after.split('"').next()?))
    };
    for part in form.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let Some(name) = attribute(tag, "name") else { continue };
        match tag.split_whitespace().next() {
            Some("input") if tag.contains("type=\"checkbox\"") && !tag.contains("checked") => {}
            Some("input") => found.push((name, attribute(tag, "value").unwrap_or_default())),
            Some("textarea") => found.push((name, plain(text.trim_start_matches('\n')))),
            Some("select") => {
                let rest = form.split_once(part).map(|(_, rest)| rest.split("</select>").next().unwrap_or("")).unwrap();
                let option = rest.split('<').find(|o| o.starts_with("option") && o.contains(" selected"));
                let first = rest.split('<').find(|o| o.starts_with("option"));
                found.push((name, option.or(first).and_then(|o| attribute(o, "value")).unwrap_or_default()));
            }
            _ => {}
        }
    }
    found.retain(|(name, _)| name != "csrf");
    found
}

pub(crate) fn plain(html: &str) -> String {
    html.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&")
}

pub(crate) async fn propose(visitor: &Visitor<'_>, file: FileId, details: &str) -> Page {
    let new = format!("/dossiers/{file}/afspraken/nieuw");
    let begin = visitor.get(&new).await;
    let form = visitor.get(&plain(link(&begin, &format!("{new}?sjabloon=")))).await;
    assert_eq!(form.status, 200, "{}", form.body);
    let mut typed = fields(&form);
    assert_eq!(typed.iter().filter(|(name, _)| name == "regel").count(), 3, "a template of three measures");
    for (name, value) in &mut typed {
        if name == "r1-precies" {
            details.clone_into(value);
        }
    }
    let sent: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    visitor.post(&new, &sent).await
}

#[test]
fn from_intake_to_agreement() {
    let house = house();
    house.run(async {
        let (file, application, person) = applicant(house, 0).await;
        let intaker = house.sign_in("intaker").await;
        let at = format!("/intake/{application}");
        let form = intaker.get(&at).await;
        assert!(form.status == 200 && form.has("diagnose"), "the box says what does not belong in it");
        let empty = intaker.post(&at, &[("versie", form.value("versie").unwrap()), ("woorden", NEED)]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.has("rustige plek") && empty.has("href=\"#grond\"") && empty.has("id=\"nodig-error\""));
        let held = hold(&intaker, &at, NEED, form.value("versie").unwrap()).await;
        assert_eq!((held.status, held.location.as_deref()), (303, Some(at.as_str())), "{}", held.body);
        let withheld = intaker.get(&at).await;
        assert!(withheld.has("Nog niet inschrijven") && withheld.has("WEB 8.1.3a(2)"), "{}", withheld.body);

        let proposed = propose(&intaker, file, "30 minuten bij elke toets").await;
        assert_eq!(proposed.status, 303, "{}", proposed.body);
        let own = student(house, file, person).await;
        let mine = own.get("/mijn").await;
        let first = link(&mine, "/mijn/afspraken/").to_owned();
        let page = own.get(&first).await;
        assert!(page.has("30 minuten bij elke toets"), "{}", page.body);
        assert_eq!(own.post(&first, &[]).await.status, 422);
        assert_eq!(own.post(&first, &[("antwoord", "change_asked"), ("woorden", " ")]).await.status, 422);
        let asked = own.post(&first, &[("antwoord", "change_asked"), ("woorden", "Liever 40 minuten")]).await;
        assert_eq!(asked.status, 303, "{}", asked.body);
        assert!(intaker.get(&at).await.has("wil iets anders"));

        assert_eq!(propose(&intaker, file, "40 minuten").await.status, 303);
        let late = own.post(&first, &[("antwoord", "agreed")]).await;
        assert_eq!(late.status, 409, "an answer names what was read");
        let second = link(&late, "/mijn/afspraken/").to_owned();
        assert_ne!(second, first);
        assert_eq!(own.post(&second, &[("antwoord", "agreed")]).await.status, 303);
        assert!(intaker.get(&at).await.has("Inschrijven mag"));
        assert!(own.get("/mijn").await.has("40 minuten"));
        let looks = own.get("/mijn/inzage").await;
        assert!(looks.has("Intaker") && looks.has("Sloeg de intake op"), "{}", looks.body);
        let other = house.sign_in("student").await;
        assert_eq!(other.get(&second).await.status, 404, "another student's agreement is not there");
    });
}

#[test]
fn two_people_save_one_file_and_the_second_sees_both_texts() {
    let house = house();
    house.run(async {
        let (file, application, _) = applicant(house, 1).await;
        let at = format!("/intake/{application}");
        let (one, two) = (house.sign_in("intaker").await, house.sign_in("intaker").await);
        let form = two.get(&at).await;
        let version = form.value("versie").unwrap().to_owned();
        assert_eq!(hold(&one, &at, "Wat de een schreef.", &version).await.status, 303);
        let clash = hold(&two, &at, "Wat de ander schreef.", &version).await;
        assert_eq!(clash.status, 409);
        assert!(clash.has("Wat de een schreef.") && clash.has("Wat de ander schreef."), "{}", clash.body);
        let now = clash.value("versie").unwrap();
        assert_ne!(now, version);
        assert_eq!(hold(&two, &at, "Wat de ander schreef.", now).await.status, 303);

        let new = format!("/dossiers/{file}/afspraken/nieuw");
        let form = one.get(&format!("{new}?leeg=1")).await;
        let mut typed = fields(&form);
        for (name, value) in &mut typed {
            match name.as_str() {
                "r0-soort" => "other".clone_into(value),
                "r0-wat" => "Mijn eigen afspraak".clone_into(value),
                "r0-wie" => "de coach".clone_into(value),
                "r0-waar" => "class".clone_into(value),
                "r0-niveau" => "extra".clone_into(value),
                _ => {}
            }
        }
        let sent: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(propose(&two, file, "van de ander").await.status, 303);
        let clash = one.post(&new, &sent).await;
        assert_eq!(clash.status, 409, "{}", clash.body);
        assert!(clash.has("Mijn eigen afspraak") && clash.has("van de ander"));
    });
}

#[test]
fn a_session_that_ended_keeps_the_draft_for_its_owner() {
    let house = house();
    house.run(async {
        let (_, application, _) = applicant(house, 2).await;
        let at = format!("/intake/{application}");
        let gone = house.sign_in_long_ago(&house.account("intaker").email, "intaker").await;
        let sent = hold(&gone, &at, "Dit was bijna weg.", "1").await;
        assert_eq!((sent.status, sent.location), (303, Some(format!("/inloggen?naar={at}"))));
        let other = house.sign_in("care_coordinator").await;
        assert!(!other.get(&at).await.has("Dit was bijna weg."), "a draft is for its owner only");
        let back = house.sign_in("intaker").await;
        assert!(back.get(&at).await.has("Dit was bijna weg."));
        assert!(back.get(&at).await.has("Dit was bijna weg."), "looking does not use it up");
        let form = back.get(&at).await;
        let saved = hold(&back, &at, "Dit is nu bewaard.", form.value("versie").unwrap()).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        assert!(!back.get(&at).await.has("Dit was bijna weg."), "saving does");
    });
}

#[test]
fn under_16_a_guardian_answers_too() {
    let house = house();
    house.run(async {
        let coach = house.sign_in("coach").await;
        let file = house.file(1).await;
        let proposed = propose(&coach, file, "samen met thuis").await;
        assert_eq!(proposed.status, 303, "{}", proposed.body);
        let view = house.store.file_view(&house.actor("coach").await, file, house.now()).await.unwrap();
        let email = "child@path.example";
        let account = house.store.account_add(email, "Een kind", None, house.now()).await.unwrap();
        let scope = Scope::Person(view.person.person);
        house.give(account, Role::Student, &scope).await;
        let child = house.sign_in_as(email, "student").await;
        let mine = child.get("/mijn").await;
        assert!(mine.has("Door je leeftijd"), "{}", mine.body);
        let version = link(&mine, "/mijn/afspraken/").to_owned();
        assert_eq!(child.post(&version, &[("antwoord", "agreed")]).await.status, 303);
        assert!(child.get("/mijn").await.has("Nu moet je ouder of verzorger nog antwoord geven"));
        let parent = house.sign_in("guardian").await;
        assert!(parent.get("/mijn").await.has(&version));
        assert_eq!(parent.post(&version, &[("antwoord", "agreed")]).await.status, 303);
        assert!(parent.get("/mijn").await.has("samen met thuis"));
    });
}
