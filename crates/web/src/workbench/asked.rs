//! What the address of the desk asks, and the addresses that ask it.

use crate::{
    say::narrow::address,
    site::{
        problem::{Problem, id},
        visit::Visit,
    },
};
use register::duty::{DutyKind, Ground, Pile};
use store::file::within::Chosen;
use store::workbench::{Asked, Place};
use time::{Date, macros::format_description};

/// Reads the address. What nobody can have chosen is a page that is not there.
pub(super) fn asked(visit: &Visit) -> Result<Asked, Problem> {
    let code = |name, known: fn(&str) -> bool| match visit.asked(name) {
        Some(value) if !known(value) => Err(Problem::NotFound),
        found => Ok(found),
    };
    Ok(Asked {
        files: Chosen {
            team: visit.asked("team").map(id).transpose()?,
            coach: visit.asked("coach").map(id).transpose()?,
        },
        pile: code("stand", |v| Pile::from_code(v).is_some())?.and_then(Pile::from_code),
        kind: code("soort", |v| DutyKind::from_code(v).is_some())?.and_then(DutyKind::from_code),
        after: visit.asked("na").map(|text| place(text).ok_or(Problem::NotFound)).transpose()?,
    })
}

/// The address that asks this.
pub(super) fn href(path: &str, asked: &Asked) -> String {
    let team = asked.files.team.map(|team| team.to_string()).unwrap_or_default();
    let coach = asked.files.coach.map(|coach| coach.to_string()).unwrap_or_default();
    let after = asked.after.map(written).unwrap_or_default();
    address(
        path,
        &[
            ("stand", asked.pile.map_or("", Pile::code)),
            ("soort", asked.kind.map_or("", DutyKind::code)),
            ("team", &team),
            ("coach", &coach),
            ("na", &after),
        ],
    )
}

/// A place on the desk, as an address has it: the day and codes, and an opaque file.
fn written(place: Place) -> String {
    let due = place.due.map(|day| day.to_string()).unwrap_or_default();
    let (pile, kind, ground) = (place.pile.code(), place.kind.code(), place.ground.code());
    format!("{pile}.{kind}.{ground}.{due}.{}.{}", place.file, place.number)
}

fn place(text: &str) -> Option<Place> {
    let [pile, kind, ground, due, file, number] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
    let format = format_description!("[year]-[month]-[day]");
    Some(Place {
        pile: Pile::from_code(pile)?,
        kind: DutyKind::from_code(kind)?,
        ground: Ground::from_code(ground)?,
        due: if due.is_empty() { None } else { Some(Date::parse(due, &format).ok()?) },
        file: id(file).ok()?,
        number: number.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::FileId;
    use time::macros::date;
    use uuid::Uuid;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let at = Place {
            pile: Pile::Late,
            kind: DutyKind::Agree,
            ground: Ground::Law,
            due: Some(date!(2026 - 08 - 01)),
            file: FileId(Uuid::from_u128(4)),
            number: 1,
        };
        for place_there in [at, Place { due: None, pile: Pile::NoTerm, ..at }] {
            assert_eq!(place(&written(place_there)), Some(place_there));
        }
        for text in [
            "",
            "late",
            "late.agree.law.2026-08-01.x.0",
            "soon.agree.law.2026-08-01.4.0",
            "late.agree.law.2026-13-01.4.0",
        ] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
