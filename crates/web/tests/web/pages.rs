//! Every sample of every page, in both languages, is a sound page. What a browser must judge is in `e2e/`.

use crate::html::{Element, check_nesting, elements, text_of};
use std::{collections::BTreeSet, fs, path::Path};
use web::{
    samples::{Sample, all},
    say::words::{Lang, MISSING},
};

#[test]
fn every_page_in_every_state_and_language_is_sound() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        for sample in all(lang) {
            let name = format!("{}, {}, {}", sample.page, sample.state, lang.code());
            match &sample.html {
                Ok(html) => problems.extend(check(html, lang).into_iter().map(|p| format!("{name}: {p}"))),
                Err(error) => problems.push(format!("{name}: {error}")),
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Who reads about themselves is "je", and a parent reads of their child by name: nobody is told of "the student" on their own page.
#[test]
fn a_student_is_spoken_to() {
    let mut own = 0;
    for (lang, words) in [(Lang::Nl, "de student"), (Lang::En, "the student")] {
        for Sample { page, state, html, .. } in all(lang) {
            let html = html.unwrap();
            // Only a student or a parent has this in the navigation.
            if !html.contains("href=\"/mijn\"") {
                continue;
            }
            // What may be told of any student is asked in general: that page is about nobody who reads it.
            if page == "secrecy/ask" {
                continue;
            }
            own += 1;
            let main = html.split("<main").nth(1).unwrap().to_lowercase();
            let at = main.match_indices(words).find(|(at, _)| {
                let next = main[at + words.len()..].chars().next();
                next.is_none_or(|next| !next.is_alphanumeric())
            });
            let around = at.map(|(at, _)| main[at..].chars().take(100).collect::<String>());
            assert_eq!(around, None, "{page}, {state}");
        }
    }
    assert!(own > 40, "{own} pages of students and parents");
}

#[test]
fn every_page_has_samples() {
    let sampled: BTreeSet<&str> = all(Lang::Nl).iter().map(|Sample { page, .. }| *page).collect();
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for folder in fs::read_dir(&templates).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if fs::read_to_string(&file).unwrap().contains("{% extends") {
                let name = file.strip_prefix(&templates).unwrap().with_extension("");
                let name = name.to_str().unwrap().replace('\\', "/");
                assert!(sampled.contains(name.as_str()), "{name} has no samples in src/samples/mod.rs");
            }
        }
    }
}

fn check(html: &str, lang: Lang) -> Vec<String> {
    let mut problems = check_nesting(html);
    let all = elements(html);
    let named = |name: &str| all.iter().filter(|e| e.name == name).collect::<Vec<_>>();
    let mut must = |holds: bool, problem: String| {
        if !holds {
            problems.push(problem);
        }
    };

    must(named("html").iter().all(|e| e.is("lang", lang.code())), "wrong language".into());
    must(named("h1").len() == 1, format!("{} h1", named("h1").len()));
    must(named("main").len() == 1, "not one main".into());
    must(text_of(html, "title").is_some_and(|t| t.len() > " – Meedoen".len() + 2), "no title".into());
    must(
        !html.contains(MISSING),
        format!("missing words: {:?}", html.split(MISSING).nth(1).map(|r| &r[..r.len().min(40)])),
    );
    must(!html.contains("<script"), "a script".into());
    for cite in cited(html) {
        let of = if lang == Lang::Nl { ["tekst van ", "tekst niet "] } else { ["text of ", "text not "] };
        must(of.iter().any(|of| cite.contains(of)), format!("an article without the text that was read: {cite}"));
    }

    let mut level = 0;
    for heading in all.iter().filter(|e| matches!(e.name.as_str(), "h1" | "h2" | "h3" | "h4")) {
        let next = heading.name.as_bytes()[1] - b'0';
        // The error summary stands before the h1 with a heading of its own.
        must(next <= level + 1 || level == 0, format!("a heading skips from {level} to {next}"));
        level = next;
    }

    let mut ids = BTreeSet::new();
    for id in all.iter().filter_map(|e| e.get("id")) {
        must(ids.insert(id), format!("id {id} twice"));
        must(!id.is_empty() && !id.contains(' '), format!("id {id:?}"));
    }
    for element in &all {
        for name in ["aria-describedby", "for", "aria-labelledby"] {
            for id in element.get(name).unwrap_or("").split_whitespace() {
                must(ids.contains(id), format!("{name} leads to no {id}"));
            }
        }
        if let Some(id) = element.get("href").and_then(|href| href.strip_prefix('#')) {
            must(ids.contains(id), format!("a link to no #{id}"));
        }
        must(element.get("style").is_none(), "a style attribute".into());
        let handler = element.attributes.iter().find(|(name, _)| name.starts_with("on"));
        must(handler.is_none(), format!("a handler {handler:?}"));
        let outside = ["href", "src", "action"].iter().filter_map(|name| element.get(name));
        must(
            outside.clone().all(|to| to.starts_with(['/', '#']) && !to.starts_with("//")),
            format!("leads away: {element:?}"),
        );
        must(element.name != "img" || element.get("alt").is_some(), "a picture without alt".into());
        let hidden =
            element.is("aria-hidden", "true") || element.get("aria-labelledby").is_some() || element.is("role", "img");
        must(element.name != "svg" || hidden, "an svg that is neither hidden nor named".into());
        // Without its style sheet an icon fills the window, and is black.
        let icon = element.name == "svg" && element.get("class").is_some_and(|class| class.contains("mee-icon"));
        let own = ["width", "height", "fill", "stroke"].iter().all(|name| element.get(name).is_some());
        must(!icon || own, format!("an icon without a size and a colour of its own: {element:?}"));
    }

    // What is read aloud has something to say: a screen reader stops at an empty line too.
    for name in ["p", "li", "h1", "h2", "h3", "h4", "summary", "dt", "dd", "figcaption", "caption", "blockquote"] {
        for rest in html.split(&format!("<{name}")).skip(1).filter(|rest| rest.starts_with([' ', '>'])) {
            let inside = rest.split_once('>').map_or("", |(_, inside)| inside).trim_start();
            must(!inside.starts_with(&format!("</{name}>")), format!("an empty {name}"));
        }
    }

    let labelled: BTreeSet<&str> = named("label").iter().filter_map(|e| e.get("for")).collect();
    for field in all.iter().filter(|e| is_field(e)) {
        let name = field.get("id").unwrap_or("");
        must(labelled.contains(name) || field.get("aria-label").is_some(), format!("no label for {field:?}"));
        if field.is("aria-invalid", "true") {
            must(field.get("aria-describedby").is_some(), format!("no error with {name}"));
        }
    }
    for form in named("form") {
        must(form.is("method", "post") || form.is("method", "get"), "a form without a method".into());
    }
    let posts = html.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap_or(""));
    // The language, what the law says in your case, searching what schools offer, and opening a card: forms that change nothing of anyone
    // (`Gate::PublicNoToken`).
    let tokenless = |f: &&str| {
        let paths = ["/taal", "/rechten", "/monitor/controle", "/aanbod"];
        paths.iter().any(|path| f.contains(&format!("action=\"{path}\""))) || f.contains("action=\"/kaart/")
    };
    for form in posts.filter(|f| f.contains("method=\"post\"") && !tokenless(f)) {
        must(form.contains("name=\"csrf\""), format!("a form without a token: {}", &form[..form.len().min(80)]));
    }
    must(html.matches(" autofocus").count() <= 1, "two things want the focus".into());
    must(html.matches("nl-button--primary").count() <= 1, "two primary actions".into());
    problems
}

/// Every place where a law is named with a number, and what follows it.
fn cited(html: &str) -> Vec<String> {
    let of = |law: &register::law::Law| {
        let places = html.match_indices(law.short).map(move |(at, name)| (at, &html[at + name.len()..]));
        let numbered = places.filter(|(_, rest)| {
            rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        numbered.map(|(at, _)| html[at..].chars().take(60).collect::<String>()).collect::<Vec<_>>()
    };
    register::law::LAWS.iter().flat_map(of).collect()
}

fn is_field(element: &Element) -> bool {
    match element.name.as_str() {
        "input" => !element.is("type", "hidden"),
        "textarea" | "select" => true,
        _ => false,
    }
}
