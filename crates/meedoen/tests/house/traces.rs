//! What a visit leaves behind: one audit event per look, and nothing personal anywhere else.

use crate::fixture::{House, Page, own_house};
use crate::needles::Needles;
use crate::rights::{World, fill};
use access::{Action, Kind};
use register::PersonId;
use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex};
use store::audit::Verdict;
use store::testing::audited;
use web::site::guard::csrf;
use web::site::route::{Gate, Method};

/// What somebody types in the box to search in.
const SOUGHT: &str = "Zoekwoordenboekje";
/// What somebody types to sign in with, at an address that does not exist.
const TYPED_EMAIL: &str = "typefout.adres@school.example";

/// Pages behind a right to files or groups that show nobody.
const SHOWS_NOBODY: [&str; 7] = [
    "/privacy",
    "/klas",
    "/examens/periodes",
    // Before a team is chosen.
    "/verdeling/klassen",
    "/verdeling/verplaats",
    "/verdeling/verplaatst",
    // Numbers.
    "/werk/overgedragen",
];

/// A page behind no right to files that names somebody all the same: to a parent, the child of a role.
const NAMES_A_CHILD: (&str, &str) = ("guardian", "/rol");

/// Pages of the administrator that name whoever has a role or an invitation, a student or a parent too.
const NAMES_ACCOUNTS: [&str; 5] = [
    "/beheer/accounts/{account}",
    "/beheer/accounts/{account}/overdragen",
    "/beheer/rollen/{membership}",
    "/beheer/rollen/{membership}/teams",
    "/beheer/uitnodigingen",
];

/// A page behind a right to count that lists rows too, for whoever may see the files.
const COUNTS_AND_LISTS: &str = "/beleid/ise";

/// Forms that take what is sent here: what somebody says about a look need not be said, and a student is answered in any words.
const TAKE_IT: [&str; 2] = ["/mijn/inzage/{file}/{look}", "/dossiers/{file}/gezegd/{voice}"];

/// Everything that was logged in this process since the first test that asked for it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Catches the log of this process, with more in it than the program writes when nobody asks for more.
    fn catch() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let filter = tracing_subscriber::EnvFilter::new("info,web=trace,store=trace,meedoen=trace,access=trace");
        // Without the time of day: a fraction of a second has as many digits as a student number.
        let lines = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).without_time();
        lines.with_writer(move || writer.clone()).init();
        log
    }

    fn clear(&self) {
        self.0.lock().unwrap().clear();
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// Names, addresses and numbers of everybody: what no header, address or log line may hold.
fn personal(house: &House) -> Needles {
    let mut all = vec![SOUGHT.to_owned(), TYPED_EMAIL.to_owned()];
    for school in [&house.school, &house.other_school] {
        for person in &school.people {
            all.extend([person.name.full(), person.email.clone(), person.number.clone(), person.person_number.clone()]);
            all.extend(person.guardians.iter().flat_map(|g| [g.name.full(), g.email.clone()]));
        }
        all.extend(school.staff.iter().flat_map(|s| [s.name.full(), s.email.clone()]));
    }
    all.retain(|text| text.len() >= 6);
    // As they would stand in an address.
    let encoded: Vec<String> =
        all.iter().flat_map(|t| [t.replace(' ', "%20"), t.replace(' ', "+"), t.replace('@', "%40")]).collect();
    all.extend(encoded);
    all.sort_unstable();
    all.dedup();
    Needles::new(all)
}

/// Data for programs, the same for everybody, about nobody: no page, and may be kept.
const FOR_PROGRAMS: [&str; 2] = ["/aanbod/schema.json", "/sitemap.xml"];

/// What is wrong with the headers of a page.
fn headers(page: &Page, path: &str, signed_in: bool, personal: &Needles) -> Vec<String> {
    let get = |name: &str| page.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let mut wrong = Vec::new();
    let mut hold = |fine: bool, what: &str| {
        if !fine {
            wrong.push(format!("{path} ({}): {what}", page.status));
        }
    };
    let policy = get("content-security-policy");
    hold(policy.starts_with("default-src 'none';"), "its policy allows by default");
    hold(!policy.contains("unsafe") && !policy.contains("script-src") && !policy.contains('*'), "its policy is loose");
    hold(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"), "its policy lacks a part");
    hold(get("x-content-type-options") == "nosniff", "may be sniffed");
    hold(get("referrer-policy") == "same-origin", "tells other sites where one came from");
    let for_programs = FOR_PROGRAMS.iter().any(|data| path.ends_with(data));
    hold(!signed_in || for_programs || get("cache-control") == "no-store", "may be kept by a browser");
    hold(!get("cache-control").is_empty(), "does not say how long it may be kept");
    hold(get("server").is_empty() && get("x-powered-by").is_empty(), "says what it runs on");
    hold(
        !page.body.contains("<script") && !page.body.contains(" style=\"") && !page.body.contains(" onclick"),
        "has a script or a style",
    );
    // What is saved is no page: it says so, and has no title.
    let saved = get("content-disposition").starts_with("attachment; ")
        && ["text/csv; charset=utf-8", "application/json"].contains(&get("content-type"));
    let page_or_none = page.body.is_empty() || saved || for_programs;
    hold(page_or_none || get("content-type").starts_with("text/html; charset=utf-8"), "is no HTML");
    // The title stays in the history of a browser, on a computer that others use too.
    let title = page.body.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map_or("", |t| t.0);
    let title = crate::html::plain(title);
    hold(page_or_none || !title.trim().is_empty(), "has no title");
    hold(personal.found(&title).is_empty(), "its title names somebody");
    for (name, value) in &page.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        hold(personal.found(&value).is_empty(), &format!("{name} holds something personal"));
    }
    wrong
}

/// Everybody whose name or number a page shows. `people` holds the name and then the number of each of the school.
async fn shown(house: &House, people: &Needles, page: &Page) -> Vec<PersonId> {
    let mut found = Vec::new();
    let places: BTreeSet<usize> =
        people.found(&crate::html::plain(&page.body)).into_iter().map(|place| place / 2).collect();
    for place in places {
        let number = &house.school.people[place].number;
        found.push(house.store.person_by_number(house.tenant, number).await.unwrap());
    }
    found.sort_unstable();
    found
}

/// The name and then the number of each of the school.
fn people(house: &House) -> Needles {
    Needles::new(house.school.people.iter().flat_map(|person| [person.name.full(), person.number.clone()]).collect())
}

/// Walks through the house in every role. What was wrong.
async fn walk(world: &World, personal: &Needles) -> Vec<String> {
    let (house, mut wrong) = (world.house, Vec::new());
    let mut head = audited(&house.store, house.tenant, 0).await.last().map_or(0, |event| event.seq);
    let (people, mut looks, mut silent) = (people(house), 0, 0);
    for role in demo::ROLES {
        let actor = house.actor(role).await;
        let visitor = house.sign_in(role).await;
        head = audited(&house.store, house.tenant, head).await.last().map_or(head, |event| event.seq);
        for route in world.routes.iter().filter(|route| route.method == Method::Get) {
            for address in world.addresses(&actor, route).await {
                let path = fill(route.path, &address.ids);
                let page = visitor.get(&path).await;
                let tried = format!("{role} {}", route.path);
                wrong.extend(headers(&page, &tried, true, personal));
                let events = audited(&house.store, house.tenant, head).await;
                head = events.last().map_or(head, |event| event.seq);
                let subjects: Vec<PersonId> = events.iter().flat_map(|event| event.subjects.clone()).collect();
                for event in &events {
                    let mut named: Vec<PersonId> = event.payload.persons().collect();
                    named.sort_unstable();
                    let mut found = event.subjects.clone();
                    found.sort_unstable();
                    let me = actor.account().map(|account| account.0);
                    if event.payload.role != role || event.payload.account != me || named != found {
                        wrong.push(format!("{tried}: the event is not of this look: {:?}", event.payload.action));
                    }
                }
                let action = match route.gate {
                    Gate::Needs(action) => Some(action),
                    _ => None,
                };
                let about_people = action
                    .is_some_and(|action: Action| matches!(action.kind(), Kind::File | Kind::Files | Kind::Group));
                let about_people =
                    about_people || NAMES_ACCOUNTS.contains(&route.path) || route.path == COUNTS_AND_LISTS;
                let shows =
                    (about_people && !SHOWS_NOBODY.contains(&route.path)) || (role, route.path) == NAMES_A_CHILD;
                let expected = usize::from(shows && page.status == 200);
                if events.len() != expected {
                    let actions: Vec<&str> = events.iter().map(|event| event.payload.action.as_str()).collect();
                    wrong.push(format!(
                        "{tried} ({:?}, {}): {expected} events expected, {actions:?}",
                        address.whose, page.status
                    ));
                }
                if page.status == 200 && about_people {
                    looks += 1;
                    if let Some(file) = &address.about
                        && subjects != [file.person]
                    {
                        wrong.push(format!("{tried}: the event is about others: {subjects:?}"));
                    }
                    let unseen: Vec<PersonId> = shown(house, &people, &page)
                        .await
                        .into_iter()
                        .filter(|person| !subjects.contains(person))
                        .collect();
                    // One's own name stands in the header of every page.
                    let own = house.account(role).name;
                    if !(unseen.is_empty() || role == "student" || own.is_empty()) {
                        wrong.push(format!("{tried}: {} people are shown and not in the event", unseen.len()));
                    }
                } else {
                    silent += 1;
                }
            }
        }
        for (path, fields) in
            [("/zoeken", vec![("zoek", SOUGHT)]), ("/inloggen", vec![("email", TYPED_EMAIL), ("wachtwoord", SOUGHT)])]
        {
            let page = visitor.post(path, &fields).await;
            wrong.extend(headers(&page, &format!("{role} POST {path}"), true, personal));
            if let Some(to) = &page.location {
                visitor.get(to).await;
            }
            head = audited(&house.store, house.tenant, head).await.last().map_or(head, |event| event.seq);
        }
    }
    eprintln!("{looks} looks, {silent} pages without one");
    wrong
}

#[test]
fn each_look_is_one_event_and_nothing_personal_is_said_elsewhere() {
    let log = Log::catch();
    let house = own_house(false);
    log.clear();
    house.run(async {
        let world = World::new(house).await;
        let personal = personal(house);
        let mut wrong = walk(&world, &personal).await;
        let visitor = house.visitor();
        for route in world.routes.iter().filter(|route| route.method == Method::Get) {
            let ids: Vec<String> = crate::rights::parameters(route.path).iter().map(|_| "x".to_owned()).collect();
            let page = visitor.get(&fill(route.path, &ids)).await;
            wrong.extend(headers(&page, &format!("nobody {}", route.path), false, &personal));
        }
        for path in ["/bestaat-niet", "/assets/niets.css", "/%ff", "//", "/dossiers/"] {
            wrong.extend(headers(&visitor.get(path).await, path, false, &personal));
        }
        let refused = visitor.post_raw("/inloggen", &[(csrf::FIELD, "x"), ("email", TYPED_EMAIL)]).await;
        assert_eq!(refused.status, 403);
        wrong.extend(headers(&refused, "a forged form", false, &personal));
        wrong.sort();
        wrong.dedup();
        assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(matches!(house.store.audit_verify(house.tenant, None).await.unwrap(), Verdict::Whole { .. }));
        let logged = log.text();
        assert!(
            logged.contains("template=\"/inloggen\"") || logged.contains("/inloggen"),
            "nothing was caught: {logged}"
        );
        assert_eq!(personal.texts(&logged), Vec::<&str>::new(), "the log is personal");
    });
}

/// What anybody might send to a form about a person: nothing, nonsense, and a version that never was.
const SENT: [&[(&str, &str)]; 4] =
    [&[], &[("versie", "x")], &[("versie", "1"), ("doe", "kijk")], &[("versie", "999999"), ("antwoord", "misschien")]];

/// A form that is refused is a look when the page comes back with somebody on it, and leaves nothing otherwise.
#[test]
fn a_form_is_a_look_only_when_a_page_comes_back() {
    let house = own_house(false);
    house.run(async {
        let world = World::new(house).await;
        let (mut looks, mut silent, mut wrong) = (0, 0, Vec::new());
        for role in demo::ROLES {
            let (actor, visitor) = (house.actor(role).await, house.sign_in(role).await);
            // Signing in left an event of its own.
            let mut head = audited(&house.store, house.tenant, 0).await.last().map_or(0, |event| event.seq);
            for route in world.routes.iter().filter(|route| route.method == Method::Post) {
                let Gate::Needs(action) = route.gate else { continue };
                if action.kind() != Kind::File {
                    continue;
                }
                for (address, sent) in world.addresses(&actor, route).await.iter().flat_map(|a| SENT.map(|s| (a, s))) {
                    let page = visitor.post(&fill(route.path, &address.ids), sent).await;
                    let events = audited(&house.store, house.tenant, head).await;
                    head = events.last().map_or(head, |event| event.seq);
                    // These statuses bring the form back, filled in; the others show nobody.
                    let shows = matches!(page.status, 200 | 409 | 422);
                    if shows {
                        looks += 1
                    } else {
                        silent += 1
                    }
                    let of: Vec<_> = events.iter().flat_map(|event| event.subjects.clone()).collect();
                    // Taken: once, and the second time nothing is left to take.
                    if TAKE_IT.contains(&route.path) && page.status == 303 && events.len() <= 1 {
                        continue;
                    }
                    let about: Vec<_> = address.about.iter().map(|file| file.person).collect();
                    if events.len() != usize::from(shows) || (shows && of != about) {
                        let actions: Vec<&str> = events.iter().map(|event| event.payload.action.as_str()).collect();
                        wrong.push(format!("{role} {} {sent:?} ({}): {actions:?}", route.path, page.status));
                    }
                }
            }
        }
        wrong.dedup();
        assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(looks > 10 && silent > 100, "{looks} looks, {silent} without");
    });
}
