//! A measurement beside the one before it: the next one begun from it, and what must be said of what changed.

use crate::folder::{Folder, Texts};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::questionnaire::{self, Answer, Item};
use crate::scale::Level;

/// The texts of the next measurement: the questions, weights and tables of this one, as a draft. What was printed stays
/// behind, and so do breaks in the series: they were between this one and the one before it.
pub fn next(from: &Folder, texts: &Texts, year: u16) -> Texts {
    let old = from.measurement.year;
    let mut made = Texts::from([("measurement.toml".to_owned(), measurement(from, year))]);
    let taken = |file: &str| {
        file.starts_with("questionnaires/") || ["scales.toml", "weights.toml", "tables.toml"].contains(&file)
    };
    for (file, text) in texts.iter().filter(|(file, _)| taken(file)) {
        let begun = match file.as_str() {
            "weights.toml" => {
                format!("# Taken over from {old}: write the population of {year} here before you weight to it.\n\n")
            }
            _ => format!("# Begun from the measurement of {old}.\n\n"),
        };
        let body = text.lines().skip_while(|line| line.starts_with('#') || line.trim().is_empty());
        // Who merged did so between this one and the one before it.
        let mut merged = false;
        let kept = body.filter(|line| {
            if line.starts_with('[') {
                merged = line.starts_with("[[merged]]");
            }
            !merged && !line.starts_with("broken = ") && *line != "reconstructed = true"
        });
        made.insert(file.clone(), kept.fold(begun, |text, line| text + line + "\n"));
    }
    made
}

/// `measurement.toml` of the next measurement.
fn measurement(from: &Folder, year: u16) -> String {
    let old = &from.measurement;
    let name = |words: &crate::words::Words| format!("{{ nl = {:?}, en = {:?} }}", words.nl, words.en);
    let dated = |text: &str| text.replace(&old.year.to_string(), &year.to_string());
    let own = crate::words::Words { nl: dated(&old.name.nl), en: dated(&old.name.en) };
    let mut text = format!(
        "# Begun from the measurement of {0}. How this folder is written: docs/measurements.md.\nyear = {year}\n\
         study_year = \"{1}-{year}\"\nfrom = {0}\nname = {2}\n\n[state]\nis = \"draft\"\n\n[rounding]\ndecimals = {3}\n\
         rule = \"half_up\"\n\n[small_cells]\nleast = {4}\nexempt = \"none\"\n",
        old.year,
        year.saturating_sub(1),
        name(&own),
        old.decimals,
        old.least
    );
    for group in &old.respondents {
        text += &format!("\n[[respondents]]\nid = {:?}\nname = {}\n", group.id, name(&group.name));
        if let Some(population) = group.population {
            text += &format!("population = {population}\n");
        }
        text += &format!("how = {:?}\n", group.how);
        for (key, _) in [("weighted", group.weighted), ("fpc", group.fpc)].into_iter().filter(|(_, is)| *is) {
            text += &format!("{key} = true\n");
        }
        text += &format!("named = {:?}\n", group.named);
    }
    for theme in &old.themes {
        let planned = |id: &&String| from.plans.iter().any(|plan| plan.id == **id);
        let tables: Vec<&String> = theme.tables.iter().filter(planned).collect();
        if !tables.is_empty() {
            text += &format!("\n[[themes]]\nname = {}\ntables = {tables:?}\n", name(&theme.name));
        }
    }
    text
}

/// What of a measurement contradicts the one before it: a scale that changed under the id of a question, and a column that
/// is held against one that is neither in print nor in its book.
pub fn check(folder: &Folder, from: &Folder) -> Vec<Problem> {
    let mut found = Vec::new();
    for one in &folder.questionnaires {
        for item in &one.items {
            let of_before = |group: &String| questionnaire::of(&from.questionnaires, group)?.item_of(&item.id, group);
            let before = item.of.iter().find_map(of_before);
            if let Some(message) = before.filter(|_| item.broken.is_none()).and_then(|before| changed(before, item)) {
                found.push(Problem {
                    file: one.file.clone(),
                    line: item.line,
                    item: item.id.clone(),
                    message: format!("{message} since {}", from.measurement.year),
                    remedy: "give the question an id of its own, or say in `broken` why its answers cannot be compared"
                        .to_owned(),
                });
            }
        }
    }
    found.extend(folder.plans.iter().flat_map(|plan| compared(plan, folder, from)));
    found
}

/// How the answers to a question changed.
fn changed(before: &Item, now: &Item) -> Option<String> {
    let differ = |old: &[Level], new: &[Level]| {
        let gone = old.iter().find(|level| new.iter().all(|other| other.code != level.code));
        let come = new.iter().find(|level| old.iter().all(|other| other.code != level.code));
        let renamed = new.iter().find_map(|level| {
            let other = old.iter().find(|other| other.code == level.code && other.label.nl != level.label.nl)?;
            Some((other, level))
        });
        let moved = old.iter().zip(new).any(|(old, new)| old.code != new.code);
        let rescored = new.iter().find_map(|level| {
            let other = old.iter().find(|old| old.code == level.code && old.score != level.score)?;
            Some((other.score, level))
        });
        let counts = |score: Option<f64>| score.map_or_else(|| "nothing".to_owned(), |score| score.to_string());
        match (gone, come, renamed) {
            (Some(level), ..) => Some(format!("answer \"{}\" ({}) is gone", level.code, level.label.nl)),
            (_, Some(level), _) => Some(format!("answer \"{}\" ({}) was added", level.code, level.label.nl)),
            (.., Some((old, new))) => {
                Some(format!("answer \"{}\" was \"{}\" and is \"{}\"", new.code, old.label.nl, new.label.nl))
            }
            _ if moved => Some("its answers stand in another order".to_owned()),
            _ => rescored.map(|(was, level)| {
                let (was, is) = (counts(was), counts(level.score));
                format!("answer \"{}\" counted {was} in a mean and counts {is}", level.code)
            }),
        }
    };
    match (&before.answer, &now.answer) {
        (Answer::One(old), Answer::One(new)) | (Answer::Many(old), Answer::Many(new)) => differ(old, new),
        (Answer::Number(low, high), Answer::Number(from, to)) => {
            ((low, high) != (from, to)).then(|| format!("its numbers were {low} to {high} and are {from} to {to}"))
        }
        _ => Some("it is another kind of question".to_owned()),
    }
}

/// Columns that are held against one that is not there.
fn compared(plan: &Plan, folder: &Folder, from: &Folder) -> Vec<Problem> {
    let printed = |name: &str| {
        let tables = folder.published.iter().chain(&from.published).filter(|table| table.id == plan.id);
        let mut made = from.plans.iter().filter(|other| other.id == plan.id).flat_map(|other| &other.columns);
        tables.flat_map(|table| &table.columns).any(|column| column.name() == name)
            || made.any(|head| head.name() == name)
    };
    let missing = plan.columns.iter().filter_map(|column| column.compare.as_deref()).filter(|name| !printed(name));
    let problem = |name: &str| Problem {
        file: "tables.toml".to_owned(),
        line: plan.line,
        item: plan.id.clone(),
        message: format!("no table {} of before has a column \"{name}\"", plan.id),
        remedy: "name a column as `meedoen monitor tables` prints it, or take `compare` out".to_owned(),
    };
    missing.map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Reading;
    use crate::questionnaire::tests::texts;

    #[test]
    fn the_next_measurement_is_whole_and_says_nothing_of_the_last() {
        let texts = texts();
        let from = Reading::of(&texts).folder.unwrap();
        let made = next(&from, &texts, 2028);
        let reading = Reading::of(&made);
        assert_eq!(reading.problems, [], "{}", made["measurement.toml"]);
        let folder = reading.folder.unwrap();
        assert_eq!((folder.measurement.year, folder.measurement.from), (2028, Some(2026)));
        assert_eq!(folder.plans[0].columns[0].label.nl, "2028");
        assert_eq!(check(&folder, &from), []);
    }

    #[test]
    fn a_scale_that_changed_under_its_id_is_refused() {
        let mut texts = texts();
        let many = "[[items]]\nid = \"many\"\ntext = { nl = \"Hoeveel?\", en = \"How many?\" }\nnumber = { low = 0, high = 9 }\n";
        texts.get_mut("questionnaires/all.toml").unwrap().push_str(many);
        let from = Reading::of(&texts).folder.unwrap();
        for (file, old, new, expected) in [
            (
                "scales.toml",
                "\"Vaak\"",
                "\"Geregeld\"",
                Some("answer \"2\" was \"Vaak\" and is \"Geregeld\" since 2026"),
            ),
            (
                "scales.toml",
                ", [\"8\", \"Weet niet\", \"Do not know\"]]\nscores = true\nunscored = [\"8\"]",
                "]",
                Some("answer \"8\" (Weet niet) is gone since 2026"),
            ),
            (
                "questionnaires/all.toml",
                "[\"time\", ",
                "[\"tools\", \"spullen\", \"tools\"], [\"time\", ",
                Some("answer \"tools\" (spullen) was added since 2026"),
            ),
            // What is counted otherwise makes another mean of the same answers.
            (
                "scales.toml",
                "unscored = [\"8\"]\n",
                "",
                Some("answer \"8\" counted nothing in a mean and counts 8 since 2026"),
            ),
            (
                "scales.toml",
                "scores = true\nunscored = [\"8\"]\n",
                "",
                Some("answer \"1\" counted 1 in a mean and counts nothing since 2026"),
            ),
            (
                "questionnaires/all.toml",
                "high = 9",
                "high = 99",
                Some("its numbers were 0 to 9 and are 0 to 99 since 2026"),
            ),
            (
                "questionnaires/all.toml",
                "number = { low = 0, high = 9 }",
                "number = { low = 1, high = 99 }\nbroken = { nl = \"a\", en = \"a\" }",
                None,
            ),
            ("questionnaires/all.toml", "options = [", "levels = [", Some("it is another kind of question since 2026")),
            ("questionnaires/all.toml", "options = [", "broken = { nl = \"a\", en = \"a\" }\nlevels = [", None),
            ("scales.toml", "Never", "Not once", None),
        ] {
            let mut made = next(&from, &texts, 2028);
            let text = made.get_mut(file).unwrap();
            assert!(text.contains(old), "{old}");
            *text = text.replacen(old, new, 1);
            // What else a change breaks is told by the folder itself.
            made.remove("tables.toml");
            let found = check(&Reading::of(&made).folder.unwrap(), &from);
            assert_eq!(found.first().map(|it| it.message.as_str()), expected, "{new}");
            assert!(found.iter().all(|it| it.line > 1 && it.file == "questionnaires/all.toml"));
        }
    }
}
