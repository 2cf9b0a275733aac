//! A case's step of weighting as the engine has it.

use super::data::{Data, factor, numeric};
use super::refused::{Refused, located};
use ::survey::Design;
use ::survey::weighting::{
    Auxiliary, Calibration, Distance, Limits, Margin, Rounds, calibrate, post_stratify, rake, trim_as_given,
};
use exchange::cases::{self, CalFun, Weighting};

/// R's `calibrate`: so many steps, until totals are this close.
const STEPS: usize = 50;
const CLOSE: f64 = 1e-7;

/// The design after a step.
pub(super) fn apply(design: &Design, (at, step): (usize, &Weighting), table: &Data) -> Result<Design, Refused> {
    let margin =
        |margin: &cases::Margin| Ok(Margin { factor: factor(table, &margin.var)?, totals: margin.totals.clone() });
    let weighted = match step {
        Weighting::Poststratify { margin: cells, partial } => post_stratify(design, &margin(cells)?, *partial),
        Weighting::Rake { margins, maxit, epsilon } => {
            let margins = margins.iter().map(margin).collect::<Result<Vec<_>, Refused>>()?;
            let usual = Rounds::ROUGH;
            let rounds = Rounds { most: maxit.unwrap_or(usual.most), epsilon: epsilon.unwrap_or(usual.epsilon) };
            rake(design, &margins, rounds)
        }
        Weighting::Calibrate { population, aux, calfun, bounds, maxit, epsilon, aggregate_stage } => {
            let auxiliary = |aux: &cases::Auxiliary| {
                Ok(match aux {
                    cases::Auxiliary::Category(cells) => Auxiliary::Category(margin(cells)?),
                    cases::Auxiliary::Numeric { var, total } => {
                        Auxiliary::Numeric { column: numeric(table, var)?, total: *total }
                    }
                })
            };
            let calibration = Calibration {
                population: *population,
                auxiliaries: aux.iter().map(auxiliary).collect::<Result<_, Refused>>()?,
                distance: match calfun {
                    CalFun::Linear => Distance::Linear,
                    CalFun::Raking => Distance::Raking,
                    CalFun::Logit => Distance::Logit,
                },
                bounds: *bounds,
                most: maxit.unwrap_or(STEPS),
                epsilon: epsilon.unwrap_or(CLOSE),
                aggregate_stage: *aggregate_stage,
            };
            calibrate(design, &calibration)
        }
        Weighting::Trim { upper, lower, strict } => {
            let limits = Limits {
                lower: lower.unwrap_or(f64::NEG_INFINITY),
                upper: upper.unwrap_or(f64::INFINITY),
                strict: *strict,
            };
            trim_as_given(design, limits)
        }
    };
    located(weighted, &format!("design.weighting[{at}]"))
}
