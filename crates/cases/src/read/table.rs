//! A CSV file as columns: numbers where every field that is not empty is one, else text. An empty field is missing.

use super::{CaseProblem, Scalar};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The columns that were asked for, all of the same length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    rows: usize,
    names: Vec<String>,
    columns: BTreeMap<String, Result<Column, CaseProblem>>,
}

/// How the fields of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// As R does: numbers where every field that is not empty is one, else text. `0363` is 363, and `NA` is a text.
    AsR,
    /// The same, but a number written with a leading zero is the name of something, and a field that is `NA` or white space
    /// is missing.
    Careful,
    /// As text, to the letter: a codebook says what it means.
    Verbatim,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Numbers; a missing one is `NaN`.
    Numbers(Vec<f64>),
    /// Texts, as places in a sorted list; missing is [`MISSING`].
    Texts {
        /// The texts that occur, in the order of their bytes (R's `sort` in the C locale).
        levels: Vec<String>,
        /// One place in `levels` a row.
        codes: Vec<u32>,
    },
}

/// The code of a row without a value.
pub const MISSING: u32 = u32::MAX;

/// A number as R's `factor` labels it: 1 and not 1.0, at most 15 significant digits, and as a power of ten where that is
/// shorter. Whole numbers stay whole, as those that R reads as integers do.
pub fn label(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    // 0.1 + 0.2 is 0.3 to R: rounded to 15 digits first.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let fixed = format!("{rounded}");
    let powered = format!("{rounded:e}");
    let Some((digits, power)) = powered.split_once('e') else { return fixed };
    let (sign, power) = power.strip_prefix('-').map_or(('+', power), |power| ('-', power));
    let powered = format!("{digits}e{sign}{power:0>2}");
    if fixed.len() <= powered.len() { fixed } else { powered }
}

impl Column {
    /// How many rows.
    pub fn rows(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Texts { codes, .. } => codes.len(),
        }
    }

    /// Whether a row has no value.
    pub fn is_missing(&self, row: usize) -> bool {
        match self {
            Self::Numbers(values) => values.get(row).is_none_or(|value| value.is_nan()),
            Self::Texts { codes, .. } => codes.get(row).is_none_or(|code| *code == MISSING),
        }
    }

    /// The first row, from 0, whose text is no number, with that text.
    pub fn first_text(&self) -> Option<(usize, &str)> {
        let Self::Texts { levels, codes } = self else { return None };
        let level =
            |code: &u32| levels.get(usize::try_from(*code).ok()?).filter(|text| number(text.as_bytes()).is_none());
        codes.iter().enumerate().find_map(|(row, code)| Some((row, level(code)?.as_str())))
    }

    /// A row's value beside another one; none where either is missing.
    pub fn compare(&self, row: usize, with: &Scalar) -> Option<Ordering> {
        match (self, with) {
            (Self::Numbers(values), Scalar::Number(number)) => values.get(row)?.partial_cmp(number),
            (Self::Numbers(values), Scalar::Text(text)) => {
                let value = values.get(row).filter(|value| !value.is_nan())?;
                Some(label(*value).as_str().cmp(text))
            }
            (Self::Texts { levels, codes }, with) => {
                let level = levels.get(usize::try_from(*codes.get(row)?).ok()?)?;
                Some(level.as_str().cmp(&with.label()))
            }
        }
    }

    /// As categories: the labels in R's order (numbers by size, texts by their bytes) and each row's place in them.
    pub fn categories(&self) -> (Vec<String>, Vec<u32>) {
        match self {
            Self::Texts { levels, codes } => (levels.clone(), codes.clone()),
            Self::Numbers(values) => {
                let mut distinct: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
                distinct.sort_unstable_by(f64::total_cmp);
                distinct.dedup_by(|a, b| a == b);
                let codes = values
                    .iter()
                    .map(|value| {
                        distinct
                            .binary_search_by(|level| level.partial_cmp(value).unwrap_or(Ordering::Less))
                            .ok()
                            .filter(|_| !value.is_nan())
                            .and_then(|at| u32::try_from(at).ok())
                            .unwrap_or(MISSING)
                    })
                    .collect();
                (distinct.into_iter().map(label).collect(), codes)
            }
        }
    }
}

impl Table {
    /// Reads the columns that are `wanted` and leaves the others alone.
    ///
    /// # Errors
    /// A line with too many or too few fields. What is wrong with one column is an error of [`Table::column`].
    pub fn read(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Self, CaseProblem> {
        Self::read_as(bytes, |name| wanted(name).then_some(How::AsR))
    }

    /// The same, with how each column is to be read; none: it is not.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn read_as(bytes: &[u8], how: impl Fn(&str) -> Option<How>) -> Result<Self, CaseProblem> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
        let names: Vec<String> =
            reader.headers().map_err(|error| unreadable(&error))?.iter().map(str::to_owned).collect();
        let mut columns = BTreeMap::new();
        let mut places = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let Some(how) = how(name) else { continue };
            if names.iter().filter(|other| *other == name).count() > 1 {
                let message = format!("two columns are called {name:?}");
                columns.insert(name.clone(), Err(problem(message, "give each column a name of its own")));
            } else {
                places.push((at, how));
            }
        }
        let (rows, numbers) = numbers(reader, &places)?;
        let as_text: Vec<(usize, How)> =
            places.iter().zip(&numbers).filter(|(_, values)| values.is_none()).map(|(place, _)| *place).collect();
        let mut texts = texts(bytes, &as_text)?.into_iter();
        for ((at, _), values) in places.iter().zip(numbers) {
            let column = match values {
                Some(values) => Some(Ok(Column::Numbers(values))),
                None => texts.next(),
            };
            if let (Some(name), Some(column)) = (names.get(*at), column) {
                columns.insert(name.clone(), column);
            }
        }
        Ok(Self { rows, names, columns })
    }

    /// How many rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// A column.
    ///
    /// # Errors
    /// It is not in the file, or was not asked for; two columns have this name; a text is not UTF-8.
    pub fn column(&self, name: &str) -> Result<&Column, CaseProblem> {
        if let Some(Err(problem)) = self.columns.get(name) {
            return Err(problem.clone());
        }
        self.columns.get(name).and_then(|column| column.as_ref().ok()).ok_or_else(|| {
            let remedy = match self.names.as_slice() {
                [one] if one.contains([';', '\t']) => "separate the fields of the data by commas".to_owned(),
                names => format!("use one of: {}", names.join(", ")),
            };
            problem(format!("the data have no column {name:?}"), remedy)
        })
    }
}

type Reader<'a> = csv::Reader<&'a [u8]>;

/// The columns that are numbers throughout; none for one that is not.
#[allow(clippy::type_complexity, reason = "two things of one pass")]
fn numbers(mut reader: Reader<'_>, places: &[(usize, How)]) -> Result<(usize, Vec<Option<Vec<f64>>>), CaseProblem> {
    let start = |(_, how): &(usize, How)| (*how != How::Verbatim).then(Vec::new);
    let mut columns: Vec<Option<Vec<f64>>> = places.iter().map(start).collect();
    let mut record = csv::ByteRecord::new();
    let mut rows: usize = 0;
    while reader.read_byte_record(&mut record).map_err(|error| unreadable(&error))? {
        rows = rows.saturating_add(1);
        for ((at, how), column) in places.iter().zip(&mut columns) {
            let Some(values) = column else { continue };
            match number_as(record.get(*at).unwrap_or_default(), *how) {
                Some(value) => values.push(value),
                None => *column = None,
            }
        }
    }
    Ok((rows, columns))
}

/// A field as a number, or `NaN` where it is missing.
fn number_as(field: &[u8], how: How) -> Option<f64> {
    if how == How::AsR {
        return number(field);
    }
    if absent(field, how) {
        return Some(f64::NAN);
    }
    let digits = field.trim_ascii().strip_prefix(b"-").unwrap_or_else(|| field.trim_ascii());
    let named = digits.first() == Some(&b'0') && digits.get(1).is_some_and(u8::is_ascii_digit);
    if named { None } else { number(field) }
}

/// Whether a field is no value.
fn absent(field: &[u8], how: How) -> bool {
    match how {
        How::AsR => field.is_empty(),
        How::Careful => matches!(field.trim_ascii(), b"" | b"NA"),
        How::Verbatim => field.trim_ascii().is_empty(),
    }
}

/// A field as a number. A whole number that would not stay itself (above 2^53) is the name of something: two of them must
/// not become one cluster.
fn number(field: &[u8]) -> Option<f64> {
    if field.is_empty() {
        return Some(f64::NAN);
    }
    let text = std::str::from_utf8(field).ok()?.trim();
    let value: f64 = text.parse().ok()?;
    match text.parse::<i128>() {
        Ok(whole) if value.abs() >= EXACT && whole != value as i128 => None,
        _ => Some(value),
    }
}

/// From here on not every whole number is one of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The texts of a column, each with its code, and the codes of its rows.
#[derive(Debug, Clone, Default)]
struct Found {
    levels: BTreeMap<Vec<u8>, u32>,
    codes: Vec<u32>,
}

/// The columns at these places, as text.
fn texts(bytes: &[u8], places: &[(usize, How)]) -> Result<Vec<Result<Column, CaseProblem>>, CaseProblem> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<Found> = vec![Found::default(); places.len()];
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| unreadable(&error))? {
        for ((at, how), Found { levels, codes }) in places.iter().zip(&mut found) {
            let field = record.get(*at).unwrap_or_default();
            codes.push(match levels.get(field) {
                _ if absent(field, *how) => MISSING,
                Some(code) => *code,
                None => {
                    let code = u32::try_from(levels.len()).unwrap_or(MISSING);
                    levels.insert(field.to_vec(), code);
                    code
                }
            });
        }
    }
    Ok(found.into_iter().map(|Found { levels, codes }| sorted(levels, codes)).collect())
}

/// Codes in the order of appearance become codes in the order of the texts.
fn sorted(levels: BTreeMap<Vec<u8>, u32>, mut codes: Vec<u32>) -> Result<Column, CaseProblem> {
    let mut order: BTreeMap<u32, u32> = BTreeMap::new();
    let mut labels = Vec::with_capacity(levels.len());
    for (place, (text, code)) in levels.into_iter().enumerate() {
        order.insert(code, u32::try_from(place).unwrap_or(MISSING));
        labels.push(String::from_utf8(text).map_err(|_| problem("a text is not UTF-8", "save the data as UTF-8"))?);
    }
    let order: Vec<u32> = order.into_values().collect();
    for code in &mut codes {
        *code = usize::try_from(*code).ok().and_then(|at| order.get(at).copied()).unwrap_or(MISSING);
    }
    Ok(Column::Texts { levels: labels, codes })
}

fn problem(message: impl Into<String>, remedy: impl Into<String>) -> CaseProblem {
    CaseProblem { key: "data".to_owned(), message: message.into(), remedy: remedy.into() }
}

fn unreadable(error: &csv::Error) -> CaseProblem {
    problem(format!("this is not CSV: {error}"), "give every line the fields of the first, separated by commas")
}
