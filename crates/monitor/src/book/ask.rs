//! What is asked of the engine, and where its answers go.

use crate::answers::Answers;
use crate::folder::Folder;
use crate::plan::{At, Plan, Question};
use crate::published::Unit;
use crate::questionnaire::{self, Answer, Gate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use survey::Refusal;
use survey::table::{Codes, Summary};

/// One column of bytes for the engine: a question with the lines of a table, or an option.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) item: String,
    /// The option, where it is one.
    pub(super) option: Option<String>,
    /// Each level as the codes it takes together.
    pub(super) levels: Vec<Vec<String>>,
    pub(super) without: Vec<String>,
    pub(super) among: Vec<Gate>,
    /// Of each row the place of its level, from 1; 0: outside.
    pub(super) places: Arc<Vec<u8>>,
    /// What each level counts in the mean.
    scores: Option<Vec<f64>>,
}

impl Column {
    /// Whether it is the same question, taken together and narrowed in the same way.
    fn is(&self, other: &Self) -> bool {
        (&self.item, &self.option, &self.levels, &self.without, &self.among)
            == (&other.item, &other.option, &other.levels, &other.without, &other.among)
            && self.scores.is_some() == other.scores.is_some()
    }
}

/// Everything that is asked of one group.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Asking {
    pub(super) columns: Vec<Column>,
    /// Of each question of each plan, its columns: one, or one an option.
    of: BTreeMap<(usize, usize), Vec<usize>>,
    /// Of each question of each plan that is pooled with others, the columns of those.
    pooled: BTreeMap<(usize, usize), Vec<Vec<usize>>>,
    /// The questions whose answers are groups, with the places and how many there are.
    by: Vec<(String, Vec<u8>, usize)>,
    /// Which columns are shown by which of those.
    compared: BTreeSet<(usize, usize)>,
}

impl Asking {
    pub(super) fn of(folder: &Folder, answers: &Answers) -> Self {
        let mut all = Self::default();
        for (at, plan) in folder.plans.iter().enumerate() {
            for (place, question) in plan.questions.iter().enumerate().filter(|(_, question)| question.of == answers.of)
            {
                let columns = all.question(folder, answers, plan, question);
                if let Some(by) = &question.by {
                    let by = all.break_by(folder, answers, by);
                    all.compared.extend(columns.iter().map(|column| (*column, by)));
                }
                all.of.insert((at, place), columns);
                let others = question.also.iter().map(|item| {
                    all.question(folder, answers, plan, &Question { item: item.clone(), ..question.clone() })
                });
                let others: Vec<Vec<usize>> = others.collect();
                if !others.is_empty() {
                    all.pooled.insert((at, place), others);
                }
            }
        }
        all
    }

    /// The columns of a question, made where they are not there yet.
    fn question(&mut self, folder: &Folder, answers: &Answers, plan: &Plan, question: &Question) -> Vec<usize> {
        let item = questionnaire::of(&folder.questionnaires, &question.of).and_then(|all| all.item(&question.item));
        let Some(item) = item else { return Vec::new() };
        let inside = (!question.among.is_empty()).then(|| inside(folder, answers, &question.among));
        let mut made = Vec::new();
        match &item.answer {
            Answer::Many(options) => {
                let found = answers.many(&item.id).unwrap_or_default();
                let within = |row: usize| inside.as_ref().is_none_or(|inside| inside.get(row) == Some(&true));
                for line in &question.answers {
                    let ticked: Vec<&Vec<u8>> = (options.iter().zip(found))
                        .filter(|(option, _)| line.codes.contains(&option.code))
                        .map(|(_, places)| places)
                        .collect();
                    let place =
                        |row: usize| ticked.iter().filter_map(|places| places.get(row)).max().copied().unwrap_or(0);
                    let places = (0..answers.rows).map(|row| if within(row) { place(row) } else { 0 });
                    made.push(Column {
                        item: item.id.clone(),
                        option: Some(line.codes.join("+")),
                        levels: vec![vec!["0".to_owned()], vec!["1".to_owned()]],
                        without: Vec::new(),
                        among: question.among.clone(),
                        places: Arc::new(places.collect()),
                        scores: None,
                    });
                }
            }
            Answer::One(levels) => {
                let own = |level: &crate::scale::Level| vec![level.code.clone()];
                let means = plan.unit == Unit::Mean;
                let mut lines: Vec<Vec<String>> = if means {
                    levels.iter().filter(|level| level.score.is_some()).map(own).collect()
                } else {
                    question.answers.iter().map(|line| line.codes.clone()).collect()
                };
                let named = |code: &String| lines.iter().flatten().chain(&question.without).any(|other| other == code);
                let rest: Vec<String> =
                    levels.iter().map(|level| level.code.clone()).filter(|code| !named(code)).collect();
                if !rest.is_empty() && !means {
                    lines.push(rest);
                }
                let line =
                    |code: &String| lines.iter().position(|line| line.contains(code)).map_or(0, |at| at as u8 + 1);
                // A table of every byte: no row has to be asked whether it is in it.
                let mut map = [0_u8; 256];
                map.iter_mut().skip(1).zip(levels).for_each(|(place, level)| *place = line(&level.code));
                let found = answers.one(&item.id).unwrap_or_default();
                let place = |place: &u8| map[usize::from(*place)];
                let as_they_are = map.iter().take(levels.len() + 1).enumerate().all(|(at, to)| usize::from(*to) == at);
                let places = match &inside {
                    // Nearly every table: each answer is a line, in their order.
                    None if as_they_are => answers.shared(&item.id).unwrap_or_default(),
                    None => Arc::new(found.iter().map(place).collect()),
                    Some(inside) => {
                        let of = |(found, inside): (&u8, &bool)| if *inside { place(found) } else { 0 };
                        Arc::new(found.iter().zip(inside).map(of).collect())
                    }
                };
                let score = |line: &Vec<String>| {
                    let level = levels.iter().find(|level| line.contains(&level.code));
                    level.and_then(|level| level.score).unwrap_or(f64::NAN)
                };
                made.push(Column {
                    item: item.id.clone(),
                    option: None,
                    without: question.without.clone(),
                    among: question.among.clone(),
                    places,
                    scores: means.then(|| lines.iter().map(score).collect()),
                    levels: lines,
                });
            }
            Answer::Number(..) => {}
        }
        made.into_iter().map(|column| self.place(column)).collect()
    }

    /// Its place; the one that is there already, where nothing of it is new.
    fn place(&mut self, column: Column) -> usize {
        self.columns.iter().position(|other| other.is(&column)).unwrap_or_else(|| {
            self.columns.push(column);
            self.columns.len() - 1
        })
    }

    fn break_by(&mut self, folder: &Folder, answers: &Answers, by: &str) -> usize {
        self.by.iter().position(|(name, ..)| name == by).unwrap_or_else(|| {
            let item = questionnaire::of(&folder.questionnaires, &answers.of).and_then(|all| all.item(by));
            let levels = item.map_or(0, |item| item.answer.levels().len());
            let places = answers.one(by).map_or_else(|| vec![0; answers.rows], <[u8]>::to_vec);
            self.by.push((by.to_owned(), places, levels));
            self.by.len() - 1
        })
    }

    /// The columns as the engine takes them, each with its mean where that is asked.
    pub(super) fn codes(&self) -> Result<Vec<(Codes<'_>, Vec<Summary>)>, Refusal> {
        let mut made = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let option = column.option.as_ref().map_or_else(String::new, |option| format!("_{option}"));
            let levels: Vec<String> = column.levels.iter().map(|codes| codes.join("+")).collect();
            let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
            let mean = |scores: &Vec<f64>| Summary { name: Summary::MEAN.to_owned(), scores: scores.clone() };
            let codes = Codes::packed(&format!("{}{option}", column.item), &levels, &column.places)?;
            made.push((codes, column.scores.iter().map(mean).collect()));
        }
        Ok(made)
    }

    /// The breaks as the engine takes them.
    pub(super) fn breaks(&self) -> Result<Vec<Codes<'_>>, Refusal> {
        let mut made = Vec::with_capacity(self.by.len());
        for (name, places, levels) in &self.by {
            let levels: Vec<String> = (1..=*levels).map(|level| level.to_string()).collect();
            let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
            made.push(Codes::packed(name, &levels, places)?);
        }
        Ok(made)
    }

    /// Of each break the place of the group of each row, from 1, and how many groups there are.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&[u8], usize)> {
        self.by.iter().map(|(_, places, groups)| (places.as_slice(), *groups))
    }

    /// Which table of the engine is that of a column by a break, from 1; 0: by none.
    pub(super) fn table(&self, column: usize, by: usize) -> usize {
        column * (self.by.len() + 1) + by
    }

    /// The columns that are held against themselves in the groups of a break.
    pub(super) fn compared(&self) -> impl Iterator<Item = (usize, usize)> {
        self.compared.iter().copied()
    }

    /// The plans that show a column.
    pub(super) fn shown_in(&self, column: usize) -> impl Iterator<Item = usize> {
        let own = self.of.iter().filter(move |(_, columns)| columns.contains(&column)).map(|((plan, _), _)| *plan);
        let pooled = self.pooled.iter().filter(move |(_, others)| others.iter().flatten().any(|it| *it == column));
        own.chain(pooled.map(|((plan, _), _)| *plan))
    }

    /// Which column a cell is in, and which of its cells; of a question that is pooled with others, one for each.
    pub(super) fn find(&self, plan: usize, place: At) -> Vec<(usize, usize)> {
        let key = (plan, place.question);
        let others = self.pooled.get(&key).into_iter().flatten();
        self.of.get(&key).into_iter().chain(others).filter_map(|columns| self.cell_of(columns, place)).collect()
    }

    /// The tables of the engine that cells of plans are taken from: a column, by a break or by none.
    pub(super) fn printed(&self, plans: &[Plan]) -> BTreeSet<(usize, Option<usize>)> {
        let mut all = BTreeSet::new();
        for (at, plan) in plans.iter().enumerate() {
            for place in plan.cells.iter().flatten().flatten() {
                let by = place.group.and_then(|_| self.break_of(plan.questions.get(place.question)?));
                all.extend(self.find(at, *place).into_iter().map(|(column, _)| (column, by)));
            }
        }
        all
    }

    /// The column here that is the same as one of another asking.
    pub(super) fn like(&self, other: &Self, column: usize) -> Option<usize> {
        let theirs = other.columns.get(column)?;
        self.columns.iter().position(|ours| ours.is(theirs))
    }

    /// The break here that is the same as one of another asking.
    pub(super) fn break_like(&self, other: &Self, by: usize) -> Option<usize> {
        let (name, ..) = other.by.get(by)?;
        self.by.iter().position(|(ours, ..)| ours == name)
    }

    fn cell_of(&self, columns: &[usize], place: At) -> Option<(usize, usize)> {
        let first = self.columns.get(*columns.first()?)?;
        match place.answer {
            Some(answer) if first.option.is_some() => Some((*columns.get(answer)?, 1)),
            Some(answer) => Some((*columns.first()?, answer)),
            None => Some((*columns.first()?, first.levels.len())),
        }
    }

    pub(super) fn break_of(&self, question: &Question) -> Option<usize> {
        let by = question.by.as_ref()?;
        self.by.iter().position(|(name, ..)| name == by)
    }
}

/// Whether each row meets conditions.
pub(super) fn inside(folder: &Folder, answers: &Answers, among: &[Gate]) -> Vec<bool> {
    let mut inside = vec![true; answers.rows];
    for gate in among {
        let item = questionnaire::of(&folder.questionnaires, &answers.of).and_then(|all| all.item(&gate.item));
        let levels = item.map_or(&[][..], |item| item.answer.levels());
        let passes: Vec<bool> =
            std::iter::once(false).chain(levels.iter().map(|level| gate.among.contains(&level.code))).collect();
        let places = answers.one(&gate.item).unwrap_or_default();
        for (row, inside) in inside.iter_mut().enumerate() {
            *inside &= places.get(row).is_some_and(|place| passes.get(usize::from(*place)) == Some(&true));
        }
    }
    inside
}
