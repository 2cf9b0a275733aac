//! Any bytes as a file of two codings, held against each other, and as the file of answers that the codes come beside.

use monitor::coding::compare;
use monitor::questionnaire::{Answer, Item};
use monitor::scale::Level;
use monitor::words::Words;
use publish::coding::{beside, read};
use std::collections::BTreeMap;

fn item() -> Item {
    let label = |text: &str| Words { nl: text.to_owned(), en: text.to_owned() };
    let level = |code: &str| Level { code: code.to_owned(), label: label(code), score: None };
    Item {
        id: "why".to_owned(),
        text: label("Waarom?"),
        answer: Answer::One(["1", "2", "8"].map(level).into()),
        from: None,
        of: vec!["s".to_owned()],
        asked: Vec::new(),
        broken: None,
        breaks: false,
        line: 1,
    }
}

pub(crate) fn any(bytes: &[u8]) {
    let cut = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (codings, answers) = (&bytes[..cut], bytes.get(cut + 1..).unwrap_or_default());
    let counts = match read(codings) {
        Err(why) => {
            assert!(!why.is_empty());
            BTreeMap::new()
        }
        Ok(codings) => match compare(&item(), &codings) {
            Err(wrong) => {
                assert!(!wrong.is_empty());
                let row = |row: Option<usize>| row.is_none_or(|row| (1..=codings.len()).contains(&row));
                assert!(wrong.iter().all(|it| !it.message.is_empty() && !it.remedy.is_empty() && row(it.row)));
                BTreeMap::new()
            }
            Ok(coded) => {
                // Each answer has a code that counts, or is told by its row.
                let open = coded.differ.iter().filter(|(.., agreed)| agreed.is_empty()).count();
                assert_eq!(coded.counts.len() + open + coded.once.len(), codings.len());
                assert!(coded.counts.values().all(|code| ["1", "2", "8"].contains(&code.as_str())));
                coded.counts
            }
        },
    };
    match beside(answers, "id", "why", &counts) {
        Ok(bytes) => assert!(!bytes.is_empty()),
        Err(why) => assert!(!why.is_empty()),
    }
}
