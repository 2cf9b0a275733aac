//! What the school promises on its own pages, whatever the law asks: a reply to who asked for something else or said no, and
//! care for a proposal that waits for an answer; a look by the coach at a measure that does not work in the lessons, as the
//! page of the teacher says; and another look at a point of attention, on the day that the student reads. Somebody has it on a
//! list until it is done, also beside agreements that hold.
//!
//! No term, but for the day that was named: nobody's right runs out.

use super::{Actor, Finding, Rule, Source, Standing};
use crate::point::ANNOUNCED;
use time::{Date, Duration};

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

/// On this day somebody looks again at a point of attention; on a list a week before.
pub fn look_again(on: Date) -> Finding {
    let ahead = on.saturating_sub(Duration::days(ANNOUNCED));
    let standing = Standing::by(on).opens_not_before(ahead);
    Finding::new(Rule::Promised, SOURCE, Actor::Institution, standing).because("look_again_on", on)
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

    #[test]
    fn a_point_of_attention_is_looked_at_on_its_day() {
        let on = look_again(day("2026-11-02"));
        for (today, expected) in [
            ("2026-10-25", "not_yet 2026-11-02"),
            ("2026-10-26", "due 2026-11-02"),
            ("2026-11-02", "due 2026-11-02"),
            ("2026-11-03", "overdue 2026-11-02"),
        ] {
            assert_eq!(told(&on, today), expected, "{today}");
        }
    }
}
