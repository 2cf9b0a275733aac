//! The student system's list: what DUO's file lacks (names, teams, groups, coaches, guardians, applications).

use crate::school::{Guardian, Person, School};
use time::Date;

/// The default headings of `meedoen import students`.
pub const HEADINGS: [&str; 22] = [
    "Studentnummer",
    "Voornamen",
    "Voorletters",
    "Roepnaam",
    "Tussenvoegsel",
    "Achternaam",
    "Geboortedatum",
    "E-mail",
    "Woongemeente",
    "Persoonsnummer",
    "Team",
    "Lesgroepen",
    "Coach",
    "Ouder 1 naam",
    "Ouder 1 e-mail",
    "Ouder 1 gezag",
    "Ouder 2 naam",
    "Ouder 2 e-mail",
    "Ouder 2 gezag",
    "Opleiding",
    "Aangemeld op",
    "Start op",
];

/// The list as a Dutch student system exports it: UTF-8, `;` between cells, `,` between groups, dates `dd-mm-jjjj`.
/// Programme and dates are filled for who applied and is not enrolled yet.
pub fn students_csv(school: &School) -> Vec<u8> {
    let mut text = String::new();
    line(&mut text, HEADINGS.map(str::to_owned).into_iter());
    for person in &school.people {
        line(&mut text, cells(school, person).into_iter());
    }
    text.into_bytes()
}

/// The cells of one person, in the order of [`HEADINGS`].
pub fn cells(school: &School, person: &Person) -> [String; 22] {
    let (year, month, day) = person.birth.parts();
    let [first, second] = [guardian(person.guardians.first()), guardian(person.guardians.get(1))];
    let number = if person.number_known { person.person_number.clone() } else { String::new() };
    let [programme, applied, starts] = person.application.map_or_else(Default::default, |application| {
        [application.programme.crebo.to_owned(), dutch(application.applied_on), dutch(application.starts_on)]
    });
    let name = &person.name;
    let [name1, mail1, authority1] = first;
    let [name2, mail2, authority2] = second;
    [
        person.number.clone(),
        name.given.clone(),
        name.initials.clone(),
        name.call.clone(),
        name.infix.clone(),
        name.family.clone(),
        format!("{day:02}-{month:02}-{year}"),
        person.email.clone(),
        person.municipality.code.to_owned(),
        number,
        school.teams[person.team].name.clone(),
        person.groups.join(","),
        person.coach.map(|at| school.staff[at].email.clone()).unwrap_or_default(),
        name1,
        mail1,
        authority1,
        name2,
        mail2,
        authority2,
        programme,
        applied,
        starts,
    ]
}

fn guardian(guardian: Option<&Guardian>) -> [String; 3] {
    guardian.map_or_else(Default::default, |g| {
        [g.name.full(), g.email.clone(), if g.authority { "ja" } else { "nee" }.to_owned()]
    })
}

fn dutch(date: Date) -> String {
    format!("{:02}-{:02}-{}", date.day(), u8::from(date.month()), date.year())
}

/// One line; a cell with a separator, a quote or a line end stands between quotes.
pub(crate) fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(';');
        }
        if cell.contains([';', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
