//! Passwords that too many people think of.
//!
//! A list of our own and not one of leaks: with twelve characters as the least, what is left of such lists are the same
//! few words, put together with digits, seasons and names. So the words are taken out of a password, and what remains
//! decides. Compared without capitals, accents and the usual signs for letters (`w@chtw00rd`).

use register::text;

/// What must remain when everything that is common has been taken out: letters that nobody would guess.
const REMAINS: usize = 5;

/// Words, longest first where one holds another; in small letters without accents.
const WORDS: &str = include_str!("common.txt");

/// Whether somebody who knows people, and these words `about` this one (name, address, school), would soon try it.
pub fn is_common(password: &str, about: &[&str]) -> bool {
    let folded = folded(password);
    let mut own: Vec<String> = about.iter().flat_map(|text| words(text)).filter(|word| word.len() >= 4).collect();
    own.extend(WORDS.split_whitespace().map(str::to_owned));
    own.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // Digits stand for themselves, or for letters: both readings are tried.
    [folded.clone(), unsigned(&folded)].iter().any(|reading| remains(reading, &own) < REMAINS)
}

/// How many characters remain, once words are taken out and what repeats or runs along the keyboard is counted once.
fn remains(reading: &str, words: &[String]) -> usize {
    let mut left = reading.to_owned();
    for word in words {
        left = left.replace(word.as_str(), " ");
    }
    left.split(' ').map(unforeseen).sum()
}

/// The letters of a piece that do not follow from those before.
fn unforeseen(piece: &str) -> usize {
    let letters: Vec<char> = piece.chars().filter(|c| c.is_alphabetic()).collect();
    let follows = |at: usize| {
        let (before, now) = (letters[at - 1], letters[at]);
        before == now
            || (2..=4).any(|back| at >= back && letters[at - back] == now && letters[..at].len() >= back * 2)
            || RUNS.iter().any(|run| run.contains(&format!("{before}{now}")) || run.contains(&format!("{now}{before}")))
    };
    (0..letters.len()).filter(|at| *at == 0 || !follows(*at)).count()
}

/// Letters in a row, in the alphabet and on the keyboard.
const RUNS: [&str; 5] =
    ["abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp"];

/// Small letters without accents; anything but letters and digits is gone.
fn folded(text: &str) -> String {
    text::key(text).chars().flat_map(plain).collect()
}

fn words(text: &str) -> Vec<String> {
    text::key(text).split(|c: char| !c.is_alphanumeric()).map(|word| word.chars().flat_map(plain).collect()).collect()
}

/// A character of a key as people type it.
fn plain(c: char) -> Option<char> {
    match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => Some('a'),
        'è' | 'é' | 'ê' | 'ë' => Some('e'),
        'ì' | 'í' | 'î' | 'ï' => Some('i'),
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => Some('o'),
        'ù' | 'ú' | 'û' | 'ü' => Some('u'),
        'ç' => Some('c'),
        'ñ' => Some('n'),
        '@' => Some('a'),
        '$' => Some('s'),
        '!' => Some('i'),
        other => other.is_alphanumeric().then_some(other),
    }
}

/// Digits read as the letters that they are typed for.
fn unsigned(folded: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    };
    folded.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_think_of_is_common_and_three_odd_words_are_not() {
        let about = ["noor.devries@windcollege.example", "Noor de Vries", "Windcollege Noord"];
        for (password, common) in [
            ("wachtwoord123", true),
            ("W@chtw00rd2026!", true),
            ("Welkom2026!!", true),
            ("welkomwelkom", true),
            ("zomervakantie2026", true),
            ("Herfst-2025-herfst", true),
            ("passwordpassword", true),
            ("P4ssw0rd1234", true),
            ("123456789012", true),
            ("qwertyuiop123", true),
            ("aaaaaaaaaaaa", true),
            ("abcabcabcabc", true),
            ("abcdefghijklm", true),
            ("1qaz2wsx3edc", true),
            ("meedoen-demo", true),
            ("Noor de Vries 1", true),
            ("WINDCOLLEGE2026", true),
            ("Ajax Amsterdam 1", true),
            ("            ", true),
            ("één twee drie vier", true),
            ("correct horse battery", false),
            ("long enough it is", false),
            ("another password", false),
            ("a password of the school", false),
            ("paarse fiets wortel", false),
            ("Tj9#kq2$Lm8!pz", false),
            ("ζήτημα του βιβλίου", false),
        ] {
            assert_eq!(is_common(password, &about), common, "{password}");
        }
    }
}
