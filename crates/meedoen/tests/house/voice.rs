//! What a student says themselves, over HTTP: said, on the coach's list, answered, read; withdrawn; in two tabs; and nobody else's.

use crate::fixture::{House, Visitor, own_house};
use crate::path::link;
use access::{Role, Scope};
use time::Duration;

fn said_answered_and_read(house: &'static House) {
    house.run(async {
        let coach = house.sign_in("coach").await;
        let file = link(&coach.get("/dossiers").await, "/dossiers/").to_owned();
        let id = file.trim_start_matches("/dossiers/").to_owned();
        let view = house.store.file_view(&house.actor("coach").await, id.parse().unwrap(), house.now()).await.unwrap();
        let account = house.store.account_add("zeggen@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("zeggen@year.example", "student").await;
        let say = link(&student.get("/mijn").await, "/mijn/zeggen/").to_owned();
        assert_eq!(say, format!("/mijn/zeggen/{id}"));

        // Nothing, and words without a choice: each is said at its field, and what was typed stays.
        let empty = student.post(&say, &[]).await;
        assert!(
            empty.status == 422 && empty.has("id=\"wat-error\"") && empty.has("id=\"woorden-error\""),
            "{}",
            empty.body
        );
        let words = "Ik mis een rustige plek bij rekenen.";
        let half = student.post(&say, &[("woorden", words)]).await;
        assert!(half.status == 422 && half.has(words) && half.has("id=\"wat-error\""));

        // In two tabs it is said once; the term is that of the school.
        for _ in 0..2 {
            let sent = student.post(&say, &[("wat", "missing"), ("woorden", words)]).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some(say.as_str())));
        }
        let own = student.get(&say).await;
        let by = house.now().day + Duration::days(14);
        assert_eq!(own.body.matches(words).count(), 1, "{}", own.body);
        assert!(own.has(&format!("uiterlijk {} ", by.day())), "the last day of the term: {}", own.body);

        // It waits on the list of the coach, without a word of it; the file leads there too.
        let list = coach.get("/gezegd").await;
        let voice = link(&list, &format!("{file}/gezegd/")).to_owned();
        assert!(!list.has("rustige plek") && list.has("Ik mis iets"), "{}", list.body);
        assert!(coach.get(&file).await.has(&voice));
        let read = coach.get(&voice).await;
        assert!(read.has(words), "{}", read.body);
        for role in ["administrator", "privacy_officer", "guardian", "student"] {
            let other = house.sign_in(role).await;
            assert_eq!(other.get(&voice).await.status, 404, "{role}");
            assert_eq!(other.post(&voice, &[("antwoord", "Zo.")]).await.status, 404, "{role}");
            assert_eq!(other.get(&say).await.status, 404, "{role}");
            assert_eq!(other.post(&say, &[("wat", "need"), ("woorden", "Zo.")]).await.status, 404, "{role}");
            assert_eq!(other.get("/gezegd").await.status, 404, "{role}");
        }
        let nobody = "00000000-0000-0000-0000-000000000000";
        let elsewhere = format!("/dossiers/{nobody}/gezegd/{}", voice.rsplit('/').next().unwrap());
        assert_eq!(coach.get(&elsewhere).await.status, 404, "at the address of another file it is not there");

        assert_eq!(coach.post(&voice, &[("antwoord", " ")]).await.status, 422);
        let answer = "Vanaf maandag is er een plek in B12.";
        for _ in 0..2 {
            let sent = coach.post(&voice, &[("antwoord", answer)]).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some("/gezegd")), "sent twice is once");
        }
        let other = coach.post(&voice, &[("antwoord", "Iets anders.")]).await;
        assert!(other.status == 409 && other.has(answer) && other.has("Iets anders."), "{}", other.body);
        assert!(!coach.get("/gezegd").await.has(&voice), "it waits no longer");
        assert!(student.get(&say).await.has(answer));

        // Withdrawn by who said it, twice; then there is nothing to answer, and what was answered is not withdrawn.
        assert_eq!(student.post(&say, &[("wat", "need"), ("woorden", "Een laptop.")]).await.status, 303);
        let second = link(&coach.get("/gezegd").await, &format!("{file}/gezegd/")).to_owned();
        let (first, number) = (voice.rsplit('/').next().unwrap(), second.rsplit('/').next().unwrap());
        let stranger = house.sign_in("student").await;
        assert_eq!(stranger.post(&say, &[("terug", number)]).await.status, 404);
        for _ in 0..2 {
            assert_eq!(student.post(&say, &[("terug", number)]).await.status, 303);
        }
        assert_eq!(student.post(&say, &[("terug", first)]).await.status, 303);
        assert!(student.get(&say).await.has(answer), "an answer stays");
        let late = coach.post(&second, &[("antwoord", "Die is er.")]).await;
        assert!(late.status == 409 && late.has("Die is er."), "{}", late.body);
        assert!(!coach.get("/gezegd").await.has(&second));
    });
}

#[test]
fn said_answered_and_read_on_sqlite() {
    said_answered_and_read(own_house(false));
}

#[test]
fn said_answered_and_read_on_postgres() {
    said_answered_and_read(own_house(true));
}

fn asked_once_and_changed(house: &'static House) {
    house.run(async {
        // Somebody whose agreements hold for longer than ten school days.
        let coach = house.sign_in("coach").await;
        let known = crate::evaluation::in_force(&coach).await;
        let (file, version) = known.last().expect("somebody whose agreements hold");
        let view =
            house.store.file_view(&house.actor("coach").await, file.parse().unwrap(), house.now()).await.unwrap();
        let account = house.store.account_add("gebeurt@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("gebeurt@year.example", "student").await;
        let here = format!("/mijn/gebeurt/{version}");
        let mine = student.get("/mijn").await;
        assert!(mine.has(&format!("href=\"{here}\"")) && mine.has("Gebeurt wat jullie afspraken?"), "{}", mine.body);
        let page = student.get(&here).await;
        let measures = (1..=50).filter(|n| page.has(&format!("name=\"gebeurt-{n}\""))).count();
        assert!(measures > 0, "{}", page.body);
        assert_eq!(student.post(&here, &[]).await.status, 400, "nothing was tapped, which no button does");

        // What barely happens waits on the coach's list; tapped twice it waits once; changed, it waits no longer.
        for _ in 0..2 {
            assert_eq!(student.post(&here, &[("gebeurt-1", "barely")]).await.status, 303);
        }
        let begins = format!("/dossiers/{file}/gezegd/");
        let list = coach.get("/gezegd").await;
        let waiting = list.body.matches(&format!("href=\"{begins}")).count();
        let voice = student.get(&format!("/mijn/zeggen/{file}")).await;
        assert!(voice.has(": Bijna niet"), "{}", voice.body);
        let read = coach.get(&format!("/dossiers/{file}/afspraken/{version}")).await;
        assert!(read.has("Bijna niet ("), "the coach reads it beside the measures: {}", read.body);
        assert_eq!(student.post(&here, &[("gebeurt-1", "entirely")]).await.status, 303);
        let after = coach.get("/gezegd").await.body.matches(&format!("href=\"{begins}")).count();
        assert_eq!(after + 1, waiting, "{}", list.body);
        let all: Vec<String> = (2..=measures).map(|n| format!("gebeurt-{n}")).collect();
        for name in &all {
            assert_eq!(student.post(&here, &[(name, "mostly")]).await.status, 303);
        }
        let mine = student.get("/mijn").await;
        assert!(!mine.has("Gebeurt wat jullie afspraken?") && mine.has(&here), "asked no more, and can be changed");
        assert_eq!(student.post(&here, &[("gebeurt-30", "mostly")]).await.status, 404, "no such measure");
        for role in ["coach", "administrator", "privacy_officer", "guardian"] {
            let other = house.sign_in(role).await;
            assert_eq!(other.get(&here).await.status, 404, "{role}");
            assert_eq!(other.post(&here, &[("gebeurt-1", "mostly")]).await.status, 404, "{role}");
        }
        nothing_erased_comes_back(house, &student, file).await;
    });
}

/// A form that lay open while the text of the file was erased writes nothing: it comes back with what was sent, once.
async fn nothing_erased_comes_back(house: &'static House, student: &Visitor<'_>, file: &str) {
    let say = format!("/mijn/zeggen/{file}");
    let carried = |body: &str| {
        let field = body.split("name=\"verzegeld\" value=\"").nth(1)?;
        field.split('"').next().map(str::to_owned)
    };
    let open = student.get(&say).await;
    let with = carried(&open.body).expect("the page shows sealed text, and its form says with which key");
    let officer = house.sign_in("privacy_officer").await;
    let erased = officer.post(&format!("/privacy/dossiers/{file}"), &[("reden", "health"), ("zeker", "ja")]).await;
    assert_eq!(erased.status, 303, "{}", erased.body);
    let typed = "Dit stond er al voor het wissen.";
    let sent = [("wat", "missing"), ("woorden", typed)];
    let late = student.post(&say, &[sent[0], sent[1], ("verzegeld", with.as_str())]).await;
    assert!(
        late.status == 409 && late.has("Er is niets opgeslagen") && late.has(typed),
        "what was sent stays before who sent it: {}",
        late.body
    );
    assert!(!student.get(&say).await.has(typed), "and is nowhere else: not said, and no draft");
    // Nor does the switch of language make a draft of it: not from the form that lay open, not from the page that came back.
    let switch = "formaction=\"/taal?terug=";
    assert!(open.has(switch) && !late.has(switch), "{}", late.body);
    let (token, words) = (open.value("csrf").unwrap(), typed.replace(' ', "+"));
    let body = format!("csrf={token}&wat=missing&woorden={words}&verzegeld={with}&taal=nl");
    let ours = [("sec-fetch-site", "same-origin")];
    let switched = student.post_bytes(&format!("/taal?terug={say}"), &ours, body.into_bytes()).await;
    assert_eq!(switched.status, 403, "it is said that nothing was kept: {}", switched.body);
    assert!(!student.get(&say).await.has(typed));
    // Nor another sign-in, whose session the form is not of.
    let again = house.sign_in_as("gebeurt@year.example", "student").await;
    let fields = [sent[0], sent[1], ("verzegeld", with.as_str()), ("csrf", token)];
    assert_eq!(again.post_raw(&say, &fields).await.status, 403);
    assert!(!again.get(&say).await.has(typed));
    assert_ne!(carried(&late.body), Some(with), "the page that came back is of now");
    assert_eq!(student.post(&say, &sent).await.status, 303, "sent again it is their decision");
    assert!(student.get(&say).await.has(typed));
}

#[test]
fn asked_once_and_changed_on_sqlite() {
    asked_once_and_changed(own_house(false));
}

#[test]
fn asked_once_and_changed_on_postgres() {
    asked_once_and_changed(own_house(true));
}
