//! Reading survey cases: what to estimate, from which data, under which design, as JSON beside CSV files.
//!
//! Made by this project to hold its survey engine against R's package `survey` (4.5): a file with `cases`, each with `data`
//! (a path to CSV), a `design` and an `estimator`, or with the `input` of a closed formula. A file or a case may say
//! `"rules": "r"` or `"right"`: R's, as is meant where nothing is said, or those that hold on small groups too. [`read`] gives every case
//! typed (a file or a case may name a `codebook`, or hold one, through which its columns are read); one that cannot be read is a problem of its own and leaves the others alone. A design may declare its
//! `wave`, and that rows were `subsampled` within clusters. Messages are in English, because
//! an analyst at the shell reads them; they name the case and the key.
//!
//! [`table`] turns the CSV into columns. Nothing here computes: see the crate `survey`, and `meedoen survey run`, which
//! brings the two together.

mod design;
mod domain;
mod estimator;
mod fields;
mod formula;
mod gather;
pub(crate) mod json;
pub(crate) mod key;
pub(crate) mod places;
mod problem;
pub mod table;
mod weighting;

pub use design::{Design, GivenReplicates, LonelyPsu, MadeReplicates, Pps, ReplicateType, Wave};
pub use domain::{Condition, Operator, Scalar};
pub use estimator::{Deff, Estimator, Kind, Stat, What};
pub use formula::{Formula, Rule};
pub use problem::CaseProblem;
pub use table::Table;
pub use weighting::{Auxiliary, CalFun, Margin, Weighting};

use json::{Json, Node};
use key::word;
use std::sync::Arc;
use survey::codebook::Codebook;

/// One case of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id; `case N`, from 1, where it has none.
    pub id: String,
    /// What it asks, or why that cannot be read.
    pub asks: Result<Asks, CaseProblem>,
}

/// What a case asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Asks {
    /// An estimate from data.
    Estimate(Box<Question>),
    /// The value of a closed formula.
    Formula(Formula),
}

/// An estimate from data.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The CSV file, relative to the file of cases.
    pub data: String,
    /// How the sample was drawn and weighted.
    pub design: Design,
    /// What to estimate.
    pub estimator: Estimator,
    /// By whose rules: the case's own, else those of its file, else R's.
    pub rules: Rules,
    /// What its columns may hold: the case's own, else that of its file, else nothing is declared.
    pub codebook: Option<CodebookAt>,
}

impl Question {
    /// Every column that it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.design.columns().into_iter().chain(self.estimator.columns())
    }
}

/// Where a codebook stands.
#[derive(Debug, Clone)]
pub enum CodebookAt {
    /// In a file of its own, relative to the file of cases.
    File(String),
    /// Here.
    Here(Arc<Codebook>),
}

impl PartialEq for CodebookAt {
    /// The same place, not only the same text.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(one), Self::File(other)) => one == other,
            (Self::Here(one), Self::Here(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl CodebookAt {
    fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        match node.json() {
            Json::Text(file) => Ok(Self::File(file.clone())),
            _ => crate::codebook::of(node).map(|codebook| Self::Here(Arc::new(codebook))),
        }
    }
}

/// By whose rules a case is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rules {
    /// `"r"`: those of R's `survey`, so that answers can be compared.
    #[default]
    R,
    /// `"right"`: those that hold on small groups too.
    Right,
}

const RULES: [(&str, Rules); 2] = [("r", Rules::R), ("right", Rules::Right)];

/// The cases of a file.
///
/// # Errors
/// The bytes are not JSON, or hold no list of cases.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, CaseProblem> {
    let json: Json = serde_json::from_slice(bytes).map_err(|error| CaseProblem {
        key: String::new(),
        message: format!("this is not JSON: {error}"),
        remedy: "give a file of survey cases".to_owned(),
    })?;
    let root = Node::root(&json);
    let (cases, all) = match &json {
        Json::List(_) => (root, Shared::default()),
        _ => {
            let file = root.object()?;
            let rules = word(&file, "rules", &RULES, Some(Rules::default()))?;
            let codebook = file.get("codebook").map(|node| CodebookAt::read(&node)).transpose()?;
            (file.need("cases")?, Shared { rules, codebook })
        }
    };
    if !matches!(cases.json(), Json::List(_)) {
        return Err(cases.wrong("this is not a list", "give a list of cases"));
    }
    // Each case is its own root, so that a message has its own keys and not its place among others.
    Ok(cases.list().iter().enumerate().map(|(at, node)| entry(at, &Node::root(node.json()), &all)).collect())
}

/// The design in a file of its own: the `design` of a case, bare or under that key.
///
/// # Errors
/// The bytes are not JSON, or a key of the design cannot be read.
pub fn design(bytes: &[u8]) -> Result<Design, CaseProblem> {
    let json: Json = serde_json::from_slice(bytes).map_err(|error| CaseProblem {
        key: String::new(),
        message: format!("this is not JSON: {error}"),
        remedy: "give a design: an object with strata, ids, weights, fpc".to_owned(),
    })?;
    let root = Node::root(&json);
    Design::read(&root.object()?.get("design").unwrap_or(root))
}

/// What a file says for all its cases.
#[derive(Debug, Default)]
struct Shared {
    rules: Rules,
    codebook: Option<CodebookAt>,
}

fn entry(at: usize, node: &Node<'_>, all: &Shared) -> Entry {
    let id = node
        .object()
        .ok()
        .and_then(|case| case.get("id"))
        .and_then(|id| id.text().ok())
        .unwrap_or_else(|| format!("case {}", at.saturating_add(1)));
    Entry { id, asks: asks(node, all) }
}

fn asks(node: &Node<'_>, all: &Shared) -> Result<Asks, CaseProblem> {
    let case = node.object()?;
    let what = case.get("what").map(|what| what.text()).transpose()?;
    if let Some(input) = case.get("input") {
        return Formula::read(what.as_deref().unwrap_or_default(), &input).map(Asks::Formula);
    }
    Ok(Asks::Estimate(Box::new(Question {
        data: case.need("data")?.text()?,
        design: case.get("design").map(|node| Design::read(&node)).transpose()?.unwrap_or_default(),
        estimator: Estimator::read(&case.need("estimator")?)?,
        rules: word(&case, "rules", &RULES, Some(all.rules))?,
        codebook: case
            .get("codebook")
            .map(|node| CodebookAt::read(&node))
            .transpose()?
            .or_else(|| all.codebook.clone()),
    })))
}

#[cfg(test)]
mod tests;
