//! Free text is free text wherever it is typed: a mark of its own in every field that somebody types in, on every form
//! that any page shows, and then a search for each mark in everything that lies on disk.
//!
//! Which fields there are, the pages say; a new one is in by itself. A field whose text may stand in clear (an address
//! to sign in with) is named here with its reason.

use crate::fixture::{House, own_house};
use crate::forms::{Fields, all_forms, send};
use crate::html::forms;
use crate::rights::World;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use web::guard::csrf;

/// What is typed here is nothing about a student, or is a list's own.
const IN_CLEAR: &[(&str, &str)] = &[];

/// A mark that no other text holds, short enough for every field.
fn mark(nth: usize) -> String {
    format!("qzvx{nth:03}kwjp")
}

/// Every file below some places that holds some bytes.
fn holding(places: &[PathBuf], bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for place in places {
        if place.is_dir() {
            let inside: Vec<PathBuf> = std::fs::read_dir(place).unwrap().flatten().map(|entry| entry.path()).collect();
            found.extend(holding(&inside, bytes));
        } else if std::fs::read(place).is_ok_and(|text| text.windows(bytes.len()).any(|window| window == bytes)) {
            found.push(place.clone());
        }
    }
    found
}

/// A form filled in with marks: words where words go, days and choices as they are or the first there is.
fn marked(form: &crate::html::Form, marks: &mut Vec<(String, String)>) -> Fields {
    let mut sent = form.completed("x");
    for field in form.fields.iter().filter(|field| field.is_typed() && field.kind != "password") {
        // A field that holds a day takes a day and nothing else: filled by the page, or asked as one.
        let is_day =
            field.value.split('-').count() == 3 && field.value.split('-').all(|part| part.parse::<u32>().is_ok());
        if is_day || ["-van", "-tot"].iter().any(|end| field.name.ends_with(end)) {
            let value = if is_day { field.value.clone() } else { String::new() };
            sent.iter_mut().filter(|(name, _)| *name == field.name).for_each(|(_, v)| *v = value.clone());
            continue;
        }
        if IN_CLEAR.iter().any(|(action, name)| *action == form.action && *name == field.name) {
            continue;
        }
        let text = mark(marks.len());
        marks.push((format!("{} {}", form.action, field.name), text.clone()));
        sent.iter_mut().filter(|(name, _)| *name == field.name).for_each(|(_, v)| *v = text.clone());
    }
    sent
}

/// Sends every form with marks, twice: in order, and after the session ended, so that drafts hold them too. What was
/// typed where.
async fn type_marks(house: &'static House) -> Vec<(String, String)> {
    let world = World::new(house).await;
    let (mut marks, mut saved) = (Vec::new(), Vec::new());
    for found in all_forms(&world).await {
        let action = found.form.action.clone();
        let late = house.sign_in_long_ago(&house.account(found.role).email, found.role).await;
        let token = late.token().await;
        let mut fields = marked(&found.form, &mut marks);
        fields.iter_mut().filter(|(name, _)| name == csrf::FIELD).for_each(|(_, v)| v.clone_from(&token));
        send(&late, &action, &fields).await;
        let visitor = if action == "/inloggen" { house.visitor() } else { house.sign_in(found.role).await };
        let page = visitor.get(&found.page).await;
        let again = forms(&page.body).into_iter().find(|form| form.action == action);
        let Some(form) = again else { continue };
        let fields = marked(&form, &mut marks);
        let sent = send(&visitor, &action, &fields).await;
        assert!(sent.status < 500, "{action}: {}", sent.status);
        if sent.status == 303 {
            saved.push(action);
        }
    }
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

fn check(house: &House, mut places: Vec<PathBuf>, marks: &[(String, String)]) {
    assert!(!holding(&places, house.school.name.as_bytes()).is_empty(), "the search finds what is there");
    assert!(!holding(&[log().to_owned()], b"the log is open").is_empty());
    places.push(log().to_owned());
    let fields: Vec<&str> = marks.iter().map(|(field, _)| field.as_str()).collect();
    for must in ["-wat", "-wie", "-precies", "woorden", "zoek"] {
        assert!(fields.iter().any(|field| field.ends_with(must)), "no field {must} among {fields:?}");
    }
    let mut clear = Vec::new();
    for (field, mark) in marks {
        for file in holding(&places, mark.as_bytes()) {
            clear.push(format!("{field}: {}", file.display()));
        }
    }
    assert!(clear.is_empty(), "typed, and in clear on disk:\n{}", clear.join("\n"));
}

#[test]
fn what_is_typed_is_in_no_file_of_sqlite() {
    log();
    let house = own_house(false);
    let (places, marks) = house.run(async {
        let marks = type_marks(house).await;
        let file = store::testing::place(&house.store).await;
        let beside = |end: &str| PathBuf::from(format!("{file}{end}"));
        (vec![beside(""), beside("-wal"), beside("-shm")], marks)
    });
    check(house, places, &marks);
}

#[test]
fn what_is_typed_is_in_no_file_of_postgres() {
    log();
    let house = own_house(true);
    let (places, marks) = house.run(async {
        let marks = type_marks(house).await;
        let data = store::testing::place(&house.store).await;
        let data = Path::new(&data);
        // All of it: heap, indexes, the log, and what the server itself writes down.
        let parts = ["base", "pg_wal", "global"].map(|part| data.join(part));
        let log = data.parent().map(|above| above.join("log"));
        (parts.into_iter().chain(log.filter(|log| log.is_file())).collect::<Vec<_>>(), marks)
    });
    check(house, places, &marks);
}
