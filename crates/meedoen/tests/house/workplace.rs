//! The workplace, over HTTP: a company is found and chosen, a placement is written down, signed and ended, and the student reads it.

use crate::fixture::{House, TODAY, own_house};
use crate::placements::placed;
use std::collections::BTreeSet;

/// The addresses of a page that begin so.
fn hrefs(body: &str, begin: &str) -> BTreeSet<String> {
    let all = body.split("href=\"").filter_map(|rest| rest.split('"').next());
    all.filter(|href| href.starts_with(begin)).map(str::to_owned).collect()
}

/// The address of a row of the list that says something.
fn row(body: &str, says: &str) -> Option<String> {
    let rows = body.split("mee-rows__who").skip(1).filter_map(|rest| rest.split("</li>").next());
    let found = rows.into_iter().find(|row| row.contains(says))?;
    found.split("href=\"").nth(1)?.split('"').next().map(str::to_owned)
}

fn from_a_company_to_another_place(house: &'static House) {
    house.run(async {
        let (coach, student) = (house.sign_in("coach").await, house.sign_in("student").await);
        let list = coach.get("/stages").await;
        let failed = row(&list.body, "zoek een andere plek").expect("the demo school lives it");
        assert!(coach.get("/werk").await.has("href=\"/stages\""), "the desk says so");
        let here = failed.rsplit_once('/').unwrap().0.to_owned();
        let file = here.trim_end_matches("/stage").to_owned();
        assert!(coach.get(&file).await.has(&format!("href=\"{here}\"")), "the file leads there");

        // A search says what is wrong, and what was typed stays; nothing of it stands in an address.
        let find = format!("{here}/bedrijven");
        let wrong = coach.post(&find, &[("gebied", "Arnhem"), ("dag", "ooit")]).await;
        assert!(wrong.status == 422 && wrong.has("id=\"gebied-error\"") && wrong.has("id=\"dag-error\""));
        assert!(wrong.has("value=\"Arnhem\""), "{}", wrong.body);
        let asked = [("gebied", "6811"), ("weegt-guidance", "much"), ("weegt-access", "none")];
        let found = coach.post(&find, &asked).await;
        let chosen = hrefs(&found.body, &format!("{here}/nieuw?bedrijf=")).into_iter().next().expect("a company");
        assert!(found.status == 200 && found.has("Begeleidt op maat."), "{}", found.body);
        let (best, last) = (found.body.find("Begeleidt op maat."), found.body.find("Begeleidt niet op maat."));
        assert!(last.is_none_or(|last| best.unwrap() < last), "what weighs most comes first");

        // What is missing is said beside each field.
        let begin = format!("{here}/nieuw");
        let number = chosen.rsplit_once('=').unwrap().1.to_owned();
        assert!(coach.get(&chosen).await.has(&format!("value=\"{number}\"")), "the company is filled in");
        let empty = coach.post(&begin, &[("begeleiding", "Kees")]).await;
        assert_eq!(empty.status, 422);
        for field in ["bedrijf", "van", "tot", "dagen", "uren", "onderdeel"] {
            assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        assert!(empty.has("Kees"), "what was typed is kept");
        let day = |days: i64| (TODAY + time::Duration::days(days)).to_string();
        let (from, until, before, instead) = (day(-1), day(30), "1990-01-01".to_owned(), "1".to_owned());
        let form = |from: &str, number: &str, sbb: bool| {
            let mut form = vec![
                ("bedrijf", number.to_owned()),
                ("van", from.to_owned()),
                ("tot", until.clone()),
                ("dagen", "4".to_owned()),
                ("uren", "120".to_owned()),
                ("begeleiding", "Kees van het bedrijf".to_owned()),
                ("onderdeel", "Kerntaak 2".to_owned()),
                ("eerder", "ja".to_owned()),
                ("inplaats", instead.clone()),
            ];
            form.extend(sbb.then(|| ("sbb", "ja".to_owned())));
            form
        };
        let send = async |form: Vec<(&str, String)>| {
            // Where somebody is enrolled twice the form asks in what.
            let page = coach.get(&begin).await;
            let options = page.body.split("name=\"inschrijving\" value=\"").skip(1);
            let enrolment = options.last().and_then(|one| one.split('"').next());
            let mut fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            fields.extend(enrolment.map(|one| ("inschrijving", one)));
            coach.post(&begin, &fields).await
        };
        let outside = send(form(&before, &number, false)).await;
        assert!(outside.status == 422 && outside.has("valt buiten de inschrijving"), "{}", outside.body);
        let unknown = send(form(&from, "100000009", false)).await;
        assert!(unknown.status == 422 && unknown.has("id=\"bedrijfsnaam-error\""), "{}", unknown.body);
        let sent = send(form(&from, &number, false)).await;
        let one = sent.location.clone().unwrap_or_default();
        assert!(sent.status == 303 && one.starts_with(&here), "{}", sent.body);
        assert_eq!(send(form(&from, &number, false)).await.location, sent.location, "sent twice is one");
        let mut other = form(&from, &number, false);
        other
            .iter_mut()
            .filter(|(name, _)| *name == "begeleiding")
            .for_each(|(_, said)| *said = "Noor, elke dag".into());
        let other = send(other).await;
        assert!(
            other.status == 422 && other.has("id=\"bedrijf-error\"") && other.has("Noor, elke dag"),
            "{}",
            other.body
        );
        let waits = row(&coach.get("/stages").await.body, "zoek een andere plek");
        assert_ne!(waits, Some(failed), "its place is taken");

        let page = coach.get(&one).await;
        assert!(page.has("School tekent.") && page.has("Kees van het bedrijf"), "{}", page.body);
        let nobody = coach.post(&format!("{one}/getekend"), &[("getekend", "ooit")]).await;
        assert!(nobody.status == 422 && nobody.has("id=\"getekend-error\"") && nobody.has("value=\"ooit\""));
        assert!(coach.get("/stages").await.has(&one), "nobody signed yet");
        let signs = [("wie", "school"), ("wie", "student"), ("wie", "company"), ("getekend", from.as_str())];
        assert_eq!(coach.post(&format!("{one}/getekend"), &signs).await.status, 303);
        assert!(!coach.get(&one).await.has("School tekent."));
        let early = [("voorziening", "shoes"), ("stand", "in_use"), ("sinds", from.as_str())];
        let early = coach.post(&format!("{one}/uwv"), &early).await;
        assert!(early.status == 422 && early.has("id=\"stand-error\""), "{}", early.body);
        let asks = [("voorziening", "shoes"), ("stand", "asked"), ("sinds", from.as_str())];
        assert_eq!(coach.post(&format!("{one}/uwv"), &asks).await.status, 303);
        assert_eq!(coach.post(&format!("{one}/uwv"), &asks).await.status, 303, "sent twice is one");
        // What a workplace is told is asked with a name and measures; a report stands on the list until SBB did something.
        let page = coach.get(&one).await;
        let shown = page.body.split("name=\"versie\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let shown = shown.unwrap_or_default();
        let nobody = coach.post(&format!("{one}/vertellen"), &[("naam", " "), ("versie", shown)]).await;
        // Where no mail goes there is no form, and so no version was shown.
        assert!(nobody.status == 422 || shown.is_empty() && nobody.status == 409, "{}", nobody.body);
        // Of another version the places are other lines: what stands now is shown, and what was typed stays.
        let old = [("versie", "0190f5e0000070008000000000000000"), ("wat", "0"), ("eigen", "Zeg het rustig.")];
        let old = coach.post(&format!("{one}/vertellen"), &old).await;
        assert!(old.status == 409 && old.has("Zeg het rustig."), "{}", old.body);
        let melding = format!("{one}/melding");
        let silent = coach.post(&melding, &[("gebeurd", " ")]).await;
        assert!(silent.status == 422 && silent.has("id=\"gebeurd-error\""), "{}", silent.body);
        assert!(!coach.get("/stages").await.has(&one));
        for _ in 0..2 {
            assert_eq!(coach.post(&melding, &[("gebeurd", "Er werd iets geroepen.")]).await.status, 303);
        }
        assert!(coach.get("/stages").await.has(&one), "SBB is to be told");
        let sbb = format!("{one}/sbb");
        let nothing = coach.post(&sbb, &[("melding", "1")]).await;
        assert!(nothing.status == 422 && nothing.has("id=\"stap-1-error\""), "{}", nothing.body);
        let today = TODAY.to_string();
        for (event, did) in [("send", ""), ("answer", "SBB ging langs.")] {
            let step = [("melding", "1"), ("stap-1", event), ("op-1", today.as_str()), ("deed-1", did)];
            let done = coach.post(&sbb, &step).await;
            assert_eq!(done.status, 303, "{event}: {}", done.body);
        }
        // Sent twice it stands once; what somebody writes otherwise is shown back to them, and is not lost.
        for (did, status) in [("SBB ging langs.", 303), ("SBB belde op.", 409)] {
            let step = [("melding", "1"), ("stap-1", "answer"), ("op-1", today.as_str()), ("deed-1", did)];
            let again = coach.post(&sbb, &step).await;
            assert!(again.status == status && (status == 303 || again.has(did)), "{did}: {}", again.body);
        }
        assert!(coach.get(&one).await.has("SBB ging langs.") && !coach.get("/stages").await.has(&one));
        let late = [("laatste", "1990-01-01"), ("reden", "unsafe")];
        let late = coach.post(&format!("{one}/einde"), &late).await;
        assert!(late.status == 422 && late.has("id=\"laatste-error\""), "{}", late.body);
        let ends = [("laatste", from.as_str()), ("reden", "unsafe")];
        assert_eq!(coach.post(&format!("{one}/einde"), &ends).await.status, 303);
        assert_eq!(coach.post(&format!("{one}/einde"), &ends).await.status, 303, "sent twice is one");
        let waits = row(&coach.get("/stages").await.body, "zoek een andere plek");
        assert_eq!(waits, Some(one.clone()), "another place is to be found");

        assert_eq!(student.get("/mijn/stage").await.status, 200);
        assert!(student.get("/mijn").await.has("href=\"/mijn/stage\""));
        for doe in ["ja", "stop"] {
            let unknown = student.post("/mijn/stage", &[("nummer", "99"), ("doe", doe)]).await;
            assert_eq!(unknown.status, 404, "of another number nothing is said: {doe}");
        }
        for role in ["student", "guardian", "teacher", "administrator", "privacy_officer", "policy_officer"] {
            let visitor = house.sign_in(role).await;
            for path in ["/stages", &here, &find, &begin, &one] {
                assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
            }
        }
    });
}

#[test]
fn from_a_company_to_another_place_on_sqlite() {
    from_a_company_to_another_place(own_house(false));
}

#[test]
fn from_a_company_to_another_place_on_postgres() {
    from_a_company_to_another_place(own_house(true));
}

/// Who wrote a report takes it back; the student hears of what school wrote, and of two tabs the second one is shown what stands. A step of
/// UWV that was wrong is taken back, and one without an answer stands on the list.
fn who_wrote_it_takes_it_back(house: &'static House) {
    house.run(async {
        let (coach, student) = (house.sign_in("coach").await, house.sign_in("student").await);
        let here = format!("/dossiers/{}/stage", house.file(0).await);
        let one = placed(&coach, &here, 40).await;
        let number = one.rsplit_once('/').unwrap().1.to_owned();
        let day = |days: i64| (TODAY - time::Duration::days(days)).to_string();
        let (today, long_ago) = (day(0), day(50));
        // What may be told to a trainer is one press away, for who opens files and for who guides placements.
        for role in ["coach", "workplace_coach"] {
            let visitor = house.sign_in(role).await;
            let page = visitor.get(&one).await;
            assert!(page.has("href=\"/vertellen?aan=trainer\""), "{role}: {}", page.body);
            assert_eq!(visitor.get("/vertellen?aan=trainer").await.status, 200, "{role}");
        }

        let signs = [("wie", "school"), ("wie", "student"), ("wie", "company"), ("getekend", today.as_str())];
        assert_eq!(coach.post(&format!("{one}/getekend"), &signs).await.status, 303);
        let says = async |what: &str| {
            let list = coach.get("/stages").await;
            let link = format!("href=\"{one}\"");
            list.body.split("mee-rows__who").any(|row| row.contains(&link) && row.contains(what))
        };
        assert!(!says("").await, "nothing is owed of it");
        let uwv = format!("{one}/uwv");
        for (status, since) in [("asked", &long_ago), ("refused", &today)] {
            let step = [("voorziening", "shoes"), ("stand", status), ("sinds", since.as_str())];
            assert_eq!(coach.post(&uwv, &step).await.status, 303, "{status}");
            assert_eq!(says("UWV gaf nog geen antwoord").await, status == "asked", "{status}");
        }
        assert_eq!(coach.post(&uwv, &[("weg", "0")]).await.status, 409, "another step came after it");
        for _ in 0..2 {
            assert_eq!(coach.post(&uwv, &[("weg", "1")]).await.status, 303, "twice is once");
        }
        let page = coach.get(&one).await;
        assert!(page.has("Weggehaald door") && page.has("meer dan zes weken geleden"), "{}", page.body);
        assert!(says("UWV gaf nog geen antwoord").await);
        assert_eq!(coach.post(&uwv, &[("weg", "0")]).await.status, 303);
        assert!(!says("").await, "nothing was asked");

        // The student reports; the school passes it on, and cannot make it go away.
        let melding = "/mijn/stage/melding";
        let said = [("stage", number.as_str()), ("gebeurd", "Iemand zei iets over mijn naam.")];
        assert_eq!(student.post(melding, &said).await.status, 303);
        assert!(student.get("/mijn").await.has("Lees de melding en beslis"));
        let own = student.get("/mijn/stage").await;
        assert!(own.has("Meld het hier."), "{}", own.body);
        let (mine, stand) = (own.value("besluit").unwrap().to_owned(), own.value("stand").unwrap().to_owned());
        let sbb = format!("{one}/sbb");
        let page = coach.get(&one).await;
        assert!(page.has("value=\"send\"") && !page.has("value=\"withdraw\""), "{}", page.body);
        let (event, on) = (format!("stap-{mine}"), format!("op-{mine}"));
        let away = [("melding", mine.as_str()), (event.as_str(), "withdraw"), (on.as_str(), today.as_str())];
        let away = coach.post(&sbb, &away).await;
        assert!(away.status == 422 && away.has(&format!("id=\"{event}-error\"")), "{}", away.body);
        assert!(away.has("Alleen wie het schreef") && says("Er loopt een melding").await, "it leaves no list");

        // Of two tabs the second one is shown what the first one kept.
        let (college, police) = (format!("college-{mine}"), format!("politie-{mine}"));
        let post = async |field: &str| {
            let form = [("besluit", mine.as_str()), ("stand", stand.as_str()), (field, "ja")];
            student.post(melding, &form).await
        };
        for _ in 0..2 {
            assert_eq!(post(&college).await.status, 303, "twice is once");
        }
        let late = post(&police).await;
        assert!(late.status == 409 && late.has("Er is net iets anders bewaard"), "{}", late.body);
        let own = student.get("/mijn/stage").await;
        assert!(
            own.has(": naar het College voor de Rechten van de Mens.") && !own.has("en naar de politie."),
            "{}",
            own.body
        );

        // The school takes back what it wrote itself, and says why; the student reads both.
        let words = [("gebeurd", "De student kreeg als enige geen sleutel.")];
        assert_eq!(coach.post(&format!("{one}/melding"), &words).await.status, 303);
        assert!(student.get("/mijn").await.has("Lees hoe het met de melding gaat"));
        let page = coach.get(&one).await;
        assert!(page.has("value=\"withdraw\"") && page.has("Waarom trek je de melding in?"), "{}", page.body);
        let theirs = page.value("melding").unwrap().to_owned();
        let [event, on, did] = ["stap", "op", "deed"].map(|field| format!("{field}-{theirs}"));
        for (why, status) in [(" ", 422), ("Het stond er dubbel.", 303)] {
            let back = [
                ("melding", theirs.as_str()),
                (event.as_str(), "withdraw"),
                (on.as_str(), today.as_str()),
                (did.as_str(), why),
            ];
            let back = coach.post(&sbb, &back).await;
            assert!(back.status == status, "{why}: {}", back.body);
            assert!(status == 303 || back.has(&format!("id=\"{did}-error\"")), "{}", back.body);
        }
        assert!(student.get("/mijn/stage").await.has("Het stond er dubbel."));
    });
}

#[test]
fn who_wrote_it_takes_it_back_on_sqlite() {
    who_wrote_it_takes_it_back(own_house(false));
}

#[test]
fn who_wrote_it_takes_it_back_on_postgres() {
    who_wrote_it_takes_it_back(own_house(true));
}
