//! What lists and forms say of an invitation.

use crate::{
    say::{format, words::T},
    site::{app::App, problem::Problem},
};
use register::{
    invitation::{Closed, Refusal, State, Way},
    mail::State as Mailed,
};
use store::invitation::Invited;

/// Where an invitation stands, in words.
pub(super) fn stands(t: T, state: State) -> String {
    t.get(match state {
        State::Open => "invitation-open",
        State::Ended => "invitation-ended",
        State::Closed(Closed::Used) => "invitation-used",
        State::Closed(Closed::Withdrawn) => "invitation-withdrawn",
        State::Closed(Closed::Renewed) => "invitation-renewed",
    })
}

/// How an invitation goes that is made anew: by mail where that is set up.
pub(super) async fn anew(app: &App, now: register::Moment) -> Result<Way, Problem> {
    Ok(if app.store.mail_is_on(now).await? { Way::Mail } else { Way::Paper })
}

/// How its mail went, and whether that is well; `None` where it went another way.
pub(super) fn mailed(t: T, one: &Invited) -> Option<(bool, String)> {
    let (fine, key) = match one.mail? {
        Mailed::Waiting => (true, "invitation-mail-waiting"),
        Mailed::Sent => (true, "invitation-mail-sent"),
        Mailed::Refused | Mailed::GivenUp | Mailed::Bounced => (false, "invitation-mail-failed"),
        Mailed::Withdrawn => return None,
    };
    Some((fine, t.get(key)))
}

/// When it was made, and until when it opens or when it was closed.
pub(super) fn when(t: T, one: &Invited) -> String {
    let day = |at| t.date(format::dutch_clock(at).date());
    let said = match (one.state, one.closed_at) {
        (State::Open, _) => t.say("invitation-when-open").arg("until", day(one.ends)),
        (State::Closed(_), Some(closed)) => t.say("invitation-when-closed").arg("on", day(closed)),
        (State::Ended, _) | (State::Closed(_), None) => t.say("invitation-when-ended").arg("until", day(one.ends)),
    };
    said.arg("made", day(one.invited_at)).to_string()
}

/// Whether it can be taken back, and made anew.
pub(super) const fn can(state: State) -> (bool, bool) {
    match state {
        State::Open => (true, true),
        State::Ended => (true, true),
        State::Closed(Closed::Withdrawn) => (false, true),
        State::Closed(Closed::Used | Closed::Renewed) => (false, false),
    }
}

/// Key of the sentence that says why somebody is not invited.
pub(super) const fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Disabled => "error-invite-disabled",
        Refusal::HasRole => "error-invite-has-role",
        Refusal::NotHere => "error-invite-role",
        Refusal::Open => "error-invite-open",
        Refusal::NoAddress => "error-invite-no-address",
        Refusal::OtherAddress => "error-invite-other-address",
        Refusal::OwnChild => "error-invite-own-child",
        Refusal::Left => "error-invite-left",
        Refusal::Closed => "error-invite-closed",
    }
}
