//! A case's design as the engine has it: checked, replicated, weighted, with its domain.

use super::data::{Data, factor, factors, numeric};
use super::refusal::located;
use super::weighting;
use crate::read::CaseProblem;
use crate::read::{self, MadeReplicates, ReplicateType};
use serde_json::Value;
use survey::design::{Apart, LonelyPsu, Pps, Spec, Waves, Why};
use survey::replication::{Given, Kind, LeftOut, Method, Resample, replicate};
use survey::{Design, Domain, Factor, Numeric, Rules};

/// Replicates of a bootstrap, where a case does not say how many (R's `as.svrepdesign` draws 50).
const REPLICATES: usize = 50;

/// The data, the design over them, and the rows that estimates are about.
#[derive(Debug, Clone)]
pub(crate) struct Frame<'a> {
    pub(crate) table: &'a Data,
    pub(crate) design: Design,
    pub(crate) domain: Domain,
    /// By whose rules intervals and tests are made.
    pub(crate) rules: Rules,
    /// What to know of an answer that is not wrong and yet not what it seems.
    pub(crate) notices: Vec<String>,
    /// After each step of the weighting, whether its margins and those before are met.
    pub(crate) weighting: Vec<Value>,
}

impl<'a> Frame<'a> {
    /// In the order in which R does it: the design, its replicates, its weightings, the domain.
    pub(crate) fn build(design: &read::Design, table: &'a Data, rules: read::Rules) -> Result<Self, CaseProblem> {
        let rules = match rules {
            read::Rules::R => Rules::R,
            read::Rules::Right => Rules::Right,
        };
        let mut notices = Vec::new();
        let mut built = match &design.repweights {
            Some(given) => {
                let given = given_replicates(given, table)?;
                if given.has_idle_scales() {
                    let idle = "replicates of this type have a scale of their own: the scale given has no effect";
                    notices.push(idle.to_owned());
                }
                located(given.design(table.rows(), weights(design, table)?), "design.repweights")?
            }
            None => {
                let given = spec(design, table)?;
                let given = if design.subsampled { located(given.subsampled(), "design.subsampled")? } else { given };
                located(Design::new(given), "design")?
            }
        };
        notices.extend(contradiction(&built));
        notices.extend(built.apart().iter().map(apart));
        if let Some(made) = &design.replicate {
            let method = method(made)?;
            notices.extend(method.leaves_out(&built).into_iter().map(|left_out| said(left_out).to_owned()));
            built = located(replicate(&built, method, made.mse), "design.replicate")?;
        }
        let mut report = weighting::Report::default();
        for (at, step) in design.weighting.iter().enumerate() {
            built = weighting::apply(&built, (at, step), table, rules)?;
            report.add((at, step), &built, table)?;
        }
        notices.extend(report.notices);
        let mut inside = vec![true; table.rows()];
        for condition in &design.domain {
            let holds = table.holds(condition)?;
            inside.iter_mut().zip(holds).for_each(|(inside, holds)| *inside &= holds);
        }
        Ok(Self { table, design: built, domain: Domain::of(inside), rules, notices, weighting: report.steps })
    }

    /// Degrees of freedom of the design in the domain, whoever answered.
    pub(crate) fn df(&self) -> f64 {
        self.df_in(&self.domain)
    }

    /// Degrees of freedom of an estimate over the rows that answered: by R's rules those of the whole domain.
    pub(crate) fn df_of(&self, answered: &Domain) -> f64 {
        self.df_in(if self.rules == Rules::R { &self.domain } else { answered })
    }

    /// Degrees of freedom of the design in a domain.
    pub(crate) fn df_in(&self, domain: &Domain) -> f64 {
        // Of no rows there are none to lose.
        if self.design.sampled(domain) == 0 { 0.0 } else { self.design.degrees_of_freedom(domain) }
    }
}

/// What to know of weights that say something else than the finite populations.
fn contradiction(design: &Design) -> Option<String> {
    let found = design.disagreement()?;
    let place = found.stratum.map(|stratum| format!(" (stratum {stratum})")).unwrap_or_default();
    let clusters = !design.spec().ids.is_empty();
    Some(if found.times < 1.0 {
        format!(
            "the weights stand for {:.3} of the units that the finite populations (fpc) say were drawn from{place}: weights \
             are relative, or the populations too large",
            found.times
        )
    } else if clusters {
        format!(
            "the weights stand for {:.2} times as many units as the finite populations (fpc) of this stage say{place}: where \
             rows were drawn again within clusters, errors are too small; give that stage too (ids and fpc), or say \
             \"subsampled\": true",
            found.times
        )
    } else {
        format!(
            "the weights stand for {:.2} times as many units as the finite populations (fpc) say{place}: errors are too small \
             where not all that were drawn answered",
            found.times
        )
    })
}

/// What to know of waves that share too little.
fn apart(apart: &Apart) -> String {
    let named = |before: &str| apart.stratum.as_ref().map(|stratum| format!("{before} {stratum}")).unwrap_or_default();
    let [one, other] = &apart.waves;
    match &apart.why {
        Why::Few => format!(
            "waves {one} and {other}{} share {} units: with fewer than three their covariance is taken to be 0",
            named(" of stratum"),
            apart.shared
        ),
        Why::Unmatched => format!(
            "wave {other} does not have the stratum{} that wave {one} has, and drew {} of its units elsewhere: their covariance \
             is taken to be 0; where the stratum got another name, call it the same in both waves",
            named(""),
            apart.shared
        ),
        Why::Moved(to) => format!(
            "{} units of wave {one}{} are in stratum {to} in wave {other}: their covariance is taken to be 0; where a stratum is \
             what a unit was drawn in, and not what became of it, give both waves the same",
            apart.shared,
            named(" in stratum")
        ),
    }
}

fn waves(wave: &read::Wave, table: &Data) -> Result<Waves, CaseProblem> {
    Ok(Waves {
        merged: wave.merged.clone(),
        shared: wave.shared.as_ref().map(|name| numeric(table, name)).transpose()?,
        ..Waves::by(factor(table, &wave.var)?)
    })
}

/// Fay's damping, without which it would be another method.
fn fay(rho: Option<f64>, key: &str) -> Result<f64, CaseProblem> {
    rho.ok_or_else(|| {
        let remedy = "give the factor of the file (0.3 or 0.5, say), or take BRR, which has none";
        CaseProblem::new(format!("{key}.rho: Fay's method needs its factor"), remedy)
    })
}

const fn said(left_out: LeftOut) -> &'static str {
    match left_out {
        LeftOut::FinitePopulations => "these replicates leave out the finite populations (fpc): errors are too large",
        LeftOut::LaterStages => {
            "these replicates leave out draws within clusters: where all clusters were drawn they show no error"
        }
    }
}

fn spec(design: &read::Design, table: &Data) -> Result<Spec, CaseProblem> {
    Ok(Spec {
        rows: table.rows(),
        ids: factors(table, &design.ids)?,
        strata: factors(table, &design.strata)?,
        weights: weights(design, table)?,
        fpc: design.fpc.iter().map(|name| numeric(table, name)).collect::<Result<_, _>>()?,
        nest: design.nest,
        lonely: match design.lonely_psu {
            None | Some(read::LonelyPsu::Fail) => LonelyPsu::Fail,
            Some(read::LonelyPsu::Remove) => LonelyPsu::Remove,
            Some(read::LonelyPsu::Certainty) => LonelyPsu::Certainty,
            Some(read::LonelyPsu::Adjust) => LonelyPsu::Adjust,
            Some(read::LonelyPsu::Average) => LonelyPsu::Average,
        },
        adjust_domain_lonely: design.adjust_domain_lonely,
        pps: design.pps.map(|pps| match pps {
            read::Pps::Brewer => Pps::Brewer,
            read::Pps::Overton => Pps::Overton,
            read::Pps::HartleyRao => Pps::HartleyRao,
        }),
        waves: design.wave.as_ref().map(|wave| waves(wave, table)).transpose()?,
    })
}

fn method(made: &MadeReplicates) -> Result<Method, CaseProblem> {
    let bootstrap = |resample| Method::Bootstrap {
        resample,
        replicates: made.replicates.unwrap_or(REPLICATES),
        seed: made.seed.map_or(1, |seed| seed as u64),
    };
    Ok(match made.kind {
        ReplicateType::Jk1 => Method::Jk1,
        ReplicateType::Jkn | ReplicateType::Jk2 => Method::Jkn,
        ReplicateType::Brr => Method::Balanced { rho: 0.0 },
        ReplicateType::Fay => Method::Balanced { rho: fay(made.rho, "design.replicate")? },
        ReplicateType::Bootstrap => bootstrap(Resample::Bootstrap),
        ReplicateType::Subbootstrap => bootstrap(Resample::Subbootstrap),
        ReplicateType::MrbBootstrap => bootstrap(Resample::Multistage),
        ReplicateType::Acs | ReplicateType::SuccessiveDifference | ReplicateType::Other => {
            return Err(CaseProblem::new(
                "design.replicate.type: replicates of this type are given with the data, not made from a design",
                "make JK1, JKn, BRR, Fay, bootstrap, subbootstrap or mrbbootstrap, or give the columns (repweights)",
            ));
        }
    })
}

fn weights(design: &read::Design, table: &Data) -> Result<Option<Numeric>, CaseProblem> {
    design.weights.as_ref().map(|name| numeric(table, name)).transpose()
}

fn given_replicates(given: &read::GivenReplicates, table: &Data) -> Result<Given, CaseProblem> {
    let kind = match given.kind {
        ReplicateType::Jk1 => Kind::Jk1,
        ReplicateType::Jk2 => Kind::Jk2,
        ReplicateType::Jkn => Kind::Jkn,
        ReplicateType::Brr => Kind::Brr,
        ReplicateType::Fay => Kind::Fay { rho: fay(given.rho, "design.repweights")? },
        ReplicateType::Bootstrap | ReplicateType::Subbootstrap | ReplicateType::MrbBootstrap => Kind::Bootstrap,
        ReplicateType::Acs => Kind::Acs,
        ReplicateType::SuccessiveDifference => Kind::SuccessiveDifference,
        ReplicateType::Other => Kind::Other,
    };
    Ok(Given {
        columns: given.columns.iter().map(|name| numeric(table, name)).collect::<Result<_, _>>()?,
        kind,
        combined: given.combined,
        scale: given.scale,
        rscales: given.rscales.clone(),
        mse: given.mse,
    })
}

/// A column of categories with the levels that somebody with a weight in the domain has: a test compares no others.
pub(crate) fn present(frame: &Frame<'_>, name: &str) -> Result<Factor, CaseProblem> {
    let whole = factor(frame.table, name)?;
    if !frame.table.is_declared(name) {
        return Ok(whole);
    }
    let mut seen = vec![false; whole.levels.len()];
    for (row, (code, weight)) in whole.codes.iter().zip(frame.design.weights()).enumerate() {
        if let Some(seen) = seen.get_mut(*code as usize) {
            *seen |= *weight != 0.0 && frame.domain.holds(row);
        }
    }
    let mut next = 0;
    let place = |seen: &bool| {
        let place = if *seen { next } else { Factor::MISSING };
        next += u32::from(*seen);
        place
    };
    let places: Vec<u32> = seen.iter().map(place).collect();
    let codes = whole.codes.iter().map(|code| places.get(*code as usize).copied().unwrap_or(Factor::MISSING)).collect();
    let levels = whole.levels.into_iter().zip(&seen).filter(|(_, seen)| **seen).map(|(level, _)| level).collect();
    Ok(Factor { name: whole.name, levels, codes })
}
