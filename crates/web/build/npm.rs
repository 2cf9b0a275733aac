//! Fetches the packages of `assets/package-lock.json` once, with npm.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

const HOME: &str = "assets/npm";
/// Holds the lock file that was installed: present and equal means that nothing has to be fetched.
pub(crate) const MARK: &str = "assets/npm/installed-lock.json";
const INPUTS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// The folder with the packages, fetched when it is missing or of another lock file.
pub(crate) fn packages() -> Result<PathBuf, String> {
    let modules = Path::new(HOME).join("node_modules");
    let lock = fs::read("assets/package-lock.json").map_err(|e| format!("assets/package-lock.json: {e}"))?;
    if fs::read(MARK).is_ok_and(|installed| installed == lock) {
        return Ok(modules);
    }
    fs::create_dir_all(HOME).map_err(|e| format!("{HOME}: {e}"))?;
    for name in INPUTS {
        fs::copy(Path::new("assets").join(name), Path::new(HOME).join(name))
            .map_err(|e| format!("assets/{name}: {e}"))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let done = Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(HOME).output();
    match done {
        Err(_) => Err("styles and typefaces come from npm, which is not installed: apt-get install nodejs npm (or https://nodejs.org), then build again".into()),
        Ok(out) if !out.status.success() => Err(format!(
            "npm ci in {HOME} of {} failed (is the npm registry within reach?): {}",
            std::env::var("CARGO_PKG_NAME").unwrap_or_default(),
            String::from_utf8_lossy(&out.stderr).lines().find(|line| line.contains("error")).unwrap_or("no message")
        )),
        Ok(_) => {
            fs::write(MARK, lock).map_err(|e| format!("{MARK}: {e}"))?;
            // Cargo compares times: a mark younger than this run would make the next build run us again for nothing.
            let mark = fs::File::options().append(true).open(MARK).map_err(|e| format!("{MARK}: {e}"))?;
            mark.set_modified(SystemTime::UNIX_EPOCH).map_err(|e| format!("{MARK}: {e}"))?;
            Ok(modules)
        }
    }
}
