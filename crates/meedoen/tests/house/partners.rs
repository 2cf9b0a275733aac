//! Partners outside the school, over HTTP, where things go otherwise: one without a mail address, a contact who left, a student who
//! moved or turned 18, municipalities that were merged, and a school that wants the map checked sooner.

use crate::fixture::{House, TODAY, own_house};
use access::{Actor, Reason};
use register::handoff::Draft as Asked;
use register::mail::Answer;
use register::meeting::Consenter;
use register::municipality::{Code, Municipality};
use register::partner::{Domain, Draft, Kind, Under};
use register::{FileId, HandoffId, PartnerId, Period};
use store::partner::Put;
use store::testing::tamper;
use time::macros::date;
use time::{Date, Duration};

/// An entry that the coordinator puts on the map.
async fn partner(house: &House, name: &str, address: &str) -> PartnerId {
    let care = house.actor("care_coordinator").await;
    let given = Draft {
        name: name.to_owned(),
        kind: Some(Kind::Other),
        what: "Kijkt mee met brieven over geld.".to_owned(),
        domains: vec![Domain::Money],
        under: Some(Under::Psychosocial),
        address: address.to_owned(),
        phone: "026 000 00 00".to_owned(),
        reachable: "Elke ochtend.".to_owned(),
        owner: care.account(),
        ..Draft::default()
    };
    house.store.partner_save(&care, Put::New, &given, house.now()).await.unwrap()
}

/// Asked by the demo coach for the demo student.
async fn asked(house: &House, (file, partner): (FileId, PartnerId), email: &str) -> HandoffId {
    let (coach, now) = (house.actor("coach").await, house.now());
    let needed = house.store.handoff_form(&coach, file, partner, now).await.unwrap().needed;
    let given = Asked {
        domain: Some(Domain::Money),
        question: "Krijgt post van de bank.".to_owned(),
        name: "Hanna Buur".to_owned(),
        email: email.to_owned(),
        until: Some(TODAY + Duration::days(90)),
        consenter: Some(needed.unwrap_or(Consenter::Student)),
        ..Asked::default()
    };
    house.store.handoff_send(&coach, (file, partner), &given, now).await.unwrap()
}

/// What stands between two texts of a page.
fn between<'a>(body: &'a str, before: &str, after: &str) -> &'a str {
    let rest = body.split_once(before).unwrap_or_else(|| panic!("no {before}: {body}")).1;
    rest.split(after).next().unwrap()
}

fn asked_on_paper(house: &'static House) {
    house.run(async {
        let (coach, own) = (house.sign_in("coach").await, house.sign_in("student").await);
        let file = house.file(0).await;
        let id = partner(house, "Buurthuis De Brug", "").await.to_string();
        let form = format!("/dossiers/{file}/hulp/vraag");
        let page = coach.post(&form, &[("aan", id.as_str())]).await;
        assert!(page.status == 200 && page.has("Mail staat niet aan"), "{}", page.body);
        let yes = if page.has("value=\"student\"") { "student" } else { "guardian" };
        let mut fields = vec![
            ("aan", id.as_str()),
            ("doe", "verstuur"),
            ("leefgebied", "money"),
            ("vraag", "Krijgt post van de bank."),
            ("naam", "Hanna Buur"),
            ("tot", "31-12-2026"),
            ("ja", yes),
        ];
        let no_mail = coach.post(&form, &fields).await;
        assert!(no_mail.status == 409 && no_mail.has("Een brief sturen kan wel."), "{}", no_mail.body);
        fields.extend([("papier", "ja"), ("email", "hanna@buurt.example")]);
        let both = coach.post(&form, &fields).await;
        assert!(both.status == 422 && both.has("id=\"email-error\""), "{}", both.body);
        fields.pop();
        let sent = coach.post(&form, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let one = sent.location.unwrap();

        // It stands on a list until it went; of two who make one, one does.
        const OWED: &str = "De brief moet nog weg.";
        assert!(coach.get("/verwijzingen").await.has(OWED));
        let page = coach.get(&one).await;
        assert!(page.has(OWED) && page.has("Maak de brief"), "{}", page.body);
        let (brief, stand) = (format!("{one}/brief"), page.value("stand").unwrap().to_owned());
        let early = coach.post(&one, &[("wat", "post"), ("stand", &stand)]).await;
        assert_eq!(early.status, 409, "nothing was made: {}", early.body);
        let letter = coach.post(&brief, &[("stand", &stand)]).await;
        assert!(letter.status == 200 && letter.has("role=\"img\""), "{}", letter.body);
        let name = house.school.people[0].name.full();
        assert!(!letter.has("post van de bank") && !letter.has(&name), "whoever opens the post reads of nobody");
        assert_eq!(coach.post(&brief, &[("stand", &stand)]).await.status, 409, "in another tab");
        let link = format!("/gedeeld/{}", between(&letter.body, "/gedeeld/", "<"));
        let code = between(&letter.body, "<strong class=\"mee-number\">", "<").to_owned();
        assert!(coach.get(&one).await.has(OWED), "it was made, and has not gone");
        assert!(house.store.mail_take(house.now()).await.unwrap().is_none(), "no mail goes");

        let guest = house.visitor();
        let door = guest.get(&link).await;
        assert!(door.has("Ze staan in de brief.") && !door.has("Stuur mij een code"), "{}", door.body);
        assert_eq!(guest.post(&link, &[("doe", "stuur")]).await.status, 404, "there is nowhere to send it");
        let other = if code == "000000" { "111111" } else { "000000" };
        let wrong = guest.post(&link, &[("doe", "open"), ("code", other)]).await;
        assert!(wrong.status == 422 && wrong.has("Kijk nog een keer in de brief."), "{}", wrong.body);
        for _ in 0..2 {
            assert_eq!(guest.post(&link, &[("doe", "open"), ("code", &code)]).await.status, 303, "more than once");
            assert!(guest.get(&link).await.has("Krijgt post van de bank."));
            assert_eq!(guest.post(&link, &[("doe", "klaar")]).await.status, 303);
            assert!(!guest.get(&link).await.has("Krijgt post van de bank."));
        }
        let went = [("wat", "post"), ("stand", letter.value("stand").unwrap())];
        assert_eq!(coach.post(&one, &went).await.status, 303);
        assert_eq!(coach.post(&one, &went).await.status, 303, "twice is once");
        let page = coach.get(&one).await;
        assert!(!page.has(OWED) && page.has("Maak een nieuwe brief"), "{}", page.body);

        // It was lost: the new one takes its place. The student reads of both, and stops it: then none is made.
        let anew = coach.post(&brief, &[("stand", page.value("stand").unwrap())]).await;
        assert_eq!(anew.status, 200, "{}", anew.body);
        assert_eq!(guest.get(&link).await.status, 404, "the one that was lost opens nothing");
        assert!(coach.get(&one).await.has(OWED), "and the new one has to go");
        let mine = own.get("/mijn/gedeeld").await;
        assert!(mine.has("Met een brief") && mine.body.matches("Brief gemaakt").count() == 2, "{}", mine.body);
        let share = mine.value("stop").unwrap().to_owned();
        assert_eq!(own.post("/mijn/gedeeld", &[("stop", &share)]).await.status, 303);
        let page = coach.get(&one).await;
        assert!(
            page.has("Het delen is gestopt: er is geen ja meer.") && !page.has("Maak een nieuwe brief"),
            "{}",
            page.body
        );
        let late = coach.post(&brief, &[("stand", page.value("stand").unwrap())]).await;
        assert_eq!(late.status, 409, "{}", late.body);
        let link = format!("/gedeeld/{}", between(&anew.body, "/gedeeld/", "<"));
        assert!(guest.get(&link).await.has("Dat is nu gestopt"));
        for role in ["administrator", "policy_officer", "student"] {
            assert_eq!(house.sign_in(role).await.post(&brief, &[("stand", "0.0")]).await.status, 404, "{role}");
        }
    });
}

/// What changes while a question goes on lands on the list, with what to do, and leaves it when somebody decided.
fn decided_meanwhile(house: &'static House) {
    house.run_tampering(async {
        let coach = house.sign_in("coach").await;
        let (file, now) = (house.file(0).await, house.now());
        house.store.mail_pass(now).await.unwrap();
        let partner = partner(house, "Geldhulp", "vragen@geldhulp.example").await;
        let first = asked(house, (file, partner), "vertrokken@geldhulp.example").await;
        let one = format!("/verwijzingen/{first}");
        let step = async |what: &str, words: &str| {
            let stand = coach.get(&one).await.value("stand").unwrap().to_owned();
            coach.post(&one, &[("wat", what), ("woorden", words), ("stand", &stand)]).await
        };

        // The contact left: the mail came back.
        // It was laid down a moment ago, and is due from then on.
        let mut mail = house.store.mail_take(house.now()).await.unwrap().expect("a mail");
        while mail.kind != register::mail::Kind::Share {
            // The student is told that something was asked.
            mail = house.store.mail_take(house.now()).await.unwrap().expect("a mail");
        }
        house.store.mail_note(&mail, Answer::Never, Some("550"), house.now()).await.unwrap();
        assert!(coach.get("/verwijzingen").await.has("De mail kwam niet aan."));
        assert!(coach.get(&one).await.has("Bel hen."));
        assert_eq!(step("accept", "Wij belden, en zij helpen.").await.status, 303);
        assert!(!coach.get(&one).await.has("De mail kwam niet aan."), "they were reached");

        // The student moved, and turned 18: both are looked at; nothing that is decided for the school shows the partner anything.
        for (sql, said) in [
            ("UPDATE handoff SET home = 'Vroeger'", "De gemeente waar de student woont, is nu anders."),
            ("UPDATE handoff SET adult_on = '2026-09-15'", "De student is nu 18."),
        ] {
            tamper(&house.store, sql).await;
            assert!(coach.get("/verwijzingen").await.has(said), "{said}");
            assert!(coach.get(&one).await.has(said), "{said}");
            assert_eq!(step("keep", "").await.status, 303, "{said}");
            assert!(!coach.get(&one).await.has(said), "{said}");
        }
        tamper(&house.store, "UPDATE handoff SET prepare_on = '2026-09-15'").await;
        let soon = "De student wordt bijna 18.";
        assert!(coach.get(&one).await.has(soon));
        assert_eq!(step("prepare", " ").await.status, 422, "what was arranged is said");
        assert!(coach.get(&one).await.has(soon), "and until then it stands there");
        assert_eq!(step("prepare", "De gemeente neemt het over.").await.status, 303);
        assert!(!coach.get(&one).await.has(soon));

        // Taken back by mistake, and opened again with a reason; then it is taken back after all, and asked anew. What was asked anew goes
        // on there, and not twice.
        assert_eq!(step("revoke", "Verkeerde student.").await.status, 303);
        assert_eq!(step("reopen", " ").await.status, 422);
        assert_eq!(step("reopen", "Het was toch de goede.").await.status, 303);
        assert!(coach.get(&one).await.has("Gevraagd sinds"));
        assert_eq!(step("revoke", "Een ander helpt beter.").await.status, 303);
        let second = asked(house, (file, partner), "nieuw@geldhulp.example").await;
        assert_ne!(first, second);
        assert_eq!(step("reopen", "Toch weer hier.").await.status, 409);

        // The municipality of the student was merged, and the entry names the one of before.
        let home = house.school.people[0].municipality;
        let row = |code: &str, name: &str, from: Date, until: Option<Date>, into: Option<&str>| Municipality {
            code: Code::parse(code).unwrap(),
            name: name.to_owned(),
            period: Period { from, until },
            into: into.and_then(Code::parse),
            region: None,
        };
        let list = [
            row(home.code, home.name, date!(2010 - 01 - 01), Some(date!(2025 - 12 - 31)), Some("GM9001")),
            row("GM9001", "Samenstad", date!(2026 - 01 - 01), None, None),
        ];
        let by = Actor::system(house.tenant, Reason::Command);
        house.store.municipalities_read(&by, (&list, "een lijst voor de test"), 0, now).await.unwrap();
        let helpers = format!("/dossiers/{file}/hulp");
        tamper(&house.store, "UPDATE partner SET places = 'GM9002' WHERE name = 'Geldhulp'").await;
        let gone = coach.post(&helpers, &[("leefgebied", "money")]).await;
        assert!(
            gone.has("Een gemeente op de kaart bestaat niet meer."),
            "of what is not known no no is made: {}",
            gone.body
        );
        let sql = format!("UPDATE partner SET places = '{}' WHERE name = 'Geldhulp'", home.code);
        tamper(&house.store, &sql).await;
        let found = coach.post(&helpers, &[("leefgebied", "money")]).await;
        assert!(found.has("De student woont daar. De gemeente heet nu anders."), "{}", found.body);
        assert!(coach.get(&format!("/partners/{partner}")).await.has("Voor wie woont in Samenstad."));
    });
}

/// The administrator has the map checked sooner: what was confirmed before that is asked about too, until it is taken back.
fn checked_sooner(house: &'static House) {
    house.run(async {
        const PATH: &str = "/beheer/termijnen";
        let (admin, care) = (house.sign_in("administrator").await, house.sign_in("care_coordinator").await);
        // The demo confirmed it sixty days ago.
        let asks = async || care.get("/partners").await.has("Doorstroompunt: ");
        assert!(!asks().await && admin.get(PATH).await.has("Na 6 maanden."));
        let read = admin.get(&format!("{PATH}?wat=confirm_partners_months")).await.value("gelezen").unwrap().to_owned();
        let set = async |value: &str, more: &[(&str, &str)]| {
            let fields = [("wat", "confirm_partners_months"), ("waarde", value), ("vanaf", "1-9-2026")];
            admin.post(PATH, &[&fields, more].concat()).await
        };
        for wrong in ["0", "25", "een"] {
            assert_eq!(set(wrong, &[]).await.status, 422, "{wrong}");
        }
        assert_eq!(set("1", &[("gelezen", &read)]).await.status, 303);
        assert_eq!(set("2", &[("gelezen", &read)]).await.status, 409, "somebody set it meanwhile");
        let list = admin.get(PATH).await;
        assert!(list.has("Na 1 maand") && list.has(&house.account("administrator").name), "{}", list.body);
        assert!(asks().await && care.get("/partners/nieuw").await.has("Na een maand vragen wij"));
        assert_eq!(set("1", &[("terug", "ja")]).await.status, 303);
        assert!(!asks().await);
    });
}

#[test]
fn a_partner_without_mail_is_asked_in_a_letter_on_sqlite() {
    asked_on_paper(own_house(false));
}

#[test]
fn a_partner_without_mail_is_asked_in_a_letter_on_postgres() {
    asked_on_paper(own_house(true));
}

#[test]
fn what_changes_while_a_question_goes_on_is_decided_on_sqlite() {
    decided_meanwhile(own_house(false));
}

#[test]
fn what_changes_while_a_question_goes_on_is_decided_on_postgres() {
    decided_meanwhile(own_house(true));
}

#[test]
fn a_school_has_the_map_checked_sooner() {
    checked_sooner(own_house(false));
}
