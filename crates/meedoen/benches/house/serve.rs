//! The program as people run it: a process of its own, of which memory and processor time can be asked.

use super::{Failure, TODAY};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A site that is being served.
pub(super) struct Server {
    child: Child,
    pub(super) at: SocketAddr,
    /// What SQLite has not written back into its file yet.
    log: PathBuf,
}

impl Server {
    /// Serves a database as `meedoen serve` does, its log thrown away.
    pub(super) fn start(database: &str, key_file: &Path) -> Result<Self, Failure> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_meedoen"));
        command.args(["--database", database, "--key-file"]).arg(key_file);
        command.args(["serve", "--listen", "127.0.0.1:0", "--today", &TODAY.to_string()]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let at = line.trim().rsplit("http://").next().unwrap_or_default();
        let at = at.parse().map_err(|_| format!("the program said: {line}"))?;
        let log = PathBuf::from(format!("{}-wal", database.trim_start_matches("sqlite:")));
        Ok(Self { child, at, log })
    }

    /// Its memory (resident) in megabytes.
    pub(super) fn memory(&self) -> Result<u64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? / 1024)
    }

    /// The megabytes of the database's log.
    pub(super) fn log(&self) -> Result<u64, Failure> {
        Ok(std::fs::metadata(&self.log)?.len() / (1024 * 1024))
    }

    /// The seconds of processor it has taken. The kernel counts in hundredths.
    pub(super) fn cpu(&self) -> Result<f64, Failure> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after = stat.rsplit_once(')').ok_or("no stat")?.1;
        let fields: Vec<&str> = after.split_whitespace().collect();
        let of = |place: usize| fields.get(place).and_then(|n| n.parse::<f64>().ok()).ok_or("no time in stat");
        Ok((of(11)? + of(12)?) / 100.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
