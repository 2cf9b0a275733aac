//! Any bytes as survey cases, and what follows the first zero byte as their data.

use cases::read::{Asks, Table, read};

pub(crate) fn any(bytes: &[u8]) {
    let cut = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (cases, data) = (&bytes[..cut], bytes.get(cut + 1..).unwrap_or_default());
    let table = Table::read(data, |_| true);
    for entry in read(cases).unwrap_or_default() {
        let Ok(Asks::Estimate(question)) = entry.asks else { continue };
        // What it names can be looked for, and every condition holds or does not hold in every row.
        let Ok(table) = &table else { continue };
        for condition in &question.design.domain {
            if let Ok(column) = table.column(&condition.var) {
                assert_eq!(condition.holds(column).len(), table.rows());
            }
        }
        for name in question.design.columns().into_iter().chain(question.estimator.columns()) {
            let Ok(column) = table.column(name) else { continue };
            let (levels, codes) = column.categories();
            assert_eq!(codes.len(), table.rows());
            let known = |code: &u32| *code == cases::read::table::MISSING || (*code as usize) < levels.len();
            assert!(codes.iter().all(known));
        }
    }
}
