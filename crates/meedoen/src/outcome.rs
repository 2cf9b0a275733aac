//! How a command ends, and how it speaks: answers on standard output, everything else on standard error.

use std::fmt;
use std::io::Write;
use store::StoreError;

/// A command that could be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exit code 0.
    Done,
    /// What was asked found problems, and has printed them: exit code 1.
    Found,
}

/// A command that could not be carried out, in words for the person at the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The command or the configuration is wrong: exit code 2.
    Usage(String),
    /// It was refused or failed: exit code 1.
    Failed(String),
}

/// What commands return.
pub type Run<T = Outcome> = Result<T, Trouble>;

impl Trouble {
    /// A mistake in the command or the configuration.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// A refusal or failure.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }

    /// The exit code.
    pub const fn exit(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Failed(_) => 1,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Failed(message) => f.write_str(message),
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::KeyFile(_) | StoreError::KeyMissing(_) | StoreError::WrongKey(_) | StoreError::Purges(_) => {
                Self::Usage(error.to_string())
            }
            other => Self::Failed(other.to_string()),
        }
    }
}

/// Prints a line of the answer. Whoever reads may have gone (`| head`): that is no reason to fail.
pub fn say(line: impl fmt::Display) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Prints a line about the work itself, such as progress.
pub fn note(line: impl fmt::Display) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Prints why a command could not be carried out.
pub fn complain(trouble: &Trouble) {
    note(format_args!("meedoen: {trouble}"));
}
