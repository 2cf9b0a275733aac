//! That somebody was told what was decided about them: on which day, how, and by whom. A term to object or appeal runs from that
//! day (Awb 6:8), so who decided owes it until it is done.

use crate::{AccountId, Moment, intake::talk::Means};
use time::Date;

/// That somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// How.
    pub means: Means,
    /// On which day they got it.
    pub on: Date,
    /// Who told them; by mail whoever decided.
    pub by: AccountId,
    /// When that was written down.
    pub at: Moment,
}

/// What is wrong with what is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// How is missing, or it was only said: a decision is told in writing.
    Means,
    /// The day is missing.
    Day,
    /// The day lies before that of what is told.
    Before(Date),
    /// The day is still to come.
    Future,
}

/// Takes what was filled in. `since`: the day of what is told.
///
/// # Errors
/// What is wrong, in the order of the form.
pub fn told(
    (means, on): (Option<Means>, Option<Date>),
    since: Date,
    by: AccountId,
    now: Moment,
) -> Result<Told, Vec<Wrong>> {
    let means = means.filter(|means| *means != Means::Spoken);
    // A mail goes now, whatever day was typed beside it.
    let on = if means == Some(Means::Mail) { Some(now.day) } else { on };
    let mut wrong = Vec::new();
    wrong.extend(means.is_none().then_some(Wrong::Means));
    wrong.extend(match on {
        None => Some(Wrong::Day),
        Some(on) if on > now.day => Some(Wrong::Future),
        Some(on) if on < since => Some(Wrong::Before(since)),
        Some(_) => None,
    });
    match (means, on) {
        (Some(means), Some(on)) if wrong.is_empty() => Ok(Told { means, on, by, at: now }),
        _ => Err(wrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day};

    #[test]
    fn it_is_told_in_writing_on_a_day_that_was() {
        use Means::{Mail, Paper, Spoken};
        let since = day("2026-09-18");
        for (what, means, on, expected) in [
            ("on paper, today", Some(Paper), Some("2026-09-21"), Ok("2026-09-21")),
            ("on paper, the day it was decided", Some(Paper), Some("2026-09-18"), Ok("2026-09-18")),
            ("before it was decided", Some(Paper), Some("2026-09-17"), Err(vec![Wrong::Before(since)])),
            ("tomorrow", Some(Paper), Some("2026-09-22"), Err(vec![Wrong::Future])),
            ("on no day", Some(Paper), None, Err(vec![Wrong::Day])),
            ("only said", Some(Spoken), Some("2026-09-21"), Err(vec![Wrong::Means])),
            ("nothing", None, None, Err(vec![Wrong::Means, Wrong::Day])),
            ("a mail goes now", Some(Mail), Some("2026-09-18"), Ok("2026-09-21")),
        ] {
            let found = told((means, on.map(day)), since, account_id(), at("2026-09-21"));
            assert_eq!(found.map(|told| told.on), expected.map(day), "{what}");
        }
    }
}
