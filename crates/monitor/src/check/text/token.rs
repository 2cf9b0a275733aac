//! Words of a text, each with its line: hyphens at line ends mended, marks of footnotes taken off, sentences numbered.

use super::layout::Line;

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As it stands, without the mark of a footnote.
    pub raw: String,
    /// In small letters, without punctuation around it and hyphens within it: what is compared.
    pub word: String,
    /// The line on which it begins.
    pub line: u32,
    /// Which sentence of the text it is in.
    pub sentence: u32,
    /// Whether a comma, colon, bracket or dash ends it: what comes next is not one phrase with it.
    pub ends: bool,
}

/// Letters, digits and what may stand within a number.
pub fn plain(raw: &str) -> String {
    let word: String = raw
        .to_lowercase()
        .chars()
        .map(|it| match it {
            '’' | '‘' | '`' => '\'',
            '–' | '—' => '-',
            other => other,
        })
        .collect();
    let word = word.trim_matches(|it: char| !it.is_alphanumeric() && it != '%' && it != '\'');
    let word = word.trim_matches('\'');
    // A hyphen between digits is a range; between letters it may be the end of a line.
    let chars: Vec<char> = word.chars().collect();
    let mut found = String::new();
    for (at, it) in chars.iter().enumerate() {
        let between_digits =
            at > 0 && chars[at - 1].is_ascii_digit() && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        if *it != '-' || between_digits {
            found.push(*it);
        }
    }
    found
}

/// The same without the mark of a footnote that is glued to it: `meting.14`, `goede1)`, `202216:`.
fn unmarked(raw: &str) -> String {
    let end = raw.trim_end_matches(|it: char| !it.is_alphanumeric()).len();
    let (body, tail) = raw.split_at(end);
    let word = body.trim_end_matches(|it: char| it.is_ascii_digit());
    let digits = body.len() - word.len();
    let letters = word.chars().filter(|it| it.is_alphabetic()).count();
    if (letters >= 3 || word.ends_with("%."))
        && (1..=2).contains(&digits)
        && word.ends_with(|it: char| it.is_alphabetic() || ".,)’'".contains(it))
    {
        return format!("{word}{tail}");
    }
    let start = body.trim_start_matches(|it: char| !it.is_ascii_digit());
    if let Some((year, _)) = start.split_once('.').filter(|(year, mark)| {
        year.len() == 4
            && year.starts_with("20")
            && (1..=2).contains(&mark.len())
            && mark.bytes().all(|it| it.is_ascii_digit())
    }) {
        return format!("{year}.");
    }
    let year = start.len() > 4
        && start.len() <= 6
        && start.starts_with("20")
        && start.bytes().all(|byte| byte.is_ascii_digit());
    if year {
        return format!("{}{tail}", &body[..body.len() - start.len() + 4]);
    }
    raw.to_owned()
}

/// The text of a footnote behind its mark: a number of two digits at most, wide apart from a capital.
fn noted(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let text = rest.trim_start();
    let wide = (1..=2).contains(&(line.len() - rest.len())) && rest.starts_with("  ");
    (wide && text.starts_with(char::is_uppercase)).then_some(text)
}

/// The words of the lines, in order.
pub fn tokens(lines: &[Line<'_>]) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut sentence = 0;
    let mut open: Option<(String, u32)> = None;
    let mut ended = false;
    for line in lines {
        let mut begins = true;
        let note = noted(line.text);
        let text = note.unwrap_or(line.text);
        if note.is_some() {
            // What a footnote says is no part of the sentence that the page ends with.
            sentence += 1;
            if let Some(last) = found.last_mut() {
                last.ends = true;
            }
        }
        let words = text.split_whitespace().count();
        for (word_at, raw) in text.split_whitespace().enumerate() {
            if matches!(raw, "•" | "▪" | "-" | "–" | "*" | "|") {
                // A bullet, or a dash between phrases.
                if raw != "–" && raw != "-" || begins {
                    sentence += 1;
                }
                if let Some(last) = found.last_mut() {
                    last.ends = true;
                }
                begins = false;
                continue;
            }
            let (raw, number) = match open.take() {
                Some((half, number)) if begins && raw.starts_with(char::is_lowercase) => {
                    (format!("{half}{raw}"), number)
                }
                Some((half, number)) => {
                    push(&mut found, &half, number, sentence);
                    (raw.to_owned(), line.number)
                }
                None => (raw.to_owned(), line.number),
            };
            if ended
                && raw
                    .trim_start_matches(|it: char| !it.is_alphanumeric())
                    .starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit())
            {
                sentence += 1;
            }
            begins = false;
            if word_at + 1 == words
                && raw.ends_with('-')
                && raw.len() > 1
                && raw[..raw.len() - 1].ends_with(char::is_alphabetic)
            {
                open = Some((raw, number));
                ended = false;
                continue;
            }
            let raw = unmarked(&raw);
            ended = raw.trim_end_matches(['\'', '’', '”', '"', ')']).ends_with(['.', '!', '?']);
            push(&mut found, &raw, number, sentence);
        }
    }
    if let Some((half, number)) = open {
        push(&mut found, &half, number, sentence);
    }
    found
}

fn push(found: &mut Vec<Token>, raw: &str, line: u32, sentence: u32) {
    let word = plain(raw);
    let bound = matches!(raw.trim_start_matches('('), "<" | ">");
    if word.is_empty() && !bound {
        return;
    }
    let ends = raw.ends_with([',', ':', ';', ')', '.', '!', '?', ']', '”']);
    if raw.starts_with(['(', '[', '“'])
        && let Some(last) = found.last_mut()
    {
        last.ends = true;
    }
    found.push(Token { raw: raw.to_owned(), word, line, sentence, ends });
}
