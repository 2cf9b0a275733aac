//! Why something cannot be computed, about which variable, row or stratum, and what to do.

use std::fmt;

/// A refusal. Never a silent zero, never a panic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What kind, for programs.
    pub reason: Reason,
    /// The variable it is about, by the name it came with.
    pub variable: Option<String>,
    /// Where in it.
    pub place: Option<Place>,
    /// What is wrong, for people.
    pub message: String,
    /// What to do, for people.
    pub remedy: String,
}

/// The kind of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Columns of different lengths, no rows, a code without level.
    Shape,
    /// A value is missing where every row needs one.
    Missing,
    /// A value is infinite, negative, or otherwise outside what it may be.
    Value,
    /// Strata, clusters, finite populations or replicates contradict each other.
    Design,
    /// A stratum with one cluster, under the rule that refuses it.
    LonelyPsu,
    /// Population totals contradict each other or the sample.
    Totals,
    /// An iteration did not end where it should.
    NoConvergence,
    /// Auxiliaries of which one follows from the others.
    Collinear,
    /// The method is not defined for this design or input.
    NotDefined,
}

/// Where in a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A row, counted from 1.
    Row(usize),
    /// A stratum, by its level.
    Stratum(String),
    /// A cluster, by its level.
    Cluster(String),
    /// A category, by its level.
    Level(String),
}

impl Refusal {
    /// A refusal about nothing in particular yet.
    pub fn new(reason: Reason, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { reason, variable: None, place: None, message: message.into(), remedy: remedy.into() }
    }

    /// About a variable.
    #[must_use]
    pub fn about(mut self, variable: &str) -> Self {
        self.variable = Some(variable.to_owned());
        self
    }

    /// At a place in it.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(variable) = &self.variable {
            write!(f, "{variable}")?;
            match &self.place {
                Some(Place::Row(row)) => write!(f, ", row {row}")?,
                Some(Place::Stratum(stratum)) => write!(f, ", stratum {stratum}")?,
                Some(Place::Cluster(cluster)) => write!(f, ", cluster {cluster}")?,
                Some(Place::Level(level)) => write!(f, ", category {level}")?,
                None => {}
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}
