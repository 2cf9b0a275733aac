//! The list of municipalities: one row for each name that one has or had, from CSV or XLSX.
//!
//! Statistics Netherlands publishes codes, names and mergers each year, and which municipalities make a region is told
//! elsewhere; no single file of theirs has it all. So the columns are ours: `Code`, `Naam`, `Van`, `Tot`, `Opgegaan in`, `Regio`
//! (`docs/how-to/bring-in-lists.md`).

use crate::dated::{Found, Kind, Row};
use crate::list::Column;
use register::municipality::{Code, Municipality};

const COLUMNS: [Column; 6] = [
    Column { name: "Code", also: &["gemeentecode", "gemeentecodegm", "gm"], required: true },
    Column { name: "Naam", also: &["gemeente", "gemeentenaam"], required: true },
    Column { name: "Van", also: &["vanaf", "begin", "begindatum"], required: true },
    Column { name: "Tot", also: &["totenmet", "eind", "einddatum"], required: false },
    Column { name: "Opgegaan in", also: &["opvolger", "naar"], required: false },
    Column { name: "Regio", also: &["rmcregio", "rmcregionaam", "doorstroompuntregio"], required: false },
];
const KIND: Kind<Code> = Kind {
    columns: &COLUMNS,
    known: "Code, Naam, Van, Tot, Opgegaan in en Regio",
    shape: "een gemeentecode, zoals GM0363",
    code: Code::parse,
};

/// Reads a file.
pub fn read(bytes: &[u8]) -> Found<Municipality> {
    crate::dated::read(bytes, &KIND, |Row { code, name, period, into, more }| Municipality {
        code,
        name,
        period,
        into,
        region: more,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Code;Naam;Van;Tot;Opgegaan in;Regio\n";

    #[test]
    fn a_row_is_a_name_from_a_day_until_a_day() {
        let text = format!("{HEAD}GM0001;Oost;2000-01-01;31-12-2021;2;\n2;Land van Oost;1-1-2022;;;Noord\n");
        let found = read(text.as_bytes());
        assert_eq!((&found.problems, &found.warnings), (&vec![], &vec![]));
        let rows: Vec<_> = found
            .rows
            .iter()
            .map(|(line, row)| {
                (
                    *line,
                    row.code.as_str(),
                    row.name.as_str(),
                    row.into.as_ref().map(Code::as_str),
                    row.region.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [(2, "GM0001", "Oost", Some("GM0002"), None), (3, "GM0002", "Land van Oost", None, Some("Noord"))]
        );
    }

    #[test]
    fn what_is_wrong_is_named_by_its_line_and_column() {
        for (rows, expected) in [
            (
                "GM0;Oost;2000-01-01;;;",
                "regel 2, Code: De waarde klopt niet. Verwacht: een gemeentecode, zoals GM0363.",
            ),
            ("GM1;;2000-01-01;;;", "regel 2, Naam: Dit veld moet gevuld zijn."),
            ("GM1;Oost;;;;", "regel 2, Van: Dit veld moet gevuld zijn."),
            ("GM1;Oost;30-2-2000;;;", "regel 2, Van: Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj."),
            ("GM1;Oost;2000-01-02;2000-01-01;;", "regel 2, Tot: De laatste dag is voor de eerste."),
            (
                "GM1;Oost;2000-01-01;2010-12-31;GM9;",
                "regel 2, Opgegaan in: Wat hier staat, is geen regel van deze lijst.",
            ),
            (
                "GM1;Oost;2000-01-01;2010-12-31;1;",
                "regel 2, Opgegaan in: Wat hier staat, is geen regel van deze lijst.",
            ),
            ("GM1;Oost;2000-01-01;;;\n1;Oosten;1-1-2000;;;", "regel 3, Code: Dit staat ook op regel 2."),
        ] {
            let found = read(format!("{HEAD}{rows}\n").as_bytes());
            let said: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
            assert_eq!(said, [expected], "{rows}");
        }
        let none = read(b"Code;Naam\nGM1;Oost\n");
        assert!(none.problems[0].to_string().contains("Van: Deze kolom is verplicht"));
    }
}
