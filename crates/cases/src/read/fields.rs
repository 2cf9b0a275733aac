//! The fields of a CSV file, row by row, in parts that threads read side by side.
//!
//! A file without a quotation mark has nothing that a comma or the end of a line could be part of: its rows are cut where those
//! stand, which takes a nanosecond a byte. Every other file, and one of which a row has another number of fields than the first,
//! is read by `csv`, from the start and in one part.

/// The rows of a file after its first, or a part of them.
pub(super) enum Rows<'a> {
    /// Lines without quotation marks.
    Plain(&'a [u8]),
    /// Anything.
    Quoted(&'a [u8]),
}

/// Why rows could not be cut.
pub(super) enum Uncut {
    /// A row has another number of fields: `csv` says so best.
    Fields,
    /// What `csv` says.
    Csv(csv::Error),
}

/// Shorter than this a part is not worth a thread.
const LEAST: usize = 1 << 16;

/// The rows of a whole file whose first line ends at `start`, in so many parts at most.
pub(super) fn parts(bytes: &[u8], start: usize, most: usize) -> Vec<Rows<'_>> {
    let body = bytes.get(start..).unwrap_or_default();
    let alone = |at: usize| body.get(at + 1) != Some(&b'\n');
    if memchr::memchr(b'"', bytes).is_some() || memchr::memchr_iter(b'\r', body).any(alone) {
        return vec![Rows::Quoted(bytes)];
    }
    let most = most.min(body.len() / LEAST).max(1);
    let mut parts = Vec::with_capacity(most);
    let mut rest = body;
    for left in (1..=most).rev() {
        let about = rest.len() / left;
        let end = match memchr::memchr(b'\n', rest.get(about..).unwrap_or_default()) {
            Some(at) if left > 1 => about + at + 1,
            _ => rest.len(),
        };
        let (part, after) = rest.split_at(end);
        parts.push(Rows::Plain(part));
        rest = after;
    }
    parts
}

impl Rows<'_> {
    /// Tells of each field of each row its column, from 0; returns how many rows there are.
    pub(super) fn each(&self, columns: usize, mut tell: impl FnMut(usize, &[u8])) -> Result<usize, Uncut> {
        let mut rows: usize = 0;
        match self {
            Self::Quoted(bytes) => {
                let mut reader = csv::ReaderBuilder::new().from_reader(*bytes);
                let mut record = csv::ByteRecord::new();
                while reader.read_byte_record(&mut record).map_err(Uncut::Csv)? {
                    rows = rows.saturating_add(1);
                    record.iter().enumerate().for_each(|(at, field)| tell(at, field));
                }
            }
            Self::Plain(bytes) => {
                for line in lines(bytes) {
                    let mut column = 0;
                    let mut rest = line;
                    // Most fields of a questionnaire are a letter, or nothing: those are cut without a search.
                    loop {
                        let (field, after) = match rest {
                            [b',', after @ ..] => (&[][..], after),
                            [_, b',', after @ ..] => (rest.get(..1).unwrap_or_default(), after),
                            _ => match memchr::memchr(b',', rest) {
                                Some(at) => {
                                    (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default())
                                }
                                None => break,
                            },
                        };
                        tell(column, field);
                        column += 1;
                        rest = after;
                    }
                    tell(column, rest);
                    if column + 1 != columns {
                        return Err(Uncut::Fields);
                    }
                    rows = rows.saturating_add(1);
                }
            }
        }
        Ok(rows)
    }
}

/// Lines that hold something: `csv` skips the others.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
    .filter(|line| !line.is_empty())
}
