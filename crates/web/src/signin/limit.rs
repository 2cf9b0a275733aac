//! How often a password may be guessed: pure, so that a table can show it.
//!
//! A count leaks: it falls by one in each `leak` seconds without a failure. Within `free` nobody waits; each failure
//! beyond it doubles the wait, up to `most`. What is tried while one must wait is not held against any password and
//! counts for nothing, so it cannot make the wait longer.
//!
//! From a network over its limit, tries are held against passwords one at a time, so that nobody can keep the processor
//! busy for the others with addresses that he makes up.
//!
//! Four counts, each against another way of guessing:
//!
//! | counted | stops | whom it cannot lock out |
//! | --- | --- | --- |
//! | account and network | guessing one password from one place | the owner anywhere else |
//! | account | guessing one password from many places | a browser that signed in to this account before |
//! | network | trying one password on many accounts | such a browser, and everybody's first try from that network |
//! | account and browser | guessing from such a browser | every other browser |

use std::net::IpAddr;
use store::throttle::Tally;

/// One limit.
#[derive(Debug, Clone, Copy)]
struct Limit {
    /// Failures that cost nothing.
    free: i64,
    /// The first wait, in seconds; each further failure doubles it.
    first: i64,
    /// The longest wait, in seconds.
    most: i64,
    /// Seconds without a failure after which one is forgotten.
    leak: i64,
}

const PAIR: Limit = Limit { free: 10, first: 15, most: 900, leak: 900 };
const ACCOUNT: Limit = Limit { free: 40, first: 15, most: 900, leak: 900 };
const NETWORK: Limit = Limit { free: 100, first: 2, most: 60, leak: 5 };
const BROWSER: Limit = PAIR;

/// How many seconds no more is told of who goes on trying while they must wait.
const QUIET: i64 = 900;

impl Limit {
    /// What is left of a count. A failure in the future is one of now: a clock ran ahead.
    fn left(self, tally: Tally, now: i64) -> i64 {
        let since = now.saturating_sub(tally.at).max(0);
        (tally.failures - since / self.leak).max(0)
    }

    /// Seconds to wait.
    fn wait(self, tally: Tally, now: i64) -> i64 {
        let over = tally.failures.min(self.free + 30) - self.free;
        if over < 0 || self.left(tally, now) < self.free {
            return 0;
        }
        let delay = (self.first << over).min(self.most);
        (delay - now.saturating_sub(tally.at).max(0)).max(0)
    }
}

/// Who tries: what is counted, and under which keys.
pub(super) struct Tries {
    account: Vec<u8>,
    network: Vec<u8>,
    pair: Vec<u8>,
    /// A browser that signed in to this account before.
    browser: Option<Vec<u8>>,
}

impl Tries {
    /// Somebody at an address, who typed an account's e-mail address (as its key), in a browser that is known by a mark.
    pub(super) fn new(email: &str, address: Option<IpAddr>, browser: Option<&str>) -> Self {
        let network = address.map(network).unwrap_or_default();
        Self {
            account: format!("account {email}").into_bytes(),
            network: format!("network {network}").into_bytes(),
            pair: format!("account {email} network {network}").into_bytes(),
            browser: browser.map(|mark| format!("account {email} browser {mark}").into_bytes()),
        }
    }

    /// The keys under which this try counts, in the order that [`Tries::rule`] takes them.
    pub(super) fn keys(&self) -> Vec<Vec<u8>> {
        match &self.browser {
            Some(browser) => vec![browser.clone()],
            None => vec![self.pair.clone(), self.account.clone(), self.network.clone()],
        }
    }

    /// The key under which it is counted that somebody went on trying while they had to wait. Addresses that nobody has are
    /// made up by the thousand, so those count together, by their network.
    pub(super) fn told(&self, has_account: bool) -> Vec<u8> {
        let of = if has_account { &self.account } else { &self.network };
        [b"told of ".as_slice(), of].concat()
    }

    /// Whether that is told now, or was told a little while ago.
    pub(super) fn tells(tallies: &[Tally], now: i64) -> Result<Vec<i64>, u32> {
        let told = |tally: &Tally| tally.failures > 0 && now.saturating_sub(tally.at) < QUIET;
        if tallies.iter().any(told) { Err(1) } else { Ok(vec![1; tallies.len()]) }
    }

    /// Those that one good try takes back, and those that it clears.
    pub(super) fn good(&self) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
        match &self.browser {
            Some(browser) => (Vec::new(), vec![browser.clone()]),
            None => (vec![self.account.clone(), self.network.clone()], vec![self.pair.clone()]),
        }
    }

    /// Seconds to wait, or what to write under each key.
    pub(super) fn rule(tallies: &[Tally], now: i64) -> Result<Vec<i64>, u32> {
        let (wait, counts) = match tallies {
            [browser] => (BROWSER.wait(*browser, now), vec![BROWSER.left(*browser, now) + 1]),
            [pair, account, network] => {
                let again = PAIR.left(*pair, now) > 0;
                let of_network = if again { NETWORK.wait(*network, now) } else { 0 };
                let wait = PAIR.wait(*pair, now).max(ACCOUNT.wait(*account, now)).max(of_network);
                let counts =
                    vec![PAIR.left(*pair, now) + 1, ACCOUNT.left(*account, now) + 1, NETWORK.left(*network, now) + 1];
                (wait, counts)
            }
            _ => (i64::from(u32::MAX), Vec::new()),
        };
        if wait > 0 { Err(u32::try_from(wait).unwrap_or(u32::MAX)) } else { Ok(counts) }
    }
}

/// Whether a try comes from a network of which so much has failed that its first tries go one by one.
pub(super) fn is_crowded(tallies: &[Tally], now: i64) -> bool {
    matches!(tallies, [_, _, network] if NETWORK.left(*network, now) >= NETWORK.free)
}

/// The network of an address: of IPv6 the first half, which one household or one attacker has to itself.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn ago(failures: i64, seconds: i64) -> Tally {
        Tally { failures, at: NOW - seconds }
    }

    #[test]
    fn waits_double_and_leak_away() {
        for (failures, since, expected) in [
            (0, 0, 0),
            (9, 0, 0),
            (10, 0, 15),
            (10, 14, 1),
            (10, 15, 0),
            (11, 0, 30),
            (12, 0, 60),
            (15, 0, 480),
            (16, 0, 900),
            (1000, 0, 900),
            (1000, 899, 1),
            (1000, 900, 0),
            // A clock that ran ahead makes nobody wait longer than the longest wait.
            (1000, -999_999, 900),
            (i64::MAX, 0, 900),
        ] {
            assert_eq!(PAIR.wait(ago(failures, since), NOW), expected, "{failures} failures, {since} s ago");
        }
        assert_eq!(PAIR.left(ago(12, 900), NOW), 11);
        assert_eq!(PAIR.left(ago(12, 100_000), NOW), 0);
    }

    /// (pair, account, network): whether a browser that nobody knows has to wait.
    #[test]
    fn whom_a_limit_stops() {
        for (what, pair, account, network, waits) in [
            ("nothing happened", 0, 0, 0, false),
            ("guessing here", 10, 10, 10, true),
            ("guessed elsewhere, from a few places", 0, 39, 0, false),
            ("guessed elsewhere, from many places", 0, 40, 0, true),
            ("somebody at school guesses everybody's: the first try of each", 0, 0, 5000, false),
            ("somebody at school guesses everybody's: the second try", 1, 1, 5000, true),
            ("a school on its first morning", 3, 3, 99, false),
        ] {
            let said = Tries::rule(&[ago(pair, 0), ago(account, 0), ago(network, 0)], NOW);
            assert_eq!(said.is_err(), waits, "{what}: {said:?}");
        }
        assert_eq!(Tries::rule(&[ago(1, 0), ago(1, 0), ago(5000, 0)], NOW), Err(60), "and never for long");
        for (network, since, crowded) in [(99, 0, false), (100, 0, true), (100, 5, false), (5000, 60, true)] {
            assert_eq!(is_crowded(&[ago(0, 0), ago(0, 0), ago(network, since)], NOW), crowded, "{network} {since}");
        }
        assert!(!is_crowded(&[ago(5000, 0)], NOW), "a browser that is known goes by itself");
        assert_eq!(Tries::rule(&[ago(0, 0)], NOW), Ok(vec![1]));
        assert_eq!(Tries::rule(&[ago(10, 0)], NOW), Err(15));
    }

    /// One event in a quarter of an hour of one account; made-up addresses of one network are one.
    #[test]
    fn going_on_while_one_must_wait_is_told_once_in_a_while() {
        for (failures, since, tells) in [(0, 0, true), (1, 0, false), (1, 899, false), (1, 900, true), (1, -5, false)] {
            assert_eq!(Tries::tells(&[ago(failures, since)], NOW).is_ok(), tells, "{failures} {since}");
        }
        let address = "192.0.2.1".parse().ok();
        let (one, other) = (Tries::new("a@b.example", address, None), Tries::new("c@d.example", address, None));
        assert_ne!(one.told(true), other.told(true));
        assert_eq!(one.told(false), other.told(false));
        assert!(!one.keys().contains(&one.told(true)) && !one.keys().contains(&one.told(false)), "it limits nobody");
    }

    /// The most that can be guessed of one account in a day, from everywhere: what the limits are for.
    #[test]
    fn a_day_of_guessing_is_not_much() {
        let (mut tally, mut guessed) = (Tally::default(), 0);
        for second in NOW..NOW + 86_400 {
            if ACCOUNT.wait(tally, second) == 0 {
                tally = Tally { failures: ACCOUNT.left(tally, second) + 1, at: second };
                guessed += 1;
            }
        }
        assert!((40..=160).contains(&guessed), "{guessed}");
    }

    #[test]
    fn one_network_is_one_whatever_address_it_takes() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
