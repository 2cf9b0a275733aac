//! A codebook of a survey, as JSON: what each column may hold, said beforehand. Made by this project.
//!
//! ```json
//! {
//!   "missing": ["NA", "-9"],
//!   "items": [
//!     {"name": "leerweg", "text": "Leerweg", "levels": [
//!       {"code": "bol", "label": "school"}, {"code": "bbl", "label": "werk"}]},
//!     {"name": "q1", "text": "Ik krijg de hulp die is afgesproken", "asked": [{"item": "leerweg", "in": ["bol"]}],
//!      "scores": "codes", "top": 2, "levels": [
//!       {"code": 1, "label": "nooit"}, {"code": 2, "label": "soms"}, {"code": 3, "label": "altijd"},
//!       {"code": 8, "label": "weet niet", "mean": false},
//!       {"code": 9, "label": "n.v.t.", "base": false}]},
//!     {"name": "age", "number": {"low": 12, "high": 99}}
//!   ],
//!   "sets": [
//!     {"name": "hulp", "text": "Welke hulp?", "ticked": "1", "open": "0", "not_shown": "-7", "base": "answered",
//!      "options": [{"column": "hulp_1", "label": "coach"}, {"column": "hulp_2", "label": "extra tijd"}]}
//!   ]
//! }
//! ```
//!
//! An item has `levels` (a text alone is code and label in one) or is a `number`. A level is in the base unless `"base":
//! false`, and in the mean if it has a `score`; with `"scores": "codes"` every code of the base is its own score unless
//! `"mean": false`, with `"places"` its place from 1. `missing` at the top holds for every item that does not declare the code
//! itself. Routing looks at items that stand earlier: `in`, `not in`, or `from` and `to` a score. `strays` says what becomes of
//! an answer of who was not asked: `refuse` (unless said otherwise) or `drop`. `words` are the base in words.

use crate::read::CaseProblem;
use crate::read::json::{Json, Node, Object};
use crate::read::key::{flag, number, word};
use survey::codebook::{Asked, Choice, Codebook, Item, Level, Measure, Set, SetBase, Strays, When};

/// What an item counts in a mean, where its levels do not say.
#[derive(Debug, Clone, Copy)]
enum Scores {
    None,
    Codes,
    Places,
}

/// The codebook in a file.
///
/// # Errors
/// The bytes are not JSON, a key is missing or not known, or the codebook contradicts itself.
pub fn read(bytes: &[u8]) -> Result<Codebook, CaseProblem> {
    let json: Json = serde_json::from_slice(bytes).map_err(|error| CaseProblem {
        key: String::new(),
        message: format!("this is not JSON: {error}"),
        remedy: "give a codebook: an object with items and sets".to_owned(),
    })?;
    of(&Node::root(&json))
}

/// The codebook that stands at a place of a file.
pub(crate) fn of(node: &Node<'_>) -> Result<Codebook, CaseProblem> {
    let object = node.object()?;
    let missing = codes(&object, "missing")?;
    let each = |key: &str| object.get(key).map(|node| node.list()).unwrap_or_default();
    let items = each("items").iter().map(|node| item(node, &missing)).collect::<Result<Vec<_>, _>>()?;
    let sets = each("sets").iter().map(|node| set(node, &missing)).collect::<Result<Vec<_>, _>>()?;
    object.done()?;
    if items.is_empty() && sets.is_empty() {
        return Err(node.wrong("this codebook declares nothing", "declare items or sets"));
    }
    Codebook::new(items, sets).map_err(|refusal| node.wrong(refusal.to_string(), refusal.remedy))
}

/// A code: a text, or a number as it is written shortest.
fn code(node: &Node<'_>) -> Result<String, CaseProblem> {
    match node.json() {
        Json::Text(text) => Ok(text.trim().to_owned()),
        Json::Number(number) => Ok(crate::read::table::label(*number)),
        _ => Err(node.expected("a code: a text or a number")),
    }
}

fn codes(object: &Object<'_>, key: &str) -> Result<Vec<String>, CaseProblem> {
    object.get(key).map_or_else(|| Ok(Vec::new()), |node| node.list().iter().map(code).collect())
}

fn text(object: &Object<'_>, key: &str) -> Result<Option<String>, CaseProblem> {
    object.get(key).map(|node| node.text()).transpose()
}

fn count(object: &Object<'_>, key: &str) -> Result<usize, CaseProblem> {
    object.get(key).map_or(Ok(0), |node| node.count())
}

/// Those that hold for every item, but for the codes that this one declares.
fn missing_of(object: &Object<'_>, every: &[String], declared: &[&str]) -> Result<Vec<String>, CaseProblem> {
    let mut own = codes(object, "missing")?;
    let more: Vec<String> =
        every.iter().filter(|code| !own.contains(code) && !declared.contains(&code.as_str())).cloned().collect();
    own.extend(more);
    Ok(own)
}

fn strays(object: &Object<'_>) -> Result<Strays, CaseProblem> {
    word(object, "strays", &[("refuse", Strays::Refuse), ("drop", Strays::Drop)], Some(Strays::Refuse))
}

fn item(node: &Node<'_>, every: &[String]) -> Result<Item, CaseProblem> {
    let object = node.object()?;
    let measure = match (object.get("levels"), object.get("number")) {
        (Some(levels), None) => {
            let scores = word(
                &object,
                "scores",
                &[("none", Scores::None), ("codes", Scores::Codes), ("places", Scores::Places)],
                Some(Scores::None),
            )?;
            let levels = levels.list();
            let levels = levels.iter().enumerate().map(|(at, node)| level(node, at, scores));
            Measure::Levels {
                levels: levels.collect::<Result<_, _>>()?,
                top: count(&object, "top")?,
                bottom: count(&object, "bottom")?,
            }
        }
        (None, Some(bounds)) => bounds_of(&bounds)?,
        (Some(_), Some(number)) => {
            return Err(number.wrong("an item has levels or is a number", "keep one of the two"));
        }
        (None, None) => object.need("levels").map(|_| Measure::Number { low: 0.0, high: 0.0 })?,
    };
    let mut item = Item {
        name: object.need("name")?.text()?,
        text: text(&object, "text")?.unwrap_or_default(),
        measure,
        missing: Vec::new(),
        asked: asked(&object, "asked")?,
        strays: strays(&object)?,
        base: text(&object, "words")?,
    };
    let declared: Vec<&str> = item.levels().iter().map(|level| level.code.as_str()).collect();
    item.missing = missing_of(&object, every, &declared)?;
    object.done()?;
    Ok(item)
}

/// `true`, or an object with the lowest and the highest.
fn bounds_of(node: &Node<'_>) -> Result<Measure, CaseProblem> {
    if let Json::Bool(true) = node.json() {
        return Ok(Measure::Number { low: f64::NEG_INFINITY, high: f64::INFINITY });
    }
    let object = node.object()?;
    let low = number(&object, "low")?.unwrap_or(f64::NEG_INFINITY);
    let high = number(&object, "high")?.unwrap_or(f64::INFINITY);
    object.done()?;
    Ok(Measure::Number { low, high })
}

fn level(node: &Node<'_>, at: usize, scores: Scores) -> Result<Level, CaseProblem> {
    let whole = !matches!(node.json(), Json::Object(_));
    let (code, label, given, in_base, in_mean) = if whole {
        let code = code(node)?;
        (code.clone(), code, None, true, true)
    } else {
        let object = node.object()?;
        let own = code(&object.need("code")?)?;
        let label = text(&object, "label")?.unwrap_or_else(|| own.clone());
        let read = (own, label, number(&object, "score")?, flag(&object, "base", true)?, flag(&object, "mean", true)?);
        object.done()?;
        read
    };
    if given.is_some() && !in_mean {
        return Err(node.wrong("it has a score and is outside the mean", "keep one of the two"));
    }
    let score = match scores {
        _ if given.is_some() || !in_mean || !in_base => given,
        Scores::None => None,
        Scores::Places => Some((at + 1) as f64),
        Scores::Codes => Some(code.parse::<f64>().ok().filter(|score| score.is_finite()).ok_or_else(|| {
            node.wrong(format!("code {code:?} is no number to be a score"), "give it a score, or \"mean\": false")
        })?),
    };
    Ok(Level { code, label, score, in_base })
}

/// Conditions of routing, each on an item that stands earlier.
fn asked(object: &Object<'_>, key: &str) -> Result<Vec<Asked>, CaseProblem> {
    let each = object.get(key).map(|node| node.list()).unwrap_or_default();
    each.iter().map(condition).collect()
}

fn condition(node: &Node<'_>) -> Result<Asked, CaseProblem> {
    let object = node.object()?;
    let item = object.need("item")?.text()?;
    let (among, except) = (codes(&object, "in")?, codes(&object, "not in")?);
    let (low, high) = (number(&object, "from")?, number(&object, "to")?);
    object.done()?;
    let when = match (among.is_empty(), except.is_empty(), low.is_none() && high.is_none()) {
        (false, true, true) => When::Among(among),
        (true, false, true) => When::Except(except),
        (true, true, false) => When::Between(low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY)),
        _ => {
            let remedy = "give \"in\" or \"not in\" with codes, or \"from\" and \"to\" with scores";
            return Err(node.wrong("this condition does not say one thing", remedy));
        }
    };
    Ok(Asked { item, when })
}

fn set(node: &Node<'_>, every: &[String]) -> Result<Set, CaseProblem> {
    let object = node.object()?;
    let bases = [("answered", SetBase::Answered), ("ticked", SetBase::Ticked), ("asked", SetBase::Asked)];
    let ticked = object.need("ticked")?.list().iter().map(code).collect::<Result<Vec<_>, _>>()?;
    let (open, not_shown) = (codes(&object, "open")?, codes(&object, "not_shown")?);
    let declared: Vec<&str> = ticked.iter().chain(&open).chain(&not_shown).map(String::as_str).collect();
    let missing = missing_of(&object, every, &declared)?;
    let set = Set {
        name: object.need("name")?.text()?,
        text: text(&object, "text")?.unwrap_or_default(),
        options: object.need("options")?.list().iter().map(option).collect::<Result<_, _>>()?,
        missing,
        asked: asked(&object, "asked")?,
        base: word(&object, "base", &bases, Some(SetBase::Answered))?,
        strays: strays(&object)?,
        words: text(&object, "words")?,
        ticked,
        open,
        not_shown,
    };
    object.done()?;
    Ok(set)
}

fn option(node: &Node<'_>) -> Result<Choice, CaseProblem> {
    if let Json::Text(column) = node.json() {
        return Ok(Choice { column: column.clone(), label: String::new(), shown: Vec::new() });
    }
    let object = node.object()?;
    let option = Choice {
        column: object.need("column")?.text()?,
        label: text(&object, "label")?.unwrap_or_default(),
        shown: asked(&object, "shown")?,
    };
    object.done()?;
    Ok(option)
}

/// Every column that a codebook names.
pub fn columns(codebook: &Codebook) -> Vec<&str> {
    let options = codebook.sets().iter().flat_map(|set| set.options.iter().map(|option| option.column.as_str()));
    codebook.items().iter().map(|item| item.name.as_str()).chain(options).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"{"missing": ["NA", -9, 8], "items": [
        {"name": "leerweg", "levels": ["bol", {"code": "bbl", "label": "werk"}]},
        {"name": "q", "text": "Vraag", "asked": {"item": "leerweg", "not in": "bbl"}, "scores": "codes", "top": 2, "levels":
          [1, {"code": 2, "label": "soms"}, {"code": "03", "score": 7}, {"code": 8, "mean": false}, {"code": 9, "base": false}]},
        {"name": "age", "number": {"low": 12}, "words": "iedereen"}, {"name": "n", "number": true}],
        "sets": [{"name": "hulp", "ticked": 1, "open": [0], "not_shown": "-7", "base": "ticked", "strays": "drop",
          "options": ["h1", {"column": "h2", "label": "tijd", "shown": [{"item": "q", "from": 2}]}]}]}"#;

    #[test]
    fn a_codebook_reads_as_it_is_written() {
        let book = read(BOOK.as_bytes()).unwrap();
        let q = book.item("q").unwrap();
        let levels: Vec<_> = q.levels().iter().map(|level| (level.code.as_str(), level.score, level.in_base)).collect();
        let expected = [
            ("1", Some(1.0), true),
            ("2", Some(2.0), true),
            ("03", Some(7.0), true),
            ("8", None, true),
            ("9", None, false),
        ];
        assert_eq!(levels, expected);
        assert_eq!(q.missing, ["NA", "-9"], "8 is declared here");
        assert_eq!(q.asked, [Asked { item: "leerweg".into(), when: When::Except(vec!["bbl".into()]) }]);
        assert!(matches!(q.measure, Measure::Levels { top: 2, bottom: 0, .. }));
        assert_eq!(q.base_in_words(), "who answered, of leerweg not bbl, without 9");
        let age = book.item("age").unwrap();
        assert!(matches!(age.measure, Measure::Number { low: 12.0, high: f64::INFINITY }) && age.missing.len() == 3);
        assert_eq!((age.base_in_words().as_str(), age.title()), ("iedereen", "age"));
        let set = book.set("hulp").unwrap();
        assert_eq!((set.base, set.strays, set.missing.len()), (SetBase::Ticked, Strays::Drop, 3));
        assert_eq!(set.options[1].shown[0].when, When::Between(2.0, f64::INFINITY));
        assert_eq!(columns(&book), ["leerweg", "q", "age", "n", "h1", "h2"]);
    }

    #[test]
    fn what_cannot_be_read_names_its_key() {
        let item = |more: &str| format!(r#"{{"items": [{{"name": "q", {more}}}]}}"#);
        for (text, key, said) in [
            ("[".to_owned(), "", "not JSON"),
            ("{}".to_owned(), "", "declares nothing"),
            (r#"{"items": [], "itmes": []}"#.to_owned(), "itmes", "not known"),
            (r#"{"items": [{"levels": ["a"]}]}"#.to_owned(), "items[0].name", "missing"),
            (item(r#""text": "x""#), "items[0].levels", "missing"),
            (item(r#""levels": ["a"], "number": true"#), "items[0].number", "levels or is a number"),
            (item(r#""levels": [true]"#), "items[0].levels[0]", "a code"),
            (item(r#""levels": ["a"], "scores": "codes""#), "items[0].levels[0]", "\"a\" is no number"),
            (item(r#""levels": [{"code": 1, "score": 1, "mean": false}]"#), "items[0].levels[0]", "outside the mean"),
            (item(r#""levels": ["a", "a"]"#), "", "q: code \"a\" stands in it twice"),
            (item(r#""levels": ["a"], "asked": [{"item": "x"}]"#), "items[0].asked[0]", "one thing"),
            (item(r#""levels": ["a"], "asked": [{"item": "x", "in": "a"}]"#), "", "q: who was asked depends on \"x\""),
            (item(r#""levels": ["a"], "strays": "keep""#), "items[0].strays", "\"keep\""),
            (r#"{"sets": [{"name": "s", "options": ["a"]}]}"#.to_owned(), "sets[0].ticked", "missing"),
        ] {
            let problem = read(text.as_bytes()).unwrap_err();
            assert_eq!(problem.key, key, "{text}: {problem}");
            assert!(problem.message.contains(said) && !problem.remedy.is_empty(), "{problem}");
        }
    }
}
