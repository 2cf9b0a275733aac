//! What a version changes against another: for who has to say yes, what is new, what becomes different, what stays, and
//! what goes.

use super::Line;

/// What happens to one measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference<'a> {
    /// It was not there before.
    New(&'a Line),
    /// It was there, and something of it becomes different.
    Changed {
        /// As it was.
        old: &'a Line,
        /// As it becomes.
        new: &'a Line,
    },
    /// It goes on as it is.
    Stays(&'a Line),
    /// It is not there any more.
    Gone(&'a Line),
}

/// Compares two versions: the measures of `new` in their order, then those that are gone. Every measure of both is in
/// exactly one difference.
///
/// A measure is the same one as before when it reads the same, else when it came from the same entry of the catalogue,
/// else when it says the same thing to do. What only the school's books know (kind, basic or extra) changes nothing for
/// who reads it.
pub fn compare<'a>(old: &'a [Line], new: &'a [Line]) -> Vec<Difference<'a>> {
    let mut left: Vec<Option<&Line>> = old.iter().map(Some).collect();
    let mut pairs: Vec<Option<&Line>> = vec![None; new.len()];
    let ways: [fn(&Line, &Line) -> bool; 3] =
        [reads_the_same, |a, b| a.measure.is_some() && a.measure == b.measure, |a, b| a.text == b.text];
    for same in ways {
        for (line, pair) in new.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let found = left.iter_mut().find(|old| old.is_some_and(|old| same(old, line)));
            *pair = found.and_then(Option::take);
        }
    }
    let of = |(line, pair): (&'a Line, Option<&'a Line>)| match pair {
        None => Difference::New(line),
        Some(old) if reads_the_same(old, line) || goes_on(old, line) => Difference::Stays(line),
        Some(old) => Difference::Changed { old, new: line },
    };
    new.iter().zip(pairs).map(of).chain(left.into_iter().flatten().map(Difference::Gone)).collect()
}

/// Whether two lines are the same to who reads them.
fn reads_the_same(a: &Line, b: &Line) -> bool {
    (&a.text, &a.details, &a.who, a.place, a.from, a.until) == (&b.text, &b.details, &b.who, b.place, b.from, b.until)
}

/// Whether a line takes over where the old one still runs, and is otherwise the same: who has it notices nothing.
fn goes_on(old: &Line, new: &Line) -> bool {
    let rest = (&old.text, &old.details, &old.who, old.place, old.until)
        == (&new.text, &new.details, &new.who, new.place, new.until);
    rest && old.from <= new.from && old.until.is_none_or(|until| new.from <= until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MeasureId, agreement::LineDraft, catalogue::Level, fixtures::*};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(text: &str, details: &str, measure: Option<u128>) -> Line {
        let measure = measure.map(|id| MeasureId(Uuid::from_u128(id)));
        Line::new(LineDraft { text: text.into(), details: details.into(), measure, ..line_draft() }).unwrap()
    }

    /// What is said of each measure, in order.
    fn said(old: &[Line], new: &[Line]) -> Vec<String> {
        let one = |difference| match difference {
            Difference::New(line) => format!("new {}", line.text),
            Difference::Changed { old, new } => format!("{} -> {}", old.details.reveal(), new.details.reveal()),
            Difference::Stays(line) => format!("stays {}", line.text),
            Difference::Gone(line) => format!("gone {}", line.text),
        };
        compare(old, new).into_iter().map(one).collect()
    }

    #[test]
    fn a_measure_is_new_becomes_different_stays_or_goes() {
        let time = || line("Extra tijd", "25%", Some(1));
        let more = || line("Extra tijd", "50%", Some(1));
        let place = || line("Rustige plek", "", None);
        let reworded = line("Meer tijd bij toetsen", "25%", Some(1));
        let basic = Line::new(LineDraft { level: Some(Level::Basic), ..time().to_draft() }).unwrap();
        let later = Line::new(LineDraft { until: Some(day("2027-07-31")), ..time().to_draft() }).unwrap();
        let from = |on| Line::new(LineDraft { from: Some(day(on)), ..time().to_draft() }).unwrap();
        for (what, old, new, expected) in [
            ("the first proposal", vec![], vec![time()], vec!["new Extra tijd"]),
            ("nothing changes", vec![time()], vec![time()], vec!["stays Extra tijd"]),
            ("more of it", vec![time()], vec![more()], vec!["25% -> 50%"]),
            ("in other words, from the same entry", vec![time()], vec![reworded], vec!["25% -> 25%"]),
            ("only the books know", vec![time()], vec![basic], vec!["stays Extra tijd"]),
            ("another last day", vec![time()], vec![later], vec!["25% -> 25%"]),
            ("it takes over in between", vec![from("2026-01-01")], vec![from("2026-03-01")], vec!["stays Extra tijd"]),
            ("it begins earlier", vec![from("2026-03-01")], vec![from("2026-01-01")], vec!["25% -> 25%"]),
            ("one more", vec![time()], vec![place(), time()], vec!["new Rustige plek", "stays Extra tijd"]),
            ("one less", vec![time(), place()], vec![place()], vec!["stays Rustige plek", "gone Extra tijd"]),
            (
                "the same one twice, one of them changed",
                vec![time(), time()],
                vec![more(), time()],
                vec!["25% -> 50%", "stays Extra tijd"],
            ),
            ("everything goes", vec![time()], vec![], vec!["gone Extra tijd"]),
        ] {
            assert_eq!(said(&old, &new), expected, "{what}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_said_twice(old in lines(), new in lines()) {
            let differences = compare(&old, &new);
            let is_old = |d: &Difference<'_>| matches!(d, Difference::Changed { .. } | Difference::Stays(_) | Difference::Gone(_));
            let is_new = |d: &Difference<'_>| matches!(d, Difference::Changed { .. } | Difference::Stays(_) | Difference::New(_));
            prop_assert_eq!(differences.iter().filter(|d| is_old(d)).count(), old.len());
            prop_assert_eq!(differences.iter().filter(|d| is_new(d)).count(), new.len());
            let none = compare(&new, &new);
            prop_assert!(none.iter().all(|d| matches!(d, Difference::Stays(_))), "against itself nothing changes");
        }
    }

    fn lines() -> impl Strategy<Value = Vec<Line>> {
        let one = (0..3u8, 0..3u8, proptest::option::of(0..3u128));
        let one = one.prop_map(|(text, details, measure)| line(&format!("t{text}"), &format!("d{details}"), measure));
        proptest::collection::vec(one, 0..6)
    }
}
