//! The list of programmes: one row for each name that a code (*crebo*) has or had, from CSV or XLSX.
//!
//! SBB and DUO publish codes with names by school year, and which code took the place of another in other tables; so the columns
//! are ours: `Crebo`, `Naam`, `Van`, `Tot`, `Opvolger` (`docs/how-to/bring-in-lists.md`). The level may stand there and is not kept.

use crate::dated::{Found, Kind, Row};
use crate::list::Column;
use register::programme::{Crebo, Programme};

const COLUMNS: [Column; 6] = [
    Column { name: "Crebo", also: &["code", "crebocode", "crebonummer", "opleidingscode"], required: true },
    Column { name: "Naam", also: &["opleiding", "kwalificatie", "naamkwalificatie", "opleidingsnaam"], required: true },
    Column { name: "Van", also: &["vanaf", "begin", "begindatum"], required: true },
    Column { name: "Tot", also: &["totenmet", "eind", "einddatum"], required: false },
    Column { name: "Opvolger", also: &["opgegaanin", "vervangendoor"], required: false },
    Column { name: "Niveau", also: &["mboniveau"], required: false },
];

const KIND: Kind<Crebo> = Kind {
    columns: &COLUMNS,
    known: "Crebo, Naam, Van, Tot en Opvolger",
    shape: "vijf cijfers",
    code: |written| Crebo::parse(written.trim()),
};

/// Reads a file.
pub fn read(bytes: &[u8]) -> Found<Programme> {
    crate::dated::read(bytes, &KIND, |Row { code, name, period, into, more: _ }| Programme {
        crebo: code,
        name,
        period,
        into,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_name_from_a_day_until_a_day() {
        let text =
            "Crebo;Naam;Van;Tot;Opvolger\n10001;Bakker;2010-08-01;31-7-2020;10002\n10002;Brood en banket;1-8-2020;;\n";
        let found = read(text.as_bytes());
        assert_eq!((&found.problems, &found.warnings), (&vec![], &vec![]));
        let rows: Vec<_> = found
            .rows
            .iter()
            .map(|(line, row)| (*line, row.crebo.number(), row.name.as_str(), row.into.map(Crebo::number)))
            .collect();
        assert_eq!(rows, [(2, 10001, "Bakker", Some(10002)), (3, 10002, "Brood en banket", None)]);
        let wrong = read(b"Crebo;Naam;Van\n1001;Bakker;2010-08-01\n");
        assert_eq!(
            wrong.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["regel 2, Crebo: De waarde klopt niet. Verwacht: vijf cijfers."]
        );
    }
}
