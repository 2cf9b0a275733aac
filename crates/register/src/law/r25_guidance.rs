//! R25: career guidance during the programme and to one year after the diploma (WEB 9.2.12(2)). To students and graduates
//! of entree and of level 2 at school an offer *must* be made, unless a graduate is enrolled onwards (3); to others it *may*
//! (4), as the school's policy says. Who left without a diploma is no graduate. In special circumstances the year may be
//! left (7).
//!
//! "Aansluitend" is read as: within three months after the diploma.

use super::calendar::months_after;
use super::{Act, Actor, Facts, Finding, Kind, Leerweg, Missing, Rule, Source, Standing, Verdict};
use time::{Date, macros::date};

const SOURCE: Source = Source::law("WEB 9.2.12(3)");
const MONTHS_AFTER: u16 = 12;
/// Who is enrolled again within so many months was enrolled onwards.
pub(crate) const FOLLOWS_WITHIN_MONTHS: u16 = 3;
/// Since when the law asks it (*Wet van school naar duurzaam werk*).
pub(crate) const GUIDANCE_SINCE: Date = date!(2026 - 01 - 01);

/// The last day of the year after a diploma. A year from 29 February ends on 28 February.
pub(crate) fn year_after(diploma: Date) -> Date {
    months_after(diploma, MONTHS_AFTER)
}

/// Whether an offer must be made.
///
/// # Errors
/// The programme is not known.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let finding = |standing| Finding::new(Rule::R25, SOURCE, Actor::Institution, standing);
    let none = |fact: &'static str, value: bool| finding(Standing::NotApplicable).because(fact, value);
    if !facts.is_funded() || !facts.is_vocational() {
        return Ok(none("funded_vocational_education", false));
    }
    let kind = facts.programme.kind.ok_or(Missing("programme.kind"))?;
    let must = match (kind, facts.programme.leerweg) {
        (Kind::Entree, _) => true,
        (Kind::Basisberoeps, leerweg) => leerweg.ok_or(Missing("programme.leerweg"))? == Leerweg::Bol,
        _ => false,
    };
    if !must {
        let source = Source::law("WEB 9.2.12(4)");
        return Ok(Finding { source, ..none("must_be_offered", false) }.because("programme", kind.code()));
    }
    let leaving = facts.leaving;
    let Some(diploma) = leaving.diploma_on else {
        if let Some(left) = leaving.left_on {
            let standing = Standing::OPEN.done(leaving.offered_on.filter(|on| *on <= left));
            let standing = if leaving.offered_on.is_some_and(|on| on <= left) {
                standing
            } else {
                Standing::OPEN.until(left.next_day().unwrap_or(left))
            };
            return Ok(finding(standing).because("diploma", false).because("left_on", left));
        }
        return Ok(finding(Standing::OPEN.done(leaving.offered_on)).because("programme", kind.code()));
    };
    let onwards = leaving.follow_on_from.is_some_and(|from| from <= months_after(diploma, FOLLOWS_WITHIN_MONTHS));
    if onwards {
        return Ok(none("enrolled_onwards", true).because("diploma_on", diploma));
    }
    Ok(finding(Standing::by(year_after(diploma)).done(leaving.offered_on))
        .because("programme", kind.code())
        .because("diploma_on", diploma)
        .because("offered_on", leaving.offered_on))
}

/// Whether guidance may go on on a day.
pub fn may_guide_longer(facts: &Facts, today: Date) -> Verdict {
    let answer =
        |allowed, cite| Verdict::is(allowed, Rule::R25, Act::GuideLonger, Source::law(cite), Actor::Institution);
    let leaving = facts.leaving;
    match (leaving.diploma_on, leaving.left_on) {
        (None, Some(left)) if left < today => answer(false, "WEB 9.2.12(2)").because("diploma", false),
        (Some(diploma), _) if today > year_after(diploma) => {
            let circumstance = facts.person.circumstance;
            answer(circumstance.is_some(), "WEB 9.2.12(7)")
                .because("diploma_on", diploma)
                .because("circumstance", circumstance.map(super::Circumstance::code))
        }
        (diploma, _) => answer(true, "WEB 9.2.12(2)").because("diploma_on", diploma),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Circumstance, testing::*};

    fn graduate(kind: Kind, leerweg: Leerweg, diploma: Option<&str>) -> Facts {
        let mut facts = applicant();
        facts.programme.kind = Some(kind);
        facts.programme.leerweg = Some(leerweg);
        facts.leaving.diploma_on = diploma.map(day);
        facts
    }

    #[test]
    fn entree_and_level_2_at_school_until_a_year_after_the_diploma() {
        use Kind::{Basisberoeps, Entree, Vak};
        use Leerweg::{Bbl, Bol};
        let july = Some("2026-07-03");
        let offered = |mut facts: Facts, on| {
            facts.leaving.offered_on = Some(day(on));
            facts
        };
        let onwards = |mut facts: Facts, on| {
            facts.leaving.follow_on_from = Some(day(on));
            facts
        };
        let left = |mut facts: Facts, on| {
            facts.leaving.left_on = Some(day(on));
            facts
        };
        for (what, facts, today, expected) in [
            ("the last day", graduate(Basisberoeps, Bol, july), "2027-07-03", "due 2027-07-03"),
            ("a day more", graduate(Basisberoeps, Bol, july), "2027-07-04", "overdue 2027-07-03"),
            ("a diploma of leap day", graduate(Basisberoeps, Bol, Some("2028-02-29")), "2029-02-27", "due 2029-02-28"),
            (
                "offered before the diploma",
                offered(graduate(Basisberoeps, Bol, july), "2026-06-15"),
                "2027-07-05",
                "met 2027-07-03",
            ),
            (
                "offered too late",
                offered(graduate(Basisberoeps, Bol, july), "2027-07-05"),
                "2027-07-05",
                "met_late 2027-07-03",
            ),
            ("level 2 at work", graduate(Basisberoeps, Bbl, july), "2026-09-01", "not_applicable -"),
            ("entree at work", graduate(Entree, Bbl, july), "2026-09-01", "due 2027-07-03"),
            ("level 3", graduate(Vak, Bol, july), "2026-09-01", "not_applicable -"),
            (
                "enrolled onwards in August",
                onwards(graduate(Basisberoeps, Bol, july), "2026-08-31"),
                "2026-09-01",
                "not_applicable -",
            ),
            (
                "enrolled again half a year later",
                onwards(graduate(Basisberoeps, Bol, july), "2027-02-01"),
                "2027-03-01",
                "due 2027-07-03",
            ),
            ("still a student", graduate(Basisberoeps, Bol, None), "2026-03-01", "due -"),
            (
                "left without a diploma",
                left(graduate(Basisberoeps, Bol, None), "2026-10-01"),
                "2026-11-16",
                "not_applicable -",
            ),
        ] {
            assert_eq!(told(&judge(&facts).unwrap(), today), expected, "{what}");
        }
    }

    #[test]
    fn longer_than_the_year_only_in_special_circumstances() {
        let graduate = |circumstance| {
            let mut facts = graduate(Kind::Vak, Leerweg::Bol, Some("2026-07-03"));
            facts.person.circumstance = circumstance;
            facts
        };
        for (what, facts, today, allowed) in [
            ("the last day of the year", graduate(None), "2027-07-03", true),
            ("a day more", graduate(None), "2027-07-04", false),
            ("a handicap", graduate(Some(Circumstance::HandicapOrChronicIllness)), "2027-09-01", true),
            ("looks after someone", graduate(Some(Circumstance::InformalCare)), "2027-09-01", true),
        ] {
            assert_eq!(may_guide_longer(&facts, day(today)).allowed, allowed, "{what}");
        }
        let mut left = graduate(Some(Circumstance::Illness));
        left.leaving.diploma_on = None;
        left.leaving.left_on = Some(day("2026-10-01"));
        assert!(!may_guide_longer(&left, day("2026-11-01")).allowed, "no graduate");
    }
}
