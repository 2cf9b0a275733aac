//! Who gets which story. Most people need nothing; a workbench shows a few things that are due, not hundreds.

use crate::date::days;
use crate::rng::Rng;
use crate::school::Story;
use time::Date;

/// Stories of students with how many of a thousand have them; about 17% have a need.
const STUDENTS: [(Story, u32); 14] = [
    (Story::NoNeed, 812),
    (Story::Basic, 42),
    (Story::Agreed, 62),
    (Story::Changed, 12),
    (Story::Renewing, 4),
    (Story::ChangeAsked, 4),
    (Story::Late, 9),
    (Story::Overdue, 6),
    (Story::Unassessed, 11),
    (Story::Arisen, 7),
    (Story::ArisenWaiting, 4),
    (Story::ArisenAgreed, 15),
    (Story::Declined, 9),
    (Story::Refused, 3),
];

/// Stories of applicants.
const APPLICANTS: [(Story, u32); 7] = [
    (Story::New, 430),
    (Story::NoNeed, 380),
    (Story::Recorded, 50),
    (Story::Waiting, 50),
    (Story::Agreed, 60),
    (Story::ChangeAsked, 20),
    (Story::Refused, 10),
];

/// The first students of the first team, where the demo coach works: one of each, so that every page has something
/// to show. Position 0 is the demo student, 1 the child of the demo guardian.
pub(crate) const SHOWN: [Story; 12] = [
    Story::Renewing,
    Story::ArisenWaiting,
    Story::Unassessed,
    Story::Overdue,
    Story::Arisen,
    Story::ChangeAsked,
    Story::Declined,
    Story::Agreed,
    Story::Basic,
    Story::Changed,
    Story::Late,
    Story::ArisenAgreed,
];

/// The applicants of the demo intaker's three teams, four each.
const INTAKE: [[Story; 4]; 3] = [
    [Story::New, Story::Recorded, Story::Waiting, Story::NoNeed],
    [Story::Agreed, Story::New, Story::ChangeAsked, Story::NoNeed],
    [Story::Refused, Story::New, Story::NoNeed, Story::New],
];

/// Teams of the demo intaker.
pub(crate) const INTAKE_TEAMS: usize = INTAKE.len();

fn draw(rng: &mut Rng, table: &[(Story, u32)]) -> Story {
    let weights: Vec<u32> = table.iter().map(|(_, weight)| *weight).collect();
    table[rng.weighted(&weights)].0
}

/// The story of the `position`-th student of a team.
pub(crate) fn student(rng: &mut Rng, team: usize, position: u32) -> Story {
    match SHOWN.get(position as usize) {
        Some(story) if team == 0 => *story,
        // The rest of the demo coach's class is calm: what is due there can be counted on the fingers.
        _ if team == 0 => draw(rng, &[(Story::NoNeed, 900), (Story::Agreed, 60), (Story::Basic, 40)]),
        _ => draw(rng, &STUDENTS),
    }
}

/// Stories in which something should have been done before the first day and was not. Whoever has one began not long ago:
/// a school that works with a register does not find a student of two years ago without agreements.
pub(crate) const fn is_late(story: Story) -> bool {
    matches!(story, Story::Overdue | Story::Unassessed | Story::Refused)
}

/// Stories that take time after the enrolment do not fit who came last month.
pub(crate) fn fitting(story: Story, from: Date, today: Date) -> bool {
    let after = matches!(story, Story::Late | Story::Arisen | Story::ArisenWaiting | Story::ArisenAgreed);
    let renewed = matches!(story, Story::Changed | Story::Renewing | Story::ChangeAsked);
    !(after && from > days(today, -95) || renewed && from > days(today, -45))
}

/// The story of the `position`-th applicant of a team.
pub(crate) fn applicant(rng: &mut Rng, team: usize, position: usize) -> Story {
    match INTAKE.get(team).and_then(|row| row.get(position)) {
        Some(story) => *story,
        None => draw(rng, &APPLICANTS),
    }
}

#[cfg(test)]
mod tests {
    use super::{APPLICANTS, STUDENTS};

    #[test]
    fn the_tables_add_up() {
        for table in [&STUDENTS[..], &APPLICANTS[..]] {
            assert_eq!(table.iter().map(|(_, weight)| weight).sum::<u32>(), 1000);
        }
    }
}
