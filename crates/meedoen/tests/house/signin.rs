//! Signing in, attacked: guessing, fixing, keeping and borrowing sessions.

use crate::fixture::{House, Page, TODAY, Visitor, house, own_house};
use crate::html::forms;

use meedoen::serve::{Bounds, Site, serve_on};
use web::signin::DEMO_PASSWORD as PASSWORD;
use web::site::guard::csrf;
use web::site::password::Cost;

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
        // That somebody went on stands in the audit: once, however often.
        let account = house.store.account_by_email("researcher@demo.example").await.unwrap().unwrap().account;
        let told = Some(format!("account {account} must_wait"));
        let events = store::testing::audited(&house.store, house.body, 0).await;
        assert_eq!(events.iter().filter(|event| event.payload.about == told).count(), 1);
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
    house.run_tampering(async {
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
        let hash = web::site::password::hash("a password of the school", &Cost::TESTS).unwrap();
        let account = store.account_add("noor@school.example", "Noor", Some(&hash), now).await.unwrap();
        let by = access::Actor::system(tenant, access::Reason::Command);
        let (role, scope) = (access::Role::Administrator, access::Scope::School);
        store.membership_add(&by, account, role, &scope, TODAY, now).await.unwrap();
        let site = Site {
            demo: false,
            day: Some(TODAY),
            monitor: Default::default(),
            measured: Default::default(),
            address: None,
            press: crate::fixture::press(),
        }
        .router(store)
        .unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(serve_on(listener, site, Bounds::new(None), std::future::pending()));
        let visitor = house.visitor().at(&base);
        let form = visitor.get("/inloggen").await;
        assert!(!form.has("demo.example") && !form.has(PASSWORD), "{}", form.body);
        let only_https = form.headers.get("strict-transport-security").and_then(|v| v.to_str().ok());
        assert!(only_https.is_some_and(|v| v.starts_with("max-age=")), "{:?}", form.headers);
        let visitor_cookie = cookie(&form, "__Host-meedoen-visitor").unwrap().to_owned();
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
        // The language and the messages too: a neighbouring host could otherwise put its own in their place.
        let english =
            visitor.post_bytes("/taal", &[("sec-fetch-site", "same-origin")], b"taal=en&terug=/".to_vec()).await;
        for page in [&form, &entered, &english] {
            let all: Vec<_> = page.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap()).collect();
            assert!(
                !all.is_empty() && all.iter().all(|c| c.starts_with("__Host-") && c.contains("; Secure")),
                "{all:?}"
            );
        }
        serving.abort();
    });
}

/// What a browser keeps from a sign-in: the mark by which the limits know it.
fn mark(page: &Page) -> String {
    cookie(page, "meedoen-browser").expect("a browser that signed in is known").split(';').next().unwrap().to_owned()
}

/// Whoever guesses from everywhere makes others wait, and not the browser that signed in before; whoever guesses
/// everybody's password at school stops nobody's first try there; and a household has one network, not 2^64.
#[test]
fn a_guesser_locks_nobody_out() {
    let house = own_house(false);
    house.run(async {
        let (visitor, email) = (house.visitor(), "coach@demo.example");
        // The token of a form is bound to this cookie: sent by hand, because a browser's own is not seen.
        let form = visitor.get_with("/inloggen", &[("cookie", "meedoen-visitor=v")]).await;
        let token = form.value(csrf::FIELD).unwrap().to_owned();
        let try_it = async |place: &str, more: &str, email: &str, password: &str| {
            let body = format!("csrf={token}&email={email}&wachtwoord={password}");
            let held = format!("meedoen-visitor=v{more}");
            house
                .visitor()
                .post_bytes("/inloggen", &[("x-forwarded-for", place), ("cookie", &held)], body.into_bytes())
                .await
        };
        let before = try_it("198.51.100.1", "", email, PASSWORD).await;
        assert_eq!(before.status, 303, "{}", before.body);
        let known = format!("; {}", mark(&before));

        // One IPv6 network is one, however many addresses it has.
        let mut statuses = Vec::new();
        for n in 0..12 {
            statuses.push(try_it(&format!("2001:db8:1:2::{n:x}"), "", email, "wrong").await.status);
        }
        assert_eq!(statuses, [[422; 10].as_slice(), &[429; 2]].concat());
        // Guessed from many networks: any other new browser has to wait, wherever it is.
        for n in 0..30 {
            let status = try_it(&format!("192.0.2.{n}"), "", email, "wrong").await.status;
            assert_eq!(status, 422, "{n}");
        }
        assert_eq!(try_it("203.0.113.9", "", email, PASSWORD).await.status, 429);
        // But not the browser that signed in to this account before; another account's mark is no help.
        assert_eq!(try_it("203.0.113.9", &known, email, PASSWORD).await.status, 303);
        let other = try_it("198.51.100.1", "", "teacher@demo.example", PASSWORD).await;
        let others = format!("; {}", mark(&other));
        assert_eq!(try_it("203.0.113.9", &others, email, PASSWORD).await.status, 429);
        // A known browser is no licence to guess.
        let mut statuses = Vec::new();
        for _ in 0..11 {
            statuses.push(try_it("203.0.113.9", &known, email, "wrong").await.status);
        }
        assert_eq!(statuses, [[422; 10].as_slice(), &[429]].concat());

        // Somebody at school tries one password on everybody there: whoever comes to sign in there still can.
        for n in 0..105 {
            try_it("198.51.100.77", "", &format!("nobody{n}@school.example"), "wrong").await;
        }
        assert_eq!(try_it("198.51.100.77", "", "nobody1@school.example", "wrong").await.status, 429, "not twice");
        assert_eq!(try_it("198.51.100.77", "", "intaker@demo.example", PASSWORD).await.status, 303);
    });
}

/// Who came in, who did not, who went and who changed role: in the chain of the school, and what nobody's address was
/// typed for in that of the installation, without the address.
#[test]
fn coming_and_going_leaves_its_traces() {
    for postgres in [false, true] {
        let house = own_house(postgres);
        house.run(async {
            let installation = register::TenantId::INSTALLATION;
            let heads = (
                house.store.audit_head(house.tenant).await.unwrap().seq,
                house.store.audit_head(installation).await.unwrap().seq,
            );
            let account = house.store.account_by_email("coach@demo.example").await.unwrap().unwrap().account;
            house.give(account, access::Role::Teacher, &access::Scope::None).await;
            let visitor = house.visitor();
            assert_eq!(sign_in(&visitor, "coach@demo.example", "not this one").await.status, 422);
            assert_eq!(sign_in(&house.visitor(), "Niemand.Bekend@school.example", "not this one").await.status, 422);
            let entered = sign_in(&visitor, "coach@demo.example", PASSWORD).await;
            assert_eq!((entered.status, entered.location.as_deref()), (303, Some("/rol")));
            let session = cookie(&entered, "meedoen-session").unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
            let visitor = visitor.with_session(&session);
            let choices = house.store.memberships(account, TODAY).await.unwrap();
            let teacher = choices.iter().find(|c| c.role == access::Role::Teacher).unwrap();
            let switched = visitor.post("/rol", &[("rol", &teacher.membership.to_string())]).await;
            assert_eq!(switched.status, 303);
            assert_eq!(visitor.post("/uitloggen", &[]).await.status, 303);
            let all = store::testing::audited(&house.store, house.tenant, heads.0).await;
            let said: Vec<_> = all.iter().map(|e| (e.payload.action.as_str(), e.payload.role.as_str())).collect();
            let expected = [
                ("give_role", "system:command"),
                ("refuse_sign_in", "system:door"),
                ("sign_in", "coach"),
                ("switch_role", "teacher"),
                ("sign_out", "teacher"),
            ];
            assert_eq!(said, expected);
            assert!(
                all[1].payload.account.is_none()
                    && all[1].payload.about.as_ref().unwrap().contains(&account.to_string())
            );
            let unknown = store::testing::audited(&house.store, installation, heads.1).await;
            assert_eq!(unknown.len(), 1);
            let text = format!("{:?}", unknown[0].payload).to_lowercase();
            assert!(text.contains("refuse_sign_in") && !text.contains("niemand") && !text.contains('@'), "{text}");
            for chain in [house.tenant, installation] {
                let verdict = house.store.audit_verify(chain, None).await.unwrap();
                assert!(matches!(verdict, store::audit::Verdict::Whole { .. }), "{verdict:?}");
            }
        });
    }
}

/// One's sessions are listed on the account page and can be ended there, and nobody else's.
#[test]
fn sessions_elsewhere_are_seen_and_ended() {
    let house = own_house(false);
    house.run(async {
        let (here, there, third) =
            (house.sign_in("coach").await, house.sign_in("coach").await, house.sign_in("coach").await);
        let somebody = house.sign_in("intaker").await;
        let page = here.get("/account").await;
        let marks: Vec<String> = forms(&page.body)
            .iter()
            .filter(|form| form.action == "/account")
            .flat_map(|form| {
                form.fields.iter().filter(|f| f.name == "sessie").map(|f| f.value.clone()).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(marks.len(), 2, "{}", page.body);
        for visitor in [&here, &there, &third] {
            assert!(!page.has(visitor.session().unwrap()), "no token stands in a page");
        }
        let theirs = forms(&somebody.get("/account").await.body).iter().filter(|f| f.action == "/account").count();
        assert_eq!(theirs, 0, "only one session, and nobody else's");
        // A mark of another's is nothing.
        somebody.post("/account", &[("sessie", &marks[0])]).await;
        assert_eq!((there.get("/account").await.status, third.get("/account").await.status), (200, 200));
        assert_eq!(here.post("/account", &[("sessie", &marks[0])]).await.location.as_deref(), Some("/account"));
        let left = (there.get("/account").await.status, third.get("/account").await.status);
        assert!(left == (303, 200) || left == (200, 303), "{left:?}");
        assert_eq!(here.post("/account", &[("alle", "1")]).await.status, 303);
        assert_eq!((there.get("/account").await.status, third.get("/account").await.status), (303, 303));
        assert_eq!((here.get("/account").await.status, somebody.get("/account").await.status), (200, 200));
        assert_eq!(here.post("/account", &[]).await.status, 400);
    });
}

async fn count(house: &House) -> i64 {
    house.store.audit_head(house.tenant).await.unwrap().seq
}

/// Asking whether a page is there shows nothing, so it uses up nothing: no draft, no look, no session.
#[test]
fn asking_with_head_uses_up_and_writes_nothing() {
    let house = own_house(false);
    house.run(async {
        let (email, path) = (house.account("coach").email, format!("/dossiers/{}/behoefte", house.file(0).await));
        let late = house.sign_in_long_ago(&email, "coach").await;
        assert_eq!(late.post(&path, &[("woorden", "een rustige plek")]).await.status, 303);
        let coach = house.sign_in("coach").await;
        let before = count(house).await;
        for path in [path.as_str(), "/werk", "/dossiers"] {
            let answer = coach.head(path).await;
            assert_eq!((answer.status, answer.body.as_str()), (303, ""), "{path}");
        }
        assert_eq!(coach.head("/inloggen").await.status, 200);
        assert_eq!(count(house).await, before, "nobody saw anything");
        assert!(coach.get(&path).await.has("een rustige plek"), "the draft is still there");
    });
}

/// A key is added while people work: the form that lay open is still ours, and so is what it typed.
#[test]
fn a_new_key_eats_no_form_and_no_draft() {
    let house = house();
    house.run(async {
        let folder = crate::commands::Folder::new();
        let file = folder.path().join("k");
        let address = format!("sqlite:{}", folder.path().join("d.sqlite").display());
        let text = store::Keys::new_file("one").unwrap();
        std::fs::write(&file, &text).unwrap();
        let open = async |text: &str| store::Store::open(&address, store::Keys::parse(text).unwrap()).await.unwrap();
        let store = open(&text).await;
        store.migrate(house.now()).await.unwrap();
        let now = house.now();
        let owner = store.account_add("a@b.example", "A", None, now).await.unwrap();
        store.draft_keep(owner, "/x", "woorden=rust", None, now).await.unwrap();
        let before = csrf::Key::of(store.keys().form_keys().unwrap()).token("c");
        store.close().await;
        let rotated = text + &store::Keys::new_line("two").unwrap();
        let store = open(&rotated).await;
        assert!(csrf::Key::of(store.keys().form_keys().unwrap()).accepts("c", &before));
        assert_eq!(store.draft(owner, "/x").await.unwrap().as_deref(), Some("woorden=rust"));
        store.close().await;
    });
}

/// A clock that ran ahead makes no session last: neither the one it began nor the one it saw.
#[test]
fn a_clock_that_ran_ahead_lengthens_nothing() {
    let house = own_house(false);
    house.run_tampering(async {
        let email = house.account("coach").email;
        for (column, ended) in [("ends_at", false), ("seen_at", true), ("created_at", true)] {
            let coach = house.sign_in("coach").await;
            let sql = format!("UPDATE session SET {column} = '2036-01-01 00:00:00+00:00'");
            store::testing::tamper(&house.store, &sql).await;
            assert_eq!(coach.get("/account").await.status == 303, ended, "{column}");
        }
        // Long idle, with an end in the far future: over all the same.
        let late = house.sign_in_long_ago(&email, "coach").await;
        store::testing::tamper(&house.store, "UPDATE session SET ends_at = '2036-01-01 00:00:00+00:00'").await;
        assert_eq!(late.get("/account").await.status, 303);
    });
}
