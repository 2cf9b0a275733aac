//! A referral in words.

use crate::say::words::T;
use register::referral::{Event, Places, Status, Tier};
use time::Date;

/// Where the list is.
pub(super) const PATH: &str = "/zorg";
/// Where the student reads them.
pub(super) const OWN: &str = "/mijn/zorg";

/// A line.
pub(super) fn tier(t: T, tier: Tier) -> String {
    t.get(match tier {
        Tier::Second => "referral-tier-second",
        Tier::Third => "referral-tier-third",
    })
}

/// Where it stands.
pub(super) fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Asked => "referral-status-asked",
        Status::Waiting => "referral-status-waiting",
        Status::Accepted => "referral-status-accepted",
        Status::Refused => "referral-status-refused",
        Status::Followed => "referral-status-followed",
        Status::Withdrawn => "referral-status-withdrawn",
        Status::Ended => "referral-status-ended",
    })
}

/// What happened: by whom and when.
pub(super) fn happened(t: T, event: Event, by: &str, on: Date) -> String {
    let key = match event {
        Event::Accept => "referral-did-accept",
        Event::Queue => "referral-did-queue",
        Event::Refuse => "referral-did-refuse",
        Event::Meanwhile => "referral-did-meanwhile",
        Event::Withdraw => "referral-did-withdraw",
        Event::End => "referral-did-end",
        Event::Follow => "referral-did-follow",
        Event::AskAgain => "referral-did-ask_again",
        Event::Resume => "referral-did-resume",
    };
    t.say(key).arg("by", by).arg("on", on).to_string()
}

/// What can be done.
pub(super) const fn doing(event: Event) -> &'static str {
    match event {
        Event::Accept => "referral-do-accept",
        Event::Queue => "referral-do-queue",
        Event::Refuse => "referral-do-refuse",
        Event::Meanwhile => "referral-do-meanwhile",
        Event::Withdraw => "referral-do-withdraw",
        Event::End => "referral-do-end",
        Event::Follow => "referral-do-follow",
        Event::AskAgain => "referral-do-ask_again",
        Event::Resume => "referral-do-resume",
    }
}

/// How long somebody waits.
pub(super) fn waits(t: T, since: Date, today: Date) -> String {
    t.say("referral-waits").arg("days", (today - since).whole_days().max(0)).to_string()
}

/// How full a line is.
pub(super) fn places(t: T, places: Places) -> String {
    match places.all {
        None => t.say("referral-places-open").arg("taken", places.taken).to_string(),
        Some(all) if places.is_full() => {
            t.say("referral-places-full").arg("all", all).arg("taken", places.taken).to_string()
        }
        Some(all) => t.say("referral-places").arg("all", all).arg("taken", places.taken).to_string(),
    }
}
