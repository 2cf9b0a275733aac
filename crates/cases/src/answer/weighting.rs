//! A case's step of weighting as the engine has it.

use super::data::{Data, factor, numeric};
use super::given::number;
use super::refusal::located;
use crate::read::CaseProblem;
use crate::read::{self, CalFun, Weighting};
use serde_json::{Value, json};
use survey::weighting::{
    Auxiliary, Calibration, Distance, Limits, Margin, Met, Rounds, calibrate, met, post_stratify, rake, trim,
    trim_as_given,
};
use survey::{Design, Rules};

/// R's `calibrate`: so many steps, until totals are this close.
const STEPS: usize = 50;
const CLOSE: f64 = 1e-7;

/// Margins that are off by more than this share of the population are not met: a hundredth of a percentage point.
const MET: f64 = 1e-4;

/// The margins of a step.
fn margins(step: &Weighting, table: &Data) -> Result<Vec<Margin>, CaseProblem> {
    let margin =
        |margin: &read::Margin| Ok(Margin { factor: factor(table, &margin.var)?, totals: margin.totals.clone() });
    match step {
        Weighting::Poststratify { margin: cells, .. } => Ok(vec![margin(cells)?]),
        Weighting::Rake { margins, .. } => margins.iter().map(margin).collect(),
        Weighting::Calibrate { aux, .. } => {
            let categories = aux.iter().filter_map(|aux| match aux {
                read::Auxiliary::Category(cells) => Some(cells),
                read::Auxiliary::Numeric { .. } => None,
            });
            categories.map(margin).collect()
        }
        Weighting::Trim { .. } => Ok(Vec::new()),
    }
}

/// What the weights make of the margins of every step so far, after each step: which category is furthest off, and whether
/// all are met.
#[derive(Debug, Clone, Default)]
pub(super) struct Report {
    known: Vec<(usize, Margin)>,
    pub(super) steps: Vec<Value>,
    pub(super) notices: Vec<String>,
}

impl Report {
    /// Adds a step that was taken.
    pub(super) fn add(
        &mut self,
        (at, step): (usize, &Weighting),
        design: &Design,
        table: &Data,
    ) -> Result<(), CaseProblem> {
        let margins = margins(step, table)?;
        self.known.extend(margins.into_iter().map(|margin| (at, margin)));
        let mut worst: Option<(usize, Met, f64)> = None;
        for (of, margin) in &self.known {
            let population: f64 = margin.totals.iter().map(|(_, total)| total).sum();
            for met in met(margin, design.weights()) {
                let off = met.off(population);
                if worst.as_ref().is_none_or(|(_, _, most)| off > *most) {
                    worst = Some((*of, met, off));
                }
            }
        }
        let Some((of, met, off)) = worst else { return Ok(()) };
        // Cells of the population that a post-stratification left out are off by all they have.
        let all = off <= MET;
        self.steps.push(json!({
            "step": at + 1,
            "met": all,
            "furthest": { "step": of + 1, "var": met.variable, "level": met.level, "total": number(met.total),
                "found": number(met.found) },
        }));
        if !all {
            self.notices.push(format!(
                "after step {} of the weighting the margin {} is not met: {} has {:.4}, and should have {} ({:.2} points \
                 off){}",
                at + 1,
                met.variable,
                met.level,
                met.found,
                met.total,
                off * 100.0,
                if of == at { "; rake longer or closer (maxit, epsilon)" } else { "; weight to it again after this step" }
            ));
        }
        Ok(())
    }
}

/// The design after a step.
pub(super) fn apply(
    design: &Design,
    (at, step): (usize, &Weighting),
    table: &Data,
    rules: Rules,
) -> Result<Design, CaseProblem> {
    let margin =
        |margin: &read::Margin| Ok(Margin { factor: factor(table, &margin.var)?, totals: margin.totals.clone() });
    let weighted = match step {
        Weighting::Poststratify { margin: cells, partial } => post_stratify(design, &margin(cells)?, *partial),
        Weighting::Rake { margins, maxit, epsilon } => {
            let margins = margins.iter().map(margin).collect::<Result<Vec<_>, CaseProblem>>()?;
            // R ends where no category moves by 1 in a round, whatever the unit of the weights.
            let usual = if rules == Rules::R { Rounds::ROUGH } else { Rounds::default() };
            let rounds = Rounds { most: maxit.unwrap_or(usual.most), epsilon: epsilon.unwrap_or(usual.epsilon) };
            rake(design, &margins, rounds)
        }
        Weighting::Calibrate { population, aux, calfun, bounds, maxit, epsilon, aggregate_stage } => {
            let auxiliary = |aux: &read::Auxiliary| {
                Ok(match aux {
                    read::Auxiliary::Category(cells) => Auxiliary::Category(margin(cells)?),
                    read::Auxiliary::Numeric { var, total } => {
                        Auxiliary::Numeric { column: numeric(table, var)?, total: *total }
                    }
                })
            };
            let calibration = Calibration {
                population: *population,
                auxiliaries: aux.iter().map(auxiliary).collect::<Result<_, CaseProblem>>()?,
                distance: match calfun {
                    CalFun::Linear => Distance::Linear,
                    CalFun::Raking => Distance::Raking,
                    CalFun::Logit => Distance::Logit,
                },
                bounds: *bounds,
                most: maxit.unwrap_or(STEPS),
                epsilon: epsilon.unwrap_or(CLOSE),
                aggregate_stage: *aggregate_stage,
                negative: rules == Rules::R,
            };
            calibrate(design, &calibration)
        }
        Weighting::Trim { upper, lower, strict } => {
            let limits = Limits {
                lower: lower.unwrap_or(f64::NEG_INFINITY),
                upper: upper.unwrap_or(f64::INFINITY),
                strict: *strict,
            };
            // R takes trimmed weights as if they had been given.
            if rules == Rules::R { trim_as_given(design, limits) } else { trim(design, limits) }
        }
    };
    located(weighted, &format!("design.weighting[{at}]"))
}
