//! An answer as JSON: numbers as they are, `NaN` and infinities as text, what is missing as null.

use serde_json::{Map, Number, Value};
use survey::NoEstimate;
use survey::interval::Interval;

/// The fields of a case's answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer(Map<String, Value>);

impl Answer {
    /// An answer under a design with so many degrees of freedom.
    pub(crate) fn with_df(df: f64) -> Self {
        Self::default().set("df", number(df))
    }

    /// There is no estimate: a result of its own, with the number of rows that answered.
    pub(crate) fn undefined(why: NoEstimate, df: f64) -> Self {
        let why = match why {
            NoEstimate::EmptyDomain => "the domain holds no sampled unit",
            NoEstimate::NobodyAnswered => "nobody answered",
        };
        Self::with_df(df).set("status", "undefined").set("why", why).set("n", 0).set("rows", Vec::<Value>::new())
    }

    pub(crate) fn set(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    pub(crate) fn rows(self, rows: Vec<Row>) -> Self {
        self.set("rows", rows.into_iter().map(|row| Value::Object(row.0)).collect::<Vec<_>>())
    }

    pub(crate) fn fields(self) -> Map<String, Value> {
        self.0
    }
}

/// One row of an answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row(Map<String, Value>);

impl Row {
    pub(crate) fn set(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// The fields of another row after these.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(crate) fn estimate(self, estimate: f64, se: f64) -> Self {
        self.set("estimate", number(estimate)).set("se", number(se))
    }

    pub(crate) fn interval(self, interval: Interval) -> Self {
        self.set("ci_low", number(interval.low)).set("ci_high", number(interval.high))
    }

    /// An estimate that is missing because an answer is.
    pub(crate) fn missing(self) -> Self {
        ["estimate", "se", "ci_low", "ci_high"].into_iter().fold(self, |row, key| row.set(key, Value::Null))
    }

    /// No estimate, because nobody answered.
    pub(crate) fn undefined(self) -> Self {
        self.missing().set("status", "undefined").set("n", 0)
    }

    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// A number; what JSON has no number for is text.
pub(crate) fn number(value: f64) -> Value {
    match Number::from_f64(value) {
        Some(number) => Value::Number(number),
        None if value.is_nan() => "NaN".into(),
        None if value > 0.0 => "Inf".into(),
        None => "-Inf".into(),
    }
}

/// A square of numbers.
pub(crate) fn square(matrix: &nalgebra::DMatrix<f64>) -> Value {
    matrix.row_iter().map(|row| row.iter().map(|value| number(*value)).collect::<Vec<_>>()).collect::<Vec<_>>().into()
}
