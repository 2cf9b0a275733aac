//! A made-up survey of the shape that a wide questionnaire has: strata, clusters, weights, sixty agreement items.

use std::io::Write;
use survey::{Design, Factor, Numeric, design::Spec};

/// Strata.
pub(crate) const STRATA: usize = 40;
/// Items, each with five categories and a twentieth missing.
pub(crate) const ITEMS: usize = 60;

/// Columns in the order of clusters.
pub(crate) struct Data {
    pub(crate) weights: Vec<f64>,
    pub(crate) population: Vec<f64>,
    pub(crate) clusters: Vec<u32>,
    pub(crate) strata: Vec<u8>,
    /// Four, three and five groups, for breaks and margins; counted from 1.
    pub(crate) groups: [Vec<u8>; 3],
    pub(crate) items: Vec<Vec<u8>>,
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
struct Draw(u64);

impl Draw {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Above 0, at most 1.
    fn share(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        libm::sqrt(-2.0 * libm::log(self.share())) * libm::cos(std::f64::consts::TAU * self.share())
    }

    /// One of the places that these shares add up to, from 1.
    fn group(&mut self, shares: &[f64]) -> u8 {
        let mut left = self.share();
        let mut group = 1;
        for share in shares {
            left -= share;
            if left <= 0.0 {
                break;
            }
            group += 1;
        }
        group.min(shares.len() as u8)
    }
}

impl Data {
    /// So many rows in a fiftieth as many clusters.
    pub(crate) fn of(rows: usize) -> Self {
        let mut draw = Draw(20_261_121);
        let many = (2 * STRATA).max(rows / 50);
        let mut clusters: Vec<u32> =
            (0..rows).map(|row| if row < many { row } else { draw.next() as usize % many } as u32).collect();
        clusters.sort_unstable();
        let stratum = |cluster: u32| (cluster as usize * STRATA / many + 1) as u8;
        let group = |draw: &mut Draw, shares: &[f64]| (0..rows).map(|_| draw.group(shares)).collect::<Vec<u8>>();
        let groups = [
            group(&mut draw, &[0.68, 0.20, 0.08, 0.04]),
            group(&mut draw, &[0.5, 0.3, 0.2]),
            group(&mut draw, &[0.02, 0.27, 0.05, 0.29, 0.37]),
        ];
        let gamma = |draw: &mut Draw| -2.5 * (0..4).map(|_| libm::log(draw.share())).sum::<f64>();
        let weights = (0..rows).map(|_| libm::round((gamma(&mut draw) + 1.0) * 1e4) / 1e4).collect();
        let effects: Vec<f64> = (0..many).map(|_| 0.35 * draw.normal()).collect();
        let items = (0..ITEMS).map(|item| {
            let shift = 0.01 * (item as f64 - 30.0);
            let answer = |(cluster, group): (&u32, &u8)| {
                let leaning = effects.get(*cluster as usize).copied().unwrap_or(0.0)
                    + shift
                    + 0.15 * f64::from(u8::from(*group == 2));
                let felt = leaning + draw.normal();
                let code = 1 + [-1.6, -0.7, 0.15, 1.1].iter().filter(|cut| felt >= **cut).count() as u8;
                if draw.share() < 0.05 { 0 } else { code }
            };
            clusters.iter().zip(&groups[0]).map(answer).collect()
        });
        Self {
            items: items.collect(),
            weights,
            population: vec![(many / STRATA * 20) as f64; rows],
            strata: clusters.iter().map(|cluster| stratum(*cluster)).collect(),
            clusters,
            groups,
        }
    }

    /// The design: strata, clusters, weights, finite populations.
    pub(crate) fn spec(&self) -> Spec {
        let factor = |name: &str, levels: usize, codes: Vec<u32>| Factor {
            name: name.to_owned(),
            levels: (0..levels).map(|level| level.to_string()).collect(),
            codes,
        };
        let many = self.clusters.last().map_or(0, |last| *last as usize + 1);
        let number = |name: &str, values: &[f64]| Numeric { name: name.to_owned(), values: values.to_vec() };
        Spec {
            rows: self.weights.len(),
            ids: vec![factor("psu", many, self.clusters.clone())],
            strata: vec![factor("stratum", STRATA, self.strata.iter().map(|code| u32::from(*code) - 1).collect())],
            weights: Some(number("w", &self.weights)),
            fpc: vec![number("npop", &self.population)],
            ..Spec::default()
        }
    }

    /// The same design without clusters: every row was drawn by itself.
    pub(crate) fn of_rows(&self) -> Design {
        let mut spec = self.spec();
        (spec.ids, spec.fpc) = (Vec::new(), Vec::new());
        Design::new(spec).expect("a made-up design holds together")
    }

    /// Rows that were drawn by themselves, within a stratum with the same chance.
    pub(crate) fn of_rows_alike(&self) -> Design {
        let mut spec = self.spec();
        (spec.ids, spec.fpc) = (Vec::new(), Vec::new());
        let alike = self.strata.iter().map(|stratum| 8.0 + f64::from(*stratum) / 10.0).collect();
        spec.weights = Some(Numeric { name: "w".to_owned(), values: alike });
        Design::new(spec).expect("a made-up design holds together")
    }

    /// As a bare loop in C reads it: the number of rows, then weights, populations, clusters, strata, a break, items.
    pub(crate) fn dump(&self, path: &std::path::Path) -> std::io::Result<()> {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        file.write_all(&(self.weights.len() as u64).to_le_bytes())?;
        for number in self.weights.iter().chain(&self.population) {
            file.write_all(&number.to_le_bytes())?;
        }
        for cluster in &self.clusters {
            file.write_all(&cluster.to_le_bytes())?;
        }
        file.write_all(&self.strata)?;
        file.write_all(&self.groups[0])?;
        self.items.iter().try_for_each(|item| file.write_all(item))?;
        file.flush()
    }
}
