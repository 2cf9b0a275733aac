//! Referring over HTTP: from the file to the next line and back, in two tabs, by who may.

use crate::fixture::{House, own_house};
use crate::path::link;

fn from_the_file_to_the_next_line(house: &'static House) {
    house.run(async {
        let coach = house.sign_in("coach").await;
        let care = house.sign_in("care_coordinator").await;
        // The demo school lives it: asked, waiting, helped and closed, and a line that is full.
        for stand in ["", "?stand=waiting", "?stand=accepted", "?stand=closed"] {
            assert!(care.get(&format!("/zorg{stand}")).await.has("href=\"/zorg/"), "{stand}");
        }
        // Somebody about whom nothing was asked yet.
        let files = coach.get("/dossiers").await;
        let mut ask = String::new();
        for file in files.body.split("href=\"").filter_map(|rest| rest.split('"').next()) {
            if !file.starts_with("/dossiers/") || file.contains('?') {
                continue;
            }
            let form = format!("{file}/doorverwijzen");
            let tried = coach.post(&form, &[("lijn", "second"), ("vraag", ""), ("ja", "")]).await;
            assert_eq!(tried.status, 422);
            let page = coach.get(file).await;
            assert!(page.has(&form), "the file leads there");
            let sent = coach.post(&form, &[("lijn", "second"), ("vraag", "Wie helpt met plannen?"), ("ja", "")]).await;
            if sent.status == 303 {
                ask = form;
                break;
            }
            assert_eq!(sent.status, 409, "one goes on already: {}", sent.body);
            assert!(sent.has("Wie helpt met plannen?") && sent.has("href=\"/zorg/"), "what was typed is kept");
        }
        assert!(!ask.is_empty());

        // Nothing filled in, a day that cannot be, and outside without a yes: said beside the field, and nothing is lost.
        let empty = coach.post(&ask, &[("lijn", ""), ("vraag", ""), ("ja", "31-2-2026")]).await;
        assert_eq!(empty.status, 422);
        for field in ["lijn", "vraag", "ja"] {
            assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        let outside = coach.post(&ask, &[("lijn", "third"), ("vraag", "Wie rijdt mee?"), ("ja", "")]).await;
        assert!(outside.status == 422 && outside.has("id=\"ja-error\"") && outside.has("Wie rijdt mee?"));
        let tomorrow = coach.post(&ask, &[("lijn", "third"), ("vraag", "Wie rijdt mee?"), ("ja", "1-1-2099")]).await;
        assert!(tomorrow.status == 422 && tomorrow.has("moet nog komen"), "{}", tomorrow.body);

        let again = coach.post(&ask, &[("lijn", "second"), ("vraag", "Wie helpt met plannen?"), ("ja", "")]).await;
        let one = again.location.clone().unwrap_or_default();
        assert!(again.status == 303 && one.starts_with("/zorg/"), "sent twice is one: {}", again.body);
        let page = coach.get(&one).await;
        assert!(
            page.has("Wie helpt met plannen?") && !page.has("value=\"accept\""),
            "a coach does not answer for others"
        );
        let refused = coach.post(&one, &[("wat", "accept"), ("woorden", "")]).await;
        assert_eq!(refused.status, 404);

        // The second line is full in the demo: nobody is accepted, and the list is offered.
        let full = care.post(&one, &[("wat", "accept"), ("woorden", "Haast.")]).await;
        assert!(full.status == 422 && full.has("id=\"wat-error\"") && full.has("Haast."), "{}", full.body);
        assert_eq!(care.post(&one, &[("wat", "queue"), ("woorden", "")]).await.status, 303);
        assert_eq!(care.post(&one, &[("wat", "queue"), ("woorden", "")]).await.status, 303, "sent twice is one");
        let silent = care.post(&one, &[("wat", "refuse"), ("woorden", " ")]).await;
        assert!(silent.status == 422 && silent.has("id=\"woorden-error\""));
        assert_eq!(care.post(&one, &[("wat", ""), ("woorden", "")]).await.status, 422);
        assert!(coach.get(&one).await.has("Er staat nog niets"), "somebody has to find something until then");
        let bridged = coach.post(&one, &[("wat", "meanwhile"), ("woorden", "Elke maandag een gesprek.")]).await;
        assert_eq!(bridged.status, 303);
        assert!(
            care.get("/zorg?stand=waiting").await.has(&one) && coach.get("/zorg?stand=waiting&van=mij").await.has(&one)
        );

        // The support team reads what waits for it, and nothing of the file before its yes; nor anything once it is taken back.
        let account = house.store.account_add("lijn@year.example", "Een trajectbegeleider", None, house.now()).await;
        house.give(account.unwrap(), access::Role::TrajectoryCounsellor, &access::Scope::Own).await;
        let line = house.sign_in_as("lijn@year.example", "trajectory_counsellor").await;
        let file = ask.trim_end_matches("/doorverwijzen");
        let read = line.get(&one).await;
        assert!(read.has("Wie helpt met plannen?") && read.has("dan zie je het dossier"), "{}", read.body);
        assert!(!read.has(&format!("href=\"{file}\"")) && line.get(file).await.status == 404);
        assert!(line.get("/zorg?stand=waiting").await.has(&one) && !line.get("/dossiers").await.has(file));

        // Another tab: what was done meanwhile is shown, and what was typed stays.
        assert_eq!(coach.post(&one, &[("wat", "withdraw"), ("woorden", "Het lukt weer.")]).await.status, 303);
        assert_eq!((line.get(&one).await.status, line.get(file).await.status), (404, 404));
        let late = care.post(&one, &[("wat", "refuse"), ("woorden", "Dit doet het team.")]).await;
        assert!(late.status == 409 && late.has("Dit doet het team."), "{}", late.body);
        assert!(link(&care.get("/zorg?stand=closed").await, "/zorg/").starts_with("/zorg/"));
        for role in ["administrator", "privacy_officer", "student", "teacher"] {
            let other = house.sign_in(role).await;
            for path in ["/zorg", &one, &ask] {
                assert_eq!(other.get(path).await.status, 404, "{role} {path}");
            }
        }
        assert_eq!(house.sign_in_as("coach2@demo.example", "coach").await.get(&one).await.status, 404);
        assert_eq!(care.get("/zorg?stand=later").await.status, 404);
        let student = house.sign_in("student").await;
        assert_eq!(student.get("/mijn/zorg").await.status, 200);
    });
}

#[test]
fn from_the_file_to_the_next_line_on_sqlite() {
    from_the_file_to_the_next_line(own_house(false));
}

#[test]
fn from_the_file_to_the_next_line_on_postgres() {
    from_the_file_to_the_next_line(own_house(true));
}
