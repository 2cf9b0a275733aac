//! Any bytes as LimeSurvey's export for SPSS: the syntax, and behind a zero byte the data.

use exchange::sps::{self, Of};

pub(crate) fn any(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (syntax, data) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    match sps::read(syntax, data) {
        Ok(file) => {
            let mut names: Vec<String> = file.columns.iter().map(|column| column.name.to_lowercase()).collect();
            names.sort_unstable();
            names.dedup();
            assert!(!names.is_empty() && names.len() == file.columns.len());
            for column in &file.columns {
                assert_eq!(column.places.len(), file.rows);
                assert!(column.places.iter().flatten().all(|place| (*place as usize) < column.texts.len()));
                assert!(column.texts.iter().all(|text| !text.is_empty()));
                let mut texts: Vec<&String> = column.texts.iter().collect();
                texts.sort_unstable();
                texts.dedup();
                assert_eq!(texts.len(), column.texts.len());
            }
        }
        Err(found) => {
            let all = match found.of {
                Of::Syntax => lines(syntax),
                Of::Data => lines(data),
            };
            assert!((1..=all).contains(&found.at.line) && found.at.column > 0 && !found.to_string().is_empty());
        }
    }
}
