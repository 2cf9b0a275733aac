//! Questions whose answers are those of others: what students of a school say, by what their school said.

use super::{Answer, Questionnaire};
use crate::problem::Problem;

/// Gives each question of that kind the answers of the question it takes them from.
pub fn link(all: &mut [Questionnaire]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut levels = Vec::new();
    for one in all.iter() {
        for item in &one.items {
            let Some(from) = &item.from else { continue };
            let problem = |message: String, remedy: &str| Problem {
                file: one.file.clone(),
                line: item.line,
                item: "from".to_owned(),
                message,
                remedy: remedy.to_owned(),
            };
            let theirs = super::of(all, &from.of).and_then(|other| other.item_of(&from.item, &from.of));
            match theirs.map(|theirs| (&theirs.answer, &theirs.from)) {
                Some((Answer::One(answers), None)) => levels.push((one.file.clone(), item.id.clone(), answers.clone())),
                Some(_) => {
                    let message = format!("\"{}\" is no question with one answer that {} is asked", from.item, from.of);
                    found.push(problem(message, "name one that is answered with one code"));
                }
                None => {
                    let message = format!("{} is asked no question \"{}\"", from.of, from.item);
                    found.push(problem(message, "name a group of measurement.toml, and a question of theirs"));
                }
            }
        }
    }
    for (file, id, answers) in levels {
        let own = all.iter_mut().find(|one| one.file == file).map(|one| &mut one.items);
        if let Some(item) = own.and_then(|items| items.iter_mut().find(|item| item.id == id)) {
            item.answer = Answer::One(answers);
        }
    }
    found
}
