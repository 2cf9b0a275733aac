//! Labels of a table as a text says them: `deels`, `overwegend wel`, `nooit`.

use super::super::token::{self, Token};

/// Words that may stand between a number and the label that it is of.
const BETWEEN: &[&str] = &[
    "van",
    "de",
    "het",
    "hen",
    "deze",
    "hiervan",
    "daarvan",
    "dat",
    "die",
    "geeft",
    "geven",
    "gaf",
    "gaven",
    "zegt",
    "zeggen",
    "zei",
    "zeiden",
    "noemt",
    "noemen",
    "kiest",
    "kiezen",
    "antwoordt",
    "antwoorden",
    "antwoordde",
    "aan",
    "voor",
    "instellingen",
    "mboinstellingen",
    "teams",
    "studenten",
    "gemeenten",
    "respondenten",
];

/// Whether a word may stand between a number and its label.
pub(super) fn is_between(word: &str) -> bool {
    BETWEEN.contains(&word) && !OTHERS.contains(&word)
}

/// Those of them that name people: before a number they may be others.
const OTHERS: &[&str] =
    &["hen", "hiervan", "daarvan", "instellingen", "mboinstellingen", "teams", "studenten", "gemeenten"];

/// Labels that are also a common word: alone they are none.
const COMMON: &[&str] = &["niet", "wel", "geen", "anders", "rest", "de", "het", "een", "er", "is", "in", "op", "bij"];

/// Words that join two labels under one number.
const JOINS: &[&str] = &["of", "en"];

/// The most words between a number and its label.
pub(super) const APART: usize = 5;

/// The ways in which a label may be said: with and without what stands in brackets, and one side of a slash.
fn ways(label: &str) -> Vec<Vec<String>> {
    let open: String = label.chars().filter(|it| !"()".contains(*it)).collect();
    let closed = label.split_once('(').map(|(before, rest)| {
        let behind = rest.split_once(')').map_or("", |(_, behind)| behind);
        format!("{before}{behind}")
    });
    let mut found: Vec<Vec<String>> = Vec::new();
    for text in std::iter::once(open).chain(closed) {
        let mut all: Vec<Vec<String>> = vec![Vec::new()];
        for word in text.split_whitespace() {
            let sides: Vec<String> = word.split('/').map(token::plain).filter(|it| !it.is_empty()).collect();
            if sides.is_empty() || all.len() * sides.len() > 8 {
                continue;
            }
            all = all
                .iter()
                .flat_map(|start| {
                    sides.iter().map(move |side| {
                        let mut way = start.clone();
                        way.push(side.clone());
                        way
                    })
                })
                .collect();
        }
        found.extend(all);
    }
    found.retain(|way| !way.is_empty());
    found
}

/// How many words of a label stand at a token, and whether that is all of it.
fn reaches(tokens: &[Token], at: usize, label: &str) -> (usize, bool) {
    let sentence = tokens.get(at).map(|token| token.sentence);
    let mut best = (0, false);
    for way in ways(label) {
        let mut many = 0;
        for (offset, word) in way.iter().enumerate() {
            let Some(token) = tokens.get(at + offset) else { break };
            if token.word != *word || Some(token.sentence) != sentence {
                break;
            }
            many += 1;
            if token.ends {
                break;
            }
        }
        best = best.max((many, many > 0 && many == way.len()));
    }
    best
}

/// Which label stands at a token, and how many words of it: the only one that reaches so far. A beginning is enough where it
/// is a word of its own.
fn said(tokens: &[Token], at: usize, labels: &[String]) -> Option<(usize, usize)> {
    let reach: Vec<(usize, bool)> = labels.iter().map(|label| reaches(tokens, at, label)).collect();
    let most = reach.iter().map(|(many, _)| *many).max().filter(|most| *most > 0)?;
    let mut best = (0..labels.len()).filter(|label| reach[*label].0 == most);
    let (label, None) = (best.next()?, best.next()) else { return None };
    let first = tokens[at].word.as_str();
    let whole = reach[label].1 && !(most == 1 && (COMMON.contains(&first) || first.parse::<f64>().is_ok()));
    let telling = most >= 4 || (first.chars().count() >= 5 && !COMMON.contains(&first));
    (whole || telling).then_some((label, most))
}

/// The label that a number is of: behind it (`27 procent zegt nooit`), or just before its brackets (`nooit (27%)`).
pub(super) fn of(tokens: &[Token], from: usize, to: usize, labels: &[String]) -> Option<usize> {
    let sentence = tokens.get(from)?.sentence;
    if tokens[from].raw.starts_with('(') {
        let starts = from.saturating_sub(APART)..from;
        let ended = |start: usize| {
            let (label, many) = said(tokens, start, labels)?;
            (start + many == from && tokens[start].sentence == sentence).then_some((label, start))
        };
        if let Some((label, start)) = starts.clone().find_map(ended) {
            // `nooit of soms (89%)` is of both.
            let joins = start > 0 && JOINS.contains(&tokens[start - 1].word.as_str());
            let ends = |other: usize| said(tokens, other, labels).is_some_and(|(_, many)| other + many + 1 == start);
            return (!joins || !starts.clone().any(ends)).then_some(label);
        }
    }
    for at in to..tokens.len().min(to + APART + 1) {
        // What ends before a word is another phrase.
        if tokens[at].sentence != sentence || tokens[at - 1].ends {
            return None;
        }
        if let Some((label, many)) = said(tokens, at, labels) {
            // `89 procent nooit of soms` is of both.
            let joins = tokens.get(at + many).is_some_and(|token| JOINS.contains(&token.word.as_str()));
            let both = joins && at + many + 1 < tokens.len() && said(tokens, at + many + 1, labels).is_some();
            return (!both).then_some(label);
        }
        if !BETWEEN.contains(&tokens[at].word.as_str()) {
            return None;
        }
    }
    None
}

/// Labels between two tokens, in the order in which they are said.
pub(super) fn listed(tokens: &[Token], from: usize, to: usize, labels: &[String]) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), from);
    while at < to {
        match said(tokens, at, labels) {
            Some((label, many)) => {
                found.push(label);
                at += many;
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::super::{layout, token};
    use super::*;

    fn at(text: &str, from: usize, to: usize) -> Option<usize> {
        let labels =
            ["Helemaal/overwegend niet", "Deels wel, deels niet", "Helemaal/overwegend wel", "(Heel) vaak", "Niet"];
        let labels: Vec<String> = labels.iter().map(|it| (*it).to_owned()).collect();
        of(&token::tokens(&layout::lines(text)), from, to, &labels)
    }

    #[test]
    fn a_label_is_told_by_words_that_no_other_begins_with() {
        for (text, from, to, label) in [
            ("25 procent deels", 0, 2, Some(1)),
            ("25 procent zegt deels wel", 0, 2, Some(1)),
            ("25 procent van de instellingen overwegend wel", 0, 2, Some(2)),
            ("25 procent overwegend niet", 0, 2, Some(0)),
            ("25 procent vaak", 0, 2, Some(3)),
            ("25 procent heel vaak", 0, 2, Some(3)),
            ("zegt deels (25%)", 2, 3, Some(1)),
            // Two begin with it, it is a common word, or another phrase lies between.
            ("25 procent helemaal", 0, 2, None),
            ("25 procent niet", 0, 2, None),
            ("25 procent, deels", 0, 2, None),
            ("25 procent kwam deels", 0, 2, None),
            ("25 procent. Deels wel", 0, 2, None),
            // Of two together; and of one, before the number of another.
            ("25 procent deels of overwegend wel", 0, 2, None),
            ("zegt deels of overwegend wel (25%)", 5, 6, None),
            ("25 procent deels en 30 procent overwegend wel", 0, 2, Some(1)),
            ("zegt overwegend wel (30%) en deels (25%)", 6, 7, Some(1)),
        ] {
            assert_eq!(at(text, from, to), label, "{text}");
        }
    }
}
