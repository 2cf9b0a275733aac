//! A measurement as who makes it sees it: what was read, weighed and tabulated of it, what the check finds, and where it
//! stopped. Public or not: a draft is here as well.

pub mod choice;
#[cfg(test)]
mod tests;

use crate::answers::Answers;
use crate::book::design::{self, Weighted};
use crate::book::{self, Earlier, Made};
use crate::check::{self, Finding};
use crate::folder::{Folder, Reading, Texts};
use crate::read::Source;
use crate::report::{self, Block};
use crate::since;
use choice::Choices;

/// How a step of the chain ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage<T> {
    /// It waits for the step before it, or for answers.
    Waits,
    /// It cannot be done, and why: what is wrong with what to do, a line each.
    Stopped(Vec<String>),
    /// It is done.
    Done(T),
}

impl<T> Stage<T> {
    /// What came of it.
    pub const fn done(&self) -> Option<&T> {
        match self {
            Self::Done(done) => Some(done),
            Self::Waits | Self::Stopped(_) => None,
        }
    }
}

/// The answers that are at hand.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// None.
    Nothing,
    /// They cannot be read: what is wrong, a line each.
    Wrong(Vec<String>),
    /// These.
    Read {
        /// The answers of each group.
        answers: Vec<Answers>,
        /// Nobody gave them.
        synthetic: bool,
    },
}

/// A measurement with everything that can be made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Research {
    /// The measurement, as far as its folder could be read.
    pub folder: Option<Folder>,
    /// What clashes in the folder and in its printed tables.
    pub findings: Vec<Finding>,
    /// Who answered.
    pub read: Stage<Vec<Answers>>,
    /// Nobody gave the answers.
    pub synthetic: bool,
    /// How they stand for the people they are of: the groups that are weighted.
    pub weighed: Stage<Vec<Weighted>>,
    /// The table book.
    pub book: Stage<Made>,
    /// Tables of one's own choice.
    pub choices: Stage<Choices>,
    /// The text of the report, with its numbers.
    pub report: Stage<Vec<Block>>,
    /// What texts and answers are, as a short text.
    pub digest: String,
    /// Answers of the measurement before that are there, and that it was not held against: who reads them says so here.
    pub unused: Option<Unused>,
}

/// Answers of the measurement before that were not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Of which year.
    pub year: u16,
    /// Why, a line each.
    pub why: Vec<String>,
}

impl Research {
    /// Makes all that can be made. `from` is the measurement before.
    pub fn of(texts: &Texts, from: Option<&Earlier<'_>>, given: Given, digest: String, threads: usize) -> Self {
        let mut reading = Reading::of(texts);
        if let (Some(folder), Some(from), true) = (&reading.folder, from, reading.problems.is_empty()) {
            reading.problems.extend(since::check(folder, from.folder));
        }
        let findings = check::check(&reading, None).findings;
        let whole = reading.problems.is_empty();
        let mut all = Self {
            folder: reading.folder,
            findings,
            read: Stage::Waits,
            synthetic: false,
            weighed: Stage::Waits,
            book: Stage::Waits,
            choices: Stage::Waits,
            report: Stage::Waits,
            digest,
            unused: None,
        };
        let Some(folder) = all.folder.clone().filter(|_| whole) else { return all };
        match given {
            Given::Nothing => {}
            Given::Wrong(wrong) => all.read = Stage::Stopped(wrong),
            Given::Read { answers, synthetic } => {
                all.synthetic = synthetic;
                all.make(&folder, from, &answers, threads);
                all.report(&folder, texts);
                all.read = Stage::Done(answers);
            }
        }
        all
    }

    fn make(&mut self, folder: &Folder, from: Option<&Earlier<'_>>, answers: &[Answers], threads: usize) {
        let mut weighed = Vec::new();
        for one in answers {
            match design::of(folder, one) {
                Ok((_, how)) => weighed.extend(how),
                Err(refusal) => {
                    self.weighed = Stage::Stopped(vec![format!("{}: {refusal}. {}", one.of, refusal.remedy)]);
                    return;
                }
            }
        }
        self.weighed = Stage::Done(weighed);
        let (all, plans) = choice::plans(folder, answers);
        match book::make_beside(folder, from, answers, (self.synthetic, threads), plans.clone()) {
            Err(refused) => self.book = Stage::Stopped(vec![refused.to_string()]),
            Ok((made, beside)) => {
                self.book = Stage::Done(made);
                self.choices = match beside {
                    Err(refused) => Stage::Stopped(vec![refused.to_string()]),
                    Ok(made) => Stage::Done(Choices { all, folder: Folder { plans, ..folder.clone() }, made }),
                };
            }
        }
    }

    fn report(&mut self, folder: &Folder, texts: &Texts) {
        let Some(made) = self.book.done() else { return };
        let (mut blocks, mut wrong) = (Vec::new(), Vec::new());
        for (file, text) in texts.iter().filter(|(file, _)| file.starts_with("report/") && file.ends_with(".md")) {
            let decimals = |plan: &crate::plan::Plan| plan.decimals(folder.measurement.decimals);
            match report::read(Source { file, text }, folder, made, decimals) {
                Ok(read) => blocks.extend(read),
                Err(problems) => wrong.extend(problems.iter().map(ToString::to_string)),
            }
        }
        self.report = if wrong.is_empty() { Stage::Done(blocks) } else { Stage::Stopped(wrong) };
    }
}
