//! What is wrong in a file, and where.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Something wrong in a file. The same type carries warnings: those do not stop an import.
///
/// `kind` is the format's own enum; its `Display` is the message for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<K> {
    /// Physical line in the file (or row in the sheet), from 1.
    pub line: u32,
    /// Where in a workbook.
    pub sheet: Option<InSheet>,
    /// Type of the record, where the format has record types.
    pub record: Option<Cow<'static, str>>,
    /// Name of the field: the sender's official name, or the column's heading as it stands in the file.
    pub field: Option<Cow<'static, str>>,
    /// What is wrong.
    pub kind: K,
}

/// A place in a workbook, beside the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InSheet {
    /// The sheet's name, as its tab shows it.
    pub name: Arc<str>,
    /// The column, from 0; `None` when it is about a whole row or sheet.
    pub column: Option<u32>,
}

impl InSheet {
    /// The cell on a row, as a spreadsheet names it: `C7`.
    pub fn cell(&self, line: u32) -> Option<String> {
        let mut rest = self.column?;
        let mut letters = Vec::new();
        loop {
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
            if rest < 26 {
                break;
            }
            rest = rest / 26 - 1;
        }
        Some(format!("{}{line}", letters.iter().rev().collect::<String>()))
    }
}

/// What is wrong, for who reads English: its `Display` is the Dutch.
pub trait InEnglish {
    /// The same sentence in English.
    fn english(&self) -> String;
}

/// A sentence in both languages, for what a list clashes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both {
    /// Dutch.
    pub nl: &'static str,
    /// English.
    pub en: &'static str,
}

impl fmt::Display for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.nl)
    }
}

impl InEnglish for Both {
    fn english(&self) -> String {
        self.en.to_owned()
    }
}

/// What a value should look like, as formats say it in Dutch. What has no translation stands as it is: mostly a list of codes.
pub(crate) fn shape_in_english(dutch: &'static str) -> &'static str {
    match dutch {
        "5 cijfers" | "vijf cijfers" => "five digits",
        "9 cijfers" => "nine digits",
        "een volgnummer" => "a sequence number",
        "2 cijfers en 2 hoofdletters" => "two digits and two capitals",
        "een hoofdletter en 4 cijfers" => "a capital and four digits",
        "3 cijfers, A en 3 cijfers" => "three digits, A and three digits",
        "3 cijfers, X en 3 cijfers" => "three digits, X and three digits",
        "een code van letters en cijfers" => "a code of letters and digits",
        "een gemeentecode, zoals GM0363" => "the code of a municipality, such as GM0363",
        "GM en 4 cijfers, of de naam van de gemeente" => "GM and four digits, or the name of the municipality",
        "j of n" => "j (yes) or n (no)",
        "tekst, geen datum" => "text, and no date",
        "9 cijfers of een gemaskeerd nummer" => "nine digits or a masked number",
        "ten hoogste 32 cijfers en letters, zonder punt of komma" => "at most 32 digits and letters, no point or comma",
        "een datum, of een datum met de tijd (12-5-2026 09:30)" => "a date, or a date with the time (12-5-2026 09:30)",
        "een postcode, zoals 6811 AB" => "a postcode, such as 6811 AB",
        "een aantal, zoals 3" => "a number, such as 3",
        "ja, nee of onbekend" => "ja (yes), nee (no) or onbekend (not known)",
        other => other,
    }
}

impl<K: InEnglish> Problem<K> {
    /// As its `Display`, in English: `line 12, ISE, DatumBegin: This date does not exist.`
    pub fn english(&self) -> String {
        let place = match &self.sheet {
            None => format!("line {}", self.line),
            Some(sheet) => match sheet.cell(self.line) {
                Some(cell) => format!("sheet {}, cell {cell}", sheet.name),
                None => format!("sheet {}, row {}", sheet.name, self.line),
            },
        };
        let parts = [&self.record, &self.field].into_iter().flatten().map(|part| format!(", {part}"));
        format!("{place}{}: {}", parts.collect::<String>(), self.kind.english())
    }
}

impl<K> Problem<K> {
    /// A problem on a line, without record or field.
    pub const fn at(line: u32, kind: K) -> Self {
        Self { line, sheet: None, record: None, field: None, kind }
    }
}

/// `regel 12, ISE, DatumBegin: Dit is geen bestaande datum.` and `blad Studenten, cel C7, E-mail: Dit is geen e-mailadres.`
impl<K: fmt::Display> fmt::Display for Problem<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            None => write!(f, "regel {}", self.line)?,
            Some(sheet) => {
                write!(f, "blad {}, ", sheet.name)?;
                match sheet.cell(self.line) {
                    Some(cell) => write!(f, "cel {cell}")?,
                    None => write!(f, "rij {}", self.line)?,
                }
            }
        }
        for part in [&self.record, &self.field].into_iter().flatten() {
            write!(f, ", {part}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// `{"line": 12, "record": "ISE", "field": "DatumBegin", "message": "..."}`; of a workbook with `sheet` and `cell` too.
impl<K: fmt::Display> Serialize for Problem<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Problem", if self.sheet.is_some() { 6 } else { 4 })?;
        out.serialize_field("line", &self.line)?;
        if let Some(sheet) = &self.sheet {
            out.serialize_field("sheet", &*sheet.name)?;
            out.serialize_field("cell", &sheet.cell(self.line))?;
        }
        out.serialize_field("record", &self.record)?;
        out.serialize_field("field", &self.field)?;
        out.serialize_field("message", &format_args!("{}", self.kind))?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_same_on_paper_and_in_json() {
        let whole = Problem {
            line: 12,
            sheet: None,
            record: Some("ISE".into()),
            field: Some("DatumBegin".into()),
            kind: "Geen datum.",
        };
        assert_eq!(whole.to_string(), "regel 12, ISE, DatumBegin: Geen datum.");
        assert_eq!(
            serde_json::to_string(&whole).unwrap(),
            r#"{"line":12,"record":"ISE","field":"DatumBegin","message":"Geen datum."}"#
        );
        let kind = Both { nl: "Geen datum.", en: "No date." };
        let both = Problem { line: 12, sheet: None, record: whole.record.clone(), field: whole.field.clone(), kind };
        assert_eq!(both.english(), "line 12, ISE, DatumBegin: No date.");
        assert_eq!(both.to_string(), whole.to_string());
        let bare = Problem::at(1, "Leeg.");
        assert_eq!(bare.to_string(), "regel 1: Leeg.");
        assert_eq!(serde_json::to_string(&bare).unwrap(), r#"{"line":1,"record":null,"field":null,"message":"Leeg."}"#);
    }

    #[test]
    fn a_cell_is_named_as_a_spreadsheet_does() {
        for (column, cell) in
            [(0, "A7"), (2, "C7"), (25, "Z7"), (26, "AA7"), (51, "AZ7"), (52, "BA7"), (701, "ZZ7"), (702, "AAA7")]
        {
            assert_eq!(InSheet { name: "x".into(), column: Some(column) }.cell(7).as_deref(), Some(cell));
        }
        let sheet = Some(InSheet { name: "Studenten".into(), column: Some(2) });
        let there = Problem { sheet, field: Some("E-mail".into()), ..Problem::at(7, "Geen adres.") };
        assert_eq!(there.to_string(), "blad Studenten, cel C7, E-mail: Geen adres.");
        assert_eq!(
            serde_json::to_string(&there).unwrap(),
            r#"{"line":7,"sheet":"Studenten","cell":"C7","record":null,"field":"E-mail","message":"Geen adres."}"#
        );
        let row =
            Problem { sheet: Some(InSheet { name: "Studenten".into(), column: None }), ..Problem::at(7, "Leeg.") };
        assert_eq!(row.to_string(), "blad Studenten, rij 7: Leeg.");
    }
}
