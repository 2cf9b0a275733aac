//! Everything about me, over HTTP: asked by the student, by a parent and on paper; a look each time, and nobody else's.

use crate::fixture::{House, own_house};

fn asked_by_the_student_and_on_paper(house: &'static House) {
    house.run(async {
        let student = house.sign_in("student").await;
        assert!(student.get("/mijn").await.has("href=\"/mijn/alles\""));
        let page = student.get("/mijn/alles").await;
        for language in ["nl", "en", "json"] {
            assert!(page.has(&format!("/mijn/alles/bestand?in={language}\"")), "{}", page.body);
        }
        let back = student.get("/mijn/alles/bestand").await;
        assert_eq!((back.status, back.location.as_deref()), (303, Some("/mijn/alles")), "as what is not said");
        let seen = store::testing::audited(&house.store, house.tenant, 0).await.len();
        let file = student.get("/mijn/alles/bestand?in=json").await;
        assert_eq!(file.headers["content-type"], "application/json");
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"alles.json\"");
        assert_eq!(file.headers["cache-control"], "no-store");
        let events = store::testing::audited(&house.store, house.tenant, 0).await;
        assert_eq!(events.len(), seen + 1, "what leaves is a look");
        let own: serde_json::Value = serde_json::from_str(&file.body).unwrap();
        assert!(own["person"].as_array().is_some_and(|rows| rows.len() == 1) && own["looks"].is_array(), "{own}");
        for (language, name) in [("nl", "alles"), ("en", "everything")] {
            let pdf = student.get(&format!("/mijn/alles/bestand?in={language}")).await;
            assert!(pdf.status == 200 && pdf.body.starts_with("%PDF-"), "{}", pdf.status);
            assert_eq!(pdf.headers["content-disposition"], format!("attachment; filename=\"{name}.pdf\""));
        }

        // A parent gets what a parent reads, and not what a child says itself.
        let parent = house.sign_in("guardian").await;
        let hers: serde_json::Value =
            serde_json::from_str(&parent.get("/mijn/alles/bestand?in=json").await.body).unwrap();
        assert!(hers["read_by"] == "parent" && hers.get("guardian_allowance").is_none(), "{hers}");

        // On paper: the privacy officer finds the student, and gives it; the same rows.
        let access::Actor::Member(me) = house.actor("student").await else { panic!("a member") };
        let access::Scope::Person(person) = me.scope else { panic!("a student is one person") };
        let known = store::testing::known(&house.store, house.tenant, house.now().day).await;
        let of = known.iter().find(|one| one.person == person).expect("their file").file;
        let officer = house.sign_in("privacy_officer").await;
        let here = format!("/privacy/dossiers/{of}");
        let asks = officer.get(&here).await;
        assert!(
            asks.has(&format!("{here}/alles?in=nl\"")) && asks.has(&format!("{here}/alles?in=json\"")),
            "{}",
            asks.body
        );
        let paper: serde_json::Value =
            serde_json::from_str(&officer.get(&format!("{here}/alles?in=json")).await.body).unwrap();
        assert_eq!(paper["agreement_version"], own["agreement_version"]);
        assert_eq!(paper["need"], own["need"]);
        assert!(officer.get(&format!("{here}/alles?in=nl")).await.body.starts_with("%PDF-"));
        let back = officer.get(&format!("{here}/alles")).await;
        assert_eq!((back.status, back.location), (303, Some(here.clone())));
        let looks = student.get("/mijn/inzage").await;
        assert!(looks.has("Maakte alles wat er staat"), "the student reads that it was made: {}", looks.body);
        for role in ["coach", "care_coordinator", "administrator", "student", "guardian"] {
            let other = house.sign_in(role).await;
            assert_eq!(other.get(&format!("{here}/alles?in=json")).await.status, 404, "{role}");
        }
        for role in ["coach", "care_coordinator", "administrator", "privacy_officer"] {
            let other = house.sign_in(role).await;
            for path in ["/mijn/alles", "/mijn/alles/bestand?in=json"] {
                assert_eq!(other.get(path).await.status, 404, "{role} {path}");
            }
        }
    });
}

#[test]
fn asked_by_the_student_and_on_paper_on_sqlite() {
    asked_by_the_student_and_on_paper(own_house(false));
}

#[test]
fn asked_by_the_student_and_on_paper_on_postgres() {
    asked_by_the_student_and_on_paper(own_house(true));
}
