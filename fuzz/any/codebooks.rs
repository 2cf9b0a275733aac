//! Any bytes as a codebook, and what follows the first zero byte as data that are read through it.

use cases::read::Table;
use cases::read::table::How;
use survey::Factor;

pub(crate) fn any(bytes: &[u8]) {
    let cut = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (codebook, data) = (&bytes[..cut], bytes.get(cut + 1..).unwrap_or_default());
    let codebook = match cases::codebook::read(codebook) {
        Ok(codebook) => codebook,
        Err(problem) => return assert!(!problem.message.is_empty() && !problem.remedy.is_empty()),
    };
    let Ok(table) = Table::read_as(data, |_| Some(How::Verbatim)) else { return };
    let found = |name: &str| {
        let (levels, codes) = table.column(name).ok()?.categories();
        Some(Factor { name: name.to_owned(), levels, codes })
    };
    let columns: Vec<Factor> = cases::codebook::columns(&codebook).into_iter().filter_map(found).collect();
    for item in codebook.items() {
        for name in codebook.behind(&item.name) {
            assert!(codebook.item(name).is_some());
        }
        if let Ok(factor) = codebook.factor(&columns, &item.name) {
            // Every row has a level of the base, or none.
            let known = |code: &u32| *code == Factor::MISSING || (*code as usize) < factor.levels.len();
            assert!(factor.codes.len() == table.rows() && factor.codes.iter().all(known));
        }
        if let Ok(numeric) = codebook.numeric(&columns, &item.name) {
            assert!(numeric.values.len() == table.rows() && numeric.values.iter().all(|value| !value.is_infinite()));
        }
        if let Ok((codes, summaries)) = codebook.codes(&columns, &item.name) {
            assert!(summaries.iter().all(|summary| summary.scores.len() == codes.levels().len()));
        }
    }
    for set in codebook.sets() {
        let Ok(options) = codebook.options(&columns, &set.name) else { continue };
        assert_eq!(options.len(), set.options.len());
        assert!(options.iter().all(|option| option.rows().iter().all(|code| *code <= 2)));
    }
}
