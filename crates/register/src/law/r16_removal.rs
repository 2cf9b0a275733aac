//! R16: suspending for at most two weeks, longer while removal is being decided; removing whom the Leerplichtwet binds only
//! after another school is willing, or after eight weeks of a search that can be shown (WEB 8.1.7c, 8.1.7d).
//!
//! Both decisions are in writing, with reasons, and to the parents too under 18. The municipality is told of a removal at
//! once (Leerplichtwet 18(1)). The term to decide on an objection stands in [`super::r12_dispute`].

use super::{Act, Actor, Facts, Missing, Recipient, Rule, Source, Verdict, r04_admission, r20_compulsory};
use time::{Date, Duration};

/// At most so many days in a row.
const SUSPENDED_DAYS: i64 = 14;
/// So many days of searching.
const SEARCH_DAYS: i64 = 56;

fn answer(allowed: bool, act: Act, cite: &'static str) -> Verdict {
    Verdict::is(allowed, Rule::R16, act, Source::law(cite), Actor::Institution)
}

fn is_minor(facts: &Facts, on: Date) -> bool {
    facts.person.birth.is_some_and(|birth| birth.age_on(on) < crate::guardian::ADULT_FROM)
}

/// Whether a student may be suspended for a period.
///
/// # Errors
/// The period is not known.
pub fn may_suspend(facts: &Facts) -> Result<Verdict, Missing> {
    let from = facts.removal.suspended_from.ok_or(Missing("suspension.from"))?;
    let through = facts.removal.suspended_through.ok_or(Missing("suspension.through"))?;
    let days = (through - from).whole_days().saturating_add(1);
    let pending = facts.removal.removal_pending == Some(true);
    let short = (1..=SUSPENDED_DAYS).contains(&days);
    let decided = facts.decision.unwrap_or_default();
    let known = decided.in_writing != Some(false) && decided.with_reasons != Some(false);
    let cite = if pending && !short { "WEB 8.1.7d(3)" } else { "WEB 8.1.7c(1)" };
    let allowed = days > 0 && (short || pending) && known;
    let verdict = answer(allowed, Act::Suspend, cite)
        .because("days", days)
        .because("removal_pending", pending)
        .because("in_writing", decided.in_writing);
    Ok(if is_minor(facts, from) { verdict.tell(&[Recipient::Parents]) } else { verdict })
}

/// Whether a student may be removed for good on a day.
///
/// # Errors
/// Whether the Leerplichtwet binds them is not known.
pub fn may_remove(facts: &Facts, today: Date) -> Result<Verdict, Missing> {
    let cite = "WEB 8.1.7d(2)";
    let bound = match facts.person.qualification_duty {
        // The duty to learn comes before the qualification duty; both are in the Leerplichtwet.
        Some(false) => facts.person.birth.is_some_and(|birth| today <= r20_compulsory::ends(birth, None, today)),
        _ => !r04_admission::is_free_of_qualification_duty(facts, today)?,
    };
    let removal = facts.removal;
    let told: Vec<Recipient> =
        [bound.then_some(Recipient::MunicipalityOfResidence), is_minor(facts, today).then_some(Recipient::Parents)]
            .into_iter()
            .flatten()
            .collect();
    if !bound {
        return Ok(answer(true, Act::Remove, cite).free().because("leerplichtwet_binds", false).tell(&told));
    }
    let found = removal.found == Some(true);
    let free_from = removal.sought_since.map(|since| since.saturating_add(Duration::days(SEARCH_DAYS)));
    let searched = removal.can_be_shown == Some(true) && free_from.is_some_and(|from| from <= today);
    let verdict = answer(found || searched, Act::Remove, cite)
        .because("leerplichtwet_binds", true)
        .because("other_school_willing", removal.found)
        .because("sought_since", removal.sought_since)
        .because("search_can_be_shown", removal.can_be_shown)
        .tell(&told);
    Ok(if verdict.allowed { verdict.met(today) } else { verdict.blocked() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    #[test]
    fn two_weeks_at_most_unless_removal_is_being_decided() {
        let suspended = |from: &str, through: &str, pending| {
            let mut facts = applicant();
            facts.removal.suspended_from = Some(day(from));
            facts.removal.suspended_through = Some(day(through));
            facts.removal.removal_pending = pending;
            facts
        };
        for (what, facts, allowed) in [
            ("fourteen days", suspended("2027-03-01", "2027-03-14", None), true),
            ("fifteen", suspended("2027-03-01", "2027-03-15", None), false),
            ("fifteen, no removal", suspended("2027-03-01", "2027-03-15", Some(false)), false),
            ("fifteen while removal is decided", suspended("2027-03-01", "2027-03-15", Some(true)), true),
            ("one", suspended("2027-03-01", "2027-03-01", None), true),
            ("ends before it begins", suspended("2027-03-02", "2027-03-01", Some(true)), false),
        ] {
            assert_eq!(may_suspend(&facts).unwrap().allowed, allowed, "{what}");
        }
        let mut young = suspended("2025-06-05", "2025-06-06", None);
        assert_eq!(may_suspend(&young).unwrap().tell, [Recipient::Parents], "17");
        young.decision = Some(crate::law::Decision { in_writing: Some(false), ..Default::default() });
        assert!(!may_suspend(&young).unwrap().allowed, "not in writing");
    }

    #[test]
    fn removing_whom_the_leerplichtwet_binds_waits_for_a_school_or_eight_weeks() {
        let bound = |since: Option<&str>, found, shown| {
            let mut facts = applicant();
            facts.person.birth = Some(born("2010-01-20"));
            facts.person.qualification_duty = Some(true);
            facts.removal.sought_since = since.map(day);
            facts.removal.found = Some(found);
            facts.removal.can_be_shown = Some(shown);
            facts
        };
        let free = |mut facts: Facts| {
            facts.person.qualification_duty = Some(false);
            facts
        };
        for (what, facts, today, expected) in [
            (
                "the last day of eight weeks",
                bound(Some("2027-01-04"), false, true),
                "2027-02-28",
                "no blocked institution",
            ),
            ("eight weeks went by", bound(Some("2027-01-04"), false, true), "2027-03-01", "yes met institution"),
            ("cannot be shown", bound(Some("2027-01-04"), false, false), "2027-03-01", "no blocked institution"),
            ("a school is willing", bound(Some("2027-02-20"), true, true), "2027-02-22", "yes met institution"),
            ("nobody searched", bound(None, false, true), "2027-02-22", "no blocked institution"),
            ("no longer bound", free(bound(None, false, false)), "2027-02-22", "yes not_applicable institution"),
        ] {
            let verdict = may_remove(&facts, day(today)).unwrap();
            assert_eq!(said(&verdict, today), expected, "{what}");
        }
        let verdict = may_remove(&bound(None, true, true), day("2027-02-22")).unwrap();
        assert_eq!(verdict.tell, [Recipient::MunicipalityOfResidence, Recipient::Parents]);
    }
}
