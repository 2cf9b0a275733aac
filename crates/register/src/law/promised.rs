//! What the school promises on its own pages, whatever the law asks: a reply to who asked for something else or said no, and
//! care for a proposal that waits for an answer; and a look by the coach at a measure that does not work in the lessons, as the
//! page of the teacher says. Somebody has it on a list until it is done, also beside agreements that hold.
//!
//! No term: nobody's right runs out.

use super::{Actor, Finding, Rule, Source, Standing};
use time::Date;

const SOURCE: Source = Source::policy("what the page promises on which somebody answers");

/// Somebody asked for something else, or said no, on this day: a new proposal, or why nothing changes.
pub fn reply(asked_on: Date) -> Finding {
    Finding::new(Rule::Promised, SOURCE, Actor::Institution, Standing::OPEN).because("asked_on", asked_on)
}

/// A proposal waits since this day for this one's answer.
pub fn see_answered(since: Date, by: Actor) -> Finding {
    let waits = Standing::OPEN.waits();
    Finding::new(Rule::Promised, SOURCE, by, waits).because("waits_since", since).because("waits_for", by.code())
}

/// Teachers say since this day that a measure does not work.
pub fn mend(failing_since: Date) -> Finding {
    Finding::new(Rule::Promised, SOURCE, Actor::Institution, Standing::OPEN).because("failing_since", failing_since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    #[test]
    fn a_promise_has_no_term_and_says_since_when() {
        assert_eq!(told(&reply(day("2026-06-02")), "2030-01-01"), "due -");
        assert_eq!(told(&mend(day("2026-06-02")), "2030-01-01"), "due -");
        assert_eq!(told(&see_answered(day("2026-06-01"), Actor::Parent), "2030-01-01"), "blocked -");
    }
}
