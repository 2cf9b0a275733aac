//! The fields of one column, gathered as they come by: each text once, with its place for every row; or numbers, where there are
//! many of them.

use super::places::Places;
use std::collections::HashMap;

/// Beyond so many texts a column is gathered as numbers, if all so far are.
const MANY: usize = 255;

/// How a field is read as a number: none for what is none, `NaN` for nothing.
pub(super) type Number<'a> = &'a (dyn Fn(&[u8]) -> Option<f64> + Sync);

/// A column of a part of a file.
pub(super) enum Gathered {
    /// The texts in the order in which they came, and each row's.
    Texts(Vec<Vec<u8>>, Places),
    /// One number a row.
    Numbers(Vec<f64>),
    /// Numbers, and then a text: to be gathered again, as text.
    Mixed,
}

/// Gathers a column.
pub(super) struct Gatherer<'a> {
    /// The place of each row's text, from 1, while they fit in a byte.
    narrow: Vec<u8>,
    /// The places, from 1, of texts of one byte that were met, and of no text; 0: not yet, or not in a byte any more.
    short: [u8; 256],
    empty: u8,
    rest: Rest,
    texts: Vec<Vec<u8>>,
    places: HashMap<Vec<u8>, u32>,
    /// None: as text, however many there are.
    number: Option<Number<'a>>,
}

/// What comes after the texts that fit in a byte.
enum Rest {
    /// Nothing yet.
    Narrow,
    Wide(Places),
    Numbers(Vec<f64>),
    Mixed,
}

impl<'a> Gatherer<'a> {
    pub(super) fn new(number: Option<Number<'a>>) -> Self {
        Self {
            narrow: Vec::new(),
            short: [0; 256],
            empty: 0,
            rest: Rest::Narrow,
            texts: Vec::new(),
            places: HashMap::new(),
            number,
        }
    }

    /// Takes the field of the next row. What most rows have, a letter that was met before or nothing, is one look and one byte.
    #[inline]
    pub(super) fn take(&mut self, field: &[u8]) {
        let place = match field {
            [] => self.empty,
            [byte] => self.short[usize::from(*byte)],
            _ => 0,
        };
        if place == 0 {
            self.take_other(field);
        } else {
            self.narrow.push(place);
        }
    }

    fn take_other(&mut self, field: &[u8]) {
        match &mut self.rest {
            Rest::Narrow | Rest::Wide(_) => self.take_text(field),
            Rest::Numbers(values) => match self.number.and_then(|number| number(field)) {
                Some(value) => values.push(value),
                None => self.rest = Rest::Mixed,
            },
            Rest::Mixed => {}
        }
    }

    fn take_text(&mut self, field: &[u8]) {
        let place = match self.places.get(field) {
            Some(place) => *place,
            None => {
                let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX - 1);
                self.texts.push(field.to_vec());
                self.places.insert(field.to_vec(), place);
                place
            }
        };
        match (&mut self.rest, u8::try_from(place.saturating_add(1))) {
            (Rest::Narrow, Ok(next)) => {
                self.narrow.push(next);
                match field {
                    [] => self.empty = next,
                    [byte] => self.short[usize::from(*byte)] = next,
                    _ => {}
                }
            }
            (Rest::Narrow, Err(_)) => {
                let mut wide = Places::narrow(std::mem::take(&mut self.narrow));
                wide.push(Some(place));
                (self.short, self.empty) = ([0; 256], 0);
                self.rest = Rest::Wide(wide);
            }
            (Rest::Wide(wide), _) => wide.push(Some(place)),
            (Rest::Numbers(_) | Rest::Mixed, _) => {}
        }
        self.as_numbers();
    }

    /// Goes on with numbers where there are many texts and all of them are numbers.
    fn as_numbers(&mut self) {
        let (true, Some(number), Rest::Wide(rows)) = (self.texts.len() > MANY, self.number, &self.rest) else { return };
        match self.texts.iter().map(|text| number(text)).collect::<Option<Vec<f64>>>() {
            Some(values) => self.rest = Rest::Numbers(rows.of_each(&values, f64::NAN)),
            None => self.number = None,
        }
    }

    pub(super) fn found(self) -> Gathered {
        match self.rest {
            Rest::Narrow => Gathered::Texts(self.texts, Places::narrow(self.narrow)),
            Rest::Wide(rows) => Gathered::Texts(self.texts, rows),
            Rest::Numbers(values) => Gathered::Numbers(values),
            Rest::Mixed => Gathered::Mixed,
        }
    }
}
