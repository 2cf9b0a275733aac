//! How a sample was drawn, replicated, weighted and cut down to a domain.

use super::json::Node;
use super::key::{flag, number, texts, word};
use super::{CaseProblem, Condition, Weighting};

/// A design, in the names of columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Design {
    /// Clusters, one column a stage.
    pub ids: Vec<String>,
    /// Strata, one column a stage at most.
    pub strata: Vec<String>,
    /// Weights.
    pub weights: Option<String>,
    /// Finite populations, one column a stage.
    pub fpc: Vec<String>,
    /// Whether cluster ids begin anew in each stratum.
    pub nest: bool,
    /// What to do with a lonely cluster, in R's words; none: `fail`.
    pub lonely_psu: Option<LonelyPsu>,
    /// Whether that also holds for strata that have one cluster left in a domain.
    pub adjust_domain_lonely: bool,
    /// Drawn with unequal probabilities, and what stands in for the joint inclusion probabilities.
    pub pps: Option<Pps>,
    /// Replicates to make.
    pub replicate: Option<MadeReplicates>,
    /// Replicates that came with the data.
    pub repweights: Option<GivenReplicates>,
    /// Weightings, in order.
    pub weighting: Vec<Weighting>,
    /// The domain: all must hold.
    pub domain: Vec<Condition>,
    /// Measurements at several times in one file.
    pub wave: Option<Wave>,
    /// Whether rows were drawn again within clusters, at the rate that the weights tell: a second stage.
    pub subsampled: bool,
}

/// Which measurement a row belongs to: `"wave": "year"`, or `{"var": "year", "merged": {"old": "new"}, "shared": "N12"}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wave {
    /// The column.
    pub var: String,
    /// Clusters of the first stage that became one: what they were called, and what they are called now.
    pub merged: Vec<(String, String)>,
    /// The column that says how many clusters the populations of both waves share.
    pub shared: Option<String>,
}

/// What stands in for the joint inclusion probabilities, in R's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pps {
    /// `"brewer"`.
    Brewer,
    /// `"overton"`.
    Overton,
    /// `HR()`.
    HartleyRao,
}

/// What to do with a stratum that has one cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LonelyPsu {
    /// Refuse.
    Fail,
    /// Leave it out.
    Remove,
    /// It adds no variance.
    Certainty,
    /// Against the mean of all.
    Adjust,
    /// The mean of the other strata.
    Average,
}

/// How replicates work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplicateType {
    /// Delete-one jackknife without strata.
    Jk1,
    /// Delete-one jackknife within strata.
    Jkn,
    /// Jackknife of two clusters a stratum.
    Jk2,
    /// Half samples.
    Brr,
    /// Fay's half samples.
    Fay,
    /// Canty and Davison's bootstrap.
    Bootstrap,
    /// Rao and Wu's rescaled bootstrap, one cluster less than drawn.
    Subbootstrap,
    /// Preston's multistage rescaled bootstrap.
    MrbBootstrap,
    /// American Community Survey.
    Acs,
    /// Successive differences.
    SuccessiveDifference,
    /// Another: the scales say it all.
    Other,
}

const PPS: [(&str, Pps); 4] =
    [("brewer", Pps::Brewer), ("overton", Pps::Overton), ("HR", Pps::HartleyRao), ("HR()", Pps::HartleyRao)];

const TYPES: [(&str, ReplicateType); 11] = [
    ("JK1", ReplicateType::Jk1),
    ("JKn", ReplicateType::Jkn),
    ("BRR", ReplicateType::Brr),
    ("Fay", ReplicateType::Fay),
    ("bootstrap", ReplicateType::Bootstrap),
    ("subbootstrap", ReplicateType::Subbootstrap),
    ("mrbbootstrap", ReplicateType::MrbBootstrap),
    ("ACS", ReplicateType::Acs),
    ("successive-difference", ReplicateType::SuccessiveDifference),
    ("JK2", ReplicateType::Jk2),
    ("other", ReplicateType::Other),
];

/// Replicates to make from the design.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeReplicates {
    /// How.
    pub kind: ReplicateType,
    /// Spread around the estimate.
    pub mse: bool,
    /// Fay's damping.
    pub rho: Option<f64>,
    /// How many, for a bootstrap.
    pub replicates: Option<usize>,
    /// The seed, for a bootstrap.
    pub seed: Option<usize>,
}

/// Replicate weights that came with the data.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenReplicates {
    /// Their columns.
    pub columns: Vec<String>,
    /// How they work.
    pub kind: ReplicateType,
    /// The scale of all.
    pub scale: Option<f64>,
    /// The scale of each.
    pub rscales: Option<Vec<f64>>,
    /// Whole weights, not factors of the weights.
    pub combined: bool,
    /// Spread around the estimate.
    pub mse: bool,
    /// Fay's damping.
    pub rho: Option<f64>,
}

impl Design {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        let object = node.object()?;
        let each = |key: &str| object.get(key).map(|node| node.list()).unwrap_or_default();
        let pps = object.get("pps").map(|_| word(&object, "pps", &PPS, None)).transpose()?;
        let design = Self {
            ids: texts(&object, "ids")?,
            strata: texts(&object, "strata")?,
            weights: object.get("weights").map(|node| node.text()).transpose()?,
            fpc: texts(&object, "fpc")?,
            nest: flag(&object, "nest", false)?,
            lonely_psu: Some(word(
                &object,
                "lonely_psu",
                &[
                    ("fail", LonelyPsu::Fail),
                    ("remove", LonelyPsu::Remove),
                    ("certainty", LonelyPsu::Certainty),
                    ("adjust", LonelyPsu::Adjust),
                    ("average", LonelyPsu::Average),
                ],
                Some(LonelyPsu::Fail),
            )?),
            adjust_domain_lonely: flag(&object, "adjust_domain_lonely", false)?,
            pps,
            replicate: object.get("replicate").map(|node| MadeReplicates::read(&node)).transpose()?,
            repweights: object.get("repweights").map(|node| GivenReplicates::read(&node)).transpose()?,
            weighting: each("weighting").iter().map(Weighting::read).collect::<Result<_, _>>()?,
            domain: each("domain").iter().map(Condition::read).collect::<Result<_, _>>()?,
            wave: object.get("wave").map(|node| Wave::read(&node)).transpose()?,
            subsampled: flag(&object, "subsampled", false)?,
        };
        object.done()?;
        if design.replicate.is_some() && design.repweights.is_some() {
            return Err(node.wrong("replicates are both made and given", "keep replicate or repweights"));
        }
        Ok(design)
    }

    /// Every column that it names.
    pub fn columns(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.ids.iter().chain(&self.strata).chain(&self.fpc).map(String::as_str).collect();
        names.extend(self.weights.as_deref());
        names
            .extend(self.wave.iter().flat_map(|wave| std::iter::once(wave.var.as_str()).chain(wave.shared.as_deref())));
        names.extend(self.repweights.iter().flat_map(|given| given.columns.iter().map(String::as_str)));
        names.extend(self.weighting.iter().flat_map(Weighting::columns));
        names.extend(self.domain.iter().map(|condition| condition.var.as_str()));
        names
    }
}

impl Wave {
    fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        if let Ok(var) = node.text() {
            return Ok(Self { var, ..Self::default() });
        }
        let object = node.object()?;
        let merged = match object.get("merged") {
            Some(names) => {
                let entries = names.entries()?.into_iter();
                entries.map(|(old, now)| Ok((old, now.text()?))).collect::<Result<Vec<_>, CaseProblem>>()?
            }
            None => Vec::new(),
        };
        let shared = object.get("shared").map(|node| node.text()).transpose()?;
        let wave = Self { var: object.need("var")?.text()?, merged, shared };
        object.done()?;
        Ok(wave)
    }
}

impl MadeReplicates {
    fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        let object = node.object()?;
        let made = Self {
            kind: word(&object, "type", &TYPES, None)?,
            mse: flag(&object, "mse", false)?,
            rho: number(&object, "rho")?.or(number(&object, "fay.rho")?),
            replicates: object.get("replicates").map(|node| node.count()).transpose()?,
            seed: object.get("seed").map(|node| node.count()).transpose()?,
        };
        // How R stores them; the numbers are the same.
        let _ = object.get("compress");
        object.done()?;
        Ok(made)
    }
}

impl GivenReplicates {
    fn read(node: &Node<'_>) -> Result<Self, CaseProblem> {
        let object = node.object()?;
        let kind = word(&object, "type", &TYPES, Some(ReplicateType::Other))?;
        let given = Self {
            columns: object.need("columns")?.names()?,
            kind,
            scale: number(&object, "scale")?,
            rscales: object.get("rscales").map(|node| node.numbers()).transpose()?,
            // `combined.weights` of R's `svrepdesign` is true unless said otherwise.
            combined: flag(&object, "combined", true)?,
            // The American Community Survey is meant for it; said to be false, it is false.
            mse: flag(&object, "mse", kind == ReplicateType::Acs)?,
            rho: number(&object, "rho")?,
        };
        object.done()?;
        Ok(given)
    }
}
