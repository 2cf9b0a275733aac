//! How often a break of equal groups has a letter at all, by simulation with seeds: over rows, over clusters, and over replicates,
//! which know of no clusters but by what they leave out.

use super::*;
use crate::column::{Domain, Factor};
use crate::comparison::Adjust;
use crate::design::{Design, Spec};
use crate::replication::{Method, Resample, replicate};
use crate::sampling::Generator;

const CLUSTERS: usize = 24;
const EACH: usize = 6;
const SAMPLES: u32 = 400;

fn teams() -> Factor {
    Factor {
        name: "team".into(),
        levels: (0..CLUSTERS).map(|team| team.to_string()).collect(),
        codes: (0..CLUSTERS * EACH).map(|row| (row / EACH) as u32).collect(),
    }
}

/// How many samples give a break of three equal groups a letter, for one answer of which a share of `p` say yes. Half of a team
/// say what their team says; a group is some of every team, or teams of its own.
fn lettered(design: &Design, group: impl Fn(usize) -> u8, p: f64, seed: u64) -> u32 {
    let groups: Vec<u8> = (0..CLUSTERS * EACH).map(group).collect();
    let groups = Codes::packed("group", &["a", "b", "c"], &groups).unwrap();
    let mut random = Generator::new(seed);
    let mut found = 0;
    for _ in 0..SAMPLES {
        let mut answers = Vec::with_capacity(CLUSTERS * EACH);
        for _ in 0..CLUSTERS {
            let shared = random.unit();
            answers.extend((0..EACH).map(|_| {
                let own = random.unit();
                1 + u8::from(if random.unit() < 0.5 { shared < p } else { own < p })
            }));
        }
        let answers = Codes::packed("answer", &["no", "yes"], &answers).unwrap();
        let mut book = Book::new(design, &Domain::all(CLUSTERS * EACH));
        let (item, by) = (book.ask(&answers, &[]).unwrap(), book.break_by(&groups).unwrap());
        let letters = book.higher(item, by, 0.05, Adjust::Holm).unwrap();
        found += u32::from(letters.iter().flatten().any(|over| !over.is_empty()));
    }
    found
}

#[test]
fn equal_groups_have_no_letter() {
    let rows = CLUSTERS * EACH;
    let simple = Design::new(Spec { rows, ids: vec![teams()], ..Spec::default() }).unwrap();
    let strata = Factor {
        name: "half".into(),
        levels: ["0".to_owned(), "1".to_owned()].into(),
        codes: (0..rows).map(|row| u32::from(row >= rows / 2)).collect(),
    };
    let halves = Design::new(Spec { rows, ids: vec![teams()], strata: vec![strata], ..Spec::default() }).unwrap();
    let pairs = Factor {
        name: "pair".into(),
        levels: (0..CLUSTERS / 2).map(|pair| pair.to_string()).collect(),
        codes: (0..rows).map(|row| (row / EACH / 2) as u32).collect(),
    };
    let pairs = Design::new(Spec { rows, ids: vec![teams()], strata: vec![pairs], ..Spec::default() }).unwrap();
    let copies = |design: &Design, method: Method| replicate(design, method, false).unwrap();
    let bootstrap = Method::Bootstrap { resample: Resample::Subbootstrap, replicates: 60, seed: 3 };
    let designs = [
        ("clusters", simple.clone()),
        ("JK1", copies(&simple, Method::Jk1)),
        ("JKn", copies(&halves, Method::Jkn)),
        ("BRR", copies(&pairs, Method::Balanced { rho: 0.0 })),
        ("bootstrap", copies(&halves, bootstrap)),
    ];
    // Groups over all teams, of one, two and three in each; and of four, eight and twelve teams.
    let within = |row: usize| [1, 2, 2, 3, 3, 3][row % EACH];
    let apart = |row: usize| if row < 4 * EACH { 1 } else { 2 + u8::from(row >= 12 * EACH) };
    for (name, design) in &designs {
        for (at, p) in [0.5, 0.95].into_iter().enumerate() {
            let found = lettered(design, within, p, 70 + at as u64);
            // 5% of 400 is 20, and three standard deviations of that are 13.1; of 1,000 there are 60.
            assert!(found <= 33, "{name}, over all teams, at {p}: {found} of {SAMPLES}");
            if matches!(*name, "clusters" | "JK1") {
                let found = lettered(design, apart, p, 80 + at as u64);
                assert!(found <= 33, "{name}, teams apart, at {p}: {found} of {SAMPLES}");
            }
        }
    }
}
