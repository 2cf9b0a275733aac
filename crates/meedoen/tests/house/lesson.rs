//! A class over HTTP: from the groups to the lesson, one tap, two tabs, the paper, and the coach who looks into what fails.

use crate::fixture::{House, Page, own_house};

/// The first measure on the page of a class, as its form sends it.
fn first(page: &Page) -> (String, String) {
    let value = |name: &str| {
        let at =
            page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{}", page.body));
        at.split('"').next().unwrap().to_owned()
    };
    (value("versie"), value("regel"))
}

fn a_lesson(house: &'static House) {
    house.run(async {
        let teacher = house.sign_in("teacher").await;
        let groups = teacher.get("/klas").await;
        assert_eq!(groups.status, 200);
        // A group with something to do.
        let mut found = None;
        for part in groups.body.split("href=\"/klas/").skip(1) {
            let at = format!("/klas/{}", part.split('"').next().unwrap());
            let page = teacher.get(&at).await;
            assert_eq!(page.status, 200);
            if page.has("name=\"gelukt\"") {
                found = Some((at, page));
                break;
            }
        }
        let (at, page) = found.expect("the demo has something for a lesson");
        let (version, line) = first(&page);
        let anchor = format!("{at}#m-{version}-{line}");
        let tap = |mark: &'static str| {
            let (teacher, at, version, line) = (&teacher, &at, &version, &line);
            async move { teacher.post(at, &[("versie", version), ("regel", line), ("gelukt", mark)]).await }
        };
        for _ in 0..2 {
            let tapped = tap("worked").await;
            assert_eq!((tapped.status, tapped.location.as_deref()), (303, Some(anchor.as_str())), "{}", tapped.body);
        }
        let own = |page: &Page| {
            let (_, rest) = page.body.split_once(&format!("id=\"m-{version}-{line}\"")).unwrap();
            rest.split("</form>").next().unwrap().to_owned()
        };
        let said = own(&teacher.get(&at).await);
        assert!(said.contains("Gelukt") && !said.contains("value=\"worked\""), "{said}");
        assert!(said.contains("value=\"not_worked\"") && said.contains("value=\"taken_back\""), "{said}");
        assert_eq!(tap("taken_back").await.status, 303);
        assert!(own(&teacher.get(&at).await).contains("value=\"worked\""), "nothing is said any more");

        // What is no button of the page says so, and changes nothing.
        for (fields, status) in [
            (vec![], 400),
            (vec![("versie", version.as_str()), ("regel", line.as_str()), ("gelukt", "misschien")], 400),
            (vec![("versie", version.as_str()), ("regel", "99"), ("gelukt", "worked")], 409),
        ] {
            let sent = teacher.post(&at, &fields).await;
            assert_eq!(sent.status, status, "{}", sent.body);
        }
        let changed = teacher.post(&at, &[("versie", version.as_str()), ("regel", "99"), ("gelukt", "worked")]).await;
        assert!(changed.has("geldt nu iets anders") && changed.has("name=\"gelukt\""), "{}", changed.body);

        // Never a cause, the words of the student, or a way into the file.
        assert!(!page.has("/dossiers/") && !page.has("beperking"), "{}", page.body);
        for language in ["nl", "en"] {
            let paper = teacher.get(&format!("{at}/lijst?in={language}")).await;
            assert_eq!(paper.status, 200);
            assert!(paper.headers["content-type"].to_str().unwrap().contains("application/pdf"));
            let name = paper.headers["content-disposition"].to_str().unwrap();
            assert!(name.contains(if language == "nl" { "klas.pdf" } else { "class.pdf" }), "{name}");
        }
        let asked = teacher.get(&format!("{at}/lijst")).await;
        assert_eq!((asked.status, asked.location.as_deref()), (303, Some(at.as_str())), "the language is chosen there");
        for role in ["coach", "care_coordinator", "administrator", "student"] {
            let other = house.sign_in(role).await;
            for path in ["/klas".to_owned(), at.clone(), format!("{at}/lijst?in=nl")] {
                assert_eq!(other.get(&path).await.status, 404, "{role} {path}");
            }
        }

        // What failed for weeks is on the coach's list, and leads to where it is looked into.
        let coach = house.sign_in("coach").await;
        let list = coach.get("/werk?soort=mend").await;
        let path = list.body.split('"').find(|text| text.starts_with("/dossiers/") && text.ends_with("/lessen"));
        let path = path.unwrap_or_else(|| panic!("{}", list.body)).to_owned();
        let told = coach.get(&path).await;
        assert!(told.status == 200 && told.has("Niet gelukt") && told.has("Ik ging dit na"), "{}", told.body);
        let (version, line) = first(&told);
        assert_eq!(coach.post(&path, &[]).await.status, 400);
        for _ in 0..2 {
            let sent = coach.post(&path, &[("versie", &version), ("regel", &line)]).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some(path.as_str())), "twice is once");
        }
        let told = coach.get(&path).await;
        assert!(told.has("telt niet meer mee"), "{}", told.body);
        assert_eq!(teacher.get(&path).await.status, 404);
    });
}

#[test]
fn a_lesson_on_sqlite() {
    a_lesson(own_house(false));
}

#[test]
fn a_lesson_on_postgres() {
    a_lesson(own_house(true));
}
