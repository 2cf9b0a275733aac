//! The desk and the lists over HTTP: what a number says is what its link shows, on every page; what is chosen stays
//! chosen; and the file to save has the same lines. Numbers are read off the pages and held to the lines themselves.

use crate::fixture::{House, Visitor, house, house_on_postgres, own_house};

/// The numbers on top, with their links: of the parts of a page that are called so.
fn tabs(body: &str) -> Vec<(Option<usize>, String)> {
    let parts = body.split("class=\"mee-tabs\"").skip(1).filter_map(|part| part.split("</nav>").next());
    let links = parts.flat_map(|part| part.split("class=\"mee-tabs__link\" href=\"").skip(1));
    links
        .map(|link| {
            let (href, rest) = link.split_once('"').unwrap();
            let count = rest
                .split("mee-number\">")
                .nth(1)
                .and_then(|rest| rest.split('<').next()?.replace('.', "").parse().ok());
            (count, href.replace("&#38;", "&").replace("&amp;", "&"))
        })
        .collect()
}

/// The number of the list that is shown.
fn shown(body: &str) -> Option<usize> {
    let current = body.split("class=\"mee-tabs__link\"").skip(1).find(|link| {
        let tag = link.split('>').next().unwrap_or_default();
        tag.contains("aria-current=\"true\"")
    })?;
    let link = current.split("</a>").next()?;
    link.split("mee-number\">").nth(1)?.split('<').next()?.replace('.', "").parse().ok()
}

/// What follows a mark on a page, each time up to the next quote.
fn after<'a>(body: &'a str, mark: &str) -> Vec<&'a str> {
    body.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn next_page(body: &str) -> Option<String> {
    let link = body
        .split("<a class=\"nl-link\" href=\"")
        .skip(1)
        .find(|link| link.split('<').next().unwrap().ends_with(">Volgende"))?;
    Some(link.split('"').next()?.replace("&#38;", "&").replace("&amp;", "&"))
}

/// All lines of a list, page after page.
async fn lines(visitor: &Visitor<'_>, path: &str, line: &str) -> usize {
    let (mut path, mut count) = (path.to_owned(), 0);
    loop {
        let page = visitor.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        let here = page.body.matches(line).count();
        assert!(here <= 25 && (here > 0 || count == 0), "{path}: {here} lines");
        count += here;
        match next_page(&page.body) {
            Some(next) => path = next,
            None => return count,
        }
    }
}

const WORK: &str = "<tr role=\"row\"><th role=\"rowheader\"";
const ROW: &str = "class=\"mee-rows__who\"";

async fn numbers_are_lines(house: &House) {
    for (role, path, line) in [
        ("care_coordinator", "/werk", WORK),
        ("coach", "/werk", WORK),
        ("intaker", "/werk", WORK),
        ("care_coordinator", "/dossiers", ROW),
        ("coach", "/dossiers", ROW),
        ("care_coordinator", "/intake", ROW),
        ("intaker", "/intake", ROW),
    ] {
        let visitor = house.sign_in(role).await;
        let page = visitor.get(path).await;
        let tabs = tabs(&page.body);
        assert!(tabs.len() > 1, "{role} {path}: no numbers");
        let (mut counted, mut shown) = (0, 0);
        for (count, href) in tabs {
            let there = lines(&visitor, &href, line).await;
            counted += usize::from(count.is_some());
            shown += there;
            assert!(count.is_none_or(|count| count == there), "{role} {href}: says {count:?}, shows {there}");
        }
        assert!(counted > 0 && shown > 0, "{role} {path}: a test that sees nothing");
        // Each team that can be chosen: the number that the page says then is that of its lines.
        let select = page.body.split("id=\"team\"").nth(1).and_then(|rest| rest.split("</select>").next());
        for team in after(select.unwrap_or_default(), "<option value=\"") {
            if team.is_empty() {
                continue;
            }
            let href = format!("{path}?team={team}");
            let page = visitor.get(&href).await;
            let said: usize = self::shown(&page.body).unwrap_or_default();
            assert_eq!(lines(&visitor, &href, line).await, said, "{role} {href}");
        }
    }
}

/// Files with something to do of a kind: as many as the page says; of some kind there are some.
#[test]
fn files_are_narrowed_to_a_kind_of_work() {
    let house = house();
    house.run(async {
        let visitor = house.sign_in("care_coordinator").await;
        let page = visitor.get("/dossiers").await;
        let select = page.body.split("id=\"soort\"").nth(1).and_then(|rest| rest.split("</select>").next()).unwrap();
        let (mut kinds, mut shown) = (0, 0);
        for kind in after(select, "<option value=\"").into_iter().filter(|kind| !kind.is_empty()) {
            let href = format!("/dossiers?soort={kind}");
            let page = visitor.get(&href).await;
            assert!(page.has(&format!("value=\"{kind}\" selected")), "{href}");
            let there = lines(&visitor, &href, ROW).await;
            let said = if there == 1 { "1 dossier.".to_owned() } else { format!("{there} dossiers.") };
            assert!(there == 0 || page.body.replace(['\u{2068}', '\u{2069}'], "").contains(&said), "{href}: {said}");
            // No kind has more files than have something to do.
            assert!(there <= lines(&visitor, "/dossiers?werk=ja", ROW).await, "{href}");
            (kinds, shown) = (kinds + 1, shown + there);
        }
        assert!(kinds > 1 && shown > 0, "{kinds} kinds, {shown} files");
    });
}

#[test]
fn a_number_is_that_of_its_lines_on_sqlite() {
    let house = house();
    house.run(numbers_are_lines(house));
}

#[test]
fn a_number_is_that_of_its_lines_on_postgres() {
    let house = house_on_postgres();
    house.run(numbers_are_lines(house));
}

/// Whoever tries an account of the demo finds something to do where their role begins, and nothing that has been late for
/// longer than a school would let it lie. The administrator's work is what comes: files and people.
#[test]
fn every_account_of_the_demo_has_something_to_do() {
    let house = own_house(false);
    house.run(async {
        for (role, path, mark) in [
            ("student", "/mijn", "nl-button--primary\" href=\"/mijn/afspraken/"),
            ("guardian", "/mijn", "nl-button--primary\" href=\"/mijn/afspraken/"),
            ("coach", "/werk", WORK),
            ("intaker", "/werk", WORK),
            ("care_coordinator", "/werk", WORK),
            ("trajectory_counsellor", "/werk", WORK),
            ("privacy_officer", "/privacy", "href=\"/privacy/meldingen/"),
            ("administrator", "/beheer", "mee-rows__who"),
        ] {
            let page = house.sign_in(role).await.get(path).await;
            assert!(page.status == 200 && page.has(mark), "{role}: {}", page.body);
            let days = page.body.replace(['\u{2068}', '\u{2069}'], "");
            let late =
                days.split(" dagen te laat").filter_map(|text| text.rsplit(['>', ' ']).next()?.parse::<u32>().ok());
            assert!(late.max().unwrap_or(0) <= 120, "{role}: something is very late");
        }
    });
}

/// A file of the desk has a row for each line of what is shown, is no page to keep, and stands in the looks.
#[test]
fn the_desk_is_saved_as_it_is_shown() {
    let house = house();
    house.run(async {
        let visitor = house.sign_in("care_coordinator").await;
        for query in ["", "?stand=late", "?soort=assess"] {
            let shown = lines(&visitor, &format!("/werk{query}"), WORK).await;
            let file = visitor.get(&format!("/werk.csv{query}")).await;
            assert_eq!(file.status, 200);
            assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
            assert!(
                file.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"werk-2026-")
            );
            assert!(file.headers["cache-control"].to_str().unwrap().contains("no-store"));
            assert!(file.body.starts_with("\u{feff}\"Wie\";\"Studentnummer\""), "{}", &file.body[..80]);
            assert_eq!(file.body.lines().count(), shown + 1, "{query}");
        }
        let student = house.sign_in("student").await;
        assert_eq!(student.get("/werk.csv").await.status, 404);
        let nobody = house.visitor().get("/werk.csv").await;
        assert_eq!(nobody.status, 303);
        assert!(nobody.location.unwrap().starts_with("/inloggen"));
    });
}

/// What was chosen stays chosen: in the numbers, in the form, in the file and in the other language. What cannot have been
/// chosen is not there, and what is empty says why.
#[test]
fn what_was_chosen_stays_in_the_address() {
    let house = house();
    house.run(async {
        let visitor = house.sign_in("care_coordinator").await;
        let page = visitor.get("/werk?stand=late&soort=assess").await;
        assert!(page.has("name=\"stand\" value=\"late\""), "the form keeps the pile");
        assert!(page.has("value=\"assess\" selected"));
        assert!(tabs(&page.body).iter().all(|(_, href)| href.contains("soort=assess")), "the numbers keep the kind");
        let saved = after(&page.body, "href=\"/werk.csv").concat();
        assert!(saved.contains("stand=late") && saved.contains("soort=assess"), "{saved}");
        for path in [
            "/werk?stand=soon",
            "/werk?soort=nothing",
            "/werk?team=x",
            "/werk?na=late",
            "/intake?stand=gone",
            "/dossiers?team=1",
            "/dossiers?soort=nothing",
        ] {
            assert_eq!(visitor.get(path).await.status, 404, "{path}");
        }
        // A team that is not there: nothing, by the name of what was chosen.
        let nowhere = "019a0000-0000-7000-8000-000000000001";
        for path in ["/werk", "/dossiers", "/intake"] {
            let page = visitor.get(&format!("{path}?team={nowhere}")).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.has("wat je koos is hier niet meer"), "{path}: {}", page.body);
        }
    });
}

/// What is owed on lists of their own: the number that the desk says is that of the list it leads to.
async fn other_lists_are_counted(house: &House) {
    let mut seen = std::collections::BTreeSet::new();
    for role in ["coach", "care_coordinator", "intaker"] {
        let visitor = house.sign_in(role).await;
        let desk = visitor.get("/werk").await;
        let part = desk.body.split("class=\"mee-list mee-screen\"").nth(1).and_then(|rest| rest.split("</ul>").next());
        for link in part.unwrap_or_default().split("href=\"").skip(1) {
            let (href, said) = link.split_once('"').unwrap();
            let href = href.replace("&#38;", "&").replace("&amp;", "&");
            let mark = match href.split('?').next().unwrap() {
                "/gezegd" | "/evaluaties" | "/naar-werk" => ROW,
                _ => continue,
            };
            let digits: String = said
                .replace('.', "")
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(char::is_ascii_digit)
                .collect();
            assert_eq!(lines(&visitor, &href, mark).await, digits.parse::<usize>().unwrap(), "{role} {href}: {said}");
            seen.insert(href);
        }
    }
    assert!(seen.contains("/gezegd") && seen.contains("/evaluaties"), "the demo school lives it: {seen:?}");
}

#[test]
fn other_lists_are_counted_on_sqlite() {
    let house = house();
    house.run(other_lists_are_counted(house));
}

#[test]
fn other_lists_are_counted_on_postgres() {
    let house = house_on_postgres();
    house.run(other_lists_are_counted(house));
}
