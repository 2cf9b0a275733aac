//! Finds the numbers and quantity words of a text.

use super::number::{self, Number};
use super::span::Span;
use super::token::Token;
use super::word::{self, BEFORE, Before, COMPARES, COUNTED, FRACTIONS, SHARES, TIME, Way, When};

/// What a quantity says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Says {
    /// A percentage or share, in percent.
    Share {
        /// What it leaves room for.
        span: Span,
        /// The number, where it is exact.
        number: Option<Number>,
    },
    /// So many.
    Count {
        /// What it leaves room for.
        span: Span,
        /// The number, where it is exact.
        number: Option<Number>,
    },
    /// A comparison.
    Way(Way),
}

/// A number or quantity word, from one token to before another.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The first token.
    pub from: usize,
    /// The token behind the last.
    pub to: usize,
    /// The line on which it begins.
    pub line: u32,
    /// What it says.
    pub says: Says,
    /// Whether it is a statement by itself; others are where they are tied.
    pub states: bool,
}

/// Words before a number that make it no statement: a number of something written, a scale, a margin.
const NUMBERED: &[&str] = &[
    "figuur",
    "figuren",
    "tabel",
    "tabellen",
    "paragraaf",
    "hoofdstuk",
    "bijlage",
    "artikel",
    "art",
    "lid",
    "nr",
    "nummer",
    "pagina",
    "bladzijde",
    "punt",
    "kamerstuk",
    "kamerstukken",
    "noot",
    "plus/min",
    "n",
    "niveau",
    "schaal",
    "knelpunt",
];
/// Words behind a number that make it a date, an age or a size of a class.
const UNITS: &[&str] = &[
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "jaar",
    "jaren",
    "uur",
    "minuten",
    "weken",
    "maanden",
    "euro",
    "keer",
];
/// What there can be one of.
const ONES: &[&str] =
    &["focusgroep", "team", "onderwijsteam", "instelling", "mboinstelling", "opleiding", "gemeente", "student"];
/// Words behind "een derde" that make it the third one.
const ORDINAL: &[&str] = &["lijn", "partij", "partijen", "persoon", "keer", "meting", "jaar", "leerjaar"];

/// Every quantity, in order; they do not overlap.
pub fn find(tokens: &[Token]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match one(tokens, at) {
            Some(quantity) => {
                at = quantity.to.max(at + 1);
                found.push(quantity);
            }
            None => at += 1,
        }
    }
    found
}

/// The words of a phrase at a token: none when a sentence or phrase ends within.
fn phrase(tokens: &[Token], at: usize, words: &str) -> Option<usize> {
    let mut next = at;
    for word in words.split(' ') {
        let token = tokens.get(next)?;
        let joined = next == at || (!tokens[next - 1].ends && tokens[next - 1].sentence == token.sentence);
        if token.word != word || !joined {
            return None;
        }
        next += 1;
    }
    Some(next)
}

/// Names that hold a quantity word and say nothing with it.
const NAMES: &[&str] = &["verbetering rechtsbescherming"];

fn one(tokens: &[Token], at: usize) -> Option<Quantity> {
    if NAMES.iter().any(|name| phrase(tokens, at, name).is_some()) {
        return None;
    }
    let quantity =
        |to: usize, says: Says, states: bool| Some(Quantity { from: at, to, line: tokens[at].line, says, states });
    if let Some((share, to)) = SHARES.iter().find_map(|share| Some((share, phrase(tokens, at, share.words)?))) {
        return quantity(to, Says::Share { span: share.span, number: None }, share.always);
    }
    for (words, before) in BEFORE {
        if let Some(next) = phrase(tokens, at, words)
            && let Some((to, says, _)) = core(tokens, next, Some(*before))
        {
            return quantity(to, says, true);
        }
    }
    if let Some((compare, to)) = COMPARES.iter().find_map(|it| Some((it, phrase(tokens, at, it.words)?))) {
        let states = match compare.when {
            When::Always => true,
            When::OverTime => over_time(tokens, at),
            When::Tied => false,
        };
        return quantity(to, Says::Way(compare.way), states);
    }
    let (to, says, states) = core(tokens, at, None)?;
    quantity(to, says, states)
}

/// Whether the sentence is about another measurement or year.
fn over_time(tokens: &[Token], at: usize) -> bool {
    let sentence = tokens[at].sentence;
    let before = tokens[..at].iter().rev().take_while(|token| token.sentence == sentence);
    let behind = tokens[at + 1..].iter().take_while(|token| token.sentence == sentence);
    before.chain(behind).any(|token| TIME.contains(&token.word.as_str()) || year(&token.word))
}

fn year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("20") || word.starts_with("19"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn percent(token: Option<&Token>) -> bool {
    token.is_some_and(|token| {
        ["procent", "procenten", "%", "percent", "procentpunt", "procentpunten"].contains(&token.word.as_str())
    })
}

/// A share or number at a token, with whether it states something by itself.
fn core(tokens: &[Token], at: usize, before: Option<Before>) -> Option<(usize, Says, bool)> {
    if let Some((value, to)) = FRACTIONS.iter().find_map(|(words, value)| Some((*value, phrase(tokens, at, words)?))) {
        let ordinal = tokens.get(to).is_some_and(|token| ORDINAL.contains(&token.word.as_str()));
        return (!ordinal).then(|| (to, fraction(before, value), true));
    }
    let token = tokens.get(at)?;
    let word = token.word.as_str();
    if let Some((one, all)) = word.split_once('/') {
        let (one, all) = (one.parse::<f64>().ok()?, all.parse::<f64>().ok()?);
        return (one < all && all <= 20.0).then(|| (at + 1, fraction(before, 100.0 * one / all), true));
    }
    let digits = word.strip_suffix('%').unwrap_or(word);
    let number = number::digits(digits).or_else(|| {
        let value = number::words(digits)?;
        Some(Number { value: f64::from(value), half: 0.5 })
    });
    if let (Some(number), Some(to)) = (number, out_of(tokens, at)) {
        let all = number::digits(&tokens[to - 1].word)
            .map(|all| all.value)
            .or_else(|| number::words(&tokens[to - 1].word).map(f64::from))?;
        return (number.value < all).then(|| (to, fraction(before, 100.0 * number.value / all), true));
    }
    let marked = word.ends_with('%');
    let named = at > 0 && !tokens[at - 1].ends && tokens[at - 1].sentence == token.sentence;
    let numbered = named && NUMBERED.contains(&tokens[at - 1].word.as_str());
    let score = at > 1 && tokens[at - 1].word == "van" && tokens[at - 2].word == "score";
    if numbered || score {
        return None;
    }
    // A range: `50-60 procent`, `15-20%`.
    if let Some((low, high)) = digits.split_once('-') {
        let (low, high) = (number::digits(low)?, number::digits(high)?);
        let shares = marked || percent(tokens.get(at + 1));
        let to = if marked { at + 1 } else { at + 2 };
        let span = Span::closed(low.value, high.value);
        return (shares && low.value < high.value).then_some((to, Says::Share { span, number: None }, true));
    }
    let number = number?;
    if marked || (percent(tokens.get(at + 1)) && !token.ends) {
        let to = if marked { at + 1 } else { at + 2 };
        return Some((to, share(before, number), true));
    }
    if listed(tokens, at) {
        return Some((at + 1, share(before, number), true));
    }
    counted(tokens, at, before, number)
}

fn fraction(before: Option<Before>, value: f64) -> Says {
    Says::Share { span: word::meant(before, value, word::FRACTION, 100.0), number: None }
}

fn share(before: Option<Before>, number: Number) -> Says {
    let exact = matches!(before, None | Some(Before::Tone));
    Says::Share { span: word::meant(before, number.value, number.half, 100.0), number: exact.then_some(number) }
}

/// `1 op de 5`: the token behind it.
fn out_of(tokens: &[Token], at: usize) -> Option<usize> {
    let is = |offset: usize, word: &str| tokens.get(at + offset).is_some_and(|token| token.word == word);
    (is(1, "op") && is(2, "de") && tokens.len() > at + 3).then_some(at + 4)
}

/// Whether a number stands in a list that ends in percent: `26, 30 en 35 procent`, `van 26 naar 48 procent`.
fn listed(tokens: &[Token], at: usize) -> bool {
    let mut next = at;
    for _ in 0..4 {
        let Some(token) = tokens.get(next) else { return false };
        // `In 2022, en 5 procent ...`: a year is in no list of shares.
        let is_number = number::digits(&token.word).is_some() && !year(&token.word);
        if !is_number || token.sentence != tokens[at].sentence {
            return false;
        }
        let joined = token.ends && token.raw.ends_with(',');
        let word = tokens.get(next + 1).map(|token| token.word.as_str());
        next += match word {
            Some("en" | "of" | "naar") => 2,
            Some("procent" | "procenten" | "%") if next > at => return true,
            _ if joined => 1,
            _ => return false,
        };
    }
    false
}

/// A count of people or institutions. A bare number in digits is one where it is tied.
fn counted(tokens: &[Token], at: usize, before: Option<Before>, number: Number) -> Option<(usize, Says, bool)> {
    let token = &tokens[at];
    let in_digits = number::digits(&token.word).is_some();
    let noun = |offset: usize| {
        let joined = (0..offset).all(|back| !tokens.get(at + back).is_none_or(|token| token.ends));
        let behind = tokens.get(at + offset).filter(|behind| behind.sentence == token.sentence);
        joined && behind.is_some_and(|behind| COUNTED.contains(&behind.word.as_str()))
    };
    // A bound, such as 18+ or the limit of a class.
    let bound = at > 0 && ["<", ">"].contains(&tokens[at - 1].raw.trim_start_matches('('));
    let unit = bound
        || token.raw.contains('+')
        || tokens.get(at + 1).is_some_and(|next| !token.ends && UNITS.contains(&next.word.as_str()));
    // With accents it is a count, and one where it is tied; without, it is mostly an article.
    let one = number.value < 2.0 && !in_digits;
    if unit || year(&token.word) || (one && !token.word.contains('é')) {
        return None;
    }
    if one {
        let says = Says::Count { span: Span::closed(1.0, 1.0), number: Some(number) };
        return (before.is_none() && ONES.iter().any(|noun| tokens.get(at + 1).is_some_and(|it| it.word == *noun)))
            .then_some((at + 1, says, false));
    }
    let states = noun(1) || noun(2);
    if !states && !in_digits {
        return None;
    }
    let exact = matches!(before, None | Some(Before::Tone));
    let span = word::meant(before, number.value, 0.5, number.value.max(1.0) * 1000.0);
    Some((at + 1, Says::Count { span, number: exact.then_some(number) }, states))
}
