//! `english.toml`: what is printed in Dutch, in English. A folder that has it translates everything.

use crate::problem::Problem;
use crate::published::Published;
use crate::read::Source;
use std::collections::BTreeMap;

/// English by the Dutch that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct English(BTreeMap<String, String>);

impl English {
    /// A printed text in English; none where there is no translation.
    pub fn of(&self, printed: &str) -> Option<&str> {
        self.0.get(printed).map(String::as_str)
    }

    /// Of some texts only: pairs of Dutch and English.
    pub fn some(words: &[(&str, &str)]) -> Self {
        Self(words.iter().map(|(nl, en)| ((*nl).to_owned(), (*en).to_owned())).collect())
    }
}

/// What a table prints in words: title, source, headings and labels.
fn printed(table: &Published) -> impl Iterator<Item = &str> {
    let columns = table.columns.iter().flat_map(|column| [column.group.as_deref(), Some(column.label.as_str())]);
    let rows = table.rows.iter().flat_map(|row| [row.group.as_deref(), Some(row.label.as_str())]);
    let source = Some(table.source.as_str()).filter(|source| !source.is_empty());
    [Some(table.title.as_str()), source].into_iter().chain(columns).chain(rows).flatten()
}

/// Reads `english.toml`.
///
/// # Errors
/// What is wrong with it; a text of a table that is not translated, or a translation of what is printed nowhere.
pub fn read(source: Source<'_>, tables: &[Published]) -> Result<English, Vec<Problem>> {
    crate::read::read(source, |top| {
        let mut words = BTreeMap::new();
        for (at, texts) in top.lines("words") {
            let [nl, en] = &texts[..] else {
                top.wrong_at(at, "words", format!("{} texts", texts.len()), "write [\"Nooit\", \"Never\"]");
                continue;
            };
            if !tables.iter().any(|table| printed(table).any(|text| text == nl.text)) {
                top.wrong_at(at, "words", format!("\"{}\" is printed nowhere", nl.text), "write it as it is printed");
            }
            if words.insert(nl.text.clone(), en.text.clone()).is_some() {
                top.wrong_at(at, "words", format!("\"{}\" is there twice", nl.text), "keep one of them");
            }
        }
        for table in tables {
            for text in printed(table) {
                if !words.contains_key(text) {
                    words.insert(text.to_owned(), String::new());
                    let message = format!("\"{text}\" of {} is not translated", table.id);
                    top.wrong("words", message, "add [\"the Dutch\", \"the English\"]");
                }
            }
        }
        Some(English(words))
    })
}

#[cfg(test)]
mod tests {
    use crate::folder::{Reading, Texts};

    /// What is wrong with a translation of a table with a title, a column and a row.
    fn wrong(english: &str) -> Vec<String> {
        let table = "id = \"B1\"\nkind = \"table\"\npage = 1\ntitle = \"Titel\"\nunit = \"percent\"\nsums = \"no\"\n\
                     columns = [{ label = \"%\", base = \"10\" }]\nrows = [[\"Nooit\", \"10\"]]\n";
        let measurement = "year = 2024\nstudy_year = \"2023-2024\"\nname = { nl = \"Proef\", en = \"Trial\" }\n\
                           state = { is = \"draft\" }\n[[respondents]]\nid = \"s\"\nname = { nl = \"s\", en = \"s\" }\nhow = \"all\"\n";
        let texts: Texts = [("measurement.toml", measurement), ("published/B1.toml", table), ("english.toml", english)]
            .map(|(file, text)| (file.to_owned(), text.to_owned()))
            .into();
        let problems = Reading::of(&texts).problems;
        problems.into_iter().filter(|it| it.file == "english.toml").map(|it| it.message).collect()
    }

    #[test]
    fn everything_printed_is_translated_and_nothing_else() {
        for (english, expected) in [
            ("words = [[\"Titel\", \"Title\"], [\"%\", \"%\"], [\"Nooit\", \"Never\"]]", vec![]),
            ("words = [[\"Titel\", \"Title\"], [\"%\", \"%\"]]", vec!["\"Nooit\" of B1 is not translated"]),
            (
                "words = [[\"Titel\", \"Title\"], [\"%\", \"%\"], [\"Nooit\", \"Never\"], [\"Vaak\", \"Often\"]]",
                vec!["\"Vaak\" is printed nowhere"],
            ),
            (
                "words = [[\"Titel\", \"Title\"], [\"%\", \"%\"], [\"Nooit\", \"Never\"], [\"Nooit\", \"Not\"]]",
                vec!["\"Nooit\" is there twice"],
            ),
            (
                "words = [[\"Titel\", \"Title\"], [\"%\", \"%\"], [\"Nooit\"]]",
                vec!["1 texts", "\"Nooit\" of B1 is not translated"],
            ),
        ] {
            let mut found = wrong(english);
            found.sort();
            let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            expected.sort();
            assert_eq!(found, expected, "{english}");
        }
    }
}
