//! The words are complete: both languages have the same keys, what is used exists, and what exists is used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use web::say::words::{Lang, T, problems};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, endings, found);
        } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
            found.push(path);
        }
    }
}

/// Key and text of every message, with a word for each argument.
pub(crate) fn texts(lang: Lang) -> BTreeMap<String, String> {
    let mut paths = Vec::new();
    files(&Path::new(ROOT).join("../../locales").join(lang.code()), &["ftl"], &mut paths);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for path in paths {
        let mut key = String::new();
        for line in fs::read_to_string(&path).unwrap().lines().filter(|line| !line.starts_with('#')) {
            let text = match line.split_once(" =") {
                Some((name, text)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    name.clone_into(&mut key);
                    text
                }
                _ => line,
            };
            // What is filled in is one word; what is chosen between (`[one] ...`) is read as it stands.
            let filled = text.split('{').enumerate().map(|(at, part)| match (at, part.split_once('}')) {
                (0, _) => part.to_owned(),
                (_, Some((_, rest))) => format!("X{rest}"),
                (_, None) => String::new(),
            });
            let text: String = filled.collect();
            // Each way to say it is a sentence of its own.
            let way = text.trim().trim_start_matches('*').strip_prefix('[').and_then(|way| way.split_once(']'));
            let said = found.entry(key.clone()).or_default();
            said.push_str(&way.map_or_else(|| format!(" {}", text.trim()), |(_, way)| format!("{way} .")));
        }
    }
    found
}

/// Key and the arguments of its message, per language.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut paths = Vec::new();
    files(&Path::new(ROOT).join("../../locales").join(lang.code()), &["ftl"], &mut paths);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in paths {
        let mut key = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase())
                && let Some((name, _)) = line.split_once(" =")
            {
                key = name.to_owned();
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            for argument in line.split('$').skip(1) {
                let end = argument.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(argument.len());
                found.entry(key.clone()).or_default().insert(argument[..end].to_owned());
            }
        }
    }
    found
}

fn sources() -> String {
    let mut paths = Vec::new();
    for folder in ["src", "templates"] {
        files(&Path::new(ROOT).join(folder), &["rs", "html"], &mut paths);
    }
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Every text between double quotes that could be a key.
fn literals(text: &str) -> BTreeSet<String> {
    let words = text.split('"').filter(|word| {
        word.contains('-') && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_{}".contains(&b))
    });
    words.map(str::to_owned).collect()
}

#[test]
fn the_word_files_are_well_formed() {
    assert_eq!(problems(), Vec::<String>::new());
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    let (nl, en) = (messages(Lang::Nl), messages(Lang::En));
    assert!(!nl.is_empty());
    for (key, arguments) in &nl {
        assert_eq!(en.get(key), Some(arguments), "{key} in English");
    }
    for key in en.keys() {
        assert!(nl.contains_key(key), "{key} in Dutch");
    }
}

#[test]
fn what_is_used_exists() {
    let source = sources();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for call in [".get(\"", ".say(\""] {
        used.extend(source.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    let prefixes = ["error-", "notice-", "problem-", "nav-"];
    used.extend(literals(&source).into_iter().filter(|l| prefixes.iter().any(|p| l.starts_with(p)) && l.len() > 8));
    let t = T::new(Lang::Nl);
    let keys = used.iter().filter(|key| key.contains('-') && !key.contains('{') && !key.ends_with('-'));
    let missing: Vec<_> = keys.filter(|key| !t.has(key)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn what_exists_is_used() {
    let literals = literals(&sources());
    // `format!("role-{}", code)`: keys are made from a closed list, held by a test of that list.
    let made: Vec<&str> = literals.iter().filter_map(|l| l.strip_suffix("{}")).collect();
    let unused: Vec<_> = messages(Lang::Nl)
        .into_keys()
        .filter(|key| !literals.contains(key) && !made.iter().any(|prefix| key.starts_with(prefix)))
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_role_has_a_name() {
    for lang in Lang::ALL {
        for role in access::Role::ALL {
            assert!(T::new(lang).has(&format!("role-{}", role.code())), "{} {}", lang.code(), role.code());
        }
    }
}

#[test]
fn words_are_filled_in_by_the_rules_of_the_language() {
    let (nl, en) = (T::new(Lang::Nl), T::new(Lang::En));
    assert_eq!(nl.say("form-summary").arg("count", 1).to_string(), "Er is nog 1 ding dat niet klopt");
    assert_eq!(nl.say("form-summary").arg("count", 1234).to_string(), "Er zijn nog 1.234 dingen die niet kloppen");
    assert_eq!(en.say("form-summary").arg("count", 1234).to_string(), "There are 1,234 things to correct");
    assert_eq!(nl.get("no-such-key"), "⟦no-such-key⟧");
}

/// Texts that speak of the law and cite nothing: headings, and that there is no article.
const NO_ARTICLE: [(&str, &str); 17] = [
    ("secrecy-why-permission", "its article stands beside it"),
    ("file-facts", "a heading"),
    ("footer-rights", "a link to the page that cites"),
    ("rights-title", "a heading"),
    ("rights-lead", "says what the page is"),
    ("rights-ask", "a button"),
    ("rights-said", "a heading; each sentence under it has its article"),
    ("rights-enrol-free", "its article stands under it (`rights-article`)"),
    ("rights-later-propose", "its article stands under it"),
    ("rights-later-free", "its article stands under it"),
    ("rights-age-parent", "whose advice it is stands under it"),
    ("rights-age-alone", "whose advice it is stands under it"),
    ("policy-lead", "says what the page is"),
    ("policy-hint-parent_answers_below", "there is no article"),
    ("law-promise", "the law says nothing"),
    ("look-see_statutory_facts", "names facts, not the law"),
    ("look-record_statutory_facts", "names facts, not the law"),
];

/// An article comes from the code, with its law and the text that was read (`say::law::cite`): no word file and no template
/// has one of its own. What speaks of the law has a place for it.
#[test]
fn an_article_comes_from_the_code_with_the_text_that_was_read() {
    let mut templates = Vec::new();
    files(&Path::new(ROOT).join("templates"), &["html"], &mut templates);
    for lang in Lang::ALL {
        let mut paths = templates.clone();
        files(&Path::new(ROOT).join("../../locales").join(lang.code()), &["ftl"], &mut paths);
        for path in &paths {
            let text = fs::read_to_string(path).unwrap();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                for law in register::law::LAWS {
                    let own = line.split(law.short).skip(1).any(|rest| {
                        let number = rest.trim_start().trim_start_matches(|c: char| c.is_alphabetic()).trim_start();
                        number.starts_with(|c: char| c.is_ascii_digit())
                    });
                    assert!(!own, "{}: {line}", path.display());
                }
                let words = line.split(|c: char| c.is_whitespace() || "(),;:".contains(c));
                let article = |word: &str| {
                    let parts: Vec<&str> = word.trim_end_matches('.').split('.').collect();
                    parts.len() == 3 && parts.iter().all(|part| part.starts_with(|c: char| c.is_ascii_digit()))
                };
                assert!(!words.into_iter().any(article), "{}: {line}", path.display());
            }
        }
    }
}

/// "De wet vraagt": which law, which article, which text. Or the list above says why not.
#[test]
fn what_speaks_of_the_law_says_where_it_stands() {
    for (lang, names) in [(Lang::Nl, ["de wet ", "advies aan scholen"]), (Lang::En, ["the law ", "advice to schools"])]
    {
        let mut paths = Vec::new();
        files(&Path::new(ROOT).join("../../locales").join(lang.code()), &["ftl"], &mut paths);
        let mut seen = 0;
        for text in paths.iter().map(|path| fs::read_to_string(path).unwrap()) {
            for (key, said) in
                text.lines().filter_map(|line| line.split_once(" = ")).filter(|(key, _)| !key.starts_with('#'))
            {
                let said = format!("{} ", said.to_lowercase().replace(['?', ':', ',', '.'], " "));
                if !names.iter().any(|name| said.contains(name))
                    || key.starts_with("because-")
                    || key.starts_with("law-cite")
                {
                    continue;
                }
                let excused = NO_ARTICLE.iter().any(|(one, _)| *one == key);
                assert!(said.contains("$article") || excused, "{}: {key}", lang.code());
                seen += 1;
            }
        }
        assert!(seen > 10, "{}", lang.code());
    }
}
