//! The evaluation of a school year: what the law finds of it for each enrolment (R9).

use super::{Case, FileFacts};
use crate::{
    EnrolmentId,
    law::{Facts, Finding, SchoolYear, r09_evaluate},
    policy::Policy,
};
use time::Date;

/// What the law finds of the evaluation in the school year of a day, for each enrolment that it asks one of. What was agreed
/// and ended before the year asks none in it.
pub fn evaluations(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<(EnrolmentId, Finding)> {
    let (law, year) = (Case::of(facts, policy), SchoolYear::of(today));
    let enrolments = facts.enrolments.iter().filter(|enrolment| !enrolment.withdrawn);
    let found = enrolments.filter_map(|enrolment| {
        let mut asked = Facts { school_year: Some(year), ..law.enrolled(enrolment) };
        asked.agreements.retain(|version| version.until.is_none_or(|until| until >= year.first()));
        let finding = r09_evaluate::judge(&asked).ok()?;
        finding.standing.course().is_some().then_some((enrolment.id, finding))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Subject, When};
    use crate::duty::{AgreedFact, AgreementFacts, EnrolmentFacts};
    use crate::fixtures::{day, enrolment_id, needs};
    use crate::law::State;
    use crate::statutory::{Ground, History};

    /// Enrolled since August 2026, agreed a month before, through a day; evaluated on some days.
    fn file(ground: Ground, until: Option<&str>, evaluated: &[&str]) -> FileFacts {
        let on = When { day: day("2026-07-01"), at: None };
        let agreed = AgreedFact::once(vec![Subject::Enrolment(enrolment_id())], on, until.map(day));
        let agreed = AgreedFact { evaluated: evaluated.iter().map(|on| day(on)).collect(), ..agreed };
        let enrolment = EnrolmentFacts {
            id: enrolment_id(),
            from: day("2026-08-01"),
            until: None,
            withdrawn: false,
            applications: Vec::new(),
        };
        FileFacts {
            enrolments: vec![enrolment],
            statutory: History::new(vec![needs(ground, "2026-06-01")]),
            agreement: AgreementFacts { agreed: vec![agreed], ..AgreementFacts::default() },
            ..FileFacts::default()
        }
    }

    #[test]
    fn each_school_year_asks_one_and_a_talk_of_that_year_is_it() {
        for (what, facts, today, expected) in [
            ("owed until the end of the year", file(Ground::Yes, None, &[]), "2026-11-29", Some(State::Due)),
            ("held in the year", file(Ground::Yes, None, &["2026-11-01"]), "2026-11-29", Some(State::Met)),
            ("held last year: owed anew", file(Ground::Yes, None, &["2026-11-01"]), "2027-08-01", Some(State::Due)),
            ("held each year", file(Ground::Yes, None, &["2026-11-01", "2027-10-01"]), "2028-01-01", Some(State::Met)),
            ("held before the enrolment", file(Ground::Yes, None, &["2026-07-15"]), "2026-11-29", Some(State::Due)),
            ("without the ground the law asks none", file(Ground::No, None, &[]), "2026-11-29", None),
            (
                "agreements that end within the year",
                file(Ground::Yes, Some("2026-12-31"), &[]),
                "2027-02-01",
                Some(State::Due),
            ),
            ("that ended before it", file(Ground::Yes, Some("2027-07-31"), &[]), "2027-08-01", None),
        ] {
            let found = evaluations(&facts, &Policy::default(), day(today));
            assert_eq!(found.first().map(|(_, finding)| finding.state(day(today))), expected, "{what}");
        }
    }
}
