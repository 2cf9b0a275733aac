//! R17: an adjustment on need (*doeltreffende aanpassing*) may be refused only where it is a disproportionate burden
//! (Wgbh/cz 2(1)), in two steps: first which adjustment works and what it costs, only then whether that is too much. The
//! school has to prove it did so (10(2)). The steps are from the parliamentary history (Kamerstukken II 2001/02, 28169, 3).
//!
//! Wgbh/cz holds for schools that are not funded and for companies as well. What to do when the only adjustment that works
//! is too much is not decided here.

use super::{Act, Actor, Facts, Rule, Source, Verdict};
use crate::statutory::Ground;

/// Whether an adjustment may be refused.
pub fn may_refuse(facts: &Facts) -> Verdict {
    let source = Source::law("Wgbh/cz 2(1)");
    let answer = |allowed| Verdict::is(allowed, Rule::R17, Act::RefuseAdjustment, source, Actor::Institution);
    if facts.person.ground == Some(Ground::No) {
        return answer(true).free().because("ground", Ground::No.code());
    }
    let adjustment = facts.adjustment;
    let tested = facts.application.burden_tested;
    // Without word of the steps the test as a whole counts; a step that was not taken is not made up for by it.
    let taken = |step: Option<bool>| step.unwrap_or(tested == Some(true));
    let both = taken(adjustment.established) && taken(adjustment.weighed) && tested != Some(false);
    let allowed = both && adjustment.reason_given == Some(true);
    answer(allowed)
        .because("effective_adjustment_established", adjustment.established)
        .because("burden_weighed", adjustment.weighed)
        .because("reason_given", adjustment.reason_given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Adjustment, testing::*};

    #[test]
    fn only_after_both_steps_and_with_the_reason() {
        let asked = |established, weighed, reason| {
            let mut facts = in_need();
            facts.adjustment =
                Adjustment { established: Some(established), weighed: Some(weighed), reason_given: Some(reason) };
            facts
        };
        for (what, facts, allowed) in [
            ("neither step", asked(false, false, true), false),
            ("the first step alone", asked(true, false, true), false),
            ("the second without the first", asked(false, true, true), false),
            ("both, without a reason", asked(true, true, false), false),
            ("both, with a reason", asked(true, true, true), true),
        ] {
            assert_eq!(may_refuse(&facts).allowed, allowed, "{what}");
        }
        let mut other = asked(false, false, true);
        other.person.ground = Some(Ground::Unknown);
        assert!(!may_refuse(&other).allowed, "unknown is not no");
        other.person.ground = Some(Ground::No);
        assert!(may_refuse(&other).allowed, "Wgbh/cz is about handicap and chronic illness");
        assert!(!may_refuse(&in_need()).allowed, "nobody said anything");
    }
}
