//! From an invitation to the first page: by an administrator, by a coach, at the shell; and what a link never does.

use crate::commands::{installed, run, run_with};
use crate::fixture::{House, Page, Visitor, own_house};
use access::{Reason, Role};
use register::TenantId;

const PASSWORD: &str = "paarse fiets wortel";

/// The path of the link that a page shows.
fn link(page: &Page) -> String {
    let (_, after) = page.body.split_once("id=\"link\">").unwrap_or_else(|| panic!("no link: {}", page.body));
    let link = after.split('<').next().unwrap();
    let at = link.find("/uitnodiging/").unwrap_or_else(|| panic!("{link}"));
    link[at..].to_owned()
}

/// Chooses a password with a link, in a browser where nobody is signed in.
async fn take_up(visitor: &Visitor<'_>, path: &str, password: &str, again: &str) -> Page {
    let bare = path.split('?').next().unwrap();
    let form = visitor.get(path).await;
    assert_eq!(form.status, 200, "{}", form.body);
    let token = form.value(web::site::guard::csrf::FIELD).unwrap_or_default().to_owned();
    let fields = [("wachtwoord", password), ("nogeens", again), (web::site::guard::csrf::FIELD, &token)];
    visitor.post_raw(bare, &fields).await
}

async fn events(house: &House, tenant: TenantId, after: i64) -> Vec<String> {
    let all = store::testing::audited(&house.store, tenant, after).await;
    all.into_iter().map(|event| event.payload.action).collect()
}

fn from_invitation_to_first_page(postgres: bool) {
    let house = own_house(postgres);
    house.run(async {
        let admin = house.sign_in("administrator").await;
        let new = [("naam", "Kees Nieuw"), ("email", "Kees@nieuw.example"), ("rol", "care_coordinator")];
        let made = admin.post("/beheer/uitnodigen", &new).await;
        assert_eq!(made.status, 200, "{}", made.body);
        let path = link(&made);
        assert!(!path.contains('@') && !path.to_lowercase().contains("kees"), "nothing personal: {path}");
        // The same again is refused beside its field, and what was typed stays.
        let again = admin.post("/beheer/uitnodigen", &new).await;
        assert!(
            again.status == 422 && again.has("is al uitgenodigd") && again.has("Kees@nieuw.example"),
            "{}",
            again.body
        );
        let listed = admin.get("/beheer/uitnodigingen").await;
        assert!(listed.has("Kees Nieuw") && listed.has("Wacht op antwoord"), "{}", listed.body);
        assert!(!listed.has(&path), "a link is shown once");

        // Whoever else is signed in takes nothing up, by looking or by sending.
        let coach = house.sign_in("coach").await;
        assert!(coach.get(&path).await.has("is nu iemand anders ingelogd"));
        let sent = coach.post(&path, &[("wachtwoord", PASSWORD), ("nogeens", PASSWORD)]).await;
        assert_eq!(sent.status, 409, "{}", sent.body);
        assert_eq!(house.visitor().head(&path).await.status, 200);

        let visitor = house.visitor();
        for (password, again, says) in [
            ("zq7!", "zq7!", "te kort"),
            ("Kees Nieuw 2026!", "Kees Nieuw 2026!", "te makkelijk"),
            (PASSWORD, "paarse fiets", "niet hetzelfde"),
            ("", "", "Kies een wachtwoord"),
        ] {
            let page = take_up(&visitor, &path, password, again).await;
            assert!(page.status == 422 && page.has(says), "{password}: {} {}", page.status, page.body);
            assert!(password.is_empty() || !page.has(password), "a password is never sent back");
        }
        let before = store::testing::audited(&house.store, house.tenant, 0).await.last().map_or(0, |event| event.seq);
        let page = take_up(&visitor, &path, PASSWORD, PASSWORD).await;
        assert_eq!((page.status, page.location.as_deref()), (303, Some("/werk")), "{}", page.body);
        let told = events(house, house.tenant, before).await;
        assert_eq!(told, ["add_account", "take_up_invitation", "sign_in"], "{told:?}");
        let desk = visitor.get("/werk").await;
        assert!(desk.status == 200 && desk.has("Welkom bij Meedoen"), "{}", desk.body);

        // Used: by the same person, by somebody the link was forwarded to.
        let other = house.visitor();
        assert!(other.get(&path).await.has("is al gebruikt"));
        assert!(admin.get("/beheer/uitnodigingen").await.has("Aangenomen"));
        let sent = other.post(&path, &[("wachtwoord", PASSWORD), ("nogeens", PASSWORD)]).await;
        assert_eq!(sent.status, 409);
        // And they sign in as anybody does.
        let fields = [("email", "kees@NIEUW.example"), ("wachtwoord", PASSWORD)];
        assert_eq!(other.post("/inloggen", &fields).await.status, 303);

        // A second role is taken up with the password there is: a wrong one is said beside its field.
        let more =
            [("naam", "Kees Nieuw"), ("email", "kees@nieuw.example"), ("rol", "privacy_officer"), ("in-taal", "en")];
        let path = link(&admin.post("/beheer/uitnodigen", &more).await);
        assert!(path.ends_with("?taal=en"), "{path}");
        let third = house.visitor();
        let page = take_up(&third, &path, "een ander wachtwoord", "").await;
        assert!(page.status == 422, "{} {}", page.status, page.body);
        let page = take_up(&third, &path, PASSWORD, "").await;
        assert_eq!((page.status, page.location.as_deref()), (303, Some("/privacy")), "{}", page.body);

        // Taken back before it was used.
        let gone = [("naam", "Wim Weg"), ("email", "wim@nieuw.example"), ("rol", "coach")];
        let path = link(&admin.post("/beheer/uitnodigen", &gone).await);
        let listed = admin.get("/beheer/uitnodigingen").await;
        let id = listed.value("uitnodiging").expect("the newest stands first").to_owned();
        let page = admin.post("/beheer/uitnodigingen", &[("uitnodiging", &id), ("doe", "intrekken")]).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let page = house.visitor().get(&path).await;
        assert!(page.has("heeft deze link ingetrokken") && !page.has("name=\"wachtwoord\""), "{}", page.body);
        assert!(house.store.account_find("wim@nieuw.example").await.unwrap().is_none());
    });
}

#[test]
fn an_invitation_leads_to_the_first_page_on_sqlite() {
    from_invitation_to_first_page(false);
}

#[test]
fn an_invitation_leads_to_the_first_page_on_postgres() {
    from_invitation_to_first_page(true);
}

/// A coach invites a student of theirs, who answers for themselves from then on. Mail that does not arrive stands on the desk of
/// the coach, and on the list that it leads to, until the link was handed over.
fn a_coach_invites_a_student(postgres: bool) {
    let house = own_house(postgres);
    house.run(async {
        let coach = house.sign_in("coach").await;
        let with_account: Vec<String> = demo::accounts(&house.school).into_iter().map(|a| a.email).collect();
        let planned = house.school.people[0].coach;
        let at = (2..house.school.people.len()).find(|at| {
            let person = &house.school.people[*at];
            person.coach == planned && !person.email.is_empty() && !with_account.contains(&person.email)
        });
        let at = at.expect("a student of the demo coach without an account");
        let file = house.file(at).await;
        let here = format!("/dossiers/{file}/uitnodigen");
        assert!(coach.get(&format!("/dossiers/{file}")).await.has(&here), "the file leads there");
        let page = coach.get(&here).await;
        assert!(page.status == 200 && page.has("Maak een link op papier"), "{}", page.body);
        assert!(!page.has("per mail"), "what nobody sends is not offered");
        house.store.mail_pass(house.now()).await.unwrap();
        assert!(coach.get(&here).await.has("Nodig uit per mail"));
        let empty = coach.post(&here, &[]).await;
        assert!(empty.status == 422 && empty.has("Kies wie"), "{}", empty.body);
        // By mail: the coach never sees the link. What came back is made anew on paper, and the link of the mail is dead.
        let sent = coach.post(&here, &[("wie", "student"), ("doe", "mail")]).await;
        assert_eq!((sent.status, sent.location.as_deref()), (303, Some(here.as_str())), "{}", sent.body);
        let page = coach.get(&here).await;
        assert!(page.has("De mail staat klaar") && !page.has("/uitnodiging/"), "{}", page.body);
        let mail = house.store.mail_take(house.now()).await.unwrap().expect("a mail");
        assert_eq!(mail.to.reveal(), &house.school.people[at].email);
        house.store.mail_note(&mail, register::mail::Answer::Taken, Some("250"), house.now()).await.unwrap();
        assert!(coach.get(&here).await.has("De mail is verstuurd"));
        assert!(house.store.mail_bounced(&mail.reference(), Some("5.1.1"), house.now()).await.unwrap());
        let page = coach.get(&here).await;
        assert!(page.has("De mail kwam niet aan"), "{}", page.body);
        let waits = async |visitor: &Visitor<'_>| {
            let (desk, list) = (visitor.get("/werk").await, visitor.get("/uitnodigingen").await);
            assert_eq!(list.status, 200, "{}", list.body);
            (desk.has("1 uitnodiging kwam niet aan"), list.has(&format!("href=\"{here}\"")))
        };
        assert_eq!(waits(&coach).await, (true, true));
        let care = house.sign_in("care_coordinator").await;
        assert_eq!(waits(&care).await, (true, true), "who reaches the file");
        // Also when the link is past by then: nobody handed it over.
        let actor = house.actor("coach").await;
        let later = register::Moment { at: house.now().at + time::Duration::days(60), ..house.now() };
        assert_eq!(house.store.unreached_count(&actor, later).await.unwrap(), 1);
        let id = page.value("uitnodiging").expect("an invitation").to_owned();
        let made = coach.post(&here, &[("uitnodiging", &id), ("doe", "papier")]).await;
        let path = link(&made);
        let old = house.visitor().get(mail.path.reveal()).await;
        assert!(!old.has("name=\"wachtwoord\""), "renewed: the link that was mailed opens nothing: {}", old.body);
        assert!(coach.get(&here).await.has("Wacht op antwoord"));
        assert_eq!((waits(&coach).await, waits(&care).await), ((false, false), (false, false)), "it was handed over");
        let student = house.visitor();
        let page = take_up(&student, &path, PASSWORD, PASSWORD).await;
        assert_eq!((page.status, page.location.as_deref()), (303, Some("/mijn")), "{}", page.body);
        assert_eq!(student.get("/mijn").await.status, 200);
        assert!(coach.get(&here).await.has("Kan inloggen"));
        // Nobody who does not work with the file finds the page.
        for role in ["administrator", "privacy_officer", "student"] {
            assert_eq!(house.sign_in(role).await.get(&here).await.status, 404, "{role}");
        }
    });
}

#[test]
fn a_coach_invites_a_student_on_sqlite() {
    a_coach_invites_a_student(false);
}

#[test]
fn a_coach_invites_a_student_on_postgres() {
    a_coach_invites_a_student(true);
}

#[tokio::test]
async fn the_shell_invites_and_takes_back() {
    let folder = installed();
    let school = ["--institution", "27DV"];
    let invite = |more: &[&str]| {
        let args = ["user", "invite", "--email", "noor@school.example", "--name", "Noor", "--role", "administrator"];
        run(&folder, &[&args[..], &school, more].concat())
    };
    for (more, says) in [
        (&["--from", "2020-01-01"][..], "today or later"),
        (&["--address", "http://meedoen.example"], "https://"),
        (&["--language", "de"], "nl or en"),
        (&["--team", "Nergens"], "does not go with --team"),
    ] {
        let (code, out, err) = invite(more);
        assert!(code == 2 && (out.clone() + &err).contains(says), "{more:?}: {code} {out}{err}");
    }
    let (code, out, err) = invite(&["--address", "https://meedoen.example", "--language", "en"]);
    assert_eq!(code, 0, "{out}{err}");
    let first = out.lines().next().unwrap().to_owned();
    assert!(first.starts_with("https://meedoen.example/uitnodiging/") && first.ends_with("?taal=en"), "{first}");
    let (code, _, err) = invite(&[]);
    assert!(code == 1 && err.contains("invited already"), "{err}");

    let listed = |json: bool| {
        let args: &[&str] = if json { &["user", "invitations", "--json"] } else { &["user", "invitations"] };
        run(&folder, &[args, &school].concat()).1
    };
    let rows: serde_json::Value = serde_json::from_str(&listed(true)).unwrap();
    assert_eq!((&rows[0]["state"], &rows[0]["role"]), (&"open".into(), &"administrator".into()), "{rows}");
    let id = rows[0]["id"].as_str().unwrap().to_owned();
    let (code, renewed, err) = run(&folder, &[&["user", "renew", "--id", &id][..], &school].concat());
    assert_eq!(code, 0, "{err}");
    let token = renewed.lines().next().unwrap().rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let store = crate::roles::opened(&folder).await;
    let now = meedoen::clock::now();
    let old = first.rsplit('/').next().unwrap().split('?').next().unwrap();
    let state = |link: store::invitation::Link| link.state.code();
    assert_eq!(state(store.link(old, now).await.unwrap()), "renewed");
    let hash = web::site::password::hash(PASSWORD, &web::site::password::Cost::TESTS).unwrap();
    let proof = store::invitation::Proof::Chosen(&hash);
    let taken = store.take_up(&token, proof, now).await.unwrap();
    assert_eq!(store.memberships(taken.account, now.day).await.unwrap()[0].role, Role::Administrator);
    store.close().await;
    let (code, _, err) = run(&folder, &[&["user", "withdraw", "--id", &id][..], &school].concat());
    assert!(code == 1 && err.contains("already"), "{err}");

    // A password by a link of one's own: nobody types it for somebody else.
    let who = ["user", "link", "--email", "noor@school.example"];
    let (code, out, err) = run(&folder, &[&who[..], &school].concat());
    assert_eq!(code, 0, "{err}");
    let token = out.lines().next().unwrap().rsplit('/').next().unwrap().to_owned();
    let store = crate::roles::opened(&folder).await;
    store.take_up(&token, store::invitation::Proof::Chosen("another"), now).await.unwrap();
    let found = store.account_by_email("noor@school.example").await.unwrap().unwrap();
    assert_eq!(found.password_hash.as_deref(), Some("another"));
    let by = access::Actor::system(store.tenant_by_code("27DV").await.unwrap().tenant, Reason::Command);
    assert_eq!(store.invitations(&by, true, now).await.unwrap().len(), 3);
    store.close().await;
    let unknown = ["user", "link", "--email", "wie@school.example"];
    let (code, _, err) = run_with(&folder, &[&unknown[..], &school].concat(), "");
    assert!(code == 1 && err.contains("no account"), "{err}");
    let (code, out, err) = run(&folder, &["audit", "verify", "--data"]);
    assert_eq!(code, 0, "{out}{err}");
}
