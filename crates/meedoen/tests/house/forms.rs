//! Every form that any page shows, filled in badly: refused beside the field and in the summary, in the language of
//! the visitor, with what was typed kept, and never an error of ours. Which forms there are, the pages say.

use crate::fixture::{House, Page, Visitor, own_house};
use crate::html::{Form, attribute, encode, forms, plain, tags};
use crate::rights::{Whose, World, fill};
use std::collections::BTreeMap;
use web::site::guard::csrf;
use web::site::guard::enter::FORM_LIMIT;
use web::site::route::{Gate, Method};

/// Forms that change nothing but who one is here, and where else.
const ELSEWHERE: [&str; 4] = ["/taal", "/uitloggen", "/rol", "/account"];

/// A form, where it was found.
pub(crate) struct Found {
    pub(crate) role: &'static str,
    /// The page that shows it.
    pub(crate) page: String,
    pub(crate) form: Form,
}

/// A way to fill in a form badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bad {
    Empty,
    Long,
    Control,
    WrongDate,
    UnknownCode,
    HiddenOdd,
    HiddenGone,
    Twice,
    Markup,
}

const ALL: [Bad; 9] = [
    Bad::Empty,
    Bad::Long,
    Bad::Control,
    Bad::WrongDate,
    Bad::UnknownCode,
    Bad::HiddenOdd,
    Bad::HiddenGone,
    Bad::Twice,
    Bad::Markup,
];

pub(crate) type Fields = Vec<(String, String)>;

/// Text that would be markup if a page forgot to escape it, and an attribute if it forgot to quote.
const MARKUP: &str = "<b>zo</b> \"&amp;' onfocus=x {{ 7*7 }} \u{202e}";

fn badly(form: &Form, bad: Bad) -> Fields {
    let typed = |name: &str| form.fields.iter().any(|f| f.name == name && f.is_typed());
    let hidden = |name: &str| name != csrf::FIELD && form.fields.iter().any(|f| f.name == name && f.kind == "hidden");
    let button = |name: &str| form.fields.iter().any(|f| f.name == name && f.kind == "button");
    let texts = form.fields.iter().filter(|f| f.is_typed()).count().max(1);
    let sent = form.sent();
    let retyped = |text: &str| -> Fields {
        sent.iter().map(|(n, v)| (n.clone(), if typed(n) { text.to_owned() } else { v.clone() })).collect()
    };
    match bad {
        Bad::Empty => {
            let kept = sent.iter().filter(|(n, _)| n == csrf::FIELD || hidden(n) || typed(n) || button(n));
            kept.map(|(n, v)| (n.clone(), if typed(n) { String::new() } else { v.clone() })).collect()
        }
        Bad::Long => retyped(&"lang ".repeat(FORM_LIMIT / 8 / texts)),
        Bad::Control => retyped("a\u{1}\u{7}b\u{1b}[31mc\u{7f}"),
        Bad::WrongDate => retyped("31-2-2026"),
        Bad::UnknownCode => {
            let named = |name: &str| !typed(name) && !hidden(name) && name != csrf::FIELD;
            let mut names: Vec<&str> = form.fields.iter().map(|f| f.name.as_str()).filter(|n| !n.is_empty()).collect();
            names.dedup();
            let kept = sent.iter().filter(|(n, _)| !named(n)).cloned();
            let odd = names.iter().filter(|n| named(n)).map(|n| ((*n).to_owned(), "onbekend'\u{1f986}".to_owned()));
            kept.chain(odd).collect()
        }
        Bad::HiddenOdd => sent
            .iter()
            .map(|(n, v)| (n.clone(), if hidden(n) { "-99999999999999999999x".into() } else { v.clone() }))
            .collect(),
        Bad::HiddenGone => sent.iter().filter(|(n, _)| !hidden(n)).cloned().collect(),
        Bad::Twice => sent.iter().chain(sent.iter().filter(|(n, _)| n != csrf::FIELD)).cloned().collect(),
        Bad::Markup => retyped(MARKUP),
    }
}

/// Every form that somebody in some role meets, one of each kind.
pub(crate) async fn all_forms(world: &World) -> Vec<Found> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for role in demo::ROLES {
        let actor = world.house.actor(role).await;
        let visitor = world.house.sign_in(role).await;
        for route in world.routes.iter().filter(|route| route.method == Method::Get) {
            for address in world.addresses(&actor, route).await.into_iter().filter(|a| a.allowed) {
                let path = fill(route.path, &address.ids);
                let mut pages = vec![(path.clone(), visitor.get(&path).await)];
                // A page that only asks where to begin leads on by its links.
                for link in links(&pages[0].1).into_iter().filter(|link| link.starts_with(&format!("{path}?"))).take(4)
                {
                    let page = visitor.get(&link).await;
                    pages.push((link, page));
                }
                for (page, shown) in &pages {
                    for form in forms(&shown.body).into_iter().filter(|f| !ELSEWHERE.contains(&f.action.as_str())) {
                        let names: Vec<&str> = form.fields.iter().map(|f| f.name.as_str()).collect();
                        let action =
                            address.ids.iter().fold(form.action.clone(), |to, id| to.replace(id.as_str(), "ID"));
                        let key = format!("{action} {:?} {}", names, address.whose == Whose::Page);
                        found.entry(key).or_insert(Found { role, page: page.clone(), form });
                    }
                }
            }
        }
    }
    found.into_values().collect()
}

fn links(page: &Page) -> Vec<String> {
    tags(&page.body)
        .iter()
        .filter(|(tag, _)| tag.starts_with("a "))
        .filter_map(|(tag, _)| attribute(tag, "href"))
        .collect()
}

/// Field and sentence of everything that the summary says is wrong.
pub(crate) fn summary(page: &Page) -> Vec<(String, String)> {
    let Some((_, rest)) = page.body.split_once("id=\"fouten\"") else { return Vec::new() };
    let Some((inside, _)) = rest.split_once("</ul>") else { return Vec::new() };
    let links = tags(inside).into_iter().filter(|(tag, _)| tag.starts_with("a "));
    links.filter_map(|(tag, text)| Some((attribute(tag, "href")?.strip_prefix('#')?.to_owned(), plain(text)))).collect()
}

/// A form on a page. Several may be sent to one address: it is the one with these fields.
pub(crate) fn again<'a>(body: &str, action: &str, fields: impl Iterator<Item = &'a str> + Clone) -> Option<Form> {
    let has = |form: &Form, name: &str| form.fields.iter().any(|field| field.name == name);
    forms(body).into_iter().find(|form| form.action == action && fields.clone().all(|name| has(form, name)))
}

/// What is wrong with the page that refuses a form.
fn refusal(page: &Page, form: &Form, sent: &Fields) -> Vec<String> {
    let mut wrong = Vec::new();
    let said = summary(page);
    if said.is_empty() && page.status == 422 {
        wrong.push("no summary".to_owned());
    }
    for (field, sentence) in &said {
        if !page.has(&format!("id=\"{field}\"")) {
            wrong.push(format!("the summary leads to {field}, which is not there"));
        }
        let beside = page.body.split_once(&format!("id=\"{field}-error\"")).map(|(_, rest)| rest.split("</p>").next());
        if !beside.flatten().is_some_and(|text| plain(text).contains(sentence.as_str())) {
            wrong.push(format!("nothing beside {field}"));
        }
    }
    let names = form.fields.iter().map(|field| field.name.as_str());
    let Some(again) = again(&page.body, &form.action, names) else {
        // What was done meanwhile asks nothing any more; whoever typed finds their words all the same.
        let typed = |name: &str| form.fields.iter().any(|field| field.name == name && field.is_typed());
        let lost = sent.iter().any(|(name, value)| typed(name) && !value.trim().is_empty() && !page.has(value.trim()));
        if page.status != 409 || lost {
            wrong.push("the form is gone".to_owned());
        }
        return wrong;
    };
    for field in form.fields.iter().filter(|f| f.is_typed() && f.kind != "password") {
        let typed = sent.iter().find(|(name, _)| *name == field.name).map_or("", |(_, value)| value.as_str());
        let kept = again.value(&field.name).unwrap_or_default();
        if kept.trim() != typed.trim() {
            let short = |text: &str| text.chars().take(40).collect::<String>();
            wrong.push(format!("{} was {:?} and is {:?}", field.name, short(typed), short(kept)));
        }
    }
    wrong
}

pub(crate) async fn send(visitor: &Visitor<'_>, path: &str, fields: &Fields) -> Page {
    // As a browser says of a form on our own page.
    visitor.post_bytes(path, &[("sec-fetch-site", "same-origin")], encode(fields)).await
}

/// All bad ways with one form. What was wrong, and how many were refused.
async fn fill_in_badly(house: &House, found: &Found) -> (Vec<String>, usize) {
    let (mut wrong, mut refused) = (Vec::new(), 0);
    let action = found.form.action.as_str();
    let visitor = match action {
        "/inloggen" => house.visitor(),
        _ => house.sign_in(found.role).await,
    };
    for bad in ALL {
        // What somebody says about a look need not be said: an empty form is a whole one.
        if action.starts_with("/mijn/inzage/") && matches!(bad, Bad::Empty | Bad::UnknownCode) {
            continue;
        }
        // How much time a student takes need not be known: no number takes it back. It has no code to choose.
        let norm = found.form.fields.iter().any(|field| field.name == "norm");
        if norm && matches!(bad, Bad::Empty | Bad::UnknownCode) {
            continue;
        }
        // A letter to the one who is asked has no code to choose, and today in its field.
        if action.ends_with("/brief") && matches!(bad, Bad::UnknownCode) {
            continue;
        }
        // As it stands now: what was sent before may have been saved.
        let page = visitor.get(&found.page).await;
        let now = forms(&page.body).into_iter().find(|form| {
            form.action == action && form.fields.iter().map(|f| &f.name).eq(found.form.fields.iter().map(|f| &f.name))
        });
        let Some(form) = now else { continue };
        let fields = badly(&form, bad);
        let mut said = Vec::new();
        for lang in ["nl", "en"] {
            let join = if action.contains('?') { '&' } else { '?' };
            let page = send(&visitor, &format!("{action}{join}taal={lang}"), &fields).await;
            let tried = || format!("{} {action} {bad:?} {lang}: {}", found.role, page.status);
            if page.status >= 500 {
                wrong.push(tried());
            }
            if page.has("<b>zo</b>") || page.has("' onfocus=x {{") || page.body.contains("49}") {
                wrong.push(format!("{}: what was typed is markup", tried()));
            }
            if page.status == 422 || page.status == 409 {
                refused += 1;
                if !page.has(&format!("<html lang=\"{lang}\"")) {
                    wrong.push(format!("{}: another language", tried()));
                }
                wrong.extend(refusal(&page, &form, &fields).into_iter().map(|what| format!("{}: {what}", tried())));
                said.push(summary(&page));
            }
            let typed = form.fields.iter().any(|f| f.is_typed());
            let refusable = matches!(bad, Bad::Empty | Bad::Long | Bad::Control | Bad::UnknownCode);
            // A search saves nothing: odd words find nobody.
            if typed && refusable && page.status == 303 && action != "/zoeken" {
                wrong.push(format!("{}: accepted", tried()));
            }
        }
        if let [dutch, english] = said.as_slice()
            && dutch.iter().any(|(_, sentence)| english.iter().any(|(_, other)| other == sentence))
        {
            wrong.push(format!("{action} {bad:?}: the same sentence in both languages"));
        }
    }
    // Where a file is chosen, parts are read: in these there is no token.
    let parts = if found.form.fields.iter().any(|field| field.kind == "file") { &[403][..] } else { &[400] };
    for (what, headers, body, expected) in [
        ("not UTF-8", &[][..], b"a=%ff".to_vec(), &[400, 403][..]),
        ("raw bytes", &[], b"\xff\xfe=1".to_vec(), &[400, 403]),
        ("a null", &[], b"a=%00".to_vec(), &[400, 403]),
        ("huge", &[], vec![b'a'; FORM_LIMIT + 1], &[413]),
        ("JSON", &[("content-type", "application/json")], b"{}".to_vec(), &[400]),
        ("multipart", &[("content-type", "multipart/form-data; boundary=x")], b"--x--".to_vec(), parts),
    ] {
        let page = visitor.post_bytes(action, headers, body).await;
        if !expected.contains(&page.status) {
            wrong.push(format!("{action} {what}: {}", page.status));
        }
    }
    (wrong, refused)
}

#[test]
fn bad_input_is_refused_beside_the_field_and_kept() {
    let house = own_house(false);
    house.run(async {
        let world = World::new(house).await;
        let found = all_forms(&world).await;
        let (mut wrong, mut refused) = (Vec::new(), 0);
        for form in &found {
            let (more, times) = fill_in_badly(house, form).await;
            wrong.extend(more);
            refused += times;
        }
        let actions: Vec<String> = found.iter().map(|f| format!("{} on {}", f.form.action, f.page)).collect();
        assert!(wrong.is_empty(), "{} with {actions:#?}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(found.len() > 1 && refused > 0, "{actions:?}");
        eprintln!("{refused} refusals of {actions:#?}");
    });
}

#[test]
fn a_forged_form_changes_nothing() {
    let house = own_house(false);
    house.run(async {
        let world = World::new(house).await;
        let mut tried = 0;
        for role in demo::ROLES {
            let actor = house.actor(role).await;
            let visitor = house.sign_in(role).await;
            let foreign_token = house.sign_in("exam_office").await.token().await;
            let before = state(house).await;
            for route in world.routes.iter().filter(|r| r.method == Method::Post && r.gate != Gate::PublicNoToken) {
                for address in world.addresses(&actor, route).await.into_iter().filter(|a| a.allowed) {
                    let path = fill(route.path, &address.ids);
                    let token = visitor.token().await;
                    let ours = format!("csrf={token}").into_bytes();
                    let host = house.base.trim_start_matches("http://");
                    for (what, headers, body) in [
                        ("no token", &[][..], b"a=b".to_vec()),
                        ("empty token", &[], b"csrf=".to_vec()),
                        ("cut token", &[], format!("csrf={}", &token[1..]).into_bytes()),
                        ("token of somebody else", &[], format!("csrf={foreign_token}").into_bytes()),
                        ("another site", &[("sec-fetch-site", "cross-site")], ours.clone()),
                        ("a neighbour", &[("sec-fetch-site", "same-site")], ours.clone()),
                        ("another origin", &[("origin", "https://elders.example")], ours.clone()),
                        ("no origin", &[("origin", "null")], ours.clone()),
                        ("a name like ours", &[("origin", &format!("http://{host}.elders.example"))], ours.clone()),
                    ] {
                        let page = visitor.post_bytes(&path, headers, body).await;
                        assert_eq!(page.status, 403, "{role} {path} {what}");
                        tried += 1;
                    }
                }
            }
            assert_eq!(state(house).await, before, "{role}");
            assert_eq!(visitor.get("/account").await.status, 200, "{role} is signed in still");
        }
        assert!(tried > 9 * 16, "{tried}");
        let taal = house.visitor().post_bytes("/taal", &[("sec-fetch-site", "cross-site")], b"taal=en".to_vec()).await;
        assert_eq!(taal.status, 403);
    });
}

/// What a form could change: files and the audit.
async fn state(house: &House) -> (usize, Option<i64>) {
    let events = store::testing::audited(&house.store, house.tenant, 0).await;
    (events.len(), events.last().map(|event| event.seq))
}

/// The administrator sets a school's own term in the browser: refused with its article beside the field, kept, told by whom; a
/// page of before is told that something was set meanwhile; and what was never so is taken back and stays readable.
#[test]
fn a_school_sets_a_term_of_its_own_in_the_browser() {
    const PATH: &str = "/beheer/termijnen";
    let house = own_house(false);
    house.run(async {
        let admin = house.sign_in("administrator").await;
        assert!(admin.get(PATH).await.has("Na 4 weken."), "nothing was set");
        assert_eq!(admin.get("/beheer/termijnen?wat=absence_weeks").await.status, 200);
        assert_eq!(admin.get("/beheer/termijnen?wat=weeks").await.status, 404);
        let weeks = async |value: &str, more: &[(&str, &str)]| {
            let fields = [("wat", "absence_weeks"), ("waarde", value), ("vanaf", "1-8-2026")];
            admin.post(PATH, &[&fields, more].concat()).await
        };
        let refused = weeks("5", &[]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("WEB 9.2.1, tekst van 1 augustus 2026") && refused.has("value=\"5\""), "{}", refused.body);
        assert_eq!(weeks("3", &[("tot", "31-7-2026")]).await.status, 422, "ends before it begins");
        for none in ["-3", "0", "256", "drie"] {
            let refused = weeks(none, &[]).await;
            let kept = refused.has(&format!("value=\"{none}\""));
            assert!(refused.status == 422 && refused.has("id=\"waarde-error\"") && kept, "{none}: {}", refused.body);
        }
        // The number of what was last set at the school: the demo has set something too.
        let read = admin.get("/beheer/termijnen?wat=absence_weeks").await.value("gelezen").unwrap().to_owned();
        assert_eq!(weeks("3", &[("gelezen", &read)]).await.status, 303);
        let list = admin.get(PATH).await;
        assert!(list.has("Na 3 weken") && list.has("Vanaf 1 augustus 2026"), "{}", list.body);
        assert!(!list.has("Na 4 weken."), "what held before it is asked no more");
        assert!(list.has(&house.account("administrator").name), "who set it");
        let meanwhile = weeks("2", &[("gelezen", &read)]).await;
        assert!(meanwhile.status == 409 && meanwhile.has("value=\"2\""), "{} {}", meanwhile.status, meanwhile.body);
        assert_eq!(weeks("3", &[("terug", "ja")]).await.status, 303);
        assert_eq!(weeks("3", &[("terug", "ja")]).await.status, 303, "twice is once");
        let list = admin.get(PATH).await;
        assert!(list.has("Na 4 weken.") && list.has("Teruggenomen"), "{}", list.body);
    });
}

/// The administrator takes over what the region is offered, moves a week and ends one: with who, and what was readable. A form
/// of before is told that it was changed meanwhile, with what was typed; taken over twice it is taken over once.
#[test]
fn a_school_makes_its_calendar_in_the_browser() {
    const PATH: &str = "/beheer/kalender";
    let house = own_house(false);
    house.run(async {
        let admin = house.sign_in("administrator").await;
        const TODO: &str = "De vakanties van jullie school staan nog niet in de kalender.";
        assert!(admin.get("/beheer").await.has(TODO), "what the administrator of the demo has to do");
        let empty = admin.get(PATH).await;
        assert!(empty.has("Er staan nog geen vakanties.") && empty.has("Tweede Pinksterdag"), "{}", empty.body);
        let offer = admin.get("/beheer/kalender?regio=noord").await;
        assert!(offer.has("Van 10 oktober 2026 tot en met 18 oktober 2026"), "{}", offer.body);
        assert_eq!(admin.get("/beheer/kalender?regio=oost").await.status, 404);
        assert_eq!(admin.post(PATH, &[("regio", "oost")]).await.status, 400);
        for _ in 0..2 {
            assert_eq!(admin.post(PATH, &[("regio", "noord")]).await.status, 303);
        }
        assert!(admin.get("/beheer/kalender?regio=noord").await.has("Jullie kalender is al zo."));
        let told = admin.get("/beheer").await;
        assert!(!told.has(TODO), "and it is done: {}", told.body);
        let list = admin.get(PATH).await;
        assert_eq!(list.body.matches("Herfstvakantie").count(), 1, "twice is once: {}", list.body);
        assert!(list.has(&house.account("administrator").name), "who took it over");

        let autumn = crate::path::link(&list, "/beheer/kalender?vakantie=").to_owned();
        let number = autumn.rsplit('=').next().unwrap();
        let form = admin.get(&autumn).await;
        assert_eq!((form.value("eerste"), form.value("laatste")), (Some("10-10-2026"), Some("18-10-2026")));
        let save = async |number: &str, from: &str, until: &str, source: &str| {
            let fields = [("vakantie", number), ("naam", "Herfstvakantie"), ("eerste", from), ("laatste", until)];
            admin.post(PATH, &[&fields[..], &[("bron", source)]].concat()).await
        };
        let refused = save(number, "17-10-2026", "25-10-2027", "besluit").await;
        assert!(refused.status == 422 && refused.has("hoogstens tien weken"), "{}", refused.body);
        assert_eq!((refused.value("eerste"), refused.value("bron")), (Some("17-10-2026"), Some("besluit")));
        let meets = save(number, "17-12-2026", "25-12-2026", "besluit").await;
        assert!(
            meets.status == 422 && meets.has("Deze dagen staan al in de kalender: Kerstvakantie"),
            "{}",
            meets.body
        );
        assert_eq!(save(number, "17-10-2026", "25-10-2026", "besluit").await.status, 303);
        assert_eq!(save(number, "17-10-2026", "25-10-2026", "besluit").await.status, 303, "sent twice");
        let late = save(number, "24-10-2026", "1-11-2026", "besluit").await;
        assert!(late.status == 409 && late.value("eerste") == Some("24-10-2026"), "{}", late.body);
        assert_eq!(admin.get(&autumn).await.status, 404, "it is not there any more");
        let list = admin.get(PATH).await;
        assert!(list.has("Van 17 oktober 2026 tot en met 25 oktober 2026"), "{}", list.body);
        assert!(list.has("Niet meer zo.") && list.has("Van 10 oktober 2026"), "what was can be read");

        let calendar = async || house.store.calendar(house.tenant).await.unwrap();
        let week = time::macros::date!(2026 - 10 - 19);
        assert!(calendar().await.holiday_weeks.contains(&week), "the school counts by it");
        let moved = crate::path::link(&list, "/beheer/kalender?vakantie=").to_owned();
        let number = moved.rsplit('=').next().unwrap();
        assert_eq!(admin.post(PATH, &[("vakantie", number), ("einde", "ja")]).await.status, 303);
        assert!(!calendar().await.holiday_weeks.contains(&week));
        assert_eq!(admin.post(PATH, &[("vakantie", "nieuw")]).await.status, 422);
        assert_eq!(admin.post(PATH, &[("vakantie", "herfst")]).await.status, 400);
    });
}
