//! Mail: what is written to people, how long it is tried, and how it went. A mail holds nothing about a person but their
//! address and a link; what it is about stands behind the link, where it is decided who may read it.

use crate::codes;
use time::{Duration, OffsetDateTime};

codes! {
    /// What a mail is for.
    pub enum Kind {
        /// An invitation to a role.
        Invitation = "invitation",
        /// A link to choose a password.
        Password = "password",
        /// A proposal waits for an answer.
        Proposal = "proposal",
        /// A proposal still waits for an answer.
        Reminder = "reminder",
        /// There is news about an application.
        Application = "application",
        /// A talk in which school and student look back was planned, moved or called off.
        Talk = "talk",
        /// How they looked back was written down.
        Evaluation = "evaluation",
        /// Whether what was agreed happens, once ten school days are over.
        Happens = "happens",
        /// An agreement is shared with somebody outside the school.
        Share = "share",
        /// The code with which they come in.
        Code = "code",
        /// There is something new to read about a student: what was asked, or decided.
        News = "news",
    }
}

impl Kind {
    /// Whether somebody can say that they want none of these. Without a link nobody comes in, so those are always sent; what
    /// the others tell also stands on one's own page, and on paper for who asks.
    pub const fn may_be_declined(self) -> bool {
        match self {
            Self::Proposal
            | Self::Reminder
            | Self::News
            | Self::Application
            | Self::Talk
            | Self::Evaluation
            | Self::Happens => true,
            Self::Invitation | Self::Password | Self::Share | Self::Code => false,
        }
    }
}

codes! {
    /// How a mail went.
    pub enum State {
        /// It is to be sent.
        Waiting = "waiting",
        /// The school's mail server took it.
        Sent = "sent",
        /// The school's mail server refused it for good.
        Refused = "refused",
        /// It could not be handed over in time.
        GivenUp = "given_up",
        /// It was taken, and came back.
        Bounced = "bounced",
        /// What it was about is no more: nothing was sent.
        Withdrawn = "withdrawn",
    }
}

/// What a mail server said of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It took it.
    Taken,
    /// Not now (4xx), or it could not be reached.
    Later,
    /// Never (5xx).
    Never,
}

/// How long a mail is tried: longer than a mail server is away, shorter than a link lasts.
pub const TRIED: Duration = Duration::days(3);

/// How long a mail belongs to who is handing it over. Whoever was stopped while doing so has not noted how it went: after
/// this it is tried again, and may come twice.
pub const LEASE: Duration = Duration::minutes(10);

/// How long after a pass mail counts as set up: whoever is told by mail is told by a timer that runs. Where it stopped, pages
/// say again that nobody is told by mail.
pub const IS_ON: Duration = Duration::DAY;

/// Whether mail is set up: a pass was made, not long ago. One in the future was noted by a clock that ran ahead.
pub fn is_on(pass: Option<OffsetDateTime>, now: OffsetDateTime) -> bool {
    pass.is_some_and(|pass| now - pass < IS_ON && pass - now < Duration::HOUR)
}

/// Pauses between tries: they grow.
const PAUSES: [Duration; 5] =
    [Duration::minutes(5), Duration::minutes(15), Duration::hours(1), Duration::hours(4), Duration::hours(8)];

/// What follows on an answer: the state, and when it is tried again.
///
/// `tries` counts this one; `made` is when the mail was made.
pub fn after(answer: Answer, tries: u32, made: OffsetDateTime, now: OffsetDateTime) -> (State, Option<OffsetDateTime>) {
    match answer {
        Answer::Taken => (State::Sent, None),
        Answer::Never => (State::Refused, None),
        Answer::Later if now >= made + TRIED => (State::GivenUp, None),
        Answer::Later => {
            let nth = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX).min(PAUSES.len() - 1);
            (State::Waiting, Some((now + PAUSES[nth]).min(made + TRIED)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn the_documentation_says_when_mail_is_written() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/how-to/send-mail.md");
        let text = std::fs::read_to_string(path).unwrap();
        let rows: Vec<(&str, bool)> = text
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
            .filter_map(|(code, rest)| Some((code, rest.split(" | ").nth(1)?.starts_with("yes"))))
            .take(Kind::ALL.len())
            .collect();
        let kinds: Vec<(&str, bool)> = Kind::ALL.iter().map(|kind| (kind.code(), kind.may_be_declined())).collect();
        assert_eq!(rows, kinds, "each kind has a row in its first table, in this order");
    }

    #[test]
    fn pauses_grow_and_end() {
        let made = datetime!(2026-11-29 12:00 UTC);
        for (answer, tries, minutes, state, again) in [
            (Answer::Taken, 1, 0, State::Sent, None),
            (Answer::Never, 1, 0, State::Refused, None),
            (Answer::Later, 1, 0, State::Waiting, Some(5)),
            (Answer::Later, 2, 5, State::Waiting, Some(20)),
            (Answer::Later, 3, 20, State::Waiting, Some(80)),
            (Answer::Later, 4, 80, State::Waiting, Some(320)),
            (Answer::Later, 5, 320, State::Waiting, Some(800)),
            (Answer::Later, 99, 3000, State::Waiting, Some(3480)),
            // The last try is at the end, and not after it.
            (Answer::Later, 99, 4300, State::Waiting, Some(4320)),
            (Answer::Later, 99, 4320, State::GivenUp, None),
            (Answer::Taken, 99, 9999, State::Sent, None),
        ] {
            let expected = again.map(|again: i64| made + Duration::minutes(again));
            let now = made + Duration::minutes(minutes);
            assert_eq!(after(answer, tries, made, now), (state, expected), "{answer:?} {tries} {minutes}");
        }
    }

    #[test]
    fn mail_is_on_while_somebody_makes_passes() {
        let now = datetime!(2026-11-29 12:00 UTC);
        for (minutes, expected) in [(0, true), (1, true), (1439, true), (1440, false), (-59, true), (-60, false)] {
            assert_eq!(is_on(Some(now - Duration::minutes(minutes)), now), expected, "{minutes} minutes ago");
        }
        assert!(!is_on(None, now), "nobody ever made one");
    }

    /// A server that is away for a day costs no mail: as many tries as there are in the three days end after that day.
    #[test]
    fn a_day_without_a_mail_server_loses_nothing() {
        let made = datetime!(2026-11-29 12:00 UTC);
        let (mut now, mut tries) = (made, 0);
        while now < made + Duration::DAY {
            tries += 1;
            let (state, again) = after(Answer::Later, tries, made, now);
            assert_eq!(state, State::Waiting, "try {tries} at {now}");
            now = again.unwrap();
        }
        assert!(tries < 10, "{tries} tries in a day are few");
    }
}
