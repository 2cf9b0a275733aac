//! How those fare who left, as numbers of a school: by level, with a diploma or without one, with how many there were. A number of
//! fewer than five people is said to be few and not how many, and where that could be worked out from the others one more is not shown.

use super::Outcome;
use crate::programme::MboLevel;

/// Below this a number is not told.
pub const FEW: u32 = 5;

/// One of those who left, as far as they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The level of the programme; nobody said.
    pub level: Option<MboLevel>,
    /// With a diploma.
    pub diploma: bool,
    /// Whether guidance was offered.
    pub offered: bool,
    /// Where they came; nobody noted it.
    pub outcome: Option<Outcome>,
    /// How many are the same.
    pub many: u32,
}

/// A number as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// So many; none is a number too.
    Number(u32),
    /// Some, and fewer than [`FEW`].
    Few,
    /// Not shown: with it another one could be worked out.
    Hidden,
}

/// How those of one level fare who left with a diploma, or without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fared {
    /// The level; `None` where nobody knows it.
    pub level: Option<MboLevel>,
    /// With a diploma.
    pub diploma: bool,
    /// How many there were.
    pub all: Told,
    /// To how many guidance was offered.
    pub offered: Told,
    /// Where they came, in the order of [`Outcome::ALL`], and last of how many nobody noted it. Empty where there are too few.
    pub came: Vec<(Option<Outcome>, Told)>,
}

/// The numbers of a row whose sum is told too.
fn told(counts: &[u32]) -> Vec<Told> {
    let mut out: Vec<Told> =
        counts.iter().map(|count| if *count > 0 && *count < FEW { Told::Few } else { Told::Number(*count) }).collect();
    if out.iter().filter(|one| **one == Told::Few).count() == 1 {
        // One alone is the sum without the others: so the next smallest is not shown either.
        let others =
            counts.iter().zip(&out).enumerate().filter(|(_, (count, told))| **count > 0 && **told != Told::Few);
        let next = others.min_by_key(|(_, (count, _))| **count).map(|(at, _)| at);
        if let Some(place) = next.and_then(|at| out.get_mut(at)) {
            *place = Told::Hidden;
        }
    }
    out
}

/// How those fare who left, for each level of which there are some: the lowest first, and last those of whom nobody knows it. Who has a
/// diploma comes first, and who has none apart: to them the law asks nothing, and every outcome counts as much.
pub fn fared(all: &[Counted]) -> Vec<Fared> {
    let levels = MboLevel::ALL.iter().copied().map(Some).chain([None]);
    let groups = [true, false].into_iter().flat_map(|diploma| levels.clone().map(move |level| (diploma, level)));
    let of = |(diploma, level): (bool, Option<MboLevel>)| {
        let ours = || all.iter().filter(move |one| one.level == level && one.diploma == diploma);
        let sum = |what: &dyn Fn(&Counted) -> bool| {
            ours().filter(|one| what(one)).fold(0_u32, |sum, one| sum.saturating_add(one.many))
        };
        let many = sum(&|_| true);
        if many == 0 {
            return None;
        }
        if many < FEW {
            return Some(Fared { level, diploma, all: Told::Few, offered: Told::Hidden, came: Vec::new() });
        }
        let outcomes: Vec<Option<Outcome>> = Outcome::ALL.iter().copied().map(Some).chain([None]).collect();
        let counts: Vec<u32> = outcomes.iter().map(|outcome| sum(&|one| one.outcome == *outcome)).collect();
        let offered = sum(&|one| one.offered);
        // Of two numbers with a sum that is told, each gives the other away.
        let offered = told(&[offered, many.saturating_sub(offered)]).first().copied().unwrap_or(Told::Hidden);
        Some(Fared {
            level,
            diploma,
            all: Told::Number(many),
            offered,
            came: outcomes.into_iter().zip(told(&counts)).collect(),
        })
    };
    groups.filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Told::{Few, Hidden, Number};

    #[test]
    fn a_small_number_is_few_and_cannot_be_worked_out() {
        for (what, counts, expected) in [
            ("none", vec![0, 0], vec![Number(0), Number(0)]),
            ("five is a number", vec![5, 0], vec![Number(5), Number(0)]),
            ("one alone takes the next smallest along", vec![9, 4, 30], vec![Hidden, Few, Number(30)]),
            ("two hide each other", vec![9, 4, 1], vec![Number(9), Few, Few]),
            ("nothing else to take along", vec![0, 3], vec![Number(0), Few]),
        ] {
            assert_eq!(told(&counts), expected, "{what}");
        }
    }

    #[test]
    fn by_level_with_who_is_not_known_apart() {
        let one = |level, offered, outcome, many| Counted { level, diploma: true, offered, outcome, many };
        let without = Counted { diploma: false, ..one(Some(MboLevel::Two), false, Some(Outcome::Work), 9) };
        let two = Some(MboLevel::Two);
        let all = [
            one(two, true, Some(Outcome::Work), 12),
            one(two, true, Some(Outcome::Fitting), 6),
            one(two, true, None, 2),
            one(two, false, None, 5),
            one(two, false, Some(Outcome::NotKnown), 5),
            one(Some(MboLevel::Four), false, Some(Outcome::Learning), 3),
            one(None, false, None, 7),
            without,
        ];
        let found = fared(&all);
        let levels: Vec<_> = found.iter().map(|one| (one.level, one.all, one.offered)).collect();
        assert_eq!(
            levels,
            [
                (two, Number(30), Number(20)),
                (Some(MboLevel::Four), Few, Hidden),
                (None, Number(7), Number(0)),
                (two, Number(9), Number(0)),
            ]
        );
        let diplomas: Vec<bool> = found.iter().map(|one| one.diploma).collect();
        assert_eq!(diplomas, [true, true, true, false], "who has no diploma is told apart, and last");
        let came = |outcome| found[0].came.iter().find(|(one, _)| *one == outcome).map(|(_, told)| *told);
        for (outcome, expected) in [
            (Some(Outcome::Work), Number(12)),
            (Some(Outcome::Fitting), Number(6)),
            (Some(Outcome::LowerLevel), Number(0)),
            (Some(Outcome::NotKnown), Number(5)),
            (None, Number(7)),
        ] {
            assert_eq!(came(outcome), Some(expected), "{outcome:?}");
        }
        assert!(found[1].came.is_empty(), "of three nothing is told");
        assert_eq!(fared(&[]), []);
    }
}
