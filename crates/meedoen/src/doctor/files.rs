//! Who else on this computer may read a file.

use super::check::Check;
use std::path::Path;

/// Warns when a file is not its owner's alone.
#[cfg(unix)]
pub(super) fn private(name: &'static str, file: &Path) -> Check {
    use std::os::unix::fs::PermissionsExt;
    let shown = file.display();
    match std::fs::metadata(file) {
        Ok(about) if about.permissions().mode() & 0o077 == 0 => {
            Check::ok(name, format!("{shown} is for its owner only"))
        }
        Ok(about) => {
            let mode = about.permissions().mode() & 0o777;
            let found = format!("others on this computer may open {shown} (mode {mode:o})");
            Check::warn(name, found, format!("chmod 600 {shown}"))
        }
        Err(error) => Check::fail(name, format!("{shown}: {error}"), "Let the user that runs Meedoen read it"),
    }
}

/// Elsewhere there are other means than a mode.
#[cfg(not(unix))]
pub(super) fn private(name: &'static str, file: &Path) -> Check {
    Check::ok(name, format!("{}: permissions are not checked on this system", file.display()))
}
