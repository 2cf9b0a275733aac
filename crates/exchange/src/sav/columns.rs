//! What is known of the columns of a file.

/// How data are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Codes,
    Zlib,
}

/// What is known of the columns.
#[derive(Debug, Clone)]
pub(super) struct Dictionary {
    pub(super) packing: Packing,
    pub(super) bias: f64,
    /// How many pieces of eight bytes a row has.
    pub(super) width: usize,
    pub(super) columns: Vec<Described>,
    pub(super) unicode: bool,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Described {
    pub(super) short: String,
    pub(super) name: String,
    pub(super) label: Vec<u8>,
    pub(super) labels: Vec<([u8; 8], Vec<u8>)>,
    /// Labels of texts above eight bytes.
    pub(super) long_labels: Vec<(Vec<u8>, Vec<u8>)>,
    /// The pieces of each part, by their place in a row: several of a text above 255 bytes.
    pub(super) parts: Vec<(usize, usize)>,
    /// Of a text how many bytes it has; none: a number.
    pub(super) text: Option<usize>,
    pub(super) missing: Missing,
}

/// Which values are missing.
#[derive(Debug, Clone, Default)]
pub(super) struct Missing {
    pub(super) range: Option<(f64, f64)>,
    pub(super) numbers: Vec<f64>,
    pub(super) texts: Vec<[u8; 8]>,
}
