//! What a student belongs to (a team, groups, a coach), each from a day until a day. A change ends the old one the day
//! before and begins the new one today, so that what held on a day can be asked again.

use crate::Period;
use std::collections::BTreeSet;
use time::Date;

/// Something a student belongs to, or belonged to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<K> {
    /// What.
    pub what: K,
    /// From when till when. What ended on the day it began holds on no day: it ends before it begins.
    pub period: Period,
}

/// What changes; places in the list that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moves<K> {
    /// What ends.
    pub end: Vec<usize>,
    /// What ended and goes on, as if it never had: the file was silent about it for a while, and no other came instead.
    pub again: Vec<usize>,
    /// What begins today.
    pub begin: Vec<K>,
    /// What stays as it is.
    pub stays: usize,
}

impl<K> Moves<K> {
    /// How many end without another in their place.
    pub fn lost(&self) -> usize {
        self.end.len().saturating_sub(self.begin.len() + self.again.len())
    }
}

/// Compares what holds today with what a file wants.
pub fn moves<K: Ord + Clone>(held: &[Held<K>], wanted: &BTreeSet<K>, today: Date) -> Moves<K> {
    let open = |one: &Held<K>| one.period.until.is_none_or(|until| until >= today);
    let mut out = Moves { end: Vec::new(), again: Vec::new(), begin: Vec::new(), stays: 0 };
    for (at, one) in held.iter().enumerate().filter(|(_, one)| open(one)) {
        if wanted.contains(&one.what) { out.stays += 1 } else { out.end.push(at) }
    }
    for what in wanted {
        if held.iter().any(|one| open(one) && one.what == *what) {
            continue;
        }
        let last = held.iter().enumerate().filter(|(_, one)| one.what == *what).max_by_key(|(_, one)| one.period.from);
        match last {
            Some((at, one)) if goes_on(held, one, today) => out.again.push(at),
            _ => out.begin.push(what.clone()),
        }
    }
    out
}

/// Whether something that ended goes on: nothing else began since. And what began today can only go on.
fn goes_on<K: PartialEq>(held: &[Held<K>], one: &Held<K>, today: Date) -> bool {
    let Some(until) = one.period.until else { return false };
    let since = |other: &Held<K>| other.what != one.what && other.period.from > until;
    one.period.from == today || (until >= one.period.from && !held.iter().any(since))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    /// `A 2026-01-01 2026-02-28`, or without a last day.
    fn held(text: &str) -> Held<char> {
        let parts: Vec<&str> = text.split(' ').collect();
        let period = Period { from: day(parts[1]), until: parts.get(2).map(|until| day(until)) };
        Held { what: parts[0].chars().next().unwrap(), period }
    }

    #[test]
    fn what_is_silent_ends_and_the_same_value_goes_on() {
        let today = day("2026-03-10");
        for (what, kept, wanted, end, again, begin, stays, lost) in [
            ("new", &[][..], "A", &[][..], &[][..], "A", 0, 0),
            ("the same", &["A 2026-01-01"], "A", &[], &[], "", 1, 0),
            ("silent", &["A 2026-01-01"], "", &[0], &[], "", 0, 1),
            ("another", &["A 2026-01-01"], "B", &[0], &[], "B", 0, 0),
            ("back after silence", &["A 2026-01-01 2026-03-01"], "A", &[], &[0], "", 0, 0),
            ("another after silence", &["A 2026-01-01 2026-03-01"], "B", &[], &[], "B", 0, 0),
            ("back after another", &["A 2026-01-01 2026-02-01", "B 2026-02-02"], "A", &[1], &[], "A", 0, 0),
            ("there and back in a day", &["A 2026-01-01 2026-03-09", "B 2026-03-10"], "A", &[1], &[], "A", 0, 0),
            (
                "and there again on that day",
                &["A 2026-01-01 2026-03-09", "B 2026-03-10 2026-03-09", "A 2026-03-10"],
                "B",
                &[2],
                &[1],
                "",
                0,
                0,
            ),
            ("held on no day, long ago", &["A 2026-01-01 2025-12-31"], "A", &[], &[], "A", 0, 0),
            ("two groups, one left", &["A 2026-01-01", "B 2026-01-01"], "A", &[1], &[], "", 1, 1),
            (
                "two groups, both silent, both back",
                &["A 2026-01-01 2026-03-01", "B 2026-01-01 2026-03-01"],
                "AB",
                &[],
                &[0, 1],
                "",
                0,
                0,
            ),
            ("ends later", &["A 2026-01-01 2026-03-10"], "A", &[], &[], "", 1, 0),
        ] {
            let kept: Vec<_> = kept.iter().map(|text| held(text)).collect();
            let moves = moves(&kept, &wanted.chars().collect(), today);
            let expected = Moves { end: end.to_vec(), again: again.to_vec(), begin: begin.chars().collect(), stays };
            assert_eq!((&moves, moves.lost()), (&expected, lost), "{what}");
        }
    }
}
