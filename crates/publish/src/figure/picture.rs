//! What a picture is of: values, before anything is drawn.

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// One bar a row, each with its margin: shares that do not make a whole, or the answers to one question.
    Bars(Vec<Bar>),
    /// Bars of a hundred percent in pieces: answers on a scale.
    Stack {
        /// The answers, in the order of the pieces.
        series: Vec<Series>,
        /// The bars.
        rows: Vec<Stacked>,
    },
    /// Lines over the years, one an answer.
    Trend {
        /// The years, ascending; true where the question before it was another.
        years: Vec<(u16, bool)>,
        /// A value a year; none where nothing is printed. At most five lines.
        lines: Vec<Line>,
    },
    /// Flags: a bar a measurement, with a line where the question before it was another.
    Flags {
        /// The flags.
        flags: Vec<Flag>,
        /// What a break is called.
        broken: String,
    },
}

/// A flag over the measurements.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// What it is called.
    pub label: String,
    /// A value a measurement, the earliest first.
    pub values: Vec<Flown>,
}

/// The value of a flag in a measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Flown {
    /// The measurement.
    pub year: u32,
    /// In percent; none where it did not come down to us, or only in words.
    pub value: Option<f64>,
    /// As it is shown, also where it did not come down to us.
    pub printed: String,
    /// Whether the question before it was another.
    pub broken: bool,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// In percent; none where it is withheld.
    pub value: Option<f64>,
    /// As printed; an asterisk where it is withheld.
    pub printed: String,
    /// Low and high, in percent.
    pub margin: Option<(f64, f64)>,
}

/// Where an answer stands on its scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Left of the middle, or anywhere on a scale without one.
    Before,
    /// The middle itself: half of it stands on either side.
    Middle,
    /// Right of the middle.
    After,
    /// On no scale: "do not know".
    Off,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What it says.
    pub label: String,
    /// Where it stands.
    pub side: Side,
}

/// A bar in pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Stacked {
    /// What it is of.
    pub label: String,
    /// A value an answer, in percent; none where nothing is printed.
    pub values: Vec<Option<f64>>,
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is of.
    pub label: String,
    /// A value a year.
    pub values: Vec<Option<f64>>,
}

/// What a picture says in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its title.
    pub title: String,
    /// What kind of picture it is, and where its numbers stand.
    pub description: String,
}
