//! Teams and the people who work for them.

use crate::data::{ROLES, TEAMS};
use crate::name::Name;
use crate::rng::Rng;
use crate::school::{Programme, School, Staff, Team};
use crate::story::INTAKE_TEAMS;
use crate::students::line;
use std::collections::BTreeSet;

/// The school's own list of staff, as CSV: who works there, with one colleague who is new and without one coach who left and
/// whose role nobody ended yet.
///
/// The researcher of the demo stands among its staff ([`School::staff`]) and works at a research body.
pub fn staff_csv(school: &School) -> Vec<u8> {
    // Without teams: names of teams may hold a comma, which separates them in such a list, and nobody's reach changes by it.
    let mut text = String::from("\u{feff}Naam;E-mail;Rol\r\n");
    let shown: BTreeSet<String> =
        crate::accounts(school).into_iter().filter(|account| account.demo).map(|account| account.email).collect();
    let left = school.staff.iter().rposition(|one| one.role == "coach" && !shown.contains(&one.email));
    // A researcher works at no school.
    let there = |(at, one): &(usize, &Staff)| Some(*at) != left && one.role != "researcher";
    for (_, one) in school.staff.iter().enumerate().filter(there) {
        text.push_str(&format!("{};{};{}\r\n", one.name.full(), one.email, one.role));
    }
    text.push_str("Nienke Nieuwkoop;nienke.nieuwkoop@demo.example;coach\r\n");
    text.into_bytes()
}

/// Students of the demo coach.
pub(crate) const DEMO_CLASS: u32 = 28;

/// Teams with how many students each has. Team 0 is the demo coach's and has room for a second coach.
pub(crate) struct Layout {
    pub(crate) teams: Vec<Team>,
    pub(crate) staff: Vec<Staff>,
    /// Students before each team; one longer than `teams`.
    pub(crate) starts: Vec<u32>,
}

/// Divides students over teams and appoints staff: the demo accounts, a coach for about 25 students, an intaker for
/// every three teams, two teachers and a manager for each team.
pub(crate) fn layout(seed: u64, students: u32, teams: u32) -> Layout {
    let starts = divide(seed, students, teams);
    let mut staff = demo_staff(seed, teams as usize);
    let mut made = Vec::with_capacity(teams as usize);
    let mut intaker = staff.iter().position(|s| s.role == "intaker").unwrap_or(0);
    for at in 0..teams as usize {
        let rng = &mut Rng::of(seed, "team", at as u64);
        let row = &TEAMS[at % TEAMS.len()];
        let turn = at / TEAMS.len();
        let mark = |text: &str| if turn == 0 { text.to_owned() } else { format!("{text}{}", turn + 1) };
        let size = starts[at + 1] - starts[at];
        let wanted = if at == 0 { 1 + size.saturating_sub(DEMO_CLASS).div_ceil(25) } else { ((size + 12) / 25).max(1) };
        // Demo coaches stand in the list already: the first of teams 0 and 1.
        let mut coaches: Vec<usize> =
            (0..staff.len()).filter(|s| staff[*s].role == "coach" && staff[*s].teams == [at]).collect();
        while (coaches.len() as u32) < wanted {
            coaches.push(staff.len());
            staff.push(appoint(rng, "coach", vec![at], staff.len()));
        }
        if at >= INTAKE_TEAMS && at % INTAKE_TEAMS == 0 {
            intaker = staff.len();
            let last = (at + INTAKE_TEAMS).min(teams as usize);
            staff.push(appoint(rng, "intaker", (at..last).collect(), staff.len()));
        }
        for role in ["teacher", "teacher", "team_manager"] {
            staff.push(appoint(rng, role, vec![at], staff.len()));
        }
        made.push(Team {
            name: if turn == 0 { row.name.to_owned() } else { format!("{} {}", row.name, turn + 1) },
            prefix: mark(row.prefix),
            programmes: row.programmes.iter().map(|(crebo, level)| Programme { crebo, level: *level }).collect(),
            location: format!("999X1{:02}", rng.below(6)),
            coaches,
            intaker,
        });
    }
    Layout { teams: made, staff, starts }
}

/// Where each team's students begin. Team 0 gets 45 where the school is large enough.
fn divide(seed: u64, students: u32, teams: u32) -> Vec<u32> {
    let first = if students >= 45 * 4 { 45 } else { students / teams.max(1) };
    let weights: Vec<u64> = (1..teams).map(|at| 20 + u64::from(Rng::of(seed, "size", at.into()).below(40))).collect();
    let total: u64 = weights.iter().sum::<u64>().max(1);
    let mut starts = vec![0, first];
    let mut sum = 0;
    for weight in weights {
        sum += weight;
        starts.push(first + (u64::from(students - first) * sum / total) as u32);
    }
    starts
}

/// The demo accounts among the staff, in the order of [`ROLES`] from the teacher on, then a second coach in another
/// team and a second intaker without the demo teams: they must not see what the first see.
fn demo_staff(seed: u64, teams: usize) -> Vec<Staff> {
    let mut staff: Vec<Staff> = ROLES[2..]
        .iter()
        .enumerate()
        .map(|(at, role)| {
            let scope = match *role {
                "teacher" | "coach" | "team_manager" | "workplace_coach" => vec![0],
                "intaker" => (0..INTAKE_TEAMS.min(teams)).collect(),
                "care_coordinator" | "trajectory_counsellor" => (0..6.min(teams)).collect(),
                _ => Vec::new(),
            };
            demo(seed, at, role, &format!("{}@demo.example", role.replace('_', "-")), scope)
        })
        .collect();
    staff.push(demo(seed, staff.len(), "coach", "coach2@demo.example", vec![1]));
    staff
}

fn demo(seed: u64, at: usize, role: &'static str, email: &str, teams: Vec<usize>) -> Staff {
    let rng = &mut Rng::of(seed, "demo staff", at as u64);
    let woman = rng.permille(600);
    Staff { role, name: Name::draw(rng, woman, None), email: email.to_owned(), teams }
}

fn appoint(rng: &mut Rng, role: &'static str, teams: Vec<usize>, at: usize) -> Staff {
    let woman = rng.permille(580);
    Staff { role, name: Name::draw(rng, woman, None), email: format!("medewerker{at:04}@school.example"), teams }
}

/// The school's own list of who teaches which groups: every teacher those of the students of their teams.
pub fn taught_csv(school: &School) -> Vec<u8> {
    let mut text = String::new();
    line(&mut text, ["Naam", "E-mail", "Rol", "Teams", "Lesgroepen"].map(str::to_owned).into_iter());
    for teacher in school.staff.iter().filter(|one| one.role == "teacher") {
        let theirs = school.people.iter().filter(|person| teacher.teams.contains(&person.team));
        let groups: BTreeSet<&str> = theirs.flat_map(|person| &person.groups).map(String::as_str).collect();
        let teams: Vec<&str> = teacher.teams.iter().map(|at| school.teams[*at].name.as_str()).collect();
        let groups: Vec<&str> = groups.into_iter().collect();
        let cells = [teacher.name.full(), teacher.email.clone(), "docent".to_owned(), all_of(&teams), all_of(&groups)];
        line(&mut text, cells.into_iter());
    }
    text.into_bytes()
}

/// Names in one cell. A name may hold a comma, so each ends in a semicolon.
fn all_of(names: &[&str]) -> String {
    names.iter().map(|name| format!("{name};")).collect()
}
