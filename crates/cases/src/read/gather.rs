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
    found: Gathered,
    /// The places of texts of one byte; `MANY` and up: not yet.
    short: [u16; 256],
    places: HashMap<Vec<u8>, u32>,
    /// None: as text, however many there are.
    number: Option<Number<'a>>,
}

impl<'a> Gatherer<'a> {
    pub(super) fn new(number: Option<Number<'a>>) -> Self {
        let found = Gathered::Texts(Vec::new(), Places::default());
        Self { found, short: [u16::MAX; 256], places: HashMap::new(), number }
    }

    #[inline]
    pub(super) fn take(&mut self, field: &[u8]) {
        if let Gathered::Texts(_, rows) = &mut self.found
            && let [byte] = field
            && let Some(place) = self.short.get(usize::from(*byte)).filter(|place| **place != u16::MAX)
        {
            rows.push(Some(u32::from(*place)));
            return;
        }
        self.take_other(field);
    }

    fn take_other(&mut self, field: &[u8]) {
        match &mut self.found {
            Gathered::Texts(texts, rows) => {
                if let Some(place) = self.places.get(field) {
                    rows.push(Some(*place));
                    return;
                }
                let place = u32::try_from(texts.len()).unwrap_or(u32::MAX - 1);
                texts.push(field.to_vec());
                self.places.insert(field.to_vec(), place);
                rows.push(Some(place));
                if let ([byte], Ok(short)) = (field, u16::try_from(place))
                    && let Some(slot) = self.short.get_mut(usize::from(*byte))
                {
                    *slot = short;
                }
                if texts.len() > MANY
                    && let Some(number) = self.number
                {
                    match texts.iter().map(|text| number(text)).collect::<Option<Vec<f64>>>() {
                        Some(values) => self.found = Gathered::Numbers(rows.of_each(&values, f64::NAN)),
                        None => self.number = None,
                    }
                }
            }
            Gathered::Numbers(values) => match self.number.and_then(|number| number(field)) {
                Some(value) => values.push(value),
                None => self.found = Gathered::Mixed,
            },
            Gathered::Mixed => {}
        }
    }

    pub(super) fn found(self) -> Gathered {
        self.found
    }
}
