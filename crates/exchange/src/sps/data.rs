//! The rows of the data.

use super::dictionary::{Described, Dictionary, number, plain};
use super::{Of, Place, Unreadable, What};
use crate::sav::{Column, File};
use std::collections::HashMap;

/// A column as it is read.
struct Filling<'d> {
    about: &'d Described,
    texts: Vec<String>,
    place_of: HashMap<String, Option<u32>>,
    places: Vec<Option<u32>>,
}

impl Filling<'_> {
    /// Takes a field. What it becomes is asked once of each text.
    fn take(&mut self, field: &str) -> Result<(), What> {
        if let Some(place) = self.place_of.get(field) {
            self.places.push(*place);
            return Ok(());
        }
        let text = field.trim_end();
        let place = if text.is_empty() { None } else { self.place(text)? };
        self.place_of.insert(field.to_owned(), place);
        self.places.push(place);
        Ok(())
    }

    fn place(&mut self, text: &str) -> Result<Option<u32>, What> {
        let value = self.about.number.then(|| number(text.trim()));
        let code = match value {
            Some(None) => return Err(What::NoNumber(self.about.told())),
            Some(Some(number)) => plain(number),
            None => text.to_owned(),
        };
        if self.about.misses(&code, value.flatten()) {
            return Ok(None);
        }
        // 1 and 1.00 are two texts and one code.
        if let Some(Some(place)) = self.place_of.get(&code) {
            return Ok(Some(*place));
        }
        let place = u32::try_from(self.texts.len()).map_err(|_| What::TooLarge)?;
        self.place_of.insert(code.clone(), Some(place));
        self.texts.push(code);
        Ok(Some(place))
    }
}

/// Reads rows: a line each, from a line with this number on.
pub(super) fn read(dictionary: &Dictionary<'_>, text: &str, first: usize, of: Of) -> Result<File, Unreadable> {
    let filling = |about| Filling { about, texts: Vec::new(), place_of: HashMap::new(), places: Vec::new() };
    let mut columns: Vec<Filling<'_>> = dictionary.columns.iter().map(filling).collect();
    let width = columns.len();
    let mut rows = 0;
    let mut field = String::new();
    for (line, whole) in (first..).zip(text.lines()).skip(dictionary.first - 1) {
        if whole.trim().is_empty() {
            continue;
        }
        let mut cutter = Cutter { rest: whole, column: 1, dictionary, more: true };
        let mut found = 0;
        // A field too few or too many moves all that follow: that is what is said, and not where a text met a number.
        let mut refused = None;
        while cutter.more {
            let at = Place { line, column: cutter.column };
            let wrong = |what| Unreadable { of, at, what };
            cutter.next(&mut field).map_err(wrong)?;
            match columns.get_mut(found) {
                Some(column) => refused = refused.or(column.take(&field).map_err(wrong).err()),
                // LimeSurvey ends a row with a comma where the last column is hidden.
                None if found == width && field.is_empty() && !cutter.more => break,
                None => {}
            }
            found += 1;
        }
        if found != width {
            let what = What::Fields { found, expected: width };
            return Err(Unreadable { of, at: Place { line, column: 1 }, what });
        }
        if let Some(refused) = refused {
            return Err(refused);
        }
        rows += 1;
    }
    let column = |filled: Filling<'_>| Column {
        name: filled.about.name.clone(),
        label: filled.about.label.clone(),
        labels: filled.about.labels.clone(),
        texts: filled.texts,
        places: filled.places,
    };
    Ok(File { columns: columns.into_iter().map(column).collect(), rows })
}

/// The fields of a row.
struct Cutter<'a, 'd> {
    rest: &'a str,
    /// The letter that comes next, from 1.
    column: usize,
    dictionary: &'d Dictionary<'d>,
    /// Whether another field follows.
    more: bool,
}

impl Cutter<'_, '_> {
    /// The next field, without what stands around it.
    fn next(&mut self, field: &mut String) -> Result<(), What> {
        field.clear();
        let parts = |it: char| self.dictionary.delimiters.contains(it);
        // Where spaces part fields, several are one.
        if parts(' ') {
            let trimmed = self.rest.trim_start_matches([' ', '\t']);
            self.column += self.rest.len() - trimmed.len();
            self.rest = trimmed;
        }
        let mut chars = self.rest.char_indices().peekable();
        let quote = chars.next_if(|(_, it)| self.dictionary.qualifiers.contains(*it)).map(|(_, it)| it);
        let mut open = quote.is_some();
        let mut end = self.rest.len();
        let mut letters = usize::from(open);
        self.more = false;
        while let Some((at, it)) = chars.next() {
            letters += 1;
            if Some(it) == quote && open {
                if chars.next_if(|(_, again)| *again == it).is_some() {
                    letters += 1;
                    field.push(it);
                } else {
                    open = false;
                }
            } else if !open && parts(it) {
                end = at + it.len_utf8();
                self.more = true;
                break;
            } else if quote.is_some() && !open {
                if !it.is_whitespace() {
                    return Err(What::Expected("what parts two fields"));
                }
            } else {
                field.push(it);
            }
        }
        if open {
            return Err(What::Open);
        }
        self.column += letters;
        self.rest = self.rest.get(end..).unwrap_or_default();
        Ok(())
    }
}
