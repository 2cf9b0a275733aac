//! The room of who guides placements, over HTTP: where they begin and what they do not reach; and that what was given (a signature, a
//! yes, a report) is taken back by whom it is.

use crate::fixture::{House, Page, TODAY, Visitor, own_house};
use access::{Actor, Scope};
use store::testing::known;

fn day(days: i64) -> String {
    (TODAY + time::Duration::days(days)).to_string()
}

/// Writes a placement down at a company that no list names, until a day; its address.
pub(crate) async fn placed(visitor: &Visitor<'_>, here: &str, until: i64) -> String {
    let begin = format!("{here}/nieuw");
    let page = visitor.get(&begin).await;
    // Where somebody is enrolled twice the form asks in what.
    let options = page.body.split("name=\"inschrijving\" value=\"").skip(1);
    let enrolment = options.last().and_then(|one| one.split('"').next()).map(str::to_owned);
    let (from, until) = (day(-10), day(until));
    let mut form = vec![
        ("bedrijf", "100000009"),
        ("bedrijfsnaam", "Bakkerij Nergens"),
        ("sbb", "ja"),
        ("van", from.as_str()),
        ("tot", until.as_str()),
        ("dagen", "4"),
        ("uren", "120"),
        ("begeleiding", "Kees van het bedrijf"),
        ("onderdeel", "Kerntaak 2"),
        ("eerder", "ja"),
    ];
    form.extend(enrolment.as_deref().map(|one| ("inschrijving", one)));
    let sent = visitor.post(&begin, &form).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    sent.location.expect("the placement")
}

fn who_guides_placements_begins_at_their_list(house: &'static House) {
    house.run(async {
        let (guide, coach) = (house.sign_in("workplace_coach").await, house.sign_in("coach").await);
        assert_eq!(guide.get("/").await.location.as_deref(), Some("/stages"));
        let file = house.file(0).await;
        let here = format!("/dossiers/{file}/stage");
        let one = placed(&guide, &here, 5).await;
        // On its pile it stands, and each pile is a page.
        for (pile, says) in [
            ("owed", "te doen"),
            ("unwritten", "nog op te schrijven"),
            ("asked", "wacht op een ja"),
            ("running", "lopend en gepland"),
        ] {
            let page = guide.get(&format!("/stages?lijst={pile}")).await;
            assert!(page.status == 200 && page.has(says), "{pile}: {}", page.body);
            assert!(page.has("aria-current=\"true\""), "{pile}: {}", page.body);
            // The number is that of the lines, as far as one page shows them.
            let count = page.body.split(&format!("</strong> {says}")).next().and_then(|rest| rest.rsplit('>').next());
            let count: usize = count.unwrap().parse().unwrap();
            assert_eq!(page.body.matches("mee-rows__who").count(), count.min(25), "{pile}: {}", page.body);
        }
        assert!(guide.get("/stages?lijst=running").await.has(&format!("href=\"{one}\"")), "it runs");
        assert_eq!(guide.get("/stages?lijst=running&vanaf=5000").await.status, 200, "past the end");
        for wrong in ["/stages?lijst=alles", "/stages?vanaf=x"] {
            assert_eq!(guide.get(wrong).await.status, 404, "{wrong}");
        }
        // Their way is the list, and the coach's is the file; of the file they reach nothing else.
        let page = guide.get(&one).await;
        assert!(page.has("href=\"/stages\"") && !page.has(&format!("href=\"/dossiers/{file}\"")), "{}", page.body);
        assert!(coach.get(&one).await.has(&format!("href=\"/dossiers/{file}\"")));
        for path in [format!("/dossiers/{file}"), format!("/dossiers/{file}/delen"), "/dossiers".into(), "/werk".into()]
        {
            assert_eq!(guide.get(&path).await.status, 404, "{path}");
        }
        // Of another team nobody is there.
        let Actor::Member(member) = house.actor("workplace_coach").await else { panic!("a member") };
        let Scope::Teams(teams) = member.scope else { panic!("{member:?}") };
        let all = known(&house.store, house.tenant, TODAY).await;
        let out = all.iter().find(|one| !one.teams.iter().any(|team| teams.contains(team))).expect("of another team");
        for tail in ["", "/bedrijven", "/nieuw", "/1"] {
            let path = format!("/dossiers/{}/stage{tail}", out.file);
            assert_eq!(guide.get(&path).await.status, 404, "{path}");
        }
        // A trainer of a company reads by a link, and has no list.
        let trainer = house.sign_in("trainer").await;
        assert_eq!(trainer.get("/").await.location.as_deref(), Some("/account"));
        assert!(trainer.get("/account").await.has("de link in je mail"), "where they read it is said");
        for path in ["/stages", &one] {
            assert_eq!(trainer.get(path).await.status, 404, "{path}");
        }
    });
}

#[test]
fn who_guides_placements_begins_at_their_list_on_sqlite() {
    who_guides_placements_begins_at_their_list(own_house(false));
}

#[test]
fn who_guides_placements_begins_at_their_list_on_postgres() {
    who_guides_placements_begins_at_their_list(own_house(true));
}

/// The next mail's path and code.
async fn mailed(house: &House) -> (String, Option<String>) {
    let mail = house.store.mail_take(house.now()).await.unwrap().expect("a mail");
    (mail.path.reveal().clone(), mail.code.map(|code| code.reveal().clone()))
}

/// The number of one's own report that can be taken back. The choice of a language has a field of that name too.
fn to_take_back(page: &Page) -> String {
    let button = page.body.split("<button class=\"nl-button\" name=\"terug\" value=\"").nth(1);
    button.expect("it can be taken back").split('"').next().unwrap().to_owned()
}

fn what_was_given_is_taken_back(house: &'static House) {
    house.run(async {
        let (coach, student) = (house.sign_in("coach").await, house.sign_in("student").await);
        let here = format!("/dossiers/{}/stage", house.file(0).await);
        let one = placed(&coach, &here, 40).await;
        let number = one.rsplit_once('/').unwrap().1.to_owned();

        // A signature that was written down by mistake.
        let (signs, on, today) = (format!("{one}/getekend"), day(-5), day(0));
        assert_eq!(coach.post(&signs, &[("wie", "school"), ("getekend", on.as_str())]).await.status, 303);
        let signed = coach.get(&one).await;
        assert!(signed.has("Niet getekend: ") && !signed.has("School tekent."), "{}", signed.body);
        for _ in 0..2 {
            assert_eq!(coach.post(&signs, &[("niet", "school")]).await.status, 303, "twice is once");
        }
        assert!(coach.get(&one).await.has("School tekent."), "the law asks it again");
        let owes = async || coach.get("/stages").await.has(&format!("href=\"{one}\""));
        assert!(owes().await, "and the list says so");
        let all = [("wie", "school"), ("wie", "student"), ("wie", "company"), ("getekend", on.as_str())];
        assert_eq!(coach.post(&signs, &all).await.status, 303);
        assert!(!owes().await, "all signed");
        let otherwise = [("wie", "school"), ("getekend", today.as_str())];
        let otherwise = coach.post(&signs, &otherwise).await;
        assert!(otherwise.status == 409 && otherwise.has("Iemand anders"), "{}", otherwise.body);

        // Of a look back that is not there nothing is taken away.
        assert_eq!(coach.post(&format!("{one}/terugkijken"), &[("terug", "99")]).await.status, 404);

        // What the company is told waits for the student, and stands on the list until then.
        house.store.mail_pass(house.now()).await.unwrap();
        let page = coach.get(&one).await;
        let (version, what) = (page.value("versie").unwrap().to_owned(), page.value("wat").unwrap().to_owned());
        let until = day(20);
        let asks = [
            ("naam", "Wim Bakker"),
            ("email", "wim.bakker@bakkerij.example"),
            ("tot", until.as_str()),
            ("wat", what.as_str()),
            ("eigen", "Zeg mij één ding tegelijk."),
            ("versie", version.as_str()),
        ];
        for _ in 0..2 {
            let sent = coach.post(&format!("{one}/vertellen"), &asks).await;
            assert_eq!(sent.status, 303, "twice is once: {}", sent.body);
        }
        let mut otherwise = asks;
        otherwise[4].1 = "Zeg mij niets.";
        let otherwise = coach.post(&format!("{one}/vertellen"), &otherwise).await;
        assert!(otherwise.status == 422 && otherwise.has("id=\"email-error\""), "{}", otherwise.body);
        assert!(otherwise.has("Zeg mij niets."), "what was typed stays");
        let waits = async || coach.get("/stages?lijst=asked").await.has(&format!("href=\"{one}\""));
        assert!(waits().await, "it waits for a yes");
        assert!(house.store.mail_take(house.now()).await.unwrap().is_none(), "nothing goes before the yes");
        let told = student.get("/mijn/stage").await.value("nummer").unwrap().to_owned();
        assert_eq!(student.post("/mijn/stage", &[("nummer", &told), ("doe", "ja")]).await.status, 303);
        assert!(!waits().await, "the student said yes");
        // The trainer comes by the link, with the code, and reads those measures and words.
        let (link, _) = mailed(house).await;
        let trainer = house.visitor();
        assert!(!trainer.get(&link).await.has("Zeg mij"), "the door shows nothing");
        assert_eq!(trainer.post(&link, &[("doe", "stuur")]).await.status, 303);
        let (_, code) = mailed(house).await;
        assert_eq!(trainer.post(&link, &[("doe", "open"), ("code", &code.unwrap())]).await.status, 303);
        let read = trainer.get(&link).await;
        assert!(read.has("Zeg mij één ding tegelijk."), "{}", read.body);
        for path in [&one, &here, &"/mijn/stage".to_owned()] {
            assert_ne!(trainer.get(path).await.status, 200, "{path}");
        }
        // The student takes the yes back: twice is once, and whoever reads reads no more. Both see it.
        for _ in 0..2 {
            assert_eq!(student.post("/mijn/stage", &[("nummer", &told), ("doe", "stop")]).await.status, 303);
        }
        assert!(trainer.get(&link).await.has("Dat is nu gestopt"));
        assert!(coach.get(&one).await.has("Gestopt.") && student.get("/mijn/stage").await.has("Gestopt."));

        // One's own report is taken back before SBB knows; and nobody else's.
        let melding = "/mijn/stage/melding";
        let says = [("stage", number.as_str()), ("gebeurd", "Iemand zei iets over mijn naam.")];
        assert_eq!(student.post(melding, &says).await.status, 303);
        assert!(coach.get("/stages").await.has(&format!("href=\"{one}\"")), "SBB is to be told");
        let own = student.get("/mijn/stage").await;
        let mine = to_take_back(&own);
        for _ in 0..2 {
            assert_eq!(student.post(melding, &[("terug", &mine)]).await.status, 303, "twice is once");
        }
        assert!(student.get("/mijn/stage").await.has("Teruggenomen."));
        assert!(!coach.get("/stages").await.has(&format!("href=\"{one}\"")), "nothing is owed of it");
        let words = [("gebeurd", "De student kreeg als enige geen sleutel.")];
        assert_eq!(coach.post(&format!("{one}/melding"), &words).await.status, 303);
        // The newest stands first.
        let theirs = student.get("/mijn/stage").await.value("besluit").unwrap().to_owned();
        assert_ne!(theirs, mine);
        assert_eq!(student.post(melding, &[("terug", &theirs)]).await.status, 404, "the school wrote it");
        // What SBB knows is taken back no more, and it says so.
        assert_eq!(student.post(melding, &says).await.status, 303);
        let late = to_take_back(&student.get("/mijn/stage").await);
        let (stap, op) = (format!("stap-{late}"), format!("op-{late}"));
        let sent = [("melding", late.as_str()), (stap.as_str(), "send"), (op.as_str(), today.as_str())];
        assert_eq!(coach.post(&format!("{one}/sbb"), &sent).await.status, 303);
        assert_eq!(student.post(melding, &[("terug", &late)]).await.status, 303);
        let page = student.get("/mijn/stage").await;
        assert!(page.has("SBB weet het al") && page.has("Gemeld bij SBB"), "{}", page.body);
    });
}

#[test]
fn what_was_given_is_taken_back_on_sqlite() {
    what_was_given_is_taken_back(own_house(false));
}

#[test]
fn what_was_given_is_taken_back_on_postgres() {
    what_was_given_is_taken_back(own_house(true));
}
