//! Leaving: what of an enrolment the way to work depends on, where it stands on a day, and what the law is asked of it.

use crate::{
    EnrolmentId,
    enrolment::Enrolment,
    law::{Facts, Kind, Leerweg, calendar::months_after, r25_guidance},
    programme::{LeavingReason, MboLevel, Pathway},
};
use time::{Date, Duration};

/// The same day a year before: when the way to work begins before a planned end. The law names no day; the *transitieroute* does.
fn year_before(day: Date) -> Date {
    let year = day.year().saturating_sub(1);
    day.replace_year(year).or_else(|_| day.saturating_sub(Duration::DAY).replace_year(year)).unwrap_or(day)
}

/// An enrolment, as far as leaving depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// Which.
    pub enrolment: EnrolmentId,
    /// The level of its newest period, where that is known.
    pub level: Option<MboLevel>,
    /// Its way of learning.
    pub pathway: Option<Pathway>,
    /// The last day as planned.
    pub planned_until: Option<Date>,
    /// How it ended, when it did.
    pub left: Option<Left>,
    /// The first day of an enrolment that goes on after it.
    pub follow_on: Option<Date>,
    /// A newer import no longer holds it.
    pub withdrawn: bool,
    /// What was noted of the route for it.
    pub noted: Noted,
}

/// How an enrolment ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// With a diploma. (A reading: the day is that on which the enrolment ended; DUO's file has no other.)
    Diploma(Date),
    /// Without one.
    Without(Date),
    /// Nobody said why.
    NotKnown(Date),
}

impl Left {
    /// How an enrolment ended, by what the student system says.
    pub fn of(enrolment: &Enrolment) -> Option<Self> {
        let on = enrolment.until?;
        Some(match enrolment.reason {
            Some(LeavingReason::Diploma) => Self::Diploma(on),
            Some(
                LeavingReason::OwnRequest
                | LeavingReason::OtherInstitution
                | LeavingReason::NoLongerAppeared
                | LeavingReason::Died
                | LeavingReason::Other
                | LeavingReason::Removed
                | LeavingReason::Administrative
                | LeavingReason::FundingLost
                | LeavingReason::FinishedWithoutDiploma,
            ) => Self::Without(on),
            None => Self::NotKnown(on),
        })
    }
}

/// What was noted of a route, as far as duties depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Noted {
    /// On which day guidance was offered first.
    pub offered_on: Option<Date>,
    /// Somebody whose yes is needed said no. Nobody said no: that is no yes.
    pub refused: bool,
    /// Since when the municipality goes on.
    pub municipality: Option<Date>,
    /// On which day it got the document.
    pub given_on: Option<Date>,
    /// Until when the route was stretched.
    pub stretched: Option<Date>,
}

/// Where somebody is on the way to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It begins on this day: a year before the planned end.
    Early(Date),
    /// The last year at school, until this planned day; or nobody knows until when.
    During(Option<Date>),
    /// After the diploma, through this day.
    After(Date),
    /// The last day of that went by.
    Over(Date),
    /// They are enrolled again since this day.
    Onwards(Date),
    /// They left on this day without a diploma: no graduate.
    Without(Date),
    /// They left on this day, and nobody said whether with a diploma.
    NotKnown(Date),
    /// The student system does not hold the enrolment any more.
    Withdrawn,
}

/// What leaving depends on, for each enrolment of a file. `of` gives the level, the way of learning and what was noted of one.
pub fn leavers(
    enrolments: &[Enrolment],
    of: impl Fn(EnrolmentId) -> (Option<MboLevel>, Option<Pathway>, Noted),
) -> Vec<Leaving> {
    let leaving = |one: &Enrolment| {
        let (level, pathway, noted) = of(one.id);
        let left = Left::of(one);
        let goes_on = |other: &&Enrolment| {
            other.id != one.id
                && !other.withdrawn
                && other.from >= one.from
                && one.until.is_some_and(|last| other.until.is_none_or(|until| until > last))
        };
        Leaving {
            enrolment: one.id,
            level,
            pathway,
            planned_until: one.planned_until,
            left,
            follow_on: enrolments.iter().filter(goes_on).map(|other| other.from).min(),
            withdrawn: one.withdrawn,
            noted,
        }
    };
    enrolments.iter().map(leaving).collect()
}

impl Leaving {
    /// The day of the diploma.
    pub const fn diploma_on(&self) -> Option<Date> {
        match self.left {
            Some(Left::Diploma(on)) => Some(on),
            Some(Left::Without(_) | Left::NotKnown(_)) | None => None,
        }
    }

    /// The last day of the enrolment, when it ended.
    pub const fn left_on(&self) -> Option<Date> {
        match self.left {
            Some(Left::Diploma(on) | Left::Without(on) | Left::NotKnown(on)) => Some(on),
            None => None,
        }
    }

    /// The day from which the way to work is asked: a year before the planned end, or the diploma where that came first.
    pub fn opens(&self) -> Option<Date> {
        let before = self.planned_until.map(year_before);
        match (before, self.diploma_on()) {
            (Some(before), Some(diploma)) => Some(before.min(diploma)),
            (before, diploma) => before.or(diploma),
        }
    }

    /// The last day on which guidance goes on by itself: a year after the diploma (WEB 9.2.12(2)).
    pub fn year_after(&self) -> Option<Date> {
        self.diploma_on().map(r25_guidance::year_after)
    }

    /// The last day of the route, where there is one: a year after the diploma, or the day until which it was stretched; who left
    /// without a diploma has none after it.
    pub fn last_day(&self) -> Option<Date> {
        match self.left {
            None => None,
            Some(Left::Diploma(_)) => self.year_after().max(self.noted.stretched),
            Some(Left::Without(on)) => Some(on),
            // Nobody may be dropped because a file says nothing.
            Some(Left::NotKnown(on)) => Some(r25_guidance::year_after(on)),
        }
    }

    /// The last day on which guidance can be offered by law, whatever was stretched since.
    pub(crate) fn last_by_law(&self) -> Option<Date> {
        match self.left {
            None => None,
            Some(Left::Diploma(on) | Left::NotKnown(on)) => Some(r25_guidance::year_after(on)),
            Some(Left::Without(on)) => Some(on),
        }
    }

    /// Where somebody is on a day.
    pub fn phase(&self, today: Date) -> Phase {
        if self.withdrawn {
            return Phase::Withdrawn;
        }
        match self.left {
            Some(Left::Diploma(on)) if on <= today => {
                let soon = months_after(on, r25_guidance::FOLLOWS_WITHIN_MONTHS);
                match (self.follow_on.filter(|from| *from <= soon), self.last_day()) {
                    (Some(from), _) => Phase::Onwards(from),
                    (None, Some(last)) if today > last => Phase::Over(last),
                    (None, last) => Phase::After(last.unwrap_or(on)),
                }
            }
            Some(Left::Without(on)) if on < today => Phase::Without(on),
            Some(Left::NotKnown(on)) if on < today => Phase::NotKnown(on),
            Some(Left::Diploma(on) | Left::Without(on) | Left::NotKnown(on)) => Phase::During(Some(on)),
            None => match self.opens() {
                Some(opens) if today < opens => Phase::Early(opens),
                Some(_) | None => Phase::During(self.planned_until),
            },
        }
    }

    /// Whether the law asks the school to offer guidance (R25); `None` where nobody knows which programme it is.
    pub fn must_offer(&self) -> Option<bool> {
        let mut facts = Facts::default();
        self.tell(&mut facts);
        let finding = r25_guidance::judge(&facts).ok()?;
        Some(finding.standing.course().is_some())
    }

    /// Says to the law which programme it is and how somebody left it. What is no vocational programme as the law knows it, or
    /// of which the level is not known, says nothing: the rule then answers what is missing.
    pub(crate) fn tell(&self, facts: &mut Facts) {
        facts.programme.kind = match (self.level, self.pathway) {
            (_, Some(Pathway::Ovo | Pathway::Exam | Pathway::Odt)) | (None, _) => None,
            (Some(MboLevel::One), _) => Some(Kind::Entree),
            (Some(MboLevel::Two), _) => Some(Kind::Basisberoeps),
            (Some(MboLevel::Three), _) => Some(Kind::Vak),
            (Some(MboLevel::Four), _) => Some(Kind::Middenkader),
        };
        facts.programme.leerweg = match self.pathway {
            Some(Pathway::Bol | Pathway::BolPartTime) => Some(Leerweg::Bol),
            Some(Pathway::Bbl) => Some(Leerweg::Bbl),
            Some(Pathway::Ovo | Pathway::Exam | Pathway::Odt) | None => None,
        };
        facts.leaving.diploma_on = self.diploma_on();
        facts.leaving.left_on = match self.left {
            Some(Left::Without(on)) => Some(on),
            // A graduate is asked by the diploma; of who left and nobody knows how, nobody says that there is none.
            Some(Left::Diploma(_) | Left::NotKnown(_)) | None => None,
        };
        facts.leaving.follow_on_from = self.follow_on;
        facts.leaving.offered_on = self.noted.offered_on;
        facts.leaving.agrees = self.noted.refused.then_some(false);
        facts.leaving.municipality_since = self.noted.municipality;
        facts.leaving.document_on = self.noted.given_on;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{day, enrolment_id};

    fn one(level: Option<MboLevel>, pathway: Option<Pathway>, left: Option<Left>) -> Leaving {
        Leaving {
            enrolment: enrolment_id(),
            level,
            pathway,
            planned_until: Some(day("2027-07-31")),
            left,
            follow_on: None,
            withdrawn: false,
            noted: Noted::default(),
        }
    }

    fn bol(level: MboLevel, left: Option<Left>) -> Leaving {
        one(Some(level), Some(Pathway::Bol), left)
    }

    /// WEB 9.2.12(2) and (3): entree in both ways of learning and level 2 at school must, the others may.
    #[test]
    fn to_whom_guidance_must_be_offered() {
        use MboLevel::{Four, One, Three, Two};
        use Pathway::{Bbl, Bol, BolPartTime, Exam};
        let diploma = Some(Left::Diploma(day("2026-07-03")));
        let onwards = Leaving { follow_on: Some(day("2026-08-31")), ..bol(Two, diploma) };
        let later = Leaving { follow_on: Some(day("2027-02-01")), ..bol(Two, diploma) };
        for (what, leaving, expected) in [
            ("entree at school", one(Some(One), Some(Bol), None), Some(true)),
            ("entree at work", one(Some(One), Some(Bbl), None), Some(true)),
            ("level 2 at school", one(Some(Two), Some(Bol), None), Some(true)),
            ("level 2 at school, part time", one(Some(Two), Some(BolPartTime), None), Some(true)),
            ("level 2 at work", one(Some(Two), Some(Bbl), None), Some(false)),
            ("level 3", one(Some(Three), Some(Bol), None), Some(false)),
            ("level 4 at work", one(Some(Four), Some(Bbl), None), Some(false)),
            ("level 2, and nobody knows how they learn", one(Some(Two), None, None), None),
            ("nobody knows the level", one(None, Some(Bol), None), None),
            ("exams only", one(Some(Two), Some(Exam), None), None),
            ("a graduate", bol(Two, diploma), Some(true)),
            ("a graduate who is enrolled again after the summer", onwards, Some(false)),
            ("and who is half a year later", later, Some(true)),
        ] {
            assert_eq!(leaving.must_offer(), expected, "{what}");
        }
    }

    #[test]
    fn where_somebody_is_from_a_year_before_the_planned_end_to_a_year_after_the_diploma() {
        let here = bol(MboLevel::Two, None);
        let diploma = |on: &str| bol(MboLevel::Two, Some(Left::Diploma(day(on))));
        let stretched = |mut one: Leaving, until: &str| {
            one.noted.stretched = Some(day(until));
            one
        };
        let onwards = |one: Leaving, from: &str| Leaving { follow_on: Some(day(from)), ..one };
        let no_plan = Leaving { planned_until: None, ..here };
        let leap = Leaving { planned_until: Some(day("2028-02-29")), ..here };
        let gone = Left::Without(day("2026-10-01"));
        for (what, leaving, today, expected) in [
            ("the day before", here, "2026-07-30", Phase::Early(day("2026-07-31"))),
            ("a year before the planned end", here, "2026-07-31", Phase::During(Some(day("2027-07-31")))),
            ("planned for a leap day", leap, "2027-02-27", Phase::Early(day("2027-02-28"))),
            ("past the plan, and still there", here, "2027-09-01", Phase::During(Some(day("2027-07-31")))),
            ("no plan", no_plan, "2026-01-01", Phase::During(None)),
            ("a diploma that is to come", diploma("2027-07-03"), "2027-06-01", Phase::During(Some(day("2027-07-03")))),
            ("the day of the diploma", diploma("2026-07-03"), "2026-07-03", Phase::After(day("2027-07-03"))),
            ("the last day of the year", diploma("2026-07-03"), "2027-07-03", Phase::After(day("2027-07-03"))),
            ("a day more", diploma("2026-07-03"), "2027-07-04", Phase::Over(day("2027-07-03"))),
            (
                "stretched",
                stretched(diploma("2026-07-03"), "2027-12-31"),
                "2027-07-04",
                Phase::After(day("2027-12-31")),
            ),
            (
                "a stretch that shortens",
                stretched(diploma("2026-07-03"), "2027-01-01"),
                "2027-02-01",
                Phase::After(day("2027-07-03")),
            ),
            ("onwards", onwards(diploma("2026-07-03"), "2026-08-31"), "2026-09-01", Phase::Onwards(day("2026-08-31"))),
            (
                "onwards, much later",
                onwards(diploma("2026-07-03"), "2027-02-01"),
                "2027-03-01",
                Phase::After(day("2027-07-03")),
            ),
            ("left without", bol(MboLevel::Two, Some(gone)), "2026-10-02", Phase::Without(day("2026-10-01"))),
            (
                "the last day before that",
                bol(MboLevel::Two, Some(gone)),
                "2026-10-01",
                Phase::During(Some(day("2026-10-01"))),
            ),
            (
                "left, and nobody said how",
                bol(MboLevel::Two, Some(Left::NotKnown(day("2026-10-01")))),
                "2026-10-02",
                Phase::NotKnown(day("2026-10-01")),
            ),
            ("not held any more", Leaving { withdrawn: true, ..here }, "2027-01-01", Phase::Withdrawn),
        ] {
            assert_eq!(leaving.phase(day(today)), expected, "{what}");
        }
    }

    #[test]
    fn a_diploma_is_what_the_student_system_says_and_who_goes_on_goes_on_after_it() {
        use crate::{EnrolmentId, PersonId};
        let enrolment = |n: u128, from: &str, until: Option<&str>, reason| Enrolment {
            id: EnrolmentId(uuid::Uuid::from_u128(n)),
            person: PersonId(uuid::Uuid::from_u128(9)),
            number: n.to_string(),
            from: day(from),
            planned_until: None,
            until: until.map(day),
            reason,
            withdrawn: false,
        };
        let none = |_| (None, None, Noted::default());
        let first = |reason| enrolment(1, "2024-08-01", Some("2026-07-03"), reason);
        let next = enrolment(2, "2026-08-01", None, None);
        let beside = enrolment(3, "2024-08-01", Some("2026-01-31"), Some(LeavingReason::OwnRequest));
        for (what, reason, left) in [
            ("a diploma", Some(LeavingReason::Diploma), Left::Diploma(day("2026-07-03"))),
            (
                "it was withdrawn: finished without",
                Some(LeavingReason::FinishedWithoutDiploma),
                Left::Without(day("2026-07-03")),
            ),
            ("nobody said", None, Left::NotKnown(day("2026-07-03"))),
        ] {
            let all = leavers(&[first(reason), next.clone(), beside.clone()], none);
            assert_eq!((all[0].left, all[0].follow_on), (Some(left), Some(day("2026-08-01"))), "{what}");
            assert_eq!(all[1].left, None, "{what}");
        }
        let alone = leavers(&[first(Some(LeavingReason::Diploma)), beside], none);
        assert_eq!(alone[0].follow_on, None, "what ended before is nothing that goes on");
    }
}
