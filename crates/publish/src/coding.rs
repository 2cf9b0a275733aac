//! A column of codes beside answers that were given in words: a file of two codings in, a file of answers out.

use monitor::coding::Coding;
use std::collections::BTreeMap;

/// The headings of a file of codings.
pub const HEAD: [&str; 4] = ["id", "first", "second", "agreed"];

/// Reads a file of codings (CSV): `id`, `first` and `second`, and `agreed` where that is there.
///
/// # Errors
/// It is no CSV, or lacks a heading: what is wrong, for people.
pub fn read(bytes: &[u8]) -> Result<Vec<Coding>, String> {
    let mut file = csv::ReaderBuilder::new().from_reader(bytes);
    let headings = file.headers().map_err(|error| error.to_string())?.clone();
    if let Some(other) = headings.iter().find(|heading| !HEAD.contains(&heading.trim_start_matches('\u{feff}'))) {
        return Err(format!(
            "column {other}: nobody asked for this column. To do: take it out; it may hold words of somebody"
        ));
    }
    let at = |name: &str| headings.iter().position(|heading| heading.trim_start_matches('\u{feff}') == name);
    let needed = |name: &str| {
        at(name).ok_or_else(|| format!("there is no column {name}. To do: head the columns {}", HEAD.join(", ")))
    };
    let (id, first, second, agreed) = (needed("id")?, needed("first")?, needed("second")?, at("agreed"));
    let mut codings = Vec::new();
    for record in file.records() {
        let record = record.map_err(|error| error.to_string())?;
        let field = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        codings.push(Coding {
            key: field(id),
            first: field(first),
            second: field(second),
            agreed: agreed.map_or_else(String::new, field),
        });
    }
    Ok(codings)
}

/// A file of answers with the codes that count as its last column.
///
/// # Errors
/// It is no CSV, has the column already or no column of keys, or lacks somebody who was coded: what is wrong, for people.
pub fn beside(answers: &[u8], key: &str, item: &str, counts: &BTreeMap<String, String>) -> Result<Vec<u8>, String> {
    let said = |error: csv::Error| error.to_string();
    let mut file = csv::ReaderBuilder::new().from_reader(answers);
    let headings = file.headers().map_err(said)?.clone();
    if headings.iter().any(|heading| heading == item) {
        return Err(format!("column {item} is there already. To do: take it out, or code nothing"));
    }
    let at = headings.iter().position(|heading| heading.trim_start_matches('\u{feff}') == key);
    let at = at.ok_or_else(|| format!("there is no column {key}"))?;
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    out.write_record(headings.iter().chain([item])).map_err(said)?;
    let mut found = 0;
    for record in file.records() {
        let record = record.map_err(said)?;
        let code = counts.get(record.get(at).unwrap_or_default().trim());
        found += usize::from(code.is_some());
        out.write_record(record.iter().chain([code.map_or("", String::as_str)])).map_err(said)?;
    }
    if found < counts.len() {
        let lost = counts.len() - found;
        return Err(format!(
            "{lost} who were coded are not in it. To do: code the answers of this file, or write their keys alike"
        ));
    }
    out.into_inner().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_beside_the_answers_of_their_people() {
        let codings = read("\u{feff}id,second,first\np2, 1 ,2\np1,,\n".as_bytes()).unwrap();
        let fields: Vec<[&str; 4]> = codings
            .iter()
            .map(|it| [it.key.as_str(), it.first.as_str(), it.second.as_str(), it.agreed.as_str()])
            .collect();
        assert_eq!(fields, [["p2", "2", "1", ""], ["p1", "", "", ""]]);
        let counts = BTreeMap::from([("p2".to_owned(), "7".to_owned())]);
        let out = beside(b"id,help\np1,1\np2,\"2\"\n", "id", "why", &counts).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "id,help,why\np1,1,\np2,2,7\n");
    }

    #[test]
    fn what_does_not_fit_is_said() {
        for (file, expected) in [
            ("id,first\n", "there is no column second"),
            ("id,first,second,answer\n", "column answer: nobody asked"),
            ("id,first,second\na,b\n", "CSV error"),
        ] {
            assert!(read(file.as_bytes()).unwrap_err().starts_with(expected), "{file}");
        }
        let counts = BTreeMap::from([("p9".to_owned(), "7".to_owned())]);
        for (file, expected) in [
            ("id,why\n", "column why is there already"),
            ("key\n", "there is no column id"),
            ("id\np1\n", "1 who were coded are not in it"),
        ] {
            assert!(beside(file.as_bytes(), "id", "why", &counts).unwrap_err().starts_with(expected), "{file}");
        }
        // Any bytes: told, not fallen over.
        for bytes in [&b"\xff\xfe\0"[..], b"", b"\"", b"id,first,second\n\"", b"\r\r\n,,,"] {
            let _ = read(bytes);
            let _ = beside(bytes, "id", "why", &counts);
        }
    }
}
