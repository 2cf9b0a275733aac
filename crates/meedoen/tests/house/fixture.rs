//! A house to visit: two small demo schools in one database, made once for all tests of the process, and the site over
//! them on a port of its own. The schools are made once in a run and copied for each process.
//!
//! ```ignore
//! #[test]
//! fn a_coach_sees_their_students() {
//!     let house = house();
//!     house.run(async {
//!         let coach = house.sign_in("coach").await;
//!         let page = coach.get("/dossiers").await;
//!         assert_eq!(page.status, 200);
//!         let sent = coach.post("/taal", &[("taal", "en")]).await; // the form's token is added
//!         assert_eq!(sent.status, 303);
//!     });
//! }
//! ```

#![allow(dead_code, reason = "a fixture offers more than the tests of one day use")]

use access::{Actor, Reason, Role, Scope};
use meedoen::clock::Wall;
use meedoen::demo_school::{BODY, fill};
use meedoen::monitor::Shelf;
use meedoen::serve::{Bounds, PressAt, Site, Typesetter, serve_on};
use register::{AccountId, FileId, MembershipId, Moment, TenantId};
use reqwest::cookie::Jar;
use std::sync::{Arc, OnceLock, mpsc};
use store::Store;
use time::Date;
use time::macros::date;
use web::site::app::Settings;
use web::site::guard::csrf;
use web::site::password::Cost;

/// The day it is in the house. The time of day goes on.
pub(crate) const TODAY: Date = date!(2026 - 09 - 15);

/// How the site of the house is set.
pub(crate) const SETTINGS: Settings = Settings { demo: true, secure: false };

/// The press that `scripts/rust.sh` built and named.
pub(crate) fn press() -> Typesetter {
    Typesetter::new(PressAt { press: std::env::var_os("MEEDOEN_PRESS").map(Into::into) })
}

/// A house with two schools.
pub(crate) struct House {
    /// The store that the site works on. Use it inside [`House::run`].
    pub(crate) store: Store,
    /// Where the site is: `http://127.0.0.1:PORT`.
    pub(crate) base: String,
    /// The school whose people [`House::sign_in`] knows.
    pub(crate) tenant: TenantId,
    /// Another school in the same database.
    pub(crate) other: TenantId,
    /// The research body of the researcher.
    pub(crate) body: TenantId,
    /// How the first school was planned: who has which team, coach and story.
    pub(crate) school: demo::School,
    /// How the other was planned.
    pub(crate) other_school: demo::School,
    runtime: tokio::runtime::Handle,
}

/// The house on SQLite.
pub(crate) fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| House::build(false))
}

/// The house on PostgreSQL.
pub(crate) fn house_on_postgres() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| House::build(true))
}

/// A house of a test's own, for tests that change much of it.
pub(crate) fn own_house(postgres: bool) -> &'static House {
    Box::leak(Box::new(House::build(postgres)))
}

impl House {
    /// Builds it on a runtime of its own, which outlives the test that happened to come first.
    fn build(postgres: bool) -> Self {
        let (done, built) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let house = Self::make(postgres, tokio::runtime::Handle::current()).await;
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                let base = format!("http://{}", listener.local_addr().unwrap());
                let (monitor, address) = (meedoen::monitor::library(None).unwrap(), base.parse().ok());
                let measured = Shelf::open(Some(&crate::research::folder())).unwrap();
                let site = Site { demo: true, day: Some(TODAY), monitor, measured, address, press: press() };
                let site = site.router(house.store.clone()).unwrap();
                done.send(Self { base, ..house }).unwrap();
                serve_on(listener, site, Bounds::new(None), std::future::pending()).await;
            });
        });
        built.recv().expect("the house is built")
    }

    async fn make(postgres: bool, runtime: tokio::runtime::Handle) -> Self {
        let size = demo::Size { students: 60, teams: 3, applicants: 12 };
        let school = demo::School::plan(7, TODAY, size);
        let other_school = demo::large(8, TODAY, demo::Shape { tenants: 1, files: 60, largest: 60 }).next().unwrap();
        let store = store::testing::filled(postgres, "house", async |store| {
            for school in [&other_school, &school] {
                let played = fill(store, school, Cost::TESTS, None, &|_| ()).await.unwrap();
                assert_eq!(played.refused, 0, "every act of {} fits", school.name);
            }
        });
        let store = store.await;
        let tenant = store.tenant_by_code(&school.brin).await.unwrap().tenant;
        let other = store.tenant_by_code(&other_school.brin).await.unwrap().tenant;
        let body = store.tenant_by_code(BODY).await.unwrap().tenant;
        Self { store, base: String::new(), tenant, other, body, school, other_school, runtime }
    }

    /// Runs a test's own part on the runtime of the house. After it, whatever it was about, every chain is whole and the
    /// tables are as their events say: a write that tells less than it wrote is found by the test that wrote it.
    pub(crate) fn run<T>(&self, part: impl Future<Output = T>) -> T {
        self.runtime.block_on(async {
            let out = part.await;
            for chain in [self.tenant, self.other, self.body, TenantId::INSTALLATION] {
                let proof = self.store.audit_verify_data(chain, None).await.unwrap();
                assert!(proof.is_whole() && proof.proven > 0, "{chain}: {proof:?}");
            }
            out
        })
    }

    /// As [`House::run`], for a test that changes the database behind the program's back.
    pub(crate) fn run_tampering<T>(&self, part: impl Future<Output = T>) -> T {
        self.runtime.block_on(part)
    }

    /// What time it is in the house.
    pub(crate) fn now(&self) -> Moment {
        Wall::new(Some(TODAY)).now()
    }

    /// Somebody who is not signed in.
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        let jar = Arc::new(Jar::default());
        let client = reqwest::Client::builder()
            .cookie_provider(Arc::clone(&jar))
            .redirect(reqwest::redirect::Policy::none())
            // Less than the door's silence of 15 s: a request on a connection that the door closes at that moment gets no answer.
            .pool_idle_timeout(std::time::Duration::from_secs(10))
            .build()
            .unwrap();
        Visitor { house: self, base: self.base.clone(), client, jar, session: None }
    }

    /// The demo account of a role.
    pub(crate) fn account(&self, role: &str) -> demo::Account {
        let mut all = demo::accounts(&self.school).into_iter();
        all.find(|a| a.demo && a.role == role).unwrap_or_else(|| panic!("no account for {role}"))
    }

    /// The demo account of a role as an actor of the first school, for calls on the store.
    pub(crate) async fn actor(&self, role: &str) -> Actor {
        self.actor_of(&self.account(role).email, role).await
    }

    /// Anybody as an actor in a role, by e-mail address.
    pub(crate) async fn actor_of(&self, email: &str, role: &str) -> Actor {
        let account = self.store.account_by_email(email).await.unwrap().expect("an account").account;
        let today = self.now().day;
        let choices = self.store.memberships(account, today).await.unwrap();
        let role = Role::from_code(role).unwrap();
        let choice = choices.iter().find(|c| c.role == role).unwrap_or_else(|| panic!("{email} is no {role:?}"));
        self.store.actor(account, choice.tenant, choice.membership, today).await.unwrap()
    }

    /// Signs in the demo account of a role, without the form: a session of its own each time.
    pub(crate) async fn sign_in(&self, role: &str) -> Visitor<'_> {
        self.sign_in_as(&self.account(role).email, role).await
    }

    /// Signs in anybody in a role, by e-mail address: `house.school.staff[n].email`.
    pub(crate) async fn sign_in_as(&self, email: &str, role: &str) -> Visitor<'_> {
        self.sign_in_at(email, role, self.now()).await
    }

    /// Somebody whose session has ended by time, with its cookie still in the browser.
    pub(crate) async fn sign_in_long_ago(&self, email: &str, role: &str) -> Visitor<'_> {
        let now = self.now();
        self.sign_in_at(email, role, Moment { at: now.at - store::session::IDLE * 2, ..now }).await
    }

    /// Gives an account a role at the first school, as the command does.
    pub(crate) async fn give(&self, account: AccountId, role: Role, scope: &Scope) -> MembershipId {
        let (by, now) = (Actor::system(self.tenant, Reason::Command), self.now());
        self.store.membership_add(&by, account, role, scope, now.day, now).await.unwrap()
    }

    async fn sign_in_at(&self, email: &str, role: &str, since: Moment) -> Visitor<'_> {
        let Actor::Member(member) = self.actor_of(email, role).await else { panic!("a member") };
        let place = (member.tenant, member.membership);
        let session = self.store.session_start(member.account, place, since).await.unwrap();
        let mut visitor = self.visitor();
        let cookie = format!("{}={session}; Path=/", web::site::cookie::session(SETTINGS));
        visitor.jar.add_cookie_str(&cookie, &self.base.parse().unwrap());
        visitor.session = Some(session);
        visitor
    }

    /// The file of somebody of the first school, by position in `school.people`. 0 is the demo student, 1 the child of the
    /// demo guardian; both are students of the demo coach.
    pub(crate) async fn file(&self, person: usize) -> FileId {
        self.file_at(self.tenant, &self.school.people[person].number).await
    }

    /// The file of somebody of the other school.
    pub(crate) async fn file_elsewhere(&self, person: usize) -> FileId {
        self.file_at(self.other, &self.other_school.people[person].number).await
    }

    async fn file_at(&self, tenant: TenantId, number: &str) -> FileId {
        let person = self.store.person_by_number(tenant, number).await.unwrap();
        self.store.file_of_person(tenant, person).await.unwrap()
    }
}

/// Somebody with a browser: keeps cookies, follows no redirects.
pub(crate) struct Visitor<'a> {
    house: &'a House,
    base: String,
    client: reqwest::Client,
    jar: Arc<Jar>,
    session: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// The status.
    pub(crate) status: u16,
    /// Where it sends to.
    pub(crate) location: Option<String>,
    /// All headers.
    pub(crate) headers: reqwest::header::HeaderMap,
    /// The page.
    pub(crate) body: String,
}

impl Page {
    /// Whether the page holds a text, as it stands in the HTML.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// The value of the first field of a name.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let (_, after) = self.body.split_once(&format!("name=\"{name}\""))?;
        let tag = after.split('>').next()?;
        tag.split_once("value=\"")?.1.split('"').next()
    }
}

impl Visitor<'_> {
    /// The same visitor at another site.
    pub(crate) fn at(mut self, base: &str) -> Self {
        self.base = base.to_owned();
        self
    }

    /// Asks a page with headers of one's own.
    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        let request = self.client.get(format!("{}{path}", self.base));
        page(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send().await.unwrap())
            .await
    }

    /// Asks whether a page is there.
    pub(crate) async fn head(&self, path: &str) -> Page {
        page(self.client.head(format!("{}{path}", self.base)).send().await.unwrap()).await
    }

    /// Asks a page.
    pub(crate) async fn get(&self, path: &str) -> Page {
        page(self.client.get(format!("{}{path}", self.base)).send().await.unwrap()).await
    }

    /// Asks a file, as bytes.
    pub(crate) async fn get_bytes(&self, path: &str) -> Vec<u8> {
        let response = self.client.get(format!("{}{path}", self.base)).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200, "{path}");
        response.bytes().await.unwrap().to_vec()
    }

    /// Sends a form as our own page would, and takes the file that comes back.
    pub(crate) async fn post_for_bytes(&self, path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let token = self.token().await;
        let fields = [fields, &[(csrf::FIELD, &token)]].concat();
        let response = self.client.post(format!("{}{path}", self.base)).form(&fields).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200, "{path}");
        response.bytes().await.unwrap().to_vec()
    }

    /// Sends a form as our own page would: the token is added.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.token().await;
        let mut fields = fields.to_vec();
        fields.push((csrf::FIELD, &token));
        self.post_raw(path, &fields).await
    }

    /// Sends a form exactly as given.
    pub(crate) async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        page(self.client.post(format!("{}{path}", self.base)).form(fields).send().await.unwrap()).await
    }

    /// Sends a form as bytes, with headers of one's own.
    pub(crate) async fn post_bytes(&self, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Page {
        let mut request = self.client.post(format!("{}{path}", self.base)).body(body);
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        page(request.send().await.unwrap()).await
    }

    /// Signs in by the form, as the same browser: the session of before, ended or not, is replaced.
    pub(crate) fn with_session(mut self, session: &str) -> Self {
        self.jar.add_cookie_str(
            &format!("{}={session}; Path=/", web::site::cookie::session(SETTINGS)),
            &self.base.parse().unwrap(),
        );
        self.session = Some(session.to_owned());
        self
    }

    /// The value of the session's cookie.
    pub(crate) fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }

    /// The token that forms of this visitor carry.
    pub(crate) async fn token(&self) -> String {
        match &self.session {
            Some(session) => csrf::Key::new(self.house.store.keys().form_key().unwrap()).token(session),
            None => {
                let form = self.get("/inloggen").await;
                form.value(csrf::FIELD).expect("the page to sign in has a form").to_owned()
            }
        }
    }
}

async fn page(response: reqwest::Response) -> Page {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let location = headers.get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
    Page { status, location, headers, body: response.text().await.unwrap() }
}

#[test]
fn the_house_is_open() {
    for house in [house(), house_on_postgres()] {
        house.run(async {
            let page = house.visitor().get("/inloggen").await;
            assert_eq!(page.status, 200);
            assert!(page.value(csrf::FIELD).is_some(), "{}", page.body);
            for role in demo::ROLES {
                let visitor = house.sign_in(role).await;
                let page = visitor.get("/").await;
                assert!(page.status == 200 || page.status == 303, "{role}: {}", page.status);
            }
            assert_ne!(house.file(0).await, house.file_elsewhere(0).await);
        });
    }
}
