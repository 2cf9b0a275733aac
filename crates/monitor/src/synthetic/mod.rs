//! Answers that nobody gave: made from a seed, so that the tables of a measurement give what was printed of it.
//!
//! Of a measurement of which only print exists the whole chain can be run all the same. What answers cannot give at once
//! (a percentage that no whole count makes, two tables that contradict each other) stays off, and [`differences`] lists it.
//! Questions of which nothing is printed stay open.

mod counts;

use crate::answers::Answers;
use crate::book::{Made, design, rounded};
use crate::folder::Folder;
use crate::plan::{At, Plan, Question};
use crate::published::{Base, Published, Unit};
use crate::questionnaire::{self, Answer, Item, Questionnaire};
use counts::{counts, nearest};
use std::collections::BTreeMap;
use survey::Refusal;
use survey::sampling::Generator;

/// Answers of every group that gets a questionnaire and of which is known how many answered.
///
/// # Errors
/// The engine refuses the weights of a group.
pub fn make(folder: &Folder, seed: u64) -> Result<Vec<Answers>, Refusal> {
    let mut all = Vec::new();
    for (stream, group) in (0..).zip(&folder.measurement.respondents) {
        let (Some(rows), Some(questionnaire)) = (group.answered, questionnaire::of(&folder.questionnaires, &group.id))
        else {
            continue;
        };
        let mut maker = Maker {
            folder,
            questionnaire,
            targets: targets(folder, &group.id),
            answers: Answers::made(&group.id, rows as usize),
            weights: vec![1.0; rows as usize],
            random: Generator::stream(seed, stream),
        };
        maker.all()?;
        all.push(maker.answers);
    }
    Ok(all)
}

/// What was printed of a question.
#[derive(Debug, Clone)]
struct Target<'a> {
    question: &'a Question,
    /// Of each line the printed number, where there is one.
    lines: Vec<Option<f64>>,
    base: Base,
    unit: Unit,
}

/// A printed table, and where in it each row and each column of a plan stands.
type Twin<'a> = (&'a Published, Vec<Option<usize>>, Vec<Option<usize>>);

/// A printed table beside its plan: where each cell of the plan stands in print.
fn twin<'a>(folder: &'a Folder, plan: &Plan) -> Option<Twin<'a>> {
    let table = folder.published.iter().find(|table| table.id == plan.id && !table.lost)?;
    let columns = plan.columns.iter().map(|head| table.columns.iter().position(|column| column.name() == head.name()));
    let rows = plan.rows.iter().map(|head| table.rows.iter().position(|row| row.name() == head.name()));
    Some((table, rows.collect(), columns.collect()))
}

/// What was printed of a group, question by question.
fn targets<'a>(folder: &'a Folder, of: &str) -> Vec<Target<'a>> {
    let mut found = Vec::new();
    for plan in &folder.plans {
        let Some((table, rows, columns)) = twin(folder, plan) else { continue };
        for (at, question) in
            plan.questions.iter().enumerate().filter(|(_, question)| question.of == of && question.also.is_empty())
        {
            let mut lines = vec![None; question.answers.len()];
            let mut base: Option<Base> = None;
            for (row, cells) in plan.cells.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let Some(At { answer: Some(answer), group: None, .. }) = cell.filter(|cell| cell.question == at)
                    else {
                        continue;
                    };
                    let (Some(row), Some(column)) = (rows[row], columns[column]) else { continue };
                    lines[answer] = table.cell(row, column).and_then(|cell| cell.value);
                    base = base.or_else(|| table.base(row, column));
                }
            }
            // Of counts no base is printed: they are what they add up to.
            let sum: f64 = lines.iter().flatten().sum();
            let counted = (table.unit == Unit::Count).then(|| Base::of(sum as u32));
            if let Some(base) = base.or(counted).filter(|_| lines.iter().any(Option::is_some)) {
                found.push(Target { question, lines, base, unit: table.unit });
            }
        }
    }
    found
}

struct Maker<'a> {
    folder: &'a Folder,
    questionnaire: &'a Questionnaire,
    targets: Vec<Target<'a>>,
    answers: Answers,
    weights: Vec<f64>,
    random: Generator,
}

impl Maker<'_> {
    fn all(&mut self) -> Result<(), Refusal> {
        let of = self.answers.of.clone();
        let questionnaire = self.questionnaire;
        let items: Vec<&Item> =
            questionnaire.items.iter().filter(|item| item.from.is_none() && item.of.contains(&of)).collect();
        let weights = self.folder.weights.iter().find(|weights| weights.of == of);
        // What is weighted by comes first: the others are made to fit under the weights.
        for margin in weights.iter().flat_map(|weights| &weights.margins) {
            if let Some(item) = items.iter().find(|item| item.id == margin.item) {
                self.margin(item, &margin.shares);
            }
        }
        if weights.is_some() {
            self.weights = design::of(self.folder, &self.answers)?.0.weights().to_vec();
        }
        for item in items {
            if self.answers.one(&item.id).is_none() && self.answers.many(&item.id).is_none() {
                self.item(item);
            }
        }
        Ok(())
    }

    /// An answer that is weighted to, a little off: else there would be nothing to weight.
    fn margin(&mut self, item: &Item, shares: &[(String, f64)]) {
        let rows = self.answers.rows;
        let place = |code: &String| item.answer.levels().iter().position(|level| level.code == *code);
        let mut places: Vec<u8> = Vec::with_capacity(rows);
        let all: f64 = shares.iter().map(|(_, share)| share).sum();
        for (at, (code, share)) in shares.iter().enumerate() {
            let off = if at % 2 == 0 { 0.94 } else { 1.05 };
            let many = ((share / all * off * rows as f64).round() as usize).max(1);
            let level = place(code).map_or(0, |place| place as u8 + 1);
            places.extend(std::iter::repeat_n(level, many));
        }
        let last = places.last().copied().unwrap_or(0);
        places.resize(rows, last);
        self.shuffle(&mut places);
        self.answers.put(&item.id, places);
    }

    fn item(&mut self, item: &Item) {
        let eligible = self.eligible(item);
        match &item.answer {
            Answer::Number(..) => {}
            Answer::Many(options) => {
                let target = self.targets.iter().find(|it| it.question.item == item.id).cloned();
                let rows = self.answers.rows;
                let mut places = vec![vec![0_u8; rows]; options.len()];
                if let Some(target) = target {
                    let chosen = self.some(&eligible, target.base.min as usize);
                    for (line, percent) in target.question.answers.iter().zip(&target.lines) {
                        let Some(option) = options.iter().position(|option| line.codes.contains(&option.code)) else {
                            continue;
                        };
                        let share = percent.unwrap_or(0.0);
                        let parts = self.divide(&chosen, &[share, 100.0 - share], target.base.min);
                        for (row, part) in chosen.iter().zip(parts) {
                            places[option][*row] = if part == 0 { 2 } else { 1 };
                        }
                    }
                }
                self.answers.put_many(&item.id, places);
            }
            Answer::One(_) => self.one(item, &eligible),
        }
    }

    fn one(&mut self, item: &Item, eligible: &[usize]) {
        let crossed = self.targets.iter().filter(|it| it.question.item == item.id && it.unit == Unit::Count);
        let crossed: Vec<Target<'_>> = crossed.cloned().collect();
        if !crossed.is_empty() {
            return self.crossed(item, &crossed, eligible);
        }
        // Of tables that contradict each other the one that holds together.
        let about = |it: &&Target<'_>| it.question.item == item.id && it.question.among.is_empty();
        let whole = |it: &&Target<'_>| {
            let shares: Vec<f64> = it.lines.iter().map(|line| line.unwrap_or(0.0)).collect();
            (it.base.min..=it.base.max).any(|n| counts(&shares, n).is_some())
        };
        let all = || self.targets.iter().filter(about);
        let target = all().find(whole).or_else(|| all().next()).cloned();
        let level = |code: &String| {
            item.answer.levels().iter().position(|level| level.code == *code).map_or(0, |at| at as u8 + 1)
        };
        let mut places = vec![0_u8; self.answers.rows];
        if let Some(target) = target {
            let lines: Vec<u8> =
                target.question.answers.iter().map(|line| line.codes.first().map_or(0, level)).collect();
            let mut shares: Vec<f64> = target.lines.iter().map(|line| line.unwrap_or(0.0)).collect();
            let n = self.fitting(&shares, target.base);
            let chosen = self.some(eligible, n as usize);
            let rest: f64 = 100.0 - shares.iter().sum::<f64>();
            // What is in the base and not shown: the last answers of the scale that no line has.
            let named = |level: &&crate::scale::Level| {
                target.question.answers.iter().any(|line| line.codes.contains(&level.code))
            };
            let unshown = item
                .answer
                .levels()
                .iter()
                .find(|level| !named(level) && !target.question.without.contains(&level.code));
            let mut lines = lines;
            if let Some(unshown) = unshown {
                lines.push(level(&unshown.code));
                shares.push(rest.max(0.0));
            }
            for (row, line) in chosen.iter().zip(self.divide(&chosen, &shares, n)) {
                places[*row] = lines.get(line).copied().unwrap_or(0);
            }
        } else if let Some((open, need)) = self.need(item) {
            // It leads to questions of which is printed how many answered: so many said what leads there.
            let other =
                item.answer.levels().iter().find(|level| level.code != open).map_or(0, |other| level(&other.code));
            let chosen = self.some(eligible, need);
            eligible.iter().for_each(|row| places[*row] = other);
            chosen.iter().for_each(|row| places[*row] = level(&open));
        }
        self.answers.put(&item.id, places);
    }

    /// Two questions of which is printed how many answered this to one and that to the other.
    fn crossed(&mut self, item: &Item, targets: &[Target<'_>], eligible: &[usize]) {
        let total: f64 = targets.iter().flat_map(|target| target.lines.iter().flatten()).sum();
        let chosen = self.some(eligible, total as usize);
        let mut rows = chosen.into_iter();
        let mut own = vec![0_u8; self.answers.rows];
        let mut other: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        let place = |item: &Item, code: &str| {
            item.answer.levels().iter().position(|level| level.code == code).map_or(0, |at| at as u8 + 1)
        };
        for target in targets {
            for (line, count) in target.question.answers.iter().zip(&target.lines) {
                for row in rows.by_ref().take(count.unwrap_or(0.0) as usize) {
                    own[row] = line.codes.first().map_or(0, |code| place(item, code));
                    for gate in &target.question.among {
                        let Some(gated) = self.questionnaire.item(&gate.item) else { continue };
                        let places = other.entry(gated.id.as_str()).or_insert_with(|| vec![0; self.answers.rows]);
                        places[row] = gate.among.first().map_or(0, |code| place(gated, code));
                    }
                }
            }
        }
        self.answers.put(&item.id, own);
        other.into_iter().for_each(|(item, places)| self.answers.put(item, places));
    }

    /// The rows that get to a question.
    fn eligible(&self, item: &Item) -> Vec<usize> {
        let passes = |row: &usize| {
            item.asked.iter().all(|gate| {
                let levels = self.questionnaire.item(&gate.item).map_or(&[][..], |item| item.answer.levels());
                let place = self.answers.one(&gate.item).and_then(|places| places.get(*row)).copied().unwrap_or(0);
                let level = place.checked_sub(1).and_then(|at| levels.get(usize::from(at)));
                level.is_some_and(|level| gate.among.contains(&level.code))
            })
        };
        (0..self.answers.rows).filter(passes).collect()
    }

    /// The answer that leads to other questions, and how many answered the most answered of those.
    fn need(&self, item: &Item) -> Option<(String, usize)> {
        let mut open = None;
        let mut need = 0;
        for later in &self.questionnaire.items {
            let Some(gate) = later.asked.iter().find(|gate| gate.item == item.id) else { continue };
            open = open.or_else(|| gate.among.first().cloned());
            let own = self.targets.iter().filter(|it| it.question.item == later.id);
            let own = own.map(|it| it.base.max as usize).max().unwrap_or(0);
            need = need.max(own).max(self.need(later).map_or(0, |(_, need)| need));
        }
        open.map(|open| (open, need))
    }

    /// Of a printed range the number on which most percentages are possible.
    fn fitting(&self, shares: &[f64], base: Base) -> u32 {
        let possible = |n: u32| shares.iter().filter(|share| !Base::of(n).counts(**share, 0).is_empty()).count();
        let sums = |n: u32| counts(shares, n).is_some();
        let inside = (base.min..=base.max).max_by_key(|n| (sums(*n), possible(*n), u32::MAX - n)).unwrap_or(base.min);
        // Percentages that no such number makes together: one less may, where somebody was counted twice or left out.
        let less = base.min.saturating_sub(1);
        if !sums(inside) && less > 0 && sums(less) { less } else { inside }
    }

    /// So many of these rows, in an order of chance.
    fn some(&mut self, rows: &[usize], many: usize) -> Vec<usize> {
        let mut rows = rows.to_vec();
        self.shuffle(&mut rows);
        rows.truncate(many);
        rows
    }

    fn shuffle<T>(&mut self, values: &mut [T]) {
        for at in (1..values.len()).rev() {
            let other = self.random.below(at as u64 + 1) as usize;
            values.swap(at, other);
        }
    }

    /// Divides rows over lines so that their weight is as printed: of each row its line.
    fn divide(&self, rows: &[usize], shares: &[f64], n: u32) -> Vec<usize> {
        let weight = |row: &usize| self.weights.get(*row).copied().unwrap_or(1.0);
        let even = self.folder.weights.iter().all(|weights| weights.of != self.answers.of);
        if even {
            let counts = counts(shares, n).unwrap_or_else(|| nearest(shares, n));
            return counts
                .iter()
                .enumerate()
                .flat_map(|(line, count)| std::iter::repeat_n(line, *count as usize))
                .take(rows.len())
                .collect();
        }
        let all: f64 = rows.iter().map(weight).sum();
        let off =
            (100.0 - shares.iter().sum::<f64>()) / shares.iter().filter(|share| **share > 0.0).count().max(1) as f64;
        let mut left: Vec<f64> =
            shares.iter().map(|share| if *share > 0.0 { (share + off) / 100.0 * all } else { 0.0 }).collect();
        // The heaviest first, each to the line that lacks most: what is off in the end is less than the lightest.
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| weight(&rows[*b]).total_cmp(&weight(&rows[*a])));
        let mut lines = vec![0; rows.len()];
        for at in order {
            let line = (0..left.len()).max_by(|a, b| left[*a].total_cmp(&left[*b])).unwrap_or(0);
            left[line] -= weight(&rows[at]);
            lines[at] = line;
        }
        lines
    }
}

/// A cell that is another one than was printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The table.
    pub table: String,
    /// The row, as it is printed.
    pub row: String,
    /// The column.
    pub column: String,
    /// What was printed.
    pub printed: f64,
    /// What the answers make.
    pub made: Option<f64>,
}

/// Where the tables of a book are not what was printed of them; cells that were printed blank are not looked at.
pub fn differences(folder: &Folder, made: &Made) -> Vec<Difference> {
    let mut found = Vec::new();
    for (plan, table) in folder.plans.iter().zip(&made.tables) {
        let Some((printed, rows, columns)) = twin(folder, plan) else { continue };
        for (at, cells) in table.cells.iter().enumerate() {
            for (place, cell) in cells.iter().enumerate() {
                let (Some(row), Some(column), Some(cell)) = (rows[at], columns[place], cell) else { continue };
                let Some(print) = printed.cell(row, column) else { continue };
                let decimals = u32::try_from(print.decimals()).unwrap_or(0);
                let (Some(value), own) = (print.value, cell.estimate.map(|value| rounded(value, decimals))) else {
                    continue;
                };
                if own != Some(value) {
                    found.push(Difference {
                        table: plan.id.clone(),
                        row: plan.rows[at].name(),
                        column: plan.columns[place].name(),
                        printed: value,
                        made: own,
                    });
                }
            }
        }
    }
    found
}
