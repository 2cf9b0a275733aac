//! Which companies fit best what was agreed: ranked with reasons, each of which one can weigh differently. What is asked is said
//! in the vocabulary of measures (guidance, a building one can get into), never in that of causes.
//!
//! What a list does not say stands between yes and no: a company is not passed over because a cell was left empty.

use super::{Company, Known};
use crate::catalogue::{MeasureKind, Place};
use crate::codes;

codes! {
    /// What a company can be weighed by.
    pub enum Criterion {
        /// It can guide a student as that student needs.
        Guidance = "guidance",
        /// One can get in and about.
        Access = "access",
        /// It did this before.
        Experience = "experience",
        /// It is near.
        Near = "near",
        /// It has more than one place.
        Places = "places",
    }
}

codes! {
    /// How heavy something weighs.
    pub enum Weight {
        /// Not at all.
        None = "none",
        /// It counts.
        Some = "some",
        /// It counts three times as much.
        Much = "much",
    }
}

impl Weight {
    /// By how much it counts.
    pub const fn factor(self) -> i32 {
        match self {
            Self::None => 0,
            Self::Some => 1,
            Self::Much => 3,
        }
    }
}

/// How each criterion weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights([Weight; 5]);

impl Weights {
    /// By the criteria, each asked once.
    pub fn of(weigh: impl Fn(Criterion) -> Weight) -> Self {
        let mut all = [Weight::None; 5];
        for (at, criterion) in Criterion::ALL.iter().enumerate() {
            all[at] = weigh(*criterion);
        }
        Self(all)
    }

    /// How one weighs.
    pub fn weight(&self, criterion: Criterion) -> Weight {
        Criterion::ALL.iter().position(|one| *one == criterion).map_or(Weight::None, |at| self.0[at])
    }

    /// What to begin with, from what was agreed for the workplace: each can be changed. Near counts always, as one must get there.
    pub fn begin(agreed: &[(MeasureKind, Place)]) -> Self {
        let kind = |kinds: &[MeasureKind]| agreed.iter().any(|(kind, _)| kinds.contains(kind));
        let at_work = agreed.iter().any(|(kind, place)| *kind == MeasureKind::Workplace || *place == Place::Workplace);
        Self::of(|criterion| match criterion {
            Criterion::Guidance if at_work || kind(&[MeasureKind::ExtraGuidance]) => Weight::Much,
            Criterion::Access if kind(&[MeasureKind::AdaptedBuilding, MeasureKind::Aids]) => Weight::Much,
            Criterion::Guidance | Criterion::Experience | Criterion::Near => Weight::Some,
            Criterion::Access | Criterion::Places => Weight::None,
        })
    }
}

/// Why a company stands where it stands: what is found of a criterion, and what that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// Of what.
    pub criterion: Criterion,
    /// What is found.
    pub found: Known,
    /// What it adds, or takes off.
    pub points: i32,
}

/// A company with its place among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Which.
    pub company: Company,
    /// The sum of its reasons.
    pub points: i32,
    /// What counts, the heaviest first.
    pub reasons: Vec<Reason>,
}

/// What is found of a criterion. `near` are the first digits of a postcode, as many as one typed.
fn found(company: &Company, criterion: Criterion, near: &str) -> Known {
    match criterion {
        Criterion::Guidance => company.guidance,
        Criterion::Access => company.access,
        Criterion::Experience => company.experience,
        // In two digits one looks anyway, so nearer is: the same four.
        Criterion::Near if near.len() < 4 => Known::Unknown,
        Criterion::Near if company.postcode.as_str().get(..4) == near.get(..4) => Known::Yes,
        Criterion::Near => Known::No,
        Criterion::Places => match company.places {
            None => Known::Unknown,
            Some(0 | 1) => Known::No,
            Some(_) => Known::Yes,
        },
    }
}

/// How heavy each criterion weighs in points, where one looks `near` some digits: from fewer than four digits nobody knows what is near.
pub fn factor(weights: Weights, criterion: Criterion, near: &str) -> i32 {
    if criterion == Criterion::Near && near.len() < 4 { 0 } else { weights.weight(criterion).factor() }
}

/// Ranks companies: what fits best first, and of two that fit as well by name. The same question gives the same order.
pub fn rank(companies: Vec<Company>, weights: Weights, near: &str) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = companies.into_iter().map(|company| weigh(company, weights, near)).collect();
    all.sort_by(|a, b| (b.points, &a.company.name, a.company.id).cmp(&(a.points, &b.company.name, b.company.id)));
    all
}

fn weigh(company: Company, weights: Weights, near: &str) -> Ranked {
    let mut reasons: Vec<Reason> = Criterion::ALL
        .iter()
        .filter(|criterion| weights.weight(**criterion) != Weight::None)
        .map(|criterion| {
            let found = found(&company, *criterion, near);
            let sign = match found {
                Known::Yes => 1,
                Known::Unknown => 0,
                Known::No => -1,
            };
            Reason { criterion: *criterion, found, points: sign * weights.weight(*criterion).factor() }
        })
        .collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(weights.weight(reason.criterion).factor()));
    Ranked { points: reasons.iter().map(|reason| reason.points).sum(), company, reasons }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::company::{CompanyId, Postcode};

    fn company(id: u32, name: &str, guidance: Known, access: Known, postcode: &str) -> Company {
        Company {
            id: CompanyId::parse(&id.to_string()).unwrap(),
            name: name.into(),
            street: None,
            postcode: Postcode::parse(postcode).unwrap(),
            town: "Arnhem".into(),
            guidance,
            access,
            experience: Known::Unknown,
            places: None,
        }
    }

    fn names(all: &[Ranked]) -> Vec<&str> {
        all.iter().map(|one| one.company.name.as_str()).collect()
    }

    #[test]
    fn what_is_not_said_stands_between_yes_and_no() {
        let all = || {
            vec![
                company(100_000_001, "Nee", Known::No, Known::Yes, "6811AB"),
                company(100_000_002, "Leeg", Known::Unknown, Known::No, "6811AB"),
                company(100_000_003, "Ja", Known::Yes, Known::Unknown, "6822AB"),
            ]
        };
        let only = |of: Criterion| Weights::of(|one| if one == of { Weight::Much } else { Weight::None });
        assert_eq!(names(&rank(all(), only(Criterion::Guidance), "68")), ["Ja", "Leeg", "Nee"]);
        assert_eq!(names(&rank(all(), only(Criterion::Access), "68")), ["Nee", "Ja", "Leeg"]);
        // Nothing counts: by name.
        assert_eq!(names(&rank(all(), Weights::of(|_| Weight::None), "68")), ["Ja", "Leeg", "Nee"]);
        // Near is known from four digits on.
        assert_eq!(names(&rank(all(), only(Criterion::Near), "6822")), ["Ja", "Leeg", "Nee"]);
        let near = rank(all(), only(Criterion::Near), "68");
        assert!(near.iter().all(|one| one.reasons[0].found == Known::Unknown && one.points == 0));
    }

    #[test]
    fn reasons_are_weighed_as_one_says_and_sum_up() {
        let weights = Weights::of(|one| match one {
            Criterion::Guidance => Weight::Some,
            Criterion::Access => Weight::Much,
            _ => Weight::None,
        });
        let one = company(100_000_001, "Bakker", Known::Yes, Known::No, "6811AB");
        let ranked = rank(vec![one], weights, "68").remove(0);
        let said: Vec<_> = ranked.reasons.iter().map(|reason| (reason.criterion, reason.points)).collect();
        assert_eq!(said, [(Criterion::Access, -3), (Criterion::Guidance, 1)]);
        assert_eq!(ranked.points, -2);
    }

    #[test]
    fn one_begins_with_what_was_agreed_and_no_cause_is_asked() {
        type Agreed<'a> = &'a [(MeasureKind, Place)];
        let cases: [(Agreed<'_>, Weight, Weight, &str); 4] = [
            (&[], Weight::Some, Weight::None, "nothing"),
            (&[(MeasureKind::Workplace, Place::Workplace)], Weight::Much, Weight::None, "guidance at work"),
            (&[(MeasureKind::AdaptedBuilding, Place::Class)], Weight::Some, Weight::Much, "a building"),
            (&[(MeasureKind::AdaptedExam, Place::Exam)], Weight::Some, Weight::None, "an exam"),
        ];
        for (agreed, guidance, access, what) in cases {
            let weights = Weights::begin(agreed);
            let found = (weights.weight(Criterion::Guidance), weights.weight(Criterion::Access));
            assert_eq!(found, (guidance, access), "{what}");
            assert_eq!(weights.weight(Criterion::Near), Weight::Some, "{what}");
        }
    }

    #[test]
    fn two_hundred_and_fifty_thousand_are_ranked() {
        let said = [Known::Yes, Known::No, Known::Unknown];
        let all: Vec<Company> = (0..250_000_u32)
            .map(|n| {
                let at = n as usize;
                company(100_000_000 + n, &format!("Bedrijf {n:06}"), said[at % 3], said[at / 3 % 3], "6811AB")
            })
            .collect();
        let ranked = rank(all, Weights::begin(&[(MeasureKind::AdaptedBuilding, Place::Workplace)]), "6811");
        assert_eq!(ranked.len(), 250_000);
        let first = &ranked[0];
        assert_eq!((first.company.guidance, first.company.access), (Known::Yes, Known::Yes));
        assert!(ranked.windows(2).all(|pair| pair[0].points >= pair[1].points));
    }
}
