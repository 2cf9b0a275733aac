//! The way to work, and absence, over HTTP: begun on the file, offered, owed until then, read by the student, handed over with their yes.

use crate::fixture::{House, Page, Visitor, own_house};
use crate::path::link;
use access::{Role, Scope};
use time::{Date, Duration};

fn typed(day: Date) -> String {
    format!("{}-{}-{}", day.day(), u8::from(day.month()), day.year())
}

/// Sends a form of a page that was just looked at: how much was noted goes with it.
async fn sends(who: &Visitor<'_>, page: &str, fields: &[(&str, &str)]) -> Page {
    let stand = who.get(page).await.value("stand").unwrap_or_default().to_owned();
    who.post(page, &[fields, &[("stand", stand.as_str())]].concat()).await
}

fn begun_offered_and_read(house: &'static House) {
    house.run(async {
        let coach = house.sign_in("coach").await;
        let today = house.now().day;
        // Somebody of the coach for whom nothing was begun in the demo.
        let list = coach.get("/dossiers").await;
        let mut found = None;
        for part in list.body.split("href=\"/dossiers/").skip(1) {
            let id = part.split(['"', '?']).next().unwrap_or_default();
            let here = format!("/dossiers/{id}/naar-werk");
            if id.len() < 32 {
                continue;
            }
            let page = coach.get(&here).await;
            let (none, begins) = (page.has("Er is nog geen route."), page.has("Begin een route"));
            if none && !begins && page.has("Dat is een jaar voor het geplande einde.") {
                // More than a year before the end: no button, and no way around it.
                assert_eq!(coach.post(&here, &[("doe", "begin")]).await.status, 303);
                assert!(coach.get(&here).await.has("Er is nog geen route."), "{here}");
            }
            // In the last year, and no graduate: of that one there is a diploma.
            if none && begins && page.has("Het einde van de opleiding staat op") {
                found = Some((id.to_owned(), here));
                break;
            }
        }
        let (id, here) = found.expect("somebody without a route");
        let file = format!("/dossiers/{id}");
        assert_eq!(link(&coach.get(&file).await, &here), here, "the file leads there");
        let view = house.store.file_view(&house.actor("coach").await, id.parse().unwrap(), house.now()).await.unwrap();
        let account = house.store.account_add("naarwerk@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("naarwerk@year.example", "student").await;
        let own_page = format!("/mijn/naar-werk/{id}");
        assert!(student.get(&own_page).await.has("Er is nog geen route naar werk."));

        for _ in 0..2 {
            let sent = coach.post(&here, &[("doe", "begin")]).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some(here.as_str())), "sent twice is once");
        }
        let page = coach.get(&here).await;
        assert!(page.has("Er is nog niets aangeboden.") && !page.has("Begin een route"), "{}", page.body);

        // Nothing, and what is no day: each is said at its field, and what was typed stays.
        let step = [("doe", "step"), ("route", "1")];
        let empty = sends(&coach, &here, &step).await;
        for field in ["step-keuze-error", "step-dag-error", "step-woorden-error"] {
            assert!(empty.status == 422 && empty.has(&format!("id=\"{field}\"")), "{field}: {}", empty.body);
        }
        let words = "Belt de kwekerij over een proefdag.";
        let half = sends(&coach, &here, &[step[0], step[1], ("step-woorden", words), ("step-dag", "ooit")]).await;
        assert!(half.status == 422 && half.has(words) && half.has("ooit"), "{}", half.body);
        let (soon, day) = (typed(today + Duration::days(20)), typed(today));
        let whole = [step[0], step[1], ("step-keuze", "guide"), ("step-woorden", words), ("step-dag", &soon)];
        for _ in 0..2 {
            assert_eq!(sends(&coach, &here, &whole).await.status, 303);
        }
        assert_eq!(
            coach.get(&here).await.body.matches("<section class=\"mee-card\">").count(),
            1,
            "sent twice is one step"
        );
        let offer =
            [("doe", "offer"), ("route", "1"), ("offer-dag", day.as_str()), ("offer-woorden", "Elke maand bellen.")];
        assert_eq!(sends(&coach, &here, &offer).await.status, 303);
        let page = coach.get(&here).await;
        assert!(page.has("Er is nog geen antwoord."), "no answer is no no: {}", page.body);
        let answer = [("doe", "answer"), ("route", "1"), ("answer-keuze", "taken"), ("answer-dag", day.as_str())];
        assert_eq!(sends(&coach, &here, &answer).await.status, 303);

        // What is planned within two weeks is on the list of whoever works with the student, until it is done.
        assert!(!coach.get("/naar-werk?lijst=contact").await.has(&id), "the step is later");
        let near = typed(today + Duration::days(5));
        let plan = [("doe", "plan"), ("route", "1"), ("plan-dag", near.as_str())];
        assert_eq!(sends(&coach, &here, &plan).await.status, 303);
        let planned = coach.get("/naar-werk?lijst=contact").await;
        assert!(planned.has(&id) && planned.has("Contact gepland op"), "{}", planned.body);
        assert!(house.sign_in("care_coordinator").await.get("/naar-werk?lijst=contact").await.has(&id));

        // The student reads it, says what they want and how to be reached; what is not whole is said.
        let own = student.get(&own_page).await;
        assert!(own.has(words) && !own.has("name=\"route\""), "{}", own.body);
        let bare = sends(&student, &own_page, &[("doe", "reach"), ("reach-keuze", "telephone")]).await;
        assert!(bare.status == 422 && bare.has("id=\"reach-woorden-error\""), "{}", bare.body);
        let reach = [("doe", "reach"), ("reach-keuze", "telephone"), ("reach-woorden", "06 12345678")];
        assert_eq!(sends(&student, &own_page, &reach).await.status, 303);
        let wish = [("doe", "wish"), ("wish-woorden", "Werken met planten.")];
        assert_eq!(sends(&student, &own_page, &wish).await.status, 303);
        assert_eq!(sends(&student, &own_page, &offer).await.status, 400, "the school offers, not the student");
        let page = coach.get(&here).await;
        assert!(page.has("06 12345678") && page.has("Werken met planten."), "{}", page.body);

        // Without a diploma no municipality goes on, and there is no document.
        let goes_on = [("doe", "municipality"), ("route", "1"), ("municipality-dag", day.as_str())];
        let refused = sends(&coach, &here, &goes_on).await;
        assert!(refused.status == 409 && refused.has("Er staat geen diploma."), "{}", refused.body);
        let document = coach.get(&format!("{here}/overgangsdocument?in=nl")).await;
        assert_eq!((document.status, document.location.as_deref()), (303, Some(here.as_str())));
        for role in ["administrator", "privacy_officer", "guardian", "student", "teacher", "policy_officer"] {
            let other = house.sign_in(role).await;
            assert_eq!(other.get(&here).await.status, 404, "{role}");
            assert_eq!(other.post(&here, &[("doe", "begin")]).await.status, 404, "{role}");
            assert_eq!(other.post(&here, &offer).await.status, 404, "{role}");
            assert_eq!(other.get(&format!("{here}/overgangsdocument?in=nl")).await.status, 404, "{role}");
        }

        // What was shown before something was noted is shown again, and what was typed stays.
        let stale = [step[0], step[1], ("stand", "1.0"), ("step-woorden", "Nog een brief.")];
        let meanwhile = coach.post(&here, &stale).await;
        assert!(meanwhile.status == 409 && meanwhile.has("Nog een brief."), "{}", meanwhile.body);
        assert!(meanwhile.has("Er is net iets opgeschreven."), "{}", meanwhile.body);
        let unseen = student.post(&own_page, &[("doe", "wish"), ("wish-woorden", "Toch iets anders.")]).await;
        assert!(unseen.status == 409 && unseen.has("Er is net iets opgeschreven."), "{}", unseen.body);

        // It ends, another tab finds that, and the end is said to be a mistake.
        let end = [("doe", "end"), ("route", "1"), ("end-keuze", "wish")];
        for _ in 0..2 {
            assert_eq!(sends(&coach, &here, &end).await.status, 303);
        }
        let late = sends(
            &coach,
            &here,
            &[step[0], step[1], ("step-keuze", "guide"), ("step-woorden", "Nog iets."), ("step-dag", &soon)],
        )
        .await;
        assert!(late.status == 409 && late.has("De route is al afgesloten.") && late.has("Nog iets."), "{}", late.body);
        let own_page = format!("/mijn/naar-werk/{id}");
        assert!(student.get(&own_page).await.has("Geen begeleiding meer gewenst"));
        assert_eq!(coach.post(&here, &[("doe", "begon")]).await.status, 400);
    });
}

#[test]
fn begun_offered_and_read_on_sqlite() {
    begun_offered_and_read(own_house(false));
}

#[test]
fn begun_offered_and_read_on_postgres() {
    begun_offered_and_read(own_house(true));
}

/// A graduate of the demo, a year on: the municipality goes on, and the document is a PDF for who may have it.
#[test]
fn the_document_is_made_with_the_yes_of_the_graduate() {
    let house = crate::fixture::house();
    house.run(async {
        let care = house.sign_in("care_coordinator").await;
        let graduate = |person: &demo::Person| {
            let [only] = person.enrolments.as_slice() else { return false };
            person.number_known
                && person.coach.is_some()
                && only.left.is_some_and(|(on, why)| {
                    why == 1 && on < house.now().day && house.now().day - on < Duration::days(300)
                })
        };
        let all: Vec<usize> =
            house.school.people.iter().enumerate().filter(|(_, one)| graduate(one)).map(|(at, _)| at).collect();
        let mut made = 0;
        for at in all {
            let here = format!("/dossiers/{}/naar-werk", house.file(at).await);
            let page = care.get(&here).await;
            if !page.has("overgangsdocument") {
                continue;
            }
            made += 1;
            assert!(page.has("De gemeente gaat verder sinds"), "{}", page.body);
            for language in ["nl", "en"] {
                let pdf = care.get_bytes(&format!("{here}/overgangsdocument?in={language}")).await;
                assert!(pdf.starts_with(b"%PDF-"), "{language}");
            }
        }
        assert!(made > 0, "the demo has a graduate for whom the municipality goes on");
    });
}

/// The document goes to one person outside, after the yes of the student for that one, and until their no.
fn read_by_one_person_outside(house: &'static House) {
    house.run(async {
        let care = house.sign_in("care_coordinator").await;
        let today = house.now().day;
        // Somebody of 19 or more, in their last year, for whom nothing was begun.
        let fits = |person: &demo::Person| {
            let [only] = person.enrolments.as_slice() else { return false };
            let soon = only.planned > today && only.planned - today < Duration::days(360);
            person.number_known && only.left.is_none() && soon && today.year() - person.birth.parts().0 >= 20
        };
        let all = house.school.people.iter().enumerate().filter(|(_, one)| fits(one)).map(|(at, _)| at);
        let mut found = None;
        for at in all.collect::<Vec<_>>() {
            let file = house.file(at).await;
            let page = care.get(&format!("/dossiers/{file}/naar-werk")).await;
            if page.has("Er is nog geen route.") && page.has("Begin een route") {
                found = Some(file);
                break;
            }
        }
        let file = found.expect("somebody without a route");
        let (here, own_page) = (format!("/dossiers/{file}/naar-werk"), format!("/mijn/naar-werk/{file}"));
        assert_eq!(care.post(&here, &[("doe", "begin")]).await.status, 303);
        let actor = house.actor("care_coordinator").await;
        let view = house.store.file_view(&actor, file, house.now()).await.unwrap();
        let account = house.store.account_add("buiten@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("buiten@year.example", "student").await;

        let off = care.get(&here).await;
        assert!(off.has("Mail staat niet aan") && !off.has("Vraag of iemand het document mag lezen"), "{}", off.body);
        house.store.mail_pass(house.now()).await.unwrap();
        let question = [("doe", "ask"), ("route", "1")];
        let empty = sends(&care, &here, &question).await;
        for field in ["ontvanger", "naam", "organisatie", "email", "tot"] {
            assert!(empty.status == 422 && empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        let until = typed(today + Duration::days(60));
        let whole = [
            question[0],
            question[1],
            ("ontvanger", "next_school"),
            ("naam", "Fatima el Idrissi"),
            ("organisatie", "Voorbeeldschool"),
            ("email", "f.elidrissi@school.example"),
            ("tot", until.as_str()),
        ];
        // The municipality is for who has a diploma.
        let mut town = whole;
        town[2].1 = "municipality";
        let refused = sends(&care, &here, &town).await;
        assert!(refused.status == 409 && refused.has("Er staat geen diploma."), "{}", refused.body);
        assert!(refused.has("value=\"Fatima el Idrissi\""), "nothing is lost: {}", refused.body);
        assert_eq!(sends(&care, &here, &whole).await.status, 303);
        let twice = sends(&care, &here, &whole).await;
        assert!(twice.status == 422 && twice.has("Met dit adres deel je al"), "{}", twice.body);
        assert!(house.store.mail_take(house.now()).await.unwrap().is_none(), "asked is no yes");

        // The student reads who it is, and says yes: only now a link goes.
        let own = student.get(&own_page).await;
        assert!(own.has("Fatima el Idrissi") && own.has("Wacht op een ja"), "{}", own.body);
        let place = own.value("over").expect("a question").to_owned();
        let (said, bare) = (format!("allow-{place}-ja"), [("doe", "allow"), ("over", place.as_str())]);
        // Nobody of the school says it for them.
        let [who, on] = ["keuze", "dag"].map(|part| format!("allow-{place}-{part}"));
        let day = typed(today);
        let by_hand = [
            bare[0],
            bare[1],
            ("route", "1"),
            (who.as_str(), "graduate"),
            (said.as_str(), "yes"),
            (on.as_str(), day.as_str()),
        ];
        let refused = sends(&care, &here, &by_hand).await;
        assert!(refused.status == 422 && refused.has(&format!("id=\"{said}-error\"")), "{}", refused.body);
        assert!(house.store.mail_take(house.now()).await.unwrap().is_none(), "no link goes");
        let nothing = sends(&student, &own_page, &bare).await;
        assert!(nothing.status == 422 && nothing.has(&format!("id=\"{said}-error\"")), "{}", nothing.body);
        let yes = [bare[0], bare[1], (said.as_str(), "yes")];
        assert_eq!(sends(&student, &own_page, &yes).await.status, 303);
        let mail = house.store.mail_take(house.now()).await.unwrap().expect("a mail");
        let link = mail.path.reveal().clone();
        let guest = house.visitor();
        let paper = format!("{link}/overgangsdocument?in=nl");
        let door = guest.get(&paper).await;
        assert_eq!(
            (door.status, door.location.as_deref()),
            (303, Some(link.as_str())),
            "without a code there is no document"
        );
        assert_eq!(guest.get("/gedeeld/x/overgangsdocument").await.status, 404);
        assert_eq!(guest.post(&link, &[("doe", "stuur")]).await.status, 303);
        let mail = house.store.mail_take(house.now()).await.unwrap().expect("a code");
        let code = mail.code.expect("six digits").reveal().clone();
        assert_eq!(guest.post(&link, &[("doe", "open"), ("code", &code)]).await.status, 303);
        let read = guest.get(&link).await;
        assert!(read.has("laat je het overgangsdocument lezen van"), "{}", read.body);
        assert!(read.has("Aan de volgende school") || read.has("vindt het goed dat je dit leest"), "{}", read.body);
        let pdf = guest.get_bytes(&paper).await;
        assert!(pdf.starts_with(b"%PDF-"));

        // Both see who came in and when; the student sees the looks too.
        for page in [care.get(&here).await, student.get(&own_page).await] {
            assert!(page.has("Kwam binnen op"), "{}", page.body);
        }
        let looks = student.get("/mijn/inzage").await;
        assert!(looks.has("Fatima el Idrissi"), "{}", looks.body);

        // The student stops it from their own page: whoever reads at that moment reads no more.
        let share = student.get(&own_page).await.value("stop").expect("a button").to_owned();
        assert_eq!(student.post("/mijn/gedeeld", &[("stop", &share)]).await.status, 303);
        assert!(guest.get(&link).await.has("Dat is nu gestopt"));
        let gone = guest.get(&paper).await;
        assert_eq!((gone.status, gone.location.as_deref()), (303, Some(link.as_str())));
        let late = sends(&student, &own_page, &yes).await;
        assert!(late.status == 409 && late.has("Deze vraag is gestopt of voorbij."), "{}", late.body);
        let other = house.sign_in("student").await;
        assert_eq!(other.get(&own_page).await.status, 404);
        assert_eq!(other.post(&own_page, &yes).await.status, 404);
    });
}

#[test]
fn read_by_one_person_outside_on_sqlite() {
    read_by_one_person_outside(own_house(false));
}

#[test]
fn read_by_one_person_outside_on_postgres() {
    read_by_one_person_outside(own_house(true));
}

/// The lists: for who works with students, each of their own, and found from where they are.
#[test]
fn lists_of_routes_are_for_who_works_with_students() {
    let house = crate::fixture::house();
    house.run(async {
        let coach = house.sign_in("coach").await;
        assert_eq!(link(&coach.get("/dossiers").await, "/naar-werk"), "/naar-werk");
        for list in ["", "?lijst=contact", "?lijst=lost", "?lijst=decide", "?na=25", "?lijst=begin&na=25"] {
            let page = coach.get(&format!("/naar-werk{list}")).await;
            assert!(page.status == 200 && page.has("Beslissen"), "{list}: {}", page.body);
        }
        for wrong in ["?lijst=alles", "?na=-1", "?na=x", "?team=x"] {
            assert_eq!(coach.get(&format!("/naar-werk{wrong}")).await.status, 404, "{wrong}");
        }
        let care = house.sign_in("care_coordinator").await;
        assert_eq!(care.get("/naar-werk").await.status, 200);
        for role in ["administrator", "privacy_officer", "guardian", "student", "teacher", "policy_officer"] {
            assert_eq!(house.sign_in(role).await.get("/naar-werk").await.status, 404, "{role}");
        }
    });
}

fn absence_is_reported(house: &'static House) {
    house.run(async {
        let coach = house.sign_in("coach").await;
        let today = house.now().day;
        let file = house.file(0).await;
        let here = format!("/dossiers/{file}/verzuim");
        assert_eq!(link(&coach.get(&format!("/dossiers/{file}")).await, &here), here);
        let empty = coach.post(&here, &[]).await;
        for field in ["sinds-error", "startkwalificatie-error"] {
            assert!(empty.status == 422 && empty.has(&format!("id=\"{field}\"")), "{field}: {}", empty.body);
        }
        let half = coach.post(&here, &[("sinds", "ooit"), ("startkwalificatie", "nee")]).await;
        assert!(half.status == 422 && half.has("ooit"), "{}", half.body);
        let since = typed(today - Duration::days(20));
        let whole = [("sinds", since.as_str()), ("startkwalificatie", "nee")];
        for _ in 0..2 {
            assert_eq!(coach.post(&here, &whole).await.status, 303, "sent twice is once");
        }
        assert_eq!(coach.get(&here).await.body.matches("<section class=\"mee-card\">").count(), 1);
        let bare = sends(&coach, &here, &[("verzuim", "1"), ("doe", "reported")]).await;
        assert!(bare.status == 422 && bare.has("id=\"dag-1-error\""), "{}", bare.body);
        let day = typed(today);
        let reported = [("verzuim", "1"), ("doe", "reported"), ("dag-1", day.as_str())];
        let unseen = coach.post(&here, &reported).await;
        assert!(unseen.status == 422 && unseen.has("Er is net iets opgeschreven."), "{}", unseen.body);
        assert_eq!(sends(&coach, &here, &reported).await.status, 303);
        assert!(coach.get(&here).await.has("Gemeld op"));
        assert_eq!(coach.post(&here, &[("verzuim", "een"), ("doe", "back")]).await.status, 400);
        for role in ["administrator", "privacy_officer", "guardian", "student", "teacher", "policy_officer"] {
            let other = house.sign_in(role).await;
            assert_eq!(other.get(&here).await.status, 404, "{role}");
            assert_eq!(other.post(&here, &whole).await.status, 404, "{role}");
        }
    });
}

#[test]
fn absence_is_reported_on_sqlite() {
    absence_is_reported(own_house(false));
}

#[test]
fn absence_is_reported_on_postgres() {
    absence_is_reported(own_house(true));
}
