//! How fast the Monitor's chain is, as whole processes: answers of a million people to a table book of 60 questions; two groups of
//! 3,000 to theirs, beside R's `survey` where that is; and everything that is published of synthetic answers.
//!
//! Prints seconds and the most memory, beside what was aimed at, as one JSON object on its last line.
//! `MEEDOEN_BENCH_ANSWERS=100000` makes it smaller. `MEEDOEN_PROGRAM=FILE` measures that program instead of the one that was built
//! with the bench. `MEEDOEN_PARQUET=FILE` are the same answers as Parquet (`DIR/student.csv` written by another program); without it
//! Parquet is not measured, because nothing here writes it.

use serde_json::{Value, json};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

type Failure = Box<dyn Error + Send + Sync>;

const ITEMS: usize = 60;
const RUNS: usize = 3;

#[expect(clippy::print_stdout, reason = "a bench prints what it measured")]
fn main() -> Result<(), Failure> {
    let rows = std::env::var("MEEDOEN_BENCH_ANSWERS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let program =
        std::env::var_os("MEEDOEN_PROGRAM").map_or_else(|| env!("CARGO_BIN_EXE_meedoen").into(), PathBuf::from);
    let dir = std::env::temp_dir().join(format!("meedoen-bench-{}", std::process::id()));
    let measured = measure(&program, &dir, rows);
    fs::remove_dir_all(&dir)?;
    println!("{}", measured?);
    Ok(())
}

fn measure(program: &Path, dir: &Path, rows: usize) -> Result<Value, Failure> {
    fs::create_dir_all(dir)?;
    let at = |name: &str| dir.join(name);
    folder(&at("large"), &["student"], false)?;
    answers(&at("million"), "student", rows, 1)?;
    let tables = |folder: &Path, answers: &Path| {
        let mut command = Command::new(program);
        command.args(["monitor", "tables", "--json"]).arg(folder).arg("--answers").arg(answers);
        command
    };
    let csv = best(|| tables(&at("large"), &at("million")))?;
    let parquet = match std::env::var_os("MEEDOEN_PARQUET") {
        None => Value::Null,
        Some(file) => {
            fs::create_dir_all(at("parquet"))?;
            fs::copy(file, at("parquet").join("student.parquet"))?;
            best(|| tables(&at("large"), &at("parquet")))?
        }
    };
    folder(&at("two"), &["student", "pupil"], true)?;
    for (group, seed) in [("student", 1), ("pupil", 2)] {
        answers(&at("six"), group, 3_000, seed)?;
    }
    let book = best(|| tables(&at("two"), &at("six")))?;
    let r = in_r(&at("six"))?;
    let mut synthetic = Command::new(program);
    let done =
        synthetic.args(["monitor", "synthetic", "2024", "--out"]).arg(at("made")).stdout(Stdio::null()).status()?;
    if !done.success() {
        return Err("no synthetic answers".into());
    }
    let report = |pdf: bool| {
        let mut command = Command::new(program);
        command.args(["monitor", "report", "2024", "--answers"]).arg(at("made")).arg("--out").arg(at("report"));
        if !pdf {
            command.arg("--no-pdf");
        }
        command
    };
    let paper = if std::env::var_os("MEEDOEN_PRESS").is_some() { best(|| report(true))? } else { Value::Null };
    Ok(json!({
        "bench": "monitor",
        "answers": rows,
        "csv": csv,
        "csvAim": { "seconds": 1.0, "megabytes": 400 },
        "parquet": parquet,
        "parquetAim": { "seconds": 0.3 },
        "twoOf3000": book,
        "twoOf3000Aim": { "seconds": 1.0 },
        "twoOf3000InR": r,
        "report": best(|| report(false))?,
        "reportWithPaper": paper,
        "reportAim": { "seconds": 10.0 },
    }))
}

/// The best of some runs: seconds of the whole process, and the most memory that one of them had.
fn best(command: impl Fn() -> Command) -> Result<Value, Failure> {
    let (mut least, mut most) = (f64::INFINITY, 0_u64);
    for _ in 0..RUNS {
        let begun = Instant::now();
        let mut child = command().stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let status = format!("/proc/{}/status", child.id());
        let ended = loop {
            let known = fs::read_to_string(&status).unwrap_or_default();
            let high = known.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            most = most.max(high.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0));
            match child.try_wait()? {
                Some(ended) => break ended,
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        if !ended.success() {
            return Err(format!("{:?} ended with {ended}", command()).into());
        }
        least = least.min(begun.elapsed().as_secs_f64());
    }
    Ok(json!({ "seconds": (least * 1000.0).round() / 1000.0, "megabytes": most / 1024 }))
}

/// A measurement of 60 questions to each of these groups, weighted by level; where it is asked, each question by level too, with
/// every difference between groups tested.
fn folder(dir: &Path, groups: &[&str], by_level: bool) -> Result<(), Failure> {
    fs::create_dir_all(dir.join("questionnaires"))?;
    let mut measurement = "year = 2026\nstudy_year = \"2025-2026\"\nname = { nl = \"Proef\", en = \"Trial\" }\nstate = { is = \"draft\" }\n".to_owned();
    let by = if by_level { "by = \"level\"\n" } else { "" };
    let (mut weights, mut tables) = (String::new(), String::new());
    for group in groups {
        write!(
            measurement,
            "[[respondents]]\nid = \"{group}\"\nname = {{ nl = \"{group}\", en = \"{group}\" }}\nhow = \"sample\"\nweighted = true\n"
        )?;
        write!(
            weights,
            "[[weights]]\nof = \"{group}\"\npopulation = 2000000\n[[weights.margins]]\nitem = \"level\"\n\
             shares = [[\"1\", \"6\"], [\"2\", \"22\"], [\"3\", \"22\"], [\"4\", \"50\"]]\n"
        )?;
        for item in 0..ITEMS {
            write!(
                tables,
                "[[tables]]\nid = \"{group}-{item}\"\ntitle = {{ nl = \"T\", en = \"T\" }}\nbase = {{ nl = \"b\", en = \"b\" }}\n\
                 item = \"q{item}\"\ncolumns = [{{ label = {{ nl = \"Allen\", en = \"All\" }}, of = \"{group}\" }}]\n{by}"
            )?;
        }
    }
    let names = groups.iter().map(|group| format!("\"{group}\"")).collect::<Vec<_>>().join(", ");
    let mut asked = format!("of = [{names}]\nname = {{ nl = \"V\", en = \"Q\" }}\n[[items]]\nid = \"level\"\n");
    asked += "text = { nl = \"Niveau\", en = \"Level\" }\nlevels = [[\"1\", \"1\", \"1\"], [\"2\", \"2\", \"2\"], [\"3\", \"3\", \"3\"], [\"4\", \"4\", \"4\"]]\n";
    for item in 0..ITEMS {
        write!(
            asked,
            "[[items]]\nid = \"q{item}\"\ntext = {{ nl = \"Vraag\", en = \"Question\" }}\nscale = \"five\"\n"
        )?;
    }
    let scale = "[[scales]]\nid = \"five\"\nlevels = [[\"1\", \"a\", \"a\"], [\"2\", \"b\", \"b\"], [\"3\", \"c\", \"c\"], [\"4\", \"d\", \"d\"], [\"5\", \"e\", \"e\"]]\n";
    for (file, text) in [
        ("measurement.toml", measurement.as_str()),
        ("weights.toml", &weights),
        ("tables.toml", &tables),
        ("scales.toml", scale),
        ("questionnaires/all.toml", &asked),
    ] {
        fs::write(dir.join(file), text)?;
    }
    Ok(())
}

/// Answers: an id, a level, and 60 answers, of which one in eighteen is left open.
fn answers(dir: &Path, group: &str, rows: usize, seed: u64) -> Result<(), Failure> {
    fs::create_dir_all(dir)?;
    let mut file = BufWriter::with_capacity(1 << 20, fs::File::create(dir.join(format!("{group}.csv")))?);
    let heads: Vec<String> = (0..ITEMS).map(|item| format!("q{item}")).collect();
    writeln!(file, "id,level,{}", heads.join(","))?;
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut line = String::new();
    for row in 0..rows {
        line.clear();
        write!(line, "{},{}", row + 1, next() % 4 + 1)?;
        for _ in 0..ITEMS {
            line.push(',');
            match next() % 18 {
                17 => {}
                drawn => line.push(char::from(b'1' + (drawn % 5) as u8)),
            }
        }
        line.push('\n');
        file.write_all(line.as_bytes())?;
    }
    file.flush()?;
    Ok(())
}

/// The same two books by R's `survey`: weights raked to level, each question by level with its standard errors. Null where R or
/// the package is not there.
fn in_r(dir: &Path) -> Result<Value, Failure> {
    let script = format!(
        "suppressMessages(library(survey)); t <- proc.time()[[3]]; for (g in c('student', 'pupil')) {{ \
         d <- read.csv(file.path('{}', paste0(g, '.csv'))); d$w <- 2000000 / nrow(d); \
         s <- svydesign(ids = ~1, weights = ~w, data = d); \
         p <- data.frame(level = 1:4, Freq = 2000000 * c(.06, .22, .22, .5)); s <- rake(s, list(~level), list(p)); \
         for (i in 0:{}) {{ v <- as.formula(paste0('~factor(q', i, ')')); \
         svymean(v, s, na.rm = TRUE); svyby(v, ~level, s, svymean, na.rm = TRUE) }} }}; cat(proc.time()[[3]] - t)",
        dir.display(),
        ITEMS - 1
    );
    let found = Command::new("Rscript").args(["-e", &script]).stderr(Stdio::null()).output();
    let text =
        found.ok().filter(|out| out.status.success()).map(|out| String::from_utf8_lossy(&out.stdout).into_owned());
    Ok(text
        .and_then(|text| text.trim().parse::<f64>().ok())
        .map_or(Value::Null, |seconds| json!({ "seconds": seconds })))
}
