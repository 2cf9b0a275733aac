//! The load on a team and its coaches: how many students with agreements they have, beside how many they can have, so that the work can
//! be divided. Numbers, and nobody's names. `docs/decisions/0037-knowledge.md`.

use crate::AccountId;

/// The most students that are believed of one team.
pub const MOST: u32 = 5000;

/// What was typed is no number of students.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoNumber;

/// How many somebody can have, as typed. Nothing typed is not known, and never none.
///
/// # Errors
/// [`NoNumber`].
pub fn capacity(typed: &str) -> Result<Option<u32>, NoNumber> {
    match crate::text::lines(typed).as_str() {
        "" => Ok(None),
        text => text.parse().ok().filter(|many| *many <= MOST).map(Some).ok_or(NoNumber),
    }
}

/// The most hours a week that are believed of one team.
pub const MOST_HOURS: u32 = 2000;

/// Hours a week as typed, in minutes: `7`, `7,5`, `0.75`. Nothing typed is not known, and never none.
///
/// # Errors
/// [`NoNumber`].
pub fn hours(typed: &str) -> Result<Option<u32>, NoNumber> {
    let text = crate::text::lines(typed);
    if text.is_empty() {
        return Ok(None);
    }
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text.as_str(), "0"));
    let digits = |text: &str, most: usize| {
        let fine = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if fine { text.parse::<u32>().map_err(|_| NoNumber) } else { Err(NoNumber) }
    };
    let hundredths = digits(part, 2)? * if part.len() == 1 { 10 } else { 1 };
    let minutes = digits(whole, 4)? * 60 + (hundredths * 60 + 50) / 100;
    if minutes <= MOST_HOURS * 60 { Ok(Some(minutes)) } else { Err(NoNumber) }
}

/// How many minutes a week students with agreements ask, where the school said what one of them asks.
pub fn asked(with: u32, norm: Option<u32>) -> Option<u32> {
    norm.map(|norm| with.saturating_mul(norm))
}

/// How many students with agreements there can be: as many as was said, and as many as the minutes are enough for. Of two limits the lower
/// one holds; what was not said is no limit, and where nothing was said it is not known.
pub fn most(students: Option<u32>, minutes: Option<u32>, norm: Option<u32>) -> Option<u32> {
    let by_time = minutes.zip(norm).and_then(|(minutes, norm)| minutes.checked_div(norm));
    match (students, by_time) {
        (Some(students), Some(by_time)) => Some(students.min(by_time)),
        (known, other) => known.or(other),
    }
}

/// Whether there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Nobody said how many there can be.
    Unknown,
    /// For so many more; none: full.
    Free(u32),
    /// There are so many too many.
    Over(u32),
}

/// The room beside `with` students who have agreements.
pub const fn room(with: u32, capacity: Option<u32>) -> Room {
    match capacity {
        None => Room::Unknown,
        Some(most) if with > most => Room::Over(with - most),
        Some(most) => Room::Free(most - with),
    }
}

/// A coach of a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub coach: AccountId,
    /// Students with agreements.
    pub with: u32,
    /// How many there can be.
    pub capacity: Option<u32>,
}

/// How the work could be divided: so many students from one coach to another. From who has most too many to who has most room, and as
/// few hand-overs as that gives; of equals the first of the list. Nobody of whom the capacity is not known gets a student.
pub fn divide(loads: &[Load]) -> Vec<(AccountId, AccountId, u32)> {
    let mut over: Vec<(AccountId, u32)> = Vec::new();
    let mut free: Vec<(AccountId, u32)> = Vec::new();
    for load in loads {
        match room(load.with, load.capacity) {
            Room::Over(many) => over.push((load.coach, many)),
            Room::Free(many) if many > 0 => free.push((load.coach, many)),
            Room::Free(_) | Room::Unknown => {}
        }
    }
    // A stable sort: equals stay in their order.
    over.sort_by_key(|(_, many)| std::cmp::Reverse(*many));
    let mut moves = Vec::new();
    for (from, mut many) in over {
        while many > 0 {
            // The last of equals by `max_by_key`, so the list is read from its end.
            let Some(to) = free.iter_mut().rev().max_by_key(|(_, left)| *left).filter(|(_, left)| *left > 0) else {
                break;
            };
            let go = many.min(to.1);
            to.1 -= go;
            many -= go;
            moves.push((from, to.0, go));
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_nobody_typed_is_not_known_and_not_none() {
        for (typed, expected) in [
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("0", Ok(Some(0))),
            ("25", Ok(Some(25))),
            ("5001", Err(NoNumber)),
            ("-1", Err(NoNumber)),
            ("veel", Err(NoNumber)),
            ("2,5", Err(NoNumber)),
        ] {
            assert_eq!(capacity(typed), expected, "{typed:?}");
        }
        let rooms = [room(3, None), room(3, Some(3)), room(3, Some(5)), room(3, Some(0))];
        assert_eq!(rooms, [Room::Unknown, Room::Free(0), Room::Free(2), Room::Over(3)]);
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (typed, expected) in [
            ("", Ok(None)),
            ("0", Ok(Some(0))),
            ("7", Ok(Some(420))),
            ("7,5", Ok(Some(450))),
            ("7.5", Ok(Some(450))),
            ("0,25", Ok(Some(15))),
            // A third of an hour is twenty minutes.
            ("0,33", Ok(Some(20))),
            ("2000", Ok(Some(120_000))),
            ("2000,1", Err(NoNumber)),
            ("99999", Err(NoNumber)),
            ("-1", Err(NoNumber)),
            ("+1", Err(NoNumber)),
            ("7,", Err(NoNumber)),
            (",5", Err(NoNumber)),
            ("7,125", Err(NoNumber)),
            ("1.000,5", Err(NoNumber)),
            ("zeven", Err(NoNumber)),
        ] {
            assert_eq!(hours(typed), expected, "{typed:?}");
        }
    }

    /// `(students, minutes, norm)` and how many there can be.
    #[test]
    fn time_is_a_limit_only_where_it_was_said_what_a_student_asks() {
        for (students, minutes, norm, expected) in [
            (None, None, None, None),
            (Some(10), None, None, Some(10)),
            (Some(0), None, Some(30), Some(0)),
            (None, Some(240), None, None),
            (None, None, Some(30), None),
            (None, Some(240), Some(30), Some(8)),
            // What is left of an hour is not enough for one more.
            (None, Some(250), Some(60), Some(4)),
            (None, Some(0), Some(30), Some(0)),
            (Some(10), Some(240), Some(30), Some(8)),
            (Some(6), Some(240), Some(30), Some(6)),
            // Nobody asks no time at all: of that nothing is concluded.
            (None, Some(240), Some(0), None),
        ] {
            assert_eq!(most(students, minutes, norm), expected, "{students:?} {minutes:?} {norm:?}");
        }
        assert_eq!([asked(7, Some(30)), asked(0, Some(30)), asked(7, None)], [Some(210), Some(0), None]);
    }

    /// Coaches as `(has, can have)`, and who hands over how many to whom, by place in the list.
    #[test]
    fn the_work_is_divided_with_few_hand_overs_and_nobody_gets_too_much() {
        let coach = |at: usize| AccountId(Uuid::from_u128(at as u128));
        type Moves = &'static [(usize, usize, u32)];
        type Coaches = &'static [(u32, Option<u32>)];
        let cases: [(Coaches, Moves); 9] = [
            (&[], &[]),
            (&[(5, Some(10)), (5, Some(10))], &[]),
            (&[(12, Some(10)), (5, Some(10))], &[(0, 1, 2)]),
            // To who has most room, and not a bit to everybody.
            (&[(14, Some(10)), (8, Some(10)), (2, Some(10))], &[(0, 2, 4)]),
            (&[(20, Some(10)), (4, Some(10)), (7, Some(10))], &[(0, 1, 6), (0, 2, 3)]),
            // Who has most too many is helped first.
            (&[(11, Some(10)), (15, Some(10)), (6, Some(10))], &[(1, 2, 4)]),
            // Of equals the first.
            (&[(12, Some(10)), (5, Some(10)), (5, Some(10))], &[(0, 1, 2)]),
            // Not known is no room, and no burden.
            (&[(30, Some(10)), (1, None)], &[]),
            (&[(30, None), (1, Some(10))], &[]),
        ];
        for (coaches, expected) in cases {
            let load = |(at, (with, capacity)): (usize, &(u32, Option<u32>))| Load {
                coach: coach(at),
                with: *with,
                capacity: *capacity,
            };
            let loads: Vec<Load> = coaches.iter().enumerate().map(load).collect();
            let expected: Vec<_> = expected.iter().map(|(a, b, many)| (coach(*a), coach(*b), *many)).collect();
            let moves = divide(&loads);
            assert_eq!(moves, expected, "{coaches:?}");
            for load in &loads {
                let got: u32 = moves.iter().filter(|(_, to, _)| *to == load.coach).map(|(.., many)| many).sum();
                assert!(got == 0 || load.capacity.is_some_and(|most| load.with + got <= most), "{coaches:?}");
            }
        }
    }
}
