//! Open answers that two people gave codes to, each without the other: how far they agree, where they do not, and the code
//! that counts.
//!
//! The codes are those of a question in the questionnaire. Where both gave one code it counts; where they did not, what they
//! agreed on afterwards. Nothing is guessed: an answer that was coded once, or about which they did not agree, has no code
//! yet and is told by its row.

use crate::answers::Wrong;
use crate::questionnaire::{Answer, Item};
use std::collections::BTreeMap;
use survey::coding::{Agreement, agreement};

/// One answer as it was coded; an empty code is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// Whose answer it is, by the key of the file of answers.
    pub key: String,
    /// By the first coder.
    pub first: String,
    /// By the second.
    pub second: String,
    /// What they agreed on afterwards.
    pub agreed: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded {
    /// How far they agree, before they spoke of it; none where no answer was coded by both.
    pub agreement: Option<Agreement>,
    /// Of each code how often both gave it, only the first did, and only the second.
    pub codes: Vec<(String, [u64; 3])>,
    /// Where they differ: row, from 1, the two codes, and what counts; empty where they have not agreed.
    pub differ: Vec<(usize, String, String, String)>,
    /// Rows that one of them left open.
    pub once: Vec<usize>,
    /// The code that counts, by key.
    pub counts: BTreeMap<String, String>,
}

impl Coded {
    /// Whether every answer has a code that counts.
    pub fn is_whole(&self) -> bool {
        self.once.is_empty() && self.differ.iter().all(|(.., agreed)| !agreed.is_empty())
    }
}

/// Holds two codings against each other.
///
/// # Errors
/// A code that the question lacks, an answer that is there twice, what was agreed where both had said the same already.
pub fn compare(item: &Item, codings: &[Coding]) -> Result<Coded, Vec<Wrong>> {
    let levels = match &item.answer {
        Answer::One(levels) => levels.as_slice(),
        Answer::Many(_) | Answer::Number(..) => {
            let message = format!("\"{}\" is no question with one answer", item.id);
            let remedy = "name a question whose answers are the codes".to_owned();
            return Err(vec![Wrong { column: String::new(), row: None, message, remedy }]);
        }
    };
    let place = |code: &str| levels.iter().position(|level| level.code == code);
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut table = vec![vec![0_u64; levels.len()]; levels.len()];
    let mut coded =
        Coded { agreement: None, codes: Vec::new(), differ: Vec::new(), once: Vec::new(), counts: BTreeMap::new() };
    for (row, it) in (1..).zip(codings) {
        let mut tell = |column: &str, message: String, remedy: &str| {
            wrong.push(Wrong { column: column.to_owned(), row: Some(row), message, remedy: remedy.to_owned() });
        };
        if it.key.is_empty() {
            tell("id", "nobody is named".to_owned(), "write whose answer it is, as in the file of answers");
        } else if let Some(first) = seen.insert(&it.key, row) {
            tell("id", format!("the same key as row {first}"), "code each answer once by each coder");
        }
        for (column, code) in [("first", &it.first), ("second", &it.second), ("agreed", &it.agreed)] {
            if !code.is_empty() && place(code).is_none() {
                tell(column, format!("\"{}\" has no answer of code \"{code}\"", item.id), "write a code of its scale");
            }
        }
        if !it.agreed.is_empty() && it.first == it.second && it.first != it.agreed {
            let remedy = "leave it empty, or correct the code that is wrong";
            tell("agreed", "both gave another code, and the same".to_owned(), remedy);
        }
        match (place(&it.first), place(&it.second)) {
            (Some(first), Some(second)) => {
                table[first][second] += 1;
                if first == second {
                    coded.counts.insert(it.key.clone(), it.first.clone());
                } else {
                    coded.differ.push((row, it.first.clone(), it.second.clone(), it.agreed.clone()));
                    if !it.agreed.is_empty() {
                        coded.counts.insert(it.key.clone(), it.agreed.clone());
                    }
                }
            }
            _ => coded.once.push(row),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    coded.codes = (levels.iter().enumerate())
        .map(|(at, level)| {
            let both = table[at][at];
            let first: u64 = table[at].iter().sum();
            let second: u64 = table.iter().map(|row| row[at]).sum();
            (level.code.clone(), [both, first - both, second - both])
        })
        .collect();
    coded.agreement = agreement(&table).ok();
    Ok(coded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Reading;
    use crate::questionnaire::tests::texts;

    fn item() -> Item {
        let folder = Reading::of(&texts()).folder.unwrap();
        folder.questionnaires[0].item("help").unwrap().clone()
    }

    fn codings(rows: &[(&str, &str, &str)]) -> Vec<Coding> {
        let coding = |(at, (first, second, agreed)): (usize, &(&str, &str, &str))| Coding {
            key: format!("p{at}"),
            first: (*first).to_owned(),
            second: (*second).to_owned(),
            agreed: (*agreed).to_owned(),
        };
        rows.iter().enumerate().map(coding).collect()
    }

    #[test]
    fn what_counts_is_what_both_said_or_agreed_on() {
        let rows = [("1", "1", ""), ("2", "2", "2"), ("1", "2", "8"), ("2", "8", ""), ("1", "", ""), ("", "", "")];
        let coded = compare(&item(), &codings(&rows)).unwrap();
        let counts: Vec<(&str, &str)> = coded.counts.iter().map(|(key, code)| (key.as_str(), code.as_str())).collect();
        assert_eq!(counts, [("p0", "1"), ("p1", "2"), ("p2", "8")]);
        let differ: Vec<(usize, &str)> = coded.differ.iter().map(|(row, .., agreed)| (*row, agreed.as_str())).collect();
        assert_eq!((differ, coded.once.as_slice(), coded.is_whole()), (vec![(3, "8"), (4, "")], &[5, 6][..], false));
        // Alike in 2 of 4 before they spoke of it.
        assert_eq!(coded.agreement.map(|it| (it.n, it.alike)), Some((4, 2)));
        assert_eq!(coded.codes[1], ("2".to_owned(), [1, 1, 1]));
        assert!(compare(&item(), &codings(&rows[..3])).unwrap().is_whole());
        assert_eq!(compare(&item(), &[]).unwrap().agreement, None);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_row() {
        let mut twice = codings(&[("1", "1", ""), ("2", "2", "")]);
        twice[1].key = "p0".to_owned();
        for (rows, expected) in [
            (codings(&[("1", "9", "")]), "column second, row 1: \"help\" has no answer of code \"9\""),
            (codings(&[("1", "1", "2")]), "column agreed, row 1: both gave another code, and the same"),
            (twice, "column id, row 2: the same key as row 1"),
        ] {
            let wrong = compare(&item(), &rows).unwrap_err();
            assert!(wrong.len() == 1 && wrong[0].to_string().starts_with(expected), "{wrong:?}");
        }
    }
}
