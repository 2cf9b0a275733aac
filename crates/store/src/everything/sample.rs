//! Made up: everything about nobody, for who looks at the document.

use super::{Everything, Is, Item, ROOMS, Room, Told, read};
use crate::looks::Look;
use access::{Action, Role};
use register::{AccountId, FileId, Moment, Personal};
use std::collections::BTreeMap;
use time::Date;
use uuid::Uuid;

const COACH: Uuid = Uuid::from_u128(5);
const PARENT: Uuid = Uuid::from_u128(6);
const TEAM: Uuid = Uuid::from_u128(7);

fn text(text: &str) -> Told {
    Told::Text(text.to_owned())
}

fn code(code: &str) -> Told {
    Told::Code(code.to_owned())
}

fn words(words: &str) -> Told {
    Told::Words(words.to_owned().into())
}

/// A room with some of what can stand in it, by column; `lead`: what leads to it.
fn room(table: &str, lead: Option<Told>, items: &[&[(&str, Told)]]) -> Option<(&'static Room, Vec<Item>)> {
    let room = ROOMS.iter().find(|room| room.table == table)?;
    let item = |cells: &&[(&str, Told)]| -> Item {
        let led = read::leads(room).zip(lead.clone()).map(|(name, told)| (name, Is::Plain, told));
        let told = |column: &str| cells.iter().find(|(name, _)| *name == column).map(|(_, told)| told.clone());
        let columns = room.columns.iter().map(|(name, is)| (*name, *is, told(name).unwrap_or(Told::Nothing)));
        led.into_iter().chain(columns).collect()
    };
    Some((room, items.iter().map(item).collect()))
}

/// Something of each kind that can be told.
pub fn sample(made: Moment) -> Everything {
    let (day, staff) = (|days: i64| Told::Day(before(made.day, days)), || Told::Staff(COACH));
    let rooms = [
        room(
            "person",
            None,
            &[&[
                ("given_names", text("Annemarie-Louise")),
                ("infix", text("van der")),
                ("family_name", text("Schoot-Wijnbergen")),
                ("birth_year", Told::Number(2008)),
                ("birth_month", Told::Number(3)),
                ("email", text("annemarie@student.example")),
                ("municipality", text("Arnhem")),
            ]],
        ),
        room("person_team", None, &[&[("team_id", Told::Named("team", TEAM)), ("begins", day(400))]]),
        room(
            "guardian",
            None,
            &[&[("name", text("Willem van der Schoot")), ("authority", Told::Yes(true)), ("begins", day(400))]],
        ),
        room(
            "enrolment_period",
            Some(text("1")),
            &[&[("begins", day(400)), ("crebo", Told::Programme("25655".to_owned())), ("fundable", Told::Yes(true))]],
        ),
        room(
            "need",
            None,
            &[&[
                ("words", words("Ik heb rust nodig bij een toets.")),
                ("recorded_on", day(390)),
                ("account_id", staff()),
            ]],
        ),
        room(
            "agreement_version",
            None,
            &[&[
                ("number", Told::Number(1)),
                ("status", code("in_force")),
                ("status_on", day(380)),
                ("proposed_on", day(385)),
                ("proposed_by", staff()),
            ]],
        ),
        room(
            "agreement_line",
            Some(Told::Number(1)),
            &[
                &[
                    ("position", Told::Number(1)),
                    ("text", text("Extra tijd bij toetsen en examens.")),
                    ("begins", day(380)),
                ],
                &[("position", Told::Number(2)), ("text_typed", words("Elke week een gesprek.")), ("begins", day(380))],
            ],
        ),
        room(
            "agreement_answer",
            Some(Told::Number(1)),
            &[&[("guardian_id", Told::Parent(PARENT)), ("answer", code("agreed")), ("answered_on", day(380))]],
        ),
        // Nothing stands here.
        room("transfer", None, &[]),
    ];
    let look = Look {
        seq: 2,
        at: made.at,
        by: Some(AccountId(COACH)),
        name: Some(Personal::new("Noor van der Wetering-Bakker".to_owned())),
        role: Some(Role::Coach),
        action: Some(Action::ViewFile.into()),
        own: false,
    };
    let names = [
        (COACH, "Noor van der Wetering-Bakker"),
        (PARENT, "Willem van der Schoot"),
        (TEAM, "Verpleging en Maatschappelijke Zorg"),
    ];
    Everything {
        file: FileId(Uuid::from_u128(1)),
        school: "Voorbeeld College".to_owned(),
        made,
        parent: false,
        name: Some(Personal::new("Annemarie-Louise van der Schoot-Wijnbergen".to_owned())),
        rooms: rooms.into_iter().flatten().collect(),
        looks: Some(vec![look]),
        programmes: Default::default(),
        names: names.into_iter().map(|(id, name)| (id, Personal::new(name.to_owned()))).collect::<BTreeMap<_, _>>(),
    }
}

fn before(day: Date, days: i64) -> Date {
    day.saturating_sub(time::Duration::days(days))
}
