//! One student or applicant, decided by the seed and the position alone, so that people can be streamed.

use crate::data::MUNICIPALITIES;
use crate::date::{between, day, days, next_start, study_year, years};
use crate::enrolment::{self, Draft};
use crate::name::Name;
use crate::number::person_number;
use crate::rng::Rng;
use crate::school::{Application, Enrolment, Guardian, Person, Story};
use crate::staff::{DEMO_CLASS, Layout};
use crate::story::{self, INTAKE_TEAMS};
use register::BirthDate;
use time::Date;

/// What everybody of one school shares.
pub(crate) struct Frame<'a> {
    pub(crate) seed: u64,
    pub(crate) today: Date,
    pub(crate) next_start: Date,
    pub(crate) layout: &'a Layout,
    pub(crate) students: u32,
}

/// The `index`-th student.
pub(crate) fn student(frame: &Frame<'_>, index: u32) -> Person {
    let rng = &mut Rng::of(frame.seed, "person", index.into());
    let at = index % frame.students.max(1);
    let team = frame.layout.starts.partition_point(|start| *start <= at).saturating_sub(1);
    let position = at - frame.layout.starts[team];
    let (from, birth) = shown(frame, team, position);
    let drawn = story::student(rng, team, position);
    let late = story::is_late(drawn).then(|| days(frame.today, -rng.between(6, 100)));
    let from = late.or(from);
    let programmes = &frame.layout.teams[team].programmes;
    let mut draft = Draft { today: frame.today, programmes, story: drawn, from };
    let mut enrolments = enrolment::draw(rng, &draft);
    if from.is_none() && !story::fitting(drawn, enrolments[0].from, frame.today) {
        draft.story = Story::NoNeed;
        enrolments = enrolment::draw(rng, &draft);
    }
    let first = enrolments[0].from;
    let birth = birth.unwrap_or_else(|| born(rng, &enrolments[0]));
    let mut person = base(frame, rng, index, team, birth, first);
    person.story = draft.story;
    person.coach = Some(coach(frame, team, position));
    person.groups = groups(rng, frame, team, position, &enrolments);
    // Only of who has left: a student without a number would be two people, one of them without a name and with work.
    person.number_known = enrolments.last().is_none_or(|e| e.left.is_none()) || !rng.permille(40);
    person.enrolments = enrolments;
    if team == 0 && position == 0 {
        person.email = "student@demo.example".to_owned();
    }
    if team == 0
        && position == 1
        && let Some(guardian) = person.guardians.first_mut()
    {
        guardian.email = "guardian@demo.example".to_owned();
    }
    person
}

/// The `index`-th applicant; they are dealt to the teams in turn.
pub(crate) fn applicant(frame: &Frame<'_>, index: u32) -> Person {
    let rng = &mut Rng::of(frame.seed, "applicant", index.into());
    let teams = frame.layout.teams.len();
    let (team, position) = (index as usize % teams, index as usize / teams);
    let programme = *rng.pick(&frame.layout.teams[team].programmes);
    let story = story::applicant(rng, team, position);
    let starts_on = starts(rng, frame);
    // Long enough ago for what the story tells; who is new came this month.
    let ago = if story == Story::New { rng.between(2, 25) } else { rng.between(30, 110) };
    let applied_on = days(frame.today, -ago);
    // Who applies to the teams of the demo intaker answers alone; how it goes under 16 the demo guardian's child shows.
    let alone = if team < INTAKE_TEAMS { 17 } else { 0 };
    let age = age_at_start(rng, programme.level, false).max(alone);
    let birth = calendar(days(years(frame.next_start, -age), -rng.between(1, 360)));
    let mut person = base(frame, rng, frame.students + index, team, birth, frame.today);
    person.email = format!("aanmelder{:04}@post.example", index + 1);
    person.number_known = rng.permille(500);
    person.application = Some(Application { programme, applied_on, starts_on });
    person.story = story;
    person
}

/// First day and birth date of the people whose demo account needs them: a student of 17, and a child of 15.
/// The others of the demo class that have a story came long enough ago for it.
fn shown(frame: &Frame<'_>, team: usize, position: u32) -> (Option<Date>, Option<BirthDate>) {
    let turned = |age: i32, since: i32| Some(calendar(days(years(frame.today, -age), -since)));
    let settled = study_year(days(frame.today, -110));
    match (team, position) {
        (0, 0) => (Some(settled.max(days(frame.today, -300))), turned(17, 200)),
        (0, 1) => (Some(days(frame.today, -75)), turned(15, 120)),
        (0, at) if (at as usize) < story::SHOWN.len() => (Some(settled), None),
        _ => (None, None),
    }
}

/// When an applicant would begin: mostly at the next usual start, some at the one after it, some in between, at the
/// first of a month.
fn starts(rng: &mut Rng, frame: &Frame<'_>) -> Date {
    match rng.weighted(&[600, 250, 150]) {
        0 => frame.next_start,
        1 => next_start(frame.next_start),
        _ => {
            let month = days(frame.today, rng.between(45, 200));
            day(month.year(), month.month(), 1)
        }
    }
}

/// What every person has, whether student or applicant. `met`: about when the school first met them.
fn base(frame: &Frame<'_>, rng: &mut Rng, index: u32, team: usize, birth: BirthDate, met: Date) -> Person {
    let sex = ['V', 'M', 'O'][rng.weighted(&[500, 490, 10])];
    let woman = sex == 'V' || sex == 'O' && rng.permille(500);
    let name = Name::draw(rng, woman, None);
    // Who was under 16 at the intake needed a guardian's answer then, also when they are of age by now.
    let minor = birth.age_on(frame.today) < 18 || birth.age_on(days(met, -130)) < 16;
    let guardians = if minor { guardians(rng, index, &name) } else { Vec::new() };
    let number = format!("{}", 300_001 + index);
    Person {
        email: format!("{number}@school.example"),
        number,
        name,
        sex,
        birth,
        municipality: *rng.pick(&MUNICIPALITIES),
        person_number: person_number(frame.seed, index),
        education_number: rng.permille(25),
        number_known: true,
        team,
        coach: None,
        groups: Vec::new(),
        guardians,
        enrolments: Vec::new(),
        application: None,
        story: Story::NoNeed,
    }
}

/// One or two guardians; the first has authority, the second mostly.
fn guardians(rng: &mut Rng, index: u32, child: &Name) -> Vec<Guardian> {
    let count = 1 + rng.weighted(&[350, 650]);
    (0..count)
        .map(|at| {
            let relative = rng.permille(600).then_some(child);
            let woman = rng.permille(if at == 0 { 700 } else { 250 });
            Guardian {
                name: Name::draw(rng, woman, relative),
                email: format!("ouder{}-{index:05}@ouder.example", at + 1),
                authority: at == 0 || rng.permille(850),
            }
        })
        .collect()
}

fn coach(frame: &Frame<'_>, team: usize, position: u32) -> usize {
    let coaches = &frame.layout.teams[team].coaches;
    let at = match position.checked_sub(DEMO_CLASS) {
        _ if team != 0 => position as usize % coaches.len(),
        None => 0,
        Some(rest) => (1 + rest as usize / 25).min(coaches.len() - 1),
    };
    coaches[at]
}

/// The group of the cohort, and for some a second one. Who left is in none.
fn groups(rng: &mut Rng, frame: &Frame<'_>, team: usize, position: u32, enrolments: &[Enrolment]) -> Vec<String> {
    let Some(now) = enrolments.last().filter(|e| e.left.is_none()) else { return Vec::new() };
    let year = between(now.from, frame.today) / 365 + 1;
    let prefix = &frame.layout.teams[team].prefix;
    let mut groups = vec![format!("{prefix}{year}{}", if position.is_multiple_of(2) { 'A' } else { 'B' })];
    if rng.permille(150) {
        groups.push(format!("{prefix}-{}", rng.pick(&["REK", "NED", "ENG", "KD"])));
    }
    groups
}

/// Years of age on the first day.
fn age_at_start(rng: &mut Rng, level: u8, works: bool) -> i32 {
    if rng.permille(if works { 300 } else { 25 }) {
        return rng.between(25, 54);
    }
    let weights: &[u32] = match level {
        _ if works => &[0, 20, 120, 220, 200, 150, 120, 90, 80],
        1 => &[80, 420, 260, 140, 100],
        2 => &[70, 430, 270, 120, 60, 30, 20],
        _ => &[35, 330, 330, 150, 80, 40, 20, 15],
    };
    15 + rng.weighted(weights) as i32
}

/// A birth date that fits the first enrolment; of a few the day, or day and month, is unknown.
fn born(rng: &mut Rng, first: &Enrolment) -> BirthDate {
    let period = &first.periods[0];
    let age = age_at_start(rng, period.programme.level, period.leertraject == "BBL");
    let exact = days(years(first.from, -age), -rng.between(1, 360));
    let (year, month, day) = (exact.year(), u8::from(exact.month()), exact.day());
    let (month, day) = match rng.weighted(&[975, 20, 5]) {
        1 => (month, 0),
        2 => (0, 0),
        _ => (month, day),
    };
    BirthDate::from_parts(year, month, day).unwrap_or_else(|| calendar(exact))
}

/// A known date as a birth date. Years outside 1850 to 2200 do not occur: `School::plan` starts from a day near now.
fn calendar(date: Date) -> BirthDate {
    BirthDate::from_parts(date.year().clamp(1850, 2200), u8::from(date.month()), date.day().min(28))
        .expect("days 1 to 28 exist in every month")
}
