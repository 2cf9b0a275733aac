//! `meedoen doctor`: is this installation in order, and if not, what to do about it?

mod checks;
mod files;

use crate::cli::DoctorArgs;
use crate::config::At;
use crate::outcome::{Outcome, Run, say};
use serde_json::{Value, json};

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// In order.
    Ok,
    /// Works, and should be otherwise.
    Warn,
    /// Does not work.
    Fail,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// A stable name.
    pub name: &'static str,
    /// How it came out.
    pub state: State,
    /// What was found.
    pub found: String,
    /// What to do about it.
    pub remedy: Option<String>,
}

impl Check {
    fn ok(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, state: State::Ok, found: found.into(), remedy: None }
    }

    fn warn(name: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, state: State::Warn, found: found.into(), remedy: Some(remedy.into()) }
    }

    fn fail(name: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, state: State::Fail, found: found.into(), remedy: Some(remedy.into()) }
    }

    const fn word(&self) -> &'static str {
        match self.state {
            State::Ok => "ok",
            State::Warn => "warn",
            State::Fail => "FAIL",
        }
    }

    fn json(&self) -> Value {
        let state = self.word().to_lowercase();
        json!({"check": self.name, "state": state, "found": self.found, "remedy": self.remedy})
    }
}

/// Runs all checks that can be run.
pub async fn run(at: &At, args: DoctorArgs) -> Run {
    let checks = checks::all(at, args.listen).await;
    if args.json {
        say(checks.iter().map(Check::json).collect::<Value>());
    } else {
        for check in &checks {
            say(format_args!("{:4}  {:12}  {}", check.word(), check.name, check.found));
            if let Some(remedy) = &check.remedy {
                say(format_args!("{:20}{remedy}", ""));
            }
        }
    }
    Ok(if checks.iter().any(|check| check.state == State::Fail) { Outcome::Found } else { Outcome::Done })
}
