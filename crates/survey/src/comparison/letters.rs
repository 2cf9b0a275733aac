//! Letters beside estimates that say which of them differ.

use super::Pair;

/// The columns over which each column is significantly higher, as table books print them: beside column 0, `[1, 2]`
/// says that it is higher than columns 1 and 2 at this level of significance (0.05).
pub fn higher_than(count: usize, pairs: &[Pair], significance: f64) -> Vec<Vec<usize>> {
    let mut higher = vec![Vec::new(); count];
    for pair in pairs.iter().filter(|pair| pair.p < significance) {
        let (above, below) = if pair.difference > 0.0 { (pair.left, pair.right) } else { (pair.right, pair.left) };
        if let Some(columns) = higher.get_mut(above) {
            columns.push(below);
        }
    }
    higher.iter_mut().for_each(|columns| columns.sort_unstable());
    higher
}

/// A compact letter display: two estimates share a letter exactly when they do not differ at this level. Letters are
/// numbers from 0, in the order of the first estimate that has them; a pair that is not in `pairs`, or whose p-value is
/// missing, does not differ. Meant for the columns of a table: with many dozens of estimates that differ without any
/// order, the number of letters itself grows without measure.
///
/// Source: Piepho (2004), *Journal of Computational and Graphical Statistics* 13, 456-466 (insert and absorb).
pub fn compact_letters(count: usize, pairs: &[Pair], significance: f64) -> Vec<Vec<usize>> {
    let mut columns = vec![vec![true; count]];
    let differing = pairs.iter().filter(|pair| pair.p < significance && pair.left < count && pair.right < count);
    for pair in differing {
        // A letter that both have becomes two letters, each without one of them.
        let (both, mut kept): (Vec<_>, Vec<_>) =
            columns.into_iter().partition(|column| column[pair.left] && column[pair.right]);
        for column in both {
            for without in [pair.left, pair.right] {
                let mut smaller = column.clone();
                smaller[without] = false;
                absorb(&mut kept, smaller);
            }
        }
        columns = kept;
    }
    // The letter of the first estimate comes first.
    columns.sort_by(|left, right| right.cmp(left));
    let letters_of = |at: usize| (0..columns.len()).filter(|letter| columns[*letter][at]).collect();
    (0..count).map(letters_of).collect()
}

/// Adds a letter unless another says as much; drops those that it says as much as.
fn absorb(columns: &mut Vec<Vec<bool>>, new: Vec<bool>) {
    let within = |small: &[bool], large: &[bool]| small.iter().zip(large).all(|(small, large)| *large || !*small);
    if columns.iter().any(|column| within(&new, column)) {
        return;
    }
    columns.retain(|column| !within(column, &new));
    columns.push(new);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: usize, right: usize, difference: f64, p: f64) -> Pair {
        Pair { left, right, difference, se: 1.0, p }
    }

    #[test]
    fn a_column_names_those_it_is_higher_than() {
        let pairs = [pair(0, 1, 2.0, 0.01), pair(0, 2, -2.0, 0.01), pair(1, 2, -4.0, 0.2), pair(0, 9, -1.0, 0.0)];
        assert_eq!(higher_than(3, &pairs, 0.05), [vec![1], vec![], vec![0]]);
    }

    #[test]
    fn those_that_do_not_differ_share_a_letter() {
        // 0 and 2 differ, 1 is between: a, ab, b.
        assert_eq!(compact_letters(3, &[pair(0, 2, 1.0, 0.01)], 0.05), [vec![0], vec![0, 1], vec![1]]);
        assert_eq!(compact_letters(2, &[], 0.05), [[0], [0]]);
        assert!(compact_letters(0, &[], 0.05).is_empty());
        assert_eq!(compact_letters(2, &[pair(0, 1, 1.0, f64::NAN), pair(0, 7, 1.0, 0.0)], 0.05), [[0], [0]]);
    }

    proptest::proptest! {
        #[test]
        fn letters_say_exactly_which_differ(differ in proptest::collection::vec(proptest::prelude::any::<bool>(), 28)) {
            let count = 8;
            let places = (0..count).flat_map(|left| (left + 1..count).map(move |right| (left, right)));
            let pairs: Vec<Pair> = places
                .zip(&differ)
                .map(|((left, right), differ)| pair(left, right, 1.0, if *differ { 0.01 } else { 0.5 }))
                .collect();
            let letters = compact_letters(count, &pairs, 0.05);
            for pair in pairs {
                let share = letters[pair.left].iter().any(|letter| letters[pair.right].contains(letter));
                proptest::prop_assert_eq!(share, pair.p >= 0.05);
            }
            proptest::prop_assert!(letters.iter().all(|letters| !letters.is_empty()));
        }
    }
}
