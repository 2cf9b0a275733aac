//! The way to work, and absence, over HTTP: begun on the file, offered, owed until then, read by the student, handed over with their yes.

use crate::fixture::{House, own_house};
use crate::path::link;
use access::{Role, Scope};
use time::{Date, Duration};

fn typed(day: Date) -> String {
    format!("{}-{}-{}", day.day(), u8::from(day.month()), day.year())
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
        let empty = coach.post(&here, &step).await;
        for field in ["step-keuze-error", "step-dag-error", "step-woorden-error"] {
            assert!(empty.status == 422 && empty.has(&format!("id=\"{field}\"")), "{field}: {}", empty.body);
        }
        let words = "Belt de kwekerij over een proefdag.";
        let half = coach.post(&here, &[step[0], step[1], ("step-woorden", words), ("step-dag", "ooit")]).await;
        assert!(half.status == 422 && half.has(words) && half.has("ooit"), "{}", half.body);
        let (soon, day) = (typed(today + Duration::days(20)), typed(today));
        let whole = [step[0], step[1], ("step-keuze", "guide"), ("step-woorden", words), ("step-dag", &soon)];
        for _ in 0..2 {
            assert_eq!(coach.post(&here, &whole).await.status, 303);
        }
        assert_eq!(
            coach.get(&here).await.body.matches("<section class=\"mee-card\">").count(),
            1,
            "sent twice is one step"
        );
        let offer =
            [("doe", "offer"), ("route", "1"), ("offer-dag", day.as_str()), ("offer-woorden", "Elke maand bellen.")];
        assert_eq!(coach.post(&here, &offer).await.status, 303);
        let page = coach.get(&here).await;
        assert!(page.has("Er is nog geen antwoord."), "no answer is no no: {}", page.body);
        let answer = [("doe", "answer"), ("route", "1"), ("answer-keuze", "taken"), ("answer-dag", day.as_str())];
        assert_eq!(coach.post(&here, &answer).await.status, 303);

        // The student reads it, says what they want and how to be reached; what is not whole is said.
        let own = student.get(&own_page).await;
        assert!(own.has(words) && !own.has("name=\"route\""), "{}", own.body);
        let bare = student.post(&own_page, &[("doe", "reach"), ("reach-keuze", "telephone")]).await;
        assert!(bare.status == 422 && bare.has("id=\"reach-woorden-error\""), "{}", bare.body);
        let reach = [("doe", "reach"), ("reach-keuze", "telephone"), ("reach-woorden", "06 12345678")];
        assert_eq!(student.post(&own_page, &reach).await.status, 303);
        let wish = [("doe", "wish"), ("wish-woorden", "Werken met planten.")];
        assert_eq!(student.post(&own_page, &wish).await.status, 303);
        assert_eq!(student.post(&own_page, &offer).await.status, 400, "the school offers, not the student");
        let page = coach.get(&here).await;
        assert!(page.has("06 12345678") && page.has("Werken met planten."), "{}", page.body);

        // Without a diploma no municipality goes on, and there is no document.
        let goes_on = [("doe", "municipality"), ("route", "1"), ("municipality-dag", day.as_str())];
        let refused = coach.post(&here, &goes_on).await;
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

        // It ends, another tab finds that, and the end is said to be a mistake.
        let end = [("doe", "end"), ("route", "1"), ("end-keuze", "wish")];
        for _ in 0..2 {
            assert_eq!(coach.post(&here, &end).await.status, 303);
        }
        let late = coach
            .post(
                &here,
                &[step[0], step[1], ("step-keuze", "guide"), ("step-woorden", "Nog iets."), ("step-dag", &soon)],
            )
            .await;
        assert!(late.status == 409 && late.has("De route is al afgesloten."), "{}", late.body);
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
        let bare = coach.post(&here, &[("verzuim", "1"), ("doe", "reported")]).await;
        assert!(bare.status == 422 && bare.has("id=\"dag-1-error\""), "{}", bare.body);
        let day = typed(today);
        let reported = [("verzuim", "1"), ("doe", "reported"), ("dag-1", day.as_str())];
        assert_eq!(coach.post(&here, &reported).await.status, 303);
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
