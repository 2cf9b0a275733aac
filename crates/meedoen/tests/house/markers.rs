//! Free text is free text wherever it is typed: a mark of its own in every field that somebody types in, on every form
//! that any page shows, and then a search for each mark in everything that lies on disk.
//!
//! Which fields there are, the pages say; a new one is in by itself. A field whose text may stand in clear (an address
//! to sign in with) is named here with its reason. What a form refuses is written down nowhere but in a draft, so each is filled
//! in until it is taken; where that cannot be, it is named too.

use crate::fixture::{House, Page, Visitor, own_house};
use crate::forms::{Fields, again, all_forms, send, summary};
use crate::html::{Entry, Form};
use crate::rights::World;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, SystemTime};
use web::site::guard::csrf;
use web::site::route::Method;

/// What is typed here is nothing about a student, or is a name or a list's own: where it is sent, the field, and why.
const IN_CLEAR: &[(&str, &str, &str)] = &[
    ("/beheer/uitnodigen", "naam", "the name of an account, which others read"),
    ("/beheer/kalender", "naam", "the name of a holiday"),
    ("/beheer/kalender", "bron", "the decree of a holiday"),
    ("/beheer/inlezen", "bron", "who made a list of the outside world"),
    ("/examens/periodes", "naam", "the name of a period of exams"),
    ("/dossiers/{file}/stage/nieuw", "bedrijfsnaam", "the name of a company, as the list of companies has it"),
];

/// What is typed here is taken by nobody, and why: where it is sent. A form that is taken may not stand here.
const NOT_SAVED: &[(&str, &str)] = &[
    ("/inloggen", "nobody has that address and that password"),
    ("/gedeeld/{share}", "the code is in a mail"),
    ("/beheer/inlezen", "no page can choose a file"),
    ("/kennis/vraag", "it asks the address of a colleague"),
];

/// Where a form that was sent before may have changed what another is about, or taken it away, by the time it is its turn: each was
/// filled in, and is saved in the tests of its room.
const OVERTAKEN: &[&str] = &[
    "/beheer/accounts/{account}",
    "/beleid/aanbod/{offer}/{line}",
    "/beleid/aanbod/{offer}/{line}/stand",
    "/dossiers/{file}/afspraken/{version}/uitleg",
    "/dossiers/{file}/stage/{stage}/sbb",
    "/zorg/overleg/{meeting}",
];

/// What somebody types who reads that a field takes something else, in turn: a day, a number, an address, an hour, another day,
/// where somebody lives, a company.
const OTHERWISE: [&str; 11] = [
    "15-9-2026",
    "2",
    "merk@voorbeeld.example",
    "10:00",
    "16-9-2026",
    "14-9-2026",
    "1-10-2026",
    "30",
    "6811",
    "100018965",
    "",
];

/// Words that nobody guesses.
const PASSWORD: &str = "paard lantaarn wolk kaneel";

/// A mark that no other text holds, short enough for every field.
fn mark(nth: usize) -> String {
    format!("qzvx{nth:04}kwjp")
}

/// The files below some places that were written since.
fn files(places: &[PathBuf], since: SystemTime) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for place in places {
        let Ok(about) = std::fs::metadata(place) else { continue };
        if about.is_dir() {
            let inside: Vec<PathBuf> = std::fs::read_dir(place).unwrap().flatten().map(|entry| entry.path()).collect();
            found.extend(files(&inside, since));
        } else if about.modified().is_ok_and(|at| at >= since) {
            found.push(place.clone());
        }
    }
    found
}

/// The numbers of the marks that stand somewhere in some bytes: one pass, whatever the number of marks.
fn marks_in(bytes: &[u8]) -> BTreeSet<usize> {
    let places = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'q').map(|(at, _)| &bytes[at..]);
    let numbers = places.filter(|rest| rest.starts_with(b"qzvx") && rest.get(8..12) == Some(b"kwjp"));
    numbers.filter_map(|rest| std::str::from_utf8(&rest[4..8]).ok()?.parse().ok()).collect()
}

/// What a school offers to everybody is about nobody, and so is what colleagues know, and what partners outside do.
const NOBODYS: [&str; 6] =
    ["/beheer/maatregelen", "/beheer/sjablonen", "/beleid/aanbod", "/kennis", "/partners", "/team/aanbod"];

/// Where a form is sent, as the route is written.
fn route(world: &World, action: &str) -> String {
    let path = action.split('?').next().unwrap_or(action);
    let fits = |written: &str| {
        written.split('/').count() == path.split('/').count()
            && written.split('/').zip(path.split('/')).all(|(of, part)| of == part || of.starts_with('{'))
    };
    let posts = world.routes.iter().filter(|route| route.method == Method::Post && fits(route.path));
    // One that is written out goes before one in which a part stands for something.
    posts.map(|route| route.path).min_by_key(|written| written.matches('{').count()).unwrap_or(path).to_owned()
}

/// A form filled in with marks: words where words go, days and choices as they are or the first there is.
fn marked(form: &Form, route: &str, marks: &mut Vec<(String, String)>) -> Fields {
    let mut sent = form.completed("x");
    // The answer that comes with words.
    sent.iter_mut().filter(|(name, _)| name == "antwoord").for_each(|(_, v)| *v = "change_asked".into());
    for field in form.fields.iter().filter(|field| field.is_typed() && field.kind != "password") {
        // A field that holds a day takes a day and nothing else: filled by the page, or asked as one.
        let is_day =
            field.value.split('-').count() == 3 && field.value.split('-').all(|part| part.parse::<u32>().is_ok());
        if is_day || ["-van", "-tot"].iter().any(|end| field.name.ends_with(end)) {
            let value = if is_day { field.value.clone() } else { String::new() };
            sent.iter_mut().filter(|(name, _)| *name == field.name).for_each(|(_, v)| *v = value.clone());
            continue;
        }
        if NOBODYS.iter().any(|begins| form.action.starts_with(begins)) {
            continue;
        }
        if IN_CLEAR.iter().any(|(to, name, _)| *to == route && *name == field.name) {
            continue;
        }
        let text = mark(marks.len());
        marks.push((format!("{} {}", form.action, field.name), text.clone()));
        sent.iter_mut().filter(|(name, _)| *name == field.name).for_each(|(_, v)| *v = text.clone());
    }
    sent
}

/// Fills in one field in another way, and the first time as if the mark had not been one; whether there is another.
fn otherwise(form: &Form, fields: &mut Fields, name: &str, nth: usize) -> bool {
    let of: Vec<&Entry> = form.fields.iter().filter(|field| field.name == name).collect();
    let value = match of.first() {
        None => None,
        Some(field) if field.kind == "password" => (nth == 0).then_some(PASSWORD),
        Some(field) if field.is_typed() => OTHERWISE.get(nth).copied(),
        Some(_) => of.iter().map(|one| one.value.as_str()).filter(|value| !value.is_empty()).nth(nth),
    };
    let Some(value) = value.map(str::to_owned) else { return false };
    fields.retain(|(one, _)| one != name);
    fields.push((name.to_owned(), value));
    true
}

/// Sends a form as somebody who reads what is wrong with it, until it is taken or there is nothing else to try.
async fn insist(visitor: &Visitor<'_>, form: &Form, mut fields: Fields) -> Page {
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    loop {
        let sent = send(visitor, &form.action, &fields).await;
        let wrong: BTreeSet<String> = match sent.status {
            422 => summary(&sent).into_iter().map(|(field, _)| field).collect(),
            _ => BTreeSet::new(),
        };
        let mut another = false;
        for name in wrong {
            let nth = tried.entry(name.clone()).or_default();
            another |= otherwise(form, &mut fields, &name, *nth);
            *nth += 1;
        }
        if !another {
            return sent;
        }
    }
}

/// Sends every form with marks, twice: in order, and after the session ended, so that drafts hold them too. What was
/// typed where.
async fn type_marks(house: &'static House) -> Vec<(String, String)> {
    let world = World::new(house).await;
    let (mut marks, mut saved) = (Vec::new(), BTreeSet::new());
    // What came of each that was not taken, by where it was sent.
    let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Answers before proposals, which take the place of what is answered; and what erases a file last of all.
    let mut all: Vec<_> = all_forms(&world).await.into_iter().rev().collect();
    all.sort_by_key(|found| found.form.action.starts_with("/privacy/dossiers/"));
    for found in all {
        let action = found.form.action.clone();
        let to = route(&world, &action);
        let late = house.sign_in_long_ago(&house.account(found.role).email, found.role).await;
        let token = late.token().await;
        let mut fields = marked(&found.form, &to, &mut marks);
        fields.iter_mut().filter(|(name, _)| name == csrf::FIELD).for_each(|(_, v)| v.clone_from(&token));
        send(&late, &action, &fields).await;
        let visitor = if action == "/inloggen" { house.visitor() } else { house.sign_in(found.role).await };
        let page = visitor.get(&found.page).await;
        let typed = found.form.fields.iter().any(Entry::is_typed);
        let names = found.form.fields.iter().map(|field| field.name.as_str());
        let Some(form) = again(&page.body, &action, names) else {
            if typed {
                refused.entry(to).or_default().push(format!("{} is gone from {}", action, found.page));
            }
            continue;
        };
        let fields = marked(&form, &to, &mut marks);
        let sent = insist(&visitor, &form, fields).await;
        assert!(sent.status < 500, "{action}: {}", sent.status);
        match sent.status {
            // What was looked for is answered at once.
            200 | 303 => drop(saved.insert(to)),
            status if typed => {
                let said = format!("{} {action} on {}: {status} {:?}", found.role, found.page, summary(&sent));
                refused.entry(to).or_default().push(said);
            }
            _ => {}
        }
    }
    let known = |to: &str| OVERTAKEN.contains(&to) || NOT_SAVED.iter().any(|(listed, _)| *listed == to);
    refused.retain(|to, _| !saved.contains(to) && !known(to));
    assert!(refused.is_empty(), "typed, and not taken: {refused:#?}");
    let taken: Vec<_> = NOT_SAVED.iter().filter(|(to, _)| saved.contains(*to)).collect();
    assert!(taken.is_empty(), "they are taken: {taken:?}");
    for must in ["/afspraken/nieuw", "/behoefte", "/intake/", "/mijn/afspraken/", "/zoeken"] {
        assert!(saved.iter().any(|action| action.contains(must)), "{must} was not saved, only {saved:?}");
    }
    marks
}

/// The log of the program, with everything it could ever say.
fn log() -> &'static Path {
    static LOG: OnceLock<PathBuf> = OnceLock::new();
    LOG.get_or_init(|| {
        let path = std::env::temp_dir().join(format!("meedoen-log-{}", store::fresh::id().simple()));
        let file = std::fs::File::create(&path).unwrap();
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
        log.with_writer(Mutex::new(file)).init();
        tracing::warn!("the log is open");
        path
    })
}

fn check(mut places: Vec<PathBuf>, since: SystemTime, marks: &[(String, String)]) {
    let fields: Vec<&str> = marks.iter().map(|(field, _)| field.as_str()).collect();
    for must in ["-wat", "-wie", "-precies", "woorden", "zoek"] {
        assert!(fields.iter().any(|field| field.ends_with(must)), "no field {must} among {fields:?}");
    }
    places.push(log().to_owned());
    let (mut clear, mut control) = (Vec::new(), false);
    for file in files(&places, since) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for found in marks_in(&bytes) {
            match marks.get(found) {
                Some((field, _)) => clear.push(format!("{field}: {}", file.display())),
                None => control |= file != log(),
            }
        }
    }
    assert!(control, "what was put there in clear was not found: this looks in the wrong place");
    assert!(clear.is_empty(), "typed, and in clear on disk:\n{}", clear.join("\n"));
}

/// Puts a mark of no field in clear into the database, so that the search is known to find one.
async fn control(house: &House) {
    house.store.set_meta("control", &mark(9999), house.now()).await.unwrap();
}

#[test]
fn what_is_typed_is_in_no_file_of_sqlite() {
    let house = own_house(false);
    // From the first line of the log on; a little before, for file systems that round.
    let since = std::fs::metadata(log()).unwrap().modified().unwrap() - Duration::from_secs(2);
    let (places, marks) = house.run(async {
        let marks = type_marks(house).await;
        control(house).await;
        let file = store::testing::place(&house.store).await;
        (["", "-wal", "-shm"].map(|end| PathBuf::from(format!("{file}{end}"))).to_vec(), marks)
    });
    // The file itself may not have been written since: what people type lies in its log first.
    check(places, since, &marks);
}

#[test]
fn what_is_typed_is_in_no_file_of_postgres() {
    let house = own_house(true);
    // From the first line of the log on; a little before, for file systems that round.
    let since = std::fs::metadata(log()).unwrap().modified().unwrap() - Duration::from_secs(2);
    let (places, marks) = house.run(async {
        let marks = type_marks(house).await;
        control(house).await;
        let data = PathBuf::from(store::testing::place(&house.store).await);
        // Heap and indexes, the log of the database, and what the server itself writes down.
        let log = data.parent().map(|above| above.join("log")).filter(|log| log.is_file());
        (["base", "pg_wal"].map(|part| data.join(part)).into_iter().chain(log).collect::<Vec<_>>(), marks)
    });
    check(places, since, &marks);
}

#[test]
fn a_mark_is_found_wherever_it_stands() {
    let text = format!("q{}qzvx123kwjp qzvx {}", mark(7), mark(421));
    assert_eq!(marks_in(text.as_bytes()), BTreeSet::from([7, 421]));
}
