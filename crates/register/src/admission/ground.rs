//! The grounds on which a school may say no: a closed list of the law (WEB 8.1.1c and what it names beside that). A need for support
//! is not among them, nor what a school thinks of somebody's fitness for an occupation: there is no value that says so.

use crate::{
    BirthDate,
    application::Application,
    codes,
    intake::timely::Timely,
    law::{
        Confirmation, Facts, Kind, Provider, RefusedFor, Source, Standing, r04_admission, r05_other_offer,
        r20_compulsory,
    },
    programme::MboLevel,
};
use time::Date;

codes! {
    /// A ground.
    pub enum Ground {
        /// Does not meet the demands on prior education.
        PriorEducation = "prior_education",
        /// Late, for a programme that begins with the school year.
        Late = "late",
        /// Got no study choice advice, after not coming to a compulsory intake.
        NoAdvice = "no_advice",
        /// Did not reply before 1 July whether they still want to come, though told in writing that it matters.
        NotConfirmed = "not_confirmed",
        /// The school takes so many and no more, and others go first.
        Full = "full",
        /// Does not meet demands that the programme may set to all.
        Demands = "demands",
        /// Three enrolments were ended by study advice, less than three school years ago.
        ThreeTerminations = "three_terminations",
        /// Six years enrolled without a diploma, less than three school years ago.
        SixYears = "six_years",
        /// Was enrolled in an entree programme in the past two school years.
        EntreeBefore = "entree_before",
        /// Meets the demands of level 2: entree is for who does not.
        MeetsLevelTwo = "meets_level_two",
        /// Is under full compulsory schooling still: neither entree nor BBL is open then.
        FullSchooling = "full_schooling",
        /// Nationality or residence.
        Residence = "residence",
        /// Does not respect the foundation of a private school.
        Foundation = "foundation",
        /// The enrolment in this same programme was ended by study advice.
        SameProgramme = "same_programme",
        /// Conduct, in special cases, after advice of the *examencommissie*.
        Conduct = "conduct",
    }
}

impl Ground {
    /// The article it stands in.
    pub const fn source(self) -> Source {
        Source::law(match self {
            Self::PriorEducation => "WEB 8.1.1c(1)",
            Self::Late => "WEB 8.1.1c(3)(c)(1)",
            Self::NoAdvice => "WEB 8.1.1c(3)(c)(2)",
            Self::NotConfirmed => "WEB 8.1.1c(3)(d)",
            Self::Full => "WEB 8.1.1c(2)",
            Self::Demands => "WEB 8.2.2a",
            Self::ThreeTerminations => "WEB 8.1.1c(3)(a)",
            Self::SixYears => "WEB 8.1.1c(3)(b)",
            Self::EntreeBefore => "WEB 8.1.1b(2)",
            Self::MeetsLevelTwo => "WEB 8.1.1b(1)",
            Self::FullSchooling => "WEB 8.1.1(3), 8.1.1b(1)",
            Self::Residence => "WEB 8.1.1(1)",
            Self::Foundation => "WEB 8.1.1(4)",
            Self::SameProgramme => "WEB 8.1.7a(3)",
            Self::Conduct => "WEB 8.1.7b",
        })
    }

    /// Whether it is one at a level. The law has two lists: for levels 2 to 4 (WEB 8.1.1c and 8.2.2a), and for entree, which is open
    /// only to who does not meet the demands of level 2 and is no longer under full compulsory schooling (8.1.1b(1)), and was not in an
    /// entree programme lately (8.1.1b(2)). Full schooling closes BBL too, at every level (8.1.1(3)): an application does not say that it
    /// is for BBL, so who decides does. What stands outside both lists is of all. Where nobody knows the level, each can be one, and who
    /// decides says which list it is.
    pub fn is_of(self, level: Option<MboLevel>) -> bool {
        let entree = level.map(|level| level == MboLevel::One);
        match self {
            Self::EntreeBefore | Self::MeetsLevelTwo => entree != Some(false),
            Self::PriorEducation
            | Self::Late
            | Self::NoAdvice
            | Self::NotConfirmed
            | Self::Full
            | Self::Demands
            | Self::ThreeTerminations
            | Self::SixYears => entree != Some(true),
            Self::FullSchooling | Self::Residence | Self::Foundation | Self::SameProgramme | Self::Conduct => true,
        }
    }

    /// Whether it is one only for who is no longer under the qualification duty.
    pub const fn frees_only(self) -> bool {
        match self {
            Self::Late | Self::NoAdvice | Self::ThreeTerminations => true,
            Self::PriorEducation
            | Self::NotConfirmed
            | Self::Full
            | Self::Demands
            | Self::SixYears
            | Self::EntreeBefore
            | Self::MeetsLevelTwo
            | Self::FullSchooling
            | Self::Residence
            | Self::Foundation
            | Self::SameProgramme
            | Self::Conduct => false,
        }
    }
}

/// What is known of the applicant, as far as a ground hangs on it.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The application.
    pub application: &'a Application,
    /// When born.
    pub birth: Option<BirthDate>,
    /// Whether the qualification duty still holds, where somebody looked that up. From 18 it does not.
    pub qualification_duty: Option<bool>,
    /// What kind of school it is.
    pub provider: Option<Provider>,
    /// The level of the programme.
    pub level: Option<MboLevel>,
}

/// What the law says of a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It can be one.
    May {
        /// Another programme is owed with the refusal (WEB 8.1.1c(4)).
        offers: bool,
    },
    /// It is none here, by what is known.
    MayNot,
    /// Whether the qualification duty holds is asked first.
    AskDuty,
}

fn facts(known: Known<'_>) -> Facts {
    let mut facts = Facts::default();
    facts.application.applied_on = Some(known.application.applied_on);
    facts.programme.starts_on = known.application.starts_on;
    facts.person.birth = known.birth;
    facts.person.participant = known.application.participant;
    facts.person.qualification_duty = known.qualification_duty;
    facts.school.provider = known.provider;
    facts.programme.kind = (known.level == Some(MboLevel::One)).then_some(Kind::Entree);
    facts
}

/// What the law says of a ground, for who is known like this, on a day. What the register does not know (diplomas, years enrolled,
/// what was written about 1 July) is for who decides, and stands in the reasons.
pub fn says(ground: Ground, known: Known<'_>, today: Date) -> Says {
    if !ground.is_of(known.level) {
        return Says::MayNot;
    }
    let mut facts = facts(known);
    let free = r04_admission::is_free_of_qualification_duty(&facts, today).ok();
    match (ground.frees_only(), free) {
        (true, None) => return Says::AskDuty,
        (true, Some(false)) => return Says::MayNot,
        (true, Some(true)) | (false, _) => {}
    }
    let in_time = match Timely::of(known.application, known.provider) {
        Timely::InTime { .. } | Timely::Unbound => true,
        Timely::Late { .. } | Timely::Unknown => false,
    };
    if ground == Ground::Late && in_time {
        return Says::MayNot;
    }
    // By age it has ended on the first day; that it ended earlier (twelve school years), or by an exception, is for who decides.
    let ended = r20_compulsory::may_admit_bbl(&facts, today).is_ok_and(|verdict| verdict.allowed);
    if ground == Ground::FullSchooling && ended {
        return Says::MayNot;
    }
    // That it was asked, and told in writing, is for who decides: the day is not.
    let asked_on = Some(known.application.applied_on);
    facts.application.confirmation = Some(Confirmation { asked_on, told_in_writing: Some(true), replied_on: None });
    if ground == Ground::NotConfirmed && !r04_admission::may_refuse_unconfirmed(&facts, today).allowed {
        return Says::MayNot;
    }
    // What would be owed with it.
    facts.application.refused_on = Some(today);
    match ground {
        Ground::Full => facts.application.limited = Some(true),
        Ground::Demands => facts.programme.sets_demands = true,
        Ground::Late => facts.application.refused_for = Some(RefusedFor::Late),
        Ground::NoAdvice => facts.application.refused_for = Some(RefusedFor::NoAdvice),
        Ground::NotConfirmed => facts.application.refused_for = Some(RefusedFor::NotConfirmed),
        Ground::PriorEducation
        | Ground::ThreeTerminations
        | Ground::SixYears
        | Ground::EntreeBefore
        | Ground::MeetsLevelTwo
        | Ground::FullSchooling
        | Ground::Residence
        | Ground::Foundation
        | Ground::SameProgramme
        | Ground::Conduct => return Says::May { offers: false },
    }
    match r05_other_offer::judge(&facts) {
        Ok(found) => Says::May { offers: matches!(found.standing, Standing::Holds(_)) },
        Err(_) => Says::AskDuty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{application_id, day};
    use crate::{PersonId, application};
    use uuid::Uuid;

    fn applied(on: &str) -> Application {
        Application {
            id: application_id(),
            person: PersonId(Uuid::from_u128(9)),
            programme: None,
            team: None,
            applied_on: day(on),
            starts_on: Some(day("2026-08-24")),
            status: application::Status::Received,
            decided: None,
            participant: None,
            became: None,
            kept: None,
        }
    }

    #[test]
    fn the_list_is_that_of_the_law_and_no_need_is_on_it() {
        // Written out from the articles: whoever adds a ground adds the article that it stands in.
        let list = [
            ("prior_education", "WEB 8.1.1c(1)"),
            ("late", "WEB 8.1.1c(3)(c)(1)"),
            ("no_advice", "WEB 8.1.1c(3)(c)(2)"),
            ("not_confirmed", "WEB 8.1.1c(3)(d)"),
            ("full", "WEB 8.1.1c(2)"),
            ("demands", "WEB 8.2.2a"),
            ("three_terminations", "WEB 8.1.1c(3)(a)"),
            ("six_years", "WEB 8.1.1c(3)(b)"),
            ("entree_before", "WEB 8.1.1b(2)"),
            ("meets_level_two", "WEB 8.1.1b(1)"),
            ("full_schooling", "WEB 8.1.1(3), 8.1.1b(1)"),
            ("residence", "WEB 8.1.1(1)"),
            ("foundation", "WEB 8.1.1(4)"),
            ("same_programme", "WEB 8.1.7a(3)"),
            ("conduct", "WEB 8.1.7b"),
        ];
        let found: Vec<(&str, &str)> = Ground::ALL.iter().map(|ground| (ground.code(), ground.source().cite)).collect();
        assert_eq!(found, list);
    }

    #[test]
    fn a_ground_holds_only_where_the_law_lets_it() {
        let adult = BirthDate::from_parts(2007, 1, 1).unwrap();
        let minor = BirthDate::from_parts(2009, 6, 1).unwrap();
        // 16 on the last day of the school year before the first day, and a day later.
        let (out, under) = (BirthDate::from_parts(2010, 7, 31).unwrap(), BirthDate::from_parts(2010, 8, 1).unwrap());
        let may = |offers| Says::May { offers };
        use Ground as G;
        for (what, ground, applied_on, birth, duty, today, expected) in [
            ("late and adult", G::Late, "2026-04-02", Some(adult), None, "2026-06-01", may(false)),
            ("in time, and adult", G::Late, "2026-04-01", Some(adult), None, "2026-06-01", Says::MayNot),
            ("late, 16, nobody looked it up", G::Late, "2026-05-01", Some(minor), None, "2026-06-01", Says::AskDuty),
            ("late, 16, under the duty", G::Late, "2026-05-01", Some(minor), Some(true), "2026-06-01", Says::MayNot),
            ("late, 16, has a diploma", G::Late, "2026-05-01", Some(minor), Some(false), "2026-06-01", may(false)),
            ("nobody knows how old", G::NoAdvice, "2026-02-01", None, None, "2026-06-01", Says::AskDuty),
            ("no reply, in June", G::NotConfirmed, "2026-02-01", Some(adult), None, "2026-06-30", Says::MayNot),
            ("no reply, in July", G::NotConfirmed, "2026-02-01", Some(adult), None, "2026-07-01", may(false)),
            ("no reply, 16", G::NotConfirmed, "2026-02-01", Some(minor), Some(true), "2026-07-01", may(true)),
            ("full: a roc offers something else", G::Full, "2026-02-01", Some(adult), None, "2026-06-01", may(true)),
            ("demands of the programme", G::Demands, "2026-02-01", Some(adult), None, "2026-06-01", may(true)),
            ("prior education", G::PriorEducation, "2026-02-01", Some(minor), None, "2026-06-01", may(false)),
            ("meets level 2", G::MeetsLevelTwo, "2026-02-01", Some(minor), None, "2026-06-01", may(false)),
            ("full schooling, adult", G::FullSchooling, "2026-02-01", Some(adult), None, "2026-06-01", Says::MayNot),
            ("full schooling, just over", G::FullSchooling, "2026-02-01", Some(out), None, "2026-06-01", Says::MayNot),
            ("full schooling still", G::FullSchooling, "2026-02-01", Some(under), None, "2026-06-01", may(false)),
            ("full schooling, no birth date", G::FullSchooling, "2026-02-01", None, None, "2026-06-01", may(false)),
        ] {
            let application = applied(applied_on);
            let known =
                Known { application: &application, birth, qualification_duty: duty, provider: None, level: None };
            assert_eq!(says(ground, known, day(today)), expected, "{what}");
        }
        let application = applied("2026-02-01");
        let provider = Some(Provider::Beroepscollege);
        let known =
            Known { application: &application, birth: Some(adult), qualification_duty: None, provider, level: None };
        assert_eq!(says(G::Full, known, day("2026-06-01")), may(false), "not a roc");
    }

    #[test]
    fn entree_has_a_list_of_its_own() {
        // Written out from the articles: 8.1.1b(1) and (2) for entree, 8.1.1c and 8.2.2a for levels 2 to 4; 8.1.1(3) for BBL of every
        // level; the others stand outside these.
        let entree = [
            "entree_before",
            "meets_level_two",
            "full_schooling",
            "residence",
            "foundation",
            "same_programme",
            "conduct",
        ];
        let higher = [
            "prior_education",
            "late",
            "no_advice",
            "not_confirmed",
            "full",
            "demands",
            "three_terminations",
            "six_years",
            "full_schooling",
            "residence",
            "foundation",
            "same_programme",
            "conduct",
        ];
        let (adult, young) = (BirthDate::from_parts(2000, 1, 1), BirthDate::from_parts(2010, 9, 1));
        let application = applied("2026-05-01");
        for (level, expected) in [
            (Some(MboLevel::One), &entree[..]),
            (Some(MboLevel::Two), &higher[..]),
            (Some(MboLevel::Four), &higher[..]),
        ] {
            let may = |birth| {
                let known = Known { application: &application, birth, qualification_duty: None, provider: None, level };
                let may = |ground: &&Ground| says(**ground, known, day("2026-07-05")) != Says::MayNot;
                Ground::ALL.iter().filter(may).map(|ground| ground.code()).collect::<Vec<&str>>()
            };
            assert_eq!(may(young), expected, "{level:?}, 15");
            let left: Vec<&str> = expected.iter().copied().filter(|code| *code != "full_schooling").collect();
            assert_eq!(may(adult), left, "{level:?}, an adult is under no schooling");
        }
        // Nobody knows the level: neither list is taken for granted.
        assert!(Ground::ALL.iter().all(|ground| ground.is_of(None)));
        let known = Known {
            application: &application,
            birth: adult,
            qualification_duty: None,
            provider: None,
            level: Some(MboLevel::One),
        };
        for ground in [Ground::EntreeBefore, Ground::MeetsLevelTwo] {
            let said = says(ground, known, day("2026-07-05"));
            assert_eq!(said, Says::May { offers: false }, "{ground:?}: nothing else is owed with it");
        }
    }
}
