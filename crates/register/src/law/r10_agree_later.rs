//! R10: a need that arises after the enrolment: written agreements are due, the enrolment stands, and the law sets no term,
//! so this is never overdue by statute (WEB 8.1.3a(4)).
//!
//! Paragraph 4 is about a need that *arises*. One that was there before and that the school never looked for, or assessed
//! too late, is a breach of (2), however late it was written down. One that was there, and that the student kept to
//! themselves when asked, broke nothing; it is treated as one that arose when it was told (a reading).

use super::support::{self, Assessed, Gate, Held};
use super::{Act, Actor, Enrolment, Facts, Finding, Need, Rule, Source, Standing, Verdict, When, r08_agree_first};

pub(super) const SOURCE: Source = Source::law("WEB 8.1.3a(4)");

/// Whether the need came up after the enrolment.
pub(super) fn arose_later(facts: &Facts, enrolled: When) -> bool {
    let need = facts.need;
    let after = |day: Option<time::Date>| day.is_some_and(|day| day > enrolled.day);
    if need.arose_on.is_some() {
        return after(need.arose_on);
    }
    if after(need.existed_since) {
        return true;
    }
    if !after(need.disclosed_on) {
        return false;
    }
    // It was there, or may have been, and was told later: only a school that had looked for it could not know.
    match support::assessed(facts) {
        Assessed::On(day) => day <= enrolled.day,
        Assessed::Not => false,
        Assessed::NotSaid => need.existed_since.is_none(),
    }
}

/// Whether agreements must still be made for who is enrolled.
pub fn judge(facts: &Facts) -> Finding {
    let finding = |standing, actor| {
        let (source, standing) = support::asked_by(facts, SOURCE, standing);
        Finding::new(Rule::R10, source, actor, standing)
    };
    let none = |fact: &'static str| finding(Standing::NotApplicable, Actor::Institution).because(fact, false);
    match support::gate(facts) {
        Gate::OutOfScope(cite) => return Finding { source: Source::law(cite), ..none("in_scope") },
        Gate::NotNeeded | Gate::NotKnown | Gate::Waived(_) => return none("needs_extra_support_on_the_ground"),
        Gate::Needed => {}
    }
    let Some((enrolment, enrolled)) = support::last_enrolment(facts) else { return none("enrolled") };
    if !arose_later(facts, enrolled) {
        return Finding { rule: Rule::R10, ..r08_agree_first::judge(facts) };
    }
    let Need { arose_on, existed_since, disclosed_on, .. } = facts.need;
    let arose = arose_on.or(disclosed_on).unwrap_or(enrolled.day).max(enrolled.day);
    // A need that came up before the law did, with an enrolment from before it, is asked nothing.
    if !support::in_force(facts, arose) {
        return none("arose_under_the_law");
    }
    // What was agreed before the need came up is about something else. Where it was known since when support was needed,
    // and only the ground came later, agreements on that support are about it.
    let about = if arose_on.is_some() { existed_since.map_or(arose, |since| since.min(arose)) } else { arose };
    let held = support::held(facts, Some(enrolment), Some(about));
    let newest = facts.agreements.last();
    let open = newest.is_some_and(|version| {
        version.offered_on.is_none_or(|offered| offered >= about) && support::completed(facts, version).is_none()
    });
    let actor = if open { support::waits_for(facts, Some(enrolment), None) } else { Actor::Institution };
    let actor = if matches!(held, Held::On(_)) { Actor::Institution } else { actor };
    let standing = support::until_agreed(Standing::OPEN.opens(arose), held);
    let found = support::say_needed(finding(ends(enrolment, standing), actor), facts)
        .because("enrolled_on", enrolled.day)
        .because("need_arose_on", arose);
    support::say_held(found, held)
}

/// Agreements that were there at the enrolment, or came too late, and ended while the need goes on: asked anew. The law does
/// not say so in so many words: paragraph 2 was fulfilled when the enrolment came, and paragraph 4 is the only one about what
/// comes after (a reading).
pub fn when_ended(facts: &Facts) -> Option<Finding> {
    if support::gate(facts) != Gate::Needed {
        return None;
    }
    let (enrolment, enrolled) = support::last_enrolment(facts)?;
    if arose_later(facts, enrolled) || !support::in_force(facts, enrolled.day) {
        return None;
    }
    let held @ Held::Until(_, last) = support::held(facts, Some(enrolment), None) else { return None };
    if last < enrolled.day {
        return None;
    }
    let standing = ends(enrolment, Standing::OPEN.opens(last.next_day()?));
    let (source, standing) = support::asked_by(facts, SOURCE, standing);
    let found = Finding::new(Rule::R10, source, support::waits_for(facts, Some(enrolment), None), standing);
    Some(support::say_held(support::say_needed(found, facts).because("enrolled_on", enrolled.day), held))
}

/// What is asked for an enrolment ends with it.
fn ends(enrolment: &Enrolment, standing: Standing) -> Standing {
    let gone = enrolment.last_day.and_then(time::Date::next_day);
    gone.map_or(standing, |gone| standing.until_at_most(gone))
}

/// Whether the enrolment broke the gate of (2); what must be done now stands before it.
pub fn broke_the_gate(facts: &Facts) -> Verdict {
    let respected = r08_agree_first::was_respected(facts);
    let now = judge(facts);
    let answer = Verdict::is(respected.allowed, Rule::R10, Act::HaveEnrolled, now.source, Actor::Institution);
    let mut answer = answer.first(now.standing);
    answer.because = now.because;
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Intake, testing::*};

    fn enrolled_in_need() -> Facts {
        let mut facts = in_need();
        facts.enrolments.push(enrolment("E1", "2026-08-01"));
        facts
    }

    fn with(mut facts: Facts, change: impl FnOnce(&mut Facts)) -> Facts {
        change(&mut facts);
        facts
    }

    fn assessed(facts: Facts, on: &str, was: bool) -> Facts {
        with(facts, |f| {
            f.intake = Some(vec![Intake { held_on: Some(day(on)), assessed: Some(was), ..Intake::default() }]);
        })
    }

    #[test]
    fn what_arises_later_has_no_term_and_what_was_there_is_a_breach() {
        let arose = |on: &str| with(enrolled_in_need(), |f| f.need.arose_on = Some(day(on)));
        let told_later = |existed: &str| {
            with(enrolled_in_need(), |f| {
                f.need.existed_since = Some(day(existed));
                f.need.disclosed_on = Some(day("2026-10-12"));
            })
        };
        for (what, facts, expected, broke) in [
            ("arose later", arose("2026-10-12"), "due -", false),
            ("the day after the enrolment", arose("2026-08-02"), "due -", false),
            ("on the day of the enrolment", arose("2026-08-01"), "overdue 2026-08-01", true),
            ("arises next month", arose("2026-12-20"), "not_yet -", false),
            (
                "agreed since",
                with(arose("2026-10-12"), |f| f.agreements.push(version(&["2026-11-01"]))),
                "met -",
                false,
            ),
            (
                "agreed before it arose, on something else",
                with(arose("2026-10-12"), |f| f.agreements.push(version(&["2026-06-20"]))),
                "due -",
                false,
            ),
            ("kept by the student when asked", assessed(told_later("2020-01-01"), "2026-05-12", true), "due -", false),
            ("nobody asked", assessed(told_later("2020-01-01"), "2026-05-12", false), "overdue 2026-08-01", true),
            ("assessed too late", assessed(enrolled_in_need(), "2026-09-10", true), "overdue 2026-08-01", true),
            (
                "assessed too late, and told then",
                assessed(told_later("2020-01-01"), "2026-09-10", true),
                "overdue 2026-08-01",
                true,
            ),
            (
                "known before, agreed late",
                with(enrolled_in_need(), |f| f.agreements.push(version(&["2026-09-01"]))),
                "met_late 2026-08-01",
                true,
            ),
            (
                "known before, agreed before",
                with(enrolled_in_need(), |f| f.agreements.push(version(&["2026-06-20"]))),
                "met 2026-08-01",
                false,
            ),
            (
                "left",
                with(arose("2026-10-12"), |f| f.enrolments[0].last_day = Some(day("2026-11-19"))),
                "not_applicable -",
                false,
            ),
            ("not enrolled", in_need(), "not_applicable -", false),
        ] {
            assert_eq!(told(&judge(&facts), "2026-11-20"), expected, "{what}");
            assert_eq!(!broke_the_gate(&facts).allowed, broke, "{what}");
        }
    }
}
