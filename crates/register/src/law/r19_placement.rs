//! R19: a placement rests on an agreement between school, student and company (WEB 7.2.9(1)) that says the days and hours,
//! the guidance, which part of the qualification and how it is judged, and how it may end early (7.2.8(2)); at a company
//! that is recognised (7.2.8(4)). The school sees to it that the agreement comes about.

use super::{Act, Actor, Facts, Rule, Source, Verdict};
use time::Date;

/// Whether a placement may start on its agreement.
pub fn may_start(facts: &Facts, today: Date) -> Verdict {
    let answer = |allowed, cite, actor| Verdict::is(allowed, Rule::R19, Act::StartPlacement, Source::law(cite), actor);
    if !facts.is_vocational() {
        return answer(true, "WEB 7.2.1", Actor::Institution).free().because("vocational", false);
    }
    let agreement = facts.placement.unwrap_or_default();
    let content =
        agreement.dates_and_hours && agreement.guidance && agreement.part_and_assessment && agreement.early_ending;
    let recognised = agreement.recognised == Some(true);
    let parties = agreement.by_institution && agreement.by_student && agreement.by_company;
    // The student acts only where nothing but the student's part is missing of it; the rest the school sees to.
    let only_student =
        !agreement.by_student && agreement.by_institution && agreement.by_company && content && recognised;
    let cite = match (parties, content, recognised) {
        (false, ..) => "WEB 7.2.9(1)",
        (_, false, _) => "WEB 7.2.8(2)",
        (_, _, false) => "WEB 7.2.8(4)",
        _ => "WEB 7.2.8(2)",
    };
    let actor = if only_student { Actor::Student } else { Actor::Institution };
    let verdict = answer(parties && content && recognised, cite, actor)
        .because("by_institution", agreement.by_institution)
        .because("by_student", agreement.by_student)
        .because("by_company", agreement.by_company)
        .because("dates_and_hours", agreement.dates_and_hours)
        .because("guidance", agreement.guidance)
        .because("part_and_assessment", agreement.part_and_assessment)
        .because("early_ending", agreement.early_ending)
        .because("company_recognised", agreement.recognised);
    if verdict.allowed { verdict.met(today) } else { verdict.blocked() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{PlacementAgreement, testing::*};

    #[test]
    fn three_parties_four_subjects_and_a_recognised_company() {
        type Change = fn(&mut PlacementAgreement);
        let cases: [(&str, Change, &str); 9] = [
            ("whole", |_| {}, "yes met institution"),
            ("without the student", |a| a.by_student = false, "no blocked student"),
            ("without the company", |a| a.by_company = false, "no blocked institution"),
            ("without the school", |a| a.by_institution = false, "no blocked institution"),
            ("no hours", |a| a.dates_and_hours = false, "no blocked institution"),
            ("no guidance", |a| a.guidance = false, "no blocked institution"),
            ("no way to end it", |a| a.early_ending = false, "no blocked institution"),
            ("not recognised", |a| a.recognised = Some(false), "no blocked institution"),
            ("not said whether recognised", |a| a.recognised = None, "no blocked institution"),
        ];
        for (what, change, expected) in cases {
            let mut facts = applicant();
            let mut agreement = PlacementAgreement {
                by_institution: true,
                by_student: true,
                by_company: true,
                dates_and_hours: true,
                guidance: true,
                part_and_assessment: true,
                early_ending: true,
                recognised: Some(true),
            };
            change(&mut agreement);
            facts.placement = Some(agreement);
            assert_eq!(said(&may_start(&facts, day("2026-11-02")), "2026-11-02"), expected, "{what}");
        }
        assert!(!may_start(&applicant(), day("2026-11-02")).allowed, "no agreement at all");
    }
}
