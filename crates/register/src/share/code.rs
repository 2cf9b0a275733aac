//! The code that opens the link of somebody without an account: six digits, sent to the address the school entered.
//!
//! Whoever a link was forwarded to has no code: it goes to that one address. Whoever guesses has five tries for each code and
//! ten codes a day, of a million.

use time::{Duration, OffsetDateTime};

/// How long a code can be typed: mail is not always quick.
pub const LIVES: Duration = Duration::minutes(30);
/// How often one may be typed wrongly.
pub const TRIES: i64 = 5;
/// How often in a row the code of a letter may be typed wrongly: it lives as long as the letter, of a million as well.
pub const LETTER_TRIES: i64 = 10;
/// How many codes are sent in [`A_DAY`].
pub const MOST: usize = 10;
/// In which [`MOST`] codes are sent.
pub const A_DAY: Duration = Duration::DAY;
/// How long after a code another one is sent.
pub const PAUSE: Duration = Duration::MINUTE;
/// How long one stays in after a code: no longer, however busy.
pub const VISIT: Duration = Duration::hours(1);

/// A code that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// When.
    pub at: OffsetDateTime,
    /// How often it was typed wrongly.
    pub tries: i64,
    /// It let somebody in.
    pub used: bool,
}

/// Why no code is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendRefusal {
    /// One was sent just now: it is on its way.
    Soon,
    /// Too many were sent today.
    Often,
}

/// Why a code does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenRefusal {
    /// None was sent, or it let somebody in already, or it is too old, or was typed wrongly too often: a new one is needed.
    NeedsNew,
    /// It is another one.
    Wrong,
}

/// Whether another code is sent; `sent`: those of before, in any order.
///
/// # Errors
/// Why none is.
pub fn may_send(sent: &[Sent], now: OffsetDateTime) -> Result<(), SendRefusal> {
    // One in the future was made by a clock that ran ahead: it counts as one of now.
    let ago = |one: &Sent| (now - one.at).max(Duration::ZERO);
    if sent.iter().filter(|one| ago(one) < A_DAY).count() >= MOST {
        return Err(SendRefusal::Often);
    }
    if sent.iter().any(|one| ago(one) < PAUSE && !one.used) {
        return Err(SendRefusal::Soon);
    }
    Ok(())
}

/// Whether the newest code may be tried at all; only the newest opens.
///
/// # Errors
/// [`OpenRefusal::NeedsNew`].
pub fn may_try(newest: Option<Sent>, now: OffsetDateTime) -> Result<(), OpenRefusal> {
    match newest {
        Some(sent) if !sent.used && sent.tries < TRIES && now - sent.at < LIVES => Ok(()),
        Some(_) | None => Err(OpenRefusal::NeedsNew),
    }
}

/// A number as a code: six digits.
pub fn written(number: u32) -> String {
    format!("{:06}", number % 1_000_000)
}

/// What was typed, as a code: spaces and dashes do not count. `None` when it is none.
pub fn typed(text: &str) -> Option<String> {
    let text = crate::text::lines(text);
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-29 12:00 UTC);

    fn sent(seconds: i64, tries: i64, used: bool) -> Sent {
        Sent { at: NOW - Duration::seconds(seconds), tries, used }
    }

    #[test]
    fn which_code_may_be_tried() {
        let new = Err(OpenRefusal::NeedsNew);
        for (what, newest, expected) in [
            ("none", None, new),
            ("just sent", Some(sent(0, 0, false)), Ok(())),
            ("typed wrongly four times", Some(sent(0, 4, false)), Ok(())),
            ("typed wrongly five times", Some(sent(0, 5, false)), new),
            ("a second before its end", Some(sent(1799, 0, false)), Ok(())),
            ("at its end", Some(sent(1800, 0, false)), new),
            ("used", Some(sent(0, 0, true)), new),
        ] {
            assert_eq!(may_try(newest, NOW), expected, "{what}");
        }
    }

    #[test]
    fn how_often_a_code_is_sent() {
        let many = |n: i64, used| (0..n).map(|n| sent(100 + n, 0, used)).collect::<Vec<_>>();
        for (what, before, expected) in [
            ("the first", Vec::new(), Ok(())),
            ("a second click", vec![sent(1, 0, false)], Err(SendRefusal::Soon)),
            ("just before the minute is over", vec![sent(59, 5, false)], Err(SendRefusal::Soon)),
            ("after a minute", vec![sent(60, 0, false)], Ok(())),
            ("one that let somebody in just now", vec![sent(1, 0, true)], Ok(())),
            ("the tenth", many(9, true), Ok(())),
            ("the eleventh", many(10, true), Err(SendRefusal::Often)),
            ("a day later", vec![sent(86_400, 0, true); 10], Ok(())),
            ("a clock that ran ahead", vec![sent(-500, 0, false)], Err(SendRefusal::Soon)),
        ] {
            assert_eq!(may_send(&before, NOW), expected, "{what}");
        }
    }

    #[test]
    fn a_code_is_six_digits_however_they_are_typed() {
        assert_eq!([written(0), written(42), written(1_234_567)], ["000000", "000042", "234567"]);
        for (text, expected) in [
            ("012345", Some("012345")),
            (" 012 345 ", Some("012345")),
            ("012-345", Some("012345")),
            ("012\u{a0}345", Some("012345")),
            ("12345", None),
            ("0123456", None),
            ("01234x", None),
            ("", None),
        ] {
            assert_eq!(typed(text).as_deref(), expected, "{text:?}");
        }
    }
}
