//! Role x route x {own, other team, other tenant}: every route that the site declares, tried by every role, on what
//! the role reaches, what it does not reach, what is another school's, and what does not exist. What is expected comes
//! from the plan of the demo school (`oracle`), never from the policy, the store or a page.

use crate::fixture::{House, Page, SETTINGS, TODAY, Visitor, own_house};
use crate::oracle::{Promises, opens};
use access::{Action, Actor, Kind, Role, Scope};
use meedoen::clock::Wall;
use meedoen::serve::Machine;
use register::{GroupId, MeasureId, TemplateId, TenantId};
use std::collections::BTreeMap;
use store::testing::{Known, known};
use web::site::route::{Declared, Gate, Method};

/// Forms whose field names a thing: sent empty, that thing is not there.
const NAMES_A_THING: [&str; 12] = [
    "/rol",
    "/beheer/niet-op-de-lijst",
    "/beheer/uitnodigingen",
    "/beheer/wachtwoord",
    "/kennis/praktijk",
    "/verdeling",
    "/mijn/gedeeld",
    "/mijn/zorg",
    "/mijn/aanmelding",
    "/dossiers/{file}/delen/stop",
    "/mijn/stage",
    "/mijn/stage/melding",
];

/// What a request is about, seen from the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whose {
    /// No particular thing.
    Page,
    /// What the actor reaches.
    Own,
    /// Of the same school, out of reach.
    OutOfReach,
    /// Two things that the actor reaches or not, and that do not belong together.
    Mixed,
    /// Of the other school.
    Elsewhere,
    /// An identifier that nothing has.
    Nothing,
    /// No identifier.
    NoId,
}

/// One address to try.
pub(crate) struct Address {
    pub(crate) whose: Whose,
    pub(crate) ids: Vec<String>,
    pub(crate) allowed: bool,
    /// The file it is about, where it is about one that is there.
    pub(crate) about: Option<Known>,
}

/// Everything that is there.
pub(crate) struct World {
    pub(crate) house: &'static House,
    pub(crate) home: Vec<Known>,
    elsewhere: Vec<Known>,
    stranger: Actor,
    promises: Promises,
    /// A measure and a template of the school, and of the other.
    catalogue: [(MeasureId, TemplateId); 2],
    pub(crate) routes: Vec<Declared>,
    /// The lesson groups of the school, and of the other.
    groups: [Vec<(GroupId, String)>; 2],
    /// A link that waits: whoever has it may open it.
    link: String,
    /// The link of a mail with which its receiver asks for no more of them.
    mail: String,
    /// The link of somebody outside the school: it asks for a code.
    share: String,
    /// The link to a card: whoever has it may open it.
    card: String,
    /// An exam period at home, and one of elsewhere.
    periods: [Option<register::ExamPeriodId>; 2],
    /// An entry on the map at home, and one of elsewhere.
    partners: [Option<register::PartnerId>; 2],
    /// Of what the school offers: the version that is being made and the one that holds, with a line of each.
    offers: [Option<(register::OfferId, u32)>; 2],
    /// The same of elsewhere.
    offers_elsewhere: [Option<(register::OfferId, u32)>; 2],
    /// A school and a team of it, as public addresses name them.
    offering: (String, String),
    /// An account with a role at home, and one of elsewhere: `(account, membership)` of each.
    managed: [(String, String); 2],
}

/// The first measure and template of a school.
async fn catalogued(house: &House, tenant: TenantId) -> (MeasureId, TemplateId) {
    let catalogue = house.store.catalogue(tenant, TODAY).await.unwrap();
    (catalogue.measures[0].id, catalogue.templates[0].id)
}

/// Every route of the site.
pub(crate) fn routes(house: &House) -> Vec<Declared> {
    let app =
        web::App::over(house.store.clone(), SETTINGS, Wall::new(Some(TODAY)), Machine, Default::default()).unwrap();
    web::routes(app).declared().to_vec()
}

/// The names in braces.
pub(crate) fn parameters(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

/// A path with its names filled in, in order.
pub(crate) fn fill(path: &str, ids: &[String]) -> String {
    let names = parameters(path);
    names.iter().zip(ids).fold(path.to_owned(), |path, (name, id)| path.replacen(&format!("{{{name}}}"), id, 1))
}

impl World {
    pub(crate) async fn new(house: &'static House) -> Self {
        let now = house.now();
        let account = house.store.account_add("vreemd@elders.example", "Vreemd", None, now).await.unwrap();
        let (role, tenant) = (Role::CareCoordinator, house.other);
        let by = access::Actor::system(tenant, access::Reason::Command);
        let add = house.store.membership_add(&by, account, role, &Scope::School, TODAY, now);
        let membership = add.await.unwrap();
        Self {
            house,
            home: known(&house.store, house.tenant, TODAY).await,
            elsewhere: known(&house.store, house.other, TODAY).await,
            stranger: house.store.actor(account, tenant, membership, TODAY).await.unwrap(),
            promises: Promises::new(&house.store, house.tenant, &house.school, TODAY).await,
            catalogue: [catalogued(house, house.tenant).await, catalogued(house, house.other).await],
            routes: routes(house),
            groups: [
                store::testing::groups(&house.store, house.tenant).await,
                store::testing::groups(&house.store, house.other).await,
            ],
            periods: [
                store::testing::exam_periods(&house.store, house.tenant).await.first().copied(),
                store::testing::exam_periods(&house.store, house.other).await.first().copied(),
            ],
            partners: [
                store::testing::partners(&house.store, house.tenant).await.first().copied(),
                store::testing::partners(&house.store, house.other).await.first().copied(),
            ],
            offers: store::testing::offers(&house.store, house.tenant, TODAY).await,
            offers_elsewhere: store::testing::offers(&house.store, house.other, TODAY).await,
            offering: (
                house.school.brin.clone(),
                house.store.offer_public(&house.school.brin, TODAY).await.unwrap().teams[0].0.to_string(),
            ),
            link: invited(house).await,
            mail: store::testing::declinable(&house.store, tenant, account, now).await,
            share: shared(house).await,
            card: crate::card::shown(house).await,
            managed: [managed(house).await, (account.to_string(), membership.to_string())],
        }
    }

    pub(crate) fn reaches(&self, actor: &Actor, action: Action, file: &Known) -> bool {
        self.promises.reaches(actor, action, file.person)
    }

    /// Whether the policy lets an actor in at a page that names nothing.
    fn lets_in(&self, actor: &Actor, gate: Gate) -> bool {
        let Gate::Needs(action) = gate else { return true };
        match action.kind() {
            Kind::Account => true,
            // A page about one's own file, which the address need not name.
            Kind::File => self.home.iter().any(|file| self.reaches(actor, action, file)),
            Kind::Files | Kind::School | Kind::Group => actor.role().is_some_and(|role| opens(role, action)),
        }
    }

    /// The addresses of a route for an actor.
    pub(crate) async fn addresses(&self, actor: &Actor, route: &Declared) -> Vec<Address> {
        let names = parameters(route.path);
        if names.is_empty() {
            return vec![Address {
                whose: Whose::Page,
                ids: Vec::new(),
                allowed: self.lets_in(actor, route.gate),
                about: None,
            }];
        }
        let mut found = match (route.gate, names.as_slice()) {
            (Gate::Needs(Action::ManageAccounts), [name @ ("account" | "membership")]) => self.accounts(actor, name),
            (Gate::Needs(action @ (Action::SeeResearch | Action::TakeMicrodata)), names) => {
                measured(actor, action, names)
            }
            (Gate::Needs(_), ["group"]) => self.groups(actor),
            (Gate::Needs(action), ["period"]) => {
                let may = actor.role().is_some_and(|role| opens(role, action));
                let whose = [(Whose::Own, may), (Whose::Elsewhere, false)];
                let address = |((whose, allowed), id): ((Whose, bool), Option<register::ExamPeriodId>)| {
                    Some(Address { whose, ids: vec![id?.to_string()], allowed, about: None })
                };
                whose.into_iter().zip(self.periods).filter_map(address).collect()
            }
            (Gate::Needs(action), ["partner"]) => {
                let may = actor.role().is_some_and(|role| opens(role, action));
                let whose = [(Whose::Own, may), (Whose::Elsewhere, false)];
                let address = |((whose, allowed), id): ((Whose, bool), Option<register::PartnerId>)| {
                    Some(Address { whose, ids: vec![id?.to_string()], allowed, about: None })
                };
                whose.into_iter().zip(self.partners).filter_map(address).collect()
            }
            (Gate::Needs(action @ Action::KeepOffer), names) => {
                let may = actor.role().is_some_and(|role| opens(role, action));
                // Lines of a draft are changed, and those of what holds are marked.
                let which = usize::from(route.path.ends_with("/stand"));
                let address = |whose, one: Option<(register::OfferId, u32)>, allowed| {
                    let (offer, line) = one?;
                    let ids = [offer.to_string(), line.to_string()].into_iter().take(names.len()).collect();
                    Some(Address { whose, ids, allowed, about: None })
                };
                let own = address(Whose::Own, self.offers[which], may);
                own.into_iter().chain(address(Whose::Elsewhere, self.offers_elsewhere[which], false)).collect()
            }
            (Gate::Needs(action), ["search"]) => self.searches(actor, action).await,
            (Gate::Needs(action), [name @ ("measure" | "template")]) => {
                let may = actor.role().is_some_and(|role| opens(role, action));
                let id = |(measure, template): (MeasureId, TemplateId)| {
                    if *name == "measure" { measure.to_string() } else { template.to_string() }
                };
                let [own, other] = self.catalogue.map(id);
                let own = Address { whose: Whose::Own, ids: vec![own], allowed: may, about: None };
                let other = Address { whose: Whose::Elsewhere, ids: vec![other], allowed: false, about: None };
                vec![own, other]
            }
            (Gate::Needs(action), names) => self.things(actor, &[action], names),
            // One address for staff and students: whoever may read the version is led to it.
            (Gate::SignedIn, ["version"]) => {
                self.things(actor, &[Action::ViewAgreement, Action::SeeOwnAgreement], &["version"])
            }
            // What anybody may read.
            (_, names) => {
                vec![Address {
                    whose: Whose::Page,
                    ids: names.iter().map(|name| published(name, self)).collect(),
                    allowed: true,
                    about: None,
                }]
            }
        };
        let nothing = names.iter().map(|_| store::fresh::id().to_string());
        found.insert(0, Address { whose: Whose::Nothing, ids: nothing.collect(), allowed: false, about: None });
        for text in
            ["x", "0", "%00", "..%2f..", "%27%20OR%201=1", "%F0%9F%A6%86", "00000000-0000-0000-0000-000000000000"]
        {
            found.push(Address {
                whose: Whose::NoId,
                ids: vec![text.to_owned(); names.len()],
                allowed: false,
                about: None,
            });
        }
        found
    }

    /// Files, and what hangs on them.
    fn things(&self, actor: &Actor, actions: &[Action], names: &[&str]) -> Vec<Address> {
        let reaches = |file: &&Known| actions.iter().any(|action| self.reaches(actor, *action, file));
        let there = self.home.iter().filter(|file| of(names, file).is_some());
        let (mine, out): (Vec<&Known>, Vec<&Known>) = there.partition(reaches);
        // Out of reach and as near as can be: in a team with somebody who is reached.
        let near = |file: &&&Known| mine.iter().any(|m| m.teams.iter().any(|t| file.teams.contains(t)));
        let mut found = Vec::new();
        let mut add = |whose, file: Option<&Known>, allowed| {
            let ids = file.and_then(|file| of(names, file));
            found.extend(ids.map(|ids| Address { whose, ids, allowed, about: file.cloned() }));
        };
        add(Whose::Own, mine.first().copied(), true);
        add(Whose::Own, mine.last().copied().filter(|_| mine.len() > 1), true);
        add(Whose::OutOfReach, out.iter().find(near).copied(), false);
        add(Whose::OutOfReach, out.iter().find(|file| !near(file)).copied(), false);
        add(Whose::Elsewhere, self.elsewhere.iter().find(|file| of(names, file).is_some()), false);
        if names.len() > 1
            && let (Some(reached), Some(other)) = (mine.first(), out.first().or(mine.last()))
            && reached.file != other.file
            && let (Some(reached), Some(other)) = (of(names, reached), of(names, other))
        {
            let crossed = [(&reached, &other), (&other, &reached)];
            let crossed = crossed.map(|(a, b)| a[..1].iter().chain(&b[1..]).cloned().collect::<Vec<_>>());
            // A number within a file may be the number of something in the other as well: then nothing is crossed.
            let crossed = crossed.into_iter().filter(|ids| *ids != reached && *ids != other);
            found.extend(crossed.map(|ids| Address { whose: Whose::Mixed, ids, allowed: false, about: None }));
        }
        found
    }

    /// Accounts of the school and of another one: for who manages accounts.
    fn accounts(&self, actor: &Actor, name: &str) -> Vec<Address> {
        let may = actor.role().is_some_and(|role| opens(role, Action::ManageAccounts));
        let of =
            |(account, membership): &(String, String)| if name == "account" { account } else { membership }.clone();
        let [home, elsewhere] = &self.managed;
        let address = |whose, of, allowed| Address { whose, ids: vec![of], allowed, about: None };
        vec![address(Whose::Own, of(home), may), address(Whose::Elsewhere, of(elsewhere), false)]
    }

    /// Lesson groups: of the actor, of a colleague, and of the other school.
    fn groups(&self, actor: &Actor) -> Vec<Address> {
        let (own, other): (Vec<_>, Vec<_>) =
            self.groups[0].iter().partition(|(_, name)| self.promises.teaches(actor, name));
        let address = |whose, allowed| {
            move |(id, _): &(GroupId, String)| Address { whose, ids: vec![id.to_string()], allowed, about: None }
        };
        let own = own.into_iter().map(address(Whose::Own, true));
        let other = other.into_iter().map(address(Whose::OutOfReach, false));
        let elsewhere = self.groups[1].iter().take(1).map(address(Whose::Elsewhere, false));
        own.chain(other).chain(elsewhere).collect()
    }

    /// Searches by the actor, by a colleague and by a stranger.
    async fn searches(&self, actor: &Actor, action: Action) -> Vec<Address> {
        let house = self.house;
        let start = |by: Actor| async move { house.store.search_start(&by, "de", house.now()).await.ok() };
        let may = actor.role().is_some_and(|role| opens(role, action));
        let mut found = Vec::new();
        let mut add = |whose, id: Option<store::file::search::SearchId>, allowed| {
            found.extend(id.map(|id| Address { whose, ids: vec![id.simple().to_string()], allowed, about: None }));
        };
        add(Whose::Own, start(actor.clone()).await, may);
        for role in ["coach", "intaker"] {
            let colleague = house.actor(role).await;
            if colleague != *actor {
                add(Whose::OutOfReach, start(colleague).await, false);
            }
        }
        add(Whose::Elsewhere, start(self.stranger.clone()).await, false);
        found
    }
}

/// What the research body of the demo measures, and what another does: `research::folder`.
fn measured(actor: &Actor, action: Action, names: &[&str]) -> Vec<Address> {
    let may = actor.role().is_some_and(|role| opens(role, action));
    let id = |year: &str, name: &&str| match *name {
        "year" => year.to_owned(),
        "table" => "T1".to_owned(),
        "group" => "student".to_owned(),
        "file" if action == Action::TakeMicrodata => "student.csv".to_owned(),
        "file" => "tables.csv".to_owned(),
        other => panic!("tell this test what {{{other}}} names"),
    };
    let address = |whose, year: &str, allowed| Address {
        whose,
        ids: names.iter().map(|name| id(year, name)).collect(),
        allowed,
        about: None,
    };
    vec![address(Whose::Own, "2026", may), address(Whose::Elsewhere, "2023", false)]
}

/// A colleague without a password, whose role the tests may end.
async fn managed(house: &House) -> (String, String) {
    let account = house.store.account_add("beheerd@elders.example", "Bea Beheerd", None, house.now()).await.unwrap();
    let membership = house.give(account, Role::Teacher, &Scope::None).await;
    (account.to_string(), membership.to_string())
}

/// A link for somebody who never opens it.
async fn invited(house: &House) -> String {
    use register::invitation::{Language, Way};
    let (by, email) = (Actor::system(house.tenant, access::Reason::Command), "wacht@elders.example");
    let new = store::invitation::NewInvitation {
        email: register::email::EmailAddress::new(email).unwrap(),
        name: "Wie Wacht".to_owned(),
        role: Role::Coach,
        scope: Scope::Own,
        from: None,
        until: None,
        language: Language::Dutch,
        way: Way::Paper,
    };
    house.store.invite(&by, &new, house.now()).await.unwrap().token.reveal().clone()
}

/// A link of somebody outside the school who never comes in.
async fn shared(house: &House) -> String {
    let coach = house.actor("coach").await;
    let now = house.now();
    house.store.mail_pass(now).await.unwrap();
    for file in known(&house.store, house.tenant, TODAY).await {
        if house.store.share(&coach, file.file, &crate::share::draft(), now).await.is_ok() {
            break;
        }
    }
    loop {
        let mail = house.store.mail_take(now).await.unwrap().expect("a mail");
        if let Some(token) = mail.path.reveal().strip_prefix("/gedeeld/") {
            return token.to_owned();
        }
    }
}

/// What a name in an address that needs no right stands for. One that this test does not know fails it.
fn published(name: &str, world: &World) -> String {
    match name {
        "link" => world.link.clone(),
        "mail" => world.mail.clone(),
        "share" => world.share.clone(),
        "card" => world.card.clone(),
        "school" => world.offering.0.clone(),
        "team" => world.offering.1.clone(),
        "year" => "2024".to_owned(),
        "table" => "B2.1".to_owned(),
        other => panic!("tell this test what {{{other}}} names, or which right it needs"),
    }
}

/// What an address needs of a file, when the file has it. A parameter that this test does not know fails it.
fn of(names: &[&str], file: &Known) -> Option<Vec<String>> {
    let of_one = |name: &&str| match *name {
        "file" => Some(file.file.to_string()),
        "application" => file.applications.last().map(ToString::to_string),
        "version" => file.versions.last().map(ToString::to_string),
        "concern" => file.concerns.last().map(ToString::to_string),
        "referral" => file.referrals.last().map(ToString::to_string),
        "handoff" => file.handoffs.last().map(ToString::to_string),
        "meeting" => file.meetings.last().map(ToString::to_string),
        "voice" => file.voices.last().map(ToString::to_string),
        "burden" => file.burdens.last().map(ToString::to_string),
        "exam" => file.exams.last().map(ToString::to_string),
        "dispute" => file.disputes.last().map(ToString::to_string),
        "back" => file.backs.last().map(ToString::to_string),
        "todo" => file.todos.last().map(ToString::to_string),
        "stage" => file.workplaces.last().map(ToString::to_string),
        "look" => file.looks.last().map(ToString::to_string),
        other => panic!("tell this test what {{{other}}} names"),
    };
    names.iter().map(of_one).collect()
}

/// What a page says apart from what differs by itself: the identifiers of its own address.
fn said(page: &Page, path: &str, ids: &[String]) -> String {
    let body = page.body.replace(path, "PATH");
    // Not what is too short to be an identifier: it stands in other words too.
    ids.iter().filter(|id| id.len() > 8).fold(body, |body, id| body.replace(id.as_str(), "ID"))
}

/// Where two pages begin to differ, for who reads a failure.
fn apart(one: &str, other: &str) -> String {
    let at = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| text.chars().skip(at.saturating_sub(60)).take(140).collect::<String>();
    format!("{:?}, not {:?}", near(other), near(one))
}

/// Headers that a page should have in common with any other.
fn headers(page: &Page) -> BTreeMap<String, String> {
    let shown = page.headers.iter().filter(|(name, _)| !["date", "content-length"].contains(&name.as_str()));
    shown.map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect()
}

async fn ask(visitor: &Visitor<'_>, method: Method, path: &str) -> Page {
    match method {
        Method::Get => visitor.get(path).await,
        // A form without a token must come from a page of ours: it does.
        Method::Post if path.starts_with("/kaart/") => {
            visitor.post_bytes(path, &[("sec-fetch-site", "same-origin")], Vec::new()).await
        }
        Method::Post => visitor.post(path, &[]).await,
    }
}

/// Everything one person tries with one method. What was wrong, and how often each kind was tried.
async fn tries(
    world: &World,
    email: &str,
    role: &str,
    method: Method,
) -> (Vec<String>, BTreeMap<(Whose, bool), usize>) {
    let (mut wrong, mut count) = (Vec::new(), BTreeMap::new());
    let actor = world.house.actor_of(email, role).await;
    let mut visitor = world.house.sign_in_as(email, role).await;
    for route in world.routes.iter().filter(|route| route.method == method) {
        let mut nothing = None;
        for address in world.addresses(&actor, route).await {
            let path = fill(route.path, &address.ids);
            let page = ask(&visitor, method, &path).await;
            *count.entry((address.whose, address.allowed)).or_default() += 1;
            // What was done is said on the next page: that one is not to be the page of what is not there.
            if let (Method::Post, Some(to)) = (method, page.location.as_deref().filter(|to| to.starts_with('/'))) {
                visitor.get(to).await;
            }
            let fine = match (address.allowed, method) {
                (false, _) => page.status == 404,
                (true, Method::Get) => page.status == 200 || page.status == 303,
                (true, Method::Post) if NAMES_A_THING.contains(&route.path) => page.status < 500,
                (true, Method::Post) => page.status != 404 && page.status < 500,
            };
            let tried = || format!("{role} {method:?} {} ({:?}): {}", route.path, address.whose, page.status);
            if !fine {
                wrong.push(format!("{}, allowed: {}", tried(), address.allowed));
            }
            if !address.allowed {
                let nowhere = ("/bestaat-niet", Vec::new());
                if nothing.is_none() {
                    nothing = Some(match address.whose {
                        Whose::Nothing => (said(&page, &path, &address.ids), headers(&page)),
                        _ => {
                            let page = visitor.get(nowhere.0).await;
                            (said(&page, nowhere.0, &nowhere.1), headers(&page))
                        }
                    });
                }
                let here = Some((said(&page, &path, &address.ids), headers(&page)));
                if here != nothing {
                    let (of, is) = (nothing.as_ref().map_or("", |(said, _)| said), said(&page, &path, &address.ids));
                    wrong.push(format!("{}: not the page of what does not exist: {}", tried(), apart(of, &is)));
                }
            }
            if route.path == "/uitloggen" {
                visitor = world.house.sign_in_as(email, role).await;
            }
        }
    }
    (wrong, count)
}

/// Whoever is not signed in is led to sign in, and learns nothing of what is there.
async fn signed_out(world: &World) -> Vec<String> {
    let mut wrong = Vec::new();
    let visitor = world.house.visitor();
    let actor = world.house.actor("coach").await;
    for route in world.routes.iter().filter(|route| !matches!(route.gate, Gate::Public | Gate::PublicNoToken)) {
        for address in world.addresses(&actor, route).await {
            let path = fill(route.path, &address.ids);
            let page = match route.method {
                Method::Get => visitor.get(&path).await,
                Method::Post => visitor.post_raw(&path, &[]).await,
            };
            let to_sign_in = page.location.as_deref().is_some_and(|to| to.starts_with("/inloggen?naar=/"));
            if page.status != 303 || !to_sign_in {
                wrong.push(format!("signed out {:?} {path}: {} {:?}", route.method, page.status, page.location));
            }
        }
    }
    wrong
}

fn try_all(house: &'static House) {
    house.run(async {
        let world: &'static World = Box::leak(Box::new(World::new(house).await));
        let mut people: Vec<(String, String)> =
            demo::ROLES.iter().map(|role| (house.account(role).email, (*role).to_owned())).collect();
        people.push(("coach2@demo.example".to_owned(), "coach".to_owned()));
        let mut wrong = signed_out(world).await;
        let mut count: BTreeMap<(Whose, bool), usize> = BTreeMap::new();
        for method in [Method::Get, Method::Post] {
            let mut all = tokio::task::JoinSet::new();
            for (email, role) in people.clone() {
                all.spawn(async move { tries(world, &email, &role, method).await });
            }
            for (more, counted) in all.join_all().await {
                wrong.extend(more);
                for (kind, times) in counted {
                    *count.entry(kind).or_default() += times;
                }
            }
        }
        wrong.sort();
        assert!(wrong.is_empty(), "{} of {count:?}:\n{}", wrong.len(), wrong.join("\n"));
        let named = world.routes.iter().any(|route| !parameters(route.path).is_empty());
        let kinds = [
            (Whose::Page, true),
            (Whose::Page, false),
            (Whose::Own, true),
            (Whose::OutOfReach, false),
            (Whose::Elsewhere, false),
            (Whose::Nothing, false),
            (Whose::NoId, false),
        ];
        for kind in kinds.into_iter().take(if named { 7 } else { 2 }) {
            assert!(count.get(&kind).is_some_and(|times| *times > 0), "{kind:?} was never tried: {count:?}");
        }
        eprintln!("tried: {count:?}");
    });
}

#[test]
fn each_role_finds_what_the_policy_allows_and_nothing_else() {
    try_all(own_house(false));
}

#[test]
fn each_role_finds_the_same_on_postgres() {
    try_all(own_house(true));
}

#[test]
fn the_demo_accounts_are_all_roles() {
    let all: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    let mut demo = demo::ROLES.to_vec();
    demo.sort_unstable();
    let mut all = all;
    all.sort_unstable();
    assert_eq!(all, demo);
}
