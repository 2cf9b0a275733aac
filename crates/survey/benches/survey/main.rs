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
use survey::table::{Book, Codes, Summary};
use survey::{Design, Domain};

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
    let (seconds, _) = best(1, || Book::new(&design, &domain).expect("a table book"));
    report.say("layoutSeconds", seconds);

    // Codes once, weights once a block (they stay in the cache for the next item), ends of clusters.
    let bytes = (rows * (ITEMS + 8) + 4 * rows / 50) as f64;
    report.say("bytesTouched", bytes);
    let book = |design: &Design, broken: bool, likert: bool| {
        let mut book = Book::new(design, &domain).expect("a table book");
        for item in &items {
            book.ask(item, &if likert { Summary::likert(5) } else { Vec::new() }).expect("an item");
        }
        if broken {
            book.break_by(&by).expect("a break");
        }
        book
    };
    let mut checks = Vec::new();
    let rows_design = data.of_rows();
    for (name, design, broken, likert) in [
        ("proportions", &design, false, false),
        ("byFour", &design, true, false),
        ("byFourLikert", &design, true, true),
        ("rowsProportions", &rows_design, false, false),
        ("rowsByFour", &rows_design, true, false),
    ] {
        let book = book(design, broken, likert);
        for threads in [1, 2] {
            let (seconds, tables) = best(7, || book.tabulate(0.95, threads).expect("tables"));
            report.say(&format!("{name}Seconds{threads}"), seconds);
            report.say(&format!("{name}ShareOfBandwidth{threads}"), bytes / seconds / read[threads - 1]);
            let table = tables.get(usize::from(broken)).expect("the first item");
            checks.push(table.groups.iter().flat_map(|group| &group.cells).map(|cell| cell.se).sum::<f64>());
        }
    }
    if let Some(dump) = std::env::var_os("SURVEY_DUMP") {
        data.dump(dump.as_ref()).expect("room for the dump");
        for threads in ["1", "2"] {
            let Some(kernel) = std::env::var_os("SURVEY_KERNEL") else { continue };
            let run = std::process::Command::new(kernel).arg(&dump).arg(threads).output().expect("the kernel runs");
            println!("kernel: {}", String::from_utf8_lossy(&run.stdout).trim());
        }
        println!("ours: check_b {:.12} check_c {:.12}", checks[0], checks[2]);
    }
    println!("{}}}", report.0);
}
