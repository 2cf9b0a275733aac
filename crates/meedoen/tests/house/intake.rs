//! The talk of an intake over HTTP: planned, told, held and written down, and what the applicant reads of it.

use crate::fixture::{House, Page, Visitor, own_house};
use register::intake::{owed::Work, timely::Side};
use register::meeting::Consenter;
use store::file::applications::Asked;

/// The first link on a page that begins and ends so.
fn link(body: &str, begins: &str, ends: &str) -> Option<String> {
    let hrefs = body.split("href=\"").filter_map(|rest| rest.split('"').next());
    hrefs.filter(|href| href.starts_with(begins) && href.ends_with(ends)).map(str::to_owned).next()
}

/// Sends a form with what the page shows now.
async fn as_shown(visitor: &Visitor<'_>, at: &str, fields: &[(&str, &str)]) -> Page {
    let stand = visitor.get(at).await.value("stand").unwrap_or_default().to_owned();
    visitor.post(at, &[fields, &[("stand", stand.as_str())]].concat()).await
}

fn planned_told_held_and_written_down(house: &'static House) {
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        assert!(intaker.get("/werk").await.has("Bij de intake wachten"), "what waits stands on the desk");
        for (work, state) in [("tell", "Staat gepland"), ("report", "Geweest, nog niet opgeschreven")] {
            let list = intaker.get(&format!("/intake?werk={work}")).await;
            assert!(list.has(state), "the demo school lives it: {work} {}", list.body);
        }
        assert_eq!(intaker.get("/intake?werk=iets").await.status, 404);
        // Who applied by 1 April and who later: the numbers are those of the lists, whatever else is chosen.
        assert_eq!(intaker.get("/intake?aangemeld=ooit").await.status, 404);
        let by = house.actor("intaker").await;
        let of = async |asked| house.store.application_list(&by, asked, None, house.now()).await.unwrap();
        for work in [None, Some(Work::Plan)] {
            let all = of(Asked { work, ..Asked::default() }).await;
            let mut found = 0;
            for side in Side::ALL.iter().copied() {
                let list = of(Asked { work, side: Some(side), ..Asked::default() }).await;
                let said: i64 = all.sides.iter().filter(|(one, _)| *one == side).map(|(_, count)| *count).sum();
                assert_eq!(list.total, said, "{side:?} {work:?}");
                assert!(list.rows.iter().all(|row| row.timely.side() == side), "{side:?}");
                found += list.total;
            }
            assert!(found == all.total && found > 0, "each is on one side: {found}");
        }
        let late = intaker.get("/intake?aangemeld=late&werk=plan").await;
        assert!(late.has("aangemeld=late") && late.has("selected"), "kept in every link: {}", late.body);
        let list = intaker.get("/intake?werk=plan").await;
        let talk = link(&list.body, "/intake/", "/gesprek").expect("somebody without a talk");
        let page = intaker.get(&talk).await;
        assert!(page.has("1 april") && !page.has("value=\"verslag\""), "{}", page.body);
        let mut plan =
            [("doe", "plan"), ("dag", "31-9-2026"), ("tijd", "laat"), ("plaats", "Lokaal 1.12"), ("met", "")];
        let wrong = as_shown(&intaker, &talk, &plan).await;
        assert_eq!(wrong.status, 422);
        for field in ["dag", "tijd", "met"] {
            assert!(wrong.has(&format!("id=\"{field}-error\"")), "{field}: {}", wrong.body);
        }
        assert!(wrong.has("31-9-2026") && wrong.has("Lokaal 1.12"), "what was typed is kept");
        let me = page.body.split("<option value=\"").filter_map(|rest| rest.split('"').next()).find(|v| v.len() > 30);
        let me = me.expect("somebody to hold it").to_owned();
        (plan[1].1, plan[2].1, plan[4].1) = ("22-9-2026", "9u30", &me);
        assert_eq!(as_shown(&intaker, &talk, &plan).await.status, 303);
        assert_eq!(as_shown(&intaker, &talk, &plan).await.status, 303, "sent twice is one");
        assert!(!intaker.get("/intake?werk=plan").await.has(&talk), "it is planned");
        assert!(intaker.get("/intake?werk=tell").await.has(&talk), "the applicant has yet to be told");
        let page = intaker.get(&talk).await;
        assert_eq!(page.body.matches("22 september 2026").count(), 1, "one talk: {}", page.body);
        assert!(page.has("/gesprek/brief?in=nl") && page.has("/gesprek/brief?in=en"), "with its letter: {}", page.body);
        assert_eq!(intaker.get(&format!("{talk}/brief")).await.status, 303, "in a language");
        assert_eq!(intaker.get(&format!("{talk}/brief?in=nl")).await.status, 200);
        assert_eq!(house.sign_in("coach").await.get(&format!("{talk}/brief?in=nl")).await.status, 404);
        assert_eq!(
            as_shown(&intaker, &talk, &[("doe", "verteld"), ("hoe", "mail")]).await.status,
            422,
            "a mail that went not"
        );
        assert_eq!(as_shown(&intaker, &talk, &[("doe", "verteld"), ("hoe", "spoken")]).await.status, 303);
        assert!(!intaker.get("/intake?werk=tell").await.has(&talk));
        let early = as_shown(&intaker, &talk, &[("doe", "niet-gekomen")]).await;
        assert_eq!(early.status, 409, "its day is to come");

        // It was held yesterday: planned on that day, and written down.
        plan[1].1 = "14-9-2026";
        assert_eq!(as_shown(&intaker, &talk, &plan).await.status, 303);
        assert!(intaker.get(&talk).await.has("Verzet"), "where it stood stays");
        assert!(intaker.get("/intake?werk=report").await.has(&talk));
        let mut report = vec![
            ("doe", "verslag"),
            ("gehouden-op", "14-9-2026"),
            ("besproken", "Wil de zorg in."),
            ("afgesproken", " "),
        ];
        let missing = as_shown(&intaker, &talk, &report).await;
        assert!(missing.status == 422 && missing.has("id=\"afgesproken-error\"") && missing.has("Wil de zorg in."));
        report[1].1 = "16-9-2026";
        report[3].1 = "Loopt een dag mee.";
        assert!(as_shown(&intaker, &talk, &report).await.has("id=\"gehouden-op-error\""), "a day to come");
        report[1].1 = "14-9-2026";
        // A tab from before the talk was moved writes nothing down, and nothing typed is lost.
        let stale = intaker.post(&talk, &[&report[..], &[("stand", "1.0")]].concat()).await;
        assert!(
            stale.status == 409 && stale.has("Wil de zorg in.") && stale.has("Loopt een dag mee."),
            "{}",
            stale.body
        );
        assert_eq!(as_shown(&intaker, &talk, &report).await.status, 303);
        assert_eq!(as_shown(&intaker, &talk, &report).await.status, 303, "sent twice is one");
        report[3].1 = "Loopt twee dagen mee.";
        assert_eq!(as_shown(&intaker, &talk, &report).await.status, 303);
        let page = intaker.get(&talk).await;
        assert!(page.has("Loopt een dag mee.") && page.has("Dit is later verbeterd."), "both stay: {}", page.body);
        let late = as_shown(&intaker, &talk, &plan).await;
        assert!(late.status == 409 && late.has("Lokaal 1.12"), "what was held is not planned, and nothing is lost");
        assert!(!intaker.get("/intake?werk=report").await.has(&talk));

        let student = house.sign_in("student").await;
        let own = student.get("/mijn/aanmelding").await;
        assert!(own.status == 200 && !own.has("Loopt twee dagen mee."), "nobody reads another's");
        for role in ["coach", "administrator", "care_coordinator", "student", "teacher", "privacy_officer"] {
            let visitor = house.sign_in(role).await;
            assert_eq!(visitor.get(&talk).await.status, 404, "{role}");
        }
    });
}

#[test]
fn planned_told_held_and_written_down_on_sqlite() {
    planned_told_held_and_written_down(own_house(false));
}

#[test]
fn planned_told_held_and_written_down_on_postgres() {
    planned_told_held_and_written_down(own_house(true));
}

fn decided_told_and_taken_back(house: &'static House) {
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let list = intaker.get("/intake?werk=decide").await;
        let place = link(&list.body, "/intake/", "/besluit").expect("somebody to decide about");
        let page = intaker.get(&place).await;
        assert!(!page.has("behoefte</option>") && page.has("Te laat aangemeld"), "the list is that of the law");
        let shown = page.value("stand").expect("what is shown goes with what is done").to_owned();
        let mut sent = vec![
            ("doe", "besluit"),
            ("uitkomst", "refuse"),
            ("grond", "support_needed"),
            ("redenen", "Wij kunnen dit niet bieden."),
            ("aanbod", ""),
            ("stand", shown.as_str()),
        ];
        let none = intaker.post(&place, &sent).await;
        assert!(none.status == 422 && none.has("id=\"grond-error\""), "a need for support is no ground: {}", none.body);
        assert!(none.has("Wij kunnen dit niet bieden."), "what was typed is kept");
        sent[2].1 = "full";
        let offer = intaker.post(&place, &sent).await;
        assert!(offer.status == 422 && offer.has("id=\"aanbod-error\""), "another programme is owed: {}", offer.body);
        sent[4].1 = "Verzorgende, niveau 3";
        sent[3].1 = "Er zijn 24 plaatsen. Geloot is op 1 september.";
        let paper = format!("{place}/brief?in=nl");
        // Who still has to be spoken to was told nothing: of the one above a decision may have been taken back, with a letter of that.
        let planned = intaker.get("/intake?werk=plan").await;
        let nothing = link(&planned.body, "/intake/", "/gesprek").expect("somebody without a talk");
        let none = format!("{}/besluit/brief?in=nl", nothing.trim_end_matches("/gesprek"));
        assert_eq!(intaker.get(&none).await.status, 303, "nothing is decided yet");
        assert_eq!(intaker.post(&place, &sent).await.status, 303);
        assert_eq!(intaker.post(&place, &sent).await.status, 303, "sent twice is one");
        let other = [("doe", "besluit"), ("uitkomst", "chose"), ("keuze", "work"), ("redenen", "Ik ga werken.")];
        for stale in [[&other[..], &[("stand", shown.as_str())][..]].concat(), other.to_vec()] {
            let met = intaker.post(&place, &stale).await;
            assert!(met.status == 409 && met.has("Ik ga werken."), "what stands is shown first: {}", met.body);
            assert!(met.has("Geloot is op 1 september."), "and what that is: {}", met.body);
        }
        for work in ["tell_decision", "guide"] {
            assert!(intaker.get(&format!("/intake?werk={work}")).await.has(&place), "{work}");
        }
        let page = intaker.get(&place).await;
        assert!(page.has("Niemand begeleidt deze aanmelder") && page.has("/besluit/brief?in=en"), "{}", page.body);
        let stand = async || intaker.get(&place).await.value("stand").expect("how it stands").to_owned();
        let shown = stand().await;
        let spoken = intaker
            .post(&place, &[("doe", "verteld"), ("stand", shown.as_str()), ("hoe", "spoken"), ("ouders", "ja")])
            .await;
        assert!(spoken.status == 422 && spoken.has("id=\"hoe-error\""), "a decision is in writing");
        let tell = [("doe", "verteld"), ("stand", shown.as_str()), ("hoe", "paper"), ("ouders", "ja")];
        assert_eq!(intaker.post(&place, &tell).await.status, 303);
        assert_eq!(intaker.post(&place, &tell).await.status, 303, "sent twice is one");
        let back = [("doe", "terug"), ("stand", shown.as_str()), ("waarom", "Ik wist niet dat het verteld is.")];
        let met = intaker.post(&place, &back).await;
        assert!(met.status == 409 && met.has("Ik wist niet dat het verteld is."), "{}", met.body);
        let shown = stand().await;
        assert!(!intaker.get("/intake?werk=tell_decision").await.has(&place));
        assert!(intaker.get(&place).await.has("Bezwaar maken kan tot en met"));
        let to = [
            ("doe", "waarheen"),
            ("stand", shown.as_str()),
            ("gaat-naar", "other_mbo"),
            ("begeleiding", "Mevrouw De Boer."),
        ];
        assert_eq!(
            intaker.post(&place, &[("doe", "waarheen"), ("stand", shown.as_str()), ("gaat-naar", "")]).await.status,
            422
        );
        assert_eq!(intaker.post(&place, &to).await.status, 303);
        assert!(!intaker.get("/intake?werk=guide").await.has(&place));
        let shown = stand().await;
        let silent = intaker.post(&place, &[("doe", "terug"), ("stand", shown.as_str()), ("waarom", " ")]).await;
        assert!(silent.status == 422 && silent.has("id=\"waarom-error\""));
        let back = [("doe", "terug"), ("stand", shown.as_str()), ("waarom", "Er kwam een plaats vrij.")];
        assert_eq!(intaker.post(&place, &back).await.status, 303);
        let page = intaker.get(&place).await;
        assert!(page.has("Teruggenomen") && page.has("Er kwam een plaats vrij."), "both stay: {}", page.body);
        assert!(intaker.get("/intake?werk=decide").await.has(&place), "it is open again");
        // They were told of it: that it holds no more they are told too, in writing, and until then it is owed.
        assert!(intaker.get("/intake?werk=tell_decision").await.has(&place), "who was told goes by it still");
        assert!(page.has("weet de aanmelder nog niet") && page.has("/besluit/brief?in=nl"), "{}", page.body);
        let shown = stand().await;
        let tell = |how| [("doe", "verteld"), ("stand", shown.as_str()), ("hoe", how), ("ouders", "ja")];
        assert_eq!(intaker.post(&place, &tell("spoken")).await.status, 422, "said is not enough");
        for _ in 0..2 {
            assert_eq!(intaker.post(&place, &tell("paper")).await.status, 303, "sent twice is one");
        }
        assert!(!intaker.get("/intake?werk=tell_decision").await.has(&place));
        assert!(intaker.get(&place).await.has("Verteld dat het niet meer geldt"));
        for role in ["coach", "administrator", "care_coordinator", "student", "teacher", "privacy_officer"] {
            let visitor = house.sign_in(role).await;
            for path in [&place, &paper] {
                assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
            }
        }
    });
}

#[test]
fn decided_told_and_taken_back_on_sqlite() {
    decided_told_and_taken_back(own_house(false));
}

#[test]
fn decided_told_and_taken_back_on_postgres() {
    decided_told_and_taken_back(own_house(true));
}

fn handed_over_read_and_looked_at(house: &'static House) {
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let list = intaker.get("/intake?werk=review").await;
        let place = link(&list.body, "/intake/", "/overdracht").expect("the demo school lives it");
        assert!(intaker.get("/intake?werk=fetch").await.has("/overdracht"));
        let page = intaker.get(&place).await;
        assert!(page.has("Een vaste plek vooraan.") && page.has("value=\"neem-op\""), "{}", page.body);
        let early = as_shown(&intaker, &place, &[("doe", "neem-op"), ("waarom", "")]).await;
        assert!(
            early.status == 422 && early.has("id=\"gelezen-op-error\""),
            "the applicant reads it first: {}",
            early.body
        );
        let mut seen = [("doe", "gelezen"), ("gelezen-op", "31-2-2026"), ("klopt", "nee"), ("zegt", " ")];
        let wrong = as_shown(&intaker, &place, &seen).await;
        assert!(wrong.status == 422 && wrong.has("id=\"gelezen-op-error\"") && wrong.has("id=\"zegt-error\""));
        (seen[1].1, seen[3].1) = ("15-9-2026", "Ik werk graag samen.");
        let stale = intaker.post(&place, &[&seen[..], &[("stand", "1.0")]].concat()).await;
        assert!(stale.status == 409 && stale.has("Ik werk graag samen."), "another tab showed less: {}", stale.body);
        assert_eq!(as_shown(&intaker, &place, &seen).await.status, 303);
        let silent = as_shown(&intaker, &place, &[("doe", "wijs-af"), ("waarom", "")]).await;
        assert!(silent.status == 422 && silent.has("id=\"waarom-error\""));
        assert_eq!(as_shown(&intaker, &place, &[("doe", "neem-op"), ("waarom", "")]).await.status, 303);
        assert_eq!(
            as_shown(&intaker, &place, &[("doe", "neem-op"), ("waarom", "")]).await.status,
            303,
            "sent twice is one"
        );
        assert!(!intaker.get("/intake?werk=review").await.has(&place), "it is done");
        let page = intaker.get(&place).await;
        let file = link(&page.body, "/dossiers/", "").expect("the file");
        let shown = intaker.get(&file).await;
        assert!(shown.has("Wat de vorige school vertelde") && shown.has("Ik werk graag samen."), "{}", shown.body);
        assert_eq!(as_shown(&intaker, &place, &[("doe", "ingetrokken"), ("waarom", "Toch niet.")]).await.status, 303);
        assert!(!intaker.get(&file).await.has("Een vaste plek vooraan."), "nobody reads it any more");
        // Whoever said yes takes it back themselves, and it is on nobody's list any more.
        let by = house.actor("intaker").await;
        let mut found = None;
        for row in house.store.application_list(&by, Asked::default(), None, house.now()).await.unwrap().rows {
            let view = house.store.transfers(&by, row.application.id, house.now()).await.unwrap();
            let free = !view.all.iter().any(|one| one.status.waits());
            if free && view.needed == Some(Consenter::Student) {
                found = Some(row);
                break;
            }
        }
        let row = found.expect("somebody of sixteen who applied");
        let theirs = format!("/intake/{}/overdracht", row.application.id);
        let ask = [("doe", "vraag"), ("school", "Het Kanaal"), ("van-wie", "student"), ("op", "15-9-2026")];
        assert_eq!(as_shown(&intaker, &theirs, &ask).await.status, 303);
        assert!(intaker.get("/intake?werk=fetch").await.has(&theirs));
        let account = house.store.account_add("ja@year.example", "Een aanmelder", None, house.now()).await.unwrap();
        house.give(account, access::Role::Student, &access::Scope::Person(row.row.person)).await;
        let own = house.sign_in_as("ja@year.example", "student").await;
        let page = own.get("/mijn/aanmelding").await;
        let which = page.value("overdracht").expect("a yes to take back").to_owned();
        assert!(page.has("Het Kanaal"), "{}", page.body);
        for role in ["student", "guardian", "coach"] {
            let visitor = house.sign_in(role).await;
            assert_eq!(visitor.post("/mijn/aanmelding", &[("overdracht", &which)]).await.status, 404, "{role}");
        }
        for _ in 0..2 {
            assert_eq!(own.post("/mijn/aanmelding", &[("overdracht", &which)]).await.status, 303, "twice is once");
        }
        assert!(own.get("/mijn/aanmelding").await.value("overdracht").is_none(), "there is nothing left to take back");
        assert!(!intaker.get("/intake?werk=fetch").await.has(&theirs));
        assert!(intaker.get(&theirs).await.has("De toestemming is ingetrokken"));
        for role in ["coach", "administrator", "care_coordinator", "student", "teacher", "privacy_officer"] {
            let visitor = house.sign_in(role).await;
            assert_eq!(visitor.get(&place).await.status, 404, "{role}");
        }
    });
}

#[test]
fn handed_over_read_and_looked_at_on_sqlite() {
    handed_over_read_and_looked_at(own_house(false));
}

#[test]
fn handed_over_read_and_looked_at_on_postgres() {
    handed_over_read_and_looked_at(own_house(true));
}

fn advised_asked_and_answered(house: &'static House) {
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let list = intaker.get("/intake?werk=place").await;
        let mut declined = None;
        let hrefs = list.body.split("href=\"").filter_map(|rest| rest.split('"').next());
        for href in hrefs.filter(|href| href.starts_with("/intake/") && href.ends_with("/advies")) {
            if intaker.get(href).await.has("De groep is vol tot februari.") {
                declined = Some(href.to_owned());
            }
        }
        let place = declined.expect("a team said no, and why: it stays with whoever asked");
        assert!(intaker.get("/intake").await.has("href=\"/intake/gevraagd\""), "what is asked stands on the list");
        let asked = intaker.get("/intake/gevraagd").await;
        let which = asked.value("wie").expect("somebody is asked about").to_owned();
        let mut sent = [("wie", ""), ("neemt", ""), ("antwoord", "Wij hebben geen plek.")];
        let wrong = intaker.post("/intake/gevraagd", &sent).await;
        assert!(wrong.status == 422 && wrong.has("id=\"wie-error\"") && wrong.has("Wij hebben geen plek."));
        (sent[0].1, sent[1].1, sent[2].1) = (&which, "nee", " ");
        let silent = intaker.post("/intake/gevraagd", &sent).await;
        assert!(silent.status == 422 && silent.has("id=\"antwoord-error\""), "a no has a reason: {}", silent.body);
        sent[2].1 = "Er is pas in februari plaats.";
        for _ in 0..2 {
            assert_eq!(intaker.post("/intake/gevraagd", &sent).await.status, 303, "sent twice is one");
        }
        (sent[1].1, sent[2].1) = ("ja", "");
        assert_eq!(intaker.post("/intake/gevraagd", &sent).await.status, 409, "it was answered");

        let wrong = intaker.post(&place, &[("doe", "adviseer"), ("opleiding", ""), ("team", ""), ("past", " ")]).await;
        assert!(wrong.status == 422 && wrong.has("id=\"opleiding-error\"") && wrong.has("id=\"past-error\""));
        let give = [("doe", "adviseer"), ("opleiding", "25180"), ("team", ""), ("past", "Je kookt graag.")];
        for _ in 0..2 {
            assert_eq!(intaker.post(&place, &give).await.status, 303, "sent twice is one");
        }
        let page = intaker.get(&place).await;
        assert_eq!(page.body.matches("Je kookt graag.").count(), 1, "{}", page.body);
        let back = intaker.post(&place, &[("doe", "terug"), ("welk", ""), ("waarom", "Toch niet.")]).await;
        assert!(back.status == 422 && back.has("id=\"welk-error\"") && back.has("Toch niet."));
        let which = page.value("welk").expect("one to take back").to_owned();
        let back = [("doe", "terug"), ("welk", which.as_str()), ("waarom", "Toch niet.")];
        assert_eq!(intaker.post(&place, &back).await.status, 303);
        assert!(intaker.get(&place).await.has("Teruggenomen"));
        for role in ["coach", "administrator", "care_coordinator", "student", "teacher", "privacy_officer"] {
            let visitor = house.sign_in(role).await;
            for path in [place.as_str(), "/intake/gevraagd"] {
                assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
            }
        }
    });
}

#[test]
fn advised_asked_and_answered_on_sqlite() {
    advised_asked_and_answered(own_house(false));
}

#[test]
fn advised_asked_and_answered_on_postgres() {
    advised_asked_and_answered(own_house(true));
}
