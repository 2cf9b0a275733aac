//! An application in words.

use super::words::T;
use register::application;

/// For which programme, since when, from when.
pub fn what(t: T, application: &application::Application) -> String {
    let programme = match application.programme {
        Some(crebo) => t.say("programme-named").arg("crebo", crebo.to_string()).to_string(),
        None => t.get("programme-unknown"),
    };
    let applied = t.say("applied-on").arg("day", application.applied_on).to_string();
    match application.starts_on {
        Some(day) => format!("{programme}. {applied}. {}.", t.say("starts-on").arg("day", day)),
        None => format!("{programme}. {applied}."),
    }
}
