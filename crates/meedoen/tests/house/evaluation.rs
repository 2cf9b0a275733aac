//! Looking back together, over HTTP: from the list to the talk, and back.

use crate::fixture::{House, Page, Visitor, own_house};
use crate::path::link;
use access::{Role, Scope};

fn from_the_list_to_the_talk(house: &'static House) {
    house.run(async {
        let coach = house.sign_in("coach").await;
        let list = coach.get("/evaluaties").await;
        assert_eq!(list.status, 200);
        let form = link(&list, "/dossiers/").to_owned();
        assert!(form.ends_with("/evaluatie"), "{form}");
        let asked = coach.get(&form).await;
        let measures = (1..=50).take_while(|n| asked.has(&format!("name=\"gelukt-{n}\""))).count();
        assert!(asked.status == 200 && measures > 0, "{}", asked.body);

        // Nothing filled in: each question says so, and what was written stays.
        let said = "Bij rekenen kreeg ik de tijd niet.";
        let empty = coach.post(&form, &[("dag", ""), ("woorden", said)]).await;
        assert_eq!(empty.status, 422);
        for field in ["dag", "gelukt-1", "samen", "vervolg"] {
            assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        assert!(empty.has(said));
        // Above the page, in its order; and no two measures are said in the same words.
        let order = |field: &str| empty.body.find(&format!("href=\"#{field}")).unwrap_or(usize::MAX);
        assert!(order("gelukt-1") < order("vervolg") && order("vervolg") < order("dag"), "{}", empty.body);
        assert_eq!(empty.body.matches("Kies hoe goed dit is gelukt: <").count(), 0);
        assert!(empty.has("Kies hoe goed dit is gelukt: "));

        let names: Vec<String> = (1..=measures).map(|n| format!("gelukt-{n}")).collect();
        let mut talk = vec![("dag", "15-9-2026"), ("woorden", said), ("samen", "nee"), ("vervolg", "goes_on")];
        talk.extend(names.iter().map(|name| (name.as_str(), "mostly")));
        let alone = coach.post(&form, &talk).await;
        assert!(alone.status == 422 && alone.has("id=\"samen-error\""), "{}", alone.body);
        talk[2].1 = "ja";
        let sent = coach.post(&form, &talk).await;
        let version = form.trim_end_matches("/evaluatie");
        assert_eq!((sent.status, sent.location.as_deref()), (303, Some(version)));
        let again = coach.post(&form, &talk).await;
        assert_eq!((again.status, again.location.as_deref()), (303, Some(version)), "sent twice is one");
        let page = coach.get(version).await;
        assert!(page.has(said) && page.has("Voor het grootste deel gelukt"), "{}", page.body);
        assert!(!coach.get("/evaluaties").await.has(&form), "it is owed no longer");

        // On paper, while it stands; without a language or a number one chooses on the version.
        let paper = format!("{form}/document");
        assert!(
            page.has(&format!("{paper}?nummer=1&#38;in=nl")) || page.has(&format!("{paper}?nummer=1&amp;in=nl")),
            "{}",
            page.body
        );
        for language in ["nl", "en"] {
            let pdf = coach.get(&format!("{paper}?nummer=1&in={language}")).await;
            assert!(pdf.status == 200 && pdf.body.starts_with("%PDF-"), "{language}: {}", pdf.status);
        }
        for nothing in ["", "?nummer=1", "?in=nl", "?nummer=2&in=nl", "?nummer=x&in=nl"] {
            let led = coach.get(&format!("{paper}{nothing}")).await;
            assert_eq!((led.status, led.location.as_deref()), (303, Some(version)), "{nothing}");
        }
        assert_eq!(house.sign_in("student").await.get(&format!("{paper}?nummer=1&in=nl")).await.status, 404);

        let back = format!("{form}/terug");
        assert_eq!(coach.post(&back, &[("welk", "1"), ("waarom", "")]).await.status, 422);
        assert_eq!(coach.post(&back, &[("welk", "1"), ("waarom", "Een andere student.")]).await.status, 303);
        assert!(coach.get(version).await.has("Een andere student."), "why stays beside it");
        assert_eq!(
            coach.get(&format!("{paper}?nummer=1&in=nl")).await.status,
            303,
            "what was never held is on no paper"
        );
        assert!(coach.get("/evaluaties").await.has(&form), "it is owed again");

        // What holds is ended together with the student, with a reason; the same twice is once.
        let over = format!("{version}/einde");
        assert!(coach.get(version).await.has(&format!("href=\"{over}\"")));
        let bare = coach.post(&over, &[("wat", "einde"), ("waarom", "")]).await;
        assert!(
            bare.status == 422 && bare.has("id=\"waarom-error\"") && bare.has("id=\"eens-error\""),
            "{}",
            bare.body
        );
        let alone = coach.post(&over, &[("wat", "einde"), ("waarom", "Niet meer nodig.")]).await;
        assert!(
            alone.status == 422 && alone.has("Niet meer nodig.") && alone.has("id=\"eens-error\""),
            "{}",
            alone.body
        );
        let other = coach.post(&over, &[("wat", "intrekken"), ("waarom", "Weg ermee.")]).await;
        assert!(other.status == 409 && other.has("Weg ermee."), "what was agreed is not withdrawn: {}", other.body);

        // What changes is written in a next proposal, which begins with what holds.
        talk[3].1 = "changes";
        let sent = coach.post(&form, &talk).await;
        assert!(sent.location.is_some_and(|at| at.contains("/afspraken/nieuw?versie=")));
        let ends = [("wat", "einde"), ("waarom", "Niet meer nodig."), ("eens", "ja")];
        for _ in 0..2 {
            assert_eq!(coach.post(&over, &ends).await.location.as_deref(), Some(version));
        }
        let read = coach.get(version).await;
        assert!(read.has("Niet meer nodig.") && !read.has(&over), "{}", read.body);
        assert!(coach.get(&over).await.has("Hier valt niets"), "over is over");
        for role in ["administrator", "privacy_officer", "student"] {
            let other = house.sign_in(role).await;
            assert_eq!(other.get(&form).await.status, 404, "{role}");
            assert_eq!(other.get("/evaluaties").await.status, 404, "{role}");
        }
    });
}

#[test]
fn from_the_list_to_the_talk_on_sqlite() {
    from_the_list_to_the_talk(own_house(false));
}

#[test]
fn from_the_list_to_the_talk_on_postgres() {
    from_the_list_to_the_talk(own_house(true));
}

/// The versions of the rows on the page of plans; and those that are planned already.
fn rows(page: &Page, name: &str) -> Vec<String> {
    let before = format!("name=\"{name}\" value=\"");
    let parts = page.body.split(&before).skip(1);
    parts.map(|part| part.split('"').next().unwrap_or_default().to_owned()).collect()
}

/// Whose evaluation is owed on agreements that hold today: file and version of each. Nobody is planned after it.
pub(crate) async fn in_force(coach: &Visitor<'_>) -> Vec<(String, String)> {
    let plans = "/evaluaties/plannen";
    let page = coach.get(plans).await;
    let mut all: Vec<(String, String)> = rows(&page, "rij").into_iter().map(|row| ("rij".to_owned(), row)).collect();
    all.extend([("wie", "alle"), ("dag", "1-10-2026")].map(|(name, value)| (name.to_owned(), value.to_owned())));
    coach.post(plans, &pairs(&all)).await;
    let page = coach.get(plans).await;
    let files = rows(&page, "terug");
    for file in &files {
        assert_eq!(coach.post(plans, &[("terug", file)]).await.status, 303);
    }
    files.into_iter().zip(rows(&page, "gepland")).collect()
}

fn planned_prepared_and_held(house: &'static House) {
    house.run(async {
        let coach = house.sign_in("coach").await;
        let list = coach.get("/evaluaties").await;
        let plans = link(&list, "/evaluaties/plannen").to_owned();
        let known = in_force(&coach).await;
        let all: Vec<String> = known.iter().map(|(_, version)| version.clone()).collect();
        assert!(all.len() > 1 && rows(&coach.get(&plans).await, "gepland").is_empty());

        // Nothing chosen, a day that went by, no time: each is said at its field, and what was typed stays.
        let typed = |more: &[(&'static str, &'static str)]| {
            let mut fields: Vec<(String, String)> = all.iter().map(|row| ("rij".to_owned(), row.clone())).collect();
            fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            fields
        };
        for (more, field) in [
            (&[("wie", "keuze"), ("dag", "1-10-2026"), ("plaats", "Lokaal B12")][..], "wie"),
            (&[("wie", "alle"), ("dag", "1-10-2020"), ("plaats", "Lokaal B12")], "dag"),
            (&[("wie", "alle"), ("dag", "1-10-2026"), ("tijd", "straks"), ("plaats", "Lokaal B12")], "tijd"),
            (&[("wie", "alle"), ("plaats", "Lokaal B12")], "dag"),
        ] {
            let refused = coach.post(&plans, &pairs(&typed(more))).await;
            assert!(refused.status == 422 && refused.has(&format!("id=\"{field}-error\"")), "{}", refused.body);
            assert!(
                refused.has("Lokaal B12") && rows(&refused, "gepland").is_empty(),
                "nothing is lost, and nothing done"
            );
        }

        // All at once, one of them on another day; sent twice it is once.
        let other = format!("dag-{}", all[0]);
        let mut whole = typed(&[("wie", "alle"), ("dag", "1-10-2026"), ("tijd", "9.30"), ("plaats", "Lokaal B12")]);
        whole.push((other, "2-10-2026".to_owned()));
        for _ in 0..2 {
            let sent = coach.post(&plans, &pairs(&whole)).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some("/evaluaties")), "{}", sent.body);
        }
        let list = coach.get("/evaluaties").await;
        assert!(list.has("Gepland op 2 oktober 2026 om 9:30 uur") && list.has("Gepland op 1 oktober 2026 om 9:30 uur"));
        assert_eq!(rows(&coach.get(&plans).await, "gepland"), all);
        // What does not hold that day is said beside whose row it is; who could be planned is.
        let page = coach.get(&plans).await;
        let others: Vec<String> = rows(&page, "rij").into_iter().filter(|row| !all.contains(row)).collect();
        if let Some(ended) = others.first() {
            let sent = [("rij", ended.as_str()), ("wie", "alle"), ("dag", "1-10-2026")];
            let refused = coach.post(&plans, &sent).await;
            assert!(refused.status == 422 && refused.has(&format!("id=\"dag-{ended}-error\"")), "{}", refused.body);
        }

        // The student reads when, and prepares; the coach reads that beside the questions.
        let (file, version) = (known[0].0.as_str(), known[0].1.as_str());
        let form = format!("/dossiers/{file}/afspraken/{version}/evaluatie");
        let view =
            house.store.file_view(&house.actor("coach").await, file.parse().unwrap(), house.now()).await.unwrap();
        let account =
            house.store.account_add("terugkijken@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("terugkijken@year.example", "student").await;
        let mine = student.get("/mijn").await;
        assert!(mine.has("oktober 2026 om 9:30 uur") && mine.has("Lokaal B12"), "{}", mine.body);
        let prepare = link(&mine, &format!("/mijn/voorbereiden/{version}")).to_owned();
        assert_eq!(student.post(&prepare, &[("woorden", " ")]).await.status, 422, "nothing at all");
        let long = "x".repeat(2001);
        let refused = student.post(&prepare, &[("woorden", &long), ("anders", "Meer tijd.")]).await;
        assert!(refused.status == 422 && refused.has("id=\"woorden-error\"") && refused.has("Meer tijd."));
        for words in ["Soms.", "Een stille plek is er soms.", "Een stille plek is er soms."] {
            let fields = [("gebeurt-1", "not_at_all"), ("woorden", words), ("anders", "Een vaste plek.")];
            assert_eq!(student.post(&prepare, &fields).await.status, 303);
        }
        assert!(student.get(&prepare).await.has("Een stille plek is er soms."), "what was said can be changed");
        let talk = coach.get(&form).await;
        assert!(
            talk.has("Een stille plek is er soms.") && talk.has("Een vaste plek.") && talk.has("zegt: Helemaal niet"),
            "{}",
            talk.body
        );
        assert!(!talk.has(">Soms.<"), "the last one stands");

        // What the student wrote is no one else's to read or to write.
        for role in ["administrator", "privacy_officer", "student", "guardian", "coach"] {
            let one = house.sign_in(role).await;
            assert_eq!(one.get(&prepare).await.status, 404, "{role}");
            assert_eq!(one.post(&prepare, &[("woorden", "Zo.")]).await.status, 404, "{role}");
        }
        for role in ["administrator", "privacy_officer", "student"] {
            assert_eq!(house.sign_in(role).await.get(&plans).await.status, 404, "{role}");
        }

        // Taken back, twice; planned anew; and the talk ends what was planned and prepared.
        for _ in 0..2 {
            assert_eq!(coach.post(&plans, &[("terug", file)]).await.status, 303);
        }
        assert!(!student.get("/mijn").await.has("Lokaal B12"));
        let again = [("rij", version), ("wie", "alle"), ("dag", "5-10-2026")];
        assert_eq!(coach.post(&plans, &again).await.status, 303);
        assert!(student.get("/mijn").await.has("5 oktober 2026"));
        let mut held = vec![("dag", "15-9-2026"), ("samen", "ja"), ("vervolg", "goes_on")];
        let names: Vec<String> = (1..=20).map(|n| format!("gelukt-{n}")).collect();
        held.extend(names.iter().map(|name| (name.as_str(), "mostly")));
        assert_eq!(coach.post(&form, &held).await.status, 303);
        let mine = student.get("/mijn").await;
        assert!(!mine.has("5 oktober 2026") && !mine.has("Je bereidde"), "{}", mine.body);
        let done = coach.get("/evaluaties?lijst=held").await;
        assert!(done.has(&format!("/afspraken/{version}\"")), "{}", done.body);
        assert!(coach.get(&format!("/dossiers/{file}")).await.has("samen teruggekeken op de afspraken"));
        for address in ["/evaluaties?lijst=nooit", "/evaluaties?team=zorg"] {
            assert_eq!(coach.get(address).await.status, 404, "{address}");
        }
    });
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[test]
fn planned_prepared_and_held_on_sqlite() {
    planned_prepared_and_held(own_house(false));
}

#[test]
fn planned_prepared_and_held_on_postgres() {
    planned_prepared_and_held(own_house(true));
}
