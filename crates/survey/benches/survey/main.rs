//! How long a table book takes, and how much of the memory's bandwidth that is. The last line is one line of JSON.
//!
//! `cargo bench -p survey`, or with another number of rows: `cargo bench -p survey -- 100000`. With `SURVEY_DUMP=FILE`
//! the data are written for a kernel in another language; with `SURVEY_KERNEL=PROGRAM` as well, that program is run on
//! them in between (`PROGRAM FILE THREADS`), and its line of JSON printed beside ours.

mod data;

use data::{Data, ITEMS};
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;
use survey::interval::Method;
use survey::table::{Book, Codes, Summary};
use survey::weighting::{Margin, Rounds, rake};
use survey::{Design, Domain, Factor};

/// The best of so many runs, in seconds, with what the last of them made.
fn best<T>(runs: usize, mut of: impl FnMut() -> T) -> (f64, T) {
    let mut time = || {
        let start = Instant::now();
        let made = black_box(of());
        (start.elapsed().as_secs_f64(), made)
    };
    let (mut least, mut made) = time();
    for _ in 1..runs {
        let (seconds, again) = time();
        (least, made) = (least.min(seconds), again);
    }
    (least, made)
}

/// Bytes a second that so many threads read from memory.
fn bandwidth(threads: usize) -> f64 {
    let memory = vec![1u64; 1 << 26];
    let part = memory.len() / threads;
    let (seconds, _) = best(5, || {
        std::thread::scope(|scope| {
            let sums =
                memory.chunks(part).map(|part| scope.spawn(|| part.iter().fold(0u64, |sum, x| sum.wrapping_add(*x))));
            let running: Vec<_> = sums.collect();
            running.into_iter().map(|sum| sum.join().unwrap_or(0)).fold(0u64, u64::wrapping_add)
        })
    });
    (memory.len() * 8) as f64 / seconds
}

struct Report(String);

impl Report {
    #[expect(clippy::print_stdout, reason = "the result of a benchmark is its output")]
    fn say(&mut self, name: &str, value: f64) {
        println!("{name:36} {value:>14.4}");
        let _ = write!(self.0, r#", "{name}": {value:.6}"#);
    }
}

#[expect(clippy::print_stdout, reason = "the result of a benchmark is its output")]
fn main() {
    let rows = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let mut report = Report(format!(r#"{{"bench": "survey", "rows": {rows}, "items": {ITEMS}"#));
    let data = Data::of(rows);
    let read = [bandwidth(1), bandwidth(2)];
    report.say("readGBs1", read[0] / 1e9);
    report.say("readGBs2", read[1] / 1e9);

    let (seconds, design) = best(1, || Design::new(data.spec()).expect("a made-up design holds together"));
    report.say("designSeconds", seconds);
    let domain = Domain::all(rows);
    let levels = ["1", "2", "3", "4", "5"];
    let (seconds, items) = best(1, || {
        data.items.iter().map(|item| Codes::packed("item", &levels, item).expect("codes")).collect::<Vec<_>>()
    });
    report.say("codingSeconds", seconds);
    let by = Codes::packed("break", &levels[..4], &data.groups[0]).expect("codes");
    let (seconds, _) = best(1, || Book::new(&design, &domain));
    report.say("layoutSeconds", seconds);

    // Codes once, weights once a block (they stay in the cache for the next item), ends of clusters.
    let bytes = (rows * (ITEMS + 8) + 4 * rows / 50) as f64;
    report.say("bytesTouched", bytes);
    let mut checks = Vec::new();
    let rows_design = data.of_rows();
    // The loop beside it makes no intervals, so neither do ours, but for those that are measured for themselves.
    let (none, beta) = (Method::Mean, Method::Beta);
    for (name, design, broken, likert, interval) in [
        ("proportions", &design, false, false, none),
        ("byFour", &design, true, false, none),
        ("byFourLikert", &design, true, true, none),
        ("proportionsBeta", &design, false, false, beta),
        ("byFourBeta", &design, true, false, beta),
        ("rowsProportions", &rows_design, false, false, none),
        ("rowsByFour", &rows_design, true, false, none),
    ] {
        let summaries = if likert { Summary::likert(5) } else { Vec::new() };
        let mut book = Book::new(design, &domain).with_interval(interval);
        for item in &items {
            book.ask(item, &summaries).expect("an item");
        }
        if broken {
            book.break_by(&by).expect("a break");
        }
        for threads in [1, 2] {
            let (seconds, tables) = best(7, || book.tabulate(0.95, threads).expect("tables"));
            report.say(&format!("{name}Seconds{threads}"), seconds);
            report.say(&format!("{name}ShareOfBandwidth{threads}"), bytes / seconds / read[threads - 1]);
            let table = tables.get(usize::from(broken)).expect("the first item");
            checks.push(table.groups.iter().flat_map(|group| &group.cells).map(|cell| cell.se).sum::<f64>());
        }
    }
    let raked = rake_weights(&design, &data, &mut report);
    tables_of_raked(&raked, &data, &mut report);
    counted(&data, &mut report);
    bootstrap(&mut report);
    if let Some(dump) = std::env::var_os("SURVEY_DUMP") {
        data.dump(dump.as_ref()).expect("room for the dump");
        for threads in ["1", "2"] {
            let Some(kernel) = std::env::var_os("SURVEY_KERNEL") else { continue };
            let run = std::process::Command::new(kernel).arg(&dump).arg(threads).output().expect("the kernel runs");
            let line = String::from_utf8_lossy(&run.stdout).trim().to_owned();
            println!("kernel: {line}");
            let _ = write!(report.0, r#", "kernel{threads}": {line}"#);
        }
        println!("ours: check_b {:.12} check_c {:.12}", checks[0], checks[2]);
    }
    println!("{}}}", report.0);
}

/// Weights to three margins of four, three and five groups.
fn rake_weights(design: &Design, data: &Data, report: &mut Report) -> Design {
    let population = 10.0 * data.weights.len() as f64;
    let shares: [&[f64]; 3] = [&[0.64, 0.22, 0.09, 0.05], &[0.48, 0.33, 0.19], &[0.01, 0.27, 0.04, 0.31, 0.37]];
    let margin = |(group, shares): (&Vec<u8>, &[f64])| {
        let levels: Vec<String> = (1..=shares.len()).map(|level| level.to_string()).collect();
        let totals = levels.iter().zip(shares).map(|(level, share)| (level.clone(), share * population)).collect();
        let codes = group.iter().map(|code| u32::from(*code) - 1).collect();
        Margin { factor: Factor { name: "margin".to_owned(), levels, codes }, totals }
    };
    let margins: Vec<Margin> = data.groups.iter().zip(shares).map(margin).collect();
    let rounds = Rounds { most: 100, epsilon: 1e-10 };
    let (seconds, raked) = best(7, || rake(design, &margins, rounds).expect("margins that fit"));
    report.say("rakingSeconds", seconds);
    raked
}

/// The same tables from raked weights, whose variance knows about the raking.
fn tables_of_raked(raked: &Design, data: &Data, report: &mut Report) {
    let items: Vec<Codes<'_>> =
        data.items.iter().map(|item| Codes::packed("item", &["1", "2", "3", "4", "5"], item).expect("codes")).collect();
    let by = Codes::packed("by", &["1", "2", "3", "4"], &data.groups[0]).expect("codes");
    let mut book = Book::new(raked, &Domain::all(data.weights.len())).with_interval(Method::Mean);
    items.iter().for_each(|item| {
        book.ask(item, &[]).expect("an item");
    });
    let (seconds, _) = best(3, || book.tabulate(0.95, 1).expect("tables"));
    report.say("rakedProportionsSeconds", seconds);
    book.break_by(&by).expect("a break");
    let (seconds, _) = best(3, || book.tabulate(0.95, 1).expect("tables"));
    report.say("rakedByFourSeconds", seconds);
}

/// Rows as sampling units with weights from cells: equal within a stratum, and raked to three margins. Making planes of the
/// items is measured by itself: it is done once for any number of tables.
fn counted(data: &Data, report: &mut Report) {
    let equal = data.of_rows_alike();
    let items: Vec<Codes<'_>> =
        data.items.iter().map(|item| Codes::packed("item", &["1", "2", "3", "4", "5"], item).expect("codes")).collect();
    let by = Codes::packed("by", &["1", "2", "3", "4"], &data.groups[0]).expect("codes");
    let raked = rake_weights(&equal, data, &mut Report(String::new()));
    for (name, design) in [("countedEqual", &equal), ("countedRaked", &raked)] {
        let domain = Domain::all(data.weights.len());
        let (seconds, mut book) = best(1, || Book::new(design, &domain).with_interval(Method::Mean));
        report.say(&format!("{name}LayoutSeconds"), seconds);
        let (seconds, ()) = best(1, || {
            items.iter().for_each(|item| {
                book.ask(item, &[]).expect("an item");
            });
        });
        report.say(&format!("{name}PlanesSeconds"), seconds);
        for threads in [1, 2] {
            let (seconds, _) = best(7, || book.tabulate(0.95, threads).expect("tables"));
            report.say(&format!("{name}ProportionsSeconds{threads}"), seconds);
        }
        book.break_by(&by).expect("a break");
        for threads in [1, 2] {
            let (seconds, _) = best(7, || book.tabulate(0.95, threads).expect("tables"));
            report.say(&format!("{name}ByFourSeconds{threads}"), seconds);
        }
    }
}

/// 500 bootstrap replicates of all items at 100,000 rows.
fn bootstrap(report: &mut Report) {
    let data = Data::of(100_000);
    let design = Design::new(data.spec()).expect("a made-up design holds together");
    let items: Vec<Codes<'_>> =
        data.items.iter().map(|item| Codes::packed("item", &["1", "2", "3", "4", "5"], item).expect("codes")).collect();
    let mut book = Book::new(&design, &Domain::all(100_000)).with_interval(Method::Mean);
    items.iter().for_each(|item| {
        book.ask(item, &[]).expect("an item");
    });
    for threads in [1, 2] {
        let (seconds, _) = best(3, || book.bootstrap(0.95, 500, 1, threads).expect("tables"));
        report.say(&format!("bootstrapSeconds{threads}"), seconds);
    }
}
