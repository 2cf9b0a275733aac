//! Signing in, attacked: guessing, fixing, keeping and borrowing sessions.

use crate::fixture::{Page, TODAY, Visitor, house, own_house};

use meedoen::serve::Site;
use web::guard::csrf;
use web::password::Cost;
use web::signin::DEMO_PASSWORD as PASSWORD;

/// The cookie a page sets under a name.
fn cookie<'a>(page: &'a Page, name: &str) -> Option<&'a str> {
    let set = page.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.into_iter().find(|value| value.starts_with(&format!("{name}=")))
}

/// A page without what differs by itself: the token of its forms.
fn same(page: &Page) -> (u16, String) {
    let token = page.value(csrf::FIELD).unwrap_or("no token").to_owned();
    (page.status, page.body.replace(&token, "TOKEN"))
}

async fn sign_in(visitor: &Visitor<'_>, email: &str, password: &str) -> Page {
    visitor.post("/inloggen", &[("email", email), ("wachtwoord", password)]).await
}

/// As from another computer: a proxy on this machine is believed.
async fn sign_in_from(visitor: &Visitor<'_>, place: &str, email: &str, password: &str) -> Page {
    let body = format!("csrf={}&email={email}&wachtwoord={password}", visitor.token().await);
    visitor.post_bytes("/inloggen", &[("x-forwarded-for", place)], body.into_bytes()).await
}

#[test]
fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let house = house();
    house.run(async {
        // The same length, because what was typed stands in the page again.
        let known = sign_in(&house.visitor(), "teacher@demo.example", "not the password").await;
        let unknown = sign_in(&house.visitor(), "teacheX@demo.example", "not the password").await;
        assert_eq!(known.status, 422);
        let (status, body) = same(&unknown);
        assert_eq!(same(&known), (status, body.replace("teacheX", "teacher").replace("teachex", "teacher")));
        assert!(!known.has("not the password"), "a password is never shown again");
        assert!(cookie(&known, "meedoen-session").is_none());
    });
}

#[test]
fn guessing_is_slowed_down_for_the_guesser_only() {
    let house = house();
    house.run(async {
        let visitor = house.visitor();
        let guess = |place: &'static str, password: &'static str| {
            sign_in_from(&visitor, place, "researcher@demo.example", password)
        };
        let mut answers = Vec::new();
        for _ in 0..11 {
            answers.push(guess("192.0.2.1", "wrong").await);
        }
        let statuses: Vec<u16> = answers.iter().map(|page| page.status).collect();
        assert_eq!(statuses, [[422; 10].as_slice(), &[429]].concat());
        let wait =
            answers[10].headers.get("retry-after").and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<u32>().ok());
        assert!(wait.is_some_and(|seconds| (1..=900).contains(&seconds)), "{wait:?}");
        assert_eq!(guess("192.0.2.1", PASSWORD).await.status, 429, "not even with the right one: else guesses go on");
        // Neither the owner of the account elsewhere nor somebody else in the same place is locked out.
        assert_eq!(guess("192.0.2.2", PASSWORD).await.status, 303);
        let colleague = sign_in_from(&house.visitor(), "192.0.2.1", "trainer@demo.example", PASSWORD).await;
        assert_eq!(colleague.status, 303, "{}", colleague.body);
    });
}

#[test]
fn a_session_is_new_at_sign_in_and_gone_after_signing_out() {
    let house = house();
    house.run(async {
        let visitor = house.sign_in("teacher").await;
        let before = visitor.session().unwrap().to_owned();
        let body = format!("csrf={}&email=teacher%40demo.example&wachtwoord={PASSWORD}", visitor.token().await);
        let entered = visitor.post_bytes("/inloggen", &[], body.into_bytes()).await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        let set = cookie(&entered, "meedoen-session").unwrap();
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
            assert!(set.contains(part), "{set}");
        }
        assert!(!set.contains("Max-Age") && !set.contains("Domain"), "it goes with the browser, and to us only: {set}");
        let after = set.split(['=', ';']).nth(1).unwrap().to_owned();
        assert_ne!(before, after);
        assert!(after.len() >= 43, "256 bits");
        assert!(house.store.session(&before, house.now()).await.unwrap().is_none(), "the one before is deleted");
        assert!(house.store.session(&after, house.now()).await.unwrap().is_some());
        assert_eq!(visitor.get("/account").await.status, 200);

        // Signing out: the cookie, kept by somebody, opens nothing any more.
        let key = csrf::Key::new(house.store.keys().form_key().unwrap());
        let left = visitor.post_raw("/uitloggen", &[(csrf::FIELD, &key.token(&after))]).await;
        assert_eq!((left.status, left.location.as_deref()), (303, Some("/inloggen")));
        assert!(cookie(&left, "meedoen-session").is_some_and(|set| set.contains("Max-Age=0")));
        assert!(house.store.session(&after, house.now()).await.unwrap().is_none());
        let thief = house.visitor();
        let stolen = format!("meedoen-session={after}");
        assert_eq!(thief.get_with("/account", &[("cookie", &stolen)]).await.status, 303);
    });
}

#[test]
fn a_cookie_that_nobody_gave_is_nobody() {
    let house = house();
    house.run(async {
        let visitor = house.visitor();
        for value in ["", "x", "meedoen", "%00", "' OR 1=1 --", &"a".repeat(43), &"a".repeat(4000)] {
            let page = visitor.get_with("/account", &[("cookie", &format!("meedoen-session={value}"))]).await;
            assert_eq!(page.status, 303, "{value}");
            assert!(page.location.unwrap().starts_with("/inloggen"));
        }
    });
}

#[test]
fn whoever_loses_a_role_or_the_account_is_out_at_once() {
    let house = own_house(false);
    house.run(async {
        let (ended, disabled) = (house.sign_in("teacher").await, house.sign_in("administrator").await);
        assert_eq!((ended.get("/account").await.status, disabled.get("/account").await.status), (200, 200));
        let who = |email: &str| format!("(SELECT account_id FROM account WHERE email_key = '{email}')");
        let yesterday = TODAY.previous_day().unwrap();
        let sql =
            format!("UPDATE membership SET ends = '{yesterday}' WHERE account_id = {}", who("teacher@demo.example"));
        store::testing::tamper(&house.store, &sql).await;
        let sql = "UPDATE account SET disabled_at = created_at WHERE email_key = 'administrator@demo.example'";
        store::testing::tamper(&house.store, sql).await;
        for (visitor, email) in [(&ended, "teacher@demo.example"), (&disabled, "administrator@demo.example")] {
            let page = visitor.get("/account").await;
            assert_eq!(page.status, 303, "{email}");
            assert!(page.location.unwrap().starts_with("/inloggen"));
            assert_eq!(visitor.post("/rol", &[]).await.status, 303, "{email}");
            let again = sign_in(&house.visitor(), email, PASSWORD).await;
            assert_eq!(again.status, 422, "{email}");
            assert!(cookie(&again, "meedoen-session").is_none(), "{email}");
        }
    });
}

#[test]
fn a_role_that_is_not_ones_own_cannot_be_chosen() {
    let house = house();
    house.run(async {
        let teacher = house.sign_in("teacher").await;
        let access::Actor::Member(coach) = house.actor("coach").await else { panic!() };
        for id in [coach.membership.to_string(), store::fresh::id().to_string(), "x".to_owned(), String::new()] {
            assert_eq!(teacher.post("/rol", &[("rol", &id)]).await.status, 404, "{id}");
        }
        let session = house.store.session(teacher.session().unwrap(), house.now()).await.unwrap().unwrap();
        assert_ne!(session.membership.unwrap().1, coach.membership);
    });
}

#[test]
fn signing_in_leads_on_to_our_own_pages_only() {
    let house = house();
    house.run(async {
        for to in
            ["https://elders.example", "//elders.example", "/\\elders.example", "/a\r\nSet-Cookie: x=y", "javascript:1"]
        {
            let fields = [("email", "workplace-coach@demo.example"), ("wachtwoord", PASSWORD), ("naar", to)];
            let page = house.visitor().post("/inloggen", &fields).await;
            assert_eq!(page.status, 303, "{to}");
            assert!(!page.location.as_deref().unwrap().contains("elders"), "{:?}", page.location);
            assert!(cookie(&page, "x").is_none());
            let encoded: String = to.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let form = house.visitor().get(&format!("/inloggen?naar={encoded}")).await;
            assert!(!form.has("elders.example") && !form.has("javascript:"), "{to}");
        }
    });
}

/// Outside a demo: no account is offered or exists, and cookies go over HTTPS only.
#[test]
fn a_real_register_has_no_demo_account_and_secure_cookies() {
    let house = house();
    house.run(async {
        let store = store::testing::sqlite().await;
        let now = house.now();
        let tenant = store.tenant_add("27DV", "ROC van de Proef", now).await.unwrap();
        let hash = web::password::hash("a password of the school", &Cost::TESTS).unwrap();
        let account = store.account_add("noor@school.example", "Noor", Some(&hash), now).await.unwrap();
        store
            .membership_add(tenant, account, access::Role::Administrator, &access::Scope::School, TODAY)
            .await
            .unwrap();
        let service = Site { demo: false, day: Some(TODAY) }.service(store).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, service).await });
        let visitor = house.visitor().at(&base);
        let form = visitor.get("/inloggen").await;
        assert!(!form.has("demo.example") && !form.has(PASSWORD), "{}", form.body);
        let visitor_cookie = cookie(&form, "meedoen-visitor").unwrap().to_owned();
        assert!(visitor_cookie.contains("; Secure"), "{visitor_cookie}");
        let token = form.value(csrf::FIELD).unwrap().to_owned();
        let held = visitor_cookie.split(';').next().unwrap();
        let send = async |email: &str, password: &str| {
            let body = format!("csrf={token}&email={email}&wachtwoord={password}");
            visitor.post_bytes("/inloggen", &[("cookie", held)], body.into_bytes()).await
        };
        for role in demo::ROLES {
            let email = format!("{}@demo.example", role.replace('_', "-"));
            assert_eq!(send(&email, PASSWORD).await.status, 422, "{email}");
        }
        assert_eq!(send("noor@school.example", PASSWORD).await.status, 422);
        let entered = send("noor@school.example", "a+password+of+the+school").await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        let set = cookie(&entered, "__Host-meedoen-session").expect("a cookie for this host only");
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(set.contains(part), "{set}");
        }
        serving.abort();
    });
}
