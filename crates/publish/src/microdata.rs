//! Answers as CSV, in the codes and headings of the questionnaire: what `meedoen monitor tables --answers` reads.

use monitor::answers::Answers;
use monitor::folder::Folder;
use monitor::questionnaire::{self, Answer};

/// The name of the file of a group. Rows of codes have no room to say that nobody gave them, so their name does.
pub fn file_name(group: &str, synthetic: bool) -> String {
    format!("{group}{}.csv", if synthetic { ".synthetic" } else { "" })
}

/// A row a person, with a number of its own that says nothing of anybody.
///
/// # Errors
/// The writer's, which writes to memory.
pub fn csv(folder: &Folder, answers: &Answers) -> Result<String, csv::Error> {
    let items: Vec<_> = questionnaire::of(&folder.questionnaires, &answers.of)
        .into_iter()
        .flat_map(|all| all.items.iter().filter(|item| item.from.is_none() && item.of.contains(&answers.of)))
        .collect();
    let mut file = csv::WriterBuilder::new().from_writer(Vec::new());
    let headings = std::iter::once("id".to_owned()).chain(items.iter().flat_map(|item| item.columns()));
    file.write_record(headings)?;
    for row in 0..answers.rows {
        let mut fields = vec![(row + 1).to_string()];
        for item in &items {
            match &item.answer {
                Answer::One(levels) => {
                    let place = answers.one(&item.id).and_then(|places| places.get(row)).copied().unwrap_or(0);
                    let level = place.checked_sub(1).and_then(|at| levels.get(usize::from(at)));
                    fields.push(level.map_or_else(String::new, |level| level.code.clone()));
                }
                Answer::Many(options) => {
                    for option in 0..options.len() {
                        let places = answers.many(&item.id).and_then(|all| all.get(option));
                        let code = places.and_then(|places| places.get(row)).copied().unwrap_or(0);
                        fields.push(
                            ["", questionnaire::OPEN, questionnaire::TICKED][usize::from(code.min(2))].to_owned(),
                        );
                    }
                }
                Answer::Number(..) => {
                    let value = answers.numbers(&item.id).and_then(|values| values.get(row)).copied();
                    fields.push(
                        value.filter(|value| !value.is_nan()).map_or_else(String::new, |value| value.to_string()),
                    );
                }
            }
        }
        file.write_record(fields)?;
    }
    let bytes = file.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
