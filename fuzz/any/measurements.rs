//! Any bytes as the texts of a measurement, one behind the other with zero bytes between, and last a file of answers.

use cases::read::Table;
use cases::read::table::How;
use monitor::answers::Layout;
use monitor::answers::layout::Kind;
use monitor::folder::{Reading, Texts};
use survey::Factor;

/// The files that the bytes stand for, in their order.
const FILES: [&str; 6] =
    ["measurement.toml", "scales.toml", "questionnaires/a.toml", "weights.toml", "tables.toml", "answers.toml"];

pub(crate) fn any(bytes: &[u8]) {
    let mut parts = bytes.split(|byte| *byte == 0);
    let mut texts = Texts::new();
    for file in FILES {
        let text = parts.next().unwrap_or_default();
        if !text.is_empty() {
            texts.insert(file.to_owned(), String::from_utf8_lossy(text).into_owned());
        }
    }
    let reading = Reading::of(&texts);
    for problem in &reading.problems {
        assert!(problem.line > 0 && !problem.message.is_empty() && !problem.remedy.is_empty());
    }
    let Some(folder) = reading.folder.filter(|_| reading.problems.is_empty()) else { return };
    let Ok(table) = Table::read_as(parts.next().unwrap_or_default(), |_| Some(How::Verbatim)) else { return };
    let headings = table.names().to_vec();
    let found = |name: &String| {
        let (levels, codes) = table.column(name).ok()?.categories();
        Some(Factor { name: name.clone(), levels, codes })
    };
    let columns: Vec<Factor> = headings.iter().filter_map(found).collect();
    let mut all = Vec::new();
    for group in &folder.measurement.respondents {
        let layout = Layout::of(&folder.layouts, &group.id, Kind::Plain);
        match monitor::answers::read(&folder, &layout, &headings, &columns, 1) {
            Ok(answers) => {
                assert!(answers.rows + answers.left_out == table.rows());
                all.push(answers);
            }
            Err(wrong) => assert!(wrong.iter().all(|it| !it.message.is_empty() && !it.remedy.is_empty())),
        }
    }
    match monitor::book::make(&folder, None, &all, false, 1) {
        Ok(made) => assert_eq!(made.tables.len(), folder.plans.len()),
        Err(refused) => assert!(!refused.message.is_empty() && !refused.remedy.is_empty()),
    }
}
