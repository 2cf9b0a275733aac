//! R24: the *mbo-studentenfonds* supports students who fell behind because of a special circumstance (WEB 8.1.5(2)(d), (3)).
//! For (3)(a) to (e) only in bol, and without (further) claim to the basic grant (8.1.5a(3)); what the school itself set
//! (f) has no such bounds.

use super::{Act, Actor, Circumstance, Facts, Leerweg, Missing, Rule, Source, Verdict};

impl Circumstance {
    /// Under which letter of WEB 8.1.5(3) it falls. Looking after someone and being a young mother are read as (d).
    pub const fn letter(self) -> char {
        match self {
            Self::Illness => 'a',
            Self::Pregnancy => 'b',
            Self::HandicapOrChronicIllness => 'c',
            Self::InformalCare | Self::YoungMother | Self::Family => 'd',
            Self::Programme => 'e',
            Self::SetBySchool => 'f',
        }
    }
}

/// Whether the fund can support a student who fell behind because of a circumstance.
///
/// # Errors
/// The circumstance or the way of learning is not known.
pub fn may_support(facts: &Facts, has_basic_grant: bool) -> Result<Verdict, Missing> {
    let source = Source::law("WEB 8.1.5a(3)");
    let answer = |allowed| Verdict::is(allowed, Rule::R24, Act::SupportFromFund, source, Actor::Institution);
    let circumstance = facts.person.circumstance.ok_or(Missing("circumstance"))?;
    if !facts.is_funded() || !facts.is_vocational() {
        return Ok(answer(false).free());
    }
    if circumstance == Circumstance::SetBySchool {
        let source = Source::law("WEB 8.1.5(3)(f)");
        return Ok(Verdict { source, ..answer(true) }.because("circumstance", circumstance.code()));
    }
    let leerweg = facts.programme.leerweg.ok_or(Missing("programme.leerweg"))?;
    Ok(answer(leerweg == Leerweg::Bol && !has_basic_grant)
        .because("circumstance", circumstance.code())
        .because("leerweg", leerweg.code())
        .because("basic_grant", has_basic_grant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    #[test]
    fn at_school_and_without_the_grant_unless_the_school_set_it() {
        use Circumstance::{HandicapOrChronicIllness, InformalCare, SetBySchool};
        for (circumstance, leerweg, grant, allowed) in [
            (HandicapOrChronicIllness, Leerweg::Bol, false, true),
            (HandicapOrChronicIllness, Leerweg::Bol, true, false),
            (HandicapOrChronicIllness, Leerweg::Bbl, false, false),
            (InformalCare, Leerweg::Bol, false, true),
            (SetBySchool, Leerweg::Bbl, true, true),
        ] {
            let mut facts = applicant();
            facts.person.circumstance = Some(circumstance);
            facts.programme.leerweg = Some(leerweg);
            assert_eq!(may_support(&facts, grant).unwrap().allowed, allowed, "{circumstance:?} {leerweg:?} {grant}");
        }
        assert_eq!(may_support(&applicant(), false), Err(Missing("circumstance")));
    }
}
