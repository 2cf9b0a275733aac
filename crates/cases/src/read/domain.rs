//! A domain: conditions that must all hold.

use super::json::{Json, Node};
use super::{CaseProblem, table::Column};

/// A value to compare with.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

impl Scalar {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        match node.json() {
            Json::Number(number) => Ok(Self::Number(*number)),
            Json::Text(text) => Ok(Self::Text(text.clone())),
            Json::Bool(flag) => Ok(Self::Text(if *flag { "TRUE" } else { "FALSE" }.to_owned())),
            _ => Err(node.wrong("this is not a number or text", "give a number or a text")),
        }
    }

    /// As a label of a level.
    pub fn label(&self) -> String {
        match self {
            Self::Number(number) => super::table::label(*number),
            Self::Text(text) => text.clone(),
        }
    }
}

/// How to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `is.na`
    Missing,
    /// `!is.na`
    Present,
}

/// One condition on one variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The column.
    pub var: String,
    /// How to compare.
    pub op: Operator,
    /// With what; more than one only for `in` and `not in`.
    pub values: Vec<Scalar>,
}

impl Condition {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        let object = node.object()?;
        let var = object.need("var")?.text()?;
        let sign = object.get("op").map_or_else(|| Ok("==".to_owned()), |node| node.text())?;
        let op = match sign.as_str() {
            "==" | "=" => Operator::Equal,
            "!=" | "<>" => Operator::NotEqual,
            "<" => Operator::Less,
            "<=" => Operator::AtMost,
            ">" => Operator::More,
            ">=" => Operator::AtLeast,
            "in" | "%in%" => Operator::In,
            "not in" | "not_in" | "notin" | "!in" | "!%in%" => Operator::NotIn,
            "is.na" | "is_na" | "missing" => Operator::Missing,
            "!is.na" | "not_na" | "not is.na" | "notna" => Operator::Present,
            _ => {
                return Err(object.need("op")?.wrong(
                    format!("{sign:?} is not a comparison"),
                    "use one of: ==, !=, <, <=, >, >=, in, not in, is.na, !is.na",
                ));
            }
        };
        let values = if matches!(op, Operator::Missing | Operator::Present) {
            let _ = object.get("value");
            Vec::new()
        } else {
            let value = object.need("value")?;
            let values = value.list().iter().map(Scalar::read).collect::<Result<Vec<_>, _>>()?;
            if values.len() != 1 && !matches!(op, Operator::In | Operator::NotIn) {
                return Err(value.wrong(format!("{sign} compares with one value"), "give one value, or use in"));
            }
            values
        };
        object.done()?;
        Ok(Self { var, op, values })
    }

    /// Whether it holds, row by row, as R's `subset` has it: a comparison with a missing value does not hold, while a missing
    /// value is in no list and therefore `not in` every list. Numbers compare with texts as text.
    pub fn holds(&self, column: &Column) -> Vec<bool> {
        (0..column.rows()).map(|row| self.holds_at(column, row)).collect()
    }

    fn holds_at(&self, column: &Column, row: usize) -> bool {
        match self.op {
            Operator::Missing => return column.is_missing(row),
            Operator::Present => return !column.is_missing(row),
            Operator::NotIn if column.is_missing(row) => return true,
            _ if column.is_missing(row) => return false,
            _ => {}
        }
        let orders = |accepts: fn(std::cmp::Ordering) -> bool| {
            self.values.first().and_then(|value| column.compare(row, value)).is_some_and(accepts)
        };
        match self.op {
            Operator::Equal => orders(std::cmp::Ordering::is_eq),
            Operator::NotEqual => orders(std::cmp::Ordering::is_ne),
            Operator::Less => orders(std::cmp::Ordering::is_lt),
            Operator::AtMost => orders(std::cmp::Ordering::is_le),
            Operator::More => orders(std::cmp::Ordering::is_gt),
            Operator::AtLeast => orders(std::cmp::Ordering::is_ge),
            Operator::In => self.is_among(column, row),
            Operator::NotIn => !self.is_among(column, row),
            Operator::Missing | Operator::Present => false,
        }
    }

    fn is_among(&self, column: &Column, row: usize) -> bool {
        self.values.iter().any(|value| column.compare(row, value).is_some_and(std::cmp::Ordering::is_eq))
    }
}
