//! `answers.toml`: how files of answers are laid out, where that is not as the questionnaires have it.

use crate::measurement::Measurement;
use crate::problem::Problem;
use crate::questionnaire::{self, Questionnaire};
use crate::read::Source;
use std::collections::BTreeMap;

/// Who wrote a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Headings are columns of the questionnaire: `item`, or `item_option` with 1 (ticked) and 0 (left open).
    #[default]
    Plain,
    /// SPSS: as plain, but that its names hold no hyphens.
    Spss,
    /// LimeSurvey's export of codes: `item[option]` with `Y` or nothing; question codes have no hyphens.
    LimeSurvey,
    /// LimeSurvey's export for SPSS: `item_option` with 1 (ticked) and 0 (left open); question codes have no hyphens.
    LimeSurveySpss,
}

/// A file of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Whose answers.
    pub of: String,
    /// Who wrote it.
    pub kind: Kind,
    /// The column that names a person.
    pub key: String,
    /// Columns that are not read.
    pub ignore: Vec<String>,
    /// The heading of a column of the questionnaire, where it is another.
    pub headings: BTreeMap<String, String>,
    /// Who answered fewer questions is left out.
    pub least: u32,
}

/// Columns that LimeSurvey adds to every export.
const OF_LIMESURVEY: [&str; 10] = [
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
    "token",
    "interviewtime",
];

impl Layout {
    /// That of a group: what `answers.toml` says, else as such a file is by itself.
    pub fn of(all: &[Self], of: &str, kind: Kind) -> Self {
        all.iter().find(|layout| layout.of == of).cloned().unwrap_or_else(|| Self::by_itself(of, kind))
    }

    fn by_itself(of: &str, kind: Kind) -> Self {
        Self { of: of.to_owned(), kind, key: "id".to_owned(), ignore: Vec::new(), headings: BTreeMap::new(), least: 1 }
    }

    /// That of a group in LimeSurvey's export for SPSS: what `answers.toml` says of LimeSurvey holds of both its exports.
    pub fn of_syntax(all: &[Self], of: &str) -> Self {
        let layout = Self::of(all, of, Kind::LimeSurveySpss);
        let kind = if layout.kind == Kind::LimeSurvey { Kind::LimeSurveySpss } else { layout.kind };
        Self { kind, ..layout }
    }

    /// The heading of a column of a question; of an option with its code.
    pub fn heading(&self, item: &str, option: Option<&str>) -> String {
        let own = option.map_or_else(|| item.to_owned(), |option| format!("{item}_{option}"));
        let other = || match self.kind {
            Kind::Plain => own.clone(),
            Kind::Spss => own.replace('-', "_"),
            Kind::LimeSurvey => {
                let bare = item.replace('-', "");
                option.map_or_else(|| bare.clone(), |option| format!("{bare}[{option}]"))
            }
            // Its syntax writes what SPSS allows in no name otherwise.
            Kind::LimeSurveySpss => {
                let bare = item.replace('-', "");
                option.map_or_else(|| bare.clone(), |option| format!("{bare}_{}", option.replace('-', "_hyph_")))
            }
        };
        self.headings.get(&own).cloned().unwrap_or_else(other)
    }

    /// Whether a column is there and not read.
    pub fn ignores(&self, heading: &str) -> bool {
        let theirs = match self.kind {
            Kind::LimeSurvey | Kind::LimeSurveySpss => OF_LIMESURVEY.contains(&heading),
            Kind::Plain | Kind::Spss => false,
        };
        theirs || self.ignore.iter().any(|ignored| ignored == heading)
    }
}

/// Reads `answers.toml`.
///
/// # Errors
/// What is wrong with it; a group or a column that no questionnaire has too.
pub fn read(
    source: Source<'_>,
    measurement: &Measurement,
    questionnaires: &[Questionnaire],
) -> Result<Vec<Layout>, Vec<Problem>> {
    crate::read::read(source, |top| {
        let mut found: Vec<Layout> = Vec::new();
        for table in top.tables("files") {
            let of = table.text("of").unwrap_or_default();
            if !measurement.respondents.iter().any(|group| group.id == of) {
                table.wrong("of", format!("\"{of}\" is no group of measurement.toml"), "name one of them");
            } else if found.iter().any(|other| other.of == of) {
                table.wrong("of", format!("{of} has two files"), "put the answers of a group in one file");
            }
            let kinds = [("plain", Kind::Plain), ("spss", Kind::Spss), ("limesurvey", Kind::LimeSurvey)];
            let kind = table.choice_or("kind", &kinds, Kind::Plain).unwrap_or_default();
            let key = if table.has("key") { table.text("key").unwrap_or_default() } else { "id".to_owned() };
            table.known("key");
            let ignore = table.texts("ignore").into_iter().map(|text| text.text).collect();
            let least = table.maybe_whole("least").unwrap_or(1);
            let columns: Vec<String> = questionnaire::of(questionnaires, &of)
                .into_iter()
                .flat_map(|all| all.items.iter().flat_map(questionnaire::Item::columns))
                .collect();
            let mut headings = BTreeMap::new();
            for (at, texts) in table.lines("columns") {
                let [own, theirs] = &texts[..] else {
                    let message = format!("{} texts", texts.len());
                    table.wrong_at(at, "columns", message, "write [\"the question\", \"the heading in the file\"]");
                    continue;
                };
                if !columns.contains(&own.text) {
                    let message = format!("the questionnaire of {of} has no column \"{}\"", own.text);
                    table.wrong_at(at, "columns", message, "name a question, or question_option");
                }
                if headings.values().any(|heading| *heading == theirs.text) {
                    let message = format!("two questions are read from \"{}\"", theirs.text);
                    table.wrong_at(at, "columns", message, "give each its own column");
                }
                headings.insert(own.text.clone(), theirs.text.clone());
            }
            table.finish();
            found.push(Layout { of, kind, key, ignore, headings, least });
        }
        Some(found)
    })
}
