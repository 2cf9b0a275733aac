//! Differences with the measurement before, where its answers are there as well: both measurements in one design, in which who was in
//! both is one unit, and those who merged meanwhile are one.
//!
//! The engine takes the covariance of two samples from overlapping finite populations; from print alone that cannot be known. Only
//! what the book before shows is held against: another number of it would be a publication that its disclosure control did not
//! know. How many of those in both changed could be found from a statistic and its interval, and they may be few: only whether a
//! difference is one is told.

use super::ask::inside;
use super::{Cell, Made, Refused, SIGNIFICANCE, design};
use crate::answers::Answers;
use crate::folder::Folder;
use crate::merged;
use crate::plan::{At, Plan, Question};
use crate::published::Unit;
use crate::questionnaire::{self, Answer, Item};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use survey::comparison::{Adjust, compare};
use survey::design::{Design, Spec, Waves};
use survey::{Domain, Factor, Numeric, Refusal};

/// The measurement before.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// Its texts.
    pub folder: &'a Folder,
    /// Its answers, where they are there: none, and only its print is held against.
    pub answers: &'a [Answers],
    /// Whether nobody gave them.
    pub synthetic: bool,
}

impl<'a> Earlier<'a> {
    /// Of which there is print, and no answers.
    pub const fn printed(folder: &'a Folder) -> Self {
        Self { folder, answers: &[], synthetic: false }
    }
}

/// A difference with what was answered before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Between {
    /// What it was.
    pub from: f64,
    /// How many were in its base.
    pub n: u64,
    /// How much more it is now.
    pub points: f64,
    /// Whether that is more than chance, at 5%, by Holm over the answers of the question.
    pub significant: bool,
    /// Whether both are one design of finite populations, in which who was in both is one unit; else they are independent samples.
    pub one_design: bool,
    /// How many took part in both, those that merged counted once; none where people are not looked for again, or few were found.
    pub both: Option<usize>,
}

/// The differences of each question of each plan, by its answers; a mean is the first.
pub(super) type Changes = BTreeMap<(usize, usize), Vec<Option<Between>>>;

/// Makes them for all columns that are held against the measurement before.
///
/// # Errors
/// Answers that contradict what is said of who merged; what the engine refuses.
pub(super) fn changes(
    folder: &Folder,
    earlier: &Earlier<'_>,
    (answers, synthetic): (&[Answers], bool),
    threads: usize,
) -> Result<Changes, Refused> {
    let mut found = Changes::new();
    if earlier.answers.is_empty() {
        return Ok(found);
    }
    if earlier.synthetic != synthetic {
        return Err(Refused {
            of: earlier.folder.measurement.year.to_string(),
            message: "only one of both measurements has answers that nobody gave".to_owned(),
            remedy: "hold made-up answers against made-up ones, or leave out those of the measurement before"
                .to_owned(),
        });
    }
    let book = super::make(earlier.folder, None, earlier.answers, earlier.synthetic, threads)?;
    let mut both: BTreeMap<&str, Option<Both<'_>>> = BTreeMap::new();
    for (at, plan) in folder.plans.iter().enumerate() {
        for (place, question, name) in compared(plan) {
            let of = question.of.as_str();
            let both = match both.entry(of) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(Both::of(folder, earlier, answers, of)?),
            };
            let Some(both) = both else { continue };
            let before = |answer| shown(earlier.folder, &book, (plan, name), question, answer);
            found.insert((at, place), both.differences(plan, question, &before).map_err(Refused::of(of))?);
        }
    }
    Ok(found)
}

/// The questions of columns that are held against one of before, with the name of that one: a question stands in one column.
fn compared(plan: &Plan) -> impl Iterator<Item = (usize, &Question, &str)> {
    let asked = |column: usize| plan.columns.get(column)?.compare.as_deref();
    let cells = plan.cells.iter().flat_map(|row| row.iter().enumerate());
    let places: BTreeMap<usize, &str> =
        cells.filter_map(|(column, at)| Some((at.filter(|at| at.group.is_none())?.question, asked(column)?))).collect();
    places.into_iter().filter_map(move |(place, name)| {
        Some((place, plan.questions.get(place).filter(|question| question.also.is_empty())?, name))
    })
}

/// The cell of the book before that says the same of the same people, in the column of this name of the table of this id, as in
/// print: a column of an older year has its numbers there only. None where the book has none, or withholds it.
fn shown<'m>(
    folder: &Folder,
    book: &'m Made,
    (held, name): (&Plan, &str),
    question: &Question,
    answer: Option<usize>,
) -> Option<&'m Cell> {
    let codes = |question: &Question, answer: usize| {
        question.answers.get(answer).map(|line| line.codes.iter().cloned().collect::<BTreeSet<_>>())
    };
    let without = |question: &Question| question.without.iter().cloned().collect::<BTreeSet<_>>();
    let same = |plan: &Plan, at: &At| {
        plan.questions.get(at.question).is_some_and(|other| {
            at.group.is_none()
                && other.also.is_empty()
                && (&other.of, &other.item, &other.among) == (&question.of, &question.item, &question.among)
                && without(other) == without(question)
                && at.answer.is_some() == answer.is_some()
                && at.answer.zip(answer).is_none_or(|(there, here)| codes(other, there) == codes(question, here))
        })
    };
    let (plan, table) = folder.plans.iter().zip(&book.tables).find(|(plan, _)| plan.id == held.id)?;
    if plan.unit != held.unit {
        return None;
    }
    let named = |column: usize| plan.columns.get(column).is_some_and(|head| head.name() == name);
    plan.cells.iter().zip(&table.cells).find_map(|(places, cells)| {
        let all = places.iter().zip(cells).enumerate();
        let mut own = all.filter(|(column, (at, _))| named(*column) && at.as_ref().is_some_and(|at| same(plan, at)));
        own.find_map(|(_, (_, cell))| cell.as_ref())
    })
}

/// One group in both measurements.
struct Both<'a> {
    before: (&'a Folder, &'a Answers),
    now: (&'a Folder, &'a Answers),
    design: Design,
    found_again: Option<usize>,
}

impl<'a> Both<'a> {
    /// None where the measurement before has no answers of the group, or too few for an error.
    fn of(
        folder: &'a Folder,
        earlier: &Earlier<'a>,
        answers: &'a [Answers],
        of: &str,
    ) -> Result<Option<Self>, Refused> {
        let find = |all: &'a [Answers]| all.iter().find(|answers| answers.of == of).filter(|answers| answers.rows > 1);
        let (Some(first), Some(second)) = (find(earlier.answers), find(answers)) else { return Ok(None) };
        if let Some((message, remedy)) = merged::contradicted(&folder.merged, first, second) {
            return Err(Refused { of: of.to_owned(), message, remedy: remedy.to_owned() });
        }
        let (before, now) = ((earlier.folder, first), (folder, second));
        let keys = found_again(before, now);
        let found_again = keys.as_ref().map(|(names, _)| {
            let name = |key: &'a str| name(folder, of, key);
            let (one, other) = names.split_at(first.rows);
            let one: BTreeSet<&str> = one.iter().copied().map(name).collect();
            other.iter().copied().map(name).collect::<BTreeSet<_>>().intersection(&one).count()
        });
        let design = design(before, now, keys).map_err(Refused::of(of))?;
        Ok(Some(Self { before, now, design, found_again }))
    }

    /// By the answers of a question.
    fn differences<'m>(
        &self,
        plan: &Plan,
        question: &Question,
        before: &dyn Fn(Option<usize>) -> Option<&'m Cell>,
    ) -> Result<Vec<Option<Between>>, Refusal> {
        let lines: Vec<Option<usize>> = match plan.unit {
            Unit::Count => return Ok(Vec::new()),
            Unit::Mean => vec![None],
            Unit::Percent => (0..question.answers.len()).map(Some).collect(),
        };
        let least = usize::try_from(self.now.0.measurement.least).unwrap_or(usize::MAX);
        let factor = if plan.unit == Unit::Mean { 1.0 } else { 100.0 };
        let mut found = Vec::with_capacity(lines.len());
        for line in lines {
            let cell = before(line).filter(|cell| !cell.suppressed).and_then(|cell| Some((cell.estimate?, cell.n?)));
            let (Some(one), Some(other), Some((from, n))) =
                (values(self.before, question, line), values(self.now, question, line), cell)
            else {
                found.push(None);
                continue;
            };
            // Nothing is told of few, whether or not their cell is.
            let many = |values: &[f64]| values.iter().filter(|value| !value.is_nan()).count() >= least.max(2);
            if !many(&one) || !many(&other) {
                found.push(None);
                continue;
            }
            let rows = one.len();
            let all: Vec<f64> = one.into_iter().chain(other).collect();
            let wave = |later: bool| {
                let of = |(row, value): (usize, &f64)| (row >= rows) == later && !value.is_nan();
                Domain::of(all.iter().enumerate().map(of).collect())
            };
            let waves = [wave(false), wave(true)];
            let column: Vec<f64> = all.iter().map(|value| if value.is_nan() { 0.0 } else { *value }).collect();
            let pairs = compare(&self.design, &[column], &waves)?;
            let pair = pairs.into_iter().flatten().next();
            found.push(pair.map(|pair| (from, n, -factor * pair.difference, pair.p)));
        }
        let p: Vec<f64> = found.iter().map(|it| it.map_or(f64::NAN, |(.., p)| p)).collect();
        let adjusted = Adjust::Holm.apply(&p);
        let (one_design, both) = (self.found_again.is_some(), self.found_again.filter(|both| *both >= least));
        let one = |(it, p): (Option<(f64, u64, f64, f64)>, f64)| {
            it.map(|(from, n, points, _)| Between { from, n, points, significant: p < SIGNIFICANCE, one_design, both })
        };
        Ok(found.into_iter().zip(adjusted).map(one).collect())
    }
}

/// What somebody of the measurement before is called now.
fn name<'k>(folder: &'k Folder, of: &str, key: &'k str) -> &'k str {
    let merged = folder.merged.iter().find(|merged| merged.of == of && merged.was.iter().any(|was| was == key));
    merged.map_or(key, |merged| merged.now.as_str())
}

/// How many there are of a group that is found again, in each measurement.
type Populations = [f64; 2];

/// The keys of both, first those of before; none where people are not told apart in both, their population is not known, or they
/// are weighted in either: a design takes weights as given, or finds people again.
fn found_again<'a>(
    before: (&'a Folder, &'a Answers),
    now: (&'a Folder, &'a Answers),
) -> Option<(Vec<&'a str>, Populations)> {
    let population = |(folder, answers): (&Folder, &Answers)| {
        if folder.weights.iter().any(|weights| weights.of == answers.of) {
            return None;
        }
        let group = folder.measurement.respondents.iter().find(|group| group.id == answers.of)?;
        group.population.filter(|_| group.fpc).map(f64::from)
    };
    let keys = |answers: &'a Answers| -> Option<Vec<&'a str>> {
        let codes = &answers.keys.as_ref()?.codes;
        codes.iter().map(|code| answers.key(*code)).collect()
    };
    let populations = [population(before)?, population(now)?];
    let all: Vec<&str> = keys(before.1)?.into_iter().chain(keys(now.1)?).collect();
    (all.len() == before.1.rows + now.1.rows).then_some((all, populations))
}

/// Both measurements as waves of one design. Where nobody is found again they are independent samples with their weights, which
/// intervals take as given.
fn design(
    before: (&Folder, &Answers),
    now: (&Folder, &Answers),
    keys: Option<(Vec<&str>, Populations)>,
) -> Result<Design, Refusal> {
    let (first, second) = (before.1.rows, now.1.rows);
    let rows = first + second;
    let code = |row: usize| u32::from(row >= first);
    let wave = Factor {
        name: "the measurement".to_owned(),
        levels: vec![before.0.measurement.year.to_string(), now.0.measurement.year.to_string()],
        codes: (0..rows).map(code).collect(),
    };
    let mut waves = Waves::by(wave);
    let Some((keys, populations)) = keys else {
        let (one, other) = (design::of(before.0, before.1)?.0, design::of(now.0, now.1)?.0);
        let weights = one.weights().iter().chain(other.weights()).copied().collect();
        let weights = Some(Numeric::new("the weights", weights));
        return Design::new(Spec { rows, weights, waves: Some(waves), ..Spec::default() });
    };
    let merged = now.0.merged.iter().filter(|merged| merged.of == now.1.of);
    waves.merged = merged.flat_map(|it| it.was.iter().map(|was| (was.clone(), it.now.clone()))).collect();
    let of = |row: usize| if row < first { populations[0] } else { populations[1] };
    let fpc = Numeric::new("population", (0..rows).map(of).collect());
    Design::new(Spec {
        rows,
        ids: vec![Factor::new("key", &keys)],
        fpc: vec![fpc],
        waves: Some(waves),
        ..Spec::default()
    })
}

/// What each row says to a line of a question: 1 or 0, or its score; `NaN` outside the base.
fn values((folder, answers): (&Folder, &Answers), question: &Question, line: Option<usize>) -> Option<Vec<f64>> {
    let item: &Item = questionnaire::of(&folder.questionnaires, &question.of)?.item_of(&question.item, &question.of)?;
    let inside = inside(folder, answers, &question.among);
    let codes = |line: usize| question.answers.get(line).map(|line| line.codes.as_slice());
    let base = |of: &dyn Fn(usize) -> f64| -> Vec<f64> {
        (0..answers.rows).map(|row| if inside.get(row) == Some(&true) { of(row) } else { f64::NAN }).collect()
    };
    match &item.answer {
        Answer::Number(..) => None,
        Answer::One(levels) => {
            let own: Option<&[String]> = line.map(codes).map(Option::unwrap_or_default);
            let value = |level: &crate::scale::Level| {
                if question.without.contains(&level.code) {
                    return f64::NAN;
                }
                match own {
                    Some(codes) => f64::from(u8::from(codes.contains(&level.code))),
                    None => level.score.unwrap_or(f64::NAN),
                }
            };
            let by_place: Vec<f64> = std::iter::once(f64::NAN).chain(levels.iter().map(value)).collect();
            let places = answers.one(&item.id)?;
            let of = |row: usize| {
                places.get(row).and_then(|place| by_place.get(usize::from(*place))).copied().unwrap_or(f64::NAN)
            };
            Some(base(&of))
        }
        Answer::Many(options) => {
            let codes = codes(line?)?;
            let all = answers.many(&item.id)?;
            let own: Vec<&Vec<u8>> = options
                .iter()
                .zip(all)
                .filter(|(option, _)| codes.contains(&option.code))
                .map(|(_, places)| places)
                .collect();
            let of = |row: usize| match own.iter().filter_map(|places| places.get(row)).max().copied() {
                Some(2..) => 1.0,
                Some(1) => 0.0,
                Some(0) | None => f64::NAN,
            };
            Some(base(&of))
        }
    }
}
