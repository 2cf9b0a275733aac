//! What to estimate.

use super::json::{Json, Node, Object};
use super::key::{flag, number, texts, word};
use super::{CaseProblem, Scalar};

/// What to estimate, with what every estimator may be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimator {
    /// What.
    pub kind: Kind,
    /// The level of intervals.
    pub level: f64,
    /// Degrees of freedom of intervals, instead of the design's; may be infinite.
    pub ci_df: Option<f64>,
    /// Design effects, and against which simple random sample.
    pub deff: Option<Deff>,
    /// Whether the covariance is asked for.
    pub vcov: bool,
    /// Whether rows without an answer leave the domain; otherwise they make the answer missing.
    pub na_rm: bool,
}

/// What a design is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deff {
    /// A simple random sample without replacement.
    WithoutReplacement,
    /// A simple random sample with replacement.
    WithReplacement,
}

/// A statistic that can be taken by groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stat {
    /// Means.
    Mean,
    /// Totals.
    Total,
    /// Shares of categories.
    Proportion,
    /// Totals of categories.
    ProportionTotal,
    /// A total over another.
    Ratio,
    /// Quantiles.
    Quantile,
    /// Variances.
    Variance,
}

const STATS: [(&str, Stat); 7] = [
    ("mean", Stat::Mean),
    ("total", Stat::Total),
    ("proportion", Stat::Proportion),
    ("proportion_total", Stat::ProportionTotal),
    ("ratio", Stat::Ratio),
    ("quantile", Stat::Quantile),
    ("variance", Stat::Variance),
];

/// The variables of a statistic and how to take it.
#[derive(Debug, Clone, PartialEq)]
pub struct What {
    /// The statistic.
    pub stat: Stat,
    /// Its variables; of a ratio, the numerators.
    pub vars: Vec<String>,
    /// Of a ratio, the denominators.
    pub denominators: Vec<String>,
    /// Of quantiles, which.
    pub p: Vec<f64>,
    /// Of quantiles, the rule, in R's words.
    pub qrule: Option<String>,
    /// Of quantiles, the interval, in R's words.
    pub interval: Option<String>,
}

/// What to estimate. Methods and statistics are in R's words; what they mean is `survey`'s to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A statistic of the whole domain.
    Plain(What),
    /// The same, where the covariance is the point.
    Vcov(What),
    /// The same in each group.
    By {
        /// What in each.
        what: What,
        /// The variables whose combinations make the groups.
        by: Vec<String>,
    },
    /// The share of one category, with an interval made for shares.
    Ciprop {
        /// The variable.
        var: String,
        /// The category.
        value: Scalar,
        /// The interval.
        method: Option<String>,
    },
    /// The weights themselves.
    Weights {
        /// The variables whose weighted counts are asked for.
        margins: Vec<String>,
    },
    /// Whether two variables go together.
    Chisq {
        /// Rows and columns.
        vars: Vec<String>,
        /// The form of the test.
        statistic: Option<String>,
    },
    /// Whether shares are as given.
    Gof {
        /// The variable.
        var: String,
        /// The shares, in the order of its levels, or of the names.
        p: Vec<f64>,
        /// The category of each; none: in the order of the levels.
        names: Vec<String>,
        /// The form of the test.
        statistic: Option<String>,
    },
    /// Whether a mean differs between two groups, or from a number.
    Ttest {
        /// The variable.
        y: String,
        /// The groups.
        group: Option<String>,
        /// The number.
        mu: f64,
    },
    /// A linear combination of the means of groups.
    ContrastBy {
        /// The variables.
        vars: Vec<String>,
        /// The variables that make the groups.
        by: Vec<String>,
        /// Group and coefficient.
        coef: Vec<(String, f64)>,
    },
    /// A linear combination of the means of variables.
    ContrastVars {
        /// The variables.
        vars: Vec<String>,
        /// Variable and coefficient.
        coef: Vec<(String, f64)>,
    },
    /// Whether groups differ in rank.
    Ranktest {
        /// The variable.
        y: String,
        /// The groups.
        group: String,
        /// The form of the test.
        test: Option<String>,
    },
    /// Weighted counts of combinations of categories.
    Table {
        /// The variables.
        vars: Vec<String>,
        /// What all cells add up to, if not the weights.
        total: Option<f64>,
    },
    /// Cronbach's alpha.
    Alpha {
        /// The items.
        vars: Vec<String>,
    },
}

impl Estimator {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        let object = node.object()?;
        let kind = Kind::read(&object)?;
        let estimator = Self {
            kind,
            level: level(&object)?,
            ci_df: object.get("ci_df").map(|node| df(&node)).transpose()?,
            deff: object.get("deff").map(|node| Deff::read(&node)).transpose()?.flatten(),
            vcov: flag(&object, "vcov", false)?,
            na_rm: flag(&object, "na_rm", true)?,
        };
        object.done()?;
        Ok(estimator)
    }

    /// Every column that it names.
    pub fn columns(&self) -> Vec<&str> {
        let names: Vec<&String> = match &self.kind {
            Kind::Plain(what) | Kind::Vcov(what) => what.columns().collect(),
            Kind::By { what, by } => what.columns().chain(by).collect(),
            Kind::Ciprop { var, .. } | Kind::Gof { var, .. } => vec![var],
            Kind::Weights { margins: vars }
            | Kind::Chisq { vars, .. }
            | Kind::ContrastVars { vars, .. }
            | Kind::Table { vars, .. }
            | Kind::Alpha { vars } => vars.iter().collect(),
            Kind::Ttest { y, group, .. } => std::iter::once(y).chain(group).collect(),
            Kind::ContrastBy { vars, by, .. } => vars.iter().chain(by).collect(),
            Kind::Ranktest { y, group, .. } => vec![y, group],
        };
        names.into_iter().map(String::as_str).collect()
    }
}

fn level(object: &Object<'_>) -> Result<f64, CaseProblem> {
    let Some(node) = object.get("level") else { return Ok(0.95) };
    let level = node.number()?;
    if level > 0.0 && level < 1.0 {
        Ok(level)
    } else {
        Err(node.wrong("a level lies between 0 and 1", "give a level such as 0.95"))
    }
}

fn df(node: &Node<'_>) -> Result<f64, CaseProblem> {
    let df = node.number()?;
    if df > 0.0 {
        Ok(df)
    } else {
        Err(node.wrong("an interval has more than 0 degrees of freedom", "give a number above 0"))
    }
}

fn total(node: &Node<'_>) -> Result<f64, CaseProblem> {
    let total = node.number()?;
    if total > 0.0 && total.is_finite() { Ok(total) } else { Err(node.expected("a number above 0")) }
}

/// Where quantiles are taken, at least one.
fn shares(node: &Node<'_>) -> Result<Vec<f64>, CaseProblem> {
    let shares = node.numbers()?;
    if !shares.is_empty() && shares.iter().all(|share| (0.0..=1.0).contains(share)) {
        return Ok(shares);
    }
    Err(node.wrong("quantiles are taken at shares from 0 to 1", "give one share or more, such as 0.5"))
}

impl Deff {
    fn read(node: &Node<'_>) -> Result<Option<Self>, CaseProblem> {
        match node.json() {
            Json::Bool(false) => Ok(None),
            Json::Bool(true) => Ok(Some(Self::WithoutReplacement)),
            Json::Text(text) if text == "replace" => Ok(Some(Self::WithReplacement)),
            _ => Err(node.wrong("this is not a design effect", "give true, false or \"replace\"")),
        }
    }
}

impl What {
    /// Every column that it names.
    pub fn columns(&self) -> impl Iterator<Item = &String> {
        self.vars.iter().chain(&self.denominators)
    }

    fn read(object: &Object<'_>, stat: Stat) -> Result<Self, CaseProblem> {
        let text = |key: &str| object.get(key).map(|node| node.text()).transpose();
        let vars = match (stat, object.get("numerator")) {
            (Stat::Ratio, Some(numerator)) => numerator.names()?,
            _ => object.need("vars")?.names()?,
        };
        let denominators = if stat == Stat::Ratio { object.need("denominator")?.names()? } else { Vec::new() };
        let p = match (stat, object.get("p")) {
            (Stat::Quantile, None) => vec![0.5],
            (Stat::Quantile, Some(node)) => shares(&node)?,
            _ => Vec::new(),
        };
        Ok(Self { stat, vars, denominators, p, qrule: text("qrule")?, interval: text("interval")? })
    }
}

impl Kind {
    fn read(object: &Object<'_>) -> Result<Self, CaseProblem> {
        let name = object.need("kind")?;
        let text = |key: &str| object.get(key).map(|node| node.text()).transpose();
        if let Some((_, stat)) = STATS.iter().find(|(word, _)| name.text().is_ok_and(|name| name == *word)) {
            return What::read(object, *stat).map(Self::Plain);
        }
        Ok(match name.text()?.as_str() {
            "by" => Self::By {
                what: What::read(object, word(object, "stat", &STATS, Some(Stat::Mean))?)?,
                by: object.need("by")?.names()?,
            },
            "vcov" => Self::Vcov(What::read(object, word(object, "stat", &STATS, Some(Stat::Mean))?)?),
            "ciprop" => Self::Ciprop {
                var: object.need("var")?.text()?,
                value: Scalar::read(&object.need("value")?)?,
                method: text("method")?,
            },
            "weights" => Self::Weights { margins: texts(object, "margins")? },
            "chisq" => Self::Chisq { vars: object.need("vars")?.names()?, statistic: text("statistic")? },
            "gof" => {
                let shares = object.need("p")?;
                let named = match shares.json() {
                    Json::Object(_) => shares.numbers_by_name()?,
                    _ => Vec::new(),
                };
                let (names, values): (Vec<String>, Vec<f64>) = named.into_iter().unzip();
                Self::Gof {
                    var: one(&object.need("vars")?)?,
                    p: if names.is_empty() { shares.numbers()? } else { values },
                    names,
                    statistic: text("statistic")?,
                }
            }
            "ttest" => {
                let (group, mu) = (text("group")?, number(object, "mu")?);
                if let (Some(_), Some(node)) = (&group, object.get("mu")) {
                    return Err(node.wrong("two groups are compared with one another", "give group or mu, not both"));
                }
                Self::Ttest { y: object.need("y")?.text()?, group, mu: mu.unwrap_or(0.0) }
            }
            "contrast_by" => Self::ContrastBy {
                vars: object.need("vars")?.names()?,
                by: object.need("by")?.names()?,
                coef: object.need("coef")?.numbers_by_name()?,
            },
            "contrast_vars" => Self::ContrastVars {
                vars: object.need("vars")?.names()?,
                coef: object.need("coef")?.numbers_by_name()?,
            },
            "ranktest" => Self::Ranktest {
                y: object.need("y")?.text()?,
                group: object.need("group")?.text()?,
                test: text("test")?,
            },
            "table" => Self::Table {
                vars: object.need("vars")?.names()?,
                total: object.get("Ntotal").map(|node| total(&node)).transpose()?,
            },
            "alpha" => Self::Alpha { vars: object.need("vars")?.names()? },
            other => {
                return Err(name.wrong(
                    format!("{other:?} is not a kind of estimator"),
                    "use one of: mean, total, proportion, proportion_total, ratio, quantile, variance, by, vcov, ciprop, \
                     weights, chisq, gof, ttest, contrast_by, contrast_vars, ranktest, table, alpha",
                ));
            }
        })
    }
}

fn one(node: &Node<'_>) -> Result<String, CaseProblem> {
    match node.texts()?.as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(node.wrong("this takes one variable", "give one name")),
    }
}
