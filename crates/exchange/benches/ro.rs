//! How many records per second the RO reader takes, on one core. Prints one line of JSON.
//! `cargo bench -p exchange`, or with another number of persons: `cargo bench -p exchange -- 10000`.

use std::fmt::Write as _;
use std::time::Instant;

use exchange::ro;

/// A file of nine lines per person, in the order and the proportions of a school's own file. No real person.
fn file(persons: u32) -> String {
    let mut out = String::with_capacity(persons as usize * 520);
    out.push_str("VLP|27DV|2024-07-31|2026-03-24|2026-03-25\r\n");
    for n in 0..persons {
        let (number, day) = (100_000_000 + n, n % 28 + 1);
        let _ = write!(
            out,
            "PER|{number}||2004-05-{day:02}|V\r\n\
             ISG|{number}||C1|2023-08-{day:02}|2025-07-31|2024-09-16|08\r\n\
             ISP|{number}||C1|2023-08-{day:02}|25655|BBL||J||100A501|101X591||\r\n\
             ISP|{number}||C1|2024-08-{day:02}|25655|BBL|MBO-4|J||100A501|101X591||\r\n\
             ISG|{number}||C2|2024-09-{day:02}|2026-07-31||\r\n\
             ISP|{number}||C2|2024-09-{day:02}|25775|BOL||J||100A500|101X589||\r\n\
             ISE|{number}||C2|2024-10-{day:02}|\r\n\
             BPV|{number}||C2|C1|2024-09-17|2024-09-{day:02}|2025-01-29|2025-01-15|448|100642111|25775|\r\n\
             DIP|{number}||8286771|25655|2025-01-16||J|C1|100A501\r\n"
        );
    }
    let _ = write!(out, "SLR|{0}|{1}|{2}|{0}|{0}|{0}|0|0|0\r\n", persons, persons * 2, persons * 3);
    out
}

#[expect(clippy::print_stdout, reason = "the result of a benchmark is its output")]
fn main() {
    let persons = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(111_111);
    let file = file(persons);
    let records = u64::from(persons) * 9 + 2;
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let start = Instant::now();
        let mut kept = 0u64;
        let summary = ro::read(file.as_bytes(), time::macros::date!(2026 - 11 - 28), |_, _| kept += 1);
        best = best.min(start.elapsed().as_secs_f64());
        assert!(summary.problems.is_empty() && summary.warnings.is_empty() && kept == u64::from(persons) * 8);
    }
    println!(
        r#"{{"bench": "ro", "records": {records}, "bytes": {}, "seconds": {best:.4}, "recordsPerSecond": {:.0}}}"#,
        file.len(),
        records as f64 / best
    );
}
