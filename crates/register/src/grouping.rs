//! How many students with a measure stand in which class, and how many would if it were spread or gathered. Numbers: who they are, and why
//! they have it, is no part of it. `docs/decisions/0037-knowledge.md`.

use crate::codes;

codes! {
    /// What somebody is after.
    pub enum Aim {
        /// As many in each class, as far as that can be.
        Spread = "spread",
        /// In as few classes as can be.
        Gather = "gather",
    }
}

/// A class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// How many students it has. It keeps that number: who goes changes places with somebody else.
    pub size: u32,
    /// How many of them have the measure.
    pub with: u32,
}

/// How many students with the measure each class would have; in the order of the classes. No class gets more than it has students, nobody
/// is lost, and of what comes to the same the one that asks fewer students to go.
pub fn divide(classes: &[Class], aim: Aim) -> Vec<u32> {
    let all: u32 = classes.iter().map(|class| class.with.min(class.size)).sum();
    match aim {
        Aim::Spread => spread(classes, all),
        Aim::Gather => gather(classes, all),
    }
}

/// One at a time to the class that got the fewest; of equals to the one that has most now.
fn spread(classes: &[Class], all: u32) -> Vec<u32> {
    let mut given = vec![0; classes.len()];
    for _ in 0..all {
        let open = classes.iter().enumerate().filter(|(at, class)| given[*at] < class.size);
        let Some((at, _)) = open.min_by_key(|(at, class)| (given[*at], std::cmp::Reverse(class.with))) else { break };
        given[at] += 1;
    }
    given
}

/// As many as fit to the class that has most now, and what is left to the next.
fn gather(classes: &[Class], all: u32) -> Vec<u32> {
    let mut order: Vec<usize> = (0..classes.len()).collect();
    // A stable sort: equals stay in their order.
    order.sort_by_key(|at| std::cmp::Reverse(classes[*at].with));
    let (mut given, mut left) = (vec![0; classes.len()], all);
    for at in order {
        given[at] = left.min(classes[at].size);
        left -= given[at];
    }
    given
}

/// How many students with the measure would go to another class.
pub fn go(classes: &[Class], given: &[u32]) -> u32 {
    classes.iter().zip(given).map(|(class, given)| given.saturating_sub(class.with)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes as `(students, with the measure)`; spread and gathered, and how many go for each.
    #[test]
    fn a_measure_is_spread_or_gathered_and_few_go() {
        type Classes = &'static [(u32, u32)];
        type Told = (&'static [u32], u32);
        let cases: [(Classes, Told, Told); 8] = [
            (&[], (&[], 0), (&[], 0)),
            (&[(25, 0), (25, 0)], (&[0, 0], 0), (&[0, 0], 0)),
            (&[(25, 6), (25, 0)], (&[3, 3], 3), (&[6, 0], 0)),
            (&[(25, 3), (25, 3)], (&[3, 3], 0), (&[6, 0], 3)),
            // One too many stays where most of them are.
            (&[(25, 2), (25, 5)], (&[3, 4], 1), (&[0, 7], 2)),
            (&[(25, 4), (25, 1), (25, 2)], (&[3, 2, 2], 1), (&[7, 0, 0], 3)),
            // A class has no more of them than it has students.
            (&[(2, 0), (20, 9)], (&[2, 7], 2), (&[0, 9], 0)),
            (&[(4, 3), (20, 2), (20, 2)], (&[3, 2, 2], 0), (&[4, 3, 0], 2)),
        ];
        for (classes, spread, gathered) in cases {
            let classes: Vec<Class> = classes.iter().map(|(size, with)| Class { size: *size, with: *with }).collect();
            for (aim, (expected, many)) in [(Aim::Spread, spread), (Aim::Gather, gathered)] {
                let given = divide(&classes, aim);
                assert_eq!((given.as_slice(), go(&classes, &given)), (expected, many), "{classes:?} {aim:?}");
                assert_eq!(given.iter().sum::<u32>(), classes.iter().map(|class| class.with).sum::<u32>());
            }
        }
    }
}
