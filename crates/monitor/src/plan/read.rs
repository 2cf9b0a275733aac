//! Reads `tables.toml`.

use super::{At, Head, Line, Plan, Question};
use crate::measurement::Measurement;
use crate::problem::Problem;
use crate::published::Unit;
use crate::questionnaire::{self, Answer, Gate, Item, Questionnaire};
use crate::read::{Source, Table};
use crate::words::Words;
use std::collections::BTreeSet;

/// Reads `tables.toml`.
///
/// # Errors
/// What is wrong with it: a table on a question that is not put to its respondents, an answer that is neither shown nor
/// left out, a code that no scale has.
pub fn read(
    source: Source<'_>,
    measurement: &Measurement,
    questionnaires: &[Questionnaire],
) -> Result<Vec<Plan>, Vec<Problem>> {
    crate::read::read(source, |top| {
        let reader = Reader { measurement, questionnaires };
        let mut plans: Vec<Plan> = Vec::new();
        // Who merged since the measurement before: `crate::merged` reads that.
        top.known("merged");
        for table in top.tables("tables") {
            let plan = reader.plan(&table);
            if plans.iter().any(|other| other.id == plan.id) {
                table.wrong("id", format!("{} is there twice", plan.id), "give each table an id of its own");
            }
            plans.push(plan);
        }
        Some(plans)
    })
}

struct Reader<'a> {
    measurement: &'a Measurement,
    questionnaires: &'a [Questionnaire],
}

/// A column as it is written.
#[derive(Default)]
struct Column {
    head: Head,
    of: String,
    item: Option<String>,
    /// What else is counted in it, and what leaves its base besides.
    pool: Vec<String>,
    without: Vec<String>,
    among: Vec<Gate>,
}

impl Reader<'_> {
    fn plan(&self, table: &Table<'_, '_>) -> Plan {
        const UNITS: [(&str, Unit); 3] = [("percent", Unit::Percent), ("count", Unit::Count), ("mean", Unit::Mean)];
        let id = table.text("id").unwrap_or_default();
        let title = Words::read(table, "title").unwrap_or_default();
        let base = Words::read(table, "base").unwrap_or_default();
        let unit = table.choice_or("unit", &UNITS, Unit::Percent).unwrap_or(Unit::Percent);
        let line = table.line(table.at());
        let mut plan = Plan {
            id,
            title,
            unit,
            base,
            columns: Vec::new(),
            rows: Vec::new(),
            questions: Vec::new(),
            cells: Vec::new(),
            whole: table.flag("whole"),
            line,
        };
        if table.has("across") {
            self.across(table, &mut plan)
        } else {
            self.down(table, &mut plan)
        }
        table.finish();
        if plan.cells.iter().flatten().flatten().next().is_none() {
            table.wrong("", "it has no cell", "give it columns and a question");
        }
        plan
    }

    /// A question a row; an answer a column, or of means a column for each group of people.
    fn across(&self, table: &Table<'_, '_>, plan: &mut Plan) {
        let items = labelled(table, "across", "item");
        let without = codes(table, "without");
        if plan.unit == Unit::Mean {
            let columns = self.columns(table);
            for (row, (label, item)) in items.into_iter().enumerate() {
                plan.rows.push(Head { group: None, label, compare: None });
                plan.cells.push(Vec::new());
                for column in &columns {
                    let question = self.question(
                        table,
                        "across",
                        (column.of.as_str(), item.as_str()),
                        (Vec::new(), without.as_slice()),
                        &column.among,
                    );
                    if self
                        .found(&column.of, &item)
                        .is_some_and(|it| it.answer.levels().iter().all(|it| it.score.is_none()))
                    {
                        table.wrong("unit", format!("\"{item}\" has no scores"), "give its scale scores = true");
                    }
                    plan.cells[row].push(Some(At { question: plan.questions.len(), answer: None, group: None }));
                    plan.questions.push(question);
                }
            }
            plan.columns = columns.into_iter().map(|column| column.head).collect();
            return;
        }
        let of = table.text("of").unwrap_or_default();
        let among = questionnaire::gates(table, "where");
        self.hold(table, "where", &of, &among);
        let first = items.first().map(|(_, item)| item.clone()).unwrap_or_default();
        let lines = self.lines(table, "answers", (of.as_str(), first.as_str()), &without);
        plan.columns =
            lines.iter().map(|line| Head { group: None, label: self.year(&line.label), compare: None }).collect();
        for (label, item) in items {
            let question = self.question(
                table,
                "across",
                (of.as_str(), item.as_str()),
                (lines.clone(), without.as_slice()),
                &among,
            );
            let at = |answer| Some(At { question: plan.questions.len(), answer: Some(answer), group: None });
            plan.cells.push((0..lines.len()).map(at).collect());
            plan.rows.push(Head { group: None, label, compare: None });
            plan.questions.push(question);
        }
    }

    /// An answer a row; a column for each group of people, or for each question.
    fn down(&self, table: &Table<'_, '_>, plan: &mut Plan) {
        let mut columns = self.columns(table);
        let by = table.maybe_text("by");
        let shared = table.maybe_text("item");
        let blocks = table.tables("blocks");
        if blocks.is_empty() {
            self.block((table, table), &columns, (shared.as_deref(), by.as_deref()), None, plan);
        }
        for block in &blocks {
            let label = Words::maybe(block, "label");
            let item = block.maybe_text("item").or_else(|| shared.clone());
            self.block((table, block), &columns, (item.as_deref(), by.as_deref()), label, plan);
            block.finish();
        }
        if let Some(by) = &by {
            columns = self.broken_by(table, columns, by);
        }
        plan.columns = columns.into_iter().map(|column| column.head).collect();
    }

    fn block(
        &self,
        (table, block): (&Table<'_, '_>, &Table<'_, '_>),
        columns: &[Column],
        (item, by): (Option<&str>, Option<&str>),
        group: Option<Words>,
        plan: &mut Plan,
    ) {
        let without = codes(block, "without");
        let named = |column: &Column| column.item.clone().or_else(|| item.map(str::to_owned)).unwrap_or_default();
        let (of, first) = columns.first().map(|column| (column.of.clone(), named(column))).unwrap_or_default();
        let lines = self.lines(block, "answers", (of.as_str(), first.as_str()), &without);
        let begin = plan.cells.len();
        for line in &lines {
            plan.rows.push(Head { group: group.clone(), label: line.label.clone(), compare: None });
            plan.cells.push(Vec::new());
        }
        for column in columns {
            let item = named(column);
            if item.is_empty() {
                table.wrong("columns", "a column about no question", "give it, the block or the table an `item`");
            }
            let mut question = self.question(
                block,
                "item",
                (column.of.as_str(), item.as_str()),
                (lines.clone(), without.as_slice()),
                &column.among,
            );
            question.by = by.map(str::to_owned);
            question.also.clone_from(&column.pool);
            question.without.extend(column.without.iter().filter(|code| !without.contains(code)).cloned());
            let groups = by.map_or(0, |by| self.levels(&column.of, by).len());
            for (answer, cells) in plan.cells[begin..].iter_mut().enumerate() {
                let at = |group| Some(At { question: plan.questions.len(), answer: Some(answer), group });
                cells.push(at(None));
                cells.extend((0..groups).map(|group| at(Some(group))));
            }
            plan.questions.push(question);
        }
    }

    /// A column for all, and one for each answer to another question.
    fn broken_by(&self, table: &Table<'_, '_>, columns: Vec<Column>, by: &str) -> Vec<Column> {
        let mut all = Vec::new();
        for column in columns {
            let levels = self.levels(&column.of, by);
            if levels.is_empty() {
                let message = format!("\"{by}\" is no question with one answer that {} is asked", column.of);
                table.wrong("by", message, "name one of their questionnaire");
            }
            let text = self.found(&column.of, by).map(|item| item.text.clone()).unwrap_or_default();
            let head = |label: &Words| Head { group: Some(text.clone()), label: label.clone(), compare: None };
            let groups: Vec<Column> = levels
                .iter()
                .map(|level| Column { head: head(&level.label), of: column.of.clone(), ..Column::default() })
                .collect();
            all.push(column);
            all.extend(groups);
        }
        all
    }

    fn columns(&self, table: &Table<'_, '_>) -> Vec<Column> {
        let mut columns = Vec::new();
        for column in table.tables("columns") {
            let label = Words::read(&column, "label").unwrap_or_default();
            let group = Words::maybe(&column, "group");
            let compare = column.maybe_text("compare").map(|text| self.dated(&text));
            let of = column.text("of").unwrap_or_default();
            let mut item = column.maybe_text("item");
            let mut pool: Vec<String> = column.texts("pool").into_iter().map(|text| text.text).collect();
            let without = codes(&column, "without");
            self.pooled(table, &column, (&of, &pool), compare.is_some());
            if item.is_none() && !pool.is_empty() {
                item = Some(pool.remove(0));
            }
            let among = questionnaire::gates(&column, "where");
            self.hold(&column, "where", &of, &among);
            column.finish();
            let head = Head { group, label: self.year(&label), compare };
            columns.push(Column { head, of, item, pool, without, among });
        }
        if columns.is_empty() {
            table.wrong(
                "columns",
                "it has no columns",
                "add columns = [{ label = { nl = \"%\", en = \"%\" }, of = \"...\" }]",
            );
        }
        columns
    }

    /// What a column that pools questions cannot be: its base counts answers and not people, so that nothing is known of how
    /// sure it is.
    fn pooled(&self, table: &Table<'_, '_>, column: &Table<'_, '_>, (of, pool): (&str, &[String]), compared: bool) {
        if pool.is_empty() {
            if column.has("without") {
                column.wrong("without", "only a column that pools has one of its own", "write it on the table");
            }
            return;
        }
        let first = self.found(of, &pool[0]);
        for item in pool {
            let Some(asked) = self.found(of, item) else {
                let message = format!("\"{item}\" is not asked of {of}");
                column.wrong("pool", message, "name questions of their questionnaire");
                continue;
            };
            if first.is_some_and(|first| first.answer != asked.answer) || !matches!(asked.answer, Answer::One(_)) {
                let message = format!("\"{item}\" has other answers than \"{}\"", pool[0]);
                column.wrong("pool", message, "pool questions with one answer, on the same scale");
            }
        }
        if pool.len() < 2 || pool.iter().collect::<BTreeSet<_>>().len() < pool.len() || column.has("item") {
            column.wrong("pool", "this pools nothing", "write two or more questions, each once, and no `item`");
        }
        if self.measurement.respondents.iter().any(|group| group.id == *of && group.weighted) {
            column.wrong("pool", format!("the answers of {of} are weighted"), "pool answers that are not weighted");
        }
        if compared || table.has("by") || table.has("across") {
            let message = "a pooled column stands for itself: who answers twice counts twice";
            column.wrong("pool", message, "take `compare`, `by` or `across` away, or pool nothing");
        }
    }

    fn found(&self, of: &str, item: &str) -> Option<&Item> {
        questionnaire::of(self.questionnaires, of)?.item_of(item, of)
    }

    fn levels(&self, of: &str, item: &str) -> &[crate::scale::Level] {
        match self.found(of, item).map(|item| &item.answer) {
            Some(Answer::One(levels)) => levels,
            _ => &[],
        }
    }

    fn question(
        &self,
        table: &Table<'_, '_>,
        key: &str,
        (of, item): (&str, &str),
        (answers, without): (Vec<Line>, &[String]),
        among: &[Gate],
    ) -> Question {
        if !self.measurement.respondents.iter().any(|group| group.id == *of) {
            table.wrong("of", format!("\"{of}\" is no group of measurement.toml"), "name one of them");
        } else if self.found(of, item).is_none() && !item.is_empty() {
            let elsewhere = self.questionnaires.iter().any(|one| one.item(item).is_some());
            let message = if elsewhere {
                format!("\"{item}\" is not asked of {of}")
            } else {
                format!("there is no question \"{item}\"")
            };
            table.wrong(key, message, "name a question of their questionnaire, or ask it there");
        }
        if let Some(asked) = self.found(of, item) {
            let known = |code: &String| asked.answer.levels().iter().any(|level| level.code == **code);
            let lines = answers.iter().flat_map(|line| &line.codes).map(|code| ("answers", code));
            for (key, code) in
                lines.chain(without.iter().map(|code| ("without", code))).filter(|(_, code)| !known(code))
            {
                let message = format!("\"{item}\" has no answer of code \"{code}\"");
                table.wrong(key, message, "name a code of its scale");
            }
        }
        Question {
            of: of.to_owned(),
            item: item.to_owned(),
            also: Vec::new(),
            answers,
            without: without.to_vec(),
            among: among.to_vec(),
            by: None,
        }
    }

    /// Conditions on the people of a table.
    fn hold(&self, table: &Table<'_, '_>, key: &str, of: &str, among: &[Gate]) {
        for gate in among {
            let levels = self.levels(of, &gate.item);
            if let Some(code) = gate.among.iter().find(|code| !levels.iter().any(|level| level.code == **code)) {
                let message = format!("{of} is asked no \"{}\" with an answer of code \"{code}\"", gate.item);
                table.wrong(key, message, "name a question with one answer, and codes of its scale");
            }
        }
    }

    /// The lines of a table: those that are written, or the answers of the question.
    fn lines(
        &self,
        table: &Table<'_, '_>,
        key: &'static str,
        (of, item): (&str, &str),
        without: &[String],
    ) -> Vec<Line> {
        let levels = self.found(of, item).map_or(&[][..], |item| item.answer.levels());
        let unshown = codes(table, "unshown");
        if !table.has(key) {
            table.known(key);
            let shown = levels.iter().filter(|level| !without.contains(&level.code) && !unshown.contains(&level.code));
            return shown.map(|level| Line { label: level.label.clone(), codes: vec![level.code.clone()] }).collect();
        }
        let mut lines: Vec<Line> = Vec::new();
        for (at, texts) in table.lines(key) {
            let [nl, en, codes @ ..] = &texts[..] else {
                table.wrong_at(
                    at,
                    key,
                    "a line without labels",
                    "write [\"the Dutch\", \"the English\", \"1\", \"2\"]",
                );
                continue;
            };
            if codes.is_empty() {
                table.wrong_at(at, key, "a line without codes", "write [\"the Dutch\", \"the English\", \"1\", \"2\"]");
            }
            let label = Words { nl: nl.text.clone(), en: en.text.clone() };
            lines.push(Line { label, codes: codes.iter().map(|code| code.text.clone()).collect() });
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for code in lines.iter().flat_map(|line| &line.codes).chain(without).chain(&unshown) {
            if !seen.insert(code) {
                table.wrong(key, format!("code \"{code}\" is there twice"), "show an answer once, or leave it out");
            }
        }
        for level in levels.iter().filter(|level| !seen.contains(level.code.as_str())) {
            let message = format!("answer \"{}\" ({}) is neither shown nor left out", level.code, level.label.nl);
            let remedy =
                "add it to a line of `answers`, to `without` (it leaves the base) or to `unshown` (it stays in it)";
            table.wrong(key, message, remedy);
        }
        lines
    }

    /// `{year}` and `{from}` in a label.
    fn year(&self, label: &Words) -> Words {
        Words { nl: self.dated(&label.nl), en: self.dated(&label.en) }
    }

    fn dated(&self, text: &str) -> String {
        let from = self.measurement.from.map_or_else(String::new, |from| from.to_string());
        text.replace("{year}", &self.measurement.year.to_string()).replace("{from}", &from)
    }
}

fn codes(table: &Table<'_, '_>, key: &'static str) -> Vec<String> {
    table.texts(key).into_iter().map(|text| text.text).collect()
}

/// Items with the labels of their rows: `[["item", "the Dutch", "the English"]]`.
fn labelled(table: &Table<'_, '_>, key: &'static str, what: &str) -> Vec<(Words, String)> {
    let mut found = Vec::new();
    for (at, texts) in table.lines(key) {
        let [item, nl, en] = &texts[..] else {
            let remedy = format!("write [\"{what}\", \"the Dutch\", \"the English\"]");
            table.wrong_at(at, key, format!("{} texts", texts.len()), remedy);
            continue;
        };
        found.push((Words { nl: nl.text.clone(), en: en.text.clone() }, item.text.clone()));
    }
    found
}
