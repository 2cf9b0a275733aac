//! Reads a folder of answers: a file for each group of people, CSV, Parquet or SPSS, through the questionnaire of the measurement.

use super::marker::{self, Marker};
use crate::outcome::{Run, Trouble, note};
use ::monitor::answers::layout::Kind;
use ::monitor::answers::{self, Answers, Keyed, Layout, Wrong};
use ::monitor::folder::Folder;
use cases::read::CaseProblem;
use cases::read::table::{Column, How, MISSING, Table};
use exchange::{parquet, sav, sps};
use publish::files::Micro;
use std::borrow::Cow;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use survey::Factor;
use survey::codebook::{Columns, Narrow};

/// What a folder of answers holds.
#[derive(Debug)]
pub(super) struct Read {
    /// One a group.
    pub(super) answers: Vec<Answers>,
    /// The bytes that they were read from, each with its group, where they were to be kept.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Whether nobody gave them: the marker beside them names each file as it is.
    pub(super) synthetic: bool,
    /// What is good to know of them, a line each.
    told: Vec<String>,
}

/// The columns of a CSV file.
struct Csv(Table);

impl Columns for Csv {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        let (levels, mut codes) = self.0.column(name).ok()?.categories();
        if MISSING != Factor::MISSING {
            codes.iter_mut().filter(|code| **code == MISSING).for_each(|code| *code = Factor::MISSING);
        }
        Some(Cow::Owned(Factor { name: name.to_owned(), levels, codes }))
    }

    fn narrow(&self, name: &str) -> Option<Narrow<'_>> {
        let Column::Texts { levels, codes } = self.0.column(name).ok()? else { return None };
        Some(Narrow { levels: Cow::Borrowed(levels), places: Cow::Borrowed(codes.bytes()?) })
    }
}

impl Keyed for Csv {
    fn repeated(&self, name: &str, most: usize) -> Option<Vec<(usize, Option<usize>)>> {
        // A million numbers are sorted, not made into texts.
        let Column::Numbers(values) = self.0.column(name).ok()? else {
            return Texts(self).repeated(name, most);
        };
        let mut rows: Vec<usize> = (0..values.len()).collect();
        rows.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let mut repeated: Vec<(usize, Option<usize>)> =
            rows.iter().filter(|row| values[**row].is_nan()).map(|row| (row + 1, None)).collect();
        let mut first = rows.first().copied();
        for row in rows.iter().skip(1).copied().filter(|row| !values[*row].is_nan()) {
            match first.filter(|first| values[*first].total_cmp(&values[row]).is_eq()) {
                Some(first) => repeated.push((row + 1, Some(first + 1))),
                None => first = Some(row),
            }
        }
        repeated.sort_unstable();
        repeated.truncate(most);
        Some(repeated)
    }
}

/// The same columns, with keys that are texts.
struct Texts<'a>(&'a Csv);

impl Columns for Texts<'_> {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        self.0.found(name)
    }
}

impl Keyed for Texts<'_> {}

/// The columns of an SPSS file.
struct Sav(sav::File);

impl Columns for Sav {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        let column = self.0.columns.iter().find(|column| column.name == name)?;
        let codes = column.places.iter().map(|place| place.unwrap_or(Factor::MISSING)).collect();
        Some(Cow::Owned(Factor { name: name.to_owned(), levels: column.texts.clone(), codes }))
    }
}

impl Keyed for Sav {}

/// The columns of a Parquet file, unpacked when they are asked for; what is wrong with one is kept, because who asks takes only
/// a column or none.
struct Parquet {
    file: parquet::File,
    wrong: Mutex<Option<parquet::Unreadable>>,
}

impl Columns for Parquet {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        match self.file.column(name)? {
            Ok(column) => {
                let mut codes = column.places;
                if parquet::MISSING != Factor::MISSING {
                    codes.iter_mut().filter(|code| **code == parquet::MISSING).for_each(|code| *code = Factor::MISSING);
                }
                Some(Cow::Owned(Factor { name: name.to_owned(), levels: column.texts, codes }))
            }
            Err(wrong) => self.told(wrong),
        }
    }

    fn narrow(&self, name: &str) -> Option<Narrow<'_>> {
        match self.file.narrow(name)? {
            Ok((levels, places)) => Some(Narrow { levels: Cow::Owned(levels), places: Cow::Owned(places) }),
            Err(wrong) => self.told(wrong),
        }
    }
}

impl Parquet {
    /// Keeps what is wrong, and has nothing to give.
    fn told<T>(&self, wrong: parquet::Unreadable) -> Option<T> {
        self.wrong.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(wrong);
        None
    }
}

impl Keyed for Parquet {
    fn repeated(&self, name: &str, most: usize) -> Option<Vec<(usize, Option<usize>)>> {
        match self.file.whole(name) {
            Some(keys) => Some(repeated(&keys, most)),
            None => OnlyTexts(self).repeated(name, most),
        }
    }
}

/// The same columns, with keys that are texts.
struct OnlyTexts<'a>(&'a Parquet);

impl Columns for OnlyTexts<'_> {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        self.0.found(name)
    }
}

impl Keyed for OnlyTexts<'_> {}

/// Rows, from 1, without a number, or with that of an earlier row. A million numbers are sorted, not made into texts.
fn repeated(keys: &[Option<i64>], most: usize) -> Vec<(usize, Option<usize>)> {
    // Mostly they stand in their order.
    if keys.windows(2).all(|pair| pair[0] < pair[1]) && keys.first().is_none_or(Option::is_some) {
        return Vec::new();
    }
    let mut rows: Vec<usize> = (0..keys.len()).collect();
    rows.sort_by_key(|row| keys[*row]);
    let mut found: Vec<(usize, Option<usize>)> = Vec::new();
    let mut first: Option<usize> = None;
    for row in rows {
        match (keys[row], first) {
            (None, _) => found.push((row + 1, None)),
            (key, Some(other)) if keys[other] == key => found.push((row + 1, Some(other + 1))),
            _ => first = Some(row),
        }
    }
    found.sort_unstable();
    found.truncate(most);
    found
}

/// The file of a group: CSV, Parquet, or SPSS. Beside a syntax its data may be called `.csv`, so that it comes first. A report of
/// answers that nobody gave has those in a CSV whose name says so.
fn file_of(dir: &Path, group: &str) -> Option<PathBuf> {
    ["sps", "csv", "synthetic.csv", "parquet", "sav", "zsav"]
        .iter()
        .map(|end| dir.join(format!("{group}.{end}")))
        .find(|file| file.is_file())
}

/// The data beside a syntax; nothing where there are none: they stand in it, or reading tells what lacks.
fn data_of(syntax: &Path) -> Run<Option<(PathBuf, Vec<u8>)>> {
    let Some(file) = ["dat", "csv"].iter().map(|end| syntax.with_extension(end)).find(|file| file.is_file()) else {
        return Ok(None);
    };
    let bytes =
        std::fs::read(&file).map_err(|error| Trouble::usage(format!("{}: cannot be read: {error}", file.display())))?;
    Ok(Some((file, bytes)))
}

/// Reads the answers of every group that gets a questionnaire and has a file; with `keep`, the bytes of the files as well.
///
/// # Errors
/// A file cannot be read, or something in one is wrong: all of it is told first.
pub(super) fn read(folder: &Folder, dir: &Path, keep: bool) -> Run<Read> {
    match gather(folder, dir, keep, threads())? {
        Ok(read) => {
            read.told.iter().for_each(note);
            Ok(read)
        }
        Err(wrong) => {
            wrong.iter().for_each(note);
            Err(Trouble::usage(format!("{} problems in the answers in {}", wrong.len(), dir.display())))
        }
    }
}

/// The same, and nothing is printed: what is wrong in the files is the inner error, a line each.
///
/// # Errors
/// A file cannot be read.
pub(super) fn gather(folder: &Folder, dir: &Path, keep: bool, threads: usize) -> Run<Result<Read, Vec<String>>> {
    let marker = Marker::of(dir)
        .map_err(|error| Trouble::usage(format!("{}/{}: cannot be read: {error}", dir.display(), marker::FILE)))?;
    let mut all = Vec::new();
    let mut files = Vec::new();
    let mut wrong: Vec<String> = Vec::new();
    for group in &folder.measurement.respondents {
        let Some(file) = file_of(dir, &group.id) else { continue };
        if ::monitor::questionnaire::of(&folder.questionnaires, &group.id).is_none() {
            continue;
        }
        let trouble = |message: String| Trouble::usage(format!("{}: {message}", file.display()));
        let is = |wanted: &str| file.extension().is_some_and(|end| end == wanted);
        let unread = |error: std::io::Error| trouble(format!("cannot be read: {error}"));
        // Columns are read when they are asked for; where nobody has to know all bytes, nothing else is.
        let in_parts = is("parquet") && !keep && marker.is_none();
        let bytes = if in_parts { Vec::new() } else { std::fs::read(&file).map_err(unread)? };
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if marker.as_ref().is_some_and(|marker| !marker.names(&name, &bytes)) {
            let said =
                format!("{} says that nobody gave these answers, and does not name this file as it is", marker::FILE);
            return Err(trouble(format!("{said}. To do: take {} away if people gave them", marker::FILE)));
        }
        if marker.is_none() && name == Micro::Csv.name(&group.id, true) {
            let said = format!("its name says that nobody gave these answers, and {} is not beside it", marker::FILE);
            let own = Micro::Csv.name(&group.id, false);
            return Err(trouble(format!("{said}. To do: put it there, or call the file {own} if people gave them")));
        }
        let beside = if is("sps") { data_of(&file)? } else { None };
        if let Some((data, bytes)) = &beside {
            let name = data.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            if marker.as_ref().is_some_and(|marker| !marker.names(&name, bytes)) {
                return Err(trouble(format!("{} does not name {name} as it is", marker::FILE)));
            }
        }
        let kept = keep.then(|| bytes.clone());
        if keep {
            files.extend(beside.iter().map(|(_, bytes)| (format!("{}.data", group.id), bytes.clone())));
        }
        let read = if is("csv") {
            csv(folder, &group.id, &bytes, threads)
                .map_err(|problem| trouble(format!("{problem}. To do: {}", problem.remedy)))?
        } else if is("parquet") {
            let open = |file| Parquet { file, wrong: Mutex::default() };
            let opened = if in_parts { in_part(&file).map_err(unread)? } else { parquet::File::open(bytes) };
            let columns = opened.map(open).map_err(|error| trouble(error.to_string()))?;
            let headings: Vec<String> = columns.file.names().map(str::to_owned).collect();
            let layout = Layout::of(&folder.layouts, &group.id, Kind::Plain);
            let read = answers::read(folder, &layout, &headings, &columns, threads);
            if let Some(wrong) = columns.wrong.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
                return Err(trouble(wrong.to_string()));
            }
            read
        } else if is("sps") {
            let data = beside.map(|(_, bytes)| bytes).unwrap_or_default();
            let file = sps::read(&bytes, &data).map_err(|error| trouble(error.to_string()))?;
            let headings: Vec<String> = file.columns.iter().map(|column| column.name.clone()).collect();
            let layout = Layout::of_syntax(&folder.layouts, &group.id);
            answers::read(folder, &layout, &headings, &Sav(file), threads)
        } else {
            let file = sav::read(&bytes).map_err(|error| trouble(error.to_string()))?;
            let headings: Vec<String> = file.columns.iter().map(|column| column.name.clone()).collect();
            let layout = Layout::of(&folder.layouts, &group.id, Kind::Spss);
            answers::read(folder, &layout, &headings, &Sav(file), threads)
        };
        files.extend(kept.map(|bytes| (group.id.clone(), bytes)));
        match read {
            Ok(answers) => all.push(answers),
            Err(found) => wrong.extend(found.iter().map(|it| format!("{}: {it}", file.display()))),
        }
    }
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    if all.is_empty() {
        let first = folder.measurement.respondents.first().map_or("group", |group| group.id.as_str());
        return Err(Trouble::usage(format!("{} has no answers: put {first}.csv there", dir.display())));
    }
    let told = answers::join(folder, &mut all).into_iter().map(|it| {
        let answers::Joined { of, item, found, rows } = it;
        format!("{of}: {found} of {rows} are of somebody who answered, and have a \"{item}\"")
    });
    let told = told.collect();
    Ok(Ok(Read { answers: all, files, synthetic: marker.is_some(), told }))
}

/// A Parquet file of which columns are read when they are asked for: what cannot be opened is the outer error.
fn in_part(file: &Path) -> std::io::Result<Result<parquet::File, parquet::Unreadable>> {
    let open = std::fs::File::open(file)?;
    let many = usize::try_from(open.metadata()?.len()).unwrap_or(usize::MAX);
    let open = Mutex::new(open);
    let fill = move |from: u64, into: &mut [u8]| {
        let mut open = open.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        open.seek(SeekFrom::Start(from)).and_then(|_| open.read_exact(into)).is_ok()
    };
    Ok(parquet::File::read_by(many, fill))
}

/// Reads the bytes of a CSV file: what cannot be read as one is the outer error, what is wrong in it the inner.
fn csv(folder: &Folder, of: &str, bytes: &[u8], threads: usize) -> Result<Result<Answers, Vec<Wrong>>, CaseProblem> {
    let layout = Layout::of(&folder.layouts, of, Kind::Plain);
    let table = Table::read_as(bytes, |name| Some(if name == layout.key { How::Careful } else { How::Verbatim }))?;
    let headings: Vec<String> = table.names().to_vec();
    headings.iter().try_for_each(|name| table.column(name).map(|_| ()))?;
    Ok(answers::read(folder, &layout, &headings, &Csv(table), threads))
}

/// How many threads there are to work on.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_number_that_is_there_twice_is_told_with_both_rows() {
        for (keys, expected) in [
            (&[Some(1), Some(2), Some(9)][..], &[][..]),
            (&[Some(9), Some(2), Some(1)], &[]),
            (&[Some(2), None, Some(2), Some(1), Some(2)], &[(2, None), (3, Some(1)), (5, Some(1))]),
            (&[None], &[(1, None)]),
            (&[], &[]),
        ] {
            assert_eq!(super::repeated(keys, 9), expected, "{keys:?}");
        }
        assert_eq!(super::repeated(&[None, None, None], 2).len(), 2);
    }
}
