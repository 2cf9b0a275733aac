//! What a syntax says of the columns.

use super::command::Scan;
use super::token::{self, Command};
use super::{Of, Place, Unreadable, What};
use std::collections::HashMap;

/// The most columns, and the most labels over all of them, with their letters.
const MOST: usize = 100_000;
const LABELS: usize = 1_000_000;
const LETTERS: usize = 64 * 1024 * 1024;
/// SPSS takes three missing values, or a range and one.
const MISSING: usize = 3;

/// What is known of the columns, and how data are cut.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<'a> {
    pub(super) columns: Vec<Described>,
    /// What parts fields.
    pub(super) delimiters: String,
    /// What stands around a field that holds one of those.
    pub(super) qualifiers: String,
    /// The line of the first row, from 1.
    pub(super) first: usize,
    /// Data that stand in the syntax, with the number of their first line.
    pub(super) inline: Option<(usize, &'a str)>,
}

/// A column.
#[derive(Debug, Clone, Default)]
pub(super) struct Described {
    pub(super) name: String,
    pub(super) number: bool,
    pub(super) label: String,
    pub(super) labels: Vec<(String, String)>,
    pub(super) missing: Vec<Missing>,
}

/// What counts as no answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Missing {
    Text(String),
    Between(f64, f64),
}

struct Reader<'a> {
    made: Dictionary<'a>,
    /// The place of each column by its name in small letters.
    by_name: HashMap<String, usize>,
    labels: usize,
    letters: usize,
}

/// Reads a syntax.
pub(super) fn read(text: &str) -> Result<Dictionary<'_>, Unreadable> {
    let made = Dictionary {
        columns: Vec::new(),
        delimiters: ",".to_owned(),
        qualifiers: "'\"".to_owned(),
        first: 1,
        inline: None,
    };
    let mut reader = Reader { made, by_name: HashMap::new(), labels: 0, letters: 0 };
    for command in token::commands(text)? {
        reader.command(&command)?;
    }
    if reader.made.columns.is_empty() {
        return Err(Unreadable { of: Of::Syntax, at: Place { line: 1, column: 1 }, what: What::NoColumns });
    }
    Ok(reader.made)
}

/// Commands that say nothing of the answers.
const NOTHING: [&str; 17] = [
    "CACHE",
    "DATASET",
    "EXECUTE",
    "FILE",
    "FORMATS",
    "MRSETS",
    "PRESERVE",
    "RESTORE",
    "SAVE",
    "SET",
    "SHOW",
    "SUBTITLE",
    "TITLE",
    "DISPLAY",
    "FREQUENCIES",
    "OUTPUT",
    "ECHO",
];

impl<'a> Reader<'a> {
    fn command(&mut self, command: &Command<'a>) -> Result<(), Unreadable> {
        let mut scan = Scan::of(&command.tokens);
        let at = scan.at();
        if let Some(data) = command.data {
            self.made.inline = Some(data);
            return Ok(());
        }
        let first = scan.word("a command")?.to_ascii_uppercase();
        let second = scan.peek_word().unwrap_or_default().to_ascii_uppercase();
        match (first.as_str(), second.as_str()) {
            ("GET", "DATA") => self.get_data(scan.skip()),
            ("DATA", "LIST") => self.data_list(scan.skip()),
            ("VARIABLE" | "VAR", "LABELS" | "LABEL") => self.variable_labels(scan.skip()),
            ("VALUE", "LABELS" | "LABEL") => self.value_labels(scan.skip(), false),
            ("ADD", "VALUE") => self.value_labels(scan.skip().skip(), true),
            ("MISSING", "VALUES" | "VALUE") => self.missing_values(scan.skip()),
            ("RENAME", "VARIABLES" | "VARIABLE") => self.rename(scan.skip()),
            ("VARIABLE", "LEVEL" | "WIDTH" | "ALIGNMENT" | "ROLE" | "ATTRIBUTE") => Ok(()),
            (nothing, _) if NOTHING.contains(&nothing) => Ok(()),
            _ => Err(Unreadable { of: Of::Syntax, at, what: What::Command(shortened(&first)) }),
        }
    }

    /// `GET DATA /TYPE=TXT /DELIMITERS="," /QUALIFIER="'" /FIRSTCASE=1 /VARIABLES= V1 F4 V2 A25.`
    fn get_data(&mut self, mut scan: Scan<'_, '_>) -> Result<(), Unreadable> {
        while scan.mark('/') {
            let name = scan.word("the name of a part, such as VARIABLES")?.to_ascii_uppercase();
            scan.mark('=');
            match name.as_str() {
                "VARIABLES" => {
                    self.variables(&mut scan)?;
                    return scan.end();
                }
                "DELIMITERS" => self.made.delimiters = scan.text("a text between quotes")?.replace("\\t", "\t"),
                "QUALIFIER" => self.made.qualifiers = scan.text("a text between quotes")?.to_owned(),
                "FIRSTCASE" => {
                    let at = scan.at();
                    let first = scan.word("a number")?.parse::<usize>().ok().filter(|first| *first > 0);
                    self.made.first = first.ok_or_else(|| scan.wrong(at, What::Expected("a number from 1")))?;
                }
                // Which file, and that all of it is read: what else is said there is told by the data.
                _ => scan.until_mark('/'),
            }
        }
        scan.end()
    }

    /// `DATA LIST FILE='x.dat' FREE (",") / V1 (F4) V2 (A25).`
    fn data_list(&mut self, mut scan: Scan<'_, '_>) -> Result<(), Unreadable> {
        self.made.delimiters = ", \t".to_owned();
        while !scan.mark('/') {
            if scan.mark('(') {
                self.made.delimiters.clear();
                while !scan.mark(')') {
                    if !scan.mark(',') {
                        let tab = scan.peek_word().is_some_and(|word| word.eq_ignore_ascii_case("TAB"));
                        let given = if tab { "\t" } else { scan.text("a text between quotes, or TAB")? };
                        self.made.delimiters.push_str(given);
                        if tab {
                            scan.advance();
                        }
                    }
                }
            } else if scan.is_empty() {
                return Err(scan.wrong(scan.at(), What::Expected("/ and the columns")));
            } else {
                scan.advance();
            }
        }
        self.variables(&mut scan)?;
        scan.end()
    }

    /// Names, each with its format, which may stand between brackets.
    fn variables(&mut self, scan: &mut Scan<'_, '_>) -> Result<(), Unreadable> {
        while scan.peek_word().is_some() {
            let at = scan.at();
            let name = scan.word("a name")?.to_owned();
            let open = scan.mark('(');
            let format_at = scan.at();
            let format = scan.word("a format, such as F4 or A25")?;
            if open && !scan.mark(')') {
                return Err(scan.wrong(scan.at(), What::Expected(")")));
            }
            let letters = format.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.').to_ascii_uppercase();
            let number = match letters.as_str() {
                // COMMA and DOT part thousands: 1.234 would be a number of another size.
                "F" | "N" | "E" => true,
                "A" | "DATETIME" | "DATE" | "ADATE" | "EDATE" | "SDATE" | "TIME" => false,
                _ => return Err(scan.wrong(format_at, What::Format(shortened(format)))),
            };
            if self.made.columns.len() >= MOST {
                return Err(scan.wrong(at, What::TooLarge));
            }
            if self.by_name.insert(name.to_lowercase(), self.made.columns.len()).is_some() {
                return Err(scan.wrong(at, What::Twice(shortened(&name))));
            }
            self.made.columns.push(Described { name, number, ..Described::default() });
        }
        Ok(())
    }

    /// The place of the column that is named next.
    fn column(&self, scan: &mut Scan<'_, '_>) -> Result<usize, Unreadable> {
        let at = scan.at();
        let name = scan.word("the name of a column")?;
        let found = self.by_name.get(&name.to_lowercase()).copied();
        found.ok_or_else(|| scan.wrong(at, What::Name(shortened(name))))
    }

    /// `VARIABLE LABELS V1 "one" V2 "other".`
    fn variable_labels(&mut self, mut scan: Scan<'_, '_>) -> Result<(), Unreadable> {
        while !scan.is_empty() {
            if scan.mark('/') {
                continue;
            }
            let column = self.column(&mut scan)?;
            let label = scan.text("a label between quotes")?.to_owned();
            self.made.columns[column].label = label;
        }
        Ok(())
    }

    /// `VALUE LABELS V1 V2 1 "one" 2 "other" / V3 "a" "an a".`
    fn value_labels(&mut self, mut scan: Scan<'_, '_>, add: bool) -> Result<(), Unreadable> {
        while !scan.is_empty() {
            let at = scan.at();
            let mut columns = vec![self.column(&mut scan)?];
            // A code is a number or stands between quotes; what else is a word is a name.
            while scan.peek_word().is_some_and(|word| number(word).is_none()) {
                columns.push(self.column(&mut scan)?);
            }
            let mut labels: Vec<(String, String)> = Vec::new();
            while !scan.is_empty() && !scan.mark('/') {
                let code = match scan.peek_word().map(str::to_owned) {
                    Some(word) => {
                        scan.advance();
                        number(&word).map_or(word, plain)
                    }
                    None => scan.text("a code")?.trim_end().to_owned(),
                };
                scan.mark('=');
                labels.push((code, scan.text("a label between quotes")?.to_owned()));
                scan.mark(',');
            }
            let letters: usize = labels.iter().map(|(code, label)| code.len() + label.len()).sum();
            self.labels = self.labels.saturating_add(labels.len().saturating_mul(columns.len()));
            self.letters = self.letters.saturating_add(letters.saturating_mul(columns.len()));
            if self.labels > LABELS || self.letters > LETTERS {
                return Err(scan.wrong(at, What::TooLarge));
            }
            for column in columns {
                let own = &mut self.made.columns[column].labels;
                if !add {
                    own.clear();
                }
                own.extend(labels.iter().cloned());
            }
        }
        Ok(())
    }

    /// `MISSING VALUES V1 V2 (8, 9) V3 (90 THRU HI).`
    fn missing_values(&mut self, mut scan: Scan<'_, '_>) -> Result<(), Unreadable> {
        while !scan.is_empty() {
            if scan.mark('/') {
                continue;
            }
            let begun = scan.at();
            let mut columns = vec![self.column(&mut scan)?];
            while !scan.mark('(') {
                scan.mark(',');
                columns.push(self.column(&mut scan)?);
            }
            let mut missing = Vec::new();
            while !scan.mark(')') {
                let at = scan.at();
                missing.push(self::missing(&mut scan)?);
                if missing.len() > MISSING {
                    return Err(scan.wrong(at, What::Expected("at most three values")));
                }
                scan.mark(',');
            }
            let letters = |missing: &Missing| match missing {
                Missing::Text(text) => text.len(),
                Missing::Between(..) => 0,
            };
            let letters: usize = missing.iter().map(letters).sum();
            self.letters = self.letters.saturating_add(letters.saturating_mul(columns.len()));
            if self.letters > LETTERS {
                return Err(scan.wrong(begun, What::TooLarge));
            }
            for column in columns {
                self.made.columns[column].missing.clone_from(&missing);
            }
        }
        Ok(())
    }

    /// `RENAME VARIABLE ( V1 = one ) ( V2 V3 = two three ).`
    fn rename(&mut self, mut scan: Scan<'_, '_>) -> Result<(), Unreadable> {
        while !scan.is_empty() {
            let open = scan.mark('(');
            let mut columns = Vec::new();
            while !scan.mark('=') {
                columns.push(self.column(&mut scan)?);
            }
            let mut renamed = Vec::with_capacity(columns.len());
            for column in columns {
                let at = scan.at();
                let name = scan.word("a new name")?.to_owned();
                self.by_name.remove(&self.made.columns[column].name.to_lowercase());
                renamed.push((column, at, name));
            }
            for (column, at, name) in renamed {
                if self.by_name.insert(name.to_lowercase(), column).is_some() {
                    return Err(scan.wrong(at, What::Twice(shortened(&name))));
                }
                self.made.columns[column].name = name;
            }
            if open && !scan.mark(')') {
                return Err(scan.wrong(scan.at(), What::Expected(")")));
            }
        }
        Ok(())
    }
}

fn missing(scan: &mut Scan<'_, '_>) -> Result<Missing, Unreadable> {
    let Some(word) = scan.peek_word().map(str::to_owned) else {
        return Ok(Missing::Text(scan.text("a value")?.trim_end().to_owned()));
    };
    let at = scan.at();
    scan.advance();
    let value = |word: &str| match word.to_ascii_uppercase().as_str() {
        "LO" | "LOWEST" => Some(f64::NEG_INFINITY),
        "HI" | "HIGHEST" => Some(f64::INFINITY),
        _ => number(word),
    };
    let wrong = |at| Unreadable { of: Of::Syntax, at, what: What::Expected("a number") };
    let low = value(&word).ok_or_else(|| wrong(at))?;
    if !scan.peek_word().is_some_and(|word| word.eq_ignore_ascii_case("THRU")) {
        return Ok(Missing::Between(low, low));
    }
    scan.advance();
    let at = scan.at();
    let high = value(scan.word("a number")?).ok_or_else(|| wrong(at))?;
    Ok(Missing::Between(low, high))
}

/// A number as SPSS writes one.
pub(super) fn number(text: &str) -> Option<f64> {
    let written = text.starts_with(|it: char| it.is_ascii_digit() || "+-.".contains(it));
    text.parse().ok().filter(|number: &f64| written && number.is_finite())
}

/// A number as a code: 3 and not 3.00.
pub(super) fn plain(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 { format!("{number:.0}") } else { format!("{number}") }
}

/// A word of the file, no longer than it says something.
fn shortened(word: &str) -> String {
    word.chars().take(64).collect()
}

impl Described {
    /// The name of a column, for a message.
    pub(super) fn told(&self) -> String {
        shortened(&self.name)
    }

    /// Whether a text or number counts as no answer.
    pub(super) fn misses(&self, text: &str, number: Option<f64>) -> bool {
        self.missing.iter().any(|missing| match (missing, number) {
            (Missing::Text(missing), _) => missing == text,
            (Missing::Between(low, high), Some(number)) => *low <= number && number <= *high,
            (Missing::Between(..), None) => false,
        })
    }
}
