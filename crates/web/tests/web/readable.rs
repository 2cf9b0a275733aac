//! The Dutch that people read is plain: no sentence is longer than twenty words, and every page scores 65 or more by the
//! formula of Flesch as Douma fitted it to Dutch (1960): 206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence.
//!
//! What cannot be said shorter stands in `hard.txt`, with how hard it is. That list only shrinks: what became easier is to be
//! lowered or struck out, and a row more fails.

use crate::words::texts;
use std::collections::{BTreeMap, BTreeSet};
use web::{samples, say::words::Lang};

/// The most words in a sentence.
const WORDS: usize = 20;
/// The least score of a page.
const SCORE: f64 = 65.0;
/// How many rows `hard.txt` had when it was last made shorter. Lower it with every row that goes; never raise it.
const ROWS: usize = 0;

/// What may stay hard, and how hard it is: `sentence KEY WORDS`, `page NAME SCORE`.
fn hard() -> BTreeMap<(String, String), f64> {
    let rows = include_str!("hard.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [kind, name, value] = parts[..] else { panic!("three words: {line}") };
        ((kind.to_owned(), name.to_owned()), value.parse().unwrap())
    };
    rows.map(row).collect()
}

/// Sentences, as lists of words. What is filled in counts as one word.
fn sentences(text: &str) -> Vec<Vec<&str>> {
    let mut all = vec![Vec::new()];
    for piece in text.split_whitespace() {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            all.last_mut().unwrap().push(word);
        }
        if piece.trim_end_matches(['"', '”', ')', '’']).ends_with(['.', '?', '!']) {
            all.push(Vec::new());
        }
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// Syllables of a Dutch word: groups of vowels, where a dotted one begins a new one.
fn syllables(word: &str) -> usize {
    let (mut count, mut inside) = (0, false);
    for letter in word.chars().flat_map(char::to_lowercase) {
        let vowel = "aeiouyàáâäèéêëìíîïòóôöùúûü".contains(letter);
        if vowel && (!inside || "äëïöü".contains(letter)) {
            count += 1;
        }
        inside = vowel;
    }
    count.max(1)
}

/// How easy some sentences are; `None` of none.
fn score(sentences: &[Vec<&str>]) -> Option<f64> {
    // A number, a date and an article are read as they are.
    let words: Vec<&str> = sentences.iter().flatten().filter(|w| w.chars().all(|c| !c.is_numeric())).copied().collect();
    if words.is_empty() {
        return None;
    }
    let of = |count: usize| count as f64;
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    Some(206.84 - 77.0 * of(syllables) / of(words.len()) - 0.93 * of(words.len()) / of(sentences.len()))
}

/// The running text of a page: the pieces of its main part that hold a sentence. A label, a name and a number are none.
fn running(html: &str) -> Vec<String> {
    let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
    let (mut pieces, mut now, mut rest) = (Vec::new(), String::new(), main);
    while let Some((text, after)) = rest.split_once('<') {
        now.push_str(text);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if !["a", "abbr", "b", "em", "i", "q", "s", "span", "strong"].contains(&name) {
            pieces.push(std::mem::take(&mut now));
        }
        rest = after;
    }
    pieces.push(now);
    let plain = |text: String| text.replace("&#39;", "'").replace("&#34;", "\"").replace("&amp;", "&");
    pieces.into_iter().map(plain).filter(|text| text.trim_end().ends_with(['.', '?', '!'])).collect()
}

/// Everything that is harder than it may be, and how hard.
fn found() -> BTreeMap<(String, String), f64> {
    let mut found = BTreeMap::new();
    for (key, text) in texts(Lang::Nl) {
        let longest = sentences(&text).iter().map(Vec::len).max().unwrap_or_default();
        if longest > WORDS {
            found.insert(("sentence".to_owned(), key), longest as f64);
        }
    }
    let mut pages: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for sample in samples::all(Lang::Nl) {
        pages.entry(sample.page).or_default().extend(running(&sample.html.unwrap()));
    }
    for (page, texts) in pages {
        let all: Vec<Vec<&str>> = texts.iter().flat_map(|text| sentences(text)).collect();
        if let Some(score) = score(&all).filter(|score| *score < SCORE) {
            found.insert(("page".to_owned(), page.to_owned()), score);
        }
    }
    found
}

#[test]
fn the_dutch_is_plain() {
    let (found, hard) = (found(), hard());
    let mut wrong = Vec::new();
    for ((kind, name), is) in &found {
        match (kind.as_str(), hard.get(&(kind.clone(), name.clone()))) {
            ("sentence", Some(was)) if is <= was => {}
            ("page", Some(was)) if is.round() >= *was => {}
            ("sentence", _) => wrong.push(format!("{name}: a sentence of {is} words; at most {WORDS}")),
            _ => wrong.push(format!("{name}: reads as {is:.1}; at least {SCORE}")),
        }
    }
    for (row, was) in &hard {
        match (row.0.as_str(), found.get(row)) {
            ("sentence", Some(is)) if is < was => {
                wrong.push(format!("{}: {is} words now, lower it in hard.txt", row.1))
            }
            ("page", Some(is)) if is.round() > *was => {
                wrong.push(format!("{}: {is:.0} now, raise it in hard.txt", row.1))
            }
            (_, None) => wrong.push(format!("{}: plain now, strike it out in hard.txt", row.1)),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(hard.len(), ROWS, "the list only shrinks: lower ROWS with every row that goes");
}

/// English is read by who reads no Dutch, mostly as a second language: its sentences are as short, and there is no list of exceptions.
#[test]
fn the_english_is_in_short_sentences() {
    let long = texts(Lang::En).into_iter().filter_map(|(key, text)| {
        let longest = sentences(&text).iter().map(Vec::len).max().unwrap_or_default();
        (longest > WORDS).then(|| format!("{key}: a sentence of {longest} words; at most {WORDS}"))
    });
    let long: Vec<String> = long.collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_score_is_that_of_the_formula() {
    // Counted by hand: 3 sentences, 12 words, 14 syllables.
    let plain = sentences("De kat zit op de mat. Zij kijkt naar mij. Ik lach.");
    assert_eq!((plain.len(), plain.iter().map(Vec::len).sum::<usize>()), (3, 12));
    let expected = 206.84 - 77.0 * 12.0 / 12.0 - 0.93 * 4.0;
    assert!((score(&plain).unwrap() - expected).abs() < 1e-9, "{:?}", score(&plain));
    for (word, count) in [
        ("kat", 1),
        ("school", 1),
        ("afspraken", 3),
        ("geïnformeerd", 4),
        ("ruïne", 3),
        ("beëindigen", 4),
        ("ondersteuningsafspraken", 7),
        ("bpv", 1),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
    let hard = sentences("Arbeidsmarktkwalificatiebegeleidingstrajecten bevorderen participatiemogelijkheden.");
    assert!(score(&hard).unwrap() < SCORE);
    let html = "<main><h1>Kop</h1><p>Dit is <strong>een</strong> zin.</p><label>Naam</label><p>Nog een?</p></main>";
    assert_eq!(running(html), ["Dit is een zin.", "Nog een?"]);
}
