//! Where mail goes: the school's own mail server.

use crate::outcome::{Run, Trouble};
use crate::site::SiteArgs;
use clap::{Args, ValueEnum};
use lettre::message::Mailbox;
use std::path::{Path, PathBuf};

/// `meedoen mail send`.
#[derive(Debug, Clone, Args)]
pub struct SendArgs {
    /// Where the site is
    #[command(flatten)]
    pub site: SiteArgs,
    /// Mail server, such as smtp.school.example or smtp.school.example:465
    #[arg(long, env = "MEEDOEN_SMTP_SERVER", value_name = "HOST[:PORT]")]
    pub smtp_server: Option<String>,
    /// How the connection is kept secret: starttls (port 587), tls (port 465), or none, on this computer only (port 25)
    #[arg(long, env = "MEEDOEN_SMTP_TLS", value_name = "HOW", default_value = "starttls", value_enum)]
    pub smtp_tls: Secrecy,
    /// Sender, such as "Meedoen <meedoen@school.example>"
    #[arg(long, env = "MEEDOEN_SMTP_SENDER", value_name = "ADDRESS")]
    pub smtp_sender: Option<String>,
    /// Name to sign in with at the mail server [default: no signing in]
    #[arg(long, env = "MEEDOEN_SMTP_USER", value_name = "NAME")]
    pub smtp_user: Option<String>,
    /// File whose first line is the password for that, readable by its owner only
    #[arg(long, env = "MEEDOEN_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// Certificate (PEM) of the authority that vouches for the mail server, where that is the school's own
    #[arg(long, env = "MEEDOEN_SMTP_CA", value_name = "FILE")]
    pub smtp_ca: Option<PathBuf>,
    /// Demo databases only: the day it is, such as 2026-09-15
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub today: Option<time::Date>,
}

/// How a connection is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Secrecy {
    /// Begun in clear and then secret, or not at all.
    Starttls,
    /// Secret from the first byte.
    Tls,
    /// In clear: on this computer only.
    None,
}

/// Settings that can be used.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) site: String,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Secrecy,
    pub(super) sender: Mailbox,
    pub(super) user: Option<(String, String)>,
    pub(super) authority: Option<Vec<u8>>,
}

impl Settings {
    /// Whether the mail server is on this computer.
    pub(super) fn is_here(&self) -> bool {
        is_here(&self.host)
    }

    /// Reads and checks them.
    pub(super) fn of(args: &SendArgs) -> Run<Self> {
        let missing = |what| Trouble::usage(format!("mail needs {what}"));
        let site =
            args.site.site.clone().ok_or_else(|| missing("--address (MEEDOEN_ADDRESS): what links begin with"))?;
        let server = args.smtp_server.as_deref().ok_or_else(|| missing("--smtp-server (MEEDOEN_SMTP_SERVER)"))?;
        let (host, port) = host_and_port(server, args.smtp_tls)?;
        let sender = args.smtp_sender.as_deref().ok_or_else(|| missing("--smtp-sender (MEEDOEN_SMTP_SENDER)"))?;
        let sender: Mailbox = sender
            .trim()
            .parse()
            .map_err(|_| Trouble::usage("--smtp-sender is no address such as a@school.example"))?;
        if args.smtp_tls == Secrecy::None && !is_here(&host) {
            return Err(Trouble::usage("--smtp-tls none is for a mail server on this computer: links are keys"));
        }
        let user = match (&args.smtp_user, &args.smtp_password_file) {
            (None, None) => None,
            (Some(user), Some(file)) => Some((user.clone(), password(file)?)),
            (Some(_), None) => return Err(missing("--smtp-password-file (MEEDOEN_SMTP_PASSWORD_FILE) with a user")),
            (None, Some(_)) => return Err(missing("--smtp-user (MEEDOEN_SMTP_USER) with a password")),
        };
        let read = |file: &PathBuf| {
            std::fs::read(file).map_err(|error| Trouble::usage(format!("cannot read {}: {error}", file.display())))
        };
        let authority = args.smtp_ca.as_ref().map(read).transpose()?;
        Ok(Self { site, host, port, tls: args.smtp_tls, sender, user, authority })
    }
}

/// Whether a server is on this computer.
fn is_here(host: &str) -> bool {
    ["localhost", "127.0.0.1", "::1"].contains(&host)
}

fn host_and_port(text: &str, tls: Secrecy) -> Run<(String, u16)> {
    let wrong = || Trouble::usage("--smtp-server is HOST or HOST:PORT");
    let own = match tls {
        Secrecy::Starttls => 587,
        Secrecy::Tls => 465,
        Secrecy::None => 25,
    };
    let text = text.trim();
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, "")) => (host, own),
        Some((host, port)) => (host, port.strip_prefix(':').and_then(|port| port.parse().ok()).ok_or_else(wrong)?),
        None => match text.split_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| wrong())?),
            None => (text, own),
        },
    };
    if host.is_empty() || host.contains(char::is_whitespace) || port == 0 {
        return Err(wrong());
    }
    Ok((host.to_owned(), port))
}

/// The first line of a file that others cannot read.
fn password(file: &Path) -> Run<String> {
    let wrong = |why: &str| Trouble::usage(format!("password file {}: {why}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| wrong(&error.to_string()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file).map_err(|error| wrong(&error.to_string()))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(wrong("others can read it; `chmod 600` it"));
        }
    }
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(wrong("its first line is empty")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_name_with_a_port_that_follows_from_how() {
        for (text, tls, expected) in [
            ("smtp.school.example", Secrecy::Starttls, Some(("smtp.school.example", 587))),
            ("smtp.school.example", Secrecy::Tls, Some(("smtp.school.example", 465))),
            ("localhost", Secrecy::None, Some(("localhost", 25))),
            ("127.0.0.1:2525", Secrecy::None, Some(("127.0.0.1", 2525))),
            ("[::1]:2525", Secrecy::None, Some(("::1", 2525))),
            ("[::1]", Secrecy::Tls, Some(("::1", 465))),
            ("smtp.school.example:x", Secrecy::Tls, None),
            ("smtp.school.example:0", Secrecy::Tls, None),
            ("", Secrecy::Tls, None),
            (":25", Secrecy::None, None),
        ] {
            let read = host_and_port(text, tls).ok();
            let read = read.as_ref().map(|(host, port)| (host.as_str(), *port));
            assert_eq!(read, expected, "{text}");
        }
    }
}
