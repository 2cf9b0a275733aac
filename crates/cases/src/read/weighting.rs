//! Steps of weighting.

use super::CaseProblem;
use super::json::Node;
use super::key::{flag, number, word};

/// Population totals of the categories of one variable, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// The column.
    pub var: String,
    /// Category and total.
    pub totals: Vec<(String, f64)>,
}

/// An auxiliary of a calibration.
#[derive(Debug, Clone, PartialEq)]
pub enum Auxiliary {
    /// Categories with their totals.
    Category(Margin),
    /// A number with its total.
    Numeric {
        /// The column.
        var: String,
        /// Its population total.
        total: f64,
    },
}

/// The distance that a calibration keeps small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalFun {
    /// Least squares.
    Linear,
    /// Exponential tilting.
    Raking,
    /// Logit, which needs bounds.
    Logit,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub enum Weighting {
    /// To the totals of the cells of one variable.
    Poststratify {
        /// The cells.
        margin: Margin,
        /// Leave out cells of the population without respondents.
        partial: bool,
    },
    /// To several margins in turn.
    Rake {
        /// The margins.
        margins: Vec<Margin>,
        /// At most so many rounds.
        maxit: Option<usize>,
        /// When to stop.
        epsilon: Option<f64>,
    },
    /// To totals of auxiliaries.
    Calibrate {
        /// Population size, the total of the intercept; absent: no intercept.
        population: Option<f64>,
        /// The auxiliaries.
        aux: Vec<Auxiliary>,
        /// The distance.
        calfun: CalFun,
        /// Lowest and highest factor.
        bounds: Option<(f64, f64)>,
        /// At most so many rounds.
        maxit: Option<usize>,
        /// When to stop.
        epsilon: Option<f64>,
        /// The stage within whose clusters weights stay equal.
        aggregate_stage: Option<usize>,
    },
    /// Between a lowest and a highest weight.
    Trim {
        /// Highest.
        upper: Option<f64>,
        /// Lowest.
        lower: Option<f64>,
        /// Again until no weight is outside.
        strict: bool,
    },
}

impl Margin {
    fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        let object = node.object()?;
        let margin = Self { var: object.need("var")?.text()?, totals: object.need("totals")?.numbers_by_name()? };
        object.done()?;
        Ok(margin)
    }
}

impl Auxiliary {
    fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        let object = node.object()?;
        let var = object.need("var")?.text()?;
        let categories = object.get("totals").is_some();
        let aux = if word(&object, "type", &[("category", true), ("numeric", false)], Some(categories))? {
            Self::Category(Margin { var, totals: object.need("totals")?.numbers_by_name()? })
        } else {
            Self::Numeric { var, total: object.need("total")?.number()? }
        };
        object.done()?;
        Ok(aux)
    }
}

impl Weighting {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        let object = node.object()?;
        let count = |key: &str| object.get(key).map(|node| node.count()).transpose();
        let methods = [("poststratify", 0), ("rake", 1), ("calibrate", 2), ("trim", 3)];
        let step = match word(&object, "method", &methods, None)? {
            0 => Self::Poststratify {
                margin: Margin { var: object.need("var")?.text()?, totals: object.need("totals")?.numbers_by_name()? },
                partial: flag(&object, "partial", false)?,
            },
            1 => Self::Rake {
                margins: object.need("margins")?.list().iter().map(Margin::read).collect::<Result<_, _>>()?,
                maxit: count("maxit")?,
                epsilon: number(&object, "epsilon")?,
            },
            2 => Self::Calibrate {
                population: number(&object, "N")?,
                aux: object
                    .get("aux")
                    .map(|node| node.list())
                    .unwrap_or_default()
                    .iter()
                    .map(Auxiliary::read)
                    .collect::<Result<_, _>>()?,
                calfun: word(
                    &object,
                    "calfun",
                    &[("linear", CalFun::Linear), ("raking", CalFun::Raking), ("logit", CalFun::Logit)],
                    Some(CalFun::Linear),
                )?,
                bounds: object.get("bounds").map(|node| pair(&node)).transpose()?,
                maxit: count("maxit")?,
                epsilon: number(&object, "epsilon")?,
                aggregate_stage: count("aggregate_stage")?,
            },
            _ => Self::Trim {
                upper: number(&object, "upper")?,
                lower: number(&object, "lower")?,
                strict: flag(&object, "strict", false)?,
            },
        };
        object.done()?;
        Ok(step)
    }

    /// Every column that it names.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Poststratify { margin, .. } => vec![margin.var.as_str()],
            Self::Rake { margins, .. } => margins.iter().map(|margin| margin.var.as_str()).collect(),
            Self::Calibrate { aux, .. } => aux
                .iter()
                .map(|aux| match aux {
                    Auxiliary::Category(margin) => margin.var.as_str(),
                    Auxiliary::Numeric { var, .. } => var.as_str(),
                })
                .collect(),
            Self::Trim { .. } => Vec::new(),
        }
    }
}

fn pair(node: &Node<'_>) -> Result<(f64, f64), CaseProblem> {
    let unbounded = |node: &Node<'_>, side: f64| match node.json() {
        super::json::Json::Null => Ok(side),
        _ => node.number(),
    };
    match node.list().as_slice() {
        [low, high] => Ok((unbounded(low, f64::NEG_INFINITY)?, unbounded(high, f64::INFINITY)?)),
        _ => Err(node.wrong("bounds are two numbers", "give the lowest and the highest factor")),
    }
}
