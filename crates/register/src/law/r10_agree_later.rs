//! R10: a need that arises after the enrolment: written agreements are due, the enrolment stands, and the law sets no term,
//! so this is never overdue by statute (WEB 8.1.3a(4)).
//!
//! Paragraph 4 is about a need that *arises*. One that was there before and that the school never looked for, or assessed
//! too late, is a breach of (2), however late it was written down. One that was there, and that the student kept to
//! themselves when asked, broke nothing; it is treated as one that arose when it was told (a reading).

use super::support::{self, Assessed, Gate};
use super::{Act, Actor, Done, Facts, Finding, Rule, Source, Standing, Verdict, When};

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
    let finding = |standing, actor| Finding::new(Rule::R10, SOURCE, actor, standing);
    let none = |fact: &'static str| finding(Standing::NotApplicable, Actor::Institution).because(fact, false);
    match support::gate(facts) {
        Gate::OutOfScope(cite) => return Finding { source: Source::law(cite), ..none("in_scope") },
        Gate::NotNeeded | Gate::NotKnown => return none("needs_extra_support_on_the_ground"),
        Gate::Needed => {}
    }
    let Some((enrolment, enrolled)) = support::last_enrolment(facts) else { return none("enrolled") };
    let gone = enrolment.last_day.and_then(time::Date::next_day);
    let ends = |standing: Standing| gone.map_or(standing, |gone| standing.until(gone));
    if arose_later(facts, enrolled) {
        let arose = facts.need.arose_on.or(facts.need.disclosed_on).unwrap_or(enrolled.day).max(enrolled.day);
        // What was agreed before the need came up is about something else.
        let agreed = facts
            .agreements
            .iter()
            .filter(|version| version.statutory != Some(false) && support::is_for(version, Some(enrolment)))
            .filter_map(|version| support::completed(facts, version))
            .filter(|on| on.day >= arose)
            .min();
        let newest = facts.agreements.last();
        let open = newest.is_some_and(|version| {
            version.offered_on.is_none_or(|offered| offered >= arose) && support::completed(facts, version).is_none()
        });
        let actor = if open { support::waits_for(facts, Some(enrolment), None) } else { Actor::Institution };
        let standing = ends(Standing::OPEN.opens(arose)).done(agreed.map(|on| on.day));
        return finding(standing, if agreed.is_some() { Actor::Institution } else { actor })
            .because("enrolled_on", enrolled.day)
            .because("need_arose_on", arose)
            .because("agreed_on", agreed.map(|on| on.day));
    }
    if !support::in_force(enrolled.day) {
        return none("enrolled_under_the_law");
    }
    let source = super::r08_agree_first::SOURCE;
    let before = support::agreed_before(facts, Some(enrolment), enrolled);
    let agreed = before.or_else(|| support::agreed_ever(facts, Some(enrolment)));
    let standing = ends(Standing::by(enrolled.day));
    let standing = match agreed {
        Some(on) => standing.done_at(Done { on: on.day, late: before.is_none() }),
        None => standing,
    };
    let actor = if agreed.is_some() { Actor::Institution } else { support::waits_for(facts, Some(enrolment), None) };
    Finding { source, ..finding(standing, actor) }
        .because("enrolled_on", enrolled.day)
        .because("need_arose_later", false)
        .because("agreed_on", agreed.map(|on| on.day))
}

/// Whether the enrolment broke the gate of (2); what must be done now stands before it.
pub fn broke_the_gate(facts: &Facts) -> Verdict {
    let respected = super::r08_agree_first::was_respected(facts);
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
