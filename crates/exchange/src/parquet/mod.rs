//! Apache Parquet: answers in columns, as pandas, Polars, DuckDB, Arrow and R write them.
//!
//! Read are flat columns of numbers, texts and true or false, plain or by a dictionary, unpacked or packed by Snappy or gzip:
//! what those programs write when they are asked nothing. Everything else is refused with its column, and what to
//! write instead. A column is unpacked when it is asked for and not before, so that memory holds the file and one column a
//! thread. Format: apache/parquet-format, `README.md`, `Encodings.md` and `parquet.thrift`. Why our own: `docs/decisions/0016`.
//!
//! A code is a text here, as in CSV: 3 and not 3.0. Nothing, not a number and an empty text are missing.

mod hybrid;
mod narrow;
mod page;
mod snappy;
mod source;
#[cfg(test)]
mod tests;
mod thrift;

use source::Source;
use std::fmt;
use std::sync::Arc;
use thrift::{Reader, Value};

/// Of a row that has no value.
pub const MISSING: u32 = u32::MAX;
/// The most rows that are read.
const ROWS: usize = 20_000_000;
/// The most bytes that a page unpacks to. Writers make pages of one megabyte.
const PAGE: usize = 512 << 20;

/// A file, of which the columns are still packed.
#[derive(Debug, Clone)]
pub struct File {
    source: Source,
    /// Its columns, in their order.
    columns: Vec<Described>,
    /// How many rows each has.
    pub rows: usize,
}

/// Where a column stands.
#[derive(Debug, Clone)]
struct Described {
    name: String,
    kind: Kind,
    /// Whether a row may have no value.
    optional: bool,
    /// A piece a group of rows.
    pieces: Vec<Piece>,
}

/// A piece of a column.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: usize,
    to: usize,
    rows: usize,
    codec: i64,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Int32,
    Int64,
    Float,
    Double,
    Text,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The texts that occur, each once.
    pub texts: Vec<String>,
    /// Of each row the place of its text, or [`MISSING`].
    pub places: Vec<u32>,
}

/// Why a file or a column cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Unreadable {
    /// The column; none: the file itself.
    pub column: Option<String>,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It does not begin and end as such a file does.
    NoParquet,
    /// It ends where something had to follow.
    CutShort,
    /// A header that does not hold together.
    Header,
    /// A page that does not hold together.
    Page,
    /// What is packed does not unpack.
    Packed,
    /// More than fits: it would fill the memory.
    TooLarge,
    /// Another way of packing.
    Codec,
    /// Another way to write values down.
    Encoding,
    /// Values of another type, or in lists or groups.
    Type,
    /// Text that is not UTF-8.
    Text,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, remedy) = match self.what {
            What::NoParquet => ("this is no Parquet file", "write it with pandas, Polars, DuckDB or R's arrow"),
            What::CutShort => ("the file ends in the middle", "copy it again"),
            What::Header => ("a header does not hold together", "write the file anew"),
            What::Page => ("a page does not hold together", "write the file anew"),
            What::Packed => ("its data do not unpack", "write the file anew"),
            What::TooLarge => ("it is larger than can be read", "write fewer rows in a file"),
            What::Codec => ("it is packed in a way that is not read", "write it with compression=\"snappy\", or none"),
            What::Encoding => {
                ("its values are written down in a way that is not read", "write it without delta encodings")
            }
            What::Type => {
                ("it holds no numbers, texts or true and false", "write codes as texts or numbers, a column each")
            }
            What::Text => ("a text is not UTF-8", "write texts as UTF-8"),
        };
        if let Some(column) = &self.column {
            write!(f, "column {column}: ")?;
        }
        write!(f, "{what}. To do: {remedy}")
    }
}

const MAGIC: &[u8] = b"PAR1";

impl File {
    /// Reads where the columns of a file stand.
    ///
    /// # Errors
    /// Where the file does not hold together, or a column is of a type that is not read.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        Self::of(Source::Bytes(Arc::new(bytes)))
    }

    /// The same of a file of so many bytes of which a column is read when it is asked for: nothing else of it is in memory.
    ///
    /// # Errors
    /// As [`File::open`]; what cannot be read ends too early.
    pub fn read_by(
        bytes: usize,
        fill: impl Fn(u64, &mut [u8]) -> bool + Send + Sync + 'static,
    ) -> Result<Self, Unreadable> {
        Self::of(Source::Read(bytes, Arc::new(fill)))
    }

    fn of(source: Source) -> Result<Self, Unreadable> {
        let (columns, rows) = describe(&source)?;
        Ok(Self { source, columns, rows })
    }

    /// The names of its columns, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// Unpacks a column; none where there is no such column.
    ///
    /// # Errors
    /// Where it does not hold together, or is written in a way that is not read.
    pub fn column(&self, name: &str) -> Option<Result<Column, Unreadable>> {
        let found = self.columns.iter().find(|column| column.name == name)?;
        let told = |what| Unreadable { column: Some(name.to_owned()), what };
        Some(page::column(&self.source, found, self.rows).map_err(told))
    }

    /// The same in a byte a row: the texts, and of each row the place of its text from 1, 0 where it has none. None where there is
    /// no such column, or it has more texts than a byte can name.
    ///
    /// # Errors
    /// As [`File::column`].
    pub fn narrow(&self, name: &str) -> Option<Result<narrow::Narrow, Unreadable>> {
        let found = self.columns.iter().find(|column| column.name == name)?;
        let told = |what| Unreadable { column: Some(name.to_owned()), what };
        narrow::narrow(&self.source, found, self.rows).map_err(told).transpose()
    }

    /// The whole numbers of a column, for who only compares them; none where there is no such column, or it holds others.
    pub fn whole(&self, name: &str) -> Option<Vec<Option<i64>>> {
        let found = self.columns.iter().find(|column| column.name == name)?;
        let is_whole = matches!(found.kind, Kind::Int32 | Kind::Int64);
        if is_whole { page::whole(&self.source, found, self.rows).ok() } else { None }
    }
}

fn describe(source: &Source) -> Result<(Vec<Described>, usize), Unreadable> {
    let of_file = |what| Unreadable { column: None, what };
    let (many, mut room, mut other) = (source.len(), Vec::new(), Vec::new());
    let begins = many >= 12 && source.part(0, 4, &mut room).is_ok_and(|bytes| bytes == MAGIC);
    let end = many.saturating_sub(8);
    let last = source.part(end, many, &mut other).ok().and_then(<[u8]>::first_chunk::<8>);
    let Some([a, b, c, d, magic @ ..]) = last.filter(|_| begins) else { return Err(of_file(What::NoParquet)) };
    if magic != MAGIC {
        return Err(of_file(What::NoParquet));
    }
    let size = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
    let from = end.checked_sub(size).ok_or_else(|| of_file(What::CutShort))?;
    let footer = source.part(from, end, &mut room).map_err(of_file)?;
    let footer = Reader::new(footer).structure(0).map_err(of_file)?;
    let rows = footer.size(3).map_err(of_file)?;
    if rows > ROWS {
        return Err(of_file(What::TooLarge));
    }
    let [_, fields @ ..] = footer.list(2) else { return Err(of_file(What::Header)) };
    let mut columns = Vec::with_capacity(fields.len());
    for field in fields {
        let name = field.text(4).map_err(of_file)?;
        let told = |what| Unreadable { column: Some(name.to_owned()), what };
        let kind = match (field.int(5).unwrap_or(0), field.int(1)) {
            (0, Some(0)) => Kind::Bool,
            (0, Some(1)) => Kind::Int32,
            (0, Some(2)) => Kind::Int64,
            (0, Some(4)) => Kind::Float,
            (0, Some(5)) => Kind::Double,
            (0, Some(6)) => Kind::Text,
            _ => return Err(told(What::Type)),
        };
        let optional = match field.int(3) {
            Some(0) | None => false,
            Some(1) => true,
            _ => return Err(told(What::Type)),
        };
        columns.push(Described { name: name.to_owned(), kind, optional, pieces: Vec::new() });
    }
    let mut of_groups = 0_usize;
    for group in footer.list(4) {
        let own = group.size(3).map_err(of_file)?;
        of_groups = of_groups.checked_add(own).ok_or_else(|| of_file(What::Header))?;
        let chunks = group.list(1);
        if chunks.len() != columns.len() {
            return Err(of_file(What::Header));
        }
        for (column, chunk) in columns.iter_mut().zip(chunks) {
            let piece =
                piece(chunk, own, from).map_err(|what| Unreadable { column: Some(column.name.clone()), what })?;
            column.pieces.push(piece);
        }
    }
    if of_groups != rows {
        return Err(of_file(What::Header));
    }
    Ok((columns, rows))
}

/// Where a piece of a column stands; `end` is where the pages of a file end.
fn piece(chunk: &Value<'_>, rows: usize, end: usize) -> Result<Piece, What> {
    let about = chunk.field(3).ok_or(What::Header)?;
    let data = about.size(9)?;
    // A dictionary stands before the values that are numbered by it. Some writers say 0 where there is none.
    let from =
        about.int(11).and_then(|at| usize::try_from(at).ok()).filter(|at| *at > 0).map_or(data, |at| at.min(data));
    let to = from.checked_add(about.size(7)?).filter(|to| *to <= end).ok_or(What::CutShort)?;
    if about.size(5)? != rows {
        return Err(What::Type);
    }
    Ok(Piece { from, to, rows, codec: about.int(4).ok_or(What::Header)? })
}
