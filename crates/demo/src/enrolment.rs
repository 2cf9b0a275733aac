//! Enrolments of several cohorts, relative to today.

use crate::date::{between, day, days, study_year, years};
use crate::rng::Rng;
use crate::school::{Enrolment, Period, Placement, Programme, Story};
use time::{Date, Month};

/// What one person's enrolments are drawn from.
pub(crate) struct Draft<'a> {
    pub(crate) today: Date,
    pub(crate) programmes: &'a [Programme],
    pub(crate) story: Story,
    /// The first day, for the few whose story needs one.
    pub(crate) from: Option<Date>,
}

/// Study years that a programme of this level takes.
const fn length(level: u8) -> i32 {
    match level {
        1 => 1,
        2 => 2,
        _ => 3,
    }
}

/// The enrolments of one student, oldest first.
pub(crate) fn draw(rng: &mut Rng, draft: &Draft<'_>) -> Vec<Enrolment> {
    let programme = *rng.pick(draft.programmes);
    // Those whose first day is given are the young ones behind demo accounts and their class: at school.
    let bbl = draft.from.is_none() && programme.level > 1 && rng.permille(220);
    let calm = matches!(draft.story, Story::NoNeed | Story::Agreed) && draft.from.is_none();
    let (from, planned, left) = term(rng, draft, programme, calm);
    let mut enrolment = Enrolment {
        number: "1".to_owned(),
        from,
        planned,
        left,
        periods: vec![Period {
            from,
            programme,
            leertraject: if bbl { "BBL" } else { "BOL" },
            level_given: rng.permille(700),
        }],
        support: Vec::new(),
        placements: Vec::new(),
        diploma: left.filter(|(_, reason)| *reason == 1).map(|(until, _)| days(until, -3)),
    };
    later_periods(rng, draft, &mut enrolment);
    support(rng, draft, &mut enrolment);
    placements(rng, draft.today, bbl, &mut enrolment);
    let mut all = vec![enrolment];
    // Some came up from a lower programme: an enrolment with a diploma goes before.
    if draft.story == Story::NoNeed && draft.from.is_none() && programme.level > 1 && rng.permille(20) {
        all.insert(0, earlier(rng, draft, &all[0]));
        all[1].number = "C2".to_owned();
    }
    all
}

/// First day, planned last day, and how it ended.
fn term(rng: &mut Rng, draft: &Draft<'_>, programme: Programme, calm: bool) -> (Date, Date, Option<(Date, u8)>) {
    let (today, year, takes) = (draft.today, study_year(draft.today), length(programme.level));
    if calm && rng.permille(45) {
        // Ended last summer with a diploma.
        let until = days(year, -rng.between(12, 40));
        return (years(year, -takes), days(year, -1), Some((until, 1)));
    }
    let cohort = (rng.weighted(&[46, 32, 22]) as i32).min(takes - 1);
    let august = years(year, -cohort);
    let other = match rng.weighted(&[860, 70, 70]) {
        1 => day(august.year() + 1, Month::February, 1),
        2 => days(august, rng.between(17, 60)),
        _ => august,
    };
    let from = draft.from.unwrap_or(if other <= today { other } else { august });
    let planned = days(years(from, takes), -1);
    let here = between(from, today);
    if calm && here > 40 && rng.permille(55) {
        let until = days(from, rng.between(21, here.min(600)));
        let reason = *rng.pick(&[2, 2, 2, 3, 3, 4, 6, 7, 8, 10]);
        return (from, planned, Some((until, reason)));
    }
    (from, planned, None)
}

/// A change of programme, or the same programme on as of a new study year.
fn later_periods(rng: &mut Rng, draft: &Draft<'_>, enrolment: &mut Enrolment) {
    let last = enrolment.left.map_or(draft.today, |(until, _)| until);
    let here = between(enrolment.from, last);
    let first = enrolment.periods[0].clone();
    if here > 120 && rng.permille(40) {
        let others: Vec<_> = draft.programmes.iter().filter(|p| p.crebo != first.programme.crebo).collect();
        if !others.is_empty() {
            let programme = **rng.pick(&others);
            let from = days(enrolment.from, rng.between(60, here - 20));
            enrolment.periods.push(Period { from, programme, ..first });
        }
    } else if here > 400 && rng.permille(300) {
        enrolment.periods.push(Period { from: years(enrolment.from, 1), ..first });
    }
}

/// Extra support as reported to DUO. It mostly follows what was agreed, and not always: that difference is what
/// the comparison with DUO is for.
fn support(rng: &mut Rng, draft: &Draft<'_>, enrolment: &mut Enrolment) {
    let from = match draft.story {
        Story::Agreed | Story::Changed | Story::Renewing | Story::ChangeAsked if rng.permille(800) => enrolment.from,
        Story::Late | Story::ArisenAgreed if rng.permille(650) => days(enrolment.from, 70),
        Story::NoNeed | Story::Basic if rng.permille(9) => enrolment.from,
        _ => return,
    };
    match enrolment.left {
        Some((until, _)) if until <= from => {}
        Some((until, _)) => enrolment.support.push((from, Some(until))),
        None if rng.permille(300) => {
            let turn = days(years(study_year(from), 1), -1);
            enrolment.support.push((from, Some(turn)));
            if turn < draft.today && rng.permille(600) {
                enrolment.support.push((days(turn, 1), None));
            }
        }
        None => enrolment.support.push((from, None)),
    }
}

/// At work from the first day (BBL), or in blocks from the second half of the first year (BOL).
fn placements(rng: &mut Rng, today: Date, bbl: bool, enrolment: &mut Enrolment) {
    let end = enrolment.left.map_or(enrolment.planned, |(until, _)| until);
    let (mut from, length, pause, hours) = if bbl {
        (enrolment.from, 364, 1, rng.between(610, 1_100))
    } else {
        (
            days(enrolment.from, rng.between(150, 210)),
            rng.between(70, 140),
            rng.between(120, 230),
            rng.between(160, 540),
        )
    };
    while from < end && from <= days(today, 45) {
        let planned = days(from, length).min(enrolment.planned);
        let stops = planned.min(end);
        let crebo = enrolment.periods.iter().rev().find(|p| p.from <= from).unwrap_or(&enrolment.periods[0]);
        let crebo = crebo.programme.crebo;
        enrolment.placements.push(Placement {
            number: format!("C{}", enrolment.placements.len() + 1),
            closed: days(from, rng.between(-40, 0)).min(today),
            from,
            planned,
            until: (stops < today).then_some(stops),
            hours: hours as u16,
            company: format!("99000{:04}", rng.below(400)),
            crebo,
        });
        from = days(stops, pause);
    }
}

/// The enrolment before: two years at a lower level where the team has one, ended with a diploma.
fn earlier(rng: &mut Rng, draft: &Draft<'_>, next: &Enrolment) -> Enrolment {
    let level = next.periods[0].programme.level;
    let lower = draft.programmes.iter().filter(|p| p.level < level).max_by_key(|p| p.level);
    let programme = lower.copied().unwrap_or(next.periods[0].programme);
    let until = days(next.from, -rng.between(15, 50));
    let from = years(next.from, -length(programme.level));
    Enrolment {
        number: "1".to_owned(),
        from,
        planned: days(next.from, -1),
        left: Some((until, 1)),
        periods: vec![Period { from, programme, ..next.periods[0].clone() }],
        support: Vec::new(),
        placements: Vec::new(),
        diploma: Some(until),
    }
}
