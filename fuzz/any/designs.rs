//! Any design over any data through the survey engine: it answers or refuses, and does not panic.
//!
//! The bytes are a tape: each decision takes one. Numbers come from their own bits now and then, so that infinities, `NaN`
//! and numbers over the whole range of exponents turn up.

use survey::comparison::Adjust;
use survey::design::{LonelyPsu, Pps, Spec, Waves};
use survey::estimation::{Means, Ratios, Request, Rule, Totals, Variances, answered, by_groups, indicators, quantile};
use survey::interval::{Method as Share, Proportion};
use survey::replication::{Method, Resample, replicate};
use survey::table::{Book, Codes, Summary};
use survey::testing::{Form, Scores, chi_squared, difference, goodness_of_fit, mean_against, rank_test};
use survey::weighting::{
    Auxiliary, Calibration, Distance, Limits, Margin, Rounds, calibrate, post_stratify, rake, trim,
};
use survey::{Design, Domain, Factor, Numeric, Rules};

struct Tape<'a>(std::slice::Iter<'a, u8>);

impl Tape<'_> {
    fn byte(&mut self) -> u8 {
        self.0.next().copied().unwrap_or(0)
    }

    fn below(&mut self, below: usize) -> usize {
        usize::from(self.byte()) % below
    }

    fn number(&mut self) -> f64 {
        match self.byte() {
            0 => f64::from_bits(u64::from_le_bytes(std::array::from_fn(|_| self.byte()))),
            byte => f64::from(byte % 16),
        }
    }

    fn numeric(&mut self, name: &str, rows: usize) -> Numeric {
        Numeric { name: name.to_owned(), values: (0..rows).map(|_| self.number()).collect() }
    }

    /// Sometimes with codes that have no level, and with missing ones.
    fn factor(&mut self, name: &str, rows: usize) -> Factor {
        let levels = self.below(6);
        let strange = self.below(8) == 0;
        let code = |tape: &mut Self| match tape.byte() {
            255 if strange => Factor::MISSING,
            byte if strange => u32::from(byte % 8),
            byte => u32::from(byte) % levels.max(1) as u32,
        };
        let codes = (0..rows).map(|_| code(self)).collect();
        Factor { name: name.to_owned(), levels: (0..levels).map(|level| level.to_string()).collect(), codes }
    }

    fn spec(&mut self, rows: usize) -> Spec {
        let rules = [LonelyPsu::Fail, LonelyPsu::Remove, LonelyPsu::Certainty, LonelyPsu::Adjust, LonelyPsu::Average];
        Spec {
            rows,
            ids: (0..self.below(3)).map(|_| self.factor("id", rows)).collect(),
            strata: (0..self.below(3)).map(|_| self.factor("stratum", rows)).collect(),
            weights: (self.below(2) == 0).then(|| self.numeric("weight", rows)),
            fpc: (0..self.below(3))
                .map(|_| {
                    let size = self.number();
                    Numeric { name: "size".to_owned(), values: vec![size; rows] }
                })
                .collect(),
            nest: self.below(2) == 0,
            lonely: rules[self.below(5)],
            adjust_domain_lonely: self.below(2) == 0,
            pps: [Pps::Brewer, Pps::Overton, Pps::HartleyRao].get(self.below(16)).cloned(),
            waves: (self.below(3) == 0).then(|| Waves::by(self.factor("wave", rows))),
        }
    }

    fn margin(&mut self, rows: usize) -> Margin {
        let factor = self.factor("margin", rows);
        let totals = factor.levels.iter().map(|level| (level.clone(), self.number() * 10.0)).collect();
        Margin { factor, totals }
    }

    fn weighted(&mut self, design: Design, rows: usize) -> Design {
        let weighted = match self.below(5) {
            0 => post_stratify(&design, &self.margin(rows), self.below(2) == 0),
            1 => {
                let margins = [self.margin(rows), self.margin(rows)];
                rake(&design, &margins, Rounds { most: self.below(20), epsilon: self.number() })
            }
            2 => {
                let distances = [Distance::Linear, Distance::Raking, Distance::Logit];
                let calibration = Calibration {
                    population: (self.below(2) == 0).then(|| self.number()),
                    auxiliaries: vec![
                        Auxiliary::Category(self.margin(rows)),
                        Auxiliary::Numeric { column: self.numeric("aux", rows), total: self.number() },
                    ],
                    distance: distances[self.below(3)],
                    bounds: (self.below(2) == 0).then(|| (self.number(), self.number())),
                    most: self.below(20),
                    epsilon: self.number(),
                    aggregate_stage: (self.below(4) == 0).then(|| self.below(4)),
                    negative: self.below(2) == 0,
                };
                calibrate(&design, &calibration)
            }
            3 => trim(&design, Limits { lower: self.number(), upper: self.number(), strict: self.below(2) == 0 }),
            _ => return design,
        };
        weighted.unwrap_or(design)
    }
}

pub(crate) fn any(bytes: &[u8]) {
    let mut tape = Tape(bytes.iter());
    let rows = tape.below(40);
    let Ok(mut design) = Design::new(tape.spec(rows)) else { return };
    let bootstrap = |resample| Method::Bootstrap { resample, replicates: 4, seed: 1 };
    let methods = [
        Method::Jk1,
        Method::Jkn,
        Method::Balanced { rho: 0.3 },
        bootstrap(Resample::Bootstrap),
        bootstrap(Resample::Subbootstrap),
        bootstrap(Resample::Multistage),
    ];
    if let Some(method) = methods.get(tape.below(12)) {
        design = replicate(&design, *method, tape.below(2) == 0).unwrap_or(design);
    }
    for _ in 0..tape.below(3) {
        design = tape.weighted(design, rows);
    }
    let (y, z) = (tape.numeric("y", rows), tape.numeric("z", rows));
    let (g, h) = (tape.factor("g", rows), tape.factor("h", rows));
    let domain = Domain::of((0..rows).map(|_| tape.below(4) != 0).collect());
    let here = answered(&domain, &[&y.values, &z.values]);
    let columns = || vec![y.values.clone(), z.values.clone()];
    let _ = design.estimate(&Means { columns: columns() }, &here);
    let _ = design.estimate(&Totals { columns: columns() }, &here);
    let _ = design.estimate(&Variances { columns: columns(), count: design.sampled(&here) }, &here);
    let ratios = Ratios { numerators: vec![y.values.clone()], denominators: vec![z.values.clone()] };
    let _ = design.estimate(&ratios, &here);
    let _ = design.estimate(&Means { columns: indicators(&g) }, &domain.and(|row| g.level(row).is_some()));
    let rules = [Rules::R, Rules::Right][tape.below(2)];
    let rule = Rule::named(["math", "school", "shahvaish", "hf1", "hf4", "hf7", "hf9"][tape.below(7)]);
    let interval =
        survey::estimation::QuantileInterval::named(["mean", "beta", "xlogit", "asin", "score"][tape.below(5)]);
    if let (Some(rule), Some(interval)) = (rule, interval) {
        let request =
            Request { values: &y.values, p: tape.number() / 10.0, rule, interval, level: 0.95, df: None, rules };
        let _ = quantile(&design, &here, &request);
    }
    for group in by_groups(&design, &domain, &[&g, &h]) {
        let _ = design.degrees_of_freedom(&group.domain);
    }
    let one =
        Numeric { name: "one".to_owned(), values: y.values.iter().map(|y| f64::from(u8::from(*y > 4.0))).collect() };
    if let Ok(Ok(share)) = Proportion::estimated(&design, &one, &domain, rules) {
        for (_, method) in Share::NAMED {
            let _ = share.interval(method, 0.95);
        }
    }
    let forms = [
        Form::F,
        Form::ChiSquared,
        Form::Wald,
        Form::AdjustedWald,
        Form::LinearCombination,
        Form::Saddlepoint,
        Form::Score,
    ];
    let _ = chi_squared(&design, &g, &h, forms[tape.below(7)], &domain, rules);
    let shares: Vec<f64> = g.levels.iter().map(|_| tape.number()).collect();
    let _ = goodness_of_fit(&design, &g, &shares, &domain);
    let _ = difference(&design, &y, &g, &domain, rules);
    let _ = mean_against(&design, &y, 1.0, &domain, rules);
    let scores = [Scores::Wilcoxon, Scores::VanDerWaerden, Scores::Median];
    let _ = rank_test(&design, &y, &h, scores[tape.below(3)], &domain);
    if let (Ok(g), Ok(h)) = (Codes::pack(&g), Codes::pack(&h)) {
        let mut book = Book::new(&design, &domain).with_interval(Share::Beta);
        let _ = book.ask(&g, &Summary::likert(g.levels().len()));
        let _ = book.ask(&h, &[]);
        let _ = book.break_by(&h);
        let _ = book.tabulate(0.95, 1);
        let _ = book.alpha(&[0, 1], Some(0));
        let _ = book.higher(0, 0, 0.05, Adjust::Holm);
        let _ = book.bootstrap(0.9, 3, 1, 1);
    }
}
