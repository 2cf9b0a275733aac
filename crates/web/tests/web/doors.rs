//! What stands between a request and its page, tried over the real router.

use axum::{
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use register::{Moment, Personal};
use time::macros::{date, datetime};
use tower::ServiceExt;
use web::{
    App,
    say::form::Input,
    site::{
        app::{Parts, Settings},
        clock::{Counting, Still},
        guard::csrf::Key,
        problem::Problem,
        route::Gate,
        session::{Sessions, Signed, Soon},
    },
};

/// One session, `intaker`; one that ended, `over`; one that cannot be looked up, `broken`.
struct One;

impl Sessions for One {
    fn find<'a>(&'a self, cookie: &'a str, _: Moment) -> Soon<'a, Option<Signed>> {
        Box::pin(async move {
            if cookie == "broken" {
                return Err(Problem::Broken("the store is away".into()));
            }
            let nil = uuid::Uuid::nil();
            let member = access::Member {
                account: register::AccountId(nil),
                membership: register::MembershipId(nil),
                tenant: register::TenantId(nil),
                role: access::Role::Intaker,
                scope: access::Scope::School,
            };
            let signed = Signed {
                name: Personal::new("N".into()),
                member,
                school: "S".into(),
                more_roles: false,
                until: datetime!(2026-11-22 1:00 UTC),
            };
            Ok((cookie == "intaker").then_some(signed))
        })
    }

    fn keep_draft<'a>(&'a self, cookie: &'a str, path: &'a str, input: &'a Input, _: Moment) -> Soon<'a, bool> {
        Box::pin(async move { Ok(cookie == "over" && path == "/proef" && input.to_keep() == "a=b") })
    }
}

fn unconnected() -> store::Store {
    store::Store::unconnected(store::Keys::parse(&store::Keys::new_file("k").unwrap()).unwrap())
}

fn key() -> Key {
    Key::new([7; 32])
}

fn site() -> axum::Router {
    let now = Moment { at: datetime!(2026-11-22 0:00 UTC), day: date!(2026 - 11 - 22) };
    let app = App::new(Parts {
        clock: Box::new(Still(now)),
        chance: Box::new(Counting::default()),
        store: unconnected(),
        sessions: Box::new(One),
        csrf: key(),
        settings: Settings { demo: false, secure: true },
        monitor: Default::default(),
        measured: Default::default(),
        press: Default::default(),
        imports: Default::default(),
        address: None,
    });
    web::routes(app)
        .get("/proef/werk", Gate::Needs(access::Action::SeeWorkbench), || async { "werk" })
        .get("/proef/mijn", Gate::Needs(access::Action::SeeOwnFile), || async { "mijn" })
        .get("/proef/breekt", Gate::Public, || async {
            if true {
                panic!("something personal");
            }
        })
        .get("/proef/stuk", Gate::Public, || async { Problem::Broken("inside".into()) })
        .get("/proef", Gate::Needs(access::Action::SeeWorkbench), || async { "formulier" })
        .post(
            "/proef",
            Gate::Needs(access::Action::SeeWorkbench),
            |input: Input| async move { input.text("a").to_owned() },
        )
        .finish()
}

async fn send(request: Request<Body>) -> (Response<()>, String) {
    let response = site().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap();
    (Response::from_parts(parts, ()), String::from_utf8_lossy(&bytes).into_owned())
}

async fn get(path: &str, cookie: &str) -> (Response<()>, String) {
    send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

async fn post(path: &str, cookie: &str, site: Option<&str>, body: &str) -> (Response<()>, String) {
    let mut request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(site) = site {
        request = request.header("sec-fetch-site", site);
    }
    send(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn location(response: &Response<()>) -> &str {
    response.headers().get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_response_has_its_headers() {
    for path in
        ["/", "/inloggen", "/nergens", "/proef/breekt", "/assets/nergens", web::site::asset::address("meedoen.css")]
    {
        let (response, _) = get(path, "").await;
        let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{path}");
        assert!(!policy.contains("unsafe") && !policy.contains("script"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
    }
    let (asset, _) = get(web::site::asset::address("meedoen.css"), "").await;
    assert!(asset.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert_eq!(asset.headers().get(header::CONTENT_ENCODING), None, "nobody asked for it");
    assert_eq!(asset.headers()[header::VARY], "accept-encoding");
    let (page, _) = get("/", "__Host-meedoen-session=intaker").await;
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(page.headers().get(header::CONTENT_ENCODING), None, "a page with a secret is never packed");
}

#[tokio::test]
async fn what_a_role_may_never_see_is_not_there() {
    let (away, _) = get("/proef/werk", "").await;
    assert_eq!((away.status(), location(&away)), (StatusCode::SEE_OTHER, "/inloggen?naar=/proef/werk"));
    let (seen, body) = get("/proef/werk", "__Host-meedoen-session=intaker").await;
    assert_eq!((seen.status(), body.as_str()), (StatusCode::OK, "werk"));
    let (hidden, hidden_body) = get("/proef/mijn", "__Host-meedoen-session=intaker").await;
    let (missing, missing_body) = get("/proef/leeg", "__Host-meedoen-session=intaker").await;
    assert_eq!((hidden.status(), missing.status()), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    let neutral = |body: String| body.replace("/proef/mijn", "").replace("/proef/leeg", "");
    assert_eq!(neutral(hidden_body), neutral(missing_body), "both pages are the same");
}

#[tokio::test]
async fn a_form_counts_only_when_our_page_posted_it() {
    let (cookie, token) = ("__Host-meedoen-session=intaker", key().token("intaker"));
    let foreign = key().token("someone else");
    for (site, body, expected) in [
        (Some("same-origin"), format!("csrf={token}&a=b"), StatusCode::OK),
        (None, format!("csrf={token}&a=b"), StatusCode::OK),
        (Some("cross-site"), format!("csrf={token}&a=b"), StatusCode::FORBIDDEN),
        (Some("same-origin"), "a=b".into(), StatusCode::FORBIDDEN),
        (Some("same-origin"), format!("csrf={foreign}&a=b"), StatusCode::FORBIDDEN),
        (Some("same-origin"), "a=%ff".into(), StatusCode::BAD_REQUEST),
        (Some("same-origin"), "a=".to_owned() + &"b".repeat(65 * 1024), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let (response, text) = post("/proef", cookie, site, &body).await;
        assert_eq!(response.status(), expected, "{site:?} {}", &body[..body.len().min(60)]);
        assert!(expected == StatusCode::OK || text.contains("<h1"), "a page says why");
    }
    let other = Request::post("/proef").header(header::COOKIE, cookie).header(header::CONTENT_TYPE, "text/plain");
    assert_eq!(send(other.body(Body::from("a=b")).unwrap()).await.0.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_session_that_ended_keeps_what_was_typed() {
    let body = format!("csrf={}&a=b", key().token("over"));
    let (response, _) = post("/proef", "__Host-meedoen-session=over", Some("same-origin"), &body).await;
    assert_eq!(location(&response), "/inloggen?naar=/proef");
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-meedoen-notice=notice-signed-out-draft-kept;"), "{cookie}");
    let (page, html) = get("/inloggen?naar=/proef", "__Host-meedoen-notice=notice-signed-out-draft-kept").await;
    assert!(html.contains("is bewaard") && html.contains("value=\"/proef\""));
    let cookies: Vec<_> = page.headers().get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap()).collect();
    assert!(
        cookies.iter().any(|c| c.starts_with("__Host-meedoen-notice=;") && c.contains("Max-Age=0")),
        "said once: {cookies:?}"
    );
    assert!(
        cookies
            .iter()
            .any(|c| c.starts_with("__Host-meedoen-visitor=") && c.contains("HttpOnly") && c.contains("Secure"))
    );
    let (_, html) = get("/", "__Host-meedoen-notice=notice-something-else").await;
    assert!(!html.contains("notice-something-else"));
}

#[tokio::test]
async fn what_breaks_says_nothing_of_the_inside() {
    for (path, cookie) in [("/proef/breekt", ""), ("/proef/stuk", ""), ("/", "__Host-meedoen-session=broken")] {
        let (response, html) = get(path, cookie).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(html.contains("Noem dit nummer"), "{path}");
        assert!(!html.contains("personal") && !html.contains("inside") && !html.contains("store"), "{path}");
    }
}

#[tokio::test]
async fn the_language_switch_stays_on_the_page() {
    let (response, _) = post("/taal", "", Some("same-origin"), "taal=en&terug=/toegankelijkheid").await;
    assert_eq!(location(&response), "/toegankelijkheid");
    assert!(response.headers()[header::SET_COOKIE].to_str().unwrap().starts_with("__Host-taal=en;"));
    let (away, _) = post("/taal", "", Some("same-origin"), "taal=en&terug=//elders.example").await;
    assert_eq!(location(&away), "/");
    for (site, body) in [(Some("cross-site"), "taal=en&terug=/"), (None, "taal=en&terug=/")] {
        assert_eq!(post("/taal", "", site, body).await.0.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(post("/taal", "", Some("same-origin"), "taal=xx").await.0.status(), StatusCode::BAD_REQUEST);
    assert_eq!(get("/taal", "").await.0.status(), StatusCode::NOT_FOUND);
    let (_, html) = get("/?taal=en", "taal=nl").await;
    assert!(html.contains("<html lang=\"en\">"));
}
