//! One connection to the mail server, and what it says of each mail.
//!
//! Step by step, so that what is wrong with a mail is told from what is wrong with the settings: a server that refuses the
//! sender or the password refuses nobody's mail, and one that is away neither.

use super::settings::{Secrecy, Settings};
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use register::mail::Answer;
use std::time::Duration;

/// How long one step may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of handing a mail over.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The server answered, with the digits of its code.
    Answer(Answer, Option<String>),
    /// It cannot be reached, or the connection broke: why.
    Away(String),
    /// The settings are wrong: why.
    Wrong(String),
}

/// A connection that is open.
pub(super) struct Connection(SmtpConnection);

/// The digits of an answer; an error that is no answer has none.
fn code(error: &Error) -> Option<String> {
    error.status().map(|code| code.to_string())
}

/// What an error means that is about us and no mail: 4xx and broken connections pass, the rest is set wrong.
fn ours(what: &str, error: &Error) -> Said {
    let digits = code(error).unwrap_or_default();
    if error.is_permanent() {
        return Said::Wrong(format!("the mail server refuses {what} ({digits})"));
    }
    if error.is_tls() || error.is_client() || is_certificate(error) {
        return Said::Wrong(format!("{what}: {error}"));
    }
    Said::Away(format!("{what}: {}", if digits.is_empty() { error.to_string() } else { digits }))
}

/// Whether TLS refused what the server showed: a certificate of somebody else, or one that nobody vouches for. It comes as
/// data that cannot be.
fn is_certificate(error: &Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(found) = source {
        if found.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::InvalidData) {
            return true;
        }
        source = found.source();
    }
    false
}

impl Connection {
    /// Connects, makes it secret and signs in.
    pub(super) fn open(settings: &Settings) -> Result<Self, Said> {
        let hello = settings.site.split_once("://").map_or("localhost", |(_, host)| host);
        let hello = ClientId::Domain(hello.split(':').next().unwrap_or("localhost").to_owned());
        let secret = match settings.tls {
            Secrecy::None => None,
            Secrecy::Tls | Secrecy::Starttls => {
                let mut builder = TlsParameters::builder(settings.host.clone());
                if let Some(pem) = &settings.authority {
                    let authority = Certificate::from_pem(pem)
                        .map_err(|error| Said::Wrong(format!("the certificate of the authority: {error}")))?;
                    builder = builder.add_root_certificate(authority);
                }
                Some(builder.build().map_err(|error| Said::Wrong(format!("TLS: {error}")))?)
            }
        };
        let from_the_start = secret.as_ref().filter(|_| settings.tls == Secrecy::Tls);
        let at = (settings.host.as_str(), settings.port);
        let mut connection = SmtpConnection::connect(at, Some(PATIENCE), &hello, from_the_start, None)
            .map_err(|error| ours("the connection", &error))?;
        if let (Secrecy::Starttls, Some(secret)) = (settings.tls, &secret) {
            if !connection.can_starttls() {
                return Err(Said::Wrong(
                    "the mail server offers no STARTTLS; --smtp-tls tls may be what it does".into(),
                ));
            }
            connection.starttls(secret, &hello).map_err(|error| ours("STARTTLS", &error))?;
        }
        if let Some((user, password)) = &settings.user {
            let credentials = Credentials::new(user.clone(), password.clone());
            let ways = [Mechanism::Plain, Mechanism::Login];
            connection.auth(&ways, &credentials).map_err(|error| ours("signing in", &error))?;
        }
        Ok(Self(connection))
    }

    /// Hands over a mail.
    pub(super) fn hand(&mut self, from: &Address, to: &Address, bytes: &[u8]) -> Said {
        let wide = !to.is_ascii();
        let takes = |extension| self.0.server_info().supports_feature(extension);
        if wide && !takes(Extension::SmtpUtfEight) {
            // RFC 6531: an address that this server cannot carry.
            return Said::Answer(Answer::Never, Some("5.6.7".into()));
        }
        let mut parameters = Vec::new();
        if wide {
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if takes(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        if let Err(error) = self.0.command(Mail::new(Some(from.clone()), parameters)) {
            return ours("the sender", &error);
        }
        let steps = self
            .0
            .command(Rcpt::new(to.clone(), Vec::new()))
            .and_then(|_| self.0.command(Data))
            .and_then(|_| self.0.message(bytes));
        match steps {
            Ok(response) => Said::Answer(Answer::Taken, Some(response.code().to_string())),
            Err(error) if error.is_permanent() => self.go_on(Answer::Never, code(&error)),
            Err(error) if error.is_transient() => self.go_on(Answer::Later, code(&error)),
            Err(error) => Said::Away(error.to_string()),
        }
    }

    /// Clears what was begun, so that the next mail begins anew.
    fn go_on(&mut self, answer: Answer, code: Option<String>) -> Said {
        // Where this fails, the next mail finds out.
        let _ = self.0.command(Rset);
        Said::Answer(answer, code)
    }

    /// Says goodbye. What was taken was taken.
    pub(super) fn close(mut self) {
        let _ = self.0.quit();
    }
}

/// Whether an address needs a server that carries more than ASCII.
trait IsAscii {
    fn is_ascii(&self) -> bool;
}

impl IsAscii for Address {
    fn is_ascii(&self) -> bool {
        self.to_string().is_ascii()
    }
}
