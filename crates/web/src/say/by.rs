//! Who did something of a school, and when, in words.

use super::words::T;
use store::policy::SetBy;
use time::Date;

/// A name and a day; a command has no name.
pub fn by(t: T, by: &SetBy, on: Date) -> String {
    match by {
        SetBy::Command => t.say("by-command").arg("on", on).to_string(),
        SetBy::Account(_, name) => t.say("by-account").arg("name", name.reveal()).arg("on", on).to_string(),
    }
}
