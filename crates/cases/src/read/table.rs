//! A CSV file as columns: numbers where every field that is not empty is one, else text. An empty field is missing.

use super::fields::{Rows, Uncut, parts};
use super::gather::{Gathered, Gatherer, Number};
pub use super::places::MISSING;
use super::places::Places;
use super::{CaseProblem, Scalar};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

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
        codes: Places,
    },
}

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
            Self::Texts { codes, .. } => codes.get(row).is_none(),
        }
    }

    /// The first row, from 0, whose text is no number, with that text.
    pub fn first_text(&self) -> Option<(usize, &str)> {
        let Self::Texts { levels, codes } = self else { return None };
        let is_text: Vec<bool> = levels.iter().map(|text| number(text.as_bytes()).is_none()).collect();
        let row = codes.of_each(&is_text, false).iter().position(|is_text| *is_text)?;
        Some((row, levels.get(usize::try_from(codes.get(row)?).ok()?)?.as_str()))
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
                let level = levels.get(usize::try_from(codes.get(row)?).ok()?)?;
                Some(level.as_str().cmp(&with.label()))
            }
        }
    }

    /// As categories: the labels in R's order (numbers by size, texts by their bytes) and each row's place in them.
    pub fn categories(&self) -> (Vec<String>, Vec<u32>) {
        match self {
            Self::Texts { levels, codes } => (levels.clone(), codes.codes()),
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
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let file = File { bytes, start, columns: names.len() };
        let (rows, found) = file.gather(&places, false)?;
        let read: Vec<Option<Result<Column, CaseProblem>>> =
            places.iter().zip(found).map(|((_, how), parts)| column(parts, *how)).collect();
        let again = |read: &Option<_>| read.is_none();
        let as_text: Vec<(usize, How)> =
            places.iter().zip(&read).filter(|(_, read)| again(read)).map(|(place, _)| *place).collect();
        let mut texts = if as_text.is_empty() { Vec::new() } else { file.gather(&as_text, true)?.1 }.into_iter();
        for ((at, how), read) in places.into_iter().zip(read) {
            let read = read.or_else(|| texts.next().map(|parts| as_texts(parts, how)));
            if let (Some(name), Some(column)) = (names.get(at), read) {
                columns.insert(name.clone(), column);
            }
        }
        Ok(Self { rows, names, columns })
    }

    /// How many rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// The headings, in their order.
    pub fn names(&self) -> &[String] {
        &self.names
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

/// A file of which the first row was read.
#[derive(Clone, Copy)]
struct File<'a> {
    bytes: &'a [u8],
    /// Where the second row starts.
    start: usize,
    columns: usize,
}

impl File<'_> {
    /// How many rows there are, and the columns at these places, each in parts.
    fn gather(self, places: &[(usize, How)], as_text: bool) -> Result<(usize, Vec<Vec<Gathered>>), CaseProblem> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let read = |rows: &Rows<'_>| self.part(rows, places, as_text);
        let parts = parts(self.bytes, self.start, threads.min(16));
        let found: Result<Vec<_>, Uncut> = match parts.as_slice() {
            [one] => read(one).map(|found| vec![found]),
            parts => std::thread::scope(|scope| {
                let start = |part| (part, std::thread::Builder::new().spawn_scoped(scope, move || read(part)));
                let running: Vec<_> = parts.iter().map(start).collect();
                // A part whose thread did not start or did not end is read here.
                let ended = |(part, running): (_, std::io::Result<Running<'_>>)| {
                    running.ok().and_then(|running| running.join().ok()).unwrap_or_else(|| read(part))
                };
                running.into_iter().map(ended).collect()
            }),
        };
        let found = match found {
            Err(Uncut::Fields) => read(&Rows::Quoted(self.bytes)).map(|found| vec![found]),
            found => found,
        };
        let found = found.map_err(|uncut| match uncut {
            Uncut::Csv(error) => unreadable(&error),
            Uncut::Fields => problem("this is not CSV", "give every line the fields of the first"),
        })?;
        let mut rows: usize = 0;
        let mut columns: Vec<Vec<Gathered>> = places.iter().map(|_| Vec::new()).collect();
        for (more, part) in found {
            rows = rows.saturating_add(more);
            columns.iter_mut().zip(part).for_each(|(column, part)| column.push(part));
        }
        Ok((rows, columns))
    }

    fn part(self, rows: &Rows<'_>, places: &[(usize, How)], as_text: bool) -> Part {
        let of = |how: How| match how {
            _ if as_text => None,
            How::Verbatim => None,
            How::AsR => Some(&as_r as Number<'_>),
            How::Careful => Some(&careful as Number<'_>),
        };
        let mut gatherers: Vec<Option<Gatherer<'_>>> = (0..self.columns).map(|_| None).collect();
        for (at, how) in places {
            if let Some(slot) = gatherers.get_mut(*at) {
                *slot = Some(Gatherer::new(of(*how)));
            }
        }
        let rows = rows.each(self.columns, |at, field| {
            if let Some(Some(gatherer)) = gatherers.get_mut(at) {
                gatherer.take(field);
            }
        })?;
        Ok((rows, gatherers.into_iter().flatten().map(Gatherer::found).collect()))
    }
}

type Part = Result<(usize, Vec<Gathered>), Uncut>;
type Running<'a> = std::thread::ScopedJoinHandle<'a, Part>;

fn as_r(field: &[u8]) -> Option<f64> {
    number_as(field, How::AsR)
}

fn careful(field: &[u8]) -> Option<f64> {
    number_as(field, How::Careful)
}

/// A column from its parts; none where it is to be gathered again, as text.
fn column(parts: Vec<Gathered>, how: How) -> Option<Result<Column, CaseProblem>> {
    if how != How::Verbatim
        && let Some(numbers) = numbers(&parts, how)
    {
        return Some(Ok(Column::Numbers(numbers)));
    }
    parts.iter().all(|part| matches!(part, Gathered::Texts(..))).then(|| as_texts(parts, how))
}

/// The numbers of a column; none where some field is none.
fn numbers(parts: &[Gathered], how: How) -> Option<Vec<f64>> {
    let mut all = Vec::new();
    for part in parts {
        match part {
            Gathered::Numbers(values) => all.extend_from_slice(values),
            Gathered::Texts(texts, rows) => {
                let values: Option<Vec<f64>> = texts.iter().map(|text| number_as(text, how)).collect();
                all.append(&mut rows.of_each(&values?, f64::NAN));
            }
            Gathered::Mixed => return None,
        }
    }
    Some(all)
}

/// A field as a number, or `NaN` where it is missing.
fn number_as(field: &[u8], how: How) -> Option<f64> {
    if let Some(whole) = digits(field) {
        return Some(whole);
    }
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

/// A number of nothing but digits, no more than are exact, and not beginning with a nought: what most keys are.
fn digits(field: &[u8]) -> Option<f64> {
    let one = field.len() == 1 || field.first() != Some(&b'0');
    if !(1..=15).contains(&field.len()) || !one {
        return None;
    }
    let mut whole: u64 = 0;
    for byte in field {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        whole = whole * 10 + u64::from(digit);
    }
    Some(whole as f64)
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

/// A column as text: what its parts found becomes one list, in the order of the texts.
fn as_texts(parts: Vec<Gathered>, how: How) -> Result<Column, CaseProblem> {
    let found = |part: &Gathered| match part {
        Gathered::Texts(texts, _) => texts.clone(),
        Gathered::Numbers(_) | Gathered::Mixed => Vec::new(),
    };
    let all: BTreeSet<Vec<u8>> = parts.iter().flat_map(found).filter(|text| !absent(text, how)).collect();
    let order: BTreeMap<&[u8], u32> = all.iter().map(Vec::as_slice).zip(0..).collect();
    let mut codes = Places::default();
    for part in &parts {
        if let Gathered::Texts(texts, rows) = part {
            let at: Vec<Option<u32>> = texts.iter().map(|text| order.get(text.as_slice()).copied()).collect();
            codes.extend(rows, &at);
        }
    }
    let text =
        |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| problem("a text is not UTF-8", "save the data as UTF-8"));
    let levels = all.into_iter().map(text).collect::<Result<_, _>>()?;
    Ok(Column::Texts { levels, codes })
}

fn problem(message: impl Into<String>, remedy: impl Into<String>) -> CaseProblem {
    CaseProblem { key: "data".to_owned(), message: message.into(), remedy: remedy.into() }
}

fn unreadable(error: &csv::Error) -> CaseProblem {
    problem(format!("this is not CSV: {error}"), "give every line the fields of the first, separated by commas")
}
