//! Numbers in a Dutch text: in digits, and in words up to 999.

use crate::published::cell;

/// A number in digits, with how many decimals it has and what it was rounded to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// What it is.
    pub value: f64,
    /// Half a unit of its last digit that says something: 0.5 for 57, 0.05 for 5,4. Thousands in zeros count as rounded.
    pub half: f64,
}

/// Reads digits: `57`, `5,4`, `2.996`.
pub fn digits(word: &str) -> Option<Number> {
    let value = cell::number(word)?;
    let half = match word.split_once(',') {
        Some((_, decimals)) => 0.5 / 10f64.powi(i32::try_from(decimals.len()).ok()?),
        None => 0.5,
    };
    Some(Number { value, half })
}

const UNITS: [(&str, u32); 9] = [
    ("een", 1),
    ("twee", 2),
    ("drie", 3),
    ("vier", 4),
    ("vijf", 5),
    ("zes", 6),
    ("zeven", 7),
    ("acht", 8),
    ("negen", 9),
];
const TEENS: [(&str, u32); 10] = [
    ("tien", 10),
    ("elf", 11),
    ("twaalf", 12),
    ("dertien", 13),
    ("veertien", 14),
    ("vijftien", 15),
    ("zestien", 16),
    ("zeventien", 17),
    ("achttien", 18),
    ("negentien", 19),
];
const TENS: [(&str, u32); 8] = [
    ("twintig", 20),
    ("dertig", 30),
    ("veertig", 40),
    ("vijftig", 50),
    ("zestig", 60),
    ("zeventig", 70),
    ("tachtig", 80),
    ("negentig", 90),
];

fn among(list: &[(&str, u32)], word: &str) -> Option<u32> {
    list.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Reads a number in words: `zeven`, `vijfenveertig`, `honderdtwintig`. `een` is 1, also with accents.
pub fn words(word: &str) -> Option<u32> {
    let word: String = word
        .chars()
        .map(|it| match it {
            'é' | 'è' | 'ë' => 'e',
            other => other,
        })
        .collect();
    below_hundred(&word).or_else(|| {
        let (hundreds, rest) = word.split_once("honderd")?;
        let hundreds = if hundreds.is_empty() { 1 } else { among(&UNITS[1..], hundreds)? };
        let rest = if rest.is_empty() { 0 } else { below_hundred(rest.strip_prefix("en").unwrap_or(rest))? };
        Some(hundreds * 100 + rest)
    })
}

fn below_hundred(word: &str) -> Option<u32> {
    among(&UNITS, word).or_else(|| among(&TEENS, word)).or_else(|| among(&TENS, word)).or_else(|| {
        let (name, tens) = TENS.iter().find(|(name, _)| word.len() > name.len() && word.ends_with(name))?;
        let unit = word.strip_suffix(name)?.strip_suffix("en")?;
        Some(tens + among(&UNITS, unit)?)
    })
}
