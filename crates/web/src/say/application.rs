//! An application in words.

use super::words::T;
use register::{application, programme::Crebo};

/// A programme: by its name with its code, by its code alone where no name is known, or that it is not known.
pub fn programme(t: T, crebo: Option<Crebo>) -> String {
    match crebo.map(|crebo| (crebo, crebo.name())) {
        Some((crebo, Some(name))) => {
            t.say("programme-named").arg("name", name).arg("crebo", crebo.to_string()).to_string()
        }
        Some((crebo, None)) => t.say("programme-code").arg("crebo", crebo.to_string()).to_string(),
        None => t.get("programme-unknown"),
    }
}

/// For which programme, since when, from when.
pub fn what(t: T, application: &application::Application) -> String {
    let programme = programme(t, application.programme);
    let applied = t.say("applied-on").arg("day", application.applied_on).to_string();
    match application.starts_on {
        Some(day) => format!("{programme}. {applied}. {}.", t.say("starts-on").arg("day", day)),
        None => format!("{programme}. {applied}."),
    }
}
