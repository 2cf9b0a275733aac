//! What is wrong in a file, and where.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Something wrong in a file. The same type carries warnings: those do not stop an import.
///
/// `kind` is the format's own enum; its `Display` is the message for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<K> {
    /// Physical line in the file (or row in the sheet), from 1.
    pub line: u32,
    /// Type of the record, where the format has record types.
    pub record: Option<Cow<'static, str>>,
    /// Name of the field: the sender's official name, or the column's heading as it stands in the file.
    pub field: Option<Cow<'static, str>>,
    /// What is wrong.
    pub kind: K,
}

impl<K> Problem<K> {
    /// A problem on a line, without record or field.
    pub const fn at(line: u32, kind: K) -> Self {
        Self { line, record: None, field: None, kind }
    }
}

/// `regel 12, ISE, DatumBegin: Dit is geen bestaande datum.`
impl<K: fmt::Display> fmt::Display for Problem<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "regel {}", self.line)?;
        for part in [&self.record, &self.field].into_iter().flatten() {
            write!(f, ", {part}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// `{"line": 12, "record": "ISE", "field": "DatumBegin", "message": "..."}`
impl<K: fmt::Display> Serialize for Problem<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Problem", 4)?;
        out.serialize_field("line", &self.line)?;
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
        let whole =
            Problem { line: 12, record: Some("ISE".into()), field: Some("DatumBegin".into()), kind: "Geen datum." };
        assert_eq!(whole.to_string(), "regel 12, ISE, DatumBegin: Geen datum.");
        assert_eq!(
            serde_json::to_string(&whole).unwrap(),
            r#"{"line":12,"record":"ISE","field":"DatumBegin","message":"Geen datum."}"#
        );
        let bare = Problem::at(1, "Leeg.");
        assert_eq!(bare.to_string(), "regel 1: Leeg.");
        assert_eq!(serde_json::to_string(&bare).unwrap(), r#"{"line":1,"record":null,"field":null,"message":"Leeg."}"#);
    }
}
