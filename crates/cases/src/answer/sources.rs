//! Files, each read once for all the cases that ask of it. The caller opens them: this room touches no disk.

use super::data::Data;
use crate::read::CaseProblem;
use crate::read::{Asks, CodebookAt, Entry, Question, Rules};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use survey::codebook::Codebook;

/// A file under one way of reading.
#[derive(Debug)]
struct Source {
    data: String,
    rules: Rules,
    codebook: Option<CodebookAt>,
    /// Every column that a case names.
    names: BTreeSet<String>,
    /// Cases that still need it.
    left: usize,
    read: Option<Result<Rc<Data>, CaseProblem>>,
}

impl Source {
    fn is_of(&self, question: &Question) -> bool {
        self.data == question.data && self.rules == question.rules && self.codebook == question.codebook
    }
}

/// Gives the bytes of a file that is named relative to the file of cases.
pub type Open<'a> = &'a dyn Fn(&str) -> std::io::Result<Vec<u8>>;

/// The files of a file of cases.
pub struct Sources<'a> {
    open: Open<'a>,
    all: Vec<Source>,
}

impl<'a> Sources<'a> {
    /// What the cases need, before anything is read.
    pub fn of(entries: &[Entry], open: Open<'a>) -> Self {
        let mut all: Vec<Source> = Vec::new();
        for entry in entries {
            let Ok(Asks::Estimate(question)) = &entry.asks else { continue };
            let at = all.iter().position(|source| source.is_of(question)).unwrap_or(all.len());
            if at == all.len() {
                let Question { data, rules, codebook, .. } = question.as_ref();
                let (data, codebook) = (data.clone(), codebook.clone());
                all.push(Source { data, rules: *rules, codebook, names: BTreeSet::new(), left: 0, read: None });
            }
            if let Some(source) = all.get_mut(at) {
                source.names.extend(question.columns().map(str::to_owned));
                source.left += 1;
            }
        }
        Self { open, all }
    }

    /// The columns of a case; forgotten when no later case asks of the same file.
    pub(super) fn take(&mut self, question: &Question) -> Result<Rc<Data>, CaseProblem> {
        let Self { open, all } = self;
        let Some(source) = all.iter_mut().find(|source| source.is_of(question)) else {
            return Err(CaseProblem::new("this case has no data", "name a CSV file"));
        };
        source.left = source.left.saturating_sub(1);
        let read = source.read.get_or_insert_with(|| {
            let codebook = source.codebook.as_ref().map(|at| codebook(at, open)).transpose()?;
            let bytes = bytes(&source.data, open, "put the data beside the file of cases")?;
            Ok(Rc::new(Data::read(&bytes, &source.names, source.rules, codebook)?))
        });
        let found = read.clone();
        if source.left == 0 {
            source.read = None;
        }
        found
    }
}

fn bytes(name: &str, open: Open<'_>, remedy: &str) -> Result<Vec<u8>, CaseProblem> {
    open(name).map_err(|error| CaseProblem::new(format!("cannot read {name}: {error}"), remedy))
}

fn codebook(at: &CodebookAt, open: Open<'_>) -> Result<Arc<Codebook>, CaseProblem> {
    match at {
        CodebookAt::Here(codebook) => Ok(Arc::clone(codebook)),
        CodebookAt::File(name) => {
            let bytes = bytes(name, open, "put the codebook beside the file of cases")?;
            let read = crate::codebook::read(&bytes);
            read.map(Arc::new).map_err(|problem| CaseProblem::new(format!("{name}: {problem}"), problem.remedy))
        }
    }
}
